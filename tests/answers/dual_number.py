# %% right: A static helper turns plain numbers into Duals; everything else is built from +, * and pow.
import math

class Dual:
    """The number val + tan * eps with eps * eps = 0."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    @staticmethod
    def lift(q):
        return q if isinstance(q, Dual) else Dual(q, 0.0)

    def chain(self, value, slope):
        return Dual(value, slope * self.tan)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        return self + (-1) * Dual.lift(other)

    def __rsub__(self, other):
        return Dual.lift(other) - self

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    __rmul__ = __mul__

    def __pow__(self, n):
        return self.chain(self.val**n, n * self.val ** (n - 1) if n else 0.0)

    def __truediv__(self, other):
        return self * Dual.lift(other) ** -1.0

    def __rtruediv__(self, other):
        return Dual.lift(other) / self

    def exp(self):
        e = math.exp(self.val)
        return self.chain(e, e)

    def sin(self):
        return self.chain(math.sin(self.val), math.cos(self.val))

    def log(self):
        return self.chain(math.log(self.val), 1 / self.val)

    def relu(self):
        return self.chain(max(self.val, 0.0), float(self.val > 0))

# %% right: The quotient q is found from q * y = x: its tangent is (x.tan - q.val * y.tan) / y.val; getattr for numbers.
import math

def _parts(q):
    return getattr(q, "val", q), getattr(q, "tan", 0)

class Dual:
    """The number val + tan * eps with eps * eps = 0."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def __add__(self, other):
        a, da = _parts(other)
        return Dual(a + self.val, da + self.tan)

    def __radd__(self, other):
        return self.__add__(other)

    def __sub__(self, other):
        a, da = _parts(other)
        return Dual(self.val - a, self.tan - da)

    def __rsub__(self, other):
        d = self - other
        return Dual(-d.val, -d.tan)

    def __mul__(self, other):
        a, da = _parts(other)
        return Dual(self.val * a, self.val * da + self.tan * a)

    def __rmul__(self, other):
        return self.__mul__(other)

    def __pow__(self, n):
        if n == 0 or n == 1:
            return Dual(self.val**n, n * self.tan)
        return Dual(self.val**n, self.tan * n * self.val ** (n - 1))

    def __truediv__(self, other):
        a, da = _parts(other)
        q = self.val / a
        return Dual(q, (self.tan - q * da) / a)

    def __rtruediv__(self, other):
        q = other / self.val
        return Dual(q, -q * self.tan / self.val)

    def exp(self):
        y = math.exp(self.val)
        return Dual(y, y * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.sin(self.val + math.pi / 2) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val <= 0:
            return Dual(0.0, 0.0)
        return Dual(self.val, self.tan)

# %% right: numpy functions; try/except instead of isinstance.
import numpy as np

class Dual:
    """The number val + tan * eps with eps * eps = 0."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def __add__(self, other):
        try:
            return Dual(self.val + other.val, self.tan + other.tan)
        except AttributeError:
            return Dual(self.val + other, self.tan)

    def __radd__(self, other):
        return self + other

    def __neg__(self):
        return Dual(-self.val, -self.tan)

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        try:
            return Dual(self.val * other.val, self.tan * other.val + self.val * other.tan)
        except AttributeError:
            return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return self * other

    def __pow__(self, n):
        if n == 0:
            return Dual(1.0, 0.0)
        x = float(self.val)
        return Dual(x**n, float(n) * x ** (n - 1) * self.tan)

    def __truediv__(self, other):
        try:
            v = other.val
            return Dual(self.val / v, (self.tan * v - self.val * other.tan) / (v * v))
        except AttributeError:
            return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other, 0) / self

    def exp(self):
        return Dual(float(np.exp(self.val)), float(np.exp(self.val)) * self.tan)

    def sin(self):
        return Dual(float(np.sin(self.val)), float(np.cos(self.val)) * self.tan)

    def log(self):
        return Dual(float(np.log(self.val)), self.tan / self.val)

    def relu(self):
        return Dual(max(0, self.val), self.tan if self.val > 0 else 0)

# %% wrong: Two dual numbers are multiplied part by part: the tangent is tan * tan instead of val * tan + tan * val.
# told: ProductOfTangentsOfDuals
import math

class Dual:
    """The number val + tan * eps with eps * eps = 0."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val + other.val, self.tan + other.tan)
        return Dual(self.val + other, self.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.tan * other.tan)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return self * other

    def __pow__(self, n):
        if n == 0:
            return Dual(1, 0)
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% wrong: exp, sin and log are applied to the tangent as well; it must be multiplied by the slope at val.
# told: SlopeAtTangent
import math

class Dual:
    """The number val + tan * eps with eps * eps = 0."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val + other.val, self.tan + other.tan)
        return Dual(self.val + other, self.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return self * other

    def __pow__(self, n):
        if n == 0:
            return Dual(1, 0)
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.tan))

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.tan))

    def log(self):
        return Dual(math.log(self.val), 1 / self.tan)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% wrong: A plain number is treated as a Dual with tangent 1; a constant has the tangent 0.
# told: ConstantsMoveInSums
import math

class Dual:
    """The number val + tan * eps with eps * eps = 0."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def __add__(self, other):
        if not isinstance(other, Dual):
            other = Dual(other, 1)
        return Dual(self.val + other.val, self.tan + other.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        if not isinstance(other, Dual):
            other = Dual(other, 1)
        return Dual(self.val - other.val, self.tan - other.tan)

    def __rsub__(self, other):
        return Dual(other, 1) - self

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return self * other

    def __pow__(self, n):
        if n == 0:
            return Dual(1, 0)
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% wrong: In c / x the minus sign of the derivative -c / x^2 is missing.
# told: DivisionWithoutSign
import math

class Dual:
    """The number val + tan * eps with eps * eps = 0."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val + other.val, self.tan + other.tan)
        return Dual(self.val + other, self.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return self * other

    def __pow__(self, n):
        if n == 0:
            return Dual(1, 0)
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, other * self.tan / self.val ** 2)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% wrong: c - x is computed as x - c: in __rsub__ self stands on the right.
# told: ReflectedMinus
import math

class Dual:
    """The number val + tan * eps with eps * eps = 0."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val + other.val, self.tan + other.tan)
        return Dual(self.val + other, self.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return self - other

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return self * other

    def __pow__(self, n):
        if n == 0:
            return Dual(1, 0)
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% wrong: TWO: the power keeps its exponent in the derivative (n x^n, not n x^(n-1)); and log is the logarithm to base 10 in its value.
# told: PowerKeptAndBaseTen
import math

class Dual:
    """The number val + tan * eps with eps * eps = 0."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val + other.val, self.tan + other.tan)
        return Dual(self.val + other, self.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return self * other

    def __pow__(self, n):
        if n == 0:
            return Dual(1, 0)
        return Dual(self.val ** n, n * self.val ** n * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log10(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% wrong: The power multiplies n times: it fails for a negative or fractional n.
# told: PowerByMultiplying
import math

class Dual:
    """The number val + tan * eps with eps * eps = 0."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val + other.val, self.tan + other.tan)
        return Dual(self.val + other, self.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return self * other

    def __pow__(self, n):
        result = Dual(1, 0)
        for _ in range(n):
            result = result * self
        return result

    def __truediv__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% wrong: __add__ changes self and returns it, so x itself is another number after x + y.
# told: SelfChangedInSums
import math

class Dual:
    """The number val + tan * eps with eps * eps = 0."""

    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def __add__(self, other):
        if isinstance(other, Dual):
            self.val += other.val
            self.tan += other.tan
        else:
            self.val += other
        return self

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return self * other

    def __pow__(self, n):
        if n == 0:
            return Dual(1, 0)
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% right: Only add, mul, pow and one chain helper are written out; all the rest is composed from them.
import math


class Dual:
    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def _chain(self, value, slope):
        return Dual(value, slope * self.tan)

    def __add__(self, o):
        return Dual(self.val + o.val, self.tan + o.tan) if isinstance(o, Dual) else Dual(self.val + o, self.tan)

    def __mul__(self, o):
        if isinstance(o, Dual):
            return Dual(self.val * o.val, self.tan * o.val + o.tan * self.val)
        return Dual(self.val * o, self.tan * o)

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, o):
        return self + (-o)

    def __rsub__(self, c):
        return -self + c

    def __pow__(self, n):
        return self._chain(self.val ** n, n * self.val ** (n - 1))

    def __truediv__(self, o):
        if isinstance(o, Dual):
            return self * o ** -1
        return Dual(self.val / o, self.tan / o)

    def __rtruediv__(self, c):
        return c * self ** -1

    def exp(self):
        return self._chain(math.exp(self.val), math.exp(self.val))

    def sin(self):
        return self._chain(math.sin(self.val), math.cos(self.val))

    def log(self):
        return self._chain(math.log(self.val), 1 / self.val)

    def relu(self):
        return self._chain(max(self.val, 0.0), float(self.val > 0))

# %% right: A lift helper and one function per operation as a plain function; the reflected methods swap the lifted arguments.
import math


def lift(z):
    return z if isinstance(z, Dual) else Dual(z, 0)


def add(a, b):
    a, b = lift(a), lift(b)
    return Dual(a.val + b.val, a.tan + b.tan)


def sub(a, b):
    a, b = lift(a), lift(b)
    return Dual(a.val - b.val, a.tan - b.tan)


def mul(a, b):
    a, b = lift(a), lift(b)
    return Dual(a.val * b.val, a.val * b.tan + b.val * a.tan)


def div(a, b):
    a, b = lift(a), lift(b)
    q = a.val / b.val
    return Dual(q, (a.tan - q * b.tan) / b.val)  # from a = q * b


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    __add__ = add
    __sub__ = sub
    __mul__ = mul
    __truediv__ = div
    __radd__ = lambda self, c: add(c, self)
    __rsub__ = lambda self, c: sub(c, self)
    __rmul__ = lambda self, c: mul(c, self)
    __rtruediv__ = lambda self, c: div(c, self)

    def __pow__(self, n):
        if n == 1:
            return Dual(self.val, self.tan)
        return Dual(self.val ** n, self.tan * n * self.val ** (n - 1))

    def exp(self):
        return Dual(math.exp(self.val), self.tan * math.exp(self.val))

    def sin(self):
        return Dual(math.sin(self.val), self.tan * math.cos(self.val))

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% right: numpy for the functions with a conversion to float; type(...) tests and early returns instead of lifting.
import numpy as np


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, o):
        if type(o) is not Dual:
            return Dual(self.val + o, self.tan)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return self + c

    def __sub__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return self * c

    def __truediv__(self, o):
        if type(o) is not Dual:
            return Dual(self.val / o, self.tan / o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = float(np.exp(self.val))
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(float(np.sin(self.val)), float(np.cos(self.val)) * self.tan)

    def log(self):
        return Dual(float(np.log(self.val)), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: exp, sin and log return only the slope of the function; the tangent that comes in is not multiplied in (no chain rule).
# told: InnerDroppedInCurves
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return self + c

    def __sub__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return self * c

    def __truediv__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val))

    def log(self):
        return Dual(math.log(self.val), 1 / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: A plain number is treated as if it moved with tangent 1, like the variable, instead of 0.
# told: ConstantsMovePlainLast
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 1.0)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return self + c

    def __sub__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 1.0)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 1.0)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return self * c

    def __truediv__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 1.0)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: Divides value by value and tangent by tangent; the quotient rule is not used.
# told: QuotientOfTangents
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return self + c

    def __sub__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return self * c

    def __truediv__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val / o.val, self.tan / o.tan if o.tan != 0 else self.tan / o.val)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: c - x is computed as x - c: self stands on the right in __rsub__, but is taken as the left side.
# told: ReflectedMinus
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return self + c

    def __sub__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return self - c

    def __mul__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return self * c

    def __truediv__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: relu cuts the tangent at 0 as well, so a positive value with a negative tangent loses its tangent.
# told: ReluCutsTangentToo
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return self + c

    def __sub__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return self * c

    def __truediv__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, max(0.0, self.tan))
        return Dual(0.0, 0.0)

# %% wrong: TWO: The tangent of a power keeps the exponent n instead of n - 1; and the numerator of the quotient rule has the wrong sign order (u v' - u' v).
# told: PowerKeptAndQuotientReversed
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return self + c

    def __sub__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return self * c

    def __truediv__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val / o.val, (self.val * o.tan - self.tan * o.val) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** n * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: The power is computed as exp(n * log(x)), which fails where val is 0 or negative, such as x ** 3 at -2.
# told: PowerByLogarithm
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return self + c

    def __sub__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return self * c

    def __truediv__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return (self.log() * n).exp()

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: The sum is written into self and self is returned, so x is changed and can't be used again.
# told: SelfChangedInSums
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        self.val += o.val
        self.tan += o.tan
        return self

    def __radd__(self, c):
        return self + c

    def __sub__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return self * c

    def __truediv__(self, o):
        if not isinstance(o, Dual):
            o = Dual(o, 0.0)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% right: Style: a frozen dataclass; one helper for the chain rule; subtraction by negation and division by the power -1.
import math
from dataclasses import dataclass

@dataclass(frozen=True)
class Dual:
    val: float
    tan: float

    def _chain(self, value, slope):
        return Dual(value, slope * self.tan)

    def __neg__(self):
        return self._chain(-self.val, -1)

    def __add__(self, y):
        if not isinstance(y, Dual):
            return self._chain(self.val + y, 1)
        return Dual(self.val + y.val, self.tan + y.tan)

    def __radd__(self, c):
        return self + c

    def __sub__(self, y):
        return self + (-y)

    def __rsub__(self, c):
        return -self + c

    def __mul__(self, y):
        if not isinstance(y, Dual):
            return self._chain(self.val * y, y)
        return Dual(self.val * y.val, self.tan * y.val + y.tan * self.val)

    def __rmul__(self, c):
        return self * c

    def __truediv__(self, y):
        return self * y ** -1

    def __rtruediv__(self, c):
        return c * self ** -1

    def __pow__(self, n):
        return self._chain(self.val ** n, n * self.val ** (n - 1))

    def exp(self):
        e = math.exp(self.val)
        return self._chain(e, e)

    def sin(self):
        return self._chain(math.sin(self.val), math.cos(self.val))

    def log(self):
        return self._chain(math.log(self.val), 1 / self.val)

    def relu(self):
        return self._chain(max(self.val, 0), 1 if self.val > 0 else 0)

# %% right: Style: a dual number as the matrix [[val, tan], [0, val]]; product and quotient are matrix algebra in numpy, plain floats come out.
import math
import numpy as np

class Dual:
    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    @staticmethod
    def _mat(a):
        v, t = (a.val, a.tan) if isinstance(a, Dual) else (a, 0)
        return np.array([[v, t], [0, v]], dtype=float)

    @staticmethod
    def _back(M):
        return Dual(M[0, 0].item(), M[0, 1].item())

    def __add__(self, y): return Dual._back(Dual._mat(self) + Dual._mat(y))
    def __radd__(self, y): return Dual._back(Dual._mat(y) + Dual._mat(self))
    def __sub__(self, y): return Dual._back(Dual._mat(self) - Dual._mat(y))
    def __rsub__(self, y): return Dual._back(Dual._mat(y) - Dual._mat(self))
    def __mul__(self, y): return Dual._back(Dual._mat(self) @ Dual._mat(y))
    def __rmul__(self, y): return Dual._back(Dual._mat(y) @ Dual._mat(self))

    @staticmethod
    def _inv(a):
        M = Dual._mat(a)
        v, t = M[0, 0], M[0, 1]
        return np.array([[1 / v, -t / v / v], [0, 1 / v]])

    def __truediv__(self, y): return Dual._back(Dual._mat(self) @ Dual._inv(y))
    def __rtruediv__(self, y): return Dual._back(Dual._mat(y) @ Dual._inv(self))

    def _apply(self, value, slope):
        return Dual(value, slope * self.tan)

    def __pow__(self, n): return self._apply(self.val ** n, n * self.val ** (n - 1))
    def exp(self): return self._apply(math.exp(self.val), math.exp(self.val))
    def sin(self): return self._apply(math.sin(self.val), math.sin(self.val + math.pi / 2))
    def log(self): return self._apply(math.log(self.val), self.val ** -1)
    def relu(self): return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% right: Style: every two-sided operation is described by its value and its two partial derivatives, and a loop attaches the methods to the class.
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __pow__(self, n):
        if n == 1:
            return Dual(self.val, self.tan)
        return Dual(self.val ** n, self.tan * n * self.val ** (n - 1))

    def exp(self):
        return Dual(math.exp(self.val), self.tan * math.exp(self.val))

    def sin(self):
        return Dual(math.sin(self.val), self.tan * math.cos(self.val))

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual((self.val + abs(self.val)) / 2, self.tan * (self.val > 0))

def _parts(a):
    try:
        return a.val, a.tan
    except AttributeError:
        return a, 0

def _attach(name, value, by_left, by_right):
    def both(left, right):
        (a, s), (b, t) = _parts(left), _parts(right)
        return Dual(value(a, b), by_left(a, b) * s + by_right(a, b) * t)
    setattr(Dual, f"__{name}__", both)
    setattr(Dual, f"__r{name}__", lambda self, c: both(c, self))

_attach("add", lambda a, b: a + b, lambda a, b: 1, lambda a, b: 1)
_attach("sub", lambda a, b: a - b, lambda a, b: 1, lambda a, b: -1)
_attach("mul", lambda a, b: a * b, lambda a, b: b, lambda a, b: a)
_attach("truediv", lambda a, b: a / b, lambda a, b: 1 / b, lambda a, b: -a / b ** 2)

# %% wrong: A plain number gets the tangent 1, as if it moved like the variable; a constant does not move, its tangent is 0.
# told: ConstantsMove
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, c):
        if isinstance(c, Dual):
            return c
        return Dual(c, 1)

    def __add__(self, other):
        o = self._lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        o = self._lift(other)
        return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: exp, sin and log are applied to the tangent as well; the tangent must be multiplied by the slope at val.
# told: AppliedToTangent
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        o = self._lift(other)
        return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.tan))

    def sin(self):
        return Dual(math.sin(self.val), math.sin(self.tan))

    def log(self):
        return Dual(math.log(self.val), math.log(abs(self.tan)) if self.tan else 0.0)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: The product (and so the quotient) is taken as for complex numbers, with eps^2 = -1 instead of 0.
# told: ComplexNumbers
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        o = self._lift(other)
        return Dual(self.val * o.val - self.tan * o.tan, self.val * o.tan + self.tan * o.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._lift(other)
        size = o.val ** 2 + o.tan ** 2
        return self * Dual(o.val / size, -o.tan / size)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: In c - x the tangent keeps its sign; since x is taken away, it must become -tan.
# told: MinusTangentKept
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, self.tan)

    def __mul__(self, other):
        o = self._lift(other)
        return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: The power rule keeps the exponent n: n * val**n instead of n * val**(n - 1).
# told: PowerKept
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        o = self._lift(other)
        return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        p = self.val ** n
        return Dual(p, n * p * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: TWO: c / x is computed as x / c; and relu lets the tangent through for a negative val as well.
# told: ReflectedDivisionAndReluAlwaysOn
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        o = self._lift(other)
        return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / (o.val * o.val))

    __rtruediv__ = __truediv__

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(0, self.val), self.tan)

# %% wrong: The power is computed by exp(n * log(x)): fine for a positive val, but log fails at a negative val and at 0.
# told: PowerByLogarithm
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        o = self._lift(other)
        return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        return (n * self.log()).exp()

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: x + y and x * y store the result in x and return x itself instead of a new Dual (so the old val is lost, too).
# told: SelfChangedInSumsAndProducts
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._lift(other)
        self.val = self.val + o.val
        self.tan = self.tan + o.tan
        return self

    __radd__ = __add__

    def __sub__(self, other):
        o = self._lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        o = self._lift(other)
        self.tan = self.val * o.tan + o.val * self.tan
        self.val = self.val * o.val
        return self

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% right: Only +, * and one chain-rule helper are written out; all else is built from them (x / y as x · y ** -1).
import math


class Dual:
    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def _chain(self, value, slope):
        return Dual(value, slope * self.tan)

    def __add__(self, o):
        if isinstance(o, Dual):
            return Dual(self.val + o.val, self.tan + o.tan)
        return self._chain(self.val + o, 1)

    def __mul__(self, o):
        if isinstance(o, Dual):
            return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)
        return self._chain(self.val * o, o)

    def __radd__(self, o):
        return self + o

    def __rmul__(self, o):
        return self * o

    def __neg__(self):
        return self * -1

    def __sub__(self, o):
        return self + (-o)

    def __rsub__(self, o):
        return -self + o

    def __pow__(self, n):
        return self._chain(self.val ** n, n * self.val ** (n - 1))

    def __truediv__(self, o):
        return self * o ** -1.0

    def __rtruediv__(self, o):
        return self ** -1.0 * o

    def exp(self):
        e = math.exp(self.val)
        return self._chain(e, e)

    def sin(self):
        return self._chain(math.sin(self.val), math.cos(self.val))

    def log(self):
        return self._chain(math.log(self.val), 1 / self.val)

    def relu(self):
        return self._chain(max(self.val, 0), int(self.val > 0))

# %% right: A frozen dataclass, so nothing can be changed; getattr with a default tells a Dual from a plain number.
from dataclasses import dataclass
from math import cos, exp, log, sin


def parts(v):
    return getattr(v, "val", v), getattr(v, "tan", 0)


def minus(u, v):
    (a, da), (b, db) = parts(u), parts(v)
    return Dual(a - b, da - db)


def over(u, v):
    (a, da), (b, db) = parts(u), parts(v)
    q = a / b
    return Dual(q, (da - q * db) / b)


@dataclass(frozen=True)
class Dual:
    val: float
    tan: float

    def __add__(self, other):
        b, db = parts(other)
        return Dual(self.val + b, self.tan + db)

    def __mul__(self, other):
        b, db = parts(other)
        return Dual(self.val * b, self.tan * b + self.val * db)

    __radd__, __rmul__ = __add__, __mul__
    __sub__ = minus
    __truediv__ = over

    def __rsub__(self, other):
        return minus(other, self)

    def __rtruediv__(self, other):
        return over(other, self)

    def __pow__(self, n):
        if n == 1:
            return Dual(self.val, self.tan)
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(exp(self.val), exp(self.val) * self.tan)

    def sin(self):
        return Dual(sin(self.val), cos(self.val) * self.tan)

    def log(self):
        return Dual(log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% right: val + tan ε as the matrix [[val, tan], [0, val]]: sums, products and inverses are those of matrices.
import math
import numpy as np


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _m(self):
        return np.array([[self.val, self.tan], [0.0, self.val]], dtype=float)

    @staticmethod
    def _matrix(v):
        return v._m() if isinstance(v, Dual) else float(v) * np.eye(2)

    @staticmethod
    def _inverse(m):
        return np.array([[1 / m[0, 0], -m[0, 1] / m[0, 0] ** 2], [0.0, 1 / m[0, 0]]])

    @staticmethod
    def _dual(m):
        return Dual(float(m[0, 0]), float(m[0, 1]))

    def __add__(self, v):
        return Dual._dual(self._m() + Dual._matrix(v))

    def __radd__(self, v):
        return Dual._dual(Dual._matrix(v) + self._m())

    def __sub__(self, v):
        return Dual._dual(self._m() - Dual._matrix(v))

    def __rsub__(self, v):
        return Dual._dual(Dual._matrix(v) - self._m())

    def __mul__(self, v):
        return Dual._dual(self._m() @ Dual._matrix(v))

    def __rmul__(self, v):
        return Dual._dual(Dual._matrix(v) @ self._m())

    def __truediv__(self, v):
        return Dual._dual(self._m() @ Dual._inverse(Dual._matrix(v)))

    def __rtruediv__(self, v):
        return Dual._dual(Dual._matrix(v) @ Dual._inverse(self._m()))

    def _by(self, f, slope):
        return Dual(f(self.val), slope(self.val) * self.tan)

    def __pow__(self, n):
        return self._by(lambda v: v ** n, lambda v: n * v ** (n - 1))

    def exp(self):
        return self._by(math.exp, math.exp)

    def sin(self):
        return self._by(math.sin, math.cos)

    def log(self):
        return self._by(math.log, lambda v: 1 / v)

    def relu(self):
        return self._by(lambda v: v if v > 0 else 0.0, lambda v: 1.0 if v > 0 else 0.0)

# %% wrong: Multiplied like complex numbers, with ε² = -1: the product of the tangents is taken off the value.
# told: ComplexProduct
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, other):
        return other if isinstance(other, Dual) else Dual(other, 0.0)

    def __add__(self, other):
        other = self._lift(other)
        return Dual(self.val + other.val, self.tan + other.tan)

    __radd__ = __add__

    def __sub__(self, other):
        other = self._lift(other)
        return Dual(self.val - other.val, self.tan - other.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        other = self._lift(other)
        return Dual(self.val * other.val - self.tan * other.tan, self.val * other.tan + self.tan * other.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = self._lift(other)
        return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0.0, 0.0)

# %% wrong: A plain number becomes a dual number with the tangent 1, as if it moved; a constant has the tangent 0.
# told: ConstantsMove
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, other):
        return other if isinstance(other, Dual) else Dual(other, 1.0)

    def __add__(self, other):
        other = self._lift(other)
        return Dual(self.val + other.val, self.tan + other.tan)

    __radd__ = __add__

    def __sub__(self, other):
        other = self._lift(other)
        return Dual(self.val - other.val, self.tan - other.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        other = self._lift(other)
        return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = self._lift(other)
        return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0.0, 0.0)

# %% wrong: sin takes its slope at the tangent, cos(tan), and not at the value times the tangent.
# told: SineAtTangent
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, other):
        return other if isinstance(other, Dual) else Dual(other, 0.0)

    def __add__(self, other):
        other = self._lift(other)
        return Dual(self.val + other.val, self.tan + other.tan)

    __radd__ = __add__

    def __sub__(self, other):
        other = self._lift(other)
        return Dual(self.val - other.val, self.tan - other.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        other = self._lift(other)
        return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = self._lift(other)
        return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.tan))

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0.0, 0.0)

# %% wrong: c / x is computed as x / c: in __rtruediv__ self stands on the right.
# told: ReflectedDivision
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, other):
        return other if isinstance(other, Dual) else Dual(other, 0.0)

    def __add__(self, other):
        other = self._lift(other)
        return Dual(self.val + other.val, self.tan + other.tan)

    __radd__ = __add__

    def __sub__(self, other):
        other = self._lift(other)
        return Dual(self.val - other.val, self.tan - other.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        other = self._lift(other)
        return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = self._lift(other)
        return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)

    def __rtruediv__(self, other):
        return self / self._lift(other)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0.0, 0.0)

# %% wrong: The tangent of a quotient is divided by the value of y once instead of by its square.
# told: QuotientNotSquared
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, other):
        return other if isinstance(other, Dual) else Dual(other, 0.0)

    def __add__(self, other):
        other = self._lift(other)
        return Dual(self.val + other.val, self.tan + other.tan)

    __radd__ = __add__

    def __sub__(self, other):
        other = self._lift(other)
        return Dual(self.val - other.val, self.tan - other.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        other = self._lift(other)
        return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = self._lift(other)
        return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0.0, 0.0)

# %% wrong: TWO: the exponent stays n in the slope of x ** n; and the slope of log is 1/(val ln 10), that of the decimal logarithm.
# told: PowerKept
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, other):
        return other if isinstance(other, Dual) else Dual(other, 0.0)

    def __add__(self, other):
        other = self._lift(other)
        return Dual(self.val + other.val, self.tan + other.tan)

    __radd__ = __add__

    def __sub__(self, other):
        other = self._lift(other)
        return Dual(self.val - other.val, self.tan - other.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        other = self._lift(other)
        return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = self._lift(other)
        return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** n * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / (self.val * math.log(10)))

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0.0, 0.0)

# %% wrong: x ** n is computed as exp(n log x), which fails for a negative value and for 0.
# told: PowerByLogarithm
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, other):
        return other if isinstance(other, Dual) else Dual(other, 0.0)

    def __add__(self, other):
        other = self._lift(other)
        return Dual(self.val + other.val, self.tan + other.tan)

    __radd__ = __add__

    def __sub__(self, other):
        other = self._lift(other)
        return Dual(self.val - other.val, self.tan - other.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        other = self._lift(other)
        return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = self._lift(other)
        return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        return (self.log() * n).exp()

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0.0, 0.0)

# %% wrong: relu changes x itself and returns it, so a later use of x sees the cut value.
# told: SelfChangedInRelu
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, other):
        return other if isinstance(other, Dual) else Dual(other, 0.0)

    def __add__(self, other):
        other = self._lift(other)
        return Dual(self.val + other.val, self.tan + other.tan)

    __radd__ = __add__

    def __sub__(self, other):
        other = self._lift(other)
        return Dual(self.val - other.val, self.tan - other.tan)

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        other = self._lift(other)
        return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = self._lift(other)
        return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val ** 2)

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val <= 0:
            self.val = 0.0
            self.tan = 0.0
        return self

# %% right: One helper `through` for all functions of one number; differences and quotients from sums, products and powers.
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def through(self, value, slope):
        return Dual(value, slope * self.tan)

    def __add__(self, o):
        if isinstance(o, (int, float)):
            return self.through(self.val + o, 1)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __mul__(self, o):
        if isinstance(o, (int, float)):
            return self.through(self.val * o, o)
        return Dual(self.val * o.val, self.tan * o.val + o.tan * self.val)

    def __radd__(self, c):
        return self + c

    def __rmul__(self, c):
        return self * c

    def __sub__(self, o):
        return self + o * -1

    def __rsub__(self, c):
        return self * -1 + c

    def __truediv__(self, o):
        if isinstance(o, (int, float)):
            return self.through(self.val / o, 1 / o)
        return self * o ** -1

    def __rtruediv__(self, c):
        return self ** -1 * c

    def __pow__(self, n):
        return self.through(self.val ** n, n * self.val ** (n - 1))

    def exp(self):
        return self.through(math.exp(self.val), math.exp(self.val))

    def sin(self):
        return self.through(math.sin(self.val), math.sin(self.val + math.pi / 2))

    def log(self):
        return self.through(math.log(self.val), 1 / self.val)

    def relu(self):
        return self.through(max(self.val, 0), int(self.val > 0))

# %% right: A frozen dataclass; plain numbers become a Dual with tangent 0, and the reversed methods change the sides.
import math
from dataclasses import dataclass

@dataclass(frozen=True)
class Dual:
    val: float
    tan: float

    @staticmethod
    def of(c):
        return c if isinstance(c, Dual) else Dual(c, 0.0)

    def __add__(x, y):
        y = Dual.of(y)
        return Dual(x.val + y.val, x.tan + y.tan)

    def __sub__(x, y):
        y = Dual.of(y)
        return Dual(x.val - y.val, x.tan - y.tan)

    def __mul__(x, y):
        y = Dual.of(y)
        return Dual(x.val * y.val, x.val * y.tan + x.tan * y.val)

    def __truediv__(x, y):
        y = Dual.of(y)
        q = x.val / y.val
        return Dual(q, (x.tan - q * y.tan) / y.val)

    def __radd__(x, c):
        return Dual.of(c) + x

    def __rsub__(x, c):
        return Dual.of(c) - x

    def __rmul__(x, c):
        return Dual.of(c) * x

    def __rtruediv__(x, c):
        return Dual.of(c) / x

    def __pow__(x, n):
        return Dual(x.val ** n, n * x.val ** (n - 1) * x.tan)

    def exp(x):
        e = math.exp(x.val)
        return Dual(e, e * x.tan)

    def sin(x):
        return Dual(math.sin(x.val), math.cos(x.val) * x.tan)

    def log(x):
        return Dual(math.log(x.val), x.tan / x.val)

    def relu(x):
        return x if x.val > 0 else Dual(0.0, 0.0)

# %% right: numpy functions turned into floats, and try/except AttributeError to tell a Dual from a plain number.
import numpy as np

def parts(o):
    try:
        return o.val, o.tan
    except AttributeError:
        return o, 0

class Dual:
    def __init__(self, val, tan):
        self.val, self.tan = float(val), float(tan)

    def __add__(self, o):
        v, t = parts(o)
        return Dual(self.val + v, self.tan + t)

    def __sub__(self, o):
        v, t = parts(o)
        return Dual(self.val - v, self.tan - t)

    def __mul__(self, o):
        v, t = parts(o)
        return Dual(self.val * v, self.tan * v + self.val * t)

    def __truediv__(self, o):
        v, t = parts(o)
        return Dual(self.val / v, self.tan / v - self.val * t / v / v)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, c):
        return Dual(c - self.val, 0 - self.tan)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c / self.val * (self.tan / self.val))

    def __pow__(self, n):
        return Dual(self.val ** n, self.tan * n * self.val ** (n - 1))

    def exp(self):
        return Dual(np.exp(self.val), self.tan * np.exp(self.val))

    def sin(self):
        return Dual(np.sin(self.val), self.tan * np.cos(self.val))

    def log(self):
        return Dual(np.log(self.val), self.tan * (1 / self.val))

    def relu(self):
        return Dual(np.maximum(self.val, 0), self.tan * np.heaviside(self.val, 0))

# %% wrong: A plain number is turned into a Dual with tangent 1, as if it moved; a constant has tangent 0.
# told: ConstantsMove
import math

class Dual:
    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def lift(self, c):
        return c if isinstance(c, Dual) else Dual(c, 1.0)

    def __add__(self, o):
        o = self.lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __sub__(self, o):
        o = self.lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __mul__(self, o):
        o = self.lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __truediv__(self, o):
        o = self.lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, o):
        return self.lift(o) - self

    def __rtruediv__(self, o):
        return self.lift(o) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% wrong: The functions are applied to the tangent as well: exp(val) + exp(tan) eps and sin(val) + sin(tan) eps, in place of slope times tangent.
# told: clue
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val + other.val, self.tan + other.tan)
        return Dual(self.val + other, self.tan)

    def __radd__(self, other):
        return Dual(other + self.val, self.tan)

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return Dual(other * self.val, other * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            top = self.tan * other.val - self.val * other.tan
            return Dual(self.val / other.val, top / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.tan))

    def sin(self):
        return Dual(math.sin(self.val), math.sin(self.tan))

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: x / y is done part by part: tangent over tangent, as in a sum; the quotient rule is missing.
# told: QuotientOfTangents
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val + other.val, self.tan + other.tan)
        return Dual(self.val + other, self.tan)

    def __radd__(self, other):
        return Dual(other + self.val, self.tan)

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return Dual(other * self.val, other * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val / other.val, self.tan / other.tan if other.tan != 0 else self.tan / other.val)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: c - x: the tangent keeps its sign; it must be -tan.
# told: MinusTangentKept
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val + other.val, self.tan + other.tan)
        return Dual(self.val + other, self.tan)

    def __radd__(self, other):
        return Dual(other + self.val, self.tan)

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, self.tan)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return Dual(other * self.val, other * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            top = self.tan * other.val - self.val * other.tan
            return Dual(self.val / other.val, top / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: log is the logarithm to the base 10; the text asks for the natural logarithm.
# told: LogWholeOfBaseTen
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val + other.val, self.tan + other.tan)
        return Dual(self.val + other, self.tan)

    def __radd__(self, other):
        return Dual(other + self.val, self.tan)

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return Dual(other * self.val, other * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            top = self.tan * other.val - self.val * other.tan
            return Dual(self.val / other.val, top / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log10(self.val), self.tan / (self.val * math.log(10)))

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: TWO: the tangent that comes in is missing in x ** n; and relu cuts off the tangent by its own sign, max(0, tan), not by the sign of val.
# told: InnerDroppedInPower
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val + other.val, self.tan + other.tan)
        return Dual(self.val + other, self.tan)

    def __radd__(self, other):
        return Dual(other + self.val, self.tan)

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return Dual(other * self.val, other * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            top = self.tan * other.val - self.val * other.tan
            return Dual(self.val / other.val, top / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1))

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(0, self.val), max(0, self.tan))

# %% wrong: x ** n is computed as exp(n log x), which does not exist for a val of 0 or below: x ** 3 fails at -2 and at 0.
# told: PowerByLogarithm
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val + other.val, self.tan + other.tan)
        return Dual(self.val + other, self.tan)

    def __radd__(self, other):
        return Dual(other + self.val, self.tan)

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return Dual(other * self.val, other * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            top = self.tan * other.val - self.val * other.tan
            return Dual(self.val / other.val, top / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        p = math.exp(n * math.log(self.val))
        return Dual(p, n * p / self.val * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: x + y is added onto self and self is returned, so x itself is changed.
# told: SelfChangedInSums
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, other):
        if isinstance(other, Dual):
            self.val += other.val
            self.tan += other.tan
        else:
            self.val += other
        return self

    def __radd__(self, other):
        return Dual(other + self.val, self.tan)

    def __sub__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val - other.val, self.tan - other.tan)
        return Dual(self.val - other, self.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)
        return Dual(self.val * other, self.tan * other)

    def __rmul__(self, other):
        return Dual(other * self.val, other * self.tan)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            top = self.tan * other.val - self.val * other.tan
            return Dual(self.val / other.val, top / other.val ** 2)
        return Dual(self.val / other, self.tan / other)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% right: One chain-rule helper for all functions; x / y is x * y**-1 and x - y is x + (-1) * y.
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _chain(self, value, slope):
        return Dual(value, slope * self.tan)

    def __add__(self, o):
        if isinstance(o, Dual):
            return Dual(self.val + o.val, self.tan + o.tan)
        return self._chain(self.val + o, 1)

    def __mul__(self, o):
        if isinstance(o, Dual):
            return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan)
        return self._chain(self.val * o, o)

    __radd__, __rmul__ = __add__, __mul__

    def __sub__(self, o):
        return self + (-1) * o

    def __rsub__(self, c):
        return (-1) * self + c

    def __pow__(self, n):
        return self._chain(self.val ** n, n * self.val ** (n - 1))

    def __truediv__(self, o):
        return self * o ** -1 if isinstance(o, Dual) else self * (1 / o)

    def __rtruediv__(self, c):
        return c * self ** -1

    def exp(self):
        return self._chain(math.exp(self.val), math.exp(self.val))

    def sin(self):
        return self._chain(math.sin(self.val), math.cos(self.val))

    def log(self):
        return self._chain(math.log(self.val), 1 / self.val)

    def relu(self):
        return self._chain(max(self.val, 0.0), float(self.val > 0))

# %% right: A frozen dataclass; getattr gives the value and the tangent 0 of a plain number; the quotient as (u' - q v') / v.
import math
from dataclasses import dataclass

def parts(o):
    return getattr(o, "val", o), getattr(o, "tan", 0.0)

@dataclass(frozen=True)
class Dual:
    val: float
    tan: float = 0.0

    def __add__(self, o):
        v, t = parts(o)
        return Dual(self.val + v, self.tan + t)

    def __radd__(self, o):
        return self.__add__(o)

    def __sub__(self, o):
        v, t = parts(o)
        return Dual(self.val - v, self.tan - t)

    def __rsub__(self, o):
        v, t = parts(o)
        return Dual(v - self.val, t - self.tan)

    def __mul__(self, o):
        v, t = parts(o)
        return Dual(self.val * v, self.tan * v + self.val * t)

    def __rmul__(self, o):
        return self.__mul__(o)

    def __truediv__(self, o):
        v, t = parts(o)
        q = self.val / v
        return Dual(q, (self.tan - q * t) / v)

    def __rtruediv__(self, o):
        v, t = parts(o)
        q = v / self.val
        return Dual(q, (t - q * self.tan) / self.val)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), self.tan * math.sin(self.val + math.pi / 2))

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% right: Every operation goes through one outer function that takes the value and the two partial slopes; numpy for the functions.
import numpy as np

def combine(val, dx, x, dy=0.0, y=None):
    tan = dx * x.tan
    if isinstance(y, Dual):
        tan = tan + dy * y.tan
    return Dual(float(val), float(tan))

def value(o):
    return o.val if isinstance(o, Dual) else o

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __repr__(self):
        return f"{self.val} + {self.tan}e"

    def __add__(self, o):
        return combine(self.val + value(o), 1, self, 1, o)

    def __radd__(self, o):
        return combine(o + self.val, 1, self)

    def __sub__(self, o):
        return combine(self.val - value(o), 1, self, -1, o)

    def __rsub__(self, o):
        return combine(o - self.val, -1, self)

    def __mul__(self, o):
        return combine(self.val * value(o), value(o), self, self.val, o)

    def __rmul__(self, o):
        return combine(o * self.val, o, self)

    def __truediv__(self, o):
        b = value(o)
        return combine(self.val / b, 1 / b, self, -self.val / b / b, o)

    def __rtruediv__(self, o):
        return combine(o / self.val, -o / self.val / self.val, self)

    def __pow__(self, n):
        if n == 1:
            return combine(self.val, 1, self)
        return combine(self.val ** n, n * self.val ** (n - 1), self)

    def exp(self):
        return combine(np.exp(self.val), np.exp(self.val), self)

    def sin(self):
        return combine(np.sin(self.val), np.cos(self.val), self)

    def log(self):
        return combine(np.log(self.val), 1 / self.val, self)

    def relu(self):
        return combine(np.maximum(self.val, 0), np.heaviside(self.val, 0.0), self)

# %% wrong: exp, sin and log take the derivative at the tangent, f'(tan), where it is f'(val) times tan.
# told: SlopeAtTangent
import math

class Dual:
    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def _d(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0.0)

    def __add__(self, o):
        o = self._d(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __sub__(self, o):
        o = self._d(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __mul__(self, o):
        o = self._d(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __truediv__(self, o):
        o = self._d(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, o):
        return self._d(o) - self

    def __rtruediv__(self, o):
        return self._d(o) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.tan))

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.tan))

    def log(self):
        return Dual(math.log(self.val), 1 / self.tan if self.tan else 0.0)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0.0, 0.0)

# %% wrong: A plain number gets the tangent 1, as if it moved like a variable; a constant has the tangent 0.
# told: ConstantsMove
import math

def lift(c):
    if isinstance(c, Dual):
        return c
    return Dual(c, 1.0)

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, other):
        other = lift(other)
        return Dual(self.val + other.val, self.tan + other.tan)

    def __radd__(self, other):
        return lift(other) + self

    def __sub__(self, other):
        other = lift(other)
        return Dual(self.val - other.val, self.tan - other.tan)

    def __rsub__(self, other):
        return lift(other) - self

    def __mul__(self, other):
        other = lift(other)
        return Dual(self.val * other.val, self.val * other.tan + self.tan * other.val)

    def __rmul__(self, other):
        return lift(other) * self

    def __truediv__(self, other):
        other = lift(other)
        return Dual(self.val / other.val, (self.tan * other.val - self.val * other.tan) / other.val**2)

    def __rtruediv__(self, other):
        return lift(other) / self

    def __pow__(self, n):
        return Dual(self.val**n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0.0), self.tan if self.val > 0 else 0.0)

# %% wrong: relu is applied to the tangent too, max(0, tan); but the sign of val decides whether the tangent passes.
# told: ReluOfTangent
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, y):
        if not isinstance(y, Dual):
            y = Dual(y, 0)
        return Dual(self.val + y.val, self.tan + y.tan)

    def __sub__(self, y):
        if not isinstance(y, Dual):
            y = Dual(y, 0)
        return Dual(self.val - y.val, self.tan - y.tan)

    def __mul__(self, y):
        if not isinstance(y, Dual):
            y = Dual(y, 0)
        return Dual(self.val * y.val, self.val * y.tan + self.tan * y.val)

    def __truediv__(self, y):
        if not isinstance(y, Dual):
            y = Dual(y, 0)
        return Dual(self.val / y.val, self.tan / y.val - self.val * y.tan / y.val ** 2)

    def __radd__(self, c):
        return Dual(c + self.val, self.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __rmul__(self, c):
        return Dual(c * self.val, c * self.tan)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(0, self.val), max(0, self.tan))

# %% wrong: The numerator of the quotient rule for two Duals is the wrong way round, u v' - u' v, so the tangent of x / y has the wrong sign.
# told: QuotientOfDualsReversed
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, y):
        if isinstance(y, Dual):
            return Dual(self.val + y.val, self.tan + y.tan)
        return Dual(self.val + y, self.tan)

    def __sub__(self, y):
        if isinstance(y, Dual):
            return Dual(self.val - y.val, self.tan - y.tan)
        return Dual(self.val - y, self.tan)

    def __mul__(self, y):
        if isinstance(y, Dual):
            return Dual(self.val * y.val, self.val * y.tan + self.tan * y.val)
        return Dual(self.val * y, self.tan * y)

    def __truediv__(self, y):
        if isinstance(y, Dual):
            return Dual(self.val / y.val, (self.val * y.tan - self.tan * y.val) / y.val ** 2)
        return Dual(self.val / y, self.tan / y)

    def __radd__(self, c):
        return self + c

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __rmul__(self, c):
        return self * c

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0.0, 0.0)

# %% wrong: log is the logarithm to base 10 (math.log10), and not the natural one; the tangent is that of the natural logarithm.
# told: LogOfBaseTen
import math

class Dual:
    def __init__(self, val, tan=0.0):
        self.val, self.tan = val, tan

    @staticmethod
    def of(v):
        return v if isinstance(v, Dual) else Dual(v)

    def __add__(self, o):
        o = Dual.of(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __sub__(self, o):
        o = Dual.of(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __mul__(self, o):
        o = Dual.of(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __truediv__(self, o):
        o = Dual.of(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / (o.val * o.val))

    def __radd__(self, o): return Dual.of(o) + self
    def __rsub__(self, o): return Dual.of(o) - self
    def __rmul__(self, o): return Dual.of(o) * self
    def __rtruediv__(self, o): return Dual.of(o) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log10(self.val), self.tan / self.val)

    def relu(self):
        on = 1.0 if self.val > 0 else 0.0
        return Dual(on * self.val, on * self.tan)

# %% wrong: TWO: c / x is computed as x / c (__rtruediv__ is a copy of __truediv__); and the slope of the sine is -cos.
# told: ReflectedDivision
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def wrap(self, o):
        if isinstance(o, Dual):
            return o
        return Dual(o, 0.0)

    def __add__(self, o):
        o = self.wrap(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __sub__(self, o):
        o = self.wrap(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __mul__(self, o):
        o = self.wrap(o)
        return Dual(self.val * o.val, self.tan * o.val + self.val * o.tan)

    def __truediv__(self, o):
        o = self.wrap(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rsub__(self, o):
        return self.wrap(o) - self

    __radd__ = __add__
    __rmul__ = __mul__
    __rtruediv__ = __truediv__

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), -math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(0.0, self.val), self.tan * (self.val > 0))

# %% wrong: The slope of x**n is computed as n * x**n / x, which divides by zero at val = 0.
# told: PowerOverX
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _up(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, y):
        y = self._up(y)
        return Dual(self.val + y.val, self.tan + y.tan)

    def __sub__(self, y):
        y = self._up(y)
        return Dual(self.val - y.val, self.tan - y.tan)

    def __mul__(self, y):
        y = self._up(y)
        return Dual(self.val * y.val, self.val * y.tan + self.tan * y.val)

    def __truediv__(self, y):
        y = self._up(y)
        q = self.val / y.val
        return Dual(q, (self.tan - q * y.tan) / y.val)

    def __radd__(self, c):
        return self._up(c) + self

    def __rsub__(self, c):
        return self._up(c) - self

    def __rmul__(self, c):
        return self._up(c) * self

    def __rtruediv__(self, c):
        return self._up(c) / self

    def __pow__(self, n):
        p = self.val ** n
        return Dual(p, n * p / self.val * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0.0, 0.0)

# %% wrong: __mul__ writes the product into self and returns self: x is changed, and the tangent is computed with the new val.
# told: SelfChangedInProductsValueFirst
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, y):
        y = y if isinstance(y, Dual) else Dual(y, 0)
        return Dual(self.val + y.val, self.tan + y.tan)

    def __radd__(self, c):
        return self + c

    def __sub__(self, y):
        y = y if isinstance(y, Dual) else Dual(y, 0)
        return Dual(self.val - y.val, self.tan - y.tan)

    def __rsub__(self, c):
        return Dual(c, 0) - self

    def __mul__(self, y):
        y = y if isinstance(y, Dual) else Dual(y, 0)
        self.val = self.val * y.val
        self.tan = self.val * y.tan + self.tan * y.val
        return self

    def __rmul__(self, c):
        return Dual(c * self.val, c * self.tan)

    def __truediv__(self, y):
        y = y if isinstance(y, Dual) else Dual(y, 0)
        return Dual(self.val / y.val, (self.tan * y.val - self.val * y.tan) / y.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c, 0) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% right: Only sum, product and a chain helper have rules; minus and division are built from them, and the swapped methods by lambdas.
import math

class Dual:
    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def _chain(self, value, slope):
        return Dual(value, slope * self.tan)

    def __add__(self, o):
        if isinstance(o, (int, float)):
            return Dual(self.val + o, self.tan)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __mul__(self, o):
        if isinstance(o, (int, float)):
            return self._chain(self.val * o, o)
        return Dual(self.val * o.val, self.tan * o.val + o.tan * self.val)

    def __pow__(self, n):
        if n == 1:
            return self._chain(self.val, 1)
        return self._chain(self.val ** n, n * self.val ** (n - 1))

    __radd__ = __add__
    __rmul__ = __mul__
    __sub__ = lambda self, o: self + o * -1
    __rsub__ = lambda self, c: self * -1 + c
    __truediv__ = lambda self, o: self * o ** -1 if isinstance(o, Dual) else self * (1 / o)
    __rtruediv__ = lambda self, c: self ** -1 * c

    def exp(self):
        e = math.exp(self.val)
        return self._chain(e, e)

    def sin(self):
        return self._chain(math.sin(self.val), math.cos(self.val))

    def log(self):
        return self._chain(math.log(self.val), 1 / self.val)

    def relu(self):
        return self._chain(max(0, self.val), int(self.val > 0))

# %% right: A frozen dataclass; a function outside of the class turns numbers into duals, and the quotient's tangent uses the quotient itself.
from dataclasses import dataclass
import math

def _d(z):
    return z if isinstance(z, Dual) else Dual(z, 0.0)

@dataclass(frozen=True)
class Dual:
    val: float
    tan: float

    def __add__(a, b): b = _d(b); return Dual(a.val + b.val, a.tan + b.tan)
    def __sub__(a, b): b = _d(b); return Dual(a.val - b.val, a.tan - b.tan)
    def __mul__(a, b): b = _d(b); return Dual(a.val * b.val, a.tan * b.val + a.val * b.tan)
    def __truediv__(a, b):
        b = _d(b)
        q = a.val / b.val
        return Dual(q, (a.tan - q * b.tan) / b.val)
    def __radd__(a, c): return _d(c) + a
    def __rsub__(a, c): return _d(c) - a
    def __rmul__(a, c): return _d(c) * a
    def __rtruediv__(a, c): return _d(c) / a
    def __pow__(a, n): return Dual(a.val ** n, a.tan * n * a.val ** (n - 1))
    def exp(a): return Dual(math.exp(a.val), a.tan * math.exp(a.val))
    def sin(a): return Dual(math.sin(a.val), a.tan * math.sin(a.val + math.pi / 2))
    def log(a): return Dual(math.log(a.val), a.tan * a.val ** -1)
    def relu(a):
        if a.val <= 0:
            return Dual(0.0, 0.0)
        return Dual(a.val, a.tan)

# %% right: A dual number as the matrix [[val, tan], [0, val]]: numpy's matrix sum, product and solve do the rules.
import numpy as np

def mat(z):
    v, t = (z.val, z.tan) if isinstance(z, Dual) else (z, 0)
    return np.array([[v, t], [0, v]], dtype=float)

def back(m):
    return Dual(float(m[0, 0]), float(m[0, 1]))

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, o): return back(mat(self) + mat(o))
    def __radd__(self, c): return back(mat(c) + mat(self))
    def __sub__(self, o): return back(mat(self) - mat(o))
    def __rsub__(self, c): return back(mat(c) - mat(self))
    def __mul__(self, o): return back(mat(self) @ mat(o))
    def __rmul__(self, c): return back(mat(c) @ mat(self))
    def __truediv__(self, o): return back(np.linalg.solve(mat(o), mat(self)))
    def __rtruediv__(self, c): return back(np.linalg.solve(mat(self), mat(c)))

    def _f(self, value, slope):
        return Dual(float(value), float(slope) * self.tan)

    def __pow__(self, n):
        v = float(self.val)
        return self._f(v ** n, n * v ** (n - 1))
    def exp(self): return self._f(np.exp(self.val), np.exp(self.val))
    def sin(self): return self._f(np.sin(self.val), np.cos(self.val))
    def log(self): return self._f(np.log(self.val), 1 / self.val)
    def relu(self): return self._f(np.maximum(self.val, 0), np.heaviside(self.val, 0.0))

# %% wrong: exp and sin work on the two parts one by one: the slope is taken at the tangent, not at the value, and not multiplied by the tangent.
# told: ExpAndSinAtTangent
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return Dual(c + self.val, self.tan)

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return Dual(c * self.val, c * self.tan)

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.tan))

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.tan))

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% wrong: The product keeps the term tan * tan, as if epsilon^2 were epsilon and not 0.
# told: TangentsInTangentOfProduct
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return Dual(c + self.val, self.tan)

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val + self.tan * o.tan)

    def __rmul__(self, c):
        return Dual(c * self.val, c * self.tan)

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% wrong: relu cuts the tangent at 0 too: a value that is positive but falls gets the tangent 0.
# told: ReluCutsTangentToo
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return Dual(c + self.val, self.tan)

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return Dual(c * self.val, c * self.tan)

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), max(self.tan, 0) if self.val > 0 else 0)

# %% wrong: The tangent of c / x is divided by the value once, not by its square.
# told: DivisionNotSquared
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return Dual(c + self.val, self.tan)

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return Dual(c * self.val, c * self.tan)

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% wrong: The value of log is that of the logarithm to base 10, not of the natural one.
# told: LogOfBaseTen
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return Dual(c + self.val, self.tan)

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return Dual(c * self.val, c * self.tan)

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log10(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% wrong: TWO: c - x is computed as x - c; and the slope of relu is 1 at the value 0, where it should be 0.
# told: ReflectedMinus
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return Dual(c + self.val, self.tan)

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return self - c

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return Dual(c * self.val, c * self.tan)

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val >= 0 else Dual(0, 0)

# %% wrong: The slope of a power is written n * x^n / x, which divides by 0 at the value 0.
# told: PowerOverX
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return Dual(c + self.val, self.tan)

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, c):
        return Dual(c * self.val, c * self.tan)

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        p = self.val ** n
        return Dual(p, n * p / self.val * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% wrong: The product is written into x itself and x is returned, so x is changed for its later uses.
# told: SelfChangedInProducts
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, c):
        return Dual(c + self.val, self.tan)

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        self.tan = self.val * o.tan + self.tan * o.val
        self.val = self.val * o.val
        return self

    def __rmul__(self, c):
        return Dual(c * self.val, c * self.tan)

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0, 0)

# %% right: Every operation goes through one helper that takes the value and the slopes (chain rule in one place).
from math import exp, log, sin, cos


def lift(c):
    if isinstance(c, (int, float)):
        return Dual(c, 0.0)
    return c


def two(value, a, slope_a, b, slope_b):
    return Dual(value, slope_a * a.tan + slope_b * b.tan)


class Dual:
    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def _one(self, value, slope):
        return Dual(value, slope * self.tan)

    def __add__(self, y):
        y = lift(y)
        return two(self.val + y.val, self, 1, y, 1)

    def __radd__(self, c):
        return lift(c) + self

    def __sub__(self, y):
        y = lift(y)
        return two(self.val - y.val, self, 1, y, -1)

    def __rsub__(self, c):
        return lift(c) - self

    def __mul__(self, y):
        y = lift(y)
        return two(self.val * y.val, self, y.val, y, self.val)

    def __rmul__(self, c):
        return lift(c) * self

    def __truediv__(self, y):
        y = lift(y)
        q = self.val / y.val
        return two(q, self, 1 / y.val, y, -q / y.val)

    def __rtruediv__(self, c):
        return lift(c) / self

    def __pow__(self, n):
        return self._one(self.val ** n, n * self.val ** (n - 1))

    def exp(self):
        return self._one(exp(self.val), exp(self.val))

    def sin(self):
        return self._one(sin(self.val), cos(self.val))

    def log(self):
        return self._one(log(self.val), 1 / self.val)

    def relu(self):
        return self._one(self.val, 1) if self.val > 0 else self._one(0, 0)

# %% right: Minus and division are built from +, * and **: x - y is x + (-1) * y and x / y is x * y ** -1.
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, other):
        if not isinstance(other, Dual):
            return Dual(self.val + other, self.tan)
        return Dual(self.val + other.val, self.tan + other.tan)

    def __mul__(self, other):
        if not isinstance(other, Dual):
            return Dual(self.val * other, self.tan * other)
        return Dual(self.val * other.val, self.tan * other.val + other.tan * self.val)

    def __pow__(self, n):
        return Dual(self.val ** n, self.tan * n * self.val ** (n - 1))

    def __radd__(self, c): return self + c
    def __rmul__(self, c): return self * c
    def __sub__(self, other): return self + other * -1
    def __rsub__(self, c): return self * -1 + c
    def __truediv__(self, other): return self * other ** -1
    def __rtruediv__(self, c): return self ** -1 * c

    def exp(self): return Dual(math.exp(self.val), self.tan * math.exp(self.val))
    def sin(self): return Dual(math.sin(self.val), self.tan * math.cos(self.val))
    def log(self): return Dual(math.log(self.val), self.tan * self.val ** -1)

    def relu(self):
        on = int(self.val > 0)
        return Dual(on * self.val, on * self.tan)

# %% right: A frozen dataclass (nothing can be changed), try/except in place of isinstance, numpy functions turned into floats.
from dataclasses import dataclass
import numpy as np


def parts(z):
    try:
        return z.val, z.tan
    except AttributeError:
        return z, 0


@dataclass(frozen=True)
class Dual:
    val: float
    tan: float

    def __add__(self, other):
        v, t = parts(other)
        return Dual(self.val + v, self.tan + t)

    def __radd__(self, other):
        return Dual.__add__(self, other)

    def __sub__(self, other):
        v, t = parts(other)
        return Dual(self.val - v, self.tan - t)

    def __rsub__(self, other):
        v, t = parts(other)
        return Dual(v - self.val, t - self.tan)

    def __mul__(self, other):
        v, t = parts(other)
        return Dual(self.val * v, self.val * t + self.tan * v)

    def __rmul__(self, other):
        return Dual.__mul__(self, other)

    def __truediv__(self, other):
        v, t = parts(other)
        return Dual(self.val / v, self.tan / v - self.val * t / v / v)

    def __rtruediv__(self, other):
        v, t = parts(other)
        return Dual(v / self.val, t / self.val - v * self.tan / self.val / self.val)

    def __pow__(self, n):
        if n == 1:
            return Dual(self.val, self.tan)
        slope = n * self.val ** (n - 1)
        return Dual(self.val ** n, slope * self.tan)

    def exp(self):
        e = float(np.exp(self.val))
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(float(np.sin(self.val)), float(np.cos(self.val)) * self.tan)

    def log(self):
        return Dual(float(np.log(self.val)), self.tan / self.val)

    def relu(self):
        if self.val <= 0:
            return Dual(0.0, 0.0)
        return Dual(self.val, self.tan)

# %% wrong: The term tan * tan of the product is kept: eps squared is taken as eps, but it is 0.
# told: TangentsInTangentOfProduct
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _dual(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._dual(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._dual(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, other):
        o = self._dual(other)
        return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan + self.tan * o.tan)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._dual(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: The division is done as for complex numbers (eps^2 = -1): the denominator is val^2 + tan^2 and the tangents multiply into the value.
# told: QuotientOfDualsComplex
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _dual(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._dual(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._dual(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, other):
        o = self._dual(other)
        return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._dual(other)
        size = o.val ** 2 + o.tan ** 2
        return Dual((self.val * o.val + self.tan * o.tan) / size,
                    (self.tan * o.val - self.val * o.tan) / size)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: A plain number becomes a Dual with the tangent 1, as if it moved like the input; it does not move, its tangent is 0.
# told: ConstantsMovePlainLast
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _dual(self, c):
        return c if isinstance(c, Dual) else Dual(c, 1)

    def __add__(self, other):
        o = self._dual(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._dual(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, other):
        o = self._dual(other)
        return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._dual(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: Missing parentheses in the power rule: n * val ** n - 1 in place of n * val ** (n - 1).
# told: PowerWithoutParentheses
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _dual(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._dual(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._dual(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, other):
        o = self._dual(other)
        return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._dual(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, (n * self.val ** n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: c - x has the right value, but its tangent lacks the minus sign.
# told: MinusTangentKept
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _dual(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._dual(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._dual(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, self.tan)

    def __mul__(self, other):
        o = self._dual(other)
        return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._dual(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: TWO: log multiplies the tangent by val where it should divide by val; and c / x is computed as x / c.
# told: ReflectedDivision
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _dual(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._dual(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._dual(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, other):
        o = self._dual(other)
        return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._dual(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(self.val / c, self.tan / c)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan * self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: The product's tangent comes from relative rates tan/val, which divides by 0 when a factor has the value 0.
# told: ProductByRates
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _dual(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._dual(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._dual(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, other):
        o = self._dual(other)
        p = self.val * o.val
        return Dual(p, p * (self.tan / self.val + o.tan / o.val))

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._dual(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: exp writes its result into x itself before it makes the new Dual, so x is changed for its next use.
# told: ExpOverwritesValue
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _dual(self, c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = self._dual(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = self._dual(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, c):
        return Dual(c - self.val, -self.tan)

    def __mul__(self, other):
        o = self._dual(other)
        return Dual(self.val * o.val, self.val * o.tan + o.val * self.tan)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = self._dual(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, c):
        return Dual(c / self.val, -c * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        self.val = math.exp(self.val)
        return Dual(self.val, self.val * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: each tangent is multiplied by its own value instead of the other one
# told: OwnFactorAlways
import math


class Dual:
    def __init__(self, val, tan=0):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(other):
        return other if isinstance(other, Dual) else Dual(other, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * self.tan + o.val * o.tan)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: the square of the denominator is read as 2 times it
# told: QuotientOverTwice
import math


class Dual:
    def __init__(self, val, tan=0):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(other):
        return other if isinstance(other, Dual) else Dual(other, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / (2 * o.val))

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: x / c divides the tangent by c squared
# told: NumberDividesTwice
import math


class Dual:
    def __init__(self, val, tan=0):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(other):
        return other if isinstance(other, Dual) else Dual(other, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        if not isinstance(other, Dual):
            return Dual(self.val / other, self.tan / other ** 2)
        o = other
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: c / x: the slope of 1/x is used, c forgotten in the tangent
# told: DivisionOfOne
import math


class Dual:
    def __init__(self, val, tan=0):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(other):
        return other if isinstance(other, Dual) else Dual(other, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: c * x: a number does not move, so the product gets tangent 0
# told: LeftNumberStopsTangent
import math


class Dual:
    def __init__(self, val, tan=0):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(other):
        return other if isinstance(other, Dual) else Dual(other, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, other):
        return Dual(other * self.val, 0)

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: x ** n by multiplying n times (whole positive n only)
# told: PowerCutToWhole
import math


class Dual:
    def __init__(self, val, tan=0):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(other):
        return other if isinstance(other, Dual) else Dual(other, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        result = self
        for _ in range(int(n) - 1):
            result = result * self
        return result

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: negative exponents: the factor n is taken without its sign
# told: PowerFactorWithoutSign
import math


class Dual:
    def __init__(self, val, tan=0):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(other):
        return other if isinstance(other, Dual) else Dual(other, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, abs(n) * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: negative n: exponent goes towards 0 instead of down (-2 becomes -1)
# told: PowerNegativeUp
import math


class Dual:
    def __init__(self, val, tan=0):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(other):
        return other if isinstance(other, Dual) else Dual(other, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1 if n > 0 else n + 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: x ** n: power rule on the tangent: n tan^(n-1)
# told: PowerRuleOnTangent
import math


class Dual:
    def __init__(self, val, tan=0):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(other):
        return other if isinstance(other, Dual) else Dual(other, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.tan ** (n - 1) if self.tan else 0)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: val 0: tangent simply 0 (also for x ** 1)
# told: PowerStopsAtZero
import math


class Dual:
    def __init__(self, val, tan=0):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(other):
        return other if isinstance(other, Dual) else Dual(other, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        if self.val == 0:
            return Dual(0, 0)
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: sin: chain rule as a sum: cos(val) + tan
# told: SinAddsTangent
import math


class Dual:
    def __init__(self, val, tan=0):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(other):
        return other if isinstance(other, Dual) else Dual(other, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) + self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: two: quotient signs swapped and c - x keeps tan's sign
# told: QuotientReversedAndMinusTangentKept
import math


class Dual:
    def __init__(self, val, tan=0):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(other):
        return other if isinstance(other, Dual) else Dual(other, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.val * o.tan - self.tan * o.val) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% wrong: x - y is done as x + (-y), but the sign of y is turned in y itself, so y is changed for later use.
# told: OtherTurnedInDifferences
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, o):
        return self + o

    def __sub__(self, o):
        o = self._lift(o)
        o.val = -o.val
        o.tan = -o.tan
        return self + o

    def __rsub__(self, o):
        return Dual(o - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, o):
        return self * o

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, o):
        return Dual(o / self.val, -o * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% right: One helper for the chain rule; division by a reciprocal, subtraction by a product with -1.
import math

class Dual:
    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def chain(self, value, slope):
        return Dual(value, slope * self.tan)

    def __add__(self, other):
        if not isinstance(other, Dual):
            return Dual(self.val + other, self.tan)
        return Dual(self.val + other.val, self.tan + other.tan)

    def __mul__(self, other):
        if not isinstance(other, Dual):
            return Dual(self.val * other, self.tan * other)
        return Dual(self.val * other.val, other.tan * self.val + other.val * self.tan)

    __radd__ = __add__
    __rmul__ = __mul__

    def __sub__(self, other):
        return self + other * -1

    def __rsub__(self, other):
        return self * -1 + other

    def inverse(self):
        return self.chain(1 / self.val, -1 / (self.val * self.val))

    def __truediv__(self, other):
        return self * (other.inverse() if isinstance(other, Dual) else 1 / other)

    def __rtruediv__(self, other):
        return self.inverse() * other

    def __pow__(self, n):
        return self.chain(self.val ** n, n * self.val ** (n - 1))

    def exp(self):
        return self.chain(math.exp(self.val), math.exp(self.val))

    def sin(self):
        return self.chain(math.sin(self.val), math.cos(self.val))

    def log(self):
        return self.chain(math.log(self.val), 1 / self.val)

    def relu(self):
        return self.chain(max(self.val, 0), int(self.val > 0))

# %% right: The operators come from functions of value and tangent that a loop attaches to the class.
import numpy as np

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __repr__(self):
        return f"Dual({self.val}, {self.tan})"

    def exp(self):
        e = float(np.exp(self.val))
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(float(np.sin(self.val)), float(np.cos(self.val)) * self.tan)

    def log(self):
        return Dual(float(np.log(self.val)), self.tan / self.val)

    def relu(self):
        on = self.val > 0
        return Dual(self.val if on else 0.0, self.tan if on else 0.0)

    def __pow__(self, n):
        if n == 1:
            return Dual(self.val, self.tan)
        return Dual(self.val ** n, self.tan * n * self.val ** (n - 1))

def _parts(z):
    return (z.val, z.tan) if isinstance(z, Dual) else (z, 0)

_rules = {
    "add": lambda a, s, b, t: (a + b, s + t),
    "sub": lambda a, s, b, t: (a - b, s - t),
    "mul": lambda a, s, b, t: (a * b, s * b + a * t),
    "truediv": lambda a, s, b, t: (a / b, (s - a / b * t) / b),
}

def _attach(name, rule):
    def left(self, other):
        return Dual(*rule(*_parts(self), *_parts(other)))
    def right(self, other):
        return Dual(*rule(*_parts(other), *_parts(self)))
    setattr(Dual, f"__{name}__", left)
    setattr(Dual, f"__r{name}__", right)

for _name, _rule in _rules.items():
    _attach(_name, _rule)

# %% right: A frozen dataclass; logarithmic slopes where the value is not 0, x + 0 and x - 0 return x itself.
import math
from dataclasses import dataclass

@dataclass(frozen=True)
class Dual:
    val: float
    tan: float

    def __add__(self, y):
        if isinstance(y, (int, float)):
            return self if y == 0 else Dual(self.val + y, self.tan)
        return Dual(self.val + y.val, self.tan + y.tan)

    def __radd__(self, c):
        return self.__add__(c)

    def __sub__(self, y):
        if isinstance(y, (int, float)):
            return self + (-y)
        return self + Dual(-y.val, -y.tan)

    def __rsub__(self, c):
        return Dual(-self.val, -self.tan) + c

    def __mul__(self, y):
        if isinstance(y, (int, float)):
            y = Dual(y, 0.0)
        return Dual(self.val * y.val, self.tan * y.val + self.val * y.tan)

    def __rmul__(self, c):
        return Dual(c * self.val, c * self.tan)

    def __truediv__(self, y):
        if isinstance(y, (int, float)):
            return Dual(self.val / y, self.tan / y)
        q = self.val / y.val
        return Dual(q, (self.tan - q * y.tan) / y.val)

    def __rtruediv__(self, c):
        return Dual(c, 0) / self

    def __pow__(self, n):
        v = self.val ** n
        if self.val != 0:
            return Dual(v, v * n * self.tan / self.val)
        return Dual(v, self.tan if n == 1 else 0)

    def exp(self):
        return Dual(math.exp(self.val), self.tan * math.exp(self.val))

    def sin(self):
        return Dual(math.sin(self.val), self.tan * math.sin(self.val + math.pi / 2))

    def log(self):
        return Dual(math.log(self.val), self.tan * self.val ** -1)

    def relu(self):
        return Dual((self.val + abs(self.val)) / 2, self.tan * (self.val > 0))

# %% wrong: The outer derivative is taken at the tangent instead of at the value: exp and sin return f'(tan) * tan.
# told: ExpAndSinAtTangentTimes
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, o):
        return self + o

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, o):
        return Dual(o - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, o):
        return self * o

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, o):
        return Dual(o / self.val, -o * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, math.exp(self.tan) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.tan) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% wrong: A plain number is made a Dual with the tangent 1, as if it moved like x.
# told: ConstantsMove
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 1)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, o):
        return self + o

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, o):
        return self._lift(o) - self

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, o):
        return self * o

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, o):
        return self._lift(o) / self

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% wrong: The product keeps the term tan * tan in the tangent, although epsilon squared is 0.
# told: TangentsInTangentOfProduct
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, o):
        return self + o

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, o):
        return Dual(o - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val + self.tan * o.tan)

    def __rmul__(self, o):
        return self * o

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, o):
        return Dual(o / self.val, -o * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% wrong: In c / x the minus of the slope -c / x^2 is missing.
# told: DivisionWithoutSign
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, o):
        return self + o

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, o):
        return Dual(o - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, o):
        return self * o

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, o):
        return Dual(o / self.val, o * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% wrong: In x / y the tangent is divided by the value of y, not by its square.
# told: QuotientNotSquaredPlainLast
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, o):
        return self + o

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, o):
        return Dual(o - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, o):
        return self * o

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val)

    def __rtruediv__(self, o):
        return Dual(o / self.val, -o * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% wrong: TWO: log is the logarithm to base 10 while its slope is that of the natural one; and relu passes the tangent on at 0.
# told: LogOfBaseTen
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, o):
        return self + o

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, o):
        return Dual(o - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, o):
        return self * o

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, o):
        return Dual(o / self.val, -o * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log10(self.val), self.tan / self.val)

    def relu(self):
        if self.val >= 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% wrong: The power is computed as exp(n log x), which fails where the value is negative or 0.
# told: PowerByLogarithm
import math

class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _lift(self, o):
        return o if isinstance(o, Dual) else Dual(o, 0)

    def __add__(self, o):
        o = self._lift(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    def __radd__(self, o):
        return self + o

    def __sub__(self, o):
        o = self._lift(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, o):
        return Dual(o - self.val, -self.tan)

    def __mul__(self, o):
        o = self._lift(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    def __rmul__(self, o):
        return self * o

    def __truediv__(self, o):
        o = self._lift(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, o):
        return Dual(o / self.val, -o * self.tan / self.val ** 2)

    def __pow__(self, n):
        return (self.log() * n).exp()

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% right: Only +, * and ** have rules; minus and division are built from them (x - y = x + (-1) y, x / y = x * y ** -1).
import math


def _dual(c):
    if isinstance(c, (int, float)):
        return Dual(c, 0)
    return c


class Dual:
    def __init__(self, val, tan):
        self.val, self.tan = val, tan

    def __add__(self, y):
        y = _dual(y)
        return Dual(self.val + y.val, self.tan + y.tan)

    def __radd__(self, c):
        return self + c

    def __mul__(self, y):
        y = _dual(y)
        return Dual(self.val * y.val, self.tan * y.val + y.tan * self.val)

    def __rmul__(self, c):
        return self * c

    def __sub__(self, y):
        return self + _dual(y) * -1

    def __rsub__(self, c):
        return self * -1 + c

    def __truediv__(self, y):
        return self * _dual(y) ** -1

    def __rtruediv__(self, c):
        return c * self ** -1

    def __pow__(self, n):
        return Dual(self.val ** n, self.tan * n * self.val ** (n - 1))

    def exp(self):
        return Dual(math.exp(self.val), self.tan * math.exp(self.val))

    def sin(self):
        return Dual(math.sin(self.val), self.tan * math.sin(self.val + math.pi / 2))

    def log(self):
        return Dual(math.log(self.val), self.tan * (1 / self.val))

    def relu(self):
        return Dual(max(self.val, 0), self.tan if self.val > 0 else 0)

# %% right: A helper _chain(value, slope) for every function of one number, and hasattr/getattr instead of isinstance.
from math import cos, exp, log, sin


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def _chain(self, value, slope):
        return Dual(value, slope * self.tan)

    def __add__(self, o):
        if hasattr(o, "tan"):
            return Dual(self.val + o.val, self.tan + o.tan)
        return self._chain(self.val + o, 1)

    def __radd__(self, c):
        return self._chain(c + self.val, 1)

    def __sub__(self, o):
        return Dual(self.val - getattr(o, "val", o), self.tan - getattr(o, "tan", 0))

    def __rsub__(self, c):
        return self._chain(c - self.val, -1)

    def __mul__(self, o):
        if hasattr(o, "tan"):
            return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)
        return self._chain(self.val * o, o)

    def __rmul__(self, c):
        return self._chain(c * self.val, c)

    def __truediv__(self, o):
        if not hasattr(o, "tan"):
            return self._chain(self.val / o, 1 / o)
        q = self.val / o.val
        return Dual(q, (self.tan - q * o.tan) / o.val)

    def __rtruediv__(self, c):
        q = c / self.val
        return self._chain(q, -q / self.val)

    def __pow__(self, n):
        return self._chain(self.val ** n, n * self.val ** (n - 1))

    def exp(self):
        return self._chain(exp(self.val), exp(self.val))

    def sin(self):
        return self._chain(sin(self.val), cos(self.val))

    def log(self):
        return self._chain(log(self.val), 1 / self.val)

    def relu(self):
        slope = int(self.val > 0)
        return self._chain(slope * self.val, slope)

# %% right: A frozen dataclass (nothing can be changed), numpy functions turned back into floats, methods for c op x by lifting c.
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Dual:
    val: float
    tan: float

    def _other(self, c):
        if isinstance(c, Dual):
            return c.val, c.tan
        return c, 0.0

    def __add__(self, y):
        v, t = self._other(y)
        return Dual(self.val + v, self.tan + t)

    def __sub__(self, y):
        v, t = self._other(y)
        return Dual(self.val - v, self.tan - t)

    def __mul__(self, y):
        v, t = self._other(y)
        return Dual(self.val * v, self.tan * v + self.val * t)

    def __truediv__(self, y):
        v, t = self._other(y)
        return Dual(self.val / v, self.tan / v - self.val * t / (v * v))

    def __radd__(self, c):
        return Dual(c, 0.0) + self

    def __rsub__(self, c):
        return Dual(c, 0.0) - self

    def __rmul__(self, c):
        return Dual(c, 0.0) * self

    def __rtruediv__(self, c):
        return Dual(c, 0.0) / self

    def __pow__(self, n):
        base = float(self.val)
        return Dual(base ** n, n * base ** (n - 1) * self.tan)

    def exp(self):
        e = float(np.exp(self.val))
        return Dual(e, self.tan * e)

    def sin(self):
        return Dual(float(np.sin(self.val)), self.tan * float(np.cos(self.val)))

    def log(self):
        return Dual(float(np.log(self.val)), self.tan / self.val)

    def relu(self):
        return Dual(float(np.maximum(self.val, 0.0)), self.tan * float(np.heaviside(self.val, 0.0)))

# %% wrong: The square of epsilon is not dropped but counted as -1, as for complex numbers: the product's value gets - tan * tan.
# told: ComplexProduct
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val - self.tan * o.tan, self.val * o.tan + self.tan * o.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% wrong: A plain number is turned into a Dual with the tangent 1, as if it were the variable; it does not move, so its tangent is 0.
# told: ConstantsMovePlainLast
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(c):
        return c if isinstance(c, Dual) else Dual(c, 1)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% wrong: In exp and sin the slope is taken at the tangent instead of at the value and then replaces the tangent: f(val) + f'(tan) epsilon.
# told: ExpAndSinAtTangent
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, math.exp(self.tan))

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.tan))

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% wrong: c / x: the slope of 1/x is negative, the minus sign is missing in __rtruediv__.
# told: DivisionWithoutSign
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% wrong: In the power rule the brackets around n - 1 are missing: Python computes (n * val ** n - 1) * tan.
# told: PowerWithoutParentheses
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, (n * self.val ** n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% wrong: TWO: c - x is computed as x - c, because __rsub__ is set to __sub__; and the slope of relu at a value of exactly 0 is 1 instead of 0.
# told: ReflectedMinus
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    __rsub__ = __sub__

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val >= 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% wrong: The slope of the power is written as n * val ** n / val, which divides by 0 for x ** 3 at the value 0.
# told: PowerOverX
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.tan * self.val ** n / self.val)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return Dual(self.val, self.tan)
        return Dual(0, 0)

# %% wrong: relu gives the plain number 0 instead of a Dual when the value is not positive, and so the next operation on it fails.
# told: advice
import math


class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    @staticmethod
    def lift(c):
        return c if isinstance(c, Dual) else Dual(c, 0)

    def __add__(self, other):
        o = Dual.lift(other)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, other):
        o = Dual.lift(other)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, other):
        return Dual(other - self.val, -self.tan)

    def __mul__(self, other):
        o = Dual.lift(other)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    __rmul__ = __mul__

    def __truediv__(self, other):
        o = Dual.lift(other)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val ** 2)

    def __rtruediv__(self, other):
        return Dual(other / self.val, -other * self.tan / self.val ** 2)

    def __pow__(self, n):
        return Dual(self.val ** n, n * self.val ** (n - 1) * self.tan)

    def exp(self):
        e = math.exp(self.val)
        return Dual(e, e * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        if self.val > 0:
            return self
        return 0
