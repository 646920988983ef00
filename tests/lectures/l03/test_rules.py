"""The exercises of lecture 03: every sentence of a text has a case that a violation fails."""

import torch

from dlcourse.classroom import registry
from rules import every_sentence, in_float32, in_place, solution, without_single_axes


def dtype_of(key, dtype):
    """The solution, whose result has another dtype."""
    return lambda *inputs: solution(key)(*inputs).to(dtype)


def only_two_features(key):
    """The solution, which looks at two features at most."""
    def answer(*inputs):
        return solution(key)(*(v[:, :2] if isinstance(v, torch.Tensor) and v.ndim == 2 else v for v in inputs))

    return answer


def folds_as_lists(n, K, seed):
    return [(train.tolist(), held.tolist()) for train, held in solution("kfold_indices")(n, K, seed)]


def at_least_three(n, K, seed):
    return solution("kfold_indices")(n, max(K, 3), seed)


def fewer_than_n(n, K, seed):
    return solution("kfold_indices")(n, min(K, n - 1), seed)


def no_features_beyond_samples(X, m):
    return solution("pca_fit")(X[:, :len(X)], m)


def with_axis(*inputs):
    return torch.as_tensor(solution("honest_cv")(*inputs)).reshape(1)


ANY = tuple("123456789")  # an accuracy may agree by chance in a case, but not in all of them
RULES = {
    "knn_predict": [
        ("No argument may be changed in place", in_place("knn_predict", 0), "four points"),
        ("it may have a single entry", without_single_axes("knn_predict", 2), "four points"),
        ("the most frequent one among its `k` nearest training points", "farthest", "four points"),
        ("the most frequent one among its `k` nearest training points", "rarest", "three classes"),
        ("A label is a name", "rounded_mean", "three classes"),
        ("A label is a name", "median_label", "three classes"),
        ("some numbers may not occur at all", "place_among_labels", "no point has the label 0"),
        ("`X` has shape `(m, d)`", only_two_features("knn_predict"), "along the axes"),
        ("The result has shape `(m,)` and dtype int64", dtype_of("knn_predict", torch.float64), "four points"),
        ("`k` lies between 1 and `n`", "first_left_out", "four points"),
        ("`k` lies between 1 and `n`", lambda Xtr, ytr, X, k, metric: solution("knn_predict")(
            Xtr, ytr, X, min(k, len(ytr) - 4), metric), "all training points vote"),
        ("Each of the `k` nearest has one vote", "weighted", "three classes"),
        ("Each of the `k` nearest has one vote", "one_more", "three neighbours"),
        ('`"L1"` (the absolute differences added)', "metrics_exchanged", "along the axes"),
        ('`"L2"` (the straight line)', lambda Xtr, ytr, X, k, metric: solution("knn_predict")(
            Xtr, ytr, X, k, "L1" if metric == "L2" else metric), "no point has the label 0"),
        ('`"Linf"` (the largest absolute difference)', "smallest_difference", "the largest difference"),
        ('`"Linf"` (the largest absolute difference)', "signs_kept", "the largest difference"),
        ("the smallest of them wins", "tie_to_the_largest", "three neighbours"),
        ("the smallest of them wins", "tie_to_the_nearest", "three neighbours"),
    ],
    "kfold_indices": [
        ("returns a list of `K` pairs `(train, validation)`", "exchanged", "6 samples"),
        ("returns a list of `K` pairs `(train, validation)`", "folds_alone", "6 samples"),
        ("one for each round of cross-validation", "same_fold", "6 samples"),
        ("Shuffle first", "not_shuffled", "10 samples"),
        ("`torch.randperm(n, generator=torch.Generator().manual_seed(seed))`", "python_random", "10 samples"),
        ("`torch.randperm(n, generator=torch.Generator().manual_seed(seed))`", "seed_ignored", "10 samples"),
        ("gives the samples 0 to `n - 1`", "from_one", "6 samples"),
        ("Cut this order into `K` pieces one after the other", "dealt_out", "10 samples"),
        ("The first piece is the validation part of round 1", lambda n, K, seed: registry.load(
            "kfold_indices").solution(n, K, seed)[::-1], "10 samples"),
        ("The sizes of two pieces differ by at most 1", "remainder_to_the_last", "23 samples"),
        ("The sizes of two pieces differ by at most 1", "rounded_up", "10 samples"),
        ("the larger pieces come first", "larger_last", "10 samples"),
        ("`train` holds all samples that are not in this round's `validation`", "train_on_all", "6 samples"),
        ("`train` holds all samples that are not in this round's `validation`", "only_before", "6 samples"),
        ("Both are int64 tensors with one axis", folds_as_lists, "6 samples"),
        ("Both are int64 tensors with one axis", "masks", "6 samples"),
        ("`K` lies between 2 and `n`", at_least_three, "9 samples"),
        ("`K` lies between 2 and `n`", fewer_than_n, "7 samples"),
    ],
    "honest_cv": [
        ("No argument may be changed in place", in_place("honest_cv", 0), "6 samples"),
        ("a float or a tensor without axes", with_axis, "6 samples"),
        ("the mean of the `K` accuracies", "summed", ANY),
        ("the mean of the `K` accuracies", "error_rate", ANY),
        ("`X` has shape `(n, d)`", only_two_features("honest_cv"), ANY),
        ("The rounds are those of exercise 2", "not_shuffled", ANY),
        ("The rounds are those of exercise 2", "remainder_dropped", ANY),
        ("take off the mean and divide by the standard deviation", "not_centred", ANY),
        ("take off the mean and divide by the standard deviation", "not_divided", ANY),
        ("Both parts of a round are standardised", "fold_raw", ANY),
        ("Both parts of a round are standardised", "train_raw", ANY),
        ("from the **training part of this round** alone", "scaler_outside", ANY),
        ("from the **training part of this round** alone", "scaler_of_the_first_round", ANY),
        ("trains on standardised rows with their labels", "train_on_all", ANY),
        ("the share of its held-out labels that `fit` gets right", "training_score", ANY),
        ("Each round counts the same in the mean", "pooled", ANY),
        ("lets no held-out sample leak into what is learned", "fold_by_its_own", ANY),
    ],
    "k_occurrence": [
        ("No argument may be changed in place", in_place("k_occurrence", 0), "four points"),
        ("it may have a single entry", lambda X, k: solution("k_occurrence")(X[:, 1:], k),
         "seven points"),
        ("Each point chooses its `k` nearest *others*", "one_more", "four points"),
        ("how often each point is chosen", "choices_made", "four points"),
        ("`k` lies between 1 and `n - 1`", lambda X, k: solution("k_occurrence")(X, min(k, len(X) - 2)),
         "six points"),
        ("Distance is the straight line", "along_the_axes", "40 points"),
        ("Distance is the straight line", "largest_difference", "40 points"),
        ("No point is its own neighbour", "self_counted", "four points"),
        ("Two different rows may be equal", "equal_points_left_out", "two equal points"),
        ("The result has shape `(n,)` and dtype int64", dtype_of("k_occurrence", torch.int32), "four points"),
        ("in the order of the rows", "sorted_counts", "four points"),
        ("A point that nobody chooses gets 0", "end_missing", "an outlier"),
        ("A point that nobody chooses gets 0", "zeros_missing", "four points"),
    ],
    "pca_fit": [
        ("No argument may be changed in place", in_place("pca_fit", 0), "four points"),
        ("All tensors of real numbers are float64", in_float32("pca_fit"), "nine points"),
        ("returns `(mean, components, explained)`", "results_exchanged", "nine points"),
        ("the `m` directions in which the samples spread most", "smallest", "four points in the plane"),
        ("the `m` directions in which the samples spread most", "all_directions", "four points in the plane"),
        ("at most the smaller of `n` and `d`", "ascending_order", "seven points"),
        ("the mean of each feature", "mean_of_the_centred", "four points in the plane"),
        ("Each **row** is a direction of length 1", "as_columns", "nine points"),
        ("Each **row** is a direction of length 1", "scaled", "four points in the plane"),
        ("The direction of the largest variance comes first", "directions_turned_round", "seven points"),
        ("So divide by `n`", "over_n_less_one", "four points in the plane"),
        ("A variance is the mean of the squared scores", "deviations", "four points in the plane"),
        ("There may be fewer samples than features", no_features_beyond_samples, "four points, six features"),
        ("The features are not divided by anything", "standardised", "nine points"),
        ("Only the mean is taken off", "not_centred", "four points in the plane"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
