"""Exercise: bias, variance and noise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import Closeness, Fault
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.models import risk

ROLLED = "another number in each call"


def reference(preds: Tensor, g_x0: Tensor, sigma: float) -> tuple[Tensor, Tensor, float]:
    """The package's decomposition, as a tuple."""
    return tuple(risk.decompose(preds, g_x0, sigma))


def drive(answer, preds: Tensor, g_x0: Tensor, sigma: float) -> Any:
    """What the answer returns; a noise that is off and changes from call to call is called so."""
    found = answer(preds, g_x0, sigma)
    if _off(found, sigma):
        again = answer(preds, g_x0, sigma)
        if _off(again, sigma) and float(again[2]) != float(found[2]):
            return (*found[:2], ROLLED)
    return found


def _off(found: Any, sigma: float) -> bool:
    """Whether there are three results, and the last is a single number near the square of sigma, but not the same."""
    noise = found[2] if isinstance(found, (tuple, list)) and len(found) == 3 else None
    if isinstance(noise, bool) or not isinstance(noise, (int, float, np.generic, Tensor)) or (
            isinstance(noise, Tensor) and (noise.ndim or noise.is_complex())):
        return False
    return 0 < abs(float(noise) - sigma**2) < sigma**2


class OrRolled(Closeness):
    """Compares the three parts; of a noise that changes from call to call it says just that."""

    def __call__(self, expected: Any, got: Any, where: str = "") -> Fault | None:
        if isinstance(got, str) and got == ROLLED:
            return Fault("value", "Your `noise` is another number in each call. How large is the mean square of such "
                                  "noise exactly?", where)
        return super().__call__(expected, got, where)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def scene(fits: int, points: int, spread: float = 1.0, off: float = 0.8) -> dict[str, Tensor]:
        """Predictions that scatter round places which miss the truth."""
        g = 2 * draw.normal(points)
        bias = off * draw.away_from_zero(points)
        return {"preds": g + bias + spread * draw.normal(fits, points), "g_x0": g}

    agreed = 3 * draw.normal(3)
    large = scene(7, 3, spread=1.0)
    high = 10_000 * draw.uniform(1, 2, 3)
    return [
        case("three fits, one point", preds=numbers([[1], [3], [5]]), g_x0=numbers([2]), sigma=0.5),
        case("four fits, three points", **scene(4, 3), sigma=draw.between(0.2, 0.8)),
        case("two fits, five points", **scene(2, 5), sigma=draw.between(1.2, 2.5)),
        case("six fits, two points, much noise", **scene(6, 2), sigma=draw.between(2.5, 4)),
        case("a single fit, four points", **scene(1, 4), sigma=draw.between(0.2, 0.8)),
        case("five fits, two points, no noise", **scene(5, 2), sigma=0.0),
        case("four fits that agree", preds=(agreed + 0.5).expand(4, 3).clone(), g_x0=agreed, sigma=0.3),
        case("seven fits, predictions of about 10 000", preds=large["preds"] + high, g_x0=large["g_x0"] + high,
             sigma=draw.between(0.2, 0.8)),
    ]


task = Task(
    key="bias_variance", title="Bias, variance and noise", points=2, difficulty=2, minutes=15,
    objective="split a model's risk into bias, variance and noise",
    reference=reference, cases=cases, drive=drive,
    compare=OrRolled(rtol=1e-10, names=("bias2", "var", "noise")),
    facts=("N02-21", "N02-24", "N02-25"),
    hints=(
        "Take one point, that is one column of preds. Three fits predict 1, 3 and 5 there, and the truth is 2. What is "
        "their mean, and how far does it lie from the truth?",
        "The mean is 3, so bias2 is 1. The deviations from the mean are -2, 0 and 2, so var is (4 + 0 + 4)/3. With "
        "sigma = 0.5 the noise adds 0.25. Along which axis of preds did you average?",
        "mean = preds.mean(dim=____); bias2 = (mean - ____) ** 2; var = ((preds - ____) ** 2).mean(dim=____)",
    ),
)


@task.solution
def bias_variance(preds, g_x0, sigma):
    mean = preds.mean(dim=0)                    # step: the mean prediction at each point
    bias2 = (mean - g_x0) ** 2                  # step: its squared distance from the truth
    var = ((preds - mean) ** 2).mean(dim=0)     # step: the mean squared deviation from the mean prediction
    noise = sigma**2                            # step: the mean square of the noise
    return bias2, var, noise


@task.right
def point_by_point(preds, g_x0, sigma):
    bias2, var = torch.zeros_like(g_x0), torch.zeros_like(g_x0)
    for k in range(len(g_x0)):
        column = preds[:, k]                    # step: what all fits predict at one point
        mean = column.sum() / len(column)       # step: the mean prediction at one point
        bias2[k] = (mean - g_x0[k]) ** 2        # step: its squared distance from the truth
        var[k] = sum((f - mean) ** 2 for f in column) / len(column)  # step: the mean squared deviation
    return [bias2, var, sigma * sigma]


@task.right
def by_torch(preds, g_x0, sigma):
    return (preds - g_x0).mean(0).square(), preds.var(dim=0, correction=0), sigma**2


@task.right
def by_difference(preds, g_x0, sigma):
    miss = preds - g_x0                         # step: how far each prediction lies from the truth
    bias = miss.mean(dim=0)                     # step: the mean miss at each point
    total = (miss * miss).mean(dim=0)           # step: the mean squared miss
    bias2 = bias * bias                         # step: the square of the mean miss
    return bias2, (total - bias2).clamp(min=0), sigma**2


def _parts(preds: Tensor, g_x0: Tensor, sigma: float) -> tuple[Tensor, Tensor, float]:
    mean = preds.mean(0)
    return (mean - g_x0) ** 2, ((preds - mean) ** 2).mean(0), sigma**2


def _std(preds: Tensor) -> Tensor:
    return ((preds - preds.mean(0)) ** 2).mean(0).sqrt()


def _unbiased(preds: Tensor) -> Tensor:
    return ((preds - preds.mean(0)) ** 2).sum(0) / (len(preds) - 1)


@task.wrong("Your bias2 keeps its sign and its unit: predictions 1, 3, 5 and the truth 0 give you 3, where 9 is "
            "expected. The other parts are squares. What should the first be, if all three are to add up?",
            short="the bias is not squared")
def bias_not_squared(preds, g_x0, sigma):
    _, var, noise = _parts(preds, g_x0, sigma)
    return preds.mean(0) - g_x0, var, noise


@task.wrong("Your bias2 is truth minus mean, without a square: predictions 1, 3, 5 and the truth 0 give you -3. What "
            "should it be, if all three parts are to add up?", short="the bias is not squared, and reversed")
def bias_reversed(preds, g_x0, sigma):
    _, var, noise = _parts(preds, g_x0, sigma)
    return g_x0 - preds.mean(0), var, noise


@task.wrong("Your bias2 is the size of the bias, not its square: predictions 1, 3, 5 and the truth 0 give you 3. "
            "What should it be, if all three parts are to add up?", short="the size of the bias stands for its square")
def bias_absolute(preds, g_x0, sigma):
    _, var, noise = _parts(preds, g_x0, sigma)
    return (preds.mean(0) - g_x0).abs(), var, noise


@task.wrong("Your bias2 holds the variance, too: predictions 1 and 5 and the truth 3 give you 4, though their mean "
            "is right. What do you average first, the predictions or the squares?",
            short="bias2 is the mean squared miss")
def total_as_bias(preds, g_x0, sigma):
    _, var, noise = _parts(preds, g_x0, sigma)
    return ((preds - g_x0) ** 2).mean(0), var, noise


@task.wrong("Your var measures the scatter from the truth: predictions 5, 5, 5 and the truth 3 give you 4, though "
            "nothing scatters. From what is a variance measured?", short="the variance is measured from the truth")
def variance_from_truth(preds, g_x0, sigma):
    bias2, _, noise = _parts(preds, g_x0, sigma)
    return bias2, ((preds - g_x0) ** 2).mean(0), noise


@task.wrong("Both your bias2 and your var are the mean squared miss from the truth: predictions 5, 5, 5 and the "
            "truth 3 give you 4 and 4. Where does the mean prediction come in?",
            short="both parts are the mean squared miss")
def total_twice(preds, g_x0, sigma):
    total = ((preds - g_x0) ** 2).mean(0)
    return total, total.clone(), sigma**2


@task.wrong("Your var divides by one less than the number of fits: 1 and 5 give you 8, and a single fit nan. The "
            "text wants bias2 + var to be exactly the mean squared miss. By what must you divide?",
            short="the variance divides by one less than the number of fits")
def divided_by_one_less(preds, g_x0, sigma):
    bias2, _, noise = _parts(preds, g_x0, sigma)
    return bias2, _unbiased(preds), noise


@task.wrong("Your var is the standard deviation: 1 and 7 give you 3, where 9 is expected. In which unit are the "
            "other two parts?", short="the standard deviation stands for the variance")
def std_for_var(preds, g_x0, sigma):
    bias2, _, noise = _parts(preds, g_x0, sigma)
    return bias2, _std(preds), noise


@task.wrong("Two things at once: your var is a root, and it divides by one less than the number of fits: 1 and 7 "
            "give you 4.24, where 9 is expected. In which unit are the other parts, and by what do you divide?",
            short="the variance is a root, and divides by one less")
def std_by_one_less(preds, g_x0, sigma):
    bias2, _, noise = _parts(preds, g_x0, sigma)
    return bias2, _unbiased(preds).sqrt(), noise


@task.wrong("Your var is a sum: 1, 3, 5 give you 4 + 0 + 4 = 8, and twice as many fits would give twice as much. "
            "What is missing?", short="the squared deviations are added, not averaged")
def deviations_added(preds, g_x0, sigma):
    bias2, _, noise = _parts(preds, g_x0, sigma)
    return bias2, ((preds - preds.mean(0)) ** 2).sum(0), noise


@task.wrong("Your var is the mean distance from the mean prediction, without a square: 1 and 7 give you 3, and 1, 3, "
            "5 give 1.33. What is a variance the mean of?", short="distances are averaged without a square")
def mean_distance(preds, g_x0, sigma):
    bias2, _, noise = _parts(preds, g_x0, sigma)
    return bias2, (preds - preds.mean(0)).abs().mean(0), noise


@task.wrong("Your var is taken along the points: for one fit that predicts 1 and 5 at two points you give 4, and "
            "your var has one entry for each fit. Which axis counts the data sets?",
            short="the variance is taken across the points")
def variance_across_points(preds, g_x0, sigma):
    bias2, _, noise = _parts(preds, g_x0, sigma)
    return bias2, ((preds - preds.mean(1, keepdim=True)) ** 2).mean(1), noise


@task.wrong("You average along the points from the start: of fits (1, 5) and (3, 7) you take the means 3 and 5. "
            "Which numbers belong to one point, a row or a column?", short="all means are taken across the points")
def all_across_points(preds, g_x0, sigma):
    mean = preds.mean(1)
    return (mean - g_x0.mean()) ** 2, ((preds - mean[:, None]) ** 2).mean(1), sigma**2


@task.wrong("You give one number for all points together. Take two points: at one the bias is 0, at the other it is "
            "2. What does the reader of your 2 learn about each?", short="the points are averaged")
def points_averaged(preds, g_x0, sigma):
    bias2, var, noise = _parts(preds, g_x0, sigma)
    return bias2.mean(), var.mean(), noise


@task.wrong("You average over the points before you square: where the bias is 2 at one point and -2 at the other you "
            "find no bias. Should a miss here make up for a miss there?", short="biases of different points cancel")
def biases_cancel(preds, g_x0, sigma):
    _, var, noise = _parts(preds, g_x0, sigma)
    return torch.zeros_like(g_x0) + (preds.mean(0) - g_x0).mean() ** 2, var, noise


@task.wrong("Your mean is taken over all fits and points at once: where the fits are right at two points, 1 and 5, "
            "you compare both with 3. Which predictions belong to one point?", short="one mean serves all points")
def one_mean_for_all(preds, g_x0, sigma):
    mean = preds.mean()
    return (mean - g_x0) ** 2, ((preds - mean) ** 2).mean(0), sigma**2


@task.wrong("Your noise is sigma itself: for sigma = 0.5 you give 0.5. How large is the mean square of such noise?",
            short="the noise is sigma, without a square")
def sigma_for_noise(preds, g_x0, sigma):
    bias2, var, _ = _parts(preds, g_x0, sigma)
    return bias2, var, sigma


@task.wrong("Your noise shrinks with the number of fits: with sigma = 2 and 4 fits you give 1. Does a new point have "
            "less noise because many models were fitted?", short="the noise is divided by the number of fits")
def noise_shared(preds, g_x0, sigma):
    bias2, var, _ = _parts(preds, g_x0, sigma)
    return bias2, var, sigma**2 / len(preds)


@task.wrong("Your noise is counted twice: for sigma = 0.5 you give 0.5, which is twice 0.25. The models' own noise "
            "is in the variance already. What does a new point add?", short="the noise is counted twice")
def noise_twice(preds, g_x0, sigma):
    bias2, var, _ = _parts(preds, g_x0, sigma)
    return bias2, var, 2 * sigma**2


@task.wrong("Your var holds the noise, too: fits that all agree get a var of 0.25 for sigma = 0.5. It also stands in "
            "the third result. How far do the predictions themselves scatter?",
            short="the variance holds the noise, too")
def noise_in_variance(preds, g_x0, sigma):
    bias2, var, noise = _parts(preds, g_x0, sigma)
    return bias2, var + noise, noise


@task.wrong("You take the noise off the variance: with sigma = 2 and predictions 1 and 5 you give 0. The noise of "
            "new points has no part in how far the predictions scatter. What is 4 made of?",
            short="the noise is taken off the variance")
def noise_taken_off(preds, g_x0, sigma):
    bias2, var, noise = _parts(preds, g_x0, sigma)
    return bias2, (var - noise).clamp(min=0), noise


@task.wrong("Your noise has an entry for each point. It is the same number everywhere. In which form does the text "
            "ask for it?", short="the noise is given once for each point")
def noise_for_each_point(preds, g_x0, sigma):
    bias2, var, noise = _parts(preds, g_x0, sigma)
    return bias2, var, torch.full_like(g_x0, noise)


@task.wrong("Your first two results have changed places: predictions 5, 5, 5 and the truth 3 give you (0, 4). Which "
            "of the two knows the truth?", short="bias2 and var have changed places")
def exchanged(preds, g_x0, sigma):
    bias2, var, noise = _parts(preds, g_x0, sigma)
    return var, bias2, noise


@task.wrong("Your noise comes first: for sigma = 0.5 your first result is 0.25 everywhere. In which order does the "
            "text ask for the three?", short="the noise comes first")
def noise_first(preds, g_x0, sigma):
    bias2, var, noise = _parts(preds, g_x0, sigma)
    return noise, bias2, var


@task.wrong("You give the risk, the three parts added up: predictions 1, 3, 5, the truth 2 and sigma = 0.5 give you "
            "3.917. How much of it is bias, how much variance?", short="the parts are added up")
def added_up(preds, g_x0, sigma):
    return sum(_parts(preds, g_x0, sigma))


@task.wrong("Right for small numbers. For predictions of about 10 000 that differ by 1 your var loses its digits: it "
            "is the small difference of two numbers of about 100 million. What could you subtract before you square?",
            short="the variance is a difference of two huge numbers")
def difference_of_squares(preds, g_x0, sigma):
    mean = preds.mean(0)
    return (mean - g_x0) ** 2, (preds**2).mean(0) - mean**2, sigma**2


@task.wrong("Your mean prediction is the middle one: predictions 1, 2 and 9 are summed up by 2. Which mean do the "
            "formulas need, so that the deviations add up to 0?", short="the median stands for the mean")
def median_for_mean(preds, g_x0, sigma):
    middle = preds.median(0).values
    return (middle - g_x0) ** 2, ((preds - middle) ** 2).mean(0), sigma**2


@task.wrong("You add the misses before you square, and never divide: predictions 3, 3, 3 and the truth 2 give you 9. "
            "What is the mean miss?", short="the misses are added, not averaged")
def misses_added(preds, g_x0, sigma):
    _, var, noise = _parts(preds, g_x0, sigma)
    return (preds - g_x0).sum(0) ** 2, var, noise


@task.wrong("Two things at once: for predictions 1 and 5 and sigma = 0.5 your var is 8 and your noise 0.5. By how "
            "many do you divide, and is the noise a square?",
            short="the variance divides by one less, and the noise is sigma")
def one_less_and_sigma(preds, g_x0, sigma):
    bias2, _, _ = _parts(preds, g_x0, sigma)
    return bias2, _unbiased(preds), sigma


@task.wrong("Two things at once: for predictions 1 and 7 and sigma = 0.5 you give the roots, 3 and 0.5. In which "
            "unit is bias2?", short="variance and noise are roots")
def roots(preds, g_x0, sigma):
    bias2, _, _ = _parts(preds, g_x0, sigma)
    return bias2, _std(preds), sigma


@task.wrong("Two things at once: for predictions 5, 5 and the truth 2 your bias2 is 3, and for sigma = 0.5 your "
            "noise is 0.5. All parts are to be squares. Which two are not?", short="bias and noise are not squared")
def bias_and_sigma(preds, g_x0, sigma):
    _, var, _ = _parts(preds, g_x0, sigma)
    return preds.mean(0) - g_x0, var, sigma


@task.wrong("Two things at once: for predictions 1 and 7 and the truth 0 you give 4 and 3. These are the bias and "
            "the standard deviation. In which unit is the noise?", short="bias and variance are roots")
def bias_and_std(preds, g_x0, sigma):
    _, _, noise = _parts(preds, g_x0, sigma)
    return preds.mean(0) - g_x0, _std(preds), noise


@task.wrong("No part is a square: for predictions 1 and 7, the truth 0 and sigma = 0.5 you give 4, 3 and 0.5. What "
            "should they add up to, and in which unit?", short="no part is squared")
def nothing_squared(preds, g_x0, sigma):
    return preds.mean(0) - g_x0, _std(preds), sigma


@task.wrong("Two things at once: your bias2 is the mean squared miss, and your noise is sigma. For predictions 1 and "
            "5, the truth 3 and sigma = 0.5 you give 4 and 0.5. Where is the mean prediction, and where the square?",
            short="bias2 is the mean squared miss, and the noise is sigma")
def total_and_sigma(preds, g_x0, sigma):
    _, var, _ = _parts(preds, g_x0, sigma)
    return ((preds - g_x0) ** 2).mean(0), var, sigma


@task.wrong("Two things at once: your bias is not squared, and your var divides by one less than the number of fits: "
            "for 1 and 5 and the truth 0 you give 3 and 8. What should the parts add up to?",
            short="the bias is not squared, and the variance divides by one less")
def bias_and_one_less(preds, g_x0, sigma):
    _, _, noise = _parts(preds, g_x0, sigma)
    return preds.mean(0) - g_x0, _unbiased(preds), noise


@task.wrong("Your noise is another number in each call: you draw it. For sigma = 0.5 a mean square of 10 000 draws is "
            "about 0.25, and 0.25 is known without any draw. How is it, from sigma?",
            short="the noise is drawn at random")
def noise_drawn(preds, g_x0, sigma):
    bias2, var, _ = _parts(preds, g_x0, sigma)
    return bias2, var, float((sigma * torch.randn(1000)).square().mean())


@task.wrong("The three parts come in one table, and the noise stands there once for each point. How many results does "
            "the text ask for, and which of them is a single number?", short="the parts come in one table")
def one_table(preds, g_x0, sigma):
    bias2, var, noise = _parts(preds, g_x0, sigma)
    return torch.stack([bias2, var, torch.full_like(var, noise)])


@task.wrong("The parts come once for each point: a list of rows (bias2, var, noise). Which three results does the text "
            "ask for, and which axis have the first two?", short="the parts come point by point")
def table_of_points(preds, g_x0, sigma):
    return one_table(preds, g_x0, sigma).mT


@task.wrong("The risk stands behind the three parts as a fourth result. How many does the text ask for?",
            short="the risk is returned, too")
def four_results(preds, g_x0, sigma):
    bias2, var, noise = _parts(preds, g_x0, sigma)
    return bias2, var, noise, bias2 + var + noise


@task.wrong("Two things at once: bias2 and var have changed places, and var divides by one less than the number of "
            "fits: for 1 and 5 and the truth 3 you give 8 and 0. Which of the two knows the truth, and by how many do "
            "you divide?",
            short="bias2 and var have changed places, and the variance divides by one less")
def exchanged_and_one_less(preds, g_x0, sigma):
    bias2, _, noise = _parts(preds, g_x0, sigma)
    return _unbiased(preds), bias2, noise


Part = Callable[[Tensor, Tensor, float], Any]


def _squares(preds: Tensor, centre: Tensor) -> Tensor:
    return (preds - centre) ** 2


_BIASES: dict[str, tuple[str, Part, str]] = {  # name -> what is wrong, the part, what to think on
    "noise_off_bias": ("the noise is taken off bias2", lambda p, g, s: ((p.mean(0) - g) ** 2 - s**2).clamp(min=0),
                       "The truth g_x0 holds no noise. What does the mean prediction differ from it by?"),
    "noise_off_bias_below_zero": ("the noise is taken off bias2, which may fall below 0",
                                  lambda p, g, s: (p.mean(0) - g) ** 2 - s**2,
                                  "The truth g_x0 holds no noise. Can a square be negative?"),
    "noise_in_bias": ("bias2 holds the noise, too", lambda p, g, s: (p.mean(0) - g) ** 2 + s**2,
                      "The truth g_x0 holds no noise. Where does the noise stand already?"),
    "variance_off_bias": ("the variance is taken off bias2", lambda p, g, s: (p.mean(0) - g) ** 2 - _squares(
        p, p.mean(0)).mean(0), "From which of the two is it to be taken off: the mean squared miss, or this?"),
    "first_fit_as_mean": ("the first fit stands for the mean prediction in bias2", lambda p, g, s: (p[0] - g) ** 2,
                          "What do the other fits predict?"),
    "last_fit_as_mean": ("the last fit stands for the mean prediction in bias2", lambda p, g, s: (p[-1] - g) ** 2,
                         "What do the other fits predict?"),
    "difference_of_two_squares": ("bias2 is a difference of squares", lambda p, g, s: p.mean(0) ** 2 - g**2,
                                  "Which comes first, minus or square?"),
    "mean_squared_alone": ("only the mean prediction is squared in bias2", lambda p, g, s: p.mean(0) ** 2 - g,
                           "What has to be squared as a whole?"),
    "sum_and_truth": ("bias2 takes the truth off a sum of predictions", lambda p, g, s: (p.sum(0) - g) ** 2,
                      "How many fits share that sum?"),
    "added_truth": ("the truth is added in bias2", lambda p, g, s: (p.mean(0) + g) ** 2,
                    "How large is the bias if the mean is right?"),
    "mean_distance_squared": ("bias2 is the square of the mean distance", lambda p, g, s: (p - g).abs().mean(0) ** 2,
                              "May a miss of 2 and one of -2 make up for each other here?"),
    "bias_by_fits": ("bias2 is divided by the number of fits", lambda p, g, s: (p.mean(0) - g) ** 2 / len(p),
                     "Has the mean been taken already?"),
    "mean_over_points_of_bias": ("bias2 is averaged over the points", lambda p, g, s: ((p.mean(0) - g) ** 2).mean(),
                                 "How many numbers does bias2 hold?"),
    "bias_of_middle": ("the median of the fits stands for their mean in bias2",
                       lambda p, g, s: (p.median(0).values - g) ** 2, "Which middle does the text name?"),
    "root_of_bias": ("bias2 is a root of the mean squared miss", lambda p, g, s: _squares(p, g).mean(0).sqrt(),
                     "What do you average first, the predictions or the squares?"),
}
_VARIANCES: dict[str, tuple[str, Part, str]] = {
    "rows_centred": ("each fit's mean over the points is taken off", lambda p, g, s: _squares(
        p, p.mean(1, keepdim=True)).mean(0), "Which axis counts the fits, and over which is the mean taken?"),
    "one_centre": ("one mean of all fits and points is taken off in var", lambda p, g, s: _squares(p, p.mean()).mean(0),
                   "Which predictions belong to one point?"),
    "not_centred": ("no mean is taken off in var", lambda p, g, s: (p**2).mean(0),
                    "From where do the predictions scatter?"),
    "one_less_or_zero": ("var is divided by one less than the number of fits", lambda p, g, s: (
        _unbiased(p) if len(p) > 1 else 0 * g), "By how many does the text divide?"),
    "truth_and_one_less": ("var is measured from the truth, and divided by one less than the number of fits",
                           lambda p, g, s: _squares(p, g).sum(0) / (len(p) - 1),
                           "From where does a variance measure, and by how many does the text divide?"),
    "truth_and_sum": ("var is measured from the truth, and added up", lambda p, g, s: _squares(p, g).sum(0),
                      "From where does a variance measure, and what is missing behind the sum?"),
    "truth_and_root": ("var is the root of the mean squared miss", lambda p, g, s: _squares(p, g).mean(0).sqrt(),
                       "From where does a variance measure, and in which unit?"),
    "rows_and_one_less": ("each fit's variance over the points stands in var, divided by one less",
                          lambda p, g, s: _squares(p, p.mean(1, keepdim=True)).sum(1) / (p.shape[1] - 1),
                          "Which axis counts the fits, and by what does the text divide?"),
    "one_number": ("var is one number for all", lambda p, g, s: _squares(p, p.mean()).mean(),
                   "How many numbers does var hold?"),
    "one_number_one_less": ("var is one number for all, divided by one less", lambda p, g, s: _squares(
        p, p.mean()).sum() / (p.numel() - 1), "How many numbers does var hold?"),
    "mean_over_points_of_var": ("var is averaged over the points", lambda p, g, s: _squares(p, p.mean(0)).mean(),
                                "How many numbers does var hold?"),
    "sum_of_deviations_squared": ("deviations are added before the square", lambda p, g, s: 0 * g,
                                  "What do deviations from a mean add up to?"),
    "from_the_first": ("var is measured from the first fit", lambda p, g, s: _squares(p, p[0]).mean(0),
                       "From which prediction do the fits scatter?"),
    "from_the_middle": ("var is measured from the median", lambda p, g, s: _squares(p, p.median(0).values).mean(0),
                        "Which middle does the text name?"),
    "between_extremes": ("var is the range of the predictions", lambda p, g, s: p.amax(0) - p.amin(0),
              "What do the fits between the extremes tell?"),
    "divided_by_points": ("var is divided by the number of points", lambda p, g, s: _squares(
        p, p.mean(0)).sum(0) / p.shape[1], "Which axis counts the fits?"),
    "divided_twice": ("var is divided by the number of fits twice", lambda p, g, s: _squares(
        p, p.mean(0)).mean(0) / len(p), "Is it the variance of one prediction, or of the mean prediction?"),
    "divided_twice_one_less": ("var is divided by one less, and by the number of fits once more", lambda p, g,
                               s: _unbiased(
        p) / len(p), "Is it the variance of one prediction, or of the mean prediction?"),
    "one_less_and_noise": ("var is divided by one less, and holds the noise", lambda p, g, s: _unbiased(p) + s**2,
                           "By how many does the text divide, and where does the noise stand already?"),
    "all_pairs": ("var is the mean squared difference of two fits", lambda p, g, s: 2 * _squares(p, p.mean(0)).mean(0),
                  "Both fits scatter. How much does each of them?"),
    "bias_off_variance": ("bias2 is taken off var", lambda p, g, s: _squares(p,
                                                                             p.mean(0)).mean(0) - (p.mean(0) - g) ** 2,
                          "From which of the two is bias2 to be taken off: the mean squared miss, or this?"),
    "noise_off_variance": ("the noise is taken off var, which may fall below 0",
                           lambda p, g, s: _squares(p, p.mean(0)).mean(0) - s**2, "Can a mean of squares be negative?"),
    "untouched": ("var holds a value for each fit and point", lambda p, g, s: _squares(p, p.mean(0)),
                  "Over which axis is the mean still to be taken?"),
}
_NOISES: dict[str, tuple[str, Part, str]] = {
    "mean_square_as_noise": ("the noise is the mean squared miss of all predictions", lambda p, g, s: _squares(
        p, g).mean(), "Do these predictions know of new targets?"),
    "variance_as_noise": ("the noise is the mean variance", lambda p, g, s: _squares(p, p.mean(0)).mean(),
                          "Do these predictions know of new targets?"),
    "no_noise": ("the noise is 0", lambda p, g, s: 0.0, "What do new targets add?"),
    "half_noise": ("the noise is halved", lambda p, g, s: s**2 / 2, "What is the mean square of such noise?"),
    "root_of_sigma": ("the noise is the root of sigma", lambda p, g, s: s**0.5, "Which of the two is the square?"),
    "twice_sigma": ("the noise is twice sigma", lambda p, g, s: 2 * s, "Is 2 · s a square?"),
    "noise_times_fits": ("the noise is added up over the fits", lambda p, g, s: s**2 * len(p),
                         "How many new targets are there at a point?"),
    "noise_times_points": ("the noise is added up over the points", lambda p, g, s: s**2 * len(g),
                           "Is the noise at one point larger because there are others?"),
    "noise_by_points": ("the noise is divided by the number of points", lambda p, g, s: s**2 / len(g),
                        "Is the noise at one point smaller because there are others?"),
    "noise_for_each_fit": ("the noise comes once for each fit and point", lambda p, g, s: torch.full_like(p, s**2),
                           "In which form does the text ask for it?"),
    "fourth_power": ("the noise is squared twice", lambda p, g, s: s**4,
                     "Is sigma a standard deviation or a variance?"),
}


def _instead(name: str, at: int, part: Part) -> tuple[Callable, str]:
    """An answer with one part exchanged, found by its name, and what that part is for one point, in words."""
    def answer(preds, g_x0, sigma):
        parts = list(_parts(preds, g_x0, sigma))
        parts[at] = part(preds, g_x0, sigma)
        return tuple(parts)

    answer.__name__ = name
    found = torch.as_tensor(answer(numbers([[1, 6], [7, 9]]), numbers(1, 7), 1.5)[at]).tolist()
    flat = found if isinstance(found, list) else [found]
    flat = [v for row in flat for v in row] if isinstance(flat[0], list) else flat
    return answer, (f"for fits (1, 6) and (7, 9), the truth (1, 7) and sigma = 1.5 your "
                    f"{('bias2', 'var', 'noise')[at]} is {', '.join(f'{v:.4g}' for v in flat)}")


for _at, _table in enumerate((_BIASES, _VARIANCES, _NOISES)):
    for _name, (_phrase, _part, _asks) in _table.items():
        _answer, _gives = _instead(_name, _at, _part)
        task.wrong(f"{_phrase[0].upper()}{_phrase[1:]}: {_gives}. {_asks}", short=_phrase)(_answer)


EXERCISE = task.declared()
