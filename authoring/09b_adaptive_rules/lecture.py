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
# # 09b Adaptive rules
#
# {minutes} · exercises in `exercises/09b_adaptive_rules.ipynb`

# %% [markdown] id="hook"
# ## A feature that is always right, and hardly learned
#
# 400 samples, two features. The *common* feature is a number that says something about the class, but is often wrong. The *rare* feature is 0 in all but 20 samples; where it is not 0, it is $+1$ for class 1 and $-1$ for class 0, without exception. We fit logistic regression (lecture 04) by gradient descent with $\eta = 1$, starting at weights 0.

# %% id="hook-run"
import math

import torch

from dlcourse import ask, data, optim, tensors
from dlcourse.models import linear

double = torch.float64
toy = data.rare_feature(400, tensors.generator(0))
has_rare = toy.X[:, 1] != 0

def toy_gradient(w):
    return linear.logistic_loss_and_grad(w, torch.zeros((), dtype=double), toy.X, toy.y)[1].w

tensors.show(samples=len(toy.y), with_the_rare_feature=int(has_rare.sum()))

# %% [markdown] id="hook-ask"
# Ten steps later: which weight is larger? Decide before you go on.

# %% id="hook-answer"
ask.choose(
    "A common feature is often wrong. A rare feature is 0 in all but 20 of 400 samples, and where it is not 0 it is "
    "always right. Logistic regression starts at weights 0. After ten steps of gradient descent, which weight is "
    "larger?",
    {"the one of the rare feature": "In the end it should be. But in how many of the 400 samples does its gradient "
                                    "differ from 0?",
     "the one of the common feature": "The gradient is a mean over 400 samples, and 380 of them add 0 to the rare "
                                      "feature's part. The perfect feature gets small gradients, so it gets small "
                                      "steps.",
     "neither, they are almost equal": "Both have the same learning rate. But are their gradients equally large?"},
    right="the one of the common feature",
)

# %% [markdown] id="hook-weights"
# Both weights, and the share of the 20 samples *with* the rare feature that is decided correctly:

# %% id="hook-weights-run"
plain = optim.gradient_descent(toy_gradient, torch.zeros(2, dtype=double), rule=optim.SGD(1.0), steps=10)

def share_right(w):
    decided = (toy.X @ w > 0).long()
    return float((decided == toy.y)[has_rare].double().mean())

tensors.show(digits=2, weight_of_the_common_feature=plain[-1, 0], weight_of_the_rare_feature=plain[-1, 1],
             share_right_among_the_20=share_right(plain[-1]))

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Derive an update rule as the minimum of a simple model of the loss (exercise *A step as the minimum of a model*).
# 2. Give every parameter a learning rate of its own, and say which rule lets it rise again (exercises *One step of AdaGrad*, *One step of RMSprop*).
# 3. Average gradients without the bias of an empty start (exercise *One step of Adam*).
# 4. Say where $\epsilon$ stands, and for which gradients it matters (question in *Where does ε stand?*).
# 5. Let weights decay whatever their gradients are (exercise *One step of AdamW*).
# 6. Compare rules fairly, and read learning curves (exercise *Train a small network on the irises*; question after the curves).

# %% [markdown] id="needs"
# ## What you need
#
# Gradient descent and momentum (lecture 09a), partial derivatives, square roots, a matrix times a vector. A **diagonal** matrix $\mathrm{diag}(b_1, b_2)$ has $b_1, b_2$ on its diagonal and 0 elsewhere: it multiplies entry $j$ of a vector by $b_j$. Its inverse divides. Two minutes to test yourself:

# %% id="needs-ask"
ask.number(
    "B = diag(4, 1/2). What is B times (8, 8)? And what is the d with B d = (8, 8)? Give the four numbers one after "
    "the other.",
    (32, 4, 2, 16),
    why="B multiplies 8 by 4 and by 1/2. To find d, divide instead: 8/4 and 8/(1/2).",
    mistakes={(32, 4, 32, 4): "For d you multiplied once more. Which number times 4 gives 8?",
              (2, 16, 32, 4): "You divided first and multiplied then. What does B do to a vector?",
              (32, 16, 2, 4): "With 4 you did right. For the second entry: is 8 times 1/2 more or less than 8?",
              (32, 4, 2, 4): "Your last number is half of 8. Half of which number is 8?",
              (32, 4, 0.5, 0.0625): "You divided B by 8. Which d gives 8 when B multiplies it?"},
)

# %% [markdown] id="recall"
# ## Three questions from before
#
# The first is about minima.

# %% id="recall-1"
ask.choose(
    "A smooth function on the whole plane has its minimum at some point. What is true of its two partial derivatives "
    "there?",
    {"They add up to 0": "Take 1 and -1, which add up to 0. Does a step along (-1, 1) lead lower?",
     "One of them is 0": "If the other one is not, does a step in its direction lead lower?",
     "Both of them are 0": "Otherwise a small step against the gradient would go lower still.",
     "Both are positive": "Then f falls when a variable shrinks. Would the point be the minimum?"},
    right="Both of them are 0",
)

# %% [markdown] id="recall-next"
# The second is about the logistic loss.

# %% id="recall-2"
ask.number(
    "Logistic regression, one sample with x = (0.5, 0), y = 1 and p = 0.8. What is the gradient of its loss with "
    "respect to w?",
    (-0.1, 0),
    digits=1,
    why="Prediction minus truth, -0.2, times the input.",
    mistakes={(-0.1, -0.2): "The second input is 0. What does this sample say about the second weight?",
              (0.1, 0): "That is truth minus prediction. Does the loss rise or fall when w₁ rises?",
              (-0.2, 0): "That is prediction minus truth. By what is it multiplied?",
              (-0.2, -0.2): "That is prediction minus truth. By what is it multiplied, for each weight?",
              (0.4, 0): "You multiplied p by the input. What is missing is the truth."},
)

# %% [markdown] id="recall-last"
# The third is about momentum.

# %% id="recall-3"
ask.number(
    "Momentum with μ = 0.9 gets the same gradient g at every step. Its first step is η g long. How many times as long "
    "are its steps in the end?",
    10,
    why="The velocity is a sum: 1 + 0.9 + 0.81 + ... = 1/(1 - 0.9).",
    mistakes={1: "That would be an average of the gradients. Does the velocity average them?",
              0.9: "Each old gradient counts 0.9 times as much as the next. But what becomes of all of them?",
              1.9: "That is the second step. It goes on.",
              9: "That is what the old gradients add. The newest one counts, too.",
              0.1: "You found 1 - 0.9. What is it that 1 - 0.9 divides?"},
)

# %% [markdown] id="letters"
# ## The slides' letters and ours
#
# | on the slides | here | shape | meaning |
# |---|---|---|---|
# | $\nabla\mathcal L(\theta^{(k)})$, `dx` | $g$, `g` | like $\theta$ | gradient at step $k$; the first step is $k = 1$ |
# | $\langle g, \theta\rangle$ | $g^\top x$ | scalar | $g_1x_1 + g_2x_2 + \dots$; the free variable is $x$ here, since $\theta$ is where we stand |
# | $\lVert d\rVert_B^2$ | $d^\top B\,d$ | scalar | squared length of $d$, measured with the matrix $B$ |
# | `cache` | $c$, `cache` | like $\theta$ | sum or average of $g^2$, entry by entry |
# | $G^{(k)}$ | $\mathrm{diag}(\sqrt{c})$ | | the matrix with the roots on its diagonal |
# | `learning_rate`, $\eta_k$ | $\eta$, `eta` | number | learning rate |
# | `decay_rate` | $\rho$, `rho` | number | share of the old cache that stays |
# | $m, v, \hat m, \hat v$ | the same | like $\theta$ | averages of $g$ and of $g^2$; with a hat: corrected |
# | $w$ (weight decay) | $\lambda$, `weight_decay` | number | strength of the decay |
#
# The letter $v$ has two meanings on the slides: momentum's velocity, and Adam's average of $g^2$. All operations between vectors are entry by entry: $g^2$ squares every entry, and $g/\sqrt c$ divides entry by entry.

# %% [markdown] id="proximal" covers="N09-10"
# ## A step is the minimum of a model
#
# Where we stand, at $\theta$, we know the slope $g$ of the loss and nothing else. So we replace the loss by a straight line with that slope. A line has no minimum: it falls for ever. So we add a price for moving away, a **bowl** $\frac{1}{2\eta}(x-\theta)^2$ around $\theta$, and go where line and bowl together are least. (This view is called **proximal**, "staying near".) One parameter first:

# %% id="proximal-steps"
from dlcourse.classroom.derivation import derivation

theta_1d, g_1d, eta_1d = 2.0, 4.0, 0.25
x_1d = theta_1d - eta_1d * g_1d
derivation(
    (r"$\mathrm{model}(x) = g\,x + \frac{1}{2\eta}(x-\theta)^2$", "a line plus a bowl",
     g_1d * x_1d + (x_1d - theta_1d) ** 2 / (2 * eta_1d)),
    (r"the line's slope is $g$", "derivative of a line", g_1d),
    (r"the bowl's slope is $\frac{1}{\eta}(x-\theta)$", "derivative of a square; the 2 cancels",
     (x_1d - theta_1d) / eta_1d),
    (r"$g + \frac{1}{\eta}(x-\theta) = 0$", "at a minimum the slope is 0", g_1d + (x_1d - theta_1d) / eta_1d),
    (r"$x = \theta - \eta\,g$", r"solve for $x$: times $\eta$, then $\theta$ to the right", x_1d),
    at="θ = 2, g = 4, η = 0.25, x = 1",
)

# %% [markdown] id="proximal-read"
# Line 5 is gradient descent. The learning rate has a meaning now: it says how wide the bowl is, that is, how far we trust the line.

# %% id="proximal-figure"
from dlcourse.lectures.l09b import figures as pictures

pictures.bowls(theta_1d, g_1d, (0.1, 0.25, 0.4))

# %% [markdown] id="proximal-ask-text"
# The model leaves out the loss at $\theta$ itself. May it?

# %% id="proximal-ask"
ask.choose(
    "The model is the line g·x plus a bowl. A better line is L(θ) + g·(x - θ): it has the right height at θ, too. Does "
    "its minimum with the bowl lie at another x?",
    {"Yes, it moves by L(θ)": "A constant lifts every point of the model alike. Where does its slope go to 0?",
     "Yes, it needs no bowl": "It is still a straight line. Does a straight line have a lowest place?",
     "No, it is the same x": "L(θ) and -g·θ do not depend on x. A constant lifts the whole model and leaves its lowest "
                             "place where it is.",
     "Only if θ is not at 0": "θ stands in -g·θ. Does that term change when x moves?"},
    right="No, it is the same x",
)

# %% [markdown] id="geometry" covers="N09-11"
# ## Another way to measure distance
#
# With several parameters the ordinary bowl is round: a move by 1 costs the same in every direction. But who says so? Let $B$ set the price: $\lVert d\rVert_B^2 = d^\top B\,d$, for $B = \mathrm{diag}(b_1, b_2)$ simply $b_1d_1^2 + b_2d_2^2$. Here $B$ must be symmetric and **positive definite**, so that every move costs something. Entry by entry, with $B = \mathrm{diag}(1, 4)$:

# %% id="geometry-steps"
theta_2d, g_2d = torch.zeros(2, dtype=double), torch.ones(2, dtype=double)
b_2d, eta_2d = torch.tensor([1.0, 4.0], dtype=double), 0.5
x_2d = theta_2d - eta_2d * g_2d / b_2d
derivation(
    (r"$\mathrm{model}(x) = g^\top x + \frac{1}{2\eta}\sum_j b_j(x_j-\theta_j)^2$", "each entry has its own price",
     g_2d @ x_2d + (b_2d * (x_2d - theta_2d) ** 2).sum() / (2 * eta_2d)),
    (r"$g_j + \frac{b_j}{\eta}(x_j-\theta_j) = 0$", "both partial derivatives are 0 at the minimum",
     g_2d + b_2d * (x_2d - theta_2d) / eta_2d),
    (r"$x_j = \theta_j - \eta\,g_j/b_j$", "solve each line for its $x_j$", x_2d),
    (r"$x = \theta - \eta\,B^{-1}g$", "the same with a matrix; it holds for any such $B$, diagonal or not", x_2d),
    at="θ = (0, 0), g = (1, 1), η = 0.5",
)

# %% [markdown] id="geometry-figure-text"
# Now a picture. All points on the circle (left) and on the ellipse (right) cost the same. The dashed lines are places where the line-model is equal; it falls in the direction of $-g$. The step goes to the point of the curve that lies farthest down.

# %% id="geometry-figure"
pictures.balls(theta_2d, g_2d, 0.5, torch.diag(b_2d))

# %% [markdown] id="geometry-faded"
# **Your turn**, with blanks. $\theta = (1, 1)$, $g = (2, 1)$, $\eta = 0.1$, $B = \mathrm{diag}(4, 0.25)$:
#
# 1. first entry: $2 + \frac{\_\_}{0.1}(x_1 - 1) = 0$
# 2. second entry: $\_\_ + \frac{0.25}{0.1}(x_2 - 1) = 0$
# 3. so $x = (\_\_, \_\_)$

# %% id="geometry-ask"
ask.number(
    "θ = (1, 1), g = (2, 1), η = 0.1 and B = diag(4, 0.25). At the minimum, 2 + __/0.1 · (x₁ - 1) = 0 and "
    "__ + 0.25/0.1 · (x₂ - 1) = 0. Fill these two blanks. Then give x₁ and x₂.",
    (4, 1, 0.95, 0.6),
    digits=2,
    why="The blanks are b₁ and g₂. Then x₁ = 1 - 0.1 · 2/4 and x₂ = 1 - 0.1 · 1/0.25.",
    mistakes={(4, 1, 0.2, 0.975): "You multiplied by b. Put x₁ = 0.2 into line 1: 2 + 40·(-0.8) is -30, not 0.",
              (4, 1, 0.8, 0.9): "That is the step with the round bowl. Where did b₁ and b₂ go?",
              (4, 1, -0.05, -0.4): "x₁ and x₂ are how far to move. From where do you start?",
              (4, 1, 1.05, 1.4): "You went uphill. Put x₁ = 1.05 into line 1: is the sum 0?",
              (4, 2, 0.95, 0.2): "Your second blank is g₁. Which slope belongs to x₂?"},
)

# %% [markdown] id="geometry-check-text"
# The check needs only function calls: at the minimum, finite differences of the model are 0. The first line below tries your blanks, the second a $B$ that is not diagonal. Then go on to exercise *A step as the minimum of a model*.

# %% id="geometry-check"
from dlcourse.diff import finite

theta_try, g_try = torch.ones(2, dtype=double), torch.tensor([2.0, 1.0], dtype=double)
prices = {"diagonal": torch.diag(torch.tensor([4.0, 0.25], dtype=double)),
          "not diagonal": torch.tensor([[2.0, 1.0], [1.0, 3.0]], dtype=double)}
for name, B in prices.items():
    lowest = optim.prox_step(theta_try, g_try, eta=0.1, B=B)
    slope = finite.gradient(lambda x, B=B: x @ g_try + (x - theta_try) @ B @ (x - theta_try) / 0.2, lowest)
    print(f"{name:12}  x = {tensors.rounded(lowest)}   slope there = {tensors.rounded(slope, 6)}")

# %% [markdown] id="geometry-why"
# **What is it for?** The rare feature has a weak gradient. Make moving *its* weight cheap, and the step in that direction grows. But we cannot set a million prices by hand.

# %% [markdown] id="adagrad" covers="N09-12"
# ## AdaGrad: let the gradients set the price
#
# A parameter whose gradients have been large gets a high price, one whose gradients have been small a low one. **AdaGrad** takes the root of the sum of all squares so far, with the present one:
#
# $$c \leftarrow c + g^2, \qquad \theta \leftarrow \theta - \eta\,\frac{g}{\sqrt c + \epsilon}.$$
#
# That is the step above with $B = \mathrm{diag}(\sqrt c)$. The small $\epsilon$ only prevents a division by 0; forget it for the moment. By hand, for a parameter with the gradients 2, 2, 1:

# %% id="adagrad-steps"
derivation(
    ("$c = 2^2$", "the first square", 4.0),
    ("$c = 2^2 + 2^2$", "add the second", 8.0),
    ("$c = 2^2 + 2^2 + 1^2$", "add the third, before it is used", 9.0),
    (r"third step $= 0.1\cdot 1/\sqrt 9$", "learning rate times gradient, by the root", 0.1 * 1 / math.sqrt(9.0)),
    at="η = 0.1",
)

# %% [markdown] id="adagrad-ask-text"
# A second parameter belongs to a rare feature.

# %% id="adagrad-ask"
ask.number(
    "AdaGrad with η = 0.1 and ε = 0. A parameter has the gradients 0, 0, 1. How long is its third step?",
    0.1,
    digits=2,
    why="c is 0 + 0 + 1, so the gradient 1 is divided by 1. (Without the present square c would be 0: it is added "
        "first.)",
    mistakes={0.1 / 3: "That is the third step after 2, 2, 1. Each parameter has a cache of its own.",
              0.1 / 3**0.5: "You divided by the root of 3, the number of steps. Does AdaGrad take a mean?",
              1: "You left out the learning rate.",
              0: "It stood still for two steps. What does the gradient 1 do now?"},
)

# %% [markdown] id="adagrad-run-text"
# The same gradient, 1, moves the rare parameter three times as far. A small helper feeds any rule with gradients of our choice:

# %% id="adagrad-run"
def walk(rule, gradients):
    """Positions of a rule when these gradients arrive one after the other, and its state after each."""
    theta = torch.zeros_like(gradients[0])
    state, positions, states = rule.init(theta), [theta], []
    for g in gradients:
        theta, state = rule.step(theta, g, state)
        positions.append(theta)
        states.append(state)
    return torch.stack(positions), states

three_steps = torch.tensor([[2.0, 0.0], [2.0, 0.0], [1.0, 1.0]], dtype=double)
adagrad_path, adagrad_states = walk(optim.AdaGrad(0.1), three_steps)
tensors.show(steps=adagrad_path.diff(dim=0).abs(), caches=torch.stack([s.cache for s in adagrad_states]))

# %% [markdown] id="adagrad-toy"
# Back to the beginning. The same data, the same start, ten steps. What has changed is a division.

# %% id="adagrad-toy-run"
adaptive = optim.gradient_descent(toy_gradient, torch.zeros(2, dtype=double), rule=optim.AdaGrad(0.5), steps=10)
tensors.show(digits=2, gradient_descent=plain[-1], right_of_the_20=share_right(plain[-1]),
             adagrad=adaptive[-1], right_of_the_20_adagrad=share_right(adaptive[-1]))

# %% [markdown] id="rates" covers="N09-14"
# ### A learning rate for every parameter
#
# $\eta/\sqrt c$ is the **effective learning rate**: what the gradient is multiplied by. **One slide says** that weights with small or infrequent updates get an *increased* effective rate. **Look at the formula**: $c$ never shrinks, so $\eta/\sqrt c$ never rises. Such weights keep a rate that is high *compared with the others*. Let one parameter get the gradient 2 at every step, the other only at steps 1 and 6:

# %% id="rates-run"
ten_steps = torch.full((10, 2), 2.0, dtype=double)
ten_steps[:, 1] *= torch.tensor([1, 0, 0, 0, 0, 1, 0, 0, 0, 0])
rates = 0.1 / torch.stack([s.cache for s in walk(optim.AdaGrad(0.1), ten_steps)[1]]).sqrt()
tensors.show(digits=3, frequent=rates[:, 0], infrequent=rates[:, 1], ever_rises=bool((rates.diff(dim=0) > 0).any()))

# %% [markdown] id="rates-read"
# Both only fall. In practice such rates often help, as the slide says; they are no theorem about your network, and at the end of this lecture we race them.

# %% [markdown] id="epsilon"
# ## Where does ε stand?
#
# The slides disagree. **One puts $\epsilon$ outside the root**, $g/(\sqrt c + \epsilon)$; **the other puts it inside**, $g/\sqrt{c + \epsilon}$ (for AdaGrad, Adam and AdamW). Outside is what the papers on Adam print and what torch does. Is it only a matter of taste? At the first step of AdaGrad and of Adam the squares amount to $g^2$, so:

# %% id="epsilon-steps"
g_eps, eps = 1e-4, 1e-8
derivation(
    (r"$\frac{g}{\sqrt{g^2}+\epsilon} = \frac{g}{g+\epsilon}$", r"outside; $g$ is positive, so $\sqrt{g^2} = g$",
     g_eps / (g_eps + eps)),
    (r"it is $\frac12$ where $g = \epsilon$", "then top and bottom are $g$ and $2g$", eps / (eps + eps)),
    (r"$\frac{g}{\sqrt{g^2+\epsilon}}$", "inside", g_eps / math.sqrt(g_eps**2 + eps)),
    (r"it is $\frac{1}{\sqrt 2}$ where $g = \sqrt\epsilon$", r"then the root is $\sqrt{2g^2}$", 1 / math.sqrt(2)),
    at="g = 1e-4, ε = 1e-8", digits=4,
)

# %% [markdown] id="epsilon-ask-text"
# So inside the root, $\epsilon = 10^{-8}$ starts to brake at gradients of $10^{-4}$, which do occur.

# %% id="epsilon-ask"
ask.number(
    r"Adam's first step, in units of η, is $g/(\sqrt{g^2} + \epsilon)$ with ε outside the root, and $g/\sqrt{g^2 + "
    r"\epsilon}$ with ε inside. How long is it for $g = 10^{-6}$ and $\epsilon = 10^{-8}$: first outside, then inside?",
    (1e-6 / (1e-6 + 1e-8), 1e-6 / (1e-12 + 1e-8) ** 0.5),
    digits=2,
    why="Outside, ε is compared with g: it is a hundredth of it. Inside, ε is compared with g², and 1e-12 is far below "
        "1e-8, so that the root is almost 1e-4.",
    mistakes={(0.01, 0.99): "You exchanged the two. Where is ε compared with g², which is far smaller than g?",
              (0.99, 0.7071): "Your second number belongs to g = 1e-4. How large is g² now, beside ε?",
              (1, 0.01): "Your first number leaves ε out. Is a hundredth of g too small to show in two decimals?",
              (0.99, 0.0001): "Your second number is too small by far. The root is about 1e-4: how large is g beside it?",
              (0.99, 0.99): "Inside the root, ε stands beside g². How large is g²?",
              (0.99, 100): "In your second number the root is missing. What is the root of 1e-8?"},
)

# %% [markdown] id="epsilon-both"
# Both places, as the package computes them:

# %% id="epsilon-both-run"
sizes = (1e-4, 1e-6)
for place, inside in (("outside", False), ("inside", True)):
    walked = [walk(optim.Adam(1.0, eps_inside=inside), torch.tensor([[g]], dtype=double))[0] for g in sizes]
    print(f"{place:8} g = 1e-4: {float(-walked[0][1]):.4f}   g = 1e-6: {float(-walked[1][1]):.4f}")

# %% [markdown] id="epsilon-figure-text"
# For all sizes of the gradient:

# %% id="epsilon-figure"
g_sizes = 10.0 ** torch.arange(-11, 0.1, 0.25, dtype=double)
pictures.epsilon_places(g_sizes, {
    place: walk(optim.Adam(1.0, eps_inside=inside), g_sizes[None])[0][1].abs()
    for place, inside in (("outside the root", False), ("inside the root", True))})

# %% [markdown] id="weakness" covers="N09-13"
# ## What is wrong with AdaGrad
#
# The sum only grows. With the constant gradient 1, $c = k$ after $k$ steps.

# %% id="weakness-ask"
ask.number(
    "AdaGrad gets the gradient 1 at every step k = 1, 2, 3, ... At which k is its step a tenth of the first one?",
    100,
    why="The step is η/√k. It falls for ever, but slowly.",
    mistakes={10: "Step k is divided by the root of k. Is the root of 10 equal to 10?",
              101: "The first step has k = 1 and the root 1. Which root is ten times that?",
              1000: "There the step is about a thirtieth of the first one. Solve √k = 10.",
              20: "There the step is more than a fifth of the first one. Solve √k = 10."},
)

# %% [markdown] id="weakness-run-text"
# It gets worse if gradients are large at first and small later, as they often are. Let five gradients be 10, and all others 1. Compare the hundredth step with that of a parameter that never had the five large ones:

# %% id="weakness-run"
burst = torch.ones(100, 2, dtype=double)
burst[:5, 0] = 10.0
burst_path, burst_states = walk(optim.AdaGrad(0.1), burst)
tensors.show(step_100=burst_path.diff(dim=0)[-1].abs(), cache=burst_states[-1].cache)

# %% [markdown] id="rmsprop" covers="N09-17"
# ## RMSprop: let old squares fade
#
# Replace the sum by a fading average, whose two weights add up to 1:
#
# $$c \leftarrow \rho\,c + (1-\rho)\,g^2, \qquad \theta \leftarrow \theta - \eta\,\frac{g}{\sqrt c + \epsilon}.$$
#
# By hand with $\rho = 0.9$ and the gradients 10, then 1, from $c = 0$:

# %% id="rmsprop-steps"
derivation(
    (r"$c = 0.9\cdot 0 + 0.1\cdot 10^2$", "a tenth of the first square", 0.1 * 100.0),
    (r"first step $= \eta\cdot 10/\sqrt{10}$", "learning rate times gradient, by the root", 0.1 * 10 / math.sqrt(10.0)),
    (r"$c = 0.9\cdot 10 + 0.1\cdot 1^2$", "nine tenths stay, a tenth is new", 0.9 * 10 + 0.1),
    (r"second step $= \eta\cdot 1/\sqrt{9.1}$", "the same rule", 0.1 / math.sqrt(9.1)),
    at="η = 0.1",
)

# %% [markdown] id="rmsprop-predict"
# Take the burst of before: five gradients of 10, then many of 1.

# %% id="rmsprop-ask"
ask.choose(
    "RMSprop with ρ = 0.9 gets five gradients of 10, then only gradients of 1. How does its effective rate η/√c go on "
    "after the fifth step?",
    {"It keeps falling, but more slowly": "That is AdaGrad, whose cache is a sum. What does RMSprop do with old "
                                          "squares?",
     "It stays where it is at step 5": "Each step keeps nine tenths of the cache. Does the tenth that is new replace "
                                       "what went?",
     "It rises, bit by bit, up to about η": "Each step keeps nine tenths of the cache. After some 50 steps the large "
                                            "squares are forgotten, and the rate is at η/√1.",
     "It leaps to η with the next step": "Nine tenths of the cache stay. Are five squares of 100 forgotten at once?"},
    right="It rises, bit by bit, up to about η",
)

# %% [markdown] id="rmsprop-rates"
# Its rate at five of the steps, with $\eta = 0.1$:

# %% id="rmsprop-rates-run"
faded_states = walk(optim.RMSProp(0.1, rho=0.9), burst)[1]
rate_adagrad = 0.1 / torch.stack([s.cache[0] for s in burst_states]).sqrt()
rate_rmsprop = 0.1 / torch.stack([s.cache[0] for s in faded_states]).sqrt()
for k in (1, 5, 20, 50, 100):
    print(f"step {k:3}:  {float(rate_rmsprop[k - 1]):.4f}")

# %% [markdown] id="rmsprop-figure-text"
# Unlike AdaGrad's, this rate may rise again:

# %% id="rmsprop-figure"
pictures.over_steps(
    {"cache": {"AdaGrad": torch.stack([s.cache[0] for s in burst_states]),
               "RMSprop": torch.stack([s.cache[0] for s in faded_states])},
     "effective rate η/√c": {"AdaGrad": rate_adagrad, "RMSprop": rate_rmsprop}},
    log=True, at=(1, 5, 50, 100), caption="Five gradients of 10, then 95 of 1. A sum keeps them, an average forgets.")

# %% [markdown] id="rmsprop-start"
# One oddity. The cache starts at 0, so at first it is too small, and the step too long:

# %% id="rmsprop-start-ask"
ask.number(
    "RMSprop with ρ = 0.9 starts with c = 0, and the first gradient is 1. How long is its first step, in units of η?",
    1 / 0.1**0.5,
    digits=2,
    why="The cache is 0.1 · 1, and the gradient 1 is divided by its root.",
    mistakes={1: "That would need a cache of 1. How much of the first square enters?",
              10: "You divided by 0.1. What is done with the cache before it divides?",
              0.1**0.5: "You multiplied by the root of the cache. What does RMSprop do with it?",
              1 / 0.9**0.5: "You gave the new square the weight 0.9. Which share of the cache is new?"},
)

# %% [markdown] id="adam" covers="N09-18"
# ## Adam: averages of both, with a corrected start
#
# **Adam** (Kingma and Ba, 2014) keeps a fading average $m$ of the gradients *and* a fading average $v$ of their squares:
#
# $$m \leftarrow \beta_1 m + (1-\beta_1)g, \qquad v \leftarrow \beta_2 v + (1-\beta_2)g^2 .$$
#
# Both start at 0 and are too small at first. By how much? Let all gradients be equal, and follow $m$:

# %% id="adam-steps"
beta = 0.9
sums = [1 - beta, (1 - beta) * (1 + beta), (1 - beta) * (1 + beta + beta**2)]
derivation(
    (r"$m_1 = (1-\beta)\,g$", "from $m_0 = 0$", sums[0]),
    (r"$m_2 = (1-\beta)(1+\beta)\,g$", r"the old one times $\beta$, plus the new one", sums[1]),
    (r"$m_3 = (1-\beta)(1+\beta+\beta^2)\,g$", "once more", sums[2]),
    (r"$m_k = (1-\beta^k)\,g$", r"$(1-\beta)(1+\beta+\dots+\beta^{k-1}) = 1-\beta^k$: all but the ends cancel; here $k=3$",
     1 - beta**3),
    (r"$\hat m_k = \frac{m_k}{1-\beta^k} = g$", "divide by what the weights add up to", sums[2] / (1 - beta**3)),
    at="g = 1, β = 0.9",
)

# %% [markdown] id="adam-rule"
# So $\hat m = m/(1-\beta_1^k)$ and $\hat v = v/(1-\beta_2^k)$, where $k = 1$ at the first step, and
#
# $$\theta \leftarrow \theta - \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon}.$$
#
# The slide compares this with the unbiased variance: there, too, one divides by what makes the estimate right on average ($n-1$, not $n$). **The slide prints $\epsilon$ inside the root**; we keep it outside, as above.

# %% id="adam-ask"
ask.number(
    "g = 1, η = 0.1, β₁ = 0.9, β₂ = 0.999, and ε is too small to count. How long is Adam's first step: with both "
    "corrections, and without them?",
    (0.1, 0.1 * 0.1 / 0.001**0.5),
    digits=2,
    why="Corrected, both averages are 1. Without that, m = 0.1 but √v = √0.001 = 0.0316, so the first step is 3.16 η. "
        "The two starts do not cancel, because β₂ is closer to 1.",
    mistakes={(0.1, 0.1): "Without corrections m is 0.1. But what is the root of v?",
              (0.1, 0.01): "Your second number leaves v out. How large is it after one step?",
              (0.1, 10): "Your second step is divided by v itself. What is missing?",
              (1, 3.1623): "That is in units of η. How long are the steps for η = 0.1?",
              (0.1, 3.1623): "Your second number is in units of η. How long is the step for η = 0.1?",
              (0.3162, 0.1): "You exchanged the two. Which averages does the correction bring up to 1?"},
)

# %% [markdown] id="adam-way"
# How far Adam has gone after one, two and three steps, if the gradient stays 1:

# %% id="adam-way-run"
five = torch.ones(5, 1, dtype=double)
corrected = walk(optim.Adam(0.1), five)[0][1:4, 0].abs()
uncorrected = walk(optim.Adam(0.1, bias_correction=False), five)[0][1:4, 0].abs()
tensors.show(digits=3, corrected=corrected, uncorrected=uncorrected)

# %% [markdown] id="adam-figure-text"
# The first 20 steps, and how long the effect lasts:

# %% id="adam-figure"
many = torch.ones(2000, 1, dtype=double)
lengths = {"corrected": walk(optim.Adam(0.1), many)[0][:, 0].diff().abs(),
           "uncorrected": walk(optim.Adam(0.1, bias_correction=False), many)[0][:, 0].diff().abs()}
pictures.over_steps({"first 20 steps": {name: s[:20] for name, s in lengths.items()}, "first 2000 steps": lengths},
                    ylabel="length of the step", at=(1, 10, 20, 2000),
                    caption="Adam under the constant gradient 1, η = 0.1. Without the corrections the first hundreds of "
                            "steps are too long.")

# %% [markdown] id="adam-sum"
# ### A sum or an average?
#
# **One slide calls momentum** a rolling *average* of gradients, **and Adam** "RMSprop + momentum". **Add up the weights** that each gives to past gradients: feed 1 at every step, and the result is that total. Here are momentum's velocity, Adam's $m$ and Adam's $\hat m$ with $\mu = \beta_1 = 0.9$:

# %% id="adam-sum-run"
constant = torch.ones(50, 1, dtype=double)
velocities = torch.stack([s.v[0] for s in walk(optim.Momentum(0.1, 0.9), constant)[1]])
averages = torch.stack([s.m[0] for s in walk(optim.Adam(0.1), constant)[1]])
at_steps = torch.tensor([1, 5, 20, 50])
tensors.show(digits=3, steps=at_steps, momentum=velocities[at_steps - 1], m=averages[at_steps - 1],
             m_corrected=averages[at_steps - 1] / (1 - 0.9**at_steps))

# %% [markdown] id="adam-sum-read"
# Momentum's $v$ is a **sum**: its weights grow to 10, and so do its steps. Adam's $m$ has weights below 1. Only $\hat m$ is an average from the first step on. So $\eta = 0.01$ with momentum and $\eta = 0.01$ with Adam mean different things.
#
# One more property. If the gradient keeps its sign, $\hat m/\sqrt{\hat v}$ is about $\pm1$, however large the gradient is. And if the sign flips at every step?

# %% id="adam-flip"
ask.number(
    "The gradients are +1, -1, +1, -1, and so on, and β₁ = 0.9. How long are Adam's steps in the end, in units of η? "
    "(In the end v is 1. In m, each gradient has 0.9 times the weight of the next, and the newest has 0.1.)",
    0.1 / 1.9,
    digits=3,
    why="m = 0.1 · S with S = 1 - 0.9 + 0.81 - ... = 1 - 0.9 S, so S = 1/1.9. The average of the gradients is near 0, "
        "that of their squares is 1. Adam takes long steps only where the gradients agree.",
    mistakes={1: "That is for gradients that keep their sign. What happens to m when they alternate?",
              0: "They do not cancel completely: the newest counts more than the one before.",
              1 / 1.9: "That is momentum's sum 1 - 0.9 + 0.81 - ... Which weight does the newest gradient have in m?",
              0.1: "That is what the newest gradient adds to m. What do the ones before it add?",
              0.01: "You took the last two gradients, 0.1 - 0.09. What do the ones before them add?"},
)

# %% [markdown] id="adam-flip-steps"
# The last steps of 200, with $\eta = 1$:

# %% id="adam-flip-steps-run"
flipping = torch.tensor([[1.0], [-1.0]], dtype=double).repeat(100, 1)
last_steps = walk(optim.Adam(1.0), flipping)[0][-4:, 0].diff()
tensors.show(digits=3, last_steps=last_steps)

# %% [markdown] id="adam-faded"
# **Your turn.** $\beta_1 = 0.9$, $\beta_2 = 0.99$, $\eta = 0.1$; the gradients are 1, then 3. After the second step: $m = 0.9\cdot 0.1 + \_\_ = \_\_$, and $\hat m = m/\_\_$.

# %% id="adam-faded-ask"
ask.number(
    "β₁ = 0.9, and the gradients are 1, then 3. After the first step m = 0.1. After the second, m = 0.9 · 0.1 + __ = "
    "__, and m̂ = m/__. Fill these three blanks, then give m̂.",
    (0.3, 0.39, 0.19, 0.39 / 0.19),
    digits=2,
    why="0.1 · 3, then 0.09 + 0.1 · 3, divided by 1 - 0.9².",
    mistakes={(0.3, 0.39, 0.1, 3.9): "You divided by 1 - 0.9. What do the two weights, 0.09 and 0.1, add up to?",
              (0.3, 0.39, 0.19, 2): "Your m̂ is the plain mean of 1 and 3. Which of the two counts a little more?",
              (0.3, 0.39, 0.81, 0.39 / 0.81): "0.81 is what has faded. What do the weights add up to?",
              (0.3, 0.39, 0.271, 0.39 / 0.271): "That is the sum of the weights after three steps. How many were "
                                                "there?",
              (3, 3.09, 0.19, 3.09 / 0.19): "The new gradient came in at full weight. What is its weight in m?",
              (0.9, 0.99, 0.19, 0.99 / 0.19): "You squared the gradient. Which of the two averages holds squares?"},
)

# %% [markdown] id="adam-faded-check"
# The package agrees. Then write it yourself, exercise *One step of Adam*.

# %% id="adam-faded-run"
two = torch.tensor([[1.0], [3.0]], dtype=double)
adam_path, adam_states = walk(optim.Adam(0.1, 0.9, 0.99), two)
tensors.show(m=adam_states[1].m, v=adam_states[1].v, m_hat=adam_states[1].m / (1 - 0.9**2),
             v_hat=adam_states[1].v / (1 - 0.99**2), second_step=adam_path.diff(dim=0)[1])

# %% [markdown] id="adamw" covers="N09-19"
# ## AdamW: decay that does not depend on the gradient
#
# **Weight decay** pulls every weight a little towards 0 at each step (lecture 04: the penalty $\frac\lambda2\lVert\theta\rVert^2$ adds $\lambda\theta$ to the gradient). With plain gradient descent it makes no difference whether $\lambda\theta$ joins the gradient or is subtracted beside it. With Adam it does, because the gradient is divided. Three ways:
#
# | | update (without the hats' details) |
# |---|---|
# | penalty in the gradient | $g + \lambda\theta$ goes into $m$ and $v$ |
# | as the slide prints it | $\theta - \eta\,(\hat m + \lambda\theta)/\sqrt{\hat v}$ |
# | AdamW | $\theta - \eta\,\hat m/(\sqrt{\hat v}+\epsilon) - \eta\lambda\theta$ |
#
# **The slide calls the second line AdamW; it is not.** In the paper (Loshchilov and Hutter, 2019) the decay stands *outside* the division: that is what "decoupled" means. By hand at the first step, where $\hat m = g$ and $\sqrt{\hat v} = \lvert g\rvert$, for two weights of 1 with $g = (10,\ 0.1)$:

# %% id="adamw-steps"
g_w, eta_w, lam = torch.tensor([10.0, 0.1], dtype=double), 0.01, 0.1
derivation(
    (r"$\eta\,g/\lvert g\rvert$", "Adam's own step, the same for all three", eta_w * g_w / g_w.abs()),
    (r"$\eta\,(g+\lambda)/\lvert g+\lambda\rvert$", "penalty in the gradient: Adam divides it away at once",
     eta_w * (g_w + lam) / (g_w + lam).abs()),
    (r"decay $= \eta\lambda/\lvert g\rvert$", "as the slide prints it: divided by the size of the gradient",
     eta_w * lam / g_w.abs()),
    (r"decay $= \eta\lambda$", "AdamW: the same for both weights", eta_w * lam * torch.ones(2, dtype=double)),
    at="θ = 1, η = 0.01, λ = 0.1",
)

# %% [markdown] id="adamw-code"
# In the slide's form the weight with the *larger* gradient decays a hundred times *less*. Let us run all three. The gradients are $\pm10$ and $\pm0.1$ with changing sign, so that they pull nowhere and only the decay is left:

# %% id="adamw-run"
def decaying(variant, steps=300):
    theta, rule = torch.ones(2, dtype=double), optim.Adam(eta_w)
    state, walked = rule.init(theta), [theta]
    for k in range(1, steps + 1):
        g = g_w * (-1) ** k
        theta_old = theta
        theta, state = rule.step(theta, g + lam * theta if variant == "in the gradient" else g, state)
        if variant == "as printed":
            theta = theta - eta_w * lam * theta_old / (state.v / (1 - rule.beta2**k)).sqrt()
        if variant == "AdamW":
            theta = theta - eta_w * lam * theta_old
        walked.append(theta)
    return torch.stack(walked)

# %% [markdown] id="adamw-figure-text"
# One panel for each weight:

# %% id="adamw-figure"
weights = {variant: decaying(variant) for variant in ("in the gradient", "as printed", "AdamW")}
pictures.over_steps({"gradients of size 10": {name: w[1:, 0] for name, w in weights.items()},
                     "gradients of size 0.1": {name: w[1:, 1] for name, w in weights.items()}},
                    ylabel="weight", at=(1, 100, 300),
                    caption="Three kinds of decay, from weight 1. Only AdamW treats both weights alike.")

# %% [markdown] id="adamw-read"
# Does our AdamW do what is written in the cell above? And what does $\lambda$ mean? **torch and this course subtract $\eta\lambda\theta$.** The paper subtracts $\lambda\theta$ times the *schedule factor* (1, unless the learning rate is lowered during training), without the base rate. So its $\lambda$ is smaller by that base rate: a paper's 0.001 may be torch's 0.1.

# %% id="adamw-check"
signs = g_w * torch.tensor([-1.0, 1.0], dtype=double).repeat(5)[:, None]
adamw_rule = optim.AdamW(eta_w, weight_decay=lam)
theta_w, state_w = torch.ones(2, dtype=double), adamw_rule.init(torch.ones(2, dtype=double))
for g in signs:
    theta_w, state_w = adamw_rule.step(theta_w, g, state_w)
tensors.show(after_10_steps=theta_w, same_as_above=bool((theta_w - weights["AdamW"][10]).abs().max() < 1e-12))

# %% [markdown] id="adamw-ask-text"
# The slide adds that AdamW works better in practice than the penalty inside $m$. The paper's experiments say so. In the picture you see why they can differ at all.

# %% id="adamw-ask"
ask.choose(
    "Plain gradient descent with weight decay: either λθ is added to the gradient before the step, or ηλθ is "
    "subtracted beside the step. How do the two differ?",
    {"The first decays the weights less": "η times λθ is ηλθ, whatever g is. Where would it get lost?",
     "The second needs one more rate": "What is the η in ηλθ?",
     "They differ where g is large": "Multiply out η(g + λθ). Does the size of g change the second term?",
     "They do not differ at all": "η(g + λθ) = ηg + ηλθ. Only a division of the gradient tells the two apart."},
    right="They do not differ at all",
)

# %% [markdown] id="race" covers="N09-20"
# ## A race
#
# The slide shows an animation of several rules on one surface. Here is a race of our own, down a valley that is 50 times as steep across as along: $f(x) = \frac12 x^\top H x$ with $H = \mathrm{diag}(1, 50)$. Each rule has a learning rate that suits it here (a race at equal $\eta$ would be unfair: you saw that $\eta$ means something else for each).

# %% id="race-run"
H = torch.diag(torch.tensor([1.0, 50.0], dtype=double))
start_line = torch.tensor([-4.0, 1.0], dtype=double)
racers = {"SGD": optim.SGD(0.035), "momentum": optim.Momentum(0.018, 0.8), "AdaGrad": optim.AdaGrad(1.0),
          "RMSprop": optim.RMSProp(0.1, 0.9), "Adam": optim.Adam(0.3)}

def race(H, start):
    return {name: optim.gradient_descent(lambda x: H @ x, start, rule=rule, steps=40) for name, rule in racers.items()}

paths = race(H, start_line)
pictures.race(H, paths)

# %% [markdown] id="race-turned"
# AdaGrad runs almost straight to the goal: each axis gets the price that fits it. Now turn the whole valley by 45 degrees, and the start with it. Nothing else changes. Who still does well?

# %% id="race-turned-ask"
ask.choose(
    "A valley is 50 times as steep across as along, and it lies along the axes. Now the valley and the start are "
    "turned by 45 degrees. Which rules do as well as before?",
    {"AdaGrad, RMSprop and Adam": "Each of them has one price for each axis. Do steep and flat still lie along the "
                                  "axes?",
     "SGD and momentum": "They do not know about axes, so turning changes nothing for them. A price for each axis is a "
                         "diagonal B, and when steep and flat lie across the axes, no diagonal B fits.",
     "all five of them": "The valley is the same, only turned. But which rules treat the two axes differently?",
     "none of the five": "Is there a rule that multiplies the whole gradient by one number? Does it notice the turn?"},
    right="SGD and momentum",
)

# %% [markdown] id="race-turned-text"
# Whose result after 40 steps gets more than twice as bad?

# %% id="race-turned-run"
turn = torch.tensor([[1.0, -1.0], [1.0, 1.0]], dtype=double) / math.sqrt(2)
H_turned = turn @ H @ turn.T
paths_turned = race(H_turned, turn @ start_line)
for name in racers:
    straight, turned = (path[-1] @ M @ path[-1] for path, M in ((paths[name], H), (paths_turned[name], H_turned)))
    print(f"{name:9} {'worse' if turned > 2 * straight else 'not worse'}")

# %% [markdown] id="race-figure-text"
# The turned valley:

# %% id="race-figure"
pictures.race(H_turned, paths_turned)

# %% [markdown] id="touch-race"
# **Touch it.** Four surfaces, all rules at once. Compare *ravine* with *ravine, turned*. Then the banana with 0.5 and 2 times the learning rates.

# %% id="touch-race-live"
from dlcourse.lectures.l09b import widgets

widgets.Race(surface="ravine, turned")

# %% [markdown] id="touch-race-question"
# Rules that divide by a root react differently to a larger rate:

# %% id="touch-race-ask"
ask.choose(
    "In the ravine with curvatures 1 and 50 you take three times the learning rates that suit each rule. Which of "
    "these three leaves the picture?",
    {"AdaGrad": "Its first step is three times as long. But what do the larger gradients there do to its cache?",
     "SGD": "Its steps grow with the gradient, and the gradient grows with each step too far.",
     "Adam": "Its steps are about η long, however steep it is. Can they grow from step to step?"},
    right="SGD",
)

# %% [markdown] id="race-fair"
# **Fair comparisons need the same point.** If you add Nesterov's method to such a race: the slide's code evaluates the gradient at the look-ahead point $x + \mu v$, while torch *stores* that point as its parameter. Compare the two paths as they are, and they differ; map the slide's $x$ to $x + \mu v$ first, and they are one.

# %% id="race-fair-run"
ours = optim.gradient_descent(lambda x: H @ x, start_line, rule=optim.Nesterov(0.018, 0.8), steps=10)
moved = [optim.Moved(start_line, torch.zeros(2, dtype=double))]
for _ in range(10):
    moved.append(optim.deck_nesterov_step(*moved[-1], lambda x: H @ x, eta=0.018, mu=0.8))
as_they_are = torch.stack([now.x for now in moved])
mapped = torch.stack([optim.lookahead(*now, mu=0.8) for now in moved])
tensors.show(largest_gap=(as_they_are - ours).abs().max(), largest_gap_when_mapped=(mapped - ours).abs().max())

# %% [markdown] id="iris" covers="N09-21"
# ## Learning curves on the irises
#
# The slides compare rules on a real task: 150 flowers, 4 measurements, 3 species; a network with 4 inputs, 8 hidden neurons with ReLU and 3 outputs with softmax; cross-entropy. How many parameters is that?

# %% id="iris-ask"
ask.number(
    "A network has 4 inputs, 8 hidden neurons and 3 outputs, each layer with weights and biases. How many parameters "
    "does it have?",
    67,
    why="4·8 + 8 = 40 in the first layer, and 8·3 + 3 = 27 in the second.",
    mistakes={56: "These are the weights. What else does each neuron have?",
              15: "That counts neurons. What stands on the connections between them?",
              64: "The biases of the outputs are missing.",
              59: "The biases of the hidden neurons are missing.",
              71: "You gave the inputs biases, too. Do inputs compute anything?"},
)

# %% [markdown] id="iris-text"
# **The slide shows the training loss on all 150 examples.** Such a curve says how fast a rule *minimises*. It says nothing about flowers that the network has not seen. So we hold out 60 flowers (20 of each species), train on the other 90, and draw both losses. Each rule runs five times with other starts and other held-out flowers; the line is the median of the five, the band goes from the lowest to the highest.

# %% id="iris-run"
from dlcourse import learning_curves

rules = {"SGD": optim.SGD(0.05), "momentum": optim.Momentum(0.05, 0.9), "AdaGrad": optim.AdaGrad(0.05),
         "RMSprop": optim.RMSProp(0.01), "Adam": optim.Adam(0.01), "AdamW": optim.AdamW(0.01, weight_decay=0.5)}
iris = learning_curves.iris_curves(rules, epochs=60, batch_size=16, seeds=range(5))
pictures.learning_curves(iris, caption="Iris, six rules. Left: the 90 flowers of the training. Right: the 60 held out.")

# %% [markdown] id="iris-read"
# Look at the left panel alone, as the slide does, and name a winner. Then look at the right one.

# %% id="iris-read-ask-numbers"
last = {name: (float(c.train[:, -1].median()), float(c.held_out[:, -1].median())) for name, c in iris.items()}

# %% id="iris-read-ask"
ask.predict(
    "Six rules have trained the network on 90 irises: SGD, momentum, AdaGrad, RMSprop, Adam and AdamW. For which of "
    "them is the loss on the 60 held-out irises at the end more than 1.5 times the training loss?",
    "\n".join(f"{name:9} {'yes' if out > 1.5 * train else 'no'}" for name, (train, out) in last.items()),
    why="The faster a rule pushes the training loss down, the sooner the two part. A low curve on the left is a fit; "
        "only the right panel is about new flowers.",
)

# %% [markdown] id="iris-care"
# Five seeds and one learning rate for each rule make no ranking of rules: other rates would give another order. What the picture does show is that the bands overlap far more on the right than on the left.

# %% [markdown] id="iris-rates" covers="N09-22"
# ### The same with one rule and many learning rates
#
# Plain SGD, with learning rates from 0.0001 to 100. Before you look: which is best, and what does a rate that is too large look like?

# %% id="iris-rates-run"
etas = (1e-4, 1e-2, 1e-1, 1.0, 10.0, 100.0)
by_rate = learning_curves.iris_curves({f"η = {eta:g}": optim.SGD(eta) for eta in etas}, epochs=60, batch_size=16,
                                      seeds=range(5))
pictures.learning_curves(by_rate, caption="Iris, plain SGD with six learning rates. Curves that leave the top ran away.")

# %% [markdown] id="iris-rates-read"
# From $0.0001$ to $1$, each larger rate is faster. Then it tips over. We call a run **run away** if its training loss ever was ten times the first one, or no number any more:

# %% id="iris-rates-verdict"
for name, curves in by_rate.items():
    print(f"{name:10}  ran away in {int(learning_curves.ran_away(curves).sum())} of 5 runs")

# %% [markdown] id="touch-iris"
# **Touch it.** Choose a rule, then look for the learning rate with the lowest training loss, and for the one with the lowest held-out loss.

# %% id="touch-iris-live"
widgets.IrisCurves()

# %% [markdown] id="touch-iris-question"
# Take Adam as an example. Set the rule to Adam and read off both losses at rates from 0.05 to 1.

# %% id="touch-iris-ask"
ask.choose(
    "Adam trains on the irises with many learning rates. Is the rate with the lowest training loss also the one with "
    "the lowest loss on held-out flowers?",
    {"Yes, it is the same rate for both": "Read the held-out loss at η = 0.1 and at η = 0.562. Which is lower?",
     "No, for new flowers it is larger": "Read the held-out loss at η = 0.562 and at η = 1. Which is lower?",
     "No, for new flowers it is smaller": "The training loss is lowest near 0.5, the held-out loss near 0.1: the "
                                          "fastest fit is not the best one on new flowers. Choose by held-out data."},
    right="No, for new flowers it is smaller",
)

# %% [markdown] id="iris-rates-ask-text"
# A good search goes through learning rates by factors, as here (0.01, 0.1, 1), not by equal steps.

# %% id="iris-rates-ask"
ask.explain("Your training loss falls smoothly, but is still high after all epochs. Is the learning rate too small or "
            "too large? And what do you try next?",
            "Probably too small: a rate that is too large shows in jumps, a rise, or a loss that is no number. Try "
            "three times or ten times the rate, and look at the held-out loss too.",
            points=("smooth and slow means too small", "the next rates to try are larger by factors",
                    "the held-out loss decides"))

# %% [markdown] id="fast"
# ## Why one vector is fast
#
# A rule is one formula for all numbers. It treats weights and biases alike. Suppose a step of Adam takes 10 operations on a tensor.

# %% id="fast-ask"
ask.number(
    "A step of Adam takes 10 operations on a tensor. A network has 50 weight matrices and 50 biases. How many "
    "operations does one step call tensor by tensor, and how many if all parameters lie in one vector?",
    (1000, 10),
    why="There are 100 tensors with 10 operations each. In one vector there is one tensor to treat, however many parts "
        "it has.",
    mistakes={(1000, 1000): "How many tensors are there to treat when all parameters lie in one vector?",
              (500, 10): "You counted the weight matrices alone. Are biases parameters, too?",
              (1000, 1): "One tensor is left. How many operations does Adam take on a tensor?",
              (100, 1): "These are the numbers of tensors. How many operations does each take?",
              (1000, 500): "Do weights and biases need a treatment of their own? How many tensors is one vector?"},
)

# %% [markdown] id="fast-one-text"
# The parameters of a small network for digits, 2410 numbers in 4 tensors, and how Adam treats them one after the other:

# %% id="fast-one"
rng_fast = tensors.generator(3)
shapes = ((32, 64), (32,), (10, 32), (10,))
parts, slopes = ([torch.randn(shape, generator=rng_fast) for shape in shapes] for _ in range(2))
adam = optim.Adam(0.001)
states = [adam.init(part) for part in parts]

def tensor_by_tensor():
    for i, g in enumerate(slopes):
        parts[i], states[i] = adam.step(parts[i], g, states[i])

# %% [markdown] id="fast-flat-text"
# `optim.Flat` lays them into one vector, of which they are views in their old shapes; so do gradients and state. Do both ways come to the same?

# %% id="fast-flat"
flat = optim.Flat(adam, parts)
for here, g in zip(flat.grads, slopes):
    here.copy_(g)
flat.step()
tensor_by_tensor()
tensors.show(same=all(torch.allclose(a, b, atol=1e-6) for a, b in zip(parts, flat.params)))

# %% [markdown] id="fast-run-text"
# They do. Now the time in your own kernel, beside torch's own Adam:

# %% id="fast-run" tags=["nbval-ignore-output"] varies="times differ from machine to machine"
from dlcourse import stopwatch

for_torch = [part.clone().requires_grad_() for part in parts]
for part, g in zip(for_torch, slopes):
    part.grad = g
torch_adam = torch.optim.Adam(for_torch, lr=0.001)
stopwatch.compare(tensor_by_tensor=tensor_by_tensor, torch_Adam=torch_adam.step, one_vector=flat.step)

# %% [markdown] id="fast-read"
# All three do the same arithmetic; you know by now where the time goes. With a million parameters it goes elsewhere: each operation reads and writes vectors that no cache holds, and the memory sets the pace. Then a rule gains by doing all its operations on one piece of the vectors before it goes on to the next, as `Flat` does, or by doing them in one pass, as torch's *fused* optimisers do.

# %% [markdown] id="transfer"
# ## Transfer
#
# A colleague forgets to divide the loss by the number of samples. Every gradient is 1000 times as large.

# %% id="transfer-ask"
ask.choose(
    "A loss is no longer divided by the number of samples, and every gradient becomes 1000 times as large. Which of "
    "these rules needs a new learning rate?",
    {"Adam": "m̂ and √v̂ both grow by 1000. What becomes of their quotient? (ε now matters even less.)",
     "AdaGrad": "The gradient grows by 1000. What does the root of the sum of its squares do?",
     "SGD with momentum": "The velocity is 1000 times as large, and so is the step: η has to shrink by 1000.",
     "AdamW": "Its step is Adam's. And does its decay see the gradient? With the penalty inside the gradient, the "
              "balance would have changed."},
    right="SGD with momentum",
)

# %% [markdown] id="summary"
# ## Summary
#
# - A step minimises a line plus a bowl. A round bowl gives gradient descent; a bowl measured by $B$ gives $\theta - \eta B^{-1}g$.
# - AdaGrad takes $B = \mathrm{diag}(\sqrt{\sum g^2})$. Its rates differ between parameters, and each of them only falls.
# - RMSprop forgets old squares, so a rate may rise again.
# - Adam averages $g$ and $g^2$ and divides both by $1-\beta^k$; its first step is $\eta$ in every entry, whatever the size of the gradient.
# - $\epsilon$ outside the root is compared with $\lvert g\rvert$, inside with $g^2$.
# - AdamW subtracts $\eta\lambda\theta$ beside the division.
# - One price for each axis helps only if steep and flat lie along the axes.
# - A training loss says how well a rule minimises; held-out data says what the model is worth.

# %% [markdown] id="glossary"
# ## Words
#
# **proximal step** the minimum of a line plus a price for moving · **positive definite** $d^\top B d > 0$ for every $d \ne 0$ · **cache** running sum or average of $g^2$ · **effective learning rate** what a gradient is multiplied by, $\eta/\sqrt c$ · **fading average** (exponential moving average) $c \leftarrow \rho c + (1-\rho)\cdot$new · **bias correction** division by what the weights of a fading average add up to · **decoupled weight decay** $-\eta\lambda\theta$ beside the step · **held-out data** samples that training never sees · **run away** a loss that grows without bound. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md). Which slide says what: [COVERAGE.md](COVERAGE.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# torch's optimisers treat groups of parameters differently (no decay on biases, for example), fuse the whole update into one kernel, and change $\eta$ by a schedule: a few hundred steps of warm-up, then a slow fall. Adam's two averages take twice the memory of the parameters; Adafactor keeps row and column sums instead. AMSGrad never lets $\hat v$ shrink, because Adam can fail to converge even on a convex problem. Shampoo uses a $B$ that is not diagonal, one block a layer, and so does not mind a turned valley as much.
