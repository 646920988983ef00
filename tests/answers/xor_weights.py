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
# told: three_of_four
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
# told: three_of_four
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
