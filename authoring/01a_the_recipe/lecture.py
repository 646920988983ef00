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
# # 01a The recipe
#
# {minutes} · exercises in `exercises/01a_the_recipe.ipynb`

# %% [markdown] id="hook" covers="N01-07"
# ## A line by hand
#
# Four cats were put on the scale. Each point is a cat: its age and its weight. A model says that the weight is $w \cdot \text{age} + b$. On the right each cat pays a price: its miss, squared. (As in lecture 00, the miss is prediction minus truth. A bar ends at the top of the picture, even if the price is higher. The youngest cat stands first.)
#
# **Pull $w$ and $b$** until the mean price is below 0.2. Leave the two menus as they are for now.

# %% id="hook-live"
import torch

from dlcourse import ask, data, tensors
from dlcourse.lectures.l01a import figures, widgets
from dlcourse.models import linear

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.ByHand()

# %% [markdown] id="hook-ask"
# That is what a learning machine does: change numbers until the loss is small. With $w = 0.7$ and $b = 0.8$ the mean price is 0.18.
#
# Now somebody forgets a decimal point. The weight 5.1 kg is typed as 51. The best line has to be found anew. **Decide first.**

# %% id="hook-answer"
ask.choose(
    "Two lines are fitted to the four cats. The first has the smallest mean of the squared misses, the second the "
    "smallest mean of the sizes of the misses (a miss of -2 has the size 2). For a cat of 5 years they say 4.2 and 3.9 "
    "kg. Then 5.1 is typed as 51, and both are fitted anew. What do they say now?",
    {"both between 4 and 6 kg, since three cats of four are right": "A squared miss of 46 costs 2116. How far will the "
                                                                    "first line go to lower that?",
     "both above 15 kg": "The first does. Set the second menu to 51, and the loss to sizes: which line is best there?",
     "about 19 kg and still 3.9 kg": "With squares one wrong cat moves the line by 15 kg. With sizes the best line does "
                                     "not move at all.",
     "4.2 kg and about 19 kg": "Which of the two grows faster with the miss: its square or its size?"},
    right="about 19 kg and still 3.9 kg",
)

# %% [markdown] id="hook-see"
# **See it.** Set the weights to *5.1 typed as 51*. With squares, $w = 4.6$ and $b = -4$ are nearly best. This line says that a newborn cat weighs minus 4 kg. Then set the loss to the sizes: $w = 0.6$ and $b = 1$ are nearly best, with the error and without it. (At 5 years this line says 4.0 kg, and the exact best one 3.9.)
#
# Is that a special trick of these four cats? We made up 200 herds of 20 cats. A weight is $1 + 0.6 \cdot \text{age}$ plus some chance, as in part 4. In each herd one weight was multiplied by 10. With squares the prediction for 5 years moved by 1.7 kg on average, and by up to 6.0 kg. With sizes it never moved by more than 0.41 kg.
#
# Same cats, same kind of line. **One part of the recipe was exchanged, and the answer is another one.** This lecture shows all parts.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Read what a model gives: numbers, one class or several labels (question in part 5).
# 2. Take a step of the recipe for a model that you have not met (exercise *One step of the recipe*).
# 3. Say what changes when a part is exchanged (questions in part 3).
# 4. Tell a good fit from a good prediction (question in part 4).
# 5. Keep parameters within bounds (exercise *A step that stays inside*).
# 6. Say what a penalty does (question in part 7).

# %% [markdown] id="needs"
# ## What you need
#
# From [lecture 00](00_start_here.ipynb): the four parts predict, loss, slope, step, and the learning rate $\eta$. From [lecture 00b](00b_calculus_you_need.ipynb): the chain rule, the gradient, the mean over examples, and `@`.

# %% [markdown] id="given" covers="N01-03 N01-08 N01-11"
# ## 1 What is given, what is wanted
#
# Here are the four cats. For a fifth one, a female of 5 years, we have no scale.
#
# | age in years | male | weight in kg |
# |---|---|---|
# | 4 | 0 | 3.3 |
# | 6 | 1 | 4.5 |
# | 5.25 | 1 | 5.1 |
# | 1.25 | 0 | 1.7 |
# | 5 | 0 | ? |
#
# What is known of a cat is its **input** $x$, here two numbers. Each of them is called a **feature** or **predictor**. What is wanted is the **output** $y$, also called **target** or **label**. Nature joins the two in a way that nobody knows. We only have examples $(x_i, y_i)$, here four.
#
# A **model** is a function $\hat y = f(x; \theta)$. Its form is chosen by us. Its parameters $\theta$ are found by training. With fixed parameters it is called a **hypothesis** $h_\theta$: a guess at what nature does.
#
# - **Regression:** the output is a number, $y \in \mathbb R$ (read: $y$ is a real number). The weight of a cat is one.
# - **Classification:** the output is one of $k$ **classes**, $y \in \{1, \dots, k\}$ (read: $y$ is one of the numbers 1 to $k$). In code they are counted from 0.
#
# Learning from inputs *with* their outputs is called **supervised**. [Lecture 01b](01b_kinds_of_learning.ipynb) shows other kinds.

# %% [markdown] id="recipe" covers="N01-04"
# ## 2 The recipe
#
# Nearly all of this course follows one recipe:
#
# 1. **Data:** collect pairs $(x_i, y_i)$, for $i = 1, \dots, n$.
# 2. **Model and loss:** choose $\hat y = f(x; \theta)$, and a loss $\ell(\hat y, y)$ that turns a prediction and its target into one number.
# 3. **Goal:** find $\theta^* = \mathrm{argmin}_\theta \sum_i \ell(\hat y_i, y_i)$. The sign $\mathrm{argmin}$ means the *place* where the sum is smallest, not the smallest value. Half the sum, or the mean, has the same place. We take the mean.
# 4. **Optimiser:** go there, for instance by steps $\theta^{(t+1)} = \theta^{(t)} - \eta_t\, \nabla L$. Here $(t)$ is the number of the step, not a power, and $L$ is the mean loss. The rate $\eta_t$ may change on the way. With a few random examples a step, this is **stochastic gradient descent** (SGD).
#
# For a line $\theta$ holds two numbers, $w$ and $b$. **From before:** how did slopes run back through two boxes?

# %% id="recall-1"
ask.number(
    "L = (2w + b - 6)². What are the partial derivatives of L with respect to w and to b, at w = 1 and b = 2?",
    (-8, -4),
    why="The bracket is -2, and the outer slope is 2 · (-2) = -4. The bracket moves 2 when w moves 1, and 1 when b "
        "moves 1.",
    mistakes={(-4, -4): "How far does the bracket move when w moves by 1?",
              (-4, -2): "One factor 2 comes from the square. Is it there?",
              (8, 4): "The bracket is 2 + 2 - 6. Which sign does it have?",
              (-8, -8): "How far does the bracket move when b moves by 1?",
              (4, 4): "That is the loss. What is its slope?"},
)

# %% [markdown] id="step"
# ### One step by hand
#
# Take two of the cats, $(4, 3.3)$ and $(6, 4.5)$. Start at $w = 0.5$ and $b = 1$, with $\eta = 0.02$. Write $m_i$ for the misses.

# %% id="step-derivation"
from dlcourse.classroom.derivation import derivation

x_two, y_two = torch.tensor([4.0, 6.0]), torch.tensor([3.3, 4.5])
m = 0.5 * x_two + 1 - y_two  # the misses
slope_w, slope_b = (2 * m * x_two).mean(), (2 * m).mean()
derivation(
    (r"$\hat y_i = w\,x_i + b$", "**predict**: 0.5x + 1", m + y_two),
    (r"$m_i = \hat y_i - y_i$", "the misses: 3 - 3.3 and 4 - 4.5", m),
    (r"$L = \frac12(m_1^2 + m_2^2)$", "the **loss**: (0.09 + 0.25)/2", m.square().mean()),
    (r"$\partial L/\partial w = \frac12(2m_1x_1 + 2m_2x_2)$",
     "the **slope**: $m_i$ moves $x_i$ times as far as $w$; (-2.4 - 6)/2", slope_w),
    (r"$\partial L/\partial b = \frac12(2m_1 + 2m_2)$", "for $b$: (-0.6 - 1)/2", slope_b),
    (r"$w - \eta\,\partial L/\partial w$", "**step**: 0.5 + 0.02 · 4.2", 0.5 - 0.02 * slope_w),
    (r"$b - \eta\,\partial L/\partial b$", "1 + 0.02 · 0.8", 1 - 0.02 * slope_b),
    at="two cats")

# %% [markdown] id="step-read"
# With $w = 0.584$ and $b = 1.016$ the predictions are 3.352 and 4.52. The loss has fallen from 0.17 to 0.0016.
#
# Now you:

# %% id="step-ask"
ask.number(
    "Two cats: (age 2, 3 kg) and (age 4, 4 kg). The line starts at w = 1 and b = 0, with η = 0.1 and the mean of the "
    "squared misses. What are w and b after one step?",
    (1.2, 0.1),
    why="The misses are -1 and 0. The slope for w is (2 · (-1) · 2 + 0)/2 = -2, the one for b is (2 · (-1) + 0)/2 = -1.",
    mistakes={(1.4, 0.2): "You added the two cats. Which slope has the mean?",
              (0.8, -0.1): "You went along the slope. There the loss rises.",
              (1.1, 0.05): "One factor 2 comes from the square. Is it there?",
              (1.3, 0.1): "You took the means of misses and ages first: 2 · (-0.5) · 3. Multiply for each cat, then take "
                          "the mean.",
              (1.1, 0.1): "The miss of the first cat moves how far when w moves by 1? Its age is 2.",
              (3, 1): "You took the whole slope. What does η do?",
              (1.2, -0.02): "You used the new w for b. Both slopes belong to the old line."},
)

# %% [markdown] id="backward"
# ### The machine takes slopes, too
#
# For every new model we would have to derive its slopes again. PyTorch does it for us. Mark a tensor with `requires_grad`, compute a loss from it, and call `backward()`. Then `.grad` holds the gradient. How this works is shown in [lecture 07](07_differentiation.ipynb). Until then it is a **black box** with a name. So we check it once: against the slopes by hand, and against a measurement, as in lecture 00.

# %% id="backward-check"
from dlcourse.diff import finite

def line(theta, X):          # theta holds b and w
    return theta[0] + theta[1] * X[:, 0]

def mean_square(y_hat, y):
    return (y_hat - y).square().mean()

theta_two = torch.tensor([1.0, 0.5], requires_grad=True)
mean_square(line(theta_two, x_two[:, None]), y_two).backward()
measured = finite.gradient(lambda theta: mean_square(line(theta, x_two[:, None]), y_two),
                           theta_two.detach())
tensors.show(black_box=theta_two.grad, measured=measured)

# %% [markdown] id="loop"
# Both say $-0.8$ for $b$ and $-4.2$ for $w$. (`x_two[:, None]` makes a table of one column, and `X[:, 0]` takes column 0 of a table. `lambda theta: ...` is a short way to write a function of `theta` without a name.) With the black box the whole recipe is five lines. `detach()` makes a number forget how it was computed, and `requires_grad_()` marks it anew. So each step starts afresh.

# %% id="loop-run"
def train(model, loss, X, y, theta, eta=0.02, steps=1000):
    for _ in range(steps):
        theta = theta.detach().requires_grad_()
        loss(model(theta, X), y).backward()    # predict, loss, slope
        theta = theta - eta * theta.grad       # step
    return theta.detach()

cats = data.cats()
learned = train(line, mean_square, cats.X, cats.y, torch.zeros(2))
tensors.show(b_and_w=learned, loss=mean_square(line(learned, cats.X), cats.y))

# %% [markdown] id="loop-read"
# Nothing in `train` speaks of lines or squares. **Model, loss, data and optimiser are slots**, and each can be filled anew.
#
# **Your turn** (15 minutes): [*One step of the recipe*](../exercises/01a_the_recipe.ipynb), exercise 1. There the model is a curve.

# %% [markdown] id="slots" covers="N01-05"
# ## 3 Exchange a slot
#
# | slot | here | later in this course |
# |---|---|---|
# | data | four cats | pictures, words, sounds |
# | model | one number, a line, a small network | logistic regression, deep networks |
# | loss | squared misses, sizes of misses | cross-entropy, for classes (04a) |
# | optimiser | all cats a step, one cat a step, random tries | momentum, Adam (09a, 09b) |
#
# *Random tries* need no slope. All parameters are changed a little, by chance. If the loss is smaller there, the machine stays there. If not, it goes back. The *network* here has ten parameters. Its curve can have bends.
#
# **Decide first:** with the typed 51, the line ends at 19 kg for 5 years. Where will the network end? Then exchange the slots, one at a time, and pull the steps to 1000 for each.

# %% id="slots-live"
widgets.Slots()

# %% [markdown] id="slots-read"
# After 1000 steps:
#
# - **Model:** with the error, one number says 15.1 kg, the line 19.2, and the network 50.4. The network bends until it runs through all four cats, the wrong one included: its loss is nearly 0. A better fit may be a worse model.
# - **Loss:** with sizes, no model changes by one digit when 5.1 becomes 51. But the line does not come to rest. A size pulls with 1 or -1, however near the line is. So the steps jump over the best place again and again: the loss goes up and down between 0.28 and 0.38. The pull of a square fades near the best place.
# - **Optimiser:** one cat a step keeps jumping. Each cat pulls to its own side, also at the best line, where only the *mean* of their pulls is 0. And $\eta$ does not shrink. Random tries find the line, too. With the weights as weighed, the network has the loss 0.007 after 1000 random tries, and 0.034 after 1000 steps of descent.
#
# Why does this error not move the line with sizes? Ask how hard a cat pulls at the line: the slope of its price with respect to its own prediction. The exact best line with sizes says 4.06 kg for the cat of 5.25 years. Its miss is $-1.04$, and with the error $-46.94$.
#
# | price | slope | for 5.1 kg | for 51 kg |
# |---|---|---|---|
# | miss squared | twice the miss | -2.08 | -93.88 |
# | size of the miss | 1 or -1 | -1 | -1 |
#
# With squares, a cat that is ten times as far away pulls ten times as hard. With sizes each cat has one vote, above or below the line. This cat was above the line before, so its vote stays the same.
#
# An error that takes a cat to the *other* side changes a vote, and then the line moves. The youngest cat lies on the best line. Type its 1.7 as 17, and it lies above. Now the best line with sizes falls with age, and says 5.8 kg for 5 years in place of 3.9. Among 20 cats one vote counts less, as in the herds.
#
# A single number $c$ comes to rest where the pulls cancel. With sizes, as many targets must lie above as below: $c$ is the **middle one**. With squares the misses must add up to 0: $c$ is the **mean**. (With four cats, every number between the two in the middle is equally good.)

# %% id="slots-ask"
ask.number(
    "The model is one number c, and the targets are 1, 2 and 12. Which c has the smallest mean of the squared misses, "
    "and which the smallest mean of the sizes?",
    (5, 2),
    why="The slope of the squares is 0 where the misses add up to 0: at the mean, 15/3. With sizes one vote each: at 2 "
        "one target lies above and one below.",
    mistakes={(2, 5): "You exchanged them. Which of the two does the 12 pull further?",
              (5, 5): "At c = 5 two targets lie below and one above. Who wins the vote?",
              (2, 2): "At c = 2 the misses are 1, 0 and -10. Do they add up to 0?",
              (7.5, 2): "You divided 15 by 2. How many targets are there?",
              (5, 6.5): "That is the middle between the ends. Which target lies in the middle of the row?"},
)

# %% [markdown] id="query" covers="N01-10"
# Back to the fifth cat. **Train** on the four, then **predict** for the new input: that is how each model is used. (`theta.expand(4)` repeats the one number four times. In a text that starts with `f"`, the value of `{loss_now:.3f}` is put in, with 3 digits.)

# %% id="query-run"
fifth = torch.tensor([[5.0, 0.0]])  # 5 years, female

def one_number(theta, X):
    return theta.expand(len(X))     # the same number for each cat

def plane(theta, X):                # b, then a weight for age and one for male
    return theta[0] + X @ theta[1:]

for name, model, size in (("one number", one_number, 1), ("line by age", line, 2),
                          ("age and sex", plane, 3)):
    best = train(model, mean_square, cats.X, cats.y, torch.zeros(size), steps=6000)
    loss_now = mean_square(model(best, cats.X), cats.y)
    print(f"{name:12} loss {loss_now:.3f}, the fifth cat: {model(best, fifth)[0]:.3f} kg")

# %% [markdown] id="query-read"
# Another model learns nothing. It copies the cat nearest in age, the male of 5.25 years, and says 5.1 kg ([lecture 03](03_neighbours_and_dimensions.ipynb)).

# %% [markdown] id="mend"
# **Mend this.** Carl's table has one column, so he writes his model with `@`. His program runs, and no message appears.
#
# ```python
# rows = torch.stack([torch.ones(4), cats.X[:, 0]], dim=1)  # (4, 2): 1 and age
# theta = torch.zeros(2, 1)
# y_hat = rows @ theta                                      # (4, 1)
# loss = (y_hat - cats.y).square().mean()
# ```
#
# After training, his line says 3.65 kg for *every* age. Its loss is 1.6875.

# %% id="recall-2"
ask.choose(
    "`y_hat` has shape (4, 1) and `cats.y` has shape (4). What does Carl's loss compare, and which line mends it?",
    {"each prediction with each target; `y_hat = (rows @ theta).squeeze(1)`":
        "The difference is (4, 4). Every prediction meets all four targets, so the mean, 3.65, is best for each of them.",
     "each prediction with its own target, but the steps are too long; a smaller `eta`":
        "Write the shapes below each other, flush right, as in 00b. What shape has the difference?",
     "only the first prediction; `theta = torch.zeros(2, 4)`":
        "Sizes 1 are repeated. What is the shape of (4, 1) minus (4)?",
     "each prediction with each target; `loss = (y_hat - cats.y).square().sum()`":
        "The comparison is right. Does a sum over all 16 differences pair each prediction with its own target?"},
    right="each prediction with each target; `y_hat = (rows @ theta).squeeze(1)`",
)

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop. Next comes the step that the recipe still lacks.

# %% [markdown] id="test" covers="N01-06"
# ## 4 The fifth step: test on what it has not seen
#
# **Try it before it is explained.** Throw two dice for each cat, and add the numbers to its features. The model is now $b$, and a weight each for the age and the two dice: four parameters.

# %% id="test-guess"
ask.choose(
    "A line by age has the loss 0.18 on the four cats. Now each cat gets two thrown dice as further features. What does "
    "the smallest loss on these cats do, as a rule?",
    {"it stays at 0.18: dice know nothing": "The best weights for dice would then be exactly 0. Would no other choice "
                                            "fit these four a little better by chance?",
     "it falls a little": "Four parameters, four cats. How many equations, how many unknowns?",
     "it falls to 0": "Four unknown numbers can meet four equations: each cat's weight is hit exactly. (About one "
                      "time in fifty the throws repeat what is known, such as a die with equal throws. Then they cannot.)",
     "it rises: dice disturb": "The weights of the dice may be 0. So can the smallest loss be above 0.18?"},
    right="it falls to 0",
)

# %% [markdown] id="test-split"
# Four parameters can meet any four weights, as four equations have four unknowns. Dice will do. So a small loss on the cats that were used proves little. Keep some cats aside: **train** on one part of the data, and measure on the other, the **test** part. That is step 5 of the recipe: **the goodness on unseen data**. The two parts are cut at random, so that neither is special.
#
# Now made-up herds of 20 cats, ten to train and ten to test, with four dice each. A weight is $1 + 0.6 \cdot \text{age}$ plus some chance. No die has a part in it. (You may skip the code. `least_squares` gives the best weights at once. [Lecture 02a](02a_least_squares_and_likelihood.ipynb) derives it.)

# %% id="test-herd"
def herd(seed):
    rng = tensors.generator(seed)
    age = 0.5 + 7.5 * torch.rand(20, 1, generator=rng)
    weight = 1 + 0.6 * age[:, 0] + 0.4 * torch.randn(20, generator=rng)
    table = torch.cat([age, torch.randint(1, 7, (20, 4), generator=rng)], dim=1)
    return data.train_test_split(table, weight, test_fraction=0.5, rng=rng)

def train_and_test(split, k):  # losses of a model with the first k features
    X, X_test, y, y_test = split
    w, b = linear.least_squares(X[:, :k], y)
    y_hat, y_hat_test = X[:, :k] @ w + b, X_test[:, :k] @ w + b
    return torch.stack([mean_square(y_hat, y), mean_square(y_hat_test, y_test)])

tensors.show(age_alone=train_and_test(herd(0), 1), with_dice=train_and_test(herd(0), 5))

# %% [markdown] id="test-one"
# The two numbers are training and test loss. One herd proves nothing. In how many of 200 herds do dice lower the training loss? And in how many do they raise the test loss? **Guess both.**

# %% id="test-figure"
herds = [herd(seed) for seed in range(200)]
ratios = torch.stack([train_and_test(h, 5) / train_and_test(h, 1) for h in herds])
figures.dice(train=ratios[:, 0], test=ratios[:, 1])

# %% [markdown] id="test-see"
# The training loss falls in *all* 200 herds. It can never rise: with the weight 0 a feature changes nothing. And it falls, since by chance some other weight always fits a little better. The test loss rises in 168 of 200. **Compare models on data that none of them was trained on.** [Lecture 02b](02b_generalisation.ipynb) shows how much is too much.

# %% [markdown] id="program" covers="N00-02"
# ## 5 A program can be the model
#
# You put 1 (thousand euros) into a bank. Each year it grows by a rate that you do not know, and a fee of 0.01 is taken off. After 10 years you have 1.5. Which rate was it? The model is a **program** with one learnable number:

# %% id="program-run"
def after_ten_years(rate):
    money = 1.0
    for _ in range(10):
        money = money * (1 + rate) - 0.01
    return money

rate = torch.tensor(0.05, requires_grad=True)
loss_of_rate = (after_ten_years(rate) - 1.5) ** 2
loss_of_rate.backward()
tensors.show(money=after_ten_years(rate.detach()), slope=rate.grad)

# %% [markdown] id="program-next"
# The loop is a chain of ten equal boxes. `backward()` walks back through all of them. The rate enters each box, so ten routes lead from it to the loss, and routes add (00b, part 5).
#
# Now give our `train` the program as its model. It needs no input, so its table `X` holds a single 0:

# %% id="program-train"
def program(theta, X):
    return after_ten_years(theta).expand(len(X))

found = train(program, mean_square, torch.zeros(1, 1), torch.tensor([1.5]), torch.tensor(0.0),
              eta=0.002, steps=12)
tensors.show(rate=found, money=after_ten_years(found))

# %% [markdown] id="program-read"
# `train` did not change. Programs whose numbers are trained through their derivatives: this is called **differentiable programming**. Deep learning is its best known part. (A step that rounds or counts has the slope 0 nearly everywhere. From it nothing can be learned.)

# %% [markdown] id="outputs" covers="N01-09"
# ### What comes out
#
# A model's output need not be one number. Most models give $k$ real numbers, the **scores**: $f: \mathbb R^d \to \mathbb R^k$ (read: $f$ takes $d$ numbers and gives $k$). The task says how to read them. Take the scores $(2, -1, 0.5)$:
#
# | task | how the scores are read | here |
# |---|---|---|
# | regression, in ℝᵏ | as they are | (2, -1, 0.5) |
# | one class, in {1, ..., k} | the place of the largest | class 1 (in code 0) |
# | several labels, in {0, 1}ᵏ | each by itself: is it above 0? | (1, 0, 1) |
#
# Why 0? The sigmoid of 00b turns the score 0 into 0.5. Read as a probability, a score above 0 says: more likely than not. Add 2 to all three scores: the class stays 1, but the labels become (1, 1, 1).
#
# The last row suits a photo that may show a cat, a dog and a car at once. Its output is a list of $k$ zeros and ones. Could one number from 1 to $k$ do instead? No: it cannot say "the first and the third".

# %% id="outputs-ask"
ask.number(
    "A model gives the scores (-0.3, 1.2, 0.4, -2). Read them once as one class of four, counted from 0, and once as "
    "four labels. Which class is it, and how many labels are set?",
    (1, 2),
    why="The largest score, 1.2, has the index 1. Two scores are above 0: 1.2 and 0.4.",
    mistakes={(2, 2): "The class is counted from 0 here. Which index has the largest score?",
              (1, 1): "Labels do not exclude each other. How many scores are above 0?",
              (1.2, 2): "That is the largest score. At which place does it stand?",
              (3, 2): "-2 has the largest size, but it is the smallest score.",
              (1, 3): "Which of the scores are above 0? -0.3 is not."},
)

# %% [markdown] id="walls" covers="N01-01 N01-02"
# ## 6 Walls
#
# Our best line says that a newborn cat weighs 0.85 kg. The truth is about 0.1 kg. Let us demand $0 \le b \le 0.1$. These are two demands, called **constraints**. The first, $0 \le b$, is the same as $-b \le 0$. (Is 3 at least 0? Then -3 is at most 0.) So both have the form "something is at most a number": $-b \le 0$ and $b \le 0.1$. A goal with such demands has a general form:
#
# $$\text{minimise } f_0(\theta) \quad\text{subject to}\quad f_i(\theta) \le u_i \quad\text{for each demand } i$$
#
# Here $\theta$ is $(b, w)$, and $f_0$ is the mean loss. The demands are $f_1 = -b$ with $u_1 = 0$, and $f_2 = b$ with $u_2 = 0.1$. In general $\theta$ is whatever is to be *chosen*, and what solves the problem is called $\theta^*$:
#
# - amounts of money in a portfolio, sizes of the parts of a chip, settings of a machine;
# - **the parameters of a model**, here of a predictor. (Other models give probabilities: [lecture 01b](01b_kinds_of_learning.ipynb).)
#
# **Try it before it is explained.** Erik trains without walls. In the end he sets $b$ to the nearest allowed value, 0.1, and leaves $w$ as it is.

# %% id="walls-ask"
ask.choose(
    "The free line has b = 0.85, w = 0.68 and the loss 0.18. Erik changes b to 0.1 and keeps w. Among all lines with b "
    "from 0 to 0.1, is his the best?",
    {"yes: w was best, and b is the nearest allowed value": "w was best *together with* b = 0.85. All predictions are "
                                                           "now 0.75 kg lower. Would another w help?",
     "no: with b lower, a steeper line fits better": "b and w share the work. With b = 0.1 the best w is 0.83, and the "
                                                     "loss 0.27 in place of 0.74.",
     "no: b = 0 would be better": "The free b lies above 0.1. Towards which end does the loss fall?"},
    right="no: with b lower, a steeper line fits better",
)

# %% [markdown] id="walls-see"
# **See it.** In the picture, each thin curve joins places of equal loss (on two of them it is written). The cross is the best line without walls. Pull the steps up to 1000. The free walk passes through the wall. The other one is taken back to the wall after *each* step, and goes on along it. Then move the wall.

# %% id="walls-live"
widgets.Fence()

# %% [markdown] id="project"
# Going back undoes only the part of a step that leads across the wall. The part along the wall stays. So the walk ends only where the slope along the wall is 0: at $w = 0.83$, with the loss 0.27. No allowed line is better, since the loss is a single bowl. Erik's way, back only once at the end, leaves 0.74.
#
# ### Back to the nearest allowed point
#
# This is called **projected gradient descent**: step as always, then go to the *nearest* point of the allowed region. Two regions are common:
#
# - A **box** has a lowest and a highest value for each parameter. Each entry that lies outside goes to its own end. With bounds 0 and 2 for both, $(3, 1)$ becomes $(2, 1)$.
# - A **ball** allows all points up to a distance $r$ from a centre $c$. A point outside moves straight towards the centre, until its distance is $r$.
#
# For the ball with $c = (1, 2)$ and $r = 2.5$, the point $p = (4, 6)$ is too far. Let $a = p - c$ be the way from the centre to the point, here $(3, 4)$:

# %% id="project-derivation"
p, c, r = torch.tensor([4.0, 6.0]), torch.tensor([1.0, 2.0]), 2.5
a = p - c
derivation(
    (r"$\lVert a\rVert = \sqrt{a_1^2 + a_2^2}$", r"the distance: $\sqrt{9 + 16}$", a.norm()),
    (r"$r/\lVert a\rVert$", "the share of the way that is allowed: 2.5/5", r / a.norm()),
    (r"$c + (r/\lVert a\rVert)\,a$", "so far from the centre: (1, 2) + 0.5 · (3, 4)",
     c + r / a.norm() * a),
    at="for (4, 6)",
)

# %% [markdown] id="project-exercise"
# Is this the nearest allowed point? Take any allowed point $q$. The way from $p$ to $q$ and on to $c$ is at least 5, since the straight way from $p$ to $c$ is 5. From $q$ to $c$ it is at most 2.5. So from $p$ to $q$ it is at least 2.5. Our point is exactly 2.5 away.
#
# **Your turn** (20 minutes): [*A step that stays inside*](../exercises/01a_the_recipe.ipynb), exercise 2.

# %% [markdown] id="penalty" covers="N01-27"
# ## 7 A softer wall
#
# A wall says "never". A **penalty** $R(\theta)$ says "only if it pays". It is added to the goal:
#
# $$L(\theta) = \sum_i \ell(h_\theta(x_i), y_i) + R(\theta)$$
#
# Descent stays the same: $\theta \leftarrow \theta - \eta\,\nabla L$. As an example take one number $c$, the mean of the squared misses in place of the sum, and $R = \lambda c^2$. (λ is read "lambda", and it sets how dear a large $c$ is.) The four weights have the mean $\bar y = 3.65$. (This bar is a mean, not a derivative as in 00b.) Where is the slope 0? The numbers are for $\lambda = 1$.

# %% id="penalty-derivation"
y, c_best = cats.y, cats.y.mean() / 2
derivation(
    (r"$L(c) = \frac1n\sum_i (c - y_i)^2 + \lambda c^2$", "the goal, here at $c = 1.825$",
     (c_best - y).square().mean() + c_best**2),
    (r"$L'(c) = \frac1n\sum_i 2\,(c - y_i) + 2\lambda c$",
     "its slope: (-2.95 - 5.35 - 6.55 + 0.25)/4 + 3.65",
     (2 * (c_best - y)).mean() + 2 * c_best),
    (r"$= 2\,(c - \bar y) + 2\lambda c$",
     r"the mean of $c$ is $c$, that of $y_i$ is $\bar y$: -3.65 + 3.65",
     2 * (c_best - y.mean()) + 2 * c_best),
    (r"$c - \bar y + \lambda c = 0$", "set to 0, divided by 2: 1.825 - 3.65 + 1.825",
     c_best - y.mean() + c_best),
    (r"$c = \frac{\bar y}{1 + \lambda}$",
     r"$\bar y$ to the other side, then divide by $1 + \lambda$: 3.65/2", y.mean() / 2),
    at="at λ = 1")

# %% [markdown] id="penalty-line"
# The penalty pulls towards 0, and the data pull towards 3.65. Now the same for a line, with the penalty $\lambda w^2$, and again with the mean. The code is our `train` with the penalty added to the loss. (λ is `lam` in code.)
#
# The ages are counted from their mean, so they add up to 0. Then $w$ adds nothing to the sum of the misses. So the slope for $b$ is 0 exactly where $b$ is the mean weight, whatever $w$ is. Only $w$ gives way.

# %% id="penalty-figure"
X_centred = cats.X[:, :1] - cats.X[:, :1].mean()   # ages counted from their mean

def fitted_with(lam):
    theta = torch.zeros(2)
    for _ in range(100):
        theta = theta.detach().requires_grad_()
        loss = mean_square(line(theta, X_centred), cats.y) + lam * theta[1] ** 2
        loss.backward()
        theta = theta - 0.05 * theta.grad
    return theta.detach()

figures.penalised({f"λ = {strength}": fitted_with(strength) for strength in (0, 1, 3, 10)},
                  X_centred[:, 0], cats.y)

# %% [markdown] id="penalty-read"
# With growing λ the line turns flat. Why should one want that? A penalty states what seemed likely *before* any data were seen. "A slope near 0 is likely" is such a belief, a **prior**. What is likely should cost little, what is unlikely much. Minus the logarithm does that: $-\log 1 = 0$, $-\log 0.1 = 2.3$, $-\log 0.01 = 4.6$. And where probabilities multiply, these prices add: 0.01 is 0.1 · 0.1, and 4.6 is 2.3 + 2.3. So one writes $R(\theta) = -\log p(\theta)$, with $p(\theta)$ for how likely $\theta$ seemed.
#
# Which belief is our $\lambda w^2$? It belongs to $p = e^{-\lambda w^2}$, times a number that does not depend on $w$. At $\lambda = 1$ the slope 0 seemed $e^1 = 2.7$ times as likely as the slope 1. (That number only adds a constant to $R$. A constant moves no lowest place.)
#
# How much does a belief count? In $c = \bar y/(1 + \lambda)$ no $n$ occurs. With the mean, λ counts the same for four cats and for a million. And if the losses are **added**, as in the first formula of this part?

# %% id="penalty-ask"
ask.number(
    "The goal is the sum (not the mean) of the squared misses of one number c, plus λc². The targets are 2 and 4, and λ = 2. Which c "
    "is best? And which, if each target comes ten times?",
    (1.5, 30 / 11), digits=2,
    why="Slope 0: 2(c - 2) + 2(c - 4) + 4c = 0, so 4c = 6. With 20 targets, 20c - 60 + 2c = 0. Each target pulls, and the "
        "belief pulls once. So with few data the belief counts, with many the data decide.",
    mistakes={(1.5, 1.5): "With a mean it would stay the same. Here the squares are added: which term grows tenfold?",
              (1, 1): "You took the mean of the squares. The question has their sum.",
              (3, 3): "That is the mean of the targets. What does the penalty do?",
              (1.5, 15): "Would ten times the same targets lift the number above all of them?",
              (1.5, 3): "The belief still counts a little: 60 is divided by 20 + 2.",
              (6, 60): "Divide by all that multiplies c: 2 + λ."},
)

# %% [markdown] id="transfer"
# ## Transfer
#
# A bakery bakes the same number $c$ of rolls each day. A roll too many costs 1, since nobody eats it. A roll too few costs 3, since a guest leaves. Fill the slots: the data are the demands, the model is one number, and the loss is not symmetric. Think of the pulls in part 3.

# %% id="transfer-ask"
ask.number(
    "On five days the demand was 10, 20, 30, 40 and 50 rolls. A roll too many costs 1, a roll too few costs 3. Which c "
    "has the smallest mean cost over these days, and what is that mean?",
    (40, 18),
    why="Between 30 and 40, one roll more costs 3 on three days and saves 6 on two. Between 40 and 50 it costs 4 and "
        "saves 3. At 40 the costs are 30, 20, 10, 0 and 30.",
    mistakes={(30, 24): "Mean and middle are both 30. But a roll too few is dearer: try c = 40.",
              (30, 12): "That counts both kinds alike. A roll too few costs 3.",
              (50, 20): "c = 50 never lacks a roll, but costs 40 + 30 + 20 + 10. Is c = 40 cheaper?",
              (20, 38): "You exchanged the two prices. Which is dearer, too many or too few?",
              (40, 90): "That is the sum over five days. What is the mean?",
              (40, 14): "At c = 40 the last day lacks 10 rolls, at 3 each."},
)

# %% [markdown] id="summary"
# ## Summary
#
# - The recipe: data, model and loss, goal, optimiser, and a test on unseen data. Each slot can be exchanged.
# - Training changes $\theta$ until predictions and targets differ little. The loss decides what "little" means: squares lead to the mean, sizes to the middle.
# - `backward()` gives the gradient of a program made of smooth steps, loops included.
# - More features never raise the smallest training loss. Only unseen data tell whether they help.
# - Scores can be read as numbers, as one class, or as several labels.
# - A constraint is kept by going back to the nearest allowed point after each step. A penalty pulls softly, and states a belief.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $x_i$, $y_i$ | `X (n, features)`, `y (n,)` | input and output of example $i$ |
# | $\theta$, $\theta^*$ | `theta` | parameters; the best ones |
# | $f(x; \theta)$, $h_\theta$, $\hat y$ | `model(theta, X)`, `y_hat` | model, hypothesis, prediction |
# | $\ell$, $L$ | `loss` | loss of an example; of all, the goal |
# | $\mathrm{argmin}$ | | the place of the smallest value |
# | $\eta$, $\eta_t$ | `eta` | learning rate; at step $t$ |
# | $m_i$ | `m` | miss: prediction minus target |
# | $R$, $\lambda$ | `penalty`, `lam` | penalty and its strength |
# | $\mathbb R^k$, $\{0, 1\}^k$ | | lists of $k$ real numbers; of $k$ zeros and ones |
# | $p(\theta)$, $\bar y$ | | how likely $\theta$ seemed; the mean of the $y_i$ |
# | $f_0$, $f_i$, $u_i$ | | what is minimised; constraints and their bounds |

# %% [markdown] id="glossary"
# ## Words
#
# **input** what is known · **feature, predictor** one number of an input · **output, target, label** what is wanted · **model** function with parameters · **hypothesis** a model with fixed parameters · **supervised** learning from inputs with their outputs · **regression** the output is a number · **classification** the output is a class · **loss** one number from prediction and target · **optimiser** the way to better parameters · **stochastic gradient descent** a few random examples a step · **training data, test data** what the model is fitted to; what it has not seen · **differentiable programming** programs trained through their derivatives · **score** a real number that a model gives · **constraint** a demand on what is chosen · **projected gradient descent** step, then back to the nearest allowed point · **box, ball** regions of allowed points · **penalty** a price for parameters · **prior** what seemed likely before the data. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# A model of today may have a billion parameters and be trained on a trillion words. In scikit-learn, `fit(X, y)` is step 4, and `predict(X)` uses the trained model. `LinearRegression` has squares in its loss slot, `QuantileRegressor(alpha=0)` sizes. (Without `alpha=0` it adds a penalty on the slopes.) In PyTorch the step is `optimizer.step()`.
