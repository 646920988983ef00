# %% right: Number by number over the flattened tensors.
import torch

def momentum_step(x, v, g, eta, mu):
    xs, vs = [], []
    for a, b, c in zip(x.flatten().tolist(), v.flatten().tolist(), g.flatten().tolist()):
        b = mu * b - eta * c
        vs.append(b)
        xs.append(a + b)
    back = lambda q: torch.tensor(q, dtype=x.dtype).reshape(x.shape)
    return back(xs), back(vs)

# %% right: torch.add with alpha, names in a tuple assignment.
import torch

def momentum_step(x, v, g, eta, mu):
    new = torch.add(mul := v * mu, g, alpha=-eta)
    return torch.add(x, new), new

# %% right: Works in place on clones.
import torch

def momentum_step(x, v, g, eta, mu):
    x, v = x.clone(), v.clone()
    v *= mu
    v -= eta * g
    x += v
    return (x, v)

# %% wrong: The new gradient is multiplied by 1 - mu, as in an average; here it is added in full.
# told: averages
import torch

def momentum_step(x, v, g, eta, mu):
    v = mu * v - (1 - mu) * eta * g
    return x + v, v

# %% wrong: mu is taken for the share that is lost: the velocity keeps 1 - mu instead of mu.
# told: friction
import torch

def momentum_step(x, v, g, eta, mu):
    v_new = (1 - mu) * v - eta * g
    return x + v_new, v_new

# %% wrong: The slope moves x directly and once more through the velocity, so it counts twice.
# told: slope_counts_twice
import torch

def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x - eta * g + v
    return x, v

# %% wrong: x is moved by the old velocity instead of the new one.
# told: moves_first
import torch

def momentum_step(x, v, g, eta, mu):
    x = x + v
    v = mu * v - eta * g
    return x, v

# %% wrong: The results are returned in the wrong order, (v, x) instead of (x, v).
# told: exchanged
import torch

def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x + v
    return v, x

# %% wrong: TWO: mu multiplies the new slope as well (bracket); and x is moved against the velocity (minus instead of plus).
# told: damped_uphill
import torch

def momentum_step(x, v, g, eta, mu):
    v = mu * (v - eta * g)
    x = x - v
    return x, v

# %% wrong: The loop over the entries needs an axis, so tensors without axes fail.
# told: needs_an_axis
import torch

def momentum_step(x, v, g, eta, mu):
    new_x, new_v = torch.zeros_like(x), torch.zeros_like(v)
    for i in range(len(x)):
        new_v[i] = mu * v[i] - eta * g[i]
        new_x[i] = x[i] + new_v[i]
    return new_x, new_v

# %% wrong: A leftover from trying out: mu is set to 0.9, whatever is passed.
# told: mu_always_nine_tenths
import torch

def momentum_step(x, v, g, eta, mu):
    mu = 0.9
    v = mu * v - eta * g
    return x + v, v

# %% right: Keeps the velocity with the opposite sign and subtracts it; the path of x is the same since v starts at 0.
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v + eta * g
    return x - v, v

# %% right: Works in place, but only on clones of the arguments.
import torch


def momentum_step(x, v, g, eta, mu):
    new_v = v.clone()
    new_v.mul_(mu)
    new_v.add_(g, alpha=-eta)
    new_x = x.clone()
    new_x += new_v
    return new_x, new_v

# %% right: Flattens to Python lists, uses a nested helper for one number, and restores the shape.
import torch


def momentum_step(x, v, g, eta, mu):
    def one(xi, vi, gi):
        w = mu * vi - eta * gi
        return xi + w, w

    pairs = [one(*t) for t in zip(x.reshape(-1).tolist(), v.reshape(-1).tolist(), g.reshape(-1).tolist())]
    xs = torch.tensor([p[0] for p in pairs], dtype=torch.float64).reshape(x.shape)
    vs = torch.tensor([p[1] for p in pairs], dtype=torch.float64).reshape(x.shape)
    return xs, vs

# %% wrong: The ball is moved with the old velocity, and the velocity is updated only afterwards.
# told: moves_first
import torch


def momentum_step(x, v, g, eta, mu):
    x_new = x + v
    v_new = mu * v - eta * g
    return x_new, v_new

# %% wrong: The share mu is applied to the sum of the old velocity and the push, so that the new gradient is damped too.
# told: damps_all
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * (v - eta * g)
    return x + v, v

# %% wrong: mu is read as friction: the ball keeps 1 - mu of its velocity instead of mu.
# told: friction
import torch


def momentum_step(x, v, g, eta, mu):
    keep = 1 - mu
    v_new = keep * v - eta * g
    x_new = x + v_new
    return x_new, v_new

# %% wrong: The results are returned in the wrong order, (v, x) instead of (x, v).
# told: exchanged
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x + v
    return v, x

# %% wrong: The step is multiplied by eta twice: once in the velocity and once more when the ball moves.
# told: eta_twice
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x + eta * v
    return x, v

# %% wrong: TWO: the velocity is an average, with the gradient multiplied by 1 - mu; and the velocity is subtracted from x although it already holds -eta g, so the ball climbs.
# told: average_uphill
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - (1 - mu) * eta * g
    x = x - v
    return x, v

# %% wrong: Loops over the entries of the first axis, so a tensor without axes (len of a 0-d tensor) raises an error.
# told: needs_an_axis
import torch


def momentum_step(x, v, g, eta, mu):
    new_x = x.clone()
    new_v = v.clone()
    for i in range(len(x)):
        new_v[i] = mu * v[i] - eta * g[i]
        new_x[i] = x[i] + new_v[i]
    return new_x, new_v

# %% wrong: The new velocity is computed under another name, but the old v is returned: the velocity stays at 0 for ever.
# told: forgets
import torch


def momentum_step(x, v, g, eta, mu):
    v_neu = mu * v - eta * g
    x = x + v_neu
    return x, v

# %% right: Keeps the velocity with the opposite sign and subtracts it; the path of x is the same.
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = eta * g + mu * v
    return x - v, v

# %% right: First the new position, and the velocity as the difference of positions... written with a nested function.
import math
import torch


def momentum_step(x, v, g, eta, mu):
    def push(a, b):
        return torch.add(a, b, alpha=-eta)
    coast = torch.mul(v, mu)
    vel = push(coast, g)
    return torch.add(x, vel), vel

# %% right: Plain Python numbers entry by entry, then back into the shape.
import math
import torch


def momentum_step(x, v, g, eta, mu):
    vs = [mu * a - eta * b for a, b in zip(v.reshape(-1).tolist(), g.reshape(-1).tolist())]
    xs = [a + b for a, b in zip(x.reshape(-1).tolist(), vs)]
    back = lambda l: torch.tensor(l, dtype=torch.float64).reshape(x.shape)
    return back(xs), back(vs)

# %% wrong: The share mu also multiplies the new gradient: only the old velocity fades.
# told: damps_all
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * (v - eta * g)
    return x + v, v

# %% wrong: The ball moves with the old velocity, and only then the slope changes it.
# told: moves_first
import math
import torch


def momentum_step(x, v, g, eta, mu):
    x_new = x + v
    v_new = mu * v - eta * g
    return x_new, v_new

# %% wrong: eta is a time step here that multiplies the velocity again when the ball moves.
# told: eta_twice
import math
import torch


def momentum_step(x, v, g, eta, mu):
    velocity = mu * v - eta * g
    position = x + eta * velocity
    return position, velocity

# %% wrong: The velocity already points downhill; subtracting it moves the ball uphill.
# told: climbs
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    return x - v, v

# %% wrong: The two results are in the wrong order: (v, x) instead of (x, v).
# told: exchanged
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x + v
    return v, x

# %% wrong: TWO: the new gradient is multiplied by 1 - mu (an average, not a fading sum); and its sign is plus, so the ball climbs.
# told: average_uphill
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v + (1 - mu) * eta * g
    return x + v, v

# %% wrong: Loops over the first axis, so a tensor without axes is not possible.
# told: needs_an_axis
import math
import torch


def momentum_step(x, v, g, eta, mu):
    new_x, new_v = [], []
    for i in range(len(x)):
        vi = mu * v[i] - eta * g[i]
        new_v.append(vi)
        new_x.append(x[i] + vi)
    return torch.stack(new_x), torch.stack(new_v)

# %% wrong: Returns the old v, so the velocity is lost after every step.
# told: forgets
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v_new = mu * v - eta * g
    x_new = x + v_new
    return x_new, v

# %% wrong: With mu = 0 the test "mu or 0.9" takes the 0 for missing and uses 0.9, so the old velocity does not vanish.
# told: zero_mu_replaced_by_0_9
import math
import torch

def momentum_step(x, v, g, eta, mu):
    mu = mu or 0.9
    v_new = mu * v - eta * g
    x_new = x + v_new
    return x_new, v_new

# %% wrong: The numbers 0.1 and 0.9 of the example were left in; the arguments eta and mu are ignored.
# told: numbers_of_the_example
import math
import torch

def momentum_step(x, v, g, eta, mu):
    eta = 0.1
    mu = 0.9
    v = mu * v - eta * g
    x = x + v
    # print(x, v)
    return x, v

# %% right: The velocity is kept with the opposite sign and subtracted; the path of x is the same.
import math
import torch

def momentum_step(x, v, g, eta, mu):
    down = mu * v + eta * g
    return x - down, down

# %% right: As in torch.optim.SGD: v is the fading sum of plain gradients, eta comes in only when x moves (eta is constant).
import math
import torch

def momentum_step(x, v, g, eta, mu):
    buf = g + mu * v
    return torch.sub(x, buf, alpha=eta), buf

# %% right: Entry by entry over flattened lists, then put back into shape.
import math
import torch

def momentum_step(x, v, g, eta, mu):
    xs, vs = [], []
    for xi, vi, gi in zip(x.reshape(-1).tolist(), v.reshape(-1).tolist(), g.reshape(-1).tolist()):
        w = mu * vi - eta * gi
        vs.append(w)
        xs.append(xi + w)
    back = lambda a: torch.tensor(a, dtype=torch.float64).reshape(x.shape)
    return back(xs), back(vs)

# %% wrong: mu is taken for the friction: the share 1 - mu of the old velocity is kept, not mu.
# told: friction
import math
import torch

def momentum_step(x, v, g, eta, mu):
    v_new = (1 - mu) * v - eta * g
    return x + v_new, v_new

# %% wrong: The learning rate enters twice: once in the velocity, and once more when the velocity moves the ball.
# told: eta_twice
import math
import torch

def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x + eta * v
    return x, v

# %% wrong: The results come back in the order (v, x) in place of (x, v).
# told: exchanged
import math
import torch

def momentum_step(x, v, g, eta, mu):
    v_new = mu * v - eta * g
    x_new = x + v_new
    return v_new, x_new

# %% wrong: The ball is moved by the old velocity; the new one is computed only afterwards.
# told: moves_first
import math
import torch

def momentum_step(x, v, g, eta, mu):
    x = x + v
    v = mu * v - eta * g
    return x, v

# %% wrong: TWO: the new gradient is multiplied by 1 - mu as in an average; and the velocity is subtracted from x although it already has the minus sign.
# told: average_uphill
import math
import torch

def momentum_step(x, v, g, eta, mu):
    v = mu * v - (1 - mu) * eta * g
    return x - v, v

# %% right: Keeps the fading sum of gradients as the velocity and multiplies by eta in the end, as torch does.
import math
import torch


def momentum_step(x, v, g, eta, mu):
    buf = g + mu * v
    return x - buf * eta, buf

# %% right: The velocity points uphill and is subtracted.
import math
import torch


def momentum_step(x, v, g, eta, mu):
    u = torch.add(eta * g, v, alpha=mu)
    return torch.sub(x, u), u

# %% right: Works in place, but on clones.
import math
import torch


def momentum_step(x, v, g, eta, mu):
    x_new, v_new = x.clone(), v.clone()
    v_new *= mu
    v_new -= eta * g
    x_new += v_new
    return (x_new, v_new)

# %% wrong: The velocity is an average of gradients: the new gradient is multiplied by 1 - mu.
# told: averages
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v + (1 - mu) * g
    return x - eta * v, v

# %% wrong: Moves the ball by eta times the velocity, though eta is already in the velocity.
# told: eta_twice
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x + eta * v
    return x, v

# %% wrong: The ball moves with the old velocity, not with the new one.
# told: moves_first
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v_new = mu * v - eta * g
    x_new = x + v
    return x_new, v_new

# %% wrong: TWO: the slope drives the ball uphill (plus sign); and the share 1 - mu of the velocity is kept, not mu.
# told: values
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = (1 - mu) * v + eta * g
    return x + v, v

# %% wrong: Divides by mu, which fails for mu = 0.
# told: advice
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * (v - (eta / mu) * g)
    return x + v, v

# %% wrong: The velocity already points downhill and is subtracted once more, mixed up with another form of the rule.
# told: climbs
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x - v
    return x, v

# %% right: v holds the fading sum of the gradients without -eta; eta comes in when x moves. The path of x is the same.
import torch


def momentum_step(x, v, g, eta, mu):
    total = g + mu * v
    return x - total * eta, total

# %% right: First the new position, then the velocity as the way that was made.
import torch


def momentum_step(x, v, g, eta, mu):
    x_new = (x + mu * v) - eta * g
    v_new = x_new - x
    return x_new, v_new

# %% right: Plain Python numbers entry by entry, in numpy arrays of the shape of x.
import numpy as np
import torch


def momentum_step(x, v, g, eta, mu):
    shape = tuple(x.shape)
    xs, vs, gs = (t.detach().reshape(-1).tolist() for t in (x, v, g))
    out_x, out_v = np.zeros(len(xs)), np.zeros(len(xs))
    for i, (a, b, c) in enumerate(zip(xs, vs, gs)):
        out_v[i] = mu * b - eta * c
        out_x[i] = a + out_v[i]
    return torch.from_numpy(out_x.reshape(shape)), torch.from_numpy(out_v.reshape(shape))

# %% wrong: x moves by mu times the new velocity plus another gradient step (Nesterov as torch writes it), not by the new velocity.
# told: looks_ahead
import torch


def momentum_step(x, v, g, eta, mu):
    v_new = mu * v - eta * g
    x_new = x + mu * v_new - eta * g
    return x_new, v_new

# %% wrong: Takes mu as the share that is lost by friction: only 1 - mu of the old velocity is kept.
# told: friction
import torch


def momentum_step(x, v, g, eta, mu):
    friction = mu * v
    v = v - friction - eta * g
    return x + v, v

# %% wrong: Takes eta for a time step as in physics: the velocity, which already holds eta, is multiplied by eta again when it moves x.
# told: eta_twice
import torch


def momentum_step(x, v, g, eta, mu):
    v_new = mu * v - eta * g      # acceleration
    x_new = x + eta * v_new       # distance = velocity * time
    return x_new, v_new

# %% wrong: The velocity comes in as a downhill step in one call and goes out with the opposite sign, so that every second step the momentum points backwards.
# told: returned_with_the_wrong_sign
import torch


def momentum_step(x, v, g, eta, mu):
    step = eta * g - mu * v
    return x - step, step

# %% wrong: TWO: the new gradient is multiplied by 1 - mu as in an average; and the results come in the wrong order, (v, x).
# told: average_exchanged
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - (1 - mu) * eta * g
    x = x + v
    return v, x

# %% wrong: x += v changes the caller's x in place.
# told: changed
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x += v
    return x, v

# %% right: The velocity is kept as a fading sum of gradients without eta and with the other sign (as torch.optim.SGD does); the path of x is the same since eta is constant.
import torch


def momentum_step(x, v, g, eta, mu):
    buf = mu * v + g
    return x - eta * buf, buf

# %% right: Works on clones with in-place torch methods, the arguments stay as they are.
import torch


def momentum_step(x, v, g, eta, mu):
    vel = v.clone()
    vel.mul_(mu)
    vel.sub_(g, alpha=eta)
    pos = x.detach().clone()
    pos += vel
    return (pos, vel)

# %% right: Entry by entry in plain Python floats on the flattened tensors, reshaped at the end (also without axes).
import torch


def momentum_step(x, v, g, eta, mu):
    xs, vs = [], []
    for a, b, c in zip(x.reshape(-1).tolist(), v.reshape(-1).tolist(), g.reshape(-1).tolist()):
        b = -eta * c + b * mu
        vs.append(b)
        xs.append(a + b)
    back = lambda w: torch.tensor(w, dtype=torch.float64).reshape(x.shape)
    return back(xs), back(vs)

# %% wrong: The new velocity is multiplied by eta again when it moves the ball (as if eta were the length of a time step): eta acts twice on the slope.
# told: eta_twice
import torch


def momentum_step(x, v, g, eta, mu):
    v_new = mu * v - eta * g
    x_new = x + eta * v_new
    return x_new, v_new

# %% wrong: mu is taken for the friction, the share that is lost: the ball keeps 1 - mu of its velocity in place of mu.
# told: friction
import torch


def momentum_step(x, v, g, eta, mu):
    lost = mu * v
    v = v - lost - eta * g
    return x + v, v

# %% wrong: mu multiplies the whole new velocity, also the new push of the slope: mu*(v - eta*g) in place of mu*v - eta*g.
# told: damps_all
import torch


def momentum_step(x, v, g, eta, mu):
    v = v - eta * g
    v = mu * v
    return x + v, v

# %% wrong: The old velocity moves the ball (x is updated before v), so the slope acts one step too late.
# told: moves_first
import torch


def momentum_step(x, v, g, eta, mu):
    x = x + v
    v = mu * v - eta * g
    return x, v

# %% wrong: The velocity is read as a sum of gradients (mu*v + g) but returned as the displacement -eta*v, so the next step adds the two in different units.
# told: moves_handed_on_as_gradients
import torch


def momentum_step(x, v, g, eta, mu):
    s = mu * v + g
    move = -eta * s
    return x + move, move

# %% wrong: TWO: the new gradient is multiplied by 1 - mu (an average and not a fading sum); and the plain gradient step is added to x on top of the velocity.
# told: averages_and_slope_counts_twice
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * (1 - mu) * g
    x = x - eta * g
    return x + v, v

# %% wrong: The loop over len(x) works for vectors and matrices, but a tensor without axes has no len and cannot be indexed.
# told: needs_an_axis
import torch


def momentum_step(x, v, g, eta, mu):
    new_x = torch.zeros_like(x)
    new_v = torch.zeros_like(v)
    for i in range(len(x)):
        new_v[i] = mu * v[i] - eta * g[i]
        new_x[i] = x[i] + new_v[i]
    return new_x, new_v

# %% wrong: The new velocity is computed under another name, but the old v is returned, so it stays 0 and the ball never gains speed.
# told: forgets
import torch


def momentum_step(x, v, g, eta, mu):
    vel = mu * v - eta * g
    pos = x + vel
    return pos, v

# %% right: Another unit for v: the fading sum of the gradients, eta enters when the ball moves. The path of x is the same.
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = g + mu * v
    return x - eta * v, v

# %% right: Entry by entry with Python floats, then put back into the shape of x.
import math
import torch


def momentum_step(x, v, g, eta, mu):
    xs, vs = [], []
    for a, b, c in zip(x.reshape(-1).tolist(), v.reshape(-1).tolist(), g.reshape(-1).tolist()):
        w = mu * b - eta * c
        vs.append(w)
        xs.append(a + w)

    def back(values):
        return torch.tensor(values, dtype=torch.float64).reshape(x.shape)

    return back(xs), back(vs)

# %% right: Works in place, but on clones, so the arguments stay as they are.
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = v.clone()
    x = x.detach().clone()
    v.mul_(mu).sub_(g, alpha=eta)
    x += v
    return (x, v)

# %% wrong: The share mu is applied to the fresh push of the slope too: mu (v - eta g) in place of mu v - eta g.
# told: damps_all
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v_new = mu * (v - eta * g)
    return x + v_new, v_new

# %% wrong: Moves by mu * v_new - eta g, as Nesterov's method in torch does, not by the new velocity itself.
# told: looks_ahead
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x + mu * v - eta * g
    return x, v

# %% wrong: Keeps the fading sum of gradients in v but returns it as -eta * v: the next step takes that as a sum of gradients again.
# told: moves_handed_on_as_gradients
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v + g
    step = -eta * v
    return x + step, step

# %% wrong: TWO: the new gradient is multiplied by 1 - mu; and the ball moves uphill (the sign of the slope's push is +).
# told: average_uphill
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v + (1 - mu) * eta * g
    x = x + v
    return x, v

# %% wrong: mu = 0 is taken as not given and replaced by 0.9.
# told: zero_mu_replaced_by_0_9
import math
import torch


def momentum_step(x, v, g, eta, mu):
    mu = mu or 0.9
    v = mu * v - eta * g
    return x + v, v

# %% wrong: The line with the slope is computed but not stored, so the velocity stays 0 and the ball never moves.
# told: never_moves
import math
import torch


def momentum_step(x, v, g, eta, mu):
    v_new = mu * v
    v_new - eta * g
    x_new = x + v_new
    return x_new, v_new

# %% right: Style: what is stored is mu times the velocity, the part that the next step will still have; computed as a difference of positions.
import torch


def momentum_step(x, v, g, eta, mu):
    moved = x + v - eta * g
    left_over = mu * (moved - x)
    return moved, left_over

# %% right: Style: as in torch.optim.SGD; the buffer is a fading sum of gradients, with the other sign and without eta, worked on in copies.
import torch


def momentum_step(x, v, g, eta, mu):
    buf = v.clone()
    buf.mul_(mu).add_(g)
    new_x = x.clone()
    new_x.add_(buf, alpha=-eta)
    return new_x, buf

# %% right: Style: Python floats entry by entry on flat lists, put back into shape at the end.
import torch


def momentum_step(x, v, g, eta, mu):
    xs, vs, gs = (t.reshape(-1).tolist() for t in (x, v, g))
    new_x, new_v = [], []
    for a, b, c in zip(xs, vs, gs):
        speed = b * mu + c * (-eta)
        new_v.append(speed)
        new_x.append(a + speed)

    def back(values):
        return torch.tensor(values, dtype=torch.float64).reshape(x.shape)

    return back(new_x), back(new_v)

# %% wrong: The velocity is an average of gradients with the weight 1 - mu on the new one, as in the lecture; here it must be a fading sum.
# told: averages
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v + (1 - mu) * g
    x = x - eta * v
    return x, v

# %% wrong: The share mu is also applied to what the slope has just added: mu (v - eta g) in place of mu v - eta g.
# told: damps_all
import torch


def momentum_step(x, v, g, eta, mu):
    pushed = v - eta * g
    v_new = mu * pushed
    return x + v_new, v_new

# %% wrong: TWO: The slope is added to the velocity with a plus sign, so the ball rolls uphill; and eta multiplies a second time when the ball moves.
# told: values
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v + eta * g
    x = x + eta * v
    return x, v

# %% wrong: `mu or 0.9` takes a mu of 0 for a missing one and replaces it by 0.9.
# told: zero_mu_replaced_by_0_9
import torch


def momentum_step(x, v, g, eta, mu):
    mu = mu or 0.9
    v_new = mu * v - eta * g
    return x + v_new, v_new

# %% wrong: *=, -= and += change the tensors x and v of the caller in place.
# told: changed
import torch


def momentum_step(x, v, g, eta, mu):
    v *= mu
    v -= eta * g
    x += v
    return x, v

# %% right: The velocity is kept as an average of gradients, with the factor 1 - mu, and the move repairs the units.
import torch


def momentum_step(x, v, g, eta, mu):
    keep = 1 - mu
    avg = mu * v + keep * g
    return x - (eta / keep) * avg, avg

# %% right: Moves first and takes the velocity with the other sign: the second result is how far the ball moved back.
import torch


def momentum_step(x, v, g, eta, mu):
    def push(vel, slope):
        return mu * vel + eta * slope

    back = push(v, g)
    return torch.sub(x, back), back

# %% right: Entry by entry with Python floats on flattened lists; works without axes too.
import torch


def momentum_step(x, v, g, eta, mu):
    xs, vs, gs = (t.reshape(-1).tolist() for t in (x, v, g))
    nx, nv = [], []
    for a, b, c in zip(xs, vs, gs):
        b = b * mu
        b -= eta * c
        nv.append(b)
        nx.append(a + b)
    back = lambda l: torch.tensor(l, dtype=torch.float64).reshape(x.shape)
    return back(nx), back(nv)

# %% wrong: The ball is moved by the mean of the old and the new velocity, as in school physics; the text moves it by the new one.
# told: middle_velocity
import torch


def momentum_step(x, v, g, eta, mu):
    v_new = mu * v - eta * g
    x_new = x + 0.5 * (v + v_new)
    return x_new, v_new

# %% wrong: The ball moves by mu times the new velocity minus eta*g (Nesterov as in torch), not by the new velocity.
# told: looks_ahead
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x + mu * v - eta * g
    return x, v

# %% wrong: The results come back in the wrong order, (v, x).
# told: exchanged
import torch


def momentum_step(x, v, g, eta, mu):
    new_v = mu * v - eta * g
    new_x = x + new_v
    return new_v, new_x

# %% wrong: TWO: the gradient is weighted by 1 - mu, as in an average; and eta is multiplied in twice, in the velocity and again in the move.
# told: values
import torch


def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * (1 - mu) * g
    x = x + eta * v
    return x, v

# %% wrong: The loop over the first axis fails for a tensor without axes.
# told: needs_an_axis
import torch


def momentum_step(x, v, g, eta, mu):
    x_new, v_new = torch.zeros_like(x), torch.zeros_like(v)
    for i in range(len(x)):
        v_new[i] = mu * v[i] - eta * g[i]
        x_new[i] = x[i] + v_new[i]
    return x_new, v_new

# %% wrong: The velocity that came in is overwritten in place (mul_ and sub_), so the caller's tensor changes.
# told: changed
import torch


def momentum_step(x, v, g, eta, mu):
    v.mul_(mu)
    v.sub_(eta * g)
    return x + v, v
