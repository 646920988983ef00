"""The rules that every exercise obeys."""

import inspect
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from dlcourse.authoring.sources import name_of
from dlcourse.classroom import codec, registry
from dlcourse.classroom.check import CORRECT, NOT_ATTEMPTED, check, judge
from dlcourse.classroom.diagnosis import numbers_in, same_outcomes
from dlcourse.classroom.outcomes import expected_of as expected_outputs
from dlcourse.classroom.outcomes import fault_of, run_direct

ROOT = Path(__file__).parents[2]
TWINS = registry.twins_folder() or ROOT / "twins"  # an instructor's own, or the examples; they obey the same rules
with pytest.MonkeyPatch.context() as patch:
    patch.setenv(registry.TWINS, str(TWINS))
    KEYS = list(registry.places())
SEEDS = range(1, 21)
EACH = 6  # the wrong answers that go through a pipe: one in so many; through the sandbox all go, in test_parity.py


@pytest.fixture(autouse=True)
def with_twins(monkeypatch):
    monkeypatch.setenv(registry.TWINS, str(TWINS))


def test_the_order_is_that_of_the_notebooks_and_leaves_none_out():
    sources = [*sorted((ROOT / "authoring").glob("*/exercises.py")), *sorted(TWINS.glob("[!_]*.py"))]
    written = {name_of(source): tuple(dict.fromkeys(re.findall(r'^@exercise\("(\w+)"', source.read_text(), re.M)))
               for source in sources}
    assert {name: keys for name, keys in written.items() if keys} == registry.notebooks()
    declared = {f.stem for f in registry.ROOMS.glob("l*/tasks/*.py") if f.stem[0] != "_"}
    declared |= {f.stem for f in TWINS.glob("*/*.py") if f.stem[0] != "_"}
    assert declared == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_declaration_is_complete(key):
    e = registry.load(key)
    assert e.key == key
    assert len(e.misconceptions) >= 3
    assert len(e.alternatives) >= 2
    assert len(e.hints) >= 3
    names = [answer.__name__ for answer in (*e.right_answers, *(m.answer for m in e.misconceptions))]
    assert len(set(names)) == len(names)
    assert "# step: " in inspect.getsource(e.solution), "the lines of a solution say which step they take"
    assert 1 <= e.difficulty <= 3
    assert e.minutes > 0
    assert e.objective
    assert not e.parts or sum(e.parts.values()) == e.points
    assert {c.part for c in e.draw()} == (set(e.parts) or {""})
    assert len({m.name for m in e.misconceptions}) == len(e.misconceptions)
    assert len({m.message for m in e.misconceptions}) == len(e.misconceptions)
    assert all("?" in m.message for m in e.misconceptions), "a message asks a question"
    assert not [m.name for m in e.misconceptions if "float32" in m.message and re.search(r"numbers are right\b(?! to)",
                m.message)], "numbers of a float32 are right to some digits, and their message says to how many"


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("seed", [0, 7])
def test_reference_and_alternatives_pass(key, seed):
    e = registry.load(key)
    for answer in (e.resolve_reference(), *e.right_answers):
        verdict = check(e, answer, seed=seed)
        if answer is e.resolve_reference() and answer is not e.solution:  # our own code, which no answer may call
            outcomes = [run_direct(e, answer, c) for c in e.draw(seed)]
            expected = expected_outputs(e, e.draw(seed))
            assert all(fault_of(e, o, x) is None for o, x in zip(outcomes, expected, strict=True))
        else:
            assert verdict.status == CORRECT, (answer.__name__, verdict.explanation)


@pytest.mark.parametrize("key", KEYS)
def test_every_misconception_is_named_by_its_own_message(key):
    e = registry.load(key)
    for m in e.misconceptions:
        verdict = check(e, m.answer)
        assert verdict.status != CORRECT, m.name
        assert (verdict.misconception, verdict.explanation) == (m.name, m.message)


@pytest.mark.parametrize("key", KEYS)
def test_misconceptions_are_told_apart_on_every_seed(key):
    e = registry.load(key)
    for seed in () if e.constant else SEEDS if e.judge is None else SEEDS[:4]:  # judges take their time
        cases = e.draw(seed)
        expected = expected_outputs(e, cases)
        outcomes, faults, near = at_work(e, cases, expected)
        for name, theirs in outcomes.items():
            assert any(faults[name]), (name, seed)
            assert [o for o in near[name] if same_outcomes(e, outcomes[o], theirs, faults[name])] == [], (name, seed)


def at_work(e, cases, expected):
    """The misconceptions' outcomes and faults, and name -> the names that could show the same behaviour.

    A misconception does no further case, often the longest, once it is rejected and unlike all others.
    """
    answers = {m.name: m.answer for m in e.misconceptions}
    outcomes, faults = {name: [] for name in answers}, {name: [] for name in answers}
    near = {name: answers.keys() - {name} for name in answers}
    for case, right in zip(cases, expected, strict=True):
        working = [name for name in answers if near[name] or not any(faults[name])]
        for name in working:
            outcomes[name].append(run_direct(e, answers[name], case))
            faults[name].append(fault_of(e, outcomes[name][-1], right))
        if e.judge is None:
            now = candidates({name: [outline(outcomes[name][-1])] for name in working})
            near |= {name: near[name] & set(now[name]) for name in working}
    return outcomes, faults, near


def outline(outcome):
    """The numbers of a result, or the kind of an error: enough to see at once that two results differ much."""
    return outcome.error.kind if outcome.error else np.array(numbers_in(outcome.value), dtype=float)


def candidates(shown):
    """Name -> the other names whose outlines differ nowhere by far more than any comparison lets pass."""
    names = list(shown)
    near = ~np.eye(len(names), dtype=bool)
    for outlines in zip(*shown.values(), strict=True):
        near &= alike(outlines)
    return {name: [names[i] for i in np.flatnonzero(row)] for name, row in zip(names, near, strict=True)}


def alike(outlines):
    """For each two of them, whether they are errors of one kind or numbers that are near each other."""
    near = np.zeros((len(outlines), len(outlines)), dtype=bool)
    kinds = [o if isinstance(o, str) else o.shape for o in outlines]
    for kind in set(kinds):
        same = [i for i, other in enumerate(kinds) if other == kind]
        if isinstance(kind, str) or not kind[0]:
            near[np.ix_(same, same)] = True
            continue
        rows = np.stack([outlines[i] for i in same])
        finite = np.isfinite(rows).all(1)
        rows = np.where(finite[:, None], rows, 0)
        size = np.maximum(1.0, abs(rows).max(1))
        close = abs(rows[:, None] - rows[None]).max(2) <= 1e-3 * np.maximum(size[:, None], size[None])
        near[np.ix_(same, same)] = close | ~(finite[:, None] & finite[None])
    return near


@pytest.mark.parametrize("key", KEYS)
def test_a_stub_is_not_attempted(key):
    e = registry.load(key)

    def stub(*args, **kwargs):
        raise NotImplementedError

    assert check(e, stub).status == NOT_ATTEMPTED


# Serves one answer after another; a frame without head and bytes says: the next one.
WORKER = textwrap.dedent("""
    import sys
    sys.stdout = sys.stderr
    from dlcourse.classroom import codec, registry
    source, sink = sys.stdin.buffer, sys.__stdout__.buffer

    def send(frame):
        sink.write(frame)
        sink.flush()

    def call_back(frame):
        send(frame)
        return codec.read_frame(source)

    e = registry.load(sys.argv[1])
    answers = {a.__name__: a for a in (*e.right_answers, *(m.answer for m in e.misconceptions))}
    for name in sys.argv[2:]:
        host = codec.Host(answers[name])
        while any(frame := codec.read_frame(source)):
            send(host.serve(frame, call_back))
""")


def over_pipe(source, sink):
    """The check's side of a pipe."""
    def send(frame):
        sink.write(frame)
        sink.flush()

    def exchange(frame, call_back):
        send(frame)
        while "callback" in codec.unpack(reply := codec.read_frame(source))[0]:
            send(call_back(reply))
        return reply

    return exchange


@pytest.mark.parametrize("key", KEYS)
def test_an_answer_in_another_process_gets_the_same_verdict(key):
    e = registry.load(key)
    answers = (e.solution, *(m.answer for m in e.misconceptions[::EACH]))
    assert {a.__module__ for a in answers} == {registry.places()[key]}
    child = subprocess.Popen([sys.executable, "-c", WORKER, key, *(a.__name__ for a in answers)],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    exchange = over_pipe(child.stdout, child.stdin)

    def connect(answer):
        session = codec.Session(exchange)
        return session, session.answer(is_class=inspect.isclass(answer))

    try:
        for answer in answers:
            here, there = check(e, answer), judge(e, lambda answer=answer: connect(answer))
            assert (there.status, there.passed, there.misconception, there.explanation) == (
                here.status, here.passed, here.misconception, here.explanation)
            child.stdin.write(bytes(8))
            child.stdin.flush()
    finally:
        child.stdin.close()
        child.wait(20)
        child.stdout.close()


@pytest.mark.parametrize("key", KEYS)
def test_cases_differ_between_seeds(key):
    e = registry.load(key)
    one, two = ([{n: v for n, v in c.inputs.items() if not isinstance(v, codec.Callback)} for c in e.draw(s)]
                for s in (1, 2))
    outputs = [expected_outputs(e, e.draw(s)) for s in (1, 2)]
    assert e.constant or repr((one, outputs[0])) != repr((two, outputs[1]))
