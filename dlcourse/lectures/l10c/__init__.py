"""Lecture 10c: Fighting overfitting."""
