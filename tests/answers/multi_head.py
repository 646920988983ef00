# %% right: view and transpose.
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% right: A loop over the heads.
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    mask = torch.tril(torch.ones(T, T)) == 1
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = Q[:, c] @ K[:, c].T / w ** 0.5
        S = S.masked_fill(~mask, float("-inf"))
        parts.append(torch.softmax(S, 1) @ V[:, c])
    return torch.cat(parts, 1) @ Wo.T

# %% right: Chunks.
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    outs = []
    for q, k, v in zip((x @ Wq.T).chunk(heads, 1), (x @ Wk.T).chunk(heads, 1), (x @ Wv.T).chunk(heads, 1)):
        s = q @ k.T / (d / heads) ** 0.5
        s = s + torch.full((T, T), float("-inf"), dtype=s.dtype).triu(1)
        outs.append(s.softmax(-1) @ v)
    return torch.nn.functional.linear(torch.hstack(outs), Wo)

# %% right: Position by position.
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    out = torch.zeros(T, d, dtype=x.dtype)
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    for t in range(T):
        for h in range(heads):
            lo, hi = h * w, h * w + w
            s = K[:t + 1, lo:hi] @ Q[t, lo:hi] / w ** 0.5
            a = torch.softmax(s, 0)
            out[t, lo:hi] = a @ V[:t + 1, lo:hi]
    return out @ Wo.T

# %% right: The output weights head by head.
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    y = torch.zeros_like(x)
    idx = torch.arange(T)
    seen = idx[None, :] <= idx[:, None]
    for h in range(heads):
        rows = torch.arange(h * w, h * w + w)
        q, k, v = x @ Wq[rows].T, x @ Wk[rows].T, x @ Wv[rows].T
        s = torch.where(seen, q @ k.T / w ** 0.5, torch.tensor(float("-inf"), dtype=x.dtype))
        e = torch.exp(s - s.max(1, keepdim=True).values)
        y = y + (e / e.sum(1, keepdim=True)) @ v @ Wo[:, rows].T
    return y

# %% right: Numpy.
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    import numpy as np
    X, wq, wk, wv, wo = (t.numpy() for t in (x, Wq, Wk, Wv, Wo))
    T, d = X.shape
    w = d // heads
    q, k, v = ((X @ m.T).reshape(T, heads, w).swapaxes(0, 1) for m in (wq, wk, wv))
    s = q @ k.swapaxes(1, 2) / np.sqrt(w)
    s = np.where(np.tril(np.ones((T, T))) > 0, s, -1e30)
    e = np.exp(s - s.max(-1, keepdims=True))
    c = (e / e.sum(-1, keepdims=True)) @ v
    return torch.tensor(np.concatenate(list(c), axis=1) @ wo.T)

# %% wrong: Root of d.
# told: scale_of_all_columns
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / d ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% wrong: No scale.
# told: no_scale
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% wrong: Divided by w.
# told: scale_by_width
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% wrong: view without a transpose.
# told: positions_mixed
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(heads, T, w)
    K = (x @ Wk.T).view(heads, T, w)
    V = (x @ Wv.T).view(heads, T, w)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% wrong: view without a transpose, both ways.
# told: positions_mixed_throughout
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(heads, T, w)
    K = (x @ Wk.T).view(heads, T, w)
    V = (x @ Wv.T).view(heads, T, w)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).reshape(T, d)
    return C @ Wo.T

# %% wrong: Joined without a transpose.
# told: joined_without_exchange
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).reshape(T, d)
    return C @ Wo.T

# %% wrong: The heads in turns.
# told: heads_in_turns
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    mask = torch.tril(torch.ones(T, T)) == 1
    parts = []
    for h in range(heads):
        c = slice(h, d, heads)
        S = Q[:, c] @ K[:, c].T / w ** 0.5
        S = S.masked_fill(~mask, float("-inf"))
        parts.append(torch.softmax(S, 1) @ V[:, c])
    return torch.cat(parts, 1) @ Wo.T

# %% wrong: No Wo.
# told: no_output_weights
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C

# %% wrong: Wo without its transpose.
# told: output_not_transposed
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo

# %% wrong: Wq, Wk, Wv without their transposes.
# told: inputs_not_transposed
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% wrong: None transposed.
# told: none_transposed
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo

# %% wrong: No mask.
# told: no_mask
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    pass
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% wrong: The mask upside down.
# told: mask_turned_round
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    mask = torch.triu(torch.ones(T, T)) == 1
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = Q[:, c] @ K[:, c].T / w ** 0.5
        S = S.masked_fill(~mask, float("-inf"))
        parts.append(torch.softmax(S, 1) @ V[:, c])
    return torch.cat(parts, 1) @ Wo.T

# %% wrong: The mask turned round.
# told: only_later
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    mask = torch.tril(torch.ones(T, T)) == 1
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = Q[:, c] @ K[:, c].T / w ** 0.5
        S = S.masked_fill(mask, float("-inf"))
        parts.append(torch.softmax(S, 1) @ V[:, c])
    return torch.cat(parts, 1) @ Wo.T

# %% wrong: The diagonal is hidden too.
# told: not_at_itself
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=0)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% wrong: 0 in place of -inf.
# told: scores_zero
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, 0.0)
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% wrong: The mask after the softmax.
# told: mask_after_softmax
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    mask = torch.tril(torch.ones(T, T)) == 1
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = Q[:, c] @ K[:, c].T / w ** 0.5
        pass
        parts.append((torch.softmax(S, 1) * mask) @ V[:, c])
    return torch.cat(parts, 1) @ Wo.T

# %% wrong: Softmax over the queries.
# told: over_queries
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% wrong: Softmax over the heads.
# told: over_heads_of_masked
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=0)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% wrong: A single head.
# told: one_head_for_all
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    S = Q @ K.T / d ** 0.5
    S = S.masked_fill(torch.ones(T, T).triu(1) > 0, float("-inf"))
    return torch.softmax(S, 1) @ V @ Wo.T

# %% wrong: Keys and values exchanged.
# told: keys_and_values_exchanged
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wv.T, x @ Wk.T
    mask = torch.tril(torch.ones(T, T)) == 1
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = Q[:, c] @ K[:, c].T / w ** 0.5
        S = S.masked_fill(~mask, float("-inf"))
        parts.append(torch.softmax(S, 1) @ V[:, c])
    return torch.cat(parts, 1) @ Wo.T

# %% wrong: Queries and keys exchanged.
# told: queries_and_keys_exchanged
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wk.T, x @ Wq.T, x @ Wv.T
    mask = torch.tril(torch.ones(T, T)) == 1
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = Q[:, c] @ K[:, c].T / w ** 0.5
        S = S.masked_fill(~mask, float("-inf"))
        parts.append(torch.softmax(S, 1) @ V[:, c])
    return torch.cat(parts, 1) @ Wo.T

# %% wrong: x is added.
# told: tokens_added
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    mask = torch.tril(torch.ones(T, T)) == 1
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = Q[:, c] @ K[:, c].T / w ** 0.5
        S = S.masked_fill(~mask, float("-inf"))
        parts.append(torch.softmax(S, 1) @ V[:, c])
    return x + torch.cat(parts, 1) @ Wo.T

# %% wrong: The weights too.
# told: with_weights
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T, A

# %% wrong: The sum of the heads.
# told: heads_added
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    mask = torch.tril(torch.ones(T, T)) == 1
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = Q[:, c] @ K[:, c].T / w ** 0.5
        S = S.masked_fill(~mask, float("-inf"))
        parts.append(torch.softmax(S, 1) @ V[:, c])
    return sum(parts).repeat(1, heads) @ Wo.T

# %% wrong: One step ahead.
# told: one_step_ahead
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=2)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% wrong: No scale and no mask.
# told: no_scale_with_no_mask
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    pass
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% wrong: Root of d, and no Wo.
# told: scale_of_all_columns_with_no_output_weights
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / d ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C

# %% wrong: Root of d, and 0 in place of -inf.
# told: scale_of_all_columns_with_scores_zero
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / d ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, 0.0)
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo.T

# %% wrong: The attention over the heads.
# told: attention_over_heads
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = ((x @ W.T).view(T, heads, w) for W in (Wq, Wk, Wv))
    S = Q @ K.transpose(1, 2) / w ** 0.5
    return (torch.softmax(S, -1) @ V).reshape(T, d) @ Wo.T

# %% wrong: Exponentials that overflow.
# told: exponentials_overflow
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    mask = torch.tril(torch.ones(T, T)) == 1
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = Q[:, c] @ K[:, c].T / w ** 0.5
        S = S.masked_fill(~mask, float("-inf"))
        parts.append((S.exp() / S.exp().sum(1, keepdim=True)) @ V[:, c])
    return torch.cat(parts, 1) @ Wo.T

# %% wrong: Float32.
# told: returned_in_float32
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).view(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).view(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).view(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    S = S.masked_fill(later, float("-inf"))
    A = torch.softmax(S, dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return (C @ Wo.T).float()

# %% wrong: The last head first.
# told: joined_from_last_head
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    mask = torch.tril(torch.ones(T, T)) == 1
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = Q[:, c] @ K[:, c].T / w ** 0.5
        S = S.masked_fill(~mask, float("-inf"))
        parts.append(torch.softmax(S, 1) @ V[:, c])
    return torch.cat(parts[::-1], 1) @ Wo.T

# %% wrong: Values of the whole width in every head, then the mean.
# told: weights_averaged
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    mask = torch.tril(torch.ones(T, T)) == 1
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = Q[:, c] @ K[:, c].T / w ** 0.5
        S = S.masked_fill(~mask, float("-inf"))
        parts.append(torch.softmax(S, 1) @ V)
    return (sum(parts) / heads) @ Wo.T

# %% right: plain loops
import math
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = torch.mm(x, Wq.t()).tolist()
    K = torch.mm(x, Wk.t()).tolist()
    V = torch.mm(x, Wv.t()).tolist()
    C = torch.zeros(T, d, dtype=torch.float64)
    for head in range(heads):
        columns = range(head * w, head * w + w)
        for t in range(T):
            scores = []
            for u in range(t + 1):
                score = 0.0
                for c in columns:
                    score += Q[t][c] * K[u][c]
                scores.append(score / math.sqrt(w))
            top = max(scores)
            e = [math.exp(s - top) for s in scores]
            total = sum(e)
            for c in columns:
                C[t, c] = sum(e[u] * V[u][c] for u in range(t + 1)) / total
    return torch.mm(C, Wo.t())

# %% right: einsum all heads
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = (torch.einsum("ti,hwi->htw", x, W.reshape(heads, w, d)) for W in (Wq, Wk, Wv))
    S = torch.einsum("htw,huw->htu", Q, K) * w ** -0.5
    t = torch.arange(T)
    S = torch.where(t[None, :] <= t[:, None], S, -torch.inf)
    R = torch.einsum("htu,huw->thw", S.softmax(dim=2), V)
    return torch.einsum("thw,ohw->to", R, Wo.reshape(d, heads, w))

# %% right: sum of heads prefixes
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    # C Wo^T is the sum over the heads of (columns of C) times (columns of Wo)^T
    w = x.shape[1] // heads

    def head(q, k, v):
        return torch.stack([torch.softmax(k[:t + 1] @ q[t] / w ** 0.5, 0) @ v[:t + 1] for t in range(len(q))])

    return sum(head(x @ a.T, x @ b.T, x @ c.T) @ o.T
               for a, b, c, o in zip(Wq.split(w), Wk.split(w), Wv.split(w), Wo.split(w, dim=1)))

# %% wrong: Q, K and V are reshaped from (T, d) straight to (heads, T, w): this cuts the rows of the text into blocks, so 
# told: positions_mixed_throughout
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).reshape(heads, T, w)
    K = (x @ Wk.T).reshape(heads, T, w)
    V = (x @ Wv.T).reshape(heads, T, w)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    A = torch.softmax(S.masked_fill(later, float("-inf")), dim=-1)
    C = (A @ V).reshape(T, d)
    return C @ Wo.T

# %% wrong: The later positions are cut off after the softmax: they still take their share of the sum, so the weights of p
# told: mask_after_softmax
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    parts = []
    for h in range(heads):
        cols = slice(h * w, (h + 1) * w)
        A = torch.softmax(Q[:, cols] @ K[:, cols].T / w ** 0.5, dim=1)
        A = torch.tril(A)
        parts.append(A @ V[:, cols])
    return torch.cat(parts, dim=1) @ Wo.T

# %% wrong: The scores are divided by sqrt(d), the width of the whole model, instead of sqrt(w), the width of one head.
# told: scale_of_all_columns
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    allowed = torch.ones(T, T, dtype=torch.bool).tril()
    C = torch.zeros_like(Q)
    for h in range(heads):
        cols = slice(h * w, (h + 1) * w)
        S = Q[:, cols] @ K[:, cols].T / d ** 0.5
        S = S.masked_fill(~allowed, float("-inf"))
        C[:, cols] = torch.softmax(S, dim=1) @ V[:, cols]
    return C @ Wo.T

# %% wrong: The last product is C @ Wo; Wo is stored as (out, in) like the others, so it must be C @ Wo.T.
# told: output_not_transposed
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = (x @ Wq.T).reshape(T, heads, w).transpose(0, 1)
    K = (x @ Wk.T).reshape(T, heads, w).transpose(0, 1)
    V = (x @ Wv.T).reshape(T, heads, w).transpose(0, 1)
    S = Q @ K.transpose(1, 2) / w ** 0.5
    later = torch.ones(T, T, dtype=torch.bool).triu(1)
    A = torch.softmax(S.masked_fill(later, float("-inf")), dim=-1)
    C = (A @ V).transpose(0, 1).reshape(T, d)
    return C @ Wo

# %% wrong: Two mistakes: head h takes every heads-th column (h, h + heads, ...) instead of w neighbouring ones, and x is 
# told: heads_in_turns_with_tokens_added
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    allowed = torch.ones(T, T, dtype=torch.bool).tril()
    results = []
    for h in range(heads):
        S = Q[:, h::heads] @ K[:, h::heads].T / w ** 0.5
        A = torch.softmax(S.masked_fill(~allowed, float("-inf")), dim=1)
        results.append(A @ V[:, h::heads])
    C = torch.cat(results, dim=1)
    return x + C @ Wo.T

# %% wrong: Later positions get the score -1000 instead of -inf: if the allowed scores are themselves in the thousands bel
# told: scores_minus_hundred
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    parts = []
    for q, k, v in zip(Q.split(w, dim=1), K.split(w, dim=1), V.split(w, dim=1)):
        S = (q @ k.T / w ** 0.5).masked_fill(later, -1000.0)
        parts.append(torch.softmax(S, dim=1) @ v)
    return torch.cat(parts, dim=1) @ Wo.T

# %% wrong: A copy-and-paste slip: the values are computed with Wk instead of Wv, which is never used.
# told: values_are_keys
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q = x @ Wq.T
    K = x @ Wk.T
    V = x @ Wk.T
    allowed = torch.tril(torch.ones(T, T, dtype=torch.bool))
    parts = []
    for h in range(heads):
        a, b = h * w, (h + 1) * w
        S = Q[:, a:b] @ K[:, a:b].T / w ** 0.5
        S = S.masked_fill(~allowed, float("-inf"))
        parts.append(torch.softmax(S, dim=1) @ V[:, a:b])
    return torch.cat(parts, dim=1) @ Wo.T

# %% wrong: A position looks only at those strictly before it (the diagonal is hidden, except for position 0); position t 
# told: not_at_itself_but_first
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    allowed = torch.tril(torch.ones(T, T, dtype=torch.bool), diagonal=-1)
    allowed[0, 0] = True    # otherwise row 0 would be nan
    C = torch.empty_like(V)
    for h in range(heads):
        cols = slice(h * w, h * w + w)
        S = Q[:, cols] @ K[:, cols].T / w ** 0.5
        A = torch.softmax(S.masked_fill(~allowed, float("-inf")), dim=1)
        C[:, cols] = A @ V[:, cols]
    return C @ Wo.T

# %% right: prefix loops
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    result = torch.zeros((T, d), dtype=torch.float64)
    for h in range(heads):
        rows = range(h * w, h * w + w)
        q = x @ Wq[rows.start:rows.stop].T
        k = x @ Wk[rows.start:rows.stop].T
        v = x @ Wv[rows.start:rows.stop].T
        for t in range(T):
            seen = k[: t + 1]
            weights = torch.softmax(seen @ q[t] / w ** 0.5, dim=0)
            mixed = weights @ v[: t + 1]
            # the share of this head in C @ Wo.T
            result[t] += Wo[:, rows.start:rows.stop] @ mixed
    return result

# %% right: einsum
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    q, k, v = (torch.einsum("td,hwd->htw", x, W.reshape(heads, w, d)) for W in (Wq, Wk, Wv))
    S = torch.einsum("htw,hsw->hts", q, k) / w ** 0.5
    S = S + torch.full((T, T), float("-inf"), dtype=torch.float64).triu(1)
    A = torch.softmax(S, dim=-1)
    return torch.einsum("htw,ohw->to", torch.einsum("hts,hsw->htw", A, v), Wo.reshape(d, heads, w))

# %% right: recursion over heads
import math
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    w = x.shape[1] // heads
    positions = torch.arange(x.shape[0])
    allowed = positions[None, :] <= positions[:, None]

    def joined(Q, K, V):
        if Q.shape[1] == 0:
            return Q
        S = Q[:, :w] @ K[:, :w].T / math.sqrt(w)
        S = torch.where(allowed, S, torch.full_like(S, -math.inf))
        E = torch.exp(S - S.amax(dim=1, keepdim=True))
        first = E @ V[:, :w] / E.sum(dim=1, keepdim=True)
        return torch.cat([first, joined(Q[:, w:], K[:, w:], V[:, w:])], dim=1)

    return joined(x @ Wq.T, x @ Wk.T, x @ Wv.T) @ Wo.T

# %% wrong: The input x is cut into heads before the projections, so each head sees only its own columns of x and a diagon
# told: tokens_split
import math
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    later = torch.ones(T, T, dtype=torch.bool).triu(1)
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        xh = x[:, c]
        q, k, v = xh @ Wq[c, c].T, xh @ Wk[c, c].T, xh @ Wv[c, c].T
        S = (q @ k.T / math.sqrt(w)).masked_fill(later, -math.inf)
        parts.append(torch.softmax(S, dim=1) @ v)
    return torch.cat(parts, dim=1) @ Wo.T

# %% wrong: The weights of all heads are averaged into one table that every head uses; each head must mix its values with 
# told: weights_averaged
import math
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    q = (x @ Wq.T).reshape(T, heads, w).transpose(0, 1)
    k = (x @ Wk.T).reshape(T, heads, w).transpose(0, 1)
    S = q @ k.transpose(1, 2) / math.sqrt(w)
    S = S.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -math.inf)
    A = torch.softmax(S, dim=-1).mean(dim=0)
    C = A @ (x @ Wv.T)
    return C @ Wo.T

# %% wrong: Later weights are set to 0 after the softmax, and a second softmax makes the row add up to 1 again: it flatten
# told: second_softmax
import math
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    d = x.shape[1]
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        A = torch.softmax(Q[:, c] @ K[:, c].T / math.sqrt(w), dim=1)
        A = torch.softmax(torch.tril(A), dim=1)
        parts.append(A @ V[:, c])
    return torch.cat(parts, dim=1) @ Wo.T

# %% wrong: The score table is transposed (keys times queries): row t compares the key of t with the queries of the others
# told: queries_and_keys_exchanged
import math
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    allowed = torch.tril(torch.ones(T, T)).bool()
    C = torch.zeros_like(x)
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = K[:, c] @ Q[:, c].T / math.sqrt(w)
        S = S.masked_fill(~allowed, -math.inf)
        C[:, c] = torch.softmax(S, dim=1) @ V[:, c]
    return C @ Wo.T

# %% wrong: Two mistakes: the columns are dealt out to the heads in turn (reshape to (T, w, heads)) instead of in blocks, 
# told: heads_in_turns_by_root_of_heads
import math
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads

    def split(M):
        return M.reshape(T, w, heads).permute(2, 0, 1)

    q, k, v = split(x @ Wq.T), split(x @ Wk.T), split(x @ Wv.T)
    S = q @ k.transpose(1, 2) / math.sqrt(heads)
    S = S.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -math.inf)
    C = (torch.softmax(S, dim=2) @ v).permute(1, 2, 0).reshape(T, d)
    return C @ Wo.T

# %% wrong: The row's largest score is taken with the later positions included, and a tiny number guards the division: whe
# told: top_of_later_scores
import math
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    parts = []
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = Q[:, c] @ K[:, c].T / math.sqrt(w)
        E = torch.exp(S - S.max(dim=1, keepdim=True).values).tril()
        A = E / (E.sum(dim=1, keepdim=True) + 1e-300)
        parts.append(A @ V[:, c])
    return torch.cat(parts, dim=1) @ Wo.T

# %% wrong: The slice of head h is h : h + w instead of h*w : (h+1)*w, so the heads overlap and the last columns are never
# told: heads_overlap
import math
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    later = torch.ones(T, T, dtype=torch.bool).triu(1)
    parts = []
    for h in range(heads):
        q, k, v = Q[:, h:h + w], K[:, h:h + w], V[:, h:h + w]
        S = (q @ k.T / math.sqrt(w)).masked_fill(later, -math.inf)
        parts.append(torch.softmax(S, dim=1) @ v)
    return torch.cat(parts, dim=1) @ Wo.T

# %% wrong: The joined table C is created in torch's default float32 and only converted back for the last product: about s
# told: slip
import math
import torch


def multi_head(x, Wq, Wk, Wv, Wo, heads):
    T, d = x.shape
    w = d // heads
    Q, K, V = x @ Wq.T, x @ Wk.T, x @ Wv.T
    later = torch.ones(T, T, dtype=torch.bool).triu(1)
    C = torch.zeros(T, d)
    for h in range(heads):
        c = slice(h * w, (h + 1) * w)
        S = (Q[:, c] @ K[:, c].T / math.sqrt(w)).masked_fill(later, -math.inf)
        C[:, c] = torch.softmax(S, dim=1) @ V[:, c]
    return C.double() @ Wo.T
