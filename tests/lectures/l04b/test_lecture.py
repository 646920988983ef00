"""The numbers in the prose of lecture 04b."""

import itertools
import math
import re
from pathlib import Path

import pytest
import torch

from dlcourse import data, losses
from dlcourse.lectures.l04b import figures
from dlcourse.models import linear, margin, penalties
from dlcourse.tensors import generator

SOURCE = (Path(__file__).parents[3] / "authoring" / "04b_many_classes" / "lecture.py").read_text(encoding="utf-8")
double = torch.float64
W = torch.tensor([[1.0, 0.0], [-1.0, 1.0], [0.0, -2.0]], dtype=double)
B = torch.tensor([0.0, 2.0, 1.0], dtype=double)
X = torch.tensor([2.0, 1.0], dtype=double)
Z = torch.tensor([2.0, 1.0, -1.0], dtype=double)


def rows(cell):
    """The rows of the table in a cell, as lists of texts."""
    text = re.search(rf'id="{cell}".*?(?=\n# %%)', SOURCE, re.DOTALL)[0]
    return [[part.strip() for part in row.split("|")] for row in re.findall(r"^# \| (.*) \|$", text, re.MULTILINE)][1:]


def numbers(text):
    return [float(v) for v in re.findall(r"-?\d+\.?\d*", text)]


def test_the_table_of_logits():
    for c, w, b, product, logit in rows("plane"):
        c = int(c)
        assert numbers(w) == W[c].tolist()
        assert float(b) == B[c]
        assert float(product) == W[c] @ X
        assert float(logit) == W[c] @ X + B[c]
    assert (W @ (4 * X) + B).tolist() == [8, -2, -7]
    assert (W @ torch.tensor([0.0, 3.0], dtype=double) + B).tolist() == [0, 5, -5]


def test_the_table_of_softmax_and_temperatures():
    p = Z.softmax(0)
    for c, logit, power, share in rows("softmax-rule"):
        c = int(c)
        assert float(logit) == Z[c]
        assert float(power) == pytest.approx(math.exp(Z[c]), abs=5e-4)
        assert float(share) == pytest.approx(float(p[c]), abs=5e-4)
    assert "divided by the sum 10.475" in SOURCE
    assert float(Z.exp().sum()) == pytest.approx(10.475, abs=5e-4)
    assert (Z / 10).softmax(0).tolist() == pytest.approx([0.378, 0.342, 0.280], abs=5e-4)
    assert (Z / 0.1).softmax(0)[0] > 0.9999
    assert math.log(2) == pytest.approx(0.693, abs=5e-4)  # 2 to the power of z is e to the power of 0.693 z
    assert float((p[0] / p[1]).log()) == pytest.approx(1)


def test_where_powers_end():
    for dtype, high, low in ((torch.float64, 710, -745), (torch.float32, 89, -104)):
        assert torch.tensor(float(high), dtype=dtype).exp() == torch.inf
        assert torch.tensor(high - 1.0, dtype=dtype).exp() < torch.inf
        assert torch.tensor(low - 1.0, dtype=dtype).exp() == 0
        assert torch.tensor(low + 1.0, dtype=dtype).exp() > 0
    small = torch.tensor([-5.0, 0.0, 5.0], dtype=double).softmax(0)
    assert float(small[0]) == pytest.approx(0.000045, abs=5e-7)
    big = torch.tensor([1000.0, 1000.0], dtype=double)
    assert (big.exp() / big.exp().sum()).log().isnan().all()
    wide = torch.tensor([-400.0, 0.0, 400.0], dtype=double)
    assert (wide.exp() / wide.exp().sum()).log().tolist() == [-math.inf, -400, 0]
    assert losses.log_softmax(wide).tolist() == [-800, -400, 0]


def test_the_border_of_two_classes():
    assert (W[0] - W[1]).tolist() == [2, -1]
    assert float(B[0] - B[1]) == -2
    assert "2x_1 - x_2 - 2 = 0" in SOURCE


def test_the_small_programs_say_what_their_remarks_say():
    Z2 = torch.tensor([[1.0, 2.0, 3.0], [7.0, 9.0, 5.0]])
    assert Z2.amax(dim=-1).tolist() == [3, 9]
    assert Z2.amax(dim=-1, keepdim=True).tolist() == [[3], [9]]
    assert (Z2 - Z2.amax(dim=-1, keepdim=True)).tolist() == [[-2, -1, 0], [-2, 0, -4]]
    assert torch.eye(3)[torch.tensor([1, 0])].tolist() == [[0, 1, 0], [1, 0, 0]]
    m = torch.tensor([-0.5, 0.75, 2.25])
    assert (m < 1).tolist() == [True, True, False]
    assert (m < 1).double().tolist() == [1, 1, 0]
    assert torch.tensor([3, -0.5, 0]).sign().tolist() == [1, -1, 0]
    for told in ("[[1.0, 2.0, 3.0], [7.0, 9.0, 5.0]]", "[[-2, -1, 0], [-2, 0, -4]]", "[[0, 1, 0], [1, 0, 0]]",
                 "[-0.5, 0.75, 2.25]", "[True, True, False]"):
        assert told in SOURCE


def test_the_step_of_a_half():
    p = Z.softmax(0)
    g = p - torch.tensor([0.0, 1.0, 0.0], dtype=double)
    assert g.tolist() == pytest.approx([0.705, -0.741, 0.035], abs=6e-4)
    assert (-0.5 * g).tolist() == pytest.approx([-0.353, 0.370, -0.018], abs=5e-4)
    after = (W - 0.5 * torch.outer(g, X)) @ X + B - 0.5 * g
    assert float(after.softmax(0)[1]) == pytest.approx(0.953, abs=6e-4)
    assert (-0.5 * g * (X @ X + 1)).tolist() == pytest.approx([-2.12, 2.22, -0.11], abs=5e-3)
    assert after.tolist() == pytest.approx([-0.12, 3.22, -1.11], abs=5e-3)
    assert "(-0.12, 3.22, -1.11)" in SOURCE
    assert float(p[1]) == pytest.approx(0.259, abs=6e-4)


def test_equal_logits_cost_log_C_and_large_ones_more():
    assert math.log(10) == pytest.approx(2.303, abs=5e-4)
    for std, low, high in ((0.01, 2.29, 2.32), (1.0, 6, 9)):
        means = [float(losses.initial_losses(10, 20, std, draws=200, rng=generator(seed)).mean())
                 for seed in range(5)]
        assert all(low < mean < high for mean in means)


def test_starts_agree_in_loss_and_not_in_weights():
    clouds = data.blobs(60, 3, rng=generator(5), spread=1.5)
    starts = [torch.randn(3, 2, generator=generator(seed), dtype=double) for seed in (2, 4, 5)]
    ends = [linear.softmax_fit(clouds.X, clouds.y, classes=3, eta=0.3, steps=2000, start=linear.Planes(
        W_start, torch.zeros(3, dtype=double))) for W_start in starts]
    assert min(e.losses[0] for e in ends) > math.log(3), "as the text says"
    assert max(e.losses[-1] for e in ends) - min(e.losses[-1] for e in ends) < 1e-5
    assert all((a.params.W - b.params.W).abs().max() > 0.1 for a, b in itertools.pairwise(ends))
    apart = [e.params.W - e.params.W[0] for e in ends]
    assert all((a - b).abs().max() < 5e-3 for a, b in itertools.pairwise(apart))


def test_a_stronger_penalty_is_more_modest():
    clouds = data.blobs(60, 3, rng=generator(5), spread=1.5)
    far = torch.tensor([[8.0, 0.0]], dtype=double)
    sure = [float(linear.softmax_predict(*linear.softmax_fit(
        clouds.X, clouds.y, classes=3, eta=0.3, steps=1000, lam=lam).params, far)[0, 0]) for lam in (0, 0.01, 0.1, 1)]
    assert sure == sorted(sure, reverse=True)
    assert [p < 0.9 for p in sure] == [False, False, False, True]
    assert sure[0] > sure[1] > sure[2] > 0.99
    strong = linear.softmax_fit(clouds.X, clouds.y, classes=3, eta=0.3, steps=1000, lam=1.0).params
    ways = torch.tensor([[8.0, 0.0], [20.0, 0.0], [2.0, 0.0]], dtype=double)
    assert linear.softmax_predict(*strong, ways)[:, 0].tolist() == pytest.approx([0.834, 0.993, 0.47], abs=4e-3)
    for told in ("says 0.834", "at 20 it says 0.993"):
        assert told in SOURCE


def test_a_little_penalty_helps_and_a_strong_one_harms():
    """The probabilities at distance 2, and the losses of 100 000 new samples."""
    clouds, new = data.blobs(60, 3, rng=generator(5), spread=1.5), data.blobs(100_000, 3, rng=generator(1), spread=1.5)
    near, found = torch.tensor([[2.0, 0.0]], dtype=double), []
    for lam, told in ((0, 0.954), (0.01, 0.917), (0.1, 0.749), (1, 0.474)):
        model = linear.softmax_fit(clouds.X, clouds.y, classes=3, eta=0.3, steps=1000, lam=lam).params
        assert float(linear.softmax_predict(*model, near)[0, 0]) == pytest.approx(told, abs=5e-4)
        found.append(float(linear.softmax_loss_and_grad(*model, new.X, new.y)[0]))
    assert found == pytest.approx([0.55, 0.52, 0.54, 0.78], abs=5e-3)
    assert float(linear.softmax_loss_and_grad(*figures.TRUTH, new.X, new.y)[0]) == pytest.approx(0.50, abs=5e-3)
    far = torch.tensor([[2.0, 0.0], [8.0, 0.0]], dtype=double)
    assert linear.softmax_predict(*figures.TRUTH, far)[:, 0].tolist() == [
        pytest.approx(0.878, abs=5e-4), pytest.approx(0.99995, abs=5e-6)]
    for told in ("the truth is 0.878", "says 0.954", "says 0.917", "only 0.474", "0.55, 0.52, 0.54 and 0.78",
                 "the truth there is 0.99995", "truth itself pays 0.50"):
        assert told in SOURCE


def test_when_a_weight_stays_at_zero():
    after = [float(penalties.soft_threshold(torch.tensor(-0.5 * slope, dtype=double), 0.05)) for slope in (0.06, 0.3)]
    assert after == pytest.approx([0, -0.10])
    asked = [float(penalties.soft_threshold(torch.tensor(w - 0.5 * slope, dtype=double), 0.05))
             for w, slope in ((0.12, 0.2), (0, -0.3))]
    assert asked == pytest.approx([0, 0.1])


def test_three_samples_hold_the_strip():
    seed = int(re.search(r"separable\(40, rng=tensors.generator\((\d+)\)", SOURCE)[1])
    pair = data.separable(40, rng=generator(seed), margin=1.0)
    machine = margin.svm_fit(pair.X, pair.y, lam=0.01, steps=2000).params
    margins = ((2 * pair.y - 1) * (pair.X @ machine.w + machine.b)).sort().values
    assert margins[2] < 1.002
    assert margins[3] > 1.02  # the fourth lies outside, and not only by the error of the fit


def test_the_hinge_loss_by_hand():
    for w, x, y, told in (((0.5, 0), (1, 2), -1, (-0.5, 1.5, 1, 2, 1)), ((1, -1), (0, 2), 1, (-2, 3, 0, -2, -1))):
        w, b, x = (torch.tensor(v, dtype=double) for v in (w, 0.0, x))
        w.requires_grad_()
        b.requires_grad_()
        m = y * (w @ x + b)
        price = (1 - m).clamp(min=0)
        price.backward()
        assert [float(v.detach()) for v in (m, price, *w.grad, b.grad)] == list(told)
    assert math.log(2) == pytest.approx(0.693, abs=5e-4)
    assert math.log(1 + math.exp(2)) - 2 == pytest.approx(math.log(1 + math.exp(-2)))
    assert math.log(1 + math.exp(-2)) == pytest.approx(0.127, abs=5e-4)


def test_the_stop_at_zero():
    w = [0.28]
    while w[-1]:
        w.append(round(float(penalties.soft_threshold(torch.tensor(w[-1], dtype=double), 0.05)), 9))
    assert w == [0.28, 0.23, 0.18, 0.13, 0.08, 0.03, 0]
