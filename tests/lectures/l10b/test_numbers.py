"""Numbers that stand in the prose of lecture 10b. What its outputs print of training is proven there."""

import math
import re
from pathlib import Path

import pytest
import torch

from dlcourse.authoring import effort
from dlcourse.authoring.fill import cells_of
from dlcourse.authoring.sources import read
from dlcourse.classroom import registry
from dlcourse.lectures.l10b import trials, widgets
from dlcourse.nn import normalise, residual
from dlcourse.nn.layers import linear, linear_backward
from dlcourse.nn.sequential import Stage
from dlcourse.tensors import generator

FOLDER = Path(__file__).resolve().parents[3] / "authoring" / "10b_normalisation_and_skips"
TEXT = {cell.id: cell.source for cell in read(FOLDER / "lecture.py").cells}
double = torch.float64
NO_EPS = 1e-30


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def column(*values):
    return torch.tensor(values, dtype=double)[:, None]


def normed(X, gamma=1.0, beta=0.0):
    ones = X.new_ones(X.shape[1])
    return normalise.batch_norm(X, gamma * ones, beta * ones, eps=NO_EPS)[0]


def test_three_blocks():
    last = trials.last_loss(trials.chains(trials.PLAIN, 3).loss)
    says("hook-ask", f"lies between {float(last.min()):.2f} and {float(last.max()):.2f}")
    assert f"{trials.GUESS:.2f}" == "2.30"
    assert (trials.RATE, trials.WIDTH, trials.SEEDS, trials.STEPS, trials.SMALL) == (0.03, 16, 5, 100, 0.2)


def test_one_unit_by_hand():
    X = column(1, 1, 5, 5)
    assert normed(X, 3, 1)[:, 0].tolist() == [-2, -2, 4, 4]
    torch.testing.assert_close(normed(X, 2, 3), X)
    torch.testing.assert_close(normed(10 * X), normed(X))
    W = torch.tensor([[1.0, 0.5]], dtype=double)
    inputs = torch.randn(5, 2, generator=generator(1), dtype=double)

    def gradient(weights):
        weights = weights.requires_grad_()
        return torch.autograd.grad((normed(inputs @ weights.mT) ** 3).sum(), weights)[0]

    torch.testing.assert_close(gradient(10 * W), gradient(W.clone()) / 10)


@pytest.mark.parametrize("size, low, high", [(4, "-0.71", "1.27"), (32, "0.53", "0.93")])
def test_the_live_unit(size, low, high):
    says("bn-live-read", low.replace("-", "$-").replace("0.71", "0.71$") if low[0] == "-" else low, high)
    assert widgets.one_unit(size, 1.0, 1.0, 0.0, widgets.BATCH_VALUES).say.endswith(f"becomes {low} to {high}.")


def test_the_running_values():
    state = normalise.RunningState(*(torch.tensor([v], dtype=double) for v in (0.0, 2.0)))
    ones = torch.ones(1, dtype=double)
    kept = normalise.batch_norm(column(0, 0, 6), ones, 0 * ones)[1]
    assert float(normalise.running_update(state, kept).var) == pytest.approx(3)
    says("use-compare", f"= {(4 - 0.25) / math.sqrt(0.9 + 0.1 * 5 / 3 + 1e-5):.4f}")
    draws = torch.randn(20_000, 4, generator=generator(0), dtype=double)
    assert float(draws.var(1, correction=1).mean()) == pytest.approx(1, abs=0.02)  # unbiased
    assert float(draws.var(1, correction=0).mean()) == pytest.approx(0.75, abs=0.02)


def test_the_way_back_in_three_ways():
    x_hat, s = normed(column(1, 2, 3, 4))[:, 0], math.sqrt(1.25)
    parts = 1 / s, 0.25 / s, float(x_hat[0]) ** 2 / 4 / s
    says("optional-back", f"${parts[0]:.3f} - {parts[1]:.3f} - {parts[2]:.3f} = {parts[0] - parts[1] - parts[2]:.3f}$")
    says("back-ask", f"({parts[0]:.3f}, 0, 0, 0)", f"a rise of {0.1 * parts[0]:.4f}")
    torch.testing.assert_close(normed(column(1.1, 2.1, 3.1, 4.1)), normed(column(1, 2, 3, 4)))


def test_rows_and_columns():
    X, ones = torch.tensor([[0.0, 4.0], [2.0, 10.0]], dtype=double), torch.ones(2, dtype=double)
    assert normalise.layer_norm(X, ones, 0 * ones, eps=NO_EPS)[0][0].tolist() == [-1, 1]
    assert normed(X)[0].tolist() == [-1, -1]


def test_skips_by_hand():
    d = torch.tensor([0.5, -0.5, 0.5, 1.0], dtype=double)
    assert (float(d.prod()), float((1 + d).prod())) == (-0.125, 2.25)
    assert 1 / (1 + math.exp(2)) == pytest.approx(0.12, abs=0.005)
    says("highway", "0.12")
    x, H, T = 4, -1, 0.25
    assert T * H + (1 - T) * x == 2.75


def test_a_highway_block_by_hand():
    """The gate is open by a quarter whatever x is: weights 0, bias -log 3."""
    gives = Stage(linear, linear_backward, (column(0.0), torch.tensor([-1.0], dtype=double)))
    found, _ = residual.highway(column(4.0), column(0.0), torch.tensor([-math.log(3)], dtype=double), [gives])
    assert float(found) == pytest.approx(2.75)


def test_the_full_start_makes_numbers_grow():
    """Five chains of thirty residual blocks with He's start, on random inputs."""
    says("why-so", "100 000 times")
    for seed in range(5):
        rng = generator(seed)
        start = h = torch.randn(200, trials.WIDTH, generator=rng, dtype=double)
        for _ in range(30):
            W = torch.randn(trials.WIDTH, trials.WIDTH, generator=rng, dtype=double) * (2 / trials.WIDTH) ** 0.5
            h = h + (h @ W).relu()
        assert float(h.norm() / start.norm()) > 1e5


@pytest.mark.parametrize("key", ["bn_forward", "layer_norm", "grad_chain", "batch_norm_backward"])
def test_the_minutes_and_the_place_of_an_exercise(key):
    exercise, source = registry.load(key), read(FOLDER / "exercises.py")
    title, minutes = exercise.title, effort.minutes(exercise, cells_of(source, key))
    [text] = [text for text in TEXT.values() if f"*{title}*](" in text and "Your turn" in text]
    order = [cell.id.removeprefix("answer-") for cell in source.cells if cell.id.startswith("answer-")]
    assert re.search(rf"\({minutes} minutes\)[^(]*\*{re.escape(title)}\*\]\([^)]*\), exercise {order.index(key) + 1}\.",
                     text)
