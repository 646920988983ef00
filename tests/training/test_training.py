"""Mini-batches, the training loop, the learning curves on Iris; training that runs away; bad input."""

import io
import math
import subprocess
import sys

import pytest
import torch

from dlcourse import data, optim, training
from dlcourse.models import linear
from dlcourse.nn import mlp
from dlcourse.tensors import NotANumberError, generator

RULES = {"SGD": optim.SGD(0.1), "momentum": optim.Momentum(0.02), "AdaGrad": optim.AdaGrad(0.1),
         "RMSProp": optim.RMSProp(0.005), "Adam": optim.Adam(0.01), "AdamW": optim.AdamW(0.01)}


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    monkeypatch.setenv("DLCOURSE_QUIET", "1")


# --- mini-batches ---


@pytest.mark.parametrize("n, size, lengths", [(7, 3, [3, 3, 1]), (6, 3, [3, 3]), (2, 5, [2]), (4, 1, [1] * 4)])
def test_an_epoch_visits_everything_once(n, size, lengths, device):
    batches = list(training.minibatches(n, size, rng=generator(0, device)))
    assert [len(idx) for idx in batches] == lengths
    assert sorted(torch.cat(batches).tolist()) == list(range(n))
    assert batches[0].dtype == torch.int64
    assert batches[0].device.type == device.type


@pytest.mark.parametrize("n, size, lengths", [(7, 3, [3, 3]), (6, 3, [3, 3]), (2, 5, [])])
def test_a_short_batch_can_be_dropped(n, size, lengths, rng):
    assert [len(idx) for idx in training.minibatches(n, size, rng=rng, drop_last=True)] == lengths


def test_every_epoch_has_its_own_order(rng):
    first, second = (torch.cat(list(training.minibatches(50, 8, rng=rng))).tolist() for _ in range(2))
    assert first != second
    assert first != sorted(first)
    again = torch.cat(list(training.minibatches(50, 8, rng=generator(20)))).tolist()
    assert again == first


# --- the loop ---

FLOWERS = data.iris()
Z, LABELS = data.standardise(FLOWERS.X).Z, FLOWERS.y
PARAMS = mlp.init([4, 8, 3], rng=generator(1), dtype=torch.float64)
THETA = mlp.flatten(PARAMS)


def network(X, y):
    """The loss of the network as `fit` wants it, of the flat parameters theta and the indices of samples."""
    def loss_and_grad(theta, idx):
        loss, grads = mlp.loss_and_grads(mlp.unflatten(theta, PARAMS), X[idx], y[idx])
        return loss, mlp.flatten(grads)
    return loss_and_grad


NETWORK = network(Z, LABELS)


def run(rule, *, theta=THETA, loss_and_grad=NETWORK, n=150, epochs=5, batch_size=16, seed=0, **more):
    return training.fit(loss_and_grad, theta, rule, n=n, epochs=epochs, batch_size=batch_size, rng=generator(seed),
                        **more)


@pytest.mark.parametrize("name", RULES)
def test_training_reduces_the_loss_and_is_repeatable(name):
    before = THETA.clone()
    history, again, other = (run(RULES[name], seed=seed) for seed in (0, 0, 1))
    assert history.train.shape == (6,)
    assert history.held_out is None
    assert history.train[-1] < 0.7 * history.train[0]
    assert torch.equal(history.train, again.train)
    assert torch.equal(history.theta, again.theta)
    assert not torch.equal(history.train, other.train)
    assert torch.equal(THETA, before)


def test_losses_are_measured_with_the_parameters_at_rest():
    history = run(optim.SGD(0.1), epochs=2)
    everything = torch.arange(150)
    assert history.train[0] == NETWORK(THETA, everything)[0]
    assert history.train[-1] == NETWORK(history.theta, everything)[0]


def test_a_full_batch_is_gradient_descent():
    history = run(optim.SGD(0.1), epochs=4, batch_size=150)
    path = optim.gradient_descent(lambda theta: NETWORK(theta, torch.arange(150))[1], THETA, rule=optim.SGD(0.1),
                                  steps=4)
    torch.testing.assert_close(history.theta, path[-1], rtol=0, atol=1e-12)


def test_the_last_short_batch_counts_and_the_state_survives_the_epoch():
    seen = []

    def loss_and_grad(theta, idx):
        seen.append(len(idx))
        return theta.sum(), torch.ones_like(theta)

    history = run(optim.Momentum(1.0, mu=0.5), theta=torch.zeros(1), loss_and_grad=loss_and_grad, n=3, epochs=2,
                  batch_size=2)
    assert seen == [3, 2, 1, 3, 2, 1, 3]
    assert history.theta.item() == -(1 + 1.5 + 1.75 + 1.875)


def test_held_out_losses():
    X, X_out, y, y_out = data.train_test_split(Z, LABELS, rng=generator(3), stratified=True)
    f = network(X, y)
    out = network(X_out, y_out)
    everything = torch.arange(len(y_out))
    history = run(optim.Adam(0.01), loss_and_grad=f, n=len(y), held_out=lambda theta: out(theta, everything)[0])
    assert history.held_out.shape == history.train.shape == (6,)
    assert history.held_out[0] == out(THETA, everything)[0]
    assert history.held_out[-1] == out(history.theta, everything)[0]
    assert history.held_out[-1] < history.held_out[0]


def test_the_loop_trains_any_model(device):
    toy = data.blobs(60, 2, rng=generator(0))
    X, y = toy.X.to(device), toy.y.to(device)

    def loss_and_grad(theta, idx):
        loss, grad = linear.logistic_loss_and_grad(theta[:2], theta[2], X[idx], y[idx])
        return loss, torch.cat([grad.w, grad.b[None]])

    history = run(optim.SGD(0.5), theta=X.new_zeros(3), loss_and_grad=loss_and_grad, n=60, epochs=10, batch_size=7)
    assert history.theta.device.type == device.type
    assert history.train[0].item() == pytest.approx(math.log(2))
    assert history.train[-1] < 0.1


@pytest.mark.parametrize("name", ["SGD", "momentum", "AdamW"])
def test_a_training_that_runs_away_is_recorded(name):
    rule = type(RULES[name])(1e200)
    history = run(rule, epochs=6)
    assert history.train.shape == (7,)
    assert history.train[0].isfinite()
    assert not history.train[1:].isfinite().any()
    assert history.theta.isnan().all()


def test_growth_to_infinity_is_recorded():
    def loss_and_grad(theta, idx):
        return theta.square().sum(), 2 * theta

    history = run(optim.SGD(1e100), theta=torch.ones(1, dtype=torch.float64), loss_and_grad=loss_and_grad, n=1,
                  batch_size=1, epochs=8, held_out=lambda theta: theta.sum())
    assert history.train[1].item() == pytest.approx(4e200)
    assert history.train[2].item() == math.inf
    assert history.train[-1].isnan()
    assert history.held_out.shape == (9,)


def test_what_the_first_evaluation_raises_comes_through():
    def f(theta, idx):
        raise NotANumberError("f: no number")

    with pytest.raises(NotANumberError, match="f: no number"):
        run(optim.SGD(0.1), loss_and_grad=f)


# --- the bar ---


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("quiet, terminal, shows", [("1", True, False), ("", True, True), ("", False, False)])
def test_a_bar_shows_only_where_it_is_seen(monkeypatch, quiet, terminal, shows):
    monkeypatch.setenv("DLCOURSE_QUIET", quiet)
    screen = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    run(optim.SGD(0.1), epochs=2)
    assert ("epochs" in screen.getvalue()) == shows


def test_importing_training_brings_in_no_widget_and_no_data_sets():
    code = ("import sys, dlcourse.training; "
            "print(sorted({'tqdm.notebook', 'sklearn', 'IPython', 'matplotlib'} & set(sys.modules)))")
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


# --- bad input ---

RNG, SGD = generator(0), optim.SGD(0.1)
CASES = [
    (lambda: training.minibatches(0, 3, rng=RNG), ValueError, "minibatches: n should"),
    (lambda: training.minibatches(3, 0, rng=RNG), ValueError, "batch_size should"),
    (lambda: training.minibatches(3, 1.5, rng=RNG), TypeError, "batch_size should"),
    (lambda: training.minibatches(3, 1, rng=0), TypeError, "rng should"),
    (lambda: training.minibatches(3, 1, rng=RNG, drop_last=1), TypeError, "drop_last should"),
    (lambda: run(SGD, loss_and_grad=0.5), TypeError, "fit: loss_and_grad should"),
    (lambda: run(torch.optim.SGD), TypeError, "fit: rule should be an update rule"),
    (lambda: run(optim.SGD), TypeError, "fit: rule should be an update rule"),
    (lambda: run(SGD, epochs=0), ValueError, "fit: epochs should"),
    (lambda: run(SGD, n=0), ValueError, "fit: n should"),
    (lambda: run(SGD, batch_size="all"), TypeError, "fit: batch_size should"),
    (lambda: run(SGD, theta=THETA * math.nan), NotANumberError, "theta should"),
    (lambda: training.fit(NETWORK, THETA, SGD, n=150, epochs=1, batch_size=9, rng=None), TypeError, "rng should"),
]


@pytest.mark.parametrize("call, error, words", CASES, ids=range(len(CASES)))
@pytest.mark.refuses
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
