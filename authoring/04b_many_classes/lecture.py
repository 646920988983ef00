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
# # 04b Many classes
#
# {minutes} · exercises in `exercises/04b_many_classes.ipynb` · best in two or three sittings

# %% [markdown] id="hook"
# ## A walk away from the samples
#
# Here are 60 samples of three classes, and a model that was trained on them. You stand among the samples, 2 steps to the right of the middle. The bars are what the model says about the place where you stand. The thin lines are its borders: on them, two classes are equally probable.
#
# Leave the distance at 2 for now. Turn the direction once around.

# %% id="hook-live"
import torch

from dlcourse import ask, data, tensors
from dlcourse.lectures.l04b import figures, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.FarAway()

# %% [markdown] id="hook-ask"
# Go back to direction 0. Soon you will walk on to distance 8. The farthest of all samples lies 4.7 from the middle, so at 8 the model has never seen anything. Decide first.

# %% id="hook-settles"
ask.choose(
    "A model of three classes was trained on samples that lie at most 4.7 from the middle. At distance 2 it gives "
    "class 0 the probability 0.95. You walk on in the same direction, to distance 8. What does the model say there?",
    {"class 0, with about 0.33": "That would be an honest 'I do not know'. But nothing in this model knows where its "
                                 "samples lie. Walk and see.",
     "class 0, still with 0.95": "On the way the three scores change. Why should the probability stay? Walk and see.",
     "class 0, with more than 0.9999": "It is surest where it has never seen anything. In part 1 you will see why.",
     "another class": "You walk straight away from both borders of class 0. Walk and see."},
    right="class 0, with more than 0.9999",
)

# %% [markdown] id="hook-see"
# **See it.** Walk to 8. Under the bar it says only that class 0 gets more than 0.9999. The words below give the number: 0.9999945. Then stay there and turn: near three directions the model is still unsure. Which are they?
#
# A model that is surest where it knows least can do harm. Here you learn to build such models, to train them, and to make them more modest.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Turn the scores of many classes into probabilities (questions in part 2).
# 2. Compute logarithms of probabilities that survive any scores (exercise *Log-softmax that survives large logits*).
# 3. Derive the gradient for many classes, and say what one step does to each class (exercise *The gradient of a softmax classifier*).
# 4. Say which loss an untrained model should show (question in part 5).
# 5. Keep weights small (exercise *The gradient with a penalty on the weights*), or exactly zero (question in part 6).
# 6. Separate two classes by a margin (exercise *The gradient of a support vector machine*).

# %% [markdown] id="needs"
# ## What you need
#
# From [04a](04a_two_classes.ipynb): the score $z = w \cdot x + b$, the sigmoid $\sigma(z) = 1/(1 + e^{-z})$, the loss $-\log p$, and its gradient $(p - y)\,x$. From [00b](00b_calculus_you_need.ipynb): the chain rule, and a layer for a whole batch, `X @ W.mT + b`.

# %% [markdown] id="plane" covers="N04-09"
# ## 1 One score for each class
#
# With $C$ classes, **each class gets its own weight vector $w_c$ and its own bias $b_c$**. So each class has its own score, $z_c = w_c \cdot x + b_c$. These scores are called **logits**. The class with the largest logit wins.
#
# By hand, for three classes and the point $x = (2, 1)$:
#
# | class | $w_c$ | $b_c$ | $w_c \cdot x$ | logit $z_c$ |
# |---|---|---|---|---|
# | 0 | (1, 0) | 0 | 2 | 2 |
# | 1 | (-1, 1) | 2 | -1 | 1 |
# | 2 | (0, -2) | 1 | -2 | -1 |
#
# Class 0 wins. We keep these numbers for the whole lecture. Now another point:

# %% id="plane-ask"
ask.number(
    "Class 0 has w = (1, 0) and b = 0, class 1 has w = (-1, 1) and b = 2, class 2 has w = (0, -2) and b = 1. What are "
    "the three logits at x = (0, 3)?", (0, 5, -5),
    why="1·0 + 0·3 + 0, then -1·0 + 1·3 + 2, then 0·0 - 2·3 + 1: now class 1 wins.",
    mistakes={(0, 3, -6): "These are the products w·x. Which number does each class add?",
              (3, -1, 1): "You took x = (3, 0). Which entry comes first?",
              (0, 5, 7): "Which sign has the second entry of the third w?",
              (0, 3, -5): "Class 1 has a bias, too."},
)

# %% [markdown] id="plane-regions"
# Which class wins where? Each region has the colour of its winner. The arrows $w_c$ start at the middle.

# %% id="plane-figure"
W, b = torch.tensor([[1.0, 0.0], [-1.0, 1.0], [0.0, -2.0]]), torch.tensor([0.0, 2.0, 1.0])
figures.regions(W, b, torch.tensor([[2.0, 1.0], [0.0, 3.0], [8.0, 4.0]]))

# %% [markdown] id="plane-borders"
# **Where is a border?** Classes 0 and 1 are equally good where $z_0 = z_1$. There $(w_0 - w_1) \cdot x + (b_0 - b_1) = 0$, here $2x_1 - x_2 - 2 = 0$. That is a border as in 04a. Its arrow is the difference $w_0 - w_1 = (2, -1)$, grey in the picture. The border stands at right angles to this arrow, not to $w_0$.
#
# **Why so sure, far away?** Go from $x = (2, 1)$ four times as far, to $(8, 4)$. The products $w_c \cdot x$ become four times as large and the biases stay, so the logits go from $(2, 1, -1)$ to $(8, -2, -7)$. Class 0 led by 1. Now it leads by 10. Along a straight way, each difference of two logits changes by the same amount per step. Therefore, far out, one class is far ahead of the others. There is one exception. Along a border two classes stay level. In the first picture the three borders are where the model was unsure: at distance 8, near 60°, 194° and 303°.
#
# **As a layer.** Write the $w_c$ as the rows of a matrix $W$. Its shape is `(C, d)`: a row is a class, a column an input. For a batch `X (B, d)` all logits are `Z = X @ W.mT + b`, of shape `(B, C)`, as in 00b.

# %% [markdown] id="softmax" covers="N04-10"
# ## 2 From logits to probabilities
#
# **Try it before it is explained.** Logits can be any numbers, such as $(2, 1, -1)$. Probabilities are positive and add up to 1. A larger logit should give a larger probability. Which recipe does all of this, for any logits?

# %% id="softmax-try"
ask.choose(
    "Which recipe turns any three logits into positive numbers that add up to 1, the larger logit getting the larger "
    "number?",
    {"divide each by the sum of all": "Take (2, 1, -1) with the sum 2. What does the third class get?",
     "take the sigmoid of each": "Each lies between 0 and 1. But σ(2) is 0.88 and σ(1) is 0.73: what do they add up to?",
     "drop the signs, then divide by the sum": "Take (2, 1, -1). Do the second and the third class deserve the same?",
     "raise e to each, then divide by the sum": "Powers of e are positive and grow with the exponent. Division by their "
                                                "sum makes them add up to 1."},
    right="raise e to each, then divide by the sum",
)

# %% [markdown] id="softmax-rule"
# This recipe is called **softmax**:
#
# $$p_c = \frac{e^{z_c}}{\sum_i e^{z_i}}$$
#
# The sum runs over all classes. For our three logits:
#
# | class | logit | power of e | divided by the sum 10.475 |
# |---|---|---|---|
# | 0 | 2 | 7.389 | 0.705 |
# | 1 | 1 | 2.718 | 0.259 |
# | 2 | -1 | 0.368 | 0.035 |
#
# Raising a logit by 1 multiplies its power by $e$. Class 0 leads class 1 by 1, and it is $e$ times as probable: $7.389 / 2.718 = 2.72$. (Powers of 2 would do, too: $2^z = e^{0.693\,z}$ only rescales the logits.)

# %% id="touch-logits-ask"
ask.choose(
    "The logits of cat, dog and owl are 2, 1 and -1. All three rise by 2. What happens to the probabilities?",
    {"all of them grow": "They add up to 1 before and after. Can all of them grow?",
     "the largest gets larger": "Each power is multiplied by the same number. What happens to the shares?",
     "they stay as they are": r"Every power is multiplied by $e^2$, and so is their sum. In the fraction it cancels.",
     "they move towards 1/3": "Each power is multiplied by the same number. What happens to the shares?"},
    right="they stay as they are",
)

# %% [markdown] id="touch-logits"
# **See it.** In the picture, raise all three logits by 2, to 4, 3 and 1:

# %% id="touch-logits-live"
widgets.Logits()

# %% [markdown] id="touch-logits-read"
# The probabilities stay: only **differences** of logits count. Why? Each power becomes $e^2$ times as large, and so does their sum. In the fraction $e^2$ cancels. So one logit alone is no log-odds any more. But a difference of two logits is, for these two classes alone: $z_0 - z_1 = \log\frac{p_0}{p_1}$, here $\log\frac{0.705}{0.259} = 1$.
#
# Now set the logits back to 2, 1 and -1, and move only the **temperature** $T$. It divides all logits before softmax: $T = 10$ makes the classes nearly alike, $(0.378, 0.342, 0.280)$. $T = 0.1$ gives nearly everything to the winner. Chatbots use it: a high temperature makes answers vary more.

# %% [markdown] id="classes-two"
# **Two solutions.** With $C = 2$, softmax should say the same as logistic regression. Ann: "Class 1 has the logit $z_1$, so its probability is $\sigma(z_1)$." Ben: "Only differences count, so it is $\sigma(z_1 - z_0)$." Try $z_0 = 3$ and $z_1 = 3$.

# %% id="classes-ask"
ask.choose(
    "Softmax of two logits z₀ and z₁: what is the probability of class 1?",
    {"Ann: σ(z₁)": "For z₀ = z₁ = 3 softmax gives 1/2. What is σ(3)?",
     "Ben: σ(z₁ - z₀)": r"Divide $\frac{e^{z_1}}{e^{z_0} + e^{z_1}}$ above and below by $e^{z_1}$: it becomes "
                        r"$\frac{1}{e^{z_0 - z_1} + 1}$. So logistic regression is softmax with the logits 0 and z.",
     "both: it is the same": "For z₀ = z₁ = 3 Ben gives σ(0) = 0.5. What does Ann give?",
     "neither": "Compute it for z₀ = z₁ = 3, then for z₀ = 0 and z₁ = 1. Who agrees with softmax?"},
    right="Ben: σ(z₁ - z₀)",
)

# %% [markdown] id="stable" covers="N04-11 N04-14"
# ## 3 Logarithms that survive
#
# Training needs $-\log p$. A computer stores no number above about $10^{308}$: $e^{710}$ becomes `inf`, infinity. And below about $z = -745$ it stores $e^z$ as 0. Where a result has no value, as for $0/0$, it stores `nan`, *not a number*. Logits of $(-5, 0, 5)$ are harmless: the smallest probability is 0.000045. But logits of 1000 do occur, for instance when the inputs are pixels from 0 to 255.
#
# **What does it print?** This program follows the formula, word for word:
#
# ```python
# p = z.exp() / z.exp().sum()
# log_p = p.log()
# ```

# %% id="stable-ask"
ask.choose(
    "z = (1000, 1000). The program computes p = z.exp() / z.exp().sum(), then p.log(). By the formula p = (0.5, 0.5). "
    "What does the program give for the logarithms?",
    {"(-0.693, -0.693)": "That is what exact arithmetic gives. But which number is stored for z.exp()?",
     "(nan, nan)": "exp(1000) is stored as inf. inf divided by inf is nan, 'not a number', and so is its logarithm.",
     "(inf, inf)": "exp(1000) is stored as inf. What is inf divided by inf?",
     "an error message": "Nothing stops. The program goes on with numbers that are none. What is inf divided by inf?"},
    right="(nan, nan)",
)

# %% [markdown] id="stable-derive"
# **The cure** is what you saw in part 2: a shift of all logits changes nothing. So subtract the largest logit $m$ first. Then no power is above $e^0 = 1$, and the sum is at least 1. The derivation, with $z = (1, 2, 3)$ and the class with $z_c = 2$:

# %% id="stable-steps"
from dlcourse.classroom.derivation import derivation

z_small = torch.tensor([1.0, 2.0, 3.0])
m = z_small.max()
derivation(
    (r"$\log p_c = \log\dfrac{e^{z_c}}{\sum_i e^{z_i}}$", "softmax",
     (z_small[1].exp() / z_small.exp().sum()).log()),
    (r"$= \log\dfrac{e^{z_c - m}}{\sum_i e^{z_i - m}}$", "a shift changes nothing; $m = 3$",
     ((z_small[1] - m).exp() / (z_small - m).exp().sum()).log()),
    (r"$= (z_c - m) - \log\sum_i e^{z_i - m}$",
     "logarithm of a fraction: -1 - log(0.135 + 0.368 + 1)",
     (z_small[1] - m) - (z_small - m).exp().sum().log()),
    at="z = (1, 2, 3), second class",
)

# %% [markdown] id="stable-read"
# The last line never meets a large power. For $z = (1000, 1000)$ it says $0 - \log(1 + 1) = -0.693$. For $z = (-400, 0, 400)$ it says that $\log p$ is $(-800, -400, 0)$. The textbook program gives $(-\infty, -400, 0)$ there, since $e^{-800}$ is stored as 0. (All this is for numbers of 64 bits. With the usual 32 bits, $e^z$ becomes `inf` at 89 and 0 at $-104$.)
#
# Any other $m$ gives the same number. With $m = 0$ the line is $\log p_c = z_c - \log\sum_i e^{z_i}$. That is the form for paper. **The loss is $\ell = -\log p_y = \log\sum_i e^{z_i} - z_y$**, where $y$ is the true class: *log-sum-exp minus the logit of the truth*. It is the **cross-entropy** of 04a once more. What happens is 1 for the true class and 0 for the others. So only $-\log p_y$ is left of the sum.
#
# **For a batch.** Each row has its own largest logit. Two rows:
#
# ```python
# Z = torch.tensor([[1.0, 2.0, 3.0], [7.0, 9.0, 5.0]])  # shape (2, 3)
# Z.amax(dim=-1)                                        # [3, 9], shape (2)
# Z.amax(dim=-1, keepdim=True)                          # [[3], [9]], shape (2, 1)
# Z - Z.amax(dim=-1, keepdim=True)                      # [[-2, -1, 0], [-2, 0, -4]]
# ```
#
# `amax` takes the largest entry. `dim=-1` says *along the last axis*, however many axes there are. With `keepdim=True` that axis stays, with size 1. So `(2, 1)` is broadcast to `(2, 3)`, and each row loses its own maximum. (`dim` and `keepdim` work for `sum`, too.)
#
# **Your turn** (15 minutes): [*Log-softmax that survives large logits*](../exercises/04b_many_classes.ipynb), exercise 1.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop.

# %% [markdown] id="gradient" covers="N04-12 N04-15"
# ## 4 The gradient: prediction minus truth, again
#
# Training makes the mean of $\ell$ over the samples small. How does the loss of one sample move when one logit moves? Measure first. Our logits are $(2, 1, -1)$, with $p = (0.705, 0.259, 0.035)$, and now say that class 1 is the truth.

# %% id="gradient-measure"
from dlcourse.diff import finite

z, x = torch.tensor([2.0, 1.0, -1.0]), torch.tensor([2.0, 1.0])
p, truth = z.softmax(dim=0), torch.tensor([0.0, 1.0, 0.0])  # z has one axis, number 0

def loss_of(v):
    return v.exp().sum().log() - v[1]  # without the shift: good enough for small logits

tensors.show(p=p, slopes=finite.gradient(loss_of, z))

# %% [markdown] id="recall"
# Compare the two lines. Only the true class differs, by 1. Will it be so for any logits?

# %% [markdown] id="gradient-derive"
# Take the loss $\ell = \log S - z_y$ with $S = \sum_i e^{z_i}$. The symbol $\mathbb 1[c = y]$ is 1 for the true class and 0 for all others. Each line has its numbers for all classes.

# %% id="gradient-steps"
derivation(
    (r"$\dfrac{\partial S}{\partial z_c} = e^{z_c}$",
     "only one term of $S$ holds $z_c$", z.exp()),
    (r"$\dfrac{d \log S}{d S} = \dfrac1S$", "slope of the logarithm", 1 / z.exp().sum()),
    (r"$\dfrac{\partial \log S}{\partial z_c} = \dfrac{e^{z_c}}{S} = p_c$",
     "chain rule: multiply", p),
    (r"$\dfrac{\partial (-z_y)}{\partial z_c} = -\mathbb{1}[c=y]$",
     "$-z_y$ falls by 1 when $z_y$ rises by 1", -truth),
    (r"$\dfrac{\partial \ell}{\partial z_c} = p_c - \mathbb{1}[c=y]$",
     "add lines 3 and 4", p - truth),
    (r"$\dfrac{\partial \ell}{\partial w_c} = (p_c - \mathbb{1}[c=y])\,x$",
     "$z_c = w_c \\cdot x + b_c$, so times $x = (2, 1)$", torch.outer(p - truth, x)),
    at="at z = (2, 1, -1), y = 1",
    digits=3,
)

# %% [markdown] id="gradient-read" covers="N04-16"
# **Prediction minus truth, times the input**: the same as for two classes. The derivative with respect to $b_c$ is $p_c - \mathbb 1[c=y]$ alone. The three numbers add up to 0, as raising all logits together changes nothing.
#
# **Read it as geometry.** A step against the gradient moves $w_y$ in the direction of $x$, by $\eta\,(1 - p_y)$ times $x$. It moves every other $w_c$ in the opposite direction, by $\eta\,p_c$ times $x$. Here $\eta = 0.5$: $w_1$ moves by $0.370\,x$, $w_0$ by $-0.353\,x$, and $w_2$ hardly at all, by $-0.018\,x$. Of the wrong classes, the one that was believed in most moves farthest.

# %% id="gradient-figure"
figures.one_step(W, b, x, 1, eta=0.5)  # W and b of part 1

# %% [markdown] id="gradient-alone"
# What does the step do to the logits? Class 0: $w_0$ moves by $-0.353\,x$, so $w_0 \cdot x$ moves by $-0.353 \cdot (x \cdot x) = -0.353 \cdot 5$. The bias $b_0$ moves by $-0.353$. Together the logit moves by $6 \cdot (-0.353) = -2.12$. In the same way, class 1 gets $+2.22$ and class 2 gets $-0.11$. The new logits are $(-0.12, 3.22, -1.11)$. So the true class now has $p_1 = 0.953$ instead of 0.259.

# %% id="softmax-gradient-ask"
ask.number(
    "Softmax with the loss -log p of the true class: four classes 0 to 3, all logits 0. The truth is class 2, and "
    "x = (4, 0). What are the two entries of the derivative with respect to w₂, and then the two for w₁?",
    (-3, 0, 1, 0),
    why="each p is 1/4; (1/4 - 1)·x for the true class, and (1/4)·x for the other",
    mistakes={(3, 0, -1, 0): "That is truth minus prediction. Which of the two comes first?",
              (1, 0, 1, 0): "Both rows are p·x. What is subtracted at the true class?",
              (-0.75, 0, 0.25, 0): "That is p minus the truth. How does the input enter?",
              (-0.75, -0.75, 0.25, 0.25): "That is p minus the truth. How does the input enter?",
              (-3, 0, 0, 0): "The true class is done. Does raising another logit leave the loss as it is?",
              (-4, 0, 0, 0): "p of each class is left out. What does softmax make of four equal logits?"},
)

# %% [markdown] id="gradient-exercise"
# **For a batch.** `Z.softmax(dim=-1)` holds a row of probabilities for each sample. But the labels are numbers, here 1 and 0. This makes rows of them:
#
# ```python
# torch.eye(3)              # [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
# y = torch.tensor([1, 0])  # the classes of two samples
# torch.eye(3)[y]           # [[0, 1, 0], [1, 0, 0]]: row 1, then row 0
# ```
#
# A row with a single 1 at the true class is called **one-hot**. It holds $\mathbb 1[c = y]$ for all classes. Probabilities minus these rows, divided by $B$, make `Z_bar (B, C)`. From here on it is part 9 of 00b. The gradient of $W$ has the shape `(C, d)`, so the axis of the samples must vanish. That of $b$ adds over the samples.
#
# **Your turn** (15 minutes): [*The gradient of a softmax classifier*](../exercises/04b_many_classes.ipynb), exercise 2.

# %% [markdown] id="first" covers="N04-13"
# ## 5 The first number that training prints
#
# You start a training program, and it prints its first loss. Is the number plausible? Suppose that all weights are 0. Then all logits are equal, and each of $C$ classes has the probability $1/C$.

# %% id="first-loss-ask"
ask.number(
    "A model has 1000 classes and all logits are equal. What is its loss, -log p of the true class?",
    6.9078, digits=2,
    why="p = 1/1000, and -log(1/1000) = log 1000. In general log C.",
    mistakes={9.9658: "That is the logarithm to base 2. Ours is the natural one.",
              3: "That is the logarithm to base 10. Ours is the natural one.",
              0.001: "That is p. The loss is -log of it.",
              6907.755: "You added over the classes. For how many of them does a sample pay?"},
)

# %% [markdown] id="first-see"
# Real programs start from small random weights. For 10 classes $\log 10$ is 2.303. Here are 200 untrained models for each of four sizes of weights. The 20 inputs are random numbers of size 1, and the labels are random. (*Size 0.1*: most of the weights lie between $-0.2$ and $0.2$.) Is the loss 2.303 in all four rows?

# %% id="first-run"
from dlcourse import losses

rng = tensors.generator(0)
for std in (0.01, 0.1, 0.3, 1.0):
    drawn = losses.initial_losses(10, 20, std, draws=200, rng=rng)
    low, high = drawn.min(), drawn.max()
    print(f"weights of size {std:4}: mean {drawn.mean():.2f}, from {low:.2f} to {high:.2f}")

# %% [markdown] id="first-read"
# Large random weights make large random logits. The model is certain before it has learned anything, mostly of the wrong class. **So a first loss far above $\log C$ says: weights or inputs are too large.** (Or the program added the losses of the batch and forgot to divide: then it prints about $B \log C$.) One far below $\log C$ is suspicious, too: was this model trained before? No loss is negative, and on paper none is exactly 0, since $p_y < 1$. There is no largest loss.

# %% [markdown] id="starts" covers="N04-17"
# **Does the start matter?** Train on the 60 samples of the first picture, from three random starts. What do the three rows share?

# %% id="starts-run"
from dlcourse.models import linear

clouds = data.blobs(60, 3, rng=tensors.generator(5), spread=1.5)
for seed in (2, 4, 5):
    W_start = torch.randn(3, 2, generator=tensors.generator(seed))
    start = linear.Planes(W_start, torch.zeros(3))
    fit = linear.softmax_fit(clouds.X, clouds.y, classes=3, eta=0.3, steps=2000, start=start)
    first = fit.params.W[:, 0]  # the first weight of each class
    print(f"loss {fit.losses[0]:.2f} -> {fit.losses[-1]:.4f}, first weights",
          tensors.rounded(first, 2), "minus that of class 0:",
          tensors.rounded(first - first[0], 2))

# %% [markdown] id="starts-read"
# First each loss lies above $\log 3 = 1.10$. In the end the losses agree, and so do the differences between classes. The weights do not. Why the same loss? Our loss is one bowl, as on the left.

# %% id="starts-figure"
figures.bowls()

# %% [markdown] id="starts-bowl"
# On the left, the straight line between two points of the graph lies nowhere below the graph. Such a loss is called **convex**. On the right there is a hill between two valleys. There the graph bends down, and the line passes below it. So a convex loss has no second valley. With short steps, every start leads down to the same loss.
#
# Why does ours never bend down? Take two classes, and change all weights and biases by fixed amounts in each step. Then the score of a sample changes evenly, by $k$ a step, and its loss by about $(p - y)\,k$. Meanwhile $p$ changes by about $p\,(1-p)\,k$, so the slope by $p\,(1-p)\,k^2$. For $p = 0.8$ and $k = 2$ that is 0.64, and it is never negative. A mean of curves that never bend down does not bend down, either. (It holds for many classes, too, here without proof.)
#
# Why then are the weights not the same? Add one vector to *all* $w_c$: all logits of a sample rise together, and nothing changes. So many weights share the lowest loss.
#
# Two warnings. If a model makes no error at all, the same weights and biases twice as long have a lower loss, and so on: there is no lowest point. And the loss of a network with hidden layers is not convex: there the start matters.

# %% [markdown] id="decay" covers="N04-22"
# ## 6 Keeping weights small
#
# Long weights make large logits, and large logits make certainty. With few samples, a model easily becomes too certain. So **charge for length**: minimise the loss plus a penalty, $\lambda$ times the sum of all squared weights. The number $\lambda$ (lambda) says how much length costs.
#
# One weight $w$ adds $\lambda w^2$. The slope of that is $2\lambda w$. For $w = 3$ and $\lambda = 0.1$ it is $0.6$, for $w = -0.5$ it is $-0.1$. A step with $\eta = 0.5$ takes off a fixed share of each weight: $w - 0.5 \cdot 2 \cdot 0.1\,w = 0.9\,w$, in general $(1 - 2\eta\lambda)\,w$. Hence the name **weight decay**. The step of the loss comes on top.
#
# Walk the way of the first picture again, with four penalties. We made these samples ourselves, so we know the true probability: the wide grey line. Which curve comes closest to it up to distance 4? (The *length* is the root of the sum of all squared entries of $W$.)

# %% id="decay-figure"
ways = {}
for lam in (0.0, 0.01, 0.1, 1.0):
    fitted = linear.softmax_fit(clouds.X, clouds.y, classes=3, eta=0.3, steps=1000, lam=lam)
    ways[f"λ = {lam:g}, length {fitted.params.W.norm():.2f}"] = fitted.params
figures.along_the_way(ways, truth=figures.TRUTH)

# %% [markdown] id="decay-read"
# $\lambda = 0.01$ does. At distance 2 the truth is 0.878. Without a penalty the model says 0.954, which is too sure. With $\lambda = 0.01$ it says 0.917, and with $\lambda = 1$ only 0.474. On 100 000 new samples the losses are 0.55, 0.52, 0.54 and 0.78. The truth itself pays 0.50, and nobody can do better. So a small penalty helps, but too large a penalty is worse than none. Usually nobody knows the truth. So try several $\lambda$, and compare on samples that were not used for training.
#
# And far away? At distance 8, $\lambda = 1$ says 0.834, and at 20 it says 0.993: a penalty only makes certainty grow more slowly. Without a penalty it says 0.9999945 at 8, and that is right by luck: we made this world, and the truth there is 0.99995. The model cannot know this. If another class lived out there, it would say the same. **No $\lambda$ tells the model where its samples lie.**
#
# Some books write $\frac{\lambda}{2}$ instead of $\lambda$. Then the slope is $\lambda w$, and the same $\lambda$ is half as strong. The biases are not charged: they move a border, but they do not make the model surer far away.

# %% [markdown] id="sparse" covers="N04-23"
# **Exactly zero.** Squares never finish: $0.9\,w$ is smaller than $w$, but not 0. Charge for $\lvert w \rvert$ instead, $\lambda$ times the sum of the sizes. This is the **l1 penalty**; the squares are called l2. The slope of $\lvert w\rvert$ is 1 for positive $w$ and $-1$ for negative $w$: the **sign** of $w$. So each step takes off the same amount, $\eta\lambda$, here 0.05, from large and small weights alike.
#
# A weight of 0.28 goes to 0.23, 0.18, 0.13, 0.08, 0.03. And then? A plain step overshoots to $-0.02$, then back to $0.03$, for ever. So use a rule that stops: take $\eta\lambda$ off the size; where less than that is left, set the weight to 0. Then 0.03 goes to 0. This is called **soft thresholding**.

# %% id="sparse-figure"
figures.pulls([1.0, 0.28], eta=0.5, lam=0.1)

# %% [markdown] id="sparse-ask-text"
# In training, each step first goes against the slope of the loss. Then the stop takes up to $\eta\lambda = 0.05$ off the size. Let a weight be 0:
#
# - The slope of the loss there is 0.06. The step leads to $-0.5 \cdot 0.06 = -0.03$, and the stop sets it back to 0.
# - The slope is 0.3. The step leads to $-0.15$, and after the stop $-0.10$ is left.
#
# The first slope is below $\lambda = 0.1$, the second above. In general, the step from 0 has the size $\eta$ times the slope, and the stop takes $\eta\lambda$. **So a weight stays at 0 where the slope of the loss is at most $\lambda$ in size.** An input whose weights are 0 for all classes can be left out.

# %% id="sparse-ask"
ask.number(
    "An l1 penalty with the stop, η = 0.5 and λ = 0.1. One weight is 0.12, and the slope of the loss there is 0.2. "
    "Another weight is 0, and the slope of the loss there is -0.3. What are the two weights after this step?", (0, 0.1),
    why="0.12 - 0.5·0.2 = 0.02, and less than 0.05 is left, so 0. Then 0 + 0.5·0.3 = 0.15, and the stop takes 0.05 off",
    mistakes={(0.02, 0.15): "That is the step of the loss alone. What does the stop take off?",
              (-0.03, 0.1): "After the step of the loss 0.02 is left. What does the stop do with less than 0.05?",
              (0.07, 0): "You left out the slopes of the loss. What does the step of the loss do first?",
              (0, -0.1): "The slope is negative. Which way does a step against it go?",
              (0, 0.05): "You took λ off at the end. How much does the stop take off in one step?",
              (0, 0): "Is the second slope at most λ in size?"},
)

# %% [markdown] id="sparse-exercise"
# A plain step, without the stop, needs a slope of $\lvert w\rvert$ at the corner, too. Take 0 there, as `w.sign()` does: for $w = (3, -0.5, 0)$ it gives $(1, -1, 0)$.
#
# **Your turn** (10 minutes): [*The gradient with a penalty on the weights*](../exercises/04b_many_classes.ipynb), exercise 3.

# %% [markdown] id="svm" covers="N04-24"
# ## 7 A margin instead of a probability
#
# Here is another good place to stop: this part is a topic of its own.
#
# Back to two classes. Many lines separate the samples below. A **support vector machine** takes the one with the widest free strip. It uses no probabilities, only the score $s = w \cdot x + b$. Every sample of class 1 must have a score of at least 1, and every sample of class 0 one of at most $-1$. Among all $w$ and $b$ that do so it takes the shortest $w$.
#
# Why the shortest? Straight across the strip, the score grows by $\lVert w\rVert$ for each unit of length (in 04a, distance was score over $\lVert w\rVert$). From $-1$ to $1$ it must grow by 2. So the strip is $2/\lVert w\rVert$ wide. For $w = (0.6, 0.8)$, of length 1, that is 2, and for $(0.3, 0.4)$ it is 4.

# %% id="svm-figure"
from dlcourse.models import margin

pair = data.separable(40, rng=tensors.generator(13), margin=1.0)
machine = margin.svm_fit(pair.X, pair.y, lam=0.01, steps=2000).params
figures.margin_lines(machine.w, machine.b, pair.X, pair.y)

# %% [markdown] id="svm-move"
# The three ringed samples lie on the edges of the strip. They are the **support vectors**.

# %% id="svm-ask"
ask.choose(
    "A support vector machine is trained. Then a sample that lies far beyond its edge of the strip moves a little "
    "further away, and the machine is trained again. What happens to the line?",
    {"it stays where it is": "The sample's condition holds with room to spare, before and after. With logistic "
                             "regression every sample would pull a little.",
     "it turns a little": "Which samples hold the strip: all of them, or those on its edges?",
     "it moves towards the sample": "The sample met its condition before and after. What could pull the line?",
     "it stays, but the strip gets wider": "Which samples do the edges of the strip touch?"},
    right="it stays where it is",
)

# %% [markdown] id="svm-scale"
# **Why 1 and not 7?** With 7 the machine would take a $w$ and a $b$ that are 7 times as long. The border and the strip would stay where they are. So the 1 only sets the scale.

# %% [markdown] id="hinge" covers="N04-26"
# **When classes overlap**, no line meets all conditions. Then each violation has a price. Write $y = 1$ for class 1 and $y = -1$ for class 0. The **margin** of a sample is $y s$. Its price is the **hinge loss** $\max(0,\ 1 - y s)$.
#
# By hand: $w = (0.5, 0)$, $b = 0$, and $x = (1, 2)$ of class 0, so $y = -1$. The score is $s = 0.5$, the margin $-0.5$, the price 1.5.
#
# **The slopes.** Below margin 1 the price is $1 - y s$. Its slope with respect to $s$ is $-y$, here 1. By the chain rule the slopes are $-y\,x = (1, 2)$ for $w$ and $-y = 1$ for $b$. Above margin 1 all of them are 0.
#
# The machine makes the sum of a penalty and the mean price small, so it wants a short $w$ and few violations:
#
# $$\lambda \sum_j w_j^2 + \frac1n \sum_{i=1}^n \max(0,\ 1 - y_i s_i)$$
#
# (The picture above used $\lambda = 0.01$. With a small $\lambda$, length is cheap and violations are dear. So no sample is let into the strip. Of all $w$ that keep them out, the shortest wins.)

# %% id="hinge-ask"
ask.number(
    "A support vector machine has w = (1, -1) and b = 0. The sample x = (0, 2) belongs to class 1. What are its margin, "
    "its hinge loss, and the derivatives of that loss with respect to w₁, w₂ and b?", (-2, 3, 0, -2, -1),
    why="s = -2 and y = 1, so the margin is -2 and the loss 1 + 2. Its derivatives are -y·x = (0, -2) and -y = -1",
    mistakes={(-2, 3, 0, 2, 1): "When the score rises, does a sample of class 1 pay more?",
              (-2, 2, 0, -2, -1): "At which margin does the price begin: at 0 or at 1?",
              (-2, 3, -1, -1, -1): "That is -y for each weight. How does the input enter?",
              (-2, 3, 1, -1, 0): "How does the score move when w₁ moves? Look at x.",
              (-2, 3, 0, -2, 0): "The score holds b, too. How does it move when b rises?",
              (2, 3, 0, -2, -1): "The price is right. Does the sample lie on its correct side?",
              (-2, 0, 0, 0, 0): "Is a margin of -2 above 1?",
              (2, 0, 0, 0, 0): "Is the score above 0? And which y has class 1?"},
)

# %% [markdown] id="hinge-logistic"
# The logistic loss of 04a is a price of the margin, too. A point of class 1 paid $\log(1+e^z) - z = \log\frac{1+e^z}{e^z} = \log(1+e^{-z})$, and its margin is $z$. A point of class 0 paid $\log(1+e^z)$, and its margin is $-z$. So both pay $\log(1 + e^{-\text{margin}})$: 0.693 at margin 0, and 0.127 at margin 2. Three prices on one axis:

# %% id="hinge-figure"
figures.prices()

# %% [markdown] id="hinge-read" covers="N04-25"
# The hinge stops at margin 1. The logistic loss never quite stops, so it goes on asking for more certainty. The jump at 0 counts errors, but it has no slope to follow.
#
# A score of 2 means: two half strips from the line. In 04a a score of 1 meant odds of $e = 2.718$. Here it means no such thing, since the machine knows no probabilities. And its labels $y$ are $-1$ and $1$. A 0 in place of $-1$ makes every margin 0 and every price 1, whatever the score. Such a sample has slope 0: it no longer pulls, and no error message appears.
#
# **For a batch.** Which samples pay? Compare all margins with 1 at once:
#
# ```python
# m = torch.tensor([-0.5, 0.75, 2.25])  # three margins
# m < 1                                 # [True, True, False]: a mask
# (m < 1).double()                      # [1, 1, 0]
# ```
#
# Multiply the slopes of all samples by the last line. Those that pay nothing become 0. And `2 * y - 1` turns labels 0 and 1 into $-1$ and $1$.
#
# **Your turn** (15 minutes): [*The gradient of a support vector machine*](../exercises/04b_many_classes.ipynb), exercise 4.

# %% [markdown] id="transfer"
# ## Transfer
#
# A new situation: each photo may carry **several** of 50 tags at once.

# %% id="transfer-ask"
ask.choose(
    "Each photo may carry several of 50 tags at once. Which output and loss fit?",
    {"one softmax over the 50 tags, with -log p": "Softmax makes the tags compete: if 'sea' gains, 'boat' loses. May a "
                                                  "photo show both?",
     "50 scores, each with the hinge loss on labels 0 and 1": "The hinge loss needs the labels -1 and 1. What does it "
                                                              "charge a sample whose label is 0?",
     "50 sigmoids, each with its own logistic loss": "Each tag is its own yes-or-no question, and the gradient of each "
                                                     "logit is its own p - y.",
     "one sigmoid for the whole list of tags": "One sigmoid is one probability. How many questions are there?"},
    right="50 sigmoids, each with its own logistic loss",
)

# %% [markdown] id="summary"
# ## Summary
#
# - Each class has its own weights and bias, hence its own logit. Softmax turns logits into probabilities. Only differences of logits count.
# - Compute $\log p_c$ as $(z_c - m) - \log\sum_i e^{z_i - m}$, never as the logarithm of a softmax.
# - The derivative of the loss with respect to a logit is *prediction minus truth*. A step moves $w_y$ in the direction of $x$ and the others in the opposite direction.
# - Before training expect a loss of $\log C$. Much more means that weights or inputs are too large.
# - Long weights mean certainty, also where no sample lies. Squared penalties shorten all weights by a share. Absolute ones, with a stop, set weights that the loss hardly needs to exactly 0. None tells the model where its samples lie.
# - A support vector machine asks for a margin. Only samples with a margin of at most 1 count: on the edge, inside the strip, or on the wrong side.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $w_c$, $b_c$ | `W (C, d)`, `b (C,)` | weights and bias of class $c$; a row of $W$ is a class |
# | $z_c$ | `z (C,)`, `Z (B, C)` | logit of class $c$ |
# | $p_c$ | `p` | probability of class $c$ |
# | $y$ | `y` | true class; in a support vector machine the label $-1$ or $1$ |
# | $\mathbb 1[c = y]$ | | 1 for the true class, else 0 |
# | $\lambda$ | `lam` | strength of a penalty |
# | $s$ | | score of a support vector machine |

# %% [markdown] id="glossary"
# ## Words
#
# **logit** score before softmax or the sigmoid · **softmax** logits to probabilities · **temperature** divisor of the logits · **log-sum-exp** $\log\sum_i e^{z_i}$ · **one-hot** a row of 0s with a 1 at the true class · **convex** the straight line between two points of the graph lies nowhere below it · **weight decay** pull towards 0 in proportion to size · **l1 penalty** sum of the sizes of the weights · **soft thresholding** pull towards 0 by a constant, stopping at 0 · **support vector machine** line with the widest strip · **margin** label -1 or 1 times score · **support vector** sample whose margin is at most 1 · **hinge loss** $\max(0, 1 - \text{margin})$. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# `torch.nn.CrossEntropyLoss` takes raw logits and does the log-sum-exp inside. Give it logits, never probabilities. With a hundred thousand classes the sum in softmax becomes the most expensive part of the model. [Lecture 04c](04c_a_hundred_thousand_classes.ipynb) shows two ways out.
