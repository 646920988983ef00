"""Lecture 03: Neighbours, validation and dimensions."""
