"""Activations in place are rows of the one table."""

import pytest
import torch

from dlcourse.activations import TABLE
from dlcourse.nn.fast import IN_PLACE, in_place

POINTS = torch.cat([torch.linspace(-30, 30, 241), torch.tensor([-1e-9, 0.0, 1e-9, 800.0])]).double()


@pytest.mark.parametrize("name", IN_PLACE)
@pytest.mark.parametrize("dtype, close", [(torch.float64, 1e-14), (torch.float32, 1e-6)])
def test_each_row_is_that_of_the_table(name, dtype, close, device):
    x = POINTS.to(device, dtype)
    a = x.clone()
    assert IN_PLACE[name].f_(a) is a
    torch.testing.assert_close(a, TABLE[name].function(x), rtol=close, atol=close)
    assert IN_PLACE[name].slope_(a) is a
    torch.testing.assert_close(a, TABLE[name].derivative(x), rtol=0, atol=close)


@pytest.mark.refuses
def test_refuses():
    with pytest.raises(ValueError, match=r"forward: activation should be one of 'relu', 'tanh', .* but is 'gelu'"):
        in_place("forward", "gelu")
