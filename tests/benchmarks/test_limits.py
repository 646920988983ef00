"""Limits: what fails, what is excused, and that targets, comparisons and the written report belong together."""

import importlib.util
import json
import re

import pytest
from click.testing import CliRunner

from benchmarks import __main__ as command
from benchmarks import limits as limit_file
from benchmarks import report
from benchmarks.groups import GROUPS, comparisons

TOML = """
[g.n]
"ours / peer" = 0.5
[h.m]
"ours / peer" = 0.5
[[exception]]
group = "h"
name = "m"
pair = "ours / peer"
limit = 0.8
measured = "0.8."
bound = "0.7."
tried = "Much."
"""
PEERS = all(importlib.util.find_spec(name) for name in ("autograd", "jax", "micrograd", "numdifftools", "scipy"))


def result(group, ratio, name="n", device="cpu"):
    return {"group": group, "name": name, "device": device, "base": "peer", "rounds": 9, "machine": {"processor": "p"},
            "microseconds": {"ours": 100 * ratio, "peer": 100.0}, "ratios": {"ours / peer": [ratio, ratio, ratio]}}


@pytest.mark.parametrize("ratio, over", [(0.3, False), (0.5, False), (0.549, False), (0.551, True), (9.0, True),
                                         (float("nan"), True)])
def test_more_than_ten_per_cent_over_fails(ratio, over):
    assert bool(limit_file.excesses([result("g", ratio)], limit_file.load(TOML))) is over


def test_an_exception_takes_the_targets_place():
    limits = limit_file.load(TOML)
    assert not limit_file.excesses([result("h", 0.87, "m")], limits)
    [excess] = limit_file.excesses([result("h", 0.89, "m")], limits)
    assert str(excess) == "h, m: ours / peer is 0.89, but should be at most 0.8 (+10 %)"


def test_an_exception_needs_a_target():
    with pytest.raises(ValueError, match="should have a target"):
        limit_file.load(TOML.replace("[h.m]", "[h.k]"))


def test_cuda_has_targets_of_its_own():
    assert not limit_file.excesses([result("g", 9.0, device="cuda")], limit_file.load(TOML))
    assert limit_file.excesses([result("g", 9.0, device="cuda")], limit_file.load('["g on cuda".n]\n"ours / peer" = 1'))


def test_a_partial_run_replaces_only_its_own_rows():
    stored = [result("g", 1.0), result("g", 2.0, "gone"), result("h", 3.0), result("g", 4.0, device="cuda")]
    assert report.merged(stored, [result("g", 5.0)]) == [result("g", 5.0), result("h", 3.0),
                                                         result("g", 4.0, device="cuda")]


def test_the_command_keeps_other_groups_and_fails_when_over(monkeypatch, tmp_path):
    limits = limit_file.load('[tape.n]\n"ours / peer" = 0.6')
    monkeypatch.setattr(report, "STORE", tmp_path / "results.json")
    monkeypatch.setattr(report, "REPORT", tmp_path / "RESULTS.md")
    monkeypatch.setattr(limit_file, "load", lambda: limits)
    monkeypatch.setattr(report, "machine", lambda device: {"processor": "p"})
    ours = {"seconds": 0.5}
    monkeypatch.setattr(command, "comparisons", lambda group, device: [command_comparison(group, ours)])
    report.write([result("mlp", 3.0)], limits)
    run = CliRunner().invoke
    assert run(command.main, ["tape", "--check", "--device", "cpu"]).exit_code == 0
    stored = json.loads(report.STORE.read_text())
    assert [(r["group"], r["ratios"]["ours / peer"][0]) for r in stored] == [("mlp", 3.0), ("tape", 0.5)]
    ours["seconds"] = 0.7
    failed = run(command.main, ["tape", "--check", "--device", "cpu"])
    assert failed.exit_code == 1
    assert "tape, n: ours / peer is 0.7" in " ".join(failed.output.split())
    assert run(command.main, ["tape", "--device", "cpu"]).exit_code == 0, "without --check it only tells"


def command_comparison(group, ours):
    from benchmarks.harness import Comparison, own_seconds
    return Comparison(group=group, name="n", ours={"ours": lambda: ours["seconds"]}, peers={"peer": lambda: 1.0},
                      tolerance=None, clock=own_seconds, rounds=7)


def test_the_report_says_where_a_peer_is_ahead_and_what_is_excused():
    text = report.markdown([result("g", 0.2), result("h", 2.0, "m")], limit_file.load(TOML))
    assert "| n | ours | 20 | peer | 100 | 0.2 (0.2–0.2) | 0.5 | held |" in text
    assert "- h, m: peer takes 0.5 of the time of ours (ours)." in text
    assert "- **h, m: ours / peer**, target 0.5, accepted 0.8. Measured: 0.8. Limit: 0.7. Tried: Much." in text
    assert "exception |" in text


# --- the files as they stand ---


def test_results_md_is_what_the_stored_results_make():
    assert report.markdown(report.read(), limit_file.load()) == report.REPORT.read_text(), "run make bench"


def test_the_report_names_machine_and_versions():
    for stored in report.read():
        assert {"processor", "system", "Python", *report.PACKAGES} <= set(stored["machine"])
        assert re.match(r"\d", stored["machine"]["torch"])


def test_every_target_was_measured_and_every_measurement_has_a_target():
    measured = {key for stored in report.read() for key in limit_file.keys(stored)}
    targets = set(limit_file.load().targets)
    assert not targets - measured, "a target without a measurement: run make bench, or correct its name"
    assert not {key[:2] for key in measured} - {key[:2] for key in targets}, "work without a target"


@pytest.mark.skipif(not PEERS, reason="needs the peers: python bootstrap.py bench installs them")
def test_every_target_has_a_comparison_and_every_comparison_a_target():
    here = {(c.group, c.name, f"{form} / {peer}") for group in GROUPS for c in comparisons(group)
            for form in c.ours for peer in c.peers}
    targets = {key for key in limit_file.load().targets if not key[0].endswith(limit_file.CUDA)}
    assert not targets - here
    assert not {key[:2] for key in here} - {key[:2] for key in targets}
