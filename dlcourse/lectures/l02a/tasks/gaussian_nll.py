"""Exercise: the negative log-likelihood of a Gaussian."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def reference(yhat: Tensor, y: Tensor, s: float) -> float:
    """The package's loss."""
    return float(losses.gaussian_nll(yhat, y, s))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    return [
        case("one sample, miss 2", yhat=numbers([1]), y=numbers([3]), s=2.0),
        case("four samples, s below 1", yhat=draw.normal(4), y=2 * draw.normal(4), s=draw.between(0.4, 0.7)),
        case("seven samples, s above 1", yhat=draw.normal(7), y=draw.normal(7) + 2, s=draw.between(1.5, 2.8)),
        case("three samples that are predicted exactly", yhat=numbers(1, 2, 5), y=numbers(1, 2, 5), s=0.1),
        case("a miss of 100 with s = 0.5", yhat=draw.uniform(0, 0.05, 6),
             y=numbers(100, 0.5, 4, 5, 6, 18.55), s=0.5),
        case("2000 samples", yhat=draw.normal(2000), y=draw.normal(2000), s=draw.between(1.5, 2.5)),
    ]


task = Task(
    key="gaussian_nll", title="How surprised a Gaussian is", points=2, difficulty=1, minutes=10,
    objective="turn a density into a loss, with all its constants",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=("torch.distributions.*", "torch.nn.functional.gaussian_nll_loss", "torch.nn.GaussianNLLLoss"),
    facts=("N02-17", "N02-18", "N02-19"),
    hints=(
        "The density is a product of three factors. What does the logarithm make of a product, of a root and of e to a "
        "power?",
        "For a miss of 2 and s = 2 the exponent is -4/8. Minus the logarithm of the density is 0.5 + log 2 + 0.919. "
        "Where does each of the three come from?",
        "nll = (y - yhat) ** 2 / (____) + math.log(____) + 0.5 * math.log(2 * math.pi); return nll.____()",
    ),
)


@task.solution
def gaussian_nll(yhat, y, s):
    squares = (y - yhat) ** 2                                     # step: the squared misses
    surprise = squares / (2 * s**2)                               # step: minus the exponent
    constant = 0.5 * math.log(2 * math.pi * s**2)                 # step: minus the logarithm of what stands before e
    return (surprise + constant).mean()                           # step: the mean over the samples


@task.right
def factor_by_factor(yhat, y, s):
    variance = s * s                                              # step: the variance
    exponent = -((y - yhat) * (y - yhat)) / (2 * variance)        # step: the exponent
    log_of_root = -0.5 * math.log(2 * math.pi)                    # step: the logarithm of 1 over the root of 2 pi
    log_of_s = -math.log(s)                                       # step: the logarithm of 1/s
    log_density = exponent + log_of_root + log_of_s               # step: the logarithm of the density
    return -log_density.sum() / len(y)                            # step: minus the mean


@task.right
def sample_by_sample(yhat, y, s):
    total = 0.0
    for a, b in zip(yhat.tolist(), y.tolist()):
        z = (b - a) / s                                           # step: the miss in standard deviations
        total = total + z * z / 2 + math.log(s) + math.log(2 * math.pi) / 2     # step: the sum over the samples
    return total / len(y)                                         # step: the mean


@task.right
def from_the_mean_square(yhat, y, s):
    return torch.mean((yhat - y).square()) / (2 * s * s) + math.log(s * math.sqrt(2 * math.pi))


HALF_LOG = 0.5 * math.log(2 * math.pi)


def _right(yhat: Tensor, y: Tensor, s: float) -> Tensor:
    """What each sample costs."""
    return ((y - yhat) / s) ** 2 / 2 + math.log(s) + HALF_LOG


@task.wrong("The ½ in the exponent is missing: a miss of 1 with s = 0.5 gives you 4.226, and 2.226 is expected. What "
            "does the square stand over?", short="the ½ of the exponent is missing")
def without_half(yhat, y, s):
    return (((y - yhat) / s) ** 2 + math.log(s) + HALF_LOG).mean()


@task.wrong("Your exponent divides by 2s: a miss of 1 with s = 0.5 gives you 1.226, and 2.226 is expected. s is the "
            "standard deviation. Which power of it is the variance?", short="the exponent has s in place of s²")
def s_in_the_exponent(yhat, y, s):
    return ((y - yhat) ** 2 / (2 * s) + math.log(s) + HALF_LOG).mean()


@task.wrong("You add over the samples: a miss of 1 with s = 0.5, twice, gives you 4.452, and 2.226 is expected. "
            "Should the loss grow because each sample comes twice?", short="a sum stands in place of the mean")
def summed(yhat, y, s):
    return _right(yhat, y, s).sum()


@task.wrong("The constant is missing: a miss of 1 with s = 0.5 gives you 2, and 2.226 is expected. The best line is "
            "the same, but is it minus the logarithm of the density?", short="the constant is missing")
def without_constant(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2).mean()


@task.wrong("Your result is too small by 0.919, for every input: a miss of 0 with s = 1 gives you 0. How high is the "
            "bell at its top for s = 1?", short="the term with 2π is missing")
def without_two_pi(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2 + math.log(s)).mean()


@task.wrong("The constant does not know s: a miss of 1 with s = 0.5 gives you 2.919, and 2.226 is expected. How high "
            "is the top of a narrow bell?", short="the term with log s is missing")
def without_log_s(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2 + HALF_LOG).mean()


@task.wrong("Your result has the opposite sign: a miss of 1 with s = 0.5 gives you -2.226. Is a good fit then large "
            "or small, and which of them should a loss be?", short="the sign is that of the log-likelihood")
def log_likelihood(yhat, y, s):
    return -_right(yhat, y, s).mean()


@task.wrong("The constant is twice as large: a miss of 1 with s = 0.5 gives you 2.452, and 2.226 is expected. Before "
            "the e stands one over a root. What does the logarithm make of a root?",
            short="the ½ before the logarithm is missing")
def constant_without_half(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2 + math.log(2 * math.pi * s * s)).mean()


@task.wrong("The constant has s where s² belongs: a miss of 1 with s = 0.5 gives you 2.572, and 2.226 is expected. "
            "Is s inside the root, or before it?", short="the constant has s in place of s²")
def s_in_the_constant(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2 + 0.5 * math.log(2 * math.pi * s)).mean()


@task.wrong("You use s as if it were the variance: a miss of 1 with s = 0.5 gives you 1.572, and 2.226 is expected. "
            "s is the standard deviation. What is the variance?", short="s is used as the variance")
def s_as_variance(yhat, y, s):
    return ((y - yhat) ** 2 / (2 * s) + 0.5 * math.log(2 * math.pi * s)).mean()


@task.wrong("Right for small misses. For a miss of 100 with s = 0.5 the density is stored as 0, and you give inf in "
            "place of 20000. What is the logarithm of e to a power, without computing the power?",
            short="the density is computed first, and its logarithm then")
def log_of_density(yhat, y, s):
    density = torch.exp(-((y - yhat) / s) ** 2 / 2) / (s * math.sqrt(2 * math.pi))
    return -density.log().mean()


@task.wrong("You take the mean of the densities first: misses 0 and 1 with s = 0.5 give you 0.792, and 1.226 is "
            "expected. Are the densities of independent samples added or multiplied?",
            short="the mean of the densities is taken before the logarithm")
def log_of_mean_density(yhat, y, s):
    density = torch.exp(-((y - yhat) / s) ** 2 / 2) / (s * math.sqrt(2 * math.pi))
    return -density.mean().log()


@task.wrong("Right for a few samples. Of 2000 densities the product is stored as 0, and you give inf. What does the "
            "logarithm make of a product, and when could you take it?", short="the densities are multiplied first")
def log_of_product(yhat, y, s):
    density = torch.exp(-((y - yhat) / s) ** 2 / 2) / (s * math.sqrt(2 * math.pi))
    return -density.prod().log() / len(y)


@task.wrong("You average the misses before you square: misses 1 and -1 with s = 0.5 give you 0.226, as if both were "
            "right. In which order do square and mean come?", short="the misses are averaged before the square")
def averaged_too_early(yhat, y, s):
    return ((y - yhat).mean() / s) ** 2 / 2 + math.log(s) + HALF_LOG


@task.wrong("Your misses are not squared: a miss of 2 with s = 0.5 gives you 4.226, and 8.226 is expected. Which "
            "power of the miss stands in the exponent?", short="sizes stand in place of squares")
def sizes(yhat, y, s):
    return ((y - yhat).abs() / (2 * s * s) + math.log(s) + HALF_LOG).mean()


@task.wrong("You keep the result from falling below 0: a miss of 0 with s = 0.1 gives you 0, and -1.384 is expected. "
            "How high is the bell there, and is it a probability?", short="negative results are cut off")
def never_negative(yhat, y, s):
    return _right(yhat, y, s).mean().clamp(min=0)


@task.wrong("Your logarithm is to base 2: a miss of 1 with s = 0.5 gives you 3.211, and 2.226 is expected. Which "
            "base undoes e to a power?", short="the logarithm is to base 2")
def to_base_two(yhat, y, s):
    return _right(yhat, y, s).mean() / math.log(2)


@task.wrong("The constant counts once for all samples: a miss of 1 with s = 0.5, twice, gives you 2.113, and 2.226 "
            "is expected. How many densities are there?", short="the constant counts only once for all samples")
def constant_once(yhat, y, s):
    return ((((y - yhat) / s) ** 2 / 2).sum() + math.log(s) + HALF_LOG) / len(y)


@task.wrong("You return one number for each sample. The loss is their mean: how many numbers is that?",
            short="each sample keeps its own number")
def one_for_each(yhat, y, s):
    return _right(yhat, y, s)


@task.wrong("That is the mean square alone: a miss of 1 gives you 1, whatever s is. Where does the width of the bell "
            "come in?", short="only the mean square is computed")
def mean_square(yhat, y, s):
    return ((y - yhat) ** 2).mean()


@task.wrong("log s enters with the opposite sign: a miss of 1 with s = 0.5 gives you 3.612, and 2.226 is expected. "
            "Is the top of a wide bell higher or lower?", short="log s has the opposite sign")
def log_s_turned(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2 - math.log(s) + HALF_LOG).mean()


@task.wrong("The square enters with the opposite sign: a miss of 1 with s = 0.5 gives you -1.774. Should a larger "
            "miss make the loss smaller?", short="the square has the opposite sign")
def square_turned(yhat, y, s):
    return (-((y - yhat) / s) ** 2 / 2 + math.log(s) + HALF_LOG).mean()


@task.wrong("You multiply by s² where you should divide: a miss of 1 with s = 0.5 gives you 0.351, and 2.226 is "
            "expected. Is a miss of 1 more surprising under a narrow bell or under a wide one?",
            short="s² multiplies the square")
def times_s_squared(yhat, y, s):
    return (((y - yhat) * s) ** 2 / 2 + math.log(s) + HALF_LOG).mean()


@task.wrong("Only the first sample counts: for misses 1 and 0 with s = 0.5 you give 2.226, and 1.226 is expected. When "
            "does your loop come to the second one?", short="only the first sample counts")
def first_sample_alone(yhat, y, s):
    return _right(yhat, y, s)[0]


@task.wrong("Only the last sample counts: for misses 0 and 1 with s = 0.5 you give 2.226, and 1.226 is expected. What "
            "becomes of what you had before it?", short="only the last sample counts")
def last_sample_alone(yhat, y, s):
    return _right(yhat, y, s)[-1]


def _small_number(name: str, small: float, limit: bool) -> None:
    def answer(yhat, y, s):
        density = torch.exp(-((y - yhat) / s) ** 2 / 2) / (s * math.sqrt(2 * math.pi))
        return -(density.clamp(min=small) if limit else density + small).log().mean()

    answer.__name__ = name
    does = f"kept from falling below {small:g}" if limit else f"raised by {small:g}"
    task.wrong(f"Your density is {does} before the logarithm, so no miss can cost more than {-math.log(small):.3g}; a "
               "miss of 100 with s = 0.5 costs 20000. What is the logarithm of e to a power, without computing the "
               "power?",
               short=f"the density is {does}")(answer)


for _power in (6, 7, 8, 9, 10, 12, 15, 16, 20, 30, 300):
    _small_number(f"raised_by_1e_{_power}", 10.0**-_power, False)
    _small_number(f"not_below_1e_{_power}", 10.0**-_power, True)


Part = Callable[[Tensor, Tensor, float], Any]
Total = Callable[[Any], Any]


def _exponent(yhat: Tensor, y: Tensor, s: float) -> Tensor:
    return ((y - yhat) / s) ** 2 / 2


def _constant(yhat: Tensor, y: Tensor, s: float) -> float:
    return math.log(s) + HALF_LOG


_EXPONENTS: dict[str, tuple[str, Part, str]] = {  # name -> what is wrong, the part, what to think on
    "without_half": ("the ½ of the exponent is missing", lambda yhat, y, s: ((y - yhat) / s) ** 2,
                     "What does the square stand over?"),
    "s_in_the_exponent": ("the exponent has s in place of s²", lambda yhat, y, s: (y - yhat) ** 2 / (2 * s),
                          "Which power of s is the variance?"),
    "square_turned": ("the square has the opposite sign", lambda yhat, y, s: -((y - yhat) / s) ** 2 / 2,
                      "Should a larger miss make the loss smaller?"),
    "times_s_squared": ("s² multiplies the square", lambda yhat, y, s: ((y - yhat) * s) ** 2 / 2,
                        "Under which bell is a miss of 1 more surprising, a narrow or a wide one?"),
    "sizes": ("sizes stand in place of squares", lambda yhat, y, s: (y - yhat).abs() / (2 * s * s),
              "Which power of the miss stands in the exponent?"),
    "s_is_missing": ("s is missing in the exponent", lambda yhat, y, s: (y - yhat) ** 2 / 2,
                     "How does a miss of 1 look to a bell that is 0.5 wide?"),
    "two_squared": ("the 2 of the exponent is squared with s", lambda yhat, y, s: ((y - yhat) / (2 * s)) ** 2,
                    "What does the square belong to, in 2s²?"),
    "twice_the_square": ("the square is multiplied by 2", lambda yhat, y, s: 2 * ((y - yhat) / s) ** 2,
                         "On which side of the fraction does the 2 stand?"),
    "sizes_over_s": ("sizes over s stand in place of squares", lambda yhat, y, s: (y - yhat).abs() / s / 2,
                     "Which power of the miss stands in the exponent?"),
    "sum_of_both": ("prediction and actual value are added", lambda yhat, y, s: ((y + yhat) / s) ** 2 / 2,
                    "How large is the miss of an exact prediction?"),
    "difference_of_squares": ("squares are subtracted in place of a squared difference",
                              lambda yhat, y, s: (y**2 - yhat**2) / (2 * s * s), "Which comes first, minus or square?"),
    "one_squared": ("only the prediction is squared", lambda yhat, y, s: (y - yhat**2) / (2 * s * s),
                    "What has to be squared as a whole?"),
    "misses": ("misses stand in place of squares", lambda yhat, y, s: (y - yhat) / (2 * s * s),
               "What does a miss of -1 cost?"),
    "fourth_power": ("s is squared twice in the exponent", lambda yhat, y, s: (y - yhat) ** 2 / (2 * s**4),
                     "Is s the standard deviation or the variance?"),
    "exponent_by_n": ("the squares are divided by n once more", lambda yhat, y, s: ((y - yhat) / s) ** 2 / 2 / len(y),
                      "Is the mean taken twice?"),
    "no_exponent": ("the square is missing", lambda yhat, y, s: 0 * y, "What does a miss of 3 cost more than none?"),
}
_CONSTANTS: dict[str, tuple[str, Part, str]] = {
    "without_constant": ("the constant is missing", lambda yhat, y, s: 0.0,
                         "What stands before the e, and what is its logarithm?"),
    "without_two_pi": ("the term with 2π is missing", lambda yhat, y, s: math.log(s),
                       "How high is the bell at its top for s = 1?"),
    "without_log_s": ("the term with log s is missing", lambda yhat, y, s: HALF_LOG,
                      "How high is the top of a narrow bell?"),
    "constant_without_half": ("the ½ before the logarithm is missing", lambda yhat, y, s: 2 * (math.log(s) + HALF_LOG),
                              "What does the logarithm make of a root?"),
    "root_lost": ("the root of 2π is lost", lambda yhat, y, s: math.log(s) + 2 * HALF_LOG,
                  "What does the logarithm make of a root?"),
    "log_s_turned": ("log s has the opposite sign", lambda yhat, y, s: HALF_LOG - math.log(s),
                     "Is the top of a wide bell higher or lower?"),
    "s_in_the_constant": ("the constant has s in place of s²", lambda yhat, y, s: math.log(s) / 2 + HALF_LOG,
                          "Is s inside the root, or before it?"),
    "constant_turned": ("the constant has the opposite sign", lambda yhat, y, s: -math.log(s) - HALF_LOG,
                        "What becomes of the logarithm of one over a number?"),
    "two_pi_turned": ("the term with 2π has the opposite sign", lambda yhat, y, s: math.log(s) - HALF_LOG,
                      "Does 2π stand above or below the line?"),
    "one_pi": ("π stands for 2π", lambda yhat, y, s: math.log(s) + math.log(math.pi) / 2,
               "What stands under the root?"),
    "two_log_s": ("log s comes twice", lambda yhat, y, s: 2 * math.log(s) + HALF_LOG,
                  "How often does s stand before the e?"),
    "two_s_pi": ("s² stands under no logarithm", lambda yhat, y, s: s**2 / 2 + HALF_LOG,
                 "What does the logarithm make of a product?"),
    "root_of_two_pi": ("the root of 2π stands without its logarithm", lambda yhat, y, s: math.log(s) + math.sqrt(
        2 * math.pi), "Of what is the logarithm taken?"),
    "top_of_the_bell": ("the height of the bell stands for its logarithm",
                        lambda yhat, y, s: 1 / (s * math.sqrt(2 * math.pi)),
                        "What does the logarithm make of a product?"),
    "short_pi": ("π is cut off at 3.14", lambda yhat, y, s: math.log(s) + math.log(6.28) / 2,
                 "Ten digits are compared. Where do you find more of π?"),
    "longer_pi": ("π is cut off at 3.1416", lambda yhat, y, s: math.log(s) + math.log(2 * 3.1416) / 2,
                  "Ten digits are compared. Where do you find more of π?"),
    "long_pi": ("π is cut off at 3.14159", lambda yhat, y, s: math.log(s) + math.log(2 * 3.14159) / 2,
                "Ten digits are compared. Where do you find more of π?"),
}
_TOTALS: dict[str, tuple[str, Total, str]] = {
    "summed": ("a sum stands for the mean", lambda each: each.sum(),
               "Should the loss grow because each sample comes twice?"),
    "log_likelihood": ("the sign is that of the log-likelihood", lambda each: -each.mean(),
                       "Is a good fit to be a large loss or a small one?"),
    "one_for_each": ("each sample keeps its own number", lambda each: each, "How many numbers is a mean?"),
    "to_base_two": ("the logarithm is to base 2", lambda each: each.mean() / math.log(2),
                    "Which base undoes e to a power?"),
    "to_base_ten": ("the logarithm is to base 10", lambda each: each.mean() / math.log(10),
                    "Which base undoes e to a power?"),
    "shared_twice": ("the mean is divided by n once more", lambda each: each.mean() / len(each),
                     "Should the loss shrink because each sample comes twice?"),
    "one_less": ("the sum is divided by n - 1", lambda each: each.sum() / (len(each) - 1),
                 "By how many samples is the sum shared? And by how many where there is one?"),
    "median": ("the middle one stands for the mean", lambda each: each.median(), "Which middle does the text ask for?"),
    "largest": ("only the largest counts", lambda each: each.max(), "What do the other samples cost?"),
    "absolute": ("the result is never negative", lambda each: each.mean().abs(), "Is a density at most 1?"),
    "halved": ("the result is halved", lambda each: each.mean() / 2, "Which half do you have twice?"),
    "doubled": ("the result is doubled", lambda each: 2 * each.mean(), "How often do you need the log-likelihood?"),
}
_TOLD = {"without_half", "s_in_the_exponent", "square_turned", "times_s_squared", "sizes", "without_constant",
         "without_two_pi", "without_log_s", "constant_without_half", "log_s_turned", "s_in_the_constant", "summed",
         "log_likelihood", "one_for_each", "to_base_two"}
_SAME = {("square_turned", "log_likelihood"), ("constant_turned", "log_likelihood"), ("two_pi_turned",
                                                                                      "log_likelihood"),
         ("square_turned", "two_pi_turned"), ("square_turned", "without_constant"),
         ("s_in_the_exponent", "s_in_the_constant"), ("without_half", "constant_without_half"),
         ("square_turned", "constant_turned"), ("no_exponent", "without_constant"), ("s_is_missing",
                                                                                     "without_constant")}
_FREQUENT = (list(_EXPONENTS)[:7], list(_CONSTANTS)[:9], list(_TOTALS)[:4])


def _loss(name: str, exponent: Part, constant: Part, total: Total, twice: bool) -> tuple[Callable, str]:
    """A wrong answer that is found by its name, and what it gives for a miss of 1, in words."""
    def answer(yhat, y, s):
        return total(exponent(yhat, y, s) + constant(yhat, y, s))

    answer.__name__ = name
    found = answer(*(numbers([v] * (1 + twice)) for v in (1, 2)), 0.5)
    shown = f"{float(found):.4g}" if found.ndim == 0 else f"[{', '.join(f'{v:.4g}' for v in found.tolist())}]"
    return answer, f"a miss of 1 with s = 0.5{', twice,' if twice else ''} gives you {shown}"


def _name_losses() -> None:  # noqa: C901 - three tables, and their pairs, one after another
    def mean(each):
        return each.mean()

    for name, (phrase, part, asks) in _EXPONENTS.items():
        if name not in _TOLD:
            _one(_loss(name, part, _constant, mean, False), phrase, asks)
    for name, (phrase, part, asks) in _CONSTANTS.items():
        if name not in _TOLD:
            _one(_loss(name, _exponent, part, mean, False), phrase, asks)
    for name, (phrase, total, asks) in _TOTALS.items():
        if name not in _TOLD:
            _one(_loss(name, _exponent, _constant, total, True), phrase, asks)
    exponents, constants, totals = ({name: table[name] for name in names}
                                    for table, names in zip((_EXPONENTS, _CONSTANTS, _TOTALS), _FREQUENT))
    for name, (phrase, exponent, asks) in exponents.items():
        for second, (other, constant, also) in constants.items():
            if (name, second) not in _SAME:
                _two(_loss(f"{name}_and_{second}", exponent, constant, mean, False), phrase, other, asks, also)
        for second, (other, total, also) in totals.items():
            if (name, second) in _SAME:
                continue
            _two(_loss(f"{name}_and_{second}", exponent, _constant, total, True), phrase, other, asks, also)
    for name, (phrase, constant, asks) in constants.items():
        for second, (other, total, also) in totals.items():
            if (name, second) in _SAME:
                continue
            _two(_loss(f"{name}_and_{second}", _exponent, constant, total, True), phrase, other, asks, also)
    _two(_loss("s_as_variance_and_summed", lambda yhat, y, s: (y - yhat) ** 2 / (2 * s),
               lambda yhat, y, s: math.log(s) / 2 + HALF_LOG, lambda each: each.sum(), True),
         "s is used as the variance", "a sum stands for the mean", "Which power of s is the variance?",
         "Is a sum or a mean asked for?")
    _two(_loss("s_as_variance_and_turned", lambda yhat, y, s: (y - yhat) ** 2 / (2 * s),
               lambda yhat, y, s: math.log(s) / 2 + HALF_LOG, lambda each: -each.mean(), True),
         "s is used as the variance", "the sign is that of the log-likelihood", "Which power of s is the variance?",
         "Is a good fit to be a large loss or a small one?")
    _two(_loss("log_likelihood_summed", _exponent, _constant, lambda each: -each.sum(), True),
         "the sign is that of the log-likelihood", "a sum stands for the mean",
         "Is a good fit to be a large loss or a small one?", "Is a sum or a mean asked for?")


def _one(loss: tuple[Callable, str], phrase: str, asks: str) -> None:
    answer, gives = loss
    task.wrong(f"{phrase[0].upper()}{phrase[1:]}: {gives}, and 2.226 is expected. {asks}", short=phrase)(answer)


def _two(loss: tuple[Callable, str], phrase: str, other: str, asks: str, also: str) -> None:
    answer, gives = loss
    task.wrong(f"Two things at once: {phrase}, and {other}; {gives}. {asks} {also}",
               short=f"{phrase}, and {other}")(answer)


_name_losses()


def _by_density(name: str, total: Total, other: str, also: str) -> None:
    def answer(yhat, y, s):
        density = torch.exp(-((y - yhat) / s) ** 2 / 2) / (s * math.sqrt(2 * math.pi))
        return total(density.log())

    answer.__name__ = name
    task.wrong(f"Two things at once: the density of a miss of 100 with s = 0.5 is stored as 0, and you take its "
               f"logarithm; and {other}. What is the logarithm of e to a power, without computing the power? {also}",
               short=f"the density is computed first, and {other}")(answer)


_by_density("log_of_density_summed", lambda log: -log.sum(), "a sum stands for the mean",
            "Is a sum or a mean asked for?")
_by_density("log_of_density_turned", lambda log: log.mean(), "the sign is that of the log-likelihood",
            "Is a good fit to be a large loss or a small one?")
_by_density("log_of_density_for_each", lambda log: -log, "each sample keeps its own number",
            "How many numbers is a mean?")


@task.wrong("Two things at once: of 2000 densities the product is stored as 0, so you give inf, and for few samples "
            "the logarithm of the product is not divided: a miss of 1 with s = 0.5, twice, gives you 4.452. When could "
            "you take the logarithm, and is a sum or a mean asked for?",
            short="the densities are multiplied first, and a sum stands for the mean")
def log_of_product_summed(yhat, y, s):
    density = torch.exp(-((y - yhat) / s) ** 2 / 2) / (s * math.sqrt(2 * math.pi))
    return -density.prod().log()


@task.wrong("s is squared before it comes into the formula, which squares it again: a miss of 2 with s = 2 gives you "
            "2.43, and 2.112 is expected. Which power of s is the variance?", short="s is squared twice")
def s_squared_first(yhat, y, s):
    return _right(yhat, y, s * s).mean()


@task.wrong("Every actual value meets every prediction: two exact predictions, 0 of 0 and 1 of 1, get misses of 1 as "
            "well. Which prediction belongs to which actual value?", short="every actual value meets every prediction")
def every_with_every(yhat, y, s):
    return _right(yhat[:, None], y[None, :], s).mean()


@task.wrong("The height of the bell multiplies the square: a miss of 1 with s = 0.5 gives you 1.596, and 2.226 is "
            "expected. What does the logarithm make of a product?",
            short="the height of the bell multiplies the square")
def height_times_square(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2 / (s * math.sqrt(2 * math.pi))).mean()


@task.wrong("You take e to the power of minus the loss, so it is a density again: a miss of 1 with s = 0.5 gives you "
            "0.108. Is a density asked for, or minus its logarithm?", short="it is turned into a density again")
def density_again(yhat, y, s):
    return (-_right(yhat, y, s).mean()).exp()


@task.wrong("You return minus the mean of the densities, without a logarithm: a miss of 1 with s = 0.5 gives you "
            "-0.108. What is done to a density to make a loss of it?",
            short="the logarithm is missing, but not the minus")
def minus_density(yhat, y, s):
    return -density_itself(yhat, y, s)


@task.wrong("You return the mean of the densities, without a logarithm: a miss of 1 with s = 0.5 gives you 0.108. What "
            "is done to a density to make a loss of it?", short="the logarithm is missing")
def density_itself(yhat, y, s):
    return (torch.exp(-((y - yhat) / s) ** 2 / 2) / (s * math.sqrt(2 * math.pi))).mean()


EXERCISE = task.declared()
