"""Exercise: predict, loss, slope and step of a machine with one weight."""

from __future__ import annotations

from collections.abc import Callable

import torch

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def reference(w: float, x: float, y: float, eta: float) -> tuple[float, float, float, float]:
    """The four numbers from the parabola a w² + b w + c that the loss is."""
    a, b, c = x * x, -2 * x * y, y * y
    slope = 2 * a * w + b
    return w * x, a * w * w + b * w + c, slope, w - eta * slope


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    return [
        case("the example of the text", w=1.0, x=2.0, y=6.0, eta=0.1),
        case("too small a prediction", w=draw.between(0.5, 1.0), x=draw.between(2.2, 3.0), y=draw.between(7.0, 9.0),
             eta=draw.between(0.01, 0.05)),
        case("too large a prediction", w=draw.between(4.0, 5.0), x=draw.between(1.2, 1.8), y=draw.between(2.0, 3.0),
             eta=draw.between(0.01, 0.05)),
        case("the prediction is right", w=1.5, x=2.0, y=3.0, eta=0.25),
        case("a negative x", w=draw.between(0.5, 1.5), x=-draw.between(1.5, 2.5), y=draw.between(2.0, 4.0),
             eta=draw.between(0.1, 0.2)),
        case("a negative y", w=draw.between(0.5, 1.5), x=draw.between(1.5, 2.5), y=-draw.between(2.0, 4.0),
             eta=draw.between(0.01, 0.05)),
        case("x is 0", w=draw.between(0.5, 1.5), x=0.0, y=draw.between(2.0, 4.0), eta=0.1),
        case("w is 0", w=0.0, x=draw.between(1.2, 2.0), y=draw.between(2.0, 4.0), eta=draw.between(0.1, 0.2)),
        case("a long step", w=draw.between(0.5, 1.5), x=draw.between(1.5, 2.5), y=draw.between(3.0, 6.0),
             eta=draw.between(1.5, 2.5)),
    ]


task = Task(
    key="one_step", title="One step of a machine that learns", points=2, difficulty=1, minutes=10,
    objective="take one step of gradient descent: predict, loss, slope, step",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("prediction", "loss", "slope", "new_w")),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward"),
    hints=(
        "The loss is the square of a difference. Which two numbers does it compare, and how far does the first of them "
        "move when w moves by 1?",
        "At w = 2, x = 3, y = 9: the prediction is 6, the miss -3, the loss 9, and the slope 2 · (-3) · 3 = -18. With "
        "eta = 0.01 the new w is 2.18. What is it with eta = 0.02?",
        "miss = w * x - y; slope = 2 * miss * ____; new_w = w - ____ * slope",
    ),
)


@task.solution
def one_step(w, x, y, eta):
    prediction = w * x                  # step: what the machine predicts
    miss = prediction - y               # step: how far off it is
    loss = miss**2                      # step: how wrong that is
    slope = 2 * miss * x                # step: how the loss moves with w
    new_w = w - eta * slope             # step: the step against the slope
    return prediction, loss, slope, new_w


@task.right
def multiplied_out(w, x, y, eta):
    prediction = x * w                              # step: what the machine predicts
    loss = (y - prediction) * (y - prediction)      # step: how wrong that is
    pull = x * x * w                                # step: what the weight adds to half the slope
    push = x * y                                    # step: what the target takes off it
    slope = 2 * (pull - push)                       # step: how the loss moves with w
    change = -eta * slope                           # step: the step against the slope
    return prediction, loss, slope, w + change


@task.right
def through_measured_chain(w, x, y, eta):
    prediction = torch.tensor(w * x, dtype=torch.float64)
    miss = prediction - y
    outer = 2 * miss                    # step: how the loss moves with the prediction
    inner = x                           # step: how the prediction moves with w
    slope = outer * inner               # step: how the loss moves with w
    return prediction, miss.square(), slope, w - eta * slope


def _after(w, x, y, eta, slope):
    """What an answer returns that has this slope and does the rest right."""
    return w * x, (w * x - y) ** 2, slope, w - eta * slope


# The messages reckon with the example: w = 1, x = 2, y = 6, eta = 0.1; prediction 2, miss -4, loss 16, slope -16.

@task.wrong("You walk up: from w = 1 with the slope -16 you go to -0.6, and the loss grows from 16 to 51.84. A "
            "negative slope means that the loss falls to the right. Which way is down?",
            short="the step goes with the slope")
def uphill(w, x, y, eta):
    prediction, loss, slope, _ = one_step(w, x, y, eta)
    return prediction, loss, slope, w + eta * slope


@task.wrong("Your slope leaves out x: at w = 1 you give -8 where -16 is expected. When w moves by 1, the prediction "
            "w · 2 moves by 2. Which factor is missing?", short="the factor x is missing in the slope")
def no_x(w, x, y, eta):
    return _after(w, x, y, eta, 2 * (w * x - y))


@task.wrong("Your slope lacks the 2 of the square: at w = 1 you give -8 where -16 is expected. When a miss goes from "
            "4 to 3.9, its square falls from 16 to 15.21. By about how much is that for each 1?",
            short="the factor 2 is missing in the slope")
def no_two(w, x, y, eta):
    return _after(w, x, y, eta, (w * x - y) * x)


@task.wrong("Your slope has the wrong sign: at w = 1 you give 16. A larger w predicts more than 2, and that is "
            "nearer to 6. Does the loss rise or fall?", short="the slope has the wrong sign")
def slope_reversed(w, x, y, eta):
    return _after(w, x, y, eta, 2 * (y - w * x) * x)


@task.wrong("Slope and step both have the wrong sign, so your new w is right by luck: you give the slope 16 at w = "
            "1. Does the loss rise when w grows from 1 to 1.1?", short="slope and step both have the wrong sign")
def reversed_twice(w, x, y, eta):
    prediction, loss, slope, new_w = one_step(w, x, y, eta)
    return prediction, loss, -slope, new_w


@task.wrong("Your slope uses the prediction where the miss belongs: at w = 1 you give 2 · 2 · 2 = 8. If the "
            "prediction is exactly right, in which direction should w move?",
            short="the prediction stands for the miss")
def prediction_for_miss(w, x, y, eta):
    return _after(w, x, y, eta, 2 * (w * x) * x)


@task.wrong("Your slope uses the loss where the miss belongs: at w = 1 you give 2 · 16 · 2 = 64. A square has no "
            "sign. How would w know which way to go?", short="the loss stands for the miss in the slope")
def loss_for_miss(w, x, y, eta):
    return _after(w, x, y, eta, 2 * (w * x - y) ** 2 * x)


@task.wrong("Your slope multiplies by w where x belongs: at w = 1 you give -8. The prediction is w · x. How far does "
            "it move when w moves by 1?", short="w stands for x in the slope")
def times_w(w, x, y, eta):
    return _after(w, x, y, eta, 2 * (w * x - y) * w)


@task.wrong("Your slope is -32 at w = 1: x counts twice in it. When w moves by 1, does the prediction w · 2 move by "
            "2 or by 4?", short="x counts twice in the slope")
def x_twice(w, x, y, eta):
    return _after(w, x, y, eta, 2 * (w * x - y) * x * x)


@task.wrong("You step against the loss, not against its slope: from w = 1 you go to 1 - 0.1 · 16 = -0.6. The loss is "
            "never negative. Could w ever grow in this way?", short="the step uses the loss, not the slope")
def loss_for_slope(w, x, y, eta):
    prediction, loss, slope, _ = one_step(w, x, y, eta)
    return prediction, loss, slope, w - eta * loss


@task.wrong("You take the whole slope as the step: from w = 1 you land at 17, and the loss becomes 784. What does "
            "eta do?", short="eta is left out")
def whole_slope(w, x, y, eta):
    prediction, loss, slope, _ = one_step(w, x, y, eta)
    return prediction, loss, slope, w - slope


@task.wrong("You divide the slope by eta: from w = 1 with eta = 0.1 you land at 161. Should a smaller eta give a "
            "longer step or a shorter one?", short="the slope is divided by eta")
def divided_by_eta(w, x, y, eta):
    prediction, loss, slope, _ = one_step(w, x, y, eta)
    return prediction, loss, slope, w - slope / eta


@task.wrong("Your last number is the change of w, not the new w: 1.6 in the example. Where did w stand before?",
            short="the change stands for the new w")
def change_only(w, x, y, eta):
    prediction, loss, slope, _ = one_step(w, x, y, eta)
    return prediction, loss, slope, -eta * slope


@task.wrong("Your last number is the step with the slope's sign, -1.6 in the example, and w is not in it. Where did "
            "w stand before, and which way is down?", short="eta times the slope stands for the new w")
def step_for_new_w(w, x, y, eta):
    prediction, loss, slope, _ = one_step(w, x, y, eta)
    return prediction, loss, slope, eta * slope


@task.wrong("Your loss is the miss itself, -4 in the example. A machine that is 4 too low would be better than one "
            "that is right. What makes every miss count against it?", short="the loss is not squared")
def miss_as_loss(w, x, y, eta):
    prediction, _, slope, new_w = one_step(w, x, y, eta)
    return prediction, prediction - y, slope, new_w


@task.wrong("Your loss is the size of the miss, 4 in the example. The text squares it. What is the square of -4?",
            short="the loss is the miss without its sign")
def size_as_loss(w, x, y, eta):
    prediction, _, slope, new_w = one_step(w, x, y, eta)
    return prediction, abs(prediction - y), slope, new_w


@task.wrong("Your loss is half the square: 8 in the example, where the miss is -4. What does the text take, the "
            "square or half of it?", short="the loss is halved")
def half_loss(w, x, y, eta):
    prediction, loss, slope, new_w = one_step(w, x, y, eta)
    return prediction, loss / 2, slope, new_w


@task.wrong("Your loss is half the square, and the slope fits that half: 8 and -8 in the example. What does the text "
            "take, the square or half of it?", short="loss and slope are halved")
def half_of_both(w, x, y, eta):
    half = (w * x - y) * x
    return w * x, (w * x - y) ** 2 / 2, half, w - eta * half


@task.wrong("Your prediction adds: 1 + 2 = 3 in the example. At w euros for each poster, what do 2 posters cost?",
            short="the prediction adds w and x")
def added(w, x, y, eta):
    miss = w + x - y
    return w + x, miss**2, 2 * miss * x, w - eta * 2 * miss * x


@task.wrong("Your last number is y / x, the w that is right at once. The machine does not know division: it takes "
            "one step of eta times the slope. Where does that lead from w = 1 with eta = 0.1?",
            short="the best w stands for the new w")
def solved(w, x, y, eta):
    prediction, loss, slope, _ = one_step(w, x, y, eta)
    return prediction, loss, slope, y / x if x else w


@task.wrong("You give the prediction, loss and slope of the *new* w. The text asks for those at the old w, before "
            "the step: 2, 16 and -16 in the example. In which order do you compute?",
            short="the numbers are those after the step")
def after_the_step(w, x, y, eta):
    new_w = one_step(w, x, y, eta)[3]
    return *one_step(new_w, x, y, eta)[:3], new_w


@task.wrong("Your slope is that of the old w, but prediction and loss are those of the new one: 5.2 and 0.64 in the "
            "example, where w goes from 1 to 2.6. The text asks for all three before the step. Which w does each of "
            "your lines read?", short="prediction and loss are those after the step")
def prediction_and_loss_after_the_step(w, x, y, eta):
    _, _, slope, new_w = one_step(w, x, y, eta)
    return *one_step(new_w, x, y, eta)[:2], slope, new_w


@task.wrong("Your loss is that of the new w: 0.64 in the example, where w goes from 1 to 2.6. The text asks for the "
            "loss before the step. Which prediction does your loss compare with y?",
            short="the loss is that after the step")
def loss_after_the_step(w, x, y, eta):
    prediction, _, slope, new_w = one_step(w, x, y, eta)
    return prediction, one_step(new_w, x, y, eta)[1], slope, new_w


@task.wrong("Your prediction is that of the new w: 5.2 in the example, where w goes from 1 to 2.6. The text asks for "
            "the prediction before the step. Which w does it read?", short="the prediction is that after the step")
def prediction_after_the_step(w, x, y, eta):
    _, loss, slope, new_w = one_step(w, x, y, eta)
    return new_w * x, loss, slope, new_w


@task.wrong("You give the miss where the prediction belongs: -4 in the example. What does the machine say that 2 "
            "posters cost?", short="the miss stands for the prediction")
def miss_for_prediction(w, x, y, eta):
    prediction, loss, slope, new_w = one_step(w, x, y, eta)
    return prediction - y, loss, slope, new_w


@task.wrong("Your slope is 2 · w · x - y · x, -8 in the example: the 2 reaches the prediction only. Where do the "
            "brackets in 2 · (miss) · x belong?", short="the slope lacks brackets round the miss")
def open_brackets(w, x, y, eta):
    return _after(w, x, y, eta, 2 * w * x - y * x)


@task.wrong("Your loss squares y alone: 2 - 36 = -34 in the example. Powers come before minus. What has to be "
            "squared as a whole?", short="only y is squared in the loss")
def only_y_squared(w, x, y, eta):
    prediction, _, slope, new_w = one_step(w, x, y, eta)
    return prediction, prediction - y**2, slope, new_w


@task.wrong("Your step computes (w - eta) · slope: (1 - 0.1) · (-16) = -14.4 in the example. What is multiplied by "
            "eta?", short="w - eta is multiplied by the slope")
def wrong_brackets_in_step(w, x, y, eta):
    prediction, loss, slope, _ = one_step(w, x, y, eta)
    return prediction, loss, slope, (w - eta) * slope


@task.wrong("Your step multiplies by w once more. At w = 2 it is twice as long as it should be, and at w = 0 the "
            "machine never moves. Which two numbers make the step?", short="the step is multiplied by w")
def step_times_w(w, x, y, eta):
    prediction, loss, slope, _ = one_step(w, x, y, eta)
    return prediction, loss, slope, w * (1 - eta * slope)


@task.wrong("Two things. Your slope leaves out x, and the step goes with the slope: from w = 1 you go to 0.2. When w "
            "moves by 1, how far does the prediction w · 2 move? And which way is down?",
            short="x is missing in the slope, and the step goes with it")
def no_x_and_uphill(w, x, y, eta):
    slope = 2 * (w * x - y)
    return w * x, (w * x - y) ** 2, slope, w + eta * slope


@task.wrong("Two things. Your slope lacks the 2 of the square, and the step lacks eta: from w = 1 you go to 9. First "
            "the slope: when a miss goes from 4 to 3.9, by about how much does its square fall for each 1?",
            short="the 2 of the slope and eta are missing")
def no_two_no_eta(w, x, y, eta):
    slope = (w * x - y) * x
    return w * x, (w * x - y) ** 2, slope, w - slope


def _in_place_of_zero(name: str, small: float, told: str) -> None:
    def answer(w, x, y, eta):
        return one_step(small if w == 0 else w, x, y, eta)

    answer.__name__ = name
    task.wrong(f"Where w is 0 you compute with {told} in its place; elsewhere you are right. But 0 is a weight like "
               "any other: with x = 2 and y = 6 its slope is -24. Could the machine not learn from there?",
               short=f"a weight of 0 is replaced by {told}")(answer)


for _name, _small, _told in (("one_for_zero", 1.0, "1"), ("a_tenth_for_zero", 0.1, "0.1"),
                             ("a_hundredth_for_zero", 0.01, "0.01"), ("a_thousandth_for_zero", 0.001, "0.001"),
                             ("a_millionth_for_zero", 1e-6, "0.000001"), ("next_to_nothing_for_zero", 1e-8, "1e-8")):
    _in_place_of_zero(_name, _small, _told)


@task.wrong("Your new w is right, but your slope has eta in it: -1.6 in the example. How steep the loss is does not "
            "depend on the length of your step. Where does eta belong?",
            short="eta is in the slope")
def eta_in_the_slope(w, x, y, eta):
    prediction, loss, slope, new_w = one_step(w, x, y, eta)
    return prediction, loss, eta * slope, new_w


@task.wrong("You multiply by eta twice, in the slope and in the step: in the example the slope is -1.6 and the new "
            "w 1.16. How steep the loss is does not depend on the length of your step. Which eta is one too many?",
            short="eta is in the slope and in the step")
def eta_twice(w, x, y, eta):
    return _after(w, x, y, eta, eta * 2 * (w * x - y) * x)


@task.wrong("Your loss squares x alone: 1 · 2² - 6 = -2 in the example. A square comes before the times and the "
            "minus. What has to be squared as a whole?",
            short="only x is squared in the loss")
def only_x_squared(w, x, y, eta):
    prediction, _, slope, new_w = one_step(w, x, y, eta)
    return prediction, w * x**2 - y, slope, new_w


@task.wrong("Your loss is a difference of squares: 4 - 36 = -32 in the example. Which comes first, the square or "
            "the minus?",
            short="the loss is a difference of squares")
def difference_of_squares(w, x, y, eta):
    prediction, _, slope, new_w = one_step(w, x, y, eta)
    return prediction, prediction**2 - y**2, slope, new_w


@task.wrong("Your step starts from the prediction: 2 + 1.6 = 3.6 in the example. The machine changes its w, which "
            "is 1. What is the 1.6 to be added to?",
            short="the step starts from the prediction")
def step_from_the_prediction(w, x, y, eta):
    prediction, loss, slope, _ = one_step(w, x, y, eta)
    return prediction, loss, slope, prediction - eta * slope


@task.wrong("Your slope is right, but you step against the miss: from w = 1 you go to 1 - 0.1 · (-4) = 1.4. With x "
            "= -2 a miss of -4 has the slope 16. Which way should w go then?",
            short="the step uses the miss, not the slope")
def miss_for_slope(w, x, y, eta):
    prediction, loss, slope, _ = one_step(w, x, y, eta)
    return prediction, loss, slope, w - eta * (prediction - y)


@task.wrong("Your results are rounded: with w = 0.125 and x = 1 the prediction is 0.125, and you give 0.12. Leave "
            "them as they are. Which line rounds them?",
            short="the results are rounded")
def results_rounded(w, x, y, eta):
    return tuple(round(result, 2) for result in one_step(w, x, y, eta))


def _chord(name: str, of_eta: Callable[[float], float], step: str, at_1: str) -> None:
    def answer(w, x, y, eta):
        far, here = (w + of_eta(eta)) * x - y, w * x - y
        return _after(w, x, y, eta, (far**2 - here**2) / of_eta(eta))

    answer.__name__ = name
    task.wrong(f"Your slope is that of a line through two points: the loss at w + {step} less the loss at w, divided "
               f"by {step}. At w = 1 you give {at_1} where -16 is expected, and another distance gives another "
               "number. The text gives the slope at w itself. Which three numbers are multiplied there?",
               short=f"the slope is a difference quotient from w to w + {step}")(answer)


_chord("chord_of_eta", lambda eta: eta, "eta", "-15.6")
for _name, _far, _step, _at_1 in (
        ("chord_of_one", 1.0, "1", "-12"), ("chord_of_a_tenth", 0.1, "0.1", "-15.6"),
        ("chord_of_a_hundredth", 0.01, "0.01", "-15.96"), ("chord_of_a_thousandth", 0.001, "0.001", "-15.996"),
        ("chord_of_a_ten_thousandth", 1e-4, "0.0001", "-15.9996"),
        ("chord_of_a_hundred_thousandth", 1e-5, "0.00001", "-15.99996"),
        ("chord_of_a_millionth", 1e-6, "0.000001", "-15.999996")):
    _chord(_name, lambda eta, far=_far: far, _step, _at_1)


def _loss_over_w(name: str, at_zero: float | None, says: str) -> None:
    def answer(w, x, y, eta):
        loss = (w * x - y) ** 2
        return _after(w, x, y, eta, loss / w if w or at_zero is None else at_zero)

    answer.__name__ = name
    task.wrong(f"Your slope is the loss divided by w: at w = 2, x = 3, y = 9 you give 9 / 2, and where w is 0 {says}. "
               "When w goes from 2 to 2.1 there, the loss falls from 9 to 7.29. About how steep is that?",
               short=f"the slope is the loss divided by w; where w is 0 {says}")(answer)


_loss_over_w("loss_over_w", 0.0, "you put 0")
_loss_over_w("loss_over_w_or_an_error", None, "you divide by 0")


def _signed_step(name: str, size: Callable[[float, float], float], at_zero: int, message: str, short: str) -> None:
    def answer(w, x, y, eta):
        prediction, loss, slope, _ = one_step(w, x, y, eta)
        sign = (slope > 0) - (slope < 0) or at_zero
        return prediction, loss, slope, w - sign * eta * size(prediction - y, loss)

    answer.__name__ = name
    task.wrong(message, short=short)(answer)


for _end, _sign, _says in (("", 0, "where the slope is 0 you stay"),
                           ("_or_left", 1, "where the slope is 0 you go left"),
                           ("_or_right", -1, "where the slope is 0 you go right")):
    _signed_step(f"step_by_the_loss_downhill{_end}", lambda miss, loss: loss, _sign,
                 "Your step goes the right way, but its length is eta times the loss: at w = 2, x = 3, y = 9 with eta "
                 f"= 0.01 you go by 0.09, and {_says}. The loss there is 9 and the slope -18. What else than its sign "
                 "does the slope say?", f"the step is eta times the loss, downhill; {_says}")
    _signed_step(f"step_of_eta_downhill{_end}", lambda miss, loss: 1.0, _sign,
                 "Your step goes the right way, but its length is eta itself: at w = 2, x = 3, y = 9 with eta = 0.01 "
                 f"you go by 0.01, and {_says}. The slope there is -18. What else than its sign does it say?",
                 f"the step is eta long, downhill; {_says}")
    _signed_step(f"step_by_the_miss_downhill{_end}", lambda miss, loss: abs(miss), _sign,
                 "Your step goes the right way, but its length is eta times the size of the miss: at w = 2, x = 3, y = "
                 f"9 with eta = 0.01 you go by 0.03, and {_says}. The slope there is -18. What else than its sign does "
                 "it say?", f"the step is eta times the size of the miss, downhill; {_says}")


EXERCISE = task.declared()
