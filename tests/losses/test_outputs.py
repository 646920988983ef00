"""Decisions from scores: against torch's probabilities, ties, far out, bad input."""

import pytest
import torch

from dlcourse import losses
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError


def made(*shape, seed=0):
    return 3 * torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@pytest.mark.parametrize("shape", [(7,), (5, 3), (2, 3, 4)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_against_probabilities(shape, dtype, device):
    scores = made(*shape).to(device, dtype)
    for task in ("binary", "multilabel"):
        found = losses.decode_outputs(scores, task)
        assert found.dtype == torch.int64
        assert found.equal((scores.sigmoid() >= 0.5).long())
    assert losses.decode_outputs(scores, "multiclass").equal(scores.softmax(-1).argmax(-1))


def test_one_score_vector_decoded_three_ways():
    scores = torch.tensor([1.2, -0.4, 0.3])
    assert losses.decode_outputs(scores, "binary").tolist() == [1, 0, 1]
    assert losses.decode_outputs(scores, "multilabel").tolist() == [1, 0, 1]
    assert losses.decode_outputs(scores, "multiclass").item() == 0


def test_ties_and_far_out(device):
    assert losses.decode_outputs(torch.tensor([0.0, -0.0, -1e-6], device=device), "binary").tolist() == [1, 1, 0]
    far = torch.tensor([[40.0, 45.0, 50.0], [1000.0, 1001.0, 1001.0], [-1000.0, -999.0, -999.0]], device=device)
    assert losses.decode_outputs(far, "multiclass").tolist() == [2, 1, 1]


def test_the_loss_of_the_decision_is_the_smallest():
    """The class that is chosen is the label with the smallest cross-entropy, and so is the answer yes or no."""
    scores = made(6, 4)
    paid = torch.stack([losses.cross_entropy(scores, torch.full((6,), c), reduction="none") for c in range(4)], -1)
    assert losses.decode_outputs(scores, "multiclass").equal(paid.argmin(-1))
    each = torch.stack([losses.binary_cross_entropy_with_logits(scores, torch.full_like(scores, y), reduction="none")
                        for y in (0.0, 1.0)], -1)
    assert losses.decode_outputs(scores, "multilabel").equal(each.argmin(-1))


@pytest.mark.refuses
@pytest.mark.parametrize("scores, task, error, words", [
    (torch.zeros(2, 3), "regression", ValueError, "task should be one of 'binary', 'multilabel', 'multiclass'"),
    (torch.zeros(()), "multiclass", TypeError, "a last axis of classes"),
    (torch.zeros(2, 3).long(), "binary", DtypeError, "scores should be a floating-point tensor"),
    (torch.zeros(0, 3), "multiclass", ShapeError, "scores"),
    (torch.full((2,), float("nan")), "binary", NotANumberError, "scores"),
])
def test_refuses(scores, task, error, words):
    with pytest.raises(error, match=words):
        losses.decode_outputs(scores, task)
