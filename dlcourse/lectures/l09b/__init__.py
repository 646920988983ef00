"""Lecture 09b: adaptive rules."""
