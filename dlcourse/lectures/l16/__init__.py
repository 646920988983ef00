"""Lecture 16: Adversarial networks."""
