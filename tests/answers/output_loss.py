# %% right: torch's losses where they exist, the slopes by formula.
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% right: Everything by hand, with softplus and sigmoid computed once.
import torch


def output_loss(kind, scores, y):
    s = scores
    sp = torch.clamp(s, min=0) + torch.log1p(torch.exp(-s.abs()))
    sig = 1 / (1 + torch.exp(-s))
    if kind == "real":
        return (s - y) ** 2, 2 * (s - y)
    if kind == "positive":
        return (sp - y) ** 2, 2 * (sp - y) * sig
    if kind == "count":
        return s.exp() - y * s, s.exp() - y
    if kind == "binary":
        return sp - y * s, sig - y
    if kind == "multilabel":
        return (sp - y * s).sum(1), sig - y
    shifted = s - s.max(dim=1, keepdim=True).values
    logp = shifted - shifted.exp().sum(1, keepdim=True).log()
    slope = logp.exp()
    loss = torch.zeros(len(y), dtype=s.dtype)
    for i in range(len(y)):
        loss[i] = -logp[i, y[i]]
        slope[i, y[i]] -= 1
    return loss, slope

# %% right: A function for each kind, in a dictionary.
import torch
from torch.nn import functional as F


def real(s, y):
    return F.mse_loss(s, y, reduction="none"), 2 * (s - y)


def positive(s, y):
    mu = torch.logaddexp(s, torch.zeros(1, dtype=s.dtype))
    return (mu - y).square(), 2 * s.sigmoid() * (mu - y)


def count(s, y):
    return F.poisson_nll_loss(s, y, reduction="none"), s.exp() - y


def binary(s, y):
    return torch.where(y == 1, -F.logsigmoid(s), -F.logsigmoid(-s)), torch.where(y == 1, -torch.sigmoid(-s), s.sigmoid())


def multilabel(s, y):
    each, slope = binary(s, y)
    return each.sum(-1), slope


def multiclass(s, y):
    onehot = torch.eye(s.shape[1], dtype=s.dtype)[y]
    return s.logsumexp(1) - (s * onehot).sum(1), s.softmax(1) - onehot


def output_loss(kind, scores, y):
    table = {"real": real, "positive": positive, "count": count, "binary": binary,
             "multilabel": multilabel, "multiclass": multiclass}
    return table[kind](scores, y)

# %% right: multilabel as a loop over its columns.
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = torch.zeros(len(scores), dtype=scores.dtype)
        slope = torch.zeros_like(scores)
        for k in range(scores.shape[1]):
            loss, slope[:, k] = (a + b for a, b in zip((loss, 0), output_loss("binary", scores[:, k], y[:, k])))
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% right: The slope of multiclass by scatter.
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1).scatter_add(1, y[:, None], -torch.ones(len(y), 1).double())
    return loss, slope

# %% right: The slope of multiclass through the Jacobian of softmax.
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        p = F.softmax(scores, dim=1)
        # dL/dp_y = -1/p_y cancels with p_y of the Jacobian's row
        rows = torch.arange(len(y))
        slope = p.clone()
        slope[rows, y] = -(1 - p)[rows, y]
    return loss, slope

# %% wrong: For multiclass the softmax is applied before cross_entropy, which applies it again.
# told: classes_softmax_twice_in_the_loss
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(F.softmax(scores, dim=1), y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: For binary targets the sigmoid is applied before the loss that applies it itself.
# told: binary_sigmoid_twice_in_the_loss
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(torch.sigmoid(scores), y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: The labels of a sample are averaged.
# told: labels_averaged
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").mean(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: The losses of the labels are not added.
# told: labels_not_added
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: The labels compete in a softmax.
# told: labels_by_softmax
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = -(y * F.log_softmax(scores, dim=1)).sum(dim=1)
        slope = F.softmax(scores, dim=1) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: The slope of softplus is left out.
# told: positive_unchained
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: A positive target is predicted by relu.
# told: positive_by_relu
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = torch.relu(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * (scores > 0)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: A positive target is predicted by the exponential.
# told: positive_by_exp
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = torch.exp(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * pred
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: Softplus is written as log(1 + exp(s)), which overflows.
# told: positive_overflow
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = torch.log(1 + torch.exp(scores))
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: For counts the score itself is taken for the mean.
# told: count_of_the_rate
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = scores - y * torch.log(scores)
        slope = 1 - y / scores
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: The slope of a count is with respect to the mean.
# told: count_by_the_mean
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = 1 - y / torch.exp(scores)
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: Counts are treated with the squared error.
# told: count_like_real
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: The loss is the mean over the samples.
# told: averaged
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss.mean(), slope

# %% wrong: Loss and slope are those of the mean.
# told: averaged_with_slope
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss.mean(), slope / len(y)

# %% wrong: The binary cross-entropy is written with logarithms of probabilities, nan far out.
# told: binary_nan_far_out
import torch


def output_loss(kind, scores, y):
    s = scores
    sp = torch.clamp(s, min=0) + torch.log1p(torch.exp(-s.abs()))
    sig = 1 / (1 + torch.exp(-s))
    if kind == "real":
        return (s - y) ** 2, 2 * (s - y)
    if kind == "positive":
        return (sp - y) ** 2, 2 * (sp - y) * sig
    if kind == "count":
        return s.exp() - y * s, s.exp() - y
    if kind == "binary":
        return -(y * torch.log(sig) + (1 - y) * torch.log(1 - sig)), sig - y
    if kind == "multilabel":
        return (sp - y * s).sum(1), sig - y
    shifted = s - s.max(dim=1, keepdim=True).values
    logp = shifted - shifted.exp().sum(1, keepdim=True).log()
    slope = logp.exp()
    loss = torch.zeros(len(y), dtype=s.dtype)
    for i in range(len(y)):
        loss[i] = -logp[i, y[i]]
        slope[i, y[i]] -= 1
    return loss, slope

# %% wrong: torch's binary_cross_entropy cuts logarithms at -100.
# told: binary_cut_at_one_hundred
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy(torch.sigmoid(scores), y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: The slope of multiclass is the softmax without the label.
# told: classes_slope_without_y
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1)
    return loss, slope

# %% wrong: The softmax runs over the samples.
# told: classes_slope_over_samples
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=0) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: The logarithm of the softmax is -inf far out.
# told: classes_infinite_far_out
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = -torch.log(F.softmax(scores, dim=1))[torch.arange(len(y)), y]
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: nll_loss gets probabilities without a logarithm.
# told: classes_without_logarithm
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.nll_loss(F.softmax(scores, dim=1), y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: The slope of the binary cross-entropy has the factor p (1 - p).
# told: binary_slope_with_bend
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        p = torch.sigmoid(scores)
        slope = (p - y) * p * (1 - p)
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: Real targets have a half in front, in loss and slope.
# told: real_halved
import torch


def output_loss(kind, scores, y):
    s = scores
    sp = torch.clamp(s, min=0) + torch.log1p(torch.exp(-s.abs()))
    sig = 1 / (1 + torch.exp(-s))
    if kind == "real":
        return (s - y) ** 2 / 2, s - y
    if kind == "positive":
        return (sp - y) ** 2, 2 * (sp - y) * sig
    if kind == "count":
        return s.exp() - y * s, s.exp() - y
    if kind == "binary":
        return sp - y * s, sig - y
    if kind == "multilabel":
        return (sp - y * s).sum(1), sig - y
    shifted = s - s.max(dim=1, keepdim=True).values
    logp = shifted - shifted.exp().sum(1, keepdim=True).log()
    slope = logp.exp()
    loss = torch.zeros(len(y), dtype=s.dtype)
    for i in range(len(y)):
        loss[i] = -logp[i, y[i]]
        slope[i, y[i]] -= 1
    return loss, slope

# %% wrong: Real targets lack the factor 2 in the slope.
# told: real_slope_halved
import torch
from torch.nn import functional as F


def real(s, y):
    return F.mse_loss(s, y, reduction="none"), (s - y)


def positive(s, y):
    mu = torch.logaddexp(s, torch.zeros(1, dtype=s.dtype))
    return (mu - y).square(), 2 * s.sigmoid() * (mu - y)


def count(s, y):
    return F.poisson_nll_loss(s, y, reduction="none"), s.exp() - y


def binary(s, y):
    return torch.where(y == 1, -F.logsigmoid(s), -F.logsigmoid(-s)), torch.where(y == 1, -torch.sigmoid(-s), s.sigmoid())


def multilabel(s, y):
    each, slope = binary(s, y)
    return each.sum(-1), slope


def multiclass(s, y):
    onehot = torch.eye(s.shape[1], dtype=s.dtype)[y]
    return s.logsumexp(1) - (s * onehot).sum(1), s.softmax(1) - onehot


def output_loss(kind, scores, y):
    table = {"real": real, "positive": positive, "count": count, "binary": binary,
             "multilabel": multilabel, "multiclass": multiclass}
    return table[kind](scores, y)

# %% wrong: The labels are averaged, and the slope of softplus is left out.
# told: positive_unchained
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").mean(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: The softmax is applied twice in the loss, and the slope of a count ignores y.
# told: count_slope_without_y
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores)
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(F.softmax(scores, dim=1), y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: The loss is the mean over the samples, and real targets have a half in front.
# told: averaged_with_real_halved
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = 0.5 * (scores - y) ** 2
        slope = scores - y
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss.mean(), slope

# %% wrong: The slope of every kind has the opposite sign.
# told: slopes_reversed
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        pred = F.softplus(scores)
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = F.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, -slope

# %% right: Plain Python numbers with math, one sample after the other.
import math
import torch

def sp(s):
    return max(s, 0.0) + math.log1p(math.exp(-abs(s)))

def sigma(s):
    if s >= 0:
        return 1.0 / (1.0 + math.exp(-s))
    return math.exp(s) / (1.0 + math.exp(s))

def yes_no(s, t):
    if t == 1:
        return sp(-s), -sigma(-s)
    return sp(s), sigma(s)

def one_sample(kind, s, t):
    if kind == "real":
        return (t - s) ** 2, -2 * (t - s)
    if kind == "positive":
        gap = sp(s) - t
        return gap ** 2, 2 * gap * sigma(s)
    if kind == "count":
        return math.exp(s) - t * s, math.exp(s) - t
    if kind == "binary":
        return yes_no(s, t)
    if kind == "multilabel":
        pairs = [yes_no(a, b) for a, b in zip(s, t)]
        return sum(l for l, _ in pairs), [d for _, d in pairs]
    top = max(s)
    powers = [math.exp(a - top) for a in s]
    total = sum(powers)
    loss = math.log(total) + (top - s[t])
    return loss, [w / total - (1.0 if c == t else 0.0) for c, w in enumerate(powers)]

def output_loss(kind, scores, y):
    results = [one_sample(kind, s, t) for s, t in zip(scores.tolist(), y.tolist())]
    return (torch.tensor([r[0] for r in results], dtype=torch.float64),
            torch.tensor([r[1] for r in results], dtype=torch.float64))

# %% right: Numpy inside and a dictionary of small functions; the sigmoid is exp of minus a softplus, the softmax comes from logaddexp.reduce.
import numpy as np
import torch

def output_loss(kind, scores, y):
    s = np.array(scores.tolist())
    t = np.array(y.tolist())
    sigma = lambda v: np.exp(-np.logaddexp(0.0, -v))
    plus = lambda v: np.logaddexp(0.0, v)
    flip = 1 - 2 * t          # +1 where y = 0, -1 where y = 1

    def multiclass():
        shifted = s - s.max(axis=1, keepdims=True)
        logp = shifted - np.logaddexp.reduce(shifted, axis=1)[:, None]
        hit = np.arange(s.shape[1])[None, :] == t[:, None]
        return -np.where(hit, logp, 0.0).sum(axis=1), np.exp(logp) - hit

    table = {
        "real": lambda: ((s - t) ** 2, 2 * s - 2 * t),
        "positive": lambda: ((plus(s) - t) ** 2, 2 * sigma(s) * (plus(s) - t)),
        "count": lambda: (np.exp(s) - t * s, np.exp(s) - t),
        "binary": lambda: (plus(flip * s), flip * sigma(flip * s)),
        "multilabel": lambda: (plus(flip * s).sum(axis=1), flip * sigma(flip * s)),
        "multiclass": multiclass,
    }
    loss, slope = table[kind]()
    return torch.from_numpy(np.asarray(loss, dtype=np.float64)), torch.from_numpy(np.asarray(slope, dtype=np.float64))

# %% right: Reduces kinds to each other by recursion: "binary" is "multilabel" with one label, and each label is a two-class softmax with the logits (0, s).
import torch

def output_loss(kind, scores, y):
    if kind == "binary":
        loss, slope = output_loss("multilabel", scores[:, None], y[:, None])
        return loss, slope[:, 0]
    if kind == "multilabel":
        n, labels = scores.shape
        two = torch.stack([torch.zeros_like(scores), scores], dim=-1).reshape(n * labels, 2)
        loss, slope = output_loss("multiclass", two, y.reshape(-1).to(torch.int64))
        return torch.einsum("nl->n", loss.reshape(n, labels)), slope[:, 1].reshape(n, labels)
    if kind == "multiclass":
        onehot = torch.eye(scores.shape[1], dtype=torch.float64)[y]
        gaps = scores - torch.einsum("nc,nc->n", scores, onehot)[:, None]
        return torch.logsumexp(gaps, dim=1), torch.softmax(gaps, dim=1) - onehot
    if kind == "count":
        return scores.exp() - scores * y, scores.exp() - y

    # the two squared errors: prediction and its inner derivative
    if kind == "positive":
        prediction = -torch.nn.functional.logsigmoid(-scores)
        inner = torch.sigmoid(scores)
    else:
        prediction = scores
        inner = torch.ones_like(scores)
    miss = y - prediction
    return miss * miss, -2.0 * miss * inner

# %% wrong: Treats "multilabel" as a softmax over the labels, although each label has a sigmoid of its own and several of them may be 1.
# told: labels_by_softmax_derived
import torch
import torch.nn.functional as F

def output_loss(kind, scores, y):
    if kind == "real":
        return (scores - y) ** 2, 2 * (scores - y)
    if kind == "positive":
        sp = torch.logaddexp(scores, torch.zeros_like(scores))
        return (sp - y) ** 2, 2 * (sp - y) * torch.sigmoid(scores)
    if kind == "count":
        return torch.exp(scores) - y * scores, torch.exp(scores) - y
    if kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        return loss, torch.sigmoid(scores) - y
    if kind == "multilabel":
        logp = torch.log_softmax(scores, dim=1)
        loss = -(y * logp).sum(dim=1)
        slope = torch.softmax(scores, dim=1) * y.sum(dim=1, keepdim=True) - y
        return loss, slope
    if kind == "multiclass":
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = torch.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
        return loss, slope

# %% wrong: Stops the chain rule at the prediction: the slopes of the cross-entropies are those with respect to the probability and not with respect to the score.
# told: entropies_by_p
import torch

def output_loss(kind, scores, y):
    zero = torch.zeros_like(scores)
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    if kind == "positive":
        f = torch.logaddexp(scores, zero)
        loss = (f - y) ** 2
        slope = 2 * (f - y) * torch.sigmoid(scores)
    if kind == "count":
        loss = scores.exp() - y * scores
        slope = scores.exp() - y
    if kind == "binary" or kind == "multilabel":
        # -log(p) has the derivative -1/p,  -log(1-p) has the derivative 1/(1-p)
        p = torch.sigmoid(scores)
        loss = torch.where(y == 1, torch.logaddexp(-scores, zero), torch.logaddexp(scores, zero))
        slope = torch.where(y == 1, -1 / p, 1 / (1 - p))
        if kind == "multilabel":
            loss = loss.sum(dim=1)
    if kind == "multiclass":
        rows = torch.arange(len(y))
        p = torch.softmax(scores, dim=1)
        loss = -torch.log_softmax(scores, dim=1)[rows, y]
        slope = torch.zeros_like(scores)
        slope[rows, y] = -1 / p[rows, y]
    return loss, slope

# %% wrong: Forgets the inner derivative of the softplus, the factor sigmoid(s), in the slope of "positive".
# told: positive_unchained
import torch

def output_loss(kind, scores, y):
    sig = torch.sigmoid(scores)
    if kind == "real":
        diff = scores - y
        return diff * diff, 2 * diff
    elif kind == "positive":
        diff = -torch.nn.functional.logsigmoid(-scores) - y
        return diff * diff, 2 * diff
    elif kind == "count":
        rate = torch.exp(scores)
        return rate - y * scores, rate - y
    elif kind in ("binary", "multilabel"):
        ce = -y * torch.nn.functional.logsigmoid(scores) - (1 - y) * torch.nn.functional.logsigmoid(-scores)
        if kind == "multilabel":
            ce = ce.sum(dim=1)
        return ce, sig - y
    else:
        logp = scores.log_softmax(1)
        slope = logp.exp()
        n = len(y)
        slope[torch.arange(n), y] -= 1
        return -logp[torch.arange(n), y], slope

# %% wrong: Averages the cross-entropies over the labels of "multilabel" instead of adding them, so the loss lacks the factor "labels" and no longer fits its slope.
# told: labels_averaged
import torch
from torch.nn.functional import binary_cross_entropy_with_logits as bce, cross_entropy

def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y).square()
        slope = 2 * (scores - y)
    if kind == "positive":
        pred = torch.logaddexp(torch.zeros_like(scores), scores)
        loss = (pred - y).square()
        slope = 2 * (pred - y) * scores.sigmoid()
    if kind == "count":
        loss = scores.exp() - y * scores
        slope = scores.exp() - y
    if kind == "binary":
        loss = bce(scores, y, reduction="none")
        slope = scores.sigmoid() - y
    if kind == "multilabel":
        loss = bce(scores, y, reduction="none").mean(dim=1)
        slope = scores.sigmoid() - y
    if kind == "multiclass":
        loss = cross_entropy(scores, y, reduction="none")
        onehot = torch.zeros_like(scores)
        for i in range(len(y)):
            onehot[i, y[i]] = 1
        slope = scores.softmax(dim=1) - onehot
    return loss, slope

# %% wrong: Forgets the factor 2 in the slope of "real", and subtracts the 1 of "multiclass" with slope[:, y], in every row for the classes of all samples.
# told: real_slope_halved
import torch
import torch.nn.functional as F

def output_loss(kind, scores, y):
    if kind == "real":
        e = scores - y
        return e ** 2, e
    if kind == "positive":
        e = torch.logaddexp(scores, torch.zeros_like(scores)) - y
        return e ** 2, 2 * e * torch.sigmoid(scores)
    if kind == "count":
        m = torch.exp(scores)
        return m - y * scores, m - y
    if kind == "binary":
        return F.binary_cross_entropy_with_logits(scores, y, reduction="none"), torch.sigmoid(scores) - y
    if kind == "multilabel":
        l = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        return l.sum(1), torch.sigmoid(scores) - y
    if kind == "multiclass":
        slope = torch.softmax(scores, 1)
        slope[:, y] -= 1
        return F.cross_entropy(scores, y, reduction="none"), slope

# %% wrong: Computes the softplus of "positive" as log(1 + exp(s)), which is inf for scores above about 709, so loss and slope are inf there.
# told: positive_overflow
import torch

def softplus(s):
    return torch.log(1 + torch.exp(s))

def cross_entropy_01(s, y):
    return torch.clamp(s, min=0) - s * y + torch.log1p(torch.exp(-s.abs()))

def output_loss(kind, scores, y):
    if kind == "real":
        pred = scores
        return (pred - y) ** 2, 2 * (pred - y)
    if kind == "positive":
        pred = softplus(scores)
        return (pred - y) ** 2, 2 * (pred - y) * torch.sigmoid(scores)
    if kind == "count":
        pred = torch.exp(scores)
        return pred - y * scores, pred - y
    if kind == "binary":
        pred = torch.sigmoid(scores)
        return cross_entropy_01(scores, y), pred - y
    if kind == "multilabel":
        pred = torch.sigmoid(scores)
        return cross_entropy_01(scores, y).sum(dim=1), pred - y
    if kind == "multiclass":
        pred = torch.softmax(scores, dim=1)
        truth = torch.nn.functional.one_hot(y, num_classes=scores.shape[1]).double()
        logp = torch.log_softmax(scores, dim=1)
        return -logp.gather(1, y.unsqueeze(1)).squeeze(1), pred - truth

# %% wrong: Leaves torch's losses at their default reduction, so "binary" and "multiclass" return a single mean instead of one loss per sample.
# told: binary_averaged
import torch
import torch.nn.functional as F

def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)
    elif kind == "positive":
        sp = torch.logaddexp(scores, torch.zeros_like(scores))
        loss = (sp - y) ** 2
        slope = 2 * (sp - y) * torch.sigmoid(scores)
    elif kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y
    elif kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y)
        slope = torch.sigmoid(scores) - y
    elif kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").sum(dim=1)
        slope = torch.sigmoid(scores) - y
    elif kind == "multiclass":
        loss = F.cross_entropy(scores, y)
        slope = torch.softmax(scores, dim=1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: Keeps the probabilities above 1e-12 before the logarithm so as to avoid inf, which holds every cross-entropy below 27.6 although it can reach 1000.
# told: entropies_softened_by_12_digits
import torch

EPS = 1e-12

def safe_log(p):
    return torch.log(torch.clamp(p, min=EPS))

def output_loss(kind, scores, y):
    if kind == "real":
        return (scores - y) ** 2, 2 * (scores - y)

    if kind == "positive":
        sp = torch.clamp(scores, min=0) + torch.log1p(torch.exp(-torch.abs(scores)))
        return (sp - y) ** 2, 2 * (sp - y) * torch.sigmoid(scores)

    if kind == "count":
        return torch.exp(scores) - y * scores, torch.exp(scores) - y

    if kind == "binary":
        p = torch.sigmoid(scores)
        return -(y * safe_log(p) + (1 - y) * safe_log(1 - p)), p - y

    if kind == "multilabel":
        p = torch.sigmoid(scores)
        return -(y * safe_log(p) + (1 - y) * safe_log(1 - p)).sum(dim=1), p - y

    if kind == "multiclass":
        p = torch.softmax(scores, dim=1)
        onehot = torch.eye(scores.shape[1], dtype=torch.float64)[y]
        return -(onehot * safe_log(p)).sum(dim=1), p - onehot
