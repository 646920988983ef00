"""The exercises of lecture 17b, one in each module."""
