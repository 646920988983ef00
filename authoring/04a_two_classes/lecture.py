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
# Twelve points lie in a plane: red squares of class 0 and blue circles of class 1. A model colours the plane: blue where it expects class 1, orange where it expects class 0. The black line is its border. On the right, each point pays a price, its **loss**: little where its own class was called probable, much where it was not.
#
# **Turn the border** with the first control. Which direction of $w$ makes the mean loss small? Leave the scale at 1 for now.

# %% id="hook-live"
import math

import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l04a import figures, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Border()

# %% [markdown] id="hook-ask"
# At 45° eleven of the twelve points are on their own side. No line gets all twelve. Soon you will make $w$ ten times as long. The border will stay where it is. **Decide first** what the loss will do.

# %% id="hook-answer"
ask.choose(
    "A border has 11 of 12 points on their own side, and the mean loss is 0.254. Now w becomes ten times as long. The "
    "border stays, so 11 are still right. What happens to the mean loss?",
    {"it stays the same, because the border does": "The border stays, but the colours change. How sure is the model of "
                                                   "the point on the wrong side now?",
     "it falls, because the model is surer and mostly right": "The eleven do pay less. What does the twelfth pay?",
     "it rises to more than three times as much": "The eleven pay almost nothing now. The twelfth pays 10, and a "
                                                  "twelfth of 10 is 0.83.",
     "it rises a little, to about 0.3": "The direction is right. Set the scale to 10: what does the dearest point "
                                        "pay?"},
    right="it rises to more than three times as much",
)

# %% [markdown] id="hook-see"
# **See it.** Set the direction to 45° and pull the scale from 0.1 to 10. The number of wrong points stays at 1, and the loss falls first and then rises. It is smallest near a scale of 1.5. So a border is not all. **How sure** a model is can be right or wrong, too. This lecture shows where these prices come from, and how a program finds the best border and the best scale by itself.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Turn a score into a probability and back (questions in parts 1 and 2).
# 2. Measure how badly a model's probabilities fit what happens (exercise *The cross-entropy of two distributions*).
# 3. Derive the gradient of the loss, check it, and write it for a batch (exercise *The gradient of logistic regression*).
# 4. Take a step on a mini-batch by hand (question in part 6).
# 5. See whether a model is too sure of itself (question in part 7).

# %% [markdown] id="needs"
# ## What you need
#
# From [00b](00b_calculus_you_need.ipynb): the chain rule, partial derivatives, and the slope $1/u$ of $\log u$. From school: $e^x$ and its inverse $\log$, with $\log(ab) = \log a + \log b$.

# %% [markdown] id="plane" covers="N04-02"
# ## 1 A line has a direction
#
# The model computes a **score** for each point: $z = w \cdot x + b$. The dot is the dot product, so in the plane $z = w_1 x_1 + w_2 x_2 + b$. Where $z$ is 0 lies the border: a line in the plane, a plane in space, and in general a **hyperplane**. As an arrow, $w$ stands at right angles to it and points to the side of class 1.
#
# How far from the border is a point? Divide its score by the length of $w$, which is $\lVert w\rVert = \sqrt{w_1^2 + w_2^2}$. The sign tells the side. For $w = (3, 4)$ and $b = -5$ the length is $\sqrt{9 + 16} = 5$. The point $(3, 4)$ has the score $9 + 16 - 5 = 20$, so it lies $20/5 = 4$ from the border.

# %% id="plane-figure"
w_line, b_line = torch.tensor([3.0, 4.0]), torch.tensor(-5.0)
figures.distances(w_line, b_line, torch.tensor([[3.0, 4.0], [4.0, -3.0]]))

# %% [markdown] id="plane-next"
# The second point, $(4, -3)$, has the score $12 - 12 - 5 = -5$ and lies 1 from the border, on the side of class 0. Now another point:

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
# A score can be any number. A probability $p$ lies between 0 and 1. What joins them? Gamblers know a number that fits between: the **odds** $\dfrac{p}{1-p}$, how many times more probable class 1 is than class 0. Take the logarithm, and you have the **log-odds**:
#
# | p | odds | log-odds |
# |---|---|---|
# | 0.1 | 1/9 | -2.197 |
# | 0.2 | 1/4 | -1.386 |
# | 0.5 | 1 | 0 |
# | 0.8 | 4 | 1.386 |
# | 0.9 | 9 | 2.197 |
#
# Log-odds run from minus to plus infinity, as scores do. They are 0 where both classes are equally probable, as the score is on the border. So let **the score be the log-odds**. Then $p$ follows. The numbers are for $p = 0.8$.

# %% id="logistic-steps"
from dlcourse.classroom.derivation import derivation

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
# This is the sigmoid of 00b, and now you know where it comes from. A score that is read as log-odds is called a **logit**. The whole model, $p = \sigma(w \cdot x + b)$, is called **logistic regression**. Here is the S, for two scores with the same border at $x = 0$:

# %% id="logistic-figure"
figures.sigmoids({"z = x": 1.0, "z = 10x": 10.0})

# %% [markdown] id="logistic-next"
# The scale of $w$ is the steepness of the S. Read off the gentle curve: at $z = 2$ it has reached 0.88. The steep one has all but reached 1 before $x = 1$.

# %% id="logistic-ask"
ask.number(
    "A logistic model gives a point the score z = -log 3. What are the odds of class 1, and what is its probability p?",
    (1 / 3, 1 / 4),
    digits=3,
    why="e to the power of -log 3 is 1/3. And 1/3 divided by 1 + 1/3 is 1/4: one time in four.",
    mistakes={(3, 3 / 4): "The score is negative. Which class is more probable?",
              (1 / 3, 1 / 3): "The odds are right. They compare class 1 with class 0. What is p of the whole?",
              (1 / 3, 3 / 4): "The odds are right. p is below 1/2 where the odds are below 1.",
              (-math.log(3), 1 / 4): "That is the score, the log-odds. What are the odds themselves?",
              (1 / 3, 2 / 3): "You took 1 minus the odds. For p = 1/4 the odds are 1/4 divided by 3/4."},
)

# %% [markdown] id="loss"
# ## 3 What a surprise costs
#
# A model says "rain with probability 0.9". It rains: no surprise. It stays dry: a surprise. How large? We want 0 for what was certain, and more and more for what was called improbable. And two coin tosses in a row, together with $p = 0.5 \cdot 0.5$, should surprise twice as much as one. The logarithm does all that. The **surprise** at an event that was given the probability $p$ is $-\log p$.

# %% id="loss-figure"
figures.surprise(torch.tensor([0.01, 0.1, 0.5, 0.9]))

# %% [markdown] id="loss-next"
# A coin toss, $p = 0.5$, surprises by 0.693. Where the model said 0.01, it pays 4.61, nearly seven times as much. This was the curve on the right of the first picture. The unit is called **nat**.

# %% [markdown] id="entropy" covers="N04-04"
# ### The mean surprise
#
# In a desert it rains on one day in ten: $p = (0.1, 0.9)$ for rain and dry. A forecast that says exactly this every day has on average the surprise
#
# $$0.1 \cdot 2.303 + 0.9 \cdot 0.105 = 0.325.$$
#
# Another forecast says $q = (0.5, 0.5)$ every day. **Decide:** who does better? Its surprise is 0.693 on each day, so its mean is $0.1 \cdot 0.693 + 0.9 \cdot 0.693 = 0.693$: much worse. The mean surprise $-\sum_i p_i \log q_i$ is called the **cross-entropy** of $q$ under $p$: it *happens* as $p$ says, and the *surprise* is that of $q$. The $q$ that makes it smallest is $p$ itself. Even a small change costs: $q = (0.2, 0.8)$ has $0.1 \cdot 1.609 + 0.9 \cdot 0.223 = 0.362$. What remains with $q = p$, here 0.325, is the **entropy** of $p$. No forecast can do better with the same words every day.
#
# **Two solutions.** It still rains with $p = (0.1, 0.9)$. A third forecast says $q = (0.9, 0.1)$. Ann computes $0.9 \cdot 2.303 + 0.1 \cdot 0.105 = 2.083$. Ben computes $0.1 \cdot 2.303 + 0.9 \cdot 0.105 = 0.325$.

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
# Put $y = 1$ in, and the second term is 0. Put $y = 0$ in, and the first is 0. With $p = 0.8$ a point of class 1 pays $-\log 0.8 = 0.223$, and one of class 0 pays $-\log 0.2 = 1.609$. The loss of a data set is the mean over its points.
#
# **A shorter form.** Put $p = \sigma(z)$ in. The numbers are those of the point $(-0.5, -0.5)$ of class 1 in the first picture, with $w = (1, 1)$ and $b = 0$. Its score is $z = -1$.

# %% id="sample-steps"
z_late = -1.0
p_late = 1 / (1 + math.exp(-z_late))
derivation(
    (r"$\ell = -\log p$", "the loss for $y = 1$", -math.log(p_late)),
    (r"$= -\log\dfrac{e^z}{1+e^z}$", "line 5 of part 2",
     -math.log(math.exp(z_late) / (1 + math.exp(z_late)))),
    (r"$= \log(1+e^z) - \log e^z$", "logarithm of a fraction, with a minus",
     math.log(1 + math.exp(z_late)) - math.log(math.exp(z_late))),
    (r"$= \log(1+e^z) - z$", r"$\log e^z$ is $z$: 0.3133 + 1",
     math.log(1 + math.exp(z_late)) - z_late),
    at="at z = -1",
)

# %% [markdown] id="sample-read"
# For $y = 0$ the same steps give $\log(1+e^z)$ alone. Together: $\ell = \log(1+e^z) - y\,z$. With $z = -1$ a point of class 1 pays $0.313 + 1 = 1.313$, and one of class 0 pays $0.313$. This form has a second merit. For a score of $-800$ the computer stores $p$ as 0, and $-\log 0$ is infinite. The form with $z$ gives the true loss, 800.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop. The second half makes the model learn.

# %% [markdown] id="gradient"
# ## 5 Prediction minus truth
#
# **Try it before it is explained.** Two points of class 1 lie at the same place in two models. The first model gives it $p = 0.9$, the second $p = 0.1$. Training moves $w$ against the gradient of the loss. How do the two gradients compare?

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
x_late, w_late = torch.tensor([-0.5, -0.5]), torch.tensor([1.0, 1.0])
derivation(
    (r"$z = w_1x_1 + w_2x_2 + b$", "the score: -0.5 - 0.5 + 0", float(w_late @ x_late)),
    (r"$p = \sigma(z)$", "the prediction", p_late),
    (r"$\dfrac{d\ell}{dp} = -\dfrac1p$", r"slope of $-\log p$", -1 / p_late),
    (r"$\dfrac{dp}{dz} = p\,(1-p)$", "slope of the sigmoid, from 00b", p_late * (1 - p_late)),
    (r"$\dfrac{d\ell}{dz} = -\dfrac1p\,p\,(1-p)$", "multiply lines 3 and 4", -(1 - p_late)),
    (r"$= p - 1$", "$p$ cancels; $-(1-p) = p - 1$", p_late - 1),
    (r"$\dfrac{\partial z}{\partial w_1} = x_1$", r"only $w_1$ moves in line 1", x_late[0]),
    (r"$\dfrac{\partial \ell}{\partial w_1} = (p-1)\,x_1$", "multiply lines 6 and 7",
     (p_late - 1) * x_late[0]),
    (r"$\dfrac{\partial \ell}{\partial b} = p - 1$", "line 6 times 1: $z$ moves as $b$ does",
     p_late - 1),
    at="for this point",
)

# %% [markdown] id="recall-text"
# That was $y = 1$. For $y = 0$ the loss is $-\log(1-p)$, and only line 3 is another one. You can do it yourself:

# %% id="recall-1"
ask.number(
    "ℓ = -log(1 - p) and p = σ(z), with p = 0.2, so that dp/dz = 0.2 · 0.8 = 0.16. What are dℓ/dp and dℓ/dz?",
    (1.25, 0.2),
    why="1 - p is 0.8. The outer slope is -1/0.8, the inner slope -1: together 1.25. And 1.25 · 0.16 = 0.2, which is p.",
    mistakes={(-1.25, -0.2): "When p rises, 1 - p falls. Does its surprise then rise or fall?",
              (5, 0.8): "At which value is the slope of the logarithm taken: at p, or at 1 - p?",
              (-5, -0.8): "That is the case y = 1. Here the logarithm is that of 1 - p.",
              (1.25, 1.41): "You added the two slopes. What do slopes do along a chain?",
              (1.25, 1.25): "p is not z. How fast does p move with z?"},
)

# %% [markdown] id="gradient-read"
# So the slope with respect to the score is $p - 1$ for $y = 1$ and $p - 0$ for $y = 0$. In both cases it is $p - y$, **prediction minus truth**:
#
# $$\frac{\partial \ell}{\partial w_j} = (p - y)\,x_j \qquad \frac{\partial \ell}{\partial b} = p - y$$
#
# The two awkward factors have cancelled. That is the reason why this loss and the sigmoid are used together. Does it hold? Ask for slopes by moving $w$ a little, without any derivation. The loss function with the long name is the form of part 4, from $z$ (logits) and $y$:

# %% id="gradient-check"
from dlcourse import losses
from dlcourse.diff import finite

one = torch.tensor(1.0)

def loss_of_late(w):
    return losses.binary_cross_entropy_with_logits(w @ x_late, one)

tensors.show(derived=(p_late - 1) * x_late, measured=finite.gradient(loss_of_late, w_late))

# %% [markdown] id="gradient-faded"
# **The same with blanks.** A point $x = (2, -1)$ has the label 1, and the model says $p = 0.6$. Fill in the blanks on paper.
#
# | step | formula | number |
# |---|---|---|
# | slope of the loss with respect to p | -1/p | -1.667 |
# | slope of the sigmoid | p (1 - p) | \_\_\_ |
# | both together | p - y | \_\_\_ |
# | with respect to w₁ | (p - y) x₁ | \_\_\_ |
# | with respect to w₂ | \_\_\_ | \_\_\_ |

# %% id="gradient-faded-ask"
ask.number(
    "Logistic regression says p = 0.6 for x = (2, -1) with label y = 1. What are the slopes of the loss with respect "
    "to the score z, to w₁ and to w₂?",
    (-0.4, -0.8, 0.4),
    why="0.6 - 1 is -0.4. Times 2 is -0.8, and times -1 is 0.4.",
    mistakes={(0.4, 0.8, -0.4): "That is truth minus prediction. Does the loss of class 1 rise or fall when z rises?",
              (0.6, 1.2, -0.6): "That is p - 0. What is the label?",
              (-0.4, -0.8, -0.4): "The last number: which sign has the second entry of x?",
              (-0.4, -0.4, -0.4): "How far does z move when w₁ moves by 1?",
              (-0.096, -0.192, 0.096): "You multiplied by p(1 - p) once more. It has cancelled already.",
              (0.24, -0.8, 0.4): "The first number is the slope of the sigmoid. The loss is one box further."},
)

# %% [markdown] id="gradient-exercise"
# **Your turn** (10 minutes): [*The gradient of logistic regression*](../exercises/04a_two_classes.ipynb), exercise 2.

# %% [markdown] id="update" covers="N04-08"
# ## 6 A step
#
# A data set may hold a million points. Then one takes a few at random for each step: a **mini-batch** of $B$ points. Its loss is the mean of theirs, so its gradient is the mean of theirs. Step against it, with the learning rate $\eta$:
#
# $$w \leftarrow w - \eta\,\frac1B\sum_{i=1}^{B}(p_i - y_i)\,x_i$$
#
# and $b$ in the same way, without the factor $x_i$.
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
    "w = (1, 1), b = 0, and the mean gradient of a mini-batch is (-0.100, 0.372) for w and -0.177 for b. Now the "
    "learning rate is 0.5. What are w₁, w₂ and b after the step?",
    (1.05, 0.814, 0.0885),
    digits=3,
    why="1 + 0.05, 1 - 0.186 and 0 + 0.0885: each moves against its slope, half as far as before.",
    mistakes={(0.95, 1.186, -0.0885): "You went along the gradient. There the loss rises.",
              (1.1, 0.628, 0.177): "That is the step with the rate 1.",
              (-0.05, 0.186, -0.0885): "Those are the gradient's halves. Where did w start?",
              (0.05, -0.186, 0.0885): "That is the change. Where did w start?",
              (1.025, 0.907, 0.04425): "You divided by the 2 points again. The gradient is a mean already."},
)

# %% [markdown] id="update-mend"
# **Mend this.** A student trains on the first of these points alone, with $\eta = 0.5$. The loss should fall, and it rises: 1.313, 1.741, 2.275.
#
# ```python
# for _ in range(2):
#     p = torch.sigmoid(w @ x + b)
#     w = w - eta * (y - p) * x
#     b = b - eta * (y - p)
# ```

# %% id="update-mend-ask"
ask.choose(
    "A program should lower the loss of logistic regression by steps `w = w - eta * (y - p) * x` and "
    "`b = b - eta * (y - p)`. The loss rises at every step. Which change mends it?",
    {"a smaller eta": "Then it climbs more slowly. In which direction does it go?",
     "`(p - y)` in place of `(y - p)` in both lines": "Prediction minus truth is the gradient, and the step subtracts "
                                                     "it.",
     "`p * (1 - p)` as a further factor": "This factor is positive. Does it turn the direction round?",
     "`w` updated after `b`": "p was computed before both. Does the order of the two lines matter then?"},
    right="`(p - y)` in place of `(y - p)` in both lines",
)

# %% [markdown] id="descending"
# Now let it run, with all twelve points in each step. It starts with a border that is nearly at right angles to the best one. **Predict:** will it go on making $w$ longer for ever? Move the steps from 0 to 200.

# %% id="descending-live"
widgets.Descending()

# %% [markdown] id="descending-read"
# The border turns within a few steps. Then $w$ grows, but ever more slowly: to $(2.24, 1.62)$ after 200 steps with $\eta = 0.5$. **The point on the wrong side holds it back.** If a line could separate all twelve points, nothing would hold it back, and $w$ would grow without end.

# %% [markdown] id="certainty" covers="N04-20"
# ## 7 The same border, another certainty
#
# Two models: $\mathcal M_1$ has $w = (1, 1)$, and $\mathcal M_2$ has $w = (10, 10)$. Both have $b = 0$, so both have the same border. Suppose the training data are eleven points, without $(-0.5, -0.5)$. On these, both models are right about everything.

# %% id="certainty-figure"
from dlcourse.models import linear

zero = torch.zeros(())
models = {"M1: w = (1, 1)": (torch.tensor([1.0, 1.0]), zero),
          "M2: w = (10, 10)": (torch.tensor([10.0, 10.0]), zero)}
seen = [i for i in range(12) if i != 5]
X_seen, y_seen = widgets.X[seen], widgets.Y[seen]
figures.probability_maps(models, X_seen, y_seen)

# %% [markdown] id="certainty-text"
# At the point $(1, 1)$ the first says $\sigma(2) = 0.8808$, the second $\sigma(20) = 1 - 2.1 \cdot 10^{-9}$. The eleven points prefer the second: their mean loss is 0.158 for $\mathcal M_1$ and 0.0006 for $\mathcal M_2$. Then the twelfth point arrives, $(-0.5, -0.5)$ of class 1.

# %% id="certainty-run"
X_late, y_late = widgets.X[5:6], widgets.Y[5:6]
for name, (w, b) in models.items():
    seen_loss = float(linear.logistic_loss_and_grad(w, b, X_seen, y_seen)[0])
    late_loss = float(linear.logistic_loss_and_grad(w, b, X_late, y_late)[0])
    print(f"{name}: eleven points {seen_loss:.4f}, the twelfth {late_loss:.5f}")

# %% [markdown] id="certainty-read"
# Both are wrong about it. The first said "probably not" and pays 1.3133, about 1.9 times the price of a coin toss. The second said "impossible" and pays 10.00005.

# %% [markdown] id="calibration" covers="N04-21"
# ### Does a model keep its word?
#
# A model that says 0.8 a hundred times should be right about eighty times. Then it is **calibrated**. To see it, we need many points and the truth about them. So let us make a world: 20 000 random points, where each gets class 1 with exactly the probability that $\mathcal M_1$ says. (`torch.rand` draws numbers from 0 to 1. Such a number is below `chance` with the probability `chance`.)

# %% id="calibration-guess"
ask.choose(
    "In a world of many random points, class 1 comes up with the probability σ(x₁ + x₂). The model M2 says "
    "σ(10x₁ + 10x₂). Take all points of which M2 says 'class 1, more than 0.9'. On average it says 0.99. About which "
    "share of them is class 1?",
    {"0.99": "That is what M2 says. But the world follows the gentle curve, not the steep one.",
     "0.50": "On the border it would be so. But these points lie on the side of class 1.",
     "0.75": "Many of them lie close to the border, where the world says 0.6 or 0.7 and M2 says 0.99.",
     "0.10": "Then M2 would have the sides exchanged. Both models have the same border."},
    right="0.75",
)

# %% [markdown] id="calibration-text"
# Sort the points by what a model says, into ten classes of $p$. For each class, compare what it says with what happens. A model that keeps its word lies on the diagonal.

# %% id="calibration-figure"
from dlcourse.models.calibration import calibration

rng = tensors.generator(4)  # the same random numbers each time
X_world = torch.randn(20_000, 2, generator=rng)
chance = X_world.sum(dim=1).sigmoid()
y_world = (torch.rand(20_000, generator=rng) < chance).long()
figures.reliability({name: calibration(linear.predict_proba(w, b, X_world), y_world)
                     for name, (w, b) in models.items()})

# %% [markdown] id="calibration-read"
# $\mathcal M_1$ keeps its word. $\mathcal M_2$ shouts: what it calls 0.99 happens in about 0.75 of all cases. Twenty other worlds, drawn anew, give shares between 0.74 and 0.77.
#
# Training helps here. At the best $w$ and $b$ the slope with respect to $b$ is 0, and this slope is the mean of $p - y$. So there **the mean prediction equals the share of class 1** among the training points. How to keep $w$ short when the data do not, [lecture 04b](04b_many_classes.ipynb) will show.

# %% [markdown] id="features" covers="N04-01"
# ## 8 Who chooses the features?
#
# So far each point had two numbers, its **features**. What are the features of a picture? Take handwritten sixes (class 0) and nines (class 1), 8 by 8 pixels each. Before deep learning one invented features **by hand**. Here are two inventions, and one way without:
#
# - a **histogram**: which share of the pixels is white, light grey, ..., black, in 8 numbers;
# - **one** number: the ink in the upper half minus the ink in the lower half;
# - all **64 pixels**, with a weight for each, to be learned.

# %% [markdown] id="features-text"
# **Decide:** which of the three does worst? Train on every second digit (`[::2]`), and count on the others (`[1::2]`):

# %% id="features-run"
from dlcourse import data

digits = data.digits()
pair = (digits.y == 6) | (digits.y == 9)
images, y_pair = digits.X[pair].double().reshape(-1, 8, 8), (digits.y[pair] == 9).long()

def share_right(features):
    plane = linear.logistic_fit(features[::2], y_pair[::2], eta=5.0, steps=800).params
    said = features[1::2] @ plane.w + plane.b > 0
    return (said == (y_pair[1::2] == 1)).double().mean()

above = images[:, :4].sum(dim=(1, 2)) - images[:, 4:].sum(dim=(1, 2))
tensors.show(histogram=share_right(data.histogram_features(images, 8)),
             one_number=share_right(above[:, None]), pixels=share_right(images.flatten(1)))

# %% [markdown] id="features-see"
# The shares of digits that are named correctly. The histogram knows how much ink there is, and not where. But a six turned round is a nine: the same ink. One clever feature is worth more than eight poor ones. But someone had to have the idea. The 64 weights found it alone:

# %% id="features-figure"
learned = linear.logistic_fit(images.flatten(1), y_pair, eta=0.5, steps=200).params.w
figures.weights_of_pixels(images[y_pair == 0][0], images[y_pair == 1][0], learned.reshape(8, 8))

# %% [markdown] id="features-read"
# The weights are mostly positive above and negative below: the hand-made feature, with details that nobody thought of. A deep network goes further. It learns the features themselves, layer after layer, together with the classifier at its end. And that last layer is what you have built here.

# %% [markdown] id="transfer"
# ## Transfer
#
# Ten doctors look at the same X-ray. Seven say "ill". So you give it the label $y = 0.7$. The formulas of parts 4 and 5 hold for such a **soft label**, too.

# %% id="transfer-ask"
ask.number(
    "A sample has the soft label y = 0.7, and its loss is -y log p - (1 - y) log(1 - p). For which p is the slope with "
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
# - The surprise at what was given $p$ is $-\log p$. Cross-entropy is the mean surprise, and entropy is the best that is possible.
# - The gradient of the loss of a point is $(p - y)\,x$ for $w$, and $p - y$ for $b$: prediction minus truth. A mini-batch takes the mean.
# - A longer $w$ leaves the border in place and makes the model surer. Too sure is dear: where it is wrong, and where one relies on its word.
# - Features can be made by hand or learned. A learned weight for each pixel can find what matters.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $w$, $b$ | `w (d,)`, `b` | weights and bias: direction and place of the border |
# | $z$ | `z` | score $w \cdot x + b$; logit, log-odds |
# | $\sigma$, $p$ | `sigmoid`, `p` | sigmoid; probability of class 1 |
# | $y$ | `y` | label, 0 or 1 |
# | $\ell$ | `loss` | loss of a point |
# | $B$, $\eta$ | `B`, `eta` | points in a mini-batch, learning rate |

# %% [markdown] id="glossary"
# ## Words
#
# **score** $w \cdot x + b$ · **hyperplane** all points with score 0 · **odds** $p/(1-p)$ · **log-odds, logit** logarithm of the odds; the score of logistic regression · **logistic regression** a sigmoid of a score · **surprise** $-\log p$ · **nat** unit of surprise, with the natural logarithm · **cross-entropy** mean surprise of a model · **entropy** mean surprise of the best model · **label** the true class of a sample · **mini-batch** samples that are used in one step · **calibrated** what it calls 80 % happens in 80 % of the cases · **feature** a number that describes a sample · **soft label** a label between 0 and 1. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# `torch.nn.BCEWithLogitsLoss` is the loss of part 4, from logits. Libraries such as scikit-learn's `LogisticRegression` use methods that look at the bend of the loss, too. They need a few dozen steps where ours need hundreds, and they keep $w$ short unless told otherwise. Large networks are often too sure of themselves. A cheap repair, called temperature scaling, divides all their scores by one number that is chosen on fresh data: it is the scale of the first picture.
