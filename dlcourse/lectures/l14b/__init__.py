"""Lecture 14b: The transformer block and a small language model."""
