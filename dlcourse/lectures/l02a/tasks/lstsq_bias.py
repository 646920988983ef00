"""Exercise: weights and bias with the least sum of squared residuals, for any columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.codec import AnswerError
from dlcourse.classroom.compare import Closeness, Fault
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.models import linear

NONE_OF_THE_BEST = "none of the best (w, b)"


def reference(X: Tensor, y: Tensor) -> tuple[Tensor, float]:
    """The package's least squares."""
    plane = linear.least_squares(X, y)
    return plane.w, float(plane.b)


def drive(answer, X: Tensor, y: Tensor, query: Tensor | None = None) -> Any:
    """What the answer returns or, where several (w, b) are best, what it predicts for the rows of `query`.

    There a (w, b) that is none of the best holds rounding errors, or is not found at all.
    """
    try:
        found = answer(X, y)
    except (AnswerError, np.linalg.LinAlgError, torch.linalg.LinAlgError) as error:
        if query is None or "LinAlgError" not in f"{type(error).__name__} {getattr(error, 'kind', '')}":
            raise
        return NONE_OF_THE_BEST
    if query is None or not isinstance(found, (tuple, list)) or len(found) != 2:
        return found
    w, b = found
    number = b.ndim == 0 if isinstance(b, Tensor) else isinstance(b, (int, float, np.generic))
    if not isinstance(w, Tensor) or w.shape != (X.shape[1],) or not w.is_floating_point() or not number:
        return found
    predicted = query.to(w.dtype) @ w + b
    w, b = reference(X, y)
    near = predicted.double().isclose(query @ w + b, rtol=1e-4, atol=1e-4)
    return predicted if bool(near.all()) else NONE_OF_THE_BEST


class OrNoneOfTheBest(Closeness):
    """Compares (w, b), or predictions where several (w, b) are best; there it says so."""

    def __call__(self, expected: Any, got: Any, where: str = "") -> Fault | None:
        if isinstance(got, str) and got == NONE_OF_THE_BEST:
            return Fault("value", "Here several (w, b) are equally good, and you find none of them. If you invert "
                                  "X̃ᵀX̃ or solve with it: it has no inverse here. What finds one of the best weights "
                                  "all the same?", where)
        return super().__call__(expected, got, where)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    cats, weights = numbers([[4, 0], [6, 1], [5.25, 1], [1.25, 0]]), numbers(3.3, 4.5, 5.1, 1.7)

    def shifted(*shape: int) -> Tensor:
        return draw.normal(*shape) + draw.uniform(1, 3, shape[1])

    one, three, column = shifted(6, 1), shifted(9, 3), shifted(7, 1)
    twice, few = torch.cat([column, shifted(7, 1), column], dim=1), shifted(2, 3)
    constant = torch.cat([shifted(6, 1), torch.full((6, 1), 2.0, dtype=torch.float64)], dim=1)
    return [
        case("three samples that a plane fits exactly", X=numbers([[0, 0], [1, 0], [0, 2]]), y=numbers(3, 5, 9)),
        case("six samples, a single feature", X=one, y=draw.normal(6) + 3 * one[:, 0] - 4),
        case("nine samples, three features", X=three, y=2 * draw.normal(9) + three @ draw.away_from_zero(3) + 5),
        case("four cats, weight from age and male", X=cats, y=weights),
        case("the cats with a column female; the prediction for (5, 0, 1) is compared",
             X=torch.cat([cats, 1 - cats[:, 1:]], dim=1), y=weights, query=numbers([[5, 0, 1]])),
        case("a column that occurs twice; predictions are compared", X=twice, y=draw.normal(7) + 2,
             query=twice[:3] + twice[3:6]),
        case("a column of twos; predictions are compared", X=constant, y=draw.normal(6) + 4, query=constant[:2]),
        case("two samples, three features; predictions are compared", X=few, y=draw.normal(2) + 3,
             query=few.mean(dim=0, keepdim=True)),
    ]


task = Task(
    key="lstsq_bias", title="Weights and a bias, even with too many columns", points=2, difficulty=2, minutes=15,
    objective="fit many predictors and a bias in one product, also where the answer is not unique",
    reference=reference, cases=cases, drive=drive, compare=OrNoneOfTheBest(rtol=1e-8, names=("w", "b")),
    facts=("N02-05", "N02-13", "N02-14"),
    hints=(
        "What could you append to X, so that the bias becomes a weight like the others?",
        "For X = (1), (2), (3) and y = (2, 3, 7), X with a column of ones has the rows (1, 1), (2, 1), (3, 1), and the "
        "best weights are (2.5, -1). Which of them is b, and where did the ones stand?",
        "X_tilde = torch.cat([X, ____], dim=1); w_tilde = torch.linalg.pinv(____) @ y; return w_tilde[____], "
        "w_tilde[____]",
    ),
)


@task.solution
def lstsq_bias(X, y):
    ones = torch.ones(len(X), 1, dtype=X.dtype)
    X_tilde = torch.cat([X, ones], dim=1)                 # step: a last column of ones
    w_tilde = torch.linalg.pinv(X_tilde) @ y              # step: the shortest of the best weights
    return w_tilde[:-1], w_tilde[-1]                      # step: the weights and the bias apart


@task.right
def by_deviations(X, y):
    X_mean, y_mean = X.mean(dim=0), y.mean()              # step: the means
    across = X - X_mean                                   # step: the deviations of each column
    w = torch.linalg.pinv(across) @ (y - y_mean)          # step: the weights, for the deviations
    return w, y_mean - X_mean @ w                         # step: the plane goes through the means


@task.right
def by_numpy(X, y):
    A = np.column_stack([X.numpy(), np.ones(len(X))])
    found = np.linalg.lstsq(A, y.numpy(), rcond=None)[0]
    return torch.from_numpy(found[:-1].copy()), float(found[-1])


@task.right
def by_singular_values(X, y):
    X_tilde = torch.cat([X, torch.ones_like(X[:, :1])], dim=1)
    U, S, Vh = torch.linalg.svd(X_tilde, full_matrices=False)
    keep = S / S.max() > 1e-10
    found = Vh[keep].mT @ ((U[:, keep].mT @ y) / S[keep])
    return [found[:-1], found[-1]]


def _tilde(X: Tensor) -> Tensor:
    return torch.cat([X, torch.ones_like(X[:, :1])], dim=1)


def _right(X: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    found = torch.linalg.pinv(_tilde(X)) @ y
    return found[:-1], found[-1]


def _unique(w: Tensor, b: Tensor, X: Tensor) -> tuple[Tensor, Tensor]:
    """The same, or what an inverse does where there is none."""
    if int(torch.linalg.matrix_rank(_tilde(X))) <= X.shape[1]:
        raise torch.linalg.LinAlgError("the matrix is singular")
    return w, b


@task.wrong("Your plane is forced through 0: for X = (1), (2), (3) and y = (2, 3, 7) you give w = 2.07 and b = 0. "
            "What would let the line leave 0?", short="the column of ones is missing")
def without_ones(X, y):
    return torch.linalg.pinv(X) @ y, 0.0


@task.wrong("The ones stand first, but you take the last entry for b: for X = (1), (2), (3) and y = (2, 3, 7) you "
            "give w = -1 and b = 2.5. Which entry belongs to the column of ones?",
            short="the ones stand first, and the last entry is taken for b")
def ones_first_split_last(X, y):
    found = torch.linalg.pinv(torch.cat([torch.ones_like(X[:, :1]), X], dim=1)) @ y
    return found[:-1], found[-1]


@task.wrong("The ones stand last, but you take the first entry for b: for X = (1), (2), (3) and y = (2, 3, 7) you "
            "give w = -1 and b = 2.5. Which entry belongs to the column of ones?",
            short="the ones stand last, and the first entry is taken for b")
def ones_last_split_first(X, y):
    found = torch.linalg.pinv(_tilde(X)) @ y
    return found[1:], found[0]


@task.wrong("Right as long as the best weights are unique. With the columns male and female your inverse does not "
            "exist: it stops, or it returns rounding errors. What finds one of the best weights without that "
            "inverse?", short="an inverse is taken that need not exist")
def by_inverse(X, y):
    return _unique(*_right(X, y), X)


@task.wrong("w is right, but your b is the mean of y: for X = (1), (2), (3) and y = (2, 3, 7) it is 4. The line has "
            "the height 4 at x = 2. How high is it at x = 0?", short="b is the mean of y")
def mean_as_bias(X, y):
    return _right(X, y)[0], y.mean()


@task.wrong("You take the mean away from y and leave X as it is: for X = (1), (2), (3) and y = (2, 3, 7) you give w "
            "= 0.357 and b = 4. Does your plane go through the point of all means?", short="only y is centred")
def only_y_centred(X, y):
    return torch.linalg.pinv(X) @ (y - y.mean()), y.mean()


@task.wrong("w is right, but for X = (1), (2), (3) and y = (2, 3, 7) your b is 4 + 2.5 · 2 = 9. A rising line that "
            "has the height 4 at x = 2: is it higher or lower at x = 0?", short="b goes the wrong way")
def bias_added(X, y):
    w, _ = _right(X, y)
    return w, y.mean() + X.mean(dim=0) @ w


@task.wrong("w and b have changed places. For X = (1), (2), (3) and y = (2, 3, 7) your first result is the number "
            "-1. Which of the two has one entry for each feature?", short="b comes first")
def bias_first(X, y):
    w, b = _right(X, y)
    return b, w


@task.wrong("Your b has an axis: for X = (1), (2), (3) and y = (2, 3, 7) it is [-1]. What is the difference between "
            "the indices [-1] and [-1:]?", short="b has an axis")
def bias_with_an_axis(X, y):
    found = torch.linalg.pinv(_tilde(X)) @ y
    return found[:-1], found[-1:]


@task.wrong("Your w still contains the bias: for a single feature it has two entries, (2.5, -1). How many weights "
            "are there without the column of ones?", short="w still contains the bias")
def bias_left_in_w(X, y):
    found = torch.linalg.pinv(_tilde(X)) @ y
    return found, found[-1]


@task.wrong("Your w is a table of one column, (d, 1): that comes from y[:, None]. Which axis is to go, so that its "
            "shape is (d,)?", short="w is a table of one column")
def column_of_weights(X, y):
    found = torch.linalg.pinv(_tilde(X)) @ y[:, None]
    return found[:-1], found[-1, 0]


@task.wrong("You fit each feature alone: X = (0, 0), (1, 0), (0, 2) with y = (3, 5, 9) gives w = (-1, 2.5), and (2, "
            "3) has no miss at all. What should the other features do while one weight is found?",
            short="each feature is fitted alone")
def one_at_a_time(X, y):
    across = X - X.mean(dim=0)
    bottom = across.square().sum(dim=0)
    w = across.mT @ (y - y.mean()) / torch.where(bottom > 1e-12, bottom, torch.ones_like(bottom))
    return w, y.mean() - X.mean(dim=0) @ w


@task.wrong("You add a small number to the diagonal, so that the inverse exists. For X = (1), (2), (3) and y = (2, "
            "3, 7) your w differs from 2.5 by about a millionth, and eight digits are compared. What finds the best "
            "weights without an inverse?", short="a small number is added to the diagonal")
def small_ridge(X, y):
    A = _tilde(X)
    found = torch.linalg.solve(A.mT @ A + 1e-6 * torch.eye(A.shape[1], dtype=A.dtype), A.mT @ y)
    return found[:-1], found[-1]


@task.wrong("You divide the weights by the number of samples: for X = (1), (2), (3) and y = (2, 3, 7) you give w = "
            "0.83 and b = -0.33. Sum or mean of the squares: does the best place move?",
            short="the weights are divided by n")
def divided_by_n(X, y):
    w, b = _right(X, y)
    return w / len(y), b / len(y)


@task.wrong("You scale the features to standard deviation 1 and keep the weights of that: for X = (1), (2), (3) and "
            "y = (2, 3, 7) you give w = 2.04 and b = 4. For which inputs do these weights hold?",
            short="the weights are those of standardised features")
def standardised(X, y):
    spread = X.std(dim=0, correction=0)
    Z = (X - X.mean(dim=0)) / torch.where(spread > 0, spread, torch.ones_like(spread))
    w, b = _right(Z, y)
    return w, b


@task.wrong("You fit the weights without a bias and then shift the plane: for X = (1), (2), (3) and y = (2, 3, 7) "
            "you give w = 2.07 and b = -0.14. Do the best weights stay the same once the plane may leave 0?",
            short="the weights are fitted without a bias, which comes afterwards")
def bias_afterwards(X, y):
    w = torch.linalg.pinv(X) @ y
    return w, (y - X @ w).mean()


@task.wrong("b has the opposite sign: for X = (1), (2), (3) and y = (2, 3, 7) you give b = 1, and at x = 1 you "
            "predict 3.5. Is b added or taken away in w·x + b?", short="b has the opposite sign")
def bias_turned(X, y):
    w, b = _right(X, y)
    return w, -b


@task.wrong("Only the first samples count, as many as there are weights: for X = (1), (2), (3) and y = (2, 3, 7) "
            "your line is x + 1. What became of the third sample?",
            short="only as many samples count as there are weights")
def first_samples_alone(X, y):
    k = X.shape[1] + 1
    return _right(X[:k], y[:k])



@task.wrong("Columns that hold a single value have no weight in your w: with one feature and a column of twos it has "
            "one entry. Which shape does the text ask for, and may a weight be 0?",
            short="constant columns have no weight")
def constant_columns_dropped(X, y):
    w, b = _right(X[:, X.amax(0) > X.amin(0)], y)
    return w, b


@task.wrong("w is a table of one column, (d, 1), and b has an axis, (1,): y was made a column somewhere. Which axis is "
            "to go at the end, and how many numbers is a bias?", short="w and b keep an axis of the column y")
def column_and_bias_with_an_axis(X, y):
    found = torch.linalg.pinv(_tilde(X)) @ y[:, None]
    return found[:-1], found[-1]


@task.wrong("You return all weights and the bias in one tensor. The text asks for two results, and a weight must not "
            "be taken for the bias. Where do you cut?", short="weights and bias come in one tensor")
def in_one_tensor(X, y):
    return torch.linalg.pinv(_tilde(X)) @ y


@task.wrong("Your w is a single number, as if there were one feature: of (2, 3) only 2 is left. How many weights does "
            "X with two columns need?", short="only the first weight is returned")
def first_weight_alone(X, y):
    w, b = _right(X, y)
    return w[0], b


@task.wrong("Your w holds one weight only, as if there were one feature: of (2, 3) only (2) is left. How many weights "
            "does X with two columns need?", short="w ends after the first weight")
def first_weight_as_vector(X, y):
    w, b = _right(X, y)
    return w[:1], b


@task.wrong("There is no column of ones, but you take the last weight for b: for two features your w has one entry. To "
            "which column does the last weight belong?", short="the last feature's weight is taken for b")
def last_weight_as_bias(X, y):
    found = torch.linalg.pinv(X) @ y
    return found[:-1], found[-1]


@task.wrong("The ones are a row below X, and a 0 or a 1 is put below y. That is one sample more, which was never "
            "measured. What does each sample need, and along which axis does it come?",
            short="the ones are a further row")
def row_of_ones(X, y):
    found = torch.linalg.pinv(torch.cat([X, torch.ones_like(X[:1])])) @ torch.cat([y, torch.ones_like(y[:1])])
    return found, 0.0


@task.wrong("Your weights are X̃ᵀy, without an inverse: for X = (1), (2), (3) and y = (2, 3, 7) you give w = 29 and b "
            "= 12. By which matrix is that still multiplied?", short="X̃ᵀy is taken for the weights")
def without_inverse(X, y):
    found = _tilde(X).mT @ y
    return found[:-1], found[-1]


_EXAMPLE = numbers([[1], [2], [3]]), numbers(2, 3, 7)


def _gives(w: Tensor, b: Any) -> str:
    """What comes out for three samples of one feature, in words."""
    return f"for X = (1), (2), (3) and y = (2, 3, 7) you give w = {float(w):.4g} and b = {float(b):.4g}"


@task.wrong("You divide X̃ᵀy by n and take that for the weights: for X = (1), (2), (3) and y = (2, 3, 7) you give w = "
            "9.67 and b = 4. By which matrix is that still multiplied?", short="X̃ᵀy/n is taken for the weights")
def without_inverse_by_n(X, y):
    found = _tilde(X).mT @ y / len(y)
    return found[:-1], found[-1]


@task.wrong("Your w begins with the second entry, and the last one is b as well: for X = (1), (2), (3) and y = (2, 3, "
            "7) you give w = -1 and b = -1. Where do the ones stand, and which entries are left for w?",
            short="w begins one entry too late")
def weights_one_late(X, y):
    found = torch.linalg.pinv(_tilde(X)) @ y
    return found[1:], found[-1]


@task.wrong("Your numbers are rounded to two digits behind the point. Eight digits are compared. Which line rounds?",
            short="the results are rounded")
def rounded(X, y):
    w, b = _right(X, y)
    return w.round(decimals=2), round(float(b), 2)


def _ridge(name: str, small: float) -> None:
    def answer(X, y):
        A = _tilde(X)
        found = torch.linalg.solve(A.mT @ A + small * torch.eye(A.shape[1], dtype=A.dtype), A.mT @ y)
        return found[:-1], found[-1]

    answer.__name__ = name
    w, b = answer(*_EXAMPLE)
    task.wrong(f"You add {small:g} to the diagonal, so that the inverse exists: {_gives(w, b)}. That pulls all weights "
               "towards 0. What finds the best weights without an inverse?", short="a number is added to the diagonal"
               )(answer)


for _end, _small in (("1", 1.0), ("a_tenth", 0.1), ("a_hundredth", 0.01), ("a_thousandth", 1e-3),
                     ("a_ten_thousandth", 1e-4), ("a_hundred_thousandth", 1e-5)):
    _ridge(f"ridge_of_{_end}", _small)


def _descent(eta: float, steps: int, factor: float, says: str) -> None:
    """What gradient descent from 0 has reached, without walking: each direction shrinks by its own factor."""
    def answer(X, y):
        A = _tilde(X)
        curves, turned = torch.linalg.eigh(factor / len(y) * A.mT @ A)
        pull = turned.mT @ (factor / len(y) * A.mT @ y)
        flat = curves.abs() < 1e-12
        far = torch.where(flat, eta * steps, (1 - (1 - eta * curves) ** steps) / torch.where(flat, 1.0, curves))
        found = turned @ (far * pull)
        return found[:-1], found[-1]

    answer.__name__ = f"descent_{says}_{steps}_{eta}".replace(".", "_")
    w, b = answer(*_EXAMPLE)
    task.wrong(f"Your numbers are those of gradient descent after {steps} steps with η = {eta}{_LONG[says]}: "
               f"{_gives(w, b)}, and w = 2.5 and b = -1 is best. The loss still falls there. Which solver arrives "
               "without steps?", short="gradient descent has not arrived")(answer)


_LONG = {"full": "", "half": " on half the mean square"}
for _eta, _steps in ((0.1, 100), (0.01, 100), (0.01, 500), (0.01, 1000), (0.01, 5000), (0.01, 10000), (0.001, 100),
                     (0.001, 1000), (0.001, 10000)):
    _descent(_eta, _steps, 2.0, "full")
    _descent(_eta, _steps, 1.0, "half")


Weights = Callable[[Tensor, Tensor], Tensor]
Bias = Callable[[Tensor, Tensor, Tensor], Any]


def _alone(X: Tensor, y: Tensor, centre: bool) -> Tensor:
    """The weight of each feature as if there were no other."""
    Z, t = (X - X.mean(dim=0), y - y.mean()) if centre else (X, y)
    bottom = Z.square().sum(dim=0)
    return Z.mT @ t / torch.where(bottom > 1e-12, bottom, torch.ones_like(bottom))


def _scaled(X: Tensor, y: Tensor) -> Tensor:
    spread = X.std(dim=0, correction=0)
    return _right((X - X.mean(dim=0)) / torch.where(spread > 0, spread, torch.ones_like(spread)), y)[0]


_WEIGHTS: dict[str, tuple[str, Weights, str]] = {  # name -> what is wrong, the weights, what to think on
    "through_zero": ("the weights are fitted without a bias", lambda X, y: torch.linalg.pinv(X) @ y,
                     "Do the best weights stay the same once the plane may leave 0?"),
    "one_mean_for_all_columns": ("one mean of the whole table is taken off every column",
                                 lambda X, y: torch.linalg.pinv(X - X.mean()) @ (y - y.mean()),
                                 "Which mean does each column have?"),
    "row_means": ("each row's mean is taken off, not each column's",
                  lambda X, y: torch.linalg.pinv(X - X.mean(dim=1, keepdim=True)) @ (y - y.mean()),
                  "Which axis counts the samples?"),
    "only_y_centred": ("the mean is taken off y alone", lambda X, y: torch.linalg.pinv(X) @ (y - y.mean()),
                       "From where are the entries of X measured then?"),
    "alone": ("each feature is fitted alone", lambda X, y: _alone(X, y, True),
              "What should the other features do while one weight is found?"),
    "alone_through_zero": ("each feature is fitted alone and through 0", lambda X, y: _alone(X, y, False),
                           "What should the bias and the other features do while one weight is found?"),
    "shared_by_n": ("the weights are divided by n", lambda X, y: _right(X, y)[0] / len(y),
                    "Sum or mean of the squares: does the best place move?"),
    "scaled": ("the weights are those of standardised features", _scaled, "For which inputs do these weights hold?"),
    "scaled_by_one_less": ("the weights are those of features with the standard deviation 1, with n - 1 in it",
                           lambda X, y: _right(X, y)[0] * X.std(dim=0), "For which inputs do these weights hold?"),
    "scaled_from_0_to_1": ("the weights are those of features from 0 to 1",
                           lambda X, y: _right(X, y)[0] * (X.amax(dim=0) - X.amin(dim=0)),
                           "For which inputs do these weights hold?"),
    "opposite": ("the weights have the opposite sign", lambda X, y: -_right(X, y)[0],
                 "When x grows, does the prediction rise or fall?"),
    "first_samples": ("only as many samples count as there are weights",
                      lambda X, y: _right(X[:X.shape[1] + 1], y[:X.shape[1] + 1])[0],
                      "What became of the other samples?"),
}
_BIASES: dict[str, tuple[str, Bias, str]] = {
    "mean_bias": ("b is the mean of y", lambda X, y, w: y.mean(), "How high is the plane at 0, and not at the means?"),
    "added_bias": ("b goes the wrong way", lambda X, y, w: y.mean() + X.mean(dim=0) @ w,
                   "From the means back to 0, does a rising plane go up or down?"),
    "no_bias": ("b is 0", lambda X, y, w: 0.0, "Must the plane go through 0?"),
    "turned_bias": ("b has the opposite sign", lambda X, y, w: X.mean(dim=0) @ w - y.mean(),
                    "Is b added or taken away in w·x + b?"),
    "summed_bias": ("b is the sum of what is left over, not the mean", lambda X, y, w: (y - X @ w).sum(),
                    "How many samples share what is left over?"),
    "one_mean_bias": ("b uses one mean of the whole table", lambda X, y, w: y.mean() - X.mean() * w.sum(),
                      "Which mean belongs to which weight?"),
    "first_sample_bias": ("b makes the first sample fit", lambda X, y, w: y[0] - X[0] @ w,
                          "What do the other samples have to say?"),
    "last_sample_bias": ("b makes the last sample fit", lambda X, y, w: y[-1] - X[-1] @ w,
                         "What do the other samples have to say?"),
    "weights_left_out": ("b is the mean of y less the means of X, without the weights",
                         lambda X, y, w: y.mean() - X.mean(dim=0).sum(),
                         "By how much does each feature lift the plane?"),
}
_FORMS: dict[str, tuple[str, Callable, str]] = {
    "b_first": ("b comes first", lambda w, b: (b, w), "Which of the two does the text name first?"),
    "table": ("w is a table of one column", lambda w, b: (w[:, None], b), "Which axis is to go?"),
    "axis_of_b": ("b has an axis", lambda w, b: (w, torch.as_tensor(b, dtype=w.dtype).reshape(1)),
                  "How many numbers is a bias?"),
    "b_in_w": ("w still contains the bias", lambda w, b: (torch.cat([w, torch.as_tensor(b, dtype=w.dtype).reshape(1)]),
                                                          b),
               "How many weights has a single feature?"),
}
_TOLD = {"mean_bias", "added_bias", "turned_bias", *_FORMS}  # alone they stand above
_TOLD |= {"through_zero", "alone", "first_samples", "only_y_centred"}


def _plane(name: str, weights: Weights, bias: Bias | None = None, form: Callable | None = None) -> tuple[Callable, str]:
    """A wrong answer that is found by its name, and what it gives for one feature, in words."""
    def plain(X, y):
        w = weights(X, y)
        return w, bias(X, y, w) if bias else y.mean() - X.mean(dim=0) @ w

    def answer(X, y):
        return form(*plain(X, y)) if form else plain(X, y)

    answer.__name__ = name
    return answer, _gives(*plain(*_EXAMPLE))


def _two(plane: tuple[Callable, str], phrase: str, other: str, asks: str, also: str, *, numbered: bool = True) -> None:
    answer, gives = plane
    gives = f" {gives[0].upper()}{gives[1:]}." if numbered else ""
    task.wrong(f"Two things at once: {phrase}, and {other}.{gives} {asks} {also}",
               short=f"{phrase}, and {other}")(answer)


def _name_planes() -> None:
    def best(X, y):
        return _right(X, y)[0]

    for name, (phrase, weights, asks) in _WEIGHTS.items():
        if name not in _TOLD:
            answer, gives = _plane(name, weights)
            task.wrong(f"{phrase[0].upper()}{phrase[1:]}: {gives}. {asks}", short=phrase)(answer)
    for name, (phrase, bias, asks) in _BIASES.items():
        if name not in _TOLD:
            answer, gives = _plane(name, best, bias)
            task.wrong(f"w is right, but {phrase}: {gives}. {asks}", short=phrase)(answer)
    for name, (phrase, weights, asks) in _WEIGHTS.items():
        for place, (other, bias, also) in list(_BIASES.items())[:6]:
            if (name, place) not in _SAME:
                _two(_plane(f"{name}_and_{place}", weights, bias), phrase, other, asks, also)
    for form, (other, turned, also) in _FORMS.items():
        for name, (phrase, weights, asks) in list(_WEIGHTS.items())[:5]:
            _two(_plane(f"{name}_and_{form}", weights, None, turned), phrase, other, asks, also, numbered=False)
        for place, (phrase, bias, asks) in list(_BIASES.items())[:5]:
            _two(_plane(f"{place}_and_{form}", best, bias, turned), phrase, other, asks, also, numbered=False)


_SAME = {("through_zero", "no_bias"), ("only_y_centred", "mean_bias"), ("scaled", "mean_bias"),
         ("row_means", "one_mean_bias"),
         ("one_mean_for_all_columns", "one_mean_bias")}  # what another entry does, too
_name_planes()


@task.wrong("One mean of the whole table stands for the means of the columns: of columns with the means 1 and 100 you "
            "take 50.5 off both, and b knows only 50.5. Which mean does each column have?",
            short="one mean of the whole table stands for the means of the columns")
def one_mean_throughout(X, y):
    w = torch.linalg.pinv(X - X.mean()) @ (y - y.mean())
    return w, y.mean() - X.mean() * w.sum()


@task.wrong("Two things at once: the column of ones is missing, and your first result is the number 0, the second has "
            "one entry for each feature. Which of them is w, and what would let the plane leave 0?",
            short="the column of ones is missing, and b comes first")
def without_ones_and_bias_first(X, y):
    return 0.0, torch.linalg.pinv(X) @ y


EXERCISE = task.declared()
