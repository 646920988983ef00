"""`pytest --room=l08` leaves out what a change of that room cannot break, and nothing else."""

from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("path, ran_for, kept", [
    ("tests/lectures/l08/test_rules.py", "triplet", True),  # its own, whatever it is run for
    ("tests/classroom/test_exercises.py", "mlp2_backward", True),
    ("tests/classroom/test_exercises.py", "triplet", False),
    ("tests/classroom/test_engine.py", "", False),
    ("tests/project/test_guards.py", "lectures.l08.figures.chain-0", True),
    ("tests/project/test_guards.py", "losses.triplet-0", False),
    ("tests/authoring/test_build.py", "08_backpropagation/lecture", True),
    ("tests/authoring/test_build.py", "08b_what_memory_costs/lecture", False),
    ("tests/authoring/test_build.py", "00_start_here/lecture", True),  # its page of progress names every exercise
    ("tests/lectures/test_experiments.py", "l10a.trials", False),
    ("tests/authoring/test_coverage.py", "", True),
])
def test_what_a_room_touches(pytestconfig, path, ran_for, kept):
    touches = pytestconfig.pluginmanager.getplugin(str(ROOT / "tests" / "conftest.py")).touches
    item = SimpleNamespace(path=ROOT / path, nodeid=f"{path}::test_it" + (f"[{ran_for}]" if ran_for else ""))
    assert touches(item, "l08") == kept
