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
# Run the next cell first: click on it, then press Shift+Enter. Then go down to the answer, write, and press Shift+Enter again. A card under the cell tells you whether it is right. The lecture is [00 Start here](../notebooks/00_start_here.ipynb).

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-accuracy"
# A network gave each point a class. `predicted` is the list of these classes, and `labels` is the list of the true ones. Write `accuracy(predicted, labels)`: the share of points for which the two are equal.
#
# - Both are lists of whole numbers, of the same length, with at least one entry. There may be more than two classes.
# - The result is a number from 0 to 1. Do not round it.
#
# By hand: for `[0, 1, 1, 0]` and `[0, 1, 0, 0]` three of four places are equal, so the result is `0.75`.
#
# Any way is fine. `zip(predicted, labels)` gives the pairs one after the other.

# %% id="answer-accuracy"
@exercise("accuracy")
def accuracy(predicted, labels):
    """The share of places at which the two lists are equal, from 0 to 1."""

# %% [markdown] id="task-one_step"
# The machine of the lecture predicts with one weight: its **prediction** is $w \cdot x$. The **miss** is the prediction minus $y$, and the **loss** is the square of the miss. The **slope** says how much the loss changes for each 1 of $w$: it is $2 \cdot \text{miss} \cdot x$. The **new w** is $w - \eta \cdot \text{slope}$.
#
# Write `one_step(w, x, y, eta)`. It returns four numbers `(prediction, loss, slope, new_w)`, in this order. The first three belong to the old `w`, before the step.
#
# - All four inputs are floats. `w`, `x` and `y` may be negative or 0, and `eta` is positive.
# - Each result is a float or a tensor without axes. Do not round.
# - Let no library differentiate for you: use neither `torch.autograd` nor `torch.func`.
#
# By hand, at `w = 1` with `x = 2`, `y = 6`, `eta = 0.1`: the prediction is 2 and the miss is -4. So the loss is 16, the slope is $2 \cdot (-4) \cdot 2 = -16$, and the new w is $1 - 0.1 \cdot (-16) = 2.6$.

# %% id="ask-one_step"
ask.number(
    "w = 5, x = 2, y = 6, eta = 0.1. What are prediction, loss, slope and the new w?",
    (10, 16, 16, 3.4),
    digits=2,
    why="The miss is 4, its square 16, the slope 2 · 4 · 2 = 16, and 5 - 0.1 · 16 = 3.4.",
    mistakes={(10, 16, -16, 6.6): "The miss is the prediction minus y. Which sign does 10 - 6 have?",
              (10, 16, 16, 6.6): "The slope is positive: the loss rises to the right. Which way is down?",
              (10, 16, 8, 4.2): "One factor is missing in the slope: 2 · miss · x.",
              (10, 16, 16, -11): "You took the whole slope. What does eta do?",
              (10, 16, 16, -1.6): "That is the change. From which w do you start?",
              (10, 4, 16, 3.4): "4 is the miss. What is the loss?"},
)

# %% [markdown] id="task-one_step-now"
# Now for all numbers.

# %% id="answer-one_step"
@exercise("one_step")
def one_step(w, x, y, eta):
    """(prediction, loss, slope, new_w) of one step of gradient descent with one weight."""

# %% [markdown] id="task-cross_entropy"
# This first exercise also shows how the cards work. Run the answer cell as it is: the card says that nothing was attempted. Then let it return something wrong, such as the number 1, and look at what the card tells you; its hints open one inside the other.
#
# A model gives each class $i$ a probability $q_i$. When class $i$ comes up, the model is surprised by $-\log q_i$: the less it expected the class, the larger its surprise. The classes really come up with the probabilities $p_i$. The **cross-entropy** is the average surprise, where class $i$ comes up as often as $p_i$ says. Write `cross_entropy(p, q)`, which returns it.
#
# - `p` and `q` are float64 tensors of shape `(classes,)`, with at least one class. Their entries are not negative, and each tensor adds up to 1. Change neither of them in place.
# - The result is a single number, a float or a tensor without axes. It is measured in nats, that is with the natural logarithm. Compute in float64: ten digits are compared. A result below 1 may be off by about $10^{-10}$, a larger one by $10^{-10}$ times its size.
# - A class with $p_i = 0$ counts 0, whatever $q_i$ is, even if $q_i = 0$.
# - If a class comes up that the model rules out ($p_i > 0$ and $q_i = 0$), the result is `inf`.
#
# By hand: for $p = (0.5, 0.5)$ and $q = (0.9, 0.1)$ the two surprises are $-\log 0.9 = 0.105$ and $-\log 0.1 = 2.303$. Each class comes up with the probability $p_i = 0.5$, so each surprise has the weight 0.5. The result is $0.5\cdot0.105 + 0.5\cdot2.303 = 1.204$. A model with $q = p$ would have $0.693$.

# %% id="ask-cross_entropy"
ask.number(
    "Two classes come up with p = (0.75, 0.25), and the model says q = (0.1, 0.9). Given are log 0.1 = -2.303 and "
    "log 0.9 = -0.105. Fill the blanks on paper: 0.75 · __ + 0.25 · __ = __. What is the sum, in nats?",
    1.7533,
    digits=2,
    why="0.75 · 2.303 + 0.25 · 0.105: each surprise counts as often as its class comes up.",
    mistakes={-1.7533: "A surprise is not negative. What stands before the logarithm?",
              1.2764: "You averaged $-\\log p$ under $q$. Which of the two says what happens, and which is surprised?",
              0.6547: "You gave 0.75 to the surprise of class 2. Which class comes up with 0.75?",
              1.204: "You weighted both classes alike. How often does each come up?",
              2.408: "You added the two surprises without their weights. How often does each come up?",
              2.5294: "That is in bits, with the logarithm to base 2. Which base do nats use?"},
)

# %% [markdown] id="task-cross_entropy-now"
# Now for any number of classes, zeros included.

# %% id="answer-cross_entropy"
@exercise("cross_entropy")
def cross_entropy(p, q):
    """Average of -log(q), weighted by p, in nats: one number; p and q have shape (classes,)."""
