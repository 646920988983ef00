"""The exercises of lecture 07, one in each module."""
