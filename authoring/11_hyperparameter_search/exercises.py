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
# # Exercises 11: Searching hyper-parameters
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors are float64 unless a task says otherwise. Compute in float64: ten digits are compared. So each number of a result may be off by about $10^{-10}$. Where the largest absolute value $M$ in the result is above 1, it may be off by about $10^{-10} M$. No argument may be changed in place. A single number may be returned as a float or as a tensor without axes. No axis is empty, but it may have a single entry. The lecture is `notebooks/11_hyperparameter_search.ipynb`.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-log_uniform"
# Random search draws its configurations. A learning rate is best drawn so that its *logarithm* is uniform. Then as many rates come from 0.001 to 0.01 as from 0.01 to 0.1. No configuration is tried twice. Write `log_uniform(lo, hi, n, u, whole)`. It turns numbers that were drawn between 0 and 1 into at most `n` different values.
#
# - `lo` and `hi` are numbers with 0 < `lo` < `hi`. `n` is 1 or larger, and `whole` is True or False.
# - `u` has shape `(draws,)`. Its numbers are 0 or above and below 1, in the order in which they were drawn. They are uniform, and each of them gives one value.
# - The logarithm of the value lies between the logarithms of the two ends of a scale, just as its `u` lies between 0 and 1. So 0 gives the lower end, and a `u` next to 1 gives a value next to the upper end.
# - If `whole` is False, the scale goes from `lo` to `hi`.
# - If `whole` is True, whole numbers are wanted, for instance widths of a layer. Then `lo` and `hi` are whole numbers. The scale goes from `lo` to `hi + 1`, and each value is rounded **down**. So a whole number `k` stands for all values from `k` to `k + 1`, and both `lo` and `hi` can come. (No case depends on how a value next to a whole number is rounded.)
# - A value that came before is skipped. What counts is the value after rounding.
# - The result holds the first `n` of the values that are left, in the order in which they came. If `u` ends before `n` different values came, it holds those that came.
# - The result is a tensor of shape `(values,)`. Its dtype is float64, or int64 if `whole` is True.
#
# By hand, for rates from 0.001 to 0.1: the logarithms to base 10 go from $-3$ to $-1$. So $u = 0.25$ gives $-2.5$ and the rate $10^{-2.5} = 0.00316$. With $u = (0.5, 0.25, 0.75)$ and $n = 2$ the result is $(0.01, 0.00316)$.
#
# By hand, for whole numbers from 1 to 15: the scale goes from 1 to 16, so the logarithms to base 2 go from 0 to 4. The numbers $u = (0.6, 0.62, 0.3)$ give $2^{2.4} = 5.28$, $2^{2.48} = 5.58$ and $2^{1.2} = 2.30$. Rounded down they are 5, 5 and 2. With $n = 2$ the result is $(5, 2)$: the second 5 is skipped.

# %% id="ask-log_uniform"
ask.number(
    "Rates go from 0.0001 to 1. Which rate does u = 0.25 give? And which whole number does u = 0.45 give, if the whole "
    "numbers go from 1 to 31? (2 to the power of 2.25 is 4.76.) Two numbers.",
    (0.001, 4),
    why="The logarithms to base 10 go from -4 to 0, and a quarter of the way is -3. The second scale goes from 1 to "
        "32, which is 2 to the power of 5. 0.45 · 5 is 2.25, and 4.76 is rounded down.",
    mistakes={(0.250075, 4): "Your rate lies at a quarter of the way itself. What should be uniform?",
              (0.250075, 14): "You went 0.25 and 0.45 of the way from end to end. What should be uniform?",
              (0.1, 4): "You went from the upper end. Which end does u = 0 give?",
              (-3, 2.25): "Those are the logarithms. Which values have them?",
              (0.001, 4.76): "The second one should be a whole number.",
              (0.001, 5): "In which direction is a value rounded?"},
)

# %% [markdown] id="own-log_uniform"
# Now for any scale. Think of the values that come again.

# %% id="answer-log_uniform"
@exercise("log_uniform")
def log_uniform(lo, hi, n, u, whole):
    """At most n different values, uniform in the logarithm, in the order of u (draws,); whole: whole numbers, int64."""

# %% [markdown] id="task-compare_runs"
# Two settings, a and b, were trained with several seeds each. A seed decides the start and the order of the samples. An unlucky start harms both settings, so two runs with the same seed belong together. Write `compare_runs(a, b)`. It returns `(difference, standard_error)`: how much higher the losses of a are, and how far this number is typically off.
#
# - `a` and `b` are dicts. A key is a seed (an int), its value the final loss of the run with this seed (a float). The keys stand in any order, and the order of the two dicts may differ.
# - Only seeds that are in both dicts count, at least one. All other runs play no part.
# - The difference of a seed is a's loss minus b's. `difference` is the mean of these differences. So it is positive if b is better.
# - The runs are **paired**: the standard error is that of the mean of the differences. With $n$ differences it is $\sqrt{s^2/n}$. Here $s^2$ is the sum of their squared deviations from their mean, divided by $n - 1$.
# - With a single difference nothing is known of the spread. Then `standard_error` is `inf`.
# - If all differences are equal, `standard_error` is 0.
# - Losses may be about 10 000 and differ by about 1. Both results must have ten digits there too.
# - Both results are single numbers.
#
# By hand: a has the losses 5, 11 and 8 with the seeds 1, 2 and 3, and b has 4, 6 and 5. The differences are 1, 5 and 3, with the mean 3. Their deviations are $-2$, 2 and 0, so $s^2 = 8/2 = 4$ and the standard error is $\sqrt{4/3} = 1.155$. So the difference is 2.6 standard errors away from 0. Without pairs the standard error would be $\sqrt{(9 + 1)/3} = 1.826$. What a seed does to both settings alike is gone from the differences.

# %% id="ask-compare_runs"
ask.number(
    "With the seeds 1, 2, 3 and 4 a has the losses 10, 4, 7 and 9. b was run with the seeds 4, 1 and 2: it has 7, 9 and "
    "4, in this order. What is the difference, and what is its standard error?",
    (1, 3 ** -0.5),
    digits=3,
    why="Seed 1 gives 10 - 9, seed 2 gives 4 - 4, and seed 4 gives 9 - 7. The differences 1, 0 and 2 have the mean 1 and "
        "s² = 2/2, so the squared standard error is 1/3.",
    mistakes={(-1, 3 ** -0.5): "Is b better here, and which sign says so?",
              (1, 1): "That is s, how far single differences lie apart. How far off is their mean?",
              (1, 1 / 3): "The second number is still squared.",
              (1, (2 / 9) ** 0.5): "By what does the text divide the squared deviations?",
              (5 / 6, 3 ** -0.5): "You took all runs of a into its mean. Seed 3 has no partner.",
              (1 / 3, 8 / 3): "You paired by place. Which runs share a seed?"},
)

# %% [markdown] id="own-compare_runs"
# Now for any runs.

# %% id="answer-compare_runs"
@exercise("compare_runs")
def compare_runs(a, b):
    """Mean of a's loss minus b's over the seeds in both, and its standard error; a and b are dicts: seed -> loss."""

# %% [markdown] id="task-gp_posterior"
# A Gaussian process is a model of an unknown function $f$. Before any observation, the values of $f$ at any places are Gaussian together (*jointly Gaussian*). All their means are 0, and the covariance of $f(x)$ and $f(x')$ is the **kernel**
#
# $$k(x, x') = \text{var} \cdot \exp\Big(-\frac{|x - x'|^2}{2\,\text{ls}^2}\Big).$$
#
# Then $f$ is observed at some places, each time with a noise of its own: $y_i = f(x_i) + \text{noise}_i$. Write `gp_posterior(X, y, Xs, ls, var, noise)`. It returns `(mean, cov)`: what is known of $f$ at new places after the observations.
#
# - `X` has shape `(n, d)`: row $i$ is the place $x_i$ with its $d$ features. `y` has shape `(n,)`. `Xs` has shape `(m, d)`.
# - $|x - x'|^2$ is the squared distance: the squared differences are added over the features.
# - `ls` and `var` are floats above 0. `ls` is called the length scale, or the length for short. `var` is the variance of $f$ at every place. `noise` is a float, 0 or above: the **variance** of each $\text{noise}_i$. The noises are independent of one another and of $f$. (`torch.eye(n)` is float32. Give it the dtype of `X`.)
# - `mean` has shape `(m,)`: the means of $f$ at the new places. `cov` has shape `(m, m)`: the covariances of $f$ at each two of them, which may be negative. Both belong to $f$ itself, without noise.
# - Without noise, a new place that was observed has the observed value as its mean, and the variance 0. Add nothing to the diagonal in that case: ten digits are compared, and no case needs it.
# - Far from all observations the mean is 0, and the variance is `var`. So do not take off the mean of `y`.
#
# The rule for jointly Gaussian vectors $a$ and $b$ with means 0: once $a$ is known, $b$ has the mean $C_{ba} C_{aa}^{-1} a$ and the covariance matrix $C_{bb} - C_{ba} C_{aa}^{-1} C_{ab}$. Here $C_{ba}$ holds the covariances of each entry of $b$ with each of $a$. You decide which vectors are $a$ and $b$, and in which of the blocks the noise stands.
#
# By hand, with `ls` 0.5, `var` 4 and `noise` 0.25: the only observation is $y = 2$ at $x = 1$, and the new place is 1.5. The kernel of the two places is $4 \cdot \exp(-0.5) = 2.426$. The result is the mean $1.142$ and the covariance matrix with the single entry $2.615$.

# %% id="ask-gp_posterior"
ask.number(
    "f has the variance 4 everywhere. At one place y = 3 is observed, with a noise of variance 1. At a new place f has "
    "the covariance 2 with f at the observed one. Which mean and which variance has f there now? Two numbers.",
    (1.2, 3.2),
    why="y has the variance 4 + 1 = 5. So the mean is 2/5 · 3, and the variance is 4 - 2 · 2/5.",
    mistakes={(1.5, 3): "That is right for an observation without noise. What is the variance of y?",
              (1.2, 4.2): "The variance of f at the new place is wanted, not that of an observation there.",
              (1.2, 4.8): "Does an observation make f more or less certain?",
              (1.2, 4): "The observation tells something of the new place. What is left of the variance?",
              (6, 0): "By what is the product 2 · 3 divided?",
              (1.2, 3.6): "The covariance 2 is used twice in the variance."},
)

# %% [markdown] id="own-gp_posterior"
# Now for any number of observations and places.

# %% id="answer-gp_posterior"
@exercise("gp_posterior")
def gp_posterior(X, y, Xs, ls, var, noise):
    """Posterior (mean (m,), cov (m, m)) of f at Xs (m, d), after y (n,) was observed at X (n, d)."""

# %% [markdown] id="task-expected_improvement"
# Some configurations have been tried, and `best` is their lowest loss. A model tells of further places what loss each may have: it is normally distributed with the mean $\mu$ and the standard deviation $\sigma$. If we try a place and its loss $f$ is lower than `best`, we gain `best` $-\;f$. If not, we keep the best configuration and gain 0. Write `expected_improvement(mu, sigma, best)`. It returns for each place the mean of this gain over all losses that may come.
#
# - `mu` and `sigma` have shape `(places,)`. The entries of `sigma` are **standard deviations**, 0 or above. `best` is a float. It may be negative, as `mu` may be.
# - A low loss is good. A loss above `best` gains 0, not less.
# - Where $\sigma = 0$, the loss is $\mu$ for certain. The gain is `best` $-\;\mu$ then, or 0 if that is negative. It is 0 where $\mu$ is `best`, not nan. Some places may have $\sigma = 0$ and others not.
# - The result has shape `(places,)`: each place is treated by itself.
# - No sampling: ten digits are compared.
#
# The way there: write the loss as $\mu + \sigma\varepsilon$. Here $\varepsilon$ is a standard normal number, with the density $\varphi(\varepsilon) = \exp(-\varepsilon^2/2)/\sqrt{2\pi}$. The place gains where $\varepsilon$ is below $z = (\text{best} - \mu)/\sigma$, so the mean gain is
#
# $$\int_{-\infty}^{z} (\text{best} - \mu - \sigma\varepsilon)\,\varphi(\varepsilon)\;d\varepsilon.$$
#
# Split it in two. For the first part, $\Phi(z)$ is the probability that $\varepsilon$ is below $z$: `torch.special.ndtr(z)`. For the second part, $\varphi'(\varepsilon) = -\varepsilon\,\varphi(\varepsilon)$.
#
# By hand: $\mu = 0.3$, $\sigma = 0.2$ and `best` is 0.25. Then $z = -0.25$, $\Phi(z) = 0.4013$ and $\varphi(z) = 0.3867$. The two parts are $-0.0201$ and $0.0773$, so the result is $0.0573$. The mean is worse than the best loss, and still the place is worth something.

# %% id="ask-expected_improvement"
ask.number(
    "The best loss so far is 1. What is the expected improvement of a place with μ = 1 and σ = 2? (At z = 0 the density "
    "is 0.3989.) And of a place with μ = 0.5 and σ = 0? Two numbers.",
    (0.7979, 0.5),
    why="The first part is 0 · 1/2. The second is the integral of -2ε times the density up to 0, which is 2 · 0.3989. The "
        "other place gains 1 - 0.5 for certain.",
    mistakes={(0, 0.5): "The mean is the best loss, but half of the losses that may come are lower. What do they gain?",
              (0.3989, 0.5): "What happens to the gain if the losses scatter twice as far?",
              (1.5958, 0.5): "Your σ enters as a square. In which unit is a gain?",
              (0.5, 0.5): "That is the probability of a gain. How large is it on average?",
              (0.7979, 0): "The second place is certain. By how much is 0.5 better than 1?",
              (0.7979, -0.5): "Is a low loss good or bad?"},
)

# %% [markdown] id="own-expected_improvement"
# Now for any places, those that are certain included.

# %% id="answer-expected_improvement"
@exercise("expected_improvement")
def expected_improvement(mu, sigma, best):
    """Mean of max(best - loss, 0) at each place, for normal losses; mu and sigma (places,), best a float."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "A network was trained with ten values of its learning rate. The best of the ten has an accuracy of 0.91 on the "
    "validation set, and 0.88 on a test set that was used once, at the end. Which number do you report?",
    0.88,
    why="The validation set chose among ten, so the luckiest one won: its 0.91 is too high on average. The test set "
        "chose nothing.",
    mistakes={0.91: "Ten tries were compared on these samples. What does the luckiest of ten show?",
              0.895: "The mean of both still holds the luck of the choice.",
              0.03: "That is the gap. Which of the two was not used to choose?"},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "The loss along one direction is 2θ². Gradient descent takes the step θ - η · 4θ. Above which η does θ move away from "
    "0 instead of towards it?",
    0.5,
    why="A step multiplies θ by 1 - 4η. Its size is below 1 as long as 4η is below 2.",
    mistakes={0.25: "There one step leads to 0 exactly. What happens a little above?",
              1: "At η = 1 a step makes -3θ of θ. Is that nearer to 0?",
              2: "The factor of a step is 1 - 4η. When does its size reach 1?"},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "Two numbers are jointly Gaussian with means 0, variances 1 and 4, and a strong positive covariance. The data are "
    "turned so that the first new axis has the largest variance. What is the covariance of the two new coordinates?",
    {"0": "The axes are eigenvectors of the covariance matrix, and there it is diagonal.",
     "as before": "Turning the axes changes the matrix: only its eigenvalues stay.",
     "the largest eigenvalue": "That is the variance along the first new axis.",
     "negative": "By turning further than to the eigenvectors it could become so. Where is the variance largest?"},
    right="0",
)
