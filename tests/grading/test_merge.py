"""What is graded: submissions found in a folder, exercises chosen, the secret, and several files of one student."""

import os
import stat

import pytest

from dlcourse.classroom import registry
from dlcourse.grading import plan
from dlcourse.grading.plan import (
    GradeError,
    Settings,
    Submission,
    base_fingerprint,
    chosen_keys,
    fingerprint,
    secret_of,
    submissions_in,
)
from dlcourse.grading.trusted import submission
from dlcourse.grading.trusted.submission import Graded, Grader, Row, UnreadableError
from dlcourse.grading.work import merged


def row(key="a", status="correct", points=1.0, note=""):
    return Row(key, status, points, 2, note)


def of(*rows, problem="", notes=()):
    return Graded("ann", "digest", rows, problem, notes)


# Several files of one student

def test_one_file_stays_as_it_is():
    one = of(row(note="x"), notes=("y",))
    assert merged([one]) is one


def test_for_each_exercise_the_best_file_counts():
    one, two = of(row("a", points=2.0), row("b", "not yet", 0.5)), of(row("a", "error", 0.0), row("b", points=2.0))
    result = merged([one, two])
    assert [(r.key, r.points, r.status) for r in result.rows] == [("a", 2.0, "correct"), ("b", 2.0, "correct")]
    assert all(r.note == "Found in 2 files; the best counts." for r in result.rows)


def test_exercises_may_be_spread_over_files():
    missing = row("a", "missing", 0.0, "no cell has this exercise")
    result = merged([of(missing, row("b")), of(row("a", "not yet", 0.0, "why"), row("b", "missing", 0.0))])
    assert [(r.status, r.note) for r in result.rows] == [("not yet", "why"), ("correct", "")]


def test_notes_of_all_files_are_kept_and_bounded():
    assert merged([of(row(), notes=("x",)), of(row(), notes=("y", "z"))]).notes == ("x", "y", "z")
    assert len(merged([of(row(), notes=("x",) * 30)] * 3).notes) == 40


def test_one_unreadable_file_does_not_hide_the_other():
    broken = of(row(status="unreadable", points=0.0, note="not JSON"), problem="not JSON")
    for files in ([broken, of(row())], [of(row()), broken]):
        result = merged(files)
        assert (result.rows, result.problem) == ((row(),), "")
        assert result.notes == ("a file could not be read: not JSON",)


def test_only_unreadable_files():
    broken = [of(row(status="unreadable", points=0.0), problem=words) for words in ("not JSON", "too large")]
    assert merged(broken).problem == "not JSON; too large"
    assert merged(broken).rows[0].status == "unreadable"


def test_what_no_file_has_is_not_found_in_two():
    missing = of(row("a", "missing", 0.0, "no cell has this exercise"))
    assert merged([missing, missing]).rows[0].note == "no cell has this exercise"


def test_an_attempt_counts_before_an_untouched_copy():
    result = merged([of(row(status="not attempted", points=0.0)), of(row(status="not yet", points=0.0))])
    assert result.rows[0].status == "not yet"


# Submissions in a folder

@pytest.fixture
def folder(tmp_path):
    def with_files(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("{}")
        return tmp_path

    return with_files


def found(folder):
    return {s.student: [str(path.relative_to(folder)) for path in s.files] for s in submissions_in(folder)}


def test_notebooks_and_folders(folder):
    assert found(folder("bob.ipynb", "ann/07.ipynb", "ann/deep/er/08.ipynb", "eve/notes.txt", "rules.pdf")) == {
        "ann": ["ann/07.ipynb", "ann/deep/er/08.ipynb"], "bob": ["bob.ipynb"], "eve": []}


def test_copies_by_jupyter_and_hidden_files_are_passed_over(folder):
    names = ("ann/.ipynb_checkpoints/07-copy.ipynb", ".ipynb_checkpoints/bob.ipynb", ".git/x.ipynb", "._bob.ipynb")
    assert found(folder("ann/07.ipynb", "bob.ipynb", *names)) == {"ann": ["ann/07.ipynb"], "bob": ["bob.ipynb"]}


def test_hidden_files_in_a_folder_are_passed_over(folder):
    assert found(folder("ann/07.ipynb", "ann/._07.ipynb", "ann/.trash/07.ipynb")) == {"ann": ["ann/07.ipynb"]}


def test_a_folder_and_a_file_of_one_name_are_one_student(folder):
    assert found(folder("ann/07.ipynb", "ann.ipynb")) == {"ann": ["ann/07.ipynb", "ann.ipynb"]}


def test_order_does_not_depend_on_the_file_system(folder):
    assert list(found(folder(*(f"s{i}.ipynb" for i in (3, 1, 2))))) == ["s1", "s2", "s3"]


def test_links_lead_nowhere(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "theirs.ipynb"
    outside.write_text("{}")
    here = folder("ann/07.ipynb")
    (here / "eve").symlink_to(outside.parent)
    (here / "ann" / "more").symlink_to(outside.parent)
    (here / "ann" / "loop").symlink_to(here)
    (here / "joe.ipynb").symlink_to(outside)
    (here / "gone.ipynb").symlink_to(here / "nothing")
    assert found(here) == {"ann": ["ann/07.ipynb"], "gone": ["gone.ipynb"], "joe": ["joe.ipynb"]}
    for name in ("joe", "gone"):
        with pytest.raises(UnreadableError, match="not a plain file"):
            submission.load(here / f"{name}.ipynb")


@pytest.mark.parametrize("name", [".", "no_such", "file.ipynb"])
def test_nothing_to_grade(tmp_path, name):
    if name == "file.ipynb":
        (tmp_path / name).write_text("{}")
    with pytest.raises(GradeError, match="holds no notebook" if name == "." else "SUBMISSIONS should be a folder"):
        submissions_in(tmp_path / name)


def test_what_is_no_plain_file_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    with (tmp_path / "huge.ipynb").open("wb") as file:
        file.truncate(submission.MAX_BYTES + 1)
    for name, words in (("pipe", "plain file"), ("folder", "plain file"), ("huge", "20 MB"), ("no", "No such")):
        with pytest.raises(UnreadableError, match=words):
            submission.load(tmp_path / f"{name}.ipynb")


# Exercises

def test_named_exercises_and_notebooks():
    books = registry.notebooks()
    name, keys = next((name, keys) for name, keys in books.items() if len(keys) > 2)
    assert chosen_keys(name, (), None) == keys
    assert chosen_keys(f"{keys[1]}, {keys[0]}", (), None) == (keys[1], keys[0])
    assert chosen_keys(f"{keys[1]},{name} {name}", (), None) == (keys[1], keys[0], *keys[2:])


def test_an_unknown_name():
    with pytest.raises(GradeError, match="'hinge' is neither a notebook nor an exercise"):
        chosen_keys("hinge_grad,hinge", (), None)


def test_names_that_are_none():
    with pytest.raises(GradeError):
        chosen_keys(" , ", (), None)


def test_exercises_are_found_from_the_files(monkeypatch, folder):
    place = folder("a.ipynb", "b.ipynb", "c.ipynb")
    held = iter([{"hinge_grad": {}}, UnreadableError("broken"), {"momentum_step": {}}])

    def read(sandbox, raw):
        told = next(held)
        if isinstance(told, Exception):
            raise told
        return {"exercises": told}

    monkeypatch.setattr(plan, "read", read)
    books = registry.notebooks()
    wanted = [keys for keys in books.values() if {"hinge_grad", "momentum_step"} & set(keys)]
    assert chosen_keys(None, submissions_in(place), None) == tuple(key for keys in wanted for key in keys)


def test_files_without_exercises(monkeypatch, folder):
    monkeypatch.setattr(plan, "read", lambda sandbox, raw: {"exercises": {}})
    with pytest.raises(GradeError, match="none of the first submissions holds an exercise"):
        chosen_keys(None, submissions_in(folder("a.ipynb")), None)


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
