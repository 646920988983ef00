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
# # 04b Many classes
#
# {minutes} · exercises in `exercises/04b_many_classes.ipynb`

# %% [markdown] id="hook"
# ## Three scores, three probabilities
#
# Move one score. All three probabilities move.

# %% id="hook-live"
import math

import torch

from dlcourse import ask, data, losses, tensors
from dlcourse.classroom.derivation import derivation
from dlcourse.diff import finite
from dlcourse.lectures.l04b import figures as pictures
from dlcourse.lectures.l04b import widgets
from dlcourse.models import linear, margin, penalties

double = torch.float64
zero = torch.zeros((), dtype=double)
widgets.Logits()

# %% [markdown] id="hook-ask"
# One question before anything is explained.

# %% id="hook-answer"
ask.choose(
    "All three logits of a softmax rise by 2. What happens to the probabilities?",
    {"All of them grow": "They add up to 1 before and after. Can all of them grow?",
     "The largest gets larger": "That is what a lower temperature does. Adding is not multiplying.",
     "They stay as they are": r"Every exponential grows by the same factor, $e^2$, and it cancels.",
     "They move towards 1/3": "That is what a higher temperature does. Adding is not dividing."},
    right="They stay as they are",
)

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Compute log-probabilities that survive any logits (exercise *Log-softmax that survives large logits*).
# 2. Derive the gradient for many classes, and say what loss an untrained model should show (exercises *The gradient of a softmax classifier*, *The loss before training*).
# 3. Keep weights small, or exactly zero (exercise *The gradient with a penalty on the weights*).
# 4. Separate with a margin, and say how that differs from a probability (exercise *The gradient of a support vector machine*).

# %% [markdown] id="needs"
# ## What you need
#
# The logistic function, the cross-entropy and its gradient $(p - y)\,x$ ([04a](04a_two_classes.ipynb)).

# %% [markdown] id="recall"
# ## From before
#
# One question.

# %% id="recall-1"
ask.choose("We want a smaller loss. Which way do we move the weights?",
           {"Along the gradient": "The gradient points where the loss rises fastest.",
            "At right angles to the gradient": "In these directions the loss hardly changes at all.",
            "Against the gradient": "There the loss falls fastest, for a small enough step.",
            "Straight towards 0": "That makes the weights small. It does not look at the loss."},
           right="Against the gradient")

# %% [markdown] id="letters"
# ## The slides' letters and ours
#
# | on the slides | here | shape | meaning |
# |---|---|---|---|
# | $\{\mathbf w_c, b_c\}$ | `W`, `b` | $(C, d)$, $(C)$ | one row and one bias for each of $C$ classes |
# | logit | `z` | scalar or $(C)$ | $w^\top x + b$ |
# | $N$, $\mathfrak B$ | `n`, `B` | | samples, samples in a mini-batch |
# | $\gamma$ | $\eta$, `eta` | | learning rate |
# | $\lambda$ | `lam` | | strength of a penalty |
# | $\mathbb 1[c = y]$ | `one_hot` | $(C)$ | 1 at the true class, else 0 |

# %% [markdown] id="classes" covers="N04-09 N04-10"
# ## Many classes: softmax
#
# One weight vector and one bias for each class give one logit each, $z_c = w_c^\top x + b_c$. They become probabilities by $p_c = \frac{e^{z_c}}{\sum_i e^{z_i}}$, the **softmax**: all positive, adding up to 1.
#
# **One slide prints** $z_c = w_c^\top x + b$ with one bias for all classes. **It needs its own $b_c$**: a constant that is added to every logit cancels in the fraction, so a common bias would do nothing at all.

# %% id="classes-run"
slide = torch.tensor([-5.0, 0.0, 5.0], dtype=double)
tensors.show(digits=7, slide_example=losses.softmax(slide), shifted_by_100=losses.softmax(slide + 100),
             halved=losses.softmax(slide / 2))

# %% [markdown] id="classes-figure-text"
# A shift changes nothing. Dividing all logits by a **temperature** $T$ (here 2) makes the probabilities more even; a $T$ below 1 sharpens them. Three classes in the plane, after training:

# %% id="classes-figure"
three = data.blobs(90, 3, rng=tensors.generator(1), spread=0.7)
planes = linear.softmax_fit(three.X, three.y, classes=3, eta=0.5, steps=200).params
pictures.class_regions(planes.W, planes.b, three.X, three.y)

# %% [markdown] id="classes-two"
# With two classes, softmax should say the same as logistic regression. Does it?

# %% id="classes-ask"
ask.choose("Two classes 0 and 1 with the logits z₀ and z₁. What is the softmax probability of class 1?",
           {"σ(z₁)": "Then z₀ would not matter. Try z₀ = z₁: what does softmax say?",
            "σ(z₁ - z₀)": r"Divide $\frac{e^{z_1}}{e^{z_0} + e^{z_1}}$ by $e^{z_1}$ above and below. So softmax with "
                          "two classes is logistic regression with w = w₁ - w₀ and b = b₁ - b₀.",
            "σ(z₀ - z₁)": "This falls when z₁ rises. Of which class is it the probability?",
            "σ(z₁ + z₀)": "A shift of both logits by 1 must change nothing, but it changes this sum by 2."},
           right="σ(z₁ - z₀)")

# %% [markdown] id="stable" covers="N04-11 N04-14"
# ## Logarithms that survive
#
# **The slide warns** that softmax of $(-5, 0, 5)$ "may underflow". **It does not**: its smallest entry, seen above, is a perfectly good number. Below which $z$ does $e^z$ become 0, and above which infinite?

# %% id="stable-limits"
kinds = {str(dtype)[6:]: torch.finfo(dtype) for dtype in (torch.float32, torch.float64)}
tensors.show(digits=1, **{f"{name}_becomes_0_or_inf": [math.log(kind.tiny) + math.log(kind.eps / 2), math.log(kind.max)]
                          for name, kind in kinds.items()})

# %% [markdown] id="stable-text"
# Logits of 100 do occur, and then float32 is not enough for the textbook formula: softmax first, then its logarithm.

# %% id="stable-run"
ask.choose("The logits are (-200, 0, 200), in float32. You compute softmax by its formula, then the logarithm. What "
           "comes out?",
           {"(-inf, -inf, nan)": "$e^{200}$ is inf, and so is the sum. 0/inf and 1/inf are 0, whose logarithm is -inf; "
                                 "inf/inf is nan.",
            "(-400, -200, 0)": "That is exact arithmetic. But look at the range above: is $e^{200}$ a float32?",
            "(-inf, -inf, 0)": "The last p would have to be 1. But what is inf/inf?",
            "(nan, nan, nan)": "Only inf/inf is undefined. What are 0/inf and 1/inf?"},
           right="(-inf, -inf, nan)",
           why="A careful formula never takes e to a large power.")

# %% [markdown] id="stable-see"
# Here is what it gives, and what a careful formula gives:

# %% id="stable-shown"
extreme = torch.tensor([-200.0, 0.0, 200.0])
naive = extreme.exp() / extreme.exp().sum()
tensors.show(textbook=naive.log(), careful=losses.log_softmax(extreme))

# %% [markdown] id="stable-derive"
# This is the careful formula, derived. $m$ is the largest logit; the numbers are for $z = (1, 2, 3)$ and class 1.

# %% id="stable-steps"
z_small = torch.tensor([1.0, 2.0, 3.0], dtype=double)
total = z_small.exp().sum()
derivation(
    (r"$\log p_c = \log\frac{e^{z_c}}{\sum_i e^{z_i}}$", "definition", (z_small[1].exp() / total).log()),
    (r"$= z_c - \log\sum_i e^{z_i}$", "logarithm of a fraction", z_small[1] - total.log()),
    (r"$= z_c - \log\left(e^m \sum_i e^{z_i - m}\right)$", "take $e^m$ out of the sum",
     z_small[1] - (math.exp(3) * (z_small - 3).exp().sum()).log()),
    (r"$= (z_c - m) - \log\sum_i e^{z_i - m}$", "logarithm of a product; no exponent is above 0 now",
     (z_small[1] - 3) - (z_small - 3).exp().sum().log()),
    at="z = (1, 2, 3), c = 1",
)

# %% [markdown] id="stable-read"
# The loss of one sample is $-\log p_y = \log\sum_c e^{z_c} - z_y$: *log-sum-exp minus the logit of the truth*. PyTorch has it as `LogSoftmax` and inside `CrossEntropyLoss`. Each row of a batch has its own $m$. Build it in exercise *Log-softmax that survives large logits*.

# %% id="stable-ask"
ask.number("Softmax of the logits z = (1000, 1000): what is log p of each class?", math.log(0.5), digits=2,
           why="m = 1000, so log p = 0 - log(1 + 1), which is log(1/2)",
           mistakes={0: "You took m out of the logit. The logarithm of the sum is still to be subtracted.",
                     0.5: "That is p. Its logarithm is asked for.",
                     math.log(2): "That is the loss, -log p. Can the logarithm of a probability be above 0?",
                     -1: "That is the logarithm to base 2. Ours is the natural one.",
                     math.log10(0.5): "That is the logarithm to base 10. Ours is the natural one."})

# %% [markdown] id="softmax-gradient" covers="N04-12 N04-15"
# ## The gradient for many classes
#
# The mean loss is $\frac1n\sum_i -\log p(y_i\mid x_i)$. For one sample, $\ell = \log\sum_c e^{z_c} - z_y$:

# %% id="softmax-gradient-steps"
p_small = losses.softmax(z_small)
derivation(
    (r"$\frac{\partial}{\partial z_c}\log\sum_i e^{z_i} = \frac{e^{z_c}}{\sum_i e^{z_i}} = p_c$",
     "chain rule; the sum's derivative by $z_c$ is $e^{z_c}$", p_small),
    (r"$\frac{\partial z_y}{\partial z_c} = 1$ if $c = y$, else 0", "only one logit is subtracted", [0.0, 1.0, 0.0]),
    (r"$\frac{\partial \ell}{\partial z_c} = p_c - \mathbb{1}[c=y]$", "difference of the two lines",
     p_small - torch.tensor([0.0, 1.0, 0.0], dtype=double)),
    (r"$\frac{\partial \ell}{\partial w_c} = (p_c - \mathbb{1}[c=y])\,x,\quad "
     r"\frac{\partial \ell}{\partial b_c} = p_c - \mathbb{1}[c=y]$", r"$\partial z_c/\partial w_c = x$"),
    at="z = (1, 2, 3), y = 1",
)

# %% [markdown] id="softmax-gradient-read" covers="N04-16"
# Prediction minus truth again. The entries over the classes add up to 0, because the probabilities add up to 1 and the truth does too.
#
# **Read it as geometry.** One step moves $w_y$ towards $x$ by $\eta(1-p_y)$ and every other $w_c$ away from $x$ by $\eta p_c$. A class that is already sure of itself moves little.

# %% id="softmax-gradient-run"
W_geo, b_geo = torch.zeros(3, 2, dtype=double), torch.zeros(3, dtype=double)
x_geo = torch.tensor([[2.0, 1.0]], dtype=double)
loss_geo, grad_geo = linear.softmax_loss_and_grad(W_geo, b_geo, x_geo, torch.tensor([0]))
tensors.show(loss=loss_geo, move_of_each_w=-0.3 * grad_geo.W, sum_over_classes=grad_geo.W.sum(0))

# %% [markdown] id="softmax-gradient-faded"
# A blank for you before exercise *The gradient of a softmax classifier*: four classes, all logits 0, the truth is class 2, $x = (4, 0)$.

# %% id="softmax-gradient-ask"
ask.number("Softmax with cross-entropy ℓ: classes 0 to 3, all logits 0, the truth is class 2, x = (4, 0). What are the "
           "two entries of ∂ℓ/∂w₂, and then the two of ∂ℓ/∂w₀?", (-3, 0, 1, 0),
           why="each p is 1/4; (1/4 - 1)·x for the true class, and (1/4)·x for the other",
           mistakes={(3, 0, -1, 0): "That is truth minus prediction. Which of the two comes first?",
                     (1, 0, 1, 0): "Both rows are p·x. What is subtracted at the true class?",
                     (-0.75, 0, 0.25, 0): "That is p minus the truth. How does the input enter?",
                     (-0.75, -0.75, 0.25, 0.25): "That is p minus the truth. How does the input enter?",
                     (-3, 0, 0, 0): "The true class is done. Does raising another logit leave the loss as it is?",
                     (-4, 0, 0, 0): "p of each class is left out. What does softmax make of four equal logits?"})

# %% [markdown] id="first-loss" covers="N04-13"
# ## What loss should I see before training?
#
# The smallest possible loss is 0, the largest infinite. **The slide says** minimum 0: with finite logits 0 is *approached, never reached*, since $p_y < 1$. **It says** $\log C$ at the start: true when all logits are about equal, that is, for small weights. Compare 20 untrained models with 10 classes and 20 inputs for several sizes of weights:

# %% id="first-loss-run-numbers"
rng_first = tensors.generator(0)
stds = (0.01, 0.1, 0.3, 1.0)
spread = [losses.initial_losses(10, 20, std, draws=20, rng=rng_first) for std in stds]

# %% id="first-loss-run"
ask.predict("Untrained softmax classifiers have 10 classes and 20 inputs; log 10 is 2.303. Which mean loss do you "
            "expect with weights of standard deviation 0.01? And with 1?",
            "\n".join(f"std {std:<5} mean {float(s.mean()):.1f}, from {float(s.min()):.1f} to {float(s.max()):.1f}"
                      for std, s in zip(stds, spread, strict=True)),
            why="Large random logits mean large random certainty, and certainty about nothing is expensive.")

# %% [markdown] id="first-loss-read"
# This is the cheapest test of a training program: a first loss far from $\log C$ is a bug or a bad start. Exercise *The loss before training* takes it further.

# %% id="first-loss-ask"
ask.number("An untrained model has 1000 classes and tiny weights. What is its first loss, in nats?", math.log(1000),
           digits=2, why="log C with C = 1000: every class has the probability 1/1000",
           mistakes={math.log2(1000): "That is the logarithm to base 2. Losses are in nats here.",
                     3: "That is the logarithm to base 10. Losses are in nats here.",
                     math.log(10): "That is the number for 10 classes.",
                     0.001: "Each class has the probability 0.001. The loss is the surprise at that.",
                     1000 * math.log(1000): "That is C·log C. Is the loss added up over the classes?"})

# %% [markdown] id="starts" covers="N04-17"
# ## Does the start matter?
#
# **The slide says** no, because the loss is convex: every start leads to the same *loss*. Three things to add. The *weights* need not agree: adding one vector to all $w_c$ changes nothing. On separable data there is no best weight at all: longer is always better. And none of this holds for networks with hidden layers.

# %% id="starts-run"
overlap = data.blobs(60, 3, rng=tensors.generator(2), spread=1.5)
ends = []
for seed in range(3):
    W_start = torch.randn(3, 2, generator=tensors.generator(seed), dtype=double)
    ends.append(linear.softmax_fit(overlap.X, overlap.y, classes=3, eta=0.3, steps=2000,
                                   start=linear.Planes(W_start, torch.zeros(3, dtype=double))))
gap_loss = max(e.losses[-1] for e in ends) - min(e.losses[-1] for e in ends)
gap_W = float((ends[0].params.W - ends[1].params.W).abs().max())
print(f"losses agree to 4 digits: {gap_loss < 1e-4};   weights agree to 1 digit: {gap_W < 0.1}")

# %% [markdown] id="decay" covers="N04-22"
# ## Small weights
#
# The surer model differs by nothing but longer weights. So charge for length: minimise cross-entropy $+\,\lambda\lVert w\rVert^2$. The gradient gains $2\lambda w$, which pulls every weight towards 0 in proportion to its size: **weight decay**.
#
# **Conventions differ**: one slide has $\lambda\lVert w\rVert^2$ (gradient $2\lambda w$), others $\frac\lambda2\lVert w\rVert^2$ (gradient $\lambda w$). Always ask which. The bias is not penalised: it moves the line, it does not make it steeper.

# %% id="decay-run"
ask.choose("A line separates four points. Train logistic regression on them with the penalty λ‖w‖², 400 steps with "
           "λ = 0, then with 0.01, 0.1 and 1. What does a larger λ do to the length of w?",
           {"It leaves the length as it is": "The penalty charges for length. Does the minimum not feel that?",
            "It makes w shorter each time": "The larger λ, the harder the pull towards 0. The loss pulls the other "
                                            "way, so a length above 0 is left.",
            "It makes w longer each time": "The penalty is added to what is made small. Would a longer w help?",
            "It makes w 0 as soon as λ > 0": "Near w = 0 the penalty hardly pulls, and a longer w still lowers the "
                                             "loss. Which pull wins there?"},
           right="It makes w shorter each time",
           why="Without a penalty there is no best length on separable data: it would grow for ever.")

# %% [markdown] id="decay-measured"
# The four lengths after 400 steps:

# %% id="decay-lengths"
X_four = torch.tensor([[1.0, 1.0], [2.0, 0.5], [-1.0, -1.5], [-2.0, 0.5]], dtype=double)
y_four = torch.tensor([1, 1, 0, 0])
lams = (0.0, 0.01, 0.1, 1.0)
lengths = [linear.logistic_fit(X_four, y_four, eta=0.4, steps=400, lam=lam).params.w.norm() for lam in lams]
tensors.show(digits=2, lam=lams, length_of_w=lengths)

# %% [markdown] id="sparse" covers="N04-23"
# ### Exactly zero weights
#
# With $\lambda\lVert w\rVert_1 = \lambda\sum_j \lvert w_j\rvert$ the pull is the same for large and small weights: $\lambda\,\mathrm{sign}(w_j)$. Weak weights are pulled all the way to 0. A plain step would jump back and forth across 0, so one takes the gradient step first and then moves each weight towards 0 by $\eta\lambda$, stopping *at* 0: **soft thresholding**.

# %% id="sparse-run"
rng_sparse = tensors.generator(5)
X_sparse = torch.randn(200, 5, generator=rng_sparse, dtype=double)
y_sparse = (X_sparse @ torch.tensor([2.0, -1.0, 0.0, 0.0, 0.0], dtype=double) > 0).long()
grid = torch.linspace(0.01, 0.4, 14, dtype=double)
path = penalties.l1_path(X_sparse, y_sparse, grid.tolist(), steps=150).w
pictures.curves(grid, {f"$w_{j}$": path[:, j] for j in range(5)}, xlabel="λ", ylabel="weight", at=[0.1],
                caption="Weights over the strength of an l1 penalty. Only the first two features matter.")

# %% [markdown] id="sparse-ask-text"
# Before exercise *The gradient with a penalty on the weights*, one question.

# %% id="sparse-ask"
ask.number(r"w = (3, -0.5) and λ = 0.1. What does $\lambda\lVert w\rVert^2$ add to the two entries of the gradient? "
           r"And then, what does $\lambda\lVert w\rVert_1$ add?", (0.6, -0.1, 0.1, -0.1),
           why="2λw for the first penalty, λ·sign(w) for the second",
           mistakes={(0.3, -0.05, 0.1, -0.1): "Your first two are λw. What is the derivative of w²?",
                     (0.6, -0.1, 0.3, -0.05): "Your last two are λw. How steep is |w|, whatever the size of w?",
                     (0.6, -0.1, 0.1, 0.1): "Look at the last number. Does |w| rise or fall when w = -0.5 rises?",
                     (0.9, 0.025, 0.3, 0.05): "These are the penalties themselves. Their derivatives are asked for.",
                     (6, -1, 1, -1): "λ is missing."})

# %% [markdown] id="svm" covers="N04-24"
# ## A margin instead of a probability
#
# A **support vector machine** does not ask for probabilities. It asks for a line with room on both sides: minimise $\frac12\lVert w\rVert^2$ under the condition $(2y_i - 1)(w^\top x_i + b) \ge 1$ for all samples, with $y_i\in\{0,1\}$. The lines $w^\top x + b = \pm1$ lie $2/\lVert w\rVert$ apart, so the shortest $w$ gives the widest strip. Samples on its edge are the **support vectors**. Predict 1 where $w^\top x + b \ge 0$.

# %% id="svm-figure"
pair = data.separable(40, rng=tensors.generator(6), margin=1.0)
machine = margin.svm_fit(pair.X, pair.y, lam=0.01, steps=3000).params
pictures.margin_lines(machine.w, machine.b, pair.X, pair.y)

# %% [markdown] id="svm-move"
# Look at the ringed samples before you answer.

# %% id="svm-ask"
ask.choose("Train a support vector machine. Then move a sample that lies far beyond its margin line a little further "
           "away, and train again. What happens to the line?",
           {"It stays where it is": "The sample's condition holds with room to spare, so the minimum does not feel it.",
            "It turns a little": "Which samples pull at the line: all of them, or those on or inside the strip?",
            "It moves towards the sample": "The sample met its condition before and after. What could pull the line?",
            "It stays, but the strip widens": "Which samples does the edge of the strip touch?"},
           right="It stays where it is")

# %% [markdown] id="odds" covers="N04-25"
# ### The same thing, seen from the odds
#
# Suppose we ask of every sample of class 1 that its odds are at least $c$: $\frac{p}{1-p}\ge c$. Since the log-odds are the logit, this says $w^\top x + b\ge\log c$; for class 0, $w^\top x + b\le-\log c$ (the slide leaves this half out). The machine's 1 is $\log c$ with $c = e$. Many lines satisfy this, and any can be scaled up until it does; the penalty $\lVert w\rVert^2$ picks one. When the classes overlap no line satisfies it, and one charges for each violation instead: that is the next section, and the slides leave it out.

# %% [markdown] id="hinge" covers="N04-26"
# ### The hinge loss
#
# With $s_i = 2y_i - 1\in\{-1, +1\}$ and the raw score $\hat y_i = w^\top x_i + b$, charge $\max(0,\ 1 - s_i\hat y_i)$: nothing beyond the margin, a linear price inside. **One slide calls such a score a logit or "unnormalised log-probability"**: that fits softmax and the logistic function, where exponentials turn scores into probabilities. A machine's score is a distance in units of the margin. And convert labels by hand: a 0 in place of $-1$ silently switches a sample off.

# %% id="hinge-figure"
m_grid = torch.linspace(-3, 3, 601, dtype=double)
pictures.curves(m_grid, {"0-1 error": (m_grid < 0).double(),
                         "hinge": losses.hinge(m_grid, torch.ones(601), reduction="none"),
                         "logistic / log 2": losses.binary_cross_entropy_with_logits(
                             m_grid, torch.ones(601, dtype=double), reduction="none") / math.log(2)},
                xlabel="margin s·score", ylabel="loss", at=[-1, 0, 2],
                caption="Three prices for a margin. The hinge is 0 from 1 on; the logistic loss never is.")

# %% [markdown] id="touch-plane"
# **Touch it.** Turn and move the line until few points are on the wrong side. Then change only the length of $w$, from 0.1 to 10: the line stays, the scores grow.

# %% id="touch-plane-live"
widgets.Hyperplane()

# %% [markdown] id="touch-plane-question"
# Look at the four numbers under the picture while you stretch $w$.

# %% id="touch-plane-ask"
ask.choose(
    "Some points lie on the wrong side of the line w·x + b = 0. You make w and b ten times as large, so the line "
    "stays. Which loss stays, too?",
    {"hinge": "The wrong points' margins become ten times as negative. Does the hinge loss see that?",
     "logistic": "For a wrong point it grows about like the margin: the model is now wrong with certainty.",
     "0/1": "It sees only the sign of a score, and the signs stay.",
     "squared": "It charges how far a score lies from 1 or -1, and all scores move."},
    right="0/1",
)

# %% [markdown] id="hinge-gradient"
# Its gradient is $-s\,x$ for a sample with margin below 1, and 0 for all others; divide by **all** $n$, then add $2\lambda w$. One sample by hand: $w = (0.5, 0)$, $b = 0$, $x = (1, 2)$, $y = 0$. So $s = -1$, the score is $0.5$, the margin $-0.5 < 1$: the sample pays $1.5$, and the gradient is $-s\,x = (1, 2)$. Exercise *The gradient of a support vector machine* does it for a batch.

# %% id="hinge-check"
X_h, y_h = torch.tensor([[1.0, 2.0], [-3.0, 1.0]], dtype=double), torch.tensor([0, 0])
w_h = torch.tensor([0.5, 0.0], dtype=double)
loss_h, grad_h = margin.svm_loss_and_grad(w_h, zero, X_h, y_h, lam=0.0)
tensors.show(loss=loss_h, derived=grad_h.w, by_differences=finite.gradient(
    lambda w: losses.hinge(X_h @ w, 2 * y_h - 1), w_h))

# %% [markdown] id="transfer"
# ## Transfer
#
# A new situation: each photo may carry **several** of 50 tags at once.

# %% id="transfer-ask"
ask.choose(
    "Each photo may carry several of 50 tags at once. Which output and loss fit?",
    {"One softmax over the 50 tags, with cross-entropy": "Softmax makes the tags compete: if 'sea' gains, 'boat' "
                                                         "loses. May a photo show both?",
     "50 scores, each with the hinge loss on labels 0 and 1": "The hinge loss needs the labels -1 and 1. What does it "
                                                              "charge a sample whose label is 0?",
     "50 logistic outputs, each with binary cross-entropy": "Each tag is its own yes-or-no question, and the gradient "
                                                            "of each logit is its own p - y.",
     "One logistic output for the whole list of tags": "One output is one probability. How many questions are there?"},
    right="50 logistic outputs, each with binary cross-entropy",
)

# %% [markdown] id="summary"
# ## Summary
#
# - A logit is a log-odds; the logistic function and softmax turn logits into probabilities.
# - With cross-entropy, the gradient by the logits is *prediction minus truth*, for two classes and for many.
# - Compute $\log p$ as $(z_c - m) - \log\sum e^{z_i - m}$, never as the logarithm of a softmax.
# - Before training expect $\log C$, if the weights are small.
# - Long weights mean certainty. Penalties shorten weights ($\lambda\lVert w\rVert^2$) or remove them ($\lambda\lVert w\rVert_1$).
# - A support vector machine asks for a margin, not for a probability; only samples near the border count.

# %% [markdown] id="glossary"
# ## Words
#
# **softmax** logits to probabilities · **log-sum-exp** $\log\sum e^{z_i}$ · **temperature** divisor of the logits · **weight decay** pull towards 0 in proportion to size · **soft thresholding** pull towards 0 by a constant, stopping at 0 · **margin** signed score times label · **support vector** sample on or inside the margin · **hinge loss** $\max(0, 1-\text{margin})$. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md). Which slide says what: [COVERAGE.md](COVERAGE.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# `torch.nn.CrossEntropyLoss` takes raw logits, does the log-sum-exp inside, and supports class weights and label smoothing. Libraries for linear models (scikit-learn's `LogisticRegression`, LIBLINEAR) use second-order methods that need a few dozen steps where ours need hundreds, and choose $\lambda$ by cross-validation. Language models with 100 000 tokens compute the full softmax after all, split over many GPUs; trees and sampling live on in recommender systems. Support vector machines reach beyond lines by kernels.
