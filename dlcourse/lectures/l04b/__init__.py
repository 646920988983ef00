"""Lecture 04b: many classes."""
