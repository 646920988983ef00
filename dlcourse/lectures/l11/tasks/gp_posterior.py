"""Exercise: what a Gaussian process knows of new places after some observations."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task

HAND = {"X": numbers([[1.0]]), "y": numbers([2.0]), "Xs": numbers([[1.5]]), "ls": 0.5, "var": 4.0,
        "noise": 0.25}


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def row(n: int, start: float, step: float) -> Tensor:
        """Places on a line in a random order, about a step apart."""
        return (start + step * (torch.arange(n) + draw.uniform(-0.1, 0.1, n)))[draw.permutation(n), None]

    def heights(n: int) -> Tensor:
        return draw.uniform(0.4, 1.6, n) * numbers([-2 if i % 3 == 1 else 1.5 for i in range(n)])

    flat, seen = draw.uniform(0, 3, 4, 2) * numbers(1, 0.7), row(3, -1, 0.7)
    return [
        case("one observation, one new place", **HAND),
        case("three observations, two new places", X=row(3, 0, 1), y=heights(3), Xs=row(2, 0.5, 1.1),
             ls=draw.between(0.6, 0.8), var=draw.between(2, 3), noise=draw.between(0.1, 0.2)),
        case("two features", X=flat, y=heights(4), Xs=draw.uniform(0, 2, 3, 2), ls=draw.between(1.2, 1.5),
             var=draw.between(0.4, 0.6), noise=draw.between(0.04, 0.09)),
        case("no noise, two of the new places were observed", X=seen, y=heights(3),
             Xs=torch.cat([seen[1:], seen[:1] + 0.3]), ls=draw.between(0.4, 0.5),
             var=draw.between(0.03, 0.05), noise=0.0),
        case("two observations, and a new place far from both", X=row(2, 0, 0.6), y=3 + heights(2) / 4,
             Xs=numbers([[40.0], [0.4], [-0.7]]), ls=draw.between(0.5, 0.7), var=draw.between(1.5, 2.5),
             noise=draw.between(0.3, 0.5)),
        case("much noise, five observations and one new place", X=row(5, 0, 0.8), y=heights(5), Xs=row(1, 1.3, 1),
             ls=draw.between(1.3, 1.6), var=draw.between(1.5, 2), noise=draw.between(2.5, 3.5)),
    ]


task = Task(
    key="gp_posterior", title="What a Gaussian process has learnt", points=3, difficulty=3, minutes=25,
    objective="condition a Gaussian process on observations",
    cases=cases, compare=close(rtol=1e-10, names=("mean", "cov")), facts=("N11-06",),
    hints=(
        "Write down the joint Gaussian of the observed y and of f at the new places. Which three blocks does its "
        "covariance have, and in which of them does the noise stand?",
        "One observation y = 2 with the variance 4 + 0.25, and a new place whose covariance with it is 2.426. The mean "
        "moves by 2.426/4.25 for each unit of y. By how much does the variance 4 shrink?",
        "K = kernel(X, X) + ____ * torch.eye(n); S = kernel(X, Xs); mean = S.mT @ torch.linalg.solve(K, ____); "
        "cov = kernel(Xs, Xs) - S.mT @ torch.linalg.solve(K, ____)",
    ),
)


@task.solution
def gp_posterior(X, y, Xs, ls, var, noise):
    def kernel(A, B):
        square = ((A[:, None] - B) ** 2).sum(-1)                    # step: the squared distances
        return var * torch.exp(-square / (2 * ls**2))      # step: the prior covariances

    K = kernel(X, X) + noise * torch.eye(len(X), dtype=X.dtype)     # step: the covariances of the observations
    S = kernel(X, Xs)                                            # step: the covariances of both kinds of places
    mean = S.mT @ torch.linalg.solve(K, y)                          # step: the mean at the new places
    cov = kernel(Xs, Xs) - S.mT @ torch.linalg.solve(K, S)    # step: what is left of the prior covariances
    return mean, cov


@task.right
def one_after_the_other(X, y, Xs, ls, var, noise):
    Z = torch.cat([Xs, X])
    cov = torch.tensor([[var * float(torch.exp(-((p - q) ** 2).sum() / (2 * ls**2))) for q in Z] for p in Z],
                       dtype=torch.float64)                         # step: the prior covariances of all places
    mean, m = torch.zeros(len(Z), dtype=torch.float64), len(Xs)
    for i, value in enumerate(y):
        c = cov[:, m + i]                                           # step: how all places move with this one
        spread = c[m + i] + noise                                   # step: the variance of this observation
        mean = mean + c * (value - mean[m + i]) / spread            # step: the mean after it
        cov = cov - torch.outer(c, c) / spread                      # step: the covariances after it
    return mean[:m], cov[:m, :m]


@task.right
def by_cholesky(X, y, Xs, ls, var, noise):
    def kernel(A, B):
        return var * (-0.5 * (torch.cdist(A, B, compute_mode="donot_use_mm_for_euclid_dist") / ls) ** 2).exp()

    L = torch.linalg.cholesky(kernel(X, X) + torch.diag(torch.full((len(X),), noise, dtype=X.dtype)))
    half = torch.linalg.solve_triangular(L, torch.cat([y[:, None], kernel(X, Xs)], 1), upper=False)
    return half[:, 1:].T @ half[:, 0], kernel(Xs, Xs) - half[:, 1:].T @ half[:, 1:]


@task.right
def in_numpy(X, y, Xs, ls, var, noise):
    Z = np.concatenate([X.numpy(), Xs.numpy()]) / ls
    C = var * np.exp(np.minimum(Z @ Z.T - (Z**2).sum(1) / 2 - (Z**2).sum(1)[:, None] / 2, 0))
    n = len(y)
    gain = C[n:, :n] @ np.linalg.inv(C[:n, :n] + noise * np.eye(n))
    return torch.from_numpy(gain @ y.numpy()), torch.from_numpy(C[n:, n:] - gain @ C[:n, n:])


# The posterior, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "distance": lambda v: lambda A, B: (A[:, None] - B).square().sum(-1),
    "exponent": lambda v: lambda d: -d / (2 * v.ls**2),
    "factor": lambda v: v.var,
    "kernel": lambda v: lambda A, B: v.factor * v.exponent(v.distance(A, B)).exp(),
    "prior": lambda v: v.kernel(v.X, v.X),
    "added": lambda v: v.noise * torch.eye(len(v.X), dtype=DOUBLE),
    "K": lambda v: v.prior + v.added,
    "S": lambda v: v.kernel(v.X, v.Xs),
    "heights": lambda v: v.y,
    "weights": lambda v: torch.linalg.solve(v.K, v.heights),
    "mean": lambda v: v.S.mT @ v.weights,
    "before": lambda v: v.kernel(v.Xs, v.Xs),
    "learnt": lambda v: v.S.mT @ torch.linalg.solve(v.K, v.S),
    "cov": lambda v: v.before - v.learnt,
    "result": lambda v: (v.mean, v.cov),
}
EXAMPLES = (("in the example", HAND),
            ("for X = 0 and 1, y = 2 and -1, Xs = 0.5, ls 2, var 3 and noise 0.5",
             {"X": numbers([[0.0], [1.0]]), "y": numbers([2.0, -1.0]), "Xs": numbers([[0.5]]), "ls": 2.0,
              "var": 3.0, "noise": 0.5}),
            ("for X = (0, 0), y = 2, Xs = (1, 2), ls 2, var 3 and noise 0.5",
             {"X": numbers([[0.0, 0.0]]), "y": numbers([2.0]), "Xs": numbers([[1.0, 2.0]]), "ls": 2.0,
              "var": 3.0, "noise": 0.5}),
            ("for X = 0, y = 2, Xs = 1 and -1, ls 2, var 3 and noise 0.5",
             {"X": numbers([[0.0]]), "y": numbers([2.0]), "Xs": numbers([[1.0], [-1.0]]), "ls": 2.0,
              "var": 3.0, "noise": 0.5}))


_with = answers_by(RULES, gp_posterior)


def _seen(answer: Callable) -> str:
    """What differs in the first of the examples in which an answer gives other numbers, in words."""
    for where, example in EXAMPLES:
        given, right = answer(*example.values()), gp_posterior(*example.values())
        if not isinstance(given, tuple):
            return ""
        apart = [f"{name} {told_apart(one.reshape(-1), other.reshape(-1))}"
                 for name, one, other in zip(("mean", "cov"), given, right) if told_apart(one, other)]
        if apart:
            return f" {where[0].upper()}{where[1:]} you give {' and '.join(apart)}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(f"{says[0].upper()}{says[1:]}.{_seen(answer)} {asks}", short=says)(answer)


OFTEN = {
    "noise_missing": Mistake("the noise is missing", "How far does an observation scatter about f?",
                             {"added": lambda v: 0 * v.prior}),
    "noise_as_deviation": Mistake("the noise is squared", "Is `noise` a variance or a standard deviation?",
                                  {"added": lambda v: v.noise**2 * torch.eye(len(v.X), dtype=DOUBLE)}),
    "length_not_squared": Mistake("the length stands without its square", "In which unit are a squared distance and a "
                                  "length?", {"exponent": lambda v: lambda d: -d / (2 * v.ls)}),
    "two_missing": Mistake("the 2 in the exponent is missing", "What is the kernel at a distance of one length?",
                           {"exponent": lambda v: lambda d: -d / v.ls**2}),
    "distance_not_squared": Mistake("the distance is not squared", "What is the kernel at a distance of two lengths?",
                                    {"exponent": lambda v: lambda d: -d.sqrt() / (2 * v.ls**2)}),
    "prior_alone": Mistake("your cov is that of the prior", "Do the observations leave the uncertainty as it was?",
                           {"cov": lambda v: v.before}),
    "learnt_added": Mistake("what is learnt is added to the prior's covariance", "Does an observation make f more or "
                            "less certain?", {"cov": lambda v: v.before + v.learnt}),
    "noise_in_cov": Mistake("the noise is in cov, too", "Does cov belong to f or to a new observation?", {
        "before": lambda v: v.kernel(v.Xs, v.Xs) + v.noise * torch.eye(len(v.Xs), dtype=DOUBLE)}),
    "not_solved": Mistake("your mean lacks the inverse of K", "What should the mean be at an observed place "
                          "without noise?", {"weights": lambda v: v.y}),
}

for _name, _one in OFTEN.items():
    _wrong(_name, _one.says, _one.asks, **_one.changes)
for _name, _two in in_pairs(OFTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)

_wrong("noise_from_variance", "the root of the noise is taken", "Is `noise` a variance or a standard deviation?",
       added=lambda v: v.noise**0.5 * torch.eye(len(v.X), dtype=DOUBLE))
_wrong("noise_everywhere", "the noise is added to every entry of K", "Have two observations the same noise?",
       added=lambda v: v.noise + 0 * v.prior)
_wrong("noise_taken_off", "the noise is taken off the diagonal of K", "Does noise make observations scatter more or "
       "less?", added=lambda v: -v.noise * torch.eye(len(v.X), dtype=DOUBLE))
_wrong("noise_times_variance", "the noise is multiplied by `var`", "How far does an observation scatter about f?",
       added=lambda v: v.noise * v.var * torch.eye(len(v.X), dtype=DOUBLE))
_wrong("noise_in_the_mean_alone", "the noise is missing in cov", "Which K belongs to what is learnt?",
       learnt=lambda v: v.S.mT @ torch.linalg.solve(v.prior, v.S))
_wrong("noise_in_cov_alone", "the noise is missing in the mean", "Which K belongs to the weights of y?",
       weights=lambda v: torch.linalg.solve(v.prior, v.y))
_wrong("noise_in_every_entry_of_cov", "the noise is added to every entry of cov", "Does cov belong to f or to new "
       "observations?", cov=lambda v: v.before - v.learnt + v.noise)
_wrong("noise_where_sizes_agree", "the kernel adds noise wherever it gets as many places twice", "Between which "
       "values is "
       "there noise?", kernel=lambda v: lambda A, B: v.factor * v.exponent(v.distance(A, B)).exp() + (
           v.noise * torch.eye(len(A), dtype=DOUBLE) if len(A) == len(B) else 0), added=lambda v: 0 * v.prior)
_wrong("variance_for_length", "`var` stands where the squared length belongs, and the kernel has no factor",
       "What is "
       "the kernel of a place with itself?", factor=lambda v: 1.0, exponent=lambda v: lambda d: -d / (2 * v.var))
_wrong("length_multiplies", "the distance is multiplied by the length", "Do places have more or less in common if the "
       "length is large?", exponent=lambda v: lambda d: -d * v.ls**2 / 2)
_wrong("length_in_the_two", "the 2 is squared with the length", "What is the kernel at a distance of one length?",
       exponent=lambda v: lambda d: -d / (2 * v.ls) ** 2)
_wrong("length_missing", "the length is missing", "What is the kernel at a distance of one length?",
       exponent=lambda v: lambda d: -d / 2)
_wrong("length_and_two_missing", "the length stands without its square, and without a 2", "What is the kernel at a "
       "distance of one length?", exponent=lambda v: lambda d: -d / v.ls)
_wrong("times_two", "the 2 in the exponent multiplies", "What is the kernel at a distance of one "
       "length?", exponent=lambda v: lambda d: -2 * d / v.ls**2)
_wrong("half_times_length", "the 1/2 and the length both multiply", "What is the kernel at a distance of one length?",
       exponent=lambda v: lambda d: -d / 2 * v.ls)
_wrong("plus_in_the_exponent", "the exponent has no minus", "Have places far apart more or less in common?",
       exponent=lambda v: lambda d: d / (2 * v.ls**2))
_wrong("distance_by_length", "the kernel falls with the distance itself, divided by the length", "What is the kernel "
       "at a distance of two lengths?", exponent=lambda v: lambda d: -d.sqrt() / v.ls)
_wrong("distance_squared_twice", "the squared distance is squared once more", "What is the kernel at a distance of two "
       "lengths?", exponent=lambda v: lambda d: -d.square() / (2 * v.ls**2))
_wrong("mean_over_features", "the squares are averaged over the features", "How long is the way from (0, 0) to (1, 2)?",
       distance=lambda v: lambda A, B: (A[:, None] - B).square().mean(-1))
_wrong("steps_added", "the steps are added before they are squared", "How long is the way from (0, 0) to (1, 2)?",
       distance=lambda v: lambda A, B: (A[:, None] - B).sum(-1).square())
_wrong("sizes_added", "the sizes of the steps are added, then squared", "How long is the way from (0, 0) to (1, 2)?",
       distance=lambda v: lambda A, B: (A[:, None] - B).abs().sum(-1).square())
_wrong("first_feature_alone", "only the first feature counts", "How long is the way from (0, 0) to (1, 2)?",
       distance=lambda v: lambda A, B: (A[:, None, 0] - B[:, 0]).square())
_wrong("last_feature_alone", "only the last feature counts", "How long is the way from (0, 0) to (1, 2)?",
       distance=lambda v: lambda A, B: (A[:, None, -1] - B[:, -1]).square())
_wrong("largest_step", "only the largest step counts", "How long is the way from (0, 0) to (1, 2)?",
       distance=lambda v: lambda A, B: (A[:, None] - B).square().amax(-1))
_wrong("dot_product_for_kernel", "the product of two places stands for their kernel", "On what does the kernel of two "
       "places depend?", kernel=lambda v: lambda A, B: v.var * A @ B.mT)
_wrong("factor_missing", "the kernel has no factor `var`", "What is the kernel of a place with itself?",
       factor=lambda v: 1.0)
_wrong("variance_squared", "`var` is squared", "What is the kernel of a place with itself?",
       factor=lambda v: v.var**2)
_wrong("variance_as_root", "the root of `var` is taken", "What is the kernel of a place with itself?",
       factor=lambda v: v.var**0.5)
_wrong("variance_divides", "the kernel is divided by `var`", "What is the kernel of a place with itself?",
       factor=lambda v: 1 / v.var)
_wrong("density_for_kernel", "the kernel is divided by the root of 2π and by the length", "What is the kernel of a "
       "place "
       "with itself?", factor=lambda v: v.var / (2 * torch.pi) ** 0.5 / v.ls)
_wrong("variance_in_between_missing", "the covariances of observed and new places lack `var`", "Which function "
       "gives all three blocks?", S=lambda v: v.kernel(v.X, v.Xs) / v.var)
_wrong("ones_before", "the prior variances at new places are 1", "What is the kernel of a place with itself?",
       before=lambda v: v.kernel(v.Xs, v.Xs) / v.var)
_wrong("diagonal_before", "the prior covariances of two new places are missing", "Are two new places independent "
       "before any observation?", before=lambda v: torch.diag(v.kernel(v.Xs, v.Xs).diagonal()))
_wrong("variance_before_everywhere", "the prior covariance of any two new places is `var`", "Have places far "
       "apart as much in common as a place with itself?", before=lambda v: v.var + 0 * v.S.mT @ v.S)
_wrong("y_centred", "the mean of y is taken off first and added at the end", "What is f expected to be far from all "
       "observations?", heights=lambda v: v.y - v.y.mean(), mean=lambda v: v.S.mT @ v.weights + v.y.mean())
_wrong("y_centred_for_good", "the mean of y is taken off, and never added", "What should a single observation y = 2 do "
       "to the mean?", heights=lambda v: v.y - v.y.mean())
_wrong("weighted_average", "the mean is an average of y with the kernel as weights", "What is f expected to be far "
       "from all observations?", mean=lambda v: v.S.mT @ v.y / (v.S.sum(0) + 1e-300))
_wrong("divided_by_variance", "the mean is divided by `var`, and lacks the inverse of K", "What should the mean "
       "be at an "
       "observed place without noise?", weights=lambda v: v.y / v.var)
_wrong("half_solved", "K is replaced by its Cholesky factor", "What do you get when you multiply the factor by its "
       "transpose?", weights=lambda v: torch.linalg.solve(torch.linalg.cholesky(v.K), v.y),
       learnt=lambda v: v.S.mT @ torch.linalg.solve(torch.linalg.cholesky(v.K), v.S))
_wrong("entries_inverted", "every entry of K is inverted by itself", "What is the inverse of a matrix?",
       weights=lambda v: (1 / v.K) @ v.heights, learnt=lambda v: v.S.mT @ (1 / v.K) @ v.S)
_wrong("diagonal_solved", "only the diagonal of K is inverted", "Are two observations that lie close independent?",
       weights=lambda v: v.heights / v.K.diagonal(), learnt=lambda v: v.S.mT @ (v.S / v.K.diagonal()[:, None]))
_wrong("multiplied_by_K", "K stands where its inverse belongs", "Does a large variance of an observation make it "
       "count more or less?", weights=lambda v: v.K @ v.heights, learnt=lambda v: v.S.mT @ v.K @ v.S)
_wrong("learnt_not_solved", "what is learnt lacks the inverse of K", "Can a variance become negative?",
       learnt=lambda v: v.S.mT @ v.S)
_wrong("inverse_twice", "your cov has the inverse of K twice", "How often is it in the formula of a conditional "
       "Gaussian?",
       learnt=lambda v: v.S.mT @ torch.linalg.solve(v.K, torch.linalg.solve(v.K, v.S)))
_wrong("cov_of_other_sign", "your cov has the opposite sign", "Which is larger, the variance before or after an "
       "observation?", cov=lambda v: v.learnt - v.before)
_wrong("learnt_alone", "your cov is what the observations take away", "What is left of the prior covariance?",
       cov=lambda v: v.learnt)
_wrong("mean_of_other_sign", "the mean has the opposite sign", "In which direction does an observation pull?",
       mean=lambda v: -v.S.mT @ v.weights)
_wrong("never_negative", "negative entries of cov are cut off", "What does it mean if two places have a negative "
       "covariance?", cov=lambda v: (v.before - v.learnt).clamp(min=0))
_wrong("variances_on_a_diagonal", "the covariances between new places are 0", "Are two new places independent?",
       cov=lambda v: torch.diag((v.before - v.learnt).diagonal()))
_wrong("variances_alone", "your cov holds the variances alone", "Which shape does the text ask for?",
       result=lambda v: (v.mean, v.cov.diagonal()))
_wrong("deviations_alone", "your cov holds standard deviations", "Which shape does the text ask for?",
       result=lambda v: (v.mean, v.cov.diagonal().clamp(min=0).sqrt()))
_wrong("root_of_cov", "the root of every entry of cov is taken", "In which unit is a covariance?",
       cov=lambda v: (v.before - v.learnt).sqrt())
_wrong("variances_without_noise", "the noise is missing, and your cov holds the variances alone", "How far does an "
       "observation scatter about f, and which shape does the text ask for?", added=lambda v: 0 * v.prior,
       result=lambda v: (v.mean, v.cov.diagonal()))
_wrong("as_float32", "your results have the dtype float32", "Which dtype does the text ask for?",
       result=lambda v: (v.mean.float(), v.cov.float()))
_wrong("mean_in_a_column", "the mean stands in a column", "Which shape does the text ask for?",
       result=lambda v: (v.mean[:, None], v.cov))
_wrong("mean_alone", "only the mean is returned", "Which two results does the text ask for?",
       result=lambda v: v.mean)
_wrong("exchanged", "the two results have changed places", "Which does the text want first?",
       result=lambda v: (v.cov, v.mean))
_wrong("at_the_observed_places", "mean and cov belong to the observed places", "At which places are they asked?",
       result=lambda v: (v.prior @ v.weights, v.prior - v.prior @ torch.linalg.solve(v.K, v.prior)))
task.wrong("Your covariances between observed and new places have rows and columns exchanged: with three observations "
           "and "
           "two new places your answer stops. Which shape has what you multiply with the weights of y?",
           short="a matrix is not transposed")(
    _with("not_transposed", mean=lambda v: v.S @ v.weights,
          learnt=lambda v: v.S @ torch.linalg.solve(v.K, v.S.mT)))
task.wrong("Right to about eight digits: the noise goes through float32, which makes 0.1500000060 of 0.15. Which dtype "
           "has `torch.eye(n)`, and what becomes of a number times it?", short="the noise goes through float32")(
    _with("noise_in_float32", added=lambda v: (v.noise * torch.eye(len(v.X))).double()))
for _digits in (4, 6, 8, 9, 10):
    _wrong(f"jitter_of_{_digits}_digits", f"1e-{_digits} is added to the diagonal of K besides the noise", "What "
           "should the mean be at an observed place if there is no noise?", added=lambda v, tiny=10.0**-_digits: (
               (v.noise + tiny) * torch.eye(len(v.X), dtype=DOUBLE)))

for _digits in (6, 8, 10):
    _wrong(f"least_noise_of_{_digits}_digits", f"the noise is at least 1e-{_digits} for you", "What should the mean "
           "be at an "
           "observed place if there is no noise?", added=lambda v, tiny=10.0**-_digits: (
               max(v.noise, tiny) * torch.eye(len(v.X), dtype=DOUBLE)))


EXERCISE = task.declared()
