"""Numbers that stand in the prose of lecture 05a."""

import math
from pathlib import Path

import pytest
import torch

from dlcourse import activations
from dlcourse.authoring.sources import read
from dlcourse.lectures.l05a import trials
from dlcourse.nn import layers
from dlcourse.nn.params import Params
from dlcourse.tensors import generator

FOLDER = Path(__file__).resolve().parents[3] / "authoring" / "05a_networks"
TEXT = {cell.id: cell.source for cell in read(FOLDER / "lecture.py").cells}
double = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def tensor(*values):
    return torch.tensor(values, dtype=double)


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def test_the_hook_over_ten_starts():
    line, plain, one = trials.best_line()[1], trials.ten_layers("no layer", 10), trials.ten_layers("layer 5", 10)
    says("hook", f"{trials.WEIGHTS} numbers")
    assert {f"{e:.3f}" for e in plain.errors[-1].tolist()} == {f"{line:.3f}"} == {"0.489"}
    says("hook-see", f"between {float(one.errors[-1].min()):.4f} and {float(one.errors[-1].max()):.4f}")
    assert float(one.errors[-1].max()) < line / 100
    assert (trials.LAYERS, trials.WIDTH) == (10, 8)
    says("hook", "Nine layers have 8 neurons each")
    says("collapse-sum", "8 units", "at most 8 corners")
    says("hook-see", f"falls to {float(trials.ten_layers('layer 5').errors[-1, 0]):.4f}")


def test_a_neuron_by_hand():
    says("neuron", f"$a = {sigmoid(1):.3f}$")
    w, x = tensor(1, -2), tensor(1, 3)
    assert float(w @ x + 1) == -4


def test_a_network_by_hand():
    W1, b1, W2, b2 = tensor([1, -2], [1, 1], [-1, 0]), tensor(1, -1, 1), tensor([2, -1, 3]), tensor(0.5)
    a = (W1 @ tensor(2, 1) + b1).relu()
    assert a.tolist() == [1, 2, 0]
    assert float(W2 @ a + b2) == 0.5
    a = (W1 @ tensor(0, 2) + b1).relu()
    assert [*a.tolist(), float(W2 @ a + b2)] == [0, 1, 1, 2.5]
    says("count", "together 13", "$8 \\cdot 1 + 8 = 16$", "$8 \\cdot 8 + 8 = 72$", "$1 \\cdot 8 + 1 = 9$",
         "$16 + 8 \\cdot 72 + 9 = 601$")
    assert (8 * 1 + 8, 8 * 8 + 8, 1 * 8 + 1, 16 + 8 * 72 + 9) == (16, 72, 9, 601)
    assert trials.WEIGHTS == 601
    assert (layers.shapes([2, 3, 1], 1).parameters, layers.shapes([1, *[8] * 9, 1], 1).parameters) == (13, 601)


def test_layers_in_one():
    assert (tensor([4, -1]) @ tensor([1, 2], [0, 3])).tolist() == [[4, 5]]
    assert float(tensor(4, -1) @ tensor(1, 0) + 2) == 6
    one = layers.collapse(Params((tensor([1, 0], [1, 1]), tensor([2, 3])), (tensor(1, 2), tensor(4))))
    assert (one.Ws[0].tolist(), one.bs[0].tolist()) == ([[5, 3]], [12])
    assert float(one.Ws[0] @ tensor(1, 1) + one.bs[0]) == 2 * (1 + 1) + 3 * (1 + 1 + 2) + 4 == 20
    says("collapse-read", "$5 x_1 + 3 x_2 + 12$", "both give 20")
    assert [-3 * max(0, 2 * x + 1) + 5 for x in (0, -2, -0.5, -9)] == [2, 5, 5, 5]
    assert [-6 * x + 2 for x in (0, -2)] == [2, 14]
    says("collapse-so", "is 2, as on", "it is 5, where the line has 14")
    assert [max(0, x + 1) - 2 * max(0, x) + 2 * max(0, x - 1) for x in (-1, 0, 1, 2)] == [0, 1, 0, 1]
    says("collapse-sum", "the sum is 0, 1, 0, 1")
    wrong = tensor([1, 2], [0, 3]) @ tensor(4, -1)
    assert wrong.tolist() == [2, -3]


def test_ten_sigmoids():
    found = trials.chain("sigmoid", 1.0, tensor(-2, 2, 1))
    assert [f"{v:.2f}" for v in found.values[-1, :2].tolist()] == ["0.66", "0.66"]
    says("bends-read", f"{float(found.slopes[2]):.8f}", f"its slope is {sigmoid(5) * (1 - sigmoid(5)):.4f}")
    assert [f"{v:.2f}" for v in found.values[1, :2].tolist()] == ["0.12", "0.88"]
    assert round(1 / float(found.slopes[2]), -5) == 3.6e6
    says("bends-read", "one part in 3.6 million")
    says("bends-guess", f"σ(1) is {sigmoid(1):.2f}", f"σ(0.5) is {sigmoid(0.5):.2f}", f"σ(0.66) is {sigmoid(0.66):.2f}")
    assert f"{0.25**3:.4f}" == "0.0156"
    rest = sigmoid(0.659)
    says("bends-read", f"$\\sigma(0.659) = {rest:.3f}$",
         f"$0.659 \\cdot {1 - rest:.3f} = {rest * (1 - rest):.3f}$ six times")
    z, slopes = 1.0, []
    for _ in range(10):
        z = sigmoid(z)
        slopes.append(z * (1 - z))
    assert [f"{s:.3f}" for s in slopes] == ["0.197", "0.219", "0.224", "0.224"] + 6 * ["0.225"]
    says("bends-read", "0.197, 0.219, 0.224, 0.224, and then")
    assert math.prod(slopes) == pytest.approx(float(found.slopes[2]))


def test_the_weight_two():
    tanh, once = trials.chain("tanh", 2.0, tensor(1)), trials.chain("tanh", 1.0, tensor(1))
    says("bends-read", f"start 1 ends at {float(tanh.values[-1, 0]):.2f}")
    says("bends-read", f"one part in {1e-6 / float(tanh.slopes[0]):.0f} million",
         f"one part in {1 / float(once.slopes[0]):.0f}.")
    assert f"{float(trials.chain('tanh', 2.0, tensor(-1)).values[-1, 0]):.2f}" == "-0.96"
    says("family-read", f"moves {float(trials.chain('tanh', 1.0, tensor(0.1)).slopes[0]):.2f} times as far")
    assert float(trials.chain("sigmoid", 1.0, tensor(-2, -1, 0, 0.1, 1, 2)).slopes.max()) < 1e-6
    assert 0.5**10 < 0.001
    assert float(trials.chain("sigmoid", 2.0, tensor(-2, -1, 0, 1, 2)).slopes.max()) < 0.5**10
    assert float(trials.chain("relu", 2.0, tensor(1)).values[-1, 0]) == 2**10
    assert trials.chain("step", 1.0, tensor(-2, 2)).values[2].tolist() == [1, 1]


@pytest.mark.parametrize(("name", "digits"), [("sigmoid", (8, 7)), ("tanh", (3, 9)), ("relu", (0, 0)),
                                              ("step", (0, 0))])
def test_the_table_of_ends(name, digits):
    ways = [trials.chain(name, w, tensor(1)) for w in (1.0, 2.0)]
    ends = [f"{float(way.values[-1, 0]):.{2 if max(digits) else 0}f}" for way in ways]
    moves = [f"{float(way.slopes[0]):.{n}f}" for way, n in zip(ways, digits)]
    says("bends-read", f"| {name} | {ends[0]} ({moves[0]}) | {ends[1]} ({moves[1]}) |")


def test_the_family():
    one = tensor(1)
    area = 0.5 * (1 + math.erf(1 / 2**0.5))
    says("family", f"area is {area:.4f}", f"$1 \\cdot {area:.4f}$")
    assert f"{1 - math.tanh(1)**2:.2f}" == f"{4 * sigmoid(2) * (1 - sigmoid(2)):.2f}" == "0.42"
    says("optional-tanh", "about 0.42", f"{1 + math.tanh(1):.4f}", f"{1 - math.tanh(1):.4f}")
    assert [activations.TABLE[name].order for name in ("step", "relu", "elu")] == [-1, 0, 1]
    assert all(activations.TABLE[name].order == math.inf for name in ("sigmoid", "tanh", "softplus", "gelu"))
    approximate = float(torch.nn.functional.gelu(one, approximate="tanh"))
    says("optional-models", f"{approximate:.4f}", f"{float(activations.gelu(one)):.4f}")
    assert f"{2 * sigmoid(2) - 1:.4f}" == "0.7616"
    says("optional-tanh", f"$2 \\cdot {sigmoid(2):.4f} - 1 = {2 * sigmoid(2) - 1:.4f}$")
    assert (tensor(355).mul(2).exp(), tensor(400).exp() / 5e173 - 1 < 0.05) == (math.inf, True)


def test_dead_units():
    runs = {name: [[trials.Survivors(**found) for found in run] for run in of]
            for name, of in trials.LONG["revived"].items()}
    assert all(run[1].dead >= 31 and f"{run[1].right:.2f}" == "0.10" for run in runs["relu"])
    assert all(run[0].right < run[1].right for run in runs["leaky_relu"])
    assert all(run[1].dead == 0 for run in runs["leaky_relu"])
    ends = sorted(run[1].right for run in runs["leaky_relu"])
    says("dead-read", f"between {ends[2]:.2f} and {ends[4]:.2f}, and two at {ends[0]:.2f} and {ends[1]:.2f}")
    pushed = [run[0].below for run in runs["leaky_relu"]]
    says("dead-read", f"{min(pushed)} to {max(pushed)} of its 32 units")
    others = [run[1].right for name in ("elu", "gelu") for run in runs[name]]
    says("dead-which", f"between {min(others):.2f} and {max(others):.2f}.)", f"elu is {math.exp(-20):.9f}.")
    says("family", f"at 5 it gives {math.log(1 + math.exp(5)):.3f}.")
    [alive] = [run for run in runs["relu"] if run[1].dead < 32]
    says("dead-read", f"only {alive[0].seen} of the {len(trials._digits()[0])} digits", f"steps for {alive[1].seen}.")
    held = sorted(run[1].right for run in runs["leaky_relu, held"])
    says("dead-read", f"{', '.join(f'{v:.2f}' for v in held[:4])} and {held[4]:.2f}.")
    rise, rest = sum(ends), sum(run[0].right for run in runs["leaky_relu"])
    assert sum(held) - rest > 0.8 * (rise - rest)  # most of the rise


def test_with_a_fair_learning_rate_few_units_die():
    good = [trials.digits_network(seed, ((0.5, 150),))[0] for seed in range(5)]
    says("dead", "gets about 99 % right in 150 steps")
    assert {f"{run.right:.2f}" for run in good} <= {"0.98", "0.99"}
    assert [run.dead for run in good] == [0, 1, 2, 1, 2]


def test_no_gradient_reaches_a_dead_unit():
    """Only the last layer's biases have a slope behind a layer that is dead altogether."""
    X, W1 = torch.randn(9, 3, generator=generator(0), dtype=double), torch.ones(2, 3, dtype=double).requires_grad_()
    b1, W2 = tensor(-99, -99).requires_grad_(), tensor([1, 2], [3, 4]).requires_grad_()
    b2 = tensor(0, 0).requires_grad_()
    loss = torch.nn.functional.cross_entropy((X @ W1.mT + b1).relu() @ W2.mT + b2, torch.arange(9) % 2)
    found = torch.autograd.grad(loss, (W1, b1, W2, b2))
    assert [bool(g.any()) for g in found] == [False, False, False, True]


def test_a_unit_by_hand():
    z = tensor([1, 1], [0, 1], [2, 0], [2, 2]) @ tensor(1, 2) - 4
    assert z.tolist() == [-1, -2, -2, 2]
    assert int((z > 0).sum()) == 1


def test_the_learned_slope():
    z, a_bar = tensor(-2, 1, -4), tensor(3, 5, -1)
    assert float(activations.prelu_slope_grad(z, a_bar)) == -2
    assert activations.prelu(z).tolist() == [-0.5, 1, -1]
    assert float(activations.prelu_slope_grad(tensor(-3, 2, -1), tensor(2, 4, -5))) == -1


def test_the_mean_of_elu_and_relu():
    first, tenth, relative = {}, {}, {}
    for name in ("relu", "elu"):
        rows = []
        for seed in range(8):
            rng = generator(seed)
            a, means = torch.randn(1000, 100, generator=rng, dtype=double), []
            for _ in range(10):
                W = torch.randn(100, 100, generator=rng, dtype=double) * 0.02**0.5
                a = activations.TABLE[name].function(a @ W.mT)
                means.append(float(a.mean()))
            relative[name] = [*relative.get(name, []), means[-1] / float(a.std())]
            rows.append(means)
        first[name], tenth[name] = ([row[k] for row in rows] for k in (0, 9))
    assert all(e < 0.6 * r for e, r in zip(first["elu"], first["relu"]))
    assert all(e > r for e, r in zip(tenth["elu"], tenth["relu"]))
    says("optional-mean-read", *(f"{min(found):.2f} to {max(found):.2f}" for found in relative.values()))


def test_unusual_bends():
    at = tensor(1, 3, 5)
    says("optional-more", *(f"{v:.2f}" for v in activations.gcu(at).tolist()))


@pytest.mark.parametrize("key", ["network_shapes", "mlp_forward", "activation"])
def test_the_minutes_of_an_exercise(key, your_turn):
    your_turn(key)
