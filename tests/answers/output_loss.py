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
# told: positive_unchained_with_labels_averaged
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
