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
# # 16 Adversarial networks
#
# {minutes} · exercises in [exercises/16_adversarial_networks.ipynb](../exercises/16_adversarial_networks.ipynb)

# %% [markdown] id="hook" covers="N16-01"
# ## A wave to touch
#
# Move the slider. When the frequency doubles, where does the first top go?

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l16 import widgets

widgets.Wave16()

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Say where a wave has its first top (question below).

# %% [markdown] id="needs"
# ## What you need
#
# The sine has its first top at $\pi/2 \approx 1.571$.

# %% [markdown] id="see"
# ## The same curve, still
#
# The highest of the points drawn is not always the top of the curve.

# %% id="see-figure"
from dlcourse.lectures.l16 import figures

x = torch.linspace(0, 3, 13, dtype=torch.float64)
figures.curve(x, (2 * x).sin())

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% [markdown] id="recall"
# ## A question from before
#
# Answer in your head, then open the answer.

# %% id="recall-1"
ask.explain("What does the derivative of a curve say at its top?", "That the curve is flat there: the derivative is 0.")

# %% [markdown] id="transfer"
# ## Transfer
#
# A new situation, the same idea.

# %% id="transfer-ask"
ask.explain("Where does cos(4x) reach its lowest value first, for x above 0?",
            "At 4x = π, so at x = π/4, about 0.785.")

# %% [markdown] id="summary"
# ## Summary
#
# - $\sin(kx)$ has its first top at $\pi/(2k)$.

# %% [markdown] id="letters"
# ## Letters
#
# | on the slides | here | meaning |
# |---|---|---|
# | $\omega$ | $k$, `frequency` | how many waves fit into $2\pi$ |

# %% [markdown] id="glossary"
# ## Words
#
# **wave** a curve that repeats · **frequency** how often it repeats in $2\pi$ · **period** the length of one repetition · **amplitude** the height of a top · **phase** where the wave begins. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# A sound is a sum of many waves.
