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
# # 00 Start here
#
# {minutes} · exercises in `exercises/00_start_here.ipynb`
#
# ## A network that knows nothing yet
#
# Below are 150 points in two rings. A network colours the plane: orange where it would say "class 0", blue where it would say "class 1". Nobody has told it what a ring is. **Decide first:** can it draw a closed border round the inner ring? Then click on the next cell, press Shift+Enter, and press *Train*.

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l00 import widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Boundary(cloud="rings", eta=0.1)

# %% [markdown] id="first"
# ## Your first exercise
#
# The words under the picture say which share of the points is on its own side. This share is called **accuracy**. Compute it yourself, now (5 minutes, one or two lines of Python):
#
# 1. Open [the exercises of this lecture](../exercises/00_start_here.ipynb).
# 2. Click on the first grey cell and press Shift+Enter. It loads what the exercises need.
# 3. Read exercise 1, *The share that is right*. Write your lines where `raise NotImplementedError` stands.
# 4. Press Shift+Enter. **Running the cell is the check**, and a card says what it found. Then come back.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Write an answer, run it, and read what its card says (exercise *The share that is right*).
# 2. Take one step of a machine that learns, by hand and in Python (exercise *One step of a machine that learns*).
# 3. Say what a longer step does (question in part 3).
# 4. Check a slope by measuring it, and mend it (question in part 4).
# 5. Find your way through the course (map in part 6).

# %% [markdown] id="needs"
# ## What you need
#
# A little Python: a function, a list, a loop. From school: brackets, negative numbers, squares. You need no calculus here. [Lecture 00b](00b_calculus_you_need.ipynb) ({minutes of 00b}) builds that up from nothing.

# %% [markdown] id="work"
# ## 1 How you work here
#
# **Read from top to bottom**, and run each grey cell: Shift+Enter. Until then a picture stands still and a question takes no answer. All files in `work/` are yours. An update never overwrites one that you have changed.
#
# **Questions** stand between the texts. Give an answer of your own before you open one. A wrong guess is remembered better than an answer that was only read. Try it: **answer the next question wrong on purpose, with 7.**

# %% id="recall-1"
ask.number(
    "The mean of three numbers is 5. Two of them are 2 and 4. What is the third?",
    9,
    why="Three numbers with the mean 5 add up to 15, and 2 + 4 gives 6 of that.",
    mistakes={5: "Then the mean of 2, 4 and 5 would be 11/3. What must the three numbers add up to?",
              3: "That is the mean of 2 and 4. The mean of all three should be 5.",
              7: "You took 2 and 4 together as one number, their mean 3. They are two of the three.",
              15: "That is the sum of all three. How much of it do 2 and 4 give?"},
)

# %% [markdown] id="work-cards"
# The card knew which mistake gives 7. It gave you a second try, and only then opens the answer. Your first try is noted, on your machine only. Some days later the question comes back.
#
# **Exercises** have cards too. Go back to exercise 1 and spoil it: multiply what you return by 100. The card shows the simplest case that fails: the input, what was expected, and what you gave. Below it stands what your answer does. Its **hints** open one inside the other: a question, a case with numbers, a line with a blank. Then repair it.

# %% [markdown] id="machine"
# ## 2 The machine, on one weight
#
# Training changed 114 numbers inside the network, and the colours follow from these. Let us do the same with one number.
#
# Two posters cost 6 euros. What does one cost? You would divide. The machine knows no division. It has a number $w$, its **weight**, and predicts that $x$ posters cost $w \cdot x$. It starts at $w = 1$. All it can do is ask how wrong it is, and change $w$ a little.
#
# **Decide first:** from $w = 1$, will it reach 3 in equal steps, or in shorter and shorter ones? Run the cell and press Play.

# %% id="machine-live"
widgets.OneWeight()

# %% [markdown] id="machine-steps"
# Each step of the machine has four parts: **predict, loss, slope, step**. These are the numbers of the first step at $w = 1$. We use $\eta = 0.1$, a longer step than in the picture. $\eta$ (eta) is the **learning rate**.

# %% id="machine-derivation"
from dlcourse.classroom.derivation import derivation

w, eta = 1.0, 0.1
miss = w * 2 - 6
derivation(
    (r"$\hat y = w\,x$", "**predict**: 1 · 2", w * 2),
    (r"$L = (\hat y - y)^2$", "the **loss**, the square of the miss 2 - 6", miss**2),
    (r"$s = 2\,(\hat y - y)\,x$", "the **slope** of the loss: 2 · (-4) · 2", 2 * miss * 2),
    (r"$w - \eta\,s$", "the **step**: 1 - 0.1 · (-16)", w - eta * 2 * miss * 2),
    at="at w = 1",
)

# %% [markdown] id="machine-why"
# Why square the miss? So that 4 too little counts as much as 4 too much, and only a perfect prediction has loss 0.
#
# **What is a slope?** It says how much the loss changes for each 1 that $w$ moves. You can measure it, without any formula. Move $w$ a little to both sides and look:

# %% id="machine-measure"
def price_loss(w):
    return (w * 2 - 6) ** 2

right_of, left_of = price_loss(1.001), price_loss(0.999)
tensors.show(digits=6, loss_at_1_001=right_of, loss_at_0_999=left_of,
             change_for_each_1=(right_of - left_of) / 0.002)

# %% [markdown] id="machine-sign"
# The slope is -16, as the formula says: to the right the loss falls, by about 16 for each 1. So the step goes to the right. Were the slope positive, the loss would fall to the left. That is why the step has a minus: **against the slope, the loss falls.**
#
# In the formula, the 2 comes from the square. The $x$ is there because the prediction moves by $x$ when $w$ moves by 1. (Lecture 00b derives it.)

# %% [markdown] id="machine-blanks"
# **The second step, with blanks.** Now $w = 2.6$, and the prediction is $2.6 \cdot 2 = 5.2$. Fill in the rest on paper:
#
# | part | formula | number |
# |---|---|---|
# | miss | $\hat y - y$ | $5.2 - 6 = \_\_\_$ |
# | slope | $s = 2\,(\hat y - y)\,x$ | $2 \cdot \_\_\_ \cdot 2 = \_\_\_$ |
# | step | $w - \eta\,s$ | $2.6 - 0.1 \cdot \_\_\_ = \_\_\_$ |

# %% id="machine-blanks-ask"
ask.number(
    "w = 2.6, x = 2, y = 6 and η = 0.1. What are the miss, the slope and the new w?",
    (-0.8, -3.2, 2.92),
    digits=2,
    why="5.2 - 6 is -0.8, 2 · (-0.8) · 2 is -3.2, and 2.6 - 0.1 · (-3.2) is 2.92.",
    mistakes={(0.8, 3.2, 2.28): "The miss is the prediction minus the true price. Which sign does 5.2 - 6 have?",
              (-0.8, -3.2, 2.28): "Minus times minus: what is 2.6 - 0.1 · (-3.2)?",
              (-0.8, -1.6, 2.76): "One factor is missing in the slope: 2 · miss · x, and x is 2.",
              (-0.8, -3.2, 5.8): "You took the whole slope. What does η do?",
              (-0.8, -3.2, 0.32): "That is the change. From which w do you start?",
              (-0.8, -16, 4.2): "That is the slope at w = 1. The machine asks for it again after each step."},
)

# %% [markdown] id="machine-exercise"
# $w$ goes 1, 2.6, 2.92, ... The nearer it is, the smaller the slope, so the steps shorten by themselves.
#
# **Your turn** (10 minutes): [*One step of a machine that learns*](../exercises/00_start_here.ipynb), exercise 2.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop. Next time, begin with the question of how long a step should be.

# %% [markdown] id="rate"
# ## 3 How long a step?
#
# With $\eta = 0.1$ the machine gets from 1 to 2.92 in two steps. A longer step should be faster. Try $\eta = 0.25$ on paper first, for two steps from $w = 1$. The slope is $2\,(2w - 6) \cdot 2$.

# %% id="rate-ask"
ask.choose(
    "Two posters cost 6, and the machine starts at w = 1 with η = 0.25. What will w do?",
    {"arrive at 3 in one step": "That is η = 0.125: 1 + 0.125 · 16 is 3. Twice as long a step lands where?",
     "come near to 3, faster than with η = 0.1": "1 + 0.25 · 16 is 5. Is that nearer to 3 than 1 was?",
     "jump to and fro between 1 and 5, for ever": "At 1 the slope is -16 and the step +4. At 5 it is 16 and the step "
                                                  "-4.",
     "run away from 3, further each time": "At 5 the slope is 16. How far does 0.25 · 16 take it back?"},
    right="jump to and fro between 1 and 5, for ever",
)

# %% [markdown] id="rate-see"
# **See it.** Go back to the picture of part 2 and set $\eta$ to 0.25. Then find the $\eta$ that arrives in a single step, and one that runs away. **Against the slope the loss falls, but only for a step that is short enough.** The best length is not known beforehand. [Lecture 09a](09a_sampling_and_momentum.ipynb) is about that.

# %% [markdown] id="check"
# ## 4 A tool: check the slope
#
# Three customers bought 0, 2 and 4 posters, and paid 3, 3 and 6 euros. No single price $w$ fits all three, so the loss is the **mean** of the three squares. Anna wrote the slope of that loss. Her machine takes eight steps from $w = 3$.
#
# A **tensor** holds many numbers. `w * x` multiplies each of them, and `.mean()` is their mean. The last line shows the losses on the way.

# %% id="check-anna"
x, y = torch.tensor([0.0, 2.0, 4.0]), torch.tensor([3.0, 3.0, 6.0])

def loss(w):
    return ((w * x - y) ** 2).mean()

def slope_of_anna(w):
    return 2 * (w * x - y).mean() * x.mean()

def losses_on_the_way(slope_of):
    weights = [torch.tensor(3.0)]
    for _ in range(8):
        weights.append(weights[-1] - 0.1 * slope_of(weights[-1]))
    return torch.stack([loss(w) for w in weights])

tensors.show(digits=3, anna=losses_on_the_way(slope_of_anna))

# %% [markdown] id="check-decide"
# The loss falls at every step and then stays at 4.67. **Decide:** is Anna's slope right? You cannot tell. A loss may stop above 0 for good reasons, and here no $w$ reaches 0. It may also fall with a wrong slope, if the steps point roughly downhill.

# %% [markdown] id="check-tool"
# So measure. You did that in part 2: move $w$ a little to both sides and compare with what the formula claims. `check_gradient(loss, slope, where)` does it for you. ([Lecture 07](07_differentiation.ipynb) shows how it works and when to trust it. Use it from today.)

# %% id="check-tool-run"
from dlcourse.diff.finite import check_gradient

anna = check_gradient(loss, slope_of_anna, torch.tensor(3.0))
tensors.show(ok=anna.ok, claimed=anna.claimed, measured=anna.measured)

# %% [markdown] id="check-mend"
# **Mend it.** At $w = 3$ the three misses are $-3$, $3$ and $6$. Their mean is 2, the mean of $x$ is 2, and Anna claims $2 \cdot 2 \cdot 2 = 8$. But each customer has a slope of their own: twice *their* miss times *their* $x$.

# %% id="check-mend-ask"
ask.choose(
    "With `miss = w * x - y`, which line is the slope of the mean of the squared misses? At w = 3 the misses are -3, 3 "
    "and 6, x is 0, 2 and 4, and 20 was measured.",
    {"`2 * (miss * x).sum()`": "0 + 6 + 24 is 30, and twice that is 60. The loss is a mean. What is missing?",
     "`2 * (miss * x).mean()`": "0, 6 and 24 have the mean 10, and twice that is 20.",
     "`(miss * x).mean()`": "0, 6 and 24 have the mean 10. What does a square bring in?",
     "`2 * miss.mean() * x`": "That gives three numbers, one for each customer. The loss has one slope."},
    right="`2 * (miss * x).mean()`",
)

# %% [markdown] id="check-mended"
# The mended slope, and where it leads:

# %% id="check-mended-run"
def slope_mended(w):
    return 2 * ((w * x - y) * x).mean()

tensors.show(digits=3, ok=check_gradient(loss, slope_mended, torch.tensor(3.0)).ok,
             mended=losses_on_the_way(slope_mended))

# %% [markdown] id="check-read"
# The loss comes down to 3. Anna's stayed at 4.67. A failed check also says where to look:
#
# | you see | look for |
# |---|---|
# | claimed is 2 or ½ times measured | the 2 of the square |
# | claimed is as many times measured as there are examples | a sum in place of a mean |
# | claimed is measured with the other sign | prediction minus target, or the reverse |
#
# Check at an ordinary place. Where the loss is perfect, wrong formulas often agree by chance.

# %% [markdown] id="bigger" covers="N00-01"
# ## 5 The same, with more numbers
#
# Back to the rings. That network does the same four things: predict, loss, slope, step. It has 114 such numbers, so each step needs 114 slopes. Their list is called the **gradient**. [Lecture 08](08_backpropagation.ipynb) computes all of them in one go.
#
# **Deep learning** is this machine with artificial neurons in many layers, from the raw input to the final answer. All layers learn together, from one loss. No step between is made by hand.
#
# **Try it.** In the first picture set *hidden units* to 2, which leaves 18 numbers, and train again. Does the border still close?

# %% [markdown] id="digits" covers="N00-19"
# The input need not be two numbers. Here are pictures of 64 numbers each, the grey of 8 × 8 pixels. Reading digits is the classical first task.

# %% id="digits-figure"
from dlcourse.data import digits
from dlcourse.lectures.l00 import figures as start

images, labels = digits().X.reshape(-1, 8, 8), digits().y
start.digit_sheet(images[:10], labels[:10])

# %% [markdown] id="map"
# ## 6 The way through the course

# %% id="map-figure" tags=["whole-course"]
start.course_map()

# %% [markdown] id="tools" covers="N00-20"
# If a slope is a stranger to you, take [lecture 00b](00b_calculus_you_need.ipynb) next. [Lecture 00c](00c_where_it_comes_from.ipynb) is optional: where all this comes from.
#
# The course computes with **PyTorch**. In older texts you meet other tools:
#
# | tool | today |
# |---|---|
# | Theano | its makers stopped in 2017; PyTensor carries the code on |
# | TensorFlow 1 (first the whole graph, then run) | since version 2 it runs line by line, like PyTorch |
# | autograd | NumPy with derivatives; its ideas live on in JAX |
# | Colab | notebooks on a hosted machine |
# | scikit-learn | classical methods; here it brings the digits |

# %% [markdown] id="transfer"
# ## Transfer
#
# The tool, in a new place.

# %% id="transfer-ask"
ask.choose(
    "A model has three weights. You check its gradient at an ordinary place: you claim (12, -8, 4), measured is "
    "(3, -2, 1). The loss is a mean over 4 examples. Where do you look first?",
    {"at the sign of the miss": "Compare entry by entry: do the signs differ? Divide claimed by measured.",
     "at sum in place of mean": "All entries are 4 times too large, and 4 is the number of examples.",
     "at the first weight": "Is only one entry wrong? Divide claimed by measured, for all three.",
     "at the accuracy of the measurement": "A measurement is off by far less than a factor. Trust it over a formula."},
    right="at sum in place of mean",
)

# %% [markdown] id="summary"
# ## Summary
#
# - A machine learns in four parts: predict, loss, slope, step. Then again.
# - Against the slope the loss falls, if the step is short enough. With one weight and $\eta = 0.25$ ours jumped to and fro for ever.
# - A falling loss proves nothing about the slope. A check at an ordinary place does.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $x$, $y$ | `x`, `y` | input, true output |
# | $\hat y$ | | prediction, read "y hat" |
# | $w$ | `w` | weight, a number that is learned |
# | $L$ | `loss` | how wrong |
# | $\eta$ | `eta` | learning rate |

# %% [markdown] id="glossary"
# ## Words
#
# **accuracy** share of predictions that are right · **tensor** many numbers under one name · **weight** number that is learned · **prediction** what the model says · **miss** prediction minus truth · **loss** number that says how wrong · **slope** change of the loss for each 1 of a weight · **gradient** list of all slopes · **learning rate** scales the step · **gradient check** comparing a claimed slope with a measured one · **deep learning** learning all layers together, by one loss. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Large language models have billions of weights and train on thousands of devices. The four parts are the same. Gradient checks are part of the tests of PyTorch and JAX. And this course chooses your GPU by itself, if you have one; its lectures are small enough for none.
#
# Below are two cells to come back to: your progress, and what is due again.

# %% [markdown] id="progress"
# ## Your progress
#
# Run this cell again whenever you like. It counts what you have solved, by lecture. In a shell, `.venv/bin/dlcourse progress` says the same.

# %% id="progress-run" tags=["whole-course"]
from dlcourse.classroom.overview import overview

overview()

# %% [markdown] id="review"
# ## What is due again
#
# What you learned fades. Answering it once more just before it fades makes it last. A question comes back in some days after a right first try, and tomorrow after a wrong one. A solved exercise comes back with fresh numbers. Run this cell whenever you begin to study; at first nothing is due.

# %% id="review-run"
from dlcourse.questions.review import review

review()
