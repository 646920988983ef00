"""The exercises of lecture 10b, one in each module."""
