# %% right: Straight from the table.
import math
import torch
import torch.nn.functional as F


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = F.cross_entropy(z, y)
    if (loss - math.log(z.shape[1])).abs() > 0.5:
        report["loss"] = loss
    dead = [j for j in range(h.shape[1]) if torch.all(h[:, j] == 0)]
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if torch.all(g == 0)]
    if still:
        report["still"] = still
    leak = []
    for i in range(len(X)):
        _, zi = model(X[i:i + 1])
        if (zi[0] - z[i]).abs().max() > 1e-6:
            leak.append(i)
    if leak:
        report["leak"] = leak
    return report

# %% right: Everything first, then the filter.
import torch


def health(model, gradient, X, y):
    h, z = model(X)
    n, C = z.shape
    loss = float((z.logsumexp(1) - z.gather(1, y[:, None])[:, 0]).mean())
    guess = float(torch.tensor(C, dtype=torch.float64).log())
    alone = torch.cat([model(X[[i]])[1] for i in range(n)])
    found = dict(
        loss=loss if abs(loss - guess) > 0.5 else None,
        dead=torch.nonzero(h.max(0).values == 0)[:, 0].tolist(),
        still=[k for k, v in gradient(X, y).items() if v.count_nonzero() == 0],
        leak=torch.nonzero((alone - z).abs().amax(1) > 1e-6)[:, 0].tolist(),
    )
    return {k: v for k, v in found.items() if v not in (None, [])}

# %% right: In numpy.
import numpy as np
import torch


def health(model, gradient, X, y):
    h, z = (t.numpy() for t in model(X))
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    loss = -np.log(p[np.arange(len(y)), y.numpy()]).mean()
    out = {}
    if abs(loss - np.log(z.shape[1])) > 0.5:
        out["loss"] = loss
    dead = np.flatnonzero(~h.any(axis=0)).tolist()
    if dead:
        out["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if not g.numpy().any()]
    if still:
        out["still"] = still
    diff = [np.abs(model(X[i][None])[1].numpy()[0] - z[i]).max() for i in range(len(X))]
    leak = [i for i, d in enumerate(diff) if d > 1e-6]
    if leak:
        out["leak"] = leak
    return out

# %% right: Each finding in a function of its own.
import math
import torch


def health(model, gradient, X, y):
    h, z = model(X)

    def loss():
        value = torch.nn.CrossEntropyLoss()(z, y).item()
        low, high = math.log(z.size(1)) - 0.5, math.log(z.size(1)) + 0.5
        return None if low <= value <= high else value

    def dead():
        return [j for j, unit in enumerate(h.T) if not unit.any()]

    def still():
        return [k for k, g in gradient(X, y).items() if g.abs().max() == 0]

    def leak():
        return [i for i, x in enumerate(X) if ((model(x.unsqueeze(0))[1] - z[i]).abs() > 1e-6).any()]

    report = {}
    for f in (loss, dead, still, leak):
        r = f()
        if r:
            report[f.__name__] = r
    return report

# %% right: Differences by a probability of each label.
import math
import torch


def health(model, gradient, X, y):
    h, z = model(X)
    probs = torch.softmax(z, dim=1)
    loss = sum(-math.log(probs[i, y[i]]) for i in range(len(y))) / len(y)
    report = {}
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = torch.tensor(loss, dtype=torch.float64)
    zero = h.eq(0).sum(dim=0) == h.shape[0]
    if zero.sum() > 0:
        report["dead"] = [int(j) for j in torch.arange(h.shape[1])[zero]]
    names = []
    for name, g in gradient(X, y).items():
        if g.norm() == 0:
            names.append(name)
    if names:
        report["still"] = names
    moved = {i for i in range(len(X)) for c in range(z.shape[1])
             if abs(float(model(X[i:i + 1])[1][0, c] - z[i, c])) > 1e-6}
    if moved:
        report["leak"] = sorted(moved)
    return report

# %% right: Tuples in the place of lists.
import math
import torch


def health(model, gradient, X, y):
    h, z = model(X)
    one_hot = torch.nn.functional.one_hot(y, z.shape[1])
    loss = -(z.log_softmax(-1) * one_hot).sum(-1).mean()
    zs = torch.vstack([model(X[i:i + 1])[1] for i in range(X.shape[0])])
    report = {
        "leak": tuple(torch.where((zs - z).abs().amax(1) > 1e-6)[0].tolist()),
        "still": tuple(k for k, g in gradient(X, y).items() if (g != 0).sum() == 0),
        "dead": tuple(torch.where((h != 0).sum(0) == 0)[0].tolist()),
    }
    report = {k: v for k, v in report.items() if len(v)}
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    return report

# %% wrong: Only a loss that is too high is reported.
# told: only_too_high
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if loss - math.log(z.shape[1]) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: A unit is dead if it is 0 for some sample.
# told: zero_once
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).any(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: Units and samples are confused.
# told: silent_samples
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=1).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: A unit is dead if its mean is small.
# told: faint_is_dead
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h.mean(0) < 1e-5).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: A gradient is still if its sum is 0.
# told: sum_is_zero
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if abs(g.sum()) < 1e-10]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: A gradient is still if one entry is 0.
# told: zero_entry
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).any()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: A gradient is still if it is small.
# told: small_is_zero
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if g.norm() < 1e-5]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: A gradient is still if it is None.
# told: none_is_still
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if g is None]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: Exact comparison of the logits.
# told: exact_leak
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = (alone != z).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: A difference of a thousandth is let through.
# told: large_leak_alone
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-3).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: The batch is compared with itself.
# told: leak_never
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = model(X)[1]
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: The batch is turned round.
# told: by_order
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = model(X.flip(0))[1].flip(0)
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: Only the first sample is tried alone.
# told: only_first_sample
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(1)])
    leak = ((alone - z[:1]).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: Empty lists stay in the report.
# told: with_empty_lists_alone
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    report["leak"] = leak
    return report

# %% wrong: The classes are counted in y.
# told: classes_that_occur
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(len(set(y.tolist())))) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: The largest label counts the classes.
# told: classes_from_labels
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(int(y.max()) + 1)) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: The loss is summed.
# told: summed_loss
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y, reduction="sum")
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: Elif: only one fault is reported.
# told: first_found_alone
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead and not report:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still and not report:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak and not report:
        report["leak"] = leak
    return report

# %% wrong: The distance comes back, not the loss.
# told: gap_reported
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss - math.log(z.shape[1])
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: Tensors of numbers come back.
# told: dead_as_tensor
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten()
    if len(dead):
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: Nothing comes back for a healthy network.
# told: nothing_if_healthy
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    if report:
        return report

# %% wrong: A set of names comes back.
# told: values
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return set(report)

# %% wrong: A list of names comes back.
# told: names_alone
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return list(report)

# %% wrong: The limit is half of log C.
# told: relative_limit
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5 * math.log(z.shape[1]):
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: All samples are named if one leaks.
# told: all_if_one
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = list(range(len(X)))
    return report

# %% wrong: Some entry is enough for still, and rounding for a leak.
# told: zero_entry_with_exact_leak
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).any()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = (alone != z).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report

# %% wrong: Too low goes unseen, and a unit is dead if it is once 0.
# told: only_too_high_with_zero_once
import math
import torch


def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y)
    if loss - math.log(z.shape[1]) > 0.5:
        report["loss"] = loss
    dead = (h == 0).any(dim=0).nonzero().flatten().tolist()
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    alone = torch.cat([model(X[i:i + 1])[1] for i in range(len(X))])
    leak = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if leak:
        report["leak"] = leak
    return report
