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

# %% right: Loops over single Python numbers with math, and builds the tensor at the end.
import math
import torch

def mlp_forward(X, Ws, bs, activations):
    def bend(values, name):
        if name == "softmax":
            top = max(values)
            powers = [math.exp(v - top) for v in values]
            total = sum(powers)
            return [p / total for p in powers]
        if name == "relu":
            return [v if v > 0 else 0.0 for v in values]
        if name == "tanh":
            return [math.tanh(v) for v in values]
        if name == "sigmoid":
            return [1 / (1 + math.exp(-v)) for v in values]
        return values

    weights = [W.tolist() for W in Ws]
    biases = [b.tolist() for b in bs]
    rows = []
    for row in X.tolist():
        for W, b, name in zip(weights, biases, activations):
            pre = []
            for unit, bias in zip(W, b):
                s = bias
                for w, v in zip(unit, row):
                    s += w * v
                pre.append(s)
            row = bend(pre, name)
        rows.append(row)
    return torch.tensor(rows, dtype=X.dtype)

# %% right: Goes to numpy with the batch as columns (W @ A), and back to a tensor with a transpose at the end.
import numpy as np
import torch

def mlp_forward(X, Ws, bs, activations):
    A = X.detach().numpy().T.astype(np.float64)
    for W, b, name in zip(Ws, bs, activations):
        Z = W.detach().numpy() @ A + b.detach().numpy()[:, None]
        if name == "identity":
            A = Z
        elif name == "relu":
            A = Z * (Z > 0)
        elif name == "tanh":
            A = np.tanh(Z)
        elif name == "sigmoid":
            A = 1 / (1 + np.exp(-Z))
        elif name == "softmax":
            E = np.exp(Z - Z.max(axis=0))
            A = E / E.sum(axis=0)
    return torch.from_numpy(A.T.copy()).to(X.dtype)

# %% right: Recursion from the back (the last layer asks the network before it), with einsum and a dictionary of lambdas.
import torch

def mlp_forward(X, Ws, bs, activations):
    bend = {
        "identity": lambda z: z,
        "relu": lambda z: torch.where(z > 0, z, torch.zeros_like(z)),
        "tanh": lambda z: 2 * torch.sigmoid(2 * z) - 1,
        "sigmoid": lambda z: torch.sigmoid(z),
        "softmax": lambda z: torch.exp(z - torch.logsumexp(z, dim=1, keepdim=True)),
    }

    def after(layers):
        if layers == 0:
            return X
        k = layers - 1
        z = torch.einsum("oi,bi->bo", Ws[k], after(k)) + bs[k]
        return bend[activations[k]](z)

    return after(len(Ws))

# %% wrong: Applies the activation to the weighted sum alone and adds the bias afterwards, so the bias cannot shift the pre-activation.
# told: bias_after_bend
import torch

def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.mT
        if name == "relu":
            z = torch.relu(z)
        elif name == "tanh":
            z = torch.tanh(z)
        elif name == "sigmoid":
            z = torch.sigmoid(z)
        elif name == "softmax":
            z = torch.softmax(z, dim=1)
        a = z + b
    return a

# %% wrong: Believes that the last layer is always linear and ignores the activation named for it.
# told: last_without_activation
import torch

def mlp_forward(X, Ws, bs, activations):
    functions = {
        "identity": lambda t: t,
        "relu": lambda t: torch.clamp(t, min=0),
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "softmax": lambda t: torch.softmax(t, dim=-1),
    }
    h = X
    # hidden layers
    for i in range(len(Ws) - 1):
        h = functions[activations[i]](h @ Ws[i].T + bs[i])
    # output layer
    return h @ Ws[-1].T + bs[-1]

# %% wrong: Takes the softmax along axis 0, so the columns add up to 1 over the batch and not the rows.
# told: softmax_over_examples
import torch

def mlp_forward(X, Ws, bs, activations):
    out = X
    for i in range(len(Ws)):
        z = torch.matmul(out, Ws[i].T) + bs[i]
        act = activations[i]
        if act == "identity":
            out = z
        elif act == "relu":
            out = torch.relu(z)
        elif act == "tanh":
            out = torch.tanh(z)
        elif act == "sigmoid":
            out = torch.sigmoid(z)
        elif act == "softmax":
            out = torch.softmax(z, dim=0)
    return out

# %% wrong: Writes the sigmoid as 1/(1 + e^z), without the minus sign in the exponent, so it falls where it should rise.
# told: sigmoid_with_plus
import torch

def apply_activation(z, name):
    if name == "relu":
        return torch.maximum(z, torch.zeros_like(z))
    if name == "tanh":
        return torch.tanh(z)
    if name == "sigmoid":
        return 1 / (1 + torch.exp(z))
    if name == "softmax":
        e = torch.exp(z - z.max(dim=1, keepdim=True).values)
        return e / e.sum(dim=1, keepdim=True)
    return z

def mlp_forward(X, Ws, bs, activations):
    for W, b, name in zip(Ws, bs, activations):
        X = apply_activation(X @ W.mT + b, name)
    return X

# %% wrong: Cuts off the positive numbers in relu (max=0 for min=0), and divides the softmax by the sum over the whole batch and not over each row.
# told: softmax_over_all_with_relu_keeps_below
import torch

def mlp_forward(X, Ws, bs, activations):
    layer = 0
    current = X
    while layer < len(Ws):
        weights = Ws[layer]
        bias = bs[layer]
        pre = current @ weights.mT + bias
        if activations[layer] == "relu":
            current = pre.clamp(max=0)
        elif activations[layer] == "tanh":
            current = pre.tanh()
        elif activations[layer] == "sigmoid":
            current = pre.sigmoid()
        elif activations[layer] == "softmax":
            e = torch.exp(pre - pre.max())
            current = e / e.sum()
        else:
            current = pre
        layer += 1
    return current

# %% wrong: Squeezes the result, so a batch with one example or a last layer with one unit loses its axis of size 1.
# told: squeezed
import torch

def mlp_forward(X, Ws, bs, activations):
    acts = dict(relu=torch.relu, tanh=torch.tanh, sigmoid=torch.sigmoid)
    a = X
    for W, b, name in zip(Ws, bs, activations):
        a = a @ W.mT + b
        if name in acts:
            a = acts[name](a)
        elif name == "softmax":
            a = a.softmax(dim=-1)
    return a.squeeze()

# %% wrong: Pushes the rows through one by one and returns a Python list of row tensors, not one tensor of shape (B, n_L).
# told: list_of_rows
import torch

def mlp_forward(X, Ws, bs, activations):
    results = []
    for x in X:
        a = x
        for W, b, name in zip(Ws, bs, activations):
            a = W @ a + b
            if name == "relu":
                a = torch.relu(a)
            elif name == "tanh":
                a = torch.tanh(a)
            elif name == "sigmoid":
                a = torch.sigmoid(a)
            elif name == "softmax":
                a = torch.softmax(a, dim=0)
        results.append(a)
    return results

# %% wrong: Writes separate ifs with one else at the end, which belongs to the softmax only, so relu, tanh and sigmoid are overwritten by the bare pre-activation.
# told: softmax_alone
import torch

def mlp_forward(X, Ws, bs, activations):
    a = X
    for i, name in enumerate(activations):
        z = a @ Ws[i].mT + bs[i]
        if name == "relu":
            a = torch.relu(z)
        if name == "tanh":
            a = torch.tanh(z)
        if name == "sigmoid":
            a = torch.sigmoid(z)
        if name == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    return a

# %% right: Recursion over the layers: the output of a network is its last layer applied to the network without it.
import torch


def mlp_forward(X, Ws, bs, activations):
    if len(Ws) == 0:
        return X
    a = mlp_forward(X, Ws[:-1], bs[:-1], activations[:-1])
    z = bs[-1] + torch.einsum("oi,bi->bo", Ws[-1], a)
    name = activations[-1]
    if name == "softmax":
        return torch.exp(z - torch.logsumexp(z, dim=1, keepdim=True))
    return {
        "identity": lambda v: v,
        "relu": lambda v: (v + v.abs()) / 2,
        "tanh": torch.tanh,
        "sigmoid": lambda v: torch.sigmoid(v),
    }[name](z)

# %% right: Loops over examples and units with plain Python numbers, and makes one tensor at the end.
import math

import torch


def _bend(name, zs):
    if name == "identity":
        return zs
    if name == "relu":
        return [z if z > 0 else 0.0 for z in zs]
    if name == "tanh":
        return [math.tanh(z) for z in zs]
    if name == "sigmoid":
        return [1 / (1 + math.exp(-z)) for z in zs]
    top = max(zs)
    es = [math.exp(z - top) for z in zs]
    total = sum(es)
    return [e / total for e in es]


def mlp_forward(X, Ws, bs, activations):
    out = []
    for row in X.tolist():
        for W, b, name in zip(Ws, bs, activations):
            zs = []
            for weights, bias in zip(W.tolist(), b.tolist()):
                s = bias
                for w, v in zip(weights, row):
                    s += w * v
                zs.append(s)
            row = _bend(name, zs)
        out.append(row)
    return torch.tensor(out, dtype=X.dtype).reshape(X.shape[0], Ws[-1].shape[0])

# %% right: Puts the bias into the weights as one more column (with a constant input 1), works on columns in numpy, and folds the layers with reduce.
from functools import reduce

import numpy as np
import torch

_BEND = {
    "identity": lambda z: z,
    "relu": lambda z: np.where(z > 0, z, 0),
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softmax": lambda z: np.exp(z - z.max(0)) / np.exp(z - z.max(0)).sum(0),
}


def mlp_forward(X, Ws, bs, activations):
    num = lambda t: t.detach().numpy().astype(np.float64)

    def layer(A, parts):
        W, b, name = parts
        Wb = np.hstack([num(W), num(b)[:, None]])            # (out, in + 1)
        A1 = np.vstack([A, np.ones((1, A.shape[1]))])        # (in + 1, B)
        return _BEND[name](Wb @ A1)

    result = reduce(layer, zip(Ws, bs, activations), num(X).T)
    return torch.from_numpy(np.ascontiguousarray(result.T)).to(X.dtype)

# %% wrong: The last layer's activation is left out, as if a network always ended with the raw sums; here the last layer has a name, too.
# told: last_without_activation
import math

import torch


def mlp_forward(X, Ws, bs, activations):
    a = X
    L = len(Ws)
    for l in range(L - 1):                 # hidden layers
        z = a @ Ws[l].mT + bs[l]
        if activations[l] == "relu":
            a = torch.relu(z)
        elif activations[l] == "tanh":
            a = torch.tanh(z)
        elif activations[l] == "sigmoid":
            a = torch.sigmoid(z)
        elif activations[l] == "softmax":
            a = torch.softmax(z, dim=1)
        else:
            a = z
    # output layer
    return a @ Ws[L - 1].mT + bs[L - 1]

# %% wrong: Each layer bends its input first and then takes the weighted sum; the activation belongs after the sum and the bias.
# told: bent_before
import torch

def act(name, v):
    if name == "identity":
        return v
    if name == "relu":
        return torch.clamp(v, min=0)
    if name == "tanh":
        return torch.tanh(v)
    if name == "sigmoid":
        return torch.sigmoid(v)
    if name == "softmax":
        return torch.softmax(v, dim=-1)

def mlp_forward(X, Ws, bs, activations):
    out = X
    for W, b, name in zip(Ws, bs, activations):
        out = act(name, out) @ W.T + b
    return out

# %% wrong: The softmax runs over axis 0, the batch, so the columns add up to 1 and not the rows.
# told: softmax_over_examples
import math
import torch

def mlp_forward(X, Ws, bs, activations):
    functions = {
        "identity": lambda z: z,
        "relu": torch.relu,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "softmax": lambda z: torch.softmax(z, 0),
    }
    h = X
    for i in range(len(Ws)):
        h = functions[activations[i]](h @ Ws[i].T + bs[i])
    return h

# %% wrong: The sigmoid is written with e^z where it needs e^(-z), so it falls instead of rising.
# told: sigmoid_with_plus
import math

import torch


def mlp_forward(X, Ws, bs, activations):
    """Output (B, n_L) of the last layer; X (B, n_0), lists of W (out, in), of b (out,) and of names."""
    current = X
    for k, name in enumerate(activations):
        z = torch.matmul(current, Ws[k].transpose(0, 1)) + bs[k]
        if name == "identity":
            current = z
        elif name == "relu":
            current = torch.where(z > 0, z, torch.zeros_like(z))
        elif name == "tanh":
            current = torch.tanh(z)
        elif name == "sigmoid":
            current = 1 / (1 + torch.exp(z))
        elif name == "softmax":
            z = z - z.max(dim=1, keepdim=True).values
            e = torch.exp(z)
            current = e / e.sum(dim=1, keepdim=True)
        else:
            raise ValueError("unknown activation " + name)
    return current

# %% wrong: Two mistakes: the bias is added after the activation instead of before it, and softmax divides by the total of the whole batch instead of each row's sum.
# told: bias_after_bend_with_softmax_over_all
import torch

def softmax(z):
    e = torch.exp(z - z.max())
    return e / e.sum()

def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, g in zip(Ws, bs, activations):
        a = a @ W.mT
        if g == "relu":
            a = a.relu()
        if g == "tanh":
            a = a.tanh()
        if g == "sigmoid":
            a = a.sigmoid()
        if g == "softmax":
            a = softmax(a)
        a = a + b
    return a

# %% wrong: A squeeze at the end drops axes of size 1, so a single example or a single output unit comes back with the wrong shape.
# told: squeezed
import math

import torch


def mlp_forward(X, Ws, bs, activations):
    rows = []
    for x in X:                                     # one example at a time
        a = x.unsqueeze(1)                          # column vector (n_0, 1)
        for W, b, name in zip(Ws, bs, activations):
            z = W @ a + b.unsqueeze(1)
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
        rows.append(a)
    return torch.stack(rows).squeeze()

# %% wrong: The layers are popped off the lists, so the caller's Ws, bs and activations are empty afterwards: the network can be used only once.
# told: changed
import torch

def mlp_forward(X, Ws, bs, activations):
    while len(Ws) > 0:
        W = Ws.pop(0)
        b = bs.pop(0)
        name = activations.pop(0)
        X = X @ W.T + b
        if name == "relu":
            X = torch.relu(X)
        elif name == "tanh":
            X = torch.tanh(X)
        elif name == "sigmoid":
            X = torch.sigmoid(X)
        elif name == "softmax":
            X = torch.softmax(X, dim=1)
    return X

# %% wrong: `name == "sigmoid" or "softmax"` is always true, so tanh and identity layers are sent through the softmax, too.
# told: all_others_are_softmax
import math
import torch

def mlp_forward(X, Ws, bs, activations):
    a = X
    for i in range(len(Ws)):
        W = Ws[i]
        b = bs[i]
        name = activations[i]
        z = a @ W.mT + b
        if name == "relu":
            a = torch.relu(z)
        elif name == "sigmoid" or "softmax":
            # the two that give probabilities
            if name == "sigmoid":
                a = torch.sigmoid(z)
            else:
                a = torch.softmax(z, dim=1)
        elif name == "tanh":
            a = torch.tanh(z)
        else:
            a = z
    return a
