"""The exercises of lecture 12 by hand: numbers that were worked out on paper."""

import torch

from dlcourse.classroom import registry
from dlcourse.classroom.draw import numbers


def test_shared_grad_in_the_case_of_the_text():
    answer = registry.load("shared_grad").resolve_reference()
    torch.testing.assert_close(answer(numbers(1, 4), numbers(1, 2)), numbers(3))
