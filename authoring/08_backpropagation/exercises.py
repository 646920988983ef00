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
# # Exercises 08: Backpropagation
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. The lecture is `notebooks/08_backpropagation.ipynb`.
#
# The adjoint of a value $v$ is $\bar v = \partial L/\partial v$, in code `v_bar`. It says how fast the loss $L$ rises with $v$, and it has the shape of $v$.
#
# Four rules hold in exercises 1 to 3. (Exercises 4 and 5 are about loops, and have their own.)
#
# - Work out the derivatives by the chain rule, as formulas or with a tape that you write yourself. Use neither `torch.autograd` nor `torch.func`, and do not measure slopes with small steps as in exercises 07. (Classes and functions of your own may have any name.)
# - All tensors are float64. Return float64 tensors. Where a result has no axes, a float will do as well.
# - Do not round; only the numbers that the texts show are rounded. Each number of a result may be off by about $10^{-12}$. If the largest number of a result is above 1, this limit grows with it: to about $50 \cdot 10^{-12}$ if it is 50.
# - Do not change the arguments in place.

# %% id="setup"
import math

import torch
from torch.nn import functional as F

from dlcourse import ask, data, exercise, tensors

# %% [markdown] id="task-neuron_backward"
# A neuron computes the pre-activation $w^\top x + b$ and then the output $y = \tanh(w^\top x + b)$. The loss depends on $y$, and $\bar y$ is given. Write `neuron_backward(w, b, x, y_bar)`. It returns the three adjoints `(w_bar, b_bar, x_bar)`, in this order.
#
# - `w` and `x` have shape `(n,)`, where `n` is at least 1. `b` and `y_bar` have no axes.
# - Each adjoint has the shape of what it belongs to, also for `n = 1`. So `b_bar` never has the shape `(1,)`.
# - The pre-activation may be as large as 1000, or as low as $-1000$. Entries of `w` and `x` may be 0, and so may `b` and `y_bar`.
#
# By hand, with two inputs: $w = (2, -1)$, $x = (1, 3)$, $b = 1.5$.
#
# | step | value |
# |---|---|
# | $w^\top x + b = 2 - 3 + 1.5$ | $0.5$ |
# | $y = \tanh(0.5)$ | $0.4621$ |
# | slope of tanh at $0.5$: $1 - 0.4621^2$ | $0.7864$ |
#
# Now let $\bar y = 2$: the loss rises twice as fast as $y$. A step of $0.01$ in the bias moves the pre-activation by $0.01$, $y$ by about $0.0079$ and the loss by about $0.0157$. So $\bar b = 2 \cdot 0.7864 = 1.573$. A step of $0.01$ in $w_2$ (in code `w[1]`) is multiplied by $x_2 = 3$ on its way, so $\bar w_2 = 3 \cdot 1.573 = 4.719$.

# %% [markdown] id="faded-neuron-text"
# Fill the two blanks on paper: one input, $w = 3$, $x = 2$, $b = -5$, so the pre-activation is 1 and $y = 0.7616$; $\bar y = 10$. Then $\bar b = 10 \cdot \_\_\_$ and $\bar x = \_\_\_ \cdot \bar b$.

# %% id="faded-neuron"
ask.number(
    "y = tanh(w x + b) with w = 3, x = 2, b = -5, so the pre-activation is 1 and y = 0.7616. The adjoint of y is 10. "
    "What is the adjoint of x?",
    30 * (1 - math.tanh(1) ** 2),
    digits=2,
    why="The adjoint of b is 10 · 0.4200, and a step in x is multiplied by w = 3 on its way.",
    mistakes={8.40: "You multiplied by x = 2. A step in x is multiplied by something else on its way into the sum.",
              4.20: "That is the adjoint of b. By what is a step in x multiplied on its way into the sum?",
              30: "The slope of tanh is missing: you treat the neuron as a straight line.",
              5.45: "y(1 - y) is the slope of another activation.",
              17.63: "You took the slope of tanh at y = 0.7616. tanh was applied at 1.",
              1.26: "The adjoint of y is missing: that is how fast y rises with x, not the loss."},
)

# %% [markdown] id="own-neuron-text"
# Now with `n` inputs. No loop is needed.

# %% id="answer-neuron_backward"
@exercise("neuron_backward")
def neuron_backward(w, b, x, y_bar):
    """Adjoints (w_bar, b_bar, x_bar) of the neuron y = tanh(w @ x + b).

    Shapes: w, x (n,), b and y_bar () -> w_bar (n,), b_bar (), x_bar (n,). All float64.
    """

# %% [markdown] id="task-mlp2_backward"
# Two layers with the sigmoid $\sigma$ and half the squared error:
#
# $$h = \sigma(A x + b) \qquad y = \sigma(c^\top h + d) \qquad L = \tfrac12 (y - t)^2$$
#
# Here $h$ and $y$ are what comes *out* of the sigmoids. Write `mlp2_backward(A, b, c, d, x, t)`. It returns the four adjoints `(A_bar, b_bar, c_bar, d_bar)`, in this order.
#
# - `A` has shape `(hidden, in)`, `b` and `c` have shape `(hidden,)`, `x` has shape `(in,)`. `d` and `t` have no axes. `hidden` and `in` are at least 1, and they may be equal.
# - Each adjoint has the shape of what it belongs to. Row $j$ of `A_bar` belongs to hidden unit $j$, as in `A`.
# - The pre-activations $A x + b$ and $c^\top h + d$ may be as large as 1000, or as low as $-1000$.
# - The target $t$ is 0, 1 or a number between them.
# - Find the adjoints by the chain rule, without `torch.autograd` and `torch.func`.
#
# By hand, with one input and one hidden unit: $A = 1$, $x = 3$, $b = -3$, $c = 2$, $d = -1$, $t = 1$. Both pre-activations are 0, so $h = y = \sigma(0) = 0.5$. Each of the two sigmoids has a slope of its own; here both are $0.5 \cdot (1 - 0.5) = 0.25$.
#
# | step, from the loss to the left | value |
# |---|---|
# | $\bar y = y - t$ | $-0.5$ |
# | $\bar d = \bar y \cdot 0.25$, because $d$ enters through the output's sigmoid | $-0.125$ |
# | $\bar c = \bar d \cdot h$, because $c$ is multiplied by $h$ | $-0.0625$ |
# | $\bar h = \bar d \cdot c$, because $h$ is multiplied by $c$ | $-0.25$ |
# | $\bar b = \bar h \cdot 0.25$, because $b$ enters through the hidden sigmoid | $-0.0625$ |
# | $\bar A = \bar b \cdot x$, because $A$ is multiplied by $x$ | $-0.1875$ |

# %% [markdown] id="faded-mlp2-text"
# The same steps with other numbers, and with blanks: $A = 1$, $x = 2$, $b = \log 4 - 2$, $c = 5$, $d = -4$, $t = 0$. Now $h = 0.8$ and $y = 0.5$. Then $\bar d = 0.5 \cdot 0.25 = 0.125$, $\bar h = \_\_\_$, $\bar b = \bar h \cdot \_\_\_$ and $\bar A = \_\_\_$.

# %% id="faded-mlp2"
ask.number(
    r"$h = \sigma(A x + b)$, $y = \sigma(c h + d)$ and $L = \frac12 (y - t)^2$ with A = 1, x = 2, c = 5 and t = 0. "
    "Forwards, h = 0.8 and y = 0.5 came out. What is the adjoint of A?",
    0.5 * 0.25 * 5 * (0.8 * 0.2) * 2,
    digits=2,
    why="From the loss to the left: 0.5 · 0.25 · 5 · 0.16 · 2.",
    mistakes={0.80: "The slope of the output's sigmoid is missing.",
              1.25: "The slope of the hidden sigmoid is missing.",
              0.04: "c = 5 is missing: a step in h is multiplied by it on its way to the output.",
              0.10: "That is the adjoint of b. What is A multiplied by?",
              0.40: "The half in front of the square is lost: its derivative is y - t, not twice that.",
              -0.20: "The sign: y = 0.5 lies above t = 0. Does the loss rise or fall when y rises?",
              -2.50: "You took the hidden slope from x. The hidden sigmoid produced h = 0.8."},
)

# %% [markdown] id="own-mlp2-text"
# Now with several inputs and hidden units. Ask of each line which shape it must have.

# %% id="answer-mlp2_backward"
@exercise("mlp2_backward")
def mlp2_backward(A, b, c, d, x, t):
    """Adjoints (A_bar, b_bar, c_bar, d_bar) of h = sigmoid(A @ x + b), y = sigmoid(c @ h + d), L = (y - t)²/2.

    Shapes: A (hidden, in), b, c (hidden,), d, t (), x (in,) -> each adjoint like what it belongs to. All float64.
    """

# %% [markdown] id="task-dag8_grad"
# ```
#              ┌─> 2 ──> 3 ──> 4 ─┐
# x ──> 1 ─────┤                  ├──> 8 ──> y
#              └─> 5 ──> 6 ──> 7 ─┘
# ```
#
# Each node from 1 to 7 reads one number, its input: $x$ or the output of the node before it. It multiplies the input by its own parameter and applies tanh. So $h_1 = \tanh(\theta_1 x)$, $h_2 = \tanh(\theta_2 h_1)$, $h_3 = \tanh(\theta_3 h_2)$, $h_4 = \tanh(\theta_4 h_3)$ on the upper path, and $h_5 = \tanh(\theta_5 h_1)$, $h_6 = \tanh(\theta_6 h_5)$, $h_7 = \tanh(\theta_7 h_6)$ on the lower one. Node 8 computes $y = \theta_8\, h_4\, h_7$. The loss is $L = \frac12 (y - 1)^2$.
#
# Write `dag8_grad(theta, x)`. It returns the eight derivatives $\partial L/\partial\theta_1, \ldots, \partial L/\partial\theta_8$, in this order, as a float64 tensor of shape `(8,)`.
#
# - `theta` is a float64 tensor of shape `(8,)`, so $\theta_1$ is `theta[0]`. `x` is a float64 tensor without axes.
# - `x` and any of the parameters may be 0. Then some $h_i$ and $y$ are 0 too.
#
# For `theta = (0.5, -1.2, 0.8, 1.1, 0.9, -0.7, 1.3, 0.6)` and `x = 0.4` you should get `y = 0.0189`. The last derivative is then `-0.0309`.
#
# By hand, first one tanh node alone: $\theta = 0.5$, the input is 2, so $h = \tanh(1) = 0.7616$. The slope of tanh there is $1 - 0.7616^2 = 0.4200$. Let $\bar h = 10$. The adjoint of the product is $10 \cdot 0.42 = 4.2$. The parameter is multiplied by the input, so $\bar\theta = 4.2 \cdot 2 = 8.4$. The input is multiplied by the parameter, so $4.2 \cdot 0.5 = 2.1$ goes back to it.
#
# Then a smaller graph, where two nodes read $h_1$ and there is no tanh: $h_1 = \theta_1 x$, $h_2 = \theta_2 h_1$, $h_3 = \theta_3 + h_1$ and $y = h_2 h_3$. With $x = 2$, $\theta = (3, 2, 0.5)$: $h_1 = 6$, $h_2 = 12$, $h_3 = 6.5$, $y = 78$. We want the derivatives of $y$, so $\bar y = 1$.
#
# | step, from right to left | value |
# |---|---|
# | $\bar h_2 = \bar y \cdot h_3$ and $\bar h_3 = \bar y \cdot h_2$: the other factor | $6.5$ and $12$ |
# | $\bar\theta_2 = \bar h_2 \cdot h_1$, because $\theta_2$ is multiplied by $h_1$ | $39$ |
# | what comes back to $h_1$ through $h_2$: $6.5 \cdot \theta_2$ | $13$ |
# | what comes back to $h_1$ through $h_3$: $12 \cdot 1$, because $h_3$ moves as far as $h_1$ | $12$ |
# | $\bar h_1$: both arrivals together | $25$ |
# | $\bar\theta_1 = \bar h_1 \cdot x$ | $50$ |
#
# Check: $y = 4\theta_1\,(0.5 + 2\theta_1) = 2\theta_1 + 8\theta_1^2$, whose slope at 3 is $2 + 48 = 50$.

# %% [markdown] id="faded-dag8-text"
# The same small graph with blanks: $x = 3$, $\theta = (1, 4, 5)$. Then $h_1 = 3$, $h_2 = 12$, $h_3 = 8$, $\bar h_2 = \_\_\_$, $\bar h_3 = \_\_\_$, $\bar h_1 = \_\_\_$ and $\bar\theta_1 = \_\_\_$.

# %% id="faded-dag8"
ask.number(
    "h1 = θ1 x, h2 = θ2 h1, h3 = θ3 + h1 and y = h2 h3, with x = 3 and θ = (1, 4, 5). So h1 = 3, h2 = 12 and h3 = 8. "
    "What is the derivative of y with respect to θ1?",
    132,
    why="h2 brings 8 · 4 back to h1, h3 brings 12 · 1; together 44, and θ1 is multiplied by x = 3.",
    mistakes={96: "Only the path through h2. What comes back to h1 along the other?",
              36: "Only the path through h3. What comes back to h1 along the other?",
              1152: "You multiplied the two arrivals at h1. Which rule joins two paths?",
              44: "That is the adjoint of h1. One factor is left between h1 and θ1.",
              60: "θ2 is missing on the way back to h1: you have 3 · (8 + 12).",
              192: "You counted the path through h2 twice. What comes back through h3?",
              276: "You multiplied by θ3. In h3 it is added: how far does h3 move when h1 does?",
              168: "You took 12 as the adjoint of h2 and 8 as that of h3. In a product, what is h2 multiplied by?"},
)

# %% [markdown] id="own-dag8-text"
# In the exercise every node from 1 to 7 has a tanh as well. Each tanh brings one more factor on the way back, as in the single node above.

# %% id="answer-dag8_grad"
@exercise("dag8_grad")
def dag8_grad(theta, x):
    """Gradient (8,) of (y - 1)²/2 with respect to theta (8,) in the graph of eight nodes; x has no axes."""

# %% [markdown] id="task-repair_training_loop"
# The program below trains a network on batches. It has **four faults**. It runs, and it complains about nothing.

# %% id="given-repair_training_loop"
def broken_train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(X), generator=rng)
    log = []
    for _ in range(epochs):
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(torch.softmax(logits, dim=1), y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
        log.append(loss)
    return [p.detach() for p in params], log

# %% [markdown] id="watch-repair_training_loop"
# Watch it at work on the irises, with a log of four epochs. A right program ends just below 0.2 here.

# %% id="run-repair_training_loop"
def irises_and_start():
    flowers, rng = data.iris(), tensors.generator(0)
    start = [torch.randn(shape, generator=rng, dtype=torch.float64) / 2 for shape in ((8, 4), (8,), (3, 8), (3,))]
    return start, data.standardise(flowers.X).Z, flowers.y

_, broken_log = broken_train(*irises_and_start(), eta=0.5, B=16, epochs=4, seed=0)
print(broken_log)

# %% [markdown] id="rules-repair_training_loop"
# Write the repaired program, `train(params, X, y, eta, B, epochs, seed)`. It returns a pair `(params, log)`: the trained parameters in their order, and a list. You may copy the program and mend it. Autograd is allowed here. This is what it should do:
#
# - **The network.** `params` holds `W1 (hidden, in)`, `b1 (hidden,)`, `W2 (classes, hidden)` and `b2 (classes,)`, all float64. `X` has shape `(n, in)`, and `y` holds `n` classes, whole numbers from 0. The logits are `torch.tanh(X @ W1.mT + b1) @ W2.mT + b2`.
# - **A step.** The loss of a batch is the mean cross-entropy of its logits. Each batch makes one step of plain gradient descent with `eta`, along the gradient of this batch alone.
# - **An epoch.** Each epoch draws a new order of all `n` samples, with one call of `torch.randperm(n, generator=rng)`. The generator `rng` is seeded once, with `seed`, before the first epoch. The order is cut into batches of `B`. The last batch may be shorter, and it counts too.
# - **The log.** It has one entry for each epoch: the mean of the losses of all `n` samples. A sample's loss is the one that its batch had just before its step. The entries are Python numbers, not tensors.
# - `B` may be larger than `n`. `epochs` may be 0: then the log is empty. The given tensors are not changed.
#
# By hand, the log: an epoch has the batches of 2, 2 and 1 samples, with mean losses 1, 2 and 4. Its entry is $(2 \cdot 1 + 2 \cdot 2 + 1 \cdot 4)/5 = 2$.

# %% id="ask-repair_training_loop"
ask.number(
    "A loop never clears the gradients. Its first two batches have the gradient 3 and then 1 with respect to a weight "
    "that starts at 5, and eta = 1. (Take the 1 as given.) Where does the weight stand after the two steps?",
    -2,
    why="The first step leads to 5 - 3 = 2. The second uses 3 + 1 = 4 and leads to -2. A right loop would be at 1.",
    mistakes={1: "That is the loop that clears. What is stored after the second backward?",
              2: "That is after one step. Which gradient does the second one use?",
              9: "Both steps go against the gradient.",
              -1: "You used the first gradient twice. What is stored after the second backward?"},
)

# %% [markdown] id="own-repair_training_loop"
# Now mend all four. Each fault that is left has its own message.

# %% id="answer-repair_training_loop"
@exercise("repair_training_loop")
def train(params, X, y, eta, B, epochs, seed):
    """Train a two-layer network; (params, log) with the trained parameters and the mean loss of each epoch.

    Shapes: W1 (hidden, in), b1 (hidden,), W2 (classes, hidden), b2 (classes,), X (n, in), y (n,); log: epochs numbers.
    """

# %% [markdown] id="task-overfit_one_batch"
# A training step should be able to learn a single batch by heart. This function finds out whether it is.
#
# `step(params, batch)` does one training step. It returns a pair `(new_params, loss)`: the parameters after the step, and the loss at the parameters that it was *given*. Write `overfit_one_batch(step, params, batch, n)`. It takes `n` steps, all on the same batch, and each from the newest parameters. It returns a pair `(losses, passed)`.
#
# - `losses` is a list of the `n` losses, as they came, or a tensor of them with one axis. `n` is at least 1. Call `step` exactly `n` times, also if the loss is small before.
# - `passed` is True if the *last* loss is at most a hundredth of the *first*, and False otherwise.
# - The first loss may be 0. A step may go wrong, and then losses become infinite or nan. A last loss that is nan has not passed. Otherwise the comparison decides. After a finite first loss, an infinite last one has not passed. Both infinite does not come up.
# - What `params` and `batch` hold does not matter here: hand them on. `loss` is a float.
#
# By hand: a step halves a weight $w$, and its loss is $w^2$. From $w = 4$ the three losses of `n = 3` are $16$, $4$ and $1$. A hundredth of the first is $0.16$, and $1$ is more. So `passed` is False.

# %% id="ask-overfit_one_batch"
ask.number(
    "A step halves a weight w, and the loss w² is measured before the step. From w = 4 on the losses are 16, 4, 1, and "
    "so on. For which smallest n does the test pass, if the last loss is to be at most a hundredth of the first?",
    5,
    why="The losses are 16, 4, 1, 0.25, 0.0625, and 0.0625 is the first that is not above 0.16.",
    mistakes={4: "The fourth loss is 0.25, and a hundredth of 16 is 0.16.",
              3: "The third loss is 1. How much is a hundredth of 16?",
              6: "The fifth loss is 0.0625 already.",
              7: "A hundredth of the first loss is 0.16, not 0.01."},
)

# %% [markdown] id="own-overfit_one_batch"
# Now write it. Four lines are enough.

# %% id="answer-overfit_one_batch"
@exercise("overfit_one_batch")
def overfit_one_batch(step, params, batch, n):
    """(losses, passed): the losses of n steps on one batch, and whether the last is at most a hundredth of the first.

    step(params, batch) gives (new_params, loss at params).
    """

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# From earlier lectures. No method is named.

# %% id="mixed-1"
ask.number(
    "Softmax gives the probabilities (0.7, 0.2, 0.1), and the second class is the right one. What are the derivatives "
    "of the cross-entropy with respect to the three logits?",
    (0.7, -0.8, 0.1),
    digits=1,
    why="The probabilities minus the one-hot target (0, 1, 0).",
    mistakes={(-0.7, 0.8, -0.1): "The signs are turned round. Does the loss rise or fall when the right logit rises?",
              (0.7, 0.2, 0.1): "These are the probabilities. Where does the right class enter?",
              (-0.3, 0.2, 0.1): "You took the first class for the right one. Which one is it here?",
              (0, -0.8, 0): "The wrong classes count too. What happens to the loss when one of their logits rises?",
              (0, -5, 0): "That is with respect to the probabilities. One more step leads to the logits."},
)

# %% [markdown] id="mixed-2-text"
# The second:

# %% id="mixed-2"
ask.choose(
    "A program has 3 inputs and 500 outputs, and all its derivatives are wanted. Which way of automatic "
    "differentiation takes the least work, and how many runs?",
    {"forward, 3 runs": "One run forwards moves the inputs along one direction and gives that direction's derivative "
                        "of all outputs.",
     "forward, 500 runs": "What does one run forwards give: one output, or one direction of the inputs?",
     "backward, 3 runs": "A run backwards starts from one output. How many outputs are there?",
     "backward, 500 runs": "That is right as far as it goes, and slow. How many runs would the other way take?"},
    right="forward, 3 runs",
)

# %% [markdown] id="mixed-3-text"
# The third:

# %% id="mixed-3"
ask.number(
    "f(2, 1) = 5, and there the gradient of f is (3, -4). About how large is f(2.1, 1.2)?",
    4.5,
    digits=1,
    why="Slope times step for each, and the changes add: 5 + 3 · 0.1 - 4 · 0.2.",
    mistakes={6.1: "The second slope is negative.",
              5.3: "That is the move of the first number alone.",
              4.2: "That is the move of the second number alone.",
              4: "You added both slopes whole. How far does each number move?",
              -0.5: "That is the change of f. What was f before?"},
)
