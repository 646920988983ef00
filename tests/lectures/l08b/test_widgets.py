"""The live picture of lecture 08b: its peaks are those of the package."""

import pytest

from dlcourse.lectures.l08b import widgets
from dlcourse.nn.memory import peak_memory


@pytest.mark.parametrize("layers, every", [(4, 1), (16, 4), (25, 5), (10, 16)])
def test_the_peaks(layers, every):
    scene = widgets.held(float(layers), float(every), True)
    sizes = [widgets.WIDTH] * (layers + 1)
    assert f"everything kept {peak_memory(sizes, 1, mode='train')}" in scene.say
    kept = peak_memory(sizes, 1, mode="checkpoint", every=every)
    assert f"kept {kept}, no way back {2 * widgets.WIDTH}." in scene.say
    assert list(scene.readings) == ["most, everything kept"] + [f"most, every {every}th kept"] * (every > 1)


@pytest.mark.parametrize("layers, best", [(16, [3, 4, 5, 6]), (25, [4, 5, 6, 7])])
def test_the_best_distance_of_checkpoints(layers, best):
    peaks = {k: peak_memory([1] * (layers + 1), 1, mode="checkpoint", every=k) for k in range(1, layers + 1)}
    assert [k for k in peaks if peaks[k] == min(peaks.values())] == best


def test_a_page_without_python_knows_every_distance():
    told = widgets.Held().portable()
    assert [set(map(float, range(1, 17))) <= set(grid) for grid in told["grids"] if 4.0 in grid] == [True]
