"""Diffusion: noise is added to data in T small steps, and a network learns to take it away again.

Steps are counted t = 1..T. betas[t - 1] is the share of noise of step t, alpha_bar_t the product of 1 - beta up to t,
the share of the data's variance that is left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import count, function, number, randomness, within
from dlcourse.tensors import ShapeError, guard

Denoiser = Callable[[Tensor, Tensor], Tensor]  # x_t (samples, features), t (samples,) -> noise, like x_t


class StepPosterior(NamedTuple):
    """Mean (samples, features) and variance (samples,) of x_{t-1}, given x_t and x_0."""

    mean: Tensor
    var: Tensor


@guard
def alpha_bars(betas: Float[Tensor, " steps"]) -> Float[Tensor, " steps"]:
    """What is left of the data's variance after t = 1..T steps: the product of 1 - beta up to t.

    Shapes: betas (T,) -> (T,). Raises: ValueError for betas outside 0 to 1; ShapeError, DtypeError.
    Source: lecture 17, closed form; Ho, Jain, Abbeel 2020.

    >>> alpha_bars(torch.tensor([0.1, 0.2, 0.3]))
    tensor([0.9000, 0.7200, 0.5040])
    """
    within("alpha_bars", "betas", betas, 0.0, 1.0, remedy="A step keeps the share 1 - beta.")
    return (1 - betas).cumprod(0)


@guard
def linear_betas(steps: int, *, first: float = 1e-4, last: float = 0.02) -> Float[Tensor, " steps"]:
    """Shares of noise that grow evenly from the first step to the last one; float64.

    Shapes: -> (steps,). Raises: TypeError, ValueError for steps < 1 or shares outside [0, 1).
    Source: lecture 17, forward process; Ho, Jain, Abbeel 2020, section 4.

    >>> f"{float(alpha_bars(linear_betas(1000))[-1]):.3g}"
    '4.04e-05'
    """
    count("linear_betas", "steps", steps)
    for name, value in (("first", first), ("last", last)):
        number("linear_betas", name, value, below=1.0)
    return torch.linspace(first, last, steps, dtype=torch.float64)


@guard
def q_sample(x0: Float[Tensor, "samples features"], t: Int[Tensor, " samples"], eps: Float[Tensor, "samples features"],
             betas: Float[Tensor, " steps"]) -> Float[Tensor, "samples features"]:
    """x_t in one go: sqrt(alpha_bar_t) x_0 + sqrt(1 - alpha_bar_t) eps.

    Shapes: x0 and eps (samples, features), t (samples,) in 1..T, betas (T,) -> like x0.
    Raises: ValueError for a t or betas out of range; ShapeError, DtypeError.
    Source: lecture 17, closed form; Ho, Jain, Abbeel 2020, equation 4.

    >>> q_sample(torch.tensor([[10.0]]), torch.tensor([2]), torch.tensor([[0.0]]), torch.tensor([0.1, 0.2, 0.3]))
    tensor([[8.4853]])
    """
    same_dtype("q_sample", x0=x0, eps=eps, betas=betas)
    left = _at("q_sample", alpha_bars(betas), t)
    return left.sqrt() * x0 + (1 - left).sqrt() * eps


@guard
def clean_from_noise(xt: Float[Tensor, "samples features"], t: Int[Tensor, " samples"],
                     eps: Float[Tensor, "samples features"],
                     betas: Float[Tensor, " steps"]) -> Float[Tensor, "samples features"]:
    """The x_0 from which `q_sample` made x_t with this noise: (x_t - sqrt(1 - alpha_bar_t) eps)/sqrt(alpha_bar_t).

    Shapes: xt and eps (samples, features), t (samples,) in 1..T, betas (T,) -> like xt.
    Raises: as `q_sample`. Source: lecture 17, learned denoiser.

    >>> betas = torch.tensor([0.1, 0.2, 0.3])
    >>> clean_from_noise(torch.tensor([[8.4853]]), torch.tensor([2]), torch.tensor([[0.0]]), betas)
    tensor([[10.0000]])
    """
    same_dtype("clean_from_noise", xt=xt, eps=eps, betas=betas)
    left = _at("clean_from_noise", alpha_bars(betas), t)
    return (xt - (1 - left).sqrt() * eps) / left.sqrt()


@guard
def posterior(x0: Float[Tensor, "samples features"], xt: Float[Tensor, "samples features"], t: Int[Tensor, " samples"],
              betas: Float[Tensor, " steps"]) -> StepPosterior:
    """q(x_{t-1} | x_t, x_0): where the chain was a step ago, if one knew where it began.

    Shapes: x0 and xt (samples, features), t (samples,) in 1..T, betas (T,) -> mean (samples, features), var (samples,).
    Raises: as `q_sample`. Source: lecture 17, learned denoiser; Ho, Jain, Abbeel 2020, equation 7.

    >>> one = torch.ones(1, 1)
    >>> posterior(one, 0 * one, torch.tensor([3]), torch.tensor([0.1, 0.2, 0.3]))
    StepPosterior(mean=tensor([[0.5132]]), var=tensor([0.1694]))
    """
    same_dtype("posterior", x0=x0, xt=xt, betas=betas)
    bars = alpha_bars(betas)
    before = torch.cat([bars.new_ones(1), bars[:-1]])  # alpha_bar_{t-1}; before the first step everything is left
    beta, left, was = (_at("posterior", row, t) for row in (betas, bars, before))
    mean = (was.sqrt() * beta * x0 + (1 - beta).sqrt() * (1 - was) * xt) / (1 - left)
    return StepPosterior(mean, ((1 - was) / (1 - left) * beta)[:, 0])


@guard
def ddpm_step(xt: Float[Tensor, "samples features"], t: Int[Tensor, " samples"],
              eps_hat: Float[Tensor, "samples features"], z: Float[Tensor, "samples features"],
              betas: Float[Tensor, " steps"]) -> Float[Tensor, "samples features"]:
    """One step back: the posterior's mean for the x_0 that eps_hat implies, plus sqrt(beta_t) z; no noise at t = 1.

    Shapes: xt, eps_hat and z (samples, features), t (samples,) in 1..T, betas (T,) -> like xt.
    Raises: as `q_sample`. Source: lecture 17, sampling; Ho, Jain, Abbeel 2020, algorithm 2.

    >>> betas = torch.tensor([0.1, 0.2, 0.3])
    >>> ddpm_step(torch.ones(1, 1), torch.tensor([1]), torch.zeros(1, 1), torch.ones(1, 1), betas)
    tensor([[1.0541]])
    """
    same_dtype("ddpm_step", xt=xt, eps_hat=eps_hat, z=z, betas=betas)
    beta, left = (_at("ddpm_step", row, t) for row in (betas, alpha_bars(betas)))
    mean = (xt - beta / (1 - left).sqrt() * eps_hat) / (1 - beta).sqrt()
    return mean + beta.sqrt() * z * (t > 1)[:, None]


@guard
def noise_loss(denoise: Denoiser, x0: Float[Tensor, "samples features"], t: Int[Tensor, " samples"],
               eps: Float[Tensor, "samples features"], betas: Float[Tensor, " steps"]) -> Float[Tensor, ""]:
    """The squared error of the guessed noise, summed over the features and averaged over the samples.

    Shapes: x0 and eps (samples, features), t (samples,) in 1..T, betas (T,) -> ().
    Raises: TypeError, ShapeError if denoise gives another shape than x0; as `q_sample`.
    Source: lecture 17, learned denoiser; Ho, Jain, Abbeel 2020, equation 14.

    >>> noise_loss(lambda x, t: 0 * x, torch.zeros(1, 2), torch.tensor([1]), torch.ones(1, 2), torch.tensor([0.1]))
    tensor(2.)
    """
    eps_hat = _guess("noise_loss", denoise, q_sample(x0, t, eps, betas), t)
    return (eps_hat - eps).square().sum(1).mean()


@guard
def ideal_noise(data: Float[Tensor, "data features"], xt: Float[Tensor, "samples features"],
                t: Int[Tensor, " samples"], betas: Float[Tensor, " steps"]) -> Float[Tensor, "samples features"]:
    """The guess with the smallest `noise_loss` if x_0 is one of the rows of `data`, all alike likely.

    Each row counts by how likely it is to have become x_t, and the noise it would have taken is averaged.

    Shapes: data (data, features), xt (samples, features), t (samples,) in 1..T, betas (T,) -> like xt.
    Raises: as `q_sample`; ValueError where a beta of 0 leaves no noise. Source: lecture 17, learned denoiser.

    >>> ideal_noise(torch.tensor([[1.0], [-1.0]]), torch.zeros(1, 1), torch.tensor([1]), torch.tensor([0.5]))
    tensor([[0.]])
    """
    same_dtype("ideal_noise", data=data, xt=xt, betas=betas)
    left = _at("ideal_noise", alpha_bars(betas), t)
    if float(left.max()) >= 1:
        raise ValueError("ideal_noise: betas should be above 0 up to t, but no noise was added. Start with a beta "
                         "above 0.")
    away = (xt[:, None] - left[..., None].sqrt() * data) / (1 - left[..., None]).sqrt()  # (samples, data, features)
    share = (-0.5 * away.square().sum(-1)).softmax(1)
    return (share[..., None] * away).sum(1)


@guard
def guided(eps_with: Float[Tensor, "samples features"], eps_without: Float[Tensor, "samples features"],
           strength: float) -> Float[Tensor, "samples features"]:
    """Classifier-free guidance: (1 + strength) times the noise guessed with a label, less strength times that without.

    Shapes: eps_with and eps_without (samples, features) -> alike. Raises: TypeError, ValueError for a strength below
    0; ShapeError, DtypeError. Source: lecture 17, guidance; Ho and Salimans 2022.

    >>> guided(torch.tensor([[2.0]]), torch.tensor([[1.0]]), 3.0)
    tensor([[5.]])
    """
    same_dtype("guided", eps_with=eps_with, eps_without=eps_without)
    number("guided", "strength", strength)
    return (1 + strength) * eps_with - strength * eps_without


@guard
def sample_path(denoise: Denoiser, n: int, features: int, betas: Float[Tensor, " steps"], *,
                rng: torch.Generator) -> Float[Tensor, "times n features"]:
    """n samples from pure noise, x_T, back to x_0: all T + 1 of them, x_T first.

    Noise is drawn by torch.randn, first x_T, then z for each step.

    Shapes: betas (T,) -> (T + 1, n, features). Raises: TypeError, ValueError for n or features < 1; ShapeError if
    denoise gives another shape than its input. Source: lecture 17, sampling; Ho, Jain, Abbeel 2020, algorithm 2.

    >>> from dlcourse.tensors import generator
    >>> path = sample_path(lambda x, t: 0 * x, 5, 2, linear_betas(10), rng=generator(0))
    >>> path.shape
    torch.Size([11, 5, 2])
    """
    count("sample_path", "n", n)
    count("sample_path", "features", features)
    randomness("sample_path", rng)

    def noise() -> Tensor:
        return torch.randn(n, features, generator=rng, device=rng.device, dtype=betas.dtype).to(betas.device)

    path = [noise()]
    for step in range(len(betas), 0, -1):
        t = torch.full((n,), step, device=betas.device)
        path.append(ddpm_step(path[-1], t, _guess("sample_path", denoise, path[-1], t), noise(), betas))
    return torch.stack(path)


def _at(where: str, row: Tensor, t: Tensor) -> Tensor:
    """The entries of a row (T,) for steps t = 1..T, as a column."""
    within(where, "t", t, 1, len(row), remedy="Steps are counted from 1 to the number of betas.")
    return row[t - 1][:, None]


def _guess(where: str, denoise: Denoiser, xt: Tensor, t: Tensor) -> Tensor:
    function(where, "denoise", denoise)
    eps_hat = denoise(xt, t)
    if tuple(eps_hat.shape) != tuple(xt.shape):
        raise ShapeError(f"{where}: denoise should give shape {tuple(xt.shape)}, like x_t, but gave "
                         f"{tuple(eps_hat.shape)}. Check its last layer.")
    return eps_hat
