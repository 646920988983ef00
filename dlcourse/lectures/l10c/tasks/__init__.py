"""The exercises of lecture 10c, one in each module."""
