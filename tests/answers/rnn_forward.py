# %% right: A loop over the steps.
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h + b)
        rows.append(h)
    return torch.stack(rows)

# %% right: Batched product of the inputs first.
import torch


def rnn_forward(x, h0, W, U, b):
    T, hidden = x.shape[0], h0.shape[0]
    out = torch.empty(T, hidden, dtype=x.dtype)
    pre = torch.matmul(x, W.transpose(0, 1))
    prev = h0.clone()
    for t in range(T):
        prev = (pre[t] + torch.mv(U, prev) + b).tanh()
        out[t] = prev
    return out

# %% right: Rows as matrices of one row.
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0.reshape(1, -1)
    found = []
    for row in x.split(1):
        h = torch.tanh(row @ W.T + h @ U.T + b)
        found.append(h)
    return torch.cat(found, dim=0)

# %% right: numpy.
import torch


def rnn_forward(x, h0, W, U, b):
    import numpy as np
    xs, h, A, B, c = (v.numpy() for v in (x, h0, W, U, b))
    out = np.zeros((len(xs), len(h)))
    for t, xt in enumerate(xs):
        h = np.tanh(A.dot(xt) + B.dot(h) + c)
        out[t] = h
    return torch.from_numpy(out)

# %% right: tanh from exponentials, itertools.accumulate.
import torch


def rnn_forward(x, h0, W, U, b):
    from itertools import accumulate

    def step(h, xt):
        z = W @ xt + U @ h + b
        return 2 / (1 + torch.exp(-2 * z)) - 1

    return torch.stack(list(accumulate(x, step, initial=h0))[1:])

# %% right: One matrix with the bias in it.
import torch


def rnn_forward(x, h0, W, U, b):
    M = torch.cat([W, U, b[:, None]], dim=1)
    one = torch.ones(1, dtype=x.dtype)
    states, h = [], h0
    for xt in x:
        h = torch.tanh(M @ torch.cat([xt, h, one]))
        states += [h]
    return torch.vstack(states)

# %% wrong: The state is not carried.
# told: not_carried
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h0 + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Starts from zeros.
# told: h0_left_out
import torch


def rnn_forward(x, h0, W, U, b):
    h = torch.zeros_like(h0)
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: No tanh.
# told: no_tanh
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = W @ x[k] + U @ h + b
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Sigmoid for tanh.
# told: sigmoid
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.sigmoid(W @ x[k] + U @ h + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: U transposed.
# told: U_transposed
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + h @ U + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Bias twice, one for x and one for h.
# told: bias_twice
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + b + U @ h + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Bias forgotten.
# told: no_bias
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Bias after tanh.
# told: bias_outside
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h) + b
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Last state alone.
# told: last_state_alone
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h + b)
        rows.append(h)
    return h

# %% wrong: h0 is the first row, all in all T + 1 rows.
# told: h0_in_front
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = [h0]
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: h0 is the first row, the last state left out.
# told: h0_for_the_last
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = [h0]
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h + b)
        rows.append(h)
    return torch.stack(rows[:-1])

# %% wrong: Appends before the update.
# told: h0_for_the_last
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        rows.append(h)
        h = torch.tanh(W @ x[k] + U @ h + b)
    return torch.stack(rows)

# %% wrong: Reads backwards.
# told: backwards
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in reversed(range(len(x))):
        h = torch.tanh(W @ x[k] + U @ h + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Skips the last step.
# told: last_step_missing
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x) - 1):
        h = torch.tanh(W @ x[k] + U @ h + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Adds the old state (residual).
# told: old_state_added
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = h + torch.tanh(W @ x[k] + U @ h + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: The sum is carried, the tanh given back.
# told: sum_carried
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        z = W @ x[k] + U @ h + b; h = z
        rows.append(torch.tanh(z))
    return torch.stack(rows)

# %% wrong: Stacks along the other axis.
# told: turned_round
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h + b)
        rows.append(h)
    return torch.stack(rows, dim=1)

# %% wrong: A plain list.
# told: as_a_list
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h + b)
        rows.append(h)
    return rows

# %% wrong: Output and last state, as torch does.
# told: with_the_last_state
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h + b)
        rows.append(h)
    return torch.stack(rows), h

# %% wrong: Concatenates.
# told: flat
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h + b)
        rows.append(h)
    return torch.cat(rows)

# %% wrong: x[0] in each step.
# told: first_input_always
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[0] + U @ h + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: No input term.
# told: no_input
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(U @ h + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: No state term.
# told: no_memory
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: W and U exchanged.
# told: W_and_U_exchanged
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(U @ x[k] + W @ h + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Entry by entry product with the diagonal of U.
# told: U_entry_by_entry
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + torch.diag(U) * h + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: W transposed.
# told: W_transposed
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(x[k] @ W + U @ h + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Two: not carried, no tanh.
# told: not_carried_with_no_tanh
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = W @ x[k] + U @ h0 + b
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Two: zeros at first, bias twice.
# told: h0_left_out_with_bias_twice
import torch


def rnn_forward(x, h0, W, U, b):
    h = torch.zeros_like(h0)
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h + 2 * b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Two: U transposed, last state alone.
# told: U_transposed_with_last_state_alone
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + h @ U + b)
        rows.append(h)
    return h

# %% wrong: Two: sigmoid, h0 in front.
# told: sigmoid_with_h0_in_front
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = [h0]
    for k in range(len(x)):
        h = torch.sigmoid(W @ x[k] + U @ h + b)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Two: no bias, read backwards.
# told: no_bias_with_backwards
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in reversed(range(len(x))):
        h = torch.tanh(W @ x[k] + U @ h)
        rows.append(h)
    return torch.stack(rows)

# %% wrong: Result of torch.zeros in float32.
# told: in_float32
import torch


def rnn_forward(x, h0, W, U, b):
    out = torch.zeros(len(x), len(h0))
    h = h0
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h + b)
        out[k] = h
    return out

# %% wrong: Changes h0 in place.
# told: changed
import torch


def rnn_forward(x, h0, W, U, b):
    rows = []
    for k in range(len(x)):
        h0[:] = torch.tanh(W @ x[k] + U @ h0 + b)
        rows.append(h0.clone())
    return torch.stack(rows)

# %% wrong: One tensor kept many times.
# told: one_tensor_many_times
import torch


def rnn_forward(x, h0, W, U, b):
    rows = []
    h = h0.clone()
    for k in range(len(x)):
        h.copy_(torch.tanh(W @ x[k] + U @ h + b))
        rows.append(h)
    return torch.stack(rows)

# %% wrong: torch's own layer.
# told: not allowed
import torch


def rnn_forward(x, h0, W, U, b):
    net = torch.nn.RNN(x.shape[1], len(h0), dtype=x.dtype)
    with torch.no_grad():
        net.weight_ih_l0.copy_(W)
        net.weight_hh_l0.copy_(U)
        net.bias_ih_l0.copy_(b)
        net.bias_hh_l0.zero_()
        return net(x, h0[None])[0]

# %% wrong: Returns inside the loop.
# told: first_state_as_a_row
import torch


def rnn_forward(x, h0, W, U, b):
    h = h0
    rows = []
    for k in range(len(x)):
        h = torch.tanh(W @ x[k] + U @ h + b)
        rows.append(h)
        return torch.stack(rows)

# %% wrong: Row 0 is h0, and the first input is never used.
# told: h0_for_the_first
import torch


def rnn_forward(x, h0, W, U, b):
    H = torch.zeros(len(x), len(h0), dtype=x.dtype)
    H[0] = h0
    for k in range(1, len(x)):
        H[k] = torch.tanh(W @ x[k] + U @ H[k - 1] + b)
    return H

# %% right: plain python loops
import math
import torch

def rnn_forward(x, h0, W, U, b):
    xs = x.tolist()
    Wl = W.tolist()
    Ul = U.tolist()
    bl = b.tolist()
    state = h0.tolist()
    rows = []
    for vector in xs:
        new_state = []
        for unit in range(len(bl)):
            total = bl[unit]
            for j in range(len(vector)):
                total = total + Wl[unit][j] * vector[j]
            for j in range(len(state)):
                total = total + Ul[unit][j] * state[j]
            new_state.append(math.tanh(total))
        state = new_state
        rows.append(new_state)
    return torch.tensor(rows, dtype=torch.float64)

# %% right: recursion halves
import torch

def rnn_forward(x, h0, W, U, b):
    T = len(x)
    if T == 1:
        return torch.tanh(W @ x[0] + U @ h0 + b)[None, :]
    first = rnn_forward(x[: T // 2], h0, W, U, b)
    second = rnn_forward(x[T // 2 :], first[-1], W, U, b)
    return torch.cat([first, second], dim=0)

# %% right: einsum accumulate
from itertools import accumulate
import torch

def rnn_forward(x, h0, W, U, b):
    drive = torch.einsum("ti,hi->th", x, W) + b
    step = lambda h, d: torch.tanh(d + torch.einsum("hj,j->h", U, h))
    return torch.stack(list(accumulate(drive, step, initial=h0))[1:])

# %% wrong: Every step starts again from h0: the state is never carried to the next step.
# told: not_carried
import torch

def rnn_forward(x, h0, W, U, b):
    states = []
    for x_k in x:
        states.append(torch.tanh(W @ x_k + U @ h0 + b))
    return torch.stack(states)

# %% wrong: The sum before the tanh is carried to the next step; tanh is only put around the result at the end.
# told: sum_carried
import torch

def rnn_forward(x, h0, W, U, b):
    s = h0
    sums = []
    for k in range(x.shape[0]):
        s = W @ x[k] + U @ s + b
        sums.append(s)
    return torch.tanh(torch.stack(sums))

# %% wrong: The bias is added after the tanh instead of inside it.
# told: bias_outside
import torch

def rnn_forward(x, h0, W, U, b):
    h = h0
    out = []
    for x_k in x:
        h = torch.tanh(W @ x_k + U @ h) + b
        out.append(h)
    return torch.stack(out)

# %% wrong: h0 is kept as the first row, so the result has T + 1 rows.
# told: h0_in_front
import torch

def rnn_forward(x, h0, W, U, b):
    states = [h0]
    for x_k in x:
        states.append(torch.tanh(W @ x_k + U @ states[-1] + b))
    return torch.stack(states)

# %% wrong: Two mistakes: it starts from zeros instead of h0, and multiplies with U transposed (h @ U).
# told: h0_left_out_with_U_transposed
import torch

def rnn_forward(x, h0, W, U, b):
    T = x.shape[0]
    hidden = U.shape[0]
    h = torch.zeros(hidden, dtype=torch.float64)
    out = torch.zeros(T, hidden, dtype=torch.float64)
    for k in range(T):
        h = torch.tanh(x[k] @ W.T + h @ U + b)
        out[k] = h
    return out

# %% wrong: squeeze() at the end removes an axis when T is 1 or hidden is 1, so the shape is no longer (T, hidden).
# told: squeezed
import torch

def rnn_forward(x, h0, W, U, b):
    h = h0.reshape(-1, 1)
    out = []
    for k in range(x.shape[0]):
        h = torch.tanh(W @ x[k].reshape(-1, 1) + U @ h + b.reshape(-1, 1))
        out.append(h)
    return torch.stack(out).squeeze()

# %% wrong: The same tensor is overwritten in each step and appended without a copy, so all rows show the last state.
# told: one_tensor_many_times
import torch

def rnn_forward(x, h0, W, U, b):
    h = h0.clone()
    states = []
    for x_k in x:
        h[:] = torch.tanh(W @ x_k + U @ h + b)
        states.append(h)
    return torch.stack(states)

# %% wrong: The values are right, but h is h0 itself, and writing into it changes the argument h0 in place.
# told: changed
import torch

def rnn_forward(x, h0, W, U, b):
    h = h0
    states = []
    for x_k in x:
        h[:] = torch.tanh(W @ x_k + U @ h + b)
        states.append(h.clone())
    return torch.stack(states)

# %% right: plain numbers
import math
import torch

def rnn_forward(x, h0, W, U, b):
    X, Wl, Ul, bl = x.tolist(), W.tolist(), U.tolist(), b.tolist()
    old = h0.tolist()
    rows = []
    for k in range(len(X)):
        new = []
        for j in range(len(old)):
            s = bl[j]
            for m in range(len(X[k])):
                s += Wl[j][m] * X[k][m]
            for m in range(len(old)):
                s += Ul[j][m] * old[m]
            new.append(math.tanh(s))
        rows.append(new)
        old = new
    return torch.tensor(rows, dtype=torch.float64)

# %% right: recursion by halves
import torch

def rnn_forward(x, h0, W, U, b):
    def run(part, h):
        if part.shape[0] == 1:
            s = torch.einsum("ki,ji->kj", part, W) + torch.einsum("jm,m->j", U, h) + b
            return torch.tanh(s)
        m = part.shape[0] // 2
        first = run(part[:m], h)
        return torch.cat([first, run(part[m:], first[-1])])
    return run(x, h0)

# %% right: accumulate
import torch
from itertools import accumulate

def rnn_forward(x, h0, W, U, b):
    return torch.stack(list(accumulate(x @ W.T + b, lambda h, a: torch.tanh(a + U @ h), initial=h0))[1:])

# %% wrong: The bare sum is carried to the next step; tanh is only put on what is returned, so U meets a state without tan
# told: sum_carried
import torch

def rnn_forward(x, h0, W, U, b):
    s = h0
    rows = []
    for k in range(x.shape[0]):
        s = W @ x[k] + U @ s + b
        rows.append(torch.tanh(s))
    return torch.stack(rows)

# %% wrong: Within a step the units are renewed one by one in the same vector, so later units see the new values of earlie
# told: units_one_after_the_other
import torch

def rnn_forward(x, h0, W, U, b):
    hidden = h0.shape[0]
    h = h0.clone()
    out = []
    for k in range(x.shape[0]):
        for j in range(hidden):
            h[j] = torch.tanh((W[j] * x[k]).sum() + (U[j] * h).sum() + b[j])
        out.append(h.clone())
    return torch.stack(out)

# %% wrong: One bias for the input part and one for the state part, as in a library with two biases: b comes into the sum 
# told: bias_twice
import torch

def rnn_forward(x, h0, W, U, b):
    h = h0
    states = []
    for xk in x:
        from_input = W @ xk + b
        from_state = U @ h + b
        h = torch.tanh(from_input + from_state)
        states.append(h)
    return torch.stack(states)

# %% wrong: states[k - 1] is states[-1] in the first step, a row of zeros: h0 never enters.
# told: h0_left_out
import torch

def rnn_forward(x, h0, W, U, b):
    T = x.shape[0]
    states = torch.zeros(T, h0.shape[0], dtype=torch.float64)
    for k in range(T):
        states[k] = torch.tanh(W @ x[k] + U @ states[k - 1] + b)
    return states

# %% wrong: Two mistakes: W is reshaped where it has to be transposed, and b is added in the first step only.
# told: W_reshaped_bias_once
import torch

def rnn_forward(x, h0, W, U, b):
    hidden, n_in = W.shape
    a = x @ W.reshape(n_in, hidden)
    a[0] = a[0] + b
    h = h0
    out = []
    for row in a:
        h = torch.tanh(row + U @ h)
        out.append(h)
    return torch.stack(out)

# %% wrong: Guesses from the sizes whether time runs along the columns: for T = in the sequence is turned though it need n
# told: square_sequence_turned
import torch

def rnn_forward(x, h0, W, U, b):
    if x.shape[0] == W.shape[1]:
        seq = x.T
    else:
        seq = x
    h = h0
    out = []
    for v in seq:
        h = torch.tanh(W @ v + U @ h + b)
        out.append(h)
    return torch.stack(out)

# %% wrong: The list holds the same tensor T times and it is overwritten in each step: every row shows the last state.
# told: one_tensor_many_times
import torch

def rnn_forward(x, h0, W, U, b):
    h = h0.clone()
    states = []
    for k in range(len(x)):
        h[:] = torch.tanh(W @ x[k] + U @ h + b)
        states.append(h)
    return torch.stack(states)

# %% wrong: The states are right, but h is only a second name of h0, which is overwritten in place: an argument is changed
# told: changed
import torch

def rnn_forward(x, h0, W, U, b):
    out = torch.empty(x.shape[0], h0.shape[0], dtype=torch.float64)
    h = h0
    for k in range(x.shape[0]):
        h[:] = torch.tanh(W @ x[k] + U @ h + b)
        out[k] = h
    return out
