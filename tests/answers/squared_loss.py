# %% right: A loop over flat lists.
import torch


def squared_loss(y_hat, y, reduction, half):
    a = y_hat.reshape(-1).tolist()
    b = y.reshape(-1).tolist()
    out = []
    for i in range(len(a)):
        d = (a[i] - b[i]) ** 2
        if half is True:
            d = d * 0.5
        out.append(d)
    if reduction == "sum":
        return float(sum(out))
    if reduction == "mean":
        return sum(out) / len(out)
    return torch.tensor(out, dtype=torch.float64).view(y.shape)

# %% right: Methods of the tensor by name.
def squared_loss(y_hat, y, reduction, half):
    loss = (y - y_hat).pow(2)
    loss = loss / 2 if half else loss
    return loss if reduction == "none" else getattr(loss, reduction)()

# %% right: The inner product of the misses with themselves.
import torch


def squared_loss(y_hat, y, reduction, half):
    r = (y_hat - y).flatten()
    scale = {True: 0.5, False: 1.0}[half]
    if reduction == "none":
        return (scale * r * r).reshape(y_hat.shape)
    total = scale * torch.dot(r, r)
    return total if reduction == "sum" else total / r.numel()

# %% right: The length of the misses, squared again.
import torch


def squared_loss(y_hat, y, reduction, half):
    factor = 1 - 0.5 * half
    if reduction == "none":
        return torch.square(y_hat - y) * factor
    length = torch.linalg.vector_norm(y_hat - y)
    total = length**2 * factor
    return total / y.numel() if reduction == "mean" else total

# %% right: Numpy, with the mean of numpy.
import numpy as np
import torch


def squared_loss(y_hat, y, reduction, half):
    loss = np.power(y_hat.numpy() - y.numpy(), 2.0)
    if half:
        loss = 0.5 * loss
    if reduction == "none":
        return torch.from_numpy(loss)
    return float(loss.mean() if reduction == "mean" else loss.sum())

# %% right: Mean over one axis after the other.
import torch


def squared_loss(y_hat, y, reduction, half):
    values = torch.where(torch.tensor(half), 0.5 * (y - y_hat) ** 2, (y - y_hat) ** 2)
    if reduction == "none":
        return values
    while values.ndim > 0:
        values = values.sum(0) if reduction == "sum" else values.mean(-1)
    return values

# %% wrong: The mean is over the samples: outputs are added, and the sum is divided by len(y).
# told: per_sample_mean
def squared_loss(y_hat, y, reduction, half):
    e = (y_hat - y) ** 2
    if half:
        e = e / 2
    if reduction == "none":
        return e
    if reduction == "sum":
        return e.sum()
    return e.sum() / len(y)

# %% wrong: The outputs are added along the last axis, then averaged over the samples.
# told: mean_of_row_sums
def squared_loss(y_hat, y, reduction, half):
    e = (y_hat - y) ** 2 * (0.5 if half else 1)
    if reduction == "none":
        return e
    if reduction == "sum":
        return e.sum()
    return e.sum(dim=-1).mean()

# %% wrong: half is not used.
# told: half_never
def squared_loss(y_hat, y, reduction, half):
    e = (y_hat - y) ** 2
    if reduction == "none":
        return e
    return e.sum() if reduction == "sum" else e.mean()

# %% wrong: The miss is halved before it is squared, which gives a quarter.
# told: half_squared
def squared_loss(y_hat, y, reduction, half):
    r = y_hat - y
    if half:
        r = r / 2
    e = r * r
    if reduction == "none":
        return e
    return e.sum() if reduction == "sum" else e.mean()

# %% wrong: Absolute values in place of squares.
# told: sizes
def squared_loss(y_hat, y, reduction, half):
    e = (y_hat - y).abs()
    if half:
        e = 0.5 * e
    if reduction == "none":
        return e
    return e.sum() if reduction == "sum" else e.mean()

# %% wrong: The half is applied only after the reduction, and never to "none".
# told: half_not_for_none
def squared_loss(y_hat, y, reduction, half):
    e = (y_hat - y) ** 2
    if reduction == "none":
        return e
    out = e.sum() if reduction == "sum" else e.mean()
    return out / 2 if half else out

# %% wrong: The mean is forgotten: it is the sum.
# told: sum_for_mean
def squared_loss(y_hat, y, reduction, half):
    e = (y_hat - y) ** 2
    if half:
        e = e / 2
    return e if reduction == "none" else e.sum()

# %% wrong: "none" gives a loss for each sample, the outputs added.
# told: none_adds_outputs
def squared_loss(y_hat, y, reduction, half):
    e = (y_hat - y) ** 2
    if half:
        e = e / 2
    if reduction == "none":
        return e.sum(-1)
    return e.sum() if reduction == "sum" else e.mean()

# %% wrong: A root is taken for the mean (root mean square).
# told: root_of_the_mean
def squared_loss(y_hat, y, reduction, half):
    e = (y_hat - y) ** 2
    if half:
        e = e / 2
    if reduction == "none":
        return e
    return e.sum() if reduction == "sum" else e.mean() ** 0.5

# %% wrong: The mean is divided by 2n, with or without the half.
# told: divided_by_two_n
def squared_loss(y_hat, y, reduction, half):
    e = (y_hat - y) ** 2
    if half:
        e = e / 2
    if reduction == "none":
        return e
    return e.sum() if reduction == "sum" else e.sum() / (2 * e.numel())

# %% wrong: The square is multiplied out, which loses digits for large values.
# told: expanded
def squared_loss(y_hat, y, reduction, half):
    e = y_hat**2 - 2 * y_hat * y + y**2
    if half:
        e = e / 2
    if reduction == "none":
        return e
    return e.sum() if reduction == "sum" else e.mean()

# %% wrong: Squares of both sides are subtracted.
# told: difference_of_squares
def squared_loss(y_hat, y, reduction, half):
    e = y_hat**2 - y**2
    if half:
        e = e / 2
    if reduction == "none":
        return e
    return e.sum() if reduction == "sum" else e.mean()

# %% wrong: Always the mean, and "none" is forgotten.
# told: none_is_mean
def squared_loss(y_hat, y, reduction, half):
    e = (y_hat - y) ** 2
    if half:
        e = e * 0.5
    if reduction == "sum":
        return e.sum()
    return e.mean()

# %% wrong: half is read the wrong way round.
# told: half_turned_round
def squared_loss(y_hat, y, reduction, half):
    e = (y_hat - y) ** 2
    if not half:
        e = e * 0.5
    if reduction == "none":
        return e
    return e.sum() if reduction == "sum" else e.mean()

# %% wrong: The slope of the square, without a square.
# told: slopes
def squared_loss(y_hat, y, reduction, half):
    g = 2 * (y_hat - y)
    if half:
        g = g / 2
    if reduction == "none":
        return g
    return g.sum() if reduction == "sum" else g.mean()

# %% wrong: Two mistakes: the mean divides by the number of samples, and half changes nothing.
# told: per_sample_mean_with_half_never
def squared_loss(y_hat, y, reduction, half):
    e = (y_hat - y) ** 2
    if reduction == "none":
        return e
    if reduction == "sum":
        return e.sum()
    return e.sum() / y.shape[0]

# %% wrong: Two mistakes: absolute values, and "none" gives the mean.
# told: sizes_with_none_is_mean
def squared_loss(y_hat, y, reduction, half):
    e = abs(y_hat - y)
    if half:
        e = e / 2
    return e.sum() if reduction == "sum" else e.mean()

# %% wrong: Two mistakes: the half comes twice, and the mean is a sum.
# told: half_squared_with_sum_for_mean
def squared_loss(y_hat, y, reduction, half):
    r = (y_hat - y) * (0.5 if half else 1.0)
    return r**2 if reduction == "none" else (r**2).sum()

# %% wrong: A loop that returns after the first sample.
# told: first_sample_alone
def squared_loss(y_hat, y, reduction, half):
    for a, b in zip(y_hat, y):
        e = (a - b) ** 2
        if half:
            e = e / 2
        if reduction == "none":
            return e[None]
        return e.sum() if reduction == "sum" else e.mean()

# %% wrong: The sum and the mean are taken over the samples alone and leave the outputs.
# told: over_samples_alone
def squared_loss(y_hat, y, reduction, half):
    e = (y_hat - y) ** 2
    if half:
        e = e / 2
    if reduction == "none":
        return e
    return e.sum(0) if reduction == "sum" else e.mean(0)

# %% right: A loop over flattened Python numbers with math.fsum; sum and mean come back as floats.
import math
import torch

def squared_loss(y_hat, y, reduction, half):
    pays = []
    for guess, target in zip(y_hat.flatten().tolist(), y.flatten().tolist()):
        miss = guess - target
        pays.append(miss * miss / (2 if half else 1))
    if reduction == "none":
        return torch.tensor(pays, dtype=torch.float64).reshape(y.shape)
    total = math.fsum(pays)
    return total if reduction == "sum" else total / len(pays)

# %% right: Dot product by einsum, the half as a division by 1 + half, and a dictionary of lambdas for the reductions.
import torch

def squared_loss(y_hat, y, reduction, half):
    miss = torch.sub(y_hat.to(torch.float64), y.to(torch.float64))
    flat = miss.reshape(-1)
    total = lambda: torch.einsum("i,i->", flat, flat) / (1 + half)
    return {
        "none": lambda: miss.abs() ** 2 / (1 + half),
        "sum": total,
        "mean": lambda: total() / flat.shape[0],
    }[reduction]()

# %% right: Numpy inside, with sums or means taken axis by axis until a number is left.
import numpy as np
import torch

def squared_loss(y_hat, y, reduction, half):
    weight = {True: 0.5, False: 1.0}[bool(half)]
    a = np.array(y_hat.tolist(), dtype=np.float64)
    b = np.array(y.tolist(), dtype=np.float64)
    pays = weight * np.square(b - a)
    if reduction == "none":
        return torch.from_numpy(pays)
    collapse = np.sum if reduction == "sum" else np.mean
    while pays.ndim > 0:
        pays = collapse(pays, axis=0)
    return float(pays)

# %% wrong: Divides the mean by the number of samples (the first axis) only, and not by the number of all entries.
# told: per_sample_mean
import torch

def squared_loss(y_hat, y, reduction, half):
    loss = (y_hat - y) ** 2
    if half:
        loss = loss / 2
    if reduction == "none":
        return loss
    n_samples = y.shape[0]
    if reduction == "sum":
        return loss.sum()
    if reduction == "mean":
        return loss.sum() / n_samples

# %% wrong: Adds or averages the misses first and squares afterwards, so misses with opposite signs cancel each other.
# told: squared_at_the_end
import torch

def squared_loss(y_hat, y, reduction, half):
    miss = y_hat - y
    if reduction == "sum":
        miss = miss.sum()
    elif reduction == "mean":
        miss = miss.mean()
    result = miss ** 2
    if half:
        result = 0.5 * result
    return result

# %% wrong: Halves the miss before squaring, so each entry pays a quarter of its square and not half of it.
# told: half_squared
import torch

def squared_loss(y_hat, y, reduction, half):
    factor = 0.5 if half else 1.0
    entries = torch.square(factor * (y_hat - y))
    if reduction == "none":
        return entries
    elif reduction == "sum":
        return torch.sum(entries)
    else:
        return torch.mean(entries)

# %% wrong: Returns for "none" before the half is applied, so the half is missing there.
# told: half_not_for_none
import torch

def squared_loss(y_hat, y, reduction, half):
    sq = (y_hat - y).pow(2)
    if reduction == "none":
        return sq
    total = sq.sum()
    if reduction == "mean":
        total = total / sq.numel()
    if half == True:
        total = total / 2
    return total

# %% wrong: Takes the square root of the mean, as in the RMSE, and halves exactly when `half` is False.
# told: half_turned_round_with_root_of_the_mean
import torch

def squared_loss(y_hat, y, reduction, half):
    diff = y_hat - y
    pays = diff * diff
    if not half:
        pays = pays * 0.5
    if reduction == "sum":
        return pays.sum()
    if reduction == "mean":
        return torch.sqrt(pays.mean())
    return pays

# %% wrong: Expands the square into ŷ² - 2ŷy + y², which for values about a million that differ by about 1 loses most digits by cancellation.
# told: expanded
import torch

def squared_loss(y_hat, y, reduction, half):
    # binomial formula
    squares = y_hat ** 2 - 2 * y_hat * y + y ** 2
    if half:
        squares = squares / 2
    options = {"none": squares, "sum": squares.sum(), "mean": squares.mean()}
    return options[reduction]

# %% wrong: Writes y_hat -= y, which overwrites the caller's predictions in place.
# told: changed
import torch

def squared_loss(y_hat, y, reduction, half):
    y_hat -= y
    loss = y_hat ** 2
    if half:
        loss = loss / 2
    if reduction == "mean":
        return loss.mean()
    if reduction == "sum":
        return loss.sum()
    return loss

# %% wrong: Tests `reduction == "mean" or "average"`, which is always true, so "sum" is never reached and gives the mean.
# told: mean_for_sum
import torch

def squared_loss(y_hat, y, reduction, half):
    c = 1
    if half:
        c = 1/2
    L = c * (y_hat - y) ** 2
    if reduction == "none":
        return L
    elif reduction == "mean" or "average":
        return L.sum() / L.numel()
    elif reduction == "sum":
        return L.sum()

# %% right: Walks through nested Python lists by recursion, and adds with math.fsum.
import math

import torch


def squared_loss(y_hat, y, reduction, half):
    def pay(u, v):
        if isinstance(u, list):
            return [pay(a, b) for a, b in zip(u, v)]
        square = (float(u) - float(v)) ** 2
        return square / 2 if half else square

    def leaves(tree):
        if isinstance(tree, list):
            for branch in tree:
                yield from leaves(branch)
        else:
            yield tree

    paid = pay(y_hat.tolist(), y.tolist())
    if reduction == "none":
        return torch.tensor(paid, dtype=torch.float64)
    numbers = list(leaves(paid))
    total = math.fsum(numbers)
    return total if reduction == "sum" else total / len(numbers)

# %% right: Numpy inside: the sum is the dot product of the flat misses with themselves.
import numpy as np
import torch


def squared_loss(y_hat, y, reduction, half):
    miss = np.asarray(y_hat.tolist(), dtype=np.float64) - np.asarray(y.tolist(), dtype=np.float64)
    weight = 1.0 / (1 + bool(half))
    if reduction == "none":
        return torch.from_numpy(weight * miss * miss)
    flat = miss.ravel()
    total = weight * float(flat @ flat)
    if reduction == "mean":
        total /= flat.size
    return total

# %% right: Builds the loss from small functions chosen from tables, with an einsum for the sum.
import torch


def squared_loss(y_hat, y, reduction, half):
    def compose(*steps):
        def run(x):
            for step in steps:
                x = step(x)
            return x
        return run

    add = lambda x: torch.einsum("i->", x.reshape(-1))
    finish = {
        "none": lambda x: x,
        "sum": add,
        "mean": lambda x: add(x) / x.numel(),
    }
    halve = {True: lambda x: x.mul(0.5), False: lambda x: x}
    chain = compose(lambda d: d.abs(), lambda d: d * d, finish[reduction], halve[bool(half)])
    return chain(torch.sub(y.to(torch.float64), y_hat.to(torch.float64)))

# %% wrong: "mean" divides by the number of samples only, as if all outputs of a sample were one entry.
# told: per_sample_mean
import torch


def squared_loss(y_hat, y, reduction, half):
    miss = y_hat.double() - y.double()
    pays = miss ** 2
    if half:
        pays = pays / 2
    if reduction == "none":
        return pays
    if reduction == "sum":
        return pays.sum()
    if reduction == "mean":
        return pays.sum() / len(y)

# %% wrong: Adds the misses first and squares their total, so misses of opposite sign cancel; each entry must pay its own square.
# told: sum_squared_then_divided
import torch


def squared_loss(y_hat, y, reduction, half):
    """Squared loss of y_hat and y (alike in shape): a number, or their shape for "none"; reduction "none", "sum", "mean"."""
    y_hat = y_hat.to(torch.float64)
    y = y.to(torch.float64)
    error = y_hat - y
    factor = 0.5 if half else 1.0
    if reduction == "none":
        loss = error ** 2
    elif reduction == "sum":
        loss = error.sum() ** 2
    else:
        loss = error.sum() ** 2 / error.numel()
    return factor * loss

# %% wrong: The half is multiplied to the miss before squaring, so that with half=True each entry pays a quarter of its square.
# told: half_squared
import torch


def squared_loss(y_hat, y, reduction, half):
    scale = 0.5 if half else 1.0
    d = torch.square(scale * (y_hat.double() - y.double()))
    return {"none": d, "sum": torch.sum(d), "mean": torch.mean(d)}[reduction]

# %% wrong: With "mean" and half=True there is a factor 2 too many in the divisor: the entries are halved already, and the sum is divided by 2n once more.
# told: half_again_in_the_mean
import torch


def squared_loss(y_hat, y, reduction, half):
    a = y_hat.to(torch.float64)
    b = y.to(torch.float64)
    n = a.numel()

    losses = (a - b) * (a - b)
    if half == True:
        losses = 0.5 * losses

    if reduction == "none":
        return losses
    elif reduction == "sum":
        return losses.sum()
    elif reduction == "mean":
        if half == True:
            return losses.sum() / (2 * n)
        else:
            return losses.sum() / n

# %% wrong: "none" returns before the half is applied, and "mean" divides by the length of the last axis and not by the number of all entries.
# told: per_output_mean
import torch


def squared_loss(y_hat, y, reduction, half):
    squares = (y_hat.double() - y.double()).pow(2)

    if reduction == "none":
        return squares

    total = squares.sum()
    if reduction == "mean":
        total = total / squares.shape[-1]
    if half:
        total = total / 2
    return total

# %% wrong: Multiplies the square out into three terms, which cancel for values about a million, so that few digits remain.
# told: expanded
import torch


def squared_loss(y_hat, y, reduction, half):
    p = y_hat.double()
    t = y.double()
    # (p - t)^2 = p^2 - 2pt + t^2
    loss = p * p - 2 * p * t + t * t
    if half:
        loss = loss / 2
    if reduction == "sum":
        loss = loss.sum()
    elif reduction == "mean":
        loss = loss.mean()
    return loss

# %% wrong: Subtracts and squares in place, so that the caller's predictions are overwritten.
# told: changed
import torch


def squared_loss(y_hat, y, reduction, half):
    y_hat -= y
    y_hat **= 2
    out = y_hat.to(torch.float64)
    if half:
        out = out / 2
    if reduction == "sum":
        return out.sum()
    if reduction == "mean":
        return out.mean()
    return out.clone()

# %% wrong: The condition `reduction == "sum" or "mean"` is always true, so "none" returns the sum as well.
# told: none_is_sum
import torch


def squared_loss(y_hat, y, reduction, half):
    pays = (y_hat.double() - y.double()) ** 2
    if half:
        pays = pays * 0.5

    if reduction == "sum" or "mean":
        number = pays.sum()
        if reduction == "mean":
            number = number / pays.numel()
        return number
    else:
        return pays
