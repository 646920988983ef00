# %% right: Two loops, corner by corner, with an early 0.
import torch


def box_iou(a, b):
    out = torch.zeros((a.shape[0], b.shape[0]), dtype=torch.float64)
    for i, p in enumerate(a):
        for j, q in enumerate(b):
            x0, y0 = max(p[0], q[0]), max(p[1], q[1])
            x1, y1 = min(p[2], q[2]), min(p[3], q[3])
            if x1 <= x0 or y1 <= y0:
                continue
            inter = (x1 - x0) * (y1 - y0)
            out[i, j] = inter / ((p[2] - p[0]) * (p[3] - p[1]) + (q[2] - q[0]) * (q[3] - q[1]) - inter)
    return out

# %% right: Row by row, each box of a with all of b at once.
import torch


def box_iou(a, b):
    size_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    rows = []
    for x0, y0, x1, y1 in a:
        w = torch.clamp(torch.minimum(b[:, 2], x1) - torch.maximum(b[:, 0], x0), min=0)
        h = torch.clamp(torch.minimum(b[:, 3], y1) - torch.maximum(b[:, 1], y0), min=0)
        s = w * h
        rows.append(s / (size_b + (x1 - x0) * (y1 - y0) - s))
    return torch.stack(rows)

# %% right: The two directions apart, by a function of intervals.
import torch


def box_iou(a, b):
    def common(lo1, hi1, lo2, hi2):
        return (torch.min(hi1[:, None], hi2) - torch.max(lo1[:, None], lo2)).relu()
    s = common(a[:, 0], a[:, 2], b[:, 0], b[:, 2]) * common(a[:, 1], a[:, 3], b[:, 1], b[:, 3])
    A = ((a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])).reshape(-1, 1)
    B = ((b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])).reshape(1, -1)
    return s / (A + B - s)

# %% wrong: Nothing is done about gaps: two negative sides give a positive area.
# told: gaps_count
import torch


def box_iou(a, b):
    w = torch.minimum(a[:, None, 2], b[:, 2]) - torch.maximum(a[:, None, 0], b[:, 0])
    h = torch.minimum(a[:, None, 3], b[:, 3]) - torch.maximum(a[:, None, 1], b[:, 1])
    s = w * h
    A = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    B = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    return s / (A[:, None] + B - s)

# %% wrong: The shared area is not taken off below.
# told: shared_counted_twice
import torch


def box_iou(a, b):
    w = (torch.minimum(a[:, None, 2], b[:, 2]) - torch.maximum(a[:, None, 0], b[:, 0])).clamp(min=0)
    h = (torch.minimum(a[:, None, 3], b[:, 3]) - torch.maximum(a[:, None, 1], b[:, 1])).clamp(min=0)
    A = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    B = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    return w * h / (A[:, None] + B)

# %% wrong: The boxes are read as corner, width, height.
# told: width_and_height
import torch


def box_iou(a, b):
    out = torch.zeros(len(a), len(b), dtype=torch.float64)
    for i in range(len(a)):
        for j in range(len(b)):
            ax, ay, aw, ah = a[i].tolist()
            bx, by, bw, bh = b[j].tolist()
            w = max(0, min(ax + aw, bx + bw) - max(ax, bx))
            h = max(0, min(ay + ah, by + bh) - max(ay, by))
            out[i, j] = w * h / (aw * ah + bw * bh - w * h)
    return out

# %% wrong: The clamp stands at the area, where two minus signs have already made a plus.
# told: area_cut_off
import torch


def box_iou(a, b):
    w = torch.minimum(a[:, None, 2], b[:, 2]) - torch.maximum(a[:, None, 0], b[:, 0])
    h = torch.minimum(a[:, None, 3], b[:, 3]) - torch.maximum(a[:, None, 1], b[:, 1])
    s = (w * h).clamp(min=0)
    A = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    B = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    return s / (A[:, None] + B - s)

# %% wrong: Only box i of a with box i of b.
# told: same_place_alone
import torch


def box_iou(a, b):
    n = min(len(a), len(b))
    a, b = a[:n], b[:n]
    w = (torch.minimum(a[:, 2], b[:, 2]) - torch.maximum(a[:, 0], b[:, 0])).clamp(min=0)
    h = (torch.minimum(a[:, 3], b[:, 3]) - torch.maximum(a[:, 1], b[:, 1])).clamp(min=0)
    s = w * h
    return s / ((a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1]) + (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1]) - s)

# %% wrong: Divided by the area of the first box only.
# told: of_the_first_box
import torch


def box_iou(a, b):
    w = (torch.minimum(a[:, None, 2], b[:, 2]) - torch.maximum(a[:, None, 0], b[:, 0])).clamp(min=0)
    h = (torch.minimum(a[:, None, 3], b[:, 3]) - torch.maximum(a[:, None, 1], b[:, 1])).clamp(min=0)
    return w * h / ((a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1]))[:, None]

# %% wrong: min and max are exchanged, so the enclosing box stands for the shared one.
# told: enclosing_for_shared
import torch


def box_iou(a, b):
    w = torch.maximum(a[:, None, 2], b[:, 2]) - torch.minimum(a[:, None, 0], b[:, 0])
    h = torch.maximum(a[:, None, 3], b[:, 3]) - torch.minimum(a[:, None, 1], b[:, 1])
    s = w * h
    A = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    B = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    return s / (A[:, None] + B - s)

# %% wrong: Sides count pixels: one is added to each.
# told: pixels_counted
import torch


def box_iou(a, b):
    w = (torch.minimum(a[:, None, 2], b[:, 2]) - torch.maximum(a[:, None, 0], b[:, 0]) + 1).clamp(min=0)
    h = (torch.minimum(a[:, None, 3], b[:, 3]) - torch.maximum(a[:, None, 1], b[:, 1]) + 1).clamp(min=0)
    s = w * h
    A = (a[:, 2] - a[:, 0] + 1) * (a[:, 3] - a[:, 1] + 1)
    B = (b[:, 2] - b[:, 0] + 1) * (b[:, 3] - b[:, 1] + 1)
    return s / (A[:, None] + B - s)

# %% wrong: The rows are the boxes of b.
# told: transposed
import torch


def box_iou(a, b):
    w = (torch.minimum(b[:, None, 2], a[:, 2]) - torch.maximum(b[:, None, 0], a[:, 0])).clamp(min=0)
    h = (torch.minimum(b[:, None, 3], a[:, 3]) - torch.maximum(b[:, None, 1], a[:, 1])).clamp(min=0)
    s = w * h
    A = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    B = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    return s / (B[:, None] + A - s)

# %% wrong: Both sides of a gap lose their sign.
# told: gaps_without_sign
import torch


def box_iou(a, b):
    w = torch.abs(torch.minimum(a[:, None, 2], b[:, 2]) - torch.maximum(a[:, None, 0], b[:, 0]))
    h = torch.abs(torch.minimum(a[:, None, 3], b[:, 3]) - torch.maximum(a[:, None, 1], b[:, 1]))
    A = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    B = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    return w * h / (A[:, None] + B - w * h)

# %% right: Plain numbers, leaves early when the boxes lie apart
import torch

def box_iou(a, b):
    def one(p, q):
        (px, py, pX, pY), (qx, qy, qX, qY) = p, q
        if pX <= qx or qX <= px or pY <= qy or qY <= py:
            return 0.0
        shared = (min(pX, qX) - max(px, qx)) * (min(pY, qY) - max(py, qy))
        return shared / ((pX - px) * (pY - py) + (qX - qx) * (qY - qy) - shared)

    return torch.tensor([[one(p, q) for q in b.tolist()] for p in a.tolist()], dtype=a.dtype if a.is_floating_point() else None)

# %% right: Numpy, one axis for x and y, areas by einsum
import numpy as np
import torch

def box_iou(a, b):
    P = a.numpy().reshape(-1, 1, 2, 2)      # [.., corner, direction]
    Q = b.numpy().reshape(1, -1, 2, 2)
    sides = np.minimum(P[:, :, 1], Q[:, :, 1]) - np.maximum(P[:, :, 0], Q[:, :, 0])
    sides = np.where(sides > 0, sides, 0)
    times = lambda s: np.einsum("ij,ij->ij", s[..., 0], s[..., 1])
    shared = times(sides)
    only = times(P[:, :, 1] - P[:, :, 0]) + times(Q[:, :, 1] - Q[:, :, 0])
    return torch.from_numpy(shared / (only - shared))

# %% right: Recursion over the boxes of a, one row at a time
import torch

def box_iou(a, b):
    surface = lambda t: (t[..., 2:] - t[..., :2]).prod(-1)

    def row(box):
        low = b[:, :2].max(box[:2])
        high = b[:, 2:].min(box[2:])
        shared = (high - low).relu().prod(-1)
        return shared / (surface(box) - shared + surface(b))

    def rows(some):
        if len(some) == 1:
            return row(some[0])[None]
        half = len(some) // 2
        return torch.cat([rows(some[:half]), rows(some[half:])])

    return rows(a)

# %% wrong: You divide by the sum of the two areas, which counts the shared part twice; what they cover together is the sum less the shared area.
# told: shared_counted_twice
import torch

def box_iou(a, b):
    area_a = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    area_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    left = torch.maximum(a[:, None, 0], b[None, :, 0])
    right = torch.minimum(a[:, None, 2], b[None, :, 2])
    bottom = torch.maximum(a[:, None, 1], b[None, :, 1])
    top = torch.minimum(a[:, None, 3], b[None, :, 3])
    shared = (right - left).clamp(min=0) * (top - bottom).clamp(min=0)
    union = area_a[:, None] + area_b[None, :]
    return shared / union

# %% wrong: You divide by the area of the smallest box around both, but that box also holds places that neither of the two covers.
# told: of_the_enclosing_box
import torch

def box_iou(a, b):
    A = a.unsqueeze(1)
    B = b.unsqueeze(0)
    inner_min = torch.max(A[..., :2], B[..., :2])
    inner_max = torch.min(A[..., 2:], B[..., 2:])
    outer_min = torch.min(A[..., :2], B[..., :2])
    outer_max = torch.max(A[..., 2:], B[..., 2:])
    inner = (inner_max - inner_min).clamp(min=0).prod(-1)
    outer = (outer_max - outer_min).prod(-1)
    return inner / outer

# %% wrong: The height of the boxes of b is taken from the wrong column: b[:, 3] - b[:, 0] is ymax - xmin.
# told: height_of_b_from_x
import torch

def box_iou(a, b):
    ax1, ay1, ax2, ay2 = a[:, 0:1], a[:, 1:2], a[:, 2:3], a[:, 3:4]
    bx1, by1, bx2, by2 = b.T
    w = torch.relu(torch.minimum(ax2, bx2) - torch.maximum(ax1, bx1))
    h = torch.relu(torch.minimum(ay2, by2) - torch.maximum(ay1, by1))
    inter = w * h
    areaA = (ax2 - ax1) * (ay2 - ay1)
    areaB = (bx2 - bx1) * (by2 - bx1)
    return inter / (areaA + areaB - inter)

# %% wrong: You add 1 to each width and height, as if the corners were pixels to be counted; the width is just xmax - xmin.
# told: pixels_counted
import torch

def box_iou(a, b):
    n, m = len(a), len(b)
    result = torch.zeros((n, m), dtype=a.dtype)
    for i in range(n):
        for j in range(m):
            x1 = max(a[i, 0], b[j, 0])
            y1 = max(a[i, 1], b[j, 1])
            x2 = min(a[i, 2], b[j, 2])
            y2 = min(a[i, 3], b[j, 3])
            inter = max(0, x2 - x1 + 1) * max(0, y2 - y1 + 1)
            area1 = (a[i, 2] - a[i, 0] + 1) * (a[i, 3] - a[i, 1] + 1)
            area2 = (b[j, 2] - b[j, 0] + 1) * (b[j, 3] - b[j, 1] + 1)
            result[i, j] = inter / (area1 + area2 - inter)
    return result

# %% wrong: You divide by the area of the box of a alone, and boxes that lie apart get negative sides because nothing cuts them off at 0.
# told: gaps_count_with_of_the_first_box
import torch

def box_iou(a, b):
    lo = torch.maximum(a[:, None, :2], b[None, :, :2])
    hi = torch.minimum(a[:, None, 2:], b[None, :, 2:])
    size = hi - lo
    shared = size[:, :, 0] * size[:, :, 1]
    size_a = a[:, 2:] - a[:, :2]
    area_a = size_a[:, 0] * size_a[:, 1]
    return shared / area_a[:, None]

# %% wrong: You cut off at 0 only after multiplying: for boxes apart in both directions two negative sides give a positive "shared" area.
# told: area_cut_off
import torch

def area(box):
    return (box[..., 2] - box[..., 0]) * (box[..., 3] - box[..., 1])

def box_iou(a, b):
    a_ = a[:, None, :]
    b_ = b[None, :, :]
    w = torch.min(a_[..., 2], b_[..., 2]) - torch.max(a_[..., 0], b_[..., 0])
    h = torch.min(a_[..., 3], b_[..., 3]) - torch.max(a_[..., 1], b_[..., 1])
    inter = torch.clamp(w * h, min=0)       # no overlap -> 0
    return inter / (area(a_) + area(b_) - inter)

# %% wrong: You compare row i of a only with row i of b: the result has the shape (n,) instead of (n, m), and with different n and m it mostly is an error.
# told: row_with_row
import torch

def box_iou(a, b):
    x_min = torch.max(a[:, 0], b[:, 0])
    y_min = torch.max(a[:, 1], b[:, 1])
    x_max = torch.min(a[:, 2], b[:, 2])
    y_max = torch.min(a[:, 3], b[:, 3])

    w = (x_max - x_min).clamp(min=0)
    h = (y_max - y_min).clamp(min=0)
    overlap = w * h

    area_a = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    area_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    iou = overlap / (area_a + area_b - overlap)
    return iou

# %% wrong: You count an overlap only if a corner of b's box lies strictly inside a's box; equal boxes, crossing boxes and a box of a inside one of b also share area.
# told: corner_must_be_inside
import torch

def overlaps(p, q):
    # is one of the 4 corners of q in p?
    for cx in (q[0], q[2]):
        for cy in (q[1], q[3]):
            if p[0] < cx < p[2] and p[1] < cy < p[3]:
                return True
    return False

def box_iou(a, b):
    rows = []
    for p in a.tolist():
        row = []
        for q in b.tolist():
            if not overlaps(p, q):
                row.append(0.0)
                continue
            w = min(p[2], q[2]) - max(p[0], q[0])
            h = min(p[3], q[3]) - max(p[1], q[1])
            s = w * h
            p_area = (p[2] - p[0]) * (p[3] - p[1])
            q_area = (q[2] - q[0]) * (q[3] - q[1])
            row.append(s / (p_area + q_area - s))
        rows.append(row)
    return torch.tensor(rows, dtype=a.dtype)

# %% right: Two loops over plain numbers, with early continue.
import torch


def box_iou(a, b):
    out = torch.zeros(len(a), len(b), dtype=torch.result_type(a, 1.0))
    for i, (l, u, r, d) in enumerate(a.tolist()):
        for j, (L, U, R, D) in enumerate(b.tolist()):
            if r <= L or R <= l or d <= U or D <= u:
                continue
            shared = (min(r, R) - max(l, L)) * (min(d, D) - max(u, U))
            out[i, j] = shared / ((r - l) * (d - u) + (R - L) * (D - U) - shared)
    return out

# %% right: The overlap along one axis as a helper, used for x and for y; the union is added up from three parts.
import torch


def shared_length(lo_a, hi_a, lo_b, hi_b):
    end = torch.minimum(hi_a.reshape(-1, 1), hi_b.reshape(1, -1))
    start = torch.maximum(lo_a.reshape(-1, 1), lo_b.reshape(1, -1))
    return torch.where(end > start, end - start, torch.zeros_like(end))


def box_iou(a, b):
    both = 1
    for axis in (0, 1):
        both = both * shared_length(a[:, axis], a[:, axis + 2], b[:, axis], b[:, axis + 2])
    size = lambda t: (t[:, 2:] - t[:, :2]).prod(dim=1)
    only_a = size(a)[:, None] - both
    only_b = size(b)[None] - both
    return both / (only_a + both + only_b)

# %% right: Numpy, a row of the result at a time.
import numpy as np
import torch


def box_iou(a, b):
    A, B = a.numpy(), b.numpy()
    area_b = np.prod(B[:, 2:] - B[:, :2], axis=1)

    def row(box):
        sides = np.minimum(box[2:], B[:, 2:]) - np.maximum(box[:2], B[:, :2])
        inter = np.where((sides > 0).all(axis=1), sides[:, 0] * sides[:, 1], 0)
        return inter / (np.prod(box[2:] - box[:2]) + area_b - inter)

    return torch.from_numpy(np.stack(list(map(row, A))))

# %% wrong: The union is taken for the area of the smallest box around both, which also counts places that neither box covers.
# told: of_the_enclosing_box
import torch


def box_iou(a, b):
    n, m = len(a), len(b)
    iou = torch.zeros(n, m, dtype=a.dtype)
    for i in range(n):
        for j in range(m):
            # inner box
            w = min(a[i, 2], b[j, 2]) - max(a[i, 0], b[j, 0])
            h = min(a[i, 3], b[j, 3]) - max(a[i, 1], b[j, 1])
            # outer box
            W = max(a[i, 2], b[j, 2]) - min(a[i, 0], b[j, 0])
            H = max(a[i, 3], b[j, 3]) - min(a[i, 1], b[j, 1])
            if w > 0 and h > 0:
                iou[i, j] = (w * h) / (W * H)
    return iou

# %% wrong: The shared area is divided by the area of the smaller box, so a box inside another one gets 1.
# told: of_the_smaller_box
import torch


def area(boxes):
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def box_iou(a, b):
    lo = torch.maximum(a[:, None, :2], b[None, :, :2])
    hi = torch.minimum(a[:, None, 2:], b[None, :, 2:])
    wh = (hi - lo).clamp(min=0)
    inter = wh[..., 0] * wh[..., 1]
    most = torch.minimum(area(a)[:, None], area(b)[None, :])   # most that they can share
    return inter / most

# %% wrong: The shared area is not subtracted from the sum of the areas, so it is counted twice in the union.
# told: shared_counted_twice
import torch


def box_iou(a, b):
    ax0, ay0, ax1, ay1 = [col.unsqueeze(1) for col in a.T]
    bx0, by0, bx1, by1 = [col.unsqueeze(0) for col in b.T]
    width = torch.relu(torch.minimum(ax1, bx1) - torch.maximum(ax0, bx0))
    height = torch.relu(torch.minimum(ay1, by1) - torch.maximum(ay0, by0))
    shared = width * height
    area_a = (ax1 - ax0) * (ay1 - ay0)
    area_b = (bx1 - bx0) * (by1 - by0)
    return shared / (area_a + area_b)

# %% wrong: One index is wrong: the height of the boxes in b is taken as ymax - xmin.
# told: height_of_b_from_x
import torch


def box_iou(a, b):
    left = torch.max(a[:, None, 0], b[None, :, 0])
    top = torch.max(a[:, None, 1], b[None, :, 1])
    right = torch.min(a[:, None, 2], b[None, :, 2])
    bottom = torch.min(a[:, None, 3], b[None, :, 3])
    inter = (right - left).clamp(min=0) * (bottom - top).clamp(min=0)
    area_a = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    area_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 0])
    union = area_a[:, None] + area_b[None, :] - inter
    return inter / union

# %% wrong: Each width and height is counted in pixels with + 1, so that touching boxes overlap, and the rows of the result belong to b instead of a.
# told: pixels_counted_with_transposed
import torch


def box_iou(a, b):
    def size(p, q):
        return q - p + 1

    table = []
    for bb in b:
        line = []
        for aa in a:
            iw = size(max(aa[0], bb[0]), min(aa[2], bb[2]))
            ih = size(max(aa[1], bb[1]), min(aa[3], bb[3]))
            inter = iw * ih if iw > 0 and ih > 0 else 0.0 * iw
            union = size(aa[0], aa[2]) * size(aa[1], aa[3]) + size(bb[0], bb[2]) * size(bb[1], bb[3]) - inter
            line.append(inter / union)
        table.append(torch.stack(line))
    return torch.stack(table)

# %% wrong: Only the product is cut at 0: for boxes apart in both directions two negative lengths multiply to a positive area, where 0 is right.
# told: area_cut_off
import torch


def box_iou(a, b):
    A = a.unsqueeze(1)
    B = b.unsqueeze(0)
    dx = torch.minimum(A[..., 2], B[..., 2]) - torch.maximum(A[..., 0], B[..., 0])
    dy = torch.minimum(A[..., 3], B[..., 3]) - torch.maximum(A[..., 1], B[..., 1])
    inter = torch.clamp(dx * dy, min=0)   # no overlap -> 0
    sA = (A[..., 2] - A[..., 0]) * (A[..., 3] - A[..., 1])
    sB = (B[..., 2] - B[..., 0]) * (B[..., 3] - B[..., 1])
    return inter / (sA + sB - inter)

# %% wrong: The columns of a and b are compared row by row without a new axis, which is an error for n different from m and otherwise gives the shape (n,).
# told: row_with_row
import torch


def box_iou(a, b):
    x1 = torch.maximum(a[:, 0], b[:, 0])
    y1 = torch.maximum(a[:, 1], b[:, 1])
    x2 = torch.minimum(a[:, 2], b[:, 2])
    y2 = torch.minimum(a[:, 3], b[:, 3])
    intersection = (x2 - x1).clamp(min=0) * (y2 - y1).clamp(min=0)
    areaA = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    areaB = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    iou = intersection / (areaA + areaB - intersection)
    return iou

# %% wrong: Two boxes count as overlapping only if a corner of one lies in the other, so boxes that cross like a plus sign get 0.
# told: corner_of_either
import torch


def inside(px, py, box):
    return box[0] <= px <= box[2] and box[1] <= py <= box[3]


def corners(box):
    return [(box[0], box[1]), (box[2], box[1]), (box[0], box[3]), (box[2], box[3])]


def overlap(p, q):
    for cx, cy in corners(p):
        if inside(cx, cy, q):
            return True
    for cx, cy in corners(q):
        if inside(cx, cy, p):
            return True
    return False


def box_iou(a, b):
    result = torch.zeros((a.shape[0], b.shape[0]), dtype=a.dtype)
    for i, p in enumerate(a.tolist()):
        for j, q in enumerate(b.tolist()):
            if overlap(p, q):
                common = (min(p[2], q[2]) - max(p[0], q[0])) * (min(p[3], q[3]) - max(p[1], q[1]))
                both = (p[2] - p[0]) * (p[3] - p[1]) + (q[2] - q[0]) * (q[3] - q[1])
                result[i, j] = common / (both - common)
    return result

# %% right: Another way.
import torch

def box_iou(a, b):
    def side(lo1, hi1, lo2, hi2):
        return max(min(hi1, hi2) - max(lo1, lo2), 0.0)
    rows = []
    for x1, y1, x2, y2 in a.tolist():
        row = []
        for u1, v1, u2, v2 in b.tolist():
            s = side(x1, x2, u1, u2) * side(y1, y2, v1, v2)
            row.append(s / ((x2 - x1) * (y2 - y1) + (u2 - u1) * (v2 - v1) - s))
        rows.append(row)
    return torch.tensor(rows, dtype=(a[:1] / 1).dtype)

# %% right: Another way.
import numpy as np
import torch

def box_iou(a, b):
    p, q = a.detach().numpy()[:, None], b.detach().numpy()[None]
    lo = np.maximum(p[..., :2], q[..., :2])
    hi = np.minimum(p[..., 2:], q[..., 2:])
    s = np.prod(np.where(hi > lo, hi - lo, 0), axis=-1)
    size = lambda r: np.prod(r[..., 2:] - r[..., :2], axis=-1)
    return torch.from_numpy(np.asarray(s / (size(p) + size(q) - s)))

# %% right: Another way.
import torch

def _row(box, b):
    span = torch.minimum(box[2:], b[:, 2:]) - torch.maximum(box[:2], b[:, :2])
    span = torch.relu(span)
    inter = torch.einsum("m,m->m", span[:, 0], span[:, 1])
    own = (box[2] - box[0]) * (box[3] - box[1])
    others = (b[:, 2:] - b[:, :2]).prod(1)
    return inter / (own + others - inter)

def box_iou(a, b):
    if len(a) == 1:
        return _row(a[0], b)[None]
    half = len(a) // 2
    return torch.cat([box_iou(a[:half], b), box_iou(a[half:], b)])

# %% wrong: Divides by the sum of the two areas, so the shared part is counted twice in the area that they cover together.
# told: shared_counted_twice
import torch

def box_iou(a, b):
    left = torch.maximum(a[:, None, 0], b[None, :, 0])
    bottom = torch.maximum(a[:, None, 1], b[None, :, 1])
    right = torch.minimum(a[:, None, 2], b[None, :, 2])
    top = torch.minimum(a[:, None, 3], b[None, :, 3])
    shared = (right - left).clamp(min=0) * (top - bottom).clamp(min=0)
    area_a = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    area_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    together = area_a[:, None] + area_b[None, :]
    return shared / together

# %% wrong: Takes the smallest box around both as the area that they cover together, though that also contains places that neither box covers.
# told: of_the_enclosing_box
import torch

def box_iou(a, b):
    A = a.unsqueeze(1)
    B = b.unsqueeze(0)
    inner_lo = torch.max(A[..., :2], B[..., :2])
    inner_hi = torch.min(A[..., 2:], B[..., 2:])
    outer_lo = torch.min(A[..., :2], B[..., :2])
    outer_hi = torch.max(A[..., 2:], B[..., 2:])
    inter = (inner_hi - inner_lo).clamp(min=0).prod(dim=-1)
    union = (outer_hi - outer_lo).prod(dim=-1)
    return inter / union

# %% wrong: The lower border of the shared part is taken as the smaller ymin instead of the larger one.
# told: values
import torch

def box_iou(a, b):
    result = torch.zeros(len(a), len(b))
    for i in range(len(a)):
        for j in range(len(b)):
            ax1, ay1, ax2, ay2 = a[i].tolist()
            bx1, by1, bx2, by2 = b[j].tolist()
            x1 = max(ax1, bx1)
            y1 = min(ay1, by1)
            x2 = min(ax2, bx2)
            y2 = min(ay2, by2)
            inter = max(0, x2 - x1) * max(0, y2 - y1)
            union = (ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - inter
            result[i, j] = inter / union
    return result

# %% wrong: The height of the boxes in b is worked out as ymax - xmin (column 0 in place of column 1).
# told: height_of_b_from_x
import torch

def box_iou(a, b):
    w = torch.minimum(a[:, 2].unsqueeze(1), b[:, 2]) - torch.maximum(a[:, 0].unsqueeze(1), b[:, 0])
    h = torch.minimum(a[:, 3].unsqueeze(1), b[:, 3]) - torch.maximum(a[:, 1].unsqueeze(1), b[:, 1])
    inter = torch.relu(w) * torch.relu(h)
    area1 = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    area2 = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 0])
    return inter / (area1.unsqueeze(1) + area2 - inter)

# %% wrong: Adds 1 to every width and height as for pixels, and does not cut negative overlaps off at 0.
# told: gaps_count_with_pixels_counted
import torch

def area(box):
    return (box[..., 2] - box[..., 0] + 1) * (box[..., 3] - box[..., 1] + 1)

def box_iou(a, b):
    a = a[:, None, :]
    b = b[None, :, :]
    common = torch.cat([torch.max(a[..., :2], b[..., :2]).expand(a.shape[0], b.shape[1], 2),
                        torch.min(a[..., 2:], b[..., 2:]).expand(a.shape[0], b.shape[1], 2)], dim=-1)
    inter = area(common)
    return inter / (area(a) + area(b) - inter)

# %% wrong: Cuts the product off at 0 instead of width and height each, so two boxes that are apart in both directions get a positive IoU from minus times minus.
# told: area_cut_off
import torch

def box_iou(a, b):
    width = torch.minimum(a[:, 2:3], b[:, 2]) - torch.maximum(a[:, 0:1], b[:, 0])
    height = torch.minimum(a[:, 3:4], b[:, 3]) - torch.maximum(a[:, 1:2], b[:, 1])
    overlap = width * height
    overlap[overlap < 0] = 0     # no negative areas
    size_a = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    size_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    return overlap / (size_a[:, None] + size_b[None, :] - overlap)

# %% wrong: Returns a nested Python list instead of a tensor of shape (n, m).
# told: values
import torch

def iou(p, q):
    w = min(p[2], q[2]) - max(p[0], q[0])
    h = min(p[3], q[3]) - max(p[1], q[1])
    if w <= 0 or h <= 0:
        return 0.0
    inter = w * h
    return inter / ((p[2] - p[0]) * (p[3] - p[1]) + (q[2] - q[0]) * (q[3] - q[1]) - inter)

def box_iou(a, b):
    return [[iou(p, q) for q in b.tolist()] for p in a.tolist()]

# %% wrong: Takes the overlap always from the left border of b to the right border of a (and likewise upwards), as in the example, so it is right only if b lies further right and higher.
# told: from_left_of_b_to_right_of_a
import torch

def box_iou(a, b):
    n = a.shape[0]
    m = b.shape[0]
    out = torch.zeros((n, m), dtype=a.dtype)
    for i in range(n):
        for j in range(m):
            dx = a[i, 2] - b[j, 0]
            dy = a[i, 3] - b[j, 1]
            if dx > 0 and dy > 0:
                inter = dx * dy
            else:
                inter = torch.tensor(0.0)
            A = (a[i, 2] - a[i, 0]) * (a[i, 3] - a[i, 1])
            B = (b[j, 2] - b[j, 0]) * (b[j, 3] - b[j, 1])
            out[i, j] = inter / (A + B - inter)
    return out
