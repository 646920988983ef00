"""Folds and three parts against scikit-learn and their promises; bad input."""

import pytest
import torch
from sklearn.model_selection import KFold

from dlcourse.data import cross_validate, kfold, three_parts
from dlcourse.models.neighbours import knn_predict
from dlcourse.tensors import ShapeError, generator


@pytest.mark.parametrize("n, K", [(10, 3), (10, 10), (11, 2), (7, 5)])
def test_every_sample_is_validated_once(n, K):
    folds = kfold(n, K, rng=generator(1))
    assert len(folds) == K
    assert sorted(torch.cat([fold.validation for fold in folds]).tolist()) == list(range(n))
    for fold in folds:
        assert sorted(torch.cat(fold).tolist()) == list(range(n))
    theirs = [len(test) for _, test in KFold(K).split(range(n))]
    assert [len(fold.validation) for fold in folds] == theirs


def test_folds_are_shuffled_and_repeat_with_the_seed():
    one, again, other = ([fold.validation.tolist() for fold in kfold(30, 3, rng=generator(s))] for s in (1, 1, 2))
    assert one == again != other
    assert one[0] != list(range(10))


def test_three_parts_share_nothing():
    parts = three_parts(20, validation=5, test=4, rng=generator(0))
    assert [len(part) for part in parts] == [11, 5, 4]
    assert sorted(torch.cat(parts).tolist()) == list(range(20))


def test_cross_validation_by_hand():
    X = torch.randn(23, 2, generator=generator(0), dtype=torch.float64)
    y = (X[:, 0] > 0).long()
    got = cross_validate(lambda A, b: lambda Z: knn_predict(A, b, Z, k=3), X, y, 4, rng=generator(5))
    by_hand = [float((knn_predict(X[train], y[train], X[held], k=3) == y[held]).double().mean())
               for train, held in kfold(23, 4, rng=generator(5))]
    assert got.tolist() == pytest.approx(by_hand)


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: kfold(5, 1, rng=generator(0)), ValueError, "K should be"),
    (lambda: kfold(5, 6, rng=generator(0)), ValueError, "n should be"),
    (lambda: kfold(5, 2, rng=1), TypeError, "rng"),
    (lambda: three_parts(5, validation=3, test=2, rng=generator(0)), ValueError, "at least 6"),
    (lambda: cross_validate(3, torch.ones(4, 1), torch.ones(4), 2, rng=generator(0)), TypeError, "fit"),
    (lambda: cross_validate(lambda A, b: lambda Z: torch.ones(1), torch.ones(9, 1), torch.ones(9), 2,
                            rng=generator(0)), ShapeError, "one label a row"),
])
def test_bad_input(call, error, words):
    with pytest.raises(error, match=words):
        call()
