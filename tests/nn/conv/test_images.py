"""Convolution of images against torch, the matrix it stands for and all routes to a gradient; and what it refuses."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.diff.agree import compare
from dlcourse.nn import sequential
from dlcourse.nn.conv import conv2d, conv2d_backward, flatten, flatten_backward
from dlcourse.nn.layers import linear, linear_backward
from dlcourse.nn.sequential import Stage
from dlcourse.tensors import DtypeError, ShapeError

double = torch.float64
STEPS = [(1, 0, 1), (2, 0, 1), (1, 2, 1), (1, 0, 2), (3, 1, 2), (2, 3, 3)]  # stride, padding, dilation


def drawn(N=2, C=3, H=9, W=8, out=4, kernel=(3, 2), device="cpu", seed=0):
    rng = torch.Generator().manual_seed(seed)
    shapes = ((N, C, H, W), (out, C, *kernel), (out,))
    return [torch.randn(shape, generator=rng, dtype=double).to(device).requires_grad_() for shape in shapes]


def same(mine, others):
    for a, b in zip(mine, others, strict=True):
        torch.testing.assert_close(a.detach(), b.detach(), rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize(("stride", "padding", "dilation"), STEPS)
def test_against_torch(stride, padding, dilation, device):
    X, W, b = drawn(device=device)
    steps = {"stride": stride, "padding": padding, "dilation": dilation}
    Z, cache = conv2d(X, W, b, **steps)
    expected = torch.nn.functional.conv2d(X, W, b, **steps)
    same([Z], [expected])
    Z_bar = torch.randn(Z.shape, generator=torch.Generator().manual_seed(1), dtype=double).to(device)
    same(conv2d_backward(Z_bar, cache), torch.autograd.grad(expected, (X, W, b), Z_bar))
    assert conv2d_backward(Z_bar, cache, to_input=False).X_bar is None


@settings(max_examples=40, deadline=None)
@given(N=st.integers(1, 3), C=st.integers(1, 3), out=st.integers(1, 3), H=st.integers(1, 7), W=st.integers(1, 7),
       kh=st.integers(1, 3), kw=st.integers(1, 3), stride=st.integers(1, 3), padding=st.integers(0, 2),
       dilation=st.integers(1, 2))
def test_any_sizes_against_torch(N, C, out, H, W, kh, kw, stride, padding, dilation):
    X, kernels, b = drawn(N, C, H, W, out, (kh, kw))
    steps = {"stride": stride, "padding": padding, "dilation": dilation}
    if min(H - dilation * (kh - 1), W - dilation * (kw - 1)) + 2 * padding < 1:
        with pytest.raises(ShapeError, match="out_size: a kernel"):
            conv2d(X, kernels, b, **steps)
        return
    Z, cache = conv2d(X, kernels, b, **steps)
    expected = torch.nn.functional.conv2d(X, kernels, b, **steps)
    same([Z], [expected])
    same(conv2d_backward(torch.ones_like(Z), cache), torch.autograd.grad(expected.sum(), (X, kernels, b)))


def by_slices(X, W, b, s=2, d=2):
    """The same sums in operators alone, so that every route can follow: one image, one kernel, no padding."""
    H, width = X.shape[1:]
    kh, kw = W.shape[1:]
    rows, columns = (H - d * (kh - 1) - 1) // s + 1, (width - d * (kw - 1) - 1) // s + 1
    Z = b
    for c in range(len(X)):
        for i in range(kh):
            for j in range(kw):
                met = X[c, i * d:i * d + (rows - 1) * s + 1:s, j * d:j * d + (columns - 1) * s + 1:s]
                Z = Z + W[c, i, j] * met
    return Z


@pytest.mark.parametrize("of", [0, 1, 2])
def test_all_routes_give_the_same_adjoints(of):
    X, W, b = (t.detach() for t in drawn(1, 2, 6, 7, 1, (2, 3)))
    Z, cache = conv2d(X, W, b, stride=2, dilation=2)
    Z_bar = torch.randn(Z.shape, generator=torch.Generator().manual_seed(2), dtype=double)
    parts = [X[0], W[0], b[0]]

    def loss(moved):
        return (by_slices(*(moved if k == of else part for k, part in enumerate(parts))) * Z_bar[0, 0]).sum()

    found = compare(loss, parts[of])
    assert found.ok, found
    mine = conv2d_backward(Z_bar, cache)[of][0]
    torch.testing.assert_close(mine, found.routes["tape"], rtol=1e-12, atol=1e-12)


def test_backwards_is_the_transpose_of_forwards():
    X, W, b = (t.detach() for t in drawn())
    Z, cache = conv2d(X, W, 0 * b, stride=2, padding=1)
    Z_bar = torch.randn(Z.shape, generator=torch.Generator().manual_seed(3), dtype=double)
    X_bar, W_bar, _ = conv2d_backward(Z_bar, cache)
    for inner in ((X_bar * X).sum(), (W_bar * W).sum()):  # Z is linear in each: <Z_bar, Z> = <X_bar, X> = <W_bar, W>
        torch.testing.assert_close(inner, (Z_bar * Z).sum(), rtol=1e-12, atol=1e-12)


def test_in_a_chain_with_a_plain_layer():
    X, W, b = drawn(5, 2, 4, 5)
    V, c = torch.ones(3, 4 * 2 * 4, dtype=double, requires_grad=True), torch.zeros(3, dtype=double, requires_grad=True)
    stages = [Stage(conv2d, conv2d_backward, (W[:, :2], b)), Stage(flatten, flatten_backward),
              Stage(linear, linear_backward, (V, c))]
    Y, caches = sequential.forward(stages, X)
    Y_bar = torch.arange(15.0, dtype=double).view(5, 3)
    X_bar, (of_conv, _, of_linear) = sequential.backward(stages, caches, Y_bar)
    expected = torch.autograd.grad(Y, (X, W, b, V, c), Y_bar)
    same((X_bar, of_conv[0], of_conv[1], *of_linear), (expected[0], expected[1][:, :2], *expected[2:]))


def test_a_move_of_the_image_moves_the_map():
    X, W, b = (t.detach() for t in drawn(1, 1, 8, 8, 1, (3, 3)))
    X[..., :2], X[..., 6:] = 0, 0
    moved = X.roll(1, dims=3)
    torch.testing.assert_close(conv2d(moved, W, b)[0][..., 1:], conv2d(X, W, b)[0][..., :-1])


@pytest.mark.refuses
def test_refuses():
    X, W, b = (t.detach() for t in drawn())
    with pytest.raises(ShapeError, match="conv2d: W should"):
        conv2d(X, W[:, :2], b)
    with pytest.raises(ShapeError, match="conv2d: b should"):
        conv2d(X, W, b[:3])
    with pytest.raises(DtypeError, match="conv2d: X should be a floating-point"):
        conv2d(X.long(), W, b)
    with pytest.raises(ShapeError, match="out_size: a kernel that reaches across 11 entries should fit into 9"):
        conv2d(X, W, b, dilation=5)
    with pytest.raises(ValueError, match="stride should be an integer of at least 1"):
        conv2d(X, W, b, stride=0)
    with pytest.raises(ShapeError, match=r"conv2d_backward: Z_bar should have the shape of the output, \(2, 4, 7, 7\)"):
        conv2d_backward(X.new_ones(2, 4, 7, 6), conv2d(X, W, b)[1])
    with pytest.raises(ShapeError, match=r"flatten_backward: features_bar should have the shape of the output, "):
        flatten_backward(X.new_ones(2, 5), (2, 3, 2, 1))
