"""The figures and live pictures of lecture 13a draw what they say, small enough, with the numbers in words."""

import pytest
import torch

from dlcourse.lectures.l13a import cliff, figures, trials, widgets
from dlcourse.tensors import ShapeError, generator

double = torch.float64


def made_up(kind=trials.IDENTITY):
    """Networks without training."""
    tens, ones = trials.UPDATES // trials.TENTH, torch.ones(trials.SEEDS, dtype=double)
    return trials.Remembered(0.9 * ones, ones.repeat(len(trials.RATES), 1), 0.01, ones.repeat(tens, 1),
                             1e-50 * ones.repeat(tens, 1), ones, ones)


@pytest.mark.parametrize("name", ["loop_and_copies", "contributions", "memories", "journeys", "walls", "stacked"])
def test_a_picture_is_small_and_described(name):
    picture = {"loop_and_copies": figures.loop_and_copies,
               "contributions": lambda: figures.contributions(torch.tensor([1.0, -0.5])),
               "memories": lambda: figures.memories({20: {kind: made_up() for kind in trials.KINDS}}),
               "journeys": lambda: figures.journeys({kind: made_up() for kind in trials.KINDS[:2]}),
               "walls": lambda: figures.walls((5, 20), {"bound 1": [1.987, 1.997]}),
               "stacked": figures.stacked}[name]()
    png = picture.png()
    assert png[:4] == b"\x89PNG"
    assert len(png) < 60_000
    assert picture.caption
    assert len(picture.description) > 20


def test_the_words_of_contributions_add_up():
    assert figures.contributions(torch.tensor([1.0, -0.25])).description == (
        "Copy 1: 1.0000. Copy 2: -0.2500. Sum: 0.7500.")


@pytest.mark.refuses
def test_contributions_are_one_row():
    with pytest.raises(ShapeError, match="contributions: parts should"):
        figures.contributions(torch.ones(2, 2))


def test_the_wall_has_the_slope_that_is_said():
    at, eps = torch.tensor([1.987], dtype=double), 1e-7
    _, slope = cliff.loss_and_slope(at, 20)
    high, low = (cliff.loss_and_slope(at + move, 20)[0] for move in (eps, -eps))
    torch.testing.assert_close(slope, (high - low) / (2 * eps), rtol=1e-4, atol=0)
    assert cliff.walk(1.987, 20, eta=0.01, steps=1, bound=torch.inf)[1] == pytest.approx(1.987 - 0.01 * float(slope))


@pytest.mark.parametrize("w, T, first", [(0.9, 10, 1.0), (2.0, 5, 0.01), (1.1, 20, 0.1)])
def test_what_reaches_each_state_is_a_difference_quotient(w, T, first):
    found, eps = widgets.reach(w, T, first), 1e-6

    def end(k, move):
        state = found.h[k - 1] + move
        for _ in range(T - k):
            state = (w * state).tanh()
        return state

    for k in (1, 3, T):
        assert float(found.back[k - 1]) == pytest.approx(float(end(k, eps) - end(k, -eps)) / (2 * eps), rel=1e-5)


@pytest.mark.parametrize("T, step", [(5.0, 1.0), (5.0, 5.0), (40.0, 3.0)])
def test_the_unrolled_unit(T, step):
    scene = widgets.unrolled(0.5, T, 1.0, step)
    found = widgets.reach(0.5, int(T), 1.0)
    assert scene.readings["derivative"] == [pytest.approx(float(found.back[int(step) - 1]))]
    torch.testing.assert_close(scene.panels[1].marks[0].y, found.h)
    names = [mark.text for mark in scene.panels[0].marks if hasattr(mark, "text")]
    assert len(names) == (9 if T == 5 else 0)
    assert ("last step" in scene.say) == (step == T)


def test_a_factor_above_one_is_counted():
    assert "Of the 4 factors of the steps, 4 are above 1." in widgets.unrolled(2.0, 5.0, 0.01, 1.0).say
    assert "Of the 19 factors of the steps, 0 are above 1." in widgets.unrolled(2.0, 20.0, 1.0, 1.0).say


def test_an_adjoint_goes_back_as_autograd_says(monkeypatch):
    """The slopes and U, the latest step first; and U alone has the powers of U."""
    radius, found = 1.2, widgets.lengths(1.2, widgets.SMALL)
    rng, U = generator(6), radius * widgets.matrices()
    h = start = (0.1 * torch.randn(widgets.NETWORKS, widgets.UNITS, 1, generator=rng, dtype=double)).requires_grad_()
    for _ in range(widgets.STEPS):
        h = (0.1 * torch.randn(h.shape, generator=rng, dtype=double) + U @ h).tanh()
    row = torch.randn(widgets.NETWORKS, 1, widgets.UNITS, generator=rng, dtype=double)
    row = row / row.norm(dim=2, keepdim=True)
    back = torch.autograd.grad((row @ h).sum(), start)[0]
    torch.testing.assert_close(found.full[:, 0], back.norm(dim=1)[:, 0])
    torch.testing.assert_close(found.alone[:, 0], (row @ torch.linalg.matrix_power(U, widgets.STEPS)).norm(dim=2)[:, 0])


def test_sixteen_units():
    scene, found = widgets.many_units(1.5, widgets.LARGE), widgets.lengths(1.5, widgets.LARGE)
    assert scene.readings["with slopes"] == [pytest.approx(float(found.full[:, 0].median()))]
    assert f"The mean slope is {float(found.slope.mean()):.2f}." in scene.say


def test_the_memory_task():
    X, y = trials.memory_task(4, 500, rng=generator(3))
    torch.testing.assert_close(X[0, :, :, 0], 2 * y - 1)
    assert float(X[1:].std()) == pytest.approx(trials.NOISE, rel=0.05)
    assert float(y.mean()) == pytest.approx(0.5, abs=0.05)


def test_starts_share_their_random_numbers():
    default, larger, identity = (trials.start(kind, rng=generator(1)) for kind in trials.KINDS[:3])
    torch.testing.assert_close(larger.U, default.U * 3**0.5)
    torch.testing.assert_close(identity.U, torch.eye(trials.UNITS, dtype=double).expand_as(default.U))
    for start in (larger, identity):
        torch.testing.assert_close((start.W, start.v), (default.W, default.v))
    assert float(default.U.abs().max()) <= 1 / trials.UNITS**0.5


@pytest.mark.parametrize("T, cut", [(4, 3), (6, 2)])
def test_a_cut_gradient_is_that_of_a_network_which_starts_later(T, cut):
    """Its first state is given; and with the whole length there is nothing to cut."""
    of = trials._Weights(*(p.requires_grad_() for p in trials.start(trials.LARGER, rng=generator(1))))
    X, y = trials.memory_task(T, 5, rng=generator(2))
    _, _, gradients = trials._gradients(of, list(of), X, y, cut)
    h = trials._states(of, X)[T - cut - 1].detach()
    for x in X[-cut:]:
        h = (x @ of.W + h @ of.U + of.b).tanh()
    for ours, theirs in zip(gradients, torch.autograd.grad(trials._losses(of, h, y).sum(), list(of))):
        torch.testing.assert_close(ours, theirs)


def test_the_best_rate_is_the_one_at_which_most_learned():
    """Nearly: how many learned is counted on other sequences than those that are shown."""
    for kind in trials.KINDS:
        for T in trials.LENGTHS:
            runs = trials.remembered(kind, T)
            counts = (runs.all_shares > trials.ENOUGH).sum(1)
            assert counts[trials.RATES.index(runs.rate)] == counts.max()


def test_held_weights_stay(monkeypatch):
    """And the others move: two updates on short sequences."""
    monkeypatch.setattr(trials, "BATCH", 4)
    free, held = (trials.train(kind, 3, updates=20) for kind in (trials.IDENTITY, trials.HELD))
    assert free["start"] == pytest.approx(held["start"])
    assert free["ratio"][1] != held["ratio"][1]


def test_adam_is_the_one_of_torch():
    ours, theirs = (torch.ones(1, 2, 2, dtype=double).requires_grad_() for _ in range(2))
    adam = trials._Adam([ours], torch.tensor([0.01], dtype=double)[:, None, None])
    torchs = torch.optim.Adam([theirs], lr=0.01)
    for k in range(5):
        g = 0.1 * torch.tensor([[[1.0, -2.0 * k], [0.5, k]]], dtype=double)  # short enough not to be clipped
        adam.update_([g])
        theirs.grad = g.clone()
        torchs.step()
    torch.testing.assert_close(ours, theirs)
