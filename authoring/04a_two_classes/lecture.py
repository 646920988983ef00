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
# # 04a Two classes
#
# {minutes} · exercises in `exercises/04a_two_classes.ipynb`

# %% [markdown] id="hook"
# ## Never wrong in training, and badly wrong later
#
# Two models of the probability that a point belongs to class 1: $\mathcal M_1$ says $\sigma(x_1 + x_2)$, $\mathcal M_2$ says $\sigma(10x_1 + 10x_2)$, where $\sigma(z) = 1/(1+e^{-z})$. On the points below both decide everything correctly, and $\mathcal M_2$ is much surer of it. So which one would you ship?

# %% id="hook-run"
import math

import torch

from dlcourse import ask, data, losses, tensors
from dlcourse.models import linear
from dlcourse.models.calibration import calibration

double = torch.float64
X_hook = torch.tensor([[1.0, 1.0], [2.0, 0.5], [-1.0, -1.5], [-2.0, 0.5]], dtype=double)
y_hook = torch.tensor([1, 1, 0, 0])
ones, zero = torch.ones(2, dtype=double), torch.zeros((), dtype=double)
models = {"M1": (ones, zero), "M2": (10 * ones, zero)}
training = {name: linear.logistic_loss_and_grad(w, b, X_hook, y_hook)[0] for name, (w, b) in models.items()}
tensors.show(**training)

# %% [markdown] id="hook-ask"
# Now one new point of class 1 arrives at $(-0.5, -0.5)$, slightly on the wrong side of both models.

# %% id="hook-answer-numbers"
X_late, y_late = torch.tensor([[-0.5, -0.5]], dtype=double), torch.tensor([1])
late = {name: float(linear.logistic_loss_and_grad(w, b, X_late, y_late)[0]) for name, (w, b) in models.items()}

# %% id="hook-answer"
ask.predict(
    "M1 says σ(x₁ + x₂), M2 says σ(10x₁ + 10x₂). A model pays the loss -log p if it gave the true class the "
    "probability p. What do M1 and M2 pay for the point (-0.5, -0.5) of class 1?",
    tensors.show(**late),
    why="Both are wrong. M1 said 'probably not' and pays about twice as much as for a coin toss, which costs 0.69. "
        "M2 said 'impossible' and pays for its certainty.",
)

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Measure how badly a model's probabilities fit what happens (exercise *The cross-entropy of two distributions*).
# 2. Derive the gradient of logistic regression and see why it is so simple (exercise *The gradient of logistic regression*).

# %% [markdown] id="needs"
# ## What you need
#
# Dot products, $\log(ab) = \log a + \log b$, and the chain rule ([00b](00b_calculus_you_need.ipynb)). Two minutes to test yourself:

# %% id="needs-ask"
ask.number(
    r"w = (2, -1), b = 3 and x = (1, 4). What is w·x + b? And what is the derivative of $\log(1 + e^z)$ with respect "
    "to z at z = 0?", (1, 0.5),
    why=r"2·1 - 1·4 + 3, and $e^z/(1 + e^z)$ at 0",
    mistakes={(9, 0.5): "You added 4 to 2 in w·x. Which sign has the second entry of w?",
              (-2, 0.5): "Your first number is w·x. The bias is still to come.",
              (1, math.log(2)): "Your second number is log 2, the value at 0. The slope there is asked for.",
              (1, 1): "Your second number is the slope of $1 + e^z$ alone. Which factor does the logarithm bring?"},
)

# %% [markdown] id="recall"
# ## Three questions from before
#
# The first asks for a sentence of your own.

# %% id="recall-1"
ask.explain("What is the cross-entropy of a model q under data p, in words?",
            "The mean surprise: the average of -log q(outcome), over outcomes drawn from p.",
            points=("the surprise at an outcome is -log of the probability that the model q gave it",
                    "the mean is taken over outcomes that are drawn from p, the data"))

# %% [markdown] id="recall-next"
# The second is about direction.

# %% id="recall-2"
ask.choose("We want a smaller loss. Which way do we move the weights?",
           {"Along the gradient": "The gradient points where the loss rises fastest.",
            "At right angles to the gradient": "In these directions the loss hardly changes at all.",
            "Against the gradient": "There the loss falls fastest, for a small enough step.",
            "Straight towards 0": "That makes the weights small. It does not look at the loss."},
           right="Against the gradient")

# %% [markdown] id="recall-last"
# The third is about a rule that this whole lecture leans on.

# %% id="recall-3"
ask.number("f(z) = log z and z = 1 - p. What is df/dp at p = 0.8?", -5,
           why="the outer slope 1/z is 1/0.2, the inner slope dz/dp is -1",
           mistakes={5: "That is the outer slope 1/z. What does z = 1 - p do when p rises?",
                     1.25: "That is 1/p. At which number is the slope of the logarithm taken?",
                     -1.25: "The inner slope is there. But the outer slope is taken at z, not at p."})

# %% [markdown] id="letters"
# ## The slides' letters and ours
#
# | on the slides | here | shape | meaning |
# |---|---|---|---|
# | $\mathbf w$, $b$ | `w`, `b` | $(d)$, scalar | weights and bias of one plane |
# | logit | `z` | scalar or $(C)$ | $w^\top x + b$ |
# | $p(y=1\mid x)$ | `p` | | predicted probability |
# | $N$, $\mathfrak B$ | `n`, `B` | | samples, samples in a mini-batch |
# | $\gamma$ | $\eta$, `eta` | | learning rate |

# %% [markdown] id="features" covers="N04-01"
# ## Features: made by hand, or learned
#
# Before deep learning one described an image by hand, for instance by a **histogram** of its grey values, and put a simple classifier on top. Deep learning learns the description together with the classifier. This lecture is about the classifier. But first: how much does the description matter? Take 1797 digits of 8 by 8 pixels, once as histograms with 8 bins, once as 64 raw pixels, with the same classifier.

# %% id="features-run"
ask.choose("A classifier sees 8-by-8 digits as their 64 pixels, or as histograms of their grey values. With which "
           "description does it name more digits correctly?",
           {"Pixels, more than twice as many": "A histogram says how much ink there is, and forgets where. A 6 and a 9 "
                                               "have the same ink.",
            "Histograms, about a tenth more": "A histogram is shorter. But what does it forget about a digit?",
            "About the same number": "Both come from the same image. But does a histogram know where the ink is?",
            "Pixels, about a tenth more": "Pixels are ahead. But can the amount of ink tell a 6 from a 9?"},
           right="Pixels, more than twice as many")

# %% [markdown] id="features-measured"
# Measured, as shares of all digits:

# %% id="features-shares"
images = data.digits()
X_pixels, y_digits = images.X, images.y
X_histogram = data.histogram_features(X_pixels, 8)

def share_right(X):
    digit_planes = linear.softmax_fit(X, y_digits, classes=10, eta=1.0, steps=60).params
    return (linear.softmax_predict(*digit_planes, X).argmax(1) == y_digits).double().mean()

tensors.show(digits=1, histograms=share_right(X_histogram), pixels=share_right(X_pixels))

# %% [markdown] id="plane" covers="N04-02"
# ## One plane, two classes
#
# All points with $w^\top x + b = 0$ form a line in the plane, a plane in space, a **hyperplane** in general. $w$ stands at right angles to it and points to the side of class 1. The **signed distance** of a point is $\frac{w^\top x + b}{\lVert w \rVert}$, where $\lVert w\rVert = \sqrt{w_1^2 + \dots + w_d^2}$ is the length of $w$.
#
# By hand: $w = (3, 4)$ has length $\sqrt{9 + 16} = 5$. With $b = -5$, the point $(3, 4)$ has $9 + 16 - 5 = 20$, so it lies $20/5 = 4$ beyond the line.

# %% id="plane-ask"
ask.number("A line w·x + b = 0 has w = (3, 4) and b = -5. What is the signed distance of the origin from the line?", -1,
           why="-5/5: the origin lies 1 away, and the sign says that it is on the side of class 0",
           mistakes={-5: "That is w·x + b. How long is w?",
                     1: "That is how far. Which sign has w·x + b at the origin?",
                     -0.2: "You divided by 25, the square of the length of w.",
                     0: "w·x is 0 at the origin. But the distance also holds b."})

# %% [markdown] id="logistic" covers="N04-03"
# ## From a score to a probability
#
# $w^\top x + b$ can be any number; a probability lies between 0 and 1. Which function joins them? Suppose the score is the **log-odds**, the logarithm of "how many times more probable is class 1 than class 0". Then everything follows:

# %% id="logistic-steps"
from dlcourse.classroom.derivation import derivation

z_demo = 2.0
odds = math.exp(z_demo)
derivation(
    (r"$\log \frac{p}{1-p} = z$", "the score is the log-odds", z_demo),
    (r"$\frac{p}{1-p} = e^z$", "exponential on both sides", odds),
    (r"$p = e^z (1 - p)$", "times $1-p$", odds * (1 - odds / (1 + odds))),
    (r"$p\,(1 + e^z) = e^z$", "collect $p$ on the left", odds),
    (r"$p = \frac{e^z}{1+e^z} = \frac{1}{1+e^{-z}} = \sigma(z)$", "divide; then divide top and bottom by $e^z$",
     1 / (1 + math.exp(-z_demo))),
    at="at z = 2",
)

# %% [markdown] id="logistic-read"
# So $p(y=1\mid x) = \sigma(w^\top x + b)$, and $z = w^\top x + b$ is called the **logit**. A longer $w$ leaves the line $z = 0$ where it is and makes the change from 0 to 1 steeper.

# %% id="logistic-figure"
from dlcourse.lectures.l04a import figures as pictures

rng = tensors.generator(0)
y_two = torch.arange(40) % 2
X_two = torch.randn(40, 2, generator=rng, dtype=double) + (2 * y_two[:, None] - 1)
pictures.probability_maps({"w = (1, 1)": (ones, zero), "w = (3, 3)": (3 * ones, zero)}, X_two, y_two)

# %% [markdown] id="loss" covers="N04-04 N04-05 N04-06"
# ## The loss: how surprised is the model?
#
# Training minimises the cross-entropy $\mathbb E_{y\sim p_{data}}[-\log p(y)]$: the mean surprise. For $n$ samples with labels $y_i\in\{0, 1\}$ this is
#
# $$\frac1n\sum_i \underbrace{-\,y_i \log p_i - (1-y_i)\log(1-p_i)}_{\ell_i}.$$
#
# For each sample only one of the two terms counts: $-\log p_i$ if $y_i = 1$, and $-\log(1-p_i)$ if $y_i = 0$. The slide writes the second term as $+(y_i - 1)\log(1-p_i)$, which is the same. A soft label such as $y_i = 0.7$ is allowed.
#
# Put $p = \sigma(z)$ in, and the logarithms simplify: $\ell = \log(1 + e^z) - y z$. That form never takes the logarithm of a number that has been rounded to 0.

# %% id="loss-run"
z_loss = torch.tensor([-2.0, 0.0, 3.0], dtype=double)
y_loss = torch.tensor([0.0, 1.0, 0.7], dtype=double)
p_loss = z_loss.sigmoid()
tensors.show(
    as_printed=-y_loss * p_loss.log() + (y_loss - 1) * (1 - p_loss).log(),
    by_the_logit=losses.binary_cross_entropy_with_logits(z_loss, y_loss, reduction="none"),
)

# %% [markdown] id="gradient" covers="N04-07"
# ## The gradient: prediction minus truth
#
# How does $\ell = -y\log p - (1-y)\log(1-p)$ change with $w$? Walk from the loss back to the weights, one link of the chain at a time. Beside each line stand the numbers for $x = (1, 2)$, $w = (0.5, -1)$, $b = 0.3$, $y = 1$.

# %% id="gradient-steps"
x_one, w_one, b_one = torch.tensor([1.0, 2.0], dtype=double), torch.tensor([0.5, -1.0], dtype=double), 0.3
z_one = float(w_one @ x_one) + b_one
p_one = 1 / (1 + math.exp(-z_one))
derivation(
    (r"$z = w^\top x + b$", "the logit", z_one),
    (r"$p = \sigma(z)$", "the prediction", p_one),
    (r"$\frac{\partial \ell}{\partial p} = -\frac yp + \frac{1-y}{1-p}$", "derivative of the logarithm", -1 / p_one),
    (r"$\frac{\partial p}{\partial z} = p(1-p)$", "derivative of the logistic function", p_one * (1 - p_one)),
    (r"$\frac{\partial \ell}{\partial z} = -y(1-p) + (1-y)p = p - y$", "product of the two lines above", p_one - 1),
    (r"$\frac{\partial \ell}{\partial w} = (p-y)\,x$", r"$\partial z/\partial w = x$", (p_one - 1) * x_one),
    (r"$\frac{\partial \ell}{\partial b} = p-y$", r"$\partial z/\partial b = 1$", p_one - 1),
    at="for the sample above",
)

# %% [markdown] id="gradient-read"
# The two awkward factors of lines 3 and 4 cancel. What is left is *prediction minus truth*, times the input. Function calls alone agree:

# %% id="gradient-check"
from dlcourse.diff import finite

def loss_of_w(w):
    return losses.binary_cross_entropy_with_logits(w @ x_one + b_one, zero + 1)

tensors.show(derived=(p_one - 1) * x_one, by_differences=finite.gradient(loss_of_w, w_one))

# %% [markdown] id="gradient-faded"
# Now you, with the same input but $y = 0$. Fill the blanks on paper: $\partial\ell/\partial z = \_\_$, $\partial\ell/\partial w_2 = \_\_$. Then write it for a whole batch in exercise *The gradient of logistic regression*.

# %% id="gradient-faded-ask"
ask.number(f"Logistic regression predicts p = {p_one:.4f} for x = (1, 2), and y = 0. What are ∂ℓ/∂z and ∂ℓ/∂w₂, "
           "the two blanks?",
           (p_one, 2 * p_one), digits=2, why="p - 0, and the same times 2, the second entry of x",
           mistakes={
               (p_one - 1, 2 * p_one - 2): "That is p - 1, the case y = 1.",
               (-p_one, -2 * p_one): "That is truth minus prediction. Does the loss for y = 0 rise with z, or fall?",
               (p_one, p_one): "The second blank still needs a factor: how fast does z move with the second weight?",
               (p_one ** 2 * (1 - p_one), 2 * p_one ** 2 * (1 - p_one)):
                   "You multiplied p - y by p(1-p) once more. With this loss it has cancelled already.",
           })

# %% [markdown] id="update" covers="N04-08"
# ## The update
#
# With a mini-batch of $B$ samples, step against the mean gradient: $w \leftarrow w - \eta\,\frac1B\sum_i (p_i - y_i)x_i$ and $b \leftarrow b - \eta\,\frac1B\sum_i(p_i - y_i)$. (The slide calls the rate $\gamma$; here $\gamma$ is kept for other things.) Three steps on the four points of the beginning:

# %% id="update-run"
trace = linear.logistic_fit(X_hook, y_hook, eta=0.5, steps=3)
tensors.show(losses=trace.losses, w=trace.params.w, b=trace.params.b)

# %% [markdown] id="certainty" covers="N04-20 N04-21"
# ## Too sure of itself
#
# Back to the two models of the beginning. They have the same line, and on the training points the surer one looks better. Look at the two maps before you go on.

# %% id="certainty-figure"
pictures.probability_maps(models, X_hook, y_hook)

# %% [markdown] id="certainty-text"
# A good model is **calibrated**: of all the samples to which it gives 0.8, about 80 % are of class 1. Simulate labels that follow the first model, and compare both:

# %% id="certainty-run"
rng_cal = tensors.generator(4)
X_cal = torch.randn(4000, 2, generator=rng_cal, dtype=double)
y_cal = (torch.rand(4000, generator=rng_cal, dtype=double) < (X_cal @ ones).sigmoid()).long()
for name, (w, b) in models.items():
    table = calibration(linear.predict_proba(w, b, X_cal), y_cal, bins=2)
    doubt = float((-(ones @ w)).sigmoid())  # 1 - p at the point (1, 1), without losing digits
    print(f"{name}: at (1, 1) it says 1 - {doubt:.0e}; where it says {table.predicted[1]:.2f} on average, "
          f"{table.observed[1]:.2f} are of class 1")

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
# - Long weights mean certainty. Penalties shorten weights ($\lambda\lVert w\rVert^2$) or remove them ($\lambda\lVert w\rVert_1$).

# %% [markdown] id="glossary"
# ## Words
#
# **logit** score before the logistic function or softmax; a log-odds · **cross-entropy** mean surprise $-\log p$ · **nat** its unit, with the natural logarithm · **calibrated** what it calls 80 % happens in 80 % of the cases. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md). Which slide says what: [COVERAGE.md](COVERAGE.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Libraries for linear models (scikit-learn's `LogisticRegression`, LIBLINEAR) use second-order methods that need a few dozen steps where ours need hundreds.
