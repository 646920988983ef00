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
# Which of the two steps lowers the height more? Decide before you go on.

# %% id="hook-answer"
ask.choose(
    "A bowl has the height $w_1^2 + 10\\,w_2^2$. You stand at (3, 1) and take one step of length 0.1. Step A goes "
    "straight at the lowest point (0, 0), step B mostly sideways, along (-6, -20). Which lowers the height more?",
    {"A, straight at the lowest point": "The straight way need not be steep where it begins. Which of the two terms "
                                        "changes faster at (3, 1)?",
     "both by the same amount": "The two steps are equally long. Is the ground equally steep in every direction?",
     "B, along (-6, -20)": "Near (3, 1) the ground falls steepest along B. Where B comes from is part 5 of this "
                           "lecture."},
    right="B, along (-6, -20)",
)

# %% [markdown] id="hook-drops"
# By how much each of the two steps lowers the height:

# %% id="hook-drops-run"
drops = {name: bowl(here) - bowl(here + 0.1 * d / d.norm()) for name, d in (("A", direction_a), ("B", direction_b))}
tensors.show(A_straight_at_the_lowest_point=drops["A"], B_sideways=drops["B"])

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
    2,
    why="The line rises by 7 - 3 = 4 while x moves by 3 - 1 = 2.",
    mistakes={4: "That is the whole rise. How far did x move for it?",
              0.5: "You divided the move in x by the rise. The slope is the rise over the run.",
              3: "That is a height: y at x = 1. Asked is by how much y rises.",
              7: "That is a height: y at x = 3. Asked is by how much y rises."},
)

# %% [markdown] id="recall"
# ## Three questions from school
#
# Work each out on paper before you answer. The first is about brackets.

# %% id="recall-1"
ask.choose(
    "Which of these is (3 + h)², multiplied out?",
    {"9 + h²": "(3 + h)(3 + h) has four products. Which two are missing here?",
     "9 + 3h + h²": "The bracket (3 + h)(3 + h) has four products. How often does 3 meet h?",
     "6 + 2h": "That doubles the bracket. A square multiplies it by itself.",
     "9 + 6h + h²": "The four products are 9, 3h, 3h and h²."},
    right="9 + 6h + h²",
)

# %% [markdown] id="recall-next"
# The second is about powers.

# %% id="recall-2"
ask.number(
    "Write 1/x² as a power of x. Which exponent does x have?",
    -2,
    why="A negative exponent means one over: $x^{-n} = 1/x^n$.",
    mistakes={2: "That is x² itself. What does an exponent look like that means one over?",
              0.5: "That is the square root of x. Asked is one over a square.",
              -0.5: "That is one over the square root of x. Which power of x stands below the line?",
              -1: "That is 1/x. Which power of x stands below the line?"},
)

# %% [markdown] id="recall-last"
# The third is about logarithms.

# %% id="recall-3"
ask.choose(
    "For x > 0, which of these is log(5x)?",
    {"5 log x": "That is log(x⁵). Here x is not multiplied by itself.",
     "log 5 + log x": "A logarithm turns products into sums.",
     "log 5 · log x": "A logarithm turns a product into something simpler than a product. Into what?",
     "5 + log x": "The 5 stands inside the logarithm. Does it come out unchanged?"},
    right="log 5 + log x",
)

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
    1.6,
    digits=1,
    why="The old value 2, and the slope times the move: (-4) · 0.1 = -0.4.",
    mistakes={2.4: "A negative slope lowers f when x grows. Read part 1, Slope.",
              -2: "You added the whole slope, as if x had moved by 1. How far did it move? Read part 1, Slope.",
              -0.4: "That is the change of f. What was f before? Read part 1, Slope.",
              -18.4: "You multiplied the slope by x. It belongs to the move of x. Read part 1, Slope."},
)

# %% [markdown] id="tests-2"
# Question 2.

# %% id="test-2"
ask.number(
    "2. What is the derivative of 3x² + 2 log x + 7 with respect to x, at x = 1?",
    8,
    why="3 · 2x is 6, 2 · 1/x is 2, and a constant does not change.",
    mistakes={15: "You kept the 7. How fast does a constant change? Read part 2, Rules.",
              6: "The slope of log x was lost. What is it at x = 1? Read part 2, Rules.",
              5: "You took x as the slope of x². The exponent comes down as a factor. Read part 2, Rules.",
              10: "That is the value of the function, not its slope. Read part 2, Rules."},
)

# %% [markdown] id="tests-3"
# Question 3.

# %% id="test-3"
ask.number(
    "3. y = (3x - 1)². What is dy/dx at x = 2?",
    30,
    why="The outer slope 2u at u = 5 is 10, the inner slope is 3.",
    mistakes={10: "That is the outer slope alone. How far does u = 3x - 1 move when x moves 1? "
                  "Read part 3, The chain rule.",
              12: "You took the outer slope 2u at u = 2. Which number is squared here? Read part 3, The chain rule.",
              13: "You added the two slopes 10 and 3. What do slopes do along a chain? Read part 3, The chain rule.",
              15: "You took u as the slope of u². The exponent comes down as a factor. Read part 2, Rules.",
              25: "That is y itself, not its slope. Read part 3, The chain rule."},
)

# %% [markdown] id="tests-4"
# Question 4.

# %% id="test-4"
ask.number(
    "4. f(w, b) = (2w + b - 5)². What is ∂f/∂b at w = 1, b = 2?",
    -2,
    why="The bracket is -1, its square has the slope 2 · (-1), and the bracket moves 1 when b moves 1.",
    mistakes={-4: "That is ∂f/∂w. How far does the bracket move when only b moves 1? "
                  "Read part 4, Partial derivatives.",
              2: "The size is right. Which sign does 2w + b - 5 have? Read part 4, Partial derivatives.",
              0: "b is the one that moves; w stands still. Read part 4, Partial derivatives.",
              -1: "That is the bracket. What is the slope of its square? Read part 4, Partial derivatives.",
              1: "That is f itself, not its slope. Read part 4, Partial derivatives."},
)

# %% [markdown] id="tests-5"
# Question 5.

# %% id="test-5"
ask.choose(
    "5. At some point the gradient of a loss is (3, -4). Which step of length 0.1 lowers the loss fastest?",
    {"(0.06, -0.08)": "This is along the gradient: it climbs by about 0.5. Read part 5, The gradient's direction.",
     "(0, 0.1)": "It lowers the loss by about 0.4, but there is a better one. Read part 5, The gradient's direction.",
     "(-0.06, 0.08)": "It is opposite to the gradient and lowers the loss by about 5 · 0.1 = 0.5.",
     "(0.08, 0.06)": "3 · 0.08 - 4 · 0.06 = 0: this runs along a level line. Read part 5, The gradient's direction."},
    right="(-0.06, 0.08)",
)

# %% [markdown] id="tests-6"
# Question 6.

# %% id="test-6"
ask.number(
    "6. The rows of W are (1, 2), (3, 4), (5, 6), and z = W x. By how much does the second output $z_2$ change when "
    "the first input $x_1$ grows by 1 and $x_2$ stays?",
    3,
    why="It is the entry in row 2 (the output), column 1 (the input).",
    mistakes={2: "That is the entry in row 1, column 2. Which of the two belongs to the output? "
                 "Read part 6, From sums to matrices.",
              7: "You moved both inputs. Only the first one moves. Read part 6, From sums to matrices.",
              9: "That is the change of all three outputs together. Read part 6, From sums to matrices.",
              4: "That is what the second input does to the second output. Read part 6, From sums to matrices.",
              1: "That is what the first input does to the first output. Read part 6, From sums to matrices."},
)

# %% [markdown] id="tests-7"
# Question 7.

# %% id="test-7"
ask.choose(
    "7. X is (8, 3): eight examples with three features. W is (5, 3), b is (5), and L is one number computed from "
    "`Z = X @ W.mT + b`. Which shapes do Z and ∂L/∂W have?",
    {"(8, 5) and (8, 5)": "The second is the shape of ∂L/∂Z. What shape must a derivative with respect to W have? "
                          "Read part 7, Shapes.",
     "(5, 8) and (5, 3)": "The batch stays in the rows: what shape does (8, 3) @ (3, 5) have? Read part 7, Shapes.",
     "(8, 5) and (5, 3)": "Eight rows of five outputs; and one derivative for each weight.",
     "(8, 5) and (8, 5, 3)": "The eight examples share one W; their derivatives add up. Read part 7, Shapes, "
                             "and part 8, A sum over a batch."},
    right="(8, 5) and (5, 3)",
)

# %% [markdown] id="tests-8"
# Question 8.

# %% id="test-8"
ask.number(
    "8. L is the mean of (w x)² over the two examples x = 1 and x = 2. What is dL/dw at w = 1?",
    5,
    why="The examples give 2·1 = 2 and 2·4 = 8, and L has the mean of these two slopes.",
    mistakes={10: "That is the sum of the two slopes. L is a mean. Read part 8, A sum over a batch.",
              4.5: "You averaged x first and squared afterwards: 2 · 1.5². A mean of squares is not the square of "
                   "a mean. Read part 8, A sum over a batch.",
              8: "That is the second example alone. Read part 8, A sum over a batch.",
              2.5: "That is L itself, or a factor 2 was lost: the exponent comes down. Read part 2, Rules.",
              3: "The inner slope was lost: when w moves 1, w x moves x. Read part 3, The chain rule."},
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
ask.number(
    "f(x) = x² and x = 1.5. Which slope does the secant approach as h shrinks to 0?",
    3,
    why="The rise (1.5 + h)² - 1.5² is $2 \\cdot 1.5\\,h + h^2$. Divide it by h, and let h go.",
    mistakes={4: "That is the secant at h = 1. Make h smaller.",
              2.25: "That is the height f(1.5), not the slope there.",
              1.5: "That is x. How many mixed terms does (1.5 + h)² have?",
              6: "That is the slope at x = 3. Here x is 1.5."},
)

# %% [markdown] id="slope-use"
# **What a slope is good for.** It predicts: $f(x + \Delta x) \approx f(x) + f'(x)\,\Delta x$, where $\Delta x$ ("delta x") is the change of $x$ and $f'(x)$ the slope. A positive slope: $f$ rises to the right. A negative one: it falls to the right. So to lower $f$, move **against the sign of the slope**. All training in this course is that sentence.

# %% id="slope-use-run"
tensors.show(predicted=9 + 6 * 0.01, true=3.01**2, miss=3.01**2 - (9 + 6 * 0.01))

# %% [markdown] id="slope-ask"
# The prediction is not exact. How does the miss grow with the step?

# %% id="slope-ask-run"
ask.number(
    "The slope of x² at x = 3 predicts 9 + 6 Δx. For a step of Δx = 0.01 it misses by 0.0001. How many times as large "
    "is the miss for a step of 0.1?",
    100,
    why="The miss is (3 + Δx)² - (9 + 6 Δx) = (Δx)²: ten times the step, ten times ten the miss.",
    mistakes={10: "That would be a miss in proportion to the step. Work it out: 3.1² - (9 + 0.6).",
              1: "Then the miss would not depend on the step. Work it out: 3.1² - (9 + 0.6).",
              0.01: "That is the miss itself. How many times 0.0001 is it?",
              1000: "Work the new miss out, 3.1² - (9 + 0.6), and divide it by 0.0001."},
)

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
    "What is the slope of log(5x) with respect to x?",
    {"1/(5x)": "That is the outer slope, taken at 5x. How fast does 5x itself move?",
     "5/x": "A factor 5 comes from inside. At which value is the slope of the logarithm taken?",
     "1/x": "log(5x) = log 5 + log x, and log 5 is a constant.",
     "log 5 + 1/x": "log(5x) = log 5 + log x is a good beginning. How fast does log 5 change?"},
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
ask.number(
    "du/dx = 0.5 and dy/du = 3. The axle x makes two turns. How many does y make?",
    3,
    why="y makes 0.5 · 3 = 1.5 turns for each turn of x.",
    mistakes={1.5: "That is for one turn of x.",
              7: "You added the two rates. One speed multiplies the other.",
              3.5: "You added the two rates, and x makes two turns. What do speeds do along a chain?",
              6: "How many turns does u make while x makes two? y follows u."},
)

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
ask.number(
    "First blank: ℓ = -log p. What is dℓ/dp at p = 0.75?",
    -4 / 3,
    digits=2,
    why="The slope of log p is 1/p, and the minus stays: -1/p, which is -4/3.",
    mistakes={4 / 3: "A minus stands in front of the logarithm. Does the loss rise or fall when p grows?",
              -3 / 4: "You wrote -p. What is the slope of a logarithm?",
              0.2877: "That is the loss itself, not its slope.",
              -16 / 9: "That is the slope of 1/p. Here p stands in a logarithm."},
)

# %% [markdown] id="chain-blank-next"
# The second blank:

# %% id="chain-blank-2"
ask.number(
    "Second blank: p = σ(z), the sigmoid of z. What is dp/dz where p = 0.75?",
    3 / 16,
    digits=4,
    why="The slope of the sigmoid is p (1 - p) = 3/4 · 1/4, which is 3/16.",
    mistakes={3 / 4: "That is p. The slope of the sigmoid has a second factor.",
              1 / 4: "That is 1 - p. The slope of the sigmoid has a second factor.",
              9 / 16: "That is p². Is the second factor p once more?",
              0.2179: "You took z = 0.75. Here 0.75 is p, which is already the value of the sigmoid."},
)

# %% [markdown] id="chain-blank-last"
# The third blank, and the product:

# %% id="chain-blank-3"
ask.number(
    "Third blank, and the product: ℓ = -log p, p = σ(z), z = 2w, and w is such that p = 0.75. What is dz/dw, and what "
    "is dℓ/dw?",
    (2, -1 / 2),
    digits=2,
    why="-4/3 · 3/16 · 2. The slope says: a larger w lowers this loss.",
    mistakes={(2, -1 / 4): "The third factor is missing in the product.",
              (1, -1 / 4): "z = 2w: how far does z move when w moves 1?",
              (2, 1 / 2): "The factors are right. What became of the minus?",
              (2, -4 / 3 + 3 / 16 + 2): "You added the three factors. What do slopes do along a chain?",
              (1.0986, -0.2747): "The third blank is not z itself: how far does z move when w moves 1?"},
)

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
    "∂f/∂w = -8 and ∂f/∂b = -4. Each of w and b is moved by 0.01, up or down. What lowers f most?",
    {"lower both": "That follows the sign of the slopes: f rises by about 0.12. Which way is against it?",
     "raise w, lower b": "f falls by about 0.08 through w. And what does lowering b do, with a slope of -4?",
     "raise both": "A negative slope means that f falls when the number rises: here by about 0.08 + 0.04.",
     "lower w, raise b": "f falls by about 0.04 through b. And what does lowering w do, with a slope of -8?"},
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
ask.number(
    "The bowl $w_1^2 + 10\\,w_2^2$ has the gradient (6, 20) at (3, 1), where its height is 19. How high are you after "
    "one step against the gradient with eta = 0.2?",
    float(bowl(here - 0.2 * g)),
    digits=2,
    why="The new place is (1.8, -3): the step jumps over the valley and lands three times as far from it on the other "
        "side. A slope is a promise for small steps only.",
    mistakes={float(19 - 0.2 * g @ g): "That is what the slope predicts, 19 - 0.2 · (6² + 20²). Can a height of this "
                                       "bowl be negative? Compute the new place first.",
              float((here - 0.2 * g).square().sum()): "How much does the second square count in this bowl?",
              float(bowl(here + 0.2 * g)): "You went along the gradient. Which sign does a step against it have?",
              float(bowl(here - 0.01 * g)): "That is a step with eta = 0.01. Here it is 0.2."},
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
ask.explain(
    "A layer computes z = W x, and on the way back $\\bar x = W^\\top \\bar z$. Why does the transpose appear?",
    "Going forward, an output gathers from all inputs: it runs along a row. Going back, an input gathers from "
    "all outputs that used it: it runs along a column.",
    points=("row = output, column = input", "an input is used by every output, and routes add"),
)

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
ask.number(
    "`prediction` has the shape (3, 1) and holds 1, 2, 3. `target` has the shape (3) and holds 1, 2, 3 as well. What "
    "is `(prediction - target).square().mean()`?",
    12 / 9,
    digits=2,
    why="The shape (3, 1) minus (3) is (3, 3), every prediction minus every target: 3 zeros, 4 ones and 2 fours among "
        "9 squares. No error is raised; training runs and learns nonsense. Compare shapes before you subtract.",
    mistakes={0: "That is what was meant. Which shape does broadcasting give to (3, 1) minus (3)?",
              12: "That is the sum of the squares. By how many entries must it be divided?",
              4: "You divided by 3. How many entries does the difference have?",
              8 / 9: "That is the mean of the sizes of the differences. Square each one first."},
)

# %% [markdown] id="shapes-trap-seen"
# The same, run; and what makes it right:

# %% id="shapes-trap-run"
prediction, target = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
tensors.show(shape=(prediction - target).shape, mean_square=(prediction - target).square().mean(),
             after_squeeze=(prediction.squeeze(1) - target).square().mean())

# %% [markdown] id="shapes-puzzle"
# Shapes even find formulas. `Z_bar` is `(B, out)`, `X` is `(B, in)`, and `W_bar` must be `(out, in)`.

# %% id="shapes-puzzle-ask"
ask.choose(
    "`Z_bar` is (B, out), `X` is (B, in), and W is (out, in). Which product of `Z_bar` and `X` has the shape of W?",
    {"`X.mT @ Z_bar`": "(in, B) @ (B, out) has which shape? Compare the order of its sizes with W's.",
     "`Z_bar @ X.mT`": "(B, out) @ (in, B): the inner sizes out and in do not agree.",
     "`Z_bar.mT @ X`": "(out, B) @ (B, in) is (out, in). The batch is the inner axis: it is summed over.",
     "`Z_bar @ X`": "(B, out) @ (B, in): the inner sizes out and B do not agree."},
    right="`Z_bar.mT @ X`",
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
    "Somebody uses the sum over the batch in place of the mean, with the same learning rate and B = 32. How long is "
    "each step then?",
    {"as long as with the mean": "The sum is 32 times the mean. What does a factor do to a slope?",
     "1/32 as long as with the mean": "The mean divides by 32. Does the sum?",
     "32 times as long as with the mean": "The derivative of the sum is 32 times that of the mean; divide the learning "
                                          "rate by 32."},
    right="32 times as long as with the mean",
)

# %% [markdown] id="transfer"
# ## Transfer
#
# A new layer, the same ideas. It scales and shifts each feature: $Y_{ij} = s_j X_{ij} + t_j$, with $X$ of shape `(B, F)` and $s, t$ of shape `(F)`. Given `Y_bar (B, F)`, what is `s_bar`? (Layers that normalise a batch contain exactly this.)

# %% id="transfer-ask"
ask.choose(
    "A layer computes $Y_{ij} = s_j X_{ij} + t_j$, with X of shape (B, F) and s, t of shape (F). `Y_bar` (B, F) is the "
    "derivative of the loss with respect to Y. What is `s_bar`, the one with respect to s?",
    {"`Y_bar * X`": "This has the shape (B, F), but `s_bar` must have the shape of s. All rows used the same s.",
     "`(Y_bar * X).sum(dim=0)`": "Within an example the slope of $Y_{ij}$ with respect to $s_j$ is $X_{ij}$; over the "
                                 "batch the routes add.",
     "`Y_bar.mT @ X`": "This is (F, F): it lets every feature meet every other. Here $s_j$ touches feature j only.",
     "`Y_bar.sum(dim=0)`": "This is `t_bar`. In the layer, $s_j$ is multiplied by something."},
    right="`(Y_bar * X).sum(dim=0)`",
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
