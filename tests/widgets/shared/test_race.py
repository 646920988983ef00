"""Paths of the race: the rules applied by hand, on surfaces whose gradients are those of autograd."""

import math

import pytest
import torch

from dlcourse.figures.canvas import look_of_rule
from dlcourse.widgets.scene import fitted
from dlcourse.widgets.shared.race import AWAY, LEVELS, STEPS, SURFACES, Race, path, race, rules

double = torch.float64
NAMES = ["SGD", "momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam", "AdamW"]


@pytest.mark.parametrize("name", SURFACES)
def test_slopes_agree_with_autograd(name, rng):
    surface = SURFACES[name]
    points = torch.randn(20, 2, dtype=double, generator=rng).requires_grad_()
    heights = surface.f(points)
    wanted = torch.autograd.grad(heights.sum(), points)[0]
    for p, w, h in zip(points.detach(), wanted, heights.detach()):
        assert surface.slope(p).tolist() == pytest.approx(w.tolist())
        assert float(surface.f(p)) == pytest.approx(float(h))


@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0])
def test_the_rules_by_hand(name, factor):
    surface = SURFACES[name]
    for label, rule in rules(surface.etas, factor).items():
        theta = torch.tensor(surface.start, dtype=double)
        state, wanted = rule.init(theta), [theta.tolist()]
        for _ in range(STEPS):
            theta, state = rule.step(theta, surface.slope(theta), state)
            wanted.append(theta.tolist())
        inside = next((i for i, p in enumerate(wanted) if not max(map(abs, p)) < AWAY), STEPS + 1)
        got = path(rule, surface)
        assert got[:inside].tolist() == wanted[:inside], label
        assert got.shape == (STEPS + 1, 2)
        assert bool(got[inside:].isnan().all()), label


def tracks(panel):
    return [mark for mark in panel.marks[1:] if not mark.plain]


@pytest.mark.parametrize("name", ["ravine", "ravine, turned"])
def test_a_ring_has_one_height(name):
    surface, panel = SURFACES[name], race(name, 1.0).panels[0]
    rings = [mark for mark in panel.marks[1:] if mark.plain]
    for ring, level in zip(rings, LEVELS, strict=True):
        assert surface.f(torch.stack([ring.x, ring.y], 1)).tolist() == pytest.approx([level] * len(ring.x))
    assert panel.equal


def by_torch(surface, optimiser, **settings):
    theta = torch.tensor(surface.start, dtype=double, requires_grad=True)
    made, places = optimiser([theta], **settings), [surface.start]
    for _ in range(STEPS):
        made.zero_grad()
        surface.f(theta).backward()
        made.step()
        places.append(tuple(theta.tolist()))
    return places


@pytest.mark.parametrize("name", SURFACES)
def test_the_rules_of_torch(name):
    surface, eta = SURFACES[name], SURFACES[name].etas
    ours = {label: path(rule, surface) for label, rule in rules(eta, 1.0).items()}
    theirs = {"SGD": by_torch(surface, torch.optim.SGD, lr=eta["SGD"]),
              "momentum": by_torch(surface, torch.optim.SGD, lr=eta["momentum"], momentum=0.8),
              "Adam": by_torch(surface, torch.optim.Adam, lr=eta["Adam"]),
              "AdaGrad": by_torch(surface, torch.optim.Adagrad, lr=eta["AdaGrad"]),
              "AdamW": by_torch(surface, torch.optim.AdamW, lr=eta["AdamW"], weight_decay=0.01),
              "RMSProp": by_torch(surface, torch.optim.RMSprop, lr=eta["RMSProp"], alpha=0.9)}
    for label, wanted in theirs.items():
        torch.testing.assert_close(ours[label], torch.tensor(wanted, dtype=double), atol=1e-6, rtol=1e-6, msg=label)


def test_gradient_descent_in_closed_form():
    places = path(rules(SURFACES["ravine"].etas, 1.0)["SGD"], SURFACES["ravine"])
    wanted = [[-4 * (1 - 0.035) ** t, (1 - 0.035 * 50) ** t] for t in range(STEPS + 1)]
    assert places.tolist() == [pytest.approx(w) for w in wanted]


def test_who_leaves_is_out_of_the_race():
    scene = race("ravine", 10.0)
    sgd = next(line for line in tracks(scene.panels[0]) if line.name == "SGD")
    grows = [abs(1 - 10 * 0.035 * 50) ** t for t in range(STEPS)]
    last = max(t for t, y in enumerate(grows) if y < AWAY)
    assert [math.isfinite(y) for y in sgd.y.tolist()] == [t <= last for t in range(STEPS + 1)]
    assert f"SGD after step {last}" in scene.said().split("Ran away: ")[1]
    assert "SGD" not in scene.said().split("Ran away: ")[0].split("lowest first: ")[1]


@pytest.mark.parametrize("name", SURFACES)
def test_the_order_is_that_of_the_last_heights(name):
    scene = race(name, 1.0)
    order = scene.said().split("lowest first: ")[1].split(".")[0].split(", ")
    ends = [float(scene.readings[label][-1]) for label in order]
    assert ends == sorted(ends)
    assert sorted(order) == sorted(NAMES)  # with the usual learning rates nobody runs away
    assert "Ran away" not in scene.said()
    assert all(end < float(scene.readings[label][0]) for label, end in zip(order, ends))


@pytest.mark.parametrize("name", SURFACES)
def test_heights_and_tracks_belong_together(name):
    scene, surface = race(name, 1.0), SURFACES[name]
    heat, drawn = scene.panels[0].marks[0], tracks(scene.panels[0])
    assert [t.name for t in drawn] == [c.name for c in scene.panels[1].marks] == list(scene.readings) == NAMES
    assert [t.kind for t in drawn] == [look_of_rule(name).kind for name in NAMES]
    assert len({t.kind for t in drawn}) == len(NAMES)
    for track, fall in zip(drawn, scene.panels[1].marks):
        heights = surface.f(torch.stack([track.x, track.y], dim=1))
        drops = (heights[0] - heights).tolist()
        told = [float(fall.y[0]) - v for v in fall.y.tolist()]
        assert told == pytest.approx(drops, abs=2e-6)
        assert (float(track.x[0]), float(track.y[0])) == surface.start
        assert min(fall.y.tolist()) >= 1e-6
    assert 0 <= float(heat.values.min()) < 0.05
    assert float(heat.values.max()) == pytest.approx(0.98)


def test_deep_places_are_bright():
    heat = race("banana", 1.0).panels[0].marks[0].values
    row, column = divmod(int(heat.argmax()), heat.shape[1])
    (x0, x1), (y0, y1) = SURFACES["banana"].xlim, SURFACES["banana"].ylim
    x, y = x0 + (x1 - x0) * column / (heat.shape[1] - 1), y0 + (y1 - y0) * row / (heat.shape[0] - 1)
    assert math.dist((x, y), (1, 1)) < 0.3  # the lowest place of the banana


def test_a_factor_scales_all_learning_rates():
    for surface in SURFACES.values():
        once, twice = rules(surface.etas, 1.0), rules(surface.etas, 2.0)
        assert {n: 2 * r.eta for n, r in once.items()} == {n: r.eta for n, r in twice.items()} == {
            n: 2 * e for n, e in surface.etas.items()}


def test_no_result_is_told_before_it_is_played():
    scene = race("ravine", 1.0)
    assert "lowest" not in scene.say
    assert all("lowest" not in scene.said(at) for at in range(STEPS))
    assert scene.said(STEPS) == scene.said()
    assert "lowest first: " in scene.said()


def test_rules_that_are_off_are_not_ranked_nor_drawn():
    live = Race(shown=("SGD", "Adam"))
    assert sorted(live.hidden) == sorted(set(NAMES) - {"SGD", "Adam"})
    assert repr(live).endswith("lowest first: Adam, SGD.")
    track, _ = live.still().axes
    assert [text.get_text() for text in track.get_legend().get_texts()] == ["SGD", "Adam"]
    assert Race().hidden == []
    with pytest.raises(ValueError, match=r"shown should name some of SGD, momentum, .* but names 'Lion'"):
        Race(shown=("Lion",))


@pytest.mark.parametrize("hidden", [(), NAMES[1:], NAMES[:5]])
@pytest.mark.parametrize("name", SURFACES)
def test_the_axes_fit_the_paths_that_are_shown(name, hidden):
    surface, (panel, fall) = SURFACES[name], race(name, 1.0).panels
    if surface.rings:  # a bowl is shown whole
        assert fitted(panel, hidden) == (surface.xlim, surface.ylim)
        return
    for limits, own, axis in zip(fitted(panel, hidden), (surface.xlim, surface.ylim), "xy"):
        shown = torch.cat([getattr(mark, axis) for mark in tracks(panel) if mark.name not in hidden])
        low, high = max(float(shown.min()), own[0]), min(float(shown.max()), own[1])
        assert own[0] <= limits[0] <= low < high <= limits[1] <= own[1]
        assert limits[1] - limits[0] <= max(1.17 * (high - low), 0.121 * (own[1] - own[0]))
    assert fitted(fall, hidden)[0] == (0, STEPS)
    assert fitted(fall, hidden)[1][0] >= 1e-6


def test_the_turned_ravine_is_the_ravine_turned():
    straight, turned = SURFACES["ravine"], SURFACES["ravine, turned"]
    for label in ("SGD", "momentum", "Nesterov"):
        before, after = (s.f(path(rules(s.etas, 1.0)[label], s)) for s in (straight, turned))
        assert after.tolist() == pytest.approx(before.tolist(), rel=1e-9), label


def test_a_page_without_python_shows_the_same_rules_and_ranks_them_at_the_end_only():
    made = Race(shown=["momentum", "AdaGrad", "Adam"]).portable()
    assert sorted(made["hidden"]) == sorted(set(NAMES) - {"momentum", "AdaGrad", "Adam"})
    assert not any("lowest" in state["say"] for state in made["states"])
