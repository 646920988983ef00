"""Lecture 08: backpropagation."""
