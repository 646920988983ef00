"""Lecture 04c: a hundred thousand classes."""
