"""Forward mode: one directional derivative of a network, and whole Jacobians."""

from __future__ import annotations

from itertools import pairwise

import torch

from benchmarks.harness import Comparison
from dlcourse.diff.fast import dual
from dlcourse.tensors import generator

BATCHES = (1, 64, 1024)
SQUARES = {10: 32, 100: 128, 1000: 256}  # inputs and outputs -> hidden units


class Network:
    """A tanh network with two hidden layers, as a function of its input; weights (out, in)."""

    def __init__(self, sizes: tuple[int, ...], dtype: torch.dtype, device: str):
        rng = generator(0)
        self.layers = [((torch.randn(o, i, generator=rng, dtype=torch.float64) / i**0.5).to(device, dtype),
                        torch.randn(o, generator=rng, dtype=torch.float64).to(device, dtype))
                       for i, o in pairwise(sizes)]

    def __call__(self, x):
        (W, b), (V, c), (U, d) = self.layers
        a = (x @ W.mT + b).tanh()
        return (a @ V.mT + c).tanh() @ U.mT + d

    def elsewhere(self, module):
        """The same network for jax.numpy or HIPS autograd's numpy."""
        arrays = [(module.array(W.mT.numpy()), module.array(b.numpy())) for W, b in self.layers]

        def network(x):
            (W, b), (V, c), (U, d) = arrays
            a = module.tanh(module.dot(x, W) + b)
            return module.dot(module.tanh(module.dot(a, V) + c), U) + d
        return network


def comparisons(device: str) -> list[Comparison]:
    """Directional derivatives for three batches, Jacobians of three sizes."""
    return [*(_jvp(batch, device) for batch in BATCHES), *(_jacobian(n, device) for n in SQUARES)]


def _jvp(batch: int, device: str) -> Comparison:
    f = Network((784, 256, 256, 10), torch.float32, device)
    x, x_dot = (torch.randn(batch, 784, generator=generator(i)).to(device) for i in (1, 2))
    peers = {"torch.func.jvp": lambda: torch.func.jvp(f, (x,), (x_dot,))}
    if device == "cpu":
        peers |= _other_jvps(f, x, x_dot)
    return Comparison(group="forward", name=f"jvp of a network, batch {batch}", device=device, tolerance=1e-5,
                      ours={"dual": lambda: dual.jvp(f, x, x_dot)}, peers=peers)


def _other_jvps(f: Network, x, x_dot):
    import autograd
    import jax
    import jax.numpy as jnp
    from torch.autograd import forward_ad

    def dual_level():
        with forward_ad.dual_level():
            return tuple(forward_ad.unpack_dual(f(forward_ad.make_dual(x, x_dot))))

    g, start, way = f.elsewhere(jnp), jnp.array(x.numpy()), jnp.array(x_dot.numpy())
    compiled = jax.jit(lambda x, x_dot: jax.jvp(g, (x,), (x_dot,)))
    plain, hips = f.elsewhere(autograd.numpy), autograd.make_jvp(f.elsewhere(autograd.numpy))

    def hips_jvp():
        y, y_dot = hips(x.numpy())(x_dot.numpy())
        return y, y_dot

    assert plain(x.numpy()).shape == (len(x), 10)
    return {"torch forward_ad": dual_level, "HIPS autograd": hips_jvp,
            "jax, compiled": lambda: jax.block_until_ready(compiled(start, way))}


def _jacobian(n: int, device: str) -> Comparison:
    f = Network((n, SQUARES[n], SQUARES[n], n), torch.float64, device)
    x = torch.randn(n, generator=generator(1), dtype=torch.float64).to(device)
    forward, reverse = torch.func.jacfwd(f), torch.func.jacrev(f)
    peers = {"torch.func.jacfwd": lambda: forward(x), "torch.func.jacrev": lambda: reverse(x)}
    if device == "cpu":
        import jax
        import jax.numpy as jnp
        compiled, start = jax.jit(jax.jacfwd(f.elsewhere(jnp))), jnp.array(x.numpy())
        peers["jax, compiled"] = lambda: jax.block_until_ready(compiled(start))
    return Comparison(group="forward", name=f"Jacobian {n} x {n}", device=device, tolerance=1e-9,
                      ours={"dual": lambda: dual.jacobian(f, x)}, peers=peers)
