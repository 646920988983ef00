"""The data sets of the course: four cats; Iris and handwritten digits, both shipped with scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Float, Shaped
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Dataset:
    """Inputs X (samples, features), targets y (samples), and what columns and classes are called.

    For classification, y holds the class indices 0, 1, ... as int64 and class_names their names; for
    regression, y is floating-point and class_names is empty.

    Source: lecture 1, supervised learning.

    >>> Dataset(torch.zeros(2, 1), torch.tensor([0, 1]), ("height",), ("cat", "dog"))
    Dataset of 2 samples: 1 feature (height), 2 classes (cat, dog)
    """

    X: Float[Tensor, "samples features"]
    y: Shaped[Tensor, " samples"]
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()

    def __repr__(self) -> str:
        target = _listed("class", "classes", self.class_names) if self.class_names else "a number to predict"
        return f"Dataset of {len(self.y)} samples: {_listed('feature', 'features', self.feature_names)}, {target}"


def _listed(one: str, many: str, names: Sequence[str]) -> str:
    few = names if len(names) <= 5 else (names[0], "...", names[-1])
    return f"{len(names)} {one if len(names) == 1 else many} ({', '.join(few)})"


def cats() -> Dataset:
    """Four cats: age in years, sex as 1 (male) or 0 (female), and the weight in kg to predict.

    Shapes: X (4, 2) with the columns (age, male), y (4,) floating-point.
    Source: lecture 1, predicting the weight of a cat.

    >>> cats()
    Dataset of 4 samples: 2 features (age (years), male), a number to predict
    """
    X = torch.tensor([[4.0, 0.0], [6.0, 1.0], [5.25, 1.0], [1.25, 0.0]], dtype=torch.float64)
    y = torch.tensor([3.3, 4.5, 5.1, 1.7], dtype=torch.float64)
    return Dataset(X, y, ("age (years)", "male"))


def iris() -> Dataset:
    """Fisher's Iris flowers: 150 samples, 4 lengths in cm, 3 species of 50 flowers each, in order.

    Shapes: X (150, 4), y (150,) in 0, 1, 2.
    Raises: ModuleNotFoundError without scikit-learn.
    Source: lecture 9, learning curves; Fisher 1936.

    >>> iris()
    Dataset of 150 samples: 4 features (sepal length (cm), sepal width (cm), petal length (cm), petal width
    (cm)), 3 classes (setosa, versicolor, virginica)
    """
    from sklearn.datasets import load_iris

    raw: Any = load_iris()
    return Dataset(torch.from_numpy(raw.data).double(), torch.from_numpy(raw.target).long(),
                   tuple(map(str, raw.feature_names)), tuple(map(str, raw.target_names)))


def digits() -> Dataset:
    """Handwritten digits: 1797 images of 8 x 8 pixels, row by row, from 0 (paper) to 1 (ink).

    X.reshape(-1, 8, 8) gives the images back.

    Shapes: X (1797, 64), y (1797,) in 0, ..., 9.
    Raises: ModuleNotFoundError without scikit-learn.
    Source: lecture 0, digit recognition; Alpaydin and Kaynak 1998.

    >>> digits()
    Dataset of 1797 samples: 64 features (pixel_0_0, ..., pixel_7_7), 10 classes (0, ..., 9)
    """
    from sklearn.datasets import load_digits

    raw: Any = load_digits()
    return Dataset(torch.from_numpy(raw.data).double() / 16, torch.from_numpy(raw.target).long(),
                   tuple(map(str, raw.feature_names)), tuple(map(str, raw.target_names)))
