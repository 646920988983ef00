"""Lecture 00c: where it comes from."""
