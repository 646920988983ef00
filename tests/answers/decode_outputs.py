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

# %% right: A dictionary of small functions, no probability is computed; 1 minus the sign bit's comparison.
import torch

def decode_outputs(scores, task):
    on = lambda s: 1 - torch.lt(s, 0).to(torch.int64)
    table = {
        "binary": on,
        "multilabel": on,
        "multiclass": lambda s: torch.stack([row.argmax() for row in s]),
    }
    return table[task](scores)

# %% right: Plain Python lists and recursion: index(max(row)) is the first largest.
import torch

def decide(x):
    if isinstance(x, list):
        return [decide(part) for part in x]
    return int(x >= 0)

def first_best(row):
    return row.index(max(row))

def decode_outputs(scores, task):
    numbers = scores.tolist()
    if task == "multiclass":
        out = list(map(first_best, numbers))
    else:
        out = decide(numbers)
    return torch.tensor(out, dtype=torch.int64)

# %% right: A running winner over the columns for the classes (a later one must be strictly larger), numpy for the yes-or-no tasks.
import numpy as np
import torch

def decode_outputs(scores, task):
    if task != "multiclass":
        return torch.from_numpy(np.where(scores.detach().numpy() >= 0.0, 1, 0).astype(np.int64))
    champion = torch.zeros(scores.shape[0], dtype=torch.int64)
    record = scores[:, 0].clone()
    for c in range(1, scores.shape[1]):
        beaten = scores[:, c] > record
        champion = torch.where(beaten, torch.full_like(champion, c), champion)
        record = torch.where(beaten, scores[:, c], record)
    return champion

# %% wrong: Uses a softmax over the labels for "multilabel", as if the labels competed, so at most one or two of them can reach 1/2.
# told: multilabel_softmax
import torch

def decode_outputs(scores, task):
    if task == "binary":
        p = torch.sigmoid(scores)
        return (p >= 0.5).long()
    elif task == "multilabel":
        p = torch.softmax(scores, dim=1)
        return (p >= 0.5).long()
    elif task == "multiclass":
        p = torch.softmax(scores, dim=1)
        return p.argmax(dim=1)

# %% wrong: Takes the raw score for the probability and compares it with 1/2, although a probability of 1/2 belongs to the score 0.
# told: half_as_level
import torch

def decode_outputs(scores, task):
    # no need to compute sigmoid, only compare
    if task == "multiclass":
        return torch.argmax(scores, dim=-1)
    return (scores >= 0.5).to(torch.int64)

# %% wrong: Takes the argmax along axis 0, over the samples instead of over the classes.
# told: multiclass_other_axis
import torch

def decode_outputs(scores, task):
    if task in ("binary", "multilabel"):
        return torch.where(scores >= 0, 1, 0)
    best = scores.max(dim=0)
    return best.indices

# %% wrong: Compares with >= in the search for the largest score, so the last and not the first of several equal ones wins.
# told: multiclass_last_of_equals
import torch

def decode_outputs(scores, task):
    if task == "binary":
        return torch.tensor([1 if s >= 0 else 0 for s in scores.tolist()])
    if task == "multilabel":
        return torch.tensor([[1 if s >= 0 else 0 for s in row] for row in scores.tolist()])
    answer = []
    for row in scores.tolist():
        best = 0
        for c in range(len(row)):
            if row[c] >= row[best]:
                best = c
        answer.append(best)
    return torch.tensor(answer)

# %% wrong: Rounds the probability, and torch rounds exactly 1/2 down to 0, and also keeps the class axis in the multiclass answer, so its shape is (samples, 1).
# told: multiclass_column
import torch

def decode_outputs(scores, task):
    if task == "multiclass":
        probs = torch.softmax(scores, dim=1)
        return torch.argmax(probs, dim=1, keepdim=True)
    probs = torch.sigmoid(scores)
    return probs.round().long()

# %% wrong: Writes the softmax by hand without subtracting the maximum, so large scores become inf/inf = NaN, very low ones 0/0, and the class is wrong there.
# told: multiclass_overflows
import torch

def sigmoid(x):
    return 1 / (1 + torch.exp(-x))

def softmax(x):
    e = torch.exp(x)
    return e / e.sum(dim=1, keepdim=True)

def decode_outputs(scores, task):
    if task == "binary" or task == "multilabel":
        return (sigmoid(scores) >= 0.5).long()
    if task == "multiclass":
        return softmax(scores).argmax(dim=1)

# %% wrong: Writes the 0s and 1s into the scores that it was given, so the caller's tensor is changed in place.
# told: changed
import torch

def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.argmax(dim=1)
    labels = scores
    labels[labels >= 0] = 1
    labels[labels < 0] = 0
    return labels.long()

# %% wrong: Demands a probability of at least 1/2 also for the class, so a sample whose best class stays below 1/2 always gets class 0.
# told: multiclass_first_above_half
import torch

def decode_outputs(scores, task):
    if task == "multiclass":
        probs = scores.softmax(dim=1)
    else:
        probs = scores.sigmoid()

    decided = (probs >= 0.5).int()

    if task == "multiclass":
        # where is the 1?
        return decided.argmax(dim=1)
    return decided.to(torch.int64)

# %% right: A dictionary of lambdas over plain lists.
import torch

def decode_outputs(scores, task):
    yes = lambda s: 1 if s >= 0 else 0
    rule = {
        "binary": lambda rows: [yes(s) for s in rows],
        "multilabel": lambda rows: [[yes(s) for s in row] for row in rows],
        "multiclass": lambda rows: [row.index(max(row)) for row in rows],
    }[task]
    return torch.tensor(rule(scores.tolist()), dtype=torch.int64)

# %% right: Numpy inside: heaviside for yes or no, argmax for the class.
import numpy as np
import torch

def decode_outputs(scores, task):
    s = scores.detach().cpu().numpy()
    if task == "multiclass":
        answer = np.argmax(s, axis=-1)
    else:
        answer = np.heaviside(s, 1.0)
    return torch.from_numpy(answer.astype(np.int64))

# %% right: The class is the number of classes before the first maximum; yes or no comes from the sign.
import torch

def _on(scores):
    return (torch.sign(scores).long() + 2) // 2

def _first_best(scores):
    is_best = scores == scores.amax(dim=1, keepdim=True)
    return (is_best.cumsum(dim=1) == 0).sum(dim=1)

def decode_outputs(scores, task):
    return _first_best(scores) if task == "multiclass" else _on(scores)

# %% wrong: Takes the scores for probabilities and compares them with 1/2, although a probability of 1/2 belongs to the score 0.
# told: half_as_level
import torch

def decode_outputs(scores, task):
    if task == "binary":
        return (scores >= 0.5).long()
    elif task == "multilabel":
        return (scores >= 0.5).long()
    else:
        return torch.argmax(scores, dim=1)

# %% wrong: Lets the labels of a multilabel task compete in a softmax, so at most one or two of them can be on.
# told: multilabel_softmax
import torch

def decode_outputs(scores, task):
    if task == "binary":
        probs = torch.sigmoid(scores)
        return (probs >= 0.5).to(torch.int64)
    probs = torch.softmax(scores, dim=1)
    if task == "multilabel":
        return (probs >= 0.5).to(torch.int64)
    if task == "multiclass":
        return probs.argmax(dim=1)

# %% wrong: Compares with >= instead of > in the search for the largest score, so the last of several equal ones wins instead of the first.
# told: multiclass_last_of_equals
import torch

def decode_outputs(scores, task):
    if task == "multiclass":
        result = []
        for row in scores:
            best = 0
            for c in range(len(row)):
                if row[c] >= row[best]:
                    best = c
            result.append(best)
        return torch.tensor(result)
    labels = torch.zeros(scores.shape, dtype=torch.int64)
    labels[scores >= 0] = 1
    return labels

# %% wrong: Takes the argmax over the samples (dim=0) instead of over the classes.
# told: multiclass_other_axis
import torch

def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.argmax(dim=0)
    return torch.where(scores >= 0, 1, 0)

# %% wrong: Compares with > so that exactly 1/2 becomes 0, and counts the classes from 1 instead of from 0.
# told: above_alone_with_multiclass_from_one
import torch

def decode_outputs(scores, task):
    out = None
    if task == "binary" or task == "multilabel":
        out = (scores > 0).long()
    if task == "multiclass":
        values, number = torch.max(scores, dim=1)
        out = number + 1
    return out

# %% wrong: Torch.round takes 0.5 to the even number 0, so a probability of exactly 1/2 counts as 0.
# told: above_alone
import torch

def decode_outputs(scores, task):
    if task in ("binary", "multilabel"):
        p = torch.sigmoid(scores)
        return torch.round(p).long()
    return torch.argmax(scores, dim=-1)

# %% wrong: Int() gives labels of dtype int32 instead of int64.
# told: in_int32
import torch

def decode_outputs(scores, task):
    match task:
        case "binary":
            labels = scores >= 0
        case "multilabel":
            labels = scores >= 0
        case "multiclass":
            labels = scores.argmax(1)
    return labels.int()

# %% wrong: Writes the softmax with exp of the raw scores, which overflows (or is 0/0) for scores near 1000 (or -1000), and the argmax of nan is meaningless.
# told: multiclass_overflows
import torch

def sigmoid(s):
    return 1 / (1 + torch.exp(-s))

def softmax(s):
    e = torch.exp(s)
    return e / e.sum(dim=1, keepdim=True)

def decode_outputs(scores, task):
    if task == "multiclass":
        return softmax(scores).argmax(dim=1)
    else:
        return (sigmoid(scores) >= 0.5).long()
