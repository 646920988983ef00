"""Lecture 02b: Generalisation."""
