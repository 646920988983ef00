# %% right: First the jump, then the correction by the slope there.
import torch

def nesterov_step(x, v, grad, eta, mu):
    carry = v * mu
    ahead = x + carry
    correction = grad(ahead.clone()).mul(-eta)
    return ahead + correction, carry + correction

# %% right: A nested momentum step that is given the gradient.
import torch

def nesterov_step(x, v, grad, eta, mu):
    def momentum(pos, vel, slope):
        vel = mu * vel - eta * slope
        return pos + vel, vel

    return momentum(x, v, slope=grad(x + mu * v))

# %% right: The arithmetic in numpy, tensors only for grad.
import numpy as np
import torch

def nesterov_step(x, v, grad, eta, mu):
    X, V = x.detach().numpy(), v.detach().numpy()
    G = grad(torch.tensor(X + mu * V, dtype=x.dtype)).detach().numpy()
    V = mu * V - eta * G
    return torch.as_tensor(X + V), torch.as_tensor(V)

# %% wrong: The slope is taken at x, where the ball is, not at x + mu v: that is plain momentum.
# told: gradient_at_x
import torch

def nesterov_step(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x)
    return x + v, v

# %% wrong: A whole momentum step is taken first and the slope is measured where it ends, not at x + mu v.
# told: slope_after_a_whole_step
import torch

def nesterov_step(x, v, grad, eta, mu):
    p = x + mu * v - eta * grad(x)
    v = mu * v - eta * grad(p)
    return x + v, v

# %% wrong: The next point ahead is returned as x, as torch keeps it, instead of the ball itself.
# told: returns_the_point_ahead
import torch

def nesterov_step(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x + mu * v)
    x = x + v
    return x + mu * v, v

# %% wrong: The point ahead is x + v; the factor mu is missing.
# told: looks_a_full_step
import torch

def nesterov_step(x, v, grad, eta, mu):
    v_new = mu * v - eta * grad(x + v)
    return x + v_new, v_new

# %% wrong: The new velocity is added to the point ahead, so mu v is travelled twice.
# told: moves_from_the_lookahead
import torch

def nesterov_step(x, v, grad, eta, mu):
    ahead = x + mu * v
    v = mu * v - eta * grad(ahead)
    return ahead + v, v

# %% wrong: TWO: the slope is taken behind the ball, at x - mu v; and the slope is weighted with 1 - mu.
# told: behind_and_averaged
import torch

def nesterov_step(x, v, grad, eta, mu):
    behind = x - mu * v
    v = mu * v - (1 - mu) * eta * grad(behind)
    return x + v, v

# %% wrong: grad is called for one entry at a time; it needs a point shaped like x, and the entries may depend on each other.
# told: one_flat_entry_at_a_time
import torch

def nesterov_step(x, v, grad, eta, mu):
    p = (x + mu * v).flatten()
    slope = torch.stack([grad(p[i]) for i in range(p.numel())]).reshape(x.shape)
    v = mu * v - eta * slope
    return x + v, v

# %% wrong: The new velocity moves x, but the old v is returned.
# told: plain_descent
import torch

def nesterov_step(x, v, grad, eta, mu):
    carried = mu * v
    vnew = carried - eta * grad(x + carried)
    x = x + vnew
    return x, v

# %% right: From the point ahead only the slope step is taken, and the new velocity is the distance the ball has moved.
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = torch.add(x, v, alpha=mu)
    landed = ahead - eta * grad(ahead)
    return landed, landed - x

# %% right: The velocity is kept with the opposite sign, so it is subtracted everywhere; v starts at 0, so the path of x is the same.
import torch


def nesterov_step(x, v, grad, eta, mu):
    rest = mu * v
    v = rest + eta * grad(x - rest)
    x = x - v
    return x, v

# %% right: Nested helper and an early return for mu = 0, where it is plain gradient descent.
import torch


def nesterov_step(x, v, grad, eta, mu):
    def push(p):
        return -eta * grad(p)

    if mu == 0:
        w = push(x)
        return x + w, w
    rest = v.clone().mul_(mu)
    w = rest + push(x + rest)
    return x + w, w

# %% wrong: The new velocity moves the ball from the point ahead instead of from x, so mu v is counted twice.
# told: moves_from_the_lookahead
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = x + mu * v
    v_new = mu * v - eta * grad(ahead)
    x_new = ahead + v_new
    return x_new, v_new

# %% wrong: Looks ahead too far: the gradient is taken after a whole plain momentum step (x + mu v - eta grad(x)), not at x + mu v.
# told: slope_after_a_whole_step
import torch


def nesterov_step(x, v, grad, eta, mu):
    v_trial = mu * v - eta * grad(x)
    g = grad(x + v_trial)
    v = mu * v - eta * g
    return x + v, v

# %% wrong: That is the form of torch.optim.SGD(nesterov=True): the gradient at the stored point, and a step with g + mu b; x is then the point ahead, not the ball.
# told: keeps_the_lookahead
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = grad(x)
    v = mu * v + g
    x = x - eta * (g + mu * v)
    return x, v

# %% wrong: The point ahead is x + v: the factor mu is missing there.
# told: looks_a_full_step
import torch


def nesterov_step(x, v, grad, eta, mu):
    slope = grad(x + v)
    v = mu * v - eta * slope
    x = x + v
    return x, v

# %% wrong: mu multiplies the velocity twice: v is overwritten by mu v for the point ahead and multiplied by mu again in the update.
# told: mu_twice
import torch


def nesterov_step(x, v, grad, eta, mu):
    v = mu * v
    g = grad(x + v)
    v = mu * v - eta * g
    return x + v, v

# %% wrong: TWO: the gradient is taken at x - mu v, behind the ball; and the arguments x and v are changed in place.
# told: looks_back
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = grad(x - mu * v)
    v *= mu
    v -= eta * g
    x += v
    return x, v

# %% wrong: grad is asked with only one entry moved ahead (a coordinate loop), so it is wrong as soon as the gradient of one entry depends on the others.
# told: one_entry_ahead_at_a_time
import torch


def nesterov_step(x, v, grad, eta, mu):
    xf, vf = x.reshape(-1), v.reshape(-1)
    new_v = torch.zeros_like(vf)
    for i in range(xf.numel()):
        p = xf.clone()
        p[i] = p[i] + mu * vf[i]
        gi = grad(p.reshape(x.shape)).reshape(-1)[i]
        new_v[i] = mu * vf[i] - eta * gi
    new_v = new_v.reshape(x.shape)
    return x + new_v, new_v

# %% wrong: The point ahead is computed but then grad(x) is called: this is plain momentum.
# told: gradient_at_x
import torch


def nesterov_step(x, v, grad, eta, mu):
    x_ahead = x + mu * v
    g = grad(x)
    v_new = mu * v - eta * g
    x_new = x + v_new
    return x_new, v_new

# %% right: From the point ahead only the gradient step is missing; the velocity is the distance travelled.
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = x + mu * v
    new = ahead - eta * grad(ahead)
    return new, new - x

# %% right: Keeps the velocity with the opposite sign; the path of x is the same.
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    u = mu * v
    u = u + eta * grad(x - u)
    return x - u, u

# %% right: A nested momentum step that gets the slope at the point ahead.
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    def momentum(pos, vel, slope):
        w = vel.clone()
        w.mul_(mu)
        w.sub_(eta * slope)
        return pos + w, w

    look = x.clone()
    look += mu * v
    return momentum(x, v, grad(look))

# %% wrong: Averages the slope here and the slope ahead; only the slope ahead counts.
# told: mean_of_two_slopes
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = 0.5 * (grad(x) + grad(x + mu * v))
    v = mu * v - eta * g
    return x + v, v

# %% wrong: torch's form: the gradient at x and a look ahead afterwards; x would have to be the point ahead.
# told: keeps_the_lookahead
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = grad(x)
    v = mu * v - eta * g
    return x + mu * v - eta * g, v

# %% wrong: The point ahead includes a gradient step; it is only x + mu*v, where the old velocity leads.
# told: slope_after_a_whole_step
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = x + mu * v - eta * grad(x)
    v_new = mu * v - eta * grad(ahead)
    return x + v_new, v_new

# %% wrong: Looks behind, at x - mu*v, instead of ahead.
# told: looks_back
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    p = x - mu * v
    v = mu * v - eta * grad(p)
    x = x + v
    return x, v

# %% wrong: The point ahead uses the whole old velocity; only the share mu of it is left.
# told: looks_a_full_step
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    v_new = mu * v - eta * grad(x + v)
    return x + v_new, v_new

# %% wrong: TWO: the slope is taken at x, not at the point ahead; and the old velocity is not damped by mu.
# told: never_slows_at_x
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = grad(x)
    v = v - eta * g
    return x + v, v

# %% wrong: Moves only one entry ahead at a time while the others stay at x: right only if the entries do not mix.
# told: one_entry_ahead_at_a_time
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    xf, vf = x.reshape(-1), v.reshape(-1)
    g = torch.zeros_like(xf)
    for i in range(xf.numel()):
        p = xf.clone()
        p[i] = xf[i] + mu * vf[i]
        g[i] = grad(p.reshape(x.shape)).reshape(-1)[i]
    v = mu * v - eta * g.reshape(x.shape)
    return x + v, v

# %% wrong: The name x is reused for the point ahead, so the new velocity starts there and mu*v is counted twice.
# told: moves_from_the_lookahead
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    x = x + mu * v
    g = grad(x)
    v = mu * v - eta * g
    x = x + v
    return x, v

# %% wrong: TWO: the look-ahead uses eta*v in place of mu*v; and the new slope is multiplied by 1 - mu.
# told: averaged_ahead_by_eta
import math
import torch

def nesterov_step(x, v, grad, eta, mu):
    g = grad(x + eta * v)
    v = mu * v - (1 - mu) * eta * g
    return x + v, v

# %% right: Goes from the point ahead by -eta g, and gets the velocity as the difference of positions.
import math
import torch

def nesterov_step(x, v, grad, eta, mu):
    ahead = torch.add(x, v, alpha=mu)
    x_new = ahead - eta * grad(ahead)
    return x_new, x_new - x

# %% right: v is the fading sum of the plain gradients (without -eta); only the path of x counts.
import math
import torch

def nesterov_step(x, v, grad, eta, mu):
    s = mu * v
    s = s + grad(x - eta * s)
    return x - eta * s, s

# %% right: Nested helpers, copies first, one name for each stage.
import math
import torch

def nesterov_step(x, v, grad, eta, mu):
    pos, vel = x.clone(), v.clone()
    def coast():
        return mu * vel
    def kick(p):
        return -eta * grad(p)
    vel_new = coast() + kick(pos + coast())
    return pos + vel_new, vel_new

# %% wrong: The new velocity is applied from the point ahead, not from x, so mu*v is travelled twice.
# told: moves_from_the_lookahead
import math
import torch

def nesterov_step(x, v, grad, eta, mu):
    ahead = x + mu * v
    v = mu * v - eta * grad(ahead)
    return ahead + v, v

# %% wrong: The slope used is the average of the slopes at x and at the point ahead, not the slope ahead alone.
# told: mean_of_two_slopes
import math
import torch

def nesterov_step(x, v, grad, eta, mu):
    g = (grad(x) + grad(x + mu * v)) / 2
    v = mu * v - eta * g
    return x + v, v

# %% wrong: The point ahead is the end of a full momentum step with the gradient at x, not x + mu*v.
# told: slope_after_a_whole_step
import math
import torch

def nesterov_step(x, v, grad, eta, mu):
    trial = mu * v - eta * grad(x)
    g = grad(x + trial)
    v_new = mu * v - eta * g
    return x + v_new, v_new

# %% wrong: The look-ahead goes to x + v: the factor mu is missing there.
# told: looks_a_full_step
import math
import torch

def nesterov_step(x, v, grad, eta, mu):
    p = x + v
    v_new = mu * v - eta * grad(p)
    return x + v_new, v_new

# %% wrong: A sign: the slope is taken behind the ball, at x - mu*v.
# told: looks_back
import math
import torch

def nesterov_step(x, v, grad, eta, mu):
    g = grad(x - mu * v)
    v = mu * v - eta * g
    x = x + v
    return x, v

# %% wrong: Each entry is moved ahead alone while the others stay at x, so a gradient that mixes the entries is taken at the wrong points.
# told: one_entry_ahead_at_a_time
import math
import torch

def nesterov_step(x, v, grad, eta, mu):
    flat_x = x.reshape(-1)
    flat_v = v.reshape(-1)
    g = torch.zeros_like(flat_x)
    for i in range(flat_x.numel()):
        p = flat_x.clone()
        p[i] = flat_x[i] + mu * flat_v[i]
        g[i] = grad(p.reshape(x.shape)).reshape(-1)[i]
    v_new = mu * v - eta * g.reshape(x.shape)
    return x + v_new, v_new

# %% wrong: ahead = x makes no copy, so += moves the caller's x itself and the ball then starts from the point ahead.
# told: moves_from_the_lookahead
import math
import torch

def nesterov_step(x, v, grad, eta, mu):
    ahead = x
    ahead += mu * v
    g = grad(ahead)
    v_new = mu * v - eta * g
    x_new = x + v_new
    return x_new, v_new

# %% right: A plain descent step from the point ahead; the velocity is what the ball has moved.
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = x + mu * v
    x_new = ahead - eta * grad(ahead)
    return x_new, x_new - x

# %% right: The velocity is kept as a fading sum of slopes, without -eta.
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    s = mu * v + grad(x - eta * mu * v)
    return x - eta * s, s

# %% right: One-line helper functions.
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    look = lambda: torch.add(x, v, alpha=mu)
    new_v = torch.sub(mu * v, grad(look()), alpha=eta)
    def moved(p, w):
        return p + w
    return moved(x, new_v), new_v

# %% wrong: Looks ahead by the whole old velocity, not by the share mu of it.
# told: looks_a_full_step
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = grad(x + v)
    v = mu * v - eta * g
    return x + v, v

# %% wrong: Moves from the point ahead by the new velocity, so the old velocity is counted twice.
# told: moves_from_the_lookahead
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = x + mu * v
    v = mu * v - eta * grad(ahead)
    return ahead + v, v

# %% wrong: This is the form of torch: the slope at x, and x stands for the point ahead.
# told: keeps_the_lookahead
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = grad(x)
    v = mu * v - eta * g
    x = x + mu * v - eta * g
    return x, v

# %% wrong: The point ahead has the wrong sign: it lies behind the ball.
# told: looks_back
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    slope = grad(x - mu * v)
    v = mu * v - eta * slope
    return x + v, v

# %% wrong: The ball moves rightly, but the velocity handed on misses the factor mu.
# told: clue
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    slope = grad(x + mu * v)
    x_new = x + mu * v - eta * slope
    v_new = v - eta * slope
    return x_new, v_new

# %% wrong: TWO: looks ahead by a plain step of gradient descent, x - eta grad(x); and multiplies the slope by 1 - mu.
# told: values
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = x - eta * grad(x)
    v = mu * v - (1 - mu) * eta * grad(ahead)
    return x + v, v

# %% wrong: Calls grad with single entries, which fails if the gradient of one entry depends on the others.
# told: one_flat_entry_at_a_time
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = (x + mu * v).reshape(-1)
    slope = torch.stack([grad(p) for p in ahead]).reshape(x.shape)
    v = mu * v - eta * slope
    return x + v, v

# %% wrong: v is overwritten by its share mu v, and then multiplied by mu once more.
# told: mu_twice
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    v = mu * v
    ahead = x + v
    v = mu * v - eta * grad(ahead)
    x = x + v
    return x, v

# %% right: What is carried as v is already multiplied by mu (what will be left of the velocity); the path of x is the same.
import torch


def nesterov_step(x, v, grad, eta, mu):
    left_over = v
    move = left_over - eta * grad(x + left_over)
    return x + move, mu * move

# %% right: Nested helpers, torch.add with alpha, and an early return for mu = 0.
import torch


def nesterov_step(x, v, grad, eta, mu):
    def moved(start, direction, how_far):
        return torch.add(start, direction, alpha=how_far)

    if mu == 0:
        down = -eta * grad(x)
        return x + down, down
    g = grad(moved(x, v, mu))
    v_new = moved(torch.mul(v, mu), g, -eta)
    return moved(x, v_new, 1.0), v_new

# %% wrong: The point ahead is taken to be where plain momentum would end, so it holds a gradient step too, not only mu * v.
# told: slope_after_a_whole_step
import torch


def nesterov_step(x, v, grad, eta, mu):
    guess_v = mu * v - eta * grad(x)
    guess_x = x + guess_v
    v_new = mu * v - eta * grad(guess_x)
    return x + v_new, v_new

# %% wrong: Takes the gradient for a linear function: grad(x) + mu * grad(v) in place of grad(x + mu * v).
# told: slopes_at_x_and_v
import torch


def nesterov_step(x, v, grad, eta, mu):
    slope = grad(x) + mu * grad(v)
    v_new = mu * v - eta * slope
    return x + v_new, v_new

# %% wrong: mu is used only for the point ahead; the velocity itself keeps its whole old value.
# told: never_slows
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = grad(x + mu * v)
    v = v - eta * g
    return x + v, v

# %% wrong: TWO: the point ahead is x + v, without mu; and the gradient is multiplied by 1 - mu in the velocity.
# told: averaged_a_full_step_ahead
import torch


def nesterov_step(x, v, grad, eta, mu):
    lookahead = x + v
    g = grad(lookahead)
    v_new = mu * v - eta * (1 - mu) * g
    return x + v_new, v_new

# %% wrong: Each entry of the gradient is taken at a point where only this entry has moved ahead: right only if the entries do not depend on each other.
# told: one_entry_ahead_at_a_time
import torch


def nesterov_step(x, v, grad, eta, mu):
    flat_x = x.reshape(-1)
    flat_v = v.reshape(-1)
    g = torch.zeros_like(flat_x)
    for i in range(len(flat_x)):
        p = flat_x.clone()
        p[i] = p[i] + mu * flat_v[i]
        g[i] = grad(p.reshape(x.shape)).reshape(-1)[i]
    v_new = mu * v - eta * g.reshape(x.shape)
    return x + v_new, v_new

# %% wrong: Variables mixed up: the point ahead is returned in place of the new x.
# told: returns_where_the_slope_was_taken
import torch


def nesterov_step(x, v, grad, eta, mu):
    x_ahead = x + mu * v
    v_new = mu * v - eta * grad(x_ahead)
    x_new = x + v_new
    return x_ahead, v_new

# %% right: Two legs: coast to the point ahead, then a gradient step from there; the velocity is the difference of the positions.
import torch


def nesterov_step(x, v, grad, eta, mu):
    coast = x + mu * v
    new_x = coast - eta * grad(coast)
    return new_x, new_x - x

# %% right: A nested momentum step that gets the slope from outside; Nesterov only chooses where to take it.
import torch


def nesterov_step(x, v, grad, eta, mu):
    def momentum(slope):
        vel = mu * v - eta * slope
        return x + vel, vel

    if mu == 0:
        return momentum(grad(x))
    return momentum(grad(torch.add(x, v, alpha=mu)))

# %% right: The velocity is kept as a fading sum of gradients (no eta, other sign), so the point ahead is x - eta*mu*v; the path of x is the same.
import torch


def nesterov_step(x, v, grad, eta, mu):
    kept = v * mu
    kept_plus_slope = kept + grad(x - eta * kept)
    return x - eta * kept_plus_slope, kept_plus_slope

# %% wrong: Looking ahead is taken for averaging: the slope used is the mean of the slopes at x and at the point ahead.
# told: mean_of_two_slopes
import torch


def nesterov_step(x, v, grad, eta, mu):
    here = grad(x)
    ahead = grad(x + mu * v)
    v = mu * v - eta * (here + ahead) / 2
    return x + v, v

# %% wrong: The point ahead is the end of a whole momentum step, x + mu*v - eta*grad(x), and not x + mu*v: it uses a slope before any slope is known.
# told: slope_after_a_whole_step
import torch


def nesterov_step(x, v, grad, eta, mu):
    trial_v = mu * v - eta * grad(x)
    trial_x = x + trial_v
    v = mu * v - eta * grad(trial_x)
    return x + v, v

# %% wrong: A sign: the slope is taken at x - mu*v, behind the ball and not ahead of it.
# told: looks_back
import torch


def nesterov_step(x, v, grad, eta, mu):
    p = x - mu * v
    g = grad(p)
    v_new = mu * v - eta * g
    return x + v_new, v_new

# %% wrong: A wrong constant: the point ahead is x + eta*v in place of x + mu*v.
# told: looks_ahead_by_eta
import torch


def nesterov_step(x, v, grad, eta, mu):
    slope = grad(x + eta * v)
    v = mu * v - eta * slope
    x = x + v
    return x, v

# %% wrong: TWO: the slope is taken at x + v, without mu; and the ball is moved by the old velocity.
# told: moves_by_the_old_velocity_a_full_step_ahead
import torch


def nesterov_step(x, v, grad, eta, mu):
    v_new = mu * v - eta * grad(x + v)
    x_new = x + v
    return x_new, v_new

# %% wrong: Each entry of the slope is taken at a point where only that entry looks ahead and the others stay at x: right only if no entry of the gradient depends on another one.
# told: one_entry_ahead_at_a_time
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = torch.zeros_like(x)
    for i in range(x.numel()):
        p = x.clone().reshape(-1)
        p[i] += mu * v.reshape(-1)[i]
        g.view(-1)[i] = grad(p.reshape(x.shape)).reshape(-1)[i]
    v = mu * v - eta * g
    return x + v, v

# %% wrong: ahead = x is no copy: ahead += mu*v changes the argument x in place, and the ball then starts from the point ahead.
# told: moves_from_the_lookahead
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = x
    ahead += mu * v
    g = grad(ahead)
    new_v = mu * v - eta * g
    return x + new_v, new_v

# %% right: One gradient step from the point ahead is the new x; the velocity is the difference of the positions.
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    p = x + mu * v
    x_new = p - eta * grad(p)
    return x_new, x_new - x

# %% right: v holds the fading sum of gradients (uphill, without eta), so the point ahead is x - eta mu v.
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    def ahead():
        return x - eta * mu * v

    total = mu * v + grad(ahead())
    return x - eta * total, total

# %% right: numpy for the arithmetic, a tensor with all entries only for grad.
import numpy as np
import torch


def nesterov_step(x, v, grad, eta, mu):
    def tensor(a):
        return torch.tensor(np.asarray(a), dtype=torch.float64)

    X, V = x.detach().numpy(), v.detach().numpy()
    G = grad(tensor(X + mu * V)).detach().numpy()
    W = mu * V - eta * G
    return tensor(X + W), tensor(W)

# %% wrong: The new velocity moves the ball from the point ahead, not from x: mu v is counted twice.
# told: moves_from_the_lookahead
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = x + mu * v
    g = grad(ahead)
    v_new = mu * v - eta * g
    return ahead + v_new, v_new

# %% wrong: Looks ahead with the new velocity, made from the slope at x, and returns that velocity: two gradients are mixed in one step.
# told: two_slopes_in_one_step
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x)
    g = grad(x + mu * v)
    x = x + mu * v - eta * g
    return x, v

# %% wrong: The new velocity keeps all of the old one: mu is missing in mu v - eta g.
# told: never_slows
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = grad(x + mu * v)
    v = v - eta * g
    x = x + v
    return x, v

# %% wrong: TWO: the point ahead is x + v without mu; and velocity and position are returned in the wrong order.
# told: exchanged_a_full_step_ahead
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    p = x + v
    v_new = mu * v - eta * grad(p)
    x_new = x + v_new
    return v_new, x_new

# %% wrong: grad gets the point flattened to one axis: fine for vectors, wrong for matrices and for a tensor without axes.
# told: advice
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    p = (x + mu * v).reshape(-1)
    g = grad(p).reshape(x.shape)
    v_new = mu * v - eta * g
    return x + v_new, v_new

# %% wrong: v is overwritten by mu v and then multiplied by mu again for the point ahead: x + mu^2 v.
# told: step
import math
import torch


def nesterov_step(x, v, grad, eta, mu):
    v = mu * v
    ahead = x + mu * v
    v = v - eta * grad(ahead)
    return x + v, v

# %% wrong: Moves ahead and only subtracts the slope, v of plain gradient
# told: keeps_only_the_push
def nesterov_step(x, v, grad, eta, mu):
    p = x + mu * v
    y = p - eta * grad(p)
    return y, -eta * grad(p)

# %% wrong: Gradient of x plus mu v: grad(x) + mu*v
# told: adds_the_velocity_to_the_slope
def nesterov_step(x, v, grad, eta, mu):
    w = mu * v - eta * (grad(x) + mu * v)
    return x + w, w

# %% wrong: Two: looks ahead without mu, and the velocity holds no eta
# told: looks_a_full_step_without_eta
def nesterov_step(x, v, grad, eta, mu):
    w = mu * v - grad(x + v)
    return x + eta * w, w

# %% wrong: Two: the velocity has the other sign and no eta, and so has the look ahead
# told: looks_back_without_eta
def nesterov_step(x, v, grad, eta, mu):
    w = mu * v + grad(x + mu * v)
    return x - eta * w, w

# %% wrong: torch.optim.SGD with nesterov=True
# told: keeps_the_lookahead
import torch

def nesterov_step(x, v, grad, eta, mu):
    p = x.clone().requires_grad_()
    o = torch.optim.SGD([p], lr=eta, momentum=mu, nesterov=mu > 0)
    o.state[p]['momentum_buffer'] = v.clone()
    p.grad = grad(x)
    o.step()
    return p.detach(), o.state[p]['momentum_buffer']

# %% wrong: Ahead includes the gradient step
# told: slope_after_a_whole_step
def nesterov_step(x, v, grad, eta, mu):
    w = mu * v - eta * grad(x + mu * v - eta * grad(x))
    return x + w, w

# %% wrong: Point ahead of plain momentum step
# told: slope_after_a_whole_step
def nesterov_step(x, v, grad, eta, mu):
    w = mu * v - eta * grad(x)
    w2 = mu * v - eta * grad(x + w)
    return x + w2, w2

# %% wrong: Mean of both slopes
# told: mean_of_two_slopes
def nesterov_step(x, v, grad, eta, mu):
    w = mu * v - eta * (grad(x) + grad(x + mu * v)) / 2
    return x + w, w

# %% wrong: Gradient descent when v is 0 else momentum
# told: gradient_at_x
def nesterov_step(x, v, grad, eta, mu):
    if (v == 0).all():
        g = grad(x)
        return x - eta * g, -eta * g
    w = mu * v - eta * grad(x)
    return x + w, w

# %% wrong: Moves x by mu v and by w
# told: moves_from_the_lookahead
def nesterov_step(x, v, grad, eta, mu):
    w = mu * v - eta * grad(x + mu * v)
    return x + mu * v + w, w

# %% wrong: Two: ahead without mu and old velocity moves
# told: moves_by_the_old_velocity_a_full_step_ahead
def nesterov_step(x, v, grad, eta, mu):
    w = mu * v - eta * grad(x + v)
    return x + v, w

# %% wrong: mu only in the look ahead, not in the velocity
# told: step_without_velocity
def nesterov_step(x, v, grad, eta, mu):
    g = grad(x + mu * v)
    return x - eta * g, -eta * g

# %% right: Style: v in other units and with the other sign, a fading sum of slopes; eta only where the ball moves.
import torch


def nesterov_step(x, v, grad, eta, mu):
    def position(slopes):
        return x - eta * slopes

    faded = mu * v
    slopes = faded + grad(position(faded))
    return position(slopes), slopes

# %% right: Style: what is stored is the carry mu v that the next step needs; the step is then plain gradient descent from the point ahead.
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = torch.add(x, v)
    landed = ahead - eta * grad(ahead.clone())
    return landed, (landed - x).mul(mu)

# %% right: Style: NumPy for the arithmetic, torch only for the call of grad; early return for mu = 0.
import numpy as np
import torch


def nesterov_step(x, v, grad, eta, mu):
    if mu == 0:
        step = -eta * grad(x)
        return x + step, step
    xa = x.detach().numpy().copy()
    va = v.detach().numpy().copy()
    slope = grad(torch.as_tensor(xa + mu * va, dtype=torch.float64)).detach().numpy()
    va = np.subtract(np.multiply(mu, va), eta * slope)
    return torch.as_tensor(xa + va), torch.as_tensor(va)

# %% wrong: The new velocity moves the ball from the point ahead, so mu v is counted twice; it must move it from x.
# told: moves_from_the_lookahead
import torch


def nesterov_step(x, v, grad, eta, mu):
    x = x + mu * v
    v = mu * v - eta * grad(x)
    return x + v, v

# %% wrong: The gradient at x + mu v is taken apart into grad(x) + mu grad(v); that holds only for a linear gradient.
# told: slopes_at_x_and_v
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = grad(x) + mu * grad(v)
    v_new = mu * v - eta * g
    return x + v_new, v_new

# %% wrong: For the slope of each entry only that entry is moved ahead while all others stay at x; the whole point must be ahead.
# told: one_entry_ahead_at_a_time
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = torch.zeros_like(x).reshape(-1)
    for i in range(x.numel()):
        p = x.clone().reshape(-1)
        p[i] = p[i] + mu * v.reshape(-1)[i]
        g[i] = grad(p.reshape(x.shape)).reshape(-1)[i]
    v_new = mu * v - eta * g.reshape(x.shape)
    return x + v_new, v_new

# %% wrong: The sign of the look-ahead is wrong: the gradient is taken behind the ball, at x - mu v.
# told: looks_back
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = grad(x - mu * v)
    v_new = mu * v - eta * g
    x_new = x + v_new
    return x_new, v_new

# %% wrong: The point ahead is x + v: the factor mu is forgotten there.
# told: looks_a_full_step
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = x + v
    v_new = mu * v - eta * grad(ahead)
    return x + v_new, v_new

# %% wrong: TWO: The slope is taken at x and not at the point ahead; and the new slope gets the weight 1 - mu.
# told: averaged_at_x
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = grad(x)
    v = mu * v - eta * (1 - mu) * g
    return x + v, v

# %% wrong: The point ahead is built by a loop over the first axis, which fails for a tensor without axes.
# told: needs_an_axis
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = torch.stack([xi + mu * vi for xi, vi in zip(x, v)])
    v_new = mu * v - eta * grad(ahead)
    return x + v_new, v_new

# %% wrong: At rest it returns too early, with the old v: the velocity stays 0 for ever, and this is plain gradient descent.
# told: plain_descent
import torch


def nesterov_step(x, v, grad, eta, mu):
    if torch.all(v == 0):
        return x - eta * grad(x), v
    g = grad(x + mu * v)
    v = mu * v - eta * g
    return x + v, v

# %% right: Moves from the point ahead by -eta*g only, and the velocity is the difference of the two positions.
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = torch.add(x, v, alpha=mu)
    new = ahead - eta * grad(ahead)
    return new, new - x

# %% right: Keeps the carried share mu*v in place of the velocity, so what comes in is added as it is.
import torch


def nesterov_step(x, v, grad, eta, mu):
    def step(pos, carry):
        p = pos + carry
        moved = carry - eta * grad(p)
        return pos + moved, mu * moved

    return step(x, v)

# %% right: The velocity has the other sign and is measured in units of eta: a fading sum of the gradients ahead.
import torch


def nesterov_step(x, v, grad, eta, mu):
    s = v * mu
    point = x.clone()
    point -= eta * s
    s = s + grad(point)
    out = x.clone()
    out -= s * eta
    return (out, s)

# %% wrong: The ball is moved from the point ahead by the whole new velocity, so mu*v is counted twice.
# told: moves_from_the_lookahead
import torch


def nesterov_step(x, v, grad, eta, mu):
    ahead = x + mu * v
    v = mu * v - eta * grad(ahead)
    x = ahead + v
    return x, v

# %% wrong: This is torch's form: the gradient is taken at x, and x then stands for the point ahead, not for the ball.
# told: keeps_the_lookahead
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = grad(x)
    v = mu * v - eta * g
    x = x + mu * v - eta * g
    return x, v

# %% wrong: Each entry's gradient is taken with only this entry moved ahead and the others still at x, not at the whole point ahead.
# told: one_entry_ahead_at_a_time
import torch


def nesterov_step(x, v, grad, eta, mu):
    flat = x.reshape(-1)
    g = torch.zeros_like(flat)
    for i in range(flat.numel()):
        p = flat.clone()
        p[i] = p[i] + mu * v.reshape(-1)[i]
        g[i] = grad(p.reshape(x.shape)).reshape(-1)[i]
    v = mu * v - eta * g.reshape(x.shape)
    return x + v, v

# %% wrong: The point ahead is x + v instead of x + mu*v.
# told: looks_a_full_step
import torch


def nesterov_step(x, v, grad, eta, mu):
    g = grad(x + v)
    v_new = mu * v - eta * g
    return x + v_new, v_new

# %% wrong: v has already been multiplied by mu when the point ahead is formed, so that point is x + mu*mu*v.
# told: step
import torch


def nesterov_step(x, v, grad, eta, mu):
    v = mu * v
    g = grad(x + mu * v)
    v = v - eta * g
    return x + v, v

# %% wrong: TWO: the slope is taken behind the ball, at x - mu*v; and the gradient is weighted by 1 - mu.
# told: behind_and_averaged
import torch


def nesterov_step(x, v, grad, eta, mu):
    p = x - mu * v
    v = mu * v - eta * (1 - mu) * grad(p)
    return x + v, v

# %% wrong: mu = 0 is allowed, but here it counts as 'not given' and becomes 0.9.
# told: zero_mu_replaced_by_0_9
import torch


def nesterov_step(x, v, grad, eta, mu):
    mu = mu or 0.9
    look = x + mu * v
    v = mu * v - eta * grad(look)
    return x + v, v

# %% wrong: A leftover line from a comparison with plain momentum overwrites the gradient with the one at x.
# told: gradient_at_x
import torch


def nesterov_step(x, v, grad, eta, mu):
    p = x + mu * v
    g = grad(p)
    # compare with plain momentum
    g = grad(x)
    v_new = mu * v - eta * g
    x_new = x + v_new
    return x_new, v_new
