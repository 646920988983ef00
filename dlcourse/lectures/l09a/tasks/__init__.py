"""The exercises of lecture 09a, one in each module."""
