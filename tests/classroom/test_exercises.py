"""The rules that every exercise obeys."""

import inspect
import json
import os
import re
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from dlcourse.authoring import apart
from dlcourse.authoring.sources import name_of
from dlcourse.classroom import codec, registry
from dlcourse.classroom.check import CORRECT, NOT_ATTEMPTED, check, judge
from dlcourse.classroom.outcomes import expected_of as expected_outputs
from dlcourse.classroom.outcomes import fault_of, run_direct

ROOT = Path(__file__).parents[2]
TWINS = registry.twins_folder() or ROOT / "twins"  # an instructor's own, or the examples; they obey the same rules
with pytest.MonkeyPatch.context() as patch:
    patch.setenv(registry.TWINS, str(TWINS))
    KEYS = list(registry.places())
# Of an exercise's wrong answers, at most so many; every one when its table of mutants is written, and by --every-seed.
NAMED = 32
PIPED = 4  # through a pipe; others go through the sandbox, in test_parity.py


@pytest.fixture(autouse=True)
def with_twins(monkeypatch):
    monkeypatch.setenv(registry.TWINS, str(TWINS))


def test_the_order_is_that_of_the_notebooks_and_leaves_none_out():
    sources = [*sorted((ROOT / "authoring").glob("*/exercises.py")), *sorted(TWINS.glob("[!_]*.py"))]
    opening = re.compile(r'^@exercise\("(\w+)"', re.MULTILINE)
    written = {name_of(source): tuple(dict.fromkeys(opening.findall(source.read_text()))) for source in sources}
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
def test_every_misconception_is_named_by_its_own_message(key, request):
    """Some of them; `dlcourse mutants KEY --write` writes no table where one is not named."""
    e = registry.load(key)
    every = request.config.getoption("--every-seed")
    assert apart.misnamed(e, e.misconceptions if every else apart.spread(e.misconceptions, NAMED)) == []


def test_an_answer_that_is_not_told_its_own_message_is_found():
    e = registry.load("cross_entropy")
    one, *others = e.misconceptions
    assert apart.misnamed(replace(e, misconceptions=(replace(one, answer=e.solution), *others))) == [
        "cross_entropy: told as 'correct'"]


@pytest.mark.parametrize("key", KEYS)
def test_misconceptions_are_told_apart(key, request):
    """On one seed; `dlcourse mutants KEY --write` writes no table where it finds two alike on any of twenty."""
    e = registry.load(key)
    seeds = apart.EVERY_SEED if request.config.getoption("--every-seed") else apart.EVERY_SEED[:1]
    assert apart.confused(e, () if e.constant else seeds) == []


def test_answers_that_are_alike_or_right_are_found():
    e = registry.load("cross_entropy")
    one, *others = e.misconceptions
    again = replace(one, answer=lambda p, q: one.answer(p, q) * (1 + 1e-12))
    assert apart.confused(replace(e, misconceptions=(again, *others)), [1]) == []
    both = apart.confused(replace(e, misconceptions=(again, *e.misconceptions)), [1, 2])
    assert len(both) == 4
    assert all("like" in line for line in both)
    right = replace(one, answer=e.solution)
    assert apart.confused(replace(e, misconceptions=(right, *others)), [3]) == [
        "cross_entropy: right on the cases of seed 3"]


@pytest.mark.parametrize("key", KEYS)
def test_a_stub_is_not_attempted(key):
    e = registry.load(key)

    def stub(*args, **kwargs):
        raise NotImplementedError

    assert check(e, stub).status == NOT_ATTEMPTED


# Serves the answers that a line names, [key, name]; a frame without head and bytes says: the next one.
WORKER = textwrap.dedent("""
    import json, sys
    sys.stdout = sys.stderr
    from dlcourse.classroom import codec, registry
    source, sink = sys.stdin.buffer, sys.__stdout__.buffer

    def send(frame):
        sink.write(frame)
        sink.flush()

    def call_back(frame):
        send(frame)
        return codec.read_frame(source)

    while line := source.readline():
        key, name = json.loads(line)
        e = registry.load(key)
        answers = {a.__name__: a for a in (*e.right_answers, *(m.answer for m in e.misconceptions))}
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


@pytest.fixture(scope="session")
def elsewhere():
    """Another process that holds the course's own answers."""
    child = subprocess.Popen([sys.executable, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             env=os.environ | {registry.TWINS: str(TWINS)})
    yield child
    child.stdin.close()
    child.wait(20)
    child.stdout.close()


@pytest.mark.parametrize("key", KEYS)
def test_an_answer_in_another_process_gets_the_same_verdict(key, elsewhere):
    e = registry.load(key)
    answers = (e.solution, *(m.answer for m in apart.spread(e.misconceptions, PIPED)))
    assert {a.__module__ for a in answers} == {registry.places()[key]}
    exchange = over_pipe(elsewhere.stdout, elsewhere.stdin)

    def connect(answer):
        session = codec.Session(exchange)
        return session, session.answer(is_class=inspect.isclass(answer))

    for answer in answers:
        elsewhere.stdin.write(json.dumps([key, answer.__name__]).encode() + b"\n")
        here, there = check(e, answer), judge(e, lambda answer=answer: connect(answer))
        assert (there.status, there.passed, there.misconception, there.explanation) == (
            here.status, here.passed, here.misconception, here.explanation)
        elsewhere.stdin.write(bytes(8))
        elsewhere.stdin.flush()


@pytest.mark.parametrize("key", KEYS)
def test_cases_differ_between_seeds(key):
    e = registry.load(key)
    one, two = ([{n: v for n, v in c.inputs.items() if not isinstance(v, codec.Callback)} for c in e.draw(s)]
                for s in (1, 2))
    outputs = [expected_outputs(e, e.draw(s)) for s in (1, 2)]
    assert e.constant or repr((one, outputs[0])) != repr((two, outputs[1]))
