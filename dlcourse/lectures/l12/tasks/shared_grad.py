"""Exercise: the gradient of a weight vector that two neurons share."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task

# the activations are 0.5 and 0.6, and the output is 0.5
EXAMPLE = {"a": numbers(1, -1), "b1": math.log(3) / 2 - 1, "b2": math.log(2) + 2, "c": numbers(4, -5),
           "d": math.log(3) / 2 + 1, "x1": numbers(2, 1), "x2": numbers(1, 3)}


def reference(a: Tensor, b1: float, b2: float, c: Tensor, d: float, x1: Tensor, x2: Tensor) -> Tensor:
    """What torch's own differentiation finds for one `a` that stands in both neurons."""
    a = a.clone().requires_grad_()
    z = torch.tanh(torch.stack([x1, x2]) @ a + torch.tensor([b1, b2], dtype=a.dtype))
    return torch.autograd.grad(torch.tanh(c @ z + d), a)[0]


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, n: int, sign: int = 1, **other: Tensor) -> Case:
        """Neurons whose slopes differ and are not small: the biases put each of them where it should be."""
        inputs = {"a": 0.5 * draw.away_from_zero(n), "c": sign * numbers(1, -1) * draw.uniform(0.5, 2, 2),
                  "x1": draw.away_from_zero(n), "x2": draw.away_from_zero(n)} | other
        at = numbers(sign * draw.between(0.2, 0.5), -sign * draw.between(0.7, 1.1))
        out = draw.between(0.4, 0.9)
        a, c, x1, x2 = inputs["a"], inputs["c"], inputs["x1"], inputs["x2"]
        return case(label, a=a, b1=float(at[0] - a @ x1), b2=float(at[1] - a @ x2), c=c,
                    d=float(sign * out - c @ torch.tanh(at)), x1=x1, x2=x2)

    piece = draw.away_from_zero(3)
    return [
        case("the example of the text", **EXAMPLE),
        some("pieces of five numbers", 5),
        some("pieces of four numbers, other signs", 4, -1),
        some("pieces of one number", 1),
        some("the same piece twice", 3, x1=piece, x2=piece),
        some("the first entry of c is 0", 3, -1, c=numbers(0, draw.between(0.5, 2))),
        some("the second piece is 0 everywhere", 3, x2=torch.zeros(3, dtype=torch.float64)),
        some("a is 0 everywhere", 4, a=torch.zeros(4, dtype=torch.float64)),
        case("a, b1, b2 and d are 0", a=torch.zeros(2, dtype=torch.float64), b1=0.0, b2=0.0,
             c=draw.away_from_zero(2), d=0.0, x1=draw.away_from_zero(2), x2=draw.away_from_zero(2)),
    ]


task = Task(
    key="shared_grad", title="The gradient of a weight used twice", points=2, difficulty=2, minutes=15,
    objective="add the gradients of all places where one weight is used",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward"),
    facts=("N12-02",),
    hints=(
        "Give the two neurons weights of their own for a moment, a1 and a2. What are the two gradients? When a1 and a2 "
        "must be equal and a moves, which of the two moves?",
        "In the example the way through the first neuron gives 0.75 · 4 · 0.75 · (2, 1). Which four factors belong to "
        "the second neuron, where z is 0.6? What do you do with the two vectors?",
        "y = torch.tanh(c @ z + d); slopes = 1 - ____; return (1 - y**2) * (c[0] * slopes[0] * x1 ____ c[1] * "
        "slopes[1] * ____)",
    ),
)


@task.solution
def shared_grad(a, b1, b2, c, d, x1, x2):
    z1, z2 = torch.tanh(a @ x1 + b1), torch.tanh(a @ x2 + b2)   # step: the two neurons
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)                   # step: the output
    u_bar = 1 - y**2                                            # step: the slope of the output
    first = u_bar * c[0] * (1 - z1**2) * x1                     # step: the way through the first neuron
    second = u_bar * c[1] * (1 - z2**2) * x2                    # step: the way through the second neuron
    return first + second                                       # step: both ways


@task.right
def weights_of_their_own_first(a, b1, b2, c, d, x1, x2):
    n = len(a)
    x = torch.cat([x1, x2])
    block = torch.zeros(2, 2 * n, dtype=a.dtype)
    block[0, :n], block[1, n:] = a, a                           # step: one matrix with two blocks
    z = torch.tanh(block @ x + torch.tensor([b1, b2], dtype=a.dtype))   # step: the two neurons
    y = torch.tanh(c @ z + d)                                   # step: the output
    z_bar = (1 - y * y) * c                                     # step: back to the neurons
    block_bar = torch.outer(z_bar * (1 - z * z), x)             # step: the gradient of the matrix
    return block_bar[0, :n] + block_bar[1, n:]                  # step: entries that are tied add up


@task.right
def all_at_once(a, b1, b2, c, d, x1, x2):
    X = torch.stack([x1, x2])
    z = torch.tanh(X @ a + a.new_tensor([b1, b2]))
    return (1 - torch.tanh(c @ z + d)**2) * X.T @ (c * (1 - z**2))


@task.right
def one_tangent_for_each_weight(a, b1, b2, c, d, x1, x2):
    u1, u2 = float(a @ x1) + b1, float(a @ x2) + b2             # step: the pre-activations
    u = float(c[0]) * math.tanh(u1) + float(c[1]) * math.tanh(u2) + d
    found = []
    for p, q in zip(x1.tolist(), x2.tolist()):
        z1_dot, z2_dot = p / math.cosh(u1)**2, q / math.cosh(u2)**2     # step: both neurons move
        u_dot = float(c[0]) * z1_dot + float(c[1]) * z2_dot     # step: the sum moves
        found.append(u_dot / math.cosh(u)**2)                   # step: the output moves
    return torch.tensor(found, dtype=torch.float64)


# The gradient, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "u1": lambda v: v.a @ v.x1 + v.b1, "u2": lambda v: v.a @ v.x2 + v.b2,
    "z1": lambda v: torch.tanh(v.u1), "z2": lambda v: torch.tanh(v.u2),
    "u": lambda v: v.c[0] * v.z1 + v.c[1] * v.z2 + v.d,
    "y": lambda v: torch.tanh(v.u),
    "c1": lambda v: v.c[0], "c2": lambda v: v.c[1],
    "u_bar": lambda v: 1 - v.y**2,
    "slope1": lambda v: 1 - v.z1**2, "slope2": lambda v: 1 - v.z2**2,
    "first": lambda v: v.u_bar * v.c1 * v.slope1 * v.x1,
    "second": lambda v: v.u_bar * v.c2 * v.slope2 * v.x2,
    "gradient": lambda v: v.first + v.second,
    "result": lambda v: v.gradient,
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example": EXAMPLE,
    "For a = (1, 2), x1 = (1, 0), x2 = (0, 1), c = (1, 1), b1 = -0.5, b2 = -1 and d = -0.2": {
        "a": numbers(1, 2), "b1": -0.5, "b2": -1.0, "c": numbers(1, 1), "d": -0.2, "x1": numbers(1, 0),
        "x2": numbers(0, 1)},
    "For n = 1, with a = 0, x1 = x2 = 1, c = (1, 1), b1 = 0, b2 = 0.5 and d = 0": {
        "a": numbers([0]), "b1": 0.0, "b2": 0.5, "c": numbers(1, 1), "d": 0.0, "x1": numbers([1]), "x2": numbers([1])}}
NAMES = ("a", "b1", "c", "d", "z", "y")

_with = answers_by(RULES, shared_grad)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        given = answer(*(v.clone() if isinstance(v, Tensor) else v for v in inputs.values()))
        seen = isinstance(given, Tensor) and float(given.abs().max()) > 0.01     # not where tanh is all but flat
        if seen and (words := told_apart(given, shared_grad(**inputs))):
            return f"{place} you give {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    first, _, rest = says.partition(" ")
    opening = f"`{first}` {rest}." if first in NAMES else f"{says[0].upper()}{says[1:]}."
    task.wrong(" ".join(filter(None, (opening, _seen(answer), asks))), short=says)(answer)


def _slopes(change: Callable) -> dict[str, Callable]:
    """Both inner slopes, made in another way from activation and pre-activation."""
    return {"slope1": lambda v: change(v.z1, v.u1), "slope2": lambda v: change(v.z2, v.u2)}


BOTH = "When an entry of a moves by a little, which of the two neurons move?"
ADD = "One neuron carries a movement of 0.01 to the output, the other one a movement of 0.03. How far does y move?"
OWN = "At which pre-activation does each neuron work?"
SLOPE = "What is the slope of tanh at a place where tanh is 0.5?"
OUTER = "How far does y move when c·z + d moves by a little?"
INNER = "How far does a neuron move when its pre-activation moves by a little?"
BY_X = "How far does a·x move when one entry of a moves by 1?"
BY_C = "How far does c·z move when one neuron moves by 1?"
BIAS = "Which numbers go into the pre-activations of the text?"
SHAPE = "Which shape does the text ask for?"
_wrong("averaged", "the gradients of the two neurons are averaged", ADD, gradient=lambda v: (v.first + v.second) / 2)
_wrong("first_alone", "the gradient goes through the first neuron alone", BOTH, gradient=lambda v: v.first)
_wrong("second_alone", "the gradient goes through the second neuron alone", BOTH, gradient=lambda v: v.second)
_wrong("subtracted", "the way through the second neuron is taken off", ADD, gradient=lambda v: v.first - v.second)
_wrong("multiplied", "the two ways are multiplied", ADD, gradient=lambda v: v.first * v.second)
_wrong("larger_way", "of the two ways the one with the larger entry is taken", ADD,
       gradient=lambda v: torch.maximum(v.first, v.second))
_wrong("doubled", "the sum of both ways is doubled", "How often does each way stand in the sum?",
       gradient=lambda v: 2 * (v.first + v.second))
EQUAL = "When both neurons see the same piece and an entry of a moves, how many of them move?"
_wrong("equal_pieces_once", "where the two pieces are equal, only the first neuron counts", EQUAL,
       gradient=lambda v: v.first + v.second * (not v.x1.equal(v.x2)))
_wrong("equal_pieces_second_alone", "where the two pieces are equal, only the second neuron counts", EQUAL,
       gradient=lambda v: v.first * (not v.x1.equal(v.x2)) + v.second)
_wrong("equal_pieces_averaged", "where the two pieces are equal, the gradients of the two neurons are averaged", EQUAL,
       gradient=lambda v: (v.first + v.second) / (1 + v.x1.equal(v.x2)))
_wrong("equal_pieces_first_twice", "where the two pieces are equal, the first neuron counts twice, whatever the second "
       "one's bias and weight are", OWN, gradient=lambda v: v.first + (v.first if v.x1.equal(v.x2) else v.second))
_wrong("first_doubled", "the way through the first neuron is counted twice, the other one not at all", BOTH,
       gradient=lambda v: 2 * v.first)
_wrong("second_doubled", "the way through the second neuron is counted twice, the other one not at all", BOTH,
       gradient=lambda v: 2 * v.second)
_wrong("slope_by_tanh_over_sinh", "a slope is the square of tanh over sinh, which is 0/0 at 0",
       "Which slope has tanh at 0, and what is 0/0?", u_bar=lambda v: (v.y / torch.sinh(v.u)) ** 2,
       **_slopes(lambda z, u: (z / torch.sinh(u)) ** 2))
_wrong("rounded", "the result is rounded to four decimals", "How many digits are compared?",
       result=lambda v: v.gradient.round(decimals=4))
_wrong("as_a_pair", "the two ways come back one by one, not added", "How many weights are there to move, when both "
       "neurons share them?", result=lambda v: (v.first, v.second))
_wrong("stacked", "the two ways come back as two rows", SHAPE, result=lambda v: torch.stack([v.first, v.second]))
_wrong("one_behind_the_other", "the two ways come back one behind the other, with 2n entries", SHAPE,
       result=lambda v: torch.cat([v.first, v.second]))
_wrong("added_up", "all entries are added to one number", SHAPE, result=lambda v: v.gradient.sum())
_wrong("averaged_over_entries", "the entries are averaged to one number", SHAPE, result=lambda v: v.gradient.mean())
_wrong("as_a_row", "the result has shape (1, n)", SHAPE, result=lambda v: v.gradient[None])
_wrong("as_a_column", "the result has shape (n, 1)", SHAPE, result=lambda v: v.gradient[:, None])
_wrong("as_a_list", "the result is a list of numbers, not a tensor", "Which type does the text ask for?",
       result=lambda v: v.gradient.tolist())
_wrong("in_float32", "the result went through float32", "In which of your lines does the dtype change?",
       result=lambda v: v.gradient.float().double())
_wrong("returned_in_float32", "the result is float32", "Which dtype has a?", result=lambda v: v.gradient.float())
_wrong("with_value", "the output y comes back too", "How many results does the text ask for?",
       result=lambda v: (v.y, v.gradient))
_wrong("value_alone", "the output y comes back, not a gradient", "How many entries has a gradient with respect to a?",
       result=lambda v: v.y)
_wrong("step_downhill", "a is moved against the gradient and comes back", "Does the text ask for new weights?",
       result=lambda v: v.a - v.gradient)
_wrong("negative", "the gradient has the opposite sign", "Does y rise or fall when c·z + d rises?",
       gradient=lambda v: -v.first - v.second)
_wrong("length_one", "the gradient is divided by its own length", "How far does y move for a step along your result?",
       gradient=lambda v: (v.first + v.second) / (v.first + v.second).norm())
_wrong("slope_at_the_sum", "both neurons get the slope at x1 + x2, the sum of the pieces", OWN,
       slope1=lambda v: 1 - torch.tanh(v.a @ (v.x1 + v.x2) + v.b1)**2,
       slope2=lambda v: 1 - torch.tanh(v.a @ (v.x1 + v.x2) + v.b2)**2)
_wrong("one_slope_at_the_sum", "both neurons get the slope at the sum of the two pre-activations", OWN,
       **_slopes(lambda z, u: 0), first=lambda v: v.u_bar * v.c1 * (1 - torch.tanh(v.u1 + v.u2)**2) * v.x1,
       second=lambda v: v.u_bar * v.c2 * (1 - torch.tanh(v.u1 + v.u2)**2) * v.x2)
_wrong("mean_of_slopes", "both neurons get the mean of the two slopes", OWN,
       first=lambda v: v.u_bar * v.c1 * (v.slope1 + v.slope2) / 2 * v.x1,
       second=lambda v: v.u_bar * v.c2 * (v.slope1 + v.slope2) / 2 * v.x2)
_wrong("first_slope_for_both", "both neurons get the slope of the first one", OWN, slope2=lambda v: v.slope1)
_wrong("second_slope_for_both", "both neurons get the slope of the second one", OWN, slope1=lambda v: 1 - v.z2**2)
_wrong("slopes_exchanged", "the slopes of the two neurons have changed places", OWN, slope1=lambda v: 1 - v.z2**2,
       slope2=lambda v: 1 - v.z1**2)
_wrong("slopes_multiplied", "both slopes stand in each way", OWN,
       first=lambda v: v.u_bar * v.c1 * v.slope1 * v.slope2 * v.x1,
       second=lambda v: v.u_bar * v.c2 * v.slope1 * v.slope2 * v.x2)
_wrong("pieces_exchanged", "each neuron's way ends in the piece of the other one", BY_X,
       first=lambda v: v.u_bar * v.c1 * v.slope1 * v.x2, second=lambda v: v.u_bar * v.c2 * v.slope2 * v.x1)
_wrong("pieces_added_first", "the pieces are added, and their sum stands in both ways", BY_X,
       first=lambda v: v.u_bar * v.c1 * v.slope1 * (v.x1 + v.x2),
       second=lambda v: v.u_bar * v.c2 * v.slope2 * (v.x1 + v.x2))
_wrong("first_piece_for_both", "both ways end in x1", BY_X, second=lambda v: v.u_bar * v.c2 * v.slope2 * v.x1)
_wrong("second_piece_for_both", "both ways end in x2", BY_X, first=lambda v: v.u_bar * v.c1 * v.slope1 * v.x2)
_wrong("weights_for_pieces", "both ways end in a, which is the gradient with respect to a piece", "What moves here, "
       "the weights or the inputs?", first=lambda v: v.u_bar * v.c1 * v.slope1 * v.a,
       second=lambda v: v.u_bar * v.c2 * v.slope2 * v.a)
_wrong("no_pieces", "the pieces are missing, which is the gradient with respect to a bias that both share", BY_X,
       first=lambda v: v.u_bar * v.c1 * v.slope1 * torch.ones_like(v.a),
       second=lambda v: v.u_bar * v.c2 * v.slope2 * torch.ones_like(v.a))
_wrong("c_exchanged", "the entries of c have changed places in the ways back", BY_C, c1=lambda v: v.c[1],
       c2=lambda v: v.c[0])
_wrong("first_c_for_both", "both ways have the first entry of c", BY_C, c2=lambda v: v.c[0])
_wrong("second_c_for_both", "both ways have the second entry of c", BY_C, c1=lambda v: v.c[1])
_wrong("no_c", "c is missing in the ways back", BY_C, c1=lambda v: 1, c2=lambda v: 1)
_wrong("c_summed", "both ways have the sum of c", BY_C, c1=lambda v: v.c.sum(), c2=lambda v: v.c.sum())
_wrong("activation_for_c", "the activation stands where the entry of c belongs", BY_C, c1=lambda v: v.z1,
       c2=lambda v: v.z2)
_wrong("no_outer_slope", "the slope of the output is missing", OUTER, u_bar=lambda v: 1)
_wrong("no_inner_slopes", "the slopes of the two neurons are missing", INNER, **_slopes(lambda z, u: 1))
_wrong("no_slopes", "no slope of tanh stands in the gradient", INNER, u_bar=lambda v: 1, **_slopes(lambda z, u: 1))
_wrong("outer_slope_squared", "the slope of the output stands twice in each way", OUTER,
       u_bar=lambda v: (1 - v.y**2)**2)
_wrong("outer_not_squared", "the slope of the output is 1 less y, without a square", SLOPE, u_bar=lambda v: 1 - v.y)
_wrong("inner_not_squared", "the slopes of the neurons are 1 less z, without a square", SLOPE,
       **_slopes(lambda z, u: 1 - z))
_wrong("not_squared", "every slope is 1 less tanh, without a square", SLOPE, u_bar=lambda v: 1 - v.y,
       **_slopes(lambda z, u: 1 - z))
_wrong("outer_of_the_sum", "the slope of the output is 1 less the square of c·z + d, before tanh", SLOPE,
       u_bar=lambda v: 1 - v.u**2)
_wrong("inner_of_the_sum", "the slopes of the neurons are 1 less the square of the pre-activation, before tanh", SLOPE,
       **_slopes(lambda z, u: 1 - u**2))
_wrong("before_tanh", "every slope is 1 less the square of what goes into tanh", SLOPE, u_bar=lambda v: 1 - v.u**2,
       **_slopes(lambda z, u: 1 - u**2))
_wrong("outer_tanh_twice", "for the slope of the output tanh is applied to y once more", SLOPE,
       u_bar=lambda v: 1 - torch.tanh(v.y)**2)
_wrong("inner_tanh_twice", "for the slopes of the neurons tanh is applied to z once more", SLOPE,
       **_slopes(lambda z, u: 1 - torch.tanh(z)**2))
_wrong("tanh_twice", "for every slope tanh is applied once more", SLOPE, u_bar=lambda v: 1 - torch.tanh(v.y)**2,
       **_slopes(lambda z, u: 1 - torch.tanh(z)**2))
_wrong("outer_plus", "the slope of the output is 1 plus the square of y", SLOPE, u_bar=lambda v: 1 + v.y**2)
_wrong("inner_plus", "the slopes of the neurons are 1 plus the square of z", SLOPE, **_slopes(lambda z, u: 1 + z**2))
_wrong("slopes_plus", "every slope is 1 plus the square of tanh", SLOPE, u_bar=lambda v: 1 + v.y**2,
       **_slopes(lambda z, u: 1 + z**2))
_wrong("sigmoid_slopes", "the slopes are tanh times (1 less tanh), the form that belongs to the sigmoid", SLOPE,
       u_bar=lambda v: v.y * (1 - v.y), **_slopes(lambda z, u: z * (1 - z)))
_wrong("inner_sigmoid_slopes", "the slopes of the neurons are z times (1 less z), the form that belongs to the sigmoid",
       SLOPE, **_slopes(lambda z, u: z * (1 - z)))
_wrong("outer_sigmoid_slope", "the slope of the output is y times (1 less y), the form that belongs to the sigmoid",
       SLOPE, u_bar=lambda v: v.y * (1 - v.y))
_wrong("sigmoid_for_tanh", "the sigmoid stands in the place of tanh, forward and back", "Which function is f here?",
       z1=lambda v: v.u1.sigmoid(), z2=lambda v: v.u2.sigmoid(), y=lambda v: v.u.sigmoid(),
       u_bar=lambda v: v.y * (1 - v.y), **_slopes(lambda z, u: z * (1 - z)))
_wrong("neurons_without_tanh", "the neurons have no tanh on the way forward or back", INNER, z1=lambda v: v.u1,
       z2=lambda v: v.u2, **_slopes(lambda z, u: 1))
_wrong("neurons_forward_without_tanh", "the neurons have no tanh on the way forward: z is a·x plus the bias", INNER,
       z1=lambda v: v.u1, z2=lambda v: v.u2)
_wrong("tanh_for_slopes", "tanh itself stands where its slopes belong", SLOPE, u_bar=lambda v: v.y,
       **_slopes(lambda z, u: z))
_wrong("inner_tanh_for_slopes", "z itself stands where the slopes of the neurons belong", SLOPE,
       **_slopes(lambda z, u: z))
_wrong("outer_tanh_for_slope", "y itself stands where the slope of the output belongs", SLOPE, u_bar=lambda v: v.y)
_wrong("by_cosh_without_square", "the slopes are 1 divided by cosh, without a square", SLOPE,
       u_bar=lambda v: 1 / torch.cosh(v.u), **_slopes(lambda z, u: 1 / torch.cosh(u)))
_wrong("times_y", "the gradient is multiplied by y", OUTER, u_bar=lambda v: v.y * (1 - v.y**2))
_wrong("slope_with_two", "the slopes are -2 times tanh: those of 1 less the square", SLOPE, u_bar=lambda v: -2 * v.y,
       **_slopes(lambda z, u: -2 * z))
_wrong("divided_by_outer_slope", "the gradient is divided by the slope of the output", OUTER,
       u_bar=lambda v: 1 / (1 - v.y**2))
_wrong("no_inner_biases", "b1 and b2 play no part", BIAS, u1=lambda v: v.a @ v.x1, u2=lambda v: v.a @ v.x2)
_wrong("first_bias_for_both", "both neurons have the bias b1", BIAS, u2=lambda v: v.a @ v.x2 + v.b1)
_wrong("second_bias_for_both", "both neurons have the bias b2", BIAS, u1=lambda v: v.a @ v.x1 + v.b2)
_wrong("biases_exchanged", "b1 and b2 have changed places", BIAS, u1=lambda v: v.a @ v.x1 + v.b2,
       u2=lambda v: v.a @ v.x2 + v.b1)
_wrong("no_outer_bias", "d plays no part", BIAS, u=lambda v: v.c[0] * v.z1 + v.c[1] * v.z2)
_wrong("no_biases", "no bias plays a part", BIAS, u1=lambda v: v.a @ v.x1, u2=lambda v: v.a @ v.x2,
       u=lambda v: v.c[0] * v.z1 + v.c[1] * v.z2)
_wrong("biases_taken_off", "b1 and b2 are taken off, not added", BIAS, u1=lambda v: v.a @ v.x1 - v.b1,
       u2=lambda v: v.a @ v.x2 - v.b2)
_wrong("d_taken_off", "d is taken off, not added", BIAS, u=lambda v: v.c[0] * v.z1 + v.c[1] * v.z2 - v.d)
_wrong("same_piece_forward", "on the way forward both neurons see x1", BIAS, u2=lambda v: v.a @ v.x1 + v.b2)
_wrong("pieces_exchanged_forward", "on the way forward the pieces have changed places", BIAS,
       u1=lambda v: v.a @ v.x2 + v.b1, u2=lambda v: v.a @ v.x1 + v.b2)
_wrong("c_exchanged_forward", "on the way forward the entries of c have changed places", "Which neuron has c[0]?",
       u=lambda v: v.c[1] * v.z1 + v.c[0] * v.z2 + v.d)
_wrong("no_c_forward", "on the way forward c is missing", "What does the output neuron weigh the two neurons by?",
       u=lambda v: v.z1 + v.z2 + v.d)
_wrong("one_neuron_forward", "on the way forward the second neuron is missing in c·z + d", "Which neurons go into the "
       "output?", u=lambda v: v.c[0] * v.z1 + v.d)
_wrong("one_neuron_of_both", "one neuron is made from the sum of the pieces: f(a·(x1 + x2) + b1 + b2)", OWN,
       u1=lambda v: v.a @ (v.x1 + v.x2) + v.b1 + v.b2, u2=lambda v: v.u1,
       first=lambda v: v.u_bar * v.c1 * v.slope1 * (v.x1 + v.x2),
       second=lambda v: v.u_bar * v.c2 * v.slope1 * (v.x1 + v.x2))
_wrong("outer_slope_in_the_first_way", "the slope of the output is missing in the way through the second neuron", OUTER,
       second=lambda v: v.c2 * v.slope2 * v.x2)
_wrong("outer_slope_in_the_second_way", "the slope of the output is missing in the way through the first neuron", OUTER,
       first=lambda v: v.c1 * v.slope1 * v.x1)
_wrong("by_c", "the gradient is that with respect to c", "What moves here, a or c?",
       result=lambda v: v.u_bar * torch.stack([v.z1, v.z2]))
_wrong("by_biases", "the two numbers are the gradients with respect to b1 and b2", "What moves here, a or the biases?",
       result=lambda v: v.u_bar * torch.stack([v.c1 * v.slope1, v.c2 * v.slope2]))
_wrong("by_the_pieces", "the pieces' gradients come back, that of x1 plus that of x2, over n entries each, averaged",
       "What moves here, the weights or the inputs?", result=lambda v: v.u_bar * v.a * (
           v.c1 * v.slope1 + v.c2 * v.slope2) / 2)

OFTEN = {
    "averaged": Mistake("the gradients of the two neurons are averaged", ADD, {
        "gradient": lambda v: (v.first + v.second) / 2}),
    "first_alone": Mistake("the gradient goes through the first neuron alone", BOTH, {"gradient": lambda v: v.first}),
    "second_alone": Mistake("the gradient goes through the second neuron alone", BOTH, {
        "gradient": lambda v: v.second}),
    "subtracted": Mistake("the way through the second neuron is taken off", ADD, {
        "gradient": lambda v: v.first - v.second}),
    "no_outer_slope": Mistake("the slope of the output is missing", OUTER, {"u_bar": lambda v: 1}),
    "outer_not_squared": Mistake("the slope of the output is 1 less y", SLOPE, {"u_bar": lambda v: 1 - v.y}),
    "outer_tanh_twice": Mistake("for the slope of the output tanh is applied to y", SLOPE, {
        "u_bar": lambda v: 1 - torch.tanh(v.y)**2}),
    "no_inner_slopes": Mistake("the slopes of the two neurons are missing", INNER, _slopes(lambda z, u: 1)),
    "inner_not_squared": Mistake("the slopes of the neurons are 1 less z", SLOPE, _slopes(lambda z, u: 1 - z)),
    "inner_of_the_sum": Mistake("the slopes of the neurons are 1 less the square of the pre-activation", SLOPE,
                                _slopes(lambda z, u: 1 - u**2)),
    "first_slope_for_both": Mistake("both neurons get the slope of the first one", OWN, {
        "slope2": lambda v: 1 - v.z1**2}),
    "no_c": Mistake("c is missing in the ways back", BY_C, {"c1": lambda v: 1, "c2": lambda v: 1}),
    "c_exchanged": Mistake("the entries of c have changed places", BY_C, {
        "c1": lambda v: v.c[1], "c2": lambda v: v.c[0]}),
    "no_inner_biases": Mistake("b1 and b2 play no part", BIAS, {
        "u1": lambda v: v.a @ v.x1, "u2": lambda v: v.a @ v.x2}),
    "first_bias_for_both": Mistake("both neurons have the bias b1", BIAS, {"u2": lambda v: v.a @ v.x2 + v.b1}),
    "second_bias_for_both": Mistake("both neurons have the bias b2", BIAS, {"u1": lambda v: v.a @ v.x1 + v.b2}),
    "biases_exchanged": Mistake("b1 and b2 have changed places", BIAS, {
        "u1": lambda v: v.a @ v.x1 + v.b2, "u2": lambda v: v.a @ v.x2 + v.b1}),
    "no_outer_bias": Mistake("d plays no part", BIAS, {"u": lambda v: v.c[0] * v.z1 + v.c[1] * v.z2}),
}
# told above, or the same as another one
WRITTEN = {("no_outer_slope", "no_inner_slopes"), ("outer_not_squared", "inner_not_squared"),
           ("outer_tanh_twice", "inner_tanh_twice"), ("no_inner_biases", "no_outer_bias"),
           ("first_alone", "first_slope_for_both"), ("no_outer_slope", "no_outer_bias"),
           ("first_bias_for_both", "second_bias_for_both")}        # the same as `biases_exchanged`

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
