"""What stops a grading, in words for the instructor."""


class GradeError(ValueError):
    """A grading that cannot start or go on; the message says what to do."""
