"""The scale of a mini-batch gradient, and the mean over micro-batches."""

import itertools
import math

import pytest
import torch

from dlcourse.optim import accumulate, minibatch_gradient
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError


@pytest.mark.parametrize("size", [1, 3, 12])
@pytest.mark.parametrize("shape", [(), (2,), (2, 3)])
def test_unbiased_over_all_batches(size, shape, rng, device):
    per_sample = torch.randn(12, *shape, generator=rng, dtype=torch.float64).to(device)
    batches = [torch.tensor(b, device=device) for b in itertools.combinations(range(12), size)]
    mean = torch.stack([minibatch_gradient(per_sample, idx, 12) for idx in batches]).mean(0)
    assert len(batches) == math.comb(12, size)
    torch.testing.assert_close(mean, per_sample.sum(0), rtol=0, atol=1e-12)


def test_plain_sum_is_a_quarter_for_3_of_12(rng):
    per_sample = torch.randn(12, generator=rng, dtype=torch.float64)
    sums = torch.stack([per_sample[list(b)].sum() for b in itertools.combinations(range(12), 3)])
    assert (sums.mean() / per_sample.sum()).item() == pytest.approx(0.25, abs=1e-12)
    assert minibatch_gradient(per_sample, torch.tensor([0, 1, 2]), 12).item() == pytest.approx(
        4 * per_sample[:3].sum().item())


def test_batch_of_a_larger_data_set():
    assert minibatch_gradient(torch.tensor([1.0, 2.0]), torch.tensor([0, 1]), 10).item() == pytest.approx(15.0)


def test_accumulated_mean_is_the_full_mean(rng, device):
    per_sample = torch.randn(19, 4, generator=rng, dtype=torch.float64).to(device)
    means = torch.stack([part.mean(0) for part in per_sample.split([8, 8, 3])])
    full = accumulate(means, torch.tensor([8, 8, 3], device=device))
    torch.testing.assert_close(full, per_sample.mean(0), rtol=0, atol=1e-14)
    assert (means.mean(0) - full).abs().max() > 0.01


G, IDX = torch.ones(4, 2), torch.tensor([0, 3])
CASES = [
    (lambda: minibatch_gradient(G * math.nan, IDX, 4), NotANumberError, "per_sample should"),
    (lambda: minibatch_gradient(G[:0], IDX, 4), ShapeError, "per_sample should"),
    (lambda: minibatch_gradient(G.long(), IDX, 4), DtypeError, "per_sample should"),
    (lambda: minibatch_gradient([1.0], IDX, 4), DtypeError, "per_sample should"),
    (lambda: minibatch_gradient(G, IDX[:0], 4), ShapeError, "idx should"),
    (lambda: minibatch_gradient(G, IDX.double(), 4), DtypeError, "idx should"),
    (lambda: minibatch_gradient(G, IDX[None], 4), ShapeError, "idx should"),
    (lambda: minibatch_gradient(G, [0, 3], 4), DtypeError, "idx should"),
    (lambda: minibatch_gradient(G, IDX + 1, 4), ValueError, "idx should"),
    (lambda: minibatch_gradient(G, IDX - 1, 4), ValueError, "idx should"),
    (lambda: minibatch_gradient(G, IDX, 3), ValueError, "n should"),
    (lambda: minibatch_gradient(G, IDX, 4.0), TypeError, "n should"),
    (lambda: accumulate(G * math.nan, IDX), NotANumberError, "grad_means should"),
    (lambda: accumulate(G[:0], IDX[:0]), ShapeError, "grad_means should"),
    (lambda: accumulate(G.long(), IDX), DtypeError, "grad_means should"),
    (lambda: accumulate([G], IDX), DtypeError, "grad_means should"),
    (lambda: accumulate(G, IDX + 1), ShapeError, "sizes should"),
    (lambda: accumulate(G[:2], IDX), ValueError, "sizes should"),
    (lambda: accumulate(G[:2], [1, 2]), DtypeError, "sizes should"),
]


@pytest.mark.parametrize("call, error, words", CASES, ids=range(len(CASES)))
@pytest.mark.refuses
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
