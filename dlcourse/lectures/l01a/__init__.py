"""Lecture 01a: The recipe."""
