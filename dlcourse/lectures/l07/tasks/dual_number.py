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
    "x + x": lambda x: x + x,
    "x - 1": lambda x: x - 1,
    "5 - x": lambda x: 5 - x,
    "x * 3": lambda x: x * 3,
    "2 * x": lambda x: 2 * x,
    "x * x": lambda x: x * x,
    "x * x - x": lambda x: x * x - x,
    "x * (x + 1)": lambda x: x * (x + 1),
    "x ** 3": lambda x: x**3,
    "x ** -2": lambda x: x**-2,
    "x ** 0.5": lambda x: x**0.5,
    "x / 4": lambda x: x / 4,
    "2 / x": lambda x: 2 / x,
    "x / (x + 4)": lambda x: x / (x + 4),
    "exp(x)": lambda x: x.exp(),
    "sin(x)": lambda x: x.sin(),
    "log(x)": lambda x: x.log(),
    "relu(x)": lambda x: x.relu(),
    "x * sin(2 * x)": lambda x: x * (2 * x).sin(),
    "exp(1 - x * x) / log(x + 1)": lambda x: (1 - x * x).exp() / (x + 1).log(),
    "exp(x) + sin(x) + log(x) + x": lambda x: x.exp() + x.sin() + x.log() + x,
    "x ** 2 - x / 2 + (x - 1) * x": lambda x: x**2 - x / 2 + (x - 1) * x,
}
_TWO = {"+": lambda x, u: x + u, "-": lambda x, u: x - u, "*": lambda x, u: x * u, "/": lambda x, u: x / u}


def _and_again(f):
    """f of x and u, and then u once more, as it was."""
    def used_twice(x):
        u = x * x
        return f(x, u) * u
    return used_twice


AT_NEGATIVE = {"relu(x) + x": lambda x: x.relu() + x}
WITH_ZERO = {"0.0 * x": lambda x: 0.0 * x, "x ** 3.0": lambda x: x**3.0, "x ** 2.5": lambda x: x**2.5,
             "x / (x - 1)": lambda x: x / (x - 1),
             "(x - x) * (x - x)": lambda x: (x - x) * (x - x), "x ** 1": lambda x: x**1,
             **{f"(x {sign} u) * u with u = x * x": _and_again(f) for sign, f in _TWO.items()}}
AT_ZERO = ("x * x", "x * (x + 1)", "x / (x + 4)", "x / 4", "2 * x", "5 - x", "x * sin(2 * x)", "(x - x) * (x - x)",
           "x ** 1")
BELOW = "x * (x + 1)", "x / (x - 1)", "2 / x", "x ** -2", "exp(x)", "sin(x)", "x ** 3.0"
WITH_WHOLE_NUMBERS = "x ** -2", "exp(x) + sin(x) + log(x) + x"


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def at(f: str, val: float, label: str = "", way: int = 1) -> Case:
        """f at a value, with a random tangent that comes in."""
        return case(label or f, f=f, val=val, tan=way * draw.between(2, 4))

    simple = [at(f, draw.between(1.5, 2.5)) for f in FUNCTIONS]
    edges = [at("relu(x)", draw.between(-2, -1), "relu of a negative number"), at("relu(x)", 0.0, "relu of 0"),
             at("relu(x)", draw.between(1, 2), "relu with a negative tangent", -1),
             at("x ** 3", draw.between(-2, -1), "x ** 3 of a negative number"), at("x ** 3", 0.0, "x ** 3 at 0"),
             *(at(f, draw.between(-2, -1), f"{f}, at a negative x") for f in AT_NEGATIVE),
             *(at(f, 0.0, f"{f}, at 0") for f in AT_ZERO),
             *(at(f, draw.between(-2, -1.3), f"{f}, at a negative x") for f in BELOW),
             *(at(f"(x {sign} u) * u with u = x * x", draw.between(1.5, 2.5)) for sign in _TWO),
             at("0.0 * x", draw.between(1.5, 2.5)), at("x ** 2.5", draw.between(1.5, 2.5)),
             *(case(f"{f}, whole numbers", f=f, val=2, tan=3) for f in WITH_WHOLE_NUMBERS),
             case("log(x), at a tiny x", f="log(x)", val=1e-6, tan=draw.between(2, 4)),
             case("x * (x + 1), the tangent is 0", f="x * (x + 1)", val=draw.between(1.5, 2.5), tan=0.0)]
    return [*simple, *edges]


def drive(answer, f: str, val: float, tan: float) -> dict:
    """Run f on one of the answer's numbers."""
    y = (FUNCTIONS | AT_NEGATIVE | WITH_ZERO)[f](answer(val, tan))
    return {"val": y.value, "tan": y.dot} if isinstance(y, dual.Dual) else {"val": y.val, "tan": y.tan}


task = Task(
    key="dual_number", title="Dual numbers", points=3, difficulty=2, minutes=20,
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


class _PlainLast(FactorByFactor):
    """FactorByFactor with a number minus x and a number over x written out."""

    def __rsub__(self, other):
        return type(self)(other - self.val, -self.tan)

    def __rtruediv__(self, other):
        return type(self)(other / self.val, -other * self.tan / self.val**2)


class _FromProducts(FactorByFactor):
    """FactorByFactor with differences made from sums, and quotients from products and powers."""

    def __sub__(self, other):
        return self + -1 * other

    def __rsub__(self, other):
        return other + -1 * self

    def __truediv__(self, other):
        return self * other**-1

    def __rtruediv__(self, other):
        return other * self**-1


@task.wrong("A plain number moves along with x in your sums and products: (2 + 1ε) + 3 gives 5 + 2ε. By how much does "
            "3 change when x changes?", short="plain numbers move along with x")
class ConstantsMove(FactorByFactor):
    def _lifted(self, other):
        return other if isinstance(other, FactorByFactor) else type(self)(other, 1.0)


@task.wrong("In sums and differences a plain number moves along with x: (2 + 1ε) + 3 gives 5 + 2ε, and products are "
            "right. By how much does 3 change when x changes?",
            short="plain numbers move along in sums and differences")
class ConstantsMoveInSums(FactorByFactor):
    def __add__(self, other):
        right = super().__add__(other)
        return right if isinstance(other, FactorByFactor) else type(self)(right.val, self.tan + 1.0)

    def __sub__(self, other):
        right = super().__sub__(other)
        return right if isinstance(other, FactorByFactor) else type(self)(right.val, self.tan - 1.0)

    def __rsub__(self, other):
        return type(self)(other - self.val, 1.0 - self.tan)


@task.wrong("A plain number is added to the tangent as well: (2 + 1ε) + 3 gives 5 + 4ε. If x moves from 2 to 2.1, by "
            "how much does x + 3 move?", short="a plain number is added to the tangent too")
class NumberAddedToTangent(FactorByFactor):
    def __add__(self, other):
        right = super().__add__(other)
        return right if isinstance(other, FactorByFactor) else type(self)(right.val, self.tan + other)


@task.wrong("Your sums have the tangent of one side only: (2 + 1ε) + (2 + 1ε) gives 4 + 1ε. When both sides move by "
            "0.1, by how much does their sum move?", short="the sum keeps the tangent of one side only")
class SumOfOneTangent(FactorByFactor):
    def __add__(self, other):
        return type(self)(super().__add__(other).val, self.tan)


@task.wrong("A sum changes x itself: after y = x + 3 with x = 2 + 1ε, x.val is 5, and x / (x + 4) comes out as 1. "
            "Should a sum write into self, or make a new Dual?", short="a sum changes x itself")
class SelfChangedInSums(FactorByFactor):
    def __add__(self, other):
        right = super().__add__(other)
        self.val, self.tan = right.val, right.tan
        return self


@task.wrong("x - u is right, but it leaves u changed: with x = 2 + 1ε and u = 4 + 4ε, u.val is -4 afterwards, and so "
            "(x - u)·u has the other sign. Which of the two numbers may a difference write into?",
            short="a difference turns the sign of the number that it takes off")
class OtherTurnedInDifferences(FactorByFactor):
    def __sub__(self, other):
        right = super().__sub__(other)
        if isinstance(other, FactorByFactor):
            other.val, other.tan = -other.val, -other.tan
        return right


@task.wrong("Differences of two dual numbers add the tangents: (6 + 1ε) - (2 + 1ε) gives 4 + 2ε. When both move by "
            "0.1, by how much does their difference change?", short="a difference adds the tangents")
class DifferenceAddsTangents(_PlainLast):
    def __sub__(self, other):
        right = super().__sub__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, self.tan + other.tan)


@task.wrong("With the number on the left you subtract the wrong way round: 5 - (2 + 1ε) gives -3 + 1ε. When Python "
            "calls __rsub__, on which side did your Dual stand?",
            short="a number minus x is taken the wrong way round")
class ReflectedMinus(FactorByFactor):
    def __rsub__(self, other):
        return self - other


@task.wrong("5 - (2 + 1ε) gives 3 + 1ε: the value is right, and the tangent says that 5 - x rises with x. If x moves "
            "from 2 to 2.1, which way does 5 - x move?", short="a number minus x keeps the sign of the tangent")
class MinusTangentKept(FactorByFactor):
    def __rsub__(self, other):
        return type(self)(other - self.val, self.tan)


@task.wrong("With the number on the left you divide the wrong way round: 6 / (2 + 1ε) gives 0.333 where 3 is "
            "expected. When Python calls __rtruediv__, which of the two is the divisor?",
            short="a number over x is taken the wrong way round")
class ReflectedDivision(FactorByFactor):
    def __rtruediv__(self, other):
        return self / other


@task.wrong("5 - (2 + 1ε) gives -3 + 1ε, and 6 / (2 + 1ε) gives 0.333: both stand the wrong way round, while 3 + x "
            "and 2 * x are right. Which operations notice when their two sides are exchanged?",
            short="minus and division with a number on the left are taken the wrong way round")
class ReflectedBoth(ReflectedMinus):
    def __rtruediv__(self, other):
        return self / other


@task.wrong("x + 3 works and 3 + x does not. A number cannot add a Dual, and so Python asks the right-hand side. "
            "Which method of your class does it look for?", short="operations with a number on the left are missing")
class NoRightHand(FactorByFactor):
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = None


@task.wrong("Your product multiplies the tangents, also with a plain number: 2·(3 + 1ε) gives 6 + 0ε, but 2·3.1 is "
            "6.2. When x moves by 0.1, by how much does each of the two factors change the product?",
            short="a product multiplies the tangents, also with numbers")
class ProductOfTangents(FactorByFactor):
    def __mul__(self, other):
        right, other = super().__mul__(other), self._lifted(other)
        return type(self)(right.val, self.tan * other.tan)


@task.wrong("The product of two dual numbers multiplies the tangents: (3 + 1ε)·(3 + 1ε) gives 9 + 1ε, but 3.1·3.1 is "
            "9.61. By how much does each of the two factors change the product?",
            short="the product of two dual numbers multiplies the tangents")
class ProductOfTangentsOfDuals(FactorByFactor):
    def __mul__(self, other):
        right = super().__mul__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, self.tan * other.tan)


@task.wrong("The product of two dual numbers adds the tangents: (3 + 1ε)·(3 + 1ε) gives 9 + 2ε, but 3.1·3.1 is 9.61. "
            "When the first factor moves by 0.1, how much is that in the product?",
            short="the product of two dual numbers adds the tangents")
class ProductAddsTangents(FactorByFactor):
    def __mul__(self, other):
        right = super().__mul__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, self.tan + other.tan)


@task.wrong("In the product of two dual numbers only the first factor moves: (3 + 1ε)·(3 + 1ε) gives 9 + 3ε, but "
            "3.1·3.1 is 9.61. What does the second factor add?", short="only the first factor of a product moves")
class FirstFactorOnly(FactorByFactor):
    def __mul__(self, other):
        right = super().__mul__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, self.tan * other.val)


@task.wrong("In the product of two dual numbers only the second factor moves: (3 + 1ε)·(4 + 0ε) gives 12 + 0ε, but "
            "3.1·4 is 12.4. What does the first factor add?", short="only the second factor of a product moves")
class SecondFactorOnly(FactorByFactor):
    def __mul__(self, other):
        right = super().__mul__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, self.val * other.tan)


@task.wrong("In a product each tangent meets its own value: (2 + 1ε)·(5 + 0ε) gives 10 + 2ε, but 2.1·5 is 10.5. By "
            "which number is the move of the first factor multiplied?",
            short="each factor's tangent is multiplied by its own value")
class OwnFactor(FactorByFactor):
    def __mul__(self, other):
        right = super().__mul__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, self.tan * self.val + other.val * other.tan)


@task.wrong("The two terms of your product are subtracted: (3 + 1ε)·(3 + 1ε) gives 9 + 0ε, but 3.1·3.1 is 9.61. Does "
            "the second factor work against the first?", short="the two terms of the product rule are subtracted")
class ProductSubtracts(FactorByFactor):
    def __mul__(self, other):
        right = super().__mul__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, self.tan * other.val - self.val * other.tan)


@task.wrong("A plain factor multiplies the value only: 3·(2 + 1ε) gives 6 + 1ε, but 3·2.1 is 6.3. When x moves by "
            "0.1, by how much does 3·x move?", short="a plain factor leaves the tangent as it is")
class NumberScalesValueOnly(FactorByFactor):
    def __mul__(self, other):
        right = super().__mul__(other)
        return right if isinstance(other, FactorByFactor) else type(self)(right.val, self.tan)


@task.wrong("Your quotients have the wrong sign: (6 + 1ε)/(2 + 0ε) gives 3 - 0.5ε, though 6.1/2 is larger than 6/2. "
            "Which of the two terms makes a quotient grow?", short="quotients have the wrong sign")
class QuotientReversed(FactorByFactor):
    def __truediv__(self, other):
        right, other = super().__truediv__(other), self._lifted(other)
        return type(self)(right.val, -right.tan)


@task.wrong("The quotient of two dual numbers has the wrong sign: (6 + 1ε)/(2 + 0ε) gives 3 - 0.5ε, though 6.1/2 is "
            "larger than 6/2. Which of the two terms makes a quotient grow?",
            short="the quotient of two dual numbers has the wrong sign")
class QuotientOfDualsReversed(_PlainLast):
    def __truediv__(self, other):
        right = super().__truediv__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, -right.tan)


@task.wrong("The values of your quotients are right, their tangents are not: (6 + 1ε)/(2 + 0ε) gives 3 + 1ε, but "
            "6.1/2 is 3.05. When the upper number moves by 0.1, how much of that arrives behind the division by 2?",
            short="the divisor is missing once in the tangents of quotients")
class QuotientNotSquared(FactorByFactor):
    def __truediv__(self, other):
        right, other = super().__truediv__(other), self._lifted(other)
        return type(self)(right.val, right.tan * other.val)


@task.wrong("Where a dual number is divided by another, the tangent is too large: (6 + 1ε)/(2 + 0ε) gives 3 + 1ε, but "
            "6.1/2 is 3.05. How much of a move of the upper number arrives behind the division by 2?",
            short="the divisor is missing once in the quotient of two dual numbers")
class QuotientOfDualsNotSquared(_PlainLast):
    def __truediv__(self, other):
        right = super().__truediv__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, right.tan * other.val)


@task.wrong("In the quotient of two dual numbers both terms are added: (6 + 0ε)/(2 + 1ε) gives 3 + 1.5ε, but 6/2.1 is "
            "2.86. When only the divisor grows, which way does the quotient move?",
            short="the two terms of the quotient rule are added")
class QuotientAdds(_PlainLast):
    def __truediv__(self, other):
        right = super().__truediv__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, (self.tan * other.val + self.val * other.tan) / other.val**2)


@task.wrong("In every quotient, also 2 / x, both terms are added: 6/(2 + 1ε) gives 3 + 1.5ε, but 6/2.1 is 2.86. When "
            "only the divisor grows, which way does the quotient move?",
            short="the two terms of the quotient rule are added, also for a number over x")
class QuotientAlwaysAdds(FactorByFactor):
    def __truediv__(self, other):
        right, other = super().__truediv__(other), self._lifted(other)
        return type(self)(right.val, (self.tan * other.val + self.val * other.tan) / other.val**2)


@task.wrong("The quotient of two dual numbers divides the tangents: (6 + 1ε)/(2 + 1ε) gives 3 + 1ε, but 6.1/2.1 is "
            "2.90. When only the divisor grows, what happens to the quotient?",
            short="the quotient of two dual numbers divides the tangents")
class QuotientOfTangents(_PlainLast):
    def __truediv__(self, other):
        right = super().__truediv__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, self.tan / other.tan)


@task.wrong("Two things: products multiply the tangents and quotients divide them. (3 + 1ε)·(3 + 1ε) gives 9 + 1ε, "
            "but 3.1·3.1 is 9.61. When only one of the two factors moves, by how much does the product change?",
            short="products multiply the tangents and quotients divide them")
class TangentsPartByPart(ProductOfTangentsOfDuals, QuotientOfTangents):
    pass


@task.wrong("A plain divisor divides the value only: (6 + 1ε)/2 gives 3 + 1ε, but 6.1/2 is 3.05. When x moves by 0.1, "
            "by how much does x/2 move?", short="a plain divisor leaves the tangent as it is")
class NumberDividesValueOnly(FactorByFactor):
    def __truediv__(self, other):
        right = super().__truediv__(other)
        return right if isinstance(other, FactorByFactor) else type(self)(right.val, self.tan)


@task.wrong("A number over x rises with x: 6/(2 + 1ε) gives 3 + 1.5ε, but 6/2.1 is 2.86. Which way does 6/x move when "
            "x grows?", short="a number over x has the wrong sign in its tangent")
class DivisionWithoutSign(FactorByFactor):
    def __rtruediv__(self, other):
        return type(self)(other / self.val, other * self.tan / self.val**2)


@task.wrong("A number over x moves too fast: 6/(2 + 1ε) gives 3 - 3ε, but 6/2.1 is 2.86. What is the slope of 1/x at "
            "2?", short="the slope of a number over x is not divided by x squared")
class DivisionNotSquared(FactorByFactor):
    def __rtruediv__(self, other):
        return type(self)(other / self.val, -other * self.tan / self.val)


@task.wrong("A number over x loses the incoming tangent: 6/(2 + 5ε) gives 3 - 1.5ε, as 6/(2 + 1ε) does. How fast does "
            "6/x move when x moves five times as fast?", short="a number over x loses the incoming tangent")
class DivisionInnerDropped(FactorByFactor):
    def __rtruediv__(self, other):
        return type(self)(other / self.val, -other / self.val**2)


@task.wrong("A number over x divides by the tangent too: 6/(2 + 3ε) gives 3 + 2ε, but 6/2.3 is 2.61. Which way does "
            "6/x move when x grows?", short="a number over x is divided by the tangent")
class DivisionOfTangent(FactorByFactor):
    def __rtruediv__(self, other):
        return type(self)(other / self.val, other / self.tan)


@task.wrong("In powers and functions the incoming tangent gets lost: (2 + 5ε)**3 gives 8 + 12ε, as (2 + 1ε)**3 does. "
            "If x moves five times as fast, how fast does x**3 move?",
            short="powers and functions lose the incoming tangent")
class InnerDropped(FactorByFactor):
    def _through(self, val, slope):
        return type(self)(val, slope)


@task.wrong("exp, sin, log and relu lose the incoming tangent: sin(0 + 5ε) gives 0 + 1ε, as sin(0 + 1ε) does. How "
            "fast does sin(x) move when x moves five times as fast?",
            short="exp, sin, log and relu lose the incoming tangent")
class InnerDroppedInFunctions(InnerDropped):
    def __pow__(self, n):
        return type(self)(self.val**n, n * self.val ** (n - 1) * self.tan)


@task.wrong("exp, sin and log lose the incoming tangent: sin(0 + 5ε) gives 0 + 1ε, as sin(0 + 1ε) does. How fast does "
            "sin(x) move when x moves five times as fast?", short="exp, sin and log lose the incoming tangent")
class InnerDroppedInCurves(InnerDroppedInFunctions):
    def relu(self):
        return type(self)(max(0.0, self.val), self.tan if self.val > 0 else 0.0)


@task.wrong("Your power loses the incoming tangent: (2 + 5ε)**3 gives 8 + 12ε, as (2 + 1ε)**3 does. How fast does "
            "x**3 move when x moves five times as fast?", short="the power loses the incoming tangent")
class InnerDroppedInPower(FactorByFactor):
    def __pow__(self, n):
        return type(self)(self.val**n, n * self.val ** (n - 1))


@task.wrong("exp alone loses the incoming tangent: exp(0 + 5ε) gives 1 + 1ε, as exp(0 + 1ε) does. How fast does "
            "exp(x) move when x moves five times as fast?", short="exp loses the incoming tangent")
class InnerDroppedInExp(FactorByFactor):
    def exp(self):
        return type(self)(math.exp(self.val), math.exp(self.val))


@task.wrong("sin alone loses the incoming tangent: sin(0 + 5ε) gives 0 + 1ε, as sin(0 + 1ε) does. How fast does "
            "sin(x) move when x moves five times as fast?", short="sin loses the incoming tangent")
class InnerDroppedInSin(FactorByFactor):
    def sin(self):
        return type(self)(math.sin(self.val), math.cos(self.val))


@task.wrong("log alone loses the incoming tangent: log(1 + 5ε) gives 0 + 1ε, as log(1 + 1ε) does. How fast does "
            "log(x) move when x moves five times as fast?", short="log loses the incoming tangent")
class InnerDroppedInLog(FactorByFactor):
    def log(self):
        return type(self)(math.log(self.val), 1 / self.val)


@task.wrong("Your functions put the tangent where the value belongs: sin(0 + 3ε) gives 0 - 0.99ε, and cos(3) is "
            "-0.99. At which place is the slope of sin taken, and with what is it multiplied?",
            short="the slopes of exp, sin and log are taken at the tangent")
class SlopeAtTangent(FactorByFactor):
    def exp(self):
        return type(self)(math.exp(self.val), math.exp(self.tan))

    def sin(self):
        return type(self)(math.sin(self.val), math.cos(self.tan))

    def log(self):
        return type(self)(math.log(self.val), 1 / self.tan)


@task.wrong("exp, sin and log are applied to the tangent as well: sin(0 + 3ε) gives 0 + 0.14ε, and sin(3) is 0.14. "
            "How fast does sin(x) move at 0 when x moves with 3?",
            short="exp, sin and log are applied to the tangent")
class AppliedToTangent(FactorByFactor):
    def exp(self):
        return type(self)(math.exp(self.val), math.exp(self.tan))

    def sin(self):
        return type(self)(math.sin(self.val), math.sin(self.tan))

    def log(self):
        return type(self)(math.log(self.val), math.log(self.tan))


@task.wrong("exp, sin and log leave the tangent as it is: exp(1 + 3ε) gives 2.72 + 3ε, though exp(1.3) is 3.67. How "
            "steep is exp at 1?", short="exp, sin and log leave the tangent as it is")
class TangentUnchanged(FactorByFactor):
    def exp(self):
        return type(self)(math.exp(self.val), self.tan)

    def sin(self):
        return type(self)(math.sin(self.val), self.tan)

    def log(self):
        return type(self)(math.log(self.val), self.tan)


@task.wrong("exp moves as if it were a power: exp(2 + 1ε) gives 7.39 + 5.44ε, which is 2·e. But exp(2.1) - exp(2) is "
            "0.78. How does the slope of exp compare with its value?", short="exp is differentiated like a power")
class ExpAsPower(FactorByFactor):
    def exp(self):
        return self._through(math.exp(self.val), self.val * math.exp(self.val - 1))


@task.wrong("Your sine moves the wrong way: sin(0 + 3ε) gives 0 - 3ε, though sin(0.3) is positive. Which way does the "
            "sine move at 0?", short="the slope of sin has the wrong sign")
class SineSign(FactorByFactor):
    def sin(self):
        return self._through(math.sin(self.val), -math.cos(self.val))


@task.wrong("The slope of your sine is the sine itself: sin(0 + 3ε) gives 0 + 0ε, though sin(0.3) is 0.296. How steep "
            "is the sine at 0?", short="the slope of sin is sin")
class SineKept(FactorByFactor):
    def sin(self):
        return self._through(math.sin(self.val), math.sin(self.val))


@task.wrong("Your logarithm gets steeper: log(2 + 1ε) gives 0.693 + 2ε, though log(2.1) is 0.742. Is the curve of log "
            "steeper at 2 or at 1?", short="the slope of log grows with x")
class LogTimes(FactorByFactor):
    def log(self):
        return self._through(math.log(self.val), self.val)


@task.wrong("The value of your logarithm is to base 10: log(10 + 1ε) gives 1, and the natural logarithm of 10 is "
            "2.30. Which function of math has the base e?", short="the value of log is to base ten")
class LogOfBaseTen(FactorByFactor):
    def log(self):
        return self._through(math.log10(self.val), 1 / self.val)


@task.wrong("Your power has the tangent 24 for (2 + 1ε)**3, but (2 + 1ε)·(2 + 1ε)·(2 + 1ε) has 12. How many of the "
            "three factors are left over when one of them moves?",
            short="the exponent is not lowered in the slope of a power")
class PowerKept(FactorByFactor):
    def __pow__(self, n):
        return self._through(self.val**n, n * self.val**n)


@task.wrong("Two things. The power: (2 + 1ε)**3 has the tangent 24, but (2 + 1ε)·(2 + 1ε)·(2 + 1ε) has 12. The "
            "logarithm: log of 10 gives 1, the natural one is 2.30. How many of three factors are left when one moves?",
            short="the slope of a power keeps its exponent, and log is to base ten")
class PowerKeptAndBaseTen(PowerKept):
    log = LogOfBaseTen.log


@task.wrong("The factor n is missing: (2 + 1ε)**3 gives 8 + 4ε, but 2.1**3 is 9.26. In x·x·x, how many factors can be "
            "the one that moves?", short="the factor n is missing in the slope of a power")
class PowerWithoutFactor(FactorByFactor):
    def __pow__(self, n):
        return self._through(self.val**n, self.val ** (n - 1))


@task.wrong("The tangent is raised to the power, too: (2 + 3ε)**3 gives 8 + 27ε. Multiply (2 + 3ε)·(2 + 3ε) out: "
            "which products hold one ε?", short="the tangent is raised to the power")
class PowerOfTangent(FactorByFactor):
    def __pow__(self, n):
        return type(self)(self.val**n, self.tan**n)


@task.wrong("Your power stops at an exponent like 0.5, and for -2 it gives 1: it multiplies n times. Which slope has "
            "x**n for any number n?", short="the power multiplies n times")
class PowerByMultiplying(FactorByFactor):
    def __pow__(self, n):
        product = type(self)(1.0, 0.0)
        for _ in range(n):
            product = product * self
        return product


@task.wrong("Your power stops at an exponent like 0.5, and x**-2 comes out as x: it multiplies n - 1 times. Which "
            "slope has x**n for any number n?", short="the power multiplies as often as a whole exponent says times")
class PowerFromSelf(FactorByFactor):
    def __pow__(self, n):
        product = self
        for _ in range(n - 1):
            product = product * self
        return product


@task.wrong("Your power is right for positive numbers and stops for negative ones and at 0: exp(n · log(x)) needs the "
            "logarithm of x. (-2)**3 is -8: which way there takes no logarithm?", short="the power takes a logarithm")
class PowerByLogarithm(FactorByFactor):
    def __pow__(self, n):
        power = math.exp(n * math.log(self.val))
        return self._through(power, n * power / self.val)


@task.wrong("Your power is right except at 0, where it divides by x: n·x**n / x is 0/0 there. Which power of x is "
            "x**3 / x, written without a division?", short="the slope of a power divides by x")
class PowerOverX(FactorByFactor):
    def __pow__(self, n):
        return self._through(self.val**n, n * self.val**n / self.val)


@task.wrong("relu passes the tangent on even where its value stays 0: relu(-1 + 1ε) gives 0 + 1ε. How much does relu "
            "change between -1 and -0.9?", short="relu always passes the tangent on")
class ReluAlwaysOn(FactorByFactor):
    def relu(self):
        return self._through(max(0.0, self.val), 1.0)


@task.wrong("relu(0 + 1ε) gives 0 + 1ε. At 0 the curve has a corner, and the text says which slope counts there. Does "
            "your condition include 0?", short="relu has slope one at zero")
class ReluOnAtZero(FactorByFactor):
    def relu(self):
        return self._through(max(0.0, self.val), 1.0 if self.val >= 0 else 0.0)


@task.wrong("relu cuts the tangent off at 0, just like the value: relu(2 - 1ε) gives 2 + 0ε, and relu(-1 + 1ε) gives "
            "0 + 1ε. Whose sign decides, that of the value or that of the tangent?",
            short="relu cuts the tangent off at zero")
class ReluOfTangent(FactorByFactor):
    def relu(self):
        return type(self)(max(0.0, self.val), max(0.0, self.tan))


@task.wrong("relu lets the value of a negative number through: relu(-1 + 1ε) gives -1. What is the larger of -1 and 0?",
            short="relu keeps negative values")
class ReluOfNegativeKept(FactorByFactor):
    def relu(self):
        return self._through(self.val, 1.0 if self.val > 0 else 0.0)


@task.wrong("relu loses the incoming tangent: relu(2 + 5ε) gives 2 + 1ε. How fast does relu(x) move at 2 when x moves "
            "with 5?", short="relu loses the incoming tangent")
class InnerDroppedInRelu(FactorByFactor):
    def relu(self):
        return type(self)(max(0.0, self.val), 1.0 if self.val > 0 else 0.0)


@task.wrong("A number minus x and differences of two dual numbers add the tangents: 5 - (2 + 1ε) gives 3 + 1ε, (6 + "
            "1ε) - (2 + 1ε) gives 4 + 2ε. When the right-hand side grows, which way does the difference go?",
            short="differences add the tangents, also for a number minus x")
class DifferenceAlwaysAdds(FactorByFactor):
    def __sub__(self, other):
        other = self._lifted(other)
        right = super().__sub__(other)
        return type(self)(right.val, self.tan + other.tan)


@task.wrong("A quotient has the wrong sign where a dual number is the divisor, also in 2 / x: (6 + 1ε)/(2 + 0ε) gives "
            "3 - 0.5ε, though 6.1/2 is larger than 6/2. Which of the two terms makes a quotient grow?",
            short="the quotient by a dual number has the wrong sign")
class QuotientByDualReversed(FactorByFactor):
    def __truediv__(self, other):
        right = super().__truediv__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, -right.tan)


@task.wrong("Where a dual number is the divisor, also in 2 / x, the tangent is too large: (6 + 1ε)/(2 + 0ε) gives 3 + "
            "1ε, but 6.1/2 is 3.05. How much of a move of the upper number arrives behind the division by 2?",
            short="the divisor is missing once in the quotient by a dual number")
class QuotientByDualNotSquared(FactorByFactor):
    def __truediv__(self, other):
        right = super().__truediv__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, right.tan * other.val)


@task.wrong("Products of two dual numbers multiply the tangents, and your quotients suffer with them: (3 + 1ε)·(3 + "
            "1ε) gives 9 + 1ε, but 3.1·3.1 is 9.61. By how much does each of the two factors change the product?",
            short="products multiply the tangents, and quotients are made from them")
class ProductOfTangentsEverywhere(_FromProducts):
    def __mul__(self, other):
        right = super().__mul__(other)
        if not isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, self.tan * other.tan)


@task.wrong("Your power loses the incoming tangent, and your quotients suffer with it: (2 + 5ε)**3 gives 8 + 12ε, as "
            "(2 + 1ε)**3 does. How fast does x**3 move when x moves five times as fast?",
            short="the power loses the incoming tangent, and quotients are made from it")
class InnerDroppedInQuotients(_FromProducts):
    def __pow__(self, n):
        return type(self)(self.val**n, n * self.val ** (n - 1))


@task.wrong("Powers and functions lose the incoming tangent, and your quotients suffer with them: (2 + 5ε)**3 gives 8 "
            "+ 12ε, as (2 + 1ε)**3 does. How fast does x**3 move when x moves five times as fast?",
            short="powers and functions lose the incoming tangent, and quotients are made from them")
class InnerDroppedEverywhere(_FromProducts):
    def _through(self, val, slope):
        return type(self)(val, slope)


@task.wrong("Your power has the tangent 24 for (2 + 1ε)**3, but (2 + 1ε)·(2 + 1ε)·(2 + 1ε) has 12, and your quotients "
            "suffer with it. How many of the three factors are left over when one of them moves?",
            short="the exponent is not lowered in the slope of a power, and quotients are made from it")
class PowerKeptInQuotients(_FromProducts):
    def __pow__(self, n):
        return self._through(self.val**n, n * self.val**n)


@task.wrong("A plain number moves along with x: (2 + 1ε) + 3 gives 5 + 2ε. In 5 - x and 2 / x, with the number on the "
            "left, it does not. By how much does 3 change when x changes?",
            short="plain numbers move along with x, except in a number minus x and a number over x")
class ConstantsMovePlainLast(_PlainLast):
    def _lifted(self, other):
        return other if isinstance(other, FactorByFactor) else type(self)(other, 1.0)


@task.wrong("In products and quotients a plain number moves along with x: (2 + 1ε)·3 gives 6 + 5ε, and sums are right. "
            "By how much does 3 change when x changes?", short="plain numbers move along in products and quotients")
class ConstantsMoveInProducts(FactorByFactor):
    def __mul__(self, other):
        right = super().__mul__(other)
        return right if isinstance(other, FactorByFactor) else type(self)(right.val, right.tan + self.val)

    def __truediv__(self, other):
        right = super().__truediv__(other)
        if isinstance(other, FactorByFactor):
            return right
        return type(self)(right.val, right.tan - self.val / other**2)

    def __rtruediv__(self, other):
        return type(self)(other / self.val, (self.val - other * self.tan) / self.val**2)


@task.wrong("relu cuts off the tangent besides: relu(2 - 1ε) gives 2 + 0ε, but when x falls from 2 to 1.9, so does "
            "relu(x). Negative values are right. Whose sign decides, that of the value or that of the tangent?",
            short="relu cuts off a negative tangent too")
class ReluCutsTangentToo(FactorByFactor):
    def relu(self):
        return type(self)(max(0.0, self.val), max(0.0, self.tan) if self.val > 0 else 0.0)


@task.wrong("relu looks at the tangent, not at the value: relu(2 - 1ε) gives 0, and relu(-1 + 1ε) gives -1 + 1ε. Which "
            "of the two parts does relu compare with 0?", short="relu asks the tangent, not the value")
class ReluByTangent(FactorByFactor):
    def relu(self):
        return type(self)(self.val, self.tan) if self.tan > 0 else type(self)(0.0, 0.0)


@task.wrong("relu gives 0 for a negative tangent too: relu(2 - 1ε) gives 0 + 0ε, but when x falls from 2 to 1.9, so "
            "does relu(x). Whose sign decides, that of the value or that of the tangent?",
            short="relu is 0 where the tangent is negative")
class ReluOfBothPositive(FactorByFactor):
    def relu(self):
        return type(self)(self.val, self.tan) if self.val > 0 and self.tan > 0 else type(self)(0.0, 0.0)


@task.wrong("A quotient with x on top has the wrong sign, while 2 / x is right: (6 + 1ε)/2 gives 3 - 0.5ε, though "
            "6.1/2 is larger than 6/2. Which of the two terms makes a quotient grow?",
            short="quotients with x on top have the wrong sign")
class QuotientReversedPlainLast(_PlainLast):
    def __truediv__(self, other):
        right = super().__truediv__(other)
        return type(self)(right.val, -right.tan)


@task.wrong("A quotient with x on top has too large a tangent, while 2 / x is right: (6 + 1ε)/2 gives 3 + 1ε, but "
            "6.1/2 is 3.05. How much of a move of the upper number arrives behind the division by 2?",
            short="the divisor is missing once in quotients with x on top")
class QuotientNotSquaredPlainLast(_PlainLast):
    def __truediv__(self, other):
        right, other = super().__truediv__(other), self._lifted(other)
        return type(self)(right.val, right.tan * other.val)


@task.wrong("Two things. The power: (2 + 1ε)**3 has the tangent 24, but 2.1**3 is 9.26. Quotients with x on top: (6 + "
            "1ε)/2 gives 3 - 0.5ε. How many of three factors are left when one moves, and which term makes a quotient "
            "grow?",
            short="the slope of a power keeps its exponent, and quotients with x on top have the wrong sign")
class PowerKeptAndQuotientReversed(QuotientReversedPlainLast):
    __pow__ = PowerKept.__pow__


@task.wrong("Two things. (2 + 1ε)**3 has the tangent 24, but 2.1**3 is 9.26. And for two dual numbers (6 + 1ε)/(2 + "
            "0ε) gives 3 - 0.5ε. How many of three factors are left when one moves, and which term makes a quotient "
            "grow?",
            short="the slope of a power keeps its exponent, and the quotient of two dual numbers has the wrong sign")
class PowerKeptAndQuotientOfDualsReversed(QuotientOfDualsReversed):
    __pow__ = PowerKept.__pow__


@task.wrong("Two things. (2 + 1ε)**3 has the tangent 24, but 2.1**3 is 9.26. And every quotient has the wrong sign: "
            "(6 + 1ε)/2 gives 3 - 0.5ε. How many of three factors are left when one moves, and which term makes a "
            "quotient grow?", short="the slope of a power keeps its exponent, and quotients have the wrong sign")
class PowerKeptAndQuotientAlwaysReversed(QuotientReversed):
    __pow__ = PowerKept.__pow__


@task.wrong("Two things. 5 - (2 + 1ε) gives -3 + 1ε. And (2 + 5ε)**3 gives 8 + 12ε, as (2 + 1ε)**3 does. On which "
            "side is your Dual in __rsub__, and how fast does x**3 move when x moves five times as fast?",
            short="a number minus x is taken the wrong way round, and the power loses the incoming tangent")
class ReflectedMinusAndPowerAlone(ReflectedMinus):
    __pow__ = InnerDroppedInPower.__pow__


@task.wrong("Products of two dual numbers are those of complex numbers: (2 + 1ε)·(2 + 1ε) gives 3 + 4ε, though 2·2 is "
            "4. What is ε·ε here?", short="products are those of complex numbers")
class ComplexProduct(FactorByFactor):
    def __mul__(self, other):
        right, other = super().__mul__(other), self._lifted(other)
        return type(self)(right.val - self.tan * other.tan, right.tan)


@task.wrong("You compute as with complex numbers: (2 + 1ε)·(2 + 1ε) gives 3 + 4ε, and 2/(1 + 1ε) gives 1 - 1ε. But "
            "2·2 is 4, and 2/1 is 2. What is ε·ε here?", short="products and quotients are those of complex numbers")
class ComplexNumbers(ComplexProduct):
    def __truediv__(self, other):
        found = complex(self.val, self.tan) / complex(self._lifted(other).val, self._lifted(other).tan)
        return type(self)(found.real, found.imag)


@task.wrong("Products of two dual numbers are those of complex numbers, and your quotients suffer with them: (2 + "
            "1ε)·(2 + 1ε) gives 3 + 4ε, though 2·2 is 4. What is ε·ε here?",
            short="products are those of complex numbers, and quotients are made from them")
class ComplexProductInQuotients(_FromProducts):
    def __mul__(self, other):
        right, other = super().__mul__(other), self._lifted(other)
        return type(self)(right.val - self.tan * other.tan, right.tan)


@task.wrong("The value of a product takes in the tangents: (2 + 1ε)·(2 + 1ε) gives 5 + 4ε, though 2·2 is 4. What is "
            "ε·ε here?", short="the product of the tangents is added to the value of a product")
class TangentsInValueOfProduct(FactorByFactor):
    def __mul__(self, other):
        right, other = super().__mul__(other), self._lifted(other)
        return type(self)(right.val + self.tan * other.tan, right.tan)


@task.wrong("The slope of your sine is taken at the tangent, and nothing is multiplied: sin(0 + 3ε) gives 0 - 0.99ε, "
            "and cos(3) is -0.99. How steep is the sine at 0, and how fast does x come in?",
            short="the tangent of sin is the cosine of the tangent")
class SineAtTangent(FactorByFactor):
    sin = SlopeAtTangent.sin


@task.wrong("The slope of your sine is taken at the tangent: sin(0 + 3ε) gives 0 - 2.97ε, which is 3·cos(3), though "
            "sin(0.3) is 0.296. At which place does the slope of the sine belong?",
            short="the slope of sin is taken at the tangent")
class SineAtTangentTimes(FactorByFactor):
    def sin(self):
        return self._through(math.sin(self.val), math.cos(self.tan))


@task.wrong("sin is applied to the tangent as well: sin(0 + 3ε) gives 0 + 0.14ε, and sin(3) is 0.14. How fast does "
            "sin(x) move at 0 when x moves with 3?", short="sin is applied to the tangent")
class SineOfTangent(FactorByFactor):
    sin = AppliedToTangent.sin


@task.wrong("The tangent of your exp is exp of the tangent: exp(0 + 3ε) gives 1 + 20.1ε, though exp(0.3) is 1.35. How "
            "steep is exp at 0, and how fast does x come in?", short="the tangent of exp is exp of the tangent")
class ExpOfTangent(FactorByFactor):
    exp = SlopeAtTangent.exp


@task.wrong("The slope of your exp is taken at the tangent: exp(0 + 3ε) gives 1 + 60.3ε, which is 3·exp(3), though "
            "exp(0.3) is 1.35. At which place does the slope of exp belong?",
            short="the slope of exp is taken at the tangent")
class ExpAtTangentTimes(FactorByFactor):
    def exp(self):
        return self._through(math.exp(self.val), math.exp(self.tan))


@task.wrong("The slopes of exp, sin and log are taken at the tangent: sin(0 + 3ε) gives 0 - 2.97ε, which is 3·cos(3), "
            "though sin(0.3) is 0.296. At which place does a slope belong?",
            short="the slopes of exp, sin and log are taken at the tangent, times it")
class SlopeAtTangentTimes(SineAtTangentTimes):
    exp = ExpAtTangentTimes.exp

    def log(self):
        return self._through(math.log(self.val), 1 / self.tan)


@task.wrong("The tangent of your logarithm is that of base 10, and its value that of base e: log(10 + 1ε) gives 2.30 + "
            "0.043ε, but log(11) is 2.40. How steep is the natural logarithm at 1?",
            short="the slope of log is that of the logarithm to base ten")
class LogSlopeOfBaseTen(FactorByFactor):
    def log(self):
        return self._through(math.log(self.val), 1 / (self.val * math.log(10)))


@task.wrong("Your logarithm is to base 10, in value and in slope: log(10 + 1ε) gives 1 + 0.043ε, and the natural "
            "logarithm of 10 is 2.30. Which function of math has the base e?",
            short="log is to base ten, in value and in slope")
class LogWholeOfBaseTen(FactorByFactor):
    def log(self):
        return self._through(math.log10(self.val), 1 / (self.val * math.log(10)))


@task.wrong("Sums and products change x itself: with x = 2 + 1ε, x.val is 5 after y = x + 3, or 6 after y = x·3, so "
            "x·x - x gives 0. Should an operation write into self, or make a new Dual?",
            short="sums and products change x itself")
class SelfChangedInSumsAndProducts(SelfChangedInSums):
    def __mul__(self, other):
        right = super().__mul__(other)
        self.val, self.tan = right.val, right.tan
        return self


def _written_back(name):
    """A method of FactorByFactor that writes its result into self and returns self."""
    def method(self, *args):
        made = getattr(FactorByFactor, name)(self, *args)
        self.val, self.tan = made.val, made.tan
        return self

    return method


@task.wrong("relu changes x itself: with x = -2 + 1ε, x.val is 0 after y = x.relu(), and relu(x) + x gives 0 where -2 "
            "is expected. Should relu write into self, or make a new Dual?", short="relu changes x itself")
class SelfChangedInRelu(FactorByFactor):
    relu = _written_back("relu")


@task.wrong("exp, sin and log change x itself: with x = 0 + 1ε, x.val is 1 after y = x.exp(), and exp(x) + x gives 2 "
            "where 1 is expected. Should they write into self, or make a new Dual?",
            short="exp, sin and log change x itself")
class SelfChangedInCurves(FactorByFactor):
    exp, sin, log = _written_back("exp"), _written_back("sin"), _written_back("log")


@task.wrong("exp, sin, log and relu change x itself: with x = 0 + 1ε, x.val is 1 after y = x.exp(), and exp(x) + x "
            "gives 2 where 1 is expected. Should they write into self, or make a new Dual?",
            short="exp, sin, log and relu change x itself")
class SelfChangedInFunctions(SelfChangedInCurves):
    relu = SelfChangedInRelu.relu


@task.wrong("The power changes x itself: with x = 3 + 1ε, x.val is 9 after y = x ** 2, and x ** 2 - x gives 0 where 6 "
            "is expected. Should it write into self, or make a new Dual?", short="the power changes x itself")
class SelfChangedInPower(FactorByFactor):
    __pow__ = _written_back("__pow__")


@task.wrong("Sums, differences, products and quotients change x itself: with x = 2 + 1ε, x.val is 5 after y = x + 3, "
            "and x·x - x gives 0. Should an operation write into self, or make a new Dual?",
            short="sums, differences, products and quotients change x itself")
class SelfChangedInArithmetic(FactorByFactor):
    __add__, __sub__ = _written_back("__add__"), _written_back("__sub__")
    __mul__, __truediv__ = _written_back("__mul__"), _written_back("__truediv__")


@task.wrong("Every operation changes x itself, powers and functions too: with x = 2 + 1ε, x.val is 5 after y = x + 3, "
            "and x ** 2 - x gives 0. Should an operation write into self, or make a new Dual?",
            short="every operation changes x itself")
class SelfChangedEverywhere(SelfChangedInArithmetic):
    __pow__, exp, sin = _written_back("__pow__"), _written_back("exp"), _written_back("sin")
    log, relu = _written_back("log"), _written_back("relu")


@task.wrong("Two things. 6/(2 + 1ε) gives 0.333, which is 2/6. And relu(-1 + 1ε) gives 0 + 1ε. Which of the two is "
            "the divisor when Python calls __rtruediv__, and how much does relu change between -1 and -0.9?",
            short="a number over x is taken the wrong way round, and relu always passes the tangent on")
class ReflectedDivisionAndReluAlwaysOn(ReflectedDivision):
    relu = ReluAlwaysOn.relu


@task.wrong("Two things. 5 - (2 + 1ε) gives -3 + 1ε. And relu(-1 + 1ε) gives 0 + 1ε. On which side does your Dual "
            "stand when Python calls __rsub__, and how much does relu change between -1 and -0.9?",
            short="a number minus x is taken the wrong way round, and relu always passes the tangent on")
class ReflectedMinusAndReluAlwaysOn(ReflectedMinus):
    relu = ReluAlwaysOn.relu


@task.wrong("A product changes x itself: with x = 2 + 1ε, x.val is 4 after y = x * x, so that x * x - x has the value"
            " 0, where 2 is expected. Should it write into self, or make a new Dual?",
            short="a product changes x itself")
class SelfChangedInProducts(FactorByFactor):
    __mul__ = _written_back("__mul__")

    def __rmul__(self, other):
        return FactorByFactor.__mul__(self, other)


def _value_first(self, other):
    """A product that writes its value into self before the tangent is found."""
    other = self._lifted(other)
    self.val = self.val * other.val
    self.tan = self.tan * other.val + self.val * other.tan
    return self


@task.wrong("A product changes x itself, and its tangent is found with the new value: (2 + 1ε)·x with x = 2 + 1ε as "
            "the same object gives 4 + 8ε. Should it write into self, or make a new Dual?",
            short="a product changes x itself, and its tangent is found with the new value")
class SelfChangedInProductsValueFirst(FactorByFactor):
    __mul__ = _value_first

    def __rmul__(self, other):
        return FactorByFactor.__mul__(self, other)


@task.wrong("A product changes x itself, and its tangent is found with the new value, also for 2 * x: with x = 2 + "
            "1ε, x * x gives 4 + 8ε. Should it write into self, or make a new Dual?",
            short="a product changes x itself on either side, and its tangent is found with the new value")
class SelfChangedInAllProductsValueFirst(FactorByFactor):
    __mul__ = _value_first


@task.wrong("A quotient changes x itself: with x = 4 + 1ε, x.val is 2 after y = x / 2, and x / 2 + x gives 4 where 6 "
            "is expected. Should it write into self, or make a new Dual?", short="a quotient changes x itself")
class SelfChangedInQuotients(FactorByFactor):
    __truediv__ = _written_back("__truediv__")


@task.wrong("A difference changes x itself: with x = 3 + 1ε, x.val is 2 after y = x - 1, and (x - 1) * x gives 4 "
            "where 6 is expected. Should it write into self, or make a new Dual?",
            short="a difference changes x itself")
class SelfChangedInDifferences(FactorByFactor):
    __sub__ = _written_back("__sub__")


@task.wrong("exp and sin put the tangent where the value belongs: exp(0 + 3ε) gives 1 + 20.1ε, though exp(0.3) is 1.35,"
            " and sin(0 + 3ε) gives 0 - 0.99ε. At which place is a slope taken, and with what is it multiplied?",
            short="the tangents of exp and sin are their slopes at the tangent")
class ExpAndSinAtTangent(SineAtTangent):
    exp = SlopeAtTangent.exp


@task.wrong("The slopes of exp and sin are taken at the tangent: exp(0 + 3ε) gives 1 + 60.3ε, though exp(0.3) is 1.35,"
            " and sin(0 + 3ε) gives 0 - 2.97ε. At which place does a slope belong?",
            short="the slopes of exp and sin are taken at the tangent, times it")
class ExpAndSinAtTangentTimes(SineAtTangentTimes):
    exp = ExpAtTangentTimes.exp


@task.wrong("The tangent of a product takes in the product of the tangents: (3 + 1ε)·(3 + 1ε) gives 9 + 7ε. But "
            "3.01·3.01 is 9.0601, 0.06 and a very small rest above 9. What is ε·ε here?",
            short="the product of the tangents is added to the tangent of a product")
class TangentsInTangentOfProduct(FactorByFactor):
    def __mul__(self, other):
        right, other = super().__mul__(other), self._lifted(other)
        return type(self)(right.val, right.tan + self.tan * other.tan)


@task.wrong("The product of two dual numbers is found from relative rates, tan/val: right at (3 + "
            "1ε)·(3 + 1ε), but at (0 + 1ε)·(2 + 1ε) there is a division by 0. Which product of "
            "a tangent and a value is left there?",
            short="a product divides by the values of its factors")
class ProductByRates(FactorByFactor):
    def __mul__(self, other):
        right, other = super().__mul__(other), self._lifted(other)
        return type(self)(right.val, right.val * (self.tan / self.val + other.tan / other.val))


@task.wrong("The product of two dual numbers divides by the values of its factors: right at (3 + 1ε)·(3 + 1ε), but at "
            "(0 + 1ε)·(2 + 1ε) it divides by 0. A plain factor is right. Which terms need no division?",
            short="the product of two dual numbers divides by the values of its factors")
class ProductOfDualsByRates(FactorByFactor):
    def __mul__(self, other):
        if not isinstance(other, FactorByFactor):
            return super().__mul__(other)
        val = self.val * other.val
        return type(self)(val, val * (self.tan / self.val + other.tan / other.val))


@task.wrong("A quotient divides by the value on top: (0 + 1ε)/2 has a tangent of 0.5, as 0.1/2 is 0.05, and yours "
            "divides by 0. Which of the two values must not be 0 in a quotient?",
            short="a quotient divides by the value on top")
class QuotientByRates(FactorByFactor):
    def __truediv__(self, other):
        right, other = super().__truediv__(other), self._lifted(other)
        return type(self)(right.val, right.val * (self.tan / self.val - other.tan / other.val))


@task.wrong("Products and quotients divide by values that may be 0, such as val of the first factor in (0 + 1ε)·(2 + "
            "1ε). Its tangent is 2, as 0.1·2.1 is 0.21. Which terms of the two rules need no such division?",
            short="products and quotients divide by values that may be 0")
class ProductAndQuotientByRates(QuotientByRates, ProductByRates):
    pass


@task.wrong("The division of two dual numbers is that of complex numbers: (2 + 1ε)/(1 + 1ε) gives 1.5 - 0.5ε, though "
            "2/1 is 2. What is ε·ε here?", short="the quotient of two dual numbers is that of complex numbers")
class QuotientOfDualsComplex(_PlainLast):
    def __truediv__(self, other):
        if not isinstance(other, FactorByFactor):
            return super().__truediv__(other)
        found = complex(self.val, self.tan) / complex(other.val, other.tan)
        return type(self)(found.real, found.imag)


@task.wrong("Every division by a dual number, also 2 / x, is that of complex numbers: (2 + 1ε)/(1 + 1ε) gives 1.5 - "
            "0.5ε, though 2/1 is 2. What is ε·ε here?", short="quotients are those of complex numbers")
class QuotientComplex(FactorByFactor):
    __truediv__ = ComplexNumbers.__truediv__


@task.wrong("The slope of a power comes out as n·val**n - 1: (2 + 1ε)**3 gives 8 + 23ε, but 2.1**3 is 9.26. What does "
            "Python subtract the 1 from, without parentheses?",
            short="the slope of a power subtracts 1 from the whole, not from the exponent")
class PowerWithoutParentheses(FactorByFactor):
    def __pow__(self, n):
        return self._through(self.val**n, n * self.val**n - 1)


@task.wrong("The tangent of a power comes out as n·val**n·tan - 1: (2 + 1ε)**3 gives 8 + 23ε, but 2.1**3 is 9.26. What "
            "does the 1 belong to?", short="the tangent of a power has 1 subtracted at the end")
class PowerLessOne(FactorByFactor):
    def __pow__(self, n):
        return type(self)(self.val**n, n * self.val**n * self.tan - 1)


def _value_overwritten(name):
    """A method of FactorByFactor that makes a new number, but leaves the new value in self too."""
    def method(self, *args):
        made = getattr(FactorByFactor, name)(self, *args)
        self.val = made.val
        return made

    return method


@task.wrong("exp returns the right number but leaves its value in x too: with x = 0 + 1ε, x.val "
            "is 1 after x.exp(), and a later use of x goes wrong. Into which number should the "
            "result be written?",
            short="exp overwrites x.val")
class ExpOverwritesValue(FactorByFactor):
    exp = _value_overwritten("exp")


@task.wrong("sin returns the right number but leaves its value in x too: with x = 1 + 1ε, x.val is 0.84 after x.sin(), "
            "and a later use of x goes wrong. Into which number should the result be written?",
            short="sin overwrites x.val")
class SinOverwritesValue(FactorByFactor):
    sin = _value_overwritten("sin")


@task.wrong("exp, sin and log return right numbers but leave the value in x too: with x = 0 + 1ε, x.val is 1 after "
            "x.exp(), and a later use of x goes wrong. Into which number should a result be written?",
            short="exp, sin and log overwrite x.val")
class CurvesOverwriteValue(FactorByFactor):
    exp, sin, log = (_value_overwritten(name) for name in ("exp", "sin", "log"))


@task.wrong("Powers with an exponent that is a float go through the logarithm: x ** 3.0 at -2 fails, where x ** 3 is "
            "right and both are -8. Which power of Python needs no logarithm?",
            short="a power with a float as exponent goes through the logarithm")
class FloatPowerByLogarithm(FactorByFactor):
    def __pow__(self, n):
        if isinstance(n, int):
            return super().__pow__(n)
        power = math.exp(n * math.log(self.val))
        return self._through(power, n * power / self.val)


@task.wrong("A product whose value is 0 gets the tangent 0: (0 + 1ε)·(2 + 1ε) gives 0 + 0ε, but 0.1·2.1 is 0.21. Which "
            "of the two moves of a product is not 0 there?", short="a product whose value is 0 gets the tangent 0")
class ProductStopsAtZero(FactorByFactor):
    def __mul__(self, other):
        right = super().__mul__(other)
        return right if right.val else type(self)(0.0, 0.0)


@task.wrong("In every product each tangent meets its own value, also with a number: (2 + 1ε)·3 gives 6 + 2ε, but "
            "2.1·3 is 6.3. By which number is the move of x multiplied?",
            short="each factor's tangent is multiplied by its own value, also with numbers")
class OwnFactorAlways(FactorByFactor):
    def __mul__(self, other):
        right, other = super().__mul__(other), self._lifted(other)
        return type(self)(right.val, self.tan * self.val + other.val * other.tan)


@task.wrong("Quotients with x on top divide their tangent by the square of the upper value: (4 + 1ε)/2 gives 2 + "
            "0.125ε, but 4.1/2 is 2.05. Which of the two values divides?",
            short="the tangent of a quotient is divided by the square of the upper value")
class QuotientOverUpperSquare(_PlainLast):
    def __truediv__(self, other):
        right, other = super().__truediv__(other), self._lifted(other)
        return type(self)(right.val, (self.tan * other.val - self.val * other.tan) / self.val**2)


@task.wrong("Quotients with x on top divide their tangent by twice the divisor: (6 + 1ε)/5 gives 1.2 + 0.5ε, but "
            "6.1/5 is 1.22. By which number is the move of 0.1 divided there?",
            short="the tangent of a quotient is divided by twice the divisor")
class QuotientOverTwice(_PlainLast):
    def __truediv__(self, other):
        right, other = super().__truediv__(other), self._lifted(other)
        return type(self)(right.val, right.tan * other.val / 2)


@task.wrong("A plain divisor divides the tangent twice: (6 + 1ε)/2 gives 3 + 0.25ε, but 6.1/2 is 3.05. How often is "
            "the move of 0.1 divided by 2?",
            short="a plain divisor divides the tangent twice")
class NumberDividesTwice(FactorByFactor):
    def __truediv__(self, other):
        right = super().__truediv__(other)
        return right if isinstance(other, FactorByFactor) else type(self)(right.val, self.tan / other**2)


@task.wrong("A number over x has the tangent of 1/x, whatever the number is: 6/(2 + 1ε) gives 3 - 0.25ε, but 6/2.1 is "
            "2.86. How much faster does 6/x fall than 1/x?",
            short="a number over x has the tangent of 1/x")
class DivisionOfOne(FactorByFactor):
    def __rtruediv__(self, other):
        return type(self)(other / self.val, -self.tan / self.val**2)


@task.wrong("A number times x gets the tangent 0, while x times a number is right: 2·(3 + 1ε) gives 6 + 0ε, but 2·3.1 "
            "is 6.2. Which of the two factors moves?",
            short="a number times x gets the tangent 0")
class LeftNumberStopsTangent(FactorByFactor):
    def __rmul__(self, other):
        return type(self)(other * self.val, 0.0)


@task.wrong("The slope of a power cuts its exponent to a whole number: (4 + 1ε)**2.5 gives 32 + 10ε, which is 2.5·4, "
            "but 4.1**2.5 is 34.04. Which exponent is one less than 2.5?",
            short="the exponent in the slope of a power is cut to a whole number")
class PowerSlopeWhole(FactorByFactor):
    def __pow__(self, n):
        return self._through(self.val**n, n * self.val ** int(n - 1))


@task.wrong("A power with a negative exponent rises with x: (2 + 1ε)**-2 gives 0.25 + 0.25ε, but 2.1**-2 is 0.227. "
            "Which sign has the factor that comes down from the exponent?",
            short="the slope of a power with a negative exponent has the wrong sign")
class PowerFactorWithoutSign(FactorByFactor):
    def __pow__(self, n):
        return self._through(self.val**n, abs(n) * self.val ** (n - 1))


@task.wrong("In the slope of a power a negative exponent goes up: (2 + 1ε)**-2 gives 0.25 - 1ε, which is -2/2, but "
            "2.1**-2 is 0.227. Which number is one less than -2?",
            short="a negative exponent goes up in the slope of a power")
class PowerNegativeUp(FactorByFactor):
    def __pow__(self, n):
        return self._through(self.val**n, n * self.val ** (n - 1 if n > 0 else n + 1))


@task.wrong("The power rule is used on the tangent: (3 + 1ε)**2 gives 9 + 2ε, and (3 + 5ε)**2 gives 9 + 10ε, but "
            "3.1**2 is 9.61. At which of the two numbers is the slope taken?",
            short="the power rule is used on the tangent, not on the value")
class PowerRuleOnTangent(FactorByFactor):
    def __pow__(self, n):
        return type(self)(self.val**n, n * self.tan ** (n - 1))


@task.wrong("The power multiplies x with itself int(n) - 1 times: (4 + 1ε)**2.5 gives 16 + 8ε, which is the square, "
            "and (4 + 1ε)**-2 gives x itself. Which slope has x**n for any number n?",
            short="the power multiplies as often as its exponent, cut to a whole number, says")
class PowerCutToWhole(FactorByFactor):
    def __pow__(self, n):
        product = self
        for _ in range(int(n) - 1):
            product = product * self
        return product


@task.wrong("A power has the tangent 0 wherever val is 0: (0 + 1ε)**3 is right, but (0 + 1ε)**1 gives 0 + 0ε. When x "
            "moves from 0 to 0.1, how much does x**1 move?",
            short="a power gets the tangent 0 where the value is 0")
class PowerStopsAtZero(FactorByFactor):
    def __pow__(self, n):
        return super().__pow__(n) if self.val else type(self)(0.0, 0.0)


@task.wrong("Your logarithm is taken a little beside the value, which shows at tiny numbers only: at 0.000001 its "
            "result is not exactly log(0.000001). What is added to val, and is it needed where val is positive?",
            short="log is taken a little beside the value")
class LogBeside(FactorByFactor):
    def log(self):
        return self._through(math.log(self.val + 1e-7), 1 / (self.val + 1e-7))


def _sum_of(function, slope):
    """A method that adds the tangent to a slope, where the two should be multiplied."""
    return lambda self: type(self)(function(self.val), slope(self.val) + self.tan)


@task.wrong("exp, sin and log add the tangent to their slope: sin(0 + 3ε) gives 0 + 4ε, though sin(0.3) is 0.296. "
            "When x moves three times as fast, how much faster does sin(x) move?",
            short="exp, sin and log add the tangent to their slope")
class CurvesAddTangent(FactorByFactor):
    exp, sin = _sum_of(math.exp, math.exp), _sum_of(math.sin, math.cos)
    log = _sum_of(math.log, lambda val: 1 / val)


@task.wrong("sin adds the tangent to its slope: sin(0 + 3ε) gives 0 + 4ε, though sin(0.3) is 0.296. When x moves "
            "three times as fast, how much faster does sin(x) move?",
            short="sin adds the tangent to its slope")
class SinAddsTangent(FactorByFactor):
    sin = _sum_of(math.sin, math.cos)


@task.wrong("exp adds the tangent to its slope: exp(0 + 3ε) gives 1 + 4ε, though exp(0.03) is 1.0305. When x moves "
            "three times as fast, how much faster does exp(x) move?",
            short="exp adds the tangent to its slope")
class ExpAddsTangent(FactorByFactor):
    exp = _sum_of(math.exp, math.exp)


@task.wrong("log adds the tangent to its slope: log(1 + 3ε) gives 0 + 4ε, though log(1.03) is 0.0296. When x moves "
            "three times as fast, how much faster does log(x) move?",
            short="log adds the tangent to its slope")
class LogAddsTangent(FactorByFactor):
    log = _sum_of(math.log, lambda val: 1 / val)


@task.wrong("Two things. (6 + 1ε)/2 gives 3 - 0.5ε, though 6.1/2 is larger than 6/2. And 5 - (2 + 1ε) gives 3 + 1ε, "
            "though 5 - 2.1 is smaller than 3. Which terms rise there, and which fall?",
            short="quotients with x on top have the wrong sign, and a number minus x keeps the sign of the tangent")
class QuotientReversedAndMinusTangentKept(QuotientReversedPlainLast):
    __rsub__ = MinusTangentKept.__rsub__


EXERCISE = task.declared()
