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
# # 02b Generalisation
#
# {minutes} · exercises in [exercises/02b_generalisation.ipynb](../exercises/02b_generalisation.ipynb)

# %% [markdown] id="hook"
# ## Learned by heart
#
# Here are 100 handwritten digits. Each has a label that says which digit it is. But somebody threw the labels away. For each picture a new label from 0 to 9 was **drawn by lot**. So a picture of a seven may be called "1". Eight of the pictures are shown, with their new labels. Those that are wrong are marked "(lot)".
#
# A network with 15 010 weights is trained on these 100 pictures. **Decide first:** for how many of them can it learn the label that was drawn? Answer the question below the picture before you move anything. Then move *steps of training* from 0 to 400.

# %% id="hook-live"
import math

import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l02b import figures, trials, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.ByHeart()

# %% [markdown] id="hook-ask"
# The blue curve counts on 1697 other digits, which the network has never seen. Their true labels count there.

# %% id="hook-answer"
ask.choose(
    "100 digits got labels by lot, so nothing in a picture tells its label. A network with 15 010 weights is trained on "
    "them for 400 steps. For how many of the 100 does it give the drawn label, and how many new digits does it name?",
    {"about 10 of the 100, and about 10 % of the new ones": "Pull the steps to 100. Where does the red curve stand?",
     "all 100, and about 10 % of the new ones": "It learned every picture by heart. About new ones it has learned "
                                                "nothing: one in ten is pure guessing.",
     "all 100, and about 90 % of the new ones": "From which label should it have learned what a seven looks like?",
     "about half of the 100, and about 10 % of the new ones": "Half is where it passes after 10 steps. And after 100?"},
    right="all 100, and about 10 % of the new ones",
)

# %% [markdown] id="hook-see"
# **See it.** Now set the share of lots to 0, so that every label is true. Again all 100 are learned. But now 88 % of the new digits are right. In ten repetitions the network always learned all 100. With lots it named 6 to 14 % of the new digits, with true labels 88 to 91 %.
#
# So "100 % right on what it was trained on" says nothing about new digits. To **generalise** is to be right on what one has not seen. This lecture shows how to measure that, what it is made of, and when it fails.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Compute the risk of a model in a small world, and estimate it from a sample (questions in part 1).
# 2. Say why training data cannot judge (question in part 2).
# 3. Split a model's risk into bias, variance and noise (exercise *Bias, variance and noise*).
# 4. See from two numbers whether a model is too poor or too rich (question in part 5).
# 5. Correct a sample in which some are too many (exercise *The world's risk from a biased sample*).

# %% [markdown] id="needs"
# ## What you need
#
# From [02a](02a_least_squares_and_likelihood.ipynb): least squares, and Gaussian noise. Its standard deviation was $s$ there. Here it is $\sigma$, since $s$ is needed for the losses. (It is not the sigmoid $\sigma(z)$.) From [00](00_start_here.ipynb) and [00b](00b_calculus_you_need.ipynb): a loss, its slope, and `.mean()` along an axis. A set of samples with their targets is a **data set**, and the one that a model learns from is its **training data**.

# %% [markdown] id="risk" covers="N02-28 N02-29"
# ## 1 Two means
#
# A bus comes on time on half of all days. It is 3 minutes late with probability 0.3, and 10 minutes late with probability 0.2. Your model says "3 minutes late" every day, $\hat y = 3$. The loss is the squared miss $(\hat y - y)^2$:
#
# | minutes late | 0 | 3 | 10 |
# |---|---|---|---|
# | probability | 0.5 | 0.3 | 0.2 |
# | loss, if 3 is predicted | 9 | 0 | 49 |
#
# How much loss does it have per day, in the long run? Of 100 days, about 50 cost 9, 30 cost 0, and 20 cost 49. Divided by 100, that is $R = 0.5 \cdot 9 + 0.3 \cdot 0 + 0.2 \cdot 49 = 14.3$.
#
# This is the **risk**: the mean loss over the whole world, also over days that you never see. Such a long-run mean is called an **expectation**, written $\mathbb E$. So $R = \mathbb E\,(\hat y - y)^2$.
#
# In life nobody tells you the probabilities. You have a **sample**, here four days: 0, 0, 3 and 10 minutes. Their losses are 9, 9, 0 and 49. Their mean is the **empirical risk**, $\hat R = \tfrac14\,(9 + 9 + 0 + 49) = 16.75$.

# %% id="risk-ask"
ask.number(
    "The same bus: 0, 3 or 10 minutes late with the probabilities 0.5, 0.3 and 0.2. Another model says 2 every day. What "
    "is its risk? And what is its empirical risk on the four days 0, 3, 3, 10?",
    (15.1, 17.5),
    digits=2,
    why="The losses are 4, 1 and 64. Weighed: 2 + 0.3 + 12.8. On the four days: (4 + 1 + 1 + 64)/4.",
    mistakes={(23, 17.5): "You gave the three losses equal weight. How often does each come up?",
              (15.1, 70): "The second is a sum. Which is the mean over the four days?",
              (17.5, 15.1): "These are the two numbers, but which of them knows the probabilities?",
              (0.81, 17.5): "You took the mean of y first, 2.9, and then one miss. Each day pays for its own miss.",
              (15.1, 23): "3 minutes came up twice in the sample. How often does its loss count?",
              (3, 3): "That is a miss without its square. What does a day cost that is missed by 8?"},
)

# %% [markdown] id="error"
# ### How far from the risk?
#
# 16.75 is not 14.3. How far off is a sample of four days, typically? Look at how far its losses lie apart. For $n$ losses $\ell_i$ with the mean $\hat R$:

# %% id="error-steps"
from dlcourse.classroom.derivation import derivation

four = torch.tensor([9.0, 9.0, 0.0, 49.0])
away = four - four.mean()
derivation(
    (r"$s^2 = \dfrac{1}{n-1}\sum_i (\ell_i - \hat R)^2$",
     "the losses minus 16.75, squared and added: 1440.75, divided by $n - 1 = 3$",
     away.square().sum() / 3),
    (r"$\dfrac{s^2}{n}$", "squared deviation of the *mean*: 480.25/4", four.var() / 4),
    (r"$\dfrac{s}{\sqrt n}$", "root: the **standard error**, 21.91/2", four.std() / 2),
    at="for the four days",
)

# %% [markdown] id="error-why"
# Why $n - 1$ in line 1? Take two coins, each of which shows $1$ or $-1$. The true mean is 0, so the true mean square is 1. But a sample measures from its *own* mean. If both coins show 1, this mean is 1, and both deviations are 0. If they differ, it is 0, and the two squares add up to 2. Over the four cases the sums are 0, 2, 2 and 0, on average 1. Divided by $n = 2$ that is 0.5, which is too little. Divided by $n - 1 = 1$ it is right.
#
# Why $s^2/n$ in line 2? The sum of the two coins is $2$, $0$, $0$ or $-2$, with the mean square $(4 + 0 + 0 + 4)/4 = 2 = 1 + 1$. In $(a + b)^2 = a^2 + 2ab + b^2$ the middle term is 0 on average: both have the mean 0, as deviations always have, and $b$ knows nothing about $a$. So **squared deviations of independent numbers add**: the sum of $n$ days has $n\,s^2$. The mean divides the sum by $n$, so its square is divided by $n^2$. What remains is $s^2/n$.
#
# So our estimate is $16.75 \pm 11$, and 14.3 lies inside. That was partly luck. With probability $0.8^4 = 0.41$ none of four days is 10 minutes late. Then the mean and $s$ both come out too small: the days 0, 0, 0 and 3 give $6.75 \pm 2.25$. With many samples $s$ can be trusted. Then about 95 % of all sample means lie within two standard errors of the risk. (That is a fact about sums of many independent numbers, here without proof.)
#
# The picture takes more and more days. From one labelled mark to the next, $n$ grows tenfold. The grey band uses the $s$ of all 10 000.

# %% id="error-figure"
from dlcourse.models import polynomial, risk

def late(n, rng):  # n days: how late the bus is
    u = torch.rand(n, generator=rng)
    return torch.where(u < 0.5, 0.0, torch.where(u < 0.8, 3.0, 10.0))

figures.estimates((3 - late(10_000, tensors.generator(0))) ** 2, 14.3)

# %% [markdown] id="error-next"
# Slow, isn't it? From 100 to 10 000 days the grey band only becomes ten times narrower. (The blue line stays low for long, since each mean contains all the days before. Early luck is only slowly diluted.)

# %% id="error-ask"
ask.number(
    "A sample of 100 days gives a standard error of 2. About how many days would bring it down to 0.5?",
    1600,
    why="A quarter of the error needs 16 times the days, since the error is s/√n.",
    mistakes={400: "Four times the days halve the error, since √4 is 2. You need a quarter of it.",
              200: "How does the error depend on n: by n, or by its root?",
              25: "Then you would know less. Which way does s/√n move when n grows?",
              25600: "That is n times 4 to the power of 4. By what must √n grow?"},
)

# %% [markdown] id="chosen"
# ## 2 A judge who chose
#
# All this holds for a model that was there *before* the sample. Training is different. It picks, from all models of some **family**, the one with the smallest empirical risk. This is called **empirical risk minimisation**. What does the picking do?
#
# Here is a game of ten days. Each day the market goes up or down. 1000 "experts" toss coins. You keep the one with the fewest wrong tosses. **Guess first:** what is his share of wrong tosses on these ten days, and what on the next thousand?

# %% id="chosen-guess"
ask.choose(
    "1000 people forecast ten days by tossing a coin. You keep the one who was wrong least often. Which share of his ten "
    "forecasts is wrong, typically, and which share of his next thousand?",
    {"about 0.5, and about 0.5": "That holds for one person. You chose the best of 1000.",
     "about 0.04, and about 0.5": "The best of many looks brilliant by luck. His next tosses are tosses like all others.",
     "about 0.04, and about 0.04": "Why should his coin know more on the eleventh day?",
     "about 0.25, and about 0.5": "That is the best of ten people. With 1000 there is more luck to choose from."},
    right="about 0.04, and about 0.5",
)

# %% [markdown] id="chosen-see"
# Measure it. `experts` tosses for `M` experts and ten days, in 200 repetitions. `.amin(1)` takes the smallest share in each repetition.

# %% id="chosen-run"
def experts(M, rng):
    wrong = torch.randint(2, (200, M, 10), generator=rng).double().mean(dim=2)
    return wrong.amin(1).mean()

rng_experts = tensors.generator(0)
tensors.show(digits=2, best_of_1=experts(1, rng_experts), best_of_10=experts(10, rng_experts),
             best_of_100=experts(100, rng_experts), best_of_1000=experts(1000, rng_experts))

# %% [markdown] id="chosen-read" covers="N02-27"
# Every expert has the risk 0.5. But the best empirical risk falls to 0.04, just because there are more to choose from. **The sample that chose a model flatters it**, and the more so the richer the family. The network of the hook could choose among very many functions.
#
# Can one say how much? Take $M$ models that were fixed beforehand, $n$ independent samples, and a loss of 0 or 1. A theorem of Hoeffding (1963), here without proof, says: one model's empirical risk is off by more than $t$ with probability at most $2e^{-2nt^2}$. With $n = 1000$ and $t = 0.05$ that is $2e^{-5} = 0.013$. For 1000 models these chances add up to at most 13, and so nothing is promised. With $t = 0.073$ they add up to 0.047 only.
#
# Which $t$ brings the sum to 0.05? From $2M e^{-2nt^2} = 0.05$ follows $e^{2nt^2} = 2M/0.05 = 40\,000$. Take the logarithm of both sides: $2nt^2 = \log 40\,000 = 10.6$. So $t = \sqrt{10.6/2000} = 0.073$. In general: with probability at least 0.95, *no* model's empirical risk is further from its risk than
#
# $$\sqrt{\frac{\log(2M/0.05)}{2n}}.$$
#
# For $n = 10$ and $M = 1000$ this is 0.73, so ten days promise nothing. That is **learning theory in one line**: with enough data and a family that is not too rich, what is good on the sample is probably good in the world. The number of models stands inside a logarithm. A million models have 17.5 in place of 10.6. (A family with real numbers to choose has no finite $M$. Other measures of richness then take its place.)
#
# To judge a trained model you need **new samples**, which had no part in the choice. They are called **test data**. Then $M = 1$: with 1000 test samples the promise is $\sqrt{3.69/2000} = 0.043$.

# %% [markdown] id="degree" covers="N02-21 N02-23"
# ## 3 One knob for richness
#
# Now a world where we can turn the richness of the family. The truth is a wave, $g(x) = \sin 2\pi x$. What we see is $y = g(x) + \varepsilon$, where $\varepsilon$ is Gaussian noise with the standard deviation $\sigma = 0.3$. We have 15 points and fit a **polynomial** by least squares: $\hat y = c_0 + c_1 x + c_2 x^2 + \dots$ up to some **degree**. Degree 0 is a level line, degree 1 a straight line. Degree $d$ has $d + 1$ numbers to choose.
#
# The families are **nested**: each polynomial of degree 1 is also one of degree 3, with $c_2 = c_3 = 0$. **Decide first:** the degree goes from 0 to 12. What do the mean squared misses on the 15 points and on new points do?

# %% id="degree-guess"
ask.choose(
    "Polynomials of degree 0 to 12 are fitted to the same 15 noisy points by least squares. What do the two mean squared "
    "misses do as the degree grows?",
    {"both fall, since a richer family fits better": "It fits the 15 points better. Are new points with other noise "
                                                     "fitted better, too?",
     "on the 15 points it falls, on new points it falls and then rises": "A richer family contains the poorer ones, so "
                                                                         "on its own points it cannot do worse.",
     "both fall and then rise": "A polynomial of degree 9 may set its last numbers to 0. Can the best of degree 9 miss "
                                "the 15 points by more than the best of degree 3?",
     "on the 15 points it falls, on new points it rises": "Look at degree 0, a level line. Is that the best on new "
                                                          "points?"},
    right="on the 15 points it falls, on new points it falls and then rises",
)

# %% [markdown] id="degree-see"
# **See it.** Move the degree from 0 to 12. (On the right each step down on the axis divides the miss by ten.) Then take degree 12 with 100 points.

# %% id="degree-live"
widgets.Degree()

# %% [markdown] id="degree-read"
# Degree 1 is too poor. It misses the wave, on old points and on new ones: this is **underfitting**. Degree 3 has 0.0625 on its own points and 0.103 on new ones. Degree 12 has 0.00406 and 0.896. It runs through the noise, and swings between the points: this is **overfitting**. With 100 points, degree 12 does nearly as well as degree 3. (For this sample degree 5 is a hair better than 3: 0.101. On average over many samples degree 3 wins, as part 4 shows.)
#
# It was not this sample only. Over 1000 other data sets of 15 points, degree 9 did worse on new points than degree 3 in 96 % of the cases, and degree 12 in more than 99 %.

# %% [markdown] id="elephant" covers="N02-22"
# ### Four parameters and an elephant
#
# "With four parameters I can fit an elephant, and with five I can make him wiggle his trunk." John von Neumann said this. Enrico Fermi used it in 1953 to turn down a colleague's theory. The theory agreed with the data, but four of its numbers could be chosen freely. (The elephant is drawn at the end of this notebook.) A rich family can draw a thousand other things as well. So its good fit shows little, as long as only the points are checked that chose the numbers. New points decide.

# %% [markdown] id="bias" covers="N02-24"
# ## 4 Bias and variance
#
# Why does the miss on new points first fall and then rise? Go back to the live picture and press *show 10 other data sets*. Each thin curve is the same method on fresh noise. At degree 1 the curves agree with each other, but not with the truth. At degree 9 they scatter round the truth.
#
# So there are two ways to be wrong. The family may not hold the truth: **modelling error**. Or the sample picks the wrong member of the family: **estimation error**. A larger family never raises the first, and usually raises the second. (Part 8 looks at an exception.) For the squared miss there are two numbers much like them: bias and variance. (A table below compares the four.)
#
# Stand at one place $x$, with the truth $g = 2$. Three data sets gave three fitted curves, which predict 1, 3 and 5 there. Their mean is written $\bar f$.

# %% id="bias-steps"
f, g_here = torch.tensor([1.0, 3.0, 5.0]), 2.0
derivation(
    (r"$\bar f = \mathbb E\,f$", "mean prediction, over data sets: (1 + 3 + 5)/3", f.mean()),
    (r"$(\bar f - g)^2$", r"**bias²**: the bias is $3 - 2$", (f.mean() - g_here) ** 2),
    (r"$\mathbb E\,(f - \bar f)^2$", "**variance**: (4 + 0 + 4)/3",
     (f - f.mean()).square().mean()),
    (r"$\mathbb E\,(f - g)^2$", "mean squared distance from the truth: (1 + 1 + 9)/3",
     (f - g_here).square().mean()),
    (r"$= (\bar f - g)^2 + \mathbb E\,(f - \bar f)^2$", "1 + 2.6667",
     (f.mean() - g_here) ** 2 + (f - f.mean()).square().mean()),
    at="for 1, 3, 5",
)

# %% [markdown] id="bias-why" covers="N02-25"
# Is line 5 luck? Write $f - g = (f - \bar f) + (\bar f - g)$ and square. Besides the two squares there is a middle term, $2\,(f - \bar f)\,(\bar f - g)$. For our three it is $2 \cdot (-2) \cdot 1$, $0$ and $2 \cdot 2 \cdot 1$. The mean is 0, since the deviations from a mean always add up to 0.
#
# A new point is not $g$ but $y = g + \varepsilon$. With $y - f = (g - f) + \varepsilon$ there is again a middle term, $2\,(g - f)\,\varepsilon$. The new noise $\varepsilon$ has the mean 0 and knows nothing about the data set that made $f$. So this term is 0 on average, too. Here $\mathbb E$ is the mean over data sets and over the new noise. What remains of $\varepsilon$ is $\mathbb E\,\varepsilon^2 = \sigma^2$:
#
# $$\mathbb E\,(y - f)^2 = \underbrace{(\bar f - g)^2}_{\text{bias}^2} + \underbrace{\mathbb E\,(f - \bar f)^2}_{\text{variance}} + \underbrace{\sigma^2}_{\text{noise}}$$
#
# With $\sigma = 0.5$ our three give $1 + 2.667 + 0.25 = 3.917$. No model's risk can go below $\sigma^2$.

# %% id="bias-ask"
ask.number(
    "At one place the truth is g = 5, and new points have noise with σ = 2. Four data sets give the predictions 4, 6, 8 "
    "and 6. What are bias², variance and noise there?",
    (1, 2, 4),
    why="The mean is 6, so bias² is 1. The deviations -2, 0, 2, 0 give 8/4. And σ² is 4. The risk is 7.",
    mistakes={(1, 2, 2): "That is σ. The parts are squares: what is the mean square of the noise?",
              (1, 3, 4): "You measured the scatter from g = 5. Variance is measured from the mean prediction.",
              (3, 2, 4): "You squared each prediction's distance from g and took the mean: that holds bias² and "
                         "variance. Average the predictions first.",
              (1, 8 / 3, 4): "You divided by 3. Here the parts are to add up to the mean square over the four.",
              (1, 8, 4): "You added the squared deviations. Variance is their mean.",
              (2, 1, 4): "Which of the two compares with the truth?"},
)

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop. The second half measures the three parts, and asks what to do about them.

# %% [markdown] id="refits"
# ### Measure it
#
# **Complete the program.** It is to measure bias² and variance of degree 3 at $x_0 = 0.35$, with many data sets. What belongs in the gap?
#
# ```python
# preds = []
# for _ in range(10_000):
#     y = ______
#     preds.append(polynomial.predict(polynomial.fit(x, y, 3), x0))
# ```

# %% id="refits-ask"
ask.choose(
    "`x` holds 15 places, `g` is the true wave, and `y_train` the 15 targets that we were given. 10 000 refits are to show "
    "how much a fit depends on its data set. What belongs in the gap, `y = ...`?",
    {"`y_train`": "Then all fits are the same curve. What would the variance be?",
     "`g(x)`": "Then all fits are the same curve, one without noise. What makes two data sets differ?",
     "`g(x) + 0.3 * torch.randn(15)`": "Each round has fresh noise, as another day with the same places would have.",
     "`g(x0) + 0.3 * torch.randn(15)`": "Then the 15 targets all belong to x0. Which places does `x` hold?"},
    right="`g(x) + 0.3 * torch.randn(15)`",
)

# %% [markdown] id="refits-text"
# `risk.refits` does this for all data sets at once, and `risk.decompose` gives the three parts. The last number needs no formula: it compares each prediction with a new noisy point. (You may skip the code and read what it prints.)

# %% id="refits-run"
x15, x0 = trials.places(15), torch.tensor([0.35])
eps_new = torch.randn(10_000, 1, generator=tensors.generator(1))

for d in (0, 1, 3, 9):
    def at_x0(x, Y, degree=d):
        return polynomial.predict(polynomial.fit(x, Y, degree), x0)

    preds = risk.refits(at_x0, trials.truth, x15, sigma=0.3, reps=10_000,
                        rng=tensors.generator(0))
    bias2, var, noise = risk.decompose(preds, trials.truth(x0), 0.3)
    measured = (trials.truth(x0) + 0.3 * eps_new - preds).square().mean()
    print(f"degree {d}: {bias2.item():.4f} + {var.item():.4f} + {noise:.2f} = "
          f"{(bias2 + var).item() + noise:.3f}, measured {measured:.3f}")

# %% [markdown] id="refits-read"
# The sums agree with what was measured. The small differences, such as 0.751 and 0.753, are chance. Here is the mean over all places:

# %% id="refits-figure"
figures.stacked({d: trials.parts(d, 15) for d in range(13)})

# %% [markdown] id="refits-exercise"
# The lowest bar is degree 3, although its bias is not 0. From degree 5 on the bias is nearly gone, but the variance costs more than that. **The best model need not contain the truth.** (Degree 2 does not beat degree 1, nor 4 beat 3. Left and right of its middle, the wave is the same but for the sign. Even powers of $x - 0.5$ have the same sign on both sides, so they can only fit noise.)
#
# Now the table of the four. On average, a line fitted to 15 points misses the wave by 0.2199 (mean square, without new noise). This one number can be split in two ways:
#
# | split at | first part | second part |
# |---|---|---|
# | the best line of all | modelling error 0.1975: the best line misses the wave | estimation error 0.0224: the fitted line misses it by more |
# | the mean fitted line | bias² 0.2086: the mean line misses the wave | variance 0.0113: the single lines lie round their mean |
#
# The mean line is not quite the best one, since it was made for 15 places only. A third error comes from training that stops too early, say after ten steps: the **optimisation error**. Least squares has none.
#
# **Your turn** (15 minutes): [*Bias, variance and noise*](../exercises/02b_generalisation.ipynb), exercise 1.

# %% [markdown] id="cure" covers="N02-26"
# ## 5 What to do
#
# In life there is one data set, and the truth is hidden. You see two numbers: the loss on the training data, and the loss on test data. Their difference is the **gap**. The grey area below is the gap, averaged over all data sets.

# %% id="cure-figure"
figures.capacity_curve({n: {d: trials.parts(d, n) for d in range(13)} for n in (15, 100)})

# %% [markdown] id="cure-read"
# (At degree 1 the training loss even lies a little above the risk. A straight line misses the wave most at the two ends, and training points lie there.)
#
# | what you see | what it is | what helps |
# |---|---|---|
# | training loss high, gap small | high bias | a richer family, longer training |
# | training loss low, gap large | high variance | more data, a smaller family, or holding the family back |
# | training loss high, gap large | both | first more data, then a richer family |
# | training loss low, gap small | it generalises | nothing to do |
#
# "High" means: far above what can be reached, here $\sigma^2 = 0.09$. To hold a family back is to allow only a part of it, for instance curves with small coefficients. This is called **regularisation**. The penalty of [01a](01a_the_recipe.ipynb) does it. With 100 points the best degree moves from 3 to 5: **more data allow a richer family.** And if you compare many degrees on the same test data, you choose by them. Then they flatter, too, as in part 2. [Lecture 03](03_neighbours_and_dimensions.ipynb) sets aside a third part for that.

# %% id="cure-ask"
ask.choose(
    "The noise has σ² = 0.1. Model A has a mean squared miss of 0.42 on training data and 0.44 on test data. Model B has "
    "0.02 and 0.51. You can get ten times more data. Which model will gain most from that?",
    {"A, since it misses more on the training data": "Its gap is 0.02. More data make the two numbers meet. Where would "
                                                     "they meet?",
     "B, since its gap is large": "B has high variance, and more data lower it. A has high bias: no data will bend it.",
     "both alike": "Which of the two errors depends on the sample: bias or variance?",
     "neither, since 0.02 is below σ²": "On training data it may be below: the model has learned some of the noise. And "
                                        "on test data?"},
    right="B, since its gap is large",
)

# %% [markdown] id="data" covers="N00-17"
# ### How much data?
#
# More is better, but ever more slowly. The network of the hook, on true labels:

# %% id="data-run"
for n in (25, 50, 100, 200):
    found = trials.learn(0.0, n)
    print(f"{n} digits: {found.train[-1]:.2f} right on these, {found.new[-1]:.2f} on new ones")

# %% [markdown] id="data-read"
# Each doubling helps, and the training share tells nothing. (With two other seeds each doubling helped as well. Single shares differ by up to 0.07.)
#
# And if there are only five points? Then many curves fit, and showing one is not honest. **Bayesian** methods keep many. Before the data, curves of degree 5 are drawn at random, most of their heights between $-2$ and $2$. That is the prior. Then Bayes' rule of [01b](01b_kinds_of_learning.ipynb) weighs each curve: its share in the prior, times how probable it makes the five points (its likelihood), divided by the sum over all curves. So a curve that passes near the points gains, and one that passes far away loses. The picture shows 40 curves, drawn with these new shares. (How the cell computes them is not needed here.) A *Bayesian neural network* does this with its weights. Where do the curves part?

# %% id="data-figure"
x_few = torch.tensor([0.05, 0.15, 0.3, 0.4, 0.95])
y_few = trials.truth(x_few) + 0.3 * torch.randn(5, generator=tensors.generator(1))
plausible = polynomial.bayes_linreg(polynomial.features(x_few, 5), y_few, alpha=1.0, sigma=0.3)
curves = polynomial.draw_curves(plausible, 40, rng=tensors.generator(0))
figures.many_curves(x_few, y_few, polynomial.predict(curves, trials.NEW))

# %% [markdown] id="data-few"
# Their mean misses the wave on the right. But the curves *say* that little is known there. In 200 such samples, the truth at 0.7 was never further from the mean curve than twice the standard deviation of the curves there. So they are too careful rather than too bold.

# %% [markdown] id="recall"
# ### A question from before
#
# Answer it without looking back.

# %% id="recall-1"
ask.choose(
    "Anna trains a model. Her training loss falls at every step and comes to rest. What has she shown?",
    {"that her slope is right": "In lecture 00 a wrong slope of the right sign made the loss fall, too. How did you "
                               "check a slope?",
     "that her model will do well on new data": "The network of the hook brought the training loss down on labels "
                                                "drawn by lot. What did it know about new digits?",
     "only that her steps lower this loss, on this data": "Whether the slope is right is checked by measuring it. "
                                                          "Whether the model is good is checked on new data.",
     "that no better model exists": "In lecture 00 Anna's loss came to rest at 4.67, and 3 could be reached."},
    right="only that her steps lower this loss, on this data",
)

# %% [markdown] id="biased" covers="N02-30"
# ## 6 The wrong sample
#
# New samples are not enough. They must come from *the world in which the model will work*. Here is a network that has seen 100 pictures of threes, all labels true. Its training loss is nearly 0. What will it say of the others?

# %% id="biased-run"
threes = trials.learn(0.0, 100, only=3)
tensors.show(right_on_training=threes.train[-1], right_on_new=threes.new[-1],
             said_of_new_digits=threes.said.unique())

# %% [markdown] id="biased-read"
# It says "3", always, so it is right only on the new threes. (They are few, since 100 threes were taken for training.) That minimises the empirical risk perfectly. No cleverer training would help: the sample does not hold what is asked.
#
# If all groups were seen, but in the wrong proportion, one can correct. A speech recogniser is tested on 80 sentences of clear speakers and 20 of fast ones, each by another person. It gets 5 % and 40 % of them wrong, so 4 + 8 of the 100, or 0.12. In the world, half of the sentences come from fast speakers.
#
# The loss of a sentence is 1 if it is wrong, and 0 if not. So in the clear group the mean is 0.05. Four losses lie 0.95 above it, and 76 lie 0.05 below. **By hand**: $q_k = 0.5$ is the share of group $k$ in the world, and $s_k^2$ is line 1 of part 1 inside group $k$.

# %% id="biased-steps"
share = torch.tensor([0.5, 0.5])
clear = torch.cat([torch.ones(4), torch.zeros(76)])  # the loss is 1 where a sentence is wrong
fast = torch.cat([torch.ones(8), torch.zeros(12)])
own = torch.stack([clear.var() / 80, fast.var() / 20])
derivation(
    (r"$\sum_k q_k\,\hat R_k$", "each group's mean times its share: 0.5 · 0.05 + 0.5 · 0.4",
     share @ torch.stack([clear.mean(), fast.mean()])),
    (r"$s_1^2/n_1$", "clear: (4 · 0.95² + 76 · 0.05²)/79 = 0.0481, divided by 80", own[0]),
    (r"$s_2^2/n_2$", "fast: (8 · 0.6² + 12 · 0.4²)/19 = 0.2526, divided by 20", own[1]),
    (r"$\sum_k q_k^2\,s_k^2/n_k$", "times the squared shares: 0.25 · 0.0006 + 0.25 · 0.0126",
     share.square() @ own),
    (r"$\sqrt{\sum_k q_k^2\,s_k^2/n_k}$", "standard error of the corrected risk",
     (share.square() @ own).sqrt()),
    at="for the two groups",
)

# %% [markdown] id="biased-next"
# So the risk is not 0.12 but about 0.225, give or take 0.06. Nearly all of the uncertainty comes from the group with few sentences. Why line 4? A share multiplies the mean, so its square multiplies the squared error. And the groups are independent, so the squares add. (Twenty sentences of *one* fast speaker would tell far less than these twenty.)

# %% id="biased-ask"
ask.number(
    "A test holds 90 photos taken by day, of which 9 are named wrongly, and 10 taken by night, of which 4 are. In the "
    "world, one photo in four is taken by night. What is the share of wrong ones in the sample, and what in the world?",
    (0.13, 0.175),
    digits=3,
    why="13 of 100. By day 0.1 are wrong, by night 0.4, and 0.75 · 0.1 + 0.25 · 0.4 is 0.175.",
    mistakes={(0.13, 0.13): "The sample holds 10 % of night photos. How many does the world hold?",
              (0.13, 0.25): "You gave day and night equal weight. One photo in four is taken by night.",
              (0.13, 0.325): "Which of the two shares belongs to the night?",
              (0.5, 0.175): "You added the two shares. 13 of how many photos are wrong?",
              (0.13, 7.75): "You weighed the counts 9 and 4. Which share of its own group is wrong?"},
)

# %% [markdown] id="biased-exercise"
# **Your turn** (20 minutes): [*The world's risk from a biased sample*](../exercises/02b_generalisation.ipynb), exercise 2.

# %% [markdown] id="little" covers="N02-31"
# ## 7 How little is too little?
#
# It depends on what is to be learned:
#
# - **How many numbers are chosen.** With 15 points, degree 3 has the variance 0.021, and degree 12 has 0.487.
# - **How fast the truth changes.** Fit one wave with 15 points: the best degree is 3, and its risk is 0.026 above the noise. Three waves in the same space need 39 points and degree 11 to come down to 0.026.
# - **The loss.** The squared misses of the bus have the mean 14.3 and the standard deviation 17.8. For a standard error of a tenth of that mean one needs about 155 days: $17.8/\sqrt{155} = 1.43$. The plain misses have the mean 2.9 and the standard deviation 2.43, so about 70 days are enough. A loss that lets a rare day count for much needs more days.
# - **What is assumed.** The generative rule of [01b](01b_kinds_of_learning.ipynb) assumes a bell for each class. Assumptions stand in for data. With few samples they can help, even when they are slightly wrong. With many samples the data can say it better.

# %% [markdown] id="again"
# ## 8 By heart, once more
#
# Back to the hook, with what you know now. The network learned *every* set of labels that we drew for its 100 pictures. So its family is about as rich as it can be on 100 pictures, and the one line of part 2 promises nothing. By the story of part 4 its variance should be enormous. Yet with true labels it named 88 % of the new digits. In 2017 Zhang and others found much the same for large networks. They learned 50 000 small photos with labels by lot completely, and of over a million larger ones nearly all.
#
# So counting weights does not tell how rich a family *really* is. Gradient descent does not pick just any one of the functions that fit. It starts with small weights and prefers some of the functions. Which, and why they generalise, is not fully known. (Set the share of lots to 0.5 and look at the blue curve. It rises first and falls later. Over ten repetitions it stands at 0.61 after 10 steps, and at 0.53 in the end. It seems that the network finds first what the true labels have in common, and learns the lots by heart later.) So here, too, only new data tell.

# %% [markdown] id="transfer"
# ## Transfer
#
# Averaging helps in another way, too. Ten people each train the same kind of model, on data sets of their own. You predict with the mean of their ten predictions.

# %% id="transfer-ask"
ask.number(
    "At one place a kind of model has bias² 0.04, variance 0.30 and noise 0.10. Ten such models, trained on ten "
    "independent data sets, are averaged. What are bias², variance and risk of the mean prediction?",
    (0.04, 0.03, 0.17),
    digits=3,
    why="The mean prediction stays where it was, so the bias stays. The variance of a mean of 10 is a tenth, as in "
        "part 1. 0.04 + 0.03 + 0.10 is 0.17.",
    mistakes={(0.004, 0.03, 0.134): "All ten models lean to the same side. Does averaging remove that?",
              (0.04, 0.3, 0.44): "The ten scatter to both sides, so in the mean they partly cancel. By which factor?",
              (0.04, 0.03, 0.08): "The new point still has its own noise. Is a tenth of it left, or all?",
              (0.04, 0.003, 0.143): "You divided by 100. The variance of a mean of n is s²/n.",
              (0.04, 0.095, 0.235): "You divided the variance by √10. That holds for its root, the standard deviation.",
              (0.04, 0.03, 0.07): "The noise is missing in the risk."},
)

# %% [markdown] id="summary"
# ## Summary
#
# - The risk is the mean loss in the world. The empirical risk is the mean loss of a sample. For a model that was fixed beforehand they differ by about $s/\sqrt n$.
# - A sample that chose a model flatters it, the more the richer the family. New samples judge.
# - For the squared miss, risk = bias² + variance + noise. A richer family usually has less bias and more variance. More data lower the variance.
# - Training loss high: too poor. Gap large: too rich for this data.
# - A sample from another world misleads. Wrong proportions can be corrected, a missing group cannot.
# - Networks that can learn anything by heart may still generalise. Their number of weights does not say whether.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $\hat y$, $y$ | | prediction, target |
# | $R$, $\hat R$ | `risk` | risk, empirical risk |
# | $\mathbb E$ | `.mean()` | expectation, the long-run mean |
# | $\ell_i$, $s$, $n$ | `losses` | loss of sample $i$, standard deviation of the losses, number of samples |
# | $g$, $\varepsilon$, $\sigma$ | `trials.truth`, `sigma` | the truth, the noise, its standard deviation |
# | $f$, $\bar f$ | `preds` | a fitted model's prediction, its mean over data sets |
# | $M$ | `M` | number of models to choose from |
# | $q_k$, $\hat R_k$, $n_k$ | `shares` | share of group $k$ in the world, its mean loss and number in the sample |

# %% [markdown] id="glossary"
# ## Words
#
# **generalise** be right on what one has not seen · **data set** samples with their targets · **training data** samples that a model learns from · **test data** samples that had no part in choosing the model · **risk** mean loss in the world · **empirical risk** mean loss of a sample · **expectation** $\mathbb E$, long-run mean · **standard error** $s/\sqrt n$, typical distance of a sample's mean from the true one · **family** all models that training may choose from · **empirical risk minimisation** choosing the model with the smallest empirical risk · **polynomial, degree** $c_0 + c_1 x + \dots$, its highest power · **underfitting** missing even the training data · **overfitting** fitting their noise · **modelling error** what even the best of the family misses · **estimation error** what comes from choosing by a sample · **optimisation error** what comes from stopping before the best is found · **bias** mean prediction minus truth · **variance** mean squared deviation from the mean prediction · **noise** what no model can predict · **gap** test loss minus training loss · **regularisation** holding a family back · **Bayesian** keeping many models, each as often as it is plausible. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# In very large networks the test loss often falls a second time, beyond the size at which every training sample is fitted. This is called double descent. Large models are planned with learning curves like the numbers of part 5: small models and small samples show what ten times the data would bring.

# %% [markdown] id="optional-elephant"
# ## Optional: the elephant
#
# In 2010 three physicists kept von Neumann's word. They drew the outline as a sum of waves, with four complex numbers. (Such a number, for instance $50 - 30i$, is a pair of real ones.) A fifth number wiggles the trunk.

# %% id="elephant-figure"
figures.elephant()

# %% [markdown] id="elephant-read"
# So four were enough, if a complex number counts as one. Counted as real ones they are eight.

# %% [markdown] id="optional-little"
# ## Optional: two rules that need different amounts of data
#
# Take two classes with 30 features. The **generative** rule notes the mean of each class, and decides for the nearer one. The **discriminative** rule looks for the border directly, with $\sigma(w \cdot x + b)$. Both draw a flat border. The first one's picture of the world is slightly wrong: four of the features nearly repeat each other, but the rule counts them as four pieces of news. **Guess:** which of the two has fewer wrong answers with 80 samples, and which with 1280? Each mark is the mean of 30 repetitions, and the bars show two standard errors.

# %% id="little-figure"
sizes = (20, 80, 320, 1280)
figures.two_ways_figure(sizes, trials.two_ways(sizes))

# %% [markdown] id="little-read"
# With few samples the assumption helps, although it is slightly wrong. With many samples the data say it better, and the curves cross.
