"""Exercises of lecture 00, start here: notebook -> keys in its order."""

NOTEBOOKS = {
    "00_start_here": ("cross_entropy",),
}
