"""Long experiments: their stored results are those of the code that stands beside them."""

import json
import math

import pytest

from dlcourse.authoring.experiments import of_lecture
from dlcourse.classroom import registry
from dlcourse.experiments import Experiments

ALL = [experiments for lecture in registry.lectures() for experiments in of_lecture(lecture)]
SHORT = 2.0  # seconds; a longer one is run again by --every-seed alone
# long trainings in float32, behind which a threshold stands: the rounding of another processor moves the third digit
ROUGH = {"pruned": 0.03}


def alike(one, other, by=1e-3):
    """Whether two results differ by no more than other processors may make them differ."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(alike(one[name], other[name], by) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(alike(a, b, by) for a, b in zip(one, other))
    return math.isclose(one, other, rel_tol=by, abs_tol=1e-3 * by) if isinstance(one, float) else one == other


@pytest.mark.parametrize("experiments", ALL, ids=lambda found: f"{found.module.parent.name}.{found.module.stem}")
def test_what_is_stored_is_of_this_code(experiments, request):
    assert experiments.stored["code"] == experiments.digest(), (
        "the code has changed since: run `python -m dlcourse.authoring.experiments` with the number of the lecture")
    assert experiments.stored["results"].keys() == experiments.functions.keys()
    seconds = {name: found["seconds"] for name, found in experiments.stored["results"].items()}
    shortest = min(seconds, key=seconds.__getitem__)
    every = request.config.getoption("--every-seed")
    for name in seconds if every else [shortest] * (seconds[shortest] <= SHORT):
        assert alike(experiments.run(name), experiments[name], ROUGH.get(name, 1e-3)), name


@pytest.fixture
def some(tmp_path):
    (tmp_path / "trials.py").write_text('"""Text."""\n\n\ndef f():\n    """Doc."""\n    return 1 / 3\n')
    return Experiments(str(tmp_path / "trials.py"), third=lambda: {1: [1 / 3, "a"]}, one=lambda: 1)


def test_results_are_written_and_read(some):
    some.renew()
    again = Experiments(str(some.module), **some.functions)
    assert again["third"] == {"1": [0.333333, "a"]}
    assert again["one"] == 1
    some.functions["one"] = lambda: 2
    some.renew(["one"])
    assert [some["one"], some["third"]["1"][0]] == [2, 0.333333]
    assert json.loads(some.path.read_text())["results"]["one"]["result"] == 2


def test_code_counts_and_words_do_not(some):
    before = some.digest()
    some.module.write_text(some.module.read_text().replace("Doc", "More").replace("\n\n\n", "\n\n\n# why\n"))
    assert some.digest() == before
    some.module.write_text(some.module.read_text().replace("1 / 3", "1 / 4"))
    assert some.digest() != before


def test_what_is_missing_is_named(some):
    with pytest.raises(FileNotFoundError):
        some["one"]
    some.renew(["one"])
    with pytest.raises(ValueError, match=r"'third' has no result in trials\.json"):
        some["third"]
    with pytest.raises(KeyError, match="there are third, one"):
        some["two"]


def test_results_that_differ_are_found():
    assert alike({"a": [1.0, 2]}, {"a": [1.0000001, 2]})
    for other in ({"b": [1.0, 2]}, {"a": [1.1, 2]}, {"a": [1.0]}, {"a": [1.0, 3]}):
        assert not alike({"a": [1.0, 2]}, other)
