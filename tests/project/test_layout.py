"""The project's own files: imports run downward, lists of packages agree, importing is light."""

import ast
import itertools
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler import MatchSpec

ROOT = Path(__file__).resolve().parents[2]
FLOORS = {
    "tensors": 0, "arguments": 0, "files": 0, "stopwatch": 0, "collector": 0, "diff": 1, "activations": 1,
    "losses": 1, "initialise": 1, "optim": 1, "data": 1, "diff.agree": 2, "nn": 2, "classic": 2, "training": 2,
    "search": 2, "learning_curves": 3, "models": 3, "figures": 4, "classroom": 5, "widgets": 6, "grading": 6,
    "authoring": 6, "workspace": 6, "export": 7, "release": 7, "cli": 8, "__main__": 9}
ROUTES = {"finite": {"finite", "finite_points"}, "symbolic": {"symbolic"}, "dual": {"dual"}, "tape": {"tape"}}


def modules():
    return sorted((ROOT / "dlcourse").rglob("*.py"))


def name_of(path):
    return ".".join(path.relative_to(ROOT / "dlcourse").with_suffix("").parts)


def floor(name):
    return FLOORS.get(".".join(name.split(".")[:2]), FLOORS.get(name.split(".")[0]))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dlcourse"):
            for alias in node.names:
                yield f"{node.module}.{alias.name}".removeprefix("dlcourse").lstrip(".")
        elif isinstance(node, ast.Import):
            yield from (a.name.removeprefix("dlcourse.") for a in node.names if a.name.startswith("dlcourse."))


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_run_downward(path):
    own = name_of(path)
    if own == "__init__":
        return
    assert floor(own) is not None, f"give {own} a floor"
    for other in imported(path):
        if other == "classroom.notebook_check" or own == "classroom.notebook_check":
            continue
        assert floor(other) is not None, other
        assert floor(other) <= floor(own), f"{own} imports {other}, which stands above it"


def test_the_routes_of_differentiation_do_not_know_each_other():
    for path in (ROOT / "dlcourse" / "diff").glob("*.py"):
        if path.stem in ("agree", "__init__"):
            continue
        route = path.stem.split("_")[0]
        for other in imported(path):
            assert not other.startswith("diff.") or other.split(".")[1].split("_")[0] == route, (path.name, other)


def test_the_codec_stands_alone():
    classroom = ROOT / "dlcourse" / "classroom"
    for path in [*(classroom / "codec").glob("*.py"), classroom / "source.py"]:
        assert list(imported(path)) == []
        relative = [n.level for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.ImportFrom) and n.level]
        assert set(relative) <= {1}, f"{path.name} reaches out of its package"


def pins(name="constraints.txt"):
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and line[0] != "#"]
    return {canonicalize_name(r.name): r for r in map(Requirement, lines)}


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_every_dependency_is_pinned_within_its_range():
    wanted = [*project()["dependencies"], *itertools.chain(*project()["optional-dependencies"].values())]
    for requirement in map(Requirement, wanted):
        pin = pins()[canonicalize_name(requirement.name)]
        [version] = [s.version for s in pin.specifier if s.operator == "=="]
        assert requirement.specifier.contains(version), (str(requirement), version)


def test_nbgrader_is_pinned_apart():
    """It would show itself in every student's JupyterLab, so nothing that is installed in .venv may want it."""
    apart = pins("constraints-nbgrader.txt")
    assert "nbgrader" in apart
    assert all([s.operator for s in pin.specifier] == ["=="] for pin in apart.values())
    assert not set(apart) & set(pins())
    wanted = [*project()["dependencies"], *itertools.chain(*project()["optional-dependencies"].values())]
    assert not set(apart) & {canonicalize_name(Requirement(line).name) for line in wanted}


def test_environment_yml_agrees_with_the_pins():
    schema = {"type": "object", "additionalProperties": False, "required": ["name", "channels", "dependencies"],
              "properties": {"name": {"type": "string"}, "channels": {"type": "array", "items": {"type": "string"}},
                             "dependencies": {"type": "array"}}}
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    jsonschema.validate(environment, schema)
    conda = [d for d in environment["dependencies"] if isinstance(d, str)]
    [pip] = [d["pip"] for d in environment["dependencies"] if isinstance(d, dict)]
    assert [MatchSpec(spec).name.normalized for spec in conda] == ["python", "pip"]
    assert pip == [str(pins()["torch"]), "-c constraints.txt", "-e .[lab,test]"]


def test_importing_the_package_is_light():
    code = "import sys, dlcourse; print(sorted({'torch', 'numpy', 'matplotlib', 'IPython'} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_the_exercise_decorator_brings_in_no_front_end():
    code = ("import sys, torch; from dlcourse import exercise; "
            "print(sorted({'matplotlib', 'IPython', 'sklearn', 'rich', 'click', 'nbformat'} & set(sys.modules)))")
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
