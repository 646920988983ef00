"""Lecture 14a: Attention."""
