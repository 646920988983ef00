"""Exercise: one step of AdamW."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import States, every_state
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
    extremes = numbers(1e-7, 1e-7, 100, 0, 1)[:, None] * draw.away_from_zero(5, 2)
    return [
        from_zero("the first step; g lists the gradients", numbers(1, 1), numbers([[10, 0.1]]), 0.1, 0.9, 0.999, 0.1),
        from_zero("three steps without a gradient: only decay is left", numbers(1, -4),
                  numbers([0, 0], [0, 0], [0, 0]), 0.1, 0.9, 0.999, 0.5),
        from_zero("five steps, the gradient changes", 2 + draw.uniform(0, 1, 3), draw.away_from_zero(5, 3), 0.2, 0.8,
                  0.99, 0.3),
        from_zero("ordinary, small and tiny gradients", draw.away_from_zero(3), sizes * draw.away_from_zero(5, 3), 0.1,
                  0.9, 0.999, 0.05),
        case("a matrix, going on at step 12", theta=draw.away_from_zero(2, 3), g=list(draw.away_from_zero(3, 2, 3)),
             m=0.1 * draw.away_from_zero(2, 3), v=draw.away_from_zero(2, 3).square(), k=12, eta=0.3, b1=0.7, b2=0.95,
             eps=1e-3, wd=0.2),
        from_zero("no decay: wd = 0", draw.normal(3), draw.away_from_zero(3, 3), 0.1, 0.9, 0.999, 0.0),
        from_zero("a number without axes", numbers(2), draw.away_from_zero(2), 0.1, 0.9, 0.999, 0.2),
        from_zero("first tiny gradients, then large ones, then none", numbers(1e-3, -2), extremes, 0.1, 0.9, 0.999,
                  1.5),
        from_zero("b1 = b2 = 0", draw.away_from_zero(2), draw.away_from_zero(2, 2), 0.1, 0.0, 0.0, 0.2),
    ]


def drive(answer, theta: Tensor, g: list[Tensor], m: Tensor, v: Tensor, k: int, eta: float, b1: float, b2: float,
          eps: float, wd: float) -> list[Tensor] | str:
    """theta, m and v after every step; k counts the steps from its first value on."""
    def step(theta, m, v, turn):
        number, gradient = turn
        return answer(theta, gradient, m, v, number, eta, b1, b2, eps, wd)

    return every_state(step, {"theta": theta, "m": m, "v": v}, enumerate(g, k))


task = Task(
    key="adamw_step", title="One step of AdamW", points=1, difficulty=2, minutes=15,
    objective="let weights decay independently of the gradient's scale",
    reference=reference, cases=cases, drive=drive, compare=States(rtol=1e-10, parts=("theta", "m", "v")),
    facts=("N09-19",),
    hints=(
        "Suppose that the gradient is 0 at every step. By which factor should each weight shrink in one step?",
        "theta = 1, first gradient 10, eta = 0.01, wd = 0.1: Adam's part moves by 0.01. The decay is 0.001 whatever "
        "the gradient. What remains of theta?",
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


def _averages(g, m, v, b1, b2):
    return b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2


def _moved(theta, m, v, k, eta, b1, b2, eps):
    """theta after Adam's step along the new averages."""
    return theta - eta * (m / (1 - b1**k)) / ((v / (1 - b2**k)).sqrt() + eps)


def _adam(theta, g, m, v, k, eta, b1, b2, eps):
    m, v = _averages(g, m, v, b1, b2)
    return _moved(theta, m, v, k, eta, b1, b2, eps), m, v


def _with_decay(theta, g, m, v, k, eta, b1, b2, eps, decay):
    theta, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return theta - decay, m, v


@task.wrong("A weight with large gradients decays less with you: for example with theta = (1, 1), the gradient (10, "
            "0.1), eta = 0.01 and wd = 0.1 the decay takes (0.0001, 0.01), where both should lose 0.001. What should "
            "the decay not pass through?",
            short="the decay is divided by the root of v")
def decay_divided_too(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * (m / (1 - b1**k) + wd * theta) / ((v / (1 - b2**k)).sqrt() + eps), m, v


@task.wrong("Your decay is divided by the root, and eps stands inside it: with theta = (1, 1), the gradient (10, "
            "0.1), eta = 0.01 and wd = 0.1 the decay takes (0.0001, 0.01), not 0.001 twice. What should the decay not "
            "pass through?",
            short="the decay is divided by the root of v, and eps stands inside the root")
def decay_divided_with_eps_inside(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * (m / (1 - b1**k) + wd * theta) / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("Your decay goes through m and v like a gradient: for example with wd = 0.1 and no gradient the weights 1 "
            "and 100 both move by eta at the first step. Where should the decay enter, so that 100 shrinks more?",
            short="the decay is added to the gradient")
def decay_in_the_gradient(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return _adam(theta, g + wd * theta, m, v, k, eta, b1, b2, eps)


@task.wrong("Your decay goes into m: for example without a gradient, with theta = 1, b1 = 0.9 and wd = 0.1, your m is "
            "0.01, not 0. Of what alone is m an average?",
            short="the decay goes into m")
def decay_in_m(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = b1 * m + (1 - b1) * (g + wd * theta), b2 * v + (1 - b2) * g**2
    return _moved(theta, m, v, k, eta, b1, b2, eps), m, v


@task.wrong("theta decays as it should, but the decay goes into m and v as well: for example without a gradient, with "
            "theta = 1, b1 = 0.9 and wd = 0.1, your m is 0.01, not 0. Of what alone is m an average?",
            short="the decay counts twice, also in m and v")
def decay_in_both_places(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g + wd * theta, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * theta, m, v


@task.wrong("Your decay does not scale with eta: for example with theta = 1, wd = 0.1 and no gradient you lose 0.1 a "
            "step, whether eta is 0.1 or 0.001. What should half of eta do to the decay?",
            short="eta is missing from the decay")
def decay_without_eta(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - wd * theta, m, v


@task.wrong("Your decay does not depend on wd: for example with theta = 1, eta = 0.1 and no gradient you lose 0.1, "
            "even for wd = 0. Which two factors make the share that a weight loses?",
            short="wd is missing from the decay")
def decay_without_wd(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * theta, m, v


@task.wrong("All weights lose eta times wd: for example with eta = 0.1, wd = 0.5 and no gradient 1 goes to 0.95 and -4 "
            "to -4.05. How much should a weight lose that is four times as large, and in which direction?",
            short="theta is missing from the decay")
def decay_without_theta(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd, m, v


@task.wrong("All your weights lose the same amount: for example with eta = 0.1, wd = 0.5 and no gradient both 1 and 4 "
            "lose 0.05. How much should a weight lose that is four times as large?",
            short="the decay uses only the sign of theta")
def decay_by_sign(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * theta.sign(), m, v


@task.wrong("Negative weights grow: for example with eta = 0.1, wd = 0.5 and no gradient -4 goes to -4.2, and 4 to "
            "3.8. Towards which value should decay pull both?",
            short="the decay uses the size of theta without its sign")
def decay_by_size(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * theta.abs(), m, v


@task.wrong("Your decay takes the square of a weight: for example with eta = 0.1, wd = 0.5 and no gradient 4 loses "
            "0.8, where 0.05 of it is 0.2. How much should a weight lose that is four times as large as 1?",
            short="the decay uses the square of theta")
def decay_of_the_square(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * theta**2, m, v


@task.wrong("Your decay is twice too large: for example with theta = 1, eta = 0.1, wd = 0.5 and no gradient you go to "
            "0.9, not to 0.95. Which share does the text say?",
            short="the decay is twice too large")
def decay_doubled(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - 2 * eta * wd * theta, m, v


@task.wrong("Your decay is half of what it should be: for example with theta = 1, eta = 0.1, wd = 0.5 and no gradient "
            "you go to 0.975, not to 0.95. Which share does the text say?",
            short="the decay is half of what it should be")
def decay_halved(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta / 2 * wd * theta, m, v


@task.wrong("eta comes into your decay twice: for example with theta = 1, eta = 0.1, wd = 0.5 and no gradient you lose "
            "0.005, not 0.05. Which share does the text say?",
            short="eta comes into the decay twice")
def decay_by_eta_squared(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta**2 * wd * theta, m, v


@task.wrong("You shrink what Adam has already moved: with theta = 1, a first gradient of 1, eta = 0.1 and wd = 0.1 "
            "you reach 0.9 and then 0.891, not 0.89. Which theta belongs in the decay, the old or the new one?",
            short="the decay takes its share of the new theta")
def decay_of_the_new_theta(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * moved, m, v


@task.wrong("Your decay takes a share of the gradient: for example with theta = 1 and no gradient nothing decays. Of "
            "what should a weight lose a share?",
            short="the decay takes a share of the gradient")
def decay_of_the_gradient(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * g, m, v


@task.wrong("Weights whose gradient is 0 do not decay: for example with theta = 1 and no gradient you stay at 1, "
            "whatever wd is; other weights are right. Which weights should decay?",
            short="weights whose gradient is 0 are skipped")
def zero_gradients_skipped(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return torch.where(g != 0, moved - eta * wd * theta, theta), m, v


@task.wrong("Your decay grows with the number of the step: for example with theta = 1, eta = 0.1, wd = 0.5 and no "
            "gradient the first step takes the share 0.05, the second 0.1. On what does the share depend?",
            short="the decay grows with k")
def decay_times_k(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * k * theta, m, v


@task.wrong("Without a gradient your weights stay where they are: for example theta = 1 stays 1, whatever wd is. That "
            "is Adam. Which term is missing?",
            short="the decay is missing")
def no_decay(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return _adam(theta, g, m, v, k, eta, b1, b2, eps)


@task.wrong("Your weights only decay: for example with theta = 1, the gradient 10, eta = 0.1 and wd = 0.1 you go to "
            "0.99, not to 0.89. Where is Adam's part?",
            short="Adam's part is missing")
def only_decay(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return theta - eta * wd * theta, *_averages(g, m, v, b1, b2)


@task.wrong("Of theta only the lost share is left: for example with theta = 1, eta = 0.1, wd = 0.5 and no gradient you "
            "go to 0.05, not to 0.95. How much of a weight stays?",
            short="theta is multiplied by the share that it should lose")
def share_kept(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return _adam(eta * wd * theta, g, m, v, k, eta, b1, b2, eps)


@task.wrong("Your weights grow: for example with theta = 1, eta = 0.1, wd = 0.5 and no gradient you go to 1.05. "
            "Towards which value should decay pull?",
            short="the decay lets the weights grow")
def grows(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved + eta * wd * theta, m, v


@task.wrong("Your weights grow, and m is not corrected: with eta = 0.1, wd = 0.5 and no gradient 1 goes to 1.05; with "
            "a first gradient of 1 0 goes to -0.01. Towards which value should decay pull, and what is m missing?",
            short="the decay lets the weights grow, and m is not corrected")
def grows_with_m_uncorrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta + eta * wd * theta - eta * m / ((v / (1 - b2**k)).sqrt() + eps), m, v


@task.wrong("The decay is right. Adam's part goes uphill: for example with theta = 0, a first gradient of 1 and eta = "
            "0.1 you go to 0.1. Which way does the loss fall?",
            short="Adam's part goes uphill")
def climbs(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, -eta, b1, b2, eps)
    return moved - eta * wd * theta, m, v


@task.wrong("Your first step is too long: for example with the gradient 1, eta = 0.1, b1 = 0.9, b2 = 0.999 and theta = "
            "0 it is 0.316 instead of 0.1. What do the weights in m add up to after k steps?",
            short="neither average is corrected")
def uncorrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (v.sqrt() + eps) - eta * wd * theta, m, v


@task.wrong("You correct m but not v: for example with theta = 0, the first gradient 1, eta = 0.1 and b2 = 0.999 your "
            "step is 3.16, since v is still 0.001. What did v start from?",
            short="only m is corrected")
def only_m_corrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v.sqrt() + eps) - eta * wd * theta, m, v


@task.wrong("You correct v but not m: for example with theta = 0, the first gradient 1, eta = 0.1 and b1 = 0.9 your "
            "step is 0.01, since m is still 0.1. What did m start from?",
            short="only v is corrected")
def only_v_corrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / ((v / (1 - b2**k)).sqrt() + eps) - eta * wd * theta, m, v


@task.wrong("Your first step divides by 1 - 0.9^0 = 0, so that inf and nan come out. Which number does k give to the "
            "first step?",
            short="the correction counts the steps from 0")
def counted_from_zero(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return _moved(theta, m, v, k - 1, eta, b1, b2, eps) - eta * wd * theta, m, v


@task.wrong("You hand the corrected averages on: for example with gradients of 1 and b1 = 0.9 you return m = 1, and "
            "the next step makes (0.9·1 + 0.1)/0.19 = 5.3 of it. Which m does the next step expect?",
            short="the corrected averages are returned and used further")
def corrected_stored(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * theta, m / (1 - b1**k), v / (1 - b2**k)


@task.wrong("You hand the old averages on: for example after a first gradient of 1 with b1 = 0.9 you return m = 0, not "
            "0.1. What will the next step know about this gradient?",
            short="the old averages are handed back")
def old_averages_handed_on(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return _adam(theta, g, m, v, k, eta, b1, b2, eps)[0] - eta * wd * theta, m, v


@task.wrong("b1 and b2 are exchanged: for example with b1 = 0.9, b2 = 0.999 and a first gradient of 1 your m is 0.001, "
            "not 0.1. Which of the two belongs to m?",
            short="b1 and b2 are exchanged")
def decays_exchanged(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b2, b1, eps)
    return moved - eta * wd * theta, m, v


@task.wrong("A large gradient makes you move less: for example with theta = 0 and eta = 0.1 a first gradient of 2 "
            "gives a step of 0.05, and 4 gives 0.025. v holds squares. What brings it back to the scale of a gradient?",
            short="the root of v is missing")
def no_root(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps) - eta * wd * theta, m, v


@task.wrong("For tiny gradients your step nearly vanishes: for example with theta = 0, a first gradient of 1e-6, eta = "
            "0.1 and eps = 1e-8 it is 0.001 instead of 0.099. To what should eps be added?",
            short="eps stands inside the root")
def eps_inside(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt() - eta * wd * theta, m, v


@task.wrong("For tiny gradients your step is too short. You add eps before v is corrected: a first gradient of 1e-6 "
            "with eta = 0.1, eps = 1e-8 and b2 = 0.999 gives 0.076, not 0.099. To which root does eps belong?",
            short="eps is added before v is corrected")
def eps_before_correction(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps / (1 - b2**k)**0.5)
    return moved - eta * wd * theta, m, v


@task.wrong("A weight whose gradients have all been 0 turns into nan: 0 divided by the root of 0. What are you given "
            "that keeps the divisor away from 0?",
            short="eps is missing")
def without_eps(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, 0)
    return moved - eta * wd * theta, m, v


@task.wrong("You return theta alone. For example after a first gradient of 1 with b1 = 0.9, m should be 0.1. How does "
            "the second step learn about the first?",
            short="m and v are not returned")
def theta_only(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return _adam(theta, g, m, v, k, eta, b1, b2, eps)[0] - eta * wd * theta


@task.wrong("Two things: all your weights lose the same amount, and eps stands inside the root. For example with eta "
            "= 0.1, wd = 0.5 and no gradient both 1 and 4 lose 0.05. How much should a weight lose that is four times "
            "as large?",
            short="the decay uses only the sign of theta")
def eps_inside_and_decay_by_sign(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt() - eta * wd * theta.sign(), m, v


@task.wrong("Two things: all weights lose eta times wd, and eps stands inside the root. For example with eta = 0.1, "
            "wd = 0.5 and no gradient 1 goes to 0.95 and -4 to -4.05. Towards which value should decay pull both?",
            short="theta is missing from the decay")
def eps_inside_and_decay_without_theta(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt() - eta * wd, m, v


@task.wrong("Two things: eta is missing from the decay, and eps stands inside the root. For example with theta = 1, "
            "wd = 0.1 and no gradient you lose 0.1 a step for every eta. What should half of eta do to the decay?",
            short="eta is missing from the decay")
def eps_inside_and_decay_without_eta(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt() - wd * theta, m, v


@task.wrong("Two things: the decay is missing, and eps stands inside the root. For example without a gradient theta = "
            "1 stays 1, whatever wd is. Which term is missing?",
            short="the decay is missing")
def eps_inside_and_no_decay(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("Two things: your weights grow, and eps stands inside the root. For example with theta = 1, eta = 0.1, wd "
            "= 0.5 and no gradient you go to 1.05. Towards which value should decay pull?",
            short="the decay lets the weights grow")
def eps_inside_and_decay_grows(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt() + eta * wd * theta, m, v


@task.wrong("Two things: your decay is twice too large, and eps stands inside the root. For example with theta = 1, "
            "eta = 0.1, wd = 0.5 and no gradient you go to 0.9, not to 0.95. Which share does the text say?",
            short="the decay is twice too large")
def eps_inside_and_decay_doubled(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt() - 2 * eta * wd * theta, m, v


@task.wrong("Two things: the decay is added to the gradient, and eps stands inside the root. For example without any "
            "gradient the weights 1 and 100 both move by about eta at the first step, for wd = 0.1. Where should the "
            "decay enter?",
            short="the decay is added to the gradient")
def eps_inside_and_decay_in_the_gradient(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g + wd * theta, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v / (1 - b2**k) + eps).sqrt(), m, v


@task.wrong("Right as long as wd is not 0. With wd = 0 your weights still decay, as with wd = 0.01: with theta = 1, "
            "eta = 0.1 and no gradient you go to 0.999. What does Python take 0 for in a condition?",
            short="wd = 0 is replaced by 0.01")
def zero_decay_replaced_by_0_01(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * (wd or 0.01) * theta, m, v


@task.wrong("Right as long as wd is not 0. With wd = 0 your weights still decay, as with wd = 0.1: with theta = 1, "
            "eta = 0.1 and no gradient you go to 0.99. What does Python take 0 for in a condition?",
            short="wd = 0 is replaced by 0.1")
def zero_decay_replaced_by_0_1(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * (wd or 0.1) * theta, m, v


@task.wrong("Right as long as wd is not 0. With wd = 0 your weights still decay, as with wd = 1: with theta = 1, eta "
            "= 0.1 and no gradient you go to 0.9. What does Python take 0 for in a condition?",
            short="wd = 0 is replaced by 1")
def zero_decay_replaced_by_1(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * (wd or 1) * theta, m, v


@task.wrong("Right as long as wd is not 0. With wd = 0 theta stays where it was: with theta = 0, a first gradient of "
            "1 and eta = 0.1 it should go to -0.1. Which part of the step is left without decay?",
            short="with wd = 0 theta does not move")
def no_step_without_decay(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * theta if wd else theta, m, v


@task.wrong("theta and m are right, but you hand the old v on: for example after a first gradient of 1 with b2 = "
            "0.999 you return v = 0, not 0.001. What will the next step know about the size of this gradient?",
            short="the old v is handed back")
def old_v_handed_on(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, new_m, _ = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * theta, new_m, v


@task.wrong("theta and v are right, but you hand the old m on: for example after a first gradient of 1 with b1 = 0.9 "
            "you return m = 0, not 0.1. What will the next step know about this gradient?",
            short="the old m is handed back")
def old_m_handed_on(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, _, new_v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * theta, m, new_v


@task.wrong("Right where theta has an axis; for a tensor without axes, such as torch.tensor(2.0), you stop with an "
            "error: len() and a loop over its entries do not work there. Which operations work on a whole tensor of "
            "any shape at once?",
            short="a tensor without axes stops the answer")
def no_axis(theta, g, m, v, k, eta, b1, b2, eps, wd):
    rows = [_adam(theta[i], g[i], m[i], v[i], k, eta, b1, b2, eps) for i in range(len(theta))]
    moved, m, v = (torch.stack(part) for part in zip(*rows, strict=True))
    return moved - eta * wd * theta, m, v


@task.wrong("Two things: the decay is divided by the root, and v is not corrected. With theta = 1, a first gradient "
            "of 1, eta = 0.01, b2 = 0.999 and wd = 0.1 you go to 0.652, not 0.989. What should the root divide?",
            short="the decay is divided by the root of v")
def decay_divided_and_v_uncorrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * (m / (1 - b1**k) + wd * theta) / (v.sqrt() + eps), m, v


@task.wrong("Two things: the decay is divided by the root, and neither average is corrected. With theta = 1, a first "
            "gradient of 1, eta = 0.01, b1 = 0.9, b2 = 0.999 and wd = 0.1 you go to 0.937. What should the root "
            "divide?",
            short="the decay is divided by the root of v")
def decay_divided_and_uncorrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * (m + wd * theta) / (v.sqrt() + eps), m, v


@task.wrong("Right as long as wd is not 0. With wd = 0 you hand the old averages on: for example after a first "
            "gradient of 1 with b1 = 0.9 you return m = 0, not 0.1. What will the next step know of it?",
            short="with wd = 0 the old averages are handed back")
def old_averages_without_decay(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, new_m, new_v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return (moved - eta * wd * theta, new_m, new_v) if wd else (moved, m, v)


@task.wrong("m and v decay too: for example with a first gradient of 1, b1 = 0.9, eta = 0.1 and wd = 0.5 you return m "
            "= 0.095, not 0.1. Which of theta, m and v should lose a share of itself?",
            short="m and v decay too")
def averages_decay_too(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * theta, (1 - eta * wd) * m, (1 - eta * wd) * v


@task.wrong("m decays too: for example with a first gradient of 1, b1 = 0.9, eta = 0.1 and wd = 0.5 you return m = "
            "0.095, not 0.1; v is right. Which of theta, m and v should lose a share of itself?",
            short="m decays too")
def m_decays_too(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * theta, (1 - eta * wd) * m, v


@task.wrong("m and v decay too, before the step: with theta = 0, a first gradient of 1, b1 = 0.9, eta = 0.1 and wd = "
            "0.5 m is 0.095, and you go to -0.0975. Which of the three should lose a share?",
            short="m and v decay before they make the step")
def averages_decay_before_the_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = ((1 - eta * wd) * average for average in _averages(g, m, v, b1, b2))
    return _moved(theta, m, v, k, eta, b1, b2, eps) - eta * wd * theta, m, v


@task.wrong("You correct the first step only: with theta = 0, wd = 0, gradients of 1, eta = 0.1, b1 = 0.9 and b2 = "
            "0.999 the second step is 0.425, not 0.1. What do the weights in m add up to after two steps?",
            short="only the first step is corrected")
def corrected_at_first_only(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    move = eta * m / (v.sqrt() + eps) if k > 1 else theta - _moved(theta, m, v, k, eta, b1, b2, eps)
    return theta - move - eta * wd * theta, m, v


@task.wrong("You correct both averages with b1: for example with theta = 0, a first gradient of 1, eta = 0.1, b1 = "
            "0.9 and b2 = 0.999 your step is 1, not 0.1. What do the weights in v add up to?",
            short="v is corrected with b1")
def v_corrected_with_b1(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return _moved(theta, m, v, k, eta, b1, b1, eps) - eta * wd * theta, m, v


@task.wrong("Two things: your weights grow, and v is corrected with b1. With theta = 1, eta = 0.1, wd = 0.5 and no "
            "gradient you go to 1.05; with b1 = 0.9 you divide the first v by 0.1. Towards which value should decay "
            "pull?",
            short="the decay lets the weights grow, and v is corrected with b1")
def grows_with_v_corrected_with_b1(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return _moved(theta, m, v, k, eta, b1, b1, eps) + eta * wd * theta, m, v


@task.wrong("Two things: your weights grow, and v is not corrected. With theta = 1, eta = 0.1, wd = 0.5 and no "
            "gradient you go to 1.05; with b2 = 0.999 a first square of 1 counts as 0.001. Towards which value should "
            "decay pull?",
            short="the decay lets the weights grow, and only m is corrected")
def grows_with_v_uncorrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta + eta * wd * theta - eta * m / (1 - b1**k) / (v.sqrt() + eps), m, v


@task.wrong("Two things: your weights grow, and neither average is corrected. With theta = 1, eta = 0.1, wd = 0.5 and "
            "no gradient you go to 1.05; with b1 = 0.9 a first gradient of 1 counts as 0.1. Towards which value "
            "should decay pull?",
            short="the decay lets the weights grow, and neither average is corrected")
def grows_uncorrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta + eta * wd * theta - eta * m / (v.sqrt() + eps), m, v


@task.wrong("Two things: the decay is missing, and v is corrected with b1. For example without a gradient theta = 1 "
            "stays 1, whatever wd is; with b1 = 0.9 and k = 1 you divide v by 0.1. Which term is missing?",
            short="the decay is missing, and v is corrected with b1")
def no_decay_and_v_corrected_with_b1(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return _moved(theta, m, v, k, eta, b1, b1, eps), m, v


@task.wrong("Two things: the decay is divided by the root, and v is corrected with b1. With k = theta = g = 1, eta = "
            "0.01, b1 = 0.9, b2 = 0.999, wd = 0.1 you go to 0.89. What should the root divide?",
            short="the decay is divided by the root of v, and v is corrected with b1")
def decay_divided_and_v_corrected_with_b1(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * (m / (1 - b1**k) + wd * theta) / ((v / (1 - b1**k)).sqrt() + eps), m, v


@task.wrong("Right as long as b1 and b2 are not 0. With 0 you average as with 0.9 and 0.999: a first gradient of 1 "
            "gives m = 0.1, v = 0.001, not 1 twice. What does Python take 0 for in a condition?",
            short="b1 = 0 and b2 = 0 are replaced by 0.9 and 0.999")
def zero_shares_replaced(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1 or 0.9, b2 or 0.999, eps)
    return moved - eta * wd * theta, m, v


@task.wrong("Where all gradients of a step are tiny, you leave Adam's part out: for example with theta = 0, a first "
            "gradient of 1e-7, eta = 0.1 and eps = 1e-8 it is 0.0909. What keeps a divisor of 0 away, without a "
            "threshold?",
            short="Adam's part is left out where all gradients are tiny")
def nothing_done_where_all_are_tiny(theta, g, m, v, k, eta, b1, b2, eps, wd):
    if 0 < g.abs().max() < 1e-5:
        return theta - eta * wd * theta, m.clone(), v.clone()
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * theta, m, v


@task.wrong("Your decay counts the steps before again: for example with theta = 1, eta = 0.1, wd = 0.5 and no "
            "gradient you go to 0.95 and then to 0.857, not 0.9025. What of the first step is already in theta?",
            short="at step k the weights shrink by the power k")
def decay_to_the_power_k(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - theta + (1 - eta * wd)**k * theta, m, v


@task.wrong("Two things: eta is missing from the decay, and v is not corrected. With theta = 1, wd = 0.1 and no "
            "gradient you lose 0.1 for every eta. What should half of eta do to the decay?",
            short="eta is missing from the decay, and v is not corrected")
def decay_without_eta_v_uncorrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v.sqrt() + eps) - wd * theta, m, v


@task.wrong("Two things: eta is missing from the decay, and neither average is corrected. With theta = 1, wd = 0.1 "
            "and no gradient you lose 0.1 for every eta. What should half of eta do to the decay?",
            short="eta is missing from the decay, and neither average is corrected")
def decay_without_eta_uncorrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (v.sqrt() + eps) - wd * theta, m, v


@task.wrong("Two things: eta is missing from the decay, and v is corrected with b1. With theta = 1, wd = 0.1 and no "
            "gradient you lose 0.1 for every eta. What should half of eta do to the decay?",
            short="eta is missing from the decay, and v is corrected with b1")
def decay_without_eta_v_corrected_with_b1(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / ((v / (1 - b1**k)).sqrt() + eps) - wd * theta, m, v


@task.wrong("Two things: the decay is missing, and v is not corrected. For example without a gradient theta = 1 stays "
            "1, whatever wd is; with b2 = 0.999 a first square of 1 counts as 0.001. Which term is missing?",
            short="the decay is missing, and v is not corrected")
def no_decay_v_uncorrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (1 - b1**k) / (v.sqrt() + eps), m, v


@task.wrong("Two things: the decay is missing, and neither average is corrected. For example without a gradient theta "
            "= 1 stays 1, whatever wd is; with b1 = 0.9 a first gradient of 1 counts as 0.1. Which term is missing?",
            short="the decay is missing, and neither average is corrected")
def no_decay_uncorrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return theta - eta * m / (v.sqrt() + eps), m, v


@task.wrong("A weight does not decay at a step at which its gradient is 0: for example with theta = 1, eta = 0.1, wd = "
            "0.5 and no gradient it stays 1, not 0.95. On what does the share depend that a weight loses?",
            short="weights whose present gradient is 0 do not decay")
def no_decay_without_gradient(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - torch.where(g == 0, 0, eta * wd * theta), m, v


@task.wrong("Where all gradients are tiny or 0 at once only the decay moves your weights, though m still should: "
            "after the gradients 1 and 0, b1 = 0.9, m is 0.09. What is left of the first step in the second?",
            short="Adam's part is left out where all gradients are tiny or 0")
def only_decay_where_all_are_tiny(theta, g, m, v, k, eta, b1, b2, eps, wd):
    if g.abs().max() < 1e-6:
        return theta - eta * wd * theta, b1 * m, b2 * v
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return moved - eta * wd * theta, m, v


@task.wrong("Your decay has the factor 1 - b1 besides: for example with theta = 1, no gradient, eta = 0.1, wd = 0.5 "
            "and b1 = 0.9 the weight loses 0.005, not 0.05. Does the decay go through an average?",
            short="the decay has the factor 1 - b1")
def decay_by_the_share(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return _with_decay(theta, g, m, v, k, eta, b1, b2, eps, (1 - b1) * eta * wd * theta)


@task.wrong("Your decay has the factor b1 besides: for example with theta = 1, no gradient, eta = 0.1, wd = 0.5 and "
            "b1 = 0.9 the weight loses 0.045, not 0.05. Does the decay go through an average?",
            short="the decay has the factor b1")
def decay_by_b1(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return _with_decay(theta, g, m, v, k, eta, b1, b2, eps, b1 * eta * wd * theta)


@task.wrong("Your decay is the same for every wd, that of wd = 0.01, the default of torch.optim.AdamW: for example "
            "theta = 1 without a gradient loses 0.001 with eta = 0.1. Where does wd come in?",
            short="the decay is that of wd = 0.01, whatever wd is")
def decay_of_torch(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return _with_decay(theta, g, m, v, k, eta, b1, b2, eps, 0.01 * eta * theta)


@task.wrong("Your decay is the same for every wd, that of wd = 0.1: for example theta = 1 without a gradient loses "
            "0.01 with eta = 0.1. Where does wd come in?", short="the decay is that of wd = 0.1, whatever wd is")
def decay_of_the_example(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return _with_decay(theta, g, m, v, k, eta, b1, b2, eps, 0.1 * eta * theta)


@task.wrong("Your decay is divided by 1 - b1^k: for example with theta = 1, eta = 0.1, wd = 0.1, b1 = 0.9 and no "
            "gradient the first step takes 0.1 off, not 0.01. Which of the parts begins too small, at 0?",
            short="the decay is corrected like m")
def decay_corrected_like_m(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return _with_decay(theta, g, m, v, k, eta, b1, b2, eps, eta * wd * theta / (1 - b1**k))


@task.wrong("Your decay is divided by 1 - b2^k: for example with theta = 1, eta = 0.1, wd = 0.1, b2 = 0.9 and no "
            "gradient the first step takes 0.1 off, not 0.01. Which of the parts begins too small, at 0?",
            short="the decay is corrected like v")
def decay_corrected_like_v(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return _with_decay(theta, g, m, v, k, eta, b1, b2, eps, eta * wd * theta / (1 - b2**k))


@task.wrong("Your correction is a step ahead: for example with the first gradient 1 and b1 = 0.9 the corrected m is "
            "0.1/0.19 = 0.53, not 1. torch's optimizer adds 1 to its counter first. How many gradients has m seen when "
            "k = 1?", short="the correction is a step ahead")
def a_step_ahead(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return _moved(theta, m, v, k + 1, eta, b1, b2, eps) - eta * wd * theta, m, v


@task.wrong("All weights lose the same, a share of the length of theta: for example with theta = (3, 4), eta = 0.1 "
            "and wd = 0.1 both lose 0.05, where 0.03 and 0.04 are wanted. Of what does a weight lose a share?",
            short="the decay uses the length of the whole theta")
def decay_by_the_norm(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return _with_decay(theta, g, m, v, k, eta, b1, b2, eps, eta * wd * theta.norm())


@task.wrong("Two things: your decay comes after Adam's part, and eta is missing from it. For example theta = 1 with "
            "the first gradient 1, eta = 0.1 and wd = 0.1 becomes 0.81, not 0.89. Of which theta does a weight lose a "
            "share?",
            short="the decay takes its share of the new theta, and eta is missing from it")
def decay_of_the_new_theta_without_eta(theta, g, m, v, k, eta, b1, b2, eps, wd):
    theta, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return (1 - wd) * theta, m, v


@task.wrong("Your first step is right, but every later one is corrected like the first: for example with the "
            "gradients 1 and 1 and b1 = 0.9 your corrected m is 1 and then 1.9. What changes in the correction with "
            "k?",
            short="every step is corrected like the first")
def corrected_as_at_first(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return _moved(theta, m, v, 1, eta, b1, b2, eps) - eta * wd * theta, m, v


@task.wrong("Your first step is right, but the second is corrected as if it were the first again: for example with "
            "the gradients 1 and 1 and b1 = 0.9 your corrected m is 1 and then 1.9. Which power belongs to k = 2?",
            short="the correction is a step behind from the second step on")
def a_step_behind(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, m, v, b1, b2)
    return _moved(theta, m, v, max(k - 1, 1), eta, b1, b2, eps) - eta * wd * theta, m, v


@task.wrong("Every step of yours is a first step: for example with the gradients 1 and 1 and b1 = 0.9 you return m = "
            "0.1 both times, not 0.19. What does the optimizer know of the gradients before, and from where?",
            short="every step starts with empty averages")
def starts_anew(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g, torch.zeros_like(m), torch.zeros_like(v), b1, b2)
    return _moved(theta, m, v, 1, eta, b1, b2, eps) - eta * wd * theta, m, v


@task.wrong("Your eps is always 1e-8: for example with eps = 1, eta = 0.1, wd = 0 and a first gradient of 1 you step "
            "by 0.1, not by 0.05. Whose eps should a step use?",
            short="eps is 1e-8, whatever is given")
def eps_always_1e_8(theta, g, m, v, k, eta, b1, b2, eps, wd):
    return _with_decay(theta, g, m, v, k, eta, b1, b2, 1e-8, eta * wd * theta)


@task.wrong("You return v before m: for example with b1 = 0.9, b2 = 0.999 and a first gradient of 1 the second result "
            "is 0.001 and the third is 0.1. Which of the two is wanted first?",
            short="m and v are returned in the wrong order")
def m_and_v_exchanged(theta, g, m, v, k, eta, b1, b2, eps, wd):
    theta, m, v = _with_decay(theta, g, m, v, k, eta, b1, b2, eps, eta * wd * theta)
    return theta, v, m


@task.wrong("Your decay is a factor of Adam's part: for example with theta = 1, wd = 0.5 and no gradient nothing is "
            "lost, where eta = 0.1 should take 0.05 off. How do the two parts come together?",
            short="the decay multiplies Adam's part")
def decay_multiplies_the_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    moved, m, v = _adam(theta, g, m, v, k, eta, b1, b2, eps)
    return theta + (moved - theta) * (1 + wd * theta), m, v


@task.wrong("Two things: your decay is added to the gradient, and nothing is corrected. For example with theta = 1, "
            "wd = 0.1, b1 = 0.9 and no gradient m is 0.01 after the first step, not 0. What belongs in m?",
            short="the decay is added to the gradient, and neither average is corrected")
def decay_in_the_gradient_uncorrected(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m, v = _averages(g + wd * theta, m, v, b1, b2)
    return theta - eta * m / (v.sqrt() + eps), m, v


@task.wrong("Two things: your weights grow, and you return the corrected averages. For example theta = 1 without a "
            "gradient becomes 1.01 with eta = wd = 0.1, and a first gradient of 1 makes m 1. Should decay take away "
            "or add?",
            short="the decay lets the weights grow, and the corrected averages are returned")
def grows_with_corrected_stored(theta, g, m, v, k, eta, b1, b2, eps, wd):
    theta, m, v = _with_decay(theta, g, m, v, k, eta, b1, b2, eps, -eta * wd * theta)
    return theta, m / (1 - b1**k), v / (1 - b2**k)


@task.wrong("Two things: eta is missing from your decay, and you return the corrected averages. For example theta = 1 "
            "with wd = 0.1 and no gradient becomes 0.9, and a first gradient of 1 makes m 1. Which share does a "
            "weight lose?",
            short="eta is missing from the decay, and the corrected averages are returned")
def decay_without_eta_and_corrected_stored(theta, g, m, v, k, eta, b1, b2, eps, wd):
    theta, m, v = _with_decay(theta, g, m, v, k, eta, b1, b2, eps, wd * theta)
    return theta, m / (1 - b1**k), v / (1 - b2**k)


@task.wrong("Your v averages the squares of m: for example with b1 = 0.9, b2 = 0.999 and a first gradient of 1 it is "
            "0.00001, not 0.001. Of what should v be an average?",
            short="v averages the squares of m")
def v_averages_m(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * m**2
    return _moved(theta, m, v, k, eta, b1, b2, eps) - eta * wd * theta, m, v


EXERCISE = task.declared()
