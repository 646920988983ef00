# %% right: Line by line, with stack.
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% right: The predictions used again: the slope for k is minus x times the prediction.
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = (2 * miss * (-x) * y_hat).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% right: A loop over the examples with floats.
import math
import torch


def recipe_step(theta, x, y, eta):
    a = float(theta[0])
    k = float(theta[1])
    n = x.shape[0]
    loss, da, dk = 0.0, 0.0, 0.0
    for i in range(n):
        e = math.exp(-k * float(x[i]))
        m = a * e - float(y[i])
        loss = loss + m * m
        da = da + 2 * m * e
        dk = dk + 2 * m * a * e * (-float(x[i]))
    g = torch.tensor([da / n, dk / n], dtype=torch.float64)
    return loss / n, g, theta - eta * g

# %% right: A matrix of the two slopes and one product.
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta
    e = (-k * x).exp()
    J = torch.stack([e, -a * x * e], dim=1)
    r = a * e - y
    grad = J.T @ r * (2 / len(y))
    return r @ r / len(y), grad, theta - grad * eta

# %% right: y minus the prediction, with all signs taken back.
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    rest = y - y_hat
    loss = (rest ** 2).mean()
    da = -2 * (rest * e).mean()
    dk = 2 * (rest * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% right: numpy and a list of results.
import numpy as np
import torch


def recipe_step(theta, x, y, eta):
    t, xs, ys = theta.numpy(), x.numpy(), y.numpy()
    e = np.exp(-t[1] * xs)
    m = t[0] * e - ys
    g = np.array([np.mean(2 * m * e), np.mean(-2 * m * t[0] * xs * e)])
    return [np.mean(m ** 2), torch.tensor(g), torch.tensor(t - eta * g)]

# %% right: Powers of e instead of exp, and an empty tensor that is filled.
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.e ** (-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * a * x * e).mean()
    grad = torch.empty(2, dtype=theta.dtype)
    grad[0], grad[1] = da, dk
    return loss, grad, theta - eta * grad

# %% wrong: The step goes with the gradient.
# told: uphill
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta + eta * grad

# %% wrong: The factor 2 is forgotten in both slopes.
# told: no_two
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = (miss * e).mean()
    dk = -(miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: Sums in place of means, everywhere.
# told: summed
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).sum()
    da = 2 * (miss * e).sum()
    dk = -2 * (miss * a * x * e).sum()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: The gradient is a sum, the loss a mean.
# told: gradient_summed
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).sum()
    dk = -2 * (miss * a * x * e).sum()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: The miss is y minus the prediction.
# told: miss_reversed
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y - y_hat
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: The minus of the exponent is lost in the slope for k.
# told: no_minus
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = 2 * (miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: The inner slope x is forgotten.
# told: no_x
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * a * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: a is forgotten in the slope for k.
# told: no_a
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: The exponential is taken to vanish by differentiation.
# told: no_exponential_for_k
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * a * x).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: The slope for a forgets the exponential.
# told: no_exponential_for_a
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss).mean()
    dk = -2 * (miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: The two slopes stand in the wrong order.
# told: exchanged
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * a * x * e).mean()
    grad = torch.stack([dk, da])
    return loss, grad, theta - eta * grad

# %% wrong: Means are taken first and multiplied then.
# told: means_first
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * miss.mean() * e.mean()
    dk = -2 * miss.mean() * (a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: The whole gradient is the step.
# told: whole_gradient
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - grad

# %% wrong: The loss is worked out after the step.
# told: loss_after
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    new = theta - eta * grad
    loss = ((new[0] * torch.exp(-new[1] * x) - y) ** 2).mean()
    return loss, grad, new

# %% wrong: a is moved first, and the slope for k is taken at the new a.
# told: one_after_the_other
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    a = a - eta * da
    dk = -2 * ((a * e - y) * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, torch.stack([a, k - eta * dk])

# %% wrong: The exponent has no minus.
# told: growing
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = 2 * (miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: A half in front of the squares.
# told: half_squares
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = 0.5 * (miss ** 2).mean()
    da = (miss * e).mean()
    dk = -(miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: The loss is the root of the mean square.
# told: root_of_loss
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean().sqrt()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: The loss is the mean size of the misses.
# told: size_as_loss
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = miss.abs().mean()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: The change is returned in place of the new parameters.
# told: only_the_change
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, -eta * grad

# %% wrong: The exponential is got back by a division by a.
# told: divided_by_a
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * y_hat / a).mean()
    dk = -2 * (miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% wrong: backward() works out the gradient, which the text forbids.
# told: not allowed
import torch


def recipe_step(theta, x, y, eta):
    t = theta.clone().requires_grad_()
    loss = ((t[0] * torch.exp(-t[1] * x) - y) ** 2).mean()
    loss.backward()
    return loss.item(), t.grad, theta - eta * t.grad

# %% wrong: theta is changed in place.
# told: changed
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = 2 * (miss * e).mean()
    dk = -2 * (miss * a * x * e).mean()
    grad = torch.stack([da, dk])
    theta -= eta * grad
    return loss, grad, theta

# %% wrong: The miss is not in the slopes: they are those of the predictions.
# told: no_miss
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    e = torch.exp(-k * x)
    y_hat = a * e
    miss = y_hat - y
    loss = (miss ** 2).mean()
    da = (e).mean()
    dk = -(a * x * e).mean()
    grad = torch.stack([da, dk])
    return loss, grad, theta - eta * grad

# %% right: Plain Python numbers in a loop, tensors only at the end
import math
import torch

def recipe_step(theta, x, y, eta):
    a, k = theta.tolist()
    pairs = list(zip(x.tolist(), y.tolist()))
    n = len(pairs)
    loss = slope_a = slope_k = 0.0
    for t, value in pairs:
        shrink = math.exp(-k * t)
        miss = a * shrink - value
        loss += miss * miss / n
        slope_a += 2 * miss * shrink / n
        slope_k -= 2 * miss * a * t * shrink / n
    gradient = torch.tensor([slope_a, slope_k], dtype=theta.dtype)
    new = torch.tensor([a - eta * slope_a, k - eta * slope_k], dtype=theta.dtype)
    return loss, gradient, new

# %% right: Numpy inside, a table of slopes (n, 2) times the misses
import numpy as np
import torch

def recipe_step(theta, x, y, eta):
    th, xs, ys = (t.detach().numpy() for t in (theta, x, y))
    e = np.exp(-th[1] * xs)
    table = np.column_stack([e, -th[0] * xs * e])
    miss = th[0] * e - ys
    loss = miss @ miss / miss.size
    gradient = table.T @ miss * 2 / miss.size
    new_theta = th - eta * gradient
    return torch.tensor(loss), torch.from_numpy(gradient), torch.from_numpy(new_theta)

# %% right: Closures for the curve and its slopes, einsum for the mean, the step written as a sum with -eta
import torch

def recipe_step(theta, x, y, eta):
    curve = lambda t: t[0] * torch.exp(-t[1] * x)
    slopes = (
        lambda t: torch.exp(-t[1] * x),
        lambda t: -x * curve(t),
    )
    miss = curve(theta) - y
    mean_with = lambda v: torch.einsum("i,i->", miss, v) / miss.numel()
    loss = mean_with(miss)
    gradient = torch.stack([mean_with(s(theta)) for s in slopes]).mul(2)
    return loss, gradient, theta.add(gradient, alpha=-eta)

# %% wrong: You differentiated e^(-kx) with respect to k as if it were a power of a variable (exponent in front, exponent less 1), but the k stands in the exponent, so the slope is -x e^(-kx).
# told: power_rule
import torch

def recipe_step(theta, x, y, eta):
    a = theta[0]
    k = theta[1]
    n = len(x)

    y_hat = a * torch.exp(-k * x)
    miss = y_hat - y
    loss = (miss ** 2).sum() / n

    # derivative by a: only the e is left
    d_a = torch.exp(-k * x)
    # derivative by k: bring the exponent down, then exponent - 1
    d_k = a * (-k * x) * torch.exp(-k * x - 1)

    g_a = (2 * miss * d_a).sum() / n
    g_k = (2 * miss * d_k).sum() / n
    gradient = torch.stack([g_a, g_k])
    new_theta = theta - eta * gradient
    return loss, gradient, new_theta

# %% wrong: Your loss is the one of the new parameters; the step reports the loss at the old theta, where the gradient was taken.
# told: loss_after
import torch


def predict(theta, x):
    return theta[0] * torch.exp(-theta[1] * x)


def recipe_step(theta, x, y, eta):
    """do one step and look how good we are then"""
    miss = predict(theta, x) - y
    decay = torch.exp(-theta[1] * x)
    gradient = torch.stack([
        torch.mean(2 * miss * decay),
        torch.mean(-2 * miss * theta[0] * x * decay),
    ])
    new_theta = theta - eta * gradient
    # now measure the result of the step
    loss = torch.mean((predict(new_theta, x) - y) ** 2)
    return loss, gradient, new_theta

# %% wrong: Your miss is y - y_hat, but the slopes are those for y_hat - y, so both slopes have the wrong sign and the step goes uphill.
# told: miss_reversed
import torch

def recipe_step(theta, x, y, eta):
    a, k = theta
    e = torch.exp(-k * x)
    residual = y - a * e
    loss = residual.pow(2).mean()
    grad = 2 * torch.stack(((residual * e).mean(), (-residual * a * x * e).mean()))
    return loss, grad, theta - eta * grad

# %% wrong: In the slope with respect to k the factor a has got lost: the slope of a e^(-kx) is -a x e^(-kx).
# told: no_a
import torch

def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    ex = torch.exp(-(k * x))
    pred = a * ex
    error = pred - y
    loss = torch.mean(error * error)

    gradient = torch.zeros_like(theta)
    gradient[0] = torch.mean(2.0 * error * ex)
    gradient[1] = torch.mean(2.0 * error * (-x) * ex)

    new_theta = theta - eta * gradient
    return loss, gradient, new_theta

# %% wrong: The slopes are summed over the measurements instead of averaged, and the slope with respect to k lacks the minus that comes from e^(-kx).
# told: gradient_summed_with_no_minus
import torch

def recipe_step(theta, x, y, eta):
    a = float(theta[0]); k = float(theta[1])
    loss = 0.0
    ga = 0.0
    gk = 0.0
    for i in range(len(x)):
        e = float(torch.exp(-k * x[i]))
        m = a * e - float(y[i])
        loss += m ** 2
        ga += 2 * m * e
        gk += 2 * m * a * float(x[i]) * e
    loss = loss / len(x)
    gradient = torch.tensor([ga, gk], dtype=theta.dtype)
    new_theta = theta - eta * gradient
    return loss, gradient, new_theta

# %% wrong: You get e^(-kx) back as prediction / a, which is 0/0 = nan when a is 0, and a may be 0.
# told: divided_by_a
import torch

def recipe_step(theta, x, y, eta):
    a, k = theta
    y_hat = a * torch.exp(-k * x)
    miss = y_hat - y
    loss = (miss ** 2).mean()
    # both slopes can be written with y_hat, so exp is only needed once
    slope_a = (2 * miss * y_hat / a).mean()
    slope_k = (2 * miss * (-x) * y_hat).mean()
    gradient = torch.stack([slope_a, slope_k])
    return loss, gradient, theta - eta * gradient

# %% wrong: The gradient is a Python list, and a float times a list is a TypeError: make it a tensor of shape (2,) first.
# told: advice
import torch

def recipe_step(theta, x, y, eta):
    a, k = theta
    n = x.shape[0]
    y_hat = a * torch.exp(-k * x)
    loss = torch.sum((y_hat - y) ** 2) / n
    dL_da = 2 / n * torch.sum((y_hat - y) * torch.exp(-k * x))
    dL_dk = -2 / n * torch.sum((y_hat - y) * y_hat * x)
    gradient = [dL_da, dL_dk]
    new_theta = theta - eta * gradient
    return loss, gradient, new_theta

# %% wrong: You move a first and then take the slope with respect to k with the new a; both slopes belong to the old theta.
# told: one_after_the_other
import torch

def recipe_step(theta, x, y, eta):
    a = theta[0].clone()
    k = theta[1].clone()

    def miss():
        return a * torch.exp(-k * x) - y

    loss = (miss() ** 2).mean()

    # first parameter
    grad_a = (2 * miss() * torch.exp(-k * x)).mean()
    a = a - eta * grad_a

    # second parameter
    grad_k = (2 * miss() * (-a * x * torch.exp(-k * x))).mean()
    k = k - eta * grad_k

    return loss, torch.stack([grad_a, grad_k]), torch.stack([a, k])

# %% right: Plain numbers in a loop, tensors only at the end.
import math

import torch


def recipe_step(theta, x, y, eta):
    a, k = theta.tolist()
    n = 0
    loss = 0.0
    ga = 0.0
    gk = 0.0
    for t, target in zip(x.tolist(), y.tolist()):
        e = math.exp(-k * t)
        miss = a * e - target
        loss = loss + miss * miss
        ga = ga + 2 * miss * e
        gk = gk - 2 * miss * a * t * e
        n += 1
    gradient = torch.tensor([ga / n, gk / n], dtype=theta.dtype)
    new = torch.tensor([a - eta * ga / n, k - eta * gk / n], dtype=theta.dtype)
    return torch.tensor(loss / n, dtype=theta.dtype), gradient, new

# %% right: All slopes of the predictions as a matrix (2, n), times the misses.
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta.unbind()
    e = (-k * x).exp()
    J = torch.stack((e, -a * x * e))
    miss = a * e - y
    gradient = torch.einsum("pn,n->p", J, miss) * (2 / x.numel())
    return torch.dot(miss, miss) / x.numel(), gradient, theta.add(gradient, alpha=-eta)

# %% right: A dataclass for the curve, numpy inside and back to torch at the end.
from dataclasses import dataclass

import numpy as np
import torch


@dataclass
class Coffee:
    a: float
    k: float

    def shape(self, x):
        return np.exp(-self.k * x)

    def miss(self, x, y):
        return self.a * self.shape(x) - y

    def slopes(self, x, y):
        common = 2 * self.miss(x, y) * self.shape(x)
        return np.array([np.mean(common), np.mean(-self.a * common * x)])


def recipe_step(theta, x, y, eta):
    old = theta.detach().numpy()
    xs, ys = x.detach().numpy(), y.detach().numpy()
    cup = Coffee(old[0], old[1])
    g = cup.slopes(xs, ys)
    back = lambda v: torch.tensor(v, dtype=theta.dtype)
    return float(np.mean(cup.miss(xs, ys) ** 2)), back(g), back(old - eta * g)

# %% wrong: The slope for k is taken by deriving the curve with respect to the time x (inner factor -k) and not with respect to the parameter k (inner factor -x).
# told: slope_for_x
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta
    yhat = a * torch.exp(-k * x)
    miss = yhat - y
    loss = (miss ** 2).mean()

    # derivative of a*exp(-kx): the inner derivative comes to the front
    dyhat_da = torch.exp(-k * x)
    dyhat_dk = -k * a * torch.exp(-k * x)

    grad_a = (2 * miss * dyhat_da).mean()
    grad_k = (2 * miss * dyhat_dk).mean()
    gradient = torch.stack([grad_a, grad_k])
    new_theta = theta - eta * gradient
    return loss, gradient, new_theta

# %% wrong: The mean of a product is replaced by the product of the means: the miss and the slope of the curve are averaged separately and multiplied afterwards.
# told: means_first
import torch


def recipe_step(theta, x, y, eta):
    a = theta[0]
    k = theta[1]
    e = torch.exp(-k * x)
    miss = a * e - y
    loss = torch.mean(miss ** 2)
    mean_miss = torch.mean(miss)
    # outer derivative times inner derivative
    da = 2 * mean_miss * torch.mean(e)
    dk = 2 * mean_miss * torch.mean(-a * x * e)
    gradient = torch.stack((da, dk))
    return loss, gradient, theta - eta * gradient

# %% wrong: The minus sign of the inner derivative -x is lost, so the slope with respect to k has the wrong sign.
# told: no_minus
import torch


def recipe_step(theta, x, y, eta):
    n = len(x)
    a, k = theta[0], theta[1]
    decay = torch.exp(-k * x)
    r = a * decay - y
    loss = (r * r).sum() / n
    gradient = torch.zeros_like(theta)
    gradient[0] = 2 / n * (r * decay).sum()
    gradient[1] = 2 / n * (r * a * x * decay).sum()
    new_theta = theta - eta * gradient
    return loss, gradient, new_theta

# %% wrong: The returned gradient holds the slope for k first and the one for a second, while the step itself uses them rightly.
# told: clue
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta
    def curve(t):
        return a * torch.exp(-k * t)
    miss = curve(x) - y
    loss = miss.pow(2).mean()
    slope_k = (2 * miss * curve(x) * (-x)).mean()
    slope_a = (2 * miss * torch.exp(-k * x)).mean()
    new_a = a - eta * slope_a
    new_k = k - eta * slope_k
    return loss, torch.stack([slope_k, slope_a]), torch.stack([new_a, new_k])

# %% wrong: A is moved before the slope for k is taken, so this slope belongs to a mixed theta, and the returned loss is the one after the step and not that of the old theta.
# told: clue
import torch


def mse(a, k, x, y):
    return ((a * torch.exp(-k * x) - y) ** 2).mean()


def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]

    # step for a
    e = torch.exp(-k * x)
    grad_a = (2 * (a * e - y) * e).mean()
    a = a - eta * grad_a

    # step for k
    grad_k = (2 * (a * e - y) * (-x * a * e)).mean()
    k = k - eta * grad_k

    return mse(a, k, x, y), torch.stack([grad_a, grad_k]), torch.stack([a, k])

# %% wrong: The exponential is got back as prediction / a, which is 0/0 = nan when a is 0, although a may be 0.
# told: divided_by_a
import torch


def recipe_step(theta, x, y, eta):
    a, k = theta
    pred = a * torch.exp(-k * x)
    miss = pred - y
    loss = (miss ** 2).mean()
    # d pred / d a is just the prediction without a, d pred / d k is -x times the prediction
    g = torch.stack([
        (2 * miss * pred / a).mean(),
        (2 * miss * pred * -x).mean(),
    ])
    return loss, g, theta - eta * g

# %% wrong: The step is taken in place with -=, so the caller's theta is changed.
# told: changed
import torch


def recipe_step(theta, x, y, eta):
    e = torch.exp(-theta[1] * x)
    miss = theta[0] * e - y
    loss = (miss ** 2).mean()
    gradient = torch.stack([2 * (miss * e).mean(), -2 * (miss * theta[0] * x * e).mean()])
    theta -= eta * gradient
    return loss, gradient, theta

# %% wrong: The loss is half the mean square, as in another textbook where the 2 cancels, so loss and gradient are both half of what is asked.
# told: half_squares
import torch


def recipe_step(theta, x, y, eta):
    m = x.shape[0]
    a, k = theta

    h = a * torch.exp(-k * x)            # hypothesis
    J = 1 / (2 * m) * torch.sum((h - y) ** 2)

    dJda = 1 / m * torch.sum((h - y) * torch.exp(-k * x))
    dJdk = 1 / m * torch.sum((h - y) * -x * h)
    grad = torch.stack([dJda, dJdk])

    return J, grad, theta - eta * grad

# %% right: Another way.
import math
import torch

def recipe_step(theta, x, y, eta):
    a, k = theta.tolist()
    total = ga = gk = 0.0
    n = 0
    for xi, yi in zip(x.tolist(), y.tolist()):
        e = math.exp(-k * xi)
        m = a * e - yi
        total += m * m
        ga += 2 * m * e
        gk -= 2 * m * a * xi * e
        n += 1
    ga, gk = ga / n, gk / n
    g = torch.tensor([ga, gk], dtype=theta.dtype)
    new = torch.tensor([a - eta * ga, k - eta * gk], dtype=theta.dtype)
    return total / n, g, new

# %% right: Another way.
import torch

def recipe_step(theta, x, y, eta):
    e = torch.exp(-theta[1] * x)
    J = torch.stack([e, -theta[0] * x * e], dim=1)   # (n, 2): slopes of each prediction
    r = J[:, 0] * theta[0] - y
    g = torch.einsum("ni,n->i", J, r) * (2 / r.numel())
    return torch.dot(r, r) / r.numel(), g, theta - eta * g

# %% right: Another way.
from dataclasses import dataclass
import numpy as np
import torch

@dataclass
class Cup:
    a: float
    k: float

    def warm(self, t):
        return self.a * np.exp(-self.k * t)

    def slopes(self, t):
        return np.exp(-self.k * t), -t * self.warm(t)

def recipe_step(theta, x, y, eta):
    cup = Cup(float(theta[0]), float(theta[1]))
    t = x.detach().numpy()
    twice = 2 * (cup.warm(t) - y.detach().numpy())
    g = torch.tensor([float(np.mean(twice * s)) for s in cup.slopes(t)], dtype=theta.dtype)
    loss = float(np.mean(twice ** 2)) / 4
    return loss, g, theta.clone() - eta * g

# %% wrong: Uses the slopes of a straight line (miss and miss times x) although the model is an exponential curve, so the derivative of the model itself is never taken.
# told: slopes_of_a_line
import torch

def recipe_step(theta, x, y, eta):
    a = theta[0]
    k = theta[1]
    yhat = a * torch.exp(-k * x)
    miss = yhat - y
    loss = (miss ** 2).mean()
    # slopes as in the lesson
    slope_a = 2 * miss.mean()
    slope_k = 2 * (miss * x).mean()
    gradient = torch.stack([slope_a, slope_k])
    new_theta = theta - eta * gradient
    return loss, gradient, new_theta

# %% wrong: Differentiates the curve with respect to x instead of k, so the inner factor is -k where it has to be -x.
# told: slope_for_x
import torch

def recipe_step(theta, x, y, eta):
    a, k = theta
    e = torch.exp(-k*x)
    r = a*e - y
    loss = torch.mean(r**2)
    # chain rule: outer derivative * inner derivative
    da = torch.mean(2*r * e)
    dk = torch.mean(2*r * a * e * (-k))
    grad = torch.stack((da, dk))
    return loss, grad, theta - eta*grad

# %% wrong: The minus sign from the inner derivative of exp(-k x) is missing in the slope with respect to k.
# told: no_minus
import torch

def recipe_step(theta, x, y, eta):
    a, k = theta[0], theta[1]
    n = len(x)
    pred = a * torch.exp(-k * x)
    miss = pred - y
    loss = (miss * miss).sum() / n
    ga = (2 * miss * torch.exp(-k * x)).sum() / n
    gk = (2 * miss * a * x * torch.exp(-k * x)).sum() / n
    gradient = torch.zeros(2, dtype=theta.dtype)
    gradient[0] = ga
    gradient[1] = gk
    return loss, gradient, theta - eta * gradient

# %% wrong: The step goes along the gradient (plus) instead of against it (minus), so the loss grows.
# told: uphill
import torch

def recipe_step(theta, x, y, eta):
    a, k = theta
    decay = torch.exp(-k * x)
    misses = a * decay - y
    loss = misses.pow(2).mean()
    gradient = torch.stack([
        (2 * misses * decay).mean(),
        (-2 * misses * a * x * decay).mean(),
    ])
    new_theta = theta + eta * gradient
    return loss, gradient, new_theta

# %% wrong: The loss is the sum of the squares instead of the mean, and the slope with respect to k lacks the factor a.
# told: loss_summed
import torch

def recipe_step(theta, x, y, eta):
    a = theta[0]; k = theta[1]
    loss = 0
    ga = 0
    gk = 0
    for i in range(len(x)):
        e = torch.exp(-k * x[i])
        m = a * e - y[i]
        loss = loss + m ** 2
        ga = ga + 2 * m * e
        gk = gk + 2 * m * (-x[i]) * e
    ga = ga / len(x)
    gk = gk / len(x)
    gradient = torch.stack([ga, gk])
    return loss, gradient, theta - eta * gradient

# %% wrong: Gets exp(-k x) back as prediction divided by a, which gives nan when a is 0.
# told: divided_by_a
import torch

def predict(theta, x):
    return theta[0] * torch.exp(-theta[1] * x)

def recipe_step(theta, x, y, eta):
    p = predict(theta, x)
    diff = p - y
    loss = torch.mean(diff ** 2)
    d_a = p / theta[0]      # the curve is proportional to a
    d_k = -x * p
    gradient = torch.stack([torch.mean(2 * diff * d_a), torch.mean(2 * diff * d_k)])
    new_theta = theta - eta * gradient
    return loss, gradient, new_theta

# %% wrong: Updates theta in place with -=, so the caller's old parameters are changed.
# told: changed
import torch

def recipe_step(theta, x, y, eta):
    a, k = theta[0].item(), theta[1].item()
    e = torch.exp(-k * x)
    miss = a * e - y
    loss = (miss ** 2).mean()
    gradient = torch.stack([2 * (miss * e).mean(), -2 * a * (miss * x * e).mean()])
    theta -= eta * gradient
    return loss, gradient, theta

# %% wrong: Moves a first and then works out the slope with respect to k with the new a, so the two slopes do not belong to the same old theta.
# told: one_after_the_other
import torch

def recipe_step(theta, x, y, eta):
    a, k = theta
    miss = a * torch.exp(-k * x) - y
    loss = (miss ** 2).mean()

    # step for a
    grad_a = (2 * miss * torch.exp(-k * x)).mean()
    a = a - eta * grad_a

    # step for k
    miss = a * torch.exp(-k * x) - y
    grad_k = (2 * miss * (-a * x) * torch.exp(-k * x)).mean()
    k = k - eta * grad_k

    return loss, torch.stack([grad_a, grad_k]), torch.stack([a, k])
