"""Numbers that stand in the prose of lecture 10a."""

import math
import re
import statistics
from pathlib import Path

import pytest
import torch

from dlcourse.authoring.sources import read
from dlcourse.lectures.l10a import figures, trials, widgets
from dlcourse.nn import initialise
from dlcourse.tensors import generator

FOLDER = Path(__file__).resolve().parents[3] / "authoring" / "10a_start_and_depth"
TEXT = {cell.id: cell.source for cell in read(FOLDER / "lecture.py").cells}
double = torch.float64


def says(cell, *words):
    assert [w for w in words if w not in TEXT[cell]] == []


def tensor(*values):
    return torch.tensor(values, dtype=double)


def ends(name, factor):
    """The digits named at the end of the runs that were stored."""
    return trials.LONG[name][str(factor)]["right"][-1]


# --- part 0: one number ---


def test_the_hook():
    says("hook", "twenty hidden layers of 32 tanh units", "learning rate 0.1", "ten in all", "After 100 steps")
    assert (trials.WIDTH, trials.RATE, trials.STARTS, trials.STEPS, trials.SAMPLES) == (32, 0.1, 10, 100, 100)
    counts = torch.bincount(trials.digits()[1])
    assert (int(counts.argmax()), int(counts.max())) == (9, 15)
    assert ends("one_number", 0.7) == [15] * 10
    says("hook-see", "The digit 9 occurs most often, 15 times", "It is 2.30")
    first = trials.LONG["one_number"]["0.7"]["losses"][0]
    assert {f"{v:.2f}" for v in first} == {f"{math.log(10):.2f}"} == {"2.30"}
    assert min(ends("one_number", 1.0)) >= 88
    assert max(ends("one_number", 3.0)) <= 50
    assert all(v > math.log(10) + 1 for v in trials.LONG["one_number"]["3.0"]["losses"][0])
    mean = {f: sum(trials.LONG["one_number"][str(f)]["losses"][-1]) for f in trials.FACTORS}
    assert min(mean, key=lambda f: mean[f]) == 1.5
    says("fit-turn", "does the factor 1.5 have the lowest losses")
    best = trials.LONG["one_number"]["1.5"]["losses"][0]
    assert (f"{min(best):.1f}", f"{max(best):.1f}") == ("2.4", "3.0")
    says("health", "starts at 2.30, and the best one, 1.5, between 2.4 and 3.0", "three of these ten")
    assert sum(abs(v - math.log(10)) > 0.5 for v in best) == 3


def test_the_sudden_falls_come_from_steps_that_are_too_long():
    falls = {name: max(worst) for name, worst in trials.LONG["falls"].items()}
    says("clip-turn", f"the worst fall loses {falls['no bound']} digits", f"it loses {falls['bound 1']}.")
    assert falls == {"no bound": 74, "bound 1": 15}


def test_why_the_dead_networks_say_nine():
    """Only the last biases move, and what they say is how often each digit occurs."""
    run = trials.look(trials.weights(20, 1, factor=0.7))[1]
    assert float(run["grad biases"][-1]) > 100 * float(run["grad weights"].max())
    says("fit-turn", "only its ten biases learn")


def test_a_stored_run_is_what_the_program_gives():
    """Three starts, ten steps: the others do not depend on how many are trained."""
    run = trials.train(trials.weights(20, trials.STARTS, factor=0.7), steps=10)
    stored = trials.LONG["one_number"]["0.7"]
    assert run.right[::5].tolist() == stored["right"][:3]
    torch.testing.assert_close(run.losses[::5], tensor(*stored["losses"][:3]), rtol=0, atol=6e-4)


def test_the_networks_of_the_trials_are_torchs():
    """One step of one start, written with torch alone."""
    Ws = trials.weights(2, 1)
    run = trials.train(Ws, bend="relu", steps=1, clip=0.5)
    X, y = trials.digits()
    starts = [W[0].clone() for W in Ws] + [torch.zeros(len(W[0]), dtype=double) for W in Ws]
    params = [p.requires_grad_() for p in starts]
    for k in range(2):
        a = X
        for i in range(3):
            z = torch.nn.functional.linear(a, params[i], params[3 + i])
            a = z.relu() if i < 2 else z
        loss = torch.nn.functional.cross_entropy(a, y)
        assert float(run.losses[k, 0]) == pytest.approx(float(loss.detach()))
        for p in params:
            p.grad = None
        loss.backward()
        length = torch.nn.utils.clip_grad_norm_(params, 0.5)
        assert float(run.lengths[k, 0]) == pytest.approx(float(length))
        with torch.no_grad():
            for p in params:
                p -= 0.1 * p.grad


# --- parts 1 to 3: factors ---


def test_a_factor_for_each_layer():
    assert (f"{0.9**50:.4f}", f"{1.1**50:.0f}") == ("0.0052", "117")
    assert 1.1**50 / 0.9**50 > 20_000
    says("summary", "$0.9^{50} = 0.005$", "$1.1^{50} = 117$")
    says("factors-read", "only 0.0052 of its adjoint")
    assert (2**10, f"{0.5**10:.3f}") == (1024, "0.001")
    says("factors-read", "$(1024, 0.001)$")


def test_a_layer_backwards_by_hand():
    W = tensor([0.8, -0.6], [0.6, 0.8])
    z = tensor(0.3, -0.7).requires_grad_()
    [x_bar] = torch.autograd.grad((W @ z * tensor(1, 0.5)) @ tensor(1, 2), z)
    assert x_bar.tolist() == pytest.approx([1.4, 0.2])
    says("keep-words", "$(0.8, -0.6)$ and $(0.6, 0.8)$", "$0.48 - 0.48 = 0$", "into $(0.2, 1.4)$", "$0.04 + 1.96 = 2$")
    assert (W @ tensor(1, 1)).tolist() == pytest.approx([0.2, 1.4])


def test_a_sum_of_random_numbers():
    cases = [(3 * a - b) ** 2 for a in (0.5, -0.5) for b in (0.5, -0.5)]
    assert (cases, sum(cases) / 4) == ([1, 4, 4, 1], 2.5)
    says("sum-cases", "$10/4 = 2.5$")
    says("sum", f"= {math.sqrt(5):.2f}$")
    assert (256**0.5 * 0.01, f"{0.16**20:.1e}") == (0.16, "1.2e-16")
    says("sum-read", f"$1 - 0.99^2 = {1 - 0.99**2:.2f}$", "near $10^{-16}$", "86 or 87 %")


def test_a_spread_that_fits():
    says("fit", f"standard deviation of {32**-0.5:.3f}", f"$0.7^{{20}} = {0.7**20:.4f}$", "$(0 + 0 + 1 + 4)/4 = 1.25$")
    assert f"{sum(u * u for u in (0.1, 0.3, 0.5, 0.7, 0.9)) / 5:.2f}" == "0.33"
    small = trials.look(trials.weights(20, 1, factor=0.7))[1]["activations"][19]
    assert float(small / trials.digits()[0].square().mean().sqrt()) < 0.7**20
    says("fit", "So less than")
    left = (2**-0.5) ** 20
    assert left == pytest.approx(1 / 1024)
    says("fit-cause", "$0.1 \\cdot 0.7^2 = 0.049$", "$0.35/0.7 = 0.5$", "$0.049 \\cdot 0.5 = 0.0245$",
         "$0.0245/0.7 = 0.035$")
    eta, slope = 0.1 * 0.7**2, 0.35 / 0.7
    assert [eta, slope, eta * slope, eta * slope / 0.7] == pytest.approx([0.049, 0.5, 0.0245, 0.1 * 0.35])
    says("beyond", "bound $1/\\sqrt n$", "$1/(3n)$")
    bound = torch.nn.Linear(400, 50).weight.detach().abs().max()
    assert 0.95 / 20 < float(bound) <= 1 / 20


def test_a_gain_writes_the_healthy_network_with_smaller_weights():
    """The weights take the same steps; the biases move by 0.49 of theirs."""
    healthy = trials.train(trials.weights(3, 2), steps=1)
    small = trials.train(trials.weights(3, 2, factor=0.7), gain=1 / 0.7, eta=0.049, steps=1)
    torch.testing.assert_close(small.losses[0], healthy.losses[0])
    assert torch.all((small.losses[1] < small.losses[0]) & ((small.losses[1] - healthy.losses[1]).abs() < 0.01))
    dead, carried, own = trials.LONG["sums_carried"].values()
    assert dead == [15] * 5
    assert all(abs(x - y) < 15 for x, y in zip(carried, own))
    says("fit-turn", "learns about as well as the third")


def test_relu_halves_the_adjoints_too():
    for start, factor in (("He", 1.0), ("LeCun", 0.5**0.5)):
        found = trials.signal("relu", start, 20)
        assert float((found.back[0] / found.back[-1]).mean()) ** (1 / 20) == pytest.approx(factor, rel=0.05)
    says("fit", "the adjoints lose half of their mean square, too")


def slopes(bend, start):
    """The size of all slopes in the three networks of the live picture, behind the first layer."""
    f, slope = trials.TABLE[bend][:2]
    found = []
    for run in range(3):
        rng = generator(run)
        a = torch.randn(32, 64, generator=rng, dtype=double)
        for layer in range(20):
            z = a @ trials.draw(start, 64, rng).mT
            a = f(z)
            found += [slope(z).square().mean()] * (layer > 0)
    return float(torch.stack(found).mean().sqrt())


def test_the_live_signal():
    tanh = trials.signal("tanh", "std 1", 20)
    assert all(0.9 < v < 1 for v in tanh.there[-1].tolist())
    assert all(9e5 < v < 3e6 for v in tanh.back[0].tolist())
    says("fit-read", f"{float(tanh.saturated.min()):.0%}"[:-1] + f" to {100 * float(tanh.saturated.max()):.0f} %")
    says("fit-read", "about a million in 20 layers", "a factor of 2 a layer", "multiplies by 8", "is about 0.26",
         "$8 \\cdot 0.26 = 2.1$")
    assert [float(v) ** (1 / 20) for v in tanh.back[0]] == pytest.approx([2] * 3, rel=0.05)
    assert 64**0.5 == 8
    back = {start: trials.signal("sigmoid", start, 20).back[0] for start in trials.SPREADS}
    assert {f"{float(v) ** (1 / 20):.2f}" for v in back["std 1"]} <= {"0.85", "0.86", "0.87"}
    assert max(float(v.max()) for v in back.values()) < 0.1
    assert max(back, key=lambda start: float(back[start].min())) == "std 1"
    assert all(1e-11 < float(v) < 2e-10 for v in back["He"])
    for bend, size in (("tanh", 0.26), ("sigmoid", 0.11)):
        assert slopes(bend, "std 1") == pytest.approx(size, abs=0.005)
    says("fit-read", "Std 1 loses least", "is about 0.11, and $8 \\cdot 0.11 = 0.88$", "loses ten powers of ten")
    beyond = trials.signal("sigmoid", "std 2", 20).back[0]
    low, high = round(float(beyond.min()), -1), float(beyond.max())
    says("fit-read", f"with std 2 the adjoints become {low:.0f} to {high:.0f} times as large")
    assert all(0.2 < float(v) < 2 for v in trials.signal("relu", "He", 50).there[-1])
    assert float(trials.signal("relu", "LeCun", 50).there[-1].max()) < 1e-7


# --- parts 4 to 6 and the optional ones ---


def test_stretches():
    """What one random draw shows holds for others."""
    product = []
    for seed in range(5):
        drawn = list(torch.randn(20, 32, 32, generator=generator(seed), dtype=double) / 32**0.5)
        product.append(torch.linalg.svdvals(torch.linalg.multi_dot(drawn)))
    assert f"{float(product[0][0]):.1f}" == "4.4"
    assert all(float(d[0]) > 1 and float(d[16]) < 1e-3 for d in product)
    assert int((product[0] > product[0][0] / 10).sum()) == 5
    says("keep-read", "4.4 times its length", "Only five of the 32 stretches", "The 17th is below a thousandth")


def test_orthogonal_networks_are_ahead():
    normal, orthogonal = map(sorted, trials.LONG["normal_or_orthogonal"].values())
    assert orthogonal[0] > normal[-1]
    for name, row in (("normal", normal), ("orthogonal", orthogonal)):
        says("keep-test", f"| {name} | {', '.join(map(str, row))} |")


def test_the_needle():
    words = figures.circles().description
    [[longest, shortest]] = re.findall(r"after 10 layers [^;]*length ([\d.]+) and the shortest ([\d.]+)\. Orth", words)
    assert float(longest) / float(shortest) == pytest.approx(70)
    says("keep-words", "70 times as long")
    product, rng = torch.eye(2, dtype=double).expand(2000, 2, 2), generator(0)
    for _ in range(10):
        product = torch.randn(2000, 2, 2, generator=rng, dtype=double) / 2**0.5 @ product
    ends_small = float((torch.linalg.svdvals(product)[:, 0] < 1).double().mean())
    assert ends_small == pytest.approx(0.9, abs=0.02)
    says("keep-words", "in about 9 of 10 starts the longest arrow ends below 1")


def test_a_matrix_that_is_not_square():
    U, _, Vt = torch.linalg.svd(torch.randn(2, 5, generator=generator(0), dtype=double), full_matrices=False)
    assert (U.shape, Vt.shape) == ((2, 2), (2, 5))
    torch.testing.assert_close(U @ Vt @ (U @ Vt).mT, torch.eye(2, dtype=double))
    says("keep-words", "these are (2, 2) and (2, 5)")


def test_the_wall():
    ways = {start: widgets.walk(start, math.inf) for start in (0.5, 1.1, 1.2)}
    assert f"{ways[1.2][0][1]:.0f}" == "268"
    assert (f"{1.2**10 - 1:.2f}", f"{1.2**9:.2f}", f"{5.19 * 10 * 5.16:.0f}") == ("5.19", "5.16", "268")
    says("clip-read", "$5.19 \\cdot 10 \\cdot 5.16 = 268$")
    assert f"{ways[1.2][1][0]:.2f}" == "-1.48"
    assert abs(ways[1.2][1][1]) > 268
    says("clip-read", "$1.2 - 0.01 \\cdot 268 = -1.48$", "the slope is $-0.02$", "60 steps lead to 0.51 only")
    assert (f"{ways[0.5][0][1]:.2f}", f"{ways[0.5][-1][0]:.2f}") == ("-0.02", "0.51")
    assert f"{ways[1.1][-1][0]:.4f}" == "1.0000"
    says("clip-read", f"the next step leads to {ways[1.2][2][0]:.0f}")
    assert [float(f"{(w**10 - 1) ** 2 / 2:.2g}") for w in (0.5, 1.2, 1.5)] == [0.5, 13, 1600]
    says("clip", "0.5 at $w = 0.5$, 13 at 1.2, and 1600 at 1.5")
    assert f"{widgets.walk(1.5, 100.0)[1][0]:.2f}" == "0.50"


def test_without_a_bound():
    run = trials.train(trials.weights(10, 5, factor=2.0), bend="relu", steps=6)
    assert (190 < float(run.losses[1].min()) < 200, 5800 < float(run.losses[1].max()) < 5900) == (True, True)
    assert bool(run.losses[5].isnan().all())
    assert not bool(run.losses[4].isnan().all())
    assert set(run.right[5].tolist()) == {int((trials.digits()[1] == 0).sum())} == {9}
    says("clip-turn", "between 190 and 5800", "After five steps all are `nan`", "9 of the 100 digits are a 0")


def test_clipping_by_hand():
    says("clip-read", "$\\sqrt{9 + 16} = 5$", "$(0.6, 0)$ and $(0, 0.8)$")
    assert (f"{6 / 6.5:.4f}", f"{2.5 / 6.5:.4f}", math.hypot(6, 2.5)) == ("0.9231", "0.3846", 6.5)


def test_the_schedules():
    rows = {name: sorted(found["right"]) for name, found in trials.LONG["schedules"].items()}
    says("rate-test", f"The peak {trials.PEAK} is large", "20 random starts")
    says("rate-turn", f"from {rows['constant'][10]} to {rows['cosine'][10]} digits",
         f"from {rows['cosine'][0]} to {rows['warm-up and cosine'][0]}.")
    assert rows["warm-up"][10] < rows["constant"][10]
    found = trials.LONG["schedules"]
    dead = found["cosine"]["right"].index(15)
    says("rate-turn", f"its loss stayed at {found['cosine']['at the end'][dead]:.2f}",
         f"in one network to {max(found['warm-up']['largest after 25']):.0f}")
    alone, warm = (trials.LONG["more_starts"][name] for name in ("cosine", "warm-up and cosine"))
    higher, lower = (sum(way * (b - a) > 0 for a, b in zip(alone, warm)) for way in (1, -1))
    says("rate-turn", f"before the cosine {higher} of them end higher", f"and {lower} lower",
         f"from {statistics.median(alone):.0f} to {statistics.median(warm):.0f} digits")
    assert 0.4 * (1 + math.cos(math.pi / 4)) / 2 == pytest.approx(0.3414, abs=1e-4)


def test_a_look_finds_the_dead_network():
    rows = {f: trials.look(trials.weights(20, 1, factor=f))[1] for f in (0.7, 1.0)}
    dead, healthy = rows[0.7], rows[1.0]
    assert float(dead["activations"][0] / dead["activations"][19]) == pytest.approx(1200, rel=0.03)
    assert float(dead["adjoints"][19] / dead["adjoints"][0]) == pytest.approx(1300, rel=0.04)
    assert [float(healthy["activations"][0] / healthy["activations"][19]),
            float(healthy["adjoints"][19] / healthy["adjoints"][0])] == pytest.approx([4, 4], abs=0.5)
    for found in rows.values():
        assert float(found["grad weights"].max() / found["grad weights"].min()) < 2
    ratios = (healthy["grad weights"] / dead["grad weights"])[:20].tolist()
    assert [ratios[layer - 1] for layer in (1, 10, 20)] == pytest.approx([350] * 3, rel=0.02)
    assert all(330 < v < 390 for v in ratios)
    says("health-found", "a factor of about 1200", "by about 1300", "about 4 each way", "some 350 times shorter")
    assert float(dead["grad biases"][19] / dead["grad biases"][0]) > 1000


def test_a_look_sees_what_torch_sees():
    Ws = trials.weights(2, 1)
    loss, rows = trials.look(Ws)
    X, y = trials.digits()
    layers = [torch.nn.Linear(W.shape[2], W.shape[1], dtype=double) for W in Ws]
    for layer, W in zip(layers, Ws):
        layer.weight.data, layer.bias.data = W[0].clone(), torch.zeros(W.shape[1], dtype=double)
    a = torch.tanh(layers[0](X))
    a.retain_grad()
    said = layers[2](torch.tanh(layers[1](a)))
    own = torch.nn.functional.cross_entropy(said, y)
    own.backward()
    assert loss == pytest.approx(own.item())
    assert float(rows["activations"][0]) == pytest.approx(a.square().mean().sqrt().item())
    assert float(rows["adjoints"][0]) == pytest.approx(float(a.grad.square().mean().sqrt()))
    assert float(rows["grad weights"][1]) == pytest.approx(float(layers[1].weight.grad.norm()))
    assert float(rows["grad biases"][2]) == pytest.approx(float(layers[2].bias.grad.norm()))


def test_an_orthogonal_start_keeps_only_the_mean():
    ends = []
    for seed in range(1, 8):
        a, rng = torch.randn(100, 64, generator=generator(0), dtype=double), generator(seed)
        for _ in range(20):
            a = (a @ initialise.orthogonal(64, 64, gain=2**0.5, rng=rng, dtype=double).mT).relu()
        ends.append(float(a.square().mean().sqrt()))
    assert (f"{ends[0]:.2f}", f"{min(ends[1:]):.2f}", f"{max(ends[1:]):.2f}") == ("0.47", "0.33", "2.20")
    says("optional-pass-read", "0.47 is left", "between 0.33 and 2.20")


def test_patience():
    moments, runs = trials.MOMENTS, trials.LONG["patience"]
    slow = tensor(*runs["0.7"]["right"])
    assert set(slow[moments.index(10):moments.index(300) + 1].flatten().tolist()) == {15}
    assert float(slow[moments.index(1000)].min()) > 15
    assert (slow[-1].min(), slow[-1].max()) == (23, 66)
    says("optional-wait-read", "nothing happens for 300 steps", "they name only 23 to 66 digits")
    assert runs["0.8"]["right"][-1].count(100) == 3
    assert runs["0.9"]["right"][moments.index(1000)] == [100] * 5
    assert runs["1.0"]["right"][moments.index(200)] == [100] * 5
    assert min(runs["1.0"]["right"][moments.index(100)]) < 100


def test_from_the_identity():
    assert (f"{1.02**50:.2f}", f"{0.98**50:.2f}") == ("2.69", "0.36")
    says("optional-identity-read", "the factor 2.69, or 0.36")


@pytest.mark.parametrize("key", ["init_std", "orthogonal", "clip_by_global_norm", "schedule", "health"])
def test_the_minutes_of_an_exercise(key, your_turn):
    your_turn(key)
