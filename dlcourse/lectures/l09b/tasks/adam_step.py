"""Exercise: one step of Adam."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import States, every_state
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
    rare = draw.away_from_zero(4, 2)
    rare[:3, 1] = 0
    extremes = numbers(1e-7, 1e-7, 100, 0, 1)[:, None] * draw.away_from_zero(5, 2)
    return [
        from_zero("the first step; g lists the gradients", numbers(0, 0), numbers([[2, -3]]), 0.1, 0.9, 0.999),
        from_zero("the gradients 1 and 1; theta, m and v after each", numbers([0]), numbers([1], [1]), 0.1, 0.9, 0.999),
        from_zero("the gradients 1 and 0", numbers([0]), numbers([1], [0]), 0.1, 0.9, 0.999),
        from_zero("five steps, the gradient changes", draw.normal(3), draw.away_from_zero(5, 3), 0.2, 0.8, 0.99),
        from_zero("ordinary, small and tiny gradients", draw.normal(3), sizes * draw.away_from_zero(5, 3), 0.1, 0.9,
                  0.999),
        from_zero("a parameter without a gradient for three steps", draw.normal(2), rare, 0.1, 0.9, 0.999),
        case("a matrix, going on at step 12", theta=draw.normal(2, 3), g=list(draw.away_from_zero(3, 2, 3)),
             m=0.1 * draw.away_from_zero(2, 3), v=draw.away_from_zero(2, 3).square(), k=12, eta=0.3, b1=0.7, b2=0.95,
             eps=1e-3),
        from_zero("first tiny gradients, then large ones, then none", numbers(1, 2), extremes, 0.1, 0.9, 0.999),
        from_zero("b1 = b2 = 0", numbers(1, 2), draw.away_from_zero(2, 2), 0.1, 0.0, 0.0),
        from_zero("a number without axes", numbers(1), draw.away_from_zero(2), 0.1, 0.9, 0.999),
    ]


def drive(answer, theta: Tensor, g: list[Tensor], m: Tensor, v: Tensor, k: int, eta: float, b1: float, b2: float,
          eps: float) -> list[Tensor] | str:
    """theta, m and v after every step; k counts the steps from its first value on."""
    def step(theta, m, v, turn):
        number, gradient = turn
        return answer(theta, gradient, m, v, number, eta, b1, b2, eps)

    return every_state(step, {"theta": theta, "m": m, "v": v}, enumerate(g, k))


task = Task(
    key="adam_step", title="One step of Adam", points=2, difficulty=2, minutes=15,
    objective="average gradients and their squares without the bias of an empty start",
    reference=reference, cases=cases, drive=drive, compare=States(rtol=1e-10, parts=("theta", "m", "v")),
    facts=("N09-18",),
    hints=(
        "m starts at 0 and moves a tenth of the way to the gradient at each step. What is m after one gradient of 1, "
        "and after two?",
        "Gradients 1, 1 with b1 = 0.9: m = 0.1, then 0.19. Divided by 0.1 and by 0.19 both are 1. How do 0.1 and 0.19 "
        "follow from 0.9 and k?",
        "m = b1 * m + ____ * g; m_hat = m / (1 - ____); the same for v with g**2 and b2; theta = theta - eta * m_hat / "
        "(____ + eps)",
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


def _move(theta, m_hat, v_hat, eta, eps):
    return theta - eta * m_hat / (v_hat.sqrt() + eps)


def _true(theta, m, v, k, eta, b1, b2, eps):
    """The right move along averages that need not be right."""
    return _move(theta, m / (1 - b1**k), v / (1 - b2**k), eta, eps)


@task.wrong("Your first step is too long: with the gradient 1, eta = 0.1, b1 = 0.9 and b2 = 0.999 it is 0.316, not "
            "0.1. `m` is then 0.1, although the only gradient was 1. What do the weights in `m` add up to?",
            short="neither average is corrected")
def uncorrected(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, m, v, eta, eps), m, v


@task.wrong("Your first step divides by 1 - 0.9^0 = 0, so that inf and nan come out. Which number does k give to the "
            "first step?",
            short="the correction counts the steps from 0")
def counted_from_zero(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v, k - 1, eta, b1, b2, eps), m, v


@task.wrong("Your correction is a step ahead: for example with the first gradient 1 and b1 = 0.9 the corrected m is "
            "0.1/0.19 = 0.53, not 1. How many gradients has m seen when k = 1?",
            short="the correction is a step ahead")
def counted_from_two(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v, k + 1, eta, b1, b2, eps), m, v


@task.wrong("You correct every step as if it were the first: for example with gradients of 1 and b1 = 0.9 your "
            "corrected m is 1, then 1.9, then 2.71. How much is left to correct after many steps?",
            short="every step is corrected like the first")
def corrected_as_at_first(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v, 1, eta, b1, b2, eps), m, v


@task.wrong("Your correction is a product where a power belongs: for example at k = 2 with b1 = 0.9 you divide m by 1 "
            "- 1.8 = -0.8, not by 0.19. After two steps, how often has the oldest weight been multiplied by 0.9?",
            short="the correction multiplies by k instead of taking a power")
def product_for_power(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, m / (1 - b1 * k), v / (1 - b2 * k), eta, eps), m, v


@task.wrong("Your correction is a product, not a power: at k = 2 with b1 = 0.9 you divide m by 1 - 1.8. v averages "
            "sizes: a first gradient of 2 with b2 = 0.999 gives 0.002, not 0.004. Of what is v an average?",
            short="the correction is a product instead of a power, and v averages sizes")
def product_for_power_of_sizes(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g.abs()
    return _move(theta, m / (1 - b1 * k), v / (1 - b2 * k), eta, eps), m, v


@task.wrong("You take the power of 1 - b1, not of b1: for example at k = 2 with b1 = 0.9 you divide m by 0.1·0.1 = "
            "0.01, not by 0.19. What do the weights in m add up to after two steps?",
            short="the power is taken of 1 - b1 and 1 - b2")
def power_of_the_rest(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, m / (1 - b1)**k, v / (1 - b2)**k, eta, eps), m, v


@task.wrong("You divide by the power alone: for example at k = 1 with b1 = 0.9 you divide m = 0.1 by 0.9, not by 0.1. "
            "What do the weights in m add up to after one step?",
            short="the correction divides by the power alone")
def divided_by_power(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, m / b1**k, v / b2**k, eta, eps), m, v


@task.wrong("Your correction makes small averages smaller: for example at k = 1 with b1 = 0.9 and the gradient 1, m = "
            "0.1 becomes 0.01, not 1. Should you multiply by the sum of the weights, or divide?",
            short="the correction multiplies instead of dividing")
def correction_multiplies(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, m * (1 - b1**k), v * (1 - b2**k), eta, eps), m, v


@task.wrong("You correct m but not v: for example with the first gradient 1, eta = 0.1 and b2 = 0.999 your step is "
            "3.16, since v is still 0.001. What did v start from?",
            short="only m is corrected")
def only_m_corrected(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, m / (1 - b1**k), v, eta, eps), m, v


@task.wrong("You correct v but not m: for example with the first gradient 1, eta = 0.1 and b1 = 0.9 your step is 0.01, "
            "since m is still 0.1. What did m start from?",
            short="only v is corrected")
def only_v_corrected(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, m, v / (1 - b2**k), eta, eps), m, v


@task.wrong("You correct both averages with b1: for example at k = 1 with b1 = 0.9 and b2 = 0.999, v = 0.001 becomes "
            "0.001/0.1 = 0.01, not 1. What do the weights in v add up to?",
            short="v is corrected with b1")
def v_corrected_with_b1(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, m / (1 - b1**k), v / (1 - b1**k), eta, eps), m, v


@task.wrong("You correct both averages with b2: for example at k = 1 with b1 = 0.9 and b2 = 0.999, m = 0.1 becomes "
            "0.1/0.001 = 100, not 1. What do the weights in m add up to?",
            short="m is corrected with b2")
def m_corrected_with_b2(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, m / (1 - b2**k), v / (1 - b2**k), eta, eps), m, v


@task.wrong("You correct v after the root instead of before: for example at k = 1 with b2 = 0.999 and the gradient 1, "
            "0.0316 becomes 0.0316/0.001 = 31.6, not 1. Which of the two adds up with weights, v or its root?",
            short="the root of v is corrected, not v")
def root_corrected(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v.sqrt() / (1 - b2**k) + eps), m, v


@task.wrong("You hand the corrected averages on: for example with gradients of 1 and b1 = 0.9 you return m = 1, and "
            "the next step makes (0.9·1 + 0.1)/0.19 = 5.3 of it. Which m does the next step expect?",
            short="the corrected averages are returned and used further")
def corrected_stored(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    m, v = m / (1 - b1**k), v / (1 - b2**k)
    return _move(theta, m, v, eta, eps), m, v


@task.wrong("You hand the old averages on: for example after a first gradient of 1 with b1 = 0.9 you return m = 0, not "
            "0.1. What will the next step know about this gradient?",
            short="the old averages are handed back")
def old_averages_handed_on(theta, g, m, v, k, eta, b1, b2, eps):
    return _true(theta, *_averages(g, m, v, b1, b2), k, eta, b1, b2, eps), m, v


@task.wrong("Your step uses the m of the step before: for example at the first step it is 0, and theta does not move. "
            "The m that you return is right. Should the present gradient be in m when you move?",
            short="the step uses the old m")
def old_m(theta, g, m, v, k, eta, b1, b2, eps):
    new_m, new_v = _averages(g, m, v, b1, b2)
    return _true(theta, m, new_v, k, eta, b1, b2, eps), new_m, new_v


@task.wrong("Your step divides by the v of the step before: for example at the first step it is 0, and with eta = 0.1, "
            "eps = 1e-8 and the gradient 1 you jump by 1e7. Should the present gradient be in v when you divide?",
            short="the step uses the old v")
def old_v(theta, g, m, v, k, eta, b1, b2, eps):
    new_m, new_v = _averages(g, m, v, b1, b2)
    return _true(theta, new_m, v, k, eta, b1, b2, eps), new_m, new_v


@task.wrong("Your step uses the m and v of the step before: for example at the first step both are 0, and theta does "
            "not move. The ones that you return are right. Should the present gradient be in them when you move?",
            short="the step uses the old m and v")
def both_old(theta, g, m, v, k, eta, b1, b2, eps):
    return _true(theta, m, v, k, eta, b1, b2, eps), *_averages(g, m, v, b1, b2)


@task.wrong("The numerator is the present gradient, not its average: for example with the gradients 1 and 0 your "
            "second step is 0. What is m for?",
            short="the gradient stands where the corrected m belongs")
def gradient_for_m(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, g, v / (1 - b2**k), eta, eps), m, v


@task.wrong("Your v averages the squared distance from the new m: for example with the first gradient 1, b1 = 0.9 and "
            "b2 = 0.999 it is 0.001·0.9² = 0.00081, not 0.001. Of what is v an average?",
            short="v averages squared distances from the new m")
def variance(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * (g - b1 * m - (1 - b1) * g)**2
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("Your v averages the squared distance from the old m: for example with gradients of 1, b1 = 0.9 and b2 = "
            "0.999 the second one adds 0.001·0.9² to v, not 0.001. Of what is v an average?",
            short="v averages squared distances from the old m")
def variance_around_old_m(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * (g - m)**2
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("Your v averages the squares of m: for example with the first gradient 1, b1 = 0.9 and b2 = 0.999 it is "
            "0.001·0.1² = 0.00001, not 0.001. What is squared in v?",
            short="v averages the squares of m")
def squares_of_m(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * m**2
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("Your v averages the sizes of the gradients, not their squares: for example a first gradient of 2 with b2 "
            "= 0.999 gives 0.002, not 0.004. On which scale should v be, so that its root is on the scale of a "
            "gradient?",
            short="v averages the sizes of the gradients")
def sizes_in_v(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g.abs()
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("Your v averages gradients with their signs: for example a first gradient of -3 lets you take the root of "
            "a negative number. Of what is v an average?",
            short="v averages gradients with their signs")
def not_squared(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("1 - b2 is squared with you: for example with b2 = 0.999 and a first gradient of 1 your v is 0.000001, not "
            "0.001. What does the square reach: the gradient, or its product with the share?",
            short="the share 1 - b2 is squared")
def share_squared(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + ((1 - b2) * g)**2
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("New values come in at full weight: for example with b1 = 0.9 and a first gradient of 1 your m is 1, not "
            "0.1. What should the two shares of an average add up to?",
            short="gradient and square come in at full weight")
def full_weight(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + g, b2 * v + g**2
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("The gradient comes into m at full weight: for example with b1 = 0.9 and a first gradient of 1 your m is "
            "1, not 0.1; v is right. What should the two shares of an average add up to?",
            short="the gradient comes into m at full weight")
def full_weight_in_m(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + g, b2 * v + (1 - b2) * g**2
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("Old and new are exchanged in both averages: for example with b1 = 0.9 and a first gradient of 1 your m is "
            "0.9, not 0.1. Which of the two gets the share b1?",
            short="b and 1 - b are exchanged in both averages")
def shares_exchanged(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, 1 - b1, 1 - b2)
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("b1 and b2 are exchanged: for example with b1 = 0.9, b2 = 0.999 and a first gradient of 1 your m is 0.001, "
            "not 0.1. Which of the two belongs to m?",
            short="b1 and b2 are exchanged")
def decays_exchanged(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b2, b1)
    return _true(theta, m, v, k, eta, b2, b1, eps), m, v


@task.wrong("For tiny gradients your step nearly vanishes: for example a first gradient of 1e-6 with eta = 0.1 and eps "
            "= 1e-8 gives 0.001 instead of 0.099. The root of 1e-8 is 1e-4. To what should eps be added?",
            short="eps stands inside the root")
def eps_inside(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("You add eps to the root before v is corrected, when it is still small: a first gradient of 1e-6 with eta "
            "= 0.1, eps = 1e-8 and b2 = 0.999 gives 0.076, not 0.099. To which of the two roots does eps belong?",
            short="eps is added before v is corrected")
def eps_before_correction(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * (1 - b2**k)**0.5 / (1 - b1**k) * m / (v.sqrt() + eps), m, v


@task.wrong("A parameter whose gradients have all been 0 turns into nan: 0 divided by the root of 0. What are you "
            "given that keeps the divisor away from 0?",
            short="eps is missing")
def without_eps(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v, k, eta, b1, b2, 0), m, v


@task.wrong("A large gradient makes you move less: for example with eta = 0.1 a first gradient of 2 gives a step of "
            "0.05, and 4 gives 0.025. v holds squares. What brings it back to the scale of a gradient?",
            short="the root of v is missing")
def no_root(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps), m, v


@task.wrong("All parameters share one rate: for example with the first gradient (3, 4) and eta = 0.1 you step by "
            "(0.06, 0.08), where both entries should move by 0.1. What should an entry of v know about the other "
            "entries?",
            short="all parameters share one sum of squares")
def summed_over_parameters(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * (g * g).sum()
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("You walk uphill: for example with the first gradient 2 and eta = 0.1 you go from 0 to 0.1. Which way does "
            "the loss fall?",
            short="the step goes uphill")
def climbs(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v, k, -eta, b1, b2, eps), m, v


@task.wrong("You return the step, not the new theta: for example from theta = 1 with the first gradient 2 and eta = "
            "0.1 you give -0.1. Where does the step start?",
            short="the step is returned, not theta")
def step_alone(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(0, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("Your averages are right, and theta stays where it was: for example from 0 with the first gradient 2 and "
            "eta = 0.1 it should go to -0.1. Is the new theta the one that you return?",
            short="theta does not move")
def theta_unchanged(theta, g, m, v, k, eta, b1, b2, eps):
    return theta, *_averages(g, m, v, b1, b2)


@task.wrong("You return theta in the last place: for example with the first gradient 1, theta = 0, b1 = 0.9, b2 = "
            "0.999 and eta = 0.1 you return (0.1, 0.001, -0.1). Which of the three is wanted first?",
            short="theta is returned last")
def theta_last(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return m, v, _true(theta, m, v, k, eta, b1, b2, eps)


@task.wrong("Your m and v come in the wrong order: for example with the first gradient 1, b1 = 0.9 and b2 = 0.999 your "
            "second result is 0.001 and your third 0.1. Which of the two is wanted first?",
            short="m and v are returned in the wrong order")
def m_and_v_exchanged(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v, k, eta, b1, b2, eps), v, m


@task.wrong("You return theta alone. For example after a first gradient of 1 with b1 = 0.9, m should be 0.1. How does "
            "the second step learn about the first?",
            short="m and v are not returned")
def theta_only(theta, g, m, v, k, eta, b1, b2, eps):
    return _true(theta, *_averages(g, m, v, b1, b2), k, eta, b1, b2, eps)


@task.wrong("Two things: the numerator is the present gradient, not its average, and v is corrected with b1. For "
            "example with the gradients 1 and 0 your second step is 0. What is m for?",
            short="the gradient stands where the corrected m belongs")
def gradient_for_m_and_v_with_b1(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, g, v / (1 - b1**k), eta, eps), m, v


@task.wrong("Two things: the numerator is the present gradient, not its average, and v is not corrected. For example "
            "with the gradients 1 and 0 your second step is 0. What is m for?",
            short="the gradient stands where the corrected m belongs")
def gradient_for_m_and_v_uncorrected(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, g, v, eta, eps), m, v


@task.wrong("Two things: the numerator is the present gradient, not its average, and eps stands inside the root. For "
            "example with the gradients 1 and 0 your second step is 0. What is m for?",
            short="the gradient stands where the corrected m belongs")
def gradient_for_m_with_eps_inside(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * g / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("Two things: the numerator is the present gradient, not its average, and the root of v is missing. For "
            "example with the gradients 1 and 0 your second step is 0. What is m for?",
            short="the gradient stands where the corrected m belongs")
def gradient_for_m_without_root(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * g / (v / (1 - b2**k) + eps), m, v


@task.wrong("The numerator is the present gradient, divided by the correction: for example with b1 = 0.9, eta = 0.1 "
            "and a first gradient of 1 your step is 1, not 0.1. What is m for?",
            short="the gradient is corrected instead of m")
def gradient_corrected_for_m(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, g / (1 - b1**k), v / (1 - b2**k), eta, eps), m, v


@task.wrong("The corrections of m and v have changed places: for example at k = 1 with b1 = 0.9 and b2 = 0.999, m = "
            "0.1 becomes 0.1/0.001 = 100, not 1. What do the weights in m add up to?",
            short="the corrections of m and v have changed places")
def corrections_exchanged(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, m / (1 - b2**k), v / (1 - b1**k), eta, eps), m, v


@task.wrong("Right as long as neither b1 nor b2 is 0. There your answer stops with a ValueError: the logarithm of 0 "
            "has no value, and `math.log` refuses it. Which way to b1^k needs no logarithm?",
            short="the power goes through a logarithm")
def logarithm_of_b(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    m_hat, v_hat = (part / -math.expm1(k * math.log(b)) for part, b in ((m, b1), (v, b2)))
    return _move(theta, m_hat, v_hat, eta, eps), m, v


@task.wrong("Right as long as neither b1 nor b2 is 0. There your answer stops with a ZeroDivisionError: something is "
            "divided by a number that is 0. Which formula in your answer can do without that division?",
            short="something is divided by b1 or b2")
def divided_by_b(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    m_hat, v_hat = (part / (1 - 1 / (1 / b)**k) for part, b in ((m, b1), (v, b2)))
    return _move(theta, m_hat, v_hat, eta, eps), m, v


@task.wrong("theta and m are right, but you hand the old v on: for example after a first gradient of 1 with b2 = "
            "0.999 you return v = 0, not 0.001. What will the next step know about the size of this gradient?",
            short="the old v is handed back")
def old_v_handed_on(theta, g, m, v, k, eta, b1, b2, eps):
    new_m, new_v = _averages(g, m, v, b1, b2)
    return _true(theta, new_m, new_v, k, eta, b1, b2, eps), new_m, v


@task.wrong("theta and v are right, but you hand the old m on: for example after a first gradient of 1 with b1 = 0.9 "
            "you return m = 0, not 0.1. What will the next step know about this gradient?",
            short="the old m is handed back")
def old_m_handed_on(theta, g, m, v, k, eta, b1, b2, eps):
    new_m, new_v = _averages(g, m, v, b1, b2)
    return _true(theta, new_m, new_v, k, eta, b1, b2, eps), m, new_v


@task.wrong("Right where theta has an axis; for a tensor without axes, such as torch.tensor(2.0), you stop with an "
            "error: len() and a loop over its entries do not work there. Which operations work on a whole tensor of "
            "any shape at once?",
            short="a tensor without axes stops the answer")
def no_axis(theta, g, m, v, k, eta, b1, b2, eps):
    new = [_averages(g[i], m[i], v[i], b1, b2) for i in range(len(theta))]
    m, v = (torch.stack(part) for part in zip(*new, strict=True))
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("Two things: you walk uphill, and neither average is corrected. For example with the first gradient 1, "
            "eta = 0.1, b1 = 0.9 and b2 = 0.999 you go from 0 to 0.316. Which way does the loss fall?",
            short="the step goes uphill")
def climbs_uncorrected(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, m, v, -eta, eps), m, v


@task.wrong("Two things: you walk uphill, and eps stands inside the root. For example with eta = 0.1 and eps = 1e-8 a "
            "first gradient of 1e-6 takes you from 0 to 0.001. Which way does the loss fall?",
            short="the step goes uphill")
def climbs_with_eps_inside(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta + eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("Two things: both averages are corrected with b1, and eps stands inside the root. For example at k = 1 "
            "with b1 = 0.9 and b2 = 0.999, v = 0.001 becomes 0.01, not 1. What do the weights in v add up to?",
            short="v is corrected with b1")
def v_corrected_with_b1_and_eps_inside(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b1**k) + eps).sqrt(), m, v


@task.wrong("Two things: neither average is corrected, and eps stands inside the root. For example with the first "
            "gradient 1, eta = 0.1, b1 = 0.9 and b2 = 0.999 your step is 0.316, not 0.1. What do the weights in m add "
            "up to?",
            short="neither average is corrected")
def uncorrected_with_eps_inside(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (v + eps).sqrt(), m, v


@task.wrong("Two things: v is not corrected, and eps stands inside the root. For example with the first gradient 1, "
            "eta = 0.1 and b2 = 0.999 your step is 3.16, since v is still 0.001. What did v start from?",
            short="only m is corrected")
def only_m_corrected_with_eps_inside(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v + eps).sqrt(), m, v


@task.wrong("You correct the first step only: for example with gradients of 1, eta = 0.1, b1 = 0.9 and b2 = 0.999 "
            "your second step is 0.425, not 0.1. What do the weights in m add up to after two steps?",
            short="only the first step is corrected")
def corrected_at_first_only(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    if k > 1:
        return _move(theta, m, v, eta, eps), m, v
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("You correct from the second step on: for example with a first gradient of 1, eta = 0.1, b1 = 0.9 and b2 "
            "= 0.999 your first step is 0.316, not 0.1. What do the weights in m add up to after one step?",
            short="the first step is not corrected")
def not_corrected_at_first(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    if k == 1:
        return _move(theta, m, v, eta, eps), m, v
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("Two things: v averages the squared distance from the new m, and eps stands inside the root. For example "
            "with the first gradient 1, b1 = 0.9 and b2 = 0.999 v is 0.001·0.9², not 0.001. Of what is v an average?",
            short="v averages squared distances from the new m, and eps stands inside the root")
def variance_with_eps_inside(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * (g - m)**2
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("Two things: v averages the squared distance from the old m, and eps stands inside the root. With "
            "gradients of 1, b1 = 0.9 and b2 = 0.999 the second one adds 0.001·0.9² to v, not 0.001. Of what is v an "
            "average?",
            short="v averages squared distances from the old m, and eps stands inside the root")
def variance_around_old_m_with_eps_inside(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * (g - m)**2
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("Two things: v averages the squares of m, and eps stands inside the root. For example with the first "
            "gradient 1, b1 = 0.9 and b2 = 0.999 v is 0.001·0.1², not 0.001. What is squared in v?",
            short="v averages the squares of m, and eps stands inside the root")
def squares_of_m_with_eps_inside(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * m**2
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("Two things: v averages the sizes of the gradients, and eps stands inside the root. For example a first "
            "gradient of 2 with b2 = 0.999 gives v = 0.002, not 0.004. Of what is v an average?",
            short="v averages the sizes of the gradients, and eps stands inside the root")
def sizes_in_v_with_eps_inside(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g.abs()
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("Right as long as b1 and b2 are not 0. With 0 you average as with 0.9 and 0.999: a first gradient of 1 "
            "gives m = 0.1, v = 0.001, not 1 twice. What does Python take 0 for in a condition?",
            short="b1 = 0 and b2 = 0 are replaced by 0.9 and 0.999")
def zero_shares_replaced(theta, g, m, v, k, eta, b1, b2, eps):
    b1, b2 = b1 or 0.9, b2 or 0.999
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("Right as long as b1 is not 0. With b1 = 0 you average as with 0.9: for example a first gradient of 1 "
            "gives m = 0.1, not 1. What does Python take 0 for in a condition?",
            short="b1 = 0 is replaced by 0.9")
def zero_b1_replaced(theta, g, m, v, k, eta, b1, b2, eps):
    b1 = b1 or 0.9
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("Where all gradients are tiny at once you make no step: a single entry with a first gradient of 1e-7, eta "
            "= 0.1 and eps = 1e-8 should move by 0.0909. What keeps a divisor of 0 away, without a threshold?",
            short="a step with tiny gradients only is left out")
def nothing_done_where_all_are_tiny(theta, g, m, v, k, eta, b1, b2, eps):
    if 0 < g.abs().max() < 1e-5:
        return theta.clone(), m.clone(), v.clone()
    new_m, new_v = _averages(g, m, v, b1, b2)
    return _true(theta, new_m, new_v, k, eta, b1, b2, eps), new_m, new_v


@task.wrong("Where all gradients are tiny at once theta stays where it is, though m and v change: a single entry with "
            "a first gradient of 1e-7, eta = 0.1 and eps = 1e-8 should move by 0.0909. What keeps the divisor from 0?",
            short="a step with tiny gradients only does not move theta")
def no_move_where_all_are_tiny(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v, k, 0 if 0 < g.abs().max() < 1e-5 else eta, b1, b2, eps), m, v


@task.wrong("All entries share one v: for example with the first gradient (3, 4), eta = 0.1 and b2 = 0.999 it is "
            "0.0125 in both entries, and you step by (0.085, 0.113). What should an entry of v know about the other "
            "entries?",
            short="all entries share one mean of squares")
def mean_over_parameters(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * (g * g).mean()
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("Your m and v are right, but all entries share one divisor: for example with the first gradient (3, 4) "
            "and eta = 0.1 you step by (0.06, 0.08), where both should move by 0.1. Which v should divide an entry's "
            "step?",
            short="one divisor for all entries, from the sum of v")
def one_length_by_the_sum(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v.sum(), k, eta, b1, b2, eps), m, v


@task.wrong("Your m and v are right, but all entries share one divisor: for example with the first gradient (3, 4) "
            "and eta = 0.1 you step by (0.085, 0.113), where both should move by 0.1. Which v should divide an "
            "entry's step?",
            short="one divisor for all entries, from the mean of v")
def one_length_by_the_mean(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v.mean(), k, eta, b1, b2, eps), m, v


@task.wrong("Two things: the step uses the m that came in, so the first one leads nowhere, and both corrections take "
            "the power k + 1: at k = 1 you divide v by 1 - b2². Which m and which power belong to this step?",
            short="the step uses the old m, and the correction is a step ahead")
def old_m_a_step_ahead(theta, g, m, v, k, eta, b1, b2, eps):
    new_m, new_v = _averages(g, m, v, b1, b2)
    return _true(theta, m, new_v, k + 1, eta, b1, b2, eps), new_m, new_v


@task.wrong("Two things: the step uses the m that came in, so the first one leads nowhere, and nothing is corrected: "
            "the second v is divided by nothing. Which m belongs to this step, and what should be done to both "
            "averages?",
            short="the step uses the old m, and neither average is corrected")
def old_m_uncorrected(theta, g, m, v, k, eta, b1, b2, eps):
    new_m, new_v = _averages(g, m, v, b1, b2)
    return _move(theta, m, new_v, eta, eps), new_m, new_v


@task.wrong("Where all gradients are tiny or 0 at once theta stays where it is, though m still moves it: after the "
            "gradients 1 and 0, b1 = 0.9, m is 0.09. What is left of the first step in the second?",
            short="a step with tiny gradients only does nothing but fade")
def only_fading_where_all_are_tiny(theta, g, m, v, k, eta, b1, b2, eps):
    if g.abs().max() < 1e-6:
        return theta.clone(), b1 * m, b2 * v
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("You divide by k times 1 - b: for example with the gradients 1 and 1 and b1 = 0.9 m is 0.19 at k = 2, and "
            "divided by 0.2 it is 0.95. Have the two gradients the same weight in m?",
            short="the correction divides by k times 1 - b")
def weights_all_alike(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _move(theta, m / (k * (1 - b1)), v / (k * (1 - b2)), eta, eps), m, v


@task.wrong("Gradient and square are corrected before they come into the averages: for example with b1 = 0.9 and "
            "gradients of 1 your m is 1 and 1.426, not 0.1 and 0.19. Which is too small at the start, the gradient or "
            "its average?",
            short="gradient and square are corrected, not their averages")
def corrected_before_averaging(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g / (1 - b1**k)
    v = b2 * v + (1 - b2) * g**2 / (1 - b2**k)
    return _move(theta, m, v, eta, eps), m, v


@task.wrong("You hand the corrected m on: for example with gradients of 1 and b1 = 0.9 you return m = 1, and the next "
            "step makes (0.9·1 + 0.1)/0.19 = 5.3 of it; v is right. Which m does the next step expect?",
            short="the corrected m is returned and used further")
def corrected_m_stored(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    m = m / (1 - b1**k)
    return _move(theta, m, v / (1 - b2**k), eta, eps), m, v


@task.wrong("You hand the corrected v on: for example with gradients of 1 you return v = 1 after the first step, not "
            "1 - b2; m is right. Which v does the next step expect?",
            short="the corrected v is returned and used further")
def corrected_v_stored(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    v = v / (1 - b2**k)
    return _move(theta, m / (1 - b1**k), v, eta, eps), m, v


@task.wrong("Two things: the correction is a step ahead, and you return the corrected m: for example with b1 = 0.9 and"
            " a first gradient of 1 it is 0.1/0.19 = 0.53. How many gradients has m seen, and which m should go on?",
            short="the correction is a step ahead, and the corrected m is returned")
def corrected_m_stored_a_step_ahead(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    m = m / (1 - b1**(k + 1))
    return _move(theta, m, v / (1 - b2**(k + 1)), eta, eps), m, v


@task.wrong("Two things: the correction is a step ahead, and you return the corrected m and v: for example with b1 = "
            "0.9 and a first gradient of 1 m is 0.53. How many gradients has it seen, and which m should go on?",
            short="the correction is a step ahead, and the corrected averages are returned")
def corrected_stored_a_step_ahead(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    m, v = m / (1 - b1**(k + 1)), v / (1 - b2**(k + 1))
    return _move(theta, m, v, eta, eps), m, v


@task.wrong("The gradient comes into m once more for the step: for example with the first gradient 1, eta = 0.1 and b1 "
            "= 0.9 you step by 0.19, not by 0.1. How often does one gradient count?",
            short="the gradient is mixed into m once more for the step")
def mixed_in_twice(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, b1 * m + (1 - b1) * g, v, k, eta, b1, b2, eps), m, v


@task.wrong("Two things: v is returned before m, and the gradient comes into m once more for the step. With the first "
            "gradient 1, eta = 0.1 and b1 = 0.9 you step by 0.19. In which order are the results asked for?",
            short="m and v change places, and the gradient is mixed into m once more")
def mixed_in_twice_and_exchanged(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, b1 * m + (1 - b1) * g, v, k, eta, b1, b2, eps), v, m


@task.wrong("Your first step is not corrected, and the second is corrected like a first: for example with the "
            "gradients 1 and 1 and b1 = 0.9 you use m = 0.1 and then 1.9, not 1 twice. What is k at the first step?",
            short="the first step is not corrected, and later corrections are a step behind")
def a_step_behind_uncorrected_at_first(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return (_true(theta, m, v, k - 1, eta, b1, b2, eps) if k > 1 else _move(theta, m, v, eta, eps)), m, v


@task.wrong("Your first step is right, but the second is corrected as if it were the first again: for example with "
            "the gradients 1 and 1 and b1 = 0.9 your corrected m is 1 and then 1.9. Which power belongs to k = 2?",
            short="the correction is a step behind from the second step on")
def a_step_behind(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v, max(k - 1, 1), eta, b1, b2, eps), m, v


@task.wrong("In m you exchange the shares, in v you do not: for example with b1 = 0.9 a first gradient of 1 makes m "
            "0.9, not 0.1. How much of the old m should stay?",
            short="b1 and 1 - b1 are exchanged in m")
def shares_exchanged_in_m(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = (1 - b1) * m + b1 * g, b2 * v + (1 - b2) * g**2
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("In v you exchange the shares, in m you do not: for example with b2 = 0.999 a first gradient of 1 makes v "
            "0.999, not 0.001. How much of the old v should stay?",
            short="b2 and 1 - b2 are exchanged in v")
def shares_exchanged_in_v(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, (1 - b2) * v + b2 * g**2
    return _true(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("Your v averages gradients with their signs, and its size stands under the root: for example with b2 = "
            "0.9 a first gradient of -4 makes v -0.4, not 1.6. Of what should v be an average?",
            short="v averages gradients with their signs, and the root is taken of its size")
def not_squared_root_of_the_size(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g
    return _move(theta, m / (1 - b1**k), (v / (1 - b2**k)).abs(), eta, eps), m, v


@task.wrong("You add eps to v before you correct and take the root: for example with the first gradient 0.001, eta = "
            "0.1, b2 = 0.999 and eps = 1e-8 your step is 0.03, not 0.1. To what should eps be added?",
            short="eps is added to v inside the root before v is corrected")
def eps_inside_before_correction(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / ((v + eps) / (1 - b2**k)).sqrt(), m, v


@task.wrong("You correct the old m and v, and mix the new gradient in afterwards: for example with b1 = 0.9 and the "
            "gradients 1 and 1 you return m = 0.1 and then about 0.57, not 0.19. Which m should be corrected?",
            short="the old averages are corrected, not the new ones")
def old_averages_corrected(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m / (1 - b1**k), v / (1 - b2**k), b1, b2)
    return _move(theta, m, v, eta, eps), m, v


@task.wrong("At k = 1 you take the gradient and its square as they are, and later you correct nothing: for example "
            "with b1 = 0.9 a first gradient of 1 makes m 1, not 0.1. With what do m and v start?",
            short="the first step fills m and v with the gradient and its square")
def starts_with_the_gradient(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = (g.clone(), g**2) if k == 1 else _averages(g, m, v, b1, b2)
    return _move(theta, m, v, eta, eps), m, v


@task.wrong("Your shares are always 0.9 and 0.999: for example with b1 = 0.5 a first gradient of 1 makes m 0.1, not "
            "0.5. What do the arguments b1 and b2 say?",
            short="b1 and b2 are 0.9 and 0.999, whatever is given")
def shares_of_torch(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, 0.9, 0.999)
    return _true(theta, m, v, k, eta, 0.9, 0.999, eps), m, v


@task.wrong("Your b1, b2 and eps are always 0.9, 0.999 and 1e-8: for example with b1 = 0.5 a first gradient of 1 "
            "makes m 0.1, not 0.5. What are the arguments for?",
            short="b1, b2 and eps are 0.9, 0.999 and 1e-8, whatever is given")
def numbers_of_torch(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, 0.9, 0.999)
    return _true(theta, m, v, k, eta, 0.9, 0.999, 1e-8), m, v


@task.wrong("Two things: your correction is a step ahead, and eps stands inside the root. For example with the first "
            "gradient 1 and b1 = 0.9 the corrected m is 0.1/0.19 = 0.53, not 1. How many gradients has m seen when k "
            "= 1?",
            short="the correction is a step ahead, and eps stands inside the root")
def a_step_ahead_with_eps_inside(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**(k + 1)) / (v / (1 - b2**(k + 1)) + eps).sqrt(), m, v


@task.wrong("Two things: you walk uphill, and you return the corrected averages. For example a first gradient of 1 "
            "with eta = 0.1 takes theta from 0 to 0.1, and your m is 1. Which way does the loss fall?",
            short="the step goes uphill, and the corrected averages are returned")
def climbs_with_corrected_stored(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    m, v = m / (1 - b1**k), v / (1 - b2**k)
    return _move(theta, m, v, -eta, eps), m, v


@task.wrong("Your eps is always 1e-8: for example with eps = 1, eta = 0.1 and a first gradient of 1 you step by 0.1, "
            "not by 0.05. Whose eps should a step use?",
            short="eps is 1e-8, whatever is given")
def eps_always_1e_8(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _true(theta, m, v, k, eta, b1, b2, 1e-8), m, v


EXERCISE = task.declared()
