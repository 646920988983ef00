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
# # Exercises 03: Neighbours, validation and dimensions
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions.
#
# These rules hold for all exercises here. All tensors of real numbers are float64, and labels, indices and counts are int64. No argument may be changed in place. No axis is empty, but it may have a single entry. Samples are the rows of a tensor, and rows are counted from 0. The lecture is [notebooks/03_neighbours_and_dimensions.ipynb](../notebooks/03_neighbours_and_dimensions.ipynb).

# %% id="setup"
import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-knn_predict"
# Write `knn_predict(Xtr, ytr, X, k, metric)`. It returns a label for each new point: the most frequent one among its `k` nearest training points.
#
# - `Xtr` has shape `(n, d)`, one training point a row. `ytr` has shape `(n,)` and holds their labels, whole numbers from 0 on. A label is a name: some numbers may not occur at all.
# - `X` has shape `(m, d)`, the new points. The result has shape `(m,)` and dtype int64.
# - `k` lies between 1 and `n`. Each of the `k` nearest has one vote.
# - `metric` is `"L1"` (the absolute differences added), `"L2"` (the straight line) or `"Linf"` (the largest absolute difference).
# - If several labels are equally frequent, the smallest of them wins.
# - No two training points have the same distance to a new point, so "nearest" is always clear.
#
# By hand: training points at 0, 4, 6 and 7 have the labels 2, 0, 0 and 2. A new point at 1 has the distances 1, 3, 5 and 6. With $k = 1$ it gets 2. With $k = 2$ the labels 2 and 0 come once each, so it gets 0. With $k = 3$ it gets 0.

# %% id="ask-knn_predict"
ask.number(
    "Training points at (0, 0), (3, 3) and (5, 0) have the labels 1, 0 and 2. A new point is at (1, 0). What does it get "
    "with k = 1? And with k = 3?",
    (1, 0),
    why="(0, 0) is nearest. With k = 3 each label comes once, and 0 is the smallest.",
    mistakes={(1, 1): "With k = 3 the labels 1, 0 and 2 come once each. Which wins a tie?",
              (1, 2): "With k = 3 the labels 1, 0 and 2 come once each. The largest does not win a tie.",
              (2, 0): "You asked the farthest point. Which is nearest to (1, 0)?"},
)

# %% [markdown] id="task-knn_predict-now"
# Now for any number of points.

# %% id="answer-knn_predict"
@exercise("knn_predict")
def knn_predict(Xtr, ytr, X, k, metric):
    """Labels (m,) of X (m, d) by the vote of the k nearest of Xtr (n, d) with labels ytr (n,)."""

# %% [markdown] id="task-kfold_indices"
# Write `kfold_indices(n, K, seed)`. It returns a list of `K` pairs `(train, validation)`, one for each round of cross-validation.
#
# - Shuffle first: `torch.randperm(n, generator=torch.Generator().manual_seed(seed))` gives the samples 0 to `n - 1` in a random order.
# - Cut this order into `K` pieces one after the other. The first piece is the validation part of round 1, the next one that of round 2, and so on.
# - The sizes of two pieces differ by at most 1, and the larger pieces come first.
# - `train` holds all samples that are not in this round's `validation`.
# - Both are int64 tensors with one axis. The order *within* a tensor does not count.
# - `K` lies between 2 and `n`.
#
# By hand: `n = 7`, `K = 3`, and the order is 4, 0, 2, 6, 1, 5, 3. The pieces are (4, 0, 2), (6, 1) and (5, 3). So round 2 validates on 6 and 1, and trains on 4, 0, 2, 5 and 3.

# %% id="ask-kfold_indices"
ask.number(
    "23 samples are cut into K = 6 pieces whose sizes differ by at most 1, the larger ones first. How large is the first "
    "piece, how large the last, and at which place of the order (from 0) does the last one begin?",
    (4, 3, 20),
    why="6 · 3 is 18, so five pieces have one sample more: 4, 4, 4, 4, 4, 3. Five pieces of 4 fill the places 0 to 19.",
    mistakes={(3, 8, 15): "The last piece would be 5 samples larger than the others.",
              (4, 3, 19): "Count from 0: the first piece fills the places 0 to 3. Where does the second begin?",
              (3, 3, 15): "Six pieces of 3 hold 18 samples. Where are the other five?",
              (3, 4, 19): "The larger pieces come first."},
)

# %% [markdown] id="task-kfold_indices-now"
# Now the indices themselves.

# %% id="answer-kfold_indices"
@exercise("kfold_indices")
def kfold_indices(n, K, seed):
    """List of K pairs (train, validation) of int64 indices; the validation parts are pieces of the shuffled order."""

# %% [markdown] id="task-honest_cv"
# Write `honest_cv(X, y, standardise, fit, K, seed)`. It cross-validates a classifier, and lets no held-out sample leak into what is learned. It returns one number, a float or a tensor without axes: the mean of the `K` accuracies.
#
# - `X` has shape `(n, d)`, and `y` has shape `(n,)` with labels. The rounds are those of exercise 2, for `n` samples, `K` and `seed`. Write them again here, or call your own function.
# - `standardise(A)` takes rows `(rows, d)` and returns two tensors of shape `(d,)`: the mean and the standard deviation of each column.
# - Both parts of a round are standardised: take off the mean and divide by the standard deviation. Both numbers come from the **training part of this round** alone.
# - `fit(Z_train, y_train, Z_new)` trains on standardised rows with their labels. It returns a label for each row of `Z_new`, with shape `(rows,)`.
# - The accuracy of a round is the share of its held-out labels that `fit` gets right. Each round counts the same in the mean, even if its fold is smaller.
#
# By hand, for one feature: the training part is 1 and 3, and 11 is held out. The mean is 2 and the standard deviation 1. The training part becomes $-1$ and 1, and 11 becomes 9.

# %% id="ask-honest_cv"
ask.number(
    "One feature. In a round the training part is 1, 1, 5 and 5; held out are 9 and 7. The mean of the training part is "
    "3, and its standard deviation is 2. What does the held-out 9 become?",
    3,
    why="(9 - 3)/2 is 3: far out, as seen from the training part.",
    mistakes={1: "You used the mean 8 and the deviation 1 of the held-out part. Which part may be learned from?",
              1.48: "You used the mean 4.67 and the deviation 2.92 of all six. Two of them are held out.",
              6: "You took off the mean. What about the deviation?",
              4.5: "You divided, but did not take off the mean."},
)

# %% [markdown] id="task-honest_cv-now"
# Now all rounds.

# %% id="answer-honest_cv"
@exercise("honest_cv")
def honest_cv(X, y, standardise, fit, K, seed):
    """Mean accuracy over K rounds; each round standardises by its own training part."""

# %% [markdown] id="task-k_occurrence"
# Write `k_occurrence(X, k)`. Each point chooses its `k` nearest *others*. The result says how often each point is chosen.
#
# - `X` has shape `(n, d)`, one point a row, and `k` lies between 1 and `n - 1`.
# - Distance is the straight line. No point is its own neighbour.
# - Two different rows may be equal. Then they are neighbours at distance 0.
# - Who the `k` nearest others of a point are is always clear.
# - The result has shape `(n,)` and dtype int64, in the order of the rows. A point that nobody chooses gets 0.
#
# By hand: points at 0, 1, 3 and 7, with $k = 1$. 0 chooses 1, 1 chooses 0, 3 chooses 1, and 7 chooses 3. So the result is 1, 2, 1, 0.

# %% id="ask-k_occurrence"
ask.number(
    "Points at 0, 1, 3 and 7, and each chooses its k = 2 nearest others. How often are the four chosen?",
    (2, 3, 3, 0),
    why="0 chooses 1 and 3, 1 chooses 0 and 3, 3 chooses 1 and 0, and 7 chooses 3 and 1.",
    mistakes={(3, 4, 4, 1): "Each point has chosen itself besides.",
              (2, 2, 2, 2): "That is how many each point chooses. How often is it chosen?",
              (2, 3, 2, 1): "The counts add up to 8, but does anybody choose 7?",
              (1, 2, 1, 0): "That is k = 1. Now each chooses two others."},
)

# %% [markdown] id="task-k_occurrence-now"
# Now for any cloud.

# %% id="answer-k_occurrence"
@exercise("k_occurrence")
def k_occurrence(X, k):
    """How often each point of X (n, d) is among the k nearest others of some point: int64 (n,)."""

# %% [markdown] id="task-pca_fit"
# Write `pca_fit(X, m)`. It returns `(mean, components, explained)`: the mean, the `m` directions in which the samples spread most, and the variance along each.
#
# - `X` has shape `(n, d)`, with $n \geq 2$. `m` is at least 1 and at most the smaller of `n` and `d`.
# - `mean` has shape `(d,)`: the mean of each feature.
# - `components` has shape `(m, d)`. Each **row** is a direction of length 1, and two rows are at right angles. The direction of the largest variance comes first.
# - `explained` has shape `(m,)`: the variance along each direction, in the same order. A variance is the mean of the squared scores. So divide by `n`.
# - A direction and its opposite are the same: either sign is accepted. No two of the variances are equal.
# - There may be fewer samples than features.
# - Only the mean is taken off. The features are not divided by anything.
#
# By hand: the points $(8, 5)$, $(6, 7)$, $(2, 3)$ and $(4, 1)$ have the mean $(5, 4)$. Without it they are $(3, 1)$, $(1, 3)$, $(-3, -1)$ and $(-1, -3)$. The covariance matrix has the rows $(5, 3)$ and $(3, 5)$, with the eigenvalues 8 and 2. For $m = 1$ the direction is $(0.7071, 0.7071)$, and its variance is 8.

# %% id="ask-pca_fit"
ask.number(
    "Points (0, 1), (4, 1), (2, 0) and (2, 2) have the mean (2, 1). What is the larger eigenvalue of their covariance matrix "
    "(the mean of the products), and what is the smaller one?",
    (2, 0.5),
    why="Without the mean they are (-2, 0), (2, 0), (0, -1) and (0, 1). The mean squares are 8/4 and 2/4, and the mean "
        "product is 0.",
    mistakes={(8, 2): "You added the squares. What is their mean over four points?",
              (8 / 3, 2 / 3): "You divided by n - 1. The text divides by n.",
              (1.414, 0.707): "These are the deviations, the roots of the variances.",
              (0.5, 2): "Which of the two is larger?",
              (6.76, 0.74): "You left the mean in."},
)

# %% [markdown] id="task-pca_fit-now"
# Now for any cloud. `torch.linalg.eigh` and `torch.linalg.svd` may be used.

# %% id="answer-pca_fit"
@exercise("pca_fit")
def pca_fit(X, m):
    """Mean (d,), the m directions of largest variance as rows (m, d), and the variance along each (m,)."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "A machine predicts w · x for x = 3, and the truth is 6. Its loss is the squared miss. It starts at w = 1 and takes one "
    "step against the slope with the learning rate 0.05. What is w then?",
    1.9,
    why="the miss is -3, the slope 2 · (-3) · 3 = -18, and 1 + 0.05 · 18 = 1.9",
    mistakes={0.1: "The slope is negative. Which way is downhill?",
              1.45: "One factor 2 is missing in your slope.",
              1.3: "The miss moves 3 times as far as w. Is the factor x in your slope?",
              19: "The step is the slope times the learning rate."},
)

# %% [markdown] id="mixed-next"
# The second:

# %% id="mixed-2"
ask.number(
    "g(x) = (3x + 1)², and h(x) = g(x) · x. What is the derivative of h at x = 1?",
    40,
    why="g is 16 there, and its slope is 2 · 4 · 3 = 24. Two routes add: 24 · 1 + 16 · 1.",
    mistakes={24: "That is the slope of g. The second factor x moves, too.",
              16: "That is what the second factor brings. g moves, too.",
              384: "You multiplied the two shares. They are two routes.",
              32: "Your slope of g is 16. The bracket moves 3 times as far as x, and its square has the slope 2 · 4."},
)

# %% [markdown] id="mixed-last"
# The third:

# %% id="mixed-3"
ask.choose(
    "`X` has shape (5, 3), one sample a row, and `W` has shape (2, 3). Which line gives each sample's two outputs, one "
    "sample a row?",
    {"`W @ X`": "The inner sizes are 3 and 5: the program stops.",
     "`X @ W`": "The inner sizes are 3 and 2: the program stops.",
     "`X @ W.mT`": "(5, 3) times (3, 2) gives (5, 2): a row for each sample.",
     "`W @ X.mT`": "(2, 3) times (3, 5) gives (2, 5): a column for each sample."},
    right="`X @ W.mT`",
)
