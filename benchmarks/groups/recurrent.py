"""An LSTM over sequences: forward and backward through time, all weights' adjoints."""

from __future__ import annotations

import torch

from benchmarks.harness import Comparison
from dlcourse.nn import recurrent as readable
from dlcourse.nn.fast import lstm as fast
from dlcourse.tensors import generator

SIZES = {"T = 28, batch 64, 128 units": (28, 64, 28, 128), "T = 35, batch 32, 256 units": (35, 32, 28, 256)}


def comparisons(device: str) -> list[Comparison]:
    """Two sizes."""
    return [_both(name, device) for name in SIZES]


def _both(name: str, device: str) -> Comparison:
    T, B, into, hidden = SIZES[name]
    net = torch.nn.LSTM(into, hidden)
    with torch.no_grad():
        for k, p in enumerate(net.parameters()):
            p.copy_(torch.randn(p.shape, generator=generator(k)) / hidden**0.5)
        net.bias_hh_l0.zero_()  # torch has two biases where one is enough
    net = net.to(device)
    X, H_bar = (torch.randn(T, B, n, generator=generator(9)).to(device) for n in (into, hidden))
    W, U, b = (p.detach() for p in (net.weight_ih_l0, net.weight_hh_l0, net.bias_ih_l0))
    zero = X.new_zeros(B, hidden)
    cell = torch.nn.LSTMCell(into, hidden).to(device)
    cell.load_state_dict({name.removesuffix("_l0"): p for name, p in net.state_dict().items()})

    def by_hand(form, **options):
        H, _, caches = form.lstm(X, zero, zero, W, U, b)
        back = form.lstm_backward(H_bar, caches, **options)
        return H, back.W_bar, back.U_bar, back.b_bar

    def by_autograd(run, module):
        H = run()
        return H.detach(), *torch.autograd.grad(H, list(module.parameters())[:3], H_bar)

    def by_cells():
        h = c = zero
        outputs = []
        for x in X:
            h, c = cell(x, (h, c))
            outputs.append(h)
        return torch.stack(outputs)
    return Comparison(group="recurrent", name=f"LSTM, {name}", device=device, tolerance=1e-4, ours={
        "readable": lambda: by_hand(readable), "fast": lambda: by_hand(fast, to_input=False),
    }, peers={"nn.LSTM": lambda: by_autograd(lambda: net(X)[0], net),
              "nn.LSTMCell": lambda: by_autograd(by_cells, cell)})
