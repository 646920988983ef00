# %% right: Two hinges of the sum, at -2 and at 0.
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [1., 1.]], dtype=torch.float64)
    c = torch.tensor([2., 0.], dtype=torch.float64)
    w = torch.tensor([0.5, -1.], dtype=torch.float64)
    return W, c, w

# %% right: One unit for each direction of the difference.
import torch


def xor_weights():
    W = torch.tensor([[1., -1.], [-1., 1.]], dtype=torch.float64)
    c = torch.tensor([0., 0.], dtype=torch.float64)
    w = torch.tensor([0.5, 0.5], dtype=torch.float64)
    return W, c, w

# %% right: The lecture's weights after x -> (x + 1) / 2.
import torch


def xor_weights():
    W = torch.tensor([[0.5, 0.5], [0.5, 0.5]], dtype=torch.float64)
    c = torch.tensor([1., 0.], dtype=torch.float64)
    w = torch.tensor([1., -2.], dtype=torch.float64)
    return W, c, w

# %% right: A unit for each of the two inputs that should give 1.
import torch


def xor_weights():
    W = torch.tensor([[1., -1.], [-1., 1.]], dtype=torch.float64)
    c = torch.tensor([-1., -1.], dtype=torch.float64)
    w = torch.tensor([1., 1.], dtype=torch.float64)
    return W, c, w

# %% right: Hinges of the negative sum.
import torch


def xor_weights():
    W = torch.tensor([[-2., -2.], [-1., -1.]], dtype=torch.float64)
    c = torch.tensor([4., 0.], dtype=torch.float64)
    w = torch.tensor([0.25, -1.], dtype=torch.float64)
    return W, c, w

# %% right: Random hidden weights until the four equations for w can be solved.
import torch


def xor_weights():
    X = torch.tensor([[-1, -1], [-1, 1], [1, -1], [1, 1]], dtype=torch.float64)
    y = torch.tensor([0, 1, 1, 0], dtype=torch.float64)
    for angle in range(0, 360, 15):
        t = torch.deg2rad(torch.tensor(float(angle), dtype=torch.float64))
        u = torch.stack([torch.cos(t), torch.sin(t)])
        W = torch.stack([u, -u])
        for shift in (0.0, -0.1, -0.5, 0.25):
            c = torch.full((2,), shift, dtype=torch.float64)
            H = (X @ W.T + c).clamp(min=0)
            w = torch.linalg.lstsq(H, y[:, None], driver="gelsd").solution[:, 0]
            if (H @ w - y).abs().max() < 1e-10:
                return W, c, w

# %% wrong: The lecture's weights as they are.
# told: the_lectures_weights
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [1., 1.]], dtype=torch.float64)
    c = torch.tensor([0., -1.], dtype=torch.float64)
    w = torch.tensor([1., -2.], dtype=torch.float64)
    return W, c, w

# %% wrong: The biases are moved by 1 to the sum 0, the output weights stay.
# told: relu_at_the_end
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [1., 1.]], dtype=torch.float64)
    c = torch.tensor([1., 0.], dtype=torch.float64)
    w = torch.tensor([1., -2.], dtype=torch.float64)
    return W, c, w

# %% wrong: Both units are moved apart, the second weight is left at -2.
# told: both_as_well
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [1., 1.]], dtype=torch.float64)
    c = torch.tensor([1., -1.], dtype=torch.float64)
    w = torch.tensor([1., -2.], dtype=torch.float64)
    return W, c, w

# %% wrong: The half is forgotten: a difference is 2, not 1.
# told: twice_too_large
import torch


def xor_weights():
    W = torch.tensor([[1., -1.], [-1., 1.]], dtype=torch.float64)
    c = torch.tensor([0., 0.], dtype=torch.float64)
    w = torch.tensor([1., 1.], dtype=torch.float64)
    return W, c, w

# %% wrong: Both units look at x1 - x2 in the same direction.
# told: two_equal_units
import torch


def xor_weights():
    W = torch.tensor([[1., -1.], [1., -1.]], dtype=torch.float64)
    c = torch.tensor([0., 0.], dtype=torch.float64)
    w = torch.tensor([0.5, 0.5], dtype=torch.float64)
    return W, c, w

# %% wrong: The size of the sum, which is 0 where the inputs differ.
# told: one_for_equal
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [-1., -1.]], dtype=torch.float64)
    c = torch.tensor([0., 0.], dtype=torch.float64)
    w = torch.tensor([0.5, 0.5], dtype=torch.float64)
    return W, c, w

# %% wrong: 1 - |s|/2 was meant, and the 1 is left out.
# told: all_one_too_low
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [-1., -1.]], dtype=torch.float64)
    c = torch.tensor([0., 0.], dtype=torch.float64)
    w = torch.tensor([-0.5, -0.5], dtype=torch.float64)
    return W, c, w

# %% wrong: Thought of as steps that say 1.
# told: steps_for_relu
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [1., 1.]], dtype=torch.float64)
    c = torch.tensor([1., -1.], dtype=torch.float64)
    w = torch.tensor([1., -1.], dtype=torch.float64)
    return W, c, w

# %% wrong: The second slope is taken for the change of slope.
# told: both_as_well
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [1., 1.]], dtype=torch.float64)
    c = torch.tensor([2., 0.], dtype=torch.float64)
    w = torch.tensor([0.5, -0.5], dtype=torch.float64)
    return W, c, w

# %% wrong: Wrong sign of the bias: the first hinge stands at the sum 2.
# told: c_taken_off
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [1., 1.]], dtype=torch.float64)
    c = torch.tensor([-2., 0.], dtype=torch.float64)
    w = torch.tensor([0.5, -1.], dtype=torch.float64)
    return W, c, w

# %% wrong: A sign in the output is lost.
# told: second_w_off
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [1., 1.]], dtype=torch.float64)
    c = torch.tensor([2., 0.], dtype=torch.float64)
    w = torch.tensor([0.5, 1.], dtype=torch.float64)
    return W, c, w

# %% wrong: W for 0 and 1 scaled, but c not.
# told: both_alone
import torch


def xor_weights():
    W = torch.tensor([[0.5, 0.5], [0.5, 0.5]], dtype=torch.float64)
    c = torch.tensor([0., -1.], dtype=torch.float64)
    w = torch.tensor([1., -2.], dtype=torch.float64)
    return W, c, w

# %% wrong: No unit ever changes: all are on.
# told: no_bend
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [1., -1.]], dtype=torch.float64)
    c = torch.tensor([3., 3.], dtype=torch.float64)
    w = torch.tensor([0.5, -0.25], dtype=torch.float64)
    return W, c, w

# %% wrong: c and w are given the wrong way round.
# told: c_and_w_exchanged
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [1., 1.]], dtype=torch.float64)
    c = torch.tensor([0.5, -1.], dtype=torch.float64)
    w = torch.tensor([2., 0.], dtype=torch.float64)
    return W, c, w

# %% wrong: TWO: the scale is twice too large, and the sign of the bias.
# told: doubled_with_minus_c
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [1., 1.]], dtype=torch.float64)
    c = torch.tensor([-2., 0.], dtype=torch.float64)
    w = torch.tensor([1., -2.], dtype=torch.float64)
    return W, c, w

# %% wrong: TWO: weights for 0 and 1, and the output negative.
# told: zero_one_with_negated
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [1., 1.]], dtype=torch.float64)
    c = torch.tensor([0., -1.], dtype=torch.float64)
    w = torch.tensor([-1., 2.], dtype=torch.float64)
    return W, c, w

# %% wrong: Only one of the two inputs is found.
# told: first_alone
import torch


def xor_weights():
    W = torch.tensor([[1., -1.], [0., 0.]], dtype=torch.float64)
    c = torch.tensor([0., 0.], dtype=torch.float64)
    w = torch.tensor([0.5, 0.5], dtype=torch.float64)
    return W, c, w

# %% wrong: A guess: AND minus something.
# told: second_unit_off
import torch


def xor_weights():
    W = torch.tensor([[1., 1.], [1., 1.]], dtype=torch.float64)
    c = torch.tensor([1., -1.], dtype=torch.float64)
    w = torch.tensor([1., -1.5], dtype=torch.float64)
    return W, c, w

# %% wrong: Columns are taken for units.
# told: columns_for_units
import torch


def xor_weights():
    W = torch.tensor([[1., 2.], [1., 2.]], dtype=torch.float64)
    c = torch.tensor([2., 0.], dtype=torch.float64)
    w = torch.tensor([0.5, -0.5], dtype=torch.float64)
    return W, c, w

# %% wrong: float32, the dtype that torch makes of 1.0.
# told: single_precision
import torch


def xor_weights():
    return torch.ones(2, 2), torch.tensor([2.0, 0.0]), torch.tensor([0.5, -1.0])

# %% wrong: Nested lists in place of tensors.
# told: plain_lists
def xor_weights():
    return [[1, 1], [1, 1]], [2, 0], [0.5, -1]

# %% wrong: A bias of the output as a fourth result.
# told: with_a_bias_behind
import torch


def xor_weights():
    d = torch.float64
    W = torch.tensor([[1, 1], [-1, -1]], dtype=d)
    return W, torch.zeros(2, dtype=d), torch.tensor([-0.5, -0.5], dtype=d), torch.tensor(1, dtype=d)

# %% wrong: w as the matrix of a linear layer with one output.
# told: w_as_a_matrix
import torch


def xor_weights():
    d = torch.float64
    return torch.ones(2, 2, dtype=d), torch.tensor([2, 0], dtype=d), torch.tensor([[0.5, -1]], dtype=d)

# %% wrong: A single hidden unit.
# told: a_single_unit
import torch


def xor_weights():
    d = torch.float64
    return torch.tensor([[1, -1]], dtype=d), torch.tensor([0], dtype=d), torch.tensor([0.5], dtype=d)

# %% wrong: Trained for a while by gradient descent; close, but not exact.
# told: nearly
import torch


def xor_weights():
    X = torch.tensor([[-1, -1], [-1, 1], [1, -1], [1, 1]], dtype=torch.float64)
    y = torch.tensor([0, 1, 1, 0], dtype=torch.float64)
    W = torch.tensor([[0.8, -0.9], [-1.1, 0.7]], dtype=torch.float64)
    c = torch.zeros(2, dtype=torch.float64)
    w = torch.tensor([0.4, 0.6], dtype=torch.float64)
    for p in (W, c, w):
        p.requires_grad_()
    for _ in range(30):
        loss = ((torch.relu(X @ W.T + c) @ w - y) ** 2).mean()
        for p, g in zip((W, c, w), torch.autograd.grad(loss, (W, c, w))):
            p.data -= 0.1 * g
    return W.detach(), c.detach(), w.detach()

# %% right: Takes the lecture's weights and folds u = (x + 1) / 2 into W and c.
import torch

def xor_weights():
    lecture_W = torch.ones((2, 2), dtype=torch.float64)
    lecture_c = torch.tensor([0, -1], dtype=torch.float64)
    half = lambda t: t / 2
    W = half(lecture_W)
    c = lecture_c + half(lecture_W) @ torch.ones(2, dtype=torch.float64)
    w = torch.tensor([1, -2], dtype=torch.float64)
    return W, c, w

# %% right: Fixes two units that look at minus the sum, and lets least squares find the output weights in numpy.
import numpy as np
import torch


def xor_weights():
    X = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]], dtype=float)
    y = np.array([0, 1, 1, 0], dtype=float)
    W = -np.ones((2, 2))
    c = np.array([2.0, 0.0])
    H = np.maximum(X @ W.T + c, 0)
    w = np.linalg.lstsq(H, y, rcond=None)[0]
    return torch.from_numpy(W), torch.from_numpy(c), torch.from_numpy(w)

# %% right: One dataclass for each unit, one for each direction of the difference, with different scales.
from dataclasses import dataclass

import torch


@dataclass
class Unit:
    incoming: tuple
    bias: float
    outgoing: float


def xor_weights():
    units = [Unit((4.0, -4.0), 0.0, 1 / 8), Unit((-0.25, 0.25), 0.0, 2.0)]

    def gather(get):
        return torch.tensor([get(u) for u in units], dtype=torch.float64)

    return gather(lambda u: u.incoming), gather(lambda u: u.bias), gather(lambda u: u.outgoing)

# %% wrong: You treat relu as a step that says 0 or 1: OR minus AND works for steps, but at (1, 1) the units say 3 and 1, so the output is 2.
# told: steps_for_relu
import torch

def xor_weights():
    """Weights (W (2, 2), c (2,), w (2,)) with which w relu(W x + c) is XOR for inputs of -1 and 1."""
    # unit 1: OR   -> on if x1 + x2 + 1 > 0
    # unit 2: AND  -> on if x1 + x2 - 1 > 0
    W = torch.tensor([[1, 1], [1, 1]], dtype=torch.float64)
    c = torch.tensor([1, -1], dtype=torch.float64)
    # XOR = OR and not AND
    w = torch.tensor([1, -1], dtype=torch.float64)
    return W, c, w

# %% wrong: You shift both units so far up that relu never cuts anything off; without a bend the network is linear (here it always says 2) and cannot do XOR.
# told: the_same_everywhere
import torch


def xor_weights():
    """Weights (W (2, 2), c (2,), w (2,)) with which w relu(W x + c) is XOR for inputs of -1 and 1."""
    f64 = torch.float64
    # differences x1 - x2 and x2 - x1 go from -2 to 2
    W = torch.tensor([[1.0, -1.0], [-1.0, 1.0]], dtype=f64)
    # add 2 so that relu does not destroy the negative values
    c = torch.tensor([2.0, 2.0], dtype=f64)
    w = torch.tensor([0.5, 0.5], dtype=f64)
    return (W, c, w)

# %% wrong: The differences of inputs are 2, not 1, so the output weights should be 0.5; with 1 the network says 2 where it should say 1.
# told: twice_too_large
import torch

def xor_weights():
    kwargs = dict(dtype=torch.float64)
    W = torch.tensor([[1., -1.],
                      [-1., 1.]], **kwargs)
    c = torch.zeros(2, **kwargs)
    w = torch.ones(2, **kwargs)
    return W, c, w

# %% wrong: The two biases are in the wrong order: the unit with the bias 2 should get the output weight 0.5, and the unit with the bias 0 the weight -1.
# told: biases_swapped
import torch

def xor_weights():
    """Weights (W (2, 2), c (2,), w (2,)) with which w relu(W x + c) is XOR for inputs of -1 and 1."""
    # s = x1 + x2 is -2, 0 or 2.
    # relu(s + 2) = 0, 2, 4    relu(s) = 0, 0, 2
    # 0.5 * (0, 2, 4) - (0, 0, 2) = 0, 1, 0
    W = torch.ones(2, 2, dtype=torch.float64)
    c = torch.tensor([0.0, 2.0], dtype=torch.float64)
    w = torch.tensor([0.5, -1.0], dtype=torch.float64)
    return W, c, w

# %% wrong: The second bias is still the lecture's -1 instead of 0, and the output weights are not halved although the sums now go in steps of 2.
# told: first_w_off
import torch

def xor_weights():
    # like the lecture, but the first unit must start at -2 and not at 0
    W = torch.tensor([[1, 1], [1, 1]], dtype=torch.float64)
    c = torch.tensor([2, -1], dtype=torch.float64)
    w = torch.tensor([1, -2], dtype=torch.float64)
    return W, c, w

# %% wrong: Trained weights copied with four digits: the outputs come out as 1.00005, and only 1e-9 is allowed.
# told: other_scale
import torch


def xor_weights():
    """Weights (W (2, 2), c (2,), w (2,)) with which w relu(W x + c) is XOR for inputs of -1 and 1."""
    # I trained it with gradient descent and copied what it found
    W = torch.tensor([[0.8165, -0.8165], [-0.8165, 0.8165]], dtype=torch.float64)
    c = torch.tensor([0.0, 0.0], dtype=torch.float64)
    w = torch.tensor([0.6124, 0.6124], dtype=torch.float64)
    return W, c, w

# %% wrong: The dtype is forgotten: W and c become int64 and w float32, and all three should be float64.
# told: single_precision
import torch

def xor_weights():
    W = torch.tensor([[1, 1], [1, 1]])
    c = torch.tensor([2, 0])
    w = torch.tensor([0.5, -1])
    return W, c, w

# %% wrong: You replace each 0/1 input by x + 1, but that is 0 or 2; it should be (x + 1) / 2, so the weights in W should be halved as well.
# told: for_minus_one_and_zero
import torch

def xor_weights():
    """Weights (W (2, 2), c (2,), w (2,)) with which w relu(W x + c) is XOR for inputs of -1 and 1."""
    # lecture: z1 = u1 + u2, z2 = u1 + u2 - 1.   now u = x + 1
    # z1 = x1 + x2 + 2
    # z2 = x1 + x2 + 2 - 1 = x1 + x2 + 1
    W = torch.tensor([[1.0, 1.0], [1.0, 1.0]], dtype=torch.float64)
    c = torch.tensor([2.0, 1.0], dtype=torch.float64)
    w = torch.tensor([1.0, -2.0], dtype=torch.float64)
    return W, c, w

# %% right: Takes the lecture's weights and puts (x + 1)/2 into them.
import torch


def xor_weights():
    half = torch.full((2,), 0.5, dtype=torch.float64)
    W01 = torch.ones((2, 2), dtype=torch.float64)
    c01 = torch.tensor([0, -1], dtype=torch.float64)
    # W01 @ (x / 2 + half) + c01
    return W01 @ torch.diag(half), c01 + W01 @ half, torch.tensor([1, -2], dtype=torch.float64)

# %% right: Two lopsided hidden units on the sum of the inputs are chosen, and w comes from solving two equations.
import torch


def xor_weights():
    W = torch.tensor([[-3, -3], [-1, -1]], dtype=torch.float64)
    c = torch.tensor([6, 0], dtype=torch.float64)      # the first unit is off for (1, 1)
    X = torch.tensor([[-1, -1], [1, -1]], dtype=torch.float64)
    H = (X @ W.T + c).clamp(min=0)
    w = torch.linalg.solve(H, torch.tensor([0, 1], dtype=torch.float64))
    return W, c, w

# %% right: Tries small whole numbers in plain Python until the table comes out right.
from itertools import product

import torch


def xor_weights():
    table = {(-1, -1): 0, (-1, 1): 1, (1, -1): 1, (1, 1): 0}
    relu = lambda z: max(z, 0)
    for p, q, r, s, c1, c2, w1, w2 in product((-1, 0, 1), repeat=8):
        if all(
            w1 * relu(p * x + q * y + c1) + w2 * relu(r * x + s * y + c2) == goal
            for (x, y), goal in table.items()
        ):
            as64 = lambda v: torch.tensor(v, dtype=torch.float64)
            return as64([[p, q], [r, s]]), as64([c1, c2]), as64([w1, w2])

# %% wrong: These are the lecture's weights for inputs of 0 and 1; with false as -1 the sums are other numbers, so the weights must change, too.
# told: the_lectures_weights
import torch


def xor_weights():
    # XOR is XOR, so the lecture's two relu units
    W = torch.tensor([[1.0, 1.0], [1.0, 1.0]], dtype=torch.float64)
    c = torch.tensor([0.0, -1.0], dtype=torch.float64)
    w = torch.tensor([1.0, -2.0], dtype=torch.float64)
    return W, c, w

# %% wrong: The weights do OR, "at least one input is 1": for (1, 1) the output is 1, but XOR asks for exactly one.
# told: both_as_well
import torch

def xor_weights():
    # sum s = x1 + x2 is -2, 0, 0, 2
    # ramp up to 1 from s=-2 to s=0, then stay at 1
    # 0.5*relu(s + 2) - 0.5*relu(s)
    W = torch.ones(2, 2, dtype=torch.float64)
    c = torch.tensor([2, 0], dtype=torch.float64)
    w = torch.tensor([0.5, -0.5], dtype=torch.float64)
    return (W, c, w)

# %% wrong: The signs of the second row are not turned round: both units are x1 - x2, so (-1, 1) gives 0.
# told: two_equal_units
import torch


def xor_weights():
    """Weights (W (2, 2), c (2,), w (2,)) with which w relu(W x + c) is XOR for inputs of -1 and 1."""
    W = torch.tensor([
        [1.0, -1.0],
        [1.0, -1.0],
    ], dtype=torch.float64)
    c = torch.tensor([0.0, 0.0], dtype=torch.float64)
    w = torch.tensor([0.5, 0.5], dtype=torch.float64)
    return W, c, w

# %% wrong: The difference of 1 and -1 is 2, so the output is 2 where it should be 1: a factor of one half is missing in w.
# told: twice_too_large
import torch

def xor_weights():
    d = torch.float64
    unit1 = [1, -1]     # x1 and not x2
    unit2 = [-1, 1]     # x2 and not x1
    return torch.tensor([unit1, unit2], dtype=d), torch.tensor([0, 0], dtype=d), torch.tensor([1, 1], dtype=d)

# %% wrong: Two mistakes: the lecture's weights are moved with 2x - 1, which maps 0/1 to -1/1, where (x + 1)/2 is needed, and the minus of the second output weight is lost.
# told: one_input_alone
import torch


def xor_weights():
    W0 = torch.tensor([[1.0, 1.0], [1.0, 1.0]], dtype=torch.float64)
    c0 = torch.tensor([0.0, -1.0], dtype=torch.float64)
    # put 2x - 1 into W0 x + c0
    W = 2 * W0
    c = c0 - W0 @ torch.ones(2, dtype=torch.float64)
    w = torch.tensor([1.0, 2.0], dtype=torch.float64)
    return W, c, w

# %% wrong: The numbers are rounded to float32 before they become float64, so the outputs are off by more than the 1e-9 that the text allows.
# told: other_scale
import torch

def xor_weights():
    W = torch.tensor([[0.3, -0.3], [-0.3, 0.3]], dtype=torch.float32)
    c = torch.zeros(2, dtype=torch.float32)
    w = torch.tensor([1 / 0.6, 1 / 0.6], dtype=torch.float32)
    return W.double(), c.double(), w.double()

# %% wrong: W and c are made from whole numbers without a dtype, so they are int64 tensors and not float64.
# told: whole_numbers
import torch

def xor_weights():
    W = torch.tensor([[1, -1],
                      [-1, 1]])
    c = torch.tensor([-1, -1])
    w = torch.tensor([1, 1], dtype=torch.float64)
    return W, c, w

# %% wrong: The units are written into the columns of W; each unit belongs into a row, so W is transposed.
# told: columns_for_units
import torch


def xor_weights():
    #                  unit 1  unit 2
    W = torch.tensor([[ 2.0,   -1.0],      # from x1
                      [-2.0,    1.0]],     # from x2
                     dtype=torch.float64)
    c = torch.zeros(2, dtype=torch.float64)
    # unit 1 is 4 for (1, -1), unit 2 is 2 for (-1, 1)
    w = torch.tensor([1 / 4, 1 / 2], dtype=torch.float64)
    return W, c, w
