"""What may be overwritten before the backward pass, measured against the table of the lecture."""

import pytest
import torch

from dlcourse.nn.memory import InPlace, inplace_safe, inplace_table

SAVES_OUTPUT = ["relu", "sigmoid", "tanh", "exp", "sqrt"]
SAVES_INPUT = ["leaky_relu", "elu", "silu", "sin", "log", "square", "mul", "softplus", "gelu"]
SAVES_NEITHER = ["add", "mul_constant", "dropout"]
GOLDEN = ({op: InPlace(output=False, input=True) for op in SAVES_OUTPUT}
          | {op: InPlace(output=True, input=False) for op in SAVES_INPUT}
          | {op: InPlace(output=True, input=True) for op in SAVES_NEITHER})


def test_table_is_the_lectures():
    assert inplace_table() == GOLDEN


@pytest.mark.parametrize("op", SAVES_OUTPUT + SAVES_INPUT)
def test_torch_raises_where_the_table_says_unsafe(op):
    functions = vars(torch) | vars(torch.nn.functional)
    x = torch.tensor([0.5, 1.5], requires_grad=True).clone()
    y = x * x.detach().clone().requires_grad_() if op == "mul" else functions[op](x)
    before = (x._version, y._version)
    with torch.no_grad():
        (y if op in SAVES_OUTPUT else x).zero_()
    assert sum((x._version, y._version)) == sum(before) + 1
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.sum().backward()


def test_global_random_numbers_are_left_alone():
    before = torch.random.get_rng_state()
    inplace_table()
    assert torch.equal(before, torch.random.get_rng_state())


def test_measures_under_no_grad_too():
    with torch.no_grad():
        assert not inplace_safe("sigmoid", "output")


@pytest.mark.parametrize("op, which, words", [
    ("cube", "output", "op should be one of 'relu'"), (None, "output", "op should"), (["relu"], "output", "op should"),
    (torch.relu, "input", "op should"), ("relu", "weight", "which should"), ("relu", None, "which should"),
    ("relu", ["input"], "which should"),
])
@pytest.mark.refuses
def test_refuses(op, which, words):
    with pytest.raises(ValueError, match=f"^inplace_safe: {words}"):
        inplace_safe(op, which)
