"""Nearest neighbours, PCA and random hyperplanes against scikit-learn, numpy and slow loops; bad input."""

import math

import numpy as np
import pytest
import torch
from sklearn.decomposition import PCA
from sklearn.neighbors import KNeighborsClassifier

from dlcourse.models import lsh, neighbours, pca
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError, generator


def made(*shape, seed=0, device="cpu"):
    return torch.randn(shape, generator=generator(seed), dtype=torch.float64).to(device)


# --- neighbours ---


@pytest.mark.parametrize("p", [1.0, 1.5, 2.0, 3.0, math.inf])
def test_distances_by_hand(p, device):
    A, B = made(4, 3, device=device), made(5, 3, seed=1, device=device)
    got = neighbours.pairwise(A, B, p=p)
    for i, a in enumerate(A):
        for j, b in enumerate(B):
            gaps = [abs(float(v)) for v in a - b]
            expected = max(gaps) if p == math.inf else sum(g**p for g in gaps) ** (1 / p)
            assert float(got[i, j]) == pytest.approx(expected, abs=1e-12)


def test_distances_of_near_points_keep_their_digits():
    """The fast formula |a|² - 2ab + |b|² would give 0 here."""
    A = torch.tensor([[1e8, 0.0]], dtype=torch.float64)
    assert float(neighbours.pairwise(A, A + 1e-4)) == pytest.approx(math.sqrt(2) * 1e-4, rel=1e-3)


@pytest.mark.parametrize("k", [1, 2, 5, 8, 30])
@pytest.mark.parametrize("p", [1.0, 2.0, math.inf])
def test_votes_against_scikit_learn(k, p, device):
    X, y = made(30, 4, device=device), torch.randint(0, 3, (30,), generator=generator(3)).to(device)
    new = made(50, 4, seed=1, device=device)
    theirs = KNeighborsClassifier(k, metric="chebyshev" if p == math.inf else "minkowski",
                                  p=None if p == math.inf else p).fit(X.cpu().numpy(), y.cpu().numpy())
    assert neighbours.knn_predict(X, y, new, k=k, p=p).tolist() == theirs.predict(new.cpu().numpy()).tolist()
    assert (neighbours.nearest(X, new, k=k, p=p).sort(dim=1).values.tolist()
            == np.sort(theirs.kneighbors(new.cpu().numpy(), return_distance=False), axis=1).tolist())
    share = neighbours.votes(X, y, new, k=k, p=p).double() / k
    np.testing.assert_allclose(share.cpu().numpy(), theirs.predict_proba(new.cpu().numpy()), atol=1e-12)


def test_of_equal_votes_the_smallest_label_wins_and_of_equal_distances_the_first_row():
    X = torch.tensor([[-1.0], [1.0], [2.0]])
    assert neighbours.knn_predict(X, torch.tensor([2, 1, 0]), torch.tensor([[0.0]]), k=2).tolist() == [1]
    assert neighbours.nearest(X, torch.tensor([[0.0]]), k=1).tolist() == [[0]]
    assert neighbours.nearest(X.flip(0), torch.tensor([[0.0]]), k=1).tolist() == [[1]]


@pytest.mark.parametrize("k", [1, 3, 7])
def test_k_occurrence_by_a_slow_loop(k, device):
    X = made(20, 3, device=device)
    counts = [0] * 20
    for i in range(20):
        others = sorted((float((X[i] - X[j]).norm()), j) for j in range(20) if j != i)
        for _, j in others[:k]:
            counts[j] += 1
    got = neighbours.k_occurrence(X, k=k)
    assert got.tolist() == counts
    assert int(got.sum()) == 20 * k


def test_hubs_grow_with_the_dimension():
    for seed in range(5):
        low, high = (neighbours.k_occurrence(made(300, d, seed=seed), k=10) for d in (3, 200))
        assert int(high.max()) > 2 * int(low.max())
        assert int((high == 0).sum()) > 10 + int((low == 0).sum())


def test_the_shell_against_points_in_a_ball():
    for d in (1, 3, 10):
        x = made(20_000, d)
        radius = torch.rand(20_000, generator=generator(1), dtype=torch.float64) ** (1 / d)
        inside = radius[:, None] * x / x.norm(dim=1, keepdim=True)
        share = float((inside.norm(dim=1) > 0.95).double().mean())
        assert share == pytest.approx(neighbours.shell_fraction(d, 0.05), abs=0.012)
    assert [round(neighbours.shell_fraction(d, 0.05), 4) for d in (1, 3, 10, 100)] == [0.05, 0.1426, 0.4013, 0.9941]


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: neighbours.pairwise(made(2, 3), made(2, 4)), ShapeError, "pairwise: B"),
    (lambda: neighbours.pairwise(made(2, 3), made(2, 3).float()), DtypeError, "pairwise"),
    (lambda: neighbours.pairwise(made(2, 3), made(2, 3), p=0.5), ValueError, "p should be a number of at least 1"),
    (lambda: neighbours.pairwise(made(2, 3) * math.nan, made(2, 3)), NotANumberError, "pairwise: A"),
    (lambda: neighbours.nearest(made(3, 1), made(2, 1), k=4), ValueError, "k should be at most 3"),
    (lambda: neighbours.nearest(made(3, 1), made(2, 1), k=0), ValueError, "at least 1"),
    (lambda: neighbours.knn_predict(made(2, 1), torch.tensor([0, -1]), made(1, 1), k=1), ValueError, "from 0 on"),
    (lambda: neighbours.knn_predict(made(2, 1), torch.tensor([0.0, 1.0]), made(1, 1), k=1), DtypeError, "y_train"),
    (lambda: neighbours.k_occurrence(made(3, 1), k=3), ValueError, "k should be at most 2"),
    (lambda: neighbours.shell_fraction(0, 0.1), ValueError, "d should be"),
    (lambda: neighbours.shell_fraction(2, 1.5), ValueError, "eps should be"),
    (lambda: neighbours.relative_contrast(torch.tensor([0.0, 1.0])), ValueError, "should be positive"),
    (lambda: pca.pca_fit(made(3, 5), 4), ValueError, "m should be at most 3"),
    (lambda: pca.pca_fit(made(3, 5), 0), ValueError, "m should be"),
    (lambda: pca.pca_project(made(4), made(2, 5), made(3, 5)), ShapeError, "pca_project"),
    (lambda: lsh.random_hyperplanes(made(3, 5), bits=31, rng=generator(0)), ValueError, "at most 30"),
    (lambda: lsh.random_hyperplanes(made(3, 5), bits=2, rng=0), TypeError, "rng"),
])
def test_bad_input(call, error, words):
    with pytest.raises(error, match=words):
        call()


# --- PCA ---


@pytest.mark.parametrize("shape", [(40, 5), (4, 9), (30, 1)])
def test_pca_against_scikit_learn(shape, device):
    X = made(*shape, device=device) @ made(shape[1], shape[1], seed=1, device=device) + 3
    m = min(*shape, 3)
    mean, components, explained = (v.cpu() for v in pca.pca_fit(X, m))
    theirs = PCA(m).fit(X.cpu().numpy())
    np.testing.assert_allclose(mean, theirs.mean_, atol=1e-12)
    np.testing.assert_allclose(explained * shape[0] / (shape[0] - 1), theirs.explained_variance_, rtol=1e-10)
    signs = np.sign((components.numpy() * theirs.components_).sum(1, keepdims=True))
    np.testing.assert_allclose(components, signs * theirs.components_, atol=1e-9)
    np.testing.assert_allclose(pca.pca_project(mean, components, X.cpu()), theirs.transform(X.cpu().numpy()) * signs.T,
                               atol=1e-9)


def test_pca_is_the_eigenvectors_of_the_covariance():
    X = made(50, 4) @ made(4, 4, seed=1)
    S = pca.covariance(X)
    np.testing.assert_allclose(S, np.cov(X.numpy().T, bias=True), atol=1e-12)
    _, components, explained = pca.pca_fit(X, 4)
    torch.testing.assert_close(components @ S, explained[:, None] * components, rtol=0, atol=1e-10)
    torch.testing.assert_close(components @ components.mT, torch.eye(4, dtype=torch.float64), rtol=0, atol=1e-12)
    assert (components.gather(1, components.abs().argmax(1, keepdim=True)) > 0).all()


def test_what_pca_leaves_out_is_the_variance_of_the_other_directions():
    X = made(50, 4) @ made(4, 4, seed=1)
    all_of_them = pca.pca_fit(X, 4).explained
    mean, components, _ = pca.pca_fit(X, 2)
    back = mean + pca.pca_project(mean, components, X) @ components
    assert float(((X - back) ** 2).sum(1).mean()) == pytest.approx(float(all_of_them[2:].sum()))


# --- random hyperplanes ---


def test_two_points_agree_on_a_plane_as_their_angle_says():
    a, b = torch.tensor([1.0, 0.0], dtype=torch.float64), torch.tensor([1.0, 1.0], dtype=torch.float64)
    X = torch.stack([a, b, -a, -b])  # their mean is 0
    planes = lsh.random_hyperplanes(X, bits=1, tables=4000, rng=generator(0))
    found = lsh.buckets(planes, X)
    assert float((found[:, 0] == found[:, 1]).double().mean()) == pytest.approx(0.75, abs=0.03)  # 45° of 180°
    assert not (found[:, 0] == found[:, 2]).any()


def test_candidates_are_those_of_any_table_and_the_point_itself():
    X = made(200, 8)
    planes = lsh.random_hyperplanes(X, bits=5, tables=3, rng=generator(1))
    found = lsh.buckets(planes, X)
    assert int(found.min()) >= 0
    assert int(found.max()) < 32
    for i in range(5):
        near = lsh.candidates(found, found[:, i])
        assert i in near.tolist()
        assert near.tolist() == [j for j in range(200) if any(found[t, j] == found[t, i] for t in range(3))]


def test_more_tables_find_more():
    X, new = made(400, 8), made(100, 8, seed=1)
    truth = neighbours.nearest(X, new, k=1)[:, 0]
    recall = []
    for tables in (1, 4, 16):
        planes = lsh.random_hyperplanes(X, bits=6, tables=tables, rng=generator(2))
        own, theirs = lsh.buckets(planes, X), lsh.buckets(planes, new)
        recall.append(sum(int(truth[q]) in lsh.candidates(own, theirs[:, q]).tolist() for q in range(100)) / 100)
    assert recall[0] < recall[1] < recall[2]
