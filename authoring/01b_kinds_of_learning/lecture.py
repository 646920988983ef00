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
# # 01b Kinds of learning
#
# {minutes} · exercises in [exercises/01b_kinds_of_learning.ipynb](../exercises/01b_kinds_of_learning.ipynb)
#
# The minutes are those of a fluent reader. If you read slowly, take two sittings.

# %% [markdown] id="hook"
# ## What a machine finds when nobody tells it anything
#
# Somebody measured 150 flowers: how long a petal is, and how wide. They belong to three species of iris. The machine below sees the two numbers of each flower, and **no species**. It is told to draw three ovals, its "parts". Inside its oval a part expects most of its flowers. The ovals start at three of the flowers, each as wide as all flowers together. In each round the machine moves them and changes their widths. Each flower has the marker of the part that it most probably belongs to. The curve on the right says how well the ovals fit the flowers: higher is better.
#
# **Decide first:** after 40 rounds, how many of the 150 flowers will lie in the part of their own species? The parts have no names, so each gets the species that suits the machine best. Pure chance would give about 58. (A third of 150 is 50, but the best naming is chosen afterwards.) Now pull *rounds* from 0 to 40, and only then set *species* to *shown*.

# %% id="hook-live"
import math

import torch

from dlcourse import ask, data, tensors
from dlcourse.lectures.l01b import figures, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.NoNames()

# %% [markdown] id="hook-see"
# 144 of 150, and nobody had told it what a species is. Now try the other starts. B and D come to the same end. Start C does not: two parts seem to hold all flowers, and the third none. Section 2 shows why.
#
# A second guess. Let the same machine have **all 150 names**, and fit its three ovals to them. How many flowers does it then get right?

# %% id="hook-ask"
ask.choose(
    "Three ovals that were fitted to 150 flowers without a single name put 144 of them into the part of their species. "
    "The same three ovals are now fitted with all 150 names. How many flowers do they get right?",
    {"all 150": "Flowers of two species lie among each other where the ovals meet. Can three ovals separate them all?",
     "about 148": "One would think so. The names move the ovals a little, but six flowers stay on the wrong side.",
     "144 again": "The names improve nothing here but the naming: the flowers form groups by themselves. Section 2 computes it.",
     "fewer than 144": "With names it may fit each oval to its own species. Why should that do harm?"},
    right="144 again",
)

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Turn two bell curves into the probability of a class (exercise *Which class, given x?*).
# 2. Take a step of EM by hand (question in section 2).
# 3. Say which form an answer has: a class, a sequence, a map, a list of boxes (question in section 4).
# 4. Measure how well two boxes agree (exercise *How much two boxes overlap*).
# 5. Spread a few names over many points (question in section 5).
# 6. Tell the kinds of learning apart by what the machine is told (table below, and transfer question).

# %% [markdown] id="needs"
# ## What you need
#
# From [00b](00b_calculus_you_need.ipynb): the sigmoid $\sigma(z) = 1/(1+e^{-z})$ and the mean of a batch. From [01a](01a_the_recipe.ipynb): classes, numbers to predict, and why one counts on fresh samples. From school: $e^x$ with $e^a/e^b = e^{a-b}$, its inverse $\log$, and that probabilities add up to 1. The bell curve is explained here.

# %% [markdown] id="map"
# ## The kinds at a glance
#
# The kinds of learning differ in **what the machine is told**:
#
# | kind | the machine gets | section |
# |---|---|---|
# | supervised | samples, each with its answer | 1 and 4 |
# | unsupervised | samples alone | 2 and 3 |
# | semi-supervised | many samples, a few answers | 5 |
# | self-supervised | samples; the answers are made from them | 6 |
# | reinforcement | rewards for what it does | 7 |
#
# An answer is also called a **label**, a **target** or a **name**: what is said about a sample.

# %% [markdown] id="bayes"
# ## 1 All answers are given: two ways to use them
#
# We begin with **supervised** learning: each sample comes with its answer. To see it on paper, let each sample be one number $x$, and take two classes. Class 0 has its samples round 4, class 1 round 6. A **bell curve**, or **Gaussian**, says where the samples of a class lie. Here is that of class 0:

# %% id="bayes-bell"
figures.one_bell(4.0, 1.0, at=5.0)

# %% [markdown] id="bayes-height"
# A bell has two numbers. $\mu$ (mu) is the **mean**, the place of its top. $v$ is the **variance**, the mean squared distance from $\mu$. Its root is the **standard deviation**: about two thirds of all samples lie nearer to the mean than that. The height at $x$ is called the **density**:
#
# $$N(x) = \frac{1}{\sqrt{2\pi v}}\; e^{-\frac{(x-\mu)^2}{2v}}$$
#
# The factor in front makes the area below the curve 1, so a wide bell is a low one. The area over a piece of the axis is the share of the samples that lie there. For $\mu = 4$, $v = 1$ and $x = 5$ the height is $\frac{1}{2.507}\,e^{-0.5} = 0.399 \cdot 0.607 = 0.242$. (Here $\pi$ is 3.14, so $\sqrt{2\pi} = \sqrt{6.283} = 2.507$.)

# %% [markdown] id="bayes-rule" covers="N01-26"
# ### From the bells to the class
#
# A **generative** model describes each class by itself. It knows how often the class comes, and where its samples lie. Let class 0 be a quarter of all samples, and class 1 three quarters. Such a share is called a **prior**: one knows it before one looks at $x$. The bell of class 1 has its top at 6, and it is wider: $v = 4$. Now a sample lies at $x = 5$, in the middle between the means. Which class is more probable?
#
# **Count first.** Take 1000 samples: 250 of class 0 and 750 of class 1. In the picture each dot is one of them. The grey line is a strip of width 0.1 round 5. On the right you see this strip alone.

# %% id="bayes-figure"
prior, mu, var = torch.tensor([0.25, 0.75]), torch.tensor([4.0, 6.0]), torch.tensor([1.0, 4.0])
figures.counted(prior, mu, var, at=5.0)

# %% [markdown] id="bayes-next"
# In the strip lie 6 samples of class 0 and 13 of class 1. The bells tell us the same without a picture. Below a bell the strip is nearly a rectangle. So its area is height times width, and that is the share of the class in the strip.
#
# - Class 0 has the height 0.242. So $250 \cdot 0.242 \cdot 0.1 = 6.05$ of its samples lie in the strip.
# - For class 1 the factor is $1/\sqrt{2\pi \cdot 4} = 1/5.013 = 0.1995$, and the height $N_1(5) = 0.1995 \cdot e^{-0.125} = 0.176$. So $750 \cdot 0.176 \cdot 0.1 = 13.2$ of its samples lie there.
#
# Together these are 19.25 samples, and $13.2/19.25 = 0.69$ of them are of class 1. That is the answer. 250 is $1000 \cdot 0.25$, and 750 is $1000 \cdot 0.75$. So both counts have the factors 1000 and 0.1. These cancel when one divides: shares and heights are enough. This is **Bayes' rule**: share times height, divided by the sum of these over all classes. The result is called the **posterior**, $P(\text{class } 1 \mid x)$: the probability of class 1, *given* $x$.

# %% id="bayes-steps"
from dlcourse.classroom.derivation import derivation

def bell(x, mu, v):
    return math.exp(-((x - mu) ** 2) / (2 * v)) / math.sqrt(2 * math.pi * v)

joint_0, joint_1 = 0.25 * bell(5, 4, 1), 0.75 * bell(5, 6, 4)
derivation(
    (r"$0.25\,N_0(x)$", "share times bell of class 0: 0.25 · 0.242", joint_0),
    (r"$0.75\,N_1(x)$", "share times bell of class 1: 0.75 · 0.176", joint_1),
    (r"$P(x) = 0.25\,N_0(x) + 0.75\,N_1(x)$", "both classes together", joint_0 + joint_1),
    (r"$P(\text{class } 1 \mid x)$", "line 2 divided by line 3", joint_1 / (joint_0 + joint_1)),
    at="at x = 5",
)

# %% [markdown] id="bayes-next-own"
# Line 4 is 0.69, as we counted. The lines above it are no probabilities. They are heights, and only areas are probabilities. (A density may even be above 1: with $v = 0.01$ a bell is narrow, and its top is 3.99. We write $P$ for both.)
#
# Now go far to the left, to $x = 0$.

# %% id="bayes-far-ask"
ask.choose(
    "Class 0 has a share of 0.25, the mean 4 and the variance 1. Class 1 has a share of 0.75, the mean 6 and the "
    "variance 4. A sample lies at x = 0. Which class is more probable there?",
    {"class 0, since its mean is nearer": "It is 4 away, and that is 4 of its standard deviations. How many of its own "
                                          "standard deviations is class 1 away?",
     "class 1": "Its mean 6 is 6 away, and that is only 3 of its standard deviations. Class 0 is 4 of its own away. The exponents are -16/2 = -8 for class 0, but only "
                "-36/8 = -4.5 for class 1. The posterior of class 1 is 0.98.",
     "both have 1/2, since both are far away": "Both densities are small there. Their ratio decides."},
    right="class 1",
)

# %% [markdown] id="bayes-compare"
# ### Two kinds of models
#
# Far from both means the wider bell wins: it falls more slowly. Now in signs, with $y$ for the class. For class 1 at $x = 5$ we had:
#
# - $P(y)$, the share: 0.75
# - $P(x \mid y)$ (read: $x$ given $y$), the height of its bell: 0.176
# - $P(x, y)$ (read: $x$ and $y$), their product: 0.132
# - $P(y \mid x)$, the posterior: 0.69
#
# A generative model learns the first two, and computes the others. It can say the class, and it can also draw new samples. It is misled where the bells do not fit. A **discriminative** model learns $P(y \mid x)$ and nothing else. Its usual form is $\sigma(wx + b)$, the sigmoid with two numbers $w$ and $b$. [Lecture 04a](04a_two_classes.ipynb) shows how. The optional part at the end shows how a sigmoid grows out of two bells.

# %% [markdown] id="bayes-exercise"
# **Your turn** (10 minutes): [*Which class, given x?*](../exercises/01b_kinds_of_learning.ipynb), exercise 1. On tensors use `torch.exp` and `torch.sqrt`. `x[:, None] - mu` is a table: a row for each sample, a column for each class.

# %% [markdown] id="em" covers="N01-16 N00-21"
# ## 2 No answers: groups
#
# In **unsupervised** learning there are samples and nothing else. One can learn how the samples are spread, $P(x)$. To find groups among them is called **clustering**. The hook used a **mixture** of bells: $P(x) = \pi_1 N_1(x) + \pi_2 N_2(x) + \dots$ The shares $\pi_k$ add up to 1. (This $\pi$ is a name, not 3.14.) Line 3 of the first table is a mixture of two. Each bell is a **part**: the machine fits it. A **group** is what lies together in the data.
#
# A petal has two numbers, so a part has one bell for the length and one for the width. Its height is the one times the other: it is high only where both fit. It is equally high along an oval. (This is a choice: within a part, length and width know nothing of each other, and no oval can lean.)
#
# To find the parts one would need to know which sample belongs to which part. To know that, one would need the parts. **How would you begin?** Think before you read on.

# %% [markdown] id="em-idea" covers="N01-17"
# **EM** (its two steps are called *expectation* and *maximisation*) begins with any guess and repeats two steps:
#
# - **E:** take the parts as right. Then Bayes' rule says how probable each part is for each sample, as in section 1. This posterior is called the **responsibility** $r$.
# - **M:** take the responsibilities as right. Then compute each part's share, mean and variance anew, so that the parts suit these responsibilities best. A sample counts for a part as much as $r$ says.
#
# Here is one round for three samples, $x = 2, 3, 5$. We guess two parts with equal shares and the variance 1. The mean of A is 2, that of B is 4.

# %% id="em-figure"
x_three = torch.tensor([2.0, 3.0, 5.0])
figures.em_round(x_three, torch.tensor([0.5, 0.5]), torch.tensor([2.0, 4.0]), torch.ones(2))

# %% [markdown] id="em-hand"
# Now by hand. **The E step** is the table of section 1, with parts in place of classes. For the sample at 2, the bells have the heights 0.399 and 0.054, which is $0.399 \cdot e^{-2}$:
#
# - share times height: $0.5 \cdot 0.399 = 0.1995$ for A, and $0.5 \cdot 0.054 = 0.027$ for B
# - responsibility of B: $0.027/(0.1995 + 0.027) = 0.12$
#
# A has the rest, 0.88. The sample at 3 lies in the middle, so both parts have 0.5. At 5 the heights are 0.004 for A and 0.242 for B. So B has 0.98 and A 0.02. **The M step** for part B:

# %% id="em-steps"
r_b = torch.tensor([0.12, 0.5, 0.98])
size_b = r_b.sum()
mu_b = (r_b * x_three).sum() / size_b
derivation(
    (r"$R = \sum_n r_n$", "how many samples B has in all: 0.12 + 0.5 + 0.98", size_b),
    (r"$\pi_B = R/3$", "its share of the three", size_b / 3),
    (r"$\mu_B = \dfrac1R \sum_n r_n x_n$", "its mean: (0.24 + 1.5 + 4.9)/1.6", mu_b),
    at="for part B",
)

# %% [markdown] id="em-next"
# So B moves from 4 to 4.15. Its variance is the mean of the squared distances from this new mean, weighted in the same way: $(0.12 \cdot 2.15^2 + 0.5 \cdot 1.15^2 + 0.98 \cdot 0.85^2)/1.6 = 1.20$. So B has become a little wider. Now part A.

# %% id="em-ask"
ask.number(
    "The samples are 2, 3 and 5, and the responsibilities of part A are 0.88, 0.5 and 0.02. What are the new share and "
    "the new mean of A?",
    (1.4 / 3, 2.4),
    why="A has 0.88 + 0.5 + 0.02 = 1.4 samples in all, and 1.4/3 = 0.467 is its share. The mean is "
        "(1.76 + 1.5 + 0.1)/1.4 = 2.4.",
    mistakes={(1.4 / 3, 1.12): "You divided by 3, the number of samples. How many samples does A have in all?",
              (1.4, 2.4): "1.4 is how many samples A has. Which share of the three is that?",
              (1.4 / 3, 10 / 3): "That is the plain mean of the three. Does the sample at 5 count fully for A?",
              (1.4 / 3, 3.36): "That is the sum. By what is it divided?",
              (1.4 / 3, 3.26 / 1.4): "The sample at 5 belongs to A a little, too: 0.02 · 5.",
              (1.6 / 3, 4.15): "That is part B."},
)

# %% [markdown] id="em-run-text"
# **The same as a program**, from start A of the hook. `start_at` guesses parts at three flowers. Each round then makes an E step and an M step. `path[-1]` is the newest mixture: shares, means and variances. The star in `*path[-1]` hands over these three one by one.
#
# Last comes the second guess of the hook. **With names, the M step is all there is**: let $r$ be 1 for a flower's own species, and 0 for the others. (`one_hot` writes these. `own_species` counts flowers in the part of their species. Since the parts have no names, it takes the naming that is best for the machine.)

# %% id="em-run"
from dlcourse.lectures.l01b.petals import own_species
from dlcourse.models import mixture

flowers = data.iris()
petals, rows = flowers.X[:, 2:], torch.randperm(150, generator=tensors.generator(3))[:3]
path = [mixture.start_at(petals[rows], petals)]
for _ in range(40):
    r = mixture.responsibilities(*path[-1], petals)  # E step
    path.append(mixture.parts_from(r, petals))  # M step
with_names = mixture.parts_from(data.one_hot(flowers.y, 3), petals)

tensors.show(start=own_species(path[0]), without_names=own_species(path[-1]),
             with_names=own_species(with_names))

# %% [markdown] id="em-read"
# 144 and 144. Each species forms a group that looks like a bell, so the groups nearly *are* the species. The same six flowers are wrong both times: they lie where two species mix. (We counted on the flowers that were fitted. That compares two ways of fitting. It says nothing about fresh flowers.) What the machine cannot find is what the groups are **called**. And we told it one thing: that there are **three**. EM does not find this number. 
#
# **How many parts?** The **fit** is the mean of $\log P(x)$ over the flowers. It is high if they lie where $P$ is high. ([02a](02a_least_squares_and_likelihood.ipynb) says why with a logarithm.) With four parts the best fit is never lower: the fourth can lie on one of the three and take half of its share. So the fit on the fitted flowers always votes for more parts. Keep some flowers aside, as in [01a](01a_the_recipe.ipynb). Fit two, three and four parts to the others. Take the number whose fit is highest on the flowers kept aside.
#
# **Do not trust a single start.** A round of EM never makes the fit worse (here without proof). So think of the fit as a height, and of EM as a climber who only goes up. There are several hills. A climber on a low hill never gets to a higher one. Of 30 random starts:
#
# - 25 reach the highest hill that we found. The fit is $-1.09$, and 144 flowers are right.
# - 3 begin with three different flowers, and end on a lower hill, with the fit $-1.35$. Two parts share one species, and the third part holds the other two.
# - 2 begin with two equal flowers, like start C. Equal parts get equal responsibilities in each round, so they stay equal for ever. The fit is $-1.43$. (In the hook each flower goes to the first of the equal parts, so the other one seems to hold none.)
#
# So you need no species to notice a bad end. Start several times, and keep the best fit.
#
# But look at the variances first. With the variance 0.000001 the standard deviation is 0.001, and the bell is $0.399/0.001 = 399$ high at its top. A part that has shrunk onto two equal flowers can be such a bell. It lifts the fit, and has found nothing. Programs set a smallest variance. Still, throw such a run away, however good its fit.

# %% [markdown] id="draw" covers="N01-18"
# ## 3 What else one can do without answers
#
# **Draw new samples.** A mixture is a generative model, so it can draw flowers that never grew. First draw a part, with the probabilities $\pi_k$. Then draw a place from the bells of this part.
#
# **Mend this.** Tom draws a sample of the mixture with $\pi = (0.5, 0.5)$, the means 0 and 10, and variances of 1. His line is `x = 0.5 * (0 + randn()) + 0.5 * (10 + randn())`, where `randn()` draws from the bell with mean 0 and variance 1. All his samples lie near 5.

# %% id="draw-ask"
ask.choose(
    "A mixture has the shares 0.5 and 0.5, the means 0 and 10, and variances of 1. Which line draws from it? "
    "`randn()` draws from the bell with mean 0 and variance 1, and `rand()` a number from 0 to 1.",
    {"`x = 0.5 * (0 + randn()) + 0.5 * (10 + randn())`": "Half of a sample near 0 and half of one near 10 is near 5, "
                                                         "where neither part has anything.",
     "`x = (0 if rand() < 0.5 else 10) + randn()`": "First a part by its share, then a place in this part alone.",
     "`x = 10 * rand() + randn()`": "Then the places between, 3 or 5 or 7, would be as frequent as any. The mixture has almost "
                                        "nothing there.",
     "`x = 5 + 5 * randn()`": "That is one wide bell round 5, with the same mean and nearly the same variance."},
    right="`x = (0 if rand() < 0.5 else 10) + randn()`",
)

# %% [markdown] id="fewer"
# **Find fewer numbers** (*dimensionality reduction*). One can also describe each sample with fewer numbers than it has. PCA and Isomap do that. A picture of both stands in the optional part at the end, and [lecture 03](03_neighbours_and_dimensions.ipynb) builds PCA.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in without the exercise: a good place to stop. Best take the second half on another day.

# %% [markdown] id="form" covers="N01-12"
# ## 4 Answers of many forms
#
# Back to the first row of the table: each sample has an answer. If the answer is a class, that is **classification**. If it is a number, or several, that is **regression**. In **image classification** the input is a picture and the answer is one of $k$ names. But there are other forms.

# %% [markdown] id="form-sequence" covers="N01-14"
# **A sequence.** In **speech recognition** the input is a row of measured sound values, and the answer is a text. In **translation** both are texts, and their lengths differ: "I am a student" has four words, and the German "Ich bin Student" three. One cannot make a class of each answer: with 26 letters there are $26^4 = 456\,976$ texts of four letters alone. So such an answer is built piece by piece.

# %% [markdown] id="form-pose" covers="N01-13"
# **A map.** In **pose estimation** the machine finds the joints of a person. The answer is a picture for each joint, a **heat map**. It is bright where the joint is. In general a map has a number for each pixel: how probable it is that a joint is there, or that this pixel shows road. (Why not two numbers for each joint? The optional part shows it, with a picture.)

# %% [markdown] id="box" covers="N01-15"
# **Boxes.** In **object detection** the answer is a list: for each thing its name (a class) and its box (four numbers). So it is classification and regression together. A box is written $(x_{\min}, y_{\min}, x_{\max}, y_{\max})$, two of its corners.

# %% id="box-figure"
things = data.street_boxes()
figures.street(things.names, things.boxes)

# %% id="box-forms-ask"
ask.choose(
    "The first machine reads a photo of a receipt, and returns its text. The second says for each pixel of a picture how "
    "probable it is that it shows road. The third finds the tumours in a scan: where each is, how large, and of which "
    "kind. Which forms have their answers, in this order?",
    {"a class, a map, a list of boxes": "A receipt can hold any text. How many classes would that be?",
     "a sequence, a class, a list of boxes": "Road or not is a class of one pixel. How many pixels does a picture have?",
     "a sequence, a map, a list of boxes": "A text is built piece by piece. The road has a number in each pixel. For each "
                                           "tumour there is a kind and a box, and nobody knows how many there are.",
     "a sequence, a list of boxes, a map": "A road is no rectangle. And does a map say where one tumour ends?"},
    right="a sequence, a map, a list of boxes",
)

# %% [markdown] id="box-iou"
# How well do two boxes agree? Divide the area that they **share** by the area that they cover **together**. This is the **IoU**, *intersection over union*: 1 for equal boxes, 0 if they share nothing. The person is $(0.32, 0.13, 2.6, 7.8)$ and the stoplight $(1.9, 7.2, 2.5, 8.9)$. The shared part goes from $x = 1.9$ to 2.5: from the larger left edge to the smaller right edge. Upwards it goes from 7.2 to 7.8.
#
# - shared: $0.6 \cdot 0.6 = 0.36$
# - both areas, with $2.6 - 0.32 = 2.28$: $2.28 \cdot 7.67 + 0.6 \cdot 1.7 = 18.5076$
# - together: $18.5076 - 0.36 = 18.1476$, since the shared area was counted twice
# - IoU: $0.36/18.1476 = 0.0198$

# %% [markdown] id="box-mend"
# **Mend this.** Lena computes the stoplight $(1.9, 7.2, 2.5, 8.9)$ and the motorcycle $(9, 1.3, 9.9, 4.7)$ in the same way. Her shared area is 16.25, although the two are far apart.

# %% id="box-mend-ask"
ask.choose(
    "For the boxes (1.9, 7.2, 2.5, 8.9) and (9, 1.3, 9.9, 4.7) Lena finds w = 2.5 - 9 = -6.5 and h = 4.7 - 7.2 = -2.5, "
    "and the shared area w · h = 16.25. What should she do?",
    {"take the size without the sign, 6.5 and 2.5": "The product would be 16.25 again. Do the boxes share anything?",
     "replace a negative w or h by 0": "A negative w says that there is a gap. Then nothing is shared, and the area is "
                                       "0.",
     "replace a negative area by 0": "Here both are negative, and minus times minus is plus: 16.25 stays.",
     "exchange the two boxes": "min and max do not care for the order: w and h stay the same."},
    right="replace a negative w or h by 0",
)

# %% [markdown] id="box-exercise"
# **Your turn** (10 minutes): [*How much two boxes overlap*](../exercises/01b_kinds_of_learning.ipynb), exercise 2. You need `torch.maximum`, `torch.minimum` and `.clamp(min=0)`. Go edge by edge: `a[:, 0]` are the left edges of `a`, and `torch.maximum(a[:, 0][:, None], b[:, 0])` is the table of the larger left edges, a row for each box of `a`. The other edges go the same way.

# %% [markdown] id="joint" covers="N01-23"
# ## 5 A few answers
#
# Samples are cheap, answers are dear: a person has to look. **Semi-supervised** learning has a few answers and many samples without one. In **label propagation** a name is a number, here 1 or 0. A point without a name begins with 0. Then it takes the mean of its neighbours' numbers, again and again, until nothing moves.
#
# Take a chain: a point named 1, two without a name, a point named 0. The first of the two gets $(1 + 0)/2 = 0.5$, and then the second $(0.5 + 0)/2 = 0.25$. The next round gives $(1 + 0.25)/2 = 0.625$ and $(0.625 + 0)/2 = 0.3125$. So it goes on, up to $\frac23$ and $\frac13$. There nothing moves, since $(1 + \frac13)/2 = \frac23$ and $(\frac23 + 0)/2 = \frac13$. Above 1/2 a point is called 1, below it 0. (At 1/2 the chain does not know.) Now a longer chain:

# %% id="joint-ask"
ask.number(
    "A chain begins with a point named 1, then come three points without a name, and then a point named 0. Each point "
    "without a name takes the mean of its two neighbours, until nothing moves. What are the three numbers?",
    (0.75, 0.5, 0.25),
    why="They fall in equal steps from 1 to 0: (1 + 0.5)/2 = 0.75, (0.75 + 0.25)/2 = 0.5, (0.5 + 0)/2 = 0.25.",
    mistakes={(0.5, 0.5, 0.5): "Then the first would have the neighbours 1 and 0.5, and their mean is 0.75.",
              (0.5, 0.25, 0.125): "You went through the chain once, from the left. The mean needs the right neighbour, too.",
              (2 / 3, 1 / 2, 1 / 3): "The mean of 1 and 1/2 is 3/4, not 2/3.",
              (1, 0.5, 0): "The first is the mean of 1 and the second. Can that be 1?",
              (0.25, 0.5, 0.75): "Which end is named 1?"},
)

# %% [markdown] id="joint-guess"
# Now 200 points in two half moons, with **two** names in all, one in each moon. Here all points are neighbours, but near ones count much more: it is a weighted mean, as in the M step. A neighbour at the distance $d$ counts $e^{-40 d^2}$: 0.67 at 0.1, and 0.00005 at 0.5. (40 is `gamma`, and `-1` means "no name".) "Nearest named point" uses the two names alone. **Guess** how many of the 200 each gets right, then run it.

# %% id="joint-figure"
from sklearn.semi_supervised import LabelPropagation

moons = data.two_moons(200, rng=tensors.generator(9), noise=0.05)
given = torch.full((200,), -1)
given[:2] = moons.y[:2]
spread = LabelPropagation(gamma=40, max_iter=20_000).fit(moons.X, given)
nearest = moons.y[torch.cdist(moons.X, moons.X[:2]).argmin(dim=1)]
figures.spreading(moons.X, torch.tensor([0, 1]), moons.y,
                  {"nearest named point": nearest,
                   "label propagation": torch.tensor(spread.transduction_)})

# %% [markdown] id="joint-read"
# Two names and 198 points *without* a name give 200 right ones. In 30 draws label propagation always had all 200. The nearest named point had between 89 and 178. **Points without a name help, if the classes follow the groups.** With twice the noise the moons almost touch. Then a name leaks across: all 200 are right in 12 of 30 draws, and in the worst draw 139.
#
# Instead of a few names at once, a machine can ask a person again and again. Such a loop stands in the optional part.

# %% [markdown] id="self" covers="N01-21"
# ## 6 Answers that the data give themselves
#
# **Self-supervised** learning makes its answers from the samples themselves. Turn each picture by 0, 1, 2 or 3 quarter turns. Let a network say by how many. No person is needed for this **pretext task**, and the right answer is always known. The upper row shows an arrow in $12 \times 12$ pixels:

# %% id="self-figure"
clean = data.shapes(3, rng=tensors.generator(1), noise=0.0)
turned = data.rotation_pretext(clean.X.reshape(-1, 12, 12)[2:])
noisy = data.shapes(4, rng=tensors.generator(7))
figures.pictures(torch.cat([turned.X, noisy.X.reshape(-1, 12, 12)]),
                 [*(f"label {k}" for k in turned.turns.tolist()), "L", "T", "arrow", "L"],
                 caption="Above: one arrow, turned 0, 1, 2 and 3 times to the left. The label "
                         "counts the turns. Below: pictures of the real task, under noise.")

# %% [markdown] id="self-why"
# To see how far an arrow was turned, one has to see its tip. So the network must learn what a tip looks like. That may also help to tell an arrow from an L. That is stage 1. The network first makes 24 numbers of a picture, and from them its answer. In **stage 2**, the *downstream* task, a small model (one score for each class) learns the real task from these 24 numbers, with few names.
#
# **Compare three rivals.** They name 600 fresh pictures like those in the lower row: each has an L, a T or an arrow somewhere, under noise. All three get the names of the same 12 pictures.
#
# - A trains the small model on the 144 pixels.
# - B trains the same small model on the 24 numbers from stage 1, which had 400 pictures without names.
# - C is the same kind of network without stage 1, trained on the 12 named pictures alone.
#
# Who wins, and who comes last? **Guess**, then run. The output is the share of the 600 that is right. (The networks are those of lecture 12, here as black boxes.)

# %% id="self-count"
from dlcourse.lectures.l01b import pretext

tensors.show(digits=2, **pretext.rivals(0))

# %% [markdown] id="self-read"
# B leaves A far behind. Had we shown only these two, you would now believe in the turning. But C, the fair rival, keeps up with B. Over ten draws A has 0.46 on average, B 0.92 and C 0.90. B is ahead in about half of the draws, and C in the others. So these draws show no gain from stage 1: 0.02 may be luck. B and C beat A by the *kind of network*. It looks for the same small pattern at every place. A has to learn each place anew. **A method is worth what it adds to the best rival without it.**
#
# Is stage 1 good for nothing, then? Make the task harder: twice the noise, and still 12 names. Give stage 1 more: 2000 pictures without names. B and C may also take three times as many steps. Now four draws give A 0.47, B 0.88 and C 0.71, and B is ahead in each of them. (That takes half a minute, so we ran it for you.) **So stage 1 can help.** Three things changed at once: the noise, the pictures without names, and the steps. So we do not know which of them did it. Large networks for pictures and texts begin with it. Their samples without names are counted in millions.

# %% [markdown] id="reward" covers="N01-20"
# ## 7 Answers that are only rewards
#
# In **reinforcement learning** nobody says what is right. A machine acts in a world, and the world pays **rewards**. Here is a world of 16 places. You walk up, down, left or right.

# %% id="reward-figure"
figures.grid()

# %% [markdown] id="reward-text"
# The ground is icy. With probability 0.8 you go where you want. With 0.1 each you slip to the one or the other side of that direction. If a step would lead off the grid, you stay. Each step costs 1. Goal and hole end the walk.
#
# The places are the **states**, the four directions the **actions**. For each state and action the world has **probabilities** of the next states, and a reward for each of these. Take the step from K to the right. With 0.8 you are in the goal, and the reward is $10 - 1 = 9$. With 0.1 you stay at K, and with 0.1 you are at M: the reward is $-1$ both times.
#
# What is learned is a **policy**: which action to take in each state. The best policy has the largest expected sum of all rewards to come. **Expected** means: each reward times its probability, all added. With 0.5 for 10 and 0.5 for 4 that is 7. Usually the machine knows neither probabilities nor rewards. It has to try. For instance, it walks a thousand times, and tries all actions. For each place and action it keeps the mean of the sums of rewards that followed. Then it takes the action with the largest mean more often, and walks again.

# %% id="reward-ask"
ask.number(
    "You stand at K, left of the goal (+10), and step to the right. With 0.8 you reach the goal. With 0.1 you slip "
    "upwards, and stay where you are. With 0.1 you slip downwards, to M. The step costs 1 each time. What is its expected "
    "reward? And what is that of a step upwards from M: 0.8 to K, 0.1 to the left, 0.1 to the right into the hole (-10)?",
    (7, -2),
    why="0.8 · 10 - 1 = 7, and 0.1 · (-10) - 1 = -2. The price is paid in each case, so it counts with 0.8 + 0.1 + 0.1 = 1.",
    mistakes={(8, -1): "You forgot the price of the step.",
              (9, -1): "You forgot the ice. What happens with the remaining 0.2?",
              (7, 0): "The hole pays -10. Which sign has it?",
              (9, -11): "These are the rewards themselves. How probable is each?",
              (6, -2): "From K one cannot slip into the hole: it lies below the goal, not below you.",
              (7, -1): "Does your second number hold both the hole and the price?",
              (7.2, -1.8): "The price is paid in each case, also where you slip."},
)

# %% [markdown] id="reward-read"
# From M the step upwards pays $-2$ on average. The step to the left pays only the price, $-1$, and no slip leads into the hole. Yet upwards is right. A program computes what the best policy still earns from a place, on average: 8.36 from K, 5.51 from the place left of M, and 3.71 from the place below M. Goal and hole end the walk, so nothing follows there. Add what follows, times its probability, to the next reward:
#
# - upwards from M: $-2 + 0.8 \cdot 8.36 + 0.1 \cdot 5.51 = 5.24$
# - to the left from M: $-1 + 0.8 \cdot 5.51 + 0.1 \cdot 8.36 + 0.1 \cdot 3.71 = 4.62$
#
# **The next reward alone does not tell what to do: the sum of all that follows counts.** (If steps cost nothing, the detour would be right. On it no slip ends in the hole, so it is sure of its 10.) Lectures 18a and 18b find such policies.

# %% [markdown] id="recall"
# ## A question from before
#
# [01a](01a_the_recipe.ipynb) has what it takes. Work it out on paper.

# %% id="recall-1"
ask.number(
    "In half of the pictures a hand is in column 4, in the other half in column 20, and they look alike. A machine "
    "must say one column c. Which c has the smallest mean of the squared misses, and how large is that mean?",
    (12, 64),
    why="Squares lead to the mean, (4 + 20)/2 = 12. Each miss is 8 or -8, and its square 64. In column 12 there is never "
        "a hand. With the sizes of the misses each column from 4 to 20 is as good as any other.",
    mistakes={(12, 8): "8 is the size of a miss. What does the machine pay for it?",
              (12, 128): "That is the sum of the two squares. What is their mean?",
              (12, 0): "The misses add up to 0. Do their squares?",
              (4, 128): "With 4 the other half has the miss 16. Can another column do better?",
              (20, 128): "With 20 the other half has the miss -16. Can another column do better?",
              (24, 64): "That is the sum of the two columns."},
)

# %% [markdown] id="transfer"
# ## Transfer
#
# The table at the beginning is enough. Its borders are not sharp. A mixture without names is unsupervised, and with names it is a supervised classifier. **Generative** is no row of this table: it says what is learned, not from what.

# %% id="transfer-ask"
ask.choose(
    "A machine gets ten million sentences from the net. In each, one word is covered, and it learns to guess this word. "
    "Afterwards 500 reviews that people marked as good or bad are used to train a last layer. Which kinds are these, in "
    "this order?",
    {"unsupervised, then semi-supervised": "In the first stage there are answers, the covered words. Who gave them?",
     "self-supervised, then supervised": "The covered word is an answer made from the sentence itself. The 500 marks "
                                         "come from people, and every review has one.",
     "supervised, then reinforcement": "Nobody wrote answers for the ten million. And is a mark a reward for an action?",
     "self-supervised, then unsupervised": "The 500 reviews come with marks. Who gave those?"},
    right="self-supervised, then supervised",
)

# %% [markdown] id="summary"
# ## Summary
#
# - Bayes' rule: share times bell, divided by the sum over the classes.
# - A generative model learns how each class looks, a discriminative one only how to tell them apart.
# - EM finds groups without names: whose part is each sample (E), and which parts fit that (M). Start several times, and keep the best fit in which no part has shrunk onto a few samples.
# - A mixture draws by choosing a part first.
# - An answer may be a class, a sequence, a map or a list of boxes. IoU is the shared area divided by the area together.
# - A few names can be enough, if the classes follow the groups. If they do not, the points without names mislead.
# - A pretext task makes answers from the samples. Rewards never say what would have been right.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $\mu$, $v$ | `mu`, `var` | mean and variance of a bell |
# | $N(x)$ | | density: height of the bell at $x$ |
# | $P(y)$, $\pi_k$ | `prior`, `pi` | share of a class, of a part |
# | $P(y \mid x)$ | `posterior(...)` | probability of the class, given the sample |
# | $r$ | `r (samples, parts)` | responsibility: how much a sample belongs to a part |
# | $R$ | | sum of the responsibilities of a part |

# %% [markdown] id="glossary"
# ## Words
#
# **supervised** with an answer for each sample · **unsupervised** samples only · **semi-supervised** a few answers, many samples · **self-supervised** answers made from the samples · **classification** the answer is a class · **regression** the answer is numbers · **clustering** to find groups · **dimensionality reduction** fewer numbers for each sample · **Gaussian** a bell curve · **variance** mean squared distance from the mean · **density** height of such a curve · **prior** probability of a class before the sample is seen · **posterior** after it is seen · **Bayes' rule** from the one to the other · **generative model** describes how the samples of each class lie · **discriminative model** only the class, given the sample · **mixture** a sum of bells with shares · **EM** guess the parts, weigh the samples, fit the parts, repeat · **heat map** a picture that is bright where something is · **object detection** names and boxes · **IoU** shared area over area together · **pretext task** a task made to learn from · **downstream task** the task that one wants · **policy** which action to take in each state. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# In scikit-learn the mixture of this lecture is `GaussianMixture(covariance_type="diag")`. **k-means** is a simpler relative: each sample belongs to its nearest middle alone, and all parts are equally wide. With `"full"` the ovals may lean, as the petals do: from its usual start 146 of 150 flowers are right. Another start reaches a better fit ($-0.894$ and not $-0.902$), but only 121 are right: the best fit need not be the species. For poses, a **stacked hourglass** makes the picture small and large again, several times, with a loss after each. Detectors also have to say how sure they are of each box, and they drop a box whose IoU with a surer one is high.

# %% [markdown] id="sigmoid"
# ## Optional: two bells make a sigmoid
#
# Section 1 has two kinds of models: bells with Bayes' rule, and the form $\sigma(wx + b)$. How do they go together? Let both bells have the variance 1, and both classes the share 0.5. Bayes' rule says $P = \frac{0.5\,N_1}{0.5\,N_0 + 0.5\,N_1}$. The 0.5 cancels, so $P = \frac{N_1}{N_0 + N_1}$. Divide top and bottom by $N_1$. That gives $P = \frac{1}{1 + N_0/N_1}$. This is drawn below, dotted. The other curve has the shares 0.25 and 0.75.

# %% id="sigmoid-figure"
figures.bells_and_sigmoid(4.0, 6.0, 1.0, share=0.75)

# %% [markdown] id="sigmoid-squares"
# Why is it a sigmoid? Look at the exponents in $N_0/N_1$. They hold the squares $(x-6)^2 = x^2 - 12x + 36$ and $(x-4)^2 = x^2 - 8x + 16$. Their difference has no $x^2$. In the table, $x$ is 5.5:

# %% id="sigmoid-steps"
ratio = bell(5.5, 4, 1) / bell(5.5, 6, 1)
derivation(
    (r"$N_0/N_1 = e^{-\frac{(x-4)^2}{2} + \frac{(x-6)^2}{2}}$",
     r"equal factors cancel: $e^{-1.125 + 0.125}$", ratio),
    (r"$= e^{-(2x - 10)}$", r"$-12x + 36$ less $-8x + 16$ is $-4x + 20$; half of it",
     math.exp(-(2 * 5.5 - 10))),
    (r"$P = \dfrac{1}{1 + N_0/N_1} = \sigma(2x - 10)$", "1/(1 + 0.3679)",
     1 / (1 + math.exp(-1))),
    at="at x = 5.5",
)

# %% [markdown] id="sigmoid-read"
# So a sigmoid is left, with $w = 2$ and $b = -10$. The shares 0.25 and 0.75 multiply $N_0/N_1$ by $\frac{0.25}{0.75} = \frac13 = e^{-\log 3}$, and $\log 3$ is 1.10. The exponent becomes $-(2x - 10) - 1.10 = -(2x - 8.90)$. **So shares only move $b$**, and with it the border, where $P$ is 1/2. It moves from $10/2 = 5$ to $8.90/2 = 4.45$. How steep the sigmoid is, $w$, comes from the bells.
#
# With one variance $v$ for both, the whole exponent is divided by $v$. For $v = 4$ that is $\sigma(0.5x - 2.5)$ with equal shares: flatter, with the same border. With different variances the squares stay. Then $z$ in $\sigma(z)$ is not a line. With the variances 1 and 4 of section 1, class 1 wins far to the left *and* far to the right.

# %% [markdown] id="optional-routes" covers="N01-25"
# ## Optional: three routes to a model that draws
#
# A mixture is one of three:
#
# | route | how it describes the spread | lecture |
# |---|---|---|
# | mixture | directly, by a formula for $P(x)$ | this one |
# | VAE | a decoder maps a few simple random numbers to a sample; an encoder maps back | 15b |
# | GAN | a generator maps them; a second network judges whether a sample is real | 16 |

# %% [markdown] id="pose"
# ## Optional: why a heat map
#
# A person made of strokes has two hands. Where is each of them? The answer could be two numbers for each hand. In practice it is a heat map for each:

# %% id="pose-figure"
people = data.stick_figures(1, rng=tensors.generator(5))
maps = data.heat_maps(people.hands, rows=24, columns=24)
figures.pose(people.images[0], maps[0], data.brightest(maps[0]))

# %% [markdown] id="pose-why"
# Take pictures that look like this one. Suppose that in half of them hand 1 is in column 4, and in the other half in column 20. A machine that must say *one* column is best off with column 12, where there is never a hand. *A question from before* asked for this. A heat map pays the squared miss in each pixel. At each of the two places, half of the maps are bright and half are dark. So it is best to say half the brightness in both. That is the truth: the hand is here or there.

# %% [markdown] id="flat" covers="N01-19"
# ## Optional: find fewer numbers
#
# A sheet of paper is bent like an S in space. Each of its 500 points has three numbers. Can one do with fewer? **PCA** turns the sheet so that its largest spread runs from left to right. The place from left to right is its first number. Then it leaves out the depth, as a photo does. It never unbends. **Isomap** asks for each point who its 10 nearest neighbours are. Then it measures ways *from neighbour to neighbour*, as an ant would walk. Last it lays the points out so that straight distances are about as long as these ways.
#
# Keep only the **first** number, and sort the points by it. Each point looks for the one whose number is nearest to its own. We call this a *false* neighbour if the ant must walk more than 1 along the S to reach it. (The whole S is 9.4 long.) How many of the 500 points have a false neighbour? **Guess** for both methods.

# %% id="flat-figure"
from sklearn.datasets import make_s_curve
from sklearn.decomposition import PCA
from sklearn.manifold import Isomap

sheet, along = map(torch.tensor, make_s_curve(500, random_state=0))
flat = {"PCA": PCA(2), "Isomap": Isomap(n_neighbors=10, n_components=2)}
figures.flattened(sheet, along, {name: torch.tensor(method.fit_transform(sheet))
                                 for name, method in flat.items()})

# %% [markdown] id="flat-read"
# By PCA's first number 107 points have a false neighbour, from another bend. By Isomap's first number none has: it says how far along the S a point lies. The second number says how far across. With *both* numbers PCA has no false neighbour either: it shows the S from the side, but still bent. If two folds lie closer than neighbours do, the ant jumps across, and Isomap is wrong.

# %% [markdown] id="few" covers="N01-22"
# ## Optional: a loop with a person
#
# Section 5 gave all its names at once. One can also ask, and ask again:
#
# 1. The machine finds groups, without names (section 2).
# 2. A person looks at each group. She names it after most of its points, and says if it is mixed.
# 3. A mixed group keeps its name only for the moment. EM with two parts splits it. Back to 2.
#
# To see that a group is mixed, she must look at many of its points. We still count one answer for each group. A split makes two new groups, so it costs two more answers.
#
# Below are 200 points in two half moons. Points with one marker have the same name at the moment. A purple diamond is a point with a wrong name. A number with a question mark is a mixed group. The dotted line on the right is another plan: name as many *single* points, chosen at random. Each other point takes the name of the nearest named one.
#
# **Decide first:** how many answers will the loop need until all 200 names are right? Then pull *rounds*, and try other draws.

# %% id="few-live"
widgets.LabelLoop()

# %% [markdown] id="few-read"
# With two answers the loop is far ahead, since each answer names a whole group: 162 right names in draw 1, against 126. Then single points overtake it. In draw 2, after 10 answers, it has 181, and they have 186. But the person tells the loop where it is wrong: "mixed" sends the next questions there. In the end all 200 are right, after 12 to 18 answers. With as many single points named, 192 to 196 are. If a machine finds by itself what to ask next, that is **active learning**. Both plans waste answers here: label propagation needed two.
#
# Now choose the person who never says "mixed". The loop stops after two answers, with 28 to 38 wrong names. **So do not trust a good example:** EM worked on the flowers, but half moons are not bells.
