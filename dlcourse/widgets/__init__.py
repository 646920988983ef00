"""Live pictures for JupyterLab: each computes a Scene in Python, which a small ES module draws in the browser."""
