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
# # Exercises 09a: Sampling and momentum
#
# Write your answer below each `@exercise(...)` line and run the cell. A card tells you whether it is right. You may add cells and helper functions. All tensors are float64 unless a task says otherwise, and so are the results. Compute in float64 and do not round. Each number of a result may be off by $10^{-10}$. If the largest number of the result is above 1 in absolute value, each may be off by $10^{-10}$ times that number. No argument may be changed in place. The lecture is `09a_sampling_and_momentum.ipynb` in the folder `notebooks`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-max_stable_eta"
# A bowl has the height $f(x) = \tfrac12 x^\top H x$. The table `H` of shape `(n, n)`, $n \geq 1$, is symmetric, and it is positive definite: the ground rises from 0 in every direction. The gradient is $Hx$, so a step of gradient descent is $x \leftarrow x - \eta H x$. Write `max_stable_eta(H)`, which returns the limit of $\eta$. With every positive $\eta$ below it, $x$ goes to 0 from every start. With every $\eta$ above it, there is at least one start from which $x$ grows without bound. The result is a float or a tensor without axes, of shape `()` and not `(1,)`.
#
# By hand, in one dimension, where `H` has the single entry 10: a step multiplies $x$ by $1 - 10\eta$. For $\eta = 0.15$ that is $-0.5$: the sign alternates, and yet $x$ goes to 0. For $\eta = 0.25$ it is $-1.5$, and $x$ grows without bound.
#
# With several directions, each has its own curvature. If `H` has numbers on its diagonal only, these are the curvatures along the axes. Below, `diag(1, 10)` is the table with the rows $(1, 0)$ and $(0, 10)$. Try it on paper:

# %% id="blank-max_stable_eta"
ask.number(
    "H = diag(1, 10) and eta = 0.19. By which two numbers does one step multiply the two coordinates of x?",
    (0.81, -0.9),
    digits=2,
    why="1 - 0.19·1 and 1 - 0.19·10. Both are smaller than 1 in size, so x goes to 0.",
    mistakes={(0.81, 0.9): "The sizes are right. Is 0.19·10 smaller or larger than 1?",
              (-0.9, -0.9): "Each coordinate has its own curvature. Which one has the first?",
              (0.81, 0.81): "Each coordinate has its own curvature. Which one has the second?",
              (0.19, 1.9): "These are eta times the curvatures. What does a step leave of x?",
              (1.19, 2.9): "That step goes uphill. Which sign stands before eta?"},
)

# %% [markdown] id="own-max_stable_eta"
# In general `H` is not diagonal. Then the axes are not special, but $n$ other directions are, at right angles to each other. These are the **eigenvectors** $q$ of `H`. In such a direction `H` acts like a plain number: $Hq = \lambda q$. The number $\lambda$ is an **eigenvalue** of `H`, and it is the curvature in this direction. A step multiplies $x$ by $1 - \eta\lambda$ there, as in one dimension.
#
# An example: `H` with the rows $(3, 1)$ and $(1, 3)$ turns $(1, 1)$ into $(4, 4)$ and $(1, -1)$ into $(2, -2)$. So its eigenvalues are 4 and 2.
#
# You need not find them by hand. `torch.linalg.eigvalsh(H)` returns all eigenvalues of a symmetric `H` as a tensor of shape `(n,)`, the smallest first. Which of them sets the limit?

# %% id="answer-max_stable_eta"
@exercise("max_stable_eta")
def max_stable_eta(H):
    """The eta below which x <- x - eta H x goes to 0 from every start, for symmetric positive definite H (n, n)."""

# %% [markdown] id="task-momentum_step"
# A ball rolls down a slope. In each step it keeps the share $\mu$ of its velocity, and the slope adds $-\eta g$ to it. The new velocity then moves the ball. Write `momentum_step(x, v, g, eta, mu)`, which returns the new position and the new velocity `(x, v)`.
#
# - `x`, `v` and the gradient `g` have the same shape. It may be any shape, also that of a tensor without axes.
# - `eta` and `mu` are floats, `eta` > 0 and 0 ≤ `mu` < 1. Both stay the same through a run.
# - The check starts at rest, so the first `v` is 0, and takes several steps. It hands the `x` and `v` that you return to your next step. Then it compares the path of `x`. Your `v` is not compared, so you may keep it in other units or with the other sign, as long as each next `x` is right.
#
# By hand, from $x = 0$ at rest with $g = 1$ at every step, $\eta = 0.1$ and $\mu = 0.9$:
#
# | step | new $v$ | new $x$ |
# |---|---|---|
# | 1 | $0.9 \cdot 0 - 0.1 = -0.1$ | $0 - 0.1 = -0.1$ |
# | 2 | $0.9 \cdot (-0.1) - 0.1 = -0.19$ | $-0.1 - 0.19 = -0.29$ |
#
# Work out step 3 on paper:

# %% id="blank-momentum_step"
ask.number(
    r"With $\eta = 0.1$, $\mu = 0.9$ and g = 1 at every step, v = -0.19 and x = -0.29 after step 2. What are v and x "
    "after step 3?",
    (-0.271, -0.561),
    digits=3,
    why="v = 0.9·(-0.19) - 0.1, and then x = -0.29 - 0.271.",
    mistakes={(-0.29, -0.58): "You kept the old velocity whole. Which share of it is left?",
              (-0.271, -0.48): "You moved x with the old velocity. Which of the two comes first?",
              (-0.271, -0.271): "Your second number is the move. From where does x start?",
              (-0.361, -0.651): "You took the old x for the old velocity. What is 0.9 multiplied with?",
              (-0.181, -0.471): r"You multiplied the new gradient by $1 - \mu$ as well as by $\eta$. Does step 2 do "
                                "that?",
              (-0.071, -0.361): r"You added $\eta g$. Is the slope uphill or downhill in the direction of g?"},
)

# %% [markdown] id="own-momentum_step"
# Now write the step in code. The velocity is a fading sum of gradients, not an average: nothing multiplies the new gradient by $1 - \mu$.

# %% id="answer-momentum_step"
@exercise("momentum_step")
def momentum_step(x, v, g, eta, mu):
    """New position and velocity (x, v) after one step; x, v and g have the same shape."""

# %% [markdown] id="task-nesterov_step"
# What is left of the old velocity will carry the ball from $x$ to $x + \mu v$. This is known before any slope is. So Nesterov takes the slope $g$ at this point ahead. The rest is as with momentum: the new velocity is $\mu v - \eta g$, and it moves the ball from $x$. Write `nesterov_step(x, v, grad, eta, mu)`, which returns the new position and the new velocity `(x, v)`.
#
# - `x` and `v` have the same shape. It may be any shape, also that of a tensor without axes.
# - `grad` is a function: `grad(p)` returns the gradient at the point `p`. The point and the gradient both have the shape of `x`. Give it a whole point: the gradient of one entry may depend on all entries.
# - `eta` and `mu` are floats, `eta` > 0 and 0 ≤ `mu` < 1. Both stay the same through a run.
# - The check starts at rest, so the first `v` is 0, and takes several steps. It hands the `x` and `v` that you return to your next step. Then it compares the path of `x`. Your `v` is not compared, so you may keep it in other units or with the other sign, as long as each next `x` is right.
#
# By hand, for $f(x) = x^2/2$ (so the slope at $p$ is $p$) with $\eta = 0.1$ and $\mu = 0.9$, in the middle of a run at $x = 0.9$ with $v = -0.1$: the point ahead is $0.9 + 0.9 \cdot (-0.1) = 0.81$. So $v = -0.09 - 0.1 \cdot 0.81 = -0.171$ and $x = 0.9 - 0.171 = 0.729$. Plain momentum would go to 0.72.
#
# `x` is the ball itself. (`torch.optim.SGD(nesterov=True)` stores the point ahead instead, so its numbers differ.)

# %% id="answer-nesterov_step"
@exercise("nesterov_step")
def nesterov_step(x, v, grad, eta, mu):
    """New position and velocity (x, v) after one step; grad maps a point shaped like x to its gradient."""

# %% [markdown] id="task-minibatch_grad"
# The loss is a **sum** over $m$ samples, $L(\theta) = \sum_{i=0}^{m-1} \ell_i(\theta)$. So the full gradient is the sum of $m$ gradients, one of each sample. A mini-batch knows only $B$ of them. Write `minibatch_grad(per_sample, idx, m)`, which estimates the full gradient from the samples in `idx`. Take all batches of $B$ different samples, where the order within a batch does not count. The average of your estimate over all these batches must be exactly the full gradient.
#
# - `idx` is an int64 tensor of shape `(B,)` with $1 \leq B \leq m$. It holds the numbers of the samples in the batch, from 0 to $m-1$, in any order. A sample may be drawn twice. Then it counts twice, and $B$ counts it twice too.
# - `per_sample` is a function. `per_sample(idx)` returns the gradients of these samples, one in each row. Its shape is `(B, ...)`, where `...` is the shape of one gradient: `(p,)`, `(p, q)`, or nothing if $\theta$ is a single number. `per_sample(idx[k])` returns one gradient, of shape `(...)`. The argument must be an int64 tensor, not a Python number.
# - Ask `per_sample` only for samples in `idx`, as often as you like.
# - The result has the shape `(...)` of one gradient; if $\theta$ is a single number, that is `()` and not `(1,)`.
#
# By hand, with $m = 4$, $B = 2$ and the gradients 1, 2, 3, 6: the six possible batches have the sums 3, 4, 7, 5, 8 and 9. Their average is 6. The full gradient is 12. So the plain sum over the batch is too small on average, and one factor repairs all six sums.
#
# The factor depends on $m$ and $B$. Work out the next one on paper:

# %% id="blank-minibatch_grad"
ask.number(
    "The gradients are 1, 2, 3, 6 again, and now each batch holds B = 3 samples. The sums are 1+2+3, 1+2+6, 1+3+6 and "
    "2+3+6. By which factor must each sum be multiplied, so that the average is 12?",
    4 / 3,
    digits=2,
    why="The sums are 6, 9, 10 and 11, on average 9.",
    mistakes={2: "That is the factor for batches of two. What is the average of the four sums here?",
              3 / 4: "That makes the estimate smaller still: a sum of 9 becomes 6.75.",
              4: "That is the factor for batches of one. What is the average of the four sums here?",
              1 / 3: "You divided 12 by the total of the four sums. By what should it be divided?",
              1: "Then the average stays as it is. What is the average of the four sums?"},
)

# %% [markdown] id="own-minibatch_grad"
# Now for any $m$ and $B$.

# %% id="answer-minibatch_grad"
@exercise("minibatch_grad")
def minibatch_grad(per_sample, idx, m):
    """Unbiased estimate (...) of the gradient of the sum of m losses, from the samples idx (B,)."""

# %% [markdown] id="task-accumulate"
# A large batch does not fit into memory. So it is cut into $K$ micro-batches, and each gives the **mean** gradient of its own samples. Write `accumulate(grad_means, sizes)`, which returns the mean gradient over all samples of the large batch.
#
# - `grad_means` has shape `(K, ...)` with $K \geq 1$: `grad_means[k]` is the mean gradient of one micro-batch. Here `...` is the shape of one gradient: `(p,)` or `(p, q)`. If the parameter is a single number, one gradient has no axes, and `grad_means` has the shape `(K,)`.
# - `sizes` is an int64 tensor of shape `(K,)`: how many samples each micro-batch holds, at least 1. The sizes may differ. Mind that `sizes / sizes.sum()` divides two int64 tensors, which torch does in float32, with about seven digits only: convert the sizes to float64 first.
# - The result has the shape `(...)` of one gradient.
#
# By hand: two samples have the gradients 1 and 1, a third one has 4. They are cut into (1, 1) and (4). The means are 1 and 4, the sizes 2 and 1. The mean over the three samples is $(1 + 1 + 4)/3 = 2$.

# %% id="answer-accumulate"
@exercise("accumulate")
def accumulate(grad_means, sizes):
    """Mean gradient (...) over all samples, from means (K, ...) of micro-batches with sizes (K,)."""

# %% [markdown] id="task-minibatches"
# One epoch visits every sample once, in mini-batches. Write `minibatches(n, B, seed, epoch)`, which returns the batches of one epoch as a list. Each batch is an int64 tensor of shape `(size,)`. Instead of a tensor, a batch may be a list of ints, of Python or NumPy. The arguments are whole numbers with $n \geq 1$, $B \geq 1$, $\text{seed} \geq 0$ and $\text{epoch} \geq 0$.
#
# - Every index from 0 to $n-1$ comes exactly once.
# - Every batch holds `B` indices. Only the last one may hold fewer, but never none. If $B > n$, there is one batch with all $n$.
# - The samples are shuffled, not only the batches: a fresh random order of all $n$ indices is drawn and then cut.
# - The order depends on the pair `(seed, epoch)`. The same pair always gives the same batches. Two different pairs give two orders that are drawn independently: from one order nothing follows about the other. That holds for `(0, 1)` and `(1, 0)` too, and for `(1, 11)` and `(11, 1)`. One number made as `1000 * seed + epoch` breaks this: `(0, 1000)` and `(1, 0)` would share an order. With very few samples two orders may be equal by chance: two samples have only two orders.
# - Random numbers come from a **generator**. Started from the same number, the **seed**, it gives the same numbers again: after `rng = torch.Generator().manual_seed(7)`, `torch.randperm(n, generator=rng)` is always the same first order. NumPy's generator takes several seeds at once: `numpy.random.default_rng([7, 2]).permutation(n)`.
# - Draw from a generator of your own: a `torch.Generator`, or one made by `numpy.random.default_rng` or `random.Random`. Leave the global generators alone, those behind `torch.rand`, `numpy.random.rand` and `random.random`: neither seed them nor draw from them. The check watches torch's: a call must not change which numbers `torch.rand` gives next.
#
# By hand: if epoch 0 has the order $(3, 0, 4, 1, 2)$ and $B = 2$, its batches are $(3, 0)$, $(4, 1)$ and $(2)$. Epoch 1 has an order of its own, say $(1, 4, 2, 3, 0)$, with the batches $(1, 4)$, $(2, 3)$ and $(0)$. The partners change.

# %% id="answer-minibatches"
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    """The batches of one epoch: a list of int64 tensors of B indices each (the last may hold fewer)."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which idea each of them needs, you find yourself.

# %% id="mixed-1"
ask.number(
    "A classifier computes z = wx + b and gives class 1 the probability p = σ(z). For x = 3 it says p = 0.8, but the "
    "true class is 0. What is the derivative of the cross-entropy with respect to w?",
    2.4,
    digits=1,
    why="With respect to z it is p - y = 0.8 - 0, and z moves 3 when w moves 1.",
    mistakes={0.8: "That is with respect to z. How far does z move when w moves 1?",
              -0.6: "You took 1 for the true class: 0.8 - 1, times 3. Which class is it?",
              -2.4: "The size is right. Does the loss rise or fall when p of the wrong class rises?",
              0.48: "That is the derivative of p with respect to w. What does the loss make of it?",
              0.16: "That is the slope of σ. Which two factors are still missing?"},
)

# %% [markdown] id="mixed-2-text"
# The second one:

# %% id="mixed-2"
ask.number(
    "A program computes u = x · x and then y = 1/u. What are y and dy/dx at x = 5?",
    (0.04, -0.016),
    digits=4,
    why="u = 25 moves 10 when x moves 1, and 1/u has the slope -1/625 there: -1/625 · 10.",
    mistakes={(0.04, 0.016): "Does 1/u rise or fall when u rises?",
              (0.04, -0.0016): "That is the slope of 1/u at u = 25. How fast does u move?",
              (0.04, -0.04): "-1/25 is the slope of 1/u at u = 5. Which value does u have? And how fast does it move?",
              (0.04, -0.008): "x is used twice in x · x. Did you count both routes?",
              (0.04, -0.4): "You took the slope of 1/u at x = 5: -1/25. Which value does the second box receive?",
              (0.04, 10): "That is the slope of u. What does 1/u make of it?"},
)

# %% [markdown] id="mixed-3-text"
# And the third:

# %% id="mixed-3"
ask.choose(
    "A layer computes `Z = X @ W.mT + b` for a batch of 32 examples, with 5 inputs and 3 outputs. `Z_bar` of shape "
    "(32, 3) holds the derivatives of the loss with respect to Z. What is the derivative with respect to W?",
    {"`Z_bar @ W`": "W is (3, 5), so this is (32, 5): it belongs to X. Which shape has W?",
     "`X.mT @ Z_bar`": "This is (5, 3). W has a row for each output, so its shape is (3, 5).",
     "`Z_bar.mT @ X`": "It is (3, 5), as W is, and adds up the shares of all 32 examples.",
     "`Z_bar.sum(dim=0)`": "This has the shape (3,): it belongs to b. By what is W multiplied?"},
    right="`Z_bar.mT @ X`",
)
