# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title"
# # Exercises 00: Start here
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. The lecture is `notebooks/00_start_here.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise
