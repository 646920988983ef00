"""Lecture 15b: The variational autoencoder."""
