"""The exercises of lecture 00, one in each module."""
