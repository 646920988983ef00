"""Exercise: one step of AdamW."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import Paths, wrong_form
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
    def case(label: str, theta: Tensor, g: Tensor, eta: float, b1: float, b2: float, wd: float,
             eps: float = 1e-8) -> Case:
        zero = torch.zeros_like(theta)
        return Case(label, {"theta": theta, "g": list(g), "m": zero, "v": zero.clone(), "k": 1, "eta": eta, "b1": b1,
                            "b2": b2, "eps": eps, "wd": wd})

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=rng, dtype=torch.float64)

    sizes = torch.tensor([1.0, 1e-4, 1e-7], dtype=torch.float64)
    going_on = case("parameters in a matrix, going on at step 5", normal(2, 3), normal(3, 2, 3), 0.3, 0.7, 0.95, 0.2,
                    1e-3)
    going_on.inputs.update(m=0.1 * normal(2, 3), v=normal(2, 3).square(), k=5)
    return [
        case("the first step; g lists the gradients", torch.ones(2, dtype=torch.float64),
             torch.tensor([[10.0, 0.1]], dtype=torch.float64), 0.1, 0.9, 0.999, 0.1),
        case("three steps without a gradient: only decay is left",
             torch.tensor([1.0, -4.0], dtype=torch.float64), torch.zeros(3, 2, dtype=torch.float64), 0.1, 0.9, 0.999,
             0.5),
        case("five steps, the gradient changes", 2 + normal(3), normal(5, 3), 0.2, 0.8, 0.99, 0.3),
        case("one parameter with ordinary, one with small, one with tiny gradients", normal(3), sizes * normal(5, 3),
             0.1, 0.9, 0.999, 0.05),
        going_on,
        case("no decay", normal(3), normal(3, 3), 0.1, 0.9, 0.999, 0.0),
    ]


def drive(answer, theta: Tensor, g: list[Tensor], m: Tensor, v: Tensor, k: int, eta: float, b1: float, b2: float,
          eps: float, wd: float):
    """The path of theta; k counts the steps from its first value on."""
    path = []
    for i, g_k in enumerate(g):
        result = answer(theta, g_k, m, v, k + i, eta, b1, b2, eps, wd)
        if wrong_form(result, "theta", "m", "v"):
            return wrong_form(result, "theta", "m", "v")
        theta, m, v = result
        path.append(theta)
    return path


def _adam(g, m, v, k, b1, b2, eps):
    """Direction of Adam with what it divides by, and the averages."""
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    root = (v / (1 - b2**k)).sqrt() + eps
    return m / (1 - b1**k), root, m, v


task = Task(
    key="adamw_step", points=1, difficulty=2, minutes=15,
    title="One step of AdamW",
    objective="let weights decay independently of the gradient's scale",
    reference=reference,
    cases=cases,
    drive=drive,
    compare=Paths(),
    facts=("N09-19",),
    hints=(
        "Suppose that the gradient is 0 at every step. By which factor should each weight shrink in one step?",
        "theta = 1, first gradient 10, eta = 0.01, wd = 0.1: Adam's part moves by 0.01. The decay is 0.001 "
        "whatever the gradient. What remains of theta?",
        "... = theta - eta * m_hat / (v_hat.sqrt() + eps) - ____ * theta",
    ),
)


@task.solution
def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    m_hat = m / (1 - b1**k)
    v_hat = v / (1 - b2**k)
    theta = theta - eta * m_hat / (v_hat.sqrt() + eps) - eta * wd * theta
    return theta, m, v


@task.wrong("A weight with large gradients decays less with you: for theta = (1, 1), the gradient (10, 0.1), eta = "
            "0.01 and wd = 0.1 the decay takes (0.0001, 0.01), where both should lose 0.001. One lecture writes it "
            "like that. What should the decay not pass through?")
def decay_divided_too(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    return theta - eta * (m_hat + wd * theta) / root, m, v


@task.wrong("That is the slide's formula, and it does two things that AdamW does not. For theta = (1, 1), the "
            "gradient (10, 0.1), eta = 0.01 and wd = 0.1 its decay takes (0.0001, 0.01) instead of 0.001 twice, "
            "and for theta = 0 and a first gradient of 1e-6 with eps = 1e-8 it moves by 0.01 eta instead of 0.99 "
            "eta. What should stand under the root, and what beside the fraction?")
def as_on_the_slide(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return theta - eta * (m / (1 - b1**k) + wd * theta) / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("Your decay goes through m and v like a gradient: without any gradient the weights 1 and 100 both move "
            "by eta at the first step, for any positive wd. Where should the decay enter, so that 100 shrinks by "
            "100 times as much as 1?")
def decay_in_the_gradient(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g + wd * theta, m, v, k, b1, b2, eps)
    return theta - eta * m_hat / root, m, v


@task.wrong("Your decay does not scale with the step length: for theta = 1 with wd = 0.1 and no gradient you lose "
            "0.1 a step, whether eta is 0.1 or 0.001. What should half of eta do to the decay?")
def decay_without_eta(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    return theta - eta * m_hat / root - wd * theta, m, v


@task.wrong("You shrink what Adam has already moved: for theta = 1, a first gradient of 1, eta = 0.1 and wd = 0.1 "
            "you reach 0.9 and then 0.891 instead of 0.89. Which theta belongs in the decay, the one before or "
            "after the step?")
def decay_of_the_new_theta(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    theta = theta - eta * m_hat / root
    return theta - eta * wd * theta, m, v


@task.wrong("Without a gradient your weights stay where they are: theta = 1 stays 1, whatever wd is. That is Adam. "
            "Which term is missing?")
def no_decay(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    return theta - eta * m_hat / root, m, v


@task.wrong("Your weights grow: for theta = 1 with eta = 0.1, wd = 0.5 and no gradient you go to 1.05. Towards "
            "which value should decay pull?")
def grows(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    return theta - eta * m_hat / root + eta * wd * theta, m, v


@task.wrong("All your weights lose the same amount: with eta = 0.1, wd = 0.5 and no gradient both 1 and 4 lose "
            "0.05. How much should a weight lose that is four times as large?")
def decay_by_sign(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    return theta - eta * m_hat / root - eta * wd * theta.sign(), m, v


@task.wrong("Your first step is too long: with the gradient 1, eta = 0.1, b1 = 0.9, b2 = 0.999 and theta = 0 it is "
            "0.316 instead of 0.1. What do the weights in m add up to after k steps?")
def uncorrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return theta - eta * m / (v.sqrt() + eps) - eta * wd * theta, m, v


@task.wrong("For tiny gradients your step nearly vanishes: for theta = 0, a first gradient of 1e-6, eta = 0.1 and "
            "eps = 1e-8 it is 0.001 instead of 0.099. To what should eps be added?")
def eps_inside(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt() - eta * wd * theta, m, v


@task.wrong("You return theta alone. After a first gradient of 1 with b1 = 0.9, m should be 0.1. How does the "
            "second step learn about the first?")
def theta_only(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_hat, root, m, v = _adam(g, m, v, k, b1, b2, eps)
    return theta - eta * m_hat / root - eta * wd * theta


@task.right
def with_shrinking_first(theta, g, m, v, k, eta, b1, b2, eps, wd):
    theta = theta * (1 - eta * wd)
    m, v = torch.lerp(g, m, b1), torch.lerp(g.square(), v, b2)
    return [theta - eta * (m / (1 - b1**k)) / ((v / (1 - b2**k))**0.5 + eps), m, v]


EXERCISE = task.declared()
