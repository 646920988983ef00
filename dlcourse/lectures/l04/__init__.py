"""Lecture 04: linear classifiers."""
