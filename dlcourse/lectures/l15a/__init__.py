"""Lecture 15a: Autoencoders."""
