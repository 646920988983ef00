"""The exercises of lecture 04, one in each module."""
