"""The network behind the boundary: the same by seed, better with training, unharmed when it runs away."""

import asyncio

import pytest
import torch

from dlcourse.figures.canvas import CLASS0, CLASS1
from dlcourse.nn import mlp
from dlcourse.tensors import generator
from dlcourse.widgets.shared.boundary import CLOUDS, MOMENTS, RESOLUTION, Boundary, Training


def weights(training):
    return [t.clone() for part in training.params for t in part]


def same(a, b):
    return all(torch.equal(x, y) for x, y in zip(a, b, strict=True))


@pytest.fixture
def double_by_default():
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


def trained(cloud="two moons", hidden=4, eta=0.3, seed=0, steps=20):
    training = Training(cloud, hidden, eta, seed)
    training.advance(steps)
    return training


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_seed_decides_on_everything(cloud):
    one, two, other = trained(cloud), trained(cloud), trained(cloud, seed=1)
    assert same(weights(one), weights(two))
    assert torch.equal(one.X, two.X)
    assert one.scene().say == two.scene().say
    assert not torch.equal(one.X, other.X)
    assert not same(weights(one), weights(other))


def test_the_default_kind_of_number_changes_nothing(double_by_default):
    double = trained()
    torch.set_default_dtype(torch.float32)
    single = trained()
    assert same(weights(double), weights(single))
    assert torch.equal(double.grid, single.grid)
    assert {t.dtype for t in weights(double)} == {torch.float32}
    assert double.scene().say == single.scene().say


@pytest.mark.parametrize("cloud", CLOUDS)
def test_the_loss_falls(cloud):
    training = Training(cloud, 8, 0.3)
    before = training.scene().readings
    training.advance(400)
    after = training.scene().readings
    assert after["step"] == [400]
    assert after["loss"][0] < before["loss"][0] / 2
    assert after["share right"][0] > 0.9 > before["share right"][0] - 0.05


def test_steps_may_be_taken_in_any_portions():
    whole, portions = trained(steps=6), Training("two moons", 4, 0.3)
    for steps in (1, 2, 3):
        portions.advance(steps)
    assert same(weights(whole), weights(portions))
    assert whole.step == portions.step == 6


def test_a_step_follows_the_gradient_of_autograd():
    training = Training("xor", 4, 0.5)
    before = [t.requires_grad_() for t in weights(training)]
    n = len(training.params.Ws)
    a = training.X
    for i, (W, b) in enumerate(zip(before[:n], before[n:])):
        a = a @ W.T + b
        a = a.tanh() if i < n - 1 else a
    gradients = torch.autograd.grad(torch.nn.functional.cross_entropy(a, training.y), before)
    training.advance(1)
    for now, then, g in zip(weights(training), before, gradients):
        torch.testing.assert_close(now, (then - 0.5 * g).detach(), atol=1e-6, rtol=1e-5)


def test_what_runs_away_is_told_and_the_network_stays():
    training = Training("two moons", 8, 3e38)
    training.advance(1)
    training.advance(1)
    kept = weights(training)
    with pytest.raises(ArithmeticError, match=r"^The training ran away with η = 3e\+38\. Choose a smaller"):
        training.advance(1)
    assert same(kept, weights(training))
    assert training.step == 2


def test_what_runs_away_within_a_portion_is_told_too():
    training = Training("two moons", 8, 3e38)
    kept = weights(training)
    with pytest.raises(ArithmeticError, match="ran away"):
        training.advance(4)
    assert same(kept, weights(training))


def test_rows_of_the_heat_run_upwards_and_columns_to_the_right():
    training = trained(steps=100)
    heat, first, second = training.scene().panels[0].marks
    for row, column in ((0, 0), (5, 40), (43, 1)):
        x = training.xlim[0] + (training.xlim[1] - training.xlim[0]) * column / (RESOLUTION - 1)
        y = training.ylim[0] + (training.ylim[1] - training.ylim[0]) * row / (RESOLUTION - 1)
        z = mlp.forward(training.params, torch.tensor([[x, y]]), activation="tanh")[0][0]
        assert float(heat.values[row, column]) == pytest.approx(1 / (1 + float((z[0] - z[1]).exp())), abs=1e-5)
    assert heat.classes
    assert len(first.x) + len(second.x) == 150
    assert (first.kind, second.kind) == (CLASS0.kind, CLASS1.kind)  # the colours of the plane where p is 0 and 1


def test_loss_and_share_by_hand():
    training = trained(steps=50)
    z = training.scores(training.X)
    readings = training.scene().readings
    assert readings["loss"][0] == pytest.approx(float(torch.nn.functional.cross_entropy(z, training.y)), abs=1e-6)
    assert readings["share right"][0] == pytest.approx(sum(map(bool, z.argmax(1) == training.y)) / 150)


def test_points_are_those_of_the_cloud():
    wanted = CLOUDS["rings"](150, rng=generator(0), noise=0.15)
    assert torch.equal(Training("rings", 4, 0.1).X, wanted.X.float())


def test_the_learning_rate_keeps_the_network_and_other_settings_begin_anew():
    live = Boundary(hidden=4)
    first = live.training
    first.advance(3)
    live.values = {**live.values, "eta": 1.0}
    assert live.training is first
    assert first.eta == 1.0
    assert live.say.startswith("After 3 steps")
    for change in ({"restart": 1}, {"cloud": "xor"}, {"hidden": 8}):
        before = live.training
        live.values = {**live.values, **change}
        assert live.training is not before
        assert live.say.startswith("After 0 steps")
        assert live.training.eta == 1.0


def running(after, **values):
    """A live picture in a loop of events, from its switch being pressed until `after` is done with it."""
    async def story():
        live = Boundary(hidden=2, **values)
        live.values = {**live.values, "running": True}
        await after(live)
        live.values = {**live.values, "running": False}
        if live._task:
            await asyncio.wait_for(live._task, 5)
        return live
    return asyncio.run(story())


async def some_steps(live):
    for _ in range(500):
        if live.training.step >= 12:
            return
        await asyncio.sleep(0.01)


def test_the_switch_trains_in_the_background_and_stops():
    live = running(some_steps)
    assert live.training.step >= 12
    assert live.training.step % 4 == 0
    assert live.say == live.training.scene().say
    assert live.values["running"] is False
    assert live.problem == ""


def test_without_a_loop_of_events_only_the_start_is_drawn():
    live = Boundary(running=True)
    assert live.training.step == 0
    assert live.say.startswith("After 0 steps")


async def until_it_ends(live):
    def away(steps):
        raise ArithmeticError("The training ran away.")

    live.training.advance = away
    await asyncio.wait_for(live._task, 5)
    live.ended_with = live.problem


def test_the_reader_is_told_that_the_training_ran_away():
    live = running(until_it_ends)
    assert live.ended_with == "The training ran away."


def test_a_training_that_ran_away_releases_the_switch():
    async def after(live):
        await until_it_ends(live)
        assert live.values["running"] is False
    running(after)


def test_a_page_without_python_slides_along_two_trainings():
    stored = Boundary(cloud="rings").portable()
    assert stored["grids"] == [["8", "2"], [float(n) for n in MOMENTS]]
    said = [state["say"] for state in stored["states"]]
    assert [text.split(" the loss")[0] for text in said[:3]] == ["After 0 steps", "After 20 steps", "After 40 steps"]
    last = len(MOMENTS) - 1
    assert said[last].startswith("After 2000 steps")
    assert "100 % of the points" in said[last]
    assert said[-1].startswith("After 2000 steps")
    assert "87 % of the points" in said[-1]
    assert Boundary(hidden=2).portable()["grids"][0] == ["2"]
