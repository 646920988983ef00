"""Numbers that stand in the prose of lecture 01b."""

import math
from pathlib import Path

import numpy as np
import pytest
import torch
from sklearn.datasets import make_s_curve
from sklearn.decomposition import PCA
from sklearn.manifold import Isomap
from sklearn.mixture import GaussianMixture
from sklearn.naive_bayes import GaussianNB
from sklearn.semi_supervised import LabelPropagation

from dlcourse import data
from dlcourse.authoring import effort
from dlcourse.authoring.fill import cells_of
from dlcourse.authoring.sources import read
from dlcourse.classroom import registry
from dlcourse.lectures.l01b import pretext, spread
from dlcourse.lectures.l01b.figures import counted, torn
from dlcourse.lectures.l01b.petals import PETALS, best_names, own_species
from dlcourse.lectures.l01b.widgets import DRAWS, PEOPLE, fits, guessed, naming, no_names, way
from dlcourse.models import bayes, mixture
from dlcourse.models.boxes import box_iou
from dlcourse.tensors import generator

SOURCE = Path(__file__).resolve().parents[3] / "authoring" / "01b_kinds_of_learning" / "lecture.py"
TEXT = {cell.id: cell.source for cell in read(SOURCE).cells}
FLOWERS = data.iris()


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def bell(x, mu, v):
    return math.exp(-((x - mu) ** 2) / (2 * v)) / math.sqrt(2 * math.pi * v)


def test_144_without_and_with_names():
    assert no_names(40.0, "A", "shown").readings["own species"] == [144]
    with_names = mixture.parts_from(data.one_hot(FLOWERS.y, 3), PETALS)
    assert own_species(with_names) == 144
    peer = GaussianNB(var_smoothing=0.0).fit(PETALS.numpy(), FLOWERS.y.numpy())
    assert int((peer.predict(PETALS.numpy()) == FLOWERS.y.numpy()).sum()) == 144
    says("em-read", "144 and 144", "The same six flowers are wrong both times")
    rows = torch.randperm(150, generator=generator(3))[:3]
    without = mixture.em_path(PETALS, mixture.start_at(PETALS[rows], PETALS), rounds=40)[-1]
    wrong = [(torch.tensor(best_names(part, FLOWERS.y))[part] != FLOWERS.y).nonzero().flatten().tolist()
             for part in (mixture.responsibilities(*parts, PETALS).argmax(1) for parts in (without, with_names))]
    assert wrong[0] == wrong[1]
    assert len(wrong[0]) == 6


def test_sorted_blindly():
    right = []
    for seed in range(300):
        part = torch.randint(0, 3, (150,), generator=generator(seed))
        right.append(int((torch.tensor(best_names(part, FLOWERS.y))[part] == FLOWERS.y).sum()))
    says("hook", f"about {sum(right) / 300:.0f}.")


def test_thirty_random_starts():
    ends, reached, alike, shared = [], [], [], []
    for seed in range(30):
        rows = torch.randperm(150, generator=generator(seed))[:3]
        path = mixture.em_path(PETALS, mixture.start_at(PETALS[rows], PETALS), rounds=100)
        ends.append(own_species(path[-1]))
        alike.append(len(PETALS[rows].unique(dim=0)) < 3)
        shared += [path[-1].pi] if ends[-1] != 144 else []
        reached.append(float(mixture.density(*path[-1], PETALS).log().mean()))
    says("em-read", f"- {ends.count(144)} reach the highest hill", "The fit is $-1.09$",
         "- 3 begin with three different")
    assert {f"{fit:.2f}" for fit, end in zip(reached, ends) if end == 144} == {"-1.09"}
    assert [sum(same for same, end in zip(alike, ends) if (end == 144) == good) for good in (True, False)] == [0, 2]
    assert {(same, f"{fit:.2f}") for same, fit, end in zip(alike, reached, ends) if end != 144} == {
        (False, "-1.35"), (True, "-1.43")}
    for held in shared:  # one part for two species, two parts for the third
        assert [round(float(pi), 2) for pi in held if pi > 0.5] == [0.67]
    assert len(shared) == 5
    says("em-read", "with the fit $-1.35$", "- 2 begin with two equal flowers", "The fit is $-1.43$")
    assert f"{fits('C')[-1]:.2f}" == "-1.43"
    twins = mixture.responsibilities(*way("C")[-1], PETALS)
    assert any(torch.equal(twins[:, i], twins[:, j]) for i, j in ((0, 1), (0, 2), (1, 2)))


def test_the_bells():
    says("bayes-height", f"{1 / math.sqrt(2 * math.pi):.3f}", f"{math.exp(-0.5):.3f}", f"{bell(5, 4, 1):.3f}",
         f"{math.sqrt(2 * math.pi):.3f}")
    within = math.erf(1 / math.sqrt(2))
    assert 0.66 < within < 0.69  # "about two thirds"
    strip = [share * (math.erf((5.05 - mu) / math.sqrt(2 * v)) - math.erf((4.95 - mu) / math.sqrt(2 * v))) / 2
             for share, mu, v in ((250, 4, 1), (750, 6, 4))]
    assert strip == pytest.approx([6.05, 13.2], rel=1e-3)
    says("bayes-next", f"= {250 * 0.242 * 0.1:.2f}$", f"= {750 * 0.176 * 0.1:.1f}$",
         f"Together these are {6.05 + 13.2:.2f}",
         f"$13.2/19.25 = {13.2 / 19.25:.2f}$")
    shown = counted(*(torch.tensor(v) for v in ([0.25, 0.75], [4.0, 6.0], [1.0, 4.0])), at=5.0).description
    assert shown.endswith("lie 6 of class 0 and 13 of class 1.")
    says("bayes-next", "lie 6 samples of class 0 and 13 of class 1")
    says("bayes-next", f"{bell(5, 6, 4):.3f}", f"{1 / math.sqrt(8 * math.pi):.4f}", f"{math.sqrt(8 * math.pi):.3f}")
    says("bayes-next-own", f"its top is {bell(0, 0, 0.01):.2f}")
    says("bayes-height", f"{2 * math.pi:.3f}")
    joint = 0.25 * bell(5, 4, 1), 0.75 * bell(5, 6, 4)
    says("bayes-next-own", f"{joint[1] / sum(joint):.2f}")
    says("bayes-compare", f"{bell(5, 6, 4):.3f}", f"{joint[1]:.3f}", f"{joint[1] / sum(joint):.2f}")
    far = 0.25 * bell(0, 4, 1), 0.75 * bell(0, 6, 4)
    says("bayes-far-ask", f"is {far[1] / sum(far):.2f}")
    right = bayes.posterior(*(torch.tensor(v) for v in ([0.25, 0.75], [4.0, 6.0], [1.0, 4.0], [-5.0, 15.0])))
    assert bool((right[:, 1] > 0.99).all())  # "class 1 wins far to the left and far to the right"


def test_the_sigmoid():
    assert bell(5.5, 4, 1) / bell(5.5, 6, 1) == pytest.approx(math.exp(-1))
    says("sigmoid-steps", f"{math.exp(-1):.4f}", f"{1.5**2 / 2:.3f}", f"{0.5**2 / 2:.3f}")
    says("sigmoid-read", f"2x - {10 - math.log(3):.2f}", f"is {math.log(3):.2f}", f"8.90/2 = {8.9 / 2:.2f}")
    x = torch.linspace(0, 10, 21, dtype=torch.float64)
    half, mu, one = (torch.tensor(v, dtype=torch.float64) for v in ([0.5, 0.5], [4.0, 6.0], [1.0, 1.0]))
    torch.testing.assert_close(bayes.posterior(half, mu, one, x)[:, 1], (2 * x - 10).sigmoid())
    torch.testing.assert_close(bayes.posterior(half, mu, 4 * one, x)[:, 1], (0.5 * x - 2.5).sigmoid())
    shares = torch.tensor([0.25, 0.75], dtype=torch.float64)
    torch.testing.assert_close(bayes.posterior(shares, mu, one, x)[:, 1], (2 * x - 10 + math.log(3)).sigmoid())


def test_a_round_by_hand():
    X = torch.tensor([[2.0], [3.0], [5.0]], dtype=torch.float64)
    half, mu, one = (torch.tensor(v, dtype=torch.float64) for v in ([0.5, 0.5], [2.0, 4.0], [1.0, 1.0]))
    r = bayes.posterior(half, mu, one, X.flatten())
    says("em-hand", f"{bell(2, 2, 1):.3f}", f"{bell(2, 4, 1):.3f}", f"{0.5 * bell(2, 2, 1):.4f}",
         f"{0.5 * bell(2, 4, 1):.3f}", f"{r[0, 1]:.2f}", f"{r[0, 0]:.2f}", f"{r[1, 1]:.1f}", f"{r[2, 1]:.2f}",
         f"{r[2, 0]:.2f}",
         f"{bell(5, 2, 1):.3f} for A and {bell(5, 4, 1):.3f} for B")
    r = torch.tensor([[0.88, 0.12], [0.5, 0.5], [0.02, 0.98]], dtype=torch.float64)
    found = mixture.parts_from(r, X, floor=0.0)
    assert found.pi.tolist() == pytest.approx([1.4 / 3, 1.6 / 3])
    assert found.mu.flatten().tolist() == pytest.approx([2.4, 4.15])
    says("em-next", f"= {float(found.var[1]):.2f}", "from 4 to 4.15")
    says("em-ask", f"{1.4 / 3:.3f}")


def test_one_number_for_the_sheet():
    sheet, along = map(torch.tensor, make_s_curve(500, random_state=0))
    flat = {name: torch.tensor(method.fit_transform(sheet)) for name, method in (
        ("PCA", PCA(2)), ("Isomap", Isomap(n_neighbors=10, n_components=2)))}
    says("flat-read", f"PCA's first number {torn(flat['PCA'][:, :1], along)} points")
    assert torn(flat["Isomap"][:, :1], along) == 0
    says("flat", f"The whole S is {float(along.max() - along.min()):.1f} long")
    assert torn(flat["PCA"], along) == 0  # "With both numbers PCA has no wrong neighbour either"


def test_words_of_four_letters():
    says("form-sequence", f"{26**4:,}".replace(",", r"\,"))
    assert ["I am a student".count(" ") + 1, "Ich bin Student".count(" ") + 1] == [4, 3]


def test_left_or_right():
    def price(c):
        return ((c - 4) ** 2 + (c - 20) ** 2) / 2

    assert min(range(25), key=price) == 12
    assert [price(c) for c in (12, 4, 20)] == [64, 128, 128]
    assert len({(abs(c - 4) + abs(c - 20)) / 2 for c in range(4, 21)}) == 1
    says("recall-1", "(12, 64)")


def test_the_overlap_by_hand():
    street = data.street_boxes()
    iou = float(box_iou(street.boxes[:1], street.boxes[2:3]))
    says("box-iou", f"= {iou:.4f}", f"= {2.28 * 7.67 + 0.6 * 1.7:.4f}", f"= {2.28 * 7.67 + 0.6 * 1.7 - 0.36:.4f}")
    says("box-mend", f"{(2.5 - 9) * (4.7 - 7.2):.2f}")


def test_what_the_loop_needs():
    needed = [naming(6.0, draw, PEOPLE[0]).readings["answers"][0] for draw in DRAWS]
    says("few-read", f"after {min(needed)} to {max(needed)} answers")
    first = naming(1.0, 1.0, PEOPLE[0])
    assert first.readings["answers"] == [2]
    says("few-read", f"{first.readings['right'][0]} right names in draw 1, against {round(200 * guessed(1.0, 2))}")
    third = naming(3.0, 2.0, PEOPLE[0])
    assert third.readings["answers"] == [10]
    says("few-read", f"it has {third.readings['right'][0]}, and they have {round(200 * guessed(2.0, 10))}")
    single = [round(200 * guessed(d, n)) for d, n in zip(DRAWS, needed)]
    says("few-read", f"{min(single)} to {max(single)} are")
    assert all(naming(1.0, d, PEOPLE[0]).readings["right"][0] > 200 * guessed(d, 2) for d in DRAWS)
    wrong = [200 - naming(6.0, d, PEOPLE[1]).readings["right"][0] for d in DRAWS]
    says("few-read", f"with {min(wrong)} to {max(wrong)} wrong names")


def test_two_names_and_198_points_without():
    found = spread.LONG["little_noise"]
    assert found["spread"] == [200] * spread.DRAWS
    says("joint-read", f"between {min(found['nearest'])} and {max(found['nearest'])}")
    found = spread.LONG["twice_the_noise"]["spread"]
    says("joint-read", f"all 200 are right in {found.count(200)} of 30 draws, and in the worst draw {min(found)}")


@pytest.mark.parametrize("between, expected", [(2, [2 / 3, 1 / 3]), (3, [0.75, 0.5, 0.25])])
def test_a_chain(between, expected):
    places = np.arange(between + 2, dtype=float)[:, None]
    given = np.array([1] + [-1] * between + [0])
    model = LabelPropagation(gamma=6, max_iter=200_000, tol=1e-8).fit(places, given)
    assert model.label_distributions_[1:-1, 1].tolist() == pytest.approx(expected, abs=1e-3)
    first, second = (1 + (0.5 + 0) / 2) / 2, ((1 + (0.5 + 0) / 2) / 2 + 0) / 2
    says("joint", f"$(1 + 0.25)/2 = {first}$", f"$({first} + 0)/2 = {second}$")


def test_how_much_a_neighbour_counts():
    says("joint-guess", f"{math.exp(-40 * 0.1**2):.2f} at 0.1", f"{math.exp(-40 * 0.5**2):.5f} at 0.5")


def drawn(name):
    """The mean share of each rival, and in how many draws the turner is ahead of the one that learned alone."""
    found = pretext.LONG[name]
    ahead = sum(shares["B_turner"] > shares["C_alone"] for shares in found)
    return {name: sum(shares[name] for shares in found) / len(found) for name in found[0]}, ahead


def test_three_rivals_in_ten_draws():
    mean, ahead = drawn("ten_draws")
    assert mean["A_pixels"] == pytest.approx(0.46, abs=0.01)
    assert mean["B_turner"] == pytest.approx(0.92, abs=0.02)
    assert mean["C_alone"] == pytest.approx(0.90, abs=0.02)
    assert 3 <= ahead <= 7  # "about half of the draws"
    says("self-read", "0.46", "0.92", "0.90")
    assert pretext.LONG["ten_draws"][0] == pretext.LONG["one_draw"]


def test_more_noise_and_more_pictures_without_names():
    mean, ahead = drawn("more_noise")
    assert mean["A_pixels"] == pytest.approx(0.47, abs=0.01)
    assert mean["B_turner"] == pytest.approx(0.88, abs=0.02)
    assert mean["C_alone"] == pytest.approx(0.71, abs=0.02)
    assert ahead == 4
    says("self-read", "A 0.47, B 0.88 and C 0.71", "ahead in each")


def worth(price, place):
    """Expected sum of the rewards for each first step from a place of the icy world, with the best steps after it."""
    ways = {"up": (0, 1), "down": (0, -1), "left": (-1, 0), "right": (1, 0)}
    sides = {"up": ("left", "right"), "down": ("left", "right"), "left": ("up", "down"), "right": ("up", "down")}
    ends = {(3, 3): 10.0, (3, 2): -10.0}
    value = {(x, y): 0.0 for x in range(4) for y in range(4)}

    def at(s, way):
        goes = [(0.8, way), *((0.1, side) for side in sides[way])]
        there = [(p, (s[0] + ways[w][0], s[1] + ways[w][1])) for p, w in goes]
        there = [(p, t if t in value else s) for p, t in there]
        return sum(p * (ends.get(t, 0.0) - price + value[t]) for p, t in there)

    for _ in range(300):
        value = {s: 0.0 if s in ends else max(at(s, way) for way in ways) for s in value}
    return {way: at(place, way) for way in ways}


def test_the_ice():
    assert 0.8 * 10 - 1 == 7
    assert 0.1 * -10 - 1 == -2
    says("reward-ask", "(7, -2),")
    from_m, from_k = worth(1.0, (2, 2)), worth(1.0, (2, 3))
    assert [max(from_m, key=from_m.get), max(from_k, key=from_k.get)] == ["up", "right"]
    k, left, below = (max(worth(1.0, place).values()) for place in ((2, 3), (1, 2), (2, 1)))
    assert from_m["up"] == pytest.approx(-2 + 0.8 * k + 0.1 * left)
    assert from_m["left"] == pytest.approx(-1 + 0.8 * left + 0.1 * k + 0.1 * below)
    says("reward-read", f"{k:.2f} from K, {left:.2f} from the place left of M, and {below:.2f} from the place below M",
         f"0.8 \\cdot {k:.2f} + 0.1 \\cdot {left:.2f} = {from_m['up']:.2f}$",
         f"0.8 \\cdot {left:.2f} + 0.1 \\cdot {k:.2f} + 0.1 \\cdot {below:.2f} = {from_m['left']:.2f}$")
    assert 0.5 * 10 + 0.5 * 4 == 7
    free = worth(0.0, (2, 2))
    assert max(free, key=free.get) == "left"
    assert free["left"] == pytest.approx(10)
    says("reward-text", "0.5 for 10 and 0.5 for 4 that is 7")


def test_leaning_ovals():
    X = PETALS.numpy()

    def right(model):
        part = torch.tensor(model.predict(X))
        return int((torch.tensor(best_names(part, FLOWERS.y))[part] == FLOWERS.y).sum())

    usual = GaussianMixture(3, random_state=0).fit(X)
    other = GaussianMixture(3, random_state=0, n_init=30, init_params="random").fit(X)
    assert other.covariances_.min() > 0.005  # no part has shrunk onto a few flowers
    says("beyond", f"{right(usual)} of 150 flowers", f"${other.score(X):.3f}$ and not ${usual.score(X):.3f}$",
         f"only {right(other)} are right")


def test_a_part_that_has_shrunk_has_the_better_fit():
    """The best fit of the 30 starts is one to throw away."""
    X = PETALS.numpy()
    models = [GaussianMixture(3, covariance_type="diag", init_params="random_from_data", max_iter=1000,
                              random_state=seed).fit(X) for seed in range(30)]
    best = max(models, key=lambda model: model.score(X))
    assert best.covariances_.min() < 2e-6
    assert best.score(X) > -1.0  # the proper ones reach -1.09
    says("em-read", f"0.399/0.001 = {bell(0, 0, 1e-6):.0f}$ high at its top")


def test_the_minutes_of_the_exercises():
    exercises = read(SOURCE.with_name("exercises.py"))
    for cell, key in (("bayes-exercise", "posterior"), ("box-exercise", "box_iou")):
        says(cell, f"({effort.minutes(registry.load(key), cells_of(exercises, key))} minutes)")
