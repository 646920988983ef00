"""CTC: dynamic programming against the sum over all paths and against torch, its gradient along three routes."""

import itertools
import math

import pytest
import torch

from dlcourse import losses
from dlcourse.diff import finite
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

F = torch.nn.functional


def table(frames, classes, seed=0):
    rng = torch.Generator().manual_seed(seed)
    return torch.randn(frames, classes, generator=rng, dtype=torch.float64).log_softmax(-1)


def brute(log_probs, target, blank=0):
    """The sum over every path there is, one by one."""
    frames, classes = log_probs.shape
    spelt = [log_probs[range(frames), path].sum() for path in itertools.product(range(classes), repeat=frames)
             if losses.collapse(path, blank=blank) == tuple(target.tolist())]
    return -torch.stack(spelt).logsumexp(0) if spelt else torch.tensor(math.inf, dtype=torch.float64)


WORDS = [(4, 3, [1, 1], 0), (4, 3, [1, 2], 0), (4, 3, [2], 0), (3, 3, [1, 1], 0), (4, 4, [3, 1], 2),
         (5, 3, [1, 2, 1], 0), (1, 3, [2], 0), (4, 3, [1, 1], 2), (5, 3, [1, 1, 2], 0), (2, 2, [1], 0)]


@pytest.mark.parametrize(("frames", "classes", "word", "blank"), WORDS)
def test_agrees_with_all_paths_and_with_torch(frames, classes, word, blank):
    log_probs, target = table(frames, classes), torch.tensor(word, dtype=torch.int64)
    ours = losses.ctc(log_probs, target, blank=blank)
    torch.testing.assert_close(ours, brute(log_probs, target, blank), rtol=1e-12, atol=1e-13)
    theirs = F.ctc_loss(log_probs[:, None], target[None], (frames,), (len(word),), blank=blank, reduction="sum")
    torch.testing.assert_close(ours, theirs, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize(("frames", "classes", "word", "blank"), WORDS)
def test_the_gradient(frames, classes, word, blank):
    log_probs, target = table(frames, classes, 1), torch.tensor(word, dtype=torch.int64)
    ours = losses.ctc_grad(log_probs, target, blank=blank)
    leaf = log_probs.clone().requires_grad_()
    brute(leaf, target, blank).backward()
    torch.testing.assert_close(ours, leaf.grad, rtol=1e-10, atol=1e-13)
    torch.testing.assert_close(ours, finite.gradient(lambda v: losses.ctc(v, target, blank=blank), log_probs),
                               rtol=1e-6, atol=1e-7)
    z = log_probs.clone().requires_grad_()
    F.ctc_loss(z.log_softmax(-1)[:, None], target[None], (frames,), (len(word),), blank=blank,
               reduction="sum").backward()
    torch.testing.assert_close(log_probs.exp() + ours, z.grad, rtol=1e-10, atol=1e-13)


def test_a_long_sequence_stays_finite():
    log_probs, target = table(600, 8), torch.arange(200) % 7 + 1
    loss = losses.ctc(log_probs, target)
    theirs = F.ctc_loss(log_probs[:, None], target[None], (600,), (200,), reduction="sum")
    torch.testing.assert_close(loss, theirs, rtol=1e-12, atol=0)
    assert loss > 700  # its probability is below every float64
    torch.testing.assert_close(losses.ctc_occupancy(log_probs, target).sum(-1), torch.ones(600, dtype=torch.float64))


def test_all_words_together_have_probability_one():
    log_probs = table(4, 3, 5)
    words = {losses.collapse(path) for path in itertools.product(range(3), repeat=4)} - {()}
    total = float(log_probs[:, 0].sum().exp())  # the empty word: blanks alone
    total += sum(math.exp(-losses.ctc(log_probs, torch.tensor(word))) for word in words)
    assert total == pytest.approx(1, abs=1e-12)


def test_a_word_that_does_not_fit_and_a_class_of_probability_zero():
    assert losses.ctc(table(2, 3), torch.tensor([1, 1])) == math.inf
    with pytest.raises(ValueError, match="ctc_occupancy: target should be a word that some path spells"):
        losses.ctc_grad(table(2, 3), torch.tensor([1, 1]))
    sure = torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.5, 0.5], [0.5, 0.0, 0.5]], dtype=torch.float64).log()
    assert losses.ctc(sure, torch.tensor([1])).exp() == pytest.approx(4)
    occupied = losses.ctc_occupancy(sure, torch.tensor([1]))
    assert occupied.round(decimals=12).tolist() == [[1, 0, 0], [0, 1, 0], [1, 0, 0]]


BAD = [
    (lambda: losses.ctc(table(3, 3), torch.tensor([3])), ValueError, "target should lie in 0 to 2"),
    (lambda: losses.ctc(table(3, 3), torch.tensor([1, 0])), ValueError, "without the blank 0"),
    (lambda: losses.ctc(table(3, 3), torch.tensor([1]), blank=3), ValueError, "blank should be a class from 0 to 2"),
    (lambda: losses.ctc_forward(table(3, 3)[:0], torch.tensor([1])), ShapeError, "log_probs .* is empty"),
    (lambda: losses.ctc(table(3, 3), torch.tensor([1.0])), DtypeError, "target"),
    (lambda: losses.ctc(table(3, 3) * math.nan, torch.tensor([1])), NotANumberError, "ctc"),
]


@pytest.mark.refuses
@pytest.mark.parametrize("case", range(len(BAD)))
def test_refuses(case):
    call, error, words = BAD[case]
    with pytest.raises(error, match=words):
        call()
