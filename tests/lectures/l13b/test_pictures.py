"""The figures and live pictures of lecture 13b draw what they say, small enough, with the numbers in words."""

import pytest
import torch

from dlcourse.lectures.l13b import cells, figures, nets, trials, widgets
from dlcourse.nn import recurrent
from dlcourse.tensors import generator

double = torch.float64


def drawn(name):
    found = {1.0: torch.tensor([0.5, 1.0]), 2.0: torch.tensor([0.25, 0.75])}
    return {"lstm_step": figures.lstm_step, "encoder_decoder": figures.encoder_decoder,
            "gates": lambda: figures.gates(3.0),
            "shares": lambda: figures.shares({"a": found, "b": found}, "pairs", "share", 0.1)}[name]()


@pytest.mark.parametrize("name", ["lstm_step", "encoder_decoder", "gates", "shares"])
def test_a_picture_is_small_and_described(name):
    picture = drawn(name)
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert len(picture.description) > 20


def test_shares_are_means_with_a_dash_for_each_start():
    picture = drawn("shares")
    lines = picture.figure.axes[0].lines
    assert list(lines[0].get_ydata()) == [0.75, 0.5]
    assert [list(line.get_ydata()) for line in lines[1:3]] == [[0.5, 1.0], [0.25, 0.75]]
    assert "a: 0.75 at 1 (0.50 to 1.00), 0.50 at 2 (0.25 to 0.75)." in picture.description


def side_by_side(hidden=3, n_in=2):
    rng = generator(7)
    return nets.Lstm(*(torch.randn(nets.SEEDS, n, 4 * hidden, generator=rng, dtype=double) for n in (n_in, hidden, 1)))


def test_networks_side_by_side_are_the_ones_of_the_library():
    net, rng = side_by_side(), generator(8)
    X = torch.randn(4, nets.SEEDS, 6, 2, generator=rng, dtype=double)
    H, (h, c) = nets.run(net, X)
    for k in range(nets.SEEDS):
        W, U, b = net.W[k].mT.contiguous(), net.U[k].mT.contiguous(), net.b[k, 0]
        expected, state, _ = recurrent.lstm(X[:, k].contiguous(), *torch.zeros(2, 6, 3, dtype=double), W, U, b)
        torch.testing.assert_close(H[:, k], expected)
        torch.testing.assert_close((h[k], c[k]), state)


def test_training_is_adam_with_clipping():
    """Against torch's Adam, for gradients below the clip."""
    start = torch.randn(nets.SEEDS, 2, 3, generator=generator(1))
    ours, theirs = start.clone(), start.clone().requires_grad_()
    adam = torch.optim.Adam([theirs], lr=0.03)
    for _ in range(20):
        adam.zero_grad()
        (0.01 * theirs.square()).sum().backward()
        adam.step()
    nets.train([ours], lambda: (0.01 * ours.square()).sum((1, 2)), 20, (0.03,))
    torch.testing.assert_close(ours, theirs.detach(), rtol=0, atol=1e-5)
    torch.testing.assert_close(nets.right(torch.eye(2)[None, None], torch.tensor([[[0, 0]]])), torch.tensor([0.5]))


def test_what_is_asked_stands_in_the_sequence():
    X, y = trials.recall_batch(4, 2, 50, generator(3))
    keys, values = X[..., :trials.KEYS], X[..., trials.KEYS:]
    assert (keys[:-1].sum(0) <= 1).all()  # all keys differ
    assert (values[-1] == 0).all()
    asked = (keys[:-1] * keys[-1]).sum(-1)
    assert (asked.sum(0) == 1).all()
    torch.testing.assert_close((asked[..., None] * values[:-1]).sum(0).argmax(-1), y)
    X, y = trials.keep_batch(2, 50, generator(3))
    assert (X[..., 1].sum(0) == 1).all()
    assert (X[trials.FIRST:, ..., 1] == 0).all()
    torch.testing.assert_close((X[..., 0] * X[..., 1]).sum(0), 2.0 * y - 1)


@pytest.mark.parametrize("pairs", [1, 4, 12])
@pytest.mark.parametrize("network", [widgets.LSTM, widgets.ATTENTION])
def test_recall(pairs, network):
    scene, found = widgets.recall_pairs(float(pairs), network), trials.recall(trials.KIND_OF[network], pairs).best
    assert scene.readings["share right"] == [pytest.approx(float(found.mean()))]
    line, points = scene.panels[1].marks[:2]
    assert line.x.max() == pairs  # what has more pairs is not told before it is guessed
    assert len(points.x) == nets.SEEDS * len(line.x)
    shown, question = widgets.cards(pairs)
    assert len({card[0] for card in shown}) == pairs
    assert f"{question[0]} {question[-1]}" in shown


@pytest.mark.parametrize("f, i, at", [(0.9, 0.0, 2), (1.0, 0.1, 5), (0.0, 0.0, 1), (0.5, 0.2, 3)])
def test_a_cell_that_keeps(f, i, at):
    """The derivative by moving the cell at the flag, and the cell as a sum of what came in."""
    kept, T = cells.keep(f, i, at, trials.T), trials.T
    later = [f ** (T - t) * i * float(kept.number[t - 1]) for t in range(at + 1, T + 1)]
    assert float(kept.c[-1]) == pytest.approx(f ** (T - at) + sum(later))
    assert float(kept.derivative[-1]) == pytest.approx(f ** (T - at))
    assert kept.derivative[:at - 1].tolist() == [0.0] * (at - 1)
    scene = widgets.keeping_cell(f, i, float(at))
    assert scene.panels[1].marks[0].y.tolist() == kept.c.tolist()
    heat = scene.panels[0].marks[0].values
    assert heat.shape == (4 * len(widgets.ROWS), 3 * (T + widgets.LABELS))
    assert float(heat[-1, 3 * (widgets.LABELS + at - 1)]) == 1.0  # the flagged number, on top


def test_the_heat_map_of_a_trained_network():
    found = figures.seen(3.0, 2)
    assert all(v.shape == (trials.UNITS, trials.T) for v in found.values())
    assert figures.gates(3.0).figure.axes[1].images[0].get_array().tolist() == found["f"].tolist()
