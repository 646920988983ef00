"""Lecture 07: four ways to differentiate."""
