"""Lecture 11: Searching hyper-parameters."""
