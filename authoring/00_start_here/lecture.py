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
# Below are 150 points in two rings. Each point is two numbers: how far to the right, and how far up. The squares are class 0, the circles class 1. A network colours the plane: orange where it would say "class 0", blue where it would say "class 1". Nobody has told it what a ring is.
#
# **Decide first:** can it draw a closed border round the inner ring? The grey box below is a **cell**. It does nothing until you run it: click on it and press Shift+Enter. Then press *Train*. (On a page without Python, pull *steps of training*.)

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l00 import widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Boundary(cloud="rings")

# %% [markdown] id="first"
# ## Your first exercise
#
# The words under the picture say which share of the points is on its own side. This share is called **accuracy**. (The loss beside it comes in part 2.) Write a function that computes an accuracy, now (10 minutes, one or two lines of Python):
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
# 4. Check a slope by measuring it, and mend it (questions in part 4).
# 5. Find your way through the course (map and question in part 6).

# %% [markdown] id="needs"
# ## What you need
#
# A little Python: a function, a list, a loop. From school: brackets, negative numbers, squares. You need no calculus here. [Lecture 00b](00b_calculus_you_need.ipynb) ({minutes of 00b}) builds that up from nothing.

# %% [markdown] id="work"
# ## 1 How you work here
#
# **Read from top to bottom**, and run each grey cell as you come to it. All files in `work/` are yours. An update never overwrites one that you have changed.
#
# **Questions** stand between the texts. Give an answer of your own before you open one. An answer that you first guessed wrong is remembered better than one that you only read. Try it: **answer the next question wrong on purpose, with 7.**

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
# The card knew which mistake gives 7. It gave you a second try, and only then opens the answer. Your first try is noted, on your machine only. It was wrong, so the question comes back tomorrow.
#
# **Exercises** have cards too. Go back to exercise 1 for two minutes and spoil it: multiply what you return by 100. The card shows the simplest case that fails: the input, what was expected, and what you gave. Below that, the card says in words what your answer does. The **hints** open one after the other: a question, a case with numbers, a line with a blank. Then repair your answer and come back.

# %% [markdown] id="machine"
# ## 2 The machine, on one weight
#
# Did the border close? It did: after 600 steps every point is on its own side. Training did not move the points. It changed 114 numbers inside the network, and the colours follow from them. Let us do the same with one number.
#
# Two posters cost 6 euros. What does one cost? You would divide. The machine knows no division. It has a number $w$, its **weight**, and predicts that $x$ posters cost $w \cdot x$. It starts at $w = 1$. All it can do is ask how wrong it is, and change $w$ a little.
#
# **Decide first:** from $w = 1$, will it go towards 3 in equal steps, or in shorter and shorter ones? Run the cell and press Play. (Slope and η, the length of a step, are explained below the picture.)

# %% id="machine-live"
widgets.OneWeight()

# %% [markdown] id="machine-why"
# The steps grow shorter and shorter. To see why, look at the curve. It is the **loss**, which says how wrong the machine is. At $w = 1$ it predicts $1 \cdot 2 = 2$, and 6 is right. The **miss** is prediction minus truth: $2 - 6 = -4$. The loss is its square, 16. Squared, 4 too little counts as much as 4 too much, and only a perfect prediction has loss 0.
#
# **What is a slope?** It says how steep the curve is just here. For a small move of $w$, the loss changes by about *slope times move*. So you can measure the slope, without any formula. Move $w$ a little to both sides, and divide the change of the loss by the move:

# %% id="machine-measure"
def price_loss(w):
    return (w * 2 - 6) ** 2

right_of, left_of = price_loss(1.001), price_loss(0.999)
tensors.show(digits=6, loss_at_1_001=right_of, loss_at_0_999=left_of,
             measured_slope=(right_of - left_of) / 0.002)

# %% [markdown] id="machine-sign"
# From left to right the loss fell by 0.032 while $w$ moved by 0.002, so the slope is $-0.032 / 0.002 = -16$. A small move to the right lowers the loss by about 16 times that move. A whole 1 is not a small move: from $w = 1$ to 2 the loss falls from 16 to 4. That is 12 and not 16, since the curve flattens on the way.
#
# The slope is negative, so the step goes to the right. If the slope were positive, the loss would fall to the left. That is why the step has a minus: **against the slope, the loss falls.**

# %% [markdown] id="machine-formula"
# There is also a formula for the slope: $2 \cdot \text{miss} \cdot x$. Where does it come from? Move $w$ by 0.001 and follow the change:
#
# | | before | after | the change |
# |---|---|---|---|
# | $w$ | 1 | 1.001 | 0.001 |
# | prediction $w \cdot 2$ | 2 | 2.002 | 0.002: $x = 2$ times as much |
# | miss | -4 | -3.998 | 0.002: the same |
# | its square | 16 | 15.984 (rounded) | -0.016: $2 \cdot (-4) = -8$ times the change of the miss |
#
# Why the 2? The square is $-4$ times $-4$, and *both* factors move by 0.002. Each brings $0.002 \cdot (-4) = -0.008$, and twice that is $-0.016$. (What is left, $0.002 \cdot 0.002$, is too small to count.)
#
# Together that is $-8 \cdot 2 = -16$ times the move of $w$. The $x$ comes from the prediction, the 2 from the square.

# %% [markdown] id="machine-steps"
# Now one whole **round**. It has four parts: **predict, loss, slope, step**. Here are its numbers at $w = 1$. The prediction is written $\hat y$, read "y hat". $\eta$ (eta) is the **learning rate**. We use $\eta = 0.1$, a longer step than in the picture.

# %% id="machine-derivation"
from dlcourse.classroom.derivation import derivation

w, eta = 1.0, 0.1
miss = w * 2 - 6
derivation(
    (r"$\hat y = w\,x$", "**predict**: 1 · 2", w * 2),
    (r"$L = (\hat y - y)^2$", "the **loss**, the square of the miss 2 - 6", miss**2),
    (r"$s = 2\,(\hat y - y)\,x$", "the **slope**: 2 · miss (-4) · x (2)", 2 * miss * 2),
    (r"$w_{\text{new}} = w - \eta\,s$",
     "the **step**: 1 - 0.1 · (-16)", w - eta * 2 * miss * 2),
    at="at w = 1",
)

# %% [markdown] id="machine-blanks"
# **The second round, with blanks.** Now $w = 2.6$, and the prediction is $2.6 \cdot 2 = 5.2$. Fill in the rest on paper:
#
# | part | formula | number |
# |---|---|---|
# | miss | $\hat y - y$ | $5.2 - 6 = \_\_\_$ |
# | slope | $s = 2\,(\hat y - y)\,x$ | $2 \cdot \_\_\_ \cdot 2 = \_\_\_$ |
# | step | $w_{\text{new}} = w - \eta\,s$ | $2.6 - 0.1 \cdot \_\_\_ = \_\_\_$ |

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
# **Halfway**, {minutes so far} in, without the exercises: a good place to stop. Next time, begin with the question of how long a step should be.

# %% [markdown] id="rate"
# ## 3 How long a step?
#
# With $\eta = 0.1$ the machine gets from 1 to 2.92 in two steps. A longer step should be faster. Try $\eta = 0.25$ on paper first, for two steps from $w = 1$. The slope is $2\,(2w - 6) \cdot 2$.

# %% id="rate-ask"
ask.choose(
    "Two posters cost 6, and the machine starts at w = 1 with η = 0.25. What will w do?",
    {"arrive at 3 in one step": "That is η = 0.125: 1 + 0.125 · 16 is 3. Twice as long a step lands where?",
     "come near to 3, faster than with η = 0.1": "1 + 0.25 · 16 is 5. Is that nearer to 3 than 1 was?",
     "jump back and forth between 1 and 5, for ever": "At 1 the slope is -16 and the step +4. At 5 the slope is 16 "
                                                      "and the step -4.",
     "run away from 3, further each time": "At 5 the slope is 16. How far does 0.25 · 16 take it back?"},
    right="jump back and forth between 1 and 5, for ever",
)

# %% [markdown] id="rate-see"
# **See it.** Go back to the picture of part 2 and set $\eta$ to 0.25. Then find the $\eta$ that arrives in a single step, and one that runs away, before you read on.

# %% [markdown] id="rate-found"
# The slope is $2 \cdot (2w - 6) \cdot 2 = 8\,(w - 3)$. The step is $-\eta$ times that, so it is $8\eta\,(3 - w)$. And $3 - w$ is the way that is left to 3. At $w = 1$ it is 2: with $\eta = 0.1$ the step is $0.8 \cdot 2 = 1.6$, as in part 2.
#
# | $\eta$ | $8\eta$ | what $w$ does |
# |---|---|---|
# | 0.1 | 0.8 | comes nearer |
# | 0.125 | 1 | arrives in a single step |
# | 0.2 | 1.6 | lands beyond 3, but nearer |
# | 0.25 | 2 | lands just as far on the other side |
# | 0.3 | 2.4 | lands further away, and leaves the picture |
#
# **Against the slope the loss falls, but only for a step that is short enough.** Here we can compute the best $\eta$, since one formula gives the slope at every $w$. With many weights nobody can, and one has to try. [Lecture 09a](09a_sampling_and_momentum.ipynb) is about that.

# %% [markdown] id="check"
# ## 4 A tool: check the slope
#
# Three customers took 0, 2 and 4 posters. They paid 3, 3 and 6 euros, since in this shop nobody pays less than 3. No single $w$ fits all three: for the first, $w \cdot 0$ is always 0. So the loss is the **mean** of the three squares. Anna wrote the slope of that loss. Her machine takes eight steps from $w = 3$, with $\eta = 0.1$.
#
# A **tensor** holds many numbers and computes place by place. So `w * x - y` gives three misses, and `.mean()` is their mean. `losses_on_the_way` is the step of part 2, eight times; skip it if you like. The output shows the loss before the first step and after each.

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
# The loss falls at every step and then stays at 4.67.

# %% id="check-decide-ask"
ask.choose(
    "Anna's losses are 18, 6.267, 4.944, 4.72, 4.677, 4.669, and then 4.667. Is her slope right?",
    {"yes, since the loss falls at every step": "With a wrong slope of the right sign a step goes the right way too. If "
                                                "it is short, does the loss not fall as well?",
     "no, since a right slope would bring the loss to 0": "No price w fits all three customers. Which loss could any w "
                                                          "reach?",
     "a falling loss does not tell": "A loss may fall with a wrong slope, if its sign is right and the step is short. "
                                     "And it may stop above 0 for good reasons: here no w reaches 0."},
    right="a falling loss does not tell",
)

# %% [markdown] id="check-tool"
# So measure. You did that in part 2: move $w$ a little to both sides and compare with what the formula claims. `check_gradient(loss, slope, where)` does it for you. ([Lecture 07](07_differentiation.ipynb) shows how it works and when to trust it. Use it from today.)

# %% id="check-tool-run"
from dlcourse.diff.finite import check_gradient

anna = check_gradient(loss, slope_of_anna, torch.tensor(3.0))
tensors.show(ok=anna.ok, claimed=anna.claimed, measured=anna.measured)

# %% [markdown] id="check-mend"
# Claimed is 8, and measured is 20. How does she get 8? At $w = 3$ the three misses are $-3$, $3$ and $6$, with the mean 2. The mean of $x$ is 2 as well, and Anna takes $2 \cdot 2 \cdot 2$. So she forms the means first, and only then multiplies.
#
# **Mend it.** Each customer has a loss of his own, the square of his miss. Part 2 gives its slope: $2 \cdot \text{miss} \cdot x$. Work out the three slopes on paper. When $w$ moves, all three losses change. By how much does their mean change?

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
# The three slopes are $2 \cdot (-3) \cdot 0 = 0$, $2 \cdot 3 \cdot 2 = 12$ and $2 \cdot 6 \cdot 4 = 48$. The mean of the losses changes by the mean of the three, and that is $60 / 3 = 20$, as measured. So multiply for each customer first, and take the mean last. Here is the mended slope, and where it leads:

# %% id="check-mended-run"
def slope_mended(w):
    return 2 * ((w * x - y) * x).mean()

tensors.show(digits=3, ok=check_gradient(loss, slope_mended, torch.tensor(3.0)).ok,
             mended=losses_on_the_way(slope_mended))

# %% [markdown] id="check-read"
# The loss comes down to 3, at $w = 1.5$. There the misses are $-3$, 0 and 0. No $w$ can help the first customer, so $9/3 = 3$ is the lowest loss. (By chance it passes 4.667 on its way.) Anna's stayed at 4.667, at $w = 2$. There the misses are $-3$, $1$ and $2$. Their mean is 0, so she claims the slope 0 and stops. The right slope there is $2 \cdot (0 + 2 + 8) / 3 = 6.67$: further left the loss is lower still.
#
# Her slope was wrong. But down to $w = 2$ it had the right sign, and her steps were short enough. So her loss fell at every step.
#
# **Is one check enough?** Check Anna's slope at $w = 0.75$ too. Decide first: will the tool say that it is wrong?

# %% id="check-again-run"
again = check_gradient(loss, slope_of_anna, torch.tensor(0.75))
tensors.show(ok=again.ok, claimed=again.claimed, measured=again.measured)

# %% [markdown] id="check-again"
# The wrong formula passes. At $w = 0.75$ it gives $-10$, and the right one gives $-10$ too. Both slopes are straight lines in $w$, and two lines cross once. **So check at two or three places.** And take ordinary ones, not a place where every miss is 0: there each of the wrong formulas below claims 0, and 0 is measured too.
#
# A failed check also says where to look. The numbers in brackets belong to the slope 20:
#
# | claimed is | look for |
# |---|---|
# | twice or half of what is measured (40 or 10) | the 2 of the square |
# | three times as much, with three examples (60) | a sum in place of a mean |
# | as large, with the other sign (-20) | prediction minus truth, or the reverse |
# | too small by the factor x, with one example (x = 5, y = 20, w = 3: -10 in place of -50) | the x |
# | another share at another $w$ (Anna: 8 of 20 at 3, but 4 of 13.33 at 2.5) | a mean taken too early |
#
# If x is 2, a missing x and a missing 2 look alike. With two examples, a sum in place of a mean looks like a 2 too many. Then check once more with other numbers.

# %% [markdown] id="bigger" covers="N00-01"
# ## 5 The same, with more numbers
#
# Back to the rings. That network takes the same four parts: predict, loss, slope, step. (Its loss is another one, made for classes. [Lecture 04a](04a_two_classes.ipynb) builds it. Like ours, it is small where the answers are right.) In place of one weight it has 114 such numbers, so each step needs 114 slopes. Their list is called the **gradient**. Stepping against the gradient, again and again, is called **gradient descent**. [Lecture 08](08_backpropagation.ipynb) computes all the slopes in one go.
#
# An artificial **neuron** multiplies each input by a weight and adds the products. Then it adds one number of its own. Last, it looks up this sum on a fixed, bent curve, and passes on the height of the curve there. Take inputs 1 and 2, weights 3 and -1, and 0.5 as its own number: the sum is $3 - 2 + 0.5 = 1.5$. On the S-shaped curve of our network, 1.5 has the height 0.905. The bend is what lets a border be round. A **layer** is many neurons side by side. **Deep learning** is our machine with many layers, from the raw input to the final answer. All layers learn together, from one loss. Nobody designs the steps in between by hand. In the end it should be right on points that it has never seen. So one keeps some points aside, and measures the accuracy on those.
#
# The network of the rings has two layers of 8 neurons between input and answer. These neurons are its **hidden units**. Two more neurons give the answer, one for each class: the larger sum wins. (These two need no curve.) Now count the weights, and for each neuron one number more:
#
# | layer | 8 hidden units | 2 hidden units |
# |---|---|---|
# | first, from 2 inputs | 2 · 8 + 8 = 24 | 2 · 2 + 2 = 6 |
# | second | 8 · 8 + 8 = 72 | 2 · 2 + 2 = 6 |
# | answer, 2 neurons | 8 · 2 + 2 = 18 | 2 · 2 + 2 = 6 |
# | together | 114 | 18 |
#
# **Decide first, then try it** in the first picture: set *hidden units* to 2, and train for 2000 steps.

# %% id="bigger-ask"
ask.choose(
    "With 2 hidden units a layer, does the border still close round the inner ring?",
    {"yes, it only takes longer": "Train for 2000 steps, or 4000. Does the inner colour still touch the edge of the "
                                  "picture?",
     "no, one side stays open": "However long you train, the inner colour runs out of the picture on one side. For 2 "
                                "units a layer that can be proved (Johnson, 2019). Yet about 86 % of the points are right in "
                                "the end.",
     "no, and hardly a point is right any more": "Half of the points are right by pure guessing. Which share stands "
                                                 "under the picture after 2000 steps?"},
    right="no, one side stays open",
)

# %% [markdown] id="digits" covers="N00-19"
# The input need not be two numbers. Here are pictures of 64 numbers each, the grey of 8 × 8 pixels. Reading digits is the classical first task. A network for it has 64 inputs and 10 answers. [Lecture 04a](04a_two_classes.ipynb) tells sixes from nines.

# %% id="digits-figure"
from dlcourse.data import digits
from dlcourse.lectures.l00 import figures as start

images, labels = digits().X.reshape(-1, 8, 8), digits().y
start.digit_sheet(images[:10], labels[:10])

# %% [markdown] id="map"
# ## 6 The way through the course

# %% id="map-figure" tags=["whole-course"]
start.course_map()

# %% id="map-ask"
ask.choose(
    "You have just finished lecture 08. Which comes next on the map, and which may you leave out?",
    {"08b, then 09a; none may be left out": "Which kind of arrow leads to 08b?",
     "09a; 08b may be left out": "The solid arrow leads to 09a. 08b is dashed, and nothing later needs it.",
     "09b; 09a may be left out": "A solid arrow leads to 09a, and from there to 09b.",
     "07; it belongs to the same stage": "Against which arrow would you go?"},
    right="09a; 08b may be left out",
)

# %% [markdown] id="next"
# [Lecture 00b](00b_calculus_you_need.ipynb) comes next. It is not only about slopes: the chain rule and tables of weights are built there, and every later lecture uses both. If you know slopes and the chain rule, read its summary and begin at its part 7. [Lecture 00c](00c_where_it_comes_from.ipynb) is optional: where all this comes from. The course computes with **PyTorch**, the `torch` of the first cell. You need not know it beforehand.

# %% [markdown] id="transfer"
# ## Transfer
#
# The machine, the length of its step, and the tool, in new places.

# %% id="transfer-step-ask"
ask.number(
    "One parcel of 3 kg costs 12 euros to send. The machine predicts w · x, with w = 2 and η = 0.05. What are the slope "
    "and the new w?",
    (-36, 3.8),
    digits=2,
    why="The miss is 2 · 3 - 12 = -6, the slope 2 · (-6) · 3 = -36, and 2 - 0.05 · (-36) is 3.8.",
    mistakes={(36, 0.2): "The miss is the prediction minus the true price. Which sign does 6 - 12 have?",
              (-36, 0.2): "Minus times minus: what is 2 - 0.05 · (-36)?",
              (36, 3.8): "The new w is right. But does the loss rise or fall when w grows from 2?",
              (-12, 2.6): "The prediction moves by 3 when w moves by 1. Which factor is missing in the slope?",
              (-18, 2.9): "The loss is a square. Which factor does that bring into the slope?",
              (-36, 1.8): "That is the change. From which w do you start?",
              (-36, 38): "You took the whole slope. What does η do?"},
)

# %% [markdown] id="transfer-rate"
# The second, about the length of a step. The prediction is still $w \cdot x$, and the loss the square of the miss:

# %% id="transfer-rate-ask"
ask.number(
    "A machine predicts w · x, and its loss is the square of the miss. x = 1 and y = 10, and it starts at w = 4. With "
    "which η does it arrive in a single step?",
    0.5,
    why="The slope is 2 · (4 - 10) · 1 = -12, w has to move by 6, and 0.5 · 12 is 6.",
    mistakes={0.125: "That was the η for x = 2. What is the slope here, and how far does w have to move?",
              2: "That is 12 / 6, the slope divided by the way. How much of the slope is the step?",
              -0.5: "η is positive: the minus stands in w - η · slope already.",
              1: "Then w moves by the whole slope, 12. How far does it have to go?",
              6: "That is how far w has to move. What must 12 be multiplied by to give it?"},
)

# %% [markdown] id="transfer-tool"
# And the third, about the tool:

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
# - Against the slope the loss falls, if the step is short enough. With one weight and $\eta = 0.25$ ours jumped back and forth for ever.
# - A falling loss does not show that the slope is right. Check the slope, at two or three ordinary places.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $x$, $y$ | `x`, `y` | input, true output |
# | $\hat y$ | | prediction, read "y hat" |
# | $w$ | `w` | weight, a number that is learned |
# | $\hat y - y$ | `miss` | prediction minus truth |
# | $L$ | `loss` | how wrong: the square of the miss, or a mean of squares |
# | $s$ | `slope` | how steep the loss is at $w$ |
# | $\eta$ | `eta` | learning rate |

# %% [markdown] id="glossary"
# ## Words
#
# **accuracy** share of predictions that are right · **tensor** many numbers under one name · **weight** number that is learned · **prediction** what the model says · **miss** prediction minus truth · **loss** number that says how wrong · **slope** how steep the loss is: its change divided by a small move of the weight · **gradient** list of all slopes · **gradient descent** stepping against the gradient again and again · **neuron** weighs its inputs, adds them and a number of its own, and looks up the sum on a curve · **layer** neurons side by side · **learning rate** scales the step · **gradient check** comparing a claimed slope with a measured one · **deep learning** learning all layers together, by one loss. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Large language models have billions of weights and train on thousands of devices. The four parts are the same. Gradient checks are part of the tests of PyTorch and JAX. And this course chooses your GPU by itself, if you have one; its lectures are small enough for none.
#
# Below are two cells to come back to: your progress, and what is due again.

# %% [markdown] id="progress"
# ## Your progress
#
# Run this cell again whenever you like. It counts what you have solved, by lecture. (Of the objectives, those with an exercise are counted.) In a shell, `.venv/bin/dlcourse progress` says the same.

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
