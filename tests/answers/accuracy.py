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
# told: divided_by_both_lengths
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

# %% right: Recursion: the lists are cut in halves until one entry is left.
import torch


def accuracy(predicted, labels):
    def hits(lo, hi):
        if hi - lo == 1:
            return int(predicted[lo] == labels[lo])
        mid = (lo + hi) // 2
        return hits(lo, mid) + hits(mid, hi)

    return hits(0, len(labels)) / len(labels)

# %% right: A table of (predicted, label) pairs is counted, and its diagonal is summed.
import torch
from collections import Counter


def accuracy(predicted, labels):
    table = Counter(zip(predicted, labels))
    diagonal = sum(count for (p, y), count in table.items() if p == y)
    return diagonal / sum(table.values())

# %% right: NumPy: one-hot rows of both lists, an einsum over points and classes, and back to a float.
import torch
import numpy as np


def accuracy(predicted, labels):
    classes = np.unique(np.concatenate([predicted, labels]))
    one_hot = lambda v: (np.asarray(v)[:, None] == classes[None, :]).astype(float)
    return float(np.einsum("nc,nc->", one_hot(predicted), one_hot(labels)) / len(labels))

# %% wrong: This returns the share of points that are wrong (the error rate), not the share that is right.
# told: share_wrong
import torch


def accuracy(predicted, labels):
    mistakes = 0
    for p, l in zip(predicted, labels):
        if p != l:
            mistakes += 1
    return mistakes / len(labels)

# %% wrong: This compares how often each class occurs in the two lists, and does not compare the two entries of one and the same point.
# told: counts_in_common
import torch
from collections import Counter


def accuracy(predicted, labels):
    have = Counter(predicted)
    want = Counter(labels)
    common = have & want
    return sum(common.values()) / len(labels)

# %% wrong: The loop starts at index 1, so the first point is never counted as right.
# told: first_left_out
import torch


def accuracy(predicted, labels):
    n = len(predicted)
    right = 0
    for i in range(1, n):
        if predicted[i] == labels[i]:
            right = right + 1
    return right / n

# %% wrong: The share is multiplied by 100, so it is a percentage and not a number from 0 to 1.
# told: in_percent
import torch


def accuracy(predicted, labels):
    hits = [p == y for p, y in zip(predicted, labels)]
    return 100 * sum(hits) / len(hits)

# %% wrong: Each prediction is compared with the label of the next point, and besides the result is rounded to two places.
# told: label_of_the_next_and_rounded
import torch


def accuracy(predicted, labels):
    n = len(labels)
    correct = 0
    for i in range(n):
        j = (i + 1) % n
        if predicted[i] == labels[j]:
            correct += 1
    acc = correct / n
    return round(acc, 2)

# %% wrong: The difference of the two numbers counts as one mistake only for the classes 0 and 1; with more classes a difference of 2 counts as two mistakes.
# told: differences
import torch


def accuracy(predicted, labels):
    a = torch.tensor(predicted, dtype=torch.float64)
    b = torch.tensor(labels, dtype=torch.float64)
    wrong = (a - b).abs().sum()          # 1 where they differ, 0 where they are equal
    return float(1 - wrong / len(a))

# %% wrong: `==` between two lists gives one single True or False, which has no `.sum()`, so this stops with an AttributeError.
# told: advice
import torch


def accuracy(predicted, labels):
    equal = (predicted == labels)
    return equal.sum() / len(labels)

# %% wrong: The `return` is indented into the loop, so only the first point is looked at.
# told: first_place_alone
import torch


def accuracy(predicted, labels):
    total = 0
    score = 0
    for p, y in zip(predicted, labels):
        total += 1
        if p == y:
            score += 1
        return score / total

# %% right: The lists are halved again and again, and the hits of both halves are added.
def accuracy(predicted, labels):
    def hits(lo, hi):
        if hi - lo == 1:
            return 1 if predicted[lo] == labels[lo] else 0
        mid = (lo + hi) // 2
        return hits(lo, mid) + hits(mid, hi)
    return hits(0, len(predicted)) / len(predicted)

# %% right: NumPy compares the arrays, and the mean of the truth values is the share.
import numpy as np

accuracy = lambda predicted, labels: float(np.mean(np.array(predicted) == np.array(labels)))

# %% right: The mistakes are counted and taken away from the number of points before the division.
import operator

def accuracy(predicted, labels):
    n = len(labels)
    wrong = list(map(operator.ne, predicted, labels)).count(True)
    return (n - wrong) / n

# %% wrong: You count only the places where both lists hold class 1; equal places of every other class are hits too.
# told: both_are_one
def accuracy(predicted, labels):
    hits = 0
    for p, l in zip(predicted, labels):
        if p == 1 and l == 1:
            hits = hits + 1
    return hits / len(labels)

# %% wrong: You compare how often each class occurs in the two lists, but a point only counts when it is right at its own place.
# told: counts_in_common
from collections import Counter

def accuracy(predicted, labels):
    common = Counter(predicted) & Counter(labels)
    return sum(common.values()) / len(labels)

# %% wrong: Your loop starts at index 1, so the first pair is never counted.
# told: first_left_out
def accuracy(predicted, labels):
    n = len(predicted)
    correct = 0
    for i in range(1, n):
        if predicted[i] == labels[i]:
            correct += 1
    return correct / n

# %% wrong: You compare with != and so return the share of wrong places instead of the share of right ones.
# told: share_wrong
def accuracy(predicted, labels):
    return sum(a != b for a, b in zip(predicted, labels)) / len(predicted)

# %% wrong: You leave out the last pair, and you return percent instead of a number from 0 to 1.
# told: last_left_out_in_percent
def accuracy(predicted, labels):
    total = len(labels)
    good = 0
    i = 0
    while i < total - 1:
        if predicted[i] == labels[i]:
            good += 1
        i += 1
    return 100 * good / total

# %% wrong: You subtract the distance between the class numbers, which counts a mistake as 1 only when there are two classes, 0 and 1.
# told: differences
def accuracy(predicted, labels):
    mistakes = [abs(p - l) for p, l in zip(predicted, labels)]
    return 1 - sum(mistakes) / len(mistakes)

# %% wrong: You print the share instead of returning it, so the function gives back None.
# told: slip
def accuracy(predicted, labels):
    same = [p for p, l in zip(predicted, labels) if p == l]
    acc = len(same) / len(labels)
    print("accuracy:", acc)

# %% wrong: The return stands inside the loop, so you stop after the first pair.
# told: returned_at_once
def accuracy(predicted, labels):
    count = 0
    for p, l in zip(predicted, labels):
        if p == l:
            count += 1
        return count / len(predicted)

# %% right: Running mean.
def accuracy(predicted, labels):
    mean, seen = 0.0, 0
    for p, l in zip(reversed(predicted), reversed(labels)):
        seen += 1
        mean += ((1.0 if p == l else 0.0) - mean) / seen
    return mean

# %% right: Fraction reduce.
from fractions import Fraction
from functools import reduce

def accuracy(predicted, labels):
    share = Fraction(1, len(labels))
    wrong = reduce(lambda acc, pair: acc + (share if pair[0] - pair[1] else 0), zip(labels, predicted), Fraction(0))
    return float(1 - wrong)

# %% right: Nonzero.
import torch


def accuracy(predicted, labels):
    difference = torch.tensor(predicted) - torch.tensor(labels)
    misses = torch.count_nonzero(difference).item()
    return (difference.numel() - misses) / difference.numel()

# %% wrong: You take the share of right answers within each class and average these shares; the exercise asks for the share over all points, where every point counts alike.
# told: mean_of_class_shares
def accuracy(predicted, labels):
    shares = []
    for c in set(labels):
        places = [i for i in range(len(labels)) if labels[i] == c]
        right = sum(1 for i in places if predicted[i] == c)
        shares.append(right / len(places))
    return sum(shares) / len(shares)

# %% wrong: You treat the classes as quantities and measure how far apart they are; a class is either hit or missed, and class 2 is no worse a miss for 0 than class 1 is.
# told: differences
import torch


def accuracy(predicted, labels):
    p = torch.tensor(predicted, dtype=torch.float64)
    l = torch.tensor(labels, dtype=torch.float64)
    return (1 - (p - l).abs().mean()).item()

# %% wrong: You divide by one less than the number of points (and by 0 for a single point).
# told: divided_by_one_less
def accuracy(predicted, labels):
    hits = 0
    for p, l in zip(predicted, labels):
        if p == l:
            hits += 1
    return hits / (len(labels) - 1)

# %% wrong: You compare each prediction with the label one place before it instead of the label at the same place.
# told: label_of_the_one_before
def accuracy(predicted, labels):
    n = len(predicted)
    return sum([predicted[i] == labels[i - 1] for i in range(n)]) / n

# %% wrong: You count the places that differ instead of the equal ones, and you also give percent instead of a share from 0 to 1.
# told: share_wrong_in_percent
def accuracy(predicted, labels):
    count = 0
    for a, b in zip(predicted, labels):
        if a != b:
            count = count + 1
    return 100 * count / len(predicted)

# %% wrong: For lists with a single entry you always answer 0, although one right point has the share 1.
# told: nothing_for_a_single_point
def accuracy(predicted, labels):
    if len(labels) <= 1:
        return 0.0      # nothing to average
    return sum(p == l for p, l in zip(predicted, labels)) / len(labels)

# %% wrong: You print the share but do not return it, so the function gives None.
# told: slip
def accuracy(predicted, labels):
    equal = 0
    for pair in zip(predicted, labels):
        if pair[0] == pair[1]:
            equal += 1
    print("accuracy:", equal / len(predicted))

# %% wrong: You round to two digits, and the exercise says not to round.
# told: rounded_share
import numpy as np

def accuracy(predicted, labels):
    acc = np.mean(np.array(predicted) == np.array(labels))
    return round(float(acc), 2)

# %% right: Recursion.
def accuracy(predicted, labels):
    def hits_between(lo, hi):
        if hi - lo == 1:
            return 1 if predicted[lo] == labels[lo] else 0
        middle = (lo + hi) // 2
        return hits_between(lo, middle) + hits_between(middle, hi)
    return hits_between(0, len(labels)) / len(labels)

# %% right: Numpy.
import numpy as np

accuracy = lambda predicted, labels: float(np.mean(np.asarray(predicted) == np.asarray(labels)))

# %% right: Errors first.
from dataclasses import dataclass

@dataclass
class Tally:
    errors: int = 0
    seen: int = 0

    def add(self, a, b):
        self.seen += 1
        if a - b:
            self.errors += 1

def accuracy(predicted, labels):
    tally = Tally()
    for pair in zip(predicted, labels):
        tally.add(*pair)
    return (tally.seen - tally.errors) / tally.seen

# %% wrong: You return how many places are equal, not their share: the division by the number of points is missing.
# told: counted
def accuracy(predicted, labels):
    right = 0
    for p, l in zip(predicted, labels):
        if p == l:
            right += 1
    return right

# %% wrong: You compare how often each class occurs in both lists, but a point only counts if its own two classes are equal at the same place.
# told: counts_in_common
from collections import Counter

def accuracy(predicted, labels):
    in_common = Counter(predicted) & Counter(labels)
    return sum(in_common.values()) / len(labels)

# %% wrong: You count the places that differ, so this is the share of errors.
# told: share_wrong
def accuracy(predicted, labels):
    return sum(p != l for p, l in zip(predicted, labels)) / len(labels)

# %% wrong: The loop begins at index 1, so the first point is never compared.
# told: first_left_out
def accuracy(predicted, labels):
    n = len(predicted)
    hits = 0
    for i in range(1, n):
        if predicted[i] == labels[i]:
            hits = hits + 1
    return hits / n

# %% wrong: The last point is left out of the comparison, and the result is in percent where it should go from 0 to 1.
# told: last_left_out_in_percent
def accuracy(predicted, labels):
    correct = 0
    i = 0
    while i < len(labels) - 1:
        if labels[i] == predicted[i]:
            correct += 1
        i += 1
    return 100 * correct / len(labels)

# %% wrong: The absolute difference is the number of errors only for the classes 0 and 1; with more classes a miss by 2 counts twice.
# told: differences
import torch

def accuracy(predicted, labels):
    p = torch.tensor(predicted, dtype=torch.float64)
    l = torch.tensor(labels, dtype=torch.float64)
    return 1 - (p - l).abs().mean().item()

# %% wrong: The result is printed and not returned, so the function gives None.
# told: slip
def accuracy(predicted, labels):
    """The share of places at which the two lists are equal, from 0 to 1."""
    equal = [a == b for a, b in zip(predicted, labels)]
    print(sum(equal) / len(equal))

# %% wrong: The result is rounded to two places, though the text says not to round.
# told: rounded_share
def accuracy(predicted, labels):
    count = 0
    for (a, b) in zip(predicted, labels):
        count += int(a == b)
    share = count / len(predicted)
    return round(share, 2)

# %% right: Recursion: the hits of the two halves are added, then divided by the length once.
def accuracy(predicted, labels):
    def hits(lo, hi):
        if hi - lo == 1:
            return 1 - bool(predicted[lo] - labels[lo])
        mid = (lo + hi) // 2
        return hits(lo, mid) + hits(mid, hi)

    return hits(0, len(labels)) / len(labels)

# %% right: Confusion table as a Counter of pairs, then its diagonal.
from collections import Counter

def accuracy(predicted, labels):
    table = Counter(zip(labels, predicted))
    diagonal = {k: v for k, v in table.items() if k[0] == k[1]}
    return sum(diagonal.values()) / sum(table.values())

# %% right: One-hot rows for both lists; einsum sums the products of the entries.
import torch

def accuracy(predicted, labels):
    classes = sorted(set(predicted) | set(labels))
    where = {c: i for i, c in enumerate(classes)}
    eye = torch.eye(len(classes), dtype=torch.float64)
    P = eye[[where[c] for c in predicted]]
    L = eye[[where[c] for c in labels]]
    return (torch.einsum("nc,nc->", P, L) / len(labels)).item()

# %% wrong: You average the share of hits class by class, so a rare class counts as much as a frequent one, but each point should count the same.
# told: mean_of_class_shares
def accuracy(predicted, labels):
    shares = []
    for c in set(labels):
        hits = 0
        members = 0
        for p, t in zip(predicted, labels):
            if t == c:
                members += 1
                if p == c:
                    hits += 1
        shares.append(hits / members)
    return sum(shares) / len(shares)

# %% wrong: You compare how often each class occurs in the two lists, not whether the classes agree at the same place.
# told: counts_in_common
from collections import Counter

def accuracy(predicted, labels):
    a = Counter(predicted)
    b = Counter(labels)
    common = a & b
    return sum(common.values()) / len(labels)

# %% wrong: You count the places that differ instead of those that are equal, so this is the error rate.
# told: share_wrong
def accuracy(predicted, labels):
    return sum(1 for p, l in zip(predicted, labels) if p != l) / len(predicted)

# %% wrong: range(len(labels) - 1) already stops one place too early, so the last point is never compared.
# told: last_left_out
def accuracy(predicted, labels):
    right = 0
    for i in range(0, len(labels) - 1):
        if predicted[i] == labels[i]:
            right = right + 1
    return right / len(labels)

# %% wrong: You give a percentage instead of a share from 0 to 1, and you round it.
# told: percent_with_one_digit
def accuracy(predicted, labels):
    n_correct = 0
    n_total = 0
    for guess, truth in zip(predicted, labels):
        n_total += 1
        n_correct += int(guess == truth)
    percent = 100 * n_correct / n_total
    return round(percent, 1)

# %% wrong: You only ask whether both entries are 0 or both are not 0, so with more than two classes a 1 and a 2 count as equal.
# told: zero_or_not
def accuracy(predicted, labels):
    true_positives = 0
    true_negatives = 0
    for p, l in zip(predicted, labels):
        if p and l:
            true_positives += 1
        elif not p and not l:
            true_negatives += 1
    return (true_positives + true_negatives) / len(labels)

# %% wrong: The number is right, but pop empties both lists of the caller.
# told: changed
def accuracy(predicted, labels):
    n = len(labels)
    hits = 0
    while labels:
        a = predicted.pop()
        b = labels.pop()
        if a == b:
            hits += 1
    return hits / n

# %% wrong: break leaves the loop at the first wrong point, so hits that come later are not counted.
# told: until_the_first_mistake
def accuracy(predicted, labels):
    correct = 0
    for i in range(len(predicted)):
        if predicted[i] != labels[i]:
            break
        correct += 1
    return correct / len(predicted)

# %% right: Recursion: the hits of a list are the hits of its two halves.
def accuracy(predicted, labels):
    def hits(lo, hi):
        if hi - lo == 1:
            return 1 if predicted[lo] == labels[lo] else 0
        mid = (lo + hi) // 2
        return hits(lo, mid) + hits(mid, hi)

    return hits(0, len(labels)) / len(labels)

# %% right: Numpy: one minus the share of nonzero differences.
import numpy as np

def accuracy(predicted, labels):
    d = np.asarray(predicted) - np.asarray(labels)
    return float((d.size - np.count_nonzero(d)) / d.size)

# %% right: One-hot rows of both lists, multiplied and summed with einsum.
import torch

def accuracy(predicted, labels):
    classes = sorted(set(predicted) | set(labels))
    hot = lambda values: torch.tensor([[float(v == c) for c in classes] for v in values], dtype=torch.float64)
    return torch.einsum("nk,nk->", hot(predicted), hot(labels)).item() / len(labels)

# %% wrong: You average the hit rate of each class, so a rare class counts as much as a frequent one, but every point should count the same.
# told: mean_of_class_shares
def accuracy(predicted, labels):
    rates = []
    for c in set(labels):
        in_class = 0
        right = 0
        for p, l in zip(predicted, labels):
            if l == c:
                in_class += 1
                if p == c:
                    right += 1
        rates.append(right / in_class)
    return sum(rates) / len(rates)

# %% wrong: You compare how often each class occurs in the two lists, but a class counts only if it stands at the same place.
# told: counts_in_common
from collections import Counter

def accuracy(predicted, labels):
    common = Counter(predicted) & Counter(labels)
    return sum(common.values()) / len(labels)

# %% wrong: You divide by the last index of the loop, which is one less than the number of points.
# told: divided_by_one_less_or_one
def accuracy(predicted, labels):
    hits = 0
    for i, (p, l) in enumerate(zip(predicted, labels)):
        hits += p == l
    return hits / max(i, 1)

# %% wrong: You return a percentage from 0 to 100, but the result should be a share from 0 to 1.
# told: in_percent
def accuracy(predicted, labels):
    return 100 * sum(1 for a, b in zip(predicted, labels) if a == b) / len(labels)

# %% wrong: Your condition `p and p == l` never counts a hit of class 0, because 0 is falsy, and you round the result, which you should not.
# told: zeros_do_not_count_and_rounded
def accuracy(predicted, labels):
    n_correct = 0
    for p, l in zip(predicted, labels):
        if p and p == l:
            n_correct = n_correct + 1
    acc = n_correct / len(predicted)
    return round(acc, 2)

# %% wrong: One minus the mean distance is right for the classes 0 and 1 only; with more classes a miss by 2 is subtracted twice.
# told: differences
import torch

def accuracy(predicted, labels):
    P = torch.tensor(predicted, dtype=torch.float64)
    L = torch.tensor(labels, dtype=torch.float64)
    return 1 - (P - L).abs().mean().item()

# %% wrong: `predicted == labels` on two lists gives one single True or False for the whole lists, not one for each place.
# told: all_or_nothing
import torch

def accuracy(predicted, labels):
    correct = torch.tensor(predicted == labels)
    return correct.float().mean().item()

# %% wrong: You look up the place with `labels.index(l)`, which always finds the first place with that value, so later points are compared with the wrong prediction.
# told: place_of_the_label_by_index
def accuracy(predicted, labels):
    good = 0
    for l in labels:
        i = labels.index(l)
        if predicted[i] == l:
            good += 1
    return good / len(labels)

# %% right: Recursion that halves the lists and adds the hits of both halves.
import torch


def accuracy(predicted, labels):
    def hits(lo, hi):
        if hi - lo == 1:
            return 1 if predicted[lo] == labels[lo] else 0
        mid = (lo + hi) // 2
        return hits(lo, mid) + hits(mid, hi)

    return hits(0, len(labels)) / len(labels)

# %% right: A table of pairs as in a confusion matrix, kept in a small dataclass; the diagonal is divided by the sum.
from collections import Counter
from dataclasses import dataclass, field

import torch


@dataclass
class Confusion:
    table: Counter = field(default_factory=Counter)

    def add(self, p, t):
        self.table[(p, t)] += 1
        return self

    @property
    def diagonal(self):
        return sum(v for (p, t), v in self.table.items() if p == t)

    @property
    def total(self):
        return sum(self.table.values())


def accuracy(predicted, labels):
    conf = Confusion()
    for pair in zip(predicted, labels):
        conf.add(*pair)
    return conf.diagonal / conf.total

# %% right: One-hot rows over all classes that occur, and einsum multiplies them place by place.
import numpy as np
import torch

accuracy = lambda predicted, labels: (
    lambda classes: float(
        np.einsum(
            "nc,nc->",
            (np.array(predicted)[:, None] == classes).astype(float),
            (np.array(labels)[:, None] == classes).astype(float),
        )
        / len(labels)
    )
)(np.array(sorted(set(predicted) | set(labels))))

# %% wrong: You compare how often each class occurs in the two lists, but accuracy asks at each place whether the two entries there are equal.
# told: counts_in_common
import torch


def accuracy(predicted, labels):
    """The share of places at which the two lists are equal, from 0 to 1."""
    classes = set(predicted) | set(labels)
    same = 0
    for c in classes:
        # so many of class c were found
        same = same + min(predicted.count(c), labels.count(c))
    return same / len(labels)

# %% wrong: You compute the share of hits for each class and average over the classes, so that rare classes count too much; each point must count the same.
# told: clue
import torch


def accuracy(predicted, labels):
    predicted = torch.tensor(predicted)
    labels = torch.tensor(labels)
    accs = []
    for c in labels.unique():
        mask = labels == c
        acc_c = (predicted[mask] == c).float().mean()
        accs.append(acc_c.item())
    return sum(accs) / len(accs)

# %% wrong: Your loop ends one place too early: range(len(labels) - 1) leaves the last pair out.
# told: last_left_out
import torch


def accuracy(predicted, labels):
    n = len(labels)
    correct = 0
    i = 0
    for i in range(n - 1):
        if predicted[i] == labels[i]:
            correct += 1
    return correct / n

# %% wrong: You count the places at which the two differ (!=), so this is the share of errors and not the share of hits.
# told: share_wrong
import torch


def accuracy(predicted, labels):
    return sum(p != l for p, l in zip(predicted, labels)) / len(predicted)

# %% wrong: You start at index 1, so the first pair is never compared, and you give the result in percent instead of as a number from 0 to 1.
# told: first_left_out_in_percent
import torch


def accuracy(predicted, labels):
    """The share of places at which the two lists are equal, from 0 to 1."""
    hits = 0
    total = len(predicted)
    for k in range(1, total):
        if predicted[k] == labels[k]:
            hits += 1
    percent = 100 * hits / total
    return percent

# %% wrong: You subtract the mean distance of the class numbers from 1, which is right only with the classes 0 and 1; with more classes a miss by 2 counts double.
# told: differences
import torch


def accuracy(predicted, labels):
    p = torch.tensor(predicted, dtype=torch.float64)
    t = torch.tensor(labels, dtype=torch.float64)
    # |p - t| is 0 if right and 1 if wrong
    error = (p - t).abs().mean()
    return 1 - error.item()

# %% wrong: The comparison gives a tensor of truth values and torch cannot take the mean of these: turn it into floats first.
# told: advice
import torch


def accuracy(predicted, labels):
    a = torch.tensor(predicted)
    b = torch.tensor(labels)
    return (a == b).mean().item()

# %% wrong: The return stands inside the loop, so the function ends after the first pair and never looks at the others.
# told: returned_at_once
import torch


def accuracy(predicted, labels):
    """The share of places at which the two lists are equal, from 0 to 1."""
    count_right = 0
    for p, y in zip(predicted, labels):
        if p == y:
            count_right = count_right + 1
        acc = count_right / len(labels)
        return acc
