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
# # 10b Normalisation and skips
#
# {minutes} · exercises in [exercises/10b_normalisation_and_skips.ipynb](../exercises/10b_normalisation_and_skips.ipynb)

# %% [markdown] id="hook"
# ## Thirty blocks
#
# A network learns handwritten digits. Its first layer makes 16 numbers of the 64 pixels. Then come **blocks**. Each makes 16 new numbers of 16 numbers: a layer with relu. The last layer gives ten logits. The weights of the blocks start as He's rule of [10a](10a_start_and_depth.ipynb) says. The first and the last layer have no relu, so they start as LeCun's says. So on average over many starts, the numbers keep their size. The learning rate is 0.03.
#
# With 3 blocks the network learns. **Decide first** what 30 blocks do, in the question below. Then set *number of blocks* to 30. On the left you see the loss on the *training* digits, for five random starts. Leave *in each block* at "plain" for now. (The right picture is for part 6.)

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l10b import figures, trials, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.DeepChain()

# %% id="hook-ask"
ask.choose(
    "After 100 steps with 3 plain blocks, the loss on the training digits lies between 0.90 and 1.36. (This is the mean over "
    "the last ten batches, here and below.) Guessing has the loss 2.30. The same network gets 30 blocks, with He's start. What is its loss after 100 steps?",
    {"lower, about 0.3: more blocks can do more": "They can do more. Set the number of blocks to 30. Do they learn it?",
     "about the same: He's start keeps the size of the numbers": "It does so on average over starts. Set the number of "
                                                                 "blocks to 30. Is that enough?",
     "near 2.3: it hardly learns": "All five starts end at 1.99 or more. And this is the loss on the training digits, "
                                   "so it is not overfitting.",
     "nan: the numbers overflow": "He's start prevents that. Set the number of blocks to 30."},
    right="near 2.3: it hardly learns",
)

# %% [markdown] id="hook-see"
# **See it.** From all five starts, thirty plain blocks end at 1.99 or more, though they could do what three do: 27 need only hand their input on. Now try the other choices, with 30 blocks. "skip" adds one plus sign to each block: it adds the block's input to what the block gives. (There the weights of the blocks start at a fifth of their size. Part 6 says why. And losses above 4 are drawn at 4.)
#
# With the plus sign, the five losses end between 0.22 and 0.55. With **batch norm** alone, the topic of parts 1 to 4, they all end above 2. With both, they end between 0.24 and 0.34. So batch norm alone does not rescue this chain. What is it good for, then? And what does the plus sign do?

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Compute batch norm in training and in use (exercise *Batch normalisation, in training and in evaluation*).
# 2. Send a gradient back through it (exercise *Back through batch normalisation*).
# 3. Say what batch norm gains, and which explanation an experiment speaks against (questions in part 4).
# 4. Normalise over features in place of samples (exercise *Layer normalisation*).
# 5. Follow a gradient through a chain with and without skips (exercise *What reaches the first block*).
# 6. Compute a gate between a layer and a way past it (question in part 7).

# %% [markdown] id="needs"
# ## What you need
#
# Mean, variance and deviation ([02a](02a_least_squares_and_likelihood.ipynb)), the layer `X @ W.mT + b` ([05a](05a_networks.ipynb)). The adjoint $\bar x$, the derivative of the loss with respect to $x$ ([08](08_backpropagation.ipynb)). Slopes multiply along a chain, and He's start ([10a](10a_start_and_depth.ipynb)).

# %% [markdown] id="bn" covers="N10-21 N10-22"
# ## 1 Batch norm of one unit
#
# Look at one unit and at its pre-activations for the $B$ samples of a mini-batch. **Batch normalisation** (short: batch norm) first **standardises** them: it takes off their mean $\mu$, and divides by their standard deviation (short: deviation). Then it multiplies by a number $\gamma$ (gamma) and adds a number $\beta$ (beta). Both are learned, like a weight and a bias. Here are four samples, with $\gamma = 2$ and $\beta = 1$:

# %% id="bn-steps"
from dlcourse.classroom.derivation import derivation

x = torch.tensor([1.0, 2.0, 3.0, 4.0])
v = x.var(correction=0)
x_hat = (x - x.mean()) / v.sqrt()
derivation(
    (r"$\mu = \frac1B \sum_i x_i$", "the mean: 10 / 4", x.mean()),
    (r"$v = \frac1B \sum_i (x_i - \mu)^2$", "the variance: (2.25 + 0.25 + 0.25 + 2.25) / 4", v),
    (r"$\hat x_i = (x_i - \mu)/\sqrt{v}$", "standardised: divided by 1.1180", x_hat),
    (r"$y_i = \gamma\, \hat x_i + \beta$", "scaled by 2, shifted by 1", 2 * x_hat + 1),
    at="for x = (1, 2, 3, 4)",
)

# %% [markdown] id="bn-read"
# Unless all samples are alike, $\hat x$ (read "x hat") has the mean 0 and the variance 1. So $y$ has the mean $\beta$ and the standard deviation $\gamma$ (if $\gamma$ is above 0). Programs divide by $\sqrt{v + \epsilon}$ with a small $\epsilon$, such as 0.00001. Otherwise a unit with the same number for all samples would divide by 0. By hand we leave $\epsilon$ out.
#
# Each unit has a mean, a variance, a $\gamma$ and a $\beta$ of its own. Batch norm usually stands after the sum and before the bend.

# %% id="bn-ask"
ask.number(
    "A unit has the pre-activations 1, 1, 5 and 5 in a batch. Its γ is 3 and its β is 1. What does batch norm make of the 1, and "
    "what of the 5? Leave ε out.",
    (-2, 4),
    why="The mean is 3, the variance (4 + 4 + 4 + 4)/4 = 4, and the deviation 2. So x̂ is -1 and 1, and 3·x̂ + 1 is -2 and 4.",
    mistakes={(-1.598, 3.598): "You divided the sum of squares by 3. By how many does this batch divide?",
              (-0.5, 2.5): "You divided by the variance. What is its root?",
              (0, 6): "You added β before you multiplied by γ.",
              (-1, 1): "That is x̂. What do γ and β make of it?",
              (-3, 3): "β is missing.",
              (-5, 7): "You took off the mean. By what is the rest divided?"},
)

# %% [markdown] id="bn-undo"
# Why $\gamma$ and $\beta$, if scale and shift have just been taken away? With them the layer loses nothing. With $\gamma = 2$ and $\beta = 3$, batch norm gives $1, 1, 5, 5$ back. But now mean and deviation are two numbers that a step can move directly.
#
# **See it.** The picture shows a unit whose pre-activations $z$ have the mean 3 and the deviation 2 over all data. The sample with $z = 4$ is in each of five batches. Predict: does it get the same value in each batch? Move *which batch*. Then change the batch size. What happens with $B = 1$?

# %% id="bn-live"
widgets.OneUnit()

# %% [markdown] id="bn-live-read"
# With $B = 4$ and $\gamma = 1$, the same sample becomes anything from $-0.71$ to 1.27. **In training, what a network says of one sample depends on the others in the batch.** With $B = 32$ the values lie closer together, between 0.53 and 0.93. With $B = 1$ the sample *is* the mean. So $x - \mu$ is 0, and the unit gives $\beta$ for every sample. PyTorch refuses such a batch in training.

# %% [markdown] id="scale"
# **Weights in front of batch norm.** Now multiply all weights of this unit by 10. Its four pre-activations become 10, 10, 50 and 50.

# %% id="scale-ask"
ask.choose(
    "A unit with batch norm has the pre-activations 1, 1, 5 and 5. All its weights are multiplied by 10. What happens to the "
    "outputs of batch norm, and to the gradient of the loss with respect to these weights? Leave ε out.",
    {"outputs 10 times as large, gradient the same": "The mean becomes 30 and the deviation 20. What is (50 - 30)/20?",
     "outputs the same, gradient the same": "The outputs are the same. But a move of a weight from 10 to 10.1 does what a move "
                                            "from 1 to 1.01 did before.",
     "outputs the same, gradient a tenth": "Mean and deviation grow tenfold, too. And a move of 0.1 now does what a move of "
                                           "0.01 did.",
     "outputs the same, gradient 10 times as large": "A weight that is 10 times as large must move 10 times as far for the same "
                                                     "effect. Does the loss then rise faster or slower?"},
    right="outputs the same, gradient a tenth",
)

# %% [markdown] id="scale-read"
# So the *size* of these weights does not matter to the output. But a weight must now move ten times as far for the same effect, so its slope is a tenth. If long steps make the weights large, their gradient becomes small, and the next steps change their direction less. A bias in front of batch norm does not matter at all: the mean takes it away again. So one leaves the bias out, and $\beta$ takes its place.

# %% [markdown] id="recall"
# ## 2 In use
#
# First a question from an earlier lecture.

# %% id="recall-1"
ask.choose(
    "You standardise features for a model: each minus its mean, divided by its deviation. Then a single new patient comes. Which mean "
    "and which deviation do you use?",
    {"those of the new patient's own features": "Height and age would then share one mean.",
     "those of the training data": "The model has learned with numbers on this scale. They are kept, and used for whoever comes.",
     "those of all patients who come on this day": "Then the answer for one patient would depend on the others.",
     "none: a single patient cannot be standardised": "She can, with numbers that are already there."},
    right="those of the training data",
)

# %% [markdown] id="use" covers="N10-23"
# A trained network is used in the same way: **with numbers that were kept**, and not with those of the batch. There are two ways to get these numbers:
#
# - Pass all training data through the trained network once more. Take mean and variance of each unit.
# - Keep a **running** mean and a running variance during training. PyTorch does this. After each batch the new running value is 0.9 of the old one plus 0.1 of the batch's. They start at 0 and 1.
#
# For the variance that is kept, the batch's sum of squares is divided by $B - 1$, not by $B$. Why? The mean $\mu$ was fitted to the batch's own numbers. So on average they lie closer to it than to the mean of all data. With $B - 1$ this is made good (two coins in [02b](02b_generalisation.ipynb)): on average over batches, the result is the variance of all data. It is called **unbiased**. To standardise the batch itself one still divides by $B$.

# %% id="use-steps"
derivation(
    ("running mean = 0.9 · old + 0.1 · $\\mu$", "0.9 · 0 + 0.1 · 2.5", 0.1 * x.mean()),
    ("running variance = 0.9 · old + 0.1 · new",
     "0.9 · 1 + 0.1 · 5/3; the new one is 5/(4 - 1)", 0.9 + 0.1 * x.var()),
    at="after the first batch, (1, 2, 3, 4)",
)

# %% [markdown] id="use-read"
# PyTorch calls the share 0.1 `momentum`. (The momentum of [09a](09a_sampling_and_momentum.ipynb) is something else.) A module has two modes. `train()` uses the batch and moves the running values. `eval()` uses the running values and leaves them alone.

# %% id="use-run"
module = torch.nn.BatchNorm1d(1)  # one unit; starts with γ = 1, β = 0 and in the mode train()
out = module(x[:, None])[:, 0].detach()  # x as a batch of 4 rows and 1 column
module.eval()
alone = module(x[3:, None])[:, 0].detach()  # the last sample, alone
tensors.show(training=out, running_mean=module.running_mean, running_var=module.running_var,
             last_alone=alone)

# %% [markdown] id="use-compare"
# The last sample, 4, was 1.3416 in training. Alone, with the running values, it is $(4 - 0.25)/\sqrt{1.0667} = 3.6309$. After one batch the running values are far from 2.5 and 1.6667. After many they come near those of all data, once the weights hardly move. In the live picture of part 1, take mean and variance from *all data*: now the sample gets 0.5 in each batch.

# %% id="use-ask"
ask.number(
    "A unit's running variance is 2. The next batch is 0, 0, 6 (so B = 3). The share of the new batch is 0.1. What is the running "
    "variance afterwards?",
    3,
    why="The mean is 2 and the squares are 4, 4 and 16. 24/(3 - 1) = 12, and 0.9 · 2 + 0.1 · 12 = 3.",
    mistakes={2.6: "You divided by B = 3. For the running variance one divides by B - 1.",
              11: "You gave the batch the share 0.9.",
              12: "That is the batch's variance. What is left of the old value?",
              3.2: "The old value keeps only 0.9 of itself.",
              2.1464: "You mixed deviations. Take the variances."},
)

# %% [markdown] id="use-exercise"
# **Your turn** (20 minutes): [*Batch normalisation, in training and in evaluation*](../exercises/10b_normalisation_and_skips.ipynb), exercise 1.

# %% [markdown] id="back"
# ## 3 The way back
#
# Training needs the adjoint of each $x_i$, given those of the outputs. When $x_1$ moves, three things move: $\hat x_1$ directly, the mean, and the variance. The mean and the variance then move *all* $\hat x_j$. **Two solutions:** Ann says that mean and variance are fixed numbers, and hands back $\bar x_i = \gamma\, \bar y_i / \sqrt v$. Ben takes all three ways. Both test on the batch $(1, 2, 3, 4)$ with $\gamma = 1$. The adjoints of the outputs are $(1, 0, 0, 0)$: only $y_1$ counts for the loss.

# %% id="back-ask"
ask.choose(
    "The batch is (1, 2, 3, 4), γ is 1, and the loss rises with y₁ alone. Now all four x rise by 0.1, so that the batch is (1.1, 2.1, "
    "3.1, 4.1). What does the loss do? And what does Ann predict, whose gradient is (0.894, 0, 0, 0)?",
    {"it rises by 0.0894, as Ann predicts": "What are the standardised numbers of (1.1, 2.1, 3.1, 4.1)?",
     "it stays the same; Ann predicts a rise of 0.0894": "The mean rises by 0.1, too, so no x̂ moves. Ann's gradient does not know "
                                                         "this. The four entries of the right one add to 0.",
     "it stays the same, as Ann predicts": "Ann's prediction is 0.894 · 0.1 + 0 + 0 + 0.",
     "it falls; Ann predicts a rise of 0.0894": "What are the standardised numbers of (1.1, 2.1, 3.1, 4.1)?"},
    right="it stays the same; Ann predicts a rise of 0.0894",
)

# %% [markdown] id="back-derive"
# So the right gradient has no part along "all rise alike". For the same reason it has no part along "all stretch alike": if all distances from the mean grow by a tenth, so does the root of $v$, and no $\hat x$ moves.
#
# If a move has neither part, mean and variance stay (to first order), and Ann is right. So the right gradient is hers without both parts. Let $g_i = \gamma\, \bar y_i$ be the adjoint of $\hat x_i$, here $(1, 0, 0, 0)$. First take off their mean $r$: the rest adds to 0. Let $s$ be the mean of the products $g_i\, \hat x_i$. Then take off $\hat x_i\, s$. The mean of $\hat x^2$ is 1, so the products of the rest with $\hat x$ have the mean $s - s \cdot 1 = 0$. Neither step spoils the other, since the $\hat x_i$ add to 0.

# %% id="back-steps"
y_bar = torch.tensor([1.0, 0.0, 0.0, 0.0])
rise, stretch = y_bar.mean(), (y_bar * x_hat).mean()
left = y_bar - rise - x_hat * stretch
derivation(
    (r"$r = \frac1B \sum_j g_j$", "how much is along \"all rise alike\": 1 / 4", rise),
    (r"$s = \frac1B \sum_j g_j\, \hat x_j$",
     "how much is along \"all stretch alike\": -1.3416 / 4", stretch),
    (r"$g_i - r - \hat x_i\, s$",
     "both taken off; for i = 1: 1 - 0.25 - 1.3416 · 0.3354", left),
    (r"$\bar x_i = (g_i - r - \hat x_i\, s)/\sqrt v$",
     "back through the division by 1.1180", left / v.sqrt()),
    at="for x = (1, 2, 3, 4)",
)

# %% [markdown] id="back-read"
# The four entries add to 0. In line 3 the products with $\hat x$, which is 0.447 times $(-3, -1, 1, 3)$, add to 0, too: $-0.9 + 0.4 - 0.1 + 0.6 = 0$. Line 4 holds Ben's three ways. For $x_1$ they bring 0.894 directly, $-0.224$ by the mean and $-0.402$ by the deviation. An optional part at the end derives them. $\gamma$ and $\beta$ are used by all samples, so their adjoints are sums: $\bar\gamma = \sum_i \bar y_i \hat x_i$, here $-1.3416$, and $\bar\beta = \sum_i \bar y_i$, here 1.
#
# With $\epsilon$, put $\sqrt{v + \epsilon}$ for $\sqrt v$ everywhere, also in $\hat x$. Line 4 stays true. But a stretch now moves $\hat x$ a little. So the products with $\hat x$ no longer add to exactly 0.

# %% [markdown] id="back-exercise"
# **Your turn** (25 minutes): [*Back through batch normalisation*](../exercises/10b_normalisation_and_skips.ipynb), exercise 2.

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% [markdown] id="gain" covers="N10-24"
# ## 4 What batch norm gains, and why
#
# "Batch norm makes learning faster", one reads. A network with three hidden layers of 32 units learns the digits for 100 steps, in batches of 64, at six learning rates, from five starts. It has sigmoids or relus, with or without batch norm. **Decide first.**

# %% id="gain-guess"
ask.choose(
    "A network with relu and He's start learns well without batch norm at the small rate 0.03. Now it gets batch norm. Compare the "
    "two after the same 100 steps, at rates from 0.03 to 3. Where is the loss with batch norm lower?",
    {"at every rate": "Look at the smallest rate on the right of the figure below.",
     "only at large rates": "At 0.03 all five losses with batch norm are higher. The gain comes at rates that the plain network "
                            "does not stand.",
     "nowhere: it makes no difference with relu": "Look at the rate 1 in the figure below.",
     "only at small rates": "It is the other way round in the figure below."},
    right="only at large rates",
)

# %% [markdown] id="gain-see"
# Without batch norm (`PLAIN`) and with it (`NORM`):

# %% id="gain-figure"
both = {bend: {way: trials.sweep(bend, way) for way in (trials.PLAIN, trials.NORM)}
        for bend in ("sigmoid", "relu")}
figures.rates(both)

# %% [markdown] id="gain-read"
# **Relu, right.** At the rates 0.03 and 0.1 batch norm is *slower*: the medians are 0.85 against 0.52, and 0.25 against 0.15. From 0.3 to 3 it is ahead: at 0.3 with 0.08 against 0.24. There the plain network depends on luck: one start reaches 0.05, another stays above 1. At $\eta = 1$ the medians are 0.06 and 1.82. At 10 neither learns.
#
# **Sigmoid, left.** Batch norm is ahead at every rate: 1.23 against 2.30 at 0.1. It reaches 0.11. The plain network never comes below 1.
#
# So with relu the gain is a wider range of rates, and with it a lower loss after 100 steps. Each at its best rate, batch norm ends at 0.06 ($\eta = 1$) and the plain network at 0.15 ($\eta = 0.1$). With sigmoid, whose start is bad, batch norm is also faster at the same rate.

# %% [markdown] id="shift" covers="N10-20"
# ### The explanation in its name
#
# The inventors of batch norm (Ioffe and Szegedy, 2015) gave a reason. A function meets **covariate shift** if the distribution of its inputs changes: a model of one hospital's patients is used in another. Inside a network, each step changes the layers before. So the inputs of a layer change their distribution all the time: *internal* covariate shift. Batch norm holds their mean and deviation fixed. That, they said, is why it helps.
#
# Santurkar and others (2018) tested this by putting the shift back in, and so do we. In "batch norm, disturbed" each unit is stretched and shifted at random *after* batch norm, anew in every step. Here is one unit, with sigmoid and $\eta = 0.3$:

# %% id="shift-figure"
shifted = {way: trials.sweep("sigmoid", way)
           for way in (trials.PLAIN, trials.NORM, trials.DISTURBED)}
print("how far z's mean moves in a step, in deviations, in hidden layers 1, 2 and 3:")
for way, found in shifted.items():
    print(f"{way:22}", "".join(f"{moved:7.3f}" for moved in found.moved.median(1).values))
figures.drifts(shifted)

# %% [markdown] id="shift-guess"
# The printed numbers are for *all* training digits, so that a new batch does not count as shift. In the plain network only layer 3 has much shift: 0.44. (There $z$ hardly differs from digit to digit.) The disturbed network has more in every layer, from 0.54 to 0.62.

# %% id="shift-ask"
ask.choose(
    "The disturbed network has batch norm, and more shift than the plain one. Suppose less shift is what helps. What must then come "
    "out for the disturbed network?",
    {"it learns no better than the plain one": "More shift, so no gain. The next figure shows whether it is so.",
     "it learns as well as batch norm without disturbance": "It has more shift than that. Under the assumption, this must hurt.",
     "it learns better than both": "It has the most shift of the three.",
     "that cannot be said": "The assumption says: what counts is the shift. Order the three networks by their shift."},
    right="it learns no better than the plain one",
)

# %% [markdown] id="shift-see"
# One more network joins. "Good start, no norm" is a plain network that begins as batch norm does: the norm of the first batch is *written into its starting weights and biases*. Predict: at which rates can that be enough?

# %% id="shift-run"
figures.rates({"sigmoid": {way: trials.sweep("sigmoid", way) for way in trials.WAYS}})

# %% [markdown] id="shift-read"
# At $\eta = 0.3$, where we measured the shift, the disturbed network ends at 0.70 and the plain one at 2.30. So **in this network, less shift is not what brings the gain.** The experiment does not show that shift is harmless: at every rate the disturbance raises the loss. Nor does it say what is at work instead. (Santurkar and others propose that batch norm makes the loss smoother.)
#
# "Good start, no norm" says more. At 0.3, 1 and 3 it has the medians 0.61, 0.18 and 0.08. Batch norm has 0.49, 0.17 and 0.11. So at these rates almost all of the gain is a **good start**. At $\eta = 10$ the start is not enough: it ends at 2.37, and batch norm at 0.20. There the network needs the norm **in every step**. This fits part 1: weights that grow get a smaller gradient. (The experiment does not prove it.)
#
# All losses here are on training batches, so a further effect does not show. The others in a batch change at random, so batch norm adds noise to each sample (part 1). Noise can lessen overfitting, as [10c](10c_fighting_overfitting.ipynb) shows. With larger batches there is less.

# %% [markdown] id="layer" covers="N10-25"
# ## 5 Layer norm
#
# Batch norm needs a batch. In a network that reads a text word by word, sentences differ in length, and a batch may be small. **Layer norm** turns the table round: mean and variance are taken over the features of *one* sample.

# %% id="layer-figure"
figures.directions()

# %% [markdown] id="layer-read"
# The formula is the same, only the direction differs. Each feature still has its own $\gamma$ and $\beta$. No sample sees another one. So there are no running values, training and use are the same, and $B = 1$ works. Recurrent networks and the transformers of later lectures use layer norm.

# %% id="layer-ask"
ask.number(
    "A batch has the two samples (15, 9, 7, 1) and (11, 5, 9, 3): two rows with four features each. What does layer norm make of "
    "the 15, and what does batch norm make of it? Take γ = 1 and β = 0, and leave ε out.",
    (1.4, 1),
    why="Layer norm: the row has the mean 8, the squares 49, 1, 1 and 49 have the mean 25, and (15 - 8)/5 = 1.4. Batch norm: "
        "the column (15, 11) has the mean 13 and the deviation 2, and (15 - 13)/2 = 1.",
    mistakes={(1, 1.4): "You exchanged the two. Which one takes the mean of a row?",
              (1, 1): "Layer norm takes the row (15, 9, 7, 1) for itself. Its mean is 8.",
              (1.4, 1.4): "Batch norm takes the column (15, 11) for itself. Its mean is 13.",
              (7, 2): "You took off the means. By what does one divide?",
              (0.28, 0.5): "You divided by the variances. What are their roots?",
              (1.212, 0.707): "You divided the sums of squares by one less than their number."},
)

# %% [markdown] id="layer-exercise"
# **Your turn** (10 minutes): [*Layer normalisation*](../exercises/10b_normalisation_and_skips.ipynb), exercise 3.

# %% [markdown] id="skip" covers="N10-26 N10-27"
# ## 6 The plus sign
#
# A **skip connection** leads past one or more layers. In a **residual block** (He and others, 2015) it ends in a plus sign: $y = x + F(x)$. Here $F$ is one layer or a few. It only has to learn the *residual*: what is to be added to $x$.

# %% id="skip-figure"
figures.ways_past()

# %% [markdown] id="skip-slope"
# What does the plus sign do to a gradient? Take a chain of single numbers, with $F(x) = \tanh(w x)$ in each block. Let $d$ be the slope of $F$. By the chain rule it is $w\,(1 - \tanh^2(wx))$. The plain block $y = F(x)$ passes on $d$ times the gradient. The residual block passes on $1 + d$ times, since the $x$ in $x + F(x)$ adds 1 to the slope. Three blocks have the slopes 0.2, $-0.1$ and 0.3 at the present inputs:

# %% id="skip-steps"
d = torch.tensor([0.2, -0.1, 0.3])
derivation(
    (r"$d_1\, d_2\, d_3$", "plain: 0.2 · (-0.1) · 0.3", d.prod()),
    (r"$(1 + d_1)(1 + d_2)(1 + d_3)$", "residual: 1.2 · 0.9 · 1.3", (1 + d).prod()),
    at="for d = (0.2, -0.1, 0.3)",
)

# %% [markdown] id="skip-paths"
# Multiplied out, the second product is 1, plus the slopes 0.2, $-0.1$ and 0.3, plus the products of two and of three of them. Each term is a way through the chain: at each block, past $F$ or through it. The 1 is the way past all blocks. However many there are, it stays. Ten slopes of 0.01 give 1.10, and ten of 0.1 give 2.6. The plain chains give $10^{-20}$ and $10^{-10}$. But the other terms can also cancel the 1. Ten slopes of $-0.9$ give $0.1^{10}$.

# %% id="skip-ask"
ask.number(
    "Four blocks have the slopes 0.5, -0.5, 0.5 and 1 at the present inputs. How far does the end move when the start moves by 1, in "
    "the plain chain, and in the residual chain?",
    (-0.125, 2.25),
    why="Plain: 0.5 · (-0.5) · 0.5 · 1. Residual: 1.5 · 0.5 · 1.5 · 2.",
    mistakes={(-0.125, 0.875): "You added 1 to the product. The 1 stands in each factor.",
              (-0.125, 1.5): "You added the slopes. Factors of a chain multiply.",
              (-0.125, 2.5): "1 + 0.5 - 0.5 + 0.5 + 1 leaves out the products of two, three and four.",
              (0.125, 2.25): "One slope is negative. How many minus signs does the product have?",
              (0.125, 6.75): "The second slope is -0.5, so its factor is 1 - 0.5.",
              (-0.125, -0.125): "That is the plain chain twice. What does the plus sign add to each factor?"},
)

# %% [markdown] id="skip-jacobian"
# **For vectors** the slopes become a Jacobian: the table of how each output moves with each input ([07](07_differentiation.ipynb)). Output $y_i$ is $x_i + F_i(x)$. So the table of the block is that of $F$ with 1 added on its diagonal: $J_F + I$. If $J_F$ has the rows $(0.2, 0.5)$ and $(-0.4, 0.1)$, the block has the rows $(1.2, 0.5)$ and $(-0.4, 1.1)$.
#
# **Your turn** (20 minutes): [*What reaches the first block*](../exercises/10b_normalisation_and_skips.ipynb), exercise 4.

# %% [markdown] id="why"
# ### Back to the thirty blocks
#
# "Skips help since gradients vanish without them", one reads. Is that what stopped the plain chain? We measure the length of the weights' first gradient, in the first and in the last block, and how much a block *leaves of the digits*, before any training. For that, ten least squares fits get the 16 numbers after a block. Each predicts 1 for its digit and 0 for the others, and the largest names the digit. (They are fitted to the same digits. Bent functions may tell more apart.) Gradients and shares are medians of the five starts. In the row "plain, rescaled", each block's weights were first multiplied by a number, so that the numbers keep their size exactly.

# %% id="why-run"
def row(kind, depth):
    runs = trials.chains(kind, depth)
    loss, gradient = runs.last, runs.gradient
    print(f"{kind:30} {depth:2} {loss.min():9.2f} {loss.median():6.2f} {loss.max():6.2f} "
          f"{gradient[0]:9.2f} {gradient[-1]:6.2f} {runs.told[-1]:9.2f}")


print("                                     loss:                   gradient:          told")
print("                           blocks     best median  worst     first   last      apart")
for depth in trials.DEPTHS:
    row(trials.PLAIN, depth)
for kind in (trials.RESCALED, trials.NORM, trials.SKIP, trials.BOTH):
    row(kind, 30)
for kind, depth in ((trials.IDENTITY, 10), (trials.SKIP, 10), (trials.IDENTITY, 30)):
    row(kind, depth)

# %% [markdown] id="why-read"
# **Plain:** with 30 blocks the gradient is short in *every* block, 0.01 to 0.07. With 3 blocks it is about 0.6. (He's rule keeps the size on average *over starts*. With only 16 numbers, most single chains shrink: these five to between 0.003 and 0.33 of it.) Is this the cause? With 10 blocks the gradients are 0.46 and 0.48, nearly as long as with 3. Yet the loss ends at 1.79 or more. In the rescaled chain the gradients are 1.6 and 1.4, longer than with 3 blocks. Its loss still ends at 1.94 or more. (At the rates 0.003 and 0.01 all five end above 2. At 0.1 three of the five run away.) So the length of the gradient is **not** what stops this chain. What both share: after 30 random blocks only 26 % of the digits can be told apart by least squares. After the first layer it was 84 %, the first point on the right of the live picture.
#
# **Batch norm:** only 17 % are left. And the gradient *explodes* on its way back: in block 1 it is about 500 times as long as in block 30. **Skip:** 82 % are left, since $x$ itself goes on. (Its gradients are long, since its numbers grow.) (The share does not tell which chain wins: skip with batch norm has 55 %, and ends as low.)
#
# Is it the plus sign, or only the start near "output = input"? To test this, take a *plain* chain, and start each weight matrix at a fifth of He's start, plus 1 on its diagonal. Then each block begins near $\mathrm{relu}(x)$, without a plus sign.

# %% [markdown] id="why-so"
# The last three rows of the table show it. With 10 blocks most of the gain is there without any plus sign: the median falls from 1.95 to 0.52, and with the plus sign to 0.26. With 30 blocks it is about two thirds of the gain: from 2.17 to 0.88, and to 0.29 with the plus sign. So in this chain, a skip helps to a large part because a block **begins by passing its input on**. (In other networks gradients do vanish. There the 1 in each factor matters, too.)
#
# Why does $F$ start at a fifth of He's size? Each residual block *adds* to its input. With He's full start, $F(x)$ is on average as large as $x$. If $F(x)$ knew nothing of $x$ and had the mean 0, each block would multiply the size by $\sqrt 2$, and thirty by 33 000. Here it becomes more than a million. For our $F$, one layer with relu, can only add, and soon all numbers are positive. (In use, $F$ ends before a bend, so it can also take off.) With a fifth, the size grows 13 to 23 times, and the chain learns. So one starts $F$ small, or puts a norm inside $F$. "skip and batch norm" in the first picture is the second way.

# %% [markdown] id="highway" covers="N10-28"
# ## 7 A gate in place of the plus sign
#
# In a **highway network** (Srivastava, Greff and Schmidhuber, 2015, before the residual block), the network learns how much passes. A **gate** $T(x)$ is a sigmoid of its own weights and bias, so it lies between 0 and 1. For each number, $y = T(x)\, H(x) + (1 - T(x))\, x$. Here $H$ is a layer. With $T = 1$ the block is the plain layer, and with $T = 0$ it hands $x$ on. One begins with a gate bias of about $-2$. With small weights, $T$ is then near $\sigma(-2) = 0.12$, so most of $x$ passes. But in 30 such blocks only $0.88^{30} = 0.02$ of it passes. With a bias of $-4$ it is $0.982^{30} = 0.58$. So a longer chain must start with a lower bias. Trained as in part 6, 30 such blocks end at a median loss of 2.30 with $-2$, 1.25 with $-4$, and 0.72 with $-6$.

# %% id="highway-ask"
ask.number(
    "A highway block gets x = 4. Its layer gives H = -1, and its gate T = 0.25. What is y? And what would y be with T = 0?",
    (2.75, 4),
    why="0.25 · (-1) + 0.75 · 4 = 2.75. With a closed gate, x passes unchanged.",
    mistakes={(0.25, -1): "The gates are exchanged: T belongs to H, and 1 - T to x.",
              (3.75, 4): "x has the weight 1 - T.",
              (3, 4): "That is x + H. Which share has each of them?",
              (-0.25, 0): "That is T·H alone. What happens to the rest of x?",
              (3.25, 4): "H is -1, not 1."},
)

# %% [markdown] id="refine" covers="N10-36"
# ## 8 A chain that refines an estimate
#
# In a residual chain all blocks write into the same 16 numbers. So one can let the *last* layer read after any block, though it was trained to read after the last. Here are the chains of 10 blocks.

# %% id="refine-figure"
three = {kind: trials.chains(kind, 10) for kind in (trials.PLAIN, trials.IDENTITY, trials.SKIP)}
figures.running_estimate(three)

# %% [markdown] id="refine-read"
# In the residual chain each block mends the estimate a little: 40 % of the digits are right before the first block, and 93 % after the last. This is called **iterative refinement**. The plain chain of 10 with He's start has hardly learned. But the one of 3 blocks has. Its last layer reads 10, 9 and 13 %, and only after the last block 70 %. So the numbers between mean nothing to it. Started at the identity, a plain chain refines, too: from 26 to 87 %.

# %% [markdown] id="transfer"
# ## Transfer
#
# A network of such layers, with batch norm, was trained on 64 measurements of each patient, 32 patients in a batch. It is left in `train()`. A doctor sends single patients, and gets an error. So someone sends each patient 32 times, as a batch.

# %% id="transfer-ask"
ask.choose(
    "A network with batch norm in every layer is left in train(). It gets a batch that holds the same patient 32 times. What does it say?",
    {"the right answer, since the batch has 32 rows again": "What are the mean and the variance of 32 equal numbers?",
     "the same answer for whatever patient is sent": "In each unit x - μ is 0 for all 32, so it gives β. The patient is lost. With "
                                                     "eval() the running values would be used.",
     "nan, since the variance is 0": "That is why ε stands inside the root. What is 0 divided by √ε?",
     "an answer that changes from call to call": "Is there any randomness in batch norm, if the batch is the same?"},
    right="the same answer for whatever patient is sent",
)

# %% [markdown] id="summary"
# ## Summary
#
# - Batch norm standardises each unit over the batch, then scales by $\gamma$ and shifts by $\beta$. In use it takes running values instead.
# - The batch divides by $B$; the running variance gets the sum divided by $B - 1$.
# - Backwards, mean and variance move, too. The adjoints of a unit add to 0.
# - On the digits with relu, batch norm was slower at small rates and stood larger ones. Each at its best rate, it was better. With sigmoid it was faster at every rate. More shift did not undo the gain. There, up to $\eta = 3$, most of it was a good start.
# - Layer norm takes a sample's features in place of a feature's samples.
# - A residual block is $x + F(x)$, with the Jacobian $J_F + I$. In our chain it helps to a large part since it begins by passing its input on. Start $F$ small, or put a norm inside.
# - A highway block is $T H + (1 - T)\, x$. The longer the chain, the lower its gate bias must start: for 30 blocks $-4$ or less, not $-2$.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $B$ | | samples in a batch |
# | $\mu$ | `mean` | mean of a unit over the batch (layer norm: of a sample over its features) |
# | $v$ | `var` | its variance; $\sigma$ stays the sigmoid |
# | $\hat x$ | `X_hat` | standardised number |
# | $\gamma$, $\beta$ | `gamma`, `beta` | learned scale and shift |
# | $\epsilon$ | `eps` | keeps the root away from 0 |
# | $d$ | | slope of a block's $F$ |
# | $J_F$, $I$ | | Jacobian of $F$; the table with 1 on its diagonal and 0 elsewhere |
# | $T$, $H$ | | gate and layer of a highway block |

# %% [markdown] id="glossary"
# ## Words
#
# **batch normalisation, batch norm** standardising each unit over the batch, then a learned scale and shift · **standardise** shift and scale to mean 0 and variance 1 · **running mean, running variance** averages over the batches of training, for use · **unbiased variance** the sum of squares divided by $B - 1$ · **layer normalisation, layer norm** the same over the features of one sample · **covariate shift** a change in the distribution of a function's inputs · **internal covariate shift** the same inside a network · **block** one or a few layers that are repeated · **skip connection** a way past layers · **residual block** $x + F(x)$ · **highway network** blocks with a learned gate between $H(x)$ and $x$ · **gate** a number from 0 to 1 that says how much passes · **iterative refinement** mending an estimate block by block. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond" covers="N10-30"
# ## How the real systems go beyond this
#
# A well-known network for pictures has 152 layers in 50 residual blocks, with batch norm inside each $F$. Language models have a skip and a layer norm around each of their parts.
#
# Batch norm and skips are two of many **tricks** that experiments found to help. Here is where the course treats the others.
#
# | trick | where |
# |---|---|
# | a good random start, clipping of long gradients, changing rates | [10a](10a_start_and_depth.ipynb) |
# | dropout, augmentation, early stopping, pre-training on large data, extra losses on hidden layers | [10c](10c_fighting_overfitting.ipynb) |
# | batches with varied samples | [09a](09a_sampling_and_momentum.ipynb) |

# %% [markdown] id="optional-rnn" covers="N10-29"
# ## Optional: skips in a deep recurrent network
#
# (From here on all is optional.) A recurrent network reads a sequence one element after the other. Graves (2013) stacked several such layers to write text and handwriting. In his drawing each hidden layer sees the input directly, and the output sees each hidden layer directly. So from the loss to any layer there is a way that skips the layers between. A later lecture treats recurrent networks.

# %% [markdown] id="optional-back"
# ## Optional: the way back, way by way
#
# Write $q = \sqrt v$ for the deviation, so $\hat x_j = (x_j - \mu)/q$, and $g_j$ for the adjoint of $\hat x_j$. (With $\epsilon$ it is $q = \sqrt{v + \epsilon}$. Then $q^2 = v + \epsilon$, and nothing else below changes.) There are three ways from $x_i$:
#
# 1. **Directly.** $\hat x_i$ moves $1/q$ times as far: $g_i / q$.
# 2. **By the mean.** $\mu$ moves $1/B$ as far as $x_i$, and then each $\hat x_j$ moves $-1/q$ times as far as $\mu$: together $-\frac{1}{B q} \sum_j g_j$.
# 3. **By the deviation.** From $q^2 = v$ it follows that $2 q$ times the move of $q$ is the move of $v$. And $v$ moves $\frac{2}{B}(x_i - \mu)$ times as far as $x_i$. (The mean moves, too, but the differences from the mean add to 0. So this brings nothing.) So $q$ moves $\frac{1}{B q}(x_i - \mu) = \frac1B \hat x_i$ times as far as $x_i$. Each $\hat x_j$ moves $-\hat x_j / q$ times as far as $q$. Together $-\frac{1}{B q}\, \hat x_i \sum_j g_j \hat x_j$.
#
# The three add to line 4 of part 3. For $x_1$ there: $0.894 - 0.224 - 0.402 = 0.268$. The library has the pair, and PyTorch's `backward()` agrees:

# %% id="optional-back-run"
from dlcourse.nn import normalise

X = x[:, None].clone().requires_grad_()  # 4 samples, 1 unit
torch.nn.functional.batch_norm(X, None, None, training=True)[0, 0].backward()  # from y₁
Y, kept = normalise.batch_norm(X.detach(), torch.ones(1), torch.zeros(1))
ours = normalise.batch_norm_backward(y_bar[:, None], kept)
tensors.show(ours=ours.X_bar[:, 0], torch=X.grad[:, 0])

# %% [markdown] id="optional-once"
# ## Optional: the norm of the first batch, kept
#
# One more network for part 4. It takes mean and deviation from the first batch, and then keeps these numbers (`ONCE`). `FASTER` is explained below.

# %% id="optional-once-run"
print("loss by rate:         ", "".join(f"{eta:7}" for eta in trials.RATES))
for way in (trials.NORM, trials.START, trials.ONCE, trials.FASTER):
    middle = trials.sweep("sigmoid", way).loss.median(1).values
    print(f"{way:22}", "".join(f"{loss:7.2f}" for loss in middle))

# %% [markdown] id="optional-once-read"
# The deviations stay as divisors, about 0.2 in layers 2 and 3. As in [10a](10a_start_and_depth.ipynb), a factor $1/0.2 = 5$ behind the weights makes their steps count $5^2 = 25$ times. So it is ahead at small rates, and fails at 3. (The good start with such rates, `FASTER`, has 0.34 at 0.3, and 2.13 at 3.)

# %% [markdown] id="optional-stage"
# ## Optional: norms and skips in the library
#
# In [08](08_backpropagation.ipynb) a chain of pairs went forwards and back. Norms and residual blocks are pairs of the same form. A `Stage` holds a pair, and what it takes besides its input.

# %% id="optional-stage-run"
from dlcourse.nn import residual, sequential
from dlcourse.nn.layers import linear, linear_backward
from dlcourse.nn.sequential import Stage

W, b = torch.tensor([[0.2, 0.5], [-0.4, 0.1]]), torch.zeros(2)  # the F of part 6
F = [Stage(linear, linear_backward, (W, b))]
learned = torch.ones(2), torch.zeros(2)  # gamma, beta
chain = [Stage(residual.residual, residual.residual_backward, (F,)),
         Stage(normalise.layer_norm, normalise.layer_norm_backward, learned)]
_, caches = sequential.forward(chain[:1], torch.tensor([[1.0, 2.0], [1.0, 2.0]]))
J = sequential.backward(chain[:1], caches, torch.eye(2)).X_bar  # one row for each output
tensors.show(J=J, both=sequential.forward(chain, torch.tensor([[1.0, 2.0]]))[0])
