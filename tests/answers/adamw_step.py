# %% right: A nested Adam, the decay taken off afterwards with the old theta.
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    def adam(p):
        a = b1 * m + (1 - b1) * g
        b = b2 * v + (1 - b2) * g * g
        return p - eta * (a / (1 - b1**k)) / (torch.sqrt(b / (1 - b2**k)) + eps), a, b

    new, a, b = adam(theta)
    return new - eta * wd * theta, a, b

# %% right: One direction with the decay outside the fraction, by lerp.
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = torch.lerp(g, m, b1)
    v = torch.lerp(g ** 2, v, b2)
    root = (v / (1 - b2 ** k)) ** 0.5
    direction = m / ((1 - b1 ** k) * (root + eps)) + wd * theta
    return theta - eta * direction, m, v

# %% right: torch.optim.AdamW with its state put in by hand.
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = torch.nn.Parameter(theta.detach().clone())
    p.grad = g.detach().clone()
    opt = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps, weight_decay=wd)
    opt.state[p] = {"step": torch.tensor(float(k - 1)), "exp_avg": m.clone(), "exp_avg_sq": v.clone()}
    opt.step()
    s = opt.state[p]
    return p.detach(), s["exp_avg"], s["exp_avg_sq"]

# %% wrong: The decay is added to the gradient (L2 penalty), so it goes into both averages.
# told: decay_in_the_gradient
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    g = g + wd * theta
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    return theta - eta * mh / (vh.sqrt() + eps), m, v

# %% wrong: The decay stands in the bracket that is divided by the root of v_hat.
# told: decay_divided_too
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    return theta - eta * (mh + wd * theta) / (vh.sqrt() + eps), m, v

# %% wrong: The decay takes the same amount eta * wd off every weight, by its sign (an L1 penalty), not a share of the weight.
# told: decay_by_sign
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    return theta - eta * mh / (vh.sqrt() + eps) - eta * wd * torch.sign(theta), m, v

# %% wrong: The decay is taken from the value after Adam's step, not from the value before it.
# told: decay_of_the_new_theta
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    theta = theta - eta * mh / (vh.sqrt() + eps)
    theta = theta - eta * wd * theta
    return theta, m, v

# %% wrong: The decay is wd * theta; the learning rate eta is missing in it.
# told: decay_without_eta
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    return (1 - wd) * theta - eta * mh / (vh.sqrt() + eps), m, v

# %% wrong: TWO: the decay lets the weights grow (plus instead of minus); and m is not corrected.
# told: grows_with_m_uncorrected
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    vh = v / (1 - b2 ** k)
    theta = theta * (1 + eta * wd) - eta * m / (vh.sqrt() + eps)
    return theta, m, v

# %% wrong: Weights whose gradient is 0 at this step are skipped; every weight must decay (and take Adam's step).
# told: zero_gradients_skipped
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    new = theta - eta * mh / (vh.sqrt() + eps) - eta * wd * theta
    return torch.where(g != 0, new, theta), m, v

# %% wrong: mul_ decays the caller's theta in place.
# told: changed
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    theta.mul_(1 - eta * wd)
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    return theta - eta * m_hat / (v_hat.sqrt() + eps), m, v

# %% right: shrinks a copy first, in place, then takes Adam's part with addcdiv_.
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    new = theta.clone().mul_(1 - eta * wd)
    m = m.lerp(g, 1 - b1)
    v = (v * b2).addcmul_(g, g, value=1 - b2)
    new.addcdiv_(m / (1 - b1 ** k), (v / (1 - b2 ** k)).sqrt_().add_(eps), value=-eta)
    return new, m, v

# %% right: a nested function gives Adam's part, and both parts share one factor eta.
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    def adam_part():
        m2, v2 = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g ** 2
        return m2 / (1 - b1 ** k) / ((v2 / (1 - b2 ** k)) ** 0.5 + eps), m2, v2
    part, m_new, v_new = adam_part()
    return theta - eta * (part + wd * theta), m_new, v_new

# %% right: a scalar function lifted by np.vectorize.
import math
import numpy as np
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    def one(t, gr, mm, vv):
        mm = b1 * mm + (1 - b1) * gr
        vv = b2 * vv + (1 - b2) * gr * gr
        step = eta * (mm / (1 - b1 ** k)) / (math.sqrt(vv / (1 - b2 ** k)) + eps)
        return t - step - eta * wd * t, mm, vv
    f = np.vectorize(one, otypes=[float, float, float])
    out = f(theta.numpy(), g.numpy(), m.numpy(), v.numpy())
    return tuple(torch.tensor(np.asarray(o), dtype=torch.float64) for o in out)

# %% wrong: The decay is added to the gradient that goes into m (though not into v); it must stay apart from both.
# told: decay_in_m
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * (g + wd * theta)
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    return theta - eta * m_hat / (v_hat.sqrt() + eps), m, v

# %% wrong: The decay is divided by the root as well, as on the slide.
# told: decay_divided_too
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    theta = theta - eta * (m_hat + wd * theta) / (torch.sqrt(v_hat) + eps)
    return theta, m, v

# %% wrong: Only weights with a gradient decay; a weight whose gradient is 0 must decay too.
# told: no_decay_without_gradient
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    active = (g != 0).to(theta.dtype)
    decay = eta * wd * theta * active
    return theta - eta * m_hat / (torch.sqrt(v_hat) + eps) - decay, m, v

# %% wrong: The decay takes its share of the weight after Adam's part, not of the value before the step.
# told: decay_of_the_new_theta
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    theta = theta - eta * (m / (1 - b1 ** k)) / (torch.sqrt(v / (1 - b2 ** k)) + eps)
    theta = theta - eta * wd * theta
    return theta, m, v

# %% wrong: The decay is the share wd of the weight; the factor eta is missing.
# told: decay_without_eta
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    adam = m / (1 - b1 ** k) / (torch.sqrt(v / (1 - b2 ** k)) + eps)
    return (1 - wd) * theta - eta * adam, m, v

# %% wrong: TWO: every weight loses the fixed length eta * wd (by its sign) and not a share of its value; and eps stands inside the root.
# told: eps_inside_and_decay_by_sign
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    return theta - eta * m_hat / torch.sqrt(v_hat + eps) - eta * wd * torch.sign(theta), m, v

# %% wrong: wd = 0 is taken for 'not given' and replaced by 0.01; with 0 the step must be that of Adam.
# told: zero_decay_replaced_by_0_01
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    wd = wd or 0.01
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    theta = theta * (1 - eta * wd) - eta * m_hat / (torch.sqrt(v_hat) + eps)
    return theta, m, v

# %% wrong: The new v is computed under another name, and the old v is returned.
# told: old_v_handed_on
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v_new = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v_new / (1 - b2 ** k)
    theta = theta - eta * wd * theta - eta * m_hat / (torch.sqrt(v_hat) + eps)
    return theta, m, v

# %% right: A nested function makes Adam's step from 0 and the decay is added afterwards.
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    def adam_part():
        a = b1 * m + (1 - b1) * g
        c = b2 * v + (1 - b2) * g.square()
        top = a / (1 - pow(b1, k))
        return -eta * top / (eps + (c / (1 - pow(b2, k))).sqrt()), a, c

    move, a, c = adam_part()
    if not wd:
        return theta + move, a, c
    return theta + (move - wd * eta * theta), a, c

# %% right: numpy on copies and in-place work on these copies only.
import math
import numpy as np
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    T, G, M, V = [np.array(t.detach().cpu().numpy(), copy=True) for t in (theta, g, m, v)]
    M = np.multiply(M, b1) + (1 - b1) * G
    V = np.multiply(V, b2) + (1 - b2) * G * G
    T = T * (1 - eta * wd) - eta * (M / (1 - b1 ** k)) / (np.sqrt(V / (1 - b2 ** k)) + eps)
    return tuple(torch.as_tensor(a, dtype=torch.float64) for a in (T, M, V))

# %% right: Lets torch.optim.AdamW make step k on copies.
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    w = theta.detach().clone().requires_grad_(True)
    w.grad = g.detach().clone()
    opt = torch.optim.AdamW([w], lr=eta, betas=(b1, b2), eps=eps, weight_decay=wd)
    st = {"step": torch.tensor(k - 1.0), "exp_avg": m.detach().clone(), "exp_avg_sq": v.detach().clone()}
    opt.state[w] = st
    opt.step()
    return w.detach(), st["exp_avg"], st["exp_avg_sq"]

# %% wrong: Adds wd*theta to the gradient (L2 penalty): the decay goes into m and v and is divided by the root.
# told: decay_in_the_gradient
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    g = g + wd * theta
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    return theta - eta * (m / (1 - b1 ** k)) / ((v / (1 - b2 ** k)).sqrt() + eps), m, v

# %% wrong: Only weights with a gradient decay; every weight must, also one whose gradient is 0.
# told: no_decay_without_gradient
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    step = eta * (m / (1 - b1 ** k)) / (torch.sqrt(v / (1 - b2 ** k)) + eps)
    decay = eta * wd * theta * (g != 0)
    return theta - step - decay, m, v

# %% wrong: Every weight moves towards 0 by the same amount eta*wd (its sign only); it must lose a share of its value.
# told: decay_by_sign
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    return theta - eta * mh / (vh.sqrt() + eps) - eta * wd * torch.sign(theta), m, v

# %% wrong: The decay is taken from the value after Adam's step, not from the one before.
# told: decay_of_the_new_theta
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    theta = theta - eta * (m / (1 - b1 ** k)) / ((v / (1 - b2 ** k)).sqrt() + eps)
    theta = theta * (1 - eta * wd)
    return theta, m, v

# %% wrong: The weight loses the share wd, not eta*wd.
# told: decay_without_eta
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    adam = (m / (1 - b1 ** k)) / (torch.sqrt(v / (1 - b2 ** k)) + eps)
    return (1 - wd) * theta - eta * adam, m, v

# %% wrong: TWO: the decay is divided by the root like the gradient (the slide's form); and v is not corrected.
# told: decay_divided_and_v_uncorrected
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    return theta - eta * (m_hat + wd * theta) / (v.sqrt() + eps), m, v

# %% wrong: The short cut for wd = 0 forgets to give back the new m and v.
# told: old_averages_without_decay
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m2 = b1 * m + (1 - b1) * g
    v2 = b2 * v + (1 - b2) * g ** 2
    theta2 = theta - eta * (m2 / (1 - b1 ** k)) / ((v2 / (1 - b2 ** k)).sqrt() + eps)
    if wd == 0:
        return theta2, m, v
    return theta2 - eta * wd * theta, m2, v2

# %% wrong: mul_ shrinks the caller's theta in place.
# told: changed
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    theta.mul_(1 - eta * wd)
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    return theta - eta * m_hat / (v_hat.sqrt() + eps), m, v

# %% wrong: The averages m and v decay too; only the weights should.
# told: averages_decay_too
import math
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    step = eta * m / (1 - b1 ** k) / ((v / (1 - b2 ** k)).sqrt() + eps)
    share = 1 - eta * wd
    return share * theta - step, share * m, share * v

# %% wrong: TWO: the weights grow in place of decaying (a plus sign); and v_hat is corrected with b1 in place of b2.
# told: grows_with_v_corrected_with_b1
import math
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b1 ** k)
    return theta * (1 + eta * wd) - eta * m_hat / (v_hat.sqrt() + eps), m, v

# %% right: eta taken out: one bracket with Adam's direction plus wd * theta.
import math
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = torch.add(b1 * m, g, alpha=1 - b1)
    v = torch.add(b2 * v, g * g, alpha=1 - b2)
    direction = (m / (1 - b1 ** k)) / (torch.sqrt(v / (1 - b2 ** k)) + eps)
    return theta - eta * (direction + wd * theta), m, v

# %% right: A nested Adam that starts from the weights after the decay, but with the gradient of before.
import math
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    def adam(start):
        m1 = b1 * m + (1 - b1) * g
        v1 = b2 * v + (1 - b2) * g ** 2
        mh = m1 / (1 - b1 ** k)
        vh = v1 / (1 - b2 ** k)
        return start - eta * mh / (vh.sqrt() + eps), m1, v1
    if wd == 0:
        return adam(theta)
    return adam(theta * (1 - eta * wd))

# %% right: Number by number with math, results put back into shape.
import math
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    rows = []
    for t, d, a, q in zip(*(z.reshape(-1).tolist() for z in (theta, g, m, v))):
        a = b1 * a + (1 - b1) * d
        q = b2 * q + (1 - b2) * d * d
        adam = eta * (a / (1 - b1 ** k)) / (math.sqrt(q / (1 - b2 ** k)) + eps)
        rows.append((t - eta * wd * t - adam, a, q))
    return tuple(torch.tensor(c, dtype=torch.float64).reshape(theta.shape) for c in zip(*rows))

# %% wrong: The decay is added to m_hat, so it is divided by the root together with Adam's part.
# told: decay_divided_too
import math
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k) + wd * theta
    v_hat = v / (1 - b2 ** k)
    return theta - eta * m_hat / (v_hat.sqrt() + eps), m, v

# %% wrong: Every weight loses the same amount eta*wd (the sign of theta), not the same share of its value.
# told: decay_by_sign
import math
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    adam = eta * (m / (1 - b1 ** k)) / (torch.sqrt(v / (1 - b2 ** k)) + eps)
    decay = eta * wd * torch.sign(theta)
    return theta - adam - decay, m, v

# %% wrong: The decay takes its share of the value after Adam's step, not of the value before it.
# told: decay_of_the_new_theta
import math
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    theta = theta - eta * mh / (vh.sqrt() + eps)
    theta = theta - eta * wd * theta
    return theta, m, v

# %% wrong: The weight loses the share wd at each step; the factor eta is missing.
# told: decay_without_eta
import math
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    theta_new = theta * (1 - wd)
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g.square()
    theta_new = theta_new - eta * (m / (1 - b1 ** k)) / ((v / (1 - b2 ** k)).sqrt() + eps)
    return theta_new, m, v

# %% wrong: Entries whose gradient is 0 are left alone altogether, but they decay too (and m may still move them).
# told: zero_gradients_skipped
import math
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    new = theta - eta * wd * theta - eta * (m / (1 - b1 ** k)) / ((v / (1 - b2 ** k)).sqrt() + eps)
    new = torch.where(g == 0, theta, new)
    return new, m, v

# %% wrong: The decayed weights get a name of their own, but Adam's step starts from the old theta again.
# told: no_decay
import math
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    decayed = theta - eta * wd * theta
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    theta_new = theta - eta * m_hat / (torch.sqrt(v_hat) + eps)
    return theta_new, m, v

# %% right: A nested Adam returns the bare change; the decay comes on top.
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    def adam_change(m, v):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g ** 2
        return -eta * (m / (1 - b1 ** k)) / (torch.sqrt(v / (1 - b2 ** k)) + eps), m, v
    change, m, v = adam_change(m, v)
    shrunk = theta - (eta * wd) * theta
    return shrunk + change, m, v

# %% right: Lets torch.optim.AdamW make the step, with its state filled in.
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = torch.nn.Parameter(theta.detach().clone())
    opt = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps, weight_decay=wd, foreach=False)
    p.grad = g.detach().clone()
    opt.state[p] = {"step": torch.tensor(float(k - 1), dtype=torch.float64),
                    "exp_avg": m.detach().clone(), "exp_avg_sq": v.detach().clone()}
    opt.step()
    s = opt.state[p]
    return p.detach().clone(), s["exp_avg"], s["exp_avg_sq"]

# %% right: In-place arithmetic on clones, decay first.
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    t, m, v = theta.clone(), m.clone(), v.clone()
    if wd != 0:
        t.mul_(1.0 - eta * wd)
    m.mul_(b1).add_(g, alpha=1 - b1)
    v.mul_(b2).addcmul_(g, g, value=1 - b2)
    bottom = (v / (1 - b2 ** k)).sqrt_().add_(eps)
    t.addcdiv_(m, bottom, value=-eta / (1 - b1 ** k))
    return t, m, v

# %% wrong: The decay is added to m_hat, so it is divided by the root as well.
# told: decay_divided_too
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    return theta - eta * (mh + wd * theta) / (vh.sqrt() + eps), m, v

# %% wrong: The decay is corrected like an average: it is divided by 1 - b1^k too.
# told: decay_corrected_like_m
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    c1, c2 = 1 - b1 ** k, 1 - b2 ** k
    adam = m / ((v / c2).sqrt() + eps)
    return theta - eta / c1 * (adam + wd * theta), m, v

# %% wrong: The decay is taken of the value after Adam's step, not before it.
# told: decay_of_the_new_theta
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    theta = theta - eta * mh / (vh.sqrt() + eps)
    theta = theta * (1 - eta * wd)
    return theta, m, v

# %% wrong: Wrong sign: the decay is added, so the weights grow.
# told: grows
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    return theta - eta * (mh / (vh.sqrt() + eps) - wd * theta), m, v

# %% wrong: TWO: the decay lacks the factor eta; and v is used without its correction.
# told: decay_without_eta_v_uncorrected
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh = m / (1 - b1 ** k)
    theta = theta * (1 - wd) - eta * mh / (v.sqrt() + eps)
    return theta, m, v

# %% wrong: A weight whose gradient is 0 does not decay.
# told: no_decay_without_gradient
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    decay = torch.where(g == 0, torch.zeros_like(theta), eta * wd * theta)
    return theta - eta * mh / (vh.sqrt() + eps) - decay, m, v

# %% wrong: The decayed theta is stored under a new name, and then the step starts from the old one again.
# told: no_decay
import math
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh, vh = m / (1 - b1 ** k), v / (1 - b2 ** k)
    new_theta = theta * (1 - eta * wd)
    new_theta = theta - eta * mh / (vh.sqrt() + eps)
    return new_theta, m, v

# %% right: torch's own AdamW, with its state filled in by hand with copies.
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = torch.nn.Parameter(theta.detach().clone())
    opt = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps, weight_decay=wd, foreach=False)
    p.grad = g.detach().clone()
    opt.state[p] = {"step": torch.tensor(float(k - 1)), "exp_avg": m.detach().clone(), "exp_avg_sq": v.detach().clone()}
    opt.step()
    st = opt.state[p]
    return p.detach(), st["exp_avg"], st["exp_avg_sq"]

# %% right: A nested Adam step that is started from the decayed weights: Adam's part does not depend on theta.
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    def adam(start):
        m1 = m - (1 - b1) * (m - g)
        v1 = b2 * v + (1 - b2) * torch.square(g)
        top = m1.div(1 - b1**k)
        bottom = v1.div(1 - b2**k).sqrt().add(eps)
        return start.sub(top.div(bottom).mul(eta)), m1, v1

    return adam(theta if wd == 0 else theta.mul(1 - eta * wd))

# %% right: Copies that are changed in place, decay first and early, flat index loop over the entries.
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    t, a, s = theta.clone().reshape(-1), m.clone().reshape(-1), v.clone().reshape(-1)
    gr = g.reshape(-1)
    for i in range(t.numel()):
        t[i] -= eta * wd * t[i].item()
        a[i] = b1 * a[i] + (1 - b1) * gr[i]
        s[i] = b2 * s[i] + (1 - b2) * gr[i] ** 2
        t[i] -= eta * (a[i] / (1 - b1**k)) / ((s[i] / (1 - b2**k)) ** 0.5 + eps)
    return t.view(theta.shape), a.view(theta.shape), s.view(theta.shape)

# %% wrong: The decay is added to m_hat before the division, so it is divided by the root of v_hat as well.
# told: decay_divided_too
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    m_hat = m / (1 - b1**k)
    v_hat = v / (1 - b2**k)
    return theta - eta * (m_hat + wd * theta) / (torch.sqrt(v_hat) + eps), m, v

# %% wrong: Every weight loses the same amount eta*wd towards 0 (the sign of the weight), not a share of its own value.
# told: decay_by_sign
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    step = (m / (1 - b1**k)) / ((v / (1 - b2**k)).sqrt() + eps)
    return theta - eta * step - eta * wd * torch.sign(theta), m, v

# %% wrong: The decay is raised to the power k, as if theta were still the start value; but theta has already decayed at the steps before.
# told: decay_to_the_power_k
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    m_hat = m / (1 - b1**k)
    v_hat = v / (1 - b2**k)
    shrink = (1 - eta * wd) ** k
    return shrink * theta - eta * m_hat / (v_hat.sqrt() + eps), m, v

# %% wrong: Wrong sign of the decay: the bracket ends too late and the weights grow by eta*wd*theta.
# told: grows
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    m_hat = m / (1 - b1**k)
    v_hat = v / (1 - b2**k)
    return theta - (eta * m_hat / (torch.sqrt(v_hat) + eps) - eta * wd * theta), m, v

# %% wrong: TWO: the decay is wd*theta without the learning rate eta; and v is not corrected before it is used.
# told: decay_without_eta_v_uncorrected
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_new = b1 * m + (1 - b1) * g
    v_new = b2 * v + (1 - b2) * g * g
    m_hat = m_new / (1 - b1**k)
    theta_new = (1 - wd) * theta - eta * m_hat / (v_new.sqrt() + eps)
    return theta_new, m_new, v_new

# %% wrong: A weight whose gradient is 0 at this step does not decay.
# told: no_decay_without_gradient
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    adam = eta * (m / (1 - b1**k)) / (torch.sqrt(v / (1 - b2**k)) + eps)
    decay = torch.where(g == 0, torch.zeros_like(theta), eta * wd * theta)
    return theta - adam - decay, m, v

# %% wrong: The decayed weights are computed but then forgotten: the last line starts again from the old theta.
# told: no_decay
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    decayed = theta * (1 - eta * wd)
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    m_hat = m / (1 - b1**k)
    v_hat = v / (1 - b2**k)
    new = theta - eta * m_hat / (v_hat.sqrt() + eps)
    return new, m, v

# %% right: torch.optim.Adam makes the step on copies without decay; the decay is subtracted by hand from the old value.
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):

    p = torch.nn.Parameter(theta.clone())
    opt = torch.optim.Adam([p], lr=eta, betas=(b1, b2), eps=eps)
    p.grad = g.clone()
    opt.state[p].update(step=torch.tensor(float(k - 1)), exp_avg=m.clone(), exp_avg_sq=v.clone())
    opt.step()
    new = p.detach() - eta * wd * theta
    return new, opt.state[p]["exp_avg"], opt.state[p]["exp_avg_sq"]

# %% right: m and v in one stacked tensor, so that one line fades and one line corrects both.
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):

    shape = (2,) + (1,) * theta.dim()
    b = torch.tensor([b1, b2], dtype=torch.float64).reshape(shape)
    avg = b * torch.stack([m, v]) + (1 - b) * torch.stack([g, g * g])
    mh, vh = avg / (1 - b ** k)
    return torch.sub(theta * (1 - eta * wd), mh / (vh.sqrt() + eps), alpha=eta), avg[0], avg[1]

# %% right: Entry by entry with Python floats; an early branch for the steps of weights that never had a gradient.
import math
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):

    rows = []
    for t, d, a, c in zip(*(u.reshape(-1).tolist() for u in (theta, g, m, v))):
        decay = eta * wd * t
        if d == 0 and a == 0:
            rows.append((t - decay, 0.0, b2 * c))
            continue
        a = b1 * a + (1 - b1) * d
        c = b2 * c + (1 - b2) * d * d
        step = eta * a / (1 - b1 ** k) / (math.sqrt(c / (1 - b2 ** k)) + eps)
        rows.append((t - decay - step, a, c))
    out = torch.tensor(rows, dtype=torch.float64).T
    return out[0].reshape(theta.shape), out[1].reshape(theta.shape), out[2].reshape(theta.shape)

# %% wrong: The decay is kept out of m and v, but it is added to the corrected m and so divided by the root as well.
# told: decay_divided_too
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):

    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    theta = theta - eta * (m_hat + wd * theta) / (torch.sqrt(v_hat) + eps)
    return theta, m, v

# %% wrong: Each weight loses the fixed amount eta * wd towards 0 (as with an absolute-value penalty), not the share eta * wd of its value.
# told: decay_by_sign
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):

    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    decay = eta * wd * torch.sign(theta)
    return theta - decay - eta * m_hat / (torch.sqrt(v_hat) + eps), m, v

# %% wrong: Applies the decay of all k steps at once (the factor to the power k), although theta has already lost the earlier ones.
# told: decay_to_the_power_k
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):

    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    keep = (1 - eta * wd) ** k
    return keep * theta - eta * m_hat / (v_hat.sqrt() + eps), m, v

# %% wrong: The decay is taken from the value after Adam's step, not from the value before it.
# told: decay_of_the_new_theta
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):

    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    theta = theta - eta * m_hat / (torch.sqrt(v_hat) + eps)
    theta = theta - eta * wd * theta
    return theta, m, v

# %% wrong: The decay has the factor 1 - b1 too many, as if it went through the average like a gradient.
# told: decay_by_the_share
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):

    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    adam = m_hat / (torch.sqrt(v_hat) + eps)
    return theta - eta * (adam + (1 - b1) * wd * theta), m, v

# %% wrong: TWO: the decay lacks the factor eta; and v is not corrected before the root.
# told: decay_without_eta_v_uncorrected
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):

    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    step = eta * (m / (1 - b1 ** k)) / (v.sqrt() + eps)
    return theta * (1 - wd) - step, m, v

# %% wrong: A weight whose gradient is 0 does not decay: the decay is applied only where g is not 0.
# told: no_decay_without_gradient
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):

    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    new = theta - eta * m_hat / (torch.sqrt(v_hat) + eps)
    new = torch.where(g != 0, new - eta * wd * theta, new)
    return new, m, v

# %% wrong: weight_decay is not passed to torch.optim.AdamW, so its default 0.01 is used instead of wd.
# told: decay_of_torch
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):

    p = torch.nn.Parameter(theta.clone())
    p.grad = g.clone()
    opt = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps)
    opt.state[p] = {"step": torch.tensor(k - 1.0), "exp_avg": m.clone(), "exp_avg_sq": v.clone()}
    opt.step()
    return p.detach(), opt.state[p]["exp_avg"], opt.state[p]["exp_avg_sq"]

# %% right: Shrinks the weights by a factor first, as torch does; Adam's part needs theta no more.
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = torch.lerp(m, g, 1 - b1)
    v = v * b2 + g.square() * (1 - b2)
    theta = theta * (1 - eta * wd)
    theta = torch.addcdiv(theta, m / (1 - b1 ** k), (v / (1 - b2 ** k)).sqrt() + eps, value=-eta)
    return theta, m, v

# %% right: torch.optim.Adam makes Adam's part; the decay of the old value is subtracted afterwards.
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    def adam(theta):
        p = torch.nn.Parameter(theta.clone())
        p.grad = g.clone()
        opt = torch.optim.Adam([p], lr=eta, betas=(b1, b2), eps=eps)
        opt.state[p] = dict(step=torch.tensor(float(k - 1)), exp_avg=m.clone(), exp_avg_sq=v.clone())
        opt.step()
        return p.data, opt.state[p]["exp_avg"], opt.state[p]["exp_avg_sq"]

    moved, m_new, v_new = adam(theta)
    if wd == 0:
        return moved, m_new, v_new
    return moved - eta * wd * theta, m_new, v_new

# %% right: NumPy with a loop over all index tuples (np.ndindex), which works without axes too.
import numpy as np
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    t, mm, vv = (np.array(a.numpy(), dtype=float) for a in (theta, m, v))
    gg = g.numpy()
    for i in np.ndindex(*theta.shape):
        before = t[i]
        mm[i] = b1 * mm[i] + (1 - b1) * gg[i]
        vv[i] = b2 * vv[i] + (1 - b2) * gg[i] ** 2
        top = mm[i] / (1 - b1 ** k)
        bottom = np.sqrt(vv[i] / (1 - b2 ** k)) + eps
        t[i] = before - eta * (top / bottom + wd * before)
    return torch.from_numpy(t), torch.from_numpy(mm), torch.from_numpy(vv)

# %% wrong: Every weight is pulled to 0 by the same amount eta * wd (only its sign counts); it should lose a share of its value.
# told: decay_by_sign
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    step = (m / (1 - b1 ** k)) / (torch.sqrt(v / (1 - b2 ** k)) + eps)
    return theta - eta * step - eta * wd * torch.sign(theta), m, v

# %% wrong: The decay is corrected for the step number like an average, wd / (1 - b1^k); it is the same share at every step.
# told: decay_corrected_like_m
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    c1, c2 = 1 - b1 ** k, 1 - b2 ** k
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    adam = m / (torch.sqrt(v / c2) + eps)
    return theta - eta * (adam + wd * theta) / c1, m, v

# %% wrong: The decay is taken from the value after Adam's part, not from the value before this step.
# told: decay_of_the_new_theta
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    theta = theta - eta * (m / (1 - b1 ** k)) / ((v / (1 - b2 ** k)).sqrt() + eps)
    theta = theta - eta * wd * theta
    return theta, m, v

# %% wrong: torch's counter is set to k, but torch adds 1 itself before it corrects: the correction is that of step k + 1.
# told: a_step_ahead
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = theta.clone().requires_grad_()
    p.grad = g.clone()
    opt = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps, weight_decay=wd)
    opt.state[p] = {"step": torch.tensor(float(k)), "exp_avg": m.clone(), "exp_avg_sq": v.clone()}
    opt.step()
    s = opt.state[p]
    return p.detach(), s["exp_avg"], s["exp_avg_sq"]

# %% wrong: TWO: the weights lose the share wd, without eta; and v is not corrected before the root.
# told: decay_without_eta_v_uncorrected
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    return (1 - wd) * theta - eta * m_hat / (v.sqrt() + eps), m, v

# %% wrong: With wd = 0 the argument is not handed on, and torch.optim.AdamW takes its own default of 0.01.
# told: zero_decay_replaced_by_0_01
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = torch.nn.Parameter(theta.clone())
    p.grad = g.clone()
    options = {"lr": eta, "betas": (b1, b2), "eps": eps}
    if wd:
        options["weight_decay"] = wd
    opt = torch.optim.AdamW([p], **options)
    opt.state[p] = {"step": torch.tensor(k - 1.0), "exp_avg": m.clone(), "exp_avg_sq": v.clone()}
    opt.step()
    return p.detach(), opt.state[p]["exp_avg"], opt.state[p]["exp_avg_sq"]

# %% wrong: m and v are handed to torch.optim.AdamW without clone(), so the optimizer changes the arguments in place.
# told: changed
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = torch.nn.Parameter(theta.clone())
    p.grad = g
    opt = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps, weight_decay=wd)
    opt.state[p] = {"step": torch.tensor(k - 1.0), "exp_avg": m, "exp_avg_sq": v}
    opt.step()
    return p.detach(), m, v

# %% wrong: Decay with the norm
# told: decay_by_the_norm
def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    mh = m / (1 - b1**k)
    vh = v / (1 - b2**k)
    return theta - eta * mh / (vh.sqrt() + eps) - eta * wd * theta.norm(), m, v

# %% wrong: The whole result shrinks by (1 - wd)
# told: decay_of_the_new_theta_without_eta
def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    mh = m / (1 - b1**k)
    vh = v / (1 - b2**k)
    return (1 - wd) * (theta - eta * mh / (vh.sqrt() + eps)), m, v

# %% wrong: Correction without k
# told: corrected_as_at_first
def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return theta * (1 - eta * wd) - eta * (m / (1 - b1)) / ((v / (1 - b2)).sqrt() + eps), m, v

# %% wrong: k - 1 taken as number of the step
# told: a_step_behind
def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    j = max(k - 1, 1)
    return theta * (1 - eta * wd) - eta * (m / (1 - b1**j)) / ((v / (1 - b2**j)).sqrt() + eps), m, v

# %% wrong: torch.optim.AdamW without a state
# told: starts_anew
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = theta.clone().requires_grad_()
    o = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps, weight_decay=wd)
    p.grad = g.clone()
    o.step()
    return p.detach(), o.state[p]['exp_avg'], o.state[p]['exp_avg_sq']

# %% wrong: Torch state without copies changes m and v
# told: changed
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = theta.clone().requires_grad_()
    o = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps, weight_decay=wd)
    o.state[p] = dict(step=torch.tensor(float(k - 1)), exp_avg=m, exp_avg_sq=v)
    p.grad = g.clone()
    o.step()
    return p.detach(), m, v

# %% wrong: Forgets eps in torch
# told: eps_always_1e_8
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = theta.clone().requires_grad_()
    o = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), weight_decay=wd)
    o.state[p] = dict(step=torch.tensor(float(k - 1)), exp_avg=m.clone(), exp_avg_sq=v.clone())
    p.grad = g.clone()
    o.step()
    return p.detach(), o.state[p]['exp_avg'], o.state[p]['exp_avg_sq']

# %% wrong: Swaps exp_avg and exp_avg_sq
# told: m_and_v_exchanged
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = theta.clone().requires_grad_()
    o = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps, weight_decay=wd)
    o.state[p] = dict(step=torch.tensor(float(k - 1)), exp_avg=m.clone(), exp_avg_sq=v.clone())
    p.grad = g.clone()
    o.step()
    return p.detach(), o.state[p]['exp_avg_sq'], o.state[p]['exp_avg']

# %% wrong: The decay multiplies the step of Adam
# told: decay_multiplies_the_step
def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    mh = m / (1 - b1**k)
    vh = v / (1 - b2**k)
    return theta - eta * mh / (vh.sqrt() + eps) * (1 + wd * theta), m, v

# %% wrong: Two: decay after and without eta
# told: decay_of_the_new_theta_without_eta
def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    mh = m / (1 - b1**k)
    vh = v / (1 - b2**k)
    t = theta - eta * mh / (vh.sqrt() + eps)
    return t - wd * t, m, v

# %% wrong: Two: L2 and no correction
# told: decay_in_the_gradient_uncorrected
def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    g = g + wd * theta
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return theta - eta * m / (v.sqrt() + eps), m, v

# %% wrong: Two: decay added, corrected returned
# told: grows_with_corrected_stored
def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    mh = m / (1 - b1**k)
    vh = v / (1 - b2**k)
    return theta * (1 + eta * wd) - eta * mh / (vh.sqrt() + eps), mh, vh

# %% wrong: Forgets weight_decay, default 0.01
# told: decay_of_torch
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = theta.clone().requires_grad_()
    o = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps)
    o.state[p] = dict(step=torch.tensor(float(k - 1)), exp_avg=m.clone(), exp_avg_sq=v.clone())
    p.grad = g.clone()
    o.step()
    return p.detach(), o.state[p]['exp_avg'], o.state[p]['exp_avg_sq']

# %% wrong: Two: decay divided by root and step uncorrected
# told: decay_divided_and_uncorrected
def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return theta - eta * (m + wd * theta) / (v.sqrt() + eps), m, v

# %% right: torch.optim.AdamW makes the step; its state dict is filled by way of load_state_dict, from copies.
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = torch.nn.Parameter(theta.detach().clone())
    opt = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps, weight_decay=wd)
    sd = opt.state_dict()
    sd["state"] = {0: {"step": torch.tensor(k - 1.0), "exp_avg": m.clone(), "exp_avg_sq": v.clone()}}
    opt.load_state_dict(sd)
    p.grad = g.clone()
    opt.step()
    st = opt.state[p]
    return p.data, st["exp_avg"], st["exp_avg_sq"]

# %% right: Plain Python numbers, one weight after the other, and the shape is put back at the end.
import math
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    def one(t, gi, mi, vi):
        mi += (1 - b1) * (gi - mi)
        vi = b2 * vi + (1 - b2) * gi * gi
        length = eta * (mi / (1 - b1 ** k)) / (math.sqrt(vi / (1 - b2 ** k)) + eps)
        return t - length - eta * wd * t, mi, vi

    rows = [one(*q) for q in zip(*(a.reshape(-1).tolist() for a in (theta, g, m, v)))]
    return tuple(torch.tensor(col, dtype=torch.float64).reshape(theta.shape) for col in zip(*rows))

# %% right: Both corrections are folded into the rate and into eps: eta c2 / c1 * m / (sqrt(v) + eps c2) with c2 = sqrt(1 - b2^k).
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    c1 = 1 - b1 ** k
    c2 = (1 - b2 ** k) ** 0.5
    new_m = torch.lerp(g, m, b1)
    new_v = torch.addcmul(b2 * v, g, g, value=1 - b2)
    out = theta.clone()
    out *= 1 - eta * wd
    out -= (eta * c2 / c1) * new_m / (new_v.sqrt() + eps * c2)
    return (out, new_m, new_v)

# %% wrong: The decay is added to the corrected m before the division, so the decay is divided by the root as well.
# told: decay_divided_too
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    theta = theta - eta * (m_hat + wd * theta) / (v_hat.sqrt() + eps)
    return theta, m, v

# %% wrong: The share that stays, 1 - eta wd, is raised to the power k, as if the decay of all steps so far had to be made up in this one step.
# told: decay_to_the_power_k
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    mh = m / (1 - b1 ** k)
    vh = v / (1 - b2 ** k)
    keep = (1 - eta * wd) ** k
    return keep * theta - eta * mh / (torch.sqrt(vh) + eps), m, v

# %% wrong: Every weight moves towards 0 by the same length eta wd (its sign counts), instead of losing a share of its value.
# told: decay_by_sign
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m_new = b1 * m + (1 - b1) * g
    v_new = b2 * v + (1 - b2) * g * g
    step = eta * (m_new / (1 - b1 ** k)) / (torch.sqrt(v_new / (1 - b2 ** k)) + eps)
    decay = eta * wd * torch.sign(theta)
    return theta - decay - step, m_new, v_new

# %% wrong: The state of torch.optim.AdamW gets k as its step, not k - 1, the number of steps made before; so it corrects for step k + 1.
# told: a_step_ahead
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = theta.clone().requires_grad_(True)
    p.grad = g.clone()
    opt = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps, weight_decay=wd)
    opt.state[p] = {"step": torch.tensor(float(k)), "exp_avg": m.clone(), "exp_avg_sq": v.clone()}
    opt.step()
    s = opt.state[p]
    return p.detach(), s["exp_avg"], s["exp_avg_sq"]

# %% wrong: The root is taken from the old v, before the present gradient is mixed in; m is the new one.
# told: step
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    root = torch.sqrt(v / (1 - b2 ** k)) + eps
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    theta = theta - eta * wd * theta - eta * m / (1 - b1 ** k) / root
    return theta, m, v

# %% wrong: TWO: eps stands inside the root; and the decay has the wrong sign, so the weights grow by the share eta wd.
# told: eps_inside_and_decay_grows
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** k)
    v_hat = v / (1 - b2 ** k)
    theta = (1 + eta * wd) * theta - eta * m_hat / torch.sqrt(v_hat + eps)
    return theta, m, v

# %% wrong: When all gradients are 0 nothing is done at all: no weight decays, and m and v do not fade.
# told: clue
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    if not g.any():
        return theta.clone(), m.clone(), v.clone()
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat, v_hat = m / (1 - b1 ** k), v / (1 - b2 ** k)
    theta = theta * (1 - eta * wd) - eta * m_hat / (v_hat.sqrt() + eps)
    return theta, m, v

# %% wrong: The state of the optimizer gets m and v themselves instead of copies, so the arguments m and v are changed in place.
# told: changed
import torch

def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    w = torch.nn.Parameter(theta.clone())
    w.grad = g
    opt = torch.optim.AdamW([w], lr=eta, betas=(b1, b2), eps=eps, weight_decay=wd)
    opt.state[w] = dict(step=torch.tensor(float(k - 1)), exp_avg=m, exp_avg_sq=v)
    opt.step()
    return w.detach(), m, v

# %% right: torch.optim.Adam without decay makes Adam's part; the decay of the old theta is subtracted by hand.
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = theta.detach().clone().requires_grad_(True)
    opt = torch.optim.Adam([p], lr=eta, betas=(b1, b2), eps=eps)
    opt.state[p] = dict(step=torch.tensor(float(k - 1)), exp_avg=m.clone(), exp_avg_sq=v.clone())
    p.grad = g.detach().clone()
    opt.step()
    new = p.detach() - eta * wd * theta
    return new, opt.state[p]["exp_avg"], opt.state[p]["exp_avg_sq"]

# %% right: Everything in NumPy, with a helper for the fading average; shrinks theta first and then moves it.
import numpy as np
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    t_, g_, m_, v_ = (np.array(z.detach().numpy(), dtype=np.float64) for z in (theta, g, m, v))

    def fade(old, new, b):
        return np.add(np.multiply(b, old), np.multiply(1.0 - b, new))

    m_ = fade(m_, g_, b1)
    v_ = fade(v_, np.square(g_), b2)
    t_ = np.multiply(t_, 1.0 - eta * wd)
    t_ = t_ - eta * (m_ / (1 - b1**k)) / (np.sqrt(v_ / (1 - b2**k)) + eps)
    return tuple(torch.tensor(z, dtype=torch.float64) for z in (t_, m_, v_))

# %% right: Recursion over the first axis down to single entries, and an early branch when there is no decay.
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    if theta.dim() > 0:
        parts = [
            adamw_step(theta[i], g[i], m[i], v[i], k, eta, b1, b2, eps, wd)
            for i in range(len(theta))
        ]
        return tuple(torch.stack(col) for col in zip(*parts))
    m = g - b1 * (g - m)
    v = g**2 - b2 * (g**2 - v)
    move = m / (1 - b1**k) / (eps + (v.clamp(min=0) / (1 - b2**k)) ** 0.5)
    if wd == 0:
        return theta - eta * move, m, v
    return theta - eta * (move + wd * theta), m, v

# %% wrong: The decay wd * theta is added to the corrected m before the division, so it is divided by the root too.
# told: decay_divided_too
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    m_hat = m / (1 - b1**k)
    v_hat = v / (1 - b2**k)
    return theta - eta * (m_hat + wd * theta) / (v_hat.sqrt() + eps), m, v

# %% wrong: Each weight loses the fixed amount eta * wd towards 0 (its sign times that), not a share of its own value.
# told: decay_by_sign
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    step = eta * (m / (1 - b1**k)) / (torch.sqrt(v / (1 - b2**k)) + eps)
    decay = eta * wd * torch.sign(theta)
    return theta - step - decay, m, v

# %% wrong: The decay is corrected for the number of the step like m: it is divided by 1 - b1^k.
# told: decay_corrected_like_m
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    c1, c2 = 1 - b1**k, 1 - b2**k
    adam = (m / c1) / (torch.sqrt(v / c2) + eps)
    return theta - eta * adam - eta * wd * theta / c1, m, v

# %% wrong: The optimizer's state gets step = k, but it wants the number of steps made before this one, k - 1.
# told: a_step_ahead
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = theta.clone().requires_grad_()
    p.grad = g.clone()
    opt = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps, weight_decay=wd)
    opt.state[p]["step"] = torch.tensor(float(k))
    opt.state[p]["exp_avg"] = m.clone()
    opt.state[p]["exp_avg_sq"] = v.clone()
    opt.step()
    return p.detach(), opt.state[p]["exp_avg"], opt.state[p]["exp_avg_sq"]

# %% wrong: The decay is a share of theta after Adam's step, not of the value before this step.
# told: decay_of_the_new_theta
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    theta = theta - eta * (m / (1 - b1**k)) / (torch.sqrt(v / (1 - b2**k)) + eps)
    theta = theta * (1 - eta * wd)
    return theta, m, v

# %% wrong: TWO: the decay is wd * theta without the factor eta; and the new m and v are returned in the order v, m.
# told: values
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m1 = b1 * m + (1 - b1) * g
    v1 = b2 * v + (1 - b2) * g**2
    mh = m1 / (1 - b1**k)
    vh = v1 / (1 - b2**k)
    return (1 - wd) * theta - eta * mh / (vh.sqrt() + eps), v1, m1

# %% wrong: Entries with gradient 0 are skipped by the decay, but every weight decays.
# told: no_decay_without_gradient
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    step = eta * (m / (1 - b1**k)) / (torch.sqrt(v / (1 - b2**k)) + eps)
    decay = torch.where(g != 0, eta * wd * theta, torch.zeros_like(theta))
    return theta - step - decay, m, v

# %% wrong: weight_decay is not passed to AdamW, so torch's default of 0.01 is used whatever wd is.
# told: decay_of_torch
import torch


def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    p = torch.nn.Parameter(theta.clone())
    p.grad = g.clone()
    opt = torch.optim.AdamW([p], lr=eta, betas=(b1, b2), eps=eps)
    st = opt.state[p]
    st["step"] = torch.tensor(k - 1.0)
    st["exp_avg"] = m.clone()
    st["exp_avg_sq"] = v.clone()
    opt.step()
    return p.data, st["exp_avg"], st["exp_avg_sq"]
