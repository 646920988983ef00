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
# # Exercises 07: Four ways to differentiate
#
# Write your answer below each `@exercise(...)` line and run the cell: a card tells you whether it is right. You may add cells and helper functions. The lecture is `notebooks/07_differentiation.ipynb`.

# %% id="setup"
import math

import torch

from dlcourse import ask, exercise

# %% [markdown] id="task-central_diff"
# Write `central_diff(f, theta, eps)`: for every entry $i$ of `theta`, how much `f` rises per unit when only that entry moves, measured from `eps` behind to `eps` ahead. `f` takes a tensor shaped like `theta` and returns a scalar tensor; your result is a float64 tensor shaped like `theta` (which may have any shape, and may hold integers).
#
# Rules: use nothing but calls of `f`; `theta` itself must be unchanged when you return.
#
# By hand: $f(t) = t^3$ at $t = 1$ with `eps = 0.1` gives $(1.1^3 - 0.9^3) / 0.2 = (1.331 - 0.729)/0.2 = 3.01$. The true slope is 3.

# %% id="answer-central_diff"
@exercise("central_diff")
def central_diff(f, theta, eps):
    """Gradient of the scalar function f at theta by centred differences with step eps."""

# %% [markdown] id="task-choose_eps"
# Write `choose_eps(f, x, kind)`: a step $h > 0$, one number, for the quotient $\frac{f(x+h)-f(x)}{h}$ if `kind` is `"forward"` and $\frac{f(x+h)-f(x-h)}{2h}$ if it is `"centred"`. `x` is a float64 tensor without axes, as large as 8000 or as small as 0. `f` is smooth; it takes and returns such tensors, and you may call it, but need not.
#
# Your step is good enough if the error of its quotient is at most 30 times the smallest that any step reaches. Forward and centred count one point each.
#
# By hand: take $e^x$ at 0, forward. The formula is wrong by about $h/2$, rounding adds about $2\cdot10^{-16}/h$. At $h = 10^{-4}$ that is $5\cdot10^{-5}$ and $2\cdot10^{-12}$: the step is too long. At $h = 10^{-12}$ it is $5\cdot10^{-13}$ and $2\cdot10^{-4}$: too short.

# %% id="ask-choose_eps"
ask.number(
    "Make the two errors equal: h = 1e-16 / h holds for h = ?  And h² = 1e-16 / h, roughly?",
    "1e-8, and the third root of 1e-16: about 5e-6",
    mistakes={"1e-16": "Then the right side is 1, and the left 1e-16.",
              "1e-4 for the second": "Then h² is 1e-8, but 1e-16 / h is 1e-12: the step is still too long."},
)

# %% [markdown] id="task-choose_eps-scale"
# These are steps for $x$ near 1. What changes for $x = 6000$, where the next float64 is 4000 times as far away? And for $x = 0$?

# %% id="answer-choose_eps"
@exercise("choose_eps")
def choose_eps(f, x, kind):
    """A good step, one positive number, for the "forward" or the "centred" quotient of f at x."""

# %% [markdown] id="task-dual_number"
# Write the class `Dual(val, tan)`, the number $\mathrm{val} + \mathrm{tan}\,\epsilon$ with $\epsilon^2 = 0$. `val` and `tan` are plain numbers, and attributes. These should work, with a plain number `c` on either side:
#
# | operation | methods |
# |---|---|
# | `x + y`, `x + c`, `c + x`; the same with `-`, `*`, `/` | `__add__`, `__radd__`, `__sub__`, `__rsub__`, ... |
# | `x ** n` for a number `n` | `__pow__` |
# | `x.exp()`, `x.sin()`, `x.log()`, `x.relu()` | the same names; relu has slope 0 up to 0 |
#
# Python tries `c.__sub__(x)` for `c - x`; a number cannot do that, so it calls `x.__rsub__(c)`: `self` then stands on the **right**.
#
# By hand: $(2 + 3\epsilon)(4 + 5\epsilon) = 8 + (2\cdot5 + 3\cdot4)\epsilon = 8 + 22\epsilon$. And $\sin(0 + 3\epsilon) = 0 + 3\epsilon$: the slope of the sine at 0 is 1, and the tangent that comes in is 3.

# %% id="ask-dual_number"
ask.number(
    "Fill the blanks: (3 + 2ε) · (3 + 2ε) = 9 + __ε, and 1 / (9 + 12ε) = 0.111 - __ε. (The slope of 1/x at 9 is -1/81.)",
    "12 and 0.148",
    mistakes={"4 for the first": "You multiplied the tangents. Multiply out: which two products hold one ε?",
              "0.0123 for the second": "That is the slope 1/81 alone. With which tangent does 9 + 12ε come in?"},
)

# %% [markdown] id="task-dual_number-order"
# Fill the methods in from top to bottom: the checks start with `x + 3`. Each method is one to three lines.

# %% id="answer-dual_number"
@exercise("dual_number")
class Dual:
    """The number val + tan * eps with eps * eps = 0."""

    def __init__(self, val, tan): ...  # given

    def __add__(self, other):
        """self + other, which is a Dual or a number."""

    def __radd__(self, other):
        """other + self, where other is a number."""

    def __sub__(self, other):
        """self - other."""

    def __rsub__(self, other):
        """other - self."""

    def __mul__(self, other):
        """self * other."""

    def __rmul__(self, other):
        """other * self."""

    def __pow__(self, n):
        """self ** n for a number n."""

    def __truediv__(self, other):
        """self / other."""

    def __rtruediv__(self, other):
        """other / self."""

    def exp(self):
        """The exponential."""

    def sin(self):
        """The sine."""

    def log(self):
        """The natural logarithm."""

    def relu(self):
        """The larger of self and 0; its slope is 0 up to 0."""

# %% [markdown] id="task-jacobian"
# Some function has `n` inputs, `m` outputs and the Jacobian $J$ (`m` rows, `n` columns), which you cannot see. You get two functions: `push(v)` returns $J v$ for a float64 tangent `v` of shape `(n,)`, and `pull(u)` returns $u^\top J$ for a float64 adjoint `u` of shape `(m,)`. Write `jacobian(push, pull, n, m, mode)`, which returns $J$ as a float64 tensor of shape `(m, n)`: with `mode="forward"` by `n` pushes and no pull, with `mode="reverse"` by `m` pulls and no push. The runs are counted.
#
# By hand: for $J = \begin{pmatrix}1 & 2\\ 3 & 4\\ 5 & 6\end{pmatrix}$ a push of $(0, 1)$ gives $(2, 4, 6)$ and a pull of $(0, 1, 0)$ gives $(3, 4)$.

# %% id="answer-jacobian"
@exercise("jacobian")
def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""

# %% [markdown] id="task-sym_diff"
# An expression is `"x"`, a number, or a tuple: `("+", u, v)`, `("-", u, v)`, `("*", u, v)`, `("/", u, v)`, `("^", u, n)` with a number `n`, `("sin", u)`, `("exp", u)`, `("log", u)`, where `u` and `v` are expressions. Write `sym_diff(expr)`, which returns its derivative by `x` as such an expression; `("cos", u)` may stand in the result. It need not be tidy: it is compared by its values.
#
# By hand: $x \sin x$ is `("*", "x", ("sin", "x"))`. The parts are $u = x$ with the derivative `1` and $v = \sin x$ with `("*", ("cos", "x"), 1)`. The product rule joins them:
#
# `("+", ("*", 1, ("sin", "x")), ("*", "x", ("*", ("cos", "x"), 1)))`
#
# Count the operations: 2 went in, 6 came out, as $u$, $v$ and their derivatives are all written out.

# %% id="answer-sym_diff"
@exercise("sym_diff")
def sym_diff(expr):
    """The derivative of an expression of tuples by "x", as an expression of tuples."""

# %% [markdown] id="task-var_backward"
# Write the class `Var(value)`: a number that remembers what it was computed from. `value` and `grad` are attributes; `grad` starts at 0.
#
# - `a + b` and `a * b` of two variables give a new variable.
# - `a.apply(f, pull)` gives a new variable with the value `f(a.value)`. On the way back, `pull(a.value, y_bar)` turns the adjoint `y_bar` of the result into the share for `a`; both are plain numbers.
# - `y.backward()` adds $\partial y/\partial x$ to `x.grad` for every variable `x` from which `y` was computed and that was itself made by `Var(value)` (a *leaf*).
#
# Rules: a second `backward()` adds to the `grad` of the leaves once more, as in PyTorch; nothing else may be left over from the first. `pull` is called once for each variable that `apply` made. One check is a chain of 3200 additions: a function that calls itself once for each of them is too deep for Python.
#
# By hand, the diamond `b = a + a`, `y = b + b`: $\bar y = 1$. Then $\bar b = 1 + 1 = 2$, and only now, when both shares are there, $\bar a = 2 + 2 = 4$.

# %% id="ask-var_backward"
ask.number(
    "b = a · a and y = b + a at a = 3. Fill the blanks: y_bar = 1; b_bar = __; a gets __ from the sum, "
    "and __ and __ from the product. What is a_bar?",
    "7 (the blanks are 1; 1; 3 and 3)",
    mistakes={"6": "The share that a gets from the sum is missing: y uses a directly, too.",
              "4": "a·a uses a twice, and you counted one of the two.",
              "3": "Only the last share is left. They add up."},
)

# %% [markdown] id="task-var_backward-plan"
# A plan: let each variable keep a list of pairs, the variable it was computed from and a function that turns an adjoint into a share. Then `backward` needs an order in which every variable stands behind all that use it.

# %% id="answer-var_backward"
@exercise("var_backward")
class Var:
    """A number that remembers its inputs: pairs of a Var and a function from y_bar to the share for it."""

    def __init__(self, value, inputs=()): ...  # given

    def __add__(self, other):
        """The Var for self + other; other is a Var."""

    def __mul__(self, other):
        """The Var for self * other."""

    def apply(self, f, pull):
        """The Var for f(self); pull(self.value, y_bar) is the share for self."""

    def backward(self):
        """Add d self / d x to x.grad for every leaf x."""
