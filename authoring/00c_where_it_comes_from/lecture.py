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
# In 1958 a machine was shown that learned to tell two classes apart. The part that learned was a single unit. A **unit** adds its inputs, each with a weight, and says "class 1" where the sum is large enough. With two inputs the border between the classes is where $a x_1 + b x_2$ equals a fixed number, with the weights $a$ and $b$. On a plane that is **one straight line**.
#
# Three puzzles, with inputs that are 0 or 1. For **OR**, class 1 is "at least one of the two is 1". For **AND** it is "both are 1", and for **XOR** "exactly one is 1".
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
     "3": "The line of OR gets three right. That of AND gets one; turned by 180 degrees it gets the other three. The "
          "next part shows why no line gets four.",
     "4": "Class 1 sits at two opposite corners. Try to cut both off with one straight cut."},
    right="3",
)

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Show that one unit cannot solve XOR, that three units can (two hidden ones and the last), and mend such a network (questions in parts 1 and 2).
# 2. Say why interest in networks rose and fell (questions in part 3).
# 3. Say what speaks for much work in parallel (question in part 4).
# 4. Find the slips in a popular account of backpropagation (question in part 5).

# %% [markdown] id="needs"
# ## What you need
#
# [Lecture 00](00_start_here.ipynb): a weight, a loss, a slope. Sums with negative numbers. And $\max(0, s)$, the larger of 0 and $s$: $\max(0, 2) = 2$ and $\max(0, -1) = 0$.

# %% [markdown] id="proof"
# ## 1 Why no line can do it
#
# A unit computes the **score** $s = a\,x_1 + b\,x_2 + c$ and says class 1 where $s > 0$. Take the four corners in two pairs, each pair on a diagonal. On one diagonal XOR wants class 0 twice, on the other class 1 twice. Add the two scores of each pair. The numbers are those of one line, $a = 3$, $b = 2$, $c = -1$. Any other numbers do as well.

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
# One line is not enough. So put two units in between, and let the last unit look at what *they* say. Such units in between are called **hidden**. Each passes on its score where that is positive, and else 0:
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
# Here are the four corners at their places $(h_1, h_2)$. The two corners of class 1 have moved onto one point. Now one straight line is enough.

# %% id="hidden-plane-figure"
history.hidden_plane()

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

# %% [markdown] id="hidden-check"
# All four corners: the network with 0 and 1, then with $-1$ and $1$, then mended. (`clamp(min=0)` is $\max(0, \cdot)$, entry by entry.)

# %% id="hidden-run"
total = torch.tensor([0.0, 1.0, 1.0, 2.0])            # x1 + x2 at the four corners
total_of_signs = torch.tensor([-2.0, 0.0, 0.0, 2.0])  # the same with -1 and 1

def xor_net(total, first, second):
    return (total + first).clamp(min=0) - 2 * (total + second).clamp(min=0)

tensors.show(inputs_0_and_1=xor_net(total, 0, -1),
             inputs_minus_1_and_1=xor_net(total_of_signs, 0, -1),
             mended=xor_net(total_of_signs, 2, 0))

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
# That hidden units help was known early. The machines of 1958 had several layers. But only the weights of the last unit changed while they learned.

# %% id="ups-fall-ask"
ask.choose(
    "A machine of 1958 had units before the last, with weights that were chosen once and never changed. Why was XOR "
    "still a trouble for such machines?",
    {"two hidden units are too few for XOR": "Part 2 solved it with two. Which weights did they have?",
     "nobody knew how to learn the weights of the hidden units": "With the right hidden units XOR is easy. But "
                                                                 "someone has to find them.",
     "no weights at all solve XOR": "No weights of a single unit do. Part 2 had two units more.",
     "computers were too slow for four points": "Part 2 needed no computer. What did we choose by hand there?"},
    right="nobody knew how to learn the weights of the hidden units",
)

# %% [markdown] id="ups-story"
# So hardly anyone could **learn** hidden units. In 1969 a book by Minsky and Papert proved what single units cannot do. Promises had been too large as well, and interest fell.
#
# The rule that gives the slopes of *all* layers is **backpropagation**. It was found more than once, by Linnainmaa in 1970 and for networks by Werbos in 1974, and few noticed. In 1986 Rumelhart, Hinton and Williams showed what hidden units learn with it, and interest came back. In the late 1990s it faded again: other methods did better on small data. A few went on, among them Hinton, LeCun, Bengio and Schmidhuber. In 2012 a network of Krizhevsky and colleagues won a contest in recognising photographs by a wide margin.

# %% id="ups-figure"
history.timeline()

# %% [markdown] id="ups-read"
# So there was not one winter, as is often told, but several rises and falls.

# %% id="ups-ask"
ask.choose(
    "Backpropagation for many layers was widely known from 1986. The great success came in 2012. Which of these was missing "
    "in between?",
    {"the rule for the slopes of all layers": "That is backpropagation. The question says since when it was known.",
     "hidden units": "They are older than 1969.",
     "millions of labelled pictures and fast machines": "Neither was to be had in the 1990s.",
     "a proof that the loss has only one minimum": "There is none to this day. Training works without it."},
    right="millions of labelled pictures and fast machines",
)

# %% [markdown] id="revival" covers="N00-11"
# What came together, up to 2012 and just after:
#
# | ingredient | what it does |
# |---|---|
# | units with max(0, s), as in part 2 (2010) | where s is positive, a unit passes slopes on unchanged |
# | labelled data (2009) | the contest of 2012 gave 1.2 million photographs, each with its class |
# | graphics processors | part 4 |
# | dropout (2012) | switches units off at random while it trains, so that none is relied on alone |
# | pre-training (2006) | a start before the real training: first layer by layer without labels, later on other data |
# | batch normalisation (2015) | brings the numbers inside a network to a common size; training gets faster |
# | libraries that compute slopes | nobody has to derive them by hand any more: [lecture 07](07_differentiation.ipynb) |
#
# Nobody can yet prove why all this works so well.

# %% [markdown] id="brain" covers="N00-03 N00-06 N00-07"
# ## 4 The brain, and many at once
#
# A brain shows that learning from experience is possible. In its visual part, some cells answer to an edge at one place, and others to an edge anywhere near (Hubel and Wiesel, 1962). This gave Fukushima the idea to **compose**: simple features first, then features of these.
#
# Here it is by hand. A pixel of the second column is dark where its left and right neighbours differ, or its upper and lower ones. A corner is where both pictures are dark. (Skip the code if you like.)

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
# **Machines that do much at once.** A processor (CPU) has a few fast cores, which work one after the other through what they are given. A graphics processor (GPU) has thousands of slow ones, and a layer has thousands of products to compute. A TPU is built above all for such products. The wiring of an FPGA can be chosen anew. In this course one function, `tensors.pick_device()`, chooses for you. The results agree, up to the last digits: sums are added in another order.

# %% [markdown] id="use" covers="N00-12 N00-13"
# **Where it is used**: images, speech, text, robots, games; genomes, molecules, particles, stars; engines and power grids. *Stable Diffusion* turns text into pictures. It learned to take noise away from pictures, step by step.

# %% [markdown] id="claims" covers="N00-14"
# ## 5 Spot the slips
#
# So far you know this of backpropagation: it computes the slopes of all layers, one for each weight. It begins with the loss, at the output, and goes back layer by layer. The step comes afterwards. And the loss is measured on the examples that the network trains on; on new ones it may do worse.
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

# %% [markdown] id="tools" covers="N00-20"
# **Tools.** This course computes with PyTorch. In older texts and programs you meet others:
#
# | tool | today |
# |---|---|
# | Theano | its makers stopped in 2017; PyTensor carries the code on |
# | TensorFlow 1 (first the whole program as a graph, then run it) | since version 2 it runs line by line, like PyTorch |
# | HIPS autograd (not `torch.autograd`) | NumPy with slopes; its ideas live on in JAX |
# | Colab | notebooks on a hosted machine |
# | scikit-learn | classical methods; here it brings the digits of lecture 00 |

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
# - One unit draws one line. With $x_1$ and $x_2$ alone, XOR needs hidden units: opposite corners have equal sums of scores, for every line.
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
# **unit** adds weighted inputs and passes on the result · **score** that sum, before anything is decided · **hidden unit** one between input and output · **XOR** exactly one of two is on · **backpropagation** computes the slopes of all layers · **GPU** a processor with thousands of slow cores. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# A plane can be cut by hand. Real inputs have thousands of dimensions, and no one chooses hidden units: they are learned. How they get their slopes is told in [lecture 08](08_backpropagation.ipynb).
