"""Attention, heads and the block against torch with copied weights and by all routes to a gradient; refusals."""

import math

import pytest
import torch

from dlcourse.diff.agree import compare
from dlcourse.nn.attention import (
    BlockParams,
    attention,
    attention_backward,
    block,
    block_backward,
    causal_mask,
    join_heads,
    multi_head,
    multi_head_backward,
    positional_encoding,
    split_heads,
)
from dlcourse.tensors import DtypeError, ShapeError

double = torch.float64
sdpa = torch.nn.functional.scaled_dot_product_attention


def normal(*shape, seed=0, device="cpu"):
    drawn = torch.randn(shape, generator=torch.Generator().manual_seed(seed + 10 * len(shape)), dtype=double)
    return drawn.to(device).requires_grad_()


def same(mine, others):
    for a, b in zip(mine, others, strict=True):
        torch.testing.assert_close(a.detach(), b.detach(), rtol=1e-11, atol=1e-11)


def qkv(*batch, m=4, p=5, n=3, q=2, device="cpu"):
    return [normal(*batch, *shape, seed=k, device=device) for k, shape in enumerate(((m, n), (p, n), (p, q)))]


A_MASK = torch.tensor([[1, 0, 0, 0, 0], [1, 1, 0, 1, 1], [0, 0, 1, 1, 0], [1, 1, 1, 1, 1]], dtype=torch.bool)


@pytest.mark.parametrize("batch", [(), (2,), (2, 3)])
@pytest.mark.parametrize("masked", [False, True])
def test_attention_against_torch(batch, masked, device):
    Q, K, V = qkv(*batch, device=device)
    mask = A_MASK.to(device) if masked else None
    out, cache = attention(Q, K, V, mask=mask)
    expected = sdpa(Q, K, V, attn_mask=mask)
    same([out, cache.A.sum(-1)], [expected, torch.ones_like(cache.A[..., 0])])
    out_bar = normal(*out.shape, seed=5, device=device).detach()
    same(attention_backward(out_bar, cache), torch.autograd.grad(expected, (Q, K, V), out_bar))


@pytest.mark.parametrize("of", [0, 1, 2])
def test_all_routes_give_attention_s_adjoints(of):
    parts = [t.detach() for t in qkv()]
    out, cache = attention(*parts)
    out_bar = normal(*out.shape, seed=5).detach()

    def loss(moved):
        Q, K, V = (moved if k == of else part for k, part in enumerate(parts))
        weights = (Q @ K.mT / math.sqrt(3)).exp()
        return (weights @ V / weights.sum(-1, keepdim=True) * out_bar).sum()

    found = compare(loss, parts[of])
    assert found.ok, found
    torch.testing.assert_close(attention_backward(out_bar, cache)[of], found.routes["tape"], rtol=1e-11, atol=1e-11)


def test_without_a_mask_the_order_of_the_tokens_only_orders_what_comes_out():
    Q, K, V = (t.detach() for t in qkv(p=4))
    order = torch.tensor([2, 0, 3, 1])
    moved = attention(Q[order], K[order], V[order])[0]
    torch.testing.assert_close(moved, attention(Q, K, V)[0][order])
    causal = attention(Q[order], K[order], V[order], mask=causal_mask(4))[0]
    assert not torch.allclose(causal, attention(Q, K, V, mask=causal_mask(4))[0][order])


@pytest.mark.parametrize("heads", [1, 2, 6])
@pytest.mark.parametrize("causal", [False, True])
def test_heads_against_torch(heads, causal, device):
    d, T = 6, 5
    X, *weights = [normal(*shape, seed=k, device=device) for k, shape in enumerate(((2, T, d), *[(d, d)] * 4))]
    mask = causal_mask(T, device=device) if causal else None
    Y, cache = multi_head(X, *weights, heads=heads, mask=mask)
    module = torch.nn.MultiheadAttention(d, heads, bias=False, batch_first=True, dtype=double, device=device)
    given = {"in_proj_weight": torch.cat(weights[:3]), "out_proj.weight": weights[3]}
    expected, _ = torch.func.functional_call(module, given, (X, X, X), {
        "attn_mask": None if mask is None else ~mask, "need_weights": False})
    same([Y], [expected])
    Y_bar = normal(2, T, d, seed=9, device=device).detach()
    same(multi_head_backward(Y_bar, cache), torch.autograd.grad(expected, (X, *weights), Y_bar))


def test_heads_are_split_and_joined():
    X = normal(2, 5, 6).detach()
    parts = split_heads(X, 3)
    assert parts.shape == (2, 3, 5, 2)
    assert torch.equal(parts[1, 2], X[1, :, 4:])
    assert torch.equal(join_heads(parts), X)


def test_what_comes_later_changes_nothing_before():
    X, *weights = (normal(*shape, seed=k).detach() for k, shape in enumerate(((1, 5, 6), *[(6, 6)] * 4)))
    changed = X.clone()
    changed[0, 3:] += 1
    before, after = (multi_head(x, *weights, heads=2, mask=causal_mask(5))[0] for x in (X, changed))
    assert torch.equal(before[0, :3], after[0, :3])
    assert not torch.allclose(before[0, 3], after[0, 3])


def a_block(d=6, k=7, device="cpu"):
    shapes = [(d,), (d,), *[(d, d)] * 4, (d,), (d,), (k, d), (k,), (d, k), (d,)]
    return BlockParams(*(normal(*shape, seed=n, device=device) for n, shape in enumerate(shapes)))


@pytest.mark.parametrize("causal", [False, True])
def test_the_block_against_torch(causal, device):
    d, T, heads = 6, 4, 2
    X, params = normal(3, T, d, device=device), a_block(device=device)
    mask = causal_mask(T, device=device) if causal else None
    Y, cache = block(X, params, heads=heads, mask=mask)
    module = torch.nn.TransformerEncoderLayer(d, heads, 7, dropout=0.0, activation="gelu", batch_first=True,
                                              norm_first=True, dtype=double, device=device)
    zeros = X.new_zeros(3 * d)
    expected = torch.func.functional_call(module, {
        "self_attn.in_proj_weight": torch.cat(params[2:5]), "self_attn.in_proj_bias": zeros,
        "self_attn.out_proj.weight": params.Wo, "self_attn.out_proj.bias": zeros[:d],
        "norm1.weight": params.gamma1, "norm1.bias": params.beta1, "norm2.weight": params.gamma2,
        "norm2.bias": params.beta2, "linear1.weight": params.W1, "linear1.bias": params.b1,
        "linear2.weight": params.W2, "linear2.bias": params.b2}, (X,), {
        "src_mask": None if mask is None else ~mask})
    same([Y], [expected])
    Y_bar = normal(3, T, d, seed=9, device=device).detach()
    X_bar, params_bar = block_backward(Y_bar, cache)
    same((X_bar, *params_bar), torch.autograd.grad(expected, (X, *params), Y_bar))


@pytest.mark.parametrize("d", [1, 2, 5, 8])
def test_positions_are_the_formula_s(d):
    P = positional_encoding(7, d, dtype=double)
    for t in range(7):
        for j in range(d):
            wave = math.sin if j % 2 == 0 else math.cos
            assert P[t, j].item() == pytest.approx(wave(t / 10000 ** (2 * (j // 2) / d)), abs=1e-15)


def test_the_dot_product_of_two_positions_depends_on_their_distance_alone():
    P = positional_encoding(30, 16, dtype=double)
    dots = P @ P.mT
    for distance in range(5):
        along = dots.diagonal(distance)
        torch.testing.assert_close(along, along[:1].expand_as(along))
    assert positional_encoding(3, 4).dtype == torch.float32


@pytest.mark.refuses
def test_refuses():
    Q, K, V = (t.detach() for t in qkv())
    with pytest.raises(ShapeError, match="attention: K should"):
        attention(Q, K[:, :2], V)
    with pytest.raises(ShapeError, match="attention: V should"):
        attention(Q, K, V[:4])
    with pytest.raises(DtypeError, match="attention: mask should be a boolean tensor"):
        attention(Q, K, V, mask=A_MASK.double())
    with pytest.raises(ShapeError, match="attention: each row of mask should be True somewhere"):
        attention(Q, K, V, mask=A_MASK & False)
    with pytest.raises(ShapeError, match=r"attention_backward: out_bar should have the shape of the output, \(4, 2\)"):
        attention_backward(Q, attention(Q, K, V)[1])
    with pytest.raises(ShapeError, match="split_heads: heads should divide the 6 columns of X, but 4 does not"):
        split_heads(normal(1, 2, 6), 4)
    with pytest.raises(ValueError, match="split_heads: heads should be an integer of at least 1"):
        split_heads(normal(1, 2, 6), 0)
    X, params = normal(1, 4, 6), a_block()
    with pytest.raises(ShapeError, match=r"block: W2 should have shape \(6, 7\) for tokens of width 6 and 7 hidden"):
        block(X, params._replace(W2=params.W1), heads=2)
    with pytest.raises(DtypeError, match="block: b1 should have the dtype of X"):
        block(X, params._replace(b1=params.b1.float()), heads=2)
    with pytest.raises(ShapeError, match="block_backward: Y_bar should have the shape of X"):
        block_backward(X[:, :3], block(X, params, heads=2)[1])
    with pytest.raises(ShapeError, match="multi_head_backward: Y_bar should have the shape of X"):
        multi_head_backward(X[:, :3], multi_head(X, *params[2:6], heads=2)[1])
    with pytest.raises(TypeError, match="positional_encoding: dtype should be a floating-point dtype"):
        positional_encoding(3, 4, dtype=torch.int64)
    with pytest.raises(ValueError, match="causal_mask: T should be an integer of at least 1"):
        causal_mask(0)
