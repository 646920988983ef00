"""Calibration against scikit-learn; empty bins, the edges, bad input."""

import numpy as np
import pytest
import torch
from sklearn.calibration import calibration_curve

from dlcourse.models.calibration import calibration
from dlcourse.tensors import generator

P, Y = torch.tensor([0.2, 0.7]), torch.tensor([0, 1])


def test_calibration_against_scikit_learn(device):
    p = torch.rand(300, generator=generator(0), dtype=torch.float64)
    p[p < 0.2] = 0.95  # leaves two bins empty
    y = (torch.rand(300, generator=generator(1)) < p).long()
    table = calibration(p.to(device), y.to(device), bins=10)
    observed, predicted = calibration_curve(y.numpy(), p.numpy(), n_bins=10)
    np.testing.assert_allclose(table.predicted.cpu(), predicted, atol=1e-12)
    np.testing.assert_allclose(table.observed.cpu(), observed, atol=1e-12)
    assert len(table.counts) == 8
    assert table.counts.sum() == 300


def test_certain_predictions_have_a_bin():
    table = calibration(torch.tensor([0.0, 1.0]), torch.tensor([0, 1]), bins=5)
    assert table.predicted.tolist() == table.observed.tolist() == [0.0, 1.0]


@pytest.mark.parametrize("p, y, bins, words", [
    (P * 2, Y, 10, "p should lie"), (-P, Y, 10, "p should lie"), (P, Y + 1, 10, "calibration: y should lie"),
    (P, Y, 0, "bins should")])
def test_what_makes_no_sense_is_said(p, y, bins, words):
    with pytest.raises(ValueError, match=words):
        calibration(p, y, bins=bins)
