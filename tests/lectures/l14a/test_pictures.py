"""The figures and live pictures of lecture 14a draw what they say, small enough, with the numbers in words."""

import math

import pytest
import torch

from dlcourse.lectures.l14a import figures, trials, widgets
from dlcourse.nn.attention import positional_encoding
from dlcourse.tensors import generator

double = torch.float64


@pytest.fixture(scope="module")
def drawn():
    """The pictures of the lecture, with made-up numbers."""
    M = torch.eye(16, dtype=double) * 3 - 1
    A = torch.tensor([0.25, 0.75], dtype=double)
    return {"ways": figures.ways(), "learned": figures.learned(A, (["A = 3", "B = 7"], "B = ?"), M)}


@pytest.mark.parametrize("name", ["ways", "learned"])
def test_a_picture_is_small_and_described(drawn, name):
    png = drawn[name].png()
    assert png[:4] == b"\x89PNG"
    assert len(png) < 60 * 1024
    assert len(drawn[name].description) > 40


def test_the_words_carry_the_numbers(drawn):
    said = drawn["learned"].description
    assert "for B = ?: A = 3: 0.25, B = 7: 0.75." in said
    assert said.endswith("on the diagonal the scores lie between 2.0 and 2.0, elsewhere between -1.0 and -1.0.")


@pytest.mark.parametrize("kind", trials.KINDS)
@pytest.mark.parametrize("pairs", trials.PAIRS)
def test_who_recalls(kind, pairs):
    scene, found = widgets.recall(kind, float(pairs), 2.0), trials.recall(kind, pairs)
    share, says = scene.panels
    assert scene.readings["share right"] == [pytest.approx(float(found.best.mean()))]
    torch.testing.assert_close(says.marks[0].y, found.says[1])
    assert float(found.says[1].sum()) == pytest.approx(1, abs=1e-4)
    names = {mark.name for mark in share.marks}
    assert {trials.LSTM, "now", "guessing"} <= names
    assert (trials.HEAD in names) == (kind == trials.HEAD)  # it is not shown before one asks for it
    assert f"The right answer is {int(trials.examples(pairs).y[1])}." in scene.say


def test_a_sequence_holds_its_pairs_and_its_question():
    new = trials.questions(5, 3, rng=generator(2))
    for X, keys, values, asked, y in zip(*new):
        assert X[:-1].argmax(1).tolist() == keys.tolist()
        assert X[:-1, trials.KEYS:].argmax(1).tolist() == values.tolist()
        assert X[-1].nonzero().flatten().tolist() == [int(keys[asked])]
        assert (y, len(set(keys.tolist()))) == (values[asked], 5)


def test_the_recurrence_is_torchs_lstm():
    theta = trials.started(trials.LSTM, generator(0))
    net = torch.nn.LSTM(trials.KEYS + trials.VALUES, trials.HIDDEN, batch_first=True)
    X = trials.questions(3, 4, rng=generator(1)).X
    with torch.no_grad():
        for name, value in zip(("weight_ih_l0", "weight_hh_l0", "bias_ih_l0"), theta):
            getattr(net, name).copy_(value[2].mT if value[2].shape[0] > 1 else value[2, 0])
        net.bias_hh_l0.zero_()
        wanted = net(X)[0][:, -1] @ theta[3][2]
    torch.testing.assert_close(trials.scores(trials.LSTM, theta, X.expand(trials.SEEDS, -1, -1, -1))[2], wanted)


def test_where_it_looks():
    Q, K = widgets.vectors()
    scene = widgets.where_it_looks(8.0, "none", 3.0)
    torch.testing.assert_close(scene.panels[1].marks[0].y, (K @ Q[2] / 8).softmax(0))
    causal = widgets.where_it_looks(8.0, widgets.MASKS[2], 2.0).panels[1].marks[0].y
    assert causal[2:].max() == 0
    assert float(causal.sum()) == pytest.approx(1)
    padded = widgets.where_it_looks(8.0, widgets.MASKS[1], 8.0).panels[0].marks[0].values
    assert padded[:, 36:].max() == 0  # a key is six columns wide
    assert padded[:, :36].min() > 0


def test_where_it_looks_gets_flatter_with_the_divisor():
    largest = [widgets.where_it_looks(by, "none", 5.0).readings["largest weight"][0] for by in (1.0, 8.0, 64.0)]
    assert largest == sorted(largest, reverse=True)


@pytest.mark.parametrize("width, position", [(2, 20), (8, 0), (16, 64)])
def test_places(width, position):
    code = positional_encoding(65, width, dtype=double)
    scene = widgets.places(float(width), float(position))
    fit = scene.panels[1].marks[0].y
    torch.testing.assert_close(fit, code @ code[position] / (width / 2))
    assert float(fit[position]) == pytest.approx(1)
    omega = [10000 ** (-2 * i / width) for i in range(width // 2)]
    away = [sum(math.cos(w * (s - position)) for w in omega) / len(omega) for s in range(65)]
    torch.testing.assert_close(fit, torch.tensor(away, dtype=double))
