"""The twins of the repository in use, and one release of the whole course, shared by the tests of a process."""

from pathlib import Path

import pytest

from dlcourse.classroom import registry
from dlcourse.release import release

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def twins(monkeypatch):
    """The folder of the example twins, taken into use."""
    monkeypatch.setenv(registry.TWINS, str(ROOT / "twins"))
    return ROOT / "twins"


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """A release of everything; to be read only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(registry.TWINS, str(ROOT / "twins"))
        return release(ROOT, tmp_path_factory.mktemp("release") / "course")
