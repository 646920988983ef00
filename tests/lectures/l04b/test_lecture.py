"""The numbers in the prose of lecture 04b."""

import itertools
import math
import re
from pathlib import Path

import pytest
import torch

from dlcourse import data, losses
from dlcourse.models import linear
from dlcourse.tensors import generator

SOURCE = (Path(__file__).parents[3] / "authoring" / "04b_many_classes" / "lecture.py").read_text(encoding="utf-8")
double = torch.float64
W = torch.tensor([[1.0, 0.0], [-1.0, 1.0], [0.0, -2.0]], dtype=double)
B = torch.tensor([0.0, 2.0, 1.0], dtype=double)
X = torch.tensor([2.0, 1.0], dtype=double)
Z = torch.tensor([2.0, 1.0, -1.0], dtype=double)


def rows(cell):
    """The rows of the table in a cell, as lists of texts."""
    text = re.search(rf'id="{cell}".*?(?=\n# %%)', SOURCE, re.S)[0]
    return [[part.strip() for part in row.split("|")] for row in re.findall(r"^# \| (.*) \|$", text, re.M)][1:]


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


def test_the_step_of_a_half():
    p = Z.softmax(0)
    g = p - torch.tensor([0.0, 1.0, 0.0], dtype=double)
    assert g.tolist() == pytest.approx([0.705, -0.741, 0.035], abs=6e-4)
    assert (-0.5 * g).tolist() == pytest.approx([-0.353, 0.370, -0.018], abs=5e-4)
    after = (W - 0.5 * torch.outer(g, X)) @ X + B - 0.5 * g
    assert float(after.softmax(0)[1]) == pytest.approx(0.953, abs=6e-4)
    assert float(p[1]) == pytest.approx(0.259, abs=6e-4)


def test_equal_logits_cost_log_C_and_large_ones_more():
    assert math.log(10) == pytest.approx(2.303, abs=5e-4)
    for std, low, high in ((0.01, 2.29, 2.32), (1.0, 6, 9)):
        means = [float(losses.initial_losses(10, 20, std, draws=200, rng=generator(seed)).mean())
                 for seed in range(5)]
        assert all(low < mean < high for mean in means)


def test_starts_agree_in_loss_and_not_in_weights():
    clouds = data.blobs(60, 3, rng=generator(5), spread=1.5)
    ends = [linear.softmax_fit(clouds.X, clouds.y, classes=3, eta=0.3, steps=2000, start=linear.Planes(
        torch.randn(3, 2, generator=generator(seed), dtype=double), torch.zeros(3, dtype=double))) for seed in range(3)]
    assert max(e.losses[-1] for e in ends) - min(e.losses[-1] for e in ends) < 1e-5
    assert all((a.params.W - b.params.W).abs().max() > 0.1 for a, b in itertools.pairwise(ends))


def test_a_stronger_penalty_is_more_modest():
    clouds = data.blobs(60, 3, rng=generator(5), spread=1.5)
    far = torch.tensor([[8.0, 0.0]], dtype=double)
    sure = [float(linear.softmax_predict(*linear.softmax_fit(
        clouds.X, clouds.y, classes=3, eta=0.3, steps=1000, lam=lam).params, far)[0, 0]) for lam in (0, 0.01, 0.1, 1)]
    assert sure == sorted(sure, reverse=True)
    assert [p < 0.9 for p in sure] == [False, False, False, True]
