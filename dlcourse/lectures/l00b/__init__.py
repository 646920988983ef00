"""Lecture 00b: the calculus you need."""
