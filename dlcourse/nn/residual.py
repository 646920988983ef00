"""Ways past a layer, as pairs: the residual block x + F(x), and the highway block, whose gate mixes H(x) with x.

F and H are chains of stages (see `sequential`), given as arguments, so that a block is itself a stage:
`Stage(residual, residual_backward, (stages,))`. A relu after the sum is one more stage behind the block.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from jaxtyping import Float
from torch import Tensor

from dlcourse.nn import sequential
from dlcourse.nn.layers import LinearCache, linear, linear_backward
from dlcourse.nn.sequential import Stage
from dlcourse.tensors import ShapeError, guard

__all__ = ["HighwayAdjoints", "HighwayCache", "ResidualAdjoints", "ResidualCache", "highway", "highway_backward",
           "residual", "residual_backward"]


class ResidualCache(NamedTuple):
    """What a residual block keeps: the stages of F, and the cache of each."""

    stages: Sequence[Stage]
    caches: tuple[Any, ...]


class ResidualAdjoints(NamedTuple):
    """Adjoints of a residual block's input, and of the arguments of each stage of F."""

    X_bar: Tensor
    stages_bar: tuple[tuple[Tensor, ...], ...]


@guard
def residual(X: Float[Tensor, "batch features"],
             stages: Sequence[Stage]) -> tuple[Float[Tensor, "batch features"], ResidualCache]:
    """X + F(X), where F is a chain of stages, and what the way back needs.

    Shapes: X (batch, features) -> (batch, features); F has to give as many features as it gets.
    Raises: ShapeError if F does not; DtypeError, DeviceError or NotANumberError; what a stage raises.
    Source: lecture 10, residual block; He et al. 2015.

    >>> import torch
    >>> double_it = Stage(linear, linear_backward, (2 * torch.eye(2), torch.zeros(2)))
    >>> residual(torch.tensor([[1.0, -1.0]]), [double_it])[0]
    tensor([[ 3., -3.]])
    """
    F, caches = _branch("residual", stages, X)
    return X + F, ResidualCache(stages, caches)


@guard
def residual_backward(Y_bar: Float[Tensor, "batch features"], cache: ResidualCache) -> ResidualAdjoints:
    """Adjoints of X and of F's arguments: X's is Y_bar, by the straight way, plus what comes back through F.

    Shapes: Y_bar (batch, features) -> X_bar (batch, features), and each adjoint like what it belongs to.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError; ValueError if F gives no adjoint of its input; what
    a stage raises.
    Source: lecture 10, residual block: the Jacobian is that of F plus the identity.

    >>> import torch
    >>> double_it = Stage(linear, linear_backward, (2 * torch.eye(2), torch.zeros(2)))
    >>> _, cache = residual(torch.tensor([[1.0, -1.0]]), [double_it])
    >>> residual_backward(torch.tensor([[1.0, 10.0]]), cache).X_bar
    tensor([[ 3., 30.]])
    """
    through, stages_bar = _branch_back("residual_backward", cache.stages, cache.caches, Y_bar)
    return ResidualAdjoints(Y_bar + through, stages_bar)


class HighwayCache(NamedTuple):
    """What a highway block keeps: X, H(X), the gate T(X), and what the gate and each stage of H keep."""

    X: Tensor
    H: Tensor
    T: Tensor
    gate: LinearCache
    stages: Sequence[Stage]
    caches: tuple[Any, ...]


class HighwayAdjoints(NamedTuple):
    """Adjoints of a highway block's input, of its gate's weights and bias, and of the arguments of H's stages."""

    X_bar: Tensor
    W_bar: Tensor
    b_bar: Tensor
    stages_bar: tuple[tuple[Tensor, ...], ...]


@guard
def highway(X: Float[Tensor, "batch features"], W: Float[Tensor, "features features"], b: Float[Tensor, " features"],
            stages: Sequence[Stage]) -> tuple[Float[Tensor, "batch features"], HighwayCache]:
    """T * H + (1 - T) * X, entry by entry, with the gate T = sigmoid(X W^T + b) and H a chain of stages applied to X.

    A gate with b well below 0 begins by letting X pass: start b at about -2.

    Shapes: X (batch, features), W (features, features), b (features,) -> (batch, features).
    Raises: ShapeError, also if H does not give as many features as it gets; DtypeError, DeviceError or
    NotANumberError; what a stage raises.
    Source: lecture 10, highway network; Srivastava, Greff and Schmidhuber 2015.

    >>> import torch
    >>> double_it = Stage(linear, linear_backward, (2 * torch.eye(1), torch.zeros(1)))
    >>> highway(torch.tensor([[4.0]]), torch.zeros(1, 1), torch.zeros(1), [double_it])[0]  # T = 1/2
    tensor([[6.]])
    """
    H, caches = _branch("highway", stages, X)
    Z, gate = linear(X, W, b)
    T = Z.sigmoid()
    return T * H + (1 - T) * X, HighwayCache(X, H, T, gate, stages, caches)


@guard
def highway_backward(Y_bar: Float[Tensor, "batch features"], cache: HighwayCache) -> HighwayAdjoints:
    """Adjoints of X, of the gate's W and b, and of H's arguments. X has three ways: past H, through H, and the gate.

    Shapes: Y_bar (batch, features) -> X_bar (batch, features), W_bar (features, features), b_bar (features,), and each
    adjoint of H's arguments like what it belongs to.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError; ValueError if H gives no adjoint of its input; what
    a stage raises.
    Source: lecture 10, highway network.

    >>> import torch
    >>> double_it = Stage(linear, linear_backward, (2 * torch.eye(1), torch.zeros(1)))
    >>> _, cache = highway(torch.tensor([[4.0]]), torch.zeros(1, 1), torch.zeros(1), [double_it])
    >>> highway_backward(torch.tensor([[1.0]]), cache).X_bar
    tensor([[1.5000]])
    """
    X, H, T, gate, stages, caches = cache
    T_bar = Y_bar * (H - X)
    Z_bar = T_bar * T * (1 - T)  # the slope of the sigmoid
    _, W_bar, b_bar = linear_backward(Z_bar, gate, to_input=False)
    through, stages_bar = _branch_back("highway_backward", stages, caches, Y_bar * T)
    return HighwayAdjoints(Y_bar * (1 - T) + through + Z_bar @ gate.W, W_bar, b_bar, stages_bar)


def _branch(where: str, stages: Sequence[Stage], X: Tensor) -> tuple[Tensor, tuple[Any, ...]]:
    out, caches = sequential.forward(stages, X)
    if out.shape != X.shape:
        raise ShapeError(f"{where}: stages should give as many features as they get, {tuple(X.shape)}, but give "
                         f"{tuple(out.shape)}. Let the last one lead back to the width of X.")
    return out, caches


def _branch_back(where: str, stages: Sequence[Stage], caches: Sequence[Any],
                 bar: Tensor) -> tuple[Tensor, tuple[tuple[Tensor, ...], ...]]:
    through, stages_bar = sequential.backward(stages, caches, bar)
    if through is None:
        raise ValueError(f"{where}: the first of the stages should give the adjoint of its input, but gives none. Use "
                         f"linear_backward without to_input=False inside a block.")
    return through, stages_bar
