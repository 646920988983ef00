"""What is told of a wrong answer is true: on the inputs that chose it, on others, and of no right answer."""

import ast
import inspect
import json
import math
import random
import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from dlcourse.authoring.mutants import store
from dlcourse.classroom import codec, mutants, registry, slips
from dlcourse.classroom.card import Card
from dlcourse.classroom.check import CORRECT, NOT_YET, check, judge
from dlcourse.classroom.diagnosis import explain, informative, numbers_in, same_outcomes
from dlcourse.classroom.outcomes import Outcome, expected_of, fault_of, run_direct

ROOT = Path(__file__).resolve().parents[2]
KEYS = list(registry.places())
# By the files: to load every exercise takes seconds, and each collection would wait for it.
WITH_TABLE = [key for key, module in registry.places().items()
              if (ROOT / f"{module.replace('.', '/')}.mutants.json").exists()]
SIGNS = {"<", "<=", ">", ">=", "==", "!=", "detach", "clone", "double", "float", "unsqueeze", "squeeze"}
SHOWN = 5  # mutants of an exercise that are handed in as answers
SEEDS = (0, 23)


def outcomes_of(exercise, answer, seed):
    cases = exercise.draw(seed)
    outcomes = [run_direct(exercise, answer, case) for case in cases]
    expected = expected_of(exercise, cases)
    return outcomes, expected, [fault_of(exercise, o, e) for o, e in zip(outcomes, expected, strict=True)]


@pytest.mark.parametrize("key", KEYS)
def test_a_right_answer_is_told_nothing(key):
    e = registry.load(key)
    for answer in e.right_answers:
        for seed in range(0 if e.constant else 8):
            outcomes, expected, faults = outcomes_of(e, answer, seed)
            told = explain(e, outcomes, expected, faults, seed=seed,
                           again=lambda cases, answer=answer: [run_direct(e, answer, c) for c in cases])
            assert tuple(told) == ("", "", ""), (answer.__name__, seed)


@pytest.mark.parametrize("key", WITH_TABLE)
def test_a_mutant_that_is_handed_in_is_found_and_what_is_told_of_it_is_what_it_does(key):
    """A sample of each table, for half of the exercises on the seed that chose the rows, else on one that did not."""
    e, seed = registry.load(key), SEEDS[WITH_TABLE.index(key) % 2]
    rows = mutants.of_exercise(e)
    by_sentence, located, tried = {row.text: row for row in rows}, 0, 0
    for row in random.Random(key).sample(rows, min(SHOWN, len(rows))):
        answer = mutants.built(e, row)
        # the wrapper that counts a mutant's steps is the course's own code: no names
        verdict = judge(e, lambda answer=answer: codec.local(answer), seed=seed)
        assert verdict.status == NOT_YET, row
        tried += 1
        if not verdict.step:  # an authored answer or a slip does the same, or too little differs on this seed
            located += bool(verdict.misconception or "?" in verdict.explanation)
            continue
        located += 1
        assert verdict.misconception in by_sentence
        assert verdict.step.endswith("?")
        told = [r for r in rows if r.text == verdict.misconception]
        outcomes, _, faults = outcomes_of(e, answer, 40 + seed)
        assert any(all(same(a, b) for a, b in zip(outcomes, outcomes_of(e, mutants.built(e, r), 40 + seed)[0]))
                   for r in told), (row, verdict.step)
        assert any(faults)
    assert located >= 0.8 * tried


def same(one, other):
    return repr(numbers(one.value)) == repr(numbers(other.value))


def numbers(value):
    if isinstance(value, torch.Tensor):
        return [float(f"{n:.6g}") for n in value.detach().double().flatten().tolist()]
    if isinstance(value, (list, tuple)):
        return [numbers(item) for item in value]
    if isinstance(value, dict):
        return {name: numbers(item) for name, item in value.items()}
    return float(f"{value:.6g}") if isinstance(value, (int, float)) else value


@pytest.mark.parametrize("key", WITH_TABLE)
def test_the_table_is_current_and_says_what_a_learner_can_read(key):
    e = registry.load(key)
    told = json.loads(mutants.file_of(e).read_text(encoding="utf-8"))
    assert told["source"] == store.source_digest(e), f"run `dlcourse mutants {key} --write` and review the rows"
    assert len(mutants.of_exercise(e)) <= 300
    inputs = set(inspect.signature(e.solution).parameters)
    for row in mutants.of_exercise(e):
        assert row.asks.endswith("?")
        assert "\n" not in row.text
        assert len(row.sentence) < 260, row.sentence
        for quoted in row.text.split("`")[1::2]:  # names of inputs, never of our own variables
            assert quoted in SIGNS or {n.id for n in ast.walk(ast.parse(quoted)) if isinstance(n, ast.Name)} <= (
                inputs | {"len"}) or inspect.isclass(e.solution), row.sentence
        assert row.beside in {"", *(m.name for m in e.misconceptions)}
    assert all("reason" in row for row in told["vetoed"])


def test_a_number_is_recognised_as_a_float_and_as_a_tensor_without_axes():
    e = registry.load("cross_entropy")
    known = e.misconceptions[0]
    for kind in (float, torch.as_tensor):
        verdict = check(e, lambda p, q, kind=kind: kind(known.answer(p, q)))
        assert verdict.misconception == known.name
    several = registry.load("bce_grad")
    for known in several.misconceptions[:5]:
        def answer(w, b, X, y, known=known):
            return [part.item() if isinstance(part, torch.Tensor) and part.ndim == 0 else part
                    for part in known.answer(w, b, X, y)]
        assert check(several, answer).misconception == known.name


def test_rows_of_an_answer_that_has_changed_since_are_passed_over(monkeypatch):
    """Until the table is made anew the others go on to serve."""
    e = registry.load("log_softmax")
    row = mutants.table(e.key, mutants.file_of(e))[0]
    gone = [row._replace(of="gone"), row._replace(edits=(row.edits[0]._replace(function="gone"),)),
            row._replace(edits=(row.edits[0]._replace(at=99),))]
    monkeypatch.setattr(mutants, "table", lambda key, path: (*gone, row))
    assert mutants.of_exercise(e) == (row,)


def test_every_exercise_whose_results_are_numbers_has_a_table():
    assert {key for key in KEYS if registry.load(key).judge is None} == set(WITH_TABLE)
    assert all(mutants.of_exercise(registry.load(key)) for key in WITH_TABLE)


@pytest.fixture
def exercise():
    return registry.load("adam_step")


def exchanged(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b1 * v + (1 - b1) * g**2
    return theta - eta * m / (1 - b1**k) / ((v / (1 - b2**k)).sqrt() + eps), m, v


def test_the_step_stands_in_a_closed_part_of_the_card(exercise):
    verdict = check(exercise, exchanged)
    assert "`b1` stands where `b2` belongs" in verdict.step
    assert verdict.step not in verdict.explanation
    page, text = Card(verdict)._repr_html_(), repr(Card(verdict))
    assert "Which step is it?" in text
    assert page.index("<details") < page.index("Which step is it?") < page.index("stands where")
    assert "open" not in page[page.index("<details"):page.index("Which step is it?")]


def test_no_step_is_looked_up_for_errors_changed_inputs_judges_and_numbers_that_say_nothing(exercise):
    def changes(theta, *rest):
        new = exchanged(theta, *rest)
        theta.add_(1)
        return new

    def fails(theta, g, m, v, k, *rest):
        return exchanged(theta, g, m, v, k, *rest) if k < 3 else 1 / 0

    for answer in (changes, fails, lambda theta, g, m, v, *rest: (0 * theta, 0 * m, 0 * v)):
        assert check(exercise, answer).step == ""
    judged = registry.load("minibatches")
    assert mutants.of_exercise(judged) == ()
    outcomes, expected, faults = outcomes_of(exercise, lambda theta, g, m, v, *rest: (0 * theta, 0 * m, 0 * v), 0)
    assert not informative(expected, outcomes, faults)


def test_a_match_must_hold_on_other_inputs_too(exercise):
    """On the inputs of seed 0 this answer is a mutant; on any others it is right."""
    chosen = exercise.draw(0)[1].inputs["g"][0]

    def answer(theta, g, m, v, k, *rest):
        wrong = any(case.inputs["theta"].shape == theta.shape and float(case.inputs["eta"]) == rest[0]
                    and any(torch.equal(g, one) for one in case.inputs["g"]) for case in exercise.draw(0))
        return (exchanged if wrong else exercise.solution)(theta, g, m, v, k, *rest)

    assert chosen is not None
    assert check(exercise, exchanged).step
    assert check(exercise, answer).status == NOT_YET
    assert check(exercise, answer).step == ""


def test_two_mistakes_are_told_as_two_the_first_to_mend_first(exercise):
    rows = [row for row in mutants.of_exercise(exercise) if row.beside]
    assert rows
    steps = [check(exercise, mutants.built(exercise, row)).step for row in rows[:10]]
    both = [step for step in steps if step.startswith("Two things come together. The first to mend: ")]
    assert len(both) >= 5


def test_a_mutant_that_does_not_end_is_ended():
    row = mutants.Mutant("halves", (mutants.Edit("halves", 1, "while True:\n    x = x"),), "t", "a?", loops=True)
    e = replace(registry.load("log_softmax"), solution=halves)
    with pytest.raises(mutants.EndlessError):
        mutants.built(e, row)(1.0)
    assert mutants.built(e, row._replace(edits=()))(8.0) == 0.5


def halves(x):
    while x > 0.5:
        x = x / 2
    return x


def test_a_right_answer_is_never_taken_for_a_mutant(exercise):
    for answer in exercise.right_answers:
        assert check(exercise, answer, seed=5).status == CORRECT


def test_a_huge_whole_number_and_a_generator_do_not_disturb_the_diagnosis(exercise):
    assert numbers_in([10**400, (n for n in range(3)), 2]) == [math.inf, 2.0]
    case = exercise.draw()[0]
    for odd in (10**400, (n for n in range(3)), object()):
        assert not same_outcomes(exercise, [Outcome(case, odd)], [Outcome(case, [1.0])], [None])
        assert not same_outcomes(exercise, [Outcome(case, [1.0])], [Outcome(case, odd)], [None])


def test_names_in_a_sentence_stand_as_code_and_nothing_else_does(exercise):
    page = Card(check(exercise, exchanged))._repr_html_()
    assert "<code>b1</code> stands where <code>b2</code> belongs" in page
    hostile = replace(check(exercise, exchanged), explanation="`<b>x</b>` and <i>", step="")
    assert "&lt;b&gt;" in Card(hostile)._repr_html_()
    assert "<b>x" not in Card(hostile)._repr_html_()


def test_what_our_wrong_answers_warn_of_is_not_shown(recwarn):
    e = registry.load("softmax_ce_grad")
    warnings.simplefilter("always")
    check(e, lambda W, b, X, y: (e.solution(W, b, X, y)[0], 3 * e.solution(W, b, X, y)[1] + 1))
    assert [str(w.message) for w in recwarn.list] == []


@pytest.mark.parametrize("off, words", [(1e-7, "about seven digits"), (1e-8, "about eight digits"),
                                        (1e-6, "about six digits")])
def test_it_is_told_to_how_many_digits_an_approximation_is_right(off, words):
    e = registry.load("dag8_grad")
    factor = 1 + off * torch.arange(8.0, dtype=torch.float64).sin()
    told = check(e, lambda theta, x: e.solution(theta, x) * factor).explanation
    assert words in told
    assert told.endswith("?")


def test_a_vetoed_change_gives_its_place_to_another():
    from dlcourse.authoring.mutants import store, survey

    exercise = registry.load("cross_entropy")
    unwanted = store.vetoed(exercise)
    assert unwanted
    assert not unwanted & {store.identity(store.row_of(mutant)) for mutant in survey.survey(exercise)}


def test_a_number_rounded_to_four_digits_is_not_said_to_be_right_to_seven():
    e = registry.load("dag8_grad")
    told = check(e, lambda theta, x: e.solution(theta, x).mul(1e4).round().div(1e4)).explanation
    assert "digits" not in told


def test_nine_digits_are_those_of_a_small_step():
    right = torch.tensor([30.0, -50.0], dtype=torch.float64)
    factor = 1 + 1e-9 * torch.arange(1.0, 3.0, dtype=torch.float64).sin()
    pairs = [slips.Pair({}, right * k, right * k * factor) for k in (1, 2)]
    def told(by_steps):
        return slips.name_slip(pairs, lambda expected, got: bool(torch.allclose(expected, got, rtol=1e-12, atol=0)),
                               by_steps=by_steps)

    assert told(True).startswith("Your numbers are right to about nine digits")
    assert "a small step" in told(True)
    assert "step" not in told(False)


@pytest.mark.parametrize("log", [lambda C: torch.log(torch.tensor(C)), lambda C: np.log(np.float32(C))])
def test_a_result_in_float32_is_said_to_be_one(log):
    e = registry.load("initial_loss")
    told = check(e, lambda C, counts: log(C) if counts is None else e.solution(C, counts)).explanation
    assert told.startswith("Your result is float32 here")
    told = check(e, lambda *inputs: float(e.solution(*inputs).float()) if inputs[1] is not None else e.solution(
        *inputs)).explanation
    assert "eight digits" in told or "seven digits" in told
    assert "Does a step compute in float32" in told


def test_one_result_of_two_in_float32_is_said_to_be_one():
    e = registry.load("bce_grad")

    def answer(w, b, X, y):
        gw, gb = e.solution(w, b, X, y)
        return gw, (gb * torch.pi / torch.pi).float()

    assert "Your result is float32 here" in check(e, answer).explanation


def test_the_case_that_is_off_most_decides_to_how_many_digits_an_answer_is_right():
    right = torch.tensor([30.0, -50.0], dtype=torch.float64)
    pairs = [slips.Pair({}, float(right[0]), float(right[0]) * (1 + off)) for off in (1e-10, 1e-7, -1e-9)]
    told = slips.name_slip(pairs, lambda expected, got: abs(expected - got) < 1e-12)
    assert "about seven digits" in told


@pytest.mark.parametrize(("expected", "got", "off"), [
    (torch.tensor([1.0, -2.0]).double(), torch.tensor([1.0, -2.000008], dtype=torch.float64), 4e-6),
    ({"a": 4.0, "b": torch.zeros(2)}, {"b": torch.zeros(2), "a": 4.00001}, 2.5e-6),
    (torch.tensor([1.0]), torch.tensor([2.0]), math.inf),
    ((1.0, 2.0), (1.0,), math.inf),
])
def test_how_far_a_result_is_off_is_measured_by_its_largest_number(expected, got, off):
    assert slips._deviation(expected, got) == pytest.approx(off, rel=1e-3)
