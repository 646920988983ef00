"""Exercise: how many places of the input one unit of the last layer sees."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import torch

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs
from dlcourse.classroom.task import Task

Layers = list[tuple[int, int, int]]


def reference(layers: Layers) -> int:
    """From the first to the last place that unit 0 of the last layer sees, found from the last layer back."""
    last = 0
    for k, stride, dilation in reversed(layers):
        last = last * stride + (k - 1) * dilation
    return last + 1


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def net(label: str, *layers: tuple[int, int, int]) -> Case:
        return case(label, layers=list(layers))

    k = draw.whole(4, 7)
    return [
        net("the example of the text", (3, 1, 1), (2, 2, 1), (3, 1, 1)),
        net("one layer", (k, 1, 1)),
        net("no layer"),
        net("one layer with a stride", (k + 1, 3, 1)),
        net("one layer with a dilation", (4, 1, draw.whole(2, 5))),
        net("one layer, a kernel of one place", (1, 1, 1)),
        net("three layers with stride 1", (k, 1, 1), (3, 1, 1), (k + 2, 1, 1)),
        net("three strides that differ", (5, 2, 1), (k, 3, 1), (4, 5, 1)),
        net("three dilations that differ", (3, 1, 2), (k, 1, 3), (5, 1, 4)),
        net("strides and dilations", (k, 2, 3), (4, 3, 2), (6, 4, 5)),
        net("a large stride in the last layer", (3, 2, 1), (k, 9, 1)),
        net("a dilation behind a stride", (k, 4, 1), (3, 1, 3)),
        net("a stride behind a dilation", (4, 1, 3), (3, 2, 1), (k, 1, 1)),
        net("a stride larger than the kernel", (2, 5, 1), (k, 1, 1)),
        net("kernels of one place", (1, 3, 4), (k, 1, 1), (1, 2, 1), (5, 1, 2)),
        net("four convolutions, and a pooling behind each", *((3, 1, 1), (2, 2, 1)) * 4, (k, 1, 1)),
        net("a small last layer", (k, 1, 4), (3, 2, 1), (2, 1, 1)),
        net("six layers", *((draw.whole(2, 6), draw.whole(1, 3), draw.whole(1, 4)) for _ in range(6))),
    ]


task = Task(
    key="receptive_field", title="How much of the image one unit sees", points=1, difficulty=1, minutes=12,
    objective="work out how many pixels of the image one unit of a deep layer sees",
    reference=reference, cases=cases, compare=close(), facts=("N12-08",),
    hints=(
        "Begin with one pixel, and add the layers one by one, first layer first. By how many pixels does the window "
        "grow with each?",
        "In the example two neighbours in the output of the pooling lie 2 pixels apart. The last kernel sees 3 of "
        "these outputs in a row. How many pixels lie between the middle of the first of them and that of the last?",
        "field, apart = 1, 1; for k, stride, dilation in layers: field += (k - ____) * dilation * ____; apart *= ____",
    ),
)


@task.solution
def receptive_field(layers):
    field, apart = 1, 1                             # step: without layers, a unit is a pixel
    for k, stride, dilation in layers:
        field += (k - 1) * dilation * apart         # step: the kernel's other entries lie so many pixels further
        apart *= stride                             # step: how many pixels lie between neighbours behind the layer
    return field


@task.right
def from_the_last_layer_back(layers):
    field = 1                                       # step: one unit of the last layer
    for k, stride, dilation in reversed(layers):
        field = (field - 1) * stride + dilation * (k - 1) + 1       # step: what these units see in the layer before
    return field


@task.right
def by_marking_what_is_seen(layers):
    seen = {0}                                      # step: one unit of the last layer
    for k, stride, dilation in layers[::-1]:
        seen = {place * stride + entry * dilation for place in seen for entry in range(k)}     # step: what they see
    return max(seen) - min(seen) + 1                # step: from the first to the last


@task.right
def as_a_sum(layers):
    strides = [stride for _, stride, _ in layers]
    return 1 + sum((k - 1) * dilation * math.prod(strides[:i]) for i, (k, _, dilation) in enumerate(layers))


@task.right
def layer_after_layer(layers):
    if not layers:
        return 1                                    # step: without layers, a unit is a pixel
    k, stride, dilation = layers[0]
    behind = layer_after_layer(layers[1:])          # step: so many outputs of the first layer are seen
    return (behind - 1) * stride + (k - 1) * dilation + 1       # step: what these see of the image


@task.right
def with_tensors(layers):
    if len(layers) == 0:
        return 1
    table = torch.tensor(layers)
    apart = torch.cat([torch.ones(1, dtype=torch.long), table[:-1, 1]]).cumprod(0)      # step: how far apart they lie
    return int(1 + ((table[:, 0] - 1) * table[:, 2] * apart).sum())                     # step: all that the kernels add


# --- wrong answers: rules that are changed ---

# The field, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "triples": lambda v: v.layers,
    "ks": lambda v: [k for k, _, _ in v.triples],
    "strides": lambda v: [stride for _, stride, _ in v.triples],
    "dilations": lambda v: [dilation for _, _, dilation in v.triples],
    "aparts": lambda v: [math.prod(v.strides[:i]) for i in range(len(v.strides))],
    "start": lambda v: 1,
    "reaches": lambda v: [(k - 1) * d for k, d in zip(v.ks, v.dilations, strict=True)],
    "terms": lambda v: [reach * apart for reach, apart in zip(v.reaches, v.aparts, strict=True)],
    "field": lambda v: v.start + sum(v.terms),
    "result": lambda v: v.field,
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL: tuple[Layers, ...] = (
    [(3, 1, 1), (2, 2, 1), (3, 1, 1)], [], [(3, 1, 1)], [(3, 1, 2)], [(3, 2, 1)], [(2, 3, 1), (2, 1, 1)],
    [(2, 2, 1), (2, 2, 1), (2, 1, 1)], [(3, 1, 2), (2, 1, 1)], [(2, 2, 1), (3, 1, 2)], [(1, 2, 1), (3, 1, 1)],
    [(1, 1, 4), (3, 1, 1)], [(2, 2, 1), (2, 2, 1), (3, 1, 1)], [(3, 2, 2), (2, 2, 2), (3, 1, 1)])

_with = answers_by(RULES, receptive_field)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for i, layers in enumerate(SMALL):
        try:
            given = answer(list(layers))
        except (IndexError, ValueError):
            continue
        right = receptive_field(layers)
        if isinstance(given, (int, float)) and given != right:
            return f"{'In the example' if not i else f'For layers = {layers}'} you give {given:g} in place of {right}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


def _reach(of: Callable[[int, int, int], float]) -> Callable:
    """What each layer adds in its own places, made in another way from k, stride and dilation."""
    return lambda v: [of(*layer) for layer in zip(v.ks, v.strides, v.dilations, strict=True)]


def _forward(step: Callable[[float, int, int, int], float], start: int = 1) -> Callable:
    """The field by a step from layer to layer, first layer first."""
    def field(v: Any) -> float:
        r = start
        for k, stride, dilation in v.triples:
            r = step(r, k, stride, dilation)
        return r

    return field


def _backward(step: Callable[[float, int, int, int], float], start: int = 1) -> Callable:
    """The field by a step from layer to layer, last layer first."""
    def field(v: Any) -> float:
        r = start
        for k, stride, dilation in reversed(v.triples):
            r = step(r, k, stride, dilation)
        return r

    return field


def _marked(v: Any) -> set[int]:
    seen = {0}
    for k, stride, dilation in reversed(v.triples):
        seen = {place * stride + entry * dilation for place in seen for entry in range(k)}
    return seen


KERNEL = "A unit sees 3 neighbours, and each of these sees 3 pixels. Which pixels are seen by more than one of them?"
ONE = "One kernel of 3 places sees 3 pixels. How many more is that than one pixel?"
OWN = "How far apart lie the inputs of a layer, and how far its outputs? Which of the two does its own kernel see?"
ALL = "Two poolings of stride 2 stand one behind the other. How many pixels lie between neighbours behind both?"
STRIDE = "How many pixels lie between two neighbours behind a pooling of stride 2?"
HOLES = "A kernel of 3 places with dilation 2 sees the pixels 0, 2 and 4. How long is that, gaps included?"
NOTHING = "Without layers a unit is a pixel. How many pixels does that see?"
ORDER = "Which layer meets the image first, the first triple or the last one?"
LAYERS = "Which layers of the list play a part?"
BEHIND = "How far apart lie the outputs of a layer with dilation 3 and stride 1?"
TRIPLE = "What does each of the three numbers of a triple say?"
NUMBER = "Which result does the text ask for?"

_wrong("sum_of_kernels", "the kernels are added", KERNEL, start=lambda v: 0, terms=lambda v: v.ks)
_wrong("sum_of_kernels_and_one", "the kernels are added to 1", ONE, terms=lambda v: v.ks)
_wrong("sum_of_lengths", "the length of each kernel, gaps included, is added in pixels, beginning with 0", KERNEL,
       start=lambda v: 0, reaches=_reach(lambda k, s, d: (k - 1) * d + 1))
_wrong("sum_of_lengths_but_one_without_layers", "the length of each kernel, gaps included, is added in pixels, "
       "beginning with 0; only the empty list gives 1", KERNEL, start=lambda v: 0 if v.layers else 1,
       reaches=_reach(lambda k, s, d: (k - 1) * d + 1))
_wrong("sum_of_lengths_and_one", "the length of each kernel, gaps included, is added in pixels, to 1", ONE,
       reaches=_reach(lambda k, s, d: (k - 1) * d + 1))
_wrong("sum_of_kernels_with_strides", "each layer adds k times the distance of its inputs, beginning with 0", KERNEL,
       start=lambda v: 0, reaches=_reach(lambda k, s, d: k * d))
_wrong("product_of_kernels", "the kernels are multiplied", KERNEL, field=lambda v: math.prod(v.ks))
_wrong("product_of_long_kernels", "the lengths of the kernels, gaps included, are multiplied", KERNEL,
       field=lambda v: math.prod(reach + 1 for reach in v.reaches))
_wrong("product_of_kernels_and_strides", "kernels and strides are multiplied", KERNEL,
       field=lambda v: math.prod(v.ks) * math.prod(v.strides))
_wrong("largest_kernel", "only the layer that adds most counts", LAYERS,
       field=lambda v: 1 + max(v.terms, default=0))
_wrong("own_stride_too_early", "a layer's own stride is applied to its own kernel", OWN,
       aparts=lambda v: [math.prod(v.strides[:i + 1]) for i in range(len(v.strides))])
_wrong("own_stride_alone", "each kernel is multiplied by its own stride alone", OWN, aparts=lambda v: v.strides)
_wrong("no_strides", "the strides play no part", STRIDE, aparts=lambda v: [1] * len(v.strides))
_wrong("stride_before_alone", "only the stride of the layer just before counts, not those of all earlier layers", ALL,
       aparts=lambda v: [1, *v.strides][:len(v.strides)])
_wrong("strides_added", "the strides of the earlier layers are added", ALL,
       aparts=lambda v: [sum(v.strides[:i]) or 1 for i in range(len(v.strides))])
_wrong("strides_added_to_one", "the strides of the earlier layers are added to 1", ALL,
       aparts=lambda v: [1 + sum(v.strides[:i]) for i in range(len(v.strides))])
_wrong("strides_less_one_added", "each earlier layer adds its stride less 1", ALL,
       aparts=lambda v: [1 + sum(v.strides[:i]) - i for i in range(len(v.strides))])
_wrong("largest_stride", "only the largest one of the earlier strides counts", ALL,
       aparts=lambda v: [max(v.strides[:i], default=1) for i in range(len(v.strides))])
_wrong("first_stride_alone", "only the stride of the first layer counts", ALL,
       aparts=lambda v: [math.prod(v.strides[:1]) if i else 1 for i in range(len(v.strides))])
_wrong("all_strides_everywhere", "each kernel is multiplied by the strides of all layers", OWN,
       aparts=lambda v: [math.prod(v.strides)] * len(v.strides))
_wrong("later_strides", "each kernel is multiplied by the strides of the layers behind it, as if the last triple met "
       "the image first", ORDER,
       aparts=lambda v: [math.prod(v.strides[i + 1:]) for i in range(len(v.strides))])
_wrong("later_strides_and_own", "each kernel is multiplied by its own stride and those of the later layers", OWN,
       aparts=lambda v: [math.prod(v.strides[i:]) for i in range(len(v.strides))])
_wrong("distance_one_layer_late", "the stride of the layer just before is left out: the distance grows one layer late",
       STRIDE, aparts=lambda v: [math.prod(v.strides[:max(i - 1, 0)]) for i in range(len(v.strides))])
_wrong("strides_divide", "the strides make the window smaller", "Does a pooling make a unit see more of the image, or "
       "less?", aparts=lambda v: [1 / math.prod(v.strides[:i]) for i in range(len(v.strides))])
_wrong("whole_field_times_stride", "the whole field is multiplied by the stride of each layer", STRIDE,
       field=_forward(lambda r, k, s, d: (r + (k - 1) * d) * s))
_wrong("field_times_stride_first", "from the first layer on, the whole field is multiplied by the stride, and then the "
       "kernel is added", STRIDE, field=_forward(lambda r, k, s, d: r * s + (k - 1) * d))
_wrong("field_times_stride_first_no_dilations", "from the first layer on, the whole field is multiplied by the stride, "
       "and then the kernel is added, without its dilation", f"{STRIDE} {HOLES}",
       field=_forward(lambda r, k, s, d: r * s + k - 1))
_wrong("field_times_all_strides", "the field of stride 1 is multiplied by all strides", STRIDE,
       field=lambda v: (1 + sum(v.reaches)) * math.prod(v.strides))
_wrong("stride_added", "each layer adds its stride less 1, too", "Does a stride alone let a unit see more pixels?",
       terms=lambda v: [a + s - 1 for a, s in zip(v.reaches, v.strides, strict=True)])
_wrong("stride_taken_off", "each layer adds its kernel less its stride", ONE,
       reaches=_reach(lambda k, s, d: (k - 1) * d + 1 - s))
_wrong("distance_to_one_end", "half of each kernel is counted: the entries on one side of its middle", ONE,
       reaches=_reach(lambda k, s, d: (k - 1) * d / 2))
_wrong("half_a_kernel_whole", "each layer adds k // 2", ONE, reaches=_reach(lambda k, s, d: k // 2 * d))
_wrong("two_halves", "each layer adds 2 · (k // 2), which is too much for an even kernel", "How many neighbours has a "
       "kernel of 2 places beside the first?", reaches=_reach(lambda k, s, d: 2 * (k // 2) * d))
_wrong("k_for_k_less_one", "each layer adds k places, not k - 1", ONE, reaches=_reach(lambda k, s, d: k * d))
_wrong("k_and_one", "each layer adds k + 1 places", ONE, reaches=_reach(lambda k, s, d: (k + 1) * d))
_wrong("k_less_two", "each layer adds k - 2 places", ONE, reaches=_reach(lambda k, s, d: (k - 2) * d))
_wrong("no_dilations", "the dilations play no part", HOLES, dilations=lambda v: [1] * len(v.ks))
_wrong("dilation_times_k", "a kernel with gaps is taken to be dilation · k long", HOLES,
       reaches=_reach(lambda k, s, d: k * d - 1))
_wrong("dilation_added", "the dilation is added to the kernel", HOLES, reaches=_reach(lambda k, s, d: k + d - 2))
_wrong("dilation_added_whole", "each layer adds (k - 1) + dilation", HOLES, reaches=_reach(lambda k, s, d: k - 1 + d))
_wrong("dilation_counts_gaps", "a dilation of d is taken to leave out d places between two entries", HOLES,
       reaches=_reach(lambda k, s, d: (k - 1) * (d + 1)))
_wrong("dilation_less_one", "each gap counts d - 1 places, and the entries themselves are left out", HOLES,
       reaches=_reach(lambda k, s, d: (k - 1) * (d - 1)))
_wrong("dilation_squared", "the dilation counts twice", HOLES, reaches=_reach(lambda k, s, d: (k - 1) * d * d))
_wrong("dilation_goes_on", "dilations are carried to the later layers, as strides are", BEHIND,
       aparts=lambda v: [math.prod(v.strides[:i]) * math.prod(v.dilations[:i]) for i in range(len(v.ks))])
_wrong("dilation_for_stride", "the distance of the inputs grows by the dilations in place of the strides", BEHIND,
       aparts=lambda v: [math.prod(v.dilations[:i]) for i in range(len(v.ks))])
_wrong("stride_and_dilation_exchanged", "stride and dilation have changed places", TRIPLE,
       strides=lambda v: [d for _, _, d in v.triples], dilations=lambda v: [s for _, s, _ in v.triples])
_wrong("kernel_and_stride_exchanged", "kernel and stride have changed places", TRIPLE,
       ks=lambda v: [s for _, s, _ in v.triples], strides=lambda v: [k for k, _, _ in v.triples])
_wrong("kernel_and_dilation_exchanged", "kernel and dilation have changed places", TRIPLE,
       ks=lambda v: [d for _, _, d in v.triples], dilations=lambda v: [k for k, _, _ in v.triples])
_wrong("dilation_of_the_first_layer", "every layer has the dilation of the first one", TRIPLE,
       dilations=lambda v: [d for _, _, d in v.triples[:1]] * len(v.ks))
_wrong("dilation_added_to_field", "each layer adds its dilation less 1 once, whatever its distance", HOLES,
       terms=lambda v: [(k - 1) * a + d - 1 for k, a, d in zip(v.ks, v.aparts, v.dilations, strict=True)])
_wrong("dilation_without_distance", "the gaps of a kernel are counted in pixels, not in places of its input", STRIDE,
       terms=lambda v: [(k - 1) * (a + d - 1) for k, a, d in zip(v.ks, v.aparts, v.dilations, strict=True)])
_wrong("from_zero", "one pixel is missing: the field begins with 0", NOTHING, start=lambda v: 0)
_wrong("from_zero_but_for_no_layers", "one pixel is missing wherever there are layers: the field begins with 0", ONE,
       start=lambda v: 0 if v.layers else 1)
_wrong("from_two", "one pixel too many: the field begins with 2", NOTHING, start=lambda v: 2)
_wrong("from_the_first_kernel", "the field begins with the first kernel, and the first layer is added to that",
       "How often is the first layer counted?", start=lambda v: v.ks[0] if v.ks else 1)
_wrong("first_kernel_without_gaps", "the field begins with k of the first layer, without its dilation", HOLES,
       terms=lambda v: [v.ks[0] - 1, *(r * a for r, a in zip(v.reaches[1:], v.aparts[1:], strict=True))]
       if v.ks else [])
_wrong("first_kernel_without_gaps_needs_a_layer", "the field begins with k of the first layer, without its dilation, "
       "and an empty list stops your answer with an IndexError", f"{HOLES} {NOTHING}",
       start=lambda v: 1 + 0 * v.layers[0][0],
       terms=lambda v: [v.ks[0] - 1, *(r * a for r, a in zip(v.reaches[1:], v.aparts[1:], strict=True))])
_wrong("nothing_without_layers", "an empty list gives 0; everywhere else you are right", NOTHING,
       result=lambda v: v.field if v.layers else 0)
_wrong("none_without_layers", "an empty list gives None; everywhere else you are right", NOTHING,
       result=lambda v: v.field if v.layers else None)
_wrong("needs_a_layer", "an empty list stops your answer with an IndexError; everywhere else it is right", NOTHING,
       start=lambda v: 1 + 0 * v.layers[0][0])
_wrong("first_layer_missing", "the kernel of the first layer plays no part", LAYERS,
       terms=lambda v: [r * a for r, a in zip(v.reaches, v.aparts, strict=True)][1:])
_wrong("first_layer_left_out", "the first layer is left out, with its stride", LAYERS, triples=lambda v: v.layers[1:])
_wrong("last_layer_missing", "the last layer is left out", LAYERS, triples=lambda v: v.layers[:-1])
_wrong("last_layer_alone", "the last layer comes back alone: nothing is added up", LAYERS,
       field=lambda v: v.start + sum(v.terms[-1:]))
_wrong("first_layer_alone", "the first layer comes back alone; a loop that returns in its first turn does that", LAYERS,
       field=lambda v: v.start + sum(v.terms[:1]))
_wrong("kernels_of_one_skipped", "layers with k = 1 are left out, with their stride", "How many pixels lie "
       "between two neighbours behind a layer with k = 1 and stride 2?",
       triples=lambda v: [layer for layer in v.layers if layer[0] > 1])
_wrong("strides_of_one_skipped", "layers with stride 1 add nothing", LAYERS,
       terms=lambda v: [term if stride > 1 else 0 for term, stride in zip([
           reach * apart for reach, apart in zip(v.reaches, v.aparts, strict=True)], v.strides, strict=True)])
_wrong("dilations_of_one_skipped", "layers with dilation 1 add nothing", LAYERS,
       terms=lambda v: [reach * apart if dilation > 1 else 0 for reach, apart, dilation in zip(
           v.reaches, v.aparts, v.dilations, strict=True)])
_wrong("poolings_not_counted", "layers with a stride above 1 add nothing: they change the distance alone", "How many "
       "pixels does one output of a pooling with k = 2 see?",
       reaches=_reach(lambda k, s, d: (k - 1) * d if s == 1 else 0))
_wrong("poolings_left_out", "layers with a stride above 1 play no part at all", LAYERS,
       triples=lambda v: [layer for layer in v.layers if layer[1] == 1])
_wrong("back_one_too_many", "from layer to layer, field · stride + (k - 1) · dilation is too long: outputs that lie "
       "stride apart have one gap less than there are outputs", "How many gaps lie between 3 neighbours?",
       field=_backward(lambda r, k, s, d: r * s + (k - 1) * d))
_wrong("back_without_one", "from layer to layer, the first place itself is not counted", "How many places are seen "
       "from place 0 to place 4?", field=_backward(lambda r, k, s, d: (r - 1) * s + (k - 1) * d))
_wrong("back_kernel_less_stride", "from layer to layer, the kernel less its stride is multiplied by the dilation",
       HOLES, field=_backward(lambda r, k, s, d: r * s + (k - s) * d))
_wrong("back_field_times_kernel", "the field is multiplied by the kernel from layer to layer, where windows overlap, "
       "too", KERNEL, field=_backward(lambda r, k, s, d: r * s if s == k else r + (k - 1) * d))
_wrong("pixels_without_gaps", "only pixels that are really seen are counted, without those in the gaps", "Does the "
       "text count pixels in gaps?", field=lambda v: len(_marked(v)))
_wrong("squared", "the field comes back squared, as the number of pixels in a square", NUMBER,
       result=lambda v: v.field**2)
_wrong("height_and_width", "the field comes back twice, for height and width", NUMBER,
       result=lambda v: (v.field, v.field))
_wrong("with_distance", "the distance of neighbours comes back, too", NUMBER,
       result=lambda v: (v.field, math.prod(v.strides)))
_wrong("distance_alone", "the distance of neighbours comes back, not the field", NUMBER,
       result=lambda v: math.prod(v.strides))
_wrong("after_each_layer", "a list comes back, with the field behind each layer", NUMBER,
       result=lambda v: [v.start + total for total in itertools.accumulate(v.terms)])
_wrong("after_each_layer_and_before", "a list comes back, with 1 and the field behind each layer", NUMBER,
       result=lambda v: [v.start + total for total in itertools.accumulate(v.terms, initial=0)])
_wrong("what_each_adds", "a list comes back, with what each layer adds", NUMBER, result=lambda v: v.terms)
_wrong("as_text", "the field comes back as a text", NUMBER, result=lambda v: str(v.field))
_wrong("with_an_axis", "the field comes back as a tensor with an axis", NUMBER,
       result=lambda v: torch.tensor([v.field]))
_wrong("one_for_all", "1 comes back for every network", LAYERS, result=lambda v: 1)
_wrong("number_of_layers", "the number of layers comes back, and 1 more", LAYERS, field=lambda v: 1 + len(v.ks))
_wrong("kernels_less_one_multiplied", "what the layers add is multiplied", KERNEL,
       field=lambda v: 1 + math.prod(v.terms) if v.terms else 1)

OFTEN = {
    "from_zero": Mistake("one pixel is missing: the field begins with 0", NOTHING, {"start": lambda v: 0}),
    "own_stride_too_early": Mistake("a layer's own stride is applied to its own kernel", OWN, {
        "aparts": lambda v: [math.prod(v.strides[:i + 1]) for i in range(len(v.strides))]}),
    "own_stride_alone": Mistake("each kernel is multiplied by its own stride alone", OWN, {
        "aparts": lambda v: v.strides}),
    "no_strides": Mistake("the strides play no part", STRIDE, {"aparts": lambda v: [1] * len(v.strides)}),
    "stride_before_alone": Mistake("only the stride of the layer just before counts", ALL, {
        "aparts": lambda v: [1, *v.strides][:len(v.strides)]}),
    "strides_added": Mistake("the strides of the earlier layers are added", ALL, {
        "aparts": lambda v: [sum(v.strides[:i]) or 1 for i in range(len(v.strides))]}),
    "later_strides": Mistake("each kernel is multiplied by the strides of the layers behind it", ORDER, {
        "aparts": lambda v: [math.prod(v.strides[i + 1:]) for i in range(len(v.strides))]}),
    "all_strides_everywhere": Mistake("each kernel is multiplied by all strides", OWN, {
        "aparts": lambda v: [math.prod(v.strides)] * len(v.strides)}),
    "no_dilations": Mistake("the dilations play no part", HOLES, {"dilations": lambda v: [1] * len(v.ks)}),
    "k_for_k_less_one": Mistake("each layer adds k places", ONE, {"reaches": _reach(lambda k, s, d: k * d)}),
    "dilation_times_k": Mistake("a kernel with gaps is taken to be dilation · k long", HOLES, {
        "reaches": _reach(lambda k, s, d: k * d - 1)}),
    "dilation_added": Mistake("the dilation is added to the kernel", HOLES, {
        "reaches": _reach(lambda k, s, d: k + d - 2)}),
    "dilation_counts_gaps": Mistake("a dilation of d is taken to leave out d places", HOLES, {
        "reaches": _reach(lambda k, s, d: (k - 1) * (d + 1))}),
    "first_layer_left_out": Mistake("the first layer is left out", LAYERS, {"triples": lambda v: v.layers[1:]}),
    "last_layer_missing": Mistake("the last layer is left out", LAYERS, {"triples": lambda v: v.layers[:-1]}),
    "nothing_without_layers": Mistake("an empty list gives 0", NOTHING, {
        "result": lambda v: v.field if v.layers else 0}),
}
WRITTEN = {("from_zero", "nothing_without_layers"),     # the first one alone does that
           ("no_dilations", "dilation_times_k"), ("no_dilations", "dilation_added"),
           ("no_dilations", "dilation_counts_gaps"),    # without dilations the others cannot be seen, or are told
           ("from_zero", "k_for_k_less_one")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
