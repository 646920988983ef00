# %% right: All entries in one vector.
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm().item()
    if norm <= c:
        return [g.clone() for g in grads], norm
    return [g * c / norm for g in grads], norm

# %% right: A loop that adds the squares.
import math


def clip_by_global_norm(grads, c):
    s = 0.0
    for g in grads:
        s += g.pow(2).sum().item()
    norm = math.sqrt(s)
    scale = min(1.0, c / norm) if norm > 0 else 1.0
    out = []
    for g in grads:
        out.append(g * scale)
    return out, norm

# %% right: The length of the lengths.
import torch


def clip_by_global_norm(grads, c):
    norm = torch.linalg.norm(torch.stack([torch.linalg.norm(g) for g in grads]))
    scale = torch.clamp(c / norm, max=1)
    return [scale * g for g in grads], norm

# %% right: In numpy.
import numpy as np
import torch


def clip_by_global_norm(grads, c):
    arrays = [np.asarray(g) for g in grads]
    norm = np.sqrt(sum(np.sum(a * a) for a in arrays))
    k = c / max(norm, c)
    return [torch.as_tensor(k * a) for a in arrays], float(norm)

# %% right: A tuple, and the squares by einsum over flat tensors.
import torch


def clip_by_global_norm(grads, c):
    total = sum(torch.dot(g.flatten(), g.flatten()) for g in grads)
    norm = total.sqrt()
    k = torch.minimum(torch.ones_like(norm), c / norm) if norm else 1.0
    return tuple(g * k for g in grads), norm

# %% right: Copies are changed, the originals are not.
import torch


def clip_by_global_norm(grads, c):
    copies = [g.clone() for g in grads]
    norm = sum((g * g).sum() for g in copies) ** 0.5
    if norm > c:
        for g in copies:
            g.mul_(c / norm)
    return copies, norm

# %% wrong: Each tensor is shortened by itself.
# told: one_by_one
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    out = []
    for g in grads:
        n = g.norm()
        out.append(g * c / n if n > c else g)
    return out, norm

# %% wrong: The entries are clamped.
# told: clamped
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    return [torch.clamp(g, -c, c) for g in grads], norm

# %% wrong: Scaled whether long or short.
# told: always_scaled
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    return [g * c / norm for g in grads], norm

# %% wrong: Scaled whether long or short, but 0 is looked after.
# told: always_scaled_but_zero
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    if norm == 0:
        return list(grads), norm
    return [g * (c / norm) for g in grads], norm

# %% wrong: The length is returned after shortening.
# told: norm_afterwards
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    k = min(1.0, c / norm.item()) if norm > 0 else 1.0
    new = [g * k for g in grads]
    return new, torch.cat([g.reshape(-1) for g in new]).norm()

# %% wrong: No root.
# told: root_missing
import torch


def clip_by_global_norm(grads, c):
    norm = sum((g ** 2).sum() for g in grads)
    k = (c / norm).clamp(max=1.0)
    return [g * k for g in grads], norm

# %% wrong: The lengths are added up.
# told: lengths_added
def clip_by_global_norm(grads, c):
    norm = sum(g.norm() for g in grads)
    k = (c / norm).clamp(max=1.0)
    return [g * k for g in grads], norm

# %% wrong: A millionth below, as in the library.
# told: epsilon_of_6_digits
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    k = (c / (norm + 1e-6)).clamp(max=1.0)
    return [g * k for g in grads], norm

# %% wrong: Length 1 in the place of c.
# told: unit_length
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    if norm > c:
        return [g / norm for g in grads], norm
    return grads, norm

# %% wrong: Python's min, and a plain division by zero.
# told: advice
def clip_by_global_norm(grads, c):
    norm = float(sum((g ** 2).sum() for g in grads)) ** 0.5
    k = min(1.0, c / norm)
    return [g * k for g in grads], norm

# %% wrong: The tensors of the list are shortened in place.
# told: changed
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    if norm > c:
        for g in grads:
            g.mul_(c / norm)
    return grads, norm

# %% wrong: max where min belongs.
# told: larger_of_both
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm().item()
    k = max(1.0, c / norm) if norm else 1.0
    return [g * k for g in grads], norm

# %% wrong: The length is that of the longest tensor.
# told: by_the_longest
def clip_by_global_norm(grads, c):
    norm = max(g.norm() for g in grads)
    k = (c / norm).clamp(max=1.0)
    return [g * k for g in grads], norm

# %% wrong: Everything comes back as one vector.
# told: vector
import torch


def clip_by_global_norm(grads, c):
    v = torch.cat([g.reshape(-1) for g in grads])
    norm = v.norm()
    return v * (c / norm).clamp(max=1.0), norm

# %% wrong: A generator comes back.
# told: values
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    k = (c / norm).clamp(max=1.0)
    return (g * k for g in grads), norm

# %% wrong: The return stands in the loop.
# told: first_alone
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    k = (c / norm).clamp(max=1.0)
    out = []
    for g in grads:
        out.append(g * k)
        return out, norm

# %% wrong: Only the gradients come back.
# told: gradients_alone
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    k = (c / norm).clamp(max=1.0)
    return [g * k for g in grads]

# %% wrong: Sum of the sizes, and the length first.
# told: sizes_added_with_exchanged
import torch


def clip_by_global_norm(grads, c):
    norm = sum(g.abs().sum() for g in grads)
    k = (c / norm).clamp(max=1.0)
    return norm, [g * k for g in grads]

# %% wrong: Each by itself, and the length afterwards.
# told: one_by_one_with_norm_afterwards
import torch


def clip_by_global_norm(grads, c):
    new = [g * (c / g.norm()).clamp(max=1.0) for g in grads]
    return new, sum((g ** 2).sum() for g in new).sqrt()

# %% wrong: Entries above c become c and nothing else changes.
# told: clamped_above
import torch


def clip_by_global_norm(grads, c):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    return [torch.where(g > c, c, g) for g in grads], norm

# %% wrong: The function of torch.
# told: not allowed
import torch


def clip_by_global_norm(grads, c):
    ps = [torch.nn.Parameter(g.clone()) for g in grads]
    for p, g in zip(ps, grads):
        p.grad = g.clone()
    norm = torch.nn.utils.clip_grad_norm_(ps, c)
    return [p.grad for p in ps], norm

# %% right: Sums the squares with einsum over flattened tensors and functools.reduce.
import math
from functools import reduce
import torch

def clip_by_global_norm(grads, c):
    square = lambda g: torch.einsum("i,i->", g.reshape(-1), g.reshape(-1)).item()
    norm = math.sqrt(reduce(lambda s, g: s + square(g), grads, 0.0))
    ratio = c / norm if norm > c else 1.0
    return list(map(lambda g: g * ratio, grads)), norm

# %% right: Goes through single numbers recursively, and takes the length with math.hypot.
import math
import torch

def numbers(x):
    if isinstance(x, list):
        found = []
        for part in x:
            found.extend(numbers(part))
        return found
    return [float(x)]

def clip_by_global_norm(grads, c):
    everything = numbers([g.tolist() for g in grads])
    norm = math.hypot(*everything)

    def shorten(x):
        if isinstance(x, list):
            return [shorten(part) for part in x]
        return x * c / norm

    shortened = []
    for g in grads:
        if norm > c:
            new = torch.tensor(shorten(g.tolist()), dtype=g.dtype).reshape(g.shape)
        else:
            new = g.clone()
        shortened.append(new)
    return shortened, norm

# %% right: Glues everything to one long vector, clips it once with a division by max(1, norm/c), and cuts it up again.
import math
import torch

def clip_by_global_norm(grads, c):
    shapes = [g.shape for g in grads]
    sizes = [g.numel() for g in grads]
    long = torch.cat([g.flatten() for g in grads])
    norm = torch.dot(long, long).sqrt()
    long = long / max(1.0, float(norm) / c)
    pieces = torch.split(long, sizes)
    return [p.clone().reshape(s) for p, s in zip(pieces, shapes)], float(norm)

# %% wrong: Each tensor is clipped by its own length instead of one length for all together, so the direction changes.
# told: one_by_one
import math
import torch

def clip_by_global_norm(grads, c):
    shortened = []
    total = 0.0
    for g in grads:
        n = g.pow(2).sum().sqrt().item()
        total += n ** 2
        if n > c:
            shortened.append(g * (c / n))
        else:
            shortened.append(g.clone())
    return shortened, math.sqrt(total)

# %% wrong: The entries are clamped between -c and c one by one, which neither bounds the common length nor keeps the direction.
# told: clamped
import math
import torch

def clip_by_global_norm(grads, c):
    norm = torch.sqrt(sum((g ** 2).sum() for g in grads))
    shortened = [g.clamp(-c, c) for g in grads]
    return shortened, norm.item()

# %% wrong: The minimum with 1 is missing, so short gradients are stretched to the length c.
# told: always_scaled_but_zero
import math
import torch

def clip_by_global_norm(grads, c):
    flat = torch.cat([g.reshape(-1) for g in grads])
    norm = flat.norm().item()
    if norm == 0:
        return [g.clone() for g in grads], 0.0
    factor = c / norm
    return [g * factor for g in grads], norm

# %% wrong: The lengths of the tensors are added up, but the common length is the root of the sum of their squares.
# told: lengths_added
import math
import torch

def clip_by_global_norm(grads, c):
    norm = 0.0
    for g in grads:
        norm = norm + torch.linalg.vector_norm(g).item()
    scale = 1.0
    if norm > c:
        scale = c / norm
    out = []
    for g in grads:
        out.append(g * scale)
    return out, norm

# %% wrong: The root of the sum of squares is forgotten, and the length after the clipping is returned instead of the one before.
# told: root_missing_twice
import math
import torch

def total_norm(tensors):
    s = 0.0
    for t in tensors:
        s += float((t * t).sum())
    return s

def clip_by_global_norm(grads, c):
    norm = total_norm(grads)
    factor = min(1.0, c / norm) if norm > 0 else 1.0
    grads = [g * factor for g in grads]
    norm = total_norm(grads)
    return grads, norm

# %% wrong: The direction g / norm is computed first, which is 0/0 = nan when all entries are 0.
# told: nan_for_zero
import math
import torch

def clip_by_global_norm(grads, c):
    norm = torch.stack([(g ** 2).sum() for g in grads]).sum().sqrt()
    new_length = torch.clamp(norm, max=c)
    shortened = []
    for g in grads:
        direction = g / norm
        shortened.append(direction * new_length)
    return shortened, norm.item()

# %% wrong: The tensors of the caller are multiplied in place and the same list is handed back.
# told: changed
import math
import torch

def clip_by_global_norm(grads, c):
    squares = 0
    for g in grads:
        squares += (g ** 2).sum().item()
    norm = math.sqrt(squares)
    if norm > c:
        for g in grads:
            g *= c / norm
    return grads, norm

# %% wrong: torch.linalg.norm(g, 2) of a matrix is its largest singular value and not the root of its summed squares, so the length is too small.
# told: spectral
import math
import torch

def clip_by_global_norm(grads, c):
    lengths = []
    for g in grads:
        if g.dim() == 0:
            lengths.append(g.abs().item())
        else:
            lengths.append(torch.linalg.norm(g, 2).item())
    norm = sum(l ** 2 for l in lengths) ** 0.5
    factor = 1.0 if norm <= c else c / norm
    return [factor * g for g in grads], norm
