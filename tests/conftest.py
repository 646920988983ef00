"""Fixtures shared by all tests."""

import os
import re

from dlcourse.authoring.same_numbers import SAME_NUMBERS

os.environ.update({**SAME_NUMBERS, **os.environ})  # tests compute what the built notebooks show

import pytest
import torch

from dlcourse.classroom import registry

torch.set_num_threads(1)

collect_ignore = ["answers"]  # answers to exercises, read by a test as text


def pytest_addoption(parser):
    """What this project adds to pytest's own options."""
    parser.addoption("--every-seed", action="store_true",
                     help="name every wrong answer and tell all apart on twenty seeds, not on one")
    parser.addoption("--room", help="of what runs for each lecture, exercise or function, only this room, as l08")
    parser.addoption("--renew-told", action="store_true", help="write down what each answer is told now")


def pytest_collection_modifyitems(config, items):
    """The rules over exercises come last and exercise by exercise: what an exercise's answers do is then known."""
    order = list(registry.places())

    def key_of(item):
        params = item.callspec.params if hasattr(item, "callspec") else {}
        key = params.get("key") or getattr(params.get("path"), "stem", None)
        return key if {"classroom", "grading"} & set(item.path.parts) and key in order else None

    items.sort(key=lambda item: order.index(key) if (key := key_of(item)) else -1)
    if room := config.getoption("--room"):
        touched = [item for item in items if touches(item, room)]
        config.hook.pytest_deselected(items=[item for item in items if item not in touched])
        items[:] = touched


def touches(item, room):
    """Whether a test may find something else when this room changes.

    The room's own tests may. What is run for each lecture, exercise or function may, if it is run for one of this room
    or for notebook 00, which shows all lectures. What is run for answers or functions at large may not.
    """
    if room in item.path.parts:
        return True
    params = item.callspec.params if hasattr(item, "callspec") else {}
    words = set(re.findall(r"\w+", " ".join([*map(str, params.values()), item.nodeid.partition("[")[2]])))
    named = {lecture.room for lecture in registry.lectures()
             if words & {lecture.room, lecture.notebook, *lecture.exercises}}
    if "classroom" in item.path.parts or item.path.name == "test_guards.py":
        return room in named
    return not named or bool(named & {room, "l00"})


@pytest.fixture(params=["cpu", "cuda"])
def device(request):
    """Each device in turn; CUDA is skipped where there is none."""
    if request.param == "cuda" and not torch.cuda.is_available():
        pytest.skip("no CUDA device here")
    return torch.device(request.param)


@pytest.fixture
def rng():
    """A generator with a fixed seed."""
    return torch.Generator().manual_seed(20)
