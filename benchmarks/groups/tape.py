"""Reverse mode: loss and gradients of a classifier in all its parameters."""

from __future__ import annotations

from itertools import pairwise

import torch

from benchmarks.harness import Comparison
from dlcourse.diff import tape
from dlcourse.diff.fast import layers
from dlcourse.tensors import generator

SIZES, BATCHES = (784, 256, 128, 10), (1, 64, 1024)


class Work:
    """Samples, labels and parameters W1, b1, W2, b2, W3, b3; weights (out, in)."""

    def __init__(self, batch: int, device: str):
        rng = generator(1)
        self.X = torch.randn(batch, SIZES[0], generator=rng).to(device)
        self.labels = torch.randint(SIZES[-1], (batch,), generator=rng).to(device)
        self.params = [part.to(device) for i, o in pairwise(SIZES)
                       for part in (torch.randn(o, i, generator=rng) / i**0.5, torch.randn(o, generator=rng))]

    def clean(self):
        """Operators and methods, one line on the tape for each."""
        record = tape.Tape()
        W1, b1, W2, b2, W3, b3 = params = [record.variable(p) for p in self.params]
        a = (self.X @ W1.mT + b1).relu()
        a = (a @ W2.mT + b2).relu()
        z = a @ W3.mT + b3
        loss = (z.logsumexp(1) - z.gather(1, self.labels[:, None]).squeeze(1)).mean()
        bars = record.adjoints(loss, torch.ones_like(loss.value))
        return loss.value, *(bars[p.index] for p in params)

    def fused(self):
        """The same with two lines for a layer and one for the loss."""
        return layers.value_and_gradients(self._fused_loss, *self.params)

    def _fused_loss(self, W1, b1, W2, b2, W3, b3):
        a = layers.linear_relu(layers.linear_relu(self.X, W1, b1), W2, b2)
        return layers.cross_entropy(layers.linear(a, W3, b3), self.labels)


def comparisons(device: str) -> list[Comparison]:
    """Three batches."""
    return [_network(batch, device) for batch in BATCHES]


def _network(batch: int, device: str) -> Comparison:
    from torch.nn import functional as F
    work = Work(batch, device)
    leaves = [p.clone().requires_grad_() for p in work.params]

    def autograd():
        W1, b1, W2, b2, W3, b3 = leaves
        a = torch.relu(F.linear(work.X, W1, b1))
        a = torch.relu(F.linear(a, W2, b2))
        loss = F.cross_entropy(F.linear(a, W3, b3), work.labels)
        return loss, *torch.autograd.grad(loss, leaves)

    peers = {"torch autograd": autograd}
    if device == "cpu":
        peers |= _numpy_peers(work)
    return Comparison(group="tape", name=f"network forward and backward, batch {batch}", device=device,
                      tolerance=1e-4, ours={"clean": work.clean, "fused": work.fused}, peers=peers)


def _numpy_peers(work: Work):
    import autograd
    import jax
    import jax.numpy as jnp

    one_hot = torch.nn.functional.one_hot(work.labels, SIZES[-1]).float().numpy()

    def loss_with(np, X, one_hot):
        def loss(params):
            W1, b1, W2, b2, W3, b3 = params
            a = np.maximum(np.dot(X, W1.T) + b1, 0)
            a = np.maximum(np.dot(a, W2.T) + b2, 0)
            z = np.dot(a, W3.T) + b3
            z = z - np.max(z, axis=1, keepdims=True)
            return np.mean(np.log(np.sum(np.exp(z), axis=1)) - np.sum(z * one_hot, axis=1))
        return loss

    arrays = [p.numpy() for p in work.params]
    hips = autograd.value_and_grad(loss_with(autograd.numpy, work.X.numpy(), one_hot))
    compiled = jax.jit(jax.value_and_grad(loss_with(jnp, jnp.array(work.X.numpy()), jnp.array(one_hot))))
    params = [jnp.array(a) for a in arrays]
    return {"HIPS autograd": lambda: hips(arrays), "jax, compiled": lambda: jax.block_until_ready(compiled(params))}
