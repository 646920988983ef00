# %% right: A loop over indices.
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% right: Comprehensions over the sizes side by side.
def network_shapes(sizes, batch):
    pairs = list(zip(sizes, sizes[1:]))
    Ws = [(o, i) for i, o in pairs]
    bs = [(o,) for i, o in pairs]
    outputs = [(batch, o) for i, o in pairs]
    w = sum(i * o for i, o in pairs)
    return Ws, bs, outputs, w + sum(sizes[1:]), batch * w

# %% right: With tensors whose shapes are read off.
import torch


def network_shapes(sizes, batch):
    Ws = [torch.empty(o, i) for i, o in zip(sizes[:-1], sizes[1:])]
    bs = [torch.empty(o) for o in sizes[1:]]
    outs = []
    a = torch.empty(batch, sizes[0])
    for W, b in zip(Ws, bs):
        a = a @ W.mT + b
        outs.append(tuple(a.shape))
    n = sum(W.numel() for W in Ws)
    return [tuple(W.shape) for W in Ws], [tuple(b.shape) for b in bs], outs, n + sum(b.numel() for b in bs), n * batch

# %% right: A real network counts itself.
import torch


def network_shapes(sizes, batch):
    layers = [torch.nn.Linear(sizes[k - 1], sizes[k]) for k in range(1, len(sizes))]
    net = torch.nn.Sequential(*layers)
    Ws = [tuple(l.weight.shape) for l in layers]
    bs = [tuple(l.bias.shape) for l in layers]
    outs = [(batch, l.out_features) for l in layers]
    parameters = sum(p.numel() for p in net.parameters())
    return Ws, bs, outs, parameters, batch * sum(a * b for a, b in Ws)

# %% right: Numpy for the counts.
import numpy as np


def network_shapes(sizes, batch):
    s = np.array(sizes)
    weights = int((s[1:] * s[:-1]).sum())
    Ws = [(int(o), int(i)) for o, i in zip(s[1:], s[:-1])]
    return Ws, [(W[0],) for W in Ws], [(batch, W[0]) for W in Ws], weights + int(s[1:].sum()), batch * weights

# %% right: While loop, and the bias as one more input.
def network_shapes(sizes, batch):
    k, Ws, bs, outputs, parameters, multiplications = 0, [], [], [], 0, 0
    while k + 1 < len(sizes):
        i, o = sizes[k], sizes[k + 1]
        Ws += [(o, i)]
        bs += [(o,)]
        outputs += [(batch, o)]
        parameters += o * (i + 1)
        multiplications += o * i * batch
        k += 1
    return [Ws, bs, outputs, parameters, multiplications]

# %% wrong: Weights are (in, out).
# told: weights_transposed
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i], sizes[i + 1]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: No biases among the parameters.
# told: biases_not_counted
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: One bias for each layer.
# told: one_bias_a_layer
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + 1
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: The batch is forgotten in the products.
# told: batch_forgotten
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: Products are counted as parameters times batch.
# told: biases_multiplied
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, batch * params

# %% wrong: Shapes of biases as numbers.
# told: biases_as_numbers
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1]))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: Biases as columns.
# told: biases_as_columns
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1], 1))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: Biases of the size that comes in.
# told: biases_of_the_input
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: Outputs as columns.
# told: outputs_transposed
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((sizes[i + 1], batch))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: The input is counted among the outputs.
# told: outputs_with_input
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], [(batch, sizes[0])]
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: The loop stops one layer early.
# told: last_layer_forgotten
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 2):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: Return inside the loop.
# told: only_the_first_layer
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
        return Ws, bs, outs, params, mults

# %% wrong: Counts of the last layer only.
# told: parameters_of_the_last_layer
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params = sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults = batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: The parameters are overwritten in each round.
# told: parameters_of_the_last_layer
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params = sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: The two counts are exchanged.
# told: counts_exchanged
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, mults, params

# %% wrong: Only the three lists.
# told: shapes_alone
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs

# %% wrong: Weights transposed, and no biases counted.
# told: weights_transposed_with_biases_not_counted
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i], sizes[i + 1]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: One bias a layer, and the batch is forgotten.
# told: one_bias_a_layer_with_batch_forgotten
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + 1
        mults += sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: Biases are multiplied as well, and counted among the products.
# told: biases_multiplied
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * (sizes[i + 1] * sizes[i] + sizes[i + 1])
    return Ws, bs, outs, params, mults

# %% wrong: Parameters once for each example.
# told: parameters_times_batch
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += batch * (sizes[i + 1] * sizes[i] + sizes[i + 1])
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: Outputs without the batch.
# told: outputs_without_batch
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((sizes[i + 1],))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: Multiply and add counted.
# told: additions_counted
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i + 1]
        mults += 2 * batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults

# %% wrong: A bias for each number that comes in.
# told: parameters_with_input_biases
def network_shapes(sizes, batch):
    Ws, bs, outs = [], [], []
    params, mults = 0, 0
    for i in range(len(sizes) - 1):
        Ws.append((sizes[i + 1], sizes[i]))
        bs.append((sizes[i + 1],))
        outs.append((batch, sizes[i + 1]))
        params += sizes[i + 1] * sizes[i] + sizes[i]
        mults += batch * sizes[i + 1] * sizes[i]
    return Ws, bs, outs, params, mults
