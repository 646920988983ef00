"""Lecture 17b: Diffusion."""
