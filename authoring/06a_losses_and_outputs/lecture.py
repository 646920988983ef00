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
# Now the file is mended, and training goes on with the right labels. Two copies of the same network do so, with the same learning rate. One measures its error by **squares**, $(p - y)^2$. The other uses the **cross-entropy** of [04a](04a_two_classes.ipynb). Both losses are 0 only at $p = y$, and both grow with the distance. **Decide first**, in the question below the picture, what becomes of the two copies. Then move the steps from 0 to 400.

# %% id="hook-live"
import torch

from dlcourse import ask, losses, tensors
from dlcourse.lectures.l06a import figures, trials, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.SureAndWrong()

# %% [markdown] id="hook-ask"
# Beside each digit stands its true name. Below stands how probable each copy finds this name: first with squares, then with cross-entropy.

# %% id="hook-answer"
ask.choose(
    "A network is sure and wrong about threes and eights. It trains on with the right labels for 400 steps, one copy "
    "with squares, another with cross-entropy. How many new digits does each copy get right in the end?",
    {"both nearly all: only their speed differs": "Pull the steps to 400. Does the red curve still climb?",
     "cross-entropy nearly all, squares about half": "The copy with squares has moved one of the two digits only. It "
                                                     "now says the same for every picture.",
     "squares nearly all, cross-entropy about half": "Pull the steps to 50. Which curve is at the top?",
     "neither recovers": "Pull the steps to 20. Which curve is already near the top?"},
    right="cross-entropy nearly all, squares about half",
)

# %% [markdown] id="hook-see"
# **See it.** We repeated it ten times, with other networks and other digits. After 400 steps the copy with squares had 43 to 56 % right, and that with cross-entropy 97 to 100 %. To say "eight" every time would also be right about half the time.
#
# Try the other learning rates. With squares the share still stays near one half. Now let both start from a fresh network. Both learn, and end with 97 to 100 % right. So squares can learn this task. **But where a network is sure and wrong, squares give it hardly any slope to get away.** This lecture shows why, and how to choose the last layer and the loss together.

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
# From [01a](01a_the_recipe.ipynb): squares lead to the mean, sizes to the middle one. From [02a](02a_least_squares_and_likelihood.ipynb): minus the logarithm of the Gaussian. From [04a](04a_two_classes.ipynb) and [04b](04b_many_classes.ipynb): sigmoid, softmax, cross-entropy, entropy and log-sum-exp. From [05a](05a_networks.ipynb): a network of layers. Its last layer gives the **scores**. They are called logits where softmax or a sigmoid follows.

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
# Line 1 is tiny: far out, the sigmoid is flat. Squares keep this factor. The slope of cross-entropy in line 4 is large just there, and in line 5 the small factor $1 - p$ cancels. What is left is $p - y$, as in 04a: prediction minus truth.
#
# | score z, where y = 0 | 0 | 2 | 5 | 8 |
# |---|---|---|---|---|
# | p | 0.5 | 0.8808 | 0.9933 | 0.9997 |
# | slope of squares | 0.25 | 0.185 | 0.0132 | 0.00067 |
# | slope of cross-entropy | 0.5 | 0.8808 | 0.9933 | 0.9997 |
#
# The slope of squares is $2p^2(1 - p)$ here. In 02a $p^2(1 - p)$ was largest at $p = 2/3$. So squares pull hardest there, with 0.296. The odds are 2 there, so $z = \log 2 = 0.69$. From there on, the worse the error, the *less* they pull. At $z = 8$ cross-entropy pulls about 1490 times as hard. **Guess:** with $\eta = 1$ cross-entropy needs 9 steps to bring $z = 8$ below 0. How many do squares need?
#
# Start at 2, then at 5, then at 8. The picture *slope of the loss* shows how hard each loss pulls. Both marks move left. The red one creeps at first, and its steps grow until $z = 0.69$. From 8, a hundred steps are too few for it.

# %% id="comeback-live"
widgets.Comeback()

# %% [markdown] id="comeback-read"
# From 2, squares need 8 steps and cross-entropy 3. From 5 they need 85 and 6. From 8 squares need 1507 steps.
#
# Why was the hook so much quicker? In 04b one step moved a logit by $\eta$ · slope · 6: each weight and the bias added a share. In the picture above this factor is 1. In the hook two thousand weights add their shares, and the factor is mostly above 100. But there a step is a mean over 200 digits. So a typical eight *alone* would be no quicker than in the picture.
#
# Yet the eights look alike: a step that lifts one lifts all. With equal slopes, they would together move each of them 40 to 53 times as far as in the picture (ten repetitions). And the eights that are least sure have the largest slopes, and take the others along. So most eights were out of the flat part within 20 steps.
#
# Why did the hook end at *half*? In its picture, at 400 steps, the first number is 1.00 below each eight, and 0.00 below each three. Both digits share the weights. A step that lifts the score of an eight also lifts that of a three. But a three needs a *low* score. So the threes were pushed deeper into the flat part. With squares they have hardly any slope to pull back. With cross-entropy it is near 1, and they pull back.
#
# In nine of ten repetitions the eights came out first, in one the threes. Each time the other digit was lost.

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
# **Your turn** (15 minutes): [*Two losses behind a sigmoid: their slopes*](../exercises/06a_losses_and_outputs.ipynb), exercise 1.

# %% [markdown] id="fuse" covers="N06-08"
# ## 2 One box instead of two
#
# A program that computes $p$ first has a second trouble, with the loss itself:
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
# Here is this program, then the **fused** loss: one box that takes the *score*.

# %% id="fuse-run"
z_far, y_far = torch.tensor([-1000.0, 40.0, 1000.0]), torch.tensor([1.0, 0.0, 1.0])
p_far = torch.sigmoid(z_far)
tensors.show(two_boxes=-(y_far * p_far.log() + (1 - y_far) * (1 - p_far).log()),
             one_box=losses.binary_cross_entropy_with_logits(z_far, y_far, reduction="none"))

# %% [markdown] id="fuse-read"
# The two boxes store $p$ as exactly 0 or exactly 1. Then a $\log 0$ appears, minus infinity, and twice the loss is `inf`. The third is `nan`, because $0 \cdot \log 0$ is no number for a program. Where does the one box come from? In 04a the loss was $\log(1 + e^z) - y z$. Its first part is the **softplus** of 05a. For $z = 1000$ it still overflows. So take $e^z$ out of the bracket, as in 04a: $1 + e^z = e^z\,(e^{-z} + 1)$. Its logarithm is $z + \log(1 + e^{-z})$. For $z = 2$ both forms give 2.1269: $\log 8.3891$, and $2 + \log 1.1353$.
#
# **So the box is $z + \log(1 + e^{-z}) - yz$ for $z \ge 0$, and $\log(1 + e^z) - yz$ for $z < 0$.** Then no power of $e$ is above 1.
#
# A loss that contains its activation like this wants **scores**. Give it the probability, and the sigmoid is applied twice. Take a network that is sure and right. For $y = 1$ it hands over $p = 1$ as a score, and pays $-\log\sigma(1) = -\log 0.731 = 0.313$. For $y = 0$ it hands over $p = 0$, and pays $-\log(1 - \sigma(0)) = \log 2 = 0.693$. Both should be 0.
#
# **Your turn** (15 minutes): [*Binary cross-entropy from logits*](../exercises/06a_losses_and_outputs.ipynb), exercise 2.

# %% [markdown] id="squares" covers="N06-09 N06-18"
# ## 3 Four losses with one name
#
# Now targets that are numbers. Three samples, two outputs each, all targets 0. The predictions are $(1, 2)$, $(3, 0)$ and $(1, 1)$.

# %% id="squares-ask"
ask.number(
    "Three samples have two outputs each. All targets are 0, and the predictions are (1, 2), (3, 0) and (1, 1). Square "
    "the misses. What is their sum, and what is their mean over all six entries?",
    (16, 16 / 6),
    digits=2,
    why="The squares are 1, 4, 9, 0, 1 and 1. They add up to 16, and 16/6 is 2.667.",
    mistakes={(16, 16 / 3): "You divided by the number of samples. How many entries are there?",
              (16, 16 / 5): "An entry of 0 counts in a mean as well.",
              (16, 8): "You divided by the number of outputs. How many entries are there?",
              (8, 8 / 6): "You added the misses themselves. What is the square of 3?",
              (22, 22 / 6): "You added the two misses of a sample before you squared. What comes first?"},
)

# %% [markdown] id="squares-table"
# The squared misses are 1, 4, 9, 0, 1 and 1. "The squared error" is one of these:
#
# | loss | here | slope with respect to the prediction 3 |
# |---|---|---|
# | sum of all | 16 | 6 |
# | mean over all six entries | 2.667 | 1 |
# | sum of all, divided by the 3 samples | 5.333 | 2 |
# | half the sum | 8 | 3 |
#
# All have the same best prediction. But a learning rate that suits the first is six times too small for the second. (With 60 entries it is 60 times too small.) Some books write the sum and call it *mean squared error*. `torch.nn.MSELoss()` takes the mean over all entries. The last row is the one whose slope is just $\hat y - y$.
#
# Other losses are sums or means over the samples, too: $-\log p$, or the number of errors (the **zero-one loss**). The last has the slope 0 nearly everywhere. So one reports it, but does not train with it.

# %% [markdown] id="squares-exercise"
# **Your turn** (15 minutes): [*The squared loss with its choices*](../exercises/06a_losses_and_outputs.ipynb), exercise 3.

# %% [markdown] id="recall" covers="N06-15"
# ## 4 One target runs away
#
# Five targets: 2, 3, 4, 7, and a fifth. The fifth may lie far from the others. Then it is called an **outlier**. Choose *one* prediction for all five. **From 01a:**

# %% id="recall-1"
ask.number(
    "The targets are 2, 3, 4, 7 and 24. Which single prediction makes the mean of the squared misses smallest, and "
    "which the mean of their sizes, |ŷ - y|?",
    (8, 4),
    why="Squares lead to the mean, 40/5. Sizes lead to the middle one, the median (lecture 01a).",
    mistakes={(4, 8): "At the best place the pulls cancel. Which loss pulls harder the farther a target lies?",
              (8, 8): "The second pulls alike at every target. How many targets lie below 8?",
              (4, 4): "Squares pull in proportion to the miss. Do they cancel at 4?",
              (8, 13): "That is the middle between the ends. Which target lies in the middle of the row?"},
)

# %% [markdown] id="outlier"
# The mean of sizes is called **mean absolute error**, or L1 loss. It leads to the **median**, the middle one in order: each target has one vote (01a). Now drag the fifth target from 4 to 24 (the picture starts at 9). What do the mean and the median do? (The heights of the marks only keep them apart.) The third mark is that of the **Huber loss**. Up to a miss of $\delta$ it is like squares, beyond that like sizes. Try $\delta = 0.25$ and $\delta = 8$, too.

# %% id="outlier-live"
widgets.Outlier()

# %% [markdown] id="outlier-read" covers="N06-14"
# The mean runs from 4 to 8, and four of the five targets end below it. The median stays at 4. The picture *slope of this loss* says why. With squares the pull of a target grows with its miss $r = \hat y - y$. With sizes the pull is always 1 or $-1$. But near the goal sizes are bad. The pull does not become weaker there, so the steps stay long, and the prediction jumps to and fro.
#
# Huber's loss pulls like half a square for $\lvert r\rvert \le \delta$, and no harder than $\delta$ beyond. So it starts as $\frac12 r^2$. At $\lvert r\rvert = \delta$ a straight line of slope $\delta$ takes over (picture *loss of one target*). Take $\delta = 2$ and $r = 5$. As far as $\delta$ the square costs $\frac12 \cdot 2^2 = 2$. Then the line costs $2 \cdot (5 - 2) = 6$ more. Together that is 8.
#
# **So the loss is $\frac12 r^2$ for $\lvert r\rvert \le \delta$, and $\delta\,(\lvert r\rvert - \frac12\delta)$ beyond.** Here the second is $2 \cdot (5 - 1) = 8$. The slope is $r$, and beyond it is $\delta$ or $-\delta$.

# %% [markdown] id="outlier-check"
# Check the picture by hand, for $\delta = 2$ and the fifth target 24. The best number is 4.5. The misses are 2.5, 1.5, 0.5, $-2.5$ and $-19.5$. Cut at $\pm 2$, the pulls are 2, 1.5, 0.5, $-2$ and $-2$. They add up to 0.
#
# A large $\delta$ leads to the mean, a small one to the median. If far targets are errors of measurement, choose Huber or sizes. If they are what matters (rare floods, say), keep squares.

# %% [markdown] id="outlier-exercise"
# **Your turn** (10 minutes): [*Huber's loss and its slope*](../exercises/06a_losses_and_outputs.ipynb), exercise 4.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop.

# %% [markdown] id="kinds" covers="N00-16 N06-01 N06-02 N06-03 N06-07"
# ## 5 What is asked for?
#
# Ask two questions first. What goes in? This fixes how many inputs the first layer has. What is to come out: a real number (**regression**), or a class (**classification**)? This chooses the last layer and the loss *together*.
#
# **The recipe:** choose a distribution for the target. It is fixed by one number or a few: its *parameters*. (Here the word does not mean the weights.) Let the last layer compute them from the scores. The loss is minus the logarithm of the probability of what happened (02a).
#
# *Yes or no*, slowly. The target is a coin: 1 with probability $p$, else 0. So $p$ is its parameter. It must lie between 0 and 1, so take $p = \sigma(z)$. Minus the logarithm of what happened is $-\log p$ or $-\log(1 - p)$. That is binary cross-entropy. For $z = 2$ it is 0.127 or 2.127.
#
# *Any number*: a Gaussian with its middle at $\hat y = z$, and with $s = 1$. By row 3 of the table in 02a, minus the logarithm is $\frac12(y - \hat y)^2 + 0.919$. The network cannot change the 0.919, so leave it out. The recipe makes all rows but the second, which is common as well:
#
# | wanted | distribution | last layer | loss | slope with respect to the score |
# |---|---|---|---|---|
# | any number | Gaussian, s = 1 | the score itself | half the squared miss | ŷ - y |
# | a positive number | (none) | softplus | half the squared miss | ŷ - y, times σ(z) |
# | a count | Poisson | exp | exp(z) - y z | ŷ - y |
# | yes or no | a coin | sigmoid | binary cross-entropy | p - y |
# | several labels | a coin for each | a sigmoid for each | binary cross-entropy, added | p - y for each |
# | one of C classes | categorical | softmax | cross-entropy | p minus one-hot |
#
# (For far targets, the first row may take Huber or sizes: part 4.) **Categorical** means: one class out of $C$, each with its own probability.
#
# *A count*: the **Poisson distribution** gives the probability of each count from its mean $m$. This mean must be above 0, and a score can be any number. So $m = e^z$. The optional part *The loss of a count* works out its loss.
#
# **See it:** choose a target and move the score. In the picture $y$ is 1.5 for the two numbers, 3 for the count, and 1 for yes or no. (For several labels and for classes, a title says which are true.) Which of the six has the illness of part 1: wrong, and hardly any slope?

# %% id="kinds-live"
widgets.OneScore()

# %% [markdown] id="kinds-read" covers="N06-04"
# *A positive number* has it. At $z = -4$ the prediction is 0.018 where 1.5 is wanted, and the slope is only $-0.027$. The softplus is flat there, and squares keep the factor. A cure: let the score be the guess of $\log y$, with the loss $\frac12(z - \log y)^2$ and the prediction $e^z$. Then the slope is $z - \log y$. Here $\log 1.5 = 0.405$, so it is $-4.405$. (But this asks for another number. For the targets 1 and 4 the mean is 2.5. The mean of their logarithms is 0.693, and $e^{0.693} = 2$.)
#
# In the other five rows the output and the loss fit, and the slope is **prediction minus truth**.
#
# Compare the last two rows. *Several labels* are $k$ questions, each with its own yes or no. Their probabilities need not add up to 1. *One of three classes* is one question: if one probability rises, the others together fall.
#
# **Three solutions.** A photo may show any of sun, sea, dog and snow. The scores are $(2, 1.1, -0.4, -3)$. Ann takes the largest. Ben takes softmax, $(0.665, 0.270, 0.060, 0.004)$, and keeps what is above 0.5. Cem keeps each score above 0.

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
# **Your turn** (10 minutes): [*From scores to decisions*](../exercises/06a_losses_and_outputs.ipynb), exercise 5. Then (25 minutes): [*A loss for each kind of target*](../exercises/06a_losses_and_outputs.ipynb), exercise 6. (There $z$ is called $s$, and the squared miss has no half. What does this do to the slopes?)

# %% [markdown] id="jacobian" covers="N06-05"
# ## 6 A table of slopes
#
# A sigmoid has one slope. Softmax turns $C$ scores into $C$ probabilities, and each score moves each probability. So it has $C \cdot C$ slopes. Let $e^{z_0} = 0.5$, $e^{z_1} = 0.4$ and $e^{z_2} = 0.1$. Their sum is 1, so they are the probabilities, too. Raise $z_0$ by 0.1. Then $e^{z_0}$ is multiplied by $e^{0.1} = 1.1052$. It becomes $0.5 \cdot 1.1052 = 0.5526$, and the others stay. So $p_0$ becomes $0.5526/(0.5526 + 0.4 + 0.1) = 0.525$:
#
# | | p before | p after | change, divided by 0.1 |
# |---|---|---|---|
# | class 0 | 0.500 | 0.525 | 0.25 |
# | class 1 | 0.400 | 0.380 | -0.20 |
# | class 2 | 0.100 | 0.095 | -0.05 |
#
# The table of all slopes of a function is called its **Jacobian** $J$. It has **one row for each output and one column for each input**: the entry $J_{ij}$ is $\partial p_i/\partial z_j$. We measured column 0: it is the last column above. On paper it is quicker through the logarithm. The symbol $\mathbb 1[i=j]$ is 1 for $i = j$, else 0, as in 04b. Here is row 0, column 1:

# %% id="jacobian-steps"
p_three = torch.tensor([0.5, 0.4, 0.1])
derivation(
    (r"$\log p_i = z_i - \log\sum_k e^{z_k}$", "04b", p_three[0].log()),
    (r"$\dfrac{\partial \log p_i}{\partial z_j} = \mathbb 1[i = j] - p_j$",
     "log-sum-exp has the slopes $p_j$ (04b): 0 - 0.4", -p_three[1]),
    (r"$\dfrac{\partial \log p_i}{\partial z_j} = "
     r"\dfrac{1}{p_i}\,\dfrac{\partial p_i}{\partial z_j}$",
     "chain rule for the logarithm: 1/0.5 = 2 times the slope we want", -p_three[1]),
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
# Each column adds up to 0, since the probabilities always add up to 1. Each row adds up to 0, since raising all scores together changes nothing. On the diagonal stands $p\,(1 - p)$, the slope of the sigmoid.

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
# A loss has a slope for each probability. The score $z_0$ moves all three probabilities, and each of them moves the loss. So three ways lead from $z_0$ to the loss. Multiply the slopes along each way, then add (00b).
#
# Let class 1 be the truth. As a distribution this is **one-hot**, $y = (0, 1, 0)$. First squares, $\sum_k (p_k - y_k)^2$. The slopes for the probabilities are $2\,(p - y) = (1, -1.2, 0.2)$. The ways from $z_0$ take column 0: $1 \cdot 0.25 - 1.2 \cdot (-0.20) + 0.2 \cdot (-0.05) = 0.48$. For all scores at once: **multiply each row of $J$ by the slope for its probability, and add the rows.**
#
# $$1\,(0.25, -0.20, -0.05) - 1.2\,(-0.20, 0.24, -0.04) + 0.2\,(-0.05, -0.04, 0.09) = (0.48, -0.496, 0.016).$$
#
# Now cross-entropy, $-\sum_k y_k \log p_k = -\log p_1$. (It is minus the logarithm of the categorical distribution.) The only slope is that for $p_1$: $-1/0.4$. So one row is enough: $-\frac{1}{0.4}\,(-0.20, 0.24, -0.04) = (0.5, -0.6, 0.1)$. That is $p - y$.
#
# The division by $p_1$ cancels the factor $p_1$ of the whole row. **Guess:** now $p = (0.998, 0.001, 0.001)$, and the truth is still class 1. Which of the two losses still pulls?

# %% [markdown] id="chain-sure"
# Cross-entropy pulls with $p - y = (0.998, -0.999, 0.001)$. The three slopes of squares are 0.006, $-0.004$ and $-0.002$, since all of $J$ is near 0 there. That is the illness of part 1 again.
#
# **Your turn** (15 minutes): [*The Jacobian of the softmax*](../exercises/06a_losses_and_outputs.ipynb), exercise 7. (There the classes are counted from 1.)

# %% [markdown] id="kl" covers="N06-13 N06-21"
# ## 7 How far is the forecast from what happens?
#
# Targets may be distributions, too. If seven of ten doctors say "ill", the target is $(0.7, 0.3)$. Let $p$ be what happens and $q$ what the network says, as in part 3 of 04a. There you met the KL divergence: cross-entropy minus entropy, $\mathrm{KL}(p \,\Vert\, q) = -\sum_i p_i \log q_i + \sum_i p_i \log p_i$. Put the logarithms together: $\mathrm{KL}(p \,\Vert\, q) = \sum_i p_i \log\dfrac{p_i}{q_i}$.
#
# For $p = (0.5, 0.5)$ and $q = (0.9, 0.1)$ the difference is $1.204 - 0.693 = 0.511$. The last sum gives the same: $0.5\log\dfrac{0.5}{0.9} + 0.5\log\dfrac{0.5}{0.1} = -0.294 + 0.805 = 0.511$. It is 0 only for $q = p$, and never negative (04a).
#
# The entropy belongs to the data, and training cannot change it. For the doctors' target it is 0.611: no prediction costs less. So lowering the cross-entropy is the same as lowering the KL divergence. (For a one-hot target the entropy is 0, and the two are equal.)
#
# The slope keeps its form, too: $\log(1 + e^z) - yz$ has the slope $\sigma(z) - y$ for any $y$ from 0 to 1. For the doctors, with $y = 0.7$, it is 0 where the network says 0.7.
#
# Now exchange the two. With $p = (0.9, 0.1)$ and $q = (0.5, 0.5)$ it is $0.693 - 0.325 = 0.368$. So it is **not a distance**: the way there and the way back differ.

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
# **Your turn** (10 minutes): [*The Kullback-Leibler divergence*](../exercises/06a_losses_and_outputs.ipynb), exercise 8.

# %% [markdown] id="pairing" covers="N06-19 N06-22"
# ## 8 A program to mend
#
# Each loss wants one kind of input. Given another kind, most losses compute on, without a message. (`BCELoss` does complain about numbers outside 0 to 1.) In PyTorch:
#
# | loss | wants |
# |---|---|
# | `BCEWithLogitsLoss`, `CrossEntropyLoss` | scores |
# | `BCELoss` | probabilities |
# | `NLLLoss` | logarithms of probabilities |
# | `MSELoss`, `L1Loss`, `HuberLoss` | predictions |
#
# BCE is binary cross-entropy. `NLLLoss` takes minus the entry of the true class, and no more. Given $p = 0.998$ instead of $\log p$, it shows $-0.998$: a loss below 0.
#
# This program runs, without any error message:
#
# ```python
# p = scores.softmax(dim=1)
# loss = torch.nn.functional.cross_entropy(p, y)
# ```
#
# `cross_entropy` applies softmax once more. The scores $(2, 1, -1)$ with truth 1 should cost 1.349. The program says 1.212. Does a test find this? In 04b the first loss was such a test: with equal scores for 10 classes it should be $\log 10 = 2.303$.

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
# So test the other end, too: a network that is sure and right. Its loss should be near 0.

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
# With softmax before, even a network that is sure and right pays. The second softmax sees one 1 and $C - 1$ zeros, so the loss is $\log(e + C - 1) - 1$. That is 0.551 for $C = 3$, and 1.461 for $C = 10$. The scores that the second softmax gets lie between 0 and 1. At best they are 1 for the truth and 0 for the others. So no training brings the loss below this number. **If nearly all training samples are right, and the loss still stays above this number, suspect two softmaxes.** (Where targets are distributions, their entropy also keeps the loss up: part 7.) To mend the program, hand over the scores. But `log_softmax` before does no harm. The exponentials of log-probabilities add up to 1, and so their log-sum-exp is 0: the second time nothing is taken off.

# %% [markdown] id="transfer"
# ## Transfer
#
# A heater must be set between 10 and 30 degrees. So the last layer is $\hat y = 10 + 20\,\sigma(z)$.

# %% id="transfer-ask"
ask.number(
    "ŷ = 10 + 20 σ(z), with z = 2 and σ(2) = 0.8808, and y = 15. The loss is half the squared miss. What is ŷ, and what "
    "is the slope of the loss with respect to z?",
    (27.616, 26.49),
    digits=1,
    why="10 + 17.616. The miss is 12.616, and ŷ moves by 20 · 0.8808 · 0.1192 = 2.100 for each unit of z. Far out this "
        "layer has the illness of part 1: at z = 8 the miss is 15 degrees, but the slope only 0.10. Take the target as a "
        "share of the range, (15 - 10)/20 = 0.25, with binary cross-entropy. Then the slope is p - 0.25 = 0.75.",
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
# - Squares behind a sigmoid keep the factor $p\,(1-p)$: a network that is sure and wrong gets hardly any slope.
# - A fused loss takes scores, and survives large ones.
# - Sum, mean and half have the same best prediction, but other slopes. Squares lead to the mean, sizes to the median. Huber is half a square near 0, and straight far away.
# - A Jacobian has a row for each output and a column for each input. That of softmax is $p_i\,(\mathbb 1[i=j] - p_j)$.
# - $\mathrm{KL}(p\,\Vert\,q)$ is cross-entropy minus entropy, and the order matters.
# - A wrong pairing of layer and loss often runs without a message. Test the first loss, and the loss of a network that is sure and right.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $z$ | `z`, `scores` | score, the last layer's output before its activation |
# | $p$, $\hat y$, $y$ | `p`, `y_hat`, `y` | probability, prediction, target |
# | $\eta$ | `eta` | learning rate |
# | $r$ | `r` | miss, $\hat y - y$ (the residual of 02a is $-r$) |
# | $\delta$ | `delta` | where Huber's loss becomes a straight line |
# | $m$ | | mean of a count |
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
# Some tasks need losses of their own.

# %% [markdown] id="optional-more" covers="N06-06"
# Some targets are sequences, and some tasks only say which of two things is more alike. Their losses, CTC and the triplet loss, are the topic of the optional lecture [06b](06b_sequences_and_rankings.ipynb). Where one class is rare, its samples often get a larger weight in the loss. Networks that are used for decisions are calibrated afterwards (04a).
#
# A support vector machine (04b) keeps its raw score. Its partner is the hinge loss, with labels $-1$ and $1$. Its scores are no log-odds.
#
# Some lists also name **maxout** for the last layer: the largest of several scores. As an output layer it is rare. The categorical distribution has other names: multinoulli, generalised Bernoulli, and multinomial with a single draw.

# %% [markdown] id="optional-squares"
# ## Optional: which squared loss is it?
#
# Three of the four losses of part 3, with other predictions:

# %% id="optional-squares-ask"
ask.number(
    "Three samples with two outputs each, all targets 0. The predictions are (2, 1), (0, -2) and (1, 2). What does "
    "torch.nn.MSELoss() give, what is the sum divided by the 3 samples, and what is half the sum?",
    (14 / 6, 14 / 3, 7),
    digits=2,
    why="The squares 4, 1, 0, 4, 1 and 4 add up to 14. There are six entries and three samples.",
    mistakes={(14 / 3, 14 / 6, 7): "torch divides by the number of entries. How many are there?",
              (14 / 6, 14 / 3, 14): "The last is the sum itself.",
              (14 / 6, 7, 7): "You divided by 2 for the second. How many samples are there?",
              (4 / 3, 8 / 3, 4): "You took the sizes. What is 2 squared?",
              (1.0, 2.0, 3.0): "A miss of -2 costs as much as one of 2. What is (-2)²?"},
)

# %% [markdown] id="optional-huber"
# ## Optional: Huber once more
#
# In part 4 Huber's number need not lie between the mean and the median. With the fifth target at 4 and $\delta = 2$, both stand at 4, and Huber's at 3.75. Now the loss itself, by hand:

# %% id="optional-huber-ask"
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

# %% [markdown] id="optional-count"
# ## Optional: the loss of a count
#
# Part 5 took this loss from its table. Here is the recipe for it.
#
# Let events come independently of one another and at a steady rate, on average $m$ an hour. Then $y$ of them come in an hour with the probability $\dfrac{m^y e^{-m}}{y!}$, where $3! = 1 \cdot 2 \cdot 3$ and $0! = 1$. This is the **Poisson distribution**. We take it from statistics, without proof. For $m = 2$ it gives 0.135, 0.271, 0.271 and 0.180 for $y = 0, 1, 2, 3$.
#
# Take the logarithm: $\log m^y$ is $y\log m$, and $\log e^{-m}$ is $-m$. So minus the logarithm is $m - y\log m + \log y!$. Again leave out the last term. The mean $m$ must be above 0, and a score can be any number. So let $m = e^z$. Then $\log m$ is $z$, and the loss is $e^z - yz$. Its slope is $e^z - y$, prediction minus truth. For $z = 2$ and $y = 3$ the loss is $7.389 - 6 = 1.389$, and the slope is $7.389 - 3 = 4.389$. A count has the opposite danger to part 1: at $z = 4$ its slope is 51.6.

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
