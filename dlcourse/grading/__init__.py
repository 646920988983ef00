"""Grading a class: `box` is all of ours that students' code can see, `trusted` is what it never meets."""
