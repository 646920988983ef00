"""Learning curves: the stacked gradient against one network at a time, equal chances for all rules, runaways."""

import dataclasses
import math

import pytest
import torch

from dlcourse import data, learning_curves, optim
from dlcourse.learning_curves import HELD_OUT, SIZES, Curves, iris_curves, loss_and_grad, ran_away
from dlcourse.nn import mlp
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError, generator

SEEDS, BATCH = 3, 7


def stacked(device="cpu"):
    rng = generator(1)
    networks = [mlp.init(SIZES, rng=rng, dtype=torch.float64) for _ in range(SEEDS)]
    theta = torch.stack([mlp.flatten(p) for p in networks]) + 0.1 * torch.randn(SEEDS, 67, generator=rng).double()
    X = torch.randn(SEEDS, BATCH, 4, generator=rng, dtype=torch.float64)
    y = torch.randint(3, (SEEDS, BATCH), generator=rng)
    return networks[0], theta.to(device), X.to(device), y.to(device)


def test_each_row_is_the_network_of_nn(device):
    like, theta, X, y = stacked(device)
    loss, g = loss_and_grad(theta, X, y)
    for i in range(SEEDS):
        alone = mlp.loss_and_grads(mlp.unflatten(theta[i], mlp.Params(*(tuple(t.to(device) for t in part)
                                                                       for part in like))), X[i], y[i])
        torch.testing.assert_close(loss[i], alone.loss, rtol=1e-12, atol=1e-14)
        torch.testing.assert_close(g[i], mlp.flatten(alone.grads), rtol=1e-12, atol=1e-14)


def test_the_gradient_is_that_of_the_loss():
    _, theta, X, y = stacked()
    theta = theta.requires_grad_()
    loss, g = loss_and_grad(theta, X, y)
    torch.testing.assert_close(torch.autograd.grad(loss.sum(), theta)[0], g.detach(), rtol=1e-12, atol=1e-14)


def by_hand(seed, rule, epochs, batch_size):
    """The same training of one network with the modules of the course, one sample after the other."""
    flowers, rng = data.iris(), generator(seed)
    X, X_out, y, y_out = data.train_test_split(flowers.X, flowers.y, test_fraction=HELD_OUT, rng=rng, stratified=True)
    mean, std = X.mean(0), X.std(0, correction=0)
    X, X_out = (X - mean) / std, (X_out - mean) / std
    like = mlp.init(SIZES, rng=rng, dtype=torch.float64)
    orders = [torch.randperm(90, generator=rng) for _ in range(epochs)]
    theta, losses = mlp.flatten(like), []
    state = rule.init(theta)

    def measure():
        params = mlp.unflatten(theta, like)
        losses.append([mlp.loss_and_grads(params, *part).loss for part in ((X, y), (X_out, y_out))])

    measure()
    for order in orders:
        for idx in order.split(batch_size):
            theta, state = rule.step(
                theta, mlp.flatten(mlp.loss_and_grads(mlp.unflatten(theta, like), X[idx], y[idx]).grads), state)
        measure()
    return torch.tensor(losses, dtype=torch.float64).T


@pytest.mark.parametrize("batch_size", [16, 90, 1000])
def test_curves_are_those_of_one_training_at_a_time(batch_size):
    rules = {"momentum": optim.Momentum(0.05), "AdamW": optim.AdamW(0.01)}
    curves = iris_curves(rules, epochs=3, batch_size=batch_size, seeds=[4, 0])
    for name, rule in rules.items():
        for i, seed in enumerate([4, 0]):
            expected = by_hand(seed, rule, 3, batch_size)
            torch.testing.assert_close(torch.stack([part[i] for part in curves[name]]), expected, rtol=1e-9, atol=1e-12)


def test_all_rules_start_alike_and_seeds_differ():
    curves = iris_curves({"a": optim.SGD(0.1), "b": optim.Adam(0.1)}, epochs=1, batch_size=30, seeds=range(3))
    for part in ("train", "held_out"):
        first = getattr(curves["a"], part)[:, 0]
        assert torch.equal(first, getattr(curves["b"], part)[:, 0])
        assert len(first.unique()) == 3
    assert not torch.equal(curves["a"].train[:, 1], curves["b"].train[:, 1])


def test_a_runaway_is_recorded_and_stops_nobody():
    curves = iris_curves({"wild": optim.SGD(1e160)}, epochs=10, batch_size=16, seeds=range(5))["wild"]
    over = curves.train.isnan()
    assert over.any()
    assert not over.all(1).any()  # the first loss is always there
    assert torch.equal(over, over.cummax(1).values)  # and nobody comes back
    for seed in range(5):
        alone = iris_curves({"wild": optim.SGD(1e160)}, epochs=10, batch_size=16, seeds=[seed])["wild"]
        torch.testing.assert_close(alone.train[0], curves.train[seed], equal_nan=True)


@pytest.mark.parametrize("rule", [optim.SGD(1e300), optim.Momentum(1e200), optim.Adam(1e308), optim.RMSProp(1e300)])
def test_no_step_is_long_enough_to_raise(rule):
    curves = iris_curves({"r": rule}, epochs=3, batch_size=30, seeds=range(2))["r"]
    assert ran_away(curves).all()


class Breaking(optim.SGD):
    """A rule that loses the first network at every step."""

    def step(self, theta, g, state):
        theta, state = super().step(theta, g, state)
        return torch.cat([theta[:1] * math.nan, theta[1:]]), state


def test_a_lost_network_takes_no_other_along():
    broken, sound = (iris_curves({"r": rule}, epochs=2, batch_size=30, seeds=[0, 1])["r"]
                     for rule in (Breaking(0.1), optim.SGD(0.1)))
    assert broken.train[0].isnan().tolist() == [False, True, True]
    assert torch.equal(broken.train[1], sound.train[1])


def test_held_out_flowers_are_not_trained_on(monkeypatch):
    flowers = data.iris()
    numbered = torch.arange(600.0, dtype=torch.float64).reshape(150, 4)
    monkeypatch.setattr(data, "standardise", lambda X: data.Standardised(X, X.new_zeros(4), X.new_ones(4)))
    task = learning_curves._for_one_seed(dataclasses.replace(flowers, X=numbered), generator(0), epochs=1)
    kept, held = ({int(x) for x in part[:, 0]} for part in (task.X, task.X_out))
    assert (len(kept), len(held), kept & held) == (90, 60, set())
    assert task.y_out.bincount().tolist() == [20, 20, 20]


def test_ran_away_counts_peaks_and_what_is_no_number():
    train = torch.tensor([[1.0, 0.5, 0.1], [1.0, 9.9, 1.0], [1.0, 10.1, 1.0], [1.0, 2.0, math.nan],
                          [1.0, math.inf, 1.0]])
    assert ran_away(Curves(train, torch.full_like(train, math.nan))).tolist() == [False, False, True, True, True]


@pytest.mark.refuses
def test_refuses_what_is_no_rule_count_or_seed():
    good = {"rules": {"r": optim.SGD(0.1)}, "epochs": 1, "batch_size": 10, "seeds": [0]}
    for change, error, text in (
            ({"rules": {}}, TypeError, "rules should be a dict"), ({"rules": [optim.SGD()]}, TypeError, "rules"),
            ({"rules": {"r": 0.1}}, TypeError, r"rules\['r'\] should be an update rule"),
            ({"rules": {"r": optim.SGD}}, TypeError, "update rule"),
            ({"epochs": 0}, ValueError, "epochs"), ({"batch_size": 1.5}, TypeError, "batch_size"),
            ({"seeds": []}, ValueError, "at least one"), ({"seeds": 5}, ValueError, "seeds"),
            ({"seeds": [0.5]}, TypeError, r"seeds\[0\]")):
        with pytest.raises(error, match=f"iris_curves: .*{text}"):
            iris_curves(**{**good, **change})


@pytest.mark.refuses
def test_refuses_arguments_that_do_not_fit():
    _, theta, X, y = stacked()
    for arguments, error in (((theta[:, 1:], X, y), ShapeError), ((theta[1:], X, y), ShapeError),
                             ((theta, X, y.double()), DtypeError), ((theta * math.nan, X, y), NotANumberError)):
        with pytest.raises(error, match="loss_and_grad"):
            loss_and_grad(*arguments)
