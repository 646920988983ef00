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
# Write `central_diff(f, theta, eps)`. For every entry of `theta` it measures a slope. Only that entry moves, from its value minus `eps` to its value plus `eps`. The slope is the rise of `f` divided by the length of that move.
#
# - `theta` is a float64 or an int64 tensor with at least one entry. It may have any shape: a vector, a matrix, or no axes at all, and then it holds a single number.
# - `f` takes a tensor shaped like `theta`. You may pass float64 or int64, whichever of the two `theta` is. `f` always returns a float64 tensor without axes.
# - The result is a float64 tensor shaped like `theta`, also when `theta` holds integers. Compute in float64: eight digits are compared.
# - Find the slopes from values of `f` alone, with the step `eps` that you are given, a positive float. Afterwards `theta` must hold exactly what it held before.
#
# By hand: $f(t) = t^3$ at $t = 1$ with `eps = 0.1` gives $(1.1^3 - 0.9^3) / 0.2 = (1.331 - 0.729)/0.2 = 3.01$. The true slope is 3.

# %% id="answer-central_diff"
@exercise("central_diff")
def central_diff(f, theta, eps):
    """The gradient of f at theta by centred differences with the step eps, as float64."""

# %% [markdown] id="task-choose_eps"
# Write `choose_eps(f, x, kind)`. It returns a step $h > 0$, a float or a tensor that holds one number, for one of two quotients:
#
# - `kind="forward"`: $\frac{f(x+h)-f(x)}{h}$
# - `kind="centred"`: $\frac{f(x+h)-f(x-h)}{2h}$
#
# `x` is a float64 tensor without axes. It may be 0 or negative, and it lies between $-200\,000$ and $200\,000$. `f` is smooth; it takes and returns float64 tensors without axes. You may call `f`, but you need not. You cannot ask torch for its slope: its results are values without a record of how they were computed. Every `f` here has the same scale: near $x$, `f` changes noticeably only when its input moves by about $\max(1, |x|)$, and much shorter moves change it little. So one rule for the step is enough for all of them.
#
# The *error* of a step is the distance between its quotient and the true slope $f'(x)$. Your step is good enough if its error is at most 30 times that of the best step. If the best step is wrong by $10^{-8}$, for instance, yours may be wrong by $3\cdot10^{-7}$. The card finds the best step by trying steps of all sizes; you need not. (Rounding may hit the slope by luck, so the card takes the mean error of steps close to $h$.) Forward and centred count one point each.
#
# By hand: take $e^x$ at 0, forward. The formula is wrong by about $h/2$, and rounding adds about $2\cdot10^{-16}/h$. At $h = 10^{-4}$ these are $5\cdot10^{-5}$ and $2\cdot10^{-12}$: the step is too long. At $h = 10^{-12}$ they are $5\cdot10^{-13}$ and $2\cdot10^{-4}$: the step is too short. The formula of the centred quotient is wrong by about $h^2/6$ instead.

# %% id="ask-choose_eps"
ask.number(
    r"Leave out factors such as 1/2, 1/6 and 2: a quotient then errs by h, or $h^2$ if it is centred, and rounding "
    r"adds $10^{-16}/h$. Make the two equal and write $h = 10^{-k}$: which k solves $h = 10^{-16}/h$, and which solves $h^2 = 10^{-16}/h$?",
    (8, 16 / 3), digits=1,
    why=r"$h^2 = 10^{-16}$ gives h = 1e-8. $h^3 = 10^{-16}$ gives the third root, about 5e-6",
    mistakes={(16, 16 / 3): "Try your first k: the left side is then 1e-16, and the right side is 1.",
              (8, 4): "Try your second k: h² is then 1e-8, but 1e-16 / h is 1e-12. The step is still too long.",
              (8, 8): "Try your second k: h² is then 1e-16, but 1e-16 / h is 1e-8. The step is too short.",
              (8, 16): "Multiply the second equation by h: which power of h is then 1e-16?"},
)

# %% [markdown] id="task-choose_eps-scale"
# These are steps for $x$ near 1. At $x = 150\,000$ the next float64 is 131 072 times as far away as at 1, and these quotients divide by $h$ as it is written. And the functions here change noticeably only when $x$ moves by about 150 000. What do both mean for the step? And which step is left at $x = 0$?

# %% id="answer-choose_eps"
@exercise("choose_eps")
def choose_eps(f, x, kind):
    """A good step, one positive number, for the "forward" or the "centred" quotient of f at x."""

# %% [markdown] id="task-sym_diff"
# An expression is `"x"`, a number, or a tuple. The tuples are `("+", u, v)`, `("-", u, v)`, `("*", u, v)`, `("/", u, v)`, `("^", u, n)`, `("sin", u)`, `("exp", u)` and `("log", u)`. Here `u` and `v` are expressions, and `n` is a number other than 0 and 1. A minus always has two parts, also in the result. Numbers may be negative or 0, and they may be an int or a float, such as 0.5. A plain number may stand for any `u` or `v`.
#
# Write `sym_diff(expr)`, which returns the derivative of `expr` with respect to `x` as such an expression. In the result `("cos", u)` may stand too, and `n` may be any plain number, also 0 or 1. The result need not be tidy: only its values are compared with the derivative of `expr`, for several `x` at which `expr` has a derivative. Such an `x` may be negative. Where `expr` is `("^", "x", n)` with a whole `n > 1`, it may also be 0.
#
# By hand: $x \sin x$ is `("*", "x", ("sin", "x"))`. The parts are $u = x$ with the derivative `1` and $v = \sin x$ with the derivative `("*", ("cos", "x"), 1)`, because the slope of $\sin$ is $\cos$. The product rule joins them:
#
# `("+", ("*", 1, ("sin", "x")), ("*", "x", ("*", ("cos", "x"), 1)))`
#
# Count the operations: 2 went in and 6 came out, since $u$, $v$ and their derivatives are all written out.

# %% id="answer-sym_diff"
@exercise("sym_diff")
def sym_diff(expr):
    """The derivative of expr with respect to "x", as an expression of the same kind."""

# %% [markdown] id="task-dual_number-class"
# **If you have never written a class.** A class is a kind of value of your own. Here is one for lengths in metres and centimetres, which can be added:
#
# ```python
# class Length:
#     def __init__(self, m, cm):       # Length(1, 40) runs this
#         self.m, self.cm = m, cm
#     def __add__(self, other):        # p + q runs this: self is p, other is q
#         if not isinstance(other, Length):
#             other = Length(other, 0)  # a plain number means metres
#         return Length(self.m + other.m, self.cm + other.cm)
#     def __radd__(self, other):       # 2 + q runs this: self is q, other is 2
#         return self + other
# ```
#
# `self` is the value itself, and `self.m` is what it holds under the name `m`. `isinstance(other, Length)` asks whether `other` is a `Length`. In `2 + q` the number 2 does not know how to add a length. So Python calls `q.__radd__(2)`.

# %% [markdown] id="task-dual_number"
# Write the class `Dual(val, tan)`, the number $\mathrm{val} + \mathrm{tan}\,\epsilon$ with $\epsilon^2 = 0$. The *tangent* `tan` says how fast the value `val` moves. (Here `tan` is short for tangent. It is not the function of trigonometry. The lecture's `dual.Dual` calls the two `value` and `dot`.) Both are attributes, and both are ints or floats. These operations should work and return a `Dual`, where `y` is a `Dual` and `c` a plain number (an int or a float), which does not move:
#
# | operation | methods |
# |---|---|
# | `x + y`, `x + c`, `c + x`; the same with `-`, `*`, `/` | `__add__`, `__radd__`, `__sub__`, `__rsub__`, `__mul__`, `__rmul__`, `__truediv__`, `__rtruediv__` |
# | `x ** n` for a plain number `n` other than 0, such as 3, -2 or 0.5 | `__pow__` |
# | `x.exp()`, `x.sin()`, `x.log()`, `x.relu()` | the same names |
#
# - `-x` and `c ** x` are not needed.
# - No operation may change `x` or `y` themselves: they are used again. (`x + 0` may return `x` itself.)
# - `log` is the natural logarithm. `relu` gives the larger of `val` and 0; its slope is 1 where `val` is positive, else 0.
# - `val` may be negative or 0. It is tried only where the result and its slope exist: `x ** 3` is tried at -2 and 0, `x ** 0.5` only above 0. `tan` may be negative or 0 too.
# - For `c - x` Python first tries `c.__sub__(x)`. A number cannot do that, so Python calls `x.__rsub__(c)`: here `self` stands on the **right**.
#
# By hand: $(2 + 3\epsilon)(4 + 5\epsilon) = 8 + (2\cdot5 + 3\cdot4)\epsilon = 8 + 22\epsilon$. And $\sin(0 + 3\epsilon) = 0 + 3\epsilon$: the slope of the sine at 0 is 1, and the tangent that comes in is 3.

# %% id="ask-dual_number"
ask.number(
    "Fill the blanks: (3 + 2ε) · (3 + 2ε) = 9 + __ε, and 1 / (9 + 6ε) = 0.111 - __ε. (The slope of 1/x at x = 9 is "
    "-1/81.)", (12, 6 / 81), digits=3,
    why="3·2 + 2·3 for the first, and the slope times the tangent, 6/81, for the second",
    mistakes={(4, 6 / 81): "For the first blank you multiplied the tangents. Which two products hold one ε?",
              (6, 6 / 81): "In the first blank one product is missing. Which two products hold one ε?",
              (12, 1 / 81): "Your second number is the slope 1/81 alone. With which tangent does 9 + 6ε come in?",
              (12, 6 / 9): "Your second number is 6/9. By how much is the tangent multiplied?",
              (12, 1 / 6): "Your second number is 1/6: one over the tangent. How does 1/x move when x moves?"},
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
        """The larger of self and 0; the slope is 0 where val is 0 or negative."""

# %% [markdown] id="task-var_backward"
# Write the class `Var(value)`: a number that remembers what it was computed from. A variable that you make by `Var(value)` is called a *leaf*; the others come from operations. `value` and `grad` are attributes, and `grad` starts at 0.
#
# Two words first, with numbers. Take `b = a + a` and then `y = b + b`.
#
# - When `b` rises by 0.01, `y` rises by 0.02. So the derivative of the final result `y` with respect to `b` is 2. It is called the *adjoint* of `b`, written $\bar b$. The adjoint of `y` itself is 1.
# - `y` uses `b` twice. Each use brings 1 of the 2. These parts are called *shares*. The adjoint of a variable is the sum of all its shares.
#
# What the class does:
#
# - `a + b` and `a * b` of two variables give a new variable.
# - `a.apply(f, pull)` gives a new variable with the value `f(a.value)`. On the way back, `pull(a.value, v_bar)` returns the share for `a`, where `v_bar` is the adjoint of the new variable. This is the whole share: do not multiply it by `v_bar` again. Several variables may come with the same `pull`.
# - All of these are plain numbers; values may be negative, 0 or equal.
# - `y.backward()`, for a `y` from an operation, adds $\partial y/\partial x$ to `x.grad` for every leaf `x` from which `y` was computed.
#
# Rules:
#
# - Several calls of `backward()` add up in the `grad` of the leaves, as in PyTorch: two calls of `y.backward()` add $\partial y/\partial x$ twice. The caller may set a `grad` back to 0 in between. Only the `grad` of leaves is looked at. During a `backward()` you may note something in the other variables, too. Clear it before the next walk: it must not change what a later `backward()` adds to the leaves, also when `y` is used in a later `z`.
# - In one `backward()`, `pull` may be called at most once for each variable that `apply` made. So a variable hands on its adjoint only when all its shares are there.
# - One check is a chain of 3200 additions. A function that calls itself once for each of them is too deep for Python. You may raise its limit, but a list of your own needs none.
#
# By hand, `b = a + a` and `y = b + b` once more: $\bar y = 1$. Then $\bar b = 1 + 1 = 2$, and only now, when both shares are there, $\bar a = 2 + 2 = 4$.

# %% id="ask-var_backward"
ask.number(
    "b = a · a and y = b + a, at a = 3. Begin with y_bar = 1. Write down b_bar, the share that a gets from the sum, "
    "and its two shares from the product. What is a_bar?", 7,
    why="b_bar is 1, the sum sends 1 to a, and the product sends 3 for each of its two uses of a",
    mistakes={6: "The share that a gets from the sum is missing: y uses a directly, too.",
              4: "a·a uses a twice, and you counted one of the two.",
              3: "That is one share of the product. Shares add up.",
              1: "That is the share from the sum. a is used in b, too.",
              12: "That is the value of y."},
)

# %% [markdown] id="task-var_backward-plan"
# A plan: each variable keeps a list of pairs. A pair holds a variable from which it was computed, and a function that turns the adjoint `v_bar` of the new variable into the share for that variable. Then `backward` needs an order in which every variable stands behind all that use it. The lecture names one that needs no tape: number the variables when they are made, and begin with the largest number.
#
# A function can be an entry of a list or of a pair. `lambda v_bar: v_bar * other.value` is a function without a name: it takes `v_bar` and returns the product.

# %% id="answer-var_backward"
@exercise("var_backward")
class Var:
    """A number that remembers its inputs: pairs of a Var and a function from v_bar to the share for it."""

    def __init__(self, value, inputs=()): ...  # given

    def __add__(self, other):
        """The Var for self + other; other is a Var."""

    def __mul__(self, other):
        """The Var for self * other."""

    def apply(self, f, pull):
        """The Var for f(self); pull(self.value, v_bar) is the share for self, v_bar the adjoint of the new Var."""

    def backward(self):
        """Add the derivative of self with respect to x to x.grad, for every leaf x behind self."""

# %% [markdown] id="task-jacobian"
# A function takes `n` numbers, its inputs, and gives `m` numbers, its outputs. Both `n` and `m` are at least 1. Its Jacobian $J$ has a row for each output and a column for each input. The entry in row $i$ and column $j$ says how fast output $i$ moves when input $j$ does. The function is looked at in one point, so $J$ is a fixed matrix. You see neither the function nor $J$, but you get two functions that multiply by $J$:
#
# - `push(v)` takes a *tangent* `v`, which says how fast each input moves. You pass a float64 tensor of shape `(n,)`. It returns $J v$, a float64 tensor of shape `(m,)`.
# - `pull(u)` takes an *adjoint* `u`. It holds a number for each output: how much some final result rises when that output rises. You pass a float64 tensor of shape `(m,)`. It returns $u$ as a row times $J$, written $u^\top J$, a float64 tensor of shape `(n,)`.
#
# Write `jacobian(push, pull, n, m, mode)`. It returns $J$ as a float64 tensor of shape `(m, n)`, also when `n` or `m` is 1. Ten digits are compared. `mode` decides which of the two functions is used, and the calls are counted:
#
# - With `mode="forward"` your function makes exactly `n` calls of `push` and none of `pull`.
# - With `mode="reverse"` it makes exactly `m` calls of `pull` and none of `push`.
#
# By hand: for $J = \begin{pmatrix}1 & 2\\ 3 & 4\\ 5 & 6\end{pmatrix}$ a push of $(0, 1)$ gives $(2, 4, 6)$ and a pull of $(0, 1, 0)$ gives $(3, 4)$.

# %% id="answer-jacobian"
@exercise("jacobian")
def jacobian(push, pull, n, m, mode):
    """The Jacobian (m, n), by n pushes if mode is "forward", by m pulls if it is "reverse"."""

# %% [markdown] id="mixed"
# ## Three mixed problems
#
# They come from earlier lectures. Which method each one needs is for you to find.

# %% id="mixed-1"
ask.number(
    "The loss of a model with two weights is w₁² + 10 w₂². The weights are (1, 1) and the learning rate is 0.05. Where "
    "are the weights after one step of training?",
    (0.9, 0),
    digits=3,
    why="The gradient is (2 w₁, 20 w₂) = (2, 20). Against it, times 0.05: 1 - 0.1 and 1 - 1.",
    mistakes={(1.1, 2): "This step climbs. Against which direction does the loss fall?",
              (-1, -19): "You went the whole gradient. What does the learning rate do?",
              (0.95, 0.5): "The exponent 2 comes down as a factor in both terms.",
              (0.9, 0.9): "The second term has a factor 10. It stays in the slope.",
              (0.1, 1): "That is how far the weights move. Where do they start?",
              (2, 20): "That is the gradient. The question is where the step leads."},
)

# %% [markdown] id="mixed-2-text"
# The second:

# %% id="mixed-2"
ask.number(
    r"Two classes have the logits 0 and log 3. The true class is the first. What are the derivatives of the loss "
    r"$-\log p_{\text{true}}$ with respect to the two logits?",
    (-0.75, 0.75),
    digits=3,
    why="The probabilities are 1/4 and 3/4. Subtract 1 where the true class stands: 1/4 - 1, and 3/4.",
    mistakes={(0.75, -0.75): "The sizes are right. Does the loss rise or fall when the logit of the true class rises?",
              (0.25, 0.75): "Those are the probabilities. Where does the true class come in?",
              (0.25, -0.25): "You subtracted 1 at the second class. The first is the true one.",
              (-4, 0): "-1/p is the derivative with respect to p. How do both logits move p?",
              (-1, 0): "That is minus the truth alone. Which probabilities does the model give? e⁰ is 1, e^(log 3) is 3."},
)

# %% [markdown] id="mixed-3-text"
# The third:

# %% id="mixed-3"
ask.number(
    "A classifier gives three points the probabilities 0.9, 0.4 and 0.3 of class 1. The first belongs to class 1, the "
    "other two to class 0. The loss is the mean of the logistic losses. What is its derivative with respect to the "
    "bias?",
    0.2,
    digits=3,
    why="Each point brings p - y: -0.1, 0.4 and 0.3. All use the same bias, so they add; the mean divides by 3.",
    mistakes={0.6: "That is the sum. The loss is a mean over three points.",
              -0.2: "That is truth minus prediction. Does a larger bias raise or lower the loss here?",
              0.2667: "You added sizes. Which sign has the first point's share, 0.9 - 1?",
              0.5333: "That is the mean of the probabilities. Where does the truth come in?"},
)
