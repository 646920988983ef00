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
