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
# ## How short should a step be?
#
# One function runs through this lecture: $y = a\,(a + b)^2$. At $a = 1$, $b = 2$ it is 9. When only $a$ moves, its slope is exactly 15.
#
# While $b$ stays 2, write $f(a)$ for $y$. A computer can estimate that slope by rise over run, $\dfrac{f(a + h) - f(a)}{h}$. With the step $h = 0.1$ it finds 15.71. The diamond in the picture shows the error, 0.71. On both axes each mark is a thousand times the one before. Leave $h$ at 0.1 for now.

# %% id="hook-live"
import torch

from dlcourse import ask
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
     "it shrinks, then grows again": "It falls to about 1e-7 (at 1e-8 even lower, where two roundings cancel by "
                                     "luck) and then rises. At 1e-15 it is larger than at 0.1. Parts 2 and 3 say why.",
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
# From [00b](00b_calculus_you_need.ipynb): slopes multiply along a chain, routes add, Taylor's formula, and row times column. From [04a](04a_two_classes.ipynb): $p = \sigma(z)$ and the loss $-\log p$. A pocket calculator helps.

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
    why="f(1, 2.1) = 9.61 and f(1, 1.9) = 8.41, so 0.61/0.1 and 1.20/0.2. The centred one is exact here, because b "
        "occurs only in a square.",
    mistakes={(6.1, 12): "For the centred quotient you divided by h. How far apart are 1.9 and 2.1?",
              (6.1, 5.9): "Your second number looks from 1.9 to 2. The centred quotient looks from 1.9 to 2.1.",
              (15.71, 15.01): "There a moved. Now only b does.",
              (0.61, 1.2): "Those are the rises. By which run is each divided?",
              (6, 6): "6 is the true slope. The forward quotient misses it a little."},
)

# %% [markdown] id="finite-why"
# Why is the centred quotient so much better? Multiply out what the program does when $a$ moves from 1 to $1 + h$. Since $b$ stays 2, we write $f(1 + h)$ for $f(1 + h, 2)$ again. Then $u = 3 + h$ and $v = (3 + h)^2 = 9 + 6h + h^2$, so
#
# $$\begin{aligned} f(1+h) &= (1+h)(9 + 6h + h^2) \\ &= 9 + 15h + 7h^2 + h^3 \end{aligned}$$
#
# This is Taylor's formula $f(x + h) \approx f(x) + f'(x)\,h + \tfrac12 f''(x)\,h^2$, and one power more. The slope is 15, and half the bend is 7. With $h = 0.1$ that is $9 + 1.5 + 0.07 + 0.001 = 10.571$, as in the table.

# %% id="finite-derivation"
from dlcourse.classroom.derivation import derivation

h = 0.1
derivation(
    (r"$\dfrac{f(1+h)-f(1)}{h} = 15 + 7h + h^2$", "subtract $f(1) = 9$, divide by $h$",
     (f(1 + h, 2) - 9) / h),
    (r"$f(1-h) = 9 - 15h + 7h^2 - h^3$", "the same with $-h$", f(1 - h, 2)),
    (r"$\dfrac{f(1+h)-f(1-h)}{2h} = 15 + h^2$", "9 and $7h^2$ cancel",
     (f(1 + h, 2) - f(1 - h, 2)) / (2 * h)),
    at="at h = 0.1", digits=3,
)

# %% [markdown] id="finite-read"
# What the formula misses without any rounding is its **truncation error**. Forward it is about $7h$: half the bend, times $h$. Centred it is $h^2$. Ten times shorter steps leave a tenth of the first error, and a hundredth of the second. For other smooth functions the factors differ; the powers of $h$ stay.

# %% [markdown] id="finite-cost"
# **The price.** Each input needs calls of its own: for $n$ inputs $n + 1$ calls, or $2n$ if centred. A million weights would need two million runs, centred, for one gradient. So differences are for *checking* the other ways.
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
# | difference | 0.0038083 | 0.003 |
# | divided by 0.0014 | 2.7202 | 2.143 |
#
# The true slope is 2.718. This is **rounding error**, and **two** things were rounded: the place $x + h$, and the values of $f$. Let us round one at a time.

# %% id="rounding-ask"
ask.number(
    "Round only the place: e^1.001 - e^1 = 2.7210 - 2.7183. Round only the two values: 2.722 - 2.718. What are the two "
    "quotients, with the run 0.0014?",
    (1.9, 2.9),
    digits=1,
    why="0.0027/0.0014 and 0.004/0.0014. The true slope is 2.7. Here the rounded place alone costs 0.8, the rounded "
        "values alone 0.1.",
    mistakes={(2.7, 4): "You divided by 0.001. Use the run that was meant, 0.0014, for both.",
              (2.7, 2.9): "For the first you divided by 0.001. Use the run 0.0014 for both.",
              (1.9, 1.9): "The second rise is 2.722 - 2.718 = 0.004.",
              (0.0027, 0.004): "Those are the rises. Divide each by the run."},
)

# %% [markdown] id="rounding-see"
# The calculator stores $x + h$ and $e^x$ to 0.001, so each is off by at most 0.0005. A place that is off by $\delta$ moves $f$ by slope times $\delta$. Here the place may cost up to $2.7 \cdot 0.0005/0.0014 \approx 1.0$, and the two values up to $2 \cdot 0.0005/0.0014 \approx 0.7$ together. In a single case luck decides: here it was 0.8 against 0.1.
#
# **See it.** A float64 keeps 16 digits instead of four, so the same happens at much shorter steps. For $e^x$ each part was measured by itself, with 60 digits, and averaged over many $x$. Every mark on an axis is a hundred times the one before. In the upper picture both roundings lie on one line: on average they are alike.

# %% id="rounding-figure"
differentiation.three_errors()

# %% [markdown] id="rounding-mend"
# **The cure.** The step that was *really made* is the distance between the two rounded places. Divide by that. The calculator above gets $0.003/0.001 = 3$ instead of 2.143. Now only the rounding of the values is left. In float64, near $h = 10^{-11}$, this takes about a quarter off the forward error of $e^x$, and about half off the centred one.
#
# Why more there? The longer run $2h$ halves the part of the values. It does not halve the part of the places. Take $x = 2$ with four digits: 2.0014 becomes 2.001, and 1.9986 becomes 1.999. Both move inwards by 0.0004, so the run is 0.0008 too short. (Where the spacing of the numbers changes, here at 1 and at 10, this is different.)

# %% [markdown] id="rounding-best"
# **The best step.** We divide by the step that was really made, so only the values count. For our function a value near 9 is stored to about $10^{-15}$. So rounding adds about $10^{-15}/h$ to a quotient. The best step makes the *sum* of both errors small. First the forward quotient:
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
# A good forward step is near $10^{-8}$, with an error near $10^{-7}$. A good centred step is near $10^{-5}$, with an error near $10^{-10}$. Go back to the first picture and show the centred quotient too.
#
# In general, let $r = 2.2\cdot10^{-16}$ be the distance from 1 to the next float64. Rounding adds about $r/h$. Make both errors equal, and leave out factors such as 7. Every other step makes one of the two larger, so no step can even halve their sum:
#
# - Forward: $h = r/h$ means $h^2 = r$, so $h = \sqrt{r} \approx 1.5\cdot10^{-8}$.
# - Centred: $h^2 = r/h$ means $h^3 = r$, so $h = \sqrt[3]{r} \approx 6\cdot10^{-6}$.
#
# That picture, and exercise 2, divide by $h$ as written. Then both roundings count. They are about alike, so $r/h$ becomes about twice as large, and the best step changes only by a small factor.
#
# **Large $x$.** Here it depends on $f$. The logarithm changes noticeably only when $x$ moves by about its own size: from 1000 to 1001 it rises by 0.001, from 1000 to 2000 by 0.7. For such functions the step is $h \cdot \max(1, |x|)$, where $h$ is the good step near 1. Not all are like this: $\sin x$ turns as fast at 1000 as at 1, so there $h$ stays.
#
# **What `check_gradient` does.** That test of lecture 00 is the centred quotient with such a step, for one input after the other. It says ok if no gap is above $5\cdot10^{-7}$ of the largest slope (or of 1, if that is larger). To this it adds the error that its own measurement may have. Trust it where $f$ is smooth. At a corner there is no slope, but the quotient finds one: for $|x|$ at 0 it finds 0.
#
# **Your turn** (15 minutes): [*A good step for a difference quotient*](../exercises/07_differentiation.ipynb), exercise 2.

# %% [markdown] id="symbolic" covers="N07-05"
# ## 4 Symbols
#
# The second way has no truncation error: its formula is exact. It applies a rule to each line of the program. A prime means "derivative". You know $(u + v)' = u' + v'$, $(u\,v)' = u'v + u\,v'$, $(u^n)' = n\,u^{n-1}u'$, $(e^u)' = e^u\,u'$ and $(\log u)' = u'/u$. The exercise needs two more:
#
# - $(\sin u)' = \cos(u)\,u'$, taken as given.
# - $(u/v)' = (u'v - u\,v')/v^2$. It is the product rule for $u$ times $1/v$, whose slope is $-v'/v^2$. Take $x = 2$: $u = x^2$ is 4 with $u' = 4$, and $v = x + 1$ is 3 with $v' = 1$. So $u/v$ has the slope $(4 \cdot 3 - 4 \cdot 1)/9 = 8/9 = 0.889$. Check: at 2.01 the quotient is 1.3422 instead of 1.3333, and $0.0089/0.01 = 0.89$.
#
# Now our program. The prime is for $a$, the numbers are for $a = 1$, $b = 2$.

# %% id="symbolic-derivation"
a_value, u_value, v_value = 1, 3, 9
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
# The formula has 3 operations, its derivative 6. Now feed the result back in as the next $a$, round after round. A network works like that, layer after layer. How long does the derivative become?
#
# Let $P$ be the formula so far. The next one is $P\,(P + b)^2$. It writes $P$ twice, with 3 operations around them: after one round $P$ has 3 operations, after two $2 \cdot 3 + 3 = 9$.
#
# The next derivative is $P'\,(P + b)^2 + P \cdot 2\,(P + b)\,P'$. It writes $P'$ twice and $P$ three times, with 8 operations around them. Three stand in $P'\,(P + b)^2$, four in $P \cdot 2\,(P + b)\,P'$, and one is the plus between:
#
# new size $= 2 \cdot$ old size $+\;3 \cdot$ old size of $P + 8$.
#
# So after two rounds it is $2 \cdot 6 + 3 \cdot 3 + 8 = 29$.

# %% id="symbolic-ask"
ask.number(
    "After two rounds P has 9 operations and its derivative, written out, has 29. How many operations do P and its "
    "derivative have after three rounds?",
    (21, 93),
    why="P: 2 · 9 + 3. Its derivative: 2 · 29 + 3 · 9 + 8. Each round more than doubles it.",
    mistakes={(21, 129): "The first is right. The new derivative is built from the P before, which has 9 operations.",
              (21, 85): "The first is right. For the second you left out the 8 operations around the parts.",
              (18, 93): "The second is right. Around the two P stand 3 more operations.",
              (18, 85): "You counted the parts. How many operations stand around them, 3 and 8?",
              (21, 64): "The first is right. How often is the old derivative written in the new one?",
              (21, 75): "The first is right. How often is P itself written in the new derivative?",
              (21, 37): "The first is right. For the second you only added 8. Is the old derivative written just once?"},
)

# %% [markdown] id="symbolic-count"
# Let the computer count six rounds, in two ways. *Written out*, every part counts wherever it stands. *Shared*, a part that occurs again is computed once and gets a name.

# %% id="symbolic-count-run"
def after(rounds):
    y = a_symbol
    for _ in range(rounds):
        y = f(y, b_symbol)
    return symbolic.simplify(symbolic.differentiate(y, a_symbol))

for rounds in range(1, 7):
    counted = [symbolic.count_operations(after(rounds), shared=s) for s in (False, True)]
    print(f"after round {rounds}: {counted[0]:4} written out, {counted[1]:2} shared")

# %% [markdown] id="symbolic-read"
# The explosion is not a law of calculus. It comes from writing the formula without names. With names, each round adds only 8 operations. (That it is 8 again is chance.)
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
# In a sum the tangents add, in a difference they are subtracted. In a product, each tangent is multiplied by the *other* value. In a function of *one* value, the tangent that comes in is multiplied by the slope. A power: $(3 + 1\epsilon)^2 = 9 + 2 \cdot 3 \cdot 1\epsilon$. And $1/u$ has the slope $-1/u^2$, so $1/(2 + 4\epsilon) = 0.5 - \tfrac14 \cdot 4\epsilon = 0.5 - 1\epsilon$. A quotient $u/v$ is the product of $u$ and $1/v$.
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

# %% [markdown] id="dual-code"
# `dual.Dual` holds `value` and `dot`, the tangent. Our `f` runs on it unchanged: what `+` means, Python looks up in the number's own class. (Exercise 4 begins with how.)

# %% id="dual-run"
from dlcourse.diff import dual

print(f(dual.Dual(1.0, 1.0), dual.Dual(2.0, 0.0)))  # a moves
print(f(dual.Dual(1.0, 0.0), dual.Dual(2.0, 1.0)))  # b moves

# %% [markdown] id="dual-read"
# No step, no trouble with a short one, no formula. One run follows **one** moving input, so the two slopes took two runs.
#
# **Your turn** (25 minutes): [*Dual numbers*](../exercises/07_differentiation.ipynb), exercise 4.

# %% [markdown] id="reverse" covers="N07-06"
# ## 6 A tape: backward
#
# Can one run give both slopes? Begin at the other end. Ask of each value: if it alone rises, how much does $y$ rise?
#
# When $v$ rises by 0.01 and $a$ stays 1, then $y = a\,v$ rises by 0.01. So $\partial y/\partial v = 1$. This number is the **adjoint** of $v$, written $\bar v = 1$. The adjoint of $y$ itself is 1.
#
# Now $u$. It reaches $y$ through $v$ only. The slope of $v = u^2$ is $2u = 6$, so $u$ gets $\bar v \cdot 6 = 6$ from $v$. This number is a **share**: what one route brings. Routes add, so a value that is used twice gets two shares, and its adjoint is their sum. Here that is $a$: it gets 9 from the product and 6 from the sum.

# %% id="reverse-derivation"
y_bar = 1
v_bar = y_bar * a_value
u_bar = v_bar * 2 * u_value
derivation(
    (r"$\bar y\, v$", "first share for $a$: the slope of $a\\,v$ is $v$", y_bar * v_value),
    (r"$\bar v = \bar y\, a$", "the only share for $v$", v_bar),
    (r"$\bar u = \bar v\, 2u$", "the only share for $u$", u_bar),
    (r"$\bar a = \bar y\, v + \bar u$", "second share for $a$: the slope of $a + b$ is 1",
     y_bar * v_value + u_bar),
    (r"$\bar b = \bar u$", "the only share for $b$", u_bar),
    at="at a = 1, b = 2",
)

# %% [markdown] id="reverse-tape"
# Both slopes, 15 and 6, in **one** walk. The walk begins at the last line and needs the values: $u = 3$ for the slope $2u$, $v = 9$ for the share of $a$. So first the program runs, and we record it: every operation writes a line on a **tape**, with its value and the lines that it read. Then the tape is read from the last line to the first.
#
# **See it.** Pull the step to the right: blue and solid, the tape is written; red and dashed, shares travel back. At step 4 the walk back begins: guess who gets the first share from $y$. Then choose the second program. How many shares does $u$ get before it hands anything on?

# %% id="reverse-live"
widgets.TapeSteps()

# %% [markdown] id="reverse-order"
# **Mend this.** Somebody walks back through $u = a \cdot a$, $y = u + u$ at $a = 3$. Each time a share reaches $u$, they hand on the whole of $\bar u$ so far. After the first share $\bar u = 1$, so $a$ gets $3 + 3$. After the second $\bar u = 2$, so $a$ gets $6 + 6$ more. The result is 18. But $y$ is $2a^2$.

# %% id="reverse-ask"
ask.number(
    "u = a · a, y = u + u, at a = 3. What are the adjoints of u and of a?",
    (2, 12),
    why="u has two shares of 1. Only when both are there does it hand on 2 · 3 to each use of a: 6 + 6. The walk above "
        "counted the first share twice.",
    mistakes={(2, 18): "The first share for u was handed on twice: alone, and again as a part of 2.",
              (1, 6): "u is used twice in u + u. Each use brings a share of 1.",
              (1, 12): "The adjoint of a is right. Two shares of 1 arrive at u.",
              (2, 6): "a is used twice in a · a. Each use brings the share 2 · 3.",
              (2, 4): "How fast does a · a move when only one of its two a moves? It is the other a, 3.",
              (1, 3): "u is used twice in u + u, and a is used twice in a · a.",
              (36, 216): "You began with 18, the value of y. The walk begins with 1."},
)

# %% [markdown] id="reverse-why"
# Why is reading the tape backwards always right? An operation is written after everything that it reads. Read backwards, every use of a value comes before the line of that value. So all its shares are there when its turn comes. The numbers of the lines are enough for this. Without a tape, give each value the next number when it is made, and walk back from the largest number to the smallest.
#
# Here is the tape of our program. Line 3 is $v$, and it has read line 2, which is $u$:

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
# Read them row by row: the first row of $J_1$ says that $a$ is handed on as it is. The second says that $u$ moves 1 with $a$ and 1 with $b$. The 6 in $J_2$ is the slope $2u$; the 9 and the 1 in $J_3$ are the slopes $v$ and $a$ of $a\,v$.

# %% id="modes-figure"
J1 = torch.tensor([[1.0, 0.0], [1.0, 1.0]])
J2 = torch.tensor([[1.0, 0.0], [0.0, 6.0]])
J3 = torch.tensor([[9.0, 1.0]])
numbers = {"(a, b)": [1.0, 2.0], "(a, u)": [1.0, 3.0], "(a, v)": [1.0, 9.0], "y": [9.0]}
states = [(name, torch.tensor(values)) for name, values in numbers.items()]
differentiation.both_directions([J1, J2, J3], states, torch.tensor([1.0, 0.0]))

# %% [markdown] id="modes-read"
# **Forward**, in blue. A tangent is a column (here it lies down, to save room). It stands to the right of a table, and each row of the table meets it. Only $a$ moves, so the inputs have the tangent $\dot x = (1, 0)$, read "x dot". In $J_1\,\dot x$ the first row gives $1 \cdot 1 + 0 \cdot 0 = 1$, the second $1 \cdot 1 + 1 \cdot 0 = 1$. Step 2 makes $(1, 6)$ of it, and step 3 makes 15. Each later table comes to stand further left: $J_3\,(J_2\,(J_1\,\dot x))$. This is a **Jacobian-vector product**.
#
# **Backward**, in red. An adjoint is a row. It stands to the left of a table, and it meets each column. It begins as $\bar y = 1$, and $1 \cdot J_3 = (9, 1)$. Then $(9, 1)\,J_2 = (9 \cdot 1 + 1 \cdot 0,\; 9 \cdot 0 + 1 \cdot 6) = (9, 6)$. Times $J_1$ this is $(9 \cdot 1 + 6 \cdot 1,\; 9 \cdot 0 + 6 \cdot 1) = (15, 6)$. Together: $((\bar y\,J_3)\,J_2)\,J_1$, a **vector-Jacobian product**.
#
# A row times a column multiplies along each route and adds the routes. So all slopes of the program are the one product $J_3\,J_2\,J_1 = (15, 6)$. Forward and backward only set the brackets differently. The result is the same; the cost is not. Neither ever writes a table down: each line of the program multiplies by its own slopes on the way.

# %% [markdown] id="modes-count"
# Count multiplications, as if the tables were written out. A table of 2 by 2 times a vector takes 4 of them. A row of 2 takes 2.
#
# | at | forward, a moves | forward, b moves | backward | the step from here to the next line |
# |---|---|---|---|---|
# | (a, b) | (1, 0) | (0, 1) | (15, 6) | J1: 4 |
# | (a, u) | (1, 1) | (0, 1) | (9, 6) | J2: 4 |
# | (a, v) | (1, 6) | (0, 6) | (9, 1) | J3: 2 |
# | y | 15 | 6 | 1 | |
#
# Read the forward columns downwards. Read the backward column upwards: it starts with 1 in the last line. A step costs the same in either direction, so every run takes 10 multiplications. Forward needs a run for each *input*: 20 for both slopes. Backward needs a run for each *output*: 10.
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
# **With $n$ inputs and $m$ outputs, forward takes $n$ runs and backward $m$.** A network has a million weights and one loss. Forward would take a million runs, backward takes one. A run of either kind costs only a few times as much as the program itself: each line brings one or two multiplications by slopes. That is why networks are trained backwards. The price: the tape keeps every value until the walk back has used it.
#
# **Your turn** (15 minutes): [*A Jacobian by columns or by rows*](../exercises/07_differentiation.ipynb), exercise 6.

# %% [markdown] id="agree" covers="N07-11"
# ## 8 All four, side by side
#
# Four ways, each with rules of its own, find the same gradient, three of them to the last digit. Here `x` holds both inputs:

# %% id="agree-run"
from dlcourse.diff import finite

def both(x):
    return f(x[0], x[1])

x = torch.tensor([1.0, 2.0], dtype=torch.float64)
slope_b = symbolic.simplify(symbolic.differentiate(f(a_symbol, b_symbol), b_symbol))
print("finite  ", finite.central_difference(both, x).tolist())
at = {"a": 1.0, "b": 2.0}
print("symbols ", [symbolic.evaluate(slope, at) for slope in (slope_a, slope_b)])
print("dual    ", dual.gradient(both, x).tolist())
print("tape    ", tape.gradient(both, x).tolist())

# %% [markdown] id="agree-branch"
# **A last surprise.** Somebody needs $x^2$, most often at 3, and saves a multiplication there:
#
# ```python
# def square(x):
#     return 9.0 if x == 3 else x * x
# ```
#
# Every value is right. (For a dual number, `x == 3` compares the value only.)

# %% id="agree-ask"
ask.choose(
    "The slope of x² at 3 is 6. What do dual numbers, the tape and the centred quotient with h = 0.01 find for `square` "
    "at x = 3?",
    {"all three find 6": "The values are right. But which line runs at 3, and does its result move with x?",
     "dual numbers and the tape find 0, the centred quotient 6":
         "At 3 a plain 9.0 comes out, and a plain number does not move. The centred quotient calls 2.99 and 3.01: "
         "(9.0601 - 8.9401)/0.02 = 6.",
     "dual numbers and the tape find 6, the centred quotient 0": "Does the centred quotient ever call the program at 3? "
                                                                 "And which line do the other two run?",
     "all three find 0": "Where does the centred quotient call the program? Which line runs there?"},
    right="dual numbers and the tape find 0, the centred quotient 6",
)

# %% [markdown] id="agree-mend"
# Nobody has miscalculated. Dual numbers and the tape differentiate the lines that *ran*, not the function that you meant. Put `square` into a cell of your own and try it: `dual.gradient(square, torch.tensor(3.0))`.

# %% [markdown] id="transfer"
# ## Transfer
#
# A new situation, the same ideas.

# %% id="transfer-dual-ask"
ask.number(
    "y = a(a + b)² at a = 1, b = 2, with the slopes 15 and 6. Now both inputs move at once: a = 1 + 3ε and b = 2 - 1ε. One "
    "run of dual numbers. What is the tangent of y?",
    39,
    why="u = 3 + 2ε, v = 9 + 12ε, and 1 · 12 + 9 · 3 = 39. The slopes say the same: 15 · 3 + 6 · (-1).",
    mistakes={21: "You added the slopes: so y moves when both inputs move by 1. Here a moves 3 and b moves -1.",
              51: "b moves downwards, by -1. Which sign has its part?",
              45: "That is the part of a. b moves, too.",
              12: "That is the tangent of v. In y = a · v the tangent of a brings something, too.",
              33: "v = u · u has two products with one ε, 3 · 2 and 3 · 2."},
)

# %% [markdown] id="summary"
# ## Summary
#
# - A forward quotient misses like $h$, a centred one like $h^2$. The shorter the step, the more rounding adds. Both the places $x \pm h$ and the values of $f$ are rounded. Dividing by the step really made removes the first of these errors.
# - Good steps in float64: about $10^{-8}$ forward, about $10^{-5}$ centred, for numbers near 1.
# - Symbols give an exact formula. Written out without names it explodes.
# - Dual numbers: tangents travel forward with the values. One run for each input.
# - Tape: adjoints travel backward, and shares add. One walk for each output, so one for the gradient of a loss.
# - Dual numbers and the tape differentiate the lines that ran, not the function that you meant.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $h$ | `h`, in the exercises `eps` | step of a difference quotient |
# | $r$ | | distance from 1 to the next float64 |
# | $p + \dot p\,\epsilon$ | `Dual(value, dot)` | dual number: value and tangent, $\epsilon^2 = 0$ |
# | $\dot x$ | `x_dot` | tangent: how fast the inputs move |
# | $\bar u$ | `u_bar` | adjoint of $u$: derivative of the result with respect to $u$ |
# | $J$ | `J (out, in)` | Jacobian: a row for each output, a column for each input |
# | $n$, $m$ | | number of inputs, number of outputs |

# %% [markdown] id="glossary"
# ## Words
#
# **forward and centred quotient** rise over run to one side, or across both · **truncation error** what the formula misses without any rounding · **rounding error** the error that comes from dropping digits · **tangent** `x_dot`, how fast a value moves · **dual number** value and tangent together · **adjoint** `x_bar`, how fast the result moves when this value does · **share** what one use of a value adds to its adjoint · **tape** record of the operations in the order in which they ran · **Jacobian** all slopes, outputs × inputs · **Jacobian-vector product** $J\dot x$, one run forward · **vector-Jacobian product** $\bar y\,J$, with $\bar y$ as a row, one walk backward. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond" covers="N07-10 N07-13 N07-14 N07-15"
# ## How the real systems go beyond this
#
# PyTorch records a tape while your code runs. Theano and the first TensorFlow asked for the whole graph beforehand, and other systems produce new code for the derivative. They know hundreds of operations, run on GPUs, and free each value once the walk back has used it.
#
# A network can be drawn as neurons with slopes on the arrows, or as a graph of operations. The tape works on the second: it needs no layers, only operations whose slopes it knows. Backpropagation is this walk on a network: [lecture 08](08_backpropagation.ipynb) derives it by hand. To *check* a gradient of many inputs, `check_directions` of `dlcourse.diff.fast.finite` measures along a few random directions instead of along each input.

# %% [markdown] id="optional-see"
# ## If you like: a calculator of dual numbers
#
# Beside or below the picture stands the calculation, one dual number a line. The picture names its lines u1, u2 and u3. Move $a$ to $-2$ and find the line that makes the tangent 0. Where the notebook runs, you can also type a function of your own, such as `exp(sin(a))`.

# %% id="optional-live"
widgets.DualNumbers(expression="a * (a + 2)**2", x=1.0)
