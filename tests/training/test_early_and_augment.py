"""Early stopping on curves and in a training, and shifts of images."""

import pytest
import torch

from dlcourse import optim, training
from dlcourse.tensors import ShapeError, generator
from dlcourse.training import Patience, Stop, early_stopping, random_shift, shift


@pytest.mark.parametrize("losses, patience, expected", [
    ([0.9, 0.6, 0.5, 0.7, 0.6, 0.4], 2, (2, 4)),  # the lower loss afterwards is never seen
    ([0.9, 0.6, 0.5, 0.7, 0.6, 0.4], 3, (5, 5)),  # one more, and it is
    ([0.5, 0.5, 0.5], 2, (0, 2)),  # an equal loss is no new lowest one
    ([3.0, 2.0, 1.0], 1, (2, 2)),  # it never stops
    ([float("inf")] * 3, 2, (0, 1)),  # none is better than another
    ([1.0, 2.0, 0.5, 0.6, 0.4, 0.7], 2, (4, 5)),  # each new lowest starts the count again
])
def test_early_stopping(losses, patience, expected):
    assert early_stopping(torch.tensor(losses, dtype=torch.float64), patience) == Stop(*expected)


def test_a_loss_that_is_nan_is_never_the_best():
    seen = Patience(2).after(float("nan"), "A")
    assert (seen.best, seen.waited) == (None, 1)
    assert Patience(2).after(0.5, "A").after(float("nan"), "B").best == "A"


def test_a_small_gain_may_not_count():
    losses = torch.tensor([1.0, 0.99, 0.98, 0.5], dtype=torch.float64)
    assert early_stopping(losses, 2, min_delta=0.05) == Stop(0, 2)
    assert early_stopping(losses, 2) == Stop(3, 3)


def test_a_training_that_stops_gives_the_best_parameters_back():
    """The training loss pulls theta to 3, and the held-out one is best near 1."""
    def towards_three(theta, idx):
        return (theta - 3) ** 2, 2 * (theta - 3)

    def run(patience):
        return training.fit(towards_three, torch.tensor(0.0, dtype=torch.float64), optim.SGD(0.1), n=1, epochs=30,
                            batch_size=1, rng=generator(0), held_out=lambda theta: (theta - 1) ** 2, patience=patience)

    stopped, went_on = run(3), run(None)
    assert len(went_on.train) == 31
    best = int(went_on.held_out.argmin())
    assert len(stopped.train) == best + 3 + 1
    assert float((stopped.theta - 1) ** 2) == float(went_on.held_out[best])
    assert float(went_on.theta) == pytest.approx(3, abs=0.01)
    assert len(run(100).train) == 31
    assert float(run(100).theta) == float(stopped.theta)


def test_a_shift_and_its_return():
    images = torch.arange(18.0).reshape(2, 3, 3)
    moved = shift(images, dx=torch.tensor([1, 0]), dy=torch.tensor([0, -1]))
    assert moved[0].tolist() == [[0, 0, 1], [0, 3, 4], [0, 6, 7]]
    assert moved[1].tolist() == [[12, 13, 14], [15, 16, 17], [0, 0, 0]]
    back = shift(moved, dx=torch.tensor([-1, 0]), dy=torch.tensor([0, 1]))
    assert back[0].tolist() == [[0, 1, 0], [3, 4, 0], [6, 7, 0]]
    assert not shift(images, dx=torch.tensor([3, -5]), dy=torch.tensor([0, 0])).any()


def test_random_shifts_are_all_there_and_equally_often():
    image = torch.zeros(9000, 3, 3)
    image[:, 1, 1] = 1
    moved = random_shift(image, 1, rng=generator(0))
    assert (moved.mean(0) - 1 / 9).abs().max() < 0.02
    some = random_shift(image, 1, share=0.5, rng=generator(0))
    assert abs(float(some[:, 1, 1].mean()) - (0.5 + 0.5 / 9)) < 0.02
    torch.testing.assert_close(random_shift(image, 1, share=0.0, rng=generator(0)), image)


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: early_stopping(torch.zeros(0), 2), ShapeError, "at least one entry"),
    (lambda: early_stopping(torch.zeros(3), 0), ValueError, "patience should"),
    (lambda: Patience(2, -1.0).after(0.5, None), ValueError, "min_delta should"),
    (lambda: shift(torch.zeros(2, 3, 3), dx=torch.zeros(1, dtype=torch.long), dy=torch.zeros(2, dtype=torch.long)),
     ShapeError, "shift"),
    (lambda: random_shift(torch.zeros(2, 3, 3), -1, rng=generator(0)), ValueError, "most should"),
    (lambda: random_shift(torch.zeros(2, 3, 3), 1, share=1.5, rng=generator(0)), ValueError,
     r"share should be a finite number in \[0, 1\]"),
    (lambda: random_shift(torch.zeros(2, 3, 3), 1, rng=0), TypeError, "rng should"),
    (lambda: training.fit(lambda theta, idx: (theta, theta), torch.tensor(0.0), optim.SGD(0.1), n=1, epochs=1,
                          batch_size=1, rng=generator(0), patience=2), ValueError, "patience waits"),
])
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
