"""The exercises of lecture 00b, one in each module."""
