"""The loop of grouping and naming: what a round does, when it ends, and that it gets two moons right; bad input."""

import pytest
import torch

from dlcourse import data
from dlcourse.models.label_loop import label_loop, split_in_two
from dlcourse.tensors import ShapeError, generator


def careful(y):
    """A person who sees each sample of a group, and calls it mixed unless all have one name."""
    def answer(rows):
        counts = y[rows].bincount(minlength=2)
        return int(counts.argmax()), int(counts.min()) > 0

    return answer


@pytest.mark.parametrize("seed", range(6))
def test_two_moons_are_named_with_few_answers(seed):
    moons = data.two_moons(200, rng=generator(seed), noise=0.05)
    states = label_loop(moons.X, careful(moons.y), rounds=8)
    assert bool((states[-1].labels == moons.y).all())
    assert not any(states[-1].mixed)
    assert 10 <= states[-1].answers <= 20
    shares = [float((s.labels == moons.y).double().mean()) for s in states]
    assert shares == sorted(shares)
    assert [s.answers for s in states] == sorted({s.answers for s in states})


def test_only_mixed_groups_are_split_and_asked_about():
    moons = data.two_moons(200, rng=generator(0), noise=0.05)
    seen = []

    def answer(rows):
        seen.append(rows)
        return careful(moons.y)(rows)

    first, second = label_loop(moons.X, answer, rounds=2)
    pure = [k for k, flagged in enumerate(first.mixed) if not flagged]
    assert len(pure) == 1
    assert torch.equal(first.group == pure[0], second.group == pure[0])
    assert first.answers == 2
    assert second.answers == len(seen) == 4


def test_a_group_of_equal_samples_cannot_be_split():
    X = torch.zeros(4, 2, dtype=torch.float64)
    assert label_loop(X, lambda rows: (0, True), rounds=3) == []


def test_a_split_along_one_feature_alone():
    X = torch.tensor([[0.0, 7.0], [0.1, 7.0], [3.0, 7.0]], dtype=torch.float64)
    assert split_in_two(X).tolist() == [0, 0, 1]


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: label_loop(torch.ones(3), lambda rows: (0, False), rounds=1), ShapeError, "label_loop: X"),
    (lambda: label_loop(torch.ones(3, 1), 5, rounds=1), TypeError, "oracle should be a function"),
    (lambda: label_loop(torch.ones(3, 1), lambda rows: (0, False), rounds=0), ValueError, "rounds"),
])
def test_refuses_what_cannot_be_meant(call, error, words):
    with pytest.raises(error, match=words):
        call()
