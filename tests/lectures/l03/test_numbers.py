"""Numbers that stand in the prose of lecture 03."""

from pathlib import Path

import pytest
import torch

from dlcourse import data
from dlcourse.authoring import effort
from dlcourse.authoring.fill import cells_of
from dlcourse.authoring.sources import read
from dlcourse.classroom import registry
from dlcourse.lectures.l03 import runs, widgets
from dlcourse.models import lsh, neighbours, pca
from dlcourse.tensors import generator

SOURCE = Path(__file__).resolve().parents[3] / "authoring" / "03_neighbours_and_dimensions" / "lecture.py"
TEXT = {cell.id: cell.source for cell in read(SOURCE).cells}
DOUBLE = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def test_the_hook_over_twenty_hospitals():
    best = [float(widgets.tried(world, 10, 1).test.max()) for world in range(1, 21)]
    assert min(best) == 0.8  # "at least eight of the ten"
    assert best.count(1.0) == 4  # "in four of them for all ten"
    assert best[0] == 1.0
    for tested in (10.0, 100.0):
        told = widgets.leak(200.0, tested, 1.0).readings
        assert 0.45 < told["on fresh patients"][0] < 0.56
    assert 0.55 < told["best test score"][0] < 0.75  # with 100 patients: nearer to 50 %, but above


def test_what_the_map_shows():
    shown = {k: widgets.neighbour_map(k, "straight line", "metres").readings for k in (1.0, 15.0, 60.0)}
    assert shown[1.0]["training"] == [1.0]
    assert shown[15.0]["training"][0] < 1
    assert shown[15.0]["fresh"][0] > shown[1.0]["fresh"][0]
    assert shown[60.0]["fresh"] == [0.5]
    assert widgets.neighbour_map(9.0, "straight line", "centimetres").readings["fresh"][0] < 0.75


def most_telling(X, y):
    return (X[y == 1].mean(dim=0) - X[y == 0].mean(dim=0)).abs().topk(20).indices


def test_mia_over_twenty_data_sets():
    leaking, honest = [], []

    def fit(X, y):
        return lambda X_new: neighbours.knn_predict(X, y, X_new, k=5)

    def fit_honestly(X, y):
        own = most_telling(X, y)
        return lambda X_new: neighbours.knn_predict(X[:, own], y, X_new[:, own], k=5)

    for seed in range(20):
        rng = generator(seed)
        X, y = torch.randn(50, 1000, generator=rng, dtype=DOUBLE), torch.randint(0, 2, (50,), generator=rng)
        kept = X[:, most_telling(X, y)]
        leaking.append(float(data.cross_validate(fit, kept, y, 5, rng=generator(seed)).mean()))
        honest.append(float(data.cross_validate(fit_honestly, X, y, 5, rng=generator(seed)).mean()))
    says("leak-read", f"{sum(leaking) / 20:.2f}", f"{sum(honest) / 20:.2f}")


def test_the_folds_choose_five():
    sixty, score = widgets._MOONS, {}
    same = data.two_moons(60, rng=generator(3), noise=0.3)
    assert torch.equal(sixty.X, same.X)
    for first in (0, 10, 20):  # the ten shuffles of the lecture, and twenty others
        for k in (1, 3, 5, 9, 15, 31, 45):
            score[first, k] = sum(float(data.cross_validate(
                lambda X, y, k=k: lambda X_new: neighbours.knn_predict(X, y, X_new, k=k), sixty.X, sixty.y, 5,
                rng=generator(shuffle)).mean()) for shuffle in range(first, first + 10)) / 10
    assert max((1, 3, 5, 9, 15, 31, 45), key=lambda k: score[0, k]) == 5
    assert all(score[first, 5] > max(score[first, k] for k in (1, 3, 15, 31, 45)) for first in (10, 20))
    fresh = {k: widgets.neighbour_map(float(k), "straight line", "metres").readings["fresh"][0] for k in (5, 15)}
    says("folds-exercise", f"{100 * score[0, 5]:.1f} %", f"{100 * fresh[5]:.0f} %", f"{100 * fresh[15]:.0f} %")


def test_the_runs(monkeypatch):
    lowest = float(runs.run(3).validation.min())
    assert 0.08 < lowest < 0.11
    assert float(runs.run(4).validation[-1]) < float(runs.run(4).validation[-50:].mean())  # ends on a low point
    assert int(runs.run(1).validation.argmin()) == 3
    assert pytest.approx(100) == runs.RUNS[2].eta / runs.RUNS[4].eta
    assert all(0.4 < float(v) < 0.61 for curve in runs.run(2) for v in curve[-50:])  # "both rest at 0.4 to 0.6"
    jumpy = runs.RUNS[3]
    assert (jumpy.eta, jumpy.batch) == (0.25, 1)

    def last_fifty(eta):
        monkeypatch.setattr(runs, "RUNS", (*runs.RUNS[:3], jumpy._replace(eta=eta), runs.RUNS[4]))
        return runs.run.__wrapped__(4).validation[-50:]

    calm = last_fifty(0.02)
    says("recall-text", f"{float(calm.min()):.3f} and {float(calm.max()):.3f}", "0.02 in place of 0.25")
    assert not float(last_fifty(1.5).nan_to_num(1e9).min()) < 1e3  # it runs away


def divisions():
    digits = data.digits()
    for seed in range(5):
        order = torch.randperm(1797, generator=generator(seed))
        yield seed, digits, order[:400], order[400:800]


def right(X, y, store, fresh):
    return float((neighbours.knn_predict(X[store], y[store], X[fresh], k=3) == y[fresh]).double().mean())


def test_noise_drowns_the_digits():
    for seed, digits, store, fresh in divisions():
        noise = torch.rand(1797, 1000, generator=generator(100 + seed), dtype=DOUBLE)
        clean, noisy = right(digits.X, digits.y, store, fresh), right(torch.cat([digits.X, noise], 1), digits.y, store,
                                                                      fresh)
        assert 0.95 < clean < 0.98
        assert 0.45 < noisy < 0.53
        if seed == 0:
            assert f"{clean:.0%}" == "96%"
            squares = neighbours.pairwise(digits.X[fresh], digits.X[store]) ** 2
            alike = digits.y[fresh][:, None] == digits.y[store]
            luck = ((noise[store] - noise[fresh]) ** 2).sum(1)
            assert (round(float(luck.mean())), round(float(luck.std()))) == (167, 6)
            apart = f"{float(squares[~alike].mean()) - float(squares[alike].mean()):.1f}"
            says("noise-read", f"= {apart}$", "give or take 6", "167", f"{float(squares[alike].mean()):.1f}",
                 f"{float(squares[~alike].mean()):.1f}")


def test_digits_are_not_all_equally_far_away():
    for seed, digits, store, fresh in divisions():
        among_digits = neighbours.pairwise(digits.X[fresh], digits.X[store])
        numbers = torch.rand(800, 64, generator=generator(seed), dtype=DOUBLE)
        among_numbers = neighbours.pairwise(numbers[400:], numbers[:400])
        for distances, told in ((among_digits, (3.3, 3.4)), (among_numbers, (1.5,))):
            assert round(float((distances.max(1).values / distances.min(1).values).median()), 1) in told


def test_dimensions_and_hubs_of_five_clouds():
    hubs, never = [], []
    for seed in range(5):
        flat, deep = widgets.cloud(2, seed), widgets.cloud(100, seed)
        assert neighbours.relative_contrast((flat[1:] - flat[0]).norm(dim=1)) + 1 > 20
        assert neighbours.relative_contrast((deep[1:] - deep[0]).norm(dim=1)) + 1 < 1.55
        in_plane, chosen = neighbours.k_occurrence(flat, k=10), neighbours.k_occurrence(deep, k=10)
        assert int(in_plane.min()) >= 1
        assert int(in_plane.max()) < 20
        hubs.append(int(chosen.max()))
        never.append(int((chosen == 0).sum()))
        assert float(torch.corrcoef(torch.stack([chosen.double(), deep.norm(dim=1)]))[0, 1]) < -0.7  # near the middle
    says("hubs", f"up to {hubs[0]} times", f"{never[0]} of the 500", f"{min(hubs[1:])} to {max(hubs[1:])} times",
         f"{min(never[1:])} to {max(never[1:])} points")
    assert f"{widgets.dimensions(100.0).readings['farthest over nearest'][0]:.1f}" == "1.4"


def test_a_million_images():
    assert pytest.approx(1.97e11, rel=0.01) == 10**6 * 49_152 * 4
    assert 128 * 128 == 16_384
    assert 3 * 16_384 == 49_152


def test_six_planes_in_each_of_eight_tables():
    for seed, digits, store, fresh in divisions():
        planes = lsh.random_hyperplanes(digits.X[store], bits=6, tables=8, rng=generator(seed))
        mine, theirs = lsh.buckets(planes, digits.X[store]), lsh.buckets(planes, digits.X[fresh])
        shared = (mine[:, None, :] == theirs[:, :, None]).any(dim=0)
        truth = neighbours.nearest(digits.X[store], digits.X[fresh], k=1)[:, 0]
        assert 0.15 < float(shared.double().mean()) < 0.18  # "a sixth"
        assert 0.87 < float(shared[torch.arange(400), truth].double().mean()) < 0.95  # "about nine of ten"


def test_eigenvectors_on_paper():
    for S, pairs in ((((2, 1), (1, 2)), (((1, 1), 3), ((1, -1), 1))), (((5, 2), (2, 2)), (((2, 1), 6), ((1, -2), 1))),
                     (((3, 2), (2, 0)), (((2, 1), 4), ((1, -2), -1))), (((5, 3), (3, 5)), (((1, 1), 8), ((1, -1), 2)))):
        for v, size in pairs:
            assert [sum(a * b for a, b in zip(row, v)) for row in S] == [size * entry for entry in v]


def test_variance_of_a_mixture_and_the_way_back():
    four = torch.tensor([[8.0, 5.0], [6.0, 7.0], [2.0, 3.0], [4.0, 1.0]], dtype=DOUBLE)
    mean, S, v = four.mean(dim=0), pca.covariance(four), torch.ones(2, dtype=DOUBLE) / 2 ** 0.5
    for degrees in range(0, 180, 5):
        turn = torch.tensor(degrees).deg2rad().double()
        u = turn.cos() * v + turn.sin() * torch.tensor([1.0, -1.0], dtype=DOUBLE) / 2 ** 0.5
        assert float(u @ S @ u) == pytest.approx(2 + 6 * float(turn.cos()) ** 2)
    back = mean + ((four - mean) @ v)[:, None] * v
    assert back[0].tolist() == pytest.approx([7, 6])
    assert ((four - back) ** 2).sum(1).tolist() == pytest.approx([2, 2, 2, 2])
    assert f"{49_152 ** 2:.1e}" == "2.4e+09"


def test_digits_with_few_directions():
    got = {8: [], 16: [], 64: []}
    for _, digits, store, fresh in divisions():
        mean, directions, _ = pca.pca_fit(digits.X[store], 64)
        for m, found in got.items():
            found.append(right(pca.pca_project(mean, directions[:m], digits.X), digits.y, store, fresh))
    percent = {m: (round(100 * min(v)), round(100 * max(v))) for m, v in got.items()}
    assert 93 <= percent[8][0] <= percent[8][1] <= 95
    assert all(95 <= v <= 98 for m in (16, 64) for v in percent[m])
    assert got[16][0] >= got[64][0]  # "With 16 it has lost nothing"


def test_the_minutes_of_the_exercises():
    exercises = read(SOURCE.with_name("exercises.py"))
    for cell, key in (("knn-exercise", "knn_predict"), ("folds-exercise", "kfold_indices"), ("leak-read", "honest_cv"),
                      ("hubs", "k_occurrence"), ("pca-digits-read", "pca_fit")):
        says(cell, f"({effort.minutes(registry.load(key), cells_of(exercises, key))} minutes)")
