"""Exercises of lecture 00, start here, in the order of the notebook."""

ORDER = ("cross_entropy",)
