"""A notebook turned into something else: a page, or an assignment for nbgrader."""


class ExportError(ValueError):
    """Something that cannot be exported; the message says why and what to do."""
