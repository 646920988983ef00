"""The references of the exercises of lecture 01a, beside numbers that were worked out on paper."""

import math

import pytest
import torch

from dlcourse.lectures.l01a.tasks import projected_step, recipe_step


def vector(*values):
    return torch.tensor(values, dtype=torch.float64)


def test_the_step_of_the_text():
    loss, g, new = recipe_step.reference(vector(8, math.log(2)), vector(0, 1), vector(6, 5), 0.1)
    assert loss == pytest.approx(2.5)
    assert g.tolist() == pytest.approx([1.5, 4])
    assert new.tolist() == pytest.approx([7.85, math.log(2) - 0.4])
    assert f"{math.log(2) - 0.4:.3f}" == "0.293"


@pytest.mark.parametrize("theta, g, eta, region, expected", [
    ((1, 1), (-4, 1), 0.5, ("box", vector(0, 0), vector(2, 2)), [2, 0.5]),
    ((2, 4), (-4, -4), 0.5, ("ball", vector(1, 2), 2.5), [2.5, 4]),
    ((4, 7), (-4, -8), 0.5, ("ball", vector(0, 3), 5.0), [3, 7]),
])
def test_the_places_of_the_text(theta, g, eta, region, expected):
    assert projected_step.reference(vector(*theta), vector(*g), eta, region).tolist() == pytest.approx(expected)
