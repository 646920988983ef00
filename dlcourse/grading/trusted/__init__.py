"""Outside the sandbox: nothing here runs or parses what a student wrote."""
