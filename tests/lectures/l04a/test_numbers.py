"""Numbers that stand in the prose of lecture 04a."""

import math
from pathlib import Path

import pytest
import torch

from dlcourse import data, losses
from dlcourse.authoring import effort
from dlcourse.authoring.fill import cells_of
from dlcourse.authoring.sources import read
from dlcourse.classroom import registry
from dlcourse.lectures.l04a.widgets import X, Y, border, descending, way
from dlcourse.models import linear
from dlcourse.models.calibration import calibration
from dlcourse.tensors import generator

SOURCE = Path(__file__).resolve().parents[3] / "authoring" / "04a_two_classes" / "lecture.py"
TEXT = {cell.id: cell.source for cell in read(SOURCE).cells}
ONE, ZERO = torch.ones(2, dtype=torch.float64), torch.zeros((), dtype=torch.float64)


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def test_the_scale_of_the_hook():
    loss = {s: border(45.0, 0.0, s).readings["mean loss"][0] for s in (0.1, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)}
    says("hook-answer", f"the mean loss is {loss[1.0]:.3f}")
    assert loss[10.0] / loss[1.0] > 3
    assert f"{loss[10.0]:.2f}" == "0.83"
    assert min(loss, key=loss.get) == 1.5
    assert all(border(45.0, 0.0, s).readings["on the wrong side"] == [1] for s in loss)


def test_odds_and_log_odds():
    for p in (0.1, 0.2, 0.8, 0.9):
        says("logistic", f"{math.log(p / (1 - p)):.3f}")
    assert f"{sigmoid(2):.2f}" == "0.88"
    assert sigmoid(9) > 0.9998  # "has all but reached 1 before x = 1"


def test_surprises():
    says("loss", f"{-math.log(0.5):.3f}", f"{-math.log(0.01):.2f}", f"{-math.log(0.25):.3f}")
    assert 6.5 < math.log(0.01) / math.log(0.5) < 7  # "nearly seven times"
    rain, dry = -math.log(0.1), -math.log(0.9)
    says("entropy", f"{rain:.3f}", f"{dry:.3f}", f"{0.1 * rain + 0.9 * dry:.3f}")
    says("entropy-ask", f"{0.1 * rain + 0.9 * dry:.3f}", f"{0.9 * rain + 0.1 * dry:.3f}")
    says("entropy", *(f"{-0.1 * math.log(q) - 0.9 * math.log(1 - q):.3f}" for q in (0.05, 0.1, 0.2, 0.5)))
    slope = {q: -0.1 / q + 0.9 / (1 - q) for q in (0.05, 0.1, 0.2)}
    assert abs(slope[0.1]) < 1e-12
    says("entropy", f"{slope[0.05]:.2f}", f"{slope[0.2]:.3f}")
    says("entropy", f"0.693 - 0.325 = {-math.log(0.5) - (0.1 * rain + 0.9 * dry):.3f}")
    says("sample", f"{-math.log(0.8):.3f}", f"{-math.log(0.2):.3f}")
    says("sample", f"$0.223 + 0.693 = {-math.log(0.8 * 0.5):.3f}$")


def test_the_form_with_z():
    p = sigmoid(-1)
    says("sample-read", f"{-math.log(1 - p):.3f}", f"{-math.log(p):.3f}", "800")
    far = torch.tensor(-800.0, dtype=torch.float64)
    assert float(far.sigmoid()) == 0
    assert float(losses.binary_cross_entropy_with_logits(far, ZERO + 1)) == 800
    assert float(losses.binary_cross_entropy_with_logits(-far, ZERO + 1)) == 0
    assert (-far).exp() == math.inf


def test_the_slopes_of_the_guess():
    says("gradient-guess", "-0.1", "-0.9")
    for p in (0.9, 0.1):
        z = torch.tensor(math.log(p / (1 - p)), dtype=torch.float64, requires_grad=True)
        (-z.sigmoid().log()).backward()
        assert float(z.grad) == pytest.approx(p - 1)


def test_the_squared_miss_hardly_learns_where_it_is_badly_wrong():
    p = torch.tensor(-10.0, dtype=torch.float64, requires_grad=True)
    ((p.sigmoid() - 1) ** 2).backward()
    says("gradient-read", f"{float(p.grad):.5f}", f"{sigmoid(-10) - 1:.5f}")


def test_a_step_of_length_one_along_w():
    w = torch.tensor([3.0, 4.0], dtype=torch.float64)
    unit = w / w.norm()
    assert unit.tolist() == pytest.approx([0.6, 0.8])
    assert float(w @ unit) == pytest.approx(5)
    assert float(w @ (4 * unit)) == pytest.approx(20)
    says("plane-steps", "(3, 4)/5", "25/5", "4 · 5")


def test_no_forecast_beats_what_happens():
    """For any number of classes, as the last cell derives it."""
    rng = generator(7)
    for classes in (2, 3, 10):
        p, q = torch.rand(2, classes, generator=rng, dtype=torch.float64)
        p, q = p / p.sum(), q / q.sum()
        assert float((p * (q / p).log()).sum()) <= float((p * (q / p - 1)).sum()) + 1e-12
        assert float((p * (q / p - 1)).sum()) == pytest.approx(0, abs=1e-12)
    says("optional-best-steps", "0.325 - 0.693", f"0.1 · 4 - 0.9 · {1 - 0.5 / 0.9:.3f}")


def test_the_step_by_hand():
    x, y = torch.tensor([[-0.5, -0.5], [-1.5, 1.0]], dtype=torch.float64), torch.tensor([1, 0])
    loss, grad = linear.logistic_loss_and_grad(ONE, ZERO, x, y)
    p = (x @ ONE).sigmoid()
    says("update", *(f"{float(v):.3f}" for v in (*p, *(p - y), *grad.w[1:], grad.b)))
    assert f"{float(grad.w[0]):.3f}" == "-0.100"
    for row, error in zip(x, p - y):
        says("update", f"({float(error * row[0]):.3f}, {float(error * row[1]):.3f})")
    after = linear.logistic_loss_and_grad(ONE - grad.w, ZERO - grad.b, x, y)[0]
    says("update", f"{float(loss):.3f} to {float(after):.3f}")
    assert (ONE - grad.w).tolist() == pytest.approx([1.100, 0.628], abs=1e-3)


def test_the_step_of_the_question():
    x, y = torch.tensor([[2.0, 0.0], [0.0, 4.0]], dtype=torch.float64), torch.tensor([1, 0])
    grad = linear.logistic_loss_and_grad(0 * ONE, ZERO, x, y)[1]
    assert [*(-grad.w).tolist(), -float(grad.b)] == pytest.approx([0.5, -1, 0])
    says("update-ask", "(0.5, -1, 0),")


def test_where_descent_leads():
    says("descending-read", descending(200.0, 0.5).say.split("w = ")[1].split(", b")[0])
    assert descending(0.0, 0.5).say.endswith("Length of w 1.41.")
    says("descending-read", f"b = {float(way(0.5)[0][200].b):.2f}")
    turned = [math.degrees(math.atan2(plane.w[1], plane.w[0])) for plane in way(0.5)[0]]
    assert turned[10] - turned[200] > 20 > 10 > turned[20] - turned[200]  # "within some twenty steps"
    rest = linear.logistic_fit(X, Y, eta=2.0, steps=5000).params
    lengths = [float(plane.w.norm()) for plane in way(2.0)[0]]
    assert lengths[200] - lengths[150] < 0.03  # "nearly come to rest"
    says("descending-read", f"{lengths[200]:.2f}")
    says("descending-read", f"({float(rest.w[0]):.2f}, {float(rest.w[1]):.2f})", f"{float(rest.b):.2f}",
         f"{float(rest.w.norm()):.2f}")
    own = (X @ rest.w + rest.b) * (2 * Y - 1)
    gain = (-own).exp().log1p() - (-2 * own).exp().log1p()  # of each point, when w and b are doubled
    assert ((gain > 0) == (own > 0)).all()
    once, twice = (float((-k * own[5]).exp().log1p()) for k in (1, 2))
    says("descending-read", f"pay {twice:.2f} instead of {once:.2f}")
    pull = -own * (-own).sigmoid()  # the slope of each price, when w and b are made longer
    assert float(pull[own > 0].sum()) == pytest.approx(-float(pull[5]), abs=1e-3)
    start, best = torch.tensor([-1.0, 1.0]), torch.tensor([2.24, 1.62])
    angle = math.degrees(math.acos(float(start @ best / start.norm() / best.norm())))
    assert 80 < angle < 105  # "nearly at right angles"


def test_two_models_with_one_border():
    says("certainty", f"{sigmoid(2):.4f}", r"1 - 2.1 \cdot 10^{-9}")
    assert sigmoid(-20) == pytest.approx(2.1e-9, rel=0.02)
    seen = [i for i in range(12) if i != 5]
    mean = {k: float(linear.logistic_loss_and_grad(k * ONE, ZERO, X[seen], Y[seen])[0]) for k in (1, 10)}
    late = {k: float(linear.logistic_loss_and_grad(k * ONE, ZERO, X[5:6], Y[5:6])[0]) for k in (1, 10)}
    says("certainty", f"{mean[1]:.3f}", f"{mean[10]:.4f}")
    assert all(late[k] == pytest.approx(math.log1p(math.exp(-k)) + k) for k in late)
    says("certainty-read", f"{late[1]:.4f}", f"{late[10]:.5f}", f"{late[1] / math.log(2):.1f} times")


@pytest.mark.parametrize("scale, low, high", [(1, 0.91, 0.96), (10, 0.74, 0.77)])
def test_who_keeps_its_word_in_twenty_worlds(scale, low, high):
    for seed in range(20):
        rng = generator(100 + seed)
        world = torch.randn(20_000, 2, generator=rng, dtype=torch.float64)
        y = (torch.rand(20_000, generator=rng, dtype=torch.float64) < (world @ ONE).sigmoid()).long()
        p = linear.predict_proba(scale * ONE, ZERO, world)
        sure = p > 0.9
        assert low < float(y[sure].double().mean()) < high
        if scale == 10:
            assert f"{float(p[sure].mean()):.2f}" == "0.99"
        else:
            table = calibration(p, y)
            assert float((table.predicted - table.observed).abs().max()) < 0.05


def test_what_training_sees_in_the_world_of_the_lecture():
    rng = generator(4)
    world = torch.randn(20_000, 2, generator=rng, dtype=torch.float64)
    y = (torch.rand(20_000, generator=rng, dtype=torch.float64) < (world @ ONE).sigmoid()).long()
    assert f"{float(y.double().mean()):.2f}" == "0.50"
    for scale, slope in ((1, 0.0), (10, 0.1)):
        assert f"{float(linear.predict_proba(scale * ONE, ZERO, world).mean()):.2f}" == "0.50"
        grad = linear.logistic_loss_and_grad(scale * ONE, ZERO, world, y)[1]
        assert grad.w.tolist() == pytest.approx([slope, slope], abs=0.006)
    trained = linear.logistic_fit(world, y, eta=1.0).params
    says("calibration-slopes-read", f"({float(trained.w[0]):.2f}, {float(trained.w[1]):.2f})")


def test_other_ways_to_halve_the_digits():
    digits = data.digits()
    pair = (digits.y == 6) | (digits.y == 9)
    images, y = digits.X[pair].double().reshape(-1, 8, 8), (digits.y[pair] == 9).long()
    above = images[:, :4].sum(dim=(1, 2)) - images[:, 4:].sum(dim=(1, 2))
    kinds = {"histogram": data.histogram_features(images, 8), "number": above[:, None], "pixels": images.flatten(1)}
    right = {name: [] for name in kinds}
    for seed in range(10):
        order = torch.randperm(len(y), generator=generator(seed))
        learn, count = order[:181], order[181:]
        for name, features in kinds.items():
            plane = linear.logistic_fit(features[learn], y[learn], eta=5.0, steps=800).params
            said = features[count] @ plane.w + plane.b > 0
            right[name].append(float((said == (y[count] == 1)).double().mean()))
    assert max(right["histogram"]) < 0.72
    assert min(right["number"]) > 0.98
    assert min(right["pixels"]) == 1
    grown = [linear.logistic_fit(kinds["pixels"][::2], y[::2], eta=5.0, steps=steps).params for steps in (800, 1600)]
    assert ((images[::2].flatten(1) @ grown[0].w + grown[0].b > 0) == (y[::2] == 1)).all()  # a hyperplane separates
    assert grown[1].w.norm() > grown[0].w.norm() + 0.1


def test_where_the_large_weights_of_the_pixels_lie():
    digits = data.digits()
    pair = (digits.y == 6) | (digits.y == 9)
    features, y = digits.X[pair].double(), (digits.y[pair] == 9).long()
    w = linear.logistic_fit(features[::2], y[::2], eta=5.0, steps=800).params.w.reshape(8, 8)
    for k in w.abs().flatten().topk(10).indices.tolist():
        row, column = divmod(k, 8)
        assert (row < 4 <= column) == (float(w[row, column]) > 0)
        assert (column < 4 <= row) == (float(w[row, column]) < 0)


def test_the_best_model_of_a_soft_label():
    p = torch.linspace(0.01, 0.99, 99, dtype=torch.float64)
    paid = -0.7 * p.log() - 0.3 * (1 - p).log()
    assert float(p[paid.argmin()]) == pytest.approx(0.7)
    says("transfer-ask", f"{float(paid.min()):.3f}", f"{-math.log(0.7):.3f}", f"{-math.log(0.3):.3f}")


def test_the_minutes_of_the_exercises():
    exercises = read(SOURCE.with_name("exercises.py"))
    for cell, key in (("entropy-exercise", "cross_entropy"), ("update-batch", "bce_grad")):
        says(cell, f"({effort.minutes(registry.load(key), cells_of(exercises, key))} minutes)")
