"""Beside Python's message stands one sentence of advice, and it is about that error."""

import math

import numpy as np
import pytest
import torch

from dlcourse.classroom import registry
from dlcourse.classroom.advice import ADVICE, advice
from dlcourse.classroom.card import Card
from dlcourse.classroom.check import ERROR, check
from dlcourse.classroom.codec import AnswerError

TWO = 2
DOUBLE = torch.ones(2, 3, dtype=torch.float64)
WHOLE, ONE = torch.arange(3), torch.tensor(2.0, dtype=torch.float64)


def unbound():
    if DOUBLE is None:
        value = 1
    return value


def endless(n=0):
    return endless(n + 1)


def replaced_in_a_tuple():
    pair = (1, 2)
    pair[0] = 3


def twice():
    loss = (torch.ones(2, requires_grad=True) ** 2).sum()
    loss.backward()
    loss.backward()


def in_place():
    value = 2.0
    value ^= TWO
    return value


RAISING = [
    (lambda: None + 1, "None"), (lambda: DOUBLE * None, "None"), (lambda: TWO(3), "called like a function"),
    (lambda: DOUBLE(3), "called like a function"), (lambda: math.exp(), "kinds|arguments|first to fail"),
    (lambda: (lambda a, b: a)(1), "disagree about the arguments"), (lambda: (lambda a: a)(1, 2), "disagree about"),
    (lambda: list(3), "used like a list"), (lambda: TWO[0], "used like a list"),
    (lambda: [1] - [TWO], "kinds that do not"),
    (lambda: TWO ^ 0.5, "not a power"), (lambda: DOUBLE ^ TWO, "written with `**`"),
    (in_place, "Where does your answer"),
    (lambda: torch.exp(2.0), "plain number"), (lambda: DOUBLE @ DOUBLE, "inner sizes"),
    (lambda: DOUBLE + torch.ones(2), "lined up"), (lambda: DOUBLE @ torch.ones(3, 1), "float32"),
    (lambda: torch.ones(2, requires_grad=True).add_(1), "changed in place"),
    (lambda: torch.ones(2, requires_grad=True).backward(), "starts from one number"),
    (lambda: torch.ones(1).backward(), "recorded for a derivative"),
    (lambda: 1 if DOUBLE > 0 else 2, "mask"), (lambda: float(DOUBLE), "one number"),
    (lambda: DOUBLE.sum(2), "axis is named"), (lambda: DOUBLE[0, 0, 0], "axis is named"),
    (lambda: [1][3], "past the end"),
    (lambda: {}["a"], "under that key"), (unbound, "before it gets a value"),
    (lambda: not_there, "not known"),
    (lambda: (2.0).exp(), "plain number has no attribute or method"),
    (lambda: (0).val, "object of your own class"), (lambda: torch.softmaxx, "no function of this name"),
    (lambda: DOUBLE.softmaxx(), "no attribute or method"), (lambda: 1 / 0, "divisor is 0"),
    (lambda: math.exp(800), "too large"), (endless, "too often"), (lambda: math.log(0), "logarithm or a root|domain"),
    (lambda: (DOUBLE > 0).mean(), "truth values or whole numbers"), (lambda: WHOLE.mean(), "stand"),
    (lambda: WHOLE.std(), "A mean, and what"), (lambda: torch.quantile(WHOLE, 0.5), "A mean, and what is built"),
    (lambda: 1 - (DOUBLE > 0), "~mask"), (lambda: -(DOUBLE > 0), "turns a mask round"),
    (lambda: DOUBLE[::-1], "backwards"), (lambda: WHOLE**-1, "negative power"),
    (lambda: torch.stack([WHOLE, DOUBLE]), "whose shapes differ"),
    (lambda: torch.cat([DOUBLE, DOUBLE[:, :2]]), "put together"), (lambda: torch.stack([]), "is empty"),
    (lambda: DOUBLE.reshape(4, 2), "just as many"),
    (lambda: DOUBLE.mT.view(6), "keeps their order"), (lambda: torch.dot(DOUBLE, DOUBLE), "number of axes"),
    (lambda: torch.linalg.eigh(DOUBLE), "square matrix"), (lambda: torch.cdist(ONE[None], ONE[None]), "number of axes"),
    (lambda: WHOLE[torch.tensor([0.0])], "whole numbers or truth values"),
    (lambda: [1, 2][torch.tensor([1, 0])], "several places at once"), (lambda: [1, 2][TWO / 1], "one whole number"),
    (lambda: ONE[0], "without axes is one number"), (lambda: [].pop(), "empty already"),
    (lambda: range(TWO / 1), "where `//` is meant"), (lambda: torch.randperm(TWO / 1), "with a point came"),
    (lambda: torch.zeros(TWO / 1), "is needed here"), (lambda: [1] + (1,), "joins a list"),
    (lambda: {[1]: 2}, "cannot be a key"), (lambda: TWO > [1], "on each side"),
    (lambda: len(2.0), "has no entries"), (lambda: list(ONE), "gone through"),
    (lambda: DOUBLE.mean(dim="0"), "of other kinds"), (replaced_in_a_tuple, "entry of a tuple"), (twice, "thrown away"),
    (lambda: torch.linalg.inv(torch.ones(2, 2)), "no inverse"), (lambda: np.linalg.inv(np.ones((2, 2))), "lstsq"),
    (lambda: torch.tensor([]).max(), "of nothing"), (lambda: max([]), "what should happen then"),
    (lambda: torch.ones(2, requires_grad=True).numpy(), ".detach()"),
    (lambda: torch.bincount(torch.tensor([1.5])), "numbers of this dtype"),
    (lambda: torch.bincount(torch.tensor([-1])), "another dtype"),
    (lambda: DOUBLE.gather(1, torch.tensor([[0.0]])), "tensor of indices"),
    (lambda: torch.nn.functional.one_hot(torch.tensor([5]), 3), "number of classes"),
    (lambda: DOUBLE.topk(5), "largest or smallest entries"), (lambda: torch.where(DOUBLE, 1, 0), "condition first"),
    (lambda: bool(np.ones(2) > 0), "array with many entries"), (lambda: np.ones(2) + np.ones(3), "two arrays"),
    (lambda: torch.tensor([[1], [2, 3]]), "rows of a table"),
    (lambda: (lambda: (_ for _ in ()).throw(AssertionError()))().__next__(), "assertion of your own"),
]


@pytest.mark.parametrize("fails, words", RAISING, ids=[words[:20] for _, words in RAISING])
def test_an_error_gets_its_advice(fails, words):
    with pytest.raises(Exception) as caught:
        fails()
    text = advice(AnswerError(type(caught.value).__name__, str(caught.value)))
    assert any(part in text for part in words.split("|")), (type(caught.value).__name__, str(caught.value), text)
    assert text.endswith(("?", "."))


def test_advice_is_a_sentence_and_not_python_s_line():
    assert len({text for _, _, text in ADVICE}) == len(ADVICE)

    def answer(w, b, X, y):
        return X @ X, w

    verdict = check(registry.load("bce_grad"), answer)
    assert verdict.status == ERROR
    shown = repr(Card(verdict))
    assert "inner sizes must agree" in shown
    assert shown.count("cannot be multiplied") == 1, "Python's message stands once"


def test_an_error_that_nobody_knows_says_where_to_look():
    assert "line by line" in advice(AnswerError("MyError", "odd"))


def test_a_plain_number_in_place_of_an_object_of_the_class_is_not_blamed_on_tensors():
    class Dual:
        def __init__(self, val, tan):
            self.val, self.tan = val, tan

        def relu(self):
            return self if self.val > 0 else 0

    told = advice(AnswerError("AttributeError", "'int' object has no attribute 'val'"))
    shown = repr(Card(check(registry.load("dual_number"), Dual)))
    assert "tensor methods" not in shown + told
    assert "which line gave back a plain number instead?" in told
