"""Inside the sandbox: the fork server, the worker that runs answers, and the reader of notebooks."""
