"""Exercise: one step of AMSGrad; the twin of adam_step."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import Paths, walk
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    """Paths on which the squares rise and fall, so that the maximum matters."""
    draw = Draw(rng)

    def from_zero(label: str, theta: Tensor, g: Tensor, eta: float, b1: float, b2: float) -> Case:
        zero = torch.zeros_like(theta)
        return case(label, theta=theta, g=list(g), m=zero, v=zero.clone(), top=zero.clone(), k=1, eta=eta, b1=b1,
                    b2=b2, eps=1e-8)

    uneven = numbers(1, 4, 0.3, 0.1, 3.5, 0.2)[:, None]  # by the fifth v has faded, but stays below the largest
    sizes = numbers(1, 1e-4, 1e-7)
    return [
        from_zero("the first step; g lists the gradients", numbers(0, 0), numbers([[2, -3]]), 0.1, 0.9, 0.999),
        from_zero("two steps, the second gradient is small", draw.normal(1),
                  numbers([2], [0.5]) * (1 + draw.normal(1).abs()), 0.1, 0.9, 0.9),
        from_zero("six steps, the second gradient is the largest", draw.normal(3),
                  uneven * (1 + draw.normal(3).abs()), 0.2, 0.8, 0.5),
        from_zero("one parameter with ordinary, one with small, one with tiny gradients", draw.normal(3),
                  sizes * uneven * (1 + draw.normal(3).abs()), 0.1, 0.9, 0.6),
        case("parameters in a matrix, going on at step 5", theta=draw.normal(2, 3), g=list(draw.normal(3, 2, 3)),
             m=0.1 * draw.normal(2, 3), v=draw.normal(2, 3).square(), top=1 + draw.normal(2, 3).square(), k=5, eta=0.3,
             b1=0.7, b2=0.9, eps=1e-3),
    ]


def drive(answer, theta: Tensor, g: list[Tensor], m: Tensor, v: Tensor, top: Tensor, k: int, eta: float, b1: float,
          b2: float, eps: float) -> list[Tensor] | str:
    """The path of theta; k counts the steps from its first value on."""
    def step(theta, m, v, top, turn):
        number, gradient = turn
        return answer(theta, gradient, m, v, top, number, eta, b1, b2, eps)

    return walk(step, {"theta": theta, "m": m, "v": v, "top": top}, enumerate(g, k))


task = Task(
    key="amsgrad_step", title="One step of AMSGrad", points=2, difficulty=2, minutes=20,
    objective="change one line of Adam so that rates never grow, and keep the rest",
    cases=cases, drive=drive, compare=Paths(),
    hints=(
        "Adam divides by the root of a fading average, which can fall. What would you have to remember so that the "
        "divisor does not fall with it?",
        "Gradients 2 and 0 with b2 = 0.9: v is 0.4, then 0.36. The maximum is 0.4 both times. By which number is it "
        "divided at k = 2?",
        "top = torch.maximum(____, v); theta = theta - eta * m_hat / ((top / (1 - ____)).sqrt() + eps)",
    ),
)


@task.solution
def amsgrad_step(theta, g, m, v, top, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g       # step: the fading average of the gradients
    v = b2 * v + (1 - b2) * g**2    # step: the fading average of the squares
    top = torch.maximum(top, v)     # step: the largest v so far
    m_hat = m / (1 - b1**k)         # step: the correction of m
    top_hat = top / (1 - b2**k)     # step: the correction of the largest v
    theta = theta - eta * m_hat / (top_hat.sqrt() + eps)    # step: the move, divided by the root of top_hat plus eps
    return theta, m, v, top


@task.right
def weight_by_weight(theta, g, m, v, top, k, eta, b1, b2, eps):
    m_old = b1 * m                          # step: what stays of the old m
    m_new = (1 - b1) * g                    # step: what the gradient adds to m
    m = m_old + m_new                       # step: the fading average of the gradients
    square = g * g                          # step: the square of the gradient
    v_old = b2 * v                          # step: what stays of the old v
    v_new = (1 - b2) * square               # step: what the square adds to v
    v = v_old + v_new                       # step: the fading average of the squares
    top = torch.where(v > top, v, top)      # step: the largest v so far
    m_weights = sum((1 - b1) * b1**age for age in range(k))     # step: the sum of the weights in m
    v_weights = sum((1 - b2) * b2**age for age in range(k))     # step: the sum of the weights in v
    m_hat = m / m_weights                   # step: the correction of m
    top_hat = top / v_weights               # step: the correction of the largest v
    divisor = top_hat**0.5 + eps            # step: the root of top_hat, plus eps
    rate = eta / divisor                    # step: the learning rate of each entry
    theta = theta - rate * m_hat            # step: the move along m_hat
    return theta, m, v, top


@task.right
def with_scaled_eps(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = torch.lerp(g, m, b1), torch.lerp(g.square(), v, b2)
    top = torch.stack([top, v]).amax(0)
    root = (1 - b2**k)**0.5
    return [theta - eta * root / (1 - b1**k) * m / (top.sqrt() + eps * root), m, v, top]


def _averages(g, m, v, b1, b2):
    return b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2


def _moved(theta, m, square, k, eta, b1, b2, eps):
    """Adam's step with any average of squares under the root."""
    return theta - eta * m / (1 - b1**k) / ((square / (1 - b2**k)).sqrt() + eps)


@task.wrong("You walk exactly as Adam does: after averages v of 0.4 and then 0.2 you divide by the root of 0.2. Which "
            "of the two should stand under the root?")
def plain_adam(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _moved(theta, m, v, k, eta, b1, b2, eps), m, v, torch.maximum(top, v)


@task.wrong("Your maximum never lets v fall: after v = 0.4 and a gradient of 0 with b2 = 0.5, v should be 0.2, and "
            "yours stays at 0.4. Which of the two averages does the next step go on with?")
def maximum_handed_on_as_v(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    top = torch.maximum(top, v)
    return _moved(theta, m, top, k, eta, b1, b2, eps), m, top, top


@task.wrong("Your maximum leaves out the newest average: with v = 0.1 and then 0.4 you divide by the root of 0.1. When "
            "does a large gradient begin to slow you down?")
def maximum_a_step_late(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, new = _averages(g, m, v, b1, b2)
    used = torch.maximum(top, v) if k > 1 else new
    return _moved(theta, m, used, k, eta, b1, b2, eps), m, new, torch.maximum(used, top)


@task.wrong("You keep the largest squared gradient: after a first gradient of 2 with b2 = 0.9 you keep 4, but v is "
            "0.4. Of which quantity is the maximum taken?")
def maximum_of_squares(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    top = torch.maximum(top, g**2)
    return _moved(theta, m, top, k, eta, b1, b2, eps), m, v, top


@task.wrong("You keep the corrected average: with b2 = 0.9 and gradients 2 and 0 the corrected v is 4 and then 1.89, "
            "the uncorrected 0.4 and then 0.36. Which pair does the task compare, and when is it corrected?")
def maximum_of_corrected(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    top = torch.maximum(top, v / (1 - b2**k))
    return theta - eta * m / (1 - b1**k) / (top.sqrt() + eps), m, v, top


@task.wrong("All parameters share one maximum: with the first gradient (3, 4) and eta = 0.1 you step by (0.075, 0.1), "
            "where both should move by 0.1. What should an entry know about the others?")
def one_maximum_for_all(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    top = torch.maximum(top, v).max().expand(v.shape)
    return _moved(theta, m, top, k, eta, b1, b2, eps), m, v, top


@task.wrong("You keep the smallest average: after v = 0.4 and 0.2 you keep 0.2, and your steps grow. Should a rate be "
            "allowed to grow again?")
def smallest_kept(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    top = torch.minimum(top, v) if k > 1 else v
    return _moved(theta, m, top, k, eta, b1, b2, eps), m, v, top


@task.wrong("Your first step is too long: with the gradient 1, eta = 0.1, b1 = 0.9 and b2 = 0.999 it is 0.316 instead "
            "of 0.1. From which value did the averages start?")
def uncorrected(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    top = torch.maximum(top, v)
    return theta - eta * m / (top.sqrt() + eps), m, v, top


@task.wrong("For tiny gradients your step nearly vanishes: for a first gradient of 1e-6 with eta = 0.1 and eps = 1e-8 "
            "it is 0.001 instead of 0.099. The root of 1e-8 is 1e-4. To what should eps be added?")
def eps_inside(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    top = torch.maximum(top, v)
    return theta - eta * m / (1 - b1**k) / (top / (1 - b2**k) + eps).sqrt(), m, v, top


@task.wrong("You return three values. After averages of 0.4 and 0.2 the maximum is 0.4. How does the third step learn "
            "about it?")
def maximum_not_returned(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _moved(theta, m, torch.maximum(top, v), k, eta, b1, b2, eps), m, v


EXERCISE = task.declared()
