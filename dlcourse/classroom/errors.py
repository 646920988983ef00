"""What can be wrong with a key or a folder of twins. Imports nothing: who only looks names up needs no torch."""


class UnknownExerciseError(LookupError):
    """No exercise has this key."""


class TwinsError(ValueError):
    """A folder of twins that cannot be used; the message names the file and says why."""
