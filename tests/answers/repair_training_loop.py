# %% right: The backward pass by hand, in new tensors; the losses of all samples in one tensor.
import torch

def train(params, X, y, eta, B, epochs, seed):
    W1, b1, W2, b2 = params
    rng, log, n = torch.Generator(), [], X.shape[0]
    rng.manual_seed(seed)
    for _ in range(epochs):
        each = torch.zeros(n, dtype=torch.float64)
        for rows in torch.split(torch.randperm(n, generator=rng), B):
            h = torch.tanh(X[rows] @ W1.mT + b1)
            log_p = (h @ W2.mT + b2).log_softmax(-1)
            each[rows] = -log_p[torch.arange(len(rows)), y[rows]]
            out = log_p.exp()
            out[torch.arange(len(rows)), y[rows]] -= 1
            out = out / len(rows)
            back = (out @ W2) * (1 - h * h)
            W2, b2 = W2 - eta * out.mT @ h, b2 - eta * out.sum(0)
            W1, b1 = W1 - eta * back.mT @ X[rows], b1 - eta * back.sum(0)
        log.append(each.mean().item())
    return [W1, b1, W2, b2], log

# %% right: Clears by zero_ after the step, slices by hand, weighs by the sizes.
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for i in range(0, len(X), B):
            rows = order[i:i + B]
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
                    p.grad.zero_()
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% right: log_softmax before cross_entropy, which changes nothing; losses gathered in a list.
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        seen = []
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(torch.log_softmax(logits, dim=1), y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            seen += [loss.item()] * len(rows)
        log.append(sum(seen) / len(seen))
    return [p.detach() for p in params], log

# %% right: log_softmax and nll_loss; sum over the batch, divided by its size.
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.nll_loss(F.log_softmax(logits, dim=1), y[rows], reduction="sum") / len(rows)
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% right: p.data in the step, float(loss), a tuple of parameters.
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data = p.data - eta * p.grad
            total += float(loss) * rows.numel()
        log.append(total / len(X))
    return tuple(p.detach() for p in params), log

# %% right: A while loop and torch.autograd.grad.
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            grads = torch.autograd.grad(loss, params)
            with torch.no_grad():
                for p, g in zip(params, grads):
                    p -= eta * g
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: Nothing is mended: the program as it was given.
# told: left_kept_softmax_once_last_tensor
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(X), generator=rng)
    log = []
    for _ in range(epochs):
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(torch.softmax(logits, dim=1), y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
        log.append(loss)
    return [p.detach() for p in params], log

# %% wrong: Only the softmax is taken out; the other three faults stay.
# told: left_kept_once_last_tensor
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(X), generator=rng)
    log = []
    for _ in range(epochs):
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
        log.append(loss)
    return [p.detach() for p in params], log

# %% wrong: Clears and shuffles; softmax and the log of tensors are left.
# told: left_softmax_last_tensor
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(torch.softmax(logits, dim=1), y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
        log.append(loss)
    return [p.detach() for p in params], log

# %% wrong: All but the log, which keeps the last loss as a number.
# told: left_last
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
        log.append(loss.item())
    return [p.detach() for p in params], log

# %% wrong: All but the log, which keeps the last loss detached: still a tensor.
# told: left_last_tensor
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
        log.append(loss.detach())
    return [p.detach() for p in params], log

# %% wrong: All mended; the log takes the mean of the batch means.
# told: left_unweighted
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        seen = []
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            seen.append(loss.item())
        log.append(sum(seen) / len(seen))
    return [p.detach() for p in params], log

# %% wrong: All mended, but the total is a tensor, so the log holds tensors.
# told: left_tensor
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: No clearing; the rest is mended.
# told: left_kept
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: zero_grad at the start of the epoch instead of the step.
# told: cleared_once_an_epoch
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for p in params:
            p.grad = None
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: Clears between backward and step.
# told: never_moves
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.grad.zero_()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: The seed is set again in every epoch, so the order repeats.
# told: left_once
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        rng = torch.Generator().manual_seed(seed)
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: The order is drawn once, before the epochs; the rest is mended.
# told: left_once
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(X), generator=rng)
    log = []
    for _ in range(epochs):
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: Shuffles without the generator.
# told: clue
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed + 1))
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: X is shuffled, y is not.
# told: labels_not_in_order
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[:len(rows)])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: A last shorter batch is skipped.
# told: last_batch_dropped
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            if len(rows) < B and len(X) > B:
                continue
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: Softmax is left, and the batches weigh alike in the log.
# told: left_softmax_unweighted
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        seen = []
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(torch.softmax(logits, dim=1), y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            seen.append(loss.item())
        log.append(sum(seen) / len(seen))
    return [p.detach() for p in params], log

# %% wrong: No clearing, and softmax is left.
# told: left_kept_softmax
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(torch.softmax(logits, dim=1), y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: One order for all epochs, and the log is the last loss.
# told: left_once_last
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(X), generator=rng)
    log = []
    for _ in range(epochs):
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
        log.append(loss.item())
    return [p.detach() for p in params], log

# %% wrong: The loss is summed over the batch.
# told: step
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows], reduction="sum")
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item()
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: The log adds the losses of the batches and divides by n.
# told: batches_over_samples
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item()
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: The log is the sum over the samples, not divided.
# told: summed_over_samples
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total)
    return [p.detach() for p in params], log

# %% wrong: The total is set to 0 once, before the epochs.
# told: total_never_set_back
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    total = 0.0
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: log.append stands in the inner loop.
# told: slip
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        return [p.detach() for p in params], log

# %% wrong: Return stands inside the loop over the epochs.
# told: returns_after_one_epoch
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
        return [p.detach() for p in params], log
    return [p.detach() for p in params], log

# %% wrong: Steps uphill.
# told: uphill
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p += eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: The step is made once an epoch, after all batches, with gradients that add up.
# told: one_step_an_epoch
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            total += loss.item() * len(rows)
        with torch.no_grad():
            for p in params:
                p -= eta * p.grad
                p.grad = None
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: The sigmoid in the place of tanh.
# told: sigmoid_for_tanh
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.sigmoid(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: The given parameters are trained in place.
# told: changed
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: Returns the log alone.
# told: log_alone
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return log

# %% wrong: Returns the log first.
# told: log_first
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return log, [p.detach() for p in params]

# %% wrong: The softmax goes over the wrong axis, and stays.
# told: softmax_over_the_batch
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(torch.softmax(logits, dim=0), y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% right: NumPy with the backward pass by hand; only the orders come from torch.
import torch
import numpy as np


def train(params, X, y, eta, B, epochs, seed):
    W1, b1, W2, b2 = (p.detach().numpy().copy() for p in params)
    A, labels = X.detach().numpy(), y.numpy()
    n = A.shape[0]
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(n, generator=rng).numpy()
        sample_losses = np.zeros(n)
        for start in range(0, n, B):
            rows = order[start : start + B]
            m = len(rows)
            H = np.tanh(A[rows] @ W1.T + b1)
            Z = H @ W2.T + b2
            Z = Z - Z.max(axis=1, keepdims=True)
            logp = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
            sample_losses[rows] = -logp[np.arange(m), labels[rows]]
            D = np.exp(logp)
            D[np.arange(m), labels[rows]] -= 1
            D /= m
            E = (D @ W2) * (1 - H * H)
            W2 -= eta * (D.T @ H)
            b2 -= eta * D.sum(axis=0)
            W1 -= eta * (E.T @ A[rows])
            b1 -= eta * E.sum(axis=0)
        log.append(float(sample_losses.mean()))
    return [torch.from_numpy(p) for p in (W1, b1, W2, b2)], log

# %% right: Nothing is changed in place: a pure step gives new parameters, and it is folded over the batches with reduce.
import torch
from functools import reduce


def train(params, X, y, eta, B, epochs, seed):
    n = len(y)

    def total_loss(theta, rows):
        W1, b1, W2, b2 = theta
        logits = torch.einsum("kh,nh->nk", W2, torch.tanh(torch.einsum("hi,ni->nh", W1, X[rows]) + b1)) + b2
        chosen = logits.gather(1, y[rows].unsqueeze(1)).squeeze(1)
        return (logits.logsumexp(dim=1) - chosen).sum()

    def step(state, rows):
        theta, so_far = state
        theta = tuple(p.detach().requires_grad_() for p in theta)
        loss = total_loss(theta, rows)
        slopes = torch.autograd.grad(loss / len(rows), theta)
        moved = tuple((p - eta * g).detach() for p, g in zip(theta, slopes))
        return moved, so_far + loss.item()

    rng = torch.Generator().manual_seed(seed)
    theta, log = tuple(p.detach().clone() for p in params), []
    while len(log) < epochs:
        batches = torch.randperm(n, generator=rng).split(B)
        theta, summed = reduce(step, batches, (theta, 0.0))
        log.append(summed / n)
    return list(theta), log

# %% right: A network object from torch.nn with torch.optim.SGD, and a dataclass that takes the weighted mean.
import torch
from dataclasses import dataclass


@dataclass
class Mean:
    total: float = 0.0
    count: int = 0

    def add(self, value, weight):
        self.total += value * weight
        self.count += weight

    def value(self):
        return self.total / self.count


def train(params, X, y, eta, B, epochs, seed):
    given = [p.detach() for p in params]
    hidden, inputs = given[0].shape
    classes = given[2].shape[0]
    net = torch.nn.Sequential(
        torch.nn.Linear(inputs, hidden, dtype=torch.float64),
        torch.nn.Tanh(),
        torch.nn.Linear(hidden, classes, dtype=torch.float64),
    )
    with torch.no_grad():
        for mine, start in zip(net.parameters(), given):
            mine.copy_(start)
    criterion = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=eta)
    rng = torch.Generator()
    rng.manual_seed(seed)

    def epoch():
        mean = Mean()
        order = torch.randperm(X.shape[0], generator=rng)
        for rows in torch.split(order, B):
            optimizer.zero_grad()
            loss = criterion(net(X[rows]), y[rows])
            loss.backward()
            optimizer.step()
            mean.add(loss.item(), len(rows))
        return mean.value()

    log = [epoch() for _ in range(epochs)]
    return [p.detach().clone() for p in net.parameters()], log

# %% wrong: The softmax stays in front of `F.cross_entropy`, which takes the softmax itself, so it is taken twice.
# told: left_softmax
import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            probs = torch.softmax(logits, dim=1)   # cross entropy needs probabilities
            loss = F.cross_entropy(probs, y[rows])
            for p in params:
                p.grad = None
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: The gradients are cleared only once in each epoch, so within an epoch they still add up over the batches.
# told: cleared_once_an_epoch
import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for epoch in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        for p in params:
            p.grad = torch.zeros_like(p)
        loss_sum = 0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            loss_sum += float(loss) * rows.numel()
        log.append(loss_sum / len(X))
    return [p.detach() for p in params], log

# %% wrong: The generator is made inside the epoch loop, so it is seeded again and every epoch has the same order.
# told: left_once
import torch
import torch.nn.functional as F


def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    n = len(X)
    log = []
    for _ in range(epochs):
        rng = torch.Generator().manual_seed(seed)
        order = torch.randperm(n, generator=rng)
        epoch_loss = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            grads = torch.autograd.grad(loss, params)
            with torch.no_grad():
                for p, g in zip(params, grads):
                    p -= eta * g
            epoch_loss += loss.item() * len(rows)
        log.append(epoch_loss / n)
    return [p.detach() for p in params], log

# %% wrong: The loss for the log is computed after the step of its batch, but it is to be the one just before.
# told: loss_after_the_step
import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params

    def batch_loss(rows):
        logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
        return F.cross_entropy(logits, y[rows])

    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        s = 0.0
        for rows in order.split(B):
            for p in params:
                p.grad = None
            batch_loss(rows).backward()
            for p in params:
                p.data -= eta * p.grad
            s += batch_loss(rows).item() * len(rows)
        log.append(s / len(X))
    return [p.detach() for p in params], log

# %% wrong: The order is still drawn once before the epochs, and the log still gets the tensor of the last batch's loss; only two of the four faults are mended.
# told: left_once_last_tensor
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(X), generator=rng)
    log = []
    for _ in range(epochs):
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])   # fixed: no softmax
            for p in params:                          # fixed: zero the gradients
                p.grad = None
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
        log.append(loss)
    return [p.detach() for p in params], log

# %% wrong: The log is the plain mean of the batch losses; this is wrong when the last batch is shorter, because its samples then count too much.
# told: left_unweighted
import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        batch_losses = []
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
                p.grad.zero_()
            batch_losses.append(loss.item())
        log.append(sum(batch_losses) / len(batch_losses))
    return [p.detach() for p in params], log

# %% wrong: Without `clone` the steps are made on the given tensors themselves, which must not be changed.
# told: changed
import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    W1, b1, W2, b2 = params
    for p in params:
        p.requires_grad_()
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            for p in params:
                p.grad = None
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: `p = p - eta * p.grad` gives only the loop's name p a new tensor; W1, b1, W2 and b2 stay as they were and nothing is trained.
# told: never_moves
import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        losses_of_samples = []
        for rows in order.split(B):
            for p in params:
                if p.grad is not None:
                    p.grad.zero_()
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p = p - eta * p.grad
            losses_of_samples += [loss.item()] * len(rows)
        log.append(sum(losses_of_samples) / len(losses_of_samples))
    return [p.detach() for p in params], log

# %% right: Each sample's loss is written into its own place, and the mean of the places is the log entry.
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    weights = tuple(p.detach().clone() for p in params)
    rng = torch.Generator()
    rng.manual_seed(seed)
    n, log = X.shape[0], []
    for _ in range(epochs):
        order = torch.randperm(n, generator=rng)
        seen = torch.empty(n, dtype=torch.float64)
        for start in range(0, n, B):
            rows = order[start:start + B]
            leaves = [w.detach().clone().requires_grad_(True) for w in weights]
            W1, b1, W2, b2 = leaves
            each = F.cross_entropy(torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2, y[rows], reduction="none")
            seen[rows] = each.detach()
            weights = tuple((w - eta * g).detach() for w, g in zip(leaves, torch.autograd.grad(each.mean(), leaves)))
        log.append(seen.mean().item())
    return list(weights), log

# %% right: The backward pass is written by hand with einsum, without autograd.
import torch


def train(params, X, y, eta, B, epochs, seed):
    W1, b1, W2, b2 = (p.detach().clone() for p in params)
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order, total = torch.randperm(len(X), generator=rng), 0.0
        while len(order):
            rows, order = order[:B], order[B:]
            x, m, k = X[rows], len(rows), torch.arange(len(rows))
            a = torch.tanh(torch.einsum("ni,hi->nh", x, W1) + b1)
            logp = torch.log_softmax(torch.einsum("nh,ch->nc", a, W2) + b2, dim=-1)
            total -= logp[k, y[rows]].sum().item()
            d2 = logp.exp()
            d2[k, y[rows]] -= 1
            d2 /= m
            d1 = torch.einsum("nc,ch->nh", d2, W2) * (1 - a * a)
            W2 = W2 - eta * torch.einsum("nc,nh->ch", d2, a)
            b2 = b2 - eta * d2.sum(0)
            W1 = W1 - eta * torch.einsum("nh,ni->hi", d1, x)
            b1 = b1 - eta * d1.sum(0)
        log.append(total / len(X))
    return [W1, b1, W2, b2], log

# %% right: torch.optim.SGD does the step through a closure, and math.fsum weighs the log.
import torch
import math
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [torch.nn.Parameter(p.detach().clone()) for p in params]
    sgd = torch.optim.SGD(params, lr=eta)
    rng = torch.Generator().manual_seed(seed)

    def closure_for(rows):
        def closure():
            sgd.zero_grad(set_to_none=False)
            W1, b1, W2, b2 = params
            hidden = torch.tanh(F.linear(X[rows], W1, b1))
            loss = F.cross_entropy(F.linear(hidden, W2, b2), y[rows])
            loss.backward()
            return loss
        return closure

    def epoch():
        parts = torch.randperm(len(X), generator=rng).split(B)
        return math.fsum(float(sgd.step(closure_for(rows)).detach()) * len(rows) for rows in parts) / len(X)

    log = [epoch() for _ in range(epochs)]
    return [p.data for p in params], log

# %% wrong: nll_loss expects log probabilities and you give it the probabilities themselves, so the loss has lost its logarithm.
# told: probabilities_without_log
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.nll_loss(torch.softmax(logits, dim=1), y[rows])
            for p in params:
                p.grad = None
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: You seed the generator anew in each epoch, so each epoch gets the same order again.
# told: left_once
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    n = len(X)
    log = []
    for epoch in range(epochs):
        rng = torch.Generator().manual_seed(seed)
        order = torch.randperm(n, generator=rng)
        summe = 0
        for rows in order.split(B):
            hidden = torch.tanh(X[rows] @ W1.mT + b1)
            loss = F.cross_entropy(hidden @ W2.mT + b2, y[rows])
            grads = torch.autograd.grad(loss, params)
            with torch.no_grad():
                for p, g in zip(params, grads):
                    p -= eta * g
            summe += loss.item() * len(rows)
        log.append(summe / n)
    return [p.detach() for p in params], log

# %% wrong: You divide the sum of the batch losses by the number of batches, so a short last batch counts as much as a full one.
# told: left_unweighted
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        batch_losses = []
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
                p.grad.zero_()
            batch_losses.append(loss.item())
        log.append(sum(batch_losses) / len(batch_losses))
    return [p.detach() for p in params], log

# %% wrong: You clear the gradients only at the start of an epoch, so within an epoch they still add up from batch to batch.
# told: cleared_once_an_epoch
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        for p in params:
            p.grad = None
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            total = total + float(loss) * rows.shape[0]
        log.append(total / X.shape[0])
    return [p.detach() for p in params], log

# %% wrong: The softmax is still taken before cross_entropy, which takes it itself, and the order is still drawn only once.
# told: left_softmax_once
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(X), generator=rng)
    log = []
    for _ in range(epochs):
        s = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(torch.softmax(logits, dim=1), y[rows])
            for p in params:
                if p.grad is not None:
                    p.grad.zero_()
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            s += loss.item() * len(rows)
        log.append(s / len(X))
    return [p.detach() for p in params], log

# %% wrong: You weight each batch loss with B, which is too much for a last batch that is shorter and for B larger than n.
# told: all_weighted_with_B
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    opt = torch.optim.SGD(params, lr=eta)
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        running = 0.0
        for rows in order.split(B):
            opt.zero_grad()
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            opt.step()
            running += loss.item() * B
        log.append(running / len(X))
    return [p.detach() for p in params], log

# %% wrong: You left out the clone, so the training changes the tensors that were given to you.
# told: changed
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    W1, b1, W2, b2 = params
    for p in params:
        p.requires_grad_()
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
                p.grad = None
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: You log the loss of all samples at the end of the epoch, but each sample's loss is the one its batch had just before its step.
# told: logged_at_the_end
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    def net(Z):
        return torch.tanh(Z @ W1.mT + b1) @ W2.mT + b2
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        for rows in order.split(B):
            loss = F.cross_entropy(net(X[rows]), y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
                p.grad = None
        with torch.no_grad():
            log.append(F.cross_entropy(net(X), y).item())
    return [p.detach() for p in params], log

# %% right: Functional.
import torch

def train(params, X, y, eta, B, epochs, seed):
    n = X.shape[0]
    rng = torch.Generator()
    rng.manual_seed(seed)

    def losses_of(theta, rows):
        W1, b1, W2, b2 = theta
        logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
        return torch.logsumexp(logits, 1) - logits.gather(1, y[rows][:, None])[:, 0]

    theta, log = tuple(p.detach().clone() for p in params), []
    for _ in range(epochs):
        order, seen = torch.randperm(n, generator=rng), []
        for start in range(0, n, B):
            leaves = [p.detach().requires_grad_() for p in theta]
            each = losses_of(leaves, order[start:start + B])
            grads = torch.autograd.grad(each.mean(), leaves)
            theta = tuple(p.detach() - eta * g for p, g in zip(leaves, grads))
            seen += each.tolist()
        log.append(sum(seen) / n)
    return list(theta), log

# %% right: Numpy.
import numpy as np
import torch

def train(params, X, y, eta, B, epochs, seed):
    W1, b1, W2, b2 = [np.array(p.detach().numpy(), copy=True) for p in params]
    x, lab = X.detach().numpy(), y.numpy()
    n = len(x)
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(n, generator=rng).numpy()
        total = 0.0
        for k in range(0, n, B):
            r = order[k:k + B]
            m = len(r)
            a = np.tanh(x[r] @ W1.T + b1)
            z = a @ W2.T + b2
            z = z - z.max(axis=1, keepdims=True)
            logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
            total -= logp[np.arange(m), lab[r]].sum()
            g = np.exp(logp)
            g[np.arange(m), lab[r]] -= 1
            g /= m
            h = (g @ W2) * (1 - a * a)
            W2, b2 = W2 - eta * g.T @ a, b2 - eta * g.sum(0)
            W1, b1 = W1 - eta * h.T @ x[r], b1 - eta * h.sum(0)
        log.append(float(total / n))
    return [torch.from_numpy(p) for p in (W1, b1, W2, b2)], log

# %% right: Optimizer.
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    leaves = [torch.nn.Parameter(p.detach().clone()) for p in params]
    W1, b1, W2, b2 = leaves
    opt = torch.optim.SGD(leaves, lr=eta)
    rng = torch.Generator().manual_seed(seed)

    def batch_sum(rows):
        opt.zero_grad()
        out = F.linear(torch.tanh(F.linear(X[rows], W1, b1)), W2, b2)
        loss = F.nll_loss(F.log_softmax(out, dim=-1), y[rows], reduction="sum")
        (loss / len(rows)).backward()
        opt.step()
        return loss.item()

    def epoch():
        return sum(map(batch_sum, torch.randperm(len(X), generator=rng).split(B))) / len(X)

    log = [epoch() for _ in range(epochs)]
    return [p.detach() for p in leaves], log

# %% wrong: cross_entropy takes the logits and does the softmax itself, but here it still gets probabilities, so softmax is applied twice.
# told: left_softmax
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(torch.softmax(logits, dim=1), y[rows])
            for p in params:
                p.grad = None
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: The gradients are cleared once an epoch, so within an epoch each batch still steps along the sum of all gradients so far.
# told: cleared_once_an_epoch
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    n = len(X)
    log = []
    for _ in range(epochs):
        for p in params:
            p.grad = None
        order = torch.randperm(n, generator=rng)
        epoch_loss = 0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
            epoch_loss += loss.item() * len(rows)
        log.append(epoch_loss / n)
    return [p.detach() for p in params], log

# %% wrong: The step adds eta times the gradient, so it climbs; it has to be subtracted.
# told: uphill
import torch
import torch.nn.functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        summe = 0.0
        for rows in torch.randperm(len(X), generator=rng).split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            grads = torch.autograd.grad(loss, params)
            for p, g in zip(params, grads):
                p.data += eta * g
            summe += len(rows) * loss.item()
        log.append(summe / len(X))
    return [p.detach() for p in params], log

# %% wrong: The generator is seeded anew in every epoch, so each epoch draws the same order again.
# told: left_once
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    log = []
    for _ in range(epochs):
        rng = torch.Generator().manual_seed(seed)
        order = torch.randperm(len(X), generator=rng)
        losses = []
        for rows in order.split(B):
            for p in params:
                if p.grad is not None:
                    p.grad.zero_()
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            losses.extend([loss.item()] * len(rows))
        log.append(sum(losses) / len(losses))
    return [p.detach() for p in params], log

# %% wrong: The order is still drawn once for all epochs, and the log still holds only the loss of the last batch of each epoch.
# told: left_once_last
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(X), generator=rng)
    log = []
    for _ in range(epochs):
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            for p in params:
                p.grad = None
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
        log.append(loss.item())
    return [p.detach() for p in params], log

# %% wrong: The log is the plain mean of the batch means; when the last batch is shorter, its samples count too much.
# told: left_unweighted
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        batch_losses = []
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
                p.grad = None
            batch_losses.append(loss.item())
        log.append(sum(batch_losses) / len(batch_losses))
    return [p.detach() for p in params], log

# %% wrong: Without clone() the training overwrites the tensors that were given.
# told: changed
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    W1, b1, W2, b2 = params
    for p in params:
        p.requires_grad_()
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            for p in params:
                p.grad = None
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: The gradients are cleared between backward and the step, so every step is zero and nothing is learned.
# told: never_moves
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.grad.zero_()
                p.data -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% right: No autograd at all: the backward pass by hand with logsumexp and one-hot rows, new tensors in each step.
import torch

def train(params, X, y, eta, B, epochs, seed):
    W1, b1, W2, b2 = (p.detach().clone() for p in params)
    n, log = X.shape[0], []
    eye = torch.eye(W2.shape[0], dtype=X.dtype)
    rng = torch.Generator()
    rng.manual_seed(seed)
    while len(log) < epochs:
        order = torch.randperm(n, generator=rng)
        total, start = 0.0, 0
        while start < n:
            rows = order[start:start + B]
            x, goal = X[rows], eye[y[rows]]
            H = torch.tanh(torch.einsum("ni,hi->nh", x, W1) + b1)
            Z = torch.einsum("nh,ch->nc", H, W2) + b2
            logs = Z - torch.logsumexp(Z, dim=1, keepdim=True)
            total -= (logs * goal).sum().item()
            Z_bar = (logs.exp() - goal) / len(rows)
            A_bar = (Z_bar @ W2) * (1 - H * H)
            W2, b2 = W2 - eta * Z_bar.mT @ H, b2 - eta * Z_bar.sum(0)
            W1, b1 = W1 - eta * A_bar.mT @ x, b1 - eta * A_bar.sum(0)
            start += B
        log.append(total / n)
    return [W1, b1, W2, b2], log

# %% right: Pure functions with torch.func.grad_and_value, and a recursion over the batches of an epoch.
import torch
import math
from torch.func import grad_and_value

def mean_loss(params, x, y):
    W1, b1, W2, b2 = params
    z = torch.tanh(x @ W1.mT + b1) @ W2.mT + b2
    return (z.logsumexp(1) - z.gather(1, y.unsqueeze(1)).squeeze(1)).mean()

slopes_and_loss = grad_and_value(mean_loss)

def epoch(params, batches, X, y, eta):
    if not batches:
        return params, []
    rows, *rest = batches
    slopes, loss = slopes_and_loss(params, X[rows], y[rows])
    params = tuple(p - eta * g for p, g in zip(params, slopes))
    params, shares = epoch(params, rest, X, y, eta)
    return params, [loss.item() * rows.numel() / len(X)] + shares

def train(params, X, y, eta, B, epochs, seed):
    params = tuple(p.detach().clone() for p in params)
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        batches = list(torch.randperm(len(X), generator=rng).split(B))
        for at in range(0, len(batches), 100):          # the recursion stays shallow
            if at == 0:
                shares = []
            params, more = epoch(params, batches[at:at + 100], X, y, eta)
            shares += more
        log.append(math.fsum(shares))
    return list(params), log

# %% right: A dataclass holds network and optimizer, the loss of a batch is a sum divided later, and a closure goes to SGD.
import torch
from dataclasses import dataclass, field
from torch.nn.functional import cross_entropy, linear

@dataclass
class Trainer:
    start: list
    eta: float
    weights: list = field(init=False)
    log: list = field(default_factory=list)

    def __post_init__(self):
        self.weights = [torch.nn.Parameter(p.detach().clone()) for p in self.start]
        self.optimizer = torch.optim.SGD(self.weights, lr=self.eta)

    def logits(self, x):
        W1, b1, W2, b2 = self.weights
        return linear(linear(x, W1, b1).tanh(), W2, b2)

    def batch(self, x, y):
        seen = []
        def closure():
            self.optimizer.zero_grad()
            total = cross_entropy(self.logits(x), y, reduction="sum")
            (total / len(y)).backward()
            seen.append(total.item())
            return total
        self.optimizer.step(closure)
        return seen[0]

    def epoch(self, X, y, order, B):
        X, y = X[order], y[order]
        totals = [self.batch(X[i:i + B], y[i:i + B]) for i in range(0, len(y), B)]
        self.log.append(sum(totals) / len(y))

def train(params, X, y, eta, B, epochs, seed):
    rng = torch.Generator().manual_seed(seed)
    trainer = Trainer(list(params), eta)
    for _ in range(epochs):
        trainer.epoch(X, y, torch.randperm(len(y), generator=rng), B)
    return [w.detach().clone() for w in trainer.weights], trainer.log

# %% wrong: nll_loss wants the logarithms of the probabilities, and here it gets the probabilities themselves, so the loss is minus the mean probability and no cross-entropy.
# told: probabilities_without_log
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            # cross_entropy does its own softmax, so take the loss without it
            loss = F.nll_loss(torch.softmax(logits, dim=1), y[rows])
            for p in params:
                p.grad = None
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: The gradients are cleared once for each epoch, but each batch needs its own gradient alone, so within an epoch they still pile up.
# told: cleared_once_an_epoch
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    n = len(X)
    log = []
    for epoch in range(epochs):
        # fresh start of the epoch: new order, no old gradients
        order = torch.randperm(n, generator=rng)
        for p in params:
            if p.grad is not None:
                p.grad.zero_()
        sum_of_losses = 0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            sum_of_losses += float(loss) * len(rows)
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
        log.append(sum_of_losses / n)
    return [p.detach() for p in params], log

# %% wrong: The gradients are cleared between backward and the step, so each step subtracts zeros and nothing is learned.
# told: never_moves
import torch
import torch.nn.functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        epoch_loss = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.grad.zero_()
                p.data -= eta * p.grad
            epoch_loss += loss.item() * len(rows)
        log.append(epoch_loss / len(X))
    return [p.detach() for p in params], log

# %% wrong: X is shuffled with the new order, but y is cut in its old order, so the samples get the classes of others.
# told: labels_as_they_lie
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    W1, b1, W2, b2 = params = [p.clone().requires_grad_() for p in params]
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        losses = []
        for xb, yb in zip(X[order].split(B), y.split(B)):
            logits = torch.tanh(xb @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, yb)
            for p in params:
                p.grad = None
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            losses += [loss.item()] * len(xb)
        log.append(sum(losses) / len(losses))
    return [p.detach() for p in params], log

# %% wrong: The generator is seeded anew in each epoch, so every epoch has the same order, and the log holds the loss of the last batch instead of the mean over all samples.
# told: left_once_last
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    log = []
    for _ in range(epochs):
        rng = torch.Generator().manual_seed(seed)
        order = torch.randperm(len(X), generator=rng)
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
        log.append(loss.item())
    return [p.detach() for p in params], log

# %% wrong: Each batch is weighted with B in the log, also the shorter last one and a batch with B larger than n: its weight is the number of its own samples.
# told: all_weighted_with_B
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    rng = torch.Generator().manual_seed(seed)
    n = X.shape[0]

    def forward(x):
        W1, b1, W2, b2 = params
        return torch.tanh(x @ W1.mT + b1) @ W2.mT + b2

    log = []
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(n, generator=rng).split(B):
            loss = F.cross_entropy(forward(X[rows]), y[rows])
            grads = torch.autograd.grad(loss, params)
            with torch.no_grad():
                for p, g in zip(params, grads):
                    p.sub_(eta * g)
            total += B * loss.item()
        log.append(total / n)
    return [p.detach() for p in params], log

# %% wrong: The copy of the parameters is gone: detach() shares the memory, so the steps change the tensors that the caller gave.
# told: changed
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.detach().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    opt = torch.optim.SGD(params, lr=eta)
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        summe = 0.0
        for rows in order.split(B):
            opt.zero_grad()
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            opt.step()
            summe += loss.item() * len(rows)
        log.append(summe / len(X))
    return [p.detach() for p in params], log

# %% wrong: The log measures all samples once at the end of the epoch, but a sample's loss is the one that its batch had just before its step.
# told: logged_at_the_end
import torch
from torch.nn import functional as F

def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)

    def loss_of(rows):
        logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
        return F.cross_entropy(logits, y[rows])

    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        for rows in order.split(B):
            loss = loss_of(rows)
            for p in params:
                p.grad = None
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
        # mean over ALL samples
        with torch.no_grad():
            log.append(loss_of(order).item())
    return [p.detach() for p in params], log

# %% right: The backward pass by hand with einsum, no autograd at all.
from torch.nn import functional as F
import torch

def train(params, X, y, eta, B, epochs, seed):
    theta = [p.detach().clone() for p in params]
    n, log = len(X), []
    rng = torch.Generator().manual_seed(seed)
    while len(log) < epochs:
        order, losses = torch.randperm(n, generator=rng), []
        for first in range(0, n, B):
            rows = order[first:first + B]
            x, c = X[rows], y[rows]
            W1, b1, W2, b2 = theta
            a = torch.tanh(torch.einsum("ni,hi->nh", x, W1) + b1)
            s = torch.einsum("nh,ch->nc", a, W2) + b2
            logp = s - torch.logsumexp(s, dim=1, keepdim=True)
            losses += [-logp[k, c[k]].item() for k in range(len(rows))]
            d2 = logp.exp()
            d2[torch.arange(len(rows)), c] -= 1
            d2 = d2 / len(rows)
            d1 = torch.einsum("nc,ch->nh", d2, W2) * (1 - a * a)
            grads = (torch.einsum("nh,ni->hi", d1, x), d1.sum(0), torch.einsum("nc,nh->ch", d2, a), d2.sum(0))
            theta = [p - eta * g for p, g in zip(theta, grads)]
        log.append(sum(losses) / len(losses))
    return theta, log

# %% right: torch.optim.SGD, and a log_softmax before cross_entropy, which changes nothing since log_softmax twice is log_softmax once.
import torch
from torch.nn import functional as F
def train(params, X, y, eta, B, epochs, seed):
    leaves = [p.detach().clone().requires_grad_() for p in params]
    optimizer = torch.optim.SGD(leaves, lr=eta)
    rng = torch.Generator()
    rng.manual_seed(seed)

    def one_epoch():
        each = torch.zeros(len(X), dtype=torch.float64)
        for rows in torch.randperm(len(X), generator=rng).split(B):
            W1, b1, W2, b2 = leaves
            logp = torch.log_softmax(torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2, dim=1)
            loss = F.cross_entropy(logp, y[rows], reduction="none")
            each[rows] = loss.detach()
            optimizer.zero_grad()
            loss.mean().backward()
            optimizer.step()
        return each.mean().item()

    log = [one_epoch() for _ in range(epochs)]
    return [p.detach() for p in leaves], log

# %% right: Functional: torch.func.grad_and_value for a step, functools.reduce over the batches of an epoch.
import torch
from torch.nn import functional as F
from functools import reduce

def train(params, X, y, eta, B, epochs, seed):
    def batch_loss(theta, rows):
        W1, b1, W2, b2 = theta
        return F.cross_entropy(torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2, y[rows], reduction="sum") / len(rows)

    descend = torch.func.grad_and_value(batch_loss)

    def walk(state, rows):
        theta, so_far = state
        slopes, loss = descend(theta, rows)
        return tuple(t - eta * s for t, s in zip(theta, slopes)), so_far + loss.item() * len(rows)

    rng = torch.Generator().manual_seed(seed)
    theta, log = tuple(p.detach().clone() for p in params), []
    for _ in range(epochs):
        theta, total = reduce(walk, torch.randperm(len(X), generator=rng).split(B), (theta, 0.0))
        log.append(total / len(X))
    return list(theta), log

# %% wrong: You clear the gradients once for each epoch, so within an epoch they still add up from batch to batch; each step should use the gradient of its batch alone.
# told: cleared_once_an_epoch
import torch
from torch.nn import functional as F
def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        for p in params:
            p.grad = None
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: You measure the loss of all samples after the epoch, with its last parameters, but a sample's loss is the one that its batch had just before its step.
# told: logged_at_the_end
import torch
from torch.nn import functional as F
def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params

    def loss_on(Xs, ys):
        return F.cross_entropy(torch.tanh(Xs @ W1.mT + b1) @ W2.mT + b2, ys)

    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        for rows in torch.randperm(len(X), generator=rng).split(B):
            for p in params:
                p.grad = None
            loss_on(X[rows], y[rows]).backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
        with torch.no_grad():
            log.append(loss_on(X, y).item())
    return [p.detach() for p in params], log

# %% wrong: You set the total to 0 only once before all epochs, so each entry of the log still contains the losses of the epochs before.
# told: total_never_set_back
import torch
from torch.nn import functional as F
def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    n = len(X)
    log = []
    running = 0.0
    for epoch in range(epochs):
        order = torch.randperm(n, generator=rng)
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            for p in params:
                p.grad = None
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            running += loss.item() * len(rows)
        log.append(running / n)
    return [p.detach() for p in params], log

# %% wrong: You replaced cross_entropy by your own logarithm of the softmax, but with dim=0 it is taken over the samples of the batch instead of over the classes.
# told: log_softmax_over_the_batch
import torch
from torch.nn import functional as F
def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        sum_of_losses = 0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            logp = torch.log_softmax(logits, dim=0)
            loss = F.nll_loss(logp, y[rows])
            grads = torch.autograd.grad(loss, params)
            for p, g in zip(params, grads):
                p.data -= eta * g
            sum_of_losses += float(loss) * len(rows)
        log.append(sum_of_losses / len(X))
    return [p.detach() for p in params], log

# %% wrong: The softmax is still inside cross_entropy, and you clear the gradients between backward and the step, so every step is zero.
# told: never_moves_and_softmax
import torch
from torch.nn import functional as F
def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        batch_losses = []
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(torch.softmax(logits, dim=1), y[rows])
            loss.backward()
            for p in params:
                p.grad.zero_()
                p.data -= eta * p.grad
            batch_losses.append(loss.item() * len(rows))
        log.append(sum(batch_losses) / len(X))
    return [p.detach() for p in params], log

# %% wrong: You take n // B batches (at least one), so when B does not divide n the shorter last batch is left out of the training and of the log.
# told: short_batches_dropped_everywhere
import torch
from torch.nn import functional as F
def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    n = len(X)
    n_batches = max(1, n // B)      # B may be larger than n
    log = []
    for _ in range(epochs):
        order = torch.randperm(n, generator=rng)
        total, seen = 0.0, 0
        for k in range(n_batches):
            rows = order[k * B:(k + 1) * B]
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            for p in params:
                p.grad = None
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            total += loss.item() * len(rows)
            seen += len(rows)
        log.append(total / seen)
    return [p.detach() for p in params], log

# %% wrong: You took the clone away, so the steps change the given tensors themselves (detach shares the memory).
# told: changed
import torch
from torch.nn import functional as F
def train(params, X, y, eta, B, epochs, seed):
    params = [p.detach().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
                p.grad.zero_()
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: You clear only the gradients of W1 and W2 and forgot the biases, whose gradients still add up over all batches.
# told: weights_cleared_only
import torch
from torch.nn import functional as F
def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        epoch_loss = 0.0
        for rows in order.split(B):
            W1.grad = None
            W2.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            epoch_loss += loss.item() * len(rows) / len(X)
        log.append(epoch_loss)
    return [p.detach() for p in params], log

# %% right: numpy inside with the gradients by hand, torch only for the orders
import numpy as np
import torch


def train(params, X, y, eta, B, epochs, seed):
    W1, b1, W2, b2 = (p.detach().numpy().copy() for p in params)
    x, labels, n = X.numpy(), y.numpy(), X.shape[0]
    rng = torch.Generator()
    rng.manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(n, generator=rng).numpy()
        total = 0.0
        for start in range(0, n, B):
            rows = order[start:start + B]
            m = len(rows)
            xb, yb = x[rows], labels[rows]
            h = np.tanh(xb @ W1.T + b1)
            z = h @ W2.T + b2
            z = z - z.max(axis=1, keepdims=True)
            logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
            total -= logp[np.arange(m), yb].sum()
            dz = np.exp(logp)
            dz[np.arange(m), yb] -= 1.0
            dz /= m
            da = (dz @ W2) * (1.0 - h * h)
            W2 = W2 - eta * (dz.T @ h)
            b2 = b2 - eta * dz.sum(axis=0)
            W1 = W1 - eta * (da.T @ xb)
            b1 = b1 - eta * da.sum(axis=0)
        log.append(float(total / n))
    return [torch.from_numpy(np.ascontiguousarray(p)) for p in (W1, b1, W2, b2)], log

# %% right: pure steps without in-place changes, functools.reduce over the batches, log_softmax before cross_entropy (harmless)
from functools import reduce

import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    rng = torch.Generator().manual_seed(seed)
    n = len(X)

    def one_step(state, rows):
        old, total = state
        leaves = tuple(p.detach().clone().requires_grad_(True) for p in old)
        W1, b1, W2, b2 = leaves
        logits = F.linear(torch.tanh(F.linear(X[rows], W1, b1)), W2, b2)
        loss = F.cross_entropy(F.log_softmax(logits, dim=-1), y[rows])
        grads = torch.autograd.grad(loss, leaves)
        new = tuple((p - eta * g).detach() for p, g in zip(leaves, grads))
        return new, total + loss.item() * len(rows)

    current, log = tuple(p.detach().clone() for p in params), []
    while len(log) < epochs:
        current, total = reduce(one_step, torch.randperm(n, generator=rng).split(B), (current, 0.0))
        log.append(total / n)
    return list(current), log

# %% right: torch.optim.SGD, the loss of every sample written into a tensor, the mean taken at the end of the epoch
import torch
from torch import nn


def train(params, X, y, eta, B, epochs, seed):
    weights = nn.ParameterList([nn.Parameter(p.detach().clone()) for p in params])
    optimiser = torch.optim.SGD(weights.parameters(), lr=eta)
    per_sample = nn.CrossEntropyLoss(reduction="none")
    rng = torch.Generator().manual_seed(seed)
    n = X.shape[0]

    def epoch():
        seen = torch.zeros(n, dtype=torch.float64)
        order = torch.randperm(n, generator=rng)
        while len(order) > 0:
            rows, order = order[:B], order[B:]
            hidden = torch.einsum("ni,hi->nh", X[rows], weights[0]).add(weights[1]).tanh()
            logits = torch.einsum("nh,ch->nc", hidden, weights[2]) + weights[3]
            losses = per_sample(logits, y[rows])
            seen[rows] = losses.detach()
            optimiser.zero_grad()
            losses.mean().backward()
            optimiser.step()
        return seen.mean().item()

    log = [epoch() for _ in range(epochs)]
    return [w.detach() for w in weights], log

# %% wrong: The softmax is still there: F.cross_entropy wants the logits, as it does the softmax itself.
# told: left_softmax
import math

import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        total = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            probs = torch.softmax(logits, dim=1)   # cross entropy compares probabilities
            loss = F.cross_entropy(probs, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
                p.grad = None
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: The log is measured after the epoch with the final parameters of it, but each sample's loss is the one that its batch had just before its step.
# told: logged_at_the_end
import torch
from torch.nn import functional as F


def forward(params, X):
    W1, b1, W2, b2 = params
    return torch.tanh(X @ W1.mT + b1) @ W2.mT + b2


def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        for rows in order.split(B):
            loss = F.cross_entropy(forward(params, X[rows]), y[rows])
            for p in params:
                p.grad = None
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= eta * p.grad
        # mean loss of all n samples
        with torch.no_grad():
            log.append(F.cross_entropy(forward(params, X), y).item())
    return [p.detach() for p in params], log

# %% wrong: The log is the plain mean of the batch losses, so the samples of a shorter last batch count too much.
# told: left_unweighted
import math

import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)
        losses = []
        for rows in order.split(B):
            for p in params:
                p.grad = None
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            losses.append(loss.item())
        log.append(sum(losses) / len(losses))
    return [p.detach() for p in params], log

# %% wrong: cross_entropy takes the mean over the batch already, so dividing the gradient by len(rows) once more makes each step far too small.
# told: step
import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    n = len(X)
    params = [p.detach().clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for epoch in range(epochs):
        sum_of_losses = 0
        for rows in torch.randperm(n, generator=rng).split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            grads = torch.autograd.grad(loss, params)
            for p, g in zip(params, grads):
                p.data -= eta * g / len(rows)
            sum_of_losses += len(rows) * float(loss)
        log.append(sum_of_losses / n)
    return [p.detach() for p in params], log

# %% wrong: The generator is seeded anew in every epoch, so each epoch has the same order, and the log holds tensors and not Python numbers.
# told: left_once_tensor
import math

import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    log = []
    for _ in range(epochs):
        rng = torch.Generator().manual_seed(seed)
        order = torch.randperm(len(X), generator=rng)
        total = 0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
                p.grad.zero_()
            total = total + loss.detach() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: Only full batches are used: a shorter last batch is dropped, and with B larger than n there is no batch at all.
# told: clue
import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    n = len(X)
    log = []
    for _ in range(epochs):
        order = torch.randperm(n, generator=rng)
        total, seen = 0.0, 0
        for k in range(n // B):
            rows = order[k * B : (k + 1) * B]
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
                p.grad.zero_()
            total += loss.item() * B
            seen += B
        log.append(total / seen)
    return [p.detach() for p in params], log

# %% wrong: Without the clone the steps are made on the caller's own tensors, so the given parameters are changed.
# told: changed
import math

import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    W1, b1, W2, b2 = params
    for p in params:
        p.requires_grad_()
    rng = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(params, lr=eta)
    log = []
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(X), generator=rng).split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        log.append(total / len(X))
    return [p.detach() for p in params], log

# %% wrong: The gradients are cleared once per epoch only, so within an epoch each step still carries the gradients of the batches before it.
# told: cleared_once_an_epoch
import torch
from torch.nn import functional as F


def train(params, X, y, eta, B, epochs, seed):
    params = [p.clone().requires_grad_() for p in params]
    W1, b1, W2, b2 = params
    rng = torch.Generator().manual_seed(seed)
    log = []
    for _ in range(epochs):
        order = torch.randperm(len(X), generator=rng)   # fix: new order
        for p in params:                                # fix: clear gradients
            p.grad = None
        epoch_loss = 0.0
        for rows in order.split(B):
            logits = torch.tanh(X[rows] @ W1.mT + b1) @ W2.mT + b2
            loss = F.cross_entropy(logits, y[rows])     # fix: logits
            loss.backward()
            for p in params:
                p.data -= eta * p.grad
            epoch_loss += loss.item() * rows.numel()
        log.append(epoch_loss / len(X))                 # fix: mean over samples
    return [p.detach() for p in params], log
