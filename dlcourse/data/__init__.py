"""Data sets that need no network, toy problems drawn at random, and what one does to data before training.

Everything is float64, so that a gradient can be checked against finite differences to many digits; X.float()
gives the precision in which networks are usually trained.
"""

from dlcourse.data.folds import Fold, ThreeParts, cross_validate, kfold, three_parts
from dlcourse.data.prepare import (
    Split,
    Standardised,
    histogram_features,
    one_hot,
    standardise,
    train_test_split,
)
from dlcourse.data.sets import Dataset, cats, digits, iris
from dlcourse.data.toys import blobs, line, rare_feature, rings, separable, two_moons, xor

__all__ = [
    "Dataset",
    "Fold",
    "Split",
    "Standardised",
    "ThreeParts",
    "blobs",
    "cats",
    "cross_validate",
    "digits",
    "histogram_features",
    "iris",
    "kfold",
    "line",
    "one_hot",
    "rare_feature",
    "rings",
    "separable",
    "standardise",
    "three_parts",
    "train_test_split",
    "two_moons",
    "xor",
]
