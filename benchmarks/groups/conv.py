"""Convolution of images: forward, and forward with all adjoints."""

from __future__ import annotations

import torch

from benchmarks.harness import Comparison
from dlcourse.nn import conv as readable
from dlcourse.nn.fast import conv as fast
from dlcourse.tensors import generator

LAYERS = {  # name -> batch, channels, side, kernels, side of a kernel, padding
    "1 x 28 x 28 by six 5 x 5": (64, 1, 28, 6, 5, 2),
    "6 x 14 x 14 by sixteen 5 x 5": (64, 6, 14, 16, 5, 0),
    "1 x 8 x 8 by eight 3 x 3": (64, 1, 8, 8, 3, 1),
}
functional = torch.nn.functional


def comparisons(device: str) -> list[Comparison]:
    """Two layers of a network for digits, and one for small digits."""
    return [make(name, device) for name in LAYERS for make in (_forward, _both)]


def _drawn(name: str, device: str):
    N, C, side, out, k, padding = LAYERS[name]
    shapes = ((N, C, side, side), (out, C, k, k), (out,))
    X, W, b = (torch.randn(shape, generator=generator(i)).to(device) for i, shape in enumerate(shapes))
    return X, W / (C * k * k) ** 0.5, b, padding


def _unfolded(X, W, b, padding):
    """The textbook's way: all windows as columns, and one product."""
    k, side = W.shape[2], X.shape[2] + 2 * padding - W.shape[2] + 1
    Z = W.flatten(1) @ functional.unfold(X, k, padding=padding) + b[:, None]
    return Z.view(len(X), len(W), side, side)


def _forward(name: str, device: str) -> Comparison:
    X, W, b, padding = _drawn(name, device)
    return Comparison(group="conv", name=f"forward, {name}", device=device, tolerance=1e-4, ours={
        "readable": lambda: readable.conv2d(X, W, b, padding=padding)[0],
        "fast": lambda: fast.conv2d(X, W, b, padding=padding)[0],
    }, peers={"F.conv2d": lambda: functional.conv2d(X, W, b, padding=padding),
              "unfold": lambda: _unfolded(X, W, b, padding)})


def _both(name: str, device: str) -> Comparison:
    X, W, b, padding = _drawn(name, device)
    Z_bar = torch.randn_like(functional.conv2d(X, W, b, padding=padding))

    def by_hand(form):
        _, cache = form.conv2d(X, W, b, padding=padding)
        return tuple(form.conv2d_backward(Z_bar, cache))

    def by_autograd(convolve):
        leaves = [t.detach().requires_grad_() for t in (X, W, b)]
        return torch.autograd.grad(convolve(*leaves, padding=padding), leaves, Z_bar)
    return Comparison(group="conv", name=f"forward and backward, {name}", device=device, tolerance=1e-4, ours={
        "readable": lambda: by_hand(readable), "fast": lambda: by_hand(fast),
    }, peers={"F.conv2d": lambda: by_autograd(functional.conv2d), "unfold": lambda: by_autograd(_unfolded)})
