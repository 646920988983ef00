"""What is installed is installed anew when it changes, and at no other time."""

import shutil
from pathlib import Path

import pytest

import bootstrap

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path, monkeypatch):
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    return tmp_path


def exchange(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("file, old, new", [
    ("constraints.txt", "torch==", "torch===="),
    ("pyproject.toml", '"pytest>=9"', '"pytest>=10"'),
    ("pyproject.toml", "[project.scripts]", "[project.gui-scripts]"),
])
def test_a_change_of_what_is_installed_is_noticed(project, file, old, new):
    before = bootstrap.fingerprint()
    exchange(project / file, old, new)
    assert bootstrap.fingerprint() != before


@pytest.mark.parametrize("old, new", [
    ("line-length = 120", "line-length = 121"),
    ('"activations | losses | diff"', '"activations | losses"'),
    ("[tool.ruff]", "# a remark\n[tool.ruff]"),
])
def test_a_change_of_the_rules_of_lint_installs_nothing(project, old, new):
    before = bootstrap.fingerprint()
    exchange(project / "pyproject.toml", old, new)
    assert bootstrap.fingerprint() == before
