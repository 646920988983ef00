"""The exercises of lecture 11, one in each module."""
