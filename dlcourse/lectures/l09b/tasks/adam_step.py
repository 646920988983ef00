"""Exercise: one step of Adam."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import Paths, wrong_form
from dlcourse.classroom.task import Task
from dlcourse.optim import adaptive


def reference(theta: Tensor, g: Tensor, m: Tensor, v: Tensor, k: int, eta: float, b1: float, b2: float,
              eps: float) -> tuple[Tensor, Tensor, Tensor]:
    """The package's step with epsilon outside the root."""
    before = adaptive.Moments(m, v, torch.tensor(k - 1))
    theta, after = adaptive.Adam(eta=eta, beta1=b1, beta2=b2, eps=eps).step(theta, g, before)
    return theta, after.m, after.v


def cases(rng: torch.Generator) -> list[Case]:
    def case(label: str, theta: Tensor, g: Tensor, eta: float, b1: float, b2: float, eps: float = 1e-8) -> Case:
        zero = torch.zeros_like(theta)
        return Case(label, {"theta": theta, "g": list(g), "m": zero, "v": zero.clone(), "k": 1, "eta": eta, "b1": b1,
                            "b2": b2, "eps": eps})

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=rng, dtype=torch.float64)

    sizes = torch.tensor([1.0, 1e-4, 1e-7], dtype=torch.float64)
    going_on = case("parameters in a matrix, going on at step 5", normal(2, 3), normal(3, 2, 3), 0.3, 0.7, 0.95, 1e-3)
    going_on.inputs.update(m=0.1 * normal(2, 3), v=normal(2, 3).square(), k=5)
    return [
        case("the first step; g lists the gradients", torch.zeros(2, dtype=torch.float64),
             torch.tensor([[2.0, -3.0]], dtype=torch.float64), 0.1, 0.9, 0.999),
        case("three steps with the same gradient", torch.zeros(1, dtype=torch.float64),
             torch.full((3, 1), 2.0, dtype=torch.float64), 0.1, 0.9, 0.999),
        case("five steps, the gradient changes", normal(3), normal(5, 3), 0.2, 0.8, 0.99),
        case("one parameter with ordinary, one with small, one with tiny gradients", normal(3), sizes * normal(5, 3),
             0.1, 0.9, 0.999),
        going_on,
    ]


def drive(answer, theta: Tensor, g: list[Tensor], m: Tensor, v: Tensor, k: int, eta: float, b1: float, b2: float,
          eps: float):
    """The path of theta; k counts the steps from its first value on."""
    path = []
    for i, g_k in enumerate(g):
        result = answer(theta, g_k, m, v, k + i, eta, b1, b2, eps)
        if wrong_form(result, "theta", "m", "v"):
            return wrong_form(result, "theta", "m", "v")
        theta, m, v = result
        path.append(theta)
    return path


def _averages(g, m, v, b1, b2):
    return b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2


task = Task(
    key="adam_step", points=2, difficulty=2, minutes=20,
    title="One step of Adam",
    objective="average gradients and their squares without the bias of an empty start",
    reference=reference,
    cases=cases,
    drive=drive,
    compare=Paths(),
    facts=("N09-18",),
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
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    m_hat = m / (1 - b1**k)
    v_hat = v / (1 - b2**k)
    theta = theta - eta * m_hat / (v_hat.sqrt() + eps)
    return theta, m, v


@task.wrong("Your first step is too long: with the gradient 1, eta = 0.1, b1 = 0.9 and b2 = 0.999 it is 0.316 "
            "instead of 0.1. m is then 0.1 and v 0.001, although the only gradient so far was 1. What do the "
            "weights in m add up to after k steps?")
def uncorrected(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (v.sqrt() + eps), m, v


@task.wrong("Your first step divides by 1 - 0.9^0 = 0, so that inf and nan come out. Which number does k give to "
            "the first step?")
def counted_from_zero(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**(k - 1)) / ((v / (1 - b2**(k - 1))).sqrt() + eps), m, v


@task.wrong("Your correction is a step ahead: with the first gradient 1 and b1 = 0.9 the corrected m is 0.1/0.19 = "
            "0.53, though it should be 1. How many gradients has m seen when k = 1?")
def counted_from_two(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**(k + 1)) / ((v / (1 - b2**(k + 1))).sqrt() + eps), m, v


@task.wrong("You correct every step as if it were the first: with gradients of 1 and b1 = 0.9 your corrected m is "
            "1, then 1.9, then 2.71. How much is left to correct after many steps?")
def corrected_as_at_first(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1) / ((v / (1 - b2)).sqrt() + eps), m, v


@task.wrong("You correct m but not v: with the first gradient 1, eta = 0.1 and b2 = 0.999 your step is 3.16, since "
            "v is still 0.001. What did v start from?")
def only_m_corrected(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v.sqrt() + eps), m, v


@task.wrong("Your first step is right, the second is not: you hand the corrected averages on. With gradients of 1 "
            "and b1 = 0.9 your m is 1, then (0.9·1 + 0.1)/0.19 = 5.3. Which m does the next step expect?")
def corrected_stored(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    m, v = m / (1 - b1**k), v / (1 - b2**k)
    return theta - eta * m / (v.sqrt() + eps), m, v


@task.wrong("For tiny gradients your step nearly vanishes: for a first gradient of 1e-6 with eta = 0.1 and eps = "
            "1e-8 it is 0.001 instead of 0.099. The root of 1e-8 is 1e-4. To what should eps be added?")
def eps_inside(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("You add eps to the root before v is corrected, when it is still small: for a first gradient of 1e-6 "
            "with eta = 0.1, eps = 1e-8 and b2 = 0.999 your step is 0.076 instead of 0.099. To which of the two "
            "roots does eps belong?")
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


@task.wrong("A large gradient makes you move less: for a first gradient of 2 with eta = 0.1 your step is 0.05, for "
            "4 it is 0.025. v holds squares. What brings it back to the scale of a gradient?")
def no_root(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps), m, v


@task.wrong("All parameters share one rate: with the first gradient (3, 4) and eta = 0.1 you step by (0.06, 0.08), "
            "where both entries should move by 0.1. What should an entry of v know about the other entries?")
def summed_over_parameters(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * (g * g).sum()
    return theta - eta * m / (1 - b1**k) / ((v / (1 - b2**k)).sqrt() + eps), m, v


@task.wrong("You walk uphill: with the first gradient 2 and eta = 0.1 you go from 0 to +0.1. Which way does the "
            "loss fall?")
def climbs(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta + eta * m / (1 - b1**k) / ((v / (1 - b2**k)).sqrt() + eps), m, v


@task.wrong("You return theta alone. After a first gradient of 1 with b1 = 0.9, m should be 0.1. How does the "
            "second step learn about the first?")
def theta_only(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / ((v / (1 - b2**k)).sqrt() + eps)


@task.right
def with_scaled_eps(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = torch.lerp(g, m, b1), torch.lerp(g.square(), v, b2)
    root = (1 - b2**k)**0.5
    return [theta - eta * root / (1 - b1**k) * m / (v**0.5 + eps * root), m, v]


EXERCISE = task.declared()
