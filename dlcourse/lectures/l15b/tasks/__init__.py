"""The exercises of lecture 15b, one in each module."""
