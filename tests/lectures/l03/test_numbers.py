"""Numbers that stand in the prose of lecture 03."""

from pathlib import Path

import pytest
import torch

from dlcourse import data
from dlcourse.authoring import effort
from dlcourse.authoring.fill import cells_of
from dlcourse.authoring.sources import read
from dlcourse.classroom import registry
from dlcourse.lectures.l03 import figures, runs, widgets
from dlcourse.models import lsh, neighbours, pca
from dlcourse.tensors import generator

SOURCE = Path(__file__).resolve().parents[3] / "authoring" / "03_neighbours_and_dimensions" / "lecture.py"
TEXT = {cell.id: cell.source for cell in read(SOURCE).cells}
DOUBLE = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def test_the_hook_over_twenty_hospitals():
    best = [float(widgets.tried(world, 10, 1).test.max()) for world in range(1, 21)]
    assert best.count(1.0) == 4  # "in four of them for all ten"
    assert best[0] == 1.0
    assert f"{200 / 2**10:.1f}" == "0.2"
    for tested in (10.0, 100.0):
        told = widgets.leak(200.0, tested, 1.0).readings
        assert 0.45 < told["on fresh patients"][0] < 0.56
    assert 0.55 < told["best test score"][0] < 0.75  # with 100 patients: nearer to 50 %, but above


def test_what_the_map_shows():
    shown = {k: widgets.neighbour_map(k, "straight line", "metres").readings for k in (1.0, 15.0, 60.0)}
    assert shown[1.0]["training"] == [1.0]
    told = (shown[15.0]["training"][0], shown[15.0]["fresh"][0], shown[1.0]["fresh"][0])
    says("map-read", *(f"{share:.0%}".replace("%", " %") for share in told))
    assert told[1] > told[2]
    assert shown[60.0]["fresh"] == [0.5]
    fresh = {(metric, unit): f"{100 * widgets.neighbour_map(9.0, metric, unit).readings['fresh'][0]:.0f}"
             for metric in ("straight line", "along the axes", "largest difference")
             for unit in ("metres", "centimetres")}
    assert {share for (_, unit), share in fresh.items() if unit == "metres"} == {"88", "89"}
    says("map-read", "88 or 89 % for all three",
         f"from {fresh['straight line', 'metres']} to {fresh['straight line', 'centimetres']} %")


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
    unseen = data.two_moons(400, rng=generator(5), noise=0.3)
    assert not torch.equal(unseen.X, widgets._FRESH.X)  # the points of part 1 stay out of the test
    said = neighbours.knn_predict(sixty.X, sixty.y, unseen.X, k=5)
    says("folds-exercise", *(f"{100 * score[0, k]:.1f} %" for k in (5,)), "48 points, not 60")
    assert 0.01 < score[0, 1] - score[0, 15] < 0.02  # "one or two per cent"; in the map it is the other way round
    assert {len(fold.train) for fold in data.kfold(60, 5, rng=generator(0))} == {48}
    hits = (said == unseen.y).double()
    error = float(hits.std()) / 400 ** 0.5
    says("folds-report", f"{100 * float(hits.mean()):.0f} %", f"standard deviation is {float(hits.std()):.1f}",
         f"= {error:.3f}$", f"give or take {100 * error:.1f} %")


def test_the_runs(monkeypatch):
    lowest = float(runs.run(3).validation.min())
    assert 0.08 < lowest < 0.11
    assert float(runs.run(4).validation[-1]) < float(runs.run(4).validation[-50:].mean())  # ends on a low point
    says("recall-text", f"at epoch {int(runs.run(1).validation.argmin())},", "21 weights to 12 points")
    assert (runs.features(torch.zeros(1), runs.RUNS[0].bumps).shape[1], runs.RUNS[0].points) == (21, 12)
    assert pytest.approx(100) == runs.RUNS[2].eta / runs.RUNS[4].eta
    assert all(0.48 < float(v) < 0.57 for curve in runs.run(2) for v in curve[-50:])  # "both rest near 0.5"
    assert abs(float(runs.run(2).validation[-1] - runs.run(2).train[-1])) < 0.02  # "side by side"
    assert [setting.batch for setting in runs.RUNS] == [2, 20, 20, 1, 20]
    jumpy = runs.RUNS[3]
    assert (jumpy.eta, jumpy.batch) == (0.25, 1)

    def last_fifty(**other):
        monkeypatch.setattr(runs, "RUNS", (*runs.RUNS[:3], jumpy._replace(**other), runs.RUNS[4]))
        return runs.run.__wrapped__(4).validation[-50:]

    assert float(runs.run(4).validation[-50:].max()) > 0.7
    assert float(last_fifty(eta=0.02).max()) < 0.12
    assert float(last_fifty(batch=20).max()) < 0.12
    says("jumps", "With the rate 0.02", "even at 0.25", "twenty points", "run 1 has two")
    over = [i for i in range(101) if max(float(runs.run(4).train[i]), float(runs.run(4).validation[i])) > 0.9]
    assert over == [31, 32]  # "leaves its frame once"
    says_below = figures.five_runs().caption
    assert f"up to {max(float(curve.max()) for curve in runs.run(4)):.1f}" in says_below
    assert float(runs.run(1).train[-1]) < 0.01  # "near 0, far below the noise"
    assert (runs.RUNS[2].eta, runs.RUNS[2].batch, runs.RUNS[4].eta) == (0.15, 20, 0.0015)



def divisions(times=5):
    digits = data.digits()
    for seed in range(times):
        order = torch.randperm(1797, generator=generator(seed))
        yield seed, digits, order[:400], order[400:800]


def right(X, y, store, fresh):
    return float((neighbours.knn_predict(X[store], y[store], X[fresh], k=3) == y[fresh]).double().mean())


def test_noise_drowns_the_digits():
    for seed, digits, store, fresh in divisions(2):
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
            pairs = (torch.rand(2, 10**5, generator=generator(0), dtype=DOUBLE).diff(dim=0)) ** 2
            assert (round(6 * float(pairs.mean()), 1), round(float(pairs.std()), 1)) == (1.0, 0.2)
            assert round(1000 ** 0.5 * float(pairs.std())) == 6
            apart = f"{float(squares[~alike].mean()) - float(squares[alike].mean()):.1f}"
            says("noise-read", f"= {apart}$", "often 161 or 173", "167", f"{float(squares[alike].mean()):.1f}",
                 f"{float(squares[~alike].mean()):.1f}")
            added = neighbours.pairwise(noise[fresh], noise[store]) ** 2
            strangers = float((~alike).double().sum(1).mean())
            assert round(strangers, -1) == 360
            luckiest = float(added.masked_fill(alike, float("inf")).min(1).values.mean())
            own = float(added.masked_fill(~alike, float("inf")).min(1).values.mean())
            nearest = [float((added + squares).masked_fill(mask, float("inf")).min(1).values.mean())
                       for mask in (alike, ~alike)]
            says("noise-read", "about 360 strangers", f"only about {luckiest:.0f}", f"about {own:.0f}.",
                 f"both kinds is at about {nearest[0]:.0f}")
            assert round(nearest[0]) == round(nearest[1])


def test_digits_are_not_all_equally_far_away():
    for seed, digits, store, fresh in divisions():
        among_digits = neighbours.pairwise(digits.X[fresh], digits.X[store])
        numbers = torch.randn(800, 64, generator=generator(seed), dtype=DOUBLE)
        among_numbers = neighbours.pairwise(numbers[400:], numbers[:400])
        for distances, told in ((among_digits, (3.3, 3.4)), (among_numbers, (1.6,))):
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
        if seed == 0:
            far = (deep - deep.mean(dim=0)).norm(dim=1)
            hub = float(far[chosen.argmax()])
            assert hub == float(far.min())  # "nobody is further in"
            seen = (deep[1:] - deep[0]).norm(dim=1)
            says("dimensions-read", f"at {float(seen.min()):.1f}", f"at {float(seen.max()):.1f}",
                 f"the mean is {float(seen.mean()):.1f}")
            says("hubs", f"{float(far.mean()):.1f} from the middle", f"at {hub:.1f}")
            for cell in ("hubs", "middle"):
                says(cell, f"{(hub ** 2 + 100) ** 0.5:.1f}", f"{200 ** 0.5:.1f}")
            says("middle", f"${hub ** 2:.0f} + 100 = {hub ** 2 + 100:.0f}$", f"lies at {float(far[0]):.1f}",
                 f"${float(far[0]) ** 2:.0f} + 100 = {float(far[0]) ** 2 + 100:.0f}$",
                 f"the {(float(far[0]) ** 2 + 100) ** 0.5:.1f} of part 5")
            others = neighbours.pairwise(deep, deep)[chosen.argmax()]
            assert abs(float(others.sum()) / 499 - (hub ** 2 + 100) ** 0.5) < 0.05
            usual = neighbours.pairwise(deep, deep)[(far - 10).abs().argmin()]
            says("hubs", f"scatter by only {float(usual[usual > 0].std()):.1f}")
        hubs.append(int(chosen.max()))
        never.append(int((chosen == 0).sum()))
        assert float(torch.corrcoef(torch.stack([chosen.double(), deep.norm(dim=1)]))[0, 1]) < -0.7  # near the middle
    says("hubs", f"up to {hubs[0]} times", f"{never[0]} of the 500")
    assert min(hubs) > 70  # other clouds have hubs, too
    assert min(never) > 60
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
                     (((3, 2), (2, 0)), (((2, 1), 4), ((1, -2), -1))),
                     (((10, 3), (3, 2)), (((3, 1), 11), ((1, -3), 1))),
                     (((5, 3), (3, 5)), (((1, 1), 8), ((1, -1), 2)))):
        for v, size in pairs:
            assert [sum(a * b for a, b in zip(row, v)) for row in S] == [size * entry for entry in v]


def test_variance_of_a_mixture_and_the_way_back():
    four = torch.tensor([[8.0, 5.0], [6.0, 7.0], [2.0, 3.0], [4.0, 1.0]], dtype=DOUBLE)
    mean, S, v = four.mean(dim=0), pca.covariance(four), torch.ones(2, dtype=DOUBLE) / 2 ** 0.5
    assert S.tolist() == [[5, 3], [3, 5]]
    assert ((four - mean) ** 2).sum(1).tolist() == [10, 10, 10, 10]
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
    for _, digits, store, fresh in divisions(10):
        mean, directions, _ = pca.pca_fit(digits.X[store], 64)
        for m, found in got.items():
            found.append(right(pca.pca_project(mean, directions[:m], digits.X), digits.y, store, fresh))
    says("pca-digits-read", *(f"{100 * sum(found) / 10:.1f} %" for found in got.values()))


def test_the_eigenvectors_in_code():
    values, vectors = torch.linalg.eigh(torch.tensor([[2.0, 1.0], [1.0, 2.0]], dtype=DOUBLE))
    assert values.tolist() == pytest.approx([1, 3])
    root = 1 / 2 ** 0.5
    assert vectors.tolist() == [pytest.approx([-root, root]), pytest.approx([root, root])]



def test_the_minutes_of_the_exercises():
    exercises = read(SOURCE.with_name("exercises.py"))
    for cell, key in (("knn-exercise", "knn_predict"), ("folds-report", "kfold_indices"), ("leak-read", "honest_cv"),
                      ("hubs", "k_occurrence"), ("pca-digits-read", "pca_fit")):
        says(cell, f"({effort.minutes(registry.load(key), cells_of(exercises, key))} minutes)")
