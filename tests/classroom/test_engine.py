"""The engine on a small exercise of its own: verdicts, slips, cards, progress, forbidden operations."""

import json

import numpy as np
import pytest
import torch

from dlcourse.classroom import codec, progress, registry, source
from dlcourse.classroom.card import Card
from dlcourse.classroom.check import CORRECT, ERROR, NOT_ALLOWED, NOT_YET, check
from dlcourse.classroom.compare import close
from dlcourse.classroom.exercise import Case, Exercise, Misconception, UnknownExerciseError
from dlcourse.classroom.overview import overview
from dlcourse.classroom.task import Task, TaskError


def softmax(z):
    e = (z - z.amax(-1, keepdim=True)).exp()
    return e / e.sum(-1, keepdim=True)


def over_everything(z):
    e = (z - z.max()).exp()
    return e / e.sum()


def cases(rng):
    def normal(*shape):
        return torch.randn(*shape, generator=rng, dtype=torch.float64)
    return [Case("one row", {"z": normal(1, 3)}), Case("two logits", {"z": normal(1, 2)}),
            Case("two rows", {"z": normal(2, 3)}),
            Case("many rows", {"z": normal(5, 4)}), Case("large", {"z": 1000 * (1 + normal(2, 3).abs())})]


PROBE = Exercise(key="probe", title="Softmax <of> rows", points=2, difficulty=1, minutes=5,
                 reference=softmax, cases=cases, objective="probe", hints=("one?", "two", "three"),
                 misconceptions=(Misconception(over_everything, "Your rows do not sum to one. What should they?"),),
                 solution=softmax, alternatives=(), forbids=("aten::_softmax", "torch.softmax"))


def explain(answer):
    return check(PROBE, answer).explanation


def test_right_and_wrong():
    right = check(PROBE, softmax)
    assert (right.status, right.points, right.passed) == (CORRECT, 2, 5)
    wrong = check(PROBE, over_everything)
    assert (wrong.status, wrong.misconception, wrong.failing.case.label) == (NOT_YET, "over_everything", "two rows")


@pytest.mark.parametrize("slip, words", [
    (lambda z: -softmax(z), "opposite sign"),
    (lambda z: 3 * softmax(z), "3 times the expected"),
    (lambda z: -2 * softmax(z), "sign is the wrong way round, and your result is 2 times"),
    (lambda z: softmax(z) * z.shape[0], "z.shape[0] times too large"),
    (lambda z: softmax(z) / z.shape[1], "z.shape[1] times too small"),
    (lambda z: softmax(z).mT, "transposed"),
    (lambda z: -softmax(z).mT, "transposed. Which index comes first, and what does it count? The sign"),
    (lambda z: softmax(z)[:, None], "too many. Where does it come in?"),
    (lambda z: softmax(z).float(), "float32"),
    (lambda z: softmax(z).numpy(), "numpy"),
    (lambda z: None, "returns nothing"),
    (lambda z: print("here"), "prints its result"),
    (lambda z: z.exp() / z.exp().sum(-1, keepdim=True), "leaves the range"),
    (lambda z: softmax(z) if len(z) == 1 else softmax(z) + torch.arange(len(z))[:, None], "one row, wrong where"),
    (lambda z: softmax(z.mT).mT, "wrong axis"),
    (lambda z: softmax(z) + 0.1, "differs most"),
], ids=lambda v: v[:18] if isinstance(v, str) else "")
def test_common_slips_are_named(slip, words):
    assert words in explain(slip)


def test_a_misconception_that_agrees_once_only_is_not_named():
    assert check(PROBE, lambda z: over_everything(z) if len(z) == 2 else softmax(z)).misconception == ""


def test_an_error_shows_the_learners_line():
    def answer(z):
        return z.no_such_method()
    verdict = check(PROBE, answer)
    assert verdict.status == ERROR
    assert "no_such_method()" in verdict.failing.error.line
    assert "your line" in repr(Card(verdict))


def test_changing_an_input_is_reported():
    def answer(z):
        z -= z.amax(-1, keepdim=True)
        return z.exp() / z.exp().sum(-1, keepdim=True)
    assert "You changed z in place" in explain(answer)


def test_changing_an_input_is_all_that_is_told_where_the_result_is_right():
    """A misconception that gives the right number, in another kind of result, is not what such an answer shows."""
    def in_place(a, p, n, m):
        far = (a - n).norm(dim=1)
        a -= p
        return (a.norm(dim=1) - far + m).clamp(min=0).mean()

    verdict = check(registry.load("triplet"), in_place)
    assert verdict.explanation.startswith("You changed a in place.")
    assert not verdict.misconception


def test_a_place_within_a_result_is_named_as_python_names_it():
    shapes = close(names=("Ws", "bs"))
    right = ([(3, 2), (1, 3)], [(3,), (1,)])
    assert shapes(right, ([(3, 2), (1, 2)], right[1])).text.startswith("Your `Ws[1][1]`: expected 3, yours is 2.")
    assert shapes(right, ([(3, 2), (1, 3, 1)], right[1])).text.startswith(
        "Your `Ws[1]` should have 2 parts, yours has 3.")
    assert close()(right, (right[0], [(3,), (2,)])).text.startswith(
        "Your entry [1][0] of result 2 of 2: expected 1, yours is 2.")


def test_forbidden_operations_and_names():
    assert check(PROBE, lambda z: torch.softmax(z, -1)).status == NOT_ALLOWED
    text = "def f(z):\n    return torch.softmax(z, -1)"
    assert check(PROBE, softmax, node=source.definition(text, "f")).status == NOT_ALLOWED


def test_nothing_nan_broadcast_or_of_another_type_is_equal():
    same = close()
    assert same(torch.ones(2), torch.full((2,), torch.nan)).kind == "nan"
    assert same(torch.tensor([torch.nan]), torch.tensor([torch.nan])) is not None
    assert same(torch.ones(2), torch.ones(1)).kind == "shape"
    assert same(torch.ones(2), torch.ones(2, dtype=torch.float64)).kind == "dtype"
    assert same(torch.ones(2), np.ones(2)).kind == "type"
    assert same(True, 1).kind == "type"
    assert same((1.0, 2.0), (1.0,)).kind == "length"
    assert same({"a": 1.0}, {"b": 1.0}).kind == "keys"
    assert same(1e6, 1e6 + 0.5) is None
    assert same(1.0, 1.0 + 1e-5).kind == "value"


def test_the_card_escapes_and_is_stable():
    for answer in (softmax, over_everything, lambda z: None):
        card = Card(check(PROBE, answer))
        page = card._repr_html_()
        assert "<of>" not in page
        assert "&lt;of&gt;" in page
        assert page == Card(check(PROBE, answer))._repr_html_()
        assert repr(card) == repr(Card(check(PROBE, answer)))
    assert "Hint 3 of 3" in Card(check(PROBE, over_everything))._repr_html_()
    assert "Compare with a solution" not in Card(check(PROBE, over_everything))._repr_html_()
    assert "Compare with a solution" in Card(check(PROBE, over_everything), reveal=True)._repr_html_()


def test_progress_is_kept_and_a_broken_file_is_set_aside(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path))
    progress.record("a", "not yet", 0, "first")
    assert progress.record("a", "correct", 2, "second")["tries"] == ["first", "second"]
    assert progress.record("a", "not yet", 0, "first")["status"] == "correct"
    assert progress.load()["a"]["points"] == 2
    (tmp_path / "progress.json").write_text('{"exercises": 3')
    assert progress.load() == {}
    assert [p.read_text() for p in tmp_path.glob("progress.unreadable-*.json")] == ['{"exercises": 3']


def test_progress_file_is_plain_json(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path))
    progress.record("a", "error", 0, "x")
    assert json.loads((tmp_path / "progress.json").read_text())["exercises"]["a"]["status"] == "error"
    assert not list(tmp_path.glob("*.tmp"))


def test_an_unknown_key_names_its_neighbours():
    with pytest.raises(UnknownExerciseError, match="central_diff"):
        registry.load("centraldiff")


def test_stub_and_fingerprint():
    def node(text):
        return source.definition(text, "f")
    assert source.is_stub(node("def f(x):\n    '''Doc.'''\n    raise NotImplementedError"))
    assert not source.is_stub(node("def f(x):\n    return 1"))
    assert source.fingerprint(node("def f(x):\n    return 1")) == source.fingerprint(
        node("def f(x):\n    '''Doc.'''\n    return 1  # note"))
    assert source.fingerprint(node("def f(x):\n    return 1")) != source.fingerprint(node("def f(x):\n    return 2"))


VALUES = [None, True, 3, 2**80, 1.5, "text", 1 + 2j, [1, (2.0, "x")], {"a": [1], 2: None}, np.arange(3), np.float32(2),
          torch.arange(6).reshape(2, 3), torch.ones(2, dtype=torch.bfloat16), torch.zeros(0, 3), torch.tensor(True)]


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_data_travels_unchanged(value):
    session, identity = codec.local(lambda x: x)
    back = identity(value)
    assert type(back) is type(value)
    assert str(back) == str(value)
    assert session.changed == []


@pytest.mark.parametrize("head", [
    {"values": [["T", "float64", [2**40]]]}, {"values": [["T", "object", [1]]]}, {"values": [["N", "float64", [-1]]]},
    {"values": [["q"]]}, {"values": [[[]]]}, {"values": [["i", "9" * 500]]}, {"values": [["d", [1]]]}])
def test_a_malformed_reply_is_refused(head):
    session = codec.Session(lambda frame, call_back: codec.pack({**head, "printed": ""}))
    with pytest.raises(codec.WireError):
        session.fetch(session.answer())


def test_a_callback_refuses_what_it_does_not_declare():
    f = codec.Callback(lambda t: t.sum(), ((2,),), budget=2)
    for wrong, words in ((lambda f: f(torch.ones(3, dtype=torch.float64)), "shape"), (lambda f: f([1, 2]), "list"),
                         (lambda f: [f(torch.ones(2, dtype=torch.float64)) for _ in range(5)], "too often")):
        _, answer = codec.local(wrong)
        with pytest.raises(codec.AnswerError, match=words):
            answer(f)


def test_what_a_session_hands_over_twice_is_one_function_and_another_session_has_its_own():
    host = codec.Host(lambda f, met: (met.append(f), [f is other for other in met], f(1.0))[1:])
    one, two = (codec.Callback(lambda t, k=k: k * t, (None,)) for k in (1, 2))
    one._admit = two._admit = lambda args: None
    for first in (one, two):
        answer = codec.Session(host.serve).answer()
        assert answer(first, [])[1] == (1.0 if first is one else 2.0)
    _, keep = codec.local(lambda f, g, h: [f is g, f is h, f(1.0), h(1.0)])
    assert keep(one, one, two) == [True, False, 1.0, 2.0]


RECURSIVE = """
import torch
from dlcourse import exercise

e = torch.exp  # ours or not, an attribute of this name is no use of it

@exercise("hier_logprob")
def hier_logprob(z_nodes, path, signs):
    if len(path) == 0:
        return 0.0
    first = -torch.nn.functional.softplus(-signs[0] * z_nodes[path[0]])
    return first + hier_logprob(z_nodes, path[1:], signs[1:])
"""


def test_an_answer_that_calls_itself_finds_itself(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path))
    exec(compile(RECURSIVE, "cell", "exec"), {"hier_logprob": None})
    assert "correct" in capsys.readouterr().out


def test_an_attribute_is_no_use_of_a_global_of_that_name():
    from dlcourse.diff import finite

    scope = {"gradient": finite.gradient, "torch": torch}
    exec("def attribute(z):\n    z.gradient = 1\n    return torch.softmax(z, -1)\n"
         "def inner(z):\n    return [gradient(sum, row) for row in z]", scope)
    assert check(PROBE, scope["inner"]).status == NOT_ALLOWED
    assert "finite" in explain(scope["inner"])
    assert "finite" not in explain(scope["attribute"])


@pytest.fixture
def renamed(monkeypatch):
    """As if hinge_grad had been called svm_grad once."""
    from dataclasses import replace

    now = replace(registry.load("hinge_grad"), was=("svm_grad",))
    monkeypatch.setattr(registry, "_renamed", lambda: {"svm_grad": "hinge_grad"})
    load = registry.load
    monkeypatch.setattr(registry, "load", lambda key: now if registry.canonical(key) == "hinge_grad" else load(key))


def test_a_notebook_and_progress_with_an_earlier_key_go_on_to_count(tmp_path, monkeypatch, capsys, renamed):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path))
    progress.record("svm_grad", "correct", 2, "a")
    [mine] = [item for line in overview().lines for item in line.items if item.title == registry.load("svm_grad").title]
    assert (mine.status, mine.points) == ("correct", 2)
    exec(compile('from dlcourse import exercise\n@exercise("svm_grad")\ndef hinge_grad(w, b, X, y01, lam):\n'
                 "    return w, b", "cell", "exec"), {})
    assert "[not yet]" in capsys.readouterr().out
    known = progress.load()
    assert known["hinge_grad"]["status"] == known["svm_grad"]["status"] == "correct"
    assert len(known["hinge_grad"]["tries"]) == 2
    assert len(known["svm_grad"]["tries"]) == 1


def test_only_a_task_can_be_incomplete():
    def answer(x):
        return x

    task = Task(key="probe", title="t", points=1, difficulty=1, minutes=1, objective="o", cases=cases,
                hints=("a", "b", "c"))
    with pytest.raises(TaskError, match="probe: one answer should carry"):
        task.declared()
    assert task.solution(answer) is answer
    with pytest.raises(TaskError, match="stands above answer and softmax"):
        task.solution(softmax)
    with pytest.raises(TaskError, match="two answers are called answer"):
        task.wrong("Why?")(answer)
    assert task.right(softmax) is softmax
    assert task.wrong("Why?", part="one")(over_everything) is over_everything
    e = task.declared()
    assert (e.solution, e.alternatives, e.resolve_reference()) == (answer, (softmax,), answer)
    assert [(m.name, m.message, m.part) for m in e.misconceptions] == [("over_everything", "Why?", "one")]
    assert e.right_answers == (answer, softmax)


def test_a_huge_whole_number_is_a_wrong_answer_and_a_wider_one_an_error_with_a_sentence():
    assert "should be a tensor" in check(PROBE, lambda z: 10**399).explanation
    for digits in (400, 5000):
        verdict = check(PROBE, lambda z, digits=digits: 10**digits)
        assert verdict.status == ERROR
        assert "more than 400 digits" in verdict.failing.error.message


@pytest.mark.parametrize("give, said", [
    (lambda: (0,) * 30_000, "more than 20,000 parts"), (lambda: {i: i for i in range(15_000)}, "20,000 parts"),
    (lambda: torch.empty(2**26, 0), "shape (67108864, 0)"), (lambda: torch.zeros(1001, 1000), "shape (1001, 1000)"),
    (lambda: [torch.zeros(600_000)] * 2, "at most 1,000,000 entries"),
    (lambda: torch.zeros(1).expand(2**40), "shape (1099511627776,)")],
    ids=["tuple", "dict", "rows without columns", "matrix", "together", "expanded"])
def test_a_result_that_is_too_much_is_a_wrong_answer_with_a_card(give, said):
    text = str(Card(check(registry.load("peak_memory"), lambda layer_sizes, batch, mode, every: give())))
    assert said in text
    assert "It holds far more than this task asks for." in text


@pytest.mark.parametrize("give, said", [
    (lambda: torch.zeros(3).to_sparse(), "but is a sparse_coo tensor."),
    (lambda: torch.zeros(3).to(torch.float8_e4m3fn), "but is a tensor of dtype float8_e4m3fn."),
    (lambda: object(), "but is of type object.")])
def test_a_result_that_is_of_no_kind_that_can_be_compared_is_named(give, said):
    assert said in str(Card(check(registry.load("peak_memory"), lambda layer_sizes, batch, mode, every: give())))


def draws(n):
    return torch.rand(n)


def test_an_answer_that_draws_from_torch_itself_draws_the_same_in_each_call_and_nobody_elses_numbers_move():
    before = torch.random.get_rng_state()
    with codec.drawing(3):
        first, again = (codec.local(draws)[1](2) for _ in range(2))
    assert torch.equal(first, again)
    assert torch.equal(first, torch.rand(2, generator=torch.Generator().manual_seed(3)))
    assert torch.equal(torch.random.get_rng_state(), before)


def of_a_generator(n, rng):
    return torch.rand(n, generator=rng)


def test_a_generator_is_made_with_its_seed_on_the_answers_side_and_stays_the_same_one_in_later_calls():
    rng, other = (torch.Generator().manual_seed(seed) for seed in (5, 6))
    answer = codec.local(of_a_generator)[1]
    drawn = torch.cat([answer(2, rng), answer(1, other)[:0], answer(3, rng)])
    assert torch.equal(drawn, torch.cat([torch.rand(n, generator=rng) for n in (2, 3)]))
    assert torch.equal(codec.local(of_a_generator)[1](1, torch.Generator().manual_seed(5)), drawn[:1])


def test_an_operation_that_a_dtype_lacks_is_an_error_and_not_an_empty_answer():
    verdict = check(registry.load("central_diff"), lambda f, x, h: x ^ x)
    assert verdict.status == ERROR
    assert "**" in verdict.explanation
