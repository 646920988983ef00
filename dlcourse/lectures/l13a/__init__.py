"""Lecture 13a: Recurrence: one step, many times."""
