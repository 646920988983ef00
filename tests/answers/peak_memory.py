# %% right: Keeps a running account of what is held, one activation after another.
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        held = 0
        for n in layer_sizes:
            held += n * batch
        return held
    if mode == "inference":
        peak = held = layer_sizes[0]
        for n in layer_sizes[1:]:
            peak = max(peak, held + n)
            held = n
        return peak * batch
    stay = segment = largest = 0
    for i, n in enumerate(layer_sizes):
        if i % every == 0:
            stay, segment = stay + n, 0
        else:
            segment += n
        largest = max(largest, segment)
    return (stay + largest) * batch

# %% right: numpy: padded and reshaped into rows of length `every`; returns a float.
import numpy as np

def peak_memory(layer_sizes, batch, mode, every):
    n = np.array(layer_sizes, dtype=np.float64) * batch
    if mode == "train":
        return float(n.sum())
    if mode == "inference":
        return float((n[1:] + n[:-1]).max())
    rows = np.pad(n, (0, -len(n) % every)).reshape(-1, every)
    return float(rows[:, 0].sum() + rows[:, 1:].sum(axis=1).max())

# %% right: Helper functions, the segments by recursion.
def _segments(sizes, k):
    if not sizes:
        return [0]
    return [sum(sizes[1:k])] + _segments(sizes[k:], k)

def peak_memory(layer_sizes, batch, mode, every):
    sizes = list(layer_sizes)
    match mode:
        case "train":
            per_sample = sum(sizes)
        case "inference":
            per_sample = max(map(sum, zip(sizes, sizes[1:])))
        case "checkpoint":
            per_sample = sum(sizes[::every]) + max(_segments(sizes, every))
    return batch * per_sample

# %% wrong: Inference takes the two largest activations anywhere in the network, not two neighbours.
# told: inference_two_largest
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * sum(sorted(layer_sizes)[-2:])
    kept = sum(layer_sizes[::every])
    seg = max(sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every))
    return batch * (kept + seg)

# %% wrong: The checkpoints are counted only up to the segment in work, as if the later ones were freed already.
# told: later_checkpoints_freed
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(a + b for a, b in zip(layer_sizes, layer_sizes[1:]))
    best = 0
    kept = 0
    for i in range(0, len(layer_sizes), every):
        kept += layer_sizes[i]
        best = max(best, kept + sum(layer_sizes[i + 1:i + every]))
    return batch * best

# %% wrong: A recomputed segment is counted like inference, by its largest single activation; all of the segment is held.
# told: largest_of_a_segment
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(len(layer_sizes) - 1))
    kept = 0
    largest = 0
    for i, n in enumerate(layer_sizes):
        if i % every == 0:
            kept += n
        else:
            largest = max(largest, n)
    return batch * (kept + largest)

# %% wrong: range(0, L, every) never reaches a_L, so the output is not counted as a checkpoint when every divides L.
# told: output_never_counted
def peak_memory(layer_sizes, batch, mode, every):
    L = len(layer_sizes) - 1
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(L))
    kept = sum(layer_sizes[i] for i in range(0, L, every))
    seg = max(sum(layer_sizes[i + 1:i + every]) for i in range(0, L, every))
    return batch * (kept + seg)

# %% wrong: With checkpoints only the segment is multiplied by the batch size, the checkpoints are not.
# told: batch_left_out_for_checkpoints
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(a + b for a, b in zip(layer_sizes[:-1], layer_sizes[1:]))
    kept = sum(layer_sizes[::every])
    segments = [sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every)]
    return kept + batch * max(segments)

# %% wrong: TWO: training leaves out the input a_0; and the next checkpoint is counted a second time as part of the segment.
# told: train_without_input_and_next_checkpoint_twice
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes[1:])
    if mode == "inference":
        return batch * max(a + b for a, b in zip(layer_sizes, layer_sizes[1:]))
    kept = sum(layer_sizes[::every])
    segments = [sum(layer_sizes[i + 1:i + every + 1]) for i in range(0, len(layer_sizes), every)]
    return batch * (kept + max(segments))

# %% wrong: Only complete segments between two checkpoints are looked at; the last one, behind the last checkpoint, is lost.
# told: last_segment_forgotten
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(a + b for a, b in zip(layer_sizes, layer_sizes[1:]))
    points = list(range(0, len(layer_sizes), every))
    kept = sum(layer_sizes[p] for p in points)
    largest = 0
    for p, q in zip(points, points[1:]):
        largest = max(largest, sum(layer_sizes[p + 1:q]))
    return batch * (kept + largest)

# %% wrong: In inference the return stands inside the loop, so only the first pair of layers is seen.
# told: inference_first_layer
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        peak = 0
        for i in range(len(layer_sizes) - 1):
            peak = max(peak, layer_sizes[i] + layer_sizes[i + 1])
            return batch * peak
    kept = sum(layer_sizes[::every])
    rest = max(sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every))
    return batch * (kept + rest)

# %% right: Simulation: a dict of what is held, played through step by step, the peak noted as it goes.
def peak_memory(layer_sizes, batch, mode, every):
    L = len(layer_sizes) - 1
    held, peak = {}, 0

    def hold(*which):
        nonlocal peak
        for i in which:
            held[i] = batch * layer_sizes[i]
        peak = max(peak, sum(held.values()))

    if mode == "train":
        for i in range(L + 1):
            hold(i)
    elif mode == "inference":
        hold(0)
        for i in range(1, L + 1):
            hold(i)
            del held[i - 1]
    else:
        hold(*[i for i in range(L + 1) if i % every == 0])
        i = L
        while i >= 0:
            if i % every == 0:
                for j in [j for j in held if j % every]:
                    del held[j]
            else:
                hold(i)
            i -= 1
    return peak

# %% right: numpy: zeros appended up to a full table of rows of length every; first column = checkpoints, the largest rest of a row = segment.
import numpy as np


def peak_memory(layer_sizes, batch, mode, every):
    n = np.array(layer_sizes, dtype=np.int64) * batch
    if mode == "train":
        return int(n.sum())
    if mode == "inference":
        return int((n[:-1] + n[1:]).max())
    rows = -(-len(n) // every)
    table = np.zeros(rows * every, dtype=np.int64)
    table[:len(n)] = n
    table = table.reshape(rows, every)
    return int(table[:, 0].sum() + table[:, 1:].sum(axis=1).max())

# %% right: Recursion over the tuple, and a float as result.
def peak_memory(layer_sizes, batch, mode, every):
    def pairs(n):
        here = n[0] + n[1]
        return here if len(n) == 2 else max(here, pairs(n[1:]))

    def split(n):
        if not n:
            return 0, 0
        points, most = split(n[every:])
        return points + n[0], max(most, sum(n[1:every]))

    if mode == "train":
        answer = sum(layer_sizes)
    elif mode == "inference":
        answer = pairs(layer_sizes)
    else:
        answer = sum(split(layer_sizes))
    return float(batch * answer)

# %% wrong: Inference takes the two largest activations of the whole network, but only the input and output of one layer (neighbours) are held.
# told: inference_two_largest
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        big = sorted(n)[-2:]
        return batch * sum(big)
    points = sum(n[::every])
    best = 0
    for s in range(0, len(n), every):
        best = max(best, sum(n[s + 1:s + every]))
    return batch * (points + best)

# %% wrong: A checkpoint is dropped as soon as its segment is done; by the text all checkpoints stay until the backward pass is over.
# told: later_checkpoints_freed
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return sum(layer_sizes) * batch
    if mode == "inference":
        return max(a + b for a, b in zip(layer_sizes, layer_sizes[1:])) * batch
    peak = 0
    for start in reversed(range(0, len(layer_sizes), every)):
        kept = sum(layer_sizes[0:start + 1:every])
        segment = sum(layer_sizes[start + 1:start + every])
        peak = max(peak, kept + segment)
    return peak * batch

# %% wrong: The recomputed segments are never freed: all of them are added up, so checkpoints save nothing.
# told: checkpoint_keeps_everything
def peak_memory(layer_sizes, batch, mode, every):
    L = len(layer_sizes) - 1
    if mode == "train":
        total = sum(layer_sizes)
    elif mode == "inference":
        total = max(layer_sizes[i] + layer_sizes[i + 1] for i in range(L))
    else:
        total = sum(layer_sizes[::every])
        for start in range(0, L + 1, every):
            total += sum(layer_sizes[start + 1:start + every])
    return batch * total

# %% wrong: range stops before L: when L is a multiple of every, the output a_L is a checkpoint too and is left out.
# told: output_never_counted
def peak_memory(layer_sizes, batch, mode, every):
    L = len(layer_sizes) - 1
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(L))
    checkpoints = range(0, L, every)
    held = sum(layer_sizes[i] for i in checkpoints)
    most = max(sum(layer_sizes[i + 1:i + every]) for i in checkpoints)
    return batch * (held + most)

# %% wrong: The slice of a segment goes one too far: the next checkpoint is counted a second time.
# told: next_checkpoint_twice
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(map(sum, zip(layer_sizes[:-1], layer_sizes[1:])))
    held = sum(layer_sizes[::every])
    segments = [layer_sizes[i + 1:i + every + 1] for i in range(0, len(layer_sizes), every)]
    return batch * (held + max(sum(s) for s in segments))

# %% wrong: TWO: the input is not counted in training; and in checkpoint mode the length of the longest segment is added instead of its sizes.
# told: train_without_input_and_number_in_a_segment
def peak_memory(layer_sizes, batch, mode, every):
    n = layer_sizes
    if mode == "train":
        return batch * sum(n[1:])
    if mode == "inference":
        return batch * max(n[i] + n[i + 1] for i in range(len(n) - 1))
    held = sum(n[::every])
    longest = max(len(n[i + 1:i + every]) for i in range(0, len(n), every))
    return batch * (held + longest)

# %% wrong: Only full segments are looked at: the shorter one after the last checkpoint is forgotten (and with every > L nothing is left).
# told: last_segment_forgotten
def peak_memory(layer_sizes, batch, mode, every):
    L = len(layer_sizes) - 1
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(L))
    held = sum(layer_sizes[i] for i in range(L + 1) if i % every == 0)
    most = 0
    for q in range(L // every):
        most = max(most, sum(layer_sizes[q * every + 1:(q + 1) * every]))
    return batch * (held + most)

# %% wrong: Inference returns the pair of the last layer: best is overwritten in the loop, the max was forgotten.
# told: inference_last_layer
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        best = 0
        for left, right in zip(layer_sizes, layer_sizes[1:]):
            best = left + right
        return batch * best
    held = sum(layer_sizes[::every])
    segment = best = 0
    for i, n in enumerate(layer_sizes):
        if i % every == 0:
            segment = 0
        else:
            segment += n
            best = max(best, segment)
    return batch * (held + best)

# %% right: Plays the passes step by step and keeps a set of the activations that are held.
def peak_memory(layer_sizes, batch, mode, every):
    last = len(layer_sizes) - 1
    moments = []
    if mode == "train":
        moments.append(set(range(last + 1)))
    elif mode == "inference":
        for layer in range(1, last + 1):
            moments.append({layer - 1, layer})
    else:
        checkpoints = {i for i in range(last + 1) if i % every == 0}
        moments.append(checkpoints)
        position = last
        while position >= 0:
            held = set(checkpoints)
            while position not in checkpoints:
                held.add(position)
                position -= 1
            moments.append(held)
            position -= 1
    return max(sum(layer_sizes[i] * batch for i in held) for held in moments)

# %% right: Pads the sizes to a rectangle: column 0 holds the checkpoints, the rest of each row is a segment.
import math

import torch


def peak_memory(layer_sizes, batch, mode, every):
    sizes = torch.tensor(layer_sizes, dtype=torch.float64)
    if mode == "inference":
        return float((sizes[:-1] + sizes[1:]).max()) * batch
    if mode == "train":
        return float(sizes.sum()) * batch
    rows = math.ceil(len(layer_sizes) / every)
    table = torch.zeros(rows * every, dtype=torch.float64)
    table[:len(layer_sizes)] = sizes
    table = table.reshape(rows, every)
    return batch * (table[:, 0].sum() + table[:, 1:].sum(dim=1).max()).item()

# %% right: Helper functions, a running sum that is reset at each checkpoint, training seen as checkpoints at every activation.
def with_checkpoints(sizes, k):
    kept, running, worst = 0, 0, 0
    for i, n in enumerate(sizes):
        if i % k == 0:
            kept, running = kept + n, 0
        else:
            running += n
            if running > worst:
                worst = running
    return kept + worst


def widest_layer(sizes):
    if len(sizes) == 2:
        return sizes[0] + sizes[1]
    return max(sizes[0] + sizes[1], widest_layer(sizes[1:]))


def peak_memory(layer_sizes, batch, mode, every):
    if mode == "inference":
        return batch * widest_layer(layer_sizes)
    return batch * with_checkpoints(layer_sizes, every or 1)

# %% wrong: In training the input a_0 is not counted ("it is data, not an activation"), though it waits for the backward pass too.
# told: train_without_input
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes[1:])
    if mode == "inference":
        return batch * max(p + q for p, q in zip(layer_sizes, layer_sizes[1:]))
    kept = sum(layer_sizes[::every])
    segments = [sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every)]
    return batch * (kept + max(segments))

# %% wrong: Inference adds the two largest activations, even when they are not the input and output of one layer.
# told: inference_two_largest
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        held = sum(layer_sizes)
    elif mode == "inference":
        held = sum(sorted(layer_sizes)[-2:])
    else:
        checkpoints = sum(layer_sizes[0::every])
        best = 0
        for start in range(0, len(layer_sizes), every):
            best = max(best, sum(layer_sizes[start + 1:start + every]))
        held = checkpoints + best
    return held * batch

# %% wrong: Checkpoints are freed as soon as the backward pass is behind them, although the text holds all of them to the end.
# told: later_checkpoints_freed
def peak_memory(layer_sizes, batch, mode, every):
    n = len(layer_sizes)
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(n - 1))
    peak = 0
    for start in reversed(range(0, n, every)):
        still_needed = sum(layer_sizes[0:start + 1:every])
        segment = sum(layer_sizes[start + 1:min(start + every, n)])
        peak = max(peak, still_needed + segment)
    return batch * peak

# %% wrong: Off by one: the segment's slice starts at its checkpoint, so that checkpoint is counted twice.
# told: own_checkpoint_twice
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return sum(layer_sizes) * batch
    if mode == "inference":
        pairs = [layer_sizes[i] + layer_sizes[i + 1] for i in range(len(layer_sizes) - 1)]
        return max(pairs) * batch
    if mode == "checkpoint":
        checkpoints = layer_sizes[::every]
        segments = []
        for i in range(0, len(layer_sizes), every):
            segments.append(sum(layer_sizes[i:i + every]))
        return (sum(checkpoints) + max(segments)) * batch

# %% wrong: The peak is taken from the segment with the most activations (the first of them), not from the one with the most numbers.
# told: first_segment_alone
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(a + b for a, b in zip(layer_sizes[:-1], layer_sizes[1:]))
    checkpoints = sum(n for i, n in enumerate(layer_sizes) if i % every == 0)
    segments = [layer_sizes[i + 1:i + every] for i in range(0, len(layer_sizes), every)]
    longest = max(segments, key=len)
    return batch * (checkpoints + sum(longest))

# %% wrong: TWO: inference counts only the largest single activation; and batch is multiplied with the checkpoints only, not with the segment.
# told: inference_one_and_batch_left_out_for_segment
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes)
    checkpoints = batch * sum(layer_sizes[::every])
    segment = max(sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every))
    return checkpoints + segment

# %% wrong: Only full segments between two checkpoints are looked at: the activations after the last checkpoint are left out.
# told: last_segment_forgotten
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(p + q for p, q in zip(layer_sizes, layer_sizes[1:]))
    points = list(range(0, len(layer_sizes), every))
    kept = sum(layer_sizes[i] for i in points)
    largest = 0
    for left, right in zip(points, points[1:]):
        largest = max(largest, sum(layer_sizes[left + 1:right]))
    return batch * (kept + largest)

# %% wrong: The return of the inference mode is indented into the loop: only the first layer is looked at.
# told: inference_first_layer
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        total = 0
        for n in layer_sizes:
            total += n
        return batch * total
    if mode == "inference":
        peak = 0
        for i in range(len(layer_sizes) - 1):
            peak = max(peak, layer_sizes[i] + layer_sizes[i + 1])
            return batch * peak
    kept = sum(layer_sizes[::every])
    rest = max(sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every))
    return batch * (kept + rest)

# %% right: A simulation: activations enter and leave a set, and after each step the size of the set is noted.
def peak_memory(layer_sizes, batch, mode, every):
    last = len(layer_sizes) - 1
    held, peak = set(), 0

    def note():
        nonlocal peak
        peak = max(peak, batch * sum(layer_sizes[i] for i in held))

    if mode == "train":
        for i in range(last + 1):
            held.add(i)
            note()
    elif mode == "inference":
        held.add(0)
        for i in range(last):
            held.add(i + 1)
            note()
            held.remove(i)
    else:
        held = {i for i in range(last + 1) if i % every == 0}
        note()
        segment = set()
        for i in range(last, -1, -1):
            if i % every:
                held.add(i)
                segment.add(i)
                note()
            else:
                held -= segment
                segment = set()
    return peak

# %% right: numpy: pad with zeros to full rows of length `every`; column 0 holds the checkpoints, the other columns the segments.
import numpy as np


def peak_memory(layer_sizes, batch, mode, every):
    n = np.array(layer_sizes, dtype=np.int64) * batch
    if mode == "train":
        return int(n.sum())
    if mode == "inference":
        return int((n[:-1] + n[1:]).max())
    rows = np.append(n, np.zeros(-len(n) % every, dtype=np.int64)).reshape(-1, every)
    return int(rows[:, 0].sum() + rows[:, 1:].sum(axis=1).max())

# %% right: A dictionary of segments with the key i // every, sorted to find the largest; returns a float.
from collections import defaultdict


def peak_memory(layer_sizes, batch, mode, every):
    if mode == "inference":
        sums = sorted(map(sum, zip(layer_sizes, layer_sizes[1:])))
        return float(batch * sums[-1])
    k = 1 if mode == "train" else every
    kept, segment = 0, defaultdict(int, {0: 0})
    for i, n in enumerate(layer_sizes):
        if i % k:
            segment[i // k] += n
        else:
            kept += n
    return float(batch * (kept + sorted(segment.values())[-1]))

# %% wrong: In inference only the largest single activation is counted; a running layer holds its input and its output together.
# told: inference_one_at_a_time
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes)
    kept = sum(layer_sizes[::every])
    segments = [sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every)]
    return batch * (kept + max(segments))

# %% wrong: A checkpoint is freed as soon as its segment is done; by the text all checkpoints are held until the end.
# told: later_checkpoints_freed
def peak_memory(layer_sizes, batch, mode, every):
    n = len(layer_sizes)
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(n - 1))
    peak = 0
    held = 0
    for start in range(0, n, every):
        held += layer_sizes[start]
        peak = max(peak, held + sum(layer_sizes[start + 1:start + every]))
    return batch * peak

# %% wrong: The checkpoint at the start of a segment is counted twice: among the checkpoints and again in its segment.
# told: own_checkpoint_twice
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    elif mode == "inference":
        return batch * max(u + v for u, v in zip(layer_sizes, layer_sizes[1:]))
    elif mode == "checkpoint":
        checkpoints = sum(layer_sizes[::every])
        largest = max(sum(layer_sizes[i:i + every]) for i in range(0, len(layer_sizes), every))
        return batch * (checkpoints + largest)

# %% wrong: The activations after the last checkpoint are forgotten: only segments between two checkpoints are looked at.
# told: last_segment_forgotten
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(u + v for u, v in zip(layer_sizes[:-1], layer_sizes[1:]))
    marks = list(range(0, len(layer_sizes), every))
    kept = sum(layer_sizes[i] for i in marks)
    best = 0
    for left, right in zip(marks, marks[1:]):
        best = max(best, sum(layer_sizes[left + 1:right]))
    return batch * (kept + best)

# %% wrong: The checkpoints are not multiplied by the batch size, only the segment is.
# told: batch_left_out_for_checkpoints
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(len(layer_sizes) - 1))
    checkpoints = sum(layer_sizes[::every])
    segments = [sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every)]
    return checkpoints + batch * max(segments)

# %% wrong: TWO: training counts the adjoints as well, twice the activations; and with checkpoints the first segment is taken as the largest one.
# told: train_twice
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return 2 * batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(u + v for u, v in zip(layer_sizes, layer_sizes[1:]))
    return batch * (sum(layer_sizes[::every]) + sum(layer_sizes[1:every]))

# %% wrong: Empty segments are sorted out first, so for every = 1 no segment is left and max fails on an empty list.
# told: empty_segment_fails
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(u + v for u, v in zip(layer_sizes, layer_sizes[1:]))
    segments, current, kept = [], [], 0
    for i, size in enumerate(layer_sizes):
        if i % every == 0:
            kept += size
            if current:
                segments.append(sum(current))
            current = []
        else:
            current.append(size)
    if current:
        segments.append(sum(current))
    return batch * (kept + max(segments))

# %% wrong: In inference the return stands inside the loop: only the first layer is looked at.
# told: inference_first_layer
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        peak = 0
        for i in range(len(layer_sizes) - 1):
            peak = max(peak, layer_sizes[i] + layer_sizes[i + 1])
            return batch * peak
    kept = sum(layer_sizes[::every])
    return batch * (kept + max(sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every)))

# %% right: A simulation that really stores and frees names of activations and notes the peak.
def peak_memory(layer_sizes, batch, mode, every):
    held, peak = {}, 0

    def note():
        nonlocal peak
        peak = max(peak, sum(held.values()))

    L = len(layer_sizes) - 1
    if mode == "checkpoint":
        for i in range(0, L + 1, every):
            held[i] = batch * layer_sizes[i]
        note()
        for start in reversed(range(0, L + 1, every)):
            segment = range(start + 1, min(start + every, L + 1))
            for i in segment:
                held[i] = batch * layer_sizes[i]
            note()
            for i in segment:
                del held[i]
        return peak
    held[0] = batch * layer_sizes[0]
    for i in range(1, L + 1):
        held[i] = batch * layer_sizes[i]
        note()
        if mode == "inference":
            del held[i - 1]
    return peak

# %% right: numpy: pad with zeros, one row for each segment, checkpoints in column 0. Returns a float.
import numpy as np

def peak_memory(layer_sizes, batch, mode, every):
    n = np.array(layer_sizes, dtype=float)
    if mode == "train":
        return float(batch * n.sum())
    if mode == "inference":
        return float(batch * np.max(n[:-1] + n[1:]))
    pad = (-len(n)) % every
    table = np.concatenate([n, np.zeros(pad)]).reshape(-1, every)
    return float(batch * (table[:, 0].sum() + table[:, 1:].sum(axis=1).max()))

# %% right: Segments collected in a dictionary under i // every; train is seen as one checkpoint segment with every = number of activations.
from collections import defaultdict

def peak_memory(layer_sizes, batch, mode, every):
    if mode == "inference":
        a, best = layer_sizes[0], 0
        for b in layer_sizes[1:]:
            best = max(best, a + b)
            a = b
        return best * batch
    k = len(layer_sizes) if mode == "train" else every
    groups = defaultdict(int)
    base = 0
    for i, size in enumerate(layer_sizes):
        q, r = divmod(i, k)
        if r:
            groups[q] += size
        else:
            base += size
    return (base + max(groups.values(), default=0)) * batch

# %% wrong: Inference: only the largest single activation is counted; while a layer runs, its input and its output are both held.
# told: inference_one_at_a_time
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes)
    cp = sum(layer_sizes[::every])
    best = 0
    for s in range(0, len(layer_sizes), every):
        best = max(best, sum(layer_sizes[s + 1:s + every]))
    return batch * (cp + best)

# %% wrong: Checkpoint: all segments are added up as if none were freed, so the result is that of train; only the largest counts.
# told: checkpoint_keeps_everything
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    if mode == "train":
        total = sum(n)
    elif mode == "inference":
        total = max(n[i] + n[i + 1] for i in range(len(n) - 1))
    else:
        total = 0
        segments = 0
        for i, size in enumerate(n):
            if i % every == 0:
                total += size
            else:
                segments += size
        total += segments
    return total * batch

# %% wrong: Checkpoint: a checkpoint is freed together with its segment, so only the earlier checkpoints are counted; all are held until the end.
# told: later_checkpoints_freed
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return sum(layer_sizes) * batch
    if mode == "inference":
        return max(a + b for a, b in zip(layer_sizes, layer_sizes[1:])) * batch
    peak = 0
    for start in range(0, len(layer_sizes), every):
        checkpoints = sum(layer_sizes[0:start + 1:every])
        segment = sum(layer_sizes[start + 1:start + every])
        peak = max(peak, checkpoints + segment)
    return peak * batch

# %% wrong: The checkpoints begin at a_k (a_k, a_2k, ...); a_0 is not counted among them but in the first segment.
# told: clue
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i - 1] + layer_sizes[i] for i in range(1, len(layer_sizes)))
    kept, seg, best = 0, 0, 0
    for i, s in enumerate(layer_sizes):
        if i > 0 and i % every == 0:
            kept += s
            best = max(best, seg)
            seg = 0
        else:
            seg += s
    best = max(best, seg)
    return batch * (kept + best)

# %% wrong: Train: the input a_0 is left out of the sum; input and output both wait too.
# told: train_without_input
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes[1:])
    elif mode == "inference":
        pairs = []
        for i in range(len(layer_sizes) - 1):
            pairs.append(layer_sizes[i] + layer_sizes[i + 1])
        return batch * max(pairs)
    elif mode == "checkpoint":
        segs = [sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every)]
        return batch * (sum(layer_sizes[::every]) + max(segs))

# %% wrong: TWO: in inference mode the batch is forgotten; and in checkpoint mode only the last segment is taken, not the largest.
# told: batch_left_out_for_inference
def peak_memory(layer_sizes, batch, mode, every):
    L = len(layer_sizes) - 1
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return max(layer_sizes[i] + layer_sizes[i + 1] for i in range(L))
    cps = list(range(0, L + 1, every))
    last = cps[-1]
    held = sum(layer_sizes[i] for i in cps)
    return batch * (held + sum(layer_sizes[last + 1:]))

# %% wrong: Only full segments between two checkpoints are looked at: what comes after the last checkpoint is lost (and max fails when every is larger than L, where 0 is taken).
# told: last_segment_forgotten
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(map(sum, zip(layer_sizes, layer_sizes[1:])))
    idx = range(0, len(layer_sizes), every)
    segs = [sum(layer_sizes[a + 1:b]) for a, b in zip(idx, idx[1:])]
    return batch * (sum(layer_sizes[i] for i in idx) + max(segs, default=0))

# %% wrong: The return stands inside the loop of inference, so only the first layer is looked at.
# told: inference_first_layer
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        peak = 0
        for i in range(len(layer_sizes) - 1):
            held = layer_sizes[i] + layer_sizes[i + 1]
            if held > peak:
                peak = held
            return batch * peak
    held = 0
    best = 0
    seg = 0
    for i in range(len(layer_sizes)):
        if i % every == 0:
            held += layer_sizes[i]
            seg = 0
        else:
            seg += layer_sizes[i]
            best = max(best, seg)
    return batch * (held + best)

# %% right: The passes are played step by step with a set of the activations held; the peak is recorded after each step.
def peak_memory(layer_sizes, batch, mode, every):
    L = len(layer_sizes) - 1
    peak = 0

    def record(held):
        nonlocal peak
        peak = max(peak, sum(layer_sizes[i] for i in held) * batch)

    if mode == "train":
        held = set()
        for i in range(L + 1):
            held.add(i)
            record(held)
    elif mode == "inference":
        for i in range(L):
            record({i, i + 1})
    else:
        checkpoints = {i for i in range(L + 1) if i % every == 0}
        held = set(checkpoints)
        record(held)
        for i in range(L, -1, -1):
            if i in checkpoints:
                held = set(checkpoints)
            else:
                held.add(i)
            record(held)
    return peak

# %% right: NumPy: the sizes are padded with zeros and laid out in rows of length every; the first column holds the checkpoints.
import numpy as np


def peak_memory(layer_sizes, batch, mode, every):
    n = np.array(layer_sizes, dtype=np.float64) * batch
    if mode == "train":
        return float(n.sum())
    if mode == "inference":
        return float(np.convolve(n, [1, 1], "valid").max())
    if every >= len(n) - 1:
        return float(n.sum())
    table = np.pad(n, (0, -len(n) % every)).reshape(-1, every)
    return float(table[:, 0].sum() + table[:, 1:].sum(axis=1).max())

# %% right: A function for each mode in a dictionary; segments are collected by the quotient i // every.
def _segments(n, every):
    sums = {}
    for i, size in enumerate(n):
        key = i // every
        sums[key] = sums.get(key, 0) + (size if i % every else 0)
    return sums


def peak_memory(layer_sizes, batch, mode, every):
    rules = {
        "train": lambda n: sum(n),
        "inference": lambda n: max(n[i] + n[i - 1] for i in range(1, len(n))),
        "checkpoint": lambda n: sum(s for i, s in enumerate(n) if not i % every) + max(_segments(n, every).values()),
    }
    return rules[mode](layer_sizes) * batch

# %% wrong: Inference adds the two largest activations, even where they are not neighbours.
# told: inference_two_largest
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        n.sort()
        return batch * (n[-1] + n[-2])
    most = 0
    for i in range(0, len(n), every):
        most = max(most, sum(n[i + 1:i + every]))
    return batch * (sum(n[::every]) + most)

# %% wrong: A checkpoint is taken to be freed as soon as the backward pass has done its segment; the text holds all of them until the end.
# told: later_checkpoints_freed
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(p + q for p, q in zip(layer_sizes, layer_sizes[1:]))
    peak = 0
    for start in range(0, len(layer_sizes), every):
        checkpoints = sum(layer_sizes[0:start + 1:every])
        segment = sum(layer_sizes[start + 1:start + every])
        peak = max(peak, checkpoints + segment)
    return batch * peak

# %% wrong: Within a segment only two neighbouring activations are held at a time, as in inference; the text holds the whole segment together.
# told: segment_as_in_inference
def peak_memory(layer_sizes, batch, mode, every):
    def neighbours(sizes):
        if len(sizes) < 2:
            return sum(sizes)
        return max(sizes[i] + sizes[i + 1] for i in range(len(sizes) - 1))

    if mode == "train":
        held = sum(layer_sizes)
    elif mode == "inference":
        held = neighbours(layer_sizes)
    else:
        segments = [layer_sizes[s + 1:s + every] for s in range(0, len(layer_sizes), every)]
        held = sum(layer_sizes[::every]) + max(neighbours(seg) for seg in segments)
    return held * batch

# %% wrong: The output a_L is always kept as one more checkpoint, also where L is no multiple of every.
# told: output_always_kept
def peak_memory(layer_sizes, batch, mode, every):
    L = len(layer_sizes) - 1
    if mode == "train":
        return batch * sum(layer_sizes)
    elif mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(L))
    marks = list(range(0, L, every)) + [L]
    held = sum(layer_sizes[i] for i in marks)
    best = 0
    for lo, hi in zip(marks, marks[1:]):
        best = max(best, sum(layer_sizes[lo + 1:hi]))
    return batch * (held + best)

# %% wrong: In mode checkpoint a bracket is missing: batch multiplies the checkpoints but not the segment.
# told: batch_left_out_for_segment
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(map(sum, zip(layer_sizes[:-1], layer_sizes[1:])))
    checkpoints = sum(layer_sizes[::every])
    segments = [sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every)]
    return batch * checkpoints + max(segments)

# %% wrong: TWO: train leaves out the input a_0; and in mode checkpoint each segment begins with its checkpoint, which is then counted twice.
# told: train_without_input
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes[1:])
    if mode == "inference":
        return batch * max(p + q for p, q in zip(layer_sizes, layer_sizes[1:]))
    kept = sum(layer_sizes[::every])
    largest = 0
    for i in range(0, len(layer_sizes), every):
        largest = max(largest, sum(layer_sizes[i:i + every]))
    return batch * (kept + largest)

# %% wrong: An every larger than L is cut down to L - 1, so the last activation but one becomes a checkpoint, where a_0 should be the only one.
# told: large_every_cut_too_far
def peak_memory(layer_sizes, batch, mode, every):
    L = len(layer_sizes) - 1
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i - 1] + layer_sizes[i] for i in range(1, L + 1))
    if every > L:
        every = max(1, L - 1)
    segments = [sum(layer_sizes[i + 1:i + every]) for i in range(0, L + 1, every)]
    return batch * (sum(layer_sizes[::every]) + max(segments))

# %% wrong: The return of mode checkpoint stands inside the loop, so only the first segment is looked at.
# told: first_segment_alone
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        best = 0
        for i in range(len(layer_sizes) - 1):
            best = max(best, layer_sizes[i] + layer_sizes[i + 1])
        return batch * best
    best = 0
    for i in range(0, len(layer_sizes), every):
        best = max(best, sum(layer_sizes[i + 1:i + every]))
        return batch * (sum(layer_sizes[::every]) + best)

# %% right: Plays the run: a set of the indices held at each moment, and the counts of all moments in a list.
def peak_memory(layer_sizes, batch, mode, every):
    everything = range(len(layer_sizes))
    if mode == "train":
        moments = [set(everything)]
    elif mode == "inference":
        moments = [{i - 1, i} for i in everything if i > 0]
    else:
        checkpoints = {i for i in everything if i % every == 0}
        moments = [checkpoints]
        for c in sorted(checkpoints, reverse=True):
            segment = {i for i in everything if c < i < c + every}
            moments.append(checkpoints | segment)
    counts = [sum(batch * layer_sizes[i] for i in held) for held in moments]
    return max(counts)

# %% right: numpy: the sizes padded with zeros to a table with one row for each checkpoint and its segment; returns a float.
import math
import numpy as np


def peak_memory(layer_sizes, batch, mode, every):
    n = np.array(layer_sizes, dtype=float)
    if mode == "train":
        return float(batch * n.sum())
    if mode == "inference":
        return float(batch * (n[:-1] + n[1:]).max())
    rows = math.ceil(len(n) / every)
    table = np.zeros(rows * every)
    table[:len(n)] = n
    table = table.reshape(rows, every)
    return float(batch * (table[:, 0].sum() + table[:, 1:].sum(axis=1).max()))

# %% right: Training is treated as checkpointing with a single segment; a running sum replaces the slices.
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "inference":
        best = previous = 0
        for n in layer_sizes:
            best, previous = max(best, previous + n), n
        return best * batch
    N = len(layer_sizes) - 1
    k = N if mode == "train" else min(every, N)
    kept = running = best = 0
    for i, n in enumerate(layer_sizes):
        if i % k:
            running += n
        else:
            kept, running = kept + n, 0
        best = max(best, running)
    return (kept + best) * batch

# %% wrong: In training every activation is counted twice, once for its adjoint; adjoints are not to be counted.
# told: train_twice
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return 2 * batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(a + b for a, b in zip(layer_sizes, layer_sizes[1:]))
    kept = sum(layer_sizes[::every])
    segments = [sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every)]
    return batch * (kept + max(segments))

# %% wrong: In inference the two largest activations are added even if they are not neighbours.
# told: inference_two_largest
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        ordered = sorted(layer_sizes)
        return batch * (ordered[-1] + ordered[-2])
    kept = sum(layer_sizes[::every])
    segments = [sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every)]
    return batch * (kept + max(segments))

# %% wrong: A checkpoint is freed as soon as the backward pass has gone past it; by the text all checkpoints are held until the end.
# told: later_checkpoints_freed
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(len(layer_sizes) - 1))
    held = sum(layer_sizes[::every])
    most = held
    starts = list(range(0, len(layer_sizes), every))
    for s in reversed(starts):
        most = max(most, held + sum(layer_sizes[s + 1:s + every]))
        held -= layer_sizes[s]
    return batch * most

# %% wrong: The segment's slice begins at the checkpoint itself, so that checkpoint is counted twice.
# told: own_checkpoint_twice
def peak_memory(layer_sizes, batch, mode, every):
    n = len(layer_sizes)
    if mode == "train":
        total = sum(layer_sizes)
    elif mode == "inference":
        total = max(layer_sizes[i] + layer_sizes[i + 1] for i in range(n - 1))
    else:
        checkpoints = range(0, n, every)
        total = sum(layer_sizes[i] for i in checkpoints)
        total += max(sum(layer_sizes[i:i + every]) for i in checkpoints)
    return total * batch

# %% wrong: The range of checkpoints stops at N - 1: if N is a multiple of every, the output a_N is counted nowhere.
# told: output_never_counted
def peak_memory(layer_sizes, batch, mode, every):
    N = len(layer_sizes) - 1
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(N))
    kept, biggest = 0, 0
    for i in range(0, N, every):
        kept += layer_sizes[i]
        biggest = max(biggest, sum(layer_sizes[i + 1:i + every]))
    return batch * (kept + biggest)

# %% wrong: TWO: inference is not multiplied by the batch; and with checkpoints only the last segment is counted, not the largest one.
# told: batch_left_out_for_inference
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return max(a + b for a, b in zip(layer_sizes[:-1], layer_sizes[1:]))
    kept = sum(layer_sizes[::every])
    last = (len(layer_sizes) - 1) // every * every
    return batch * (kept + sum(layer_sizes[last + 1:]))

# %% wrong: Only segments that are not empty are collected; for every = 1 there is none, and max of an empty list raises an error.
# told: empty_segment_fails
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(a + b for a, b in zip(layer_sizes, layer_sizes[1:]))
    kept = 0
    segments = []
    current = []
    for i, n in enumerate(layer_sizes):
        if i % every == 0:
            kept += n
            if current:
                segments.append(sum(current))
            current = []
        else:
            current.append(n)
    if current:
        segments.append(sum(current))
    return batch * (kept + max(segments))

# %% wrong: The return of the inference branch stands inside the loop, so only the first layer is looked at.
# told: inference_first_layer
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        most = 0
        for i in range(1, len(layer_sizes)):
            most = max(most, layer_sizes[i - 1] + layer_sizes[i])
            return batch * most
    kept = sum(layer_sizes[::every])
    segments = [sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every)]
    return batch * (kept + max(segments))

# %% right: The run is played through with a set of held activations; the peak is updated at each event.
def peak_memory(layer_sizes, batch, mode, every):
    N = len(layer_sizes) - 1
    peak = 0

    def look(held):
        nonlocal peak
        peak = max(peak, sum(batch * layer_sizes[i] for i in held))

    held = {0}
    for layer in range(1, N + 1):
        held.add(layer)
        look(held)
        if mode == "inference" or (mode == "checkpoint" and (layer - 1) % every):
            held.discard(layer - 1)
    if mode == "checkpoint":
        held = {i for i in range(N + 1) if i % every == 0}
        look(held)
        for start in sorted(held, reverse=True):
            look(held | set(range(start + 1, min(start + every, N + 1))))
    return peak

# %% right: numpy: segments numbered by i // every and summed with bincount; the answer is a float.
import numpy as np


def peak_memory(layer_sizes, batch, mode, every):
    n = np.asarray(layer_sizes, dtype=float) * batch
    if mode == "inference":
        return float(np.max(n[:-1] + n[1:]))
    i = np.arange(n.size)
    k = every if mode == "checkpoint" else 1
    is_checkpoint = i % k == 0
    if is_checkpoint.all():
        return float(n.sum())
    segments = np.bincount(i // k, weights=np.where(is_checkpoint, 0.0, n))
    return float(n[is_checkpoint].sum() + segments.max())

# %% right: Recursion over chunks of length every: head (checkpoint) and tail (segment) of each; dictionary of functions for the modes.
def _chunks(seq, k):
    if not seq:
        return []
    return [seq[:k]] + _chunks(seq[k:], k)


def peak_memory(layer_sizes, batch, mode, every):
    def checkpointed():
        parts = _chunks(tuple(layer_sizes), every)
        heads = sum(head for head, *_ in parts)
        return max(heads + sum(tail) for _, *tail in parts)

    modes = {
        "train": lambda: sum(layer_sizes),
        "inference": lambda: max(map(sum, zip(layer_sizes, layer_sizes[1:]))),
        "checkpoint": checkpointed,
    }
    return batch * modes[mode]()

# %% wrong: Inference adds the two largest activations, though they need not be the input and output of one layer.
# told: inference_two_largest
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        big = sorted(layer_sizes)
        return batch * (big[-1] + big[-2])
    kept = sum(layer_sizes[::every])
    segs = [sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every)]
    return batch * (kept + max(segs))

# %% wrong: A checkpoint is freed as soon as its segment is done, so an earlier segment is held with the earlier checkpoints only; all checkpoints stay until the backward pass is over.
# told: later_checkpoints_freed
def peak_memory(layer_sizes, batch, mode, every):
    n = len(layer_sizes)
    if mode == "train":
        peak = sum(layer_sizes)
    elif mode == "inference":
        peak = max(layer_sizes[i] + layer_sizes[i + 1] for i in range(n - 1))
    else:
        peak = 0
        for start in range(0, n, every):
            checkpoints = sum(layer_sizes[0:start + 1:every])
            segment = sum(layer_sizes[start + 1:start + every])
            peak = max(peak, checkpoints + segment)
    return peak * batch

# %% wrong: every is taken as the number of segments, not as the distance from one checkpoint to the next.
# told: every_as_number_of_segments
import math


def peak_memory(layer_sizes, batch, mode, every):
    N = len(layer_sizes) - 1
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(p + q for p, q in zip(layer_sizes, layer_sizes[1:]))
    k = math.ceil(N / every)
    held = sum(layer_sizes[::k])
    largest = max(sum(layer_sizes[s + 1:s + k]) for s in range(0, N + 1, k))
    return batch * (held + largest)

# %% wrong: The input a_0 is not counted among the checkpoints: they start with a_k.
# told: checkpoints_without_input
def peak_memory(layer_sizes, batch, mode, every):
    total = 0
    if mode == "train":
        total = sum(layer_sizes)
    if mode == "inference":
        for i in range(1, len(layer_sizes)):
            total = max(total, layer_sizes[i - 1] + layer_sizes[i])
    if mode == "checkpoint":
        kept = 0
        for i in range(every, len(layer_sizes), every):
            kept += layer_sizes[i]
        segment = [sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every)]
        total = kept + max(segment)
    return batch * total

# %% wrong: The slice of a segment ends one too late: it takes in the next checkpoint, which is counted twice.
# told: next_checkpoint_twice
def peak_memory(layer_sizes, batch, mode, every):
    s = list(layer_sizes)
    if mode == "train":
        return batch * sum(s)
    elif mode == "inference":
        return batch * max(s[i] + s[i + 1] for i in range(len(s) - 1))
    elif mode == "checkpoint":
        best = 0
        for i in range(0, len(s), every):
            best = max(best, sum(s[i + 1:i + every + 1]))
        return batch * (sum(s[::every]) + best)

# %% wrong: TWO: in training the output is left out; and with checkpoints only the segment is multiplied by batch, the checkpoints are counted for one sample.
# told: train_without_output
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes[:-1])
    if mode == "inference":
        return max(batch * (i + o) for i, o in zip(layer_sizes[:-1], layer_sizes[1:]))
    checkpoints = sum(layer_sizes[::every])
    segment = max(sum(layer_sizes[j + 1:j + every]) for j in range(0, len(layer_sizes), every))
    return checkpoints + batch * segment

# %% wrong: If every is larger than N, the one segment a_1 ... a_N is forgotten: only a_0 is counted.
# told: large_every_input_alone
def peak_memory(layer_sizes, batch, mode, every):
    N = len(layer_sizes) - 1
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(N))
    full = N // every
    segments = [0]
    for j in range(full):
        segments.append(sum(layer_sizes[j * every + 1:(j + 1) * every]))
    if full > 0 and N % every > 0:
        segments.append(sum(layer_sizes[full * every + 1:]))
    return batch * (sum(layer_sizes[::every]) + max(segments))

# %% wrong: In inference the return stands inside the loop, so only the first layer is looked at.
# told: inference_first_layer
def peak_memory(layer_sizes, batch, mode, every):
    peak = 0
    if mode == "train":
        for n in layer_sizes:
            peak += n
        return peak * batch
    elif mode == "inference":
        for i in range(len(layer_sizes) - 1):
            held = layer_sizes[i] + layer_sizes[i + 1]
            if held > peak:
                peak = held
            return peak * batch
    else:
        for i in range(0, len(layer_sizes), every):
            peak = max(peak, sum(layer_sizes[i + 1:i + every]))
        return (peak + sum(layer_sizes[::every])) * batch

# %% wrong: Train: parameters n_i n_{i+1} added.
# told: train_weights_counted
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    N = len(n) - 1
    if mode == "train":
        return batch * sum(n) + sum(n[i] * n[i + 1] for i in range(N))
    if mode == "inference":
        return batch * max(n[i] + n[i + 1] for i in range(N))
    kept = sum(n[0::every])
    best = 0
    for start in range(0, N + 1, every):
        best = max(best, sum(n[start + 1:start + every]))
    return batch * (kept + best)

# %% wrong: Train: sum of all input-output pairs (inner ones twice).
# told: train_adds_pairs
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    N = len(n) - 1
    if mode == "train":
        return batch * sum(n[i] + n[i + 1] for i in range(N))
    if mode == "inference":
        return batch * max(n[i] + n[i + 1] for i in range(N))
    kept = sum(n[0::every])
    best = 0
    for start in range(0, N + 1, every):
        best = max(best, sum(n[start + 1:start + every]))
    return batch * (kept + best)

# %% wrong: Inference: product n_i n_{i+1}.
# told: inference_multiplies
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    N = len(n) - 1
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        return batch * max(n[i] * n[i + 1] for i in range(N))
    kept = sum(n[0::every])
    best = 0
    for start in range(0, N + 1, every):
        best = max(best, sum(n[start + 1:start + every]))
    return batch * (kept + best)

# %% wrong: Inference loop stops one early.
# told: inference_without_last_of_several
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    N = len(n) - 1
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        return batch * max(n[i] + n[i + 1] for i in range(N - 1)) if N > 1 else batch * sum(n)
    kept = sum(n[0::every])
    best = 0
    for start in range(0, N + 1, every):
        best = max(best, sum(n[start + 1:start + every]))
    return batch * (kept + best)

# %% wrong: Inference loop starts at 1.
# told: inference_without_first_of_several
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    N = len(n) - 1
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        return batch * max(n[i] + n[i + 1] for i in range(1, N)) if N > 1 else batch * sum(n)
    kept = sum(n[0::every])
    best = 0
    for start in range(0, N + 1, every):
        best = max(best, sum(n[start + 1:start + every]))
    return batch * (kept + best)

# %% wrong: Inference: pairs that do not overlap.
# told: inference_every_second_layer
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    N = len(n) - 1
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        return batch * max(n[i] + n[i + 1] for i in range(0, N, 2))
    kept = sum(n[0::every])
    best = 0
    for start in range(0, N + 1, every):
        best = max(best, sum(n[start + 1:start + every]))
    return batch * (kept + best)

# %% wrong: Checkpoints at every - 1, 2 every - 1.
# told: kept_one_early
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    N = len(n) - 1
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        return batch * max(n[i] + n[i + 1] for i in range(N))
    kept = sum(n[every - 1::every])
    best = 0
    for start in range(0, N + 1, every):
        best = max(best, sum(n[start + 1:start + every]))
    return batch * (kept + best)

# %% wrong: Every 1: like inference.
# told: every_one_as_inference
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    N = len(n) - 1
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        return batch * max(n[i] + n[i + 1] for i in range(N))
    if every == 1:
        return batch * max(n[i] + n[i + 1] for i in range(N))
    kept = sum(n[0::every])
    best = 0
    for start in range(0, N + 1, every):
        best = max(best, sum(n[start + 1:start + every]))
    return batch * (kept + best)

# %% wrong: Assumes equal segments: kept + (every-1) * max.
# told: every_segment_as_large_as_can_be
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    N = len(n) - 1
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        return batch * max(n[i] + n[i + 1] for i in range(N))
    kept = sum(n[0::every])
    best = 0
    for start in range(0, N + 1, every):
        best = max(best, sum(n[start + 1:start + every]))
    return batch * (kept + (every - 1) * max(n))

# %% wrong: Best window of every-1 activations anywhere.
# told: segments_anywhere_behind_the_input
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    N = len(n) - 1
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        return batch * max(n[i] + n[i + 1] for i in range(N))
    kept = sum(n[0::every])
    best = 0
    for start in range(0, N + 1):
        best = max(best, sum(n[start + 1:start + every]))
    return batch * (kept + best)

# %% wrong: Two mistakes: no input and last segment only.
# told: without_input_and_last
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    N = len(n) - 1
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        return batch * max(n[i] + n[i + 1] for i in range(N))
    kept = sum(n[every::every])
    best = 0
    for start in range(0, N + 1, every):
        best = sum(n[start + 1:start + every])
    return batch * (kept + best)

# %% wrong: Two mistakes: all segments, no batch.
# told: checkpoint_keeps_everything_of_one_sample
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    N = len(n) - 1
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        return batch * max(n[i] + n[i + 1] for i in range(N))
    kept = sum(n[0::every])
    best = 0
    for start in range(0, N + 1, every):
        best += sum(n[start + 1:start + every])
    return kept + best

# %% right: Simulates the run with a set of held indices and records the largest count; the backward pass goes from the last segment to the first.
def peak_memory(layer_sizes, batch, mode, every):
    N = len(layer_sizes) - 1
    peak = 0

    def note(held):
        nonlocal peak
        peak = max(peak, sum(layer_sizes[i] for i in held) * batch)

    if mode == "train":
        note(set(range(N + 1)))
    elif mode == "inference":
        for i in range(N):
            note({i, i + 1})
    else:
        checkpoints = {i for i in range(N + 1) if i % every == 0}
        note(checkpoints)
        for start in sorted(checkpoints, reverse=True):
            held = set(checkpoints)
            i = start + 1
            while i <= N and i not in checkpoints:
                held.add(i)
                i += 1
            note(held)
    return peak

# %% right: Pads the sizes with zeros to whole blocks of length every and reads checkpoints and segments off a matrix; returns a float.
import torch

def peak_memory(layer_sizes, batch, mode, every):
    n = torch.tensor(layer_sizes, dtype=torch.float64) * batch
    if mode == "train":
        return n.sum().item()
    if mode == "inference":
        return (n[1:] + n[:-1]).max().item()
    k = min(every, len(n))
    rows = -(-len(n) // k)
    blocks = torch.cat([n, torch.zeros(rows * k - len(n), dtype=torch.float64)]).reshape(rows, k)
    return (blocks[:, 0].sum() + blocks[:, 1:].sum(dim=1).max()).item()

# %% right: Train is a checkpoint run with one segment, and segments are collected in a dictionary by integer division.
from collections import defaultdict

def peak_memory(layer_sizes, batch, mode, every):
    if mode == "inference":
        best = 0
        previous, *rest = layer_sizes
        for n in rest:
            best = max(best, previous + n)
            previous = n
        return batch * best
    if mode == "train":
        every = len(layer_sizes)
    segments = defaultdict(int)
    fixed = 0
    for i, n in enumerate(layer_sizes):
        block, place = divmod(i, every)
        if place:
            segments[block] += n
        else:
            fixed += n
    return batch * (fixed + max(segments.values(), default=0))

# %% wrong: In inference mode the numbers of input and output of a layer are multiplied (that counts its weights) and not added.
# told: inference_multiplies
def peak_memory(layer_sizes, batch, mode, every):
    n = layer_sizes
    N = len(n) - 1
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        return batch * max(n[i] * n[i + 1] for i in range(N))
    ck = sum(n[i] for i in range(0, N + 1, every))
    segs = [sum(n[s + 1 : s + every]) for s in range(0, N + 1, every)]
    return batch * (ck + max(segs))

# %% wrong: A checkpoint is thought to be freed once its segment is done: while a segment is computed only the checkpoints up to its start count, so the later ones are missing.
# told: later_checkpoints_freed
def peak_memory(layer_sizes, batch, mode, every):
    sizes = list(layer_sizes)
    if mode == "train":
        return sum(sizes) * batch
    if mode == "inference":
        return max(p + q for p, q in zip(sizes, sizes[1:])) * batch
    best, kept = 0, 0
    for start in range(0, len(sizes), every):
        kept += sizes[start]
        segment = sum(sizes[start + 1 : start + every])
        best = max(best, kept + segment)
    return best * batch

# %% wrong: Of a segment only one activation is held at a time (the largest one is added to the checkpoints), but the text holds all of a segment together.
# told: largest_of_a_segment
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    elif mode == "inference":
        pairs = [layer_sizes[i] + layer_sizes[i - 1] for i in range(1, len(layer_sizes))]
        return batch * max(pairs)
    else:
        kept = 0
        other = 0
        for i, n in enumerate(layer_sizes):
            if i % every == 0:
                kept += n
            else:
                other = max(other, n)
        return batch * (kept + other)

# %% wrong: The range for the checkpoints ends before N, so the output a_N is not counted although every divides N.
# told: output_never_counted
def peak_memory(layer_sizes, batch, mode, every):
    N = len(layer_sizes) - 1
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(N))
    starts = range(0, N, every)
    checkpoints = sum(layer_sizes[i] for i in starts)
    largest = max(sum(layer_sizes[i + 1 : i + every]) for i in starts)
    return batch * (checkpoints + largest)

# %% wrong: The input a_0 is left out in train mode: the sum starts at index 1.
# told: train_without_input
def peak_memory(layer_sizes, batch, mode, every):
    total = 0
    if mode == "train":
        for i in range(1, len(layer_sizes)):
            total += batch * layer_sizes[i]
        return total
    if mode == "inference":
        for i in range(1, len(layer_sizes)):
            total = max(total, batch * (layer_sizes[i - 1] + layer_sizes[i]))
        return total
    seg = biggest = 0
    for i, n in enumerate(layer_sizes):
        if i % every == 0:
            total += n
            seg = 0
        else:
            seg += n
            biggest = max(biggest, seg)
    return batch * (total + biggest)

# %% wrong: TWO: the first segment is taken because it has the most activations, not the one that holds the most numbers; and batch multiplies only the segment, not the checkpoints.
# told: clue
def peak_memory(layer_sizes, batch, mode, every):
    sizes = layer_sizes
    if mode == "train":
        return batch * sum(sizes)
    if mode == "inference":
        return batch * max(map(sum, zip(sizes[:-1], sizes[1:])))
    kept = sum(sizes[::every])
    segment = sum(sizes[1:every])
    return kept + batch * segment

# %% wrong: The activations after the last checkpoint are dropped when every does not divide N: only full segments between two checkpoints are looked at (so also nothing for every > N).
# told: last_segment_forgotten
def peak_memory(layer_sizes, batch, mode, every):
    N = len(layer_sizes) - 1
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(N))
    points = list(range(0, N + 1, every))
    held = sum(layer_sizes[p] for p in points)
    extra = 0
    for p, q in zip(points, points[1:]):
        extra = max(extra, sum(layer_sizes[p + 1 : q]))
    return batch * (held + extra)

# %% wrong: The counter of the segment is not set back to 0 at a checkpoint: the segments pile up, and everything is counted as in train mode.
# told: checkpoint_keeps_everything
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(u + v for u, v in zip(layer_sizes, layer_sizes[1:]))
    kept, current, biggest = 0, 0, 0
    for i, n in enumerate(layer_sizes):
        if i % every == 0:
            kept += n
        else:
            current += n
        biggest = max(biggest, current)
    return batch * (kept + biggest)

# %% right: Plays the run event by event with a set of held indices and notes the largest count.
def peak_memory(layer_sizes, batch, mode, every):
    N = len(layer_sizes) - 1
    held, peak = set(), 0

    def note():
        nonlocal peak
        peak = max(peak, sum(layer_sizes[i] for i in held))

    if mode == "inference":
        for i in range(N):
            held = {i, i + 1}
            note()
    elif mode == "train":
        for i in range(N + 1):
            held.add(i)
            note()
    else:
        held = {i for i in range(N + 1) if i % every == 0}
        note()
        for q in range(N // every, -1, -1):
            again = {i for i in range(N + 1) if i // every == q and i % every}
            held |= again
            note()
            held -= again
    return peak * batch

# %% right: numpy: the sizes are padded with zeros into a table with `every` columns; column 0 holds the checkpoints.
import numpy as np

def peak_memory(layer_sizes, batch, mode, every):
    n = np.array(layer_sizes, dtype=np.int64)
    if mode == "train":
        return int(n.sum()) * batch
    if mode == "inference":
        return int((n[:-1] + n[1:]).max()) * batch
    every = min(every, len(n))
    rows = -(-len(n) // every)
    table = np.zeros(rows * every, dtype=np.int64)
    table[:len(n)] = n
    table = table.reshape(rows, every)
    return int(table[:, 0].sum() + table[:, 1:].sum(axis=1).max()) * batch

# %% right: A dict of lambdas for the modes and a recursive function over the segments; the result is a float.
def _largest(sizes, k):
    if not sizes:
        return 0
    return max(sum(sizes[1:k]), _largest(sizes[k:], k))

def peak_memory(layer_sizes, batch, mode, every):
    n = tuple(layer_sizes)
    todo = {
        "train": lambda: sum(n),
        "inference": lambda: max(sum(n[i:i + 2]) for i in range(len(n) - 1)),
        "checkpoint": lambda: sum(n[i] for i in range(0, len(n), every)) + _largest(n, every),
    }
    return float(batch * todo[mode]())

# %% wrong: For inference only the largest single activation is counted; while a layer runs, its input and its output are held together.
# told: inference_one_at_a_time
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    if mode == "train":
        return batch * sum(n)
    if mode == "inference":
        return batch * max(n)
    kept = sum(n[::every])
    segs = [sum(n[i + 1:i + every]) for i in range(0, len(n), every)]
    return batch * (kept + max(segs))

# %% wrong: Each checkpoint is freed as soon as the backward pass has gone past it; all of them are held until the backward pass is over.
# told: later_checkpoints_freed
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return sum(layer_sizes) * batch
    if mode == "inference":
        return max(p + q for p, q in zip(layer_sizes, layer_sizes[1:])) * batch
    peak = 0
    kept = sum(layer_sizes[::every])
    starts = list(range(0, len(layer_sizes), every))
    for s in reversed(starts):
        segment = sum(layer_sizes[s + 1:s + every])
        peak = max(peak, kept + segment)
        kept -= layer_sizes[s]
    return peak * batch

# %% wrong: The output is always counted as a checkpoint; it is one only if `every` divides N.
# told: output_always_kept
def peak_memory(layer_sizes, batch, mode, every):
    N = len(layer_sizes) - 1
    if mode == "train":
        return batch * sum(layer_sizes)
    elif mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(N))
    marks = [i for i in range(N + 1) if i % every == 0 or i == N]
    kept = sum(layer_sizes[i] for i in marks)
    seg = max(sum(layer_sizes[p + 1:q]) for p, q in zip(marks, marks[1:]))
    return batch * (kept + seg)

# %% wrong: range(0, N, every) never reaches a_N: where `every` divides N the output is a checkpoint, but it is not counted at all.
# told: output_never_counted
def peak_memory(layer_sizes, batch, mode, every):
    N = len(layer_sizes) - 1
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(layer_sizes[i] + layer_sizes[i + 1] for i in range(N))
    checkpoints = range(0, N, every)
    held = sum(layer_sizes[i] for i in checkpoints)
    biggest = 0
    for i in checkpoints:
        biggest = max(biggest, sum(layer_sizes[i + 1:i + every]))
    return batch * (held + biggest)

# %% wrong: In the checkpoint mode only the checkpoints are multiplied by the batch; the segment is counted for one sample.
# told: batch_left_out_for_segment
def peak_memory(layer_sizes, batch, mode, every):
    n = layer_sizes
    if mode == "train":
        result = sum(n) * batch
    elif mode == "inference":
        result = max(map(sum, zip(n[:-1], n[1:]))) * batch
    else:
        result = batch * sum(n[::every]) + max(sum(n[i + 1:i + every]) for i in range(0, len(n), every))
    return result

# %% wrong: TWO: training leaves out the input a_0; and of a segment only the largest activation is counted, not all of them together.
# told: train_without_input
def peak_memory(layer_sizes, batch, mode, every):
    n = list(layer_sizes)
    if mode == "train":
        return batch * sum(n[1:])
    if mode == "inference":
        return batch * max(n[i - 1] + n[i] for i in range(1, len(n)))
    kept = [v for i, v in enumerate(n) if i % every == 0]
    others = [v for i, v in enumerate(n) if i % every != 0]
    return batch * (sum(kept) + max(others, default=0))

# %% wrong: Only segments that are not empty are collected: for every = 1 there are none, and max of an empty list fails.
# told: empty_segment_fails
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    if mode == "inference":
        return batch * max(p + q for p, q in zip(layer_sizes, layer_sizes[1:]))
    segments, current, kept = [], [], 0
    for i, n in enumerate(layer_sizes):
        if i % every == 0:
            kept += n
            if current:
                segments.append(sum(current))
            current = []
        else:
            current.append(n)
    if current:
        segments.append(sum(current))
    return batch * (kept + max(segments))

# %% wrong: The peak is overwritten by each segment (max was forgotten): the segment visited last counts, not the largest.
# told: first_segment_alone
def peak_memory(layer_sizes, batch, mode, every):
    total = [batch * n for n in layer_sizes]
    if mode == "train":
        return sum(total)
    if mode == "inference":
        return max(total[i] + total[i + 1] for i in range(len(total) - 1))
    kept = sum(total[::every])
    peak = kept
    for start in reversed(range(0, len(total), every)):
        segment = total[start + 1:start + every]
        peak = kept + sum(segment)
    return peak
