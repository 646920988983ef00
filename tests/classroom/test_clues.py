"""What is said of a wrong answer whose mistake was not recognised is true: of every case, and of what was tried."""

import pytest
import torch

from dlcourse.classroom import clues, registry
from dlcourse.classroom.check import check
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Exercise
from dlcourse.classroom.outcomes import expected_of, fault_of, run_direct


def scaled(x, factor, upward):
    return factor * x if upward else -factor * x


def cases(rng):
    draw = Draw(rng)
    return [case("three numbers", x=numbers(1, 2, -4), factor=2.0, upward=True),
            case("four numbers", x=draw.normal(4), factor=0.5, upward=True),
            case("downward", x=draw.normal(4), factor=3.0, upward=False)]


def exercise(solution=scaled, cases=cases, **fields):
    return Exercise("k", "t", 1, 1, 1, solution, cases, solution, (), (), ("a", "b", "c"), "o", **fields)


def clue(kind, answer, e=None):
    e = e or exercise()
    drawn = e.draw(3)
    outcomes = [run_direct(e, answer, c) for c in drawn]
    expected = expected_of(e, drawn)
    faults = [fault_of(e, o, x) for o, x in zip(outcomes, expected, strict=True)]
    if kind == "where":
        return clues.where(outcomes, faults)
    if kind == "relation":
        return clues.relation(e, outcomes, expected, faults)
    return clues.ignored(e, outcomes, expected, faults, lambda others: [run_direct(e, answer, c) for c in others])


def matrices(rng):
    draw = Draw(rng)
    return [case("3 x 5", x=draw.normal(3, 5), factor=2.0, upward=True),
            case("4 x 3", x=draw.normal(4, 3), factor=2.0, upward=True)]


def numbers_alone(rng):
    return [case(str(n), x=float(n), factor=2.0, upward=True) for n in (3, 5, 8)]


@pytest.mark.parametrize("answer, words", [
    (lambda *a: scaled(*a) ** 2, "squared"),
    (lambda *a: scaled(*a).abs(), "none is negative"),
    (lambda *a: scaled(*a).exp(), "exp of the right"),
    (lambda *a: 1 / scaled(*a), "one divided by"),
    (lambda *a: 1 - scaled(*a), "one minus"),
    (lambda *a: scaled(*a).flip(0), "reverse order"),
    (lambda *a: scaled(*a).roll(1), "in other places"),
    (lambda *a: scaled(*a) + 0.25, "0.25 too large"),
    (lambda *a: scaled(*a) * torch.tensor([1.0, -1, 1, 1, 1, 1])[: len(a[0])], "only the sign is"),
    (lambda *a: scaled(*a) * torch.tensor([1.0, 1, 0, 1])[: len(a[0])], "some entries are 0"),
    (lambda *a: scaled(*a) + a[0] ** 3, ""),
    (lambda x, factor, upward: scaled(x, factor, upward) ** 2 if upward else scaled(x, factor, upward) ** 3, ""),
])
def test_how_the_numbers_relate_to_the_right_ones(answer, words):
    told = clue("relation", answer)
    assert words in told
    assert bool(words) == bool(told)


@pytest.mark.parametrize("answer, words", [
    (lambda x, f, _: (f * x).flatten(), "only the shape"),
    (lambda x, f, _: (f * x).sum(0), "summed over axis 0"),
    (lambda x, f, _: (f * x).mean(1), "averaged over axis 1"),
    (lambda x, f, _: (f * x).sum(), "summed to a single one"),
    (lambda x, f, _: float((f * x).sum()), ""),
    (lambda x, f, _: f * x / x.sum(1, keepdim=True), "Each row of your result is a multiple"),
    (lambda x, f, _: f * x / x.sum(0), "Each column of your result is a multiple"),
    (lambda x, f, _: x.new_ones(7), ""),
])
def test_what_a_result_of_another_shape_holds(answer, words):
    told = clue("relation", answer, exercise(cases=matrices))
    assert words in told
    assert bool(words) == bool(told)


def test_a_relation_must_hold_where_the_answer_is_right_too():
    """For x = 1 the square is right: where such a case is the only right one, squaring explains all."""
    assert "squared" in clue("relation", lambda x, *_: 4 * x**2, exercise(cases=numbers_alone))
    assert clue("relation", lambda x, f, up: scaled(x, f, up) if not up else scaled(x, f, up) ** 2) == ""


def test_the_first_result_that_is_wrong_is_looked_at():
    def two(x, factor, upward):
        return {"up": factor * x, "down": -factor * x}

    e = exercise(two)
    assert "squared" in clue("relation", lambda x, f, _: {"up": f * x, "down": (f * x) ** 2}, e)
    as_list = exercise(lambda *a: list(two(*a).values()))
    assert "squared" in clue("relation", lambda x, f, _: (f * x, (f * x) ** 2), as_list)
    assert clue("relation", lambda x, f, _: (f * x,), as_list) == ""


def test_an_input_that_is_ignored_is_named_and_others_are_not():
    assert "`factor` changes" in clue("ignored", lambda x, factor, upward: 7 * x if upward else -7 * x)
    assert "`upward` changes" in clue("ignored", lambda x, factor, upward: factor * x)
    assert "whichever input" in clue("ignored", lambda x, factor, upward: torch.zeros_like(x))
    assert clue("ignored", lambda x, factor, upward: factor * x + (1 if upward else 2)) == ""


def test_what_holds_in_one_wrong_case_alone_is_not_told_of_all():
    """7 is the factor only in the first of two wrong cases."""
    assert clue("ignored", lambda x, f, up: 7 * x if len(x) == 3 else 1 + scaled(x, f, up)) == ""


def test_where_an_answer_is_wrong_the_shorter_list_is_told():
    assert clue("where", lambda x, f, up: f * x) == "This is the only case that is wrong; the other 2 are right."
    assert clue("where", lambda x, f, up: scaled(x, f, up) + up) == "Right in 1 of 3 cases: downward."
    assert clue("where", lambda x, f, up: 0 * x) == ""
    assert clue("where", scaled) == ""


def test_the_clues_stand_on_the_card():
    verdict = check(exercise(), lambda x, factor, upward: (factor * x).abs() if not upward else factor * x)
    assert "only case that is wrong" in verdict.explanation
    stops = check(exercise(), lambda x, factor, upward: factor * x if upward else [][0])
    assert "only case that is wrong; the other 2 are right." in stops.explanation


def test_odd_values_say_nothing_and_do_no_harm():
    for value in (10**400, torch.ones(2, dtype=torch.complex64), "text", None, torch.full((4,), torch.nan), [1, 2]):
        e = exercise()
        drawn = e.draw(0)
        outcomes = [run_direct(e, lambda *_, value=value: value, c) for c in drawn]
        expected = expected_of(e, drawn)
        faults = [fault_of(e, o, x) for o, x in zip(outcomes, expected, strict=True)]
        assert clues.relation(e, outcomes, expected, faults) == ""


def test_an_input_at_the_end_of_its_range_is_not_called_ignored():
    def clamped(kind, y, y_bar):
        y = y.clamp(1e-6, 1 - 1e-6) if kind == "sigmoid" else y.clamp(-1 + 1e-6, 1 - 1e-6) if kind == "tanh" else y
        slope = {"sigmoid": y * (1 - y), "tanh": 1 - y**2, "exp": y, "relu": (y > 0).double()}[kind]
        return slope * y_bar

    told = check(registry.load("backward_from_output"), clamped).explanation
    assert "stays the same" not in told


def test_nothing_but_zeros_says_nothing_of_the_inputs():
    right = registry.load("dag8_grad").solution

    def nothing_at_zero(theta, x):
        return right(theta, x) if bool(theta.all()) else torch.zeros(8, dtype=torch.float64)

    assert "stays the same" not in check(registry.load("dag8_grad"), nothing_at_zero).explanation


def test_numbers_that_are_off_by_a_factor_are_not_said_to_fit():
    def one_axis_and_half(H):
        return 1 / torch.linalg.eigvalsh(H)[-1:]

    told = check(registry.load("max_stable_eta"), one_axis_and_half).explanation
    assert told.startswith("An axis of size 1 is too many.")
    assert "0.5 times" in told


def test_a_result_is_called_right_only_if_no_case_has_it_wrong():
    """In the example of the text two results have the same number, so that one in the other's place looks right."""
    def backwards(A, b, c, d, x, t):
        z = torch.sigmoid(A @ x + b)
        y = torch.sigmoid(c @ z + d)
        d_bar = (y - t) * y * (1 - y)
        b_bar = d_bar * c * z * (1 + z)
        return d_bar, d_bar * z, b_bar, torch.outer(b_bar, x)

    assert "is right" not in check(registry.load("mlp2_backward"), backwards).explanation
