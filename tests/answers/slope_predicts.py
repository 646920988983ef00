# %% right: The formulas in three lines, with powers.
import math
import torch


def slope_predicts(x, h):
    f0 = x**3 + 2 * x**-1 + 5
    f1 = 3 * x**2 - 2 * x**-2
    f2 = 6 * x + 4 * x**-3
    return f1, f0 + f1 * h, f0 + f1 * h + f2 * h**2 / 2

# %% right: math.pow and a nested function for the height.
import math
import torch


def slope_predicts(x, h):
    def f(a):
        return math.pow(a, 3) + 2.0 / a + 5.0

    slope = 3 * math.pow(x, 2) - 2 / math.pow(x, 2)
    line = f(x) + h * slope
    bend = 6 * x + 4 / math.pow(x, 3)
    return slope, line, line + 0.5 * bend * h * h

# %% right: Tensors without axes.
import math
import torch


def slope_predicts(x, h):
    x = torch.tensor(x, dtype=torch.float64)
    h = torch.tensor(h, dtype=torch.float64)
    slope = 3 * x.square() - 2 / x.square()
    line = x.pow(3) + 2 / x + 5 + slope * h
    return slope, line, line + (3 * x + 2 / x.pow(3)) * h.square()

# %% right: The polynomial and the quotient each have their own Taylor terms, which are added.
import math
import torch


def slope_predicts(x, h):
    cube = (x**3, 3 * x**2, 3 * x)
    quotient = (2 / x, -2 / x**2, 2 / x**3)
    a, b, c = (p + q for p, q in zip(cube, quotient))
    return b, a + 5 + b * h, a + 5 + (b + c * h) * h

# %% right: Everything over a common denominator.
import math
import torch


def slope_predicts(x, h):
    slope = (3 * x**4 - 2) / x**2
    height = (x**4 + 5 * x + 2) / x
    bend = (6 * x**4 + 4) / x**3
    line = height + slope * h
    return [slope, line, line + bend * h * h / 2]

# %% right: A loop over the Taylor terms with math.factorial.
import math
import torch


def slope_predicts(x, h):
    derivatives = [x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2, 6 * x + 4 / x**3]
    sums, total = [], 0.0
    for n, value in enumerate(derivatives):
        total += value * h**n / math.factorial(n)
        sums.append(total)
    return derivatives[1], sums[1], sums[2]

# %% wrong: The half in front of the second derivative is forgotten.
# told: no_half
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2, 6 * x + 4 / x**3
    return f1, f0 + f1 * h, f0 + f1 * h + f2 * h**2

# %% wrong: The 5 is kept when the function is differentiated.
# told: constant_kept
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2 + 5, 6 * x + 4 / x**3
    return f1, f0 + f1 * h, f0 + f1 * h + f2 * h**2 / 2

# %% wrong: 2/x is differentiated to +2/x^2.
# told: quotient_rises
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, 3 * x**2 + 2 / x**2, 6 * x - 4 / x**3
    return f1, f0 + f1 * h, f0 + f1 * h + f2 * h**2 / 2

# %% wrong: Line and parabola are changes, not heights: f(x) is missing.
# told: changes_only
import math
import torch


def slope_predicts(x, h):
    f1, f2 = 3 * x**2 - 2 / x**2, 6 * x + 4 / x**3
    return f1, f1 * h, f1 * h + f2 * h**2 / 2

# %% wrong: h is not squared in the parabola.
# told: h_not_squared
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2, 6 * x + 4 / x**3
    return f1, f0 + f1 * h, f0 + f1 * h + f2 * h / 2

# %% wrong: The true value f(x + h) is returned for both predictions.
# told: true_height
import math
import torch


def slope_predicts(x, h):
    def f(a):
        return a**3 + 2 / a + 5 if a else math.inf

    return 3 * x**2 - 2 / x**2, f(x + h), f(x + h)

# %% wrong: The line takes the slope without h, as if the step were 1.
# told: whole_slope
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2, 6 * x + 4 / x**3
    line = f0 + f1
    return f1, line, line + f2 * h**2 / 2

# %% wrong: The parabola does not build on the line.
# told: parabola_without_line
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2, 6 * x + 4 / x**3
    return f1, f0 + f1 * h, f0 + f2 * h**2 / 2

# %% wrong: x^3 is differentiated to x^2: the exponent did not come down.
# told: exponent_lost
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, x**2 - 2 / x**2, 2 * x + 4 / x**3
    return f1, f0 + f1 * h, f0 + f1 * h + f2 * h**2 / 2

# %% wrong: The order is (line, slope, parabola).
# told: slip
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2, 6 * x + 4 / x**3
    return f0 + f1 * h, f1, f0 + f1 * h + f2 * h**2 / 2

# %% wrong: The second derivative of 2/x is written with a minus.
# told: bend_of_quotient_falls
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2, 6 * x - 4 / x**3
    return f1, f0 + f1 * h, f0 + f1 * h + f2 * h**2 / 2

# %% wrong: The 5 is left out of the height.
# told: five_left_out
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x, 3 * x**2 - 2 / x**2, 6 * x + 4 / x**3
    return f1, f0 + f1 * h, f0 + f1 * h + f2 * h**2 / 2

# %% wrong: The step is added to the height of the line with the wrong sign.
# told: step
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2, 6 * x + 4 / x**3
    line = f0 - f1 * h
    return f1, line, line + f2 * h**2 / 2

# %% wrong: The second derivative of x^3 is 3x: the exponent of x^2 did not come down.
# told: exponent_stays_in_cube
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2, 3 * x + 4 / x**3
    return f1, f0 + f1 * h, f0 + f1 * h + f2 * h**2 / 2

# %% wrong: 2/x is treated as a constant.
# told: quotient_is_constant
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, 3 * x**2, 6 * x
    return f1, f0 + f1 * h, f0 + f1 * h + f2 * h**2 / 2

# %% wrong: The first derivative is used again in the second-order term.
# told: slope_for_bend
import math
import torch


def slope_predicts(x, h):
    f0, f1 = x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2
    return f1, f0 + f1 * h, f0 + f1 * h + f1 * h**2 / 2

# %% wrong: Only the prediction of the parabola is returned.
# told: values
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2, 6 * x + 4 / x**3
    return f0 + f1 * h + f2 * h**2 / 2

# %% wrong: The results are rounded to four digits.
# told: clue
import math
import torch


def slope_predicts(x, h):
    f0, f1, f2 = x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2, 6 * x + 4 / x**3
    return round(f1, 4), round(f0 + f1 * h, 4), round(f0 + f1 * h + f2 * h**2 / 2, 4)

# %% wrong: The slope is multiplied by the place x + h and not by the distance h that one moves away from x.
# told: x_plus_h_for_h
def slope_predicts(x, h):
    f = x ** 3 + 2 / x + 5
    d1 = 3 * x ** 2 - 2 / x ** 2
    d2 = 6 * x + 4 / x ** 3
    new = x + h
    line = f + d1 * new
    parabola = f + d1 * new + d2 * new ** 2 / 2
    return d1, line, parabola

# %% wrong: The slope of the slope is taken to be the square of the slope, as if differentiating twice meant squaring.
# told: slope_squared_for_bend
def slope_predicts(x, h):
    height = x ** 3 + 2 / x + 5
    slope = 3 * x ** 2 - 2 / x ** 2
    line = height + h * slope
    parabola = line + 0.5 * slope ** 2 * h ** 2
    return slope, line, parabola

# %% wrong: Where x + h is 0 the answer is infinity, because f is not defined there; but the line and the parabola have a height there.
# told: inf_at_zero
import math

def slope_predicts(x, h):
    f = x ** 3 + 2 / x + 5
    slope = 3 * x ** 2 - 2 / x ** 2
    if x + h == 0:
        return slope, math.inf, math.inf
    line = f + slope * h
    parabola = line + (6 * x + 4 / x ** 3) * h ** 2 / 2
    return slope, line, parabola

# %% right: Exact arithmetic with fractions.Fraction, turned into floats only at the end.
from fractions import Fraction

def slope_predicts(x, h):
    X, H = Fraction(float(x)), Fraction(float(h))
    a = X ** 3 + 2 / X + 5
    b = 3 * X ** 2 - 2 / X ** 2
    c = 6 * X + 4 / X ** 3
    return tuple(float(q) for q in (b, a + b * H, a + b * H + c * H * H / 2))

# %% right: Adds the Taylor coefficients of the cube (binomial) and of 2/(x + h) (geometric series), then evaluates by Horner.
def slope_predicts(x, h):
    cube = [x * x * x, 3 * x * x, 3 * x]
    r = -1 / x
    recip = [-2 * r, -2 * r * r, -2 * r * r * r]
    c0, c1, c2 = (p + q for p, q in zip(cube, recip))
    c0 += 5
    return c1, c0 + h * c1, c0 + h * (c1 + h * c2)

# %% right: A table of terms (factor, power) and one rule for powers, applied again for the slope of the slope; results are tensors without axes.
import torch

def slope_predicts(x, h):
    def differentiate(terms):
        return [(c * p, p - 1) for c, p in terms if p != 0]

    def value(terms):
        t = torch.tensor(x, dtype=torch.float64)
        return sum(c * t ** p for c, p in terms)

    f = [(1.0, 3), (2.0, -1), (5.0, 0)]
    df = differentiate(f)
    ddf = differentiate(df)
    line = value(f) + value(df) * h
    return value(df), line, line + value(ddf) * (h * h) / 2

# %% wrong: The fraction 2/x is differentiated as derivative of the top over derivative of the bottom, 0/1, so it drops out of all slopes.
# told: quotient_is_constant
def slope_predicts(x, h):
    f = x ** 3 + 2 / x + 5
    slope = 3 * x ** 2 + 0 / 1
    curve = 6 * x
    line = f + slope * h
    parabola = line + curve * h ** 2 / 2
    return slope, line, parabola

# %% wrong: The constant 5 is missing in the height (it drops out of the slope, but not of the height).
# told: five_left_out
def slope_predicts(x, h):
    f = x ** 3 + 2 / x
    s = 3 * x ** 2 - 2 / x ** 2
    c = 6 * x + 4 / x ** 3
    return s, f + s * h, f + s * h + c * h * h / 2

# %% wrong: In the slope of the slope the exponent is not lowered: 4/x**2 stands where 4/x**3 should.
# told: step
def slope_predicts(x, h):
    f = x ** 3 + 2 / x + 5
    df = 3 * x ** 2 - 2 / x ** 2
    ddf = 6 * x + 4 / x ** 2
    line = f + df * h
    return df, line, line + ddf / 2 * h ** 2

# %% wrong: TWO: the constant 5 is kept in the derivative; and Taylor's factor 1/2 is missing in the parabola.
# told: values
def slope_predicts(x, h):
    f = x ** 3 + 2 / x + 5
    slope = 3 * x ** 2 - 2 / x ** 2 + 5
    second = 6 * x + 4 / x ** 3
    line = f + slope * h
    parabola = line + second * h ** 2
    return slope, line, parabola

# %% wrong: A leftover from trying out: h is set to 0.1, so the argument h has no effect.
# told: clue
def slope_predicts(x, h):
    h = 0.1
    f = x ** 3 + 2 / x + 5
    slope = 3 * x ** 2 - 2 / x ** 2
    line = f + slope * h
    parabola = line + (6 * x + 4 / x ** 3) * h ** 2 / 2
    return slope, line, parabola

# %% right: A dataclass of Taylor coefficients (height, slope, half the second slope) with its own product and reciprocal.
import torch
from dataclasses import dataclass


@dataclass
class Jet:
    c0: float
    c1: float = 0.0
    c2: float = 0.0

    def plus(self, o):
        return Jet(self.c0 + o.c0, self.c1 + o.c1, self.c2 + o.c2)

    def times(self, o):
        return Jet(
            self.c0 * o.c0,
            self.c0 * o.c1 + self.c1 * o.c0,
            self.c0 * o.c2 + self.c1 * o.c1 + self.c2 * o.c0,
        )

    def reciprocal(self):
        r0 = 1 / self.c0
        r1 = -self.c1 * r0 * r0
        r2 = -(self.c1 * r1 + self.c2 * r0) * r0
        return Jet(r0, r1, r2)


def slope_predicts(x, h):
    X = Jet(float(x), 1.0)
    f = X.times(X).times(X).plus(Jet(2.0).times(X.reciprocal())).plus(Jet(5.0))
    line = f.c0 + f.c1 * h
    return f.c1, line, line + f.c2 * h * h

# %% right: The function as a list of (factor, exponent), the power rule as a helper that is applied again and again.
import torch
import math


def slope_predicts(x, h):
    terms = [(1.0, 3), (2.0, -1), (5.0, 0)]

    def derive(ts):
        return [(a * k, k - 1) for a, k in ts if k != 0]

    def height(ts):
        return math.fsum(a * x ** k for a, k in ts)

    values = []
    for order in range(3):
        values.append(height(terms) / math.factorial(order))
        terms = derive(terms)
    predict = lambda order: sum(c * h ** k for k, c in enumerate(values[: order + 1]))
    return values[1], predict(1), predict(2)

# %% wrong: The line is taken as slope times (x + h), as if it went through the origin; the tangent starts at the height f(x) and rises by slope times h.
# told: through_the_origin
import torch


def slope_predicts(x, h):
    slope = 3 * x**2 - 2 / x**2
    line = slope * (x + h)
    second = 6 * x + 4 / x**3
    parabola = line + second / 2 * h**2
    return slope, line, parabola

# %% wrong: The slope is that of the secant from x to x + h, which needs f(x + h), and not the derivative at x.
# told: secant
import torch


def slope_predicts(x, h):
    def f(z):
        return z ** 3 + 2 / z + 5

    if h == 0 or x + h == 0:
        slope = 3 * x ** 2 - 2 / x ** 2
    else:
        slope = (f(x + h) - f(x)) / h
    line = f(x) + slope * h
    curvature = 6 * x + 4 / x ** 3
    return slope, line, line + 0.5 * curvature * h ** 2

# %% wrong: The derivative of 2/x has the wrong sign: it is -2/x², not +2/x².
# told: quotient_rises_in_the_slope_alone
import torch


def slope_predicts(x, h):
    f0 = x**3 + 2/x + 5
    f1 = 3*x**2 + 2/x**2
    f2 = 6*x + 4/x**3
    return f1, f0 + f1*h, f0 + f1*h + f2*h*h/2

# %% wrong: The second-order term lacks its factor 1/2.
# told: no_half
import torch


def slope_predicts(x, h):
    height = x * x * x + 2 / x + 5
    slope = 3 * x * x - 2 / (x * x)
    slope_of_slope = 6 * x + 4 / (x * x * x)
    line = height + h * slope
    parabola = line + h * h * slope_of_slope
    return slope, line, parabola

# %% wrong: The height at x forgets the constant 5, and the second derivative has -4/x³ instead of +4/x³.
# told: five_left_out_and_bend_falls
import torch


def slope_predicts(x, h):
    f = lambda x: x**3 + 2 * x**-1
    df = lambda x: 3 * x**2 - 2 * x**-2
    ddf = lambda x: 6 * x - 4 * x**-3
    line = f(x) + df(x) * h
    parabola = line + ddf(x) * h**2 / 2
    return df(x), line, parabola

# %% wrong: For x + h = 0 this gives nan, but line and parabola start from x and have a height there although f has none.
# told: nan_at_zero
import torch


def slope_predicts(x, h):
    slope = 3 * x**2 - 2 / x**2
    if x + h == 0:
        # f is not defined at 0
        return slope, float("nan"), float("nan")
    y = x**3 + 2 / x + 5
    line = y + slope * h
    parabola = y + slope * h + (6 * x + 4 / x**3) / 2 * h**2
    return slope, line, parabola

# %% wrong: In Python `^` is not a power; with floats it stops with a TypeError.
# told: advice
import torch


def slope_predicts(x, h):
    height = x^3 + 2/x + 5
    slope = 3*x^2 - 2/x^2
    slope2 = 6*x + 4/x^3
    line = height + slope*h
    parabola = line + 0.5*slope2*h^2
    return slope, line, parabola

# %% wrong: Line and parabola are returned as changes from x to x + h; the height f(x) was never added.
# told: changes_only
import torch


def slope_predicts(x, h):
    slope = 3 * x ** 2 - 2 / x ** 2
    second = 6 * x + 4 / x ** 3
    line = slope * h
    parabola = slope * h + second * h ** 2 / 2
    return (slope, line, parabola)

# %% right: A helper gives the Taylor coefficients, and a loop from the back evaluates them.
def coefficients(x):
    r = 1 / x
    return [x * x * x + 2 * r + 5, 3 * x * x - 2 * r * r, 3 * x + 2 * r * r * r]

def evaluate(c, h):
    total = 0.0
    for a in reversed(c):
        total = total * h + a
    return total

def slope_predicts(x, h):
    c = coefficients(x)
    return c[1], evaluate(c[:2], h), evaluate(c, h)

# %% right: The three terms of f are predicted one by one and then added.
def slope_predicts(x, h):
    cube = (x**3, 3 * x**2, 3 * x)              # value, slope, half the bend
    quotient = (2 / x, -2 / x**2, 2 / x**3)
    five = (5, 0, 0)
    value, slope, half = (sum(parts) for parts in zip(cube, quotient, five))
    guess = lambda *terms: sum(t * h**k for k, t in enumerate(terms))
    return slope, guess(value, slope), guess(value, slope, half)

# %% right: Everything is brought over one denominator first.
def slope_predicts(x, h):
    value = (x**4 + 5 * x + 2) / x
    slope = (3 * x**4 - 2) / x**2
    bend = (6 * x**4 + 4) / x**3
    parabola = value + h * (slope + h / 2 * bend)
    line = parabola - bend * h**2 / 2
    return slope, line, parabola

# %% wrong: Your line and parabola give only the rise; the prediction for f(x + h) starts from the height f(x).
# told: changes_only
def slope_predicts(x, h):
    slope = 3 * x ** 2 - 2 / x ** 2
    curve = 6 * x + 4 / x ** 3
    line = slope * h
    parabola = slope * h + curve * h ** 2 / 2
    return slope, line, parabola

# %% wrong: You draw the line with the slope at x + h, but the prediction may only use what is known at x.
# told: slope_and_bend_at_the_end
def f(x):
    return x ** 3 + 2 / x + 5

def df(x):
    return 3 * x ** 2 - 2 / x ** 2

def ddf(x):
    return 6 * x + 4 / x ** 3

def slope_predicts(x, h):
    line = f(x) + df(x + h) * h
    parabola = line + ddf(x + h) / 2 * h ** 2
    return df(x), line, parabola

# %% wrong: The derivative of 2/x is -2/x², and you have plus.
# told: quotient_rises_in_the_slope_alone
def slope_predicts(x, h):
    f = x**3 + 2/x + 5
    f1 = 3*x**2 + 2/x**2
    f2 = 6*x + 4/x**3
    return f1, f + f1*h, f + f1*h + 0.5*f2*h**2

# %% wrong: The parabola's square term is half the second derivative times h², and you left out the half.
# told: no_half
def slope_predicts(x, h):
    height = x * x * x + 2 / x + 5
    slope = 3 * x * x - 2 / (x * x)
    bend = 6 * x + 4 / (x * x * x)
    line = height + slope * h
    parabola = line + bend * h * h
    return (slope, line, parabola)

# %% wrong: The second derivative of 2/x has a plus, not a minus, and the height f(x) lost its 5.
# told: five_left_out_and_bend_falls
def slope_predicts(x, h):
    y0 = x ** 3 + 2 * x ** -1
    first = 3 * x ** 2 - 2 * x ** -2
    second = 6 * x - 4 * x ** -3
    line = y0 + first * h
    parabola = line + second * h ** 2 / 2
    return first, line, parabola

# %% wrong: You turn a negative h into a positive one, so a step to the left is predicted as a step to the right.
# told: h_made_positive
def slope_predicts(x, h):
    step = abs(h)  # how far we go
    slope = 3 * x ** 2 - 2 / x ** 2
    line = (x ** 3 + 2 / x + 5) + slope * step
    parabola = line + (3 * x + 2 / x ** 3) * step ** 2
    return slope, line, parabola

# %% wrong: In Python ^ is not the power, so your code stops with an error for floats; write **.
# told: advice
def slope_predicts(x, h):
    fx = x^3 + 2/x + 5
    slope = 3*x^2 - 2/x^2
    line = fx + slope*h
    parabola = line + (6*x + 4/x^3)/2 * h^2
    return slope, line, parabola

# %% wrong: Your parabola has only the height and the square term; the slope term of the line belongs to it as well.
# told: parabola_without_line
def slope_predicts(x, h):
    value = x ** 3 + 2 / x + 5
    slope = 3 * x ** 2 - 2 / x ** 2
    second = 6 * x + 4 / x ** 3
    line = value + slope * h
    parabola = value + second / 2 * h ** 2
    return slope, line, parabola

# %% right: Geometric series.
def slope_predicts(x, h):
    # (x+h)^3 = x^3 + 3x^2 h + 3x h^2 + ...   and   2/(x+h) = 2/x * (1 - r + r^2 - ...) with r = h/x
    cube = [x * x * x, 3 * x * x * h, 3 * x * h * h]
    r = h / x
    hyperbola = [2 / x, -2 / x * r, 2 / x * r * r]
    heights = [5 + cube[0] + hyperbola[0]]
    for k in (1, 2):
        heights.append(heights[-1] + cube[k] + hyperbola[k])
    slope = 3 * x * x - 2 / x / x
    return slope, heights[1], heights[2]

# %% right: Numpy polyval.
import numpy as np

def slope_predicts(x, h):
    powers = np.array([x ** k for k in (3, 1, 0, -1, -2, 2, -3)])
    table = np.array([
        [1, 0, 5, 2, 0, 0, 0],      # f
        [0, 0, 0, 0, -2, 3, 0],     # f'
        [0, 3, 0, 0, 0, 0, 2],      # f''/2
    ], dtype=float)
    c = table @ powers
    at = lambda degree: float(np.polynomial.polynomial.polyval(h, c[:degree + 1]))
    return float(c[1]), at(1), at(2)

# %% right: Taylor closure.
import torch


def taylor(*derivatives):
    def predict(h):
        total, factor = torch.zeros((), dtype=torch.float64), 1.0
        for k, d in enumerate(derivatives, start=1):
            total = total + d * factor
            factor = factor * h / k
        return total
    return predict

def slope_predicts(x, h):
    x = torch.tensor(x, dtype=torch.float64)
    inverse = x.reciprocal()
    f0 = x ** 3 + 2 * inverse + 5
    f1 = 3 * x.square() - 2 * inverse.square()
    f2 = 6 * x + 4 * inverse ** 3
    return f1, taylor(f0, f1)(h), taylor(f0, f1, f2)(h)

# %% wrong: You go along the slope that holds at x + h; the tangent line has the slope of the place where you stand, x.
# told: slope_at_the_end
def slope_predicts(x, h):
    f = x ** 3 + 2 / x + 5
    def d(z):
        return 3 * z ** 2 - 2 / z ** 2
    slope = d(x)
    line = f + d(x + h) * h
    parabola = line + 0.5 * (6 * x + 4 / x ** 3) * h ** 2
    return slope, line, parabola

# %% wrong: You take the slope squared as the second derivative; it should be the slope of the slope.
# told: slope_squared_for_bend
def slope_predicts(x, h):
    height = x**3 + 2/x + 5
    slope = 3*x**2 - 2/x**2
    line = height + slope*h
    parabola = line + slope**2 * h**2 / 2
    return slope, line, parabola

# %% wrong: The slope of -2/x² is +4/x³, and you wrote -4/x³.
# told: bend_of_quotient_falls
def slope_predicts(x, h):
    f0 = x**3 + 2 / x + 5
    f1 = 3 * x**2 - 2 * x**(-2)
    f2 = 6 * x - 4 * x**(-3)
    return f1, f0 + f1 * h, f0 + f1 * h + f2 * h**2 / 2

# %% wrong: The constant 5 stayed in the derivative; its slope is 0.
# told: constant_kept
def slope_predicts(x, h):
    slope = 3 * x * x - 2 / (x * x) + 5
    second = 6 * x + 4 / (x * x * x)
    here = x * x * x + 2 / x + 5
    line = here + h * slope
    return slope, line, line + h * h * second / 2

# %% wrong: In the second derivative the exponent did not come down (2/x³ instead of 4/x³), and the last term has h instead of h squared.
# told: exponent_stays_and_h_not_squared
def slope_predicts(x, h):
    y = x ** 3 + 2 / x + 5
    s = 3 * x ** 2 - 2 / x ** 2
    ss = 6 * x + 2 / x ** 3
    line = y + s * h
    parabola = y + s * h + ss / 2 * h
    return s, line, parabola

# %% wrong: For negative x you lose the sign of x³ in the term 4/x³, because you take the size of x.
# told: size_of_x_in_bend
def slope_predicts(x, h):
    r = abs(x)
    slope = 3 * r ** 2 - 2 / r ** 2
    curvature = 6 * x + 4 / r ** 3
    line = x ** 3 + 2 / x + 5 + slope * h
    parabola = line + curvature * h ** 2 / 2
    return (slope, line, parabola)

# %% wrong: You return only line and parabola; the slope is missing from the result.
# told: values
def slope_predicts(x, h):
    start = x ** 3 + 2 / x + 5
    slope = 3 * x ** 2 - 2 / x ** 2
    bend = 6 * x + 4 / x ** 3
    line = start + slope * h
    parabola = start + slope * h + 1 / 2 * bend * h ** 2
    return line, parabola

# %% wrong: As the third result you return the true height f(x + h), not what the parabola predicts (and at x + h = 0 you divide by 0).
# told: true_height_for_the_parabola
f = lambda z: z**3 + 2/z + 5

def slope_predicts(x, h):
    slope = 3*x**2 - 2/x**2
    return slope, f(x) + slope*h, f(x + h)

# %% right: Terms.
import math

def slope_predicts(x, h):
    # each term is (coefficient, exponent)
    terms = [(1.0, 3), (2.0, -1), (5.0, 0)]

    def differentiate(ts):
        return [(c * e, e - 1) for c, e in ts if e != 0]

    def value(ts):
        return math.fsum(c * x ** e for c, e in ts)

    coefficients, ts = [], terms
    for k in range(3):
        coefficients.append(value(ts) / math.factorial(k))
        ts = differentiate(ts)
    a, b, c = coefficients
    return b, a + b * h, a + h * (b + h * c)

# %% right: Numpy.
import numpy as np

def slope_predicts(x, h):
    taylor = np.array([x**3 + 2 / x + 5, 3 * x * x - 2 / (x * x), 3 * x + 2 / x**3], dtype=np.float64)
    powers = np.array([1.0, h, h * h])
    partial = np.cumsum(taylor * powers)
    return float(taylor[1]), float(partial[1]), float(partial[2])

# %% right: Common denominator.
import torch

def slope_predicts(x, h):
    x = torch.tensor(x, dtype=torch.float64)
    slope = (3 * x.pow(4) - 2) / x.pow(2)
    bend = (6 * x.pow(4) + 4) / x.pow(3)
    # walk h along the mean of the slopes at both ends of the parabola
    here = (x.pow(4) + 2 + 5 * x) / x
    end_slope = slope + bend * h
    return slope, here + h * slope, here + h * (slope + end_slope) / 2

# %% wrong: Line and parabola give only the change of the height; the height f(x) at which you start is missing.
# told: changes_only
def slope_predicts(x, h):
    slope = 3 * x**2 - 2 / x**2
    second = 6 * x + 4 / x**3
    line = slope * h
    parabola = slope * h + second * h**2 / 2
    return slope, line, parabola

# %% wrong: This slope is that of the secant from x to x + h and uses the true f(x + h), but the derivative at x alone was wanted.
# told: secant_without_care
def slope_predicts(x, h):
    def f(z):
        return z**3 + 2 / z + 5
    slope = (f(x + h) - f(x)) / h
    bend = 6 * x + 4 / x**3
    line = f(x) + slope * h
    return slope, line, line + 0.5 * bend * h**2

# %% wrong: The factor one half before the second-order term is missing.
# told: no_half
def slope_predicts(x, h):
    f = x**3 + 2 * x**-1 + 5
    f1 = 3 * x**2 - 2 * x**-2
    f2 = 6 * x + 4 * x**-3
    line = f + f1 * h
    return f1, line, line + f2 * h**2

# %% wrong: The derivative of 2/x has a minus: -2/x², and here it is added.
# told: quotient_rises_in_the_slope_alone
def slope_predicts(x, h):
    height = x ** 3 + 2 / x + 5
    slope = 3 * x ** 2 + 2 / x ** 2
    slope_of_slope = 6 * x + 4 / x ** 3
    line = height + slope * h
    parabola = line + slope_of_slope * h ** 2 / 2
    return slope, line, parabola

# %% wrong: The 5 is missing in the height, and the second derivative has -4/x³ where +4/x³ belongs.
# told: five_left_out_and_bend_falls
def slope_predicts(x, h):
    start = x * x * x + 2 / x
    d1 = 3 * x * x - 2 / (x * x)
    d2 = 6 * x - 4 / (x * x * x)
    return d1, start + d1 * h, start + d1 * h + d2 * h * h / 2

# %% wrong: The true f(x + h) is computed only for comparison, and this divides by zero when x + h is 0.
# told: advice
def slope_predicts(x, h):
    f = lambda z: z**3 + 2 / z + 5
    slope = 3 * x**2 - 2 / x**2
    second = 6 * x + 4 / x**3
    line = f(x) + slope * h
    parabola = line + second / 2 * h**2
    true = f(x + h)
    error_line, error_parabola = true - line, true - parabola
    return slope, line, parabola

# %% wrong: In Python ^ is no power and stops with an error for floats; a power is written **.
# told: advice
def slope_predicts(x, h):
    fx = x^3 + 2/x + 5
    slope = 3*x^2 - 2/x^2
    slope2 = 6*x + 4/x^3
    line = fx + slope*h
    parabola = line + slope2*h^2/2
    return slope, line, parabola

# %% wrong: The parabola has lost the linear term slope · h: Taylor's formula adds the second-order term to the line.
# told: parabola_without_line
def slope_predicts(x, h):
    fx = x**3 + 2/x + 5
    slope = 3*x**2 - 2/x**2
    slope_slope = 6*x + 4/x**3
    line = fx + slope * h
    parabola = fx + 1/2 * slope_slope * h**2
    return slope, line, parabola

# %% right: Terms as (coefficient, exponent) pairs, one helper derives them; the Taylor sum is a loop.
import math
def slope_predicts(x, h):
    derive = lambda terms: [(c * e, e - 1) for c, e in terms if e != 0]
    value = lambda terms: sum(c * x ** e for c, e in terms)

    terms = [(1, 3), (2, -1), (5, 0)]
    found = []
    total = 0.0
    sums = []
    for k in range(3):
        found.append(value(terms))
        total = total + found[k] * h ** k / math.factorial(k)
        sums.append(total)
        terms = derive(terms)
    return found[1], sums[1], sums[2]

# %% right: Exact fractions, nested Horner form, floats at the end.
from fractions import Fraction

def slope_predicts(x, h):
    x, h = Fraction(x), Fraction(h)
    f0 = x ** 3 + 2 / x + 5
    f1 = 3 * x ** 2 - 2 / x ** 2
    half_f2 = 3 * x + 2 / x ** 3
    return tuple(float(v) for v in (f1, f0 + h * f1, f0 + h * (f1 + h * half_f2)))

# %% right: A table (terms by derivatives) in torch; a matrix with the powers of h gives both heights.
import torch

def slope_predicts(x, h):
    t = torch.tensor(x, dtype=torch.float64)
    r = t.reciprocal()
    table = torch.stack([
        torch.stack([t ** 3, 3 * t ** 2, 6 * t]),
        torch.stack([2 * r, -2 * r ** 2, 4 * r ** 3]),
        torch.tensor([5.0, 0.0, 0.0], dtype=torch.float64),
    ])
    weights = torch.tensor([[0.0, 1.0, 0.0], [1.0, h, 0.0], [1.0, h, h * h / 2]], dtype=torch.float64)
    slope, line, parabola = torch.einsum("jk,ik->j", weights, table)
    return slope, line, parabola

# %% wrong: The slope has to be multiplied by the step h from where you stand, not by the place x + h.
# told: slope_times_the_place
def slope_predicts(x, h):
    height = x**3 + 2 / x + 5
    slope = 3 * x**2 - 2 / x**2
    curve = 6 * x + 4 / x**3
    goal = x + h
    line = height + slope * goal
    parabola = line + curve / 2 * h**2
    return slope, line, parabola

# %% wrong: The slope of the slope is the derivative of f', not the slope times itself.
# told: slope_squared_for_bend
def slope_predicts(x, h):
    def f(t):
        return t ** 3 + 2 / t + 5

    def df(t):
        return 3 * t ** 2 - 2 / t ** 2

    slope = df(x)
    slope_of_slope = slope * slope
    line = f(x) + slope * h
    parabola = line + slope_of_slope * h ** 2 / 2
    return slope, line, parabola

# %% wrong: In Taylor's formula the second derivative has the factor 1/2, which is missing.
# told: no_half
def slope_predicts(x, h):
    f0 = x * x * x + 2 / x + 5
    f1 = 3 * x * x - 2 / (x * x)
    f2 = 6 * x + 4 / (x * x * x)
    return (f1, f0 + f1 * h, f0 + f1 * h + f2 * h * h)

# %% wrong: The derivative of -2/x^2 is +4/x^3, the two minus signs make a plus.
# told: bend_of_quotient_falls
def slope_predicts(x, h):
    slope = 3 * x ** 2 - 2 * x ** (-2)
    second = 6 * x - 4 * x ** (-3)
    value = x ** 3 + 2 * x ** (-1) + 5
    line = value + h * slope
    parabola = line + 0.5 * second * h ** 2
    return slope, line, parabola

# %% wrong: The exponent in the derivative of 2/x does not go down to -2, and in the parabola h is not squared.
# told: quotient_keeps_its_power_in_the_slope_and_h_not_squared
def slope_predicts(x, h):
    height = x ** 3 + 2 * x ** -1 + 5
    first = 3 * x ** 2 - 2 * x ** -1
    second = 6 * x + 4 * x ** -3
    line = height + first * h
    parabola = height + first * h + second * h / 2
    return first, line, parabola

# %% wrong: f has no value at 0, but the line and the parabola do, so x + h = 0 needs no special answer.
# told: inf_at_zero
import math
def slope_predicts(x, h):
    slope = 3 * x**2 - 2 / x**2
    if x + h == 0:
        # 2 / 0 is not defined there
        return slope, math.inf, math.inf
    here = x**3 + 2 / x + 5
    bend = 6 * x + 4 / x**3
    line = here + slope * h
    return slope, line, line + bend * h**2 / 2

# %% wrong: In Python ^ is not a power, so x^3 raises a TypeError for floats; a power is written x**3.
# told: advice
def slope_predicts(x, h):
    f = x^3 + 2/x + 5
    slope = 3*x^2 - 2/x^2
    slope2 = 6*x + 4/x^3
    line = f + slope*h
    parabola = f + slope*h + slope2/2*h^2
    return slope, line, parabola

# %% wrong: The parabola has only the height and the term with h squared; the term slope times h is missing.
# told: parabola_without_line
import math
def slope_predicts(x, h):
    f_x = math.pow(x, 3) + 2 / x + 5
    f_prime = 3 * math.pow(x, 2) - 2 / math.pow(x, 2)
    f_double_prime = 6 * x + 4 / math.pow(x, 3)
    first_order = f_x + f_prime * h
    second_order = f_x + f_double_prime / 2 * math.pow(h, 2)
    return f_prime, first_order, second_order

# %% right: The function as a table of powers, differentiated by a helper.
def derive(terms):
    return {p - 1: c * p for p, c in terms.items() if p != 0}

def value(terms, x):
    return sum(c * x ** p for p, c in terms.items())

def slope_predicts(x, h):
    f = {3: 1.0, -1: 2.0, 0: 5.0}
    taylor = []
    factorial = 1.0
    for k in range(3):
        taylor.append(value(f, x) / factorial)
        f = derive(f)
        factorial *= k + 1
    return taylor[1], taylor[0] + taylor[1] * h, sum(t * h ** k for k, t in enumerate(taylor))

# %% right: Arithmetic with truncated series (c0, c1, c2) in h, with a product and a reciprocal.
def slope_predicts(x, h):
    def times(a, b):
        return (a[0] * b[0], a[0] * b[1] + a[1] * b[0], a[0] * b[2] + a[1] * b[1] + a[2] * b[0])

    def one_over(a):
        r0 = 1 / a[0]
        r1 = -a[1] * r0 * r0
        r2 = -(a[1] * r1 + a[2] * r0) * r0
        return (r0, r1, r2)

    s = (x, 1.0, 0.0)
    cube, inverse = times(times(s, s), s), one_over(s)
    c0, c1, c2 = (cube[i] + 2 * inverse[i] + (5.0 if i == 0 else 0.0) for i in range(3))
    return c1, c0 + c1 * h, c0 + h * (c1 + h * c2)

# %% right: Tensors: a small matrix of derivatives times powers of h.
import torch

def slope_predicts(x, h):
    powers_of_x = torch.tensor([x ** 3, x ** 2, x, 1.0, 1 / x, 1 / x ** 2, 1 / x ** 3], dtype=torch.float64)
    D = torch.tensor([[1, 0, 0, 5, 2, 0, 0], [0, 3, 0, 0, 0, -2, 0], [0, 0, 3, 0, 0, 0, 2]], dtype=torch.float64)
    c = D @ powers_of_x
    powers_of_h = torch.tensor([1.0, h, h * h], dtype=torch.float64)
    return c[1], c[:2] @ powers_of_h[:2], torch.einsum("k,k->", c, powers_of_h)

# %% wrong: You write the tangent as slope * (x + h) + 5 and take the 5 of f for its intercept, but the line has to start from the height f(x) at x and rise by slope * h.
# told: five_for_the_intercept
def slope_predicts(x, h):
    slope = 3 * x ** 2 - 2 / x ** 2
    curve = 6 * x + 4 / x ** 3
    line = slope * (x + h) + 5
    parabola = line + curve * h ** 2 / 2
    return slope, line, parabola

# %% wrong: For the parabola you average the slopes at x and at x + h, but Taylor's formula uses only what is known at x: the slope of the slope there (and at x + h = 0 your slope does not exist).
# told: mean_of_two_slopes
def slope_predicts(x, h):
    f = lambda s: s**3 + 2/s + 5
    df = lambda s: 3*s**2 - 2/s**2
    slope = df(x)
    line = f(x) + slope*h
    mean_slope = (df(x) + df(x + h)) / 2
    parabola = f(x) + mean_slope*h
    return slope, line, parabola

# %% wrong: You raised the exponent -1 to 0 instead of lowering it to -2, so 2/x got the slope -2 for every x.
# told: quotient_as_falling_product
def slope_predicts(x, h):
    height = x ** 3 + 2 * x ** -1 + 5
    slope = 3 * x ** 2 + (-1) * 2 * x ** 0
    slope2 = 6 * x
    line = height + slope * h
    return slope, line, line + 0.5 * slope2 * h ** 2

# %% wrong: You square h / 2, so the last term is divided by 4, but only h is squared and the half stands outside.
# told: step
def slope_predicts(x, h):
    f0 = x * x * x + 2 / x + 5
    f1 = 3 * x * x - 2 / (x * x)
    f2 = 6 * x + 4 / (x * x * x)
    line = f0 + f1 * h
    parabola = f0 + f1 * h + f2 * (h / 2) ** 2
    return f1, line, parabola

# %% wrong: You dropped the constant 5 from the height too, not only from the slope, and the slope of -2x^-2 has the wrong sign.
# told: five_left_out_and_bend_falls
import math

def slope_predicts(x, h):
    height = math.pow(x, 3) + 2 / x      # constants fall away
    slope = 3 * math.pow(x, 2) - 2 * math.pow(x, -2)
    slope_of_slope = 6 * x - 4 * math.pow(x, -3)
    line = height + h * slope
    parabola = line + h * h * slope_of_slope / 2
    return slope, line, parabola

# %% wrong: At x + h = 0 you return infinity because f has no value there, but the line and the parabola do have a height at 0.
# told: inf_at_zero
def slope_predicts(x, h):
    slope = 3 * x**2 - 2 / x**2
    if x + h == 0:
        return slope, float("inf"), float("inf")
    fx = x**3 + 2 / x + 5
    second = 6 * x + 4 / x**3
    return slope, fx + slope * h, fx + slope * h + second * h**2 / 2

# %% wrong: You return the slope and a tuple of the other two, so there are two results instead of three numbers.
# told: values
def predictions(x, h):
    fx = x**3 + 2/x + 5
    d1 = 3*x**2 - 2/x**2
    d2 = 6*x + 4/x**3
    return fx + d1*h, fx + d1*h + d2*h**2/2

def slope_predicts(x, h):
    slope = 3*x**2 - 2/x**2
    return slope, predictions(x, h)

# %% wrong: You walk two half steps along tangents and take a new slope in the middle, but the parabola is one formula with the slope of the slope at x.
# told: two_half_steps
def slope_predicts(x, h):
    def height(s):
        return s**3 + 2 / s + 5

    def slope_at(s):
        if s == 0:
            return 0.0
        return 3 * s**2 - 2 / s**2

    slope = slope_at(x)
    line = height(x) + h * slope
    middle = height(x) + h / 2 * slope
    parabola = middle + h / 2 * slope_at(x + h / 2)
    return slope, line, parabola

# %% right: The function is a table of exponent and factor; the power rule by hand is applied to the table, recursively.
import math

import torch

TERMS = {3: 1.0, -1: 2.0, 0: 5.0}


def nth(terms, k):
    if k == 0:
        return terms
    return nth({e - 1: c * e for e, c in terms.items() if e != 0}, k - 1)


def value(terms, x):
    total = 0.0
    for e, c in terms.items():
        total += c * x**e
    return total


def slope_predicts(x, h):
    derivs = [value(nth(TERMS, k), x) for k in range(3)]
    taylor = lambda order: sum(derivs[k] * h**k / math.factorial(k) for k in range(order + 1))
    return derivs[1], taylor(1), taylor(2)

# %% right: NumPy: a matrix of factors times the powers of x gives the three derivatives, and a second matrix gives the answers.
import math

import numpy as np
import torch


def slope_predicts(x, h):
    # columns: x^3, x^2, x, 1, 1/x, 1/x^2, 1/x^3
    powers = np.array([x * x * x, x * x, x, 1.0, 1 / x, 1 / (x * x), 1 / (x * x * x)])
    factors = np.array([
        [1, 0, 0, 5, 2, 0, 0],
        [0, 3, 0, 0, 0, -2, 0],
        [0, 0, 6, 0, 0, 0, 4],
    ], dtype=float)
    d = np.einsum("ij,j->i", factors, powers)
    out = np.array([[0, 1, 0], [1, h, 0], [1, h, h * h / 2]]) @ d
    return tuple(torch.from_numpy(out).unbind())

# %% right: Closures and fractions with one denominator, and the parabola by Horner's scheme.
import math

import torch


def slope_predicts(x, h):
    def tangent_at(a):
        height = (a**4 + 2 + 5 * a) / a
        slope = (3 * a**4 - 2) / a**2
        half_bend = (3 * a**4 + 2) / a**3

        def line(s):
            return slope * s + height

        def parabola(s):
            return (half_bend * s + slope) * s + height

        return slope, line, parabola

    m, line, parabola = tangent_at(x)
    return m, line(h), parabola(h)

# %% wrong: Your slope is that of the secant from x to x + h, which uses the very value f(x + h) you must not compute; the slope at x is f'(x) = 3x² - 2/x².
# told: secant_without_care
import math

import torch


def slope_predicts(x, h):
    def f(t):
        return t**3 + 2 / t + 5

    slope = (f(x + h) - f(x)) / h
    line = f(x) + slope * h
    parabola = line + (6 * x + 4 / x**3) / 2 * h**2
    return slope, line, parabola

# %% wrong: You multiply the slope by the place x + h, but the tangent starts at x with the height f(x), so only the way h counts.
# told: x_plus_h_for_h
import math

import torch


def slope_predicts(x, h):
    """(slope, line, parabola): f'(x), and what line and parabola predict for f(x + h); f(x) = x³ + 2/x + 5."""
    height = x**3 + 2 / x + 5
    slope = 3 * x**2 - 2 / x**2
    second = 6 * x + 4 / x**3
    new_x = x + h
    line = height + slope * new_x
    parabola = height + slope * new_x + 0.5 * second * new_x**2
    return slope, line, parabola

# %% wrong: The factor 1/2 before the term with h² is missing in the parabola.
# told: no_half
import math

import torch


def slope_predicts(x, h):
    f0 = x**3 + 2 * x**(-1) + 5
    f1 = 3 * x**2 - 2 * x**(-2)
    f2 = 6 * x + 4 * x**(-3)
    return f1, f0 + f1 * h, f0 + f1 * h + f2 * h**2

# %% wrong: The second derivative has a wrong sign: -2·x^(-2) has the slope +4·x^(-3), because minus times minus is plus.
# told: bend_of_quotient_falls
import math

import torch


def f(x):
    return x ** 3 + 2 / x + 5


def df(x):
    return 3 * x ** 2 - 2 / x ** 2


def ddf(x):
    return 6 * x - 4 / x ** 3


def slope_predicts(x, h):
    slope = df(x)
    line = f(x) + slope * h
    parabola = line + ddf(x) * h ** 2 / 2
    return (slope, line, parabola)

# %% wrong: The slope of 2/x is -2/x² and not +2/x², and in the parabola the term with the second derivative needs h² and not h.
# told: values
import math

import torch


def slope_predicts(x, h):
    y = math.pow(x, 3) + 2 / x + 5
    slope = 3 * math.pow(x, 2) + 2 / math.pow(x, 2)
    curvature = 6 * x + 4 / math.pow(x, 3)
    line = y + slope * h
    parabola = y + slope * h + curvature / 2 * h
    return slope, line, parabola

# %% wrong: You also compute the true height f(x + h) to compare, which divides by zero when x + h is 0, although this is allowed and the prediction does not need it.
# told: advice
import math

import torch


def slope_predicts(x, h):
    f = lambda t: t**3 + 2 / t + 5

    slope = 3 * x**2 - 2 / x**2
    second = 6 * x + 4 / x**3
    line = f(x) + slope * h
    parabola = line + second * h**2 / 2

    # how good is it?
    true = f(x + h)
    error_line = abs(true - line)
    error_parabola = abs(true - parabola)

    return slope, line, parabola

# %% wrong: In Python ^ is not the power but a bit operation, which fails for floats: write ** instead.
# told: advice
import math

import torch


def slope_predicts(x, h):
    height = x^3 + 2/x + 5
    slope = 3*x^2 - 2/x^2
    second = 6*x + 4/x^3
    line = height + slope*h
    parabola = line + second/2*h^2
    return slope, line, parabola

# %% wrong: Line and parabola give only the change from x to x + h; the height f(x) from which you start is missing.
# told: changes_only
import math

import torch


def slope_predicts(x, h):
    x = torch.tensor(x, dtype=torch.float64)
    h = torch.tensor(h, dtype=torch.float64)
    slope = 3 * x.pow(2) - 2 / x.pow(2)
    slope_of_slope = 6 * x + 4 / x.pow(3)
    line = slope * h
    parabola = slope * h + slope_of_slope * h.pow(2) / 2
    return slope, line, parabola
