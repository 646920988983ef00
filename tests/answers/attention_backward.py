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

# %% right: jacobian per query
import torch


def attention_backward(Q, K, V, out_bar):
    m, n = Q.shape
    root = n ** 0.5
    Q_bar = torch.zeros_like(Q)
    K_bar = torch.zeros_like(K)
    V_bar = torch.zeros_like(V)
    for i in range(m):
        a = torch.softmax(K @ Q[i] / root, dim=0)
        V_bar += torch.outer(a, out_bar[i])
        a_bar = V @ out_bar[i]
        jacobian = torch.diag(a) - torch.outer(a, a)
        s_bar = jacobian @ a_bar
        Q_bar[i] = s_bar @ K / root
        K_bar += torch.outer(s_bar, Q[i]) / root
    return Q_bar, K_bar, V_bar

# %% right: einsum
import torch


def attention_backward(Q, K, V, out_bar):
    c = Q.shape[-1] ** -0.5
    A = (c * torch.einsum("ik,jk->ij", Q, K)).softmax(-1)
    G = A * torch.einsum("ic,jc->ij", out_bar, V)
    S_bar = G - A * G.sum(-1, keepdim=True)
    return (c * torch.einsum("ij,jk->ik", S_bar, K),
            c * torch.einsum("ij,ik->jk", S_bar, Q),
            torch.einsum("ij,ic->jc", A, out_bar))

# %% right: very long loops
import math
import torch


def attention_backward(Q, K, V, out_bar):
    m, n = Q.shape
    p, q = V.shape
    q_, k_, v_, o_ = Q.tolist(), K.tolist(), V.tolist(), out_bar.tolist()
    root = math.sqrt(n)
    Q_bar = [[0.0] * n for _ in range(m)]
    K_bar = [[0.0] * n for _ in range(p)]
    V_bar = [[0.0] * q for _ in range(p)]
    for i in range(m):
        # forward
        s = [sum(q_[i][k] * k_[j][k] for k in range(n)) / root for j in range(p)]
        top = max(s)
        e = [math.exp(value - top) for value in s]
        total = sum(e)
        a = [value / total for value in e]
        # back to the weights
        a_bar = [sum(o_[i][c] * v_[j][c] for c in range(q)) for j in range(p)]
        # back to the scores: every pair of keys competes
        s_bar = []
        for j in range(p):
            value = 0.0
            for other in range(p):
                value += a[other] * (a_bar[j] - a_bar[other])
            s_bar.append(a[j] * value)
        # back to the three inputs
        for j in range(p):
            for c in range(q):
                V_bar[j][c] += a[j] * o_[i][c]
            for k in range(n):
                Q_bar[i][k] += s_bar[j] * k_[j][k] / root
                K_bar[j][k] += s_bar[j] * q_[i][k] / root
    return tuple(torch.tensor(rows, dtype=torch.float64) for rows in (Q_bar, K_bar, V_bar))

# %% wrong: The softmax is differentiated like a sigmoid, entry by entry with A(1 - A): that a score also moves the other 
# told: diagonal
import torch


def attention_backward(Q, K, V, out_bar):
    n = K.shape[1]
    A = torch.softmax(Q @ K.T / n ** 0.5, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A_bar * A * (1 - A)
    return S_bar @ K / n ** 0.5, S_bar.T @ Q / n ** 0.5, V_bar

# %% wrong: The short formula "weights minus target" of softmax with cross-entropy is used for the scores, but no cross-en
# told: cross_entropy
import torch


def attention_backward(Q, K, V, out_bar):
    n = Q.shape[1]
    root = n ** 0.5
    A = torch.softmax(Q @ K.T / root, dim=1)
    A_bar = out_bar @ V.T
    S_bar = A - A_bar
    Q_bar = S_bar @ K / root
    K_bar = S_bar.T @ Q / root
    V_bar = A.T @ out_bar
    return Q_bar, K_bar, V_bar

# %% wrong: The factor 1/sqrt(n) is in the forward pass but forgotten on the way back, so Q_bar and K_bar are too large by
# told: no_scale_back
import torch


def attention_backward(Q, K, V, out_bar):
    S = Q @ K.T / Q.shape[1] ** 0.5
    A = torch.softmax(S, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(dim=1, keepdim=True))
    Q_bar = S_bar @ K
    K_bar = S_bar.T @ Q
    return Q_bar, K_bar, V_bar

# %% wrong: K_bar and V_bar are divided by m, the mean over the queries; a key and its value get the sum of what comes bac
# told: K_bar_is_mean
import torch


def attention_backward(Q, K, V, out_bar):
    m, n = Q.shape
    A = torch.softmax(Q @ K.T / n ** 0.5, dim=1)
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(dim=1, keepdim=True))
    Q_bar = S_bar @ K / n ** 0.5
    K_bar = S_bar.T @ Q / n ** 0.5 / m
    V_bar = A.T @ out_bar / m
    return Q_bar, K_bar, V_bar

# %% wrong: Two mistakes: the term that is subtracted in the softmax step is summed over the whole table instead of row by
# told: sum_over_all_with_no_scale_in_keys
import torch


def attention_backward(Q, K, V, out_bar):
    n = Q.shape[1]
    A = torch.softmax(Q @ K.T / n ** 0.5, dim=1)
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum())
    Q_bar = S_bar @ K / n ** 0.5
    K_bar = S_bar.T @ Q
    V_bar = A.T @ out_bar
    return Q_bar, K_bar, V_bar

# %% wrong: The softmax is computed as exp(S) over its sum without subtracting the maximum: with scores in the thousands e
# told: exponentials_overflow
import torch


def attention_backward(Q, K, V, out_bar):
    n = K.shape[1]
    E = torch.exp(Q @ K.T / n ** 0.5)
    A = E / E.sum(dim=1, keepdim=True)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(dim=1, keepdim=True))
    S_bar = S_bar / n ** 0.5
    return S_bar @ K, S_bar.T @ Q, V_bar

# %% wrong: All three gradients are right, but K_bar and V_bar are returned in the wrong order.
# told: keys_and_values_exchanged
import torch


def attention_backward(Q, K, V, out_bar):
    n = K.shape[1]
    A = torch.softmax(Q @ K.T / n ** 0.5, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(dim=1, keepdim=True))
    Q_bar = S_bar @ K / n ** 0.5
    K_bar = S_bar.T @ Q / n ** 0.5
    return Q_bar, V_bar, K_bar

# %% wrong: In the loop over the queries K_bar and V_bar are overwritten with = instead of added up with +=, so only the l
# told: sums_overwritten
import torch


def attention_backward(Q, K, V, out_bar):
    m, n = Q.shape
    Q_bar = torch.zeros_like(Q)
    K_bar = torch.zeros_like(K)
    V_bar = torch.zeros_like(V)
    for i in range(m):
        a = torch.softmax(K @ Q[i] / n ** 0.5, dim=0)
        a_bar = V @ out_bar[i]
        s_bar = a * (a_bar - (a * a_bar).sum())
        Q_bar[i] = s_bar @ K / n ** 0.5
        K_bar = torch.outer(s_bar, Q[i]) / n ** 0.5
        V_bar = torch.outer(a, out_bar[i])
    return Q_bar, K_bar, V_bar

# %% right: jacobian per query
import math
import torch


def attention_backward(Q, K, V, out_bar):
    Q_bar = torch.zeros_like(Q)
    K_bar = torch.zeros_like(K)
    V_bar = torch.zeros_like(V)
    root = math.sqrt(K.shape[1])
    for i in range(Q.shape[0]):
        a = torch.softmax(K @ Q[i] / root, dim=0)
        V_bar += torch.outer(a, out_bar[i])
        a_bar = V @ out_bar[i]
        jacobian = torch.diag(a) - torch.outer(a, a)
        s_bar = jacobian @ a_bar
        Q_bar[i] = s_bar @ K / root
        K_bar += torch.outer(s_bar, Q[i]) / root
    return Q_bar, K_bar, V_bar

# %% right: einsum distance from output
import torch


def attention_backward(Q, K, V, out_bar):
    c = K.shape[1] ** -0.5
    A = torch.softmax(c * torch.einsum("in,jn->ij", Q, K), dim=1)
    D = V[None, :, :] - torch.einsum("ij,jq->iq", A, V)[:, None, :]
    S_bar = A * torch.einsum("iq,ijq->ij", out_bar, D)
    return (
        c * torch.einsum("ij,jn->in", S_bar, K),
        c * torch.einsum("ij,in->jn", S_bar, Q),
        torch.einsum("ij,iq->jq", A, out_bar),
    )

# %% right: numbers only
import math
import torch


def attention_backward(Q, K, V, out_bar):
    q_, k_, v_, o_ = Q.tolist(), K.tolist(), V.tolist(), out_bar.tolist()
    m, n, p, q = len(q_), len(q_[0]), len(k_), len(v_[0])
    root = math.sqrt(n)
    qb = [[0.0] * n for _ in range(m)]
    kb = [[0.0] * n for _ in range(p)]
    vb = [[0.0] * q for _ in range(p)]
    for i in range(m):
        s = [sum(q_[i][c] * k_[j][c] for c in range(n)) / root for j in range(p)]
        top = max(s)
        e = [math.exp(v - top) for v in s]
        total = sum(e)
        a = [v / total for v in e]
        ab = [sum(o_[i][c] * v_[j][c] for c in range(q)) for j in range(p)]
        mean = sum(a[j] * ab[j] for j in range(p))
        for j in range(p):
            sb = a[j] * (ab[j] - mean)
            for c in range(n):
                qb[i][c] += sb * k_[j][c] / root
                kb[j][c] += sb * q_[i][c] / root
            for c in range(q):
                vb[j][c] += a[j] * o_[i][c]
    return tuple(torch.tensor(t, dtype=torch.float64) for t in (qb, kb, vb))

# %% wrong: From the derivative of the weights the plain mean of the row is taken off, not the mean weighted with A: the d
# told: plain_mean
import math
import torch


def attention_backward(Q, K, V, out_bar):
    root = math.sqrt(K.shape[1])
    A = torch.softmax(Q @ K.T / root, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - A_bar.mean(dim=1, keepdim=True))
    return S_bar @ K / root, S_bar.T @ Q / root, V_bar

# %% wrong: Uses the formula of softmax with cross-entropy (weights minus target) as the derivative of the scores; here wh
# told: cross_entropy
import math
import torch


def attention_backward(Q, K, V, out_bar):
    root = math.sqrt(K.shape[1])
    A = torch.softmax(Q @ K.T / root, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A - A_bar
    Q_bar = S_bar @ K / root
    K_bar = S_bar.T @ Q / root
    return Q_bar, K_bar, V_bar

# %% wrong: The row of A * A_bar is made to add up to 0 by taking the same amount off each entry; the correction must be s
# told: sum_taken_off_evenly
import torch


def attention_backward(Q, K, V, out_bar):
    n = K.shape[1]
    A = torch.softmax(Q @ K.T / n ** 0.5, dim=1)
    G = A * (out_bar @ V.T)
    S_bar = G - G.mean(dim=1, keepdim=True)
    return S_bar @ K / n ** 0.5, S_bar.T @ Q / n ** 0.5, A.T @ out_bar

# %% wrong: A value gets the weighted MEAN of what the queries send back (the columns of A are normalised to 1), not the s
# told: V_bar_is_weighted_mean
import math
import torch


def attention_backward(Q, K, V, out_bar):
    root = math.sqrt(K.shape[1])
    A = torch.softmax(Q @ K.T / root, dim=1)
    V_bar = (A / A.sum(dim=0, keepdim=True)).T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(dim=1, keepdim=True))
    Q_bar = S_bar @ K / root
    K_bar = S_bar.T @ Q / root
    return Q_bar, K_bar, V_bar

# %% wrong: Two mistakes: the correction is one number summed over the whole table instead of one per row, and K_bar is no
# told: sum_over_all_with_no_scale_in_keys
import math
import torch


def attention_backward(Q, K, V, out_bar):
    root = math.sqrt(K.shape[1])
    A = torch.softmax(Q @ K.T / root, dim=1)
    out = A @ V
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (out * out_bar).sum())
    Q_bar = S_bar @ K / root
    K_bar = S_bar.T @ Q
    V_bar = A.T @ out_bar
    return Q_bar, K_bar, V_bar

# %% wrong: With a single key all three results are set to 0, V_bar too; but then V_bar is the sum of the rows of out_bar.
# told: one_key_all_zero
import math
import torch


def attention_backward(Q, K, V, out_bar):
    if K.shape[0] == 1:
        return torch.zeros_like(Q), torch.zeros_like(K), torch.zeros_like(V)
    root = math.sqrt(K.shape[1])
    A = torch.softmax(Q @ K.T / root, dim=1)
    V_bar = A.T @ out_bar
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(dim=1, keepdim=True))
    return S_bar @ K / root, S_bar.T @ Q / root, V_bar

# %% wrong: The name Q is used again for its own derivative, so K_bar is computed from Q_bar instead of from Q.
# told: K_bar_from_Q_bar
import math
import torch


def attention_backward(Q, K, V, out_bar):
    root = math.sqrt(K.shape[1])
    A = torch.softmax(Q @ K.T / root, dim=1)
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(dim=1, keepdim=True))
    V = A.T @ out_bar
    Q = S_bar @ K / root
    K = S_bar.T @ Q / root
    return Q, K, V

# %% wrong: Against overflow the scores are cut off at 700 and -700 before exp: two scores in the thousands then count as 
# told: scores_cut
import math
import torch


def attention_backward(Q, K, V, out_bar):
    root = math.sqrt(K.shape[1])
    E = torch.exp((Q @ K.T / root).clamp(-700, 700))
    A = E / E.sum(dim=1, keepdim=True)
    A_bar = out_bar @ V.T
    S_bar = A * (A_bar - (A * A_bar).sum(dim=1, keepdim=True))
    return S_bar @ K / root, S_bar.T @ Q / root, A.T @ out_bar
