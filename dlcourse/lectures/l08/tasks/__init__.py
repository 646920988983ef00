"""The exercises of lecture 08, one in each module."""
