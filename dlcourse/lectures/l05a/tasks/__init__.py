"""The exercises of lecture 05a, one in each module."""
