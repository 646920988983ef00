"""The exercises of lecture 12, one in each module."""
