"""The exercises of lecture 15a, one in each module."""
