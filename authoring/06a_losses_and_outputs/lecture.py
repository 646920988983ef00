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
# # 06a Losses and output layers
#
# {minutes} · exercises in [exercises/06a_losses_and_outputs.ipynb](../exercises/06a_losses_and_outputs.ipynb)

# %% [markdown] id="hook"
# ## Sure, and wrong
#
# A network sorts handwritten threes and eights. It ends in a score $z$. The probability of "eight" is $p = \sigma(z)$. But somebody swapped the labels in the file: threes were called "eight", and eights "three". So after 300 steps the network is wrong on nearly every digit. And it is sure: for half of the digits it gives the true label a probability below 0.0002.
#
# Now the file is mended, and training goes on with the right labels. Two copies of the same network do so, with the same learning rate. One measures its error by **squares**, $(p - y)^2$. The other uses the **cross-entropy** of [04a](04a_two_classes.ipynb). We name the copies after their losses. Both losses are 0 only at $p = y$, and both grow with the distance. **Decide first** what becomes of the two copies. Then move the steps from 0 to 400.

# %% id="hook-live"
import torch

from dlcourse import ask, losses, tensors
from dlcourse.lectures.l06a import figures, trials, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.SureAndWrong()

# %% [markdown] id="hook-ask"
# Below each digit stand two probabilities of the *true* digit: that of the copy with squares, then that of the copy with cross-entropy.

# %% id="hook-answer"
ask.choose(
    "A network is sure and wrong about threes and eights. It trains on with the right labels for 400 steps, one copy "
    "with squares, another with cross-entropy. How many new digits does each copy name in the end?",
    {"both nearly all: only their speed differs": "Pull the steps to 400. Does the red curve still climb?",
     "cross-entropy nearly all, squares about half": "Squares has moved one of the two digits only. It now says the same "
                                                     "for every picture.",
     "squares nearly all, cross-entropy about half": "Pull the steps to 50. Which curve is at the top?",
     "neither recovers": "Pull the steps to 20. Which curve is already near the top?"},
    right="cross-entropy nearly all, squares about half",
)

# %% [markdown] id="hook-see"
# **See it.** We repeated it ten times, each time with another network and other digits. After 400 steps squares had 43 to 56 % right, and cross-entropy 97 to 100 %. To say "eight" every time would also be right about half the time.
#
# Try the other learning rates: 0.1 is slower, 2 is faster. Squares still stays near one half. Now let both start from a fresh network. Both learn, and end with 97 to 100 % right. So squares can learn this task. **It cannot leave a place where it is sure and wrong.** This lecture shows why, and how to choose the last layer and the loss together.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Say how hard a loss pulls at a score (exercises *Two losses behind a sigmoid: their slopes* and *Binary cross-entropy from logits*).
# 2. Tell the squared losses apart, and tame an outlier (exercises *The squared loss with its choices* and *Huber's loss and its slope*).
# 3. Choose the last layer and the loss for a task, and read the answer (exercises *From scores to decisions* and *A loss for each kind of target*).
# 4. Write the table of all slopes of softmax (exercise *The Jacobian of the softmax*), and compare two distributions (exercise *The Kullback-Leibler divergence*).
# 5. Find a loss that gets the wrong input (questions in part 8).

# %% [markdown] id="needs"
# ## What you need
#
# From [04a](04a_two_classes.ipynb) and [04b](04b_many_classes.ipynb): the sigmoid, softmax, cross-entropy, entropy, and log-sum-exp. From [05a](05a_networks.ipynb): a network of layers. Its last layer gives the **scores**. They are called logits where softmax or a sigmoid follows.

# %% [markdown] id="slope" covers="N06-10"
# ## 1 A slope that dies
#
# The loss sees a network only through its scores. So ask: how much does the loss of one sample move when its score moves? Take a sample of class 0 that got the score $z = 5$. Its target is $y = 0$, but $p = 0.9933$: sure and wrong. First squares, then cross-entropy, which is $-\log(1 - p)$ for $y = 0$:

# %% id="slope-steps"
from dlcourse.classroom.derivation import derivation

p5 = torch.tensor(5.0).sigmoid()
bend = p5 * (1 - p5)
derivation(
    (r"$\dfrac{dp}{dz} = p\,(1-p)$", "slope of the sigmoid: 0.9933 · 0.006693", bend),
    (r"$\dfrac{d}{dp}(p - y)^2 = 2\,(p - y)$", "squares: 2 · 0.9933", 2 * p5),
    (r"$\dfrac{d}{dz}(p - y)^2 = 2\,(p-y)\,p\,(1-p)$",
     "chain rule: line 2 times line 1", 2 * p5 * bend),
    (r"$\dfrac{d}{dp}\bigl(-\log(1-p)\bigr) = \dfrac{1}{1-p}$",
     "cross-entropy: 1/0.006693", 1 / (1 - p5)),
    (r"$\dfrac{d}{dz}\bigl(-\log(1-p)\bigr) = \dfrac{p\,(1-p)}{1-p} = p$",
     "chain rule: line 4 times line 1", bend / (1 - p5)),
    at="at z = 5, y = 0",
)

# %% [markdown] id="slope-read"
# Line 1 is tiny: far out, the sigmoid is flat. Squares keeps this factor. The slope of cross-entropy in line 4 is large just there, and in line 5 the small factor $1 - p$ cancels. What is left is $p - y$, as in 04a: prediction minus truth (here $y = 0$).
#
# | score z, where y = 0 | 0 | 2 | 5 | 8 |
# |---|---|---|---|---|
# | p | 0.5 | 0.8808 | 0.9933 | 0.9997 |
# | slope of squares | 0.25 | 0.185 | 0.0132 | 0.00067 |
# | slope of cross-entropy | 0.5 | 0.8808 | 0.9933 | 0.9997 |
#
# The worse the error, the *less* squares pulls. At $z = 8$ cross-entropy pulls about 1490 times as hard. **Guess:** with $\eta = 1$ cross-entropy needs 9 steps to bring $z = 8$ below 0. How many does squares need?
#
# Start at 2, then at 5, then at 8. On the left, the two marks slide down their slopes. On the right you see $p$.

# %% id="comeback-live"
widgets.Comeback()

# %% [markdown] id="comeback-read"
# From 2, squares needs 8 steps and cross-entropy 3. From 5 they need 85 and 6. From 8 squares needs 1507 steps.
#
# Why did the hook end at *half*? One of the two digits came out of the flat part first. Its slopes moved weights that both digits share. So the other digit was pushed deeper into the flat part. In all ten repetitions, half of its pictures ended with a probability below 0.00000001 for the true digit. A larger learning rate only does this sooner.

# %% id="slope-ask"
ask.number(
    "A sample of class 1 gets p = 0.1, so y = 1. What is the slope of (p - y)² with respect to the score z, and what is "
    "that of cross-entropy?",
    (-0.162, -0.9),
    digits=3,
    why="2 · (0.1 - 1) · 0.1 · 0.9 is -0.162, and p - y is -0.9.",
    mistakes={(0.162, 0.9): "The score should rise, and a step goes against the slope. Which sign has p - y?",
              (-1.8, -0.9): "The first is the slope with respect to p. How far does p move when z moves?",
              (-0.081, -0.9): "The slope of a square brings a factor. Which?",
              (-0.162, -0.081): "In the second you kept p (1 - p). What cancels it?",
              (-0.162, -10): "The second is the slope with respect to p. Multiply by that of the sigmoid.",
              (0.018, 0.1): "That is for y = 0. Here the target is 1."},
)

# %% [markdown] id="slope-exercise"
# **Your turn** (12 minutes): [*Two losses behind a sigmoid: their slopes*](../exercises/06a_losses_and_outputs.ipynb), exercise 1.

# %% [markdown] id="fuse" covers="N06-08"
# ## 2 One box instead of two
#
# On paper the factors cancel. A program that computes $p$ first never gets so far:
#
# ```python
# p = torch.sigmoid(z)
# loss = -(y * p.log() + (1 - y) * (1 - p).log())
# ```

# %% id="fuse-ask"
ask.choose(
    "The program computes p = torch.sigmoid(z), then -(y * p.log() + (1 - y) * (1 - p).log()). For z = 40 and y = 0 "
    "the exact loss is 40.0. What does the program give, with 16 digits?",
    {"40": "1 - p is about 0.00000000000000000425. Can p itself be told from 1 with 16 digits?",
     "inf": "p is stored as 1, so 1 - p is 0, and -log 0 is infinite. The true loss is 40.",
     "0": "The model is sure and wrong. Does a wrong answer cost nothing?",
     "an error message": "The logarithm of 0 stops nothing here. Which number does torch store for it?"},
    right="inf",
)

# %% [markdown] id="fuse-see"
# The program in the cell below is the one above. The last line uses the **fused** loss, a single box that takes the *score*:

# %% id="fuse-run"
z_far, y_far = torch.tensor([-1000.0, 40.0, 1000.0]), torch.tensor([1.0, 0.0, 1.0])
p_far = torch.sigmoid(z_far)
tensors.show(two_boxes=-(y_far * p_far.log() + (1 - y_far) * (1 - p_far).log()),
             one_box=losses.binary_cross_entropy_with_logits(z_far, y_far, reduction="none"))

# %% [markdown] id="fuse-read"
# The third is `nan`, because $0 \cdot \log 0$ is no number for a program. Where does the one box come from? In 04a the loss was $\log(1 + e^z) - y z$. The function $\log(1+e^z)$ is called **softplus**. For $z = 1000$ it still overflows. So take $e^z$ out of the bracket: $1 + e^z = e^z\,(e^{-z} + 1)$. Its logarithm is $z + \log(1 + e^{-z})$. For $z = 2$ both forms give 2.1269: $\log 8.3891$, and $2 + \log 1.1353$.
#
# For $z \ge 0$ use the second form, for $z < 0$ the first. Then no power of $e$ is above 1. A loss that contains its activation like this wants **scores**. Give it the probability, and the sigmoid is applied twice.
#
# **Your turn** (15 minutes): [*Binary cross-entropy from logits*](../exercises/06a_losses_and_outputs.ipynb), exercise 2.

# %% [markdown] id="squares" covers="N06-09 N06-18"
# ## 3 Five losses with one name
#
# Now targets that are numbers. Three samples, two outputs each, all targets 0. The predictions are $(1, 2)$, $(3, 0)$ and $(1, 1)$, so the squared misses are 1, 4, 9, 0, 1 and 1. For one sample, their sum is the dot product of its miss with itself: $(1, 2) \cdot (1, 2) = 5$. For all three, "the squared error" is one of these:
#
# | loss | here | slope with respect to the prediction 3 |
# |---|---|---|
# | sum of all | 16 | 6 |
# | mean over all six entries | 2.667 | 1 |
# | mean over the three samples | 5.333 | 2 |
# | half the sum | 8 | 3 |
# | half the mean over samples | 2.667 | 1 |
#
# All have the same best prediction. But a learning rate that suits the first is six times too small for the second. Some books write the sum and call it *mean squared error*. `torch.nn.MSELoss()` takes the mean over all entries. The last two rows are those whose slope is just $\hat y - y$, or a mean of it over the samples.
#
# So a loss is usually a sum over samples, or a mean. That holds for $-\log p$ and for zero-one, too. Zero-one counts errors; its slope is 0 wherever it has one (02a). One trains with another loss, and reports this one.

# %% id="squares-ask"
ask.number(
    "Three samples with two outputs each, all targets 0. The predictions are (2, 1), (0, -2) and (1, 2). What does "
    "torch.nn.MSELoss() give, what is the mean over samples, and what is half the sum?",
    (14 / 6, 14 / 3, 7),
    digits=2,
    why="The squares 4, 1, 0, 4, 1 and 4 add up to 14. There are six entries and three samples.",
    mistakes={(14 / 3, 14 / 6, 7): "torch divides by the number of entries. How many are there?",
              (14 / 6, 14 / 3, 14): "The last is the sum itself.",
              (14 / 6, 7, 7): "You divided by 2 for the second. How many samples are there?",
              (4 / 3, 8 / 3, 4): "You took the sizes. What is 2 squared?",
              (1.0, 2.0, 3.0): "A miss of -2 costs as much as one of 2. What is (-2)²?"},
)

# %% [markdown] id="squares-exercise"
# **Your turn** (10 minutes): [*The squared loss with its choices*](../exercises/06a_losses_and_outputs.ipynb), exercise 3.

# %% [markdown] id="recall" covers="N06-15"
# ## 4 One target runs away
#
# Five targets: 2, 3, 4, 7, and a fifth. Choose *one* number as the prediction for all five. **From before:**

# %% id="recall-1"
ask.number(
    "The targets are 2, 3, 4, 7 and 24. Which single prediction makes the mean of the squared misses small, and which "
    "the mean of their sizes, |ŷ - y|?",
    (8, 4),
    why="Squares lead to the mean, 40/5. Sizes lead to the middle one, the median (lecture 01a).",
    mistakes={(4, 8): "At the best place the pulls cancel. Which loss pulls harder the farther a target lies?",
              (8, 8): "The second pulls alike at every target. How many targets lie below 8?",
              (4, 4): "Squares pull in proportion to the miss. Do they cancel at 4?",
              (8, 13): "That is the middle between the ends. Which target lies in the middle of the row?"},
)

# %% [markdown] id="outlier"
# The mean of sizes is called **mean absolute error**, or L1 loss. Now drag the fifth target from 4 to 24. What do the mean and the median do? The third mark is a compromise, that of the **Huber loss**. Try $\delta = 0.25$ and $\delta = 8$, too.

# %% id="outlier-live"
widgets.Outlier()

# %% [markdown] id="outlier-read" covers="N06-14"
# The mean runs from 4 to 8, and four of the five targets end below it. The median stays at 4. The right picture says why. With squares the pull of a target grows with its miss $r = \hat y - y$. (It is also called a residual. In 02a the residual had the other sign.) With sizes the pull is always 1 or $-1$. But near the goal this is bad: a step does not become shorter there, so it jumps to and fro.
#
# Huber's loss pulls like half a square for $\lvert r\rvert \le \delta$, and no harder than $\delta$ beyond. So it starts as $\frac12 r^2$. At $\lvert r\rvert = \delta$ a straight line of slope $\delta$ takes over. With $\delta = 2$ and $r = 5$:

# %% id="outlier-steps"
r, delta = torch.tensor(5.0), 2.0
derivation(
    (r"$\tfrac12\,\delta^2$", "the square as far as $\\delta$: half of 4", 0.5 * delta**2),
    (r"$\delta\,(\lvert r\rvert - \delta)$", "then the line: 2 · (5 - 2)", delta * (r - delta)),
    (r"$\delta\,(\lvert r\rvert - \tfrac12\delta)$", "add both: 2 · (5 - 1)",
     delta * (r - delta / 2)),
    at="at r = 5, δ = 2",
)

# %% [markdown] id="outlier-check"
# Check the picture by hand, for $\delta = 2$ and the fifth target 24. The best number is 4.5. The misses are 2.5, 1.5, 0.5, $-2.5$ and $-19.5$. Cut at $\pm 2$, the pulls are 2, 1.5, 0.5, $-2$ and $-2$. They add up to 0.
#
# A large $\delta$ leads to the mean, a small one to the median. If far targets are errors of measurement, choose Huber or sizes. If they are what matters (rare floods, say), keep squares.

# %% id="outlier-ask"
ask.number(
    "The Huber loss with δ = 3. What are the loss and the slope with respect to the prediction at r = 2, and what are "
    "they at r = -7?",
    (2, 2, 16.5, -3),
    why="Half of 4, with the slope r. Then 3 · (7 - 1.5), with the slope -3.",
    mistakes={(2, 2, 16.5, 3): "At r = -7 the prediction is too low. Does the loss fall or rise when it goes up?",
              (2, 2, 16.5, -7): "Beyond δ the loss is a straight line. How steep is it?",
              (2, 2, 24.5, -7): "7 is beyond δ = 3. There the straight line holds.",
              (2, 2, 21, -3): "That is δ times the size. Where would this line meet the square?",
              (4, 4, 16.5, -3): "Huber's square has a half in front.",
              (2, 2, 12, -3): "That is the line alone. What has the square cost as far as δ?"},
)

# %% [markdown] id="outlier-exercise"
# **Your turn** (12 minutes): [*Huber's loss and its slope*](../exercises/06a_losses_and_outputs.ipynb), exercise 4.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop.

# %% [markdown] id="kinds" covers="N00-16 N06-01 N06-02 N06-03 N06-07"
# ## 5 What is asked for?
#
# Three questions come before the first line of code. What goes in: pixels, sensor values, or features that somebody chose? What is to come out: a real number (**regression**), or a class (**classification**)? Which errors are bad? The second and the third question choose the last layer and the loss, *together*:
#
# | wanted | last layer | loss | slope with respect to the score |
# |---|---|---|---|
# | any number | the score itself | half the squared miss | ŷ - y |
# | a positive number | softplus | half the squared miss | ŷ - y, times σ(z) |
# | a count | exp | exp(z) - y z | ŷ - y |
# | yes or no | sigmoid | binary cross-entropy | p - y |
# | several labels | a sigmoid for each | binary cross-entropy, added | p - y for each |
# | one of C classes | softmax | cross-entropy | p minus one-hot |
#
# The count is new. If events come by chance, on average $m$ an hour, then $y$ of them come with the probability $\dfrac{m^y e^{-m}}{y!}$. This is the **Poisson distribution**. (With $3! = 1 \cdot 2 \cdot 3$; for $m = 2.718$ and $y = 3$ it is $20.09 \cdot 0.066/6 = 0.221$.) Minus the logarithm is $m - y\log m + \log y!$. The last term does not depend on the model, so leave it out. With $m = e^z$ the loss is $e^z - yz$. For $z = 1$ and $y = 3$ that is $2.718 - 3 = -0.282$. (So this loss may be negative.)
#
# A support vector machine (04b) keeps its raw score. Its partner is the hinge loss, with labels $-1$ and $1$. Its scores are no log-odds. **See it:** choose a target and move the score. Which of the six has the illness of part 1: wrong, and hardly any slope?

# %% id="kinds-live"
widgets.OneScore()

# %% [markdown] id="kinds-read" covers="N06-04"
# *A positive number* has it. At $z = -4$ the prediction is 0.018 where 1.5 is wanted, and the slope is only $-0.027$. The softplus is flat there, and squares keep the factor. In the other five rows the output and the loss fit, and the slope is **prediction minus truth**. (So one often predicts the logarithm of a positive number, as any number.)
#
# Compare the last two rows. *Several labels* are $k$ questions, each with its own yes or no. Their probabilities need not add up to 1. *One of three classes* is one question: if one probability rises, the others fall.
#
# **Three solutions.** A photo may show sun, sea, dog and snow, any of them. The scores are $(2, 1.1, -0.4, -3)$. Ann takes the largest score. Ben takes softmax, $(0.665, 0.270, 0.060, 0.004)$, and keeps what is above 0.5. Cem keeps each score above 0.

# %% id="kinds-ask"
ask.choose(
    "A photo may have several of the labels sun, sea, dog and snow. A network was trained with a sigmoid for each. Its "
    "scores are (2, 1.1, -0.4, -3). Which labels does it find more likely than not?",
    {"Ann: sun, it has the largest score": "What does σ(1.1) say about the sea?",
     "Ben: sun, its softmax is above 0.5": "Softmax lets the labels compete. May a photo show sun and sea?",
     "Cem: sun and sea, their scores are above 0": "σ(2) is 0.88 and σ(1.1) is 0.75. A score above 0 means a probability "
                                                   "above 0.5.",
     "sun alone: only 2 is far enough above 0.5": "0.5 is a bound for probabilities. Which score has p = 0.5?"},
    right="Cem: sun and sea, their scores are above 0",
)

# %% [markdown] id="kinds-exercise"
# **Your turn** (10 minutes): [*From scores to decisions*](../exercises/06a_losses_and_outputs.ipynb), exercise 5. Then (25 minutes): [*A loss for each kind of target*](../exercises/06a_losses_and_outputs.ipynb), exercise 6. (That exercise takes the whole squared miss. What does this do to the slopes?)

# %% [markdown] id="jacobian" covers="N06-05 N06-06"
# ## 6 A table of slopes
#
# A sigmoid has one slope. Softmax turns $C$ scores into $C$ probabilities, and each score moves each probability. So it has $C \cdot C$ slopes. Take scores with $p = (0.5, 0.4, 0.1)$. Raise $z_0$ by 0.1. Its power of $e$ grows by the factor 1.105, so $p_0$ becomes $0.5526/(0.5526 + 0.4 + 0.1) = 0.525$:
#
# | | class 0 | class 1 | class 2 |
# |---|---|---|---|
# | p before | 0.500 | 0.400 | 0.100 |
# | p after | 0.525 | 0.380 | 0.095 |
# | change, divided by 0.1 | 0.25 | -0.20 | -0.05 |
#
# The table of all slopes of a function is called its **Jacobian** $J$. It has **one row for each output and one column for each input**: the entry $J_{ij}$ is $\partial p_i/\partial z_j$. What we measured is column 0. On paper it is quicker through the logarithm. Here is row 0, column 1:

# %% id="jacobian-steps"
p_three = torch.tensor([0.5, 0.4, 0.1])
derivation(
    (r"$\log p_i = z_i - \log\sum_k e^{z_k}$", "04b", p_three[0].log()),
    (r"$\dfrac{\partial \log p_i}{\partial z_j} = \mathbb 1[i = j] - p_j$",
     "log-sum-exp has the slopes $p_j$ (04b): 0 - 0.4", -p_three[1]),
    (r"$\dfrac{\partial \log p_i}{\partial z_j} = "
     r"\dfrac{1}{p_i}\,\dfrac{\partial p_i}{\partial z_j}$",
     "chain rule for the logarithm: 2 times the slope we want", -p_three[1]),
    (r"$\dfrac{\partial p_i}{\partial z_j} = p_i\,(\mathbb 1[i = j] - p_j)$",
     "lines 2 and 3 are equal; multiply by $p_i$: 0.5 · (-0.4)", -p_three[0] * p_three[1]),
    at="i = 0, j = 1",
)

# %% [markdown] id="jacobian-all"
# All nine slopes:

# %% id="jacobian-figure"
J = losses.softmax_jacobian(p_three)
figures.slopes_table(J)

# %% [markdown] id="jacobian-read"
# Each column adds up to 0, since the probabilities always add up to 1. Each row adds up to 0, since raising all scores together changes nothing. On the diagonal stands $p\,(1 - p)$, the slope of the sigmoid. Each $p$ lies between 0 and 1, without reaching them, and is as smooth as $e^z$. (Some lists also name **maxout** for the last layer: the largest of several scores. As an output layer it is rare.)

# %% id="jacobian-ask"
ask.number(
    "Softmax gives p = (0.6, 0.3, 0.1). What are the slopes ∂p₀/∂z₂ and ∂p₁/∂z₁? And what do the three slopes of p₂ "
    "add up to?",
    (-0.06, 0.21, 0),
    digits=3,
    why="-0.6 · 0.1, then 0.3 · 0.7. Raising all three scores alike leaves p₂ as it is, so its row adds up to 0.",
    mistakes={(0.06, 0.21, 0): "Class 2 gains when its score rises. What does class 0 do?",
              (-0.06, -0.09, 0): "When a class's own score rises, does it win or lose?",
              (0, 0.21, 0.09): "A score moves all probabilities, not its own alone.",
              (-0.06, 0.3, 0): "Off the diagonal you were right. What is taken off on it?",
              (-0.06, 0.21, 1): "The probabilities add up to 1. What do changes of p₂ add up to?",
              (-0.06, 0.21, 0.1): "0.09 is the slope with respect to its own score. Which sign have the other two?"},
)

# %% [markdown] id="chain" covers="N06-11 N06-12"
# ### What the table is for
#
# A loss has a slope for each probability. **Multiply each by its row of $J$ and add**: that gives the slopes for the scores. It is the chain rule with all ways added. Let class 1 be the truth. As a distribution this is **one-hot**, $y = (0, 1, 0)$. The loss is $-\sum_k y_k \log p_k = -\log p_1$. So the only slope is that for $p_1$: $-1/0.4$. Row 1 of $J$ is $(-0.20, 0.24, -0.04)$. The product is
#
# $$-\tfrac{1}{0.4}\,(-0.20,\ 0.24,\ -0.04) = (0.5,\ -0.6,\ 0.1) = p - y.$$
#
# The division by $p_1$ cancels the factor $p_1$ of the whole row. Squares behind softmax would keep it. If a network is sure, with $p$ near $(1, 0, 0)$, then all of $J$ is near 0. That is the illness of part 1 again, for many classes.
#
# (The distribution of one class out of $C$ is called **categorical**. Other names are multinoulli, generalised Bernoulli, and multinomial with a single draw. Its negative log-likelihood *is* this cross-entropy.)
#
# **Your turn** (15 minutes): [*The Jacobian of the softmax*](../exercises/06a_losses_and_outputs.ipynb), exercise 7. (There the classes are counted from 1.)

# %% [markdown] id="kl" covers="N06-13 N06-21"
# ## 7 How far is the forecast from what happens?
#
# Targets may be distributions, too: seven of ten doctors say "ill". Let $p$ be what happens and $q$ what the network says, as in part 3 of 04a. There you met three numbers. Here is their sum rule for $p = (0.5, 0.5)$ and $q = (0.9, 0.1)$:
#
# | cross-entropy | = entropy of p | + KL divergence |
# |---|---|---|
# | 1.204 | 0.693 | 0.511 |
#
# The entropy belongs to the data, and training cannot change it. So lowering the cross-entropy is the same as lowering $\mathrm{KL}(p \,\Vert\, q) = \sum_i p_i \log\dfrac{p_i}{q_i}$. Here $0.5\log\dfrac{0.5}{0.9} + 0.5\log\dfrac{0.5}{0.1} = -0.294 + 0.805 = 0.511$. It is 0 only for $q = p$, and never negative (04a).
#
# Now exchange the two. With $p = (0.9, 0.1)$ and $q = (0.5, 0.5)$ it is $0.693 - 0.325 = 0.368$. So it is **not a distance**: the way there and the way back differ. To rule out what does happen costs infinitely much: $p = (0.5, 0.5)$ and $q = (1, 0)$. To expect what never happens has a moderate price: for $p = (1, 0)$ and $q = (0.5, 0.5)$ it is $\log 2 = 0.693$.

# %% id="kl-ask"
ask.number(
    "p = (0.75, 0.25) and q = (0.5, 0.5). Given: log 1.5 = 0.405, log 0.5 = -0.693. What are KL(p‖q) and KL(q‖p)?",
    (0.13081, 0.14384),
    digits=2,
    why="0.75 · 0.405 - 0.25 · 0.693 is 0.131. The other way each logarithm changes its sign: -0.5 · 0.405 + 0.5 · 0.693 "
        "is 0.144.",
    mistakes={(0.14384, 0.13081): "Each is right for the other. The first of the two is what happens, and weighs.",
              (0.13081, 0.13081): "Exchange p and q: the fractions turn over, but which numbers weigh them?",
              (0.13081, -0.13081): "A KL divergence is never negative. With which numbers did you weigh?",
              (0.6931, 0.8370): "These are the cross-entropies. Which entropy is taken off each?",
              (-0.13081, -0.14384): "Which of the two stands on top in the fraction?"},
)

# %% [markdown] id="kl-exercise"
# **Your turn** (12 minutes): [*The Kullback-Leibler divergence*](../exercises/06a_losses_and_outputs.ipynb), exercise 8.

# %% [markdown] id="pairing" covers="N06-19 N06-22"
# ## 8 A program to mend
#
# A loss takes what the last layer gives, or it takes something else and says nothing. In PyTorch:
#
# | loss | wants |
# |---|---|
# | `BCEWithLogitsLoss`, `CrossEntropyLoss` | scores |
# | `BCELoss` | probabilities |
# | `NLLLoss` | logarithms of probabilities |
# | `MSELoss`, `L1Loss`, `HuberLoss` | predictions |
#
# This program runs, without any error message:
#
# ```python
# p = scores.softmax(dim=1)
# loss = torch.nn.functional.cross_entropy(p, y)
# ```
#
# `cross_entropy` applies softmax once more. The scores $(2, 1, -1)$ with truth 1 should cost 1.349. The program says 1.212. Does a test find this? In 04b the first loss was one: with equal scores for 10 classes it should be $\log 10 = 2.303$.

# %% id="pairing-ask"
ask.choose(
    "Ten classes. At the start all scores are 0, and the program applies softmax twice. Which first loss does it show?",
    {"2.303, as the right program does": "Equal scores give ten equal probabilities. Equal numbers give ten equal "
                                         "probabilities again. So this test is blind here.",
     "more than 2.303": "After the first softmax all ten numbers are 0.1. What does softmax make of ten equal numbers?",
     "less than 2.303": "After the first softmax all ten numbers are 0.1. What does softmax make of ten equal numbers?",
     "0.1": "That is each probability. The loss is -log of what the second softmax gives."},
    right="2.303, as the right program does",
)

# %% [markdown] id="pairing-next"
# So test the other end, too: a network that is sure and right. Its loss should be close to 0. For three classes, work it out first.

# %% id="pairing-number"
ask.number(
    "Three classes. A network is sure and right, so softmax gives practically (0, 1, 0), and class 1 is the truth. The "
    "program puts these three numbers into a cross-entropy that takes scores. Which loss does it show?",
    0.5514,
    digits=3,
    why="log(e⁰ + e¹ + e⁰) - 1 is log 4.718 - 1.",
    mistakes={0: "That is the right program. Here (0, 1, 0) are the scores of a second softmax.",
              1.0986: "That is log 3, for three equal scores.",
              1.5514: "That is the log-sum-exp. Which score is taken off?",
              0.5761: "That is the probability after the second softmax. What does it cost?"},
)

# %% [markdown] id="pairing-see"
# The cell tests ten classes at both ends. A third program uses `log_softmax` and then `cross_entropy`:

# %% id="pairing-run"
from torch.nn.functional import cross_entropy

both_ends = torch.stack([torch.zeros(10), 50 * torch.eye(10)[3]])  # equal; sure of class 3
threes = torch.tensor([3, 3])
tensors.show(right=cross_entropy(both_ends, threes, reduction="none"),
             softmax_before=cross_entropy(both_ends.softmax(dim=1), threes, reduction="none"),
             log_softmax_before=cross_entropy(both_ends.log_softmax(dim=1), threes,
                                              reduction="none"))

# %% [markdown] id="pairing-read"
# With softmax before, no training brings the loss below 1.461. So **a loss that stops falling at 0.551 with 3 classes, or at 1.461 with 10, has seen two softmaxes**. To mend the program, hand over the scores. But `log_softmax` before does no harm. The exponentials of log-probabilities add up to 1, and so their log-sum-exp is 0: the second time nothing is taken off. (`NLLLoss` takes minus the entry of the true class, and no more. Give it probabilities, and the loss is negative.)

# %% [markdown] id="transfer"
# ## Transfer
#
# A heater must be set between 10 and 30 degrees. So the last layer is $\hat y = 10 + 20\,\sigma(z)$, and the loss is half the squared miss. A sample has the score $z = 2$, where $\sigma(z) = 0.8808$. Its target is $y = 15$.

# %% id="transfer-ask"
ask.number(
    "ŷ = 10 + 20 σ(z), with z = 2 and σ(2) = 0.8808, and y = 15. The loss is half the squared miss. What is ŷ, and what "
    "is the slope of the loss with respect to z?",
    (27.616, 26.49),
    digits=1,
    why="10 + 17.616. The miss is 12.616, and ŷ moves by 20 · 0.8808 · 0.1192 = 2.100 for each unit of z.",
    mistakes={(27.616, 12.616): "That is the slope with respect to ŷ. How far does ŷ move when z moves?",
              (27.616, 52.98): "There is a half in front of the square.",
              (27.616, 1.3246): "The sigmoid is stretched. How far does ŷ move when σ moves by 1?",
              (27.616, 252.32): "You took 20 as the slope of ŷ. How far does σ move when z moves?",
              (17.616, 5.49): "The lowest temperature is missing in ŷ."},
)

# %% [markdown] id="summary"
# ## Summary
#
# - Choose the last layer and the loss together. If they fit, the slope with respect to the score is prediction minus truth.
# - Squares behind a sigmoid keep the factor $p\,(1-p)$: a network that is sure and wrong hardly learns.
# - A fused loss takes scores, and survives large ones.
# - Sum, mean and half have the same best prediction, but other slopes. Squares lead to the mean, sizes to the median, Huber lies between.
# - A Jacobian has a row for each output and a column for each input. That of softmax is $p_i\,(\mathbb 1[i=j] - p_j)$.
# - $\mathrm{KL}(p\,\Vert\,q)$ is cross-entropy minus entropy, and the order matters.
# - A wrong pairing of layer and loss runs without a message. Test the first loss, and the loss of a network that is sure and right.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $z$ | `z`, `scores` | score, the last layer's output before its activation |
# | $p$, $\hat y$, $y$ | `p`, `y_hat`, `y` | probability, prediction, target |
# | $\eta$ | `eta` | learning rate |
# | $r$ | `r` | miss, $\hat y - y$ |
# | $\delta$ | `delta` | where Huber's loss becomes a straight line |
# | $m$ | | in part 5: the mean of a count |
# | $J_{ij}$ | `J` | Jacobian: $\partial p_i / \partial z_j$ |
# | $\mathbb 1[i=j]$ | `torch.eye` | 1 if $i = j$, else 0 |
# | $p$, $q$ | `p`, `q` | in part 7: what happens, what the network says |

# %% [markdown] id="glossary"
# ## Words
#
# **score** output of the last layer before its activation; a logit where a sigmoid or softmax follows · **softplus** $\log(1+e^z)$ · **fused loss** a loss that contains the last activation and takes scores · **outlier** a target far from the others · **mean absolute error, L1 loss** mean of $\lvert r\rvert$ · **median** the middle one in order · **Huber loss** half a square near 0, a straight line beyond $\delta$ · **regression** predicting numbers · **classification** predicting classes · **Poisson distribution** probabilities of counts · **Jacobian** table of slopes, a row for each output · **categorical distribution** one class out of $C$. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Some targets are sequences, and some tasks only say which of two things is more alike. They have losses of their own, CTC and the triplet loss. Where one class is rare, its samples often get a larger weight in the loss. Networks that are used for decisions are calibrated afterwards (04a).

# %% [markdown] id="optional-bells"
# ## Optional: one bell for two hills
#
# The two orders of KL behave differently when $q$ cannot equal $p$. Here $p$ has two hills, and $q$ must be a single bell. All middles and widths of a grid were tried. **Guess** which order makes the bell wide.

# %% id="bells-figure"
figures.two_bells()

# %% [markdown] id="bells-read"
# $\mathrm{KL}(p\,\Vert\,q)$ must expect all that happens. So its bell covers both hills, and puts much where nothing is. $\mathrm{KL}(q\,\Vert\,p)$ is weighed by $q$: it must not expect what does not happen. So its bell sits on one hill and ignores the other. Training with cross-entropy is the first order.

# %% [markdown] id="optional-heads" covers="N06-20"
# ## Optional: another last layer
#
# A network's last layer is a linear classifier on its hidden activations. One may put any other classifier there. Here a network of 8 hidden units learned the two rings of lecture 00. Its hidden activations are kept as they are. Three classifiers of scikit-learn learn on them, and then on the two coordinates of the same points. **Guess** for which of the three the network's work matters. (`type(head).__name__` is the name of the classifier.)

# %% id="heads-run"
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC

kept = trials.features()
for head in (LogisticRegression(), SVC(kernel="linear"), KNeighborsClassifier(5)):
    hidden, plain = (head.fit(given[:200], kept.y[:200]).score(given[200:], kept.y[200:])
                     for given in (kept.hidden, kept.X))
    name = type(head).__name__
    print(f"{name:20} on hidden activations {hidden:.2f}, on coordinates {plain:.2f}")

# %% [markdown] id="heads-read"
# On the coordinates the two linear classifiers are right about half the time. No line separates two rings. On the hidden activations all three are right: the hidden layer has pulled the rings apart. The neighbours of lecture 03 did not need it. In ten repetitions the linear classifiers had 48 to 56 % right on coordinates, and at least 99.5 % on hidden activations.
