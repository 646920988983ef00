"""Lecture 06a: Losses and output layers."""
