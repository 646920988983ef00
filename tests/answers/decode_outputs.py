# %% right: Sigmoid and softmax, then decisions.
import torch


def decode_outputs(scores, task):
    if task in ("binary", "multilabel"):
        return (torch.sigmoid(scores) >= 0.5).to(torch.int64)
    return torch.argmax(torch.softmax(scores, dim=-1), dim=-1)

# %% right: Comparisons with 0 only.
import torch


def decode_outputs(scores, task):
    if task == "binary":
        return (scores >= 0).int().long()
    elif task == "multilabel":
        return (scores >= 0) * 1
    elif task == "multiclass":
        return scores.max(dim=1)[1]

# %% right: A loop over the samples.
import torch


def decode_outputs(scores, task):
    answers = []
    for s in scores:
        if task == "multiclass":
            best = 0
            for c in range(len(s)):
                if s[c] > s[best]:
                    best = c
            answers.append(torch.tensor(best))
        else:
            answers.append(torch.where(s < 0, 0, 1))
    return torch.stack(answers)

# %% right: Numpy.
import numpy as np
import torch


def decode_outputs(scores, task):
    z = np.asarray(scores)
    out = z.argmax(axis=1) if task == "multiclass" else np.where(z >= 0, 1, 0)
    return torch.tensor(out, dtype=torch.long)

# %% right: A table of functions.
import torch


def decode_outputs(scores, task):
    on = lambda z: 1 - (z < 0).long()
    return {"binary": on, "multilabel": on, "multiclass": lambda z: z.log_softmax(-1).argmax(-1)}[task](scores)

# %% right: Two columns for a binary score, and an argmax over them.
import torch


def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.argmax(1)
    both = torch.stack([torch.zeros_like(scores), scores], dim=-1)
    return both.shape[-1] - 1 - both.flip(-1).argmax(dim=-1)

# %% wrong: Scores are compared with 0.5, as if they were probabilities.
# told: half_as_level
def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.argmax(-1)
    return (scores >= 0.5).long()

# %% wrong: Scores above 0.5 are yes.
# told: half_as_level
def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.argmax(-1)
    return (scores > 0.5).long()

# %% wrong: round() takes 0.5 to 0.
# told: above_alone
import torch


def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.argmax(-1)
    return torch.sigmoid(scores).round().long()

# %% wrong: argmax for multilabel.
# told: multilabel_argmax
def decode_outputs(scores, task):
    if task == "binary":
        return (scores >= 0).long()
    return scores.argmax(dim=-1)

# %% wrong: Softmax for multilabel.
# told: multilabel_softmax
import torch


def decode_outputs(scores, task):
    if task == "binary":
        return (torch.sigmoid(scores) >= 0.5).long()
    p = torch.softmax(scores, dim=-1)
    if task == "multilabel":
        return (p >= 0.5).long()
    return p.argmax(-1)

# %% wrong: Softmax and 0.5 for multiclass.
# told: multiclass_half
import torch


def decode_outputs(scores, task):
    if task == "multiclass":
        return (torch.softmax(scores, dim=-1) > 0.5).long()
    return (scores >= 0).long()

# %% wrong: One-hot rows for multiclass.
# told: multiclass_one_hot
import torch


def decode_outputs(scores, task):
    if task == "multiclass":
        return torch.nn.functional.one_hot(scores.argmax(-1), scores.shape[1])
    return (scores >= 0).long()

# %% wrong: The argmax runs over the samples.
# told: multiclass_other_axis
def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.argmax(dim=0)
    return (scores >= 0).long()

# %% wrong: The argmax has no dim.
# told: multiclass_of_all
import torch


def decode_outputs(scores, task):
    if task == "multiclass":
        return torch.argmax(scores)
    return (scores >= 0).long()

# %% wrong: Truth values.
# told: truth_values
def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.argmax(-1)
    return scores >= 0

# %% wrong: Numbers with a point.
# told: with_a_point
def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.argmax(-1)
    return (scores >= 0).double()

# %% wrong: The exponentials overflow.
# told: multiclass_overflows
import torch


def decode_outputs(scores, task):
    if task == "multiclass":
        e = torch.exp(scores)
        p = e / e.sum(dim=1, keepdim=True)
        return p.argmax(dim=1)
    return (scores >= 0).long()

# %% wrong: A sigmoid for the classes.
# told: multiclass_after_sigmoid
import torch


def decode_outputs(scores, task):
    p = torch.sigmoid(scores)
    if task == "multiclass":
        return p.argmax(dim=1)
    return (p >= 0.5).long()

# %% wrong: Every score is decided by itself, whatever the task is.
# told: multiclass_sigmoid
def decode_outputs(scores, task):
    return (scores >= 0).long()

# %% wrong: The maximum itself comes back.
# told: multiclass_values
def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.max(dim=1).values
    return (scores >= 0).long()

# %% wrong: Exactly 0 counts as no.
# told: above_alone
def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.argmax(1)
    return (scores > 0).long()

# %% wrong: Binary labels are -1 and 1.
# told: signs_for_binary
import torch


def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.argmax(1)
    if task == "multilabel":
        return (scores >= 0).long()
    return torch.where(scores >= 0, 1, -1)

# %% wrong: Two mistakes: 0.5 on the scores, and softmax with 0.5 for the classes.
# told: half_as_level_with_multiclass_half
import torch


def decode_outputs(scores, task):
    if task == "multiclass":
        return (torch.softmax(scores, -1) >= 0.5).long()
    return (scores >= 0.5).long()

# %% wrong: Two mistakes: round() of a sigmoid, and classes counted from 1.
# told: above_alone_with_multiclass_from_one
import torch


def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.argmax(-1) + 1
    return torch.round(torch.sigmoid(scores)).long()

# %% wrong: Two mistakes: argmax for multilabel, one-hot for multiclass.
# told: multilabel_argmax_with_multiclass_one_hot
import torch


def decode_outputs(scores, task):
    if task == "binary":
        return (scores >= 0).long()
    if task == "multilabel":
        return scores.argmax(-1)
    return torch.nn.functional.one_hot(scores.argmax(-1), scores.shape[-1])
