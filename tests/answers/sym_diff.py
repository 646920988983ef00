# %% right: Structural pattern matching; the quotient u/v as u * v^(-1).
def sym_diff(expr):
    match expr:
        case "x":
            return 1
        case ("+", u, v):
            return ("+", sym_diff(u), sym_diff(v))
        case ("-", u, v):
            return ("-", sym_diff(u), sym_diff(v))
        case ("*", u, v):
            return ("+", ("*", u, sym_diff(v)), ("*", v, sym_diff(u)))
        case ("/", u, v):
            return ("-", ("/", sym_diff(u), v), ("*", ("*", u, ("^", v, -2)), sym_diff(v)))
        case ("^", u, 0):
            return 0
        case ("^", u, n):
            return ("*", ("*", n, sym_diff(u)), ("^", u, n - 1))
        case ("sin", u):
            return ("*", sym_diff(u), ("cos", u))
        case ("exp", u):
            return ("*", sym_diff(u), expr)
        case ("log", u):
            return ("/", sym_diff(u), u)
        case _:
            return 0

# %% right: A table of rules as lambdas.
def sym_diff(expr):
    if not isinstance(expr, tuple):
        return 1 if isinstance(expr, str) else 0
    D = sym_diff
    rules = {
        "+": lambda u, v: ("+", D(u), D(v)),
        "-": lambda u, v: ("-", D(u), D(v)),
        "*": lambda u, v: ("+", ("*", D(u), v), ("*", u, D(v))),
        "/": lambda u, v: ("/", ("-", D(u), ("*", ("/", u, v), D(v))), v),
        "^": lambda u, n: ("*", ("*", n, ("^", u, n - 1)), D(u)) if n != 0 else 0,
        "sin": lambda u: ("*", ("cos", u), D(u)),
        "exp": lambda u: ("*", ("exp", u), D(u)),
        "log": lambda u: ("*", ("^", u, -1), D(u)),
    }
    op, *args = expr
    return rules[op](*args)

# %% right: Builds the result through helpers that drop zeros and ones; result may be a bare number.
def sym_diff(expr):
    def add(a, b):
        return b if a == 0 else a if b == 0 else ("+", a, b)

    def mul(a, b):
        if a == 0 or b == 0:
            return 0.0
        return b if a == 1 else a if b == 1 else ("*", a, b)

    if expr == "x":
        return 1.0
    if isinstance(expr, (int, float)):
        return 0.0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "^":
        n = expr[2]
        return du if n == 1 else mul(mul(n, ("^", u, n - 1)), du)
    if len(expr) == 2:
        slope = {"sin": ("cos", u), "exp": ("exp", u), "log": ("/", 1, u)}
        return mul(slope[op], du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return add(du, dv)
    if op == "-":
        return add(du, mul(-1, dv))
    if op == "*":
        return add(mul(du, v), mul(u, dv))
    return ("/", add(mul(du, v), mul(-1, mul(u, dv))), ("*", v, v))

# %% wrong: The derivative of a product is taken as the product of the derivatives.
# told: product_of_derivatives
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "^":
        return ("*", ("*", expr[2], ("^", u, expr[2] - 1)), du)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", expr, du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op in ("+", "-", "*"):
        return (op, du, dv)
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: The chain rule is read as f'(u'): the derivative of the inner expression is put inside sin, exp and log.
# told: derivative_inside
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    if op in ("+", "-"):
        return (op, sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "*":
        return ("+", ("*", sym_diff(expr[1]), expr[2]), ("*", expr[1], sym_diff(expr[2])))
    if op == "/":
        u, v = expr[1:]
        return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), ("*", v, v))
    if op == "^":
        return ("*", ("*", expr[2], ("^", expr[1], expr[2] - 1)), sym_diff(expr[1]))
    if op == "sin":
        return ("cos", sym_diff(expr[1]))
    if op == "exp":
        return ("exp", sym_diff(expr[1]))
    if op == "log":
        return ("/", 1, sym_diff(expr[1]))

# %% wrong: ("^", u, n) is differentiated as if x stood in the exponent: u^n log u, not n u^(n-1) u'.
# told: power_as_exponential
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op, u = expr[0], expr[1]
    d = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), d)
    if op == "exp":
        return ("*", ("exp", u), d)
    if op == "log":
        return ("*", ("/", 1, u), d)
    if op == "^":
        return ("*", ("*", expr, ("log", u)), d)
    v = expr[2]
    e = sym_diff(v)
    if op == "*":
        return ("+", ("*", d, v), ("*", u, e))
    if op == "/":
        return ("-", ("/", d, v), ("/", ("*", u, e), ("*", v, v)))
    return (op, d, e)

# %% wrong: The denominator of the quotient rule is v, it must be v squared.
# told: quotient_not_squared
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op, u = expr[0], expr[1]
    d = sym_diff(u)
    if op == "+" or op == "-":
        return (op, d, sym_diff(expr[2]))
    if op == "*":
        return ("+", ("*", d, expr[2]), ("*", u, sym_diff(expr[2])))
    if op == "/":
        return ("/", ("-", ("*", d, expr[2]), ("*", u, sym_diff(expr[2]))), expr[2])
    if op == "^":
        return ("*", ("*", expr[2], ("^", u, expr[2] - 1)), d)
    outer = {"sin": ("cos", u), "exp": expr, "log": ("/", 1, u)}[op]
    return ("*", outer, d)

# %% wrong: In the power rule the exponent is not lowered by 1.
# told: power_kept
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op, u = expr[0], expr[1]
    if op == "+" or op == "-":
        return (op, sym_diff(u), sym_diff(expr[2]))
    if op == "*":
        v = expr[2]
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        v = expr[2]
        return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), ("^", v, 2))
    if op == "^":
        n = expr[2]
        return ("*", n, ("*", ("^", u, n), sym_diff(u)))
    if op == "sin":
        return ("*", ("cos", u), sym_diff(u))
    if op == "exp":
        return ("*", ("exp", u), sym_diff(u))
    if op == "log":
        return ("/", sym_diff(u), u)

# %% wrong: TWO: a difference is differentiated like a sum (plus instead of minus); and the derivative of the sine gets a minus sign.
# told: sine_sign_and_difference
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op, u = expr[0], expr[1]
    if op in "+-":
        return ("+", sym_diff(u), sym_diff(expr[2]))
    if op == "*":
        return ("+", ("*", sym_diff(u), expr[2]), ("*", u, sym_diff(expr[2])))
    if op == "/":
        v = expr[2]
        return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), ("*", v, v))
    if op == "^":
        return ("*", ("*", expr[2], ("^", u, expr[2] - 1)), sym_diff(u))
    if op == "sin":
        return ("*", ("*", -1, ("cos", u)), sym_diff(u))
    if op == "exp":
        return ("*", expr, sym_diff(u))
    return ("/", sym_diff(u), u)

# %% wrong: Only int counts as a number: a float such as 2.5 falls through and is indexed like a tuple.
# told: floats_taken_apart
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, int):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "^":
        return ("*", ("*", expr[2], ("^", u, expr[2] - 1)), du)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v, dv = expr[2], sym_diff(expr[2])
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("*", v, v))
    return (op, du, dv)

# %% wrong: Variables mixed up: exp is multiplied by the inner expression u instead of its derivative du.
# told: exp_times_inside
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), u)
    if op == "log":
        return ("*", ("/", 1, u), du)
    v = expr[2]
    if op == "^":
        return ("*", ("*", v, ("^", u, v - 1)), du)
    dv = sym_diff(v)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))
    return (op, du, dv)

# %% right: A dictionary of lambda rules, recursion inside the rules; everything else is a constant.
def sym_diff(expr):
    d = sym_diff
    rules = {
        "+": lambda u, v: ("+", d(u), d(v)),
        "-": lambda u, v: ("-", d(u), d(v)),
        "*": lambda u, v: ("+", ("*", u, d(v)), ("*", d(u), v)),
        "/": lambda u, v: ("-", ("/", d(u), v), ("/", ("*", u, d(v)), ("*", v, v))),
        "^": lambda u, n: ("*", n, d(u)) if n == 1 else ("*", d(u), ("*", n, ("^", u, n - 1))),
        "sin": lambda u: ("*", d(u), ("cos", u)),
        "exp": lambda u: ("*", d(u), expr),
        "log": lambda u: ("*", d(u), ("/", 1, u)),
    }
    if isinstance(expr, tuple):
        return rules[expr[0]](*expr[1:])
    return 1.0 if expr == "x" else 0.0

# %% right: match/case, with helpers that tidy up zeros and ones on the way.
def times(a, b):
    if a == 0 or b == 0:
        return 0
    if a == 1:
        return b
    if b == 1:
        return a
    return ("*", a, b)


def plus(a, b):
    if a == 0:
        return b
    if b == 0:
        return a
    return ("+", a, b)


def sym_diff(expr):
    match expr:
        case "x":
            return 1
        case ("+", u, v):
            return plus(sym_diff(u), sym_diff(v))
        case ("-", u, v):
            return plus(sym_diff(u), times(-1, sym_diff(v)))
        case ("*", u, v):
            return plus(times(sym_diff(u), v), times(u, sym_diff(v)))
        case ("/", u, v):
            return sym_diff(("*", u, ("^", v, -1)))
        case ("^", u, 1):
            return sym_diff(u)
        case ("^", u, n):
            return times(times(n, ("^", u, n - 1)), sym_diff(u))
        case ("sin", u):
            return times(("cos", u), sym_diff(u))
        case ("exp", u):
            return times(("exp", u), sym_diff(u))
        case ("log", u):
            return times(("^", u, -1), sym_diff(u))
        case _:
            return 0

# %% right: One place for the chain rule: outer(expr) gives the slope with respect to u, then it is multiplied by u'.
def sym_diff(expr):
    def outer(op, u, rest):
        if op == "sin":
            return ("cos", u)
        if op == "exp":
            return ("exp", u)
        if op == "log":
            return ("/", 1, u)
        n = rest[0]
        return ("*", float(n), ("^", u, n - 1)) if n != 1 else 1

    if not isinstance(expr, tuple):
        return int(expr == "x")
    op, u, *rest = expr
    inner = sym_diff(u)
    if op not in {"+", "-", "*", "/"}:
        return ("*", outer(op, u, rest), inner)
    v, dv = rest[0], sym_diff(rest[0])
    if op == "*":
        return ("+", ("*", inner, v), ("*", dv, u))
    if op == "/":
        # (u/v)' = (u' - (u/v) v') / v
        return ("/", ("-", inner, ("*", expr, dv)), v)
    return (op, inner, dv)

# %% wrong: The power rule is used as if u were always x: the derivative of the inside is not multiplied in.
# told: inner_dropped_in_power
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        if n == 1:
            return du
        return ("*", n, ("^", u, n - 1))
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: exp(u) is differentiated like a power: u * exp(u - 1), instead of exp(u) times the derivative of u.
# told: exp_as_power
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("*", u, ("exp", ("-", u, 1))), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        if n == 1:
            return du
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: The outer function is differentiated at the derivative of u, cos(u'), and not at u itself.
# told: sin_at_derivative
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", du), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        if n == 1:
            return du
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: The quotient rule divides by v instead of v squared.
# told: quotient_not_squared
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        if n == 1:
            return du
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), v)

# %% wrong: The product rule pairs each derivative with its own factor: u' u + v v' in place of u' v + u v'.
# told: product_crossed
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        if n == 1:
            return du
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, u), ("*", v, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: TWO: A number is returned as its own derivative instead of 0; and the derivative of log(u) is 1/u without the derivative of u.
# told: numbers_kept_and_inner_dropped_in_log
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return expr
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", 1, u)
    if op == "^":
        n = expr[2]
        if n == 1:
            return du
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: The power rule is written as n * u^n / u, which divides by zero at x = 0.
# told: power_over_x
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        return ("*", ("/", ("*", n, expr), u), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: Sloppy: '-' is handled in the same line as '+' and the sign is lost.
# told: difference_like_sum
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        if n == 1:
            return du
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op in ("+", "-"):
        return ("+", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% right: Style: small helper functions build sums and products and tidy them up (0 + u, 1 * u, 0 * u).
def sym_diff(expr):
    def num(a):
        return isinstance(a, (int, float))
    def plus(a, b):
        if num(a) and a == 0: return b
        if num(b) and b == 0: return a
        return a + b if num(a) and num(b) else ("+", a, b)
    def times(a, b):
        if (num(a) and a == 0) or (num(b) and b == 0): return 0
        if num(a) and a == 1: return b
        if num(b) and b == 1: return a
        return a * b if num(a) and num(b) else ("*", a, b)
    def d(e):
        if num(e): return 0
        if e == "x": return 1
        op, u = e[0], e[1]
        if op == "+": return plus(d(u), d(e[2]))
        if op == "-": return plus(d(u), times(-1, d(e[2])))
        if op == "*": return plus(times(d(u), e[2]), times(u, d(e[2])))
        if op == "/":
            v = e[2]
            return plus(("/", d(u), v), times(-1, ("/", times(u, d(v)), ("*", v, v))))
        if op == "^":
            n = e[2]
            return d(u) if n == 1 else times(times(n, u if n == 2 else ("^", u, n - 1)), d(u))
        return {"sin": lambda: times(("cos", u), d(u)),
                "exp": lambda: times(e, d(u)),
                "log": lambda: ("/", d(u), u)}[op]()
    return d(expr)

# %% right: Style: u/v is differentiated as u * v^(-1), u - v as u + (-1) * v, both by calling the function again; a match statement.
def sym_diff(expr):
    D = sym_diff
    match expr:
        case "x":
            return 1
        case ("+", u, v):
            return ("+", D(u), D(v))
        case ("-", u, v):
            return D(("+", u, ("*", -1, v)))
        case ("*", u, v):
            return ("+", ("*", D(u), v), ("*", u, D(v)))
        case ("/", u, v):
            return D(("*", u, ("^", v, -1)))
        case ("^", u, n):
            return D(u) if n == 1 else ("*", D(u), ("*", n, ("^", u, n - 1)))
        case ("sin", u):
            return ("*", D(u), ("cos", u))
        case ("exp", u):
            return ("*", D(u), expr)
        case ("log", u):
            return ("*", D(u), ("/", 1, u))
        case _:
            return 0

# %% right: Style: a table of rules outside of the function; the quotient rule is (u' - (u/v) v') / v; a float 0.0 for constants.
RULES = {
    "+": lambda u, v, du, dv: ("+", du, dv),
    "-": lambda u, v, du, dv: ("-", du, dv),
    "*": lambda u, v, du, dv: ("+", ("*", u, dv), ("*", du, v)),
    "/": lambda u, v, du, dv: ("/", ("-", du, ("*", ("/", u, v), dv)), v),
}
OUTER = {"sin": lambda u: ("cos", u), "exp": lambda u: ("exp", u), "log": lambda u: ("/", 1.0, u)}

def sym_diff(expr):
    if isinstance(expr, str):
        return 1.0
    if not isinstance(expr, tuple):
        return 0.0
    op, *args = expr
    if op in RULES:
        u, v = args
        return RULES[op](u, v, sym_diff(u), sym_diff(v))
    u = args[0]
    if op in OUTER:
        return ("*", OUTER[op](u), sym_diff(u))
    n = args[1]
    slope = 1.0 if n == 1 else ("*", n, ("^", u, n - 1))
    return ("*", slope, sym_diff(u))

# %% wrong: The chain rule is forgotten for sin, exp, log and the power: the derivative of the inside is not multiplied.
# told: inner_dropped
import math

def sym_diff(expr):
    """The derivative of expr with respect to "x", as an expression of the same kind."""
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op, u = expr[0], expr[1]
    if op == "sin":
        return ("cos", u)
    if op == "exp":
        return ("exp", u)
    if op == "log":
        return ("/", 1, u)
    if op == "^":
        n = expr[2]
        if n == 1:
            return 1
        return ("*", n, ("^", u, n - 1))
    v = expr[2]
    du, dv = sym_diff(u), sym_diff(v)
    if op in ("+", "-"):
        return (op, du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("*", v, v))

# %% wrong: The power u^n is differentiated like an exponential: u^n * log(u) instead of n * u^(n-1).
# told: power_as_exponential
import math

def sym_diff(expr):
    if isinstance(expr, (int, float)):
        return 0
    if expr == "x":
        return 1
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "^":
        return ("*", ("*", expr, ("log", u)), du)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", expr, du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))
    return (op, du, dv)

# %% wrong: In the chain rule the outer derivative is taken at x and not at u: cos(x) * u', exp(x) * u', u' / x.
# told: slopes_at_x
def sym_diff(expr):
    if expr == "x":
        return 1
    if type(expr) in (int, float):
        return 0
    if len(expr) == 2:
        name, u = expr
        du = sym_diff(u)
        outer = {"sin": ("cos", "x"), "exp": ("exp", "x"), "log": ("/", 1, "x")}[name]
        return ("*", outer, du)
    op, u, v = expr
    if op == "^":
        if v == 1:
            return sym_diff(u)
        return ("*", ("*", v, ("^", u, v - 1)), sym_diff(u))
    du, dv = sym_diff(u), sym_diff(v)
    if op == "+" or op == "-":
        return (op, du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("*", v, v))

# %% wrong: The rule for a difference is copied from the sum: the two derivatives are added instead of subtracted.
# told: difference_like_sum
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    if op in "+-":
        return ("+", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "*":
        _, u, v = expr
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        _, u, v = expr
        return ("-", ("/", sym_diff(u), v), ("/", ("*", u, sym_diff(v)), ("*", v, v)))
    if op == "^":
        _, u, n = expr
        if n == 1:
            return sym_diff(u)
        return ("*", n, ("*", ("^", u, n - 1), sym_diff(u)))
    u = expr[1]
    if op == "sin":
        return ("*", ("cos", u), sym_diff(u))
    if op == "exp":
        return ("*", ("exp", u), sym_diff(u))
    return ("/", sym_diff(u), u)

# %% wrong: In the rule of the logarithm numerator and denominator are exchanged: u / u' instead of u' / u.
# told: log_reversed
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    match expr:
        case ("+" | "-" as op, u, v):
            return (op, sym_diff(u), sym_diff(v))
        case ("*", u, v):
            return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
        case ("/", u, v):
            return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), ("*", v, v))
        case ("^", u, 1):
            return sym_diff(u)
        case ("^", u, n):
            return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
        case ("sin", u):
            return ("*", ("cos", u), sym_diff(u))
        case ("exp", u):
            return ("*", ("exp", u), sym_diff(u))
        case ("log", u):
            return ("/", u, sym_diff(u))

# %% wrong: TWO: the denominator of the quotient rule is v and not v squared; and the derivative of the sine gets a minus.
# told: quotient_not_squared_and_sine_sign
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("*", -1, ("cos", u)), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("*", ("/", 1, u), du)
    if op == "^":
        n = expr[2]
        return du if n == 1 else ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), v)
    return (op, du, dv)

# %% wrong: The power rule is written as n * u^n / u * u': right where u is not 0, but 0/0 for a power of x at x = 0.
# told: power_over_x
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "^":
        return ("*", ("/", ("*", expr[2], expr), u), du)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", expr, du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("*", v, v))
    return (op, du, dv)

# %% wrong: Variable mixed up: dv is computed from u, not from v, so every rule with two parts uses the derivative of u twice.
# told: first_derivative_twice
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "sin": return ("*", ("cos", u), du)
    if op == "exp": return ("*", ("exp", u), du)
    if op == "log": return ("/", du, u)
    v = expr[2]
    if op == "^":
        if v == 1: return du
        return ("*", ("*", v, ("^", u, v - 1)), du)
    dv = sym_diff(u)
    if op == "+": return ("+", du, dv)
    if op == "-": return ("-", du, dv)
    if op == "*": return ("+", ("*", du, v), ("*", u, dv))
    if op == "/": return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% right: A match statement; zeros and ones are tidied away by two small helpers.
def add(u, v):
    if u == 0:
        return v
    if v == 0:
        return u
    return ("+", u, v)


def mul(u, v):
    if u == 0 or v == 0:
        return 0
    if u == 1:
        return v
    return u if v == 1 else ("*", u, v)


def sym_diff(expr):
    match expr:
        case "x":
            return 1
        case int() | float():
            return 0
        case ("+", u, v):
            return add(sym_diff(u), sym_diff(v))
        case ("-", u, v):
            return add(sym_diff(u), mul(-1, sym_diff(v)))
        case ("*", u, v):
            return add(mul(sym_diff(u), v), mul(u, sym_diff(v)))
        case ("/", u, v):
            return add(("/", sym_diff(u), v), mul(-1, ("/", mul(u, sym_diff(v)), ("*", v, v))))
        case ("^", u, 1):
            return sym_diff(u)
        case ("^", u, n):
            return mul(mul(n, ("^", u, n - 1)), sym_diff(u))
        case ("sin", u):
            return mul(("cos", u), sym_diff(u))
        case ("exp", u):
            return mul(expr, sym_diff(u))
        case ("log", u):
            return ("/", sym_diff(u), u)

# %% right: Quotients are first rewritten as products with a power -1, differences as sums with a factor -1.
def sym_diff(expr):
    if not isinstance(expr, tuple):
        return 1 if expr == "x" else 0
    op, u, *rest = expr
    if op == "/":
        return sym_diff(("*", u, ("^", rest[0], -1)))
    if op == "-":
        return sym_diff(("+", u, ("*", -1, rest[0])))
    du = sym_diff(u)
    if op == "+":
        return (op, du, sym_diff(rest[0]))
    if op == "*":
        v = rest[0]
        return ("+", (op, v, du), (op, sym_diff(v), u))
    if op == "^":
        n = rest[0]
        outer = 1 if n == 1 else ("*", ("^", u, n - 1), n)
    elif op == "log":
        outer = ("^", u, -1)
    else:
        outer = {"sin": ("cos", u), "exp": ("exp", u)}[op]
    return ("*", outer, du)

# %% right: A table of rules as lambdas; an inner recursive function carries the work.
RULES = {
    "+": lambda u, v, du, dv: ("+", du, dv),
    "-": lambda u, v, du, dv: ("-", du, dv),
    "*": lambda u, v, du, dv: ("+", ("*", du, v), ("*", u, dv)),
    "/": lambda u, v, du, dv: ("/", ("-", du, ("*", ("/", u, v), dv)), v),
}
OUTER = {"sin": lambda u: ("cos", u), "exp": lambda u: ("exp", u), "log": lambda u: ("/", 1, u)}


def sym_diff(expr):
    def d(e):
        if isinstance(e, str):
            return 1.0
        if isinstance(e, (int, float)):
            return 0.0
        if e[0] in RULES:
            return RULES[e[0]](e[1], e[2], d(e[1]), d(e[2]))
        if e[0] in OUTER:
            return ("*", d(e[1]), OUTER[e[0]](e[1]))
        base, n = e[1], e[2]
        if n == 1:
            return d(base)
        if n == 2:
            return ("*", 2, ("*", base, d(base)))
        return ("*", d(base), ("*", n, ("^", base, n - 1)))

    return d(expr)

# %% wrong: The power rule stops at n u^(n-1): the derivative of u itself is missing.
# told: inner_dropped_in_power
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return 1 if n == 1 else ("*", n, ("^", u, n - 1))
    if op == "sin":
        return ("*", ("cos", u), sym_diff(u))
    if op == "exp":
        return ("*", ("exp", u), sym_diff(u))
    if op == "log":
        return ("/", sym_diff(u), u)
    v = expr[2]
    if op == "+":
        return ("+", sym_diff(u), sym_diff(v))
    if op == "-":
        return ("-", sym_diff(u), sym_diff(v))
    if op == "*":
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), ("^", v, 2))

# %% wrong: A quotient is differentiated as the quotient of the two derivatives, u'/v'.
# told: quotient_of_derivatives
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return sym_diff(u) if n == 1 else ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    if op == "sin":
        return ("*", ("cos", u), sym_diff(u))
    if op == "exp":
        return ("*", ("exp", u), sym_diff(u))
    if op == "log":
        return ("/", sym_diff(u), u)
    v = expr[2]
    if op == "+":
        return ("+", sym_diff(u), sym_diff(v))
    if op == "-":
        return ("-", sym_diff(u), sym_diff(v))
    if op == "*":
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        return ("/", sym_diff(u), sym_diff(v))

# %% wrong: For sin the derivative is put inside: cos(u') instead of cos(u) times u'.
# told: cos_of_derivative
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return sym_diff(u) if n == 1 else ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    if op == "sin":
        return ("cos", sym_diff(u))
    if op == "exp":
        return ("*", ("exp", u), sym_diff(u))
    if op == "log":
        return ("/", sym_diff(u), u)
    v = expr[2]
    if op == "+":
        return ("+", sym_diff(u), sym_diff(v))
    if op == "-":
        return ("-", sym_diff(u), sym_diff(v))
    if op == "*":
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), ("^", v, 2))

# %% wrong: The two products in the quotient rule are exchanged, so the sign of every quotient is wrong.
# told: quotient_reversed
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return sym_diff(u) if n == 1 else ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    if op == "sin":
        return ("*", ("cos", u), sym_diff(u))
    if op == "exp":
        return ("*", ("exp", u), sym_diff(u))
    if op == "log":
        return ("/", sym_diff(u), u)
    v = expr[2]
    if op == "+":
        return ("+", sym_diff(u), sym_diff(v))
    if op == "-":
        return ("-", sym_diff(u), sym_diff(v))
    if op == "*":
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        return ("/", ("-", ("*", u, sym_diff(v)), ("*", sym_diff(u), v)), ("^", v, 2))

# %% wrong: n is made smaller by 1 before it is used as the factor: (n-1) u^(n-1) instead of n u^(n-1).
# told: power_reduced_factor
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        n = n - 1
        if n == 0:
            return sym_diff(u)
        return ("*", ("*", n, ("^", u, n)), sym_diff(u))
    if op == "sin":
        return ("*", ("cos", u), sym_diff(u))
    if op == "exp":
        return ("*", ("exp", u), sym_diff(u))
    if op == "log":
        return ("/", sym_diff(u), u)
    v = expr[2]
    if op == "+":
        return ("+", sym_diff(u), sym_diff(v))
    if op == "-":
        return ("-", sym_diff(u), sym_diff(v))
    if op == "*":
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), ("^", v, 2))

# %% wrong: TWO: the quotient rule divides by v instead of v²; and exp(u) loses the derivative of u.
# told: clue
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return sym_diff(u) if n == 1 else ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    if op == "sin":
        return ("*", ("cos", u), sym_diff(u))
    if op == "exp":
        return ("exp", u)
    if op == "log":
        return ("/", sym_diff(u), u)
    v = expr[2]
    if op == "+":
        return ("+", sym_diff(u), sym_diff(v))
    if op == "-":
        return ("-", sym_diff(u), sym_diff(v))
    if op == "*":
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), v)

# %% wrong: The power is written as n u^n / u, which cannot be computed at u = 0.
# told: power_over_x
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("/", ("*", n, ("^", u, n)), u), sym_diff(u))
    if op == "sin":
        return ("*", ("cos", u), sym_diff(u))
    if op == "exp":
        return ("*", ("exp", u), sym_diff(u))
    if op == "log":
        return ("/", sym_diff(u), u)
    v = expr[2]
    if op == "+":
        return ("+", sym_diff(u), sym_diff(v))
    if op == "-":
        return ("-", sym_diff(u), sym_diff(v))
    if op == "*":
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), ("^", v, 2))

# %% wrong: The branch for "-" is copied from "+" and still returns a sum.
# told: difference_like_sum
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return sym_diff(u) if n == 1 else ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    if op == "sin":
        return ("*", ("cos", u), sym_diff(u))
    if op == "exp":
        return ("*", ("exp", u), sym_diff(u))
    if op == "log":
        return ("/", sym_diff(u), u)
    v = expr[2]
    if op == "+":
        return ("+", sym_diff(u), sym_diff(v))
    if op == "-":
        return ("+", sym_diff(u), sym_diff(v))
    if op == "*":
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), ("^", v, 2))

# %% right: Small constructors that tidy up zeros and ones on the way.
def sym_diff(expr):
    def add(a, b):
        return b if a == 0 else a if b == 0 else ("+", a, b)

    def mul(a, b):
        if a == 0 or b == 0:
            return 0
        return b if a == 1 else a if b == 1 else ("*", a, b)

    def power(a, n):
        return 1 if n == 0 else a if n == 1 else ("^", a, n)

    if isinstance(expr, str):
        return 1
    if not isinstance(expr, tuple):
        return 0
    op, u = expr[:2]
    du = sym_diff(u)
    if op == "^":
        return mul(mul(expr[2], power(u, expr[2] - 1)), du)
    if op == "sin":
        return mul(("cos", u), du)
    if op == "exp":
        return mul(expr, du)
    if op == "log":
        return 0 if du == 0 else ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return add(du, dv)
    if op == "-":
        return add(du, mul(-1, dv))
    if op == "*":
        return add(mul(du, v), mul(u, dv))
    return add(("/", du, v) if du != 0 else 0, mul(-1, ("/", mul(u, dv), ("*", v, v))))

# %% right: A dictionary of lambdas; the quotient rule written with the quotient itself: (u' - (u/v) v') / v.
def sym_diff(expr):
    if expr == "x":
        return 1.0
    if type(expr) in (int, float):
        return 0.0
    D = sym_diff
    rules = {
        "+": lambda u, v: ("+", D(u), D(v)),
        "-": lambda u, v: ("-", D(u), D(v)),
        "*": lambda u, v: ("+", ("*", D(v), u), ("*", v, D(u))),
        "/": lambda u, v: ("/", ("-", D(u), ("*", expr, D(v))), v),
        "^": lambda u, n: ("*", D(u), ("*", ("^", u, n - 1), n)),
        "sin": lambda u: ("*", D(u), ("cos", u)),
        "exp": lambda u: ("*", D(u), ("exp", u)),
        "log": lambda u: ("*", D(u), ("/", 1, u)),
    }
    return rules[expr[0]](*expr[1:])

# %% right: A list of subexpressions in postorder in place of recursion; a minus by -1 times.
def sym_diff(expr):
    stack = [(expr, False)]
    done = []
    while stack:
        e, ready = stack.pop()
        if not isinstance(e, tuple):
            done.append(1 if e == "x" else 0)
            continue
        inner = e[1:2] if e[0] == "^" else e[1:]
        if not ready:
            stack.append((e, True))
            for part in inner:
                stack.append((part, False))
            continue
        d = [done.pop() for _ in inner]
        op, u = e[0], e[1]
        if op == "+":
            r = ("+", d[0], d[1])
        elif op == "-":
            r = ("+", d[0], ("*", -1, d[1]))
        elif op == "*":
            r = ("+", ("*", d[0], e[2]), ("*", u, d[1]))
        elif op == "/":
            r = ("/", ("-", ("*", d[0], e[2]), ("*", u, d[1])), ("*", e[2], e[2]))
        elif op == "^":
            r = ("*", ("*", e[2], ("^", u, e[2] - 1)), d[0])
        elif op == "sin":
            r = ("*", ("cos", u), d[0])
        elif op == "exp":
            r = ("*", e, d[0])
        else:
            r = ("/", d[0], u)
        done.append(r)
    return done[0]

# %% wrong: The derivative of a product is taken to be the product of the derivatives.
# told: product_of_derivatives
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op in ("+", "-", "*"):
        return (op, du, sym_diff(expr[2]))
    if op == "/":
        v = expr[2]
        return ("/", ("-", ("*", du, v), ("*", u, sym_diff(v))), ("*", v, v))
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", expr, du)
    if op == "log":
        return ("/", du, u)

# %% wrong: Chain rule: the outer slope is taken at the derivative of the inner part, cos(u') u', and not at u itself.
# told: sin_and_exp_at_derivative
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", du), du)
    if op == "exp":
        return ("*", ("exp", du), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        return ("*", ("*", expr[2], ("^", u, expr[2] - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op in "+-":
        return (op, du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: The power rule stops at n * u^(n-1): the derivative of the inner part u is missing.
# told: inner_dropped_in_power
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    match expr:
        case ("+", u, v):
            return ("+", sym_diff(u), sym_diff(v))
        case ("-", u, v):
            return ("-", sym_diff(u), sym_diff(v))
        case ("*", u, v):
            return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
        case ("/", u, v):
            return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), ("*", v, v))
        case ("^", u, n):
            return ("*", n, ("^", u, n - 1))
        case ("sin", u):
            return ("*", ("cos", u), sym_diff(u))
        case ("exp", u):
            return ("*", ("exp", u), sym_diff(u))
        case ("log", u):
            return ("/", sym_diff(u), u)

# %% wrong: Quotient rule with the parts of the numerator the wrong way round: u v' - u' v, so the sign is turned.
# told: quotient_reversed
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, *rest = expr
    d = sym_diff
    if op == "+":
        return ("+", d(rest[0]), d(rest[1]))
    if op == "-":
        return ("-", d(rest[0]), d(rest[1]))
    if op == "*":
        u, v = rest
        return ("+", ("*", d(u), v), ("*", u, d(v)))
    if op == "/":
        u, v = rest
        return ("/", ("-", ("*", u, d(v)), ("*", d(u), v)), ("^", v, 2))
    if op == "^":
        u, n = rest
        return ("*", ("*", n, ("^", u, n - 1)), d(u))
    u = rest[0]
    if op == "sin":
        return ("*", ("cos", u), d(u))
    if op == "exp":
        return ("*", ("exp", u), d(u))
    return ("/", d(u), u)

# %% wrong: The exponent is not lowered: n * u^n in place of n * u^(n-1).
# told: power_kept
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    if expr[0] == "^":
        _, u, n = expr
        return ("*", ("*", n, ("^", u, n)), sym_diff(u))
    if len(expr) == 2:
        f, u = expr
        outer = {"sin": ("cos", u), "exp": ("exp", u), "log": ("/", 1, u)}[f]
        return ("*", outer, sym_diff(u))
    f, u, v = expr
    du, dv = sym_diff(u), sym_diff(v)
    if f == "+" or f == "-":
        return (f, du, dv)
    if f == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("*", v, v))

# %% wrong: TWO: a difference is differentiated as a sum, the minus becomes a plus; and the derivative of log u is 1/u without u'.
# told: difference_like_sum
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    if op == "sin":
        return ("*", ("cos", u), sym_diff(u))
    if op == "exp":
        return ("*", expr, sym_diff(u))
    if op == "log":
        return ("/", 1, u)
    v = expr[2]
    if op == "+" or op == "-":
        return ("+", sym_diff(u), sym_diff(v))
    if op == "*":
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), ("^", v, 2))
    return ("*", ("*", v, ("^", u, v - 1)), sym_diff(u))

# %% wrong: The power rule is written n * u^n / u * u': right for ordinary x, but 0/0 for a power of x at x = 0.
# told: power_over_x
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    if expr[0] == "^":
        u, n = expr[1], expr[2]
        return ("*", ("/", ("*", n, expr), u), sym_diff(u))
    if expr[0] == "sin":
        return ("*", ("cos", expr[1]), sym_diff(expr[1]))
    if expr[0] == "exp":
        return ("*", expr, sym_diff(expr[1]))
    if expr[0] == "log":
        return ("/", sym_diff(expr[1]), expr[1])
    op, u, v = expr
    if op == "*":
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        return ("-", ("/", sym_diff(u), v), ("/", ("*", u, sym_diff(v)), ("*", v, v)))
    return (op, sym_diff(u), sym_diff(v))

# %% wrong: Only int counts as a number: a float such as 0.5 runs on into the tuple rules and raises an error.
# told: floats_taken_apart
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, int):
        return 0
    op = expr[0]
    if op == "+":
        return ("+", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "-":
        return ("-", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "*":
        return ("+", ("*", sym_diff(expr[1]), expr[2]), ("*", expr[1], sym_diff(expr[2])))
    if op == "/":
        return ("/", ("-", ("*", sym_diff(expr[1]), expr[2]), ("*", expr[1], sym_diff(expr[2]))), ("^", expr[2], 2))
    if op == "^":
        return ("*", ("*", expr[2], ("^", expr[1], expr[2] - 1)), sym_diff(expr[1]))
    if op == "sin":
        return ("*", ("cos", expr[1]), sym_diff(expr[1]))
    if op == "exp":
        return ("*", ("exp", expr[1]), sym_diff(expr[1]))
    if op == "log":
        return ("/", sym_diff(expr[1]), expr[1])

# %% right: A dictionary of small rules, each gets the parts; the quotient is (u' - (u / v) v') / v.
def sym_diff(expr):
    d = sym_diff

    def power(u, n):
        lowered = u if n == 2 else ("^", u, n - 1)
        return ("*", d(u), ("*", lowered, n))

    rules = {
        "+": lambda u, v: ("+", d(u), d(v)),
        "-": lambda u, v: ("-", d(u), d(v)),
        "*": lambda u, v: ("+", ("*", v, d(u)), ("*", d(v), u)),
        "/": lambda u, v: ("/", ("-", d(u), ("*", ("/", u, v), d(v))), v),
        "^": power,
        "sin": lambda u: ("*", d(u), ("cos", u)),
        "exp": lambda u: ("*", d(u), ("exp", u)),
        "log": lambda u: ("*", ("/", 1, u), d(u)),
    }
    if not isinstance(expr, tuple):
        return int(expr == "x")
    return rules[expr[0]](*expr[1:])

# %% right: The results are tidied up on the way by helpers that drop zeros and ones; numbers are folded.
def is_number(e):
    return not isinstance(e, (str, tuple))

def plus(a, b):
    if is_number(a) and is_number(b):
        return a + b
    if is_number(a) and a == 0:
        return b
    if is_number(b) and b == 0:
        return a
    return ("+", a, b)

def times(a, b):
    if is_number(a) and is_number(b):
        return a * b
    for p, q in ((a, b), (b, a)):
        if is_number(p) and p == 0:
            return 0
        if is_number(p) and p == 1:
            return q
    return ("*", a, b)

def sym_diff(expr):
    if expr == "x":
        return 1
    if is_number(expr):
        return 0
    name, u = expr[0], expr[1]
    du = sym_diff(u)
    if name == "sin":
        return times(("cos", u), du)
    if name == "exp":
        return times(expr, du)
    if name == "log":
        return ("/", du, u)
    if name == "^":
        n = expr[2]
        return times(times(n, u if n == 2 else ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if name == "+":
        return plus(du, dv)
    if name == "-":
        return plus(du, times(-1, dv))
    if name == "*":
        return plus(times(du, v), times(u, dv))
    return plus(("/", du, v), times(-1, ("/", times(u, dv), times(v, v))))

# %% right: match statement; a difference is u + (-1) v, a quotient the product of u and v^(-1), both rewritten and differentiated again.
def sym_diff(expr):
    match expr:
        case "x":
            return 1.0
        case ("+", u, v):
            return ("+", sym_diff(u), sym_diff(v))
        case ("-", u, v):
            return sym_diff(("+", u, ("*", -1, v)))
        case ("*", u, v):
            return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
        case ("/", u, v):
            return sym_diff(("*", u, ("^", v, -1)))
        case ("^", u, 2):
            return sym_diff(("*", u, u))
        case ("^", u, n):
            return ("*", ("*", n, sym_diff(u)), ("^", u, n - 1))
        case ("sin", u):
            return ("*", ("cos", u), sym_diff(u))
        case ("exp", u):
            return ("*", ("exp", u), sym_diff(u))
        case ("log", u):
            return ("*", sym_diff(u), ("^", u, -1))
        case _:
            return 0.0

# %% wrong: The derivative of log(u) is taken as u'/x, as if the argument of the logarithm were always x itself.
# told: log_at_x
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    if op == "+":
        return ("+", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "-":
        return ("-", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "*":
        u, v = expr[1], expr[2]
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        u, v = expr[1], expr[2]
        top = ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
        return ("/", top, ("*", v, v))
    if op == "^":
        u, n = expr[1], expr[2]
        if n == 2:
            return ("*", 2, ("*", u, sym_diff(u)))
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    if op == "sin":
        return ("*", ("cos", expr[1]), sym_diff(expr[1]))
    if op == "exp":
        return ("*", expr, sym_diff(expr[1]))
    if op == "log":
        return ("*", ("/", 1, "x"), sym_diff(expr[1]))

# %% wrong: The exponential is differentiated by the power rule: exp(u)' = u * exp(u - 1) * u'.
# told: exp_as_power
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    if op == "+":
        return ("+", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "-":
        return ("-", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "*":
        u, v = expr[1], expr[2]
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        u, v = expr[1], expr[2]
        top = ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
        return ("/", top, ("*", v, v))
    if op == "^":
        u, n = expr[1], expr[2]
        if n == 2:
            return ("*", 2, ("*", u, sym_diff(u)))
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    if op == "sin":
        return ("*", ("cos", expr[1]), sym_diff(expr[1]))
    if op == "exp":
        u = expr[1]
        return ("*", ("*", u, ("exp", ("-", u, 1))), sym_diff(u))
    if op == "log":
        return ("/", sym_diff(expr[1]), expr[1])

# %% wrong: The inner derivative is put inside the outer function, cos(u'), instead of being a factor: sin(u)' = cos(u) u'.
# told: cos_of_derivative
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    if op == "+":
        return ("+", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "-":
        return ("-", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "*":
        u, v = expr[1], expr[2]
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        u, v = expr[1], expr[2]
        top = ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
        return ("/", top, ("*", v, v))
    if op == "^":
        u, n = expr[1], expr[2]
        if n == 2:
            return ("*", 2, ("*", u, sym_diff(u)))
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    if op == "sin":
        return ("cos", sym_diff(expr[1]))
    if op == "exp":
        return ("*", expr, sym_diff(expr[1]))
    if op == "log":
        return ("/", sym_diff(expr[1]), expr[1])

# %% wrong: The quotient rule divides by the square of the numerator u instead of the denominator v.
# told: quotient_over_numerator
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    if op == "+":
        return ("+", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "-":
        return ("-", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "*":
        u, v = expr[1], expr[2]
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        u, v = expr[1], expr[2]
        top = ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
        return ("/", top, ("^", u, 2))
    if op == "^":
        u, n = expr[1], expr[2]
        if n == 2:
            return ("*", 2, ("*", u, sym_diff(u)))
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    if op == "sin":
        return ("*", ("cos", expr[1]), sym_diff(expr[1]))
    if op == "exp":
        return ("*", expr, sym_diff(expr[1]))
    if op == "log":
        return ("/", sym_diff(expr[1]), expr[1])

# %% wrong: The exponent is lowered first, and the lowered one is then also used as the factor: (n - 1) u^(n - 1).
# told: power_reduced_factor
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    if op == "+":
        return ("+", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "-":
        return ("-", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "*":
        u, v = expr[1], expr[2]
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        u, v = expr[1], expr[2]
        top = ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
        return ("/", top, ("*", v, v))
    if op == "^":
        u, n = expr[1], expr[2]
        n = n - 1
        if n == 1:
            return ("*", u, sym_diff(u))
        return ("*", ("*", n, ("^", u, n)), sym_diff(u))
    if op == "sin":
        return ("*", ("cos", expr[1]), sym_diff(expr[1]))
    if op == "exp":
        return ("*", expr, sym_diff(expr[1]))
    if op == "log":
        return ("/", sym_diff(expr[1]), expr[1])

# %% wrong: TWO: Only an int counts as a number, so a float such as 0.5 is differentiated like x and gives 1; and the inner derivative is missing for exp(u).
# told: inner_dropped_in_exp
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, int):
        return 0
    if not isinstance(expr, tuple):
        return 1
    op = expr[0]
    if op == "+":
        return ("+", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "-":
        return ("-", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "*":
        u, v = expr[1], expr[2]
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        u, v = expr[1], expr[2]
        top = ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
        return ("/", top, ("*", v, v))
    if op == "^":
        u, n = expr[1], expr[2]
        if n == 2:
            return ("*", 2, ("*", u, sym_diff(u)))
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    if op == "sin":
        return ("*", ("cos", expr[1]), sym_diff(expr[1]))
    if op == "exp":
        return ("exp", expr[1])
    if op == "log":
        return ("/", sym_diff(expr[1]), expr[1])

# %% wrong: The power rule is written as u^n * (n u' / u), which divides by zero where u is 0, for instance for x^2 at x = 0.
# told: power_over_x
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    if op == "+":
        return ("+", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "-":
        return ("-", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "*":
        u, v = expr[1], expr[2]
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    if op == "/":
        u, v = expr[1], expr[2]
        top = ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
        return ("/", top, ("*", v, v))
    if op == "^":
        u, n = expr[1], expr[2]
        return ("*", expr, ("/", ("*", n, sym_diff(u)), u))
    if op == "sin":
        return ("*", ("cos", expr[1]), sym_diff(expr[1]))
    if op == "exp":
        return ("*", expr, sym_diff(expr[1]))
    if op == "log":
        return ("/", sym_diff(expr[1]), expr[1])

# %% wrong: Copy and paste: for products both derivatives are those of u, dv = sym_diff(u) instead of sym_diff(v).
# told: step
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    if op == "+":
        return ("+", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "-":
        return ("-", sym_diff(expr[1]), sym_diff(expr[2]))
    if op == "*":
        u, v = expr[1], expr[2]
        du = sym_diff(u)
        dv = sym_diff(u)
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        u, v = expr[1], expr[2]
        top = ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
        return ("/", top, ("*", v, v))
    if op == "^":
        u, n = expr[1], expr[2]
        if n == 2:
            return ("*", 2, ("*", u, sym_diff(u)))
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    if op == "sin":
        return ("*", ("cos", expr[1]), sym_diff(expr[1]))
    if op == "exp":
        return ("*", expr, sym_diff(expr[1]))
    if op == "log":
        return ("/", sym_diff(expr[1]), expr[1])

# %% right: A table of lambdas, one rule for each operation, inside the function.
def sym_diff(expr):
    D = sym_diff
    rules = {
        "+": lambda u, v: ("+", D(u), D(v)),
        "-": lambda u, v: ("-", D(u), D(v)),
        "*": lambda u, v: ("+", ("*", u, D(v)), ("*", v, D(u))),
        "/": lambda u, v: ("-", ("/", D(u), v), ("/", ("*", u, D(v)), ("*", v, v))),
        "^": lambda u, n: ("*", D(u), ("*", n, ("^", u, n - 1))),
        "sin": lambda u: ("*", D(u), ("cos", u)),
        "exp": lambda u: ("*", D(u), ("exp", u)),
        "log": lambda u: ("*", D(u), ("^", u, -1)),
    }
    if type(expr) is tuple:
        return rules[expr[0]](*expr[1:])
    return 1.0 if expr == "x" else 0.0

# %% right: match statements, and helpers that leave out sums with 0 and products with 0 or 1.
def add(a, b):
    if a == 0:
        return b
    if b == 0:
        return a
    return ("+", a, b)

def mul(a, b):
    if a == 0 or b == 0:
        return 0
    if a == 1:
        return b
    if b == 1:
        return a
    return ("*", a, b)

def sym_diff(expr):
    match expr:
        case "x":
            return 1
        case int() | float():
            return 0
        case ("+", u, v):
            return add(sym_diff(u), sym_diff(v))
        case ("-", u, v):
            return add(sym_diff(u), mul(-1, sym_diff(v)))
        case ("*", u, v):
            return add(mul(sym_diff(u), v), mul(u, sym_diff(v)))
        case ("/", u, v):
            return ("/", add(sym_diff(u), mul(-1, mul(expr, sym_diff(v)))), v)
        case ("^", u, 2):
            return mul(mul(2, u), sym_diff(u))
        case ("^", u, n):
            return mul(mul(n, ("^", u, n - 1)), sym_diff(u))
        case ("sin", u):
            return mul(("cos", u), sym_diff(u))
        case ("exp", u):
            return mul(expr, sym_diff(u))
        case ("log", u):
            return ("/", sym_diff(u), u)

# %% right: Minus and division are first rewritten as sum and product with a power -1, and the result is differentiated; so few rules are left.
def sym_diff(expr):
    if not isinstance(expr, tuple):
        return int(expr == "x")
    op, *args = expr
    if op == "-":
        return sym_diff(("+", args[0], ("*", -1, args[1])))
    if op == "/":
        return sym_diff(("*", args[0], ("^", args[1], -1)))
    if op == "+":
        return (op,) + tuple(sym_diff(a) for a in args)
    if op == "*":
        total = 0
        for i in range(2):
            total = ("+", total, ("*", sym_diff(args[i]), args[1 - i]))
        return total
    u = args[0]
    if op == "^":
        outer = ("*", args[1], ("^", u, args[1] - 1))
    elif op == "sin":
        outer = ("cos", u)
    elif op == "exp":
        outer = ("exp", u)
    else:
        outer = ("/", 1, u)
    return ("*", outer, sym_diff(u))

# %% wrong: The chain rule is misread: the slope of the outer function is taken at the derivative of u, as in cos(u'), and not at u times u'.
# told: sin_and_exp_of_derivative
import math

def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("cos", du)
    if op == "exp":
        return ("exp", du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: exp is differentiated like a power, with the exponent brought down and lowered by 1: u * exp(u - 1).
# told: exp_as_power
import math

def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("*", u, ("exp", ("-", u, 1))), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: Products are differentiated factor by factor, with numbers kept as they are: the derivative of u * v is taken as u' * v' unless one factor is a number.
# told: product_of_derivatives_but_for_numbers
import math

def sym_diff(expr):
    if isinstance(expr, (int, float)):
        return 0
    if isinstance(expr, str):
        return 1
    op, u = expr[:2]
    d = sym_diff(u)
    if op == "*":
        v = expr[2]
        if isinstance(u, (int, float)):
            return ("*", u, sym_diff(v))
        if isinstance(v, (int, float)):
            return ("*", d, v)
        return ("*", d, sym_diff(v))
    if op in ("+", "-"):
        return (op, d, sym_diff(expr[2]))
    if op == "/":
        v = expr[2]
        return ("/", ("-", ("*", d, v), ("*", u, sym_diff(v))), ("*", v, v))
    if op == "^":
        return ("*", d, ("*", expr[2], ("^", u, expr[2] - 1)))
    if op == "sin":
        return ("*", d, ("cos", u))
    if op == "exp":
        return ("*", d, expr)
    if op == "log":
        return ("*", d, ("/", 1, u))

# %% wrong: The derivative of log is upside down: u / u' in place of u' / u.
# told: log_reversed
import math

def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", u, du)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: The exponent is lowered first and then brought down: the factor of a power is n - 1, not n.
# told: power_reduced_factor
import math

def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2] - 1
        return ("*", ("*", n, ("^", u, n)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: TWO: the denominator of the quotient rule is not squared; and the derivative of sin has a minus sign.
# told: quotient_not_squared_and_sine_sign
import math

def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("*", -1, ("cos", u)), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), v)

# %% wrong: The power rule is written u^n * n * u' / u, which divides by 0 where x is 0.
# told: power_over_x
import math

def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        return ("*", expr, ("/", ("*", n, du), u))
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: Variables are mixed up: the second part of the product rule has the derivative of u again, not that of v.
# told: step
import math

def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op, u = expr[0], expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, du))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% right: Structural pattern matching (match / case); the quotient rule in two separate fractions.
def sym_diff(expr):
    D = sym_diff
    match expr:
        case "x":
            return 1.0
        case int() | float():
            return 0.0
        case ("+" | "-" as sign, u, v):
            return (sign, D(u), D(v))
        case ("*", u, v):
            return ("+", ("*", u, D(v)), ("*", v, D(u)))
        case ("/", u, v):
            return ("-", ("/", D(u), v), ("/", ("*", u, D(v)), ("*", v, v)))
        case ("^", u, n):
            return ("*", D(u), ("*", ("^", u, n - 1), n))
        case ("sin", u):
            return ("*", D(u), ("cos", u))
        case ("exp", u):
            return ("*", D(u), expr)
        case ("log", u):
            return ("*", D(u), ("/", 1, u))
    raise ValueError(expr)

# %% right: Tidies on the way with small helper functions: parts that are 0 or 1 are dropped.
def is_num(e):
    return isinstance(e, (int, float))


def plus(a, b):
    if is_num(a) and is_num(b):
        return a + b
    if is_num(a) and a == 0:
        return b
    if is_num(b) and b == 0:
        return a
    return ("+", a, b)


def times(a, b):
    if is_num(a) and is_num(b):
        return a * b
    for p, q in ((a, b), (b, a)):
        if is_num(p) and p == 0:
            return 0
        if is_num(p) and p == 1:
            return q
    return ("*", a, b)


def power(a, n):
    return a if n == 1 else 1 if n == 0 else ("^", a, n)


def sym_diff(expr):
    if is_num(expr):
        return 0
    if expr == "x":
        return 1
    op, u, *rest = expr
    du = sym_diff(u)
    if op == "sin":
        return times(("cos", u), du)
    if op == "exp":
        return times(("exp", u), du)
    if op == "log":
        return times(("/", 1, u), du)
    v = rest[0]
    if op == "^":
        return times(times(v, power(u, v - 1)), du)
    dv = sym_diff(v)
    if op == "+":
        return plus(du, dv)
    if op == "-":
        return plus(du, times(-1, dv))
    if op == "*":
        return plus(times(du, v), times(u, dv))
    top = plus(times(du, v), times(-1, times(u, dv)))
    return ("/", top, ("^", v, 2))

# %% right: Fewer rules: u - v is rewritten as u + (-1) * v and u / v as u * v^(-1), then differentiated again; a table for the functions.
OUTER = {
    "sin": lambda u: ("cos", u),
    "exp": lambda u: ("exp", u),
    "log": lambda u: ("^", u, -1),
}


def sym_diff(expr):
    if not isinstance(expr, tuple):
        return 1 if isinstance(expr, str) else 0
    op, args = expr[0], expr[1:]
    if op in OUTER:
        return ("*", sym_diff(args[0]), OUTER[op](args[0]))
    u, v = args
    if op == "-":
        return sym_diff(("+", u, ("*", -1, v)))
    if op == "/":
        return sym_diff(("*", u, ("^", v, -1)))
    if op == "^":
        return ("*", ("*", sym_diff(u), v), ("^", u, v - 1))
    if op == "+":
        return ("+", sym_diff(u), sym_diff(v))
    return ("+", ("*", sym_diff(u), v), ("*", sym_diff(v), u))

# %% wrong: The derivative is pushed inside: sin(u)' is written as cos(u'), in place of cos(u) * u'.
# told: cos_of_derivative
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("cos", du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: exp(u) is differentiated like a power: u * exp(u - 1) * u'. The exponential is its own derivative.
# told: exp_as_power
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("*", u, ("exp", ("-", u, 1))), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: A number is returned unchanged, as if a constant factor had to survive; the derivative of a number is 0.
# told: numbers_kept
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return expr
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: The factor in front of the power is the new exponent n - 1, it should be the old one, n.
# told: power_reduced_factor
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n - 1, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: The quotient rule is written with a minus of one part, ("-", a); in these expressions a minus has two parts.
# told: quotient_with_minus_of_one_part
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("+", ("*", du, v), ("-", ("*", u, dv))), ("^", v, 2))

# %% wrong: TWO: the derivative of the sine gets a minus sign; and the quotient rule has its numerator the wrong way round.
# told: quotient_reversed_and_sine_sign
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("*", -1, ("cos", u)), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", u, dv), ("*", du, v)), ("^", v, 2))

# %% wrong: n * u^n / u is used for n * u^(n-1): it divides by 0 at x = 0, where x^n has a derivative.
# told: power_over_x
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("/", ("^", u, n), u)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: `op == "+" or "-"` is always true in Python, so products and quotients are differentiated like sums.
# told: part_by_part
def sym_diff(expr):
    if isinstance(expr, (int, float)):
        return 0
    if expr == "x":
        return 1
    op = expr[0]
    if len(expr) == 2:
        u = expr[1]
        outer = {"sin": ("cos", u), "exp": ("exp", u), "log": ("/", 1, u)}[op]
        return ("*", outer, sym_diff(u))
    u, v = expr[1], expr[2]
    if op == "^":
        return ("*", ("*", v, ("^", u, v - 1)), sym_diff(u))
    if op == "+" or "-":
        return (op, sym_diff(u), sym_diff(v))
    if op == "*":
        return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
    return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), ("*", v, v))

# %% wrong: numbers: only non-negative ones (str.isdigit) are recognised
# told: negatives_taken_apart
def sym_diff(expr):
    if expr == "x":
        return 1
    if str(expr).replace(".", "").isdigit():
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: exponent also on the inner derivative: n (u')^(n-1)
# told: power_at_derivative
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", n, ("^", sym_diff(u), n - 1))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: writes u^n as exp(n log u): negative x has no log
# told: power_by_logarithm
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return sym_diff(("exp", ("*", n, ("log", u))))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: the exponent of the power rule is int(n) - 1
# told: power_exponent_whole
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, int(n) - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: sin: the chain rule as a sum, cos(u) + du
# told: inner_added_in_sin
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("+", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: log: derivative of 1/x: -u'/u^2
# told: log_like_reciprocal
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", ("-", 0, du), ("^", u, 2))
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: log: 1/(u u')
# told: log_inner_divides
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", 1, ("*", u, du))
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: c - v gives v' without the minus (the number drops out)
# told: minus_lost_behind_number
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        if du == 0:
            return dv
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: constant times function: constant drops out
# told: plain_factor_dropped
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*" and (du == 0 or dv == 0):
        return ("+", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: product: as soon as one derivative is 0 the whole is 0
# told: plain_factor_stops
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*" and (du == 0 or dv == 0):
        return 0
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: square of v as 2 v
# told: quotient_over_twice
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("*", 2, v))

# %% wrong: v a number: rule u'/v' -> u' only
# told: plain_denominator_dropped
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if dv == 0:
        return du
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: two: quotient with plus, power exponent kept
# told: quotient_adds_and_power_kept
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("+", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: two: log without inner derivative, sin without inner derivative
# told: inner_dropped_in_sin_and_log
def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), sym_diff(u))
    du = sym_diff(u)
    if op == "sin":
        return ("cos", u)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", 1, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% right: A dictionary of rules; the quotient as u'/v - u v'/v^2, formulas without x give 0 at once.
def _has_x(e):
    return e == "x" or (isinstance(e, tuple) and any(_has_x(k) for k in e[1:]))

_RULES = {
    "+": lambda u, v: ("+", sym_diff(u), sym_diff(v)),
    "-": lambda u, v: ("-", sym_diff(u), sym_diff(v)),
    "*": lambda u, v: ("+", ("*", sym_diff(u), v), ("*", sym_diff(v), u)),
    "/": lambda u, v: ("-", ("/", sym_diff(u), v), ("/", ("*", u, sym_diff(v)), ("*", v, v))),
    "^": lambda u, n: ("*", n, ("*", ("^", u, n - 1), sym_diff(u))),
    "sin": lambda u: ("*", sym_diff(u), ("cos", u)),
    "exp": lambda u: ("*", sym_diff(u), ("exp", u)),
    "log": lambda u: ("*", sym_diff(u), ("/", 1, u)),
}

def sym_diff(expr):
    if not _has_x(expr):
        return 0
    if expr == "x":
        return 1
    return _RULES[expr[0]](*expr[1:])

# %% right: Builds the result with helpers that tidy up sums and products with 0 and 1.
def sym_diff(expr):
    def num(e):
        return isinstance(e, (int, float))

    def add(a, b):
        if num(a) and num(b):
            return a + b
        if num(a) and a == 0:
            return b
        if num(b) and b == 0:
            return a
        return ("+", a, b)

    def mul(a, b):
        if num(a) and num(b):
            return a * b
        for p, q in ((a, b), (b, a)):
            if num(p) and p == 0:
                return 0
            if num(p) and p == 1:
                return q
        return ("*", a, b)

    if num(expr):
        return 0
    if isinstance(expr, str):
        return 1
    op, u, *rest = expr
    if op == "^":
        n = rest[0]
        if n == 2:
            return mul(mul(2, u), sym_diff(u))
        return mul(mul(n, ("^", u, n - 1)), sym_diff(u))
    if op == "+":
        return add(sym_diff(u), sym_diff(rest[0]))
    if op == "-":
        return add(sym_diff(u), mul(-1, sym_diff(rest[0])))
    if op == "*":
        return add(mul(sym_diff(u), rest[0]), mul(u, sym_diff(rest[0])))
    if op == "/":
        v = rest[0]
        return ("/", add(mul(sym_diff(u), v), mul(-1, mul(u, sym_diff(v)))), ("*", v, v))
    outer = {"sin": ("cos", u), "exp": expr, "log": ("/", 1, u)}[op]
    return mul(outer, sym_diff(u))

# %% right: match/case; a difference is reduced to a sum, a quotient to a product with v^(-1).
def sym_diff(expr):
    match expr:
        case "x":
            return 1.0
        case int() | float():
            return 0.0
        case ("+", u, v):
            return ("+", sym_diff(u), sym_diff(v))
        case ("-", u, v):
            return sym_diff(("+", u, ("*", -1, v)))
        case ("*", u, v):
            return ("+", ("*", u, sym_diff(v)), ("*", v, sym_diff(u)))
        case ("/", u, v):
            return sym_diff(("*", u, ("^", v, -1)))
        case ("^", u, n):
            if isinstance(u, (int, float)):
                return 0
            return ("*", ("*", sym_diff(u), n), ("^", u, n - 1))
        case ("sin", u):
            inner, outer = sym_diff(u), ("cos", u)
        case ("exp", u):
            inner, outer = sym_diff(u), expr
        case ("log", u):
            inner, outer = sym_diff(u), ("^", u, -1)
    return ("*", outer, inner)

# %% wrong: The outer derivative is taken at u' instead of at u: sin(u) gives cos(u') u', and exp(u) gives exp(u') u'.
# told: sin_and_exp_at_derivative
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    if op == "sin":
        return ("*", ("cos", du), du)
    if op == "exp":
        return ("*", ("exp", du), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: exp is treated like a power: the exponent comes down and is lowered by 1 (u exp(u - 1) u').
# told: exp_as_power
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("*", u, ("exp", ("-", u, 1))), du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: A number is differentiated to itself (as a constant factor stays in front), not to 0.
# told: numbers_kept
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return expr
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", expr, du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: The quotient rule divides by v, not by v squared.
# told: quotient_not_squared
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", expr, du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), v)

# %% wrong: The sine gets the minus that belongs to the cosine: -cos(u) u'.
# told: sine_sign
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    if op == "sin":
        return ("-", 0, ("*", ("cos", u), du))
    if op == "exp":
        return ("*", expr, du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: TWO: the two products in the quotient rule are in the wrong order (u v' - u' v); and the power keeps its exponent n instead of n - 1.
# told: clue
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n)), du)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", expr, du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", u, dv), ("*", du, v)), ("^", v, 2))

# %% wrong: The power is differentiated as n u^n u' / u: right in general, but at x = 0 it divides by 0.
# told: power_over_x
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "^":
        n = expr[2]
        return ("/", ("*", ("*", n, expr), du), u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", expr, du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: In the product rule v itself stands in the second product instead of its derivative.
# told: clue
def sym_diff(expr):
    if expr == "x":
        return 1
    if not isinstance(expr, tuple):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", expr, du)
    if op == "log":
        return ("/", du, u)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, v))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% right: A table of rules (lambdas), one per operation, instead of a chain of ifs.
RULES = {
    "+": lambda u, v: ("+", sym_diff(u), sym_diff(v)),
    "-": lambda u, v: ("-", sym_diff(u), sym_diff(v)),
    "*": lambda u, v: ("+", ("*", v, sym_diff(u)), ("*", sym_diff(v), u)),
    "/": lambda u, v: ("-", ("/", sym_diff(u), v), ("*", ("/", u, v), ("/", sym_diff(v), v))),
    "^": lambda u, n: 0 if not isinstance(u, (tuple, str)) else ("*", n, ("*", sym_diff(u), ("^", u, n - 1))),
    "sin": lambda u: ("*", sym_diff(u), ("cos", u)),
    "exp": lambda u: ("*", sym_diff(u), ("exp", u)),
    "log": lambda u: ("*", sym_diff(u), ("/", 1, u)),
}


def sym_diff(expr):
    """The derivative of expr with respect to "x", as an expression of the same kind."""
    if isinstance(expr, tuple):
        return RULES[expr[0]](*expr[1:])
    return int(expr == "x")

# %% right: Helper functions plus, minus, times, over that tidy up zeros and ones while the derivative is built.
def plus(a, b):
    if a == 0:
        return b
    if b == 0:
        return a
    return ("+", a, b)


def minus(a, b):
    return a if b == 0 else ("-", a, b)


def times(a, b):
    if a == 0 or b == 0:
        return 0
    if a == 1:
        return b
    if b == 1:
        return a
    return ("*", a, b)


def over(a, b):
    return 0 if a == 0 else ("/", a, b)


def sym_diff(expr):
    """The derivative of expr with respect to "x", as an expression of the same kind."""
    if not isinstance(expr, tuple):
        return 1 if expr == "x" else 0
    op, u = expr[:2]
    du = sym_diff(u)
    if len(expr) == 2:
        if op == "log":
            return over(du, u)
        return times(("cos" if op == "sin" else "exp", u), du)
    v = expr[2]
    if op == "^":
        power = u if v == 2 else ("^", u, v - 1)
        return times(times(v, power), du)
    dv = sym_diff(v)
    if op == "+":
        return plus(du, dv)
    if op == "-":
        return minus(du, dv)
    if op == "*":
        return plus(times(du, v), times(u, dv))
    return over(minus(times(du, v), times(u, dv)), ("*", v, v))

# %% right: match/case; a quotient is rewritten as u * v^-1 and a difference as u + (-1) * v before it is differentiated.
def sym_diff(expr):
    """The derivative of expr with respect to "x", as an expression of the same kind."""
    match expr:
        case "x":
            return 1.0
        case ("+", u, v):
            return ("+", sym_diff(u), sym_diff(v))
        case ("*", u, v):
            return ("+", ("*", sym_diff(u), v), ("*", u, sym_diff(v)))
        case ("-", u, v):
            return sym_diff(("+", u, ("*", -1, v)))
        case ("/", u, v):
            return sym_diff(("*", u, ("^", v, -1)))
        case ("^", int() | float(), _):
            return 0.0
        case ("^", u, n):
            outer = ("*", n, ("^", u, n - 1))
        case ("sin", u):
            outer = ("cos", u)
        case ("exp", u):
            outer = expr
        case ("log", u):
            outer = ("^", u, -1)
        case _:
            return 0.0
    return ("*", outer, sym_diff(u))

# %% wrong: The derivative of log(u) is taken as 1 over the derivative of u; it is the derivative of u divided by u itself.
# told: log_of_derivative
def sym_diff(expr):
    """The derivative of expr with respect to "x", as an expression of the same kind."""
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", 1, du)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: exp is treated like a power, with the exponent as a factor and lowered by one: u * exp(u - 1) * u'.
# told: exp_as_power
def sym_diff(expr):
    """The derivative of expr with respect to "x", as an expression of the same kind."""
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("*", u, ("exp", ("-", u, 1))), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: The chain rule is read as putting the derivative inside: sin(u) becomes cos(u') instead of cos(u) * u'.
# told: cos_of_derivative
def sym_diff(expr):
    """The derivative of expr with respect to "x", as an expression of the same kind."""
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("cos", du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: In the quotient rule the two products in the numerator stand in the wrong order: u v' - u' v, so the sign is wrong.
# told: quotient_reversed
def sym_diff(expr):
    """The derivative of expr with respect to "x", as an expression of the same kind."""
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", u, dv), ("*", du, v)), ("^", v, 2))

# %% wrong: The power rule takes the lowered exponent n - 1 as the factor too; the factor is the old exponent n.
# told: power_reduced_factor
def sym_diff(expr):
    """The derivative of expr with respect to "x", as an expression of the same kind."""
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n - 1, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: TWO: A difference is differentiated to the sum of the derivatives, together with the sum; and the denominator of the quotient rule is v instead of v squared.
# told: difference_like_sum
def sym_diff(expr):
    """The derivative of expr with respect to "x", as an expression of the same kind."""
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op in "+-":
        return ("+", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), v)

# %% wrong: The power rule is written as n * u^n / u * u', which is 0 / 0 for x^n at x = 0.
# told: power_over_x
def sym_diff(expr):
    """The derivative of expr with respect to "x", as an expression of the same kind."""
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        return ("*", ("/", ("*", n, ("^", u, n)), u), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))

# %% wrong: In the branch of the quotient dv was copied from the line of u: v' is the derivative of u, not of v.
# told: step
def sym_diff(expr):
    """The derivative of expr with respect to "x", as an expression of the same kind."""
    if expr == "x":
        return 1
    if isinstance(expr, (int, float)):
        return 0
    op = expr[0]
    u = expr[1]
    du = sym_diff(u)
    if op == "sin":
        return ("*", ("cos", u), du)
    if op == "exp":
        return ("*", ("exp", u), du)
    if op == "log":
        return ("/", du, u)
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)
    v = expr[2]
    dv = sym_diff(v)
    if op == "+":
        return ("+", du, dv)
    if op == "-":
        return ("-", du, dv)
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))
    if op == "/":
        dv = sym_diff(u)
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))
