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
# You look down into a ravine. Along it, in the direction $x_1$, the ground is nearly flat. Across it, in the direction $x_2$, it is steep. The ball starts at $(4, 1)$ and wants to get to the lowest point, $(0, 0)$. Each step of **gradient descent** (lecture 00b) goes against the gradient, with $\eta$ times its length.
#
# Press Play with $\eta = 0.02$, then with $0.04$ and with $0.06$. Stop there, and leave the curvature at 20. On the right, each grid line stands for a distance 100 times as large as the line below.

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
# **See it.** Set $\eta$ to 0.09, 0.10 and 0.11. Soon you can compute this limit. Later the ball comes home from *beyond* it, only because it is heavy.

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
# From [lecture 00b](00b_calculus_you_need.ipynb): partial derivatives, the second derivative, a table of numbers times a vector. From [lecture 04b](04b_many_classes.ipynb): the softmax classifier. From [lecture 08](08_backpropagation.ipynb): batches, epochs, and that `backward()` adds.

# %% [markdown] id="stable" covers="N09-01"
# ## 1 One direction
#
# Near its minimum a smooth loss usually looks like a bowl, perhaps with some flat directions. Take one direction, and put the minimum at 0: $f(x) = \frac12\lambda x^2$. The number $\lambda$ (lambda) is the **curvature**, the second derivative. Our ravine is $f(x) = \frac12(1 \cdot x_1^2 + 20 \cdot x_2^2)$: the curvature is 20 across it and 1 along it.
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
    (r"$1 - \eta\lambda > -1$, so $\eta < \dfrac{2}{\lambda}$",
     "a factor below -1 makes every hop larger", 2 / lam),
    at="at λ = 20, η = 0.06",
)

# %% [markdown] id="stable-read"
# There is the 0.10. A negative factor does no harm by itself: the ball hops to the other side, but lands lower. Only below $-1$ does it land higher.
#
# All directions share one $\eta$. So **the most curved direction sets the limit**, $\eta < 2/\lambda_\text{max}$. The flat one pays for it. At $\eta = 0.09$ each step still leaves $1 - 0.09 \cdot 1 = 0.91$ of the way along the ravine. Where will the limit be with a curvature of 40 across? Compute it, then test it in the live picture.

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
# (With the curvature 40 the limit was $2/40 = 0.05$.)
#
# In code the walk is a loop. It stops when the gradient is so short that nothing moves. With too long a step that never happens. So limit the number of steps too:
#
# ```python
# for step in range(1000):             # at most so many steps
#     g = gradient(x)
#     if g.norm() < 1e-6:              # arrived: nothing moves any more
#         break
#     x = x - eta * g
# ```

# %% [markdown] id="eigen"
# ## 2 A tilted bowl
#
# Most bowls do not lie along the axes. Take $f(x) = \frac12(3x_1^2 + 2x_1x_2 + 3x_2^2)$. Its partial derivatives are
#
# $$\frac{\partial f}{\partial x_1} = 3x_1 + x_2 \qquad \frac{\partial f}{\partial x_2} = x_1 + 3x_2$$
#
# So the gradient is a table (a matrix) times $x$: it is $Hx$, where $H$ has the rows $(3, 1)$ and $(1, 3)$. Row 1 says how fast $\frac{\partial f}{\partial x_1}$ grows: 3 when $x_1$ moves, 1 when $x_2$ moves. Row 2 says the same of $\frac{\partial f}{\partial x_2}$. These slopes of slopes are the **second derivatives**, and their table is the **Hessian**. It is **symmetric**: exchange rows and columns, and it stays the same. In short $f(x) = \frac12 x^\top H x$, which means: compute $Hx$, multiply its entries by those of $x$, add, halve. Indeed $x_1(3x_1 + x_2) + x_2(x_1 + 3x_2) = 3x_1^2 + 2x_1x_2 + 3x_2^2$.
#
# At $x = (1, 0)$ the gradient $(3, 1)$ does not point along $x$.
#
# **Try it before it is explained.** Turn $x$. In two directions $Hx$ lies exactly along $x$. Find them both. How many times as long as $x$ is $Hx$ there?

# %% id="eigen-live"
widgets.Turn()

# %% [markdown] id="eigen-named"
# Now show the axes. At 45°, $x$ lies along $(1, 1)$, and $H(1, 1) = (4, 4)$ is 4 times as long. At 135° it lies along $(1, -1)$, and $H(1, -1) = (2, -2)$ is 2 times as long. Such a direction $q$ is an **eigenvector**, and its number an **eigenvalue** $\lambda$: $H q = \lambda q$. In this direction the table acts like a plain number. So all of part 1 holds there, with this $\lambda$ as the curvature. Two facts hold for every symmetric table with two rows. We use them without proof:
#
# - There are two such directions at a right angle. If both eigenvalues are positive, the level lines are ellipses, and these directions are their axes. The short axis is the steep one. (Two equal ones make circles. One positive and one negative make a saddle: part 3.)
# - The eigenvalues add up to the sum of the diagonal, here $3 + 3 = 6$. For the rows $(a, b)$ and $(b, d)$ their product is $ad - b^2$, here $9 - 1 = 8$. Two numbers with sum 6 and product 8: they are 4 and 2.
#
# Any start is a part along one axis plus a part along the other, and each part goes its own way. Take the start $(4, 2)$ and $\eta = 0.4$. By the gradient, one step leads to $(4, 2) - 0.4 \cdot (14, 10) = (-1.6, -2)$. By the parts:

# %% id="eigen-derivation"
q1, q2, eta_tilted = torch.tensor([1.0, 1.0]), torch.tensor([1.0, -1.0]), 0.4
part_1, part_2 = 3 * (1 - eta_tilted * 4), 1 * (1 - eta_tilted * 2)
derivation(
    (r"$x = 3\, q_1 + 1\, q_2$",
     "$3 + 1 = 4$ and $3 - 1 = 2$; $q_1 = (1, 1)$, $q_2 = (1, -1)$",
     3 * q1 + q2),
    (r"$3 \to 3\,(1 - 0.4 \cdot 4)$, $\ 1 \to 1\,(1 - 0.4 \cdot 2)$",
     "part 1, with $\\lambda = 4$ and with $\\lambda = 2$", (part_1, part_2)),
    (r"$x_\text{new} = -1.8\, q_1 + 0.2\, q_2$", "put together: the same place",
     part_1 * q1 + part_2 * q2),
    at="computed",
)

# %% [markdown] id="eigen-blank"
# **Now you:** the rows $(5, 2)$ and $(2, 2)$, with the product $5 \cdot 2 - 2^2 = \_\_$.

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
# The loss of a network is not one bowl. It is **non-convex**: somewhere the straight line between two points of its graph lies below the graph. It may have several valleys, with ridges between them. Take $f(\theta) = \frac14\theta_1^4 - \frac12\theta_1^2 + 0.15\,\theta_1 + \frac12\theta_2^2$, where the vector $\theta$ (theta) holds all parameters. Walkers A and B start at $(0.05, 1.2)$ and $(0.25, 1.2)$.

# %% id="landscape-ask"
ask.choose(
    "A loss has two valleys. Two walkers start only 0.2 apart, at $\\theta_1 = 0.05$ and $0.25$. Each steps "
    "against the gradient under its feet. How far apart do they end?",
    {"about 0.2, because their slopes are almost equal": "The two heights are almost equal. Which way does the "
                                                        "slope point on either side of a ridge?",
     "close to 0, because both find the deeper valley": "A walker feels only the slope underfoot. Can it know which "
                                                        "valley is deeper?",
     "about 2, one in each valley": "The ridge is at 0.154, between them, and its two sides lead to different valleys."},
    right="about 2, one in each valley",
)

# %% [markdown] id="landscape-run-text"
# Twenty steps with $\eta = 0.3$. The ridge is at $\theta_1 = 0.153626$. Walker C starts at 0.1535, about a ten-thousandth beside it. (Skip the code if you like.)

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
# A starts to the left of the ridge and B to the right, and that decides. B ends in the shallow valley, a **local minimum**. C walks down to a **saddle point**: lowest along the ridge, highest across it. The gradient there is almost 0, and C hardly moves. But it will leave. In the direction $\theta_1$ the slope is $\theta_1^3 - \theta_1 + 0.15$, and its own slope is $3\theta_1^2 - 1$. On the ridge this curvature is $3 \cdot 0.154^2 - 1 = -0.93$. So the factor of part 1 is $1 + 0.3 \cdot 0.93 = 1.28$. The distance from the ridge, at first 0.000126, grows by 28 % a step. After 20 steps it is 0.017, after 30 it is 0.21, and C ends in A's valley.

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
# By hand, with $\mu = 0.5$ and $\eta = 1$, from $x = 0$ at rest. In the middle column of the table all gradients are 1, and $x$ gets to $-1 - 1.5 - 1.75 = -4.25$. In the right column they alternate. **Fill the blanks** on paper.
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
# Where gradients agree, $v$ grows; where they alternate, it shrinks. How far? The index counts the steps. From rest $v_1 = -\eta g_1$ and $v_2 = -\eta\,(g_2 + \mu g_1)$. Let all gradients be 1. After many steps the bracket is $S = 1 + \mu + \mu^2 + \dots$, as good as endless. Multiply it by $\mu$: that is $\mu + \mu^2 + \mu^3 + \dots$, the same sum without its first term, 1. So $S = 1 + \mu S$.

# %% id="momentum-derivation"
mu, eta_one = 0.5, 1.0
derivation(
    (r"$v_3 = -\eta\,(g_3 + \mu g_2 + \mu^2 g_1)$",
     r"put $v_2$ into $\mu v_2 - \eta g_3$; here all $g$ are 1", -eta_one * (1 + mu + mu**2)),
    (r"$S = \dfrac{1}{1-\mu}$", r"all $g$ are 1 for ever: $S = 1 + \mu S$", 1 / (1 - mu)),
    (r"$S = \dfrac{1}{1+\mu}$",
     r"$g$ alternates: $S = 1 - \mu\,(1 - \mu + \dots) = 1 - \mu S$", 1 / (1 + mu)),
    at="at μ = 0.5, η = 1",
)

# %% [markdown] id="momentum-not"
# So $v$ is a fading **sum** of gradients, not their average. With the usual $\mu = 0.9$, steps that agree get up to ten times as long, and steps that alternate about half as long. So on a long even slope momentum 0.9 with $\eta$ soon moves like plain descent with $10\,\eta$. If you switch it on, you usually lower $\eta$.

# %% [markdown] id="momentum-predict"
# Back to the ravine.

# %% id="momentum-choose"
ask.choose(
    "At η = 0.12 gradient descent runs away across the ravine, where the curvature is 20. Now the ball keeps half of "
    "its velocity, μ = 0.5, with the same η. What happens?",
    {"it runs away sooner, because velocity adds up": "It adds up where gradients agree. Do they agree across the "
                                                     "ravine?",
     "it runs away just as before": "If the ball ran away, its gradients would alternate. What did momentum do to "
                                    "alternating gradients in the table?",
     "it comes home": "If the ball ran away, its gradients would alternate. Then the memory shortens each step to "
                      "1/(1 + 0.5) of its length. So the limit rises from 0.10 to 0.15."},
    right="it comes home",
)

# %% [markdown] id="momentum-see"
# **See it.** Play it with $\mu = 0.5$, then with $\mu = 0$. Then keep 0.5 and look for the new limit of $\eta$. Last, look for a $\mu$ that is too much. ("Look ahead" is for part 5.)

# %% id="momentum-live"
widgets.HeavyBall()

# %% [markdown] id="momentum-limit"
# Why does the limit grow? In the live picture the ball runs away in longer and longer hops from side to side. So exactly *at* the limit it hops for ever between $x$ and $-x$. Then its gradients alternate in sign and have the same size. So the last line of the derivation above gives its move.

# %% id="momentum-limit-derivation"
derivation(
    (r"$-\eta S \lambda x = -\dfrac{\eta\lambda x}{1+\mu} = -2x$",
     r"newest gradient $\lambda x$; from $x$ to $-x$", -0.15 * 20 / (1 + mu)),
    (r"$\eta = \dfrac{2(1+\mu)}{\lambda}$", "solve for $\\eta$", 2 * (1 + mu) / 20),
    at="at x = 1, λ = 20, μ = 0.5",
)

# %% [markdown] id="momentum-own"
# (That the ball comes home below this limit we take from the picture.)
#
# A ball with $\mu = 0.95$ rolls past the lowest point again and again. Which $\mu$ is best? That depends on the **condition number** $\kappa = \lambda_\text{max}/\lambda_\text{min}$ (kappa), the largest curvature divided by the smallest. Without momentum a longer step helps along and, in the end, harms across. It is best where both keep the same share: $1 - \eta\lambda_\text{min} = \eta\lambda_\text{max} - 1$, so $\eta = 2/(\lambda_\text{max} + \lambda_\text{min})$. In our ravine $2/21 = 0.095$ makes the factor $0.905$ along and $-0.905$ across.
#
# With momentum $\mu$ and $\eta$ have to fit together. We state without proof what is best in the long run: $\mu = \big(\frac{\sqrt\kappa - 1}{\sqrt\kappa + 1}\big)^2$ with $\eta = 4/(\sqrt{\lambda_\text{max}} + \sqrt{\lambda_\text{min}})^2$. (On a short walk others may be faster.) Here are the steps until the ball is within 0.0001 of home, computed with unrounded $\mu$ and $\eta$:
#
# | curvature across, κ | η without momentum | steps | best μ | its η | steps |
# |---|---|---|---|---|---|
# | 20 | 0.095 | 107 | 0.403 | 0.134 | 30 |
# | 2000 | 0.0010 | 10,627 | 0.914 | 0.00191 | 353 |
#
# For 100 times the $\kappa$, plain descent needs about 100 times the steps, and momentum about 12 times. On longer walks its steps grow like $\sqrt\kappa$, and $\sqrt{100} = 10$. Losses of networks usually have a large $\kappa$: hence 0.9.
#
# **Your turn** (10 minutes): [*One step with momentum*](../exercises/09a_sampling_and_momentum.ipynb), exercise 2.

# %% [markdown] id="halfway"
# **Halfway**: a good place to stop, {minutes so far} in. Next time, begin with the question below.

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
# Of the velocity $-1$ both keep $-0.5$. Momentum's push adds $-0.2$, Nesterov's only $-0.1$: half-way to the bottom the slope is half as steep. So Nesterov's ball comes to the bottom more slowly. If it looked *beyond* the bottom, its push would even point back.
#
# **See it** in the live picture of part 4, with $\eta = 0.04$ and $\mu = 0.8$. Across the ravine the ball swings to $-0.76$ without looking ahead, and to $-0.09$ with it. It has a price: at $\eta = 0.08$ the ball that looks ahead runs away.
#
# Why? At the limit the ball hops from $-x$ to $x$, so its velocity is $2x$. It looks ahead to $x + \mu \cdot 2x = (1 + 2\mu)\,x$. Each slope that it reads is $1 + 2\mu$ times that of a ball that does not look ahead. To make the same hop, $\eta$ must be $1 + 2\mu$ times smaller. With $\mu = 0.8$ the limit $2 \cdot 1.8/20 = 0.18$ becomes $0.18/2.6 = 0.069$.
#
# **Your turn** (15 minutes): [*One step of Nesterov's method*](../exercises/09a_sampling_and_momentum.ipynb), exercise 3.

# %% [markdown] id="batch" covers="N09-05 N09-06 N09-08"
# ## 6 A part of the data
#
# The loss of a model is a sum or mean over $n$ samples. With a million samples, one step costs a million gradients. Must we see them all to know roughly which way is down? Three answers have names. SGD means *stochastic gradient descent*, descent with a random gradient.
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
# Ann adds the losses of $n = 100$ samples and takes batch sums times $n/B$. Ben uses the mean loss and takes batch means. Both are unbiased, each for their own loss. But Ann's loss is 100 times Ben's, so all her curvatures are 100 times his. Ben's longest stable step is 0.5. Hers is 0.005. **A learning rate belongs to a sum or to a mean**; say which.
#
# **Your turn** (10 minutes): [*An unbiased gradient from a mini-batch*](../exercises/09a_sampling_and_momentum.ipynb), exercise 4.

# %% [markdown] id="noise"
# ### How noisy is it?
#
# Right on average is not right each time. Draw $B$ samples **with replacement**: each from all $n$, so one may come twice. How far is their mean from the true mean $-5$? The four gradients differ from it by $d = 3$, $2$, $0$ and $-5$. The average of $d^2$ is called the **variance** $\sigma^2$. Its root $\sigma$ (a number here, the **standard deviation**, not the sigmoid) is the typical distance of one draw from the mean, here $\sqrt{9.5} = 3.08$.

# %% id="noise-derivation"
d = four - four.mean()
variance = d.square().mean()
derivation(
    (r"one draw: $d^2$ is on average $\sigma^2$", "the variance: (9 + 4 + 0 + 25)/4",
     variance),
    (r"two draws: $(d_1 + d_2)^2$ is on average $\sigma^2 + 0 + \sigma^2$",
     "$2 d_1 d_2$ averages to 0: whatever $d_2$ is, $d_1$ averages to 0", 2 * variance),
    (r"the mean of $B$ draws: $\ \dfrac{\sqrt{B\sigma^2}}{B} = \dfrac{\sigma}{\sqrt B}$",
     r"each adds one $\sigma^2$; root, divide by $B$; here $B = 4$", variance.sqrt() / 2),
    at="σ² = 9.5",
)

# %% [markdown] id="noise-see"
# **See it.** The four samples 2, 3, 5, 10 again, drawn with replacement. $\theta$ starts at 0. With $\eta = 1$ each step leads to the mean of its batch, so you see the batch means themselves. **Guess first:** with $B = 1$ they swing by about 3.08. Which $B$ leaves a quarter of that?

# %% id="noise-live"
widgets.Batches()

# %% id="noise-ask"
ask.number(
    "Means over batches of 8 samples, drawn with replacement, have a typical error of 0.4. Which batch size brings it to 0.1?",
    128,
    why="Four times less error takes 16 times as many samples.",
    mistakes={32: "You took four times as many samples. By how much does that lower the error?",
              16: "You took twice as many samples. The root stands over B: which B makes it four times as large?",
              2: "Fewer samples make more noise, not less."},
)

# %% [markdown] id="noise-price"
# From 1 to 4 samples the error halves. To halve it again takes 12 more, 16 in all. To halve it once more takes 48 more, 64 in all. (In training one draws *different* samples. That is better still.)
#
# **Noise has a price at the end.** Stay with $B = 1$ in the live picture. A small $\eta$ calms $\theta$, but it takes long to arrive. With a fixed $\eta$ it never settles. Last, let $\eta$ fall. By hand with the samples 0, 2, 0, 2, from $\theta = 0$, where each step goes the share $\eta$ of the way to its sample:
#
# | step | sample | θ with η = 1/2 | falling η | θ with falling η |
# |---|---|---|---|---|
# | 1 | 0 | 0 | 1 | 0 |
# | 2 | 2 | 1 | 1/2 | 1 |
# | 3 | 0 | 1/2 | 1/3 | 2/3 |
# | 4 | 2 | 5/4 | 1/4 | 1 |
#
# With $\eta = \frac12$, $\theta$ swings between $\frac23$ and $\frac43$ in the end: half-way from $\frac43$ to 0 is $\frac23$, and half-way from $\frac23$ to 2 is $\frac43$. With falling steps $\theta$ is the mean of the samples so far, and it settles at 1.

# %% [markdown] id="pause"
# **Another good place to stop.**

# %% [markdown] id="accumulate" covers="N09-07"
# ## 7 Batches in practice
#
# **Too large for the memory?** Then cut a batch into **micro-batches**, run each forwards and backwards, and step once at the end. `backward()` adds the gradients up. With sums nothing can go wrong. And with means? Five samples have the gradients 1, 1, 1, 1, 6, and come in micro-batches of 2, 2 and 1. **Compute first:** is the mean of their means the mean of all five?
#
# The means are 1, 1 and 6. Their mean is 2.67, but the mean of all five gradients is 2. The last mean speaks for one sample only, yet it got as much weight as each of the others. So weigh each mean by its size, as lecture 08 did with the loss of an epoch: $(2 \cdot 1 + 2 \cdot 1 + 1 \cdot 6)/(2 + 2 + 1) = 2$. In torch, multiply each mean loss by `len(idx) / total` before its `backward()`; `total` counts the samples of the whole batch.

# %% [markdown] id="accumulate-own"
# **Your turn** (10 minutes): [*One gradient from several micro-batches*](../exercises/09a_sampling_and_momentum.ipynb), exercise 5.

# %% [markdown] id="epoch" covers="N09-09"
# **Every sample once.** Eight batches of 8 random numbers from 0 to 63 are not an epoch over 64 samples. Some come twice, and on average 36.5 % do not come at all: $(1 - \frac{1}{64})^{64} = 0.365$. So, as in lecture 08, **permute** the numbers $0, \dots, n-1$, which means put them in a random order, and cut it. `torch.randperm(n).split(B)` does both. A shorter last batch speaks for fewer samples: with 66 samples in batches of 8, each of the last two weighs four times as much in its step as any other ($\frac12$ against $\frac18$). For the next epoch permute *again*, so that other samples are in the short batch.
#
# Does the order matter? The file of the Iris flowers holds 50 of one species, then 50 of the next, then 50 of the last. Train the softmax classifier of lecture 04b (measurements standardised, batches of 10, $\eta = 0.5$) for three epochs. **Guess**: how many of each species does it recognise, if the epochs keep this order? (Skip the code if you like.)

# %% id="order-run"
from dlcourse import data
iris = data.iris()
X, Y = data.standardise(iris.X).Z, torch.eye(3)[iris.y]  # a row of Y: 1 at its species

def right_after(order):  # how many of each species are recognised
    W, b = torch.zeros(3, 4), torch.zeros(3)
    for idx in order.split(10):
        Z_bar = (torch.softmax(X[idx] @ W.mT + b, dim=1) - Y[idx]) / 10
        W, b = W - 0.5 * Z_bar.mT @ X[idx], b - 0.5 * Z_bar.sum(dim=0)
    return ((X @ W.mT + b).argmax(dim=1) == iris.y).reshape(3, 50).sum(dim=1).tolist()

print("order of the file:", right_after(torch.arange(150).repeat(3)))
for rng in map(tensors.generator, range(5)):
    epochs = [torch.randperm(150, generator=rng) for _ in range(3)]
    print("permuted         :", right_after(torch.cat(epochs)))

# %% [markdown] id="order-read"
# In the order of the file, the last lesson of every epoch is: when in doubt, say the third species. The first is easy, and 49 are right. So are all 50 of the third, but only 25 of the second, which lies next to it: 83 % in all. With fresh permutations it is 91 to 95 %.
#
# **Your turn** (15 minutes): [*An epoch of mini-batches by permutation*](../exercises/09a_sampling_and_momentum.ipynb), exercise 6.

# %% [markdown] id="regret" covers="N09-24 N00-15"
# ## 8 Deciding before you know
#
# Online SGD can do more than train. Each evening a baker decides which share $x$ of the oven goes to rye bread, *before* tomorrow's demand $y$ is known. Both are numbers between 0 and 1. Then she pays $(x - y)^2$. Nobody promises that tomorrow is like today. So we compare her with someone who knew all $T$ demands, but had to choose one $x$ for all days. The **regret** after $T$ days is what she has paid, minus what this best *fixed* decision would have paid. The best fixed decision is the mean of the targets $y$: there the slopes add up to 0.
#
# She starts at 0 and steps against the slope $2(x - y)$. With $\eta = \frac12$ a step leads exactly to today's $y$. So each decision $x$ is yesterday's target $y$. (On day 3 the fixed $\frac23$ pays $\frac19 + \frac49 + \frac19 = \frac69$.)
#
# | day | y | x | paid so far | best fixed | it pays | regret |
# |---|---|---|---|---|---|---|
# | 1 | 1 | 0 | 1 | 1 | 0 | 1 |
# | 2 | 0 | 1 | 2 | 1/2 | 2/4 | 1.5 |
# | 3 | 1 | 0 | 3 | 2/3 | 6/9 | 2.33 |
# | 4 | 1 | 1 | 3 | 3/4 | \_\_ | \_\_ |

# %% id="regret-ask"
ask.number(
    "The targets of four days are 1, 0, 1, 1, and each day costs the square of the miss. The decisions have cost 3. "
    "The best fixed decision is the mean of the four targets. What is the regret?",
    2.25,
    digits=2,
    why="The mean is 3/4. It pays 3 · 1/16 + 9/16 = 3/4, and 3 - 3/4 is the regret.",
    mistakes={3: "That is what was paid. What would the best fixed decision have paid?",
              0.75: "That is what the best fixed decision pays. How much more was paid?",
              2: "You compared with the decision 1, which pays 1. The mean 3/4 pays less.",
              2.3333: "That is the regret after three days. On day 4, the best fixed decision changes too.",
              2.5625: "You took 1/4 as the cost of day 2. How far is 3/4 from 0, and what is the square of that?"},
)

# %% [markdown] id="regret-long"
# Now let the targets go 1, 0, 1, 0, ... for ever. With $\eta = \frac12$ she is always a day late and pays 1 every day. The decision $\frac12$ pays only $\frac14$ a day. **Guess**: what is the regret per day after 100 days, and after 10,000? Does it help to let the step fall like $\eta_t = \frac{1}{2\sqrt t}$ on day $t$? (In the code: if $k$ of $t$ targets are 1, the mean $\frac kt$ pays $k(1 - \frac kt)^2 + (t - k)(\frac kt)^2 = k(t - k)/t$.)

# %% id="regret-run"
def regrets(eta):  # after each day; eta(t) is the step of day t
    x, paid, found = 0.0, 0.0, []
    for t in range(1, 10_001):
        y = t % 2  # 1, 0, 1, 0, ...
        paid += (x - y) ** 2
        x -= eta(t) * 2 * (x - y)
        ones = (t + 1) // 2  # targets that were 1
        found.append(paid - ones * (t - ones) / t)  # what the mean of the targets pays
    return torch.tensor(found)

constant, falling = regrets(lambda t: 0.5), regrets(lambda t: 0.5 / t**0.5)
figures.regret({"η = 1/2": constant, "η = 1/(2√t)": falling}, bound=3.0)

# %% [markdown] id="regret-promise"
# With $\eta = \frac12$ the regret per day stays at 0.75 for ever. With falling steps it is 0.067 after 100 days and 0.005 after 10,000. That is no luck.
#
# **The promise.** $D = 1$ is the length of the interval of decisions. $G = 2$ is the steepest slope that can come. Let every day's loss be **convex**, and let the steps be $\eta_t = \frac{D}{G\sqrt t}$. If a step leaves the interval, go back to its nearest point. Then the regret is at most $\frac32 D G\sqrt T$, whatever the targets (Zinkevich, 2003; without proof). So the regret per day is at most $3/\sqrt T$, the dashed line. A constant step, like our $\frac12$, has no such promise for every $T$. Across the ridges of part 3 there is none.

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
# - A step multiplies the error along each eigenvector by $1 - \eta\lambda$. In a bowl it comes home from every start exactly if $\eta < 2/\lambda_\text{max}$.
# - Momentum is a fading sum of gradients: steps that agree grow up to $\frac{1}{1-\mu}$ times. The limit becomes $2(1+\mu)/\lambda_\text{max}$. Nesterov takes the gradient at $x + \mu v$.
# - A batch sum times $n/B$ estimates the gradient of the summed loss, a batch mean that of the mean loss. The error falls like $1/\sqrt B$.
# - Weigh micro-batches by their sizes. For each epoch permute and cut anew.
# - Regret compares with the best fixed decision. For convex losses and steps $\frac{D}{G\sqrt t}$ the regret per day is at most $\frac32 DG/\sqrt T$, and that goes to 0.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $\theta$, $x$ | `theta`, `x` | all parameters, in one vector |
# | $\eta$ | `eta` | learning rate |
# | $g$ | `g` | gradient |
# | $H$ | `H` | Hessian, the symmetric table of second derivatives |
# | $\lambda$, $q$, $\kappa$ | | curvature or eigenvalue, eigenvector, condition number |
# | $\mu$, $v$ | `mu`, `v` | momentum, velocity |
# | $S$ | | sum of a memory, $1 + \mu + \mu^2 + \dots$ |
# | $D$, $G$, $T$ | | length of the interval, steepest slope, number of days |
# | $n$, $B$ | `n` (in exercises also `m`), `B` | number of samples in all and in a batch |
# | $\sigma$ | `sigma` | standard deviation, the typical distance of one draw from the mean |

# %% [markdown] id="glossary"
# ## Words
#
# **curvature** second derivative; in several dimensions the eigenvalues of $H$ · **Hessian** $H$, the table of second derivatives · **eigenvector** direction that a table only stretches, shrinks or flips · **eigenvalue** by how much · **condition number** largest curvature divided by the smallest · **saddle point** flat place that is lowest in one direction and highest in another · **convex** without ridges: the straight line between two points of the graph lies nowhere below it · **unbiased** right on average · **variance** average squared distance from the mean · **standard deviation** its root · **regret** what your decisions cost more than the best fixed one. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md). Sources: [COVERAGE.md](COVERAGE.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Large trainings *raise* $\eta$ slowly at first (warm-up) and let it fall to the end. `torch.optim.SGD` knows `momentum` and `nesterov`; with the latter its parameter is the point ahead, $x + \mu v$. Next, each parameter gets a rate of its own: [09b, AdaGrad, RMSprop, Adam](09b_adaptive_rules.ipynb).
