# %% right: A chain of ifs.
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a

# %% right: A table of functions.
import torch


def mlp_forward(X, Ws, bs, activations):
    table = {"identity": lambda z: z, "relu": lambda z: torch.where(z > 0, z, 0.0), "tanh": torch.tanh,
             "sigmoid": torch.sigmoid, "softmax": lambda z: torch.nn.functional.softmax(z, dim=-1)}
    for i in range(len(Ws)):
        X = table[activations[i]](X @ Ws[i].mT + bs[i])
    return X

# %% right: Modules of torch, with copied weights.
import torch


def mlp_forward(X, Ws, bs, activations):
    kinds = {"identity": torch.nn.Identity, "relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "sigmoid": torch.nn.Sigmoid,
             "softmax": lambda: torch.nn.Softmax(dim=1)}
    parts = []
    for W, b, name in zip(Ws, bs, activations):
        lin = torch.nn.Linear(W.shape[1], W.shape[0], dtype=torch.float64)
        with torch.no_grad():
            lin.weight.copy_(W)
            lin.bias.copy_(b)
        parts += [lin, kinds[name]()]
    return torch.nn.Sequential(*parts)(X).detach()

# %% right: Number by number, with loops.
import math

import torch


def mlp_forward(X, Ws, bs, activations):
    rows = []
    for x in X.tolist():
        for W, b, name in zip(Ws, bs, activations):
            z = [sum(w * v for w, v in zip(row, x)) + c for row, c in zip(W.tolist(), b.tolist())]
            if name == "relu":
                z = [max(0.0, v) for v in z]
            elif name == "tanh":
                z = [math.tanh(v) for v in z]
            elif name == "sigmoid":
                z = [1 / (1 + math.exp(-v)) for v in z]
            elif name == "softmax":
                e = [math.exp(v) for v in z]
                z = [v / sum(e) for v in e]
            x = z
        rows.append(x)
    return torch.tensor(rows, dtype=torch.float64)

# %% right: The bias as one more weight, and einsum.
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X.clone()
    for W, b, name in zip(Ws, bs, activations):
        one = torch.cat([a, torch.ones(len(a), 1, dtype=a.dtype)], dim=1)
        z = torch.einsum("bi,oi->bo", one, torch.cat([W, b[:, None]], dim=1))
        a = z if name == "identity" else getattr(torch, name)(z, 1) if name == "softmax" else getattr(torch, name)(z)
    return a

# %% right: Recursion from the end.
import torch


def mlp_forward(X, Ws, bs, activations):
    if len(Ws) == 0:
        return X
    before = mlp_forward(X, Ws[:-1], bs[:-1], activations[:-1])
    z = torch.nn.functional.linear(before, Ws[-1], bs[-1])
    name = activations[-1]
    if name == "softmax":
        return (z - z.logsumexp(1, keepdim=True)).exp()
    return {"identity": lambda v: v * 1, "relu": lambda v: (v + v.abs()) / 2, "tanh": lambda v: 2 * torch.sigmoid(2 * v) - 1,
            "sigmoid": lambda v: 1 / (1 + torch.exp(-v))}[name](z)

# %% wrong: No biases.
# told: bias_forgotten
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a

# %% wrong: The bias is added after the bend.
# told: bias_after_bend
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
        a = a + b
    return a

# %% wrong: The last layer stays linear.
# told: last_without_activation
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations[:-1] + ["identity"]):
        z = a @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a

# %% wrong: Relu in all layers.
# told: relu_everywhere
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b in zip(Ws, bs):
        a = torch.relu(a @ W.mT + b)
    return a

# %% wrong: Relu in all layers but the last, whatever the names.
# told: last_without_activation_with_relu_everywhere
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b in zip(Ws[:-1], bs[:-1]):
        a = torch.relu(a @ W.mT + b)
    return a @ Ws[-1].mT + bs[-1]

# %% wrong: The names are not looked at.
# told: without_activation
def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b in zip(Ws, bs):
        a = a @ W.mT + b
    return a

# %% wrong: Softmax along axis 0.
# told: softmax_over_examples
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=0)
        else:
            a = z
    return a

# %% wrong: Softmax over everything.
# told: softmax_over_all
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.exp(z) / torch.exp(z).sum()
        else:
            a = z
    return a

# %% wrong: W is not transposed.
# told: not_transposed
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a

# %% wrong: Each layer sees X.
# told: each_layer_from_X
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = X @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a

# %% wrong: Return inside the loop.
# told: first_layer_alone
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
        return a

# %% wrong: Sigmoid without the minus.
# told: sigmoid_with_plus
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = 1 / (1 + torch.exp(z))
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a

# %% wrong: Only the outputs of all layers in a list.
# told: outputs_of_all_layers
import torch


def mlp_forward(X, Ws, bs, activations):
    a, outs = X, []
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
        outs.append(a)
    return outs

# %% wrong: The result is squeezed.
# told: squeezed
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a.squeeze()

# %% wrong: A column for each example.
# told: transposed_at_the_end
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a.T

# %% wrong: The activation comes first.
# told: bent_before
import torch


def mlp_forward(X, Ws, bs, activations):
    F = {"identity": lambda z: z, "relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid,
         "softmax": lambda z: torch.softmax(z, dim=1)}
    a = X
    for W, b, name in zip(Ws, bs, activations):
        a = F[name](a) @ W.mT + b
    return a

# %% wrong: Softmax is not known: it falls through to the else.
# told: softmax_not_done
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        else:
            a = z
    return a

# %% wrong: The layers are gone through backwards.
# told: layers_backwards
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws[::-1], bs[::-1], activations[::-1]):
        z = a @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a

# %% wrong: No biases, and softmax along axis 0.
# told: bias_forgotten_with_softmax_over_examples
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=0)
        else:
            a = z
    return a

# %% wrong: No biases, and the last layer stays linear.
# told: bias_forgotten_with_last_without_activation
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations[:-1] + ["identity"]):
        z = a @ W.T
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a

# %% wrong: Log-softmax.
# told: log_softmax_for_softmax
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.log_softmax(z, dim=1)
        else:
            a = z
    return a

# %% wrong: The class with the largest output.
# told: class_named
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a.argmax(dim=1)

# %% wrong: Relu as the absolute value.
# told: relu_is_absolute
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T + b
        if name == "relu":
            a = z.abs()
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a

# %% wrong: The bias is subtracted.
# told: bias_subtracted
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T - b
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a

# %% wrong: The first activation for all.
# told: first_name_for_all
import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.T + b
        name = activations[0]
        if name == "relu":
            a = torch.relu(z)
        elif name == "tanh":
            a = torch.tanh(z)
        elif name == "sigmoid":
            a = torch.sigmoid(z)
        elif name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a
