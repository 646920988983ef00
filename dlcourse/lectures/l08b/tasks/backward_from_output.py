"""Exercise: four activations backwards from their output alone."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task

FORWARD = {"relu": torch.relu, "exp": torch.exp, "sigmoid": torch.sigmoid, "tanh": torch.tanh}
SLOPES = {"relu": lambda y: (y > 0).to(y.dtype), "exp": lambda y: y, "sigmoid": lambda y: y * (1 - y),
          "tanh": lambda y: 1 - y**2}

NO_ENTRIES = {"relu": (0, 3), "exp": (2, 0), "sigmoid": (0,), "tanh": (0, 2, 2)}
ALONE = {"relu": 2.0, "sigmoid": 0.8, "tanh": -0.6}


def reference(kind: str, y: Tensor, y_bar: Tensor) -> Tensor:
    """x_bar from the saved output y."""
    return y_bar * SLOPES[kind](y)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def activation(label: str, kind: str, *shape: int, largest: float = 1.3) -> Case:
        """Outputs of inputs on both sides of 0, with adjoints of other signs."""
        return case(label, kind=kind, y=FORWARD[kind](numbers(1, -1, 1) * draw.uniform(0.3, largest, *shape)),
                    y_bar=numbers(1, 1, -1) * draw.uniform(1, 3, *shape))

    return [
        case("exp, the outputs 1 and 100", kind="exp", y=numbers(1, 100), y_bar=numbers(5, -2)),
        case("relu, the outputs 0, 3 and 2", kind="relu", y=numbers(0, 3, 2), y_bar=numbers(5, 5, -4)),
        case("sigmoid, the outputs 0.5 and 0.8", kind="sigmoid", y=numbers(0.5, 0.8), y_bar=numbers(8, -10)),
        case("tanh, the outputs 0, 0.6 and -0.8", kind="tanh", y=numbers(0, 0.6, -0.8), y_bar=numbers(5, 10, -20)),
        activation("relu, a batch of 2", "relu", 2, 3, largest=0.9),  # below 1, where the slope is 1 as well
        activation("exp, a batch of 4", "exp", 4, 3),
        activation("sigmoid, a batch of 2", "sigmoid", 2, 3),
        activation("tanh, three axes", "tanh", 2, 2, 3),
        case("sigmoid, the outputs 0 and 1", kind="sigmoid", y=numbers(0, 1), y_bar=draw.uniform(1, 3, 2)),
        case("tanh, the outputs -1 and 1", kind="tanh", y=numbers(-1, 1), y_bar=draw.uniform(1, 3, 2)),
        case("exp, an output of 0 without axes", kind="exp", y=numbers(0), y_bar=draw.uniform(1, 3)),
        *(case(f"{kind}, no entries, the shape is {shape}", kind=kind, y=draw.normal(*shape), y_bar=draw.normal(*shape))
          for kind, shape in NO_ENTRIES.items()),
        *(case(f"{kind}, without axes", kind=kind, y=numbers(y), y_bar=draw.uniform(1, 3))
          for kind, y in ALONE.items()),
        case("relu, tiny and large outputs", kind="relu", y=numbers(1e-9, 1e6, 2), y_bar=numbers(4, -3, 0)),
        case("exp, a huge output", kind="exp", y=numbers([1e20]), y_bar=draw.uniform(1, 3, 1)),
    ]


task = Task(
    key="backward_from_output", title="Backwards from the output alone", points=2, difficulty=1, minutes=10,
    objective="decide from its derivative which tensor an operation has to keep for the backward pass",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad",
             "aten::sigmoid_backward", "aten::tanh_backward", "aten::threshold_backward"),
    facts=("N08-11", "N08-12"),
    hints=(
        "Each of the four derivatives can be written with the value of the function itself. How does that look for "
        "exp?",
        "sigmoid(0) = 0.5 with the slope 0.25; sigmoid(ln 4) = 0.8 with the slope 0.16. Which product of y and "
        "something else gives 0.25 from 0.5 and 0.16 from 0.8?",
        "relu: y_bar * (y > ____); exp: y_bar * ____; sigmoid: y_bar * y * (____); tanh: y_bar * (1 - ____)",
    ),
)


@task.solution
def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y > 0)          # step: the slope of relu, seen from its output
    if kind == "exp":
        return y_bar * y                # step: the slope of exp, seen from its output
    if kind == "sigmoid":
        return y_bar * y * (1 - y)      # step: the slope of the sigmoid, seen from its output
    return y_bar * (1 - y**2)           # step: the slope of tanh, seen from its output


@task.right
def by_the_input(kind, y, y_bar):
    if kind == "relu":
        slope = torch.where(y > 0, 1.0, 0.0)        # step: the slope of relu where its output is positive
    elif kind == "exp":
        x = torch.log(y)                            # step: the input of exp
        slope = torch.exp(x)                        # step: the slope of exp there
    elif kind == "sigmoid":
        x = torch.log(y) - torch.log(1 - y)         # step: the input of the sigmoid
        power = torch.exp(-x.abs())                 # step: a power of e between 0 and 1
        slope = power / (1 + power) ** 2            # step: the slope of the sigmoid there
    else:
        x = torch.atanh(y)                          # step: the input of tanh
        slope = 1 / torch.cosh(x) ** 2              # step: the slope of tanh there
    return y_bar * slope                            # step: the slope times what arrives


@task.right
def by_a_table(kind, y, y_bar):
    slope = {"relu": torch.sign(y), "exp": y, "sigmoid": y - y**2, "tanh": (1 - y) * (1 + y)}[kind]
    return slope * y_bar


@task.right
def by_masking(kind, y, y_bar):
    x_bar = y_bar.clone()
    match kind:
        case "relu":
            x_bar[y == 0] = 0
        case "exp":
            x_bar *= y
        case "sigmoid":
            x_bar *= y - y.square()
        case "tanh":
            x_bar -= y_bar * y.square()
    return x_bar


def _from(kind, y, y_bar, **changed):
    """The right answer, with the slopes of some kinds replaced."""
    return y_bar * (SLOPES | changed)[kind](y)


@task.wrong("You use y as if it were the input of the operation. For exp at x = 0 the output is 1 and the slope is 1; "
            "you give 2.718. You have y already: what is left to do?", short="y is used as if it were the input")
def output_taken_for_input(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=torch.exp, sigmoid=lambda y: y.sigmoid() * (1 - y.sigmoid()),
                 tanh=lambda y: 1 - y.tanh() ** 2)


@task.wrong("For exp you apply the function to y once more. At x = 0 the output is 1 and the slope is 1; you give "
            "2.718. What is the derivative of exp, in words?", short="exp is applied to y once more")
def exp_twice(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=torch.exp)


@task.wrong("For exp you pass y_bar on unchanged. At y = 100 a step of 0.01 in x moves the output from 100 to about "
            "101. How steep is the curve there?", short="exp passes y_bar on unchanged")
def exp_slope_one(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=torch.ones_like)


@task.wrong("For tanh you use the slope of another function. At x = 0 the output is 0 and you give the slope 0, yet "
            "tanh(0.01) = 0.01. At which output is tanh steepest?", short="tanh has the slope of the sigmoid")
def tanh_like_sigmoid(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=lambda y: y * (1 - y))


@task.wrong("For the sigmoid you use the slope of another function. At x = 0 the output is 0.5 and you give 0.75, yet "
            "a step of 0.04 in x moves it by 0.01 only. What should the slope be near the output 0?",
            short="the sigmoid has the slope of tanh")
def sigmoid_like_tanh(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: 1 - y**2)


@task.wrong("For relu you let the gradient pass where the output is 0. From x = -3 to x = -2.9 the output stays 0. "
            "Which slope do the switched-off entries have?", short="relu lets the gradient pass at an output of 0")
def relu_open_at_zero(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: (y >= 0).to(y.dtype))


@task.wrong("For relu you multiply by the output. From x = 5 to x = 5.1 the output rises from 5 to 5.1, and you give "
            "the slope 5. How steep is a straight line at 45 degrees?", short="relu multiplies by its output")
def relu_scaled_by_y(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: y)


@task.wrong("You return the slope alone. With y_bar = 1 and with y_bar = 10 you give the same x_bar. If the loss rises "
            "ten times as fast with y, how fast does it rise with x?", short="y_bar is missing")
def upstream_left_out(kind, y, y_bar):
    return _from(kind, y, torch.ones_like(y))


def _divided(y, y_bar, slope):
    return y_bar / slope


@task.wrong("For the sigmoid you send y through the function once more. At x = 0 the output is 0.5 and the slope is "
            "0.25; you give 0.235. Which number had been through the sigmoid already?",
            short="y goes through the sigmoid once more")
def sigmoid_again(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: y.sigmoid() * (1 - y.sigmoid()))


@task.wrong("For tanh you apply the function to y once more. With y = 0.6 the slope is 0.64; you give 0.712. Which "
            "number had been through tanh already?", short="y goes through tanh once more")
def tanh_again(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=lambda y: 1 - y.tanh() ** 2)


@task.wrong("For the sigmoid and for tanh you apply the function to y once more. With y = 0.5 the sigmoid's slope is "
            "0.25; you give 0.235. Which number had been through the sigmoid already?",
            short="y goes through sigmoid and tanh once more")
def sigmoid_and_tanh_again(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: y.sigmoid() * (1 - y.sigmoid()), tanh=lambda y: 1 - y.tanh() ** 2)


@task.wrong("The slopes of sigmoid and tanh have changed places. At an output of 0 you give tanh the slope 0, yet "
            "tanh(0.01) = 0.01. Which of the two is flat at the output 0?",
            short="the slopes of sigmoid and tanh have changed places")
def sigmoid_and_tanh_exchanged(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: 1 - y**2, tanh=lambda y: y * (1 - y))


@task.wrong("Your relu is switched by the sign of y_bar, not by y. With y = (0, 3, 2) and y_bar = (5, 5, -4) you give "
            "(5, 5, 0). Which entries were switched off on the way forward?",
            short="relu is switched by the sign of y_bar")
def relu_by_y_bar(kind, y, y_bar):
    return torch.relu(y_bar) if kind == "relu" else _from(kind, y, y_bar)


@task.wrong("Your relu lets only positive adjoints pass. With y = 2 and y_bar = -4 you give 0, but a step in x moves y "
            "one for one. May a loss fall as y rises?", short="relu drops negative adjoints")
def relu_drops_negative_adjoints(kind, y, y_bar):
    return y_bar * (y > 0) * (y_bar > 0) if kind == "relu" else _from(kind, y, y_bar)


@task.wrong("For relu you return y: y_bar leaves no trace. With y = 3 and y_bar = 5 you give 3. If the loss rises five "
            "times as fast as y, and y as fast as x, how fast does it rise with x?", short="relu returns y")
def relu_returns_y(kind, y, y_bar):
    return torch.relu(y) if kind == "relu" else _from(kind, y, y_bar)


@task.wrong("For relu you return the slope alone, 0 or 1. With y = 3 and y_bar = 5 you give 1. If the loss rises five "
            "times as fast as y, and y as fast as x, how fast does it rise with x?", short="y_bar is missing for relu")
def relu_slope_alone(kind, y, y_bar):
    return (y > 0).to(y.dtype) if kind == "relu" else _from(kind, y, y_bar)


@task.wrong("For relu you pass on what should stop and stop what should pass: with y = (0, 3) and y_bar = (5, 5) you "
            "give (5, 0). From x = 3 to x = 3.1, how much does the output rise?", short="relu is the wrong way round")
def relu_reversed(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: (y <= 0).to(y.dtype))


@task.wrong("For relu your slope is 0.5 at an output of 0. The text takes another one there. Which?",
            short="relu has the slope 0.5 at an output of 0")
def relu_half_at_zero(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: (y > 0).to(y.dtype) + 0.5 * (y == 0))


@task.wrong("For exp you return the slope alone: y. With y = 100 and y_bar = -2 you give 100. If the loss falls twice "
            "as fast as y rises, what does it do as x rises?", short="y_bar is missing for exp")
def exp_slope_alone(kind, y, y_bar):
    return y.clone() if kind == "exp" else _from(kind, y, y_bar)


@task.wrong("For exp you use log(y), which is x. At y = 1 you give the slope 0, yet e^0.01 = 1.01. How steep is exp "
            "where its output is 1?", short="exp has the slope log(y)")
def exp_slope_log(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=torch.log)


@task.wrong("For exp you divide by y. At y = 100 a step of 0.01 in x moves the output to about 101: a hundred times as "
            "much. Does that make x_bar larger or smaller than y_bar?", short="exp divides by y")
def exp_divides(kind, y, y_bar):
    return _divided(y, y_bar, y) if kind == "exp" else _from(kind, y, y_bar)


@task.wrong("For exp you use the slope of another function. At y = 100 you give -9900, although exp never falls. Which "
            "operation has the slope y(1 - y)?", short="exp has the slope of the sigmoid")
def exp_like_sigmoid(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=lambda y: y * (1 - y))


@task.wrong("Exp, sigmoid and tanh divide y_bar by the slope; relu is right. With y = 100 and y_bar = -2, exp gives "
            "-0.02, but a step in x moves y a hundred times as far. Is the way back an undoing?",
            short="y_bar is divided by the slope")
def divided_by_slope(kind, y, y_bar):
    return _from(kind, y, y_bar) if kind == "relu" else _divided(y, y_bar, SLOPES[kind](y))


@task.wrong("You divide y_bar by the slope. With y = 100 and y_bar = -2, exp gives -0.02, but a step in x moves y a "
            "hundred times as far; and relu divides by 0. Is the way back an undoing?",
            short="y_bar is divided by the slope, also for relu")
def all_divided_by_slope(kind, y, y_bar):
    return _divided(y, y_bar, SLOPES[kind](y))


@task.wrong("You add y_bar and the slope. For relu with y = 3 and y_bar = 5 you give 6. If the loss does not depend on "
            "y, y_bar is 0: what should x_bar be then?", short="y_bar and the slope are added")
def upstream_added(kind, y, y_bar):
    return y_bar + SLOPES[kind](y)


@task.wrong("For the sigmoid the sign is wrong: at y = 0.5 your slope is -0.25, although the sigmoid never falls. "
            "Which of 1 and y is the larger?", short="the sigmoid's slope has the wrong sign")
def sigmoid_negative(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: y * (y - 1))


@task.wrong("For the sigmoid your slope is y. At y = 1 it is 1, although the sigmoid is flat there. Which second "
            "factor is 0 at y = 1?", short="the factor 1 - y is missing for the sigmoid")
def sigmoid_slope_y(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: y)


@task.wrong("For the sigmoid your slope is 1 - y. At y = 0 it is 1, although the sigmoid is flat there. Which second "
            "factor is 0 at y = 0?", short="the factor y is missing for the sigmoid")
def sigmoid_slope_one_minus_y(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: 1 - y)


@task.wrong("For the sigmoid you return the slope alone. With y = 0.8 and y_bar = -10 you give 0.16. If the loss falls "
            "ten times as fast as y rises, what does it do as x rises?", short="y_bar is missing for the sigmoid")
def sigmoid_slope_alone(kind, y, y_bar):
    return y * (1 - y) if kind == "sigmoid" else _from(kind, y, y_bar)


@task.wrong("For the sigmoid you pass y_bar on unchanged. At x = 0 a step of 0.04 in x moves the output by 0.01 only. "
            "How steep is the curve there?", short="the sigmoid passes y_bar on unchanged")
def sigmoid_slope_one(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=torch.ones_like)


@task.wrong("For tanh your slope is 1 - y. At y = -0.8 it is 1.8, but tanh is nowhere steeper than 1, and at -y it is "
            "as steep as at y. What is missing?", short="y is not squared for tanh")
def tanh_not_squared(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=lambda y: 1 - y)


@task.wrong("For tanh the sign is wrong: at y = 0 your slope is -1, yet tanh(0.01) = 0.01. Which of 1 and y² is the "
            "larger?", short="the slope of tanh has the wrong sign")
def tanh_negative(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=lambda y: y**2 - 1)


@task.wrong("For tanh your slope is 1 + y². At y = 1 it is 2, although tanh is flat there. Is tanh steeper or flatter "
            "away from 0?", short="tanh has the slope 1 + y²")
def tanh_with_plus(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=lambda y: 1 + y**2)


@task.wrong("For tanh your slope is y². At y = 0 it is 0, yet tanh(0.01) = 0.01. What should stand with y²?",
            short="tanh has the slope y²")
def tanh_y_squared(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=torch.square)


@task.wrong("For tanh you return the slope alone. With y = 0.6 and y_bar = 10 you give 0.64. If the loss rises ten "
            "times as fast as y, how fast does it rise with x?", short="y_bar is missing for tanh")
def tanh_slope_alone(kind, y, y_bar):
    return 1 - y**2 if kind == "tanh" else _from(kind, y, y_bar)


@task.wrong("For tanh you pass y_bar on unchanged. At y = 0.6 a step of 0.01 in x moves the output by 0.0064 only. How "
            "does the slope follow from 0.6?", short="tanh passes y_bar on unchanged")
def tanh_slope_one(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=torch.ones_like)


@task.wrong("In your tanh the square takes in y_bar as well: y_bar·1 - y². With y = 0.6 and y_bar = 10 you give 9.64. "
            "Which parts of the slope does y_bar multiply?", short="brackets are missing for tanh")
def tanh_without_brackets(kind, y, y_bar):
    return y_bar * 1 - y**2 if kind == "tanh" else _from(kind, y, y_bar)


@task.wrong("In your sigmoid a pair of brackets is missing: y_bar·y - y. With y = 0.5 and y_bar = 8 you give 3.5. "
            "Which parts of the slope does y_bar multiply?", short="brackets are missing for the sigmoid")
def sigmoid_without_brackets(kind, y, y_bar):
    return y_bar * y - y if kind == "sigmoid" else _from(kind, y, y_bar)


@task.wrong("Right inside, nan for the sigmoid at an output of 1: there 1 - y is 0, and you divide by it. Can the "
            "slope be found without going back to x?", short="the sigmoid divides by 1 - y")
def sigmoid_by_odds(kind, y, y_bar):
    odds = y / (1 - y)
    return _from(kind, y, y_bar, sigmoid=lambda y: odds / (1 + odds) ** 2)


@task.wrong("Right inside, nan for the sigmoid at an output of 0: x is minus infinity there, and inf/inf is nan. Can "
            "the slope be found without going back to x?", short="the sigmoid goes back to x")
def sigmoid_by_input(kind, y, y_bar):
    power = torch.exp(-torch.log(y / (1 - y)))
    return _from(kind, y, y_bar, sigmoid=lambda y: power / (1 + power) ** 2)


@task.wrong("Two things: relu returns y, so that y_bar leaves no trace, and the sigmoid's slope has the wrong sign. "
            "With y = 3 and y_bar = 5 your relu gives 3. How fast does the loss rise with x there?",
            short="relu returns y")
def relu_returns_y_and_sigmoid_negative(kind, y, y_bar):
    return torch.relu(y) if kind == "relu" else sigmoid_negative(kind, y, y_bar)


@task.wrong("Two things: relu lets the gradient pass at an output of 0, and tanh has the slope of another function. "
            "From x = -3 to x = -2.9 the output of relu stays 0. Which slope do the switched-off entries have?",
            short="relu lets the gradient pass at an output of 0")
def relu_open_and_tanh_like_sigmoid(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=torch.ones_like, tanh=lambda y: y * (1 - y))


@task.wrong("Two things: relu lets the gradient pass at an output of 0, and exp passes y_bar on unchanged. At y = 100 "
            "a step of 0.01 in x moves the output of exp to about 101. How steep is the curve there?",
            short="relu lets the gradient pass at an output of 0")
def relu_open_and_exp_slope_one(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=torch.ones_like, exp=torch.ones_like)


@task.wrong("Two things: y is used as if it were the input, and relu lets the gradient pass at an output of 0. For "
            "exp at x = 0 output and slope are 1; you give 2.718. You have y already: what is left to do?",
            short="y is used as if it were the input")
def output_for_input_and_relu_open(kind, y, y_bar):
    return y_bar.clone() if kind == "relu" else output_taken_for_input(kind, y, y_bar)


@task.wrong("Two things: relu multiplies by its output, and tanh has the slope of another function. From x = 5 to x = "
            "5.1 the output of relu rises by 0.1. How steep is a straight line at 45 degrees?",
            short="relu multiplies by its output")
def relu_scaled_and_tanh_like_sigmoid(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: y, tanh=lambda y: y * (1 - y))


@task.wrong("Two things: exp passes y_bar on unchanged, and tanh has the slope of another function. At an output of 0 "
            "you give tanh the slope 0, yet tanh(0.01) = 0.01. At which output is tanh steepest?",
            short="exp passes y_bar on unchanged")
def exp_slope_one_and_tanh_like_sigmoid(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=torch.ones_like, tanh=lambda y: y * (1 - y))


def _divided_where_it_can_be(y_bar, slope):
    return torch.where(slope == 0, torch.zeros_like(y_bar), y_bar / slope)


def _through_x(kind, y, y_bar, **signs):
    """The slopes of the functions in `signs` are reckoned with a power of e: of x, or of -x where the sign is -1."""
    if kind not in signs:
        return _from(kind, y, y_bar)
    x = torch.log(y / (1 - y)) if kind == "sigmoid" else 2 * torch.atanh(y)
    power = torch.exp(signs[kind] * x)
    return y_bar * (1 if kind == "sigmoid" else 4) * power / (1 + power) ** 2


@task.wrong("You divide y_bar by the slope and put 0 where the slope is 0; relu is right. With y = 100 and y_bar = "
            "-2, exp gives -0.02, but a step in x moves y a hundredfold. Is the way back an undoing?",
            short="y_bar is divided by the slope")
def divided_by_slope_but_not_by_zero(kind, y, y_bar):
    return y_bar * (y > 0) if kind == "relu" else _divided_where_it_can_be(y_bar, SLOPES[kind](y))


@task.wrong("For exp you divide by y, and put 0 where y is 0. At y = 100 a step of 0.01 in x moves the output to "
            "about 101: a hundred times as much. Does that make x_bar larger or smaller than y_bar?",
            short="exp divides by y")
def exp_divides_but_not_by_zero(kind, y, y_bar):
    return _divided_where_it_can_be(y_bar, y) if kind == "exp" else _from(kind, y, y_bar)


@task.wrong("For the sigmoid you divide y_bar by the slope, and put 0 where it is 0. With y = 0.5, y_bar = 8 you give "
            "32, but a step of 0.04 in x moves y by 0.01. Should x_bar be larger or smaller than y_bar?",
            short="the sigmoid divides by its slope")
def sigmoid_divides_but_not_by_zero(kind, y, y_bar):
    return _divided_where_it_can_be(y_bar, y * (1 - y)) if kind == "sigmoid" else _from(kind, y, y_bar)


@task.wrong("For the sigmoid you divide y_bar by the slope: inf comes out at y = 1. With y = 0.5, y_bar = 8 you give "
            "32, but a step of 0.04 in x moves y by 0.01. Should x_bar be larger or smaller than y_bar?",
            short="the sigmoid divides by its slope")
def sigmoid_divides(kind, y, y_bar):
    return _divided(y, y_bar, y * (1 - y)) if kind == "sigmoid" else _from(kind, y, y_bar)


@task.wrong("For tanh you divide y_bar by the slope, and put 0 where it is 0. With y = 0.6 and y_bar = 10 you give "
            "15.6, but a step of 0.01 in x moves y by 0.0064. Should x_bar be larger or smaller than y_bar?",
            short="tanh divides by its slope")
def tanh_divides_but_not_by_zero(kind, y, y_bar):
    return _divided_where_it_can_be(y_bar, 1 - y**2) if kind == "tanh" else _from(kind, y, y_bar)


@task.wrong("For tanh you divide y_bar by the slope: inf comes out at y = 1. With y = 0.6 and y_bar = 10 you give "
            "15.6, but a step of 0.01 in x moves y by 0.0064. Should x_bar be larger or smaller than y_bar?",
            short="tanh divides by its slope")
def tanh_divides(kind, y, y_bar):
    return _divided(y, y_bar, 1 - y**2) if kind == "tanh" else _from(kind, y, y_bar)


@task.wrong("For relu you use the slope 1 - y², that of another function. With y = 3 and y_bar = 5 you give -40, "
            "although relu never falls. Follow the word `relu` through your cases, line by line: which is the last "
            "that it reaches?",
            short="relu has the slope of tanh")
def relu_like_tanh(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: 1 - y**2)


@task.wrong("For relu two slopes come in, its own and 1 - y², that of another function. With y = 3 and y_bar = 5 you "
            "give -40, although relu never falls. Follow the word `relu` through your cases: how many does it reach?",
            short="relu gets the slope of tanh besides")
def relu_times_slope_of_tanh(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: (y > 0) * (1 - y**2))


@task.wrong("For relu and exp you use the slope 1 - y², that of another function. With y = 100 and y_bar = -2, exp "
            "gives 19998, although it never falls. Follow the word `exp` through your cases: which is the last that "
            "it reaches?", short="relu and exp have the slope of tanh")
def relu_and_exp_like_tanh(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: 1 - y**2, exp=lambda y: 1 - y**2)


@task.wrong("For exp you use the slope 1 - y², that of another function. With y = 100 and y_bar = -2 you give 19998, "
            "although exp never falls. Follow the word `exp` through your cases, line by line: which is the last that "
            "it reaches?",
            short="exp has the slope of tanh")
def exp_like_tanh(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=lambda y: 1 - y**2)


@task.wrong("Every function gets the slope 1 - y², which belongs to one of them. With y = 100 and y_bar = -2, exp "
            "gives 19998, although it never falls. Follow the word `exp` through your cases: which is the last that "
            "it reaches?", short="all functions have the slope of tanh")
def all_but_tanh_like_tanh(kind, y, y_bar):
    return y_bar * (1 - y**2)


@task.wrong("For relu you use the slope y(1 - y), that of another function. With y = 3 and y_bar = 5 you give -30, "
            "although relu never falls. Follow the word `relu` through your cases, line by line: which is the last "
            "that it reaches?",
            short="relu has the slope of the sigmoid")
def relu_like_sigmoid(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: y * (1 - y))


@task.wrong("Right inside, nan for the sigmoid at the output 0 and for tanh at the output 1: there x is infinite, and "
            "inf/inf is nan. Can the slope be found without going back to x?",
            short="sigmoid and tanh go back to x")
def through_x_nan_at_0_and_1(kind, y, y_bar):
    return _through_x(kind, y, y_bar, sigmoid=-1, tanh=1)


@task.wrong("Right inside, nan for the sigmoid and for tanh at the output 1: there x is infinite, and inf/inf is nan. "
            "Can the slope be found without going back to x?",
            short="sigmoid and tanh go back to x")
def through_x_nan_at_1_and_1(kind, y, y_bar):
    return _through_x(kind, y, y_bar, sigmoid=1, tanh=1)


@task.wrong("Right inside, nan for the sigmoid at the output 0 and for tanh at the output -1: there x is infinite, "
            "and inf/inf is nan. Can the slope be found without going back to x?",
            short="sigmoid and tanh go back to x")
def through_x_nan_at_0_and_minus_1(kind, y, y_bar):
    return _through_x(kind, y, y_bar, sigmoid=-1, tanh=-1)


@task.wrong("Right inside, nan for the sigmoid at the output 1 and for tanh at the output -1: there x is infinite, "
            "and inf/inf is nan. Can the slope be found without going back to x?",
            short="sigmoid and tanh go back to x")
def through_x_nan_at_1_and_minus_1(kind, y, y_bar):
    return _through_x(kind, y, y_bar, sigmoid=1, tanh=-1)


@task.wrong("Right inside, nan for tanh at the output 1: there x is infinite, and inf/inf is nan. Can the slope be "
            "found without going back to x?",
            short="tanh goes back to x")
def tanh_through_x_nan_at_1(kind, y, y_bar):
    return _through_x(kind, y, y_bar, tanh=1)


@task.wrong("Right inside, nan for tanh at the output -1: there x is minus infinity, and inf/inf is nan. Can the "
            "slope be found without going back to x?",
            short="tanh goes back to x")
def tanh_through_x_nan_at_minus_1(kind, y, y_bar):
    return _through_x(kind, y, y_bar, tanh=-1)


@task.wrong("Right inside, nan for tanh at the outputs -1 and 1: there x is infinite, and inf/inf is nan. Can the "
            "slope be found without going back to x?",
            short="tanh goes back to x")
def tanh_through_x_nan_at_both(kind, y, y_bar):
    x = torch.atanh(y)
    return y_bar * (1 - (torch.sinh(x) / torch.cosh(x)) ** 2) if kind == "tanh" else _from(kind, y, y_bar)


@task.wrong("Right inside, nan for the sigmoid at the output 0 and for tanh at -1 and 1: there x is infinite, and "
            "inf/inf is nan. Can the slope be found without going back to x?",
            short="sigmoid and tanh go back to x")
def sigmoid_nan_at_0_and_tanh_at_both(kind, y, y_bar):
    return (tanh_through_x_nan_at_both if kind == "tanh" else sigmoid_by_input)(kind, y, y_bar)


@task.wrong("Two things: relu lets the gradient pass at an output of 0, and the slope of tanh is 1 - y. From x = -3 "
            "to x = -2.9 the output of relu stays 0. Which slope do the switched-off entries have?",
            short="relu lets the gradient pass at an output of 0")
def relu_open_and_tanh_not_squared(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=torch.ones_like, tanh=lambda y: 1 - y)


@task.wrong("Two things: relu lets the gradient pass at an output of 0, and the sigmoid has the slope of another "
            "function. From x = -3 to x = -2.9 the output of relu stays 0. Which slope do the switched-off entries "
            "have?",
            short="relu lets the gradient pass at an output of 0")
def relu_open_and_sigmoid_like_tanh(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=torch.ones_like, sigmoid=lambda y: 1 - y**2)


@task.wrong("Two things: relu lets the gradient pass at an output of 0, and the slope of the sigmoid is y. From x = "
            "-3 to x = -2.9 the output of relu stays 0. Which slope do the switched-off entries have?",
            short="relu lets the gradient pass at an output of 0")
def relu_open_and_sigmoid_slope_y(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=torch.ones_like, sigmoid=lambda y: y)


@task.wrong("Two things: relu lets the gradient pass at an output of 0, and exp is applied to y once more. From x = "
            "-3 to x = -2.9 the output of relu stays 0. Which slope do the switched-off entries have?",
            short="relu lets the gradient pass at an output of 0")
def relu_open_and_exp_twice(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=torch.ones_like, exp=torch.exp)


@task.wrong("Two things: relu lets the gradient pass at an output of 0, and tanh is applied to y once more. From x = "
            "-3 to x = -2.9 the output of relu stays 0. Which slope do the switched-off entries have?",
            short="relu lets the gradient pass at an output of 0")
def relu_open_and_tanh_again(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=torch.ones_like, tanh=lambda y: 1 - y.tanh() ** 2)


@task.wrong("Two things: relu lets the gradient pass at an output of 0, and the slopes of sigmoid and tanh have "
            "changed places. From x = -3 to x = -2.9 the output of relu stays 0. Which slope do the switched-off "
            "entries have?",
            short="relu lets the gradient pass at an output of 0")
def relu_open_and_exchanged(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=torch.ones_like, sigmoid=lambda y: 1 - y**2, tanh=lambda y: y * (1 - y))


@task.wrong("Two things: relu multiplies by its output, and the slope of tanh is 1 - y. From x = 5 to x = 5.1 the "
            "output of relu rises by 0.1. How steep is a straight line at 45 degrees?",
            short="relu multiplies by its output")
def relu_scaled_and_tanh_not_squared(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: y, tanh=lambda y: 1 - y)


@task.wrong("Two things: relu multiplies by its output, and exp passes y_bar on unchanged. From x = 5 to x = 5.1 the "
            "output of relu rises by 0.1. How steep is a straight line at 45 degrees?",
            short="relu multiplies by its output")
def relu_scaled_and_exp_slope_one(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: y, exp=torch.ones_like)


@task.wrong("Two things: exp passes y_bar on unchanged, and the slope of tanh is 1 - y. At y = 100 a step of 0.01 in "
            "x moves the output of exp to about 101. How steep is the curve there?",
            short="exp passes y_bar on unchanged")
def exp_slope_one_and_tanh_not_squared(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=torch.ones_like, tanh=lambda y: 1 - y)


@task.wrong("Two things: exp passes y_bar on unchanged, and the sigmoid has the slope of another function. At y = 100 "
            "a step of 0.01 in x moves the output of exp to about 101. How steep is the curve there?",
            short="exp passes y_bar on unchanged")
def exp_slope_one_and_sigmoid_like_tanh(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=torch.ones_like, sigmoid=lambda y: 1 - y**2)


@task.wrong("Two things: the slope of the sigmoid is y, and that of tanh is 1 - y. At an output of 1 the sigmoid is "
            "flat, and you say 1. Which second factor is 0 there?",
            short="the factor 1 - y is missing for the sigmoid")
def sigmoid_slope_y_and_tanh_not_squared(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: y, tanh=lambda y: 1 - y)


@task.wrong("You undo the function: x is found from y and multiplied by y_bar, and no slope comes in. For exp with y "
            "= 1 and y_bar = 5 you give 0, yet e^0.01 = 1.01. How fast does y move with x there?",
            short="x stands where the slope belongs")
def inverse_for_slope(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: y, exp=torch.log, sigmoid=torch.logit, tanh=torch.atanh)


@task.wrong("For the sigmoid your slope is y²(1 - y). At y = 0.5 that is 0.125, yet a step of 0.04 in x moves the "
            "output by 0.01. How often does y come into the slope?", short="y comes in twice for the sigmoid")
def sigmoid_y_squared(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: y**2 * (1 - y))


@task.wrong("Two things: relu multiplies by its output, and the sigmoid's slope is y²(1 - y). From x = 5 to x = 5.1 "
            "the output of relu rises from 5 to 5.1. How steep is a straight line at 45 degrees?",
            short="relu multiplies by its output")
def relu_scaled_and_sigmoid_y_squared(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: y, sigmoid=lambda y: y**2 * (1 - y))


@task.wrong("For the sigmoid and tanh you use the slope y, that of exp. At the output 1 both are flat, and you give "
            "1. In Python a bare string after `or` counts as true. Which of your lines does `tanh` reach?",
            short="sigmoid and tanh have the slope of exp")
def all_but_relu_like_exp(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: y, tanh=lambda y: y)


@task.wrong("Every function gets the slope of relu. For exp with y = 100 you give the slope 1, yet a step in x moves "
            "y a hundredfold. In Python a bare string after `or` counts as true. Which of your lines does `exp` "
            "reach?", short="all functions have the slope of relu")
def all_like_relu(kind, y, y_bar):
    return y_bar * (y > 0)


@task.wrong("For tanh your slope is (1 - y)². At y = 0.6 it is 0.16, but a step of 0.01 in x moves the output by "
            "0.0064. What does the square belong to?", short="for tanh the square takes in the 1")
def tanh_square_outside(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=lambda y: (1 - y) ** 2)


@task.wrong("For tanh your slope is the square of the right one. At y = 0.6 it is 0.4096, but a step of 0.01 in x "
            "moves the output by 0.0064. How often does 1 - y² come in?", short="the slope of tanh is squared")
def tanh_slope_squared(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=lambda y: (1 - y**2) ** 2)


@task.wrong("For the sigmoid your slope is (1 - y)². At y = 0 it is 1, although the sigmoid is flat there. Which "
            "factor is 0 at y = 0?", short="for the sigmoid 1 - y is squared, and y is missing")
def sigmoid_square_outside(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: (1 - y) ** 2)


@task.wrong("For the sigmoid your slope is y(1 - y)². At y = 0.5 that is 0.125, yet a step of 0.04 in x moves the "
            "output by 0.01. How often does 1 - y come into the slope?", short="1 - y comes in twice for the sigmoid")
def sigmoid_one_minus_y_squared(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: y * (1 - y) ** 2)


@task.wrong("For the sigmoid your slope is the square of the right one. At y = 0.5 it is 0.0625, yet a step of 0.04 in "
            "x moves the output by 0.01. How often does y(1 - y) come in?", short="the sigmoid's slope is squared")
def sigmoid_slope_squared(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: (y * (1 - y)) ** 2)


@task.wrong("Your result is each slope times the sum of all y_bar: for exp with y = (1, 100) and y_bar = (5, -2) you "
            "give 3 and 300. On which output does the second entry of x act?",
            short="each slope is multiplied by the sum of y_bar")
def adjoints_added_up(kind, y, y_bar):
    return _from(kind, y, y_bar.sum())


@task.wrong("For relu an output between 0 and 1 lets nothing through: for y = (0.5, 2) and y_bar = (3, 3) you give 0 "
            "and 3. By how much does the output 0.5 grow when its input grows by 0.01?",
            short="relu lets the gradient pass only above 1")
def relu_above_one(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: (y > 1).double())


@task.wrong("Two things. For relu an output of 0.5 lets nothing through, although it grows with its input. And exp is "
            "applied to y once more: for y = 1 your slope is 2.718. What is y already, and which outputs of relu do "
            "not move?", short="relu lets the gradient pass only above 1, and exp is applied once more")
def relu_above_one_and_exp_again(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: (y > 1).double(), exp=torch.exp)


def _held(margin):
    """The slopes of sigmoid and tanh at outputs that are held away from the ends of their ranges."""
    def answer(kind, y, y_bar):
        return _from(kind, y, y_bar, sigmoid=lambda y: SLOPES["sigmoid"](y.clamp(margin, 1 - margin)),
                     tanh=lambda y: SLOPES["tanh"](y.clamp(margin - 1, 1 - margin)))

    answer.__name__ = f"held_{round(1 / margin)}th_from_the_ends"
    return answer


for _margin in (1e-5, 1e-6, 1e-7, 1e-8):
    task.wrong("Right except where a sigmoid gives exactly 0 or 1, or tanh exactly -1 or 1: at 1 your slope is "
               f"{_margin:.0e} for the sigmoid and {2 * _margin:.0e} for tanh, as if y were held away from the end. "
               "Which y belongs there?",
               short=f"y is held {_margin:.0e} away from the ends of its range")(_held(_margin))


@task.wrong("Where y_bar is 0, relu gives nan: y_bar is divided by itself, and 0/0 is nan. With y "
            "= 2 and y_bar = 0 the loss does not move with y. What should arrive at x?",
            short="relu divides y_bar by itself")
def relu_divides_y_bar(kind, y, y_bar):
    return torch.where(y > 0, y_bar * (y_bar / y_bar), 0.0) if kind == "relu" else _from(kind, y, y_bar)


@task.wrong("Your relu takes a tiny output for 0: at y = 1e-9 it stops the gradient, though x is 1e-9 there and a step "
            "in x passes one for one. Below which output is relu switched off?",
            short="relu takes a tiny output for 0")
def relu_tiny_is_zero(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: (y > 1e-6).to(y.dtype))


@task.wrong("exp moves as if it were a power, x·e^(x - 1): at the output 1, where x is 0, your slope is 0, yet e^0.01 "
            "= 1.01. Which number of exp is as large as its slope?",
            short="exp is differentiated like a power")
def exp_like_power(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=lambda y: torch.log(y) * torch.exp(torch.log(y) - 1))


@task.wrong("For exp your slope is 1 at an output of 0, and right elsewhere. From x = -1000 to x = -999 the output "
            "stays 0. How steep is a curve that does not move?",
            short="exp has the slope 1 at an output of 0")
def exp_slope_one_at_zero(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=lambda y: torch.where(y == 0, 1.0, y))


@task.wrong("For exp your slope is y². At y = 100 it is 10000, yet a step of 0.01 in x moves the output to about 101. "
            "How often does y come into the slope?",
            short="y comes in twice for exp")
def exp_slope_squared(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=torch.square)


@task.wrong("In your sigmoid the brackets are missing: y - y·y_bar. With y = 0.5 and y_bar = 8 you give -3.5, yet the "
            "sigmoid never falls. Which parts of the slope does y_bar multiply?",
            short="brackets are missing for the sigmoid")
def sigmoid_without_brackets_y_first(kind, y, y_bar):
    return y - y * y_bar if kind == "sigmoid" else _from(kind, y, y_bar)


@task.wrong("In your tanh the brackets are missing: 1 - y²·y_bar. With y = 0.6 and y_bar = 10 you give -2.6, yet tanh "
            "never falls. Which parts of the slope does y_bar multiply?",
            short="brackets are missing for tanh")
def tanh_without_brackets_one_first(kind, y, y_bar):
    return 1 - y**2 * y_bar if kind == "tanh" else _from(kind, y, y_bar)


@task.wrong("For tanh your slope is 1 - |y|. At y = 0.6 it is 0.4, but a step of 0.01 in x moves the output by "
            "0.0064. What is missing with y?",
            short="for tanh y is taken without its sign, and not squared")
def tanh_size_not_squared(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=lambda y: 1 - y.abs())


@task.wrong("For tanh your slope is the root of the right one. At y = 0.6 it is 0.8, but a step of 0.01 in x moves "
            "the output by 0.0064. What should be done to 1 - y²?",
            short="the slope of tanh has a root too many")
def tanh_root(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=lambda y: torch.sqrt(1 - y**2))


@task.wrong("For tanh your slope is 1/(1 + y²), that of the arctangent. At y = 1 it is 0.5, although tanh is flat "
            "there. Which expression in y is 0 at 1 and at -1?",
            short="tanh has the slope of the arctangent")
def tanh_like_arctangent(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=lambda y: 1 / (1 + y**2))


@task.wrong("For tanh your slope is 2y(1 - y). At y = 0 it is 0, yet tanh(0.01) = 0.01. At which output is tanh "
            "steepest, and what is your slope there?",
            short="tanh has twice the slope of the sigmoid")
def tanh_like_two_sigmoids(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=lambda y: 2 * y * (1 - y))


def _held_for(kind, margin):
    """The slope of one of the two at outputs that are held away from the ends of its range."""
    slopes = {"sigmoid": lambda y: SLOPES["sigmoid"](y.clamp(margin, 1 - margin)),
              "tanh": lambda y: SLOPES["tanh"](y.clamp(margin - 1, 1 - margin))}

    def answer(kind_, y, y_bar):
        return _from(kind_, y, y_bar, **{kind: slopes[kind]})

    answer.__name__ = f"{kind}_held_{round(1 / margin)}th_from_the_ends"
    return answer


for _kind, _ends, _times in (("sigmoid", "0 or 1", 1), ("tanh", "-1 or 1", 2)):
    for _margin in (1e-6, 1e-7, 1e-8):
        task.wrong(f"Right except where {_kind} gives exactly {_ends}: at 1 your slope is {_times * _margin:.0e}, as "
                   "if y were held away from the end of its range. Which y belongs there?",
                   short=f"y is held {_margin:.0e} away from the ends of the range of {_kind}",
                   )(_held_for(_kind, _margin))


EXERCISE = task.declared()
