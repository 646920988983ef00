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
