"""The live pictures: parts that EM moves, groups that a person names, and the numbers that they say."""

import itertools

import pytest
import torch

from dlcourse import data
from dlcourse.lectures.l01b.petals import PETALS, best_names, own_species
from dlcourse.lectures.l01b.widgets import (
    DRAWS,
    GUESSES,
    PEOPLE,
    STARTS,
    LabelLoop,
    NoNames,
    fits,
    free_places,
    guessed,
    moons,
    naming,
    no_names,
    oracle,
    states,
    way,
)
from dlcourse.models import mixture
from dlcourse.widgets.portable import MOST_STATES
from dlcourse.widgets.scene import Points


def points(scene, panel=0):
    return {m.name: m for m in scene.panels[panel].marks if isinstance(m, Points)}


@pytest.mark.parametrize("start", list(STARTS))
def test_each_round_is_a_round_of_em(start):
    path = way(start)
    for before, after in itertools.pairwise(path[:6]):
        again = mixture.em_step(*before, PETALS)
        assert all(torch.equal(a, b) for a, b in zip(again, after))
    assert all(b >= a - 1e-9 for a, b in itertools.pairwise(fits(start)))


@pytest.mark.parametrize("start, end", [("A", 144), ("B", 144), ("C", 100), ("D", 144)])
def test_where_the_starts_lead(start, end):
    scene = no_names(40.0, start, "shown")
    assert scene.readings["own species"] == [end]
    assert own_species(way(start)[-1]) == end
    assert f"{end} of 150 flowers" in scene.say


def test_the_species_are_told_only_where_they_are_shown():
    hidden, shown = no_names(40.0, "A", "hidden"), no_names(40.0, "A", "shown")
    assert "species" not in hidden.say
    assert list(hidden.readings) == ["fit"]
    assert not any(name in str(list(points(hidden))) for name in data.iris().class_names)
    assert len(points(shown)["of another species"].x) == 6
    assert sum(len(points(hidden)[f"part {k}"].x) for k in (1, 2, 3)) == 150


def test_start_c_begins_with_two_flowers_alike():
    mu = way("C")[0].mu
    assert any(torch.equal(mu[i], mu[j]) for i, j in itertools.combinations(range(3), 2))


def test_the_best_names_are_the_best():
    part, y = torch.tensor([0, 0, 1, 1, 2]), torch.tensor([1, 1, 2, 0, 0])
    names = torch.tensor(best_names(part, y))
    assert int((names[part] == y).sum()) == 4


@pytest.mark.parametrize("draw", DRAWS)
def test_the_loop_names_all_points(draw):
    X, y = moons(draw).X, moons(draw).y
    last = naming(6.0, draw, PEOPLE[0])
    assert last.readings["right"] == [200]
    assert 12 <= last.readings["answers"][0] <= 18
    assert "wrong name" not in points(last)
    for k in range(1, 7):
        scene = naming(float(k), draw, PEOPLE[0])
        state = states(draw, PEOPLE[0])[min(k, len(states(draw, PEOPLE[0]))) - 1]
        assert scene.readings["right"] == [int((state.labels == y).sum())]
        assert sum(len(marks.x) for marks in points(scene).values()) == len(X)
        assert len(points(scene)["named 0"].x) + len(points(scene)["named 1"].x) == scene.readings["right"][0]


def test_a_person_who_never_says_so_ends_the_loop():
    for draw in DRAWS:
        scene = naming(6.0, draw, PEOPLE[1])
        assert scene.readings["answers"] == [2]
        assert scene.readings["right"][0] < 180
        assert "no group was mixed any more after round 1" in scene.say


def test_the_person_names_by_majority():
    y = torch.tensor([0, 0, 1])
    assert oracle(y, PEOPLE[0])(torch.tensor([0, 1, 2])) == (0, True)
    assert oracle(y, PEOPLE[0])(torch.tensor([0, 1])) == (0, False)
    assert oracle(y, PEOPLE[1])(torch.tensor([0, 1, 2])) == (0, False)


def test_single_points_by_hand():
    X, y = moons(1.0).X, moons(1.0).y
    total = 0.0
    for seed in range(GUESSES):
        rows = torch.randperm(200, generator=torch.Generator().manual_seed(seed))[:4].tolist()
        right = 0
        for i in range(200):
            nearest = min(rows, key=lambda j: float((X[i] - X[j]).square().sum()))
            right += int(y[nearest] == y[i])
        total += right / 200
    assert guessed(1.0, 4) == pytest.approx(total / GUESSES)


def test_the_numbers_of_the_groups_stand_free():
    for draw in DRAWS:
        X, state = moons(draw).X, states(draw, PEOPLE[0])[-1]
        places = torch.tensor(free_places([X[state.group == k] for k in range(len(state.names))]),
                              dtype=X.dtype)
        assert float(torch.cdist(places, X).min()) >= 0.1
        assert float(torch.pdist(places).min()) >= 0.2
        assert bool((places[:, 0].abs() < 2.4).all())
        assert bool((places[:, 1] > -0.9).all() and (places[:, 1] < 1.4).all())


@pytest.mark.parametrize("picture", [NoNames, LabelLoop])
def test_an_exported_page_keeps_every_setting(picture):
    states = 1
    for control in picture.controls:
        states *= len(control.values)
    assert states <= MOST_STATES
