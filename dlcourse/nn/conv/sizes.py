"""How large what comes out is, and how much of the input one of its entries sees."""

from __future__ import annotations

from collections.abc import Sequence

from dlcourse.arguments import count
from dlcourse.tensors import ShapeError


def span(k: int, dilation: int) -> int:
    """How many entries a kernel of k taps reaches across: its taps are `dilation` apart.

    >>> span(3, 1), span(3, 2)
    (3, 5)
    """
    return dilation * (k - 1) + 1


def out_size(n: int, k: int, *, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """How often a kernel of k taps fits along an axis of n entries with `padding` zeros at both ends.

    Shapes: n -> floor((n + 2 padding - dilation (k - 1) - 1) / stride) + 1.
    Raises: TypeError or ValueError unless all are whole numbers, padding from 0 and the others from 1; ShapeError for a
    kernel that does not fit even once.
    Source: lecture 12, stride, padding and dilation.

    >>> out_size(7, 3), out_size(7, 3, stride=2), out_size(7, 3, padding=1), out_size(7, 3, stride=2, dilation=3)
    (5, 3, 7, 1)
    """
    for name, value in (("n", n), ("k", k), ("stride", stride), ("dilation", dilation)):
        count("out_size", name, value)
    count("out_size", "padding", padding, low=0)
    room = n + 2 * padding - span(k, dilation)
    if room < 0:
        raise ShapeError(f"out_size: a kernel that reaches across {span(k, dilation)} entries should fit into "
                         f"{n + 2 * padding}, padding included. Use a smaller kernel or dilation, or more padding.")
    return room // stride + 1


def receptive_field(layers: Sequence[tuple[int, int, int]]) -> int:
    """How many entries of the input, along one axis, reach one entry after these layers.

    Each layer is (k, stride, dilation), the first one first; pooling counts like a kernel of its size. A step of one
    layer is as many entries of the input as the strides before it multiply to.

    Shapes: any number of layers -> r_l = r_(l-1) + dilation_l (k_l - 1) s_1 ... s_(l-1), from r_0 = 1.
    Raises: TypeError or ValueError unless each layer holds three whole numbers from 1.
    Source: lecture 12, receptive field.

    >>> receptive_field([(3, 1, 1), (2, 2, 1), (3, 1, 1)])
    8
    """
    field, jump = 1, 1
    for number, layer in enumerate(layers):
        if not isinstance(layer, Sequence) or len(layer) != 3:
            raise ValueError(f"receptive_field: layers[{number}] should be (k, stride, dilation), but is {layer!r}. "
                             f"Write (3, 1, 1) for a kernel of 3.")
        for name, value in zip(("k", "stride", "dilation"), layer, strict=True):
            count("receptive_field", f"{name} of layers[{number}]", value)
        k, stride, dilation = layer
        field += dilation * (k - 1) * jump
        jump *= stride
    return field
