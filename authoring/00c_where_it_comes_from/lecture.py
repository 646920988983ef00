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
# In 1958 a machine was shown that learned to tell two classes apart: the **perceptron**. The part that learned was a single unit. A **unit** is the neuron of lecture 00. It adds its inputs, each with a weight. This one says "class 1" where the sum is large enough. With two inputs the border between the classes is where $a x_1 + b x_2$ equals a fixed number, with the weights $a$ and $b$. On a plane that is **one straight line**.
#
# Three puzzles, with inputs that are 0 or 1. (1 is "on", 0 is "off".) For **OR**, class 1 is "at least one of the two is 1". For **AND** it is "both are 1", and for **XOR** "exactly one is 1".
#
# Turn and shift the line until all four points of OR are on their own side. Do the same for AND. **Decide, before you try XOR:** how many of its four points can one line get right?

# %% id="hook-live"
import torch

from dlcourse import ask
from dlcourse.lectures.l00c import widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.OneLine()

# %% id="hook-ask"
ask.choose(
    "XOR: class 1 is (0, 1) and (1, 0), class 0 is (0, 0) and (1, 1). At most how many of the four points can one "
    "straight line have on their own side?",
    {"2": "Take the line that solves OR. Which of the four points does it have wrong?",
     "3": "The line of OR gets three right. That of AND gets one; with its sides exchanged it gets the other three. The "
          "next part shows why no line gets four.",
     "4": "Class 1 sits at two opposite corners. Try to cut both off with one straight cut."},
    right="3",
)

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Show that one unit cannot solve XOR. Show that three can (two hidden ones and the last), and what the max does in them. Mend such a network (questions in parts 1 and 2).
# 2. Say why interest in networks rose and fell (questions in part 3).
# 3. Say what speaks for much work in parallel (question in part 4 and the last one).
# 4. Find the slips in a popular account of backpropagation (question in part 5).

# %% [markdown] id="needs"
# ## What you need
#
# [Lecture 00](00_start_here.ipynb): a weight, a neuron, a loss, a slope. Sums with negative numbers. And $\max(0, s)$, the larger of 0 and $s$: $\max(0, 2) = 2$ and $\max(0, -1) = 0$.

# %% [markdown] id="proof"
# ## 1 Why no line can do it
#
# A unit computes the **score** $s = a\,x_1 + b\,x_2 + c$. Here $c$ is the number of its own that a neuron adds. It is the fixed number of the border, brought to the other side, so with the other sign. The curve of the neuron is here a jump: class 1 where $s > 0$, else class 0.
#
# Take the four corners in two pairs, each pair on a diagonal. On one diagonal XOR wants class 0 twice, on the other class 1 twice. Add the two scores of each pair. The numbers are those of one line, $a = 3$, $b = 2$, $c = -1$. What happens with other numbers?

# %% id="proof-derivation"
from dlcourse.classroom.derivation import derivation

a, b, c = 3.0, 2.0, -1.0
derivation(
    (r"$s(0,0) + s(1,1)$", "XOR's class 0: $c + (a + b + c)$, here -1 + 4", c + (a + b + c)),
    (r"$s(0,1) + s(1,0)$", "XOR's class 1: $(b + c) + (a + c)$, here 1 + 2", (b + c) + (a + c)),
    (r"$a + b + 2c$", "both sums are this, for **every** line: 3 + 2 - 2", a + b + 2 * c),
    at="for this line",
)

# %% [markdown] id="proof-read"
# XOR asks for scores above 0 at both corners of class 1, so the second sum must be positive. It asks for scores of at most 0 at both corners of class 0, so the first sum must be at most 0. But the sums are equal. No choice of $a$, $b$ and $c$ can help.

# %% [markdown] id="proof-build"
# Now choose weights yourself. You need nothing but paper: write down what you want of $s$ at each corner.

# %% id="proof-build-ask"
ask.number(
    "Class 1 is 'x1 is on and x2 is off', so (1, 0) alone. A unit says class 1 where s = a x1 + b x2 + c is above 0. "
    "Each of a, b, c is -1, 0 or 1. Which (a, b, c) is right at all four corners?",
    (1, -1, 0),
    why="s is c = 0 at (0, 0), b + c = -1 at (0, 1), a + c = 1 at (1, 0) and a + b + c = 0 at (1, 1). Only (1, 0) is "
        "above 0.",
    mistakes={(1, 0, 0): "What is s at (1, 1)? There x2 is on.",
              (1, -1, 1): "What is s at (0, 0)? There no input is on.",
              (1, -1, -1): "What is s at (1, 0)? It should be above 0.",
              (1, 1, -1): "That is AND: s is above 0 at (1, 1) alone.",
              (-1, 1, 0): "That is the other way round: x2 is on and x1 is off."},
)

# %% [markdown] id="hidden"
# ## 2 Two units before the last
#
# One line is not enough. So put two units in between, and let the last unit look at what *they* say. Such units in between are called **hidden**. A hidden unit does not say a class. It hands on a number: its score where that is positive, else 0.
#
# $$\begin{aligned} h_1 &= \max(0,\ x_1 + x_2) \\ h_2 &= \max(0,\ x_1 + x_2 - 1) \end{aligned}$$
#
# The idea: $h_1$ counts how many inputs are on. $h_2$ is 1 only when both are on. The last unit takes away twice $h_2$, so that "both" falls back to 0: $f = h_1 - 2\,h_2$. It says class 1 where $f > 0$.

# %% id="hidden-figure"
from dlcourse.lectures.l00c import figures as history

history.networks({
    "one unit": history.Net((2, 1), ("inputs", "unit"), names=(("x1", "x2"), ("s",)),
                            weights=((("a", "b"),),), added=(("+ c",),)),
    "two hidden units": history.Net((2, 2, 1), ("inputs", "hidden", "last"),
                                    names=(("x1", "x2"), ("h1", "h2"), ("f",)),
                                    weights=((("1", "1"), ("1", "1")), (("1", "-2"),)),
                                    added=(("", "- 1"), ("",)))})

# %% [markdown] id="hidden-blanks"
# Fill in the last row on paper:
#
# | x1, x2 | h1 | h2 | f = h1 - 2 h2 |
# |---|---|---|---|
# | 0, 0 | 0 | max(0, -1) = 0 | 0 |
# | 0, 1 | 1 | 0 | 1 |
# | 1, 0 | 1 | 0 | 1 |
# | 1, 1 | \_\_\_ | \_\_\_ | \_\_\_ |

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

# %% [markdown] id="hidden-plane"
# Here are the four corners at their places $(h_1, h_2)$. The axes say where a corner has moved. The labels say which corner it was. The two corners of class 1 have moved onto one point. Now one straight line is enough.
#
# (Both corners of class 0 lie exactly on $f = 0$, and that of class 1 has $f = 1$. Any border between will do. The picture shows $f = 0.5$.)

# %% id="hidden-plane-figure"
history.hidden_plane()

# %% [markdown] id="hidden-max"
# **What does the max do?** Leave it out, and keep the rest.

# %% id="hidden-max-ask"
ask.number(
    "Now without the max: h1 = x1 + x2, h2 = x1 + x2 - 1 and f = h1 - 2 h2. What is f at (0, 0), (0, 1), (1, 0) and "
    "(1, 1)?",
    (2, 1, 1, 0),
    why="h1 is 0, 1, 1, 2 and h2 is -1, 0, 0, 1. So f is 0 + 2, 1, 1 and 2 - 2.",
    mistakes={(0, 1, 1, 0): "That is with the max. What is h2 at (0, 0) without it?",
              (-2, 1, 1, 0): "h2 is -1 at (0, 0), and f takes away twice h2. What is 0 - 2 · (-1)?",
              (1, 1, 1, 1): "h2 counts twice."},
)

# %% [markdown] id="hidden-max-read"
# Multiply it out: $f = (x_1 + x_2) - 2\,(x_1 + x_2 - 1) = 2 - x_1 - x_2$. (At $(1, 1)$ this is $2 - 1 - 1 = 0$.) That is a single unit again, with $a = b = -1$ and $c = 2$. Part 1 rules it out, and you see it: $(0, 0)$ now has the largest $f$, though its class is 0. Two units without a bend are no better than one: a weighted sum of weighted sums is a weighted sum. The bend of the max makes the difference.

# %% [markdown] id="hidden-mend"
# **Is it safe to use elsewhere?** Many texts show this network. Some data write "off" as $-1$ in place of 0. Take $x_1 = -1$, $x_2 = 1$: exactly one is "on", so the answer should be class 1, $f > 0$.

# %% id="hidden-mend-ask"
ask.number(
    "h1 = max(0, x1 + x2), h2 = max(0, x1 + x2 - 1) and f = h1 - 2 h2. What is f at x1 = -1, x2 = 1?",
    0,
    why="The sum is 0, so both hidden units give 0. The network solves the puzzle for inputs 0 and 1 only.",
    mistakes={1: "That is what it should be. What is -1 + 1?",
              2: "h2 is max(0, -1), and that is not -1.",
              -1: "Both hidden units give 0 or more. What is -1 + 1?"},
)

# %% [markdown] id="hidden-repair"
# **Mend it.** With $-1$ and $1$ the sum $x_1 + x_2$ is $-2$, $0$, $0$ or $2$ in place of $0$, $1$, $1$ or $2$. The first hidden unit becomes $h_1 = \max(0,\ x_1 + x_2 + 2)$, which starts to count at $-2$. The last unit stays as it is.

# %% id="hidden-repair-ask"
ask.choose(
    "The inputs are -1 or 1, h1 = max(0, x1 + x2 + 2) and f = h1 - 2 h2. With which h2 is f above 0 where exactly one "
    "input is on, and 0 at the other two corners?",
    {"h2 = max(0, x1 + x2 - 1)": "Where both are on, h1 is 4 and this h2 is 1. What is f there?",
     "h2 = max(0, x1 + x2)": "h1 is 0, 2, 2, 4 and h2 is 0, 0, 0, 2. So f is 0, 2, 2, 0.",
     "h2 = max(0, x1 + x2 + 1)": "Where exactly one is on, h1 is 2 and this h2 is 1. What is f there?",
     "h2 = max(0, x1 + x2 + 2)": "That is h1. Then f is h1 - 2 h1. Can it be above 0?"},
    right="h2 = max(0, x1 + x2)",
)

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop. Next time, begin with the question below. It comes from lecture 00, to keep that fresh.

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
# That hidden units help was known early. The machines of 1958 had several layers. But only the weights of the last unit changed while they learned. The others were drawn at random and stayed as they were.

# %% id="ups-fall-ask"
ask.choose(
    "Two machines like this one are to learn XOR. The weights of their hidden units are drawn at random and never "
    "change. One has 2 hidden units, the other has 50. Which of them learns XOR more often?",
    {"the one with 2": "Two are enough with the right weights. How likely is it to draw these?",
     "the one with 50": "It can only hope that some of its units are useful. We drew the weights 100 times. With 2 units "
                        "the machine learned XOR once, with 50 every time. For real pictures there are far too many "
                        "possible units to hope.",
     "neither ever learns it": "A single unit never does. These machines have hidden units, and some may be useful.",
     "both equally often": "The more units are drawn, the more likely it is that useful ones are among them."},
    right="the one with 50",
)

# %% [markdown] id="ups-story"
# Hardly any machine could **learn** the weights of its hidden units. Four turns followed:
#
# - **1969, down.** A book by Minsky and Papert proved what single units cannot do. Promises had been too large as well.
# - **1986, up.** The rule that gives the slopes of *all* layers is **backpropagation**. It had been found before, in 1970 and 1974, and few noticed. Now Rumelhart, Hinton and Williams showed what hidden units learn with it.
# - **About 1995, down.** On small data other methods did better, above all the *support vector machine*.
# - **2012, up.** A network won the *ImageNet* contest, which asks what is on a photograph, by a wide margin. It is called *AlexNet*, after Alex Krizhevsky, who built it with two colleagues.

# %% id="ups-figure"
history.timeline()

# %% [markdown] id="ups-read"
# So there was not one winter, as is often told, but several rises and falls. In the second grey time some went on, among them Hinton, LeCun, Bengio and Schmidhuber.

# %% id="ups-ask"
ask.choose(
    "Backpropagation for many layers was widely known from 1986. The great success came in 2012. Which of these was missing "
    "in between?",
    {"the rule for the slopes of all layers": "That is backpropagation. The question says since when it was known.",
     "hidden units": "They are older than 1969.",
     "millions of labelled pictures and fast machines": "Neither was to be had in the 1990s.",
     "a proof that the loss has only one minimum": "There can be none: let two hidden units change places, with their weights, and the loss stays the same."},
    right="millions of labelled pictures and fast machines",
)

# %% [markdown] id="revival" covers="N00-11"
# What came together up to 2012:
#
# - **Data.** The contest of 2012 gave 1.2 million photographs, each with its class.
# - **Graphics processors.** Part 4 tells what they are good at.
# - **Libraries that compute slopes.** Nobody has to derive them by hand any more ([lecture 07](07_differentiation.ipynb)).
# - **Units with $\max(0, s)$**, as in part 2. They are called **ReLU**. With them, networks of many layers learn faster.
#
# Three tricks of training have names that you may meet: *pre-training* (2006), *dropout* (2012) and *batch normalisation* (2015). (Pre-training went layer by layer then. Today it means to train on other data first.) Nobody can yet prove why all this works so well.

# %% [markdown] id="brain" covers="N00-03 N00-06 N00-07"
# ## 4 The brain, and many at once
#
# A brain shows that learning from experience is possible. In its visual part, some cells answer to an edge at one place, and others to an edge anywhere near (Hubel and Wiesel, 1962). This gave Fukushima the idea to **compose**: simple features first, then features of these.
#
# Below, it is done by hand. On the left is a picture of a square. In the middle are two pictures made from it. In the upper one, a pixel is dark where its left and right neighbours in the square's picture differ. In the lower one, the neighbours above and below differ. On the right, a pixel is dark where both are dark: the corners. (Skip the code if you like.)

# %% id="brain-stages"
image = torch.zeros(8, 8)
image[2:6, 2:6] = 1
across, down = torch.zeros(8, 8), torch.zeros(8, 8)
across[:, 1:-1] = (image[:, 2:] - image[:, :-2]).abs()  # left and right neighbour differ
down[1:-1] = (image[2:] - image[:-2]).abs()             # upper and lower neighbour differ
history.feature_stages([{"image": image},
                        {"left and right differ": across, "above and below differ": down},
                        {"corners: both": torch.minimum(across, down)}])

# %% [markdown] id="brain-read"
# A trained network often finds such stages by itself. No one tells it what an edge is.
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
# A picture of 20 × 20 pixels has 400. In 100 plain steps a program could not even look at each of them once. So each step must do very much at once. Artificial networks copy this: many simple units, weighted connections between them, and work that is spread over all of them in parallel. (The argument is about time only. It does not say that a brain computes as our networks do.)

# %% [markdown] id="hardware" covers="N00-18"
# **Machines that do much at once.** A layer of 1000 inputs and 1000 outputs has 1 000 000 products to compute. A processor (CPU) has a few fast cores. Each works through its own list of tasks, one after the other. A graphics processor (GPU) has thousands of slower ones, and they do thousands of products at once. (Other chips do so too: a *TPU* is made for such products alone, and the wiring of an *FPGA* can be laid anew for each task.)

# %% [markdown] id="use" covers="N00-12 N00-13"
# **Where it is used.** Sound goes in, and words come out. A photograph goes in, and the names of the things on it come out. With *Stable Diffusion* a text goes in, and a picture comes out. It learned to take noise away from pictures, step by step.

# %% [markdown] id="claims" covers="N00-14"
# ## 5 Spot the slips
#
# You know the four parts: predict, loss, slope, step. Backpropagation does one of them, for all layers. New here: it begins with the loss, at the output, and goes back layer by layer. The loss is measured on the examples that the network trains on.
#
# A chatbot was asked to explain backpropagation in verse. These are its claims in plain words:
#
# 1. It starts at the output and works back to the first layer.
# 2. It carries slopes backwards.
# 3. It adjusts the weights.
# 4. It is repeated until the error has reached its minimum.
# 5. Then the network is ready for its tasks.

# %% id="claims-ask"
ask.choose(
    "Backpropagation (1) starts at the output and works back to the first layer; (2) carries slopes backwards; (3) "
    "adjusts the weights; (4) is repeated until the error has reached its minimum; (5) then the network is ready. Which "
    "of these are right as they stand?",
    {"all five": "Think of the four parts predict, loss, slope, step. Which of them is backpropagation?",
     "1, 2 and 3": "Backpropagation gives the slopes. Which part of the machine changes the weights?",
     "1 and 2": "3: it computes slopes. The step comes afterwards, and that is gradient descent. 4: nothing guarantees "
                "a minimum. 5: a small error on examples it has seen says little about new ones.",
     "1, 2 and 5": "A small error on the data it has seen: does that make it good on new ones?"},
    right="1 and 2",
)

# %% [markdown] id="reading" covers="N00-22"
# ## 6 To read beside the course
#
# Goodfellow, Bengio, Courville, *Deep Learning*, free at [deeplearningbook.org](https://www.deeplearningbook.org). Chapters 2 to 5 hold the mathematics, chapters 6 to 8 networks and how they are trained. Section 6.1 has the XOR network of part 2.

# %% [markdown] id="tools" covers="N00-20"
# **Tools.** This course computes with PyTorch. Other names that you may meet: *TensorFlow* and *JAX* do the same work. *Theano* and *autograd* came before them. *scikit-learn* has the classical methods. *Colab* runs notebooks on a hosted machine.

# %% [markdown] id="transfer"
# ## Transfer
#
# The arguments of parts 1 and 4, in new places.

# %% id="transfer-ask"
ask.choose(
    "There is one input x only. The points 0, 1 and 2 have the classes 0, 1 and 0. A unit says class 1 where "
    "s = a x + c is above 0. Can it be right at all three?",
    {"yes, with the right a and c": "Work out s(0) + s(2) and compare with s(1).",
     "no: s(0) + s(2) = 2 s(1)": "The left side must be at most 0, the right side must be above 0.",
     "no: three points are always too many": "Classes 0, 1 and 1 are easy: a = 1, c = -0.5."},
    right="no: s(0) + s(2) = 2 s(1)",
)

# %% [markdown] id="transfer-many"
# And many products, side by side or one after the other.

# %% id="transfer-many-ask"
ask.number(
    "A graphics processor does 10 000 products at once. That takes it 20 times as long as one product takes on a CPU "
    "core, which does one at a time. How many times as fast as the core is it for 1 000 000 products, and for one?",
    (500, 0.05),
    digits=2,
    why="It needs 100 rounds of 20, so 2000 times the core's time for one product. The core needs 1 000 000 times: 500 "
        "times as long. For one product the core needs 1 and the graphics processor 20, so it is 1 / 20 as fast. "
        "It pays where there is much to do at once.",
    mistakes={(10000, 1): "Each round takes 20 times as long.",
              (500, 20): "For one product, which of the two is done first?",
              (500, 500): "With one product there is nothing to do side by side."},
)

# %% [markdown] id="summary"
# ## Summary
#
# - One unit draws one line. With $x_1$ and $x_2$ alone, XOR needs hidden units: opposite corners have equal sums of scores, for every line. And the hidden units need a bend.
# - A network that is right for inputs 0 and 1 may be wrong for -1 and 1. Try it before you trust it.
# - Interest rose and fell several times. Backpropagation made it practical to learn hidden units; data and fast machines made it pay.
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
# | $f$ | what the last unit gives |

# %% [markdown] id="glossary"
# ## Words
#
# **unit** a neuron: adds weighted inputs and a number of its own, and hands on what a curve or a jump makes of the sum · **score** that sum, before anything is decided · **perceptron** a machine of 1958 in which one unit learns · **hidden unit** one between input and output · **XOR** exactly one of two is on · **backpropagation** computes the slopes of all layers · **ReLU** a unit with $\max(0, s)$ · **GPU** a processor with thousands of slow cores. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# A plane can be cut by hand. Real inputs have thousands of dimensions, and no one chooses hidden units: they are learned. How they get their slopes is told in [lecture 08](08_backpropagation.ipynb).
