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
