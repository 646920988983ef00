"""Exercise: dual numbers."""

from __future__ import annotations

import math

import torch

from dlcourse.classroom.draw import Draw
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
    between = Draw(rng).between

    def case(f: str, val: float, tan: float) -> Case:
        return Case(f"{f} at {val:.3g}, tangent {tan:.3g}", {"f": f, "val": val, "tan": tan})

    simple = [case(f, between(1.5, 2.5), between(2, 4)) for f in FUNCTIONS]
    edges = [case("relu(x)", between(-2, -1), between(2, 4)), case("relu(x)", 0.0, between(2, 4)),
             case("x ** 3", between(-2, -1), between(2, 4)), case("x ** 3", 0.0, between(2, 4))]
    return [*simple, *edges]


def drive(answer, f: str, val: float, tan: float) -> dict:
    """Run f on one of the answer's numbers."""
    y = FUNCTIONS[f](answer(val, tan))
    return {"val": y.value, "tan": y.dot} if isinstance(y, dual.Dual) else {"val": y.val, "tan": y.tan}


class _Dual:
    """What is right, for the wrong answers to change one thing of."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def _of(self, x):
        return x if isinstance(x, _Dual) else type(self)(x, 0.0)

    def _through(self, val, slope):
        return type(self)(val, slope * self.tan)

    def __add__(self, other):
        other = self._of(other)
        return type(self)(self.val + other.val, self.tan + other.tan)

    def __sub__(self, other):
        other = self._of(other)
        return type(self)(self.val - other.val, self.tan - other.tan)

    def __mul__(self, other):
        other = self._of(other)
        return type(self)(self.val * other.val, self.tan * other.val + self.val * other.tan)

    def __truediv__(self, other):
        other = self._of(other)
        return type(self)(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val**2)

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return self._of(other) - self

    def __rtruediv__(self, other):
        return self._of(other) / self

    def __pow__(self, n):
        return self._through(self.val**n, n * self.val**(n - 1))

    def exp(self):
        return self._through(math.exp(self.val), math.exp(self.val))

    def sin(self):
        return self._through(math.sin(self.val), math.cos(self.val))

    def log(self):
        return self._through(math.log(self.val), 1 / self.val)

    def relu(self):
        return self._through(max(0.0, self.val), 1.0 if self.val > 0 else 0.0)


task = Task(
    key="dual_number", points=3, difficulty=2, minutes=30,
    title="Dual numbers",
    objective="carry a derivative along with a value",
    reference="dlcourse.diff.dual:Dual",
    cases=cases,
    drive=drive,
    facts=("N07-07",),
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


@task.wrong("Your product multiplies the tangents: (3 + 1ε)·(3 + 1ε) gives 9 + 1ε, but 3.1·3.1 is 9.61. When x "
            "moves by 0.1, by how much does each of the two factors change the product?")
class ProductOfTangents(_Dual):
    def __mul__(self, other):
        other = self._of(other)
        return type(self)(self.val * other.val, self.tan * other.tan)


@task.wrong("Your quotients have the wrong sign: (6 + 1ε)/(2 + 0ε) gives 3 - 0.5ε, though 6.1/2 is larger than "
            "6/2. Which of the two terms makes a quotient grow?")
class QuotientReversed(_Dual):
    def __truediv__(self, other):
        other = self._of(other)
        return type(self)(self.val / other.val, (self.val * other.tan - self.tan * other.val) / other.val**2)


@task.wrong("The values of your quotients are right, their tangents are not: (6 + 1ε)/(2 + 0ε) gives 3 + 1ε, but "
            "6.1/2 is 3.05. When the upper number moves by 0.1, how much of that arrives behind the division by 2?")
class QuotientNotSquared(_Dual):
    def __truediv__(self, other):
        other = self._of(other)
        return type(self)(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val)


@task.wrong("A plain number moves along with x in your sums and products: (2 + 1ε) + 3 gives 5 + 2ε. By how much "
            "does 3 change when x changes?")
class ConstantsMove(_Dual):
    def _of(self, x):
        return x if isinstance(x, _Dual) else type(self)(x, 1.0)


@task.wrong("With the number on the left you subtract the wrong way round: 5 - (2 + 1ε) gives -3 + 1ε. When Python "
            "calls __rsub__, on which side did your Dual stand?")
class ReflectedMinus(_Dual):
    def __rsub__(self, other):
        return self - other


@task.wrong("With the number on the left you divide the wrong way round: 6 / (2 + 1ε) gives 0.333 where 3 is "
            "expected. When Python calls __rtruediv__, which of the two is the divisor?")
class ReflectedDivision(_Dual):
    def __rtruediv__(self, other):
        return self / other


@task.wrong("5 - (2 + 1ε) gives -3 + 1ε, and 6 / (2 + 1ε) gives 0.333: both stand the wrong way round, while 3 + x "
            "and 2 * x are right. Which operations notice when their two sides are exchanged?")
class ReflectedBoth(_Dual):
    def __rsub__(self, other):
        return self - other

    def __rtruediv__(self, other):
        return self / other


@task.wrong("x + 3 works and 3 + x does not. A number cannot add a Dual, and so Python asks the right-hand side. "
            "Which method of your class does it look for?")
class NoRightHand(_Dual):
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = None


@task.wrong("In powers and functions the incoming tangent gets lost: (2 + 5ε)**3 gives 8 + 12ε, as (2 + 1ε)**3 "
            "does. If x moves five times as fast, how fast does x**3 move?")
class InnerDropped(_Dual):
    def _through(self, val, slope):
        return type(self)(val, slope)


@task.wrong("exp, sin, log and relu lose the incoming tangent: sin(0 + 5ε) gives 0 + 1ε, as sin(0 + 1ε) does. How "
            "fast does sin(x) move when x moves five times as fast?")
class InnerDroppedInFunctions(InnerDropped):
    def __pow__(self, n):
        return type(self)(self.val**n, n * self.val**(n - 1) * self.tan)


@task.wrong("Your power loses the incoming tangent: (2 + 5ε)**3 gives 8 + 12ε, as (2 + 1ε)**3 does. How fast does "
            "x**3 move when x moves five times as fast?")
class InnerDroppedInPower(_Dual):
    def __pow__(self, n):
        return type(self)(self.val**n, n * self.val**(n - 1))


@task.wrong("Your power has the tangent 24 for (2 + 1ε)**3, but (2 + 1ε)·(2 + 1ε)·(2 + 1ε) has 12. How many of the "
            "three factors are left over when one of them moves?")
class PowerKept(_Dual):
    def __pow__(self, n):
        return type(self)(self.val**n, n * self.val**n * self.tan)


@task.wrong("relu passes the tangent on even where its value stays 0: relu(-1 + 1ε) gives 0 + 1ε. How much does "
            "relu change between -1 and -0.9?")
class ReluAlwaysOn(_Dual):
    def relu(self):
        return type(self)(max(0.0, self.val), self.tan)


@task.right
class FactorByFactor:
    """Every operation through one rule: the slopes by its inputs, each times the tangent that comes in."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def _through(self, val, slope):
        return FactorByFactor(val, slope * self.tan)        # step: the slope times the incoming tangent

    def _lifted(self, other):
        # step: a number does not move
        return other if isinstance(other, FactorByFactor) else FactorByFactor(other, 0.0)

    def __add__(self, other):
        other = self._lifted(other)
        return FactorByFactor(self.val + other.val, self.tan + other.tan)  # step: the sum of two dual numbers

    def __mul__(self, other):
        other = self._lifted(other)
        first = self.tan * other.val                        # step: the first factor moves
        second = self.val * other.tan                       # step: the second factor moves
        return FactorByFactor(self.val * other.val, first + second)  # step: both moves together

    def __truediv__(self, other):
        other = self._lifted(other)
        first = self.tan / other.val                        # step: the numerator moves
        second = self.val * other.tan / other.val**2        # step: the divisor moves
        return FactorByFactor(self.val / other.val, first - second)  # step: the difference of both moves

    def __sub__(self, other):
        return self + self._lifted(other) * -1              # step: a difference as a sum with the opposite

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return self._lifted(other) - self                   # step: a number minus a dual number

    def __rtruediv__(self, other):
        return self._lifted(other) / self                   # step: a number over a dual number

    def __pow__(self, n):
        slope = n * self.val ** (n - 1)                     # step: the slope of the power
        return self._through(self.val**n, slope)

    def exp(self):
        slope = math.exp(self.val)                          # step: the slope of exp
        return self._through(math.exp(self.val), slope)

    def sin(self):
        slope = math.cos(self.val)                          # step: the slope of sin
        return self._through(math.sin(self.val), slope)

    def log(self):
        slope = 1 / self.val                                # step: the slope of log
        return self._through(math.log(self.val), slope)

    def relu(self):
        slope = 1.0 if self.val > 0 else 0.0                # step: the slope of relu
        return self._through(max(0.0, self.val), slope)


@task.right
class ByTensors:
    def __init__(self, val, tan=0.0):
        self.val = torch.as_tensor(val, dtype=torch.float64)
        self.tan = torch.as_tensor(tan, dtype=torch.float64)

    @staticmethod
    def lift(x):
        return x if isinstance(x, ByTensors) else ByTensors(x)

    def __add__(self, other):
        a, b = self, self.lift(other)
        return ByTensors(a.val + b.val, a.tan + b.tan)

    def __sub__(self, other):
        a, b = self, self.lift(other)
        return ByTensors(a.val - b.val, a.tan - b.tan)

    def __mul__(self, other):
        a, b = self, self.lift(other)
        return ByTensors(a.val * b.val, a.tan * b.val + a.val * b.tan)

    def __truediv__(self, other):
        a, b = self, self.lift(other)
        return ByTensors(a.val / b.val, (a.tan * b.val - a.val * b.tan) / b.val**2)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other):
        return self.lift(other) - self

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def __pow__(self, n):
        return ByTensors(self.val**n, n * self.val**(n - 1) * self.tan)

    def exp(self):
        return ByTensors(self.val.exp(), self.val.exp() * self.tan)

    def sin(self):
        return ByTensors(self.val.sin(), self.val.cos() * self.tan)

    def log(self):
        return ByTensors(self.val.log(), self.tan / self.val)

    def relu(self):
        return ByTensors(self.val.relu(), torch.where(self.val > 0, self.tan, 0.0))


EXERCISE = task.declared()
