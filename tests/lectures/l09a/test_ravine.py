"""The ball in the live pictures goes where the rules of the package send it, and runs away exactly above the limits."""

import math

import pytest
import torch

from dlcourse import optim
from dlcourse.lectures.l09a import widgets
from dlcourse.lectures.l09a.widgets import (
    START,
    STEPS,
    TABLE,
    HeavyBall,
    Ravine,
    Turn,
    batches,
    descent,
    heavy_ball,
    ravine,
    turn,
)
from dlcourse.widgets.scene import Line, Points

ETAS = Ravine.controls[0].values
HEAVY = [(eta, mu) for eta in HeavyBall.controls[0].values for mu in HeavyBall.controls[1].values]


def followed(path):
    return path[path.isfinite().all(dim=1)]


def slope(x):
    return widgets.curvatures(20.0) * x


@pytest.mark.parametrize("eta, mu", HEAVY)
def test_the_ball_follows_the_rules_of_the_package(eta, mu):
    for ahead in (False, True):
        path = followed(descent(eta, mu, ahead))
        x, v = START, torch.zeros(2, dtype=torch.float64)
        for place in path:
            assert torch.allclose(place, x, rtol=1e-10, atol=1e-12)
            if ahead:
                x, v = optim.deck_nesterov_step(x, v, slope, eta=eta, mu=mu)
            else:
                x, state = optim.DeckMomentum(eta, mu).step(x, slope(x), optim.momentum.Velocity(v))
                v = state.v


def grows(path, first):
    """Whether the largest distance in the last steps is above that of earlier ones."""
    path = followed(path)
    across = path[:, 1].abs()
    return len(path) <= STEPS or float(across[-first:].max()) > 1.0 + 1e-9


@pytest.mark.parametrize("steep", Ravine.controls[1].values)
def test_the_limit_is_2_over_the_curvature_across(steep):
    for eta in ETAS:
        if eta != pytest.approx(2 / steep):
            assert grows(descent(eta, steep=steep), 2) == (eta > 2 / steep), eta


def test_without_momentum_the_ball_runs_away_above_2_over_the_curvature_only():
    assert [eta for eta in ETAS if grows(descent(eta), 2)] == [eta for eta in ETAS if eta > 0.1]
    across = descent(0.1)[:, 1].abs()
    assert torch.allclose(across, torch.ones_like(across), atol=1e-9)  # from side to side for ever
    away = descent(0.11)[:, 1].abs()
    assert bool((away[1:] > away[:-1]).all())


@pytest.mark.parametrize("mu", [0.0, 0.3, 0.5])
def test_with_momentum_the_limit_is_longer_by_1_plus_mu(mu):
    limit = 2 * (1 + mu) / 20
    for eta in HeavyBall.controls[0].values:
        if eta != pytest.approx(limit):
            assert grows(descent(eta, mu), 4) == (eta > limit), eta


def test_the_claims_of_the_lecture_about_the_heavy_ball():
    assert descent(0.12).isnan().any()
    assert float(descent(0.12, 0.5)[-1].norm()) < 1e-4
    swings = [float(descent(0.04, 0.8, ahead)[3:, 1].abs().max()) for ahead in (False, True)]
    assert swings[1] < 0.5 * swings[0]  # it swings less
    lowest = [float(descent(0.04, 0.8, ahead)[:, 1].min()) for ahead in (False, True)]
    assert lowest == [pytest.approx(-0.76, abs=5e-3), pytest.approx(-0.09, abs=5e-3)]
    assert not descent(0.08, 0.8).isnan().any()
    assert descent(0.08, 0.8, True).isnan().any()
    passes = descent(0.04, 0.95)[:, 0].sign().diff().count_nonzero()
    assert passes >= 2  # past the lowest point again and again


@pytest.mark.parametrize("eta", ETAS)
def test_a_scene_draws_the_path_and_reads_its_distance(eta):
    scene = ravine(eta)
    line = next(m for m in scene.panels[0].marks if isinstance(m, Line) and m.played)
    assert torch.equal(torch.stack([line.x, line.y], 1).nan_to_num(7e9), descent(eta).nan_to_num(7e9))
    assert float(scene.readings["distance"][0]) == pytest.approx(math.sqrt(17))
    assert f"η = {eta:g}" in scene.say


def test_a_rule_keeps_its_colour():
    kinds = {line.name.split()[0]: line.kind for ahead in (False, True) for panel in heavy_ball(0.04, 0.5, ahead).panels
             for line in panel.marks if isinstance(line, Line) and line.played}
    assert all(sum(isinstance(m, Line) and m.played for m in panel.marks) == paths for paths, mu in ((2, 0.5), (1, 0.0))
               for panel in heavy_ball(0.04, mu).panels)  # both maps show what their legend names
    assert len(set(kinds.values())) == 3
    assert next(m.kind for m in ravine(0.02).panels[1].marks) == kinds["No"]


@pytest.mark.parametrize("angle", Turn.controls[0].values)
def test_the_arrow_is_the_table_times_x_and_only_two_directions_are_kept(angle):
    scene = turn(angle)
    tips = {m.name: torch.stack([m.x[0], m.y[0]]) for m in scene.panels[0].marks if isinstance(m, Points)}
    assert torch.allclose(tips["Hx, the gradient"], TABLE @ tips["x, of length 1"])
    apart = scene.readings["angle between them"][0]
    assert (apart == 0) == (angle in (45, 135))
    if angle in (45, 135):
        assert f"Hx is {4 if angle == 45 else 2} times as long" in scene.say


def test_axes_are_shown_only_when_asked_for():
    def axes(shown):
        return {m.kind: m.name for m in turn(10.0, shown).panels[0].marks if isinstance(m, Line) and "axis" in m.name}

    assert axes(False) == {}
    assert axes(True) == {widgets.STEEP: "axis, λ = 4", widgets.FLAT: "axis, λ = 2"}


def test_theta_goes_the_share_eta_to_the_mean_of_each_batch():
    mean, sigma = widgets.SAMPLES.mean(), widgets.SAMPLES.std(correction=0)
    assert (float(mean), float(sigma)) == (5, pytest.approx(3.08, abs=0.005))
    whole = widgets.sampled(4, 1.0)[1:]  # with eta = 1 theta is the batch's mean
    theta = 0.0
    for place, batch in zip(widgets.sampled(4, 0.2)[1:], whole, strict=True):
        theta += 0.2 * (float(batch) - theta)
        assert float(place) == pytest.approx(theta)
    falling = widgets.sampled(4, 0.2, falls=True)[1:]
    assert torch.allclose(falling, whole.cumsum(0) / torch.arange(1, 201))


def test_batch_means_swing_like_sigma_over_root_b_and_falling_steps_settle():
    def off(B, eta, falls=False):
        return batches(B, eta, falls).readings["distance"][0]

    for B in widgets.SIZES:
        assert off(B, 1.0) == pytest.approx(3.08 / B**0.5, rel=0.2)
        assert off(B, 1.0, True) < off(B, 0.2)
    assert off(1, 0.01) > off(1, 0.05) < off(1, 0.5) < off(1, 1.0)  # too short does not arrive, too long swings
    assert "θ is typically 1.49 from the mean. σ/√B is 1.54." in batches(4, 1.0).say
