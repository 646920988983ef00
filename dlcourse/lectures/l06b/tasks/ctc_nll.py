"""Exercise: the negative log-likelihood of a word over all its paths."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart, written
from dlcourse.classroom.task import Task


def reference(logp: Tensor, target: Tensor) -> Tensor:
    """The package's loss, with class 0 as the blank."""
    return losses.ctc(logp, target)


def _word(*labels: int) -> Tensor:
    return torch.tensor(labels)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def table(frames: int, classes: int, last: int | None = None) -> Tensor:
        """A table of random logarithms; in its last frame one class may be the most probable."""
        z = 1.5 * draw.normal(frames, classes)
        if last is not None:
            z[-1, last] += 6
        return z.log_softmax(1)

    far = 30 * draw.normal(6, 4)
    far[:, 2] += 900  # a label that the word does not have

    return [
        case("the example of the text", logp=numbers([[0.6, 0.4], [0.5, 0.5]]).log(), target=_word(1)),
        case("one frame, one label", logp=table(1, 3), target=_word(2)),
        case("three frames, one label", logp=table(3, 3, 0), target=_word(2)),
        case("four frames, two labels that differ", logp=table(4, 4, 1), target=_word(3, 1)),
        case("four frames, two equal labels", logp=table(4, 3), target=_word(1, 1)),
        case("five frames, three labels, two of them equal neighbours", logp=table(5, 4), target=_word(2, 2, 3)),
        case("six frames, a label that comes back", logp=table(6, 3), target=_word(1, 2, 1)),
        case("as many frames as labels", logp=table(3, 5), target=_word(4, 1, 2)),
        case("two equal labels in two frames", logp=table(2, 3), target=_word(2, 2)),
        case("probabilities that are stored as 0", logp=far.log_softmax(1), target=_word(1, 3)),
    ]


task = Task(
    key="ctc_nll", title="The loss of a word", points=2, difficulty=3, minutes=30,
    objective="add all spellings of a word frame by frame",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=("torch.nn.functional.ctc_loss", "torch.nn.CTCLoss", "torch.ctc_loss"),
    facts=("N06-16",),
    hints=(
        "Write down the states: a blank before, between and after the labels. Where may a path start, and where may it "
        "end?",
        "In the example the states are -, A, -. After frame 1 their numbers are 0.6, 0.4 and 0. What are they after "
        "frame 2? In logarithms, which function adds them?",
        "ways = [alpha[s]]; if s > 0: ways.append(____); if s > 1 and states[s] != ____ and states[s] != ____: "
        "ways.append(____); new.append(torch.stack(ways).logsumexp(0) + logp[t, ____])",
    ),
)


@task.solution
def ctc_nll(logp, target):
    states = [0]
    for label in target.tolist():
        states += [label, 0]                                    # step: a blank before, between and after
    never = torch.tensor(-torch.inf, dtype=logp.dtype)
    alpha = [logp[0, 0], logp[0, states[1]]]                    # step: a path starts in one of two states
    alpha += [never] * (len(states) - 2)
    for frame in logp[1:]:
        new = []
        for s, state in enumerate(states):
            ways = [alpha[s]]                                   # step: to stay
            if s > 0:
                ways.append(alpha[s - 1])                       # step: from the state before
            if s > 1 and state not in (0, states[s - 2]):
                ways.append(alpha[s - 2])                       # step: past a blank
            new.append(torch.stack(ways).logsumexp(0) + frame[state])   # step: add the ways, and the frame
        alpha = new
    return -torch.stack(alpha[-2:]).logsumexp(0)                # step: a path ends in one of two states


@task.right
def with_whole_rows(logp, target):
    states = torch.zeros(2 * len(target) + 1, dtype=torch.int64)
    states[1::2] = target                                       # step: a blank before, between and after
    low = torch.full((2,), -torch.inf, dtype=logp.dtype)
    skip = torch.zeros(len(states), dtype=logp.dtype) - torch.inf
    for s in range(2, len(states)):
        if states[s] != 0 and states[s] != states[s - 2]:
            skip[s] = 0.0                                       # step: where the third way is open
    alpha = torch.cat([logp[0, states[:2]], torch.full((len(states) - 2,), -torch.inf, dtype=logp.dtype)])
    for t in range(1, len(logp)):
        padded = torch.cat([low, alpha])
        alpha = torch.logsumexp(torch.stack([alpha, padded[1:-1], padded[:-2] + skip]), 0) + logp[t, states]
    return -torch.logaddexp(alpha[-1], alpha[-2])               # step: a path ends in one of two states


@task.right
def over_all_paths(logp, target):
    frames, classes = logp.shape
    found = []
    for path in itertools.product(range(classes), repeat=frames):
        word = [c for i, c in enumerate(path) if c != 0 and (i == 0 or path[i - 1] != c)]   # step: what it spells
        if word == target.tolist():
            found.append(sum(float(logp[t, c]) for t, c in enumerate(path)))                # step: its logarithm
    top = max(found, default=0.0)
    total = sum(math.exp(v - top) for v in found)
    return torch.tensor(-top - math.log(total) if total else math.inf, dtype=torch.float64)


@task.right
def by_memory(logp, target):
    from functools import lru_cache

    rows, word = logp.tolist(), target.tolist()

    @lru_cache(None)
    def rest(t, done, last):
        """Logarithm of the sum over all ways to write the other labels from frame t on."""
        if t == len(rows):
            return 0.0 if done == len(word) else -math.inf
        ways = [rows[t][0] + rest(t + 1, done, 0)]              # step: a blank
        if last:
            ways.append(rows[t][last] + rest(t + 1, done, last))        # step: the same letter once more
        if done < len(word) and word[done] != last:
            ways.append(rows[t][word[done]] + rest(t + 1, done + 1, word[done]))    # step: the next letter
        top = max(ways)
        return top if top == -math.inf else top + math.log(sum(math.exp(v - top) for v in ways))

    return torch.tensor(-rest(0, 0, 0), dtype=torch.float64)


NEVER = -math.inf


def _sum(ways: list[float]) -> float:
    """Logarithm of the sum of what these are the logarithms of."""
    top = max(ways)
    return top if math.isinf(top) else top + math.log(sum(math.exp(way - top) for way in ways))


def _stored(ways: list[float]) -> float:
    """The same by way of the numbers themselves, which may be stored as 0."""
    total = sum(math.exp(way) for way in ways)
    return math.log(total) if total else NEVER


def _forward(v: Any, in_place: bool = False) -> list[float]:
    """The logarithms of the last frame's forward numbers."""
    alpha = [v.rows[0][state] + v.first if s in v.starts else v.never for s, state in enumerate(v.states)]
    for row in v.rows[1:]:
        new = alpha if in_place else list(alpha)
        for s, state in enumerate(v.states):
            ways = [alpha[s]] if v.stays(s) else []
            ways += [alpha[s - 1]] if s > 0 else []
            ways += [alpha[s - 2]] if s > 1 and v.skips(s) else []
            new[s] = v.add(ways or [v.never]) + row[state]
        alpha = new
    return alpha


# The loss, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "blank": lambda v: 0,
    "table": lambda v: v.logp,
    "rows": lambda v: v.table.tolist(),
    "labels": lambda v: v.target.tolist(),
    "states": lambda v: [v.blank, *(state for label in v.labels for state in (label, v.blank))],
    "never": lambda v: NEVER, "first": lambda v: 0.0, "add": lambda v: _sum,
    "starts": lambda v: (0, 1),
    "stays": lambda v: lambda s: True,
    "skips": lambda v: lambda s: v.states[s] not in (v.blank, v.states[s - 2]),
    "alpha": lambda v: _forward(v),
    "ends": lambda v: v.alpha[-2:],
    "total": lambda v: v.add(v.ends),
    "loss": lambda v: -v.total,
    "result": lambda v: torch.tensor(v.loss, dtype=torch.float64),
}
# the smallest inputs on which a mistake can be seen, as probabilities; the first that shows one is told
SMALL = [(numbers(rows), _word(*word)) for rows, word in (
    ([[0.6, 0.4], [0.5, 0.5]], [1]), ([[0.5, 0.3, 0.2], [0.6, 0.3, 0.1]], [1, 2]),
    ([[0.6, 0.4], [0.5, 0.5], [0.7, 0.3]], [1, 1]), ([[0.5, 0.3, 0.2], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]], [1, 2]),
    ([[0.6, 0.4], [0.5, 0.5]], [1, 1]), ([[0.6, 0.4], [0.5, 0.5], [0.7, 0.3], [0.2, 0.8]], [1, 1]))]


_with = answers_by(RULES, ctc_nll)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for p, word in SMALL:
        given, right = answer(p.log(), word), ctc_nll(p.log(), word)
        if isinstance(given, Tensor) and (words := told_apart(given, right)):
            label = "label" if len(word) == 1 else "labels"
            return f"Probabilities {written(p)} and the {label} {written(word)} give {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


START, END = "In which states may the first frame be?", "In which states may the last frame be?"
SPELL = "Which word does a path spell that goes this way?"
FAR = "What is stored for exp(-900)? Which sum needs no such number?"
FEW = "How probable is a word that no path spells, and what is -log of that?"
_wrong("skip_between_equals", "a path may go from a label straight to the same label", SPELL,
       skips=lambda v: lambda s: v.states[s] != v.blank)
_wrong("skip_always", "a path may always go past a state, a label too", SPELL, skips=lambda v: lambda s: True)
_wrong("skip_labels", "a path may go past a label, from blank to blank", SPELL,
       skips=lambda v: lambda s: v.states[s] == v.blank)
_wrong("never_skips", "a path must stop in every blank", "Does AB with two frames have a path?",
       skips=lambda v: lambda s: False)
_wrong("skip_equals_alone", "a path may go past a blank between equal labels alone", SPELL,
       skips=lambda v: lambda s: v.states[s] != v.blank and v.states[s] == v.states[s - 2])
_wrong("starts_with_blank", "every path starts with a blank", START, starts=lambda v: (0,))
_wrong("starts_with_label", "every path starts with the first label", START, starts=lambda v: (1,))
_wrong("starts_anywhere", "a path may start in any state", START, starts=lambda v: range(len(v.states)))
_wrong("starts_in_three", "a path may start in the blank after the first label", START, starts=lambda v: (0, 1, 2))
_wrong("ends_with_blank", "every path ends with a blank", END, ends=lambda v: v.alpha[-1:])
_wrong("ends_with_label", "every path ends with the last label", END, ends=lambda v: v.alpha[-2:-1])
_wrong("ends_anywhere", "a path may end in any state", END, ends=lambda v: v.alpha)
_wrong("ends_in_three", "a path may end in the blank before the last label", END, ends=lambda v: v.alpha[-3:])
_wrong("better_end", "of the two ends, the more probable one counts alone", END, ends=lambda v: [max(v.alpha[-2:])])
_wrong("starts_and_ends_with_blank", "every path starts and ends with a blank", f"{START} {END}",
       starts=lambda v: (0,), ends=lambda v: v.alpha[-1:])
_wrong("never_stays", "a path never stays in a state", "Does the path AA spell A?", stays=lambda v: lambda s: False)
_wrong("labels_never_stay", "a path never stays in a label", "Does the path AA spell A?",
       stays=lambda v: lambda s: v.states[s] == v.blank)
_wrong("blanks_never_stay", "a path never stays in a blank", "Does the path A-- spell A?",
       stays=lambda v: lambda s: v.states[s] != v.blank)
_wrong("no_blanks", "there are no blanks between the labels", "Which class fills a frame without a letter?",
       states=lambda v: v.labels, starts=lambda v: (0,), skips=lambda v: lambda s: False, ends=lambda v: v.alpha[-1:])
_wrong("blanks_between_alone", "there is a blank between labels, but none before and after", "Does the path -A spell "
       "A?", states=lambda v: [state for label in v.labels for state in (label, v.blank)][:-1], starts=lambda v: (0,),
       ends=lambda v: v.alpha[-1:])
_wrong("best_path", "the most probable path counts alone", "What do the other paths of the word add?",
       add=lambda v: max)
_wrong("mean_of_ways", "the mean of the ways is taken, not their sum", "How probable is one of two things that exclude "
       "each other?", add=lambda v: lambda ways: _sum(ways) - math.log(len(ways)))
_wrong("logs_added", "the logarithms of the ways are added, as if they were probabilities", "Which function adds "
       "numbers whose logarithms are given?", never=lambda v: 0.0, add=lambda v: sum)
_wrong("probability", "the probability of the word comes back", "What is its negative logarithm?",
       loss=lambda v: math.exp(v.total))
_wrong("log_likelihood", "the minus is missing", "Is the logarithm of a probability above or below 0?",
       loss=lambda v: v.total)
_wrong("one_minus", "one less the probability of the word comes back", "Which function makes a loss of a probability?",
       loss=lambda v: 1 - math.exp(v.total))
_wrong("in_bits", "the logarithm is to base 2", "Which base has the natural logarithm?",
       loss=lambda v: -v.total / math.log(2))
_wrong("per_label", "the loss is divided by the number of labels, as torch's mean does", "Does the text ask for a "
       "mean?",
       loss=lambda v: -v.total / len(v.labels))
_wrong("per_frame", "the loss is divided by the number of frames", "Does the text ask for a mean?",
       loss=lambda v: -v.total / len(v.rows))
_wrong("blank_last", "the last class is taken for the blank", "Which class is the blank here?",
       blank=lambda v: v.logp.shape[1] - 1)
_wrong("word_backwards", "the word is read from its end, or the frames from the last to the first", "Which label comes "
       "first, and which frame?",
       labels=lambda v: v.target.tolist()[::-1])
_wrong("labels_from_zero", "label k is looked up in column k - 1", "Which column belongs to label 1?",
       labels=lambda v: [label - 1 for label in v.target.tolist()])
_wrong("equal_labels_merged", "equal neighbours in the word become one", "Is AA the same word as A?",
       labels=lambda v: [b for a, b in zip([0, *v.target.tolist()], v.target.tolist()) if a != b])
_wrong("in_place", "the numbers of a frame are changed while they are still read", "Which frame's numbers does the "
       "next state need?", alpha=lambda v: _forward(v, in_place=True))
_wrong("first_frame_left_out", "the first frame's probabilities are left out, and all beginnings count 1", "How "
       "probable is a path that starts with A?", alpha=lambda v: _forward(SimpleNamespace(
           **{**vars(v), "rows": [[0.0] * len(v.rows[0]), *v.rows[1:]]})))
_wrong("first_frame_twice", "the first frame counts twice", "How many factors has a path of two frames?",
       rows=lambda v: [v.table[0].tolist(), *v.table.tolist()])
_wrong("last_frame_left_out", "the last frame is left out", "How many factors has a path of two frames?",
       rows=lambda v: v.table.tolist()[:max(1, len(v.table) - 1)])
_wrong("frame_before", "each frame after the first takes the probabilities of the frame before", "Which row belongs to "
       "frame 2?", rows=lambda v: [v.table[0].tolist(), *v.table.tolist()[:-1]])
_wrong("halved_start", "each of the two starts has the weight one half", "Are these weights not in the table already?",
       first=lambda v: -math.log(2))
_wrong("probabilities_stored", "the sums are made of the probabilities themselves, and very small ones are stored as 0",
       FAR, add=lambda v: _stored)
_wrong("probabilities_as_logs", "exp(logp) is used where logp should be", "What does the text say that logp holds?",
       table=lambda v: v.logp.exp())
_wrong("minus_a_billion", "what cannot be has the logarithm -1e9, so that a word without a path has a finite loss", FEW,
       never=lambda v: -1e9)
_wrong("minus_a_million", "what cannot be has the logarithm -1e6, so that a word without a path has a finite loss", FEW,
       never=lambda v: -1e6)
_wrong("minus_ten_thousand", "what cannot be has the logarithm -1e4, so that a word without a path has a finite loss",
       FEW, never=lambda v: -1e4)
_wrong("without_path_zero", "a word that no path spells has the loss 0", FEW,
       loss=lambda v: 0.0 if math.isinf(v.total) else -v.total)
_wrong("without_path_nan", "a word that no path spells has the loss nan", FEW,
       loss=lambda v: math.nan if math.isinf(v.total) else -v.total)
_wrong("epsilon", "1e-12 keeps the probability from 0 before the logarithm", FAR,
       loss=lambda v: -math.log(math.exp(v.total) + 1e-12))
_wrong("returned_in_float32", "the result is float32, or went through it", "Which dtype does the text ask for?",
       result=lambda v: torch.tensor(v.loss, dtype=torch.float32))
_wrong("in_float32", "the table goes through float32", "In which of your lines does the dtype change?",
       table=lambda v: v.logp.float())
_wrong("plain_number", "the result is a Python number, not a tensor", "Which type does the text ask for?",
       result=lambda v: v.loss)
_wrong("in_a_row", "the result has shape (1,)", "Which shape does the text ask for?",
       result=lambda v: torch.tensor([v.loss], dtype=torch.float64))
def _brute(v: Any, spells: Callable) -> float:
    """The logarithm of the sum over all paths that spell the word, in a spelling of one's own."""
    found = [sum(row[c] for row, c in zip(v.rows, path))
             for path in itertools.product(range(len(v.rows[0])), repeat=len(v.rows)) if spells(path) == v.labels]
    return _sum(found) if found else NEVER


def _blanks_first(path: tuple[int, ...]) -> list[int]:
    letters = [c for c in path if c != 0]
    return [c for i, c in enumerate(letters) if i == 0 or letters[i - 1] != c]


def _one_state(v: Any) -> float:
    """The logarithm of the last label's number, where a label's state holds the blanks after it as well."""
    alpha = [0.0] + [NEVER] * len(v.labels)
    for row in v.rows:
        alpha = [alpha[0] + row[0]] + [
            _sum([alpha[k] + row[0], alpha[k] + row[label], alpha[k - 1] + row[label]])
            for k, label in enumerate(v.labels, 1)]
    return alpha[-1]


def _unguarded(ways: list[float]) -> float:
    """The logarithm of a sum, where nothing looks after sums of nothing."""
    top = math.nan if any(map(math.isnan, ways)) else max(ways)
    return top + math.log(sum(math.exp(way - top) for way in ways)) if not math.isinf(top) else math.nan


_wrong("blanks_taken_out_first", "the blanks are taken out first, and then equal neighbours become one", "Which word "
       "does the path A-A spell?", total=lambda v: _brute(v, _blanks_first))
_wrong("one_state_for_each_label", "a label and the blank after it share one state, so that the same label may come "
       "back after a blank and still count once", "Which word does the path A-A spell?", total=_one_state)
_wrong("equals_not_merged", "equal neighbours of a path do not become one", "Does the path AA spell A?",
       stays=lambda v: lambda s: v.states[s] == v.blank, skips=lambda v: lambda s: v.states[s] != v.blank)
_wrong("one_frame_for_each_label", "label number k is looked up in frame number k, and nothing else counts", "Which "
       "other paths spell the word when there are more frames than labels?",
       total=lambda v: sum(v.rows[k][label] for k, label in enumerate(v.labels)))
_wrong("most_probable_classes", "the most probable class of each frame counts, whatever the word is", "Where does your "
       "answer use `target`?", total=lambda v: sum(max(row) for row in v.rows))
_wrong("nan_from_nothing", "where no way leads to a state, minus infinity is taken off minus infinity, and that is nan",
       "What is the logarithm of a sum of zeros?", add=lambda v: _unguarded)
_wrong("ends_multiplied", "the logarithms of the two ends are added, which multiplies their probabilities", "How "
       "probable is one of two things that exclude each other?", total=lambda v: sum(v.ends))
_wrong("mean_of_ends", "the loss is the mean of those of the two ends", "How probable is one of two things that "
       "exclude each other?", total=lambda v: sum(v.ends) / len(v.ends))
_wrong("best_way_to_both_ends", "up to the last frame the most probable way counts alone, and the two ends are added",
       "What do the other ways to a state add?", add=lambda v: max, total=lambda v: _sum(v.ends))
_wrong("cannot_be_is_certain", "what cannot be has the logarithm 0, as if it were certain", "How probable is a path "
       "that starts in the second label, and what is the logarithm of that?", never=lambda v: 0.0)
for _name, _low in (("a_hundred", -100.0), ("a_thousand", -1e3), ("a_hundred_thousand", -1e5), ("ten_billion", -1e10),
                    ("ten_to_the_thirty", -1e30)):
    _wrong(f"minus_{_name}", f"what cannot be has the logarithm {_low:g}, so that a word without a path has a finite "
           f"loss",
           FEW, never=lambda v, low=_low: low)
for _digits in (8, 10, 300):
    _wrong(f"epsilon_of_{_digits}_digits", f"1e-{_digits} is added to the probability before the logarithm", FAR,
           loss=lambda v, tiny=10.0**-_digits: -math.log(math.exp(v.total) + tiny))
_wrong("per_state", "the loss is divided by the number of states", "Does the text ask for a mean?",
       loss=lambda v: -v.total / len(v.states))
_wrong("no_last_blank", "there is no blank after the last label, and the two last states count as ends", END,
       states=lambda v: [v.blank, *(state for label in v.labels for state in (label, v.blank))][:-1])
_wrong("no_first_blank", "there is no blank before the first label, and the two first states count as starts", START,
       states=lambda v: [state for label in v.labels for state in (label, v.blank)])
_wrong("no_blanks_but_skips", "there are no blanks between the labels, and a path may still skip a state", "Which "
       "class fills a frame without a letter?", states=lambda v: v.labels, starts=lambda v: (0,),
       ends=lambda v: v.alpha[-1:])
_wrong("blank_last_labels_from_zero", "the last class is taken for the blank, and label k is looked up in column k - 1",
       "Which class is the blank here?", blank=lambda v: v.logp.shape[1] - 1,
       labels=lambda v: [label - 1 for label in v.target.tolist()])

OFTEN = {
    "skip_between_equals": Mistake("a path may go from a label straight to the same label", SPELL,
                                   {"skips": lambda v: lambda s: v.states[s] != v.blank}),
    "never_skips": Mistake("a path must stop in every blank", "Does AB with two frames have a path?",
                           {"skips": lambda v: lambda s: False}),
    "no_blanks": Mistake("there are no blanks between the labels", "Which class fills a frame without a letter?", {
        "states": lambda v: v.labels, "starts": lambda v: (0,), "skips": lambda v: lambda s: False,
        "ends": lambda v: v.alpha[-1:]}),
    "best_path": Mistake("the most probable path counts alone", "What do the other paths add?", {"add": lambda v: max}),
    "starts_with_blank": Mistake("every path starts with a blank", START, {"starts": lambda v: (0,)}),
    "ends_with_blank": Mistake("every path ends with a blank", END, {"ends": lambda v: v.alpha[-1:]}),
    "ends_with_label": Mistake("every path ends with the last label", END, {"ends": lambda v: v.alpha[-2:-1]}),
    "probabilities_stored": Mistake("very small probabilities are stored as 0", FAR, {"add": lambda v: _stored}),
    "log_likelihood": Mistake("the minus is missing", "Can the loss be below 0?", {"loss": lambda v: v.total}),
    "probability": Mistake("the probability comes back", "What is its negative logarithm?",
                           {"loss": lambda v: math.exp(v.total)}),
    "per_label": Mistake("the loss is divided by the number of labels", "Does the text ask for a mean?",
                         {"loss": lambda v: -v.total / len(v.labels)}),
    "per_frame": Mistake("the loss is divided by the number of frames", "Does the text ask for a mean?",
                         {"loss": lambda v: -v.total / len(v.rows)}),
}
WRITTEN = {("never_skips", "no_blanks"), ("starts_with_blank", "ends_with_blank"), ("probabilities_stored",
"probability")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
