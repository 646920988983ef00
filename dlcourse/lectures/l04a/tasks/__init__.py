"""The exercises of lecture 04a, one in each module."""
