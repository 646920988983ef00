"""Exercise: from scores to decisions, for three kinds of labels."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, in_pairs
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def mixed(*shape: int) -> Tensor:
        """Some below 0, some between 0 and 1/2, some above, some above 1, in a random order."""
        n = int(np.prod(shape))
        ends = [(-2, -0.6), (0.1, 0.4), (0.55, 0.95), (-0.45, -0.1), (1.1, 2)]
        scores = torch.cat([draw.uniform(*ends[k % len(ends)], 1) for k in range(n)])
        return scores[draw.permutation(n)].reshape(shape)

    def rows(wanted: list[int], classes: int, low: float, high: float) -> Tensor:
        """Scores whose largest entry stands at the wanted class."""
        scores = draw.uniform(low, high, len(wanted), classes)
        scores[torch.arange(len(wanted)), torch.tensor(wanted)] += high - low
        return scores

    def asked(task: str, label: str, scores: Tensor) -> Case:
        return case(label, scores=scores, task=task)

    tie = draw.between(0.5, 2)
    return [
        asked("binary", "five samples, yes or no", mixed(5)),
        asked("multilabel", "three samples with four labels each", mixed(3, 4)),
        asked("multiclass", "four samples, three classes", rows([2, 0, 1, 2], 3, -1, 1)),
        asked("binary", "seven samples, yes or no", mixed(7)),
        asked("binary", "one sample, yes or no", mixed(1)),
        asked("binary", "three samples, one score is 0, yes or no", numbers(draw.between(1, 2), 0, -1)),
        asked("multilabel", "a sample without a label, one with a single label, one with all", torch.stack(
            [draw.uniform(-2, -0.6, 3), draw.uniform(0.1, 0.4, 3) * numbers(-1, 1, -1), draw.uniform(0.1, 2, 3)])),
        asked("multilabel", "two labels, some scores are 0", numbers([0, draw.between(-2, -1)],
                                                                     [draw.between(1, 2), 0])),
        asked("multilabel", "four samples with a single label", mixed(4, 1)),
        asked("multilabel", "one sample with five labels", mixed(1, 5)),
        asked("multiclass", "five classes, all scores negative", rows([3, 1, 4], 5, -3, -1.8)),
        asked("multiclass", "six classes, none has half of the probability", rows([5, 2, 4], 6, 0.3, 0.5)),
        asked("multiclass", "one sample, four classes", rows([2], 4, -1, 1)),
        asked("multiclass", "two classes", rows([1, 0, 1, 1, 0], 2, -1, 1)),
        asked("multiclass", "several classes share the largest score", numbers(
            [tie - 1, tie, tie, tie], [tie, -2, -1, tie], [-tie, -2 - tie, -tie, -tie])),
        asked("multiclass", "four classes, scores near 40", numbers([40, 45, 50, 41], [-40, -45, -50, -39])),
        asked("multiclass", "four classes, large scores", numbers(
            [1000, 1001, 1002, 999], [-1000, -999, -1002, -1001], [0, 0, 1000, 900], [-1, 2, 1, 0])),
        asked("binary", "large scores, yes or no", numbers(1000, -1000, draw.between(700, 900), -800)),
        asked("binary", "scores near 0, yes or no", numbers(1e-3, -1e-3, 2e-6, -3e-6)),
    ]


def reference(scores: Tensor, task: str) -> Tensor:
    """The package's decisions."""
    from dlcourse import losses  # the name of the solution below is that of the package's function

    return losses.decode_outputs(scores, task)


task = Task(
    key="decode_outputs", title="From scores to decisions", points=2, difficulty=1, minutes=10,
    objective="turn the scores of an output layer into labels, for three kinds of labels",
    reference=reference, cases=cases, facts=("N01-09", "N06-03", "N06-04"),
    hints=(
        "For which logits is σ(z) at least 1/2? And can a softmax change which of several scores is the largest?",
        "The row (1.2, -0.4, 0.3) has σ = (0.77, 0.40, 0.57) and the softmax (0.62, 0.13, 0.25). Which labels are on, "
        "and which class is it?",
        "if task == \"multiclass\": return scores.argmax(dim=____); return (scores >= ____).long()",
    ),
)


@task.solution
def decode_outputs(scores, task):
    if task == "multiclass":
        return scores.argmax(dim=-1)            # step: the class with the largest score
    return (scores >= 0).long()                 # step: yes where the probability is at least one half


@task.right
def by_probabilities(scores, task):
    if task == "multiclass":
        p = torch.softmax(scores, dim=1)                # step: the probabilities of the classes
        return p.max(dim=1).indices                     # step: the class with the largest one
    p = torch.sigmoid(scores)                           # step: the probability of each yes
    return torch.where(p >= 0.5, 1, 0)                  # step: yes from one half on


@task.right
def sample_by_sample(scores, task):
    found = []
    for row in scores.tolist():
        if task == "binary":
            found.append(int(row >= 0))
        elif task == "multilabel":
            found.append([1 if score >= 0 else 0 for score in row])
        else:
            found.append(row.index(max(row)))
    return torch.tensor(found)


@task.right
def with_numpy(scores, task):
    z = scores.numpy()
    if task == "multiclass":
        return torch.from_numpy(np.argmax(z, axis=1))
    return torch.from_numpy(np.heaviside(z, 1).astype(np.int64))


# The decision, kind by kind; a mistake changes some of the rules.
RULES = {
    "level": lambda v: 0.0,
    "yes": lambda v: v.scores >= v.level,
    "binary": lambda v: v.yes.long(),
    "multilabel": lambda v: v.yes.long(),
    "axis": lambda v: -1,
    "multiclass": lambda v: v.scores.argmax(v.axis),
    "result": lambda v: getattr(v, v.task),
}
ROWS = numbers([1.2, -0.4, 0.3], [-0.2, -0.1, -0.3])
TRIED = [("multilabel", ROWS), ("multiclass", ROWS), ("binary", ROWS[0]), ("multilabel", numbers([0, 1], [1, 0])),
         ("binary", numbers(0, 1)), ("multiclass", numbers([2, 2, 1], [1, 2, 2])),
         ("multiclass", numbers([40, 45, 41], [50, 45, 41])), ("multiclass", numbers([1000, 1001], [1001, 1000]))]


def _with(name: str, **changes: Callable) -> Callable:
    """An answer that keeps to all rules but some."""
    def answer(scores, task):
        v = SimpleNamespace(scores=scores, task=task)
        for quantity, rule in (RULES | changes).items():
            if quantity in ("binary", "multilabel", "multiclass") and quantity != task:
                continue        # a rule of one kind need not be possible for the scores of another
            setattr(v, quantity, rule(v))
        return v.result

    answer.__name__ = name
    return answer


def _shown(given: Tensor) -> str:
    """A result as the text would write it."""
    def written(value: object) -> str:
        if isinstance(value, list):
            return f"({', '.join(map(written, value))})"
        return f"{value:.4g}" if isinstance(value, float) else str(value)

    return written(given.tolist())


def _by_hand(answer: Callable) -> str:
    """What an answer gives for small scores, where it is wrong."""
    for kind, scores in TRIED:
        given, right = answer(scores, kind), decode_outputs(scores, kind)
        if not isinstance(given, Tensor):
            return ""
        if given.dtype != right.dtype and given.to(right.dtype).equal(right):
            return f" The dtype is {given.dtype}."
        if given.shape != right.shape or given.dtype != right.dtype or not given.equal(right):
            of = f"For the scores {_shown(scores)} and the task \"{kind}\" you give {_shown(given)}"
            return f" {of}, where {_shown(right)} is expected."
    return ""


def _wrong(name: str, says: str, asks: str, short: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(f"{says}{_by_hand(answer)} {asks}", short=short)(answer)


def _kept(scores: Tensor) -> Tensor:
    """The class with the largest score so far, in this row and all before."""
    rows = scores.reshape(-1, scores.shape[-1])
    return torch.tensor([int(rows[:i + 1].argmax()) % rows.shape[1] for i in range(len(rows))])


def _one_hot(scores: Tensor) -> Tensor:
    return torch.nn.functional.one_hot(scores.argmax(-1), scores.shape[-1])


_wrong("half_as_level", "You compare scores with 1/2, where a probability would be: scores between 0 and 1/2 count "
       "as no.",
       "How large is σ(0.3)?", "scores are compared with 1/2", level=lambda v: 0.5)
_wrong("half_as_level_for_binary", "For \"binary\" you compare scores with 1/2, where a probability would be.",
       "How large is σ(0.3)?", "scores are compared with 1/2 for \"binary\"",
       binary=lambda v: (v.scores >= 0.5).long())
_wrong("half_as_level_for_multilabel", "For \"multilabel\" you compare scores with 1/2, where a probability would be.",
       "How large is σ(0.3)?", "scores are compared with 1/2 for \"multilabel\"",
       multilabel=lambda v: (v.scores >= 0.5).long())
_wrong("above_alone", "A probability of exactly 1/2 counts as no in your answer.", "`round` takes 0.5 to 0, for "
       "instance. What does the text say about it?", "exactly one half counts as no",
       yes=lambda v: v.scores > v.level)
_wrong("above_alone_for_binary", "For \"binary\" a probability of exactly 1/2 counts as no in your answer.", "`round` "
       "takes 0.5 to 0, for instance. What does the text say about it?", "exactly one half counts as no for \"binary\"",
       binary=lambda v: (v.scores > 0).long())
_wrong("above_alone_for_multilabel", "For \"multilabel\" a probability of exactly 1/2 counts as no in your answer.",
       "`round` takes 0.5 to 0, for instance. What does the text say about it?",
       "exactly one half counts as no for \"multilabel\"", multilabel=lambda v: (v.scores > 0).long())
_wrong("turned_round", "Yes and no have changed places.", "Does a larger score make yes more likely or less?",
       "yes and no are exchanged", yes=lambda v: v.scores < 0)
_wrong("at_most", "Scores of at most 0 are yes in your answer.", "Does a larger score make yes more likely or less?",
       "scores of at most 0 are yes", yes=lambda v: v.scores <= 0)
_wrong("always_yes", "Every answer is yes. (A probability that goes through σ once more does that: σ(0.1) is 0.52.)",
       "Which scores should be no?", "every answer is yes", yes=lambda v: torch.ones_like(v.scores).bool())
_wrong("always_no", "Every answer is no.", "Which scores are yes?", "every answer is no",
       yes=lambda v: torch.zeros_like(v.scores).bool())
_wrong("level_one", "You compare scores with 1.", "For which z is σ(z) at least 1/2?", "scores are compared with 1",
       level=lambda v: 1.0)
_wrong("level_of_the_mean", "You compare scores with their own mean.", "Does one answer depend on the other scores "
       "here?", "scores are compared with their mean", level=lambda v: v.scores.mean())
_wrong("nearly_zero_is_yes", "Scores a little below 0 are yes in your answer.", "Is σ(-0.001) at least 1/2?",
       "scores a little below 0 are yes", level=lambda v: -1e-2)
_wrong("nearly_zero_is_no", "Scores a little above 0 are no in your answer.", "Is σ(0.001) at least 1/2?",
       "scores a little above 0 are no", level=lambda v: 1e-2)
_wrong("signs", "You give -1 for no.", "Which two numbers does the text use?", "no is -1",
       binary=lambda v: 2 * v.yes.long() - 1, multilabel=lambda v: 2 * v.yes.long() - 1)
_wrong("signs_for_binary", "For \"binary\" you give -1 for no.", "Which two numbers does the text use?",
       "no is -1 for \"binary\"", binary=lambda v: 2 * v.yes.long() - 1)
_wrong("three_signs", "You give the sign of each score: -1, 0 or 1.", "Which two numbers does the text use?",
       "the sign of the score comes back", binary=lambda v: v.scores.sign().long(),
       multilabel=lambda v: v.scores.sign().long())
_wrong("binary_argmax", "For \"binary\" you give the place of the largest score, a single number.", "How many samples "
       "have to be answered?", "the largest score of all samples is searched for \"binary\"",
       binary=lambda v: v.scores.argmax(-1))
_wrong("binary_softmax", "For \"binary\" you take a softmax over the samples and compare with 1/2.", "Should one "
       "sample's answer depend on the others?", "a softmax runs over the samples for \"binary\"",
       binary=lambda v: (v.scores.softmax(0) >= 0.5).long())
_wrong("binary_probability", "For \"binary\" you give the probability.", "Which decision follows from it?",
       "the probability comes back for \"binary\"", binary=lambda v: v.scores.sigmoid())
_wrong("probabilities", "For \"binary\" and \"multilabel\" you give probabilities.", "Which decision follows from "
       "each?", "probabilities come back", binary=lambda v: v.scores.sigmoid(), multilabel=lambda v: v.scores.sigmoid())
_wrong("every_probability", "You give probabilities for every task.", "Which decision follows from them?",
       "probabilities come back for every task", binary=lambda v: v.scores.sigmoid(),
       multilabel=lambda v: v.scores.sigmoid(), multiclass=lambda v: v.scores.softmax(-1))
_wrong("binary_column", "For \"binary\" your result has a column for the answers: its shape is (samples, 1).",
       "Which shape does the text ask for?", "the answers for \"binary\" stand in a column",
       binary=lambda v: v.yes.long()[:, None])
_wrong("binary_both", "For \"binary\" you give two columns, for no and for yes.", "Which shape does the text ask for?",
       "there are two columns for \"binary\"", binary=lambda v: torch.stack([~v.yes, v.yes], -1).long())
_wrong("multilabel_argmax", "For \"multilabel\" you give the place of the largest score.", "How many labels may be on "
       "at once?", "only the largest score counts for \"multilabel\"", multilabel=lambda v: v.scores.argmax(-1))
_wrong("multilabel_one_hot", "For \"multilabel\" exactly one label is on in each row: the one with the largest score.",
       "How many labels may be on at once?", "exactly one label is on for \"multilabel\"",
       multilabel=lambda v: _one_hot(v.scores))
_wrong("multilabel_softmax", "For \"multilabel\" you take a softmax and compare with 1/2: at most two labels can be "
       "on.",
       "Do the probabilities of several labels have to add up to 1?", "a softmax stands for \"multilabel\"",
       multilabel=lambda v: (v.scores.softmax(-1) >= 0.5).long())
_wrong("multilabel_share", "For \"multilabel\" a label is on when its softmax exceeds 1 divided by the number of "
       "labels.", "Do the probabilities of several labels have to add up to 1?", "labels are compared with their "
       "mean share", multilabel=lambda v: (v.scores.softmax(-1) >= 1 / v.scores.shape[-1]).long())
_wrong("multilabel_at_least_one", "Where no label is on you switch on the one with the largest score.", "May a sample "
       "have no label?", "a sample without a label gets one",
       multilabel=lambda v: torch.where(v.yes.any(-1, keepdim=True), v.yes.long(), _one_hot(v.scores)))
_wrong("multilabel_any", "For \"multilabel\" you say only whether any label is on.", "Which shape does the text ask "
       "for?", "only whether any label is on", multilabel=lambda v: v.yes.any(-1).long())
_wrong("multilabel_count", "For \"multilabel\" you count the labels that are on.", "Which shape does the text ask for?",
       "the labels are counted", multilabel=lambda v: v.yes.sum(-1))
_wrong("multilabel_places", "For \"multilabel\" you give the places of the labels that are on.", "Which shape does the "
       "text ask for?", "the places of the labels come back", multilabel=lambda v: v.yes.nonzero())
_wrong("multilabel_first", "For \"multilabel\" you give the place of the first label that is on.", "How many labels "
       "may be on at once?", "only the first label counts", multilabel=lambda v: v.yes.long().argmax(-1))
_wrong("multiclass_half", "For \"multiclass\" you compare each class's probability with 1/2.", "How many classes does "
       "a sample have? Must one of them exceed 1/2?", "classes are compared with one half",
       multiclass=lambda v: (v.scores.softmax(-1) >= 0.5).long())
_wrong("multiclass_sigmoid", "For \"multiclass\" you decide each class by itself, as if several could be right.",
       "How many classes does a sample have?", "each class is decided by itself",
       multiclass=lambda v: (v.scores >= 0).long())
_wrong("multiclass_first_above_half", "For \"multiclass\" you take the first class with at least half of the "
       "probability, and class 0 where there is none.", "Must one class exceed 1/2?",
       "the first class above one half is taken",
       multiclass=lambda v: (v.scores.softmax(-1) >= 0.5).long().argmax(-1))
_wrong("multiclass_first_positive", "For \"multiclass\" you take the first class whose score is at least 0.",
       "Which class is the most probable one?", "the first class with a positive score is taken",
       multiclass=lambda v: (v.scores >= 0).long().argmax(-1))
_wrong("multiclass_one_hot", "For \"multiclass\" you give a row of zeros with a 1 at the class.", "Which shape does "
       "the text ask for?", "classes come back as rows with a 1", multiclass=lambda v: _one_hot(v.scores))
_wrong("multiclass_from_one", "You count the classes from 1.", "Which number has the first class?",
       "classes are counted from 1", multiclass=lambda v: v.scores.argmax(-1) + 1)
_wrong("multiclass_smallest", "You take the class with the smallest score.", "Does a larger score make a class more "
       "likely or less?", "the smallest score is taken", multiclass=lambda v: v.scores.argmin(-1))
_wrong("multiclass_other_axis", "You search the largest score in each column, over the samples.", "What should be "
       "compared, the classes of a sample or the samples?", "the search runs over the samples",
       axis=lambda v: 0)
_wrong("multiclass_of_all", "You search the largest score of the whole table, and give a single number.", "How many "
       "samples have to be answered?", "the largest score of all is searched",
       multiclass=lambda v: v.scores.argmax())
_wrong("multiclass_values", "For \"multiclass\" you give the largest score itself.", "At which place does it stand?",
       "the largest score comes back, not its place", multiclass=lambda v: v.scores.amax(-1))
_wrong("multiclass_probability", "For \"multiclass\" you give the largest probability.", "At which place does it "
       "stand?",
       "the largest probability comes back", multiclass=lambda v: v.scores.softmax(-1).amax(-1))
_wrong("multiclass_probabilities", "For \"multiclass\" you give all the probabilities.", "Which class is it then?",
       "the probabilities of the classes come back", multiclass=lambda v: v.scores.softmax(-1))
_wrong("multiclass_last_of_equals", "Among equal scores you take the last class.", "Which one does the text ask for?",
       "the last of equal classes is taken",
       multiclass=lambda v: v.scores.shape[-1] - 1 - v.scores.flip(-1).argmax(-1))
_wrong("multiclass_after_sigmoid", "You compare the classes after a sigmoid, which is stored as exactly 1 from about "
       "37 on.", "Which two scores are the same then? Do you need the sigmoid?", "classes are compared after a sigmoid",
       multiclass=lambda v: v.scores.sigmoid().argmax(-1))
_wrong("multiclass_overflows", "Right for small scores. For large ones exp(z) is stored as inf or 0.",
       "Do you need the probabilities to compare two classes?", "the softmax overflows",
       multiclass=lambda v: (v.scores.exp() / v.scores.exp().sum(-1, keepdim=True)).argmax(-1))
_wrong("multiclass_divided_by_all", "Right for small scores. For large ones all powers are divided by one sum, which "
       "is stored as inf: then every class has 0.", "Do you need the probabilities to compare two classes?",
       "the powers are divided by one sum that overflows",
       multiclass=lambda v: (v.scores.exp() / v.scores.exp().sum()).argmax(-1))
_wrong("multiclass_equal_to_largest", "For \"multiclass\" you mark each class that has the largest score.", "Which "
       "shape does the text ask for?", "classes with the largest score are marked",
       multiclass=lambda v: (v.scores == v.scores.amax(-1, keepdim=True)).long())
_wrong("multiclass_every_largest", "Where classes share the largest score you give all of them, so that there are more "
       "answers than samples.", "Which one does the text ask for?", "all of several equal classes come back",
       multiclass=lambda v: (v.scores == v.scores.amax(-1, keepdim=True)).nonzero()[:, 1])
_wrong("multiclass_by_size", "You compare the scores without their signs.", "Which class is likelier, one with the "
       "score -3 or one with 1?", "scores lose their signs", multiclass=lambda v: v.scores.abs().argmax(-1))
_wrong("multiclass_column", "For \"multiclass\" your result has an axis too many: its shape is (samples, 1).",
       "Does a reduction keep its axis?", "the classes stand in a column",
       multiclass=lambda v: v.scores.argmax(-1, keepdim=True))
_wrong("multiclass_order", "For \"multiclass\" you give all classes in order, the largest score first.", "Which shape "
       "does the text ask for?", "all classes come back in order",
       multiclass=lambda v: v.scores.sort(dim=-1, descending=True, stable=True).indices)
_wrong("multiclass_second", "You take the class with the second largest score.", "Which place in a sorted row has the "
       "largest?", "the second largest score is taken",
       multiclass=lambda v: v.scores.sort(dim=-1, descending=True, stable=True).indices[..., 1])
_wrong("tasks_exchanged", "\"multilabel\" and \"multiclass\" have changed places.", "For which of the two may several "
       "be right at once?", "the two tasks are exchanged", multilabel=lambda v: v.scores.argmax(-1),
       multiclass=lambda v: (v.scores >= 0).long())
_wrong("always_the_largest", "You give the place of the largest score whatever the task is.", "For which tasks is each "
       "score decided by itself?", "the largest score is searched for every task",
       binary=lambda v: v.scores.argmax(-1), multilabel=lambda v: v.scores.argmax(-1))
_wrong("truth_values", "For \"binary\" and \"multilabel\" you give truth values.", "Which dtype does the text ask for?",
       "truth values come back", binary=lambda v: v.yes, multilabel=lambda v: v.yes)
_wrong("with_a_point", "For \"binary\" and \"multilabel\" you give 0.0 and 1.0, numbers with a point.", "Which dtype "
       "does the text ask for?", "numbers with a point come back", binary=lambda v: v.yes.double(),
       multilabel=lambda v: v.yes.double())
_wrong("in_float32", "For \"binary\" and \"multilabel\" you give float32 numbers.", "Which dtype does the text ask "
       "for?",
       "float32 numbers come back", binary=lambda v: v.yes.float(), multilabel=lambda v: v.yes.float())
_wrong("in_int32", "Your numbers are whole, but of dtype int32.", "Which dtype does the text ask for?",
       "the dtype is int32", result=lambda v: getattr(v, v.task).int())
_wrong("everything_with_a_point", "Your numbers are right, but float64.", "Which dtype does the text ask for?",
       "the dtype is float64", result=lambda v: getattr(v, v.task).double())
_wrong("as_list", "You give a list, not a tensor.", "Of which kind is `scores`?", "the result is a list",
       result=lambda v: getattr(v, v.task).tolist())
_wrong("first_without_axis", "Only the first sample is answered, without an axis for samples.", "Does a `return` stand "
       "within your loop?", "the first sample's answer alone comes back", result=lambda v: getattr(v, v.task)[0])
_wrong("first_alone", "Only the first sample is answered.", "Does a `return` stand within your loop?",
       "only the first sample is answered", result=lambda v: getattr(v, v.task)[:1])
_wrong("truncated", "You cut σ to a whole number, as `long` and `int` do: 0.77 becomes 0.", "From which probability on "
       "is the answer 1?", "probabilities are cut to whole numbers", binary=lambda v: v.scores.sigmoid().long(),
       multilabel=lambda v: v.scores.sigmoid().long())
_wrong("whole_part_of_the_score", "You cut the score itself to a whole number.", "Which two numbers may come back for "
       "yes and no?", "scores are cut to whole numbers", binary=lambda v: v.scores.long(),
       multilabel=lambda v: v.scores.long())
_wrong("rounded_score", "You round the score itself.", "Which two numbers may come back for yes and no?",
       "scores are rounded", binary=lambda v: v.scores.round().long(), multilabel=lambda v: v.scores.round().long())
_wrong("any_probability", "Each probability that is not stored as 0 counts as yes.", "From which probability on is the "
       "answer 1?", "every probability above 0 is yes", yes=lambda v: v.scores.sigmoid() > 0)
_wrong("softmax_over_samples", "For \"multiclass\" your softmax runs over the samples.", "What do the probabilities of "
       "one sample add up to?", "the softmax of \"multiclass\" runs over the samples",
       multiclass=lambda v: v.scores.softmax(0).argmax(-1))
_wrong("softmax_over_everything", "For \"multiclass\" your softmax runs over all samples at once, or takes one number "
       "off all of them: in a row far below, every class has 0.", "Do you need the probabilities to compare two "
       "classes?",
       "one softmax serves all samples",
       multiclass=lambda v: v.scores.flatten().softmax(0).reshape(v.scores.shape).argmax(-1))
_wrong("first_two_classes", "For \"multiclass\" you compare the first two classes alone.", "How many classes can a "
       "sample choose from?", "only the first two classes are compared",
       multiclass=lambda v: (v.scores[..., 1] > v.scores[..., 0]).long())
_wrong("best_begins_at_zero", "Your search for the largest score begins with 0: where all scores are below 0 you give "
       "class 0.", "With which number could the search begin so that every score is larger?", "the search begins with "
       "0",
       multiclass=lambda v: torch.where(v.scores.amax(-1) > 0, v.scores.argmax(-1), 0))
_wrong("best_begins_at_minus_hundred", "Your search for the largest score begins with a number like -100: where all "
       "scores are below it you give class 0.", "With which number could the search begin so that every score is "
       "larger?",
       "the search begins with a number like -100",
       multiclass=lambda v: torch.where(v.scores.amax(-1) > -100, v.scores.argmax(-1), 0))
_wrong("best_not_reset", "Your search keeps the largest score of the samples before: a sample that stays below it gets "
       "their class.", "With which number should the search begin for each sample?", "the search is not begun anew",
       multiclass=lambda v: _kept(v.scores))
_wrong("multiclass_whole_values", "For \"multiclass\" you give the largest score, cut to a whole number.", "At which "
       "place does it stand?", "the largest score comes back as a whole number",
       multiclass=lambda v: v.scores.amax(-1).long())
_wrong("multiclass_count", "For \"multiclass\" you count the classes whose score is at least 0.", "Which class is the "
       "most probable one?", "classes with a positive score are counted",
       multiclass=lambda v: (v.scores >= 0).long().sum(-1))
_wrong("multiclass_above_half_alone", "For \"multiclass\" you give only classes with at least half of the probability, "
       "so that some samples have no answer.", "Must one class exceed 1/2?", "samples without a sure class are left "
       "out",
       multiclass=lambda v: (v.scores.softmax(-1) >= 0.5).nonzero()[:, -1])
_wrong("multiclass_minus_one", "For \"multiclass\" you give -1 where no class has half of the probability.", "Must one "
       "class exceed 1/2?", "-1 stands for an unsure sample",
       multiclass=lambda v: torch.where(v.scores.softmax(-1).amax(-1) >= 0.5, v.scores.argmax(-1), -1))
_wrong("multiclass_tuple", "For \"multiclass\" you give two things, the largest scores and their places, as `max` "
       "does.",
       "Which of the two is the class?", "values and places come back",
       multiclass=lambda v: (v.scores.amax(-1), v.scores.argmax(-1)))
_wrong("multilabel_flat", "For \"multilabel\" you give the right labels in one long row.", "Which shape does the text "
       "ask for?", "\"multilabel\" loses its shape", multilabel=lambda v: v.yes.long().flatten())
_wrong("multilabel_lists", "For \"multilabel\" you give lists of the labels that are on.", "Which shape and which "
       "numbers does the text ask for?", "the numbers of the labels come back in lists",
       multilabel=lambda v: [row.nonzero()[:, 0].tolist() for row in v.yes])
_wrong("multilabel_best_sample", "For \"multilabel\" you switch a label on for the sample with its largest score.", ""
       "Does one sample's answer depend on the others here?", "only one sample gets each label",
       multilabel=lambda v: (v.scores == v.scores.amax(0, keepdim=True)).long())
_wrong("multilabel_half_of_the_best", "For \"multilabel\" you compare with half of the row's largest probability.", ""
       "With which number does the text compare?", "labels are compared with half of the best",
       multilabel=lambda v: (v.scores.sigmoid() >= v.scores.sigmoid().amax(-1, keepdim=True) / 2).long())
_wrong("binary_first", "For \"binary\" you answer the first sample alone.", "Does a `return` stand within your loop?",
       "only the first sample is answered for \"binary\"", binary=lambda v: v.yes.long()[0])
_wrong("binary_list", "For \"binary\" you give a list.", "Of which kind is `scores`?", "\"binary\" gives a list",
       binary=lambda v: v.yes.long().tolist())
_wrong("above_for_binary_half_for_multilabel", "Two things: for \"binary\" a probability of exactly 1/2 counts as no, "
       "and for \"multilabel\" scores are compared with 1/2.", "What does the text say about 1/2? How large is σ(0.3)?",
       "exactly one half is no for \"binary\", and scores are compared with 1/2 for \"multilabel\"",
       binary=lambda v: (v.scores > 0).long(), multilabel=lambda v: (v.scores >= 0.5).long())


OFTEN = {
    "half_as_level": Mistake("scores are compared with 1/2", "How large is σ(0.3)?", {"level": lambda v: 0.5}),
    "above_alone": Mistake("a probability of exactly 1/2 counts as no", "What does the text say about it?",
                           {"yes": lambda v: v.scores > v.level}),
    "turned_round": Mistake("yes and no have changed places", "Does a larger score make yes more likely or less?",
                            {"yes": lambda v: v.scores < v.level}),
    "truth_values": Mistake("truth values come back", "Which dtype does the text ask for?",
                            {"binary": lambda v: v.yes, "multilabel": lambda v: v.yes}),
    "with_a_point": Mistake("numbers with a point come back", "Which dtype does the text ask for?",
                            {"binary": lambda v: v.yes.double(), "multilabel": lambda v: v.yes.double()}),
    "in_float32": Mistake("float32 numbers come back", "Which dtype does the text ask for?",
                          {"binary": lambda v: v.yes.float(), "multilabel": lambda v: v.yes.float()}),
    "multilabel_argmax": Mistake("\"multilabel\" gives the place of the largest score", "How many labels may be on?",
                                 {"multilabel": lambda v: v.scores.argmax(-1)}),
    "multilabel_softmax": Mistake("\"multilabel\" compares a softmax with 1/2",
                                  "Do the probabilities of labels have to add up to 1?",
                                  {"multilabel": lambda v: (v.scores.softmax(-1) >= 0.5).long()}),
    "multilabel_one_hot": Mistake("\"multilabel\" switches one label on in each row", "How many labels may be on?",
                                  {"multilabel": lambda v: _one_hot(v.scores)}),
    "multiclass_half": Mistake("\"multiclass\" compares each class with 1/2", "Must one class exceed 1/2?",
                               {"multiclass": lambda v: (v.scores.softmax(-1) >= 0.5).long()}),
    "multiclass_sigmoid": Mistake("\"multiclass\" decides each class by itself", "How many classes has a sample?",
                                  {"multiclass": lambda v: (v.scores >= v.level).long()}),
    "multiclass_one_hot": Mistake("\"multiclass\" gives rows with a 1 at the class", "Which shape is asked for?",
                                  {"multiclass": lambda v: _one_hot(v.scores)}),
    "multiclass_other_axis": Mistake("\"multiclass\" searches over the samples", "What should be compared?",
                                     {"multiclass": lambda v: v.scores.argmax(0)}),
    "multiclass_from_one": Mistake("classes are counted from 1", "Which number has the first class?",
                                   {"multiclass": lambda v: v.scores.argmax(-1) + 1}),
    "multiclass_after_sigmoid": Mistake("classes are compared after a sigmoid, which is 1 from about 37 on",
                                        "Do you need the sigmoid?",
                                        {"multiclass": lambda v: v.scores.sigmoid().argmax(-1)}),
}
WRITTEN = {("half_as_level", "above_alone"),       # no score is exactly 1/2
           ("multilabel_argmax", "multiclass_sigmoid")}     # told above

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)


EXERCISE = task.declared()
