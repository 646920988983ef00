"""Lecture 05a: Neurons, activations, networks."""
