"""The overlap of boxes against counting small squares, and by hand; bad input."""

import pytest
import torch

from dlcourse import data
from dlcourse.models.boxes import box_iou
from dlcourse.tensors import DtypeError, ShapeError, generator

STREET = data.street_boxes()


def counted(a, b, size=12):
    """The same by counting unit squares of boxes with whole corners."""
    def cells(box):
        x0, y0, x1, y1 = map(int, box)
        return {(x, y) for x in range(x0, x1) for y in range(y0, y1)}

    return len(cells(a) & cells(b)) / len(cells(a) | cells(b))


@pytest.mark.parametrize("seed", range(5))
def test_against_counting_squares(seed, device):
    rng = generator(seed)
    low = torch.randint(0, 7, (2, 6, 2), generator=rng)
    boxes = torch.cat([low, low + torch.randint(1, 6, (2, 6, 2), generator=rng)], -1).double()
    found = box_iou(boxes[0].to(device), boxes[1, :4].to(device))
    assert found.shape == (6, 4)
    for i in range(6):
        for j in range(4):
            assert float(found[i, j]) == pytest.approx(counted(boxes[0, i], boxes[1, j]), abs=1e-12)


def test_the_street():
    found = box_iou(STREET.boxes, STREET.boxes)
    torch.testing.assert_close(found, found.mT)
    assert found.diagonal().tolist() == pytest.approx([1] * 5)
    assert float(found[0, 2]) == pytest.approx(0.0198373, abs=1e-7)
    apart = [(i, j) for i in range(5) for j in range(5) if i != j and {i, j} != {0, 2}]
    assert all(float(found[i, j]) == 0 for i, j in apart)


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: box_iou(STREET.boxes[:, :3], STREET.boxes), ShapeError, "box_iou: a"),
    (lambda: box_iou(STREET.boxes, STREET.boxes.float()), DtypeError, "dtype"),
    (lambda: box_iou(STREET.boxes, STREET.boxes[:, [2, 1, 0, 3]]), ValueError, "each box of b"),
])
def test_refuses_what_cannot_be_meant(call, error, words):
    with pytest.raises(error, match=words):
        call()
