"""What the tables of rules of several lectures share: the test of their rows, and answers that break one rule."""

import pytest
import torch

from dlcourse.classroom import registry


def every_sentence(rules):
    """The test that each row bites: `rules` has rows (sentence, answer, fails) for each key of an exercise."""
    @pytest.mark.parametrize("key, sentence, answer, fails", [
        pytest.param(key, *row, id=f"{key}-{row[0][:40]}") for key, rows in rules.items() for row in rows])
    def test(key, sentence, answer, fails, rule_bites):
        rule_bites(key, sentence, answer, fails)

    return test


def double(*rows):
    """The numbers as a float64 tensor, one entry or row for each argument."""
    return torch.tensor(rows, dtype=torch.float64)


def solution(key):
    """The solution of an exercise."""
    return registry.load(key).solution


def in_place(key, at):
    """The solution, which leaves its argument number `at` changed."""
    def answer(*inputs):
        results = solution(key)(*(v.clone() if isinstance(v, torch.Tensor) else v for v in inputs))
        inputs[at].add_(1)
        return results

    return answer


def in_float32(key):
    """The solution, computed in float32 and given back in float64."""
    return lambda *inputs: _to(torch.float64, solution(key)(*_to(torch.float32, inputs)))


def returned_in_float32(key):
    """The solution, whose results are rounded to float32."""
    return lambda *inputs: _to(torch.float32, solution(key)(*inputs))


def rounded(key, decimals):
    """The solution, whose results are rounded to so many decimals."""
    return lambda *inputs: _each(solution(key)(*inputs), lambda v: (
        v.round(decimals=decimals) if isinstance(v, torch.Tensor) else round(v, decimals)))


def squeezed(key):
    """The solution without axes of length 1 in its results."""
    return lambda *inputs: _each(solution(key)(*inputs), lambda v: torch.as_tensor(v).squeeze())


def without_single_axes(key, at):
    """The solution, which drops axes of length 1 of its argument number `at`."""
    return lambda *inputs: solution(key)(*(v.squeeze() if i == at else v for i, v in enumerate(inputs)))


def with_axis(key):
    """The solution, whose single number has an axis."""
    def answer(*inputs):
        results = solution(key)(*inputs)
        return (results[0], results[1].reshape(1)) if isinstance(results, tuple) else torch.as_tensor(
            results).reshape(1)

    return answer


def _each(value, change):
    """A value, or every part of a tuple or list, changed."""
    return type(value)(_each(v, change) for v in value) if type(value) in (tuple, list) else change(value)


def _to(dtype, value):
    """The floats of a tensor, or of tensors in tuples and lists, in another dtype."""
    return _each(value, lambda v: v.to(dtype) if isinstance(v, torch.Tensor) and v.is_floating_point() else v)
