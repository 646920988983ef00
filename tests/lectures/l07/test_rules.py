"""The exercises of lecture 07: every sentence of a text has a case that a violation fails."""

import torch

from dlcourse.classroom import registry
from rules import every_sentence


def slopes(theta, derivative):
    """derivative(along) for each entry, where `along` is 1 in that entry and 0 elsewhere."""
    ones = torch.eye(theta.numel(), dtype=torch.float64).reshape(-1, *theta.shape)
    return torch.stack([torch.as_tensor(derivative(along)) for along in ones]).reshape(theta.shape)


def centred(f, theta, eps):
    return slopes(theta, lambda along: (f(theta + eps * along) - f(theta - eps * along)) / (2 * eps))


def needs_an_axis(f, theta, eps):
    return centred(f, theta, eps) if theta.ndim else torch.zeros(1, dtype=torch.float64)


def changes_theta(f, theta, eps):
    slope = centred(f, theta, eps)
    theta += 1
    return slope


def powers_by_logarithm(expr):
    """Right but for powers, which are written as exp(n log u)."""
    solution = registry.load("sym_diff").solution
    if isinstance(expr, tuple) and expr[0] == "^":
        _, u, n = expr
        return "*", n, ("*", ("exp", ("*", n - 1, ("log", u))), solution(u))
    return solution(expr)


def zero_is_left_out(expr):
    """Right but for a second part that is 0, which counts as no part at all."""
    solution = registry.load("sym_diff").solution
    if isinstance(expr, tuple) and not expr[-1]:
        return "*", -1, solution(expr[1])
    return solution(expr)


def function_of_number_kept(expr):
    """Right but for exp and log of a number, which stay."""
    if isinstance(expr, tuple) and expr[0] in ("exp", "log") and isinstance(expr[1], (int, float)):
        return expr
    if isinstance(expr, tuple) and expr[0] == "+":
        return "+", function_of_number_kept(expr[1]), function_of_number_kept(expr[2])
    return registry.load("sym_diff").solution(expr)


def balanced(x, kind, scale):
    return scale * 2.0 ** (-52 / (2 if kind == "forward" else 3))


class PowerByTorch(registry.load("dual_number").solution):
    """Right but for powers, which torch does not take of a whole number when the exponent is negative."""

    def __pow__(self, n):
        right = super().__pow__(n)
        return type(self)((torch.tensor(self.val) ** n).item(), right.tan)


class DividesByTangent(registry.load("dual_number").solution):
    """Right but for products, which divide by the tangent on the way."""

    def __mul__(self, other):
        right = super().__mul__(other)
        return type(self)(right.val, right.tan / self.tan * self.tan)


RULES = {
    "central_diff": [
        ("divided by the length of that move", "rise_only", "a cubic"),
        ("Only that entry moves", "all_at_once", "three numbers"),
        ("from its value minus `eps` to its value plus `eps`", "forward_difference", "a cubic"),
        ("from its value minus `eps` to its value plus `eps`", "half_steps", "a cubic"),
        ("an int64 tensor", "integer_step", "an integer theta"),
        ("a matrix", "whole_rows", "a matrix"),
        ("Only that entry moves", "equal_entries_move", "three axes, two entries equal"),
        ("It may have any shape", "first_equal_entry_moves", "three axes, two entries equal"),
        ("eight digits are compared", lambda f, theta, eps: registry.load("central_diff").solution(
            f, theta, eps).float().double(), "a cubic"),
        ("or no axes at all", needs_an_axis, "a theta without axes"),
        ("The result is a float64 tensor", "float32_throughout", "a cubic"),
        ("shaped like `theta`, also", "flat_result", "a matrix"),
        ("also when `theta` holds integers", "dtype_of_theta", "an integer theta"),
        ("with the step `eps` that you are given", "own_step", "a cubic"),
        ("Afterwards `theta` must hold exactly what it held", changes_theta, "a cubic"),
    ],
    "choose_eps": [
        ("It returns a step $h > 0$", "sign_of_x", "forward: sin of a negative x"),
        ("holds one number", lambda f, x, kind: torch.full((2,), 1e-8), "forward: exp near 1"),
        ("`kind=\"forward\"`", "nothing_for_forward", "forward: exp near 1"),
        ("`kind=\"centred\"`", "nothing_for_centred", "centred: exp near 1"),
        ("It may be 0", "vanishes_at_zero", "forward: exp at 0"),
        ("0 or negative", "negative_counts_as_small", "centred: the cube of an x below"),
        (r"between $-200\,000$ and $200\,000$", "unscaled", "forward: the cube of an x above"),
        (r"moves by about $\max(1, |x|)$", "too_short_at_zero", "centred: exp at 0"),
        (r"moves by about $\max(1, |x|)$", "too_short_close_to_zero", "centred: exp close to 0"),
        (r"moves by about $\max(1, |x|)$", lambda f, x, kind: balanced(x, kind, max(1, x**2)), "forward: the cube"),
        ("at most 30 times that of the best step", "exchanged", "forward: log"),
    ],
    "jacobian": [
        ("returns $J$", "all_ones_seed", "2 inputs, 3 outputs, forward"),
        ("a float64 tensor of shape `(n,)`", "float32_seeds", "2 inputs, 3 outputs, forward"),
        ("a float64 tensor of shape `(m,)`", "lengths_exchanged", "3 inputs, 2 outputs, reverse"),
        ("as a float64 tensor", "float32_result", "3 inputs, 3 outputs, forward"),
        ("Ten digits are compared", lambda push, pull, n, m, mode: registry.load("jacobian").solution(
            push, pull, n, m, mode).float().double(), "3 inputs, 3 outputs, forward"),
        ("`mode` decides", "cheaper_side", "2 inputs, 3 outputs, reverse"),
        ("of shape `(m, n)`", "transposed", "2 inputs, 3 outputs, forward"),
        ("also when `n` or `m` is 1", "squeezed", "1 input, 3 outputs, forward"),
        ("also when `n` or `m` is 1", "squeezed", "4 inputs, 1 output, reverse"),
        ("exactly `n` calls of `push`", "one_run_too_many", "1 input, 3 outputs, forward"),
        ("exactly `n` calls of `push` and none of `pull`", "both_modes", "2 inputs, 3 outputs, forward"),
        ("With `mode=\"forward\"`", "always_reverse", "3 inputs, 2 outputs, forward"),
        ("With `mode=\"reverse\"`", "always_forward", "4 inputs, 1 output, reverse"),
        ("exactly `m` calls of `pull` and none of `push`", "modes_exchanged", "3 inputs, 3 outputs, reverse"),
    ],
    "dual_number": [
        ("how fast the value `val` moves", "ProductOfTangents", "x * x"),
        ("which does not move", "ConstantsMove", "x + 3"),
        ("`c + x`", "NoRightHand", "3 + x"),
        ("the same with `-`, `*`, `/`", "DifferenceAddsTangents", "x * x - x"),
        ("the same with `-`, `*`, `/`", "NumberDividesValueOnly", "x / 4"),
        ("a plain number `n` other than 0, such as 3, -2 or 0.5", "PowerFromSelf", "x ** -2"),
        ("a plain number `n` other than 0, such as 3, -2 or 0.5", "PowerByMultiplying", "x ** 0.5"),
        ("No operation may change `x` or `y` themselves", "SelfChangedInSums", "x / (x + 4)"),
        ("No operation may change `x` or `y` themselves", "OtherTurnedInDifferences", "(x - u) * u with u = x * x"),
        ("No operation may change `x` or `y` themselves", "SelfChangedInRelu", "relu(x) + x, at a negative x"),
        ("No operation may change `x` or `y` themselves", "SelfChangedInFunctions", "exp(x) + sin(x) + log(x) + x"),
        ("No operation may change `x` or `y` themselves", "SelfChangedInPower", "x ** 2 - x / 2"),
        ("the natural logarithm", "LogOfBaseTen", "log(x)"),
        ("is 1 where `val` is positive, else 0", "ReluOnAtZero", "relu of 0"),
        ("is 1 where `val` is positive, else 0", "ReluAlwaysOn", "relu of a negative number"),
        ("`x ** 3` is tried at -2 and 0", "PowerByLogarithm", "x ** 3 of a negative number"),
        ("`x ** 3` is tried at -2 and 0", "PowerOverX", "x ** 3 at 0"),
        ("`tan` may be negative or 0 too", "ReluOfTangent", "relu with a negative tangent"),
        ("`val` may be negative or 0", "ProductByRates", "x * (x + 1), at 0"),
        ("`val` may be negative or 0", "ProductOfDualsByRates", "(x - x) * (x - x), at 0"),
        ("`val` may be negative or 0", "QuotientByRates", "x / (x + 4), at 0"),
        ("`val` may be negative or 0", "ProductStopsAtZero", "x * (x + 1), at 0"),
        ("`val` may be negative or 0", "PowerStopsAtZero", "x ** 1, at 0"),
        ("the natural logarithm", "LogBeside", "log(x), at a tiny x"),
        ("such as 3, -2 or 0.5", "FloatPowerByLogarithm", "x ** 3.0, at a negative x"),
        ("a plain number (an int or a float)", "ProductByRates", "0.0 * x"),
        ("both are ints or floats", PowerByTorch, "x ** -2, whole numbers"),
        ("`tan` may be negative or 0 too", DividesByTangent, "x * (x + 1), the tangent is 0"),
        ("No operation may change `x` or `y` themselves", "ExpOverwritesValue", "exp(x) + sin(x) + log(x) + x"),
        ("here `self` stands on the **right**", "ReflectedMinus", "5 - x"),
        ("here `self` stands on the **right**", "ReflectedDivision", "2 / x"),
    ],
    "sym_diff": [
        ("An expression is `\"x\"`", "x_kept", "x itself"),
        ("a number", "numbers_kept", "a number"),
        *[(f'`("{sign}", u, v)`', answer, case) for sign, answer, case in [
            ("-", "difference_reversed", "a number minus x"), ("*", "second_factor_only", "a product of x"),
            ("/", "quotient_not_squared", "x over a number")]],
        *[(f'`("{name}", u)`', f"inner_dropped_in_{name}", case) for name, case in [
            ("sin", "sin of a multiple"), ("exp", "exp of a difference"), ("log", "log of a square")]],
        ('`("^", u, n)`', "inner_dropped_in_power", "a power of a sum"),
        ("`n` is a number other than 0", "power_whole_only", "x to the power of 2.5"),
        ("they may be an int or a float, such as 0.5", "floats_taken_apart", "0.5 times x"),
        ("as such an expression", lambda expr: str(expr), "a sum"),
        ("Where `expr` is `(\"^\", \"x\", n)` with a whole `n > 1`, it may also be 0", "power_over_x",
         "a power of x, also at x = 0"),
        ("A minus always has two parts, also in the result", "quotient_with_minus_of_one_part", "a number over x"),
        ("A minus always has two parts, also in the result", "difference_with_minus_of_one_part", "a number minus x"),
        ("Numbers may be negative or 0", "product_by_relative_slopes", "0 times x, plus a function"),
        ("Numbers may be negative or 0", "quotient_by_relative_slopes", "0 over x, plus a function"),
        ("A plain number may stand for any `u` or `v`", function_of_number_kept, "exp and log of numbers"),
        ("Numbers may be negative or 0", zero_is_left_out, "a function minus 0"),
        ("`n` may be any plain number", "exponent_as_expression", "a power of x"),
        ("the derivative of `expr`", "polynomial_fitted", "exp of a difference"),
        ("may be negative", powers_by_logarithm, "a power of x"),
    ],
    "var_backward": [
        ("Several variables may come with the same `pull`", "OncePerPull", "c is used first and last"),
        ("`grad` starts at 0", "NothingStarts", "nothing is used twice"),
        ("The adjoint of `y` itself is 1", "ValueStarts", "nothing is used twice"),
        ("is the sum of all its shares", "SharesReplaced", "the same factor twice"),
        ("`a + b` and `a * b` of two variables", "LeftSideOnly", "nothing is used twice"),
        ("`pull(a.value, v_bar)`", "PullGetsResult", "a function inside a product"),
        ("`v_bar` is the adjoint of the new variable", "PullGetsOne", "a function inside a product"),
        ("do not multiply it by `v_bar` again", "AdjointTwice", "a function inside a product"),
        ("for every leaf `x`", "OneLeafOnly", "nothing is used twice"),
        ("two calls of `y.backward()` add", "LeavesReset", "a second y.backward()"),
        ("Several calls of `backward()` add up", "SeenForEver", "y.backward(), then z.backward()"),
        ("must not change what a later `backward()` adds", "InnerKept", "a second y.backward()"),
        ("The caller may set a `grad` back to 0 in between", "SumsOnTheSide", "a.grad = 0 between"),
        ("also when `y` is used in a later `z`", "ResultKept", "z is made of y after y.backward()"),
        ("also when `y` is used in a later `z`", "PullRemembered", "z is made of y after y.backward()"),
        ("values may be negative, 0 or equal", "ProductDivides", "a product with a factor 0"),
        ("values may be negative, 0 or equal", "ByValue", "a sum that is 0"),
        ("values may be negative, 0 or equal", "ByValue", "two equal values"),
        ("values may be negative, 0 or equal", "ZeroValueSkipped", "a product with a factor 0"),
        ("`pull` may be called at most once", "EveryPathOnAStack", "a tower"),
        ("only when all its shares are there", "TooEarly", "c is used"),
        ("a chain of 3200 additions", "OrderByRecursion", "a long chain"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
