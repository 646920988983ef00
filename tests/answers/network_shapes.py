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

# %% right: Recursion: the first layer, then the network made of the remaining sizes.
import torch

def network_shapes(sizes, batch):
    if len(sizes) == 1:
        return [], [], [], 0, 0
    fan_in, fan_out, *_ = sizes
    Ws, bs, outs, params, mults = network_shapes(sizes[1:], batch)
    return (
        [(fan_out, fan_in)] + Ws,
        [(fan_out,)] + bs,
        [(batch, fan_out)] + outs,
        fan_out * (fan_in + 1) + params,
        batch * fan_in * fan_out + mults,
    )

# %% right: Builds real layers on the meta device, pushes a batch through them and reads off shapes and counts.
import torch

def network_shapes(sizes, batch):
    a = torch.empty(batch, sizes[0], device="meta")
    Ws, bs, outputs, parameters, multiplications = [], [], [], 0, 0
    for n in sizes[1:]:
        W = torch.empty(n, a.shape[1], device="meta")
        b = torch.empty(n, device="meta")
        parameters += W.numel() + b.numel()
        multiplications += a.shape[0] * W.numel()
        a = a @ W.mT + b
        Ws.append(tuple(W.shape))
        bs.append(tuple(b.shape))
        outputs.append(tuple(a.shape))
    return Ws, bs, outputs, parameters, multiplications

# %% right: A dataclass for a layer with properties, gathered by comprehensions.
import torch

from dataclasses import dataclass

def network_shapes(sizes, batch):
    @dataclass
    class Layer:
        inputs: int
        units: int

        @property
        def weights(self):
            return self.units * self.inputs

        def learned(self):
            return self.weights + self.units

    layers = list(map(lambda pair: Layer(*pair), zip(sizes, sizes[1:])))
    return (
        [(l.units, l.inputs) for l in layers],
        [(l.units,) for l in layers],
        [(batch, l.units) for l in layers],
        sum(l.learned() for l in layers),
        batch * sum(l.weights for l in layers),
    )

# %% wrong: Multiplies the number of parameters by the batch, as if every example had its own copy of the weights and biases, though the batch shares them.
# told: parameters_times_batch
import torch

def network_shapes(sizes, batch):
    Ws, bs, outputs = [], [], []
    parameters = 0
    multiplications = 0
    for i in range(1, len(sizes)):
        n_in = sizes[i - 1]
        n_out = sizes[i]
        Ws.append((n_out, n_in))
        bs.append((n_out,))
        outputs.append((batch, n_out))
        parameters += batch * (n_out * n_in + n_out)
        multiplications += batch * n_out * n_in
    return Ws, bs, outputs, parameters, multiplications

# %% wrong: Takes the network's input size as the `in` of every layer, as if each layer saw X itself and not the output of the layer before.
# told: input_for_every_layer
import torch

def network_shapes(sizes, batch):
    n_inputs = sizes[0]
    layers = sizes[1:]
    Ws = [(units, n_inputs) for units in layers]
    bs = [(units,) for units in layers]
    outputs = [(batch, units) for units in layers]
    parameters = sum(o * i + o for o, i in Ws)
    multiplications = sum(batch * o * i for o, i in Ws)
    return (Ws, bs, outputs, parameters, multiplications)

# %% wrong: Gives the weights the shape (in, out) and not (out, in): the two axes are in the wrong order.
# told: weights_transposed
import torch

def network_shapes(sizes, batch):
    pairs = list(zip(sizes[:-1], sizes[1:]))

    Ws = []
    for a, b in pairs:
        Ws.append((a, b))

    bs = []
    for a, b in pairs:
        bs.append((b,))

    outputs = []
    for a, b in pairs:
        outputs.append((batch, b))

    parameters = sum([a * b + b for a, b in pairs])
    multiplications = batch * sum([a * b for a, b in pairs])
    return Ws, bs, outputs, parameters, multiplications

# %% wrong: Counts one product more for each output, in + 1 and not in, although adding the bias needs no product.
# told: biases_multiplied
import torch

def network_shapes(sizes, batch):
    Ws = []
    bs = []
    outs = []
    p = 0
    m = 0
    prev = sizes[0]
    for s in sizes[1:]:
        Ws.append((s, prev))
        bs.append((s,))
        outs.append((batch, s))
        p = p + s * (prev + 1)
        m = m + batch * s * (prev + 1)
        prev = s
    return Ws, bs, outs, p, m

# %% wrong: Writes the outputs as (out, batch) and not (batch, out), and forgets the biases when it counts the parameters.
# told: outputs_transposed_with_biases_not_counted
import torch

import math

def network_shapes(sizes, batch):
    n_layers = len(sizes) - 1
    Ws = [(sizes[k + 1], sizes[k]) for k in range(n_layers)]
    bs = [(sizes[k + 1],) for k in range(n_layers)]
    outputs = [(sizes[k + 1], batch) for k in range(n_layers)]
    parameters = sum(math.prod(w) for w in Ws)
    multiplications = sum(batch * math.prod(w) for w in Ws)
    return Ws, bs, outputs, parameters, multiplications

# %% wrong: Handles the last layer apart and assumes that there is a hidden layer, so `sizes` with only two integers (a single layer) runs into an IndexError.
# told: needs_a_hidden_layer
import torch

def network_shapes(sizes, batch):
    n_in, hidden, n_out = sizes[0], sizes[1:-1], sizes[-1]
    Ws, bs, outputs = [], [], []
    # hidden layers
    before = n_in
    for h in hidden:
        Ws.append((h, before))
        bs.append((h,))
        outputs.append((batch, h))
        before = h
    # output layer, fed by the last hidden layer
    Ws.append((n_out, hidden[-1]))
    bs.append((n_out,))
    outputs.append((batch, n_out))
    # counting
    parameters = 0
    multiplications = 0
    for (o, i) in Ws:
        parameters += o * i + o
        multiplications += batch * o * i
    return Ws, bs, outputs, parameters, multiplications

# %% wrong: Writes the bias shape as (n) without the comma, which is the plain integer n and no tuple.
# told: biases_as_numbers
import torch

def network_shapes(sizes, batch):
    Ws = []
    bs = []
    outputs = []
    parameters = 0
    multiplications = 0
    for l in range(len(sizes) - 1):
        W_shape = (sizes[l + 1], sizes[l])
        b_shape = (sizes[l + 1])
        Ws.append(W_shape)
        bs.append(b_shape)
        outputs.append((batch, sizes[l + 1]))
        parameters += W_shape[0] * W_shape[1] + b_shape
        multiplications += batch * W_shape[0] * W_shape[1]
    return Ws, bs, outputs, parameters, multiplications

# %% wrong: Looks up the size of the layer before with sizes.index(n) - 1, which finds the first layer of that size, so it can go wrong when two sizes are equal, as in [2, 3, 4, 3].
# told: size_looked_up
import torch

def network_shapes(sizes, batch):
    Ws, bs, outputs = [], [], []
    parameters = multiplications = 0
    for n in sizes[1:]:
        previous = sizes[sizes.index(n) - 1]
        Ws.append((n, previous))
        bs.append((n,))
        outputs.append((batch, n))
        parameters += n * previous + n
        multiplications += batch * n * previous
    return Ws, bs, outputs, parameters, multiplications

# %% right: Builds real tensors, runs a batch of zeros through them, and reads off the shapes and the numbers of entries.
import torch


def network_shapes(sizes, batch):
    weights = [torch.zeros(o, i) for i, o in zip(sizes, sizes[1:])]
    biases = [torch.zeros(o) for o in sizes[1:]]
    a = torch.zeros(batch, sizes[0])
    outs, products = [], 0
    for W, b in zip(weights, biases):
        products += W.numel() * a.shape[0]
        a = torch.relu(a @ W.mT + b)
        outs.append(a)
    shapes = lambda ts: [tuple(t.shape) for t in ts]
    parameters = sum(t.numel() for t in weights + biases)
    return shapes(weights), shapes(biases), shapes(outs), parameters, products

# %% right: Recursion: the first layer, put in front of the answer for the rest of the network.
import torch

def network_shapes(sizes, batch):
    if len(sizes) < 2:
        return [], [], [], 0, 0
    n_in, n_out, *_ = sizes
    Ws, bs, outs, p, m = network_shapes(sizes[1:], batch)
    return (
        [(n_out, n_in)] + Ws,
        [(n_out,)] + bs,
        [(batch, n_out)] + outs,
        (n_in + 1) * n_out + p,
        n_in * n_out * batch + m,
    )

# %% right: A dataclass for a layer knows its shapes and counts; math.prod turns shapes into numbers.
import torch

import math
from dataclasses import dataclass


@dataclass
class Layer:
    n_in: int
    n_out: int
    batch: int

    @property
    def W(self):
        return (self.n_out, self.n_in)

    @property
    def b(self):
        return (self.n_out,)

    @property
    def out(self):
        return (self.batch,) + self.b

    def count(self):
        return math.prod(self.W) + math.prod(self.b)

    def products(self):
        return math.prod(self.out) * self.n_in


def network_shapes(sizes, batch):
    layers = [Layer(sizes[k - 1], sizes[k], batch) for k in range(1, len(sizes))]
    return (
        [l.W for l in layers],
        [l.b for l in layers],
        [l.out for l in layers],
        sum(map(Layer.count, layers)),
        sum(map(Layer.products, layers)),
    )

# %% wrong: The parameters are counted once for each example of the batch, but all examples share the same weights and biases.
# told: parameters_times_batch
import math

import torch


def network_shapes(sizes, batch):
    Ws = []
    bs = []
    outputs = []
    parameters = 0
    multiplications = 0
    for i in range(len(sizes) - 1):
        n_in = sizes[i]
        n_out = sizes[i + 1]
        Ws.append((n_out, n_in))
        bs.append((n_out,))
        outputs.append((batch, n_out))
        parameters = parameters + batch * (n_out * n_in + n_out)
        multiplications = multiplications + batch * n_out * n_in
    return Ws, bs, outputs, parameters, multiplications

# %% wrong: Each layer gets a single bias for all its units; each unit has a bias of its own.
# told: biases_single
import torch

def network_shapes(sizes, batch):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    Ws = [(o, i) for i, o in pairs]
    bs = [(1,) for _ in pairs]
    outputs = [(batch, o) for _, o in pairs]
    parameters = sum(o * i for i, o in pairs) + len(pairs)
    multiplications = batch * sum(o * i for i, o in pairs)
    return Ws, bs, outputs, parameters, multiplications

# %% wrong: The shapes of the weights are (in, out) instead of (out, in).
# told: weights_transposed
import torch

def network_shapes(sizes, batch):
    Ws, bs, outputs = [], [], []
    parameters = 0
    multiplications = 0
    n = sizes[0]
    for m in sizes[1:]:
        Ws.append((n, m))
        bs.append((m,))
        outputs.append((batch, m))
        parameters += n * m + m
        multiplications += batch * n * m
        n = m
    return Ws, bs, outputs, parameters, multiplications

# %% wrong: Each unit is counted with in + 1 products, but adding its bias needs no product.
# told: biases_multiplied
import torch

def network_shapes(sizes, batch):
    """(Ws, bs, outputs, parameters, multiplications): three lists of shapes and two integers."""
    layers = len(sizes) - 1
    Ws = [(sizes[k + 1], sizes[k]) for k in range(layers)]
    bs = [(sizes[k + 1],) for k in range(layers)]
    outputs = [(batch, sizes[k + 1]) for k in range(layers)]

    parameters = 0
    for k in range(layers):
        parameters += sizes[k + 1] * (sizes[k] + 1)

    multiplications = 0
    for k in range(layers):
        multiplications += batch * sizes[k + 1] * (sizes[k] + 1)

    return (Ws, bs, outputs, parameters, multiplications)

# %% wrong: Two mistakes: the list of outputs lacks the last layer's, and the multiplications are those of one example instead of the batch.
# told: hidden_outputs_alone
import math
import torch

def network_shapes(sizes, batch):
    Ws = []
    bs = []
    for a, b in zip(sizes, sizes[1:]):
        Ws.append((b, a))
        bs.append((b,))
    # hidden layers
    outputs = [(batch, s) for s in sizes[1:-1]]
    parameters = sum([w[0] * w[1] for w in Ws]) + sum([b[0] for b in bs])
    multiplications = sum([w[0] * w[1] for w in Ws])
    return Ws, bs, outputs, parameters, multiplications

# %% wrong: The first and the last layer are handled apart from the loop, so a network of two sizes, where they are the same layer, has it twice.
# told: clue
import math

import torch


def network_shapes(sizes, batch):
    Ws, bs, outputs = [], [], []

    # first layer
    Ws.append((sizes[1], sizes[0]))
    bs.append((sizes[1],))
    outputs.append((batch, sizes[1]))

    # hidden to hidden
    for i in range(2, len(sizes) - 1):
        Ws.append((sizes[i], sizes[i - 1]))
        bs.append((sizes[i],))
        outputs.append((batch, sizes[i]))

    # output layer
    Ws.append((sizes[-1], sizes[-2]))
    bs.append((sizes[-1],))
    outputs.append((batch, sizes[-1]))

    parameters = 0
    multiplications = 0
    for out, inp in Ws:
        parameters += out * inp + out
        multiplications += batch * out * inp
    return Ws, bs, outputs, parameters, multiplications

# %% wrong: The comma is missing in `(out)`, so the shapes of the biases are integers and not tuples.
# told: biases_as_numbers
import torch

def network_shapes(sizes, batch):
    Ws, bs, outputs = [], [], []
    parameters, multiplications = 0, 0
    for inp, out in zip(sizes, sizes[1:]):
        Ws += [(out, inp)]
        bs += [(out)]
        outputs += [(batch, out)]
        parameters += out * inp + out
        multiplications += batch * out * inp
    return Ws, bs, outputs, parameters, multiplications

# %% wrong: A layer's place is looked up with sizes.index, which finds the first layer of that size, so networks with repeated sizes come out wrong.
# told: size_looked_up
import torch

def network_shapes(sizes, batch):
    Ws = []
    bs = []
    outputs = []
    params = 0
    mults = 0
    for n in sizes[1:]:
        before = sizes[sizes.index(n) - 1]
        Ws.append((n, before))
        bs.append((n,))
        outputs.append((batch, n))
        params += n * before
        params += n
        mults += batch * n * before
    return (Ws, bs, outputs, params, mults)
