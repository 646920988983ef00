"""Lecture 04a: two classes."""
