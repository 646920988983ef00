"""The exercises of lecture 08b, one in each module."""
