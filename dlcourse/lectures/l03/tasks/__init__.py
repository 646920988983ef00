"""The exercises of lecture 03, one in each module."""
