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
# # 00c Where it comes from
#
# {minutes} · optional: no later lecture rests on this one
#
# ## One line, four points
#
# In 1958 a machine was shown that learned to tell two classes apart. The part that learned was a single unit: it adds its inputs, each with a weight, and says "class 1" where the sum is large enough. On a plane that is **one straight line** with class 1 on one side.
#
# Turn and shift the line until all four points of OR are on their own side. Do the same for AND. **Decide, before you try XOR:** how many of its four points can one line get right?

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l00c import widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.OneLine()

# %% id="hook-ask"
ask.choose(
    "XOR: class 1 is (0, 1) and (1, 0), class 0 is (0, 0) and (1, 1). At most how many of the four points can one "
    "straight line have on their own side?",
    {"2": "Take the line that solves OR. Which of the four points does it have wrong?",
     "3": "The lines of OR and AND get three right. The next part shows why no line gets four.",
     "4": "Class 1 sits at two opposite corners. Try to cut both off with one straight cut."},
    right="3",
)

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Show that one unit cannot solve XOR, and that three can (questions in parts 1 and 2).
# 2. Say why interest in networks rose and fell (questions in part 3).
# 3. Say what speaks for much work in parallel (question in part 4).
# 4. Find the slips in a popular account of backpropagation (question in part 5).

# %% [markdown] id="needs"
# ## What you need
#
# [Lecture 00](00_start_here.ipynb): a weight, a loss, a slope. And sums of negative numbers.

# %% [markdown] id="proof"
# ## 1 Why no line can do it
#
# A unit computes the score $s = a\,x_1 + b\,x_2 + c$ and says class 1 where $s > 0$. Look at the corners in pairs that lie opposite. The numbers belong to one line that solves OR: $a = 1$, $b = 1$, $c = -0.5$.

# %% id="proof-derivation"
from dlcourse.classroom.derivation import derivation

a, b, c = 1.0, 1.0, -0.5
derivation(
    (r"$s(0,0) + s(1,1)$", "class 0: $c + (a + b + c)$", c + (a + b + c)),
    (r"$s(0,1) + s(1,0)$", "class 1: $(b + c) + (a + c)$", (b + c) + (a + c)),
    (r"$a + b + 2c$", "both are this, for **every** line", a + b + 2 * c),
    at="for this line",
)

# %% [markdown] id="proof-read"
# XOR asks for scores above 0 at both corners of class 1, so the second sum must be positive. It asks for scores of at most 0 at both corners of class 0, so the first sum must not be. But the sums are equal. No choice of $a$, $b$ and $c$ can help.

# %% id="proof-ask"
ask.choose(
    "For which of these puzzles does the same argument rule out every line?",
    {"class 1 is (0, 0) and (0, 1)": "These two are neighbours. A line between them and the other two is easy to find.",
     "class 1 is (0, 0) and (1, 1)": "Now the first sum must be positive and the second must not. They are equal.",
     "class 1 is (1, 1) alone": "That is AND, and the picture has a line for it.",
     "class 1 is all but (1, 1)": "That is AND with the classes exchanged. Turn its line by 180 degrees."},
    right="class 1 is (0, 0) and (1, 1)",
)

# %% [markdown] id="hidden"
# ## 2 Two units before the last
#
# Put two units in between. Each passes on its score where that is positive, and else 0:
#
# $$\begin{aligned} h_1 &= \max(0,\ x_1 + x_2) \\ h_2 &= \max(0,\ x_1 + x_2 - 1) \end{aligned}$$
#
# The last unit computes $f = h_1 - 2\,h_2$. Such units in between are called **hidden**.

# %% id="hidden-figure"
from dlcourse.lectures.l00c import figures as history

history.networks({"one unit": history.Net((2, 1), ("x", "s")),
                  "two hidden units": history.Net((2, 2, 1), ("x", "h", "f"))})

# %% [markdown] id="hidden-blanks"
# Fill in the last row on paper:
#
# | $x_1, x_2$ | $h_1$ | $h_2$ | $f = h_1 - 2\,h_2$ |
# |---|---|---|---|
# | $0, 0$ | $0$ | $\max(0, -1) = 0$ | $0$ |
# | $0, 1$ | $1$ | $0$ | $1$ |
# | $1, 0$ | $1$ | $0$ | $1$ |
# | $1, 1$ | $\_\_\_$ | $\_\_\_$ | $\_\_\_$ |

# %% id="hidden-ask"
ask.number(
    "h1 = max(0, x1 + x2), h2 = max(0, x1 + x2 - 1) and f = h1 - 2 h2. What are h1, h2 and f at x1 = x2 = 1?",
    (2, 1, 0),
    why="The sum is 2, one less is 1, and 2 - 2 · 1 = 0. So f is XOR at all four corners.",
    mistakes={(1, 0, 1): "1 + 1 is 2.",
              (2, 1, 1): "h2 counts twice.",
              (2, 0, 2): "h2 is positive here: 1 + 1 - 1.",
              (2, 2, -2): "h2 takes 1 off before it looks."},
)

# %% [markdown] id="hidden-mend"
# **Is it safe to use elsewhere?** Many texts show this network. Some data write "off" as $-1$ in place of 0. Take $x_1 = -1$, $x_2 = 1$: exactly one is "on", so the answer should be 1.

# %% id="hidden-mend-ask"
ask.number(
    "h1 = max(0, x1 + x2), h2 = max(0, x1 + x2 - 1) and f = h1 - 2 h2. What is f at x1 = -1, x2 = 1?",
    0,
    why="The sum is 0, so both hidden units give 0. The network solves the puzzle for inputs 0 and 1 only.",
    mistakes={1: "That is what it should be. What is -1 + 1?",
              2: "h2 is max(0, -1), and that is not -1.",
              -1: "Both hidden units give 0 or more. What is -1 + 1?"},
)

# %% [markdown] id="hidden-check"
# All corners, first with 0 and 1, then with -1 and 1:

# %% id="hidden-run"
corners = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])

def xor_net(X):
    total = X.sum(dim=1)  # x1 + x2, for each row
    return total.clamp(min=0) - 2 * (total - 1).clamp(min=0)

tensors.show(inputs_0_and_1=xor_net(corners), inputs_minus_1_and_1=xor_net(2 * corners - 1))

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop. Next time, begin with the question below.

# %% id="recall-1"
ask.number(
    "A machine has the loss (2w - 6)² and its slope is 4 · (2w - 6). It stands at w = 4 and takes one step with "
    "η = 0.1. Where does it land?",
    3.2,
    digits=1,
    why="The slope at 4 is 4 · 2 = 8, and 4 - 0.1 · 8 = 3.2.",
    mistakes={4.8: "The slope is positive. Which way does the loss fall?",
              -4: "You took the whole slope. What does η do?",
              3.6: "That is 4 minus 0.1 times the loss. The step goes by the slope.",
              3: "That is where the loss is 0. One step does not lead there."},
)

# %% [markdown] id="ups" covers="N00-09 N00-10"
# ## 3 Ups and downs
#
# That hidden units help was known early. What nobody could do was **learn** them. The machines of 1958 had several layers, but learned only the last. In 1969 a book by Minsky and Papert proved what single units cannot do, and interest collapsed. It came back in 1986 with backpropagation, which gives the slopes of *all* layers. In the late 1990s it faded again: other methods did better on small data. A few went on, among them Hinton, LeCun, Bengio and Schmidhuber. In 2012 a network of Krizhevsky and colleagues won a contest in recognising photographs by a wide margin.

# %% id="ups-figure"
history.timeline()

# %% [markdown] id="ups-read"
# So there was not one winter, as is often told, but several rises and falls.

# %% id="ups-ask"
ask.choose(
    "Backpropagation for many layers was known from 1986. The great success came in 2012. Which of these was missing "
    "in between?",
    {"the rule for the slopes of all layers": "That is backpropagation. The question says since when it was known.",
     "hidden units": "They are older than 1969.",
     "millions of labelled pictures and fast machines": "Neither was to be had in the 1990s.",
     "a proof that the loss has only one minimum": "There is none to this day. Training works without it."},
    right="millions of labelled pictures and fast machines",
)

# %% [markdown] id="revival" covers="N00-11"
# What came together:
#
# | ingredient | to add |
# |---|---|
# | pre-training | a word for two things: layer by layer without labels (2006), or on much other data and then reuse |
# | steps on small batches | [lecture 09a](09a_sampling_and_momentum.ipynb) |
# | dropout, more data by small changes | both make it harder to learn by heart |
# | batch normalisation | it helps; why is disputed |
# | libraries that differentiate | [lecture 07](07_differentiation.ipynb) |
# | labelled data, by the million | |
# | graphics processors | part 4 |
#
# Theory lagged behind, and still does.

# %% [markdown] id="brain" covers="N00-03 N00-06 N00-07"
# ## 4 The brain, and many at once
#
# A brain shows that learning from experience is possible. Its cortex works in layers, and this gave the idea to **compose**: simple features first, then features of these. Here by hand: an image; edges, where neighbours differ; corners, where both kinds of edge meet.

# %% id="brain-stages"
image = torch.zeros(8, 8)
image[2:6, 2:6] = 1
across, down = torch.zeros(8, 8), torch.zeros(8, 8)
across[:, 1:-1] = (image[:, 2:] - image[:, :-2]).abs()  # left and right neighbour differ
down[1:-1] = (image[2:] - image[:-2]).abs()             # upper and lower neighbour differ
history.feature_stages([{"image": image}, {"edges across": across, "edges down": down},
                        {"corners: both edges": torch.minimum(across, down)}])

# %% [markdown] id="brain-read"
# A trained network finds such stages by itself. No one tells it what an edge is.
#
# The second idea is about time. A human brain has about 86 billion neurons, each with thousands of connections. They are slow.

# %% id="brain-ask"
ask.number(
    "A neuron needs about 0.001 s to switch, and a scene is recognised in about 0.1 s. How many switching steps, one "
    "after the other, fit into the recognition?",
    100,
    why="0.1 s / 0.001 s: the whole time divided by the time of one step.",
    mistakes={86e9: "That is the number of neurons. They work side by side; how long is the chain?",
              10: "Ten steps of 0.001 s take 0.01 s. How many fill 0.1 s?",
              0.0001: "You multiplied the two times. How often does the short one fit into the long one?",
              0.01: "You divided the short time by the long one. Which one fits into which?"},
)

# %% [markdown] id="brain-parallel"
# No program of 100 plain steps recognises a scene, unless each step does very much at once. So artificial networks have many simple units, weighted connections between them, and work that is spread over all of them in parallel. (The argument is about time only. It does not say that a brain computes as our networks do.)

# %% [markdown] id="hardware" covers="N00-18"
# **Machines that do much at once.** A processor (CPU) has a few fast cores. A graphics processor (GPU) has thousands of slow ones. A TPU is built for products of matrices alone, and the wiring of an FPGA can be chosen anew. In this course one function chooses for you. The result is the same on each:

# %% id="hardware-run"
device = tensors.pick_device()
counted = torch.arange(4, dtype=torch.float32, device=device)
tensors.show(sum_of_squares=counted.square().sum())

# %% [markdown] id="use" covers="N00-12 N00-13"
# **Where it is used**: images, speech, text, robots, games; genomes, molecules, particles, stars; engines and power grids. *Stable Diffusion* turns text into pictures. It learned to take noise away from pictures, step by step.

# %% [markdown] id="claims" covers="N00-14"
# ## 5 Spot the slips
#
# A chatbot was asked to explain backpropagation in verse. These are its claims in plain words:
#
# 1. It starts at the output and works back to the first layer.
# 2. It carries the error backwards.
# 3. It adjusts the weights.
# 4. It is repeated until the error has reached its minimum.
# 5. Then the network is ready for its tasks.

# %% id="claims-ask"
ask.choose(
    "Backpropagation (1) starts at the output and works back to the first layer; (2) carries the error backwards; (3) "
    "adjusts the weights; (4) is repeated until the error has reached its minimum; (5) then the network is ready. Which "
    "of these are right as they stand?",
    {"all five": "Think of the four parts predict, loss, slope, step. Which of them is backpropagation?",
     "1, 2 and 3": "Backpropagation gives the slopes. Which part of the machine changes the weights?",
     "1 and 2": "3: it computes slopes; the step is another program. 4: nothing guarantees a minimum. 5: a small error "
                "on data it has seen says little about new data.",
     "1, 2 and 5": "A small error on the data it has seen: does that make it good on new ones?"},
    right="1 and 2",
)

# %% [markdown] id="reading" covers="N00-22"
# ## 6 To read beside the course
#
# Goodfellow, Bengio, Courville, *Deep Learning*, [deeplearningbook.org](https://www.deeplearningbook.org), free to read:
#
# | chapter | what |
# |---|---|
# | 2, 3, 4 | linear algebra, probability, computing with numbers |
# | 5 | machine learning |
# | 6 | networks; section 6.1 has the XOR network of part 2 |
# | 7, 8 | against learning by heart; optimisation |
# | 9, 10 | convolution; sequences |
# | 11 | how to go about it in practice |
# | 14, 15, 20 | autoencoders; representations; models that generate |

# %% [markdown] id="transfer"
# ## Transfer
#
# The argument of part 1, in a new place.

# %% id="transfer-ask"
ask.choose(
    "There is one input x only. The points 0, 1 and 2 have the classes 0, 1 and 0. A unit says class 1 where "
    "s = a x + c is above 0. Can it be right at all three?",
    {"yes, with the right a and c": "Work out s(0) + s(2) and compare with s(1).",
     "no: s(0) + s(2) = 2 s(1)": "The left side must not be positive, the right side must be.",
     "no: three points are always too many": "Classes 0, 1 and 1 are easy: a = 1, c = -0.5."},
    right="no: s(0) + s(2) = 2 s(1)",
)

# %% [markdown] id="summary"
# ## Summary
#
# - One unit draws one line. XOR needs hidden units: opposite corners have equal sums of scores, for every line.
# - Interest rose and fell several times. Backpropagation made hidden units learnable; data and fast machines made it pay.
# - Brains are slow and recognise fast, so very much happens at once. GPUs do that for networks.
# - Backpropagation computes slopes. It changes no weight and promises no minimum.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | meaning |
# |---|---|
# | $x_1$, $x_2$ | inputs |
# | $a$, $b$, $c$ | weights of a unit, and what it adds |
# | $s$ | score |
# | $h_1$, $h_2$ | hidden units |

# %% [markdown] id="glossary"
# ## Words
#
# **unit** adds weighted inputs and passes on the result · **score** that sum, before anything is decided · **hidden unit** one between input and output · **XOR** exactly one of two is on · **backpropagation** computes the slopes of all layers · **GPU** a processor with thousands of slow cores. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# A plane can be cut by hand. Real inputs have thousands of dimensions, and no one chooses hidden units: they are learned. How they get their slopes is told in [lecture 08](08_backpropagation.ipynb).
