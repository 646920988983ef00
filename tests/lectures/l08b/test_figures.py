"""Figures of memory: their numbers are those of the package."""

import itertools

import pytest

from dlcourse.figures.picture import MAX_BYTES
from dlcourse.lectures.l08b import figures
from dlcourse.nn.memory import peak_memory


def small(picture):
    return 1000 < len(picture.png()) < MAX_BYTES


@pytest.mark.parametrize("sizes", [[3, 5, 4, 2], [16] * 10, [2, 9], [1, 7, 2, 8, 2, 8, 1], [9, 1, 1, 1, 9, 9]])
def test_the_most_held_is_the_peak(sizes):
    ways = [("train", None), ("inference", None), *(("checkpoint", every) for every in range(1, len(sizes) + 2))]
    for mode, every in ways:
        held = figures.activations_held(sizes, 7, mode=mode, every=every)
        assert max(held) == peak_memory(sizes, 7, mode=mode, every=every), (mode, every)
        assert min(held) > 0


def test_training_lets_go_of_one_layer_after_another():
    held = figures.activations_held([3, 5, 4, 2], 1, mode="train")
    assert [a - b for a, b in itertools.pairwise(held[3:])] == [2, 4, 5]


def test_the_timeline_tells_all_three_peaks():
    picture = figures.memory_timeline([16] * 10, 1, every=3)
    assert picture.description == "Most numbers held at once: train 160, checkpoint every 3 96, inference 32."
    assert small(picture)


@pytest.mark.refuses
def test_wrong_sizes_are_refused():
    with pytest.raises(ValueError, match="peak_memory: every"):
        figures.activations_held([3, 2], 1, mode="checkpoint")
