"""The exercises of lecture 04c, one in each module."""
