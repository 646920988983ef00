"""Exercise: dual numbers."""

from __future__ import annotations

import math

import torch

from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.diff import dual

FUNCTIONS = {
    "x + 3": lambda x: x + 3,
    "3 + x": lambda x: 3 + x,
    "5 - x": lambda x: 5 - x,
    "x * x": lambda x: x * x,
    "2 * x - 1": lambda x: 2 * x - 1,
    "x ** 3": lambda x: x**3,
    "x / (x + 4)": lambda x: x / (x + 4),
    "2 / x": lambda x: 2 / x,
    "exp(x)": lambda x: x.exp(),
    "sin(x)": lambda x: x.sin(),
    "log(x)": lambda x: x.log(),
    "relu(x)": lambda x: x.relu(),
    "x * sin(2 * x)": lambda x: x * (2 * x).sin(),
    "exp(1 - x * x) / log(x + 1)": lambda x: (1 - x * x).exp() / (x + 1).log(),
    "(x * x + 1) ** 0.5 - relu(x - 1)": lambda x: (x * x + 1)**0.5 - (x - 1).relu(),
}


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def at(f: str, val: float) -> Case:
        """f at a value, with a random tangent that comes in."""
        tan = draw.between(2, 4)
        return case(f"{f} at {val:.3g}, tangent {tan:.3g}", f=f, val=val, tan=tan)

    simple = [at(f, draw.between(1.5, 2.5)) for f in FUNCTIONS]
    edges = [at("relu(x)", draw.between(-2, -1)), at("relu(x)", 0.0), at("x ** 3", draw.between(-2, -1)),
             at("x ** 3", 0.0)]
    return [*simple, *edges]


def drive(answer, f: str, val: float, tan: float) -> dict:
    """Run f on one of the answer's numbers."""
    y = FUNCTIONS[f](answer(val, tan))
    return {"val": y.value, "tan": y.dot} if isinstance(y, dual.Dual) else {"val": y.val, "tan": y.tan}


task = Task(
    key="dual_number", title="Dual numbers", points=3, difficulty=2, minutes=30,
    objective="carry a derivative along with a value",
    reference="dlcourse.diff.dual:Dual", cases=cases, drive=drive, facts=("N07-07",),
    hints=(
        "Write x = a + bε and y = c + dε, do the sum as usual and drop ε². What stands in front of ε?",
        "(2 + 3ε)·(4 + 5ε) = 8 + 22ε, and 22 = 3·4 + 2·5. exp(0 + 3ε) = 1 + 3ε: the slope of exp at 0, times 3. What "
        "is sin(0 + 3ε)?",
        "def __rsub__(self, other): stands for other - self, so return Dual(other - self.val, ____). def exp(self): "
        "return Dual(math.exp(self.val), math.exp(self.val) * ____)",
    ),
)


@task.solution
class Dual:
    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val + other.val, self.tan + other.tan)  # step: the sum of two dual numbers
        return Dual(self.val + other, self.tan)  # step: the sum with a number, which does not move

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        return self + (-1) * other  # step: a difference as a sum with the opposite

    def __rsub__(self, other):
        return other + (-1) * self  # step: a number minus a dual number

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.tan * other.val + self.val * other.tan)  # step: the product rule
        return Dual(self.val * other, self.tan * other)  # step: the product with a number

    def __rmul__(self, other):
        return self * other

    def __pow__(self, n):
        # step: the power rule, times the incoming tangent
        return Dual(self.val**n, n * self.val ** (n - 1) * self.tan)

    def __truediv__(self, other):
        return self * other**-1  # step: a quotient as a product with the inverse

    def __rtruediv__(self, other):
        return other * self**-1  # step: a number over a dual number

    def exp(self):
        # step: the slope of exp, times the incoming tangent
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        # step: the slope of sin, times the incoming tangent
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)  # step: the slope of log, times the incoming tangent

    def relu(self):
        # step: the slope of relu, times the incoming tangent
        return Dual(max(0.0, self.val), self.tan if self.val > 0 else 0.0)


@task.right
class FactorByFactor:
    """Each slope by itself, then times the tangent that comes in. The wrong answers below change one thing of it."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def _lifted(self, other):
        # step: a plain number, which does not move
        return other if isinstance(other, FactorByFactor) else type(self)(other, 0.0)

    def _through(self, val, slope):
        arriving = self.tan                             # step: the incoming tangent
        return type(self)(val, slope * arriving)        # step: the slope times the incoming tangent

    def __add__(self, other):
        other = self._lifted(other)
        return type(self)(self.val + other.val, self.tan + other.tan)   # step: the sum of two dual numbers

    def __sub__(self, other):
        other = self._lifted(other)
        return type(self)(self.val - other.val, self.tan - other.tan)   # step: the difference of two dual numbers

    def __mul__(self, other):
        other = self._lifted(other)
        first = self.tan * other.val                    # step: what the first factor moves
        second = self.val * other.tan                   # step: what the second factor moves
        return type(self)(self.val * other.val, first + second)         # step: both moves of a product together

    def __truediv__(self, other):
        other = self._lifted(other)
        first = self.tan / other.val                    # step: what the numerator moves
        slope = self.val / other.val**2                 # step: how fast a quotient falls with its divisor
        second = slope * other.tan                      # step: what the divisor takes away
        return type(self)(self.val / other.val, first - second)         # step: both moves of a quotient together

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return self._lifted(other) - self               # step: a number minus a dual number

    def __rtruediv__(self, other):
        return self._lifted(other) / self               # step: a number over a dual number

    def __pow__(self, n):
        slope = n * self.val ** (n - 1)                 # step: the slope of the power
        return self._through(self.val**n, slope)

    def exp(self):
        slope = math.exp(self.val)                      # step: the slope of exp
        return self._through(math.exp(self.val), slope)

    def sin(self):
        slope = math.cos(self.val)                      # step: the slope of sin
        return self._through(math.sin(self.val), slope)

    def log(self):
        slope = 1 / self.val                            # step: the slope of log
        return self._through(math.log(self.val), slope)

    def relu(self):
        slope = 1.0 if self.val > 0 else 0.0            # step: the slope of relu
        return self._through(max(0.0, self.val), slope)


@task.right
class ByTotalDifferential:
    """Each operation names its value and its slope by each side; one function adds up what the sides bring."""

    def __init__(self, val, tan):
        self.val, self.tan = torch.as_tensor(val, dtype=torch.float64), tan

    @staticmethod
    def _moved(val, *sides):
        # step: the slope by each side times the tangent of that side, added up
        return ByTotalDifferential(val, sum(slope * getattr(side, "tan", 0.0) for slope, side in sides))

    def __add__(self, other):
        a, b = self.val, getattr(other, "val", other)
        return self._moved(a + b, (1, self), (1, other))                    # step: the slopes of a sum

    def __sub__(self, other):
        a, b = self.val, getattr(other, "val", other)
        return self._moved(a - b, (1, self), (-1, other))                   # step: the slopes of a difference

    def __mul__(self, other):
        a, b = self.val, getattr(other, "val", other)
        return self._moved(a * b, (b, self), (a, other))                    # step: the slopes of a product

    def __truediv__(self, other):
        a, b = self.val, getattr(other, "val", other)
        return self._moved(a / b, (1 / b, self), (-a / b**2, other))        # step: the slopes of a quotient

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other):
        return self._moved(other - self.val, (-1, self))                    # step: the slope of a number minus x

    def __rtruediv__(self, other):
        return self._moved(other / self.val, (-other / self.val**2, self))  # step: the slope of a number over x

    def __pow__(self, n):
        return self._moved(self.val**n, (n * self.val ** (n - 1), self))    # step: the slope of the power

    def exp(self):
        return self._moved(self.val.exp(), (self.val.exp(), self))          # step: the slope of exp

    def sin(self):
        return self._moved(self.val.sin(), (self.val.cos(), self))          # step: the slope of sin

    def log(self):
        return self._moved(self.val.log(), (1 / self.val, self))            # step: the slope of log

    def relu(self):
        return self._moved(self.val.relu(), (self.val > 0, self))           # step: the slope of relu


@task.wrong("Your product multiplies the tangents: (3 + 1ε)·(3 + 1ε) gives 9 + 1ε, but 3.1·3.1 is 9.61. When x moves "
            "by 0.1, by how much does each of the two factors change the product?")
class ProductOfTangents(FactorByFactor):
    def __mul__(self, other):
        other = self._lifted(other)
        return type(self)(self.val * other.val, self.tan * other.tan)


@task.wrong("Your quotients have the wrong sign: (6 + 1ε)/(2 + 0ε) gives 3 - 0.5ε, though 6.1/2 is larger than 6/2. "
            "Which of the two terms makes a quotient grow?")
class QuotientReversed(FactorByFactor):
    def __truediv__(self, other):
        right = super().__truediv__(other)
        return type(self)(right.val, -right.tan)


@task.wrong("The values of your quotients are right, their tangents are not: (6 + 1ε)/(2 + 0ε) gives 3 + 1ε, but 6.1/2 "
            "is 3.05. When the upper number moves by 0.1, how much of that arrives behind the division by 2?")
class QuotientNotSquared(FactorByFactor):
    def __truediv__(self, other):
        other = self._lifted(other)
        right = super().__truediv__(other)
        return type(self)(right.val, right.tan * other.val)


@task.wrong("A plain number moves along with x in your sums and products: (2 + 1ε) + 3 gives 5 + 2ε. By how much does "
            "3 change when x changes?")
class ConstantsMove(FactorByFactor):
    def _lifted(self, other):
        return other if isinstance(other, FactorByFactor) else type(self)(other, 1.0)


@task.wrong("With the number on the left you subtract the wrong way round: 5 - (2 + 1ε) gives -3 + 1ε. When Python "
            "calls __rsub__, on which side did your Dual stand?")
class ReflectedMinus(FactorByFactor):
    def __rsub__(self, other):
        return self - other


@task.wrong("With the number on the left you divide the wrong way round: 6 / (2 + 1ε) gives 0.333 where 3 is expected. "
            "When Python calls __rtruediv__, which of the two is the divisor?")
class ReflectedDivision(FactorByFactor):
    def __rtruediv__(self, other):
        return self / other


@task.wrong("5 - (2 + 1ε) gives -3 + 1ε, and 6 / (2 + 1ε) gives 0.333: both stand the wrong way round, while 3 + x and "
            "2 * x are right. Which operations notice when their two sides are exchanged?")
class ReflectedBoth(FactorByFactor):
    def __rsub__(self, other):
        return self - other

    def __rtruediv__(self, other):
        return self / other


@task.wrong("x + 3 works and 3 + x does not. A number cannot add a Dual, and so Python asks the right-hand side. Which "
            "method of your class does it look for?")
class NoRightHand(FactorByFactor):
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = None


@task.wrong("In powers and functions the incoming tangent gets lost: (2 + 5ε)**3 gives 8 + 12ε, as (2 + 1ε)**3 does. "
            "If x moves five times as fast, how fast does x**3 move?")
class InnerDropped(FactorByFactor):
    def _through(self, val, slope):
        return type(self)(val, slope)


@task.wrong("exp, sin, log and relu lose the incoming tangent: sin(0 + 5ε) gives 0 + 1ε, as sin(0 + 1ε) does. How fast "
            "does sin(x) move when x moves five times as fast?")
class InnerDroppedInFunctions(InnerDropped):
    def __pow__(self, n):
        return type(self)(self.val**n, n * self.val ** (n - 1) * self.tan)


@task.wrong("Your power loses the incoming tangent: (2 + 5ε)**3 gives 8 + 12ε, as (2 + 1ε)**3 does. How fast does x**3 "
            "move when x moves five times as fast?")
class InnerDroppedInPower(FactorByFactor):
    def __pow__(self, n):
        return type(self)(self.val**n, n * self.val ** (n - 1))


@task.wrong("Your power has the tangent 24 for (2 + 1ε)**3, but (2 + 1ε)·(2 + 1ε)·(2 + 1ε) has 12. How many of the "
            "three factors are left over when one of them moves?")
class PowerKept(FactorByFactor):
    def __pow__(self, n):
        return self._through(self.val**n, n * self.val**n)


@task.wrong("relu passes the tangent on even where its value stays 0: relu(-1 + 1ε) gives 0 + 1ε. How much does relu "
            "change between -1 and -0.9?")
class ReluAlwaysOn(FactorByFactor):
    def relu(self):
        return self._through(max(0.0, self.val), 1.0)


EXERCISE = task.declared()
