"""Numbers that stand in the prose of lecture 14a. What its outputs print is proven there."""

import math
from pathlib import Path

import pytest
import torch

from dlcourse.authoring.sources import read
from dlcourse.lectures.l14a import trials, widgets
from dlcourse.nn.attention import attention, attention_backward, causal_mask, positional_encoding
from dlcourse.tensors import generator

FOLDER = Path(__file__).resolve().parents[3] / "authoring" / "14a_attention"
TEXT = {cell.id: cell.source for cell in read(FOLDER / "lecture.py").cells}
double = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def table(*rows):
    return torch.tensor(rows, dtype=double)


def looked_up(scores, values, mask=None):
    """Weights and answer for given scores: keys and query of width 1."""
    out, cache = attention(table([1.0]), table(*([s] for s in scores)), table(*([v] for v in values)), mask=mask)
    return cache.A[0].tolist(), float(out)


Q = table([2, 0, 2, 0])
K = table([1, 0, 1, 0], [0, 1, 0, 1], [1, 1, 0, 0])
V = table([10], [20], [40])


# --- the hook ---

def test_who_recalls_twelve_pairs():
    lstm, head = (trials.recall(kind, 12) for kind in trials.KINDS)
    alone = trials.without_keys(12)
    says("hook-see", f"this answers {alone:.2f} of the questions", f"The LSTMs' {lstm.best.mean():.2f} is only "
         f"{round(float(lstm.best.mean()), 2) - round(alone, 2):.2f} more", f"they reach {trials.longer().mean():.2f}",
         f"every one of {20 * trials.BATCH} new questions", "best of four learning rates",
         "after four times as many batches", "(best of three rates)", "at three of the four rates")
    assert (head.right.amin(1) == 1).sum() == 3
    says("summary", f"answered {lstm.best.mean():.2f} of the questions")
    assert head.best.min() == 1
    assert float(lstm.best.mean()) == pytest.approx(0.3, abs=0.05)  # three of ten
    assert (trials.LONGER, len(trials.RATES), len(trials.LONG["longer"])) == (4 * trials.STEPS, 4, 3)
    for pairs in (2, 4, 8, 12):  # the best learning rate lies between others that were tried
        assert 0 < int(trials.recall(trials.LSTM, pairs).right.mean(1).argmax()) < len(trials.RATES) - 1


def test_the_sizes_of_the_two_networks():
    weights = {kind: sum(p[0].numel() for p in trials.started(kind, generator(0))) for kind in trials.KINDS}
    says("hook-see", f"It has {weights[trials.HEAD]} weights, and the LSTM has {weights[trials.LSTM]}")


def test_the_hook_shows_its_example():
    pairs, question = trials.in_words(trials.examples(12), 0)
    says("hook", *(f"${pair}$" for pair in pairs[:3]))
    assert question[0] in "BGH"
    assert (trials.STEPS, trials.BATCH, trials.KEYS, trials.VALUES) == (500, 32, 16, 10)


# --- a lookup ---

def test_a_lookup_by_hand():
    out, cache = attention(Q, K, V)
    says("soft-steps", *(f"{a:.4f}" for a in cache.A[0].tolist()), f"{math.exp(2) + 1 + math.e:.3f}",
         f"{math.exp(2):.3f}")
    says("back-derive", f"$y = {float(out):.2f}$")
    sharp, sharper = attention(10 * Q, K, V)
    assert 1 - float(sharper.A[0, 0]) == pytest.approx(0.00005, abs=0.000005)
    assert float(sharp) == pytest.approx(10, abs=0.002)
    log6, log3 = math.log(6), math.log(3)
    assert looked_up((log6, log3, 0), (10, 20, 50))[1] == pytest.approx(17)
    assert looked_up((2 * log6, 2 * log3, 0), (10, 20, 50))[1] == pytest.approx(12.826, abs=5e-4)
    assert looked_up((log6 / 2, log3 / 2, 0), (10, 20, 50))[1] == pytest.approx(21.062, abs=5e-4)


def test_masks_by_hand():
    scores, values, may = (math.log(6), math.log(3), 0.0), (10, 20, 50), torch.tensor([[True, False, True]])
    weights, found = looked_up(scores, values, may)
    assert weights == pytest.approx([6 / 7, 0, 1 / 7])
    assert found == pytest.approx(110 / 7)
    assert looked_up(scores, values)[0] == pytest.approx([0.6, 0.3, 0.1])
    cleo, hers = looked_up((scores[0], 0.0, 0.0), values)
    assert (cleo[0], cleo[1], hers) == pytest.approx((0.75, 1 / 8, 16.25))
    assert pytest.approx(11) == 0.6 * 10 + 0.1 * 50


def test_a_sum_does_not_move_a_softmax():
    says("recall-1", "0.665, 0.245 and 0.090")
    for logits in ((2.0, 1.0, 0.0), (5.0, 4.0, 3.0)):
        assert torch.tensor(logits).softmax(0).tolist() == pytest.approx([0.665, 0.245, 0.090], abs=5e-4)


# --- the root of n ---

@pytest.fixture(scope="module")
def dots():
    """Dot products of 600 random queries with 32 keys of width 1024."""
    rng = generator(4)
    return torch.stack([(torch.randn(1, 1024, generator=rng) @ torch.randn(1024, 32, generator=rng))[0]
                        for _ in range(600)]).double()


def test_the_largest_of_32_weights(dots):
    assert float(dots.std()) == pytest.approx(32, rel=0.02)
    plain, scaled = (((dots / by).softmax(1).amax(1)) for by in (1, 32))
    says("scale-ask", "about 0.95", "about 0.16")
    assert float(plain.mean()) == pytest.approx(0.95, abs=0.01)
    assert float(scaled.mean()) == pytest.approx(0.16, abs=0.01)


def gradient(n, divisor):
    """Lengths of the slope of the answer in the query, one for each of 1000 draws."""
    rng = generator(6)
    some, keys = torch.randn(1000, 33, n, generator=rng, dtype=double).split([1, 32], 1)
    query = some.clone().requires_grad_()
    values = torch.randn(1000, 32, 1, generator=rng, dtype=double)
    ((query @ keys.mT / divisor).softmax(2) @ values).sum().backward()
    return query.grad.norm(dim=2)


def test_the_gradient_with_and_without_the_root():
    says("scale-read", "At $n = 16$ the gradient without the root is even *longer*", "less than 0.01")
    says("scale-measure", f"its deviation is {2048**0.5:.0f}")
    divided = [float(gradient(n, n**0.5).median()) for n in (16, 64, 256, 1024)]
    assert min(divided) > 0.9 * max(divided)
    assert float(gradient(16, 1).median()) > 3 * divided[0]
    wide = gradient(1024, 1)
    assert float(wide.median()) < 0.01
    assert 0.8 < float(wide.mean()) < 2


def test_the_gradients_that_are_named():
    rng, tokens = generator(0), trials.KEYS + trials.VALUES  # drawn in the order of the notebook
    for shape in ((3, 32, tokens), (10, 32)):
        trials.drawn(*shape, fan_in=shape[-1], rng=rng)
    for many in (*[32] * 300, 1000):
        trials.questions(12, many, rng=rng)
    lengths = {}
    for n in (1, 16, 64, 256, 1024):
        some, keys = torch.randn(1000, 33, n, generator=rng, dtype=double).split([1, 32], 1)
        values, query = torch.randn(1000, 32, 1, generator=rng, dtype=double), some.clone().requires_grad_()
        ((query @ keys.mT).softmax(2) @ values).sum().backward()
        lengths[n] = query.grad.norm(dim=2)
    says("scale-read", f"get {lengths[16].median():.2f} or more", f"the mean is {lengths[1024].mean():.2f}")


def test_the_dot_products_of_the_head_begin_small():
    says("scale-guess", "a standard deviation of about 0.1")
    Wq, Wk = (p.double() for p in trials.started(trials.HEAD, generator(0))[:2])
    X = trials.questions(12, trials.SEEDS, 200, rng=generator(1)).X.double()
    dots = (X[:, :, -1:] @ Wq[:, None]) @ (X[:, :, :-1] @ Wk[:, None]).mT
    assert float(dots.std()) == pytest.approx(0.1, abs=0.02)


def test_how_far_dot_products_lie_apart():
    apart = math.erfc(1 / 2)  # two of deviation 32 differ with deviation 32 times root 2
    assert 0.47 < apart < 0.5
    assert math.exp(32) == pytest.approx(8e13, rel=0.02)


def test_where_eight_queries_look():
    found = {by: float(attention(widgets.vectors()[0] * 8 / by, *[widgets.vectors()[1]] * 2)[1].A.amax(1).mean())
             for by in (1.0, 8.0, 64.0)}
    says("scale-see", f"is {found[1.0]:.2f} on average", f"it is {found[64.0]:.2f}, not far",
         f"it is {found[8.0]:.2f}.")
    assert widgets.where_it_looks(8.0, "none", 5.0).say.endswith(f"is {found[8.0]:.2f}.")


# --- the order ---

def on_three(x, mask=None):
    x = table(*([v] for v in x))
    return attention(math.log(2) * x, x, x, mask=mask)[0][:, 0].tolist()


def test_three_tokens_and_their_shuffle():
    assert on_three((0, 1, 2)) == pytest.approx([1, 10 / 7, 12 / 7])
    assert on_three((2, 0, 1)) == pytest.approx([12 / 7, 1, 10 / 7])
    assert on_three((0, 1, 2), causal_mask(3))[1] == pytest.approx(2 / 3)
    assert on_three((2, 0, 1), causal_mask(3))[0] == pytest.approx(2)
    assert on_three((0, 1, 2), causal_mask(3))[2] == pytest.approx(12 / 7)
    assert 2**4 + 2**0 + 2**2 == 21


def test_the_tables_of_a_shuffle():
    def printed(M):
        return r" \\ ".join(" & ".join(f"{v:.0f}" for v in row) for row in M.tolist())

    x, P = table([0], [1], [2]), torch.eye(3, dtype=double)[[2, 0, 1]]
    assert (P @ x)[:, 0].tolist() == [2, 0, 1]
    says("order-derive", printed(P), printed(x @ x.mT), printed(P @ x @ x.mT @ P.mT))
    assert (P @ x @ x.mT)[0].tolist() == [0, 2, 4]


def test_a_head_without_positions_does_not_know_which_came_later():
    theta = [p.double() for p in trials.started(trials.HEAD, generator(3))]
    X = trials.questions(6, trials.SEEDS, 4, rng=generator(1)).X.double()
    X[:, :, 4, :trials.KEYS] = X[:, :, 1, :trials.KEYS]  # the same key twice
    swapped = X[:, :, [0, 4, 2, 3, 1, 5, 6]]
    torch.testing.assert_close(trials.scores(trials.HEAD, theta, X), trials.scores(trials.HEAD, theta, swapped))


# --- positions ---

def test_waves_by_hand():
    code = positional_encoding(65, 4, dtype=double)
    assert code[3].tolist() == pytest.approx([math.sin(3), math.cos(3), math.sin(0.03), math.cos(0.03)])
    says("waves-dot", *(f"{v:.4f}" for v in (*code[1, :2].tolist(), code[3, 0])), f"({code[3, 1]:.4f})")
    assert float(code[1] @ code[3]) == pytest.approx(math.cos(2) + math.cos(0.02))


def test_a_query_that_looks_two_places_back():
    code, angles = positional_encoding(65, 4, dtype=double), 2 * table([1.0, 0.01])
    turned = torch.empty_like(code)
    sin, cos = code[:, 0::2], code[:, 1::2]
    turned[:, 0::2] = sin * angles.cos() - cos * angles.sin()
    turned[:, 1::2] = cos * angles.cos() + sin * angles.sin()
    assert int((turned[9] @ code.mT).argmax()) == 7
    assert float(turned[9] @ code[7]) == pytest.approx(2)
    says("waves-exercise", f"= {float(turned[5, :2] @ code[5, :2]):.2f}$")
    assert float(turned[5, :2] @ code[3, :2]) == pytest.approx(1)


def test_which_positions_look_alike():
    says("waves-read", f"{14 * math.pi:.2f}", f"{math.cos(0.01):.5f}", f"{200 * math.pi:.0f} positions")
    assert "position 64 fits best, with 1.00" in widgets.places(2.0, 20.0).say
    assert "position 1 fits best, with 0.99" in widgets.places(4.0, 20.0).say
    says("waves-read", "position 1 still fits with 0.99")


# --- the way back ---

def test_the_way_back_by_hand():
    out, cache = attention(Q, K, V)
    found = attention_backward(table([1]), cache)
    s_bar = cache.A[0] * (V[:, 0] - out)
    a, parts = cache.A[0], cache.A[0] * V[:, 0]
    first = (parts * (torch.tensor([1, 0, 0]) - a[0])).tolist()
    says("back-steps", " - ".join(f"{abs(v):.3f}" for v in first) + f" = {sum(first):.3f}",
         " + ".join(f"{v:.3f}" for v in parts.tolist()))
    torch.testing.assert_close((torch.eye(3) - a[:, None]) @ parts, s_bar[0])
    torch.testing.assert_close(found.K_bar, s_bar.mT @ Q / 2)
    assert float(s_bar.sum()) == pytest.approx(0, abs=1e-12)
    assert found.K_bar[2, :2].tolist() == pytest.approx([5.3248, 0], abs=5e-5)
    says("back-ask", f"s̄₃ is {float(s_bar[0, 2]):.4f}")
    direction = (found.Q_bar[0] @ (K[2] - K[0])).sign()
    assert direction == 1  # towards key 3, away from key 1
    assert 2 * 5 + 2 * 3 * (-1) == 4


def test_a_masked_key_gets_nothing_back():
    _, cache = attention(Q, K, V, mask=torch.tensor([[True, False, True]]))
    assert attention_backward(table([1]), cache).K_bar[1].abs().max() == 0


# --- the price ---

def test_what_it_costs():
    def lstm(T):
        return T * 4 * 64 * (64 + 64)

    def head(T):
        return 3 * T * 64 * 64 + 2 * T * T * 64

    says("cost-read", f"{lstm(1):,}".replace(",", "\\,"), f"{3 * 64**2:,}".replace(",", "\\,"), "below 160 tokens")
    assert lstm(160) == head(160)
    assert head(159) < lstm(159)
    says("cost-read", "it is 128 tokens in place of 160")
    assert lstm(128) == head(128) + 128 * 64**2
    assert 380 < head(100_000) / lstm(100_000) < 400
    assert 4 * 100_000**2 == 40e9
    assert (6000 / 2000) ** 2 == 9


@pytest.mark.parametrize("key", ["attention", "positional_encoding", "attention_backward"])
def test_the_minutes_and_the_place_of_an_exercise(key, your_turn):
    your_turn(key)
