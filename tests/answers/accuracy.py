# %% right: The sum of comparisons over the pairs.
import torch


def accuracy(predicted, labels):
    return sum(p == c for p, c in zip(predicted, labels)) / len(labels)

# %% right: A counter and an index.
import torch


def accuracy(predicted, labels):
    right = 0
    for i in range(len(predicted)):
        if predicted[i] == labels[i]:
            right += 1
    return right / len(predicted)

# %% right: One minus the share of mistakes.
import torch


def accuracy(predicted, labels):
    mistakes = 0
    for p, c in zip(predicted, labels):
        if p != c:
            mistakes += 1
    return 1 - mistakes / len(labels)

# %% right: A list of the right ones and its length.
import torch


def accuracy(predicted, labels):
    right = [p for p, c in zip(predicted, labels) if p == c]
    return len(right) / len(labels)

# %% right: Tensors and their mean.
import torch


def accuracy(predicted, labels):
    p = torch.tensor(predicted)
    c = torch.tensor(labels)
    return (p == c).double().mean()

# %% right: A list of 1.0 and 0.0 and its mean.
import torch


def accuracy(predicted, labels):
    hits = [1.0 if p == c else 0.0 for p, c in zip(predicted, labels)]
    return sum(hits) / len(hits)

# %% right: statistics.mean over the comparisons.
import torch


def accuracy(predicted, labels):
    from statistics import mean
    return mean(float(p == c) for p, c in zip(predicted, labels))

# %% right: map with operator.eq.
import torch


def accuracy(predicted, labels):
    import operator
    return sum(map(operator.eq, predicted, labels)) / len(predicted)

# %% wrong: The number of right ones is not divided.
# told: counted
import torch


def accuracy(predicted, labels):
    return sum(p == c for p, c in zip(predicted, labels))

# %% wrong: The share of wrong ones.
# told: share_wrong
import torch


def accuracy(predicted, labels):
    return sum(p != c for p, c in zip(predicted, labels)) / len(labels)

# %% wrong: Percent in place of a share.
# told: in_percent
import torch


def accuracy(predicted, labels):
    right = sum(p == c for p, c in zip(predicted, labels))
    return 100 * right / len(labels)

# %% wrong: The lists are compared as wholes.
# told: whole_lists
import torch


def accuracy(predicted, labels):
    return predicted == labels

# %% wrong: The lists are compared as wholes, with if.
# told: all_or_nothing
import torch


def accuracy(predicted, labels):
    if predicted == labels:
        return 1.0
    return 0.0

# %% wrong: // in place of /.
# told: all_or_nothing
import torch


def accuracy(predicted, labels):
    right = 0
    for p, c in zip(predicted, labels):
        if p == c:
            right += 1
    return right // len(labels)

# %% wrong: Only places where both are 1 count.
# told: both_are_one
import torch


def accuracy(predicted, labels):
    right = 0
    for p, c in zip(predicted, labels):
        if p == 1 and c == 1:
            right += 1
    return right / len(labels)

# %% wrong: The return stands within the loop.
# told: returned_at_once
import torch


def accuracy(predicted, labels):
    right = 0
    for p, c in zip(predicted, labels):
        if p == c:
            right += 1
        return right / len(labels)

# %% wrong: range starts at 1, so the first is left out.
# told: first_left_out
import torch


def accuracy(predicted, labels):
    right = 0
    for i in range(1, len(labels)):
        if predicted[i] == labels[i]:
            right += 1
    return right / len(labels)

# %% wrong: range stops one too early.
# told: last_left_out
import torch


def accuracy(predicted, labels):
    right = 0
    for i in range(len(labels) - 1):
        if predicted[i] == labels[i]:
            right += 1
    return right / len(labels)

# %% wrong: The last is left out, also from the number that divides.
# told: shorter_by_one
import torch


def accuracy(predicted, labels):
    n = len(labels) - 1
    right = 0
    for i in range(n):
        if predicted[i] == labels[i]:
            right += 1
    return right / n if n else 0.0

# %% wrong: The counter starts at 1.
# told: one_too_many
import torch


def accuracy(predicted, labels):
    right = 1
    for p, c in zip(predicted, labels):
        if p == c:
            right += 1
    return right / len(labels)

# %% wrong: The class of the places is compared, not the place: sorted lists.
# told: frequencies
import torch


def accuracy(predicted, labels):
    return sum(p == c for p, c in zip(sorted(predicted), sorted(labels))) / len(labels)

# %% wrong: Differences are added.
# told: differences
import torch


def accuracy(predicted, labels):
    return 1 - sum(abs(p - c) for p, c in zip(predicted, labels)) / len(labels)

# %% wrong: Products are added.
# told: multiplied
import torch


def accuracy(predicted, labels):
    return sum(p * c for p, c in zip(predicted, labels)) / len(labels)

# %% wrong: The counter is set to 1, not raised by 1.
# told: set_to_one
import torch


def accuracy(predicted, labels):
    right = 0
    for p, c in zip(predicted, labels):
        if p == c:
            right = 1
    return right / len(labels)

# %% wrong: Rounded to two digits.
# told: rounded_share
import torch


def accuracy(predicted, labels):
    return round(sum(p == c for p, c in zip(predicted, labels)) / len(labels), 2)

# %% wrong: Right divided by wrong.
# told: odds
import torch


def accuracy(predicted, labels):
    right = sum(p == c for p, c in zip(predicted, labels))
    wrong = len(labels) - right
    return right / wrong if wrong else 1.0

# %% wrong: Whether a prediction occurs among the labels at all.
# told: anywhere
import torch


def accuracy(predicted, labels):
    return sum(p in labels for p in predicted) / len(labels)

# %% wrong: Divided by the lengths of both lists.
# told: slip
import torch


def accuracy(predicted, labels):
    return sum(p == c for p, c in zip(predicted, labels)) / (len(labels) + len(predicted))

# %% wrong: The mean of the predictions.
# told: clue
import torch


def accuracy(predicted, labels):
    return sum(predicted) / len(predicted)

# %% wrong: The result is a text.
# told: values
import torch


def accuracy(predicted, labels):
    right = sum(p == c for p, c in zip(predicted, labels))
    return f"{right / len(labels)}"

# %% wrong: The result is printed, not returned.
# told: slip
import torch


def accuracy(predicted, labels):
    right = sum(p == c for p, c in zip(predicted, labels))
    right / len(labels)

# %% wrong: Lists are subtracted.
# told: advice
import torch


def accuracy(predicted, labels):
    wrong = predicted - labels
    return 1 - sum(wrong) / len(labels)

# %% wrong: = in place of ==, through a walrus.
# told: clue
import torch


def accuracy(predicted, labels):
    right = 0
    for p, c in zip(predicted, labels):
        if (p := c):
            right += 1
    return right / len(labels)

# %% wrong: The numbers of the wrong ones.
# told: wrong_counted
import torch


def accuracy(predicted, labels):
    wrong = 0
    for p, c in zip(predicted, labels):
        if p != c:
            wrong += 1
    return wrong
