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
# # 06b Losses for sequences and rankings
#
# {minutes} · optional · exercises in [exercises/06b_sequences_and_rankings.ipynb](../exercises/06b_sequences_and_rankings.ipynb)

# %% [markdown] id="hook"
# ## One word, many spellings
#
# A network listens to a recording. It cuts the recording into short pieces, called **frames**. For each frame it gives a probability to each letter, and one to "no letter here". This last class is the **blank**, written `-`. A slow speaker holds a letter for several frames. So `AA`, `A-` and `-A` are three spellings of the word A.
#
# Take two frames and one letter. In each frame the blank has the probability 0.6, and A has 0.4. The frames are independent. One choice for each frame is a **path**. **Decide first:** which path is the most probable, and which word? Then move the second slider from 0.9 to 0.6.

# %% id="hook-live"
import torch

from dlcourse import ask, losses, tensors
from dlcourse.lectures.l06b import figures, trials, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Spellings()

# %% id="hook-answer"
ask.choose(
    "Two frames. In each, the blank has the probability 0.6 and A has 0.4. Which path is the most probable, and which "
    "word?",
    {"path --, and no letter": "The path is right. How many paths spell A, and what do they add up to?",
     "path --, but the word A": "The path -- has 0.36. The paths -A, A- and AA have 0.24, 0.24 and 0.16: together 0.64.",
     "path AA, and the word A": "AA has 0.4 · 0.4. Which path has more?",
     "path -A, and the word A": "-A has 0.6 · 0.4. Which path has more?"},
    right="path --, but the word A",
)

# %% [markdown] id="hook-see"
# **See it.** The best letter of each frame together spells nothing. Still the word A is more probable than no letter. A word collects the probability of *all* its paths.
#
# Is this rare? We filled tables of four frames and three classes with random probabilities, 100 tables each time, five times. In 30 to 46 of the 100 tables the most probable path spelled another word than the most probable word. So a loss for words must look at all paths. This lecture shows how to add them without listing them. Its second part treats another kind of target: "this is more like that".

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Say which word a path spells, and add the paths of a word frame by frame (exercise *The loss of a word*).
# 2. Say how this loss, called CTC, pulls at the scores (questions in part 4).
# 3. Compute the loss of a triplet, and say who is pulled where (exercise *The triplet loss*).

# %% [markdown] id="needs"
# ## What you need
#
# From [04b](04b_many_classes.ipynb): softmax, log-sum-exp, and the slope $p - y$. From [02a](02a_least_squares_and_likelihood.ipynb): the negative log-likelihood. From [03](03_neighbours_and_dimensions.ipynb): the distance of two points. From [06a](06a_losses_and_outputs.ipynb): a last layer and its loss belong together.

# %% [markdown] id="spell" covers="N06-16"
# ## 1 From a path to a word
#
# Two rules, in this order:
#
# 1. Equal neighbours become one.
# 2. Then the blanks are taken out.
#
# Take the path `AA-AB`. Rule 1 makes `A-AB` of it. Rule 2 makes `AAB`. The blank between two A keeps them apart. Without it, `AAAB` would spell `AB`. So the name ANNA needs five frames at least: `AN-NA`.

# %% id="spell-ask"
ask.choose(
    "Which word does the path -AA--BB-B spell?",
    {"AB": "The blank between the B keeps them apart. Which rule comes first?",
     "ABB": "Equal neighbours first: -A-B-B. Then the blanks go: ABB.",
     "AABBB": "You took out the blanks alone. What becomes of equal neighbours?",
     "-A-B-B": "One rule is still to come."},
    right="ABB",
)

# %% [markdown] id="spell-more"
# Now the other way: from a word to its paths. Write them down.

# %% id="spell-count"
ask.number(
    "Three frames; the classes are the blank and A. How many of the eight paths spell the word A?",
    6,
    why="A--, -A-, --A, AA-, -AA and AAA. The path A-A spells AA, and --- spells nothing.",
    mistakes={3: "Those are the paths with a single A. Does AA- spell A, too?",
              7: "You counted A-A. What does the blank in the middle do?",
              8: "Does --- spell A?",
              5: "There is one more. Did you find AAA?"},
)

# %% [markdown] id="loss"
# ## 2 The loss of a word
#
# The network ends in a softmax for each frame. Row $t$ of its table holds the probabilities of frame $t$. Let $p_{t,k}$ be that of class $k$. We choose class 0 as the blank. A path is a product, one factor for each frame. The word's probability $P$ is the sum over its paths. The loss is the negative log-likelihood of the word:
#
# $$L = -\log P, \qquad P = \sum_{\text{paths of the word}}\ \prod_t p_{t,\,\text{class of the path at } t}$$
#
# This loss is called **connectionist temporal classification**, CTC. Nobody has to say in which frame a letter stands. The loss counts all places. In the hook, $P = 0.24 + 0.24 + 0.16 = 0.64$, so $L = -\log 0.64 = 0.446$.
#
# But the list of paths grows fast. With 3 classes and 4 frames there are $3^4 = 81$ paths. With 27 classes and 100 frames, their number has 144 digits.

# %% [markdown] id="try"
# **Try it before it is taught.** Here is a table of four frames. We want the probability of the word A:
#
# | frame | 1 | 2 | 3 | 4 |
# |---|---|---|---|---|
# | blank | 0.3 | 0.5 | 0.4 | 0.6 |
# | A | 0.6 | 0.3 | 0.1 | 0.1 |
# | B | 0.1 | 0.2 | 0.5 | 0.3 |
#
# Look at the first two frames alone. Two beginnings stand in A after them: `-A` and `AA`. What do they add up to?

# %% id="try-ask"
ask.number(
    "Frame 1: blank 0.3, A 0.6. Frame 2: blank 0.5, A 0.3. What do the two beginnings -A and AA add up to?",
    0.27,
    digits=3,
    why="0.3 · 0.3 + 0.6 · 0.3 = (0.3 + 0.6) · 0.3 = 0.27. The factor of frame 2 can be taken out of the sum.",
    mistakes={0.09: "That is -A alone. What does AA add?",
              0.18: "That is AA alone. What does -A add?",
              0.57: "That includes A-, which stands in the blank at frame 2.",
              0.9: "You added what came before. Which factor does frame 2 bring?"},
)

# %% [markdown] id="forward"
# ## 3 Adding the paths frame by frame
#
# The factor of the last frame can be taken out of the sum. That is the whole idea. So we keep one number for each place that a beginning can have reached, and forget how it came there.
#
# The places are called **states**. Put a blank before, between and after the letters. The word A has three states: `-`, `A`, `-`. The word AB has five: `-`, `A`, `-`, `B`, `-`. We count states from 0. The number $\alpha_t(s)$ is the sum over all beginnings of $t$ frames that stand in state $s$. It is called a **forward number**. A beginning starts in state 0 or in state 1. With each frame it stays, or it moves on by one state. For the word A:

# %% id="forward-steps"
from dlcourse.classroom.derivation import derivation

blank, a = trials.TABLE[:, 0], trials.TABLE[:, 1]
derivation(
    (r"$\alpha_1(0)$", "frame 1, blank", blank[0]),
    (r"$\alpha_1(1)$", "frame 1, A", a[0]),
    (r"$\alpha_2(1) = (\alpha_1(1) + \alpha_1(0))\,p_{2,A}$", "(0.6 + 0.3) · 0.3",
     (a[0] + blank[0]) * a[1]),
    (r"$\alpha_2(2) = (\alpha_1(2) + \alpha_1(1))\,p_{2,-}$", "(0 + 0.6) · 0.5",
     a[0] * blank[1]),
    (r"$\alpha_3(2) = (\alpha_2(2) + \alpha_2(1))\,p_{3,-}$", "(0.3 + 0.27) · 0.4",
     (a[0] * blank[1] + (a[0] + blank[0]) * a[1]) * blank[2]),
    at="for the word A",
)

# %% [markdown] id="grid-try"
# Move the slider, and check the numbers of frame 3 by hand. A line shows each way from frame to frame.

# %% id="grid-live"
widgets.Grid()

# %% [markdown] id="grid-read"
# A path may end in the last letter, or in the blank after it. For A, these two have 0.0102 and 0.1620. So $P = 0.1722$. The cell checks it against all 81 paths:

# %% id="grid-run"
every = trials.paths(trials.TABLE)  # a dictionary: path -> probability
spell_a = [value for path, value in every.items() if losses.collapse(path) == (1,)]
forward = losses.ctc_forward(trials.TABLE.log(), torch.tensor([1])).exp()
tensors.show(paths=len(every), spell_A=len(spell_a), together=torch.tensor(spell_a).sum(),
             from_the_grid=forward[-1, -2:].sum())

# %% [markdown] id="skip"
# ### A letter may follow a letter
#
# Now choose AB in the picture. From A a path may go straight to B, past the blank between them. So state 3 has three ways in. At frame 3:
#
# $$\alpha_3(3) = (\alpha_2(3) + \alpha_2(2) + \alpha_2(1))\,p_{3,B} = (0.12 + 0.3 + 0.27)\cdot 0.5 = 0.345$$
#
# Choose AA. The second A has *no* way past the blank: `AA` would become one A. So **a state takes the third way in only if it is a letter, and differs from the letter before**.

# %% id="skip-ask"
ask.number(
    "The word is AA, with the states -, A, -, A, - counted from 0. At frame 2 the forward numbers are 0.15, 0.27, 0.3, 0 "
    "and 0. At frame 3, A has the probability 0.1. What is the forward number of state 3 at frame 3?",
    0.03,
    digits=4,
    why="From itself 0, from the blank below 0.3, and no way past the blank: 0.3 · 0.1.",
    mistakes={0.057: "You let a path go from A to A past the blank. Which word would it spell?",
              0.3: "Which factor does frame 3 bring?",
              0.042: "That is state 1. Which state is the second A?",
              0.027: "You went past the blank, and left out the blank itself."},
)

# %% [markdown] id="skip-more"
# At the last frame, not every state is an end.

# %% id="skip-end"
ask.number(
    "For AB the forward numbers at the last frame are 0.0360, 0.0102, 0.1620, 0.1845 and 0.2358. What is the loss?",
    0.8668,
    digits=3,
    why="A path ends in B or in the blank after it: -log(0.1845 + 0.2358) = -log 0.4203.",
    mistakes={1.4448: "You took the last state alone. May a path end in the letter?",
              1.69: "You took the letter alone. May a blank come after it?",
              0.4203: "That is the probability. What is its negative logarithm?",
              0.4645: "You added all five. Has a path in state 0 spelled AB?"},
)

# %% [markdown] id="logs"
# ### Small numbers
#
# Each frame multiplies by a number below 1. With 600 frames and 8 classes, the loss of a word in a random table was above 700, so $P$ was below $e^{-700}$. Below about $e^{-745}$ a computer stores 0 (04b), and the loss would come out as infinite. So programs keep $\log\alpha$. A product becomes a sum, and a sum becomes a log-sum-exp. A state that nobody reaches has $\log 0 = -\infty$.
#
# **Your turn** (30 minutes): [*The loss of a word*](../exercises/06b_sequences_and_rankings.ipynb).

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% [markdown] id="slope"
# ## 4 How CTC pulls
#
# In 04b the slope of cross-entropy with respect to the scores was $p - y$. What takes the place of $y$, if nobody says which class is right in a frame? The paths of the word say it. Let $q_{t,k}$ be the share of $P$ that belongs to paths with class $k$ at frame $t$. The slope with respect to the score is
#
# $$\frac{\partial L}{\partial z_{t,k}} = p_{t,k} - q_{t,k}.$$
#
# Why? Raise $\log p_{t,k}$ by a small $h$. Each path with class $k$ at frame $t$ grows by the factor $e^h \approx 1 + h$. So $L$ falls by $q_{t,k}\,h$. The softmax then adds $p_{t,k}$ as in 04b, because the shares of a frame add up to 1.
#
# In the hook, take A at frame 1. The paths `A-` and `AA` have $0.24 + 0.16 = 0.40$ of 0.64. So $q = 0.40/0.64 = 0.625$, and the slope is $0.4 - 0.625 = -0.225$. A step makes A more probable.

# %% id="slope-ask"
ask.number(
    "Two frames, each with blank 0.7 and A 0.3. The word is A. What is P, and what is the slope of the loss with respect "
    "to the score of A at frame 1?",
    (0.51, -0.28824),
    digits=3,
    why="P = 0.21 + 0.21 + 0.09. The paths with A at frame 1 have 0.30 of it: 0.3 - 0.30/0.51.",
    mistakes={(0.51, 0.28824): "A step goes against the slope. Should A become more probable?",
              (0.51, -0.7): "You took A for certain at frame 1. Which path of the word has the blank there?",
              (0.51, 0.0): "0.30 is a sum of paths. Which share of P is it?",
              (0.51, -0.11176): "You left out the path AA in the share.",
              (0.09, -0.7): "That is the path AA alone. Which others spell A?"},
)

# %% [markdown] id="recall"
# ## 5 Nearer than
#
# **From before:**

# %% id="recall-1"
ask.number(
    "Lecture 03: how far is (1, 2) from (4, 6), in the straight distance and in the sum of steps along the axes?",
    (5, 7),
    why="The differences are 3 and 4: the root of 25, and 3 + 4.",
    mistakes={(25, 7): "Take the root of the sum of squares.",
              (7, 5): "Exchange the two.",
              (5, 5): "Along the axes one walks 3, then 4."},
)

# %% [markdown] id="triplet" covers="N06-17"
# A phone shall know its owner's face. There are too many people for one class each. Most of them were never seen in training. So let the network give each picture a *place*, a few numbers. This place is its **embedding**. Pictures of one person shall lie near each other.
#
# A training sample is a **triplet**: a picture called the **anchor** $a$, another of the same person, the **positive** $p$, and one of somebody else, the **negative** $n$. Let $d$ be the straight distance. The negative should be farther from the anchor than the positive, by at least a **margin** $m > 0$:
#
# $$L = \max(0,\ d(a, p) - d(a, n) + m)$$
#
# Let $a = (0, 0)$, $p = (3, 4)$, $n = (0, 6)$ and $m = 2$. Then $d(a, p) = 5$ and $d(a, n) = 6$. The negative is farther, but only by 1. So $L = 5 - 6 + 2 = 1$.

# %% id="triplet-ask"
ask.number(
    "a = (1, 1), p = (1, 3), n = (4, 5). What is the triplet loss with m = 1, and what is it with m = 4?",
    (0, 1),
    why="The distances are 2 and 5. 2 - 5 + 1 is below 0, and 2 - 5 + 4 is 1.",
    mistakes={(-2, 1): "The loss is never below 0.",
              (4, 7): "You exchanged positive and negative.",
              (0, 0): "With m = 4, is the negative farther by 4?",
              (2, 5): "These are the two distances. How does the margin enter?"},
)

# %% [markdown] id="pull-try"
# Below are twelve points of three kinds. Every possible triplet of them counts, 288 in all. **Guess:** do the kinds shrink to single points? Then press play. Try the margins 0.25 and 3.

# %% id="pull-live"
widgets.Triplets()

# %% [markdown] id="pull-read"
# With the margins 0.25 and 1 they do not: as soon as every triplet keeps the margin, no triplet has a slope, and nothing moves. Nothing in the loss asks for more. With 3 as the margin the kinds of start 0 end farther apart, and each has shrunk nearly to a point.
#
# Where is each point pulled? The slope of a distance is a vector of length 1. So the slope with respect to the positive is $(p - a)/d(a, p)$. For $p = (3, 4)$ this is $(0.6, 0.8)$. A step goes against it, towards the anchor. The slope with respect to the negative is $-(n - a)/d(a, n)$. For $n = (0, 6)$ this is $(0, -1)$. A step goes away from the anchor. If the loss is 0, all three slopes are 0.

# %% id="pull-ask"
ask.number(
    "a = (0, 0), p = (3, 4), n = (0, 6), m = 2. The slope with respect to the positive is (0.6, 0.8), and the one with "
    "respect to the negative is (0, -1). All three slopes add up to 0. What is the slope with respect to the anchor?",
    (-0.6, 0.2),
    digits=2,
    why="The loss depends on differences only: to move all three points alike changes nothing. So it is -(0.6, -0.2).",
    mistakes={(0.6, -0.2): "That is the sum of the other two. What must be added to reach 0?",
              (-0.6, -0.8): "That balances the positive alone.",
              (-0.6, 1.8): "The negative's slope is (0, -1). Which sum do the second numbers have?"},
)

# %% [markdown] id="collapse"
# ### Why a margin
#
# A network could put *every* picture in the same place. Then all distances are 0. Without a margin this would cost nothing, and the network would have learned nothing.

# %% id="collapse-ask"
ask.choose(
    "A network puts every picture in the same place. What is the mean triplet loss with m = 1?",
    {"0": "Both distances are 0. What is left in the formula?",
     "1": "0 - 0 + 1: each triplet costs the margin.",
     "0.5": "Is there any triplet that keeps the margin?",
     "it depends on the pictures": "Which distance depends on a picture here?"},
    right="1",
)

# %% [markdown] id="collapse-exercise"
# **Your turn** (10 minutes): [*The triplet loss*](../exercises/06b_sequences_and_rankings.ipynb).

# %% [markdown] id="transfer"
# ## Transfer
#
# A search page gives each document a score, not a place. Users clicked on a document with the score 2.5. They passed over one with the score 3. The clicked one should be ahead by at least 1.

# %% id="transfer-ask"
ask.number(
    "The clicked document has the score 2.5, the other 3, and the margin is 1. Write a loss like that of a triplet, with "
    "scores in place of distances. What is it, and what is its slope with respect to the clicked score?",
    (1.5, -1),
    why="max(0, 3 - 2.5 + 1) = 1.5. A higher clicked score lowers it. This is the hinge loss of 04a for a difference of "
        "scores.",
    mistakes={(0.5, 1): "A score should be high where a distance should be small. Which of the two is taken off?",
              (0.5, -1): "The clicked document is behind by 0.5, and should be ahead by 1.",
              (1.5, 1): "When the clicked score rises, does the loss rise?",
              (1.5, 0): "Is the margin kept?"},
)

# %% [markdown] id="summary"
# ## Summary
#
# - A path names a class for each frame. Equal neighbours become one, then blanks go: that is the word.
# - The most probable path may spell another word than the most probable word. CTC adds all paths of a word.
# - The forward numbers add them frame by frame. A state is reached from itself, from the one before, and past a blank if the letters differ.
# - The slope with respect to a score is $p - q$, where $q$ is the share of the word's paths in that class.
# - A triplet costs $\max(0, d(a,p) - d(a,n) + m)$. Where the margin is kept, nothing moves.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $p_{t,k}$ | `log_probs.exp()` | in parts 1 to 4: probability of class $k$ at frame $t$ |
# | $P$ | | probability of the word |
# | $L$ | `losses.ctc`, `losses.triplet` | the loss |
# | $\alpha_t(s)$ | `losses.ctc_forward` | forward number of state $s$ at frame $t$; the code keeps its logarithm |
# | $q_{t,k}$ | `losses.ctc_occupancy` | share of the word's paths in class $k$ at frame $t$ |
# | $z_{t,k}$ | `z` | score |
# | $a$, $p$, $n$ | `anchor`, `positive`, `negative` | in part 5: the three places of a triplet |
# | $d$, $m$ | `margin` | straight distance, margin |

# %% [markdown] id="glossary"
# ## Words
#
# **frame** a short piece of a sequence · **blank** the class "no letter here" · **path** one class for each frame · **state** a place in the word, with blanks around the letters · **forward number** sum over all beginnings that stand in a state · **connectionist temporal classification, CTC** the negative log-likelihood of a word over all its paths · **embedding** a place that a network gives to an input · **anchor, positive, negative** the three members of a triplet · **margin** how much farther the negative should lie. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# To find the most probable word one cannot try all words. A **beam search** keeps the best few beginnings. Speech systems also weigh in how probable a word is in the language. `torch.nn.CTCLoss` takes log-probabilities with the frames first. `torch.nn.TripletMarginLoss` is the loss of part 5. Some authors square the distances, and then the pull grows with the distance. After some training most random triplets keep the margin, and have no slope. So one looks for triplets that do not. This is called **mining**.

# %% [markdown] id="optional-mend"
# ## Optional: a program to mend
#
# This program shall compute $P$ of part 2. Its table `p` holds a row for each frame, and `states` the class of each state:
#
# ```python
# alpha = [0.0] * len(states)
# alpha[0], alpha[1] = p[0][states[0]], p[0][states[1]]
# for row in p[1:]:
#     for s in range(len(states)):
#         ways = alpha[s]
#         if s > 0:
#             ways = ways + alpha[s - 1]
#         if s > 1 and states[s] != 0 and states[s] != states[s - 2]:
#             ways = ways + alpha[s - 2]
#         alpha[s] = ways * row[states[s]]
# P = alpha[-1] + alpha[-2]
# ```

# %% id="mend-ask"
ask.choose(
    "The program gives 0.0442 for the word A, in place of 0.1722. What is wrong?",
    {"it starts in two states, not in one": "A path may begin with the blank or with the first letter. Both are right.",
     "it changes alpha while it still reads it": "alpha[s - 1] is already that of the new frame. Write the new numbers "
                                                 "into a second list.",
     "the third way is open too often": "Read the condition again: a letter, and another one than before.",
     "it should end in one state": "A path may end in the last letter or in the blank after it."},
    right="it changes alpha while it still reads it",
)

# %% [markdown] id="optional-learn"
# ## Optional: a table learns a word
#
# The figure shows gradient descent with the slopes of part 4. The scores of ten frames start at random, and the target is the word AB. **Guess:** will each letter fill half of the frames?

# %% id="learn-figure"
figures.learned_table()

# %% [markdown] id="learn-read"
# The shares $q$ come from the table itself. Where a letter is already a little more probable, it gets the larger share, and grows further. So the places of the letters depend on the start. From five starts we got five different most probable paths, and all of them spell AB.
