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
