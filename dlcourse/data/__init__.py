"""Data sets that need no network, toy problems drawn at random, and what one does to data before training.

Everything is float64, so that a gradient can be checked against finite differences to many digits; X.float()
gives the precision in which networks are usually trained.
"""

from dlcourse.data.folds import Fold, ThreeParts, cross_validate, kfold, three_parts
from dlcourse.data.people import height_weight, houses
from dlcourse.data.prepare import (
    Split,
    Standardised,
    histogram_features,
    one_hot,
    standardise,
    train_test_split,
)
from dlcourse.data.scenes import (
    brightest,
    heat_maps,
    rotation_pretext,
    shapes,
    stick_figures,
    street_boxes,
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
    "brightest",
    "cats",
    "cross_validate",
    "digits",
    "heat_maps",
    "height_weight",
    "histogram_features",
    "houses",
    "iris",
    "kfold",
    "line",
    "one_hot",
    "rare_feature",
    "rings",
    "rotation_pretext",
    "separable",
    "shapes",
    "standardise",
    "stick_figures",
    "street_boxes",
    "three_parts",
    "train_test_split",
    "two_moons",
    "xor",
]
