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
