"""Exercise: the Kullback-Leibler divergence of each row of two tables."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, in_pairs, told_apart, written
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def table(*rows: list[float]) -> Tensor:
        """Random distributions, a row each; a weight of 0 stays 0."""
        parts = numbers(list(rows))
        parts = parts * draw.uniform(0.6, 1.5, *parts.shape)
        return parts / parts.sum(1, keepdim=True)

    same = table([1, 3, 6], [4, 1, 2])
    rare = torch.cat([numbers([[1e-9]]), table([1, 2, 3]) * (1 - 1e-9)], dim=1)
    seldom = torch.cat([numbers([[1e-30]]), table([3, 1, 2])], dim=1)
    return [
        case("the example of the text", p=numbers([[0.2, 0.8]]), q=numbers([[0.5, 0.5]])),
        case("three rows of two classes", p=table([6, 1], [1, 2], [5, 4]), q=table([1, 2], [7, 2], [1, 6])),
        case("two rows of four classes", p=table([6, 3, 1, 2], [1, 1, 5, 2]), q=table([1, 2, 4, 2], [3, 1, 1, 4])),
        case("two models that are right", p=same, q=same.clone()),
        case("a class with p = 0 in one of two rows", p=table([2, 0, 1], [3, 1, 1]), q=table([1, 1, 3], [1, 2, 4])),
        case("a class with p = 0 and q = 0", p=table([5, 1, 0, 2, 0]), q=table([1, 2, 0, 3, 1])),
        case("in the first of two rows a class that happens although q = 0", p=table([1, 3, 2], [2, 1, 3]),
             q=table([2, 1, 0], [1, 3, 2])),
        case("a class that happens although q = 0, another that does not", p=table([0, 3, 1, 2], [1, 0, 2, 4]),
             q=table([0, 1, 2, 0], [3, 0, 1, 1])),
        case("a rare class with a tiny q", p=rare, q=seldom),
        case("a class that hardly ever happens, although q = 0", p=numbers([[1, 1e-30]]), q=numbers([[1, 0]])),
        case("three rows with a class that is certain", p=numbers([0, 1, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0]),
             q=table([2, 1, 3, 4], [5, 2, 1, 2], [1, 4, 4, 3])),
        case("a single class", p=numbers([[1]]), q=numbers([[1]])),
    ]


task = Task(
    key="kl_divergence", title="The Kullback-Leibler divergence", points=1, difficulty=1, minutes=12,
    objective="measure how much worse a model's probabilities are than the best ones",
    reference="dlcourse.losses:kl_divergence", cases=cases, compare=close(rtol=1e-10),
    forbids=("torch.nn.functional.kl_div", "torch.nn.KLDivLoss", "aten::kl_div", "torch.distributions.*",
             "scipy.special.*", "scipy.stats.*"),
    facts=("N06-13",),
    hints=(
        "Which of p and q says how often a class comes up? And what should a class count that never comes up?",
        "For p = (0.2, 0.8) and q = (0.5, 0.5) the terms are 0.2 · log 0.4 = -0.183 and 0.8 · log 1.6 = 0.376. What "
        "are the terms for p = (1, 0), and what does Python make of 0 · log 0?",
        "terms = ____ * (torch.log(____) - torch.log(____)); return torch.where(p > 0, terms, ____).sum(dim=____)",
    ),
)


@task.solution
def kl_divergence(p, q):
    log_p = torch.log(p)                                            # step: the logarithm of p
    log_q = torch.log(q)                                            # step: the logarithm of q
    terms = p * (log_p - log_q)                                     # step: the term of each class
    terms = torch.where(p > 0, terms, torch.zeros_like(p))          # step: a class that never happens counts nothing
    return terms.sum(dim=1)                                         # step: the sum over the classes of each row


@task.right
def row_by_row(p, q):
    result = torch.zeros(len(p), dtype=p.dtype)
    for i in range(len(p)):
        total = 0.0
        for p_c, q_c in zip(p[i].tolist(), q[i].tolist()):
            if p_c > 0 and q_c > 0:
                ratio = p_c / q_c                                   # step: how many times more often than expected
                total += p_c * math.log(ratio)                      # step: the term of one class
            elif p_c > 0:
                total = math.inf                                    # step: the model rules out what happens
        result[i] = total
    return result


@task.right
def surprise_beyond_the_best(p, q):
    cross_entropy = -torch.special.xlogy(p, q).sum(-1)              # step: the average surprise of the model
    entropy = torch.special.entr(p).sum(-1)                         # step: the average surprise of the best model
    return cross_entropy - entropy


@task.right
def in_numpy(p, q):
    import numpy as np

    a, b = p.numpy(), q.numpy()
    with np.errstate(divide="ignore"):
        logs = np.log(np.where(a > 0, a, 1)) - np.log(np.where(a > 0, b, 1))
    return torch.from_numpy(np.einsum("rc,rc->r", a, logs))


# The divergence, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "p": lambda v: v.first, "q": lambda v: v.second, "kept": lambda v: v.p > 0,
    "above": lambda v: v.p, "below": lambda v: v.q, "scale": lambda v: 1,
    "inner": lambda v: (v.above.log() - v.below.log()) / v.scale,
    "weight": lambda v: v.p,
    "terms": lambda v: torch.where(v.kept, v.weight * v.inner, 0.0),
    "result": lambda v: v.terms.sum(1),
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = [(numbers(p), numbers(q)) for p, q in (
    ([[[0.2, 0.8]], [[0.5, 0.5]]]), ([[[1, 0]], [[0.5, 0.5]]]), ([[[1, 0]], [[1, 0]]]), ([[[0.5, 0.5]], [[1, 0]]]),
    ([[[1, 0, 0]], [[0.5, 0.5, 0]]]), ([[[0.2, 0.8], [0.5, 0.5]], [[0.5, 0.5], [0.5, 0.5]]]),
    ([[[0.5, 0.5], [0.2, 0.8]], [[0.5, 0.5], [0.5, 0.5]]]), ([[[0.2, 0.3, 0.5]], [[0.5, 0.3, 0.2]]]),
    ([[[0.5, 0.5], [0.2, 0.8]], [[1, 0], [0.5, 0.5]]]), ([[[1e-9, 1]], [[1e-30, 1]]]), ([[[1, 1e-30]], [[1, 0]]]))]
TWO_ROWS = 5


def _with(name: str, **changes: Callable) -> Callable:
    """An answer that keeps to all rules but some."""
    def answer(p, q):
        v = SimpleNamespace(first=p, second=q)
        for quantity, rule in (RULES | changes).items():
            setattr(v, quantity, rule(v))
        return v.result

    answer.__name__ = name
    return answer


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong; else what shape it gives."""
    for p, q in SMALL:
        told = told_apart(answer(p.clone(), q.clone()), kl_divergence(p, q))
        if told:
            return f"p = {written(p)} and q = {written(q)} give you {told}."
    p, q = SMALL[TWO_ROWS]
    given = answer(p, q)
    return f"Two rows give you a result of shape {tuple(given.shape)}." if given.ndim != 1 else ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


def _divergence(p: Tensor, q: Tensor) -> Tensor:
    return torch.where(p > 0, p * (p.log() - q.log()), 0.0).sum(1)


NEVER = "How much should a class count that never comes up?"
RULED_OUT = "How much worse than the best model is one that rules out what happens?"
WEIGHT = "Which of p and q says how often a class comes up?"

_wrong("exchanged", "the two distributions have changed places", WEIGHT, p=lambda v: v.second, q=lambda v: v.first)
_wrong("exchanged_with_nan", "the two distributions have changed places, and nothing looks after zeros", WEIGHT,
       terms=lambda v: v.q * (v.q.log() - v.p.log()))
_wrong("exchanged_with_nan_where_both_are_zero", "the two distributions have changed places, and where both are zero "
       "that is nan", WEIGHT, terms=lambda v: torch.special.xlogy(v.q, v.q / v.p))
_wrong("exchanged_but_kept_where_p", "the two distributions have changed places, and the classes with p above zero "
       "are kept", WEIGHT, terms=lambda v: torch.where(v.p > 0, v.q * (v.q.log() - v.p.log()), 0.0))
_wrong("weights_of_q", "each logarithm is weighted with q", WEIGHT, weight=lambda v: v.q)
_wrong("weights_of_q_everywhere", "each logarithm is weighted with q, at the classes with p = 0 as well", WEIGHT,
       weight=lambda v: v.q, kept=lambda v: v.p >= 0)
_wrong("unweighted", "the logarithms are added without weights", "How often does each class come up?",
       weight=lambda v: 1.0)
_wrong("reversed", "the sign is wrong, as if the ratio were upside down", "Can a model have a smaller cross-entropy "
       "than the best one?", inner=lambda v: v.below.log() - v.above.log())
_wrong("cross_entropy", "this is the cross-entropy", "What should a model get that is right, with q = p?",
       inner=lambda v: -v.below.log())
_wrong("cross_entropy_with_nan", "this is the cross-entropy, and zero times the logarithm of zero is nan", "What "
       "should a model get that is right, with q = p?", terms=lambda v: -v.p * v.q.log())
_wrong("entropy", "this is the entropy of p, whatever q is", "Where does your result depend on q?",
       inner=lambda v: -v.above.log())
_wrong("negative_entropy", "this is minus the entropy of p, whatever q is", "Where does your result depend on q?",
       inner=lambda v: v.above.log())
_wrong("logarithms_added", "the two logarithms are added", "What is the logarithm of a quotient?",
       inner=lambda v: -v.above.log() - v.below.log())
_wrong("logarithms_multiplied", "the two logarithms are multiplied", "What is the logarithm of a quotient?",
       inner=lambda v: v.above.log() * v.below.log())
_wrong("quotient_of_logarithms", "the logarithm of p is divided by that of q", "What is the logarithm of a quotient?",
       terms=lambda v: torch.where(v.kept, v.p * (v.p.log() / v.q.log()), 0.0))
_wrong("difference_of_entropies", "this is the entropy of q less that of p", "With which weights is the logarithm of "
       "q averaged?", result=lambda v: (torch.special.entr(v.q) - torch.special.entr(v.p)).sum(1))
_wrong("without_logarithm", "the ratio stands there without its logarithm", "What is the term of a class with q = p?",
       inner=lambda v: v.above / v.below)
_wrong("differences_for_logarithms", "the difference p - q stands where the logarithm of the ratio belongs", "What is "
       "the logarithm of 0.2/0.5?", inner=lambda v: v.above - v.below)
_wrong("logarithm_of_one_plus", "the logarithm is that of 1 plus the ratio", "What should a model get that is right, "
       "with q = p?", inner=lambda v: torch.log1p(v.above / v.below))
_wrong("logarithm_last", "the logarithm is taken of the sum", "Is it one logarithm, or one for each class?",
       result=lambda v: torch.where(v.kept, v.p * v.p / v.q, 0.0).sum(1).log())
_wrong("nan_at_zero", "nothing looks after p = 0, where zero times the logarithm of zero is nan", NEVER,
       kept=lambda v: v.p >= 0)
_wrong("nan_where_both_are_zero", "where p and q are both zero, that is nan", NEVER,
       terms=lambda v: torch.special.xlogy(v.p, v.p / v.q))
_wrong("kept_where_q", "the classes with q above zero are kept, not those with p above zero", NEVER,
       kept=lambda v: v.q > 0)
_wrong("dropped_where_ruled_out", "a class that the model rules out counts nothing", RULED_OUT,
       kept=lambda v: (v.p > 0) & (v.q > 0))
_wrong("infinite_where_q_is_zero", "the result is inf wherever q is zero, even for a class that never comes up", NEVER,
       result=lambda v: torch.where((v.q == 0).any(1), math.inf, v.terms.sum(1)))
_wrong("infinite_where_p_is_zero", "the result is inf wherever p is zero", NEVER,
       result=lambda v: torch.where((v.p == 0).any(1), math.inf, v.terms.sum(1)))
_wrong("zero_where_p_is_zero", "as soon as a row of p holds a zero, its result is zero", "How much do its other "
       "classes count?", result=lambda v: torch.where((v.p == 0).any(1), 0.0, v.terms.sum(1)))
_wrong("nan_for_inf", "where the model rules out what happens, the result is nan", RULED_OUT,
       result=lambda v: torch.where(v.terms.sum(1).isinf(), math.nan, v.terms.sum(1)))
_wrong("zero_for_inf", "where the model rules out what happens, the result of the row is zero", RULED_OUT,
       result=lambda v: torch.where(v.terms.sum(1).isinf(), 0.0, v.terms.sum(1)))
_wrong("largest_number_for_inf", "the largest float stands in place of inf, as `nan_to_num` puts it there", RULED_OUT,
       result=lambda v: v.terms.nan_to_num().sum(1))
_wrong("all_rows_infinite", "one row with inf makes all rows inf", "Which classes does each row look at?",
       result=lambda v: v.terms.sum(1) + 0 * v.p[:, 0] + (v.terms.sum() if v.terms.sum().isinf() else 0))
_wrong("in_bits", "the logarithm has the base 2", "e to the power of which number is 2?", scale=lambda v: math.log(2))
_wrong("to_base_ten", "the logarithm has the base 10", "e to the power of which number is 10?",
       scale=lambda v: math.log(10))
_wrong("sizes_added", "the sizes of the terms are added, without their signs", "May a single term be negative?",
       inner=lambda v: (v.above.log() - v.below.log()).abs())
_wrong("negative_terms_cut_off", "the negative terms are cut off at zero", "May a single term be negative?",
       inner=lambda v: (v.above.log() - v.below.log()).clamp(min=0))
_wrong("root", "a root is taken of the sum", "Where is a root in the text?",
       result=lambda v: v.terms.sum(1).clamp(min=0).sqrt())
_wrong("squared_logarithms", "the logarithms are squared", "May a single term be negative?",
       inner=lambda v: (v.above.log() - v.below.log())**2)
_wrong("summed_over_all", "the terms of all rows are added up to a single number", "How many results does the text ask "
       "for?", result=lambda v: v.terms.sum())
_wrong("mean_of_all", "all terms are averaged, as torch's `kl_div` does unless it is told otherwise", "Over what does "
       "the text add?", result=lambda v: v.terms.mean())
_wrong("mean_of_rows", "the result is the mean over the rows, a single number", "How many results does the text ask "
       "for?", result=lambda v: v.terms.sum(1).mean())
_wrong("mean_of_classes", "the terms of a row are averaged, not added", "The p of a row add up to 1 already. What is "
       "left to divide by?", result=lambda v: v.terms.mean(1))
_wrong("other_axis", "the terms are added over the rows, not over the classes", "Which axis holds the classes?",
       result=lambda v: v.terms.sum(0))
_wrong("axis_kept", "the axis of the classes stays, with a single entry", "Which shape does the text ask for?",
       result=lambda v: v.terms.sum(1, keepdim=True))
_wrong("not_summed", "the terms are not added", "Over what does the text add?", result=lambda v: v.terms)
_wrong("first_row_alone", "only the first row is treated; a loop that returns in its first turn does that", "What do "
       "the other rows get?", result=lambda v: v.terms.sum(1)[:1])
_wrong("first_two_classes", "only the first two classes of a row count", "How many classes can a row have?",
       result=lambda v: v.terms[:, :2].sum(1))
_wrong("last_class_left_out", "the last class of each row is left out", "Up to which class does the sum run?",
       result=lambda v: v.terms[:, :-1].sum(1))
_wrong("first_class_left_out", "the first class of each row is left out", "From which class does the sum run?",
       result=lambda v: v.terms[:, 1:].sum(1))
_wrong("q_for_its_logarithm", "the value of q stands where its logarithm belongs, as when `kl_div(q, p)` is called",
       "What is the term of a class with q = p?", inner=lambda v: v.above.log() - v.q)
_wrong("q_through_softmax", "the model q is put through a softmax", "Do the entries of q add up to 1 already?",
       below=lambda v: v.q.softmax(1))
_wrong("both_through_softmax", "both p and q are put through a softmax", "Do the entries of p add up to 1 already?",
       p=lambda v: v.first.softmax(1), q=lambda v: v.second.softmax(1))
_wrong("renormalised", "the model q is scaled up over the classes with p above zero", "What happens to a model that "
       "gives a share to a class that never comes up?",
       below=lambda v: v.q / torch.where(v.kept, v.q, 0.0).sum(1, keepdim=True))
_wrong("both_ways", "the divergences in both directions are added", "Which of the two has the weights p?",
       result=lambda v: _divergence(v.p, v.q) + _divergence(v.q, v.p))
_wrong("mean_of_both_ways", "the divergences in both directions are averaged", "Which of the two has the weights p?",
       result=lambda v: (_divergence(v.p, v.q) + _divergence(v.q, v.p)) / 2)
_wrong("jensen_shannon", "both are compared with their mean; that is the Jensen-Shannon divergence", "With what does "
       "the text compare p?",
       result=lambda v: (_divergence(v.p, (v.p + v.q) / 2) + _divergence(v.q, (v.p + v.q) / 2)) / 2)
_wrong("below_is_the_mean", "below stands the mean of p and q, not q", "With what does the text compare p?",
       below=lambda v: (v.p + v.q) / 2)
_wrong("gaps_added", "the sizes of the differences p - q are added", "Where are the logarithms?",
       result=lambda v: (v.p - v.q).abs().sum(1))
_wrong("squares_added", "the squares of the differences p - q are added", "Where are the logarithms?",
       result=lambda v: (v.p - v.q).square().sum(1))
_wrong("rare_classes_left_out", "a class with a tiny p is left out", "Which classes may be left out?",
       kept=lambda v: v.p > 1e-6)
_wrong("rarest_classes_left_out", "a class with a very tiny p is left out", "Which classes may be left out?",
       kept=lambda v: v.p > 1e-12)
_wrong("tiny_q_is_zero", "a tiny q counts as zero", "float64 can hold 1e-30. What is its logarithm?",
       below=lambda v: torch.where(v.q > 1e-12, v.q, 0.0))
_wrong("rounded", "the results are rounded to four digits behind the point", "How many digits are compared?",
       result=lambda v: v.terms.sum(1).mul(1e4).round().div(1e4))
_wrong("in_float32", "both p and q go through float32, so that only about seven digits are right; ten are compared",
       "In which of your lines does the dtype change?", p=lambda v: v.first.float(), q=lambda v: v.second.float(),
       result=lambda v: v.terms.sum(1).to(DOUBLE))
_wrong("returned_in_float32", "the result is of dtype float32", "Which dtype have p and q?",
       result=lambda v: v.terms.sum(1).float())


def _kept_from_zero(digits: int) -> None:
    """q kept away from 0 in the ways that are seen apart at this size."""
    tiny, name = 10.0**-digits, f"by_{digits}_digits"
    ends = f"{RULED_OUT} And what is the logarithm of 1e-{digits}?"
    if digits > 10:
        _wrong(f"softened_{name}", f"a number like 1e-{digits} keeps q away from zero", ends,
               below=lambda v: v.q.clamp(min=tiny))
        return
    _wrong(f"all_softened_{name}", f"1e-{digits} is added to p and to q, in the weights too", ends,
           p=lambda v: v.first + tiny, q=lambda v: v.second + tiny)
    _wrong(f"cut_{name}", f"the model q is cut off at 1e-{digits}", ends, below=lambda v: v.q.clamp(min=tiny))
    _wrong(f"softened_{name}", f"1e-{digits} is added to q", ends, below=lambda v: v.q + tiny)
    _wrong(f"both_softened_{name}", f"1e-{digits} is added to p and to q", ends,
           above=lambda v: v.p + tiny, below=lambda v: v.q + tiny, kept=lambda v: v.p >= 0)
    if digits < 9:
        _wrong(f"both_cut_{name}", f"both p and q are cut off at 1e-{digits}", ends,
               p=lambda v: v.first.clamp(min=tiny), q=lambda v: v.second.clamp(min=tiny))


for _digits in (6, 7, 8, 9, 10, 12, 15, 16):
    _kept_from_zero(_digits)
_wrong("first_logarithm_weighted_alone", "only the logarithm of p is weighted, that of q is not: brackets are missing",
       "In which order does Python take `p * a - b`?",
       terms=lambda v: torch.where(v.kept, v.p * v.p.log() - v.q.log(), 0.0))
_wrong("first_number_alone", "the result is a single number, that of the first row; a loop that returns in its first "
       "turn does that", "What do the other rows get?", result=lambda v: v.terms.sum(1)[0])
_wrong("last_row_alone", "only the last row is treated", "Does your loop keep each row's result, or only the last?",
       result=lambda v: v.terms.sum(1)[-1:])
_wrong("last_class_alone", "only the term of the last class counts", "Does your loop add the terms, or overwrite?",
       result=lambda v: v.terms[:, -1])
_wrong("first_class_alone", "only the term of the first class counts", "Does a `return` or `break` stand within your "
       "loop over the classes?", result=lambda v: v.terms[:, 0])
_wrong("running_total", "each row's result holds those of the rows before", "At which number should the sum of a new "
       "row begin?", result=lambda v: v.terms.sum(1).cumsum(0))
_wrong("stops_at_zero", "a row ends at its first class with p = 0", "What do the classes after it count? What is the "
       "difference between `break` and `continue`?",
       result=lambda v: torch.where(v.kept.long().cumprod(1) > 0, v.terms, 0.0).sum(1))
_wrong("nan_where_p_is_zero_alone", "where p is zero and q is not, that is nan", NEVER,
       terms=lambda v: torch.where((v.p > 0) | (v.q > 0), v.p * (v.p / v.q).log(), 0.0))
_wrong("zero_q_counts_as_one", "q = 0 counts as if its logarithm were 0", RULED_OUT,
       below=lambda v: torch.where(v.q == 0, 1.0, v.q))
_wrong("billion_for_inf", "the number 1e9 stands in place of inf", RULED_OUT,
       result=lambda v: v.terms.sum(1).nan_to_num(posinf=1e9))
_wrong("ratio_alone", "the ratios p/q are added, without logarithm and weight", "What is the term of a class with q = "
       "p?",
       terms=lambda v: torch.where(v.kept, v.p / v.q, 0.0))
_wrong("squares_over_q", "the squares of p - q are divided by q and added", "Where are the logarithms?",
       result=lambda v: ((v.p - v.q)**2 / v.q).sum(1))
_wrong("half_of_the_gaps", "half of the sizes of the differences p - q are added", "Where are the logarithms?",
       result=lambda v: (v.p - v.q).abs().sum(1) / 2)
_wrong("other_axis_kept", "the terms are added over the rows, not over the classes, and the axis stays", "Which axis "
       "holds the classes?", result=lambda v: v.terms.sum(0, keepdim=True))
_wrong("first_row_left_out", "the first row is left out", "Which number has the first row in Python?",
       result=lambda v: v.terms.sum(1)[1:])
_wrong("last_row_left_out", "the last row is left out", "Up to which row does your loop run?",
       result=lambda v: v.terms.sum(1)[:-1])
_wrong("kept_classes_alone", "the terms of the classes with p above 0 come back in one long row", "Over what does the "
       "text add?", result=lambda v: v.terms[v.kept])


OFTEN = {
    "exchanged": Mistake("the two distributions have changed places", WEIGHT,
                         {"p": lambda v: v.second, "q": lambda v: v.first}),
    "weights_of_q": Mistake("each logarithm is weighted with q", WEIGHT, {"weight": lambda v: v.q}),
    "unweighted": Mistake("the logarithms are added without weights", "How often does each class come up?",
                          {"weight": lambda v: 1.0}),
    "reversed": Mistake("the ratio is upside down", "Which sign should the result have?",
                        {"inner": lambda v: (v.below.log() - v.above.log()) / v.scale}),
    "cross_entropy": Mistake("the logarithm of p is left out", "What should q = p give?",
                             {"inner": lambda v: -v.below.log() / v.scale}),
    "in_bits": Mistake("the logarithm has the base 2", "Which base have nats?", {"scale": lambda v: math.log(2)}),
    "nan_at_zero": Mistake("nothing looks after p = 0", NEVER, {"kept": lambda v: v.p >= 0}),
    "dropped_where_ruled_out": Mistake("a class that the model rules out counts nothing", RULED_OUT,
                                       {"kept": lambda v: (v.p > 0) & (v.q > 0)}),
    "softened": Mistake("a number like 1e-12 keeps q away from zero", RULED_OUT,
                        {"below": lambda v: v.q.clamp(min=1e-12)}),
    "mean_of_all": Mistake("all terms are averaged", "Over what does the text add?",
                           {"result": lambda v: v.terms.mean()}),
    "mean_of_rows": Mistake("the result is the mean over the rows", "How many results does the text ask for?",
                            {"result": lambda v: v.terms.sum(1).mean()}),
    "summed_over_all": Mistake("all terms are added up to a single number", "How many results does the text ask for?",
                               {"result": lambda v: v.terms.sum()}),
    "mean_of_classes": Mistake("the terms of a row are averaged", "What is left to divide by?",
                               {"result": lambda v: v.terms.mean(1)}),
    "other_axis": Mistake("the terms are added over the rows", "Which axis holds the classes?",
                          {"result": lambda v: v.terms.sum(0)}),
}
# these are told above, or as another mistake
WRITTEN = {("cross_entropy", "nan_at_zero"), ("exchanged", "nan_at_zero"), ("weights_of_q", "nan_at_zero"),
           ("weights_of_q", "reversed"), ("weights_of_q", "softened")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, _two.says, _two.asks, **_two.changes)


EXERCISE = task.declared()
