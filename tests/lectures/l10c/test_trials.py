"""The experiments of lecture 10c: their digits, one short training, and that stored numbers are those of the code."""

import pytest
import torch

from dlcourse import data
from dlcourse.lectures.l10c import record, stored, trials
from dlcourse.lectures.l10c.trials import TrainingSetting


def test_the_digits_of_a_run_are_apart_and_one_label_in_five_is_wrong():
    task = trials.digits((0, 1))
    assert task.wrong.sum(1).tolist() == [40, 40]
    assert (task.X.shape, task.X_val.shape, task.X_test.shape) == ((2, 200, 64), (2, 100, 64), (2, 1000, 64))
    images = [tuple(x.tolist()) for x in torch.cat([task.X[0], task.X_val[0], task.X_test[0]])]
    assert len(set(images)) == len(images)
    clean = trials.digits((0, 1), wrong=0.0)
    assert not clean.wrong.any()
    assert ((clean.y != task.y) == task.wrong).all()
    assert int((clean.y_val != task.y_val).sum()) == 2 * 20
    assert len(data.digits().y) == 1797


def test_a_short_training_learns_and_keeps_the_best():
    made = trials.train(TrainingSetting(p_drop=0.5, shifted=0.5, flipped=0.1, p_input=0.1, decay=1e-4), range(2), 30)
    assert (made.curves.train[-1] < made.curves.train[0]).all()
    at = trials.lowest(made.curves)
    task = trials.digits((0, 1))
    torch.testing.assert_close(trials.look(made.best, task)[1], made.curves.val[at, torch.arange(2)])


def test_what_is_stored_is_what_the_code_does():
    """The first looks of the stored curves, for the stored seeds: the long runs begin with them."""
    made = trials.train(TrainingSetting(), record.SEEDS, 20)
    for part in ("train", "val", "wrong"):
        now = getattr(made.curves, part)[:, :record.SHOWN].T.double()
        torch.testing.assert_close(now, stored.curve("nothing", part)[:, :3], rtol=0, atol=0.011)


def test_curves_and_ends_belong_together():
    for name in trials.SETTINGS:
        curve, val = stored.curve(name, "wrong"), stored.curve(name, "val")
        torch.testing.assert_close(curve[:, -1], stored.ends(name, "end")[:5], rtol=0, atol=6e-4)
        best = stored.ends(name, "stopped", "val")[:5]
        torch.testing.assert_close(val.amin(1), best, rtol=0, atol=6e-4)
        assert (stored.ends(name, "equal", "train") <= trials.EQUAL + 1e-6).all()


@pytest.mark.parametrize("level", [0.5])
def test_the_first_moment_at_a_level(level):
    curves = trials.LossCurves(*[torch.tensor([[1.0, 1.0], [0.4, 0.9], [0.6, 0.8]])] * 4)
    assert trials.first_at(curves, level).tolist() == [1, 2]
