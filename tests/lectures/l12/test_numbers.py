"""Numbers that stand in the prose of lecture 12. What its outputs print is proven there."""

from functools import partial
from pathlib import Path

import pytest
import torch

from dlcourse.authoring.sources import read
from dlcourse.lectures.l12 import trials, widgets
from dlcourse.nn import conv
from dlcourse.nn.sequential import Stage, backward, forward

FOLDER = Path(__file__).resolve().parents[3] / "authoring" / "12_convolution"
TEXT = {cell.id: cell.source for cell in read(FOLDER / "lecture.py").cells}
double = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def tensor(*values):
    return torch.tensor(values, dtype=double)


def percent(share):
    return f"{100 * float(share):.0f}"


def test_a_weight_used_twice():
    """The sum, not the mean, is the gradient of the tied weights."""
    a, c, x1, x2 = tensor(0.5, -0.5).requires_grad_(), tensor(1, 2), tensor(1, -1), tensor(1, 2)
    z = torch.stack([a @ x1, a @ x2])
    assert z.tolist() == [1, -0.5]
    y = (c @ z.tanh()).tanh()
    z_bar = ((1 - y**2) * c * (1 - z.tanh() ** 2)).detach()
    torch.testing.assert_close(torch.autograd.grad(y, a)[0], z_bar[0] * x1 + z_bar[1] * x2)


def test_one_axis_by_hand():
    x, a = tensor(1, 3, 2, 4).requires_grad_(), tensor(2, -1).requires_grad_()
    z = conv.conv1d(x, a, torch.zeros((), dtype=double))
    assert z.tolist() == [-1, 4, 0]
    z.backward(tensor(1, 2, -1))
    assert x.grad.tolist() == [2, 3, -4, 1]
    assert a.grad.tolist() == [1 + 6 - 2, 3 + 4 - 4]
    assert conv.conv1d(tensor(0, 1, 2, -1, 0), tensor(-1, 2), tensor(0)[0]).tolist() == [2, 3, -4, 1]
    says("back-read", "= 2$, then", "= 3$, then", "= -4$, then", "= 1$.")
    A = conv.toeplitz(tensor(-1, 0, 1), widgets.LENGTH)
    assert (A.numel(), len(A)) == (48, 8 - 3 + 1)
    says("slide-read", "48 entries", "$8 - 3 + 1 = 6$")
    step = conv.conv1d(tensor(*widgets.SIGNALS["a step"]), tensor(-1, 0, 1), tensor(0)[0])
    assert step.tolist() == [0, 0, 4, 4, 0, 0]
    says("slide-read", "At the places 2 and 3, $z$ is 4")
    turned = conv.conv1d(x.detach(), tensor(-1, 2), tensor(0)[0])
    assert turned.tolist() == [5, 1, 6]


def test_images_by_hand():
    X = tensor([[1, 2, 0], [0, 1, 3], [2, 0, 1]], [[0, 1, 2], [1, 0, 1], [3, 1, 0]])[None]
    W = tensor([[1, 0], [0, 1]], [[0, 1], [1, 0]])[None]
    Z, cache = conv.conv2d(X, W, tensor(1))
    assert Z[0, 0].tolist() == [[5, 8], [4, 5]]
    assert 16 * 8 * 3 * 3 + 16 == 1168
    found = conv.conv2d_backward(tensor([1, 0], [0, 2])[None, None], cache)
    assert (float(found.b_bar), float(found.W_bar[0, 0, 0, 1]), float(found.X_bar[0, 0, 1, 1])) == (3, 8, 3)


def test_pooling_by_hand():
    X = tensor([1, 3, 0, 2], [4, 2, 1, 1], [0, 1, 5, 2], [2, 0, 1, 6])[None, None]
    assert conv.max_pool2d(X, 2)[0].flatten().tolist() == [4, 2, 2, 6]
    assert conv.mean_pool2d(X, 2)[0].flatten().tolist() == [2.5, 1, 0.75, 3.5]
    x = tensor(1, 5, 2, 3).requires_grad_()
    x.unfold(0, 2, 1).amax(1).backward(tensor(1, 2, 4))
    assert x.grad.tolist() == [0, 3, 0, 4]


def test_sizes_and_costs():
    assert conv.out_size(7, 3, stride=2, padding=1, dilation=2) == 3
    assert conv.out_size(9, 3, padding=1) == 9
    assert conv.receptive_field([(3, 2, 1)] * 3) == 15
    assert conv.receptive_field([(3, 1, 1), (2, 2, 1), (3, 1, 1)]) == 8
    assert 196 * 64 + 64 == 12608
    assert 64 * 9 + 64 == 640
    places = (trials.CANVAS - 3 + 1) ** 2
    assert (places, places * 9 * 64, places * 64) == (144, 82944, 9216)
    assert round(82944 / (196 * 64), 1) == 6.6
    says("cost", "12 608", "640", "12 544", "144 \\cdot 576 = 82\\,944", "6.6 times", "9216 outputs")


@pytest.mark.parametrize("key", ["shared_grad", "conv1d", "conv2d", "conv2d_backward", "max_pool2d_backward",
                                 "receptive_field", "shape_trace"])
def test_the_minutes_and_the_place_of_an_exercise(key, your_turn):
    your_turn(key)


# --- what was measured ---


def by_move(kind):
    return [f"{100 * share:.0f}" for share in trials.moved(kind).right.median(0).values.tolist()]


def test_which_network_survives_a_move():
    right = {kind: trials.moved(kind).right for kind in trials.KINDS}
    assert min(percent(runs[:, 0].min()) for runs in right.values()) == "96"
    assert right[trials.TOP][:, 2].min() >= 0.9
    for kind in set(trials.KINDS) - {trials.TOP}:
        assert right[kind][:, 2].max() < 0.5
    dense, flat, top, own = map(by_move, trials.KINDS)
    says("hook", "they name 96 % or more")
    says("hook-see", f"still names {top[2]} %", f"falls from {dense[0]} to {dense[1]} % with one pixel",
         f"and to {dense[2]} % with two", f"falls to {flat[2]} %. The fourth", f"falls to {own[2]} %. So")
    says("move-explain", f"fall to {top[3]} % with 3 pixels")
    says("optional-wide", f"named {top[3]} %")
    counts = {kind: trials.moved(kind).parameters for kind in trials.KINDS}
    says("hook-see", *(f"{counts[kind]:,}".replace(",", " ") for kind in (trials.DENSE, trials.OWN)),
         f"{counts[trials.TOP]}.")
    assert min(counts, key=counts.__getitem__) == trials.TOP


def test_the_result_does_not_hang_on_the_rate():
    """Moved by 1, at each rate and from each start."""
    found = {kind: [100 * trials.LONG[f"{kind}, {rate:g}, {seed}"]["test"][1] for rate in trials.RATES
                    for seed in range(trials.STARTS)] for kind in trials.KINDS}
    third = found.pop(trials.TOP)
    others = [share for shares in found.values() for share in shares]
    says("move-read", f"{min(third):.0f} to {max(third):.0f} % of the digits moved by 1",
         f"the others {min(others):.0f} to {max(others):.0f} %")


def test_around_the_middle_there_was_never_ink():
    """So the adjoint of a dense weight there, z_bar times 0, was always 0."""
    canvases = trials.placed(trials.split()[0].X)[:, 0]
    assert int((canvases != 0).sum()) > 0
    middle = slice(trials.MOST, trials.MOST + trials.IMAGE)
    canvases[:, middle, middle] = 0
    assert bool((canvases == 0).all())


def test_a_wide_margin_makes_it_invariant():
    wide = trials.moved(trials.TOP).wide
    assert wide.shape == (trials.STARTS, trials.MOST + 1)
    assert bool((wide == wide[:, :1]).all())
    assert (trials.KERNEL, trials.MARGIN) == (5, 4)
    assert conv.receptive_field([(trials.KERNEL, 1, 1)] * 2) == 9


def test_pooling_repeats_itself_after_two_pixels():
    """Stride 2 falls with odd moves alone; stride 1 does not."""
    two, one = (trials.moved(kind).right for kind in trials.STRIDES)
    assert two[:, [1, 3]].max() < two[:, [0, 2]].min()
    assert one.min() > two[:, [1, 3]].max()
    shares = by_move("pooling, stride 2")
    says("odd-ask", f"names {shares[0]} % of")
    says("odd-read", f"falls to {shares[1]} %, is back at {shares[2]} %, and falls to {shares[3]} %")
    first, second, third, last = by_move("pooling, stride 1")
    says("odd-read", f"keeps {first}, {second}, {third} and {last} %")
    assert [conv.receptive_field([(3, 1, 1), (2, s, 1), (3, 1, 2 // s)]) for s in (1, 2)] == [8, 8]


def test_the_chain_is_the_small_network():
    """The pairs of the library give what torch gives, forwards and for the weights backwards."""
    W1, b1, W2, b2 = trials.small()[:4]
    stages = [Stage(partial(conv.conv2d, padding=4), conv.conv2d_backward, (W1, b1)),
              Stage(lambda X: (X.relu(), X > 0), lambda X_bar, on: X_bar * on),
              Stage(conv.max_pool2d, conv.max_pool2d_backward, (2,)),
              Stage(conv.conv2d, conv.conv2d_backward, (W2, b2)),
              Stage(lambda X: (X.relu(), X > 0), lambda X_bar, on: X_bar * on),
              Stage(conv.global_max_pool, conv.global_max_pool_backward)]
    X = trials.placed(widgets.example(3)).requires_grad_()
    out, caches = forward(stages, X.detach())
    expected = trials.small_maps(trials.small(), X)[1].amax((2, 3))
    torch.testing.assert_close(out, expected)
    expected.sum().backward()
    torch.testing.assert_close(backward(stages, caches, torch.ones_like(out)).X_bar, X.grad)
