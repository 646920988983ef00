"""The exercises of lecture 04b, one in each module."""
