"""Numbers that stand in the prose of lecture 13b. What its outputs print of training is proven there."""

import math
from pathlib import Path

import pytest
import torch

from dlcourse.authoring.sources import read
from dlcourse.lectures.l13b import cells, figures, nets, trials, widgets
from dlcourse.nn import recurrent
from dlcourse.tensors import generator

FOLDER = Path(__file__).resolve().parents[3] / "authoring" / "13b_gates"
TEXT = {cell.id: cell.source for cell in read(FOLDER / "lecture.py").cells}
double = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def one(*values):
    return torch.tensor(values, dtype=double)[:, None]


W, U, b = one(1, 2, 0.5, 1), one(2, -2, 1, 0), torch.tensor([0.0, 0, 0, -1], dtype=double)


def percent(found):
    return f"{100 * float(found):.0f} %"


def test_what_is_kept():
    assert f"{0.9**28:.3f}" == "0.052"
    assert f"{0.9**7:.2f}" == "0.48"
    says("keep-read", f"0.98^{{28}} = {0.98**28:.2f}")
    assert trials.T - 2 == 28
    assert trials.FIRST == 5


def test_a_step_by_hand():
    h, c, kept = recurrent.lstm_step(one(1), one(0.5), one(-0.5), W, U, b)
    gates = [f"{float(v):.4f}" for v in (kept.f, kept.i, kept.g)]
    says("step-cell", f"{gates[0]} · (-0.5) + {gates[1]} · {gates[2]}", f"0.5 · tanh({float(c):.4f})",
         f"0.5 · {float(c.tanh()):.4f}")
    assert float(kept.o) == 0.5
    assert float(h) == pytest.approx(0.5 * math.tanh(float(c)))
    zero = torch.zeros(4, 1, dtype=double)
    h, c, _ = recurrent.lstm_step(one(1), one(1), one(4), zero, zero, torch.zeros(4, dtype=double))
    assert [float(c), float(h)] == pytest.approx([2, 0.482], abs=5e-4)


def test_the_step_back_by_hand():
    *_, kept = recurrent.lstm_step(one(1), one(0.5), one(-0.5), W, U, b)
    back = recurrent.lstm_step_backward(one(1), one(0.2), kept)
    i, f, g, o, tanh_c = (float(v) for v in (kept.i, kept.f, kept.g, kept.o, kept.tanh_c))
    total = 0.2 + o * (1 - tanh_c**2)
    assert float(back.c_bar) == pytest.approx(total * f)
    says("back-steps", f"1 · {tanh_c:.4f}", f"(1 - {tanh_c:.4f}²)", f"{total:.4f} · (-0.5)", f"{total:.4f} · {f:.4f}",
         f"{total:.4f} · {g:.4f}", f"{total:.4f} · {i:.4f}")
    says("back-layer", f"{total * g:.4f} · {i * (1 - i):.4f}", f"{total * i:.4f} · {1 - g * g:.4f}")
    assert back.b_bar.tolist() == pytest.approx([total * g * i * (1 - i), total * -0.5 * f * (1 - f),
                                                 total * i * (1 - g * g), tanh_c * o * (1 - o)])


def test_ann_and_ben_agree_where_the_text_says():
    for f, o in ((0.0, 0.7), (0.7, 0.0)):
        ann, ben = 0.2 * f, (0.2 + o * (1 - math.tanh(0.3) ** 2)) * f
        assert ann == pytest.approx(ben)
    assert (0.2 + 0.7) * 1.0 > 0.2 * 1.0


def test_the_direct_way_and_the_whole():
    h1, c1, kept = recurrent.lstm_step(one(1), one(0.5), one(-0.5), W, U, b)
    c1 = c1.detach().requires_grad_()
    _, c2, second = recurrent.lstm_step(one(1), h1, c1, W, U, b)
    direct = torch.autograd.grad(c2.sum(), c1)[0]
    assert float(direct) == pytest.approx(float(second.f))
    c2 = recurrent.lstm_step(one(1), kept.o * c1.tanh(), c1, W, U, b)[1]
    whole = float(torch.autograd.grad(c2.sum(), c1)[0])
    says("direct-read", f"from {float(direct):.3f} to {whole:.3f}")


def test_the_logistic_in_all_places():
    found = cells.ranges("logistic")
    assert found["c"][0] > 0
    assert found["h"][0] > 0
    assert cells.ranges("tanh")["c"][0] < 0 > cells.ranges("tanh")["h"][0]


def test_the_bias_at_the_start():
    assert trials.BIASES == (-1, 0, 1, 3, 5)
    best = {bias: trials.keeping(bias).best for bias in trials.BIASES}
    assert best[-1].max() < 0.55 > best[0].max()
    assert min(best[3].min(), best[5].min()) > 0.99
    says("bias-read", f"{best[1].min():.2f} to {best[1].max():.2f}", f"mean of {best[1].mean():.2f}")
    shares = [torch.tensor(bias, dtype=double).sigmoid() ** 25 for bias in (0.0, 1.0, 3.0, 5.0)]
    says("bias-read", f"{shares[1]:.4f}", f"{shares[2]:.2f}", f"{shares[3]:.2f}")
    says("direct-read", f"{trials.UNITS} units for {trials.KEEP_STEPS} steps", "0.003, 0.01 and 0.03")
    assert trials.KEEP_RATES == (0.003, 0.01, 0.03)


def final_cells(net, sign):
    kept = cells.keep(1.0, 0.0, 2, trials.T)
    number = kept.number.clone()
    number[1] = sign
    X = torch.stack([number, kept.flag], -1)[:, None, None]
    return nets.run(nets.Lstm(*(p[None] for p in net)), X)[1][1].tanh()[0, 0]


def test_what_the_trained_gates_do():
    found, net = figures.seen(3.0, 2), trials.kept_net(3.0)
    f, i = found["f"], found["i"][:, 2:].mean(1)
    says("gates-read", f"{f.min():.2f} and {f.max():.2f}", f"{i.min():.2f} to {i.max():.2f}")
    assert (found["c"][:, 19:].tanh().abs() > 0.9).all()
    up, down = final_cells(net, 1.0), final_cells(net, -1.0)
    assert (up.abs() > 0.99).all()
    assert (down.abs() > 0.99).all()
    assert (up.sign() == -down.sign()).all()
    assert trials.LONG.stored["results"]["keep, 3"]  # the network of the figure


def test_a_gru_by_hand():
    h, kept = recurrent.gru_step(one(1), one(0.5), one(1, 0, 1), one(-2, 2, 2), torch.zeros(3, dtype=double),
                                 torch.tensor([0.0, 0, 1], dtype=double))
    says("gru-steps", f"{1 - float(kept.z):.4f} · {float(kept.n):.4f} + {float(kept.z):.4f} · 0.5")
    assert float(h) == pytest.approx(float((1 - kept.z) * kept.n + kept.z * 0.5))
    lstm, gru = (sum(p.numel() for p in made(10, 32).parameters()) for made in (torch.nn.LSTM, torch.nn.GRU))
    says("gru-read", str(lstm), str(gru), str(gru // 3))
    assert gru / lstm == 0.75


def test_mixing_three_times():
    assert 0.75**3 == 0.421875


def test_pairs():
    mean = {(kind, p): trials.recall(kind, p).best.mean() for kind in trials.KIND_OF.values() for p in trials.PAIRS}
    assert min(mean["attention", p] for p in trials.PAIRS) > 0.995
    assert mean["LSTM", 1] > 0.995
    says("hook-see", *(f" {percent(mean['LSTM', p])}" for p in (8, 12)), "0.01, 0.03, 0.1 and 0.3")
    says("hook", f"2 pairs in {percent(mean['LSTM', 2])}")
    says("hook-ask", f"right in {percent(mean['LSTM', 2])}", f"starts is {percent(mean['LSTM', 8])}")
    says("pairs-read", f"{trials.recall_longer().best.mean():.2f}", f"{mean['LSTM', 12]:.2f}")
    assert trials.RATES == (0.01, 0.03, 0.1, 0.3)
    assert (trials.RECALL_STEPS, trials.HIDDEN, trials.BATCH, trials.VALUES) == (500, 32, 32, 10)


def test_a_table_without_training():
    by_hand = cells.table(trials.KEYS, trials.VALUES)
    X, y = trials.recall_batch(12, 1, 500, generator(9))
    zero = torch.zeros(500, trials.KEYS, dtype=double)
    _, (state, _), _ = recurrent.lstm(X[:, 0].double(), zero, zero, by_hand.W, by_hand.U, by_hand.b)
    torch.testing.assert_close((state @ by_hand.V.mT + by_hand.a).argmax(1), y[0])
    assert len(by_hand.b) == 4 * 16


def test_strings_turned_round():
    share = {k: trials.reversal(k).best.mean() for k in trials.LENGTHS}
    says("seq-read", *(f"{share[k]:.2f}" for k in (4, 8, 12)))
    says("seq-read", *(f"{trials.reversal(8, width).best.mean():.2f}" for width in (16, 64)))
    assert 2 * trials.HIDDEN == 64
    assert widgets.KIND[widgets.LSTM] == 0


@pytest.mark.parametrize("key", ["lstm_step", "lstm_step_backward", "gru_step"])
def test_the_minutes_and_the_place_of_an_exercise(key, your_turn):
    your_turn(key)
