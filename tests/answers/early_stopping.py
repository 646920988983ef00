# %% right: A counter, as in a training loop.
def early_stopping(vals, patience):
    if not vals:
        return None, None
    best, wait = 0, 0
    for i in range(1, len(vals)):
        if vals[i] < vals[best]:
            best, wait = i, 0
        else:
            wait += 1
            if wait >= patience:
                return best, i
    return best, len(vals) - 1

# %% right: The distance from the best epoch.
def early_stopping(vals, patience):
    best = stop = None
    lowest = float("inf")
    for stop, v in enumerate(vals):
        if v < lowest:
            lowest, best = v, stop
        if stop - best >= patience:
            break
    return best, stop

# %% right: argmin of prefixes.
def early_stopping(vals, patience):
    n = len(vals)
    for i in range(n):
        part = vals[:i + 1]
        best = part.index(min(part))
        if i - best == patience or i == n - 1:
            return best, i
    return (None, None)

# %% right: With numpy.
import numpy as np


def early_stopping(vals, patience):
    if len(vals) == 0:
        return None, None
    low = np.minimum.accumulate(np.array(vals))
    first = np.array([int(np.argmax(low == v)) for v in low])
    late = np.flatnonzero(np.arange(len(vals)) - first >= patience)
    stop = int(late[0]) if len(late) else len(vals) - 1
    return int(first[stop]), stop

# %% right: A class that keeps the state.
class Stopper:
    def __init__(self, patience):
        self.patience, self.best, self.at, self.bad = patience, float("inf"), None, 0

    def __call__(self, epoch, loss):
        if loss < self.best:
            self.best, self.at, self.bad = loss, epoch, 0
        else:
            self.bad += 1
        return self.bad >= self.patience


def early_stopping(vals, patience):
    stopper, last = Stopper(patience), None
    for epoch, loss in enumerate(vals):
        last = epoch
        if stopper(epoch, loss):
            break
    return stopper.at, last

# %% right: While, with a list of two.
def early_stopping(vals, patience):
    if len(vals) < 1:
        return [None, None]
    i, best = 0, 0
    while i + 1 < len(vals) and i - best < patience:
        i += 1
        if vals[i] < vals[best]:
            best = i
    return [best, i]

# %% wrong: The counter is not reset.
# told: not_reset
def early_stopping(vals, patience):
    if not vals:
        return None, None
    best, wait = 0, 0
    for i in range(1, len(vals)):
        if vals[i] < vals[best]:
            best = i
        else:
            wait += 1
            if wait >= patience:
                return best, i
    return best, len(vals) - 1

# %% wrong: One epoch too late.
# told: one_late
def early_stopping(vals, patience):
    best = stop = None
    for i, v in enumerate(vals):
        stop = i
        if best is None or v < vals[best]:
            best = i
        if i - best > patience:
            break
    return best, stop

# %% wrong: The last epoch for the best.
# told: last_for_best
def early_stopping(vals, patience):
    if not vals:
        return None, None
    best, wait = vals[0], 0
    for i in range(1, len(vals)):
        if vals[i] < best:
            best, wait = vals[i], 0
        else:
            wait += 1
            if wait >= patience:
                return i, i
    return len(vals) - 1, len(vals) - 1

# %% wrong: An equal loss improves.
# told: ties_improve
def early_stopping(vals, patience):
    best = stop = None
    low = float("inf")
    for i, v in enumerate(vals):
        stop = i
        if v <= low:
            low, best = v, i
        elif i - best >= patience:
            break
    return best, stop

# %% wrong: Compares with the loss before.
# told: compared_with_the_last
def early_stopping(vals, patience):
    if not vals:
        return None, None
    best, wait = 0, 0
    for i in range(1, len(vals)):
        if vals[i] < vals[i - 1]:
            best, wait = i, 0
        else:
            wait += 1
            if wait >= patience:
                return best, i
    return best, len(vals) - 1

# %% wrong: The best of the whole list.
# told: lowest_of_all
def early_stopping(vals, patience):
    if not vals:
        return None, None
    low, wait = float("inf"), 0
    best = vals.index(min(vals))
    for i, v in enumerate(vals):
        if v < low:
            low, wait = v, 0
        else:
            wait += 1
        if wait == patience:
            return best, i
    return best, len(vals) - 1

# %% wrong: The results are exchanged.
# told: exchanged
def early_stopping(vals, patience):
    best = stop = None
    for i, v in enumerate(vals):
        stop = i
        if best is None or v < vals[best]:
            best = i
        elif i - best >= patience:
            break
    return stop, best

# %% wrong: The lowest loss, not its epoch.
# told: the_loss_itself
def early_stopping(vals, patience):
    if not vals:
        return None, None
    low, wait = float("inf"), 0
    for i, v in enumerate(vals):
        if v < low:
            low, wait = v, 0
        else:
            wait += 1
        if wait == patience:
            return low, i
    return low, len(vals) - 1

# %% wrong: None if the wait does not run out.
# told: end_is_none
def early_stopping(vals, patience):
    best = None
    for i, v in enumerate(vals):
        if best is None or v < vals[best]:
            best = i
        elif i - best >= patience:
            return best, i
    return best, None

# %% wrong: The length of the list if the wait does not run out.
# told: end_is_length
def early_stopping(vals, patience):
    if not vals:
        return None, None
    best = 0
    for i, v in enumerate(vals):
        if v < vals[best]:
            best = i
        elif i - best >= patience:
            return best, i
    return best, len(vals)

# %% wrong: Falls off the end if the wait does not run out.
# told: end_is_nothing
def early_stopping(vals, patience):
    if not vals:
        return None, None
    best = 0
    for i, v in enumerate(vals):
        if v < vals[best]:
            best = i
        elif i - best >= patience:
            return best, i

# %% wrong: An empty list is not thought of.
# told: first_of_an_empty_list
def early_stopping(vals, patience):
    best, low = 0, vals[0]
    for i, v in enumerate(vals):
        if v < low:
            low, best = v, i
        elif i - best >= patience:
            return best, i
    return best, len(vals) - 1

# %% wrong: An empty list gives (0, -1).
# told: empty_is_zero_and_minus_one
def early_stopping(vals, patience):
    best, low = 0, float("inf")
    for i, v in enumerate(vals):
        if v < low:
            low, best = v, i
        elif i - best >= patience:
            return best, i
    return best, len(vals) - 1

# %% wrong: The first miss stops training.
# told: first_miss
def early_stopping(vals, patience):
    if not vals:
        return None, None
    best = 0
    for i in range(1, len(vals)):
        if vals[i] < vals[best]:
            best = i
        else:
            return best, i
    return best, len(vals) - 1

# %% wrong: The lowest loss starts at 0.
# told: starts_at_zero
def early_stopping(vals, patience):
    if not vals:
        return None, None
    best, low, wait = 0, 0, 0
    for i, v in enumerate(vals):
        if v < low:
            best, low, wait = i, v, 0
        else:
            wait += 1
            if wait >= patience:
                return best, i
    return best, len(vals) - 1

# %% wrong: Counted from 1.
# told: from_one
def early_stopping(vals, patience):
    if not vals:
        return None, None
    best, low, wait = 0, float("inf"), 0
    for i, v in enumerate(vals, 1):
        if v < low:
            best, low, wait = i, v, 0
        else:
            wait += 1
            if wait >= patience:
                return best, i
    return best, len(vals)

# %% wrong: The highest loss is the best.
# told: highest
def early_stopping(vals, patience):
    best = stop = None
    for i, v in enumerate(vals):
        stop = i
        if best is None or v > vals[best]:
            best = i
        elif i - best >= patience:
            break
    return best, stop

# %% wrong: The counter is not reset, and the wait ends one epoch too late.
# told: one_late_with_not_reset
def early_stopping(vals, patience):
    if not vals:
        return None, None
    best, wait = 0, 0
    for i in range(1, len(vals)):
        if vals[i] < vals[best]:
            best = i
        else:
            wait += 1
            if wait > patience:
                return best, i
    return best, len(vals) - 1

# %% right: The definition word for word: a list of True and False for improving, and a look at each window of `patience` epochs.
import torch

def early_stopping(vals, patience):
    improves = [all(v < u for u in vals[:i]) for i, v in enumerate(vals)]
    ends = [i for i in range(len(vals)) if i + 1 >= patience and not any(improves[i + 1 - patience:i + 1])]
    stop = (ends + [len(vals) - 1])[0]
    if stop < 0:
        return (None, None)
    return (max(i for i in range(stop + 1) if improves[i]), stop)

# %% right: Itertools.accumulate over pairs (loss, epoch), whose running minimum is the best epoch so far.
import itertools
import torch

def early_stopping(vals, patience):
    bests = [epoch for _, epoch in itertools.accumulate(zip(vals, itertools.count()), min)]
    answer = (None, None)
    for stop, best in enumerate(bests):
        answer = (best, stop)
        if stop - best == patience:
            break
    return answer

# %% right: Jumps from one improving epoch to the next one, which must lie within the patience, with a helper that searches it.
import torch

def early_stopping(vals, patience):
    def next_better(best):
        for e in range(best + 1, best + patience + 1):
            if e < len(vals) and vals[e] < vals[best]:
                return e
        return None

    if not vals:
        return (None, None)
    best, better = None, 0
    while better is not None:
        best, better = better, next_better(better)
    return best, min(best + patience, len(vals) - 1)

# %% wrong: A loss is compared with that of the epoch just before it, not with the lowest of all losses before it.
# told: compared_with_the_last
import torch

def early_stopping(vals, patience):
    if len(vals) == 0:
        return None, None
    best = 0
    bad = 0
    for epoch in range(1, len(vals)):
        if vals[epoch] < vals[epoch - 1]:
            best = epoch
            bad = 0
        else:
            bad += 1
        if bad == patience:
            return best, epoch
    return best, len(vals) - 1

# %% wrong: Best is the lowest loss of the whole list, so an epoch after stop, which is never trained, can count.
# told: lowest_of_all
import torch

def early_stopping(vals, patience):
    if not vals:
        return (None, None)
    best = vals.index(min(vals))
    stop = len(vals) - 1
    lowest = vals[0]
    waiting = 0
    for i, v in enumerate(vals[1:], start=1):
        if v < lowest:
            lowest = v
            waiting = 0
        else:
            waiting += 1
            if waiting >= patience:
                stop = i
                break
    return (best, stop)

# %% wrong: An equal loss is taken as an improvement (<= instead of <).
# told: ties_improve
import torch

def early_stopping(vals, patience):
    best, stop, count = None, None, 0
    best_loss = float("inf")
    for epoch, loss in enumerate(vals):
        stop = epoch
        if loss <= best_loss:
            best_loss, best, count = loss, epoch, 0
        else:
            count += 1
        if count >= patience:
            break
    return best, stop

# %% wrong: It stops one epoch too late: only when more than `patience` epochs in a row have not improved.
# told: one_late
import torch

def early_stopping(vals, patience):
    if vals == []:
        return None, None
    best = 0
    epoch = 0
    while epoch < len(vals):
        if vals[epoch] < vals[best]:
            best = epoch
        if epoch - best > patience:
            return best, epoch
        epoch = epoch + 1
    return best, epoch - 1

# %% wrong: Stop is the epoch after the one at which patience ran out, and an equal loss sets the counter back to 0.
# told: ties_reset_with_stop_one_more
import torch

def early_stopping(vals, patience):
    if len(vals) == 0:
        return None, None
    best_epoch = 0
    counter = 0
    stop = len(vals) - 1
    for e in range(1, len(vals)):
        if vals[e] > vals[best_epoch]:
            counter += 1
        else:
            counter = 0
            if vals[e] < vals[best_epoch]:
                best_epoch = e
        if counter == patience:
            stop = e + 1
            break
    return best_epoch, stop

# %% wrong: The lowest loss starts at 100, so with large losses epoch 0 and all others above 100 do not count as improvements.
# told: starts_at_hundred
import torch

def early_stopping(vals, patience):
    if len(vals) == 0:
        return None, None
    best_loss = 100.0
    best = 0
    no_improvement = 0
    for epoch in range(len(vals)):
        if vals[epoch] < best_loss:
            best_loss = vals[epoch]
            best = epoch
            no_improvement = 0
        else:
            no_improvement += 1
            if no_improvement == patience:
                return best, epoch
    return best, len(vals) - 1

# %% wrong: Best comes back as a tensor without axes (from argmin), not as an int.
# told: not_as_ints
import torch

def early_stopping(vals, patience):
    if len(vals) == 0:
        return None, None
    t = torch.tensor(vals, dtype=torch.float64)
    for stop in range(len(vals)):
        best = torch.argmin(t[:stop + 1])
        if stop - best >= patience:
            break
    return best, stop

# %% wrong: The counter is never set back after an improvement, so epochs without improvement are counted in all, not in a row.
# told: not_reset
import torch

def early_stopping(vals, patience):
    best = None
    best_val = None
    stop = None
    fails = 0
    for i, val in enumerate(vals):
        stop = i
        if best is None or val < best_val:
            best = i
            best_val = val
        else:
            fails = fails + 1
            if fails == patience:
                break
    return best, stop
