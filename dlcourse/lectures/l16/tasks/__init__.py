"""The exercises of lecture 16, one in each module."""
