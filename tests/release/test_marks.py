"""From the released notebook to marks: what a student hands in is graded with the twins that the instructor keeps."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from dlcourse.authoring import build
from dlcourse.classroom import registry
from dlcourse.grading.trusted import sandbox

ROOT = Path(__file__).resolve().parents[2]
KEYS = ("softmax_masked", "second_diff", "softplus_neuron", "amsgrad_step")
WRONG = {
    "softmax_masked": "def softmax_masked(z, keep):\n    powers = (z - z.amax(0, keepdim=True)).exp()\n"
                      "    return powers / powers.sum(0, keepdim=True) * keep",
    "second_diff": "def second_diff(f, theta, eps):\n    return (f(theta + eps) - 2 * f(theta) + f(theta - eps)) "
                   "/ eps**2 * torch.ones_like(theta)",
    "softplus_neuron": "def softplus_neuron(a, b, x, y_bar):\n    power = torch.exp(a @ x + b)\n"
                       "    s = y_bar * power / (1 + power)\n    return s * x, s, s * a"}
NAMES = {"softmax_masked": "masked_afterwards", "second_diff": "all_at_once", "softplus_neuron": "power_overflows"}


@pytest.fixture(autouse=True)
def a_sandbox():
    try:
        sandbox.best().close()
    except sandbox.SandboxError as error:
        if os.environ.get("DLCOURSE_TEST_ALL") == "1":
            pytest.fail(str(error))
        pytest.skip(str(error))


def hand_in(released, path, answers):
    """The released notebook with these answers, saved as a student would."""
    book = nbformat.read(released.folder / "exercises" / "T1_marks.ipynb", 4)
    for cell in book.cells:
        key = cell.id.removeprefix("answer-")
        if key in answers:
            cell.source = answers[key]
    nbformat.write(book, path)


def test_reference_answers_get_full_marks_and_wrong_ones_their_diagnosis(released, tmp_path, twins):
    folder, out = tmp_path / "class", tmp_path / "results"
    folder.mkdir()
    solved = build.variants(twins / "T1_marks.py")[ROOT / "solutions" / "T1_marks.ipynb"]
    right = {c.id.removeprefix("answer-"): c.source for c in solved.cells}
    hand_in(released, folder / "ann.ipynb", right)
    hand_in(released, folder / "bob.ipynb", right | {k: f'@exercise("{k}")\n{text}' for k, text in WRONG.items()})
    hand_in(released, folder / "carl.ipynb", {})
    environment = {k: v for k, v in os.environ.items() if k != registry.TWINS}
    done = subprocess.run([sys.executable, "-m", "dlcourse", "grade", str(folder), "--out", str(out), "--twins",
                           str(twins), "--workers", "2"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    with (out / "grades.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = {(r["student"], r["exercise"]): r for r in csv.DictReader(file)}
    possible = {key: registry.load(key).points for key in KEYS}
    assert {key: float(rows["ann", key]["points"]) for key in KEYS} == possible
    assert float(rows["ann", "TOTAL"]["points"]) == sum(possible.values())
    assert float(rows["bob", "TOTAL"]["points"]) == possible["amsgrad_step"]
    for key, name in NAMES.items():
        [message] = [m.message for m in registry.load(key).misconceptions if m.name == name]
        assert rows["bob", key]["note"] == message
    assert {rows["carl", key]["status"] for key in KEYS} == {"not attempted"}
    assert "masked afterwards" in (out / "class.html").read_text()
    assert (out / "feedback" / "ann.html").read_text().count(": correct") == len(KEYS)  # the label of each card
    again = subprocess.run([sys.executable, "-m", "dlcourse", "check", str(folder / "bob.ipynb")], cwd=ROOT,
                           env=environment | {registry.TWINS: str(twins)}, capture_output=True, text=True)
    assert again.returncode == 1
    assert "1 of 4 correct" in again.stdout, again.stdout + again.stderr


def test_without_the_twins_the_files_are_no_ones(released, tmp_path):
    (tmp_path / "class").mkdir()
    hand_in(released, tmp_path / "class" / "ann.ipynb", {})
    environment = {k: v for k, v in os.environ.items() if k != registry.TWINS}
    done = subprocess.run([sys.executable, "-m", "dlcourse", "grade", str(tmp_path / "class"), "--out",
                           str(tmp_path / "out")], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no submission holds an exercise of this course" in done.stderr
