"""The fast forms of convolution, LSTM and attention give what the readable ones give, and refuse what does not fit."""

import pytest
import torch

from dlcourse.nn import attention as readable_attention
from dlcourse.nn import conv, recurrent
from dlcourse.nn.fast import attention as fast_attention
from dlcourse.nn.fast import conv as fast_conv
from dlcourse.nn.fast import lstm as fast_lstm
from dlcourse.tensors import ShapeError

double = torch.float64


def normal(*shape, seed, device="cpu"):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=double).to(device)


def same(mine, others):
    for a, b in zip(mine, others, strict=True):
        torch.testing.assert_close(a, b, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("padding", [0, 2])
@pytest.mark.parametrize("kernel", [(3, 2), (1, 4), (5, 1)])
def test_convolution(padding, kernel, device):
    X, W, b = normal(3, 2, 7, 6, seed=0, device=device), normal(4, 2, *kernel, seed=1, device=device), \
        normal(4, seed=2, device=device)
    Z, cache = fast_conv.conv2d(X, W, b, padding=padding)
    expected, readable = conv.conv2d(X, W, b, padding=padding)
    same([Z], [expected])
    Z_bar = normal(*Z.shape, seed=3, device=device)
    same(fast_conv.conv2d_backward(Z_bar, cache), conv.conv2d_backward(Z_bar, readable))
    X_bar, *rest = fast_conv.conv2d_backward(Z_bar, cache, to_input=False)
    assert X_bar is None
    same(rest, conv.conv2d_backward(Z_bar, readable)[1:])


@pytest.mark.parametrize(("T", "B"), [(1, 2), (5, 1), (6, 3)])
@pytest.mark.parametrize("ends", [False, True])
def test_lstm(T, B, ends, device):
    hidden, into = 4, 3
    X, h0, c0 = (normal(*s, seed=k, device=device) for k, s in enumerate(((T, B, into), (B, hidden), (B, hidden))))
    weights = [normal(*s, seed=5 + k, device=device) for k, s in enumerate(((16, into), (16, hidden), (16,)))]
    H, state, cache = fast_lstm.lstm(X, h0, c0, *weights)
    expected, expected_state, readable = recurrent.lstm(X, h0, c0, *weights)
    same([H, *state], [expected, *expected_state])
    H_bar, h_bar, c_bar = (normal(*t.shape, seed=9 + k, device=device) for k, t in enumerate((H, h0, c0)))
    last = {"h_bar": h_bar, "c_bar": c_bar} if ends else {}
    same(fast_lstm.lstm_backward(H_bar, cache, **last), recurrent.lstm_backward(H_bar, readable, **last))
    *_, again = fast_lstm.lstm(X, h0, c0, *weights)
    assert fast_lstm.lstm_backward(H_bar, again, to_input=False, **last).X_bar is None


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize(("entries", "rows"), [(1 << 17, 128), (40, 4), (1, 3)])  # one block; many; a row at a time
@pytest.mark.parametrize("kept", [0, 1 << 21])
def test_attention(causal, entries, rows, kept, device, monkeypatch):
    monkeypatch.setattr(fast_attention, "KEPT", kept)
    monkeypatch.setattr(fast_attention, "ENTRIES", entries)
    monkeypatch.setattr(fast_attention, "ROWS", rows)
    m = 10
    Q, K, V = (normal(3, m, width, seed=k, device=device) for k, width in enumerate((5, 5, 2)))
    out, cache = fast_attention.attention(Q, K, V, causal=causal)
    mask = readable_attention.causal_mask(m, device=device) if causal else None
    expected, readable = readable_attention.attention(Q, K, V, mask=mask)
    same([out], [expected])
    assert (cache.weights is None) == (kept == 0)
    out_bar = normal(*out.shape, seed=4, device=device)
    same(fast_attention.attention_backward(out_bar, cache), readable_attention.attention_backward(out_bar, readable))


def test_attention_to_other_tokens(device):
    Q, K, V = (normal(2, *shape, seed=k, device=device) for k, shape in enumerate(((4, 5), (7, 5), (7, 3))))
    same([fast_attention.attention(Q, K, V)[0]], [readable_attention.attention(Q, K, V)[0]])


@pytest.mark.refuses
def test_refuses():
    X, W, b = normal(3, 2, 7, 6, seed=0), normal(4, 2, 3, 3, seed=1), normal(4, seed=2)
    with pytest.raises(ShapeError, match="conv2d: W should"):
        fast_conv.conv2d(X, W[:, :1], b)
    with pytest.raises(ShapeError, match="conv2d_backward: Z_bar should have the shape of the output"):
        fast_conv.conv2d_backward(X, fast_conv.conv2d(X, W, b)[1])
    h = normal(2, 4, seed=3)
    with pytest.raises(ShapeError, match="lstm: W should have 16 rows, but has 12"):
        fast_lstm.lstm(normal(3, 2, 3, seed=4), h, h, normal(12, 3, seed=5), normal(12, 4, seed=6), normal(12, seed=7))
    *_, cache = fast_lstm.lstm(normal(3, 2, 3, seed=4), h, h, normal(16, 3, seed=5), normal(16, 4, seed=6),
                               normal(16, seed=7))
    with pytest.raises(ShapeError, match="lstm_backward: H_bar should have the shape of the states"):
        fast_lstm.lstm_backward(h, cache)
    Q, K = normal(2, 4, 3, seed=8), normal(2, 5, 3, seed=9)
    with pytest.raises(ShapeError, match="attention: causal=True needs as many keys as queries, but there are 5 and 4"):
        fast_attention.attention(Q, K, K, causal=True)
    with pytest.raises(ShapeError, match="attention_backward: out_bar should have the shape of the output"):
        fast_attention.attention_backward(K, fast_attention.attention(Q, K, K)[1])
