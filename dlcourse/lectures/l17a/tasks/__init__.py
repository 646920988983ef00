"""The exercises of lecture 17a, one in each module."""
