# %% right: The formulas with transposes.
import math
import torch


def layer_slopes(X, W, b, T):
    B = X.shape[0]
    E = (X @ W.T + b - T) / B
    return E.T @ X, E.sum(0), E @ W

# %% right: A loop over the examples with outer products.
import math
import torch


def layer_slopes(X, W, b, T):
    W_bar, b_bar, X_bar = torch.zeros_like(W), torch.zeros_like(b), torch.zeros_like(X)
    for i in range(len(X)):
        e = W @ X[i] + b - T[i]
        W_bar += torch.outer(e, X[i]) / len(X)
        b_bar += e / len(X)
        X_bar[i] = e @ W / len(X)
    return W_bar, b_bar, X_bar

# %% right: Means over the batch instead of a division.
import math
import torch


def layer_slopes(X, W, b, T):
    E = torch.nn.functional.linear(X, W, b) - T
    return (E[:, :, None] * X[:, None, :]).mean(dim=0), E.mean(dim=0), E @ W / len(E)

# %% right: The bias as one more column of W.
import math
import torch


def layer_slopes(X, W, b, T):
    ones = torch.ones(len(X), 1, dtype=X.dtype)
    full = torch.cat([W, b[:, None]], dim=1)
    E = (torch.cat([X, ones], dim=1) @ full.mT - T) / len(X)
    grads = E.mT @ torch.cat([X, ones], dim=1)
    return grads[:, :-1], grads[:, -1], E @ W

# %% right: einsum.
import math
import torch


def layer_slopes(X, W, b, T):
    E = torch.einsum("bi,oi->bo", X, W) + b - T
    n = E.shape[0]
    return torch.einsum("bo,bi->oi", E, X) / n, E.sum(dim=0) / n, torch.einsum("bo,oi->bi", E, W) / n

# %% right: Four nested loops over plain numbers.
import math
import torch


def layer_slopes(X, W, b, T):
    B, n, m = len(X), X.shape[1], W.shape[0]
    W_bar, b_bar, X_bar = torch.zeros_like(W), torch.zeros_like(b), torch.zeros_like(X)
    for i in range(B):
        for j in range(m):
            z = float(b[j]) + sum(float(W[j, k]) * float(X[i, k]) for k in range(n))
            e = (z - float(T[i, j])) / B
            b_bar[j] += e
            for k in range(n):
                W_bar[j, k] += e * float(X[i, k])
                X_bar[i, k] += e * float(W[j, k])
    return W_bar, b_bar, X_bar

# %% wrong: The mean over the batch is forgotten.
# told: sum_over_batch
import math
import torch


def layer_slopes(X, W, b, T):
    E = X @ W.mT + b - T
    return E.mT @ X, E.sum(dim=0), E @ W

# %% wrong: Divided by the number of all entries of T.
# told: mean_over_all
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT + b - T) / T.numel()
    return E.mT @ X, E.sum(dim=0), E @ W

# %% wrong: The half in front of the square is ignored.
# told: half_forgotten
import math
import torch


def layer_slopes(X, W, b, T):
    E = 2 * (X @ W.mT + b - T) / len(X)
    return E.mT @ X, E.sum(dim=0), E @ W

# %% wrong: T - Z instead of Z - T.
# told: sign_turned
import math
import torch


def layer_slopes(X, W, b, T):
    E = (T - (X @ W.mT + b)) / len(X)
    return E.mT @ X, E.sum(dim=0), E @ W

# %% wrong: The bias is not added in the forward pass.
# told: bias_left_out
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT - T) / len(X)
    return E.mT @ X, E.sum(dim=0), E @ W

# %% wrong: W_bar has the transposed shape.
# told: W_bar_transposed
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT + b - T) / len(X)
    return X.mT @ E, E.sum(dim=0), E @ W

# %% wrong: b_bar is a mean, although the 1/B is already in E.
# told: b_bar_averaged
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT + b - T) / len(X)
    return E.mT @ X, E.mean(dim=0), E @ W

# %% wrong: b_bar is not summed over the examples.
# told: b_bar_not_summed
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT + b - T) / len(X)
    return E.mT @ X, E, E @ W

# %% wrong: b_bar is summed over the outputs.
# told: b_bar_over_outputs
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT + b - T) / len(X)
    return E.mT @ X, E.sum(dim=1), E @ W

# %% wrong: X_bar is multiplied by W.mT.
# told: X_bar_with_W_transposed
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT + b - T) / len(X)
    return E.mT @ X, E.sum(dim=0), E @ W.mT

# %% wrong: X_bar lacks the division by B.
# told: X_bar_without_mean
import math
import torch


def layer_slopes(X, W, b, T):
    E = X @ W.mT + b - T
    return E.mT @ X / len(X), E.sum(dim=0) / len(X), E @ W

# %% wrong: The targets are not subtracted.
# told: targets_left_out
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT + b) / len(X)
    return E.mT @ X, E.sum(dim=0), E @ W

# %% wrong: Divided by the number of inputs instead of the batch.
# told: divided_by_the_inputs
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT + b - T) / X.shape[1]
    return E.mT @ X, E.sum(dim=0), E @ W

# %% wrong: Divided by the number of outputs instead of the batch.
# told: divided_by_the_outputs
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT + b - T) / T.shape[1]
    return E.mT @ X, E.sum(dim=0), E @ W

# %% wrong: The order of the results is (X_bar, W_bar, b_bar).
# told: slip
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT + b - T) / len(X)
    return E @ W, E.mT @ X, E.sum(dim=0)

# %% wrong: b_bar keeps the batch axis: shape (1, out).
# told: slip
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT + b - T) / len(X)
    return E.mT @ X, E.sum(dim=0, keepdim=True), E @ W

# %% wrong: Only the first example counts.
# told: clue
import math
import torch


def layer_slopes(X, W, b, T):
    E = X @ W.mT + b - T
    return torch.outer(E[0], X[0]), E[0], E @ W / len(X)

# %% wrong: X is multiplied in place.
# told: changed
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT + b - T) / len(X)
    W_bar = E.mT @ X
    X.mul_(0)
    return W_bar, E.sum(dim=0), E @ W

# %% wrong: The bias is subtracted.
# told: step
import math
import torch


def layer_slopes(X, W, b, T):
    E = (X @ W.mT - b - T) / len(X)
    return E.mT @ X, E.sum(dim=0), E @ W

# %% wrong: W_bar lacks the division by B.
# told: W_bar_without_mean
import math
import torch


def layer_slopes(X, W, b, T):
    E = X @ W.mT + b - T
    return E.mT @ X, E.mean(dim=0), E @ W / len(X)

# %% wrong: X.shape[1], the number of inputs, is taken for the batch size B.
# told: divided_by_the_inputs
import torch

def layer_slopes(X, W, b, T):
    B = X.shape[1]
    Z_bar = (X @ W.mT + b - T) / B
    W_bar = torch.einsum("bo,bi->oi", Z_bar, X)
    b_bar = torch.einsum("bo->o", Z_bar)
    X_bar = torch.einsum("bo,oi->bi", Z_bar, W)
    return W_bar, b_bar, X_bar

# %% wrong: W_bar is the product of the averages (mean error times mean input), not the average of the products over the examples.
# told: product_of_the_means
import torch

def layer_slopes(X, W, b, T):
    Z_bar = (X @ W.mT + b - T) / len(X)
    b_bar = Z_bar.sum(dim=0)
    W_bar = torch.outer(b_bar, X.mean(dim=0))
    X_bar = Z_bar @ W
    return W_bar, b_bar, X_bar

# %% wrong: The factors of X_bar are chosen by what fits: Z_bar @ W.mT is tried first, and for in = out it fits although it is wrong.
# told: X_bar_by_shape
import torch

def layer_slopes(X, W, b, T):
    Z_bar = (X @ W.mT + b - T) / X.shape[0]
    W_bar = Z_bar.mT @ X
    b_bar = Z_bar.sum(0)
    if Z_bar.shape[1] == W.shape[1]:
        X_bar = Z_bar @ W.mT
    else:
        X_bar = Z_bar @ W
    return W_bar, b_bar, X_bar

# %% right: Loops over examples, outputs and inputs, adding each contribution to zeros.
import torch

def layer_slopes(X, W, b, T):
    B, n_in = X.shape
    W_bar, b_bar, X_bar = torch.zeros_like(W), torch.zeros_like(b), torch.zeros_like(X)
    for i in range(B):
        for j in range(W.shape[0]):
            z = b[j].item()
            for k in range(n_in):
                z += (X[i, k] * W[j, k]).item()
            d = (z - T[i, j].item()) / B
            b_bar[j] += d
            for k in range(n_in):
                W_bar[j, k] += d * X[i, k]
                X_bar[i, k] += d * W[j, k]
    return W_bar, b_bar, X_bar

# %% right: The bias becomes one more column of W and a column of ones in X; the derivative is cut apart at the end.
import torch

def layer_slopes(X, W, b, T):
    X1 = torch.cat([X, torch.ones(len(X), 1, dtype=X.dtype)], dim=1)
    W1 = torch.cat([W, b[:, None]], dim=1)
    D = torch.mm(X1, W1.t()).sub(T).div(len(X))
    both = torch.mm(D.t(), X1)
    return both[:, :-1], both[:, -1], torch.mm(D, W1)[:, :-1]

# %% right: NumPy: per example an outer product, all stacked and averaged; the 1/B comes in last.
import numpy as np
import torch

def layer_slopes(X, W, b, T):
    x, w, c, t = (np.array(a.tolist()) for a in (X, W, b, T))
    err = np.array([w @ row + c - goal for row, goal in zip(x, t)])
    outer = err[:, :, None] * x[:, None, :]
    back = np.array([w.T @ e for e in err]) / len(x)
    return tuple(torch.from_numpy(a) for a in (outer.mean(axis=0), err.mean(axis=0), back))

# %% wrong: The mean is taken over all entries of Z, B times out, although the squares of a row are summed.
# told: mean_over_all
import torch

def layer_slopes(X, W, b, T):
    Z = X @ W.mT + b
    Z_bar = (Z - T) / Z.numel()
    return Z_bar.mT @ X, Z_bar.sum(0), Z_bar @ W

# %% wrong: X_bar is the derivative of each example's own loss: the 1/B of the mean is left out there, as if only the shared W and b were averaged.
# told: X_bar_without_mean
import torch

def layer_slopes(X, W, b, T):
    D = X @ W.mT + b - T
    B = X.shape[0]
    W_bar = D.mT @ X / B
    b_bar = D.mean(0)
    X_bar = D @ W
    return W_bar, b_bar, X_bar

# %% wrong: The difference has the wrong sign, T - Z, so all three derivatives point the other way.
# told: sign_turned
import torch

def layer_slopes(X, W, b, T):
    Z = X @ W.mT + b
    E = (T - Z) / X.shape[0]
    return E.mT @ X, E.sum(0), E @ W

# %% wrong: TWO: W_bar is transposed, with the shape (in, out); and b_bar is the mean of Z_bar over the batch, so it is divided by B twice.
# told: b_bar_averaged
import torch

def layer_slopes(X, W, b, T):
    Z_bar = (X @ W.mT + b - T) / X.shape[0]
    W_bar = X.mT @ Z_bar
    b_bar = Z_bar.mean(0)
    X_bar = Z_bar @ W
    return W_bar, b_bar, X_bar

# %% wrong: The bias b is forgotten in Z, so the errors are those of a layer without b.
# told: bias_left_out
import torch

def layer_slopes(X, W, b, T):
    Z = X @ W.mT
    Z_bar = (Z - T) / X.shape[0]
    W_bar = Z_bar.mT @ X
    b_bar = Z_bar.sum(0)
    X_bar = Z_bar @ W
    return W_bar, b_bar, X_bar

# %% right: Four nested loops over single Python numbers.
import torch


def layer_slopes(X, W, b, T):
    B, n_in = X.shape
    n_out = W.shape[0]
    x, w, c, t = X.tolist(), W.tolist(), b.tolist(), T.tolist()
    w_bar = [[0.0] * n_in for _ in range(n_out)]
    c_bar = [0.0] * n_out
    x_bar = [[0.0] * n_in for _ in range(B)]
    for n in range(B):
        for i in range(n_out):
            z = c[i]
            for j in range(n_in):
                z += x[n][j] * w[i][j]
            z_bar = (z - t[n][i]) / B
            c_bar[i] += z_bar
            for j in range(n_in):
                w_bar[i][j] += z_bar * x[n][j]
                x_bar[n][j] += z_bar * w[i][j]
    return tuple(torch.tensor(q, dtype=torch.float64) for q in (w_bar, c_bar, x_bar))

# %% right: einsum with the letters n (example), i (output), j (input).
import torch


def layer_slopes(X, W, b, T):
    share = 1.0 / X.shape[0]
    miss = torch.einsum("nj,ij->ni", X, W).add(b).sub(T)
    back = {
        "W": torch.einsum("ni,nj->ij", miss, X),
        "b": torch.einsum("ni->i", miss),
        "X": torch.einsum("ni,ij->nj", miss, W),
    }
    return tuple(share * back[name] for name in "WbX")

# %% right: NumPy: the bias is one more column of the weights, with an input that is always 1; cut apart at the end.
import torch
import numpy as np


def layer_slopes(X, W, b, T):
    rows = X.shape[0]
    A = np.hstack([X.detach().numpy(), np.ones((rows, 1))])
    V = np.hstack([W.detach().numpy(), b.detach().numpy()[:, None]])
    G = np.divide(A @ V.T - T.detach().numpy(), rows)
    V_bar, A_bar = G.T @ A, G @ V
    to_torch = lambda a: torch.from_numpy(np.array(a, order="C"))
    return to_torch(V_bar[:, :-1]), to_torch(V_bar[:, -1]), to_torch(A_bar[:, :-1])

# %% wrong: The 1/B of the batch mean is left out of X_bar; each example's row of X counts only 1/B in L, too.
# told: X_bar_without_mean
import torch


def layer_slopes(X, W, b, T):
    B = X.shape[0]
    diff = X @ W.mT + b - T          # (B, out)
    W_bar = diff.mT @ X / B          # (out, in), averaged over the batch
    b_bar = diff.mean(dim=0)         # (out,), averaged over the batch
    X_bar = diff @ W                 # (B, in), every example has its own row
    return W_bar, b_bar, X_bar

# %% wrong: The mean is taken over all entries (B times out), but L sums over the outputs and takes the mean over the batch only.
# told: mean_over_all
import torch


def layer_slopes(X, W, b, T):
    Z = X @ W.mT + b
    err = Z - T
    dZ = err / err.numel()           # derivative of the mean of 1/2 err^2
    dW = torch.matmul(dZ.mT, X)
    db = torch.sum(dZ, dim=0)
    dX = torch.matmul(dZ, W)
    return dW, db, dX

# %% wrong: The factor 2 from the square is kept, although the one half in front cancels it.
# told: half_forgotten
import torch


def layer_slopes(X, W, b, T):
    n = len(X)
    Z = X @ W.mT + b
    Z_bar = 2 * (Z - T) / n
    return Z_bar.mT @ X, Z_bar.sum(0), Z_bar @ W

# %% wrong: W_bar is multiplied in the other order and comes out transposed, with shape (in, out).
# told: W_bar_transposed
import torch


def layer_slopes(X, W, b, T):
    B, n_in = X.shape
    n_out = W.shape[0]
    Z_bar = (X @ W.mT + b - T) / B
    W_bar = X.mT @ Z_bar
    b_bar = torch.ones(B, dtype=X.dtype) @ Z_bar
    X_bar = Z_bar @ W
    return W_bar, b_bar, X_bar

# %% wrong: The error is T - Z, so every sign is turned around, and b_bar takes a mean although the 1/B is in Z_bar already.
# told: sign_turned_and_b_bar_averaged
import torch


def layer_slopes(X, W, b, T):
    Z = X @ W.mT + b
    error = T - Z
    Z_bar = error / X.size(0)
    W_bar = Z_bar.mT @ X
    b_bar = Z_bar.mean(0)
    X_bar = Z_bar @ W
    return W_bar, b_bar, X_bar

# %% wrong: The product is picked as the first one whose shape fits; if B and out are equal, Z_bar @ X fits as well and is taken in place of Z_bar.mT @ X.
# told: W_bar_by_shape
import torch


def fitting_product(left, right, shape):
    for l in (left, left.mT):
        for r in (right, right.mT):
            if l.shape[1] == r.shape[0] and (l.shape[0], r.shape[1]) == tuple(shape):
                return l @ r
    raise ValueError("no product has this shape")


def layer_slopes(X, W, b, T):
    Z_bar = (X @ W.mT + b - T) / X.shape[0]
    W_bar = fitting_product(Z_bar, X, W.shape)
    X_bar = fitting_product(Z_bar, W, X.shape)
    b_bar = Z_bar.sum(dim=0)
    return W_bar, b_bar, X_bar

# %% wrong: `T -= Z` changes the argument T in place; the three results are right, but the caller's targets are destroyed.
# told: changed
import torch


def layer_slopes(X, W, b, T):
    Z = X @ W.mT
    Z += b
    T -= Z
    Z_bar = -T / T.shape[0]
    W_bar = Z_bar.mT @ X
    b_bar = Z_bar.sum(dim=0)
    X_bar = Z_bar @ W
    return W_bar, b_bar, X_bar

# %% wrong: In the loop W_bar and b_bar are overwritten instead of added up, so only the last example counts.
# told: last_example_only
import torch


def layer_slopes(X, W, b, T):
    B = X.shape[0]
    W_bar = torch.zeros_like(W)
    b_bar = torch.zeros_like(b)
    X_bar = torch.zeros_like(X)
    for n in range(B):
        z = W @ X[n] + b
        z_bar = (z - T[n]) / B
        W_bar = torch.outer(z_bar, X[n])
        b_bar = z_bar
        X_bar[n] = W.mT @ z_bar
    return W_bar, b_bar, X_bar

# %% right: Plain loops over samples, outputs and inputs.
import torch


def layer_slopes(X, W, b, T):
    B, n_in = X.shape
    n_out = W.shape[0]
    W_bar, b_bar, X_bar = torch.zeros_like(W), torch.zeros_like(b), torch.zeros_like(X)
    for k in range(B):
        for o in range(n_out):
            y = b[o].item()
            for i in range(n_in):
                y += X[k, i].item() * W[o, i].item()
            d = (y - T[k, o].item()) / B
            b_bar[o] += d
            for i in range(n_in):
                W_bar[o, i] += d * X[k, i]
                X_bar[k, i] += d * W[o, i]
    return W_bar, b_bar, X_bar

# %% right: The bias becomes a last column of W with a constant input 1, in NumPy and back.
import torch
import numpy as np

def layer_slopes(X, W, b, T):
    Xa = np.concatenate([X.detach().numpy(), np.ones((X.shape[0], 1))], axis=1)
    Wa = np.concatenate([W.detach().numpy(), b.detach().numpy()[:, None]], axis=1)
    D = np.einsum("ki,oi->ko", Xa, Wa) - T.detach().numpy()
    both = np.einsum("ko,ki->oi", D, Xa) / len(Xa)
    back = np.dot(D, Wa)[:, :-1] / len(Xa)
    return tuple(torch.from_numpy(a.copy()) for a in (both[:, :-1], both[:, -1], back))

# %% right: W_bar is the mean of the samples' outer products, b_bar the mean of the errors.
import torch


def layer_slopes(X, W, b, T):
    def error(x, t):
        return W @ x + b - t
    errors = torch.stack([error(x, t) for x, t in zip(X, T)])
    W_bar = (errors[:, :, None] * X[:, None, :]).mean(dim=0)
    b_bar = errors.mean(dim=0)
    X_bar = torch.stack([W.mT @ e for e in errors]) / errors.shape[0]
    return W_bar, b_bar, X_bar

# %% wrong: You average over all entries of the error, but the mean is over the batch only: the squares of one sample are added.
# told: mean_over_all
def layer_slopes(X, W, b, T):
    Y = X @ W.mT + b
    D = (Y - T) / Y.numel()
    W_bar = D.mT @ X
    b_bar = D.sum(dim=0)
    X_bar = D @ W
    return W_bar, b_bar, X_bar

# %% wrong: You think the mean does not concern X since each sample has its own row, but each row counts only 1/B in the mean loss.
# told: X_bar_without_mean
def layer_slopes(X, W, b, T):
    B = X.shape[0]
    err = X @ W.mT + b - T          # (B, out)
    W_bar = err.mT @ X / B          # shared by the samples: mean
    b_bar = err.sum(0) / B          # shared by the samples: mean
    X_bar = err @ W                 # every sample its own row: no mean
    return W_bar, b_bar, X_bar

# %% wrong: You take T minus the output, so all three derivatives have the wrong sign.
# told: sign_turned
import torch


def layer_slopes(X, W, b, T):
    out = torch.matmul(X, W.mT) + b
    delta = (T - out) / len(X)
    return delta.mT @ X, delta.sum(0), delta @ W

# %% wrong: The error is divided by B already, and the bias takes the mean once more where a sum belongs.
# told: b_bar_averaged
def layer_slopes(X, W, b, T):
    B, n_in = X.shape
    Y_bar = (X @ W.mT + b - T) / B
    W_bar = Y_bar.mT @ X
    b_bar = Y_bar.mean(dim=0)
    X_bar = Y_bar @ W
    return W_bar, b_bar, X_bar

# %% wrong: The forward pass forgets b, and the factor 2 of the square stays although the half cancels it.
# told: bias_left_out_and_half_forgotten
def layer_slopes(X, W, b, T):
    n = X.size(0)
    Y = X @ W.mT
    dY = 2 * (Y - T) / n
    dW = dY.mT @ X
    db = dY.sum(axis=0)
    dX = dY @ W
    return dW, db, dX

# %% wrong: You squeeze the results, so an axis of length 1 disappears, for example with a batch of one sample or a single output.
# told: slip
import torch


def layer_slopes(X, W, b, T):
    D = (X @ W.mT + b - T) / X.shape[0]
    W_bar = torch.einsum("bo,bi->oi", D, X).squeeze()
    b_bar = D.sum(0)
    X_bar = torch.einsum("bo,oi->bi", D, W).squeeze()
    return W_bar, b_bar, X_bar

# %% wrong: You subtract in place from T, so the caller's targets are changed.
# told: changed
def layer_slopes(X, W, b, T):
    B = len(T)
    T -= X @ W.mT + b        # now T holds target minus output
    W_bar = -T.mT @ X / B
    b_bar = -T.sum(0) / B
    X_bar = -T @ W / B
    return W_bar, b_bar, X_bar

# %% wrong: Your derivative for W has the shape (in, out) where W has (out, in); the factors stand in the other order.
# told: W_bar_transposed
def layer_slopes(X, W, b, T):
    predictions = X @ W.T + b
    grad_out = (predictions - T) / X.shape[0]
    grad_W = X.T @ grad_out
    grad_b = grad_out.sum(dim=0)
    grad_X = grad_out @ W
    return grad_W, grad_b, grad_X

# %% right: Loops.
import torch

def layer_slopes(X, W, b, T):
    B, n_in = X.shape
    n_out = W.shape[0]
    W_bar, b_bar, X_bar = torch.zeros_like(W), torch.zeros_like(b), torch.zeros_like(X)
    for n in range(B):
        for i in range(n_out):
            z = b[i].item()
            for j in range(n_in):
                z += W[i, j].item() * X[n, j].item()
            g = (z - T[n, i].item()) / B
            b_bar[i] += g
            for j in range(n_in):
                W_bar[i, j] += g * X[n, j]
                X_bar[n, j] += g * W[i, j]
    return W_bar, b_bar, X_bar

# %% right: Einsum.
import torch

def layer_slopes(X, W, b, T):
    miss = torch.einsum("nj,ij->ni", X, W) + b[None] - T
    share = 1 / X.shape[0]
    return (share * torch.einsum("ni,nj->ij", miss, X),
            share * torch.einsum("ni->i", miss),
            share * torch.einsum("ni,ij->nj", miss, W))

# %% right: Numpy augmented.
import torch
import numpy as np

def layer_slopes(X, W, b, T):
    x, w, c, t = (np.array(a.detach().numpy()) for a in (X, W, b, T))
    ones = np.ones((x.shape[0], 1))
    x1 = np.hstack([x, ones])
    w1 = np.hstack([w, c[:, None]])
    g = (x1 @ w1.T - t) / x.shape[0]
    both = g.T @ x1
    back = g @ w1
    give = lambda a: torch.from_numpy(np.ascontiguousarray(a))
    return [give(both[:, :-1]), give(both[:, -1]), give(back[:, :-1])]

# %% wrong: For b the routes of the examples add up; the 1/B sits in Z_bar already, so a second mean is one too many.
# told: b_bar_averaged
def layer_slopes(X, W, b, T):
    B = X.shape[0]
    Z = X @ W.mT + b
    Z_bar = (Z - T) / B
    W_bar = Z_bar.mT @ X
    b_bar = Z_bar.mean(dim=0)
    X_bar = Z_bar @ W
    return W_bar, b_bar, X_bar

# %% wrong: The mean is over the examples alone, but here it is over all entries, so everything is too small by the factor out.
# told: mean_over_all
def layer_slopes(X, W, b, T):
    Z = X @ W.T + b
    dZ = (Z - T) / Z.numel()
    return dZ.T @ X, dZ.sum(0), dZ @ W

# %% wrong: The difference is T - Z where it should be Z - T, so all three have the wrong sign.
# told: sign_turned
def layer_slopes(X, W, b, T):
    n = len(X)
    err = (T - (X @ W.mT + b)) / n      # (B, out)
    W_bar = err.mT @ X                  # (out, in)
    b_bar = err.sum(dim=0)              # (out,)
    X_bar = err @ W                     # (B, in)
    return W_bar, b_bar, X_bar

# %% wrong: W_bar comes out as (in, out): the product is the wrong way round.
# told: W_bar_transposed
def layer_slopes(X, W, b, T):
    Z = X @ W.mT + b
    Zb = (Z - T) / X.shape[0]
    Wb = X.mT @ Zb
    bb = Zb.sum(0)
    Xb = Zb @ W
    return Wb, bb, Xb

# %% wrong: The square brings down a 2 but the one half before it is forgotten, and X_bar and b_bar stand in the wrong order.
# told: half_forgotten_and_X_bar_second
def layer_slopes(X, W, b, T):
    Z = X @ W.mT + b
    Z_bar = 2 * (Z - T) / len(X)
    W_bar = Z_bar.mT @ X
    X_bar = Z_bar @ W
    b_bar = Z_bar.sum(dim=0)
    return W_bar, X_bar, b_bar

# %% wrong: The product is chosen by which shapes fit, and when in and out are equal this takes W.mT where W belongs.
# told: X_bar_by_shape
def layer_slopes(X, W, b, T):
    Z_bar = (X @ W.mT + b - T) / X.shape[0]
    W_bar = Z_bar.mT @ X
    b_bar = Z_bar.sum(dim=0)
    if Z_bar.shape[1] == W.mT.shape[0]:
        X_bar = Z_bar @ W.mT
    else:
        X_bar = Z_bar @ W
    return W_bar, b_bar, X_bar

# %% wrong: T is overwritten in place by the difference, but the arguments must not be changed.
# told: changed
def layer_slopes(X, W, b, T):
    Z = X @ W.mT + b
    T -= Z
    T *= -1 / X.shape[0]
    W_bar = T.mT @ X
    b_bar = T.sum(dim=0)
    X_bar = T @ W
    return W_bar, b_bar, X_bar

# %% wrong: The forward pass leaves out b, so the misses Z - T are wrong whenever b is not zero.
# told: bias_left_out
def layer_slopes(X, W, b, T):
    B = len(X)
    Z = X @ W.mT
    Z_bar = (Z - T) / B
    b_bar = Z_bar.sum(dim=0)
    W_bar = Z_bar.mT @ X
    X_bar = Z_bar @ W
    return W_bar, b_bar, X_bar

# %% right: Plain Python lists and numbers, one example after the other, tensors only at the end.
import torch

def layer_slopes(X, W, b, T):
    x, w, bias, t = X.tolist(), W.tolist(), b.tolist(), T.tolist()
    B, n_in, n_out = len(x), len(w[0]), len(w)
    z_bar = [[(sum(w[i][j] * x[n][j] for j in range(n_in)) + bias[i] - t[n][i]) / B
              for i in range(n_out)] for n in range(B)]
    W_bar = [[sum(z_bar[n][i] * x[n][j] for n in range(B)) for j in range(n_in)] for i in range(n_out)]
    b_bar = [sum(column) for column in zip(*z_bar)]
    X_bar = [[sum(z_bar[n][i] * w[i][j] for i in range(n_out)) for j in range(n_in)] for n in range(B)]
    as_tensor = lambda rows: torch.tensor(rows, dtype=torch.float64)
    return as_tensor(W_bar), as_tensor(b_bar), as_tensor(X_bar)

# %% right: Never forms Z: multiplies out (X Wᵀ + b - T) and uses Gram matrices and column means, in another order of operations.
import torch

def layer_slopes(X, W, b, T):
    share = 1.0 / X.shape[0]
    mean_x = X.sum(0) * share                       # (in,)
    gram = X.mT @ X * share                         # (in, in)
    cross = T.mT @ X * share                        # (out, in)
    W_bar = W @ gram + torch.outer(b, mean_x) - cross
    b_bar = torch.mv(W, mean_x) + b - T.sum(0) * share
    X_bar = share * (X @ (W.mT @ W) + b @ W - T @ W)
    return W_bar, b_bar, X_bar

# %% right: Closures for the pull-back of each operation, with numpy inside and tensors outside.
import torch
import numpy as np

def affine(X, W, b):
    def pull_back(Z_bar):
        return np.tensordot(Z_bar, X, axes=(0, 0)), np.add.reduce(Z_bar, axis=0), np.dot(Z_bar, W)
    return np.dot(X, W.T) + b, pull_back

def half_square_mean(Z, T):
    def pull_back(L_bar):
        return L_bar * (Z - T) / Z.shape[0]
    return ((Z - T) ** 2).sum() / 2 / Z.shape[0], pull_back

def layer_slopes(X, W, b, T):
    X, W, b, T = (a.detach().cpu().numpy() for a in (X, W, b, T))
    Z, back_layer = affine(X, W, b)
    _, back_loss = half_square_mean(Z, T)
    return tuple(torch.from_numpy(np.array(g, dtype=np.float64)) for g in back_layer(back_loss(1.0)))

# %% wrong: Z_bar holds the shares of the loss itself, half the squares, instead of the derivative of the loss with respect to Z, which is (Z - T) / B.
# told: losses_for_slopes
def layer_slopes(X, W, b, T):
    B = X.shape[0]
    Z = X @ W.mT + b
    # loss of every entry
    Z_bar = 0.5 * (Z - T) ** 2 / B
    W_bar = Z_bar.mT @ X
    b_bar = Z_bar.sum(dim=0)
    X_bar = Z_bar @ W
    return W_bar, b_bar, X_bar

# %% wrong: All examples share b, and for b the routes are averaged instead of added, although the mean over the batch sits in Z_bar already.
# told: b_bar_averaged
def layer_slopes(X, W, b, T):
    n = len(X)
    error = X @ W.mT + b - T
    Z_bar = error / n

    W_bar = Z_bar.mT @ X
    # one b for all the examples -> average what they want
    b_bar = Z_bar.mean(dim=0)
    X_bar = Z_bar @ W
    return (W_bar, b_bar, X_bar)

# %% wrong: The sign is turned: the difference is taken as T - Z, so all three derivatives point the wrong way.
# told: sign_turned
def layer_slopes(X, W, b, T):
    B, n_in = X.shape
    n_out = W.shape[0]
    Zbar = (T - (X @ W.mT + b)) / B
    assert Zbar.shape == (B, n_out)
    Wbar = Zbar.mT @ X          # (out, B) @ (B, in)
    bbar = Zbar.sum(0)          # (out,)
    Xbar = Zbar @ W             # (B, out) @ (out, in)
    assert Xbar.shape == (B, n_in)
    return Wbar, bbar, Xbar

# %% wrong: The mean is taken with the wrong axis of X: X.shape[1] is the number of inputs, and B is X.shape[0].
# told: divided_by_the_inputs
import torch

def layer_slopes(X, W, b, T):
    B = X.shape[1]
    diff = torch.einsum("ni,oi->no", X, W) + b - T
    diff = diff / B
    return (
        torch.einsum("no,ni->oi", diff, X),
        torch.einsum("no->o", diff),
        torch.einsum("no,oi->ni", diff, W),
    )

# %% wrong: The forward computation forgets b, and W_bar uses the differences before they are divided by B.
# told: bias_left_out_and_W_bar_without_mean
def layer_slopes(X, W, b, T):
    B = X.size(0)
    D = X @ W.mT - T
    Z_bar = D / B
    W_bar = D.mT @ X
    b_bar = Z_bar.sum(dim=0)
    X_bar = Z_bar @ W
    return W_bar, b_bar, X_bar

# %% wrong: squeeze() drops every axis of length 1, so with one input, one output or one example the results lose the shape of what they belong to.
# told: slip
def layer_slopes(X, W, b, T):
    Z_bar = (X @ W.mT + b - T) / X.shape[0]
    # outer product for every example, then add up the examples
    outer = Z_bar.unsqueeze(2) * X.unsqueeze(1)           # (B, out, in)
    W_bar = outer.sum(dim=0, keepdim=True).squeeze()
    b_bar = Z_bar.sum(dim=0, keepdim=True).squeeze()
    X_bar = (Z_bar.unsqueeze(1) @ W).squeeze()            # (B, 1, in)
    return W_bar, b_bar, X_bar

# %% wrong: torch.zeros without a dtype makes float32 tensors, so the results come back as float32 and not as float64.
# told: values
import torch

def layer_slopes(X, W, b, T):
    W_bar = torch.zeros(W.shape)
    b_bar = torch.zeros(b.shape)
    X_bar = torch.zeros(X.shape)
    B = X.shape[0]
    for n in range(B):
        for i in range(W.shape[0]):
            z = (X[n] * W[i]).sum() + b[i]
            z_bar = (z - T[n, i]) / B
            W_bar[i] += z_bar * X[n]
            b_bar[i] += z_bar
            X_bar[n] += z_bar * W[i]
    return W_bar, b_bar, X_bar

# %% wrong: The results come in the order of the formula, X, W, b, instead of the order asked for, W_bar, b_bar, X_bar.
# told: slip
def layer_slopes(X, W, b, T):
    # forward
    Z = X @ W.mT + b
    # backward
    dZ = (Z - T) / len(Z)
    dX = dZ @ W
    dW = dZ.mT @ X
    db = dZ.sum(dim=0)
    return dX, dW, db

# %% right: Loops over plain numbers in nested lists.
import torch

def layer_slopes(X, W, b, T):
    x, w, c, t = X.tolist(), W.tolist(), b.tolist(), T.tolist()
    B, n_in, n_out = len(x), len(w[0]), len(w)
    wb = [[0.0] * n_in for _ in range(n_out)]
    bb = [0.0] * n_out
    xb = [[0.0] * n_in for _ in range(B)]
    for n in range(B):
        for i in range(n_out):
            z = c[i]
            for j in range(n_in):
                z += w[i][j] * x[n][j]
            share = (z - t[n][i]) / B
            bb[i] += share
            for j in range(n_in):
                wb[i][j] += share * x[n][j]
                xb[n][j] += share * w[i][j]
    return tuple(torch.tensor(r, dtype=torch.float64) for r in (wb, bb, xb))

# %% right: The bias becomes one more column of W with the input 1, and numpy's einsum does the rest.
import torch
import numpy as np

def layer_slopes(X, W, b, T):
    X1 = np.concatenate([X.numpy(), np.ones((X.shape[0], 1))], axis=1)
    V = np.concatenate([W.numpy(), b.numpy()[:, None]], axis=1)
    R = (np.einsum("nj,ij->ni", X1, V) - T.numpy()) / X.shape[0]
    V_bar = np.einsum("ni,nj->ij", R, X1)
    X1_bar = np.einsum("ni,ij->nj", R, V)
    back = lambda a: torch.from_numpy(np.ascontiguousarray(a))
    return back(V_bar[:, :-1]), back(V_bar[:, -1]), back(X1_bar[:, :-1])

# %% right: Multiplied out, with the Gram matrix of the inputs, and no Z_bar for W and b.
import torch

def layer_slopes(X, W, b, T):
    B = len(X)
    ones = torch.ones(B, 1, dtype=torch.float64)
    gram, sums = X.mT @ X, X.mT @ ones
    W_bar = (W @ gram + b.unsqueeze(1) @ sums.mT - T.mT @ X) / B
    b_bar = ((W @ sums - T.mT @ ones) / B).squeeze(1) + b
    X_bar = torch.stack([(row @ W.mT + b - target) @ W for row, target in zip(X, T)]) / B
    return W_bar, b_bar, X_bar

# %% wrong: You leave the 1/B out of X_bar because a row of X touches only its own example, but that example counts in L only with the share 1/B.
# told: X_bar_without_mean
def layer_slopes(X, W, b, T):
    B = X.shape[0]
    Z = X @ W.mT + b          # (B, out)
    E = Z - T                 # (B, out)
    W_bar = E.mT @ X / B      # (out, in), mean over the examples
    b_bar = E.mean(dim=0)     # (out,), mean over the examples
    X_bar = E @ W             # (B, in), every row has its own
    return W_bar, b_bar, X_bar

# %% wrong: You average the errors and the inputs first and multiply the averages, but the mean of products is not the product of the means: each error belongs to its own input.
# told: product_of_the_means
import torch

def layer_slopes(X, W, b, T):
    B = X.shape[0]
    error = X @ W.mT + b - T
    mean_error = error.mean(dim=0)
    mean_x = X.mean(dim=0)
    W_bar = torch.outer(mean_error, mean_x)
    b_bar = mean_error
    X_bar = error @ W / B
    return W_bar, b_bar, X_bar

# %% wrong: You divide by the number of all entries B * out, but the mean is over the B examples only.
# told: mean_over_all
def layer_slopes(X, W, b, T):
    Z = X @ W.mT + b
    Z_bar = (Z - T) / Z.numel()
    return Z_bar.mT @ X, Z_bar.sum(0), Z_bar @ W

# %% wrong: Your product has the shape (in, out), and reshape only relabels its entries; it has to be transposed to (out, in).
# told: clue
def layer_slopes(X, W, b, T):
    B, _ = X.shape
    Zbar = (X @ W.mT + b - T) / B
    W_bar = (X.mT @ Zbar).reshape(W.shape)
    b_bar = Zbar.sum(dim=0)
    X_bar = Zbar @ W
    return W_bar, b_bar, X_bar

# %% wrong: You forgot b in Z, and for b_bar you take the mean over the batch although the 1/B sits in Z_bar already.
# told: bias_left_out_and_b_bar_averaged
import torch

def layer_slopes(X, W, b, T):
    n_examples = len(X)
    Z = torch.matmul(X, W.mT)
    Z_bar = (Z - T) / n_examples
    W_bar = torch.matmul(Z_bar.mT, X)
    b_bar = torch.mean(Z_bar, dim=0)
    X_bar = torch.matmul(Z_bar, W)
    return W_bar, b_bar, X_bar

# %% wrong: You choose between W and its transpose by what fits, and when in and out are equal both fit and you take the wrong one.
# told: X_bar_by_shape
def layer_slopes(X, W, b, T):
    B = X.size(0)
    G = (X @ W.mT + b - T) / B

    def times(A, M):
        # the transpose if the shapes allow it, else the matrix itself
        if A.shape[1] == M.mT.shape[0]:
            return A @ M.mT
        return A @ M

    W_bar = G.mT @ X
    b_bar = G.sum(dim=0)
    X_bar = times(G, W)
    return W_bar, b_bar, X_bar

# %% wrong: `error = T` is no copy, so `error -= ...` changes the given T in place.
# told: changed
def layer_slopes(X, W, b, T):
    B = X.shape[0]
    error = T
    error -= X @ W.mT + b
    W_bar = -(error.mT @ X) / B
    b_bar = -error.sum(dim=0) / B
    X_bar = -(error @ W) / B
    return W_bar, b_bar, X_bar

# %% wrong: In the loop over the examples you assign W_bar and b_bar anew each time, so only the last example is left; the routes must be added.
# told: last_example_only
import torch

def layer_slopes(X, W, b, T):
    B = X.shape[0]
    W_bar = torch.zeros_like(W)
    b_bar = torch.zeros_like(b)
    X_bar = torch.zeros_like(X)
    for n in range(B):
        z = W @ X[n] + b
        z_bar = (z - T[n]) / B
        W_bar = torch.outer(z_bar, X[n])
        b_bar = z_bar
        X_bar[n] = W.mT @ z_bar
    return W_bar, b_bar, X_bar

# %% right: einsum everywhere, the division by B comes last
import torch


def layer_slopes(X, W, b, T):
    R = torch.einsum("nj,ij->ni", X, W) + b - T
    parts = (
        torch.einsum("ni,nj->ij", R, X),
        torch.einsum("ni->i", R),
        torch.einsum("ni,ij->nj", R, W),
    )
    return tuple(p / len(X) for p in parts)

# %% right: numpy inside; b as a column of an enlarged W whose input is always 1
import numpy as np
import torch


def layer_slopes(X, W, b, T):
    x, w, c, t = (np.array(a.detach().tolist(), dtype=np.float64).reshape(tuple(a.shape)) for a in (X, W, b, T))
    x1 = np.hstack([x, np.ones((x.shape[0], 1))])
    w1 = np.hstack([w, c[:, None]])
    z_bar = (x1 @ w1.T - t) / x.shape[0]
    w1_bar = z_bar.T @ x1
    x1_bar = z_bar @ w1
    back = lambda a: torch.from_numpy(np.ascontiguousarray(a))
    return back(w1_bar[:, :-1]), back(w1_bar[:, -1]), back(x1_bar[:, :-1])

# %% right: plain Python lists and loops over single numbers
import torch


def layer_slopes(X, W, b, T):
    x, w, c, t = X.tolist(), W.tolist(), b.tolist(), T.tolist()
    rows, ins, outs = range(len(x)), range(len(w[0])), range(len(w))

    def z_bar(n, i):
        return (sum(x[n][j] * w[i][j] for j in ins) + c[i] - t[n][i]) / len(x)

    g = [[z_bar(n, i) for i in outs] for n in rows]
    make = lambda values: torch.tensor(values, dtype=torch.float64)
    return (
        make([[sum(g[n][i] * x[n][j] for n in rows) for j in ins] for i in outs]),
        make([sum(g[n][i] for n in rows) for i in outs]),
        make([[sum(g[n][i] * w[i][j] for i in outs) for j in ins] for n in rows]),
    )

# %% wrong: The mean over the batch sits in Z_bar already; the routes into b add, so b_bar is a sum over the rows and not another mean.
# told: b_bar_averaged
import math

import torch


def layer_slopes(X, W, b, T):
    B = X.shape[0]
    Z = X @ W.mT + b              # (B, out)
    Z_bar = (Z - T) / B           # (B, out)
    W_bar = Z_bar.mT @ X          # (out, in)
    b_bar = Z_bar.mean(dim=0)     # (out,)
    X_bar = Z_bar @ W             # (B, in)
    return W_bar, b_bar, X_bar

# %% wrong: You think a row of X only matters for its own loss and so needs no 1/B; but L is the mean, so each example's loss counts only 1/B for X too.
# told: X_bar_without_mean
import torch


def layer_slopes(X, W, b, T):
    n = len(X)
    error = X @ W.mT + b - T
    # W and b are shared by all examples -> average
    W_bar = error.mT @ X / n
    b_bar = error.sum(0) / n
    # every example has its own row in X -> nothing to average
    X_bar = error @ W
    return W_bar, b_bar, X_bar

# %% wrong: You divide by the number of all entries of Z (B times out), but the mean is over the B examples only.
# told: mean_over_all
import math

import torch


def layer_slopes(X, W, b, T):
    Z = torch.matmul(X, W.transpose(0, 1)) + b
    dZ = (Z - T) / Z.numel()
    dW = torch.matmul(dZ.transpose(0, 1), X)
    db = torch.sum(dZ, dim=0)
    dX = torch.matmul(dZ, W)
    return dW, db, dX

# %% wrong: In the loop X_bar[n, j] is overwritten with = and not added to with +=, so only the last output's route into X is left.
# told: clue
import torch


def layer_slopes(X, W, b, T):
    B, n_in = X.shape
    n_out = W.shape[0]
    Z = X @ W.mT + b
    W_bar = torch.zeros_like(W)
    b_bar = torch.zeros_like(b)
    X_bar = torch.zeros_like(X)
    for n in range(B):
        for i in range(n_out):
            z = (Z[n, i] - T[n, i]) / B
            b_bar[i] += z
            for j in range(n_in):
                W_bar[i, j] += z * X[n, j]
                X_bar[n, j] = z * W[i, j]
    return W_bar, b_bar, X_bar

# %% wrong: The error has the wrong sign (T - Z in place of Z - T), and the 1/B of the mean is missing.
# told: sum_over_batch_and_sign_turned
import torch


def layer_slopes(X, W, b, T):
    Z = X @ W.mT + b
    Z_bar = T - Z
    return Z_bar.mT @ X, Z_bar.sum(dim=0), Z_bar @ W

# %% wrong: You try W.mT first and take W only if the shapes do not fit; when in and out are equal, both fit and X_bar gets the wrong one.
# told: X_bar_by_shape
import math

import torch


def layer_slopes(X, W, b, T):
    B = X.shape[0]
    Z_bar = (X @ W.mT + b - T) / B

    W_bar = Z_bar.mT @ X
    b_bar = Z_bar.sum(dim=0)
    # find out which way round W has to go
    try:
        X_bar = Z_bar @ W.mT
    except RuntimeError:
        X_bar = Z_bar @ W
    return W_bar, b_bar, X_bar

# %% wrong: T.sub_ works in place, so the caller's targets are overwritten by T - Z.
# told: changed
import torch


def layer_slopes(X, W, b, T):
    Z = X @ W.mT
    Z += b
    diff = T.sub_(Z)
    Z_bar = -diff / X.size(0)
    W_bar = Z_bar.mT @ X
    b_bar = Z_bar.sum(0)
    X_bar = Z_bar @ W
    return (W_bar, b_bar, X_bar)

# %% wrong: torch.zeros without a dtype makes float32 tensors, so the results come back as float32 where float64 is asked for.
# told: values
import torch


def layer_slopes(X, W, b, T):
    B = X.shape[0]
    Z = X @ W.mT + b
    W_bar = torch.zeros(W.shape)
    b_bar = torch.zeros(b.shape)
    X_bar = torch.zeros(X.shape)
    # go through the examples one by one
    for n in range(B):
        d = (Z[n] - T[n]) / B
        W_bar += d[:, None] * X[n][None, :]
        b_bar += d
        X_bar[n] = d @ W
    return W_bar, b_bar, X_bar
