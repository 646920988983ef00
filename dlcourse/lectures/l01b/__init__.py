"""Lecture 01b: Kinds of learning."""
