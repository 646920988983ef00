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

# %% right: Loops over plain Python numbers with math.exp and math.log.
import math
import torch

def health(model, gradient, X, y):
    hidden, logits = model(X)
    hidden, logits, labels = hidden.tolist(), logits.tolist(), y.tolist()
    n, classes = len(logits), len(logits[0])

    paid = 0.0
    for row, label in zip(logits, labels):
        top = max(row)
        paid += top + math.log(sum(math.exp(v - top) for v in row)) - row[label]
    loss = paid / n

    dead = list(range(len(hidden[0])))
    for row in hidden:
        for k, v in enumerate(row):
            if v != 0 and k in dead:
                dead.remove(k)

    still = []
    for name, g in gradient(X, y).items():
        if all(v == 0 for v in g.reshape(-1).tolist()):
            still.append(name)

    leak = []
    for i in range(n):
        alone = model(X[i].reshape(1, -1))[1].tolist()[0]
        if any(abs(p - q) > 1e-6 for p, q in zip(alone, logits[i])):
            leak.append(i)

    report = {}
    if not -0.5 <= loss - math.log(classes) <= 0.5:
        report["loss"] = loss
    if dead:
        report["dead"] = dead
    if still:
        report["still"] = still
    if leak:
        report["leak"] = leak
    return report

# %% right: Everything in numpy with small helper functions, and the empty findings are filtered out at the end.
import math
import numpy as np
import torch

def to_np(t):
    return t.detach().cpu().numpy()

def where(mask):
    return [int(k) for k in np.flatnonzero(mask)]

def health(model, gradient, X, y):
    h, z = map(to_np, model(X))
    labels = to_np(y)
    onehot = np.eye(z.shape[1])[labels]
    loss = float(np.mean(np.logaddexp.reduce(z, axis=1) - np.einsum("nc,nc->n", z, onehot)))
    alone = np.concatenate([to_np(model(X[i:i + 1])[1]) for i in range(X.shape[0])])
    findings = {
        "loss": loss if abs(loss - np.log(z.shape[1])) > 0.5 else None,
        "dead": where(~h.any(axis=0)) or None,
        "still": [name for name, g in gradient(X, y).items() if not to_np(g).any()] or None,
        "leak": where(np.abs(alone - z).max(axis=1) > 1e-6) or None,
    }
    return {k: v for k, v in findings.items() if v is not None}

# %% right: A dataclass with one generator per fault, and the dict is built from what they yield.
import math
from dataclasses import dataclass
from typing import Any
import torch

@dataclass
class Doctor:
    model: Any
    gradient: Any
    X: Any
    y: Any

    def __post_init__(self):
        self.h, self.z = self.model(self.X)

    def loss(self):
        p = self.z.double().log_softmax(1).gather(1, self.y.unsqueeze(1))
        value = -p.mean().item()
        if abs(value - math.log(self.z.size(1))) > 0.5:
            yield value

    def dead(self):
        for k in range(self.h.size(1)):
            if torch.count_nonzero(self.h[:, k]).item() == 0:
                yield k

    def still(self):
        for name, g in self.gradient(self.X, self.y).items():
            if torch.count_nonzero(g).item() == 0:
                yield name

    def leak(self):
        for i, row in enumerate(self.X.split(1)):
            gap = self.model(row)[1] - self.z.narrow(0, i, 1)
            if torch.linalg.vector_norm(gap, ord=math.inf).item() > 1e-6:
                yield i

def health(model, gradient, X, y):
    doctor = Doctor(model, gradient, X, y)
    report = {}
    for name in ("loss", "dead", "still", "leak"):
        found = list(getattr(doctor, name)())
        if found:
            report[name] = found[0] if name == "loss" else found
    return report

# %% wrong: A unit is called dead as soon as it is 0 for some sample, but it is dead only when it is 0 for every sample.
# told: zero_once
import math
import torch

def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y).item()
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    dead = []
    for k in range(h.shape[1]):
        if (h[:, k] == 0).any():
            dead.append(k)
    if dead:
        report["dead"] = dead
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]
    if still:
        report["still"] = still
    leak = []
    for i in range(len(X)):
        _, z1 = model(X[i:i + 1])
        if (z1[0] - z[i]).abs().max() > 1e-6:
            leak.append(i)
    if leak:
        report["leak"] = leak
    return report

# %% wrong: For the leak the whole batch is run twice, which only shows whether the network is random, but a sample alone must be compared with the sample in its batch.
# told: leak_never
import math
import torch

def health(model, gradient, X, y):
    h, z = model(X)
    classes = z.shape[1]
    logp = torch.log_softmax(z, dim=1)
    loss = -logp[torch.arange(len(y)), y].mean().item()
    grads = gradient(X, y)

    h2, z2 = model(X)
    diff = (z - z2).abs().max(dim=1).values

    found = {
        "dead": [i for i in range(h.shape[1]) if bool((h[:, i] == 0).all())],
        "still": [n for n in grads if bool((grads[n] == 0).all())],
        "leak": [i for i in range(len(X)) if diff[i] > 1e-6],
    }
    report = {}
    if abs(loss - math.log(classes)) > 0.5:
        report["loss"] = loss
    for name in found:
        if len(found[name]) > 0:
            report[name] = found[name]
    return report

# %% wrong: Only a loss above the guess is reported; the absolute value is missing, so a loss far below is not noticed.
# told: only_too_high
import math
import torch
import torch.nn.functional as F

def health(model, gradient, X, y):
    result = dict()
    h, z = model(X)
    # 1. loss
    L = F.cross_entropy(z, y)
    guess = math.log(z.size(1))
    if L - guess > 0.5:
        result["loss"] = L.item()
    # 2. dead units
    d = (h == 0).all(dim=0).nonzero().flatten().tolist()
    if d != []:
        result["dead"] = d
    # 3. gradients
    s = []
    for name, g in gradient(X, y).items():
        if torch.count_nonzero(g) == 0:
            s.append(name)
    if s != []:
        result["still"] = s
    # 4. leak
    alone = torch.cat([model(x.reshape(1, -1))[1] for x in X])
    l = ((alone - z).abs() > 1e-6).any(dim=1).nonzero().flatten().tolist()
    if l != []:
        result["leak"] = l
    return result

# %% wrong: The zeros of h are collected along the units instead of along the samples, so the numbers under "dead" are those of samples.
# told: silent_samples
import math
import torch

def health(model, gradient, X, y):
    h, z = model(X)
    out = {}

    z_max = z.max(dim=1, keepdim=True).values
    lse = z_max[:, 0] + (z - z_max).exp().sum(dim=1).log()
    loss = (lse - z.gather(1, y[:, None])[:, 0]).mean().item()
    if abs(loss - math.log(z.shape[1])) > 0.5:
        out["loss"] = loss

    is_dead = torch.all(h == 0, dim=1)
    if is_dead.any():
        out["dead"] = [k for k, d in enumerate(is_dead) if d]

    still = []
    for k, v in gradient(X, y).items():
        if v.abs().max() == 0:
            still.append(k)
    if still:
        out["still"] = still

    leak = []
    for i in range(X.shape[0]):
        single = model(X[i].unsqueeze(0))[1].squeeze(0)
        if torch.max(torch.abs(single - z[i])) > 1e-6:
            leak.append(i)
    if leak:
        out["leak"] = leak
    return out

# %% wrong: The elif chain reports only the first fault that is found, and a gradient that is only small is already called still.
# told: small_is_zero_with_first_found_alone
import math
import torch

def health(model, gradient, X, y):
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y).item()
    dead = [j for j in range(h.shape[1]) if h[:, j].max() == 0]
    grads = gradient(X, y)
    still = [n for n, g in grads.items() if g.abs().max() < 1e-3]
    leak = [i for i in range(len(X)) if (model(X[[i]])[1][0] - z[i]).abs().max() > 1e-6]

    report = {}
    if abs(loss - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss
    elif len(dead) > 0:
        report["dead"] = dead
    elif len(still) > 0:
        report["still"] = still
    elif len(leak) > 0:
        report["leak"] = leak
    return report

# %% wrong: The number of classes is counted from the labels, which is too small when a class has no sample; it is the number of columns of the logits.
# told: classes_that_occur
import math
import torch
import torch.nn.functional as F

def dead_units(h):
    return [i for i, col in enumerate(h.T) if not torch.any(col)]

def still_parameters(grads):
    return [name for name in grads if not torch.any(grads[name])]

def leaking(model, X, z):
    nums = []
    for i in range(len(X)):
        alone = model(X[i].view(1, -1))[1]
        if float((alone - z[i]).abs().max()) > 1e-6:
            nums.append(i)
    return nums

def health(model, gradient, X, y):
    h, z = model(X)
    loss = float(F.cross_entropy(z, y))
    classes = len(torch.unique(y))
    report = {}
    if abs(loss - math.log(classes)) > 0.5:
        report["loss"] = loss
    for name, numbers in (("dead", dead_units(h)), ("still", still_parameters(gradient(X, y))), ("leak", leaking(model, X, z))):
        if numbers:
            report[name] = numbers
    return report

# %% wrong: The numbers of units and samples are left as the tensors of torch.nonzero with shape (k, 1) instead of lists of numbers.
# told: both_as_columns
import math
import torch

def health(model, gradient, X, y):
    report = {}
    h, z = model(X)
    n = len(X)

    loss = torch.nn.CrossEntropyLoss()(z, y)
    if abs(loss.item() - math.log(z.shape[1])) > 0.5:
        report["loss"] = loss.item()

    dead = torch.nonzero((h == 0).sum(dim=0) == n)
    if len(dead) > 0:
        report["dead"] = dead

    still = []
    for name, grad in gradient(X, y).items():
        if torch.all(grad == 0):
            still.append(name)
    if len(still) > 0:
        report["still"] = still

    diff = torch.zeros(n)
    for i in range(n):
        diff[i] = (model(X[i:i+1])[1] - z[i:i+1]).abs().max()
    leak = torch.nonzero(diff > 1e-6)
    if len(leak) > 0:
        report["leak"] = leak
    return report

# %% wrong: F.cross_entropy takes logits, but it is given the probabilities after softmax, so softmax is taken twice and the loss is wrong.
# told: loss_never
import math
import torch
import torch.nn.functional as F

def health(model, gradient, X, y):
    h, z = model(X)
    probs = F.softmax(z, dim=1)
    loss = F.cross_entropy(probs, y).item()
    C = probs.shape[1]

    problems = {}
    if loss > math.log(C) + 0.5 or loss < math.log(C) - 0.5:
        problems["loss"] = loss

    dead = []
    for u in range(h.shape[1]):
        alive = False
        for s in range(h.shape[0]):
            if h[s, u] != 0:
                alive = True
        if not alive:
            dead.append(u)
    if dead:
        problems["dead"] = dead

    still = []
    for name, g in gradient(X, y).items():
        if g.abs().sum().item() == 0:
            still.append(name)
    if still:
        problems["still"] = still

    leak = []
    for s in range(X.shape[0]):
        _, z_alone = model(X[s:s + 1])
        biggest = (z_alone[0] - z[s]).abs().max().item()
        if biggest > 1e-6:
            leak.append(s)
    if leak:
        problems["leak"] = leak
    return problems

# %% wrong: torch.allclose also has a relative tolerance of 1e-5, which was left on: leaks of some millionths are overlooked.
# told: relative_leak
import math

import torch


def health(model, gradient, X, y):
    h, z = model(X)
    N, C = z.shape
    faults = {}

    loss = 0.0
    for i in range(N):
        loss += -torch.log_softmax(z[i], dim=0)[y[i]].item()
    loss /= N
    if abs(loss - math.log(C)) > 0.5:
        faults["loss"] = loss

    dead = [u for u in range(h.shape[1]) if torch.all(h[:, u] == 0).item()]
    if len(dead):
        faults["dead"] = dead

    still = [name for name, g in gradient(X, y).items() if torch.all(g == 0).item()]
    if len(still):
        faults["still"] = still

    leak = [i for i in range(N) if not torch.allclose(model(X[i : i + 1])[1][0], z[i], atol=1e-6)]
    if len(leak):
        faults["leak"] = leak
    return faults
