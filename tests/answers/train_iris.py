# %% right: numpy, backward pass by hand, one-hot matrix, own random generator.
import numpy as np
import torch

def train_iris(X, y, params, eta, B, seed):
    X, t = X.numpy(), np.eye(3)[y.numpy()]
    W1, b1, W2, b2 = (p.detach().numpy().copy() for p in params)
    rng = np.random.default_rng(seed)

    def forward(x):
        h = np.maximum(x @ W1.T + b1, 0)
        z = h @ W2.T + b2
        z = z - z.max(axis=1, keepdims=True)
        return h, z - np.log(np.exp(z).sum(axis=1, keepdims=True))

    mean_loss = lambda: float(-(t * forward(X)[1]).sum() / len(X))
    losses = [mean_loss()]
    for _ in range(20):
        order = rng.permutation(len(X))
        for s in range(0, len(X), B):
            i = order[s:s + B]
            h, logp = forward(X[i])
            d2 = (np.exp(logp) - t[i]) / len(i)
            d1 = (d2 @ W2) * (h > 0)
            W2 -= eta * d2.T @ h
            b2 -= eta * d2.sum(axis=0)
            W1 -= eta * d1.T @ X[i]
            b1 -= eta * d1.sum(axis=0)
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% right: torch.nn.Sequential with DataLoader and torch.optim.SGD, in float64.
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

def train_iris(X, y, params, eta, B, seed):
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)).double()
    with torch.no_grad():
        for own, start in zip(net.parameters(), params):
            own.copy_(start)
    data = DataLoader(TensorDataset(X, y), batch_size=B, shuffle=True, generator=torch.Generator().manual_seed(seed))
    criterion, opt = nn.CrossEntropyLoss(), torch.optim.SGD(net.parameters(), lr=eta)

    @torch.no_grad()
    def evaluate():
        return criterion(net(X), y).item()

    history = [evaluate()]
    while len(history) < 21:
        for xb, yb in data:
            opt.zero_grad()
            criterion(net(xb), yb).backward()
            opt.step()
        history.append(evaluate())
    return history, tuple(net.parameters())

# %% right: Gradients by hand, sample by sample with outer products, averaged over the batch; Python's random.
import random
import torch

def train_iris(X, y, params, eta, B, seed):
    theta = [p.detach().clone() for p in params]
    order, rnd = list(range(len(y))), random.Random(seed)

    def loss():
        W1, b1, W2, b2 = theta
        z = (X @ W1.mT + b1).clamp(min=0) @ W2.mT + b2
        return (torch.logsumexp(z, 1) - z.gather(1, y[:, None])[:, 0]).mean().item()

    def one(i):
        W1, b1, W2, b2 = theta
        z1 = W1 @ X[i] + b1
        a = z1.clamp(min=0)
        d2 = torch.softmax(W2 @ a + b2, 0)
        d2[y[i]] -= 1
        d1 = torch.where(z1 > 0, W2.mT @ d2, 0.0)
        return torch.outer(d1, X[i]), d1, torch.outer(d2, a), d2

    out = [loss()]
    for _ in range(20):
        rnd.shuffle(order)
        for s in range(0, len(order), B):
            batch = order[s:s + B]
            total = [torch.zeros_like(p) for p in theta]
            for i in batch:
                total = [a + b for a, b in zip(total, one(i))]
            theta = [p - eta * g / len(batch) for p, g in zip(theta, total)]
        out.append(loss())
    return out, tuple(theta)

# %% wrong: The gradient of a batch is the sum over its samples; it is not divided by their number.
# told: step_summed
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    P = [p.clone().requires_grad_(True) for p in params]
    net = lambda Z: torch.relu(Z @ P[0].mT + P[1]) @ P[2].mT + P[3]
    gen = torch.Generator().manual_seed(seed)
    losses = [F.cross_entropy(net(X), y).item()]
    for epoch in range(20):
        for idx in torch.randperm(len(X), generator=gen).split(B):
            grads = torch.autograd.grad(F.cross_entropy(net(X[idx]), y[idx], reduction="sum"), P)
            with torch.no_grad():
                for p, g in zip(P, grads):
                    p -= eta * g
        losses.append(F.cross_entropy(net(X), y).item())
    return losses, tuple(P)

# %% wrong: The loss of an epoch is the mean of the batch losses on the way, not the loss over all samples after the epoch.
# told: losses_before_updates
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    P = [p.clone().requires_grad_(True) for p in params]
    net = lambda Z: torch.relu(Z @ P[0].mT + P[1]) @ P[2].mT + P[3]
    gen = torch.Generator().manual_seed(seed)
    losses = [F.cross_entropy(net(X), y).item()]
    for epoch in range(20):
        running = []
        for idx in torch.randperm(len(X), generator=gen).split(B):
            loss = F.cross_entropy(net(X[idx]), y[idx])
            running.append(loss.item())
            grads = torch.autograd.grad(loss, P)
            with torch.no_grad():
                for p, g in zip(P, grads):
                    p -= eta * g
        losses.append(sum(running) / len(running))
    return losses, tuple(params)

# %% wrong: An epoch is taken for one update with one random batch; it has to go through all samples.
# told: one_batch_an_epoch
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    P = [p.clone().requires_grad_(True) for p in params]
    net = lambda Z: torch.relu(Z @ P[0].mT + P[1]) @ P[2].mT + P[3]
    gen = torch.Generator().manual_seed(seed)
    losses = [F.cross_entropy(net(X), y).item()]
    for epoch in range(20):
        idx = torch.randperm(len(X), generator=gen)[:B]
        grads = torch.autograd.grad(F.cross_entropy(net(X[idx]), y[idx]), P)
        with torch.no_grad():
            for p, g in zip(P, grads):
                p -= eta * g
        losses.append(F.cross_entropy(net(X), y).item())
    return losses, tuple(P)

# %% wrong: The backward pass by hand forgets the slope of the relu: switched-off hidden units pass the adjoint on.
# told: mask_forgotten
import torch

def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    gen = torch.Generator().manual_seed(seed)

    def loss():
        z = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
        return -(z.log_softmax(1)[torch.arange(len(y)), y]).mean().item()

    losses = [loss()]
    for epoch in range(20):
        for idx in torch.randperm(len(X), generator=gen).split(B):
            x, t = X[idx], y[idx]
            h = torch.relu(x @ W1.mT + b1)
            d2 = torch.softmax(h @ W2.mT + b2, dim=1)
            d2[torch.arange(len(t)), t] -= 1
            d2 = d2 / len(t)
            d1 = d2 @ W2
            W2, b2 = W2 - eta * d2.mT @ h, b2 - eta * d2.sum(0)
            W1, b1 = W1 - eta * d1.mT @ x, b1 - eta * d1.sum(0)
        losses.append(loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: Only X is put into the random order, the labels y stay in the old one.
# told: labels_left_behind
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    P = [p.clone().requires_grad_(True) for p in params]
    net = lambda Z: torch.relu(Z @ P[0].mT + P[1]) @ P[2].mT + P[3]
    gen = torch.Generator().manual_seed(seed)
    losses = [F.cross_entropy(net(X), y).item()]
    for epoch in range(20):
        Xs = X[torch.randperm(len(X), generator=gen)]
        for i in range(0, len(X), B):
            grads = torch.autograd.grad(F.cross_entropy(net(Xs[i:i + B]), y[i:i + B]), P)
            with torch.no_grad():
                for p, g in zip(P, grads):
                    p -= eta * g
        losses.append(F.cross_entropy(net(X), y).item())
    return losses, tuple(P)

# %% wrong: TWO: the samples are never shuffled, every epoch takes them in the given order; and the biases b1 and b2 are not updated.
# told: biases_stay_never_shuffled
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    torch.manual_seed(seed)
    W1, b1, W2, b2 = (p.clone() for p in params)
    W1.requires_grad_(True)
    W2.requires_grad_(True)
    net = lambda Z: torch.relu(Z @ W1.mT + b1) @ W2.mT + b2
    losses = [F.cross_entropy(net(X), y).item()]
    for epoch in range(20):
        for i in range(0, len(X), B):
            g1, g2 = torch.autograd.grad(F.cross_entropy(net(X[i:i + B]), y[i:i + B]), (W1, W2))
            with torch.no_grad():
                W1 -= eta * g1
                W2 -= eta * g2
        losses.append(F.cross_entropy(net(X), y).item())
    return losses, (W1, b1, W2, b2)

# %% wrong: The updates with -= change the tensors in params: detach() shares their memory, it does not copy.
# told: changed
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    P = [p.detach().requires_grad_(True) for p in params]
    net = lambda Z: torch.relu(Z @ P[0].mT + P[1]) @ P[2].mT + P[3]
    gen = torch.Generator().manual_seed(seed)
    losses = [F.cross_entropy(net(X), y).item()]
    for epoch in range(20):
        for idx in torch.randperm(len(X), generator=gen).split(B):
            grads = torch.autograd.grad(F.cross_entropy(net(X[idx]), y[idx]), P)
            with torch.no_grad():
                for p, g in zip(P, grads):
                    p -= eta * g
        losses.append(F.cross_entropy(net(X), y).item())
    return losses, tuple(params)

# %% wrong: zero_grad() is forgotten: the gradients of all earlier batches pile up in .grad.
# told: gradients_pile_up
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    P = [p.clone().requires_grad_(True) for p in params]
    opt = torch.optim.SGD(P, lr=eta)
    net = lambda Z: torch.relu(Z @ P[0].mT + P[1]) @ P[2].mT + P[3]
    gen = torch.Generator().manual_seed(seed)
    losses = [F.cross_entropy(net(X), y).item()]
    for epoch in range(20):
        order = torch.randperm(len(X), generator=gen)
        for i in range(0, len(X), B):
            idx = order[i:i + B]
            loss = F.cross_entropy(net(X[idx]), y[idx])
            loss.backward()
            opt.step()
        losses.append(F.cross_entropy(net(X), y).item())
    return losses, tuple(params)

# %% right: NumPy, backward pass by hand with einsum, data reordered at the start of each epoch and cut with a while loop.
import numpy as np

def train_iris(X, y, params, eta, B, seed):
    A, t = X.numpy().copy(), y.numpy().copy()
    W1, b1, W2, b2 = (p.detach().numpy().copy() for p in params)
    rng = np.random.RandomState(seed)
    onehot = np.eye(3)[t]

    def forward(A):
        z1 = A @ W1.T + b1
        h = np.where(z1 > 0, z1, 0.0)
        e = np.exp(h @ W2.T + b2)      # logits are at most 100
        return z1, h, e / e.sum(axis=1, keepdims=True)

    def mean_loss():
        return float(-np.mean(np.log((forward(A)[2] * onehot).sum(axis=1))))

    losses = [mean_loss()]
    while len(losses) < 21:
        perm = rng.permutation(len(t))
        A, onehot = A[perm], onehot[perm]
        pos = 0
        while pos < len(t):
            a, o = A[pos:pos + B], onehot[pos:pos + B]
            z1, h, p = forward(a)
            d2 = p - o
            d1 = (d2 @ W2) * (z1 > 0)
            m = len(a)
            grads = (np.einsum("ni,nj->ij", d1, a) / m, d1.mean(axis=0),
                     np.einsum("ni,nj->ij", d2, h) / m, d2.mean(axis=0))
            W1, b1, W2, b2 = (q - eta * dq for q, dq in zip((W1, b1, W2, b2), grads))
            pos += m
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% right: nn.Sequential, DataLoader with its own generator, and torch.optim.SGD.
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

def train_iris(X, y, params, eta, B, seed):
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)).double()
    with torch.no_grad():
        for p, start in zip(net.parameters(), params):
            p.copy_(start)
    g = torch.Generator()
    g.manual_seed(seed)
    loader = DataLoader(TensorDataset(X, y), batch_size=B, shuffle=True, generator=g)
    opt = torch.optim.SGD(net.parameters(), lr=eta)
    crit = nn.CrossEntropyLoss()

    @torch.no_grad()
    def evaluate():
        return crit(net(X), y).item()

    history = [evaluate()]
    for _ in range(20):
        for xb, yb in loader:
            opt.zero_grad()
            crit(net(xb), yb).backward()
            opt.step()
        history.append(evaluate())
    return history, list(net.parameters())

# %% right: adds up the gradients one sample at a time; the orders come from sorting random numbers of Python's random.Random.
import math
import random
import torch

def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    rnd = random.Random(seed)
    P = tuple(params)

    def sample(i, P):
        W1, b1, W2, b2 = P
        z = W1 @ X[i] + b1
        h = z.clamp(min=0)
        logits = W2 @ h + b2
        lse = torch.logsumexp(logits, 0)
        d2 = (logits - lse).exp()
        d2[y[i]] -= 1
        d1 = torch.where(z > 0, W2.mT @ d2, torch.zeros_like(z))
        return (lse - logits[y[i]]).item(), (torch.outer(d1, X[i]), d1, torch.outer(d2, h), d2)

    def total(P):
        return math.fsum(sample(i, P)[0] for i in range(n)) / n

    losses = [total(P)]
    for epoch in range(20):
        order = sorted(range(n), key=lambda i: rnd.random())
        batch = []
        for count, i in enumerate(order, start=1):
            batch.append(i)
            if len(batch) == B or count == n:
                grads = [torch.zeros_like(p) for p in P]
                for j in batch:
                    grads = [a + b for a, b in zip(grads, sample(j, P)[1])]
                P = tuple(p - eta * a / len(batch) for p, a in zip(P, grads))
                batch = []
        losses.append(total(P))
    return losses, P

# %% wrong: Batches are drawn with replacement: in an epoch some samples come twice and others not at all.
# told: with_replacement
import torch

def _loss(X, y, P):
    W1, b1, W2, b2 = P
    h = torch.relu(X @ W1.mT + b1)
    logits = h @ W2.mT + b2
    return (torch.logsumexp(logits, dim=1) - logits[torch.arange(len(y)), y]).mean()

def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    gen = torch.Generator().manual_seed(seed)
    P = [p.clone().requires_grad_() for p in params]
    out = [_loss(X, y, P).item()]
    for epoch in range(20):
        for start in range(0, n, B):
            idx = torch.randint(0, n, (min(B, n - start),), generator=gen)
            grads = torch.autograd.grad(_loss(X[idx], y[idx], P), P)
            P = [(p - eta * d).detach().requires_grad_() for p, d in zip(P, grads)]
        out.append(_loss(X, y, P).item())
    return out, tuple(P)

# %% wrong: The loss of an epoch is the mean of its batch losses, taken while the parameters still change, not the loss over all samples at the end of the epoch.
# told: sample_losses_before_updates
import torch

def _loss(X, y, P):
    W1, b1, W2, b2 = P
    h = torch.relu(X @ W1.mT + b1)
    logits = h @ W2.mT + b2
    return (torch.logsumexp(logits, dim=1) - logits[torch.arange(len(y)), y]).mean()

def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    torch.manual_seed(seed)
    P = [p.clone().requires_grad_() for p in params]
    out = [_loss(X, y, P).item()]
    for epoch in range(20):
        order = torch.randperm(n)
        total = 0.0
        for idx in order.split(B):
            loss = _loss(X[idx], y[idx], P)
            total += loss.item() * len(idx)
            grads = torch.autograd.grad(loss, P)
            P = [(p - eta * d).detach().requires_grad_() for p, d in zip(P, grads)]
        out.append(total / n)
    return out, tuple(params)

# %% wrong: The error is passed back through W2 after W2 has been updated; all gradients must be taken at the old parameters.
# told: output_layer_first
import torch

def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    gen = torch.Generator().manual_seed(seed)
    W1, b1, W2, b2 = [p.clone() for p in params]

    def mean_loss():
        s = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
        return -torch.log_softmax(s, 1)[torch.arange(n), y].mean().item()

    losses = [mean_loss()]
    for epoch in range(20):
        order = torch.randperm(n, generator=gen)
        for start in range(0, n, B):
            idx = order[start:start + B]
            Xb, yb = X[idx], y[idx]
            z1 = Xb @ W1.mT + b1
            h = torch.relu(z1)
            d2 = torch.softmax(h @ W2.mT + b2, dim=1)
            d2[torch.arange(len(idx)), yb] -= 1
            d2 = d2 / len(idx)
            W2 = W2 - eta * d2.mT @ h
            b2 = b2 - eta * d2.sum(0)
            dh = d2 @ W2
            d1 = dh * (z1 > 0)
            W1 = W1 - eta * d1.mT @ Xb
            b1 = b1 - eta * d1.sum(0)
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: The gradient is divided by B, also in a smaller batch; the mean is over the samples that are in the batch.
# told: divided_by_B
import torch

def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    gen = torch.Generator().manual_seed(seed)
    W1, b1, W2, b2 = [p.clone() for p in params]

    def mean_loss():
        s = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
        return -torch.log_softmax(s, 1)[torch.arange(n), y].mean().item()

    losses = [mean_loss()]
    for epoch in range(20):
        order = torch.randperm(n, generator=gen)
        for start in range(0, n, B):
            idx = order[start:start + B]
            Xb, yb = X[idx], y[idx]
            z1 = Xb @ W1.mT + b1
            h = torch.relu(z1)
            d2 = torch.softmax(h @ W2.mT + b2, dim=1)
            d2[torch.arange(len(idx)), yb] -= 1
            d2 = d2 / B
            dh = d2 @ W2
            d1 = dh * (z1 > 0)
            W2 = W2 - eta * d2.mT @ h
            b2 = b2 - eta * d2.sum(0)
            W1 = W1 - eta * d1.mT @ Xb
            b1 = b1 - eta * d1.sum(0)
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: The generator is seeded anew in every epoch, so all epochs have the same order.
# told: one_order
import torch

def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    W1, b1, W2, b2 = [p.clone() for p in params]

    def mean_loss():
        s = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
        return -torch.log_softmax(s, 1)[torch.arange(n), y].mean().item()

    losses = [mean_loss()]
    for epoch in range(20):
        gen = torch.Generator().manual_seed(seed)
        order = torch.randperm(n, generator=gen)
        for start in range(0, n, B):
            idx = order[start:start + B]
            Xb, yb = X[idx], y[idx]
            z1 = Xb @ W1.mT + b1
            h = torch.relu(z1)
            d2 = torch.softmax(h @ W2.mT + b2, dim=1)
            d2[torch.arange(len(idx)), yb] -= 1
            d2 = d2 / len(idx)
            dh = d2 @ W2
            d1 = dh * (z1 > 0)
            W2 = W2 - eta * d2.mT @ h
            b2 = b2 - eta * d2.sum(0)
            W1 = W1 - eta * d1.mT @ Xb
            b1 = b1 - eta * d1.sum(0)
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: TWO: the derivative of ReLU is left out in the backward pass; and the gradients of the biases are divided by the batch size twice (mean of what is already divided).
# told: mask_forgotten_biases_divided_twice
import torch

def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    gen = torch.Generator().manual_seed(seed)
    W1, b1, W2, b2 = [p.clone() for p in params]

    def mean_loss():
        s = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
        return -torch.log_softmax(s, 1)[torch.arange(n), y].mean().item()

    losses = [mean_loss()]
    for epoch in range(20):
        order = torch.randperm(n, generator=gen)
        for start in range(0, n, B):
            idx = order[start:start + B]
            Xb, yb = X[idx], y[idx]
            z1 = Xb @ W1.mT + b1
            h = torch.relu(z1)
            d2 = torch.softmax(h @ W2.mT + b2, dim=1)
            d2[torch.arange(len(idx)), yb] -= 1
            d2 = d2 / len(idx)
            dh = d2 @ W2
            d1 = dh
            W2 = W2 - eta * d2.mT @ h
            b2 = b2 - eta * d2.mean(0)
            W1 = W1 - eta * d1.mT @ Xb
            b1 = b1 - eta * d1.mean(0)
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: seed = 0 is taken for 'no seed': then the orders differ from call to call.
# told: unseeded_with_seed_0
import numpy as np
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    n = len(X)
    rng = np.random.default_rng(seed or None)
    P = [p.clone().requires_grad_() for p in params]

    def loss_on(A, t):
        return F.cross_entropy(F.linear(F.relu(F.linear(A, P[0], P[1])), P[2], P[3]), t)

    out = [loss_on(X, y).item()]
    for _ in range(20):
        order = torch.from_numpy(rng.permutation(n))
        for idx in torch.split(order, B):
            grads = torch.autograd.grad(loss_on(X[idx], y[idx]), P)
            with torch.no_grad():
                for p, d in zip(P, grads):
                    p -= eta * d
        out.append(loss_on(X, y).item())
    return out, tuple(P)

# %% wrong: The gradients are not set back to zero after an update, so they add up over the batches.
# told: gradients_pile_up
import random
import torch

def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    random.seed(seed)
    W1, b1, W2, b2 = [p.clone().detach().requires_grad_(True) for p in params]

    def loss(idx):
        z = torch.relu(X[idx] @ W1.mT + b1) @ W2.mT + b2
        return torch.nn.functional.cross_entropy(z, y[idx])

    everything = list(range(n))
    losses = [loss(everything).item()]
    for epoch in range(20):
        order = list(range(n))
        random.shuffle(order)
        for i in range(0, n, B):
            loss(order[i:i + B]).backward()
            with torch.no_grad():
                for p in (W1, b1, W2, b2):
                    p -= eta * p.grad
        losses.append(loss(everything).item())
    return losses, (W1, b1, W2, b2)

# %% right: A TensorDataset with a shuffling DataLoader and torch.optim.SGD on copies of the parameters.
import math
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset
import torch


def train_iris(X, y, params, eta, B, seed):
    W = [p.detach().clone().requires_grad_(True) for p in params]
    opt = torch.optim.SGD(W, lr=eta)
    loader = DataLoader(TensorDataset(X, y), batch_size=B, shuffle=True, generator=torch.Generator().manual_seed(seed))
    def loss(A, t):
        return F.cross_entropy(F.linear(F.relu(F.linear(A, W[0], W[1])), W[2], W[3]), t)
    with torch.no_grad():
        out = [loss(X, y).item()]
    for epoch in range(20):
        for A, t in loader:
            opt.zero_grad()
            loss(A, t).backward()
            opt.step()
        with torch.no_grad():
            out.append(loss(X, y).item())
    return out, W

# %% right: Everything in numpy with a hand-written backward pass; a negative log by log-sum-exp.
import math
import numpy as np
import torch


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = [np.array(p.tolist()) for p in params]
    A, t = np.array(X.tolist()), np.array(y.tolist())
    n = A.shape[0]
    rng = np.random.default_rng(seed)

    def run(a):
        z = a @ W1.T + b1
        h = np.where(z > 0, z, 0.0)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        return z, h, o - np.log(np.exp(o).sum(axis=1, keepdims=True))

    def record():
        lp = run(A)[2]
        return float(-sum(lp[i, t[i]] for i in range(n)) / n)

    losses = [record()]
    while len(losses) < 21:
        order = rng.permutation(n)
        while order.size:
            j, order = order[:B], order[B:]
            z, h, lp = run(A[j])
            d = (np.exp(lp) - np.eye(3)[t[j]]) / j.size
            back = (d @ W2) * (z > 0)
            W2, b2 = W2 - eta * (d.T @ h), b2 - eta * d.sum(axis=0)
            W1, b1 = W1 - eta * (back.T @ A[j]), b1 - eta * back.sum(axis=0)
        losses.append(record())
    return losses, (W1, b1, W2, b2)

# %% right: Adds up the gradients sample by sample with outer products; Python's random makes the orders.
import math
import random
import torch


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    n = y.numel()
    rnd = random.Random(seed)

    def one(i):
        z = W1 @ X[i] + b1
        h = torch.clamp(z, min=0.0)
        o = W2 @ h + b2
        return z, h, o

    def mean_loss():
        total = 0.0
        for i in range(n):
            o = one(i)[2]
            total += float(torch.logsumexp(o, 0) - o[y[i]])
        return total / n

    history = [mean_loss()]
    for _ in range(20):
        order = rnd.sample(range(n), n)
        for a in range(0, n, B):
            batch = order[a:a + B]
            G = [torch.zeros_like(p) for p in params]
            for i in batch:
                z, h, o = one(i)
                d = torch.softmax(o, 0)
                d[y[i]] -= 1.0
                dz = (W2.mT @ d) * (z > 0).double()
                for acc, add in zip(G, (torch.outer(dz, X[i]), dz, torch.outer(d, h), d)):
                    acc += add / len(batch)
            W1, b1, W2, b2 = [p - eta * q for p, q in zip((W1, b1, W2, b2), G)]
        history.append(mean_loss())
    return history, (W1, b1, W2, b2)

# %% wrong: After an epoch it records the mean of the batch losses seen during the epoch, not the loss over all samples with the parameters at its end.
# told: losses_before_updates
import math
import torch.nn.functional as F
import torch


def train_iris(X, y, params, eta, B, seed):
    P = [p.clone().requires_grad_() for p in params]
    def loss(A, t):
        return F.cross_entropy(torch.relu(A @ P[0].mT + P[1]) @ P[2].mT + P[3], t)
    gen = torch.Generator().manual_seed(seed)
    out = [loss(X, y).item()]
    for epoch in range(20):
        seen = []
        for idx in torch.randperm(len(y), generator=gen).split(B):
            l = loss(X[idx], y[idx])
            seen.append(l.item())
            grads = torch.autograd.grad(l, P)
            P = [(p - eta * g).detach().requires_grad_() for p, g in zip(P, grads)]
        out.append(sum(seen) / len(seen))
    return out, tuple(params)

# %% wrong: The gradients of the batches are averaged over the epoch and used once; each batch must give an update of its own.
# told: batches_averaged
import math
import torch.nn.functional as F
import torch


def train_iris(X, y, params, eta, B, seed):
    P = [p.clone().requires_grad_() for p in params]
    def loss(A, t, P):
        return F.cross_entropy(torch.relu(A @ P[0].mT + P[1]) @ P[2].mT + P[3], t)
    gen = torch.Generator().manual_seed(seed)
    out = [loss(X, y, P).item()]
    for epoch in range(20):
        total = [torch.zeros_like(p) for p in P]
        batches = torch.randperm(len(y), generator=gen).split(B)
        for idx in batches:
            grads = torch.autograd.grad(loss(X[idx], y[idx], P), P)
            total = [t + g / len(batches) for t, g in zip(total, grads)]
        P = [(p - eta * t).detach().requires_grad_() for p, t in zip(P, total)]
        out.append(loss(X, y, P).item())
    return out, tuple(P)

# %% wrong: Each batch is drawn with replacement, so in an epoch some samples come twice and others never.
# told: with_replacement
import math
import numpy as np
import torch


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = [p.numpy().copy() for p in params]
    A, t = X.numpy(), y.numpy()
    n = len(t)
    rng = np.random.default_rng(seed)
    def prob(a):
        z = a @ W1.T + b1
        h = np.maximum(z, 0)
        e = np.exp(h @ W2.T + b2)
        return z, h, e / e.sum(1, keepdims=True)
    def full():
        return float(-np.log(prob(A)[2][np.arange(n), t]).mean())
    out = [full()]
    for _ in range(20):
        for start in range(0, n, B):
            idx = rng.integers(0, n, min(B, n - start))
            z, h, d = prob(A[idx])
            d[np.arange(len(idx)), t[idx]] -= 1
            d /= len(idx)
            dz = (d @ W2) * (z > 0)
            W1, b1, W2, b2 = W1 - eta * dz.T @ A[idx], b1 - eta * dz.sum(0), W2 - eta * d.T @ h, b2 - eta * d.sum(0)
        out.append(full())
    return out, (W1, b1, W2, b2)

# %% wrong: The gradient of a batch is always divided by B, also when the last batch is smaller.
# told: divided_by_B
import math
import torch.nn.functional as F
import torch


def train_iris(X, y, params, eta, B, seed):
    P = [p.clone().requires_grad_() for p in params]
    def loss(A, t):
        return F.cross_entropy(torch.relu(A @ P[0].mT + P[1]) @ P[2].mT + P[3], t, reduction="sum")
    gen = torch.Generator()
    gen.manual_seed(seed)
    n = X.shape[0]
    out = [loss(X, y).item() / n]
    for epoch in range(20):
        perm = torch.randperm(n, generator=gen)
        for i in range(0, n, B):
            idx = perm[i:i + B]
            grads = torch.autograd.grad(loss(X[idx], y[idx]) / B, P)
            P = [(p - eta * g).detach().requires_grad_() for p, g in zip(P, grads)]
        out.append(loss(X, y).item() / n)
    return out, tuple(P)

# %% wrong: W2 is updated first and the new W2 carries the gradient back to W1; all gradients belong to the old parameters.
# told: output_layer_first
import math
import torch


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = (p.clone() for p in params)
    n = len(X)
    gen = torch.Generator().manual_seed(seed)
    def forward(A):
        z1 = A @ W1.mT + b1
        h = z1.clamp(min=0)
        return z1, h, torch.softmax(h @ W2.mT + b2, 1)
    def mean_loss():
        return float(-forward(X)[2][torch.arange(n), y].log().mean())
    losses = [mean_loss()]
    for _ in range(20):
        for idx in torch.randperm(n, generator=gen).split(B):
            z1, h, p = forward(X[idx])
            d = (p - torch.eye(3, dtype=X.dtype)[y[idx]]) / len(idx)
            W2 = W2 - eta * d.mT @ h
            b2 = b2 - eta * d.sum(0)
            dz = (d @ W2) * (z1 > 0)
            W1 = W1 - eta * dz.mT @ X[idx]
            b1 = b1 - eta * dz.sum(0)
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: TWO: the order is drawn once and used in all epochs; and the smaller last batch is dropped.
# told: rest_dropped_one_order
import math
import random
import torch.nn.functional as F
import torch


def train_iris(X, y, params, eta, B, seed):
    W = [p.detach().clone().requires_grad_(True) for p in params]
    opt = torch.optim.SGD(W, lr=eta)
    net = lambda A: torch.relu(A @ W[0].T + W[1]) @ W[2].T + W[3]
    order = list(range(len(X)))
    random.Random(seed).shuffle(order)
    losses = [F.cross_entropy(net(X), y).item()]
    for epoch in range(20):
        for k in range(len(X) // B):
            idx = torch.tensor(order[k * B:(k + 1) * B])
            opt.zero_grad()
            F.cross_entropy(net(X[idx]), y[idx]).backward()
            opt.step()
        losses.append(F.cross_entropy(net(X), y).item())
    return losses, tuple(W)

# %% wrong: one_hot without num_classes is as wide as the largest label of the batch, so it fails for batches without label 2.
# told: one_hot_too_short
import math
import torch.nn.functional as F
import torch


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    n = len(y)
    gen = torch.Generator().manual_seed(seed)
    def total():
        logp = torch.log_softmax(torch.relu(X @ W1.mT + b1) @ W2.mT + b2, dim=1)
        return -logp.gather(1, y[:, None]).mean().item()
    res = [total()]
    for _ in range(20):
        for idx in torch.randperm(n, generator=gen).split(B):
            A, T = X[idx], F.one_hot(y[idx])
            z = A @ W1.mT + b1
            h = torch.relu(z)
            d = (torch.softmax(h @ W2.mT + b2, dim=1) - T) / len(idx)
            dz = d @ W2 * (z > 0)
            W2, b2 = W2 - eta * d.mT @ h, b2 - eta * d.sum(0)
            W1, b1 = W1 - eta * dz.mT @ A, b1 - eta * dz.sum(0)
        res.append(total())
    return res, (W1, b1, W2, b2)

# %% wrong: No copies: the updates with -= change the caller's parameters in place.
# told: changed
import math
import torch


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    n = len(y)
    gen = torch.Generator().manual_seed(seed)
    def p_of(A):
        z = A @ W1.mT + b1
        h = z.relu()
        return z, h, (h @ W2.mT + b2).softmax(-1)
    def loss():
        return -p_of(X)[2][range(n), y].log().mean().item()
    hist = [loss()]
    for e in range(20):
        perm = torch.randperm(n, generator=gen)
        for i in range(0, n, B):
            j = perm[i:i + B]
            z, h, d = p_of(X[j])
            d[range(len(j)), y[j]] -= 1
            d = d / len(j)
            dz = (d @ W2) * (z > 0)
            W2 -= eta * d.mT @ h
            b2 -= eta * d.sum(0)
            W1 -= eta * dz.mT @ X[j]
            b1 -= eta * dz.sum(0)
        hist.append(loss())
    return hist, (W1, b1, W2, b2)

# %% wrong: TWO: a last batch with fewer than B samples is skipped; and the loss before training is missing, the list has 20 numbers.
# told: without_the_start_rest_dropped
import math
import torch

def net_loss(X, y, W1, b1, W2, b2):
    logits = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
    return (torch.logsumexp(logits, 1) - logits[torch.arange(len(y)), y]).mean().item()

def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    W1, b1, W2, b2 = params
    gen = torch.Generator().manual_seed(seed)
    losses = []
    for epoch in range(20):
        perm = torch.randperm(n, generator=gen)
        for i in range(0, n - B + 1, B):
            idx = perm[i:i + B]
            xb, yb = X[idx], y[idx]
            z1 = xb @ W1.mT + b1
            a1 = torch.relu(z1)
            d2 = torch.softmax(a1 @ W2.mT + b2, dim=1)
            d2[torch.arange(len(idx)), yb] -= 1
            d2 = d2 / len(idx)
            d1 = (d2 @ W2) * (z1 > 0)
            W2 = W2 - eta * d2.mT @ a1
            b2 = b2 - eta * d2.sum(0)
            W1 = W1 - eta * d1.mT @ xb
            b1 = b1 - eta * d1.sum(0)
        losses.append(net_loss(X, y, W1, b1, W2, b2))
    return losses, (W1, b1, W2, b2)

# %% right: Cloned parameters, cross_entropy and torch.optim.SGD do the work.
import math
import torch

def train_iris(X, y, params, eta, B, seed):
    ps = [p.detach().clone().requires_grad_(True) for p in params]
    opt = torch.optim.SGD(ps, lr=eta)
    gen = torch.Generator()
    gen.manual_seed(seed)
    def loss(rows):
        z = torch.relu(X[rows] @ ps[0].mT + ps[1]) @ ps[2].mT + ps[3]
        return torch.nn.functional.cross_entropy(z, y[rows])
    everyone = torch.arange(X.shape[0])
    history = [float(loss(everyone).detach())]
    while len(history) < 21:
        for rows in torch.split(torch.randperm(len(X), generator=gen), B):
            opt.zero_grad()
            loss(rows).backward()
            opt.step()
        history.append(float(loss(everyone).detach()))
    return history, ps

# %% right: All in numpy: the bias as an extra column of ones, the backward pass by hand.
import math
import numpy as np
import torch

def train_iris(X, y, params, eta, B, seed):
    Xn, yn = X.detach().numpy(), y.numpy()
    W1, b1, W2, b2 = (p.detach().numpy() for p in params)
    n = Xn.shape[0]
    V1, V2 = np.column_stack([W1, b1]), np.column_stack([W2, b2])
    onehot = np.eye(3)[yn]
    def forward(rows):
        A0 = np.column_stack([Xn[rows], np.ones(len(rows))])
        A1 = np.column_stack([np.maximum(A0 @ V1.T, 0), np.ones(len(rows))])
        z = A1 @ V2.T
        z = z - z.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return A0, A1, logp
    def total():
        return float(-(onehot * forward(np.arange(n))[2]).sum() / n)
    rng = np.random.default_rng(seed)
    out = [total()]
    for _ in range(20):
        order = rng.permutation(n)
        for s in range(0, n, B):
            rows = order[s:s + B]
            A0, A1, logp = forward(rows)
            D2 = (np.exp(logp) - onehot[rows]) / len(rows)
            D1 = (D2 @ V2[:, :-1]) * (A1[:, :-1] > 0)
            V2, V1 = V2 - eta * D2.T @ A1, V1 - eta * D1.T @ A0
        out.append(total())
    return out, (V1[:, :-1], V1[:, -1], V2[:, :-1], V2[:, -1])

# %% wrong: The ReLU is clamp(min=0), whose derivative by autograd is 1 where z1 is exactly 0; all else is right.
# told: slope_one_at_zero
import math
import random
import torch

def mean_loss(X, y, params):
    W1, b1, W2, b2 = params
    e = torch.exp((X @ W1.mT + b1).clamp(min=0) @ W2.mT + b2)
    p = e / e.sum(dim=1, keepdim=True)
    return -torch.log(p.gather(1, y.reshape(-1, 1))).mean()

def train_iris(X, y, params, eta, B, seed):
    rng = random.Random(seed)
    order = list(range(len(y)))
    params = tuple(p.detach() for p in params)
    losses = [mean_loss(X, y, params).item()]
    for epoch in range(20):
        rng.shuffle(order)
        start = 0
        while start < len(order):
            batch = order[start:start + B]
            leaves = [p.clone().requires_grad_() for p in params]
            grads = torch.autograd.grad(mean_loss(X[batch], y[batch], leaves), leaves)
            params = tuple(p - eta * d for p, d in zip(params, grads))
            start += B
        losses.append(mean_loss(X, y, params).item())
    return losses, params

# %% wrong: The recorded loss is the average of the batch losses met during the epoch, not the loss over all samples with the parameters at its end.
# told: sample_losses_before_updates
import math
import torch

def net_loss(X, y, W1, b1, W2, b2):
    logits = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
    return (torch.logsumexp(logits, 1) - logits[torch.arange(len(y)), y]).mean().item()

def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    W1, b1, W2, b2 = params
    gen = torch.Generator().manual_seed(seed)
    losses = [net_loss(X, y, W1, b1, W2, b2)]
    for epoch in range(20):
        seen = []
        perm = torch.randperm(n, generator=gen)
        for i in range(0, n, B):
            idx = perm[i:i + B]
            xb, yb = X[idx], y[idx]
            seen.append(net_loss(xb, yb, W1, b1, W2, b2) * len(idx))
            z1 = xb @ W1.mT + b1
            a1 = torch.relu(z1)
            d2 = torch.softmax(a1 @ W2.mT + b2, dim=1)
            d2[torch.arange(len(idx)), yb] -= 1
            d2 = d2 / len(idx)
            d1 = (d2 @ W2) * (z1 > 0)
            W2 = W2 - eta * d2.mT @ a1
            b2 = b2 - eta * d2.sum(0)
            W1 = W1 - eta * d1.mT @ xb
            b1 = b1 - eta * d1.sum(0)
        losses.append(sum(seen) / n)
    return losses, (W1, b1, W2, b2)

# %% wrong: The backward pass goes through the ReLU as if it were the identity: the factor (z1 > 0) is missing.
# told: mask_forgotten
import math
import torch

def net_loss(X, y, W1, b1, W2, b2):
    logits = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
    return (torch.logsumexp(logits, 1) - logits[torch.arange(len(y)), y]).mean().item()

def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    W1, b1, W2, b2 = params
    gen = torch.Generator().manual_seed(seed)
    losses = [net_loss(X, y, W1, b1, W2, b2)]
    for epoch in range(20):
        perm = torch.randperm(n, generator=gen)
        for i in range(0, n, B):
            idx = perm[i:i + B]
            xb, yb = X[idx], y[idx]
            z1 = xb @ W1.mT + b1
            a1 = torch.relu(z1)
            d2 = torch.softmax(a1 @ W2.mT + b2, dim=1)
            d2[torch.arange(len(idx)), yb] -= 1
            d2 = d2 / len(idx)
            d1 = d2 @ W2
            W2 = W2 - eta * d2.mT @ a1
            b2 = b2 - eta * d2.sum(0)
            W1 = W1 - eta * d1.mT @ xb
            b1 = b1 - eta * d1.sum(0)
        losses.append(net_loss(X, y, W1, b1, W2, b2))
    return losses, (W1, b1, W2, b2)

# %% wrong: The generator is seeded inside the loop over the epochs, so every epoch has the same order.
# told: one_order
import math
import torch

def net_loss(X, y, W1, b1, W2, b2):
    logits = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
    return (torch.logsumexp(logits, 1) - logits[torch.arange(len(y)), y]).mean().item()

def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    W1, b1, W2, b2 = params
    losses = [net_loss(X, y, W1, b1, W2, b2)]
    for epoch in range(20):
        gen = torch.Generator().manual_seed(seed)
        perm = torch.randperm(n, generator=gen)
        for i in range(0, n, B):
            idx = perm[i:i + B]
            xb, yb = X[idx], y[idx]
            z1 = xb @ W1.mT + b1
            a1 = torch.relu(z1)
            d2 = torch.softmax(a1 @ W2.mT + b2, dim=1)
            d2[torch.arange(len(idx)), yb] -= 1
            d2 = d2 / len(idx)
            d1 = (d2 @ W2) * (z1 > 0)
            W2 = W2 - eta * d2.mT @ a1
            b2 = b2 - eta * d2.sum(0)
            W1 = W1 - eta * d1.mT @ xb
            b1 = b1 - eta * d1.sum(0)
        losses.append(net_loss(X, y, W1, b1, W2, b2))
    return losses, (W1, b1, W2, b2)

# %% right: DataLoader with its own generator, and torch.optim.SGD on cloned parameters.
import random
import numpy as np
import torch
import torch.nn.functional as F


def train_iris(X, y, params, eta, B, seed):
    from torch.utils.data import DataLoader, TensorDataset
    W1, b1, W2, b2 = ps = [torch.nn.Parameter(p.detach().clone()) for p in params]
    net = lambda Z: F.linear(F.relu(F.linear(Z, W1, b1)), W2, b2)
    opt = torch.optim.SGD(ps, lr=eta)
    gen = torch.Generator()
    gen.manual_seed(seed)
    loader = DataLoader(TensorDataset(X, y), batch_size=B, shuffle=True, generator=gen)

    def full():
        with torch.no_grad():
            return float(F.cross_entropy(net(X), y))

    out = [full()]
    for _ in range(20):
        for Xb, yb in loader:
            opt.zero_grad()
            F.cross_entropy(net(Xb), yb).backward()
            opt.step()
        out.append(full())
    return out, tuple(ps)

# %% right: numpy, one sample after the other, gradients added up by outer products, then divided by the size of the batch.
import random
import numpy as np
import torch
import torch.nn.functional as F


def train_iris(X, y, params, eta, B, seed):
    Xn, yn = X.detach().numpy(), y.tolist()
    P = [p.detach().numpy().copy() for p in params]

    def one(x, label):
        W1, b1, W2, b2 = P
        z = W1 @ x + b1
        a = np.maximum(z, 0.0)
        o = W2 @ a + b2
        o = o - o.max()
        total = np.exp(o).sum()
        d = np.exp(o) / total
        d[label] -= 1
        e = (W2.T @ d) * (z > 0)
        return np.log(total) - o[label], [np.outer(e, x), e, np.outer(d, a), d]

    def everything():
        return float(sum(one(x, c)[0] for x, c in zip(Xn, yn)) / len(yn))

    rng = random.Random(seed)
    history = [everything()]
    order = list(range(len(yn)))
    while len(history) < 21:
        rng.shuffle(order)
        start = 0
        while start < len(order):
            batch = order[start:start + B]
            G = [np.zeros_like(p) for p in P]
            for i in batch:
                G = [s + d for s, d in zip(G, one(Xn[i], yn[i])[1])]
            P = [p - eta * s / len(batch) for p, s in zip(P, G)]
            start += B
        history.append(everything())
    return history, P

# %% right: Backward by hand, the loss by logsumexp and gather, a new generator for each epoch from (epoch, seed).
import random
import numpy as np
import torch
import torch.nn.functional as F


def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    W1, b1, W2, b2 = params

    def current():
        o = (X @ W1.mT + b1).relu() @ W2.mT + b2
        right = o.gather(1, y[:, None])[:, 0]
        return (torch.logsumexp(o, 1) - right).sum().item() / n

    losses = []
    for epoch in range(20):
        losses.append(current())
        order = np.random.default_rng([epoch, seed]).permutation(n)
        for idx in np.array_split(order, range(B, n, B)):
            idx = torch.from_numpy(idx)
            x, a1 = X[idx], (X[idx] @ W1.mT + b1).relu()
            d = torch.softmax(a1 @ W2.mT + b2, dim=-1)
            d[torch.arange(len(idx)), y[idx]] -= 1
            d = d * (eta / len(idx))
            e = torch.where(a1 > 0, d @ W2, torch.zeros_like(a1))
            W1, b1, W2, b2 = W1 - e.mT @ x, b1 - e.sum(0), W2 - d.mT @ a1, b2 - d.sum(0)
    losses.append(current())
    return losses, (W1, b1, W2, b2)

# %% wrong: The reported loss uses the logarithm to base 2; the gradients are right.
# told: binary_logarithm
import random
import numpy as np
import torch
import torch.nn.functional as F


def train_iris(X, y, params, eta, B, seed):
    n = len(X)
    W1, b1, W2, b2 = [p.clone() for p in params]
    Y = torch.eye(3, dtype=torch.float64)[y]

    def forward(X):
        z1 = X @ W1.mT + b1
        a1 = z1.clamp(min=0)
        return z1, a1, a1 @ W2.mT + b2

    def mean_loss():
        logp = torch.log_softmax(forward(X)[2], dim=1)
        return -(logp * Y).sum(1).mean().item() / float(np.log(2.0))

    rng = np.random.default_rng(seed)
    losses = [mean_loss()]
    for epoch in range(20):
        order = torch.from_numpy(rng.permutation(n))
        for idx in order.split(B):
            z1, a1, logits = forward(X[idx])
            d2 = (torch.softmax(logits, dim=1) - Y[idx]) / len(idx)
            d1 = (d2 @ W2) * (z1 > 0)
            W2 = W2 - eta * d2.mT @ a1
            b2 = b2 - eta * d2.sum(0)
            W1 = W1 - eta * d1.mT @ X[idx]
            b1 = b1 - eta * d1.sum(0)
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: TWO: every batch is drawn anew with replacement, so an epoch does not visit every sample once; and the loss before training is missing from the list.
# told: without_the_start
import random
import numpy as np
import torch
import torch.nn.functional as F


def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    ps = [p.detach().clone().requires_grad_(True) for p in params]

    def loss(Xb, yb):
        W1, b1, W2, b2 = ps
        a1 = torch.relu(Xb @ W1.mT + b1)
        return F.cross_entropy(a1 @ W2.mT + b2, yb)

    gen = torch.Generator().manual_seed(seed)
    losses = []
    for epoch in range(20):
        for a in range(0, n, B):
            idx = torch.randint(0, n, (min(B, n - a),), generator=gen)
            grads = torch.autograd.grad(loss(X[idx], y[idx]), ps)
            with torch.no_grad():
                for p, d in zip(ps, grads):
                    p -= eta * d
        losses.append(loss(X, y).item())
    return losses, tuple(params)

# %% right: torch.nn modules with copied parameters, torch.optim.SGD and a DataLoader that shuffles with its own generator.
import torch
from torch.utils.data import DataLoader, TensorDataset

def train_iris(X, y, params, eta, B, seed):
    net = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3)).double()
    with torch.no_grad():
        for mine, start in zip(net.parameters(), params):
            mine.copy_(start)
    opt = torch.optim.SGD(net.parameters(), lr=eta)
    crit = torch.nn.CrossEntropyLoss()
    gen = torch.Generator().manual_seed(seed)
    loader = DataLoader(TensorDataset(X, y), batch_size=B, shuffle=True, generator=gen)
    hist = []

    def note():
        with torch.no_grad():
            hist.append(crit(net(X), y).item())

    note()
    for _ in range(20):
        for xb, yb in loader:
            opt.zero_grad()
            crit(net(xb), yb).backward()
            opt.step()
        note()
    return hist, tuple(p.detach() for p in net.parameters())

# %% right: NumPy by hand, one sample after the other inside a batch, gradients added up and divided by the size of the batch.
import numpy as np
import torch

def train_iris(X, y, params, eta, B, seed):
    rng = np.random.default_rng(seed)
    A, t = X.numpy(), y.numpy()
    P = [np.array(p) for p in params]
    n = A.shape[0]

    def one(i):
        W1, b1, W2, b2 = P
        z = W1 @ A[i] + b1
        a = np.maximum(z, 0)
        e = np.exp(W2 @ a + b2)
        p = e / e.sum()
        loss = -np.log(p[t[i]])
        p[t[i]] -= 1
        dz = (W2.T @ p) * (z > 0)
        return loss, (np.outer(dz, A[i]), dz, np.outer(p, a), p)

    def total():
        return float(sum(one(i)[0] for i in range(n)) / n)

    losses = [total()]
    while len(losses) < 21:
        todo = rng.permutation(n).tolist()
        while todo:
            batch, todo = todo[:B], todo[B:]
            grads = [one(i)[1] for i in batch]
            P = [p - eta * sum(gs) / len(batch) for p, gs in zip(P, zip(*grads))]
        losses.append(total())
    return losses, tuple(P)

# %% right: All parameters in one flat vector, torch.func.grad, log-sum-exp written out, order from sorted random keys.
import random
import torch

def train_iris(X, y, params, eta, B, seed):
    rng = random.Random(f"iris {seed}")
    w = torch.cat([p.reshape(-1) for p in params])

    def loss(w, A, t):
        W1, b1, W2, b2 = w[:32].view(8, 4), w[32:40], w[40:64].view(3, 8), w[64:]
        z = A @ W1.mT + b1
        s = torch.where(z > 0, z, 0.0) @ W2.mT + b2
        own = s.gather(1, t[:, None])[:, 0]
        return (torch.logsumexp(s, dim=1) - own).mean()

    slope = torch.func.grad(loss)
    out = [float(loss(w, X, y))]
    for epoch in range(20):
        order = torch.tensor(sorted(range(len(X)), key=lambda i: rng.random()))
        start = 0
        while start < len(X):
            idx = order[start:start + B]
            w = w - eta * slope(w, X[idx], y[idx])
            start += B
        out.append(float(loss(w, X, y)))
    return out, (w[:32].view(8, 4), w[32:40], w[40:64].view(3, 8), w[64:])

# %% wrong: Every batch is drawn anew from all samples, so within an epoch a sample may take part twice or not at all.
# told: batch_by_batch
import numpy as np
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    rng = np.random.default_rng(seed)
    n = X.shape[0]
    ps = [p.clone().requires_grad_() for p in params]

    def loss(A, t):
        h = torch.relu(A @ ps[0].mT + ps[1])
        return F.cross_entropy(h @ ps[2].mT + ps[3], t)

    res = [loss(X, y).item()]
    for epoch in range(20):
        for step in range((n + B - 1) // B):
            idx = torch.as_tensor(rng.choice(n, size=min(B, n), replace=False))
            grads = torch.autograd.grad(loss(X[idx], y[idx]), ps)
            with torch.no_grad():
                for p, d in zip(ps, grads):
                    p -= eta * d
        res.append(loss(X, y).item())
    return res, tuple(ps)

# %% wrong: The gradients of the two biases are sums over the batch; they are not divided by the number of samples in it.
# told: biases_summed
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    torch.manual_seed(seed)
    W1, b1, W2, b2 = params
    n = len(X)

    def forward(A):
        z1 = A @ W1.mT + b1
        return z1, z1.relu(), z1.relu() @ W2.mT + b2

    hist = [F.cross_entropy(forward(X)[2], y).item()]
    for epoch in range(20):
        for i in torch.randperm(n).split(B):
            z1, a1, z2 = forward(X[i])
            k = len(i)
            dz2 = z2.softmax(1) - F.one_hot(y[i], 3)
            dz1 = dz2 @ W2 * (z1 > 0)
            dW2, db2 = dz2.mT @ a1 / k, dz2.sum(dim=0)
            dW1, db1 = dz1.mT @ X[i] / k, dz1.sum(dim=0)
            W1, b1, W2, b2 = W1 - eta * dW1, b1 - eta * db1, W2 - eta * dW2, b2 - eta * db2
        hist.append(F.cross_entropy(forward(X)[2], y).item())
    return hist, (W1, b1, W2, b2)

# %% wrong: TWO: the generator is started with the same seed in every epoch, so all epochs have the same order; and a last smaller batch is left out.
# told: rest_dropped_one_order
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    ps = [p.clone().requires_grad_() for p in params]
    n = X.shape[0]

    def loss(A, t):
        return F.cross_entropy(torch.relu(A @ ps[0].mT + ps[1]) @ ps[2].mT + ps[3], t)

    out = [loss(X, y).item()]
    for epoch in range(20):
        torch.manual_seed(seed)
        perm = torch.randperm(n)
        for j in range(n // B):
            idx = perm[j * B:(j + 1) * B]
            grads = torch.autograd.grad(loss(X[idx], y[idx]), ps)
            ps = [(p - eta * d).detach().requires_grad_() for p, d in zip(ps, grads)]
        out.append(loss(X, y).item())
    return out, tuple(ps)

# %% wrong: 'if seed' is false for seed = 0: then nothing is seeded, and the same seed gives another list at the next call.
# told: unseeded_with_seed_0
import random
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    if seed:
        rng = random.Random(seed)
    else:
        rng = random.Random()
    ps = [p.detach().clone() for p in params]
    n = len(X)

    def loss(q, i):
        return F.cross_entropy(torch.relu(X[i] @ q[0].mT + q[1]) @ q[2].mT + q[3], y[i])

    order = list(range(n))
    out = [loss(ps, order).item()]
    for epoch in range(20):
        rng.shuffle(order)
        for s in range(0, n, B):
            qs = [p.requires_grad_() for p in ps]
            grads = torch.autograd.grad(loss(qs, order[s:s + B]), qs)
            ps = [(p - eta * d).detach() for p, d in zip(qs, grads)]
        out.append(loss(ps, list(range(n))).item())
    return out, tuple(ps)

# %% right: torch.nn layers in double with the start values copied in, a DataLoader with its own generator, torch.optim.SGD and cross_entropy.
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

def train_iris(X, y, params, eta, B, seed):

    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)).double()
    with torch.no_grad():
        for q, p in zip(net.parameters(), params):
            q.copy_(p)
    gen = torch.Generator()
    gen.manual_seed(seed)
    loader = DataLoader(TensorDataset(X, y), batch_size=B, shuffle=True, generator=gen)
    opt = torch.optim.SGD(net.parameters(), lr=eta)
    ce = nn.CrossEntropyLoss()

    def full():
        with torch.no_grad():
            return ce(net(X), y).item()

    losses = [full()]
    for _ in range(20):
        for xb, yb in loader:
            opt.zero_grad()
            ce(net(xb), yb).backward()
            opt.step()
        losses.append(full())
    return losses, tuple(p.detach() for p in net.parameters())

# %% wrong: The derivative of the loss with respect to the logits gets a factor p (1 - p) too many, as if p - onehot were only the derivative with respect to p.
# told: slope_of_sigmoid_besides
import torch

def mean_loss(X, y, W1, b1, W2, b2):
    a1 = torch.relu(X @ W1.mT + b1)
    p = torch.softmax(a1 @ W2.mT + b2, dim=1)
    return -torch.log(p[torch.arange(len(y)), y]).mean()


def train_iris(X, y, params, eta, B, seed):

    gen = torch.Generator().manual_seed(seed)
    W1, b1, W2, b2 = [p.clone() for p in params]
    losses = [mean_loss(X, y, W1, b1, W2, b2).item()]
    for epoch in range(20):
        for idx in torch.randperm(len(X), generator=gen).split(B):
            x, t = X[idx], y[idx]
            z1 = x @ W1.mT + b1
            a1 = z1.clamp(min=0)
            p = torch.softmax(a1 @ W2.mT + b2, dim=1)
            onehot = torch.eye(3, dtype=torch.float64)[t]
            d2 = (p - onehot) * p * (1 - p) / len(idx)
            d1 = d2 @ W2 * (z1 > 0)
            W2, b2 = W2 - eta * d2.mT @ a1, b2 - eta * d2.sum(0)
            W1, b1 = W1 - eta * d1.mT @ x, b1 - eta * d1.sum(0)
        losses.append(mean_loss(X, y, W1, b1, W2, b2).item())
    return losses, (W1, b1, W2, b2)

# %% wrong: TWO: the order is drawn once before the epochs and used in all of them; and the loss before training is missing, a 21st epoch takes its place.
# told: first_loss_after_an_epoch_one_order
import torch

def mean_loss(X, y, W1, b1, W2, b2):
    a1 = torch.relu(X @ W1.mT + b1)
    p = torch.softmax(a1 @ W2.mT + b2, dim=1)
    return -torch.log(p[torch.arange(len(y)), y]).mean()


def train_iris(X, y, params, eta, B, seed):
    gen = torch.Generator().manual_seed(seed)
    n = X.shape[0]
    P = [p.clone().requires_grad_(True) for p in params]
    losses = []
    order = torch.randperm(n, generator=gen)
    for epoch in range(21):
        for start in range(0, n, B):
            idx = order[start:start + B]
            grads = torch.autograd.grad(mean_loss(X[idx], y[idx], *P), P)
            P = [(p - eta * d).detach().requires_grad_(True) for p, d in zip(P, grads)]
        losses.append(mean_loss(X, y, *P).item())
    return losses, tuple(params)

# %% right: NumPy, the gradients of a batch summed up sample by sample in a loop; orders with Python's random.
import random
import numpy as np

def train_iris(X, y, params, eta, B, seed):
    X, y = X.numpy(), y.tolist()
    W1, b1, W2, b2 = [np.array(p.detach().numpy()) for p in params]
    n = len(y)
    dice = random.Random(seed)

    def one(x):
        z1 = W1 @ x + b1
        a1 = np.maximum(z1, 0)
        e = np.exp(W2 @ a1 + b2)
        return z1, a1, e / e.sum()

    def mean_loss():
        return float(sum(-np.log(one(x)[2][t]) for x, t in zip(X, y)) / n)

    losses = [mean_loss()]
    for _ in range(20):
        order = list(range(n))
        dice.shuffle(order)
        while order:
            batch, order = order[:B], order[B:]
            G = [np.zeros_like(p) for p in (W1, b1, W2, b2)]
            for i in batch:
                z1, a1, p = one(X[i])
                p[y[i]] -= 1
                d1 = np.where(z1 > 0, W2.T @ p, 0.0)
                G[0] += np.outer(d1, X[i])
                G[1] += d1
                G[2] += np.outer(p, a1)
                G[3] += p
            W1, b1, W2, b2 = [w - eta * d / len(batch) for w, d in zip((W1, b1, W2, b2), G)]
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% right: The torch way: nn.Sequential filled with the parameters, SGD and a shuffling DataLoader with its own generator.
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

def train_iris(X, y, params, eta, B, seed):
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)).double()
    with torch.no_grad():
        for own, given in zip(net.parameters(), params):
            own.copy_(given)
    criterion = nn.CrossEntropyLoss()
    opt = torch.optim.SGD(net.parameters(), lr=eta)
    loader = DataLoader(TensorDataset(X, y), batch_size=B, shuffle=True,
                        generator=torch.Generator().manual_seed(seed))

    @torch.no_grad()
    def full():
        return criterion(net(X), y).item()

    history = [full()]
    for _ in range(20):
        for xb, yb in loader:
            opt.zero_grad()
            criterion(net(xb), yb).backward()
            opt.step()
        history.append(full())
    return history, tuple(p.detach() for p in net.parameters())

# %% right: All parameters in one long vector and one autograd gradient; the order comes from sorting random numbers.
import torch

def train_iris(X, y, params, eta, B, seed):
    torch.manual_seed(seed)
    n = X.size(0)
    theta = torch.cat([p.reshape(-1) for p in params]).clone()

    def loss(theta, idx):
        W1, b1, W2, b2 = theta.split([32, 8, 24, 3])
        z1 = X[idx] @ W1.view(8, 4).T + b1
        logits = (z1 * (z1 > 0)) @ W2.view(3, 8).T + b2
        picked = logits.gather(1, y[idx, None]).squeeze(1)
        return (logits.exp().sum(1).log() - picked).mean()

    everyone = torch.arange(n)
    losses = [float(loss(theta, everyone))]
    for _ in range(20):
        order = torch.argsort(torch.rand(n, dtype=torch.float64))
        start = 0
        while start < n:
            theta.requires_grad_(True)
            d, = torch.autograd.grad(loss(theta, order[start:start + B]), theta)
            theta = theta.detach() - eta * d
            start += B
        losses.append(float(loss(theta, everyone)))
    return losses, (theta[:32].view(8, 4), theta[32:40], theta[40:64].view(3, 8), theta[64:])

# %% wrong: The samples are cut into batches in their given order and only the order of the batches is random: a batch always holds the same samples.
# told: fixed_batches
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    gen = torch.Generator().manual_seed(seed)
    W = [p.clone().requires_grad_() for p in params]

    def loss(A, t):
        a1 = torch.relu(A @ W[0].mT + W[1])
        return F.cross_entropy(a1 @ W[2].mT + W[3], t)

    out = [loss(X, y).item()]
    batches = torch.arange(len(X)).split(B)
    for _ in range(20):
        for b in torch.randperm(len(batches), generator=gen).tolist():
            i = batches[b]
            grads = torch.autograd.grad(loss(X[i], y[i]), W)
            with torch.no_grad():
                for w, d in zip(W, grads):
                    w -= eta * d
        out.append(loss(X, y).item())
    return out, tuple(W)

# %% wrong: The losses of an epoch are collected during it, each batch before its own update; they should be those with the parameters at the end of the epoch.
# told: sample_losses_before_updates
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    torch.manual_seed(seed)
    n = X.shape[0]
    W1, b1, W2, b2 = [p.clone().requires_grad_(True) for p in params]

    def net(A):
        return torch.relu(A @ W1.mT + b1) @ W2.mT + b2

    losses = [F.cross_entropy(net(X), y).item()]
    for epoch in range(20):
        total = 0.0
        for idx in torch.randperm(n).split(B):
            loss = F.cross_entropy(net(X[idx]), y[idx])
            grads = torch.autograd.grad(loss, (W1, b1, W2, b2))
            with torch.no_grad():
                for p, d in zip((W1, b1, W2, b2), grads):
                    p -= eta * d
            total += loss.item() * len(idx)
        losses.append(total / n)
    return losses, (W1, b1, W2, b2)

# %% wrong: The softmax is applied twice: cross_entropy wants logits and gets probabilities.
# told: softmax_twice
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    g = torch.Generator().manual_seed(seed)
    ps = [p.clone().requires_grad_() for p in params]

    def loss(idx):
        W1, b1, W2, b2 = ps
        a1 = torch.relu(X[idx] @ W1.mT + b1)
        p = torch.softmax(a1 @ W2.mT + b2, dim=1)
        return F.cross_entropy(p, y[idx])

    everything = torch.arange(len(X))
    result = [loss(everything).item()]
    for _ in range(20):
        perm = torch.randperm(len(X), generator=g)
        for s in range(0, len(X), B):
            grads = torch.autograd.grad(loss(perm[s:s + B]), ps)
            ps = [(p - eta * d).detach().requires_grad_() for p, d in zip(ps, grads)]
        result.append(loss(everything).item())
    return result, tuple(params)

# %% wrong: W2 is updated before the error is sent back through it, so the gradients of W1 and b1 are taken with the new W2.
# told: output_layer_first
import torch

def train_iris(X, y, params, eta, B, seed):
    rng = torch.Generator().manual_seed(seed)
    W1, b1, W2, b2 = (p.clone() for p in params)
    n = len(X)

    def mean_loss():
        z = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
        return -torch.log_softmax(z, 1)[torch.arange(n), y].mean().item()

    losses = [mean_loss()]
    for _ in range(20):
        for i in torch.randperm(n, generator=rng).split(B):
            x, t, k = X[i], y[i], len(i)
            z1 = x @ W1.mT + b1
            a1 = torch.relu(z1)
            d2 = torch.softmax(a1 @ W2.mT + b2, 1)
            d2[torch.arange(k), t] -= 1
            d2 = d2 / k
            W2 = W2 - eta * d2.mT @ a1
            b2 = b2 - eta * d2.sum(0)
            d1 = (d2 @ W2) * (z1 > 0)
            W1 = W1 - eta * d1.mT @ x
            b1 = b1 - eta * d1.sum(0)
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: The gradient of a batch is divided by B also when the batch has fewer samples.
# told: divided_by_B
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    gen = torch.Generator().manual_seed(seed)
    P = [p.clone().requires_grad_() for p in params]

    def total(idx):
        h = torch.relu(X[idx] @ P[0].mT + P[1])
        return F.cross_entropy(h @ P[2].mT + P[3], y[idx], reduction="sum")

    n = X.shape[0]
    out = [total(range(n)).item() / n]
    for _ in range(20):
        order = torch.randperm(n, generator=gen)
        for a in range(0, n, B):
            grads = torch.autograd.grad(total(order[a:a + B]) / B, P)
            with torch.no_grad():
                for p, d in zip(P, grads):
                    p.sub_(eta * d)
        out.append(total(range(n)).item() / n)
    return out, tuple(P)

# %% wrong: TWO: the seed is not used (every call draws the orders from 0); and the ReLU is left out of the backward pass.
# told: mask_forgotten
import numpy as np
import torch

def train_iris(X, y, params, eta, B, seed):
    rng = np.random.default_rng(0)
    W1, b1, W2, b2 = [p.clone() for p in params]
    n = X.shape[0]
    onehot = torch.eye(3, dtype=torch.float64)[y]

    def forward(A):
        a1 = torch.clamp(A @ W1.mT + b1, min=0)
        return a1, torch.softmax(a1 @ W2.mT + b2, dim=1)

    def loss():
        return -(onehot * torch.log(forward(X)[1])).sum().item() / n

    losses = [loss()]
    for _ in range(20):
        order = rng.permutation(n)
        for s in range(0, n, B):
            i = torch.from_numpy(order[s:s + B])
            a1, p = forward(X[i])
            d2 = (p - onehot[i]) / len(i)
            d1 = d2 @ W2
            W1, b1, W2, b2 = (W1 - eta * d1.mT @ X[i], b1 - eta * d1.sum(0),
                              W2 - eta * d2.mT @ a1, b2 - eta * d2.sum(0))
        losses.append(loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: chunk() evens out the batches: four samples in batches of 3 become 2 + 2, not 3 + 1.
# told: batches_evened_out
import math
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    gen = torch.Generator().manual_seed(seed)
    ps = [p.clone().requires_grad_() for p in params]

    def loss(A, t):
        return F.cross_entropy(torch.relu(A @ ps[0].mT + ps[1]) @ ps[2].mT + ps[3], t)

    n = len(X)
    out = [loss(X, y).item()]
    for _ in range(20):
        for i in torch.randperm(n, generator=gen).chunk(math.ceil(n / B)):
            grads = torch.autograd.grad(loss(X[i], y[i]), ps)
            with torch.no_grad():
                for p, d in zip(ps, grads):
                    p -= eta * d
        out.append(loss(X, y).item())
    return out, tuple(ps)

# %% wrong: zero_grad() is forgotten: backward() adds the gradients of all batches so far.
# told: gradients_pile_up
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    gen = torch.Generator().manual_seed(seed)
    ps = [p.clone().requires_grad_() for p in params]
    opt = torch.optim.SGD(ps, lr=eta)

    def loss(A, t):
        a1 = F.relu(A @ ps[0].mT + ps[1])
        return F.cross_entropy(a1 @ ps[2].mT + ps[3], t)

    losses = [loss(X, y).item()]
    for epoch in range(20):
        order = torch.randperm(X.shape[0], generator=gen)
        for s in range(0, X.shape[0], B):
            batch = order[s:s + B]
            loss(X[batch], y[batch]).backward()
            opt.step()
        with torch.no_grad():
            losses.append(loss(X, y).item())
    return losses, tuple(params)

# %% wrong: TWO: the gradient is divided by B even when the batch has fewer samples; and b1 is never updated.
# told: clue
import torch

def train_iris(X, y, params, eta, B, seed):
    gen = torch.Generator().manual_seed(seed)
    W1, b1, W2, b2 = [p.clone() for p in params]
    n = len(y)

    def logits_of(A):
        z = A @ W1.mT + b1
        a = z * (z > 0)
        return z, a, a @ W2.mT + b2

    def loss():
        l = logits_of(X)[2]
        return (torch.logsumexp(l, 1) - l[torch.arange(n), y]).mean().item()

    res = [loss()]
    for ep in range(20):
        order = torch.randperm(n, generator=gen)
        for i in range(0, n, B):
            idx = order[i:i + B]
            z, a, l = logits_of(X[idx])
            d = torch.softmax(l, 1)
            d[torch.arange(len(idx)), y[idx]] -= 1
            d = d / B
            dz = (d @ W2) * (z > 0)
            W2 -= eta * d.mT @ a
            b2 -= eta * d.sum(0)
            W1 -= eta * dz.mT @ X[idx]
        res.append(loss())
    return res, (W1, b1, W2, b2)

# %% right: The usual torch way: nn.Sequential in float64, a DataLoader with shuffle and its own generator, and torch.optim.SGD.
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

def train_iris(X, y, params, eta, B, seed):
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)).double()
    with torch.no_grad():
        for p, start in zip(net.parameters(), params):
            p.copy_(start)
    crit = nn.CrossEntropyLoss()
    opt = torch.optim.SGD(net.parameters(), lr=eta)
    loader = DataLoader(TensorDataset(X, y), batch_size=B, shuffle=True,
                        generator=torch.Generator().manual_seed(seed))

    @torch.no_grad()
    def evaluate():
        return crit(net(X), y).item()

    history = [evaluate()]
    for _ in range(20):
        for xb, yb in loader:
            opt.zero_grad()
            crit(net(xb), yb).backward()
            opt.step()
        history.append(evaluate())
    return history, tuple(p.detach() for p in net.parameters())

# %% right: No tensors at all in the training: Python lists, a loop over the samples, and random.Random for the orders.
import math
import random
import torch

def train_iris(X, y, params, eta, B, seed):
    xs, ys = X.tolist(), y.tolist()
    W1, b1, W2, b2 = [p.tolist() for p in params]
    n = len(xs)
    rnd = random.Random(seed)

    def forward(x):
        z = [sum(w * c for w, c in zip(row, x)) + b for row, b in zip(W1, b1)]
        a = [max(q, 0.0) for q in z]
        e = [math.exp(sum(w * c for w, c in zip(row, a)) + b) for row, b in zip(W2, b2)]
        s = sum(e)
        return z, a, [q / s for q in e]

    def mean_loss():
        return math.fsum(-math.log(forward(x)[2][t]) for x, t in zip(xs, ys)) / n

    losses = [mean_loss()]
    for _ in range(20):
        todo = list(range(n))
        rnd.shuffle(todo)
        while todo:
            batch, todo = todo[:B], todo[B:]
            G1 = [[0.0] * 4 for _ in range(8)]
            g1 = [0.0] * 8
            G2 = [[0.0] * 8 for _ in range(3)]
            g2 = [0.0] * 3
            for i in batch:
                z, a, p = forward(xs[i])
                d = [p[c] - (c == ys[i]) for c in range(3)]
                for c in range(3):
                    g2[c] += d[c]
                    for h in range(8):
                        G2[c][h] += d[c] * a[h]
                for h in range(8):
                    if z[h] > 0:
                        back = sum(d[c] * W2[c][h] for c in range(3))
                        g1[h] += back
                        for f in range(4):
                            G1[h][f] += back * xs[i][f]
            r = eta / len(batch)
            for W, G in ((W1, G1), (W2, G2)):
                for row, grow in zip(W, G):
                    for j, q in enumerate(grow):
                        row[j] -= r * q
            for b, q in ((b1, g1), (b2, g2)):
                for j in range(len(b)):
                    b[j] -= r * q[j]
        losses.append(mean_loss())
    return losses, tuple(torch.tensor(part, dtype=X.dtype) for part in (W1, b1, W2, b2))

# %% right: NumPy with samples as columns; an order is the argsort of random numbers, with a generator of its own for each (seed, epoch).
import numpy as np

def train_iris(X, y, params, eta, B, seed):
    A0 = X.numpy().T
    t = y.numpy()
    n = A0.shape[1]
    W1, b1, W2, b2 = (np.array(p.numpy()) for p in params)
    b1, b2 = b1[:, None], b2[:, None]

    def forward(A):
        Z = W1 @ A + b1
        H = np.where(Z > 0, Z, 0.0)
        L = W2 @ H + b2
        L = L - L.max(axis=0)
        return Z, H, L - np.log(np.exp(L).sum(axis=0))

    def loss():
        return float(-np.mean(forward(A0)[2][t, np.arange(n)]))

    losses = [loss()]
    for epoch in range(20):
        order = np.random.default_rng([seed, epoch]).random(n).argsort()
        for part in np.split(order, range(B, n, B)):
            Z, H, logp = forward(A0[:, part])
            D = np.exp(logp)
            D[t[part], np.arange(part.size)] -= 1.0
            D /= part.size
            E = (W2.T @ D) * (Z > 0)
            W2, b2 = W2 - eta * D @ H.T, b2 - eta * D.sum(axis=1, keepdims=True)
            W1, b1 = W1 - eta * E @ A0[:, part].T, b1 - eta * E.sum(axis=1, keepdims=True)
        losses.append(loss())
    return losses, (W1, b1[:, 0], W2, b2[:, 0])

# %% wrong: cross_entropy gets the softmax instead of the logits, so the softmax is taken twice.
# told: softmax_twice
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    gen = torch.Generator().manual_seed(seed)
    P = [p.clone().requires_grad_(True) for p in params]

    def loss(Xb, yb):
        W1, b1, W2, b2 = P
        a1 = torch.relu(Xb @ W1.mT + b1)
        probs = torch.softmax(a1 @ W2.mT + b2, dim=1)
        return F.cross_entropy(probs, yb)

    out = [loss(X, y).item()]
    for _ in range(20):
        for idx in torch.randperm(len(X), generator=gen).split(B):
            grads = torch.autograd.grad(loss(X[idx], y[idx]), P)
            with torch.no_grad():
                for p, d in zip(P, grads):
                    p -= eta * d
        out.append(loss(X, y).item())
    return out, tuple(params)

# %% wrong: The loss of an epoch is the mean of its batch losses, each taken before its update while the parameters still move, not the loss over all samples at the end of the epoch.
# told: sample_losses_before_updates
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    torch.manual_seed(seed)
    n = X.shape[0]
    W1, b1, W2, b2 = [p.clone().requires_grad_() for p in params]
    ps = [W1, b1, W2, b2]
    net = lambda A: torch.relu(A @ W1.mT + b1) @ W2.mT + b2
    losses = [F.cross_entropy(net(X), y).item()]
    for epoch in range(20):
        total = 0.0
        order = torch.randperm(n)
        for i in range(0, n, B):
            j = order[i:i + B]
            L = F.cross_entropy(net(X[j]), y[j])
            total += L.item() * len(j)
            gs = torch.autograd.grad(L, ps)
            with torch.no_grad():
                for p, d in zip(ps, gs):
                    p -= eta * d
        losses.append(total / n)
    return losses, (W1, b1, W2, b2)

# %% right: nn.Sequential in double, DataLoader with a seeded generator and torch.optim.SGD.
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def train_iris(X, y, params, eta, B, seed):
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)).double()
    with torch.no_grad():
        for p, start in zip(net.parameters(), params):
            p.copy_(start)
    loader = DataLoader(TensorDataset(X, y), batch_size=B, shuffle=True,
                        generator=torch.Generator().manual_seed(seed))
    opt = torch.optim.SGD(net.parameters(), lr=eta)
    crit = nn.CrossEntropyLoss()

    def full():
        with torch.no_grad():
            return crit(net(X), y).item()

    history = [full()]
    for _ in range(20):
        for xb, yb in loader:
            opt.zero_grad()
            crit(net(xb), yb).backward()
            opt.step()
        history.append(full())
    return history, tuple(p.detach() for p in net.parameters())

# %% right: NumPy throughout with the backward pass by hand; a fresh generator from (seed, epoch) gives each epoch its order.
import numpy as np
import torch


def train_iris(X, y, params, eta, B, seed):
    Xn, yn = X.numpy(), y.numpy()
    W1, c1, W2, c2 = (np.array(p.detach().numpy()) for p in params)
    n = len(yn)

    def probs(A):
        e = np.exp(A @ W2.T + c2)
        return e / e.sum(axis=1, keepdims=True)

    def mean_loss():
        p = probs(np.maximum(Xn @ W1.T + c1, 0))
        return float(-np.log(p[np.arange(n), yn]).mean())

    res = [mean_loss()]
    for epoch in range(20):
        left = np.random.default_rng([seed, epoch]).permutation(n)
        while left.size:
            now, left = left[:B], left[B:]
            x = Xn[now]
            z = x @ W1.T + c1
            a = z * (z > 0)
            d = (probs(a) - np.eye(3)[yn[now]]) / now.size
            h = (d @ W2) * (z > 0)
            W1, c1, W2, c2 = (W1 - eta * h.T @ x, c1 - eta * h.sum(0),
                              W2 - eta * d.T @ a, c2 - eta * d.sum(0))
        res.append(mean_loss())
    return res, (W1, c1, W2, c2)

# %% right: Orders by sorting with Python's random keys, functional gradients from torch.func, parameters in a tuple, logsumexp for the loss.
import random
import torch


def train_iris(X, y, params, eta, B, seed):
    rnd = random.Random(seed)
    n = X.size(0)

    def loss(pars, xb, yb):
        W1, b1, W2, b2 = pars
        out = torch.relu(xb @ W1.mT + b1) @ W2.mT + b2
        return (out.logsumexp(-1) - out.gather(1, yb.view(-1, 1)).view(-1)).mean()

    slope = torch.func.grad(loss)
    pars = tuple(params)
    answer = []
    for epoch in range(21):
        answer.append(loss(pars, X, y).item())
        if epoch == 20:
            return answer, pars
        order = sorted(range(n), key=lambda _: rnd.random())
        for start in range(0, n, B):
            pick = order[start:start + B]
            d = slope(pars, X[pick], y[pick])
            pars = tuple(p - eta * q for p, q in zip(pars, d))

# %% wrong: After each epoch the mean of the losses seen during the epoch is listed, with parameters that still changed, not the loss over all samples at the end of the epoch.
# told: sample_losses_before_updates
import torch
import torch.nn.functional as F


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = [p.clone().requires_grad_() for p in params]
    P = [W1, b1, W2, b2]
    n = len(X)
    gen = torch.Generator().manual_seed(seed)

    def loss_of(Xb, yb):
        return F.cross_entropy(F.relu(Xb @ W1.mT + b1) @ W2.mT + b2, yb)

    losses = [loss_of(X, y).item()]
    for epoch in range(20):
        perm = torch.randperm(n, generator=gen)
        total = 0.0
        for i in range(0, n, B):
            idx = perm[i:i + B]
            loss = loss_of(X[idx], y[idx])
            total += loss.item() * len(idx)
            grads = torch.autograd.grad(loss, P)
            with torch.no_grad():
                for p, d in zip(P, grads):
                    p -= eta * d
        losses.append(total / n)
    return losses, (W1, b1, W2, b2)

# %% wrong: Each batch is drawn anew from all samples with replacement, so in an epoch some samples come twice and others never.
# told: with_replacement
import torch


def train_iris(X, y, params, eta, B, seed):
    torch.manual_seed(seed)
    P = [p.clone().requires_grad_() for p in params]
    n = X.shape[0]

    def loss_of(Xb, yb):
        a1 = torch.relu(Xb @ P[0].mT + P[1])
        return torch.nn.functional.cross_entropy(a1 @ P[2].mT + P[3], yb)

    out = [loss_of(X, y).item()]
    for _ in range(20):
        for i in range(0, n, B):
            idx = torch.randint(0, n, (min(B, n - i),))
            grads = torch.autograd.grad(loss_of(X[idx], y[idx]), P)
            with torch.no_grad():
                for p, d in zip(P, grads):
                    p -= eta * d
        out.append(loss_of(X, y).item())
    return out, tuple(P)

# %% wrong: TWO: the order is drawn once before the epochs and used in all of them; and the gradient of b1 leaves out the derivative of the ReLU.
# told: clue
import numpy as np
import torch


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = [p.clone() for p in params]
    n = X.shape[0]
    rng = np.random.default_rng(seed)

    def forward(Xb):
        z1 = Xb @ W1.mT + b1
        a1 = z1.clamp(min=0)
        return z1, a1, torch.softmax(a1 @ W2.mT + b2, dim=1)

    def full():
        p = forward(X)[2]
        return -torch.log(p[torch.arange(n), y]).mean().item()

    perm = torch.from_numpy(rng.permutation(n))
    out = [full()]
    for _ in range(20):
        for i in range(0, n, B):
            idx = perm[i:i + B]
            z1, a1, p = forward(X[idx])
            d2 = (p - torch.eye(3, dtype=p.dtype)[y[idx]]) / len(idx)
            da = d2 @ W2
            dz = da * (z1 > 0)
            W2 = W2 - eta * d2.mT @ a1
            b2 = b2 - eta * d2.sum(0)
            W1 = W1 - eta * dz.mT @ X[idx]
            b1 = b1 - eta * da.sum(0)
        out.append(full())
    return out, (W1, b1, W2, b2)

# %% right: NumPy with NumPy's own generator, the backward pass by hand, and a recursion that cuts the order into batches.
import torch
import numpy as np


def train_iris(X, y, params, eta, B, seed):
    kind = params[0].dtype
    A = X.detach().numpy().astype(np.float64)
    onehot = (y.numpy()[:, None] == np.arange(3)).astype(np.float64)
    theta = [p.detach().numpy().astype(np.float64) for p in params]
    draw = np.random.default_rng(seed)

    def forward(rows, ps):
        W1, b1, W2, b2 = ps
        z1 = A[rows] @ W1.T + b1
        a1 = np.where(z1 > 0, z1, 0.0)
        z2 = a1 @ W2.T + b2
        return z1, a1, z2

    def loss(ps):
        z2 = forward(slice(None), ps)[2]
        return float(np.mean(np.log(np.exp(z2).sum(1)) - (z2 * onehot).sum(1)))

    def pieces(order):
        if len(order) <= B:
            return [order]
        whole = max(1, len(order) // B // 2) * B
        return pieces(order[:whole]) + pieces(order[whole:])

    losses = [loss(theta)]
    for _ in range(20):
        for rows in pieces(draw.permutation(len(A))):
            z1, a1, z2 = forward(rows, theta)
            p = np.exp(z2)
            p /= p.sum(1, keepdims=True)
            d2 = (p - onehot[rows]) / len(rows)
            d1 = np.where(z1 > 0, d2 @ theta[2], 0.0)
            grads = d1.T @ A[rows], d1.sum(0), d2.T @ a1, d2.sum(0)
            theta = [t - eta * g for t, g in zip(theta, grads)]
        losses.append(loss(theta))
    return losses, tuple(torch.from_numpy(t).to(kind) for t in theta)

# %% right: Python's random module shuffles a list of places; torch.func differentiates a pure loss of the four tensors.
import torch
import random

from torch.func import grad


def train_iris(X, y, params, eta, B, seed):
    dice = random.Random(seed)
    places = list(range(X.shape[0]))

    def loss(theta, x, labels):
        W1, b1, W2, b2 = theta
        logits = torch.relu(x @ W1.mT + b1) @ W2.mT + b2
        logp = logits - torch.logsumexp(logits, dim=1, keepdim=True)
        return -logp.gather(1, labels[:, None]).mean()

    slopes = grad(loss)
    theta = tuple(p.detach() for p in params)
    losses = [float(loss(theta, X, y))]
    while len(losses) != 21:
        dice.shuffle(places)
        waiting = places[:]
        while waiting:
            now, waiting = waiting[:B], waiting[B:]
            theta = tuple(t - eta * s for t, s in zip(theta, slopes(theta, X[now], y[now])))
        losses.append(float(loss(theta, X, y)))
    return losses, theta

# %% right: A frozen dataclass as the network, its backward pass in einsum, and the order from sorting random numbers.
import torch
from dataclasses import dataclass


@dataclass(frozen=True)
class Net:
    W1: torch.Tensor
    b1: torch.Tensor
    W2: torch.Tensor
    b2: torch.Tensor

    def forward(self, x):
        z1 = torch.einsum("ni,hi->nh", x, self.W1) + self.b1
        on = (z1 > 0).to(x.dtype)
        a1 = z1 * on
        return on, a1, torch.einsum("nh,kh->nk", a1, self.W2) + self.b2

    def loss(self, x, y):
        logp = self.forward(x)[2].log_softmax(dim=-1)
        return sum(-logp[n, k] for n, k in enumerate(y.tolist())).item() / len(y)

    def stepped(self, x, y, eta):
        on, a1, logits = self.forward(x)
        miss = logits.softmax(dim=-1) - torch.nn.functional.one_hot(y, 3)
        rate = eta / len(y)
        return Net(
            b2=self.b2 - rate * torch.einsum("nk->k", miss),
            W2=self.W2 - rate * torch.einsum("nk,nh->kh", miss, a1),
            b1=self.b1 - rate * torch.einsum("nk,kh,nh->h", miss, self.W2, on),
            W1=self.W1 - rate * torch.einsum("nk,kh,nh,ni->hi", miss, self.W2, on, x),
        )


def train_iris(X, y, params, eta, B, seed):
    g = torch.Generator()
    g.manual_seed(seed)
    net = Net(*(p.detach().clone() for p in params))
    losses = [net.loss(X, y)]
    for _ in range(20):
        order = torch.argsort(torch.rand(len(X), generator=g, dtype=torch.float64))
        for start in range(0, len(X), B):
            now = order[start : start + B]
            net = net.stepped(X[now], y[now], eta)
        losses.append(net.loss(X, y))
    return losses, (net.W1, net.b1, net.W2, net.b2)

# %% wrong: After each epoch this stores the mean of the batch losses met on the way, not the loss of all samples with the parameters at the end of the epoch.
# told: sample_losses_before_updates
import torch
import torch.nn.functional as F


def train_iris(X, y, params, eta, B, seed):
    g = torch.Generator().manual_seed(seed)
    ps = [p.clone().requires_grad_(True) for p in params]

    def loss_of(rows):
        W1, b1, W2, b2 = ps
        a1 = torch.relu(X[rows] @ W1.mT + b1)
        return F.cross_entropy(a1 @ W2.mT + b2, y[rows])

    n = len(X)
    losses = [loss_of(torch.arange(n)).item()]
    for epoch in range(20):
        running = 0.0
        for rows in torch.randperm(n, generator=g).split(B):
            loss = loss_of(rows)
            grads = torch.autograd.grad(loss, ps)
            with torch.no_grad():
                for p, d in zip(ps, grads):
                    p -= eta * d
            running += loss.item() * len(rows)
        losses.append(running / n)
    return losses, tuple(p.detach() for p in ps)

# %% wrong: Every batch is drawn at random from all samples, so in an epoch some samples come several times and others not at all.
# told: with_replacement
import torch


def train_iris(X, y, params, eta, B, seed):
    torch.manual_seed(seed)
    W1, b1, W2, b2 = [p.clone() for p in params]
    n = X.shape[0]
    B = min(B, n)

    def forward(x):
        z1 = x @ W1.mT + b1
        a1 = torch.relu(z1)
        p = torch.softmax(a1 @ W2.mT + b2, dim=1)
        return z1, a1, p

    def loss():
        p = forward(X)[2]
        return -torch.log(p[torch.arange(n), y]).mean().item()

    losses = [loss()]
    for epoch in range(20):
        left = n
        while left > 0:
            size = min(B, left)
            idx = torch.randint(0, n, (size,))
            left -= size
            x, t = X[idx], y[idx]
            z1, a1, p = forward(x)
            dz2 = p.clone()
            dz2[torch.arange(size), t] -= 1
            dz2 = dz2 / size
            dz1 = (dz2 @ W2) * (z1 > 0)
            W2 = W2 - eta * dz2.mT @ a1
            b2 = b2 - eta * dz2.sum(dim=0)
            W1 = W1 - eta * dz1.mT @ x
            b1 = b1 - eta * dz1.sum(dim=0)
        losses.append(loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: W2 is updated before the slope goes back through it, so the gradients of W1 and b1 belong to the new W2.
# told: output_layer_first
import torch


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = (p.clone() for p in params)
    n = len(X)
    rng = torch.Generator().manual_seed(seed)
    eye = torch.eye(3, dtype=X.dtype)

    def mean_loss():
        logits = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
        logp = torch.log_softmax(logits, dim=1)
        return float(-(eye[y] * logp).sum(1).mean())

    losses = [mean_loss()]
    for _ in range(20):
        order = torch.randperm(n, generator=rng)
        for start in range(0, n, B):
            batch = order[start:start + B]
            x = X[batch]
            # forward
            z1 = x @ W1.mT + b1
            a1 = torch.relu(z1)
            p = torch.softmax(a1 @ W2.mT + b2, dim=1)
            # backward, layer 2
            d2 = (p - eye[y[batch]]) / len(batch)
            W2 = W2 - eta * (d2.mT @ a1)
            b2 = b2 - eta * d2.sum(0)
            # backward, layer 1
            d1 = (d2 @ W2) * (z1 > 0)
            W1 = W1 - eta * (d1.mT @ x)
            b1 = b1 - eta * d1.sum(0)
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: The gradient of a batch is divided by the number n of all samples instead of the number in this batch, so the steps are too small.
# told: divided_by_n
import torch
import numpy as np


def train_iris(X, y, params, eta, B, seed):
    dtype = params[0].dtype
    Xn, yn = X.numpy(), y.numpy()
    W1, b1, W2, b2 = [p.numpy().copy() for p in params]
    n = len(Xn)
    rng = np.random.default_rng(seed)

    def predict(x):
        z1 = x @ W1.T + b1
        a1 = np.maximum(z1, 0)
        e = np.exp(a1 @ W2.T + b2)
        return z1, a1, e / e.sum(axis=1, keepdims=True)

    def loss():
        return float(-np.log(predict(Xn)[2][np.arange(n), yn]).mean())

    losses = [loss()]
    for epoch in range(20):
        perm = rng.permutation(n)
        for i in range(0, n, B):
            idx = perm[i:i + B]
            z1, a1, p = predict(Xn[idx])
            p[np.arange(len(idx)), yn[idx]] -= 1
            dz2 = p / n
            dz1 = dz2 @ W2 * (z1 > 0)
            W2 -= eta * dz2.T @ a1
            b2 -= eta * dz2.sum(axis=0)
            W1 -= eta * dz1.T @ Xn[idx]
            b1 -= eta * dz1.sum(axis=0)
        losses.append(loss())
    return losses, tuple(torch.tensor(w, dtype=dtype) for w in (W1, b1, W2, b2))

# %% wrong: The samples that do not fill a whole batch are left out of the epoch, and the step uses the sum over the batch instead of the mean.
# told: values
import torch
from torch.nn import functional as F


def train_iris(X, y, params, eta, B, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    n = X.shape[0]
    gen = torch.Generator()
    gen.manual_seed(seed)

    def net(x):
        return F.relu(x @ W1.mT + b1) @ W2.mT + b2

    losses = [F.cross_entropy(net(X), y).item()]
    for epoch in range(20):
        perm = torch.randperm(n, generator=gen)
        for k in range(n // B):
            idx = perm[k * B:(k + 1) * B]
            loss = F.cross_entropy(net(X[idx]), y[idx], reduction="sum")
            for p in params:
                p.grad = None
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
        losses.append(F.cross_entropy(net(X), y).item())
    return losses, tuple(p.detach() for p in params)

# %% wrong: The ReLU is written as `clamp(min=0)`, whose derivative in torch is 1 where z1 is exactly 0, but 0 is to be taken there.
# told: slope_one_at_zero
import torch


def train_iris(X, y, params, eta, B, seed):
    theta = [p.detach().clone().requires_grad_() for p in params]
    n = X.shape[0]
    rng = torch.Generator().manual_seed(seed)

    def mean_loss(rows):
        W1, b1, W2, b2 = theta
        z1 = X[rows] @ W1.mT + b1
        a1 = z1.clamp(min=0)
        logits = a1 @ W2.mT + b2
        p = torch.softmax(logits, dim=1)
        return -p[range(len(rows)), y[rows]].log().mean()

    everything = torch.arange(n)
    losses = [mean_loss(everything).item()]
    for _ in range(20):
        for rows in torch.randperm(n, generator=rng).split(B):
            grads = torch.autograd.grad(mean_loss(rows), theta)
            theta = [(t - eta * g).detach().requires_grad_() for t, g in zip(theta, grads)]
        losses.append(mean_loss(everything).item())
    return losses, tuple(t.detach() for t in theta)

# %% wrong: After `W1 = W1 - eta * W1.grad` the new W1 is no leaf any more and has no `.grad`, so the second step stops with an error.
# told: advice
import torch
import torch.nn.functional as F


def train_iris(X, y, params, eta, B, seed):
    torch.manual_seed(seed)
    W1, b1, W2, b2 = [p.clone().requires_grad_() for p in params]
    losses = []
    loss = F.cross_entropy(torch.relu(X @ W1.mT + b1) @ W2.mT + b2, y)
    losses.append(loss.item())
    for epoch in range(20):
        perm = torch.randperm(len(X))
        for i in range(0, len(X), B):
            idx = perm[i:i + B]
            out = torch.relu(X[idx] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(out, y[idx])
            loss.backward()
            W1 = W1 - eta * W1.grad
            b1 = b1 - eta * b1.grad
            W2 = W2 - eta * W2.grad
            b2 = b2 - eta * b2.grad
        loss = F.cross_entropy(torch.relu(X @ W1.mT + b1) @ W2.mT + b2, y)
        losses.append(loss.item())
    return losses, (W1.detach(), b1.detach(), W2.detach(), b2.detach())

# %% wrong: X and y are shuffled with two different orders, so the samples get labels of other samples.
# told: clue
import torch
import torch.nn.functional as F


def train_iris(X, y, params, eta, B, seed):
    torch.manual_seed(seed)
    net = [p.clone() for p in params]

    def logits(x, ps):
        return torch.relu(x @ ps[0].mT + ps[1]) @ ps[2].mT + ps[3]

    losses = [F.cross_entropy(logits(X, net), y).item()]
    for epoch in range(20):
        X_shuffled = X[torch.randperm(len(X))]
        y_shuffled = y[torch.randperm(len(y))]
        for xb, yb in zip(X_shuffled.split(B), y_shuffled.split(B)):
            net = [p.detach().requires_grad_() for p in net]
            F.cross_entropy(logits(xb, net), yb).backward()
            net = [p.detach() - eta * p.grad for p in net]
        losses.append(F.cross_entropy(logits(X, net), y).item())
    return losses, tuple(net)

# %% right: All is done by hand in NumPy, and the results come back as tensors.
import torch
import numpy as np

def train_iris(X, y, params, eta, B, seed):
    kind = X.dtype
    A, t = X.detach().numpy().astype(np.float64), y.numpy()
    theta = [p.detach().numpy().astype(np.float64) for p in params]
    n, draw = len(A), np.random.default_rng(seed)

    def run(x, W1, b1, W2, b2):
        z = x @ W1.T + b1
        a = np.maximum(z, 0)
        e = np.exp(a @ W2.T + b2)
        return z, a, e / e.sum(axis=1, keepdims=True)

    def mean_loss():
        return float(-np.log(run(A, *theta)[2][np.arange(n), t]).mean())

    def gradient(rows):
        z, a, p = run(A[rows], *theta)
        d2 = (p - np.eye(3)[t[rows]]) / len(rows)
        d1 = d2 @ theta[2] * (z > 0)
        return d1.T @ A[rows], d1.sum(0), d2.T @ a, d2.sum(0)

    losses = [mean_loss()]
    while len(losses) < 21:
        order = draw.permutation(n)
        for rows in np.split(order, range(B, n, B)):
            theta = [p - eta * g for p, g in zip(theta, gradient(rows))]
        losses.append(mean_loss())
    return losses, tuple(torch.from_numpy(p.copy()).to(kind) for p in theta)

# %% right: The gradient of a batch is collected sample by sample with outer products, and orders come from sorting random numbers.
import torch
import random

def train_iris(X, y, params, eta, B, seed):
    dice = random.Random(seed)
    theta = tuple(p.detach().clone() for p in params)
    n = X.shape[0]
    labels = y.tolist()

    def sample(i, theta):
        W1, b1, W2, b2 = theta
        z = W1 @ X[i] + b1
        a = torch.where(z > 0, z, torch.zeros_like(z))
        logits = W2 @ a + b2
        return z, a, logits - torch.logsumexp(logits, 0)

    def mean_loss(theta):
        return sum(-sample(i, theta)[2][labels[i]].item() for i in range(n)) / n

    def batch_gradient(batch, theta):
        total = [torch.zeros_like(p) for p in theta]
        for i in batch:
            z, a, logp = sample(i, theta)
            d2 = torch.exp(logp)
            d2[labels[i]] -= 1
            d1 = (theta[2].mT @ d2) * (z > 0)
            for s, g in zip(total, (torch.outer(d1, X[i]), d1, torch.outer(d2, a), d2)):
                s += g
        return [s / len(batch) for s in total]

    losses = [mean_loss(theta)]
    for _ in range(20):
        order = sorted(range(n), key=lambda _: dice.random())
        while order:
            batch, order = order[:B], order[B:]
            theta = tuple(p - eta * g for p, g in zip(theta, batch_gradient(batch, theta)))
        losses.append(mean_loss(theta))
    return losses, theta

# %% right: A torch module with copied weights, SGD, and a DataLoader that shuffles with its own generator.
import torch
import copy
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

def train_iris(X, y, params, eta, B, seed):
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)).to(X.dtype)
    with torch.no_grad():
        for own, given in zip(net.parameters(), params):
            own.copy_(given)
    measure = nn.CrossEntropyLoss()
    sgd = torch.optim.SGD(net.parameters(), lr=eta)
    batches = DataLoader(TensorDataset(X, y), batch_size=B, shuffle=True,
                         generator=torch.Generator().manual_seed(seed))

    def whole():
        with torch.no_grad():
            return measure(net(X), y).item()

    losses = [whole()]
    for _ in range(20):
        for xb, yb in batches:
            sgd.zero_grad()
            measure(net(xb), yb).backward()
            sgd.step()
        losses.append(whole())
    return losses, tuple(copy.deepcopy(p.detach()) for p in net.parameters())

# %% wrong: You draw each batch at random from all samples, so in one epoch some samples come twice and others never.
# told: clue
import torch
from torch.nn import functional as F

def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = [p.clone().requires_grad_() for p in params]
    ps = [W1, b1, W2, b2]
    g = torch.Generator().manual_seed(seed)
    n = len(X)
    size = min(B, n)

    def loss_of(A, t):
        return F.cross_entropy(torch.relu(A @ W1.mT + b1) @ W2.mT + b2, t)

    losses = [loss_of(X, y).item()]
    for epoch in range(20):
        for k in range((n + size - 1) // size):
            idx = torch.randint(0, n, (size,), generator=g)
            grads = torch.autograd.grad(loss_of(X[idx], y[idx]), ps)
            for p, d in zip(ps, grads):
                p.data -= eta * d
        losses.append(loss_of(X, y).item())
    return losses, tuple(p.detach() for p in ps)

# %% wrong: You record the mean of the batch losses on the way, but each entry belongs to the parameters at the end of the epoch, over all samples.
# told: sample_losses_before_updates
import torch
from torch.nn import functional as F

def train_iris(X, y, params, eta, B, seed):
    params = [p.clone().requires_grad_(True) for p in params]
    rng = torch.Generator().manual_seed(seed)

    def forward(inputs):
        W1, b1, W2, b2 = params
        return torch.relu(inputs @ W1.mT + b1) @ W2.mT + b2

    losses = [F.cross_entropy(forward(X), y).item()]
    for _ in range(20):
        running = 0.0
        for rows in torch.randperm(len(X), generator=rng).split(B):
            loss = F.cross_entropy(forward(X[rows]), y[rows])
            loss.backward()
            running += loss.item() * len(rows)
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
                    p.grad.zero_()
        losses.append(running / len(X))
    return losses, tuple(p.detach() for p in params)

# %% wrong: You divide the batch gradient by the number of all samples instead of the number in this batch, so the steps are too small.
# told: divided_by_n
import torch


def forward(X, W1, b1, W2, b2):
    z1 = X @ W1.mT + b1
    a1 = z1.clamp(min=0)
    logits = a1 @ W2.mT + b2
    e = torch.exp(logits)
    return z1, a1, e / e.sum(dim=1, keepdim=True)

def mean_loss(X, y, *params):
    p = forward(X, *params)[2]
    return -torch.log(p[torch.arange(len(y)), y]).mean().item()

def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    n = X.shape[0]
    rng = torch.Generator().manual_seed(seed)
    losses = [mean_loss(X, y, W1, b1, W2, b2)]
    for epoch in range(20):
        order = torch.randperm(n, generator=rng)
        for i in range(0, n, B):
            r = order[i:i + B]
            z1, a1, p = forward(X[r], W1, b1, W2, b2)
            d2 = p.clone()
            d2[torch.arange(len(r)), y[r]] -= 1
            d2 = d2 / n
            d1 = (d2 @ W2) * (z1 > 0)
            W1 = W1 - eta * d1.mT @ X[r]
            b1 = b1 - eta * d1.sum(0)
            W2 = W2 - eta * d2.mT @ a1
            b2 = b2 - eta * d2.sum(0)
        losses.append(mean_loss(X, y, W1, b1, W2, b2))
    return losses, (W1, b1, W2, b2)

# %% wrong: You update W2 before you send the gradient back through it, so the first layer's gradient uses the new W2.
# told: output_layer_first
import torch


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = [p.clone() for p in params]
    n = len(X)
    gen = torch.Generator().manual_seed(seed)

    def full_loss():
        logits = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
        return (torch.logsumexp(logits, 1) - logits[torch.arange(n), y]).mean().item()

    losses = [full_loss()]
    for _ in range(20):
        perm = torch.randperm(n, generator=gen)
        for rows in perm.split(B):
            xb, yb = X[rows], y[rows]
            z1 = xb @ W1.mT + b1
            a1 = torch.relu(z1)
            p = torch.softmax(a1 @ W2.mT + b2, dim=1)
            p[torch.arange(len(yb)), yb] -= 1
            delta2 = p / len(yb)
            # second layer
            W2 -= eta * delta2.mT @ a1
            b2 -= eta * delta2.sum(0)
            # first layer
            delta1 = (delta2 @ W2) * (z1 > 0)
            W1 -= eta * delta1.mT @ xb
            b1 -= eta * delta1.sum(0)
        losses.append(full_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: The generator is seeded inside the epoch loop, so the order never changes, and you use the sum of the batch's losses where the mean belongs.
# told: step_summed
import torch
from torch.nn import functional as F

def train_iris(X, y, params, eta, B, seed):
    ps = [p.detach().clone().requires_grad_() for p in params]

    def net(x):
        return F.linear(F.relu(F.linear(x, ps[0], ps[1])), ps[2], ps[3])

    losses = [float(F.cross_entropy(net(X), y))]
    for epoch in range(20):
        torch.manual_seed(seed)
        order = torch.randperm(X.shape[0])
        for rows in torch.split(order, B):
            loss = F.cross_entropy(net(X[rows]), y[rows], reduction="sum")
            loss.backward()
            with torch.no_grad():
                for p in ps:
                    p -= eta * p.grad
                    p.grad = None
        losses.append(float(F.cross_entropy(net(X), y)))
    return losses, tuple(p.detach() for p in ps)

# %% wrong: You make only n // B batches, so the smaller last batch is left out, and with B larger than n there is no update at all.
# told: rest_dropped
import torch
import numpy as np

def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = [p.clone().requires_grad_() for p in params]
    rng = np.random.default_rng(seed)
    n = X.shape[0]

    def loss_fn(xb, yb):
        logits = torch.relu(xb @ W1.mT + b1) @ W2.mT + b2
        return torch.nn.functional.cross_entropy(logits, yb)

    losses = [loss_fn(X, y).item()]
    for _ in range(20):
        order = torch.from_numpy(rng.permutation(n))
        for k in range(n // B):
            idx = order[k * B:(k + 1) * B]
            grads = torch.autograd.grad(loss_fn(X[idx], y[idx]), (W1, b1, W2, b2))
            with torch.no_grad():
                for p, g in zip((W1, b1, W2, b2), grads):
                    p.sub_(eta * g)
        losses.append(loss_fn(X, y).item())
    return losses, (W1.detach(), b1.detach(), W2.detach(), b2.detach())

# %% wrong: You update with -= the very tensors that were given to you, so a second run with the same params starts from trained ones.
# told: changed
import torch


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    n = X.shape[0]
    g = torch.Generator()
    g.manual_seed(seed)

    def loss_all():
        logits = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
        logp = torch.log_softmax(logits, dim=1)
        return -logp[range(n), y].mean().item()

    losses = [loss_all()]
    for epoch in range(20):
        order = torch.randperm(n, generator=g)
        for start in range(0, n, B):
            idx = order[start:start + B]
            m = len(idx)
            Xb = X[idx]
            z1 = Xb @ W1.mT + b1
            a1 = torch.relu(z1)
            dz2 = torch.softmax(a1 @ W2.mT + b2, dim=1)
            dz2[range(m), y[idx]] -= 1
            dz2 /= m
            dz1 = (dz2 @ W2) * (z1 > 0)
            W2 -= eta * (dz2.mT @ a1)
            b2 -= eta * dz2.sum(0)
            W1 -= eta * (dz1.mT @ Xb)
            b1 -= eta * dz1.sum(0)
        losses.append(loss_all())
    return losses, (W1, b1, W2, b2)

# %% wrong: You seed with a fixed 42 instead of the given seed, so every seed gives the same orders.
# told: seed_ignored
import torch
import random
from torch.nn import functional as F

def train_iris(X, y, params, eta, B, seed):
    random.seed(42)
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    idx = list(range(len(X)))
    losses = []
    with torch.no_grad():
        losses.append(F.cross_entropy(torch.relu(X @ W1.mT + b1) @ W2.mT + b2, y).item())
    for epoch in range(20):
        random.shuffle(idx)
        for i in range(0, len(idx), B):
            rows = idx[i:i + B]
            out = torch.relu(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(out, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
                    p.grad.zero_()
        with torch.no_grad():
            losses.append(F.cross_entropy(torch.relu(X @ W1.mT + b1) @ W2.mT + b2, y).item())
    return losses, tuple(p.detach() for p in params)

# %% right: Random shuffle.
import random
import torch

def train_iris(X, y, params, eta, B, seed):
    chance = random.Random(seed)
    n = X.shape[0]

    def mean_loss(theta, rows):
        W1, b1, W2, b2 = theta
        logits = torch.relu(X[rows] @ W1.mT + b1) @ W2.mT + b2
        return -torch.log_softmax(logits, dim=1)[range(len(rows)), y[rows]].mean()

    def update(theta, rows):
        leaves = [p.detach().clone().requires_grad_() for p in theta]
        grads = torch.autograd.grad(mean_loss(leaves, rows), leaves)
        return tuple(p.detach() - eta * g for p, g in zip(leaves, grads))

    theta = tuple(p.detach() for p in params)
    deck = list(range(n))
    losses = [mean_loss(theta, list(range(n))).item()]
    while len(losses) < 21:
        chance.shuffle(deck)
        rest = deck[:]
        while rest:
            theta = update(theta, rest[:B])
            rest = rest[B:]
        losses.append(mean_loss(theta, list(range(n))).item())
    return losses, theta

# %% right: Numpy.
import numpy as np
import torch

def train_iris(X, y, params, eta, B, seed):
    x = X.detach().numpy()
    hot = np.eye(3)[y.numpy()]
    th = [p.detach().numpy().copy() for p in params]
    rng = np.random.default_rng(seed)
    n = x.shape[0]

    def forward(rows):
        W1, b1, W2, b2 = th
        z1 = x[rows] @ W1.T + b1
        a1 = np.where(z1 > 0, z1, 0.0)
        e = np.exp(a1 @ W2.T + b2)
        return z1, a1, e / e.sum(axis=1, keepdims=True)

    def report():
        p = forward(np.arange(n))[2]
        return float(-np.log((p * hot).sum(axis=1)).mean())

    losses = [report()]
    for _ in range(20):
        order = rng.permutation(n)
        for rows in np.split(order, np.arange(B, n, B)):
            z1, a1, p = forward(rows)
            d2 = (p - hot[rows]) / rows.size
            d1 = np.where(z1 > 0, d2 @ th[2], 0.0)
            steps = [d1.T @ x[rows], d1.sum(0), d2.T @ a1, d2.sum(0)]
            for k in range(4):
                th[k] = th[k] - eta * steps[k]
        losses.append(report())
    return losses, tuple(torch.from_numpy(p) for p in th)

# %% right: Dataclass einsum.
from dataclasses import dataclass
import torch

@dataclass
class Net:
    W1: torch.Tensor
    b1: torch.Tensor
    W2: torch.Tensor
    b2: torch.Tensor

    def forward(self, X):
        z1 = torch.einsum("nj,ij->ni", X, self.W1) + self.b1
        a1 = z1 * (z1 > 0)
        return a1, torch.einsum("ni,ki->nk", a1, self.W2) + self.b2

    def loss(self, X, y):
        z = self.forward(X)[1]
        return (z.logsumexp(1) - z.gather(1, y.unsqueeze(1)).squeeze(1)).mean().item()

    def stepped(self, X, y, eta):
        a1, z = self.forward(X)
        g = z.softmax(1)
        g = g - torch.nn.functional.one_hot(y, 3).to(g.dtype)
        h = torch.einsum("nk,ki->ni", g, self.W2) * (a1 > 0)
        c = eta / len(X)
        return Net(self.W1 - c * torch.einsum("ni,nj->ij", h, X), self.b1 - c * h.sum(0),
                   self.W2 - c * torch.einsum("nk,ni->ki", g, a1), self.b2 - c * g.sum(0))

def train_iris(X, y, params, eta, B, seed):
    net = Net(*params)
    rng = torch.Generator().manual_seed(seed)
    losses = [net.loss(X, y)]
    for _ in range(20):
        order = torch.rand(len(X), generator=rng, dtype=torch.float64).argsort()
        for rows in order.split(B):
            net = net.stepped(X[rows], y[rows], eta)
        losses.append(net.loss(X, y))
    return losses, (net.W1, net.b1, net.W2, net.b2)

# %% wrong: The order is drawn once before the epochs, but every epoch has to draw a new one.
# told: one_order
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = [p.clone().requires_grad_() for p in params]
    ps = [W1, b1, W2, b2]
    n = X.shape[0]
    g = torch.Generator().manual_seed(seed)
    order = torch.randperm(n, generator=g)

    def loss_on(rows):
        logits = torch.relu(X[rows] @ W1.mT + b1) @ W2.mT + b2
        return F.cross_entropy(logits, y[rows])

    losses = [loss_on(torch.arange(n)).item()]
    for epoch in range(20):
        for i in range(0, n, B):
            grads = torch.autograd.grad(loss_on(order[i:i+B]), ps)
            with torch.no_grad():
                for p, d in zip(ps, grads):
                    p -= eta * d
        losses.append(loss_on(torch.arange(n)).item())
    return losses, tuple(p.detach() for p in ps)

# %% wrong: The losses after the first are means of batch losses on the way, not the loss over all samples with the parameters at the end of the epoch.
# told: sample_losses_before_updates
import torch
from torch.nn import functional as F

def train_iris(X, y, params, eta, B, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    n = len(X)
    rng = torch.Generator().manual_seed(seed)
    losses = [F.cross_entropy(torch.relu(X @ W1.mT + b1) @ W2.mT + b2, y).item()]
    for _ in range(20):
        total = 0.0
        for rows in torch.randperm(n, generator=rng).split(B):
            loss = F.cross_entropy(torch.relu(X[rows] @ W1.mT + b1) @ W2.mT + b2, y[rows])
            for p in params:
                p.grad = None
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            total += loss.item() * len(rows)
        losses.append(total / n)
    return losses, tuple(p.detach() for p in params)

# %% wrong: The one-hot vector is added to p, but the derivative with respect to the logits is p minus one-hot.
# told: one_hot_added
import torch

def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    n = X.shape[0]
    gen = torch.Generator().manual_seed(seed)

    def forward(X):
        z1 = X @ W1.mT + b1
        a1 = z1.clamp(min=0)
        return z1, a1, torch.softmax(a1 @ W2.mT + b2, dim=1)

    def full_loss():
        p = forward(X)[2]
        return -p[torch.arange(n), y].log().mean().item()

    losses = [full_loss()]
    for epoch in range(20):
        order = torch.randperm(n, generator=gen)
        for i in range(0, n, B):
            rows = order[i:i + B]
            xb, yb = X[rows], y[rows]
            z1, a1, p = forward(xb)
            onehot = torch.nn.functional.one_hot(yb, 3)
            d2 = (p + onehot) / len(rows)
            d1 = (d2 @ W2) * (z1 > 0)
            gW2, gb2 = d2.mT @ a1, d2.sum(0)
            gW1, gb1 = d1.mT @ xb, d1.sum(0)
            W1 = W1 - eta * gW1
            b1 = b1 - eta * gb1
            W2 = W2 - eta * gW2
            b2 = b2 - eta * gb2
        losses.append(full_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: The batch gradient is divided by n, the number of all samples, but the mean is over the samples of the batch.
# told: divided_by_n
import torch

def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = [p.clone() for p in params]
    n = len(X)
    torch.manual_seed(seed)

    def loss(W1, b1, W2, b2):
        z = torch.relu(X @ W1.T + b1) @ W2.T + b2
        return float((torch.logsumexp(z, dim=1) - z[range(n), y]).mean())

    losses = [loss(W1, b1, W2, b2)]
    for _ in range(20):
        perm = torch.randperm(n)
        for rows in torch.split(perm, B):
            x = X[rows]
            z1 = x @ W1.T + b1
            a1 = torch.relu(z1)
            p = torch.softmax(a1 @ W2.T + b2, 1)
            p[torch.arange(len(rows)), y[rows]] -= 1
            dz2 = p / n
            dz1 = dz2 @ W2 * (z1 > 0)
            W2 = W2 - eta * dz2.T @ a1
            b2 = b2 - eta * dz2.sum(0)
            W1 = W1 - eta * dz1.T @ x
            b1 = b1 - eta * dz1.sum(0)
        losses.append(loss(W1, b1, W2, b2))
    return losses, (W1, b1, W2, b2)

# %% wrong: The derivative of the ReLU is missing on the way back, and W2 is updated before the gradient of the first layer uses it.
# told: mask_forgotten_and_output_layer_first
import torch

def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    n = X.shape[0]
    rng = torch.Generator().manual_seed(seed)
    losses = []
    for epoch in range(21):
        logits = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
        logp = torch.log_softmax(logits, dim=1)
        losses.append(-logp[torch.arange(n), y].mean().item())
        if epoch == 20:
            break
        for rows in torch.randperm(n, generator=rng).split(B):
            xb = X[rows]
            a1 = torch.relu(xb @ W1.mT + b1)
            delta = torch.softmax(a1 @ W2.mT + b2, dim=1)
            delta[torch.arange(len(rows)), y[rows]] -= 1
            delta = delta / len(rows)
            W2 = W2 - eta * delta.mT @ a1
            b2 = b2 - eta * delta.sum(dim=0)
            delta1 = delta @ W2
            W1 = W1 - eta * delta1.mT @ xb
            b1 = b1 - eta * delta1.sum(dim=0)
    return losses, (W1, b1, W2, b2)

# %% wrong: The gradient is always divided by B, but the last batch can be smaller, and with B larger than n the only batch is.
# told: divided_by_B
import torch
from torch.nn import functional as F

def train_iris(X, y, params, eta, B, seed):
    params = [p.clone().requires_grad_(True) for p in params]
    n = len(X)
    gen = torch.Generator().manual_seed(seed)

    def net(X):
        W1, b1, W2, b2 = params
        return F.relu(X @ W1.mT + b1) @ W2.mT + b2

    losses = [F.cross_entropy(net(X), y).item()]
    for _ in range(20):
        order = torch.randperm(n, generator=gen)
        for start in range(0, n, B):
            rows = order[start:start + B]
            loss = F.cross_entropy(net(X[rows]), y[rows], reduction="sum") / B
            grads = torch.autograd.grad(loss, params)
            with torch.no_grad():
                for p, g in zip(params, grads):
                    p -= eta * g
        losses.append(F.cross_entropy(net(X), y).item())
    return losses, tuple(p.detach() for p in params)

# %% wrong: A leaf that requires a gradient is changed in place outside of no_grad, which stops with an error at the first update.
# told: advice
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = [p.clone().detach().requires_grad_() for p in params]
    n = X.shape[0]
    torch.manual_seed(seed)
    losses = [F.cross_entropy(torch.relu(X @ W1.mT + b1) @ W2.mT + b2, y).item()]
    for epoch in range(20):
        order = torch.randperm(n)
        for rows in order.split(B):
            loss = F.cross_entropy(torch.relu(X[rows] @ W1.mT + b1) @ W2.mT + b2, y[rows])
            loss.backward()
            for p in (W1, b1, W2, b2):
                p -= eta * p.grad
                p.grad.zero_()
        losses.append(F.cross_entropy(torch.relu(X @ W1.mT + b1) @ W2.mT + b2, y).item())
    return losses, (W1.detach(), b1.detach(), W2.detach(), b2.detach())

# %% wrong: The seed is never used, so the same seed does not give the same orders again.
# told: unseeded
import torch
import torch.nn.functional as F

def train_iris(X, y, params, eta, B, seed):
    ps = [p.detach().clone().requires_grad_() for p in params]

    def loss_of(rows):
        h = torch.relu(X[rows] @ ps[0].mT + ps[1])
        return F.cross_entropy(h @ ps[2].mT + ps[3], y[rows])

    n = len(y)
    everything = torch.arange(n)
    losses = [loss_of(everything).item()]
    for epoch in range(20):
        perm = torch.randperm(n)
        for k in range(0, n, B):
            l = loss_of(perm[k:k + B])
            l.backward()
            with torch.no_grad():
                for p in ps:
                    p -= eta * p.grad
                    p.grad = None
        losses.append(loss_of(everything).item())
    return losses, tuple(p.detach() for p in ps)

# %% right: Numpy inside and back; the order comes from sorting random keys.
import torch
import numpy as np

def train_iris(X, y, params, eta, B, seed):
    kind = params[0].dtype
    A = X.detach().numpy().astype(np.float64)
    T = np.eye(3)[y.numpy()]
    theta = [p.detach().numpy().astype(np.float64) for p in params]   # astype copies
    rng = np.random.default_rng(seed)

    def forward(A):
        W1, b1, W2, b2 = theta
        hidden = np.maximum(np.einsum("ni,hi->nh", A, W1) + b1, 0)
        u = np.exp(np.einsum("nh,ch->nc", hidden, W2) + b2)
        return hidden, u / u.sum(1, keepdims=True)

    def step(rows):
        hidden, p = forward(A[rows])
        d = p - T[rows]
        e = np.where(hidden > 0, d @ theta[2], 0)
        sums = e.T @ A[rows], e.sum(0), d.T @ hidden, d.sum(0)
        for t, s in zip(theta, sums):
            t -= eta / len(rows) * s

    note = lambda: float(-np.log((forward(A)[1] * T).sum(1)).mean())
    losses = [note()]
    while len(losses) < 21:
        order = np.argsort(rng.random(len(A)))
        while len(order):
            step(order[:B])
            order = order[B:]
        losses.append(note())
    return losses, tuple(torch.tensor(t, dtype=kind) for t in theta)

# %% right: DataLoader with its own generator and batch, parameters in a dictionary, autograd.
import torch
from torch.utils.data import DataLoader, TensorDataset

def train_iris(X, y, params, eta, B, seed):
    names = ("W1", "b1", "W2", "b2")
    theta = {k: p.detach().clone().requires_grad_() for k, p in zip(names, params)}
    loader = DataLoader(TensorDataset(X, y), batch_size=B, shuffle=True,
                        generator=torch.Generator().manual_seed(seed))

    def loss(A, t):
        hidden = torch.nn.functional.relu(torch.nn.functional.linear(A, theta["W1"], theta["b1"]))
        logits = torch.nn.functional.linear(hidden, theta["W2"], theta["b2"])
        return (logits.logsumexp(1) - logits.gather(1, t[:, None])[:, 0]).mean()

    def epoch():
        for A, t in loader:
            gradients = torch.autograd.grad(loss(A, t), list(theta.values()))
            for k, g in zip(names, gradients):
                theta[k] = (theta[k] - eta * g).detach().requires_grad_()
        return loss(X, y).item()

    losses = [loss(X, y).item()] + [epoch() for _ in range(20)]
    return losses, tuple(theta[k].detach() for k in names)

# %% right: Plain Python numbers, sample by sample; gradients are summed up and applied once per batch.
import torch
import math
import random
from dataclasses import dataclass

@dataclass
class Net:
    W1: list
    b1: list
    W2: list
    b2: list

    def run(self, x):
        z = [sum(w * v for w, v in zip(row, x)) + b for row, b in zip(self.W1, self.b1)]
        a = [v if v > 0 else 0.0 for v in z]
        logits = [sum(w * v for w, v in zip(row, a)) + b for row, b in zip(self.W2, self.b2)]
        top = max(logits)
        e = [math.exp(v - top) for v in logits]
        s = sum(e)
        return a, [v / s for v in e], top + math.log(s), logits

    def loss(self, xs, ys):
        total = 0.0
        for x, c in zip(xs, ys):
            _, _, logsum, logits = self.run(x)
            total += logsum - logits[c]
        return total / len(xs)

    def learn(self, xs, ys, rate):
        changes = []
        for x, c in zip(xs, ys):
            a, p, _, _ = self.run(x)
            d = [v - (j == c) for j, v in enumerate(p)]
            e = [sum(d[j] * self.W2[j][k] for j in range(3)) if a[k] > 0 else 0.0 for k in range(8)]
            changes.append((x, a, d, e))
        r = rate / len(changes)
        for x, a, d, e in changes:
            for k in range(8):
                self.b1[k] -= r * e[k]
                for i in range(4):
                    self.W1[k][i] -= r * e[k] * x[i]
            for j in range(3):
                self.b2[j] -= r * d[j]
                for k in range(8):
                    self.W2[j][k] -= r * d[j] * a[k]

def train_iris(X, y, params, eta, B, seed):
    net = Net(*(p.tolist() for p in params))
    data = list(zip(X.tolist(), y.tolist()))
    xs, ys = zip(*data)
    dice = random.Random(seed)
    losses = [net.loss(xs, ys)]
    for _ in range(20):
        order = dice.sample(data, len(data))
        for start in range(0, len(order), B):
            part = order[start:start + B]
            net.learn([q[0] for q in part], [q[1] for q in part], eta)
        losses.append(net.loss(xs, ys))
    out = (net.W1, net.b1, net.W2, net.b2)
    return losses, tuple(torch.tensor(t, dtype=p.dtype) for t, p in zip(out, params))

# %% wrong: After each epoch you note the mean of the batch losses met on the way, but it should be the loss of all samples with the parameters at the end of the epoch.
# told: sample_losses_before_updates
import torch

def train_iris(X, y, params, eta, B, seed):
    gen = torch.Generator().manual_seed(seed)
    ps = [p.detach().clone().requires_grad_(True) for p in params]
    n = len(X)

    def loss_of(Xb, yb):
        W1, b1, W2, b2 = ps
        hidden = torch.relu(Xb @ W1.mT + b1)
        return torch.nn.functional.cross_entropy(hidden @ W2.mT + b2, yb)

    losses = [loss_of(X, y).item()]
    for epoch in range(20):
        perm = torch.randperm(n, generator=gen)
        running = 0.0
        for start in range(0, n, B):
            idx = perm[start:start + B]
            loss = loss_of(X[idx], y[idx])
            grads = torch.autograd.grad(loss, ps)
            with torch.no_grad():
                for p, g in zip(ps, grads):
                    p -= eta * g
            running += loss.item() * len(idx)
        losses.append(running / n)
    return losses, tuple(p.detach() for p in ps)

# %% wrong: Each batch is drawn anew from all samples, so in an epoch some samples take part twice and others never.
# told: with_replacement
import torch

def train_iris(X, y, params, eta, B, seed):
    torch.manual_seed(seed)
    W1, b1, W2, b2 = [p.clone() for p in params]
    n = X.shape[0]

    def forward(Xb):
        z1 = Xb @ W1.mT + b1
        a1 = z1.clamp(min=0)
        p = torch.softmax(a1 @ W2.mT + b2, dim=1)
        return z1, a1, p

    def mean_loss():
        p = forward(X)[2]
        return (-torch.log(p[torch.arange(n), y])).mean().item()

    losses = [mean_loss()]
    for epoch in range(20):
        left = n
        while left > 0:
            size = min(B, left)
            left -= size
            idx = torch.randint(0, n, (size,))
            z1, a1, p = forward(X[idx])
            d2 = p.clone()
            d2[torch.arange(size), y[idx]] -= 1
            d2 = d2 / size
            d1 = (d2 @ W2) * (z1 > 0)
            gW2, gb2 = d2.mT @ a1, d2.sum(0)
            gW1, gb1 = d1.mT @ X[idx], d1.sum(0)
            W1 = W1 - eta * gW1
            b1 = b1 - eta * gb1
            W2 = W2 - eta * gW2
            b2 = b2 - eta * gb2
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: You update W2 before you send the error back through it, but all four gradients belong to the parameters before the update.
# told: output_layer_first
import torch

def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    n = X.shape[0]
    rng = torch.Generator()
    rng.manual_seed(seed)
    Y = torch.eye(3, dtype=X.dtype)[y]

    def loss_all():
        logits = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
        return float(-(Y * torch.log_softmax(logits, dim=1)).sum() / n)

    losses = [loss_all()]
    for _ in range(20):
        for idx in torch.randperm(n, generator=rng).split(B):
            Xb, Yb = X[idx], Y[idx]
            # forward
            z1 = Xb @ W1.mT + b1
            a1 = torch.relu(z1)
            p = torch.softmax(a1 @ W2.mT + b2, dim=1)
            # backward, second layer
            d2 = (p - Yb) / len(idx)
            W2 = W2 - eta * (d2.mT @ a1)
            b2 = b2 - eta * d2.sum(dim=0)
            # backward, first layer
            d1 = (d2 @ W2) * (z1 > 0).to(X.dtype)
            W1 = W1 - eta * (d1.mT @ Xb)
            b1 = b1 - eta * d1.sum(dim=0)
        losses.append(loss_all())
    return losses, (W1, b1, W2, b2)

# %% wrong: The batch size is already divided out of d2 and d1, so the bias gradients need the sum over the samples; mean divides a second time.
# told: biases_divided_twice
import torch
import numpy as np

def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    rng = np.random.default_rng(seed)
    n = len(y)

    def forward(A):
        z1 = A @ W1.mT + b1
        a1 = torch.where(z1 > 0, z1, torch.zeros_like(z1))
        logits = a1 @ W2.mT + b2
        e = torch.exp(logits)
        return z1, a1, e / e.sum(dim=1, keepdim=True)

    def total():
        probs = forward(X)[2]
        return -torch.log(probs[range(n), y]).mean().item()

    losses = [total()]
    for epoch in range(20):
        order = torch.from_numpy(rng.permutation(n))
        for k in range(0, n, B):
            batch = order[k:k + B]
            m = len(batch)
            z1, a1, d2 = forward(X[batch])
            d2[range(m), y[batch]] -= 1
            d2 = d2 / m
            d1 = (d2 @ W2) * (z1 > 0)
            grads = (d1.mT @ X[batch], d1.mean(dim=0), d2.mT @ a1, d2.mean(dim=0))
            W1, b1, W2, b2 = (t - eta * g for t, g in zip((W1, b1, W2, b2), grads))
        losses.append(total())
    return losses, (W1, b1, W2, b2)

# %% wrong: n // B batches leave out the smaller last one (with B larger than n nothing is trained), and you step with the gradient of the sum of the batch's losses instead of their mean.
# told: values
import torch
import random

def train_iris(X, y, params, eta, B, seed):
    rnd = random.Random(seed)
    n = X.shape[0]
    weights = [p.clone().requires_grad_() for p in params]

    def sample_losses(rows):
        W1, b1, W2, b2 = weights
        a1 = torch.relu(X[rows] @ W1.mT + b1)
        logits = a1 @ W2.mT + b2
        return -torch.log_softmax(logits, dim=1)[torch.arange(len(rows)), y[rows]]

    everything = list(range(n))
    losses = [sample_losses(everything).mean().item()]
    for epoch in range(20):
        order = everything[:]
        rnd.shuffle(order)
        for j in range(n // B):
            rows = order[j * B:(j + 1) * B]
            loss = sample_losses(rows).sum()
            loss.backward()
            with torch.no_grad():
                for w in weights:
                    w -= eta * w.grad
                    w.grad = None
        losses.append(sample_losses(everything).mean().item())
    return losses, tuple(w.detach() for w in weights)

# %% wrong: You divide by B even if the batch is smaller (the last one, or B larger than n), but the mean is over the samples that are in the batch.
# told: divided_by_B
import torch

def train_iris(X, y, params, eta, B, seed):
    gen = torch.Generator().manual_seed(seed)
    W1, b1, W2, b2 = params
    n = X.shape[0]
    onehot = torch.nn.functional.one_hot(y, 3).to(X.dtype)

    def net(inp):
        z1 = inp @ W1.mT + b1
        a1 = torch.relu(z1)
        return z1, a1, torch.softmax(a1 @ W2.mT + b2, dim=-1)

    def evaluate():
        return (-(onehot * net(X)[2].log()).sum(dim=1)).mean().item()

    losses = [evaluate()]
    for epoch in range(20):
        perm = torch.randperm(n, generator=gen)
        Xs, Ys = X[perm], onehot[perm]
        i = 0
        while i < n:
            xb, yb = Xs[i:i + B], Ys[i:i + B]
            z1, a1, p = net(xb)
            dlogits = (p - yb) / B
            dz1 = (dlogits @ W2) * (z1 > 0)
            dW2 = dlogits.mT @ a1
            db2 = dlogits.sum(dim=0)
            dW1 = dz1.mT @ xb
            db1 = dz1.sum(dim=0)
            W1, b1 = W1 - eta * dW1, b1 - eta * db1
            W2, b2 = W2 - eta * dW2, b2 - eta * db2
            i += B
        losses.append(evaluate())
    return losses, (W1, b1, W2, b2)

# %% wrong: W1 -= ... writes into the caller's tensors, so params are changed after the call and a second run starts from trained values.
# told: changed
import torch

def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    n = X.shape[0]
    torch.manual_seed(seed)

    def mean_loss():
        a = torch.relu(X @ W1.mT + b1)
        return torch.nn.functional.cross_entropy(a @ W2.mT + b2, y).item()

    losses = [mean_loss()]
    for epoch in range(20):
        order = torch.randperm(n)
        for s in range(0, n, B):
            rows = order[s:s + B]
            Xb, yb = X[rows], y[rows]
            z1 = Xb @ W1.mT + b1
            a1 = torch.relu(z1)
            p = torch.softmax(a1 @ W2.mT + b2, dim=1)
            p[torch.arange(len(rows)), yb] -= 1
            p /= len(rows)
            back = (p @ W2) * (z1 > 0)
            W1 -= eta * back.mT @ Xb
            b1 -= eta * back.sum(0)
            W2 -= eta * p.mT @ a1
            b2 -= eta * p.sum(0)
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: You set the seed again in every epoch, so randperm gives the same order 20 times instead of a new one for each epoch.
# told: one_order
import torch

def train_iris(X, y, params, eta, B, seed):
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3)).to(X.dtype)
    with torch.no_grad():
        for own, given in zip(model.parameters(), params):
            own.copy_(given)
    criterion = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=eta)

    losses = [criterion(model(X), y).item()]
    for epoch in range(20):
        torch.manual_seed(seed)
        perm = torch.randperm(len(X))
        for batch in perm.split(B):
            optimizer.zero_grad()
            criterion(model(X[batch]), y[batch]).backward()
            optimizer.step()
        losses.append(criterion(model(X), y).item())
    return losses, tuple(p.detach().clone() for p in model.parameters())

# %% right: Everything in numpy by hand, and tensors at the end.
import torch
import numpy as np

def train_iris(X, y, params, eta, B, seed):
    rng = np.random.default_rng(seed)
    data = X.detach().numpy().astype(np.float64)
    label = y.numpy()
    n = data.shape[0]
    th = {k: p.detach().numpy().astype(np.float64).copy() for k, p in zip(("W1", "b1", "W2", "b2"), params)}

    def forward(rows):
        z = data[rows] @ th["W1"].T + th["b1"]
        a = np.where(z > 0, z, 0.0)
        e = np.exp(a @ th["W2"].T + th["b2"])
        return z, a, e / e.sum(axis=1, keepdims=True)

    def loss():
        p = forward(np.arange(n))[2]
        return float(np.mean(-np.log(p[np.arange(n), label])))

    losses = [loss()]
    for _ in range(20):
        order = rng.permutation(n)
        for first in range(0, n, B):
            rows = order[first:first + B]
            m = rows.shape[0]
            z, a, p = forward(rows)
            p[np.arange(m), label[rows]] -= 1.0
            dz = np.where(z > 0, p @ th["W2"], 0.0)
            grads = {"W1": dz.T @ data[rows], "b1": dz.sum(0), "W2": p.T @ a, "b2": p.sum(0)}
            for k in th:
                th[k] = th[k] - eta / m * grads[k]
        losses.append(loss())
    return losses, tuple(torch.tensor(th[k], dtype=q.dtype) for k, q in zip(("W1", "b1", "W2", "b2"), params))

# %% right: By hand with einsum, and orders from sorting by random keys.
import torch
import random

def train_iris(X, y, params, eta, B, seed):
    dice = random.Random(f"iris {seed}")
    hot = (y[:, None] == torch.arange(3)).to(X.dtype)

    def logits(x, P):
        z = torch.einsum("ni,hi->nh", x, P[0]) + P[1]
        a = z * (z > 0)
        return z, a, torch.einsum("nh,ch->nc", a, P[2]) + P[3]

    def mean_loss(P):
        s = logits(X, P)[2]
        return float((s.exp().sum(1).log() - (s * hot).sum(1)).sum() / len(X))

    def update(P, rows):
        z, a, s = logits(X[rows], P)
        d = s.exp() / s.exp().sum(1, keepdim=True) - hot[rows]
        e = torch.einsum("nc,ch->nh", d, P[2]) * (z > 0)
        G = (torch.einsum("nh,ni->hi", e, X[rows]), e.sum(0), torch.einsum("nc,nh->ch", d, a), d.sum(0))
        return tuple(p - eta * g / len(rows) for p, g in zip(P, G))

    P = tuple(params)
    losses = [mean_loss(P)]
    while len(losses) < 21:
        order = sorted(range(len(X)), key=lambda _: dice.random())
        batches = [order[k:k + B] for k in range(0, len(order), B)]
        for rows in batches:
            P = update(P, rows)
        losses.append(mean_loss(P))
    return losses, P

# %% right: An nn.Sequential with torch.optim.SGD and a DataLoader.
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

def train_iris(X, y, params, eta, B, seed):
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)).to(params[0].dtype)
    with torch.no_grad():
        for own, given in zip(net.parameters(), params):
            own.copy_(given)
    loader = DataLoader(TensorDataset(X, y), batch_size=B, shuffle=True, generator=torch.Generator().manual_seed(seed))
    sgd = torch.optim.SGD(net.parameters(), lr=eta)
    ce = nn.CrossEntropyLoss()

    def evaluate():
        with torch.no_grad():
            return ce(net(X), y).item()

    losses = [evaluate()]
    for _ in range(20):
        for xb, yb in loader:
            sgd.zero_grad()
            ce(net(xb), yb).backward()
            sgd.step()
        losses.append(evaluate())
    return losses, tuple(p.detach().clone() for p in net.parameters())

# %% wrong: Within an epoch you never clear the gradients, so each update also contains the gradients of the batches before it, but each update belongs to its own batch alone.
# told: gradients_pile_up_within_an_epoch
import torch

def train_iris(X, y, params, eta, B, seed):
    torch.manual_seed(seed)
    n = X.shape[0]
    params = [p.detach().clone().requires_grad_(True) for p in params]
    W1, b1, W2, b2 = params

    def mean_loss(Xs, ys):
        a1 = torch.relu(Xs @ W1.mT + b1)
        logits = a1 @ W2.mT + b2
        logp = torch.log_softmax(logits, dim=1)
        return -logp[torch.arange(len(ys)), ys].mean()

    losses = [mean_loss(X, y).item()]
    for epoch in range(20):
        for p in params:
            p.grad = None
        order = torch.randperm(n)
        for start in range(0, n, B):
            idx = order[start:start + B]
            mean_loss(X[idx], y[idx]).backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
        losses.append(mean_loss(X, y).item())
    return losses, tuple(p.detach() for p in params)

# %% wrong: You draw each batch anew with randint, so in an epoch some samples come twice and others never, but every sample takes part exactly once.
# told: clue
import torch
import math

def train_iris(X, y, params, eta, B, seed):
    g = torch.Generator().manual_seed(seed)
    n = len(X)
    W1, b1, W2, b2 = [p.clone() for p in params]

    def forward(Xb):
        z1 = Xb @ W1.mT + b1
        a1 = z1.clamp(min=0)
        e = torch.exp(a1 @ W2.mT + b2)
        return z1, a1, e / e.sum(dim=1, keepdim=True)

    def full_loss():
        p = forward(X)[2]
        return -torch.log(p[torch.arange(n), y]).mean().item()

    losses = [full_loss()]
    for _ in range(20):
        for _ in range(math.ceil(n / B)):
            rows = torch.randint(0, n, (min(B, n),), generator=g)
            Xb, yb = X[rows], y[rows]
            z1, a1, p = forward(Xb)
            d2 = p.clone()
            d2[torch.arange(len(rows)), yb] -= 1
            d2 = d2 / len(rows)
            d1 = (d2 @ W2) * (z1 > 0)
            gW2, gb2, gW1, gb1 = d2.mT @ a1, d2.sum(0), d1.mT @ Xb, d1.sum(0)
            W1, b1, W2, b2 = W1 - eta * gW1, b1 - eta * gb1, W2 - eta * gW2, b2 - eta * gb2
        losses.append(full_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: You update W2 first and then send the derivative back through the new W2, but all four gradients are taken at the parameters before the update.
# told: output_layer_first
import torch

def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = (p.clone() for p in params)
    n = X.shape[0]
    rng = torch.Generator()
    rng.manual_seed(seed)
    eye = torch.eye(3, dtype=X.dtype)

    def loss_all(W1, b1, W2, b2):
        logits = torch.relu(X @ W1.mT + b1) @ W2.mT + b2
        return (torch.logsumexp(logits, 1) - logits.gather(1, y[:, None])[:, 0]).mean().item()

    losses = [loss_all(W1, b1, W2, b2)]
    for epoch in range(20):
        for rows in torch.randperm(n, generator=rng).split(B):
            xb = X[rows]
            # forward
            z1 = xb @ W1.mT + b1
            a1 = torch.relu(z1)
            p = torch.softmax(a1 @ W2.mT + b2, dim=1)
            # layer 2
            delta = (p - eye[y[rows]]) / len(rows)
            W2 = W2 - eta * delta.mT @ a1
            b2 = b2 - eta * delta.sum(dim=0)
            # layer 1
            delta = (delta @ W2) * (z1 > 0)
            W1 = W1 - eta * delta.mT @ xb
            b1 = b1 - eta * delta.sum(dim=0)
        losses.append(loss_all(W1, b1, W2, b2))
    return losses, (W1, b1, W2, b2)

# %% wrong: The mean sits in dz2 already, and for the two biases you take the mean over the batch once more instead of the sum.
# told: biases_divided_twice
import torch

def train_iris(X, y, params, eta, B, seed):
    import numpy as np
    order_rng = np.random.default_rng(seed)
    W1, b1, W2, b2 = params
    n = len(y)
    Y = torch.zeros(n, 3, dtype=X.dtype)
    for i in range(n):
        Y[i, y[i]] = 1

    def run(Xs, W1, b1, W2, b2):
        z1 = Xs @ W1.mT + b1
        a1 = torch.maximum(z1, torch.zeros_like(z1))
        p = torch.softmax(a1 @ W2.mT + b2, dim=1)
        return z1, a1, p

    def score():
        p = run(X, W1, b1, W2, b2)[2]
        return float(-(Y * torch.log(p)).sum(1).mean())

    losses = [score()]
    for epoch in range(20):
        order = torch.from_numpy(order_rng.permutation(n))
        for k in range(0, n, B):
            r = order[k:k + B]
            z1, a1, p = run(X[r], W1, b1, W2, b2)
            dz2 = (p - Y[r]) / len(r)
            dW2 = dz2.mT @ a1
            db2 = dz2.mean(dim=0)
            dz1 = (dz2 @ W2) * (z1 > 0).to(X.dtype)
            dW1 = dz1.mT @ X[r]
            db1 = dz1.mean(dim=0)
            W1 = W1 - eta * dW1
            b1 = b1 - eta * db1
            W2 = W2 - eta * dW2
            b2 = b2 - eta * db2
        losses.append(score())
    return losses, (W1, b1, W2, b2)

# %% wrong: You set the seed again in each epoch, so all 20 orders are the same, and your later losses are means over the batches during the epoch instead of the loss of all samples at its end.
# told: sample_losses_before_updates
import torch

def train_iris(X, y, params, eta, B, seed):
    P = [p.clone().requires_grad_() for p in params]
    n = len(X)

    def loss_of(Xs, ys):
        h = torch.relu(Xs @ P[0].mT + P[1])
        return torch.nn.functional.cross_entropy(h @ P[2].mT + P[3], ys)

    losses = [loss_of(X, y).item()]
    for e in range(20):
        torch.manual_seed(seed)
        perm = torch.randperm(n)
        total = 0.0
        for i in range(0, n, B):
            batch = perm[i:i+B]
            loss = loss_of(X[batch], y[batch])
            grads = torch.autograd.grad(loss, P)
            with torch.no_grad():
                for p, g in zip(P, grads):
                    p.sub_(eta * g)
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses, tuple(p.detach() for p in P)

# %% wrong: You divide by B also in a smaller batch, but the mean is over the samples that are in the batch, so a short last batch (or B larger than n) is weighted too little.
# told: divided_by_B
import torch

def train_iris(X, y, params, eta, B, seed):
    import random
    r = random.Random(seed)
    W1, b1, W2, b2 = [p.clone() for p in params]
    onehot = torch.nn.functional.one_hot(y, 3).to(X.dtype)
    n = X.shape[0]

    def net(inp):
        z1 = inp @ W1.mT + b1
        a1 = torch.relu(z1)
        return z1, a1, a1 @ W2.mT + b2

    def loss_now():
        logp = torch.log_softmax(net(X)[2], dim=1)
        return -(onehot * logp).sum().item() / n

    losses = [loss_now()]
    for _ in range(20):
        order = list(range(n))
        r.shuffle(order)
        while order:
            idx, order = order[:B], order[B:]
            z1, a1, logits = net(X[idx])
            g2 = (torch.softmax(logits, dim=1) - onehot[idx]) / B
            g1 = (g2 @ W2) * (z1 > 0)
            step = [g1.mT @ X[idx], g1.sum(0), g2.mT @ a1, g2.sum(0)]
            W1, b1, W2, b2 = [p - eta * s for p, s in zip((W1, b1, W2, b2), step)]
        losses.append(loss_now())
    return losses, (W1, b1, W2, b2)

# %% wrong: `W1 -= ...` on a tensor that requires a gradient raises a RuntimeError outside of torch.no_grad().
# told: advice
import torch

def train_iris(X, y, params, eta, B, seed):
    torch.manual_seed(seed)
    W1, b1, W2, b2 = [p.clone().requires_grad_(True) for p in params]
    criterion = torch.nn.CrossEntropyLoss()

    def model(inputs):
        return torch.relu(inputs @ W1.mT + b1) @ W2.mT + b2

    losses = [criterion(model(X), y).item()]
    for epoch in range(20):
        perm = torch.randperm(X.shape[0])
        for i in range(0, X.shape[0], B):
            idx = perm[i:i + B]
            loss = criterion(model(X[idx]), y[idx])
            loss.backward()
            W1 -= eta * W1.grad
            b1 -= eta * b1.grad
            W2 -= eta * W2.grad
            b2 -= eta * b2.grad
            for p in (W1, b1, W2, b2):
                p.grad.zero_()
        losses.append(criterion(model(X), y).item())
    return losses, (W1.detach(), b1.detach(), W2.detach(), b2.detach())

# %% wrong: You put the rows of X into the new order but cut y in the old one, so the samples get the labels of others.
# told: labels_left_behind
import torch

def train_iris(X, y, params, eta, B, seed):
    gen = torch.Generator().manual_seed(seed)
    theta = [p.detach().clone() for p in params]
    n = X.shape[0]

    def forward(Xb, theta):
        W1, b1, W2, b2 = theta
        return torch.relu(Xb @ W1.mT + b1) @ W2.mT + b2

    def total_loss(theta):
        lp = torch.log_softmax(forward(X, theta), 1)
        return -lp[range(n), y].mean().item()

    losses = [total_loss(theta)]
    for epoch in range(20):
        X_shuffled = X[torch.randperm(n, generator=gen)]
        for s in range(0, n, B):
            Xb = X_shuffled[s:s + B]
            yb = y[s:s + B]
            leaves = [t.requires_grad_() for t in theta]
            lp = torch.log_softmax(forward(Xb, leaves), 1)
            loss = -lp[range(len(yb)), yb].mean()
            grads = torch.autograd.grad(loss, leaves)
            theta = [(t - eta * g).detach() for t, g in zip(leaves, grads)]
        losses.append(total_loss(theta))
    return losses, tuple(theta)

# %% right: NumPy inside with einsum, back to torch at the end; the orders come from the generator of NumPy.
import numpy as np
import torch


def train_iris(X, y, params, eta, B, seed):
    rng = np.random.default_rng(seed)
    x = X.detach().numpy().astype(np.float64)
    t = y.numpy()
    theta = {k: p.detach().numpy().astype(np.float64) for k, p in zip(("W1", "b1", "W2", "b2"), params)}

    def forward(inp):
        z = np.einsum("ni,hi->nh", inp, theta["W1"]) + theta["b1"]
        a = np.where(z > 0, z, 0.0)
        e = np.exp(np.einsum("nh,kh->nk", a, theta["W2"]) + theta["b2"])
        return z, a, e / e.sum(1, keepdims=True)

    def mean_loss():
        p = forward(x)[2]
        return float(-np.log(p[np.arange(len(t)), t]).mean())

    losses = [mean_loss()]
    for _ in range(20):
        order = rng.permutation(len(t))
        while order.size:
            now, order = order[:B], order[B:]
            z, a, p = forward(x[now])
            d = (p - np.eye(3)[t[now]]) / now.size
            back = np.einsum("nk,kh,nh->nh", d, theta["W2"], (z > 0).astype(float))
            grads = {
                "W2": np.einsum("nk,nh->kh", d, a),
                "b2": np.einsum("nk->k", d),
                "W1": np.einsum("nh,ni->hi", back, x[now]),
                "b1": np.einsum("nh->h", back),
            }
            for k in theta:
                theta[k] = theta[k] - eta * grads[k]
        losses.append(mean_loss())
    trained = tuple(torch.from_numpy(theta[k]).to(p.dtype) for k, p in zip(("W1", "b1", "W2", "b2"), params))
    return losses, trained

# %% right: The gradients are gathered sample by sample with outer products; the orders come from sorting by random keys.
import random

import torch


def gradient_of_one(x, label, W1, b1, W2, b2):
    z = W1 @ x + b1
    a = z * (z > 0)
    e = (W2 @ a + b2).exp()
    d2 = e / e.sum()
    d2[label] = d2[label] - 1
    d1 = (W2.T @ d2) * (z > 0)
    return torch.outer(d1, x), d1, torch.outer(d2, a), d2


def loss_of_one(x, label, W1, b1, W2, b2):
    z = W1 @ x + b1
    logits = W2 @ (z * (z > 0)) + b2
    return float(logits.exp().sum().log() - logits[label])


def train_iris(X, y, params, eta, B, seed):
    keys = random.Random(seed)
    samples = [(x, int(label)) for x, label in zip(X, y)]
    now = tuple(p.detach().clone() for p in params)
    mean_loss = lambda: sum(loss_of_one(x, label, *now) for x, label in samples) / len(samples)

    losses = [mean_loss()]
    while len(losses) < 21:
        todo = sorted(samples, key=lambda _: keys.random())
        while todo:
            batch = [todo.pop() for _ in range(min(B, len(todo)))]
            total = [torch.zeros_like(p) for p in now]
            for x, label in batch:
                for acc, g in zip(total, gradient_of_one(x, label, *now)):
                    acc += g
            now = tuple(p - (eta / len(batch)) * g for p, g in zip(now, total))
        losses.append(mean_loss())
    return losses, now

# %% right: A dataclass keeps the biases as an extra column of each matrix, autograd differentiates, and a recursion walks through the batches.
from dataclasses import dataclass

import torch


def with_ones(M):
    return torch.cat([M, torch.ones(M.shape[0], 1, dtype=M.dtype)], dim=1)


@dataclass
class Net:
    first: torch.Tensor
    second: torch.Tensor

    @classmethod
    def of(cls, W1, b1, W2, b2):
        return cls(torch.cat([W1, b1[:, None]], 1).detach(), torch.cat([W2, b2[:, None]], 1).detach())

    def loss(self, X, y):
        hidden = torch.relu(with_ones(X) @ self.first.mT)
        logp = (with_ones(hidden) @ self.second.mT).log_softmax(-1)
        return -logp.gather(1, y[:, None]).mean()

    def stepped(self, X, y, eta):
        here = Net(self.first.clone().requires_grad_(), self.second.clone().requires_grad_())
        g1, g2 = torch.autograd.grad(here.loss(X, y), (here.first, here.second))
        return Net(self.first - eta * g1, self.second - eta * g2)

    def parts(self):
        return (self.first[:, :-1].clone(), self.first[:, -1].clone(),
                self.second[:, :-1].clone(), self.second[:, -1].clone())


def train_iris(X, y, params, eta, B, seed):
    gen = torch.Generator().manual_seed(seed)

    def walk(net, order):
        if len(order) == 0:
            return net
        head, tail = order[:B], order[B:]
        return walk(net.stepped(X[head], y[head], eta), tail)

    nets = [Net.of(*params)]
    for _ in range(20):
        nets.append(walk(nets[-1], torch.randperm(len(X), generator=gen)))
    return [net.loss(X, y).item() for net in nets], nets[-1].parts()

# %% wrong: After each epoch you report the average of the batch losses seen during the epoch, at parameters that keep changing, instead of the mean loss of all samples with the parameters at the end of the epoch.
# told: sample_losses_before_updates
import torch


def train_iris(X, y, params, eta, B, seed):
    g = torch.Generator().manual_seed(seed)
    params = [p.detach().clone().requires_grad_(True) for p in params]
    n = X.shape[0]

    def loss_fn(xb, yb):
        W1, b1, W2, b2 = params
        a1 = torch.relu(xb @ W1.mT + b1)
        logits = a1 @ W2.mT + b2
        return torch.nn.functional.cross_entropy(logits, yb)

    losses = [loss_fn(X, y).item()]
    for epoch in range(20):
        perm = torch.randperm(n, generator=g)
        running = 0.0
        for i in range(0, n, B):
            idx = perm[i:i + B]
            loss = loss_fn(X[idx], y[idx])
            grads = torch.autograd.grad(loss, params)
            with torch.no_grad():
                for p, gr in zip(params, grads):
                    p -= eta * gr
            running += loss.item() * len(idx)
        losses.append(running / n)
    return losses, tuple(p.detach() for p in params)

# %% wrong: You draw each batch afresh from all samples, so in an epoch some samples take part several times and others never; an epoch must cut one random order of all samples into batches.
# told: with_replacement
import torch


def train_iris(X, y, params, eta, B, seed):
    """Mean losses over all samples before training and after each of 20 epochs; and the parameters at the end."""
    gen = torch.Generator()
    gen.manual_seed(seed)
    n = len(X)
    W1, b1, W2, b2 = [p.clone() for p in params]

    def mean_loss():
        a1 = (X @ W1.mT + b1).clamp(min=0)
        logits = a1 @ W2.mT + b2
        logp = logits - torch.log(torch.exp(logits).sum(dim=1, keepdim=True))
        return -logp[torch.arange(n), y].mean().item()

    losses = [mean_loss()]
    for epoch in range(20):
        done = 0
        while done < n:
            size = min(B, n - done)
            pick = torch.randint(0, n, (size,), generator=gen)
            xb = X[pick]
            yb = y[pick]
            z1 = xb @ W1.mT + b1
            a1 = z1.clamp(min=0)
            p = torch.softmax(a1 @ W2.mT + b2, dim=1)
            d2 = p.clone()
            d2[torch.arange(size), yb] -= 1
            d2 = d2 / size
            d1 = (d2 @ W2) * (z1 > 0)
            W2 = W2 - eta * d2.mT @ a1
            b2 = b2 - eta * d2.sum(dim=0)
            W1 = W1 - eta * d1.mT @ xb
            b1 = b1 - eta * d1.sum(dim=0)
            done += size
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: You divide the gradient of a batch by the number n of all samples instead of by the number of samples in this batch.
# told: divided_by_n
import random

import torch


def forward(X, W1, b1, W2, b2):
    z1 = X @ W1.mT + b1
    a1 = torch.relu(z1)
    p = torch.softmax(a1 @ W2.mT + b2, dim=1)
    return z1, a1, p


def train_iris(X, y, params, eta, B, seed):
    rnd = random.Random(seed)
    n = X.shape[0]
    W1, b1, W2, b2 = params
    onehot = torch.nn.functional.one_hot(y, 3).to(X.dtype)

    def full_loss():
        p = forward(X, W1, b1, W2, b2)[2]
        return float(-(onehot * p.log()).sum() / n)

    losses = [full_loss()]
    for _ in range(20):
        order = list(range(n))
        rnd.shuffle(order)
        for start in range(0, n, B):
            batch = order[start:start + B]
            xb, tb = X[batch], onehot[batch]
            z1, a1, p = forward(xb, W1, b1, W2, b2)
            delta2 = (p - tb) / n
            delta1 = (delta2 @ W2) * (z1 > 0)
            gW2, gb2 = delta2.mT @ a1, delta2.sum(0)
            gW1, gb1 = delta1.mT @ xb, delta1.sum(0)
            W1, b1, W2, b2 = W1 - eta * gW1, b1 - eta * gb1, W2 - eta * gW2, b2 - eta * gb2
        losses.append(full_loss())
    return losses, (W1, b1, W2, b2)

# %% wrong: Your softmax goes along axis 0, over the samples, instead of along axis 1, over the three classes of each sample.
# told: values
import torch


def train_iris(X, y, params, eta, B, seed):
    n = X.shape[0]
    gen = torch.Generator().manual_seed(seed)
    W1, b1, W2, b2 = [p.detach().clone().requires_grad_() for p in params]

    def loss_of(idx):
        a1 = torch.relu(X[idx] @ W1.mT + b1)
        logits = a1 @ W2.mT + b2
        p = logits.softmax(0)
        p_true = p[torch.arange(len(idx)), y[idx]]
        return -p_true.log().mean()

    everything = torch.arange(n)
    losses = [loss_of(everything).item()]
    for epoch in range(20):
        for idx in torch.randperm(n, generator=gen).split(B):
            loss = loss_of(idx)
            loss.backward()
            with torch.no_grad():
                for t in (W1, b1, W2, b2):
                    t -= eta * t.grad
                    t.grad = None
        losses.append(loss_of(everything).item())
    return losses, (W1.detach(), b1.detach(), W2.detach(), b2.detach())

# %% wrong: You seed the generator again in each epoch, so that all epochs have the same order, and you divide by B even when the last batch (or the only one) has fewer samples.
# told: divided_by_B
import numpy as np
import torch


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = (p.clone() for p in params)
    n = X.shape[0]

    def evaluate():
        h = torch.relu(X @ W1.mT + b1)
        probs = torch.softmax(h @ W2.mT + b2, dim=1)
        return -torch.log(probs[range(n), y]).mean().item()

    losses = []
    losses.append(evaluate())
    for epoch in range(20):
        rng = np.random.default_rng(seed)
        order = torch.from_numpy(rng.permutation(n))
        for s in range(0, n, B):
            idx = order[s:s + B]
            xb = X[idx]
            yb = y[idx]
            # forward
            z1 = xb @ W1.mT + b1
            a1 = torch.relu(z1)
            p = torch.softmax(a1 @ W2.mT + b2, dim=1)
            # backward
            dz2 = p
            dz2[range(len(idx)), yb] -= 1
            dz2 = dz2 / B
            dz1 = dz2 @ W2 * (z1 > 0)
            dW2 = dz2.mT @ a1
            db2 = dz2.sum(0)
            dW1 = dz1.mT @ xb
            db1 = dz1.sum(0)
            # update
            W1 -= eta * dW1
            b1 -= eta * db1
            W2 -= eta * dW2
            b2 -= eta * db2
        losses.append(evaluate())
    return losses, (W1, b1, W2, b2)

# %% wrong: np.array_split makes pieces of nearly equal size, so if B does not divide n the batches are not B, B, ..., rest: four samples with B = 3 become 2 and 2 instead of 3 and 1.
# told: batches_evened_out
import math

import numpy as np
import torch
import torch.nn.functional as F


def train_iris(X, y, params, eta, B, seed):
    rng = np.random.default_rng(seed)
    theta = [p.detach().clone().requires_grad_(True) for p in params]

    def net(inp):
        return F.relu(inp @ theta[0].mT + theta[1]) @ theta[2].mT + theta[3]

    n = X.shape[0]
    n_batches = math.ceil(n / B)
    losses = [F.cross_entropy(net(X), y).item()]
    for epoch in range(20):
        order = rng.permutation(n)
        for idx in np.array_split(order, n_batches):
            idx = torch.from_numpy(idx)
            loss = F.cross_entropy(net(X[idx]), y[idx])
            grads = torch.autograd.grad(loss, theta)
            with torch.no_grad():
                for t, g in zip(theta, grads):
                    t.sub_(eta * g)
        losses.append(F.cross_entropy(net(X), y).item())
    return losses, tuple(t.detach() for t in theta)

# %% wrong: You update with -= directly on the tensors in params, so the caller's start values are changed and a second run starts from trained parameters; make copies first.
# told: changed
import torch


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = params
    n, _ = X.shape
    gen = torch.Generator().manual_seed(seed)

    def loss_all():
        a = torch.relu(X @ W1.mT + b1)
        logits = a @ W2.mT + b2
        return (torch.logsumexp(logits, 1) - logits[torch.arange(n), y]).mean().item()

    losses = [loss_all()]
    for e in range(20):
        order = torch.randperm(n, generator=gen)
        for k in range(0, n, B):
            take = order[k : k + B]
            m = len(take)
            Z1 = X[take] @ W1.mT + b1
            A1 = torch.relu(Z1)
            D2 = torch.softmax(A1 @ W2.mT + b2, 1)
            D2[torch.arange(m), y[take]] -= 1
            D2 /= m
            D1 = (D2 @ W2) * (Z1 > 0)
            W2 -= eta * (D2.mT @ A1)
            b2 -= eta * D2.sum(0)
            W1 -= eta * (D1.mT @ X[take])
            b1 -= eta * D1.sum(0)
        losses.append(loss_all())
    return losses, (W1, b1, W2, b2)

# %% wrong: You update W2 before you send the error back through it, so the gradients of W1 and b1 use the new W2; all four belong to the parameters before the update.
# told: output_layer_first
import random

import torch


def train_iris(X, y, params, eta, B, seed):
    W1, b1, W2, b2 = [t.clone() for t in params]
    n = len(y)
    rng = random.Random(seed)

    def mean_loss():
        total = 0.0
        for i in range(n):
            a1 = torch.relu(W1 @ X[i] + b1)
            p = torch.softmax(W2 @ a1 + b2, dim=0)
            total += -torch.log(p[y[i]]).item()
        return total / n

    losses = [mean_loss()]
    for epoch in range(20):
        order = list(range(n))
        rng.shuffle(order)
        for start in range(0, n, B):
            idx = order[start:start + B]
            xb, yb = X[idx], y[idx]
            m = len(idx)

            # forward pass
            z1 = xb @ W1.mT + b1
            a1 = torch.relu(z1)
            p = torch.softmax(a1 @ W2.mT + b2, dim=1)

            # output layer
            target = torch.eye(3, dtype=X.dtype)[yb]
            d2 = (p - target) / m
            W2 = W2 - eta * (d2.mT @ a1)
            b2 = b2 - eta * d2.sum(dim=0)

            # hidden layer
            d1 = (d2 @ W2) * (z1 > 0)
            W1 = W1 - eta * (d1.mT @ xb)
            b1 = b1 - eta * d1.sum(dim=0)
        losses.append(mean_loss())
    return losses, (W1, b1, W2, b2)
