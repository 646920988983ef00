"""Two known mistakes in one answer, each in results of its own, are told as two."""

import itertools

import pytest

from dlcourse.classroom import registry
from dlcourse.classroom.check import check


def misconception(exercise, name):
    return next(m for m in exercise.misconceptions if m.name == name)


def joined(exercise, first, second, pick):
    """An answer with both mistakes: `pick` says from two results which part comes from which."""
    return lambda *inputs: pick(first.answer(*inputs), second.answer(*inputs))


def told(key, one, other, pick, seed=0):
    exercise = registry.load(key)
    first, second = misconception(exercise, one), misconception(exercise, other)
    return check(exercise, joined(exercise, first, second, pick), seed=seed), first, second


@pytest.mark.parametrize("seed", [0, 7])
def test_each_in_a_result_of_its_own(seed):
    verdict, first, second = told("softmax_ce_grad", "transposed", "gb_summed", lambda a, b: (a[0], b[1]), seed)
    assert verdict.misconception == "transposed"
    assert verdict.explanation == (f"Two mistakes come together. In `gW`: {first.phrase}. In `gb`: {second.phrase}. "
                                   "Mend one of them: which results are right then?")


def test_each_in_cases_of_its_own():
    exercise = registry.load("backward_from_output")
    singles = {}
    for m in exercise.misconceptions:  # those that go wrong for one operation alone
        wrong = {case.inputs["kind"] if "kind" in case.inputs else str(next(iter(case.inputs.values())))
                 for case in exercise.draw(0)
                 if exercise.compare(exercise.drive(exercise.resolve_reference(), **case.fresh()),
                                     exercise.drive(m.answer, **case.fresh())) is not None}
        if len(wrong) == 1:
            singles.setdefault(wrong.pop(), m)
    found = 0
    for (one, first), (other, second) in itertools.combinations(singles.items(), 2):
        def both(*inputs, one=one, first=first, other=other, second=second):
            chosen = {one: first.answer, other: second.answer}.get(str(inputs[0]), exercise.solution)
            return chosen(*inputs)

        text = check(exercise, both).explanation
        if text.startswith("Two mistakes come together."):  # others are authored as a pair
            found += 1
            assert first.phrase in text
            assert second.phrase in text
    assert found >= 2


def test_a_single_mistake_is_never_told_as_two():
    exercise = registry.load("softmax_ce_grad")
    for m in exercise.misconceptions:
        assert "Two mistakes come together" not in check(exercise, m.answer, seed=3).explanation


def test_what_only_one_of_them_explains_is_not_told():
    exercise = registry.load("softmax_ce_grad")
    first = misconception(exercise, "transposed")
    verdict = check(exercise, lambda *inputs: (first.answer(*inputs)[0], 7.5 * exercise.solution(*inputs)[1]))
    assert "Two mistakes come together" not in verdict.explanation


def test_right_results_in_another_order_are_told():
    exercise = registry.load("neuron_backward")
    verdict = check(exercise, lambda *inputs: (lambda a, b, x: (x, a, b))(*exercise.solution(*inputs)))
    assert verdict.explanation == ("Your results are right, but they stand in another order: the first one is `x_bar`. "
                                   "In which order does the task ask for them?")


def test_only_inputs_that_a_learner_knows_are_said_to_be_ignored():
    exercise = registry.load("sym_diff")
    assert "points" not in check(exercise, lambda expr: 0.123456).explanation


def test_a_result_that_cannot_be_compared_does_not_disturb(recwarn):
    exercise = registry.load("central_diff")

    def central_diff(f, theta, eps):
        yield from iter(int, 1)

    assert check(exercise, central_diff).status == "not yet"
