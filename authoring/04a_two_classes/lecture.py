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
# ## A border that answers
#
# Twelve points lie in a plane: red squares of class 0 and blue circles of class 1. A model colours the plane: blue where it expects class 1, orange where it expects class 0. The dotted line is its border, and the arrow $w$ points to the side of class 1. (The arrow shows the direction of $w$ only, not its length.) On the right, each point pays a price, its **loss**: little where its own class was called probable, much where it was not.
#
# **Turn the border** with the first control. Which direction of $w$ makes the mean loss small? Leave the scale at 1 for now. (There $w$ has the length 1.41: at 45° it is $(1, 1)$.) You may also shift the line; set the shift back to 0.

# %% id="hook-live"
import math

import torch

from dlcourse import ask, data, tensors
from dlcourse.lectures.l04a import figures, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Border()

# %% [markdown] id="hook-ask"
# At 45° eleven of the twelve points are on their own side. No line gets all twelve: the blue point $(-0.5, -0.5)$ lies inside the triangle of the red points $(-1.5, 1)$, $(0.5, -1.5)$ and $(-2, -1)$. If a line has all three red points on one side, the blue point is on that side, too. Soon you will make $w$ ten times as long. A hint: for a point on the wrong side this means up to ten times the price. **Decide first** what the loss will do.

# %% id="hook-answer"
ask.choose(
    "A border has 11 of 12 points on their own side, and the mean loss is 0.254. Now w becomes ten times as long. The "
    "border stays, so 11 are still right. What happens to the mean loss?",
    {"it stays the same, because the border does": "The border stays, but the colours change. How sure is the model of "
                                                   "the point on the wrong side now?",
     "it falls, because the model is surer and mostly right": "The eleven do pay less. What does the twelfth pay?",
     "it rises to more than three times as much": "The eleven pay almost nothing now. The twelfth pays 10, and a "
                                                  "twelfth of 10 is 0.83.",
     "it rises a little, to about 0.3": "The direction is right. Set the scale to 10: how much does the point pay "
                                        "that pays most?"},
    right="it rises to more than three times as much",
)

# %% [markdown] id="hook-see"
# **See it.** Set the direction to 45° and pull the scale from 0.1 to 10. (A price above 6 is drawn at the upper edge; the words below name the highest.) The number of wrong points stays at 1, and the loss falls first and then rises. It is smallest near a scale of 1.5. So a border is not all. **How sure** a model is can be right or wrong, too. This lecture shows where these prices come from, and how a program finds the best border and the best scale by itself.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Turn a score into a distance, into a probability, and back (questions in parts 1 and 2).
# 2. Measure how badly a model's probabilities fit what happens (exercise *The cross-entropy of two distributions*).
# 3. Derive the gradient of the loss, check it, and write it for a batch (exercise *The gradient of logistic regression*).
# 4. Take a step on a mini-batch by hand (question in part 6).
# 5. See whether a model is too sure of itself (question in part 7).

# %% [markdown] id="needs"
# ## What you need
#
# From [00b](00b_calculus_you_need.ipynb): the dot product, `@` and `.mT`, the chain rule, partial derivatives, the slope $1/u$ of $\log u$, and the slope $p\,(1-p)$ of the sigmoid. From school: $e^x$ and its inverse $\log$, with $\log(ab) = \log a + \log b$ and $\log\dfrac ab = \log a - \log b$.

# %% [markdown] id="plane" covers="N04-02"
# ## 1 A line has a direction
#
# The model computes a **score** for each point: $z = w \cdot x + b$. The dot is the dot product, so in the plane $z = w_1 x_1 + w_2 x_2 + b$. Where $z$ is 0 lies the border: a line in the plane, a plane in space, and in general a **hyperplane**. On the side of class 1 the score is positive, on the other side it is negative.
#
# Here $w = (3, 4)$ and $b = -5$. The point $(3, 4)$ has the score $9 + 16 - 5 = 20$, and the point $(4, -3)$ has $12 - 12 - 5 = -5$. How far do they lie from the border?

# %% id="plane-figure"
w_line, b_line = torch.tensor([3.0, 4.0]), torch.tensor(-5.0)
figures.distances(w_line, b_line, torch.tensor([[3.0, 4.0], [4.0, -3.0]]))

# %% [markdown] id="plane-next"
# The arrow stands at **right angles** to the border. Why? A walk along the border leaves the score as it is. One such walk is $(4, -3)$: it changes the score by $3 \cdot 4 + 4 \cdot (-3) = 0$. A dot product of 0 means a right angle.
#
# The distance is **the score divided by the length of $w$**. This length is $\lVert w\rVert = \sqrt{w_1^2 + w_2^2}$, here $\sqrt{9 + 16} = 5$. So the first point lies $20/5 = 4$ from the border. The second has the **signed distance** $-5/5 = -1$: it lies 1 from the border, on the side of class 0. Why? Start on the border and walk straight to the first point, along $w$:

# %% id="plane-steps"
from dlcourse.classroom.derivation import derivation

size = w_line.norm()
unit = w_line / size
derivation(
    (r"$u = \dfrac{w}{\lVert w\rVert}$", "a step of length 1 along $w$: (3, 4)/5", unit),
    (r"$w \cdot u = \dfrac{w \cdot w}{\lVert w\rVert} = \lVert w\rVert$",
     r"adds this to the score; $w \cdot w = \lVert w\rVert^2$, here $25/5$", w_line @ unit),
    (r"$z = d\,\lVert w\rVert$", "$d$ such steps, from score 0: 4 · 5", 4 * size),
    at="for (3, 4)",
)

# %% [markdown] id="plane-then"
# So $d = z/\lVert w\rVert$. A step backwards counts as $-1$: one step back from the border gives the score $-5$. Now another point:

# %% id="plane-ask"
ask.number(
    "A border w·x + b = 0 has w = (3, 4) and b = -5. What is the score of the point (1, 3), and what is its signed "
    "distance from the border?",
    (10, 2),
    why="3 · 1 + 4 · 3 - 5 is 10, and the length of w is 5.",
    mistakes={(10, 10): "The second number is the score again. By what is it divided?",
              (10, 0.4): "You divided by 25, the square of the length of w.",
              (15, 3): "b is missing in your score.",
              (10, 10 / 7): "You divided by 3 + 4. How long is the arrow (3, 4)?",
              (20, 4): "b is -5. Which sign does it have in the score?"},
)

# %% [markdown] id="logistic" covers="N04-03"
# ## 2 From a score to a probability
#
# A score can be any number. A probability $p$ lies between 0 and 1. What joins them? Gamblers use another number, the **odds** $\dfrac{p}{1-p}$. With $p = 0.8$ they are $0.8/0.2 = 4$: class 1 is four times as probable as class 0. Odds run from 0 to infinity. Their logarithms are the **log-odds**:
#
# | p | odds | log-odds |
# |---|---|---|
# | 0.1 | 1/9 | -2.197 |
# | 0.2 | 1/4 | -1.386 |
# | 0.5 | 1 | 0 |
# | 0.8 | 4 | 1.386 |
# | 0.9 | 9 | 2.197 |
#
# Log-odds run from minus to plus infinity, as scores do. They are 0 where both classes are equally probable, as the score is on the border. So let **the score be the log-odds**. Other recipes would do, too. With this one, adding 1 to the score multiplies the odds by $e$, wherever one stands. Then $p$ follows. The numbers are for $p = 0.8$.

# %% id="logistic-steps"
p_demo = 0.8
odds = p_demo / (1 - p_demo)
z_demo = math.log(odds)
derivation(
    (r"$\log\dfrac{p}{1-p} = z$", "the score is the log-odds", z_demo),
    (r"$\dfrac{p}{1-p} = e^z$", "$e$ to the power of both sides", odds),
    (r"$p = e^z(1-p)$", "times $1-p$; the right side is 4 · 0.2", odds * (1 - p_demo)),
    (r"$p\,(1 + e^z) = e^z$", "bring $e^z p$ to the left: 0.8 · 5", p_demo * (1 + odds)),
    (r"$p = \dfrac{e^z}{1+e^z}$", "divide: 4/5", odds / (1 + odds)),
    (r"$p = \dfrac{1}{1+e^{-z}} = \sigma(z)$", "divide top and bottom by $e^z$: 1/(1 + 1/4)",
     1 / (1 + math.exp(-z_demo))),
    at="at p = 0.8",
)

# %% [markdown] id="logistic-read"
# This is the sigmoid of 00b, and now you know where it comes from. A score that is read as log-odds is called a **logit**. The whole model, $p = \sigma(w \cdot x + b)$, is called **logistic regression**. Here is the S for two scores, both with the border $x = 0$:

# %% id="logistic-figure"
figures.sigmoids({"z = x": 1.0, "z = 10x": 10.0})

# %% [markdown] id="logistic-next"
# The scale of $w$ is the steepness of the S. At $z = 2$ the gentle curve has reached 0.88. The steep one has all but reached 1 before $x = 1$.

# %% id="logistic-ask"
ask.number(
    "A logistic model gives a point the score z = -log 3. What are the odds of class 1, and what is its probability p? "
    "Another point gets p = 2/3. What is its score?",
    (1 / 3, 1 / 4, math.log(2)), digits=3,
    why="e to the power of -log 3 is 1/3, and 1/3 divided by 4/3 is 1/4. For p = 2/3 the odds are 2, and log 2 is 0.693.",
    mistakes={(3, 3 / 4, math.log(2)): "The first score is negative. Which class is more probable?",
              (1 / 3, 1 / 3, math.log(2)): "Odds compare class 1 with class 0. What is p of the whole?",
              (1 / 3, 3 / 4, math.log(2)): "p is below 1/2 where the odds are below 1.",
              (-math.log(3), 1 / 4, math.log(2)): "The first number is the score. What are the odds?",
              (1 / 3, 1 / 4, 2): "The last number is the odds of the other point. What is their logarithm?",
              (1 / 3, 1 / 4, math.log(2 / 3)): "The last is log p. The score is the logarithm of the odds."},
)

# %% [markdown] id="loss"
# ## 3 What a surprise costs
#
# A model says "rain with probability 0.9". It rains: hardly a surprise. It stays dry: a surprise. How large? We want 0 for what was certain, and more and more for what was called improbable. Two coin tosses in a row have the probability $0.5 \cdot 0.5 = 0.25$. They should surprise twice as much as one. The logarithm does this: $-\log 0.25 = 1.386 = 2 \cdot 0.693$. The **surprise** at an event that was given the probability $q$ is $-\log q$.
#
# A coin toss, $q = 0.5$, surprises by 0.693. Where the model said 0.01, it pays 4.61, nearly seven times as much. This is the curve on the right of the first picture: it falls to 0 for $q = 1$, and grows without end towards $q = 0$. The unit is called **nat**.

# %% [markdown] id="entropy" covers="N04-04"
# ### The mean surprise
#
# In a desert it rains on one day in ten. In this part $p$ is **what happens**, here $p = (0.1, 0.9)$ for rain and dry. And $q$ is **what a forecast says**. A forecast that says $q = p$ every day has on average the surprise
#
# $$0.1 \cdot 2.303 + 0.9 \cdot 0.105 = 0.325.$$
#
# Another forecast says $q = (0.5, 0.5)$ every day. Its surprise is 0.693 on each day, so that is its mean, too: much worse. The mean surprise $-\sum_i p_i \log q_i$ is called the **cross-entropy** of $q$ under $p$: it *happens* as $p$ says, and the *surprise* is that of $q$.
#
# Which forecast has the smallest mean surprise? Let $q$ now be its number for rain alone. Then the mean surprise is $-0.1\log q - 0.9\log(1-q)$, and its slope is $-0.1/q + 0.9/(1-q)$. (The inner box $1-q$ has the slope $-1$, and minus times minus is plus.)
#
# | q | 0.05 | 0.1 | 0.2 |
# |---|---|---|---|
# | mean surprise | 0.346 | 0.325 | 0.362 |
# | slope | -1.05 | 0 | 0.625 |
#
# The slope is 0 where $0.9\,q = 0.1\,(1-q)$, so only at $q = 0.1$. Below it the slope is negative, above it positive. **The best $q$ is $p$ itself**, and this holds for any number of classes (the last cell shows why).
#
# What remains there, 0.325, is the **entropy** of $p$. No forecast that says the same every day can do better. What another one pays above it is called its **KL divergence**. For $q = (0.5, 0.5)$ that is $0.693 - 0.325 = 0.368$.
#
# An event that never comes up, $p_i = 0$, adds 0, whatever $q_i$ is. A program has to skip it: for the computer $0 \cdot \log 0$ is `nan`, *not a number*. One that comes up but was given 0 costs infinitely much.
#
# **Two solutions.** Ann and Ben compute a mean surprise, with different results. Check both:

# %% id="entropy-ask"
ask.choose(
    "It rains on one day in ten: p = (0.1, 0.9) for rain and dry. A forecast says q = (0.9, 0.1) every day. Ann finds "
    "the mean surprise 0.9 · 2.303 + 0.1 · 0.105 = 2.083, Ben 0.1 · 2.303 + 0.9 · 0.105 = 0.325. Who is right?",
    {"Ben": "Ben pairs rain, which comes up with 0.1, with the surprise 2.303. How surprised is this forecast by rain, "
            "to which it gave 0.9?",
     "Ann": "On nine days in ten it is dry, and the forecast gave that 0.1: surprise 2.303. On one day in ten it "
            "rains, surprise 0.105.",
     "both: the order does not matter": "Their results are 2.083 and 0.325. Could a forecast that is wrong on nine "
                                        "days in ten be as good as the best?",
     "neither": "Take ten days: nine dry, one with rain. What is the surprise on each?"},
    right="Ann",
)

# %% [markdown] id="entropy-exercise"
# **Your turn** (10 minutes): [*The cross-entropy of two distributions*](../exercises/04a_two_classes.ipynb), exercise 1.

# %% [markdown] id="sample" covers="N04-05 N04-06"
# ## 4 The loss of a model
#
# Our points bring a **label** $y$: 1 or 0. The model gives class 1 the probability $p$, and class 0 gets $1 - p$. So a point of class 1 pays $\ell = -\log p$, and a point of class 0 pays $\ell = -\log(1 - p)$. Both fit into one line:
#
# $$\ell = -y\log p - (1-y)\log(1-p)$$
#
# Put $y = 1$ in, and the second term is 0. Put $y = 0$ in, and the first is 0. With $p = 0.8$ a point of class 1 pays $-\log 0.8 = 0.223$, and one of class 0 pays $-\log 0.2 = 1.609$. This is the cross-entropy of part 3. The forecast is $(p, 1-p)$, and $(y, 1-y)$ is what happens. (From here on $p$ is again what the model says. In part 3 that was $q$.) This loss is called **binary cross-entropy**. The loss of a data set is the mean over its points.
#
# There is a second way to this loss. If the points do not depend on each other, multiply the probabilities that the model gave to their labels. This product is the **likelihood**. For 0.8 and 0.5 it is 0.4. Minus its logarithm is the sum of the surprises, $0.223 + 0.693 = 0.916$: the **negative log-likelihood**. So the smallest loss means **maximum likelihood**.
#
# **A shorter form.** Put $p = \sigma(z)$ in. The numbers are those of the point $(-0.5, -0.5)$ of class 1 in the first picture, with $w = (1, 1)$ and $b = 0$. Its score is $z = -1$.

# %% id="sample-steps"
z_wrong = -1.0
p_wrong = 1 / (1 + math.exp(-z_wrong))
derivation(
    (r"$\ell = -\log p$", "the loss for $y = 1$", -math.log(p_wrong)),
    (r"$= -\log\dfrac{e^z}{1+e^z}$", "line 5 of part 2",
     -math.log(math.exp(z_wrong) / (1 + math.exp(z_wrong)))),
    (r"$= \log(1+e^z) - \log e^z$", "logarithm of a fraction, with a minus",
     math.log(1 + math.exp(z_wrong)) - math.log(math.exp(z_wrong))),
    (r"$= \log(1+e^z) - z$", r"$\log e^z$ is $z$: 0.3133 + 1",
     math.log(1 + math.exp(z_wrong)) - z_wrong),
    at="at z = -1",
)

# %% [markdown] id="sample-read"
# For $y = 0$ the price is $-\log(1-p)$. Line 5 of part 2 gives $1 - p = \frac{1}{1+e^z}$, so the price is $\log(1+e^z)$. Together: $\ell = \log(1+e^z) - y\,z$. With $z = -1$ a point of class 1 pays $0.313 + 1 = 1.313$, and one of class 0 pays $0.313$. The form with $z$ is also safer. Take a point of class 1 with the score $-800$. The computer stores its $p$ as 0, and $-\log 0$ is infinite. The form with $z$ gives the true loss, 800. For a score of $+800$ it is $e^z$ that is too large to be stored. Take the factor $e^z$ out: $1 + e^z = e^z\,(1 + e^{-z})$, so $\log(1+e^z) = z + \log(1+e^{-z})$. The library takes the form that is safe at this $z$.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop. The second half makes the model learn.

# %% [markdown] id="gradient"
# ## 5 Prediction minus truth
#
# **Try it before it is explained.** One point of class 1, two models. The first gives it $p = 0.9$, the second $p = 0.1$. The loss is $-\log p$ with $p = \sigma(z)$. How do the slopes with respect to the score compare?

# %% id="gradient-guess"
ask.choose(
    "A point belongs to class 1. One logistic model gives it p = 0.9, another p = 0.1. The loss is -log p. In which "
    "model is the slope of the loss with respect to the score z larger in size, and how much?",
    {"in the second, 9 times": "The slope is p - 1: -0.1 for the first model, -0.9 for the second.",
     "in the first, 9 times": "Which of the two has something to learn from this point?",
     "it is the same in both": "Draw -log σ(z): it is steep on the left, and flat on the right.",
     "in the second, 81 times": "That compares the slopes (1 - p)². Which power of the miss stands in the slope?"},
    right="in the second, 9 times",
)

# %% [markdown] id="gradient-derive" covers="N04-07"
# Now derive it. Walk from $w$ to the loss: $w \to z \to p \to \ell$. Then multiply the slopes along the chain. The numbers are again those of $x = (-0.5, -0.5)$ with $y = 1$, $w = (1, 1)$ and $b = 0$.

# %% id="gradient-steps"
x_wrong, w_wrong = torch.tensor([-0.5, -0.5]), torch.tensor([1.0, 1.0])
derivation(
    (r"$z = w_1x_1 + w_2x_2 + b$", "the score: -0.5 - 0.5 + 0", float(w_wrong @ x_wrong)),
    (r"$p = \sigma(z)$", "the prediction", p_wrong),
    (r"$\dfrac{d\ell}{dp} = -\dfrac1p$", r"slope of $-\log p$", -1 / p_wrong),
    (r"$\dfrac{dp}{dz} = p\,(1-p)$", "slope of the sigmoid, from 00b", p_wrong * (1 - p_wrong)),
    (r"$\dfrac{d\ell}{dz} = -\dfrac1p\,p\,(1-p)$", "multiply lines 3 and 4", -(1 - p_wrong)),
    (r"$= p - 1$", "$p$ cancels; $-(1-p) = p - 1$", p_wrong - 1),
    (r"$\dfrac{\partial z}{\partial w_1} = x_1$", r"only $w_1$ moves in line 1", x_wrong[0]),
    (r"$\dfrac{\partial \ell}{\partial w_1} = (p-1)\,x_1$", "multiply lines 6 and 7",
     (p_wrong - 1) * x_wrong[0]),
    (r"$\dfrac{\partial \ell}{\partial b} = p - 1$", "line 6 times 1: $z$ moves as $b$ does",
     p_wrong - 1),
    at="for this point",
)

# %% [markdown] id="recall-text"
# **The same with blanks.** That was $y = 1$. For $y = 0$ the loss is $-\log(1-p)$. Only line 3 changes, and with it lines 5, 6, 8 and 9. Fill in on paper, for $p = 0.2$ and a point with $x_1 = 2$:
#
# $\dfrac{d\ell}{dp} = \_\_\_ \qquad \dfrac{dp}{dz} = 0.2 \cdot 0.8 = 0.16 \qquad \dfrac{d\ell}{dz} = \_\_\_ \qquad \dfrac{\partial \ell}{\partial w_1} = \_\_\_$

# %% id="recall-1"
ask.number(
    "A point with x₁ = 2 has the label 0. ℓ = -log(1 - p) and p = σ(z), with p = 0.2, so that dp/dz = 0.2 · 0.8 = 0.16. "
    "What are dℓ/dp, dℓ/dz and ∂ℓ/∂w₁?",
    (1.25, 0.2, 0.4),
    why="1 - p is 0.8. The outer slope is -1/0.8, the inner slope -1: together 1.25. And 1.25 · 0.16 = 0.2, which is p. "
        "z moves 2 when w₁ moves 1: 0.2 · 2 = 0.4.",
    mistakes={(-1.25, -0.2, -0.4): "When p rises, 1 - p falls. Does its surprise then rise or fall?",
              (5, 0.8, 1.6): "At which value is the slope of the logarithm taken: at p, or at 1 - p?",
              (-5, -0.8, -1.6): "That is the case y = 1. Here the logarithm is that of 1 - p.",
              (1.25, 1.41, 2.82): "You added the two slopes. What do slopes do along a chain?",
              (1.25, 1.25, 2.5): "p is not z. How fast does p move with z?",
              (1.25, 0.2, 0.2): "How far does z move when w₁ moves by 1?",
              (1.25, 0.2, 2.2): "You added the last slope. What do slopes do along a chain?"},
)

# %% [markdown] id="gradient-read"
# So the slope with respect to the score is $p - 1$ for $y = 1$ and $p - 0$ for $y = 0$. In both cases it is $p - y$, **prediction minus truth**:
#
# $$\frac{\partial \ell}{\partial w_j} = (p - y)\,x_j \qquad \frac{\partial \ell}{\partial b} = p - y$$
#
# The $1/p$, or $1/(1-p)$, has cancelled against a factor of the sigmoid's slope. That is a second reason for this loss. With the squared miss $(p-y)^2$ of lecture 00 nothing cancels: its slope with respect to $z$ is $2\,(p-y)\,p\,(1-p)$. Take a point of class 1 with the score $-10$. The model is badly wrong there. The squared miss has the slope $-0.00009$, so it hardly learns. Ours has $-0.99995$.
#
# Does it hold? Ask for slopes by moving $w$ a little. The function with the long name is the binary cross-entropy of part 4, from $z$ (logits) and $y$:

# %% id="gradient-check"
from dlcourse import losses
from dlcourse.diff import finite

one = torch.tensor(1.0)

def loss_at(w):
    return losses.binary_cross_entropy_with_logits(w @ x_wrong, one)

tensors.show(derived=(p_wrong - 1) * x_wrong, measured=finite.gradient(loss_at, w_wrong))

# %% [markdown] id="update" covers="N04-08"
# ## 6 A step
#
# A data set may hold a million points. Then one takes a few at random for each step: a **mini-batch** of $B$ points. Its loss is the mean of theirs, so its gradient is the mean of theirs. Step against it, with the learning rate $\eta$:
#
# $$w \leftarrow w - \eta\,\frac1B\sum_{i=1}^{B}(p_i - y_i)\,x_i$$
#
# and $b$ in the same way, without the factor $x_i$. Here $i$ counts the points: $x_i$ is a whole point with all its numbers, and $p_i$ is what the model says of it.
#
# By hand, for two of the twelve points, with $w = (1, 1)$, $b = 0$ and $\eta = 1$:
#
# | point x | y | z | p | p - y | (p - y) x |
# |---|---|---|---|---|---|
# | (-0.5, -0.5) | 1 | -1 | 0.269 | -0.731 | (0.366, 0.366) |
# | (-1.5, 1) | 0 | -0.5 | 0.378 | 0.378 | (-0.566, 0.378) |
# | **mean** | | | | -0.177 | (-0.100, 0.372) |
#
# So the step leads to $w = (1.100, 0.628)$ and $b = 0.177$. The mean loss of the two falls from 0.894 to 0.726.

# %% id="update-ask"
ask.number(
    "Logistic regression starts with w = (0, 0), b = 0 and η = 1. Its mini-batch is x = (2, 0) with y = 1 and "
    "x = (0, 4) with y = 0. What are w₁, w₂ and b after one step?",
    (0.5, -1, 0),
    why="Both scores are 0, so p is 0.5, and p - y is -0.5 and 0.5. The mean of (-1, 0) and (0, 2) is (-0.5, 1), and "
        "the step goes against it.",
    mistakes={(1, -2, 0): "You added the two gradients. Which gradient has the batch?",
              (-0.5, 1, 0): "You went along the gradient. There the loss rises.",
              (-0.5, -1, -0.5): "Both of your errors are 0.5. Which sign has p - y for y = 1?",
              (-0.5, -1, 0): "Which sign has p - y for the point with y = 1?",
              (1, 0, 0.5): "You took p = 0. The score is 0. What is σ(0)?",
              (0.25, -0.5, 0): "You divided by the 2 points twice."},
)

# %% [markdown] id="update-batch"
# In code, `X (B, d)` has a point in each row, and `p - y` has the shape `(B,)`. As in part 9 of 00b: first multiply within each point, then add over the points. The mean divides by $B$.
#
# **Your turn** (10 minutes): [*The gradient of logistic regression*](../exercises/04a_two_classes.ipynb), exercise 2.

# %% [markdown] id="descending"
# Now let it run, with all twelve points in each step. It starts with a border that is nearly at right angles to the best one.

# %% id="descending-guess"
ask.choose(
    "Gradient descent on the loss of logistic regression, with twelve points. A line can have eleven of them on their "
    "own side, but never all twelve. What does the length of w do in the long run?",
    {"it grows for ever": "Eleven points would gain from that. What would the twelfth pay?",
     "it comes to rest at some length": "What the eleven would gain from a longer w is then just what the twelfth would "
                                        "lose.",
     "it falls to 0": "With w = 0 and b = 0 every point gets p = 0.5 and pays 0.693. The first picture had 0.254."},
    right="it comes to rest at some length",
)

# %% [markdown] id="descending-move"
# Move the steps from 0 to 200, and watch the border and the two curves.

# %% id="descending-live"
widgets.Descending()

# %% [markdown] id="descending-read"
# The border turns within some twenty steps. Then $w$ grows, but ever more slowly: to $(2.24, 1.62)$, with $b = 0.84$, after 200 steps with $\eta = 0.5$. With $\eta = 2$ it has nearly come to rest by then, at the length 3.08. **The point on the wrong side holds it back.** Make $w$ and $b$ a little longer: each of the eleven points saves a little, but the twelfth pays more. Near $w = (2.49, 1.84)$ and $b = 1.09$, at the length 3.10, savings and extra price are equal. (With $w$ and $b$ doubled there, the twelfth would pay 2.26 instead of 1.37.) If a line separated all twelve, every point would gain from doubling, for ever.

# %% [markdown] id="certainty" covers="N04-20"
# ## 7 The same border, another certainty
#
# Two models: $\mathcal M_1$ has $w = (1, 1)$, and $\mathcal M_2$ has $w = (10, 10)$. Both have $b = 0$, so both have the same border. They are the first picture at 45°, with the scales 1 and 10. At the point $(1, 1)$ the first says $\sigma(2) = 0.8808$, the second $\sigma(20) = 1 - 2.1 \cdot 10^{-9}$.
#
# Compare them on eleven points, without $(-0.5, -0.5)$. All eleven lie on their own side, and they prefer $\mathcal M_2$: their mean loss is 0.158 for $\mathcal M_1$ and 0.0006 for $\mathcal M_2$. Then the twelfth point arrives, $(-0.5, -0.5)$ of class 1.

# %% [markdown] id="certainty-read"
# Its scores are $-1$ and $-10$, and part 4 gives its price, $\log(1+e^z) - z$. The first model said "probably not" and pays $\log(1+e^{-1}) + 1 = 1.3133$, about 1.9 times the price of a coin toss. The second said "impossible" and pays $\log(1+e^{-10}) + 10 = 10.00005$.

# %% [markdown] id="calibration" covers="N04-21"
# ### Does a model keep its word?
#
# A model that says 0.8 a hundred times should be right about eighty times. If this holds for every number that it says, the model is **calibrated**. To see it, we need many points and the truth about them. So let us make a world: 20 000 random points, where each gets class 1 with the probability that $\mathcal M_1$ says. Where $\mathcal M_2$ says more than 0.9, it says 0.99 on average. Which share of these points is class 1? **Guess first.**

# %% [markdown] id="calibration-text"
# Sort the points into ten drawers by what a model says: 0 to 0.1 in the first, 0.1 to 0.2 in the next, and so on. For each drawer, compare what the model says on average with the share of class 1. One that keeps its word lies on the diagonal.
#
# (`torch.randn` draws points round the middle, and `torch.rand` numbers from 0 to 1. Such a number is below `chance` with the probability `chance`.)

# %% id="calibration-figure"
from dlcourse.models import linear
from dlcourse.models.calibration import calibration

models = {"M1: w = (1, 1)": (torch.tensor([1.0, 1.0]), torch.tensor(0.0)),
          "M2: w = (10, 10)": (torch.tensor([10.0, 10.0]), torch.tensor(0.0))}
rng = tensors.generator(4)  # the same random numbers each time
X_world = torch.randn(20_000, 2, generator=rng)
chance = X_world.sum(dim=1).sigmoid()
y_world = (torch.rand(20_000, generator=rng) < chance).long()
figures.reliability({name: calibration(linear.predict_proba(w, b, X_world), y_world)
                     for name, (w, b) in models.items()})

# %% [markdown] id="calibration-read"
# $\mathcal M_1$ keeps its word, as it must: the world was made by it. $\mathcal M_2$ shouts: what it calls 0.99 happens in about 0.75 of all cases. And where it says 0.3 or 0.7, the point lies almost on the border: there the world tosses a coin. Twenty other worlds give shares between 0.74 and 0.77.

# %% id="calibration-ask"
ask.number(
    "A logistic model says 0.9 of each of 200 points. 140 of them turn out to be of class 1. Which share is that? And "
    "which score should the model have given them, so that it keeps its word?",
    (0.7, math.log(7 / 3)),
    digits=2,
    why="140/200 is 0.7, and its log-odds are log(0.7/0.3) = 0.847. The model gave them log 9 = 2.197: it is too sure.",
    mistakes={(0.7, math.log(9)): "That is the score of 0.9. Which score belongs to 0.7?",
              (0.9, math.log(9)): "That is what the model says. How many of the 200 are of class 1?",
              (0.7, 7 / 3): "These are the odds. The score is their logarithm.",
              (0.7, -math.log(7 / 3)): "The points are more often of class 1. Which sign has the score?",
              (0.7, math.log(0.7)): "That is log p. The score is the logarithm of the odds.",
              (0.7, 0.7): "A share of 0.7 is right. Which score does the sigmoid turn into 0.7?"},
)

# %% [markdown] id="calibration-train"
# **Does training help?** At the best $w$ and $b$ all slopes are 0. The slope for $b$ is the mean of $p - y$. So at this place **the mean prediction equals the share of class 1** among the training points. Does that tell $\mathcal M_1$ from $\mathcal M_2$?

# %% id="calibration-slopes"
print(f"share of class 1: {y_world.double().mean():.2f}")
for name, (w, b) in models.items():
    says = linear.predict_proba(w, b, X_world).mean()
    w1, w2 = linear.logistic_loss_and_grad(w, b, X_world, y_world)[1].w
    print(f"{name} says on average {says:.2f}. Slopes for w: {w1:.4f}, {w2:.4f}")
w1, w2 = linear.logistic_fit(X_world, y_world, eta=1.0).params.w
print(f"trained on these points: w = ({w1:.2f}, {w2:.2f})")

# %% [markdown] id="calibration-slopes-read"
# No: both say 0.50. $\mathcal M_2$ is too sure on the one side and too sure on the other, and the two errors cancel. So look at the slopes for $w_1$ and $w_2$. For $\mathcal M_1$ they are near 0: it is nearly at the best place. For $\mathcal M_2$ both are about 0.1. A step goes against them, so it makes $w_1$ and $w_2$ smaller: the model becomes less sure. Training leads to $w = (1.03, 1.01)$, close to the world's own $(1, 1)$.
#
# **So training cures the shouting here.** No line separates these points, and the true log-odds have the form $w \cdot x + b$. Where a line separates all training points, it fails. Make this line's $w$ and $b$ longer, and each point pays less. With many features that happens easily: the 64 pixels of part 8 are such a case. [Lecture 04b](04b_many_classes.ipynb) shows how to keep $w$ short.

# %% [markdown] id="features" covers="N04-01"
# ## 8 Who chooses the features?
#
# So far each point had two numbers, its **features**. What are the features of a picture? Take handwritten sixes (class 0) and nines (class 1), 8 by 8 pixels each. Before deep learning one invented features **by hand**. Here are two inventions, and one way without:
#
# - a **histogram**: which share of the pixels is white, light grey, ..., black, in 8 numbers;
# - **one** number: the ink in the upper half minus the ink in the lower half;
# - all **64 pixels**, with a weight for each, to be learned.

# %% [markdown] id="features-text"
# Which of the three does worst? Make a guess. Then train on every second digit (`[::2]`), and count on the others (`[1::2]`). Why on the others? A model may fit what only its own training points have. We want to know how it does on new ones. `trained` is the gradient descent of part 6, and `share_right` counts.

# %% id="features-run"
digits = data.digits()
pair = (digits.y == 6) | (digits.y == 9)
images, y_pair = digits.X[pair].double().reshape(-1, 8, 8), (digits.y[pair] == 9).long()

def trained(features):
    return linear.logistic_fit(features[::2], y_pair[::2], eta=5.0, steps=800).params

def share_right(features):  # train on rows 0, 2, 4, ..., count on rows 1, 3, 5, ...
    plane = trained(features)
    said = features[1::2] @ plane.w + plane.b > 0
    return (said == (y_pair[1::2] == 1)).double().mean()

above = images[:, :4].sum(dim=(1, 2)) - images[:, 4:].sum(dim=(1, 2))
tensors.show(histogram=share_right(data.histogram_features(images, 8)),
             one_number=share_right(above[:, None]), pixels=share_right(images.flatten(1)))

# %% [markdown] id="features-see"
# These are the shares of digits that are named correctly. (We halved the digits in ten other ways, too. The histogram never got above 0.72, the one number never fell below 0.98, and the pixels always reached 1.00.) The histogram knows how much ink there is, but not where. A six turned round is a nine with the same ink, so it can hardly tell them apart. One clever feature is worth more than eight poor ones. But someone had to have the idea. The 64 weights find it alone:

# %% id="features-figure"
learned = trained(images.flatten(1)).w
figures.weights_of_pixels(images[y_pair == 0][0], images[y_pair == 1][0], learned.reshape(8, 8))

# %% [markdown] id="features-read"
# The large weights are positive in the upper right and negative in the lower left. There the loop of the nine and that of the six differ most: the hand-made feature, but more exact. A deep network learns the features themselves, layer after layer. Its last layer is what you have built here.

# %% [markdown] id="transfer"
# ## Transfer
#
# Ten doctors look at an X-ray. Seven say "ill". So you give it the label $y = 0.7$. The formulas of parts 4 and 5 hold for such a **soft label**, too.

# %% id="transfer-ask"
ask.number(
    "A point has the soft label y = 0.7, and its loss is -y log p - (1 - y) log(1 - p). For which p is the slope with "
    "respect to the score 0? And what is the loss there?",
    (0.7, -0.7 * math.log(0.7) - 0.3 * math.log(0.3)),
    digits=2,
    why="p - y is 0 for p = 0.7. What is left is 0.7 · 0.357 + 0.3 · 1.204 = 0.611, the entropy of (0.7, 0.3).",
    mistakes={(1, 0): "For p = 1 the three doctors who said 'healthy' would surprise without end.",
              (0.7, 0): "The slope is 0 there. Is the loss? Three doctors in ten say otherwise.",
              (0.5, math.log(2)): "That is a coin toss. For which p is p - y = 0?",
              (0.7, -math.log(0.7)): "That is the surprise at 'ill' alone. What do the other three doctors cost?"},
)

# %% [markdown] id="summary"
# ## Summary
#
# - The score $z = w \cdot x + b$ is 0 on the border. Divided by the length of $w$ it is the signed distance.
# - Read as log-odds, the score becomes a probability by the sigmoid: $p = \sigma(z)$.
# - The surprise at what was given $q$ is $-\log q$. Cross-entropy is the mean surprise. Entropy is the smallest mean surprise of a forecast that says the same every time.
# - The gradient of the loss of a point is $(p - y)\,x$ for $w$, and $p - y$ for $b$: prediction minus truth. A mini-batch takes the mean.
# - A longer $w$ leaves the border in place and makes the model surer. Being too sure is expensive: where it is wrong, and where one relies on its word.
# - Features can be made by hand or learned.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $w$, $b$ | `w (d,)`, `b` | weights and bias: direction and place of the border |
# | $z$ | `z` | score $w \cdot x + b$; logit, log-odds |
# | $\sigma$, $p$ | `sigmoid`, `p` | sigmoid; probability of class 1 |
# | $p_i$, $q_i$ | `p`, `q` | in part 3: how often class $i$ happens; what a forecast says |
# | $y$ | `y` | label, 0 or 1 |
# | $\ell$ | `loss` | loss of a point |
# | $B$, $\eta$ | `B`, `eta` | points in a mini-batch, learning rate |

# %% [markdown] id="glossary"
# ## Words
#
# **score** $w \cdot x + b$ · **hyperplane** all points with score 0 · **odds** $p/(1-p)$ · **log-odds, logit** logarithm of the odds; the score of logistic regression · **logistic regression** a sigmoid of a score · **surprise** $-\log q$ at what was given $q$ · **nat** unit of surprise, with the natural logarithm · **cross-entropy** $-\sum_i p_i \log q_i$, the mean surprise · **binary cross-entropy** the same for two classes · **entropy** $-\sum_i p_i \log p_i$, the mean surprise for $q = p$ · **KL divergence** cross-entropy minus entropy · **likelihood** product of the probabilities given to what happened · **negative log-likelihood** minus its logarithm · **maximum likelihood** making it large · **label** the true class of a point · **mini-batch** points that are used in one step · **calibrated** what it calls 80 % happens in 80 % of the cases, and so for every number · **feature** a number that describes a point · **soft label** a label between 0 and 1. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# `torch.nn.BCEWithLogitsLoss` is the loss of part 4, from logits. Large networks are often too sure of themselves. A cheap repair, called temperature scaling, divides all their scores by one number that is chosen on fresh data: dividing by 2 is the scale 0.5 of the first picture.

# %% [markdown] id="optional-best"
# ## Optional: why no $q$ beats $p$
#
# At $u = 1$ the curve $\log u$ has the height 0 and the slope 1, so its tangent there is $u - 1$. The curve bends down, so it lies nowhere above its tangent: $\log u \le u - 1$. Use this for $u = q_i/p_i$, for each class that comes up. The numbers are for $p = (0.1, 0.9)$ and $q = (0.5, 0.5)$.

# %% id="optional-best-steps"
happens, says_q = torch.tensor([0.1, 0.9]), torch.tensor([0.5, 0.5])
ratio = says_q / happens
derivation(
    (r"$\sum_i p_i \log q_i - \sum_i p_i \log p_i$",
     "entropy minus cross-entropy: 0.325 - 0.693",
     (happens * says_q.log()).sum() - (happens * happens.log()).sum()),
    (r"$= \sum_i p_i \log\dfrac{q_i}{p_i}$", "logarithm of a fraction, class by class",
     (happens * ratio.log()).sum()),
    (r"$\le \sum_i p_i \left(\dfrac{q_i}{p_i} - 1\right)$",
     r"$\log u \le u - 1$: 0.1 · 4 - 0.9 · 0.444",
     0.1 * (ratio[0] - 1) + 0.9 * (ratio[1] - 1)),
    (r"$= \sum_i q_i - \sum_i p_i \le 0$",
     "multiply out; the second sum is 1, the first at most 1", says_q.sum() - happens.sum()),
    at="for these two",
)
