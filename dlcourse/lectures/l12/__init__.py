"""Lecture 12: Convolution: weights that are shared."""
