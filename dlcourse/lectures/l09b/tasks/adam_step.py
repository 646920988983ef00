"""Exercise: one step of Adam."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import Paths, walk
from dlcourse.classroom.task import Task
from dlcourse.optim import adaptive


def reference(theta: Tensor, g: Tensor, m: Tensor, v: Tensor, k: int, eta: float, b1: float, b2: float,
              eps: float) -> tuple[Tensor, Tensor, Tensor]:
    """The package's step with epsilon outside the root."""
    before = adaptive.Moments(m, v, torch.tensor(k - 1))
    theta, after = adaptive.Adam(eta=eta, beta1=b1, beta2=b2, eps=eps).step(theta, g, before)
    return theta, after.m, after.v


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def from_zero(label: str, theta: Tensor, g: Tensor, eta: float, b1: float, b2: float) -> Case:
        return case(label, theta=theta, g=list(g), m=torch.zeros_like(theta), v=torch.zeros_like(theta), k=1, eta=eta,
                    b1=b1, b2=b2, eps=1e-8)

    sizes = numbers(1, 1e-4, 1e-7)
    return [
        from_zero("the first step; g lists the gradients", numbers(0, 0), numbers([[2, -3]]), 0.1, 0.9, 0.999),
        from_zero("three steps with the same gradient", numbers([0]), numbers([2], [2], [2]), 0.1, 0.9, 0.999),
        from_zero("five steps, the gradient changes", draw.normal(3), draw.normal(5, 3), 0.2, 0.8, 0.99),
        from_zero("one parameter with ordinary, one with small, one with tiny gradients", draw.normal(3),
                  sizes * draw.normal(5, 3), 0.1, 0.9, 0.999),
        case("parameters in a matrix, going on at step 5", theta=draw.normal(2, 3), g=list(draw.normal(3, 2, 3)),
             m=0.1 * draw.normal(2, 3), v=draw.normal(2, 3).square(), k=5, eta=0.3, b1=0.7, b2=0.95, eps=1e-3),
    ]


def drive(answer, theta: Tensor, g: list[Tensor], m: Tensor, v: Tensor, k: int, eta: float, b1: float, b2: float,
          eps: float) -> list[Tensor] | str:
    """The path of theta; k counts the steps from its first value on."""
    def step(theta, m, v, turn):
        number, gradient = turn
        return answer(theta, gradient, m, v, number, eta, b1, b2, eps)

    return walk(step, {"theta": theta, "m": m, "v": v}, enumerate(g, k))


task = Task(
    key="adam_step", title="One step of Adam", points=2, difficulty=2, minutes=20,
    objective="average gradients and their squares without the bias of an empty start",
    reference=reference, cases=cases, drive=drive, compare=Paths(), facts=("N09-18",),
    hints=(
        "m starts at 0 and moves a tenth of the way to the gradient at each step. What is m after one gradient of 1, "
        "and after two?",
        "Gradients 1, 1 with b1 = 0.9: m = 0.1, then 0.19. Divided by 0.1 and by 0.19 both are 1. How do 0.1 and 0.19 "
        "follow from 0.9 and k?",
        "m = b1 * m + ____ * g; m_hat = m / (1 - ____); the same for v with g**2 and b2; "
        "theta = theta - eta * m_hat / (____ + eps)",
    ),
)


@task.solution
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g       # step: the fading average of the gradients
    v = b2 * v + (1 - b2) * g**2    # step: the fading average of the squares
    m_hat = m / (1 - b1**k)         # step: the correction of m
    v_hat = v / (1 - b2**k)         # step: the correction of v
    theta = theta - eta * m_hat / (v_hat.sqrt() + eps)      # step: the move, divided by the root of v_hat plus eps
    return theta, m, v


@task.right
def weight_by_weight(theta, g, m, v, k, eta, b1, b2, eps):
    m_old = b1 * m                  # step: what stays of the old m
    m_new = (1 - b1) * g            # step: what the gradient adds to m
    m = m_old + m_new               # step: the fading average of the gradients
    square = g * g                  # step: the square of the gradient
    v_old = b2 * v                  # step: what stays of the old v
    v_new = (1 - b2) * square       # step: what the square adds to v
    v = v_old + v_new               # step: the fading average of the squares
    m_weights = sum((1 - b1) * b1**age for age in range(k))     # step: the sum of the weights in m
    v_weights = sum((1 - b2) * b2**age for age in range(k))     # step: the sum of the weights in v
    m_hat = m / m_weights           # step: the correction of m
    v_hat = v / v_weights           # step: the correction of v
    divisor = v_hat**0.5 + eps      # step: the root of v_hat, plus eps
    rate = eta / divisor            # step: the learning rate of each entry
    theta = theta - rate * m_hat    # step: the move along m_hat
    return theta, m, v


@task.right
def with_scaled_eps(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = torch.lerp(g, m, b1), torch.lerp(g.square(), v, b2)
    root = (1 - b2**k)**0.5
    return [theta - eta * root / (1 - b1**k) * m / (v.sqrt() + eps * root), m, v]


def _averages(g, m, v, b1, b2):
    return b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2


@task.wrong("Your first step is too long: with the gradient 1, eta = 0.1, b1 = 0.9 and b2 = 0.999 it is 0.316 instead "
            "of 0.1. m is then 0.1 and v 0.001, although the only gradient so far was 1. What do the weights in m add "
            "up to after k steps?")
def uncorrected(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (v.sqrt() + eps), m, v


@task.wrong("Your first step divides by 1 - 0.9^0 = 0, so that inf and nan come out. Which number does k give to the "
            "first step?")
def counted_from_zero(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**(k - 1)) / ((v / (1 - b2**(k - 1))).sqrt() + eps), m, v


@task.wrong("Your correction is a step ahead: with the first gradient 1 and b1 = 0.9 the corrected m is 0.1/0.19 = "
            "0.53, though it should be 1. How many gradients has m seen when k = 1?")
def counted_from_two(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**(k + 1)) / ((v / (1 - b2**(k + 1))).sqrt() + eps), m, v


@task.wrong("You correct every step as if it were the first: with gradients of 1 and b1 = 0.9 your corrected m is 1, "
            "then 1.9, then 2.71. How much is left to correct after many steps?")
def corrected_as_at_first(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1) / ((v / (1 - b2)).sqrt() + eps), m, v


@task.wrong("You correct m but not v: with the first gradient 1, eta = 0.1 and b2 = 0.999 your step is 3.16, since v "
            "is still 0.001. What did v start from?")
def only_m_corrected(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v.sqrt() + eps), m, v


@task.wrong("Your first step is right, the second is not: you hand the corrected averages on. With gradients of 1 and "
            "b1 = 0.9 your m is 1, then (0.9·1 + 0.1)/0.19 = 5.3. Which m does the next step expect?")
def corrected_stored(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    m, v = m / (1 - b1**k), v / (1 - b2**k)
    return theta - eta * m / (v.sqrt() + eps), m, v


@task.wrong("For tiny gradients your step nearly vanishes: for a first gradient of 1e-6 with eta = 0.1 and eps = 1e-8 "
            "it is 0.001 instead of 0.099. The root of 1e-8 is 1e-4. To what should eps be added?")
def eps_inside(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("You add eps to the root before v is corrected, when it is still small: for a first gradient of 1e-6 with "
            "eta = 0.1, eps = 1e-8 and b2 = 0.999 your step is 0.076 instead of 0.099. To which of the two roots does "
            "eps belong?")
def eps_before_correction(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * (1 - b2**k)**0.5 / (1 - b1**k) * m / (v.sqrt() + eps), m, v


@task.wrong("With a gradient that never changes you are right, otherwise not: for 1 and then 0 with eta = 0.1 your "
            "second step is 0.073 instead of 0.067. Which of m and v should forget faster, given b1 = 0.9 and b2 = "
            "0.999?")
def decays_exchanged(theta, g, m, v, k, eta, b1, b2, eps):
    b1, b2 = b2, b1
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / ((v / (1 - b2**k)).sqrt() + eps), m, v


@task.wrong("A large gradient makes you move less: for a first gradient of 2 with eta = 0.1 your step is 0.05, for 4 "
            "it is 0.025. v holds squares. What brings it back to the scale of a gradient?")
def no_root(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps), m, v


@task.wrong("All parameters share one rate: with the first gradient (3, 4) and eta = 0.1 you step by (0.06, 0.08), "
            "where both entries should move by 0.1. What should an entry of v know about the other entries?")
def summed_over_parameters(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * (g * g).sum()
    return theta - eta * m / (1 - b1**k) / ((v / (1 - b2**k)).sqrt() + eps), m, v


@task.wrong("You walk uphill: with the first gradient 2 and eta = 0.1 you go from 0 to +0.1. Which way does the loss "
            "fall?")
def climbs(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta + eta * m / (1 - b1**k) / ((v / (1 - b2**k)).sqrt() + eps), m, v


@task.wrong("You return theta alone. After a first gradient of 1 with b1 = 0.9, m should be 0.1. How does the second "
            "step learn about the first?")
def theta_only(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / ((v / (1 - b2**k)).sqrt() + eps)


EXERCISE = task.declared()
