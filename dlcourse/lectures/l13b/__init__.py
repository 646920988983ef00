"""Lecture 13b: Gates that keep."""
