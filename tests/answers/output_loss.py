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

# %% right: Loops over plain Python numbers with math, where each case is written so that nothing overflows.
import math

import torch


def sigmoid(s):
    if s >= 0:
        return 1 / (1 + math.exp(-s))
    return math.exp(s) / (1 + math.exp(s))


def softplus(s):
    if s > 0:
        return s + math.log1p(math.exp(-s))
    return math.log1p(math.exp(s))


def one(kind, s, y):
    """Loss and slope of one number."""
    if kind == "real":
        return (s - y) ** 2, 2 * (s - y)
    if kind == "positive":
        return (softplus(s) - y) ** 2, 2 * (softplus(s) - y) * sigmoid(s)
    if kind == "count":
        return math.exp(s) - y * s, math.exp(s) - y
    if y == 1:
        return softplus(-s), -sigmoid(-s)
    return softplus(s), sigmoid(s)


def output_loss(kind, scores, y):
    losses, slopes = [], []
    for row, target in zip(scores.tolist(), y.tolist()):
        if kind == "multiclass":
            top = max(row)
            total = sum(math.exp(v - top) for v in row)
            losses.append(top - row[target] + math.log(total))
            slopes.append([math.exp(v - top) / total - (1 if c == target else 0) for c, v in enumerate(row)])
        elif kind == "multilabel":
            pairs = [one("binary", a, b) for a, b in zip(row, target)]
            losses.append(sum(p[0] for p in pairs))
            slopes.append([p[1] for p in pairs])
        else:
            a, b = one(kind, row, target)
            losses.append(a)
            slopes.append(b)
    return torch.tensor(losses, dtype=torch.float64), torch.tensor(slopes, dtype=torch.float64)

# %% right: Goes through numpy and back, and treats a yes-or-no label as a softmax of two classes with the scores 0 and s.
import numpy as np
import torch


def output_loss(kind, scores, y):
    s = np.array(scores.tolist(), dtype=np.float64)
    t = np.array(y.tolist())

    def softmax_loss(z, k):
        # last axis of z: classes; k: index of the true one
        lse = np.logaddexp.reduce(z, axis=-1)
        picked = np.take_along_axis(z, k[..., None], axis=-1)[..., 0]
        p = np.exp(z - lse[..., None])
        return lse - picked, p - (np.arange(z.shape[-1]) == k[..., None])

    if kind == "multiclass":
        loss, slope = softmax_loss(s, t.astype(np.int64))
    elif kind == "binary" or kind == "multilabel":
        loss, both = softmax_loss(np.stack([np.zeros_like(s), s], axis=-1), t.astype(np.int64))
        slope = both[..., 1]
        if kind == "multilabel":
            loss = np.einsum("ij->i", loss)
    elif kind == "count":
        loss = np.exp(s) - t * s
        slope = np.exp(s) - t
    else:
        guess, rate = s, np.ones_like(s)
        if kind == "positive":
            guess = np.logaddexp(0.0, s)
            rate = np.exp(s - guess)
        loss = np.square(guess - t)
        slope = 2 * (guess - t) * rate
    return torch.from_numpy(np.ascontiguousarray(loss)), torch.from_numpy(np.ascontiguousarray(slope))

# %% right: A table of dataclass entries holds a pair of lambdas for each kind, and multilabel is made from binary by a function that wraps it.
from dataclasses import dataclass
from typing import Callable

import torch


@dataclass(frozen=True)
class Kind:
    loss: Callable
    slope: Callable

    def __call__(self, s, y):
        return self.loss(s, y), self.slope(s, y)


def output_loss(kind, scores, y):
    plus = lambda s: torch.relu(s) + torch.log1p(torch.exp(-torch.abs(s)))
    hot = lambda s, y: torch.eye(s.shape[1], dtype=s.dtype)[y]

    def over_labels(k):
        return Kind(lambda s, y: k.loss(s, y) @ torch.ones(s.shape[1], dtype=s.dtype), k.slope)

    binary = Kind(lambda s, y: plus((1 - 2 * y) * s), lambda s, y: torch.sigmoid(s) - y)
    kinds = {
        "real": Kind(lambda s, y: (y - s).square(), lambda s, y: -2 * (y - s)),
        "positive": Kind(
            lambda s, y: (plus(s) - y).square(),
            lambda s, y: (plus(s) - y) * torch.sigmoid(s) * 2,
        ),
        "count": Kind(lambda s, y: s.exp() - s * y, lambda s, y: s.exp() - y),
        "binary": binary,
        "multilabel": over_labels(binary),
        "multiclass": Kind(
            lambda s, y: torch.logsumexp(s - (s * hot(s, y)).sum(1, keepdim=True), dim=1),
            lambda s, y: torch.log_softmax(s, dim=1).exp() - hot(s, y),
        ),
    }
    return kinds[kind](scores, y)

# %% wrong: For "multilabel" the labels are made to compete in one softmax, although each label has a probability of its own and several may be 1 at once.
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
    # the last two both have rows of scores
    logp = F.log_softmax(scores, dim=1)
    if kind == "multilabel":
        target = y
    if kind == "multiclass":
        target = F.one_hot(y, scores.shape[1]).double()
    loss = -(target * logp).sum(dim=1)
    slope = torch.exp(logp) * target.sum(dim=1, keepdim=True) - target
    return loss, slope

# %% wrong: Takes the rule "slope = prediction minus target" for every kind, although it holds only where loss and output fit together, and not for the two squared losses.
# told: predicted_less_target
import torch


def output_loss(kind, scores, y):
    """Loss of each sample (n,), and slope with the shape of scores; kind names the kind of target."""
    target = y
    if kind == "real":
        prediction = scores
        loss = (prediction - y) ** 2
    elif kind == "positive":
        prediction = torch.logaddexp(torch.zeros_like(scores), scores)
        loss = (prediction - y) ** 2
    elif kind == "count":
        prediction = torch.exp(scores)
        loss = prediction - y * scores
    elif kind == "binary":
        prediction = torch.sigmoid(scores)
        loss = torch.logaddexp(torch.zeros_like(scores), scores) - y * scores
    elif kind == "multilabel":
        prediction = torch.sigmoid(scores)
        loss = (torch.logaddexp(torch.zeros_like(scores), scores) - y * scores).sum(dim=1)
    elif kind == "multiclass":
        prediction = torch.softmax(scores, dim=1)
        target = torch.zeros_like(scores)
        target[torch.arange(len(y)), y] = 1.0
        loss = torch.logsumexp(scores, dim=1) - scores[torch.arange(len(y)), y]

    # the slope is always the same!
    slope = prediction - target
    return loss, slope

# %% wrong: The loss of a "multilabel" sample is the mean over its labels and not their sum.
# told: labels_averaged
import torch
from torch.nn import functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y).pow(2)
        slope = 2 * (scores - y)
    if kind == "positive":
        zero = torch.zeros_like(scores)
        s_plus = torch.logaddexp(zero, scores)
        loss = (s_plus - y).pow(2)
        slope = 2 * (s_plus - y) * scores.sigmoid()
    if kind == "count":
        loss = scores.exp() - y * scores
        slope = scores.exp() - y
    if kind == "binary":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = scores.sigmoid() - y
    if kind == "multilabel":
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none").mean(1)
        slope = scores.sigmoid() - y
    if kind == "multiclass":
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = scores.softmax(1) - F.one_hot(y, scores.shape[1])
    return loss, slope

# %% wrong: In the slope of "multiclass" the softmax runs down axis 0, over the samples, and not over the classes of each row.
# told: classes_slope_over_samples
import torch
import torch.nn as nn


def output_loss(kind, scores, y):
    n = scores.shape[0]
    bce = nn.BCEWithLogitsLoss(reduction="none")
    ce = nn.CrossEntropyLoss(reduction="none")

    if kind == "real":
        diff = scores - y
        return diff * diff, 2 * diff

    if kind == "positive":
        pred = torch.logaddexp(scores, torch.tensor(0.0, dtype=torch.float64))
        diff = pred - y
        return diff * diff, 2 * diff * torch.sigmoid(scores)

    if kind == "count":
        mean = torch.exp(scores)
        return mean - y * scores, mean - y

    if kind == "binary":
        return bce(scores, y), torch.sigmoid(scores) - y

    if kind == "multilabel":
        return bce(scores, y).sum(dim=-1), torch.sigmoid(scores) - y

    if kind == "multiclass":
        slope = torch.softmax(scores, 0)
        for i in range(n):
            slope[i, y[i]] -= 1
        return ce(scores, y), slope

# %% wrong: The slope of "real" lacks the factor 2 of the square, and the slope of "multiclass" is divided by the number of samples.
# told: real_slope_halved
import torch


def softplus(s):
    return torch.clamp(s, min=0) + torch.log1p(torch.exp(-s.abs()))


def output_loss(kind, scores, y):
    s = scores
    if kind == "real":
        e = s - y
        return e ** 2, e
    elif kind == "positive":
        e = softplus(s) - y
        return e ** 2, 2 * e * torch.sigmoid(s)
    elif kind == "count":
        return torch.exp(s) - y * s, torch.exp(s) - y
    elif kind == "binary":
        return softplus(s) - y * s, torch.sigmoid(s) - y
    elif kind == "multilabel":
        return (softplus(s) - y * s).sum(1), torch.sigmoid(s) - y
    elif kind == "multiclass":
        rows = torch.arange(s.shape[0])
        loss = -torch.log_softmax(s, 1)[rows, y]
        p = torch.softmax(s, 1)
        p[rows, y] = p[rows, y] - 1
        return loss, p / s.shape[0]
    else:
        raise ValueError("unknown kind: " + kind)

# %% wrong: For "multiclass" the logarithm is taken of the finished softmax, which is stored as 0 when the true class lies far below the others, so the loss becomes inf there.
# told: classes_infinite_far_out
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    if kind == "real":
        loss = (scores - y) ** 2
        slope = 2 * (scores - y)

    if kind == "positive":
        # stable softplus
        pred = torch.logaddexp(scores, torch.zeros_like(scores))
        loss = (pred - y) ** 2
        slope = 2 * (pred - y) * torch.sigmoid(scores)

    if kind == "count":
        loss = torch.exp(scores) - y * scores
        slope = torch.exp(scores) - y

    if kind == "binary":
        # logsigmoid is stable, 1 - sigmoid(s) = sigmoid(-s)
        loss = -torch.where(y == 1, F.logsigmoid(scores), F.logsigmoid(-scores))
        slope = torch.sigmoid(scores) - y

    if kind == "multilabel":
        each = -torch.where(y == 1, F.logsigmoid(scores), F.logsigmoid(-scores))
        loss = each.sum(dim=1)
        slope = torch.sigmoid(scores) - y

    if kind == "multiclass":
        p = torch.softmax(scores, dim=1)   # torch subtracts the maximum itself
        p_y = p.gather(1, y.unsqueeze(1)).squeeze(1)
        loss = -torch.log(p_y)
        slope = p.clone()
        slope.scatter_add_(1, y.unsqueeze(1), -torch.ones_like(p_y).unsqueeze(1))

    return loss, slope

# %% wrong: One_hot is called without the number of classes, so its table is too narrow and the subtraction runs into an error when no sample has the last class.
# told: advice
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    sig = torch.sigmoid(scores)
    if kind == "real":
        return (scores - y)**2, 2*scores - 2*y
    if kind == "positive":
        out = -F.logsigmoid(-scores)
        return (out - y)**2, 2*(out - y)*sig
    if kind == "count":
        return scores.exp() - y*scores, scores.exp() - y
    if kind == "binary":
        return F.binary_cross_entropy_with_logits(scores, y, reduction='none'), sig - y
    if kind == "multilabel":
        return F.binary_cross_entropy_with_logits(scores, y, reduction='none').sum(-1), sig - y
    if kind == "multiclass":
        Y = F.one_hot(y)
        return F.cross_entropy(scores, y, reduction='none'), F.softmax(scores, dim=-1) - Y

# %% wrong: For "count" torch's Poisson loss is called with full=True, which adds an approximation of log(y!) that the loss in the table does not have.
# told: count_in_full
import torch
import torch.nn.functional as F


def output_loss(kind, scores, y):
    """Loss of each sample (n,), and slope with the shape of scores; kind names the kind of target."""
    if kind == "real":
        loss = F.mse_loss(scores, y, reduction="none")
        slope = 2.0 * (scores - y)
    elif kind == "positive":
        pred = torch.logaddexp(torch.zeros_like(scores), scores)
        loss = F.mse_loss(pred, y, reduction="none")
        slope = 2.0 * (pred - y) * torch.sigmoid(scores)
    elif kind == "count":
        # the score is the log of the mean, and I want the whole loss
        loss = F.poisson_nll_loss(scores, y, log_input=True, full=True, reduction="none")
        slope = torch.exp(scores) - y
    elif kind in ("binary", "multilabel"):
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        if kind == "multilabel":
            loss = loss.sum(dim=1)
        slope = torch.sigmoid(scores) - y
    else:
        loss = F.cross_entropy(scores, y, reduction="none")
        slope = torch.softmax(scores, dim=1)
        slope[range(len(y)), y] -= 1.0
    return loss, slope
