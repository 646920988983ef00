"""Lecture 17a: Markov chains."""
