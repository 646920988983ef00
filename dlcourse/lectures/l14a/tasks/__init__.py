"""The exercises of lecture 14a, one in each module."""
