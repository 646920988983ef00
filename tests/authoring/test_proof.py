"""The parts of `make test`."""

import subprocess
import sys
import textwrap

import pytest

from dlcourse.authoring import proof
from dlcourse.classroom import registry

ROOT = proof.ROOT


def test_the_shape_checker_sees_every_module_of_mathematics():
    package = proof.ROOT / "dlcourse"
    annotated = {path.relative_to(package).parts[0].removesuffix(".py") for path in package.rglob("*.py")
                 if "from jaxtyping import" in path.read_text()}
    assert annotated - {"figures", "lectures", "tensors"} == set(proof.MATHEMATICS)
    for name in proof.MATHEMATICS:
        assert (proof.ROOT / "tests" / name).is_dir(), f"tests/{name} holds the tests of dlcourse.{name}"


def test_the_shape_checker_objects_to_a_wrong_shape_inside():
    code = textwrap.dedent("""
        import jaxtyping, torch
        with jaxtyping.install_import_hook("dlcourse.optim", "beartype.beartype"):
            from dlcourse.optim import batches
        inside = batches.minibatch_gradient.__wrapped__
        try:
            inside(torch.ones(3), torch.tensor([0.0]), 3)
        except jaxtyping.TypeCheckError:
            print("objected")
    """)
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "objected", done.stderr


def test_each_kind_of_lint_is_a_part_of_its_own_and_make_lint_names_them_all():
    [line] = [line for line in (ROOT / "Makefile").read_text().splitlines() if "authoring.proof lint" in line]
    kinds = ["lint", "types", "spelling", "javascript", "imports", "notebook rules"]
    assert list(proof.PARTS)[:len(kinds)] == kinds
    assert line.endswith('proof lint types spelling javascript imports "notebook rules"')
    told = (ROOT / "CONTRIBUTING.md").read_text()
    assert all(f"`{name}`" in told or f'`"{name}"`' in told for name in kinds)


def test_a_lecture_is_held_to_what_it_touches_of_the_lint():
    parts = proof.of_lecture(registry.lectures()[0].number)
    assert {"lint", "types", "spelling", "imports", "notebook rules"} <= set(parts)
    assert "javascript" not in parts


def test_each_part_tells_its_seconds_by_the_clock_and_of_a_processor(monkeypatch, capsys):
    busy = [sys.executable, "-c", "import time; t = time.process_time()\nwhile time.process_time() < t + 0.7: pass"]
    monkeypatch.setattr(proof, "PARTS", {"idle": [sys.executable, "-c", "import time; time.sleep(1)"], "busy": busy})
    with pytest.raises(SystemExit) as ended:
        proof.main([], standalone_mode=False)
    assert ended.value.code == 0
    rows = [line.split("│")[1:-1] for line in capsys.readouterr().out.splitlines() if "passed" in line]
    (idle, *_, slept, little), (_, _, _, much) = rows
    assert (idle.strip(), int(little), int(much)) == ("idle", 0, 1)
    assert int(slept) >= 1


@pytest.mark.parametrize("text, code", [("The colour of a neighbour is modelled.\n", 0), ("It is teh mean.\n", 65)])
def test_spelling_is_british_and_mistakes_are_found(tmp_path, text, code):
    (tmp_path / "page.md").write_text(text)
    command = [*proof.PARTS["spelling"][:3], str(tmp_path / "page.md")]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == code


MEETS = """
import sys, time
from pathlib import Path
here, own, other, status = Path(sys.argv[1]), *sys.argv[2:4], int(sys.argv[4])
print("begins", flush=True)
(here / own).touch()
while not (here / other).exists():
    time.sleep(0.01)
print("ends")
sys.exit(status)
"""


def test_the_parts_of_a_lecture_run_two_at_once_and_what_each_says_stays_together(monkeypatch, capsys, tmp_path):
    parts = {own: [sys.executable, "-c", MEETS, str(tmp_path), own, other, status]
             for own, other, status in (("one", "two", "0"), ("two", "one", "3"))}
    monkeypatch.setattr(proof, "of_lecture", lambda number: parts)
    with pytest.raises(SystemExit) as ended:
        proof.main(["--lecture", "08"], standalone_mode=False)
    assert ended.value.code == 1
    told = capsys.readouterr().out
    for name, result in (("one", "passed"), ("two", "FAILED (3)")):
        assert f"== {name}\nbegins\nends\n" in told
        assert any(name in line and result in line for line in told.splitlines())
