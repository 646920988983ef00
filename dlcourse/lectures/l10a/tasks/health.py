"""Exercise: what is wrong with a network before its first step."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.compare import Closeness, Fault
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, in_pairs
from dlcourse.classroom.task import Task


def reference(model: Callback, gradient: Callback, X: Tensor, y: Tensor) -> dict[str, Any]:
    """The solution, with the loss as a plain number."""
    return {name: float(value) if name == "loss" else value for name, value in health(model, gradient, X, y).items()}


ROUNDING = 1e-10    # by so much two computations of one number may differ in these networks


def once(function: Callable) -> Callable:
    """The function, which remembers its last results: all answers ask a network about the same tensors."""
    known: dict[tuple, Any] = {}

    def remembered(*tensors: Tensor) -> Any:
        key = tuple((t.dtype, t.shape, t.detach().numpy().tobytes()) for t in tensors)
        if key not in known:
            if len(known) >= 30:
                known.clear()
            known[key] = function(*tensors)
        return known[key]

    return remembered


def network(draw: Draw, y: Tensor, *, classes: int, units: int, gap: float = 0.0, towards: int = 0,
            dead: tuple[int, ...] = (), faint: float = 0.0, blank: bool = False, still: tuple[str, ...] = (),
            small: tuple[str, ...] = (), leak: str = "") -> dict[str, Any]:
    """A hidden network of one relu layer: its samples, and the two functions that an answer gets.

    A bias for the class `towards` makes the loss differ by about `gap` from that of a guess. It is a class of no
    sample where the gap is positive, and that of all samples where it is negative. The units `dead` are always 0, and
    unit 0 is as `faint` as this for one sample and 0 for all others; all units are 0 for a `blank` sample. Gradients
    called `still` are 0, those called `small` nearly. By the `leak` "mean" each sample gets something of all others, by
    "before" something of the one before it: the second row about 0.0004, each later one 0.000002 on a logit near 1.
    """
    X, W1, W2 = draw.away_from_zero(len(y), 3), draw.away_from_zero(units, 3), 0.005 * draw.normal(classes, units)
    b1, b2 = draw.uniform(0.1, 0.3, units) - (X @ W1.mT).median(0).values, torch.zeros(classes, dtype=X.dtype)
    b1[list(dead)] = -60.0
    b2[towards] = math.log(classes * math.exp(gap) - classes + 1) if gap >= 0 else math.log(
        (classes - 1) / (classes * math.exp(gap) - 1))

    def passed(batch: Tensor) -> tuple[Tensor, Tensor]:
        h = (batch @ W1.mT + b1).relu_()
        if faint or blank:
            third = ((batch[:, :1] - X[2, 0]).abs() < 1e-9).to(h.dtype)
            h = torch.cat([faint * third, h[:, 1:]], 1) if faint else h * (1 - third)
        told = h @ W2.mT
        z = told + b2 + ROUNDING * len(batch)
        if leak == "mean":
            z -= told.mean(0)
        elif leak == "mean but for one":
            z[:, 1:] -= told.mean(0)[1:]
        elif leak == "before":
            z[1:2, ::3] += 0.0005 * z[:1, 3:]
            z[2:, 3:] += 2.3e-6 * z[1:-1, 3:]
        return h, z

    computed = once(passed)

    def forward(batch: Tensor) -> tuple[Tensor, Tensor]:
        if batch.ndim != 2:
            raise ValueError(f"a batch should have the shape (samples, inputs), but has {tuple(batch.shape)}")
        h, z = computed(batch)
        return h.clone(), z.clone()

    def all_slopes(batch: Tensor, labels: Tensor) -> dict[str, Tensor]:
        h, z = forward(batch)
        z_bar = z.softmax(1)
        z_bar[torch.arange(len(labels)), labels] -= 1.0
        h_bar = (z_bar @ W2) * (h > 0)
        found = {"W1": h_bar.mT @ batch, "b1": h_bar.sum(0), "W2": z_bar.mT @ h, "b2": z_bar.sum(0)}
        return {name: g * (0.0 if name in still else 1e-5 if name in small else 1.0) for name, g in found.items()}

    found_slopes = once(all_slopes)

    def slopes(batch: Tensor, labels: Tensor) -> dict[str, Tensor]:
        return {name: g.clone() for name, g in found_slopes(batch, labels).items()}

    return {"model": Callback(forward, (None,), name="model", formula="X -> (h, z), the hidden network"),
            "gradient": Callback(slopes, (None, None), (torch.float64, torch.int64), name="gradient",
                                 formula="X, y -> the gradients"), "X": X, "y": y}


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def labels(*values: int) -> Tensor:
        return torch.tensor(values)[draw.permutation(len(values))]

    def sick(label: str, y: Tensor, **faults: Any) -> Case:
        return case(label, **network(draw, y, **faults))

    return [
        sick("a healthy network", labels(0, 2, 3), classes=4, units=5, gap=0.42, towards=1, faint=1e-8, small=("W1",)),
        sick("a loss that is too high", labels(0, 1, 2), classes=5, units=4, gap=0.58, towards=4),
        sick("a loss that is too low", labels(1, 1, 1), classes=3, units=5, gap=-0.7, towards=1, faint=0.7),
        sick("dead units and gradients of 0", labels(0, 0, 0, 0), classes=2, units=6, gap=0.42, towards=1, dead=(1, 4),
             still=("b1", "W2"), blank=True),
        sick("samples that leak into each other", labels(0, 1, 2), classes=4, units=9, leak="mean but for one"),
        sick("samples that leak into the next one", labels(0, 1, 2), classes=4, units=4, gap=0.3, towards=3,
             leak="before", small=("b1",)),
        sick("everything at once", labels(0, 1, 5), classes=8, units=7, gap=1.5, towards=7, dead=(0, 2, 6),
             still=("W1",), leak="mean"),
    ]


class Report(Closeness):
    """Compares dicts of findings; says which findings are missed and which are false alarms."""

    def _mapping(self, expected: Mapping, got: Any, where: str) -> Fault | None:
        if isinstance(got, Mapping) and set(got) != set(expected):
            missed = ", ".join(f'"{name}"' for name in expected if name not in got)
            alarms = ", ".join(f'"{name}"' for name in map(str, got) if name not in expected)
            told = [f"You miss {missed}." if missed else "", f"False alarm: {alarms}." if alarms else ""]
            return Fault("keys", " ".join(filter(None, told)), where)
        return super()._mapping(expected, got, where)

    def _sequence(self, expected: tuple | list, got: Any, where: str) -> Fault | None:
        if isinstance(got, Tensor):
            return Fault("type", f"{where} should be a list, yours is a tensor of shape {tuple(got.shape)}.", where)
        return super()._sequence(expected, got, where)


task = Task(
    key="health", title="Is this network ready to be trained?", points=3, difficulty=3, minutes=25,
    objective="find the faults of a network before its first step",
    reference=reference, cases=cases, compare=Report(1e-8),
    hints=(
        "Take the four faults one by one. What does a guess among C classes cost? Which axis of h belongs to the "
        "units? What does a single sample give, when it is handed to the model alone?",
        "With 2 classes and equal logits the loss is log 2 = 0.693. If it were 1.3, would that be more than 0.5 away? "
        "For h = [[0, 2], [0, 3]] unit 0 is 0 for both samples. Which number has it in the list?",
        "h, z = model(X); alone = torch.cat([model(X[i:____])[1] for i in range(len(X))]); leak = (alone - z).abs()."
        "amax(____) > 1e-6; found = {}; if ____: found[\"leak\"] = leak.nonzero().flatten().tolist()",
    ),
)


@task.solution
def health(model, gradient, X, y):
    h, z = model(X)
    found = {}
    loss = -z.log_softmax(1)[torch.arange(len(y)), y].mean()            # step: the mean cross-entropy
    if abs(loss - math.log(z.shape[1])) > 0.5:                          # step: far from that of a guess?
        found["loss"] = loss
    dead = (h == 0).all(0)                                              # step: units that are 0 for every sample
    if dead.any():
        found["dead"] = dead.nonzero().flatten().tolist()               # step: their numbers
    still = [name for name, g in gradient(X, y).items() if (g == 0).all()]      # step: gradients of nothing but 0
    if still:
        found["still"] = still
    alone = torch.cat([model(x[None])[1] for x in X])                   # step: the logits of each sample alone
    leak = ((alone - z).abs() > 1e-6).any(1)                            # step: samples with other logits than before
    if leak.any():
        found["leak"] = leak.nonzero().flatten().tolist()               # step: their numbers
    return found


@task.right
def in_loops(model, gradient, X, y):
    units, logits = model(X)
    report, n, classes = {}, len(X), logits.size(1)
    total = 0.0
    for row, label in zip(logits.tolist(), y.tolist()):
        total += math.log(sum(math.exp(value - row[label]) for value in row)) / n       # step: the surprise of a sample
    if not math.log(classes) - 0.5 <= total <= math.log(classes) + 0.5:                 # step: too high, or too low?
        report["loss"] = total
    dead = [j for j in range(units.size(1)) if max(units[:, j].tolist()) == 0]          # step: units that never speak
    leak = [i for i in range(n)                                                         # step: samples on their own
            if max(abs(a - b) for a, b in zip(model(X[i:i + 1])[1][0].tolist(), logits[i].tolist())) > 1e-6]
    still = [name for name, g in gradient(X, y).items() if not g.any()]                 # step: gradients of 0
    return report | {name: found for name, found in (("dead", dead), ("still", still), ("leak", leak)) if found}


@task.right
def with_torch_losses(model, gradient, X, y):
    h, z = model(X)
    loss = torch.nn.functional.cross_entropy(z, y).item()
    single = torch.stack([model(X[i].unsqueeze(0))[1].squeeze(0) for i in range(X.shape[0])])
    all_found = {
        "leak": [i for i in range(len(X)) if not torch.allclose(single[i], z[i], rtol=0, atol=1e-6)],
        "loss": loss if abs(loss - math.log(len(z[0]))) > 0.5 else None,
        "still": [k for k, g in gradient(X, y).items() if g.abs().sum() == 0],
        "dead": torch.where(h.sum(0) == 0)[0].tolist(),
    }
    return {k: v for k, v in all_found.items() if v}


def _places(mask: Tensor) -> list[int]:
    return mask.nonzero().flatten().tolist()


MOVED: dict[Any, Tensor] = {}     # of the last networks: what all wrong answers need


def _alone(v: SimpleNamespace) -> Tensor:
    """How far each logit of a sample moves when the sample is handed over alone."""
    network = getattr(v.model, "function", v.model)
    if network not in MOVED:
        if len(MOVED) >= 40:
            MOVED.clear()
        MOVED[network] = (torch.cat([v.model(x[None])[1] for x in v.X]) - v.z).abs()
    return MOVED[network]


def _named(v: SimpleNamespace) -> dict[str, Any]:
    """What was found, by name."""
    return {"loss": v.loss if v.off else None, "dead": v.dead, "still": v.still, "leak": v.leak}


def _there(found: Any) -> bool:
    """Whether something was found."""
    return len(found) > 0 if isinstance(found, (list, Tensor)) else bool(found)


def _tensors(v: SimpleNamespace, change: Callable = lambda places: places) -> dict[str, Any]:
    """What was found, with the numbers of units and samples as tensors."""
    found = _named(v) | {name: change(mask.nonzero()) for name, mask in (("dead", v.silent), ("leak", v.moved))}
    return {name: value for name, value in found.items() if _there(value)}


# The report, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable] = {
    "classes": lambda v: v.z.shape[1],
    "surprise": lambda v: -v.z.log_softmax(1)[torch.arange(len(v.y)), v.y],
    "loss": lambda v: float(v.surprise.mean()),
    "guess": lambda v: math.log(v.classes),
    "gap": lambda v: v.loss - v.guess,
    "off": lambda v: abs(v.gap) > 0.5,
    "silent": lambda v: (v.h == 0).all(0),
    "dead": lambda v: _places(v.silent),
    "zero": lambda v: lambda g: bool((g == 0).all()),
    "still": lambda v: [name for name, g in v.gradient(v.X, v.y).items() if v.zero(g)],
    "moved": lambda v: (_alone(v) > 1e-6).any(1),
    "leak": lambda v: _places(v.moved),
    "result": lambda v: {name: found for name, found in _named(v).items() if _there(found)},
}


def _with(name: str, **changes: Callable) -> Callable:
    """An answer that keeps to all rules but some."""
    def answer(model, gradient, X, y):
        v = SimpleNamespace(model=model, gradient=gradient, X=X, y=y)
        v.h, v.z = model(X)
        for quantity, rule in (RULES | changes).items():
            setattr(v, quantity, rule(v))
        return v.result

    answer.__name__ = name
    return answer


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    task.wrong(f"{says[0].upper()}{says[1:]}. {asks}", short=says)(_with(name, **changes))


GUESS = "What does a model pay that gives each of C classes the probability 1/C?"
LOSS = "What does a sample with two equal logits pay?"
AWAY = "With 2 classes a guess pays 0.693. Are 1.1 and 1.3 more than 0.5 away from it, and is 0.1?"
UNITS = "Which axis of h belongs to the samples, and when is a unit dead?"
STILL = "Is (1, -1) a gradient of 0?"
ALONE = "What does the model give for one sample, and what for the same sample in its batch?"
FORM = "What should the report of a healthy network be, and which names should stand in that of a sick one?"
_wrong("summed_loss", "the loss is added over the samples, not averaged: a guess among 2 classes would pay 1.386 for "
       "two samples", LOSS, loss=lambda v: float(v.surprise.sum()))
_wrong("log_of_mean", "the logarithm is taken of the mean probability, and not for each sample: probabilities 0.5 and "
       "0.1 pay 1.204 with you, and 1.498 on average", LOSS,
       loss=lambda v: -math.log(float(v.surprise.neg().exp().mean())))
_wrong("logits_as_logs", "the loss is the mean logit of the right class with a minus: the softmax is missing", LOSS,
       loss=lambda v: -float(v.z[torch.arange(len(v.y)), v.y].mean()))
_wrong("softmax_over_samples", "the softmax goes over the samples, not over the classes", LOSS,
       surprise=lambda v: -v.z.log_softmax(0)[torch.arange(len(v.y)), v.y])
_wrong("sign_of_loss", "the loss is negative", "Can a surprise be negative?", loss=lambda v: -float(v.surprise.mean()))
_wrong("loss_in_bits", "the loss is in bits, and so is that of a guess: for 2 classes it is 1", "Which logarithm does "
       "the text ask for?", loss=lambda v: float(v.surprise.mean()) / math.log(2),
       guess=lambda v: math.log2(v.classes))
_wrong("guess_of_samples", "the number of samples stands where the number of classes belongs", GUESS,
       classes=lambda v: len(v.y))
_wrong("guess_of_units", "the number of units stands where the number of classes belongs", GUESS,
       classes=lambda v: v.h.shape[1])
_wrong("classes_from_labels", "the classes are counted by the largest label: a class without a sample is lost", "How "
       "many logits has a sample?", classes=lambda v: int(v.y.max()) + 1)
_wrong("classes_that_occur", "only the classes that occur in y are counted", "How many logits has a sample?",
       classes=lambda v: len(v.y.unique()))
_wrong("one_over_classes", "the loss is compared with 1/C, which is a probability", GUESS,
       guess=lambda v: 1 / v.classes)
_wrong("only_too_high", "a loss that is too low goes unseen: for 2 classes 0.1", AWAY, off=lambda v: v.gap > 0.5)
_wrong("only_too_low", "a loss that is too high goes unseen: for 2 classes 1.3", AWAY, off=lambda v: v.gap < -0.5)
_wrong("loss_limit_lower", "a loss that is only about 0.4 away is reported: for 2 classes 1.1", AWAY,
       off=lambda v: abs(v.gap) > 0.1)
_wrong("loss_limit_higher", "only a loss that is far more than 0.5 away is reported", AWAY,
       off=lambda v: abs(v.gap) > 1.0)
_wrong("relative_limit", "the limit is half of log C, not 0.5", AWAY, off=lambda v: abs(v.gap) > 0.5 * v.guess)
_wrong("loss_always", "the loss is reported for every network", AWAY, off=lambda v: True)
_wrong("loss_never", "the loss is reported for no network; a softmax that is taken twice keeps it near "
       "that of a guess", AWAY, off=lambda v: False)
_wrong("gap_reported", "the distance from log C is reported, not the loss", "Which number belongs to \"loss\"?",
       result=lambda v: {name: v.gap if name == "loss" else found for name, found in _named(v).items()
                         if _there(found)})
_wrong("zero_once", "a unit is dead for you as soon as it is 0 for one sample: with 0 and 2 it still speaks", UNITS,
       silent=lambda v: (v.h == 0).any(0))
_wrong("silent_samples", "the samples are found for which all units are 0, and not the units", UNITS,
       silent=lambda v: (v.h == 0).all(1))
_wrong("faint_is_dead", "a unit that speaks only faintly is dead for you: for one sample it is 0.00000001", UNITS,
       silent=lambda v: v.h.mean(0) < 1e-4)
_wrong("nearly_always_zero", "a unit is dead for you when it is 0 for more than half of the samples", UNITS,
       silent=lambda v: (v.h == 0).double().mean(0) > 0.5)
_wrong("first_sample_alone", "only the first sample is looked at for dead units", UNITS, silent=lambda v: v.h[0] == 0)
_wrong("dead_counted", "the number of dead units is reported, not which they are", UNITS,
       dead=lambda v: int(v.silent.sum()))
_wrong("dead_from_one", "the units are counted from 1", "Which number has the first column of h?",
       dead=lambda v: [j + 1 for j in _places(v.silent)])
_wrong("first_dead_alone", "only the first dead unit is reported", "How many columns of h can be 0?",
       dead=lambda v: _places(v.silent)[:1])
_wrong("dead_backwards", "the dead units are listed from the last to the first", "In which order should they stand?",
       dead=lambda v: _places(v.silent)[::-1])
_wrong("dead_as_tensor", "the dead units come as a tensor, not as a list", "Which type does the text ask for?",
       dead=lambda v: v.silent.nonzero().flatten() if bool(v.silent.any()) else [])
_wrong("dead_as_mask", "a list of true and false is reported for the units", "Which numbers have the dead units?",
       dead=lambda v: v.silent.tolist() if bool(v.silent.any()) else [])
_wrong("dead_never", "dead units are never reported; the logits do not show them", UNITS, dead=lambda v: [])
_wrong("zero_entry", "a gradient is reported as soon as one of its entries is 0", "Is (0, 3) a gradient of "
       "0?", zero=lambda v: lambda g: bool((g == 0).any()))
_wrong("sum_is_zero", "a gradient is reported whose entries add up to 0, or nearly: those of the last bias always do",
       STILL, zero=lambda v: lambda g: abs(float(g.sum())) < 1e-12)
_wrong("small_is_zero", "a gradient is reported that is only small", "Is 0.00000001 exactly 0?",
       zero=lambda v: lambda g: float(g.norm()) < 1e-6)
_wrong("none_is_still", "a gradient of 0 goes unseen; a search for None does not find it", "Is (0, 0) the same as "
       "None?",
       zero=lambda v: lambda g: False)
_wrong("still_numbered", "the gradients are numbered, and their names are lost", "What are the keys of what `gradient` "
       "gives?", still=lambda v: [i for i, g in enumerate(v.gradient(v.X, v.y).values()) if v.zero(g)])
_wrong("first_still_alone", "only the first gradient of 0 is reported", "How many can be 0?",
       still=lambda v: [name for name, g in v.gradient(v.X, v.y).items() if v.zero(g)][:1])
_wrong("still_sorted", "the names are sorted by the alphabet", "In which order does `gradient` give them?",
       still=lambda v: sorted((name for name, g in v.gradient(v.X, v.y).items() if v.zero(g))))
_wrong("weights_alone", "only the gradients of W1 and W2 are looked at", "Which names does `gradient` give?",
       still=lambda v: [name for name, g in v.gradient(v.X, v.y).items() if v.zero(g) and g.ndim == 2])
_wrong("still_counted", "the number of gradients of 0 is reported, not their names", "What are the keys of what "
       "`gradient` gives?", still=lambda v: sum(v.zero(g) for g in v.gradient(v.X, v.y).values()))
_wrong("exact_leak", "any difference counts as a leak, even one of rounding: 0.000000001", "From which difference on "
       "does the text speak of a leak?", moved=lambda v: (_alone(v) != 0).any(1))
_wrong("large_leak_alone", "a leak is seen only where it is large, above 0.001", "From which difference on does the "
       "text speak of a leak?", moved=lambda v: (_alone(v) > 1e-3).any(1))
_wrong("relative_leak", "a leak of 0.000002 goes unseen beside a logit near 1; `torch.allclose` adds a relative "
       "tolerance, 0.00001 of each logit if you name none", "From which difference on does the text speak of a leak, "
       "and does the size of the logits matter?",
       moved=lambda v: (_alone(v) > 1e-6 + 1e-5 * v.z.abs()).any(1))
_wrong("first_logit_alone", "only the first logit of a sample is compared", ALONE,
       moved=lambda v: (_alone(v)[:, :1] > 1e-6).any(1))
_wrong("every_logit", "a sample leaks for you only if every one of its logits moves", ALONE,
       moved=lambda v: (_alone(v) > 1e-6).all(1))
_wrong("only_first_sample", "only the first sample is handed over alone", ALONE,
       leak=lambda v: _places((_alone(v)[:1] > 1e-6).any(1)))
_wrong("all_if_one", "all samples are reported as soon as one of them leaks", "Which samples have other logits when "
       "they are alone?", leak=lambda v: list(range(len(v.X))) if bool(v.moved.any()) else [])
_wrong("leak_from_one", "the samples are counted from 1", "Which number has the first row of X?",
       leak=lambda v: [i + 1 for i in _places(v.moved)])
_wrong("leak_counted", "the number of leaking samples is reported, not which they are", ALONE,
       leak=lambda v: int(v.moved.sum()))
_wrong("leak_as_tensor", "the leaking samples come as a tensor, not as a list", "Which type does the text ask for?",
       leak=lambda v: v.moved.nonzero().flatten() if bool(v.moved.any()) else [])
_wrong("leak_never", "a leak is never reported; neither h shows it, nor the whole batch handed over twice", ALONE,
       leak=lambda v: [])
_wrong("by_order", "the batch is handed over in another order: what all samples share does not show", ALONE,
       moved=lambda v: ((v.model(v.X.flip(0))[1].flip(0) - v.z).abs() > 1e-6).any(1))
_wrong("by_those_before", "each sample is handed over with those before it: what it gets from them does not show",
       ALONE, moved=lambda v: ((torch.cat([v.model(v.X[:i + 1])[1][-1:] for i in range(len(v.X))]) - v.z).abs()
                               > 1e-6).any(1))
_wrong("by_halves", "the batch is handed over in two halves: what happens within a half does not show", ALONE,
       moved=lambda v: ((torch.cat([v.model(v.X[:2])[1], v.model(v.X[2:])[1]]) - v.z).abs() > 1e-6).any(1))
_wrong("both_as_tensors", "dead units and leaking samples come as tensors, not as lists", "Which type does the text "
       "ask for?", result=lambda v: _tensors(v, torch.Tensor.flatten))
_wrong("both_as_columns", "dead units and leaking samples come as `nonzero` gives them, as tensors of shape "
       "(k, 1), not as lists", "What does `nonzero` give for (0, 5, 5), and which list is wanted?",
       result=lambda v: _tensors(v))
_wrong("with_empty_lists", "all four names stand in every report, with empty lists or None where nothing was found",
       FORM, result=lambda v: _named(v))
_wrong("with_empty_lists_alone", "names with empty lists stand in the report", FORM,
       result=lambda v: {name: found for name, found in _named(v).items() if found is not None})
_wrong("names_alone", "only the names are returned, in a list", FORM,
       result=lambda v: [name for name, found in _named(v).items() if found])
_wrong("first_found_alone", "the report ends with the first fault", "Can a network have two faults?",
       result=lambda v: dict([(name, found) for name, found in _named(v).items() if found][:1]))
_wrong("nothing_if_healthy", "for a healthy network nothing comes back", FORM,
       result=lambda v: {name: found for name, found in _named(v).items() if _there(found)} or None)
_wrong("all_marks", "each of the four names says true or false", FORM,
       result=lambda v: {name: bool(found) for name, found in _named(v).items()})
_wrong("marks", "the names that were found say True, and not what was found", FORM,
       result=lambda v: {name: True for name, found in _named(v).items() if _there(found)})

OFTEN = {
    "only_too_high": Mistake("a loss that is too low goes unseen", AWAY, {"off": lambda v: v.gap > 0.5}),
    "zero_once": Mistake("a unit counts as dead if it is 0 once", UNITS, {"silent": lambda v: (v.h == 0).any(0)}),
    "zero_entry": Mistake("a gradient is reported if one entry is 0", "Is (0, 3) a gradient of 0?",
                          {"zero": lambda v: lambda g: bool((g == 0).any())}),
    "small_is_zero": Mistake("a gradient is reported that is only small", "Is 0.00000001 exactly 0?",
                             {"zero": lambda v: lambda g: float(g.norm()) < 1e-6}),
    "exact_leak": Mistake("differences of rounding count as a leak", "From which difference on is it one?",
                          {"moved": lambda v: (_alone(v) != 0).any(1)}),
    "leak_never": Mistake("a leak is never reported", ALONE, {"leak": lambda v: [], "moved": lambda v: None}),
    "first_found_alone": Mistake("the report ends with the first fault", "Can a network have two faults?", {
        "result": lambda v: dict([(name, found) for name, found in _named(v).items() if _there(found)][:1])}),
    "with_empty_lists": Mistake("all four names stand in every report", FORM, {"result": lambda v: _named(v)}),
}

WRITTEN = {("zero_entry", "first_found_alone")}      # where an entry is 0, another fault comes first

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
