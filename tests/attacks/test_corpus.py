"""Attacks written without knowledge of the grader: no mark is gained, no neighbour harmed, nothing falls over.

DLCOURSE_FUZZ=1 tries all of them, otherwise one in eight is tried; DLCOURSE_TIER=landlock tries the other tier.
"""

import os
import runpy
from pathlib import Path

import pytest

pytestmark = pytest.mark.attacks
CORPUS = runpy.run_path(str(Path(__file__).with_name("corpus.py")))
SHARE = 1 if os.environ.get("DLCOURSE_FUZZ") else 8


@pytest.mark.parametrize("name", list(CORPUS["ATTACKS"])[::SHARE])
def test_an_attack_earns_nothing(shooting_range, name):
    attack = CORPUS["ATTACKS"][name]
    graded = shooting_range.attack(shooting_range.notebook(*attack.cells), (), within=30.0)
    assert [row.key for row in graded.rows if row.points] == []


@pytest.mark.parametrize("name", list(CORPUS["VALUES"])[::SHARE])
def test_an_odd_value_is_a_wrong_answer(shooting_range, name):
    value = CORPUS["VALUES"][name]
    cell = f'import numpy as np\n@exercise("central_diff")\ndef central_diff(f, theta, eps):\n    return {value}\n'
    row, honest = shooting_range.hostile(cell)
    assert (row.points, honest.points) == (0, 2), (row.note, honest.note)


@pytest.mark.parametrize("name", list(CORPUS["FILES"])[::SHARE])
def test_an_odd_file_is_read_or_explained(shooting_range, name):
    graded = shooting_range.attack(CORPUS["FILES"][name], within=15.0)
    assert graded.problem or graded.rows
    assert sum(row.points for row in graded.rows) == 0
