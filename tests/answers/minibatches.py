# %% right: One generator by seed; the permutations of all earlier epochs are drawn and thrown away.
import torch

def minibatches(n, B, seed, epoch):
    gen = torch.Generator().manual_seed(seed)
    for _ in range(epoch + 1):
        order = torch.randperm(n, generator=gen)
    return list(torch.split(order, B))

# %% right: Python's own random.Random, seeded with a string; lists of ints.
import random

def minibatches(n, B, seed, epoch):
    todo = list(range(n))
    random.Random(f"seed {seed}, epoch {epoch}").shuffle(todo)
    batches = []
    while todo:
        batches.append(todo[:B])
        todo = todo[B:]
    return batches

# %% right: numpy: sorts random keys, pads nothing, cuts at the multiples of B.
import numpy as np
import torch

def minibatches(n, B, seed, epoch):
    keys = np.random.default_rng((seed, epoch)).random(n)
    order = np.argsort(keys).astype(np.int64)
    return [torch.from_numpy(part.copy()) for part in np.split(order, range(B, n, B))]

# %% wrong: The indices are drawn independently, so some come twice and others never.
# told: with_replacement
import torch

def minibatches(n, B, seed, epoch):
    gen = torch.Generator().manual_seed(1000 * seed + epoch)
    order = torch.randint(0, n, (n,), generator=gen)
    return [order[i:i + B] for i in range(0, n, B)]

# %% wrong: Every second epoch is the first one read backwards; only two orders alternate, there is no fresh one for each epoch.
# told: reversed_order
import torch

def minibatches(n, B, seed, epoch):
    gen = torch.Generator().manual_seed(seed)
    order = torch.randperm(n, generator=gen)
    if epoch % 2 == 1:
        order = order.flip(0)
    return list(order.split(B))

# %% wrong: Only the order of the batches is random; the samples in a batch are always the same neighbours.
# told: full_blocks
import torch

def minibatches(n, B, seed, epoch):
    blocks = list(torch.arange(n).split(B))
    gen = torch.Generator().manual_seed(seed * 100003 + epoch)
    short = [blocks.pop()] if n % B else []
    perm = torch.randperm(len(blocks), generator=gen).tolist()
    return [blocks[p] for p in perm] + short

# %% wrong: The indices run from 1 to n instead of 0 to n - 1.
# told: counted_from_one
import torch

def minibatches(n, B, seed, epoch):
    gen = torch.Generator().manual_seed(seed * 100003 + epoch)
    order = torch.randperm(n, generator=gen) + 1
    return [order[i:i + B] for i in range(0, n, B)]

# %% wrong: seed * epoch: in epoch 0 all seeds give the same order, and for seed 0 all epochs do.
# told: seed_times_epoch
import torch

def minibatches(n, B, seed, epoch):
    gen = torch.Generator()
    gen.manual_seed(seed * epoch)
    return list(torch.randperm(n, generator=gen).split(B))

# %% wrong: TWO: the shorter last batch is dropped; and the epoch is ignored, so every epoch has the same order.
# told: same_order_and_last_lost
import torch

def minibatches(n, B, seed, epoch):
    gen = torch.Generator().manual_seed(seed)
    order = torch.randperm(n, generator=gen)
    return [order[k * B:(k + 1) * B] for k in range(n // B)]

# %% wrong: chunk cuts into nearly equal parts: for n = 10 and B = 6 the batches are 5 and 5, not 6 and 4.
# told: nearly_even_by_chunk
import math
import torch

def minibatches(n, B, seed, epoch):
    gen = torch.Generator().manual_seed(seed * 100003 + epoch)
    order = torch.randperm(n, generator=gen)
    return list(order.chunk(math.ceil(n / B)))

# %% wrong: torch.manual_seed resets the global generator, which must be left alone.
# told: global_generator
import torch

def minibatches(n, B, seed, epoch):
    torch.manual_seed(seed * 100003 + epoch)
    order = torch.randperm(n)
    return [order[i:i + B] for i in range(0, n, B)]

# %% right: Pure Python: own random.Random seeded with a string, hand-written Fisher-Yates, lists of whole numbers.
import random


def minibatches(n, B, seed, epoch):
    rng = random.Random(f"seed {seed} epoch {epoch}")
    order = list(range(n))
    for i in range(n - 1, 0, -1):
        j = rng.randrange(i + 1)
        order[i], order[j] = order[j], order[i]
    batches = []
    while order:
        batches.append(order[:B])
        order = order[B:]
    return batches

# %% right: One torch.Generator per seed; the orders of the earlier epochs are drawn and thrown away, each order being the argsort of random keys.
import torch


def minibatches(n, B, seed, epoch):
    gen = torch.Generator()
    gen.manual_seed(seed)
    for _ in range(epoch + 1):
        keys = torch.rand(n, generator=gen, dtype=torch.float64)
    perm = keys.argsort()
    return list(perm.split(min(B, n)))

# %% right: numpy with SeedSequence and spawn_key, early return if B >= n, batches collected in a nested generator.
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(epoch,)))
    perm = rng.permutation(n).astype(np.int64)
    if B >= n:
        return [torch.from_numpy(perm)]

    def cut():
        for a in range(0, n, B):
            yield torch.tensor(perm[a:a + B])

    return list(cut())

# %% wrong: Only the order of the full batches is shuffled, not the samples: neighbours 0, 1, ... stay partners in every epoch.
# told: full_blocks
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    batches = list(torch.arange(n).split(B))
    full = n // B
    order = rng.permutation(full)
    return [batches[i] for i in order] + batches[full:]

# %% wrong: Each batch is drawn afresh from all n indices, so some samples come twice in an epoch and others never.
# told: batches_drawn_apart
import random
import torch


def minibatches(n, B, seed, epoch):
    rng = random.Random(f"{seed}-{epoch}")
    batches = []
    left = n
    while left > 0:
        size = min(B, left)
        batches.append(torch.tensor(rng.sample(range(n), size)))
        left -= size
    return batches

# %% wrong: The order of a later epoch is only the order of epoch 0, rotated by epoch places: the epochs are not independent.
# told: rolled
import torch


def minibatches(n, B, seed, epoch):
    g = torch.Generator().manual_seed(seed)
    perm = torch.randperm(n, generator=g)
    perm = torch.roll(perm, epoch)
    return list(torch.split(perm, B))

# %% wrong: chunk() cuts into nearly equal parts, so the batches hold fewer than B indices, not only the last one.
# told: nearly_even_by_chunk
import math
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng((seed, epoch))
    perm = torch.from_numpy(rng.permutation(n))
    return list(torch.chunk(perm, math.ceil(n / B)))

# %% wrong: Off by one: the indices run from 1 to n instead of from 0 to n - 1.
# told: counted_from_one
import random


def minibatches(n, B, seed, epoch):
    rng = random.Random(str((seed, epoch)))
    numbers = list(range(1, n + 1))
    rng.shuffle(numbers)
    return [numbers[i:i + B] for i in range(0, n, B)]

# %% wrong: TWO: it seeds torch's global generator instead of one of its own; and the last, smaller batch is dropped.
# told: global_and_last_lost
import torch


def minibatches(n, B, seed, epoch):
    torch.manual_seed(100003 * epoch + seed)
    perm = torch.randperm(n)
    return [perm[k * B:(k + 1) * B] for k in range(n // B)]

# %% wrong: If B divides n, an empty batch is appended at the end (always n // B + 1 batches).
# told: empty_at_the_end
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    perm = torch.from_numpy(rng.permutation(n))
    out = []
    for k in range(n // B + 1):
        out.append(perm[k * B:(k + 1) * B])
    return out

# %% wrong: The own generator is made and seeded but not handed to randperm, so the global generator is used and nothing is repeatable.
# told: unrepeatable
import torch


def minibatches(n, B, seed, epoch):
    gen = torch.Generator()
    gen.manual_seed(seed * 7919 + epoch)
    perm = torch.randperm(n)
    batches = []
    for start in range(0, n, B):
        batches.append(perm[start:start + B])
    return batches

# %% right: Python's own generator, the pair is numbered by Cantor's formula, lists of whole numbers come back.
import math
import random
import torch


def minibatches(n, B, seed, epoch):
    number = (seed + epoch) * (seed + epoch + 1) // 2 + epoch
    deck = list(range(n))
    random.Random(number).shuffle(deck)
    batches = []
    while deck:
        batches.append(deck[:B])
        deck = deck[B:]
    return batches

# %% right: The seed starts a generator, and epoch orders are drawn and thrown away before the right one.
import math
import torch


def minibatches(n, B, seed, epoch):
    gen = torch.Generator().manual_seed(seed)
    for _ in range(epoch):
        torch.randperm(n, generator=gen)
    return list(torch.randperm(n, generator=gen).split(B))

# %% right: numpy's SeedSequence with the epoch as spawn key; the order sorts random numbers.
import math
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    ss = np.random.SeedSequence(seed, spawn_key=(epoch,))
    keys = np.random.default_rng(ss).random(n)
    order = torch.from_numpy(np.argsort(keys)).to(torch.int64)
    if B >= n:
        return [order]
    return [order[a:a + B] for a in range(0, n, B)]

# %% wrong: Cuts the numbers in their natural order and shuffles only the batches; the partners never change.
# told: full_blocks
import math
import random
import torch


def minibatches(n, B, seed, epoch):
    batches = [torch.arange(i, min(i + B, n)) for i in range(0, n, B)]
    last = batches.pop() if n % B else None
    random.Random(f"{seed}/{epoch}").shuffle(batches)
    return batches + ([last] if last is not None else [])

# %% wrong: Draws every batch from all n samples anew, so samples come twice or never in one epoch.
# told: batches_drawn_apart
import math
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng((seed, epoch))
    out = []
    left = n
    while left > 0:
        size = min(B, left)
        out.append(torch.tensor(rng.choice(n, size, replace=False)))
        left -= size
    return out

# %% wrong: One order for each seed, and an epoch only rotates it: the orders of two epochs are not independent.
# told: rolled
import math
import torch


def minibatches(n, B, seed, epoch):
    g = torch.Generator().manual_seed(seed)
    perm = torch.roll(torch.randperm(n, generator=g), epoch)
    return list(perm.split(B))

# %% wrong: The seed 100*seed + epoch is the same for (0, 100) and (1, 0), so two different pairs share one order.
# told: meets_the_next_seed
import math
import torch


def minibatches(n, B, seed, epoch):
    g = torch.Generator()
    g.manual_seed(100 * seed + epoch)
    p = torch.randperm(n, generator=g)
    return [p[i:i + B] for i in range(0, n, B)]

# %% wrong: Cuts the order into parts of nearly equal size; all but the last must hold exactly B.
# told: nearly_even
import math
import random
import torch


def minibatches(n, B, seed, epoch):
    order = list(range(n))
    random.Random(str((seed, epoch))).shuffle(order)
    return list(torch.tensor_split(torch.tensor(order), math.ceil(n / B)))

# %% wrong: TWO: torch's global generator is seeded and used; and the last smaller batch is dropped.
# told: global_and_last_lost
import math
import torch


def minibatches(n, B, seed, epoch):
    torch.manual_seed(hash((seed, epoch)) % 2**63)
    perm = torch.randperm(n)
    return [perm[k * B:(k + 1) * B] for k in range(n // B)]

# %% wrong: When B divides n, an empty batch comes at the end.
# told: empty_at_the_end
import math
import random
import torch


def minibatches(n, B, seed, epoch):
    order = random.Random(f"{seed} {epoch}").sample(range(n), n)
    return [order[k * B:(k + 1) * B] for k in range(n // B + 1)]

# %% wrong: An own generator is seeded but never handed to randperm: the order comes from the global one and differs at each call.
# told: unrepeatable
import math
import torch


def minibatches(n, B, seed, epoch):
    gen = torch.Generator()
    gen.manual_seed(hash((seed, epoch)) % 2**62)
    perm = torch.randperm(n)
    return list(torch.split(perm, B))

# %% wrong: range(0, n - 1, B) stops one too early: a last batch of a single sample is lost.
# told: single_last_one_lost
import math
import random
import torch

def minibatches(n, B, seed, epoch):
    order = list(range(n))
    random.Random(f"{seed}/{epoch}").shuffle(order)
    return [order[i:i + B] for i in range(0, n - 1, B)]
