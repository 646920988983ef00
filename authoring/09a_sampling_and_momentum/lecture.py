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
#
# Half-way, at "A part of the data", is a good place for a break.

# %% [markdown] id="hook"
# ## More data a step, and worse
#
# A line $wx + b$ is fitted to 64 points, by ten steps against the gradient. Each step adds up the gradients of a few random samples (a *mini-batch*), as one of the slides prints it, and moves by $\eta = 0.05$ times that sum. The more samples, the better each step knows where to go. So we try 4 samples a step, 16, and all 64.

# %% id="hook-run"
import torch

from dlcourse import ask, data, optim, tensors

double, points = torch.float64, data.line(64, rng=tensors.generator(9))
A = torch.stack([points.X[:, 0], torch.ones(64, dtype=double)], 1)  # (64, 2): a column of x, a column of ones

def gradients(theta, idx):  # theta = (w, b); one gradient a row, of half the squared error
    return (A[idx] @ theta - points.y[idx])[:, None] * A[idx]

def mean_loss(theta):
    return (A @ theta - points.y).square().mean() / 2

tensors.show(loss_before_the_first_step=mean_loss(torch.zeros(2, dtype=double)))

# %% [markdown] id="hook-ask"
# One of the three runs away. Decide which before you go on.

# %% id="hook-answer"
ask.choose(
    "A line is fitted to 64 points. Each of ten steps moves by 0.05 times the sum of the gradients of some samples: 4 "
    "of them, 16, or all 64. The loss is 1.16 at first. With which number of samples does it end in the millions?",
    {"4 samples a step": "Few samples point roughly the right way, that is true. But how long is a sum of 4 gradients, "
                         "beside a sum of more?",
     "64 samples a step": "A sum over more samples is a longer vector. The steps with all 64 go the right way, but so "
                          "far that each lands higher on the other side. This lecture says how long a step may be, and "
                          "how to scale the sum.",
     "16 samples a step": "It is neither the roughest direction nor the longest step of the three. Which of the two "
                          "could make a loss explode?"},
    right="64 samples a step",
)

# %% [markdown] id="hook-losses"
# The losses after ten steps:

# %% id="hook-losses-run"
def ten_steps(batch_size, eta=0.05):
    rng, theta = tensors.generator(1), torch.zeros(2, dtype=double)
    for _ in range(10):
        idx = torch.randperm(64, generator=rng)[:batch_size]
        theta = theta - eta * gradients(theta, idx).sum(0)
    return mean_loss(theta)

for size in (4, 16, 64):
    print(f"{size:2} samples a step: {ten_steps(size):.2g}")

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Say from the curvature which learning rates converge (exercise *The longest stable step on a quadratic*).
# 2. Estimate a gradient from a part of the data without bias, and say how noisy it is (exercise *An unbiased gradient from a mini-batch*).
# 3. Combine the gradients of unequal parts (exercise *One gradient from several micro-batches*).
# 4. Cut an epoch into mini-batches (exercise *An epoch of mini-batches by permutation*).
# 5. Derive what momentum adds up, and look ahead before stepping (exercises *One step with momentum* and *One step of Nesterov's method*).
# 6. Find the faults of an old training loop (question in "A training loop in PyTorch"), and say when online learning is guaranteed to work (question in "Deciding before you know").

# %% [markdown] id="needs"
# ## What you need
#
# Gradients and partial derivatives (lecture 00b), a mean, and a matrix times a vector. Two minutes to test yourself:

# %% id="needs-ask"
ask.number(
    "f(x) = 3x². You take one step of gradient descent from x = 2 with η = 0.1. At which x do you land?",
    0.8,
    digits=1,
    why="The slope 6x is 12 at x = 2, so the step is -0.1 · 12 = -1.2.",
    mistakes={3.2: "You went uphill. Which sign does a step against the slope have?",
              -10: "You moved by the whole slope. What is η for?",
              1.4: "You took 3x as the slope of 3x². The exponent comes down as a factor.",
              1.2: "That is the length of the step. Where does it start, and which way does it go?",
              1.92: "That is the height f at the new place. Asked is the place itself."},
)

# %% [markdown] id="recall"
# ## Three questions from before
#
# The first is from the calculus lecture.

# %% id="recall-1"
ask.explain("Many directions lead down. Why do we step against the gradient, and not in some other of them?",
            "Of all directions, the loss falls fastest along minus the gradient, for a small enough step.",
            points=("the loss falls fastest along minus the gradient", "this holds for a small enough step"))

# %% [markdown] id="recall-next"
# The second is from linear classifiers.

# %% id="recall-2"
ask.number(
    "A classifier has three classes, and all its logits are 0. What is the cross-entropy of one sample, in nats?",
    1.0986,
    digits=2,
    why="Equal logits give each class the probability 1/3, and the loss is minus its natural logarithm, log 3.",
    mistakes={0: "That would mean certainty. Which probability does each class get from equal logits?",
              1 / 3: "That is the probability of each class. The loss is minus its logarithm.",
              -1.0986: "You took the logarithm of a number below 1. What stands before it in the loss?",
              1.5850: "That is in bits, with the logarithm to base 2. Which base do nats use?",
              3.2958: "You added up all three classes. Only the true class counts."},
)

# %% [markdown] id="recall-last"
# The third is from backpropagation.

# %% id="recall-3"
ask.choose(
    "`loss.backward()` has run in PyTorch, and nothing was called after it. What has changed in the network?",
    {"its weights, by one step": "A step needs a learning rate. Did `backward()` get one?",
     "its weights and its gradients": "Who moves the weights in a training loop, and when is it called?",
     "its gradients: new ones replace old": "What would stand there after two calls with nothing in between?",
     "its gradients: new are added to old": "No weight has moved. If old gradients were not cleared, the new ones "
                                            "stand on top of them."},
    right="its gradients: new are added to old",
)

# %% [markdown] id="letters"
# ## The slides' letters and ours
#
# | on the slides | here | meaning |
# |---|---|---|
# | $\theta$, $\Theta$, `weights`, `x` | $\theta$, `theta`; `x` for momentum | all parameters, in one vector |
# | $m$, $N$, $\lvert D\rvert$ | `n` (in exercises `m`) | number of samples |
# | $\mathcal I$, $\mathfrak B$ | `idx`, of length `B` | the samples of a mini-batch, and how many |
# | $\ell_i$, $l$ | $\ell_i$ | loss of sample $i$ |
# | $\mathcal L$ | $L$ | total loss: we say each time whether it is the **sum** or the **mean** of the $\ell_i$ |
# | $\eta$, $\eta_t$, $\gamma$, `step_size`, `learning_rate`, `lr` | $\eta$, `eta` | learning rate |
# | `dx`, $\nabla_\theta\mathcal L$ | $g$, `g` | gradient |
# | `mu`, `v` | $\mu$, $v$ | momentum, velocity |

# %% [markdown] id="landscape" covers="N09-02 N09-25"
# ## A walker in a landscape
#
# Think of the loss as height above a plane of parameters. A walker in fog feels only the slope under their feet. **Steepest descent:** take a step against the gradient, $\theta \leftarrow \theta - \eta\, g$, feel again, repeat. Here is a landscape with two valleys, $f(\theta) = \frac14\theta_1^4 - \frac12\theta_1^2 + 0.15\,\theta_1 + \frac12\theta_2^2$, and three walkers.

# %% id="landscape-ask"
ask.choose(
    "Two walkers start close together near the ridge between the two valleys. Each follows the slope under its feet. "
    "Do they end close together?",
    {"Yes, for their slopes are almost equal": "Only if both stand on the same side. Which way does the slope point on "
                                               "either side of a ridge?",
     "Yes, for both find the deeper valley": "A walker feels only the slope underfoot. Can it know which valley is "
                                             "deeper?",
     "Not if the ridge lies between them": "On the two sides of a ridge the slope points to different valleys. And "
                                           "exactly on the ridge it points along the ridge."},
    right="Not if the ridge lies between them",
)

# %% [markdown] id="landscape-run-text"
# Ten steps with $\eta = 0.3$ for each of them. The picture also is what a ball would do on this surface, if it stopped dead after every step.

# %% id="landscape-run"
from dlcourse.lectures.l09a import figures

def valleys(p):
    return p[..., 0] ** 4 / 4 - p[..., 0] ** 2 / 2 + 0.15 * p[..., 0] + p[..., 1] ** 2 / 2

def valleys_slope(p):
    return torch.stack([p[0] ** 3 - p[0] + 0.15, p[1]])

starts = {"A": [-0.1, 1.4], "B": [1.6, 1.2], "C": [0.1535, -1.4]}
walks = {name: optim.gradient_descent(valleys_slope, torch.tensor(start, dtype=double), rule=optim.SGD(0.3), steps=10)
         for name, start in starts.items()}
figures.landscape(valleys, walks, xlim=(-1.7, 1.7), ylim=(-1.6, 1.6))

# %% [markdown] id="landscape-read"
# A finds the deep valley, B the shallow one: a **local minimum**. C walks along the ridge to the **saddle point**, where the slope is almost zero and the steps with it. It will leave, but slowly. This is why a **non-convex** loss is hard: where you end depends on where you start, and flat is not the same as low. The loss of a neural network is non-convex; this was one of the reasons why networks fell out of favour in the 1990s.
#
# **A slide says** "use an estimator (i.e. backprop) to get the gradient". **Take care:** backpropagation estimates nothing. It computes the gradient of the loss that it is given, exactly. The estimate comes from giving it only a part of the data, the subject of the second half. Nor does backpropagation change a weight, and no one promises a minimum.

# %% [markdown] id="full" covers="N09-01"
# ## All data at each step
#
# **Full-batch gradient descent** computes the gradient of the loss of *all* samples and takes one step. It needs two numbers from you: $\eta$, and the number of **epochs**, the passes over the data.
#
# A case for the pencil. Four samples $y_i = 2, 3, 5, 10$; the model is a single number $\theta$; the loss is $\ell_i = \frac12(\theta - y_i)^2$. The slides **add** the losses: $L = \sum_i \ell_i$ has the slope $\sum_i(\theta - y_i) = 4\theta - 20$, which is 0 at $\theta = 5$, the mean of the $y_i$.

# %% id="full-ask"
ask.number(
    r"Four samples y = 2, 3, 5, 10. The loss of θ is the sum of all $\frac12(\theta - y_i)^2$; its slope is 4θ - 20. "
    "Start at θ = 0 with η = 0.1. Where are you after one step, and where after two?",
    (2, 3.2),
    digits=1,
    why="The slope is -20 at 0, and 4·2 - 20 = -12 at 2.",
    mistakes={(2, 4): "The second step took the slope at 0 once more. What is it at 2?",
              (0.5, 0.95): "That is the mean of the four losses: a quarter of the slope. Here they are added.",
              (-2, -4.8): "You went uphill. The slope is negative at 0: on which side is it lower?",
              (20, -40): "You moved by the whole slope. What is η for?",
              (2, 1.2): "Your second number is how far the second step goes. From where does it start?"},
)

# %% [markdown] id="full-step"
# Each step brings $\theta$ closer to 5 by the factor $0.6$: $5 \to 3 \to 1.8$. Where does this factor come from, and when does it make things worse?

# %% [markdown] id="stable"
# ### How long may a step be?
#
# Near a minimum a smooth loss looks like a bowl. Put the minimum at 0 and take one direction: $f(x) = \frac12\lambda x^2$. The number $\lambda$ is the **curvature**, the second derivative: how fast the slope changes. In the case above $\lambda = 4$, and $x = \theta - 5$.

# %% id="stable-derivation"
from dlcourse.classroom.derivation import derivation

lam, eta_small, x_start = 4.0, 0.1, -5.0
derivation(
    (r"$f(x) = \frac12\lambda x^2$", "the bowl", lam * x_start**2 / 2),
    (r"$f'(x) = \lambda x$", "power rule", lam * x_start),
    (r"$x_\text{new} = x - \eta\lambda x$", "one step against the slope", x_start - eta_small * lam * x_start),
    (r"$x_\text{new} = (1 - \eta\lambda)\, x$", "take $x$ out: a step multiplies by a fixed factor",
     (1 - eta_small * lam) * x_start),
    (r"$x_k = (1 - \eta\lambda)^k\, x_0$", "$k$ steps, $k$ factors; here $k = 3$", (1 - eta_small * lam) ** 3 * x_start),
    (r"shrinks exactly if $-1 < 1 - \eta\lambda < 1$", r"powers of a number in $(-1, 1)$ go to 0", 1 - eta_small * lam),
    (r"$0 < \eta < \dfrac{2}{\lambda}$", r"subtract 1, divide by $-\lambda$: the signs turn", 2 / lam),
    at="at λ = 4, η = 0.1",
)

# %% [markdown] id="stable-many"
# With several parameters there are several curvatures. The curvatures of $f(x) = \frac12 x^\top H x$ are the **eigenvalues** of $H$ (a square table of second derivatives): in certain directions, the eigenvectors, $H$ acts as a plain number $\lambda$. Each direction has its own factor $1 - \eta\lambda$, but all share one $\eta$. So the **largest** curvature sets the limit: $\eta < 2/\lambda_\text{max}$.
#
# Take a **ravine**, $f(x) = \frac12(x_1^2 + 20 x_2^2)$: flat along $x_1$, steep across.

# %% id="stable-figure"
H = torch.diag(torch.tensor([1.0, 20.0], dtype=double))
figures.step_factors(H.diag(), eta_max=0.12)

# %% [markdown] id="stable-predict"
# Before the next figure: which of $\eta = 0.01$, $0.08$ and $0.105$ is too long, and how does the path of a step that is *almost* too long look?

# %% id="stable-paths"
def ravine(p):
    return (p[..., 0] ** 2 + 20 * p[..., 1] ** 2) / 2

def ravine_slope(p):
    return H @ p

edge = torch.tensor([10.0, 1.0], dtype=double)
descents = {f"η = {eta}": optim.gradient_descent(ravine_slope, edge, rule=optim.SGD(eta), steps=20)
            for eta in (0.01, 0.08, 0.105)}
figures.descents(ravine, descents, xlim=(-1, 11), ylim=(-2.5, 2.5), apart=True,
                 caption="Twenty steps from (10, 1) in a ravine: too short, good, too long.")

# %% [markdown] id="stable-read"
# At $0.08$ the path bounces across, with the factor $1 - 0.08\cdot 20 = -0.6$, and creeps along, with $0.92$. At $0.105$ the factor across is $-1.1$, and the path leaves the ravine, although along the ravine it does well. The more the curvatures differ, the more the slow direction waits for the steep one.

# %% [markdown] id="stable-blank"
# **Blanks for you.** Take $H = \begin{pmatrix} 3 & 1 \\ 1 & 3\end{pmatrix}$. At $x = (1, 1)$ the gradient is $Hx = (4, \_\_)$, so the curvature in this direction is $\_\_$. At $(1, -1)$ it is $(2, -2)$, so the curvature is 2.

# %% id="stable-fill"
ask.number(
    r"H has the rows (3, 1) and (1, 3). At x = (1, 1) the gradient Hx is (4, __), so the curvature there is __. At "
    r"(1, -1) it is 2. Fill both blanks. Then: below which η does gradient descent on $\frac12 x^\top H x$ converge "
    "from every start?",
    (4, 4, 0.5),
    digits=2,
    why="Hx is 4 times x along (1, 1), and the limit is 2 divided by the largest curvature.",
    mistakes={(4, 4, 1): "You divided 2 by the curvature 2. Which of the two curvatures sets the limit?",
              (4, 4, 0.25): "That is 1/λ: there the steepest direction arrives in one step. Do longer steps converge?",
              (4, 4, 2 / 3): "You took 3 from the diagonal. But no axis is an eigenvector here.",
              (4, 8, 0.25): "You added the entries of Hx. By which factor is Hx longer than x = (1, 1)?",
              (-2, 4, 0.5): "That is the second entry at (1, -1). The first gradient belongs to (1, 1)."},
)

# %% [markdown] id="stable-check-text"
# Finite differences agree with the gradients, and the package with the limit:

# %% id="stable-check"
from dlcourse.diff import finite

tilted = torch.tensor([[3.0, 1.0], [1.0, 3.0]], dtype=double)
tensors.show(
    gradient_at_1_1=finite.gradient(lambda x: x @ tilted @ x / 2, torch.tensor([1.0, 1.0], dtype=double)),
    gradient_at_1_minus_1=finite.gradient(lambda x: x @ tilted @ x / 2, torch.tensor([1.0, -1.0], dtype=double)),
    limit=optim.max_stable_eta(tilted),
)

# %% [markdown] id="stable-own"
# **Your turn:** exercise *The longest stable step on a quadratic*.

# %% [markdown] id="loop" covers="N09-03"
# ## The loop in code, and when to stop
#
# The slides write the whole method in two lines:
#
# ```python
# while True:
#     weights_grad = evaluate_gradient(loss_fun, data, weights)
#     weights += -step_size * weights_grad
# ```
#
# **This loop never ends.** It needs a rule for stopping: enough steps, or a gradient so short that nothing moves any more. It needs both, since with a step that is too long the gradient never gets short.

# %% id="loop-run"
def descend(slope, theta, eta, *, short=1e-6, most=1000):
    for step in range(most):
        g = slope(theta)
        if g.norm() < short:
            return theta, step, "the gradient is short"
        theta = theta - eta * g
    return theta, most, "out of steps"

for eta in (0.01, 0.08, 0.105):
    theta, used, why = descend(ravine_slope, edge, eta)
    print(f"eta = {eta:<5}  {used:4} steps, {why}; arrived: {bool(theta.norm() < 1e-3)}")

# %% [markdown] id="loop-read"
# `weights += ...` changes the tensor in place: everyone who holds it sees the change. We write `theta = theta - ...`, which makes a new one.

# %% [markdown] id="early" covers="N09-04"
# ### Stopping earlier than that
#
# Arriving at the minimum of the *training* loss is not the aim. **Early stopping** watches the loss on data that takes no part in training, and keeps the parameters that were best there. Here 20 samples with 15 features, of which only three matter:

# %% id="early-figure"
rng_early = tensors.generator(5)
X_early = torch.randn(220, 15, generator=rng_early, dtype=double)
y_early = X_early[:, :3].sum(1) + torch.randn(220, generator=rng_early, dtype=double)

def early_loss(path, rows):  # path (steps + 1, 15) -> one loss a step
    return (path @ X_early[rows].mT - y_early[rows]).square().mean(1) / 2

train, held_out = slice(0, 20), slice(20, 220)
path = optim.gradient_descent(lambda w: X_early[train].mT @ (X_early[train] @ w - y_early[train]) / 20,
                              torch.zeros(15, dtype=double), rule=optim.SGD(0.1), steps=400)
best, step_axis = int(early_loss(path, held_out).argmin()), torch.arange(1.0, 401)
figures.curves({"training": (step_axis, early_loss(path, train)[1:]), "held out": (step_axis, early_loss(path, held_out)[1:])},
               xlabel="step", ylabel="loss", log_x=True, caption="Training loss falls to the end; held-out loss turns.",
               description=f"Held-out loss is lowest before step 100 of 400: {best < 100}. It then rises.")

# %% [markdown] id="early-text"
# It is often said that this keeps the weights small. Is that so?

# %% id="early-ask"
ask.choose(
    "A model with 15 weights w is trained for 400 steps, once from w = 0 and once from w = 3 in all entries. The true "
    "w has three entries of 1, the others 0. In which run is the vector w shorter after 20 steps than at the end?",
    {"in both runs": "From w = 3 the way to the minimum leads to shorter weights. Are they shorter early, or late?",
     "only from w = 3": "From w = 0 the length starts at 0. Which way can it go from there?",
     "only from w = 0": "Stopping early keeps the weights close to where they began. That is small only if they began "
                        "small.",
     "in neither run": "From w = 0 the length starts at 0. Which way can it go from there?"},
    right="only from w = 0",
)

# %% [markdown] id="early-lengths"
# The length of $w$ after 20 and after 400 steps:

# %% id="early-lengths-run"
large = optim.gradient_descent(lambda w: X_early[train].mT @ (X_early[train] @ w - y_early[train]) / 20,
                               torch.full((15,), 3.0, dtype=double), rule=optim.SGD(0.1), steps=400)
tensors.show(digits=1, from_0=path[[20, 400]].norm(dim=1), from_3=large[[20, 400]].norm(dim=1))

# %% [markdown] id="early-link"
# Lecture 10 returns to this with patience, and with the comparison to weight decay.

# %% [markdown] id="online" covers="N09-05"
# ## A part of the data
#
# A full-batch step over a million samples costs a million gradients. Must we see all of them to know roughly which way is down? **Online SGD** takes one sample at a time: for each epoch, for each $(x, y)$: $\theta \leftarrow \theta - \eta\,\nabla\ell$. SGD means *stochastic gradient descent*: descent with a random gradient.
#
# **The slides disagree about the name.** For two of them SGD takes one sample, for one a mini-batch. And "epoch" counts passes over the data, not steps. We say:
#
# | name | samples a step | steps an epoch |
# |---|---|---|
# | online SGD | 1 | $n$ |
# | mini-batch SGD | $B$ | $n/B$, rounded up |
# | full-batch gradient descent | $n$ | 1 |
#
# Compare the two ends on the line of the beginning: one epoch of online SGD (64 steps) against 64 full steps, all with a *mean* loss and the same $\eta$.

# %% id="online-figure"
def mean_map(p):  # points (..., 2) -> their losses (...)
    return ((p @ A.mT - points.y) ** 2).mean(-1) / 2

order, theta_one, one_by_one = torch.randperm(64, generator=tensors.generator(2)), torch.zeros(2, dtype=double), []
for i in order.split(1):
    one_by_one.append(theta_one)
    theta_one = theta_one - 0.2 * gradients(theta_one, i).mean(0)
everything = torch.arange(64)
full_steps = optim.gradient_descent(lambda t: gradients(t, everything).mean(0), torch.zeros(2, dtype=double),
                                    rule=optim.SGD(0.2), steps=64)
figures.descents(mean_map, {"full batch, 64 epochs": full_steps, "online, 1 epoch": torch.stack(one_by_one)},
                 xlim=(-0.3, 2.7), ylim=(-0.3, 1.6), caption="The same number of steps: smooth with all data, a "
                 "zig-zag with one sample at a time. The zig-zag cost a 64th as many gradients.")

# %% [markdown] id="online-clock-text"
# So there are two clocks: steps, and samples seen. Draw learning curves against the one that costs you. Here both.

# %% id="online-clock"
def curve_of(batch_size, epochs):
    rng, theta, losses = tensors.generator(5), torch.zeros(2, dtype=double), []
    for _ in range(epochs):
        for idx in torch.randperm(64, generator=rng).split(batch_size):
            losses.append(mean_loss(theta))
            theta = theta - 0.2 * gradients(theta, idx).mean(0)
    return torch.stack(losses)

clocks = {"B = 64": curve_of(64, 40), "B = 8": curve_of(8, 5), "B = 1": curve_of(1, 1)[:40]}
reached = {name: int((losses < 0.1).nonzero()[0]) for name, losses in clocks.items()}
figures.curves({name: (torch.arange(40) * int(name[4:]) / 64 + 0.01, losses) for name, losses in clocks.items()},
               xlabel="epochs (samples seen / 64)", ylabel="loss", log_x=True, log_y=True,
               caption="Forty steps each, over the share of the data that they have seen.",
               description="Steps to a loss below 0.1, all of the same order: "
                           + str(all(5 < k < 40 for k in reached.values())) + ". Samples seen until then differ 64-fold.")

# %% [markdown] id="online-noise"
# ### The price: it never settles
#
# By hand: two samples, $y = 0$ and $y = 2$, in turn; the model is a number $\theta$; $\ell = \frac12(\theta - y)^2$; $\eta = \frac12$. Each step goes half-way to the sample: from 1 to 0.5, to 1.25, to 0.625, to 1.3125 …

# %% id="online-ask"
ask.choose(
    "Two samples, 0 and 2, come in turn, and each step takes θ half-way to the sample. The minimum of the mean loss is "
    "at 1. Where does θ end?",
    {"It comes to rest at 1": "Put θ at 1 and show it the sample 0. Where does it go? The gradient of one sample need "
                              "not be 0 where the mean gradient is.",
     "It swings between 0 and 2": "Each step goes only half-way to the sample. Does it ever reach one?",
     "It swings between 2/3 and 4/3": "Half-way from 4/3 to 0 is 2/3, half-way from 2/3 to 2 is 4/3.",
     "It runs away to infinity": "Each step goes half-way to a point between 0 and 2. Can it leave that interval?"},
    right="It swings between 2/3 and 4/3",
)

# %% [markdown] id="online-schedule"
# A constant $\eta$ leaves a constant swing. **One slide allows** $\eta_t$, a learning rate that changes with the step $t = 0, 1, 2, \dots$. Take $\eta_t = \frac{\eta_0}{1 + kt}$ with $\eta_0 = k = 1$, that is $1, \frac12, \frac13, \dots$ The steps get shorter, yet their sum has no limit, so that any distance can still be walked.

# %% id="online-schedule-run"
in_turn = [lambda t, y=y: t - y for y in (0.0, 2.0) * 5]  # the gradients of ten samples
at_one = torch.tensor(1.0, dtype=double)
tensors.show(
    constant=optim.online_gradient_descent(in_turn, at_one, etas=optim.Constant(0.5)).thetas,
    falling=optim.online_gradient_descent(in_turn, at_one, etas=optim.InverseTime(1.0, 1.0)).thetas,
)

# %% [markdown] id="online-mean"
# With $\eta_t = \frac1{t+1}$ this $\theta$ **is** the mean of the samples seen so far: the step $\theta + \frac{1}{t+1}(y - \theta)$ is how one updates a mean. So it settles.

# %% [markdown] id="batch" covers="N09-06 N09-08"
# ## Mini-batches, and the right scale
#
# Between one sample and all lies the **mini-batch** of $B$ samples. We would like its gradient to be right *on average*: **unbiased**. Take again $y = 2, 3, 5, 10$ at $\theta = 0$, where the four gradients $\theta - y_i$ are $-2, -3, -5, -10$, together $-20$. There are six batches of two. **The slide prints** the plain sum over the batch as the estimate, and says that its expectation is the full gradient. Let us see, for all six:

# %% id="batch-run"
ask.number(
    "Four samples have the gradients -2, -3, -5 and -10, together -20. There are six batches of two different samples. "
    "What is the average of their six sums?",
    -10,
    why="Each sample is in three of the six batches, so it is counted half of the time.",
    mistakes={-20: "That is the sum over all four samples. Does a batch of two hold all of them on average?",
              -5: "That is the average gradient of one sample. How many does a batch add?",
              -60: "That is the total of the six sums. You still want their average.",
              -30: "You divided the total of the six sums by 2, the size of a batch. How many sums are there?"},
)

# %% [markdown] id="batch-sums"
# All six:

# %% id="batch-sums-run"
from itertools import combinations

four = torch.tensor([-2.0, -3.0, -5.0, -10.0], dtype=double)
sums = torch.tensor([float(four[i] + four[j]) for i, j in combinations(range(4), 2)], dtype=double)
tensors.show(the_six_sums=sums, their_average=sums.mean(), the_full_gradient=four.sum())

# %% [markdown] id="batch-derive"
# **This is why.** Write $[i \in \mathcal I]$ for 1 if sample $i$ is in the batch and 0 if not.

# %% id="batch-derivation"
derivation(
    (r"$\sum_{i\in\mathcal I} g_i = \sum_{i=1}^{n} [i\in\mathcal I]\; g_i$", "absent samples count 0 times"),
    (r"$\mathbb E\big[\sum_{i\in\mathcal I} g_i\big] = \sum_i \mathbb E\big[[i\in\mathcal I]\big]\, g_i$",
     "the mean of a sum is the sum of the means; $g_i$ is fixed"),
    (r"$\mathbb E\big[[i\in\mathcal I]\big] = P(i\in\mathcal I)$", "the mean of a 0-or-1 is its probability"),
    (r"$P(i\in\mathcal I) = \frac Bn$", "each sample has the same chance, and $B$ of $n$ are in", 2 / 4),
    (r"$\mathbb E\big[\sum_{i\in\mathcal I} g_i\big] = \frac Bn \sum_i g_i$", "put in", 2 / 4 * four.sum()),
    (r"$\mathbb E\big[\frac nB\sum_{i\in\mathcal I} g_i\big] = \sum_i g_i$", r"multiply by $\frac nB$", four.sum()),
    (r"$\mathbb E\big[\frac 1B\sum_{i\in\mathcal I} g_i\big] = \frac1n\sum_i g_i$",
     "divide by $n$: the batch *mean* estimates the *mean* gradient", four.mean()),
    at="n = 4, B = 2",
)

# %% [markdown] id="batch-blank"
# **Blanks for you:** $n = 5$ samples with the gradients $1, 1, 2, 4, 7$, and batches of $B = 2$. $P(i\in\mathcal I) = \_\_$, the plain sums are on average $\_\_$, and the factor that makes them unbiased is $\_\_$.

# %% id="batch-fill"
ask.number(
    "n = 5 samples have the gradients 1, 1, 2, 4, 7, and a batch holds B = 2 of them. What is the probability that a "
    "given sample is in the batch, what are the plain sums on average, and which factor makes them unbiased?",
    (2 / 5, 6, 5 / 2),
    digits=1,
    why="B of n samples are in, the full gradient is 15, and 6 · 5/2 = 15.",
    mistakes={(1 / 5, 3, 5): "These are the numbers for a batch of one. How many samples are drawn here?",
              (2 / 5, 6, 2 / 5): "Times your factor, 6 gets smaller still: 2.4. What should come out?",
              (1 / 2, 7.5, 2): "These are the numbers for n = 4. Two of how many are drawn here?",
              (2 / 5, 15, 5 / 2): "15 is the full gradient. Does a batch of two reach it on average, without a factor?",
              (2 / 5, 3, 5): "3 is the average gradient of one sample. How many does a batch add?"},
)

# %% [markdown] id="batch-check-text"
# Now with 12 samples of our line: all 220 batches of 3, and the full gradient of the summed loss from finite differences.

# %% id="batch-check"
origin, twelve = torch.zeros(2, dtype=double), torch.arange(12)
rows = gradients(origin, twelve)  # (12, 2)
batches = [torch.tensor(c) for c in combinations(range(12), 3)]
plain = torch.stack([rows[idx].sum(0) for idx in batches]).mean(0)
scaled = torch.stack([optim.minibatch_gradient(rows, idx, 12) for idx in batches]).mean(0)
by_differences = finite.gradient(lambda t: (A[twelve] @ t - points.y[twelve]).square().sum() / 2, origin)
tensors.show(batches=len(batches), full=by_differences, mean_of_the_plain_sums=plain, ratio=plain / by_differences,
             mean_of_the_scaled_sums=scaled)

# %% [markdown] id="batch-own"
# **Your turn:** exercise *An unbiased gradient from a mini-batch*.
#
# ### Sum or mean: the learning rate must follow
#
# **The slides disagree again**: three of them add the losses, one updates with the batch mean. Neither is wrong, but $\eta$ does not carry over: the sum is $B$ times the mean, so $\eta$ with a mean is $\eta/B$ with a sum. Back to the beginning, with $\eta = 0.05\cdot\frac{4}{B}$:

# %% id="batch-scale"
tensors.show(**{f"{size}_samples_a_step": ten_steps(size, eta=0.05 * 4 / size) for size in (4, 16, 64)})

# %% [markdown] id="batch-limit"
# Now the three agree roughly, and the larger batches no longer explode. And we can say why 64 did: the curvatures of the summed loss are 64 times those of the mean loss.

# %% id="batch-limit-run"
limits = {size: float(optim.max_stable_eta(A[:size].mT @ A[:size])) for size in (4, 16, 64)}
tensors.show(digits=3, **{f"longest_stable_eta_for_a_sum_over_{size}": eta for size, eta in limits.items()},
             is_0_05_too_long_for_64=limits[64] < 0.05)

# %% [markdown] id="noise"
# ### How noisy is a mini-batch?
#
# Right on average is not right each time. Draw $B$ samples *with replacement*, so that the draws are independent. The **variance**, the mean squared distance from the average, then behaves like this:
#
# 1. One draw has the variance $\sigma^2$.
# 2. A sum of $B$ independent draws has $B\sigma^2$ (variances of independent numbers add).
# 3. Their mean has $\frac{1}{B^2} B\sigma^2 = \frac{\sigma^2}{B}$ (dividing a number by $B$ divides its square by $B^2$).
# 4. The typical error is the root, $\frac{\sigma}{\sqrt B}$.

# %% id="noise-ask"
ask.number(
    "Means over batches of 8 samples have a typical error of 0.4. Which batch size brings it to 0.1?",
    128,
    why="Four times less error takes 16 times as many samples.",
    mistakes={32: "You took four times as many samples. By how much does that lower the error?",
              16: "You took twice as many samples. The root stands over B: which B makes it four times as large?",
              2: "Fewer samples make more noise, not less."},
)

# %% [markdown] id="noise-figure-text"
# Measured on our line at $\theta = 0$, over 4000 batches of each size. In training one draws *without* replacement; that is better still, and at $B = n$ nothing is left to chance.

# %% id="noise-figure"
rng_noise, all_rows = tensors.generator(6), gradients(origin, everything)
sizes = torch.tensor([1, 2, 4, 8, 16, 32, 64])
centre = all_rows.mean(0)
sigma = (all_rows - centre).square().sum(1).mean().sqrt()

def error_of(draw):  # typical distance of a batch mean from the full mean
    return torch.stack([(all_rows[draw(int(B))].mean(1) - centre).square().sum(1).mean().sqrt() for B in sizes])

replaced = error_of(lambda B: torch.randint(64, (4000, B), generator=rng_noise))
distinct = error_of(lambda B: torch.rand(4000, 64, generator=rng_noise).argsort(1)[:, :B])
figures.curves({"with replacement": (sizes, replaced), "σ/√B": (sizes, sigma / sizes.sqrt()), "without": (sizes, distinct + 1e-3)},
               xlabel="batch size B", ylabel="typical error", log_x=True, log_y=True, caption="The noise of a mini-batch.",
               description="With replacement within 5 % of sigma/sqrt(B): "
                           f"{bool(((replaced * sizes.sqrt() / sigma - 1).abs() < 0.05).all())}. Without: 0 at B = 64.")

# %% [markdown] id="noise-read"
# So the first samples of a batch are worth the most. Twice the accuracy costs four times the samples; but four times as many steps are worth more than one step that is twice as accurate, as long as the hardware can take small batches at full speed.

# %% [markdown] id="accumulate" covers="N09-07"
# ## Accumulating over several passes
#
# A batch that does not fit into memory can be worked off in **micro-batches**: several forward and backward passes, whose gradients are added before *one* step. With sums nothing can go wrong. With means, watch the last one: five samples with the gradients $1, 1, 1, 1, 6$, in micro-batches of $2, 2, 1$.

# %% id="accumulate-ask"
ask.number(
    "Five samples come in micro-batches of 2, 2 and 1. The mean gradients of the micro-batches are 1, 1 and 6. What is "
    "the mean gradient of all five samples?",
    2,
    digits=2,
    why="(2·1 + 2·1 + 1·6)/5: each mean counts as often as its micro-batch has samples.",
    mistakes={8 / 3: "You averaged the three means. How many samples does each of them speak for?",
              8: "That is the sum of the means. Weigh them by size, and divide by the number of samples.",
              10: "That is the sum over the samples. Their mean is asked for.",
              8 / 5: "You divided the sum of the means by 5. How often must each mean be counted before?"},
)

# %% [markdown] id="accumulate-text"
# On real data: 19 samples in micro-batches of 8, 8 and 3.

# %% id="accumulate-run"
micro = torch.arange(19).split(8)
means = torch.stack([gradients(origin, idx).mean(0) for idx in micro])
counts = torch.tensor([len(idx) for idx in micro])
tensors.show(all_at_once=gradients(origin, torch.arange(19)).mean(0), weighted=optim.accumulate(means, counts),
             mean_of_means=means.mean(0))

# %% [markdown] id="accumulate-torch"
# In PyTorch `backward()` *adds* to the gradients that are there. So one accumulates by not clearing them in between, and by multiplying each micro-batch's mean loss by its share of the samples. **Your turn:** exercise *One gradient from several micro-batches*.

# %% [markdown] id="epoch" covers="N09-09"
# ## An epoch: shuffle and cut
#
# In practice nobody draws batches at random with replacement. One **permutes** the numbers $0, \dots, n-1$ and walks through them in adjacent pieces of length $B$. Every sample comes exactly once; one pass is an **epoch**. At the next epoch one permutes *again*, so that the batches are diverse. Does the shuffling matter? The Iris flowers come sorted by species.

# %% id="epoch-figure"
from dlcourse.training import minibatches

iris = data.iris()
Z = data.standardise(iris.X).Z
shuffled = torch.cat(list(minibatches(150, 10, rng=tensors.generator(7))))
figures.class_shares({"in the order of the file": iris.y, "shuffled": iris.y[shuffled]}, batch_size=10)

# %% [markdown] id="epoch-text"
# A batch that holds only one species says: predict this species, always. Train softmax regression for three epochs, once in the order of the file and once with a fresh permutation each time.

# %% id="epoch-run"
from dlcourse.models import linear

def share_right(order_of_epoch):
    W, b = torch.zeros(3, 4, dtype=double), torch.zeros(3, dtype=double)
    for _ in range(3):
        for idx in order_of_epoch():
            grad = linear.softmax_loss_and_grad(W, b, Z[idx], iris.y[idx])[1]
            W, b = W - 0.5 * grad.W, b - 0.5 * grad.b
    return float((linear.softmax_predict(W, b, Z).argmax(1) == iris.y).double().mean())

# %% [markdown] id="epoch-predict-text"
# Which training tells more of the flowers apart?

# %% id="epoch-predict"
ask.choose(
    "The file holds 50 flowers of one species, then 50 of the next, then 50 of the last. One training takes batches of "
    "10 in this order, the other permutes the flowers in each epoch. Which tells more of them apart after three "
    "epochs?",
    {"the one in the order of the file": "What do the last five batches of an epoch have in common? What do they "
                                         "teach?",
     "the one with fresh permutations": "In the order of the file the last thing that each epoch teaches is: always "
                                        "virginica.",
     "neither, for both see each flower three times": "They do. But each step starts where the one before ended. "
                                                      "Which batches come last?"},
    right="the one with fresh permutations",
)

# %% [markdown] id="epoch-shares"
# The share of the 150 flowers that each training gets right:

# %% id="epoch-shares-run"
rng_epoch = tensors.generator(8)
unshuffled = share_right(lambda: torch.arange(150).split(10))
fresh = share_right(lambda: minibatches(150, 10, rng=rng_epoch))
tensors.show(digits=2, order_of_the_file=unshuffled, fresh_permutations=fresh)

# %% [markdown] id="epoch-slips"
# Three slips to avoid: losing the last, shorter batch; drawing with replacement, so that some samples come twice and others never; permuting once and using the same batches in every epoch. **Your turn:** exercise *An epoch of mini-batches by permutation*.

# %% [markdown] id="momentum" covers="N09-15"
# ## Momentum
#
# In the ravine, the steps across cancel each other and the steps along agree. So let the walker be a heavy ball, which keeps a share $\mu$ of its **velocity** $v$:
#
# ```python
# v = mu * v - learning_rate * dx   # integrate velocity
# x += v                            # integrate position
# ```
#
# By hand, with round numbers: $\mu = 0.5$, $\eta = 1$, the gradient is 1 at every step, start at $x = 0$ at rest.
#
# | step | $v$ | $x$ |
# |---|---|---|
# | 1 | $0.5\cdot 0 - 1 = -1$ | $-1$ |
# | 2 | $0.5\cdot(-1) - 1 = -1.5$ | $-2.5$ |
# | 3 | $0.5\cdot(-1.5) - 1 = -1.75$ | $-4.25$ |

# %% id="momentum-ask"
ask.number(
    "A ball with momentum μ = 0.5 and η = 1 starts at rest, and the gradient is 1 at every step. Which velocity does "
    "it approach if this goes on for ever?",
    -2,
    why="There v = 0.5 v - 1 stays as it is: the loss of half of it, 1, equals the gain. Old velocity fades, so v does "
        "not grow for ever.",
    mistakes={-1: "That is η times an average of the gradients, and the velocity after step 1. What does step 2 make "
                  "of it?",
              -1.75: "That is the velocity after step 3. What does step 4 make of it?",
              -1.875: "That is the velocity after step 4. Which v does a step leave as it is?",
              0: "From v = 0 the next step makes -1. Which v does a step leave as it is?"},
)

# %% [markdown] id="momentum-sum"
# **The slide calls** $v$ a "rolling average of previous gradients". **It is a sum**, in which old gradients fade; no factor $1 - \mu$ makes it an average. Unroll the recursion, with the index for the step:

# %% id="momentum-derivation"
mu, eta_one, g_one = 0.5, 1.0, torch.ones(3, dtype=double)
derivation(
    (r"$v_1 = -\eta g_1$", "at rest before", -eta_one),
    (r"$v_2 = \mu v_1 - \eta g_2 = -\eta(g_2 + \mu g_1)$", "put in line 1", -eta_one * (1 + mu)),
    (r"$v_3 = -\eta(g_3 + \mu g_2 + \mu^2 g_1)$", "put in line 2", -eta_one * (1 + mu + mu**2)),
    (r"$v_k = -\eta \sum_{j=1}^{k} \mu^{k-j} g_j$", "the same again; here $k = 10$",
     -eta_one * sum(mu**j for j in range(10))),
    (r"$S = 1 + \mu + \mu^2 + \dots = 1 + \mu S$", r"take $\mu$ out of all terms but the first", 1 + mu * 2),
    (r"$S = \frac{1}{1-\mu}$", "solve for $S$", 1 / (1 - mu)),
    (r"$v_\infty = -\frac{\eta}{1-\mu}\, g$", "constant gradient $g$", -eta_one / (1 - mu)),
    at="at μ = 0.5, η = 1, g = 1",
)

# %% [markdown] id="momentum-check-text"
# Line 3 says how much each of three gradients counts in $v_3$: $-\eta\mu^2$, $-\eta\mu$, $-\eta$. Finite differences can measure that: treat the gradients as inputs of the program.

# %% id="momentum-check"
def velocity_after(gradient_list):
    x = v = torch.zeros((), dtype=double)
    for g in gradient_list:
        v = mu * v - eta_one * g
        x = x + v
    return v

tensors.show(claimed=[-mu**2, -mu, -1.0], measured=finite.gradient(velocity_after, g_one))

# %% [markdown] id="momentum-memory"
# With the customary $\mu = 0.9$ the memory is longer:

# %% id="momentum-figure"
figures.memory(torch.tensor([0.5, 0.9], dtype=double))

# %% [markdown] id="momentum-blank"
# **Blanks for you.** With $\mu = 0.8$: along the ravine the gradients are all $+1$, so $S = 1 + 0.8\,S$ and $S = \_\_$. Across it they alternate, $+1, -1, +1, \dots$, so $S = 1 - 0.8\,S$ and $S = \_\_$.

# %% id="momentum-fill"
ask.number(
    "S is what momentum with μ = 0.8 makes of the gradients. If they are all +1, S = 1 + 0.8 S. If they alternate, "
    "S = 1 - 0.8 S. What is S in each of the two cases?",
    (5, 1 / 1.8),
    digits=2,
    why="Bring S to one side: 0.2 S = 1 and 1.8 S = 1. Along the ravine steps grow five times, across they almost "
        "halve.",
    mistakes={(5, 0): "Alternating gradients do not cancel completely: the newest counts more than the one before.",
              (1.25, 1 / 1.8): "Your first number solves 0.8 S = 1. Take 0.8 S from both sides of S = 1 + 0.8 S.",
              (5, -5): "You turned the sign of the first. Put your second number in: is S = 1 - 0.8 S?",
              (5, 5): "Put your second number in: is S = 1 - 0.8 S?",
              (0.2, 1.8): "0.2 and 1.8 stand before S, once it is on one side. How large is S itself?",
              (1.8, 0.2): "You put S = 1 on the right. But S stands on both sides, and it is the same number."},
)

# %% [markdown] id="momentum-step-text"
# The package's rule in the slide's form agrees with both sums:

# %% id="momentum-step"
def velocity_ratio(gs):  # velocity after these gradients, in units of -eta g
    rule, theta = optim.DeckMomentum(eta=0.1, mu=0.8), torch.zeros(1, dtype=double)
    state = rule.init(theta)
    for g in gs:
        theta, state = rule.step(theta, torch.tensor([g], dtype=double), state)
    return state.v / -0.1

tensors.show(digits=3, constant=velocity_ratio([1.0] * 200), alternating=velocity_ratio([-1.0, 1.0] * 100))

# %% [markdown] id="momentum-ravine"
# Now the ravine. Both walkers have the same $\eta = 0.03$; one has momentum $\mu = 0.7$.

# %% id="momentum-paths"
slow, heavy = (optim.gradient_descent(ravine_slope, edge, rule=rule, steps=20)
               for rule in (optim.SGD(0.03), optim.Momentum(0.03, 0.7)))
figures.descents(ravine, {"gradient descent": slow, "momentum 0.7": heavy}, xlim=(-3, 11), ylim=(-1.5, 1.5),
                 caption="Twenty steps with the same learning rate. Momentum is far ahead along the ravine.")

# %% [markdown] id="momentum-swing"
# "Prevents bouncing around", says the slide. **Not quite:** a ball with too much momentum swings past the minimum, as it does here across the ravine. What momentum buys is speed along the ravine. How much? Count steps until $\lVert x\rVert < 0.001$, each method with its best constants, for ravines of which the steep side is 20 and 2000 times as curved as the flat one:

# %% id="momentum-count"
def steps_needed(rule, steep, most):
    curvature = torch.tensor([1.0, steep], dtype=double)
    walked = optim.gradient_descent(lambda x: curvature * x, torch.ones(2, dtype=double), rule=rule, steps=most)
    return int((walked.norm(dim=1) < 1e-3).nonzero()[0])

for steep in (20.0, 2000.0):
    root = steep**0.5
    plain_steps = steps_needed(optim.SGD(2 / (1 + steep)), steep, 12000)
    ball_steps = steps_needed(optim.Momentum(4 / (1 + root) ** 2, ((root - 1) / (root + 1)) ** 2), steep, 600)
    print(f"{steep:4.0f} times as steep: gradient descent {plain_steps:4} steps, momentum {ball_steps:3}")

# %% [markdown] id="momentum-count-read"
# A hundred times worse a ravine costs gradient descent a hundred times more steps, and momentum about ten times more. **Your turn:** exercise *One step with momentum*.
#
# ### Two forms that differ when η changes
#
# PyTorch keeps $\eta$ outside the velocity: $v \leftarrow \mu v + g$, $\theta \leftarrow \theta - \eta v$. With a constant $\eta$ its $v$ is the slide's $v$ divided by $-\eta$, and $\theta$ is the same. Now let $\eta$ fall from 0.1 to 0.01 at the third step:

# %% id="momentum-forms"
def falling(t):
    return 0.1 if t < 2 else 0.01

forms = {name: optim.gradient_descent(torch.ones_like, torch.zeros(1, dtype=double), rule=rule, steps=3, schedule=falling)
         for name, rule in (("slide", optim.DeckMomentum(0.1, 0.9)), ("torch", optim.Momentum(0.1, 0.9)))}
tensors.show(**{name: walked[:, 0] for name, walked in forms.items()})

# %% [markdown] id="momentum-forms-read"
# After two steps both stand at the same place. Then torch shortens the whole step at once, while the slide's ball keeps the velocity that it gained at the old $\eta$.

# %% [markdown] id="nesterov" covers="N09-16"
# ## Nesterov: look before you leap
#
# Before this step's gradient is known, it is known already that the old velocity will carry the ball to $x + \mu v$. **Nesterov's accelerated gradient** feels the slope *there*:
#
# $$v \leftarrow \mu v - \eta\,\nabla f(x + \mu v), \qquad x \leftarrow x + v .$$
#
# By hand, for $f(x) = x^2$ (slope $2x$), $\eta = 0.1$, $\mu = 0.5$, at $x = 1$ with $v = -1$: the point ahead is $1 - 0.5 = 0.5$, its slope is 1, so $v = -0.5 - 0.1 = -0.6$ and $x = 0.4$.

# %% id="nesterov-ask"
ask.number(
    "f(x) = x², η = 0.1, μ = 0.5. At x = 1 with v = -1, Nesterov's step leads to x = 0.4. To which x does a step of "
    "plain momentum lead from there?",
    0.3,
    digits=1,
    why="The slope at x = 1 is 2, so v = -0.5 - 0.1 · 2 = -0.7.",
    mistakes={0.4: "That is Nesterov's step. Where does plain momentum take the slope?",
              -0.2: "The old velocity was kept whole. Which share of it stays?",
              -0.7: "That is the new velocity. Where does it carry the ball from x = 1?",
              0.8: "That is a step without momentum. What became of the old velocity?",
              0.7: "You added η times the slope to the velocity. To which side does a slope of 2 push the ball?"},
)

# %% [markdown] id="nesterov-why"
# Plain momentum still accelerates because the slope *here* is steep; Nesterov already sees that it gets flatter, and brakes. In the ravine, at the same constants:

# %% id="nesterov-figure"
x_ball, v_ball, ahead = edge, torch.zeros_like(edge), [edge]
for _ in range(20):
    x_ball, v_ball = optim.deck_nesterov_step(x_ball, v_ball, ravine_slope, eta=0.03, mu=0.7)
    ahead.append(x_ball)
figures.descents(ravine, {"momentum 0.7": heavy, "Nesterov 0.7": torch.stack(ahead)}, xlim=(-3, 11), ylim=(-1.5, 1.5),
                 caption="The same learning rate and momentum. Nesterov swings less across the ravine.")

# %% [markdown] id="touch-race"
# **Touch it.** The three methods of this lecture (circle, square, triangle) and four that come in 09b, in the ravine with a largest curvature of 50. Play; then multiply all learning rates.

# %% id="touch-race-live"
from dlcourse.lectures.l09a import widgets

widgets.Race()

# %% [markdown] id="touch-race-question"
# SGD takes $\eta = 0.035$ here, times the factor.

# %% id="touch-race-ask"
ask.number(
    "The largest curvature of the ravine is 50, and SGD takes η = 0.035 times a factor. From which factor on must SGD "
    "run away?",
    0.04 / 0.035,
    digits=2,
    why="The limit for η is 2/50 = 0.04, and the factor is 0.04/0.035.",
    mistakes={2: "2 is in the formula, but it is divided by the curvature.",
              0.02 / 0.035: "You divided 1 by the curvature. There the steep direction arrives in one step.",
              0.04: "That is the limit for η itself. Which factor takes 0.035 there?",
              0.035 / 0.04: "You divided the other way round. Must 0.035 grow or shrink to reach the limit?"},
)

# %% [markdown] id="nesterov-torch"
# **PyTorch stores another point.** Under the name of the parameter it keeps the *look-ahead* $x + \mu v$, since that is where the next gradient is wanted. Compare after three steps:

# %% id="nesterov-torch-run"
parameter = edge.clone().requires_grad_()
optimiser = torch.optim.SGD([parameter], lr=0.03, momentum=0.7, nesterov=True)
x_three, v_three = edge, torch.zeros_like(edge)
for _ in range(3):
    optimiser.zero_grad()
    ravine(parameter).backward()
    optimiser.step()
    x_three, v_three = optim.deck_nesterov_step(x_three, v_three, ravine_slope, eta=0.03, mu=0.7)
tensors.show(torch=parameter, slide=x_three, slide_looking_ahead=optim.lookahead(x_three, v_three, mu=0.7))

# %% [markdown] id="nesterov-own"
# Neither is wrong; but do not compare the two without the mapping. **Your turn:** exercise *One step of Nesterov's method*.

# %% [markdown] id="torch" covers="N09-23"
# ## A training loop in PyTorch
#
# Everything together. This is a loop in the style of one of the slides, written for a PyTorch of before 2018; its network ends in `return F.log_softmax(x)`.
#
# ```python
# optimizer = optim.SGD(net.parameters(), lr=learning_rate, momentum=0.9)
# loss_func = nn.CrossEntropyLoss()
# for e in range(epochs):
#     for i in range(0, x.shape[0], batch_size):
#         x_var = Variable(x[i:i + batch_size])         # 1
#         y_var = Variable(y[i:i + batch_size])         # 2
#         optimizer.zero_grad()                         # do not forget
#         loss = loss_func(net(x_var), y_var)           # 3
#         loss.backward()
#         optimizer.step()
#         if i % 100 == 0:                              # 4
#             loss_log.append(loss.data[0])             # 5
#     print('Epoch: {} - Loss: {:.6f}'.format(e, loss_log[-1]))
# ```

# %% id="torch-ask"
ask.explain(
    "An old PyTorch loop (1) wraps its tensors in `Variable`; (2) cuts the batches in the same order in every epoch; "
    "(3) gives `nn.CrossEntropyLoss` the output of `F.log_softmax`; (4) logs the loss `if i % 100 == 0`, where i moves "
    "in steps of the batch size; (5) logs `loss.data[0]`. What is wrong with each, and which two do no harm?",
    "1: Variable is obsolete, tensors do its work; harmless. 2: the same batches in every epoch, no shuffling. 3: "
    "CrossEntropyLoss applies log_softmax again; harmless, since a second one changes nothing. 4: few values of i are "
    "multiples of 100. 5: an error today; `loss.item()` is meant.",
    points=("1: obsolete, but harmless", "2: no reshuffling between epochs", "3: log_softmax twice does no harm",
            "4: few batches are logged, each alone", "5: an error today, `loss.item()` is meant"),
)

# %% [markdown] id="torch-faults"
# Each of them, live. First the missing `dim`, the doubled log-softmax, and `data[0]`:

# %% id="torch-faults-run"
import warnings

import torch.nn.functional as F

logits, label = torch.tensor([[2.0, 0.0, -1.0]]), torch.tensor([1])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    F.log_softmax(logits)
print("without dim:", str(caught[0].message).split(".")[0])
try:
    F.cross_entropy(logits, label).data[0]
except IndexError as error:
    print("loss.data[0]: IndexError,", str(error).split(".")[0])
tensors.show(logits=F.cross_entropy(logits, label), log_softmax_first=F.cross_entropy(logits.log_softmax(1), label),
             softmax_first=F.cross_entropy(logits.softmax(1), label))

# %% [markdown] id="torch-faults-read"
# log-softmax of a log-softmax is itself: the exponentials already add up to 1. But write *softmax* instead, and the loss is silently a different one. `CrossEntropyLoss` wants **logits**.
#
# Then the log. With 1000 samples in batches of 32, and with 150 in batches of 16:

# %% id="torch-log"
ask.number(
    "The batches of an epoch start at i = 0, B, 2B, and so on. A batch enters the log if `i % 100 == 0`. How many "
    "enter it with 1000 samples and B = 32? And how many with 150 samples and B = 16?",
    (2, 1),
    why="i must be a multiple of B and of 100. What is printed as the loss of an epoch is the loss of one batch, often "
        "the first.",
    mistakes={(10, 2): "You counted all multiples of 100. But i moves in steps of B: does it meet 100?",
              (1, 0): "You left out i = 0. Is `0 % 100 == 0`?",
              (1, 1): "The second number is right. Below 1000, is there an i besides 0 that is a multiple of 32 and of "
                      "100?",
              (32, 10): "That is how many batches an epoch has. How many of them meet the condition?"},
)

# %% [markdown] id="torch-log-read"
# These are the places $i$ that enter the log:

# %% id="torch-log-run"
for n, size in ((1000, 32), (150, 16)):
    places = range(0, n, size)
    print(f"of {len(places)} batches those at i = {[i for i in places if i % 100 == 0]}")

# %% [markdown] id="torch-forget"
# And the line with "do not forget". Without `zero_grad`, gradients add up over all batches:

# %% id="torch-forget-run"
w_probe = torch.tensor([3.0], requires_grad=True)
seen = []
for _ in range(3):
    (w_probe**2).sum().backward()  # slope 6 each time
    seen.append(float(w_probe.grad))
print("gradient after one, two, three passes without zero_grad:", seen)

# %% [markdown] id="torch-repaired-text"
# The repaired loop. The layers bear the names of what they are, the network returns logits, each epoch has its own permutation, and the log holds the mean over **all** samples of the epoch, each batch weighted by its size.

# %% id="torch-repaired"
def fit_torch(net, X, y, *, lr, momentum, epochs, batch_size, rng):
    optimizer, curve = torch.optim.SGD(net.parameters(), lr=lr, momentum=momentum), []
    for _ in range(epochs):
        total = 0.0
        for idx in minibatches(len(X), batch_size, rng=rng):
            optimizer.zero_grad()
            loss = F.cross_entropy(net(X[idx]), y[idx])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(idx)
        curve.append(total / len(X))
    return curve

# %% [markdown] id="torch-train-text"
# On the Iris flowers: 4 inputs, 8 hidden units, 3 classes. torch draws the first weights from its global generator, so we seed that too; then a second run must give the same curve.

# %% id="torch-train"
def new_run():
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3))
    return fit_torch(net, Z.float(), iris.y, lr=0.05, momentum=0.9, epochs=15, batch_size=16, rng=tensors.generator(3))

first_run, second_run = new_run(), new_run()
tensors.show(epochs=len(first_run), mean_loss_of_the_last_epoch_below_0_2=first_run[-1] < 0.2,
             lower_than_in_the_first=first_run[-1] < first_run[0], the_same_again=first_run == second_run)

# %% [markdown] id="regret" covers="N09-24"
# ## Deciding before you know
#
# A poem on one slide, made by a chatbot, praises **online convex optimisation**: it "can tackle any problem we toss". What is it, and what does it promise?
#
# In each round $t = 1, \dots, T$ you choose $x_t$ from an interval (or any convex set). Then a loss $f_t$ is shown, and you pay $f_t(x_t)$. Nothing is random; an opponent may choose the $f_t$. The yardstick is the best *fixed* choice in hindsight:
#
# $$\text{regret}_T = \sum_{t=1}^T f_t(x_t) - \min_x \sum_{t=1}^T f_t(x).$$
#
# The method is online SGD, with a step back into the set if one has left it, and $\eta_t = \frac{D}{G\sqrt t}$. Here $D$ is the width of the set and $G$ the steepest slope that can come. **If every $f_t$ is convex**, then $\text{regret}_T \le \frac32 D G\sqrt T$ (Zinkevich, 2003). Divided by $T$ that goes to 0: on average you do as well as the best fixed choice.

# %% id="regret-ask"
ask.number(
    r"All losses are convex, D = 2 and G = 1, so that $\text{regret}_T \le \frac32 D G\sqrt T$. How large can the "
    "regret per round be at most after 100 rounds, and after 10 000?",
    (0.3, 0.03),
    digits=2,
    why=r"Divided by T, the bound is $3\sqrt T/T = 3/\sqrt T$.",
    mistakes={(30, 300): "That is the regret of all rounds together. How much is it per round?",
              (0.3, 0.003): "A hundred times as many rounds: by how much does √T grow?",
              (0.03, 0.0003): "You divided 3 by T. The regret itself grows with √T.",
              (0.2, 0.02): "The factor 3/2 of the bound is missing.",
              (0.15, 0.015): "The width D of the set is missing."},
)

# %% [markdown] id="regret-text"
# Each day you guess tomorrow's number $y_t\in[-1, 1]$ and pay $\lvert x_t - y_t\rvert$. The numbers jump, and lean to one side in the second half.

# %% id="regret-figure"
T = 1000
y_days = (torch.rand(T, generator=tensors.generator(11), dtype=double) * 2 - 1)
y_days[T // 2:] = y_days[T // 2:].abs()
guesses = optim.online_gradient_descent([lambda x, y=y: (x - y).sign() for y in y_days], -torch.ones((), dtype=double),
                                        etas=optim.InverseRoot(2.0, 1.0), project=lambda x: x.clamp(-1, 1)).thetas
owed = optim.regret([lambda x, y=y: (x - y).abs() for y in y_days], guesses, y_days.median())
rounds = torch.arange(1, T + 1, dtype=double)
bound = 3 * rounds.sqrt()
figures.curves({"regret per round": (rounds[4:], owed[4:] / rounds[4:]), "3/√T": (rounds[4:], (bound / rounds)[4:])},
               xlabel="rounds T", ylabel="regret / T", log_x=True, caption="Regret per round against the best guess of all.",
               description=f"After {T} rounds the regret is below the bound: {bool(owed[-1] <= bound[-1])}; the regret per "
                           f"round is below 0.1: {bool(owed[-1] / T < 0.1)}.")

# %% [markdown] id="regret-convex"
# **What the poem leaves out** is the word *convex*. Take the two valleys of the beginning as the loss of every round, and start in the shallow one:

# %% id="regret-valleys"
shallow = torch.tensor([1.6, 1.2], dtype=double)
stuck = optim.online_gradient_descent([valleys_slope] * T, shallow, etas=optim.InverseRoot(2.0, 4.0)).thetas
deep = torch.tensor([-1.0679, 0.0], dtype=double)
lasting = optim.regret([valleys] * T, stuck, deep)
tensors.show(regret_per_round_after_1000_above_0_2=bool(lasting[-1] / T > 0.2),
             lost_in_the_last_round_alone_above_0_2=bool(lasting[-1] - lasting[-2] > 0.2))

# %% [markdown] id="regret-read"
# The walker stays in the wrong valley and pays for it in every round; the regret grows like $T$. Even for convex losses the promise is modest: as good as the best **fixed** choice, which may itself be bad.

# %% id="regret-check"
ask.choose(
    r"You use online SGD with the steps $\frac{D}{G\sqrt t}$. For which of these does the bound "
    r"$\frac32 D G\sqrt T$ hold?",
    {"a deep network, trained on one sample at a time": "Are its losses convex in the weights?",
     "a forecast, against the best that changes every day": "The yardstick of regret is a fixed choice. Is this one?",
     "logistic regression on mails, any weights allowed": "Convex it is. But how wide is the set of all weights: which "
                                                          "D would you put in?",
     "logistic regression on mails, weights in a ball": "Convex in the weights, a bounded set, bounded gradients: all "
                                                        "three conditions hold."},
    right="logistic regression on mails, weights in a ball",
)

# %% [markdown] id="transfer"
# ## Transfer
#
# A new situation, the same ideas.

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
# - A step multiplies the error along each eigenvector by $1 - \eta\lambda$; it shrinks everywhere exactly if $\eta < 2/\lambda_\text{max}$.
# - A sum over a batch is too small by $B/n$; times $n/B$ it is unbiased. A batch mean estimates the mean gradient. With a sum, $\eta$ must be divided by $B$.
# - The noise of a batch falls like $1/\sqrt B$. With a constant $\eta$ SGD swings for ever; with a falling $\eta_t$ it settles.
# - Micro-batches: weigh the means by size. Epochs: permute, cut, permute again.
# - Momentum is a fading **sum** of gradients: up to $\frac{1}{1-\mu}$ times the plain step. Nesterov takes the gradient at $x + \mu v$, and torch stores that point.
# - Online learning has a guarantee for convex losses only, and only against the best fixed choice.

# %% [markdown] id="glossary"
# ## Words
#
# **learning rate** $\eta$, length of a step per length of the gradient · **curvature** second derivative; in several dimensions the eigenvalues of $H$ · **saddle point** flat, but not a minimum · **convex** without ridges: the straight line between two points of the graph lies nowhere below it · **epoch** one pass over the data · **mini-batch** the samples of one step · **unbiased** right on average · **momentum** $\mu$, share of the velocity that is kept · **early stopping** keep the parameters that were best on held-out data · **regret** what your choices cost more than the best fixed one. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md). Which slide says what: [COVERAGE.md](COVERAGE.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Large trainings *raise* $\eta$ slowly over the first thousand steps (warm-up) and let it fall along a cosine to the end. Data loaders shuffle and cut in other processes while the GPU computes. With many GPUs the accumulation of this lecture happens across machines, by an averaging over the network. Beyond some batch size, more samples a step no longer save steps; where that is can be read from the noise of the gradient. One learning rate for all parameters is the next thing to give up: lecture 09b, [proximal steps, AdaGrad, RMSProp, Adam](09b_adaptive_rules.ipynb).
