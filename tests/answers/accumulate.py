# %% right: A running mean that is moved towards each new micro-batch.
import torch

def accumulate(grad_means, sizes):
    seen, mean = 0, torch.zeros_like(grad_means[0])
    for g, s in zip(grad_means, sizes.tolist()):
        seen += s
        if s:
            mean = mean + (g - mean) * (s / seen)
    return mean

# %% right: einsum with normalised weights.
import torch

def accumulate(grad_means, sizes):
    share = sizes.to(grad_means.dtype) / sizes.sum()
    return torch.einsum("k,k...->...", share, grad_means)

# %% right: numpy.average with weights.
import numpy as np
import torch

def accumulate(grad_means, sizes):
    avg = np.average(grad_means.detach().numpy(), axis=0, weights=sizes.numpy())
    return torch.as_tensor(avg)

# %% wrong: The mean of the means: it ignores that the micro-batches differ in size.
# told: mean_of_means
import torch

def accumulate(grad_means, sizes):
    return grad_means.mean(dim=0)

# %% wrong: The sizes turn the means back into sums, but the total is never divided by the number of samples.
# told: never_divided
import torch

def accumulate(grad_means, sizes):
    w = sizes.double().reshape(-1, *[1] * (grad_means.dim() - 1))
    return (w * grad_means).sum(dim=0)

# %% wrong: The means are taken for sums: their sum is divided by the number of samples.
# told: means_taken_for_sums
import torch

def accumulate(grad_means, sizes):
    return grad_means.sum(dim=0) / sizes.sum()

# %% wrong: The weighted sum is divided by the number of micro-batches K instead of the number of samples.
# told: divided_by_batches
import torch

def accumulate(grad_means, sizes):
    total = 0
    for g, s in zip(grad_means, sizes):
        total = total + g * s
    return total / len(sizes)

# %% wrong: Every mean is weighted with the size of the first micro-batch.
# told: all_like_the_first
import torch

def accumulate(grad_means, sizes):
    total = torch.zeros_like(grad_means[0])
    for k in range(len(sizes)):
        total = total + sizes[0] * grad_means[k]
    return total / sizes.sum()

# %% wrong: TWO: the weighted means are summed over all axes, so one number is left; and the divisor is the largest size, not the total.
# told: everything_over_the_largest
import torch

def accumulate(grad_means, sizes):
    w = sizes.double().reshape(-1, *[1] * (grad_means.dim() - 1))
    return (w * grad_means).sum() / sizes.max()

# %% wrong: sizes[:, None] fits only when each gradient is a vector; for numbers or matrices it broadcasts wrongly.
# told: vectors_only
import torch

def accumulate(grad_means, sizes):
    return (sizes[:, None] * grad_means).sum(dim=0) / sizes.sum()

# %% wrong: The rows of grad_means are multiplied in place, so the argument is changed.
# told: changed
import torch

def accumulate(grad_means, sizes):
    for k in range(len(sizes)):
        grad_means[k] *= sizes[k]
    return grad_means.sum(0) / sizes.sum()

# %% right: Repeats each mean as many times as it has samples and takes an ordinary mean over the rows.
import torch


def accumulate(grad_means, sizes):
    return torch.repeat_interleave(grad_means, sizes, dim=0).mean(dim=0)

# %% right: Running mean, corrected by the share of the new micro-batch at each step.
import torch


def accumulate(grad_means, sizes):
    mean = torch.zeros_like(grad_means[0])
    seen = 0
    for g, s in zip(grad_means, sizes.tolist()):
        seen += s
        mean = mean + (g - mean) * (s / seen)
    return mean

# %% right: numpy.average with weights, wrapped back into a tensor.
import numpy as np
import torch


def accumulate(grad_means, sizes):
    result = np.average(grad_means.numpy(), axis=0, weights=sizes.numpy())
    return torch.as_tensor(result, dtype=torch.float64)

# %% wrong: The means are added without their sizes and then divided by the number of all samples.
# told: means_taken_for_sums
import torch


def accumulate(grad_means, sizes):
    N = sizes.sum()
    return grad_means.sum(dim=0) / N

# %% wrong: The weights are upside down: large micro-batches get a small weight, since each mean is divided by its size (and the weights normalised).
# told: small_ones_weigh_more
import torch


def accumulate(grad_means, sizes):
    w = 1.0 / sizes.double()
    w = w / w.sum()
    return torch.tensordot(w, grad_means, dims=1)

# %% wrong: A running average of two: the old average and the new mean are averaged half and half, so late micro-batches count too much.
# told: half_way_each_time
import torch


def accumulate(grad_means, sizes):
    avg = grad_means[0]
    for g in grad_means[1:]:
        avg = (avg + g) / 2
    return avg

# %% wrong: The weighted sum is divided by the number K of micro-batches, not by the number of samples.
# told: divided_by_batches
import torch


def accumulate(grad_means, sizes):
    K = grad_means.shape[0]
    total = torch.zeros_like(grad_means[0])
    for k in range(K):
        total = total + sizes[k] * grad_means[k]
    return total / K

# %% wrong: The sizes are broadcast along the last axis (the parameters) instead of along the first one (the micro-batches).
# told: along_the_wrong_axis
import torch


def accumulate(grad_means, sizes):
    weighted = grad_means * sizes
    return weighted.sum(dim=0) / sizes.sum()

# %% wrong: TWO: grad_means is multiplied in place, so that the argument is changed; and the sum is divided by the largest size, not by the sum of the sizes.
# told: divided_by_the_largest
import torch


def accumulate(grad_means, sizes):
    for k in range(len(sizes)):
        grad_means[k] *= sizes[k]
    return grad_means.sum(dim=0) / sizes.max()

# %% wrong: The squeeze() at the end removes axes of length 1 of the gradient too, so a gradient of shape (1,) or (p, 1) loses an axis.
# told: squeezed
import torch


def accumulate(grad_means, sizes):
    K = len(sizes)
    flat = grad_means.reshape(K, -1)
    w = sizes.double().reshape(1, K) / sizes.sum()
    return (w @ flat).reshape(1, *grad_means.shape[1:]).squeeze()

# %% wrong: The total is overwritten in the loop instead of added to (= in place of +=), so only the last micro-batch is left.
# told: only_the_last
import torch


def accumulate(grad_means, sizes):
    total = 0
    n = 0
    for g, s in zip(grad_means, sizes):
        total = g * s
        n += s
    return total / n

# %% right: numpy's weighted average, then back to a tensor.
import math
import numpy as np
import torch


def accumulate(grad_means, sizes):
    a = np.average(grad_means.numpy(), axis=0, weights=sizes.numpy())
    return torch.as_tensor(a, dtype=torch.float64)

# %% right: Repeats each mean as often as its micro-batch has samples and takes an ordinary mean.
import math
import torch


def accumulate(grad_means, sizes):
    return torch.repeat_interleave(grad_means, sizes, dim=0).mean(dim=0)

# %% right: A running mean that is moved towards each micro-batch by its share of the samples so far.
import math
import torch


def accumulate(grad_means, sizes):
    mean = grad_means[0].clone()
    seen = int(sizes[0])
    for k in range(1, grad_means.shape[0]):
        s = int(sizes[k])
        seen += s
        mean = mean + (grad_means[k] - mean) * (s / seen)
    return mean

# %% wrong: Weights each mean by 1/size, as if a small micro-batch counted more; the weight must be the size itself.
# told: small_ones_weigh_more
import math
import torch


def accumulate(grad_means, sizes):
    w = 1.0 / sizes.to(torch.float64)
    w = w / w.sum()
    return torch.tensordot(w, grad_means, dims=1)

# %% wrong: Averages the running result with the next micro-batch, half and half, so that the later ones weigh more.
# told: half_way_each_time
import math
import torch


def accumulate(grad_means, sizes):
    out = grad_means[0]
    for k in range(1, len(sizes)):
        out = (out + grad_means[k]) / 2
    return out

# %% wrong: Gives the sum of all gradients: after undoing the means it is never divided by the number of all samples.
# told: never_divided
import math
import torch


def accumulate(grad_means, sizes):
    total = torch.zeros_like(grad_means[0])
    for g, s in zip(grad_means, sizes):
        total = total + g * s
    return total

# %% wrong: The running mean is divided by n + 1, but the micro-batch brings s samples, so it must be n + s.
# told: newest_counts_as_one
import math
import torch


def accumulate(grad_means, sizes):
    mean, n = 0.0, 0
    for g, s in zip(grad_means, sizes.tolist()):
        mean = (mean * n + g * s) / (n + 1)
        n += s
    return mean

# %% wrong: Converts everything with .float(), so the result is float32 and not float64.
# told: values
import math
import torch


def accumulate(grad_means, sizes):
    w = sizes.float() / sizes.sum()
    return torch.tensordot(w, grad_means.float(), dims=1)

# %% wrong: TWO: the weights come from a softmax of the sizes, not from size / sum of sizes; and the weighted rows are averaged instead of added.
# told: softmax_averaged
import math
import torch


def accumulate(grad_means, sizes):
    w = torch.softmax(sizes.double(), 0)
    w = w.reshape(-1, *[1] * (grad_means.dim() - 1))
    return (w * grad_means).mean(0)

# %% wrong: sizes[:, None] fits only gradients of shape (p,); with a single number or a (p, q) matrix the broadcasting is wrong.
# told: vectors_only
import math
import torch


def accumulate(grad_means, sizes):
    s = sizes[:, None]
    return (s * grad_means).sum(0) / sizes.sum()

# %% wrong: Multiplies the rows of grad_means in place, which changes the argument.
# told: changed
import math
import torch


def accumulate(grad_means, sizes):
    for k in range(len(sizes)):
        grad_means[k] *= sizes[k]
    return grad_means.sum(0) / sizes.sum()

# %% wrong: The weights are computed with .float(), which is float32, so the result is good to seven digits only.
# told: shares_in_float32
import math
import torch

def accumulate(grad_means, sizes):
    w = sizes.float() / sizes.float().sum()
    w = w.reshape(-1, *[1] * (grad_means.dim() - 1))
    return (w * grad_means).sum(0)

# %% wrong: Divides two int64 tensors, which gives float32, so the shares are good to seven digits only.
# told: shares_in_float32
import torch


def accumulate(grad_means, sizes):
    shares = sizes / sizes.sum()
    return (shares.reshape(-1, *[1] * (grad_means.ndim - 1)) * grad_means).sum(0)

# %% right: Incremental mean: each micro-batch pulls the average towards itself by its share of the samples so far.
import math
import torch

def accumulate(grad_means, sizes):
    avg, n = torch.zeros_like(grad_means[0]), 0
    for g, s in zip(grad_means, sizes.tolist()):
        n += s
        avg = avg + (g - avg) * (s / n)
    return avg

# %% right: numpy's weighted average over axis 0.
import math
import numpy as np
import torch

def accumulate(grad_means, sizes):
    out = np.average(grad_means.detach().numpy(), axis=0, weights=sizes.numpy())
    return torch.as_tensor(out, dtype=torch.float64)

# %% wrong: Averages each new micro-batch half and half with the average so far, so the last one weighs most and the sizes play no role.
# told: half_way_each_time
import math
import torch

def accumulate(grad_means, sizes):
    avg = grad_means[0]
    for k in range(1, len(sizes)):
        avg = (avg + grad_means[k]) / 2
    return avg

# %% wrong: To undo the mean one multiplies by the size; here each mean is divided by it.
# told: small_ones_weigh_more
import math
import torch

def accumulate(grad_means, sizes):
    w = 1.0 / sizes.to(torch.float64)
    w = w / w.sum()
    return torch.einsum("k,k...->...", w, grad_means)

# %% wrong: The sums of all samples are divided by K, the number of micro-batches, not by the number of samples.
# told: divided_by_batches
import math
import torch

def accumulate(grad_means, sizes):
    K = grad_means.shape[0]
    total = torch.zeros_like(grad_means[0])
    for k in range(K):
        total += sizes[k] * grad_means[k]
    return total / K

# %% wrong: The sizes are broadcast along the last axis (the parameters), not along the first (the micro-batches).
# told: along_the_wrong_axis
import math
import torch

def accumulate(grad_means, sizes):
    return (grad_means * sizes).sum(dim=0) / sizes.sum()

# %% wrong: TWO: the weighted gradients are summed over all axes to one number; and the sum is divided by the largest size.
# told: everything_over_the_largest
import math
import torch

def accumulate(grad_means, sizes):
    w = sizes.reshape([-1] + [1] * (grad_means.dim() - 1))
    return (grad_means * w).sum() / sizes.max()

# %% wrong: sizes[:, None] fits only gradients of shape (p,): a single number per row becomes a (K, K) table, and (p, q) does not broadcast.
# told: vectors_only
import math
import torch

def accumulate(grad_means, sizes):
    weighted = grad_means * sizes[:, None]
    return weighted.sum(dim=0) / sizes.sum()

# %% wrong: The index k was forgotten in sizes[0], so every micro-batch gets the size of the first one.
# told: all_like_the_first
import math
import torch

def accumulate(grad_means, sizes):
    n = sizes.sum()
    out = torch.zeros(grad_means.shape[1:], dtype=torch.float64)
    for k in range(len(sizes)):
        out = out + grad_means[k] * sizes[0]
    return out / n

# %% right: A running mean that is updated with each micro-batch.
import math
import torch


def accumulate(grad_means, sizes):
    mean = grad_means[0].clone()
    seen = int(sizes[0])
    for k in range(1, len(sizes)):
        s = int(sizes[k])
        seen = seen + s
        mean = mean + (grad_means[k] - mean) * (s / seen)
    return mean

# %% right: numpy.average with weights, and back to a tensor.
import math
import torch


def accumulate(grad_means, sizes):
    import numpy as np
    out = np.average(grad_means.detach().numpy(), axis=0, weights=sizes.numpy())
    return torch.as_tensor(out, dtype=torch.float64)

# %% right: Each mean is repeated as often as its micro-batch has samples, then a plain mean.
import math
import torch


def accumulate(grad_means, sizes):
    big = torch.repeat_interleave(grad_means, sizes, dim=0)
    return big.mean(dim=0)

# %% wrong: The means are turned back into sums, but the total is never divided by the number of samples.
# told: never_divided
import math
import torch


def accumulate(grad_means, sizes):
    w = sizes.reshape(-1, *[1] * (grad_means.dim() - 1))
    return (grad_means * w).sum(dim=0)

# %% wrong: The means are taken for sums: each is divided by its size once more before they are averaged.
# told: divided_by_each_size_and_averaged
import math
import torch


def accumulate(grad_means, sizes):
    w = sizes.reshape(-1, *[1] * (grad_means.dim() - 1))
    return (grad_means / w).mean(dim=0)

# %% wrong: The weights are the square roots of the sizes, as with standard errors.
# told: root_weights
import math
import torch


def accumulate(grad_means, sizes):
    w = sizes.double().sqrt()
    w = w / w.sum()
    return torch.tensordot(w, grad_means, dims=1)

# %% wrong: The weighted sum is divided by K, the number of micro-batches, not by the number of samples.
# told: divided_by_batches
import math
import torch


def accumulate(grad_means, sizes):
    K = grad_means.shape[0]
    return torch.tensordot(sizes.double(), grad_means, dims=1) / K

# %% wrong: The sum runs over all axes, so the entries of the gradient are added up and one number is left.
# told: everything_added
import math
import torch


def accumulate(grad_means, sizes):
    w = sizes.reshape(-1, *[1] * (grad_means.dim() - 1))
    return (grad_means * w).sum() / sizes.sum()

# %% wrong: TWO: the sizes are not used, all means count the same; and the first axis is kept with length 1.
# told: mean_of_means_and_axis
import math
import torch


def accumulate(grad_means, sizes):
    return grad_means.mean(dim=0, keepdim=True)

# %% wrong: If the parameter is a single number, the plain mean is taken and the sizes are forgotten.
# told: clue
import math
import torch


def accumulate(grad_means, sizes):
    if grad_means.dim() == 1:
        return grad_means.mean()
    w = sizes / sizes.sum()
    for _ in range(grad_means.dim() - 1):
        w = w.unsqueeze(-1)
    return (w * grad_means).sum(0)

# %% right: A running mean: each micro-batch moves the mean by its share n / N of the difference.
import torch


def accumulate(grad_means, sizes):
    mean = torch.zeros(grad_means.shape[1:], dtype=torch.float64)
    seen = 0
    for g, n in zip(grad_means, sizes.tolist()):
        seen += n
        mean = mean + (n / seen) * (g - mean)
    return mean

# %% right: NumPy's average with weights; a result without axes is turned back into a tensor.
import numpy as np
import torch


def accumulate(grad_means, sizes):
    out = np.average(grad_means.numpy(), axis=0, weights=sizes.numpy().astype(np.float64))
    return torch.as_tensor(out, dtype=torch.float64)

# %% right: The axis of the micro-batches is moved to the back, so that the weights broadcast without a reshape.
import torch


def accumulate(grad_means, sizes):
    w = sizes.type(torch.float64)
    return (torch.movedim(grad_means, 0, -1) * (w / w.sum())).sum(-1)

# %% wrong: The means are weighted by the square root of the sizes (as for standard errors), not by the sizes.
# told: root_weights
import torch


def accumulate(grad_means, sizes):
    w = sizes.double().sqrt()
    w = w / w.sum()
    return torch.tensordot(w, grad_means, dims=1)

# %% wrong: The gradients are averaged one after the other as (old + new)/2: later micro-batches count too much, and the sizes are ignored.
# told: half_way_each_time
import torch


def accumulate(grad_means, sizes):
    g = grad_means[0].clone()
    for new in grad_means[1:]:
        g = (g + new) / 2
    return g

# %% wrong: The sums of the micro-batches are divided by their number K, not by the number of samples.
# told: divided_by_batches
import torch


def accumulate(grad_means, sizes):
    K = len(sizes)
    total = torch.zeros_like(grad_means[0])
    for k in range(K):
        total = total + grad_means[k] * sizes[k].double()
    return total / K

# %% wrong: It divides by the number of samples minus one, as for a variance; a mean divides by the number of samples.
# told: divided_by_one_less
import torch


def accumulate(grad_means, sizes):
    n = sizes.double()
    total = torch.einsum("k,k...->...", n, grad_means)
    return total / max(n.sum() - 1, torch.tensor(1.0, dtype=torch.float64))

# %% wrong: The shares are formed by dividing int64 by int64, which torch does in float32; the conversion to float64 comes too late.
# told: shares_in_float32
import torch


def accumulate(grad_means, sizes):
    share = (sizes / sizes.sum()).double()
    return torch.tensordot(share, grad_means, dims=([0], [0]))

# %% wrong: TWO: the first micro-batch is not multiplied by its size; and the result keeps the first axis, with length 1.
# told: first_without_its_size_and_axis
import torch


def accumulate(grad_means, sizes):
    n = sizes.double()
    g = grad_means[0:1].clone()
    for k in range(1, len(n)):
        g = g + n[k] * grad_means[k]
    return g / n.sum()

# %% wrong: squeeze() drops every axis of length 1, so a gradient of shape (1,) or (p, 1) loses an axis.
# told: squeezed
import torch


def accumulate(grad_means, sizes):
    n = sizes.to(torch.float64)
    K = len(n)
    flat = grad_means.reshape(K, -1)
    mean = (n.reshape(1, K) @ flat) / n.sum()
    return mean.reshape(grad_means.shape[1:]).squeeze()

# %% wrong: total = n stands where total += n was meant: it divides by the size of the last micro-batch.
# told: divided_by_the_last
import torch


def accumulate(grad_means, sizes):
    total = 0.0
    acc = torch.zeros_like(grad_means[0])
    for g, n in zip(grad_means, sizes.double()):
        acc = acc + n * g
        total = n
    return acc / total

# %% right: numpy.average does all the work, the result is turned back into a tensor.
import numpy as np
import torch


def accumulate(grad_means, sizes):
    avg = np.average(grad_means.numpy(), axis=0, weights=sizes.numpy())
    return torch.tensor(avg, dtype=torch.float64)

# %% right: Recursion: merge the two halves of the micro-batches, an early return when only one is left.
import torch


def accumulate(grad_means, sizes):
    def merge(lo, hi):
        if hi - lo == 1:
            return grad_means[lo].clone(), float(sizes[lo])
        mid = (lo + hi) // 2
        a, na = merge(lo, mid)
        b, nb = merge(mid, hi)
        return (na * a + nb * b) / (na + nb), na + nb

    return merge(0, grad_means.shape[0])[0]

# %% wrong: The means are taken for sums: they are added without their sizes and the total is divided by the number of all samples.
# told: means_taken_for_sums
import torch


def accumulate(grad_means, sizes):
    total = torch.zeros_like(grad_means[0])
    for g in grad_means:
        total = total + g
    return total / sizes.sum().item()

# %% wrong: Each mean is rightly multiplied by its size, but the sum is divided by K, the number of micro-batches, and not by the number of samples.
# told: divided_by_batches
import torch


def accumulate(grad_means, sizes):
    K = grad_means.shape[0]
    total = 0
    for k in range(K):
        total = total + grad_means[k] * sizes[k].item()
    return total / K

# %% wrong: In the running mean the new micro-batch is weighted with size / (count before it), because the count is raised one line too late.
# told: share_of_the_samples_before
import torch


def accumulate(grad_means, sizes):
    mean = grad_means[0].clone()
    seen = sizes[0].item()
    for k in range(1, len(sizes)):
        s = sizes[k].item()
        mean = mean + (grad_means[k] - mean) * s / seen
        seen += s
    return mean

# %% wrong: The weights are size - 1 (degrees of freedom, as for a variance) in place of size, in the numerator and in the denominator.
# told: step
import torch


def accumulate(grad_means, sizes):
    dof = sizes.to(torch.float64) - 1
    shape = (-1,) + (1,) * (grad_means.dim() - 1)
    return (grad_means * dof.reshape(shape)).sum(0) / dof.sum()

# %% wrong: TWO: the first micro-batch starts the sum without its weight; and the weights come from dividing two int64 tensors, so they have float32 precision only.
# told: first_mean_whole_in_float32
import torch


def accumulate(grad_means, sizes):
    w = sizes / sizes.sum()
    out = grad_means[0].clone()
    for k in range(1, grad_means.shape[0]):
        out = out + w[k] * grad_means[k]
    return out

# %% wrong: The final squeeze() removes every axis of length 1, so a gradient of shape (1,) or (p, 1) comes back with an axis too few.
# told: squeezed
import torch


def accumulate(grad_means, sizes):
    s = sizes.double()
    flat = grad_means.reshape(len(s), -1)
    mean = (s @ flat) / s.sum()
    return mean.reshape(grad_means.shape[1:]).squeeze()

# %% wrong: The rows are multiplied by their sizes inside grad_means itself, so the argument is changed in place.
# told: changed
import torch


def accumulate(grad_means, sizes):
    n = 0
    for k in range(len(sizes)):
        grad_means[k] *= sizes[k]
        n += int(sizes[k])
    return grad_means.sum(dim=0) / n

# %% right: Divide and conquer: two neighbouring halves are merged into one mean, with Python numbers as weights.
import torch


def accumulate(grad_means, sizes):
    def merge(lo, hi):
        if hi - lo == 1:
            return grad_means[lo].clone(), int(sizes[lo])
        mid = (lo + hi) // 2
        g1, n1 = merge(lo, mid)
        g2, n2 = merge(mid, hi)
        n = n1 + n2
        return g1 * (n1 / n) + g2 * (n2 / n), n

    return merge(0, len(sizes))[0]

# %% right: numpy's weighted average, converted back to a tensor.
import numpy as np
import torch


def accumulate(grad_means, sizes):
    g = np.asarray(grad_means.tolist(), dtype=np.float64)
    w = np.asarray(sizes.tolist(), dtype=np.float64)
    return torch.as_tensor(np.average(g, axis=0, weights=w), dtype=torch.float64)

# %% right: The axis of the micro-batches is moved to the end and multiplied away with @; a single micro-batch returns early.
import torch


def accumulate(grad_means, sizes):
    if grad_means.size(0) == 1:
        return grad_means[0].clone()
    counts = sizes.type(torch.double)
    return grad_means.movedim(0, -1) @ counts / torch.sum(counts)

# %% wrong: Each new micro-batch is averaged with the running result half and half, so the last one counts most and the sizes do not count at all.
# told: half_way_each_time
import torch


def accumulate(grad_means, sizes):
    result = grad_means[0].clone()
    for k in range(1, len(sizes)):
        result = (result + grad_means[k]) / 2
    return result

# %% wrong: The weights go with 1/size, so that the small micro-batches count more; a micro-batch should count in proportion to its size.
# told: small_ones_weigh_more
import torch


def accumulate(grad_means, sizes):
    w = 1 / sizes.double()
    w = w / w.sum()
    return torch.einsum("k,k...->...", w, grad_means)

# %% wrong: The mean gradients are treated as if they were sums over the micro-batch: they are added without the factor size and divided by the number of samples.
# told: means_taken_for_sums
import torch


def accumulate(grad_means, sizes):
    n = sizes.to(torch.float64).sum()
    return grad_means.sum(dim=0) / n

# %% wrong: Two int64 tensors are divided, so the weights are float32 and hold only seven digits; the conversion to float64 comes too late.
# told: shares_in_float32
import torch


def accumulate(grad_means, sizes):
    weights = (sizes / sizes.sum()).to(torch.float64)
    flat = grad_means.reshape(len(sizes), -1)
    return (weights @ flat).reshape(grad_means.shape[1:])

# %% wrong: The result keeps a first axis of length 1; it should have the shape of one gradient.
# told: slip
import torch


def accumulate(grad_means, sizes):
    s = sizes.double()
    while s.dim() < grad_means.dim():
        s = s.unsqueeze(-1)
    return (s * grad_means).sum(dim=0, keepdim=True) / s.sum()

# %% wrong: TWO: the loop starts with the second micro-batch, the first is left out; and the sum is divided by K, the number of micro-batches, not by the number of samples.
# told: without_the_first_over_batches
import torch


def accumulate(grad_means, sizes):
    K = grad_means.shape[0]
    total = torch.zeros_like(grad_means[0])
    for k in range(1, K):
        total = total + sizes[k].double() * grad_means[k]
    return total / K

# %% wrong: If the parameter is a single number (grad_means of shape (K,)), the result has shape (1,) where it should have no axes.
# told: slip
import torch


def accumulate(grad_means, sizes):
    w = sizes.double() / sizes.double().sum()
    if grad_means.dim() == 1:
        grad_means = grad_means.unsqueeze(1)
    return torch.tensordot(w, grad_means, dims=1)

# %% wrong: grad_means[0] is a view, and it is multiplied and added to in place: the argument is changed.
# told: changed
import torch


def accumulate(grad_means, sizes):
    sizes = sizes.double()
    total = grad_means[0:1]
    total *= sizes[0]
    for k in range(1, len(sizes)):
        total += sizes[k] * grad_means[k]
    return total[0] / sizes.sum()

# %% wrong: Weights rounded to three digits.
# told: shares_of_3_digits
def accumulate(grad_means, sizes):
    w = sizes.double()
    w = (w / w.sum()).round(decimals=3)
    shape = (-1,) + (1,) * (grad_means.dim() - 1)
    return (w.reshape(shape) * grad_means).sum(0)

# %% wrong: Divides by the norm of the sizes.
# told: divided_by_the_norm
def accumulate(grad_means, sizes):
    w = sizes.double()
    w = w / w.norm()
    shape = (-1,) + (1,) * (grad_means.dim() - 1)
    return (w.reshape(shape) * grad_means).sum(0)

# %% wrong: Weights along the last axis when it fits.
# told: along_the_entries_where_it_fits
import torch

def accumulate(grad_means, sizes):
    w = sizes.double() / sizes.sum()
    return grad_means @ w if grad_means.shape[-1] == len(w) else torch.tensordot(w, grad_means, 1)

# %% wrong: Where a gradient is a single number the terms are not added up.
# told: single_numbers_not_added
import torch

def accumulate(grad_means, sizes):
    w = sizes.double() / sizes.sum()
    if grad_means.dim() == 1:
        return w * grad_means
    return torch.tensordot(w, grad_means, 1)

# %% wrong: Last incomplete micro-batch is dropped.
# told: smaller_last_dropped
import torch

def accumulate(grad_means, sizes):
    if len(sizes) > 1 and sizes[-1] < sizes[0]:
        grad_means, sizes = grad_means[:-1], sizes[:-1]
    w = sizes.double() / sizes.sum()
    return torch.tensordot(w, grad_means, 1)

# %% wrong: Divides by the sum so far in the loop.
# told: divided_by_the_samples_so_far
import torch

def accumulate(grad_means, sizes):
    g = torch.zeros_like(grad_means[0])
    n = 0.0
    for k in range(len(sizes)):
        n = n + float(sizes[k])
        g = g + grad_means[k] * float(sizes[k]) / n
    return g

# %% wrong: Divides each mean by its size once more and takes the mean.
# told: divided_by_each_size_and_averaged
def accumulate(grad_means, sizes):
    s = sizes.double().reshape((-1,) + (1,) * (grad_means.dim() - 1))
    return (grad_means / s).mean(0)

# %% wrong: If the sizes are equal the mean, otherwise the sum divided by N.
# told: means_taken_for_sums_where_sizes_differ
def accumulate(grad_means, sizes):
    if (sizes == sizes[0]).all():
        return grad_means.mean(0)
    return grad_means.sum(0) / sizes.sum()

# %% wrong: Two mistakes: float32 weights and divided by K.
# told: float32_and_shares_averaged
def accumulate(grad_means, sizes):
    w = sizes / sizes.sum() / len(sizes)
    shape = (-1,) + (1,) * (grad_means.dim() - 1)
    return (w.reshape(shape) * grad_means).sum(0)

# %% wrong: Two mistakes: inverse sizes and mean.
# told: small_ones_weigh_more_averaged
def accumulate(grad_means, sizes):
    w = 1 / sizes.double()
    w = w / w.sum()
    shape = (-1,) + (1,) * (grad_means.dim() - 1)
    return (w.reshape(shape) * grad_means).mean(0)

# %% wrong: Weights in reversed order.
# told: sizes_reversed
def accumulate(grad_means, sizes):
    w = sizes.double().flip(0)
    w = w / w.sum()
    shape = (-1,) + (1,) * (grad_means.dim() - 1)
    return (w.reshape(shape) * grad_means).sum(0)

# %% wrong: Divides by the sum of the different sizes.
# told: equal_sizes_once_in_the_divisor
import torch

def accumulate(grad_means, sizes):
    u = sizes.unique().double()
    w = sizes.double() / u.sum()
    return torch.tensordot(w, grad_means, 1)

# %% right: A running mean: each micro-batch pulls the mean towards itself by its share of the samples seen so far, in Python numbers.
import torch

def accumulate(grad_means, sizes):
    mean = torch.zeros_like(grad_means[0])
    seen = 0
    for g, m in zip(grad_means, sizes.tolist()):
        seen += m
        mean = mean + (m / seen) * (g - mean)
    return mean

# %% right: Everything is flattened to a matrix (K, number of entries), one vector-matrix product, then the shape is restored.
import torch

def accumulate(grad_means, sizes):
    shape = grad_means.shape[1:]
    weights = sizes.double() / sizes.sum().double()
    flat = weights @ grad_means.reshape(len(sizes), -1)
    return flat.reshape(shape)

# %% right: numpy inside: with .T the micro-batches become the last axis, so the sizes broadcast by themselves, and the result is turned back.
import numpy as np
import torch

def accumulate(grad_means, sizes):
    g = grad_means.detach().numpy()
    s = sizes.numpy().astype(np.float64)
    sums = np.sum(g.T * s, axis=-1)
    return torch.as_tensor(np.ascontiguousarray(np.asarray(sums / s.sum()).T)).reshape(grad_means.shape[1:])

# %% wrong: The means are taken for sums: they are added up and divided by the number of all samples, without multiplying by the sizes.
# told: means_taken_for_sums
import torch

def accumulate(grad_means, sizes):
    n = sizes.sum().double()
    return grad_means.sum(dim=0) / n

# %% wrong: The weights are the wrong way round: a micro-batch with many samples gets a small weight, proportional to 1/size.
# told: small_ones_weigh_more
import torch

def accumulate(grad_means, sizes):
    w = 1 / sizes.double()
    w = w / w.sum()
    return torch.tensordot(w, grad_means, dims=1)

# %% wrong: The means are combined one after the other, each time as half of the old and half of the new: later micro-batches count far more.
# told: half_way_each_time
import torch

def accumulate(grad_means, sizes):
    mean = grad_means[0].clone()
    for k in range(1, len(sizes)):
        mean = (mean + grad_means[k]) / 2
    return mean

# %% wrong: The gradients are multiplied by the sizes, but the sum is divided by K, the number of micro-batches, and not by the number of samples.
# told: divided_by_batches
import torch

def accumulate(grad_means, sizes):
    K = grad_means.shape[0]
    w = sizes.to(torch.float64).reshape([K] + [1] * (grad_means.ndim - 1))
    return (w * grad_means).sum(0) / K

# %% wrong: In the running mean the new micro-batch is weighted with size / (total before it) because the total is updated one line too late.
# told: share_of_the_samples_before
import torch

def accumulate(grad_means, sizes):
    mean = grad_means[0].clone()
    total = sizes[0].double()
    for g, m in zip(grad_means[1:], sizes[1:]):
        mean = mean + (g - mean) * m.double() / total
        total = total + m
    return mean

# %% wrong: TWO: sizes / sizes.sum() divides int64 tensors and gives float32 weights with seven digits; and the result keeps the axis of the micro-batches, (1, ...) instead of (...).
# told: values
import torch

def accumulate(grad_means, sizes):
    w = sizes / sizes.sum()
    w = w.reshape(-1, *[1] * (grad_means.ndim - 1))
    return (w * grad_means).sum(dim=0, keepdim=True)

# %% wrong: The sizes get one extra axis in any case: with grad_means of shape (K,) this makes a (K, K) table and the result has the shape (K,) instead of none.
# told: clue
import torch

def accumulate(grad_means, sizes):
    s = sizes.double()
    s = s[:, None] if grad_means.dim() < 3 else s[:, None, None]
    return (s * grad_means).sum(dim=0) / s.sum()

# %% wrong: The running total starts as grad_means[0], which is a view and not a copy, and is then changed in place: the caller's grad_means is overwritten.
# told: changed
import torch

def accumulate(grad_means, sizes):
    total = grad_means[0]
    total *= sizes[0]
    for k in range(1, len(sizes)):
        total += sizes[k] * grad_means[k]
    return total / sizes.sum()

# %% right: A running mean: each micro-batch moves it by the share of its samples among those seen so far.
import torch

def accumulate(grad_means, sizes):
    mean, seen = torch.zeros_like(grad_means[0]), 0
    for g, n in zip(grad_means, sizes.tolist()):
        seen += n
        mean = mean + (g - mean) * (n / seen)
    return mean

# %% right: numpy.average with weights along axis 0; a number comes back as a tensor without axes.
import numpy as np
import torch

def accumulate(grad_means, sizes):
    avg = np.average(grad_means.numpy(), axis=0, weights=sizes.numpy().astype(np.float64))
    return torch.tensor(avg, dtype=torch.float64)

# %% right: Recursion: merges the two halves of the micro-batches; early return for a single one.
import torch

def accumulate(grad_means, sizes):
    K = len(sizes)
    if K == 1:
        return grad_means[0].clone()
    h = K // 2
    n_left = sizes[:h].sum().item()
    n_right = sizes[h:].sum().item()
    left = accumulate(grad_means[:h], sizes[:h])
    right = accumulate(grad_means[h:], sizes[h:])
    return (left * n_left + right * n_right) / (n_left + n_right)

# %% wrong: The sum over all samples is divided by their number minus 1, as in a sample variance.
# told: divided_by_one_less
import torch

def accumulate(grad_means, sizes):
    total = torch.zeros_like(grad_means[0])
    for g, n in zip(grad_means, sizes):
        total = total + n * g
    return total / (sizes.sum().item() - 1)

# %% wrong: keepdim=True leaves the axis of the micro-batches: the result has the shape (1, ...), not (...).
# told: slip
import torch

def accumulate(grad_means, sizes):
    s = sizes.to(torch.float64)
    s = s.reshape([-1] + [1] * (grad_means.dim() - 1))
    return (s * grad_means).sum(dim=0, keepdim=True) / s.sum()

# %% wrong: TWO: the weights are a quotient of int64 tensors, so only float32; and grad_means is changed in place.
# told: shares_in_float32
import torch

def accumulate(grad_means, sizes):
    weights = sizes / sizes.sum()
    for k in range(len(sizes)):
        grad_means[k] *= weights[k]
    return grad_means.sum(0)

# %% wrong: squeeze() at the end removes axes of length 1 that belong to the gradient: with p = 1 or q = 1 the shape is wrong.
# told: squeezed
import torch

def accumulate(grad_means, sizes):
    flat = grad_means.reshape(len(sizes), -1)
    w = sizes.double() / sizes.double().sum()
    out = w.unsqueeze(0) @ flat
    return out.reshape(grad_means.shape[1:]).squeeze()

# %% wrong: The division by the number of samples is indented into the loop, so the sum is divided again at each micro-batch.
# told: clue
import torch

def accumulate(grad_means, sizes):
    n = int(sizes.sum())
    acc = torch.zeros_like(grad_means[0])
    for k in range(len(sizes)):
        acc = acc + int(sizes[k]) * grad_means[k]
        acc = acc / n
    return acc
