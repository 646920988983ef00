"""The exercises of lecture 06b, one in each module."""
