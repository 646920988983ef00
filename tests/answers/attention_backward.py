# %% right: The usual lines.
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% right: With the Jacobian of the softmax.
import torch


def attention_backward(Q, K, V, out_bar):
    d = Q.size(1)
    A = torch.softmax(Q @ K.T / d ** 0.5, -1)
    dA = out_bar @ V.T
    J = torch.diag_embed(A) - A.unsqueeze(2) * A.unsqueeze(1)
    dS = torch.einsum("mij,mj->mi", J, dA)
    return dS @ K / d ** 0.5, dS.T @ Q / d ** 0.5, A.T @ out_bar

# %% right: Row by row.
import torch


def attention_backward(Q, K, V, out_bar):
    gQ, gK, gV = torch.zeros_like(Q), torch.zeros_like(K), torch.zeros_like(V)
    s = 1 / Q.shape[1] ** 0.5
    for i in range(Q.shape[0]):
        a = torch.softmax(s * (K @ Q[i]), 0)
        g = V @ out_bar[i]
        z = a * (g - a @ g)
        gQ[i] = s * (z @ K)
        gK += s * torch.outer(z, Q[i])
        gV += torch.outer(a, out_bar[i])
    return gQ, gK, gV

# %% right: By out itself.
import torch


def attention_backward(Q, K, V, out_bar):
    root = torch.sqrt(torch.tensor(Q.shape[-1], dtype=torch.float64))
    A = torch.softmax(Q @ K.T / root, 1)
    out = A @ V
    D = (out * out_bar).sum(1, keepdim=True)
    dS = A * (out_bar @ V.T - D)
    return (dS @ K) / root, (dS.T @ Q) / root, A.T @ out_bar

# %% right: einsum.
import torch


def attention_backward(Q, K, V, out_bar):
    n = Q.shape[1]
    S = torch.einsum("mn,pn->mp", Q, K) / n ** 0.5
    E = torch.exp(S - S.amax(1, keepdim=True))
    A = E / E.sum(1, keepdim=True)
    G = torch.einsum("mq,pq->mp", out_bar, V)
    Z = A * G
    Z = (Z - A * Z.sum(1, keepdim=True)) / n ** 0.5
    return (torch.einsum("mp,pn->mn", Z, K), torch.einsum("mp,mn->pn", Z, Q),
            torch.einsum("mp,mq->pq", A, out_bar))

# %% right: Loops over plain numbers.
import torch


def attention_backward(Q, K, V, out_bar):
    m, n = Q.shape
    p, q = V.shape
    root = n ** 0.5
    Qb, Kb, Vb = (torch.zeros(t.shape, dtype=torch.float64) for t in (Q, K, V))
    for i in range(m):
        s = [sum(float(Q[i, k] * K[j, k]) for k in range(n)) / root for j in range(p)]
        top = max(s)
        e = [2.718281828459045 ** (x - top) for x in s]
        a = [x / sum(e) for x in e]
        g = [sum(float(out_bar[i, c] * V[j, c]) for c in range(q)) for j in range(p)]
        mean = sum(x * y for x, y in zip(a, g))
        for j in range(p):
            z = a[j] * (g[j] - mean) / root
            for k in range(n):
                Qb[i, k] += z * K[j, k]
                Kb[j, k] += z * Q[i, k]
            for c in range(q):
                Vb[j, c] += a[j] * out_bar[i, c]
    return Qb, Kb, Vb

# %% wrong: The softmax is passed over.
# told: no_slope
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A_bar
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: A times A_bar alone.
# told: only_own_weight
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * A_bar
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: A(1 - A).
# told: diagonal
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (1 - A) * A_bar
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: No scale backwards.
# told: no_scale_back
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: Scale only in Q_bar.
# told: no_scale_in_keys
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    Q_bar = S_bar @ K / r
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: No scale forwards.
# told: no_scale_forward
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: No scale at all.
# told: no_scale_at_all
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: Divided by n backwards.
# told: divided_by_n
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r ** 2
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: V_bar without a transpose.
# told: V_bar_not_transposed
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: K_bar without a transpose.
# told: K_bar_not_transposed
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: Q_bar and K_bar exchanged.
# told: queries_and_keys_exchanged
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return K_bar, Q_bar, V_bar

# %% wrong: V_bar first.
# told: V_bar_first
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return V_bar, Q_bar, K_bar

# %% wrong: Sum over the wrong axis.
# told: sum_over_queries
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(0, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: The mean of the row added.
# told: mean_added
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar + (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: Plain sum of A_bar.
# told: sum_without_weights
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - A_bar.sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: Softmax over the queries.
# told: over_queries
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=0)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: keepdim forgotten.
# told: axis_lost
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: The slope of log-softmax.
# told: log_softmax
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A_bar - A * A_bar.sum(1, keepdim=True)
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: V_bar divided by the number of queries.
# told: V_bar_is_mean
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar / len(Q)
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: Each query overwrites K_bar and V_bar.
# told: sums_overwritten
import torch


def attention_backward(Q, K, V, out_bar):
    gQ, gK, gV = torch.zeros_like(Q), torch.zeros_like(K), torch.zeros_like(V)
    s = 1 / Q.shape[1] ** 0.5
    for i in range(Q.shape[0]):
        a = torch.softmax(s * (K @ Q[i]), 0)
        g = V @ out_bar[i]
        z = a * (g - a @ g)
        gQ[i] = s * (z @ K)
        gK = s * torch.outer(z, Q[i])
        gV = torch.outer(a, out_bar[i])
    return gQ, gK, gV

# %% wrong: Exponentials that overflow.
# told: exponentials_overflow
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.exp(Q @ K.T / r)
    A = A / A.sum(1, keepdim=True)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: Float32.
# told: all_in_float32
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar.float(), K_bar.float(), V_bar.float()

# %% wrong: Opposite sign in the softmax.
# told: slope_negative
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * ((A * A_bar).sum(1, keepdim=True) - A_bar)
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: V_bar with S.
# told: V_bar_by_scores
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = (Q @ K.T / r).T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: Without V in A_bar.
# told: weights_constant
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar.sum(1, keepdim=True) + 0 * A
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: Q_bar by Q.
# told: Q_bar_by_Q
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ Q
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: K_bar by K.
# told: K_bar_by_K
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T.sum(1, keepdim=True) * K
    return Q_bar, K_bar, V_bar

# %% wrong: No scale backwards, and A(1 - A).
# told: diagonal_with_no_scale_back
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (1 - A) * A_bar
    S_bar = S_bar
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: No mean of the row, and no scale forwards.
# told: only_own_weight_with_no_scale_forward
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * A_bar
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: The scale in V_bar too.
# told: scale_in_values
import torch


def attention_backward(Q, K, V, out_bar):
    r = Q.shape[1] ** 0.5
    A = torch.softmax(Q @ K.T / r, dim=1)
    V_bar = A.T @ out_bar / r
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(1, keepdim=True))
    S_bar = S_bar / r
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: Finite differences.
# told: slip
import torch


def attention_backward(Q, K, V, out_bar):
    def loss(Q, K, V):
        return (torch.softmax(Q @ K.T / Q.shape[1] ** 0.5, 1) @ V * out_bar).sum()

    given, found = [Q, K, V], []
    for at in range(3):
        grad = torch.zeros_like(given[at])
        for place in range(grad.numel()):
            step = torch.zeros_like(grad)
            step.view(-1)[place] = 1e-5
            up, down = list(given), list(given)
            up[at], down[at] = given[at] + step, given[at] - step
            grad.view(-1)[place] = (loss(*up) - loss(*down)) / 2e-5
        found.append(grad)
    return tuple(found)

# %% wrong: By autograd.
# told: not allowed
import torch


def attention_backward(Q, K, V, out_bar):
    Q, K, V = (t.detach().requires_grad_(True) for t in (Q, K, V))
    out = torch.softmax(Q @ K.T / Q.shape[1] ** 0.5, 1) @ V
    out.backward(out_bar)
    return Q.grad, K.grad, V.grad
