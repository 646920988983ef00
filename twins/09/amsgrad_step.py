"""Exercise: one step of AMSGrad; the twin of adam_step."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.classroom.stepping import Paths, wrong_form


def _averages(g, m, v, b1, b2):
    return b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2


def _moved(theta, m, square, k, eta, b1, b2, eps):
    """Adam's step with any average of squares under the root."""
    return theta - eta * m / (1 - b1**k) / ((square / (1 - b2**k)).sqrt() + eps)


def reference(theta: Tensor, g: Tensor, m: Tensor, v: Tensor, top: Tensor, k: int, eta: float, b1: float, b2: float,
              eps: float) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """torch's form: the largest uncorrected average so far is kept, and corrected where it is used."""
    m, v = _averages(g, m, v, b1, b2)
    top = torch.maximum(top, v)
    return _moved(theta, m, top, k, eta, b1, b2, eps), m, v, top


def cases(rng: torch.Generator) -> list[Case]:
    """Paths on which the squares rise and fall, so that the maximum matters."""

    def case(label: str, theta: Tensor, g: Tensor, eta: float, b1: float, b2: float, eps: float = 1e-8) -> Case:
        zero = torch.zeros_like(theta)
        return Case(label, {"theta": theta, "g": list(g), "m": zero, "v": zero.clone(), "top": zero.clone(), "k": 1,
                            "eta": eta, "b1": b1, "b2": b2, "eps": eps})

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=rng, dtype=torch.float64)

    uneven = torch.tensor([1.0, 4.0, 0.3, 0.1, 2.0, 0.2], dtype=torch.float64)[:, None]
    sizes = torch.tensor([1.0, 1e-4, 1e-7], dtype=torch.float64)
    going_on = case("parameters in a matrix, going on at step 5", normal(2, 3), normal(3, 2, 3), 0.3, 0.7, 0.9, 1e-3)
    going_on.inputs.update(m=0.1 * normal(2, 3), v=normal(2, 3).square(), top=1 + normal(2, 3).square(), k=5)
    return [
        case("the first step; g lists the gradients", torch.zeros(2, dtype=torch.float64),
             torch.tensor([[2.0, -3.0]], dtype=torch.float64), 0.1, 0.9, 0.999),
        case("two steps, the second gradient is small", normal(1),
             torch.tensor([[2.0], [0.5]], dtype=torch.float64) * (1 + normal(1).abs()), 0.1, 0.9, 0.9),
        case("six steps, the second gradient is the largest", normal(3), uneven * (1 + normal(3).abs()), 0.2, 0.8,
             0.5),
        case("one parameter with ordinary, one with small, one with tiny gradients", normal(3),
             sizes * uneven * (1 + normal(3).abs()), 0.1, 0.9, 0.6),
        going_on,
    ]


def drive(answer, theta: Tensor, g: list[Tensor], m: Tensor, v: Tensor, top: Tensor, k: int, eta: float, b1: float,
          b2: float, eps: float):
    """The path of theta; k counts the steps from its first value on."""
    path = []
    for i, g_k in enumerate(g):
        result = answer(theta, g_k, m, v, top, k + i, eta, b1, b2, eps)
        if wrong_form(result, "theta", "m", "v", "top"):
            return wrong_form(result, "theta", "m", "v", "top")
        theta, m, v, top = result
        path.append(theta)
    return path


# --- wrong answers that students give: each runs, and each gets a message of its own ---


task = Task(
    key="amsgrad_step", points=2, difficulty=2, minutes=20,
    title="One step of AMSGrad",
    objective="change one line of Adam so that rates never grow, and keep the rest",
    reference=reference,
    cases=cases,
    drive=drive,
    compare=Paths(),
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
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    top = torch.maximum(top, v)
    m_hat, top_hat = m / (1 - b1**k), top / (1 - b2**k)
    return theta - eta * m_hat / (top_hat.sqrt() + eps), m, v, top


@task.wrong("You walk exactly as Adam does: after averages v of 0.4 and then 0.2 you divide by the root of 0.2. "
            "Which of the two should stand under the root?")
def plain_adam(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _moved(theta, m, v, k, eta, b1, b2, eps), m, v, torch.maximum(top, v)


@task.wrong("Your maximum never lets v fall: after v = 0.4 and a gradient of 0 with b2 = 0.5, v should be 0.2, and "
            "yours stays at 0.4. Which of the two averages does the next step go on with?")
def maximum_handed_on_as_v(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    top = torch.maximum(top, v)
    return _moved(theta, m, top, k, eta, b1, b2, eps), m, top, top


@task.wrong("Your maximum leaves out the newest average: with v = 0.1 and then 0.4 you divide by the root of 0.1. "
            "When does a large gradient begin to slow you down?")
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


@task.wrong("You keep the corrected average: with b2 = 0.9 and gradients 2 and 0 the corrected v is 4 and then "
            "1.89, the uncorrected 0.4 and then 0.36. Which pair does the task compare, and when is it corrected?")
def maximum_of_corrected(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    top = torch.maximum(top, v / (1 - b2**k))
    return theta - eta * m / (1 - b1**k) / (top.sqrt() + eps), m, v, top


@task.wrong("All parameters share one maximum: with the first gradient (3, 4) and eta = 0.1 you step by (0.075, "
            "0.1), where both should move by 0.1. What should an entry know about the others?")
def one_maximum_for_all(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    top = torch.maximum(top, v).max().expand(v.shape)
    return _moved(theta, m, top, k, eta, b1, b2, eps), m, v, top


@task.wrong("You keep the smallest average: after v = 0.4 and 0.2 you keep 0.2, and your steps grow. Should a rate "
            "be allowed to grow again?")
def smallest_kept(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    top = torch.minimum(top, v) if k > 1 else v
    return _moved(theta, m, top, k, eta, b1, b2, eps), m, v, top


@task.wrong("Your first step is too long: with the gradient 1, eta = 0.1, b1 = 0.9 and b2 = 0.999 it is 0.316 "
            "instead of 0.1. From which value did the averages start?")
def uncorrected(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    top = torch.maximum(top, v)
    return theta - eta * m / (top.sqrt() + eps), m, v, top


@task.wrong("For tiny gradients your step nearly vanishes: for a first gradient of 1e-6 with eta = 0.1 and eps = "
            "1e-8 it is 0.001 instead of 0.099. The root of 1e-8 is 1e-4. To what should eps be added?")
def eps_inside(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    top = torch.maximum(top, v)
    return theta - eta * m / (1 - b1**k) / (top / (1 - b2**k) + eps).sqrt(), m, v, top


@task.wrong("You return three values. After averages of 0.4 and 0.2 the maximum is 0.4. How does the third step "
            "learn about it?")
def maximum_not_returned(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _moved(theta, m, torch.maximum(top, v), k, eta, b1, b2, eps), m, v


# --- right answers in other styles: all must pass ---


@task.right
def with_hats(theta, g, m, v, top, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    top = torch.where(v > top, v, top)
    m_hat = m / (1 - b1**k)
    top_hat = top / (1 - b2**k)
    return theta - eta * m_hat / (top_hat.sqrt() + eps), m, v, top


@task.right
def with_scaled_eps(theta, g, m, v, top, k, eta, b1, b2, eps):
    m, v = torch.lerp(g, m, b1), torch.lerp(g.square(), v, b2)
    top = torch.stack([top, v]).amax(0)
    root = (1 - b2**k)**0.5
    return [theta - eta * root / (1 - b1**k) * m / (top**0.5 + eps * root), m, v, top]


EXERCISE = task.declared()
