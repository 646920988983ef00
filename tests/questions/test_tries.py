"""What is noted of first tries, when it comes back, and that nothing of it is lost."""

import json
import multiprocessing
import os
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from rich.console import Console

from dlcourse.classroom import progress
from dlcourse.cli import main
from dlcourse.questions import notes, review, store, terminal, tries
from dlcourse.questions.ask import Ask
from dlcourse.questions.fresh import question_of
from dlcourse.questions.live import QuestionCard
from dlcourse.questions.question import from_data
from dlcourse.questions.sitting import Sitting

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ask = Ask()


@pytest.fixture(autouse=True)
def learner(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path / "learner"))
    monkeypatch.setattr(store, "_kept", {})
    return tmp_path / "learner"


def stored(name="08/sum", question=None):
    question = from_data(name, (question or ask.number("2 + 3?", 5, mistakes={6: "Product."})).as_data())
    store.keep(question)
    return question


def tried(question, *given, now=NOW):
    sitting = Sitting(question)
    for text in given:
        sitting.take(text)
    assert tries.note(sitting, now) == ""


def test_the_first_try_stays_the_first(learner):
    question = stored()
    tried(question, "6", "5")
    tried(question, "5", now=NOW + timedelta(hours=1))
    entry = tries.load()["questions"]["08/sum"]
    assert entry["first"] == {"right": False, "given": "6", "at": NOW.isoformat()}
    assert tries.told_before("08/sum") == "You answered this on 2026-01-01, not right at once."
    assert tries.told_before("08/other") == ""


def test_a_wrong_answer_is_due_the_next_day_a_right_one_later_and_later():
    tried(stored("08/wrong"), "6")
    tried(stored("08/right"), "5")
    assert review.due(NOW + timedelta(hours=1)).items == ()
    assert [item.name for item in review.due(NOW + 1.1 * DAY).items] == ["08/wrong"]
    assert [item.name for item in review.due(NOW + 5 * DAY).items] == ["08/wrong", "08/right"]
    tried(store.find("08/right"), "5", now=NOW + 5 * DAY)
    assert [item.name for item in review.due(NOW + 9 * DAY).items] == ["08/wrong"]


def test_answering_before_it_is_due_changes_nothing():
    question = stored()
    tried(question, "5")
    before = tries.load()
    tried(question, "6", now=NOW + timedelta(hours=2))
    assert tries.load() == before


def test_a_guess_and_a_question_without_a_name_do_not_come_back():
    tried(stored("08/guess", ask.predict("How many?", 3)), "ten")
    tried(ask.number("2 + 3?", 5), "5")
    assert list(tries.load()["questions"]) == ["08/guess"]
    assert review.due(NOW + 100 * DAY).items == ()


def test_a_solved_exercise_comes_back_with_numbers_of_the_day():
    progress.record("cross_entropy", "correct", 2, "abc")
    later = datetime.now(UTC) + 10 * DAY
    [item] = review.due(later).items
    question = item.question()
    assert item.name == "exercise:cross_entropy"
    assert question.kind == "number"
    assert question == item.question()
    assert question.question != question_of("cross_entropy", later + DAY).question
    tried(question, question.answer_text, now=later)
    assert review.due(later).items == ()
    assert tries.load()["exercises"]["cross_entropy"]["first"]["right"] is True


def test_an_exercise_that_cannot_be_typed_asks_how_it_is_done():
    question = question_of("train_iris", NOW)
    assert question.kind == "explain"
    assert "def train" in question.answer


def test_exercises_solved_before_days_were_noted_are_due(learner):
    learner.mkdir()
    old = {"version": 1, "exercises": {"cross_entropy": {"status": "correct", "points": 2, "tries": []},
                                       "gone_key": {"status": "correct", "points": 1, "tries": []}}}
    (learner / "progress.json").write_text(json.dumps(old))
    assert {item.name for item in review.due(NOW).items} == {"exercise:cross_entropy", "exercise:gone_key"}
    assert [q.name for q in review.review(NOW).questions] == ["exercise:cross_entropy"]


def test_questions_that_the_course_lost_are_not_asked(learner):
    tried(stored("08/sum"), "6")
    store._kept.clear()
    assert review.due(NOW + 5 * DAY).items == ()
    assert "08/sum" in tries.load()["questions"]


def _answer_many(names):
    for name in names:
        tried(from_data(name, ask.number("2 + 3?", 5).as_data()), "5")


def test_nothing_is_lost_when_several_answer_at_once():
    names = [[f"08/q{i}-{j}" for j in range(25)] for i in range(3)]
    workers = [multiprocessing.get_context("fork").Process(target=_answer_many, args=(part,)) for part in names]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    assert len(tries.load()["questions"]) == 75


def test_a_process_that_is_killed_while_it_writes_loses_nothing(learner, monkeypatch):
    tried(stored(), "5")
    before = (learner / tries.FILE).read_bytes()

    def die(*_):
        os._exit(9)

    def half():
        monkeypatch.setattr("pathlib.Path.replace", die)  # dies before the new file takes the old one's name
        tried(stored("08/other"), "5")

    worker = multiprocessing.get_context("fork").Process(target=half)
    worker.start()
    worker.join()
    assert worker.exitcode == 9
    assert (learner / tries.FILE).read_bytes() == before
    tried(stored("08/third"), "5")
    assert len(tries.load()["questions"]) == 2


@pytest.mark.parametrize("text", ["{", "[]", '{"questions": 3, "exercises": {}}'])
def test_a_file_that_cannot_be_read_is_set_aside(learner, text):
    learner.mkdir()
    (learner / tries.FILE).write_text(text)
    assert tries.load() == {"questions": {}, "exercises": {}}
    [kept] = learner.glob("questions.unreadable-*.json")
    assert kept.read_text() == text


def test_a_folder_that_cannot_be_written_is_said_and_the_card_still_answers(monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tries, "write_whole", full)
    card = QuestionCard([stored()], clock=lambda: NOW)
    sent = []
    monkeypatch.setattr(card, "send", sent.append)
    card.hear({"number": 0, "take": "5"})
    assert sent[0]["status"] == "right"
    assert "could not be noted: there is no space left" in sent[0]["past"]
    assert "Make room, then run the cell again and answer once more." in sent[0]["past"]


def test_the_card_tells_each_try_and_keeps_no_answer_in_its_state(monkeypatch):
    card = QuestionCard([stored(), stored("08/next", ask.number("6 - 2?", 4))], clock=lambda: NOW)
    sent = []
    monkeypatch.setattr(card, "send", sent.append)
    for message in ({"state": True}, {"take": "6"}, {"take": "5"}, {"take": "1"}):
        card.hear({"number": 0, **message})
    assert [reply.get("status") for reply in sent] == [None, "wrong", "right", "right"]
    assert sent[2]["next"] == "Next question"
    assert "Product" not in json.dumps(card.get_state(), default=str)
    card.hear({"number": 1, "take": "4"})  # a message of a question that is not shown
    assert len(sent) == 4
    card.hear({"number": 0, "next": True})
    assert card.card["html"] == "6 - 2?"
    assert card.card["place"] == "2 of 2"
    card.hear({"number": 1, "take": "4"})
    assert (sent[-1]["status"], sent[-1]["next"]) == ("right", "")
    assert set(tries.load()["questions"]) == {"08/sum", "08/next"}


def test_an_explanation_is_noted_when_it_was_compared(monkeypatch):
    card = QuestionCard([stored("08/why", ask.explain("Why?", "Because.", points=("a", "b")))], clock=lambda: NOW)
    sent = []
    monkeypatch.setattr(card, "send", sent.append)
    card.hear({"number": 0, "take": "Since."})
    assert sent[-1]["compare"]
    assert tries.load()["questions"] == {}
    card.hear({"number": 0, "complete": False})
    card.hear({"number": 0, "complete": True})
    assert tries.load()["questions"]["08/why"]["first"]["right"] is False
    assert not sent[-1]["compare"]


def test_review_in_a_notebook_says_what_is_due():
    assert "Nothing to review yet" in repr(review.review(NOW))
    tried(stored(), "6")
    assert "comes back on 2026-01-02" in repr(review.review(NOW))
    later = review.review(NOW + 3 * DAY)
    assert repr(later) == "1 to review now.\n- 2 + 3?"
    data, _ = later._repr_mimebundle_()
    assert "2 + 3?" in data["text/html"]
    assert "Product" not in json.dumps(data, default=str)
    for i in range(12):
        tried(stored(f"08/q{i}"), "6")
    assert repr(review.review(NOW + 3 * DAY)).startswith("10 to review now. 3 more wait")


def in_terminal(monkeypatch, *answers, now):
    given = iter(answers)

    def typed(*args, **kwargs):
        try:
            return next(given)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("rich.prompt.Prompt.ask", typed)
    console = Console(width=80, record=True, file=open(os.devnull, "w"))  # noqa: SIM115
    return terminal.run(console, now), console.export_text()


def test_review_in_a_terminal(monkeypatch):
    asked, shown = in_terminal(monkeypatch, now=NOW)
    assert asked == 0
    assert shown.startswith("Nothing to review yet. Questions that you answer come back here")
    tried(stored("08/a"), "6")
    tried(stored("08/b", ask.choose("Up?", {"yes": "It is.", "no": "It is not.", "so": "Neither."}, right="yes")), "no")
    tried(stored("08/c", ask.explain("Why?", "Because.", points=("a", "b"))), "")
    asked, shown = in_terminal(monkeypatch, "five", "6", "5", "b", "a", now=NOW + 3 * DAY)
    assert asked == 2
    for words in ("1 of 2", "is not read as a number", "Product. Try once more.", "Right.", "a) yes", "No. It is not.",
                  "All done for now."):
        assert words in shown, words
    assert review.due(NOW + 3 * DAY).items == ()


def test_leaving_a_review_notes_what_was_answered(monkeypatch):
    tried(stored("08/a"), "6")
    tried(stored("08/b"), "6")
    asked, shown = in_terminal(monkeypatch, "5", "q", now=NOW + 3 * DAY)
    assert asked == 1
    assert "Left. What was answered is noted." in shown
    assert [item.name for item in review.due(NOW + 3 * DAY).items] == ["08/b"]
    assert in_terminal(monkeypatch, now=NOW + 3 * DAY)[0] == 0  # the input ends


def test_all_notes_can_be_taken_along_and_begun_anew(tmp_path, learner):
    tried(stored(), "5")
    progress.record("cross_entropy", "correct", 2, "abc")
    target = tmp_path / "mine.json"
    result = CliRunner().invoke(main, ["progress", "--export", str(target)])
    assert result.output == f"wrote {target}\n"
    told = json.loads(target.read_text())
    assert told["exercises"]["cross_entropy"]["points"] == 2
    assert told["questions"]["questions"]["08/sum"]["first"]["given"] == "5"
    again = CliRunner().invoke(main, ["progress", "--export", str(target)])
    assert again.exit_code == 2
    assert "exists already and is left as it is" in again.output
    assert CliRunner().invoke(main, ["progress", "--reset"], input="n\n").exit_code == 0
    assert progress.load()
    assert CliRunner().invoke(main, ["progress", "--reset"], input="y\n").output.count("kept as") == 2
    assert progress.load() == {}
    assert tries.load() == {"questions": {}, "exercises": {}}
    assert len(list(learner.glob("*.before-reset-*.json"))) == 2
    assert notes.set_aside() == []
