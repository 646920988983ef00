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
# # 07 Four ways to differentiate
#
# {minutes} · exercises in `exercises/07_differentiation.ipynb`

# %% [markdown] id="hook"
# ## A derivative that gets worse when you try harder
#
# The derivative of $e^x$ at $x = 1$ is $e$. The definition says: take $\frac{f(x+h)-f(x)}{h}$ and let $h$ go to 0. So a smaller $h$ should always be better. Let us try, with 16 digits of precision.

# %% id="hook-run"
import math

import torch

from dlcourse import ask, tensors

one = torch.tensor(1.0, dtype=torch.float64)
steps = 10.0 ** -torch.arange(1, 15, dtype=torch.float64)
slopes = ((one + steps).exp() - one.exp()) / steps
hook_errors = (slopes - math.e).abs()

# %% [markdown] id="hook-ask"
# Guess first: at which power of ten is the error smallest, and how large is it at $h = 10^{-14}$?

# %% id="hook-answer"
ask.predict(
    r"Measure the derivative of $e^x$ at x = 1 by $(f(x + h) - f(x))/h$ with $h = 10^{-k}$, k = 1, 2, ..., 14. For "
    "which k is the error smallest? And how large is it for k = 14?",
    "\n".join(f"h = 1e-{k:02}   error {error:.0e}" for k, error in enumerate(hook_errors.tolist(), 1)),
    why="From some point on, f(x + h) and f(x) agree in so many digits that their difference is mostly rounding.",
)

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Compute a gradient from function calls alone, and say which step is best (exercises *central_diff* and *choose_eps*).
# 2. Say why a symbolic derivative may explode and how sharing stops it (exercise *sym_diff*; question after the counts).
# 3. Carry a derivative along with a value, with dual numbers (exercise *dual_number*).
# 4. Collect a gradient backwards over a graph, in the right order (exercise *var_backward*).
# 5. Decide between columns and rows of a Jacobian by counting inputs and outputs (exercise *jacobian*).

# %% [markdown] id="needs"
# ## What you need
#
# The chain rule for one variable, partial derivatives, and a matrix times a vector. Two minutes to test yourself:

# %% id="needs-ask"
ask.number(
    r"$f(x) = \sin(x^2)$. What is f'(x) at x = 0? And which factor does the inner function give at x = 3?",
    (0, 6), why=r"$f'(x) = \cos(x^2)\cdot 2x$, and 2x is the slope of the inner function",
    mistakes={(1, 6): "Your first number is cos 0, the outer slope alone. Which factor does the inner function give?",
              (0, 9): "Your second number is the value of the inner function, not its slope.",
              (1, 9): "Your numbers are the outer slope alone, and the value of the inner function. What is the slope "
                      "of x²?",
              (0, 3): "Your second number is x. What is the slope of x²?"},
)

# %% [markdown] id="recall"
# ## Three questions from before
#
# The first asks for a sentence of your own.

# %% id="recall-1"
ask.explain("Where does the gradient of a loss point, and which way do we step?",
            "The gradient points in the direction in which the loss rises fastest; we step the other way.",
            points=("the direction of the fastest rise", "the step goes against it"))

# %% [markdown] id="recall-next"
# The second is about the logistic loss.

# %% id="recall-2"
ask.number("Logistic regression: p = 0.8 and y = 1. What is the derivative of the loss with respect to the logit?",
           0.8 - 1, why="p - y, prediction minus truth",
           mistakes={0.2: "That is truth minus prediction. Does the loss rise or fall when the logit rises?",
                     0.8: "That is p. The truth is missing.",
                     -1.25: "That is -1/p, the derivative with respect to p. One more link leads to the logit.",
                     0.16: "That is p(1-p), the slope of the logistic function. The loss has a slope, too."})

# %% [markdown] id="recall-last"
# The third is about floating point.

# %% id="recall-3"
ask.choose("What does (1 + 1e-17) - 1 give in float64?",
           {"0": "A float64 holds about 16 decimal digits: the numbers just above 1 are 2.2e-16 apart. So 1 + 1e-17 is "
                 "rounded to 1.",
            "1e-17": "That is exact arithmetic. How many digits has 1 + 1e-17, and how many does a float64 hold?",
            "2.2e-16": "That is the distance from 1 to the next float64. Is 1 + 1e-17 nearer to it or to 1?",
            "1.2e-7": "That is the distance from 1 to the next float32. Here we count in float64."},
           right="0")

# %% [markdown] id="letters"
# ## The slides' letters and ours
#
# | on the slides | here | meaning |
# |---|---|---|
# | $J(\theta)$, $f(x)$ | `f(x)` | the function to differentiate |
# | $\epsilon$ (step) | `h`, in the exercise `eps` | the step of a difference |
# | $d_i$ | `one_hot` | 1 at entry $i$, 0 elsewhere |
# | $a + b\epsilon$ | `Dual(value, dot)` | value and tangent; here $\epsilon^2 = 0$ |
# | $A$, $B$ | $n$, $m$ | number of inputs and outputs |
# | $\partial L / \partial x$ | `x_bar` | adjoint of $x$, shaped like $x$ |
#
# One letter, two meanings: $\epsilon$ is a small number in a difference quotient and a symbol with $\epsilon^2 = 0$ in a dual number.

# %% [markdown] id="task" covers="N07-01"
# ## The task, and four answers
#
# Given a program for $f: \mathbb{R}^n \to \mathbb{R}^m$, we want every $\partial f_i / \partial x_j$: a table of $m$ rows and $n$ columns, the **Jacobian**. Four ways to get it:
#
# | way | needs | one run gives | runs for the whole Jacobian |
# |---|---|---|---|
# | finite differences | calls of $f$ | one column, roughly | $n + 1$ or $2n$ calls |
# | symbolic | a formula | every entry, as formulas | one, but the formula may be huge |
# | forward mode (dual numbers) | the program | one column, exactly | $n$ |
# | reverse mode (tape) | the program | one row, exactly | $m$ |
#
# **The slide says** that finite differences are slow for many inputs *or outputs*. Count again: one call of $f$ returns all $m$ outputs at once. Only the inputs cost extra calls.

# %% [markdown] id="finite" covers="N07-02 N07-03"
# ## Finite differences
#
# The slide starts from the limit $f'(x) = \lim_{h\to 0} \frac{f(x+h)-f(x)}{h}$. A computer stops at some $h > 0$. What remains? Taylor's formula says, line by line:
#
# 1. $f(x+h) = f(x) + h f'(x) + \frac{h^2}{2} f''(x) + \dots$ (Taylor, to the right)
# 2. $\frac{f(x+h)-f(x)}{h} = f'(x) + \frac{h}{2} f''(x) + \dots$ (subtract $f(x)$, divide by $h$): the error shrinks like $h$.
# 3. $f(x-h) = f(x) - h f'(x) + \frac{h^2}{2} f''(x) - \dots$ (Taylor, to the left)
# 4. $\frac{f(x+h)-f(x-h)}{2h} = f'(x) + \frac{h^2}{6} f'''(x) + \dots$ (line 1 minus line 3; even powers cancel): the error shrinks like $h^2$.
#
# Line 4 is the **centred difference**. For a vector $\theta$ it moves one entry at a time: $\frac{f(\theta + h\,d_i) - f(\theta - h\,d_i)}{2h}$.

# %% id="finite-run"
from dlcourse.diff import finite

def exponential(x):
    return x.exp()

tensors.show(
    digits=9,
    forward=[abs(float(finite.forward_difference(exponential, one, h=h)) - math.e) for h in (0.1, 0.01, 0.001)],
    centred=[abs(float(finite.central_difference(exponential, one, h=h)) - math.e) for h in (0.1, 0.01, 0.001)],
)

# %% [markdown] id="finite-read" covers="N07-04"
# Ten times smaller steps give ten times smaller errors in the first line and a hundred times smaller ones in the second: lines 2 and 4, seen.
#
# ### How small may the step be?
#
# Both values of $f$ carry a rounding error of about $\varepsilon |f|$ with $\varepsilon = 2.2\cdot10^{-16}$. Divided by $h$ it grows as $h$ shrinks. Truncation and rounding pull in opposite directions, so the curve of the error is a V.

# %% id="finite-figure"
from dlcourse.lectures.l07 import figures as differentiation

grid = 10.0 ** -torch.arange(1, 13, 0.5, dtype=torch.float64)
forward_errors = torch.stack([finite.forward_difference(exponential, one, h=float(h)) - math.e for h in grid]).abs()
centred_errors = torch.stack([finite.central_difference(exponential, one, h=float(h)) - math.e for h in grid]).abs()
differentiation.step_errors(grid, {"forward": forward_errors, "centred": centred_errors})

# %% [markdown] id="touch-step"
# **Touch it.** Look for the $h$ with the smallest error of each difference. Then take another function, and $x = 0$.

# %% id="touch-step-live"
from dlcourse.lectures.l07 import widgets

widgets.StepSize()

# %% [markdown] id="touch-step-question"
# Read it off:

# %% id="touch-step-ask"
ask.choose("f(x) = sin x at x = 1. Near which step is the centred difference best?",
           {"h = 1e-2": "There the error is about 1e-5. Is the curve still falling towards smaller steps?",
            "h = 1e-5": "Around h = 5e-6 the error falls to about 1e-12.",
            "h = 1e-8": "That is the bottom of the forward difference. Look at the other curve.",
            "h = 1e-15": "There f(x + h) and f(x - h) agree in almost all digits. What is left of their difference?"},
           right="h = 1e-5")

# %% [markdown] id="finite-best"
# Where is the bottom? Balance the two errors: forward $h \approx \varepsilon/h$ gives $h \approx \sqrt{\varepsilon}$, centred $h^2 \approx \varepsilon / h$ gives $h \approx \sqrt[3]{\varepsilon}$. That is $1.5\cdot10^{-8}$ and $6\cdot10^{-6}$ for numbers of size 1.
#
# **What are they good for?** They need nothing but function calls, so they test every other method. **What are they bad for?** A network with a million weights would need two million forward passes for one gradient.

# %% id="finite-ask"
ask.choose(
    "The centred difference at h = 1e-11 is worse than at h = 1e-5. Why?",
    {"Taylor's remainder is larger": "The remainder shrinks like h². Is it larger or smaller at 1e-11?",
     "Rounding is divided by a smaller h": "x ± h and the values of f there are rounded, so their difference holds "
                                           "noise. Dividing by 2h enlarges the noise.",
     "h is below the machine epsilon": "The machine epsilon is 2.2e-16. Compare 1e-11 with that.",
     "h² is too small to be stored": "h² is 1e-22, and a float64 stores far smaller numbers. Does the quotient hold "
                                      "h²?"},
    right="Rounding is divided by a smaller h",
)

# %% [markdown] id="symbolic" covers="N07-05"
# ## Symbolic differentiation
#
# The rules from school, applied by a program to a formula; the tools that the slide names (Mathematica, WolframAlpha, Maple) do this. The result is a formula that one can read. **The slide warns** of exponential time "if not carefully implemented". What is the care? Take $l_1 = x$, $l_{k+1} = 4\,l_k(1 - l_k)$ and differentiate. Each step uses $l_k$ twice, and its derivative uses it more often still.

# %% id="symbolic-run"
from dlcourse.diff import symbolic

for row in symbolic.swell(6):
    print(f"l_{row.n}: derivative has {row.derivative_unshared:5} operations written out, "
          f"{row.derivative_shared:3} when equal parts are shared")

# %% [markdown] id="symbolic-read"
# Written out, the count multiplies with every step. If each repeated part is kept once and used again, it grows by the same few operations a step. So the swelling is no law of symbolic differentiation; it comes from writing the formula as a tree. Automatic differentiation never writes the formula at all: it runs the program and keeps numbers.

# %% id="symbolic-ask"
ask.explain("Symbolic differentiation needs a formula. Which programs have none?",
            "Programs with loops whose length depends on the data, branches, look-ups, calls into other libraries.",
            points=("a loop whose length depends on the data, such as a `while` loop",
                    "a branch, such as an `if` on a value"))

# %% [markdown] id="automatic" covers="N07-08 N07-09 N07-12"
# ## Automatic differentiation: two directions
#
# A numerical program is a chain of **elementary operations**: arithmetic, exp, log, sin. Each has a known local derivative. The chain rule joins them; for vectors it is a product of Jacobians,
#
# $$\frac{\partial y}{\partial x} = J_3\, J_2\, J_1 .$$
#
# - **Forward mode** multiplies from the right, $J_3(J_2(J_1 \dot x))$: a *tangent* $\dot x$ travels with the value. One run gives $J\dot x$.
# - **Reverse mode** multiplies from the left, $((\bar y^\top J_3) J_2) J_1$: an *adjoint* $\bar y$ travels back. One run gives $\bar y^\top J$.
#
# **The slide says** that automatic differentiation *produces code*. Some systems do; others (PyTorch) record what runs and replay it backwards. **It also says** that reverse mode gives the gradient of any differentiable function efficiently: true for one output, while $m$ outputs take $m$ passes.

# %% [markdown] id="dual" covers="N07-07"
# ## Forward mode with dual numbers
#
# Let $\epsilon$ be a symbol with $\epsilon^2 = 0$, and compute with $a + b\,\epsilon$:
#
# 1. $(a + b\epsilon)(c + d\epsilon) = ac + (ad + bc)\epsilon + bd\,\epsilon^2$ (multiply out)
# 2. $= ac + (ad + bc)\,\epsilon$ (because $\epsilon^2 = 0$): the product rule appears by itself.
# 3. $f(a + b\epsilon) = f(a) + f'(a)\, b\,\epsilon$ (Taylor; all later terms hold $\epsilon^2$): the chain rule.
#
# So if every operation carries value and tangent, the tangent of the result is the derivative, exact to rounding. By hand: $x^2$ at $3 + 1\epsilon$ is $9 + 6\epsilon$.

# %% id="dual-run"
from dlcourse.diff import dual

def product(x):
    return x.sin() * x.exp()

x = torch.tensor(0.5, dtype=torch.float64)
y, y_dot = dual.jvp(product, x, torch.ones_like(x))
tensors.show(digits=9, value=y, tangent=y_dot, by_hand=math.exp(0.5) * (math.sin(0.5) + math.cos(0.5)))

# %% [markdown] id="dual-read"
# No step size, no formula: the tangent agrees with the derivative found by hand. The price: one run follows **one** input direction. A gradient over $n$ inputs takes $n$ tangents.

# %% id="dual-ask"
ask.number("(2 + 3ε) · (4 + 5ε) = a + bε. What are a and b?", (8, 22),
           why="a = 2·4 and b = 2·5 + 3·4",
           mistakes={(8, 15): "For b you multiplied the tangents. That product stands beside ε².",
                     (8, 8): "For b you added the tangents. By what is each multiplied?",
                     (8, 37): "You counted the product with ε² as well. What is ε²?",
                     (8, 23): "Each tangent goes with the value of the other number, not with its own.",
                     (6, 8): "That is the sum of the two numbers. Multiply them."})

# %% [markdown] id="touch-dual"
# **Touch it.** Type a function of one input, for example `x**3`, `1/x` or `sqrt(x)`, and move $x$. On the right stands the calculation, each line with its tangent. What happens to `sqrt(x)` at 0?

# %% id="touch-dual-live"
widgets.DualNumbers()

# %% [markdown] id="touch-dual-question"
# By hand, then with the picture:

# %% id="touch-dual-ask"
ask.number("f = x*x*x at x = 2. Which number stands beside ε in the last line of the calculation?", 12,
           why="x·x is 4 + 4ε; times 2 + 1ε this is 8 + (4·1 + 4·2)ε",
           mistakes={8: "That is the value. The number beside ε is asked for.",
                     4: "That is the tangent of x·x. One more product is to come.",
                     1: "That is the tangent with which x itself begins.",
                     6: "That is 3x. Which power of x belongs to the slope of x³?"})

# %% [markdown] id="reverse" covers="N07-06"
# ## Reverse mode with a tape
#
# Record every operation as it runs; then walk the record backwards and let each operation pass its adjoint to its inputs. Where a value was used **twice**, two adjoints arrive, and they **add**. By hand, for $b = a + a$, $c = b + b$ at $a = 1$:
#
# 1. $\bar c = 1$ (start at the output)
# 2. $\bar b = 1 + 1 = 2$ (both uses of $b$ in $c$)
# 3. $\bar a = 2 + 2 = 4$ (both uses of $a$ in $b$, each with the finished $\bar b$)
#
# Step 3 must wait until $\bar b$ is complete. A recursion that runs ahead after the first half gives a wrong number; the order of recording, read backwards, is always right.

# %% id="reverse-run"
from dlcourse.diff import tape

def diamond(a):
    b = a + a
    return b + b

c, pullback = tape.vjp(diamond, one)
tensors.show(c=c, a_bar=pullback(torch.ones_like(one)))

# %% [markdown] id="reverse-read" covers="N07-10 N07-13 N07-14 N07-15"
# ### Two pictures of one network
#
# A network may be drawn as **neurons**, with partial derivatives along its arrows (simple, but only for this kind of program), or as a graph of **operations** with one rule for each (sum, product, exp), which fits any program. Theano and early TensorFlow asked you to build that graph first; PyTorch records it while your code runs. Backpropagation is reverse mode applied to a network: the next lecture derives its equations by hand and finds the same numbers.

# %% [markdown] id="touch-graph"
# **Touch it.** Step through the graph: first forward, then backward. Watch the adjoint of a node from which two arrows leave. Then choose *your own* and type an expression.

# %% id="touch-graph-live"
widgets.Graph()

# %% [markdown] id="touch-graph-question"
# For the first example:

# %% id="touch-graph-ask"
ask.choose("Walk backward through tanh(exp(sin(w·x))) · tanh(exp(cos(w·x))). How does the adjoint of u1 = w·x come "
           "about?",
           {"One contribution, through sin": "How many arrows leave u1? Each of them sends something back.",
            "Eight, one from each node": "How many arrows leave u1? Only along these does something come back.",
            "Two contributions, added": "One comes through sin, one through cos. Where paths meet, they add.",
            "Two contributions, multiplied": "Factors multiply along one path. What happens where two paths meet?"},
           right="Two contributions, added")

# %% [markdown] id="agree" covers="N07-11"
# ## All four, side by side
#
# The slide's example computes tanh as $\frac{e^{2x}-1}{e^{2x}+1}$ with the *autograd* package, and prints value, derivative and a difference quotient with $h = 0.01$. Here are our routes on the same program.

# %% id="agree-run"
def slide_tanh(x):
    y = (2.0 * x).exp()
    return (y - 1.0) / (y + 1.0)

exact = 1 - math.tanh(1.0) ** 2
rough = float((slide_tanh(one + 0.01) - slide_tanh(one - 0.01)) / 0.02)
tensors.show(digits=7, value=slide_tanh(one), forward_mode=dual.gradient(slide_tanh, one),
             reverse_mode=tape.gradient(slide_tanh, one), quotient=rough, quotient_error=rough - exact)

# %% [markdown] id="agree-overflow"
# **Where the slide's program breaks.** For large $x$ the exponential overflows, and inf/inf is nan, although tanh is simply 1 there. A derivative routine cannot repair the program that it differentiates.

# %% id="agree-overflow-run"
large = torch.tensor([20.0, 354.0, 355.0], dtype=torch.float64)
print("slide's formula:", slide_tanh(large).tolist())
print("stable tanh:    ", large.tanh().tolist())

# %% [markdown] id="fast"
# ## Why the fast form is fast
#
# Differences for 300 inputs need 600 values of $f$. Below we ask for them in two ways: point by point, and all at once, as a table with a point in each row. Both do the same arithmetic.

# %% id="fast-ask"
ask.choose(
    "Differences for 300 inputs need 600 values of f. You ask for them in one table instead of point by point. How "
    "much of the time does the table save?",
    {"Nothing": "It would if arithmetic took the time. But a call of an operation costs about a microsecond before it "
                "touches the first number.",
     "About half": "Count the calls. Point by point, each operation in f is called 600 times; with the table, once for "
                   "a block of many points.",
     "About nine tenths": "Most of the time point by point goes into calls, and there are far fewer of them with the "
                          "table."},
    right="About nine tenths",
)

# %% [markdown] id="fast-run-text"
# Measured in your own kernel, now:

# %% id="fast-run" tags=["nbval-ignore-output"] varies="times differ from machine to machine"
from dlcourse import stopwatch

x_many = torch.linspace(-1, 1, 300, dtype=torch.float64)

def one_point(x):
    return (x.sin() * x).sum()

def table(points):
    return (points.sin() * points).sum(1)

stopwatch.compare(point_by_point=lambda: finite.central_difference(one_point, x_many),
                  in_a_table=lambda: finite.gradient(None, x_many, batched=table))

# %% [markdown] id="fast-read"
# Change 300 to 3000: the gain shrinks to about two. There the sines themselves take the time, and no way of asking makes them fewer. (`finite.gradient(one_point, x_many)` makes the table by itself where torch can.)
#
# **To check a gradient you need even less.** A wrong gradient gives a wrong slope along almost every direction. `check_directions` measures eight random ones: 32 values of $f$, however many inputs there are. We hand it the right gradient, and one with a single wrong entry.

# %% id="fast-check"
def right_gradient(x):
    return x.sin() + x * x.cos()

def one_entry_wrong(x):
    g = right_gradient(x)
    g[7] += 0.01
    return g

for name, g in (("right", right_gradient), ("one entry wrong", one_entry_wrong)):
    found = finite.check_directions(one_point, g, x_many, rng=tensors.generator(0))
    print(f"{name:16} ok: {found.ok}")

# %% [markdown] id="fast-limits"
# One thing it cannot do.

# %% id="fast-limits-ask"
ask.explain("You check a gradient along eight random directions, and the check says 'wrong'. What does it not say, and "
            "what do you do then?",
            "It does not say which entry is wrong: each direction mixes all of them. Then call `check_gradient`, which "
            "measures each entry and names the worst.",
            points=("it does not say which entry is wrong", "a check of each entry by itself finds it"))

# %% [markdown] id="transfer"
# ## Transfer
#
# A new situation, the same idea.

# %% id="transfer-ask"
ask.choose(
    "A simulator has 3 inputs and 10 000 outputs. You need its whole Jacobian. Which mode takes fewer runs?",
    {"Reverse mode": "One run gives one row of the Jacobian. How many rows has it?",
     "Forward mode": "One run gives one column, so 3 runs give everything. Reverse mode needs 10 000, one a row.",
     "Both take the same number": "Their results agree. But how many rows has the Jacobian, and how many columns?"},
    right="Forward mode",
)

# %% [markdown] id="summary"
# ## Summary
#
# - A forward difference has an error like $h$, a centred one like $h^2$; rounding grows like $1/h$, so there is a best step.
# - Finite differences cost calls per **input**, and test everything else.
# - Symbolic derivatives explode only if equal parts are written out again.
# - Forward mode: tangents travel with the values, one run a column.
# - Reverse mode: adjoints travel back, add at every fan-out, one run a row; for one output that is the whole gradient.

# %% [markdown] id="glossary"
# ## Words
#
# **Jacobian** table of all partial derivatives, outputs × inputs · **tangent** `x_dot`: direction in which the input moves · **adjoint** `x_bar`: derivative of the final output by $x$ · **Jacobian-vector product** $J\dot x$ (forward) · **vector-Jacobian product** $\bar y^\top J$ (reverse) · **tape** record of operations in the order in which they ran · **truncation error**, **rounding error**: the two sides of the V. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# PyTorch and JAX differentiate hundreds of operations, run on GPUs, free memory as the adjoints pass, mix both modes (forward over reverse for second derivatives), compile the recorded graph, and let you replace the derivative of a function by your own. The principle is the one of the short programs above.
