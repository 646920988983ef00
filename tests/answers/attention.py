# %% right: The usual lines.
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% right: Without a mask a mask full of True.
import torch


def attention(Q, K, V, mask):
    if mask is None:
        mask = torch.ones(Q.size(0), K.size(0), dtype=torch.bool)
    S = torch.matmul(Q, K.transpose(0, 1)) / torch.sqrt(torch.tensor(Q.size(-1), dtype=Q.dtype))
    S = torch.where(mask, S, torch.full_like(S, -1e30))
    return torch.matmul(torch.softmax(S, 1), V)

# %% right: Exponentials by hand.
import torch


def attention(Q, K, V, mask):
    S = torch.einsum("id,jd->ij", Q, K) / Q.shape[1] ** 0.5
    if mask is not None:
        S = S + torch.where(mask, 0.0, -float("inf"))
    E = torch.exp(S - S.max(dim=1, keepdim=True).values)
    return (E / E.sum(dim=1, keepdim=True)) @ V

# %% right: Loops over plain numbers.
import torch


def attention(Q, K, V, mask):
    import math
    m, n = Q.shape
    p, q = V.shape
    out = torch.zeros(m, q, dtype=torch.float64)
    for i in range(m):
        s = {}
        for j in range(p):
            if mask is None or bool(mask[i, j]):
                s[j] = sum(float(Q[i, k]) * float(K[j, k]) for k in range(n)) / math.sqrt(n)
        top = max(s.values())
        e = {j: math.exp(v - top) for j, v in s.items()}
        z = sum(e.values())
        for j, w in e.items():
            for c in range(q):
                out[i, c] += w / z * float(V[j, c])
    return out

# %% right: Q is scaled first.
import torch


def attention(Q, K, V, mask):
    S = (Q / K.shape[-1] ** 0.5) @ K.mT
    if mask is not None:
        S[~mask] = -torch.inf
    return S.log_softmax(-1).exp() @ V

# %% right: Numpy.
import torch


def attention(Q, K, V, mask):
    import numpy as np
    q, k, v = Q.numpy(), K.numpy(), V.numpy()
    s = q @ k.T / np.sqrt(k.shape[1])
    if mask is not None:
        s = np.where(mask.numpy(), s, -np.inf)
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return torch.from_numpy(e @ v / e.sum(axis=1, keepdims=True))

# %% right: logsumexp.
import torch


def attention(Q, K, V, mask):
    S = Q @ K.T * K.shape[1] ** -0.5
    if mask is not None:
        S = S.masked_fill(mask == False, torch.finfo(S.dtype).min)  # noqa: E712
    A = torch.exp(S - torch.logsumexp(S, 1, keepdim=True))
    return torch.stack([(a[:, None] * V).sum(0) for a in A])

# %% wrong: No scale.
# told: no_scale
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: Divided by n.
# told: divided_by_n
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: Root of the number of keys.
# told: root_of_keys
import torch


def attention(Q, K, V, mask):
    n = K.shape[0]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: Root of the number of queries.
# told: root_of_queries
import torch


def attention(Q, K, V, mask):
    n = Q.shape[0]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: Width of the values.
# told: root_of_value_width
import torch


def attention(Q, K, V, mask):
    n = V.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: Softmax over the queries.
# told: over_queries
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=0)
    return A @ V

# %% wrong: The mask is turned round.
# told: mask_turned_round
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: The mask is forgotten.
# told: mask_ignored
import torch


def attention(Q, K, V, mask):
    S = Q @ K.T / K.shape[1] ** 0.5
    return torch.softmax(S, 1) @ V

# %% wrong: Hidden scores are 0.
# told: hidden_scores_zero
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, 0.0)
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: The mask is multiplied with the scores.
# told: hidden_scores_zero
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S * mask
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: The mask comes after the softmax.
# told: mask_after_softmax
import torch


def attention(Q, K, V, mask):
    A = torch.softmax(Q @ K.T / K.shape[1] ** 0.5, -1)
    if mask is not None:
        A = A * mask
    return A @ V

# %% wrong: After the softmax, and shared again.
# told: mask_after_softmax_shared
import torch


def attention(Q, K, V, mask):
    A = torch.softmax(Q @ K.T / K.shape[1] ** 0.5, -1)
    if mask is not None:
        A = A.masked_fill(~mask, 0)
        A = A / A.sum(-1, keepdim=True)
    return A @ V

# %% wrong: (1 - mask) times -inf.
# told: infinity_times_zero
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S + (1 - mask.double()) * float("-inf")
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: The mask is added as numbers.
# told: mask_added
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S + mask
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: None is not thought of.
# told: mask_expected
import torch


def attention(Q, K, V, mask):
    S = Q @ K.T / K.shape[1] ** 0.5
    S = S.masked_fill(~mask, float("-inf"))
    return torch.softmax(S, 1) @ V

# %% wrong: Exponentials without the maximum taken off.
# told: exponentials_overflow
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.exp(S) / torch.exp(S).sum(-1, keepdim=True)
    return A @ V

# %% wrong: The weights come back too.
# told: with_weights
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A @ V, A

# %% wrong: The weights alone.
# told: weights_alone
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A

# %% wrong: No softmax.
# told: no_softmax
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, 0.0)
    A = S
    return A @ V

# %% wrong: A sigmoid.
# told: sigmoid
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.sigmoid(S)
    return A @ V

# %% wrong: Exponentials, never divided.
# told: exponentials_not_divided
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.exp(S)
    return A @ V

# %% wrong: Float32.
# told: returned_in_float32
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return (A @ V).float()

# %% wrong: Hidden scores are -100.
# told: hidden_scores_minus_hundred
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, -100.0)
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: The scale comes after the softmax.
# told: scaled_after
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A @ V / n ** 0.5

# %% wrong: No scale and the mask turned round.
# told: no_scale_with_mask_turned_round
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T
    if mask is not None:
        S = S.masked_fill(mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: No scale and softmax over the queries.
# told: no_scale_with_over_queries
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=0)
    return A @ V

# %% wrong: Divided by n, and the mask after the softmax.
# told: divided_by_n_with_mask_after_softmax
import torch


def attention(Q, K, V, mask):
    A = torch.softmax(Q @ K.T / K.shape[1], -1)
    if mask is not None:
        A = A * mask
    return A @ V

# %% wrong: Only the best key.
# told: best_key_alone
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return V[A.argmax(1)]

# %% wrong: Cosines as scores.
# told: by_lengths
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = torch.cosine_similarity(Q[:, None], K[None], dim=2)
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: A causal mask in place of None.
# told: none_is_causal
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is None:
        mask = torch.ones(len(Q), len(K)).tril().bool()
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A @ V

# %% wrong: Scores are changed in place in Q.
# told: changed
import torch


def attention(Q, K, V, mask):
    Q /= K.shape[1] ** 0.5
    S = Q @ K.T
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    return torch.softmax(S, -1) @ V

# %% wrong: The scale is the root of n plus 1.
# told: clue
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / (n + 1) ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=-1)
    return A @ V
