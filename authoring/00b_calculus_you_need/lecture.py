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
# **45 minutes** · nothing graded here; the warm-up is in `exercises/00_start_here.ipynb`

# %% [markdown] id="hook"
# ## Straight at the valley, or across?
#
# A bowl over two numbers $w_1, w_2$: its height is $f(w_1, w_2) = w_1^2 + 10\,w_2^2$. The lowest point is $(0, 0)$. You stand at $(3, 1)$, height 19, and may take **one step of length 0.1**. Proposal A goes straight at the lowest point. Proposal B goes mostly sideways, along $(-6, -20)$, and misses it.
#
# (`torch.tensor([3.0, 1.0])` is a list of two numbers that can be added and multiplied; `set_default_dtype` asks for 16 digits.)

# %% id="hook-run"
import torch

from dlcourse import ask, tensors

torch.set_default_dtype(torch.float64)

def bowl(w):
    return w[0] ** 2 + 10 * w[1] ** 2

here = torch.tensor([3.0, 1.0])
direction_a = torch.tensor([-3.0, -1.0])
direction_b = torch.tensor([-6.0, -20.0])

# %% [markdown] id="hook-ask"
# Which of the two steps lowers the height more? Decide before you open the result.

# %% id="hook-answer"
drops = {name: bowl(here) - bowl(here + 0.1 * d / d.norm()) for name, d in (("A", direction_a), ("B", direction_b))}
ask.predict(
    "Which step of length 0.1 lowers the bowl more?",
    tensors.show(A_straight_at_the_lowest_point=drops["A"], B_sideways=drops["B"]),
    why="Near (3, 1) the ground falls steepest along B. Where B comes from is part 5 of this lecture.",
)

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Read a slope as change of output per change of input, and predict a small change with it (question 1).
# 2. Differentiate the functions that networks are made of (question 2; the table of part 2).
# 3. Follow a chain of boxes, and add where a value is used twice (question 3; the three blanks of part 3).
# 4. Take partial derivatives, and say where the gradient points (questions 4 and 5).
# 5. Write the derivative of a layer as a product of matrices, and catch errors by shapes (questions 6 and 7).
# 6. Differentiate a mean over a batch (question 8; the transfer question).

# %% [markdown] id="needs"
# ## What you need
#
# School algebra: brackets, powers, a straight line, $e^x$ and $\log$. In this course $\log$ is always the natural logarithm, the inverse of $e^x$. Two minutes to test yourself:

# %% id="needs-ask"
ask.number(
    "A straight line goes through (1, 3) and (3, 7). By how much does y rise when x rises by 1?",
    "2: it rises by 7 - 3 = 4 while x moves by 3 - 1 = 2",
    mistakes={"4": "That is the whole rise. It took a move of 2 in x.",
              "0.5": "You divided the move in x by the rise. The slope is rise over run, 4/2.",
              "3": "That is y at x = 1, not the rise."},
)

# %% [markdown] id="recall"
# ## Three questions from school
#
# Answer each on paper before you open it. The first is about brackets.

# %% id="recall-1"
ask.number("Multiply out: (3 + h)² = ?", "9 + 6h + h²",
           mistakes={"9 + h²": "The mixed terms 3·h and h·3 are missing: (3 + h)(3 + h) has four products.",
                     "9 + 3h + h²": "There are two mixed terms, 3·h and h·3."})

# %% [markdown] id="recall-next"
# The second is about powers.

# %% id="recall-2"
ask.number("Write 1/x² as a power of x.", "x^(-2)",
           mistakes={"x^(1/2)": "That is the square root of x.", "-x²": "A negative power is one over, not minus."})

# %% [markdown] id="recall-last"
# The third is about logarithms.

# %% id="recall-3"
ask.number("log(5x) = log 5 + ?", "log x: a logarithm turns products into sums",
           mistakes={"5 log x": "That is log(x⁵).", "log 5 · log x": "Products become sums, not products of logarithms."})

# %% [markdown] id="letters"
# ## The slides' letters and ours
#
# | on the slides | here | meaning |
# |---|---|---|
# | $f'(x)$, $\frac{df}{dx}$ | both | slope of $f$ at $x$ |
# | $\frac{\partial f}{\partial w}$, sometimes $\frac{df}{dw}$ | $\frac{\partial f}{\partial w}$ | slope when only $w$ moves |
# | $\nabla f$, $\nabla_\theta L$ | `g` | gradient: all partial derivatives in one list |
# | $\partial L/\partial x$ | `x_bar`, $\bar x$ | derivative of the loss $L$ by $x$, shaped like $x$ |
# | $A_i$, $W^{(l)}$ | `W (out, in)` | weights of a layer |
# | $\theta$, $\Theta$ | `theta`, $\theta$ | all parameters |
# | $\gamma$, $\eta_k$, lr | `eta`, $\eta$ | learning rate, the length of a step |
# | $m$, $N$, $n$ | $n$; `B` for a batch | number of examples |

# %% [markdown] id="tests"
# ## Eight questions first
#
# One question for each of the eight parts. Work on paper. A wrong answer says what went wrong and **names the part that repairs it**. If all eight are right, read the figures, the three blanks in part 3, and go to the transfer question.
#
# Question 1.

# %% id="test-1"
ask.number(
    "1. f(5) = 2, and the slope of f at 5 is -4. About how large is f(5.1)?",
    "1.6, which is 2 + (-4) · 0.1",
    mistakes={"2.4": "A negative slope lowers f when x grows. Read part 1, Slope.",
              "-2": "You added the whole slope, as if x had moved by 1. It moved by 0.1. Read part 1, Slope.",
              "-0.4": "That is the change. Add it to the old value 2. Read part 1, Slope."},
)

# %% [markdown] id="tests-2"
# Question 2.

# %% id="test-2"
ask.number(
    "2. What is the derivative of 3x² + 2 log x + 7 at x = 1?",
    "8: 3 · 2x is 6, 2 · 1/x is 2, and a constant does not change",
    mistakes={"15": "You kept the 7. A constant does not change, its slope is 0. Read part 2, Rules.",
              "6": "The slope of log x was lost. Read part 2, Rules.",
              "5": "x² has the slope 2x, not x: the exponent comes down as a factor. Read part 2, Rules."},
)

# %% [markdown] id="tests-3"
# Question 3.

# %% id="test-3"
ask.number(
    "3. y = (3x - 1)². What is dy/dx at x = 1?",
    "12: the outer slope 2u at u = 2 is 4, the inner slope is 3",
    mistakes={"4": "That is the outer slope alone; u moves 3 when x moves 1. Read part 3, The chain rule.",
              "6": "You took the outer slope 2u at u = 1. The square is applied to u = 3x - 1 = 2. "
                   "Read part 3, The chain rule.",
              "7": "You added the two slopes 4 and 3. Along a chain they multiply. Read part 3, The chain rule."},
)

# %% [markdown] id="tests-4"
# Question 4.

# %% id="test-4"
ask.number(
    "4. f(w, b) = (2w + b - 5)². What is ∂f/∂b at w = 1, b = 1?",
    "-4: the bracket is -2, its square has the slope 2 · (-2), and the bracket moves 1 when b moves 1",
    mistakes={"-8": "That is ∂f/∂w: there the bracket moves 2. Here only b moves. Read part 4, Partial derivatives.",
              "4": "The bracket is 2 + 1 - 5 = -2: keep its sign. Read part 4, Partial derivatives.",
              "0": "b is the one that moves; w stands still. Read part 4, Partial derivatives."},
)

# %% [markdown] id="tests-5"
# Question 5.

# %% id="test-5"
ask.choose(
    "5. At some point the gradient of a loss is (3, -4). Which step of length 0.1 lowers the loss fastest?",
    {"(0.06, -0.08)": "This is along the gradient: it climbs by about 0.5. Read part 5, The gradient's direction.",
     "(-0.06, 0.08)": "It is opposite to the gradient and lowers the loss by about 5 · 0.1 = 0.5.",
     "(0, 0.1)": "It lowers the loss by about 0.4, but there is a better one. Read part 5, The gradient's direction.",
     "(0.08, 0.06)": "3 · 0.08 - 4 · 0.06 = 0: this runs along a level line. Read part 5, The gradient's direction."},
    right="(-0.06, 0.08)",
)

# %% [markdown] id="tests-6"
# Question 6.

# %% id="test-6"
ask.number(
    "6. The rows of W are (1, 2), (3, 4), (5, 6), and z = W x. By how much does z2 change when x1 grows by 1?",
    "3: row 2 (the output), column 1 (the input)",
    mistakes={"2": "That is row 1, column 2. The row belongs to the output. Read part 6, From sums to matrices.",
              "7": "You moved both inputs. Only x1 moves. Read part 6, From sums to matrices.",
              "9": "That is the change of all outputs together. Read part 6, From sums to matrices."},
)

# %% [markdown] id="tests-7"
# Question 7.

# %% id="test-7"
ask.choose(
    "7. X is (8, 3): eight examples with three features. W is (5, 3), b is (5), L is one number computed from "
    "Z = X @ W.mT + b. Which shapes have Z and ∂L/∂W?",
    {"(8, 5) and (5, 3)": "Eight rows of five outputs; and one derivative for each weight.",
     "(8, 5) and (8, 5)": "The second is the shape of ∂L/∂Z. A derivative by W has W's shape. Read part 7, Shapes.",
     "(5, 8) and (5, 3)": "The batch stays in the rows: (8, 3) @ (3, 5) is (8, 5). Read part 7, Shapes.",
     "(8, 5) and (8, 5, 3)": "The eight examples share one W; their derivatives add up. Read part 7, Shapes, "
                             "and part 8, A sum over a batch."},
    right="(8, 5) and (5, 3)",
)

# %% [markdown] id="tests-8"
# Question 8.

# %% id="test-8"
ask.number(
    "8. L is the mean of (w·x)² over the two examples x = 1 and x = 2. What is dL/dw at w = 1?",
    "5: the examples give 2·1 = 2 and 2·4 = 8; their mean is 5",
    mistakes={"10": "That is the sum; the mean divides it by 2. Read part 8, A sum over a batch.",
              "4.5": "You averaged x first and squared afterwards: 2 · 1.5². A mean of squares is not the square of "
                     "a mean. Read part 8, A sum over a batch.",
              "8": "That is the second example alone. Read part 8, A sum over a batch."},
)

# %% [markdown] id="slope"
# ## 1 Slope
#
# The **slope** of $f$ at $x$ says by how much $f$ changes per unit of change of $x$, for a very small change. Take $f(x) = x^2$ at $x = 3$ and move by $h$: the rise is $f(3+h) - f(3)$, the run is $h$. Each line of the table is the line before, rewritten; the number beside it is the line computed for $h = 0.1$.

# %% id="slope-derivation"
from dlcourse.classroom.derivation import derivation

h = 0.1
derivation(
    (r"$\frac{f(3+h)-f(3)}{h}$", "rise over run", (3.1**2 - 3**2) / h),
    (r"$= \frac{(9+6h+h^2)-9}{h}$", "multiply out $(3+h)^2$", ((9 + 6 * h + h * h) - 9) / h),
    (r"$= \frac{6h+h^2}{h}$", "9 - 9 is 0", (6 * h + h * h) / h),
    (r"$= 6 + h$", "divide both terms by $h$", 6 + h),
    (r"$\to 6$", "let $h$ shrink to 0", 6),
    at="at h = 0.1",
)

# %% [markdown] id="slope-figure"
# In the figure $h$ is 4, 2, 1. The **chord** joins two points of the curve; its slope is $6 + h$. The **tangent** is what remains when $h$ is gone.

# %% id="slope-figure-run"
from dlcourse.lectures.l00b import figures as calculus

calculus.tangent(lambda x: x**2, torch.tensor(3.0), torch.tensor(6.0), steps=[4.0, 2.0, 1.0])

# %% [markdown] id="touch-slope"
# **Touch it.** Pull $h$ down to 0.001 and watch the secant. Then move $x$. Then take $\lvert x\rvert$ and set $x = 0$.

# %% id="touch-slope-live"
from dlcourse.lectures.l00b import widgets

widgets.Secant()

# %% [markdown] id="touch-slope-question"
# What have you seen?

# %% id="touch-slope-ask"
ask.number("f(x) = x², x = 1.5. Which slope does the secant approach as h shrinks?", "3: the secant's slope is 3 + h",
           mistakes={"4": "That is the secant at h = 1. Make h smaller.",
                     "2.25": "That is the height f(1.5), not the slope there."})

# %% [markdown] id="slope-use"
# **What a slope is good for.** It predicts: $f(x + \Delta x) \approx f(x) + f'(x)\,\Delta x$, where $\Delta x$ ("delta x") is the change of $x$ and $f'(x)$ the slope. A positive slope: $f$ rises to the right. A negative one: it falls to the right. So to lower $f$, move **against the sign of the slope**. All training in this course is that sentence.

# %% id="slope-use-run"
tensors.show(predicted=9 + 6 * 0.01, true=3.01**2, miss=3.01**2 - (9 + 6 * 0.01))

# %% [markdown] id="slope-ask"
# The prediction is not exact. How does the miss grow with the step?

# %% id="slope-ask-run"
ask.number("The miss is 0.0001 for a step of 0.01. How large is it for a step of 0.1?",
           "0.01. The miss is (Δx)²: (3 + Δx)² - (9 + 6 Δx). Ten times the step, a hundred times the miss.",
           mistakes={"0.001": "That would be a miss in proportion to the step. Work it out: 3.1² - (9 + 0.6)."})

# %% [markdown] id="rules"
# ## 2 Rules
#
# | function | slope | in words |
# |---|---|---|
# | $c$ (constant) | $0$ | nothing moves |
# | $x^n$ | $n\,x^{n-1}$ | the exponent comes down, one less remains |
# | $1/x = x^{-1}$ | $-1/x^2$ | the same rule for $n = -1$ |
# | $e^x$ | $e^x$ | its own slope |
# | $\log x$ | $1/x$ | steep near 0, flat far out |
# | $\tanh x$ | $1 - \tanh^2 x$ | derived like the sigmoid in part 3 |
# | $\max(0, x)$ (ReLU) | $0$ left of 0, $1$ right of 0 | at 0 there is a kink and no slope; torch takes 0 |
# | $c\,f$ | $c\,f'$ | a factor stays |
# | $f + g$ | $f' + g'$ | changes add |
# | $f\,g$ | $f'g + f g'$ | each factor moves once, the other stands still |
#
# You need not believe a table. Measure: move $x$ a little to both sides and divide the rise by the run.

# %% id="rules-run"
from dlcourse.diff import finite

rules = {"x³": (lambda x: x**3, lambda x: 3 * x**2), "1/x": (lambda x: 1 / x, lambda x: -1 / x**2),
         "e^x": (lambda x: x.exp(), lambda x: x.exp()), "log x": (lambda x: x.log(), lambda x: 1 / x),
         "tanh x": (lambda x: x.tanh(), lambda x: 1 - x.tanh() ** 2),
         "max(0, x)": (lambda x: x.clamp(min=0), lambda x: 1.0 * (x > 0)),
         "x · e^x": (lambda x: x * x.exp(), lambda x: x.exp() + x * x.exp())}
half = torch.tensor(0.5)
for name, (f, slope) in rules.items():
    print(f"{name:<10} by the rule {float(slope(half)):8.4f}   measured {float(finite.gradient(f, half)):8.4f}")

# %% [markdown] id="rules-product"
# Why has the product rule two terms? Let $u = 2$ grow by $\Delta u = 0.1$ and $v = 5$ by $\Delta v = 0.2$.

# %% id="rules-product-run"
u, v, u_move, v_move = 2.0, 5.0, 0.1, 0.2
derivation(
    (r"$(u+\Delta u)(v+\Delta v) - uv$", "change of the product", (u + u_move) * (v + v_move) - u * v),
    (r"$= v\,\Delta u + u\,\Delta v + \Delta u\,\Delta v$", "multiply out, $uv$ cancels",
     v * u_move + u * v_move + u_move * v_move),
    (r"$\approx v\,\Delta u + u\,\Delta v$", "the last term is small times small", v * u_move + u * v_move),
    at="computed",
)

# %% [markdown] id="rules-ask"
# One that surprises nearly everybody:

# %% id="rules-ask-run"
ask.choose(
    "What is the slope of log(5x)?",
    {"1/(5x)": "The inner 5x moves five times as fast as x. That factor 5 is missing, and it cancels.",
     "1/x": "log(5x) = log 5 + log x, and log 5 is a constant.",
     "5/x": "1/(5x) · 5 is 1/x, not 5/x: the outer slope is taken at 5x."},
    right="1/x",
)

# %% [markdown] id="chain"
# ## 3 The chain rule
#
# Box after box: $x$ goes into $u = 2x + 1$, and $u$ into $y = u^3$. If $u$ moves 2 for each 1 of $x$, and $y$ moves 27 for each 1 of $u$, then $y$ moves $2 \cdot 27$ for each 1 of $x$. **Along a chain, slopes multiply.** Each slope is taken at the value that *its own* box receives: $3u^2$ at $u = 3$, not at $x = 1$.

# %% id="chain-figure"
calculus.chain([("x", 1.0), ("u", 3.0), ("y", 27.0)], [("2x + 1", 2.0), ("u³", 27.0)])

# %% [markdown] id="touch-chain"
# **Touch it.** Each chain makes the next axle turn faster or slower. Set both ratios, press Play for one turn of $x$, and count the turns of $y$ by its notch.

# %% id="touch-chain-live"
widgets.Gears()

# %% [markdown] id="touch-chain-question"
# Without the picture now:

# %% id="touch-chain-ask"
ask.number("du/dx = 0.5 and dy/du = 3. x makes two turns. How many does y make?", "3: 0.5 · 3 = 1.5 for each turn of x",
           mistakes={"1.5": "That is for one turn of x.", "7": "You added the two rates. One speed multiplies the other."})

# %% [markdown] id="chain-sigmoid"
# Now the most used function of the first lectures, the **sigmoid** $\sigma(z) = \frac{1}{1 + e^{-z}}$, which turns any number into one between 0 and 1. Name the inner part $u = 1 + e^{-z}$, so $\sigma = 1/u$.

# %% id="chain-sigmoid-run"
z = torch.tensor(1.0)
inner = 1 + (-z).exp()
derivation(
    (r"$\frac{du}{dz} = -e^{-z}$", "$e$ to the something is its own slope; $-z$ has slope $-1$", -(-z).exp()),
    (r"$\frac{d\sigma}{du} = -\frac{1}{u^2}$", "rule for $1/u$", -1 / inner**2),
    (r"$\frac{d\sigma}{dz} = \frac{e^{-z}}{u^2}$", "multiply; minus times minus", (-z).exp() / inner**2),
    (r"$= \frac{1}{u} \cdot \frac{e^{-z}}{u}$", "write as two factors", (1 / inner) * ((-z).exp() / inner)),
    (r"$= \frac{1}{u}\left(1 - \frac{1}{u}\right)$", "$e^{-z} = u - 1$", (1 / inner) * (1 - 1 / inner)),
    (r"$= \sigma(z)\,(1 - \sigma(z))$", r"$1/u$ is $\sigma(z)$", z.sigmoid() * (1 - z.sigmoid())),
    at="at z = 1",
)

# %% [markdown] id="chain-twice"
# ### A value that is used twice
#
# Let $y = u \cdot v$ with $u = x^2$ and $v = 3x$. At $x = 2$: $u = 4$, $v = 6$. Now $x$ reaches $y$ by two routes. Move $x$ a little: $u$ moves, and $v$ moves, and $y$ feels both. **Along a route the slopes multiply; routes add.**

# %% id="chain-twice-figure"
calculus.paths("x", "y", [("u", 2 * 2.0, 6.0), ("v", 3.0, 4.0)])

# %% [markdown] id="chain-twice-check"
# Check without routes: $y = x^2 \cdot 3x = 3x^3$, with the slope $9x^2$.

# %% id="chain-twice-check-run"
two = torch.tensor(2.0)
tensors.show(routes=4 * 6 + 3 * 4, without_routes=9 * two**2, measured=finite.gradient(lambda x: x**2 * (3 * x), two))

# %% [markdown] id="chain-blanks"
# ### Three blanks
#
# A neuron with one weight: $z = 2w$, then $p = \sigma(z)$, then the loss $\ell = -\log p$. Its weight is such that $p = 0.75$. Fill in the blanks, one after the other:
#
# $$\frac{d\ell}{dw} = \frac{d\ell}{dp} \cdot \frac{dp}{dz} \cdot \frac{dz}{dw} = \;\_\_\_\; \cdot \;\_\_\_\; \cdot \;\_\_\_$$

# %% id="chain-blank-1"
ask.number("First blank: dℓ/dp at p = 0.75, as a fraction.", "-4/3, which is -1/p",
           mistakes={"4/3": "The minus in front of the logarithm stays: the loss falls when p grows.",
                     "-3/4": "You wrote -p. The slope of log p is 1/p.",
                     "-log 0.75": "That is the loss itself, not its slope."})

# %% [markdown] id="chain-blank-next"
# The second blank:

# %% id="chain-blank-2"
ask.number("Second blank: dp/dz where p = 0.75, as a fraction.", "3/16, which is p (1 - p)",
           mistakes={"3/4": "That is p. The slope of the sigmoid is p times (1 - p).",
                     "1/4": "That is 1 - p. The slope is p times (1 - p).",
                     "9/16": "That is p². The second factor is 1 - p."})

# %% [markdown] id="chain-blank-last"
# The third blank, and the product:

# %% id="chain-blank-3"
ask.number("Third blank, and dℓ/dw?", "2, and -4/3 · 3/16 · 2 = -1/2. The slope says: a larger w lowers this loss.",
           mistakes={"2w": "That is z. When w moves 1, z moves 2.",
                     "-1/4": "The third factor is missing.",
                     "0.86": "You added the three factors. Along a chain they multiply."})

# %% [markdown] id="chain-check"
# Measured, with the weight that gives $p = 0.75$ (from $e^{z} = 3$, so $w = \frac12 \log 3$):

# %% id="chain-check-run"
w_at = torch.tensor(3.0).log() / 2
tensors.show(p=(2 * w_at).sigmoid(), by_the_blanks=(-4 / 3) * (3 / 16) * 2,
             measured=finite.gradient(lambda w: -(2 * w).sigmoid().log(), w_at))

# %% [markdown] id="partial"
# ## 4 Partial derivatives
#
# A loss depends on many numbers. The **partial derivative** $\frac{\partial f}{\partial w}$ is the slope when *only* $w$ moves and all others stand still; the round $\partial$ says "others stand still", nothing else. So it is a derivative by one letter, with the other letters treated as constants. A neuron with input 2, target 5 and squared loss: $f(w, b) = (2w + b - 5)^2$. Call the bracket $r$ (the **residual**).

# %% id="partial-run"
w0, b0 = 1.0, 1.0
r0 = 2 * w0 + b0 - 5
derivation(
    (r"$r = 2w + b - 5$", "the bracket", r0),
    (r"$\frac{\partial r}{\partial w} = 2$", "$b$ and 5 stand still", 2),
    (r"$\frac{\partial r}{\partial b} = 1$", "$2w$ and 5 stand still", 1),
    (r"$\frac{\partial f}{\partial w} = 2r \cdot 2$", "chain: slope of $r^2$, then line 2", 2 * r0 * 2),
    (r"$\frac{\partial f}{\partial b} = 2r \cdot 1$", "chain: slope of $r^2$, then line 3", 2 * r0 * 1),
    at="at w = 1, b = 1",
)

# %% [markdown] id="partial-check"
# The measurement moves one entry at a time, as the definition says.

# %% id="partial-check-run"
def squared_loss(theta):
    return (2 * theta[0] + theta[1] - 5) ** 2

tensors.show(measured=finite.gradient(squared_loss, torch.tensor([w0, b0])))

# %% [markdown] id="partial-ask"
# Both are negative. What should training do with $w$ and $b$?

# %% id="partial-ask-run"
ask.choose(
    "∂f/∂w = -8 and ∂f/∂b = -4. To lower f a little:",
    {"raise both": "A negative slope means that f falls when the number rises.",
     "lower both": "That follows the sign of the slope. To lower f, move against it.",
     "raise w, lower b": "Each has its own sign, and both are negative."},
    right="raise both",
)

# %% [markdown] id="gradient"
# ## 5 The gradient's direction
#
# The **gradient** $g$ is the list of all partial derivatives. For the bowl of the beginning, $f = w_1^2 + 10 w_2^2$, it is $g = (2w_1, 20w_2)$, and at $(3, 1)$ it is $(6, 20)$. Take a step $d = (d_1, d_2)$ of a fixed small length. How much does $f$ change?

# %% id="gradient-derivation"
g, d = torch.tensor([6.0, 20.0]), 0.1 * direction_a / direction_a.norm()
cosine = (g @ d) / (g.norm() * d.norm())
derivation(
    (r"$\Delta f \approx g_1 d_1 + g_2 d_2$", "both entries move: changes add", g[0] * d[0] + g[1] * d[1]),
    (r"$= g \cdot d$", "the same sum, called dot product", g @ d),
    (r"$= \lVert g\rVert\,\lVert d\rVert\,\cos\alpha$", r"geometry; $\alpha$ is the angle between $g$ and $d$",
     g.norm() * d.norm() * cosine),
    (r"$\geq -\lVert g\rVert\,\lVert d\rVert$", r"$\cos\alpha$ is at least $-1$", -g.norm() * d.norm()),
    at="for step A",
)

# %% [markdown] id="gradient-read"
# ($\lVert g \rVert$ is the length of $g$, $\sqrt{g_1^2 + g_2^2}$.) The last line is the most that any step of this length can lower $f$. It is reached when $\cos\alpha = -1$: when $d$ points **exactly against the gradient**. That was proposal B. (The true drops of the first cell differ a little from these predictions, as part 1 said they would.) When $\alpha$ is a right angle, $f$ does not change: you walk along a **level line**.

# %% id="gradient-figure"
points = torch.tensor([[3.0, 1.0], [-2.0, 1.0], [-2.0, -0.5], [1.0, -2.0]])
calculus.contours(bowl, points, torch.stack([finite.gradient(bowl, p) for p in points]), reach=4.0)

# %% [markdown] id="gradient-step"
# None of the arrows, reversed, points at $(0, 0)$. The gradient knows only the ground under your feet. **Gradient descent** therefore takes many small steps, $\theta \leftarrow \theta - \eta\,g$, and asks again after each. $\theta$ holds all parameters; $\eta$, the **learning rate**, scales the step. With $\eta = 0.01$ the bowl falls from 19:

# %% id="gradient-step-run"
theta, heights = here, []
for _ in range(5):
    theta = theta - 0.01 * finite.gradient(bowl, theta)
    heights.append(float(bowl(theta)))
tensors.show(heights=heights)

# %% [markdown] id="gradient-long"
# The direction is the best one. So is a longer step along it better still?

# %% id="gradient-long-ask"
ask.predict(
    "From (3, 1), height 19: how high are you after one step with eta = 0.2?",
    tensors.show(new_place=here - 0.2 * g, height=bowl(here - 0.2 * g)),
    why="The slope is a promise for small steps only. Along w2 the step jumps over the valley and lands three times "
        "as far from it on the other side.",
)

# %% [markdown] id="gradient-zero"
# Where the gradient is $(0, 0)$ the ground is flat. That may be a valley, a top, or a **saddle** such as $w_1^2 - w_2^2$ at $(0,0)$: up one way, down the other. A zero gradient alone does not say which.

# %% [markdown] id="matrices"
# ## 6 From sums to matrices
#
# A layer with 2 inputs and 3 outputs: each output is a weighted sum of the inputs, $z_i = \sum_{j} W_{ij}\,x_j$. The sign $\sum_j$ says "add over all $j$". Written out:
#
# $$z_1 = W_{11} x_1 + W_{12} x_2, \qquad z_2 = W_{21} x_1 + W_{22} x_2, \qquad z_3 = W_{31} x_1 + W_{32} x_2 .$$
#
# This is $z = W x$. **Row = output, column = input**; we write the shape `W (out, in)`, here `(3, 2)`. So $\frac{\partial z_i}{\partial x_j} = W_{ij}$.
#
# Now a loss $L$ is computed from $z$, and somebody hands us $\bar z_i = \frac{\partial L}{\partial z_i}$ (read "z bar": the derivative of the loss by $z$). What are $\frac{\partial L}{\partial x_1}$ and $\frac{\partial L}{\partial W_{12}}$? Count the routes.

# %% id="matrices-derivation"
W, x, z_bar = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), torch.tensor([10.0, 1.0]), torch.tensor([1.0, 0.0, 2.0])
derivation(
    (r"$\bar x_1 = \bar z_1 W_{11} + \bar z_2 W_{21} + \bar z_3 W_{31}$", "$x_1$ reaches $L$ through all three outputs: "
     "routes add", z_bar[0] * W[0, 0] + z_bar[1] * W[1, 0] + z_bar[2] * W[2, 0]),
    (r"$= \sum_i \bar z_i W_{i1}$", "the same, shorter: column 1 of $W$", (z_bar * W[:, 0]).sum()),
    (r"$\bar x = W^\top \bar z$", "all $\\bar x_j$ at once: $W$ with rows and columns exchanged", W.mT @ z_bar),
    (r"$\bar W_{12} = \bar z_1 x_2$", "$W_{12}$ occurs in $z_1$ only, times $x_2$: one route", z_bar[0] * x[1]),
    (r"$\bar W_{ij} = \bar z_i x_j$", "all at once: a table, output by input", torch.outer(z_bar, x)),
    at="computed",
)

# %% [markdown] id="matrices-check"
# Is it right? `check_gradient` compares a claimed gradient with a measured one, entry by entry. As a loss with the right $\bar z$ we take $L = \bar z_1 z_1 + \bar z_2 z_2 + \bar z_3 z_3$.

# %% id="matrices-check-run"
by_x = finite.check_gradient(lambda x: (z_bar * (W @ x)).sum(), W.mT @ z_bar, x)
by_W = finite.check_gradient(lambda W: (z_bar * (W @ x)).sum(), torch.outer(z_bar, x), W)
tensors.show(x_bar_is_right=by_x.ok, W_bar_is_right=by_W.ok)

# %% [markdown] id="matrices-ask"
# Forward it is $W$, backward $W^\top$. Say why in your own words:

# %% id="matrices-ask-run"
ask.explain("Why does the transpose appear on the way back?",
            "Going forward, an output gathers from all inputs: it runs along a row. Going back, an input gathers from "
            "all outputs that used it: it runs along a column.",
            points=("row = output, column = input", "an input is used by every output, and routes add"))

# %% [markdown] id="shapes"
# ## 7 Shapes
#
# Examples come in batches: `X (B, in)` holds `B` examples, **one a row**. Then `Z = X @ W.mT + b` handles all rows at once. `W.mT` is the transpose; `@` is the matrix product, and its inner sizes must agree.

# %% id="shapes-figure"
calculus.product_shapes(("B", 4), ("in", 3), ("out", 2), names=("X", "W.mT", "X @ W.mT"))

# %% [markdown] id="shapes-rules"
# Three rules catch most errors before a number is computed:
#
# 1. `(a, b) @ (b, c)` gives `(a, c)`; unequal inner sizes stop the program.
# 2. The derivative of one number by a tensor **has that tensor's shape**: one slope for each entry.
# 3. `b (out)` added to `(B, out)` is added to every row (**broadcasting**): sizes are matched from the right, and a missing or 1-sized axis is repeated.
#
# Rule 3 can also strike where nobody asked for it:

# %% id="shapes-trap"
prediction, target = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
ask.predict(
    "Predictions of shape (3, 1) equal the targets of shape (3). What is the mean squared difference?",
    tensors.show(shape=(prediction - target).shape, mean_square=(prediction - target).square().mean(),
                 after_squeeze=(prediction.squeeze(1) - target).square().mean()),
    why="(3, 1) minus (3) is (3, 3): every prediction minus every target. No error is raised; training runs and "
        "learns nonsense. Compare shapes before you subtract.",
)

# %% [markdown] id="shapes-puzzle"
# Shapes even find formulas. `Z_bar` is `(B, out)`, `X` is `(B, in)`, and `W_bar` must be `(out, in)`.

# %% id="shapes-puzzle-ask"
ask.choose(
    "Which product of Z_bar and X has the shape of W?",
    {"X.mT @ Z_bar": "(in, B) @ (B, out) is (in, out): that is W transposed.",
     "Z_bar @ X.mT": "(B, out) @ (in, B): the inner sizes out and in do not agree.",
     "Z_bar.mT @ X": "(out, B) @ (B, in) is (out, in). The batch is the inner axis: it is summed over."},
    right="Z_bar.mT @ X",
)

# %% [markdown] id="batch"
# ## 8 A sum over a batch
#
# The loss of a batch is the **mean** of the losses of its examples, $L = \frac1B(\ell_1 + \dots + \ell_B)$. All examples use the same $W$ and $b$: again one value that is used many times, so again **the routes add**. Two examples, one weight: $\ell_i = (w x_i - y_i)^2$ with $x = (1, 2)$, $y = (0, -1)$, at $w = 1$.

# %% id="batch-derivation"
xs, ys, w1 = torch.tensor([1.0, 2.0]), torch.tensor([0.0, -1.0]), 1.0
residuals = w1 * xs - ys
derivation(
    (r"$\frac{d\ell_i}{dw} = 2\,(w x_i - y_i)\,x_i$", "chain rule, one example", 2 * residuals * xs),
    (r"$\frac{dL}{dw} = \frac1B \sum_i \frac{d\ell_i}{dw}$", "a sum is differentiated term by term; $1/B$ stays",
     (2 * residuals * xs).sum() / 2),
    (r"$\neq \frac2B\left(\sum_i (w x_i - y_i)\right) \cdot \frac1B \sum_i x_i$",
     "**not** the product of the means", 2 * residuals.mean() * xs.mean()),
    at="at w = 1",
)

# %% [markdown] id="batch-matrix"
# Lines 2 and 3 differ: first multiply within each example, then average. With matrices this happens by itself. `Z_bar.mT @ X` adds the outer products of all examples; the bias is added to every row, so its derivative adds the rows of `Z_bar`. Here with `B = 3`, `in = 2`, `out = 2`, and $L$ the mean over the batch of the summed squares of $Z$:

# %% id="batch-matrix-run"
X = torch.tensor([[1.0, 0.0], [2.0, 1.0], [0.0, 3.0]])
V, b = torch.tensor([[1.0, -1.0], [0.5, 2.0]]), torch.tensor([0.0, 1.0])

def batch_loss(V, b):
    return (X @ V.mT + b).square().sum(dim=1).mean()

Z_bar = 2 * (X @ V.mT + b) / len(X)                               # the 1/B of the mean sits here
one_by_one = sum(torch.outer(Z_bar[i], X[i]) for i in range(3))   # a loop over the examples
tensors.show(V_bar=Z_bar.mT @ X, loop_agrees=torch.allclose(one_by_one, Z_bar.mT @ X), b_bar=Z_bar.sum(dim=0),
             V_bar_is_right=finite.check_gradient(lambda V: batch_loss(V, b), Z_bar.mT @ X, V).ok,
             b_bar_is_right=finite.check_gradient(lambda b: batch_loss(V, b), Z_bar.sum(dim=0), b).ok)

# %% [markdown] id="batch-ask"
# A check of the $1/B$:

# %% id="batch-ask-run"
ask.choose(
    "Somebody uses the sum over the batch in place of the mean, with the same learning rate. With B = 32, each step is",
    {"the same": "The sum is 32 times the mean, and so is its derivative.",
     "32 times as long": "The derivative of the sum is 32 times that of the mean; divide the learning rate by 32.",
     "32 times as short": "The other way round: the mean divides by 32, the sum does not."},
    right="32 times as long",
)

# %% [markdown] id="transfer"
# ## Transfer
#
# A new layer, the same ideas. It scales and shifts each feature: $Y_{ij} = s_j X_{ij} + t_j$, with $X$ of shape `(B, F)` and $s, t$ of shape `(F)`. Given `Y_bar (B, F)`, what is `s_bar`? (Layers that normalise a batch contain exactly this.)

# %% id="transfer-ask"
ask.choose(
    "s_bar = ?",
    {"Y_bar * X": "This has the shape (B, F), but s_bar must have the shape of s, (F). All rows used the same s.",
     "(Y_bar * X).sum(dim=0)": "Within an example the slope of Y_ij by s_j is X_ij; over the batch the routes add.",
     "Y_bar.mT @ X": "This is (F, F): it lets every feature meet every other. Here s_j touches feature j only.",
     "Y_bar.sum(dim=0)": "This is t_bar. s_j is multiplied by X_ij, so X must appear."},
    right="(Y_bar * X).sum(dim=0)",
)

# %% [markdown] id="transfer-check"
# Measured on small numbers:

# %% id="transfer-check-run"
s, t, Y_bar = torch.tensor([2.0, -1.0]), torch.tensor([0.0, 3.0]), torch.tensor([[1.0, 0.5], [0.0, 2.0], [-1.0, 1.0]])
found = finite.check_gradient(lambda s: (Y_bar * (s * X + t)).sum(), (Y_bar * X).sum(dim=0), s)
tensors.show(s_bar=(Y_bar * X).sum(dim=0), is_right=found.ok)

# %% [markdown] id="summary"
# ## Summary
#
# - A slope predicts: $f(x+\Delta x) \approx f(x) + f'(x)\Delta x$, for small steps only. To lower $f$, move against its sign.
# - Along a chain slopes multiply, each taken at the value that its own box receives. Where a value is used several times, routes add.
# - A partial derivative moves one number and holds the others still. The gradient lists them all.
# - Against the gradient is the steepest way down, at a right angle to the level line; it need not point at the lowest place.
# - $z = Wx$ goes back as $\bar x = W^\top \bar z$ and $\bar W_{ij} = \bar z_i x_j$; for a batch $\bar W = \bar Z^\top X$ and $\bar b$ adds the rows of $\bar Z$.
# - A derivative has the shape of what it is a derivative by.

# %% [markdown] id="glossary"
# ## Words
#
# **slope, derivative** change of output per change of input · **chord**, **tangent** line through two points of a curve, line that touches it · **partial derivative** slope when one number moves alone · **gradient** `g`, list of all partial derivatives · **level line** points of equal height · **saddle** flat place that is no valley and no top · **learning rate** `eta` · **residual** prediction minus target · **adjoint** `x_bar`, derivative of the loss by `x`, shaped like `x` · **broadcasting** repeating a smaller tensor along an axis · **batch** examples handled together, one a row. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# PyTorch does the chain rule for you: it writes down each box as your program runs, then walks back and multiplies and adds as in parts 3 and 6, for millions of parameters. It uses the same shape rules, so shape errors remain yours to find. [Lecture 07](07_differentiation.ipynb) builds such a system in a few pages. Where you are unsure of a derivative, measure it: `dlcourse.diff.finite.check_gradient` works in every lecture.
