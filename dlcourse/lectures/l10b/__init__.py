"""Lecture 10b: Normalisation and skips."""
