"""The exercises of lecture 10a, one in each module."""
