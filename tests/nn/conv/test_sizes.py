"""Sizes against torch, receptive fields against what a gradient reaches, one axis against torch and its matrix."""

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dlcourse.diff.agree import compare
from dlcourse.nn.conv import conv1d, out_size, receptive_field, toeplitz
from dlcourse.tensors import ShapeError

double = torch.float64
small = st.integers(1, 4)


@settings(max_examples=60, deadline=None)
@given(n=st.integers(1, 12), k=small, stride=small, padding=st.integers(0, 3), dilation=small)
def test_sizes_are_torch_s(n, k, stride, padding, dilation):
    steps = {"stride": stride, "padding": padding, "dilation": dilation}
    try:
        expected = torch.nn.functional.conv1d(torch.zeros(1, 1, n), torch.zeros(1, 1, k), **steps).shape[2]
    except RuntimeError:
        with pytest.raises(ShapeError, match="out_size: a kernel that reaches"):
            out_size(n, k, **steps)
    else:
        assert out_size(n, k, **steps) == expected


@settings(max_examples=40, deadline=None)
@given(layers=st.lists(st.tuples(small, st.integers(1, 3), st.integers(1, 3)), min_size=0, max_size=4))
def test_the_receptive_field_is_where_the_gradient_arrives(layers):
    field = receptive_field(layers)
    assume(field <= 400)
    x = torch.zeros(1, 1, field, requires_grad=True)  # as long as the field: one entry comes out
    y = x
    for k, stride, dilation in layers:
        y = torch.nn.functional.conv1d(y, torch.ones(1, 1, k), stride=stride, dilation=dilation)
    assert y.shape == (1, 1, 1)
    reached = torch.autograd.grad(y.sum(), x)[0][0, 0].nonzero().flatten()
    assert (int(reached[0]), int(reached[-1])) == (0, field - 1)


def test_known_fields():
    assert [receptive_field([(3, 1, 1)] * n) for n in range(4)] == [1, 3, 5, 7]
    assert receptive_field([(3, 1, 1), (3, 1, 2), (3, 1, 4)]) == 15
    assert receptive_field([(3, 2, 1), (3, 1, 1)]) == 7


def test_one_axis_against_torch_and_its_matrix():
    rng = torch.Generator().manual_seed(0)
    x, a = torch.randn(10, generator=rng, dtype=double), torch.randn(3, generator=rng, dtype=double)
    b = torch.tensor(0.3, dtype=double)
    z = conv1d(x, a, b)
    assert z.shape == (8,)
    torch.testing.assert_close(z, torch.nn.functional.conv1d(x[None, None], a[None, None], b[None])[0, 0])
    torch.testing.assert_close(z, toeplitz(a, 10) @ x + b)
    weights = torch.arange(8.0, dtype=double)
    found = compare(lambda a: (sum(a[j] * x[j:j + 8] for j in range(3)) * weights).sum(), a)
    assert found.ok, found
    moved = a.clone().requires_grad_()
    torch.testing.assert_close(torch.autograd.grad((conv1d(x, moved, b) * weights).sum(), moved)[0],
                               found.routes["tape"])


@pytest.mark.refuses
def test_refuses():
    x = torch.zeros(3)
    with pytest.raises(ShapeError, match="a kernel that reaches across 4 entries should fit into 3"):
        conv1d(x, torch.zeros(4), torch.zeros(()))
    with pytest.raises(ShapeError, match="conv1d: b should"):
        conv1d(x, x, torch.zeros(1))
    with pytest.raises(ShapeError, match="a kernel that reaches across 3 entries should fit into 2"):
        toeplitz(x, 2)
    with pytest.raises(TypeError, match="toeplitz: n should be an integer"):
        toeplitz(x, 3.0)
    with pytest.raises(TypeError, match="out_size: k should be an integer"):
        out_size(5, 3.0)
    with pytest.raises(ValueError, match="out_size: padding should be an integer of at least 0"):
        out_size(5, 3, padding=-1)
    with pytest.raises(ValueError, match=r"receptive_field: layers\[1\] should be \(k, stride, dilation\), but is 3"):
        receptive_field([(3, 1, 1), 3])
    with pytest.raises(ValueError, match=r"receptive_field: stride of layers\[0\] should be an integer of at least 1"):
        receptive_field([(3, 0, 1)])
