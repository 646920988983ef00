"""Lecture 10a: Where a deep network starts."""
