"""The exercises of lecture 14b, one in each module."""
