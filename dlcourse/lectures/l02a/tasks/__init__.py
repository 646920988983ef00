"""The exercises of lecture 02a, one in each module."""
