# %% right: Three loops.
import torch


def softmax_jacobian(z):
    B, C = z.shape
    p = torch.softmax(z, dim=1)
    J = torch.zeros(B, C, C, dtype=z.dtype)
    for b in range(B):
        for i in range(C):
            for j in range(C):
                if i == j:
                    J[b, i, j] = p[b, i] * (1 - p[b, i])
                else:
                    J[b, i, j] = -p[b, i] * p[b, j]
    return J

# %% right: A matrix for each sample, stacked.
import torch


def softmax_jacobian(z):
    tables = []
    for row in z:
        p = row.softmax(0)
        tables.append(torch.diag(p) - torch.outer(p, p))
    return torch.stack(tables)

# %% right: einsum.
import torch


def softmax_jacobian(z):
    p = z.softmax(-1)
    delta = torch.eye(z.shape[1], dtype=z.dtype)
    return torch.einsum("bi,bij->bij", p, delta[None] - p[:, None, :])

# %% right: The slope of log p, times p.
import torch


def softmax_jacobian(z):
    log_p = torch.log_softmax(z, dim=1)
    p = log_p.exp()
    C = z.shape[1]
    of_log = torch.eye(C, dtype=torch.float64) - p.unsqueeze(1)
    return p.unsqueeze(2) * of_log

# %% right: Numpy, with a softmax of its own.
import numpy as np
import torch


def softmax_jacobian(z):
    a = z.numpy()
    e = np.exp(a - a.max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    out = -p[:, :, None] * p[:, None, :]
    k = np.arange(p.shape[1])
    out[:, k, k] += p
    return torch.from_numpy(out)

# %% right: The covariance of the one-hot vector, by baddbmm.
import torch


def softmax_jacobian(z):
    p = torch.nn.functional.softmax(z, dim=-1)
    return torch.baddbmm(torch.diag_embed(p), p.unsqueeze(-1), p.unsqueeze(-2), alpha=-1)

# %% wrong: Only the diagonal with p.
# told: own_alone
import torch


def softmax_jacobian(z):
    return torch.diag_embed(torch.softmax(z, dim=-1))

# %% wrong: Only the diagonal with p (1 - p).
# told: off_left_out
import torch


def softmax_jacobian(z):
    p = torch.softmax(z, dim=-1)
    return torch.diag_embed(p * (1 - p))

# %% wrong: p (1 - p) for each class.
# told: diagonal_as_row
import torch


def softmax_jacobian(z):
    p = torch.softmax(z, dim=-1)
    return p * (1 - p)

# %% wrong: The diagonal has no p of its own.
# told: shared_alone
import torch


def softmax_jacobian(z):
    p = torch.softmax(z, dim=-1)
    return -p[:, :, None] * p[:, None, :]

# %% wrong: The sign of the products.
# told: shared_added
import torch


def softmax_jacobian(z):
    p = torch.softmax(z, dim=-1)
    return torch.diag_embed(p) + p[:, :, None] * p[:, None, :]

# %% wrong: delta_ij - p_j: the Jacobian of log p.
# told: of_the_logarithms
import torch


def softmax_jacobian(z):
    p = torch.softmax(z, dim=-1)
    return torch.eye(z.shape[1], dtype=z.dtype) - p[:, None, :].expand(-1, z.shape[1], -1)

# %% wrong: p_i (delta_ij - p_i).
# told: same_index_in_rows
import torch


def softmax_jacobian(z):
    p = torch.softmax(z, dim=-1)[:, :, None]
    return p * (torch.eye(z.shape[1], dtype=z.dtype) - p)

# %% wrong: p_j (delta_ij - p_j).
# told: same_index_in_columns
import torch


def softmax_jacobian(z):
    p = torch.softmax(z, dim=-1)[:, None, :]
    return p * (torch.eye(z.shape[1], dtype=z.dtype) - p)

# %% wrong: The identity in place of diag(p).
# told: one_on_the_diagonal
import torch


def softmax_jacobian(z):
    p = torch.softmax(z, dim=-1)
    return torch.eye(z.shape[1], dtype=z.dtype) - p[:, :, None] * p[:, None, :]

# %% wrong: The softmax runs over the batch.
# told: softmax_over_samples
import torch


def softmax_jacobian(z):
    p = torch.softmax(z, dim=0)
    return torch.diag_embed(p) - p[:, :, None] * p[:, None, :]

# %% wrong: exp without a shift overflows.
# told: overflows
import torch


def softmax_jacobian(z):
    e = torch.exp(z)
    p = e / e.sum(dim=1, keepdim=True)
    return torch.diag_embed(p) - p[:, :, None] * p[:, None, :]

# %% wrong: One shift for the whole batch.
# told: one_shift_for_all
import torch


def softmax_jacobian(z):
    e = torch.exp(z - z.max())
    p = e / e.sum(dim=1, keepdim=True)
    return torch.diag_embed(p) - p[:, :, None] * p[:, None, :]

# %% wrong: A matrix product mixes the samples.
# told: samples_mixed
import torch


def softmax_jacobian(z):
    p = torch.softmax(z, dim=-1)
    return torch.diag_embed(p) - p.T @ p

# %% wrong: Returns within the loop.
# told: first_sample_alone
import torch


def softmax_jacobian(z):
    for row in z:
        p = row.softmax(0)
        return torch.diag(p) - torch.outer(p, p)

# %% wrong: The slopes of the samples are added.
# told: samples_added
import torch


def softmax_jacobian(z):
    p = torch.softmax(z, dim=-1)
    return torch.diag(p.sum(0)) - p.T @ p

# %% wrong: The powers are not divided by their sum.
# told: not_normalised_but_shifted
import torch


def softmax_jacobian(z):
    p = torch.exp(z - z.max(dim=1, keepdim=True).values)
    return torch.diag_embed(p) - p[:, :, None] * p[:, None, :]

# %% wrong: Off the diagonal stands -p_j.
# told: off_in_columns
import torch


def softmax_jacobian(z):
    p = torch.softmax(z, dim=1)
    J = -p[:, None, :].repeat(1, z.shape[1], 1)
    k = torch.arange(z.shape[1])
    J[:, k, k] = p * (1 - p)
    return J

# %% wrong: Two mistakes: the softmax runs over the batch, and the sign of the products.
# told: softmax_over_samples_with_shared_added
import torch


def softmax_jacobian(z):
    p = torch.softmax(z, dim=0)
    return torch.diag_embed(p) + p[:, :, None] * p[:, None, :]

# %% wrong: Two mistakes: exp without a shift, and only the diagonal.
# told: overflows_with_off_left_out
import torch


def softmax_jacobian(z):
    p = torch.exp(z) / torch.exp(z).sum(1, keepdim=True)
    return torch.diag_embed(p * (1 - p))

# %% wrong: Two mistakes: p_i squared for p_i p_j, and the first sample alone.
# told: same_index_in_rows_with_first_sample_alone
import torch


def softmax_jacobian(z):
    p = torch.softmax(z[0], 0)[:, None]
    return p * torch.eye(len(p), dtype=z.dtype) - p**2

# %% right: Plain numbers: the quotient rule as in the table by hand, with the powers of the shifted logits.
import math
import torch

def softmax_jacobian(z):
    def table(row):
        top = max(row)
        powers = [math.exp(v - top) for v in row]
        S = sum(powers)

        def entry(i, j):
            if i == j:
                others = sum(w for k, w in enumerate(powers) if k != i)
                return powers[i] * others / (S * S)
            return (0 * S - powers[i] * powers[j]) / (S * S)

        return [[entry(i, j) for j in range(len(row))] for i in range(len(row))]

    return torch.tensor([table(row) for row in z.tolist()], dtype=torch.float64)

# %% right: Einsum: each column j is the unit vector minus p, weighted with p_i and written in the order (b, i, j).
import torch

def softmax_jacobian(z):
    p = torch.softmax(z.to(torch.float64), dim=-1)
    unit = torch.eye(z.shape[-1], dtype=torch.float64)
    centered = unit[None, :, :] - p[:, None, :]
    return torch.einsum("bi,bij->bij", p, centered)

# %% right: Numpy inside: off the diagonal -p_i p_j, and each diagonal entry is what makes its column add up to 0.
import numpy as np
import torch

def softmax_jacobian(z):
    a = np.array(z.tolist(), dtype=np.float64)
    a = a - a.max(axis=1, keepdims=True)
    logp = a - np.logaddexp.reduce(a, axis=1, keepdims=True)
    p = np.exp(logp)
    jac = -p[:, :, np.newaxis] * p[:, np.newaxis, :]
    k = np.arange(a.shape[1])
    jac[:, k, k] = 0.0
    jac[:, k, k] = -jac.sum(axis=1)
    return torch.from_numpy(jac)

# %% wrong: Believes that a logit moves only its own probability, and leaves all entries off the diagonal 0, as with a sigmoid.
# told: off_left_out
import torch

def softmax_jacobian(z):
    p = torch.softmax(z.double(), dim=1)
    slope = p * (1 - p)
    return torch.diag_embed(slope)

# %% wrong: Gives the slopes of the logarithms of the probabilities, 1 - p_j and -p_j, and so lacks the factor p_i of the chain rule.
# told: of_the_logarithms
import torch

def softmax_jacobian(z):
    z = z.to(torch.float64)
    batch, classes = z.shape
    p = torch.softmax(z, dim=-1)
    eye = torch.eye(classes, dtype=torch.float64)
    # log p_i = z_i - log S   ->   1[i = j] - p_j
    return eye.unsqueeze(0) - p.unsqueeze(1).expand(batch, classes, classes)

# %% wrong: Loses the minus sign of the entries off the diagonal.
# told: sizes
import torch

def softmax_jacobian(z):
    p = torch.softmax(z.double(), dim=1)
    B, C = p.shape
    J = torch.zeros(B, C, C, dtype=torch.float64)
    for b in range(B):
        for i in range(C):
            for j in range(C):
                if i == j:
                    J[b, i, j] = p[b, i] * (1 - p[b, i])
                else:
                    J[b, i, j] = p[b, i] * p[b, j]
    return J

# %% wrong: Takes the softmax along axis 0, over the samples instead of over the classes.
# told: softmax_over_samples
import torch

def softmax_jacobian(z):
    p = torch.softmax(z.double(), 0)
    return torch.diag_embed(p) - p[:, :, None] * p[:, None, :]

# %% wrong: Divides everything by the batch size as if a mean were asked for, and puts p_i instead of p_i (1 - p_i) on the diagonal.
# told: diagonal_p_with_divided_by_the_batch
import torch

def softmax_jacobian(z):
    probs = z.double().softmax(dim=1)
    batch = probs.shape[0]
    tables = []
    for p in probs:
        t = -torch.outer(p, p)
        t.fill_diagonal_(0)
        t = t + torch.diag(p)
        tables.append(t)
    return torch.stack(tables) / batch

# %% wrong: Subtracts the largest logit of the whole table and not of each row, so a row far below the largest one underflows to 0/0 = NaN.
# told: one_shift_for_all
import torch

def softmax_jacobian(z):
    z = z.double()
    e = torch.exp(z - z.max())
    S = e.sum(dim=1, keepdim=True)
    p = e / S
    outer = p.unsqueeze(2) * p.unsqueeze(1)
    return torch.diag_embed(p) - outer

# %% wrong: Subtracts the maximum with -=, so the caller's logits are changed in place.
# told: changed
import torch

def softmax_jacobian(z):
    z -= z.max(dim=1, keepdim=True).values   # so that exp cannot overflow
    powers = z.double().exp()
    p = powers / powers.sum(dim=1, keepdim=True)
    J = -torch.bmm(p.unsqueeze(2), p.unsqueeze(1))
    for i in range(p.shape[1]):
        J[:, i, i] += p[:, i]
    return J

# %% wrong: Forms the outer product as p.T @ p, which adds the products of all samples and subtracts this one table from every sample; only a batch of 1 comes out right.
# told: samples_mixed
import torch

def softmax_jacobian(z):
    p = torch.softmax(z.double(), dim=1)
    # J = diag(p) - p p^T
    return torch.diag_embed(p) - p.T @ p

# %% right: The quotient rule of the text, number by number in Python loops.
import math

import torch


def softmax_jacobian(z):
    out = []
    for row in z.tolist():
        big = max(row)
        powers = [math.exp(v - big) for v in row]
        S = math.fsum(powers)
        table = []
        for i, top in enumerate(powers):
            line = []
            for j, rate in enumerate(powers):
                top_rate = rate if i == j else 0.0
                line.append((top_rate * S - top * rate) / (S * S))
            table.append(line)
        out.append(table)
    return torch.tensor(out, dtype=torch.float64)

# %% right: Numpy inside, and one einsum of p with the matrix "identity minus ones times p".
import numpy as np
import torch


def softmax_jacobian(z):
    a = z.detach().cpu().numpy().astype(np.float64)
    p = np.exp(a - np.logaddexp.reduce(a, axis=1, keepdims=True))
    eye = np.eye(a.shape[1])
    # dp_i/dz_j = p_i (delta_ij - p_j)
    jac = np.einsum("bi,bij->bij", p, eye[None] - p[:, None, :])
    return torch.from_numpy(jac)

# %% right: Makes the entries beside the diagonal in logarithms, and gets the diagonal from the fact that each column adds up to 0.
import torch


def softmax_jacobian(z):
    logp = torch.log_softmax(z.to(dtype=torch.float64), dim=1)

    def table(lp):
        pairs = (lp.view(-1, 1) + lp.view(1, -1)).exp().neg()
        beside = pairs - torch.diag(pairs.diagonal())
        return beside - torch.diag(beside.sum(dim=0))

    return torch.stack(list(map(table, logp.unbind(0))), dim=0)

# %% wrong: Fills only the diagonal with p(1 - p), as for a sigmoid, and leaves out that each logit moves the other probabilities through the sum.
# told: off_left_out
import torch


def softmax_jacobian(z):
    p = torch.softmax(z.double(), dim=1)
    slope = p * (1 - p)
    return torch.diag_embed(slope)

# %% wrong: Gives the slopes of the logarithms of the probabilities, 1 on the diagonal minus p_j, and not those of the probabilities themselves.
# told: of_the_logarithms
import torch


def softmax_jacobian(z):
    """Jacobians of the softmax over the last axis, (batch, classes, classes): [b, i, j] is dp_i/dz_j; z (batch, classes)."""
    z = z.to(torch.float64)
    batch, classes = z.shape
    p = torch.softmax(z, dim=-1)
    J = torch.zeros(batch, classes, classes, dtype=torch.float64)
    for i in range(classes):
        for j in range(classes):
            if i == j:
                J[:, i, j] = 1 - p[:, j]
            else:
                J[:, i, j] = -p[:, j]
    return J

# %% wrong: The entries beside the diagonal have the wrong sign: they are p_i p_j and should be -p_i p_j.
# told: sizes
import torch


def softmax_jacobian(z):
    p = torch.softmax(z.to(torch.float64), -1)
    outer = p[:, :, None] * p[:, None, :]
    on_diagonal = torch.eye(z.shape[1], dtype=torch.bool)
    own = (p * (1 - p))[:, :, None].expand_as(outer)
    return torch.where(on_diagonal, own, outer)

# %% wrong: The softmax is taken over axis 0, so the probabilities of the samples add up to 1 and not those of the classes.
# told: softmax_over_samples
import torch


def one_table(p):
    return torch.diag(p) - torch.outer(p, p)


def softmax_jacobian(z):
    probs = torch.softmax(z.double(), dim=0)
    tables = [one_table(row) for row in probs]
    return torch.stack(tables)

# %% wrong: The diagonal holds p_i without its factor (1 - p_i), and the result is collected in a table of float32.
# told: values
import torch


def softmax_jacobian(z):
    B, C = z.shape
    result = torch.zeros((B, C, C))
    for b in range(B):
        e = torch.exp(z[b].double() - z[b].double().max())
        S = e.sum()
        for i in range(C):
            for j in range(C):
                if i == j:
                    result[b, i, j] = e[i] / S
                else:
                    result[b, i, j] = -e[i] * e[j] / S ** 2
    return result

# %% wrong: Subtracts the largest logit of the whole batch and not of each row, so a row that lies far below another underflows to 0/0 = nan.
# told: one_shift_for_all
import torch


def softmax_jacobian(z):
    z = z.to(torch.float64)
    # subtract the maximum so that exp does not overflow
    z = z - z.max()
    e = torch.exp(z)
    p = e / e.sum(dim=1, keepdim=True)

    # J = diag(p) - p p^T
    J = torch.diag_embed(p) - torch.bmm(p.unsqueeze(2), p.unsqueeze(1))
    return J

# %% wrong: Returns a Python list with one table for each sample, and no tensor of shape (batch, classes, classes).
# told: as_list
import torch


def softmax_jacobian(z):
    jacobians = []
    for sample in z:
        p = torch.softmax(sample.double(), dim=0)
        jac = -p.reshape(-1, 1) * p.reshape(1, -1)
        for k in range(len(p)):
            jac[k, k] += p[k]
        jacobians.append(jac)
    return jacobians

# %% wrong: Does not derive the slopes but nudges each logit by a millionth, which gives only about six correct digits.
# told: slip
import torch


def softmax_jacobian(z):
    z = z.double()
    h = 1e-6
    p0 = torch.softmax(z, dim=1)
    columns = []
    for j in range(z.shape[1]):
        z2 = z.clone()
        z2[:, j] += h
        columns.append((torch.softmax(z2, dim=1) - p0) / h)
    return torch.stack(columns, dim=2)
