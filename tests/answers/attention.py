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

# %% right: running softmax loops
import math
import torch


def attention(Q, K, V, mask):
    m, n = Q.shape
    p, q = V.shape
    out = torch.zeros(m, q, dtype=torch.float64)
    for i in range(m):
        top = -math.inf      # largest visible score so far
        total = 0.0          # sum of exp(score - top) so far
        acc = [0.0] * q      # sum of exp(score - top) * value so far
        for j in range(p):
            if mask is not None and not bool(mask[i, j]):
                continue
            s = 0.0
            for k in range(n):
                s += Q[i, k].item() * K[j, k].item()
            s /= math.sqrt(n)
            new_top = max(top, s)
            shrink = math.exp(top - new_top)
            e = math.exp(s - new_top)
            total = total * shrink + e
            for c in range(q):
                acc[c] = acc[c] * shrink + e * V[j, c].item()
            top = new_top
        for c in range(q):
            out[i, c] = acc[c] / total
    return out

# %% right: einsum softmax by hand
import torch


def attention(Q, K, V, mask):
    allowed = torch.ones(Q.shape[0], K.shape[0], dtype=torch.bool) if mask is None else mask
    S = torch.einsum("ik,jk->ij", Q, K) / K.shape[1] ** 0.5
    S = torch.where(allowed, S, torch.full_like(S, -torch.inf))
    E = (S - S.amax(dim=1, keepdim=True)).exp()
    return torch.einsum("ij,jc,i->ic", E, V, 1 / E.sum(dim=1))

# %% right: pick visible keys
import torch


def attention(Q, K, V, mask):
    m, n = Q.shape
    keep = [slice(None) if mask is None else mask[i] for i in range(m)]
    return torch.stack([torch.softmax(K[k] @ Q[i] / n ** 0.5, 0) @ V[k] for i, k in enumerate(keep)])

# %% wrong: The softmax runs down the columns (over the queries, dim=0), so the queries compete for a key instead of the k
# told: over_queries_with_mask_after
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    A = torch.softmax(S, dim=0)
    if mask is not None:
        A = torch.where(mask, A, torch.zeros_like(A))
    return A @ V

# %% wrong: The mask is applied after the softmax without normalizing again: hidden keys still stand in the denominator, s
# told: mask_after_softmax
import torch


def attention(Q, K, V, mask):
    S = Q @ K.T / K.shape[1] ** 0.5
    A = torch.softmax(S, dim=1)
    if mask is not None:
        A = A * mask
    return A @ V

# %% wrong: The scores are divided by n, the width of a key, instead of by its square root.
# told: divided_by_n
import torch


def attention(Q, K, V, mask):
    n = Q.shape[1]
    S = Q @ K.T / n
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    return torch.softmax(S, dim=-1) @ V

# %% wrong: The mask is read the wrong way round: True hides the key here, but True means that the query may look at it.
# told: mask_turned_round
import torch


def attention(Q, K, V, mask):
    n = Q.shape[1]
    S = (Q @ K.T) / n ** 0.5
    if mask is not None:
        S = S.masked_fill(mask, float("-inf"))
    A = torch.softmax(S, dim=1)
    return A @ V

# %% wrong: Two mistakes: the scores are divided by the root of the width of a value (q) instead of a key (n), and a hidde
# told: root_of_value_width_with_hidden_scores_zero
import torch


def attention(Q, K, V, mask):
    width = V.shape[1]
    S = Q @ K.T / width ** 0.5
    if mask is not None:
        S = S * mask
    A = torch.softmax(S, dim=1)
    return A @ V

# %% wrong: The maximum subtracted before exp is taken over all keys, hidden ones too: if a hidden key has by far the larg
# told: mask_after_softmax_shared
import torch


def attention(Q, K, V, mask):
    n = K.shape[1]
    S = Q @ K.T / n ** 0.5
    E = torch.exp(S - S.max(dim=1, keepdim=True).values)
    if mask is not None:
        E = E * mask
    A = E / E.sum(dim=1, keepdim=True)
    return A @ V

# %% wrong: A slip with the shape: n is read from Q.shape[0], the number of queries, instead of Q.shape[1], the width.
# told: root_of_queries
import torch


def attention(Q, K, V, mask):
    n = Q.shape[0]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=1)
    return A @ V

# %% wrong: The returned values are right, but Q /= ... divides the caller's Q in place; no argument may be changed.
# told: changed
import torch


def attention(Q, K, V, mask):
    Q /= K.shape[1] ** 0.5
    S = Q @ K.T
    if mask is not None:
        S[~mask] = float("-inf")
    A = torch.softmax(S, dim=1)
    return A @ V

# %% right: plain loops
import math
import torch


def attention(Q, K, V, mask):
    m, n = Q.shape
    p, q = V.shape
    result = torch.zeros((m, q), dtype=torch.float64)
    for i in range(m):
        scores = {}
        for j in range(p):
            if mask is None or bool(mask[i, j]):
                total = 0.0
                for c in range(n):
                    total += float(Q[i, c]) * float(K[j, c])
                scores[j] = total / math.sqrt(n)
        biggest = max(scores.values())
        exps = {j: math.exp(s - biggest) for j, s in scores.items()}
        norm = sum(exps.values())
        for j, e in exps.items():
            for c in range(q):
                result[i, c] += e / norm * float(V[j, c])
    return result

# %% right: einsum logsumexp
import torch


def attention(Q, K, V, mask):
    S = torch.einsum("in,jn->ij", Q, K) * K.shape[-1] ** -0.5
    if mask is not None:
        S = torch.where(mask, S, torch.tensor(float("-inf"), dtype=S.dtype))
    A = (S - torch.logsumexp(S, dim=1, keepdim=True)).exp()
    return torch.einsum("ij,jq->iq", A, V)

# %% right: only visible keys
import torch


def attention(Q, K, V, mask):
    rows = [slice(None)] * len(Q) if mask is None else mask
    return torch.stack([torch.softmax(K[r] @ u / len(u) ** 0.5, 0) @ V[r] for u, r in zip(Q, rows)])

# %% wrong: The scores are cosines (queries and keys are normalised to length 1 first), not scalar products over sqrt(n): 
# told: by_lengths_and_root
import math
import torch


def attention(Q, K, V, mask):
    q = torch.nn.functional.normalize(Q, dim=1)
    k = torch.nn.functional.normalize(K, dim=1)
    S = q @ k.T / math.sqrt(K.shape[1])
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    return torch.softmax(S, dim=1) @ V

# %% wrong: The softmax runs over all keys, and the weight of the hidden keys is then handed out in equal parts to the vis
# told: hidden_weight_in_equal_parts
import math
import torch


def attention(Q, K, V, mask):
    A = torch.softmax(Q @ K.T / math.sqrt(K.shape[1]), dim=1)
    if mask is not None:
        visible = mask.to(A.dtype)
        A = A * visible
        lost = 1 - A.sum(dim=1, keepdim=True)
        A = A + visible * lost / visible.sum(dim=1, keepdim=True)
    return A @ V

# %% wrong: Hidden scores are filled with finfo.tiny, the smallest POSITIVE number (about 0), instead of a hugely negative
# told: hidden_scores_zero
import torch


def attention(Q, K, V, mask):
    n = Q.shape[1]
    S = Q @ K.T / n ** 0.5
    if mask is not None:
        smallest = torch.finfo(S.dtype).tiny
        S = torch.where(mask, S, torch.full_like(S, smallest))
    return torch.softmax(S, dim=-1) @ V

# %% wrong: Divides by math.isqrt(n), the whole-number root: right only when n is a square number.
# told: whole_root
import math
import torch


def attention(Q, K, V, mask):
    root = math.isqrt(K.shape[1])
    S = Q @ K.T / root
    if mask is not None:
        S = S.masked_fill(~mask, -math.inf)
    return torch.softmax(S, dim=1) @ V

# %% wrong: Two mistakes: the root is of the width q of the values instead of the width n of the keys, and hidden weights 
# told: root_of_value_width_with_mask_after_softmax
import math
import torch


def attention(Q, K, V, mask):
    n = V.shape[1]
    A = torch.softmax(Q @ K.T / math.sqrt(n), dim=1)
    if mask is not None:
        A = torch.where(mask, A, torch.zeros_like(A))
    return A @ V

# %% wrong: The largest score of the WHOLE table is subtracted before exp, not the largest of each row: a row whose scores
# told: mask_after_softmax_shared
import math
import torch


def attention(Q, K, V, mask):
    S = Q @ K.T / math.sqrt(K.shape[1])
    if mask is not None:
        S = S.masked_fill(~mask, -math.inf)
    E = torch.exp(S - S.max())
    A = E / E.sum(dim=1, keepdim=True)
    return A @ V

# %% wrong: K is reshaped to (n, p) instead of transposed: the shapes fit, but the numbers of different keys are mixed.
# told: K_reshaped
import torch


def attention(Q, K, V, mask):
    p, n = K.shape
    S = Q @ K.reshape(n, p) / n ** 0.5
    if mask is not None:
        S = S.masked_fill(~mask, float("-inf"))
    A = torch.softmax(S, dim=1)
    return A @ V

# %% wrong: The mask is negated in place (logical_not_): the result is right, but the caller's mask is turned around after
# told: changed
import torch


def attention(Q, K, V, mask):
    S = Q @ K.T / K.shape[1] ** 0.5
    if mask is not None:
        hidden = mask.logical_not_()
        S = S.masked_fill(hidden, float("-inf"))
    return torch.softmax(S, dim=1) @ V
