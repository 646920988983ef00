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
# told: cleared_before_the_step
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
