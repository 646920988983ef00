"""The small network learns turns, gives the same numbers from the same seed, and refuses what cannot be meant."""

import pytest
import torch

from dlcourse import data
from dlcourse.lectures.l01b import pretext
from dlcourse.tensors import ShapeError, generator


def images(n, seed):
    made = data.shapes(n, rng=generator(seed))
    return made.X.reshape(n, 12, 12), made.y


def test_it_learns_how_far_pictures_were_turned():
    task, fresh = (data.rotation_pretext(images(n, seed)[0]) for n, seed in ((300, 0), (200, 1)))
    net = pretext.learn(task.X, task.turns, classes=4, steps=150, rng=generator(0))
    assert pretext.share_right(net.scores(fresh.X), fresh.turns) > 0.9
    assert net.features(fresh.X).shape == (800, pretext.FOUND)
    again = pretext.learn(task.X, task.turns, classes=4, steps=3, rng=generator(0))
    same = pretext.learn(task.X, task.turns, classes=4, steps=3, rng=generator(0))
    assert torch.equal(again.scores(fresh.X), same.scores(fresh.X))


def test_an_untrained_one_guesses():
    X, y = images(300, 2)
    assert pretext.share_right(pretext.untrained(3, rng=generator(0)).scores(X), y) < 0.6


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: pretext.learn(*images(6, 0), classes=2, steps=1, rng=generator(0)), ValueError, "y should lie in 0 to 1"),
    (lambda: pretext.learn(*images(6, 0), classes=3, steps=0, rng=generator(0)), ValueError, "steps should be"),
    (lambda: pretext.learn(images(6, 0)[0][0], images(6, 0)[1], classes=3, steps=1, rng=generator(0)), ShapeError,
     "learn: images"),
    (lambda: pretext.untrained(3, rng=0), TypeError, "rng"),
])
def test_refuses_what_cannot_be_meant(call, error, words):
    with pytest.raises(error, match=words):
        call()
