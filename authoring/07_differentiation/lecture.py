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
# ## A slope that gets worse when you try harder
#
# One function runs through this lecture: $y = a\,(a + b)^2$. At $a = 1$, $b = 2$ it is 9. When only $a$ moves, its slope is exactly 15.
#
# A computer can estimate that slope by rise over run, $\dfrac{f(a + h) - f(a)}{h}$. With the step $h = 0.1$ it finds 15.71. The mark in the picture shows the error, 0.71. Leave $h$ at 0.1 for now.

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l07 import figures as differentiation
from dlcourse.lectures.l07 import widgets

widgets.StepSize()

# %% [markdown] id="hook-ask"
# Soon you will pull $h$ down to $10^{-15}$. Decide first what will happen.

# %% id="hook-settles"
ask.choose(
    "Rise over run with h = 0.1 misses the slope 15 by 0.71, with h = 0.01 by 0.07. The computer keeps 16 digits. Now "
    "h goes down to 1e-15. What does the error do?",
    {"it shrinks with h all the way": "In exact arithmetic it would. Pull h below 1e-9 and watch the error.",
     "it shrinks until it is exactly 0, and stays there": "The values of f are rounded. Is a rounded rise exactly 15 "
                                                          "times the run? Pull h below 1e-9 and watch.",
     "it shrinks, then grows again": "It falls to about 1e-7 and then rises. At 1e-15 it is larger than at 0.1. Parts 2 "
                                     "and 3 say why.",
     "it shrinks a little, then stays at 0.01": "Pull h to 1e-4: the error is far below 0.01."},
    right="it shrinks, then grows again",
)

# %% [markdown] id="hook-see"
# **See it.** Pull $h$ down slowly. The picture keeps the errors of the steps that you have passed. Try $e^a$ too.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Measure a gradient with calls of a function alone, and choose the step (exercises *The gradient by centred differences*, *A good step for a difference quotient*).
# 2. Turn a formula into the formula of its derivative, and say when it explodes (exercise *A derivative as a formula*).
# 3. Carry a derivative forward with every value (exercise *Dual numbers*).
# 4. Record a program and collect its gradient backwards (exercise *Reverse mode with variables that remember*).
# 5. Decide by counting which direction is cheaper (exercise *A Jacobian by columns or by rows*).

# %% [markdown] id="needs"
# ## What you need
#
# From [00b](00b_calculus_you_need.ipynb): slopes multiply along a chain, routes add, and row times column. From the logistic classifier: $p = \sigma(z)$ and the loss $-\log p$. A pocket calculator helps.

# %% [markdown] id="recall"
# ## 1 One function, four ways
#
# Our function is a program of three lines: first $u = a + b$, then $v = u^2$, then $y = a \cdot v$. At $a = 1$, $b = 2$ they give 3, 9 and 9. First find two slopes without any new tool, at another place.

# %% id="recall-ask"
ask.number(
    "u = a + b, v = u², y = a · v. At a = 3, b = 1, what are ∂y/∂a and ∂y/∂b?",
    (40, 24),
    why="Through u and v both slopes are a · 2u · 1 = 24. And a meets v once more: the direct route brings v = 16.",
    mistakes={(24, 24): "a has a second route: it multiplies v directly. What does that route bring?",
              (16, 24): "That is the direct route of a alone. a moves u, too.",
              (384, 24): "You multiplied the two routes of a. What do routes do?",
              (28, 12): "You took u as the slope of u². The exponent comes down as a factor.",
              (15, 6): "Those are the slopes at a = 1, b = 2.",
              (24, 8): "In y = a · v the slope with respect to v is a = 3. And a has a second route.",
              (24, 40): "The two have changed places. Which input is used twice?"},
)

# %% [markdown] id="task"
# At $a = 1$, $b = 2$ the same routes give **15** and **6**. Those two numbers are the target of all four ways:
#
# - **finite differences** call the program at places nearby;
# - **symbols** turn its formula into another formula;
# - **dual numbers** carry a slope forward beside each value;
# - a **tape** records the program and walks back over it.
#
# Neural networks are trained with the last one. The other three check it, and show why it wins.

# %% id="task-run"
def f(a, b):
    u = a + b
    v = u**2
    return a * v

f(1.0, 2.0)

# %% [markdown] id="finite" covers="N07-02 N07-03"
# ## 2 Finite differences
#
# Only $a$ moves, by $h = 0.1$ to either side. Three calls of the program:
#
# | call | u | v | y |
# |---|---|---|---|
# | f(1, 2) | 3 | 9 | 9 |
# | f(1.1, 2) | 3.1 | 9.61 | 10.571 |
# | f(0.9, 2) | 2.9 | 8.41 | 7.569 |
#
# The **forward quotient** uses the first two: $(10.571 - 9)/0.1 = 15.71$. The **centred quotient** uses the last two, which are $2h$ apart: $(10.571 - 7.569)/0.2 = 15.01$. It misses 15 by 0.01 instead of 0.71.
#
# **The same with blanks.** Now only $b$ moves, by 0.1:
#
# | call | u | v | y |
# |---|---|---|---|
# | f(1, 2.1) | 3.1 | \_\_\_ | \_\_\_ |
# | f(1, 1.9) | \_\_\_ | \_\_\_ | \_\_\_ |

# %% id="finite-blanks"
ask.number(
    "y = a(a + b)² at a = 1, b = 2, where y = 9. Only b moves, with h = 0.1. What are the forward and the centred "
    "quotient?",
    (6.1, 6),
    digits=2,
    why="f(1, 2.1) = 9.61 and f(1, 1.9) = 8.41, so 0.61/0.1 and 1.20/0.2.",
    mistakes={(6.1, 12): "For the centred quotient you divided by h. How far apart are 1.9 and 2.1?",
              (6.1, 5.9): "Your second number looks from 1.9 to 2. The centred quotient looks from 1.9 to 2.1.",
              (15.71, 15.01): "There a moved. Now only b does.",
              (0.61, 1.2): "Those are the rises. By which run is each divided?",
              (6, 6): "6 is the true slope. The forward quotient misses it a little."},
)

# %% [markdown] id="finite-why"
# Why is the centred quotient so much better? Recall Taylor's formula to second order: $f(x + h) \approx f(x) + f'(x)\,h + \tfrac12 f''(x)\,h^2$. Here, when $a$ moves, the slope is 15 and the bend $f''$ is 14. This function also leaves exactly $h^3$. With $h = 0.1$ that is $9 + 1.5 + 0.07 + 0.001 = 10.571$, as in the table.

# %% id="finite-derivation"
from dlcourse.classroom.derivation import derivation

h = 0.1
derivation(
    (r"$f(1+h) = 9 + 15h + 7h^2 + h^3$", "Taylor, and the rest $h^3$", f(1 + h, 2)),
    (r"$\dfrac{f(1+h)-f(1)}{h} = 15 + 7h + h^2$", "subtract 9, divide by $h$",
     (f(1 + h, 2) - 9) / h),
    (r"$f(1-h) = 9 - 15h + 7h^2 - h^3$", "the same with $-h$", f(1 - h, 2)),
    (r"$\dfrac{f(1+h)-f(1-h)}{2h} = 15 + h^2$", "line 1 minus line 3: 9 and $7h^2$ cancel",
     (f(1 + h, 2) - f(1 - h, 2)) / (2 * h)),
    at="at h = 0.1", digits=3,
)

# %% [markdown] id="finite-read"
# The forward quotient misses by about $7h$: half the bend, times $h$. The centred one misses by $h^2$. Ten times shorter steps leave a tenth of the first error, and a hundredth of the second. For other smooth functions the factors differ; the powers of $h$ stay.
#
# In code, `x` holds both inputs, and each is moved in turn, here by 0.01:

# %% id="finite-run"
from dlcourse.diff import finite

def both(x):
    return f(x[0], x[1])

x = torch.tensor([1.0, 2.0], dtype=torch.float64)
tensors.show(digits=6, forward=finite.forward_difference(both, x, h=0.01),
             centred=finite.central_difference(both, x, h=0.01))

# %% [markdown] id="finite-cost"
# **The price.** Each input needs calls of its own: for $n$ inputs $n + 1$ calls, or $2n$ if centred. A million weights would need two million runs for one gradient. So differences are for *checking* the other ways.
#
# **Your turn** (10 minutes): [*The gradient by centred differences*](../exercises/07_differentiation.ipynb), exercise 1.

# %% [markdown] id="rounding" covers="N07-04"
# ## 3 Why a short step hurts
#
# Take a calculator that keeps only four digits. It measures the slope of $e^x$ at $x = 1$ with the forward quotient and $h = 0.0014$:
#
# | what | exactly | with four digits |
# |---|---|---|
# | x + h | 1.0014 | 1.001 |
# | e to the power x + h | 2.7221 | 2.721 |
# | e to the power x | 2.7183 | 2.718 |
# | difference | 0.0038 | 0.003 |
# | divided by 0.0014 | 2.7202 | 2.143 |
#
# The true slope is 2.718. **Two** things were rounded: the place $x + h$, and the values of $f$. A float64 keeps 16 digits instead of four, and the same happens at $h = 10^{-11}$. On average over 300 places the centred quotient of $e^x$ is then off by about $2\cdot10^{-5}$.

# %% id="rounding-ask"
ask.choose(
    "The centred quotient of e^x with steps near 1e-11 is off by about 2e-5. What makes most of this error?",
    {"the formula: it misses by a number times h²": "h² is 1e-22. That is far less than 2e-5.",
     "the rounding of the two values of f": "It is there, and it makes about 1e-5. The other rounding makes about "
                                            "twice as much.",
     "the rounding of x + h and x - h": "It makes about 2e-5, the rounding of the values of f about 1e-5. A place "
                                        "near 1 is stored with an error of up to 1e-16, and that is divided by 2h.",
     "h itself: 1e-11 is too small for a float64": "A float64 can hold numbers down to 1e-308. Is 1e-11 small for it?"},
    right="the rounding of x + h and x - h",
)

# %% [markdown] id="rounding-see"
# **See it.** Each part of the error was measured by itself, with 60 digits. Every mark on an axis is a hundred times the one before.

# %% id="rounding-figure"
differentiation.three_errors()

# %% [markdown] id="rounding-mend"
# **Mend it.** The step that was *really made* is the distance between the two rounded places. Divide by that. The calculator above gets $0.003/0.001 = 3$ instead of 2.143. Then only the rounding of the values is left. In float64, near $h = 10^{-11}$, the error falls from $2.3\cdot10^{-5}$ to $1.1\cdot10^{-5}$. The routines of `finite` divide so, too.

# %% [markdown] id="rounding-best"
# **The best step.** For our function a value near 9 is stored to about $10^{-15}$. So rounding adds about $10^{-15}/h$ to a quotient. The best step makes the *sum* of both errors small. First the forward quotient:
#
# | h | forward: 7h | rounding |
# |---|---|---|
# | 1e-4 | 7e-4 | 1e-11 |
# | 1e-8 | 7e-8 | 1e-7 |
# | 1e-12 | 7e-12 | 1e-3 |
#
# Now the centred one, with blanks:
#
# | h | centred: h · h | rounding |
# |---|---|---|
# | 1e-3 | 1e-6 | 1e-12 |
# | 1e-5 | \_\_\_ | \_\_\_ |
# | 1e-7 | \_\_\_ | \_\_\_ |

# %% id="rounding-blanks"
ask.number(
    "The centred quotient misses by h² and rounding adds 1e-15/h. Write all four blanks as 1e-k. What is k for h² and "
    "1e-15/h at h = 1e-5, and for both at h = 1e-7?",
    (10, 10, 14, 8),
    why="At 1e-5 both errors are 1e-10. At 1e-7 the formula is far better, but rounding already adds 1e-8.",
    mistakes={(10, 20, 14, 22): "You multiplied 1e-15 by h. Dividing by a small h makes it larger.",
              (10, 10, 14, 22): "For the last one you multiplied. What is 1e-15 / 1e-7?",
              (7, 10, 9, 8): "h² is h · h: add the exponents, 5 + 5.",
              (5, 10, 7, 8): "The first and third are h itself. How large is h · h?",
              (25, 10, 49, 8): "Squared, 1e-5 is 1e-5 · 1e-5. Exponents add."},
)

# %% [markdown] id="rounding-rule"
# A good forward step is near $10^{-8}$, with an error near $10^{-7}$. (One step may do better by luck: at exactly $10^{-8}$ ours misses by $2\cdot10^{-9}$.) A good centred step is near $10^{-5}$, with an error near $10^{-10}$. Go back to the first picture and show the centred quotient too.
#
# In general, with $\varepsilon = 2.2\cdot10^{-16}$, take about $\sqrt{\varepsilon}$ forward and $\sqrt[3]{\varepsilon}$ centred, times the size of $x$ where that is larger than 1.
#
# **Your turn** (15 minutes): [*A good step for a difference quotient*](../exercises/07_differentiation.ipynb), exercise 2.

# %% [markdown] id="symbolic" covers="N07-05"
# ## 4 Symbols
#
# The second way makes no error at all. It applies the rules of school to each line of the program. A prime means "derivative with respect to $a$". The numbers are for $a = 1$, $b = 2$.

# %% id="symbolic-derivation"
a_value, u_value, v_value = 1.0, 3.0, 9.0
derivation(
    (r"$u = a + b$, so $u' = 1$", "$b$ does not move", 1),
    (r"$v = u^2$, so $v' = 2u\,u'$", "chain rule", 2 * u_value * 1),
    (r"$y = a\,v$, so $y' = v + a\,v'$", "product rule", v_value + a_value * 6),
    (r"$y' = (a+b)^2 + 2a(a+b)$", "write $u$ and $v$ out", 3**2 + 2 * 1 * 3),
    at="at a = 1, b = 2",
)

# %% [markdown] id="symbolic-code"
# A program can do this to any formula. `Symbol` is an unknown, and our `f` runs on symbols as it runs on numbers.

# %% id="symbolic-run"
from dlcourse.diff import symbolic

a_symbol, b_symbol = symbolic.Symbol("a"), symbolic.Symbol("b")
slope_a = symbolic.simplify(symbolic.differentiate(f(a_symbol, b_symbol), a_symbol))
print(slope_a, "=", symbolic.evaluate(slope_a, {"a": 1.0, "b": 2.0}))

# %% [markdown] id="symbolic-swell"
# The formula has 3 operations: a sum, a square and a product. Its derivative, written out, has 6. Now feed the result back in as the next $a$, six times in all. That is a program of 18 operations. A network works like that, layer after layer.

# %% id="symbolic-ask"
ask.choose(
    "f has 3 operations, its derivative written out has 6. The result is fed back in as the next a, six times in all: "
    "18 operations. How many has the derivative, written out as one formula?",
    {"36": "That would be twice as many as before, as in the first round. But each round uses its input twice.",
     "108": "18 · 6 would be a product of rounds. But each round copies the formula of the whole round before.",
     "1601": "Each round writes the whole formula before it out several times, so the size multiplies.",
     "about a million": "The growth is of that kind, but six rounds do not reach it."},
    right="1601",
)

# %% [markdown] id="symbolic-count"
# Count it, in two ways. *Written out*, every part counts wherever it stands. *Shared*, a part that occurs again is computed once and gets a name.

# %% id="symbolic-count-run"
def rounds(count):
    y = a_symbol
    for _ in range(count):
        y = f(y, b_symbol)
    return symbolic.simplify(symbolic.differentiate(y, a_symbol))

for count in range(1, 7):
    counted = [symbolic.count_operations(rounds(count), shared=s) for s in (False, True)]
    print(f"{count} rounds: {counted[0]:4} operations written out, {counted[1]:2} shared")

# %% [markdown] id="symbolic-read"
# The explosion is not a law of calculus. It comes from writing the formula without names. With names, each round adds 8 operations.
#
# A second limit stays: there must *be* a formula. A loop that runs until some number is small enough has none. So the next two ways keep the names and drop the formula: they run the program, line by line, on numbers.
#
# **Your turn** (25 minutes): [*A derivative as a formula*](../exercises/07_differentiation.ipynb), exercise 3.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop.

# %% [markdown] id="dual" covers="N07-07"
# ## 5 Dual numbers: forward
#
# Write beside each value how fast it moves, its **tangent**. (The tangent line of 00b has this slope.) When $a$ moves and $b$ stands still, $a = 1 + 1\epsilon$ and $b = 2 + 0\epsilon$. Read $\epsilon$ as a step so small that its square counts as nothing: $\epsilon^2 = 0$. Then $u = 3 + 1\epsilon$, and
#
# $$u \cdot u = 9 + 3\epsilon + 3\epsilon + 1\epsilon^2 = 9 + 6\epsilon$$
#
# The slope of $u^2$ at 3 is 6. Plain multiplication has found it. The whole program:
#
# | line | value | tangent when only a moves |
# |---|---|---|
# | u = a + b | 1 + 2 = 3 | 1 + 0 = 1 |
# | v = u · u | 3 · 3 = 9 | 3 · 1 + 3 · 1 = 6 |
# | y = a · v | 1 · 9 = 9 | 1 · 6 + 9 · 1 = 15 |
#
# In a product, each tangent is multiplied by the *other* value. For a function such as $e^x$, the tangent that comes in is multiplied by the slope: $e^{0 + 3\epsilon} = 1 + 3\epsilon$.
#
# **The same with blanks.** Now $a = 1 + 0\epsilon$ stands still and $b = 2 + 1\epsilon$ moves.
#
# | line | value | tangent when only b moves |
# |---|---|---|
# | u = a + b | 3 | \_\_\_ |
# | v = u · u | 9 | \_\_\_ |
# | y = a · v | 9 | \_\_\_ |

# %% id="dual-blanks"
ask.number(
    "a = 1 + 0ε and b = 2 + 1ε. u = a + b, v = u · u, y = a · v. What are the tangents of u, v and y?",
    (1, 6, 6),
    why="0 + 1, then 3 · 1 + 3 · 1, then 1 · 6 + 9 · 0: a does not move, so its direct route brings nothing.",
    mistakes={(1, 6, 15): "In y = a · v the tangent of a is 0 now. What is 1 · 6 + 9 · 0?",
              (1, 1, 1): "You multiplied tangents. In a product each tangent is multiplied by the other value.",
              (1, 3, 3): "u · u has two products with one ε, 3 · 1 and 3 · 1.",
              (1, 6, 54): "For y you multiplied the tangent of v by v's value. By which value is it multiplied?",
              (1, 6, 0): "a's tangent is 0, but v moves. What is 1 · 6 + 9 · 0?",
              (3, 9, 9): "Those are the values. How fast does each of them move?"},
)

# %% [markdown] id="dual-mend"
# **Mend this.** A first try at a product of dual numbers `p` and `q` multiplies values and multiplies tangents. For $a = 1 + 1\epsilon$, $b = 2$ it finds $u = 3 + 1\epsilon$, then $v = 9 + 1\epsilon$, then $y = 9 + 1\epsilon$.
#
# ```python
# def multiply(p, q):
#     return Dual(p.value * q.value, p.dot * q.dot)
# ```

# %% id="dual-mend-ask"
ask.choose(
    "Which tangent makes `multiply(p, q)` right for every p and q?",
    {"`p.dot + q.dot`": "For u · u at u = 3 + 1ε this gives 2. It should give 6.",
     "`p.value * p.dot + q.value * q.dot`": "For u · u it gives 6, by luck. For a · v with a = 1 + 1ε and v = 9 + 6ε it "
                                            "gives 1 + 54 = 55, not 15.",
     "`p.value * q.dot + q.value * p.dot`": "For a · v it gives 1 · 6 + 9 · 1 = 15.",
     "`p.value * q.dot`": "For a · v it gives 6. The share that the move of a brings is missing."},
    right="`p.value * q.dot + q.value * p.dot`",
)

# %% [markdown] id="dual-code"
# `dual.Dual` holds `value` and `dot`, the tangent. Our `f` runs on it unchanged.

# %% id="dual-run"
from dlcourse.diff import dual

print(f(dual.Dual(1.0, 1.0), dual.Dual(2.0, 0.0)))  # a moves
print(f(dual.Dual(1.0, 0.0), dual.Dual(2.0, 1.0)))  # b moves

# %% [markdown] id="dual-read"
# No step, no rounding trouble, no formula. One run follows **one** moving input, so the two slopes took two runs.
#
# **Your turn** (25 minutes): [*Dual numbers*](../exercises/07_differentiation.ipynb), exercise 4.

# %% [markdown] id="reverse" covers="N07-06"
# ## 6 A tape: backward
#
# Can one run give both slopes? Begin at the other end. Ask of each value: if it alone rises, how much does $y$ rise?
#
# When $v$ rises by 0.01 and $a$ stays 1, then $y = a\,v$ rises by 0.01. So $\partial y/\partial v = 1$. This number is the **adjoint** of $v$, written $\bar v = 1$. The adjoint of $y$ itself is 1.
#
# Now $u$. It reaches $y$ through $v$ only. The slope of $v = u^2$ is $2u = 6$, so $u$ gets $\bar v \cdot 6 = 6$ from $v$. This number is a **share**. A value that is used twice gets two shares, and its adjoint is their sum. Here that is $a$: it gets 9 from the product and 6 from the sum.

# %% id="reverse-derivation"
y_bar = 1.0
v_bar = y_bar * a_value
u_bar = v_bar * 2 * u_value
derivation(
    (r"$\bar y = 1$", "start at the end", y_bar),
    (r"$\bar y\, v$", "first share for $a$: the slope of $a\\,v$ is $v$", y_bar * v_value),
    (r"$\bar v = \bar y\, a$", "the only share for $v$", v_bar),
    (r"$\bar u = \bar v\, 2u$", "the only share for $u$", u_bar),
    (r"$\bar a = \bar y\, v + \bar u$", "second share for $a$: the slope of $a + b$ is 1",
     y_bar * v_value + u_bar),
    (r"$\bar b = \bar u$", "the only share for $b$", u_bar),
    at="at a = 1, b = 2",
)

# %% [markdown] id="reverse-tape"
# Both slopes, 15 and 6, in **one** walk. The program must be known before the walk begins, so we record it: every operation writes a line on a **tape**, with its value and the lines that it read. Then the tape is read from the last line to the first.
#
# **See it.** Pull the step to the right: blue and solid, the tape is written; red and dashed, shares travel back. At step 4 the walk back begins: guess who gets the first share from $y$. Then choose the second program. How many shares does $u$ get before it hands anything on?

# %% id="reverse-live"
widgets.TapeSteps()

# %% [markdown] id="reverse-order"
# **Mend this.** Somebody walks back through $u = a + a$, $y = u \cdot u$ at $a = 3$, and hands on each share as soon as it arrives. The first share for $u$ is 6, so $a$ gets $6 + 6$. The second share makes $\bar u = 12$, so $a$ gets $12 + 12$ more. The result is 36.

# %% id="reverse-ask"
ask.number(
    "u = a + a, y = u · u, at a = 3. What are the adjoints of u and of a?",
    (12, 24),
    why="u has two shares of 6. Only when both are there does it hand on 12 to each use of a: 12 + 12.",
    mistakes={(12, 36): "The first share for u was handed on twice: alone, and again as a part of 12.",
              (6, 12): "u is used twice in u · u. Each use brings a share of 6.",
              (12, 12): "a is used twice in a + a. Each use brings the share 12.",
              (6, 6): "u is used twice in u · u, and a is used twice in a + a.",
              (6, 24): "ā is right. Two shares of 6 arrive at u.",
              (36, 72): "36 is the value of y. The walk begins with 1."},
)

# %% [markdown] id="reverse-why"
# Why is reading the tape backwards always right? An operation is written after everything that it reads. Read backwards, every use of a value comes before the line of that value. So all its shares are there when its turn comes.

# %% id="reverse-run"
from dlcourse.diff import tape

record = tape.Tape()
y_end = f(record.variable(1.0), record.variable(2.0))
for entry, adjoint in zip(record.lines(), record.adjoints(y_end, 1.0)):
    print(entry.index, entry.name, "reads lines", entry.arguments, " adjoint", adjoint)

# %% [markdown] id="reverse-alone"
# **Now alone.** A neuron: $z = w\,x + b$, then $p = \sigma(z)$, then the loss $\ell = -\log p$ of a point of class 1. Its input is $x = 2$, and it gives $p = 0.8$. You know that $\log p$ has the slope $1/p$ and $\sigma$ the slope $p\,(1 - p)$.

# %% id="reverse-alone-ask"
ask.number(
    r"z = w x + b, p = σ(z), ℓ = -log p, with x = 2 and p = 0.8. Walk back from ℓ: what are the adjoints of p, z, w and "
    "b?",
    (-1.25, -0.2, -0.4, -0.2),
    why="-1/0.8, then times 0.8 · 0.2, then times x for w and times 1 for b. The adjoint of z is p - 1, as for every "
        "logistic loss.",
    mistakes={(1.25, 0.2, 0.4, 0.2): "The sizes are right. Does a larger p raise the loss -log p?",
              (-1.25, -0.2, -0.2, -0.2): "How fast does z move when only w moves? Here x = 2.",
              (-1.25, -0.2, -0.4, -0.4): "How fast does z move when only b moves?",
              (-1.25, 0.16, 0.32, 0.16): "0.16 is the slope of σ. By which adjoint is it multiplied?",
              (-1.25, -1, -2, -1): "The slope of σ has two factors, p and 1 - p. You took p alone.",
              (-1.25, -0.25, -0.5, -0.25): "The slope of σ has two factors, p and 1 - p. You took 1 - p alone."},
)

# %% [markdown] id="reverse-exercise"
# **Your turn** (35 minutes): [*Reverse mode with variables that remember*](../exercises/07_differentiation.ipynb), exercise 5.

# %% [markdown] id="modes" covers="N07-01 N07-08 N07-09 N07-12"
# ## 7 Forward or backward?
#
# Look at the program as a chain of steps. Each step turns all numbers that are still needed into the next ones: $(a, b)$ into $(a, u)$, into $(a, v)$, into $y$. A table holds the slopes of a step, with a row for each number that comes out and a column for each that goes in. It is called the **Jacobian** of the step:
#
# $$J_1 = \begin{pmatrix} 1 & 0 \\ 1 & 1 \end{pmatrix} \qquad J_2 = \begin{pmatrix} 1 & 0 \\ 0 & 6 \end{pmatrix} \qquad J_3 = \begin{pmatrix} 9 & 1 \end{pmatrix}$$
#
# Read them row by row: the first row of $J_1$ says that $a$ is handed on as it is. The second says that $u$ moves 1 with $a$ and 1 with $b$. The 6 in $J_2$ is the slope $2u$; the 9 and the 1 in $J_3$ are the slopes $v$ and $a$ of $a\,v$. Along a chain slopes multiply: the whole Jacobian is $J_3\,J_2\,J_1$. Dual numbers begin on the right, with a tangent: $J_3\,(J_2\,(J_1\,\dot x))$. The tape begins on the left, with the adjoint 1: $((\bar y\,J_3)\,J_2)\,J_1$.

# %% id="modes-figure"
J1 = torch.tensor([[1.0, 0.0], [1.0, 1.0]])
J2 = torch.tensor([[1.0, 0.0], [0.0, 6.0]])
J3 = torch.tensor([[9.0, 1.0]])
numbers = {"(a, b)": [1.0, 2.0], "(a, u)": [1.0, 3.0], "(a, v)": [1.0, 9.0], "y": [9.0]}
states = [(name, torch.tensor(values)) for name, values in numbers.items()]
differentiation.both_directions([J1, J2, J3], states, torch.tensor([1.0, 0.0]))

# %% [markdown] id="modes-count"
# Count multiplications. A table of 2 by 2 times a vector takes 4 of them, those by 0 and 1 included. A row of 2 takes 2.
#
# | | forward, a moves | forward, b moves | backward | each costs |
# |---|---|---|---|---|
# | start | (1, 0) | (0, 1) | 1 | |
# | step 1 | (1, 1) | (0, 1) | (15, 6) | 4 |
# | step 2 | (1, 6) | (0, 6) | (9, 6) | 4 |
# | step 3 | 15 | 6 | (9, 1) | 2 |
#
# Read the forward columns downwards and the backward column upwards. Every run takes 10 multiplications. Forward needs a run for each *input*: 20 for both slopes. Backward needs a run for each *output*: 10.
#
# **Turn it round.** Let $b$ stay 2, so that $a$ is the only input, and let the last step give two outputs, $y = a\,v$ and $s = a + v$. Now
#
# $$J_1 = \begin{pmatrix} 1 \\ 1 \end{pmatrix} \qquad J_2 = \begin{pmatrix} 1 & 0 \\ 0 & 6 \end{pmatrix} \qquad J_3 = \begin{pmatrix} 9 & 1 \\ 1 & 1 \end{pmatrix}$$

# %% id="modes-ask"
ask.number(
    "J1 is the column (1, 1), J2 has the rows (1, 0), (0, 6), and J3 the rows (9, 1), (1, 1). What are ∂y/∂a and ∂s/∂a? "
    "And how many multiplications does all of it take forward, and how many backward?",
    (15, 7, 10, 20),
    why="Forward: (1), (1, 1), (1, 6), (15, 7), with 2 + 4 + 4 = 10. Backward takes 10 from (1, 0) and 10 from (0, 1).",
    mistakes={(15, 7, 20, 10): "The two counts have changed places. How many inputs are there now?",
              (15, 7, 10, 10): "One walk back gives the slopes of one output. How many outputs are there?",
              (15, 7, 20, 20): "Forward, one run follows one moving input. How many inputs are there?",
              (10, 2, 10, 20): "You left out J2: v moves 6 when u moves 1.",
              (55, 7, 10, 20): "In row (9, 1), 9 belongs to a and 1 to v. The tangent is (1, 6)."},
)

# %% [markdown] id="modes-rule"
# **With $n$ inputs and $m$ outputs, forward takes $n$ runs and backward $m$.** A network has a million weights and one loss. Forward would take a million runs, backward takes one. That is why networks are trained backwards. The price: the tape keeps every value until the walk back has used it.
#
# **Your turn** (15 minutes): [*A Jacobian by columns or by rows*](../exercises/07_differentiation.ipynb), exercise 6.

# %% [markdown] id="agree" covers="N07-11"
# ## 8 All four, side by side
#
# Four routes that share no line of code find the same gradient:

# %% id="agree-run"
slope_b = symbolic.simplify(symbolic.differentiate(f(a_symbol, b_symbol), b_symbol))
print("finite  ", finite.central_difference(both, x).tolist())
at = {"a": 1.0, "b": 2.0}
print("symbols ", [symbolic.evaluate(slope, at) for slope in (slope_a, slope_b)])
print("dual    ", dual.gradient(both, x).tolist())
print("tape    ", tape.gradient(both, x).tolist())

# %% [markdown] id="agree-tanh"
# **A last surprise.** The function $\tanh x$ rises from $-1$ to 1, and for large $x$ it is simply 1. Someone writes it as $\dfrac{e^{2x} - 1}{e^{2x} + 1}$. A float64 holds numbers up to $1.8\cdot10^{308}$. At $x = 355$ the exponential is larger and becomes infinite, `inf`.

# %% id="agree-ask"
ask.choose(
    "tanh x is programmed as (e^(2x) - 1)/(e^(2x) + 1). At x = 355, e^(2x) becomes inf. The true slope of tanh there is "
    "below 1e-300. What do dual numbers and the tape give?",
    {"0, because they are exact": "They are exact for the program that runs. Which value does this program have at 355?",
     "nan, not a number": "The value is already inf/inf, which is nan, and so is the slope. They differentiate the "
                          "program, not the function that you meant.",
     "0 with dual numbers, nan with the tape": "Both compute the same values first. What is inf/inf?",
     "inf": "e^(2x) is inf, but it is divided by inf. What does that give?"},
    right="nan, not a number",
)

# %% [markdown] id="transfer"
# ## Transfer
#
# A new situation, the same idea.

# %% id="transfer-ask"
ask.choose(
    "A simulator has 3 inputs and 10 000 outputs. You need the slope of every output with respect to every input. Which "
    "way takes fewest runs?",
    {"backward, with a tape": "One walk back serves one output. How many outputs are there?",
     "forward, with dual numbers": "One run follows one input and gives its slopes for all outputs, so 3 runs do. "
                                   "Backward needs 10 000.",
     "centred differences": "They need 6 calls and are not exact. Is there a way with fewer runs?",
     "forward and backward take the same": "Their results agree. But how many inputs are there, and how many outputs?"},
    right="forward, with dual numbers",
)

# %% [markdown] id="summary"
# ## Summary
#
# - A forward quotient misses like $h$, a centred one like $h^2$. Rounding adds more, the shorter the step. It rounds the places $x \pm h$ and the values of $f$, and the first is at least as bad.
# - Good steps in float64: about $10^{-8}$ forward, about $10^{-5}$ centred, for numbers near 1.
# - Symbols give an exact formula. Written out without names it explodes.
# - Dual numbers: tangents travel forward with the values. One run for each input.
# - Tape: adjoints travel backward, and shares add. One walk for each output, so one for the gradient of a loss.
# - All of them differentiate the program that you wrote.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $h$ | `h`, in the exercises `eps` | step of a difference quotient |
# | $\varepsilon$ | | distance from 1 to the next float64 |
# | $p + \dot p\,\epsilon$ | `Dual(value, dot)` | dual number: value and tangent, $\epsilon^2 = 0$ |
# | $\bar u$ | `u_bar` | adjoint of $u$: derivative of the result with respect to $u$ |
# | $J$ | `J (out, in)` | Jacobian: a row for each output, a column for each input |
# | $n$, $m$ | | number of inputs, number of outputs |

# %% [markdown] id="glossary"
# ## Words
#
# **forward and centred quotient** rise over run to one side, or across both · **truncation error** what the formula misses without any rounding · **rounding error** what the digits that are not kept add · **tangent** `x_dot`, how fast a value moves · **dual number** value and tangent together · **adjoint** `x_bar`, how fast the result moves when this value does · **share** what one use of a value adds to its adjoint · **tape** record of the operations in the order in which they ran · **Jacobian** all slopes, outputs × inputs · **Jacobian-vector product** $J\dot x$, one run forward · **vector-Jacobian product** $\bar y^\top J$, one walk backward. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond" covers="N07-10 N07-13 N07-14 N07-15"
# ## How the real systems go beyond this
#
# PyTorch records a tape while your code runs. Theano and the first TensorFlow asked for the whole graph beforehand, and other systems produce new code for the derivative. They know hundreds of operations, run on GPUs, and free each value once the walk back has used it.
#
# A network can be drawn as neurons with slopes on the arrows, or as a graph of operations. The tape works on the second picture, and so on any program. Backpropagation is this walk on a network: [lecture 08](08_backpropagation.ipynb) derives it by hand. To *check* a gradient of many inputs, `finite.check_directions` measures along a few random directions instead of along each input.

# %% [markdown] id="optional-see"
# ## If you like: a calculator of dual numbers
#
# On the right stands the calculation, one dual number a line. The picture names its lines u1, u2 and u3. Move $a$ to $-2$ and find the line that makes the tangent 0. Then type a function of your own, such as `exp(sin(a))`.

# %% id="optional-live"
widgets.DualNumbers(expression="a * (a + 2)**2", x=1.0)
