"""Formulas as MathML: a function's name stands apart from what it is taken of, as TeX sets it."""

import re

import pytest

from dlcourse.html.words import drawn

SPACE = "·"


def told(tex):
    """A formula's signs in order, with a mark where a space is said."""
    found = str(drawn(tex)).replace('<mspace width="0.1667em">', f"<mspace>{SPACE}")
    return re.sub(r"<[^>]*>", "", found)


@pytest.mark.parametrize("tex, wanted", [
    (r"\log x", "log·x"), (r"\cos x", "cos·x"), (r"-\log p_y", "−log·py"), (r"\cos^2 x", "cos2·x"),
    (r"x\log_2 x", "x·log2·x"), (r"\max(0, x)", "max(0,x)"), (r"\max_i x_i", "maxi·xi"), (r"\exp(-x)", "exp(−x)"),
    (r"\sin(x)\cos y", "sin(x)·cos·y"), (r"\log\left(x\right)", "log(x)"), (r"\frac{\log x}{2}", "log·x2"),
    (r"a = \ln b + c", "a=ln·b+c"), (r"\operatorname{relu}(x)", "relu(x)"), (r"\tanh\theta", "tanh·θ"),
    (r"\log\sum_i z_i", "log∑izi"), (r"2\sqrt{\log x}", "2log·x"), (r"xy", "xy"), (r"\mathrm{d}x", "dx")])
def test_a_function_stands_apart_from_its_argument(tex, wanted):
    assert told(tex) == wanted


def test_an_operator_of_letters_has_no_wider_spaces_of_its_own():
    assert '<mo lspace="0" rspace="0">max</mo>' in drawn(r"\max_i x_i")
