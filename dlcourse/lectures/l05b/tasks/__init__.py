"""The exercises of lecture 05b, one in each module."""
