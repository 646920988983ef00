"""Lecture 09a: sampling and momentum."""
