"""Exercise: the world's risk from a biased sample."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

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


@task.wrong("Your risk is right, but your error is that of one sample of weighed losses, so it counts the differences "
            "between the groups: losses 1, 3 and 8, 12 with shares 0.75 and 0.25 give 0.9354. How often does another "
            "sample hold another number of each group?", short="the error is that of one sample of weighed losses")
def one_weighed_sample(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    if math.isinf(error):
        return risk, error
    counts = group.bincount(minlength=len(shares)).double()
    weighed = (shares * len(losses) / counts.clamp(min=1))[group] * losses
    return risk, weighed.std().item() / math.sqrt(len(losses))


@task.wrong("A group with a single sample makes your error inf even if its share is 0. How much does such a group "
            "count?",
            short="a single sample of a group with the share 0 makes the error unknown")
def single_of_share_zero(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    alone = (shares == 0) & (group.bincount(minlength=len(shares)) == 1)
    return risk, math.inf if bool(alone.any()) else error


@task.wrong("A group with a single sample makes your error nan even if its share is 0: 0 times nan is nan. How much "
            "does such a group count?", short="a single sample of a group with the share 0 makes the error nan")
def nan_single_of_share_zero(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    alone = (shares == 0) & (group.bincount(minlength=len(shares)) == 1)
    return risk, math.nan if bool(alone.any()) else error


@task.wrong("A group that neither the world nor the sample holds makes both of your results inf. Its share is 0. How "
            "much does it count?", short="a missing group with the share 0 makes the results unknown")
def missing_of_share_zero(losses, group, shares):
    gone = (shares == 0) & (group.bincount(minlength=len(shares)) == 0)
    return (math.inf, math.inf) if bool(gone.any()) else _estimate(losses, group, shares)


@task.wrong("A group that neither the world nor the sample holds makes both of your results nan: 0 times nan is nan. "
            "How much does it count?", short="a missing group with the share 0 makes the results nan")
def nan_missing_of_share_zero(losses, group, shares):
    gone = (shares == 0) & (group.bincount(minlength=len(shares)) == 0)
    return (math.nan, math.nan) if bool(gone.any()) else _estimate(losses, group, shares)


def _present(losses: Tensor, group: Tensor, shares: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The groups that the sample holds, numbered anew, each with the share that stands at its new number."""
    held, anew = group.unique(return_inverse=True)
    return losses, anew, shares[:len(held)]


@task.wrong("You number the groups of the sample anew, so that behind a missing group each gets the share of the one "
            "before: with samples of groups 0 and 2 alone, group 2 gets the share of group 1. Which share belongs to "
            "which number?",
            short="behind a missing group the shares are shifted")
def shares_shifted(losses, group, shares):
    return _estimate(*_present(losses, group, shares))


@task.wrong("A group of the world with a single sample is left out of your risk: a single loss of 5 with the share 0.5 "
            "adds nothing. What is its mean?", short="a group with a single sample is left out of the risk")
def single_left_out(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    if math.isinf(risk):
        return risk, error
    alone = group.bincount(minlength=len(shares)) == 1
    return risk - sum(float(shares[g] * losses[group == g].sum()) for g in alone.nonzero().flatten().tolist()), error


@task.wrong("A group of the world with a single sample makes your risk inf as well. It has a mean, a single loss of 5 "
            "has the mean 5. Which of the two results is unknown?", short="a single sample makes the risk unknown, too")
def single_makes_risk_unknown(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    return math.inf if math.isinf(error) else risk, error


@task.wrong("Where a group of the world has no sample your risk is inf, but your error is that of the others. What do "
            "you know about the error of a number of which nothing is known?",
            short="the error knows nothing of a missing group")
def missing_in_risk_only(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    return risk, _estimate(losses, group, shares, missing="skipped")[1] if math.isinf(risk) else error


@task.wrong("Where a group of the world has no sample you return 0 twice. Nothing is known there, and losses have no "
            "upper end. Which value does the text ask for?", short="a missing group gives 0")
def zero_for_missing(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    return (0.0, 0.0) if math.isinf(risk) else (risk, error)


@task.wrong("Where a group of the world has no sample your error is nan, though your risk is inf. Which value does the "
            "text ask for there?", short="the error is nan where a group is missing")
def nan_error_for_missing(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    return risk, math.nan if math.isinf(risk) else error


@task.wrong("Where a group has a single sample you return the spread of all the losses for it. What does the text say "
            "about the error there?", short="a single sample gets the spread of all losses")
def single_gets_spread_of_all(losses, group, shares):
    return _estimate(losses, group, shares, single=losses.var().item())


@task.wrong("Your groups are counted from 1, so group 0 is left out and the last share has no losses. Which number "
            "does the first group have?", short="groups are counted from 1")
def groups_from_one(losses, group, shares):
    return _estimate(losses, group - 1, shares)


@task.wrong("The last group is left out: losses 1, 3 and 8, 12 with shares 0.75 and 0.25 give 1.5. Where does "
            "`range(len(shares) - 1)` stop?", short="the last group is left out")
def last_group_left_out(losses, group, shares):
    return _estimate(losses, group, shares[:-1])


@task.wrong("The first group is left out: losses 1, 3 and 8, 12 with shares 0.75 and 0.25 give 2.5. Which number does "
            "the first group have?", short="the first group is left out")
def first_group_left_out(losses, group, shares):
    return _estimate(losses, group - 1, shares[1:])


@task.wrong("You return after the first group: losses 1, 3 and 8, 12 with shares 0.75 and 0.25 give 1.5. Where does "
            "your `return` stand, in the loop or behind it?", short="only the first group counts")
def first_group_alone(losses, group, shares):
    return _estimate(losses, group, shares[:1]) if shares[0] > 0 else _estimate(losses, group, shares[:2])


@task.wrong("Only two groups count, however many there are: with three groups, the last one adds nothing. How many "
            "shares are there?", short="only two groups count")
def two_groups_alone(losses, group, shares):
    return _estimate(losses, group, shares[:2])


@task.wrong("You return as soon as a group has a single sample, so the groups behind it are missing in your risk. "
            "Which of the two results is known already, and which not?", short="a single sample ends the loop")
def single_ends_the_loop(losses, group, shares):
    risk = 0.0
    for g, share in enumerate(shares.tolist()):
        own = losses[group == g]
        if share > 0 and len(own):
            risk += share * own.mean().item()
            if len(own) == 1:
                return risk, math.inf
    return _estimate(losses, group, shares)


@task.wrong("Each group counts as often as it was asked, and not as often as it comes up in the world: losses 1, 3 and "
            "8, 12 with shares 0.75 and 0.25 give 6. Which of the two is in `shares`?",
            short="the risk has the shares of the sample")
def shares_of_the_sample(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    held = (shares > 0)[group]
    return risk if math.isinf(risk) else float(losses[held].sum()) / len(losses), error


@task.wrong("Your error has the shares of the sample: losses 1, 3 and 8, 12 give 1.118 whatever `shares` says. How "
            "often does each group come up in the world?", short="the error has the shares of the sample")
def sample_shares_in_error(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    counts = group.bincount(minlength=len(shares)).double() * (shares > 0)
    return risk, error if math.isinf(error) else _estimate(losses, group, counts / len(losses))[1]


@task.wrong("Your risk is divided by the number of groups: losses 1, 3 and 8, 12 with shares 0.75 and 0.25 give 2. "
            "What do the shares add up to already?", short="the risk is divided by the number of groups")
def risk_by_groups(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    return risk / len(shares), error


@task.wrong("Every group counts alike in your risk: the means 2 and 10 give you 6 for shares 0.75 and 0.25. How often "
            "does each group come up in the world?", short="every group has the same weight in the risk")
def equal_groups_in_risk(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    means = sum(losses[group == g].mean().item() for g, s in enumerate(shares.tolist()) if s > 0)
    return risk if math.isinf(risk) else means / len(shares), error


@task.wrong("You add the errors of the groups, 0.75 · 1 + 0.25 · 2 = 1.25, and take the root of that, 1.118. What adds "
            "up for independent groups, and what is squared before it?", short="the root is taken of a sum of errors")
def root_of_added_errors(losses, group, shares):
    risk, error = errors_added(losses, group, shares)
    return risk, error**0.5


@task.wrong("Where a group of the world has no sample you stop with a ValueError. The text asks for a result there: "
            "how large may the other half's losses be?", short="a missing group is an error")
def error_for_missing(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    if math.isinf(risk):
        raise ValueError("a group has no sample")
    return risk, error


@task.wrong("Where a group of the world has a single sample or none, you give nan: both results if it has none. Which "
            "value does the text ask for where nothing is known?", short="nan stands where inf is asked for")
def nan_for_all_unknown(losses, group, shares):
    risk, error = _estimate(losses, group, shares)
    return math.nan if math.isinf(risk) else risk, math.nan if math.isinf(error) else error


Setting = dict[str, Any]
_RISKS: dict[str, tuple[str, Setting, str]] = {  # name -> what is wrong in the risk, how, what to think on
    "median_of_groups": ("the median of a group stands for its mean", {"mean": lambda own: own.median().item()},
                         "Which middle does the text name?"),
    "largest_of_groups": ("the largest loss of a group stands for its mean", {"mean": lambda own: own.max().item()},
                          "Which number of a group does the text name?"),
    "first_of_groups": ("the first loss of a group stands for its mean", {"mean": lambda own: own[0].item()},
                        "What do the other samples of a group tell?"),
    "means_by_one_less": ("the sum of a group is divided by n - 1 for its mean",
                          {"mean": lambda own: own.sum().item() / max(1, len(own) - 1)},
                          "How many losses share that sum?"),
    "root_of_squares": ("the root of the mean square of a group stands for its mean",
                        {"mean": lambda own: own.square().mean().sqrt().item()},
                        "Which number of a group is asked for?"),
}
# what can be wrong in the error: two of two kinds are a pair
_ERRORS: dict[str, dict[str, tuple[str, Setting, str]]] = {
    "by": {
        "s2_by_n": ("s² divides by the number of samples", {"by": lambda n: n if n > 1 else 0},
                    "By what does the text divide the squared deviations?"),
        "s2_is_a_sum": ("the squared deviations of a group are divided by n only once",
                        {"by": lambda n: 1 if n > 1 else 0},
                        "One division makes s², another leads to the error of a mean. By what is each of them?"),
    },
    "spread": {
        "not_of_the_mean": ("s² is not divided by n", {"spread": lambda s2, n: s2}, "How far is a mean off?"),
        "by_root_of_n": ("s² is divided by the root of n", {"spread": lambda s2, n: s2 / math.sqrt(n)},
                         "Which of the two is divided by √n, s or s²?"),
        "by_n_squared": ("s² is divided by n twice", {"spread": lambda s2, n: s2 / n**2},
                         "How far is a mean of n numbers off?"),
        "by_one_less": ("s² is divided by n - 1 once more", {"spread": lambda s2, n: s2 / (n - 1)},
                        "By how many samples is s² divided to get the squared error of a mean?"),
        "spread_for_variance": ("s stands for s²", {"spread": lambda s2, n: math.sqrt(s2) / n},
                                "Is √(s²/n) the same as √(s/n)?"),
        "by_all": ("s² is divided by the number of all samples", {"all": True},
                   "How many samples does the mean of one group come from?"),
    },
    "power": {
        "share_once": ("the shares are not squared in the error", {"power": 1},
                       "What happens to a squared deviation when a number is halved?"),
        "no_share": ("the error has no shares", {"power": 0}, "How much does a rare group matter?"),
        "share_as_root": ("the root of the share stands in the error", {"power": 0.5},
                          "What happens to a squared deviation when a number is halved?"),
    },
    "root": {
        "no_root": ("the root of the error is missing", {"root": 1.0}, "In which unit is the risk?"),
        "root_twice": ("the root of the error is taken twice", {"root": 0.25}, "In which unit is the risk?"),
    },
    "centre": {
        "sample_mean": ("deviations are measured from the mean of the sample", {"middle": "sample"},
                        "From where do the losses of one group scatter?"),
        "the_risk": ("deviations are measured from the risk", {"middle": "risk"},
                     "From where do the losses of one group scatter?"),
        "zero": ("no mean is taken off in s²", {"centre": 0.0}, "From where do the losses of one group scatter?"),
    },
}
_TOLD = {"s2_by_n", "not_of_the_mean", "by_root_of_n", "share_once", "no_share", "no_root", "sample_mean", "the_risk"}
_HAND = numbers(1, 3, 8, 12), torch.tensor([0, 0, 1, 1]), numbers(0.75, 0.25)


def _with(name: str, **settings: Any) -> tuple[Callable, str]:
    """An estimate with steps exchanged, found by its name, and what it gives by hand, in words."""
    middle, over_all = settings.pop("middle", None), settings.pop("all", False)

    def answer(losses, group, shares):
        own = dict(settings)
        if middle:
            own["centre"] = (losses.mean().item() if middle == "sample" else _estimate(losses, group, shares)[0])
        if over_all:
            own["spread"] = lambda s2, n: s2 / len(losses)
        return _estimate(losses, group, shares, **own)

    answer.__name__ = name
    risk, error = answer(*_HAND)
    return answer, f"losses 1, 3 and 8, 12 with shares 0.75 and 0.25 give ({risk:.4g}, {error:.4g})"


def _name_estimates() -> None:
    kinds = list(_ERRORS.values())
    for name, (phrase, setting, asks) in [*_RISKS.items(), *(item for kind in kinds for item in kind.items())]:
        if name not in _TOLD:
            answer, gives = _with(name, **setting)
            task.wrong(f"{phrase[0].upper()}{phrase[1:]}: {gives}. {asks}", short=phrase)(answer)
    for i, kind in enumerate(kinds):
        for name, (phrase, setting, asks) in kind.items():
            for second, (other, also_set, also) in (item for later in kinds[i + 1:] for item in later.items()):
                if (name, second) not in _SAME:
                    answer, gives = _with(f"{name}_and_{second}", **setting, **also_set)
                    gives = gives[0].upper() + gives[1:]
                    task.wrong(f"Two things at once: {phrase}, and {other}. {gives}. {asks} {also}",
                               short=f"{phrase}, and {other}")(answer)


_SAME = {("share_as_root", "no_root"), ("s2_by_n", "not_of_the_mean"), ("s2_by_n", "by_one_less"),
         ("s2_is_a_sum", "by_n_squared"), ("s2_is_a_sum", "by_one_less")}  # what another entry does, or right again
_name_estimates()


@task.wrong("Two things at once: you add the errors of the groups, and each lacks its share: for losses 1, 3 and 8, 12 "
            "that is 1 + 2 = 3. What adds up for independent groups, and how much does each count?",
            short="the errors are added without squares and shares")
def errors_added_without_shares(losses, group, shares):
    right = _estimate(losses, group, shares)
    own = [losses[group == g] for g, s in enumerate(shares.tolist()) if s > 0]
    return right if math.isinf(right[1]) else (right[0], sum((v.var() / len(v)).sqrt().item() for v in own))


@task.wrong("Two things at once: you add the spreads of the groups with their shares, s itself: for losses 1, 3 and 8, "
            "12 that is 0.75 · 1.414 + 0.25 · 2.828 = 1.768. How far is a mean off, and what adds up for independent "
            "groups?",
            short="the spreads are added, not the squared errors of the means")
def spreads_added(losses, group, shares):
    right = _estimate(losses, group, shares)
    own = [(s, losses[group == g]) for g, s in enumerate(shares.tolist()) if s > 0]
    return right if math.isinf(right[1]) else (right[0], sum(s * v.std().item() for s, v in own))


EXERCISE = task.declared()
