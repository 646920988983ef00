# %% right: One effective learning rate, with eps scaled by the same root so that it stays outside.
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m1 = b1 * m + (1 - b1) * g
    v1 = b2 * v + (1 - b2) * g * g
    r = math.sqrt(1 - b2**k)
    rate = eta * r / (1 - b1**k)
    return theta - rate * m1 / (v1.sqrt() + eps * r), m1, v1

# %% right: The sum of the weights by a loop, as in the table; nested helper.
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    def fade(old, new, b):
        avg = b * old + (1 - b) * new
        weights = 0.0
        for _ in range(int(k)):
            weights = b * weights + (1 - b)
        return avg, avg / weights

    m, mh = fade(m, g, b1)
    v, vh = fade(v, g.square(), b2)
    return theta - eta * mh.div(vh.sqrt() + eps), m, v

# %% right: numpy, averages written as old + (1 - b) * (new - old).
import numpy as np
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    T, G, M, V = (t.detach().numpy() for t in (theta, g, m, v))
    M = M + (1 - b1) * (G - M)
    V = V + (1 - b2) * (G**2 - V)
    step = eta * (M / (1 - b1**k)) / (np.sqrt(V / (1 - b2**k)) + eps)
    return torch.as_tensor(T - step), torch.as_tensor(M), torch.as_tensor(V)

# %% wrong: The averages are used without correction, so the first steps are wrong.
# told: uncorrected
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    return theta - eta * m / (v.sqrt() + eps), m, v

# %% wrong: The corrected averages are returned and go into the next step; the uncorrected ones must be kept.
# told: corrected_stored
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = (b1 * m + (1 - b1) * g) / (1 - b1 ** k)
    v = (b2 * v + (1 - b2) * g ** 2) / (1 - b2 ** k)
    return theta - eta * m / (v.sqrt() + eps), m, v

# %% wrong: v averages the squared distance from m (a variance) instead of the squares of the gradients.
# told: variance
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * (g - m) ** 2
    mh = m / (1 - b1 ** k)
    vh = v / (1 - b2 ** k)
    return theta - eta * mh / (torch.sqrt(vh) + eps), m, v

# %% wrong: The step uses the old m in the numerator; the new one is only returned.
# told: old_m
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m_new = b1 * m + (1 - b1) * g
    v_new = b2 * v + (1 - b2) * g ** 2
    mh = m / (1 - b1 ** k)
    vh = v_new / (1 - b2 ** k)
    return theta - eta * mh / (vh.sqrt() + eps), m_new, v_new

# %% wrong: v is corrected with b1 instead of b2.
# told: v_corrected_with_b1
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    c = 1 - b1 ** k
    return theta - eta * (m / c) / (torch.sqrt(v / c) + eps), m, v

# %% wrong: TWO: the correction is 1 - b * k, a product in place of a power; and v averages |g| instead of its square.
# told: product_for_power_of_sizes
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g.abs()
    mh = m / (1 - b1 * k)
    vh = v / (1 - b2 * k)
    return theta - eta * mh / (torch.sqrt(vh) + eps), m, v

# %% wrong: eps is added to the root of the uncorrected v and corrected with it: for tiny gradients it weighs too much.
# told: eps_before_correction
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    rate = eta * math.sqrt(1 - b2 ** k) / (1 - b1 ** k)
    return theta - rate * m / (v.sqrt() + eps), m, v

# %% wrong: Variables mixed up: v is fed with the square of the new m instead of the gradient.
# told: squares_of_m
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * m ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    theta = theta - eta * m_hat / (v_hat ** 0.5 + eps)
    return theta, m, v

# %% right: torch.optim.Adam does the step, with its state filled in by hand.
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    p = torch.nn.Parameter(theta.detach().clone())
    p.grad = g.detach().clone()
    opt = torch.optim.Adam([p], lr=eta, betas=(b1, b2), eps=eps)
    opt.state[p] = {"step": torch.tensor(float(k - 1)), "exp_avg": m.clone(), "exp_avg_sq": v.clone()}
    opt.step()
    s = opt.state[p]
    return p.detach(), s["exp_avg"], s["exp_avg_sq"]

# %% right: the corrections are moved into the step length and into eps.
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = m + (1 - b1) * (g - m)
    v = v + (1 - b2) * (g * g - v)
    r = math.sqrt(1 - b2 ** k)
    return theta - (eta * r / (1 - b1 ** k)) * m / (v.sqrt() + eps * r), m, v

# %% right: adds up the weights in a loop over the past steps instead of using the formula; helper function.
import torch

def _average(old, new, b, k):
    avg = b * old + (1 - b) * new
    total = 0.0
    for j in range(k):
        total = b * total + (1 - b)
    return avg, avg / total

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m, mh = _average(m, g, b1, k)
    v, vh = _average(v, g.pow(2), b2, k)
    return theta.sub(mh.div(vh.sqrt().add(eps)).mul(eta)), m, v

# %% wrong: v averages the square of m (the averaged gradient) and not the square of the gradient.
# told: squares_of_m
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * m ** 2
    mh = m / (1 - b1 ** k)
    vh = v / (1 - b2 ** k)
    return theta - eta * mh / (vh.sqrt() + eps), m, v

# %% wrong: The corrected averages are returned; the uncorrected ones must go on to the next step.
# told: corrected_stored
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = (b1 * m + (1 - b1) * g) / (1 - b1 ** k)
    v = (b2 * v + (1 - b2) * g ** 2) / (1 - b2 ** k)
    theta = theta - eta * m / (torch.sqrt(v) + eps)
    return theta, m, v

# %% wrong: The correction divides by 1 - b at every step, right only at step 1; the power k is missing.
# told: corrected_as_at_first
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1)
    v_hat = v / (1 - b2)
    return theta - eta * m_hat / (torch.sqrt(v_hat) + eps), m, v

# %% wrong: eps is added to the root of the uncorrected v, and the correction is applied afterwards, so it scales eps too.
# told: eps_before_correction
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    lr = eta * math.sqrt(1 - b2 ** k) / (1 - b1 ** k)
    return theta - lr * m / (v.sqrt() + eps), m, v

# %% wrong: The steps are counted as if k began at 0: the power in the correction is k + 1 instead of k.
# told: counted_from_two
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    t = k + 1
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** t)
    v_hat = v / (1 - b2 ** t)
    return theta - eta * m_hat / (v_hat ** 0.5 + eps), m, v

# %% wrong: TWO: the step uses the present gradient g instead of the corrected average of the gradients; and v is corrected with b1 instead of b2.
# told: gradient_for_m_and_v_with_b1
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    v_hat = v / (1 - b1 ** k)
    theta = theta - eta * g / (torch.sqrt(v_hat) + eps)
    return theta, m, v

# %% wrong: The power is computed with a logarithm, which stops with an error when b1 or b2 is 0.
# told: logarithm_of_b
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    c1 = -math.expm1(k * math.log(b1))   # 1 - b1**k, more exact
    c2 = -math.expm1(k * math.log(b2))
    return theta - eta * (m / c1) / (torch.sqrt(v / c2) + eps), m, v

# %% wrong: m_hat is computed but the step uses the uncorrected m.
# told: only_v_corrected
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    theta = theta - eta * m / (torch.sqrt(v_hat) + eps)
    return theta, m, v

# %% right: Lets torch.optim.Adam make step k on copies, with the given averages as its state.
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    p = torch.nn.Parameter(theta.detach().clone())
    p.grad = g.detach().clone()
    opt = torch.optim.Adam([p], lr=eta, betas=(b1, b2), eps=eps)
    opt.state[p] = {"step": torch.tensor(float(k - 1)), "exp_avg": m.detach().clone(), "exp_avg_sq": v.detach().clone()}
    opt.step()
    s = opt.state[p]
    return p.detach(), s["exp_avg"], s["exp_avg_sq"]

# %% right: Adds up the weights of the gradients one by one instead of the formula 1 - b**k.
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    def weights(b):
        total = 0.0
        for _ in range(k):
            total = b * total + (1 - b)
        return total

    def fade(old, new, b):
        return old * b + new * (1 - b)

    m, v = fade(m, g, b1), fade(v, g * g, b2)
    root = (v / weights(b2)) ** 0.5
    return theta - eta * (m / weights(b1)) / (root + eps), m, v

# %% right: Numerator and denominator are both multiplied by the root of v's correction.
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = torch.lerp(m, g, 1 - b1)
    v = torch.add(b2 * v, g ** 2, alpha=1 - b2)
    r = math.sqrt(1 - b2 ** k)
    top = eta * r * m
    bottom = (1 - b1 ** k) * (v.sqrt() + r * eps)
    return theta - top / bottom, m, v

# %% wrong: Returns the corrected averages; the next step must go on with the uncorrected ones.
# told: corrected_stored
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = (b1 * m + (1 - b1) * g) / (1 - b1 ** k)
    v = (b2 * v + (1 - b2) * g ** 2) / (1 - b2 ** k)
    return theta - eta * m / (v.sqrt() + eps), m, v

# %% wrong: Corrects only m; v starts at 0 as well and is too small without its correction.
# told: only_m_corrected
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    m_hat = m / (1 - b1 ** k)
    return theta - eta * m_hat / (torch.sqrt(v) + eps), m, v

# %% wrong: v averages the squared distance from the mean gradient (a variance), not the squares of the gradients.
# told: variance
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * (g - m) ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    return theta - eta * mh / (vh.sqrt() + eps), m, v

# %% wrong: The exponent is k + 1, as if steps were counted from 0; k is 1 at the first step already.
# told: counted_from_two
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    t = k + 1
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    return theta - eta * (m / (1 - b1 ** t)) / (torch.sqrt(v / (1 - b2 ** t)) + eps), m, v

# %% wrong: eps is added to the root of the uncorrected v, so the correction scales eps too: wrong for tiny gradients.
# told: eps_before_correction
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    rate = eta * math.sqrt(1 - b2 ** k) / (1 - b1 ** k)
    return theta - rate * m / (v.sqrt() + eps), m, v

# %% wrong: TWO: v is corrected with b1 instead of b2; and eps stands under the root.
# told: v_corrected_with_b1_and_eps_inside
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    c = 1 - b1 ** k
    return theta - eta * (m / c) / torch.sqrt(v / c + eps), m, v

# %% wrong: The power is computed by a logarithm, which fails for b1 = 0 or b2 = 0.
# told: logarithm_of_b
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    m_hat = m / -math.expm1(k * math.log(b1))
    v_hat = v / -math.expm1(k * math.log(b2))
    return theta - eta * m_hat / (v_hat.sqrt() + eps), m, v

# %% wrong: The correction takes the old m by mistake, without the present gradient.
# told: old_m
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m_new = b1 * m + (1 - b1) * g
    v_new = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v_new / (1 - b2 ** k)
    theta_new = theta - eta * m_hat / (v_hat.sqrt() + eps)
    return theta_new, m_new, v_new

# %% wrong: The correction is made at the first step only, as if the start were forgotten afterwards.
# told: corrected_at_first_only
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    if k == 1:
        m_hat, v_hat = m / (1 - b1), v / (1 - b2)
    else:
        m_hat, v_hat = m, v
    return theta - eta * m_hat / (v_hat.sqrt() + eps), m, v

# %% wrong: TWO: v averages the gradients' distances from m, (g - m)**2, not their squares; and eps stands inside the root.
# told: variance_with_eps_inside
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * (g - m) ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    return theta - eta * m_hat / torch.sqrt(v_hat + eps), m, v
