"""Max pooling backwards, the receptive field and the trace of shapes by hand: numbers that were worked out on paper."""

import pytest
import torch

from dlcourse.classroom import registry
from dlcourse.classroom.draw import numbers


def reference(key):
    return registry.load(key).resolve_reference()


@pytest.mark.parametrize("k, s, X, Y_bar, X_bar", [
    (2, 1, [[1, 6, 2, 0], [4, 6, 3, 8], [5, 0, 7, 1]], [[1, 2, 3], [4, 5, 6]],
     [[0, 3, 0, 0], [0, 4, 0, 9], [0, 0, 5, 0]]),
    (2, 2, [[0, 7, 0], [7, 0, 9], [9, 9, 9]], [[5]], [[0, 5, 0], [0, 0, 0], [0, 0, 0]]),
    (1, 2, [[-1, -2, -3]], [[4, -6]], [[4, 0, -6]]),
    (2, 3, [[1, 2, 9, 4, 3], [0, 0, 9, 0, 0]], [[5, 6]], [[0, 5, 0, 6, 0], [0, 0, 0, 0, 0]]),
])
def test_max_pooling_backwards(k, s, X, Y_bar, X_bar):
    given = reference("max_pool2d_backward")(numbers([[X]]), k, s, numbers([[Y_bar]]))
    torch.testing.assert_close(given, numbers([[X_bar]]))


@pytest.mark.parametrize("layers, field", [
    ([], 1), ([(3, 1, 1), (2, 2, 1), (3, 1, 1)], 8), ([(3, 1, 2)], 5), ([(2, 2, 1), (2, 2, 1), (3, 1, 1)], 12),
    ([(2, 5, 1), (2, 1, 1)], 7), ([(1, 3, 4), (2, 9, 1)], 4), ([(3, 2, 1)], 3),
])
def test_receptive_field(layers, field):
    assert reference("receptive_field")(layers) == field


@pytest.mark.parametrize("layers, shape, shapes, parameters", [
    ([("conv", 4, 3, 2, 1, 1), ("relu",), ("pool", 2, 2), ("flatten",), ("linear", 5)], (3, 7, 10),
     [(4, 4, 5), (4, 4, 5), (4, 2, 2), (16,), (5,)], [112, 0, 0, 0, 85]),
    ([("conv", 5, 3, 1, 0, 2)], (2, 10, 12), [(5, 6, 8)], [95]),
    ([("pool", 3, 2), ("flatten",), ("flatten",)], (2, 6, 7), [(2, 2, 3), (12,), (12,)], [0, 0, 0]),
    ([], (1, 2, 3), [], []),
])
def test_shape_trace(layers, shape, shapes, parameters):
    assert reference("shape_trace")(layers, shape) == (shapes, parameters)
