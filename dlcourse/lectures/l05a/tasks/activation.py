"""Exercise: ten activations, each with its slope."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, in_pairs
from dlcourse.classroom.task import Task

NAMES = ("identity", "step", "sigmoid", "tanh", "relu", "softplus", "elu", "gelu", "gaussian", "gcu")


def reference(name: str, x: Tensor) -> tuple[Tensor, Tensor]:
    """The package's table."""
    from dlcourse.activations import TABLE  # not part of the grading, where this module is imported as well

    return TABLE[name].function(x), TABLE[name].derivative(x)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def both_sides() -> Tensor:
        return torch.cat([draw.uniform(0.3, 2.2, 3), -draw.uniform(0.3, 2.2, 3)])[draw.permutation(6)]

    found = [case("sigmoid, the example of the text", name="sigmoid", x=numbers(0, 2))]
    found += [case(f"{name}, numbers on both sides of 0", name=name, x=both_sides()) for name in NAMES]
    found += [case(f"{name} at 0", name=name, x=numbers([0])) for name in NAMES]
    found += [case(f"{name} at -800 and 800", name=name, x=numbers(-800, 800)) for name in NAMES]
    found += [case("a table of numbers", name="gelu", x=draw.away_from_zero(2, 3)),
              case("a single number without axes", name="elu", x=numbers(-draw.between(0.5, 1.5))),
              case("numbers below 0 alone", name="gcu", x=-draw.uniform(0.5, 2.0, 4)),
              case("numbers above 0 alone", name="tanh", x=draw.uniform(0.3, 1.5, 4))]
    return found


task = Task(
    key="activation", title="Ten activations and their slopes", points=3, difficulty=2, minutes=30,
    objective="compute activations and their derivatives, also far from 0",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("f", "df")),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward"),
    facts=("N05-12", "N05-13", "N05-14", "N05-15", "N05-16", "N05-18", "N05-19", "N05-22", "N05-23", "N05-24"),
    hints=(
        "Take the activations one by one, and begin with those that have two branches: what is the slope on the left "
        "of 0, and what on the right? gelu and gcu are products of two factors that both move with x.",
        "For gcu at x = 2: cos 2 is -0.416 and sin 2 is 0.909. When x moves a little, the factor x moves by as much, "
        "and the cosine by -0.909 times as much. So the slope is 1 · (-0.416) + 2 · (-0.909). Which rule is that?",
        "softplus: f = x.clamp(min=0) + torch.log1p(torch.exp(-____)), df = torch.sigmoid(____); gelu: df = Phi + x * "
        "____; elu: torch.where(x > 0, ____, torch.exp(x.clamp(max=0)))",
    ),
)


@task.solution
def activation(name, x):
    one, zero = torch.ones_like(x), torch.zeros_like(x)
    if name == "identity":
        return x.clone(), one
    if name == "step":
        return (x >= 0).to(x.dtype), zero
    if name == "sigmoid":
        s = torch.sigmoid(x)                                            # step: the sigmoid
        return s, s * (1 - s)                                           # step: its slope
    if name == "tanh":
        t = torch.tanh(x)                                               # step: the hyperbolic tangent
        return t, 1 - t**2                                              # step: its slope
    if name == "relu":
        return x.clamp(min=0), torch.where(x > 0, one, zero)
    if name == "softplus":
        f = x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))           # step: softplus without large powers
        return f, torch.sigmoid(x)                                      # step: its slope
    if name == "elu":
        power = torch.exp(x.clamp(max=0))                               # step: the power, for numbers below 0
        return torch.where(x > 0, x, power - 1), torch.where(x > 0, one, power)
    if name == "gelu":
        Phi = 0.5 * (1 + torch.erf(x / math.sqrt(2)))                   # step: the share of the bell below x
        phi = torch.exp(-x**2 / 2) / math.sqrt(2 * math.pi)             # step: the height of the bell at x
        return x * Phi, Phi + x * phi                                   # step: the product rule of gelu
    if name == "gaussian":
        bump = torch.exp(-x**2)                                         # step: the bump
        return bump, -2 * x * bump                                      # step: its slope
    return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)            # step: the product rule of gcu


@task.right
def with_numpy(name, x):
    a = x.numpy()
    s = 1 / (1 + np.exp(-np.clip(a, -700, 700)))
    small = np.exp(np.minimum(a, 0))
    Phi = np.array([0.5 * math.erfc(-v / math.sqrt(2)) for v in a.reshape(-1)]).reshape(a.shape)
    f, df = {
        "identity": (a + 0, a * 0 + 1),
        "step": (np.where(a < 0, 0.0, 1.0), a * 0),
        "sigmoid": (s, s - s**2),
        "tanh": (np.tanh(a), (1 - np.tanh(a)) * (1 + np.tanh(a))),
        "relu": (np.maximum(a, 0), np.where(a > 0, 1.0, 0.0)),
        "softplus": (np.logaddexp(0, a), s),
        "elu": (np.where(a > 0, a, small - 1), small),
        "gelu": (a * Phi, Phi + a * np.exp(-a * a / 2) / np.sqrt(2 * np.pi)),
        "gaussian": (np.exp(-a * a), -2 * a * np.exp(-a * a)),
        "gcu": (a * np.cos(a), np.cos(a) - a * np.sin(a)),
    }[name]
    return torch.from_numpy(np.asarray(f)), torch.from_numpy(np.asarray(df))


@task.right
def one_number_after_another(name, x):
    def single(v):
        if name == "identity":
            return v, 1.0
        if name == "step":
            return (0.0 if v < 0 else 1.0), 0.0
        if name == "relu":
            return (v, 1.0) if v > 0 else (0.0, 0.0)
        if name in ("sigmoid", "softplus", "tanh"):
            e = math.exp(-abs(v))                                       # step: a power that is at most 1
            s = 1 / (1 + e) if v >= 0 else e / (1 + e)                  # step: the sigmoid
            if name == "sigmoid":
                return s, s * (1 - s)
            if name == "softplus":
                return max(v, 0.0) + math.log(1 + e), s
            q = e * e
            t = math.copysign((1 - q) / (1 + q), v)
            return t, 4 * q / (1 + q) ** 2                              # step: the slope of tanh
        if name == "elu":
            return (v, 1.0) if v > 0 else (math.exp(v) - 1, math.exp(v))
        if name == "gelu":
            share = 0.5 + 0.5 * math.erf(v / 2**0.5)                    # step: the share of the bell below v
            return v * share, share + v * math.exp(-0.5 * v * v) * (2 * math.pi) ** -0.5
        if name == "gaussian":
            return math.exp(-v * v), -2 * v * math.exp(-v * v)
        return v * math.cos(v), math.cos(v) - v * math.sin(v)

    pairs = [single(v) for v in x.reshape(-1).tolist()]
    f, df = (torch.tensor(column, dtype=x.dtype).reshape(x.shape) for column in zip(*pairs))
    return f, df


@task.right
def with_torch_functions(name, x):
    F = torch.nn.functional
    normal = torch.distributions.Normal(x.new_zeros(()), x.new_ones(()))
    values = {"identity": lambda: x, "step": lambda: torch.heaviside(x, torch.ones_like(x)), "sigmoid": x.sigmoid,
              "tanh": x.tanh, "relu": lambda: F.relu(x), "softplus": lambda: torch.logaddexp(x, torch.zeros_like(x)),
              "elu": lambda: F.elu(x), "gelu": lambda: F.gelu(x), "gaussian": lambda: (-x.square()).exp(),
              "gcu": lambda: x * x.cos()}
    slopes = {"identity": lambda: torch.full_like(x, 1.0), "step": lambda: torch.full_like(x, 0.0),
              "sigmoid": lambda: x.sigmoid() * (-x).sigmoid(), "tanh": lambda: 1 - x.tanh().square(),
              "relu": lambda: (x > 0).double(), "softplus": x.sigmoid, "elu": lambda: x.clamp(max=0).exp(),
              "gelu": lambda: normal.cdf(x) + x * normal.log_prob(x).exp(),
              "gaussian": lambda: -2 * x * (-x.square()).exp(), "gcu": lambda: x.cos() - x * x.sin()}
    return values[name](), slopes[name]()


# --- wrong answers: some rows of the table, or what becomes of both results, are changed ---

Rule = Callable[[Tensor], tuple[Any, Any]]


def _answer(label: str, rows: dict[str, Rule]) -> Callable:
    """An answer whose rows are right but for these."""
    def answer(name, x):
        f, df = rows[name](x) if name in rows else activation(name, x)
        return rows["results"](f, df, x) if "results" in rows else (f, df)

    answer.__name__ = label
    return answer


def _wrong(label: str, says: str, asks: str, short: str, at: float | None = None, **rows: Callable) -> None:
    """A wrong answer; where it changes one row, its message tells what comes out at the number `at`."""
    answer = _answer(label, rows)
    told = ""
    if at is not None:
        [name] = rows
        for got, right, what in zip(answer(name, numbers([at])), activation(name, numbers([at])), ("f", "df")):
            if not torch.allclose(got, right):
                told += f" At x = {at:g} your {what} is {float(got):.3g}."
    task.wrong(f"{says}{told} {asks}", short=short)(answer)


def _f(name: str, x: Tensor) -> Tensor:
    return activation(name, x)[0]


def _df(name: str, x: Tensor) -> Tensor:
    return activation(name, x)[1]


def _slope(name: str, rule: Callable[[Tensor], Tensor]) -> dict[str, Rule]:
    return {name: lambda x: (_f(name, x), rule(x))}


def _value(name: str, rule: Callable[[Tensor], Tensor]) -> dict[str, Rule]:
    return {name: lambda x: (rule(x), _df(name, x))}


def _bell(x: Tensor) -> Tensor:
    return torch.exp(-x**2 / 2) / math.sqrt(2 * math.pi)


def _share(x: Tensor) -> Tensor:
    return 0.5 * (1 + torch.erf(x / math.sqrt(2)))


def _changed_rows(name: str) -> Rule:
    return lambda x: (_f(name, x), _df(name, x))


OFTEN = {
    "elu_slope_is_power": Mistake(
        "elu has the slope exp(x) above 0 as well", "Above 0 elu is x itself. How steep is that?",
        _slope("elu", torch.exp)),
    "gcu_sign": Mistake(
        "the slope of gcu has a plus before x sin x", "Which sign has the derivative of the cosine?",
        _slope("gcu", lambda x: x.cos() + x * x.sin())),
    "gcu_factor_forgotten": Mistake(
        "the slope of gcu is only -sin x", "Both factors of x cos x move with x. What does a product's slope need?",
        _slope("gcu", lambda x: -x.sin())),
    "softplus_overflows": Mistake(
        "softplus computes exp(x) first, which is inf at 800", "By how much does log(1 + exp(x)) differ from x there?",
        _value("softplus", lambda x: torch.log(1 + torch.exp(x)))),
    "gelu_slope_is_share": Mistake(
        "the slope of gelu is only Phi", "Does Phi stay as it is when x moves?",
        _slope("gelu", _share)),
    "gaussian_sign": Mistake(
        "the slope of gaussian has the wrong sign", "Right of 0, does the bump rise or fall?",
        _slope("gaussian", lambda x: 2 * x * torch.exp(-x**2))),
    "gaussian_slope_is_bump": Mistake(
        "the slope of gaussian is the bump itself", "The bump is flat at its top. What does the chain rule add?",
        _slope("gaussian", lambda x: torch.exp(-x**2))),
    "relu_slope_one_at_zero": Mistake(
        "relu has the slope 1 at 0", "Which slope does the text give it there?",
        _slope("relu", lambda x: (x >= 0).to(x.dtype))),
    "step_zero_at_zero": Mistake(
        "step is 0 at 0", "On which side does the text count 0?",
        _value("step", lambda x: (x > 0).to(x.dtype))),
    "step_slope_is_step": Mistake(
        "the slope of step is 1 from 0 on", "From x = 2 to x = 3, by how much does step rise?",
        _slope("step", lambda x: (x >= 0).to(x.dtype))),
    "tanh_slope_square_inside": Mistake(
        "the slope of tanh squares the input, 1 - tanh(x²)", "What is squared: x, or tanh x?",
        _slope("tanh", lambda x: 1 - torch.tanh(x**2))),
    "sigmoid_slope_half": Mistake(
        "the slope of sigmoid is only 1 - s", "How steep would that be far on the left, where sigmoid is level?",
        _slope("sigmoid", lambda x: 1 - torch.sigmoid(x))),
}
AT = {"relu_slope_one_at_zero": 0, "step_zero_at_zero": 0, "softplus_overflows": 800}

for _name, _one in OFTEN.items():
    _wrong(_name, f"{_one.says[0].upper()}{_one.says[1:]}.", _one.asks, _one.says, AT.get(_name, 2), **_one.changes)

SINGLE = [
    ("elu_without_minus_one", "Your elu is exp(x) below 0.", "Which value should it have just left of 0, so that "
     "the curve does not jump?", "elu lacks the minus 1", -1,
     _value("elu", lambda x: torch.where(x > 0, x, torch.exp(x)))),
    ("elu_slope_is_value", "Below 0 the slope of your elu is exp(x) - 1, which is elu itself.", "What is the "
     "derivative of a constant such as -1?", "the slope of elu below 0 is its value", -1,
     _slope("elu", lambda x: torch.where(x > 0, torch.ones_like(x), torch.exp(x) - 1))),
    ("elu_slope_of_relu", "Below 0 the slope of your elu is 0, as for relu.", "Is elu level there?", "elu has the "
     "slope of relu", -1, _slope("elu", lambda x: (x > 0).to(x.dtype))),
    ("elu_is_relu", "Your elu is relu: 0 for numbers below 0, and so is its slope.", "What does elu give at -1?",
     "elu " "is taken for relu", -1, {"elu": _changed_rows("relu")}),
    ("elu_branches_exchanged", "The two branches of your elu are exchanged.", "Which of them holds above 0?", "the "
     "branches of elu are exchanged", -1,
     {"elu": lambda x: (torch.where(x > 0, torch.exp(x) - 1, x), torch.where( x > 0, torch.exp(x), torch.ones_like(
         x)))}),
    ("gcu_slope_is_cosine", "Your slope of gcu is only cos x.", "Does the second factor stay as it is when x moves?",
     "the slope of gcu is only the cosine", 2, _slope("gcu", torch.cos)),
    ("gcu_without_cosine", "Your slope of gcu is only -x sin x.", "The first factor, x, moves as well. What does "
     "that give?", "the slope of gcu lacks the cosine", 2, _slope("gcu", lambda x: -x * x.sin())),
    ("gcu_of_sine", "Your gcu is x sin x.", "Which wave does the table name?", "gcu takes the sine", 2,
     {"gcu": lambda x: (x * x.sin(), x.sin() + x * x.cos())}),
    ("softplus_slope_overflows", "Your softplus is right, but its slope is exp(x) / (1 + exp(x)), inf divided by "
     "inf at 800.", "Which function of the table is the same fraction, in a form that survives?", "the slope of "
     "softplus is inf divided by inf", 800, _slope("softplus", lambda x: torch.exp(x) / (1 + torch.exp(x)))),
    ("softplus_both_overflow", "Your softplus and its slope both compute exp(x), which is inf at 800.", "What can "
     "be taken out of log(1 + exp(x)), so that only exp(-x) is left for large x?", "softplus and its slope overflow",
     800, {"softplus": lambda x: (torch.log(1 + torch.exp(x)), torch.exp(x) / (1 + torch.exp(x)))}),
    ("softplus_slope_without_numerator", "Your slope of softplus is 1 / (1 + exp(x)).", "The inner slope of 1 + "
     "exp(x) is exp(x). Where is it?", "the slope of softplus lacks the inner slope", 2,
     _slope("softplus", lambda x: torch.sigmoid(-x))),
    ("softplus_slope_twice", "Your slope of softplus is s (1 - s), the slope of its slope.", "How steep is softplus "
     "far on the right, where it is nearly x?", "softplus is differentiated twice", 2,
     _slope("softplus", lambda x: torch.sigmoid(x) * torch.sigmoid(-x))),
    ("softplus_of_minus_x", "Your softplus is log(1 + exp(-x)).", "Is softplus large on the right or on the left?",
     "softplus " "is mirrored", 2, _value("softplus", lambda x: _f("softplus", -x))),
    ("softplus_cut_off", "Your softplus is x itself above 1.", "By how much do log(1 + exp(x)) and x differ there?",
     "softplus " "is cut off too early", 2, _value("softplus", lambda x: torch.where(x > 1, x, _f("softplus", x)))),
    ("gelu_without_x", "Your slope of gelu is Phi + phi.", "The slope of Phi is phi. By what is it multiplied in "
     "the product rule?", "the slope of gelu lacks the factor x", 2, _slope("gelu", lambda x: _share(x) + _bell(x))),
    ("gelu_slope_is_bell", "Your slope of gelu is only x phi(x).", "The first factor, x, moves as well. What does "
     "that give?", "the slope of gelu lacks Phi", 2, _slope("gelu", lambda x: x * _bell(x))),
    ("gelu_slope_is_product", "Your slope of gelu is phi alone, the product of the two slopes.", "What does the "
     "product rule do with two slopes?", "the slopes of the factors of gelu are multiplied", 2,
     _slope("gelu", _bell)),
    ("gelu_minus", "Your slope of gelu is Phi - x phi.", "Phi rises with x. With which sign does its slope enter?",
     "a " "sign in the slope of gelu", 2, _slope("gelu", lambda x: _share(x) - x * _bell(x))),
    ("gelu_by_tanh", "Your gelu uses the approximation by tanh. It is near, but not within ten digits.", "Which "
     "function does the text name for the exact Phi?", "gelu is approximated by tanh", 2,
     _value( "gelu", lambda x: 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))))),
    ("gelu_by_sigmoid", "Your gelu is x times sigmoid(1.702 x), an approximation.", "Which function does the text "
     "name for the exact Phi?", "gelu is approximated by sigmoid", 2,
     _value( "gelu", lambda x: x * torch.sigmoid(1.702 * x))),
    ("gelu_root_forgotten", "You take erf(x) where erf(x / √2) is asked for, in f and in the slope.", "Which number "
     "does the text hand to erf?", "the root of 2 is missing in gelu", 2,
     {"gelu": lambda x: ( x * 0.5 * (1 + torch.erf(x)), 0.5 * (1 + torch.erf(x)) + x * _bell(x))}),
    ("gelu_half_forgotten", "Your Phi is 1 + erf(x / √2), twice too large: it should be 1 far on the right.", "What "
     "does your Phi become there?", "the half is missing in gelu", 2,
     {"gelu": lambda x: ( 2 * x * _share(x), 2 * _share(x) + x * _bell(x))}),
    ("gelu_is_the_share", "Your gelu is Phi without the factor x, and its slope is phi.", "What is gelu at 0, and "
     "what is Phi there?", "gelu lacks the factor x", 2, {"gelu": lambda x: (_share(x), _bell(x))}),
    ("gaussian_factor_two", "Your slope of gaussian is -x exp(-x²).", "What is the slope of -x² alone?", "the slope "
     "of gaussian lacks the factor 2", 2, _slope("gaussian", lambda x: -x * torch.exp(-x**2))),
    ("gaussian_half", "Your gaussian is exp(-x²/2), as the bell of a normal distribution.", "Is there a half in the "
     "table?", "gaussian has a half in its exponent", 2,
     {"gaussian": lambda x: ( torch.exp(-x**2 / 2), -x * torch.exp(-x**2 / 2))}),
    ("gaussian_square_inside", "Your gaussian squares -x, so that its exponent is above 0, and at 800 it is inf.",
     "Which " "comes first in -x², the square or the sign?", "the sign of the exponent of gaussian is lost", 2,
     _value("gaussian", lambda x: torch.exp((-x)**2))),
    ("gaussian_slope_without_bump", "Your slope of gaussian is -2x.", "That is the inner slope. What is the outer "
     "one?", "the slope of gaussian lacks the bump", 2, _slope("gaussian", lambda x: -2 * x)),
    ("tanh_slope_without_square", "Your slope of tanh is 1 - tanh x.", "At x = -2 that is nearly 2. How steep is "
     "tanh there?", "the slope of tanh lacks the square", 2, _slope("tanh", lambda x: 1 - torch.tanh(x))),
    ("tanh_slope_plus", "Your slope of tanh is 1 + tanh² x.", "Far out tanh is level. What does your slope say "
     "there?", "the slope of tanh has a plus", 2, _slope("tanh", lambda x: 1 + torch.tanh(x)**2)),
    ("tanh_slope_of_sigmoid", "Your slope of tanh is t (1 - t), which belongs to the sigmoid.", "How steep is tanh "
     "at 0, and what do you give?", "tanh has the slope of the sigmoid", 2,
     _slope("tanh", lambda x: torch.tanh(x) * (1 - torch.tanh(x)))),
    ("tanh_overflows", "Your tanh is (exp(x) - exp(-x)) / (exp(x) + exp(-x)), inf divided by inf at 800.", "Which "
     "function of torch does the same and survives?", "tanh is inf divided by inf", 800,
     {"tanh": lambda x: ( (x.exp() - (-x).exp()) / (x.exp() + (-x).exp()), 1 - ((x.exp() - (-x).exp()) / (x.exp() + (
         -x).exp()))**2)}),
    ("tanh_overflows_to_the_right", "Your tanh is (exp(2x) - 1) / (exp(2x) + 1), inf divided by inf at 800, and "
     "right at -800.", "Which function of torch does the same and survives?", "tanh overflows on the right", 800,
     { "tanh": lambda x: (((2 * x).exp() - 1) / ((2 * x).exp() + 1), 1 - (((2 * x).exp() - 1) / ( (2 * x).exp() 
         + 1))**2)}),
    ("sigmoid_overflows", "Your sigmoid is exp(x) / (1 + exp(x)), inf divided by inf at 800.", "By what can you "
     "divide above and below, so that no power is large?", "sigmoid is inf divided by inf", 800,
     {"sigmoid": lambda x: ( x.exp() / (1 + x.exp()), x.exp() / (1 + x.exp()) * (1 - x.exp() / (1 + x.exp())))}),
    ("sigmoid_slope_overflows", "Your sigmoid is right, but the slope exp(-x) / (1 + exp(-x))² is inf divided by "
     "inf at -800.", "How can the slope be had from s alone?", "the slope of sigmoid is inf divided by inf", -800,
     _slope("sigmoid", lambda x: (-x).exp() / (1 + (-x).exp())**2)),
    ("sigmoid_mirrored", "Your sigmoid is 1 / (1 + exp(x)).", "Is sigmoid near 1 on the right or on the left?",
     "sigmoid " "is mirrored", 2, {"sigmoid": lambda x: (torch.sigmoid(-x), _df("sigmoid", x))}),
    ("sigmoid_slope_of_input", "Your slope of sigmoid is x (1 - x), with the input in place of s.", "What stands in "
     "s (1 - s)?", "the slope of sigmoid uses the input", 2, _slope("sigmoid", lambda x: x * (1 - x))),
    ("sigmoid_slope_plus", "Your slope of sigmoid is s (1 + s).", "Far on the right sigmoid is level. What does "
     "your slope say there?", "the slope of sigmoid has a plus", 2,
     _slope("sigmoid", lambda x: torch.sigmoid(x) * (1 + torch.sigmoid(x)))),
    ("sigmoid_slope_negative", "Your slope of sigmoid is below 0.", "Does sigmoid rise or fall?", "the slope of "
     "sigmoid has the wrong sign", 2, _slope("sigmoid", lambda x: -_df("sigmoid", x))),
    ("sigmoid_slope_of_tanh", "Your slope of sigmoid is 1 - s², which belongs to tanh.", "How steep is sigmoid at "
     "0, and what do you give?", "sigmoid has the slope of tanh", 2,
     _slope("sigmoid", lambda x: 1 - torch.sigmoid(x)**2)),
    ("relu_slope_is_value", "Your slope of relu is relu itself.", "From x = 2 to x = 3, by how much does relu rise?",
     "the slope of relu is its value", 2, _slope("relu", lambda x: x.clamp(min=0))),
    ("relu_slope_one", "Your slope of relu is 1 everywhere.", "How steep is relu at -2, where it is level?", "the "
     "slope of relu is 1 everywhere", -2, _slope("relu", torch.ones_like)),
    ("relu_slope_half_at_zero", "Your relu has the slope 1/2 at 0, the mean of both sides.", "Which slope does the "
     "text give it there?", "relu has the slope 1/2 at 0", 0, _slope("relu", lambda x: 0.5 * (1 + x.sign()))),
    ("relu_slope_sign", "Your slope of relu is -1 below 0.", "How steep is relu at -2, where it is level?", "the "
     "slope of relu is a sign", -2, _slope("relu", torch.sign)),
    ("relu_is_absolute", "Your relu turns numbers below 0 round.", "What does max(0, -2) give?", "relu is taken for "
     "the absolute value", -2, _value("relu", torch.abs)),
    ("step_is_sign", "Your step is -1 below 0.", "Which value does the table give there?", "step is taken for the "
     "sign", -2, _value("step", lambda x: torch.where(x < 0, -1.0, 1.0).to(x.dtype))),
    ("step_half_at_zero", "Your step is 1/2 at 0.", "On which side does the text count 0?", "step is 1/2 at 0", 0,
     _value("step", lambda x: 0.5 * (1 + x.sign()))),
    ("step_slope_one_at_zero", "Your step has the slope 1 at 0.", "Which slope does the text give it there?", "step "
     "has a slope at 0", 0, _slope("step", lambda x: (x == 0).to(x.dtype))),
    ("identity_slope_is_x", "Your slope of identity is x.", "From x = 2 to x = 3, by how much does identity rise?",
     "the slope of identity is x", 2, _slope("identity", torch.clone)),
    ("identity_slope_number", "Your slope of identity is a single number, 1.", "How many slopes does x = (0, 2) have?",
     "the slope of identity is a single number", None, {"identity": lambda x: (x.clone(), 1.0)}),
    ("identity_slope_zero", "Your slope of identity is 0.", "From x = 2 to x = 3, by how much does identity rise?",
     "the slope of identity is 0", 2, _slope("identity", torch.zeros_like)),
    ("elu_mask_times_inf", "Beyond 709 exp(x) is inf, and your elu multiplies it by a condition that is 0 there.",
     "What "
     "is 0 times inf, and what drops a branch without multiplying?", "elu multiplies a condition by exp(x)", 800,
     {"elu": lambda x: ((x > 0) * x + (x <= 0) * (x.exp() - 1), (x > 0).to(x.dtype) + (x <= 0) * x.exp())}),
    ("elu_value_mask_times_inf", "The slope of your elu is right, but its value multiplies exp(x), inf beyond 709, by "
     "a condition that is 0 there.", "What is 0 times inf, and what drops a branch without multiplying?", "the value "
     "of elu multiplies a condition by exp(x)", 800,
     _value("elu", lambda x: (x > 0) * x + (x <= 0) * (x.exp() - 1))),
    ("elu_slope_mask_times_inf", "Your elu is right, but its slope multiplies exp(x), inf beyond 709, by a condition "
     "that is 0 there.", "What is 0 times inf, and what drops a branch without multiplying?", "the slope of elu "
     "multiplies a condition by exp(x)", 800,
     _slope("elu", lambda x: (x > 0).to(x.dtype) + (x <= 0) * x.exp())),
    ("elu_slope_zero_at_zero", "Your elu has the slope 0 at 0.", "Which branch does 0 belong to, and what is the slope "
     "of exp(x) - 1 there?", "elu has the slope 0 at 0", 0,
     _slope("elu", lambda x: torch.where(x == 0, 0.0, _df("elu", x)))),
    ("elu_slope_power_rule", "Below 0 the slope of your elu is x exp(x).", "The derivative of exp(x) is simpler than "
     "that. Which is it?", "the slope of elu has a factor x", -1,
     _slope("elu", lambda x: torch.where(x > 0, 1.0, x * x.clamp(max=0).exp()))),
    ("elu_slope_x_above", "Above 0 the slope of your elu is x.", "From x = 2 to x = 3, by how much does elu rise?",
     "the slope of elu above 0 is its value", 2, _slope("elu", lambda x: torch.where(x > 0, x, x.clamp(max=0).exp()))),
    ("elu_slope_negative", "Below 0 the slope of your elu has a minus.", "From x = -2 to x = -1, does elu rise or "
     "fall?", "the slope of elu has the wrong sign below 0", -1,
     _slope("elu", lambda x: torch.where(x > 0, 1.0, -x.clamp(max=0).exp()))),
    ("elu_turned_over", "Below 0 your elu is 1 - exp(x).", "Is elu above or below 0 there?", "elu has the wrong sign "
     "below 0", -1, _value("elu", lambda x: torch.where(x > 0, x, 1 - x.clamp(max=0).exp()))),
    ("elu_of_minus_x", "Below 0 your elu is exp(-x) - 1.", "Far on the left elu comes near -1. Where does yours go?",
     "elu has a minus in its power", -1,
     {"elu": lambda x: (torch.where(x > 0, x, (-x).exp() - 1), torch.where(x > 0, 1.0, -(-x).exp()))}),
    ("elu_one_inside", "Below 0 your elu is exp(x - 1).", "In e to the x, minus 1: is the 1 part of the power?", "the "
     "1 of elu stands within the power", -1, _value("elu", lambda x: torch.where(x > 0, x, (x - 1).exp()))),
    ("elu_slope_one", "The slope of your elu is 1 everywhere.", "How steep is elu far on the left, where it is near "
     "-1?",
     "the slope of elu is 1 everywhere", -1, _slope("elu", torch.ones_like)),
    ("gcu_without_x", "Your slope of gcu is cos x - sin x.", "In u v' the factor u is x. Where is it?", "the slope of "
     "gcu lacks the factor x", 2, _slope("gcu", lambda x: x.cos() - x.sin())),
    ("gcu_factors_mixed", "Your slope of gcu is x cos x - sin x.", "Which factor loses its x in u' v, and which keeps "
     "it in u v'?", "the terms of the slope of gcu are mixed", 2, _slope("gcu", lambda x: x * x.cos() - x.sin())),
    ("gcu_waves_exchanged", "Your slope of gcu is sin x - x cos x.", "Which wave stands in gcu itself, and which is "
     "its slope?", "sine and cosine are exchanged in the slope of gcu", 2,
     _slope("gcu", lambda x: x.sin() - x * x.cos())),
    ("gcu_slope_of_x_sine", "Your slope of gcu is sin x + x cos x, which belongs to x sin x.", "Which wave stands in "
     "gcu?", "gcu has the slope of x sin x", 2, _slope("gcu", lambda x: x.sin() + x * x.cos())),
    ("gcu_slope_negative", "Your slope of gcu has the opposite sign.", "At 0 gcu is like x. Does it rise or fall "
     "there?",
     "the slope of gcu has the opposite sign", 2, _slope("gcu", lambda x: x * x.sin() - x.cos())),
    ("gcu_sine_alone", "Your slope of gcu is only sin x.", "Both factors of x cos x move with x. What does a product's "
     "slope need?", "the slope of gcu is only the sine", 2, _slope("gcu", torch.sin)),
    ("gcu_sum_rule", "Your slope of gcu is 1 - sin x, the slope of x + cos x.", "gcu is a product. Which rule does "
     "that need?", "gcu is differentiated like a sum", 2, _slope("gcu", lambda x: 1 - x.sin())),
    ("gcu_cosine_lost", "Your slope of gcu is 1 - x sin x.", "The slope of the first factor, 1, is multiplied by the "
     "second one. Which one is that?", "the slope of gcu has 1 for the cosine", 2,
     _slope("gcu", lambda x: 1 - x * x.sin())),
    ("gcu_sign_and_factor", "Your slope of gcu is cos x + sin x.", "Which sign has the derivative of the cosine, and "
     "which factor stands beside it?", "the slope of gcu has a plus and lacks the factor x", 2,
     _slope("gcu", lambda x: x.cos() + x.sin())),
    ("gcu_in_degrees", "Your gcu takes x in degrees.", "Half a turn is π in the text. Which unit do torch.cos and "
     "torch.sin take?", "gcu takes degrees", 2,
     {"gcu": lambda x: (x * x.deg2rad().cos(), x.deg2rad().cos() - x * x.deg2rad().sin())}),
    ("gcu_of_the_square", "Your gcu is the cosine of x².", "Is x multiplied within the cosine or outside?", "gcu has "
     "its factor within the cosine", 2, _value("gcu", lambda x: (x * x).cos())),
    ("gcu_without_factor", "Your gcu is the cosine alone.", "What is gcu at 0, and what is the cosine there?", "gcu "
     "lacks the factor x", 2, _value("gcu", torch.cos)),
    ("softplus_of_two_sides", "Your softplus is x + log(1 + exp(-x)) everywhere. For x = -800, exp(-x) is inf.", "For "
     "which x does this form help, and which one helps on the left?", "softplus overflows on the left", -800,
     _value("softplus", lambda x: x + (1 + (-x).exp()).log())),
    ("softplus_plus_x", "Your softplus is x + log(1 + exp(-|x|)).", "Far on the left softplus is near 0. How much of x "
     "should be there?", "softplus adds x on the left as well", -2,
     _value("softplus", lambda x: x + torch.log1p((-x.abs()).exp()))),
    ("softplus_plus_size", "For numbers below 0 your softplus is that of -x.", "Far on the left softplus is near 0. "
     "What do you add there?", "softplus is the same on both sides", -2,
     _value("softplus", lambda x: x.abs() + torch.log1p((-x.abs()).exp()))),
    ("softplus_mask_times_inf", "Your softplus multiplies log(1 + exp(x)), inf at 800, by a condition that is 0 there.",
     "What is 0 times inf, and what drops a branch without multiplying?", "softplus multiplies a condition by inf", 800,
     _value("softplus", lambda x: (x > 30) * x + (x <= 30) * torch.log1p(x.exp()))),
    ("softplus_kept_below_700", "Your softplus is about 700 at 800: x is held below a limit before the power.", "How "
     "large is log(1 + exp(800))?", "softplus stays below 710", None,
     _value("softplus", lambda x: torch.log1p(x.clamp(max=700).exp()))),
    ("softplus_slope_is_step", "Your slope of softplus is 0 below 0 and 1 above, as for relu.", "Is softplus level at "
     "-1?", "softplus has the slope of relu", -1, _slope("softplus", lambda x: (x > 0).to(x.dtype))),
    ("softplus_slope_is_power", "Your slope of softplus is exp(x), the inner slope alone.", "What is the slope of the "
     "logarithm outside?", "the slope of softplus is only the inner one", 2, _slope("softplus", torch.exp)),
    ("softplus_decimal", "Your softplus takes the logarithm to base 10.", "Which power does log undo, that of 10 or of "
     "e?", "softplus has the logarithm to base 10", 2, _value("softplus", lambda x: _f("softplus", x) / math.log(10))),
    ("gelu_density_without_root", "Your bell is exp(-x²/2) / (2π), without the root.", "By which number does the text "
     "divide in n(x)?", "the bell of gelu is divided by 2π without its root", 2,
     _slope("gelu", lambda x: _share(x) + x * _bell(x) / math.sqrt(2 * math.pi))),
    ("gelu_density_without_half", "Your bell has the power exp(-x²) in place of exp(-x²/2).", "Which power does the "
     "text give for n(x)?", "the bell of gelu lacks the half in its power", 2,
     _slope("gelu", lambda x: _share(x) + x * (-x**2).exp() / math.sqrt(2 * math.pi))),
    ("gelu_density_by_root_pi", "Your bell is divided by √π, not by √(2π).", "By which number does the text divide in "
     "n(x)?", "the bell of gelu lacks a 2 below its root", 2,
     _slope("gelu", lambda x: _share(x) + x * _bell(x) * math.sqrt(2))),
    ("gelu_density_not_divided", "Your bell is exp(-x²/2), divided by nothing.", "How large is the area under a bell "
     "of height 1?", "the bell of gelu is not divided", 2,
     _slope("gelu", lambda x: _share(x) + x * (-x**2 / 2).exp())),
    ("gelu_density_root_of_two_alone", "Your bell is divided by √2 · π.", "How far does the root reach in √(2π)?",
     "the "
     "root in the bell of gelu covers only the 2", 2,
     _slope("gelu", lambda x: _share(x) + x * (-x**2 / 2).exp() / (math.sqrt(2) * math.pi))),
    ("gelu_slope_of_erf", "Your slope of Phi is exp(-x²) / √π.", "What becomes of this slope when erf sees x / √2?",
     "the "
     "slope of Phi is that of erf(x)", 2,
     _slope("gelu", lambda x: _share(x) + x * (-x**2).exp() / math.sqrt(math.pi))),
    ("gelu_slope_in_wrong_place", "Your slope of gelu is x Phi + n(x).", "In u' v + u v', which term keeps the factor "
     "x?",
     "the factor x stands before Phi in the slope of gelu", 2, _slope("gelu", lambda x: x * _share(x) + _bell(x))),
    ("gelu_slope_both_times_x", "Your slope of gelu is x Phi + x n(x).", "In u' v + u v', what is u' for u = x?",
     "both "
     "terms of the slope of gelu have the factor x", 2, _slope("gelu", lambda x: x * _share(x) + x * _bell(x))),
    ("gelu_erf_alone", "Your Phi is erf(x / √2) / 2, which is below 0 on the left.", "What is an area at least, and "
     "what does Phi come near on the right?", "the 1 is missing in Phi", 2,
     {"gelu": lambda x: (x * (_share(x) - 0.5), _share(x) - 0.5 + x * _bell(x))}),
    ("gelu_half_of_one_alone", "Your Phi is 0.5 + erf(x / √2): the half stands before the 1 alone.", "What does your "
     "Phi come near on the right?", "the half in Phi covers only the 1", 2,
     {"gelu": lambda x: (x * (2 * _share(x) - 0.5), 2 * _share(x) - 0.5 + x * _bell(x))}),
    ("gelu_erf_divided", "Your Phi divides erf(x) by √2, not x.", "What does the text hand to erf?", "√2 divides erf, "
     "not x", 2, {"gelu": lambda x: (x * 0.5 * (1 + torch.erf(x) / math.sqrt(2)),
                                 0.5 * (1 + torch.erf(x) / math.sqrt(2)) + x * _bell(x))}),
    ("gelu_erf_half", "Your Phi hands x / 2 to erf.", "By which number does the text divide x there?", "erf gets x / 2",
     2,
     {"gelu": lambda x: (x * 0.5 * (1 + torch.erf(x / 2)), 0.5 * (1 + torch.erf(x / 2)) + x * _bell(x))}),
    ("gelu_erf_times_root", "Your Phi hands x √2 to erf.", "Is x multiplied or divided by the root there?", "erf gets "
     "x √2", 2, {"gelu": lambda x: (x * 0.5 * (1 + torch.erf(x * math.sqrt(2))),
                                    0.5 * (1 + torch.erf(x * math.sqrt(2))) + x * _bell(x))}),
    ("gelu_of_the_other_side", "Your Phi is 1 - erf under the half, the area to the right of x.", "Which side does the "
     "text name?", "Phi is the area on the right", 2,
     {"gelu": lambda x: (x * _share(-x), _share(-x) + x * _bell(x))}),
    ("gelu_is_swish", "Your gelu is x times sigmoid(x).", "Which function of x does the table multiply by x?", "gelu "
     "takes the sigmoid for Phi", 2, _value("gelu", lambda x: x * torch.sigmoid(x))),
    ("gelu_value_is_share", "Your gelu is Phi without the factor x, but its slope is right.", "What is gelu at 0, and "
     "what is Phi there?", "the value of gelu lacks the factor x", 2, _value("gelu", _share)),
    ("gaussian_slope_of_power", "Your slope of gaussian is -x² exp(-x²).", "What is the slope of the exponent, -x²?",
     "the slope of gaussian has the exponent for its slope", 2, _slope("gaussian", lambda x: -x**2 * (-x**2).exp())),
    ("gaussian_slope_x_lost", "Your slope of gaussian is -2 exp(-x²).", "What is the slope of -x², at 0 for instance?",
     "the slope of gaussian lacks the factor x", 2, _slope("gaussian", lambda x: -2 * (-x**2).exp())),
    ("gaussian_slope_inside", "Your slope of gaussian is exp(-2x).", "The slope of a power is the power itself, times "
     "something. Times what?", "the exponent of gaussian is differentiated in its place", 2,
     _slope("gaussian", lambda x: (-2 * x).exp())),
    ("gaussian_power_rule", "Your slope of gaussian lowers the exponent by 1, as for a power of x.", "Is x the base "
     "here, or does it stand in the exponent?", "gaussian is differentiated like a power of x", 2,
     _slope("gaussian", lambda x: -x**2 * (-x**2 - 1).exp())),
    ("gaussian_slope_x_twice", "Your slope of gaussian is -2x² exp(-x²).", "How often does x stand in the slope of "
     "-x²?",
     "the slope of gaussian has x twice", 2, _slope("gaussian", lambda x: -2 * x**2 * (-x**2).exp())),
    ("gaussian_exponent_x", "Your gaussian is exp(-x).", "Is that a bump? Which exponent has the table?", "gaussian "
     "lacks its square", 2, {"gaussian": lambda x: ((-x).exp(), -2 * x * (-x).exp())}),
    ("gaussian_exponent_twice_x", "Your gaussian is exp(-2x).", "Is x² the same as 2 x?", "gaussian doubles x in place "
     "of squaring it", 2, {"gaussian": lambda x: ((-2 * x).exp(), -2 * x * (-2 * x).exp())}),
    ("gaussian_growing", "Your gaussian is exp(x²), in f and in the slope.", "Far out the bump is near 0. Where does "
     "yours go?", "gaussian lacks the minus in its exponent", 2,
     {"gaussian": lambda x: ((x**2).exp(), -2 * x * (x**2).exp())}),
    ("gaussian_divided", "Your gaussian is divided by √π, as a density would be.", "How high is the bump of the table "
     "at 0?", "gaussian is divided by √π", 2,
     {"gaussian": lambda x: ((-x**2).exp() / math.sqrt(math.pi), -2 * x * (-x**2).exp() / math.sqrt(math.pi))}),
    ("tanh_slope_of_input", "Your slope of tanh is 1 - x², with the input in place of t.", "What stands in 1 - t²?",
     "the "
     "slope of tanh uses the input", 2, _slope("tanh", lambda x: 1 - x**2)),
    ("tanh_slope_negative", "Your slope of tanh is t² - 1, below 0.", "Does tanh rise or fall?", "the slope of tanh "
     "has the wrong sign", 2, _slope("tanh", lambda x: torch.tanh(x)**2 - 1)),
    ("tanh_slope_square_of_all", "Your slope of tanh is (1 - t)².", "Is the whole difference squared, or t alone?",
     "the "
     "slope of tanh squares the whole difference", 2, _slope("tanh", lambda x: (1 - torch.tanh(x))**2)),
    ("tanh_slope_doubled", "Your slope of tanh is 1 - 2t.", "Is t² the same as 2 t?", "the slope of tanh doubles t in "
     "place of squaring it", 2, _slope("tanh", lambda x: 1 - 2 * torch.tanh(x))),
    ("tanh_slope_of_arctan", "Your slope of tanh is 1 / (1 + x²), which belongs to another function, the arc tangent.",
     "How does the lecture write the slope of tanh, with t?", "tanh has the slope of the arc tangent", 2,
     _slope("tanh", lambda x: 1 / (1 + x**2))),
    ("tanh_slope_is_square", "Your slope of tanh is t².", "At 0 tanh rises like x. What is t² there?", "the slope of "
     "tanh lacks 1 minus", 2, _slope("tanh", lambda x: torch.tanh(x)**2)),
    ("tanh_slope_root", "Your slope of tanh is 1 / cosh x, the root of the right one.", "What is 1 - t², if t is sinh "
     "x / cosh x?", "the slope of tanh lacks a square", 2, _slope("tanh", lambda x: 1 / torch.cosh(x))),
    ("tanh_value_overflows", "The slope of your tanh is right, but f is a quotient of powers, inf divided by inf at "
     "800.",
     "Which function of torch does the same and survives?", "the value of tanh is inf divided by inf", 800,
     _value("tanh", lambda x: (x.exp() - (-x).exp()) / (x.exp() + (-x).exp()))),
    ("sigmoid_slope_square", "Your slope of sigmoid is s².", "Far on the right sigmoid is level. What is s² there?",
     "the "
     "slope of sigmoid is the square of s", 2, _slope("sigmoid", lambda x: torch.sigmoid(x)**2)),
    ("sigmoid_slope_square_of_rest", "Your slope of sigmoid is (1 - s)².", "Far on the left sigmoid is level. What is "
     "(1 - s)² there?", "the slope of sigmoid is the square of 1 - s", 2,
     _slope("sigmoid", lambda x: (1 - torch.sigmoid(x))**2)),
    ("sigmoid_slope_is_value", "Your slope of sigmoid is s itself.", "Far on the right sigmoid is level. What is s "
     "there?",
     "the slope of sigmoid is its value", 2, _slope("sigmoid", torch.sigmoid)),
    ("sigmoid_slope_half_input", "Your slope of sigmoid is s (1 - x), with the input in the second factor.", "What "
     "stands in s (1 - s)?", "the slope of sigmoid uses the input in one factor", 2,
     _slope("sigmoid", lambda x: torch.sigmoid(x) * (1 - x))),
    ("relu_keeps_below", "Your relu keeps numbers below 0 and drops the others.", "What does max(0, -2) give?", "relu "
     "takes the smaller number", -2, _value("relu", lambda x: x.clamp(max=0))),
    ("relu_slope_leaky", "Your relu has a small slope below 0.", "How steep is relu at -2, where it is level?", "relu "
     "has a small slope below 0", -2, _slope("relu", lambda x: torch.where(x > 0, 1.0, 0.01).to(x.dtype))),
    ("step_slope_infinite", "Your step has an infinite slope at 0.", "Which slope does the text give it there?", "step "
     "has an infinite slope at 0", 0, _slope("step", lambda x: torch.where(x == 0, math.inf, 0.0).to(x.dtype))),
]
MUCH = [
    ("elu_mask_and_softplus_overflow", "Two powers are inf at 800: softplus takes its logarithm, and elu multiplies it "
     "by a condition that is 0 there.", "By how much does log(1 + exp(x)) differ from x? What is 0 times inf?",
     "softplus "
     "overflows, and elu multiplies a condition by inf",
     {"elu": lambda x: ((x > 0) * x + (x <= 0) * (x.exp() - 1), (x > 0).to(x.dtype) + (x <= 0) * x.exp())} | _value(
         "softplus", lambda x: torch.log(1 + x.exp()))),
    ("slopes_of_input", "Your slopes of sigmoid and tanh are x (1 - x) and 1 - x²: the input stands where the value "
     "belongs. At x = 2 you give -2 and -3.", "What are s and t in s (1 - s) and 1 - t²?", "the slopes of sigmoid and "
     "tanh use the input", _slope("sigmoid", lambda x: x * (1 - x)) | _slope("tanh", lambda x: 1 - x**2)),
    ("slopes_multiplied", "For gelu and gcu you multiply the slopes of the two factors: at x = 2 you give 0.054 and "
     "-0.909.", "x · x has the slope 2x, not 1 · 1. Which rule is that?", "the slopes of factors are multiplied",
     _slope("gelu", _bell) | _slope("gcu", lambda x: -x.sin())),
    ("second_terms_alone", "For gelu and gcu your slopes hold u v' alone: at x = 2 you give 0.108 and -1.82.", "Which "
     "other term has the rule for products?", "the first term of the rule for products is missing",
     _slope("gelu", lambda x: x * _bell(x)) | _slope("gcu", lambda x: -x * x.sin())),
    ("first_terms_alone", "For gelu and gcu your slopes hold u' v alone: at x = 2 you give 0.977 and -0.416.", "Which "
     "other term has the rule for products?", "the second term of the rule for products is missing",
     _slope("gelu", _share) | _slope("gcu", torch.cos)),
    ("masks_times_inf", "In elu and softplus you multiply a condition by a power, which is inf at 800.", "What is 0 "
     "times inf, and what drops a branch without multiplying?", "conditions are multiplied by inf",
     {"elu": lambda x: ((x > 0) * x + (x <= 0) * (x.exp() - 1), (x > 0).to(x.dtype) + (x <= 0) * x.exp())} | _value(
         "softplus", lambda x: (x > 30) * x + (x <= 30) * torch.log1p(x.exp()))),
]
for _label, _says, _asks, _short, _at, _rows in SINGLE:
    _wrong(_label, _says, _asks, _short, _at, **_rows)
for _label, _says, _asks, _short, _rows in MUCH:
    _wrong(_label, _says, _asks, _short, **_rows)

_wrong("two_slopes_single", "Your slopes of identity and step are single numbers, 1 and 0, however many numbers x "
       "holds.", "How many slopes does x = (0, 2) have, and which shape should df have?",
       "the slopes of identity and step are single numbers",
       identity=lambda x: (_f("identity", x), 1.0), step=lambda x: (_f("step", x), 0.0))


def _chord(label: str, low: float, high: float, points: str) -> None:
    """Slopes of lines through two points of the curve, from x + low to x + high."""
    def slope(name: str, x: Tensor) -> Tensor:
        return (_f(name, x + high) - _f(name, x + low)) / (high - low)

    def at_zero(name: str) -> str:
        return f"{float(slope(name, numbers([0]))):.6g}"

    other = "step" if low < 0 else "gaussian"
    _wrong(label, f"Your slopes are those of lines through two points, at {points}. For relu at 0 you give "
           f"{at_zero('relu')} where 0 is right, and for {other} you give {at_zero(other)} there. Another distance "
           "gives other numbers.", "Which rules give the slope at x itself?",
           f"slopes are difference quotients, from {points}",
           **{name: lambda x, name=name: (_f(name, x), slope(name, x)) for name in NAMES})


for _digits in range(3, 9):
    _h = 10.0**-_digits
    _chord(f"chord_both_sides_{_digits}", -_h, _h, f"x - h and x + h with h = {_h:g}")
    _chord(f"chord_to_the_right_{_digits}", 0.0, _h, f"x and x + h with h = {_h:g}")

for _label, _says, _asks, _short, _results in (
    ("results_exchanged", "Your two results come in the other order: for sigmoid at 0 you give 0.25 and then 0.5.",
     "Which " "of them is f?", "f and df are exchanged", lambda f, df, x: (df, f)),
    ("f_alone", "You return f alone.", "What is to stand beside it?", "the slope is missing", lambda f, df, x: f),
    ("df_alone", "You return the slope alone.", "What is to stand before it?", "f is missing", lambda f, df, x: df),
    ("stacked", "You return one tensor that holds both results.", "What does the text ask for, a tensor or a pair?",
     "both " "results are in one tensor", lambda f, df, x: torch.stack([f, df])),
    ("slopes_added", "Your df is a single number, the sum of all slopes: for sigmoid at 0 and 2 it is 0.355.", "How "
     "many slopes does x = (0, 2) have?", "the slopes are added", lambda f, df, x: (f, df.sum())),
    ("slopes_averaged", "Your df is a single number, the mean of all slopes: for sigmoid at 0 and 2 it is 0.178.",
     "How " "many slopes does x = (0, 2) have?", "the slopes are averaged", lambda f, df, x: (f, df.mean())),
    ("as_lists", "Your results are Python lists.", "Which kind of object should f and df be?", "the results are "
     "lists", lambda f, df, x: (f.tolist(), df.tolist())),
    ("in_float32", "Your results are float32, with about seven digits.", "Which dtype has x?", "the results are "
     "float32", lambda f, df, x: (f.float(), df.float())),
    ("flattened", "Your results have a single axis, whatever x has.", "Which shape has x, and which shape has f?",
     "the shape of x is lost", lambda f, df, x: (f.reshape(-1), df.reshape(-1))),
    ("chained", "Your df is f'(x) times f(x): for sigmoid at 0 it is 0.125.", "What does df mean: how fast f moves, "
     "or how fast its square does?", "the slope is multiplied by the value", lambda f, df, x: (f, f * df)),
    ("slope_times_x", "Your df is f'(x) times x: for sigmoid at 2 it is 0.21.", "By how much does f move when x "
     "moves by a little? Does it matter how large x is?", "the slope is multiplied by the input",
     lambda f, df, x: (f, x * df)),
):
    _wrong(_label, _says, _asks, _short, results=_results)

# What shows in one number that is 0, 1 or inf could agree by chance; two others are recognised one by one.
FAINT = {"softplus_overflows", "relu_slope_one_at_zero", "step_zero_at_zero"}
for _name, _two in in_pairs(OFTEN, {pair for pair in itertools.combinations(OFTEN, 2) if not FAINT & set(pair)}):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)


EXERCISE = task.declared()
