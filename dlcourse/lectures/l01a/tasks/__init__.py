"""The exercises of lecture 01a, one in each module."""
