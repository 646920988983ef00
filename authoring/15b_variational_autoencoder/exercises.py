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
# # Exercises 15b: The variational autoencoder
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. All tensors are float64 unless a task says otherwise, and no argument may be changed in place. The lecture is `notebooks/15b_variational_autoencoder.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise
