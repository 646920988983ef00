"""Numbers that stand in the prose of lecture 13b. What its outputs print of training is proven there."""

import math
from pathlib import Path

import pytest
import torch

from dlcourse.authoring.sources import read
from dlcourse.lectures.l13b import cells, compared, figures, nets, trials, whole, widgets
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
    i, f, g = (float(v) for v in (second.i, second.f, second.g))
    by_gates = [2 * i * (1 - i) * g, -2 * f * (1 - f) * float(c1.detach()), (1 - g * g) * i]
    shown = float(kept.o) * (1 - math.tanh(float(c1.detach())) ** 2)
    assert f + shown * sum(by_gates) == pytest.approx(whole)
    says("direct-run", f"{by_gates[0]:.4f} - {-by_gates[1]:.4f} + {by_gates[2]:.4f}",
         f"{f:.4f} + {shown:.4f} · {sum(by_gates):.4f}")


def test_the_bias_at_the_start():
    assert trials.BIASES == (-1, 0, 1, 3, 5)
    best = {bias: trials.keeping(bias).best for bias in trials.BIASES}
    assert best[-1].max() < 0.55 > best[0].max()
    assert min(best[3].min(), best[5].min()) > 0.99
    low = sorted(best[1].tolist())
    assert low[2] > 0.99
    says("bias-read", f"({low[0]:.2f} and {low[1]:.2f})")
    shares = [torch.tensor(bias, dtype=double).sigmoid() ** 25 for bias in (0.0, 1.0, 3.0, 5.0)]
    says("bias-read", f"{shares[1]:.4f}", f"{shares[2]:.2f}")
    whole = {bias: compared.whole(bias) for bias in trials.BIASES}
    says("bias-read", f"{whole[1].min():.3f} to {whole[1].max():.3f}", f"{whole[3].min():.1f} to {whole[3].max():.1f}")
    means = [whole[bias].mean() for bias in trials.BIASES]
    assert means == sorted(means)
    says("direct-read", f"{trials.UNITS} units for {trials.KEEP_STEPS} steps", f"{0.5**25:.8f}")
    says("runs", "0.003, 0.01 and 0.03")
    assert trials.KEEP_RATES == (0.003, 0.01, 0.03)


def test_other_times_and_rates():
    """A share of a guess has the standard error 0.028 in 320 sequences."""
    assert f"{2 * 0.5 / (10 * trials.BATCH) ** 0.5:.2f}" == "0.06"
    assert compared.longer(0.0).share.max() < 0.56
    says("runs", f"{compared.LONGER} steps", f"mean is {compared.longer(1.0).best.mean():.2f}")
    rates = (*compared.OTHER_RATES, *trials.KEEP_RATES)
    mean = dict(zip(rates, compared.compared("LSTM", 1.0).share.mean(1).tolist(), strict=True))
    assert max(mean, key=mean.get) == 0.003
    assert compared.OTHER_RATES == (0.001, 0.1, 0.3)


def test_the_cells_compared():
    best = {(kind, bias): compared.compared(kind, bias).best
            for kind, bias in (("simple cell", 0.0), ("LSTM", 0.0), ("LSTM", 3.0), ("GRU", 0.0), ("GRU", 3.0))}
    assert max(best["simple cell", 0].max(), best["LSTM", 0].max()) < 0.6
    assert min(best["LSTM", 3].min(), best["GRU", 3].min()) > 0.99
    learned = (compared.compared("GRU").share > 0.99).sum(1).tolist()
    assert dict(zip(compared.ALL_RATES, learned, strict=True)) == {0.001: 0, 0.003: 0, 0.01: 0, 0.03: 0, 0.1: 4, 0.3: 5}
    assert compared.compared("LSTM").share.max() < 0.6
    assert sorted((*compared.OTHER_RATES, *trials.KEEP_RATES)) == list(compared.ALL_RATES)


def test_the_cells_side_by_side_are_those_of_the_library():
    rng, hidden = generator(3), 3
    X = torch.randn(4, 2, 5, 2, generator=rng, dtype=double)
    W, U, b = (torch.randn(2, n, 3 * hidden, generator=rng, dtype=double) for n in (2, hidden, 1))
    b_n = torch.randn(2, 1, hidden, generator=rng, dtype=double)
    found = compared.last_of_gru([W, U, b, b_n], X)
    one_block = [p[..., :hidden] for p in (W, U, b)]
    simple = compared.last_of_simple(one_block, X)
    for k in range(2):
        h = state = torch.zeros(5, hidden, dtype=double)
        b_hidden = torch.cat([torch.zeros(2 * hidden, dtype=double), b_n[k, 0]])
        for x in X[:, k]:
            h, _ = recurrent.gru_step(x.contiguous(), h, W[k].mT.contiguous(), U[k].mT.contiguous(), b[k, 0], b_hidden)
            state = (x @ one_block[0][k] + state @ one_block[1][k] + one_block[2][k]).tanh()
        torch.testing.assert_close(found[k], h)
        torch.testing.assert_close(simple[k], state)


def test_the_whole_derivative_by_moving_a_cell():
    """For one sequence of one start, by differences; the experiment takes the norms of such matrices."""
    assert compared.whole_at_the_start(3.0) == pytest.approx(compared.whole(3.0).tolist(), rel=1e-3)
    rng = generator(0)
    net = nets.Lstm(*(p[:1].double() for p in nets.started(2, trials.UNITS, rng, rates=1, forget=3.0)))
    X = trials.keep_batch(nets.SEEDS, 64, rng)[0][:, :1].double()

    def last(move):
        h = c = torch.zeros(1, 64, trials.UNITS, dtype=double)
        for t, z in enumerate(X @ net.W + net.b):
            h, c, (*_, o) = nets.step(net, z, h, c)
            if t == trials.FIRST - 1:
                c = c + move
                h = o * c.tanh()
        return c[0]

    columns = [(last(1e-5 * row) - last(-1e-5 * row)) / 2e-5 for row in torch.eye(trials.UNITS, dtype=double)]
    norms = torch.linalg.matrix_norm(torch.stack(columns, -1), 2)
    assert float(norms.mean()) == pytest.approx(float(compared.whole(3.0)[0]), rel=1e-3)


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
    assert compared.turned(3.0).other_end == 1


def test_the_derivative_at_the_start_does_not_tell_who_learns():
    gru = whole.of_gru(0.0)
    assert gru.max() < 10 * compared.whole(0.0).max()
    assert compared.whole(1.0).min() > 50 * gru.max()
    assert compared.whole(1.0).mean() > 100 * gru.max()
    assert (compared.compared("GRU", 0.0).best > 0.95).sum() == 5
    assert (compared.compared("LSTM", 1.0).best > 0.95).sum() == 3


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
    says("hook-see", *(f" {percent(mean['LSTM', p])}" for p in (8, 12)))
    says("runs", "0.01, 0.03, 0.1 and 0.3", "only 0.03 and 0.1")
    says("hook", f"2 pairs in {percent(mean['LSTM', 2])}")
    says("hook-ask", f"right in {percent(mean['LSTM', 2])}", f"starts is {percent(mean['LSTM', 8])}")
    says("pairs-read", f"{trials.recall_longer().best.mean():.2f}", f"{mean['LSTM', 12]:.2f}")
    says("pairs-read", f"help: {compared.opened(12).best.mean():.2f}",
         f"{compared.opened(8).best.mean():.2f} in place of {mean['LSTM', 8]:.2f}")
    assert compared.RECALL_RATES == (0.03, 0.1)
    assert trials.RATES == (0.01, 0.03, 0.1, 0.3)
    assert (trials.RECALL_STEPS, trials.HIDDEN, trials.BATCH, trials.VALUES) == (500, 32, 32, 10)


def test_a_table_without_training():
    by_hand = cells.table(trials.KEYS, trials.VALUES)
    X, y = trials.recall_batch(12, 1, 500, generator(9))
    zero = torch.zeros(500, trials.KEYS, dtype=double)
    _, (state, _), _ = recurrent.lstm(X[:, 0].double(), zero, zero, by_hand.W, by_hand.U, by_hand.b)
    torch.testing.assert_close((state @ by_hand.V.mT + by_hand.a).argmax(1), y[0])
    assert len(by_hand.b) == 4 * 16


def test_two_pairs_in_the_table():
    by_hand = cells.table(trials.KEYS, trials.VALUES)
    X = torch.zeros(3, 1, trials.KEYS + trials.VALUES, dtype=double)
    k, j = 10, 9
    for t, hot in enumerate(((k, trials.KEYS + 9), (j, trials.KEYS + 5), (j,))):
        X[t, 0, list(hot)] = 1
    zero = torch.zeros(1, trials.KEYS, dtype=double)
    _, (state, cell), _ = recurrent.lstm(X, zero, zero, by_hand.W, by_hand.U, by_hand.b)
    says("pairs", f"cell k becomes {float(cell[0, k]):.3f}", f"cell j stays {float(cell[0, j]):.3f}",
         f"= {float(state.sum()):.3f}$", *(f"{float(by_hand.V[d, 0]) / 2:.3f}$ is {d}" for d in (4,)),
         *(f"{float(by_hand.V[d, 0]) / 2:.3f} is {d}" for d in (5, 6)))


def test_strings_turned_round():
    share = {k: trials.reversal(k).best.mean() for k in trials.LENGTHS}
    says("seq-read", *(f"{share[k]:.2f}" for k in (4, 8, 12)))
    wide = trials.reversal(8, 64).best
    assert wide.min() < trials.reversal(8).best.max()  # the starts overlap
    says("seq-read", *(f"{compared.letters(k).mean():.2f}" for k in (4, 8, 12)))
    says("seq-read", *(f"{compared.letters(8, width).mean():.2f}" for width in (16, 64)))
    assert 2 * trials.HIDDEN == 64
    assert widgets.KIND[widgets.LSTM] == 0


@pytest.mark.parametrize("key", ["lstm_step", "lstm_step_backward", "gru_step"])
def test_the_minutes_and_the_place_of_an_exercise(key, your_turn):
    your_turn(key)
