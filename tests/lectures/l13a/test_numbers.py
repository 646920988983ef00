"""Numbers that stand in the prose of lecture 13a. What its outputs print is proven there."""

import math
from pathlib import Path

import pytest
import torch

from dlcourse.authoring.sources import read
from dlcourse.lectures.l13a import cliff, trials, widgets
from dlcourse.nn.recurrent import rnn, rnn_backward, rnn_step
from dlcourse.tensors import generator

FOLDER = Path(__file__).resolve().parents[3] / "authoring" / "13a_recurrence"
TEXT = {cell.id: cell.source for cell in read(FOLDER / "lecture.py").cells}
double = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def power(value):
    """A small number as the prose writes it: 4.1 · 10^-15."""
    tens = math.floor(math.log10(value))
    return f"{value / 10**tens:.1f} \\cdot 10^{{{tens}}}"


def test_the_hook():
    fades, stays = widgets.reach(0.9, 10, 1.0), widgets.reach(2.0, 20, 1.0)
    says("hook", f"from {fades.h[0]:.2f} to {fades.h[-1]:.2f}", f"is {fades.back[0]:.1f}.")
    says("hook-ask", f"{stays.h[4]:.3f} in step 5, and {stays.h[-1]:.3f} in step 20", f"{stays.back[0]:.1e}",
         f"back to {stays.h[-1]:.4f}", "5000: 0.01 is doubled 19 times", "about 0.001: it fades")
    assert pytest.approx(5000, rel=0.05) == 0.01 * 2**19
    assert pytest.approx(0.001, abs=5e-4) == 0.01 * 0.9**19
    low, high = (widgets.reach(2.0, 20, math.atanh(float(stays.h[0]) + move)).h[-1] for move in (0, 0.01))
    assert abs(float(high - low)) < 1e-11  # 0.01 · a billionth
    says("hook-see", f"stays at {stays.h[-1]:.3f}", power(float(stays.back[0])))
    says("hook-see", f"the derivative is {widgets.reach(2.0, 5, 0.01).back[0]:.1f}",
         power(float(widgets.reach(2.0, 20, 0.01).back[0])))
    says("vanish-read", f"2 \\cdot (1 - {stays.h[-1]:.4f}^2) = {2 * (1 - stays.h[-1]**2):.2f}")
    for begins in (0.1, 0.5, 1.0):  # wherever it starts above 0
        state = torch.tensor(begins, dtype=double)
        for _ in range(40):
            state = (2 * state).tanh()
        assert f"{state:.4f}" == "0.9575"


def test_a_cell_by_hand():
    says("cell-steps", "0 + 0.3808", "-1 + 0.1817")
    first, second = math.tanh(1), math.tanh(0.5 * math.tanh(1))
    assert (f"{0.5 * first:.4f}", f"{0.5 * second:.4f}") == ("0.3808", "0.1817")
    says("cell-many", f"{math.tanh(-1):.4f}")
    h, b = torch.tensor([[0.5, -0.5]], dtype=double), torch.zeros(2, dtype=double)
    W, U = torch.tensor([[2.0], [1.0]], dtype=double), torch.tensor([[0.0, 1.0], [-1.0, 0.0]], dtype=double)
    x = torch.tensor([[0.5]], dtype=double)
    expected = {(0.4621, 0): rnn_step(x, h, W, U, b)[0], (0.9051, 0.7616): rnn_step(x, h, W, U.mT, b)[0],
                (0.7616, 0.4621): rnn_step(x, 0 * h, W, U, b)[0], (-0.4621, -0.4621): rnn_step(0 * x, h, W, U, b)[0],
                (0.5, 0): x @ W.mT + h @ U.mT}
    for numbers, found in expected.items():
        assert found[0].tolist() == pytest.approx(numbers, abs=5e-5)
        says("cell-ask", ", ".join(f"{n:g}" for n in numbers))


def test_a_weight_used_twice():
    copies = torch.tensor([3.0, 3.0], dtype=double, requires_grad=True)
    outer, inner = copies
    assert torch.autograd.grad(outer * (inner * 2 + 1), copies)[0].tolist() == [7, 6]


def unrolled(copies, h0=0.5):
    """The network of part 4 with a copy of w for each step: all states, h_0 first, and the output."""
    states = [torch.tensor(h0, dtype=double)]
    for w, x in zip(copies, (-0.5, -1, 1)):
        states.append((x + w * states[-1]).tanh())
    return states, 2 * states[-1] + 2


def test_through_time_by_hand():
    copies = torch.full((3,), 2.0, dtype=double, requires_grad=True)
    states, y = unrolled(copies)
    parts = torch.autograd.grad(y, copies)[0]
    assert [f"{part:.4f}" for part in parts] == ["1.6368", "0.9618", "-0.0791"]
    states = [state.detach() for state in states]
    slopes = [1 - float(state)**2 for state in states]
    says("bptt-forward", f"{slopes[1]:.4f}", f"{slopes[2]:.4f}", f"{slopes[3]:.4f}", f"{float(states[1]):.4f}²",
         f"tanh({-1 + 2 * float(states[1]):.4f})", f"tanh({1 + 2 * float(states[2]):.4f})",
         f"2 · {float(states[3]):.4f}")
    says("bptt-steps", f"2 · {slopes[3]:.4f} · ({float(states[2]):.4f})", f"one step: 2 · {slopes[3]:.4f}",
         f"2 · {2 * slopes[3]:.4f} · {slopes[2]:.4f} · {float(states[1]):.4f}", f"more: 2 · {slopes[2]:.4f}",
         f"2 · {2 * slopes[3]:.4f} · {2 * slopes[2]:.4f} · {slopes[1]:.4f} · 0.5")
    says("bptt-check", f"{2 * slopes[3]:.4f} and {2 * slopes[2]:.4f}")


def test_the_product_ends_at_t_minus_2():
    """With one factor more, the slope through a step that is not there, the sum is not the derivative."""
    copies = torch.full((3,), 2.0, dtype=double, requires_grad=True)
    states, y = unrolled(copies)
    whole = float(torch.autograd.grad(y, copies)[0].sum())
    s = [1 - float(state.detach())**2 for state in states]
    h = [float(state.detach()) for state in states]
    last = 2 * (2 * s[3]) * (2 * s[2]) * s[1] * h[0]
    others = 2 * s[3] * h[2] + 2 * (2 * s[3]) * s[2] * h[1]
    one_more = 2 * (1 - math.tanh(2 + 2 * h[3])**2)
    assert others + last == pytest.approx(whole)
    assert abs(others + last * one_more - whole) > 1


def test_the_blanks_of_the_program():
    """`x_k` and `back * s[k] * w` give the derivative with respect to u."""
    x = torch.tensor([-0.5, -1, 1], dtype=double)
    states, _ = unrolled([2.0] * 3)
    s, back, total = [1 - state**2 for state in states], 2.0, 0.0
    for k in (3, 2, 1):
        total = total + back * s[k] * x[k - 1]
        back = back * s[k] * 2.0
    one = torch.ones(1, 1, dtype=double)
    _, caches = rnn(x[:, None, None], 0.5 * one, one, 2 * one, torch.zeros(1, dtype=double))
    H_bar = torch.tensor([0.0, 0.0, 2.0], dtype=double)[:, None, None]
    assert float(total) == pytest.approx(float(rnn_backward(H_bar, caches).W_bar))


def test_two_losses_by_hand():
    states, _ = unrolled([2.0] * 3)
    s, one = [1 - float(state)**2 for state in states], torch.ones(1, 1, dtype=double)
    back = 1 + 2 * 2 * s[3]
    part = back * s[2] * float(states[1])
    says("bptt-library", f"= {2 * 2 * s[3]:.3f}$", f"= {back:.3f}$", f"= {part:.3f}$")
    x = torch.tensor([-0.5, -1, 1], dtype=double)[:, None, None]
    _, caches = rnn(x, 0.5 * one, one, 2 * one, torch.zeros(1, dtype=double))
    H_bar = torch.tensor([0.0, 1.0, 2.0], dtype=double)[:, None, None]
    whole = part + 2 * s[3] * float(states[2]) + back * 2 * s[2] * s[1] * 0.5
    assert float(rnn_backward(H_bar, caches).U_bar) == pytest.approx(whole)


def test_the_order_of_jacobians():
    J3, J2 = torch.tensor([[1, 2], [0, 1]]), torch.tensor([[0, 1], [1, 0]])
    row = torch.tensor([[1, 0]])
    assert (row @ J3 @ J2).tolist() == [[2, 1]]
    assert (row @ J2 @ J3).tolist() == [[0, 1]]


def test_sixteen_units():
    five = widgets.lengths(1.5, widgets.LARGE)
    first = five.full[:, 0]
    assert first.max() < 0.001
    assert first.max() / first.min() > 500
    says("vanish-ask", f"on average {five.slope.mean():.2f}")
    assert pytest.approx(11e6, rel=0.01) == 1.5**40

    def twenty(radius, inputs):
        found = widgets.lengths(radius, inputs, 20)
        return found, float(found.full[:, 0].median()) ** (1 / widgets.STEPS)

    quiet, step = twenty(0.8, widgets.SILENT)
    says("vanish-read", f"{step:.2f} for 0.8", f"gives {float(quiet.alone[:, 0].median()) ** (1 / 40):.2f}, too")
    loud, step = twenty(1.5, widgets.LARGE)
    assert (loud.full[:, 0] < 1).all()
    says("vanish-read", f"with {step:.2f} a step", f"still: {loud.slope.mean():.2f} on average",
         f"rough size: {1.5 * round(float(loud.slope.mean()), 2):.2f} here")
    none, _ = twenty(1.5, widgets.SILENT)
    mean = round(float(none.slope.mean()), 2)
    says("vanish-read", f"below 1: {mean:.2f} on average",
         f"only {float(none.full[:, 0].median()) ** (1 / widgets.STEPS):.2f}.")
    wild, step = twenty(2.0, widgets.SMALL)
    assert step > 1
    says("vanish-read", f"wrong: {2 * wild.slope.mean():.2f}, where")
    assert int((wild.full[:, 0] > 1).sum()) == 14
    assert float(wild.full[:, 0].max()) == pytest.approx(12_000, rel=0.05)


def learned(kind, T):
    return (trials.remembered(kind, T).all_shares > 0.95).sum(1).tolist()


def test_what_was_trained():
    assert (trials.SEEDS, trials.UNITS, trials.UPDATES, trials.BATCH, trials.NOISE) == (10, 16, 200, 16, 0.1)
    assert trials.RATES == (0.001, 0.003, 0.01, 0.03, 0.1)
    assert trials.LENGTHS == (20, 100)
    of = trials.start(trials.DEFAULT, rng=generator(1)).U
    radius = torch.linalg.eigvals(of).abs().amax(1)
    assert f"{radius.median():.1f}" == "0.6"
    larger = torch.linalg.eigvals(3**0.5 * of).abs().amax(1)
    says("memory-see", f"between {larger.min():.2f} and {larger.max():.2f}")
    begins = trials.remembered(trials.DEFAULT, 100).start
    says("memory", f"${begins.median():.0e}".replace("e-24", " \\cdot 10^{-24}$"))


def test_which_starts_learned():
    assert learned(trials.DEFAULT, 100)[:2] == [0, 0]
    assert {*learned(trials.LARGER, 100)[:2], *learned(trials.IDENTITY, 100)[:2]} == {9, 10}
    assert learned(trials.IDENTITY, 100)[1:3] == [10, 10]
    runs = trials.remembered(trials.DEFAULT, 100)
    assert int((runs.share > 0.95).sum()) == max(learned(trials.DEFAULT, 100)) == 9
    assert runs.rate == 0.1
    assert float(runs.share.min()) < 0.6  # the tenth guesses


def test_a_grown_weight_keeps_the_sign():
    small, large = (widgets.reach(w, 100, 1.0) for w in (0.6, 2.0))
    assert small.h[-1] < 1e-20
    assert large.h[-1] > 0.95
    assert widgets.reach(2.0, 100, -1.0).h[-1] < -0.95
    assert max(float(small.back[0]), float(large.back[0])) < 1e-20


def test_the_journey_of_the_gradient():
    runs = trials.remembered(trials.DEFAULT, 100)
    assert runs.start.max() < 1e-11
    won = runs.share > 0.95
    says("optional-journey-read", f"at least {float(runs.top.min()):.2f}.")
    identity, larger = (trials.remembered(kind, 100) for kind in (trials.IDENTITY, trials.LARGER))
    assert float(runs.ratio[-1][won].max()) < 1e-28
    assert float(identity.ratio[-1].max()) < 1e-28
    kept = larger.ratio[-1] > 0.1
    assert int(kept.sum()) == 6
    assert (larger.share[kept] == 1).all()
    assert float(larger.ratio[-1].max()) < 10
    says("memory-held", f"median {identity.start.median():.2f}")
    assert max(learned(trials.CUT, 100)) == 6


def test_held_at_the_identity():
    runs = trials.remembered(trials.HELD, 100)
    held, end = 100 * runs.share, runs.ratio[-1]
    assert learned(trials.HELD, 100) == [0] * 5
    says("memory-held", f"only {held.min():.0f} to {held.max():.0f} %", f"= {0.1 * 99**0.5:.3f}$",
         f"between {end.min():.2f} and {end.max():.2f}.")
    says("memory-held", f"right in {100 * (1 + math.erf(1 / (0.1 * 99**0.5) / 2**0.5)) / 2:.0f} %")
    assert learned(trials.QUIET, 100)[0] == max(learned(trials.QUIET, 100)) == 8
    assert learned(trials.QUIET, 100)[-2:] == [0, 0]


def test_a_matrix_with_no_spectral_radius_may_lengthen():
    U = torch.tensor([[0.0, 3.0], [0.0, 0.0]], dtype=double)
    assert torch.linalg.eigvals(U).abs().max() == 0
    assert (torch.tensor([[1.0, 0.0]], dtype=double) @ U).tolist() == [[0.0, 3.0]]


def test_the_wall():
    T, at = 20, torch.tensor([1.9, 2.1], dtype=double)
    low, high = cliff.last_state(at, T).tolist()
    says("clip", f"falls to $-{-low:.2f}$", f"rises to {high:.2f}")
    steepest = [cliff.steepest(length)[1] for length in (5, 10, T)]
    rest = (math.atanh(0.6) + 0.5) / 0.6
    says("clip-read", f"{steepest[0]:.0f}, {steepest[1]:.0f} and {steepest[2]:.0f}", f"at $w = {rest:.4f}$",
         f"= {rest * (1 - 0.6**2):.2f}$ times", f"1.27^{{10}} = {1.27**10:.0f}$")
    near = torch.linspace(1.9883, 1.9886, 200_001, dtype=double)
    later, much_later = (float(cliff.loss_and_slope(near, length)[1].abs().max()) for length in (30, 40))
    says("clip-read", f"{later:.0f} and {much_later:.0f}")
    assert much_later / later == pytest.approx(11, abs=0.5)
    _, slope = cliff.loss_and_slope(torch.tensor([1.987], dtype=double), T)
    lands = cliff.walk(1.987, T, eta=0.01, steps=5, bound=math.inf)
    says("clip-read", f"0.01 \\cdot {-float(slope):.0f} = {-0.01 * float(slope):.2f}", f"at $w = {lands[1]:.1f}$")
    assert lands[1] == lands[-1]
    bounded = cliff.walk(1.987, T, eta=0.01, steps=200, bound=1.0)
    assert bounded[1] == pytest.approx(1.997)
    assert float(cliff.loss_and_slope(torch.tensor([bounded[-1]], dtype=double), T)[0]) < 1e-7
    small = cliff.walk(1.987, T, eta=1e-4, steps=40, bound=math.inf)
    _, slope = cliff.loss_and_slope(torch.tensor([small[1]], dtype=double), T)
    says("clip-read", f"leads to $w = {small[1]:.3f}$", f"still {small[-1]:.3f}", f"slope is {float(slope):.2f}",
         f"{1e-4 * float(slope):.6f} long")


def test_clipping_by_hand():
    g = torch.tensor([6.0, -8.0])
    assert (-0.5 * g / g.norm()).tolist() == pytest.approx([-0.3, 0.4])


def test_the_leaky_account():
    u = torch.ones(3, dtype=double, requires_grad=True)
    h = torch.zeros((), dtype=double)
    for copy, x in zip(u, (10, 0, 1)):
        h = 0.9 * h + copy * x
    assert torch.autograd.grad(h, u)[0].tolist() == pytest.approx([8.1, 0, 1])


@pytest.mark.parametrize("key", ["rnn_forward", "bptt"])
def test_the_minutes_and_the_place_of_an_exercise(key, your_turn):
    your_turn(key)
