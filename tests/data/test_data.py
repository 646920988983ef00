"""Data sets and toys: sizes, geometry, repeatability; splitting, scaling, encoding; bad input."""

import math
import subprocess
import sys

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn.preprocessing import StandardScaler

from dlcourse import data
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError, generator

# --- the real sets ---


def test_importing_data_is_light():
    code = ("import sys, dlcourse.data; print(sorted({'sklearn', 'scipy', 'pandas', 'matplotlib', 'IPython', "
            "'dlcourse.optim', 'dlcourse.nn', 'dlcourse.losses'} & set(sys.modules)))")
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_cats():
    cats = data.cats()
    assert cats.X.tolist() == [[4, 0], [6, 1], [5.25, 1], [1.25, 0]]
    assert cats.y.tolist() == [3.3, 4.5, 5.1, 1.7]
    assert not cats.class_names
    tilde = torch.cat([cats.X, torch.ones(4, 1)], dim=1)
    w = torch.linalg.lstsq(tilde, cats.y[:, None]).solution[:, 0]
    assert float(w @ torch.tensor([5.0, 0.0, 1.0], dtype=torch.float64)) == pytest.approx(3.654615384615385)


def test_iris():
    flowers = data.iris()
    assert (flowers.X.shape, flowers.X.dtype, flowers.y.dtype) == ((150, 4), torch.float64, torch.int64)
    assert flowers.y.bincount().tolist() == [50, 50, 50]
    assert flowers.X[0].tolist() == [5.1, 3.5, 1.4, 0.2]
    assert flowers.class_names == ("setosa", "versicolor", "virginica")
    assert [type(name) for name in (*flowers.class_names, *flowers.feature_names)] == [str] * 7


def test_digits():
    images = data.digits()
    assert (images.X.shape, images.X.dtype, images.y.dtype) == ((1797, 64), torch.float64, torch.int64)
    assert (images.X.min().item(), images.X.max().item()) == (0.0, 1.0)
    assert images.class_names == tuple("0123456789")
    zero = images.X[0].reshape(8, 8)  # the first image is a 0: ink around an empty middle
    assert images.y[0] == 0
    assert zero[3:5, 3:5].sum() == 0
    assert zero[:, 2].sum() > 2


def test_two_loads_share_no_memory():
    data.iris().X.zero_()
    assert data.iris().X.sum() > 0


def test_a_dataset_shows_what_it_is():
    numbers = data.Dataset(torch.zeros(3, 6), torch.zeros(3), tuple("abcdef"))
    assert repr(numbers) == "Dataset of 3 samples: 6 features (a, ..., f), a number to predict"
    with pytest.raises(AttributeError):
        numbers.X = None


# --- toys ---

TOYS = {
    "blobs": lambda rng, n=60: data.blobs(n, 4, rng=rng),
    "two_moons": lambda rng, n=60: data.two_moons(n, rng=rng),
    "xor": lambda rng, n=60: data.xor(n, rng=rng),
    "rings": lambda rng, n=60: data.rings(n, 3, rng=rng),
    "separable": lambda rng, n=60: data.separable(n, rng=rng),
    "line": lambda rng, n=60: data.line(n, rng=rng),
    "rare_feature": lambda rng, n=60: data.rare_feature(n, rng),
}


@pytest.mark.parametrize("name", TOYS)
def test_toys_are_shaped_alike_and_repeatable(name, device):
    first, again, other = (TOYS[name](generator(seed, device)) for seed in (3, 3, 4))
    assert first.X.shape == (60, len(first.feature_names))
    assert first.y.shape == (60,)
    assert first.X.dtype == torch.float64
    assert first.y.dtype == (torch.int64 if first.class_names else torch.float64)
    assert first.X.device.type == first.y.device.type == device.type
    assert torch.equal(first.X, again.X)
    assert torch.equal(first.y, again.y)
    assert not torch.equal(first.X, other.X)


@pytest.mark.parametrize("name", [name for name in TOYS if name != "line"])
@given(n=st.integers(4, 40))
def test_labels_lie_within_the_classes(name, n):
    toy = TOYS[name](generator(0), n)
    assert 0 <= int(toy.y.min()) <= int(toy.y.max()) < len(toy.class_names)
    if name in ("blobs", "two_moons", "rings", "separable"):
        counts = toy.y.bincount(minlength=len(toy.class_names))
        assert int(counts.max() - counts.min()) <= 1


def test_the_random_state_of_torch_is_left_alone():
    before = torch.random.get_rng_state()
    for toy in TOYS.values():
        toy(generator(0))
    data.train_test_split(torch.zeros(8, 1), torch.arange(8), rng=generator(0))
    assert torch.equal(before, torch.random.get_rng_state())


def test_blobs_have_their_centres_on_the_circle(rng):
    toy = data.blobs(4000, 4, rng=rng, spread=0.3, radius=2.0)
    means = torch.stack([toy.X[toy.y == c].mean(0) for c in range(4)])
    expected = torch.tensor([[2.0, 0.0], [0.0, 2.0], [-2.0, 0.0], [0.0, -2.0]], dtype=torch.float64)
    torch.testing.assert_close(means, expected, rtol=0, atol=0.05)
    assert (toy.X - expected[toy.y]).std().item() == pytest.approx(0.3, rel=0.05)


def test_moons_are_half_circles(rng):
    toy = data.two_moons(200, rng=rng, noise=0.0)
    upper, lower = toy.X[toy.y == 0], toy.X[toy.y == 1]
    torch.testing.assert_close(upper.norm(dim=1), torch.ones(100, dtype=torch.float64))
    torch.testing.assert_close((lower - torch.tensor([1.0, 0.5])).norm(dim=1), torch.ones(100, dtype=torch.float64))
    assert upper[:, 1].min() >= 0
    assert lower[:, 1].max() <= 0.5


def test_xor_is_the_truth_table(rng):
    table = data.xor(4, rng=rng, noise=0.0)
    assert table.X.tolist() == [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    noisy = data.xor(400, rng=rng, noise=0.05)
    assert torch.equal((noisy.X.round()[:, 0] != noisy.X.round()[:, 1]).long(), noisy.y)


def test_rings_have_the_radii(rng):
    toy = data.rings(90, 3, rng=rng, noise=0.0)
    torch.testing.assert_close(toy.X.norm(dim=1), toy.y.double() + 1)
    assert toy.X[toy.y == 2].mean(0).norm() < 1  # all around, not on one side


@pytest.mark.parametrize("margin", [0.0, 0.5, 2.0])
def test_separable_keeps_its_distance(margin, rng):
    toy = data.separable(300, rng=rng, margin=margin)
    distance = toy.X.sum(1) / math.sqrt(2)
    assert ((2 * toy.y - 1) * distance).min() >= margin - 1e-12
    assert (toy.X[:, 0] - toy.X[:, 1]).abs().max() > 2  # spread along the line as well


def test_line_is_recovered(rng):
    toy = data.line(2000, 3.0, -1.0, 0.2, rng=rng)
    x, centred = toy.X[:, 0], toy.X[:, 0] - toy.X.mean()
    slope = (centred @ toy.y / (centred @ centred)).item()
    assert slope == pytest.approx(3.0, abs=0.05)
    assert (toy.y - 3 * x + 1).std().item() == pytest.approx(0.2, rel=0.1)
    assert data.line(5, 3.0, -1.0, 0.0, rng=rng).y.shape == (5,)


def test_the_rare_feature_is_rare_and_decides(rng):
    toy = data.rare_feature(400, rng, rate=0.05)
    common, rare = toy.X.T
    there = rare != 0
    assert int(there.sum()) == 20
    assert torch.equal(toy.y[there], (rare[there] > 0).long())
    agreement = ((common > 0).long() == toy.y)[~there].double().mean()
    assert 0.6 < agreement < 0.9  # the common one only says something
    g = ((0.5 - toy.y)[:, None] * toy.X).mean(0).abs()  # gradient of a logistic regression at the start
    assert g[1] < 0.2 * g[0]
    assert int((data.rare_feature(3, rng).X[:, 1] != 0).sum()) == 1


# --- preparing ---


def test_standardise_against_scikit_learn(rng, device):
    X = (3 + 7 * torch.randn(40, 3, generator=rng, dtype=torch.float64)).to(device)
    X[:, 1] = 0.1  # its mean is not exactly 0.1 in floating point
    before = X.clone()
    Z, mean, std = data.standardise(X)
    scaler = StandardScaler().fit(X.cpu().numpy())
    torch.testing.assert_close(Z.cpu(), torch.from_numpy(scaler.transform(X.cpu().numpy())), rtol=0, atol=1e-12)
    assert (Z[:, 1] == 0).all()
    assert std[1] == 1.0
    torch.testing.assert_close((X[:5] - mean) / std, Z[:5], rtol=0, atol=0)
    assert torch.equal(X, before)
    assert data.standardise(X.float()).Z.dtype == torch.float32


@given(n=st.integers(2, 60), fraction=st.floats(0.05, 0.95), seed=st.integers(0, 5))
def test_a_split_divides_the_samples(n, fraction, seed):
    count = round(fraction * n)
    if not 0 < count < n:
        return
    X = torch.arange(n)[:, None].expand(n, 3)
    split = data.train_test_split(X, torch.arange(n) * 10, test_fraction=fraction, rng=generator(seed))
    assert len(split.X_test) == len(split.y_test) == count
    assert sorted([*split.X_train[:, 0].tolist(), *split.X_test[:, 0].tolist()]) == list(range(n))
    assert torch.equal(split.X_train[:, 0] * 10, split.y_train)
    assert torch.equal(split.X_test[:, 0] * 10, split.y_test)


def test_a_split_is_random_and_repeatable(device):
    X, y = torch.arange(50.0, device=device)[:, None], torch.arange(50, device=device)
    tests = [data.train_test_split(X, y, rng=generator(seed)).y_test.tolist() for seed in (1, 1, 2)]
    assert tests[0] == tests[1] != tests[2]
    assert tests[0] != sorted(tests[0])


def test_a_stratified_split_keeps_the_proportions():
    y = torch.tensor([0] * 80 + [1] * 15 + [7] * 5)
    X = torch.arange(100)
    for seed in range(20):
        split = data.train_test_split(X, y, test_fraction=0.2, rng=generator(seed), stratified=True)
        assert [int((split.y_test == c).sum()) for c in (0, 1, 7)] == [16, 3, 1]
        assert sorted([*split.X_train.tolist(), *split.X_test.tolist()]) == list(range(100))
        assert torch.equal(y[split.X_train], split.y_train)
        assert split.y_test.tolist() != sorted(split.y_test.tolist())  # not one class after the other


def test_a_split_of_numbers_to_predict(rng):
    split = data.train_test_split(torch.zeros(10, 2), torch.rand(10, 2), test_fraction=0.3, rng=rng)
    assert split.y_test.shape == (3, 2)


def test_one_hot_against_torch(rng, device):
    y = torch.randint(0, 5, (20,), generator=rng).to(device)
    ours = data.one_hot(y, 7)
    assert ours.dtype == torch.float64
    assert torch.equal(ours.long(), torch.nn.functional.one_hot(y, 7))
    assert data.one_hot(y.int(), 5, dtype=torch.float32).dtype == torch.float32
    assert torch.equal(data.one_hot(y.reshape(2, -1), 7), ours.reshape(2, -1, 7))


def test_histograms_against_counting(rng, device):
    images = torch.rand(6, 8, 8, generator=rng, dtype=torch.float64).to(device)
    images[0] = 1.0
    ours = data.histogram_features(images, 4)
    for i, image in enumerate(images):
        for k in range(4):
            inside = (image >= k / 4) & ((image < (k + 1) / 4) | (k == 3))
            assert ours[i, k].item() == inside.double().mean().item()
    assert torch.equal(ours, data.histogram_features(images.reshape(6, -1), 4))


def test_histograms_forget_where_the_ink_is():
    images = data.digits().X[:20]
    mirrored = images.reshape(-1, 8, 8).flip(2).reshape(-1, 64)
    assert torch.equal(data.histogram_features(images, 8), data.histogram_features(mirrored, 8))


# --- bad input ---

RNG = generator(0)
X, Y = torch.ones(6, 2), torch.tensor([0, 0, 0, 1, 1, 1])
SPLIT = data.train_test_split
CASES = [
    (lambda: data.blobs(2, 3, rng=RNG), ValueError, "blobs: n should"),
    (lambda: data.blobs(4, 0, rng=RNG), ValueError, "blobs: classes should"),
    (lambda: data.blobs(4, 2, rng=0), TypeError, "blobs: rng should"),
    (lambda: data.blobs(4.0, 2, rng=RNG), TypeError, "blobs: n should"),
    (lambda: data.blobs(4, 2, rng=RNG, spread=-1.0), ValueError, "blobs: spread should"),
    (lambda: data.blobs(4, 2, rng=RNG, radius=math.nan), ValueError, "blobs: radius should"),
    (lambda: data.two_moons(1, rng=RNG), ValueError, "two_moons: n should"),
    (lambda: data.two_moons(9, rng=RNG, noise="much"), TypeError, "two_moons: noise should"),
    (lambda: data.two_moons(9, rng=None), TypeError, "two_moons: rng should"),
    (lambda: data.xor(3, rng=RNG), ValueError, "xor: n should"),
    (lambda: data.xor(True, rng=RNG), TypeError, "xor: n should"),
    (lambda: data.rings(2, 3, rng=RNG), ValueError, "rings: n should"),
    (lambda: data.rings(2, 1.5, rng=RNG), TypeError, "rings: classes should"),
    (lambda: data.separable(1, rng=RNG), ValueError, "separable: n should"),
    (lambda: data.separable(5, rng=RNG, margin=-0.1), ValueError, "separable: margin should"),
    (lambda: data.line(0, rng=RNG), ValueError, "line: n should"),
    (lambda: data.line(3, math.inf, rng=RNG), ValueError, "line: slope should"),
    (lambda: data.line(3, 1.0, None, rng=RNG), TypeError, "line: intercept should"),
    (lambda: data.rare_feature(5, RNG, rate=1.5), ValueError, "rare_feature: rate should"),
    (lambda: data.rare_feature(5, 3), TypeError, "rare_feature: rng should"),
    (lambda: data.standardise(X / 0), ValueError, "standardise: X should be finite"),
    (lambda: data.standardise(X * math.nan), NotANumberError, "standardise: X should"),
    (lambda: data.standardise(X.long()), DtypeError, "standardise: X should"),
    (lambda: data.standardise(X[0]), ShapeError, "standardise: X should"),
    (lambda: data.standardise(X[:0]), ShapeError, "standardise: X should"),
    (lambda: SPLIT(X, Y[:5], rng=RNG), ShapeError, "y should"),
    (lambda: SPLIT(X, Y, rng=None), TypeError, "rng should"),
    (lambda: SPLIT(X, Y, test_fraction=0.0, rng=RNG), ValueError, "test_fraction should leave"),
    (lambda: SPLIT(X, Y, test_fraction=1.0, rng=RNG), ValueError, "test_fraction should leave"),
    (lambda: SPLIT(X, Y, test_fraction=20, rng=RNG), ValueError, "test_fraction should be"),
    (lambda: SPLIT(X, Y, test_fraction=0.1, rng=RNG, stratified=True), ValueError, "of class 0 in both"),
    (lambda: SPLIT(X, Y.double(), rng=RNG, stratified=True), TypeError, "y should be one class index"),
    (lambda: SPLIT(X, X.long(), rng=RNG, stratified=True), TypeError, "y should be one class index"),
    (lambda: data.one_hot(Y, 1), ValueError, "one_hot: y should lie in 0 to 0"),
    (lambda: data.one_hot(Y - 1, 3), ValueError, "one_hot: y should lie in 0 to 2"),
    (lambda: data.one_hot(Y.double(), 3), DtypeError, "one_hot: y should"),
    (lambda: data.one_hot(Y, 0), ValueError, "one_hot: classes should"),
    (lambda: data.histogram_features(X * 255, 4), ValueError, "images should lie in 0 to 1"),
    (lambda: data.histogram_features(-X, 4), ValueError, "images should lie in 0 to 1"),
    (lambda: data.histogram_features(X, 0), ValueError, "bins should"),
    (lambda: data.histogram_features(X.long(), 4), DtypeError, "images should"),
]


@pytest.mark.parametrize("call, error, words", CASES, ids=range(len(CASES)))
@pytest.mark.refuses
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
