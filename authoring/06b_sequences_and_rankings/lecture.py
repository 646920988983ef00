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
# A recording is cut into short pieces, called **frames**. For each frame a network gives a probability to each letter. "No letter here" is a class of its own, the **blank**, written `-`. A slow speaker holds a letter for several frames. So `AA`, `A-` and `-A` are three spellings of the word A.
#
# Take two frames and one letter. In each frame the blank has the probability 0.6, and A has 0.4. One choice for each frame is a **path**. Given the recording, we take the frames as independent: the choice in one does not change the others. So the probability of a path is a product. **Decide first**, in the question below the picture: which path is the most probable, and which word? Then move the second slider from 0.9 to 0.6.

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
# **See it.** The path `--` has 0.36, more than any other. But `-A`, `A-` and `AA` together have $0.24 + 0.24 + 0.16 = 0.64$. So the best path spells nothing, but A is more probable. A word collects the probability of *all* its paths.
#
# Is this rare? We filled tables of four frames and three classes with random probabilities, 100 tables each time, five times. In 30 to 46 of the 100 tables the most probable path did not spell the most probable word. So a loss for words must look at all paths. You will add them without listing them. Then comes another kind of target: "this is more like that".

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Say which word a path spells, and add the paths of a word frame by frame (exercise *The loss of a word*).
# 2. Say how this loss, called CTC, pulls at the scores (question in part 4).
# 3. Compute the loss of a triplet, and say who is pulled where (exercise *The triplet loss*, question in part 5).

# %% [markdown] id="needs"
# ## What you need
#
# From [04b](04b_many_classes.ipynb): softmax, log-sum-exp, and the slope $p - y$. From [02a](02a_least_squares_and_likelihood.ipynb): the negative log-likelihood. From [03](03_neighbours_and_dimensions.ipynb): the distance of two points. From [06a](06a_losses_and_outputs.ipynb), part 6: how a score moves the logarithms of the probabilities. From [00b](00b_calculus_you_need.ipynb): the gradient.

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

# %% [markdown] id="loss"
# ## 2 The loss of a word
#
# The network ends in a softmax for each frame. Row $t$ of its table holds the probabilities of frame $t$. Let $p_{t,k}$ be that of class $k$. We choose class 0 as the blank. The word's probability $P$ is the sum over its paths. The loss is the negative log-likelihood of the word:
#
# $$L = -\log P, \qquad P = \sum_{\text{paths of the word}}\ \prod_t p_{t,\,\text{class of the path at } t}$$
#
# This loss is called **connectionist temporal classification**, CTC. (An old name: *connectionist* means with a network.) Nobody has to say in which frame a letter stands. The loss counts all places. If there are too few frames, no path spells the word. Then $P = 0$, and the loss is infinite. In the hook, $P = 0.24 + 0.24 + 0.16 = 0.64$, so $L = -\log 0.64 = 0.446$.
#
# But the list of paths grows fast. With 3 classes and 4 frames there are $3^4 = 81$ paths. With 27 classes and 100 frames, their number has 144 digits.

# %% [markdown] id="try"
# **Try it before it is taught.** Here is a table of four frames. We want the probability of the word A:
#
# | frame | blank | A | B |
# |---|---|---|---|
# | 1 | 0.3 | 0.6 | 0.1 |
# | 2 | 0.5 | 0.3 | 0.2 |
# | 3 | 0.4 | 0.1 | 0.5 |
# | 4 | 0.6 | 0.1 | 0.3 |
#
# Look at the first two frames alone. The first frames of a path are a *beginning*. Two beginnings end with A here: `-A` and `AA`. What do they add up to?

# %% id="try-ask"
ask.number(
    "Frame 1: blank 0.3, A 0.6. Frame 2: blank 0.5, A 0.3. What do the two beginnings -A and AA add up to?",
    0.27,
    digits=3,
    why="0.3 · 0.3 + 0.6 · 0.3 = (0.3 + 0.6) · 0.3 = 0.27. The factor of frame 2 can be taken out of the sum.",
    mistakes={0.09: "That is -A alone. What does AA add?",
              0.18: "That is AA alone. What does -A add?",
              0.57: "That includes A-, which has the blank at frame 2.",
              0.9: "You added what came before. Which factor does frame 2 bring?"},
)

# %% [markdown] id="forward"
# ## 3 Adding the paths frame by frame
#
# You added $0.3 \cdot 0.3 + 0.6 \cdot 0.3$. That is $(0.3 + 0.6) \cdot 0.3$: first add, then multiply once. This is the whole idea.
#
# The **state** of a beginning says how much of the word is written. Put a blank before, between and after the letters. The word A has three states, counted from 0:
#
# - state 0, `-`: nothing is written yet;
# - state 1, `A`: we are in A;
# - state 2, `-`: A is finished.
#
# The two blanks are the same class, but not the same state. After state 0 an A must still come. After state 2 none may come. The word AB has five states: `-`, `A`, `-`, `B`, `-`.
#
# All beginnings in the same state can go on in the same ways, with the same factors. So one sum for each state is enough. We may forget how a beginning came there. (To build up such sums step by step is called *dynamic programming*.) The sum over all beginnings of $t$ frames in state $s$ is called the **forward number** $\alpha_t(s)$.
#
# A beginning starts in state 0 or in state 1. At frame 1 these have 0.3 (blank) and 0.6 (A). But $\alpha_1(2) = 0$: in one frame A cannot be written and finished. With each frame a beginning stays, or it moves on by one state. (Longer words have a third way.) State 0 has one way in, itself. For the word A:

# %% id="forward-steps"
from dlcourse.classroom.derivation import derivation

blank, a = trials.TABLE[:, 0], trials.TABLE[:, 1]
derivation(
    (r"$\alpha_2(0) = \alpha_1(0)\,p_{2,-}$", "0.3 · 0.5", blank[0] * blank[1]),
    (r"$\alpha_2(1) = (\alpha_1(1) + \alpha_1(0))\,p_{2,A}$", "(0.6 + 0.3) · 0.3",
     (a[0] + blank[0]) * a[1]),
    (r"$\alpha_2(2) = (\alpha_1(2) + \alpha_1(1))\,p_{2,-}$", "(0 + 0.6) · 0.5",
     a[0] * blank[1]),
    at="for the word A",
)

# %% [markdown] id="grid-try"
# A line shows each way from frame to frame. Check the numbers of frame 3 by hand. Then move the slider to 4.

# %% id="grid-live"
widgets.Grid()

# %% [markdown] id="grid-read"
# A path may end in the last letter, or in the blank after it. For A, these two have 0.0102 and 0.1620. So $P = 0.1722$, and the loss is $-\log 0.1722 = 1.759$. The cell checks it against all 81 paths:

# %% id="grid-run"
every = trials.paths(trials.TABLE)  # a dictionary: path -> probability
# collapse: the two rules of part 1; (1,) is the word A
spell_a = [value for path, value in every.items() if losses.collapse(path) == (1,)]
forward = losses.ctc_forward(trials.TABLE.log(), torch.tensor([1])).exp()
tensors.show(paths=len(every), spell_A=len(spell_a), together=torch.tensor(spell_a).sum(),
             from_the_grid=forward[-1, -2:].sum())  # last frame, last two states

# %% [markdown] id="skip"
# ### A letter may follow a letter
#
# Now choose AB in the picture. From A a path may go straight to B, past the blank between them. So state 3 has three ways in. At frame 2 only this new way is open, from A at frame 1: $\alpha_2(3) = 0.6 \cdot 0.2 = 0.12$. At frame 3 all three are:
#
# $$\alpha_3(3) = (\alpha_2(3) + \alpha_2(2) + \alpha_2(1))\,p_{3,B} = (0.12 + 0.3 + 0.27)\cdot 0.5 = 0.345$$
#
# Choose AA. The second A has *no* way past the blank: `AA` would become one A. So **a state takes the third way in only if it is a letter, and differs from the letter before**. A blank never takes it: the path would leave out a letter. The whole rule, with 0 for states below 0:
#
# $$\alpha_{t+1}(s) = \bigl(\alpha_t(s) + \alpha_t(s-1) + [\alpha_t(s-2)]\bigr)\,p_{t+1,\,\text{class of } s}$$
#
# The bracket counts only where the third way is open. A path ends in one of the last two states.

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

# %% [markdown] id="logs"
# ### Small numbers
#
# Each frame multiplies by a number below 1. In a random table of 600 frames and 8 classes, a word of ten letters had the loss 1315. So $P$ was about $e^{-1315}$. Below about $e^{-745}$ a computer stores 0 (04b), and the loss would come out as infinite.
#
# So programs keep $\log\alpha$. A product becomes a sum, and a sum becomes a log-sum-exp. Take line 2 of the table above, $(0.6 + 0.3) \cdot 0.3 = 0.27$. The logarithms of 0.6 and 0.3 are $-0.511$ and $-1.204$. Their log-sum-exp is $\log 0.9 = -0.105$. Then $-0.105 - 1.204 = -1.309$, and this is $\log 0.27$.
#
# A state that nobody reaches has $\log 0 = -\infty$. If *all* ways in have $-\infty$, then taking off the largest (04b) gives $-\infty - (-\infty)$, and that is `nan`. `torch.logsumexp` knows this case.
#
# The plan for code:
#
# 1. List the classes of the states: 0, first letter, 0, and so on. A word of $k$ letters has $2k + 1$.
# 2. Begin with a row of $-\infty$. States 0 and 1 get the logarithms of frame 1.
# 3. For each further frame make a *new* row from the old one: log-sum-exp of the open ways in, plus the logarithm of the probability.
# 4. In the end, take the log-sum-exp of the last two states.
#
# *A program to mend*, near the end, does this without logarithms, but with one mistake.
#
# **Your turn** (30 minutes): [*The loss of a word*](../exercises/06b_sequences_and_rankings.ipynb).

# %% [markdown] id="halfway"
# **A good place to stop:** about {minutes so far} of {minutes of 06b} lie behind you.

# %% [markdown] id="slope"
# ## 4 How CTC pulls
#
# In 04b the slope of cross-entropy with respect to the scores was $p - y$. What takes the place of $y$, if nobody says which class is right in a frame? The paths of the word say it. Let $q_{t,k}$ be the share of $P$ that belongs to paths with class $k$ at frame $t$.
#
# In the hook, take A at frame 1. The paths `A-` and `AA` have $0.24 + 0.16 = 0.40$ of 0.64. So $q = 0.40/0.64 = 0.625$. The slope with respect to the score is
#
# $$\frac{\partial L}{\partial z_{t,k}} = p_{t,k} - q_{t,k}.$$
#
# Here it is $0.4 - 0.625 = -0.225$. A step makes A more probable.
#
# Why is this the slope? **From before:** you need one fact of 06a.

# %% id="recall-1"
ask.number(
    "Lecture 06a, part 6: softmax gives p = (0.6, 0.4). The score of the second class rises by a small h. By how many "
    "times h does log p of the second class rise, and by how many times h does log p of the first?",
    (0.6, -0.4),
    digits=2,
    why="Both logarithms are a score minus the same log-sum-exp, and that rises by 0.4 h. So 1 - 0.4, and 0 - 0.4.",
    mistakes={(1, 0): "The log-sum-exp rises, too. By how much?",
              (0.6, 0.4): "The first class loses. Which sign is that?",
              (0.24, -0.24): "So do the probabilities change. Their logarithms change by how much?",
              (0.4, -0.6): "The log-sum-exp rises by h times the probability of the class whose score rises."},
)

# %% [markdown] id="slope-why"
# First forget that each row of the table adds up to 1. Raise one logarithm alone, $\log p_{t,k}$, by a small $h$. Each path with class $k$ at frame $t$ grows by the factor $e^h \approx 1 + h$. Their share of $P$ is $q_{t,k}$. So $P$ grows by the factor $1 + q_{t,k}\,h$. As $L = -\log P$, it falls by $\log(1 + q_{t,k}\,h) \approx q_{t,k}\,h$: the slope of the logarithm at 1 is 1.
#
# Now raise the *score* of A at frame 1 by $h$. As you have just found, $\log p$ of A rises by $0.6\,h$, and that of the blank falls by $0.4\,h$. The shares of A and the blank are 0.625 and 0.375. So $L$ changes by $-0.625 \cdot 0.6\,h + 0.375 \cdot 0.4\,h = (-0.375 + 0.150)\,h = -0.225\,h$. Measured with $h = 0.001$, the loss changes by $-0.000225$. With letters: $-q\,(1 - p) + (1 - q)\,p = p - q$. (With more classes all other logarithms of the frame fall alike, and their shares add up to $1 - q$.)

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

# %% [markdown] id="triplet" covers="N06-17"
# ## 5 Nearer than the other
#
# A phone should know its owner's face. There are too many people for one class each. Most of them were never seen in training. So let the network give each picture a *place*, a few numbers. This place is its **embedding**. Pictures of one person should lie near each other. The phone then compares the place of a new picture with that of its owner. If they are nearer than a fixed distance, it opens.
#
# A training sample is a **triplet**: a picture called the **anchor** $a$, another of the same person, the **positive** $p$, and one of somebody else, the **negative** $n$. (In this part $a$ and $p$ are places.) Let $d$ be the straight distance. The negative should be farther from the anchor than the positive, by at least a **margin** $m > 0$:
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
# Below are twelve points of three kinds. There is no network here: each point itself moves, against its gradient of the mean loss. Every possible triplet counts. There are 12 anchors, with 3 positives and 8 negatives each: 288 in all. **Guess:** do the kinds shrink to single points? Then press play (it shows every third step). Try the margins 0.25 and 3.

# %% id="pull-live"
widgets.Triplets()

# %% [markdown] id="pull-read"
# They need not. As soon as every triplet keeps the margin, none has a slope, and nothing moves. The loss does not ask for more. With the margin 0.25, 65 % of the triplets of start 0 have a slope at first. In the end two points of a kind still lie up to 1.00 apart. With the margin 3 all triplets pull at first. The kinds end farther apart, and from start 0 each is nearly a point, at most 0.09 wide. But from start 1 one kind is still 0.66 wide.
#
# Where is each point pulled? Let $a = (0, 0)$ again, and move $p = (3, 4)$ by 0.01 to the right. Its distance from the anchor grows from 5 to $\sqrt{3.01^2 + 4^2} = 5.0060$, so by 0.6 times the move. Move it up by 0.01 instead: the distance is $\sqrt{3^2 + 4.01^2} = 5.0080$, so it grows by 0.8 times the move. So the gradient with respect to the positive is $(0.6, 0.8)$. This is $(p - a)/d(a, p)$, an arrow of length 1 that points straight away from the anchor. A step goes against it, towards the anchor.
#
# The negative's distance has a minus sign in the loss. So its gradient is $-(n - a)/d(a, n)$. For $n = (0, 6)$ this is $(0, -1)$. A step goes against it, away from the anchor.
#
# Move all three points together. No distance changes, and so the loss stays. But the loss changes by the sum of the three gradients times the move. So this sum is $(0, 0)$. (If the loss is 0, all three are 0.)

# %% id="pull-ask"
ask.number(
    "a = (0, 0), p = (3, 4), n = (0, 6), m = 2. The gradients with respect to the positive and the negative are "
    "(0.6, 0.8) and (0, -1). What is the gradient with respect to the anchor?",
    (-0.6, 0.2),
    digits=2,
    why="The other two add up to (0.6, -0.2). All three add up to (0, 0), so the anchor has -(0.6, -0.2). A step "
        "moves it along (0.6, -0.2): (0.6, 0.8) towards the positive, and (0, -1) away from the negative.",
    mistakes={(0.6, -0.2): "That is the sum of the other two. What must be added to reach 0?",
              (-0.6, -0.8): "That balances the positive alone.",
              (-0.6, 1.8): "The negative's gradient is (0, -1). Which sum do the second numbers have?"},
)

# %% [markdown] id="collapse"
# ### Why a margin
#
# A network could put *every* picture in the same place. Without a margin this would cost nothing, since all distances are 0. With $m = 1$ each triplet costs $0 - 0 + 1 = 1$. So if the mean loss stays at $m$, look whether all pictures lie in one place.

# %% [markdown] id="collapse-exercise"
# **Your turn** (10 minutes): [*The triplet loss*](../exercises/06b_sequences_and_rankings.ipynb).

# %% [markdown] id="rank"
# ### Scores in place of distances
#
# A search page gives each document a score. Let the first of two documents be the better one. The same idea gives a **ranking loss** for their scores: $\max(0,\ z_2 - z_1 + m)$. A score should be high where a distance should be small, so the signs are exchanged. With the scores 2 and 1.5 and $m = 1$ it costs $1.5 - 2 + 1 = 0.5$. The order is right, but the better one is ahead by 0.5 only. The slopes are $-1$ for the better score and 1 for the other. If the loss is 0, they are 0.

# %% [markdown] id="transfer"
# ## Transfer
#
# A search page shows four documents with the scores 3, 2.5, 2 and 1. A user clicks on the one with 2.5, and on no other. So it should be ahead of each of the other three by at least 1.

# %% id="transfer-ask"
ask.number(
    "The clicked document has the score 2.5, and the others have 3, 2 and 1. The margin is 1. Add the ranking losses of "
    "the three pairs. What is the sum, and what is its slope with respect to the clicked score?",
    (2, -2),
    why="The pairs cost 1.5, 0.5 and 0. Each of the first two has the slope -1. With m = 1 each pair is the hinge loss "
        "of 04b for a difference of scores.",
    mistakes={(1.5, -1): "The document with 2 is behind the clicked one. Is it behind by 1?",
              (1.5, -3): "No pair costs less than 0. What does the pair with the score 1 cost?",
              (2, -3): "One pair keeps its margin. Which slope has it?",
              (2, 2): "When the clicked score rises, does the loss rise?",
              (0.5, -1): "Each pair has the margin 1. By how much should the clicked one be ahead?"},
)

# %% [markdown] id="summary"
# ## Summary
#
# - A path names a class for each frame. Equal neighbours become one, then blanks go: that is the word.
# - The most probable path may spell another word than the most probable word. CTC adds all paths of a word.
# - The forward numbers add them frame by frame. A state is reached from itself, from the one before, and past a blank if the letters differ.
# - The slope with respect to a score is $p - q$, where $q$ is the share of $P$ from paths with this class at this frame.
# - A triplet costs $\max(0, d(a,p) - d(a,n) + m)$. Where every triplet keeps the margin, nothing moves. The ranking loss is the same for two scores, with the signs exchanged.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $p_{t,k}$ | `log_probs.exp()` | in parts 1 to 4: probability of class $k$ at frame $t$ |
# | $P$ | | probability of the word |
# | $L$ | `losses.ctc`, `losses.triplet` | the loss |
# | $\alpha_t(s)$ | `losses.ctc_forward` | forward number of state $s$ at frame $t$; the code keeps its logarithm |
# | $q_{t,k}$ | `losses.ctc_occupancy` | share of $P$ from paths with class $k$ at frame $t$ |
# | $z_{t,k}$ | `z` | score |
# | $a$, $p$, $n$ | `anchor`, `positive`, `negative` | in part 5: the three places of a triplet |
# | $d$, $m$ | `margin` | straight distance, margin |

# %% [markdown] id="glossary"
# ## Words
#
# **frame** a short piece of a sequence · **blank** the class "no letter here" · **path** one class for each frame · **state** how much of the word is written, with blanks around the letters · **forward number** sum over all beginnings in a state · **connectionist temporal classification, CTC** the negative log-likelihood of a word over all its paths · **embedding** a place that a network gives to an input · **anchor, positive, negative** the three members of a triplet · **margin** how much farther the negative should lie · **ranking loss** what a pair costs whose scores do not keep the margin. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# To find the most probable word one cannot try all words. A **beam search** keeps the best few beginnings. CTC chooses a letter without a look at those before. So speech systems also weigh in how probable a word is in the language.

# %% [markdown] id="optional-programs"
# ## Optional: in programs
#
# For long words nobody lists paths for the shares $q$ either. A second run goes from the last frame back. It adds up all ways to *go on* from a state. Take the word A in the table of part 2. State 1 at frame 2 has the forward number 0.27. The last two frames can then be `AA`, `A-` or `--`: $0.1 \cdot 0.1 + 0.1 \cdot 0.6 + 0.4 \cdot 0.6 = 0.31$. Multiply, and divide by $P$: $q = 0.27 \cdot 0.31/0.1722 = 0.486$. (`losses.ctc_occupancy` does this, and adds up the states of a class.)
#
# `torch.nn.CTCLoss` takes log-probabilities with the frames first. By default it also divides each loss by the number of letters. For AB it gives 0.4334; `reduction="sum"` gives the loss of part 2, 0.8668. `torch.nn.TripletMarginLoss` is the loss of part 5. Some authors square the distances, and then the pull grows with the distance. After some training most random triplets keep the margin, and have no slope. So one looks for triplets that do not. This is called **mining**.
#
# Once each negative is farther than its positive, a network can keep any margin by making all places larger. So programs often bring each place to length 1 first. And where two places are the same, no arrow leads from one to the other. `losses.triplet` takes the slope 0 there. So a network that puts all pictures in one place gets no pull out of it.
#
# The ranking loss has a smooth sister, $\log(1 + e^{z_2 - z_1})$. This is the loss of logistic regression (04a) for the difference of the scores.

# %% [markdown] id="optional-spell"
# ## Optional: from a word to its paths
#
# Part 1 went from a path to its word. Now the other way: write the paths down.

# %% id="optional-spell-count"
ask.number(
    "Three frames; the classes are the blank and A. How many of the eight paths spell the word A?",
    6,
    why="A--, -A-, --A, AA-, -AA and AAA. The path A-A spells AA, and --- spells nothing.",
    mistakes={3: "Those are the paths with a single A. Does AA- spell A, too?",
              7: "You counted A-A. What does the blank in the middle do?",
              8: "Does --- spell A?",
              5: "There is one more. Did you find AAA?"},
)

# %% [markdown] id="optional-end"
# ## Optional: where AB may end
#
# At the last frame, not every state is an end.

# %% id="end-ask"
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

# %% [markdown] id="optional-mend"
# ## Optional: a program to mend
#
# This program should compute $P$ of part 2. Its table `p` holds a row for each frame, and `states` the class of each state:
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
# It does not. At the end A has two of the ten frames, B three, and the blank five. The shares $q$ come from the table itself. Where a letter is already a little more probable, it gets the larger share, and grows further. So the places of the letters depend on the start. From five starts we got five different most probable paths, and all of them spell AB.
