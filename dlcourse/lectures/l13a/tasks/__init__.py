"""The exercises of lecture 13a, one in each module."""
