"""The exercises of lecture 06a, one in each module."""
