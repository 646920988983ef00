"""What is graded: exercises chosen, where results go, the secret, and several files of one student."""

import os
import stat
from pathlib import Path

import pytest

from dlcourse.classroom import registry
from dlcourse.grading.errors import GradeError
from dlcourse.grading.folder import Submission
from dlcourse.grading.plan import (
    Settings,
    base_fingerprint,
    chosen_keys,
    fingerprint,
    names_of,
    results_folder,
    secret_of,
)
from dlcourse.grading.trusted import submission
from dlcourse.grading.trusted.submission import Graded, Grader, Left, Row, UnreadableError
from dlcourse.grading.work import merged


def row(key="a", status="correct", points=1.0, note=""):
    return Row(key, status, points, 2, note)


def of(*rows, problem="", notes=()):
    return Graded("ann", "digest", rows, problem, notes)


# Several files of one student

def test_one_file_stays_as_it_is():
    one = of(row(note="x"), notes=("y",))
    assert merged([one], ["07.ipynb"]) is one


def test_for_each_exercise_the_best_file_counts():
    one, two = of(row("a", points=2.0), row("b", "not yet", 0.5)), of(row("a", "error", 0.0), row("b", points=2.0))
    result = merged([one, two], ["07.ipynb", "old/07.ipynb"])
    assert [(r.key, r.points, r.status) for r in result.rows] == [("a", 2.0, "correct"), ("b", 2.0, "correct")]
    assert [r.note for r in result.rows] == ["Found in 2 files; the best counts, in 07.ipynb.",
                                             "Found in 2 files; the best counts, in old/07.ipynb."]


def test_files_with_different_exercises_are_put_together_in_the_order_of_the_course():
    first, second = list(registry.places())[:2]
    result = merged([of(row(second)), of(), of(row(first), row(second, "not yet", 0.5))], ["a", "b", "c"])
    assert [(r.key, r.points) for r in result.rows] == [(first, 1.0), (second, 1.0)]
    assert merged([of(), of()], ["a", "b"]).rows == ()


def test_exercises_may_be_spread_over_files():
    missing = row("a", "missing", 0.0, "no cell has this exercise")
    spread = [of(missing, row("b")), of(row("a", "not yet", 0.0, "why"), row("b", "missing", 0.0))]
    result = merged(spread, ["1", "2"])
    assert [(r.status, r.note) for r in result.rows] == [("not yet", "why"), ("correct", "")]


def test_notes_of_all_files_are_kept_and_bounded():
    assert merged([of(row(), notes=("x",)), of(row(), notes=("y", "z"))], ["1", "2"]).notes == ("1: x", "2: y", "2: z")
    assert len(merged([of(row(), notes=("x",) * 30)] * 3, ["1", "2", "3"]).notes) == 40


def test_one_unreadable_file_does_not_hide_the_other():
    broken = of(row(status="unreadable", points=0.0, note="not JSON"), problem="not JSON")
    for files in ([broken, of(row())], [of(row()), broken]):
        result = merged(files, ["x.ipynb", "x.ipynb"])
        assert (result.rows, result.problem) == ((row(),), "")
        assert result.unread == (Left("x.ipynb", "not JSON"),)


def test_only_unreadable_files():
    broken = [of(row(status="unreadable", points=0.0), problem=words) for words in ("not JSON", "too large")]
    result = merged(broken, ["1", "2"])
    assert result.problem == "1: not JSON; 2: too large"
    assert result.unread == (Left("1", "not JSON"), Left("2", "too large"))
    assert result.rows[0].status == "unreadable"


def test_what_no_file_has_is_not_found_in_two():
    missing = of(row("a", "missing", 0.0, "no cell has this exercise"))
    assert merged([missing, missing], ["1", "2"]).rows[0].note == "no cell has this exercise"


def test_an_attempt_counts_before_an_untouched_copy():
    files = [of(row(status="not attempted", points=0.0)), of(row(status="not yet", points=0.0))]
    result = merged(files, ["1", "2"])
    assert result.rows[0].status == "not yet"


def test_what_is_no_plain_file_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    with (tmp_path / "huge.ipynb").open("wb") as file:
        file.truncate(submission.MAX_BYTES + 1)
    limit = f"at most {submission.MAX_BYTES / 1e6:.0f}"
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "huge.ipynb")
    for name, words in (("link", "is a link; hand in the file"), ("pipe", "plain file"), ("folder", "plain file"),
                        ("huge", limit), ("no", "No such")):
        with pytest.raises(UnreadableError, match=words):
            submission.load(tmp_path / f"{name}.ipynb")


# Exercises

def test_named_exercises_and_notebooks():
    books = registry.notebooks()
    name, keys = next((name, keys) for name, keys in books.items() if len(keys) > 2)
    assert chosen_keys(name) == keys
    assert chosen_keys(f"{keys[1]}, {keys[0]}") == (keys[1], keys[0])
    assert chosen_keys(f"{keys[1]},{name} {name}") == (keys[1], keys[0], *keys[2:])


@pytest.mark.parametrize("name", ["07", "07,", "07_differentiation.ipynb", "07_diff"])
def test_beginnings_of_names_as_a_release_takes_them(name):
    assert chosen_keys(name) == registry.notebooks()["07_differentiation"]


def test_several_beginnings():
    books = registry.notebooks()
    assert chosen_keys("08,07") == (*books["08_backpropagation"], *books["07_differentiation"])
    assert not set(chosen_keys("08")) & set(books["08b_what_memory_costs"])
    assert chosen_keys("09") == tuple(key for name, keys in books.items() if name.startswith("09") for key in keys)


def test_an_earlier_key_is_its_exercise(monkeypatch):
    monkeypatch.setattr(registry, "_renamed", lambda: {"svm_grad": "hinge_grad"})
    assert chosen_keys("svm_grad") == ("hinge_grad",)


def test_an_unknown_name():
    with pytest.raises(GradeError, match="'hinge' is neither an exercise nor the beginning of a notebook's name"):
        chosen_keys("hinge_grad,hinge")


@pytest.mark.parametrize("names", [" , ", "", ",,"])
def test_names_that_are_none(names):
    with pytest.raises(GradeError, match="names nothing"):
        chosen_keys(names)


def test_without_names_the_notebooks_of_each_student_decide():
    assert chosen_keys(None) == ()


# The folder of results

def test_a_folder_of_results_is_made(tmp_path):
    (tmp_path / "class").mkdir()
    assert results_folder(tmp_path / "a" / "b", tmp_path / "class").is_dir()
    assert not list((tmp_path / "a" / "b").iterdir())


def test_results_on_a_file_or_below_one(tmp_path):
    (tmp_path / "class").mkdir()
    (tmp_path / "file").write_text("mine")
    with pytest.raises(GradeError, match="is a file"):
        results_folder(tmp_path / "file", tmp_path / "class")
    with pytest.raises(GradeError, match=r"nothing can be written to .* \(Not a directory\)"):
        results_folder(tmp_path / "file" / "below", tmp_path / "class")
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("below", ["", "results", "a/b"])
def test_results_among_the_submissions(tmp_path, below):
    (tmp_path / "class").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "class")
    for out in (tmp_path / "class" / below, tmp_path / "link" / below, tmp_path / "class" / ".." / "class" / below):
        with pytest.raises(GradeError, match="lies in the folder of submissions"):
            results_folder(out, tmp_path / "class")
    assert not list((tmp_path / "class").iterdir())


@pytest.mark.parametrize("out", ["/proc/results", "/sys/x", "x" * 300, "a\0b", "/dev/null"])
def test_results_where_nothing_can_be_written(tmp_path, monkeypatch, out):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GradeError, match="--out"):
        results_folder(Path(out), tmp_path / "class")


def test_results_in_a_circle_of_links(tmp_path):
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    with pytest.raises(GradeError, match="--out"):
        results_folder(tmp_path / "one", tmp_path / "class")


# The secret

def test_the_secret_is_made_once_and_kept_to_oneself(tmp_path):
    first = secret_of(tmp_path, None)
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert secret_of(tmp_path, None) == first
    (tmp_path / "other").mkdir()
    assert secret_of(tmp_path / "other", None) != first


def test_a_secret_of_the_instructor(tmp_path):
    (tmp_path / "mine").write_text("sixteen letters!\n")
    assert secret_of(tmp_path, tmp_path / "mine") == b"sixteen letters!"
    assert not (tmp_path / "secret").exists()


@pytest.mark.parametrize("content", [b"", b"short", b" " * 40, b"fifteen letters\n\n"])
def test_a_secret_that_can_be_guessed(tmp_path, content):
    (tmp_path / "mine").write_bytes(content)
    with pytest.raises(GradeError, match="at least 16 characters"):
        secret_of(tmp_path, tmp_path / "mine")


def test_a_secret_that_cannot_be_read(tmp_path):
    for path in (tmp_path, tmp_path / "no_such"):
        with pytest.raises(GradeError, match=f"{path} cannot be read"):
            secret_of(tmp_path, path)


# What a result depends on

def test_a_fingerprint_changes_with_the_files_and_with_nothing_else(tmp_path):
    one, two = tmp_path / "one.ipynb", tmp_path / "two.ipynb"
    one.write_bytes(b"{}")
    two.write_bytes(b"{}")
    first = fingerprint(Submission("ann", (one,)), b"base")
    os.utime(one, (1, 1))
    assert fingerprint(Submission("ann", (one,)), b"base") == first
    others = [fingerprint(Submission("ann", files), base) for files, base in (
        ((one,), b"bas"), ((two,), b"base"), ((), b"base"), ((one, two), b"base"), ((two, one), b"base"))]
    one.write_bytes(b"{} ")
    others.append(fingerprint(Submission("ann", (one,)), b"base"))
    one.unlink()
    others.append(fingerprint(Submission("ann", (one,)), b"base"))
    assert len({first, *others}) == len(others) + 1


def test_a_fingerprint_changes_with_notes_and_with_the_folder_of_a_file(tmp_path):
    for name in ("a/07.ipynb", "a/old/07.ipynb", "a/new/07.ipynb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    one, old, new = (tmp_path / name for name in ("a/07.ipynb", "a/old/07.ipynb", "a/new/07.ipynb"))
    assert names_of([one, old]) == ["07.ipynb", "old/07.ipynb"]
    prints = {fingerprint(Submission("ann", files, notes), b"base") for files, notes in (
        ((one, old), ()), ((one, new), ()), ((one, old), ("a note",)))}
    assert len(prints) == 3


def test_results_depend_on_what_is_asked_and_how(tmp_path, monkeypatch):
    two = ("hinge_grad", "log_softmax")
    bases = [base_fingerprint(Settings(*changed)) for changed in (
        (two, "landlock", b"secret"), (two[:1], "landlock", b"secret"), (two[::-1], "landlock", b"secret"),
        (two, "landlock", b"secre"), (two, "landlock", b"secret", 9.0), (two, "landlock", b"secret", 10.0, 1 << 30))]
    assert base_fingerprint(Settings(two, "bubblewrap", b"secret")) == bases[0]
    monkeypatch.setattr("dlcourse.__version__", "0.0.9")
    bases.append(base_fingerprint(Settings(two, "landlock", b"secret")))
    monkeypatch.undo()
    package = tmp_path / "dlcourse"
    for content in ("a helper", "another helper"):
        package.mkdir(exist_ok=True)
        (package / "helper.py").write_text(content)
        monkeypatch.setattr("dlcourse.__file__", str(package / "__init__.py"))
        bases.append(base_fingerprint(Settings(two, "landlock", b"secret")))
    twins = tmp_path / "twins"
    twins.mkdir()
    monkeypatch.setenv(registry.TWINS, str(twins))
    bases.append(base_fingerprint(Settings(two, "landlock", b"secret")))
    assert len(set(bases)) == len(bases)


def test_inputs_depend_on_the_secret_the_student_the_exercise_and_the_file():
    seed = Grader(None, b"secret")._seed
    seeds = {seed("ann", "a", "d"), seed("bob", "a", "d"), seed("ann", "b", "d"), seed("ann", "a", "e"),
             Grader(None, b"other")._seed("ann", "a", "d")}
    assert len(seeds) == 5
    assert seed("ann", "a", "d") in seeds


def test_inputs_for_a_student_whose_file_name_is_not_utf8():
    Grader(None, b"secret")._seed(b"m\xfcller".decode("utf-8", "surrogateescape"), "a", "d")
