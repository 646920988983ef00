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
# # 00b The calculus you need
#
# {minutes}, best in three sittings (longer, if slopes are new to you) · exercises in `exercises/00b_calculus_you_need.ipynb`

# %% [markdown] id="hook"
# ## A slope that you can touch
#
# You stand on a curve at $x$ and look a step $h$ to the right. The step is the **run**, the change of height the **rise**. On the right you see the same place, magnified until $h$ is one unit wide.
#
# Leave $h$ at 1 for now. Move $x$ and watch rise and run.

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l00b import figures as calculus
from dlcourse.lectures.l00b import widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Secant(x=1.0, h=1.0)

# %% [markdown] id="hook-ask"
# Soon you will pull $h$ down to 0.001. Decide first what will happen.

# %% id="hook-settles"
ask.choose(
    "f(x) = x² at x = 1. With h = 1 the rise is 3, the run 1, and rise over run is 3. Now h shrinks towards 0. What "
    "does rise over run do?",
    {"it goes to 0, because the rise does": "The rise goes to 0. But the run that divides it goes to 0 as well. With "
                                           "h = 0.01 they are 0.0201 and 0.01. What is their ratio?",
     "it grows without end, because the run goes to 0": "The run goes to 0. But the rise goes to 0 as well. With "
                                                        "h = 0.01 they are 0.0201 and 0.01. What is their ratio?",
     "it stays at 3": "With h = 0.1 the rise is 1.21 - 1 = 0.21. What is 0.21 divided by 0.1?",
     "it settles at 2": "Rise and run both vanish, and their ratio does not: 0.21/0.1 is 2.1, 0.002001/0.001 is "
                        "2.001."},
    right="it settles at 2",
)

# %% [markdown] id="hook-see"
# **See it.** Set $x = 1$ and pull $h$ down, then show the **tangent**: the line that the dashed one, the **secant**, turns into. Under the magnifier every smooth curve becomes straight, and calculus lives on that. A corner does not: choose $|x|$ at $x = 0$. To its right the slope is 1, to its left -1, and at 0 there is none.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Work out a slope, and predict with it (exercise *What a slope predicts*).
# 2. Say how wrong such a prediction is (question in part 3).
# 3. Multiply slopes along a chain, and add where a value is used twice (exercise *Three boxes and a second route*).
# 4. Take partial derivatives, and say where the gradient points (questions in parts 6 and 7).
# 5. Find a layer's derivatives over a batch (exercise *A layer's derivatives by their shapes*).

# %% [markdown] id="needs"
# ## What you need
#
# School algebra: brackets, powers, a straight line, $e^x$ and $\log$. Here $\log$ is always the natural logarithm, the inverse of $e^x$. Part 7 also uses degrees, the length of an arrow (by Pythagoras), and the cosine. An arrow of length 1, turned by $\alpha$ from the right, reaches $\cos\alpha$ far to the right: $\cos 0° = 1$, $\cos 90° = 0$, $\cos 180° = -1$.

# %% [markdown] id="recall"
# ## 1 Slope
#
# The picture showed 2. Now let algebra find a slope. One bracket is enough: $(3 + h)(3 + h)$ has the four products $9$, $3h$, $3h$ and $h^2$.

# %% [markdown] id="slope"
# The **slope** or **derivative** of $f$ at $x$ is what rise over run settles at when $h$ shrinks, to the right and to the left alike. We write $f'(x)$ or $\dfrac{df}{dx}$, and say "with respect to $x$", since $x$ is what moves. Take $f(x) = x^2$ at $x = 3$. The numbers are for $h = 0.1$, and line 4 is the limit.

# %% id="slope-derivation"
from dlcourse.classroom.derivation import derivation

h = 0.1
derivation(
    (r"$\dfrac{f(3+h)-f(3)}{h}$", "rise over run", (3.1**2 - 3**2) / h),
    (r"$= \dfrac{(9+6h+h^2)-9}{h}$", "multiply out $(3+h)^2$", ((9 + 6 * h + h * h) - 9) / h),
    (r"$= 6 + h$", "9 - 9 is 0; divide both terms by $h$", 6 + h),
    (r"$\to 6$", "let $h$ shrink to 0", 6),
    at="at h = 0.1",
)

# %% [markdown] id="slope-use"
# **What a slope is good for.** It predicts. A small step $h$ changes $f$ by about slope times step:
#
# $$f(x + h) \approx f(x) + f'(x)\,h$$
#
# Where the slope is positive, $f$ rises to the right. Where it is negative, $f$ falls to the right. So to lower $f$, move **a little, against the sign of the slope**. All training in this course rests on that sentence.

# %% id="test-1"
ask.number(
    "f(5) = 2, and the slope of f at 5 is -4. About how large is f(5.1)?",
    1.6,
    digits=1,
    why="The old value 2, and the slope times the move: (-4) · 0.1 = -0.4.",
    mistakes={2.4: "A negative slope lowers f when x grows.",
              -2: "You added the whole slope, as if x had moved by 1. How far did it move?",
              -0.4: "That is the change of f. What was f before?",
              -18.4: "You multiplied the slope by x. It belongs to the move of x."},
)

# %% [markdown] id="rules"
# ## 2 Rules
#
# No one divides rise by run each time. There are rules:
#
# | function | slope | in words | at $x = 2$ |
# |---|---|---|---|
# | $x^n$ | $n\,x^{n-1}$ | the exponent comes down, one less remains | $x^3$: $12$ |
# | $e^x$ | $e^x$ | its own slope | $7.389$ |
# | $\log x$ | $1/x$ | steep near 0, flat far out | $0.5$ |
#
# The first rule holds for negative $n$ too: $1/x = x^{-1}$ has the slope $-x^{-2} = -1/x^2$, at 2 that is $-0.25$. A constant does not move: its slope is 0. A factor stays: $5x^3$ has at 2 the slope $5 \cdot 12$, that is $60$. In a sum the changes add: $x^3 + \log x$ has at 2 the slope $12 + 0.5$, that is $12.5$.

# %% [markdown] id="rules-why"
# **Where do they come from?** For $x^2$, part 1 works at any $x$: $(x+h)^2 - x^2 = 2xh + h^2$. Divided by $h$ that is $2x + h$, and it settles at $2x$. For the cube, $(x+h)^3 - x^3 = 3x^2 h + 3xh^2 + h^3$. Divided by $h$ that is $3x^2 + 3xh + h^2$. Only $3x^2$ does not shrink, and at 2 that is 12.
#
# For $1/x$ subtract the fractions: $\frac{1}{x+h} - \frac1x = \frac{-h}{x\,(x+h)}$. Divided by $h$, that settles at $-\frac{1}{x^2}$.
#
# For $e^x$ look at the first picture. At $x = 0$ the curve has height 1 and slope 1, so $(e^h - 1)/h$ settles at 1. At any other $x$ we have $e^{x+h} - e^x = e^x\,(e^h - 1)$. Divided by $h$, that settles at $e^x \cdot 1$. So the slope is the height, everywhere.
#
# $\log$ undoes $e^x$: if $y = \log x$, then $x = e^y$. So $x$ moves $e^y = x$ times as fast as $y$. At $x = 2$ that is twice as fast. Then $y$ moves half as fast as $x$, and that is $1/x = 0.5$.

# %% [markdown] id="rules-flat"
# **Where the slope is 0.** At the lowest place of a smooth curve the slope is 0. Otherwise a small step to one side would lead lower still. The reverse fails: $x^3$ has the slope $3 \cdot 0^2 = 0$ at 0, and goes on rising.

# %% [markdown] id="taylor"
# ## 3 When the line is not enough
#
# The slope of $x^2$ at 3 predicts $9 + 6h$. For $h = 0.01$ that is 9.06. The truth is $3.01^2 = 9.0601$. The line misses by 0.0001.

# %% [markdown] id="taylor-bend"
# The miss is $h^2$. It comes from the **bend**: along the step, the slope itself changes. How fast it changes is the slope of the slope, written $f''(x)$, the **second derivative**.
#
# That gives a better prediction. Along the step the slope goes from $f'$ to about $f' + f''h$. Its average is about $f' + \tfrac12 f''h$. Multiply this average by the step:
#
# $$f(x + h) \approx f(x) + f'(x)\,h + \tfrac12 f''(x)\,h^2$$
#
# This is **Taylor's formula to second order**. For $x^2$ we have $f'' = 2$, and $\tfrac12 \cdot 2 \cdot h^2$ is exactly the miss.

# %% [markdown] id="taylor-figure"
# Now a curve that the parabola misses too: $x^3$ at $x = 1$. There $f = 1$, $f' = 3x^2 = 3$ and $f'' = 6x = 6$. Multiplied out, the truth is $(1+h)^3 = 1 + 3h + 3h^2 + h^3$. The height alone is the first term, the line is the first two, the parabola the first three.
#
# For $h = 0.1$ the truth is 1.331. They predict 1, 1.3 and 1.33, so they miss by 0.331, 0.031 and 0.001. On the right the misses are drawn for many steps. From one labelled mark to the next, a number grows tenfold.

# %% id="taylor-figure-run"
one, three, six = torch.tensor(1.0), torch.tensor(3.0), torch.tensor(6.0)
calculus.taylor(lambda x: x**3, one, three, six, steps=[0.01, 0.03, 0.1, 0.3, 1.0])

# %% [markdown] id="taylor-question"
# With half the step, the height misses by about half, the line by about a quarter. And the parabola?

# %% id="taylor-ask"
ask.number(
    "For x³ at x = 1 the parabola 1 + 3h + 3h² misses the true 1 + 3h + 3h² + h³ by 0.001 when h = 0.1. By how much "
    "does it miss when h = 0.05?",
    0.000125,
    digits=6,
    why="The miss is h³. Half the step gives an eighth of the miss.",
    mistakes={0.0005: "Half the step, half the miss: that holds for the height. Which power of h is left over here?",
              0.00025: "Half the step, a quarter of the miss: that holds for the line. Which power of h is left here?",
              0.0025: "That is h². Which term does the parabola lack?",
              1.1575: "That is what the parabola predicts. How far is it from the truth?"},
)

# %% [markdown] id="taylor-exercise"
# **Your turn** (10 minutes): [*What a slope predicts*](../exercises/00b_calculus_you_need.ipynb), exercise 1.

# %% [markdown] id="chain"
# ## 4 The chain rule
#
# Box after box: $x$ goes into $u$, and $u$ goes into $y$. In the picture a bicycle chain joins each axle to the next, which then turns faster or slower. Set $du/dx$ to 0.5 and $dy/du$ to 3. How often will $y$ turn while $x$ turns once? Decide, then press Play and count.

# %% id="touch-chain-live"
widgets.Gears()

# %% [markdown] id="chain-rule"
# **Along a chain of boxes, slopes multiply.** So $y$ turned $0.5 \cdot 3 = 1.5$ times. On a curve that holds for small steps. Take $u = 2x + 1$ and $y = u^2$ at $x = 3$. When $x$ moves by 0.01, $u$ moves by 0.02. The second box receives $u = 7$, so its slope is $2u = 14$, not $2x = 6$. It moves $y$ by about $14 \cdot 0.02 = 0.28$. Together: $2 \cdot 14 = 28$ times the move of $x$. So each slope is taken at the value that *its own* box receives.

# %% [markdown] id="chain-sigmoid"
# Now the **sigmoid** $\sigma(z) = \dfrac{1}{1 + e^{-z}}$. It turns any number into one between 0 and 1.

# %% id="chain-sigmoid-figure"
calculus.sigmoid(1.0)

# %% [markdown] id="chain-sigmoid-boxes"
# How steep is the blue tangent, at $z = 1$? Four boxes stand in a row: $t = -z$, then $v = e^t$, then $u = 1 + v$, then $\sigma = 1/u$. The first three have the slopes $-1$, $e^t = v$ and 1.

# %% id="chain-sigmoid-run"
z = torch.tensor(1.0)
v = (-z).exp()
u = 1 + v
derivation(
    (r"$\dfrac{du}{dz} = (-1) \cdot v \cdot 1$", "multiply the first three slopes", -v),
    (r"$\dfrac{d\sigma}{du} = -\dfrac{1}{u^2}$", "rule for $1/u$", -1 / u**2),
    (r"$\dfrac{d\sigma}{dz} = \dfrac{v}{u^2}$", "multiply; minus times minus", v / u**2),
    (r"$= \dfrac1u \cdot \dfrac{u - 1}{u}$", "$u = 1 + v$, so $v = u - 1$",
     (u - 1) / u / u),
    (r"$= \dfrac1u\left(1 - \dfrac1u\right)$",
     r"$\frac{u-1}{u} = \frac{u}{u} - \frac1u$, and $\frac{u}{u}$ is 1", (1 - 1 / u) / u),
    (r"$= \sigma(z)\,(1 - \sigma(z))$", r"$1/u$ is $\sigma(z)$",
     z.sigmoid() * (1 - z.sigmoid())),
    at="at z = 1",
)

# %% [markdown] id="chain-blanks"
# **The same with blanks.** Three boxes: $z = 2w$, then $p = \sigma(z)$, then $\ell = -\log p$ (a small l, for a loss). The number $w$ is such that $p = 0.75$. The last box has the slope $d\ell/dp = -1/p = -\tfrac43$. Fill in the blanks of the others on paper:
#
# - $p = \sigma(z)$ has the slope $dp/dz = p\,(1 - \_\_\_) = \_\_\_$.
# - $z = 2w$ has the slope $dz/dw = \_\_\_$.
#
# Then multiply all three: what is $d\ell/dw$?

# %% id="chain-blanks-ask"
ask.number(
    "ℓ = -log p, p = σ(z), z = 2w, and w is such that p = 0.75. What are dp/dz, dz/dw and dℓ/dw?",
    (3 / 16, 2, -1 / 2),
    digits=4,
    why="0.75 · 0.25 is 0.1875, and -4/3 · 0.1875 · 2 is -0.5. A larger w lowers ℓ.",
    mistakes={(3 / 16, 2, -1 / 4): "The third factor is missing in the product.",
              (3 / 16, 1, -1 / 4): "z = 2w: how far does z move when w moves 1?",
              (3 / 16, 2, 1 / 2): "The factors are right. What became of the minus?",
              (3 / 16, 2, -4 / 3 + 3 / 16 + 2): "You added the three factors. What do slopes do along a chain?",
              (1 / 4, 2, -2 / 3): "dp/dz has two factors, p and 1 - p. You took the second alone.",
              (3 / 4, 2, -2): "dp/dz has two factors, p and 1 - p. You took the first alone."},
)

# %% [markdown] id="halfway"
# **A first good place to stop**, {minutes so far} in.

# %% [markdown] id="chain-twice"
# ## 5 A value that is used twice
#
# **Try it before it is explained.** Let $y = u \cdot v$ with $u = x^2$ and $v = 3x$. At $x = 5$ we have $u = 25$ and $v = 15$. When $x$ rises by 0.01, $u$ rises by about 0.1 and $v$ by 0.03. How far does the product rise? Divide that by 0.01. As the step shrinks, the ratio settles at $dy/dx$.

# %% id="paths-ask"
ask.number(
    "y = u · v with u = x² and v = 3x. What is dy/dx at x = 5, where u = 25 and v = 15?",
    225,
    why="When only u moves, y moves 15 times as far: 10 · 15 = 150. When only v moves: 3 · 25 = 75. Both move.",
    mistakes={225.3: "You are close: 0.3 comes from the product of the two moves, 0.1 · 0.03, for each 0.01 of x. Of a "
                     "smaller step it is a smaller share. What is left without it?",
              150: "That is what the move of u does. v moves too.",
              75: "That is what the move of v does. u moves too.",
              30: "That is the product of the slopes 10 and 3. What does each move do to y?",
              13: "You added the slopes of u and v. When u moves by 0.1 and v is 15, how far does y move?",
              11250: "You multiplied the two shares 150 and 75. Would y stand still if one of them were 0?",
              295: "You paired each slope with its own value: 10 · 25 + 3 · 15. When u moves, which number "
                   "multiplies it?"},
)

# %% [markdown] id="chain-twice-figure"
# There are two routes from $x$ to $y$. **Along a route the slopes multiply; the routes add.**

# %% id="chain-twice-figure-run"
calculus.paths("x", "y", [("u", 2 * 5.0, 15.0), ("v", 3.0, 25.0)])

# %% [markdown] id="chain-twice-check"
# Check it without routes: $3x^3$ has the slope $9x^2$, and that is 225. You have found the rule for products: $(u v)' = u' v + u v'$, here $10 \cdot 15 + 25 \cdot 3$.
#
# **Your turn** (10 minutes): [*Three boxes and a second route*](../exercises/00b_calculus_you_need.ipynb), exercise 2.

# %% [markdown] id="partial"
# ## 6 Partial derivatives
#
# A **loss** is a number that says how wrong a model is. It depends on all the numbers that training may change, the model's **parameters**. The **partial derivative** $\dfrac{\partial f}{\partial w}$ is the slope when *only* $w$ moves. The round $\partial$ says that all others stand still, so treat them as constants.
#
# Take the bowl $f(w_1, w_2) = w_1^2 + 10\,w_2^2$ at $(3, 1)$. When only $w_1$ moves, $10\,w_2^2$ is a constant, and the slope is $2w_1 = 6$. When only $w_2$ moves, the slope is $20\,w_2 = 20$. The list $(6, 20)$ of all partial derivatives is the **gradient** $g$, also written $\nabla f$.
#
# In a bracket the chain rule helps. At $w = 1$ and $b = 2$ the bracket in $(3w + b)^2$ is 5, and its square has the slope $2 \cdot 5 = 10$. When only $w$ moves, the bracket moves 3 times as far. So the slope with respect to $w$ is $10 \cdot 3 = 30$.
#
# Now a **neuron** (lecture 00) with one input $x$, before its sum is bent. It gives $wx + b$: $w$ is its **weight**, and $b$ is a number that is added. The **target** is the value that it should give. With input 2, target 5 and the squared miss as loss:

# %% id="partial-both"
ask.number(
    "f(w, b) = (2w + b - 5)². At w = 1, b = 2, what are ∂f/∂w and ∂f/∂b?",
    (-4, -2),
    why="The bracket is -1, so its square has the slope -2. The bracket moves 2 with w and 1 with b.",
    mistakes={(-2, -4): "The two have changed places. How far does the bracket move when only w moves 1?",
              (-2, -2): "How far does the bracket move when only w moves 1?",
              (4, 2): "The sizes are right. Which sign does 2w + b - 5 have?",
              (-2, -1): "The bracket is -1. What is the slope of its square there?",
              (2, 1): "That is how the bracket moves. What is the slope of its square?"},
)

# %% [markdown] id="gradient"
# ## 7 Where does the gradient point?
#
# Think of the bowl as the loss of a model with the weights $w_1$ and $w_2$: its height is the loss. You stand at $(3, 1)$, at height 19. You may take **one step of length 0.1**. Step A goes straight at the lowest point $(0, 0)$. Step B goes along $(-6, -20)$, mostly down on the map, and misses the lowest point.

# %% id="bowl-ask"
ask.choose(
    "A bowl has the height $w_1^2 + 10\\,w_2^2$. You stand at (3, 1) and take one step of length 0.1. Step A goes "
    "straight at the lowest point (0, 0), step B along (-6, -20), past it. Which lowers the height more?",
    {"A, straight at the lowest point": "The straight way need not be steep where it begins. Which of the two terms "
                                        "changes faster at (3, 1)?",
     "both by the same amount": "The two steps are equally long. Is the ground equally steep in every direction?",
     "B, along (-6, -20)": "A lowers the height by 1.18, B by 2.00: nearly 1.7 times as much."},
    right="B, along (-6, -20)",
)

# %% [markdown] id="bowl-map"
# **See it.** On the left is a map of the place where you stand, magnified. Directions are counted from 0° (to the right) against the clock: step A has 198.4°, step B 253.3°. The slider goes in fives: take 200° for A, and 250° or 255° for B. (So the numbers differ a little from those above.) Turn it and watch the change of height.

# %% id="bowl-live"
widgets.Bowl()

# %% [markdown] id="bowl"
# Now set the length to 1: the map shows the whole bowl. What really happens (dotted) now lies far from what the slope predicts (solid). The best direction on the slider is then 230°: it has moved towards the lowest point (198.4°). It lowers the height by 12.9, and 255° by 11.5. **The gradient names the best way only for short steps.**

# %% [markdown] id="gradient-why"
# Why is the direction of B the best for a short step? Let $d = (d_1, d_2)$ be the step, and $\Delta f$ the change of $f$. Both numbers move. As in part 5, two routes lead to $f$, and they add: $\Delta f \approx g_1 d_1 + g_2 d_2$. This sum is the **dot product** $g \cdot d$.
#
# Turning the paper does not change it. To see why, multiply out, place by place: $(g_1 + d_1)^2 + (g_2 + d_2)^2 = (g_1^2 + g_2^2) + 2\,(g_1 d_1 + g_2 d_2) + (d_1^2 + d_2^2)$.
#
# For $g = (3, 4)$ and $d = (1, 0)$ that is $16 + 16 = 25 + 2 \cdot 3 + 1$. In the middle stands twice the dot product. All the rest are squares of lengths: of $g + d$, of $g$ and of $d$. A turn changes no length, so it cannot change the dot product.
#
# Now turn the paper until $g$ points to the right. Its length is written $\lVert g\rVert$, so $g$ is now $(\lVert g\rVert, 0)$, here $(5, 0)$. Let $\alpha$ be the angle between $g$ and $d$. Then $d$ reaches $d_1 = \lVert d\rVert \cos\alpha$ to the right. Here $\cos\alpha$ is 0.6, and $5 \cdot 0.6$ is 3 again.

# %% id="gradient-derivation"
g, straight = torch.tensor([6.0, 20.0]), torch.tensor([-3.0, -1.0])
d = 0.1 * straight / straight.norm()
cosine = (g @ d) / (g.norm() * d.norm())
derivation(
    (r"$\Delta f \approx g_1 d_1 + g_2 d_2$",
     r"slope times step, twice: the dot product $g \cdot d$", g @ d),
    (r"$= \lVert g\rVert\,\lVert d\rVert\,\cos\alpha$",
     r"turned: $\lVert g\rVert$ times $d_1$, plus 0", g.norm() * d.norm() * cosine),
    (r"$\geq -\lVert g\rVert\,\lVert d\rVert$", r"$\cos\alpha$ is at least $-1$",
     -g.norm() * d.norm()),
    at="for step A",
)

# %% [markdown] id="gradient-read"
# For A the slope promises a fall of 1.202. (In truth it is 1.18, since the bowl bends.) No step of this length can promise a fall of more than 2.088. Only $\cos\alpha = -1$ reaches that: the step points **exactly against the gradient**. At a right angle the promise is 0: you set out along a **level line**, in the picture near 165°. Along the gradient the rise is steepest.
#
# **Gradient descent** takes many steps against the gradient, $\theta \leftarrow \theta - \eta\,g$, and asks for the slope again after each. The arrow says "replace by". $\theta$ (theta) holds all parameters, here $(w_1, w_2)$. $\eta$ (eta), the **learning rate**, scales the step: its length is $\eta\,\lVert g\rVert$, long where the ground is steep. From $(3, 1)$ with $\eta = 0.01$ the first step leads to $(2.94, 0.8)$, at height 15.04.
#
# **A second good place to stop.** Nothing new about slopes follows, only more numbers at once.

# %% [markdown] id="matrices"
# ## 8 A layer
#
# A layer is several neurons side by side, here again before the bending. This one turns 2 inputs into 3 outputs. Each output is a weighted sum of the inputs. For $x = (10, 1)$:
#
# - $z_1 = W_{11}\, x_1 + W_{12}\, x_2 = 1 \cdot 10 + 2 \cdot 1 = 12$
# - $z_2 = W_{21}\, x_1 + W_{22}\, x_2 = 3 \cdot 10 + 4 \cdot 1 = 34$
# - $z_3 = W_{31}\, x_1 + W_{32}\, x_2 = 5 \cdot 10 + 6 \cdot 1 = 56$
#
# The weights form a table, a **matrix** $W$ with the rows $(1, 2)$, $(3, 4)$ and $(5, 6)$. **A row of $W$ is an output, a column an input**: $W_{32}$ stands in row 3, column 2. Its **shape**, rows first, is `(out, in)`, here `(3, 2)`. In short, $z = W x$: each output is a **row times $x$**. This is a dot product: multiply entry by entry, then add.
#
# When $x_1$ grows by 1, the outputs grow by the first *column*: 1, 3 and 5.

# %% [markdown] id="matrices-bar"
# A loss $L$ is computed from $z$. The later part of the network has already found how $L$ changes with each output: $\bar z = (1, 0, 2)$. Read "z bar": $\bar z_i = \dfrac{\partial L}{\partial z_i}$. What is $\bar x_1$, the derivative with respect to $x_1$? Count the routes on paper, then look:

# %% id="matrices-routes"
calculus.paths("x_1", "L", [("z_1", 1.0, 1.0), ("z_2", 3.0, 0.0), ("z_3", 5.0, 2.0)],
               others_still=True)

# %% [markdown] id="matrices-transpose"
# Three routes add: $\bar x_1 = \bar z_1 W_{11} + \bar z_2 W_{21} + \bar z_3 W_{31}$. That runs down column 1 of $W$, and $\bar x_2$ down column 2. To have both at once, exchange rows and columns. The result is $W^\top$, read "W **transposed**": its rows are $(1, 3, 5)$ and $(2, 4, 6)$.

# %% id="matrices-derivation"
W, x = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), torch.tensor([10.0, 1.0])
z_bar = torch.tensor([1.0, 0.0, 2.0])
derivation(
    (r"$\bar x = W^\top \bar z$",
     r"each row of $W^\top$ times $\bar z$: first as drawn, then 1 · 2 + 0 · 4 + 2 · 6",
     W.mT @ z_bar),
    (r"$\bar W_{12} = \bar z_1 x_2$",
     "$W_{12}$ occurs in $z_1$ only, times $x_2$: one route, 1 · 1", z_bar[0] * x[1]),
    (r"$\bar W_{ij} = \bar z_i x_j$", "all six: row $i$ is $\\bar z_i$ times $x$",
     torch.outer(z_bar, x)),
    at="computed",
)

# %% [markdown] id="shapes"
# **Many examples at once.** A batch of `B` examples is a table `X` with **one example a row**. Here $B = 2$, and the rows are $(10, 1)$, as above, and $(3, 1)$. In code $W^\top$ is `W.mT`, and `@` is the **matrix product**: each entry is a row of the left times a column of the right.

# %% id="shapes-product"
X = torch.tensor([[10.0, 1.0], [3.0, 1.0]])
calculus.product(X, W.mT, axes=("B", "in", "out"), names=("X", "W.mT", "X @ W.mT"),
                 entry=(2, 3))

# %% [markdown] id="shapes-read"
# Cover all but row 2 of `X` and column 3 of `W.mT`. What they give, 21, goes to row 2, column 3. Column 3 of `W.mT` is row 3 of `W`, the weights of output 3. So each row of the product is the layer's answer to one example.
#
# A layer also adds a shift, here $b = (0, 0, 1)$, to each row. In all, `Z = X @ W.mT + b` has the rows $(12, 34, 57)$ and $(5, 13, 22)$.
#
# Three words of PyTorch: a number, a list or a table of numbers is a **tensor**. Its **axes** are the directions in which it is counted: in `X`, axis 0 counts the rows, axis 1 the columns. And `*` is not `@`: it multiplies two tensors entry by entry, and adds nothing.

# %% [markdown] id="shapes-rules"
# Three rules catch most errors:
#
# 1. `(a, b) @ (b, c)` gives `(a, c)`: the inner axes meet and vanish. With four examples, `(4, 2) @ (2, 3)` gives `(4, 3)`. Unequal inner sizes stop the program.
# 2. The derivative of one number with respect to a tensor **has that tensor's shape**: one slope for each entry. So $\bar W$, in code `W_bar`, is `(3, 2)`, like `W`.
# 3. `b` of shape `(3,)`, a list of 3, added to `(4, 3)` is added to each of the 4 rows (**broadcasting**). Write the shapes one below the other, flush right. An axis that is missing or has size 1 is repeated:
#
# ```text
# (4, 3)               (3, 1)
#    (3)                  (3)
# (4, 3)  as meant     (3, 3)  each number of the first with each of the second
# ```
#
# **Mend this.** Only the third prediction is off, by 1. The mean square should be $\tfrac13$. The program reports 2.33, and no message appears. (`squeeze(1)` drops axis 1 where its size is 1.)
#
# ```python
# prediction = torch.tensor([[1.0], [2.0], [3.0]])      # shape (3, 1)
# target = torch.tensor([1.0, 2.0, 4.0])                # shape (3,)
# prediction - target                                   # [[0, -1, -3], [1, 0, -2], [2, 1, -1]]
# (prediction - target).square().mean()                 # 2.3333
# ```

# %% id="shapes-mend"
ask.choose(
    "`prediction` has shape (3, 1) and holds 1, 2, 3. `target` has shape (3,) and holds 1, 2, 4. Which line computes "
    "the mean square that is meant, 1/3?",
    {"`(prediction - target).sum()`": "The difference is still (3, 3): every prediction minus every target.",
     "`(prediction.squeeze(1) - target).square().mean()`": "`squeeze(1)` drops the axis of size 1, and (3,) minus "
                                                          "(3,) pairs each prediction with its own target.",
     "`(prediction - target.mT).square().mean()`": "A tensor with one axis has no rows and columns to exchange: this "
                                                   "line stops with an error.",
     "`(prediction.mT - target).square().sum()`": "`prediction.mT` is (1, 3), and the difference is right. But a sum "
                                                  "is not a mean: this gives 1."},
    right="`(prediction.squeeze(1) - target).square().mean()`",
)

# %% [markdown] id="batch"
# ## 9 A loss over a batch
#
# The loss of a batch is the **mean** of the losses of its examples. A weight is used once in each example. So $B$ routes lead from it to $L$, **and the routes add**. Each passes the mean, which brings the factor $1/B$.
#
# Take the layer of part 8 and its two examples: `Z` has the rows $(12, 34, 57)$ and $(5, 13, 22)$. The targets `T` have the rows $(10, 34, 53)$ and $(5, 5, 24)$. An example $n$ has the loss $\ell_n = \tfrac12 \sum_i (Z_{ni} - T_{ni})^2$. The sign $\sum_i$ says "add over all outputs $i$". The half is there so that the slope of $\tfrac12 m^2$ is just $m$. So $\ell_1 = \tfrac12(4 + 0 + 16) = 10$ and $\ell_2 = \tfrac12(0 + 64 + 4) = 34$, and their mean is $L = 22$.

# %% id="batch-run"
b = torch.tensor([0.0, 0.0, 1.0])
T = torch.tensor([[10.0, 34.0, 53.0], [5.0, 5.0, 24.0]])
Z = X @ W.mT + b
Z_bar = (Z - T) / 2
derivation(
    (r"$\bar Z = \frac1B(Z - T)$", "slope of each half square, shared by $B = 2$", Z_bar),
    (r"$\bar W_{31} = \bar Z_{13} X_{11} + \bar Z_{23} X_{21}$",
     "two examples, two routes: 2 · 10 + (-1) · 3", Z_bar[:, 2] @ X[:, 0]),
    (r"$\bar b_3 = \bar Z_{13} + \bar Z_{23}$", "$b_3$ is added in each: 2 + (-1)",
     Z_bar[:, 2].sum()),
    at="computed",
)

# %% [markdown] id="batch-products"
# In $\bar Z_{13}$ the first index is the example, the second the output. In $\bar W_{31}$ the first is the output, the second the input. All entries at once:
#
# - `W_bar = Z_bar.mT @ X` adds over the examples. Row 3 of `Z_bar.mT` is $(2, -1)$ and column 1 of `X` is $(10, 3)$: $2 \cdot 10 + (-1) \cdot 3$, as above.
# - `b_bar = Z_bar.sum(dim=0)` adds along axis 0: one sum for each column.
# - `X_bar = Z_bar @ W` keeps a row for each example, since an input moves the loss of its own example only. Row 1 is $(11, 14)$, as in part 8.
#
# You need not remember where the transpose goes. Write names in place of sizes: a product joins two axes **of the same name**, and they vanish.
#
# - `W_bar` is `(out, in)`, so `B` must vanish. `Z_bar` is `(B, out)` and has to be turned: `(out, B) @ (B, in)`.
# - `X_bar` is `(B, in)`, so `out` must vanish: `(B, out) @ (out, in)`, with no transpose.
#
# Sizes alone may mislead: here B and in are both 2. So measure all six slopes in `W_bar`, with the tool of lecture 00:

# %% id="batch-check-run"
from dlcourse.diff.finite import check_gradient

def batch_loss(W):
    return (X @ W.mT + b - T).square().sum() / 4  # two halves: of the square, of the mean

def W_bar(W):
    return ((X @ W.mT + b - T) / 2).mT @ X

tensors.show(ok=check_gradient(batch_loss, W_bar, W).ok, W_bar=W_bar(W))

# %% [markdown] id="batch-back"
# Now the inputs:

# %% id="batch-ask"
ask.number(
    "Z_bar has the rows (1, 0, 2) and (0, 4, -1), and W has the rows (1, 2), (3, 4), (5, 6). What stands in row 2, "
    "column 1 of X_bar = Z_bar @ W?",
    7,
    why="Row 2 of Z_bar times column 1 of W: 0 · 1 + 4 · 3 - 1 · 5.",
    mistakes={11: "That is row 1, the other example.",
              10: "That is column 2, the second input.",
              14: "That is row 1, column 2. Which index comes first?",
              17: "What became of the minus before the 1?",
              12: "The third output uses the first input too. By how much does it count?",
              18: "You added both examples. Does the input of one change the loss of the other?"},
)

# %% [markdown] id="batch-exercise"
# **Your turn** (15 minutes): [*A layer's derivatives by their shapes*](../exercises/00b_calculus_you_need.ipynb), exercise 3.

# %% [markdown] id="transfer"
# ## Transfer
#
# A layer that you have not met scales and shifts each input number (also called a **feature**). The old rules are enough. Three more problems, on other parts, close the exercises.

# %% id="transfer-ask"
ask.choose(
    "A layer computes $Y_{ni} = s_i X_{ni} + t_i$, with X of shape (B, F) and s, t of shape (F,). `Y_bar` (B, F) is the "
    "derivative of the loss with respect to Y. What is `s_bar`, the one with respect to s?",
    {"`Y_bar * X`": "This has the shape (B, F), but `s_bar` must have the shape of s. All rows used the same s.",
     "`(Y_bar * X).sum(dim=0)`": "Within an example the slope of $Y_{ni}$ with respect to $s_i$ is $X_{ni}$; over the "
                                 "batch the routes add.",
     "`Y_bar.mT @ X`": "This is (F, F): it lets every feature meet every other. Here $s_i$ touches feature i only.",
     "`Y_bar.sum(dim=0)`": "This is `t_bar`. In the layer, $s_i$ is multiplied by something."},
    right="`(Y_bar * X).sum(dim=0)`",
)

# %% [markdown] id="summary"
# ## Summary
#
# - A slope predicts: $f(x+h) \approx f(x) + f'(x)\,h$. The bend adds $\tfrac12 f''(x)\,h^2$. Half the step leaves about a quarter of the line's miss, an eighth of the parabola's.
# - Along a chain of boxes slopes multiply, each taken at the value that its own box receives. Routes add.
# - A partial derivative moves one number and holds the others still. The gradient lists them all.
# - Against the gradient is the steepest way down for a short step. It need not lead to the lowest place.
# - $z = Wx$ goes back as $\bar x = W^\top \bar z$ and $\bar W_{ij} = \bar z_i x_j$. Over a batch `W_bar` and `b_bar` add the examples' shares; `X_bar` keeps a row for each example.
# - The derivative of one number has the shape of what it is taken with respect to.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $f'(x)$, $\dfrac{df}{dx}$ | | slope of $f$ at $x$ |
# | $f''(x)$ | | slope of the slope |
# | $\dfrac{\partial f}{\partial w}$ | | slope when only $w$ moves |
# | $\nabla f$, $g$ | `g` | gradient |
# | $\bar x$, $\bar z$ | `x_bar`, `z_bar` | derivative of the loss with respect to $x$, $z$ |
# | $W$, $B$ | `W (out, in)`, `B` | weights of a layer, size of a batch |
# | $T$, $\ell_n$ | `T` | targets, loss of example $n$ |
# | $\sigma(z)$, $\sum_i$ | `z.sigmoid()`, `.sum()` | sigmoid, add over all $i$ |
# | $W^\top$ | `W.mT` | $W$ with rows and columns exchanged |
# | $\Delta f$, $\lVert g\rVert$ | `g.norm()` | change of $f$, length of $g$ |
# | $\theta$, $\eta$ | `theta`, `eta` | all parameters, learning rate |

# %% [markdown] id="glossary"
# ## Words
#
# **slope, derivative** rise over run, for a run that shrinks to nothing · **secant** line through two points of a curve · **tangent** line that touches it · **second derivative** slope of the slope · **Taylor's formula** height, slope and bend predict a curve · **chain rule** slopes multiply along boxes in a row · **sigmoid** $\sigma(z)$, between 0 and 1 · **partial derivative** slope when one number moves alone · **gradient** `g`, list of all partial derivatives · **parameters** all numbers that training may change · **target** what should come out · **dot product** multiply entry by entry, then add · **level line** points of equal height · **learning rate** `eta` · **matrix product** rows of the left times columns of the right · **transposed** rows and columns exchanged · **axis** direction in which a tensor is counted · **shape** sizes of all axes · **broadcasting** repeating a smaller tensor along an axis · **batch** examples handled together, one a row. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# PyTorch applies the chain rule for you. It records each box as your program runs, then walks back, multiplies along routes and adds them. [Lecture 07](07_differentiation.ipynb) builds such a system in a few pages.
