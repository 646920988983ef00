"""What lies in a folder of submissions: nobody is merged with somebody else, and nothing is ignored in silence."""

import json
import os

import pytest

from dlcourse.grading import folder as folders
from dlcourse.grading.errors import GradeError
from dlcourse.grading.several import submissions_in
from dlcourse.grading.trusted import submission
from dlcourse.grading.trusted.submission import UnreadableError

BOOK = json.dumps({"cells": [{"cell_type": "code", "source": ['@exercise("hinge_grad")\n', "def f(): pass"]}]})


@pytest.fixture
def folder(tmp_path):
    def with_files(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(BOOK)
        return tmp_path

    return with_files


def found(folder, level=None):
    students = submissions_in(folder, level).submissions
    return {s.student: [str(path.relative_to(folder)) for path in s.files] for s in students}


def ignored(folder, level=None):
    return {i.path: (i.student, i.reason) for i in submissions_in(folder, level).ignored}


def test_notebooks_and_folders(folder):
    assert found(folder("bob.ipynb", "ann/07.ipynb", "ann/deep/er/08.ipynb", "eve/notes.txt", "rules.pdf")) == {
        "ann": ["ann/07.ipynb", "ann/deep/er/08.ipynb"], "bob": ["bob.ipynb"], "eve": []}


def test_a_folder_and_a_file_of_one_name_are_one_student(folder):
    assert found(folder("ann/07.ipynb", "ann.ipynb")) == {"ann": ["ann/07.ipynb", "ann.ipynb"]}


def test_order_does_not_depend_on_the_file_system(folder):
    assert list(found(folder(*(f"s{i}.ipynb" for i in (3, 1, 2))))) == ["s1", "s2", "s3"]


def test_a_link_to_a_notebook_is_a_student_whose_file_is_not_opened(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "theirs.ipynb"
    outside.write_text("{}")
    here = folder("ann/07.ipynb")
    (here / "eve").symlink_to(outside.parent)
    (here / "ann" / "more").symlink_to(outside.parent)
    (here / "ann" / "loop").symlink_to(here)
    (here / "joe.ipynb").symlink_to(outside)
    (here / "gone.ipynb").symlink_to(here / "nothing")
    assert found(here) == {"ann": ["ann/07.ipynb"], "gone": ["gone.ipynb"], "joe": ["joe.ipynb"]}
    assert {path: student for path, (student, reason) in ignored(here).items() if "link" in reason} == {
        "eve": "", "ann/more": "ann", "ann/loop": "ann"}
    for name in ("joe", "gone"):
        with pytest.raises(UnreadableError, match="it is a link; hand in the file"):
            submission.load(here / f"{name}.ipynb")


# What is not graded

REASONS = {"x.zip": "archive", "x.tar.gz": "archive", "x.gz": "archive", "x.7z": "archive", "x.ipynb.txt": "rename",
           "x.ipynb.json": "rename", "x.json": "rename", "x.ipynb (1)": "rename", "x.ipynb_": "rename",
           "x.py": "not a notebook", "x.pdf": "not a notebook", "x": "not a notebook", ".x.ipynb": "dot",
           "._x.ipynb": "dot", ".git/x.ipynb": "dot", "__MACOSX/x.ipynb": "macOS", ".DS_Store": "macOS",
           ".ipynb_checkpoints/x-checkpoint.ipynb": "Jupyter", "Thumbs.db": "Windows"}


@pytest.mark.parametrize("name, reason", REASONS.items())
@pytest.mark.parametrize("where", ["", "ann/", "ann/deep/"])
def test_nothing_is_ignored_in_silence(folder, name, reason, where):
    here = folder("ann/07.ipynb", where + name)
    assert found(here) == {"ann": ["ann/07.ipynb"]}
    [(path, (student, said))] = ignored(here).items()
    assert (where + name).startswith(path)
    assert reason in said
    assert student == ("ann" if where else "")


@pytest.mark.parametrize("name", ["ann.zip", "ann.ipynb.txt", "ann.tar.gz", "ann.pdf"])
def test_a_file_beside_a_notebook_of_that_name_is_the_students(folder, name):
    assert ignored(folder("ann.ipynb", "bob.ipynb", name))[name][0] == "ann"


def test_a_folder_without_notebooks_says_what_it_holds(folder):
    with pytest.raises(GradeError, match=r"holds no notebook.*ann.zip: it is an archive"):
        found(folder("ann.zip", "bob.zip"))


@pytest.mark.parametrize("name", [".", "no_such", "file.ipynb", "a\0b", "x" * 300])
def test_nothing_to_grade(tmp_path, name):
    if name == "file.ipynb":
        (tmp_path / name).write_text("{}")
    with pytest.raises(GradeError, match="holds no notebook" if name == "." else "SUBMISSIONS should be a folder"):
        submissions_in(tmp_path / name)


# Bounds

def test_more_notebooks_than_a_student_may_hand_in(folder):
    here = folder(*(f"ann/v{i:02}/07.ipynb" for i in range(22)), "bob.ipynb")
    assert len(found(here)["ann"]) == 20
    assert ignored(here) == {f"ann/v{i}/07.ipynb": ("ann", "a student may hand in 20 notebooks, and this is one more")
                             for i in (20, 21)}


def test_more_bytes_than_a_student_may_hand_in(folder):
    here = folder(*(f"ann/v{i}.ipynb" for i in range(1, 5)), "bob.ipynb")
    for i, megabytes in ((1, 90), (2, 900), (3, 90), (4, 90)):  # the second is refused by whoever loads it
        os.truncate(here / "ann" / f"v{i}.ipynb", megabytes * 1_000_000)
    assert found(here)["ann"] == ["ann/v1.ipynb", "ann/v2.ipynb", "ann/v3.ipynb"]
    assert "200 MB together" in ignored(here)["ann/v4.ipynb"][1]


def test_deep_folders_and_long_names_end_nothing(folder):
    here, deep = folder("ann/07.ipynb", "bob.ipynb"), os.open(folder() / "ann", os.O_RDONLY)
    for _ in range(60):
        os.mkdir("d" * 200, dir_fd=deep)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = below
    os.close(deep)
    assert found(here) == {"ann": ["ann/07.ipynb"], "bob": ["bob.ipynb"]}
    [(student, reason)] = ignored(here).values()
    assert student == "ann"
    assert "12 folders deep" in reason


def test_many_files_are_not_all_looked_at(folder, monkeypatch):
    monkeypatch.setattr(folders, "MAX_ENTRIES", 10)
    here = folder(*(f"ann/{i:02}.txt" for i in range(30)), "bob.ipynb")
    assert found(here) == {"ann": [], "bob": ["bob.ipynb"]}
    assert len(ignored(here)) == 11
    assert "the rest is not looked at" in ignored(here)["ann"][1]


# Names

@pytest.mark.parametrize("names", [("mu\u0308ller.ipynb", "m\u00fcller.ipynb"),
                                   ("mu\u0308ller/07.ipynb", "m\u00fcller/08.ipynb"),
                                   ("mu\u0308ller.ipynb", "m\u00fcller/08.ipynb")])
def test_two_spellings_of_one_name_are_one_student(folder, names):
    [one] = submissions_in(folder(*names)).submissions
    assert one.student == "m\u00fcller"
    assert len(one.files) == 2
    assert "Two spellings" in one.notes[0]


def test_a_name_that_is_not_utf8(folder):
    name = os.fsdecode(b"m\xfcller.ipynb")
    assert found(folder(name)) == {name.removesuffix(".ipynb"): [name]}


# Several students in one folder

@pytest.mark.parametrize("names", [
    ("hw1/ann.ipynb", "hw1/bob.ipynb"),
    ("hw1/ann/07.ipynb", "hw1/bob/07.ipynb"),
    ("a/ann.ipynb", "a/bob.ipynb", "b/carl.ipynb", "b/dora.ipynb"),
    ("a/ann/07.ipynb", "a/bob/07.ipynb", "b/carl/07.ipynb"),
    ("late/s123.ipynb", "late/s124.ipynb", "ann.ipynb", "bob.ipynb"),
    ("hw1/Ann_1_07_differentiation.ipynb", "hw1/Bob_2_07_differentiation.ipynb"),
    ("hw1/sections/a/ann.ipynb", "hw1/sections/a/bob.ipynb")])
def test_students_in_one_folder_are_not_merged(folder, names):
    here = folder(*names)
    with pytest.raises(GradeError, match=r"seems to hold files of several students.*--level 1 .*--level [2-4] "):
        found(here)
    assert len(found(here, 1)) == len({name.split("/")[0] for name in names})


@pytest.mark.parametrize("names, told", [
    (("hw1/1-2.ipynb", "hw1/3.4_07.ipynb"), "1-2, 3.4_07"), (("hw1/1-2/07.ipynb", "hw1/3.4/07.ipynb"), "1-2, 3.4"),
    (("hw1/x_y/Ann L./07.ipynb", "hw1/x_y/Bob/07.ipynb"), "x_y/Ann L., x_y/Bob"),
    (("hw1/a\x1b[2J.ipynb", "hw1/b.ipynb"), "a?[2J, b")])
def test_names_in_the_question_are_those_on_the_disk(folder, names, told):
    with pytest.raises(GradeError) as caught:
        found(folder(*names))
    assert f"seems to hold files of several students ({told}). Say" in str(caught.value)


@pytest.mark.parametrize("names", [
    ("ann/07.ipynb", "ann/07-Copy1.ipynb", "bob/07.ipynb"),
    ("ann/first.ipynb", "ann/second.ipynb"),
    ("ann/07_differentiation.ipynb", "ann/07 (1).ipynb", "ann/07_final_v2.ipynb"),
    ("ann/v1/07.ipynb", "ann/v2/07.ipynb", "bob.ipynb"),
    ("Ann Lee/07_ann.ipynb", "Ann Lee/07_lee.ipynb"),
    ("ann/course/exercises/07.ipynb", "ann/course/solutions/07.ipynb"),
    ("hw1/ann.ipynb",)])
def test_versions_of_one_student_are_hers(folder, names):
    assert len(found(folder(*names))) == len({name.split("/")[0] for name in names})


def test_files_without_a_common_exercise_are_one_students(folder):
    here = folder("ann/growth.ipynb", "ann/decay.ipynb", "bob.ipynb")
    (here / "ann" / "decay.ipynb").write_text(BOOK.replace("hinge_grad", "log_softmax"))
    assert found(here)["ann"] == ["ann/decay.ipynb", "ann/growth.ipynb"]


def test_a_level_says_where_the_students_are(folder):
    here = folder("a/ann.ipynb", "a/bob.ipynb", "b/ann/07.ipynb", "loose.ipynb")
    assert found(here, 2) == {"a/ann": ["a/ann.ipynb"], "b/ann": ["b/ann/07.ipynb"], "bob": ["a/bob.ipynb"]}
    assert "lies above level 2" in ignored(here, 2)["loose.ipynb"][1]
    notes = {s.student: s.notes for s in submissions_in(here, 2).submissions}
    assert "occurs in several folders" in notes["a/ann"][0]
    assert notes["bob"] == ()
    with pytest.raises(GradeError, match="at level 5"):
        found(here, 5)
