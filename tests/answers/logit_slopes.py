# %% right: The formulas, vectorised.
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    return 2 * (p - y) * p * (1 - p), p - y

# %% right: Sample by sample.
import torch


def logit_slopes(z, y):
    a = torch.empty_like(z)
    b = torch.empty_like(z)
    for i in range(z.shape[0]):
        p = torch.sigmoid(z[i])
        a[i] = (p - y[i]) * 2 * (p - p * p)
        b[i] = p - y[i]
    return a, b

# %% right: The sigmoid by hand; e^1000 is inf and 1/inf is 0.
import torch


def logit_slopes(z, y):
    p = 1 / (1 + torch.exp(-z))
    error = p - y
    chain = p * (1 - p)
    return (2 * error * chain, error)

# %% right: By tanh.
import torch


def logit_slopes(z, y):
    p = (torch.tanh(z / 2) + 1) / 2
    return 2 * (p - y) * (1 - torch.tanh(z / 2) ** 2) / 4, p - y

# %% right: The two labels as weights.
import torch


def logit_slopes(z, y):
    p, q = torch.sigmoid(z), torch.sigmoid(-z)
    crossed = y * -q + (1 - y) * p
    squared = y * (-2 * q * q * p) + (1 - y) * 2 * p * p * q
    return squared, crossed

# %% right: numpy.
import numpy as np
import torch


def logit_slopes(z, y):
    p = np.exp(-np.logaddexp(0, -z.numpy()))
    d = p - y.numpy()
    return torch.from_numpy(2 * d * p * (1 - p)), torch.from_numpy(d)

# %% wrong: The slope of the sigmoid is left out of the squared error.
# told: no_bend
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    return 2 * (p - y), p - y

# %% wrong: The slope of the sigmoid stays in the cross-entropy.
# told: crossed_with_bend
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    return 2 * (p - y) * p * (1 - p), (p - y) * p * (1 - p)

# %% wrong: The factor 2 of the square is missing.
# told: no_two
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    return (p - y) * p * (1 - p), p - y

# %% wrong: The chain rule for the cross-entropy is computed without cancelling, which is nan far out.
# told: crossed_nan_far_out
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    d = p * (1 - p)
    squared = 2 * (p - y) * d
    crossed = (-y / p + (1 - y) / (1 - p)) * d
    return squared, crossed

# %% wrong: Both slopes are with respect to p.
# told: no_bend_with_crossed_by_p
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    return 2 * (p - y), (p - y) / (p * (1 - p))

# %% wrong: y - p in place of p - y in both.
# told: miss_reversed
import torch


def logit_slopes(z, y):
    p = z.sigmoid()
    e = y - p
    return 2 * e * p * (1 - p), e

# %% wrong: The sigmoid's slope is p (1 + p).
# told: bend_with_plus
import torch


def logit_slopes(z, y):
    p = z.sigmoid()
    return 2 * (p - y) * p * (1 + p), p - y

# %% wrong: The slopes are divided by the number of samples.
# told: slopes_of_the_mean
import torch


def logit_slopes(z, y):
    n = len(z)
    p = z.sigmoid()
    return 2 * (p - y) * p * (1 - p) / n, (p - y) / n

# %% wrong: The means are returned.
# told: averaged
import torch


def logit_slopes(z, y):
    p = z.sigmoid()
    return (2 * (p - y) * p * (1 - p)).mean(), (p - y).mean()

# %% wrong: The losses are returned in place of the slopes.
# told: losses_themselves
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    ce = torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="none")
    return (p - y) ** 2, ce

# %% wrong: The sigmoid is forgotten.
# told: no_sigmoid
def logit_slopes(z, y):
    return 2 * (z - y) * z * (1 - z), z - y

# %% wrong: The sigmoid's slope is taken with z in place of p.
# told: bend_of_the_logit
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    return 2 * (p - y) * z * (1 - z), p - y

# %% wrong: The sigmoid is e^z/(1 + e^z), which overflows.
# told: overflow
import torch


def logit_slopes(z, y):
    p = torch.exp(z) / (1 + torch.exp(z))
    return 2 * (p - y) * p * (1 - p), p - y

# %% wrong: The cross-entropy counts the term of class 1 alone.
# told: crossed_of_class_one_alone
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    return 2 * (p - y) * p * (1 - p), -y * (1 - p)

# %% wrong: The factor 2 and the slope of the sigmoid are both missing.
# told: no_two_nor_bend
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    return p - y, p - y

# %% wrong: The factor 2 is missing, and the slope of the sigmoid stays in the cross-entropy.
# told: no_two_with_crossed_with_bend
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    g = (p - y) * p * (1 - p)
    return g, g.clone()

# %% wrong: p is clamped to stay away from 0 and 1.
# told: cut_off_at_seven_digits
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z).clamp(1e-7, 1 - 1e-7)
    return 2 * (p - y) * p * (1 - p), p - y

# %% wrong: The results are exchanged.
# told: other_way_round
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    return p - y, 2 * (p - y) * p * (1 - p)

# %% wrong: The miss is squared still.
# told: square_not_lowered_with_two
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    return 2 * (p - y) ** 2 * p * (1 - p), p - y

# %% wrong: The sign of the miss is wrong in the squared error, and a factor 2 is in the cross-entropy.
# told: squared_reversed
import torch


def logit_slopes(z, y):
    p = torch.sigmoid(z)
    return 2 * (y - p) * p * (1 - p), 2 * (p - y)

# %% right: A loop over Python numbers with a two-sided sigmoid from math, and one case for each label.
import math
import torch

def logit_slopes(z, y):
    def sigma(t):
        if t >= 0:
            return 1.0 / (1.0 + math.exp(-t))
        e = math.exp(t)
        return e / (1.0 + e)

    squared, crossed = [], []
    for t, label in zip(z.tolist(), y.tolist()):
        yes, no = sigma(t), sigma(-t)
        miss = -no if label == 1 else yes
        crossed.append(miss)
        squared.append(2 * miss * yes * no)
    return torch.tensor(squared, dtype=torch.float64), torch.tensor(crossed, dtype=torch.float64)

# %% right: Numpy, with sigmoid and slope both written in e^(-|z|), which is never above 1.
import numpy as np
import torch

def logit_slopes(z, y):
    t = z.detach().numpy().copy()
    label = y.detach().numpy()
    small = np.exp(-np.abs(t))                      # never above 1
    p = np.where(t >= 0, 1.0, small) / (1.0 + small)
    slope = small / (1.0 + small) ** 2              # same on both sides
    crossed = np.where(label == 1, -np.where(t >= 0, small, 1.0) / (1.0 + small), p)
    squared = 2.0 * crossed * slope
    return torch.from_numpy(squared), torch.from_numpy(crossed)

# %% right: The text's own p(1 - p), through a small chain-rule closure and the expanded polynomial in p.
import torch

def logit_slopes(z, y):
    def chain(outer):
        return lambda p: outer(p) * (p - p * p)

    p = torch.sigmoid(z.to(torch.float64))
    squared = chain(lambda q: q + q - 2 * y)(p)
    crossed = (1 - y) * p - y * (1 - p)
    return squared, crossed

# %% wrong: Stops at the slope of the squared error with respect to p and leaves out the slope of the sigmoid, so `squared` is no derivative with respect to z.
# told: no_bend
import torch

def logit_slopes(z, y):
    p = torch.sigmoid(z)
    squared = 2 * (p - y)
    crossed = p - y
    return squared, crossed

# %% wrong: Believes that behind a sigmoid the factor p(1 - p) always stays, and puts it into the cross-entropy's slope too, where it cancels.
# told: crossed_with_bend
import torch

def logit_slopes(z, y):
    p = torch.sigmoid(z)
    dp_dz = p * (1 - p)              # slope of the sigmoid
    dsq_dp = 2 * (p - y)
    dce_dp = p - y
    squared = dsq_dp * dp_dz         # chain rule
    crossed = dce_dp * dp_dz         # chain rule
    return (squared, crossed)

# %% wrong: Leaves out the factor 2 of the squared error's slope, as if the loss had a half in front.
# told: no_two
import torch

def sig(t):
    return torch.sigmoid(t)

def logit_slopes(z, y):
    squared = (sig(z) - y) * sig(z) * sig(-z)
    crossed = sig(z) - y
    return squared, crossed

# %% wrong: Gives the cross-entropy's slope as y - p, with the wrong sign.
# told: crossed_reversed
import torch

def logit_slopes(z, y):
    p = torch.sigmoid(z)
    error = p - y
    squared = 2.0 * error * p * (1.0 - p)
    crossed = y * (1 - p) - (1 - y) * p
    return squared, crossed

# %% wrong: Returns the two slopes in the wrong order, and divides both by the number of samples although nothing is to be averaged.
# told: slopes_of_the_mean_with_other_way_round
import torch

def logit_slopes(z, y):
    n = len(z)
    p = torch.sigmoid(z)
    ce = (p - y) / n
    mse = 2 * (p - y) * p * (1 - p) / n
    return ce, mse

# %% wrong: Computes the cross-entropy's slope with the quotients by p and 1 - p and does not cancel p(1 - p), so large logits give 0/0 or infinity times 0, which is nan.
# told: crossed_nan_far_out
import torch

def logit_slopes(z, y):
    p = torch.sigmoid(z)
    dp = p * (1 - p)
    squared = 2 * (p - y) * dp
    crossed = (-y / p + (1 - y) / (1 - p)) * dp
    return squared, crossed

# %% wrong: Calls z.sigmoid_() with the underscore, which overwrites the caller's logits in place.
# told: changed
import torch

def logit_slopes(z, y):
    p = z.sigmoid_()
    diff = p - y
    return 2 * diff * p * (1 - p), diff

# %% wrong: Clamps p between 1e-7 and 1 - 1e-7 "for safety", so for large logits the slopes are off from the seventh digit on (0.9999999 and not 1).
# told: cut_off_at_seven_digits
import torch

def logit_slopes(z, y):
    eps = 1e-7
    p = torch.sigmoid(z)
    p = torch.clamp(p, eps, 1 - eps)
    dz = p * (1 - p)
    squared = 2 * (p - y) * dz
    crossed = ((1 - y) / (1 - p) - y / p) * dz
    return squared, crossed

# %% right: With m, the probability of the wrong class, and the sign s of the way it has to go, everything is a product.
import torch

def logit_slopes(z, y):
    s = 1 - 2 * y
    m = torch.sigmoid(s * z)
    hit = torch.sigmoid(-s * z)
    return 2 * s * m * m * hit, s * m

# %% right: A loop over plain numbers; the sigmoid only ever takes exp of a number that is not positive.
import math
import torch

def logit_slopes(z, y):
    def sigma(t):
        e = math.exp(-abs(t))
        return 1 / (1 + e) if t >= 0 else e / (1 + e)

    pairs = []
    for t, label in zip(z.tolist(), y.tolist()):
        gap = -sigma(-t) if label == 1 else sigma(t)
        pairs.append((2 * gap * sigma(t) * sigma(-t), gap))
    squared, crossed = zip(*pairs)
    return torch.tensor(squared, dtype=torch.float64), torch.tensor(crossed, dtype=torch.float64)

# %% right: Numpy with tanh: p = (1 + t)/2 and p(1 - p) = (1 - t²)/4 for t = tanh(z/2).
import numpy as np
import torch

def logit_slopes(z, y):
    t = np.tanh(z.detach().numpy() / 2)
    gap = (1 + t) / 2 - y.detach().numpy()
    return tuple(map(torch.from_numpy, (gap * (1 - t) * (1 + t) / 2, gap)))

# %% wrong: Gives the derivatives with respect to p and forgets the chain rule through the sigmoid, although the slopes with respect to z are wanted.
# told: no_bend_with_crossed_by_p
import torch

def logit_slopes(z, y):
    p = torch.sigmoid(z)
    squared = 2 * (p - y)
    crossed = -y / p + (1 - y) / (1 - p)
    return squared, crossed

# %% wrong: Multiplies both slopes by p(1 - p), although for the cross-entropy this factor has already cancelled in p - y.
# told: crossed_with_bend
import torch

def logit_slopes(z, y):
    p = torch.sigmoid(z)
    # derivative of the sigmoid (chain rule, needed for both!)
    dsig = p * (1 - p)
    squared = 2 * (p - y) * dsig
    crossed = (p - y) * dsig
    return squared, crossed

# %% wrong: The factor 2 from the derivative of the square is missing.
# told: no_two
import torch

def logit_slopes(z, y):
    p = torch.sigmoid(z)
    crossed = p - y
    squared = crossed * p * (1 - p)
    return squared, crossed

# %% wrong: The slope of the cross-entropy has the wrong sign: y - p instead of p - y.
# told: crossed_reversed
import torch

def logit_slopes(z, y):
    squared = torch.zeros_like(z)
    crossed = torch.zeros_like(z)
    for i in range(z.shape[0]):
        p = torch.sigmoid(z[i])
        squared[i] = 2 * (p - y[i]) * p * (1 - p)
        crossed[i] = y[i] - p
    return squared, crossed

# %% wrong: Returns the two slopes in the wrong order, and takes p(1 + p) instead of p(1 - p) for the slope of the sigmoid.
# told: bend_with_plus_with_other_way_round
import torch

def logit_slopes(z, y):
    p = torch.sigmoid(z)
    d_crossed = p - y
    d_squared = 2 * (p - y) * (p + p ** 2)
    return d_crossed, d_squared

# %% wrong: Does not cancel p(1 - p), so for z = 1000 or -1000 the cross-entropy's slope divides by 0 and is nan.
# told: crossed_nan_far_out
import torch

def logit_slopes(z, y):
    p = torch.sigmoid(z)
    dp_dz = p * (1 - p)
    dsq_dp = 2 * (p - y)
    dce_dp = (p - y) / (p * (1 - p))
    return dsq_dp * dp_dz, dce_dp * dp_dz

# %% wrong: Calls math.exp with a whole tensor, which runs into an error as soon as there is more than one sample.
# told: advice
import math
import torch

def logit_slopes(z, y):
    p = 1 / (1 + math.exp(-z))
    squared = 2 * (p - y) * p * (1 - p)
    crossed = p - y
    return squared, crossed

# %% wrong: Takes difference quotients of the losses instead of the derived formulas, which does not give ten digits and is nan where the logarithm of 0 turns up.
# told: small_steps_both_ways_6
import torch

def logit_slopes(z, y):
    h = 1e-6

    def square_loss(t):
        return (torch.sigmoid(t) - y) ** 2

    def cross_loss(t):
        p = torch.sigmoid(t)
        return -y * torch.log(p) - (1 - y) * torch.log(1 - p)

    squared = (square_loss(z + h) - square_loss(z - h)) / (2 * h)
    crossed = (cross_loss(z + h) - cross_loss(z - h)) / (2 * h)
    return squared, crossed
