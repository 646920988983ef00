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

# %% right: A small dataclass of dual numbers of one's own carries value and slope along.
import torch
from dataclasses import dataclass


@dataclass(frozen=True)
class Dual:
    val: float
    dot: float = 0.0

    def __sub__(self, other):
        return Dual(self.val - other.val, self.dot - other.dot)

    def __mul__(self, other):
        return Dual(self.val * other.val, self.val * other.dot + self.dot * other.val)


def one_step(w, x, y, eta):
    prediction = Dual(w, 1.0) * Dual(x)
    miss = prediction - Dual(y)
    loss = miss * miss
    return prediction.val, loss.val, loss.dot, w - eta * loss.dot

# %% right: Tensors without axes, multiplied by einsum.
import torch


def one_step(w, x, y, eta):
    w, x, y, eta = (torch.tensor(float(v), dtype=torch.float64) for v in (w, x, y, eta))
    prediction = torch.einsum(",->", w, x)
    miss = prediction - y
    loss = torch.einsum(",->", miss, miss)
    slope = torch.einsum(",,->", torch.full_like(w, 2.0), miss, x)
    return prediction, loss, slope, w - torch.einsum(",->", eta, slope)

# %% right: Lambdas that close over the data; the slope of miss times miss by the product rule, one term for each factor.
import torch


one_step = lambda w, x, y, eta: (
    lambda miss, slope: (w * x, pow(miss(w), 2), slope(w), w - eta * slope(w))
)(lambda v: v * x - y, lambda v: x * (v * x - y) + (v * x - y) * x)

# %% wrong: The slope is taken with respect to the prediction (2 * miss); the chain from the prediction to w, a factor x, is missing.
# told: no_x
import torch


def one_step(w, x, y, eta):
    prediction = w * x
    miss = prediction - y
    loss = miss ** 2
    # derivative of miss^2 is 2 * miss
    slope = 2 * miss
    new_w = w - eta * slope
    return prediction, loss, slope, new_w

# %% wrong: Prediction and loss are computed again after the step, so they belong to the new w and not to the old one.
# told: prediction_and_loss_after_the_step
import torch


def one_step(w, x, y, eta):
    def predict(weight):
        return weight * x

    slope = 2 * (predict(w) - y) * x
    w = w - eta * slope
    prediction = predict(w)
    loss = (prediction - y) ** 2
    return (prediction, loss, slope, w)

# %% wrong: The step has the wrong sign: it adds eta times the slope and walks uphill.
# told: uphill
import torch


def one_step(w, x, y, eta):
    p = w * x
    m = p - y
    L = m * m
    s = 2 * m * x
    w += eta * s
    return p, L, s, w

# %% wrong: The factor 2 of the derivative of the square is missing in the slope.
# told: no_two
import torch


def one_step(w, x, y, eta):
    prediction = w * x
    loss = (prediction - y) ** 2
    slope = (prediction - y) * x
    return prediction, loss, slope, w - eta * slope

# %% wrong: The miss is y minus the prediction, and the step adds instead of subtracting; the two signs cancel in the new w, but the slope has the wrong sign.
# told: reversed_twice
import torch


def one_step(w, x, y, eta):
    y_hat = w * x
    error = y - y_hat
    loss = error ** 2
    slope = 2 * error * x
    new_w = w + eta * slope
    return y_hat, loss, slope, new_w

# %% wrong: A weight of 0 is replaced by 0.01, although w may be 0; so for w = 0 the results belong to another weight.
# told: a_hundredth_for_zero
import torch


def one_step(w, x, y, eta):
    if w == 0:
        w = 0.01      # a weight of zero can not learn anything
    prediction = w * x
    miss = prediction - y
    loss = miss ** 2
    slope = 2 * miss * x
    new_w = w - eta * slope
    return prediction, loss, slope, new_w

# %% wrong: This returns a dictionary, and unpacking it gives the four names instead of the four numbers.
# told: values
import torch


def one_step(w, x, y, eta):
    result = {}
    result["prediction"] = w * x
    result["miss"] = result["prediction"] - y
    result["loss"] = result["miss"] ** 2
    result["slope"] = 2 * result["miss"] * x
    result["new_w"] = w - eta * result["slope"]
    del result["miss"]
    return result

# %% wrong: `backward()` works out the slope here, although the text forbids autograd.
# told: not allowed
import torch


def one_step(w, x, y, eta):
    wt = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    prediction = wt * x
    loss = (prediction - y) ** 2
    loss.backward()
    slope = wt.grad.item()
    return prediction.item(), loss.item(), slope, w - eta * slope

# %% right: Expanded.
def one_step(w, x, y, eta):
    # loss = w^2 x^2 - 2 w x y + y^2, a parabola in w; slope 2 a w + b
    a, b, c = x * x, -2 * x * y, y * y
    slope = 2 * a * w + b
    return w * x, (w * x - y) * (w * x - y), slope, w + eta * (-slope)

# %% right: Closures.
def one_step(w, x, y, eta):
    predict = lambda v: v * x
    miss = lambda v: predict(v) - y
    loss = lambda v: miss(v) ** 2
    slope = lambda v: miss(v) * x + x * miss(v)
    descend = lambda v: v - eta * slope(v)
    return tuple(f(w) for f in (predict, loss, slope, descend))

# %% right: Tensor.
import torch

def one_step(w, x, y, eta):
    w, x, y, eta = torch.tensor([w, x, y, eta], dtype=torch.float64).unbind()
    p = torch.mul(w, x)
    miss = torch.sub(p, y)
    slope = (miss + miss) * x
    return [p, miss.square(), slope, torch.sub(w, slope * eta)]

# %% wrong: The slope is taken with respect to x (times w), but it is w that moves, so the inner factor is x.
# told: times_w
def one_step(w, x, y, eta):
    prediction = w * x
    miss = prediction - y
    loss = miss ** 2
    slope = 2 * miss * w
    new_w = w - eta * slope
    return prediction, loss, slope, new_w

# %% wrong: Prediction and loss are computed with the new w, but the first three results belong to the old one.
# told: prediction_and_loss_after_the_step
def one_step(w, x, y, eta):
    slope = 2 * (w * x - y) * x
    w = w - eta * slope
    pred = w * x
    loss = (pred - y) ** 2
    return (pred, loss, slope, w)

# %% wrong: The miss is y minus the prediction here, which turns the sign of the slope, so the step goes uphill.
# told: slope_reversed
def one_step(w, x, y, eta):
    p = w * x
    miss = y - p
    s = 2 * miss * x
    return p, miss * miss, s, w - eta * s

# %% wrong: The factor 2 is missing in the slope.
# told: no_two
def one_step(w, x, y, eta):
    prediction = w * x
    miss = prediction - y
    loss = miss**2
    slope = miss * x
    return prediction, loss, slope, w - eta * slope

# %% wrong: The loss is the size of the miss and not its square, and the step adds eta times the slope when it should subtract.
# told: size_as_loss
def one_step(w, x, y, eta):
    guess = w * x
    diff = guess - y
    loss = abs(diff)
    slope = 2 * diff * x
    w_new = w + eta * slope
    return guess, loss, slope, w_new

# %% wrong: x is won back as prediction / w, which fails when w is 0.
# told: advice
def one_step(w, x, y, eta):
    prediction = w * x
    miss = prediction - y
    loss = miss ** 2
    # miss * prediction / w, since prediction / w = x
    slope = 2 * miss * prediction / w
    new_w = w - eta * slope
    return prediction, loss, slope, new_w

# %% wrong: All four are wrapped in tensors with one axis of length 1, but a float or a tensor without axes was wanted.
# told: slip
import torch

def one_step(w, x, y, eta):
    w, x, y, eta = [torch.tensor([v], dtype=torch.float64) for v in (w, x, y, eta)]
    prediction = w * x
    loss = (prediction - y) ** 2
    slope = 2 * (prediction - y) * x
    return prediction, loss, slope, w - eta * slope

# %% wrong: The step subtracts eta times the loss; it is the slope that says which way and how far.
# told: loss_for_slope
def one_step(w, x, y, eta):
    prediction = w * x
    loss = (prediction - y) ** 2
    slope = 2 * (prediction - y) * x
    new_w = w - eta * loss
    return prediction, loss, slope, new_w

# %% right: A dataclass with properties.
from dataclasses import dataclass, astuple

@dataclass
class Machine:
    w: float
    x: float
    y: float

    @property
    def says(self):
        return self.w * self.x

    @property
    def miss(self):
        return self.says - self.y

    @property
    def slope(self):
        return (self.miss + self.miss) * self.x

    def moved(self, eta):
        return Machine(self.w - eta * self.slope, self.x, self.y)

def one_step(w, x, y, eta):
    old = Machine(w, x, y)
    return old.says, abs(old.miss) ** 2, old.slope, astuple(old.moved(eta))[0]

# %% right: The loss as a quadratic polynomial in w: x^2 w^2 - 2xy w + y^2, coefficients in torch, slope by the power rule.
import torch

def one_step(w, x, y, eta):
    coefficients = torch.tensor([y * y, -2 * x * y, x * x], dtype=torch.float64)
    powers = torch.tensor([1.0, w, w * w], dtype=torch.float64)
    slopes = torch.tensor([0.0, 1.0, 2 * w], dtype=torch.float64)
    loss = torch.einsum("i,i->", coefficients, powers)
    slope = torch.einsum("i,i->", coefficients, slopes)
    return torch.tensor(w * x, dtype=torch.float64), loss, slope, w - eta * slope

# %% right: Chain of lambdas, numpy inside, floats out.
import numpy as np

one_step = lambda w, x, y, eta: (lambda p: (lambda m: (lambda s: (
    float(p), float(m ** 2), float(s), float(np.subtract(w, np.multiply(eta, s)))
))(np.prod([2.0, m, x])))(p - np.float64(y)))(np.float64(w) * x)

# %% wrong: You report the prediction and the loss of the new w, but they should belong to the old w, before the step.
# told: prediction_and_loss_after_the_step
def one_step(w, x, y, eta):
    slope = 2 * (w * x - y) * x
    w = w - eta * slope
    prediction = w * x
    loss = (prediction - y) ** 2
    return prediction, loss, slope, w

# %% wrong: You take the rise of the loss from w to w + 1 as the slope, but the loss is curved and its slope at w is another number.
# told: chord_of_one
def one_step(w, x, y, eta):
    def loss_at(weight):
        return (weight * x - y) ** 2

    prediction = w * x
    loss = loss_at(w)
    # slope = rise / run, run is 1
    slope = (loss_at(w + 1) - loss_at(w)) / 1
    new_w = w - eta * slope
    return prediction, loss, slope, new_w

# %% wrong: The factor 2 from the square is missing in the slope.
# told: no_two
def one_step(w, x, y, eta):
    p = w * x
    m = p - y
    return p, m * m, m * x, w - eta * (m * x)

# %% wrong: The slope is 2 times the miss times x, but you multiply by w.
# told: times_w
def one_step(w, x, y, eta):
    prediction = w * x
    miss = prediction - y
    loss = miss ** 2
    slope = 2 * miss * w
    new_w = w - eta * slope
    return (prediction, loss, slope, new_w)

# %% wrong: The miss is taken the wrong way round, and you add eta times the slope; the two mistakes cancel in the new w, but the slope has the wrong sign.
# told: reversed_twice
def one_step(w, x, y, eta):
    y_hat = x * w
    error = y - y_hat
    loss = pow(error, 2)
    gradient = 2 * error * x
    w_new = w + eta * gradient
    return y_hat, loss, gradient, w_new

# %% wrong: If x or w is 0 the prediction is 0, but you also set loss and slope to 0, though y may be far from 0.
# told: slip
def one_step(w, x, y, eta):
    if w == 0 or x == 0:
        # the machine says nothing, so there is nothing to learn
        return 0.0, 0.0, 0.0, w
    prediction = w * x
    miss = prediction - y
    loss = miss * miss
    slope = 2 * miss * x
    return prediction, loss, slope, w - eta * slope

# %% wrong: The square brackets around w make every result a tensor with one axis, but the results should be floats or tensors without axes.
# told: slip
import torch

def one_step(w, x, y, eta):
    w = torch.tensor([w], dtype=torch.float64)
    x = torch.tensor([x], dtype=torch.float64)
    y = torch.tensor([y], dtype=torch.float64)
    prediction = w * x
    miss = prediction - y
    loss = torch.square(miss)
    slope = 2 * miss * x
    new_w = w - eta * slope
    return prediction, loss, slope, new_w

# %% wrong: The numbers are right, but loss.backward() lets torch.autograd find the slope, which the text forbids.
# told: not allowed
import torch

def one_step(w, x, y, eta):
    weight = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    prediction = weight * x
    loss = (prediction - y) ** 2
    loss.backward()
    slope = weight.grad
    new_w = w - eta * slope
    return prediction.item(), loss.item(), slope.item(), new_w.item()

# %% right: A small machine as a dataclass with properties.
from dataclasses import dataclass

@dataclass
class Machine:
    w: float
    x: float
    y: float

    @property
    def prediction(self):
        return self.w * self.x

    @property
    def miss(self):
        return self.prediction - self.y

    @property
    def slope(self):
        return self.miss * self.x + self.x * self.miss

def one_step(w, x, y, eta):
    m = Machine(w, x, y)
    return m.prediction, m.miss * m.miss, m.slope, m.w - eta * m.slope

# %% right: The slope by a tiny imaginary step, which loses no digits.
def one_step(w, x, y, eta):
    tiny = 1e-20
    miss = complex(w, tiny) * x - y
    square = miss * miss
    slope = square.imag / tiny
    return w * x, (w * x - y) ** 2, slope, w - eta * slope

# %% right: Tensors without axes, the loss as a parabola in w with the coefficients x², -2xy, y².
import torch

def one_step(w, x, y, eta):
    w, x, y, eta = (torch.tensor(value, dtype=torch.float64) for value in (w, x, y, eta))
    a, b = x.square(), -2 * x * y
    slope = torch.add(2 * a * w, b)
    prediction = torch.mul(x, w)
    return prediction, (y - prediction).square(), slope, torch.sub(w, eta * slope)

# %% wrong: You take the rise of the loss from w to w + eta as the slope, but eta is the size of the step, not a distance for measuring, and the slope at w is 2 * miss * x exactly.
# told: chord_of_eta
def one_step(w, x, y, eta):
    def loss_at(weight):
        return (weight * x - y) ** 2

    prediction = w * x
    loss = loss_at(w)
    slope = (loss_at(w + eta) - loss_at(w)) / eta
    new_w = w - eta * slope
    return prediction, loss, slope, new_w

# %% wrong: You step by eta times the size of the loss in the direction of the slope's sign, but the step is eta times the slope itself.
# told: step_by_the_loss_downhill
def one_step(w, x, y, eta):
    prediction = w * x
    miss = prediction - y
    loss = miss * miss
    slope = 2 * miss * x
    if slope > 0:
        new_w = w - eta * loss
    elif slope < 0:
        new_w = w + eta * loss
    else:
        new_w = w
    return prediction, loss, slope, new_w

# %% wrong: Your miss is y minus the prediction, so the slope has the wrong sign and the step goes uphill.
# told: slope_reversed
def one_step(w, x, y, eta):
    pred = w * x
    miss = y - pred
    return pred, miss ** 2, 2 * miss * x, w - eta * 2 * miss * x

# %% wrong: You multiply the slope by w, but the factor beside the 2 * miss is x, as it is x that says how much the prediction moves with w.
# told: times_w
def one_step(w, x, y, eta):
    prediction = w * x
    loss = (prediction - y) ** 2
    slope = 2 * (prediction - y) * w
    return (prediction, loss, slope, w - eta * slope)

# %% wrong: Your loss is the size of the miss instead of its square, and the slope lacks the factor 2.
# told: size_as_loss
def one_step(w, x, y, eta):
    p = w * x
    m = p - y
    loss = abs(m)
    slope = m * x
    w_new = w - eta * slope
    return p, loss, slope, w_new

# %% wrong: For x = 0 you return loss 0, but the prediction 0 still misses y, so the loss is y squared.
# told: clue
def one_step(w, x, y, eta):
    if x == 0:
        # nothing goes in, so nothing happens
        return 0.0, 0.0, 0.0, w
    prediction = w * x
    miss = prediction - y
    loss = miss ** 2
    slope = 2 * miss * x
    return prediction, loss, slope, w - eta * slope

# %% wrong: `^` is not a power in Python, and for floats it raises a TypeError; the square is written `** 2`.
# told: advice
def one_step(w, x, y, eta):
    prediction = w * x
    miss = prediction - y
    loss = miss^2
    slope = 2 * miss * x
    new_w = w - eta * slope
    return prediction, loss, slope, new_w

# %% wrong: You overwrite w and compute the loss afterwards, so the loss belongs to the new w, but the first three numbers belong to the old one.
# told: loss_after_the_step
def one_step(w, x, y, eta):
    prediction = w * x
    slope = 2 * (prediction - y) * x
    w -= eta * slope
    loss = (w * x - y) ** 2
    return prediction, loss, slope, w

# %% right: Everything is multiplied out as a parabola a·w² + b·w + c in w.
import torch


def one_step(w, x, y, eta):
    a, b, c = x * x, -2 * x * y, y * y
    parabola = lambda v: a * v * v + b * v + c
    its_slope = lambda v: 2 * a * v + b
    return w * x, parabola(w), its_slope(w), (1 - 2 * eta * a) * w - eta * b

# %% right: A frozen dataclass with properties; the result is read off at the end.
from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Machine:
    w: float
    x: float
    y: float

    @property
    def prediction(self):
        return self.x * self.w

    @property
    def miss(self):
        return self.prediction - self.y

    @property
    def loss(self):
        return self.miss * self.miss

    @property
    def slope(self):
        return (self.miss + self.miss) * self.x

    def stepped(self, eta):
        return Machine(self.w - self.slope * eta, self.x, self.y)


def one_step(w, x, y, eta):
    m = Machine(w, x, y)
    return m.prediction, m.loss, m.slope, m.stepped(eta).w

# %% right: Float64 vectors with one entry inside and einsum for the products; the miss is kept reversed and the signs are put right later.
import numpy as np
import torch


def one_step(w, x, y, eta):
    wv, xv, yv = (torch.from_numpy(np.array([v], dtype=np.float64)) for v in (w, x, y))
    dot = lambda a, b: torch.einsum("i,i->", a, b)
    lacking = yv - wv * xv
    downhill = 2 * dot(lacking, xv)
    return dot(wv, xv), dot(lacking, lacking), -downhill, w + eta * downhill

# %% wrong: You took the slope of the loss in the direction of x (2 · miss · w), but the machine turns w, so the inner factor is x.
# told: times_w
import torch


def one_step(w, x, y, eta):
    prediction = w * x
    miss = prediction - y
    loss = miss ** 2
    # chain rule: outer derivative times inner derivative
    slope = 2 * miss * w
    new_w = w - eta * slope
    return prediction, loss, slope, new_w

# %% wrong: You step first and then report prediction, loss and slope at the new w; the first three belong to the old w.
# told: after_the_step
import torch


def one_step(w, x, y, eta):
    """(prediction, loss, slope, new_w) of one step of the machine with one weight."""
    w = w - eta * 2 * (w * x - y) * x
    prediction = w * x
    loss = (prediction - y) ** 2
    slope = 2 * (prediction - y) * x
    return (prediction, loss, slope, w)

# %% wrong: Your miss is y minus the prediction, so the slope has the wrong sign and the step goes uphill.
# told: slope_reversed
import torch


def one_step(w, x, y, eta):
    pred = w * x
    miss = y - pred
    return pred, miss * miss, 2 * miss * x, w - eta * 2 * miss * x

# %% wrong: The factor 2 from the square is missing in the slope.
# told: no_two
import torch


def one_step(w, x, y, eta):
    def predict(w):
        return w * x

    def loss_fn(w):
        return (predict(w) - y) ** 2

    def slope_fn(w):
        return (predict(w) - y) * x

    s = slope_fn(w)
    return predict(w), loss_fn(w), s, w - eta * s

# %% wrong: The loss is the absolute value of the miss instead of its square, and the step adds eta times the slope instead of subtracting it.
# told: size_as_loss
import torch


def one_step(w, x, y, eta):
    """(prediction, loss, slope, new_w) of one step of the machine with one weight."""
    prediction = w * x
    miss = prediction - y
    loss = abs(miss)
    slope = 2 * miss * x
    new_w = w + eta * slope
    return prediction, loss, slope, new_w

# %% wrong: You write the slope with the best weight y / x, which divides by zero at x = 0, although x may be 0.
# told: advice
import torch


def one_step(w, x, y, eta):
    # the parabola x^2 * (w - best)^2 has its lowest point at best = y / x
    best = y / x
    prediction = w * x
    loss = (prediction - y) ** 2
    slope = 2 * x ** 2 * (w - best)
    new_w = w - eta * slope
    return prediction, loss, slope, new_w

# %% wrong: You wrap w into a list before you make a tensor of it, so that every result has shape (1,) instead of being a plain number.
# told: slip
import torch


def one_step(w, x, y, eta):
    w = torch.tensor([w], dtype=torch.float64)
    x = torch.tensor([x], dtype=torch.float64)
    y = torch.tensor([y], dtype=torch.float64)
    prediction = w * x
    miss = prediction - y
    loss = miss.pow(2)
    slope = 2 * miss * x
    new_w = w - eta * slope
    return prediction, loss, slope, new_w

# %% wrong: You let torch find the slope with backward(); the exercise wants it by the formula, without automatic differentiation.
# told: not allowed
import torch


def one_step(w, x, y, eta):
    wt = torch.tensor(float(w), dtype=torch.float64, requires_grad=True)
    prediction = wt * x
    loss = (prediction - y) ** 2
    loss.backward()
    slope = wt.grad.item()
    with torch.no_grad():
        new_w = wt - eta * slope
    return prediction.item(), loss.item(), slope, new_w.item()
