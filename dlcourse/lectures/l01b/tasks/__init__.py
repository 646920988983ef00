"""The exercises of lecture 01b, one in each module."""
