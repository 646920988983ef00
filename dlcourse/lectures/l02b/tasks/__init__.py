"""The exercises of lecture 02b, one in each module."""
