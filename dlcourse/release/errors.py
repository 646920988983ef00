"""What can go wrong with a release."""


class ReleaseError(ValueError):
    """A release that is not written; the message says why and what to do."""
