"""The exercises of lecture 13b, one in each module."""
