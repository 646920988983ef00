"""Lecture 02a: Least squares and likelihood."""
