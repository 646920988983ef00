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
# # 09a Sampling and momentum
#
# {minutes} · exercises in `exercises/09a_sampling_and_momentum.ipynb`

# %% [markdown] id="hook"
# ## A ball in a ravine
#
# You look down into a ravine. Along it, in the direction $x_1$, the ground is nearly flat. Across it, in the direction $x_2$, it is steep. The ball starts at $(4, 1)$ and wants to get to the lowest point, $(0, 0)$. Each step is **gradient descent** (lecture 00b): against the gradient, and $\eta$ times as long.
#
# Press Play with $\eta = 0.02$, then with $0.04$ and with $0.06$. Stop there, and leave the curvature at 20.

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l09a import widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Ravine()

# %% [markdown] id="hook-ask"
# So far longer was better. Guess first, then try.

# %% id="hook-predict"
ask.predict(
    "A ball rolls by gradient descent in a ravine that is 20 times as curved across as along. With η = 0.02, 0.04 and "
    "0.06 it comes closer and closer. Above which η does it run away?",
    0.1,
    why="Up to 0.09 the ball comes home. At 0.10 it hops from side to side for ever. At 0.11 every hop is larger than "
        "the one before.",
)

# %% [markdown] id="hook-see"
# **See it.** Set $\eta$ to 0.09, 0.10 and 0.11. Only a hair lies between coming home and running away. Soon you can compute this limit for any bowl. Later the same ball comes home from *beyond* the limit, only because it is heavy.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Compute the longest step that does not run away (exercise *The longest stable step on a quadratic*).
# 2. Give a step a memory (exercise *One step with momentum*), and let it look ahead (exercise *One step of Nesterov's method*).
# 3. Estimate a gradient from a few samples (exercise *An unbiased gradient from a mini-batch*), and say how noisy it is (question in part 6).
# 4. Put the gradients of unequal parts together (exercise *One gradient from several micro-batches*), and cut an epoch into parts (exercise *An epoch of mini-batches by permutation*).
# 5. Compute a regret (question in part 8).

# %% [markdown] id="needs"
# ## What you need
#
# Partial derivatives, the second derivative, and a table of numbers times a vector (lecture 00b).

# %% [markdown] id="stable" covers="N09-01"
# ## 1 One direction
#
# Near its minimum a smooth loss looks like a bowl. Take one direction, and put the minimum at 0: $f(x) = \frac12\lambda x^2$. The number $\lambda$ (lambda) is the **curvature**, the second derivative. Across our ravine it is 20, along it 1.
#
# What does one step do to $x$? Here are the numbers across the ravine, from $x = 1$ with $\eta = 0.06$.

# %% id="stable-derivation"
from dlcourse.classroom.derivation import derivation

lam, eta_small = 20.0, 0.06
factor = 1 - eta_small * lam
derivation(
    (r"$f'(x) = \lambda x$", r"the slope of $\frac12\lambda x^2$", lam),
    (r"$x_\text{new} = x - \eta\lambda x = (1 - \eta\lambda)\, x$",
     "one step against the slope multiplies $x$ by a factor: 1 - 0.06 · 20", factor),
    (r"$x_k = (1 - \eta\lambda)^k\, x_0$", "$k$ steps, $k$ factors; here $k = 3$", factor**3),
    (r"$1 - \eta\lambda > -1$, so $\eta < \dfrac{2}{\lambda}$",
     "a factor below -1 makes every hop larger", 2 / lam),
    at="at λ = 20, η = 0.06",
)

# %% [markdown] id="stable-read"
# There is the 0.10. A negative factor does no harm by itself: the ball hops to the other side, but lands lower. Only below $-1$ it lands higher.
#
# All directions share one $\eta$. So **the most curved direction sets the limit**, $\eta < 2/\lambda_\text{max}$. The flat one pays for it. At $\eta = 0.09$ each step still leaves $1 - 0.09 \cdot 1 = 0.91$ of the way along the ravine. Where will the limit be with a curvature of 40 across? Test it in the live picture.

# %% id="stable-ask"
ask.number(
    "f(x) = 3x². Which curvature λ does it have, and below which η does gradient descent come home?",
    (6, 1 / 3),
    digits=2,
    why="The slope is 6x, so the second derivative is 6, and 2/6 is the limit.",
    mistakes={(3, 2 / 3): "½λx² should be 3x². Which λ is that?",
              (6, 1 / 6): "At η = 1/6 the factor is 0: the ball arrives in one step. May it go a little farther?",
              (1.5, 4 / 3): "½λx² should be 3x². You divided by 2 where λ needs to be twice as large.",
              (6, 3): "You divided 6 by 2. Which of the two stands below?",
              (6, 2): "2 is in the formula, but something divides it."},
)

# %% [markdown] id="loop" covers="N09-03"
# In code the walk is a loop, and it needs two ends. A gradient so short that nothing moves is one. With too long a step it never gets short, so the number of steps must end as well:
#
# ```python
# for step in range(1000):             # at most so many steps
#     g = gradient(theta)
#     if g.norm() < 1e-6:              # arrived: nothing moves any more
#         break
#     theta = theta - eta * g
# ```

# %% [markdown] id="eigen"
# ## 2 A tilted bowl
#
# Most bowls do not lie along the axes. Take $f(x) = \frac12(3x_1^2 + 2x_1x_2 + 3x_2^2)$, in short $\frac12 x^\top H x$. Its partial derivatives are
#
# $$\frac{\partial f}{\partial x_1} = 3x_1 + x_2 \qquad \frac{\partial f}{\partial x_2} = x_1 + 3x_2$$
#
# So the gradient is a table (a matrix) times $x$: it is $Hx$, where $H$ has the rows $(3, 1)$ and $(1, 3)$. It is **symmetric**: exchange rows and columns, and it stays the same. At $x = (1, 0)$ the gradient $(3, 1)$ does not point along $x$.
#
# **Try it before it is explained.** Turn $x$. In two directions $Hx$ lies exactly along $x$. Find them both. How many times as long as $x$ is $Hx$ there?

# %% id="eigen-live"
widgets.Turn()

# %% [markdown] id="eigen-named"
# Now show the axes. At 45°, $x$ lies along $(1, 1)$, and $H(1, 1) = (4, 4)$ is 4 times as long. At 135° it lies along $(1, -1)$, and $H(1, -1) = (2, -2)$ is 2 times as long. Such a direction $q$ is an **eigenvector**, and its number an **eigenvalue** $\lambda$: $H q = \lambda q$. In this direction the table acts like a plain number. So all of part 1 holds there, with this $\lambda$ as the curvature. Two facts hold for every symmetric table. We use them without proof:
#
# - In the plane there are two such directions, at a right angle. They are the axes of the ellipses, and the short axis is the steep one.
# - The eigenvalues add up to the diagonal, here $3 + 3 = 6$. For the rows $(a, b)$ and $(b, d)$ their product is $ad - b^2$, here $9 - 1 = 8$. Two numbers with sum 6 and product 8: they are 4 and 2.
#
# Any start is a part along one axis plus a part along the other, and each part goes its own way. Take the start $(4, 2)$ and $\eta = 0.4$. By the gradient, one step leads to $(4, 2) - 0.4 \cdot (14, 10) = (-1.6, -2)$. By the parts:

# %% id="eigen-derivation"
q1, q2, eta_tilted = torch.tensor([1.0, 1.0]), torch.tensor([1.0, -1.0]), 0.4
part_1, part_2 = 3 * (1 - eta_tilted * 4), 1 * (1 - eta_tilted * 2)
derivation(
    (r"$x = 3\, q_1 + 1\, q_2$", "split, with $q_1 = (1, 1)$ and $q_2 = (1, -1)$", 3 * q1 + q2),
    (r"$3 \to 3\,(1 - 0.4 \cdot 4)$, $\ 1 \to 1\,(1 - 0.4 \cdot 2)$",
     "part 1, with $\\lambda = 4$ and with $\\lambda = 2$", (part_1, part_2)),
    (r"$x_\text{new} = -1.8\, q_1 + 0.2\, q_2$", "put together: the same place",
     part_1 * q1 + part_2 * q2),
    at="computed",
)

# %% [markdown] id="eigen-blank"
# **Blanks for you.** $H$ has the rows $(5, 2)$ and $(2, 2)$. The eigenvalues have the sum $7$ and the product $5 \cdot 2 - 2^2 = \_\_$. So they are \_\_ and \_\_. Check: at $x = (2, 1)$ the gradient $Hx$ is $(12, 6)$.

# %% id="eigen-fill"
ask.number(
    "H has the rows (5, 2) and (2, 2). Its eigenvalues have the sum 7. What are they, the smaller first? And below "
    "which η does gradient descent come home from every start?",
    (1, 6, 1 / 3),
    digits=2,
    why="Sum 7 and product 10 - 4 = 6. At (2, 1) the gradient is 6 times x. The limit is 2/6.",
    mistakes={(1, 6, 2): "You divided 2 by the smaller curvature. Which of the two sets the limit?",
              (2, 5, 2 / 5): "These stand on the diagonal. But no axis is an eigenvector here: what is H(1, 0)?",
              (1, 6, 1 / 6): "At η = 1/6 the steep part arrives in one step. May it go a little farther?",
              (1, 6, 2 / 7): "You divided by the sum of the curvatures. Each direction goes its own way.",
              (6, 1, 1 / 3): "All three numbers are right. The smaller eigenvalue was asked for first."},
)

# %% [markdown] id="eigen-own"
# For larger tables the computer finds the eigenvalues: `torch.linalg.eigvalsh(H)` returns those of a symmetric `H`, the smallest first. The largest sets the limit.
#
# **Your turn** (15 minutes): [*The longest stable step on a quadratic*](../exercises/09a_sampling_and_momentum.ipynb), exercise 1.

# %% [markdown] id="landscape" covers="N09-02 N09-25"
# ## 3 More than one valley
#
# The loss of a network is not one bowl. It is **non-convex**: it has several valleys, with ridges between them. Take $f(\theta) = \frac14\theta_1^4 - \frac12\theta_1^2 + 0.15\,\theta_1 + \frac12\theta_2^2$, where the vector $\theta$ (theta) holds all parameters. It has two valleys, and between them a ridge at $\theta_1 = 0.154$. Two walkers start at $(0.05, 1.2)$ and at $(0.25, 1.2)$.

# %% id="landscape-ask"
ask.choose(
    "A loss has two valleys, with a ridge at $\\theta_1 = 0.154$. Two walkers start only 0.2 apart, at $\\theta_1 = "
    "0.05$ and $0.25$. Each steps against the gradient under its feet. How far apart do they end?",
    {"about 0.2, because their slopes are almost equal": "They are almost equal in size. Which way does the slope "
                                                        "point on either side of a ridge?",
     "close to 0, because both find the deeper valley": "A walker feels only the slope underfoot. Can it know which "
                                                        "valley is deeper?",
     "about 2, one in each valley": "The ridge lies between them, and its two sides lead to different valleys."},
    right="about 2, one in each valley",
)

# %% [markdown] id="landscape-run-text"
# Twenty steps with $\eta = 0.3$. Walker C starts on the ridge.

# %% id="landscape-run"
from dlcourse.lectures.l09a import figures

def loss(p):
    return p[..., 0] ** 4 / 4 - p[..., 0] ** 2 / 2 + 0.15 * p[..., 0] + p[..., 1] ** 2 / 2

def walked(*start):
    places = [torch.tensor(start)]
    for _ in range(20):
        t1, t2 = places[-1]
        places.append(places[-1] - 0.3 * torch.stack([t1**3 - t1 + 0.15, t2]))
    return torch.stack(places)

walks = {"A": walked(0.05, 1.2), "B": walked(0.25, 1.2), "C": walked(0.1535, -1.4)}
figures.landscape(loss, walks, xlim=(-1.7, 1.7), ylim=(-1.6, 1.6))

# %% [markdown] id="landscape-read"
# B ends in the shallow valley, a **local minimum**. C walks down to a **saddle point**: lowest along the ridge, highest across it. The gradient there is almost 0, and C hardly moves. But it will leave. Across the ridge the curvature is $3 \cdot 0.154^2 - 1 = -0.93$. So the factor of part 1 is $1 + 0.3 \cdot 0.93 = 1.28$, and the distance from the ridge grows by 28 % a step. A flat place need not be a low one.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop. Next time, begin with the question below.

# %% [markdown] id="recall"
# **A question from before.**

# %% id="recall-2"
ask.choose(
    "`loss.backward()` has run in PyTorch, and nothing was called after it. What has changed in the network?",
    {"its weights, by one step": "A step needs a learning rate. Did `backward()` get one?",
     "its weights and its gradients": "Who moves the weights in a training loop, and when is it called?",
     "its gradients: new ones replace old": "What would stand there after two calls with nothing in between?",
     "its gradients: new are added to old": "No weight has moved. If old gradients were not cleared, the new ones "
                                            "stand on top of them."},
    right="its gradients: new are added to old",
)

# %% [markdown] id="momentum" covers="N09-15"
# ## 4 Momentum
#
# With a long step, the moves across the ravine alternate, and the moves along it agree. So give the ball a memory: it keeps a share $\mu$ (mu) of its **velocity** $v$. That is **momentum**:
#
# ```python
# v = mu * v - eta * g    # keep a share, add a push against the gradient
# x = x + v               # then move
# ```
#
# By hand, with $\mu = 0.5$ and $\eta = 1$, from $x = 0$ at rest. In the middle the gradients agree, and $x$ gets to $-1 - 1.5 - 1.75 = -4.25$. On the right they alternate. **Fill the blanks** on paper.
#
# | step | new v, gradients 1, 1, 1 | new v, gradients 1, -1, 1 |
# |---|---|---|
# | 1 | 0.5 · 0 - 1 = -1 | 0.5 · 0 - 1 = -1 |
# | 2 | 0.5 · (-1) - 1 = -1.5 | 0.5 · (-1) + 1 = \_\_ |
# | 3 | 0.5 · (-1.5) - 1 = -1.75 | \_\_ |

# %% id="momentum-fill"
ask.number(
    "Momentum with μ = 0.5 and η = 1, from x = 0 at rest. The gradients are 1, -1, 1. What are v and x after step 3?",
    (-0.75, -1.25),
    digits=2,
    why="v is -1, 0.5, -0.75, and x is -1, -0.5, -1.25.",
    mistakes={(-1.75, -4.25): "That is the middle column. What does a gradient of -1 do to v in step 2?",
              (-1, -2): "You kept the old velocity whole. Which share of it stays?",
              (-1, -1): "You left out the old velocity.",
              (-0.75, -0.5): "You moved x with the old velocity. Which of the two comes first?",
              (-0.75, -0.75): "The second number is the last move. From where does x start?",
              (0.75, 1.25): "The ball went uphill. Which sign does η g have?"},
)

# %% [markdown] id="momentum-sum"
# Where gradients agree, $v$ grows; where they alternate, it shrinks. How far? The index counts the steps.

# %% id="momentum-derivation"
mu, eta_one = 0.5, 1.0
derivation(
    (r"$v_3 = -\eta g_3 + \mu v_2 = -\eta\,(g_3 + \mu g_2 + \mu^2 g_1)$",
     r"put in $v_2 = -\eta\,(g_2 + \mu g_1)$; old ones fade", -eta_one * (1 + mu + mu**2)),
    (r"$S = 1 + \mu + \mu^2 + \dots = 1 + \mu S = \dfrac{1}{1-\mu}$",
     r"the bracket, if all $g$ are 1 for ever; solve for $S$", 1 / (1 - mu)),
    (r"$S = 1 - \mu + \mu^2 - \dots = 1 - \mu S = \dfrac{1}{1+\mu}$",
     "the bracket, if they alternate", 1 / (1 + mu)),
    at="at μ = 0.5, η = 1",
)

# %% [markdown] id="momentum-not"
# So $v$ is a fading **sum** of gradients. You may read that it is an average; for that, $g$ would need a factor $1 - \mu$. With the usual $\mu = 0.9$, steps that agree get up to ten times as long, and steps that alternate about half as long.

# %% [markdown] id="momentum-predict"
# Back to the ravine.

# %% id="momentum-choose"
ask.choose(
    "At η = 0.12 gradient descent runs away across the ravine, where the curvature is 20. Now the ball keeps half of "
    "its velocity, μ = 0.5, with the same η. What happens?",
    {"it runs away sooner, because velocity adds up": "It adds up where gradients agree. Do they agree across the "
                                                     "ravine?",
     "it runs away just as before": "Across the ravine the gradients alternate. What did momentum do to alternating "
                                    "gradients in the table?",
     "it comes home": "Across the ravine gradients alternate, and S = 1/(1 + 0.5) makes the steps a third shorter: as "
                      "if η were 0.08."},
    right="it comes home",
)

# %% [markdown] id="momentum-see"
# **See it.** Set $\eta = 0.12$ and compare $\mu = 0$ with $\mu = 0.5$. Alternating steps shrink by $1+\mu$, so the limit grows by it: $2(1+\mu)/\lambda_\text{max}$, here 0.15. Then look for a $\mu$ that is too much. ("Look ahead" is for part 5.)

# %% id="momentum-live"
widgets.HeavyBall()

# %% [markdown] id="momentum-own"
# A ball with $\mu = 0.95$ rolls past the lowest point again and again. Well chosen, momentum pays most where it is needed most. Make the ravine 100 times as steep across, and give each method its best constants. Gradient descent then needs about 100 times as many steps, momentum only about 12 times as many.
#
# **Your turn** (10 minutes): [*One step with momentum*](../exercises/09a_sampling_and_momentum.ipynb), exercise 2.

# %% [markdown] id="nesterov" covers="N09-16"
# ## 5 Nesterov: look before you leap
#
# Before any slope is known, one thing is known: the old velocity will carry the ball to $x + \mu v$. **Nesterov's method** takes the slope *there*. Everything else stays. Compare on $f(x) = x^2$ with the slope $2x$, at $x = 1$ with $v = -1$, $\mu = 0.5$ and $\eta = 0.1$:
#
# | | slope taken at | slope | new v | new x |
# |---|---|---|---|---|
# | momentum | 1 | 2 | 0.5 · (-1) - 0.1 · 2 = -0.7 | 1 - 0.7 = 0.3 |
# | Nesterov | 1 + 0.5 · (-1) = 0.5 | 1 | 0.5 · (-1) - 0.1 · 1 = -0.6 | 1 - 0.6 = 0.4 |
#
# Momentum still speeds up, because the slope *here* is steep. Nesterov already sees that it gets flatter, and brakes. **See it** in the live picture above: set $\eta = 0.04$ and $\mu = 0.8$, and look ahead. The ball swings less. It has a price: at $\eta = 0.08$ the ball that looks ahead runs away, and the other does not.
#
# **Your turn** (15 minutes): [*One step of Nesterov's method*](../exercises/09a_sampling_and_momentum.ipynb), exercise 3.

# %% [markdown] id="batch" covers="N09-05 N09-06 N09-08"
# ## 6 A part of the data
#
# The loss of a model is a sum or mean over $n$ samples. With a million samples, one step costs a million gradients. Must we see them all to know roughly which way is down? Three answers have names. SGD means *stochastic gradient descent*, descent with a random gradient. An **epoch** is one pass over all samples.
#
# | name | samples a step | steps an epoch |
# |---|---|---|
# | full-batch gradient descent | all n | 1 |
# | mini-batch SGD | B | n/B, rounded up |
# | online SGD | 1 | n |
#
# Four samples $y = 2, 3, 5, 10$; the model is a single number $\theta$; a sample's loss is $\frac12(\theta - y)^2$. At $\theta = 0$ the gradients $\theta - y$ are $-2, -3, -5, -10$, together $-20$, on average $-5$. A **mini-batch** of two samples sees a part of that. There are six such batches.

# %% id="batch-ask"
ask.number(
    "Four samples have the gradients -2, -3, -5 and -10, together -20. There are six batches of two different samples. "
    "What is the average of their six sums?",
    -10,
    why="The sums are -5, -7, -12, -8, -13 and -15. Each sample is in three of the six batches: it counts half of the "
        "time.",
    mistakes={-20: "That is the sum over all four samples. Does a batch of two hold all of them on average?",
              -5: "That is the average gradient of one sample. How many does a batch add?",
              -60: "That is the total of the six sums. You still want their average.",
              -30: "You divided the total of the six sums by 2, the size of a batch. How many sums are there?"},
)

# %% [markdown] id="batch-derive"
# A batch sum is too small on average, and we know by how much. Repaired, it is right *on average*: **unbiased**. Below, $\sum_i g_i$ adds all $n$ gradients.

# %% id="batch-derivation"
four = torch.tensor([-2.0, -3.0, -5.0, -10.0])
derivation(
    (r"average sum $= \frac Bn \sum_i g_i$",
     r"each sample has the same chance, $\frac Bn$, to be in a batch", 2 / 4 * four.sum()),
    (r"$\frac nB \cdot$ average sum $= \sum_i g_i$",
     "repaired: the gradient of the summed loss", four.sum()),
    (r"$\frac 1B \cdot$ average sum $= \frac1n \sum_i g_i$",
     "a batch *mean*: the gradient of the mean loss", four.mean()),
    at="n = 4, B = 2",
)

# %% [markdown] id="batch-compare"
# **Two solutions.** Ann adds the losses of $n = 100$ samples and takes batch sums times $n/B$. Ben uses the mean loss and takes batch means. Both are unbiased, each for their own loss. But Ann's loss is 100 times Ben's, so all her curvatures are 100 times his. Ben's longest stable step is 0.5. Hers is 0.005. **A learning rate belongs to a sum or to a mean**; say which.
#
# **Your turn** (10 minutes): [*An unbiased gradient from a mini-batch*](../exercises/09a_sampling_and_momentum.ipynb), exercise 4.

# %% [markdown] id="noise"
# ### How noisy is it?
#
# Right on average is not right each time. Draw $B$ samples, each from all $n$; one may come twice. How far is their mean from the true mean $-5$? The four gradients differ from it by $d = 3$, $2$, $0$ and $-5$.

# %% id="noise-derivation"
d = four - four.mean()
variance = d.square().mean()
derivation(
    (r"one draw: $d^2$ is on average $\sigma^2$", "the **variance**: (9 + 4 + 0 + 25)/4",
     variance),
    (r"two draws: $(d_1 + d_2)^2$ is on average $\sigma^2 + 0 + \sigma^2$",
     "$2 d_1 d_2$ averages to 0: whatever $d_2$ is, $d_1$ averages to 0", 2 * variance),
    (r"sum of $B$ draws: $\ B\sigma^2$", "every draw adds one; here $B = 4$", 4 * variance),
    (r"typical error of the mean: $\ \dfrac{\sqrt{B\sigma^2}}{B} = \dfrac{\sigma}{\sqrt B}$",
     "take the root, divide by $B$", variance.sqrt() / 2),
    at="B = 4",
)

# %% [markdown] id="noise-figure-text"
# Measured: 64 samples around 5, a thousand batches of each size, and all of it with ten seeds. In training one draws *different* samples (without replacement). That is better still. Each mark on an axis is twice the one before.

# %% id="noise-figure"
y = 5 + 3 * torch.randn(64, generator=tensors.generator(9))
sizes = torch.tensor([1, 2, 4, 8, 16, 32, 64])

def errors(seed, different):  # for each size, over 1000 batches
    rng, found = tensors.generator(seed), []
    for B in sizes.tolist():
        idx = torch.randint(64, (1000, B), generator=rng)  # a batch a row
        if different:  # the first B of a random order
            idx = torch.rand(1000, 64, generator=rng).argsort(dim=1)[:, :B]
        found.append((y[idx].mean(dim=1) - y.mean()).square().mean().sqrt())
    return torch.stack(found)

again, distinct = (torch.stack([errors(s, kind) for s in range(10)]) for kind in (False, True))
figures.noise(sizes, again, distinct[:, :-1], sigma=float(y.std(correction=0)))

# %% id="noise-ask"
ask.number(
    "Means over batches of 8 samples have a typical error of 0.4. Which batch size brings it to 0.1?",
    128,
    why="Four times less error takes 16 times as many samples.",
    mistakes={32: "You took four times as many samples. By how much does that lower the error?",
              16: "You took twice as many samples. The root stands over B: which B makes it four times as large?",
              2: "Fewer samples make more noise, not less."},
)

# %% [markdown] id="noise-price"
# So the first samples of a batch are worth the most: that is why small batches work. But noise has a price at the end. Two samples, $y = 0$ and $y = 2$, come in turn, with $\eta = \frac12$. Each step goes halfway to its sample. The mean loss is lowest at 1, but in the end $\theta$ swings between $\frac23$ and $\frac43$ for ever.
#
# Let $\eta$ fall instead: $1, \frac12, \frac13, \frac14, \dots$ Now the samples 0, 2, 0, 2 lead to $0$, $1$, $\frac23$ and $1$. That is the mean of the samples so far, and it settles.

# %% [markdown] id="accumulate" covers="N09-07"
# ## 7 Batches in practice
#
# **Too large for the memory?** Then cut a batch into **micro-batches**, run each forwards and backwards, and step once at the end. `backward()` adds the gradients up. With sums nothing can go wrong. With means it can. Five samples have the gradients 1, 1, 1, 1, 6, and come in micro-batches of 2, 2 and 1. The three means are 1, 1 and 6. Their mean is 2.67, but the mean of all five gradients is 2. Which mean speaks for how many samples?
#
# **Your turn** (10 minutes): [*One gradient from several micro-batches*](../exercises/09a_sampling_and_momentum.ipynb), exercise 5.

# %% [markdown] id="epoch" covers="N09-09"
# **Mend this.** Someone writes an epoch over `n = 64` samples in batches of `B = 8`. Every sample should come exactly once.
#
# ```python
# for _ in range(n // B):
#     idx = torch.randint(0, n, (B,))         # B random numbers from 0 to n - 1
#     theta = theta - eta * mean_gradient(theta, idx)
# ```

# %% id="epoch-ask"
ask.choose(
    "An epoch should visit each of 64 samples once. The program draws 8 times `torch.randint(0, 64, (8,))`. What "
    "is wrong?",
    {"the last batch gets lost": "64 // 8 is 8, and 8 · 8 is 64. With 66 samples you would be right.",
     "some samples come twice, others not at all": "On average about 37 % of the samples do not come at all, since "
                                                   "$(1 - \\frac{1}{64})^{64}$ is 0.365.",
     "the batches are too small": "Any size may be used. How often does each sample come?",
     "nothing, 8 batches of 8 are 64 samples": "64 numbers are drawn. Are they 64 different ones?"},
    right="some samples come twice, others not at all",
)

# %% [markdown] id="epoch-permute"
# The repair: **permute** the numbers $0, \dots, n-1$, which means put them in a random order. Cut the order into pieces of length $B$; the last may be shorter. `torch.randperm(n).split(B)` does both. For $n = 5$ and $B = 2$ it may give $(3, 0)$, $(4, 1)$ and $(2)$. For the next epoch permute *again*, so that the partners change.
#
# Does the order matter? The file of the Iris flowers holds 50 of one species, then 50 of the next, then 50 of the last. Softmax regression was trained for three epochs in batches of 10. In the order of the file it tells 83 % of the flowers apart. With fresh permutations, five seeds give 91 to 95 %. There, the last lesson of each epoch is: always say the third species.
#
# **Your turn** (15 minutes): [*An epoch of mini-batches by permutation*](../exercises/09a_sampling_and_momentum.ipynb), exercise 6.

# %% [markdown] id="regret" covers="N09-24 N00-15"
# ## 8 Deciding before you know
#
# Online SGD can do more than train. Each day you decide a number $x$ between 0 and 1 *before* you know its target $y$. Then you pay $(x - y)^2$. No one says that the targets are random. So you are compared with hindsight. The **regret** after $T$ days is what you have paid, minus what the best *fixed* decision for these $T$ days would have paid.
#
# You start at 0 and step against the slope $2(x - y)$. With $\eta = \frac12$ a step leads exactly to today's $y$. So each decision is yesterday's target.
#
# | day | target | decision | paid so far | best fixed | it pays | regret |
# |---|---|---|---|---|---|---|
# | 1 | 1 | 0 | 1 | 1 | 0 | 1 |
# | 2 | 0 | 1 | 2 | 1/2 | 1/4 + 1/4 | 1.5 |
# | 3 | 1 | 0 | 3 | 2/3 | 1/9 + 4/9 + 1/9 | 2.33 |
# | 4 | 1 | 1 | 3 | 3/4 | \_\_ | \_\_ |

# %% id="regret-ask"
ask.number(
    "The targets of four days are 1, 0, 1, 1, and each day costs the square of the miss. Your guesses have cost 3. "
    "The best fixed decision is the mean of the four targets. What is the regret?",
    2.25,
    digits=2,
    why="The mean is 3/4. It pays 3 · 1/16 + 9/16 = 3/4, and 3 - 3/4 is the regret.",
    mistakes={3: "That is what you paid. What would the best fixed decision have paid?",
              0.75: "That is what the best fixed decision pays. How much more did you pay?",
              2: "You compared with the decision 1, which pays 1. The mean 3/4 pays less.",
              2.3333: "That is the regret after three days. On day 4, the best fixed decision changes too.",
              2.5625: "You took 1/4 as the cost of day 2. How far is 3/4 from 0, and what is the square of that?"},
)

# %% [markdown] id="regret-promise"
# Now a promise (Zinkevich, 2003). Let every day's loss be **convex** (one bowl, no ridges), and let the steps fall like $\eta_t = \frac{D}{G\sqrt t}$ on day $t$. Then the regret is at most $\frac32 D G\sqrt T$. Here $D = 1$ is the length of the interval, and $G = 2$ the steepest slope that can come. So the regret *per day* is at most $3/\sqrt T$: after 100 days 0.3, after 10,000 days 0.03. In the long run you do as well as the best fixed decision. For a constant step, or across the ridges of part 3, there is no such promise.

# %% [markdown] id="transfer"
# ## Transfer
#
# New situation, old ideas.

# %% id="transfer-ask"
ask.number(
    "A training runs well with batches of 32, a mean loss and η = 0.1. You move to four GPUs. Each takes 32 samples "
    "and computes the gradient of its mean loss, and the four gradients are added. Which η takes steps of about the "
    "same length as before?",
    0.025,
    digits=3,
    why="Four mean gradients added make four times the mean over 128 samples; a quarter of η undoes that.",
    mistakes={0.1: "How long is the sum of four mean gradients, beside one of them?",
              0.4: "That makes the steps sixteen times as long: four times by the sum, four times by η.",
              0.05: "The root of four belongs to the noise, not to the length of a mean gradient.",
              0.1 / 128: "You divided by all 128 samples. Each GPU has already divided by its 32."},
)

# %% [markdown] id="summary"
# ## Summary
#
# - A step multiplies the error along each eigenvector by $1 - \eta\lambda$. It comes home from every start exactly if $\eta < 2/\lambda_\text{max}$.
# - Momentum is a fading sum of gradients: steps that agree grow up to $\frac{1}{1-\mu}$ times. Nesterov takes the gradient at $x + \mu v$.
# - A batch sum times $n/B$ estimates the gradient of the summed loss, a batch mean that of the mean loss. The error falls like $1/\sqrt B$.
# - Weigh micro-batches by their sizes. For each epoch permute and cut anew.
# - Regret compares with the best fixed decision. For convex losses and falling steps the regret per day goes to 0.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $\theta$, $x$ | `theta`, `x` | all parameters, in one vector |
# | $\eta$ | `eta` | learning rate |
# | $g$ | `g` | gradient |
# | $H$ | `H` | symmetric table of second derivatives |
# | $\lambda$, $q$ | | curvature or eigenvalue, eigenvector |
# | $\mu$, $v$ | `mu`, `v` | momentum, velocity |
# | $n$, $B$ | `n` (in exercises also `m`), `B` | number of samples in all and in a batch |
# | $\sigma$ | `sigma` | typical distance of one draw from the mean |

# %% [markdown] id="glossary"
# ## Words
#
# **curvature** second derivative; in several dimensions the eigenvalues of $H$ · **eigenvector** direction that a table only stretches · **eigenvalue** by how much it stretches it · **momentum** $\mu$, the share of the velocity that is kept · **saddle point** flat place that is lowest in one direction and highest in another · **convex** without ridges: the straight line between two points of the graph lies nowhere below it · **epoch** one pass over the data · **mini-batch** the samples of one step · **unbiased** right on average · **variance** average squared distance from the mean · **regret** what your decisions cost more than the best fixed one. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md). Sources: [COVERAGE.md](COVERAGE.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Large trainings *raise* $\eta$ slowly over the first thousand steps (warm-up) and let it fall to the end. Data loaders shuffle and cut in other processes while the GPU computes. `torch.optim.SGD` knows `momentum` and `nesterov`; with the latter its parameter is the point ahead, $x + \mu v$. One learning rate for all parameters is the next thing to give up: lecture 09b, [proximal steps, AdaGrad, RMSProp, Adam](09b_adaptive_rules.ipynb).
