"""Exercise: values that are uniform in the logarithm, drawn without replacement."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart, written
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def whole(label: str, lo: int, hi: int, n: int, *come: float) -> Case:
        """Whole numbers that come, each with a fraction that tells rounding down from rounding."""
        of = numbers(come) + draw.uniform(-0.05, 0.05, len(come))
        u = (of / lo).log() / math.log((hi + 1) / lo)
        return case(label, lo=lo, hi=hi, n=n, u=u, whole=True)

    a, b, c, d, e = (draw.uniform(0.1, 0.2, 5) + numbers(0.55, 0.2, 0.75, 0.0, 0.38)).tolist()
    lo, k = draw.whole(3, 5), draw.whole(3, 5)
    return [
        case("two rates, a third number is left over", lo=0.001, hi=0.1, n=2, u=numbers(0.5, 0.25, 0.75),
             whole=False),
        case("five numbers from a wide range", lo=draw.between(0.2, 0.4), hi=draw.between(60, 90), n=5,
             u=draw.uniform(0.05, 0.95, 7), whole=False),
        case("u = 0, and a u next to 1", lo=draw.between(2, 3), hi=draw.between(40, 50), n=3,
             u=numbers(1 - 1e-6, 0, a), whole=False),
        case("two of the numbers come again", lo=draw.between(0.02, 0.05), hi=draw.between(3, 5), n=4,
             u=numbers(a, b, a, c, b, d, e), whole=False),
        whole("whole numbers, some come again, and hi comes", lo, lo + 40, 5, lo + 40.7, lo + 40.3, lo + 0.3,
              lo + 5.7, lo + 0.7, lo + 5.3, lo + 17.6, lo + 40.6, lo + 17.3, lo + 2.3, lo + 30.7),
        whole("whole numbers from 1 on", 1, 4 * k, 3, k + 0.7, k + 1.3, k + 0.3, 1.3, 4 * k + 0.6, 1.7, 2.4),
        whole("fewer different whole numbers than n", k, k + 2, 5, k + 1.3, k + 0.7, k + 1.7, k + 2.3, k + 0.3),
        case("one number", lo=draw.between(1, 2), hi=draw.between(20, 30), n=1, u=numbers(d, a), whole=False),
    ]


task = Task(
    key="log_uniform", title="Learning rates from a logarithmic scale", points=2, difficulty=2, minutes=15,
    objective="draw configurations on a scale that suits them, and none of them twice",
    cases=cases, compare=close(rtol=1e-10), facts=("N11-04", "N11-05"),
    hints=(
        "u = 0.5 should give a value that is as many times larger than lo as it is smaller than hi. Which factor "
        "leads from lo to it?",
        "From 0.001 to 0.1 the whole factor is 100. u = 0.5 gives 0.001 · 10, and u = 0.25 gives 0.001 · 3.162. How do "
        "10 and 3.162 follow from 100 and from u?",
        "values = lo * (____ / lo) ** u; if whole: values = values.floor().long(); then for each value: keep it if "
        "it is not in ____ yet; at the end the first ____ of them",
    ),
)


@task.solution
def log_uniform(lo, hi, n, u, whole):
    top = hi + 1 if whole else hi               # step: the end of the scale
    values = lo * (top / lo) ** u                 # step: as many factors of top / lo as u says
    if whole:
        values = values.floor().long()              # step: rounded down
    kept = []
    for value in values.tolist():
        if value not in kept:                       # step: what came before is skipped
            kept.append(value)
    return torch.tensor(kept[:n], dtype=values.dtype)   # step: the first n of them


@task.right
def by_logarithms(lo, hi, n, u, whole):
    left, right = math.log10(lo), math.log10(hi + whole)
    kept = []
    for share in u.tolist():
        value = 10 ** (left + share * (right - left))   # step: uniform between the logarithms, then the power
        if whole:
            value = math.floor(value)
        if value not in kept:
            kept.append(value)
        if len(kept) == n:                              # step: enough
            break
    return torch.tensor(kept, dtype=torch.int64 if whole else torch.float64)


@task.right
def with_a_dict(lo, hi, n, u, whole):
    ends = math.log(lo), math.log(hi + 1 if whole else hi)
    values = torch.exp(ends[0] * (1 - u) + ends[1] * u)
    values = values.to(torch.int64) if whole else values
    return values.new_tensor(list(dict.fromkeys(values.tolist()))[:n])


@task.right
def in_numpy(lo, hi, n, u, whole):
    values = lo * np.power((hi + whole) / lo, u.numpy())
    values = values.astype(np.int64) if whole else values
    first = np.sort(np.unique(values, return_index=True)[1])[:n]
    return torch.from_numpy(values[first])


# The draw, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "top": lambda v: v.hi + 1 if v.whole else v.hi,
    "scaled": lambda v: v.lo * (v.top / v.lo) ** v.u,
    "rounded": lambda v: v.scaled.floor().long() if v.whole else v.scaled,
    "kept": lambda v: list(dict.fromkeys(v.rounded.tolist())),
    "first": lambda v: v.kept[:v.n],
    "result": lambda v: torch.tensor(v.first, dtype=v.rounded.dtype),
}
EXAMPLES = (
    (0.001, 0.1, 2, numbers(0.5, 0.25, 0.75), False),
    (1, 15, 2, numbers(0.6, 0.62, 0.3), True),
    (1, 15, 2, numbers(0.99, 0.05), True),
    (1.0, 100.0, 2, numbers(0.5, 0.25, 0.5, 0.1), False),
    (1, 15, 3, numbers(0.6, 0.3, 0.62), True),
    (1.0, 100.0, 3, numbers(0.5, 0.25, 0.5, 0.1), False),
)


_with = answers_by(RULES, log_uniform)


def _seen(answer: Callable) -> str:
    """The first of the examples on which an answer gives other numbers, in words."""
    for lo, hi, n, u, whole in EXAMPLES:
        given, right = answer(lo, hi, n, u, whole), log_uniform(lo, hi, n, u, whole)
        if isinstance(given, Tensor) and (apart := told_apart(given, right)):
            kind = "whole numbers" if whole else "rates"
            return f" For {kind} from {lo:g} to {hi:g}, n = {n} and u = {written(u)} you give {apart}."
    return ""


def _wrong(name: str, says: str, asks: str, short: str = "", **changes: Callable) -> None:
    """A wrong answer; what it says opens its phrase where no other one is given."""
    answer = _with(name, **changes)
    task.wrong(f"{says[0].upper()}{says[1:]}.{_seen(answer)} {asks}", short=short or says)(answer)


def _once(values: list, last: bool = False) -> list:
    """Values without those that come again; `last` keeps where each comes last."""
    return list(dict.fromkeys(values[::-1]))[::-1] if last else list(dict.fromkeys(values))


def _padded(v: SimpleNamespace, fill: float) -> list:
    return v.kept[:v.n] + [fill] * (v.n - len(v.kept))


def _until_a_repeat(values: list) -> list:
    kept: list = []
    for value in values:
        if value in kept:
            break
        kept.append(value)
    return kept


def _raised(values: list) -> list:
    kept: list = []
    for value in values:
        while value in kept:
            value += 1
        kept.append(value)
    return kept


def _refused(v: SimpleNamespace) -> list:
    if len(v.kept) < v.n:
        raise ValueError("too few different values")
    return v.kept[:v.n]


def _log_steps(v: SimpleNamespace) -> Tensor:
    return math.log(v.lo) + v.u * math.log(v.top / v.lo)


OFTEN = {
    "uniform": Mistake("your values are uniform from lo to hi themselves, not in their logarithm",
                       "How many of such values lie in the lowest tenth of the scale?",
                       {"scaled": lambda v: v.lo + (v.top - v.lo) * v.u}),
    "ends_exchanged": Mistake("the ends are exchanged: u = 0 gives you the upper one", "Which end should u = 0 give?",
                              {"scaled": lambda v: v.top * (v.lo / v.top) ** v.u}),
    "low_missing": Mistake("your scale begins at 1, not at lo", "What should u = 0 give?",
                           {"scaled": lambda v: (v.top / v.lo) ** v.u}),
    "low_times_high_power": Mistake("your factor is a power of hi, not of hi / lo",
                                    "What does lo times that power give for u = 1?",
                                    {"scaled": lambda v: v.lo * v.top ** v.u}),
    "repeats_kept": Mistake("a value that comes again is kept", "How often may one configuration be tried?",
                            {"kept": lambda v: v.rounded.tolist()}),
    "first_n_then_once": Mistake("you look at the first n numbers of u alone", "What follows when one of them gives a "
                                 "value that came before?", {"kept": lambda v: _once(v.rounded.tolist()[:v.n])}),
    "sorted_first": Mistake("your values come in ascending order", "In which order were they drawn?",
                            {"kept": lambda v: v.rounded.unique().tolist()}),
    "nearest": Mistake("you round to the nearest whole number", "The number k stands for all values from where to "
                       "where?", {"rounded": lambda v: v.scaled.round().long() if v.whole else v.scaled}),
    "to_high_alone": Mistake("your scale of whole numbers ends at hi", "Which values would round down to hi?",
                             {"top": lambda v: v.hi}),
    "one_more_always": Mistake("your scale ends at hi + 1 for rates too", "Where does it end when no whole numbers are "
                               "asked?", {"top": lambda v: v.hi + 1}),
}
TOLD = {("nearest", "to_high_alone"), ("first_n_then_once", "sorted_first"),    # these two are told below
        ("low_missing", "to_high_alone")}                                       # nearly the first alone

for _name, _one in OFTEN.items():
    _wrong(_name, _one.says, _one.asks, **_one.changes)
for _name, _two in in_pairs(OFTEN, TOLD):
    _wrong(_name, f"two things: {_two.says}", _two.asks, _two.says, **_two.changes)

_wrong("not_raised", "you give the logarithms of the values", "What leads from a logarithm back to its number?",
       scaled=_log_steps)
_wrong("exp_of_log10", "your logarithm has the base 10, your power the base e", "What is e to the power of -2, and "
       "what 10 to the power of -2?", scaled=lambda v: (_log_steps(v) / math.log(10)).exp())
_wrong("ten_to_natural", "your logarithm has the base e, your power the base 10", "Which power leads back from log 5 "
       "to 5?", scaled=lambda v: 10 ** _log_steps(v))
_wrong("two_to_natural", "your logarithm has the base e, your power the base 2", "Which power leads back from log 5 "
       "to 5?", scaled=lambda v: 2 ** _log_steps(v))
_wrong("exp_of_uniform", "you raise e to numbers that are uniform from lo to hi", "Of what should these numbers be "
       "the logarithms?", scaled=lambda v: (v.lo + (v.top - v.lo) * v.u).exp())
_wrong("log_of_uniform", "you take the logarithm of numbers that are uniform from lo to hi", "Which should be "
       "uniform, the value or its logarithm?", scaled=lambda v: (v.lo + (v.top - v.lo) * v.u).log())
_wrong("power_of_difference", "your factor is a power of hi - lo, not of hi / lo", "By which factor is hi "
       "larger than lo?", scaled=lambda v: v.lo * (v.top - v.lo) ** v.u)
_wrong("share_of_factor", "your factor is hi / lo, multiplied by u", "Which factor, used twice, gives the "
       "whole one?", scaled=lambda v: v.lo * (v.top / v.lo) * v.u)
_wrong("logarithm_of_high_added", "you add u times the logarithm of hi, not of hi / lo", "Where are you on the "
       "scale of logarithms for u = 1?", "u times the logarithm of hi is added, and lo stands without its logarithm",
       scaled=lambda v: (v.lo + v.u * math.log(v.top)).exp())
_wrong("half_the_scale", "your values reach the middle of the scale alone, as for half of u", "What should a u next to "
       "1 give?", scaled=lambda v: v.lo * (v.top / v.lo) ** (v.u / 2))
_wrong("squared_u", "you square u", "What should u = 0.5 give, halfway in the logarithm?",
       scaled=lambda v: v.lo * (v.top / v.lo) ** v.u ** 2)
_wrong("even_grid", "your values lie evenly on the logarithmic scale, whatever u is", "Which of your lines uses the "
       "numbers in u?", "the values are a grid, and u plays no part",
       scaled=lambda v: v.lo * (v.top / v.lo) ** torch.linspace(0, 1, len(v.u), dtype=DOUBLE))
_wrong("short_grid", "your values are n steps from end to end, whatever u is", "Which of your lines uses the "
       "numbers in u?", "the values are a grid of n, and u plays no part",
       scaled=lambda v: v.lo * (v.top / v.lo) ** torch.linspace(0, 1, v.n, dtype=DOUBLE))
_wrong("whole_uniform", "your whole numbers are all equally likely", "Which whole numbers should come more often, the "
       "small or the large ones?", rounded=lambda v: (
           (v.lo + (v.top - v.lo) * v.u).floor().long() if v.whole else v.scaled))
_wrong("rates_uniform", "your rates are uniform from lo to hi themselves", "How many of such rates lie in the "
       "lowest "
       "tenth of the scale?", scaled=lambda v: (
           v.lo * (v.top / v.lo) ** v.u if v.whole else v.lo + (v.hi - v.lo) * v.u))
_wrong("high_left_out", "a whole number that is hi itself is skipped", "Which whole numbers may come?",
       kept=lambda v: [x for x in _once(v.rounded.tolist()) if not (v.whole and x == v.hi)])
_wrong("low_left_out", "a whole number that is lo itself is skipped", "Which whole numbers may come?",
       kept=lambda v: [x for x in _once(v.rounded.tolist()) if not (v.whole and x == v.lo)])
_wrong("rounded_up", "you round up", "In which direction should a whole number be rounded?",
       rounded=lambda v: v.scaled.ceil().long() if v.whole else v.scaled)
_wrong("nearest_to_high", "your scale of whole numbers ends at hi, and you round to the nearest one", "For lo and "
       "hi only half of the values are left. From where to where do those of k reach?",
       top=lambda v: v.hi, rounded=lambda v: v.scaled.round().long() if v.whole else v.scaled)
_wrong("rounded_up_to_high", "your scale of whole numbers ends at hi, and you round up", "In which direction should "
       "a whole number be rounded?", top=lambda v: v.hi,
       rounded=lambda v: v.scaled.ceil().long() if v.whole else v.scaled)
_wrong("half_a_number_out", "your scale goes from lo - 1/2 to hi + 1/2, and you round to the nearest whole number",
       "The number k stands for all values from where to where?", rounded=lambda v: (
           ((v.lo - 0.5) * ((v.hi + 0.5) / (v.lo - 0.5)) ** v.u).round().long() if v.whole else v.scaled))
_wrong("nearest_but_cut_off", "you round to the nearest whole number, and make hi of hi + 1", "The number k stands "
       "for all values from where to where?",
       rounded=lambda v: v.scaled.round().clamp(max=v.hi).long() if v.whole else v.scaled)
_wrong("down_past_high", "a number past hi comes from you", "Where does the scale of whole numbers end?",
       "the scale of whole numbers ends at hi + 2", top=lambda v: v.hi + 2 if v.whole else v.hi)
_wrong("powers_of_two", "your whole numbers are powers of 2", "Which whole numbers from lo to hi can come?",
       rounded=lambda v: (2 ** v.scaled.log2().floor()).long() if v.whole else v.scaled)
_wrong("never_whole", "you round nothing where whole numbers are asked", "What does `whole` change?",
       "nothing is rounded where whole numbers are asked", rounded=lambda v: v.scaled)
_wrong("always_whole", "you round rates down, too: a rate of 0.01 becomes 0", "When should a value be rounded?",
       "rates are rounded down, too", rounded=lambda v: v.scaled.floor().long())
_wrong("whole_as_floats", "your whole numbers are right, but their dtype is not: they are float64", "Which dtype does "
       "the text ask for?", "whole numbers have the dtype float64",
       rounded=lambda v: v.scaled.floor() if v.whole else v.scaled)
_wrong("whole_as_int32", "your whole numbers are right, but their dtype is not: they are int32", "Which dtype does "
       "the text ask for?", "whole numbers have the dtype int32",
       rounded=lambda v: v.scaled.floor().int() if v.whole else v.scaled)
_wrong("once_by_u", "you compare the numbers in u, or the values before they are rounded", "Which two configurations "
       "are the same?", "repeats are looked for before rounding", kept=lambda v: v.rounded[
           [v.u.tolist().index(share) for share in _once(v.u.tolist())]].tolist())
_wrong("as_a_set", "your values come in the order of a Python set", "In which order were they drawn, and does a set "
       "know it?", kept=lambda v: list(set(v.rounded.tolist())))
_wrong("first_n_as_a_set", "you look at the first n numbers of u alone, and a Python set gives the order", "Does a set "
       "know the order, and what follows after a repeat?", kept=lambda v: list(set(v.rounded.tolist()[:v.n])))
_wrong("largest_first", "your values come in descending order", "In which order were they drawn?",
       kept=lambda v: v.rounded.unique().flip(0).tolist())
_wrong("repeats_as_zero", "a value that comes again becomes 0", "What should be done with it?",
       kept=lambda v: [x if x not in v.rounded.tolist()[:i] else 0 for i, x in enumerate(v.rounded.tolist())])
_wrong("rates_come_again", "a rate that comes again is kept", "Is a rate a configuration, too?",
       kept=lambda v: _once(v.rounded.tolist()) if v.whole else v.rounded.tolist())
_wrong("moved_on_by_one", "a value that comes again is raised by 1, until it is new", "What should be done with it?",
       kept=lambda v: _raised(v.rounded.tolist()[:v.n]))
_wrong("first_alone", "you give a single value", "How many does n ask for?", first=lambda v: v.kept[:1])
_wrong("sorted_last", "the right values come in ascending order", "In which order were they drawn?",
       "the values are sorted at the end", first=lambda v: sorted(v.kept[:v.n]))
_wrong("first_n_sorted", "you look at the first n numbers of u alone, and your values come in ascending order", "In "
       "which order were they drawn, and what follows after a repeat?",
       kept=lambda v: sorted(set(v.rounded.tolist()[:v.n])))
_wrong("neighbours_alone", "you skip a value only if it comes twice in a row", "With which of the earlier values "
       "should a new one be compared?", kept=lambda v: v.rounded.unique_consecutive().tolist())
_wrong("against_the_first", "you compare each value with the first one alone", "With which of the earlier values "
       "should a new one be compared?", kept=lambda v: v.rounded.tolist()[:1] + [
           x for x in v.rounded.tolist()[1:] if x != v.rounded.tolist()[0]])
_wrong("where_it_comes_last", "of a value that comes again you keep the later place", "Where in the order does a value "
       "stand that comes first and third?", "a value stands where it comes last",
       kept=lambda v: _once(v.rounded.tolist(), last=True))
_wrong("no_twins_at_all", "a value that comes again is lost altogether", "How often should it be in the result?",
       kept=lambda v: [x for x in v.rounded.tolist() if v.rounded.tolist().count(x) == 1])
_wrong("stops_at_a_repeat", "you stop at the first value that comes again", "What should be done with it, and what "
       "with the numbers after it?", kept=lambda v: _until_a_repeat(v.rounded.tolist()))
_wrong("all_of_them", "you give all different values, not the first n", "How many should it be?",
       "all different values are given", first=lambda v: v.kept)
_wrong("last_n", "you give the last n of the different values", "Which n come first?", first=lambda v: v.kept[-v.n:])
_wrong("one_too_few", "you give one value less than n", "How many values does n ask for?",
       "the values are one less than n", first=lambda v: v.kept[:v.n - 1])
_wrong("one_too_many", "you give one value more than n", "How many values does n ask for?",
       "the values are one more than n", first=lambda v: v.kept[:v.n + 1])
_wrong("n_draws_from_the_end", "you read u from its end", "Which number of u is used first?",
       kept=lambda v: _once(v.rounded.tolist()[::-1]))
_wrong("padded_with_zeros", "you fill up with zeros where u ends too early", "How long is the result then?",
       first=lambda v: _padded(v, 0))
_wrong("padded_with_the_last", "you fill up with the last value where u ends too early", "How long is the result "
       "then, and how often may a value be in it?", first=lambda v: _padded(v, v.kept[-1]))
_wrong("padded_with_low", "you fill up with lo where u ends too early", "How long is the result then?",
       first=lambda v: _padded(v, v.lo))
task.wrong("You raise an error where u ends before n different values came: from 3 to 4 there are only two whole "
           "numbers. What should the result hold then?", short="too few different values are an error")(
    _with("refuses_too_few", first=_refused))
task.wrong("Your answer reads on past the end of u where too few different values came: from 3 to 4 there are only two "
           "whole numbers. What should the result hold then?", short="u is read past its end")(
    _with("past_the_end_of_u", first=lambda v: [v.kept[i] for i in range(v.n)]))
_wrong("as_a_list", "your numbers stand in a list", "Of which kind should the result be?", "the result is a list",
       result=lambda v: v.first)
_wrong("rates_in_float32", "your rates have the dtype float32, with about seven digits", "Which dtype has "
       "`torch.tensor` of a list of floats, if none is named?", "rates have the dtype float32",
       result=lambda v: torch.tensor(v.first, dtype=None if v.whole else torch.float32))
_wrong("as_a_column", "your values stand in a column, with two axes", "Which shape does the text ask for?",
       "the result is a column", result=lambda v: torch.tensor(v.first, dtype=v.rounded.dtype)[:, None])
_wrong("ends_in_float32", "the ends of the scale go through float32", "Which dtype has `torch.tensor` of a float?",
       scaled=lambda v: (torch.tensor(float(v.lo)).log() * (1 - v.u) + torch.tensor(float(v.top)).log() * v.u).exp())
_wrong("four_digits", "your rates are rounded to four digits after the point", "How many digits are compared?",
       "rates are rounded to four digits", first=lambda v: [round(x, 4) for x in v.kept[:v.n]])


EXERCISE = task.declared()
