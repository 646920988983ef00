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
# # Exercises 09b: Adaptive rules
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64 unless a task says otherwise. Compute in float64 and do not round: ten digits are compared. Each number of a result may be off by $10^{-10}$. If the largest number of the result is above 1 in size, each may be off by $10^{-10}$ times that number. No argument may be changed in place. No axis is empty, but it may have a single entry. The lecture is `notebooks/09b_adaptive_rules.ipynb`.

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-adagrad_step"
# AdaGrad gives every entry of `x` its own learning rate. For this it keeps a `cache`: for each entry the sum of the squares of all its gradients so far, the present one included. An entry then moves against its gradient: we subtract from it $\eta$ times its gradient, divided by (the root of its new cache, plus $\epsilon$). Write `adagrad_step(x, cache, g, eta, eps)`, which makes one step and returns the new `(x, cache)`.
#
# - `g` is the present gradient. The `cache` that comes in does not hold its square yet; the one that you return does.
# - `x`, `cache` and `g` have the same shape, and so have both results: any number of axes, also none (a single number, a vector, a matrix, and so on).
# - `eta` and `eps` are positive floats. $\epsilon$ stands **outside** the root, as in torch. Gradients may be as small as $10^{-7}$, and there this matters.
# - An entry whose gradients have all been 0 stays where it is.
#
# By hand, for one entry with the gradients 3 and then 4, $\eta = 0.1$, from $x = 0$ and a cache of 0. Here $\epsilon$ is too small to see:
#
# | step | `cache` | what is subtracted from $x$ | $x$ |
# |---|---|---|---|
# | 1 | $9$ | $0.1 \cdot 3/3 = 0.1$ | $-0.1$ |
# | 2 | $9 + 16 = 25$ | $0.1 \cdot 4/5 = 0.08$ | $-0.18$ |

# %% id="answer-adagrad_step"
@exercise("adagrad_step")
def adagrad_step(x, cache, g, eta, eps):
    """The new (x, cache) after one step, both shaped like x; cache is the sum of the squared gradients."""

# %% [markdown] id="task-rmsprop_step"
# AdaGrad's cache only grows, so its steps get shorter and shorter. RMSprop keeps a fading average of the squares instead. The new cache is the share $\rho$ of the old cache, plus the remaining share of the square of the present gradient. The two shares add up to 1. Then each entry moves against its gradient. We take $\eta$ times the gradient, divide it by (the root of the **new** cache, plus $\epsilon$), and subtract the result from the entry. Write `rmsprop_step(x, cache, g, eta, rho, eps)`, which makes one step and returns the new `(x, cache)`.
#
# - $\epsilon$ stands outside the root.
# - The cache starts at 0, so it is small at first. It is used as it is, whatever the number of the step.
# - `x`, `cache` and `g` have the same shape, and so have both results: any number of axes, also none.
# - `eta` and `eps` are positive floats, and `rho` is a float, larger than 0 and smaller than 1. Gradients may be as small as $10^{-7}$.
#
# By hand, for one entry with the gradients 1 and then 2, $\eta = 0.1$, $\rho = 0.9$, from $x = 0$ and a cache of 0. After the first gradient the cache is $0.9\cdot 0 + 0.1 \cdot 1 = 0.1$. The first step has the length $0.1 \cdot 1/\sqrt{0.1} \approx 0.316$.

# %% id="blank-rmsprop_step"
ask.number(
    "eta = 0.1 and rho = 0.9. After the first gradient, 1, the cache is 0.1. The second gradient is 2. What is the "
    "cache then, and how long is the second step?",
    (0.49, 0.2 / 0.7),
    digits=3,
    why="0.9·0.1 + 0.1·4, and 0.1·2 divided by the root, 0.7.",
    mistakes={(4.09, 0.2 / 4.09**0.5): "The new square came in at full weight. What should the two weights add up to?",
              (3.61, 0.2 / 1.9): "You kept 0.1 of the old cache and took 0.9 of the new square. Which share does rho "
                                 "keep?",
              (0.49, 0.2 / 0.49): "The cache is right. What is done with it before it divides?",
              (0.49, 0.1 / 0.7): "The cache is right. By what is eta multiplied?",
              (0.29, 0.2 / 0.29**0.5): "You put the gradient itself into the cache. What does the cache average?",
              (0.4, 0.2 / 0.4**0.5): "The old cache was forgotten. Which share of it stays?"},
)

# %% [markdown] id="own-rmsprop_step"
# Now the step in code.

# %% id="answer-rmsprop_step"
@exercise("rmsprop_step")
def rmsprop_step(x, cache, g, eta, rho, eps):
    """The new (x, cache) after one step, both shaped like x; rho is the share of the old cache that stays."""

# %% [markdown] id="task-prox_step"
# We stand at $\theta$ and know only the gradient $g$ of the loss there. Where shall we go? Near $\theta$ we replace the loss by a **model**. It has two parts: a straight line with the slope $g$, and a **bowl** around $\theta$, which says how much it costs to move away. We go where the model is least.
#
# **One number.** Let $b > 0$ be the toll for moving:
#
# $$ \text{model}(x) = g\,x + \frac{b}{2\eta}(x - \theta)^2. $$
#
# By hand with $\theta = 3$, $g = 1$, $\eta = 0.1$ and $b = 1$. The derivative of the model with respect to $x$ is $1 + (x - 3)/0.1$. It is 0 at $x = 3 - 0.1 = 2.9$. That is a step of gradient descent.

# %% id="blank-prox_step"
ask.number(
    "θ = 3, g = 1, η = 0.1 and the toll b = 4. The derivative of the model g·x + b/(2η)·(x - θ)² with respect to x "
    "is 1 + __·(x - 3)/0.1. Which number stands in the blank, and at which x is the derivative 0?",
    (4, 2.975),
    digits=3,
    why="The 2 of the square cancels the 2 below, and x = 3 - 0.1/4. Moving costs more, so the step is shorter.",
    mistakes={(4, 2.6): "You multiplied the step by 4. Put x in: 1 + 4·(-0.4)/0.1 is -15, not 0.",
              (4, 2.9): "That is the step with b = 1. Put x in: is the derivative 0?",
              (4, -0.025): "Your second number is how far to move. From where?",
              (4, 3.025): "That is uphill. Put x in: is the derivative 0?",
              (0.25, 2.6): "The blank is not one over b. Differentiate b·(x - 3)²/0.2 with respect to x.",
              (8, 2.9875): "A square brings a 2 down. What stands below the bowl?"},
)

# %% [markdown] id="own-prox_step"
# **Two numbers.** Now $\theta$, $g$ and $x$ have two entries. Write $s_1 = x_1 - \theta_1$ and $s_2 = x_2 - \theta_2$ for the two steps. Each step has the toll 2. Moving *both at once* has a toll of its own, 1, and it counts twice:
#
# $$ \text{bowl} = \frac{1}{2\eta}\left(2 s_1^2 + 2 \cdot 1 \cdot s_1 s_2 + 2 s_2^2\right). $$
#
# Take $g = (3, 0)$ and $\eta = 0.1$. There are two partial derivatives now, and both must be 0 at the same place. With respect to $x_1$ the bracket has the derivative $4 s_1 + 2 s_2$, since $s_2$ stands still. Divided by $2\eta = 0.2$ that is $(2 s_1 + s_2)/0.1$:
#
# | partial derivative of the model with respect to | set to 0 | times $0.1$ |
# |---|---|---|
# | $x_1$ | $3 + (2 s_1 + s_2)/0.1 = 0$ | $2 s_1 + s_2 = -0.3$ |
# | $x_2$ | $0 + (s_1 + 2 s_2)/0.1 = 0$ | $s_1 + 2 s_2 = 0$ |
#
# The second equation gives $s_1 = -2 s_2$. Put that into the first: $-4 s_2 + s_2 = -0.3$, so $s_2 = 0.1$ and $s_1 = -0.2$. Check: $2\cdot(-0.2) + 0.1 = -0.3$. The second entry moves although its gradient is 0, because the toll 1 couples the two.
#
# **The same with a matrix.** Put the tolls into a table, $B = \begin{pmatrix} 2 & 1 \\ 1 & 2 \end{pmatrix}$. The left sides of the two equations are the entries of the product $B s$, row times column. The right sides are $-\eta g$. So the two equations say $B s = -\eta g$, and then $x = \theta + s$.
#
# **Now for $n$ numbers:**
#
# $$ \text{model}(x) = g^\top x + \frac{1}{2\eta} (x - \theta)^\top B\, (x - \theta). $$
#
# Here $g^\top x$ is $g_1 x_1 + g_2 x_2 + \dots$, and the bowl adds up $B_{ij}\, s_i s_j$ for all $i$ and $j$. Write `prox_step(theta, g, eta, B=None)`, which returns the $x$ at which the model is least.
#
# - `theta` and `g` have shape `(n,)`, and the result has shape `(n,)` too. `eta` is a positive float.
# - `B` has shape `(n, n)`. It is symmetric and positive definite: $B_{ij} = B_{ji}$, and every move costs something. So there is exactly one lowest place. Off its diagonal there may be tolls for moving two entries at once, so it need not be diagonal.
# - `B` may be left out or be None. Then the identity takes its place: 1 on the diagonal and 0 elsewhere.
# - `torch.linalg.solve(B, v)` finds the $s$ with $Bs = v$. You may use it and all of `torch.linalg`.

# %% id="answer-prox_step"
@exercise("prox_step")
def prox_step(theta, g, eta, B=None):
    """The x (n,) at which g'x + (x - theta)' B (x - theta) / (2 eta) is least; B is (n, n), None the identity."""

# %% [markdown] id="task-adam_step"
# Adam keeps two fading averages. `m` averages the gradients: the share `b1` of the old `m` stays, and the present gradient gets the remaining share: the two shares add up to 1. `v` averages the **squares** of the gradients in the same way, with the share `b2`. (The lecture writes $\beta_1$ and $\beta_2$.)
#
# Both start at 0, so both are too small at first. Before they are used they are corrected to $\hat m$ and $\hat v$, in a way that the table below shows. The step is $\eta\, \hat m$, divided by the sum of the root of $\hat v$ and $\epsilon$. It is subtracted from $\theta$. Write `adam_step(theta, g, m, v, k, eta, b1, b2, eps)`, which makes one step and returns the new `(theta, m, v)`.
#
# - `theta`, `g`, `m` and `v` have the same shape, and so have the three results: any number of axes, also none.
# - `k` is the number of this step, an int: 1 for the first step, 2 for the second.
# - The `m` and `v` that come in and go out are the uncorrected ones. The next step goes on with them.
# - `eta` and `eps` are positive floats. `b1` and `b2` are floats, at least 0 and less than 1.
# - $\epsilon$ stands outside the root of $\hat v$. Gradients may be as small as $10^{-7}$.
#
# By hand, with the gradient 1 at both of two steps and `b1 = 0.9`:
#
# | $k$ | `m` | the weights of the gradients in `m` add up to | $\hat m$ |
# |---|---|---|---|
# | 1 | $0.1 \cdot 1 = 0.1$ | $0.1$ | $0.1/0.1 = 1$ |
# | 2 | $0.9 \cdot 0.1 + 0.1 \cdot 1 = 0.19$ | $0.09 + 0.1 = 0.19$ | $0.19/0.19 = 1$ |
#
# So $\hat m$ is a true average: of gradients that are all 1 it is 1. With `b2 = 0.999` the same happens to `v`: it is 0.001 and then 0.001999, the weights add up to just that, and $\hat v$ is 1 both times. With $\eta = 0.1$ the first step has the length $0.1 \cdot 1/\sqrt{1} = 0.1$, whatever `b1` and `b2` are.

# %% id="blank-adam_step"
ask.number(
    "b1 = 0.9. After three steps the weights of the gradients in m add up to 1 - 0.9^__. Which number stands in the "
    "blank, and what is the sum?",
    (3, 0.271),
    digits=3,
    why="The empty start has been multiplied by 0.9 three times: 1 - 0.729 is left for the gradients.",
    mistakes={(2, 0.19): "That is the sum after two steps. How often has the empty start been multiplied by 0.9 now?",
              (3, 0.3): "You added three weights of 0.1. What has become of the older two?",
              (3, 0.729): "That is 0.9³, the share of the empty start. How much is left for the gradients?",
              (3, 0.081): "That is the weight of the first gradient alone. What do the three add up to?",
              (4, 0.3439): "That is the sum after four steps."},
)

# %% [markdown] id="own-adam_step"
# After $k$ steps the weights of the gradients in `m` add up to $1 - \beta_1^k$, and those of the squares in `v` add up to $1 - \beta_2^k$. The correction divides `m` by the first of these sums and `v` by the second. Now write the step. The check uses gradients that change, and tiny ones.

# %% id="answer-adam_step"
@exercise("adam_step")
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    """The new (theta, m, v) after step number k, which is 1 at first; m and v uncorrected, eps outside the root."""

# %% [markdown] id="task-adamw_step"
# AdamW makes the step of Adam, from the exercise before. Besides, every weight decays: at each step it loses the share $\eta\lambda$ of the value that it had **before** this step. The argument `wd` is $\lambda$. Write `adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd)`, which makes one step and returns the new `(theta, m, v)`.
#
# - The decay is separate from Adam's part. It does not go into `m` or `v`, it is not divided by the root, and it is not corrected for the number of the step.
# - Every weight decays, also one whose gradient is 0.
# - `wd` is a float. It is 0 or positive; with 0 the step is that of Adam.
# - You may write the step out or let `torch.optim.AdamW` make it. Its `state` takes copies of `m` and `v` as `exp_avg` and `exp_avg_sq`, and the number of steps made **before** this one as `step`.
# - All other arguments are as in `adam_step`: the same shapes, `k` is 1 at the first step, `m` and `v` are uncorrected, and $\epsilon$ stands outside the root.
#
# By hand, at the first step with $\theta = (1, 3)$, $g = (10, 0.1)$, $\eta = 0.01$ and $\lambda = 0.1$. Adam's part has the length $0.01$ in both entries. The decay $\eta\lambda\theta$ is $0.01 \cdot 0.1 \cdot 1 = 0.001$ in the first entry and $0.01 \cdot 0.1 \cdot 3 = 0.003$ in the second. The new $\theta$ is $(0.989, 2.987)$.
#
# This is torch's form. If the decay were divided by the root as well, weights with large gradients would decay less. AdamW was made to avoid that.

# %% id="answer-adamw_step"
@exercise("adamw_step")
def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    """The new (theta, m, v) after step number k, which is 1 at first; wd is the decay, apart from m and v."""

# %% [markdown] id="task-train_iris"
# A network has 4 inputs, 8 hidden units with ReLU and 3 outputs with softmax. For a batch `X` of samples compute `z1 = X @ W1.mT + b1` (`.mT` transposes a matrix). The ReLU of `z1` gives `a1`, with one row for each sample; take 0 for its derivative at 0. The logits are `a1 @ W2.mT + b2`. The loss of a sample with the label $y$ is $-\log p_y$ with the natural logarithm, where $p$ is the softmax of its logits.
#
# Write `train_iris(X, y, params, eta, B, seed)`. It trains the network for 20 epochs by mini-batch descent and returns two things, `(losses, trained)`. `losses` is a list of 21 floats. All 21 are mean losses over **all** samples. The first one belongs to `params`, before the first update. The others follow after each epoch, with the parameters at the end of that epoch. `trained` is the tuple `(W1, b1, W2, b2)` after the last epoch, so the last loss is its loss.
#
# - `X` has shape `(n, 4)`. `y` has shape `(n,)` and holds the labels as int64 numbers from 0 to 2. The irises have $n = 150$, but the check also uses four samples, or one. Take $n$ from `X`.
# - `params` is `(W1, b1, W2, b2)` with the shapes `(8, 4)`, `(8,)`, `(3, 8)` and `(3,)`. Start from these values.
# - An epoch puts all samples into a new random order and cuts it into batches of `B`. So every sample takes part exactly once in an epoch. If `B` does not divide $n$, the last batch is smaller. `B` is an int of at least 1 and may be larger than $n$: then there is one batch with all samples.
# - Each batch gives one update of all four parameters, $\theta \leftarrow \theta - \eta\, \nabla(\text{mean loss of the batch})$. The mean is over the samples that are in this batch. All four gradients are taken at the parameters before the update.
# - You are free in how you draw the orders, with torch, NumPy or Python. Three things count. Every epoch draws a new order. The same `seed` gives the same orders, and so the same losses again. Another `seed` gives other orders. `seed` is an int, 0 or larger.
# - Write the backward pass by hand, or let `torch.autograd` do it: both are fine. In the check no right run has a logit below $-13$ or above 13, so `exp` of a logit is never too large.
#
# By hand, the loss of one sample: for the logits $(0, 0, 0)$ the softmax is $(\tfrac13, \tfrac13, \tfrac13)$, so the loss is $\log 3 \approx 1.0986$. The derivative of this loss with respect to the logits is $p$ minus the one-hot vector of $y$, which has a 1 at the place $y$ and 0 elsewhere. For $y = 0$ it is $(-\tfrac23, \tfrac13, \tfrac13)$.

# %% id="blank-train_iris"
ask.number(
    "150 samples in batches of 10 for 20 epochs: how many updates are there? One sample in a batch of 10 has "
    "p = (0.2, 0.5, 0.3) and y = 0. What is the derivative of the batch's mean loss with respect to its first logit?",
    (300, -0.08),
    digits=2,
    why="There are 15 updates in each epoch. The derivative is 0.2 - 1, divided by 10 for the mean.",
    mistakes={(20, -0.08): "That is one update an epoch. How many batches has an epoch?",
              (15, -0.08): "That is one epoch. There are 20 of them.",
              (3000, -0.08): "That is one update for each sample. How many samples share an update?",
              (300, -0.8): "That is the derivative of this sample's own loss. How much does it count in the mean?",
              (300, 0.02): "You divided p by 10. What is subtracted from p at the place y?",
              (300, 0.08): "The size is right. Does the loss rise or fall when the logit of the true class rises?"},
)

# %% [markdown] id="own-train_iris"
# With four samples in batches of 3 there are only four ways to divide an epoch: three samples make the first batch, and the fourth is alone in the last one. So the check can find out from your losses which one it was in each epoch. With all samples in one batch, nothing is left to chance. For the irises in batches of 10 we made 2000 right runs in random orders. After 1, 2, 3, 5, 10 and 20 epochs your loss must lie in the range of their losses, widened by 5 percent at both ends.
#
# These are losses on the training samples. They say how well the network fits, not how well it does on new flowers.

# %% id="answer-train_iris"
@exercise("train_iris")
def train_iris(X, y, params, eta, B, seed):
    """Mean losses over all samples before training and after each of 20 epochs; and the parameters at the end."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# From earlier lectures, in no particular order. No code is needed.

# %% id="mixed-1"
ask.number(
    "You walk down f(w) = 4w² with gradient descent and η = 0.3, from w = 1. Where are you after one step, and where "
    "after two?",
    (-1.4, 1.96),
    digits=2,
    why="The slope is 8w, so a step multiplies w by 1 - 0.3 · 8 = -1.4. Each step lands farther away: η is above 2/8.",
    mistakes={(-1.4, -3.8): "Your second step took the slope at 1 once more. What is it at -1.4?",
              (-0.2, 0.04): "You took 4w as the slope of 4w². The exponent comes down as a factor.",
              (3.4, 11.56): "You went uphill. Which sign does a step against the slope have?",
              (-7, 49): "You moved by the whole slope. What is η for?",
              (-2.4, 3.36): "-2.4 is the step, not the place. From where does it start?"},
)

# %% [markdown] id="mixed-next"
# The second one:

# %% id="mixed-2"
ask.number(
    "A network gives one sample the logits (5, 5, 5). Its label is the first class. What is the derivative of the "
    "cross-entropy with respect to the three logits?",
    (-2 / 3, 1 / 3, 1 / 3),
    digits=2,
    why="Equal logits give each class the probability 1/3. From that the 1 at the label is subtracted.",
    mistakes={(1 / 3, 1 / 3, 1 / 3): "These are the probabilities. What is subtracted from them at the label?",
              (2 / 3, -1 / 3, -1 / 3): "The sizes are right. Does the loss rise or fall when the first logit rises?",
              (4, 5, 5): "You subtracted the 1 from the logits. What becomes of logits first?",
              (-2 / 3, 0, 0): "Do the other two logits change the probability of the first class?",
              (-1 / 3, 0, 0): "Do the other two logits change the probability of the first class?"},
)

# %% [markdown] id="mixed-last"
# And the third:

# %% id="mixed-3"
ask.number(
    "The loss of a small network is L = (ReLU(w · x) - 3)² with x = 2. What is the derivative of L with respect to w at "
    "w = -1, and what is it at w = 1?",
    (0, -4),
    why="At w = -1 the ReLU gets -2 and is flat, so nothing comes back. At w = 1 it gives 2: 2 · (2 - 3) · 1 · 2 = -4.",
    mistakes={(-12, -4): "At w = -1, what does the ReLU give, and how does it change with its input there?",
              (-20, -4): "At w = -1 the ReLU's input is -2. What does it give?",
              (0, 4): "At w = 1 the prediction 2 is below 3. Does the loss rise or fall when w grows?",
              (0, -2): "One factor is missing. How far does w · x move when w moves by 1?",
              (0, -1): "That is the miss. What is the slope of its square, and what comes from x?"},
)
