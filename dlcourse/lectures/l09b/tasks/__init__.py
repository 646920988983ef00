"""The exercises of lecture 09b, one in each module."""
