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
# # 04c A hundred thousand classes
#
# Optional. {minutes} · exercises in `exercises/04c_a_hundred_thousand_classes.ipynb`

# %% [markdown] id="hook"
# ## Seventeen questions instead of a hundred thousand
#
# A vocabulary has 100 000 words. How many yes-or-no questions single one out?

# %% id="hook-run"
import math

import torch

from dlcourse import ask, losses, tensors

double = torch.float64
questions = math.ceil(math.log2(100_000))
questions

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Handle a hundred thousand classes by a tree of decisions (exercise *A probability from a tree of decisions*).

# %% [markdown] id="needs"
# ## What you need
#
# Softmax and its cross-entropy ([04b](04b_many_classes.ipynb)).

# %% [markdown] id="recall"
# ## From before
#
# One question.

# %% id="recall-1"
ask.number("An untrained model has 1000 classes and tiny weights. What is its first loss, in nats?", math.log(1000),
           digits=2, why="log C with C = 1000: every class has the probability 1/1000",
           mistakes={math.log2(1000): "That is the logarithm to base 2. Losses are in nats here.",
                     3: "That is the logarithm to base 10. Losses are in nats here.",
                     math.log(10): "That is the number for 10 classes.",
                     0.001: "Each class has the probability 0.001. The loss is the surprise at that.",
                     1000 * math.log(1000): "That is C·log C. Is the loss added up over the classes?"})

# %% [markdown] id="letters"
# ## The slides' letters and ours
#
# | on the slides | here | shape | meaning |
# |---|---|---|---|
# | logit | `z` | scalar or $(C)$ | $w^\top x + b$ |

# %% [markdown] id="many" covers="N04-18"
# ## A hundred thousand classes
#
# The sum in softmax runs over all classes, for every word of a vocabulary, in every step. Two ways out.
#
# **A tree of decisions.** Each class is a leaf; each inner node has a logit and goes left with $\sigma(z)$, right with $\sigma(-z) = 1 - \sigma(z)$. The probability of a leaf is the product along its path, so $\log p(\text{leaf}) = \sum \log\sigma(\pm z_{node})$: about $\log_2 C$ terms instead of $C$.

# %% id="many-run"
tree = losses.balanced_tree(5)
z_nodes = torch.tensor([0.5, -1.0, 2.0, 0.0], dtype=double)
log_p_leaves = losses.hierarchical_log_probs(z_nodes, tree)
print("class 0 passes nodes", tree.paths[0], "with signs", tree.signs[0])
tensors.show(leaves=log_p_leaves.exp(), sum=log_p_leaves.exp().sum())

# %% [markdown] id="many-ask-text"
# Whatever the logits are, the leaves add up to 1. By hand, before exercise *A probability from a tree of decisions*:

# %% id="many-ask"
ask.number("A balanced tree has 8 leaves, and the logits of all its nodes are 0. What is log p of a leaf?",
           3 * math.log(0.5), digits=2, why="three decisions with the probability 1/2 each: 3·log(1/2)",
           mistakes={0.125: "That is p of the leaf. Its logarithm is asked for.",
                     -0.125: "That is p with a minus sign. What is its logarithm?",
                     math.log(0.5): "That is one decision. How many lead to a leaf?",
                     7 * math.log(0.5): "You added all seven inner nodes. How many of them does one path pass?",
                     8 * math.log(0.5): "That is 8·log(1/2). How many decisions lead to one of 8 leaves?",
                     -3: "That is the logarithm to base 2. Ours is the natural one."})

# %% [markdown] id="sampled" covers="N04-19"
# **A sample instead of all.** Estimate the sum from a few sampled classes. A class that is drawn often must count less each time: subtract the logarithm of how often it is expected in the sample. With a sample that holds every class once, the loss is exact; with few, it is an estimate with some bias.

# %% id="sampled-run"
rng_sampled = tensors.generator(3)
z_many, y_many = torch.randn(1, 1000, generator=rng_sampled, dtype=double), torch.tensor([7])
full = losses.cross_entropy(z_many, y_many)
means = {}
for k in (10, 100, 1000):
    uniform = torch.full((1000,), k / 1000, dtype=double)
    draws = [losses.sampled_softmax(z_many, y_many, torch.randint(1000, (k,), generator=rng_sampled), uniform)
             for _ in range(200)]
    means[f"error_with_{k}"] = float(torch.stack(draws).sub(full).abs().mean())
tensors.show(digits=1, exact=full, **means)

# %% [markdown] id="transfer"
# ## Transfer
#
# A tree need not be balanced.

# %% id="transfer-ask"
ask.choose("Half of all words of a text are the word 'the'. Where in the tree should its leaf lie?",
           {"Close to the root": "Then half of all words need one decision alone.",
            "Far from the root": "Then half of all words need many decisions. Which words should be cheap?",
            "The place does not matter": "How many decisions does a leaf cost?"},
           right="Close to the root")

# %% [markdown] id="summary"
# ## Summary
#
# - A tree of decisions gives a log-probability in about $\log_2 C$ terms.
# - A sample of the classes estimates the sum over all of them.

# %% [markdown] id="glossary"
# ## Words
#
# **hierarchical softmax** the probability of a class as a product of yes-or-no decisions along a tree · **sampled softmax** the sum over all classes estimated from a few of them. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Language models with 100 000 tokens compute the full softmax after all, split over many GPUs; trees and sampling live on in recommender systems.
