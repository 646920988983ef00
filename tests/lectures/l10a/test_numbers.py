"""Numbers that stand in the prose of lecture 10a."""

import math
import re
from pathlib import Path

import pytest
import torch

from dlcourse.authoring import effort
from dlcourse.authoring.fill import cells_of
from dlcourse.authoring.sources import read
from dlcourse.classroom import registry
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
    return trials.stored()[name][str(factor)]["right"][-1]


# --- part 0: one number ---


def test_the_hook():
    says("hook", "twenty hidden layers of 32 tanh units", "learning rate 0.1", "ten in all", "After 100 steps")
    assert (trials.WIDTH, trials.RATE, trials.STARTS, trials.STEPS, trials.SAMPLES) == (32, 0.1, 10, 100, 100)
    counts = torch.bincount(trials.digits()[1])
    assert (int(counts.argmax()), int(counts.max())) == (9, 15)
    assert ends("starts", 0.7) == [15] * 10
    says("hook-see", "The digit 9 occurs most often, 15 times", "It is 2.30")
    first = trials.stored()["starts"]["0.7"]["losses"][0]
    assert {f"{v:.2f}" for v in first} == {f"{math.log(10):.2f}"} == {"2.30"}
    assert min(ends("starts", 1.0)) >= 88
    assert max(ends("starts", 3.0)) <= 50
    assert all(v > math.log(10) + 1 for v in trials.stored()["starts"]["3.0"]["losses"][0])
    mean = {f: sum(trials.stored()["starts"][str(f)]["losses"][-1]) for f in trials.FACTORS}
    assert min(mean, key=lambda f: mean[f]) == 1.5
    says("fit-turn", "does the factor 1.5 have the lowest losses")


def test_a_stored_run_is_what_the_program_gives():
    """Three starts, ten steps: the others do not depend on how many are trained."""
    run = trials.train(trials.weights(20, trials.STARTS, factor=0.7), steps=10)
    stored = trials.stored()["starts"]["0.7"]
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
    left = (2**-0.5) ** 20
    assert left == pytest.approx(1 / 1024)
    says("fit-cause", f"$0.7^2 = {0.7**2:.2f}$")
    says("beyond", "bound $1/\\sqrt n$", "$1/(3n)$")
    bound = torch.nn.Linear(400, 50).weight.detach().abs().max()
    assert 0.95 / 20 < float(bound) <= 1 / 20


def test_the_live_signal():
    tanh = trials.signal("tanh", "std 1", 20)
    assert all(0.9 < v < 1 for v in tanh.there[-1].tolist())
    assert all(9e5 < v < 3e6 for v in tanh.back[0].tolist())
    says("fit-read", f"{float(tanh.saturated.min()):.0%}"[:-1] + f" to {100 * float(tanh.saturated.max()):.0f} %")
    says("fit-read", "about a million in 20 layers", "multiplies by 8", "in fact it is about 0.87")
    sigmoid = [float(v) ** (1 / 20) for v in trials.signal("sigmoid", "std 1", 20).back[0]]
    assert {f"{v:.2f}" for v in sigmoid} <= {"0.85", "0.86", "0.87"}
    for start in trials.SPREADS:
        assert float(trials.signal("sigmoid", start, 20).back[0].max()) < 0.1
    assert all(0.2 < float(v) < 2 for v in trials.signal("relu", "He", 50).there[-1])
    assert float(trials.signal("relu", "LeCun", 50).there[-1].max()) < 1e-7


# --- parts 4 to 6 and the optional ones ---


def test_stretches():
    """What one random draw shows holds for others."""
    one, product = [], []
    for seed in range(5):
        rng = generator(seed)
        drawn = [initialise.normal(32, 32, std=32**-0.5, rng=rng, dtype=double) for _ in range(20)]
        one.append(torch.linalg.svdvals(drawn[0]))
        product.append(torch.linalg.svdvals(torch.linalg.multi_dot(drawn)))
    assert all(1.6 < float(d[0]) < 2.1 and float(d[-1]) < 0.1 for d in one)
    assert all(float(d[16]) < 1e-3 for d in product)
    says("keep-read", "almost twice their length", "less than a thousandth")


def test_the_needle():
    words = figures.circles().description
    [[longest, shortest]] = re.findall(r"after 10 layers [^;]*length ([\d.]+) and the shortest ([\d.]+)\. Orth", words)
    assert float(longest) / float(shortest) == pytest.approx(70)
    says("keep-words", "70 times as long")


def test_the_wall():
    ways = {start: widgets.walk(start, math.inf) for start in (0.5, 1.1, 1.2)}
    assert f"{ways[1.2][0][1]:.0f}" == "268"
    assert f"{ways[1.2][1][0]:.2f}" == "-1.48"
    assert abs(ways[1.2][1][1]) > 268
    says("clip-read", "$1.2 - 0.01 \\cdot 268 = -1.48$", "the slope is $-0.02$", "60 steps lead to 0.51 only")
    assert (f"{ways[0.5][0][1]:.2f}", f"{ways[0.5][-1][0]:.2f}") == ("-0.02", "0.51")
    assert f"{ways[1.1][-1][0]:.4f}" == "1.0000"
    assert f"{widgets.walk(1.5, 100.0)[1][0]:.2f}" == "0.50"


def test_without_a_bound():
    run = trials.train(trials.weights(10, 5, factor=2.0), bend="relu", steps=6)
    assert (190 < float(run.losses[1].min()) < 200, 5800 < float(run.losses[1].max()) < 5900) == (True, True)
    assert bool(run.losses[6].isnan().all())
    says("clip-turn", "between 190 and 5800", "Five steps later all are `nan`")


def test_clipping_by_hand():
    says("clip-read", "$\\sqrt{9 + 16} = 5$", "$(0.6, 0)$ and $(0, 0.8)$")
    assert (f"{6 / 6.5:.4f}", f"{2.5 / 6.5:.4f}", math.hypot(6, 2.5)) == ("0.9231", "0.3846", 6.5)


def test_the_schedules():
    rows = {name: sorted(right) for name, right in trials.stored()["schedules"].items()}
    says("rate-test", f"The peak {trials.PEAK} is large", "20 random starts")
    says("rate-turn", f"from {rows['constant'][10]} to {rows['cosine'][10]} digits",
         f"from {rows['cosine'][0]} to {rows['warm-up and cosine'][0]}.")
    assert rows["warm-up"][10] < rows["constant"][10]
    assert 0.4 * (1 + math.cos(math.pi / 4)) / 2 == pytest.approx(0.3414, abs=1e-4)


def test_patience():
    moments, runs = trials.MOMENTS, trials.stored()["patience"]
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
def test_the_minutes_of_an_exercise(key):
    exercise = registry.load(key)
    title, minutes = exercise.title, effort.minutes(exercise, cells_of(read(FOLDER / "exercises.py"), key))
    found = [text for text in TEXT.values() if title in text and "Your turn" in text]
    assert len(found) == 1
    assert re.search(rf"\({minutes} minutes\): \[\*{re.escape(title)}\*\]", found[0])
