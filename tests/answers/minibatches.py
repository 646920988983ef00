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

# %% right: random.Random seeded with a text made of both numbers; lists of whole numbers.
import math
import random
import torch

def minibatches(n, B, seed, epoch):
    order = random.Random("%d-%d" % (seed, epoch)).sample(range(n), n)
    out = []
    while order:
        out.append(order[:B])
        order = order[B:]
    return out

# %% right: Sorts the indices by random keys from numpy's generator; torch.split cuts.
import math
import numpy as np
import torch

def minibatches(n, B, seed, epoch):
    keys = np.random.default_rng([seed, epoch]).random(n)
    return list(torch.from_numpy(np.argsort(keys)).split(B))

# %% right: Cantor's pairing turns (seed, epoch) into one number for a torch.Generator.
import math
import torch

def minibatches(n, B, seed, epoch):
    s = seed + epoch
    gen = torch.Generator().manual_seed((s * (s + 1) // 2 + epoch) % 2**63)
    p = torch.randperm(n, generator=gen)
    if B >= n:
        return [p]
    full = n // B
    out = [p[k * B:(k + 1) * B] for k in range(full)]
    if n % B:
        out.append(p[full * B:])
    return out

# %% wrong: Every batch is drawn afresh from all n samples, so some come twice in an epoch and others never.
# told: batches_drawn_apart
import math
import torch

def minibatches(n, B, seed, epoch):
    g = torch.Generator()
    g.manual_seed(seed * 1000003 + epoch)
    batches = []
    left = n
    while left > 0:
        size = min(B, left)
        batches.append(torch.randperm(n, generator=g)[:size])
        left -= size
    return batches

# %% wrong: The samples are cut in order first and shuffled only inside each batch: the partners never change.
# told: shuffled_inside
import math
import numpy as np
import torch

def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    out = []
    for i in range(0, n, B):
        block = np.arange(i, min(i + B, n))
        rng.shuffle(block)
        out.append(torch.tensor(block))
    return out

# %% wrong: There is one random order for the seed; later epochs only rotate it, so the orders are not independent.
# told: rolled
import math
import torch

def minibatches(n, B, seed, epoch):
    g = torch.Generator().manual_seed(seed)
    perm = torch.randperm(n, generator=g)
    perm = torch.roll(perm, epoch)
    return list(torch.split(perm, B))

# %% wrong: TWO: torch.manual_seed resets the global generator; and seed + epoch is the same number for (0, 1) and (1, 0).
# told: global_generator
import math
import torch

def minibatches(n, B, seed, epoch):
    torch.manual_seed(seed + epoch)
    perm = torch.randperm(n)
    return [perm[i:i + B] for i in range(0, n, B)]

# %% wrong: seed * 100 + epoch is not unique: from epoch 100 on it meets the numbers of the next seed, e.g. (0, 100) and (1, 0).
# told: meets_the_next_seed
import math
import torch

def minibatches(n, B, seed, epoch):
    g = torch.Generator()
    g.manual_seed(100 * seed + epoch)
    perm = torch.randperm(n, generator=g)
    return [perm[i:i + B] for i in range(0, n, B)]

# %% wrong: The generator is made and seeded but not handed to randperm, which draws from the global one.
# told: unrepeatable
import math
import torch

def minibatches(n, B, seed, epoch):
    g = torch.Generator()
    g.manual_seed(seed * 7919 + epoch)
    perm = torch.randperm(n)
    batches = []
    for start in range(0, n, B):
        batches.append(perm[start:start + B])
    return batches

# %% right: Fisher-Yates by hand with random.Random, returns lists of whole numbers.
import math
import random
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = random.Random("seed %d epoch %d" % (seed, epoch))
    order = [i for i in range(n)]
    for i in range(n - 1, 0, -1):
        j = rng.randrange(i + 1)
        order[i], order[j] = order[j], order[i]
    batches = []
    while order:
        batches.append(order[:B])
        order = order[B:]
    return batches

# %% right: numpy generator, the pair made into one number by Cantor's pairing.
import math
import random
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    s = seed + epoch
    key = s * (s + 1) // 2 + epoch
    order = np.random.default_rng(key).permutation(n)
    return [torch.tensor(order[a:a + B], dtype=torch.int64) for a in range(0, n, B)]

# %% right: Sorts by random keys from a torch.Generator that is seeded with a hash of the pair.
import math
import random
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    import hashlib
    digest = hashlib.sha256(f"{seed}/{epoch}".encode()).digest()
    gen = torch.Generator()
    gen.manual_seed(int.from_bytes(digest[:7], "big"))
    order = torch.argsort(torch.rand(n, generator=gen, dtype=torch.float64))
    return list(order.split(B))

# %% wrong: The samples are cut in their natural order and only the order of the batches is shuffled.
# told: full_blocks
import math
import random
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = random.Random(str((seed, epoch)))
    batches = [list(range(a, min(a + B, n))) for a in range(0, n, B)]
    last = batches.pop() if n % B else None
    rng.shuffle(batches)
    if last is not None:
        batches.append(last)
    return batches

# %% wrong: Draws the indices with replacement, so some come twice and others never.
# told: with_replacement
import math
import random
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    order = torch.from_numpy(rng.integers(0, n, size=n))
    return list(torch.split(order, B))

# %% wrong: One order per seed; later epochs only rotate it, so the orders are related and most partners stay together.
# told: rolled
import math
import random
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    g = torch.Generator()
    g.manual_seed(seed)
    order = torch.roll(torch.randperm(n, generator=g), epoch)
    return list(order.split(B))

# %% wrong: The generator's seed is seed * epoch, so (0, 1), (1, 0) and all of epoch 0 get the same order.
# told: seed_times_epoch
import math
import random
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    g = torch.Generator().manual_seed(seed * epoch)
    order = torch.randperm(n, generator=g)
    return [order[a:a + B] for a in range(0, n, B)]

# %% wrong: Cuts into batches of about equal size (array_split), so they do not all hold B indices.
# told: nearly_even
import math
import random
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    order = rng.permutation(n)
    return [torch.from_numpy(b) for b in np.array_split(order, math.ceil(n / B))]

# %% wrong: TWO: the incomplete last batch is dropped; and the indices run from 1 to n.
# told: counted_from_one_and_last_lost
import math
import random
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = random.Random(repr([seed, epoch]))
    order = list(range(1, n + 1))
    rng.shuffle(order)
    return [order[k * B:(k + 1) * B] for k in range(n // B)]

# %% wrong: If B divides n, an empty batch comes at the end.
# told: empty_at_the_end
import math
import random
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = random.Random(f"{seed}-{epoch}")
    order = list(range(n))
    rng.shuffle(order)
    return [order[k * B:(k + 1) * B] for k in range(n // B + 1)]

# %% wrong: A generator is made and seeded, but randperm does not get it and draws from the global one.
# told: unrepeatable
import math
import random
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    g = torch.Generator()
    g.manual_seed(hash((seed, epoch)) % 2**31)
    order = torch.randperm(n)
    return list(torch.split(order, B))

# %% right: numpy's SeedSequence with the epoch as spawn key; the batches are lists of Python ints.
import numpy as np


def minibatches(n, B, seed, epoch):
    ss = np.random.SeedSequence(seed, spawn_key=(epoch,))
    order = [int(i) for i in np.random.default_rng(ss).permutation(n)]
    batches = []
    while order:
        batches.append(order[:B])
        del order[:B]
    return batches

# %% right: random.Random seeded with a string that has a separator; Fisher-Yates by hand, batches filled one by one.
import random
import torch


def minibatches(n, B, seed, epoch):
    rng = random.Random(f"seed {seed}, epoch {epoch}")
    deck = list(range(n))
    for last in range(n - 1, 0, -1):
        j = rng.randint(0, last)
        deck[last], deck[j] = deck[j], deck[last]
    batches, current = [], []
    for card in deck:
        current.append(card)
        if len(current) == B:
            batches.append(torch.tensor(current))
            current = []
    if current:
        batches.append(torch.tensor(current))
    return batches

# %% right: The pair is hashed with sha256 to the seed of a torch.Generator; the order is the argsort of random numbers; split by torch.
import hashlib
import torch


def pair_seed(a, b):
    text = str(a) + "/" + str(b)
    return int(hashlib.sha256(text.encode()).hexdigest()[:15], 16)


def minibatches(n, B, seed, epoch):
    own = torch.Generator().manual_seed(pair_seed(seed, epoch))
    keys = torch.rand(n, generator=own, dtype=torch.float64)
    order = keys.argsort()
    if B >= n:
        return [order]
    return list(order.split(B))

# %% wrong: Every batch is drawn from all n samples anew, so samples come twice in an epoch and others never; only within a batch there is no repetition.
# told: batches_drawn_apart
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    batches = []
    left = n
    while left > 0:
        size = min(B, left)
        batches.append(torch.as_tensor(rng.choice(n, size=size, replace=False), dtype=torch.int64))
        left -= size
    return batches

# %% wrong: There is only one shuffled order per seed; the epoch just rotates it, so the orders of two epochs are related and the neighbours stay neighbours.
# told: rolled
import torch


def minibatches(n, B, seed, epoch):
    g = torch.Generator()
    g.manual_seed(seed)
    order = torch.randperm(n, generator=g)
    order = torch.roll(order, epoch)
    return list(torch.split(order, B))

# %% wrong: The order is dealt to the batches like cards (every k-th index), which makes batches of about equal size: batches before the last hold fewer than B.
# told: nearly_even
import math
import numpy as np


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    order = rng.permutation(n).tolist()
    k = math.ceil(n / B)
    return [order[j::k] for j in range(k)]

# %% wrong: One batch too many: there are always n // B + 1 of them, so the last one is empty when B divides n.
# told: empty_at_the_end
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng((seed, epoch))
    order = torch.from_numpy(rng.permutation(n)).long()
    batches = []
    for j in range(n // B + 1):
        batches.append(order[j * B:(j + 1) * B])
    return batches

# %% wrong: A seed of 0 is taken for 'no seed given': then the generator starts at random and the same pair gives different batches at each call.
# told: unrepeatable_with_seed_0
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    if seed:
        rng = np.random.default_rng([seed, epoch])
    else:
        rng = np.random.default_rng()
    order = rng.permutation(n)
    return [order[i:i + B].tolist() for i in range(0, n, B)]

# %% wrong: TWO: the pair is sorted before it seeds the generator, so (0, 1) and (1, 0) give the same order; and the last batch is filled up to B with samples from the start of the order.
# told: filled_up_and_pair_sorted
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    low, high = sorted([seed, epoch])
    rng = np.random.default_rng([low, high])
    order = rng.permutation(n).tolist()
    batches = [order[i:i + B] for i in range(0, n, B)]
    j = 0
    while len(batches[-1]) < B:
        batches[-1].append(order[j % n])
        j += 1
    return batches

# %% wrong: The digits of seed and epoch are glued together without a separator, so pairs like (1, 11) and (11, 1), or (1, 10) and (11, 0), get the same order.
# told: digits_glued_as_text
import random
import torch


def minibatches(n, B, seed, epoch):
    rng = random.Random(str(seed) + str(epoch))
    order = list(range(n))
    rng.shuffle(order)
    return [torch.tensor(order[i:i + B], dtype=torch.int64) for i in range(0, n, B)]

# %% wrong: The own generator is made and seeded but not passed to randperm: the order comes from the global generator and is not reproducible.
# told: unrepeatable
import torch


def minibatches(n, B, seed, epoch):
    g = torch.Generator()
    g.manual_seed(hash((seed, epoch)) % 2**31)
    order = torch.randperm(n)
    batches = []
    for start in range(0, n, B):
        batches.append(order[start:start + B])
    return batches

# %% right: Pure Python: random.Random with a text key, the batches are lists of ints, filled one index at a time.
import random

import torch


def minibatches(n, B, seed, epoch):
    rng = random.Random("seed=%d epoch=%d" % (seed, epoch))
    order = rng.sample(range(n), n)
    batches = [[]]
    for i in order:
        if len(batches[-1]) == B:
            batches.append([])
        batches[-1].append(i)
    return batches

# %% right: torch.Generator seeded with a hash of the pair; the order is the argsort of random numbers; a nested helper.
import hashlib

import torch


def minibatches(n, B, seed, epoch):
    def key(*parts):
        digest = hashlib.sha256(repr(parts).encode()).digest()
        return int.from_bytes(digest[:4], "big")

    g = torch.Generator()
    g.manual_seed(key(seed, epoch))
    order = torch.argsort(torch.rand(n, generator=g, dtype=torch.float64))
    if B >= n:
        return [order]
    return list(order.split(B))

# %% right: One numpy generator per seed; the orders of all epochs up to this one are drawn one after the other and the last one is kept.
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng(seed)
    for _ in range(epoch):
        rng.permutation(n)
    order = rng.permutation(n)
    cuts = range(B, n, B)
    return [torch.tensor(part, dtype=torch.int64) for part in np.split(order, list(cuts))]

# %% wrong: The batches are cut from 0..n-1 in order and only the inside of each batch is shuffled: the partners are the same in every epoch.
# told: shuffled_inside
import random

import torch


def minibatches(n, B, seed, epoch):
    rng = random.Random(f"{seed}/{epoch}")
    out = []
    for start in range(0, n, B):
        part = list(range(start, min(start + B, n)))
        rng.shuffle(part)
        out.append(torch.tensor(part))
    return out

# %% wrong: One order is drawn per seed and every epoch only rotates it by some places: the order of one epoch follows from that of another.
# told: rolled
import torch


def minibatches(n, B, seed, epoch):
    g = torch.Generator().manual_seed(seed)
    perm = torch.randperm(n, generator=g)
    perm = torch.roll(perm, epoch)
    return [perm[i:i + B] for i in range(0, n, B)]

# %% wrong: Every batch is drawn afresh from all n samples: without repeats inside a batch, but samples repeat across the batches and others are missed.
# told: batches_drawn_apart
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    out = []
    left = n
    while left > 0:
        size = min(B, left)
        out.append(torch.from_numpy(rng.choice(n, size=size, replace=False)))
        left -= size
    return out

# %% wrong: The number of batches is n // B + 1, so the last batch is empty whenever B divides n.
# told: empty_at_the_end
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    order = torch.from_numpy(rng.permutation(n))
    batches = []
    for b in range(n // B + 1):
        batches.append(order[b * B:(b + 1) * B])
    return batches

# %% wrong: The generator is seeded with seed * epoch (plus one), so (2, 3) and (3, 2) give the same order, and so do all pairs with a 0.
# told: seed_times_epoch
import torch


def minibatches(n, B, seed, epoch):
    gen = torch.Generator()
    gen.manual_seed(seed * epoch + 1)
    order = torch.randperm(n, generator=gen)
    return list(torch.split(order, B))

# %% wrong: TWO: the seeds are mixed with seed ^ epoch, which is symmetric in the pair; and only full batches are returned, the rest of n is dropped.
# told: seed_plus_epoch_and_last_lost
import random

import torch


def minibatches(n, B, seed, epoch):
    order = list(range(n))
    random.Random(seed ^ epoch).shuffle(order)
    return [torch.tensor(order[b * B:b * B + B]) for b in range(n // B)]

# %% wrong: The generator is seeded with 1000 * seed + epoch: good for fewer than 1000 epochs, but (0, 1000) repeats the order of (1, 0).
# told: meets_the_next_seed
import torch


def minibatches(n, B, seed, epoch):
    g = torch.Generator()
    g.manual_seed(1000 * seed + epoch)
    perm = torch.randperm(n, generator=g)
    return [perm[s:s + B] for s in range(0, n, B)]

# %% wrong: The own generator is made and seeded but not handed to randperm, so the order comes from torch's global generator and the same pair gives new batches.
# told: unrepeatable
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    key = int(np.random.SeedSequence([seed, epoch]).generate_state(1)[0])
    g = torch.Generator()
    g.manual_seed(key)
    perm = torch.randperm(n)
    return list(perm.split(B))

# %% right: random.Random with a text as seed, samples are taken off the list until it is empty; lists of ints.
import random


def minibatches(n, B, seed, epoch):
    rng = random.Random("seed %d epoch %d" % (seed, epoch))
    left = list(range(n))
    out = []
    while left:
        batch = []
        while left and len(batch) < B:
            batch.append(left.pop(rng.randrange(len(left))))
        out.append(batch)
    return out

# %% right: The generator's seed is a hash of the pair; the order is the argsort of random keys.
import hashlib
import torch


def minibatches(n, B, seed, epoch):
    def number(*pair):
        digest = hashlib.sha256(repr(pair).encode()).digest()
        return int.from_bytes(digest[:4], "big")

    gen = torch.Generator().manual_seed(number(seed, epoch))
    keys = torch.rand(n, generator=gen, dtype=torch.float64)
    return list(keys.argsort().split(B))

# %% right: numpy generator seeded with the pair; a nested function cuts recursively by halves of the batch list.
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    order = np.random.default_rng([seed, epoch]).permutation(n)

    def cut(first, last):
        if last - first == 1:
            return [torch.tensor(order[first * B:last * B], dtype=torch.int64)]
        mid = (first + last) // 2
        return cut(first, mid) + cut(mid, last)

    return cut(0, -(-n // B))

# %% wrong: One permutation per seed, which is only rotated by the epoch: each epoch follows from the one before, the neighbours stay the same.
# told: rolled
import math
import torch


def minibatches(n, B, seed, epoch):
    gen = torch.Generator().manual_seed(seed)
    perm = torch.randperm(n, generator=gen)
    perm = torch.roll(perm, epoch)
    return list(torch.split(perm, B))

# %% wrong: Each batch is the start of a fresh permutation, so batches overlap and some samples never come.
# told: batches_drawn_apart
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    batches = []
    left = n
    while left > 0:
        size = min(B, left)
        batches.append(torch.from_numpy(rng.permutation(n)[:size]))
        left -= size
    return batches

# %% wrong: Cuts the ordered indices first and shuffles only inside each batch (and the order of the batches): the partners never change.
# told: clue
import random
import torch


def minibatches(n, B, seed, epoch):
    rng = random.Random(f"{seed}/{epoch}")
    batches = [list(range(i, min(i + B, n))) for i in range(0, n, B)]
    last = batches.pop() if n % B else None
    rng.shuffle(batches)
    if last:
        batches.append(last)
    for b in batches:
        rng.shuffle(b)
    return batches

# %% wrong: torch.chunk takes a number of chunks and makes them equally large: for n = 9 and B = 4 the sizes are 3, 3, 3 and not 4, 4, 1.
# told: nearly_even_by_chunk
import math
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    seeds = np.random.SeedSequence([seed, epoch]).generate_state(1)
    gen = torch.Generator()
    gen.manual_seed(int(seeds[0]))
    perm = torch.randperm(n, generator=gen)
    return list(torch.chunk(perm, math.ceil(n / B)))

# %% wrong: The batch with the rest comes first, not last.
# told: short_first
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng((seed, epoch))
    perm = rng.permutation(n).tolist()
    rest = n % B
    batches = []
    if rest > 0:
        batches.append(perm[:rest])
    for start in range(rest, n, B):
        batches.append(perm[start:start + B])
    return batches

# %% wrong: TWO: the generator is seeded with seed * epoch, so with seed 0 all epochs are equal and (2, 3) is (3, 2); and an empty last batch when B divides n.
# told: clue
import random
import torch


def minibatches(n, B, seed, epoch):
    rng = random.Random(seed * epoch)
    order = list(range(n))
    rng.shuffle(order)
    batches = []
    for k in range(n // B + 1):
        batches.append(torch.tensor(order[k * B:(k + 1) * B], dtype=torch.int64))
    return batches

# %% wrong: The digits of seed and epoch are glued together without a separator: (1, 11) and (11, 1) get the same order.
# told: digits_glued
import math
import torch


def minibatches(n, B, seed, epoch):
    gen = torch.Generator()
    gen.manual_seed(int(str(seed) + str(epoch)))
    order = torch.randperm(n, generator=gen)
    return [order[i:i + B] for i in range(0, n, B)]

# %% wrong: The generator is made and seeded but never handed to randperm, which draws from the global one: not reproducible.
# told: unrepeatable
import math
import torch


def minibatches(n, B, seed, epoch):
    gen = torch.Generator()
    gen.manual_seed((seed + epoch) * (seed + epoch + 1) // 2 + epoch)
    order = torch.randperm(n)
    batches = []
    for i in range(0, n, B):
        batches.append(order[i:i + B])
    return batches

# %% right: Style: plain Python; random.Random seeded with a text, one index after the other drawn from a hat, lists of ints.
import random


def minibatches(n, B, seed, epoch):
    rng = random.Random(f"seed {seed}, epoch {epoch}")
    hat = list(range(n))
    batches = []
    while hat:
        if not batches or len(batches[-1]) == B:
            batches.append([])
        k = rng.randrange(len(hat))
        hat[k], hat[-1] = hat[-1], hat[k]
        batches[-1].append(hat.pop())
    return batches

# %% right: Style: Cantor's pairing function makes one number of the pair, NumPy draws; the batches are lists of NumPy ints.
import numpy as np


def minibatches(n, B, seed, epoch):
    diagonal = seed + epoch
    one_number = diagonal * (diagonal + 1) // 2 + epoch
    order = np.random.default_rng(one_number).permutation(n)
    return [list(order[start:start + B]) for start in range(0, n, B)]

# %% right: Style: a torch.Generator seeded from a SHA-256 of the pair; the order is the argsort of random keys, cut off in a while loop.
import hashlib

import torch


def minibatches(n, B, seed, epoch):
    digest = hashlib.sha256(repr((int(seed), int(epoch))).encode()).digest()
    gen = torch.Generator()
    gen.manual_seed(int.from_bytes(digest[:7], "big"))
    rest = torch.rand(n, generator=gen, dtype=torch.float64).argsort()
    out = []
    while len(rest) > B:
        out.append(rest[:B].clone())
        rest = rest[B:]
    out.append(rest)
    return out

# %% wrong: Only one order is drawn per seed and every epoch starts it at another place: the order of one epoch gives away that of the next, and the partners hardly change.
# told: rolled
import torch


def minibatches(n, B, seed, epoch):
    gen = torch.Generator().manual_seed(seed)
    order = torch.randperm(n, generator=gen)
    order = torch.roll(order, epoch)
    return [order[i:i + B] for i in range(0, n, B)]

# %% wrong: Each index is drawn on its own, with replacement: some samples come twice in the epoch and others never.
# told: with_replacement
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    picks = torch.from_numpy(rng.integers(0, n, size=n))
    return list(picks.split(B))

# %% wrong: The number of batches is right, but they are cut evenly: with n = 9 and B = 4 their sizes are 3, 3, 3 and not 4, 4, 1.
# told: nearly_even
import math

import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng((seed, epoch))
    order = torch.from_numpy(rng.permutation(n))
    return list(torch.tensor_split(order, math.ceil(n / B)))

# %% wrong: n // B + 1 batches are cut: if B divides n, the last one is empty.
# told: empty_at_the_end
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    order = torch.as_tensor(np.random.default_rng([seed, epoch]).permutation(n))
    batches = []
    for k in range(n // B + 1):
        batches.append(order[k * B:(k + 1) * B])
    return batches

# %% wrong: TWO: The generator is seeded with seed + epoch, so (0, 1) and (1, 0) share an order; and a short last batch is thrown away.
# told: seed_plus_epoch_and_last_lost
import torch


def minibatches(n, B, seed, epoch):
    gen = torch.Generator()
    gen.manual_seed(seed + epoch)
    order = torch.randperm(n, generator=gen)
    return [order[k * B:k * B + B] for k in range(n // B)]

# %% wrong: If everything fits in one batch, it comes back unshuffled, as 0, 1, 2, ...: there the order does not depend on seed and epoch.
# told: clue
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    if B >= n:
        return [torch.arange(n)]
    order = np.random.default_rng([seed, epoch]).permutation(n)
    return [torch.tensor(order[i:i + B]) for i in range(0, n, B)]

# %% wrong: The generator is made and seeded, but not handed to randperm, which therefore draws from torch's global one.
# told: unrepeatable
import torch


def minibatches(n, B, seed, epoch):
    gen = torch.Generator()
    gen.manual_seed((seed + epoch) * (seed + epoch + 1) // 2 + epoch)
    order = torch.randperm(n)
    return list(torch.split(order, B))

# %% right: Own Fisher-Yates shuffle, seeded by a string with a separator; batches are lists of Python ints.
import random


def minibatches(n, B, seed, epoch):
    rng = random.Random("seed=" + str(seed) + ";epoch=" + str(epoch))
    a = list(range(n))
    for i in range(n - 1, 0, -1):
        j = rng.randint(0, i)
        a[i], a[j] = a[j], a[i]
    out = []
    while a:
        out.append(a[:B])
        a = a[B:]
    return out

# %% right: The pair becomes one whole number by Cantor's pairing (no two pairs share it), which seeds random.Random; the order sorts by random keys.
import random
import torch


def minibatches(n, B, seed, epoch):
    s = seed + epoch
    key = s * (s + 1) // 2 + epoch
    rng = random.Random(key)
    order = sorted(range(n), key=lambda _: rng.random())

    def cut(seq):
        if len(seq) <= B:
            return [seq]
        pieces = []
        for start in range(0, len(seq), B):
            pieces.append(seq[start:start + B])
        return pieces

    return [torch.tensor(p, dtype=torch.int64) for p in cut(order)]

# %% right: numpy's SeedSequence with the epoch as spawn key; filled batch by batch in a loop, lists of numpy integers.
import numpy as np


def minibatches(n, B, seed, epoch):
    ss = np.random.SeedSequence(seed, spawn_key=(epoch,))
    rng = np.random.default_rng(ss)
    order = rng.permutation(n)
    batches = [[]]
    for number in order:
        if len(batches[-1]) == B:
            batches.append([])
        batches[-1].append(number)
    return batches

# %% wrong: Neighbours always stay together: the ordered indices are cut first, and only the order of the batches is shuffled.
# told: blocks
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    batches = list(torch.arange(n).split(B))
    order = rng.permutation(len(batches))
    return [batches[k] for k in order]

# %% wrong: The digits of seed and epoch are glued to one number, so (1, 11) and (11, 1) both give the seed 111 and the same order.
# told: digits_glued
import random
import torch


def minibatches(n, B, seed, epoch):
    rng = random.Random(int(str(seed) + str(epoch)))
    order = list(range(n))
    rng.shuffle(order)
    return [torch.tensor(order[i:i + B]) for i in range(0, n, B)]

# %% wrong: The last, smaller batch is dropped, so some samples are never visited in the epoch.
# told: last_batch_lost
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    order = np.random.default_rng((seed, epoch)).permutation(n)
    full = n // B
    return [torch.from_numpy(order[k * B:(k + 1) * B]) for k in range(full)]

# %% wrong: The permutation is drawn of n - 1 numbers, so the index n - 1 never comes.
# told: never_the_last
import numpy as np
import torch


def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    order = torch.as_tensor(rng.permutation(n - 1))
    return [order[i:i + B] for i in range(0, n, B)]

# %% wrong: TWO: the order is cut into pieces of nearly equal size instead of B indices each; and the epoch is not used, so every epoch has the same order.
# told: clue
import math
import torch


def minibatches(n, B, seed, epoch):
    g = torch.Generator().manual_seed(seed)
    order = torch.randperm(n, generator=g)
    return list(torch.tensor_split(order, math.ceil(n / B)))

# %% wrong: There is always one batch more than n // B, so an empty batch comes at the end when B divides n.
# told: empty_at_the_end
import random


def minibatches(n, B, seed, epoch):
    rng = random.Random(f"{seed}/{epoch}")
    order = rng.sample(range(n), n)
    result = []
    for k in range(n // B + 1):
        result.append(order[k * B:k * B + B])
    return result

# %% wrong: A generator of one's own is made and seeded but not handed to randperm, which draws from the global one: not repeatable, and torch.rand's next numbers change.
# told: unrepeatable
import random
import torch


def minibatches(n, B, seed, epoch):
    mix = random.Random(f"{seed},{epoch}").getrandbits(32)
    g = torch.Generator()
    g.manual_seed(mix)
    order = torch.randperm(n)
    return list(order.split(B))
