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
