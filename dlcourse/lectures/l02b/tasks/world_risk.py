"""Exercise: the world's risk from a biased sample."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.models import risk


def reference(losses: Tensor, group: Tensor, shares: Tensor) -> tuple[float, float]:
    """The package's estimate; where a group of the world has fewer than two samples, what the text says of it."""
    held = group.bincount(minlength=len(shares))[shares > 0]
    if int(held.min()) >= 2:
        return tuple(risk.world_risk(losses, group, shares))
    if int(held.min()) == 0:
        return math.inf, math.inf
    return sum(s * float(losses[group == g].mean()) for g, s in enumerate(shares.tolist()) if s > 0), math.inf


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def sample(shares: tuple[float, ...], counts: tuple[int, ...]) -> dict[str, Tensor]:
        """Losses of so many samples of each group, in a random order; groups differ in mean and spread."""
        group = torch.cat([torch.full((n,), g) for g, n in enumerate(counts)])
        group = group[draw.permutation(len(group))]
        centre, spread = 1 + 4 * draw.uniform(0.5, 1.5, len(counts)).cumsum(0), draw.uniform(0.4, 1.6, len(counts))
        losses = centre[group] + spread[group] * draw.uniform(-1, 1, len(group))
        parts = numbers(shares) * draw.uniform(0.8, 1.2, len(shares))
        return {"losses": losses, "group": group, "shares": parts / parts.sum()}

    return [
        case("two groups of two samples", losses=numbers(1, 3, 8, 12), group=torch.tensor([0, 0, 1, 1]),
             shares=numbers(0.75, 0.25)),
        case("two groups, the common one is rare in the sample", **sample((4, 1), (3, 7))),
        case("three groups in a random order", **sample((5, 3, 2), (4, 2, 6))),
        case("a group that the world does not hold", **sample((3, 0, 2), (3, 4, 5))),
        case("a group that neither the world nor the sample holds", **sample((3, 0, 2, 4), (5, 0, 2, 3))),
        case("a group that the world does not hold, with a single sample", **sample((0, 2, 1), (1, 3, 4))),
        case("a group of the world with a single sample", **sample((2, 3, 1), (4, 1, 3))),
        case("a group of the world without a sample", **sample((2, 1, 4), (4, 0, 3))),
        case("the last group of the world without a sample", **sample((2, 1, 4), (4, 3, 0))),
        case("a single group", **sample((1,), (5,))),
    ]


task = Task(
    key="world_risk", title="The world's risk from a biased sample", points=2, difficulty=2, minutes=20,
    objective="correct a sample in which some are too many",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("risk", "standard_error")),
    facts=("N02-28", "N02-29", "N02-30", "N02-31"),
    hints=(
        "Suppose that you knew the mean loss of each group. How often does each of them come up in the world?",
        "Losses 1, 3 of group 0 and 8, 12 of group 1 have the means 2 and 10. With shares 0.75 and 0.25 the risk is 4. "
        "The squared standard errors of the means are 2/2 = 1 and 8/2 = 4. With which factors do those two enter the "
        "square of the result?",
        "for each group g of the world: own = losses[____]; risk += shares[g] * ____; "
        "square += shares[g] ** ____ * s2 / ____",
    ),
)


@task.solution
def world_risk(losses, group, shares):
    risk, square = 0.0, 0.0
    for g, share in enumerate(shares.tolist()):
        if share == 0:
            continue
        own = losses[group == g]                                    # step: the losses of one group
        n = len(own)
        mean = own.sum().item() / n if n else math.inf              # step: their mean
        risk = risk + share * mean                                  # step: the mean counts with the group's share
        if n < 2:
            square = math.inf
            continue
        s2 = ((own - mean) ** 2).sum().item() / (n - 1)             # step: how far the losses of a group lie apart
        square = square + share**2 * s2 / n                         # step: the squared standard error of the mean
    return risk, math.sqrt(square)


@task.right
def with_weights(losses, group, shares):
    counts = torch.bincount(group, minlength=len(shares)).double()  # step: how many samples each group has
    held = shares > 0
    if (counts[held] == 0).any():
        return float("inf"), float("inf")
    weight = shares[group] / counts[group]                          # step: the weight of each sample
    risk = (weight * losses).sum()                                  # step: the weighted sum of the losses
    if (counts[held] == 1).any():
        return risk, float("inf")
    sums = torch.zeros_like(shares).index_add_(0, group, losses)
    away = losses - (sums / counts)[group]                          # step: the deviation from the own group's mean
    factor = counts[group] / (counts[group] - 1)
    inside = torch.where(weight > 0, (weight * away) ** 2 * factor, torch.zeros_like(weight))
    return risk, inside.sum().sqrt()


@task.right
def in_numpy(losses, group, shares):
    import numpy as np

    means, errors = [], []
    for g in np.flatnonzero(shares.numpy()):
        own = losses.numpy()[group.numpy() == g]
        if own.size == 0:
            return [float("inf"), float("inf")]
        means.append(float(shares[g]) * own.mean())
        errors.append(float(shares[g]) * (own.std(ddof=1) / own.size**0.5 if own.size > 1 else np.inf))
    return [float(np.sum(means)), float(np.linalg.norm(errors))]


def _estimate(losses: Tensor, group: Tensor, shares: Tensor, *, by=lambda n: n - 1, spread=lambda s2, n: s2 / n,
              power: int = 2, root: float = 0.5, mean=lambda own: own.sum().item() / len(own), missing: str = "right",
              single: float = math.inf, centre: float | None = None) -> tuple[float, float]:
    """The estimate with single steps exchanged."""
    risk, square, total = 0.0, 0.0, 0.0
    for g, share in enumerate(shares.tolist()):
        if share == 0:
            continue
        own = losses[group == g]
        n = len(own)
        if n == 0 and missing != "right":
            continue
        risk += share * (mean(own) if n else math.inf)
        total += share
        middle = centre if centre is not None else own.mean().item() if n else 0.0
        s2 = ((own - middle) ** 2).sum().item()
        square += (math.inf if n == 0 else share**power * (spread(s2 / by(n), n) if by(n) else single))
    if missing == "renormalised":
        risk, square = risk / total, square / total**2
    return risk, square**root


@task.wrong("You take the mean of the whole sample: losses 1, 3 of one group and 8, 12 of the other give 6, whatever "
            "the shares are. How often does each group come up in the world?", short="the shares play no part")
def plain_mean(losses, group, shares):
    return losses.mean(), losses.var(correction=1).sqrt() / math.sqrt(len(losses))


@task.wrong("Your risk is the mean of the sample, though your standard error knows the shares: losses 1, 3 and 8, 12 "
            "with shares 0.75 and 0.25 give 6. How often does each group come up in the world?",
            short="the risk is the mean of the sample")
def plain_risk(losses, group, shares):
    right = _estimate(losses, group, shares)
    return (right[0] if math.isinf(right[0]) else losses.mean()), right[1]


@task.wrong("Every group has the same weight: the means 2 and 10 give you 6 for shares 0.75 and 0.25. How often does "
            "each group come up in the world?", short="every group has the same weight")
def equal_groups(losses, group, shares):
    equal = (shares > 0).double() / (shares > 0).sum()
    return _estimate(losses, group, equal)


@task.wrong("Your risk adds the losses of a group, weighed, without a mean: 1 + 3 and 8 + 12 with shares 0.75 and "
            "0.25 give 8. A group that was asked more often would count more. What is missing?",
            short="the losses of a group are added, not averaged")
def sums_for_means(losses, group, shares):
    return _estimate(losses, group, shares, mean=lambda own: own.sum().item())


@task.wrong("Each loss is weighed with its group's share, and then you take the mean of the sample: losses 1, 3 and "
            "8, 12 with shares 0.75 and 0.25 give 2. Do your weights add up to 1?",
            short="the weights do not add up to 1")
def weights_over_sample(losses, group, shares):
    right = _estimate(losses, group, shares)
    return (right[0] if math.isinf(right[0]) else (shares[group] * losses).mean()), right[1]


@task.wrong("Each loss is weighed with its group's share, and you divide by the sum of these weights. So a group "
            "that was asked often still counts too much: nine losses of 1 and one of 5, with shares 0.5 and 0.5, "
            "give 1.4. How much should all samples of a group weigh together?",
            short="a group still counts by how often it was asked")
def weights_by_sample(losses, group, shares):
    right = _estimate(losses, group, shares)
    weight = shares[group]
    return (right[0] if math.isinf(right[0]) else (weight * losses).sum() / weight.sum()), right[1]


@task.wrong("Your s² divides by the number of samples of a group: losses 1 and 3 have s² = 1 for you, where 2 is "
            "expected. They are measured from their own mean. By what does the text divide?",
            short="s² divides by the number of samples")
def divided_by_n(losses, group, shares):
    return _estimate(losses, group, shares, by=lambda n: n if n > 1 else 0)


@task.wrong("Two things about your s²: it divides by n, so losses 1 and 3 give 1, and a single sample gives 0. What "
            "does one loss tell about how far losses lie apart?",
            short="s² divides by the number of samples, and is 0 for a single one")
def divided_by_n_everywhere(losses, group, shares):
    return _estimate(losses, group, shares, by=lambda n: n)


@task.wrong("You forget to divide s² by the number of samples: losses 1 and 3 give 2, and a thousand samples would "
            "be no surer than two. How far is the *mean* of a group typically off?",
            short="s² is not divided by the number of samples")
def spread_of_losses(losses, group, shares):
    return _estimate(losses, group, shares, spread=lambda s2, n: s2)


@task.wrong("You divide s² by the root of n: for losses 1 and 3 that is 1.41, where s²/n = 1. Which of the two is "
            "divided by √n, s or s²?", short="s² is divided by the root of the number of samples")
def divided_by_root(losses, group, shares):
    return _estimate(losses, group, shares, spread=lambda s2, n: s2 / math.sqrt(n))


@task.wrong("The shares enter your squared error without a square: 0.75 · 1 + 0.25 · 4 = 1.75 in place of 0.8125. If "
            "you halve a number, what happens to its squared deviation?",
            short="the shares are not squared in the error")
def shares_not_squared(losses, group, shares):
    return _estimate(losses, group, shares, power=1)


@task.wrong("Your squared error has no shares at all: 1 + 4 = 5 in place of 0.8125. Does a group that makes up a "
            "hundredth of the world matter as much as one that makes up all the rest?", short="the error has no shares")
def error_without_shares(losses, group, shares):
    return _estimate(losses, group, shares, power=0)


@task.wrong("You give the squared error: for losses 1, 3 and 8, 12 with shares 0.75 and 0.25 it is 0.8125 in place "
            "of 0.9014. In which unit is the risk?", short="the root of the error is missing")
def root_missing(losses, group, shares):
    return _estimate(losses, group, shares, root=1.0)


@task.wrong("You add the standard errors of the groups, 0.75 · 1 + 0.25 · 2 = 1.25. But one group may be too high "
            "where the other is too low. What adds up for independent groups?",
            short="the errors are added without squares")
def errors_added(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    if math.isinf(error):
        return risk, error
    own = {g: losses[group == g] for g, s in enumerate(shares.tolist()) if s > 0}
    parts = [float(shares[g]) * (v.var(correction=1) / len(v)).sqrt().item() for g, v in own.items()]
    return risk, sum(parts)


@task.wrong("Your deviations are measured from the mean of the whole sample: losses 1, 3 and 8, 12 are compared with "
            "6. How far do the losses of one group lie from their own mean?",
            short="deviations from the mean of the sample")
def from_sample_mean(losses, group, shares):
    return _estimate(losses, group, shares, centre=losses.mean().item())


@task.wrong("Your deviations are measured from the risk: losses 1, 3 and 8, 12 are compared with 4. How far do the "
            "losses of one group lie from their own mean?", short="deviations from the risk")
def from_risk(losses, group, shares):
    return _estimate(losses, group, shares, centre=_estimate(losses, group, shares)[0])


@task.wrong("Your error is that of one sample without groups, s/√n of all losses: for 1, 3, 8, 12 it is 2.48. How "
            "sure is each group's mean, and how much does it count?", short="the error ignores the groups")
def error_of_sample(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    return risk, error if math.isinf(error) else losses.var(correction=1).sqrt().item() / math.sqrt(len(losses))


@task.wrong("Your two results have changed places: losses 1, 3 and 8, 12 with shares 0.75 and 0.25 give (0.9014, 4). "
            "Which does the text want first?", short="the results have changed places")
def exchanged(losses, group, shares):
    return _estimate(losses, group, shares)[::-1]


@task.wrong("A group of the world without any sample is skipped, as if it cost nothing: losses 2, 4 of group 0 with "
            "shares 0.5 and 0.5 give you 1.5. What do you know about the other half?",
            short="a missing group costs nothing")
def missing_costs_nothing(losses, group, shares):
    return _estimate(losses, group, shares, missing="skipped")


@task.wrong("A group of the world without any sample is left out, and the others make up the world: losses 2, 4 of "
            "group 0 with shares 0.5 and 0.5 give you 3. Why should the other half cost the same?",
            short="the other groups stand in for a missing one")
def missing_left_out(losses, group, shares):
    return _estimate(losses, group, shares, missing="renormalised")


@task.wrong("Where a group of the world has no sample you give nan twice. Losses have no upper end, so the risk and "
            "the error may be as large as you like. Which value does the text ask for?",
            short="a missing group gives nan")
def nan_for_missing(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    return (math.nan, math.nan) if math.isinf(risk) else (risk, error)


@task.wrong("Where a group of the world has no sample your risk is nan, though your error is inf. Losses have no "
            "upper end. Which value does the text ask for?", short="the risk is nan where a group is missing")
def nan_risk_for_missing(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    return math.nan if math.isinf(risk) else risk, error


@task.wrong("Where a group of the world has no sample your error is inf, but your risk is that of the others: losses "
            "2, 4 of group 0 with shares 0.5 and 0.5 give you 1.5. What may the other half cost?",
            short="the risk knows nothing of a missing group")
def missing_in_error_only(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    return _estimate(losses, group, shares, missing="skipped")[0] if math.isinf(risk) else risk, error


@task.wrong("Where a group of the world has no sample your error is inf, but the others stand in for it: losses 2, 4 "
            "of group 0 with shares 0.5 and 0.5 give you 3. Why should the other half cost the same?",
            short="the other groups stand in for a missing one in the risk")
def left_out_in_risk_only(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    return _estimate(losses, group, shares, missing="renormalised")[0] if math.isinf(risk) else risk, error


@task.wrong("A group with a single sample gets the spread 0, so you are most sure where you know least: a single "
            "loss of 5 gives the error 0. What does one loss tell about how far losses lie apart?",
            short="a single sample has no spread")
def single_is_sure(losses, group, shares):
    return _estimate(losses, group, shares, single=0.0)


@task.wrong("A group of the world with a single sample makes your error nan. Which value does the text ask for there?",
            short="the error is nan for a single sample")
def nan_for_single(losses, group, shares):
    risk, error = _estimate(losses, group, shares, single=math.nan)
    return risk, math.inf if math.isinf(risk) else error


@task.wrong("A group with a single sample and a missing group both make your error nan. Which value does the text "
            "ask for where the error cannot be known?", short="the error is nan where it cannot be known")
def nan_for_unknown(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    return risk, math.nan if math.isinf(error) else error


@task.wrong("A group that the world does not hold still spoils your result: with the share 0 and no sample, or a "
            "single one, you give nan, since 0 times nan is nan. How much should such a group count?",
            short="a group with the share 0 spoils the result")
def zero_share_spoils(losses, group, shares):
    counts = group.bincount(minlength=len(shares))
    if bool(((shares == 0) & (counts == 0)).any()):
        return math.nan, math.nan
    risk, error = _estimate(losses, group, shares)
    return risk, math.nan if bool(((shares == 0) & (counts == 1)).any()) else error


@task.wrong("A group that the world does not hold makes your result unknown where it has fewer than two samples: you "
            "give inf. Its share is 0. How much should it count?",
            short="a group with the share 0 makes the result unknown")
def zero_share_counts(losses, group, shares):
    counts = group.bincount(minlength=len(shares))
    risk, error = _estimate(losses, group, shares)
    if bool(((shares == 0) & (counts == 0)).any()):
        return math.inf, math.inf
    return risk, math.inf if bool(((shares == 0) & (counts == 1)).any()) else error


@task.wrong("Two things at once: your squared error has the shares without a square, and s² is not divided by n: for "
            "losses 1, 3 and 8, 12 it is 0.75 · 2 + 0.25 · 8. What happens to a squared deviation when a number is "
            "halved, and how far is a mean off?",
            short="the shares are not squared, and s² is not divided by the number of samples")
def shares_and_spread(losses, group, shares):
    return _estimate(losses, group, shares, power=1, spread=lambda s2, n: s2)


@task.wrong("Two things at once: the shares are not squared in your error, and its root is missing: you give 1.75 in "
            "place of 0.9014. In which unit is the risk, and what does halving do to a squared deviation?",
            short="the shares are not squared, and the root is missing")
def shares_and_root(losses, group, shares):
    return _estimate(losses, group, shares, power=1, root=1.0)


@task.wrong("Two things at once: s² divides by n, and is not divided by n again for the mean: for losses 1 and 3 you "
            "are right by luck, for 1, 2, 3 you take 0.667 where s²/n is 0.333. What are the two divisions for?",
            short="one of two divisions in the error is missing")
def divided_once(losses, group, shares):
    return _estimate(losses, group, shares, by=lambda n: n if n > 1 else 0, spread=lambda s2, n: s2)


@task.wrong("Two things at once: s² divides by the number of samples, and the shares are not squared. For losses 1 "
            "and 3 s² should be 2, and halving a number quarters its squared deviation. Which two factors are off?",
            short="s² divides by the number of samples, and the shares are not squared")
def n_and_shares(losses, group, shares):
    return _estimate(losses, group, shares, by=lambda n: n if n > 1 else 0, power=1)


EXERCISE = task.declared()
