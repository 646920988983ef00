"""The linear support vector machine: hinge loss, its subgradient, its margin."""

from __future__ import annotations

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse import losses
from dlcourse.alike import same_dtype
from dlcourse.arguments import count, labels, number, positive
from dlcourse.models.linear import Fit, Plane, length
from dlcourse.tensors import guard


@guard
def svm_loss_and_grad(w: Float[Tensor, " features"], b: Float[Tensor, ""], X: Float[Tensor, "samples features"],
                      y: Int[Tensor, " samples"], *, lam: float) -> tuple[Float[Tensor, ""], Plane]:
    """Mean hinge loss plus lam ||w||², and its subgradient. Labels 0 and 1 become -1 and 1.

    Only samples with a margin below 1 pay, and each is divided by the number of all samples.
    Shapes: w (features,), b (), X (samples, features), y (samples,) -> loss () and a Plane.
    Raises: ValueError for labels other than 0 and 1 or a negative lam; ShapeError, DtypeError.
    Source: lecture 4, support vector machine.

    >>> X, y = torch.tensor([[2.0], [-1.0]]), torch.tensor([1, 0])
    >>> svm_loss_and_grad(torch.tensor([0.75]), torch.tensor(0.0), X, y, lam=0.0)
    (tensor(0.1250), Plane(w=tensor([-0.5000]), b=tensor(0.5000)))
    """
    number("svm_loss_and_grad", "lam", lam)
    same_dtype("svm_loss_and_grad", X=X, w=w, b=b)
    labels("svm_loss_and_grad", "y", y, 2)
    signs, score = 2 * y - 1, X @ w + b
    score_bar = losses.hinge_grad(score, signs)
    return losses.hinge(score, signs) + lam * w @ w, Plane(X.mT @ score_bar + 2 * lam * w, score_bar.sum())


@guard
def svm_fit(X: Float[Tensor, "samples features"], y: Int[Tensor, " samples"], *, lam: float = 0.01,
            steps: int = 2000) -> Fit:
    """A linear support vector machine by subgradient steps of length 1/(2 lam (t + 1)), averaged over the second half.

    Shapes: X (samples, features), y (samples,) of 0 and 1 -> Fit with a Plane.
    Raises: ValueError for other labels, lam <= 0 or steps < 1; ShapeError, DtypeError.
    Source: lecture 4, support vector machine; steps as in Pegasos (Shalev-Shwartz et al. 2007).

    >>> X, y = torch.tensor([[-1.0], [1.0]]), torch.tensor([0, 1])
    >>> bool(svm_fit(X, y, steps=100).params.w > 0)
    True
    """
    positive("svm_fit", "lam", lam, remedy="Steps of length 1/(2 lam) need it: pass 0.01.")
    count("svm_fit", "steps", steps)
    w, b, trace = X.new_zeros(X.shape[1]), X.new_zeros(()), []
    mean_w, mean_b, kept = torch.zeros_like(w), torch.zeros_like(b), 0
    for step in range(steps):
        loss, grad = svm_loss_and_grad(w, b, X, y, lam=lam)
        trace.append(float(loss))
        eta = 1 / (2 * lam * (step + 1))
        w, b = w - eta * grad.w, b - min(eta, 1.0) * grad.b
        if step >= steps // 2:
            kept += 1
            mean_w, mean_b = mean_w + (w - mean_w) / kept, mean_b + (b - mean_b) / kept
    trace.append(float(svm_loss_and_grad(mean_w, mean_b, X, y, lam=lam)[0]))
    return Fit(Plane(mean_w, mean_b), trace)


@guard
def margin_width(w: Float[Tensor, " features"]) -> Float[Tensor, ""]:
    """Distance between the planes w x + b = 1 and w x + b = -1: 2 / ||w||.

    Shapes: (features,) -> (). Raises: ValueError for w = 0. Source: lecture 4, support vector machine.

    >>> margin_width(torch.tensor([3.0, 4.0]))
    tensor(0.4000)
    """
    return 2 / length("margin_width", w)
