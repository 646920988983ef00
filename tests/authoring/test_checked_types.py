"""Findings on types: a new one fails, one that is gone asks for a smaller baseline."""

import json
import subprocess

import pytest
from click.testing import CliRunner

from dlcourse.authoring import checked_types

FINDING = {"code": "reportCallIssue", "range": {"startColumn": 0, "endColumn": 1, "lineCount": 1}}


@pytest.fixture
def baseline(tmp_path, monkeypatch):
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps({"files": {"./a.py": [FINDING] * 2}}))
    monkeypatch.setattr(checked_types, "BASELINE", path)
    return path


def run(monkeypatch, *options, code=0, left=None, path=None):
    """The command, with a checker that ends with this code and may write what is left into the baseline."""
    def checker(command, **_):
        if left is not None:
            path.write_text(json.dumps({"files": {"./a.py": [FINDING] * left}}))
        return subprocess.CompletedProcess(command, code)
    monkeypatch.setattr(checked_types.subprocess, "run", checker)
    return CliRunner().invoke(checked_types.main, options)


@pytest.mark.parametrize("code", [0, 1])
def test_a_new_finding_fails_and_those_of_the_baseline_do_not(baseline, monkeypatch, code):
    assert run(monkeypatch, code=code).exit_code == code


def test_a_finding_that_is_gone_asks_for_a_smaller_baseline_and_leaves_the_file_alone(baseline, monkeypatch):
    done = run(monkeypatch, left=1, path=baseline)
    assert done.exit_code == 1
    assert "2 findings are in the baseline, and 1 are left" in done.output
    assert checked_types.known(baseline.read_text()) == 2


def test_the_baseline_shrinks_when_it_is_asked_to(baseline, monkeypatch):
    assert run(monkeypatch, "--shrink", left=1, path=baseline).exit_code == 0
    assert checked_types.known(baseline.read_text()) == 1
