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
# # 15a Autoencoders
#
# {minutes} · exercises in [exercises/15a_autoencoders.ipynb](../exercises/15a_autoencoders.ipynb)

# %% [markdown] id="hook"
# ## Two numbers in place of 64
#
# A digit of 8 × 8 pixels is a list of 64 numbers. A network reads it and may keep only **two numbers**. A second network sees these two and nothing else, and must draw the digit again. Nobody told them which digit is which. They learned from 1297 images without labels.
#
# On the left you see 120 new digits, each at the place of its two numbers. On the right is what the second network draws for the place of the red mark. Walk around with the two sliders. Where is the land of the zeros? What is drawn *between* two lands? **Decide first**, in the question below.

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l15a import figures, model, trials, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.DigitMap()

# %% id="hook-ask"
ask.choose(
    "Now somebody sees only the two numbers of a new digit, and guesses which digit it is: the one that most of the five nearest known codes are. "
    "How often is the guess right, for new digits? (Ten digits, so blind guessing gives 0.1.)",
    {"about 0.2: two numbers cannot hold a digit": "Look at the map. Do the ten digits lie in ten places, or all over each other?",
     "about 0.4": "Look at the map again. How many of the ten have a land of their own?",
     "about 0.8": "The shares of five networks with different starts lie between 0.79 and 0.84.",
     "about 0.99, as with all 64 pixels": "With all 64 pixels it is 0.99. Which digits lie over each other on the map?"},
    right="about 0.8",
)

# %% [markdown] id="hook-see"
# **See it.** Two numbers are enough to name about four of five digits. The network did not know that there are ten kinds. It only had to draw well, and digits that look alike got neighbouring codes. Between two lands it draws blends, and often no digit at all.
#
# The pair of networks is called an **autoencoder**. What does it learn, when is it more than what you know already, and what stops it from simply copying?

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Compute the code, the copy and the error of a linear autoencoder by hand (question in part 2).
# 2. Say what the best linear one finds, and how large its error is (question in part 3).
# 3. Say when a curved one is better, and when it is not (question in part 4).
# 4. Train against noise (exercise *The loss of a denoising autoencoder*).
# 5. Keep most units of a wide code off (exercise *The penalty of a sparse code*).
# 6. Recognise encoder and decoder in other systems (question in part 7).

# %% [markdown] id="needs"
# ## What you need
#
# Principal components: directions of largest variance ([03](03_neighbours_and_dimensions.ipynb)). Perceptrons and their training ([05a](05a_networks.ipynb), [09b](09b_adaptive_rules.ipynb)). The divergence KL of two distributions ([06a](06a_losses_and_outputs.ipynb)).

# %% [markdown] id="what" covers="N15-03"
# ## 1 Encoder, code, decoder
#
# An autoencoder has two parts.
#
# - The **encoder** $f$ turns an input $x$ of $n$ numbers into a **code** $z = f(x)$ of $m$ numbers.
# - The **decoder** $g$ turns the code into a copy $\hat x = g(z)$ of $n$ numbers.
#
# Both learn together, so that the copy is close to the input. The **error** is the squared distance of the two, summed over the $n$ features and averaged over the samples:
#
# $$L = \frac1N \sum_{i=1}^N \lVert \hat x_i - x_i \rVert^2, \qquad \hat x_i = g(f(x_i))$$
#
# No label occurs. The target of each input is the input itself. For digits $n = 64$, and in the first picture $m = 2$. With $m$ smaller than $n$ the code is a **bottleneck**: what does not fit through is lost.

# %% [markdown] id="hand"
# ## 2 The smallest one, by hand
#
# Take four points in the plane: $(4, 2)$, $(2, 4)$, $(-4, -2)$ and $(-2, -4)$. Their mean is $(0, 0)$. The code is one number, $m = 1$. Let both parts be **linear**: the code is $z = E x$ with a row $E$ of two numbers, and the copy is $\hat x = D z$ with a column $D$. We try $E = (1, 0)$ and $D = (1, 0)^T$: keep the first feature. (The $T$ makes a column of a row.)

# %% id="hand-steps"
from dlcourse.classroom.derivation import derivation
from dlcourse.models import autoencoder, pca

X = torch.tensor([[4.0, 2], [2, 4], [-4, -2], [-2, -4]])
E, D = torch.tensor([[1.0, 0]]), torch.tensor([[1.0], [0]])
Z = X @ E.mT  # points are rows, so E x is written X @ E.mT
copies = Z @ D.mT
derivation(
    (r"$z = E x$", "for each point 1 · first + 0 · second", Z.flatten()),
    (r"$\hat x_1 = D z_1$", "the first copy: 4 · (1, 0)", copies[0]),
    (r"$\lVert \hat x_1 - x_1 \rVert^2$", "0² + 2²", (copies[0] - X[0]).square().sum()),
    (r"$L$", "(4 + 16 + 4 + 16)/4", autoencoder.reconstruction_error(copies, X)),
    at="for the four points",
)

# %% [markdown] id="hand-look"
# Each grey line below leads from a point to its copy:

# %% id="hand-figure"
figures.line_and_copies(X, copies, "the first feature is kept")

# %% [markdown] id="hand-read"
# The second feature is lost in full. But look at the points: when the first feature is large, the second one is, too. So one number could tell something about both. Which line through $(0, 0)$ should the copies lie on?

# %% id="hand-ask"
ask.number(
    "Take E = (0.5, 0.5) and D = (1, 1)ᵀ in place of that. What is the code of the point (4, 2), and what is the error L?",
    (3, 2),
    why="z = 0.5 · 4 + 0.5 · 2 = 3, so the copy is (3, 3). It misses by 1 in each feature: 1 + 1 = 2. The other three points miss by as much.",
    mistakes={(6, 2): "You added 4 and 2 without the factor 0.5.",
              (3, 1): "The squared distance sums both features: 1 + 1.",
              (3, 8): "You summed over the four points. The error is their mean.",
              (3, 0.5): "You took the mean over points and features.",
              (4, 10): "That is the code of E = (1, 0)."},
)

# %% [markdown] id="pca" covers="N15-04"
# ## 3 The best linear one is an old friend
#
# The direction $(1, 1)$ is where these points spread most. You know such directions from lecture 03: they are the **principal components**. Is the best linear autoencoder just PCA? We show it for $m = 1$. Let $u$ be a direction of length 1, $E = u^T$ and $D = u$. Then the copy is $(u \cdot x)\,u$, the shadow of $x$ on the line.
#
# The miss $x - \hat x$ stands at a right angle to the line, so by Pythagoras $\lVert x \rVert^2 = \lVert \hat x \rVert^2 + \lVert x - \hat x \rVert^2$.

# %% id="pca-steps"
u = torch.tensor([1.0, 1]) / 2**0.5
S = pca.covariance(X)
kept = (X @ u).square().mean()
derivation(
    (r"$\lVert x - \hat x \rVert^2 = \lVert x \rVert^2 - (u \cdot x)^2$",
     "Pythagoras; the point (4, 2): 20 - 18", 20 - (X[0] @ u) ** 2),
    (r"$\frac1N \sum_i \lVert x_i \rVert^2$",
     "the whole variance: 10 + 10", X.square().sum(1).mean()),
    (r"$\frac1N \sum_i (u \cdot x_i)^2$",
     "the variance along $u$: four times 18, over 4", kept),
    (r"$L = \text{whole} - \text{variance along } u$", "means of line 1; 20 - 18", 20 - kept),
    at="for u = (1, 1)/√2",
)

# %% [markdown] id="pca-read"
# The whole variance is fixed. So the error is smallest where the variance along $u$ is largest: at the first principal direction. The variances along the two principal directions are the eigenvalues of the covariance, here 18 and 2. The first is kept, and **the error is the sum of those left out**. With $m$ numbers, the $m$ largest are kept.
#
# We let $E$ and $D$ find it by themselves, by gradient descent from small random numbers:

# %% id="pca-run"
found = autoencoder.train_linear(X, 1, eta=0.01, steps=500, rng=tensors.generator(0))
tensors.show(eigenvalues=torch.linalg.eigvalsh(S), E=found.E, D=found.D.mT,
             D_times_E=found.D @ found.E,
             error=autoencoder.linear_loss_and_grads(*found, X).loss)

# %% [markdown] id="pca-same"
# The product $D E$ is the projection onto $(1, 1)$, with 0.5 in each entry, and the error is 2. But $E$ alone is not $u$. Multiply $E$ by 3 and divide $D$ by 3: every copy stays the same. So codes have no natural scale, and with more numbers no natural axes either. (This holds where the data spread in all directions, as here. PCA also sorts its directions, which an autoencoder does not.)

# %% id="pca-ask"
ask.number(
    "Data with three features have the eigenvalues 9, 4 and 0.5. What is the smallest error of a linear autoencoder with a code of one number, and of two "
    "numbers?",
    (4.5, 0.5),
    why="One number keeps 9 and loses 4 + 0.5. Two keep 9 + 4.",
    mistakes={(9, 13): "Those are the variances that are kept.",
              (0.5, 4.5): "Which code can hold more?",
              (4, 0.5): "With one number, two directions are lost: 4 and 0.5.",
              (2.25, 0.5): "The error sums over the features. You took the mean of 4 and 0.5.",
              (1.5, 0.1667): "The error of the text sums over the features, it does not average."},
)

# %% [markdown] id="curve"
# ## 4 When the data lie on a curve
#
# A line can only be straight. Here are 60 points near a half circle, and their best copies from one number.

# %% id="curve-figure"
rng = tensors.generator(1)
angle = torch.rand(60, generator=rng) * torch.pi
arc = 2 * torch.stack([angle.cos(), angle.sin()], 1) + 0.05 * torch.randn(60, 2, generator=rng)
arc = arc - arc.mean(0)
_, V, variances = pca.pca_fit(arc, 1)
figures.line_and_copies(arc, arc @ V.mT @ V, "PCA with one number")

# %% [markdown] id="curve-guess"
# One number would do: the angle tells where on the half circle a point lies. But $Ex$ is not the angle. Let the two parts be perceptrons with one hidden layer of 16 tanh units. Before you run it: the error of PCA is 0.31, the variance left out. The noise alone has a variance of $0.05^2$ in each of two features. **Predict** the error of the curved one.

# %% id="curve-net"
sizes = (2, 16, 1, 16, 2)
Ws = [(torch.randn(o, i, generator=rng) / i**0.5).requires_grad_()
      for i, o in zip(sizes, sizes[1:])]
bs = [torch.zeros(o).requires_grad_() for o in sizes[1:]]


def copy_of(points):
    for layer, (W, b) in enumerate(zip(Ws, bs)):
        points = points @ W.mT + b
        if layer in (0, 2):  # the code (layer 1) and the copy (layer 3) stay linear
            points = points.tanh()
    return points

# %% [markdown] id="curve-train"
# Now 1500 steps of Adam on all 60 points:

# %% id="curve-run"
optimiser = torch.optim.Adam([*Ws, *bs], lr=0.01)
for _ in range(1500):
    optimiser.zero_grad()
    loss = (copy_of(arc) - arc).square().sum(1).mean()
    loss.backward()
    optimiser.step()
figures.line_and_copies(arc, copy_of(arc).detach(), "perceptrons with one number")

# %% [markdown] id="curve-read"
# The copies now lie on a curve, and one number tells where along it. The error is less than a hundredth of that of PCA. (Half of the noise lies along the curve, and is copied. The other half is 0.0025, and the error lies a little below it.)

# %% id="curve-show"
tensors.show(pca=(arc - arc @ V.mT @ V).square().sum(1).mean(), perceptrons=loss.detach(),
             noise=2 * 0.05**2)

# %% [markdown] id="digits"
# **And digits?** Encoder and decoder get one hidden layer each:
#
# | part | layers | weights and biases for $m = 2$ |
# |---|---|---|
# | encoder | 64 pixels → 64 tanh units → $m$ numbers | $64 \cdot 65 + 2 \cdot 65 = 4290$ |
# | decoder | $m$ numbers → 64 tanh units → 64 pixels by a sigmoid | $64 \cdot 3 + 64 \cdot 65 = 4352$ |
#
# They train on 1500 batches of 64 digits with Adam, from five random starts, at the best of three learning rates. PCA needs no training at all. The error is that on 500 new digits.

# %% id="digits-ask"
ask.choose(
    "With 2 numbers the autoencoder loses a third less than PCA: 2.17 against 3.35. How is it with 32 numbers?",
    {"it loses far less than PCA": "How much is there to gain, when PCA loses only 0.17?",
     "it loses a little less than PCA": "It could, since it can do all that PCA does but for its last sigmoid. Did training find that?",
     "it loses a little more than PCA": "Its error is 0.20, that of PCA 0.17. What can be represented and what training finds are two things.",
     "both lose nothing": "32 of 64 numbers are kept. Look at the right end of the picture."},
    right="it loses a little more than PCA",
)

# %% [markdown] id="digits-look"
# All sizes, with a small point for each of the five starts:

# %% id="digits-figure"
figures.sizes()

# %% [markdown] id="digits-read"
# The curved code pays where the code is *short*. With 2 numbers it needs about what PCA needs with 4 or 5. With 32 it is behind PCA after this training. So look first at what PCA does: it is quick, and it is the best there is among the straight ones.

# %% [markdown] id="copying"
# **A wrong turn.** Somebody wants a better code, and makes it *wider*: $m = 64$ or more. The error can then be brought to 0. What has been learned? Nothing: $f(x) = x$ and $g(z) = z$ do it. A code that just copies tells nothing about digits. So something must make copying impossible, or expensive. A bottleneck is one way. There are two more.

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% id="recall-1"
ask.number(
    "First a question from before. A coin shows heads with probability 0.5, another one with probability 0.25. What is the divergence KL of the first from the second, "
    "0.5 log(0.5/0.25) + 0.5 log(0.5/0.75), in nats?",
    0.1438,
    digits=3,
    why="0.5 · 0.6931 - 0.5 · 0.4055 = 0.1438.",
    mistakes={0.3466: "That is the first term alone. The second one is negative.",
              0.5493: "The second term is negative: 0.5/0.75 is below 1.",
              0.2075: "That is in bits. Which logarithm gives nats?",
              0.1308: "You exchanged the two coins."},
)

# %% [markdown] id="noise" covers="N15-05"
# ## 5 Learn to take noise away
#
# Give the encoder a *spoiled* input, and ask for the clean one. Then copying does not help. This is a **denoising autoencoder**:
#
# $$L = \frac1N \sum_i \lVert g(f(x_i + \text{noise}_i)) - x_i \rVert^2$$
#
# The noise is new in each step. Only the target is clean. To see what such a thing learns, take the smallest case. Each $x$ is one number with mean 0 and variance $v$. The noise $n$ is independent of it, with mean 0 and variance $s^2$. The denoiser is one factor $a$. Its error is the mean of $(a(x + n) - x)^2$. Let $E$ stand for the mean over many draws.

# %% id="noise-steps"
v, s2 = 4.0, 1.0
best = v / (v + s2)
derivation(
    (r"$a(x + n) - x = (a - 1)\,x + a\,n$", "multiply out, collect $x$"),
    (r"$L(a) = (a - 1)^2\, v + a^2 s^2$",
     "square; the mean of $x n$ is 0, as they are independent; $a = 1$: copy the noise", s2),
    (r"$L'(a) = 2 (a - 1)\, v + 2 a s^2$", "chain rule and power rule; at $a = 1$", 2 * s2),
    (r"$a\,(v + s^2) = v$", r"set $L'(a) = 0$, divide by 2, collect $a$", v),
    (r"$a = v/(v + s^2)$", "divide: 4/(4 + 1)", best),
    (r"$L = v s^2/(v + s^2)$",
     "put it in: 0.04 · 4 + 0.64 · 1", (best - 1) ** 2 * v + best**2 * s2),
    at="for v = 4, s² = 1",
)

# %% [markdown] id="noise-read"
# So the best is to *shrink*: where data vary much ($v$ large), believe the input. Where they hardly vary, say the mean. To do this in 64 pixels, a network must know in which directions digits vary and in which they do not. That is knowledge about digits.

# %% id="noise-ask"
ask.number(
    "A pixel varies with v = 1, and the noise has s² = 4. What is the best factor a, and what is the error with it?",
    (0.2, 0.8),
    why="1/(1 + 4) = 0.2, and 1 · 4/5 = 0.8: less than the 4 of copying, and less than the 1 of always saying the mean.",
    mistakes={(0.8, 0.8): "You exchanged v and s². Where there is much noise, should one believe the input more or less?",
              (0.2, 4): "That is the error of a = 1, of copying.",
              (0.2, 1): "That is the error of a = 0, of always saying the mean.",
              (0.25, 0.8): "You divided v by s². Which sum stands below?"},
)

# %% [markdown] id="noise-look"
# **Look.** Both autoencoders have a code of 32 numbers. One learned without noise, and one with noise of deviation 0.4 on each pixel. **Predict**: which one is better at noise 0.4, and which at noise 0? Then move *noise*, and change the *autoencoder*.

# %% id="noise-live"
widgets.Denoise()

# %% [markdown] id="noise-all"
# One digit can mislead. Here are the errors on 500 new digits, for five starts each:

# %% id="noise-table"
print("noise    as it came    learned without noise    learned with noise 0.4")
for level, plain, trained in zip(trials.LEVELS, *(trials.cleaner(n)[0] for n in (0.0, 0.4))):
    told = [f"{e.mean():8.2f} ({e.min():.2f} to {e.max():.2f})" for e in (plain, trained)]
    print(f"{level:4} {64 * level**2:12.2f} {told[0]:>24} {told[1]:>24}")

# %% [markdown] id="noise-see"
# *As it came* is the noise itself: 64 pixels times its variance. At 0.4 the plain one takes 6.2 of 10.2 away. The trained one leaves 1.5 of 10.2. The price: without noise its own error is 0.85, that of the plain one 0.34.
#
# (The plain one was chosen at the learning rate that is best *at noise 0.4*, too. This flatters it.)
#
# **Your turn** (15 minutes): [*The loss of a denoising autoencoder*](../exercises/15a_autoencoders.ipynb), exercise 1.

# %% [markdown] id="sparse" covers="N15-06"
# ## 6 A wide code with most units off
#
# The other way: make the code *wider* than the input, 128 units for 64 pixels, but let only a few be on for each digit. Each unit is a sigmoid, between 0 (off) and 1 (on). Let $\hat\rho_j$ (rho hat) be the mean of unit $j$ over the samples. We want it near a small $\rho$, say 0.05. The penalty compares two coins, one with the chance $\rho$ and one with the chance $\hat\rho_j$:
#
# $$\Omega = \sum_j \Bigl( \rho \log\frac{\rho}{\hat\rho_j} + (1 - \rho) \log\frac{1 - \rho}{1 - \hat\rho_j} \Bigr)$$
#
# Each term is the divergence KL of two coins. It is 0 only if the two chances are equal.

# %% id="sparse-steps"
rho, hat = 0.05, 0.5
on, off = (torch.tensor(t).log() for t in (rho / hat, (1 - rho) / (1 - hat)))
derivation(
    (r"$\log(\rho/\hat\rho)$", "log(0.05/0.5) = log 0.1", on),
    (r"$\log((1 - \rho)/(1 - \hat\rho))$", "log(0.95/0.5) = log 1.9", off),
    (r"$\rho \cdot (-2.3026) + (1 - \rho) \cdot 0.6419$",
     "-0.1151 + 0.6098", rho * on + (1 - rho) * off),
    at="for ρ = 0.05, ρ̂ = 0.5",
)

# %% [markdown] id="sparse-slope"
# So a unit that is on half of the time costs 0.4946. And which way does the penalty push? Its slope in $\hat\rho$ follows from the slope of log, $1/\hat\rho$: the first term gives $-\rho/\hat\rho$, the second $(1 - \rho)/(1 - \hat\rho)$. (The minus of $-\log(1 - \hat\rho)$ and that of the inner slope cancel.) At $\hat\rho = 0.5$ this is $-0.1 + 1.9 = 1.8$, so it pushes down. At 0.05 it is $-1 + 1 = 0$.

# %% id="sparse-ask"
ask.number(
    "A unit has the mean 0.02, and ρ is 0.05. What is the slope of the penalty there, -ρ/ρ̂ + (1 - ρ)/(1 - ρ̂)? Is the unit pushed up or down by a step against it: 1 for up, "
    "-1 for down?",
    (-1.531, 1),
    digits=3,
    why="-0.05/0.02 + 0.95/0.98 = -2.5 + 0.969 = -1.531. The slope is negative, and a step goes against it: up, towards 0.05.",
    mistakes={(-1.531, -1): "A step of gradient descent goes against the slope.",
              (1.531, -1): "Which of the two terms is negative?",
              (3.469, -1): "The first term is negative.",
              (-2.5, 1): "That is the first term alone."},
)

# %% [markdown] id="sparse-guess"
# The loss is the error plus 0.3 times the penalty. Without it, a code of 128 units has an error of 0.14 on new digits. **Predict** what the penalty does to the error and to the number of units that are on, that is, above 0.5.

# %% id="sparse-table"
print("penalty    error on new digits    units on for a digit, of 128")
for weight in trials.WEIGHTS:
    found = trials.sparse(weight)
    error, on_now = found.errors, found.on
    print(f"{weight:5}      {error.mean():8.2f}  ({error.min():.2f} to {error.max():.2f})"
          f"     {on_now.mean():8.1f}  ({on_now.min():.1f} to {on_now.max():.1f})")

# %% [markdown] id="sparse-look"
# And the mean of each unit over the new digits, for one of the starts:

# %% id="sparse-figure"
figures.units()

# %% [markdown] id="sparse-read"
# Without the penalty about half of the units are on for every digit. With it, about one unit is on. The error is four times as large, but still less than that of 8 numbers in part 4 (0.88). A digit is then told by *which* few units are on, and how much. (The number counts units above 0.5. Many others are a little on, which counts, too.)
#
# **Your turn** (15 minutes): [*The penalty of a sparse code*](../exercises/15a_autoencoders.ipynb), exercise 2.

# %% [markdown] id="beyond-copies" covers="N15-01 N15-02 N15-08"
# ## 7 Not only copies
#
# Any learning is: an input, a model, an output, and a loss that compares it with a target. An **encoder-decoder model** splits the model in two, with a code between. The output need not be the input. Both parts train together, on the last loss alone ("end to end"), and the code ends up with what the output needs.
#
# | input | encoder | decoder | output |
# |---|---|---|---|
# | photo | convolutions ([12](12_convolution.ipynb)) | convolutions | for each pixel: street, car, sky |
# | photo | convolutions | convolutions | the same photo in another style |
# | sentence | recurrent ([13b](13b_gates.ipynb)) or attention ([14a](14a_attention.ipynb)) | the same | sentence in another language |
# | photo | convolutions | recurrent or attention | a caption |
#
# Images can also be *made* from a description: DALL-E, Imagen and Stable Diffusion do it. They are a family, not one recipe. Some use an encoder that has learned photos and captions together (CLIP). Imagen uses one that has seen text alone. All of them need a decoder that can *invent*, and the one of this lecture cannot: it only draws what it has a code for.

# %% id="split-ask"
ask.choose(
    "A network translates a sentence. Its encoder and its decoder train together, only on how good the translation is. What does the code between them hold after training?",
    {"the sentence itself, letter by letter": "Who asks for letters? The loss compares words of the other language.",
     "what the translation needs, as far as it fits": "Nothing else lowers the loss, and what does not fit through is lost.",
     "a summary that a person could read": "Nobody asked for one. The code is a list of numbers that the decoder understands.",
     "nothing, as it has no target of its own": "The gradient of the loss reaches the encoder through the code."},
    right="what the translation needs, as far as it fits",
)

# %% [markdown] id="zoo" covers="N15-14"
# **Four of a kind.** Charts of networks often show four autoencoders. You now know three:
#
# | name | what stops it from copying |
# |---|---|
# | autoencoder (AE) | a short code |
# | denoising (DAE) | noise on the input |
# | sparse (SAE) | a penalty on units that are on |
# | variational (VAE) | noise on the *code*, and a penalty |

# %% [markdown] id="stack"
# **Half a program.** Before 2010, deep networks often did not learn at all from random weights. One then trained them layer by layer, as a stack of autoencoders. Which line is missing?
#
# ```python
# inputs = X
# for size in (64, 32, 16):
#     coder = train_autoencoder(inputs, size)
#     layers.append(coder.encoder)
#     inputs = ____
# ```

# %% id="stack-ask"
ask.choose(
    "What stands in the blank?",
    {"X": "Then each layer would be trained on pixels. But the second one will see what the first one makes.",
     "coder.encoder(inputs)": "The next layer learns to code the codes. Afterwards all layers are trained together on the task.",
     "coder.decoder(coder.encoder(inputs))": "That is a copy of the inputs. What will the next layer see, once the encoders stand on each other?",
     "coder.decoder": "That is a function, not data."},
    right="coder.encoder(inputs)",
)

# %% [markdown] id="recall-2-intro"
# A last question from before.

# %% id="recall-2"
ask.number(
    "A layer adds its input to what it computes, y = F(x) + x. At some place F has the slope -0.3. What is the slope of y?",
    0.7,
    why="The slope of a sum is the sum of the slopes: -0.3 + 1.",
    mistakes={-0.3: "What does the + x add to the slope?",
              1: "F has a slope of its own.",
              1.3: "The slope of F is negative.",
              0.3: "The slope of x is 1."},
)

# %% [markdown] id="transfer"
# ## Transfer
#
# A factory photographs bottles. It has thousands of photos of good ones, and none of broken ones.

# %% id="transfer-ask"
ask.choose(
    "Somebody trains an autoencoder with a short code on photos of good bottles. How can it find broken ones?",
    {"its code has one number for broken": "It has never seen a broken one. Who would have asked for such a number?",
     "a large reconstruction error is a warning": "The code has room for what varies among good bottles. A crack does not fit through, so it is missing in the copy.",
     "a small reconstruction error is a warning": "Which bottles did it learn to copy well?",
     "it cannot: there are no labels": "It needs none. What happens to something that was never seen in training?"},
    right="a large reconstruction error is a warning",
)

# %% [markdown] id="summary"
# ## Summary
#
# - An autoencoder learns a code $z = f(x)$ and a copy $g(z)$ close to $x$, without labels.
# - The best linear one spans the first $m$ principal directions. Its error is the sum of the variances left out.
# - Curved ones gain where the code is short: 2.17 against 3.35 with two numbers for 64 pixels. With 32 numbers PCA was ahead.
# - A code that is wide enough can copy and learn nothing. Noise on the input, or a penalty on units that are on, prevents it.
# - The best denoiser of one number is the factor $v/(v + s^2)$: it shrinks where data vary little.
# - Encoder and decoder also stand in systems whose output is not the input.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $x$, $X$ | `X` | input of $n$ numbers; $N$ of them, one a row |
# | $z$, $Z$ | `Z` | code of $m$ numbers |
# | $\hat x$ | `copies` | copy, reconstruction |
# | $f$, $g$ | | encoder, decoder |
# | $E$, $D$ | `E`, `D` | linear encoder $(m, n)$, linear decoder $(n, m)$; in part 5 $E$ is a mean over draws |
# | $u$ | `u` | direction of length 1 |
# | $v$, $s^2$, $a$ | `v`, `s2` | variance of the data, of the noise; factor of the denoiser |
# | $\rho$, $\hat\rho_j$ | `rho`, `hat` | wanted mean of a unit, its mean |
# | $\Omega$ | | penalty of a sparse code |

# %% [markdown] id="glossary"
# ## Words
#
# **autoencoder** an encoder and a decoder that learn to copy through a code · **encoder** what makes the code · **decoder** what makes an output from the code · **code** the numbers between, also called latent · **bottleneck** a code too short to copy everything · **reconstruction error** the squared distance of copy and input · **denoising autoencoder** one that sees noise and must give the clean input · **sparse autoencoder** one with a wide code of which most is off · **encoder-decoder model** the same two parts for any output · **end to end** trained as a whole on the last loss. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Masked autoencoders hide most of an image in place of adding noise, and learn to fill it in; what they learn serves other tasks. Stable Diffusion runs its whole process on the code of an autoencoder, since 64 × 64 codes are cheaper than 512 × 512 pixels. Sparse autoencoders are used today to read what goes on inside language models. The linear case was settled by P. Baldi and K. Hornik in 1989. Denoising ones are from P. Vincent and others, 2008.

# %% [markdown] id="optional-grad"
# ## Optional: the gradients of the linear one
#
# With $\hat X = X E^T D^T$ and $\bar{\hat X} = 2(\hat X - X)/N$, the chain rule for products of tables ([08](08_backpropagation.ipynb)) gives $\bar D = \bar{\hat X}^T Z$ and $\bar E = (\bar{\hat X} D)^T X$. We check both against PyTorch:

# %% id="optional-grad-run"
E0, D0 = torch.tensor([[0.3, -0.2]]), torch.tensor([[0.5], [0.1]])
ours = autoencoder.linear_loss_and_grads(E0, D0, X)
E1, D1 = E0.clone().requires_grad_(), D0.clone().requires_grad_()
(X @ E1.mT @ D1.mT - X).square().sum(1).mean().backward()
tensors.show(E_bar=ours.E_bar, by_torch=E1.grad, D_bar=ours.D_bar.mT, by_torch_too=D1.grad.mT)
