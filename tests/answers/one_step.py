# %% right: Line by line as in the text.
import torch


def one_step(w, x, y, eta):
    prediction = w * x
    miss = prediction - y
    loss = miss ** 2
    slope = 2 * miss * x
    return prediction, loss, slope, w - eta * slope

# %% right: With pow and a list.
import torch


def one_step(w, x, y, eta):
    p = w * x
    m = p - y
    s = 2 * x * m
    return [p, pow(m, 2), s, w - s * eta]

# %% right: y minus prediction, with the sign taken back.
import torch


def one_step(w, x, y, eta):
    p = w * x
    rest = y - p
    slope = -2 * rest * x
    return p, rest * rest, slope, w + eta * 2 * rest * x

# %% right: A function for the loss and the slope multiplied out.
import torch


def one_step(w, x, y, eta):
    def loss(v):
        return (v * x - y) ** 2

    slope = 2 * w * x * x - 2 * x * y
    return w * x, loss(w), slope, w - eta * slope

# %% right: Tensors without axes.
import torch


def one_step(w, x, y, eta):
    w, x, y = (torch.tensor(v, dtype=torch.float64) for v in (w, x, y))
    p = w * x
    slope = 2 * (p - y) * x
    return p, (p - y).square(), slope, w - eta * slope

# %% right: Everything in one line.
import torch


def one_step(w, x, y, eta):
    return w * x, (w * x - y) ** 2, 2 * (w * x - y) * x, w - 2 * eta * (w * x - y) * x

# %% right: A helper for the miss.
import torch


def one_step(w, x, y, eta):
    def miss():
        return w * x - y

    new_w = w
    new_w -= eta * 2 * miss() * x
    return w * x, miss() * miss(), 2 * miss() * x, new_w

# %% wrong: The step goes with the slope.
# told: uphill
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * x
    return p, (p - y) ** 2, s, w + eta * s

# %% wrong: x is missing in the slope.
# told: no_x
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y)
    return p, (p - y) ** 2, s, w - eta * s

# %% wrong: The 2 is missing in the slope.
# told: no_two
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = (p - y) * x
    return p, (p - y) ** 2, s, w - eta * s

# %% wrong: y minus prediction in the slope.
# told: slope_reversed
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (y - p) * x
    return p, (p - y) ** 2, s, w - eta * s

# %% wrong: y minus prediction, and a plus in the step.
# told: reversed_twice
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (y - p) * x
    return p, (p - y) ** 2, s, w + eta * s

# %% wrong: The prediction stands for the miss in the slope.
# told: prediction_for_miss
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * p * x
    return p, (p - y) ** 2, s, w - eta * s

# %% wrong: The step uses the loss.
# told: loss_for_slope
import torch


def one_step(w, x, y, eta):
    p = w * x
    loss = (p - y) ** 2
    s = 2 * (p - y) * x
    return p, loss, s, w - eta * loss

# %% wrong: eta is forgotten.
# told: whole_slope
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * x
    return p, (p - y) ** 2, s, w - s

# %% wrong: Only the change is returned.
# told: change_only
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * x
    return p, (p - y) ** 2, s, -eta * s

# %% wrong: eta times slope is returned.
# told: step_for_new_w
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * x
    return p, (p - y) ** 2, s, eta * s

# %% wrong: The loss is the miss.
# told: miss_as_loss
import torch


def one_step(w, x, y, eta):
    p = w * x
    miss = p - y
    s = 2 * miss * x
    return p, miss, s, w - eta * s

# %% wrong: The loss is the size of the miss.
# told: size_as_loss
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * x
    return p, abs(p - y), s, w - eta * s

# %% wrong: Half of the square.
# told: half_loss
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * x
    return p, (p - y) ** 2 / 2, s, w - eta * s

# %% wrong: Half of the square, and its slope.
# told: half_of_both
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = (p - y) * x
    return p, 0.5 * (p - y) ** 2, s, w - eta * s

# %% wrong: The slope is multiplied by w.
# told: times_w
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * w
    return p, (p - y) ** 2, s, w - eta * s

# %% wrong: x is squared in the slope.
# told: x_twice
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * x ** 2
    return p, (p - y) ** 2, s, w - eta * s

# %% wrong: The loss stands in the slope.
# told: loss_for_miss
import torch


def one_step(w, x, y, eta):
    p = w * x
    loss = (p - y) ** 2
    s = 2 * loss * x
    return p, loss, s, w - eta * s

# %% wrong: All numbers are those of the new w.
# told: after_the_step
import torch


def one_step(w, x, y, eta):
    w = w - eta * 2 * (w * x - y) * x
    p = w * x
    return p, (p - y) ** 2, 2 * (p - y) * x, w

# %% wrong: The new w is y / x.
# told: solved
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * x
    return p, (p - y) ** 2, s, y / x if x != 0 else w

# %% wrong: The prediction adds.
# told: added
import torch


def one_step(w, x, y, eta):
    p = w + x
    s = 2 * (p - y) * x
    return p, (p - y) ** 2, s, w - eta * s

# %% wrong: The miss is returned as prediction.
# told: miss_for_prediction
import torch


def one_step(w, x, y, eta):
    p = w * x - y
    s = 2 * p * x
    return p, p ** 2, s, w - eta * s

# %% wrong: Brackets are forgotten in the slope: 2 w x - y x.
# told: open_brackets
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * p - y * x
    return p, (p - y) ** 2, s, w - eta * s

# %% wrong: Brackets are forgotten in the square.
# told: only_y_squared
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * x
    return p, p - y ** 2, s, w - eta * s

# %% wrong: Loss and slope have changed places.
# told: slip
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * x
    return p, s, (p - y) ** 2, w - eta * s

# %% wrong: Brackets forgotten in the step: (w - eta) * slope.
# told: wrong_brackets_in_step
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * x
    return p, (p - y) ** 2, s, (w - eta) * s

# %% wrong: Without x, and uphill.
# told: no_x_and_uphill
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y)
    return p, (p - y) ** 2, s, w + eta * s

# %% wrong: Without the 2, and without eta.
# told: no_two_no_eta
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = (p - y) * x
    return p, (p - y) ** 2, s, w - s

# %% wrong: The step is multiplied by w.
# told: step_times_w
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * x
    return p, (p - y) ** 2, s, w - eta * s * w

# %% wrong: Three results: the new w is forgotten.
# told: clue
import torch


def one_step(w, x, y, eta):
    p = w * x
    s = 2 * (p - y) * x
    return p, (p - y) ** 2, s
