"""Lecture 08b: what memory costs."""
