"""Linear models: least squares, logistic regression and softmax regression, with derived gradients."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse import losses
from dlcourse.alike import same_dtype
from dlcourse.arguments import count, labels, number, positive
from dlcourse.tensors import ShapeError, guard


class Plane(NamedTuple):
    """Weights w (features,) and bias b () of y = X w + b, or of the logit."""

    w: Tensor
    b: Tensor


class Planes(NamedTuple):
    """One row of W (classes, features) and one entry of b (classes,) for each class."""

    W: Tensor
    b: Tensor


class Fit(NamedTuple):
    """Fitted parameters, and the objective before each step and after the last."""

    params: Plane | Planes
    losses: list[float]


# --- least squares ---


@guard
def least_squares(X: Float[Tensor, "samples features"], y: Float[Tensor, " samples"]) -> Plane:
    """The weights and bias with the least sum of squared errors; of several, the shortest.

    Shapes: X (samples, features), y (samples,) -> Plane. Raises: ShapeError, DtypeError or NotANumberError.
    Source: lecture 2, least squares; solved by singular values, so that dependent columns do no harm.

    >>> least_squares(torch.tensor([[0.0], [1.0], [2.0]]), torch.tensor([1.0, 3.0, 5.0]))
    Plane(w=tensor([2.]), b=tensor(1.))
    """
    same_dtype("least_squares", X=X, y=y)
    centre, level = X.mean(0), y.mean()
    w = torch.linalg.pinv(X - centre) @ (y - level)
    return Plane(w, level - centre @ w)


@guard
def ridge(X: Float[Tensor, "samples features"], y: Float[Tensor, " samples"], *, lam: float) -> Plane:
    """Least squares with a penalty: the minimum of the mean squared error plus lam ||w||², b left free.

    scikit-learn sums the errors instead: its alpha is lam times the number of samples.
    Shapes: X (samples, features), y (samples,) -> Plane. Raises: ValueError unless lam > 0; ShapeError, DtypeError
    or NotANumberError.
    Source: lecture 4, weight decay, for the loss of lecture 2.

    >>> ridge(torch.tensor([[-1.0], [1.0]]), torch.tensor([0.0, 4.0]), lam=1.0)
    Plane(w=tensor([1.]), b=tensor(2.))
    """
    positive("ridge", "lam", lam, remedy="For lam = 0 use least_squares(X, y).")
    same_dtype("ridge", X=X, y=y)
    centre, level = X.mean(0), y.mean()
    Z = X - centre  # the best b follows from w, so w may be found without it
    H = Z.mT @ Z / len(Z) + lam * torch.eye(Z.shape[1], dtype=Z.dtype, device=Z.device)
    w = torch.linalg.solve(H, Z.mT @ (y - level) / len(Z))
    return Plane(w, level - centre @ w)


# --- logistic regression ---


@guard
def predict_proba(w: Float[Tensor, " features"], b: Float[Tensor, ""],
                  X: Float[Tensor, "samples features"]) -> Float[Tensor, " samples"]:
    """Probability of class 1: the logistic function of the logit X w + b.

    Shapes: w (features,), b (), X (samples, features) -> (samples,). Raises: ShapeError, DtypeError.
    Source: lecture 4, logistic regression.

    >>> predict_proba(torch.tensor([1.0, 1.0]), torch.tensor(0.0), torch.tensor([[1.0, 1.0]]))
    tensor([0.8808])
    """
    same_dtype("predict_proba", X=X, w=w, b=b)
    return (X @ w + b).sigmoid()


@guard
def logistic_loss_and_grad(w: Float[Tensor, " features"], b: Float[Tensor, ""], X: Float[Tensor, "samples features"],
                           y: Int[Tensor, " samples"]) -> tuple[Float[Tensor, ""], Plane]:
    """Mean cross-entropy of logistic regression, and its gradient: the mean of (p - y) x, and of p - y.

    Shapes: w (features,), b (), X (samples, features), y (samples,) of 0 and 1 -> loss () and a Plane.
    Raises: ValueError for other labels; ShapeError, DtypeError. Source: lecture 4, gradient of the logistic loss.

    >>> loss, grad = logistic_loss_and_grad(torch.zeros(1), torch.tensor(0.0), torch.tensor([[2.0]]), torch.tensor([1]))
    >>> grad
    Plane(w=tensor([-1.]), b=tensor(-0.5000))
    """
    same_dtype("logistic_loss_and_grad", X=X, w=w, b=b)
    labels("logistic_loss_and_grad", "y", y, 2)
    z, y = X @ w + b, y.to(X.dtype)
    loss = losses.binary_cross_entropy_with_logits(z, y)
    z_bar = losses.binary_cross_entropy_with_logits_grad(z, y)
    return loss, Plane(X.mT @ z_bar, z_bar.sum())


@guard
def logistic_fit(X: Float[Tensor, "samples features"], y: Int[Tensor, " samples"], *, eta: float = 0.5,
                 steps: int = 500, lam: float = 0.0) -> Fit:
    """Logistic regression by gradient descent from zero, with the penalty lam ||w||² on the weights.

    scikit-learn weighs the summed loss against ||w||²/2 instead: its C is 1/(2 lam samples). Without a penalty,
    separable data has no minimum: the longer the descent, the longer w.
    Shapes: X (samples, features), y (samples,) -> Fit with a Plane. Raises: ValueError for a bad eta, steps or
    lam, for lam eta > 1 (the penalty alone would then push w further out at each step) or other labels; ShapeError,
    DtypeError. Source: lecture 4, logistic regression and weight decay.

    >>> X, y = torch.tensor([[-1.0], [1.0]]), torch.tensor([0, 1])
    >>> bool(logistic_fit(X, y, steps=10).params.w > 0)
    True
    """
    _check_descent("logistic_fit", eta, steps, lam)
    w, b, trace = X.new_zeros(X.shape[1]), X.new_zeros(()), []
    for step in range(steps + 1):
        loss, grad = logistic_loss_and_grad(w, b, X, y)
        trace.append(float(loss + lam * w @ w))
        if step < steps:
            w, b = w - eta * (grad.w + 2 * lam * w), b - eta * grad.b
    return Fit(Plane(w, b), trace)


# --- softmax regression ---


@guard
def softmax_predict(W: Float[Tensor, "classes features"], b: Float[Tensor, " classes"],
                    X: Float[Tensor, "samples features"]) -> Float[Tensor, "samples classes"]:
    """Probabilities of all classes: softmax of the logits X W^T + b.

    Shapes: W (classes, features), b (classes,), X (samples, features) -> (samples, classes).
    Raises: ShapeError, DtypeError. Source: lecture 4, softmax regression.

    >>> softmax_predict(torch.zeros(4, 2), torch.zeros(4), torch.ones(1, 2)).tolist()
    [[0.25, 0.25, 0.25, 0.25]]
    """
    same_dtype("softmax_predict", X=X, W=W, b=b)
    return losses.softmax(X @ W.mT + b)


@guard
def softmax_loss_and_grad(W: Float[Tensor, "classes features"], b: Float[Tensor, " classes"],
                          X: Float[Tensor, "samples features"], y: Int[Tensor, " samples"]) -> tuple[
                              Float[Tensor, ""], Planes]:
    """Mean cross-entropy of softmax regression, and its gradient: the mean of (p_c - [c = y]) x for each class c.

    Shapes: W (classes, features), b (classes,), X (samples, features), y (samples,) -> loss () and Planes.
    Raises: ValueError for a label out of range; ShapeError, DtypeError. Source: lecture 4, softmax gradient.

    >>> loss, grad = softmax_loss_and_grad(torch.zeros(2, 1), torch.zeros(2), torch.ones(1, 1), torch.tensor([0]))
    >>> grad.b
    tensor([-0.5000,  0.5000])
    """
    same_dtype("softmax_loss_and_grad", X=X, W=W, b=b)
    labels("softmax_loss_and_grad", "y", y, len(b))
    z = X @ W.mT + b
    z_bar = losses.cross_entropy_grad(z, y)
    return losses.cross_entropy(z, y), Planes(z_bar.mT @ X, z_bar.sum(0))  # (classes, samples) @ (samples, features)


@guard
def softmax_fit(X: Float[Tensor, "samples features"], y: Int[Tensor, " samples"], *, classes: int, eta: float = 0.5,
                steps: int = 500, lam: float = 0.0, start: Planes | None = None) -> Fit:
    """Softmax regression by gradient descent from zero or from `start`, with the penalty lam ||W||².

    Every start leads to the same loss; without a penalty not to the same W, since a vector added to all rows of W
    changes no probability.
    Shapes: X (samples, features), y (samples,) -> Fit with Planes. Raises: as `logistic_fit`; ShapeError for
    a start of other sizes. Source: lecture 4, softmax regression.

    >>> X, y = torch.tensor([[-1.0], [1.0]]), torch.tensor([0, 1])
    >>> softmax_predict(*softmax_fit(X, y, classes=2).params, X).argmax(1).tolist()
    [0, 1]
    """
    _check_descent("softmax_fit", eta, steps, lam)
    count("softmax_fit", "classes", classes, low=2)
    labels("softmax_fit", "y", y, classes)
    W, b = start or Planes(X.new_zeros(classes, X.shape[1]), X.new_zeros(classes))
    if W.shape != (classes, X.shape[1]):
        raise ShapeError(f"softmax_fit: start.W should have shape ({classes}, {X.shape[1]}), (classes, features), "
                         f"but has shape {tuple(W.shape)}. Transpose it?")
    trace = []
    for step in range(steps + 1):
        loss, grad = softmax_loss_and_grad(W, b, X, y)
        trace.append(float(loss + lam * (W * W).sum()))
        if step < steps:
            W, b = W - eta * (grad.W + 2 * lam * W), b - eta * grad.b
    return Fit(Planes(W, b), trace)


def _check_descent(where: str, eta: float, steps: int, lam: float) -> None:
    number(where, "eta", eta)
    count(where, "steps", steps, low=0)
    number(where, "lam", lam)
    if lam * eta > 1:
        raise ValueError(f"{where}: eta should be at most 1/lam, {1 / lam:g}, but is {eta:g}: each step would push the "
                         f"weights further out. Pass a smaller eta.")


# --- reading a linear classifier ---


@guard
def signed_distance(w: Float[Tensor, " features"], b: Float[Tensor, ""],
                    X: Float[Tensor, "samples features"]) -> Float[Tensor, " samples"]:
    """Distance of each point from the plane w x + b = 0, positive on the side to which w points.

    Shapes: w (features,), b (), X (samples, features) -> (samples,). Raises: ValueError for w = 0; ShapeError,
    DtypeError. Source: lecture 4, separating hyperplane.

    >>> signed_distance(torch.tensor([3.0, 4.0]), torch.tensor(-5.0), torch.tensor([[0.0, 0.0], [3.0, 4.0]])).tolist()
    [-1.0, 4.0]
    """
    same_dtype("signed_distance", X=X, w=w, b=b)
    return (X @ w + b) / length("signed_distance", w)


def length(where: str, w: Tensor) -> Tensor:
    """The length of the weights of a plane. Raises: ValueError, naming `where`, if it is 0: a plane has a direction."""
    norm = w.norm()
    if float(norm) == 0:
        raise ValueError(f"{where}: w should not be zero, but is. A plane needs a direction: fit w first.")
    return norm
