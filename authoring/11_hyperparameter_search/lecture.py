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
# # 11 Searching hyper-parameters
#
# {minutes} · exercises in [exercises/11_hyperparameter_search.ipynb](../exercises/11_hyperparameter_search.ipynb)

# %% [markdown] id="hook"
# ## A neat plan against chance
#
# A small network learns 200 handwritten digits. Two numbers must be chosen before training: the learning rate $\eta$ of [02a](02a_least_squares_and_likelihood.ipynb), and the weight decay $\lambda$ of [04b](04b_many_classes.ipynb). You can pay for 16 trainings. After each one you count the errors on 1000 digits that were held out for choosing, the **validation digits**.
#
# Plan 1 is a **grid**: 4 values of $\eta$ times 4 values of $\lambda$. Plan 2 is **random search**: 16 pairs $(\eta, \lambda)$ are drawn by chance. On the left, both plans are seen from above. Each square or circle stands for one training. The axes show powers of ten: $-2$ stands for $10^{-2} = 0.01$. On these axes the grid is evenly spaced, and the draws are even, too. On the right are the same 32 trainings, but only $\eta$ is shown, and upwards their errors. The dotted curve shows the errors with the middle value of $\lambda$.
#
# Such a task is called a *world*: some digits, and a box of learning rates. Good rates lie somewhere in the box, and nobody knows where. We made many worlds. **Decide first**, in the question below: who wins more often?

# %% id="hook-live"
import torch

from dlcourse import ask, search, tensors
from dlcourse.lectures.l11 import figures, trials, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Sixteen()

# %% id="hook-answer"
ask.choose(
    "In 2000 worlds, a grid of 4 times 4 settings and a random search of 16 settings are compared. In about how many "
    "worlds does the random search find a network with fewer errors than the grid?",
    {"about 200: a plan covers the box better": "Look at the right side of the picture. At how many different learning "
                                                "rates did the grid look?",
     "about 1000: it is a matter of luck": "Set the picture to worlds 1, 2 and 3, with 16 tries. Who wins?",
     "about 1400": "The grid tried only 4 learning rates, each of them 4 times. Random search tried 16.",
     "nearly all 2000": "Set the picture to world 6. Sometimes a value of the grid is lucky."},
    right="about 1400",
)

# %% [markdown] id="hook-see"
# **See it.** Random search wins in $71 \pm 1$ % of the worlds. Its errors are lower by $1.16 \pm 0.14$ points on average. (After $\pm$ stands a standard error, as in 02b.) Look at the right side again. The squares of the grid lie on top of each other. It paid for 16 networks, and saw four learning rates. Along the other axis little changes in the valley. At $\eta = 10^{-0.5}$, the highest and the lowest error along $\lambda$ are 0.1 percentage points apart. At $\eta = 1$, the best rate, it is 0.6 points. (At $10^{0.15}$ it is 51 points: training hardly holds there, and any small change decides.) But our $\lambda$ ends at $10^{-3}$. With $10^{-2}$ the error at $\eta = 1$ is about 20 %. Along $\eta$ the errors change by 85 points. Random search never repeats a value. So it saw 16 learning rates, without knowing which axis matters.
#
# (Each world is cut from one of eight maps of errors, as an optional part tells. The changes above are means over these maps.)
#
# This lecture compares such searches, and shows how a search can learn from its own tries.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Count what a grid costs, and say what it can miss (questions in part 2).
# 2. Draw learning rates on a scale that suits them (exercise *Learning rates from a logarithmic scale*).
# 3. Compare two searches fairly (exercise *Is it better, or was it the seed?*).
# 4. Guess one number from another that goes with it, and a curve from a few of its points (exercise *What a Gaussian process has learnt*).
# 5. Say where to look next (exercise *Where to try next: expected improvement*).

# %% [markdown] id="needs"
# ## What you need
#
# From [00b](00b_calculus_you_need.ipynb): the chain rule. From [01b](01b_kinds_of_learning.ipynb): the Gaussian, with its mean and variance. From [02b](02b_generalisation.ipynb): the standard error. From [03](03_neighbours_and_dimensions.ipynb): the validation part, folds, and the covariance matrix. From [05a](05a_networks.ipynb): the area $\Phi(z)$ to the left of $z$ under the bell.

# %% [markdown] id="knobs" covers="N11-01 N11-02"
# ## 1 Knobs that training does not turn
#
# Training turns the weights. Somebody must set all else before: these choices are the **hyper-parameters**. We also call them *knobs*. You have met many:
#
# | knob | where | what a bad value does |
# |---|---|---|
# | learning rate | 02a | training takes too long, or the loss jumps |
# | batch size, momentum | 09a | slow or noisy steps |
# | weight decay | 04b | over- or underfitting |
# | number of layers and units | 05a | under- or overfitting, or much time |
#
# One value for each knob is a **setting**. Training with one setting, and measuring the result, is a **try**. As in 03, the result is measured on the **validation part**. Never use the test part for it. The best of many tries was partly lucky, so its own validation error is too good on average.
#
# The oldest search is **by hand**: take a few values from papers or from experience, and keep the one with the lowest validation error. (An optional part lets you play against 1000 random searches.)

# %% [markdown] id="grid" covers="N11-03"
# ## 2 Grids and random search
#
# **Grid search** writes down a few values for each knob, and tries every combination. The values need not be evenly spaced, and each axis may have its own number of them. With the rates 0.01, 0.1, 1 and the numbers of units 16, 64 these are six settings: (0.01, 16), (0.01, 64), (0.1, 16), and so on. `search.grid` lists them.

# %% id="grid-ask"
ask.number(
    "A grid has 5 learning rates, 4 values of λ and 3 numbers of units. Each setting is judged by cross-validation with 5 "
    "folds, and one training takes 2 minutes. How many settings are there, and how many hours does the search take?",
    (60, 10),
    why="5 · 4 · 3 = 60 settings. Each is trained 5 times: 60 · 5 · 2 minutes are 600 minutes.",
    mistakes={(12, 2): "You added the numbers of values. How many settings have the first learning rate?",
              (60, 2): "Each setting is trained once for each fold.",
              (3, 0.5): "You took the values in step: first with first, second with second. A grid tries all combinations.",
              (60, 600): "600 is right in minutes.",
              (60, 20): "Is it 10 minutes for each setting, or 20?"},
)

# %% [markdown] id="grid-read"
# The cost is a product. With one more knob of 4 values, 60 settings become 240. Seven knobs with 4 values each need $4^7 = 16\,384$ tries.
#
# A grid finds the best setting *of the grid*, and no more. What lies between its values is never seen.

# %% [markdown] id="random" covers="N11-04"
# **Random search** draws each value of each setting by chance. You choose the number of tries freely. You may stop after any try, or add more. Where all values are lists, one draws **without replacement**: no setting comes twice. `search.random_search` does both.
#
# Why did random search win in the hook? We claimed: because one knob hardly mattered. To test this: in a made-up world the error is a bowl with its lowest place at $(p, q)$. The error at $(x_1, x_2)$ is $(x_1 - p)^2 + c\,(x_2 - q)^2$. The two knobs $x_1$ and $x_2$ run from 0 to 1. The number $c$ says how much $x_2$ matters. With $c = 0$ it does not matter at all, and with $c = 1$ both matter equally. In each of 4000 bowls $p$ and $q$ are drawn by chance. Each plan has 16 tries. **Guess first.**

# %% id="random-guess"
ask.choose(
    "In how many bowls do 16 random settings find a lower place than the 4 times 4 grid, if both knobs matter equally (c = 1)?",
    {"in 75 %, as with c = 0": "With c = 0 the grid wastes tries, since only x₁ counts. Does it waste any with c = 1?",
     "in about half": "Draw 16 points by chance in a square. Are there large holes?",
     "in about 35 %": "Where every knob matters, an even grid leaves no large hole. Random settings do."},
    right="in about 35 %",
)

# %% [markdown] id="random-see"
# **See it.** From left to right, the second knob matters more and more.

# %% id="random-figure"
weights = [0, 0.001, 0.01, 0.03, 0.1, 0.3, 1]
figures.second_axis(weights, [trials.bowl(c) for c in weights])

# %% [markdown] id="random-read"
# So such a cause is enough. Where the second knob hardly matters, random search wins. Where it matters, the grid does: already at $c = 0.1$ random search wins in only $44.6 \pm 0.8$ % of the bowls. **Why?**
#
# - With $c = 0$ only $x_1$ counts. The grid stands at $x_1 = 1/8$, 3/8, 5/8 and 7/8. The nearest of these is 0.06 away from the lowest place, on average. The nearest of 16 random $x_1$ is 0.03 away. The mean difference is $0.031 \pm 0.001$.
# - With $c = 1$ both count. The nearest point of the grid is 0.10 away, on average, and the nearest random one 0.14. The mean difference is $0.041 \pm 0.001$. For 16 random points leave larger holes.
#
# Random search is the better plan if some knobs hardly matter, *and you do not know which*. (If you know that only $x_1$ counts, take 16 even values of it. The nearest is then 0.016 away, on average.) Which knob matters depends on its bounds, too. For networks such knobs are common: Bergstra and Bengio (2012) found that on each of their data sets only a few knobs mattered, and not always the same ones. With many knobs a grid is too expensive anyhow.
#
# (A plan between the two is shown in an optional part.)
#
# Yet 16 draws miss the best 5 % of a box with probability $0.95^{16} = 0.44$. They may even miss a whole valley, as part 7 will show.

# %% [markdown] id="scale" covers="N11-05"
# ### On which scale?
#
# A learning rate is to be drawn between 0.0001 and 1. Suppose we draw it evenly. Then 90 % of the draws lie above 0.1, and only one in a hundred lies below 0.01. But a step is $\eta$ times the gradient: from the same place, ten times the rate makes it ten times as long. And nobody knows which power of ten is right. So each should get its share.
#
# So draw the **logarithm** evenly, and then undo the logarithm. Let $u$ be drawn evenly between 0 and 1. The ends are *low* and *high*. Then $\log\eta = \log\text{low} + u\,(\log\text{high} - \log\text{low})$. For $u = 0.75$ this is $-9.2103 + 0.75 \cdot 9.2103 = -2.3026$, and $\eta = e^{-2.3026} = 0.1$. In powers of ten it is easier to see: from $-4$ to 0, three quarters of the way is $-1$. Here are 1000 draws of each kind:

# %% id="scale-figure"
evenly = 0.0001 + 0.9999 * torch.rand(1000, generator=tensors.generator(0))
by_logarithm = search.log_uniform(0.0001, 1.0, 1000, rng=tensors.generator(0))
figures.two_scales(evenly, by_logarithm)

# %% [markdown] id="scale-exercise"
# Such draws are called **log-uniform**. Each power of ten gets the same share.
#
# **Your turn** (20 minutes): [*Learning rates from a logarithmic scale*](../exercises/11_hyperparameter_search.ipynb), exercise 1.

# %% [markdown] id="fair" covers="N11-10"
# ## 3 A fair comparison
#
# One world proves nothing: in world 6 the grid wins. So repeat over many worlds. Both searches get the same worlds and the same number of tries. Then subtract **within each world**, and look at the mean of the differences. These are the errors in % in worlds 1 to 4 of the first picture, with 16 tries:
#
# | world | 1 | 2 | 3 | 4 |
# |---|---|---|---|---|
# | grid | 9.5 | 12.5 | 9.9 | 8.6 |
# | random | 7.3 | 7.9 | 7.8 | 8.1 |
# | difference | 2.2 | 4.6 | 2.1 | 0.5 |
#
# The mean difference is, in percentage points, $(2.2 + 4.6 + 2.1 + 0.5)/4 = 2.35$. From it, the four are $-0.15$, 2.25, $-0.25$ and $-1.85$ away. The squares of these add up to 8.57. As in 02b, $s^2 = 8.57/3 = 2.857$, and the standard error is $s/\sqrt 4 = 0.845$.
#
# So the difference is $2.35 \pm 0.85$. That is more than two standard errors from 0, but four worlds are few. Over the 2000 worlds of the hook's question, which are others, the mean difference is only $1.16 \pm 0.14$. And $s$ is 6.5 there, not 1.7: none of the rare worlds with a large difference was among our four. So few runs can make even the $\pm$ too small.
#
# Why pairs? What is hard for *both* cancels within a pair. In [10c](10c_fighting_overfitting.ipynb) some sets of digits were hard for every method. There the gain of dropout had the standard error 0.29 points in pairs, and without pairs it would have been 0.71. Here pairs hardly help: without them 0.845 would be 0.854. But pairs cost nothing.

# %% [markdown] id="fair-exercise"
# **Your turn** (15 minutes): [*Is it better, or was it the seed?*](../exercises/11_hyperparameter_search.ipynb), exercise 2.

# %% [markdown] id="slice"
# ## 4 One number tells about another
#
# Random search forgets what it has seen. Yet a try tells something about its neighbours: if $\eta = 0.1$ gives 8 % errors, then $\eta = 0.11$ probably gives about as many. To use this, we need one tool: **how does a guess change when a number is seen that goes with it?**
#
# Take two numbers $f_1$ and $f_2$ that are Gaussian *together*, with mean 0 and variance 1. (How such a pair is built comes below.) Their **covariance** is the long-run mean of $f_1 f_2$, as in 03. Each grey mark below is one draw of the pair. All pairs on one of the thin rings are equally likely. Now $f_1$ is seen: it is 1. So only marks near the red dashed line are still possible. **Predict:** with the covariance 0.8, where is the middle of these marks? Does $f_2$ scatter as much as before? Then set the covariance to 0.8.

# %% id="slice-live"
widgets.Slice()

# %% [markdown] id="slice-read"
# With the covariance 0 nothing changes on the right: $f_1$ tells nothing about $f_2$. With 0.8 the mean of $f_2$ moves to 0.8, and its variance falls to 0.36. With 0.95 it falls to 0.0975. The slice of the cloud at $f_1 = 1$ is again a Gaussian (we shall see why). Move the seen value: the mean moves, and the variance stays.

# %% [markdown] id="slice-build"
# **Where do 0.8 and 0.36 come from?** Build the pair from two *independent* Gaussian numbers $\varepsilon_1$ and $\varepsilon_2$, each with mean 0 and variance 1:
#
# $$f_1 = l_{11}\,\varepsilon_1, \qquad f_2 = l_{21}\,\varepsilon_1 + l_{22}\,\varepsilon_2 .$$
#
# So $f_2$ shares $\varepsilon_1$ with $f_1$, and has something of its own, $\varepsilon_2$. To follow each number, take variances other than 1. We want $f_1$ to have the variance 4, $f_2$ the variance 5, and the covariance to be 2. Remember from 02b: squared deviations of independent numbers add on average, and the product $\varepsilon_1 \varepsilon_2$ is 0 on average.

# %% id="slice-steps"
from dlcourse.classroom.derivation import derivation

K = torch.tensor([[4.0, 2.0], [2.0, 5.0]])
l11 = K[0, 0].sqrt()
l21 = K[1, 0] / l11
l22 = (K[1, 1] - l21**2).sqrt()
derivation(
    (r"$l_{11} = \sqrt{K_{11}} = \sqrt{4}$", "f₁ has variance l₁₁²", l11),
    (r"$l_{21} = K_{21}/l_{11} = 2/2$", "mean of f₂f₁ is l₂₁ l₁₁, since ε₁² has mean 1", l21),
    (r"$l_{22} = \sqrt{K_{22} - l_{21}^2} = \sqrt{5 - 1}$", "f₂ has variance l₂₁² + l₂₂²", l22),
    (r"$\varepsilon_1 = a / l_{11}$", "now $f_1 = a = 3$ is seen: 3/2", 3 / l11),
    (r"$l_{21}\,\varepsilon_1$", "known part of $f_2$, its new mean: 1 · 1.5", l21 * 3 / l11),
    (r"$l_{22}^2$", r"variance of the open part $l_{22} \varepsilon_2$: 2 · 2", l22**2),
    at="here, a = 3",
)

# %% [markdown] id="slice-words"
# Lines 1 to 3 found a matrix $L = \begin{pmatrix} 2 & 0 \\ 1 & 2 \end{pmatrix}$ with 0 above the diagonal. It fulfils $L L^\top = K$, where $K = \begin{pmatrix} 4 & 2 \\ 2 & 5 \end{pmatrix}$ is the covariance matrix: $2 \cdot 2 = 4$, $1 \cdot 2 = 2$ and $1 \cdot 1 + 2 \cdot 2 = 5$. It is called the **Cholesky factor** of $K$. (In this lecture $L$ is this matrix, and not a loss.) Lines 4 to 6 are **conditioning**: what is seen fixes $\varepsilon_1$, and only $\varepsilon_2$ stays open. Then $f_2$ is a fixed number plus $l_{22}\,\varepsilon_2$. So the slice is a Gaussian.
#
# Now without $L$: put lines 1 to 4 into lines 5 and 6.
#
# - The new mean is $\dfrac{K_{21}}{K_{11}}\,a$. Here it is $\frac24 \cdot 3 = 1.5$, and in the picture $\frac{0.8}{1} \cdot 1 = 0.8$.
# - The new variance is $K_{22} - \dfrac{K_{21}^2}{K_{11}}$. Here it is $5 - \frac44 = 4$, and in the picture $1 - \frac{0.64}{1} = 0.36$.

# %% id="slice-ask"
ask.number(
    "Two numbers are Gaussian together, with mean 0. The first has the variance 9, the second 2, and their covariance is 3. The first is seen: "
    "it is -6. What are the new mean and the new variance of the second?",
    (-2, 1),
    why="l₁₁ = 3, l₂₁ = 3/3 = 1, and l₂₂² = 2 - 1 = 1. So ε₁ = -6/3 = -2, the mean is 1 · (-2), and the variance is 1.",
    mistakes={(-2, 2): "The mean is right. But the part of the variance that comes from ε₁ is now known.",
              (-18, 1): "You multiplied by the covariance 3. By what is it divided?",
              (-6, 1): "You divided the covariance by the root of 9.",
              (-9, 1): "You divided by the variance of the second number. Which one was seen?",
              (2, 1): "The covariance is positive, and the first number is below 0.",
              (-2, -1): "A variance cannot be below 0. What is 2 - 3²/9?",
              (-2, 3): "Seeing something cannot make the second number less sure. Add or subtract?"},
)

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% [markdown] id="curve" covers="N11-06"
# ## 5 From two numbers to a curve
#
# Now let $f(x)$ be the height of a curve at $x$. Here $x$ is a knob, and the height is the validation error less a first guess of its level, say 25 %. Before any try, each height is a Gaussian number with mean 0. Heights at near places go together. So give them a covariance that falls with the distance:
#
# $$k(x, x') = v\,e^{-(x - x')^2 / (2\ell^2)} .$$
#
# It is called the **kernel**. $v$ is the variance of each height. $\ell$ is the **length scale**: it says what "near" means. With $v = 1$ and $\ell = 1$, heights at the distance 1 have the covariance $e^{-1/2} = 0.607$. At the distance 2 it is $e^{-2} = 0.135$, and at the distance 3 only 0.011.
#
# Any number of heights that are Gaussian all together, with such a covariance matrix: this is a **Gaussian process**. *All together* means: each height is a weighted sum of the same independent $\varepsilon$, as $f_1$ and $f_2$ were. For 101 places take 101 of them. The heights are $L\varepsilon$, with the Cholesky factor $L$. Here are three such curves for each length scale:

# %% id="curve-figure"
figures.random_curves([0.3, 1, 3])

# %% id="curve-ask"
ask.number(
    "A Gaussian process has mean 0, v = 1 and ℓ = 1. At x = 0 the height is seen to be 2. What are the mean and the variance of "
    "the height at x = 1?",
    (1.213, 0.632),
    digits=3,
    why="K₂₁ is e^(-1/2) = 0.6065 and K₁₁ = 1. So the mean is 0.6065 · 2, and the variance is 1 - 0.6065² = 1 - 0.3679.",
    mistakes={(1.213, 1): "Something was seen nearby. Is the height still as open as before?",
              (1.213, 0.393): "The covariance enters with its square.",
              (0.736, 0.865): "The 2 below the square of the distance is missing in your exponent.",
              (0.607, 0.632): "The seen height is 2, not 1.",
              (1.213, 0.368): "That is the part which is known now. What is left?"},
)

# %% [markdown] id="two"
# **Two tries.** Seen are $y = (2, 1)$ at $x = 0$ and $x = 2$. What about the height at $x = 1$ between them? The formulas of part 4 keep their shape:
#
# - One try: the mean is $K_{21} \cdot (a/K_{11})$, the variance $K_{22} - K_{21} \cdot (K_{21}/K_{11})$.
# - Two tries: the mean is $k \cdot (K_{11}^{-1} y)$, the variance $v - k \cdot (K_{11}^{-1} k)$.
#
# From here on $K_{11}$ is a matrix: the covariances of the seen heights with each other. The vector $k$ holds values of the kernel $k$: the covariances of the new height with the seen ones. Instead of dividing by $K_{11}$ we solve equations: $\alpha = K_{11}^{-1} y$ is the vector with $K_{11}\,\alpha = y$. Here these are two equations with two unknowns. (We do not prove that the formulas stay true. The reason is that of part 4: two tries fix $\varepsilon_1$ and $\varepsilon_2$, and only $\varepsilon_3$ stays open.)
#
# - Here $K_{11} = \begin{pmatrix} 1 & 0.1353 \\ 0.1353 & 1 \end{pmatrix}$ and $k = (0.6065, 0.6065)$.
# - From the second equation, $\alpha_2 = 1 - 0.1353\,\alpha_1$. Put this into the first: $0.9817\,\alpha_1 = 1.8647$. So $\alpha = (1.8995, 0.7430)$, with numbers rounded so. Check: $1 \cdot 1.8995 + 0.1353 \cdot 0.7430 = 2$, and $0.1353 \cdot 1.8995 + 1 \cdot 0.7430 = 1$.
# - The new mean is $k \cdot \alpha = 0.6065 \cdot 1.8995 + 0.6065 \cdot 0.7430 = 1.603$.
# - Both tries are equally near. So both entries of $K_{11}^{-1} k$ are the same number $t$. Then $1.1353\,t = 0.6065$, and $t = 0.5342$.
# - The new variance is $v - k \cdot K_{11}^{-1} k = 1 - 2 \cdot 0.6065 \cdot 0.5342 = 0.352$.
#
# In code, $\alpha$ is `torch.linalg.solve(K11, y)`. For several new places, put their vectors $k$ as rows into a matrix $K_{21}$. Then the means are $K_{21}\,\alpha$. The covariances are $K_{22} - K_{21} K_{11}^{-1} K_{21}^\top$, where $K_{22}$ holds those before any try.

# %% [markdown] id="two-read"
# With one try the guess at $x = 1$ was 1.213 with the variance 0.632. With two it is 1.603 with 0.352.
#
# **Noise.** Trained again from another start, a setting gives another error. So a seen value is the height plus some chance, which is independent of all else. Let `noise` be the variance of this chance. Variances of independent numbers add, so the diagonal of $K_{11}$ becomes $v$ plus `noise`. All covariances stay: the rest of $K_{11}$, and $k$. Take one try of height 2 with noise 1. Then $K_{11} = 1 + 1 = 2$, and at $x = 1$ the mean is $0.607 \cdot 2/2 = 0.607$ and the variance $1 - 0.368/2 = 0.816$.
#
# Far from all tries $k$ is nearly 0. There the guess is what it was before: mean 0, variance $v$.

# %% [markdown] id="two-exercise"
# **Your turn** (20 minutes): [*What a Gaussian process has learnt*](../exercises/11_hyperparameter_search.ipynb), exercise 3.

# %% [markdown] id="next"
# ## 6 Where to look next
#
# For each place we now have a guess, with mean $\mu$ and standard deviation $\sigma$. ($\sigma$ is not the sigmoid here, and $\mu$ not the momentum.) The best error so far is 22 %. Which place is worth the next try? Two places:
#
# - At A the error is surely 20 %.
# - At B it is 10 % or 40 %, with probability one half each. The mean is 25 %.
#
# B looks worse. But we keep the best of all tries, so a bad result costs nothing more than the try. A improves on 22 by 2. B improves by 12 or by 0, on average by 6. This mean is the **expected improvement** (EI). Only the part below the best counts: it is the mean of $\max(\text{best} - f,\, 0)$. So B is the better try.

# %% id="next-ask"
ask.number(
    "The best error so far is 22 %. At place C the error is 16, 21 or 28 %, with probability one third each. What is the expected "
    "improvement at C, in %?",
    7 / 3,
    digits=3,
    why="The improvements are 6, 1 and 0. Their mean is 7/3 = 2.333.",
    mistakes={1 / 3: "You averaged 6, 1 and -6. A worse result does not spoil the best one.",
              7: "Each of the three has the probability one third.",
              3.5: "28 also comes up. Its improvement is 0, but it counts in the mean.",
              6: "That is the luckiest case alone."},
)

# %% [markdown] id="ei"
# **For a Gaussian guess.** Let $\mu = 0.3$ and $\sigma = 0.2$, and let the best error be 0.25. Write $f = \mu + \sigma\varepsilon$, where $\varepsilon$ is Gaussian with mean 0 and variance 1. The draw $\varepsilon = -1$ gives $f = 0.1$, and improves by 0.15. The draw $\varepsilon = 1$ gives $f = 0.5$, and improves by 0. The border is at $z = (\text{best} - \mu)/\sigma = -0.25$. To its left the improvement is $\text{best} - f = \sigma z - \sigma\varepsilon = \sigma\,(z - \varepsilon)$. Check at $-1$: $0.2 \cdot (-0.25 + 1) = 0.15$.

# %% id="ei-figure"
mu, sigma, best = 0.3, 0.2, 0.25
figures.improvement(mu, sigma, best)

# %% [markdown] id="ei-parts"
# We look for the mean of the lower curve. How often each $\varepsilon$ comes is told by the upper one, the density $\varphi(\varepsilon) = \frac{1}{\sqrt{2\pi}}\,e^{-\varepsilon^2/2}$. (In 05a $\varphi$ was a bend. Here it is the bell.) Cut the axis left of $z$ into small widths. By 01b, the share of draws in one width is $\varphi(\varepsilon)$ times width. The mean adds up each improvement times its share. So it is $\sigma$ times the sum of $(z - \varepsilon)\,\varphi(\varepsilon)$ times width. This sum has two parts:
#
# - **With $z$:** the sum of $\varphi(\varepsilon)$ times width is the coloured area $\Phi(z)$. So this part is $z\,\Phi(z)$.
# - **With $-\varepsilon$:** by the chain rule, the slope of $\varphi$ is $\varphi(\varepsilon)$ times the slope of $-\varepsilon^2/2$, which is $-\varepsilon$. So $-\varepsilon\,\varphi(\varepsilon)$ is the *slope* of $\varphi$. Slope times width is how much $\varphi$ rises. (From $-1.1$ to $-1.0$ the slope is about 0.24. So $\varphi$ rises by 0.024, from 0.218 to 0.242.) So the sum is the whole rise of $\varphi$ from far left, where it is 0, up to $z$. That is $\varphi(z)$.

# %% id="ei-steps"
z = torch.tensor((best - mu) / sigma)
phi, Phi = (-(z**2) / 2).exp() / (2 * torch.pi) ** 0.5, torch.special.ndtr(z)
derivation(
    (r"$z = (\mathrm{best} - \mu)/\sigma$", "(0.25 - 0.3)/0.2", z),
    (r"$z\,\Phi(z)$", "first part: -0.25 · 0.4013", z * Phi),
    (r"$\varphi(z)$", r"second part: $0.3989 \cdot e^{-0.03125}$", phi),
    (r"$\mathrm{EI} = (\mathrm{best} - \mu)\,\Phi(z) + \sigma\,\varphi(z)$",
     "both times σ, and σz = best - μ: -0.05 · 0.4013 + 0.2 · 0.3867",
     (best - mu) * Phi + sigma * phi),
    at="μ = 0.3, σ = 0.2, best 0.25",
)

# %% [markdown] id="ei-read"
# Roughly, the first term of EI is large where the guess is low: go where it is probably good. This is called **exploitation**. (Here it is below 0, since the guess 0.3 is worse than the best 0.25. All that can be gained comes from the doubt.) The second is large where $\sigma$ is large: go where nobody knows. This is **exploration**. Expected improvement weighs the two. ($z$ stands in both terms. But a lower $\mu$ moves every draw down, so it always raises EI, and at the same $\mu$ so does a larger $\sigma$.)
#
# **See it.** The red dashed curve is the true error. The search cannot see it. It has a wide valley at 2.2 and a deeper, narrow one at 7.8. Before any try the level is 25 %, with the standard deviation 8 %. The band is the guess $\pm$ 2 standard deviations. Below stands what decides, and the next try is at its top. Pull *tries so far* from 3 to 10. Then **predict** what happens with the rule *lowest guess*, and try it, up to 12 tries.

# %% id="ei-live"
widgets.NextLook()

# %% [markdown] id="ei-others" covers="N11-07"
# After 12 tries *lowest guess* has 16.0 %. It only exploits, and tries the floor of the first valley again and again. *Most unsure* has 11.0 %. It only explores, and never goes into detail. Expected improvement has 10.0 %. Its last three tries are all at 7.8, too. (The guess supposes noise with the variance 0.01, so a little doubt stays at a seen place.) But its EI is below 0.01 points then, and this says: stop, if the guess can be trusted. With the *length scale* 3, EI falls to 0.02 points as well, but the search has only 16.2 %.
#
# On one curve luck decides much. So we drew 100 others as in part 5, with $\ell = 1$. After 12 tries *lowest guess* is $2.70 \pm 0.33$ points above expected improvement, and *most unsure* $0.76 \pm 0.10$. (The Gaussian process fits them perfectly: they were drawn from it.)
#
# **What does a try cost?** In the picture a try at 0 takes 1 second, and with every 2 on the knob the time doubles. At 10 it takes 32 seconds. So one may divide: **expected improvement per second**. After 3 tries, expected improvement goes to the knob 10.0, a try of 32 seconds. The rule *improvement per second* goes to 1.95 instead, a try of 2 seconds. On the 100 curves it is $1.31 \pm 0.29$ points ahead after 40 seconds. After 60 seconds the lead is $0.26 \pm 0.23$, so none is shown. So there are two balances: exploitation against exploration, and improvement against time.

# %% [markdown] id="ei-exercise"
# **Your turn** (15 minutes): [*Where to try next: expected improvement*](../exercises/11_hyperparameter_search.ipynb), exercise 4.

# %% [markdown] id="whole"
# ## 7 The whole search
#
# **Bayesian optimisation** begins with a few random tries. Then it repeats three steps: guess the errors everywhere with a Gaussian process, train at the place with the most expected improvement, and add the result to the tries. "Bayesian" means that a guess with its doubt is changed by what is seen.
#
# With two knobs, $(x - x')^2$ becomes the sum of the squared differences of both. They are taken in powers of ten, and each side of the box counts as 1. In this unit $\ell$ is 0.2. The level is the mean of the errors so far, and $v$ their variance. The noise is 0.001 of $v$. Each time 100 random new places are compared.
#
# Here are all searches on the maps of the hook. The settings of the grid are tried in a random order. In *rounds*, four settings are drawn. Then the box shrinks to half its sides, round the best so far, and again four are drawn, and so on. Random, rounds and Bayesian begin with the same four settings. Compare them in the worlds 2, 4 and 5, with 8 and with 16 tries.

# %% id="whole-live"
widgets.Searches()

# %% [markdown] id="whole-many"
# In world 2 the grid stays at 12.5 %. In world 4 random search has 39.8 % after 8 tries, and 8.1 % after 16. In world 5 Bayesian is ahead of random search after 8 tries (10.2 against 11.8 %), and behind after 16 (10.2 against 7.7 %). So look at the mean of the best error so far, over 100 worlds:

# %% id="whole-figure"
best_errors = {way: trials.curves(way, 100) for way in trials.WAYS}
figures.races(best_errors)

# %% [markdown] id="whole-measure"
# Each row shows a mean difference in percentage points, with its standard error. Below stand the errors above 15 % after 16 tries. *97 worlds* leaves out the three in which random search ended above 15 % errors. *Fresh* means: the best networks were really trained, and tested on 597 digits by which no search had chosen.

# %% id="whole-run"
last = {way: 100 * found[:, -1] for way, found in best_errors.items()}
eight = {way: 100 * found[:, 7] for way, found in best_errors.items()}
fresh = {way: 100 * torch.tensor(found) for way, found in trials.LONG["fresh_errors"].items()}
good = last["random"] <= 15
kept, tested = ({way: found[good] for way, found in errors.items()} for errors in (last, fresh))
rows = [("8 tries", eight, "random-grid Bayesian-grid"),
        ("16 tries", last, "grid-random grid-Bayesian random-Bayesian"),
        ("16 tries", last, "rounds-grid rounds-random rounds-Bayesian"),
        ("97 worlds", kept, "random-Bayesian"), ("97, fresh", tested, "random-Bayesian")]
for label, errors, pairs in rows:
    for a, b in (pair.split("-") for pair in pairs.split()):
        apart, error = search.compare_runs(errors[a], errors[b])
        print(f"{a:>8} - {b:8}  {label:9}  {apart:.2f} ± {error:.2f}")
for way, errors in last.items():
    print(f"{way:8} above 15 %:", sorted(round(e) for e in errors.tolist() if e > 15))

# %% [markdown] id="whole-read" covers="N11-08"
# What to read:
#
# - **Grid.** From 4 to 8 tries its curve is the lowest. Its lead over rounds is shown: $7.56 \pm 2.74$ after 7 tries. The other leads are not. After 8 tries it is $2.51 \pm 1.66$ ahead of random search, and $1.99 \pm 1.77$ of Bayesian. By 10 tries it has seen its four rates in all worlds, and its curve is nearly flat from there on.
# - **Grid against random.** Their mean difference is $0.43 \pm 0.79$. So 100 worlds cannot separate the means, although random search wins in 66 of them. Both can miss the valley. In three worlds random search ended at 33 to 72 % errors. These cost 0.98 points of the mean. In the 92 worlds where neither ended above 15 %, it gains 0.86. So three failures outweigh them. The 2000 worlds of part 3 do tell the means apart: $1.16 \pm 0.14$. There the grid ends above 15 % more often, by $5.55 \pm 0.65$ points.
# - **Bayesian** search has the lowest mean, and never ends above 15 %. Its lead over the grid is clear: $1.89 \pm 0.33$. Over random search it is $1.46 \pm 0.75$, just about two standard errors. Most of this comes from those three worlds. In the other 97 the lead is $0.29 \pm 0.11$, and on fresh digits only $0.22 \pm 0.13$. So where random search did not fail, the lead is tiny. (This flatters random search: its own failures are left out.) The gain would be that Bayesian search does not fail: 0 of 100 worlds, against 3. But three are few. If a coin decided whose each failure is, all three would be of one search with probability 1/4.
# - **Rounds** trust the best so far. In 19 worlds the first four settings all had more than 75 % errors. The box shrank round the best of them all the same. Seven of these 19 worlds ended above 15 %, and none of the other 81. So the mean of the rounds is the highest. It is $4.83 \pm 1.84$ above Bayesian search, but only $3.37 \pm 2.03$ above random search and $2.94 \pm 1.92$ above the grid.
#
# All worlds share eight sets of digits. So the standard errors hold for new boxes, not for new digits, and other tasks may differ.
#
# **Who tunes the tuner?** The search for two knobs has knobs of its own: the length scale, the variance, the noise, the number of first tries, and how many new places are compared. There are more: the level, and the kind of kernel. One could search these by a further search, which has knobs, too. Most such programs fit the length scale, the variance and the noise to the tries, anew after each try. (An optional part shows how to judge a length scale so.) We took level and variance from the errors, and chose the rest once. Another optional part measures how much the length scale matters.

# %% [markdown] id="transfer"
# ## Transfer
#
# The same tool, far from networks.

# %% id="transfer-ask"
ask.choose(
    "A baker looks for the best oven temperature and time. One batch takes two hours, and she can pay for ten. All "
    "batches so far were at 180 to 200 degrees. By her Gaussian process, the share of spoilt loaves is lowest at 190, and least "
    "known at 240. The expected improvement is largest at 205. What does that tell?",
    {"205 has the lowest guess": "The lowest guess is at 190. What else counts?",
     "205 has a higher guess than 190, but is so much less known that it promises more":
         "The two terms of expected improvement meet between known and unknown.",
     "205 is the place that is known least": "That is 240. Why is it not chosen?",
     "205 is surely better than 190": "Is an expected improvement a promise?"},
    right="205 has a higher guess than 190, but is so much less known that it promises more",
)

# %% [markdown] id="summary"
# ## Summary
#
# - Hyper-parameters are set before training, and chosen on validation data.
# - A grid costs the product of its numbers of values, and finds the best of its own settings only.
# - If some knobs hardly matter, random search sees more values of those that do. In a bowl with two knobs that matter equally, an even grid was better. Both may miss a valley: on our maps the grid did so more often.
# - Learning rates are drawn evenly in the logarithm.
# - Compare searches in pairs, over many worlds, with the same number of tries.
# - Seeing one Gaussian number changes the mean of another by $K_{21}/K_{11}$ times the value, and lowers its variance by $K_{21}^2/K_{11}$.
# - A Gaussian process does this with the heights of a curve. Expected improvement then weighs a low guess against doubt.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $\eta$, $\lambda$ | `eta`, `lam` | learning rate, weight decay |
# | $f_1$, $f(x)$ | | a Gaussian number, the height of a curve |
# | $K$, $K_{21}$ | `K` | covariance matrix ($S$ in 03), covariance of the second and the first number |
# | $L$, $l_{21}$ | `L` | Cholesky factor, $L L^\top = K$ |
# | $\varepsilon_1$ | | independent Gaussian number with mean 0 and variance 1 |
# | $k(x, x')$, $v$, $\ell$ | `rbf`, `var`, `ls` | kernel, its variance, its length scale |
# | | `noise` | variance of the chance in a seen value |
# | $\alpha$ | | solution of $K_{11}\,\alpha = y$ |
# | $\mu$, $\sigma$ | `mu`, `sigma` | mean and standard deviation of a guess |
# | $z$ | `z` | $(\text{best} - \mu)/\sigma$ |
# | $\varphi$, $\Phi$ | `phi`, `Phi` | standard bell, area to the left below it |

# %% [markdown] id="glossary"
# ## Words
#
# **hyper-parameter, knob** a number that is set before training · **setting** one value for each knob · **try** a training with one setting, and its validation error · **grid search** every combination of listed values · **random search** settings drawn by chance · **log-uniform** drawn evenly in the logarithm · **covariance** long-run mean of a product of two numbers with mean 0 · **Cholesky factor** $L$, 0 above the diagonal, with $L L^\top = K$ · **conditioning** what a seen number tells about the others · **kernel** covariance of two heights by their distance · **length scale** the distance at which it has fallen to 0.61 of $v$ · **Gaussian process** heights that are Gaussian all together · **expected improvement, EI** mean of $\max(\mathrm{best} - f, 0)$ · **exploitation** going where the guess is low · **exploration** going where little is known · **Bayesian optimisation** guess, try the most promising, guess again. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond" covers="N11-09"
# ## How the real systems go beyond this
#
# (What follows is optional.) Programs such as Optuna or Ray Tune run many tries at once, and stop bad ones early, as an optional part tells. With dozens of knobs Gaussian processes are often replaced by trees. And the old joke goes that once all of this is automatic, the programs will write the papers, too.

# %% [markdown] id="optional-worlds"
# ## Optional: how the worlds were made
#
# We trained 755 networks on each of eight sets of digits. They stand for 151 learning rates and 5 values of $\lambda$. That gives eight maps of errors. A world is one of the maps, with a box of learning rates that is laid over it by chance. A search reads its errors off the map. Between the 755 points we take weighted means.

# %% [markdown] id="optional-halving"
# ## Optional: stop bad tries early
#
# A simple plan is *successive halving*. Sixteen tries get one epoch. The best 8 go on for one more epoch. The best 4 of these 8 then get 2 more each, and the best 2 of these 4 get 4 more each. These are $16 + 8 + 4 \cdot 2 + 2 \cdot 4 = 40$ epochs, and two networks have had 8. Sixteen networks with 8 epochs each cost 128. The danger: a network that learns slowly at first may be the best at the end.

# %% [markdown] id="scale-mend"
# ## Optional: a program to mend
#
# Ben wants log-uniform draws from 0.0001 to 1, and writes
#
# ```python
# s = math.log10(low) + u * (math.log10(high) - math.log10(low))
# eta = math.exp(s)
# ```

# %% id="scale-ask"
ask.choose(
    "Ben's u runs from 0 to 1. Between which numbers do his learning rates lie, and what should he write in the second line?",
    {"from 0.0001 to 1, nothing is wrong": "At u = 0, s is -4. What is e to the power of -4?",
     "from 0.018 to 1, and he should write 10 ** s": "e⁻⁴ is 0.018. The logarithm to base 10 is undone by a power of 10.",
     "from 0.018 to 1, and he should write s": "s itself runs from -4 to 0. Can a learning rate be -4?",
     "from 0.0001 to 2.7, and he should write 10 ** s": "At u = 1, s is 0. What is e to the power of 0?"},
    right="from 0.018 to 1, and he should write 10 ** s",
)

# %% [markdown] id="random-many"
# ## Optional: how many random tries?
#
# Say we want one of the best 5 % of all settings in the box. One draw misses them with probability 0.95. Two independent draws both miss with $0.95^2 = 0.9025$.

# %% id="random-many-ask"
ask.number(
    "With which probability do 20 random draws all miss the best 5 % of the box? And 59 draws?",
    (0.358, 0.0485),
    digits=2,
    why="0.95 to the power of 20 is 0.358, and to the power of 59 it is 0.0485.",
    mistakes={(0.642, 0.95): "These are the probabilities of a hit.",
              (0, 0): "You took off 5 % for each draw. Do two draws miss with 0.90 or with 0.95²?",
              (0.05, 0.05): "That is the probability that one draw hits."},
)

# %% [markdown] id="random-many-read"
# So 59 draws hit the best 5 % with probability 95 %, with two knobs or with seven.

# %% [markdown] id="optional-both"
# ## Optional: a plan between grid and chance
#
# Cut each axis of the bowls of part 2 into 16 parts. Draw 16 settings such that each part of each axis is used once. Programs offer this as *Latin hypercube*. Its nearest $x_1$ is nearer than the nearest random one, by $0.013 \pm 0.001$ on average. Its nearest point is nearer than the nearest random one, by $0.015 \pm 0.002$. But it is farther than the nearest of the grid, by $0.025 \pm 0.001$. For along both axes together it may still leave holes.

# %% [markdown] id="optional-hand"
# ## Optional: by hand, against chance
#
# Here is a hidden world. Good learning rates lie somewhere from 0.0001 to 100. Choose five, run the cell, and change them as often as you like.

# %% id="optional-hand-run"
mine = [0.0001, 0.001, 0.01, 0.1, 1.0]  # change these five
played = trials.against_random(mine)
tensors.show(my_best_error=played.least, searches_beaten=played.beaten)

# %% [markdown] id="optional-hand-read"
# The second number compares you with 1000 random searches of five learning rates each. The five in the cell above beat $67 \pm 1.5$ % of them. (You may do better at a second run, but then you have paid for ten tries.)

# %% [markdown] id="fair-two"
# ## Optional: a difference by hand, and four reports
#
# First compute one.

# %% id="fair-ask"
ask.number(
    "Search A has the errors 20, 10, 30 % in three worlds, and search B has 18, 9, 27 % in the same worlds. What is the mean "
    "difference A - B, and what is its standard error?",
    (2, 0.577),
    digits=3,
    why="The differences are 2, 1 and 3. Their s is 1, and 1/√3 is 0.577. Without pairs one would look at 20 ± 5.8 and "
        "18 ± 5.2, and see nothing.",
    mistakes={(2, 1): "That is how much single differences scatter. What about their mean?",
              (2, 0.333): "You divided by n. It is its root.",
              (2, 0.471): "You divided the squares by 3. For s it is n - 1.",
              (-2, 0.577): "Which search is subtracted from which?",
              (2, 7.767): "You left the pairs, and added the two variances. What do the three differences look like?"},
)

# %% [markdown] id="fair-reports"
# Now decide which of four reports you would believe.

# %% id="fair-which"
ask.choose(
    "Which of these reports shows that random search is better than a grid on some kind of task?",
    {"On one world, 25 draws found 7.7 % and a grid of 25 found 8.0 %.": "How would it look in another world?",
     "On 40 worlds, 25 draws had on average 0.8 less than grids of 16, with a standard error of 0.1.":
         "Did both pay for the same number of tries?",
     "On 40 worlds, 25 draws had on average 0.8 less than grids of 25, with a standard error of 0.1.":
         "Same worlds, same number of tries, many repetitions, and a difference of eight standard errors.",
     "On 40 worlds the setting with the lowest test error was chosen each time, and the draws had less.":
         "What is the test part no longer good for, once it has chosen?"},
    right="On 40 worlds, 25 draws had on average 0.8 less than grids of 25, with a standard error of 0.1.",
)

# %% [markdown] id="two-library"
# ## Optional: two tries by the library
#
# `search.gp_posterior` takes any number of tries and new places. `X` has one row for each place. `.cov` holds the covariances of the new heights, and its diagonal their variances. Here are the two tries of part 5, and the new places 1, 0 and 9.

# %% id="two-run"
X, y = torch.tensor([[0.0], [2.0]]), torch.tensor([2.0, 1.0])
new = torch.tensor([[1.0], [0.0], [9.0]])
found = search.gp_posterior(X, y, new, ls=1.0, var=1.0, noise=0.0)
tensors.show(digits=3, mean=found.mean, variance=found.cov.diagonal())

# %% [markdown] id="two-library-read"
# At 1 stand the two numbers that we found by hand. At 0 nothing is open, since this height was seen. At 9 the guess is what it was before any try.

# %% [markdown] id="optional-loop"
# ## Optional: complete the program
#
# Bayesian optimisation is one kind of *sequential model-based optimisation*, SMBO for short: one try follows another, and a model of the error chooses them. The model is also called a *response surface*. It need not be a Gaussian process: another network may do. (Some write SMO, but that usually names a quite different method.) Here it is as a program with two gaps:
#
# ```python
# tries = four random settings, with their errors
# repeat 12 times:
#     mean, cov = gp_posterior(places tried, their errors, many new places, ...)
#     gain = expected_improvement(mean, root of the diagonal of cov, ____)
#     place = the new place with the ____ gain
#     train there, and add it to the tries
# ```

# %% id="optional-loop-ask"
ask.choose(
    "What belongs into the two gaps?",
    {"the lowest mean of the guess; largest": "The best so far is what was really measured, not what is guessed.",
     "the lowest error so far; largest": "Improvement is counted from the best that was really found.",
     "the lowest error so far; smallest": "Errors should be small. And an improvement?",
     "the error of the last try; largest": "We keep the best of all tries, not the last."},
    right="the lowest error so far; largest",
)

# %% [markdown] id="optional-cost"
# ## Optional: seconds
#
# Which of two places comes first?

# %% id="optional-cost-ask"
ask.number(
    "At place A the expected improvement is 3 % and a try takes 20 seconds. At place B it is 1 % and a try takes 4 seconds. What is the "
    "expected improvement per second at A, and what at B?",
    (0.15, 0.25),
    digits=3,
    why="3/20 and 1/4. So B comes first, although A promises more.",
    mistakes={(60, 4): "You multiplied. A long try should be worth less.",
              (6.667, 4): "These are seconds for each percent. Which way round is it asked?"},
)

# %% [markdown] id="ei-check"
# ## Optional: the formula of expected improvement, checked
#
# Draw many $f$, and take the mean of their improvements. In the code `clamp(min=0)` is $\max(\cdot, 0)$.

# %% id="ei-run"
f = mu + sigma * torch.randn(400_000, generator=tensors.generator(0))
formula = search.expected_improvement(torch.tensor([mu]), torch.tensor([sigma]), best)
tensors.show(formula=formula[0], drawn=(best - f).clamp(min=0).mean())

# %% [markdown] id="tuner"
# ## Optional: who tunes the tuner?
#
# We used the length scale 0.2, in a box with sides of length 1. Here are others, in 50 of these worlds: the mean error in % after 12 tries. Below stand the mean differences from ours, each with its standard error.

# %% id="tuner-run"
scales = (0.05, 0.2, 2.0)
twelve = {ls: 100 * trials.curves("Bayesian", 50, ls)[:, 11] for ls in scales}
short = search.compare_runs(twelve[0.05], twelve[0.2])
long = search.compare_runs(twelve[2.0], twelve[0.2])
tensors.show(digits=2, **{f"length_{ls}": twelve[ls].mean() for ls in scales},
             short_minus_ours=torch.stack(short), long_minus_ours=torch.stack(long))

# %% [markdown] id="tuner-read"
# With 0.05 each try tells about its closest neighbours only. The search is $3.65 \pm 1.78$ worse. Is it then nearly a random one? Random search has 9.35 % after 12 tries in these worlds, which is $2.33 \pm 1.67$ less. So nothing shows that it is better than chance. With 2.0 the search is $0.35 \pm 0.21$ worse, so hardly. Neither difference is more than 2.1 standard errors, so the sizes are only roughly known. (Ours was the best of the three on these worlds. So its results in part 7 may be a little too good.) (`**` before a dict hands its entries over as named arguments.)

# %% [markdown] id="optional-likely"
# ## Optional: the length scale that fits
#
# Which length scale fits the tries? The heights are Gaussian all together, so they have a density: this is the likelihood of 02a, for $\ell$. `search.log_evidence` gives its logarithm. The heights below are those of the picture in part 6 at eleven places, in units of 8 %.

# %% id="optional-likely-run"
places = torch.linspace(0, 10, 11)[:, None]
heights = (trials.one_knob(places[:, 0]) - trials.LEVEL) / trials.SPREAD
fits = [search.log_evidence(places, heights, ls=ls, var=1.0, noise=0.001)
        for ls in (0.3, 1.0, 3.0)]
tensors.show(digits=2, fits=torch.stack(fits))

# %% [markdown] id="optional-likely-read"
# The middle one, 1.0, is the most likely of the three. With 3.0 such a narrow valley would be very improbable. With 0.3 nearly any curve is possible, so none of them is very probable. Most programs with a Gaussian process look for the most likely values in this way, anew after each try.

# %% [markdown] id="recall"
# ## Optional: questions from before
#
# Answer them without looking back.

# %% id="recall-1"
ask.choose(
    "Fifty settings are compared on a validation part of 100 samples. The best has 4 errors. On 10 000 fresh samples, which share of "
    "errors should you expect?",
    {"4 %": "Would the second best and the forty-eighth also have had their luck? Who was chosen?",
     "less than 4 %": "The winner was chosen for few errors, partly by luck. Does luck repeat?",
     "more than 4 %": "The best of many scores is partly lucky, and the luck is gone on fresh samples."},
    right="more than 4 %",
)

# %% [markdown] id="recall-more"
# And one from further back.

# %% id="recall-2"
ask.number(
    "A logistic unit has w = 2 and b = -1. What probability of class 1 does it give at x = 1/2, and what are the odds at x = 1?",
    (0.5, 2.718),
    digits=3,
    why="At x = 1/2 the score is 0, so p = 1/2. At x = 1 it is 1, and the odds are e¹.",
    mistakes={(0.5, 1): "1 is the score. The odds are e to the power of the score.",
              (0, 1): "These are the scores. What does the sigmoid make of 0?",
              (0.5, 0.731): "That is the probability at x = 1. The odds are p/(1 - p)."},
)
