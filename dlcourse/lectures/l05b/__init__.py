"""Lecture 05b: What a network can represent."""
