"""The references of lecture 03 against numbers worked out on paper."""

import pytest
import torch

from dlcourse.classroom import registry


def reference(key):
    return registry.load(key).resolve_reference()


@pytest.mark.parametrize("k, label", [(1, 2), (2, 0), (3, 0)])
def test_a_vote_on_paper(k, label):
    Xtr, ytr = torch.tensor([[0.0], [4.0], [6.0], [7.0]]), torch.tensor([2, 0, 0, 2])
    assert reference("knn_predict")(Xtr, ytr, torch.tensor([[1.0]]), k, "L1").tolist() == [label]


def test_folds_are_pieces_of_the_order():
    order = torch.randperm(7, generator=torch.Generator().manual_seed(5))
    got = reference("kfold_indices")(7, 3, 5)
    assert [held.tolist() for _, held in got] == [sorted(order[:3].tolist()), sorted(order[3:5].tolist()),
                                                  sorted(order[5:].tolist())]
    assert all(sorted([*train.tolist(), *held.tolist()]) == list(range(7)) for train, held in got)


def test_the_scaler_sees_the_training_part_only():
    seen = []

    def standardise(A):
        seen.append(len(A))
        return A.mean(dim=0), A.std(dim=0, correction=0)

    X, y = torch.tensor([[1.0], [3.0], [11.0]]), torch.tensor([0, 0, 1])
    score = reference("honest_cv")(X, y, standardise, lambda Z, t, Z_new: (Z_new[:, 0] > 2).long(), 3, 1)
    assert seen == [2, 2, 2]
    assert float(score) == pytest.approx(1.0)  # held out, 11 becomes 9; 1 and 3 become -1.5 and -0.6


def test_counts_on_paper():
    X = torch.tensor([[0.0], [1.0], [3.0], [7.0]])
    assert reference("k_occurrence")(X, 1).tolist() == [1, 2, 1, 0]
    assert reference("k_occurrence")(X, 2).tolist() == [2, 3, 3, 0]


def test_directions_on_paper():
    X = torch.tensor([[8.0, 5.0], [6.0, 7.0], [2.0, 3.0], [4.0, 1.0]], dtype=torch.float64)
    mean, components, explained = reference("pca_fit")(X, 2)
    assert mean.tolist() == [5, 4]
    assert explained.tolist() == pytest.approx([8, 2])
    assert components.abs().flatten().tolist() == pytest.approx([0.5**0.5] * 4)
