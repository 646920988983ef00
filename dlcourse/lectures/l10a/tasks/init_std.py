"""Exercise: how far the weights of a layer spread at the start."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart, written
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    edges = draw.uniform(0.1, 0.9, 2, 4)
    edges[0, 0], edges[1, 2] = 0.0, 0.5
    return [
        case("the example of the text, he", u=numbers([0.25, 0, 0.5, 0.75, 0.9, 0.1], [0.5, 0.25, 0, 0.6, 0.3, 0.95],
                                                      [0.8, 0.2, 0.7, 0.4, 0.15, 0.5]), scheme="he"),
        case("xavier, 5 inputs and 2 outputs", u=draw.uniform(0, 1, 2, 5), scheme="xavier"),
        case("lecun, 3 inputs and 4 outputs", u=draw.uniform(0, 1, 4, 3), scheme="lecun"),
        case("xavier, 2 inputs and 3 outputs", u=draw.uniform(0, 1, 3, 2), scheme="xavier"),
        case("he, 7 inputs and a single output", u=draw.uniform(0, 1, 1, 7), scheme="he"),
        case("lecun, a single input and 5 outputs", u=draw.uniform(0, 1, 5, 1), scheme="lecun"),
        case("xavier, one u is 0 and one is 0.5", u=edges, scheme="xavier"),
    ]


task = Task(
    key="init_std", title="How far weights spread at the start", points=2, difficulty=1, minutes=12,
    objective="draw starting weights whose spread fits the number of inputs",
    cases=cases, compare=close(rtol=1e-10, names=("std", "W")),
    facts=("N10-03", "N10-04"),
    hints=(
        "A variance is a squared spread. What is the spread? And if every number of a set becomes twice as large, what "
        "happens to its variance?",
        "Between -1 and 1 the variance is 1/3. Between -2 and 2 it is 4/3. For which bound a is it 2/9?",
        "fan_out, fan_in = u.shape; std = math.sqrt(____); a = ____ * std; W = a * (____ * u - ____)",
    ),
)


@task.solution
def init_std(u, scheme):
    fan_out, fan_in = u.shape                       # step: one row for each output, one column for each input
    if scheme == "xavier":
        variance = 2 / (fan_in + fan_out)           # step: the variance of xavier
    elif scheme == "he":
        variance = 2 / fan_in                       # step: the variance of he
    else:
        variance = 1 / fan_in                       # step: the variance of lecun
    std = math.sqrt(variance)                       # step: the spread is the root of the variance
    bound = math.sqrt(3) * std                      # step: the bound whose uniform numbers spread so far
    return std, bound * (2 * u - 1)                 # step: from 0 .. 1 to -bound .. bound


@task.right
def by_the_width(u, scheme):
    out, inputs = u.shape
    variance = {"xavier": 1 / ((inputs + out) / 2), "he": 2 / inputs, "lecun": 1 / inputs}[scheme]
    width = math.sqrt(12 * variance)                # step: a uniform number of this width has the variance width²/12
    centred = u - 0.5                               # step: around 0
    return variance**0.5, width * centred           # step: stretched to the width


@task.right
def entry_by_entry(u, scheme):
    rows = [[2 * value - 1 for value in row] for row in u.tolist()]
    n = len(rows[0])
    if scheme == "xavier":
        n = (n + len(rows)) / 2
    gain = 2 if scheme == "he" else 1
    a = (3 * gain / n) ** 0.5
    return (gain / n) ** 0.5, torch.tensor([[a * value for value in row] for row in rows], dtype=torch.float64)


@task.right
def in_numpy(u, scheme):
    import numpy as np

    six_over = {"xavier": 6 / sum(u.shape), "he": 6 / u.shape[1], "lecun": 3 / u.shape[1]}[scheme]
    a = np.sqrt(six_over)
    return a / np.sqrt(3), torch.from_numpy(np.interp(u.numpy(), [0, 1], [-a, a]))


# The weights, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "out": lambda v: v.u.shape[0], "inputs": lambda v: v.u.shape[1],
    "xavier": lambda v: 2 / (v.inputs + v.out), "he": lambda v: 2 / v.inputs, "lecun": lambda v: 1 / v.inputs,
    "variance": lambda v: getattr(v, v.scheme),
    "std": lambda v: math.sqrt(v.variance),
    "bound": lambda v: math.sqrt(3) * v.std,
    "unit": lambda v: 2 * v.u - 1,
    "W": lambda v: v.bound * v.unit,
    "result": lambda v: (v.std, v.W),
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = [(numbers(u), scheme) for u, scheme in (
    ([[0.25, 0.5, 0.9]], "he"), ([[0.25, 0.5, 0.9]], "xavier"), ([[0.25, 0.5, 0.9]], "lecun"),
    ([[0.25], [0.5]], "he"), ([[0.25, 0.5], [0.6, 0.8]], "he"), ([[0.25], [0.5]], "xavier"),
    ([[0.25], [0.75]], "lecun"), ([[0.25, 0.5, 0.9], [0.25, 0.5, 0.9]], "xavier"))]


_with = answers_by(RULES, init_std)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for u, scheme in SMALL:
        given, right = answer(u.clone(), scheme), init_std(u, scheme)
        if not isinstance(given, tuple) or len(given) != 2:
            continue
        for name, one, other in zip(("std", "W"), given, right):
            one, other = (torch.as_tensor(value, dtype=DOUBLE) for value in (one, other))
            if one.numel() == other.numel() and (words := told_apart(one, other)):
                shape = f"of shape {tuple(u.shape)}" if len(u) > 1 else f"with {u.shape[1]} inputs and one output"
                return f'For "{scheme}" and u = {written(u)} {shape}, your {name} is {words}.'
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


ROOT = "What lies between a variance and a standard deviation?"
FANS = "Is a column of u an input or an output?"
BOUND = "What is the standard deviation of numbers that are uniform between -1 and 1?"
LINE = "Which weights should u = 0, u = 0.5 and u = 1 give?"
SCHEME = "Which variance does the text give for this scheme?"
_wrong("variance_as_std", "the variance stands where the standard deviation belongs, in std and in the bound", ROOT,
       std=lambda v: v.variance)
_wrong("variance_returned", "W is right, but the variance is returned in the place of std", ROOT,
       result=lambda v: (v.variance, v.W))
_wrong("bound_is_std", "the weights lie between -std and std", BOUND, bound=lambda v: v.std)
_wrong("bound_divided", "the bound is std divided by the root of 3", BOUND, bound=lambda v: v.std / math.sqrt(3))
_wrong("bound_three", "the bound is 3 std", BOUND, bound=lambda v: 3 * v.std)
_wrong("bound_two", "the bound is 2 std", BOUND, bound=lambda v: 2 * v.std)
_wrong("bound_root_two", "the bound is std times the root of 2", BOUND, bound=lambda v: math.sqrt(2) * v.std)
_wrong("bound_root_twelve", "the bound is std times the root of 12: that is the whole width from -a to a", LINE,
       bound=lambda v: math.sqrt(12) * v.std)
_wrong("bound_from_variance", "the bound is the root of 3 times the variance, without the root of the variance", BOUND,
       bound=lambda v: math.sqrt(3) * v.variance)
_wrong("bound_three_variance", "the bound is 3 times the variance: the root is missing", BOUND,
       bound=lambda v: 3 * v.variance)
_wrong("bound_six_over", "the bound is the root of 6 over the number of inputs for every scheme", SCHEME,
       bound=lambda v: math.sqrt(6 / v.inputs))
_wrong("bound_of_xavier", "the bound is that of \"xavier\" for every scheme", SCHEME,
       bound=lambda v: math.sqrt(3 * v.xavier))
_wrong("bound_of_lecun", "the bound is the root of 3 over the number of inputs for every scheme", SCHEME,
       bound=lambda v: math.sqrt(3 / v.inputs))
_wrong("bound_of_torch", "the bound is one over the root of the inputs, as a linear layer of torch has it", BOUND,
       bound=lambda v: 1 / math.sqrt(v.inputs))
_wrong("bound_returned", "the bound is returned in the place of std", "Which number is the standard deviation of a "
       "weight?", result=lambda v: (v.bound, v.W))
_wrong("fans_exchanged", "inputs and outputs are exchanged", FANS, out=lambda v: v.u.shape[1],
       inputs=lambda v: v.u.shape[0])
_wrong("he_of_outputs", "\"he\" divides by the number of outputs", FANS, he=lambda v: 2 / v.out)
_wrong("lecun_of_outputs", "\"lecun\" divides by the number of outputs", FANS, lecun=lambda v: 1 / v.out)
_wrong("he_without_two", "the 2 of \"he\" is missing", "Relu lets half of the square through. What makes up for it?",
       he=lambda v: 1 / v.inputs)
_wrong("he_root_short", "\"he\" has the variance of the root of 2 over the inputs", SCHEME,
       he=lambda v: math.sqrt(2) / v.inputs)
_wrong("lecun_with_two", "\"lecun\" has the 2 of \"he\"", SCHEME, lecun=lambda v: 2 / v.inputs)
_wrong("xavier_without_two", "the 2 of \"xavier\" is missing", "Let inputs and outputs be equal. Which variance keeps "
       "the signal then?", xavier=lambda v: 1 / (v.inputs + v.out))
_wrong("xavier_of_inputs", "\"xavier\" divides by the inputs alone", SCHEME, xavier=lambda v: 1 / v.inputs)
_wrong("xavier_of_outputs", "\"xavier\" divides by the outputs alone", SCHEME, xavier=lambda v: 1 / v.out)
_wrong("xavier_like_he", "\"xavier\" is 2 over the inputs, as \"he\" is", SCHEME, xavier=lambda v: 2 / v.inputs)
_wrong("xavier_of_product", "\"xavier\" divides by inputs times outputs", SCHEME,
       xavier=lambda v: 2 / (v.inputs * v.out))
_wrong("xavier_six", "the variance of xavier is 6 over the sum: the 6 belongs to the squared bound", SCHEME,
       xavier=lambda v: 6 / (v.inputs + v.out))
_wrong("xavier_gain", "\"xavier\" has the gain 5/3, as torch has it for tanh", SCHEME,
       xavier=lambda v: 25 / 9 * 2 / (v.inputs + v.out))
_wrong("xavier_mean_of_both", "\"xavier\" is the mean of one over the inputs and one over the outputs", SCHEME,
       xavier=lambda v: (1 / v.inputs + 1 / v.out) / 2)
_wrong("he_and_xavier_exchanged", "\"he\" and \"xavier\" are exchanged", SCHEME, xavier=lambda v: 2 / v.inputs,
       he=lambda v: 2 / (v.inputs + v.out))
_wrong("he_and_lecun_exchanged", "\"he\" and \"lecun\" are exchanged", SCHEME, he=lambda v: 1 / v.inputs,
       lecun=lambda v: 2 / v.inputs)
_wrong("lecun_like_xavier", "\"lecun\" gets the variance of \"xavier\"", SCHEME, lecun=lambda v: 2 / (v.inputs + v.out))
_wrong("always_he", "every scheme gets the variance of \"he\"", SCHEME, variance=lambda v: v.he)
_wrong("always_xavier", "every scheme gets the variance of \"xavier\"", SCHEME, variance=lambda v: v.xavier)
_wrong("always_lecun", "every scheme gets the variance of \"lecun\"", SCHEME, variance=lambda v: v.lecun)
_wrong("two_over_n_under_no_root", "the root is taken of the 2 alone", ROOT,
       std=lambda v: math.sqrt(v.variance * v.inputs) / v.inputs)
_wrong("precision", "the fraction is upside down: a larger layer gets larger weights", "Each output adds up its "
       "inputs. Should the weights of many inputs be larger or smaller?", variance=lambda v: 1 / getattr(v, v.scheme))
_wrong("from_zero", "the weights lie between 0 and a", LINE, unit=lambda v: v.u)
_wrong("half_width", "the weights lie between -a/2 and a/2", LINE, unit=lambda v: v.u - 0.5)
_wrong("shifted_alone", "the weights are 2 a u - 1: only the shift is not stretched", LINE,
       W=lambda v: 2 * v.bound * v.u - 1)
_wrong("one_too_low", "the weights lie between -a and 0", LINE, unit=lambda v: v.u - 1)
_wrong("turned_round", "at u = 0 you give a, not -a", LINE, unit=lambda v: 1 - 2 * v.u)
_wrong("double_and_shift", "the weights lie between -a and 3a", LINE, unit=lambda v: 4 * v.u - 1)
_wrong("normal_weights", "the weights are normal, not uniform", "How far is u = 0.25 from u = 0.5, and how far from "
       "u = 0?", W=lambda v: v.std * torch.special.ndtri(v.u.clamp(1e-12, 1 - 1e-12)))
_wrong("rounded_to_signs", "only the sign of a weight is drawn: each is -a, 0 or a", LINE,
       unit=lambda v: (2 * v.u - 1).sign())
_wrong("u_as_normal", "the numbers u are multiplied by std alone, as if they were normal", LINE,
       W=lambda v: v.std * v.u)
_wrong("centred_by_its_mean", "the mean of u is taken off, not 0.5", LINE, unit=lambda v: 2 * (v.u - v.u.mean()))
_wrong("scaled_to_sample", "W is scaled so that its own entries have exactly the spread std", "Is std said of the "
       "distribution, or of these few weights?", W=lambda v: (2 * v.u - 1) * v.std / (2 * v.u - 1).std())
_wrong("stretched_to_ends", "the smallest u is made -a and the largest a", LINE,
       unit=lambda v: 2 * (v.u - v.u.min()) / (v.u.max() - v.u.min()) - 1)
_wrong("std_of_entries", "your std is measured from the entries of W", "Is std said of the distribution, or of these "
       "few weights?", result=lambda v: (v.W.std(), v.W))
_wrong("population_std_of_entries", "your std is measured from the entries of W, divided by their number", "Is std "
       "said of the distribution, or of these few weights?", result=lambda v: (v.W.std(correction=0), v.W))
_wrong("transposed", "W is transposed: inputs stand in the rows", "Which shape has u?",
       result=lambda v: (v.std, v.W.mT))
_wrong("exchanged", "W comes first, and std second", "In which order does the text name the results?",
       result=lambda v: (v.W, v.std))
_wrong("weights_alone", "only W is returned", "How many results does the text ask for?", result=lambda v: v.W)
_wrong("std_alone", "only std is returned", "How many results does the text ask for?", result=lambda v: v.std)
_wrong("three_results", "the bound is returned as well", "How many results does the text ask for?",
       result=lambda v: (v.std, v.bound, v.W))
_wrong("flat", "W is one long row", "Which shape has u?", result=lambda v: (v.std, v.W.flatten()))
_wrong("squeezed", "W loses an axis that has a single entry", "Which shape has u?",
       result=lambda v: (v.std, v.W.squeeze()))
_wrong("u_squeezed", "an axis of u with a single entry is lost: W is one row, and a lone column counts as one output",
       "Which shape has u, and which of its axes are the inputs?",
       inputs=lambda v: v.u.numel() if 1 in v.u.shape else v.u.shape[1],
       out=lambda v: 1 if 1 in v.u.shape else v.u.shape[0], result=lambda v: (v.std, v.W.squeeze()))
_wrong("in_float32", "W is float32", "Which dtype has u?", result=lambda v: (v.std, v.W.float()))
_wrong("through_float32", "W has gone through float32", "In which of your lines does the dtype change?",
       unit=lambda v: (2 * v.u.float() - 1).double())
_wrong("std_in_float32", "your std has gone through float32; `torch.tensor(...)` of a number does", "In which of "
       "your lines does the dtype change?", std=lambda v: float(torch.tensor(v.variance).sqrt()))
_wrong("as_lists", "W is a list of lists, not a tensor", "Which type does the text ask for?",
       result=lambda v: (v.std, v.W.tolist()))
_wrong("std_for_each", "your std is a whole matrix", "How many numbers is one standard deviation?",
       result=lambda v: (torch.full_like(v.u, v.std), v.W))
_wrong("first_row_alone", "only the weights of the first output come back", "How many rows has u?",
       result=lambda v: (v.std, v.W[0]))
_wrong("halves_floored", "the mean of inputs and outputs is rounded down", "What is half of 2 + 5?",
       xavier=lambda v: 1 / ((v.inputs + v.out) // 2))
_wrong("over_entries", "the number of all weights stands where the number of inputs belongs", "How many inputs does "
       "one output add up?", inputs=lambda v: v.u.numel())

OFTEN = {
    "variance_as_std": Mistake("the root of the variance is missing", ROOT, {"std": lambda v: v.variance}),
    "bound_is_std": Mistake("the weights lie between -std and std", BOUND, {"bound": lambda v: v.std}),
    "fans_exchanged": Mistake("inputs and outputs are exchanged", FANS,
                              {"out": lambda v: v.u.shape[1], "inputs": lambda v: v.u.shape[0]}),
    "he_without_two": Mistake("the 2 of \"he\" is missing", "What makes up for the half that relu cuts off?",
                              {"he": lambda v: 1 / v.inputs}),
    "xavier_without_two": Mistake("the 2 of \"xavier\" is missing", SCHEME,
                                  {"xavier": lambda v: 1 / (v.inputs + v.out)}),
    "xavier_of_inputs": Mistake("\"xavier\" divides by the inputs alone", SCHEME, {"xavier": lambda v: 1 / v.inputs}),
    "from_zero": Mistake("the numbers u are not brought to -1 .. 1", LINE, {"unit": lambda v: v.u}),
    "half_width": Mistake("the numbers u are only shifted, to -0.5 .. 0.5", LINE, {"unit": lambda v: v.u - 0.5}),
    "turned_round": Mistake("at u = 0 you give the upper end", LINE, {"unit": lambda v: 1 - 2 * v.u}),
    "exchanged": Mistake("W comes first", "In which order does the text name the results?",
                         {"result": lambda v: (v.W, v.std)}),
    "weights_alone": Mistake("only W is returned", "How many results does the text ask for?",
                             {"result": lambda v: v.W}),
}

WRITTEN = {("bound_is_std", "from_zero"), ("he_without_two", "xavier_of_inputs")}     # told as another mistake

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
