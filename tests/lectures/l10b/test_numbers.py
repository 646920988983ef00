"""Numbers that stand in the prose of lecture 10b. What its outputs print of training is proven there."""

import itertools
import math
from pathlib import Path

import pytest
import torch

from dlcourse.authoring.sources import read
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
    last = trials.chains(trials.PLAIN, 3).last
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
    says("bn-live-read", f"${low}$" if low.startswith("-") else low, high)
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


def test_two_parts_taken_off_leave_two_sums_of_zero():
    left, x_hat = torch.tensor([0.3, -0.4, -0.1, 0.2], dtype=double), normed(column(1, 2, 3, 4))[:, 0]
    torch.testing.assert_close(x_hat, 0.447214 * torch.tensor([-3.0, -1, 1, 3], dtype=double), rtol=0, atol=1e-5)
    assert [float(left.sum()), float(left @ x_hat)] == pytest.approx([0, 0], abs=1e-9)
    assert (left * torch.tensor([-3, -1, 1, 3])).tolist() == pytest.approx([-0.9, 0.4, -0.1, 0.6])
    s = 1.25**0.5
    parts = 1 / s, -0.25 / s, -float(x_hat[0]) ** 2 / 4 / s
    says("back-read", "$-0.9 + 0.4 - 0.1 + 0.6 = 0$", f"{parts[0]:.3f} directly", f"${parts[1]:.3f}$ by the mean",
         f"${parts[2]:.3f}$ by the deviation", f"here ${float(x_hat[0]):.4f}$")
    assert float(x_hat.square().mean()) == pytest.approx(1)
    move = torch.tensor([1.0, -1, -1, 1], dtype=double)  # has no part along either
    assert [float(move.sum()), float(move @ x_hat)] == pytest.approx([0, 0], abs=1e-9)
    rise = [torch.autograd.functional.jvp(f, column(1, 2, 3, 4)[:, 0], move)[1] for f in (torch.mean, torch.var)]
    assert [float(v) for v in rise] == pytest.approx([0, 0], abs=1e-9)


@pytest.mark.parametrize("eps", [0.0, 3.0])
def test_the_way_back_with_eps(eps):
    """Line 4 stays true; the products with x_hat add to 0 only without eps."""
    x, g = column(0, 3, 6).requires_grad_(), column(2, 0, 10)
    q = (x.var(0, correction=0) + eps).sqrt()
    x_hat = (x - x.mean(0)) / q
    found = torch.autograd.grad((g * x_hat).sum(), x)[0]
    torch.testing.assert_close(found, (g - g.mean() - x_hat * (g * x_hat).mean()) / q)
    assert (abs(float((found * x_hat.detach()).sum())) < 1e-9) == (eps == 0)


def middles(bend, way):
    return [f"{loss:.2f}" for loss in trials.sweep(bend, way).loss.median(1).values.tolist()]


def test_rates_with_and_without_batch_norm():
    """What the figure draws, by the rates 0.03, 0.1, 0.3, 1, 3 and 10."""
    plain, norm = middles("relu", trials.PLAIN), middles("relu", trials.NORM)
    says("gain-read", f"{norm[0]} against {plain[0]}", f"{norm[1]} against {plain[1]}", f"{norm[2]} against {plain[2]}",
         f"{norm[3]} and {plain[3]}")
    assert [float(a) < float(b) for a, b in zip(norm, plain)] == [False, False, True, True, True, False]
    assert min(float(plain[5]), float(norm[5])) > trials.GUESS
    says("gain-read", f"ends at {min(norm)} ($\\eta = 1$) and the plain network at {min(plain)} ($\\eta = 0.1$)")
    assert (norm.index(min(norm)), plain.index(min(plain))) == (3, 1)
    lucky = trials.sweep("relu", trials.PLAIN).loss[2]
    assert f"{float(lucky.min()):.2f}" == "0.05"
    assert lucky.max() > 1
    plain, norm = trials.sweep("sigmoid", trials.PLAIN).loss, trials.sweep("sigmoid", trials.NORM).loss
    assert (norm.amax(1) < plain.amin(1)).all()
    assert plain.min() > 1
    plain, norm = middles("sigmoid", trials.PLAIN), middles("sigmoid", trials.NORM)
    says("gain-read", f"{norm[1]} against {plain[1]}", f"reaches {norm[4]}")


def test_the_shift_and_what_it_does():
    plain, norm, disturbed = (trials.sweep("sigmoid", way) for way in (trials.PLAIN, trials.NORM, trials.DISTURBED))
    still, moved = plain.moved.median(1).values, disturbed.moved.median(1).values
    says("shift-guess", f"layer 3 has much shift: {float(still[2]):.2f}",
         f"{float(moved.min()):.2f} to {float(moved.max()):.2f}")
    assert still[:2].max() < 0.03
    assert norm.moved.max() < 0.002
    assert (moved > still).all()
    assert trials.RATES == (0.03, 0.1, 0.3, 1, 3, 10)
    says("shift-read", f"ends at {middles('sigmoid', trials.DISTURBED)[2]} and the plain one at "
         f"{middles('sigmoid', trials.PLAIN)[2]}")
    assert (disturbed.loss.median(1).values > norm.loss.median(1).values).all()


def test_a_good_start_is_most_of_the_gain():
    """With sigmoid: the norm of the first batch in the starting weights, and no norm afterwards."""
    plain, norm, once, start = (trials.sweep("sigmoid", way).loss.median(1).values
                                for way in (trials.PLAIN, trials.NORM, trials.ONCE, trials.START))
    share = (plain - start) / (plain - norm)
    assert (share[2:5] > 0.9).all()
    assert (share[:5] > 0.5).all()
    good, normed_, faster = (middles("sigmoid", way) for way in (trials.START, trials.NORM, trials.FASTER))
    says("shift-read", f"medians {good[2]}, {good[3]} and {good[4]}", f"{normed_[2]}, {normed_[3]} and {normed_[4]}",
         f"ends at {good[5]}, and batch norm at {normed_[5]}")
    says("optional-once-read", f"has {faster[2]} at 0.3, and {faster[4]} at 3")
    assert (once < start)[:4].all()
    assert (once < norm)[:4].all()
    assert trials.sweep("sigmoid", trials.ONCE).loss[4].min() > 1


def test_the_start_has_the_norm_of_its_first_batch():
    (X, _), rng = trials.digits(), generator(1)
    sizes = [64, *[trials.UNITS] * trials.HIDDEN]
    Ws = [torch.randn(trials.SEEDS, n, m, generator=rng, dtype=double) / n**0.5 for n, m in itertools.pairwise(sizes)]
    bs, before = [W.new_zeros(len(W), 1, W.shape[2]) for W in Ws], [W.clone() for W in Ws]
    batch = X[:trials.BATCH].expand(trials.SEEDS, -1, -1)
    divisors = trials._write_in("sigmoid", batch, Ws, bs)
    h = g = batch
    norm = trials._Norm(trials.NORM)
    for layer, (W, b, old) in enumerate(zip(Ws, bs, before)):
        z = norm(layer, g @ old, torch.ones_like(b), torch.zeros_like(b))
        torch.testing.assert_close(h @ W + b, z)
        h, g = torch.sigmoid(h @ W + b), torch.sigmoid(z)
    assert [float(by.mean()) for by in divisors[1:]] == pytest.approx([0.2, 0.2], abs=0.02)


def test_what_stops_thirty_plain_blocks():
    runs = {kind: trials.chains(kind, 30) for kind in (*trials.KINDS, trials.RESCALED)}
    plain, rescaled, norm = runs[trials.PLAIN], runs[trials.RESCALED], runs[trials.NORM]
    assert plain.gradient.max() < trials.chains(trials.PLAIN, 3).gradient.min() < rescaled.gradient.min()
    says("why-read", f"{plain.gradient.min():.2f} to {plain.gradient.max():.2f}",
         f"gradients are {rescaled.gradient[0]:.1f} and {rescaled.gradient[-1]:.1f}",
         f"ends at {rescaled.last.min():.2f}", f"only {100 * plain.told[-1]:.0f} %", f"was {100 * plain.told[0]:.0f} %",
         f"only {100 * norm.told[-1]:.0f} %", f"{100 * runs[trials.SKIP].told[-1]:.0f} %",
         f"{100 * runs[trials.BOTH].told[-1]:.0f} %")
    ten = trials.chains(trials.PLAIN, 10)
    says("why-read", f"gradients are {ten.gradient[0]:.2f} and {ten.gradient[-1]:.2f}, nearly",
         f"ends at {ten.last.min():.2f} or more. In")
    others = torch.stack([trials.chains(trials.RESCALED, 30, rate).last for rate in trials.OTHER_RATES])
    says("why-read", "At the rates 0.003 and 0.01 all five end above 2. At 0.1 three of the five run away.")
    assert trials.OTHER_RATES == (0.003, 0.01, 0.1)
    assert others[:2].min() > 2
    assert int(others[2].isinf().sum()) == 3
    assert rescaled.told[-1] == plain.told[-1]  # a factor above 0 changes nothing
    assert float(norm.gradient[0] / norm.gradient[-1]) == pytest.approx(500, rel=0.1)


def test_single_chains_shrink():
    h = trials._blocks(trials.PLAIN, trials._start(trials.PLAIN, 30, generator(0)), trials.digits()[0])
    left = (h[-1].square().mean((1, 2)) / h[0].square().mean((1, 2))).sqrt()
    says("why-read", f"between {left.min():.3f} and {left.max():.2f}")


def test_a_rescaled_chain_keeps_its_sizes():
    of, X = trials._start(trials.RESCALED, 5, generator(0)), trials.digits()[0]
    sizes = torch.stack([h.square().mean((1, 2)) for h in trials._blocks(trials.RESCALED, of, X)])
    torch.testing.assert_close(sizes, sizes[:1].expand_as(sizes))


def test_a_start_at_the_identity():
    for depth in (10, 30):
        plain, identity, skip = (float(trials.chains(kind, depth).last.median())
                                 for kind in (trials.PLAIN, trials.IDENTITY, trials.SKIP))
        says("why-so", f"from {plain:.2f} to {identity:.2f}", f"to {skip:.2f}")
    assert (plain - identity) / (plain - skip) == pytest.approx(2 / 3, abs=0.05)
    read = trials.chains(trials.IDENTITY, 10).read
    says("refine-read", f"from {100 * read[0]:.0f} to {100 * read[-1]:.0f} %")
    first, *middle, before, last = (f"{100 * share:.0f}" for share in trials.chains(trials.PLAIN, 3).read)
    says("refine-read", f"{first}, {', '.join(middle)} and {before} %", f"last block {last} %")


def test_rows_and_columns():
    X, ones = torch.tensor([[15.0, 9, 7, 1], [11, 5, 9, 3]], dtype=double), torch.ones(4, dtype=double)
    assert float(normalise.layer_norm(X, ones, 0 * ones, eps=NO_EPS)[0][0, 0]) == pytest.approx(1.4)
    assert float(normed(X)[0, 0]) == 1
    unbiased = [float((X[0, 0] - m) / v.sqrt()) for v, m in (torch.var_mean(X[0]), torch.var_mean(X[:, 0]))]
    assert unbiased == pytest.approx([1.212, 0.707], abs=5e-4)


def test_skips_by_hand():
    d = torch.tensor([0.5, -0.5, 0.5, 1.0], dtype=double)
    assert (float(d.prod()), float((1 + d).prod())) == (-0.125, 2.25)
    assert 1 / (1 + math.exp(2)) == pytest.approx(0.12, abs=0.005)
    says("highway", "0.12", f"0.88^{{30}} = {(1 - 1 / (1 + math.exp(2))) ** 30:.2f}$",
         f"0.982^{{30}} = {(1 / (1 + math.exp(-4))) ** 30:.2f}$")
    says("skip-paths", f"Ten slopes of 0.01 give {1.01 ** 10:.2f}", f"ten of 0.1 give {1.1 ** 10:.1f}",
         "$10^{-20}$ and $10^{-10}$", "$0.1^{10}$")
    x, H, T = 4, -1, 0.25
    assert T * H + (1 - T) * x == 2.75


def test_a_highway_block_by_hand():
    """The gate is open by a quarter whatever x is: weights 0, bias -log 3."""
    gives = Stage(linear, linear_backward, (column(0.0), torch.tensor([-1.0], dtype=double)))
    found, _ = residual.highway(column(4.0), column(0.0), torch.tensor([-math.log(3)], dtype=double), [gives])
    assert float(found) == pytest.approx(2.75)


def test_a_longer_highway_starts_with_a_lower_bias():
    ends = [f"{trials.chains(way, 30).last.median():.2f} with ${bias}$" for way, bias in trials.HIGHWAYS.items()]
    says("highway", "loss of " + ", ".join(ends[:2]) + ", and " + ends[2])


def test_a_highway_chain_is_the_one_of_the_library():
    way, X = "highway, gate bias -2", trials.digits()[0][:5]
    of = trials._start(way, 1, generator(0))
    before, after = (h[0] for h in trials._blocks(way, of, X))
    H = Stage(lambda x, W, b: (linear(x, W, b)[0].relu(), None), linear_backward, (of.W[0, 0].mT, of.b[0, 0, 0]))
    found, _ = residual.highway(before, of.gate[0, 0].mT, of.gate_bias[0, 0, 0], [H])
    torch.testing.assert_close(after, found)


def grows(monkeypatch, small):
    """By how much the size grows in thirty residual blocks, for the five starts of the trials."""
    monkeypatch.setattr(trials, "SMALL", small)
    h = trials._blocks(trials.SKIP, trials._start(trials.SKIP, 30, generator(0)), trials.digits()[0])
    return (h[-1].square().mean((1, 2)) / h[0].square().mean((1, 2))).sqrt().detach(), h


def test_the_full_start_makes_numbers_grow(monkeypatch):
    says("why-so", "more than a million", "33 000")
    assert round(math.sqrt(2) ** 30, -3) == 33_000
    full, h = grows(monkeypatch, 1.0)
    assert full.min() > 1e6
    assert all((block > 0).double().mean() > 0.99 for block in h[15:])  # soon all numbers are positive
    fifth = grows(monkeypatch, 0.2)[0]
    says("why-so", f"grows {fifth.min():.0f} to {fifth.max():.0f} times")


@pytest.mark.parametrize("key", ["bn_forward", "layer_norm", "grad_chain", "batch_norm_backward"])
def test_the_minutes_and_the_place_of_an_exercise(key, your_turn):
    your_turn(key)
