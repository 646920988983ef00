"""Exercise: one tanh neuron backwards."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.numbers import with_number
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def neuron(label: str, n: int, b: float, y_bar: float) -> Case:
        """A neuron whose weights alternate in sign, with a bias of at least b and an adjoint that scales with y_bar."""
        signs = numbers(1, -1).repeat(n)[:n]
        return case(label, w=draw.uniform(0.2, 1.2, n) * signs, b=b + draw.uniform(0.1, 0.6),
                    x=draw.uniform(0.2, 1.2, n), y_bar=y_bar * draw.uniform(0.2, 1.2))

    return [
        case("one input, the pre-activation is 0.5", w=numbers([2]), b=numbers(-5.5), x=numbers([3]),
             y_bar=numbers(10)),
        case("two inputs, the example of the text", w=numbers(2, -1), b=numbers(1.5), x=numbers(1, 3),
             y_bar=numbers(2)),
        neuron("one input, other numbers", 1, -0.5, 2.0),
        neuron("three inputs", 3, 0.4, 1.5),
        neuron("five inputs, the loss falls as y rises", 5, -0.7, -2.0),
        case("a weight, the bias and an input are 0", w=draw.normal(3) * numbers(0, 1, 1), b=numbers(0),
             x=draw.uniform(0.5, 1.5, 3) * numbers(-1, 1, 0), y_bar=draw.uniform(1, 2)),
        case("the adjoint of y is 0", w=draw.normal(2), b=draw.normal(), x=draw.normal(2), y_bar=numbers(0)),
        neuron("two inputs, far from zero, where tanh is flat", 2, 3.0, 3.0),
        neuron("two inputs, a bias of about 800", 2, 800.0, 3.0),
        neuron("two inputs, a bias of about -800", 2, -800.0, 3.0),
    ]


def drive(answer, **inputs: Tensor):
    """The three adjoints; b_bar as a float."""
    return with_number(answer(*inputs.values()), 1)


task = Task(
    key="neuron_backward", title="One neuron backwards", points=2, difficulty=1, minutes=10,
    objective="turn dL/dy of one neuron into dL/dw, dL/db and dL/dx by the chain rule",
    reference="dlcourse.nn.backprop:neuron_backward", cases=cases, drive=drive,
    compare=close(rtol=1e-12, names=("w_bar", "b_bar", "x_bar")),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad",
             "aten::tanh_backward"), facts=("N08-02",),
    hints=(
        "Between w and the loss stand three steps: w times x plus b, then tanh, then the loss. Which of the three "
        "derivatives were you given?",
        "w = 2, x = 3, b = -5.5: w^T x + b = 0.5 and y = 0.4621, and tanh has the slope 1 - 0.4621² = 0.7864 there. "
        "With y_bar = 10, a step of 0.01 in the pre-activation raises the loss by 0.0786. By how much does a step of "
        "0.01 in w raise it?",
        "z_bar = y_bar * (1 - y**2); w_bar = z_bar * ____; b_bar = z_bar; x_bar = z_bar * ____",
    ),
)


@task.solution
def neuron_backward(w, b, x, y_bar):
    z = w @ x + b                       # step: the pre-activation
    y = torch.tanh(z)                   # step: the output
    z_bar = y_bar * (1 - y**2)          # step: the adjoint of the pre-activation
    w_bar = z_bar * x                   # step: the adjoint of the weights
    x_bar = z_bar * w                   # step: the adjoint of the inputs
    return w_bar, z_bar, x_bar


@task.right
def factor_by_factor(w, b, x, y_bar):
    w_bar, x_bar = torch.zeros_like(w), torch.zeros_like(x)
    z = (w * x).sum() + b               # step: the pre-activation
    slope = 1 - torch.tanh(z) ** 2      # step: the slope of tanh
    arriving = y_bar * slope            # step: the adjoint of the pre-activation
    for i in range(len(w)):
        z_by_a = x[i]                   # step: how the pre-activation moves with one weight
        z_by_x = w[i]                   # step: how the pre-activation moves with one input
        w_bar[i] = arriving * z_by_a    # step: the adjoint of one weight
        x_bar[i] = arriving * z_by_x    # step: the adjoint of one input
    z_by_b = 1.0                        # step: how the pre-activation moves with the bias
    b_bar = arriving * z_by_b           # step: the adjoint of the bias
    return w_bar, b_bar, x_bar


@task.right
def slope_by_cosh(w, b, x, y_bar):
    z = (w * x).sum() + b
    common = y_bar / z.cosh() ** 2
    return [x * common, float(common), w * common]


def _with_slope(w, x, y_bar, slope):
    z_bar = y_bar * slope
    return z_bar * x, z_bar, z_bar * w


def _slope(w, b, x):
    return 1 - torch.tanh(w @ x + b) ** 2


# The messages reckon with w = 2, x = 3, b = -5.5, y_bar = 10; w^T x + b = 0.5, y = 0.4621, slope 0.7864.

@task.wrong("You pass y_bar on as if the neuron were a straight line. With w = 2, x = 3, b = -5.5, for example, "
            "moving b by 0.01 moves y by about 0.0079 only. What lies between w^T x + b and y?",
            short="the slope of tanh is missing")
def no_slope(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1)


@task.wrong("You take the slope of tanh at y. With w = 2, x = 3, b = -5.5, tanh turns 0.5 into 0.4621; its slope is "
            "0.786 at 0.5 and 0.814 at 0.4621. At which of the two numbers was tanh applied?",
            short="the slope of tanh is taken at the output")
def slope_at_y(w, b, x, y_bar):
    y = torch.tanh(w @ x + b)
    return _with_slope(w, x, y_bar, 1 - torch.tanh(y) ** 2)


@task.wrong("You square the pre-activation. With w = 2, x = 1, b = 0 it is 2, and your slope is 1 - 4 = -3, although "
            "tanh never falls. Which of w^T x + b and y always lies between -1 and 1?",
            short="the slope of tanh is reckoned from the pre-activation")
def slope_from_z(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 - (w @ x + b) ** 2)


@task.wrong("Your slope belongs to another activation. With w = 1, x = 1, b = -1 you get y = 0 and the slope 0, yet "
            "tanh(0.01) = 0.01: there the curve rises one for one. Which activation has the slope y(1 - y)?",
            short="the slope is that of the sigmoid")
def slope_of_sigmoid(w, b, x, y_bar):
    y = torch.tanh(w @ x + b)
    return _with_slope(w, x, y_bar, y * (1 - y))


@task.wrong("You leave b out of the pre-activation. With w = 2, x = 3, b = -5.5 you take the slope at 6, where it is "
            "0.00002; the neuron works where it is 0.786. Which number went into tanh?",
            short="b is missing in the pre-activation")
def slope_without_bias(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 - torch.tanh(w @ x) ** 2)


@task.wrong("Your x_bar is proportional to x. With w = 2, x = 3, b = -5.5 you give w_bar and x_bar alike, but moving "
            "x by 0.01 moves w^T x + b by 0.02. What is x multiplied by?", short="x_bar is made with x")
def x_bar_from_x(w, b, x, y_bar):
    z_bar = y_bar * _slope(w, b, x)
    return z_bar * x, z_bar, z_bar * x


@task.wrong("Your w_bar is proportional to w. With w = 2, x = 3, b = -5.5 you give w_bar and x_bar alike, but moving "
            "w by 0.01 moves w^T x + b by 0.03. What is w multiplied by?", short="w_bar is made with w")
def a_bar_from_a(w, b, x, y_bar):
    z_bar = y_bar * _slope(w, b, x)
    return z_bar * w, z_bar, z_bar * w


@task.wrong("Your w_bar is proportional to w, your x_bar to x. With w = 2, x = 3, b = -5.5, y_bar = 10 you give w_bar "
            "= 15.7, but moving w by 0.01 raises the loss by about 0.236. What is w multiplied by?",
            short="w and x have changed places")
def a_and_x_exchanged(w, b, x, y_bar):
    z_bar = y_bar * _slope(w, b, x)
    return z_bar * w, z_bar, z_bar * x


@task.wrong("Each result is multiplied by the value it belongs to: w_bar by w, b_bar by b, x_bar by x. With w = 2, x "
            "= 3, moving w by 0.01 moves w^T x + b by 0.03. What is w multiplied by?",
            short="each adjoint is made with its own value")
def own_values(w, b, x, y_bar):
    z_bar = y_bar * _slope(w, b, x)
    return z_bar * w, z_bar * b, z_bar * x


@task.wrong("You multiply b_bar by b. With b = 0 you say that the bias does not matter, yet moving b from 0 to 0.01 "
            "moves w^T x + b by 0.01. What is b multiplied by there?", short="b_bar is made with b")
def b_bar_from_b(w, b, x, y_bar):
    z_bar = y_bar * _slope(w, b, x)
    return z_bar * x, z_bar * b, z_bar * w


@task.wrong("Your b_bar is 1 whatever comes in; the other two are right. With w = 2, x = 3, b = -5.5, y_bar = 10, "
            "moving b by 0.01 raises the loss by about 0.079. Through which two steps does b reach the loss?",
            short="b_bar is 1")
def b_bar_is_one(w, b, x, y_bar):
    w_bar, _, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w_bar, torch.ones_like(b), x_bar


@task.wrong("Your b_bar is y_bar; the other two are right. With w = 2, x = 3, b = -5.5, y_bar = 10 you give 10, but "
            "moving b by 0.01 raises the loss by about 0.079 only. What lies between b and y?",
            short="the slope of tanh is missing in b_bar")
def b_bar_is_y_bar(w, b, x, y_bar):
    w_bar, _, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w_bar, y_bar.clone(), x_bar


@task.wrong("Your w_bar is y_bar·x; the other two are right. With w = 2, x = 3, b = -5.5, y_bar = 10 you give 30, but "
            "moving w by 0.01 raises the loss by about 0.236. What lies between w^T x + b and y?",
            short="the slope of tanh is missing in w_bar")
def a_bar_without_slope(w, b, x, y_bar):
    _, z_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return y_bar * x, z_bar, x_bar


@task.wrong("Your x_bar is y_bar·w; the other two are right. With w = 2, x = 3, b = -5.5, y_bar = 10 you give 20, but "
            "moving x by 0.01 raises the loss by about 0.157. What lies between w^T x + b and y?",
            short="the slope of tanh is missing in x_bar")
def x_bar_without_slope(w, b, x, y_bar):
    w_bar, z_bar, _ = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w_bar, z_bar, y_bar * w


@task.wrong("Your adjoints do not depend on y_bar: they are those of y itself. With y_bar = 1 and with y_bar = 10 you "
            "give the same. If the loss rises ten times as fast with y, how fast does it rise with w?",
            short="y_bar is missing")
def upstream_left_out(w, b, x, y_bar):
    return _with_slope(w, x, 1, _slope(w, b, x))


@task.wrong("Your x_bar does not depend on y_bar; the other two are right. With w = 2, x = 3, b = -5.5 it is 1.57 for "
            "every y_bar. If the loss rises ten times as fast with y, how fast with x?",
            short="y_bar is missing in x_bar")
def x_bar_without_upstream(w, b, x, y_bar):
    slope = _slope(w, b, x)
    return y_bar * slope * x, y_bar * slope, slope * w


@task.wrong("Your w_bar does not depend on y_bar; the other two are right. With w = 2, x = 3, b = -5.5 it is 2.36 for "
            "every y_bar. If the loss rises ten times as fast with y, how fast with w?",
            short="y_bar is missing in w_bar")
def a_bar_without_upstream(w, b, x, y_bar):
    slope = _slope(w, b, x)
    return slope * x, y_bar * slope, y_bar * slope * w


@task.wrong("Your b_bar does not depend on y_bar; the other two are right. With w = 2, x = 3, b = -5.5 it is 0.786 "
            "for every y_bar. If the loss rises ten times as fast with y, how fast with b?",
            short="y_bar is missing in b_bar")
def b_bar_without_upstream(w, b, x, y_bar):
    slope = _slope(w, b, x)
    return y_bar * slope * x, slope, y_bar * slope * w


@task.wrong("You return x, 1 and w: how w^T x + b moves with each value. Your results change neither with y_bar nor "
            "with b. Which two steps lead from w^T x + b to the loss?",
            short="neither the slope of tanh nor y_bar comes in")
def local_derivatives_alone(w, b, x, y_bar):
    return _with_slope(w, x, torch.ones_like(y_bar), 1)


@task.wrong("Your slope is 1 - y. With w^T x + b = 0.5 and y = 0.4621 that is 0.538, but tanh rises by 0.0079 when "
            "0.5 grows by 0.01. At -y tanh is as steep as at y: what is missing?",
            short="the output is not squared in the slope")
def slope_not_squared(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 - torch.tanh(w @ x + b))


@task.wrong("Your slope is above 1. With w^T x + b = 0.5 and y = 0.4621 it is 1.214, but when 0.5 grows by 0.01, tanh "
            "rises by 0.0079 only. Is tanh flatter or steeper away from 0?", short="the slope is 1 + y²")
def slope_with_plus(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 + torch.tanh(w @ x + b) ** 2)


@task.wrong("Every result has the opposite sign. With w = 2, x = 3, b = -5.5, y_bar = 10 you give b_bar = -7.86, but "
            "moving b by 0.01 raises the loss by 0.079. Which of 1 and y² is the larger?",
            short="every result has the opposite sign")
def slope_negative(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, torch.tanh(w @ x + b) ** 2 - 1)


@task.wrong("Your slope is y². At w^T x + b = 0 that is 0, yet tanh(0.01) = 0.01: there the curve is steepest. And at "
            "800 yours is 1, though tanh is flat. What should stand with y²?", short="the slope is y² alone")
def slope_is_y_squared(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, torch.tanh(w @ x + b) ** 2)


@task.wrong("You multiply by y, the height of tanh, where its slope belongs. At w^T x + b = 0 the height is 0, yet "
            "tanh(0.01) = 0.01: the curve is steepest there. How do you get a slope from a height?",
            short="the output stands where its slope belongs")
def slope_is_y(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, torch.tanh(w @ x + b))


@task.wrong("Your slope is the root of the right one. With y = 0.4621 you take 0.887, and the slope of tanh there is "
            "0.786. How often does cosh stand in the denominator?", short="the slope is 1/cosh")
def slope_one_cosh(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 / torch.cosh(w @ x + b))


@task.wrong("You reckon with a sigmoid neuron. With w = 2, x = 3, b = -5.5 your output is 0.622 and your slope 0.235; "
            "tanh puts out 0.4621 there. Which activation does this neuron have?", short="the neuron is a sigmoid")
def sigmoid_neuron(w, b, x, y_bar):
    y = torch.sigmoid(w @ x + b)
    return _with_slope(w, x, y_bar, y * (1 - y))


@task.wrong("You divide by the slope. With w = 2, x = 3, b = -5.5, y_bar = 10 you give b_bar = 12.7, more than y_bar, "
            "although tanh makes every step smaller. Does a flat curve make b_bar large or small?",
            short="y_bar is divided by the slope")
def divided_by_slope(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 / _slope(w, b, x))


@task.wrong("You add y_bar and the slope. With y_bar = 10 and the slope 0.786 you give b_bar = 10.79. If the loss does "
            "not depend on y at all, y_bar is 0: what should b_bar be then?", short="y_bar and the slope are added")
def upstream_added(w, b, x, y_bar):
    return _with_slope(w, x, 1, y_bar + _slope(w, b, x))


@task.wrong("In w_bar and x_bar y_bar comes in twice. With w = 2, x = 3, b = -5.5, y_bar = 10 you give b_bar = 7.86, "
            "which is right, and w_bar = 236, ten times too much. What does b_bar hold already?",
            short="y_bar comes in twice in w_bar and x_bar")
def upstream_twice(w, b, x, y_bar):
    z_bar = y_bar * _slope(w, b, x)
    return y_bar * z_bar * x, z_bar, y_bar * z_bar * w


@task.wrong("In w_bar and x_bar the slope of tanh comes in twice. With w = 2, x = 3, b = -5.5, y_bar = 10 you give "
            "b_bar = 7.86, which is right, but w_bar = 18.6 where 23.6 is wanted. What does b_bar hold already?",
            short="the slope comes in twice in w_bar and x_bar")
def slope_twice(w, b, x, y_bar):
    slope = _slope(w, b, x)
    return y_bar * slope**2 * x, y_bar * slope, y_bar * slope**2 * w


@task.wrong("Your x_bar is w_bar·w: it holds x and w. With w = 2, x = 3, b = -5.5, y_bar = 10 you give 47.2, but "
            "moving x by 0.01 raises the loss by about 0.157. What is x multiplied by?",
            short="x_bar is made from w_bar")
def x_bar_from_a_bar(w, b, x, y_bar):
    w_bar, z_bar, _ = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w_bar, z_bar, w_bar * w


@task.wrong("The order of your results is w_bar, x_bar, b_bar: the second has an axis, the third has none. Which order "
            "does the task ask for?", short="b_bar stands last")
def b_bar_last(w, b, x, y_bar):
    w_bar, z_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w_bar, x_bar, z_bar


@task.wrong("Your first result has no axis: the order of your results is b_bar, w_bar, x_bar. Which order does the "
            "task ask for?", short="b_bar stands first")
def b_bar_first(w, b, x, y_bar):
    w_bar, z_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return z_bar, w_bar, x_bar


@task.wrong("Your numbers are right, but for one input w_bar and x_bar lose their axis: their shape is () instead of "
            "(1,). What does squeeze() do where an axis has length 1?", short="an axis of length 1 is lost")
def squeezed(w, b, x, y_bar):
    w_bar, z_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w_bar.squeeze(), z_bar, x_bar.squeeze()


@task.wrong("Your w_bar and x_bar are single numbers: the entries are added up. With two inputs w has two weights, and "
            "each moves the loss at its own rate. Which shape should w_bar have?",
            short="the entries of w_bar and x_bar are added up")
def entries_added_up(w, b, x, y_bar):
    w_bar, z_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w_bar.sum(), z_bar, x_bar.sum()


@task.wrong("Your b_bar has an entry for each input. With w = (2, -1), x = (1, 3), b = 1.5 you apply tanh to 3.5 and "
            "to -1.5; the neuron applies it once, to 0.5. What does w^T x do with the products?",
            short="the products are not added up in the pre-activation")
def products_not_added(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 - torch.tanh(w * x + b) ** 2)


@task.wrong("The bias comes in once for each input: with w = (2, -1), x = (1, 3), b = 1.5 you take the slope at 2 "
            "instead of 0.5. With one input you are right. How often does b stand in the pre-activation?",
            short="b comes in once for each input")
def bias_for_each_input(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 - torch.tanh((w * x + b).sum()) ** 2)


@task.wrong("The bias has the wrong sign in your pre-activation. With w = 2, x = 3, b = -5.5 you take the slope at "
            "11.5, where tanh is flat; the neuron works at 0.5. Is b added or taken off?",
            short="b is taken off instead of added")
def bias_taken_off(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 - torch.tanh(w @ x - b) ** 2)


@task.wrong("Right for small pre-activations, nan at 800 and at -800: e^800 is stored as inf, and inf/inf is nan. "
            "Which function of torch gives tanh without these powers?", short="tanh overflows")
def naive_tanh(w, b, x, y_bar):
    up, down = torch.exp(w @ x + b), torch.exp(-(w @ x + b))
    return _with_slope(w, x, y_bar, 1 - ((up - down) / (up + down)) ** 2)


@task.wrong("Right for small and for very negative pre-activations, nan at 800: there a power of e is stored as inf, "
            "and inf/inf is nan. Which function of torch gives tanh without it?", short="tanh overflows at 800")
def naive_tanh_upwards(w, b, x, y_bar):
    power = torch.exp(2 * (w @ x + b))
    return _with_slope(w, x, y_bar, 1 - ((power - 1) / (power + 1)) ** 2)


@task.wrong("Right for small and for large pre-activations, nan at -800: there a power of e is stored as inf, and "
            "inf/inf is nan. Which function of torch gives tanh without it?", short="tanh overflows at -800")
def naive_tanh_downwards(w, b, x, y_bar):
    power = torch.exp(-2 * (w @ x + b))
    return _with_slope(w, x, y_bar, 1 - ((1 - power) / (1 + power)) ** 2)


@task.wrong("Right for small pre-activations, an OverflowError at 800 and at -800: functions of `math` refuse a result "
            "beyond 1e308. Which way to the slope goes through numbers between -1 and 1 only?",
            short="a function of math overflows")
def cosh_overflows(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 / math.cosh(w @ x + b) ** 2)


@task.wrong("Two things: b is missing in the pre-activation, and the slope y(1 - y) is that of another activation. "
            "With w = 2, x = 3, b = -5.5 you take it at 6. Where does the neuron apply tanh?",
            short="b is missing in the pre-activation")
def no_bias_and_slope_of_sigmoid(w, b, x, y_bar):
    y = torch.tanh(w @ x)
    return _with_slope(w, x, y_bar, y * (1 - y))


@task.wrong("Two things: the slope of tanh is missing, and w and x have changed places. With w = 2, x = 3, b = -5.5, "
            "y_bar = 10 you give w_bar = 20, where 23.6 is wanted. What is w multiplied by in the sum?",
            short="the slope of tanh is missing")
def no_slope_and_exchanged(w, b, x, y_bar):
    return y_bar * w, y_bar.clone(), y_bar * x


@task.wrong("Two things: y(1 - y) is the slope of another activation, and w and x have changed places. At y = 0 your "
            "slope is 0; is tanh flat there?", short="the slope is that of the sigmoid")
def slope_of_sigmoid_and_exchanged(w, b, x, y_bar):
    y = torch.tanh(w @ x + b)
    z_bar = y_bar * y * (1 - y)
    return z_bar * w, z_bar, z_bar * x


@task.wrong("Two things: the slope of tanh is missing, and b_bar is multiplied by b. With w = 2, x = 3, b = -5.5, "
            "y_bar = 10 you give b_bar = -55. How much does w^T x + b move when b moves by 0.01?",
            short="the slope of tanh is missing")
def no_slope_and_b_bar_from_b(w, b, x, y_bar):
    return y_bar * x, y_bar * b, y_bar * w


@task.wrong("Two things: y_bar is missing, and your slope is 1 - y. With y = 0.4621 you give b_bar = 0.538 for every "
            "y_bar. At -y tanh is as steep as at y: which power of y has that property?", short="y_bar is missing")
def no_upstream_and_not_squared(w, b, x, y_bar):
    return _with_slope(w, x, 1, 1 - torch.tanh(w @ x + b))


@task.wrong("Two things: y_bar is missing, and b is missing in the pre-activation. With w = 2, x = 3, b = -5.5 you "
            "take the slope at 6. Where does the neuron apply tanh?", short="b is missing in the pre-activation")
def no_upstream_and_no_bias(w, b, x, y_bar):
    return _with_slope(w, x, 1, 1 - torch.tanh(w @ x) ** 2)


@task.wrong("Two things: b is missing in the pre-activation, and w and x have changed places. With w = 2, x = 3, b = "
            "-5.5 you take the slope at 6. Where does the neuron apply tanh?",
            short="b is missing in the pre-activation")
def no_bias_and_exchanged(w, b, x, y_bar):
    z_bar = y_bar * (1 - torch.tanh(w @ x) ** 2)
    return z_bar * w, z_bar, z_bar * x


@task.wrong("With w = 2, x = 3, b = -5.5, y_bar = 10 your b_bar is wrong by about 1e-10, as with small steps. The "
            "task asks for the derivatives as formulas. With which slope does y move when w^T x + b does?",
            short="small steps stand for the derivative")
def small_steps(w, b, x, y_bar):
    h = 1e-5
    z = w @ x + b
    return _with_slope(w, x, y_bar, (torch.tanh(z + h) - torch.tanh(z - h)) / (2 * h))


@task.wrong("Your w_bar and x_bar are alike: both hold the product of w and x. With w = 2, x = 3, moving w by 0.01 "
            "moves w^T x + b by 0.03, and you reckon with 0.06. What is w multiplied by?",
            short="w_bar and x_bar are made with the product of w and x")
def both_contributions(w, b, x, y_bar):
    z_bar = y_bar * _slope(w, b, x)
    return z_bar * (w * x), z_bar, z_bar * (w * x)


@task.wrong("Your w_bar holds the product of w and x; the other two are right. With w = 2, x = 3, moving w by 0.01 "
            "moves w^T x + b by 0.03, and you reckon with 0.06. What is w multiplied by?",
            short="w_bar is made with the product of w and x")
def a_bar_from_contribution(w, b, x, y_bar):
    _, z_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return z_bar * (w * x), z_bar, x_bar


@task.wrong("Every result is multiplied by the pre-activation besides. With w = 2, x = 3, b = -5.5, y_bar = 10 you "
            "give b_bar = 3.93, but moving b by 0.01 raises the loss by about 0.079. What lies between b and y?",
            short="the pre-activation comes in as a factor")
def all_from_pre_activation(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, (w @ x + b) * _slope(w, b, x))


@task.wrong("Your slope is that of another curve. At w^T x + b = 0.5 it is 0.8, but tanh rises by 0.0079 only when "
            "0.5 grows by 0.01; and at 800 yours is not yet 0. Which function has the slope 1/(1 + s²)?",
            short="the slope is that of arctan")
def slope_of_arctan(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 / (1 + (w @ x + b) ** 2))


@task.wrong("Your slope is 1/(1 + y²). With w^T x + b = 0.5 it is 0.824, but tanh rises by 0.0079 only when 0.5 grows "
            "by 0.01; at 800 yours is 0.5. Which combination of 1 and y² is 0 at y = 1?",
            short="the slope is 1/(1 + y²)")
def slope_of_arctan_at_y(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 / (1 + torch.tanh(w @ x + b) ** 2))


@task.wrong("Your slope is 1 divided by the root of 1 - y², as for arcsin. With w^T x + b = 0.5 it is 1.128, but tanh "
            "rises by 0.0079 only when 0.5 grows by 0.01. Is tanh anywhere steeper than 1?",
            short="the slope is that of arcsin")
def slope_root(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 / _slope(w, b, x).sqrt())


@task.wrong("Your slope is 1/(1 - s²), with the pre-activation s. At 0.5 it is 1.333, but tanh rises by 0.0079 only "
            "when 0.5 grows by 0.01. Is tanh, or the function that undoes it, applied in the neuron?",
            short="the slope is that of the inverse of tanh")
def slope_of_atanh(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 / (1 - (w @ x + b) ** 2))


@task.wrong("Two things: b is missing in the pre-activation, and your slope is 1 - y. With w = 2, x = 3, b = -5.5 "
            "your y is 0.99999, the neuron's is 0.4621. Which number goes into tanh?",
            short="b is missing in the pre-activation")
def no_bias_and_not_squared(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 - torch.tanh(w @ x))


@task.wrong("Two things: b is missing in the pre-activation, and w_bar and x_bar both hold the product of w and x. "
            "With w = 2, x = 3, b = -5.5 you take the slope at 6. Where does the neuron apply tanh?",
            short="b is missing in the pre-activation")
def no_bias_and_contributions(w, b, x, y_bar):
    z_bar = y_bar * (1 - torch.tanh(w @ x) ** 2)
    return z_bar * (w * x), z_bar, z_bar * (w * x)


@task.wrong("Two things: your slope is 1 - y, and w and x have changed places. With y = 0.4621 that slope is 0.538, "
            "with y = -0.4621 it is 1.462. Tanh is equally steep at both: what is missing?",
            short="the output is not squared in the slope")
def not_squared_and_exchanged(w, b, x, y_bar):
    z_bar = y_bar * (1 - torch.tanh(w @ x + b))
    return z_bar * w, z_bar, z_bar * x


@task.wrong("Two things: y_bar is missing, and w and x have changed places. With w = 2, x = 3, b = -5.5 you give "
            "b_bar = 0.786 for every y_bar. If the loss rises ten times as fast with y, how fast with b?",
            short="y_bar is missing")
def no_upstream_and_exchanged(w, b, x, y_bar):
    slope = _slope(w, b, x)
    return slope * w, slope, slope * x


@task.wrong("Two things: y_bar is missing, and y(1 - y) is the slope of another activation. With w = 2, x = 3, b = "
            "-5.5 you give b_bar = 0.249 for every y_bar. If the loss rises tenfold with y, how does it with b?",
            short="y_bar is missing")
def no_upstream_and_slope_of_sigmoid(w, b, x, y_bar):
    y = torch.tanh(w @ x + b)
    return _with_slope(w, x, 1, y * (1 - y))


@task.wrong("Two things: the slope of tanh is missing, and w_bar and x_bar both hold the product of w and x. With w = "
            "2, x = 3, b = -5.5, moving b by 0.01 moves y by about 0.0079. What lies between b and y?",
            short="the slope of tanh is missing")
def no_slope_and_contributions(w, b, x, y_bar):
    return y_bar * (w * x), y_bar.clone(), y_bar * (w * x)


@task.wrong("Two things: the slope 1/(1 + s²) is that of another function, and w and x have changed places. At w^T x "
            "+ b = 0.5 your slope is 0.8, but tanh rises by 0.0079 when 0.5 grows by 0.01. Which function has your "
            "slope?", short="the slope is that of arctan")
def arctan_and_exchanged(w, b, x, y_bar):
    z_bar = y_bar / (1 + (w @ x + b) ** 2)
    return z_bar * w, z_bar, z_bar * x


@task.wrong("You begin with y - y_bar, as if y_bar were a target. With w = 2, x = 3, b = -5.5, y_bar = 10 you give "
            "b_bar = -7.5; moving b by 0.01 raises the loss by about 0.079. What does y_bar say?",
            short="y_bar is taken for a target")
def y_bar_as_target(w, b, x, y_bar):
    y = torch.tanh(w @ x + b)
    return _with_slope(w, x, y - y_bar, 1 - y**2)


@task.wrong("You begin with y_bar - y, as if y_bar were a target. With w = 2, x = 3, b = -5.5, y_bar = 10 you give "
            "b_bar = 7.5; moving b by 0.01 raises the loss by about 0.079. What does y_bar say?",
            short="y_bar is taken for a target, with the opposite sign")
def target_minus_y(w, b, x, y_bar):
    y = torch.tanh(w @ x + b)
    return _with_slope(w, x, y_bar - y, 1 - y**2)


@task.wrong("You apply tanh to each product and to b, each alone. With w = (2, -1), x = (1, 3), b = 1.5 you take the "
            "slopes at 2, -3 and 1.5; the neuron applies tanh once, to 0.5. What happens before tanh?",
            short="the slope is taken at each term of the sum")
def slope_of_each_term(w, b, x, y_bar):
    w_bar, _, x_bar = _with_slope(w, x, y_bar, 1 - torch.tanh(w * x) ** 2)
    return w_bar, y_bar * (1 - torch.tanh(b) ** 2), x_bar


@task.wrong("Your x_bar has the same number everywhere: its entries are added up. With w = (2, -1), moving x_1 by "
            "0.01 moves w^T x + b by 0.02, moving x_2 moves it by -0.01. Which of the two has which entry?",
            short="the entries of x_bar are added up")
def x_bar_added_up(w, b, x, y_bar):
    w_bar, z_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w_bar, z_bar, x_bar.sum().expand_as(x).clone()


@task.wrong("Two things: b is missing in the pre-activation, and the entries of x_bar are added up, so that all are "
            "alike. With w = 2, x = 3, b = -5.5 you take the slope at 6. Where does the neuron apply tanh?",
            short="b is missing in the pre-activation")
def no_bias_and_x_bar_added_up(w, b, x, y_bar):
    return x_bar_added_up(w, torch.zeros_like(b), x, y_bar)


@task.wrong("You make a neuron of each input: with w = (2, -1), x = (1, 3), b = 1.5 tanh is applied to 3.5 and to "
            "-1.5, and your b_bar adds up both. The neuron applies tanh once, to 0.5. What happens before tanh?",
            short="each input is a neuron of its own")
def a_neuron_of_each_input(w, b, x, y_bar):
    w_bar, z_bar, x_bar = products_not_added(w, b, x, y_bar)
    return w_bar, z_bar.sum(), x_bar


@task.wrong("You add up behind tanh: with w = (2, -1), x = (1, 3), b = 1.5 your y is tanh(3.5) + tanh(-1.5) = 0.093, "
            "the neuron's is tanh(0.5) = 0.462. Which comes first, the sum or tanh?",
            short="the sum stands behind tanh")
def sum_behind_tanh(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 - torch.tanh(w * x + b).sum() ** 2)


@task.wrong("You add b behind tanh: with w = 2, x = 3, b = -5.5 your y is -4.5 and your slope 1 - 20.25, although tanh "
            "never falls. Does b come in before or behind tanh?", short="b is added behind tanh")
def bias_behind_tanh(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 - (torch.tanh(w @ x) + b) ** 2)


@task.wrong("b stands outside tanh in your answer: with w = 2, x = 3, b = -5.5, y_bar = 10 you give b_bar = 10, but "
            "moving b by 0.01 raises the loss by 0.079. To which number is tanh applied?",
            short="b stands outside tanh")
def bias_outside_tanh(w, b, x, y_bar):
    w_bar, _, x_bar = slope_without_bias(w, b, x, y_bar)
    return w_bar, y_bar.clone(), x_bar


@task.wrong("Your slope is (1 - y)². With w^T x + b = 0.5 and y = 0.4621 that is 0.289, but tanh rises by 0.0079 when "
            "0.5 grows by 0.01. What does the square belong to?", short="the square takes in the 1 of the slope")
def square_outside(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, (1 - torch.tanh(w @ x + b)) ** 2)


def _x_bar_without_upstream(w, x, y_bar, slope):
    return y_bar * slope * x, y_bar * slope, slope * w


@task.wrong("Two things: your slope is 1 - y, and x_bar lacks y_bar. With y = 0.4621 that slope is 0.538, but tanh "
            "rises by 0.0079 when 0.5 grows by 0.01. At -y tanh is as steep as at y: what is missing?",
            short="the output is not squared in the slope")
def not_squared_and_x_bar_without_upstream(w, b, x, y_bar):
    return _x_bar_without_upstream(w, x, y_bar, 1 - torch.tanh(w @ x + b))


@task.wrong("Two things: y(1 - y) is the slope of another activation, and x_bar lacks y_bar. At y = 0 your slope is 0; "
            "is tanh flat there?", short="the slope is that of the sigmoid")
def slope_of_sigmoid_and_x_bar_without_upstream(w, b, x, y_bar):
    y = torch.tanh(w @ x + b)
    return _x_bar_without_upstream(w, x, y_bar, y * (1 - y))


@task.wrong("Two things: b is missing in the pre-activation, and x_bar lacks y_bar. With w = 2, x = 3, b = -5.5 you "
            "take the slope at 6. Where does the neuron apply tanh?", short="b is missing in the pre-activation")
def no_bias_and_x_bar_without_upstream(w, b, x, y_bar):
    return _x_bar_without_upstream(w, x, y_bar, 1 - torch.tanh(w @ x) ** 2)


@task.wrong("Two things: the slope of tanh is missing, and x_bar lacks y_bar. With w = 2, x = 3, b = -5.5, moving b "
            "by 0.01 moves y by about 0.0079. What lies between b and y?", short="the slope of tanh is missing")
def no_slope_and_x_bar_without_upstream(w, b, x, y_bar):
    return _x_bar_without_upstream(w, x, y_bar, torch.ones_like(y_bar))


@task.wrong("Right as long as no input is 0. Where x is 0 your x_bar is 0 divided by 0, which is nan. With w = 2, for "
            "example, how much does w^T x + b move when x moves from 0 to 0.01?", short="x_bar is divided by x")
def x_bar_divided_by_x(w, b, x, y_bar):
    w_bar, z_bar, _ = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w_bar, z_bar, w_bar / x * w


@task.wrong("Right as long as no weight is 0. Where w is 0 your w_bar is 0 divided by 0, which is nan. With x = 3, for "
            "example, how much does w^T x + b move when w moves from 0 to 0.01?", short="w_bar is divided by w")
def a_bar_divided_by_a(w, b, x, y_bar):
    _, z_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return x_bar / w * x, z_bar, x_bar


@task.wrong("Right as long as no weight and no input is 0. Where one is, you divide 0 by 0 for its own adjoint, which "
            "gives nan. With x = 3, how much does w^T x + b move when w moves from 0 to 0.01?",
            short="w_bar is divided by w and x_bar by x")
def both_divided(w, b, x, y_bar):
    product, z_bar, _ = both_contributions(w, b, x, y_bar)
    return product / w, z_bar, product / x


@task.wrong("Your w_bar is b_bar·x_bar: x_bar stands where x belongs. With w = 2, x = 3, b = -5.5, y_bar = 10 you give "
            "123.7, but moving w by 0.01 raises the loss by about 0.236. Which name holds x when w_bar is made?",
            short="x_bar stands where x belongs in w_bar")
def a_bar_from_x_bar(w, b, x, y_bar):
    _, z_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return z_bar * x_bar, z_bar, x_bar


@task.wrong("Your x_bar is b_bar·w_bar: w_bar stands where w belongs. With w = 2, x = 3, b = -5.5, y_bar = 10 you give "
            "185.6, but moving x by 0.01 raises the loss by about 0.157. Which name holds w when x_bar is made?",
            short="w_bar stands where w belongs in x_bar")
def a_bar_for_a(w, b, x, y_bar):
    w_bar, z_bar, _ = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w_bar, z_bar, z_bar * w_bar


def _twice(w, b, x, y_bar, *which):
    """The right adjoints with y_bar once more in those that are named."""
    bars = zip("wbx", _with_slope(w, x, y_bar, _slope(w, b, x)))
    return tuple(bar * y_bar if name in which else bar for name, bar in bars)


@task.wrong("Your x_bar holds y_bar twice; the others are right. With w = 2, b_bar = 7.864 and y_bar = 10 you give "
            "157.3, but a step of 0.01 in x raises the loss by 0.157. Is y_bar in b_bar already?",
            short="y_bar comes in twice in x_bar")
def y_bar_twice_in_x_bar(w, b, x, y_bar):
    return _twice(w, b, x, y_bar, "x")


@task.wrong("Your w_bar holds y_bar twice; the others are right. With x = 3, b_bar = 7.864 and y_bar = 10 you give "
            "235.9, but a step of 0.01 in w raises the loss by 0.236. Is y_bar in b_bar already?",
            short="y_bar comes in twice in w_bar")
def y_bar_twice_in_a_bar(w, b, x, y_bar):
    return _twice(w, b, x, y_bar, "w")


@task.wrong("Two things: b is missing in the pre-activation, and x_bar holds y_bar twice. With w = 2, x = 3, b = -5.5"
            " you take the slope at 6. Where does the neuron apply tanh, and is y_bar in b_bar already?",
            short="b is missing in the pre-activation")
def no_bias_and_y_bar_twice_in_x_bar(w, b, x, y_bar):
    return _twice(w, torch.zeros_like(b), x, y_bar, "x")


@task.wrong("Two things: b is missing in the pre-activation, and w_bar holds y_bar twice. With w = 2, x = 3, b = -5.5"
            " you take the slope at 6. Where does the neuron apply tanh, and is y_bar in b_bar already?",
            short="b is missing in the pre-activation")
def no_bias_and_y_bar_twice_in_a_bar(w, b, x, y_bar):
    return _twice(w, torch.zeros_like(b), x, y_bar, "w")


@task.wrong("Two things: b is missing in the pre-activation, and w_bar and x_bar hold y_bar twice. With w = 2, x = 3,"
            " b = -5.5 you take the slope at 6. Where does the neuron apply tanh, and is y_bar in b_bar already?",
            short="b is missing in the pre-activation")
def no_bias_and_y_bar_twice(w, b, x, y_bar):
    return _twice(w, torch.zeros_like(b), x, y_bar, "w", "x")


@task.wrong("Two things: b is missing in the pre-activation, and x_bar is made with x. With w = 2, x = 3, b = -5.5 you "
            "take the slope at 6. Where does the neuron apply tanh, and what is x multiplied by?",
            short="b is missing in the pre-activation")
def no_bias_and_x_bar_from_x(w, b, x, y_bar):
    return x_bar_from_x(w, torch.zeros_like(b), x, y_bar)


@task.wrong("Two things: b is missing in the pre-activation, and w_bar is made with w. With w = 2, x = 3, b = -5.5 you "
            "take the slope at 6. Where does the neuron apply tanh, and what is w multiplied by?",
            short="b is missing in the pre-activation")
def no_bias_and_a_bar_from_a(w, b, x, y_bar):
    return a_bar_from_a(w, torch.zeros_like(b), x, y_bar)


@task.wrong("Your slope is 1 - |y|. With y = 0.4621 that is 0.538, and with y = -0.4621 as well, but tanh rises from "
            "0.4621 to 0.4699 when its input grows by 0.01. How large is its slope there?",
            short="the slope is 1 - |y|")
def size_of_the_output(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 - torch.tanh(w @ x + b).abs())


@task.wrong("Two things: b is missing in the pre-activation, and your slope is 1 - |y|. With w = 2, x = 3, b = -5.5 you"
            " take it at 6, not 0.5, where y = 0.4621 and tanh's slope is 0.786. What goes into tanh?",
            short="b is missing in the pre-activation, and the slope is 1 - |y|")
def no_bias_and_size_of_the_output(w, b, x, y_bar):
    return size_of_the_output(w, torch.zeros_like(b), x, y_bar)


@task.wrong("b_bar is right; w_bar has the factor x + b, x_bar the factor w + b. With x = 3, b = -5.5, moving w by "
            "0.01 moves w^T x + b by 0.03, not by -0.025. What happens to b while w moves?",
            short="b stays in the factors of w_bar and x_bar")
def b_in_both_factors(w, b, x, y_bar):
    z_bar = y_bar * _slope(w, b, x)
    return z_bar * (x + b), z_bar, z_bar * (w + b)


@task.wrong("Your w_bar is b_bar·(x + b); the other two are right. With x = 3, b = -5.5, moving w by 0.01 moves w^T x "
            "+ b by 0.03, and you reckon with -0.025. What happens to b while w moves?",
            short="b stays in the factor of w_bar")
def b_in_the_factor_of_a_bar(w, b, x, y_bar):
    z_bar = y_bar * _slope(w, b, x)
    return z_bar * (x + b), z_bar, z_bar * w


@task.wrong("Your x_bar is b_bar·(w + b); the other two are right. With w = 2, b = -5.5, moving x by 0.01 moves w^T x "
            "+ b by 0.02, and you reckon with -0.035. What happens to b while x moves?",
            short="b stays in the factor of x_bar")
def b_in_the_factor_of_x_bar(w, b, x, y_bar):
    z_bar = y_bar * _slope(w, b, x)
    return z_bar * x, z_bar, z_bar * (w + b)


@task.wrong("Two things: your slope is the root of the right one, 0.887 instead of 0.786 at w^T x + b = 0.5; and w_bar "
            "is made with w, x_bar with x. How often does cosh stand in the denominator, and what is w multiplied by?",
            short="the slope is 1/cosh, and w and x have changed places")
def one_cosh_and_exchanged(w, b, x, y_bar):
    z_bar = y_bar / torch.cosh(w @ x + b)
    return z_bar * w, z_bar, z_bar * x


@task.wrong("You apply tanh to y_bar as well. With w = 2, x = 3, b = -5.5, y_bar = 10 you give b_bar = 0.786, but "
            "moving b by 0.01 raises the loss by 0.079. To which number does the neuron apply tanh?",
            short="tanh is applied to y_bar")
def tanh_of_y_bar(w, b, x, y_bar):
    return _with_slope(w, x, torch.tanh(y_bar), _slope(w, b, x))


@task.wrong("Your slope is made with y_bar: 1 - y_bar². With y_bar = 10 that is -99, and tanh never falls. Which "
            "number says where on its curve the neuron stands?", short="the slope is 1 - y_bar²")
def slope_from_y_bar(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 - y_bar**2)


@task.wrong("You take the slope of tanh at y_bar: with y_bar = 10 it is nearly 0, whatever w, b and x are. With w = 2, "
            "x = 3, b = -5.5 it should be 0.786. At which number does the neuron apply tanh?",
            short="the slope of tanh is taken at y_bar")
def slope_at_y_bar(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 - torch.tanh(y_bar) ** 2)


def _held_at(limit):
    def answer(w, b, x, y_bar):
        return _with_slope(w, x, y_bar, 1 - torch.tanh((w @ x + b).clamp(-limit, limit)) ** 2)

    answer.__name__ = f"pre_activation_held_at_{limit}"
    return answer


for _limit, _left in ((2, "0.07"), (3, "0.0099"), (4, "0.0013"), (5, "0.00018"), (10, "0.0000000082")):
    task.wrong(f"You hold the pre-activation between -{_limit} and {_limit}; within them you are right. At 800 your "
               f"slope is {_left}, but tanh is flat there. What can go wrong in tanh(800)?",
               short=f"the pre-activation is held between -{_limit} and {_limit}")(_held_at(_limit))


@task.wrong("Your x_bar is x after a step of descent, not the adjoint. With w = 2, x = 3, b = -5.5, y_bar = 10 you "
            "give 3 - 15.73. With y_bar = 0 the loss does not feel x: what is x_bar then?",
            short="x_bar is x after a step of descent")
def x_bar_after_a_step(w, b, x, y_bar):
    w_bar, b_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w_bar, b_bar, x - x_bar


@task.wrong("Your results are the values after a step of descent, not adjoints. With w = 2, x = 3, b = -5.5, y_bar = "
            "10 your x_bar is 3 - 15.73. With y_bar = 0 the loss does not feel x: what is x_bar then?",
            short="the results are the values after a step of descent")
def all_after_a_step(w, b, x, y_bar):
    w_bar, b_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w - w_bar, b - b_bar, x - x_bar


@task.wrong("Your w_bar and b_bar are w and b after a step of descent, not adjoints; x_bar is right. With w = 2, x = "
            "3, b = -5.5, y_bar = 10 your w_bar is 2 - 23.6. With y_bar = 0, what is w_bar?",
            short="w_bar and b_bar are the values after a step of descent")
def a_and_b_after_a_step(w, b, x, y_bar):
    w_bar, b_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w - w_bar, b - b_bar, x_bar


@task.wrong("Right unless y_bar is 0; there you reckon with y_bar = 1. If y_bar is 0, moving y does not change the "
            "loss. By how much does moving b change it then?", short="where y_bar is 0 it is taken for 1")
def zero_taken_for_one(w, b, x, y_bar):
    return _with_slope(w, x, y_bar if y_bar else torch.ones_like(y_bar), _slope(w, b, x))


@task.wrong("In b_bar y_bar comes in twice; w_bar is right. With w = 2, x = 3, b = -5.5, y_bar = 10 you give 78.6, but "
            "moving b by 0.01 raises the loss by 0.079. How often does the loss's slope count?",
            short="y_bar comes in twice in b_bar")
def y_bar_twice_in_b_bar(w, b, x, y_bar):
    w_bar, b_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    return w_bar, y_bar * b_bar, x_bar


def _with_output(w, b, x, y_bar, in_a, in_x):
    w_bar, b_bar, x_bar = _with_slope(w, x, y_bar, _slope(w, b, x))
    y = torch.tanh(w @ x + b)
    return w_bar * (y if in_a else 1), b_bar, x_bar * (y if in_x else 1)


@task.wrong("Your x_bar holds the output y besides; the other two are right. With w = 2, x = 3, b = -5.5, y_bar = 10 "
            "you give 7.27, but moving x by 0.01 raises the loss by about 0.157. What is x multiplied by?",
            short="x_bar holds the output y besides")
def x_bar_with_the_output(w, b, x, y_bar):
    return _with_output(w, b, x, y_bar, False, True)


@task.wrong("Your w_bar holds the output y besides; the other two are right. With w = 2, x = 3, b = -5.5, y_bar = 10 "
            "you give 10.9, but moving w by 0.01 raises the loss by about 0.236. What is w multiplied by?",
            short="w_bar holds the output y besides")
def a_bar_with_the_output(w, b, x, y_bar):
    return _with_output(w, b, x, y_bar, True, False)


@task.wrong("Your w_bar and x_bar hold the output y besides; b_bar is right. With w = 2, x = 3, b = -5.5, y_bar = 10 "
            "you give w_bar = 10.9, but moving w by 0.01 raises the loss by 0.236. What is w multiplied by?",
            short="w_bar and x_bar hold the output y besides")
def a_bar_and_x_bar_with_the_output(w, b, x, y_bar):
    return _with_output(w, b, x, y_bar, True, True)


@task.wrong("The products w·x are averaged, not added: with w = (2, -1), x = (1, 3), b = 1.5 you take the slope at 1, "
            "the neuron works at 0.5. With one input you are right. What does w^T x do with the products?",
            short="the products are averaged in the pre-activation")
def products_averaged(w, b, x, y_bar):
    return _with_slope(w, x, y_bar, 1 - torch.tanh((w * x).mean() + b) ** 2)


def _two(name, slope, *, exchanged=False, a_bare=False):
    """An answer with this slope; w and x change places, or w_bar lacks y_bar."""
    def answer(w, b, x, y_bar):
        here = slope(w, b, x)
        w_bar, b_bar, x_bar = _with_slope(w, x, y_bar, here)
        if exchanged:
            return x_bar, b_bar, w_bar
        return here * x if a_bare else w_bar, b_bar, x_bar

    answer.__name__ = name
    return answer


_SLOPES = {
    "one_plus": ("your slope is 1 + y²", lambda w, b, x: 1 + torch.tanh(w @ x + b) ** 2,
                 "With y = 0.4621 that is 1.214; the slope of tanh is 0.786 there. Is tanh flatter or steeper away "
                 "from 0?"),
    "from_z": ("you square the pre-activation in the slope", lambda w, b, x: 1 - (w @ x + b) ** 2,
               "With w = 2, x = 1, b = 0 it is -3, although tanh never falls. Which number lies between -1 and 1?"),
    "size": ("your slope is 1 - |y|", lambda w, b, x: 1 - torch.tanh(w @ x + b).abs(),
             "With y = 0.4621 that is 0.538, but tanh rises from 0.4621 to 0.4699 when its input grows by 0.01. How "
             "steep is that?"),
    "without_b": ("b is missing in the pre-activation", lambda w, b, x: 1 - torch.tanh(w @ x) ** 2,
                  "With w = 2, x = 3, b = -5.5 you take the slope at 6, not at 0.5. Which number goes into tanh?"),
}
for _kind, (_phrase, _slope_of, _example) in _SLOPES.items():
    if _kind != "without_b":  # that pair has words of its own
        task.wrong(f"Two things: {_phrase}, and w and x have changed places in the results. {_example}",
                   short=f"{_phrase}, and w and x have changed places"
                   )(_two(f"{_kind}_and_exchanged", _slope_of, exchanged=True))
    task.wrong(f"Two things: {_phrase}, and y_bar is missing in w_bar. {_example}",
               short=f"{_phrase}, and y_bar is missing in w_bar"
               )(_two(f"{_kind}_and_a_bar_bare", _slope_of, a_bare=True))


EXERCISE = task.declared()
