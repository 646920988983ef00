"""Exercise: the probability of each class, given where a sample lies."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def shares(*weights: float) -> Tensor:
        """Random shares; a weight of 0 stays 0."""
        parts = numbers(weights) * draw.uniform(0.7, 1.3, len(weights))
        return parts / parts.sum()

    def widths(*middles: float) -> Tensor:
        """Variances near these, none of them 1."""
        return numbers(middles) * draw.uniform(0.9, 1.1, len(middles))

    def near(*places: float, by: float = 0.2) -> Tensor:
        return numbers(places) + by * draw.uniform(-1, 1, len(places))

    return [
        case("two classes, one sample", prior=numbers(0.25, 0.75), mu=numbers(4, 6), var=numbers(1, 4), x=numbers([5])),
        case("two classes, three samples", prior=shares(1, 3), mu=near(0, 2), var=widths(0.5, 2), x=near(-1, 0.7, 3)),
        case("three classes, two samples", prior=shares(2, 1, 3), mu=near(-2, 0, 3), var=widths(2, 0.6, 3),
             x=near(-0.8, 1.5)),
        case("three classes, three samples", prior=shares(1, 2, 4), mu=near(1, -1, 2), var=widths(3, 0.5, 1.7),
             x=near(0, 1.4, -1.7)),
        case("a class with the share 0", prior=shares(2, 0, 3), mu=near(0, 1, 2), var=widths(0.6, 2, 1.5),
             x=near(0.5, 1.2)),
        case("a single class", prior=numbers([1]), mu=near(3), var=widths(2), x=near(1, 4, 8)),
        case("samples nearly 30 standard deviations away", prior=shares(2, 1), mu=numbers(0, 0.01),
             var=numbers(0.25, 0.25), x=near(14.3, -13.8, 1.0)),
    ]


task = Task(
    key="posterior", title="Which class, given x?", points=2, difficulty=1, minutes=15,
    objective="turn the bell curves of classes into the probability of each class",
    cases=cases, compare=close(rtol=1e-10), facts=("N01-26",),
    hints=(
        "How high is the bell of each class at one sample? How often does the class come? And by what do you divide, "
        "so that the numbers of one sample add up to 1?",
        "At x = 5 the bells of the example have the heights 0.2420 and 0.1760. Times 0.25 and 0.75 that is 0.0605 and "
        "0.1320. What do you do with these two?",
        "away = x[:, None] - mu; bells = torch.exp(-away**2 / (____)) / torch.sqrt(____); joint = prior * bells; "
        "return joint / joint.sum(dim=____, keepdim=True)",
    ),
)


@task.solution
def posterior(prior, mu, var, x):
    away = x[:, None] - mu                                  # step: the distance of each sample from each mean
    height = torch.exp(-(away ** 2) / (2 * var))            # step: the power of e
    bells = height / torch.sqrt(2 * torch.pi * var)         # step: the bell of each class
    joint = prior * bells                                   # step: the share times the bell
    return joint / joint.sum(dim=1, keepdim=True)           # step: the division by the sum over the classes


@task.right
def number_by_number(prior, mu, var, x):
    result = torch.zeros(len(x), len(mu), dtype=torch.float64)
    for n in range(len(x)):
        total = 0.0
        for c in range(len(mu)):
            away = float(x[n] - mu[c])                                          # step: the distance from the mean
            bell = math.exp(-away**2 / (2 * float(var[c])))                     # step: the power of e
            bell = bell / math.sqrt(2 * math.pi * float(var[c]))                # step: the bell of the class
            joint = float(prior[c]) * bell                                      # step: the share times the bell
            result[n, c] = joint
            total = total + joint                                               # step: the sum over the classes
        result[n] = result[n] / total                                           # step: the division by the sum
    return result


@task.right
def by_logarithms(prior, mu, var, x):
    log_bells = torch.distributions.Normal(mu, var.sqrt()).log_prob(x[:, None])
    return (prior.log() + log_bells).softmax(dim=-1)


@task.right
def in_numpy(prior, mu, var, x):
    import numpy as np

    x, mu, var = x.numpy(), mu.numpy(), var.numpy()
    joint = prior.numpy()[:, None] * np.exp(-0.5 * np.square(x - mu[:, None]) / var[:, None]) / np.sqrt(var)[:, None]
    return torch.from_numpy((joint / joint.sum(axis=0)).T.copy())


def _bells(mu: Tensor, var: Tensor, x: Tensor) -> Tensor:
    return torch.exp(-(x[:, None] - mu).square() / (2 * var)) / torch.sqrt(2 * torch.pi * var)


def _shared(joint: Tensor) -> Tensor:
    return joint / joint.sum(dim=1, keepdim=True)


@task.wrong("The shares play no part: for bells of 0.2420 and 0.1760 you give 0.579 and 0.421, whether the first class "
            "is rare or common. What changes if class 1 comes three times as often?", short="the shares play no part")
def no_prior(prior, mu, var, x):
    return _shared(_bells(mu, var, x))


@task.wrong("Your rows do not add up to 1: in the example you give 0.0605 and 0.1320, together 0.1925. How likely is x "
            "at all, and which part of that belongs to class 1?",
            short="nothing is divided by the sum over the classes")
def joint_alone(prior, mu, var, x):
    return prior * _bells(mu, var, x)


@task.wrong("You return the bells themselves: in the example 0.2420 and 0.1760. How often does each class come, and "
            "what should a row add up to?", short="the bells come back, without shares and division")
def bells_alone(prior, mu, var, x):
    return _bells(mu, var, x)


@task.wrong("You read `var` as a standard deviation: for v = 4 and a distance of 2 your power is exp(-4/32). The "
            "variance is already a square. What is the standard deviation for v = 4?",
            short="the variance is read as a standard deviation")
def variance_as_deviation(prior, mu, var, x):
    return _shared(prior * _bells(mu, var.square(), x))


@task.wrong("Your power of e uses the variance as if it were a standard deviation: for v = 4 and a distance of 2 it is "
            "exp(-4/32). What stands below the squared distance?", short="in the power of e the variance is squared")
def deviation_in_the_exponent(prior, mu, var, x):
    away = (x[:, None] - mu).square()
    return _shared(prior * torch.exp(-away / (2 * var.square())) / torch.sqrt(var))


@task.wrong("Your bells are too narrow: at one standard deviation from the mean you have exp(-1) = 0.368 of the top, "
            "where 0.607 is right. Which factor stands beside the variance in the power?",
            short="the 2 below the squared distance is missing")
def without_the_two(prior, mu, var, x):
    away = (x[:, None] - mu).square()
    return _shared(prior * torch.exp(-away / var) / torch.sqrt(var))


@task.wrong("All your bells have the same top: with equal shares and means and variances of 1 and 4 you give 1/2 and "
            "1/2 at the mean. A bell that is twice as wide has the same area. How high is it?",
            short="the factor before the power of e is missing")
def without_the_factor(prior, mu, var, x):
    away = (x[:, None] - mu).square()
    return _shared(prior * torch.exp(-away / (2 * var)))


@task.wrong("Your tops fall with the variance itself: for v = 4 a bell has a quarter of the height that it has for v = "
            "1. It is twice as wide. How high must it be for the same area?",
            short="the root before the power of e is missing")
def without_the_root(prior, mu, var, x):
    away = (x[:, None] - mu).square()
    return _shared(prior * torch.exp(-away / (2 * var)) / var)


@task.wrong("The variance stands only before the power: for v = 4 and a distance of 2 your power is exp(-2), where "
            "exp(-0.5) is right. Is 2 far from the mean of a wide bell?",
            short="the variance is missing in the power of e")
def variance_not_in_the_exponent(prior, mu, var, x):
    away = (x[:, None] - mu).square()
    return _shared(prior * torch.exp(-away / 2) / torch.sqrt(var))


@task.wrong("The variances play no part: in the example, at the same distance from both means, you give back the "
            "shares 0.25 and 0.75. Which of the two bells is lower and wider?", short="the variances play no part")
def all_variances_one(prior, mu, var, x):
    return _shared(prior * _bells(mu, torch.ones_like(var), x))


@task.wrong("Your bells grow with the distance: one standard deviation from the mean you have exp(0.5) = 1.65 of the "
            "height in the middle. Which sign has the power?", short="the minus in the power of e is missing")
def minus_missing(prior, mu, var, x):
    away = (x[:, None] - mu).square()
    return _shared(prior * torch.exp(away / (2 * var)) / torch.sqrt(var))


@task.wrong("You take the distance without squaring it: 3 away from the mean, with v = 1, your power is exp(-1.5), "
            "where exp(-4.5) is right. What happens to the distance before it is divided?",
            short="the distance is not squared")
def distance_not_squared(prior, mu, var, x):
    away = (x[:, None] - mu).abs()
    return _shared(prior * torch.exp(-away / (2 * var)) / torch.sqrt(var))


@task.wrong("Your columns add up to 1, not your rows: two equal samples get 1/2 of each class, whatever they are. Over "
            "what does the sum below run, over samples or classes?", short="the sum runs over the samples")
def summed_over_samples(prior, mu, var, x):
    joint = prior * _bells(mu, var, x)
    return joint / joint.sum(dim=0, keepdim=True)


@task.wrong("You divide by the sum of everything: two equal samples get rows that add up to 1/2. What should each row "
            "add up to?", short="the division is by the sum of all entries")
def summed_over_everything(prior, mu, var, x):
    joint = prior * _bells(mu, var, x)
    return joint / joint.sum()


@task.wrong("Your result has a row for each class: for two classes and three samples its shape is (2, 3). Which comes "
            "first, sample or class?", short="rows and columns are exchanged")
def transposed(prior, mu, var, x):
    return _shared(prior * _bells(mu, var, x)).mT.contiguous()


@task.wrong("You count the shares twice: for equal bells and shares of 0.25 and 0.75 you give 0.1 and 0.9. What should "
            "it be if x says nothing at all?", short="the shares are counted twice")
def prior_twice(prior, mu, var, x):
    return _shared(prior * _shared(prior * _bells(mu, var, x)))


@task.wrong("You multiply by the shares once more after the division: in the example your row is 0.079 and 0.514, and "
            "does not add up to 1. Where is the one place for the shares?",
            short="the shares are multiplied again after the division")
def prior_after_the_division(prior, mu, var, x):
    return prior * _shared(prior * _bells(mu, var, x))


@task.wrong("You divide first and then multiply by the shares: in the example you give 0.145 and 0.316, and the row "
            "does not add up to 1. What is to be divided by its sum?",
            short="the shares come in only after the division")
def prior_only_after_the_division(prior, mu, var, x):
    return prior * _shared(_bells(mu, var, x))


@task.wrong("You add shares and bells: a class with the share 0 still gets something. If a class never comes, what is "
            "its posterior, whatever its bell says?", short="the shares are added, not multiplied")
def prior_added(prior, mu, var, x):
    return _shared(prior + _bells(mu, var, x))


@task.wrong("You divide by the shares: a rare class becomes probable, and a share of 0 gives inf or nan. If a class "
            "comes twice as often, should its posterior fall?", short="the bells are divided by the shares")
def divided_by_prior(prior, mu, var, x):
    return _shared(_bells(mu, var, x) / prior)


@task.wrong("You decide: the likeliest class gets 1, the others 0. In the example class 1 gets 1, where 0.686 is "
            "right. How sure can one be at x = 5?", short="the likeliest class gets everything")
def decided(prior, mu, var, x):
    joint = prior * _bells(mu, var, x)
    return torch.nn.functional.one_hot(joint.argmax(dim=1), len(mu)).to(joint.dtype)


@task.wrong("You apply a softmax to shares times bells: 0.0605 and 0.1320 become 0.482 and 0.518, since e to the power "
            "of small numbers is nearly 1. What should 0.0605 be divided by?",
            short="a softmax stands in place of the division")
def softmax_of_the_joint(prior, mu, var, x):
    return (prior * _bells(mu, var, x)).softmax(dim=1)


@task.wrong("You return logarithms: for a posterior of 1/2 you give -0.693. Which numbers should add up to 1 in a row?",
            short="the logarithm of the posterior comes back")
def logarithms(prior, mu, var, x):
    return _shared(prior * _bells(mu, var, x)).log()


@task.wrong("You return odds, each class divided by the *other* classes: for 0.25 and 0.75 you give 1/3 and 3. What "
            "belongs below: the others, or all classes together?", short="each class is divided by the others")
def odds(prior, mu, var, x):
    joint = prior * _bells(mu, var, x)
    return joint / (joint.sum(dim=1, keepdim=True) - joint)


@task.wrong("Right near the means. Far away your rows do not add up to 1: there all bells are as small as 1e-180, and "
            "you add something much larger to their sum. Can the sum be 0 here at all?",
            short="a small number is added to the sum")
def softened(prior, mu, var, x):
    joint = prior * _bells(mu, var, x)
    return joint / (joint.sum(dim=1, keepdim=True) + 1e-12)


@task.wrong("Right near the means. Far away you say that all classes are alike, because your bells are kept above a "
            "small number. A bell of 1e-180 is still ten times one of 1e-181. Must it be kept from 0?",
            short="the bells are cut off at a small number")
def cut_off(prior, mu, var, x):
    return _shared(prior * _bells(mu, var, x).clamp(min=1e-12))


@task.wrong("You give only the last class: for two classes and three samples your shape is (3,). The result has a "
            "column for each class. What is the first column of the example?", short="only the last class comes back")
def last_class_alone(prior, mu, var, x):
    return _shared(prior * _bells(mu, var, x))[:, -1]


@task.wrong("You give only the sample that comes first: for three samples you have one row. How many rows should there "
            "be?", short="only the first sample comes back")
def first_sample_alone(prior, mu, var, x):
    return _shared(prior * _bells(mu, var, x))[:1]


@task.wrong("Your numbers are in one long row, sample after sample: for three samples and two classes the shape is "
            "(6,). How many rows and columns does the text ask for?", short="the result has lost its rows")
def one_long_row(prior, mu, var, x):
    return _shared(prior * _bells(mu, var, x)).flatten()


@task.wrong("The classes come in the opposite order: in the example you give 0.686 and 0.314. Which class has the mean "
            "4?", short="the classes come in the opposite order")
def classes_reversed(prior, mu, var, x):
    return _shared(prior * _bells(mu, var, x)).flip(1)


@task.wrong("The shares stand at the wrong classes: in the example the first class has 0.75 with you. In which order "
            "do `prior` and `mu` name the classes?", short="the shares stand at the wrong classes")
def prior_reversed(prior, mu, var, x):
    return _shared(prior.flip(0) * _bells(mu, var, x))


@task.wrong("Right to about seven digits, and nan far away: in float32 a bell of 1e-180 is stored as 0. In which of "
            "your lines does the dtype change?", short="the bells are computed in float32")
def in_float32(prior, mu, var, x):
    return _shared(prior.float() * _bells(mu.float(), var.float(), x.float())).double()


@task.wrong("Two things at once: the shares play no part, and you read the variance as a standard deviation. For v = 4 "
            "and a distance of 2 your power is exp(-4/32). How often does each class come, and what is the standard "
            "deviation for v = 4?", short="the shares play no part, and the variance is read as a standard deviation")
def no_prior_and_variance_as_deviation(prior, mu, var, x):
    return _shared(_bells(mu, var.square(), x))


@task.wrong("Two things at once: the shares play no part, and all your bells have the same top. For equal means and "
            "variances of 1 and 4 you give 1/2 and 1/2 there. How often does each class come, and how high is a bell "
            "that is twice as wide?", short="the shares and the factor before the power of e are missing")
def no_prior_without_the_factor(prior, mu, var, x):
    away = (x[:, None] - mu).square()
    return _shared(torch.exp(-away / (2 * var)))


@task.wrong("Two things at once: your rows do not add up to 1, and you read the variance as a standard deviation. For "
            "v = 4 the top of your bell is 0.0997. What is the standard deviation there, and by what is a row divided?",
            short="nothing is divided, and the variance is read as a standard deviation")
def joint_and_variance_as_deviation(prior, mu, var, x):
    return prior * _bells(mu, var.square(), x)


@task.wrong("Two things at once: your rows do not add up to 1, and all bells have the top 1. In the example you give "
            "0.152 and 0.662. What makes the area of a bell 1, and what makes a row add up to 1?",
            short="nothing is divided, and the factor before the power of e is missing")
def joint_without_the_factor(prior, mu, var, x):
    away = (x[:, None] - mu).square()
    return prior * torch.exp(-away / (2 * var))


@task.wrong("Two things at once: the shares play no part, and your columns add up to 1, not your rows. How often does "
            "each class come, and over what does the sum below run?",
            short="the shares play no part, and the sum runs over the samples")
def no_prior_summed_over_samples(prior, mu, var, x):
    bells = _bells(mu, var, x)
    return bells / bells.sum(dim=0, keepdim=True)


# The posterior, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "logs": lambda v: v.prior.log(),                        # of the shares, for answers that compute with them
    "away": lambda v: (v.x[:, None] - v.mu).square(),
    "below": lambda v: v.var, "wide": lambda v: v.var,      # the variance in the power, and before it
    "two": lambda v: 2, "sign": lambda v: -1,
    "power": lambda v: torch.exp(v.sign * v.away / (v.two * v.below)),
    "front": lambda v: 1 / torch.sqrt(2 * torch.pi * v.wide),
    "joint": lambda v: v.prior * v.front * v.power,
    "result": lambda v: _shared(v.joint),
}
TEXT = numbers(0.25, 0.75), numbers(4, 6), numbers(1, 4), numbers([5])


_with = answers_by(RULES, posterior)


def _wrong(name: str, says: str, asks: str, short: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    given = answer(*TEXT)
    told = ", ".join(f"{n:.4g}" for n in given.flatten())
    there = f" You give {told} in the example." if not torch.allclose(given, posterior(*TEXT)) else ""
    task.wrong(f"{says}{there} {asks}", short=short)(answer)


_wrong("share_of_zero_lifted", "A class with the share 0 gets something from you where the other bells are tiny: its "
       "share is lifted above 0.", "If a class never comes, what is its posterior?", "a share of 0 is lifted above 0",
       joint=lambda v: v.prior.clamp(min=1e-8) * v.front * v.power)
_wrong("small_number_in_the_log", "A class with the share 0 gets something from you: a small number is added to all "
       "shares.", "If a class never comes, what is its posterior?", "a small number is added to the shares",
       joint=lambda v: (v.prior + 1e-8) * v.front * v.power)
_wrong("root_in_the_power", "The root of the variance stands in your power of e: for v = 4 and a distance of 2 it is "
       "exp(-4/4).", "What stands below the squared distance?", "in the power of e the variance has a root",
       below=lambda v: v.var.sqrt())
_wrong("square_of_two_as_well", "Below the squared distance you have 4v.", "What is (x - 4)² / (2v) at x = 5, with v "
       "= 1?", "below the squared distance stands 4v", two=lambda v: 4)
_wrong("divided_by_the_largest", "You divide by the largest entry of a row, not by its sum.", "What should a row add "
       "up to?", "the division is by the largest entry",
       result=lambda v: v.joint / v.joint.max(dim=1, keepdim=True).values)
_wrong("divided_by_the_mean", "You divide by the mean of a row, not by its sum.", "What should a row add up to?",
       "the division is by the mean of a row", result=lambda v: v.joint / v.joint.mean(dim=1, keepdim=True))
_wrong("sum_goes_on", "You divide the first sample rightly, and each later one by too much: the sums of all samples "
       "before it are still in your sum.", "Where is the sum set to 0, before the loop or in it?",
       "the sum is not set to 0 for each sample",
       result=lambda v: v.joint / v.joint.sum(dim=1, keepdim=True).cumsum(dim=0))
_wrong("last_sample_alone", "You give only the last sample.", "How many rows should there be?", "only the last "
       "sample comes back", result=lambda v: _shared(v.joint)[-1:])
_wrong("first_class_alone", "You give only the first class.", "The result has a column for each class. What is the "
       "second one?", "only the first class comes back", result=lambda v: _shared(v.joint)[:, 0])


OFTEN = {
    "no_prior": Mistake("the shares play no part", "How often does each class come?",
                        {"joint": lambda v: v.front * v.power}),
    "prior_added": Mistake("the shares are added, not multiplied", "What is the posterior of a class that never comes?",
                           {"joint": lambda v: v.prior + v.front * v.power}),
    "variance_as_deviation": Mistake("you read the variance as a standard deviation", "What is the standard deviation "
                                     "for v = 4?", {"below": lambda v: v.var**2, "wide": lambda v: v.var**2}),
    "deviation_in_the_exponent": Mistake("in the power of e the variance is squared", "What stands below the squared "
                                         "distance?", {"below": lambda v: v.var**2}),
    "without_the_two": Mistake("the 2 below the squared distance is missing", "Which factor stands beside it?",
                               {"two": lambda v: 1}),
    "without_the_factor": Mistake("all your bells have the same top", "How high is a bell that is twice as wide?",
                                  {"front": lambda v: torch.ones_like(v.var)}),
    "without_the_root": Mistake("the root before the power of e is missing", "How high is a bell twice as wide?",
                                {"front": lambda v: 1 / (2 * torch.pi * v.wide)}),
    "minus_missing": Mistake("the minus in the power of e is missing", "Do bells grow with the distance?",
                             {"sign": lambda v: 1}),
    "distance_not_squared": Mistake("the distance is not squared", "What happens to the distance before it is divided?",
                                    {"away": lambda v: (v.x[:, None] - v.mu).abs()}),
    "joint_alone": Mistake("nothing is divided by the sum over the classes", "What should a row add up to?",
                           {"result": lambda v: v.joint}),
    "summed_over_samples": Mistake("your columns add up to 1, not your rows", "Over what does the sum below run?",
                                   {"result": lambda v: v.joint / v.joint.sum(dim=0, keepdim=True)}),
    "transposed": Mistake("rows and columns are exchanged", "Which comes first, sample or class?",
                          {"result": lambda v: _shared(v.joint).mT.contiguous()}),
    "softmax_of_the_joint": Mistake("a softmax stands in place of the division", "By what is share times bell divided?",
                                    {"result": lambda v: v.joint.softmax(dim=1)}),
}
WRITTEN = {("no_prior", "variance_as_deviation"), ("no_prior", "without_the_factor"), ("no_prior", "joint_alone"),
           ("variance_as_deviation", "joint_alone"), ("without_the_factor", "joint_alone"),
           ("no_prior", "summed_over_samples"),    # these are told above; what follows is another mistake as well
           ("variance_as_deviation", "without_the_factor"), ("deviation_in_the_exponent", "without_the_root"),
           ("deviation_in_the_exponent", "summed_over_samples"), ("without_the_factor", "summed_over_samples"),
           ("without_the_root", "summed_over_samples")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)

# With logarithms nothing is stored as 0 or inf far away, so the same mistakes give other numbers there.
TINY = ("variance_as_deviation", "deviation_in_the_exponent", "without_the_two")
LOGS = {"result": lambda v: (v.logs + v.front.log() + v.sign * v.away / (v.two * v.below)).softmax(dim=1)}
WITH_LOGS = {name: OFTEN[name] for name in (*TINY, "minus_missing", "without_the_factor", "without_the_root")} | {
    "no_prior": OFTEN["no_prior"]._replace(changes={"logs": lambda v: torch.zeros_like(v.prior)})}

for _one in TINY:
    _a = WITH_LOGS[_one]
    _wrong(f"{_one}_in_logs", f"You compute with logarithms, and {_a.says}.", _a.asks,
           f"with logarithms, {_a.says}", **(LOGS | _a.changes))
for (_one, _a), (_other, _b) in itertools.combinations(WITH_LOGS.items(), 2):
    if not _a.changes.keys() & _b.changes.keys() and (_one, _other) not in WRITTEN and _one in TINY:
        _wrong(f"{_one}_with_{_other}_in_logs", f"You compute with logarithms, and two things go wrong: {_a.says}, and "
               f"{_b.says}.", f"{_a.asks} {_b.asks}", f"with logarithms, {_a.says}, and {_b.says}",
               **(LOGS | _a.changes | _b.changes))


EXERCISE = task.declared()
