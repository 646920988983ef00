"""The multilayer perceptron as torch users write it: a module that holds its own parameters."""

from __future__ import annotations

from typing import Any

from torch import Tensor, nn
from torch.nn.utils import skip_init

from dlcourse.activations import elementwise
from dlcourse.nn.params import Params, check_params


class TorchMLP(nn.Module):
    """Linear layers with an activation after each but the last; its outputs are logits.

    It starts with copies of `params`, so that it computes what `mlp.forward` computes.

    Shapes: X (batch, n_0) -> logits (batch, n_L).
    Raises: as `check_params`; ValueError for an unknown activation. Source: lecture 5, in PyTorch.

    >>> import torch
    >>> params = Params((torch.eye(2), torch.ones(1, 2)), (torch.zeros(2), torch.zeros(1)))
    >>> TorchMLP(params)(torch.tensor([[3.0, -5.0]]))
    tensor([[3.]], grad_fn=<AddmmBackward0>)
    """

    def __init__(self, params: Params, *, activation: str = "relu"):
        super().__init__()
        check_params("TorchMLP", params)
        self._f = elementwise("TorchMLP", activation).function
        self.layers = nn.ModuleList(_linear(W, b) for W, b in zip(params.Ws, params.bs))

    def forward(self, X: Tensor) -> Tensor:
        """The logits."""
        *hidden, last = self.layers
        for layer in hidden:
            X = self._f(layer(X))
        return last(X)


def _linear(W: Tensor, b: Tensor) -> Any:
    layer = skip_init(nn.Linear, W.shape[1], W.shape[0], dtype=W.dtype, device=W.device)
    layer.load_state_dict({"weight": W, "bias": b})
    return layer
