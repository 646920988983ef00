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
# # 03 Neighbours, validation and dimensions
#
# {minutes} · exercises in [exercises/03_neighbours_and_dimensions.ipynb](../exercises/03_neighbours_and_dimensions.ipynb)

# %% [markdown] id="hook"
# ## A perfect score
#
# A hospital takes ten blood values of each patient. A program should say who will catch a cold. But here **each label comes from a coin**, so the blood says nothing, and no program can be right for more than half of the patients in the long run.
#
# The program has settings: which three values it looks at, how it compares patients, and more. Someone tries settings at random, always on the same ten test patients, and keeps the best. **Decide first:** how good will the best of 200 be on these ten? Then pull *settings tried*.

# %% id="hook-live"
import math

import torch

from dlcourse import ask, data, tensors
from dlcourse.lectures.l03 import figures, widgets
from dlcourse.models import neighbours

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Leak()

# %% [markdown] id="hook-next"
# The best of 200 is right for all ten. On 500 fresh patients it is right for about half. So it was luck. A coin guesses ten patients right once in $2^{10} = 1024$ tries on average. With 200 tries, expect $200/1024 \approx 0.2$ such settings in a hospital. So only some hospitals have one: four of 20 in our trial. The first is among them. Move to *another hospital* to see a usual one.

# %% id="hook-ask"
ask.choose(
    "200 settings were tried on the same 10 test patients, and the best one is right for all 10. On fresh patients it "
    "is right for about half. Now there are 100 test patients, not 10. What changes?",
    {"the best of 200 is still near 100 %": "Ten coins are all heads once in 1024 throws. A hundred coins?",
     "the best of 200 comes nearer to 50 %, but stays above": "A score on 100 patients varies less, but the best of 200 "
                                                              "scores is still a lucky one.",
     "the best of 200 is at 50 %, as on fresh patients": "That would hold for a setting that nobody chose. This one is "
                                                         "the best of 200."},
    right="the best of 200 comes nearer to 50 %, but stays above",
)

# %% [markdown] id="hook-see"
# **See it** with *test patients*. A test score is honest once. Whoever chooses by it takes luck for skill.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Classify by the nearest neighbours (exercise *Vote of the nearest neighbours*).
# 2. Divide data into folds, and keep what is learned inside them (exercises *K folds* and *Cross-validation without a leak*).
# 3. Judge a training run from its curves (question in part 3).
# 4. Say what many dimensions do to distances (question in part 5, exercise *How often is a point chosen?*).
# 5. Find the directions in which data spread most (exercise *Principal components*).

# %% [markdown] id="needs"
# ## What you need
#
# From [00b](00b_calculus_you_need.ipynb): the dot product, the length of an arrow, `@` and `.mT`. From lecture [02b](02b_generalisation.ipynb): a model may fit its training points and fail on fresh ones; the standard error; squared deviations of independent numbers add. [01b](01b_kinds_of_learning.ipynb) shows PCA as a picture, in its optional part.

# %% [markdown] id="knn" covers="N03-01 N03-02"
# ## 1 Ask the neighbours
#
# A linear model keeps a few weights and throws the data away. **Nearest neighbours** does the opposite. It has no formula to train. It stores all training points. For a new point it looks for the $k$ nearest ones, and they **vote**: the most frequent label wins, and of equally frequent ones the smallest. (To predict a number, take the mean of the $k$ nearest.) Such a model is called **non-parametric**: it has no fixed list of parameters, and grows with the data.
#
# By hand: six training points lie on a line, at 1, 2.5, 4, 7, 8.5 and 14. Their labels are 0, 1, 0, 1, 0 and 1. A new point lies at 5. Its distances to them are 4, 2.5, 1, 2, 3.5 and 9. **Decide:** what does it get with $k = 1$, and with $k = 3$?
#
# With $k = 1$ it gets 0, the label of the nearest, at 4. With $k = 3$ the points at 4, 7 and 2.5 vote 0, 1 and 1, so it gets 1.

# %% [markdown] id="metric" covers="N03-03"
# Two choices are open: **$k$**, and what **near** means. Training does not learn such settings: somebody sets them beforehand. They are called **hyper-parameters**. Three distances between the points $(1, 2)$ and $(4, 6)$, whose differences are 3 and 4:
#
# - the straight line (L2): $\sqrt{\sum_j (a_j - b_j)^2} = \sqrt{9 + 16} = 5$;
# - along the axes, as in a city (L1): $\sum_j \lvert a_j - b_j\rvert = 3 + 4 = 7$;
# - the largest difference alone (L$\infty$): $\max_j \lvert a_j - b_j\rvert = 4$.

# %% [markdown] id="map"
# **Try both choices.** Sixty points, and the colour that each place would get. Set $k$ to 1, 15 and 60, and read the two shares. Then set $k$ to 9 and try the three distances. At last measure $x_1$ in centimetres.

# %% id="map-live"
widgets.NeighbourMap(k=1.0)

# %% [markdown] id="map-read"
# With $k = 1$ each training point votes for itself. So the training share is 100 %, as long as no two equal points have different labels. Of the fresh points 88 % are right. Such a gap is overfitting, though it costs little here: the border follows single points. With $k = 15$ the border is smooth, and the gap nearly closes: 92 % and 89 %. With $k = 60$ all vote everywhere, and half are wrong, old points and fresh ones: underfitting.
#
# The distance changes little here: with $k = 9$ the fresh share is 88 or 89 % for all three. The unit changes much. In centimetres the numbers of $x_1$ are a hundred times as large. Then almost only $x_1$ counts, and the fresh share falls from 88 to 68 %. **A unit is a choice, too.**

# %% [markdown] id="knn-exercise"
# A remedy is to **standardise** each feature: take off its mean, and divide by its **standard deviation**, the root of the mean squared distance from the mean. (This mean divides by $n$, not by $n - 1$ as in [02b](02b_generalisation.ipynb).) Then no unit is left.
#
# **Your turn** (15 minutes): [*Vote of the nearest neighbours*](../exercises/03_neighbours_and_dimensions.ipynb), exercise 1.

# %% [markdown] id="choose" covers="N03-04 N03-05"
# ## 2 Choosing honestly
#
# Which $k$? The training share always likes $k = 1$. The test share must not choose either: that was the hook. Choosing is a kind of training. So the data are divided into **three parts**:
#
# - on the **training** part the program learns;
# - on the **validation** part we compare settings;
# - the **test** part is opened once, at the very end, for the one setting that was chosen.
#
# The validation score of the chosen setting is too good on average, as in the hook. The more settings and the fewer samples, the more luck is in the winner. The test score is honest: nobody chose by it. Only chance is left in it.

# %% [markdown] id="folds" covers="N03-06"
# A small validation part is noisy. **Cross-validation** uses every sample except the test part, which stays closed. It shuffles them and cuts them into $K$ **folds**. In each round one fold is held out, and the program learns from all others. The score is the mean of the $K$ rounds. Usual are 5 or 10 folds. With $K = n$ each sample is held out alone (**leave-one-out**). Here $n = 10$ and $K = 3$:

# %% id="folds-figure"
figures.folds(data.kfold(10, 3, rng=tensors.generator(0)))

# %% [markdown] id="folds-next"
# 10 is not a multiple of 3, so one fold has a sample more than the others.
#
# Now choose $k$ for the sixty points of the map: five folds, ten shuffles, and the mean of all fifty rounds. In the code, a function returns a function, as it might return a number. `fit_with(5)` is a function; call it `fit`. `fit(X, y)` gets the training part of a round, and is a function again; call it `predict`. `predict(X_new)` gives the labels of the held-out fold. **Guess:** the training share likes $k = 1$. What do the folds like?

# %% id="folds-which-figure"
sixty = data.two_moons(60, rng=tensors.generator(3), noise=0.3)
def fit_with(k):               # one `fit` for each k
    def fit(X, y):             # the training part of a round
        def predict(X_new):    # the held-out part
            return neighbours.knn_predict(X, y, X_new, k=k)
        return predict
    return fit

tried, shares = [1, 3, 5, 9, 15, 31, 45], []
for k in tried:
    rounds = [data.cross_validate(fit_with(k), sixty.X, sixty.y, 5, rng=tensors.generator(i))
              for i in range(10)]  # ten shuffles
    shares.append(float(torch.stack(rounds).mean()))
figures.scores(tried, {"mean of the folds": shares}, even=True, low=0.5,
               xlabel="k", ylabel="share right", caption="Fifty rounds for each k.")

# %% [markdown] id="folds-exercise"
# The folds choose $k = 5$, with 91.5 %. As it was chosen by this score, the score is too good on average. Against that, each round learns from 48 points, not 60, which makes it a little too bad. Nobody knows which of the two is stronger: another reason to open a test part.
#
# In the map $k = 15$ was better than $k = 1$, and here it is worse. Sixty points are few: a difference of one or two per cent may be luck. A large $k$ is punished for another reason. In a round only 48 points vote, so $k = 45$ asks nearly all of them. If the held-out part has more points of one class, the training part has fewer, and the vote leans the wrong way.
#
# Now train once more, on *all* sixty points: none has to be held out any longer. Only then open the test part. The fresh points of part 1 will not do: there we looked at them for several $k$. So here are 400 others, which nobody has asked:

# %% id="folds-test"
unseen = data.two_moons(400, rng=tensors.generator(5), noise=0.3)
fit = fit_with(5)
predict = fit(sixty.X, sixty.y)
said = predict(unseen.X)
tensors.show(test=(said == unseen.y).double().mean())

# %% [markdown] id="folds-report"
# 90 %: this is the number to report, with its luck. Each answer counts 1 or 0: 360 of the 400 lie 0.1 above their mean 0.9, and 40 lie 0.9 below it. The mean square is $0.9 \cdot 0.01 + 0.1 \cdot 0.81 = 0.09$, so the standard deviation is 0.3. Then the standard error is $0.3/\sqrt{400} = 0.015$: 90 %, give or take 1.5 %.
#
# **Your turn** (15 minutes): [*K folds*](../exercises/03_neighbours_and_dimensions.ipynb), exercise 2.

# %% [markdown] id="leak"
# ### A solution to mend
#
# Mia has 50 patients with 1000 gene values each. The labels are coin flips again, but she does not know. She keeps the 20 values that differ most between the two classes. Then she cross-validates as above, with five folds and $k = 5$.

# %% id="leak-run"
rng = tensors.generator(0)
genes = torch.randn(50, 1000, generator=rng)
sick = torch.randint(0, 2, (50,), generator=rng)

def most_telling(X, y):  # the 20 columns whose means differ most; X[y == 1]: rows with label 1
    return (X[y == 1].mean(dim=0) - X[y == 0].mean(dim=0)).abs().topk(20).indices

kept = genes[:, most_telling(genes, sick)]
tensors.show(mia=data.cross_validate(fit_with(5), kept, sick, 5, rng=rng).mean())

# %% [markdown] id="leak-next"
# About 0.9, on coin flips! Where is the mistake?

# %% id="leak-ask"
ask.choose(
    "Mia picks the 20 of 1000 gene values that differ most between the classes, and then cross-validates with these 20. "
    "The labels are coin flips, and her score is about 0.9. What went wrong?",
    {"k = 5 is too small": "With another k the score stays high. What did she do before the first fold was cut?",
     "five folds are too few": "With 50 folds the score is no better founded. Who saw the held-out labels?",
     "the held-out patients helped to pick the 20 values": "Their labels were used in the choice. So the held-out part "
                                                           "is not fresh.",
     "50 patients are too few for any conclusion": "They are few, but an honest score of 50 patients would be near 0.5."},
    right="the held-out patients helped to pick the 20 values",
)

# %% [markdown] id="leak-mend"
# **Mend it.** Whatever is learned from data belongs *inside* the fold: each round picks its own 20 values, from its training part alone. `fit_honestly` is a `fit` as before, so it sees nothing but this part. Its first line picks the values.

# %% id="leak-mended"
def fit_honestly(X, y):
    own = most_telling(X, y)  # X and y hold the training part of this round only
    def predict(X_new):
        return neighbours.knn_predict(X[:, own], y, X_new[:, own], k=5)
    return predict

tensors.show(mended=data.cross_validate(fit_honestly, genes, sick, 5, rng=rng).mean())

# %% [markdown] id="leak-read"
# One run of 50 patients is noisy. Over 20 such data sets, Mia's way gives 0.87 on average, and the honest way 0.50. Such a **leak** is hard to see. The mean and the standard deviation that standardise a feature are learned from data, too. They also belong inside. But that leak is usually small: it does not use the labels.
#
# **Your turn** (20 minutes): [*Cross-validation without a leak*](../exercises/03_neighbours_and_dimensions.ipynb), exercise 3.

# %% [markdown] id="curves" covers="N03-07"
# ## 3 Judge a training run
#
# A model that is trained step by step gives two **learning curves**: its loss on the training part, and on the validation part. Five runs tried to learn the same wave from noisy points. In [02a](02a_least_squares_and_likelihood.ipynb) each step used all points. Here a step uses only a few of them, drawn by chance ([09a](09a_sampling_and_momentum.ipynb) tells why). So an **epoch**, one pass through all of them, has many steps. No model can get below a validation loss of about 0.09, the noise itself. Which run
#
# - **overfits**: training falls near 0, far below the noise, and validation rises again;
# - **underfits**: both curves have come to rest, side by side but far above what is possible;
# - has **too high a learning rate** for its steps: both curves jump;
# - was **stopped too early**: both curves are still falling;
# - is **good**: both have come to rest, near each other and low?

# %% id="curves-figure"
figures.five_runs()

# %% id="curves-ask"
ask.number(
    "Which run overfits, which underfits, which has too high a learning rate, which was stopped too early, and which is "
    "good? Give five run numbers in this order.",
    (1, 2, 4, 5, 3),
    why="Run 1: validation rises. Run 2: both rest near 0.5. Run 4: both jump. Run 5: both are still falling. Run 3: "
        "both rest near 0.1.",
    mistakes={(1, 5, 4, 2, 3): "Runs 2 and 5 both end too high. Which of them is still falling?",
              (1, 2, 3, 5, 4): "Run 4 ends low by luck. Look at the whole curve.",
              (4, 2, 1, 5, 3): "In run 4 training and validation jump together. When a model overfits, they part.",
              (3, 2, 4, 5, 1): "Run 1 has the lowest training loss. What does its validation loss do?",
              (1, 4, 2, 5, 3): "In run 4 both curves come down near 0.1 again and again. The model could do it.",
              (1, 2, 5, 4, 3): "You exchanged runs 4 and 5. Which of them jumps?",
              (1, 2, 5, 3, 4): "The third number is the run whose learning rate is too high. Does run 5 jump?"},
)

# %% [markdown] id="recall-text"
# Look at the shape of a curve, not at its last point alone. The remedies:
#
# - run 1 fits 21 weights to 12 points: more data, a smaller model, or a stop at epoch 14, where the validation loss is lowest (**early stopping**). This epoch is chosen, too, so on average its loss is a little too good;
# - run 2 fits a straight line to the wave: a richer model;
# - run 4: a smaller rate, or more points in each step (an optional part says why);
# - run 5: more steps, or a larger rate: it has 0.0015, a hundredth of the rate of run 3.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop. The second half asks what happens to neighbours when each point has many numbers.

# %% [markdown] id="images" covers="N03-08"
# ## 4 Many numbers
#
# A grey image of $128 \times 128$ pixels, row after row, is one long vector with $128 \cdot 128 = 16\,384$ numbers. A colour image has three numbers a pixel (red, green, blue), so $49\,152$. The distance between two images adds up over all of them. A face may fill a tenth of the pixels. Then most of the distance can come from the background.

# %% [markdown] id="noise" covers="N03-09"
# What do numbers do that say nothing? Take the digits of 8 by 8 pixels: 400 to store, and 400 others to classify. Then append columns of random numbers between 0 and 1. **Guess:** without them 96 % are right. How many with 1000 such columns?

# %% id="noise-figure"
digits, order = data.digits(), torch.randperm(1797, generator=tensors.generator(0))
store, fresh = order[:400], order[400:800]

def share_right(X):  # the first 400 vote on the other 400
    said = neighbours.knn_predict(X[store], digits.y[store], X[fresh], k=3)
    return float((said == digits.y[fresh]).double().mean())

noise = torch.rand(1797, 1000, generator=tensors.generator(100))
columns = [0, 10, 100, 1000]
right = [share_right(torch.cat([digits.X, noise[:, :c]], dim=1)) for c in columns]
figures.scores(columns, {"right": right}, even=True,
               xlabel="columns of noise", ylabel="share right",
               caption="Digits with more and more columns that say nothing.")

# %% [markdown] id="noise-read"
# Only half are right. The squared distance of two digits is 5.3 on average if they are of one class, and 9.8 if not. So the square is $9.8 - 5.3 = 4.5$ larger for a **stranger**, a digit of another class. A column of noise adds a squared difference, too. Measured on many pairs, it is $1/6$ on average, with the standard deviation 0.2. So 1000 columns add about 167 to each squared distance. The same 167 for all would change no order. But it is not the same for all. Squared deviations of independent numbers add ([02b](02b_generalisation.ipynb)): for a sum of 1000 columns that is $1000 \cdot 0.2^2$, and the root is $\sqrt{1000} \cdot 0.2 \approx 6$. So the sum is often 161 or 173, and this luck is larger than 4.5. And a digit has about 360 strangers: for the luckiest of them the sum is only about 150. The best of many is lucky, as in the hook. The 40 of its own class are lucky, too, but they are fewer: the luckiest of them has about 155. With the digits' own part, the nearest of both kinds is at about 159 on average. The race is even, so about half are right.

# %% [markdown] id="shell" covers="N03-10 N03-11"
# ## 5 The curse of dimensionality
#
# **Try it before it is explained.** An orange has a peel whose thickness is 0.05 of its radius. Shrink the ball to 0.95 of its radius. Each direction shrinks to 0.95. So in 3 dimensions its volume is $0.95^3$ of the whole, in $d$ dimensions $0.95^d$.

# %% id="shell-ask"
ask.number(
    "The peel of a ball is 0.05 of the radius thick, so the inside has the share 0.95 to the power d of the volume. Which "
    "share is peel in 3 dimensions, and in 100? (0.95³ is 0.857, and 0.95 to the power 100 is 0.006.)",
    (1 - 0.95**3, 1 - 0.95**100),
    digits=3,
    why="What is not inside is peel: 1 - 0.857 and 1 - 0.006. In 100 dimensions nearly all of an orange is peel.",
    mistakes={(0.95**3, 0.95**100): "That is the inside. What is left for the peel?",
              (0.15, 5): "d times 0.05 is more than the whole for d = 100.",
              (0.05, 0.05): "In one dimension that is right. The other directions have a peel, too.",
              (1 - 0.05**3, 1 - 0.05**100): "The radius shrinks to 0.95, not to 0.05."},
)

# %% [markdown] id="shell-next"
# So of points spread evenly in a ball of 100 dimensions, only 6 of 1000 lie deeper than the peel. And space becomes vast. Cut each axis into 10 pieces. A square has $10^2 = 100$ cells, a cube 1000, and ten dimensions have $10^{10}$. To have one point in each cell, you would need ten thousand million points.
#
# Now another cloud, not a ball: 500 points, and each of their $d$ numbers comes from a bell curve with mean 0 and variance 1. **Decide:** seen from one of them, is the nearest of the 499 others much nearer than the farthest? Look at the left part of the picture for 2, 10 and 100 dimensions.

# %% id="dimensions-live"
widgets.Dimensions()

# %% [markdown] id="dimensions-read"
# In 2 dimensions the farthest point is more than 20 times as far away as the nearest. In 100 dimensions it is 1.4 times as far: the nearest lies at 12.0, the farthest at 16.8, and the mean is 14.5. So even the nearest has 83 % of the mean distance. **The points of this cloud are nearly equally far away**, and "nearest" says little. Why? A squared distance is a sum of $d$ squares. The sum grows like $d$, its luck only like $\sqrt d$, as for the noise above. With 100 times as many numbers the luck is 10 times as large and the sum 100 times: as a share, a tenth.
#
# So why do neighbours work for digits, with 64 numbers? The cloud's numbers know nothing of each other, but pixels change together. Among 400 digits the farthest is typically 3.3 times as far as the nearest, in a cloud with 64 numbers 1.6 times. Part 6 makes use of this.

# %% [markdown] id="hubs" covers="N03-12"
# Now the right part. Each point chooses its 10 nearest others. How often is each point chosen? On average 10 times. In 2 dimensions everybody is chosen, and nobody more than 20 times. In 100 dimensions a few **hubs** are chosen very often, here up to 105 times, and 70 of the 500 points never. Why? The 500 points lie 10.0 from the middle of the cloud on average. The greatest hub lies at 8.1, and nobody is further in. Whoever is further in is nearer to the others **on average**: 12.9 for the hub, and 14.1 for a point at 10.0. (An optional part shows why.) That is not much, but from a usual point the distances scatter by only 0.9. So the hub stands on many lists. A hub with a wrong label spoils many votes.
#
# **Your turn** (15 minutes): [*How often is a point chosen?*](../exercises/03_neighbours_and_dimensions.ipynb), exercise 4.
#
# **A second good place to stop.** Part 6 needs a fresh head.

# %% [markdown] id="eigen"
# ## 6 Fewer numbers that say more
#
# The pixels of an image change together. If we knew the few directions in which the data really vary, we could keep only those.
#
# Soon the spread of a cloud will stand in one small table of numbers, a matrix. The direction of the largest spread will be an arrow that this matrix does not turn. So first: which arrows does a matrix not turn?
#
# A **symmetric** matrix has the same entry above and below its diagonal. Multiply arrows of length 1 with $S = \begin{pmatrix} 2 & 1 \\ 1 & 2\end{pmatrix}$, row times arrow as in 00b. For example, $(1, 1)$ becomes $(2 \cdot 1 + 1 \cdot 1,\ 1 \cdot 1 + 2 \cdot 1) = (3, 3)$.

# %% id="eigen-figure"
figures.arrows(torch.tensor([[2.0, 1.0], [1.0, 2.0]]))

# %% [markdown] id="eigen-next"
# Most arrows turn: $(1, 0)$ becomes $(2, 1)$. Two stay on their line. $(1, 1)$ becomes $(3, 3)$, three times itself, and $(1, -1)$ becomes $(1, -1)$, one time itself. Such an arrow $v$, not 0, is called an **eigenvector**, and its factor $\lambda$ (lambda) an **eigenvalue**: $S v = \lambda v$. If $\lambda$ is negative, the arrow turns round, but it stays on its line.
#
# The two stand at right angles: $(1, 1) \cdot (1, -1) = 1 - 1 = 0$. For a symmetric matrix this is always so if the eigenvalues differ. (An optional part shows why, and how to find eigenvectors on paper.) In code:

# %% id="eigen-code"
symmetric = torch.tensor([[2.0, 1.0], [1.0, 2.0]])
values, vectors = torch.linalg.eigh(symmetric)  # for symmetric matrices
tensors.show(values=values, vectors=vectors, column_of_3=vectors[:, 1])

# %% [markdown] id="eigen-order"
# `eigh` gives the eigenvalues, **the smallest first**. In the same order it gives the eigenvectors, scaled to length 1, one in each **column**. (In this table rows and columns happen to be the same. In general only the columns are eigenvectors.) The last column belongs to 3: it is $(1, 1)/\sqrt2$. The first is $(-1, 1)/\sqrt2$, the opposite of $(1, -1)/\sqrt2$. Both are right. Now another matrix:

# %% id="eigen-ask"
ask.number(
    "S has the rows (3, 2) and (2, 0), and (2, 1) is an eigenvector. What is its eigenvalue? The other eigenvector is "
    "(1, b), at a right angle to (2, 1). What is b, and what is its eigenvalue?",
    (4, -2, -1),
    why="S times (2, 1) is (8, 4): four times (2, 1). (2, 1) · (1, b) is 2 + b, so b is -2. S times (1, -2) is (-1, 2), "
        "minus one times it.",
    mistakes={(4, -2, 1): "S times (1, -2) is (-1, 2). It points the other way.",
              (4, -2, 4): "Each eigenvector has its own factor. What is S times (1, -2)?",
              (2, -2, -1): "S times (2, 1) is (8, 4). How many times (2, 1) is that?",
              (8, -2, -1): "(8, 4) is how many times (2, 1)?",
              (4, 2, -1): "(2, 1) · (1, 2) is 4. At a right angle the dot product is 0.",
              (4, -0.5, -1): "(2, 1) · (1, -0.5) is 1.5. At a right angle the dot product is 0."},
)

# %% [markdown] id="pca" covers="N03-15"
# ### The direction of the largest spread
#
# Let light fall at right angles onto a line, and look at the shadow of a cloud on it. **Guess** the direction in which the shadow is widest. Then turn the line.

# %% id="pca-live"
widgets.Spread()

# %% [markdown] id="pca-why"
# The shadow is widest near 45°, and narrowest at right angles to that. How does one find such a direction without trying? Take a smaller cloud of four points, which leans to 45° as well: $(8, 5)$, $(6, 7)$, $(2, 3)$, $(4, 1)$. Their mean is $(5, 4)$. Take it off: $z = (3, 1)$, $(1, 3)$, $(-3, -1)$, $(-1, -3)$. For an arrow $u$ of length 1, the shadow of a point lies at $t = z \cdot u$ on the line: by [00b](00b_calculus_you_need.ipynb) this is the length of $z$ times the cosine of the angle. It is called the **score** of the point. The **variance** along $u$ is the mean of $t^2$. (The mean of $z$ is 0, so that of $t$ is 0, too.) Take the arrow at 45°, $u = (1, 1)/\sqrt2$. The scores are $\pm 4/\sqrt2$, so each $t^2$ is $16/2 = 8$.
#
# Now for any $u$. Each point without the mean has two numbers, $z = (z_1, z_2)$. The mean of $z_1^2$ over the four points is $S_{11} = (9 + 1 + 9 + 1)/4 = 5$. The mean of $z_1 z_2$ is $S_{12} = (3 + 3 + 3 + 3)/4 = 3$, and that of $z_2^2$ is $S_{22} = 5$. These means stand in the **covariance matrix** $S = \begin{pmatrix} 5 & 3 \\ 3 & 5\end{pmatrix}$. It is symmetric.

# %% id="pca-steps"
from dlcourse.classroom.derivation import derivation

four = torch.tensor([[8.0, 5.0], [6.0, 7.0], [2.0, 3.0], [4.0, 1.0]])
Z = four - four.mean(dim=0)
S = Z.mT @ Z / 4
u = torch.tensor([1.0, 1.0]) / math.sqrt(2)
derivation(
    (r"$\frac1n\sum t^2 = \frac1n\sum (z_1u_1 + z_2u_2)^2$",
     "the variance along $u$", ((Z @ u) ** 2).mean()),
    (r"$= S_{11}u_1^2 + 2S_{12}u_1u_2 + S_{22}u_2^2$",
     r"multiplied out, with the means of $z$: $5/2 + 2 \cdot 3/2 + 5/2$", 5 / 2 + 3 + 5 / 2),
    (r"$= u \cdot S u$", r"$Su = (S_{11}u_1 + S_{12}u_2,\ S_{12}u_1 + S_{22}u_2)$", u @ S @ u),
    at="for these four",
)

# %% [markdown] id="pca-read"
# In line 2, $u$ is the same for all points, so the means are only over $z$. In line 3, $Su = (8, 8)/\sqrt2$ here. Times $u$ its middle terms come twice, as in line 2.
#
# Multiply $S$ with $(1, 1)$: it becomes $(8, 8)$. And $(1, -1)$ becomes $(2, -2)$. So its eigenvectors of length 1 are $v_1 = (1, 1)/\sqrt2$ and $v_2 = (1, -1)/\sqrt2$, with the eigenvalues 8 and 2.
#
# The two stand at right angles, so they serve as axes: any other $u$ is a mixture $c_1v_1 + c_2v_2$. If $u$ has length 1, then $c_1^2 + c_2^2 = 1$ by Pythagoras. For $u = (1, 0)$ we have $c_1 = c_2 = 1/\sqrt2$. Check: $v_1 + v_2 = (2, 0)/\sqrt2$, and $1/\sqrt2$ times this is $(1, 0)$. What is the variance along $u$?

# %% id="pca-proof"
c1 = c2 = 1 / math.sqrt(2)
v1, v2 = torch.tensor([1.0, 1.0]) / math.sqrt(2), torch.tensor([1.0, -1.0]) / math.sqrt(2)
derivation(
    (r"$u \cdot Su = (c_1v_1 + c_2v_2) \cdot (8c_1\,v_1 + 2c_2\,v_2)$",
     r"$S$ stretches $v_1$ by 8 and $v_2$ by 2: here $(1, 0) \cdot (5, 3)$",
     (c1 * v1 + c2 * v2) @ (8 * c1 * v1 + 2 * c2 * v2)),
    (r"$= 8c_1^2\,(v_1 \cdot v_1) + 10c_1c_2\,(v_1 \cdot v_2) + 2c_2^2\,(v_2 \cdot v_2)$",
     r"multiplied out: $4 \cdot 1 + 5 \cdot 0 + 1 \cdot 1$",
     8 * c1**2 * (v1 @ v1) + 10 * c1 * c2 * (v1 @ v2) + 2 * c2**2 * (v2 @ v2)),
    (r"$= 8c_1^2 + 2c_2^2$", "length 1, and a right angle: $4 + 1$", 8 * c1**2 + 2 * c2**2),
    at="at u = (1, 0)",
)

# %% [markdown] id="pca-largest"
# As $c_2^2 = 1 - c_1^2$, this is $2 + 6c_1^2$, here $2 + 3$. It is largest, 8, for $c_1 = \pm 1$, that is for $u = \pm v_1$. **So the direction of the largest variance is the eigenvector with the largest eigenvalue, and the eigenvalue is that variance.**
#
# With $d$ features there are $d$ eigenvectors at right angles (we do not prove it). Sort them, the largest eigenvalue first. The variance is then $\lambda_1c_1^2 + \lambda_2c_2^2 + \dots$, where the squares add up to 1. So it is a weighted mean of the eigenvalues, largest with all weight on the largest. At right angles to $v_1$ means $c_1 = 0$. Then the mean is over the other eigenvalues, and $\lambda_2$ is the largest of them. So the next best direction is $v_2$, and so on. The first $m$ are the **principal components**. Keeping only the scores along them is called **PCA**, principal component analysis.
#
# All the variance is the sum over the features, $S_{11} + S_{22} = 5 + 5 = 10$. That is the mean squared length of $z$. By Pythagoras it is the same along any axes at right angles. So it is also $8 + 2$.

# %% id="pca-ask"
ask.number(
    "The mean is (5, 4), v₁ = (1, 1)/√2, and the eigenvalues are 8 and 2. What is the score of the point (8, 5) along v₁? "
    "And which share of all variance, 8 + 2, is kept if only v₁ is kept?",
    (4 / math.sqrt(2), 0.8),
    digits=2,
    why="z is (3, 1), and (3 + 1)/√2 is 2.83. The share is 8/10.",
    mistakes={(13 / math.sqrt(2), 0.8): "You forgot to take off the mean.",
              (4, 0.8): "v₁ has length 1, so each of its entries is 1/√2.",
              (math.sqrt(2), 0.8): "That is 3 - 1 over √2, the score along v₂.",
              (4 / math.sqrt(2), 0.2): "That share is lost. Which is kept?",
              (4 / math.sqrt(2), 8): "8 is the variance along v₁. Which share of the whole is it?",
              (4 / math.sqrt(2), math.sqrt(8) / (math.sqrt(8) + math.sqrt(2))): "Eigenvalues are variances already: no "
                                                                                "root."},
)

# %% [markdown] id="pca-back"
# Units count here, too: in centimetres a feature has 10 000 times the variance that it has in metres. So standardise first if units differ.

# %% [markdown] id="pca-digits"
# Now the digits. **Guess:** how many are right if only 8 scores are kept of the 64 pixels? The mean and the directions come from the stored digits alone: no leak.

# %% id="pca-digits-figure"
from dlcourse.models import pca

sizes = [1, 2, 4, 8, 16, 32, 64]
mean, directions, variances = pca.pca_fit(digits.X[store], 64)
with_scores = [share_right(pca.pca_project(mean, directions[:m], digits.X)) for m in sizes]
kept_share = [float(variances[:m].sum() / variances.sum()) for m in sizes]
figures.scores(sizes, {"share right": with_scores, "share of the variance kept": kept_share},
               xlabel="directions kept", ylabel="share", even=True,
               caption="Nearest neighbours on the first principal components of the digits.")

# %% [markdown] id="pca-digits-read"
# Over ten divisions of the digits, on average 93.2 % are right with 8 numbers, 96.0 % with 16, and 96.4 % with all 64. So 16 lose almost nothing, with a quarter of the numbers. (To *choose* 16, take a validation part.) But PCA does not see the labels: the widest direction need not be the most telling one.
#
# **Your turn** (15 minutes): [*Principal components*](../exercises/03_neighbours_and_dimensions.ipynb), exercise 5.

# %% [markdown] id="transfer"
# ## Transfer

# %% id="transfer-ask"
ask.choose(
    "A program recognises a cough from sound. There are 4000 recordings of 40 people, 100 of each. Shuffled folds give "
    "0.97, but for a new person the program is right in 0.70 of the cases. What should be done?",
    {"use more folds": "With more folds each person stands on both sides still. Who is new in the hospital?",
     "hold out whole people: all 100 recordings of a person in one fold": "Then the held-out part is as new as the "
                                                                          "world will be: no person is on both sides.",
     "report 0.97, since no recording is in both parts": "No recording is. But is its neighbour, by the same person?",
     "choose k on the test part": "That was the hook. The score would only rise further above the truth."},
    right="hold out whole people: all 100 recordings of a person in one fold",
)

# %% [markdown] id="summary"
# ## Summary
#
# - Nearest neighbours stores the data. The $k$ nearest vote. $k$, the distance and the units are hyper-parameters.
# - The best of many test scores is a lucky one. Choose on a validation part or by folds, and open the test part once.
# - Whatever is learned from data belongs inside the fold.
# - Two learning curves show whether a run overfits, underfits, jumps or was stopped too early.
# - In high dimensions nearly all volume is peel. Among many numbers that know nothing of each other, all distances are alike, and hubs appear. Numbers that say nothing drown those that do.
# - The eigenvectors of the covariance matrix with the largest eigenvalues are the directions of the largest variance. A few of them may be enough.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $k$ | `k` | how many neighbours vote |
# | $K$, $n$ | `K`, `n` | number of folds, number of samples |
# | $d$ | `d` | number of dimensions; at the end also the singular values |
# | $S$ | `S (d, d)` | a symmetric matrix; the covariance matrix |
# | $v$, $\lambda$ | `v`, `eigenvalues` | eigenvector and eigenvalue |
# | $u$, $t$ | `u`, `Z @ u` | a direction of length 1, a score along it |
# | $z$, $Z$ | `Z (n, d)` | a sample, and all of them, without the mean |

# %% [markdown] id="glossary"
# ## Words
#
# **nearest neighbours** the k nearest stored points vote · **non-parametric** without a fixed list of parameters · **hyper-parameter** a setting that training does not learn · **standardise** take off the mean, divide by the standard deviation · **validation part** samples on which settings are compared · **cross-validation** each fold is held out in turn · **fold** one of K parts of the samples · **leak** knowledge of held-out samples that reaches the training · **learning curve** the loss during training · **early stopping** to stop where the validation loss is lowest · **curse of dimensionality** with many numbers, distances say little · **hub** a point that is near to very many others · **locality-sensitive hashing** buckets that near points probably share · **eigenvector** an arrow, not 0, that a matrix only multiplies by a number · **eigenvalue** that number · **covariance matrix** the mean products of two features without their means · **principal components** the directions of the largest variance · **score along a direction** the dot product with it · **singular value decomposition** a matrix as a product of three. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Search engines find the nearest of a thousand million vectors with approximate search, most often by walking along a graph of neighbours. When everybody chooses by the same public test set for years, the hook happens to a whole field.

# %% [markdown] id="jumps"
# ## Optional: why run 4 jumps
#
# A rate is too high *for* its steps. Run 3 has the rate 0.15, with twenty points a step. Run 4 has 0.25, with a single one. A single noisy point pulls the model's wave towards itself, and a large rate follows each pull far. With the rate 0.02 run 4 is calm. With twenty points a step it is calm even at 0.25, since their noise evens out. (Runs 2 and 5 have twenty points a step, too, and run 1 has two.)

# %% [markdown] id="lsh" covers="N03-13 N03-14"
# ## Optional: look at a few points only
#
# Nearest neighbours costs much. A million colour images, 4 bytes for each number, fill $1.97 \cdot 10^{11}$ bytes, about 197 gigabytes. One query takes $10^6 \cdot 49\,152 \approx 4.9 \cdot 10^{10}$ subtractions: **samples times dimension**.
#
# Must a query look at all points? Cut space with a few random planes through the mean of all points. (Let the mean be 0 here.) A plane is given by an arrow $a$ at right angles to it. A point $x$ gets a 1 if it lies on the side to which $a$ points: then $a \cdot x$ is positive. Else it gets a 0. For $a = (1, -1)$, the point $(3, 1)$ gets a 1, since $3 - 1 = 2$. The point $(1, 4)$ gets a 0, since $1 - 4 = -3$. In a flat picture each cut is a line. Three of them give three digits:

# %% id="lsh-planes"
figures.buckets(torch.tensor([[1.0, -1.0], [1.0, 2.0], [-1.0, 4.0]]),
                torch.tensor([[3.0, 1.0], [2.0, 1.5], [1.0, 4.0], [-4.0, 0.3], [-1.0, -3.0]]))

# %% [markdown] id="lsh-tables"
# Points with the same number share a **bucket**, here two in 111, and a query looks only into its own. The number tells only the direction from the mean. If the angle between two points is small, a random plane rarely parts them. A neighbour just beyond a border is missed. So one makes several **tables**, each with its own planes, and looks into one bucket of each. This is **locality-sensitive hashing**. Now for the digits, with 8 tables. (You may skip the loop. It counts who shares a bucket in at least one table.)

# %% id="lsh-figure"
from dlcourse.models import lsh

truth = neighbours.nearest(digits.X[store], digits.X[fresh], k=1)[:, 0]
bits, looked_at, found = [2, 4, 6, 8, 10], [], []
for planes_a_table in bits:
    planes = lsh.random_hyperplanes(digits.X[store], bits=planes_a_table, tables=8,
                                    rng=tensors.generator(0))
    mine, theirs = (lsh.buckets(planes, digits.X[rows]) for rows in (store, fresh))
    shared = (mine[:, None, :] == theirs[:, :, None]).any(dim=0)  # (queries, stored)
    looked_at.append(float(shared.double().mean()))
    found.append(float(shared[torch.arange(400), truth].double().mean()))
figures.scores(bits, {"nearest point found": found, "points looked at": looked_at},
               xlabel="planes in each table", ylabel="share", even=True,
               caption="Fewer points to look at, more misses.")

# %% [markdown] id="lsh-read"
# With 6 planes a query looks at a sixth of the points, and still finds the nearest one in about nine cases of ten. **Approximate search** trades a little accuracy for much speed. (The $8 \cdot 6 = 48$ planes cost as much as 48 of the 400 distances. With a million points that is nothing.)

# %% [markdown] id="middle"
# ## Optional: why hubs lie near the middle
#
# Take the middle of the cloud as 0. For two points $x$ and $y$, the squared length of $x - y$ is $x \cdot x - 2\,x \cdot y + y \cdot y$. Look from a fixed $x$ at all others. The first term is the square of its own distance from the middle. The last one is a sum of 100 squares, each 1 on average, so 100. The middle term is 0 on average, since the others lie on all sides. For the hub this makes $66 + 100 = 166$, and the root is 12.9. For a point at 10.0 it is 200, and the root is 14.1. The point from which the picture looks lies at 10.4. So it sees $109 + 100 = 209$, and the root is the 14.5 of part 5.

# %% [markdown] id="paper"
# ## Optional: eigenvectors on paper
#
# How does one find eigenvectors without a computer? Take $S = \begin{pmatrix} 5 & 2 \\ 2 & 2\end{pmatrix}$ and look for $v = (1, a)$. (The arrow $(0, 1)$ goes to $(2, 2)$, so no multiple of it is one. Every other arrow is a multiple of some $(1, a)$.)

# %% id="paper-steps"
a_found = 0.5
derivation(
    (r"$5 + 2a = \lambda$, so $a = (\lambda - 5)/2$",
     r"first row of $S v = \lambda v$: the value of $a$", a_found),
    (r"$2 + 2a = \lambda a$", r"second row: $2 + 1 = 6 \cdot 0.5$", 6 * a_found),
    (r"$2 + (\lambda - 5) = \lambda\,(\lambda - 5)/2$",
     r"line 1 put into line 2: $2 + 1 = 6 \cdot 1/2$", 2 + (6 - 5.0)),
    (r"$(\lambda - 6)(\lambda - 1) = 0$",
     r"times 2 and sorted: $\lambda^2 - 7\lambda + 6 = 0$, here $36 - 42 + 6$", 36.0 - 42 + 6),
    at="checked with λ = 6",
)

# %% [markdown] id="paper-other"
# A product is 0 only if a factor is, so $\lambda$ is 6 or 1. For $\lambda = 6$ line 1 gives $a = 0.5$: the eigenvector $(1, 0.5)$, or twice it, $v_1 = (2, 1)$. For $\lambda = 1$ it gives $a = -2$, so $v_2 = (1, -2)$. Indeed $v_1 \cdot v_2 = 2 - 2 = 0$: a right angle.
#
# This is no accident. Let $v_1 = (e, f)$ and $v_2 = (p, q)$. $S v_1$ is $(5e + 2f,\ 2e + 2f)$. Its dot product with $v_2$ is $5ep + 2fp + 2eq + 2fq$. Now exchange $e$ with $p$, and $f$ with $q$: $5pe + 2qe + 2pf + 2qf$. Only the two middle terms have changed places. They have the same factor 2, because $S$ is symmetric. So $(S v_1) \cdot v_2 = v_1 \cdot (S v_2)$. The first is $6\,(v_1 \cdot v_2)$, the second $1\,(v_1 \cdot v_2)$. Both can only be equal if $v_1 \cdot v_2 = 0$.

# %% id="paper-ask"
ask.number(
    "S has the rows (10, 3) and (3, 2). Look for eigenvectors (1, a). What is the larger eigenvalue, and what is a for it? "
    "Then the same for the smaller one.",
    (11, 1 / 3, 1, -3),
    digits=2,
    why="The first row says a = (λ - 10)/3. Put into the second, it gives λ² - 12λ + 11 = 0, so λ is 11 or 1.",
    mistakes={(1, -3, 11, 1 / 3): "All four are right. The larger eigenvalue was asked for first.",
              (11, 3, 1, -1 / 3): "The first row says 10 + 3a = λ. Solve it for a once more.",
              (10, 0, 2, 0): "These stand on the diagonal. But S times (1, 0) is (10, 3), which is not on its line."},
)

# %% [markdown] id="back"
# ## Optional: the way back, and what is lost
#
# A score brings a point back, but not exactly: take the mean plus the score times the direction. Look at the four points of part 6. For $(8, 5)$ the score is $4/\sqrt2$, and $v_1 = (1, 1)/\sqrt2$. So it becomes $(5, 4) + (2, 2) = (7, 6)$. It is off by $(1, -1)$, squared 2. The other three are off by 2 as well. So the mean loss is 2, the eigenvalue that was dropped. Is there a better line through the mean? By Pythagoras, the squared length of $z$ is $t^2$ plus the squared distance to the line. Its mean is 10. So for every line, what is kept and what is lost add up to 10 on average: who keeps most loses least.

# %% [markdown] id="svd" covers="N00-21"
# ## Optional: the singular value decomposition
#
# For colour images the covariance matrix has $49\,152^2 \approx 2.4 \cdot 10^9$ entries. There is a second way to the same directions, which never builds it.
#
# Every matrix can be written as $Z = U D V^\top$ (we do not prove it). The columns of $U$ have length 1 and are at right angles to each other, and so are the columns of $V$. $D$ holds the numbers $d_1 \ge d_2 \ge \dots \ge 0$ on its diagonal, and 0 elsewhere. This is the **singular value decomposition**, and the $d_i$ are the **singular values**. For our four points there are two of them: $U$ has the shape $(4, 2)$, and $D$ and $V$ have $(2, 2)$:

# %% id="svd-run"
U, d, Vt = torch.linalg.svd(Z, full_matrices=False)
tensors.show(digits=4, U=U, d=d, Vt=Vt)

# %% [markdown] id="svd-why"
# The rows of $V^\top$ are the directions that PCA found, up to the sign. Why? Let $v_1$ be the first column of $V$, and $u_1$ that of $U$. A product is transposed in reverse order, so $Z^\top = V D U^\top$.

# %% id="svd-steps"
derivation(
    (r"$V^\top v_1 = (1, 0)$", "rows of length 1, at right angles: the first entry",
     Vt[0] @ Vt[0]),
    (r"$Z v_1 = U D\,(1, 0) = d_1 u_1$", r"$u_1$ has length 1: the length of $Z v_1$",
     (Z @ Vt[0]).norm()),
    (r"$Z^\top Z v_1 = d_1\,V D U^\top u_1 = d_1^2\,v_1$",
     r"$U^\top u_1 = (1, 0)$ as in line 1: the factor", d[0] ** 2),
    (r"$S v_1 = Z^\top Z v_1/n = (d_1^2/n)\,v_1$",
     r"an eigenvector, with the eigenvalue $32/4$", d[0] ** 2 / 4),
    at="for these four",
)

# %% [markdown] id="svd-pinv"
# So a column of $V$ is an eigenvector of $S$, with the eigenvalue $d_i^2/n$. The pseudo-inverse of [02a](02a_least_squares_and_likelihood.ipynb) is the same decomposition, run backwards: $V D^+ U^\top$. $D^+$ has $1/d_i$ on its diagonal, and 0 where $d_i = 0$. Its largest gap to `torch.linalg.pinv` here:

# %% id="svd-check"
backwards = Vt.mT @ torch.diag(1 / d) @ U.mT
tensors.show(largest_gap=(backwards - torch.linalg.pinv(Z)).abs().max(), digits=6)
