"""Lecture 06b: Losses for sequences and rankings."""
