"""Exercise: one step of AdamW."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import Paths, walk
from dlcourse.classroom.task import Task
from dlcourse.optim import adaptive


def reference(theta: Tensor, g: Tensor, m: Tensor, v: Tensor, k: int, eta: float, b1: float, b2: float, eps: float,
              wd: float) -> tuple[Tensor, Tensor, Tensor]:
    """The package's step with decoupled decay."""
    before = adaptive.Moments(m, v, torch.tensor(k - 1))
    rule = adaptive.AdamW(eta=eta, beta1=b1, beta2=b2, eps=eps, weight_decay=wd)
    theta, after = rule.step(theta, g, before)
    return theta, after.m, after.v


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def from_zero(label: str, theta: Tensor, g: Tensor, eta: float, b1: float, b2: float, wd: float) -> Case:
        return case(label, theta=theta, g=list(g), m=torch.zeros_like(theta), v=torch.zeros_like(theta), k=1, eta=eta,
                    b1=b1, b2=b2, eps=1e-8, wd=wd)

    sizes = numbers(1, 1e-4, 1e-7)
    return [
        from_zero("the first step; g lists the gradients", numbers(1, 1), numbers([[10, 0.1]]), 0.1, 0.9, 0.999, 0.1),
        from_zero("three steps without a gradient: only decay is left", numbers(1, -4),
                  numbers([0, 0], [0, 0], [0, 0]), 0.1, 0.9, 0.999, 0.5),
        from_zero("five steps, the gradient changes", 2 + draw.normal(3), draw.normal(5, 3), 0.2, 0.8, 0.99, 0.3),
        from_zero("one parameter with ordinary, one with small, one with tiny gradients", draw.normal(3),
                  sizes * draw.normal(5, 3), 0.1, 0.9, 0.999, 0.05),
        case("parameters in a matrix, going on at step 5", theta=draw.normal(2, 3), g=list(draw.normal(3, 2, 3)),
             m=0.1 * draw.normal(2, 3), v=draw.normal(2, 3).square(), k=5, eta=0.3, b1=0.7, b2=0.95, eps=1e-3, wd=0.2),
        from_zero("no decay", draw.normal(3), draw.normal(3, 3), 0.1, 0.9, 0.999, 0.0),
    ]


def drive(answer, theta: Tensor, g: list[Tensor], m: Tensor, v: Tensor, k: int, eta: float, b1: float, b2: float,
          eps: float, wd: float) -> list[Tensor] | str:
    """The path of theta; k counts the steps from its first value on."""
    def step(theta, m, v, turn):
        number, gradient = turn
        return answer(theta, gradient, m, v, number, eta, b1, b2, eps, wd)

    return walk(step, {"theta": theta, "m": m, "v": v}, enumerate(g, k))


task = Task(
    key="adamw_step", title="One step of AdamW", points=1, difficulty=2, minutes=15,
    objective="let weights decay independently of the gradient's scale",
    reference=reference, cases=cases, drive=drive, compare=Paths(), facts=("N09-19",),
    hints=(
        "Suppose that the gradient is 0 at every step. By which factor should each weight shrink in one step?",
        "theta = 1, first gradient 10, eta = 0.01, wd = 0.1: Adam's part moves by 0.01. The decay is 0.001 "
        "whatever the gradient. What remains of theta?",
        "... = theta - eta * m_hat / (v_hat.sqrt() + eps) - ____ * theta",
    ),
)


@task.solution
def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g                   # step: the fading average of the gradients
    v = b2 * v + (1 - b2) * g**2                # step: the fading average of the squares
    m_hat = m / (1 - b1**k)                     # step: the correction of m
    v_hat = v / (1 - b2**k)                     # step: the correction of v
    move = eta * m_hat / (v_hat.sqrt() + eps)   # step: Adam's move, divided by the root of v_hat plus eps
    decay = eta * wd * theta                    # step: the decay of the old theta
    theta = theta - move - decay                # step: theta less both
    return theta, m, v


@task.right
def weight_by_weight(theta, g, m, v, k, eta, b1, b2, eps, wd):
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
    direction = m_hat / divisor     # step: the direction of Adam
    pull = wd * theta               # step: the pull of the decay, without a division
    theta = theta - eta * (direction + pull)        # step: the move along both
    return theta, m, v


@task.right
def with_shrinking_first(theta, g, m, v, k, eta, b1, b2, eps, wd):
    theta = theta * (1 - eta * wd)
    m, v = torch.lerp(g, m, b1), torch.lerp(g.square(), v, b2)
    return [theta - eta * (m / (1 - b1**k)) / ((v / (1 - b2**k))**0.5 + eps), m, v]


def _adam(g, m, v, k, b1, b2, eps):
    """Direction of Adam with what it divides by, and the averages."""
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    root = (v / (1 - b2**k)).sqrt() + eps
    return m / (1 - b1**k), root, m, v


@task.wrong("A weight with large gradients decays less with you: for theta = (1, 1), the gradient (10, 0.1), eta = "
            "0.01 and wd = 0.1 the decay takes (0.0001, 0.01), where both should lose 0.001. One lecture writes it "
            "like that. What should the decay not pass through?")
def decay_divided_too(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    return theta - eta * (m_hat + wd * theta) / root, m, v


@task.wrong("That is the slide's formula, and it does two things that AdamW does not. For theta = (1, 1), the gradient "
            "(10, 0.1), eta = 0.01 and wd = 0.1 its decay takes (0.0001, 0.01) instead of 0.001 twice, and for theta = "
            "0 and a first gradient of 1e-6 with eps = 1e-8 it moves by 0.01 eta instead of 0.99 eta. What should "
            "stand under the root, and what beside the fraction?")
def as_on_the_slide(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return theta - eta * (m / (1 - b1**k) + wd * theta) / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("Your decay goes through m and v like a gradient: without any gradient the weights 1 and 100 both move by "
            "eta at the first step, for any positive wd. Where should the decay enter, so that 100 shrinks by 100 "
            "times as much as 1?")
def decay_in_the_gradient(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g + wd * theta, m, v, k, b1, b2, eps)
    return theta - eta * m_hat / root, m, v


@task.wrong("Your decay does not scale with the step length: for theta = 1 with wd = 0.1 and no gradient you lose 0.1 "
            "a step, whether eta is 0.1 or 0.001. What should half of eta do to the decay?")
def decay_without_eta(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    return theta - eta * m_hat / root - wd * theta, m, v


@task.wrong("You shrink what Adam has already moved: for theta = 1, a first gradient of 1, eta = 0.1 and wd = 0.1 you "
            "reach 0.9 and then 0.891 instead of 0.89. Which theta belongs in the decay, the one before or after the "
            "step?")
def decay_of_the_new_theta(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    theta = theta - eta * m_hat / root
    return theta - eta * wd * theta, m, v


@task.wrong("Without a gradient your weights stay where they are: theta = 1 stays 1, whatever wd is. That is Adam. "
            "Which term is missing?")
def no_decay(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    return theta - eta * m_hat / root, m, v


@task.wrong("Your weights grow: for theta = 1 with eta = 0.1, wd = 0.5 and no gradient you go to 1.05. Towards which "
            "value should decay pull?")
def grows(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    return theta - eta * m_hat / root + eta * wd * theta, m, v


@task.wrong("All your weights lose the same amount: with eta = 0.1, wd = 0.5 and no gradient both 1 and 4 lose 0.05. "
            "How much should a weight lose that is four times as large?")
def decay_by_sign(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    return theta - eta * m_hat / root - eta * wd * theta.sign(), m, v


@task.wrong("Your first step is too long: with the gradient 1, eta = 0.1, b1 = 0.9, b2 = 0.999 and theta = 0 it is "
            "0.316 instead of 0.1. What do the weights in m add up to after k steps?")
def uncorrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return theta - eta * m / (v.sqrt() + eps) - eta * wd * theta, m, v


@task.wrong("For tiny gradients your step nearly vanishes: for theta = 0, a first gradient of 1e-6, eta = 0.1 and eps "
            "= 1e-8 it is 0.001 instead of 0.099. To what should eps be added?")
def eps_inside(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt() - eta * wd * theta, m, v


@task.wrong("You return theta alone. After a first gradient of 1 with b1 = 0.9, m should be 0.1. How does the second "
            "step learn about the first?")
def theta_only(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    return theta - eta * m_hat / root - eta * wd * theta


EXERCISE = task.declared()
