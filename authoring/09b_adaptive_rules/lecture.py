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
# ## A price that hardly moves
#
# A shop prints only totals on its receipts. Bread is in every basket, milk in every second one, saffron now and then. The true prices are 3, 2 and 5. A model guesses them from 200 receipts. For each receipt it adds up its guesses for the items. The **miss** is this sum minus the total, and the loss is half the mean of the squared misses. All guesses start at 0 and make 40 steps of gradient descent.
#
# Below, saffron is in every second basket. All three guesses find their price.

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l09b import widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Prices()

# %% [markdown] id="hook-ask"
# Soon you will make saffron rare: 1 basket of 100. Decide first what that does.

# %% id="hook-answer"
ask.choose(
    "With saffron in every second basket, 40 steps with η = 0.5 bring its guess from 0 to 4.95. The true price is 5. "
    "Now saffron is in 1 basket of 100, and nothing else changes. Where is its guess after 40 steps?",
    {"near 5, as before": "The loss is a mean over 200 baskets. In how many of them does the guess for saffron matter?",
     "near 2.5, half-way": "Two baskets of 200 speak for saffron now. Is its gradient half as large as before, or far "
                           "smaller?",
     "below 1": "It is at 0.93. Only 2 of 200 baskets hold saffron, so the mean over all baskets gives it a tiny "
                "gradient."},
    right="below 1",
)

# %% [markdown] id="hook-see"
# **See it.** Set saffron to 1 of 100. Then try to rescue it with the learning rate. Is there an $\eta$ with which saffron arrives while bread stays at its price?

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Give each weight a scale of its own (exercises *One step of AdaGrad* and *One step of RMSprop*).
# 2. Correct an average that starts empty (exercise *One step of Adam*).
# 3. Let weights decay whatever their gradients are (exercise *One step of AdamW*).
# 4. Say when such rules win, and when they lose (question in part 7).
# 5. Derive a step as the minimum of a model (exercise *A step as the minimum of a model*).
# 6. Train a network, and compare rules fairly (exercise *Train a small network on the irises*, question in part 8).

# %% [markdown] id="needs"
# ## What you need
#
# From [lecture 00b](00b_calculus_you_need.ipynb): partial derivatives and gradient descent. From [lecture 04b](04b_many_classes.ipynb): cross-entropy, for part 8. From [lecture 08](08_backpropagation.ipynb): mini-batches, epochs and a network with hidden units. From [lecture 09a](09a_sampling_and_momentum.ipynb): momentum, eigenvalues and regret. Exercises 3 and 6 and part 7 need matrices.

# %% [markdown] id="why" covers="N09-14"
# ## 1 One rate must serve all
#
# You found no such $\eta$. At 1.4 saffron comes to 2.16. At 1.6 bread and milk run away, and saffron has not arrived. **The frequent weights set the limit, and the rare one has to wait.**
#
# Why? Look at the first step. All guesses are 0, so each miss is minus the whole total. Half a squared miss has the miss itself as its slope. If the guess for saffron rises by 1, the miss of a basket with saffron rises by 1. The miss of any other basket stays. So the derivative by a price adds the misses of the baskets that hold the item. Then the mean divides by *all* 200 baskets:
#
# | weight | baskets with it | their totals, added | gradient | step with η = 0.5 |
# |---|---|---|---|---|
# | bread | 200 | 810 | −810/200 = −4.05 | 0.5 · 4.05 = 2.025 |
# | milk | 100 | 505 | −505/200 = −2.525 | 0.5 · 2.525 = 1.2625 |
# | saffron | 2 | 10 + 8 = 18 | −18/200 = −0.09 | 0.5 · 0.09 = 0.045 |
#
# And why do the frequent weights set the limit? By 09a the curvatures decide, the eigenvalues of the Hessian. It holds the share of baskets with both items. For bread and milk its rows are $(1, 0.5)$ and $(0.5, 0.5)$, with sum 1.5 and product 0.25. The eigenvalues are 1.31 and 0.19, so $\eta$ must stay below $2/1.31 = 1.53$. Saffron's own curvature is only $2/200 = 0.01$.
#
# **Try it before it is explained.** You may now give each price a learning rate of its own.

# %% id="why-ask"
ask.number(
    "At the first step bread has the gradient -4.05 and saffron -0.09. Bread keeps η = 0.5 and moves by 2.025. With "
    "which learning rate does saffron move as far?",
    22.5,
    digits=1,
    why="2.025/0.09 = 22.5. The smaller gradient needs a larger rate.",
    mistakes={45: "That is how many times as large bread's gradient is. And bread's rate is 0.5, not 1.",
              50: "Saffron is 100 times rarer than bread, but its totals are larger. Compare the gradients.",
              0.5: "With the same rate saffron moves by 0.045.",
              0.0111: "You divided the rate by 45. Does a small gradient need a smaller rate, or a larger one?"},
)

# %% [markdown] id="adagrad" covers="N09-12"
# ## 2 AdaGrad: let the gradients set the scale
#
# Nobody can set a million rates by hand. So divide each gradient by the size that this weight's gradients have had so far. **AdaGrad** (Duchi, Hazan and Singer, 2011) keeps a **cache** $c$ for each weight, the sum of all its squared gradients. Each weight is treated alone:
#
# $$c \leftarrow c + g^2 \quad \theta \leftarrow \theta - \eta\,\frac{g}{\sqrt c + \epsilon}$$
#
# The arrow says "becomes". Add the new square to $c$ first, then step. The tiny $\epsilon$ (epsilon, $10^{-10}$) prevents a division by 0; forget it for now. By hand with $\eta = 0.1$, for a weight with the gradients 2, 2, 1:
#
# | step | g | cache c | root of c | step 0.1 · g / root |
# |---|---|---|---|---|
# | 1 | 2 | 0 + 4 = 4 | 2 | 0.1 · 2/2 = 0.1 |
# | 2 | 2 | 4 + 4 = 8 | 2.828 | 0.1 · 2/2.828 = 0.0707 |
# | 3 | 1 | 8 + 1 = 9 | 3 | 0.1 · 1/3 = 0.0333 |
#
# **The same with blanks**, for a weight that is silent in the second step:
#
# | step | g | cache c | root of c | step 0.1 · g / root |
# |---|---|---|---|---|
# | 1 | 3 | 0 + 9 = 9 | 3 | 0.1 · 3/3 = 0.1 |
# | 2 | 0 | \_\_\_ | \_\_\_ | 0 |
# | 3 | 4 | \_\_\_ | \_\_\_ | \_\_\_ |

# %% id="adagrad-ask"
ask.number(
    "AdaGrad with η = 0.1. A weight has the gradients 3, 0, 4, and after the first step its cache is 9. What is the "
    "cache after the second step, what after the third, and how long is the third step?",
    (9, 25, 0.08),
    digits=2,
    why="9 + 0, then 9 + 16 = 25, and 0.1 · 4/5.",
    mistakes={(9, 16, 0.1): "Your last cache has lost the first square. AdaGrad adds, it never forgets.",
              (0, 16, 0.1): "A gradient of 0 adds nothing, but what was there stays.",
              (9, 25, 0.016): "The caches are right. What is done with the cache before it divides?",
              (9, 25, 0.8): "The caches are right. The learning rate is missing.",
              (9, 25, 0.4 / 3): "You divided by the root of the old cache. The present square comes in first.",
              (3, 7, 0.4 / 7**0.5): "You added the gradients. What does the cache add?",
              (9, 49, 0.4 / 7): "You squared the sum 3 + 4. Square first, then add."},
)

# %% [markdown] id="adagrad-shop"
# If its gradient is not 0, the first step of a weight is $\eta$ long: $g/\sqrt{g^2}$ is 1 or −1. So bread and saffron start alike. Now the whole shop, with AdaGrad and $\eta = 2$. The picture begins with saffron in every second basket, and its guess comes to 4.93.
#
# **Decide first:** where does it come with saffron in 1 of 100? Then move the slider.

# %% id="adagrad-live"
widgets.Rates()

# %% [markdown] id="adagrad-read"
# It comes to 5.00. **Rare or not makes almost no difference**, as each step sees all receipts. (Batches: part 7.) Suppose all gradients of a weight become 50 times smaller. Take the weight with the gradients 3, 0, 4 again. Its third step becomes $0.1 \cdot \frac{4}{50} / \sqrt{\frac{25}{2500}} = 0.1 \cdot 0.08/0.1 = 0.08$, as before. The scale cancels.
#
# The right panel shows $\eta/\sqrt c$, the **effective rate**: what the gradient is multiplied by. Saffron gets about 40 times the rate of bread, because its gradients were small.
#
# **A warning for the exercise.** $\epsilon$ stands outside the root, as in torch. Inside, $\epsilon = 10^{-8}$ and $g = 10^{-4}$ would make the first step $10^{-4}/\sqrt{10^{-8} + 10^{-8}} = 0.71$ times $\eta$ long.
#
# **Your turn** (10 minutes): [*One step of AdaGrad*](../exercises/09b_adaptive_rules.ipynb), exercise 1.

# %% [markdown] id="rmsprop" covers="N09-13 N09-17"
# ## 3 RMSprop: let old squares fade
#
# AdaGrad's sum only grows, so every effective rate only falls. Five gradients of 10 at the start add 500 to the cache. That brakes the weight for ever, even if later gradients are 1.
#
# **RMSprop** (Hinton's lecture, 2012) replaces the sum by a **fading average**. The share $\rho$ (rho) of the old cache stays, and the rest comes from the new square:
#
# $$c \leftarrow \rho\,c + (1-\rho)\,g^2$$
#
# The step is as before. By hand with $\rho = 0.9$, $\eta = 0.1$ and the gradients 10, 1, 1. **Fill in the last row on paper.** Is the third step shorter than the second, as long, or longer?
#
# | step | g | cache c | root of c | step 0.1 · g / root |
# |---|---|---|---|---|
# | 1 | 10 | 0.9 · 0 + 0.1 · 100 = 10 | 3.162 | 0.1 · 10/3.162 = 0.316 |
# | 2 | 1 | 0.9 · 10 + 0.1 · 1 = 9.1 | 3.017 | 0.1 · 1/3.017 = 0.0331 |
# | 3 | 1 | \_\_\_ | \_\_\_ | \_\_\_ |

# %% [markdown] id="rmsprop-see"
# The cache becomes $0.9 \cdot 9.1 + 0.1 \cdot 1 = 8.29$, with the root 2.879. So the third step is $0.1 \cdot 1/2.879 = 0.0347$. It is longer than the second: the 10 fades. The effective rate has **risen**, and AdaGrad's cannot.
#
# **See it.** In the picture of part 2, choose RMSprop with $\eta = 0.2$. Near the true prices the gradients shrink, and its rates rise.
#
# **It has a drawback.** Make saffron 1 of 100 and try $\eta = 1.4$: in the end each guess hops from 0.70 above its price to 0.70 below, and back. Such gradients all have one size, so the root of the cache becomes this size. Then $g/\sqrt c$ is 1 or −1, and each hop is $\eta = 1.4$ long. (At step 40 they are still 0.50 off.) RMSprop needs a small $\eta$, or one that falls.
#
# One oddity stays: the cache starts at 0, so at first it is too small. Part 5 mends that.
#
# **Your turn** (15 minutes): [*One step of RMSprop*](../exercises/09b_adaptive_rules.ipynb), exercise 2.

# %% [markdown] id="proximal" covers="N09-10 N09-11"
# ## 4 A toll for moving
#
# Here is a second way to look at a step. Where we stand, at $\theta$, we know only the slope $g$ of the loss. So we replace the loss by a straight line with that slope. A line falls for ever. So we add a **toll** for moving away, a bowl around $\theta$. Then we go where both together are least.
#
# Below we stand at $\theta = 2$ with the slope 4, and move to the left. On the right the toll is four times as high.

# %% id="proximal-figure"
from dlcourse.lectures.l09b import figures as pictures

pictures.tolls(2.0, 4.0, 0.25, (1.0, 4.0))

# %% [markdown] id="proximal-words"
# The higher toll makes the step shorter: 0.25 instead of 1. Here is the left panel in symbols:

# %% id="proximal-steps"
from dlcourse.classroom.derivation import derivation

theta_1, g_1, eta_1 = 2.0, 4.0, 0.25
x_1 = theta_1 - eta_1 * g_1
derivation(
    (r"$\mathrm{model}(x) = g\,x + \frac{1}{2\eta}(x-\theta)^2$",
     "the line plus the bowl, 4 + 2", g_1 * x_1 + (x_1 - theta_1) ** 2 / (2 * eta_1)),
    (r"$g + \frac{1}{\eta}(x-\theta)$", "its derivative with respect to $x$; the 2 cancels",
     g_1 + (x_1 - theta_1) / eta_1),
    (r"$x = \theta - \eta\,g$", "where the derivative is 0: gradient descent", x_1),
    at="θ = 2, g = 4, η = 0.25, x = 1",
)

# %% [markdown] id="proximal-read"
# So gradient descent is the best bargain if moving costs the same for every weight. A small $\eta$ makes moving dear. (This view is called **proximal**, "staying near".) Now let weight $j$ have its own toll $b_j$. The bowl becomes $\frac{b_j}{2\eta}(x_j - \theta_j)^2$, and line 3 becomes $x_j = \theta_j - \eta\,g_j/b_j$. With $b_j = 4$ the step is $0.25 \cdot 4/4 = 0.25$, as in the right panel.
#
# **AdaGrad's toll is $b_j = \sqrt{c_j}$.** Why the root? Use the regret of 09a for a single weight in an interval of length $D$. For convex losses and one fixed toll $b$ the regret is at most $\frac{b}{2\eta}D^2 + \frac{\eta}{2b}\cdot(\text{sum of all } g^2)$. We take this without proof. A high toll keeps you far from the goal, a low one lets each gradient throw you about. For the gradients 3, 0, 4 the squares add up to 25. With $D = 1$ and $\eta = 1$:
#
# | toll b | first part | second part | together |
# |---|---|---|---|
# | 1 | 0.5 | 12.5 | 13 |
# | 5 | 2.5 | 2.5 | 5 |
# | 25 | 12.5 | 0.5 | 13 |
#
# Best is 5, the root of 25, where the parts are equal. In general they are equal at $b = \frac{\eta}{D}\sqrt{\text{sum of all } g^2}$. So the best toll is in proportion to the root. AdaGrad cannot know this sum in advance, and takes the sum so far. RMSprop keeps the root, but of an average, and has no such promise.
#
# A table of tolls $B$ (here not the batch size) can also charge for moving two weights *at once*. The exercise leads you there by hand.
#
# **Your turn** (15 minutes): [*A step as the minimum of a model*](../exercises/09b_adaptive_rules.ipynb), exercise 3.

# %% [markdown] id="recall"
# ### A question from before
#
# You have met this loss in lecture 04a.

# %% id="recall-1"
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

# %% [markdown] id="halfway"
# The second weight belongs to an input of 0. A rare weight waits for the samples that hold its input.
#
# **Halfway**: a good place to stop, {minutes so far} in. Next time, begin with part 5.

# %% [markdown] id="adam" covers="N09-18"
# ## 5 Adam: two averages and their empty start
#
# **Adam** (Kingma and Ba, 2014) keeps two fading averages: $m$ of the gradients and $v$ of their squares. (This $v$ is a cache, not momentum's velocity.)
#
# $$m \leftarrow \beta_1 m + (1-\beta_1)\,g \quad v \leftarrow \beta_2 v + (1-\beta_2)\,g^2$$
#
# $m$ does momentum's work: gradients that agree stay, gradients that alternate cancel. Unlike the velocity of 09a it has the factor $1-\beta_1$, so it is an average. $v$ does RMSprop's work.
#
# Usual shares are $\beta_1 = 0.9$ and $\beta_2 = 0.999$: the scale should change more slowly than the direction. Both averages start at 0. Suppose that we step by $\eta\,m/\sqrt v$ with $\eta = 0.1$, and the first gradient is 1. Then $m = 0.1$: only a tenth of the gradient is in it.

# %% id="adam-first-ask"
ask.choose(
    "The first gradient is 1, η = 0.1, and both averages start at 0: m = 0.1 · 1 and v = 0.001 · 1. How long is the "
    "first step η · m/√v?",
    {"0.01, because m is ten times too small": "m is ten times too small, that is true. What does the square root of "
                                               "0.001 do below it?",
     "0.1, because both are too small alike": "One is 0.1, the other 0.001 before the root. What is the root of 0.001?",
     "0.316, more than three times η": "The root of 0.001 is 0.0316, and 0.1 · 0.1/0.0316 = 0.316. The cache is emptier "
                                       "than m, so the step is too long, not too short."},
    right="0.316, more than three times η",
)

# %% [markdown] id="adam-correct"
# So the first step is too long, just where we know least. How much is missing in each average? Let every gradient be 1 and follow $m$.

# %% id="adam-steps"
beta = 0.9
m_2 = beta * (1 - beta) + (1 - beta)
derivation(
    (r"$m_2 = 0.9\,m_1 + 0.1 \cdot 1$", "$m_1$ is 0.1, so this is 0.09 + 0.1", m_2),
    (r"$1 - 0.9^2$", "the gradients' share, 0.09 + 0.1; the start, which is 0, has 0.81",
     1 - beta**2),
    (r"$\hat m_2 = \dfrac{m_2}{1 - 0.9^2}$", "divide by the gradients' share",
     m_2 / (1 - beta**2)),
    at="computed",
)

# %% [markdown] id="adam-rule"
# So both are corrected, with the number $k$ of the step, which is 1 at first. The hat marks a corrected average:
#
# $$\hat m = \frac{m}{1-\beta_1^k} \quad \hat v = \frac{v}{1-\beta_2^k} \quad \theta \leftarrow \theta - \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon}$$
#
# In step 1, $\hat m = 0.1/0.1 = 1$ and $\hat v = 0.001/0.001 = 1$, and the step is $0.1 \cdot 1/\sqrt 1 = \eta$. (Torch starts with $\eta = 0.001$; our few steps need to be longer.)
#
# And without the corrections? (Skip the code, and read the picture.)

# %% id="adam-figure"
from dlcourse import optim
from dlcourse.lectures.l09b.steps import walk

steady = torch.ones(2000, 1)
lengths = {name: walk(optim.Adam(0.1, bias_correction=on), steady).positions[:, 0].diff().abs()
           for name, on in (("Adam", True), ("without corrections", False))}
pictures.over_steps(
    {"first 20 steps": {name: s[:20] for name, s in lengths.items()}, "2000 steps": lengths},
    ylabel="length of the step", at=(1, 10, 20, 2000), alike=True,
    caption="The gradient is always 1, and η = 0.1. Adam's steps all have the length η. "
            "Without corrections they are up to 6.6 times as long.")

# %% [markdown] id="adam-blanks"
# Without corrections the steps grow until step 12, since $m$ fills faster than $v$. After 2000 steps they are still 7.5 % too long.
#
# **With blanks.** $\beta_1 = 0.9$, and the gradients are 1, then 3. Only $m$ this time:
#
# | step | g | m | gradients' share | corrected m |
# |---|---|---|---|---|
# | 1 | 1 | 0.9 · 0 + 0.1 · 1 = 0.1 | 1 − 0.9 = 0.1 | 0.1/0.1 = 1 |
# | 2 | 3 | \_\_\_ | \_\_\_ | \_\_\_ |

# %% id="adam-blanks-ask"
ask.number(
    "β₁ = 0.9, and the gradients are 1, then 3. After the first step m = 0.1. After the second: what is m, what is "
    "the gradients' share, and what is the corrected m?",
    (0.39, 0.19, 0.39 / 0.19),
    digits=2,
    why="0.9 · 0.1 + 0.1 · 3 = 0.39, 1 - 0.81 = 0.19, and 0.39/0.19 = 2.05: the newer gradient counts a little more.",
    mistakes={(0.39, 0.1, 3.9): "0.1 is the share after one step. The empty start has kept 0.9 · 0.9 by now.",
              (0.39, 0.19, 2): "Your corrected m is the plain mean of 1 and 3. Which of the two counts a little more?",
              (0.39, 0.81, 0.39 / 0.81): "0.81 is the share of the empty start. What is left for the gradients?",
              (0.39, 0.271, 0.39 / 0.271): "That is the share after three steps.",
              (3.09, 0.19, 3.09 / 0.19): "The new gradient came in at full weight. What is its weight in m?",
              (0.99, 0.19, 0.99 / 0.19): "You squared the gradient. Which of the two averages holds squares?",
              (0.31, 0.19, 0.31 / 0.19): "The old m keeps the share 0.9, and the new gradient gets 0.1."},
)

# %% [markdown] id="adam-mend"
# **Mend this.** Ben's Adam gets every gradient as 1. His first $\hat m$ is 1, as it should be. His second is 5.26. His formulas for $m$ and for the share are right.

# %% id="adam-mend-ask"
ask.choose(
    "All gradients are 1 and β₁ = 0.9. A program's first corrected m is 1, and its second is 5.26 instead of 1. Note "
    "that 5.26 = 1/0.19. What has happened?",
    {"The step is counted from 0": "Then the first share would be 1 - 0.9⁰ = 0, and the first step a division by 0.",
     "The share of the first step is used again": "Then the second would be 0.19/0.1 = 1.9.",
     "The corrected m is kept for the next step": "From m = 1 it goes on: 0.9 · 1 + 0.1 · 1 = 1, and 1/0.19 = 5.26. Keep "
                                                  "the uncorrected m, and correct a copy.",
     "m is corrected with β₂": "Then the first would be 0.1/0.001 = 100."},
    right="The corrected m is kept for the next step",
)

# %% [markdown] id="adam-exercise"
# **Your turn** (15 minutes): [*One step of Adam*](../exercises/09b_adaptive_rules.ipynb), exercise 4.

# %% [markdown] id="adamw" covers="N09-19"
# ## 6 AdamW: decay beside the step
#
# **Weight decay** pulls each weight a little towards 0, so that weights stay small. A penalty $\frac{\lambda}{2}\theta^2$ in the loss does it: it adds $\lambda\theta$ to the gradient. Its strength is $\lambda$ (lambda). (04b had no half, so there the slope was $2\lambda w$. 09a's $\lambda$ was a curvature.) Compare **two solutions** for Adam:
#
# - **Ann** adds $\lambda\theta$ to the gradient. Then Adam treats the sum as it treats any gradient.
# - **Ben** leaves the gradient alone and subtracts $\eta\lambda\theta$ beside Adam's step.
#
# With plain descent the two are the same: $\eta\,(g + \lambda\theta) = \eta g + \eta\lambda\theta$. And with Adam? Take step 1, where $\hat m/\sqrt{\hat v}$ is the gradient divided by its size. Two weights of 1 have the gradients 10 and 0.1.

# %% id="adamw-steps"
g_two, eta_two, lam = torch.tensor([10.0, 0.1]), 0.01, 0.5
theta_two = torch.ones(2)
ann, ben = g_two + lam * theta_two, eta_two * lam * theta_two
derivation(
    (r"$g + \lambda\theta$", "Ann's gradients: 10 + 0.5 and 0.1 + 0.5",
     ann),
    (r"$\eta\,(g+\lambda\theta)/\lvert g+\lambda\theta\rvert$",
     "her step is 0.01, as without decay: it is divided away", eta_two * ann / ann.abs()),
    (r"$\eta\,g/\lvert g\rvert + \eta\lambda\theta$",
     "Ben's step: 0.01 and the decay 0.005", eta_two * g_two / g_two.abs() + ben),
    at="θ = (1, 1), η = 0.01, λ = 0.5",
)

# %% [markdown] id="adamw-predict"
# Now 300 steps. The gradients of one weight are $\pm 10$, those of the other $\pm 0.1$, with alternating sign. They pull nowhere, so only the decay is left. **Decide first:** with Ann's rule, which weight hardly shrinks? (Both rules see the same gradients.)

# %% id="adamw-figure"
def decay(inside, steps=300):
    """Both weights when the penalty goes into the gradient, or beside the step (AdamW)."""
    rule = optim.Adam(eta_two) if inside else optim.AdamW(eta_two, weight_decay=lam)
    theta, state, weights = torch.ones(2), rule.init(torch.ones(2)), []
    for k in range(1, steps + 1):
        g = g_two * (-1) ** k
        theta, state = rule.step(theta, g + lam * theta if inside else g, state)
        weights.append(theta)
    return torch.stack(weights)

ways = {"Ann: in the gradient": decay(True), "AdamW": decay(False)}
pictures.over_steps(
    {f"gradients of ±{size}": {name: w[:, i] for name, w in ways.items()}
     for i, size in enumerate(("10", "0.1"))}, ylabel="weight", at=(100, 300), alike=True,
    caption="Both panels have one scale. Ben's rule, AdamW, gives two equal curves.")

# %% [markdown] id="adamw-read"
# Ann's weight with the *large* gradients hardly shrinks, since Adam divides its decay by about 10. Her other weight shrinks *faster* than Ben's. There the decay, at first 0.5, is larger than the gradient, 0.1. So their sum keeps its sign, and Adam at first makes nearly full steps of $\eta$: after 100 steps her weight is at 0.24, Ben's at 0.62. His way is **AdamW** (Loshchilov and Hutter, 2019): both weights decay alike.

# %% id="adamw-ask"
ask.number(
    "A weight of 4 has the gradient 0 in its very first step. η = 0.1 and λ = 0.2. By how much does it shrink with "
    "Ann's rule, and by how much with AdamW?",
    (0.1, 0.08),
    digits=2,
    why="Ann's gradient is 0.2 · 4 = 0.8, and Adam's first step is always η. AdamW subtracts 0.1 · 0.2 · 4. A weight of "
        "0.04 would move by 0.1 with Ann's rule, too, and jump over 0. AdamW subtracts 0.0008.",
    mistakes={(0.08, 0.1): "You exchanged the two. Whose decay goes through Adam?",
              (0.08, 0.08): "So it is with plain descent. Ann's 0.8 goes through Adam: how long is its first step?",
              (0.1, 0.1): "AdamW's decay does not go through Adam. It is ηλθ.",
              (0, 0.08): "Ann adds λθ = 0.8 to the gradient of 0. How long is Adam's first step then?",
              (0.1, 0): "Adam's step is 0 for Ben. But what does he subtract beside it?",
              (0.1, 0.8): "0.8 is λθ. What is it multiplied by before Ben subtracts it?",
              (0.1, 0.02): "You took ηλ. The decay is in proportion to the weight, and that is 4."},
)

# %% [markdown] id="adamw-exercise"
# **Your turn** (15 minutes): [*One step of AdamW*](../exercises/09b_adaptive_rules.ipynb), exercise 5.

# %% [markdown] id="payoff"
# ## 7 Who wins?
#
# Twenty shops draw 400 receipts each, at random. Two of the 400 hold saffron, and each total is off by about 0.5. All rules train for two epochs in batches of 10: 80 steps. Now saffron is silent in most batches, and speaks about every 20 steps. A gradient of 0 adds nothing to AdaGrad's cache. But RMSprop and Adam forget while it is silent. So RMSprop gets a long memory, $\rho = 0.99$.
#
# **A fair comparison**: (1) each rule gets a rate that suits it. (2) The rate is chosen on *other* data than those that judge, here by the lowest median training loss in 20 other shops. We tried 1, 2, 3 and 5 times 0.01, 0.1 and 1. (3) Several runs show the spread: each of the 20 shops, and the **median**, the middle of all put in order. Skip the code.

# %% id="payoff-figure"
from dlcourse.lectures.l09b import shop

rivals = {"plain descent": optim.SGD(1.0), "momentum": optim.Momentum(0.3, 0.9),
          "AdaGrad": optim.AdaGrad(3.0), "RMSprop": optim.RMSProp(0.2, 0.99),
          "Adam": optim.Adam(0.5)}
twenty = shop.shops(range(20), n=400, saffron=2, epochs=2)
pictures.spread({"guessed price of saffron": {name: shop.guesses(rule, twenty)[:, 2]
                                              for name, rule in rivals.items()}}, true=5.0,
                caption="One point a shop, a bar at the median. Dashed: the true price.")

# %% [markdown] id="payoff-read"
# In all 20 shops each adaptive rule is nearer to 5 than plain descent. Momentum helps as well: each gradient of saffron goes on for many steps, $0.3 \cdot (1 + 0.9 + 0.81 + \dots) = 0.3 \cdot 10 = 3$ in all. Plain descent uses it once, with 1. (A warning: the training loss hardly feels saffron. Rates that fit the other shops almost as well bring saffron, for instance, to 2.7 instead of 3.6 with momentum, to 4.0 instead of 4.7 with AdaGrad, to 4.9 instead of 4.3 with RMSprop. So the picture does not rank the rules.)
#
# **Now the shop changes.** Someone leaves the *number* of the receipt in the data. Each number is a feature of its own: 1 on that receipt, 0 on all others. So each number has a weight of its own. Take 50 receipts that all hold bread for 3, and nothing else. At the first step bread has the gradient −3, and each number −3/50.

# %% id="payoff-lose-ask"
ask.number(
    "Each of 50 receipts has the total 3. The model predicts bread + the number's own weight, all from 0. At each step "
    "plain descent moves bread 50 times as far as each number. AdaGrad moves all equally far. Both stop when the "
    "prediction is 3. At which price of bread does AdaGrad stop, and at which plain descent?",
    (1.5, 3 * 50 / 51),
    digits=2,
    why="AdaGrad: two equal parts of 3. Plain descent: 50 parts for bread and 1 for the number, and 3 · 50/51 = 2.94.",
    mistakes={(3, 3): "Bread and the number together make 3. How do they share it?",
              (3 * 50 / 51, 1.5): "You exchanged the two. Which rule moves all weights alike?",
              (1.5, 3): "Nearly. A small part goes to the number: 1 of 51 parts.",
              (3 / 51, 3 * 50 / 51): "AdaGrad's 50 numbers do not share with each other: on each receipt only one of "
                                     "them counts.",
              (1.5, 1.5): "Plain descent moves bread 50 times as far as a number."},
)

# %% [markdown] id="payoff-lose"
# A *new* receipt has a new number, whose weight is still 0. AdaGrad's model says 1.5 for it. Again twenty shops, with bread and milk, now 50 receipts each, and 20 epochs in batches of 10. The rates were chosen as before; losses below 0.00001 count as equal, and then the smallest rate is taken.

# %% id="payoff-lose-figure"
tempted = {"plain descent": optim.SGD(1.0), "momentum": optim.Momentum(0.2, 0.9),
           "AdaGrad": optim.AdaGrad(1.0), "RMSprop": optim.RMSProp(0.1, 0.99),
           "Adam": optim.Adam(0.2)}
numbered = shop.shops(range(20), n=50, saffron=0, epochs=20, numbered=True)
fresh = shop.shops(range(1000, 1020), n=400, saffron=0)
found = {name: shop.guesses(rule, numbered) for name, rule in tempted.items()}
pictures.spread({title: {name: shop.miss(w, some).clamp(1e-6) for name, w in found.items()}
                 for title, some in (("mean square miss, training", numbered),
                                     ("mean square miss, new receipts", fresh))},
                log=["mean square miss, training"],
                caption="One point a shop. Values below 0.000001 are drawn at 0.000001.")

# %% [markdown] id="payoff-moral"
# In training the adaptive rules are far ahead. On new receipts, with these rates, all three lose to plain descent in every shop. (Each total is off by about 0.5, so even the true prices miss by $0.5^2 = 0.25$ on average. Plain descent, with a median of 0.26, is almost as good as can be.) In batches bread moves at every step, and a number once an epoch. So with the adaptive rules bread ends near 2.2, not at 1.5.
#
# Are the rates to blame? In part. Choose them by *new* receipts of the other shops. Then the medians are 0.42, 0.46 and 0.38, in place of 0.96, 0.96 and 0.94. But each rule still loses in 19 of 20 shops.
#
# Is plain descent only too slow for the trap? No. After 1000 epochs it fits every training total exactly, and on new receipts it still has 0.26. A miss that all 50 receipts share goes to bread in 50 parts of 51. What one receipt has for itself goes to its number. **Many guesses fit the training data, and the rule decides which of them you get.** An adaptive rule bets that rare means important. Saffron wins the bet, a receipt's number loses it.

# %% [markdown] id="race" covers="N09-20"
# **Another good place to stop.**
#
# ### What if the valley lies askew?
#
# AdaGrad has one toll for each axis. Below is a ravine as in 09a, with the curvatures 50 and 1 along the two axes. Then the ravine and the start are turned by 45 degrees. **Decide first:** which rule does exactly as well as before, momentum, AdaGrad or Adam?
#
# **See it.** Play, then choose *ravine, turned*. The rates suit the straight ravine; the turned one keeps them. Each thin ring has one height. The number after a name is the height. A struck-out name is off: click it. (SGD is plain descent.)

# %% id="race-live"
widgets.Race(surface="ravine", shown=["momentum", "AdaGrad", "Adam"])

# %% [markdown] id="race-read"
# Momentum: it only adds up gradients, so its path turns with the ravine. It ends at the height 0.0022 in both. Adam ends at 0.17 in the straight ravine and at 1.33 in the turned one. AdaGrad goes from almost 0 up to 1.09.
#
# Why? Turned by 45 degrees, the Hessian $H$ has the rows $(25.5, -24.5)$ and $(-24.5, 25.5)$. Check with 09a: its eigenvalues have the sum 51 and the product $25.5^2 - 24.5^2 = 50$. So they are still 50 and 1. But along both *axes* the curvature is now the same, 25.5. The start $(-4, 1)$ has become $(-3.54, -2.12)$. There the gradient is $(-38.2, 32.5)$, two entries of almost the same size. So AdaGrad's two tolls are almost equal. It is plain descent again, with steps that get shorter.
#
# Here are the median heights after 40 steps from 10,000 random starts at distance 4:
#
# | rule | straight | turned |
# |---|---|---|
# | plain descent | 0.23 | 0.23 |
# | momentum | 0.003 | 0.003 |
# | AdaGrad, η = 1 | below 0.00001 | 1.3 |
# | AdaGrad, η = 4 | below 0.00001 | 0.5 |
# | Adam | 0.30 | 2.7 |
#
# With these rates AdaGrad and Adam are worse than plain descent in the turned ravine.
#
# To even out this ravine, moving both *at once* needs a toll: the $B$ of exercise 3.
#
# **What to do?** Begin with AdamW and its usual shares, try rates in factors of about three, and run momentum beside it. Choose by data that training does not see.

# %% [markdown] id="iris" covers="N09-21 N09-22"
# ## 8 Learning curves, and noise
#
# A real task: 150 irises, 4 measurements, 3 species. The network has 8 hidden units. In place of tanh they have **ReLU**. It passes a positive number on as it is, and makes 0 of a negative one: 3 stays 3, and −2 becomes 0. Its slope is 1 or 0. The network trains on 90 flowers in batches of 45, for 30 epochs: 60 steps. 60 flowers are **held out**, and training never sees them. Each setting is trained three times, with other starts and held-out flowers (thin lines).
#
# Set Adam to $\eta = 0.1$, 0.178, 0.316 and 0.562, and write down the four losses on held-out flowers. Then go to 1.78 and to 3.16. **Adam can run away, too**: the picture says so if the training loss was once ten times as high as at the start.

# %% id="iris-live"
widgets.IrisCurves(rule="Adam")

# %% id="iris-ask"
ask.choose(
    "Adam trains on the irises with η = 0.1, 0.178, 0.316 and 0.562, three times each. The median losses on held-out "
    "flowers are 0.071, 0.082, 0.074 and 0.077. With each rate, the three runs lie between about 0.05 and 0.10 or "
    "more. Which rate is best?",
    {"0.1, with 0.071": "It is the smallest number. But how far apart are three runs with the *same* rate?",
     "all four are equally good": "Three runs cannot show that either. What could a difference of 0.01 hide?",
     "these runs cannot tell": "The medians differ by 0.011, runs with the same rate by 0.05 and more. Repeat more often "
                               "before you choose."},
    right="these runs cannot tell",
)

# %% [markdown] id="iris-read"
# Train 20 times with each rate. Run $k$ has the same start and the same flowers with every rate, so compare run by run. On held-out flowers 0.178 beats 0.1 in 4 of 20 runs, 0.316 in 5, and 0.562 in 4. So here the larger rates are worse, and less reliable: the worst runs are at 0.16, 0.22, 0.49 and 1.26.

# %% [markdown] id="iris-exercise"
# **Your turn** (35 minutes): [*Train a small network on the irises*](../exercises/09b_adaptive_rules.ipynb), exercise 6.

# %% [markdown] id="transfer"
# ## Transfer
#
# A last question, about a forgotten division.

# %% id="transfer-ask"
ask.choose(
    "A loss is no longer divided by the number of samples, and every gradient becomes 1000 times as large. Which of "
    "these rules needs a new learning rate?",
    {"Adam": "The corrected m and the root of the corrected v both grow by 1000. What becomes of their quotient?",
     "AdaGrad": "The gradient grows by 1000. What does the root of the sum of its squares do?",
     "momentum": "The velocity is 1000 times as large, and so is the step: η has to shrink by 1000.",
     "AdamW": "Its step keeps its length, and ηλθ has no gradient in it. Ann's rule would change: in 1000 g + λθ the "
              "decay counts 1000 times less."},
    right="momentum",
)

# %% [markdown] id="summary"
# ## Summary
#
# - One learning rate serves all weights: the frequent ones make the most curved direction and set its limit, the rare ones wait.
# - AdaGrad divides by the root of the sum of squared gradients. The scale of a weight's gradients cancels. Each effective rate only falls.
# - RMSprop forgets old squares, so a rate may rise again.
# - Adam averages gradients and squares. Both start empty, and both are divided by $1-\beta^k$. Without that, with the usual shares, its first step is 3.16 times as long as it should be.
# - AdamW subtracts $\eta\lambda\theta$ beside the step. In the gradient, large gradients would divide it away.
# - Many guesses fit, and the rule decides which you get. These rules bet that rare means important. Held-out data tells whether the bet was good.
# - One toll for each axis helps if steep and flat lie along the axes.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $\theta$, $g$, $\eta$ | `theta`, `g`, `eta` | weights, gradient, learning rate |
# | $c$, $\rho$ | `cache`, `rho` | sum or average of squares, share of the old cache that stays |
# | $m$, $v$, $\hat m$, $\hat v$ | `m`, `v` | Adam's averages; with a hat: corrected |
# | $\beta_1$, $\beta_2$, $k$ | `b1`, `b2`, `k` | shares that stay, number of the step |
# | $\epsilon$ | `eps` | keeps a division by 0 away |
# | $\lambda$ | `wd` | strength of the decay |
# | $B$, $b_j$ | `B` | tolls for moving (here $B$ is not the batch size) |

# %% [markdown] id="glossary"
# ## Words
#
# **cache** running sum or average of squared gradients · **effective rate** what a gradient is multiplied by, $\eta/\sqrt c$ · **fading average** the share $\rho$ stays, the rest is new · **bias correction** division by what the weights of a fading average add up to · **weight decay** pull towards 0 in proportion to size · **proximal step** the minimum of a line plus a toll for moving · **ReLU** keeps positive numbers and makes 0 of negative ones · **held-out data** samples that training never sees. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# torch treats groups of parameters differently: often biases do not decay. The learning rate warms up, as $\hat v$ rests on few gradients at first. Then it slowly falls. Shampoo uses tolls for moving several weights at once, and so minds a turned valley less.
