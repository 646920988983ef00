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

# %% right: The corrections in the learning rate, with eps scaled along so that nothing changes.
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m1 = m.mul(b1).add(g, alpha=1 - b1)
    v1 = v.mul(b2).addcmul(g, g, value=1 - b2)
    c = math.sqrt(1 - b2 ** k)
    return theta - (eta * c / (1 - b1 ** k)) * m1 / (v1.sqrt() + c * eps), m1, v1

# %% right: A nested helper that fades and corrects; the sum of the weights is added up in a loop.
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    def fade(old, new, b):
        avg = b * old + (1 - b) * new
        weights = 0.0
        for _ in range(k):
            weights = b * weights + (1 - b)
        return avg, avg / weights
    m, mh = fade(m, g, b1)
    v, vh = fade(v, g * g, b2)
    return theta - eta * mh / (vh.sqrt() + eps), m, v

# %% right: numpy throughout, the factors that need k as numbers first.
import math
import numpy as np
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    c1, c2 = 1 - math.pow(b1, k), 1 - math.pow(b2, k)
    T, G, M, V = (np.array(a.detach(), dtype=np.float64) for a in (theta, g, m, v))
    M = M + (1 - b1) * (G - M)
    V = V + (1 - b2) * (np.square(G) - V)
    T = T - eta * (M / c1) / (np.sqrt(V / c2) + eps)
    return torch.as_tensor(T), torch.as_tensor(M), torch.as_tensor(V)

# %% wrong: The root of v is divided by 1 - b2^k, but the correction belongs to v, before the root.
# told: root_corrected
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    root = torch.sqrt(v) / (1 - b2 ** k)
    return theta - eta * m_hat / (root + eps), m, v

# %% wrong: The corrected averages are returned, so the next step corrects them a second time.
# told: corrected_stored
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = (b1 * m + (1 - b1) * g) / (1 - b1 ** k)
    v = (b2 * v + (1 - b2) * g ** 2) / (1 - b2 ** k)
    theta = theta - eta * m / (torch.sqrt(v) + eps)
    return theta, m, v

# %% wrong: Steps are counted from 0 here, so k + 1 is used; but k is already 1 at the first step.
# told: counted_from_two
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    t = k + 1
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh = m / (1 - b1 ** t)
    vh = v / (1 - b2 ** t)
    return theta - eta * mh / (vh ** 0.5 + eps), m, v

# %% wrong: b1 * k and b2 * k are used in place of the powers b1**k and b2**k.
# told: product_for_power
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    new_m = b1 * m + (1 - b1) * g
    new_v = b2 * v + (1 - b2) * g.pow(2)
    m_hat = new_m / (1 - b1 * k)
    v_hat = new_v / (1 - b2 * k)
    new_theta = theta - eta * m_hat / (v_hat.sqrt() + eps)
    return new_theta, new_m, new_v

# %% wrong: m_hat is computed but the step uses the uncorrected m.
# told: only_v_corrected
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    # print(m_hat, v_hat)
    theta = theta - eta * m / (torch.sqrt(v_hat) + eps)
    return theta, m, v

# %% right: The corrections pulled into the step length, epsilon rescaled to match.
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m1 = torch.lerp(m, g, 1 - b1)
    v1 = torch.lerp(v, g * g, 1 - b2)
    c = math.sqrt(1 - b2 ** k)
    return theta - (eta * c / (1 - b1 ** k)) * m1 / (torch.sqrt(v1) + c * eps), m1, v1

# %% right: One helper for both fading averages, which returns the raw and the corrected one.
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    def average(old, new, b):
        raw = b * old + (1 - b) * new
        return raw, raw / (1 - math.pow(b, k))
    m, first = average(m, g, b1)
    v, second = average(v, g.square(), b2)
    return torch.addcdiv(theta, first, second.sqrt() + eps, value=-eta), m, v

# %% right: numpy inside; the sum of the weights by a loop over the steps, not by the closed form.
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    import numpy as np
    t, d, m0, v0 = (np.array(a.detach().numpy()) for a in (theta, g, m, v))
    s1 = s2 = 0.0
    for j in range(k):
        s1 += (1 - b1) * b1 ** j
        s2 += (1 - b2) * b2 ** j
    m1 = b1 * m0 + (1 - b1) * d
    v1 = b2 * v0 + (1 - b2) * d ** 2
    t1 = t - eta * (m1 / s1) / (np.sqrt(v1 / s2) + eps)
    return tuple(torch.as_tensor(a, dtype=torch.float64) for a in (t1, m1, v1))

# %% wrong: v averages the squared distance of the gradient from m (a variance), not the square of the gradient.
# told: variance
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * (g - m) ** 2
    mh = m / (1 - b1 ** k)
    vh = v / (1 - b2 ** k)
    return theta - eta * mh / (vh.sqrt() + eps), m, v

# %% wrong: Hands on the corrected averages, so the next step corrects them a second time.
# told: corrected_stored
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = (b1 * m + (1 - b1) * g) / (1 - b1 ** k)
    v = (b2 * v + (1 - b2) * g ** 2) / (1 - b2 ** k)
    theta = theta - eta * m / (v.sqrt() + eps)
    return theta, m, v

# %% wrong: The correction of v stands outside the root: the root of v is divided by 1 - b2^k.
# told: root_corrected
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    root = v.sqrt() / (1 - b2 ** k)
    return theta - eta * m / (1 - b1 ** k) / (root + eps), m, v

# %% wrong: b1 and b2 are swapped in the two corrections.
# told: corrections_exchanged
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    mh = m / (1 - b2 ** k)
    vh = v / (1 - b1 ** k)
    return theta - eta * mh / (torch.sqrt(vh) + eps), m, v

# %% wrong: The number of the step is off by one: k + 1 in the corrections, though k starts at 1.
# told: counted_from_two
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    t = k + 1
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** t), v / (1 - b2 ** t)
    return theta - eta * mh / (vh ** 0.5 + eps), m, v

# %% wrong: TWO: both averages fade with b1; and epsilon stands inside the root.
# told: clue
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b1 * v + (1 - b1) * g ** 2
    mh = m / (1 - b1 ** k)
    vh = v / (1 - b1 ** k)
    return theta - eta * mh / torch.sqrt(vh + eps), m, v

# %% wrong: The corrections are pulled into the step length, but epsilon is not rescaled: it matters for tiny gradients.
# told: eps_before_correction
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    length = eta * math.sqrt(1 - b2 ** k) / (1 - b1 ** k)
    return theta - length * m / (v.sqrt() + eps), m, v

# %% wrong: m_hat is computed, but the step uses the uncorrected m.
# told: only_v_corrected
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    theta = theta - eta * m / (v_hat.sqrt() + eps)
    return theta, m, v

# %% right: Both corrections pulled into the learning rate, with eps scaled along so that nothing changes; addcdiv.
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = torch.lerp(m, g, 1 - b1)
    v = (b2 * v).addcmul(g, g, value=1 - b2)
    r = math.sqrt(1 - b2**k)
    rate = eta * r / (1 - b1**k)
    return torch.addcdiv(theta, m, v.sqrt() + r * eps, value=-rate), m, v

# %% right: Entry by entry with Python floats on flattened lists, reshaped at the end; the sum of the weights is built up step by step.
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    w1 = w2 = 0.0
    for _ in range(k):
        w1 = b1 * w1 + (1 - b1)
        w2 = b2 * w2 + (1 - b2)

    def one(t, gr, a, s):
        a = b1 * a + (1 - b1) * gr
        s = b2 * s + (1 - b2) * gr * gr
        return t - eta * (a / w1) / (math.sqrt(s / w2) + eps), a, s

    rows = [one(*e) for e in zip(*(q.reshape(-1).tolist() for q in (theta, g, m, v)))]
    return tuple(torch.tensor(col, dtype=torch.float64).reshape(theta.shape) for col in zip(*rows))

# %% right: NumPy inside, with a helper function for a fading average that returns the new average and its corrected value.
import numpy as np
import torch

def fade(old, new, share, k):
    avg = share * old + (1 - share) * new
    return avg, avg / (1 - np.power(float(share), k))


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    t, gr = np.array(theta), np.array(g)
    m1, mh = fade(np.array(m), gr, b1, k)
    v1, vh = fade(np.array(v), gr**2, b2, k)
    t = t - eta * mh / (np.sqrt(vh) + eps)
    return torch.as_tensor(t), torch.as_tensor(m1), torch.as_tensor(v1)

# %% wrong: The averages are corrected at the first step only; from the second step on they are used as they are, as if the bias were gone.
# told: corrected_at_first_only
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    if k == 1:
        m_hat = m / (1 - b1)
        v_hat = v / (1 - b2)
    else:
        m_hat, v_hat = m, v
    return theta - eta * m_hat / (torch.sqrt(v_hat) + eps), m, v

# %% wrong: v averages the squared distance of the gradient from its average m (a variance), not the squares of the gradients themselves.
# told: variance
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m_new = b1 * m + (1 - b1) * g
    v_new = b2 * v + (1 - b2) * (g - m_new) ** 2
    m_hat = m_new / (1 - b1 ** k)
    v_hat = v_new / (1 - b2 ** k)
    theta_new = theta - eta * m_hat / (v_hat.sqrt() + eps)
    return theta_new, m_new, v_new

# %% wrong: All entries share one learning rate: v gets the mean of the squares over all entries in place of the square of its own entry.
# told: mean_over_parameters
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m2 = b1 * m + (1 - b1) * g
    v2 = b2 * v + (1 - b2) * (g * g).mean()
    mh = m2 / (1 - b1**k)
    vh = v2 / (1 - b2**k)
    return theta - eta * mh / (vh.sqrt() + eps), m2, v2

# %% wrong: TWO: the steps are counted from 0, so the corrections use the power k + 1; and m_hat is made from the old m, without the present gradient.
# told: old_m_a_step_ahead
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    new_m = b1 * m + (1 - b1) * g
    new_v = b2 * v + (1 - b2) * g**2
    m_hat = m / (1 - b1 ** (k + 1))
    v_hat = new_v / (1 - b2 ** (k + 1))
    return theta - eta * m_hat / (torch.sqrt(v_hat) + eps), new_m, new_v

# %% wrong: The power is computed with a logarithm, which fails for b1 = 0 or b2 = 0, though both may be 0.
# told: logarithm_of_b
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    c1 = -math.expm1(k * math.log(b1))
    c2 = -math.expm1(k * math.log(b2))
    return theta - eta * (m / c1) / (torch.sqrt(v / c2) + eps), m, v

# %% wrong: Variables mixed up: m_hat is computed, but the step is made with the uncorrected m.
# told: only_v_corrected
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m_t = b1 * m + (1 - b1) * g
    v_t = b2 * v + (1 - b2) * g.pow(2)
    m_hat = m_t / (1 - b1**k)
    v_hat = v_t / (1 - b2**k)
    theta_t = theta - eta * m_t / (v_hat.sqrt() + eps)
    return theta_t, m_t, v_t

# %% right: The correction is the sum of the weights, added up term by term; a nested helper serves both averages.
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):

    def fade(old, new, b):
        avg = b * old + (1 - b) * new
        total, w = 0.0, 1 - b
        for _ in range(k):
            total += w
            w *= b
        return avg, avg / total

    m, mh = fade(m, g, b1)
    v, vh = fade(v, g ** 2, b2)
    return theta - eta * mh / (vh ** 0.5 + eps), m, v

# %% right: Lets torch.optim.Adam make the step on copies, with k - 1 earlier steps in its state.
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):

    p = theta.clone().requires_grad_(True)
    p.grad = g.clone()
    opt = torch.optim.Adam([p], lr=eta, betas=(b1, b2), eps=eps)
    opt.state[p] = {"step": torch.tensor(float(k - 1)), "exp_avg": m.clone(), "exp_avg_sq": v.clone()}
    opt.step()
    s = opt.state[p]
    return p.detach(), s["exp_avg"], s["exp_avg_sq"]

# %% right: Corrections moved into one factor, with eps scaled to match; NumPy arrays inside.
import numpy as np
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):

    t, d, a, c = (np.array(u) for u in (theta, g, m, v))
    a = a - (1 - b1) * (a - d)
    c = c - (1 - b2) * (c - d * d)
    r = np.sqrt(1 - np.power(float(b2), k))
    t = t - (eta * r / (1 - np.power(float(b1), k))) * (a / (np.sqrt(c) + eps * r))
    return tuple(torch.tensor(u, dtype=torch.float64) for u in (t, a, c))

# %% wrong: v averages the squared distance of the gradient from the new m (a variance), not the square of the gradient.
# told: variance
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):

    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * (g - m) ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    return theta - eta * m_hat / (torch.sqrt(v_hat) + eps), m, v

# %% wrong: Takes the sum of the weights to be k times 1 - b, as if all k gradients had the same weight; it is 1 - b^k.
# told: weights_all_alike
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):

    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    sum_m = k * (1 - b1)
    sum_v = k * (1 - b2)
    theta = theta - eta * (m / sum_m) / ((v / sum_v).sqrt() + eps)
    return theta, m, v

# %% wrong: Corrects the present gradient before it goes into the averages, instead of correcting the averages after that.
# told: corrected_before_averaging
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):

    g1 = g / (1 - b1 ** k)
    g2 = g ** 2 / (1 - b2 ** k)
    m_new = b1 * m + (1 - b1) * g1
    v_new = b2 * v + (1 - b2) * g2
    return theta - eta * m_new / (torch.sqrt(v_new) + eps), m_new, v_new

# %% wrong: eps is added to the root of the uncorrected v, and the sum is corrected after that, so eps is scaled up by the correction too.
# told: eps_before_correction
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):

    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    rate = eta * math.sqrt(1 - b2 ** k) / (1 - b1 ** k)
    return theta - rate * m / (torch.sqrt(v) + eps), m, v

# %% wrong: The correction of v is outside the root: the root of v is divided by 1 - b2^k, not by the root of that.
# told: root_corrected
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):

    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    root = torch.sqrt(v) / (1 - b2 ** k)
    return theta - eta * m / (1 - b1 ** k) / (root + eps), m, v

# %% wrong: TWO: the corrected m is returned instead of the uncorrected one; and the exponent of the corrections is k + 1 instead of k.
# told: corrected_m_stored_a_step_ahead
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):

    t = k + 1
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m = m / (1 - b1 ** t)
    theta = theta - eta * m / (torch.sqrt(v / (1 - b2 ** t)) + eps)
    return theta, m, v

# %% wrong: The powers are computed with a logarithm, which fails for b1 = 0 or b2 = 0; other values are right.
# told: logarithm_of_b
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):

    def weight_sum(b):
        return -math.expm1(k * math.log(b))

    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / weight_sum(b1)
    v_hat = v / weight_sum(b2)
    return theta - eta * m_hat / (v_hat.sqrt() + eps), m, v

# %% wrong: A leftover from debugging sets k to 1, so each step is corrected like the first.
# told: corrected_as_at_first
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):

    k = 1  # test first step
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh = m / (1 - b1 ** k)
    vh = v / (1 - b2 ** k)
    theta = theta - eta * mh / (torch.sqrt(vh) + eps)
    return theta, m, v

# %% right: The corrections are moved into the rate and into eps (multiplied by the same root), so no hats are formed.
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = m * b1 - g * (b1 - 1)
    v = g ** 2 * (1 - b2) + v * b2
    c = math.sqrt(1 - b2 ** k)
    rate = eta * c / (1 - b1 ** k)
    return theta - rate * m / (v.sqrt() + eps * c), m, v

# %% right: The sums of the weights are really added up in a loop, as a geometric sum; a nested helper makes both averages.
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    def average(old, new, b):
        avg = b * old + (1 - b) * new
        weights = 0.0
        for i in range(k):
            weights += (1 - b) * b ** i
        return avg, avg / weights

    m, m_hat = average(m, g, b1)
    v, v_hat = average(v, g * g, b2)
    return theta - eta * m_hat / (torch.sqrt(v_hat) + eps), m, v

# %% right: Pure Python on the flattened entries, with complete tensors only at the end.
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    out = []
    for t, gi, mi, vi in zip(*(a.flatten().tolist() for a in (theta, g, m, v))):
        mi = b1 * mi + (1 - b1) * gi
        vi = b2 * vi + (1 - b2) * gi * gi
        t -= eta * (mi / (1 - b1 ** k)) / (math.sqrt(vi / (1 - b2 ** k)) + eps)
        out.append((t, mi, vi))
    return tuple(torch.tensor(col, dtype=torch.float64).reshape(theta.shape) for col in zip(*out))

# %% wrong: The sums of the weights are taken as (1 - b1)^k and (1 - b2)^k, not as 1 - b1^k and 1 - b2^k.
# told: power_of_the_rest
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1) ** k
    v_hat = v / (1 - b2) ** k
    return theta - eta * m_hat / (v_hat.sqrt() + eps), m, v

# %% wrong: Only the first step is corrected; the averages are too small at the later steps as well.
# told: corrected_at_first_only
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    if k == 1:
        m_hat, v_hat = g, g ** 2
    else:
        m_hat, v_hat = m, v
    return theta - eta * m_hat / (v_hat.sqrt() + eps), m, v

# %% wrong: k is counted as if the first step had the number 0: the powers are k + 1.
# told: counted_from_two
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    t = k + 1
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    theta = theta - eta * (m / (1 - b1 ** t)) / (torch.sqrt(v / (1 - b2 ** t)) + eps)
    return theta, m, v

# %% wrong: TWO: m is mixed with g once more before the step; and the results come as (theta, v, m).
# told: mixed_in_twice_and_exchanged
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    m_hat = (b1 * m + (1 - b1) * g) / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    return theta - eta * m_hat / (v_hat.sqrt() + eps), v, m

# %% wrong: The power is computed through the logarithm, which fails for b1 = 0 or b2 = 0.
# told: logarithm_of_b
import math
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    c1 = -math.expm1(k * math.log(b1))
    c2 = -math.expm1(k * math.log(b2))
    return theta - eta * (m / c1) / ((v / c2).sqrt() + eps), m, v

# %% wrong: A line copied for v_hat without changing all of it: v is corrected with b1.
# told: v_corrected_with_b1
import torch

def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m_new = b1 * m + (1 - b1) * g
    v_new = b2 * v + (1 - b2) * g ** 2
    m_hat = m_new / (1 - b1 ** k)
    v_hat = v_new / (1 - b1 ** k)
    theta_new = theta - eta * m_hat / (torch.sqrt(v_hat) + eps)
    return theta_new, m_new, v_new

# %% wrong: Counts from 0: k - 1 in the power
# told: a_step_behind_uncorrected_at_first
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    mh = m / (1 - b1**(k - 1)) if k > 1 else m
    vh = v / (1 - b2**(k - 1)) if k > 1 else v
    return theta - eta * mh / (vh.sqrt() + eps), m, v

# %% wrong: k times b instead of the power
# told: clue
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    mh = m / (1 - b1 * k)
    vh = v / (1 - b2 * k)
    return theta - eta * mh / (vh.abs().sqrt() + eps), m, v

# %% wrong: Shares swapped in m
# told: shares_exchanged_in_m
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = (1 - b1) * m + b1 * g
    v = b2 * v + (1 - b2) * g**2
    mh = m / (1 - b1**k)
    vh = v / (1 - b2**k)
    return theta - eta * mh / (vh.sqrt() + eps), m, v

# %% wrong: v averages g, not its square, with .abs() under the root
# told: not_squared_root_of_the_size
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g
    mh = m / (1 - b1**k)
    vh = v / (1 - b2**k)
    return theta - eta * mh / (vh.abs().sqrt() + eps), m, v

# %% wrong: eps is added to v before the correction, inside the root
# told: eps_inside_before_correction
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return theta - eta * m / (1 - b1**k) / (((v + eps) / (1 - b2**k)).sqrt()), m, v

# %% wrong: Corrects the old m before averaging
# told: old_averages_corrected
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    mo = m / (1 - b1**k)
    vo = v / (1 - b2**k)
    m = b1 * mo + (1 - b1) * g
    v = b2 * vo + (1 - b2) * g**2
    return theta - eta * m / (v.sqrt() + eps), m, v

# %% wrong: At k = 1 m is g and v is g squared, later no correction
# told: starts_with_the_gradient
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    if k == 1:
        m, v = g, g**2
    else:
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
    return theta - eta * m / (v.sqrt() + eps), m, v

# %% wrong: Eps 1e-8 and betas of the default
# told: numbers_of_torch
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    mh = m / (1 - 0.9**k)
    vh = v / (1 - 0.999**k)
    return theta - eta * mh / (vh.sqrt() + 1e-8), m, v

# %% wrong: Two: eps in the root and k + 1
# told: a_step_ahead_with_eps_inside
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    mh = m / (1 - b1**(k + 1))
    vh = v / (1 - b2**(k + 1))
    return theta - eta * mh / (vh + eps).sqrt(), m, v

# %% wrong: Two: returns corrected and adds the step
# told: climbs_with_corrected_stored
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    mh = m / (1 - b1**k)
    vh = v / (1 - b2**k)
    return theta + eta * mh / (vh.sqrt() + eps), mh, vh

# %% wrong: Two: swapped shares of v and only m corrected
# told: values
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = (1 - b2) * v + b2 * g**2
    return theta - eta * m / (1 - b1**k) / (v.sqrt() + eps), m, v

# %% wrong: b1 and b2 swapped
# told: decays_exchanged
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b2 * m + (1 - b2) * g
    v = b1 * v + (1 - b1) * g**2
    mh = m / (1 - b2**k)
    vh = v / (1 - b1**k)
    return theta - eta * mh / (vh.sqrt() + eps), m, v

# %% wrong: Two: no correction, eps in root
# told: uncorrected_with_eps_inside
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return theta - eta * m / (v + eps).sqrt(), m, v

# %% right: Style: both corrections are moved into the learning rate and into eps (the fraction is expanded by the root of 1 - b2**k).
import math

import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    new_m = m * b1 + g - b1 * g
    new_v = v * b2 + g * g * (1 - b2)
    r = math.sqrt(1 - b2 ** k)
    rate = eta * r / (1 - b1 ** k)
    return theta - rate * new_m / (new_v.sqrt() + r * eps), new_m, new_v

# %% right: Style: a helper for the fading average; the weights of the k gradients are really added up in a loop.
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    def fade(old, new, share):
        return share * old + (1 - share) * new

    def weights(share):
        total, weight = 0.0, 1 - share
        for _ in range(k):
            total += weight
            weight *= share
        return total

    m, v = fade(m, g, b1), fade(v, g ** 2, b2)
    direction = (m / weights(b1)) / ((v / weights(b2)) ** 0.5 + eps)
    return theta - eta * direction, m, v

# %% right: Style: as in torch.optim.Adam, in-place methods on copies, with lerp_, addcmul_ and addcdiv_.
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    avg, sq, out = m.clone(), v.clone(), theta.clone()
    avg.lerp_(g, 1 - b1)
    sq.mul_(b2).addcmul_(g, g, value=1 - b2)
    below = (sq / (1 - b2 ** k)).sqrt_().add_(eps)
    out.addcdiv_(avg, below, value=-eta / (1 - b1 ** k))
    return out, avg, sq

# %% wrong: The correction divides by (1 - b1)**k and (1 - b2)**k; the weights add up to 1 - b1**k and 1 - b2**k.
# told: power_of_the_rest
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mhat = m / (1 - b1) ** k
    vhat = v / (1 - b2) ** k
    return theta - eta * mhat / (vhat.sqrt() + eps), m, v

# %% wrong: The corrected averages are returned, so the next step starts from them and corrects once more; m and v must go out uncorrected.
# told: corrected_stored
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = (b1 * m + (1 - b1) * g) / (1 - b1 ** k)
    v = (b2 * v + (1 - b2) * g * g) / (1 - b2 ** k)
    theta = theta - eta * m / (v.sqrt() + eps)
    return theta, m, v

# %% wrong: The correction of v is applied after the root: sqrt(v) / (1 - b2**k) is not the root of v / (1 - b2**k).
# told: root_corrected
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    root = torch.sqrt(v) / (1 - b2 ** k)
    return theta - eta * m_hat / (root + eps), m, v

# %% wrong: The correction uses k + 1, as if the first step had the number 0; the text's k is 1 there already.
# told: counted_from_two
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    t = k + 1
    m_new = b1 * m + (1 - b1) * g
    v_new = b2 * v + (1 - b2) * g ** 2
    m_hat = m_new / (1 - b1 ** t)
    v_hat = v_new / (1 - b2 ** t)
    return theta - eta * m_hat / (v_hat ** 0.5 + eps), m_new, v_new

# %% wrong: TWO: In m the shares are swapped, the new gradient gets b1 and the old m the rest; and eps stands inside the root.
# told: values
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = (1 - b1) * m + b1 * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    return theta - eta * m_hat / torch.sqrt(v_hat + eps), m, v

# %% wrong: The powers are computed with a logarithm, which fails for b1 = 0 or b2 = 0.
# told: logarithm_of_b
import math

import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / -math.expm1(k * math.log(b1))
    v_hat = v / -math.expm1(k * math.log(b2))
    return theta - eta * m_hat / (v_hat.sqrt() + eps), m, v

# %% wrong: The shortcut for the first step returns too early: m and v are not updated there, and eps is left out.
# told: clue
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    if k == 1:
        return theta - eta * torch.sign(g), m, v
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    return theta - eta * m_hat / (torch.sqrt(v_hat) + eps), m, v

# %% right: Both corrections are pulled into one factor, and eps is scaled to match.
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m2 = m + (1 - b1) * (g - m)
    v2 = v + (1 - b2) * (g * g - v)
    r = math.sqrt(1 - b2**k)
    alpha = eta * r / (1 - b1**k)
    return theta - alpha * m2 / (v2.sqrt() + eps * r), m2, v2

# %% right: Plain Python floats in a loop over the flattened entries; the sums of the weights are added up one by one.
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    def weights(b):
        return sum((1 - b) * b**j for j in range(k))

    w1, w2 = weights(b1), weights(b2)
    T, M, V = [], [], []
    for t, gi, mi, vi in zip(theta.flatten().tolist(), g.flatten().tolist(), m.flatten().tolist(), v.flatten().tolist()):
        mi = b1 * mi + (1 - b1) * gi
        vi = b2 * vi + (1 - b2) * gi * gi
        M.append(mi)
        V.append(vi)
        T.append(t - eta * (mi / w1) / (math.sqrt(vi / w2) + eps))
    return tuple(torch.tensor(z, dtype=torch.float64).reshape(theta.shape) for z in (T, M, V))

# %% right: torch.optim.Adam makes the step, with its state filled by hand.
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    p = torch.nn.Parameter(theta.detach().clone())
    p.grad = g.detach().clone()
    opt = torch.optim.Adam([p], lr=eta, betas=(b1, b2), eps=eps)
    opt.state[p] = {
        "step": torch.tensor(float(k - 1)),
        "exp_avg": m.detach().clone(),
        "exp_avg_sq": v.detach().clone(),
    }
    opt.step()
    s = opt.state[p]
    return p.detach(), s["exp_avg"], s["exp_avg_sq"]

# %% wrong: The correction divides by 1 - b1 and 1 - b2 at every step; the step number k is not in it, so it only fits k = 1.
# told: corrected_as_at_first
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    mh = m / (1 - b1)
    vh = v / (1 - b2)
    return theta - eta * mh / (torch.sqrt(vh) + eps), m, v

# %% wrong: v averages the squares of the averaged gradient m, not the squares of the gradients themselves.
# told: squares_of_m
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m_new = b1 * m + (1 - b1) * g
    v_new = b2 * v + (1 - b2) * m_new**2
    mh = m_new / (1 - b1**k)
    vh = v_new / (1 - b2**k)
    return theta - eta * mh / (vh.sqrt() + eps), m_new, v_new

# %% wrong: The root of v is divided by 1 - b2^k; the correction belongs under the root, to v.
# told: root_corrected
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    top = m / (1 - b1**k)
    bottom = v.sqrt() / (1 - b2**k)
    return theta - eta * top / (bottom + eps), m, v

# %% wrong: eps is added to the root of the uncorrected v, and the sum is corrected afterwards, so eps is blown up too.
# told: eps_before_correction
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    c1 = 1 - b1**k
    c2 = 1 - b2**k
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    denom = (torch.sqrt(v) + eps) / c2**0.5
    return theta - eta * (m / c1) / denom, m, v

# %% wrong: The denominator uses the v that came in (corrected with k), not the new one; only m is the new one.
# told: old_v
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    new_m = b1 * m + (1 - b1) * g
    new_v = b2 * v + (1 - b2) * g.pow(2)
    m_hat = new_m / (1 - b1**k)
    v_hat = v / (1 - b2**k)
    return theta - eta * m_hat / (v_hat.sqrt() + eps), new_m, new_v

# %% wrong: TWO: the powers in the correction are b^(k+1), one too many; and the new v is returned as the corrected one.
# told: clue
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    k = k + 1
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    m_hat = m / (1 - b1**k)
    v = v / (1 - b2**k)
    theta = theta - eta * m_hat / (v.sqrt() + eps)
    return theta, m, v

# %% wrong: The power b^k is computed as exp(k log b), which fails when b1 or b2 is 0.
# told: logarithm_of_b
import math
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    def total(b):
        return 1 - math.exp(k * math.log(b))

    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return theta - eta * (m / total(b1)) / ((v / total(b2)).sqrt() + eps), m, v

# %% wrong: m and v are updated with *= and +=, so the tensors of the caller are changed.
# told: changed
import torch


def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m *= b1
    m += (1 - b1) * g
    v *= b2
    v += (1 - b2) * g**2
    m_hat = m / (1 - b1**k)
    v_hat = v / (1 - b2**k)
    return theta - eta * m_hat / (torch.sqrt(v_hat) + eps), m, v
