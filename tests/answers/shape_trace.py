# %% right: count places one by one
import torch

def places(length, window, step):
    number = 0
    begin = 0
    while begin + window <= length:
        number += 1
        begin += step
    return number

def shape_trace(layers, shape):
    shapes = []
    parameters = []
    now = tuple(shape)
    for layer in layers:
        name = layer[0]
        learned = 0
        if name == "conv":
            out, k, stride, padding, dilation = layer[1:]
            window = dilation * (k - 1) + 1
            channels = now[0]
            high = places(now[1] + padding + padding, window, stride)
            wide = places(now[2] + padding + padding, window, stride)
            for kernel in range(out):
                learned += channels * k * k
                learned += 1
            now = (out, high, wide)
        elif name == "pool":
            k, stride = layer[1:]
            now = (now[0], places(now[1], k, stride), places(now[2], k, stride))
        elif name == "relu":
            pass
        elif name == "flatten":
            total = 1
            for axis in now:
                total = total * axis
            now = (total,)
        elif name == "linear":
            out = layer[1]
            learned = out * now[0] + out
            now = (out,)
        shapes.append(now)
        parameters.append(learned)
    return shapes, parameters

# %% right: table of functions
import math
import torch

def shape_trace(layers, shape):
    def conv(x, out, k, s, p, d):
        return (out, *(len(range(0, m + 2 * p - d * (k - 1), s)) for m in x[1:])), out * (x[0] * k ** 2 + 1)

    kinds = {
        "conv": conv,
        "pool": lambda x, k, s: (conv(x, x[0], k, s, 0, 1)[0], 0),
        "relu": lambda x: (x, 0),
        "flatten": lambda x: ((math.prod(x),), 0),
        "linear": lambda x, out: ((out,), out * (x[0] + 1)),
    }
    trace = [(tuple(shape), 0)]
    for kind, *numbers in layers:
        trace.append(kinds[kind](trace[-1][0], *numbers))
    return [t[0] for t in trace[1:]], [t[1] for t in trace[1:]]

# %% right: recursion
import torch

def shape_trace(layers, shape):
    def behind(layer, x):
        kind = layer[0]
        if kind == "relu":
            return x
        if kind == "linear":
            return (layer[1],)
        if kind == "flatten":
            return x if len(x) == 1 else (x[0] * x[1] * x[2],)
        if kind == "pool":
            return (x[0], (x[1] - layer[1]) // layer[2] + 1, (x[2] - layer[1]) // layer[2] + 1)
        _, out, k, s, p, d = layer
        return (out, (x[1] + 2 * p - d * (k - 1) - 1) // s + 1, (x[2] + 2 * p - d * (k - 1) - 1) // s + 1)

    def learned(layer, x):
        if layer[0] == "conv":
            return layer[1] * (x[0] * layer[2] * layer[2] + 1)
        if layer[0] == "linear":
            return layer[1] * (x[0] + 1)
        return 0

    def trace(rest, x):
        if not rest:
            return [], []
        y = behind(rest[0], x)
        shapes, parameters = trace(rest[1:], y)
        return [y] + shapes, [learned(rest[0], x)] + parameters

    return trace(list(layers), tuple(shape))

# %% wrong: Counts k * k weights for each kernel; a kernel sees all channels of its input and has C * k * k weights.
# told: conv_flat_kernels
import torch

def shape_trace(layers, shape):
    shapes, parameters = [], []
    for layer in layers:
        count = 0
        if layer[0] == "conv":
            _, out, k, s, p, d = layer
            C, H, W = shape
            count = out * (k * k + 1)
            shape = (out, (H + 2 * p - d * (k - 1) - 1) // s + 1, (W + 2 * p - d * (k - 1) - 1) // s + 1)
        elif layer[0] == "pool":
            _, k, s = layer
            C, H, W = shape
            shape = (C, (H - k) // s + 1, (W - k) // s + 1)
        elif layer[0] == "flatten":
            n = 1
            for m in shape:
                n *= m
            shape = (n,)
        elif layer[0] == "linear":
            count = layer[1] * (shape[0] + 1)
            shape = (layer[1],)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters

# %% wrong: Counts the weights of a convolution anew for every place; the places share one kernel.
# told: conv_at_every_place
import torch

def shape_trace(layers, shape):
    shapes, parameters = [], []
    for layer in layers:
        count = 0
        if layer[0] == "conv":
            _, out, k, s, p, d = layer
            C, H, W = shape
            shape = (out, (H + 2 * p - d * (k - 1) - 1) // s + 1, (W + 2 * p - d * (k - 1) - 1) // s + 1)
            count = out * (C * k * k + 1) * shape[1] * shape[2]
        elif layer[0] == "pool":
            _, k, s = layer
            C, H, W = shape
            shape = (C, (H - k) // s + 1, (W - k) // s + 1)
        elif layer[0] == "flatten":
            n = 1
            for m in shape:
                n *= m
            shape = (n,)
        elif layer[0] == "linear":
            count = layer[1] * (shape[0] + 1)
            shape = (layer[1],)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters

# %% wrong: Counts a single bias for a whole convolution; every kernel has one.
# told: conv_one_bias
import torch

def shape_trace(layers, shape):
    shapes, parameters = [], []
    for layer in layers:
        count = 0
        if layer[0] == "conv":
            _, out, k, s, p, d = layer
            C, H, W = shape
            count = out * C * k * k + 1
            shape = (out, (H + 2 * p - d * (k - 1) - 1) // s + 1, (W + 2 * p - d * (k - 1) - 1) // s + 1)
        elif layer[0] == "pool":
            _, k, s = layer
            C, H, W = shape
            shape = (C, (H - k) // s + 1, (W - k) // s + 1)
        elif layer[0] == "flatten":
            n = 1
            for m in shape:
                n *= m
            shape = (n,)
        elif layer[0] == "linear":
            count = layer[1] * (shape[0] + 1)
            shape = (layer[1],)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters

# %% wrong: Adds the padding once to height and width; it stands on both sides, so it counts twice.
# told: conv_padding_once
import torch

def shape_trace(layers, shape):
    shapes, parameters = [], []
    for layer in layers:
        count = 0
        if layer[0] == "conv":
            _, out, k, s, p, d = layer
            C, H, W = shape
            count = out * (C * k * k + 1)
            shape = (out, (H + p - d * (k - 1) - 1) // s + 1, (W + p - d * (k - 1) - 1) // s + 1)
        elif layer[0] == "pool":
            _, k, s = layer
            C, H, W = shape
            shape = (C, (H - k) // s + 1, (W - k) // s + 1)
        elif layer[0] == "flatten":
            n = 1
            for m in shape:
                n *= m
            shape = (n,)
        elif layer[0] == "linear":
            count = layer[1] * (shape[0] + 1)
            shape = (layer[1],)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters

# %% wrong: Two mistakes: the biases of linear are not counted, and a dilated kernel is taken as d * k pixels long.
# told: conv_dilation_times_k_with_linear_no_biases
import torch

def shape_trace(layers, shape):
    shapes, parameters = [], []
    for layer in layers:
        count = 0
        if layer[0] == "conv":
            _, out, k, s, p, d = layer
            C, H, W = shape
            count = out * (C * k * k + 1)
            shape = (out, (H + 2 * p - d * k) // s + 1, (W + 2 * p - d * k) // s + 1)
        elif layer[0] == "pool":
            _, k, s = layer
            C, H, W = shape
            shape = (C, (H - k) // s + 1, (W - k) // s + 1)
        elif layer[0] == "flatten":
            n = 1
            for m in shape:
                n *= m
            shape = (n,)
        elif layer[0] == "linear":
            count = layer[1] * shape[0]
            shape = (layer[1],)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters

# %% wrong: flatten expects three axes and fails behind a single axis, where it should change nothing.
# told: flat_unpacks
import torch

def shape_trace(layers, shape):
    shapes, parameters = [], []
    for layer in layers:
        count = 0
        if layer[0] == "conv":
            _, out, k, s, p, d = layer
            C, H, W = shape
            count = out * (C * k * k + 1)
            shape = (out, (H + 2 * p - d * (k - 1) - 1) // s + 1, (W + 2 * p - d * (k - 1) - 1) // s + 1)
        elif layer[0] == "pool":
            _, k, s = layer
            C, H, W = shape
            shape = (C, (H - k) // s + 1, (W - k) // s + 1)
        elif layer[0] == "flatten":
            C, H, W = shape
            shape = (C * H * W,)
        elif layer[0] == "linear":
            count = layer[1] * (shape[0] + 1)
            shape = (layer[1],)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters

# %% wrong: The width behind a convolution is worked out from H instead of W.
# told: conv_square
import torch

def shape_trace(layers, shape):
    shapes, parameters = [], []
    for layer in layers:
        count = 0
        if layer[0] == "conv":
            _, out, k, s, p, d = layer
            C, H, W = shape
            count = out * (C * k * k + 1)
            rows = (H + 2 * p - d * (k - 1) - 1) // s + 1
            cols = (H + 2 * p - d * (k - 1) - 1) // s + 1
            shape = (out, rows, cols)
        elif layer[0] == "pool":
            _, k, s = layer
            C, H, W = shape
            shape = (C, (H - k) // s + 1, (W - k) // s + 1)
        elif layer[0] == "flatten":
            n = 1
            for m in shape:
                n *= m
            shape = (n,)
        elif layer[0] == "linear":
            count = layer[1] * (shape[0] + 1)
            shape = (layer[1],)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters

# %% wrong: Rounds up for a pooling: a window that stands out over the edge is counted.
# told: pool_rounded_up
import math
import torch

def shape_trace(layers, shape):
    shapes, parameters = [], []
    for layer in layers:
        count = 0
        if layer[0] == "conv":
            _, out, k, s, p, d = layer
            C, H, W = shape
            count = out * (C * k * k + 1)
            shape = (out, (H + 2 * p - d * (k - 1) - 1) // s + 1, (W + 2 * p - d * (k - 1) - 1) // s + 1)
        elif layer[0] == "pool":
            _, k, s = layer
            C, H, W = shape
            shape = (C, math.ceil((H - k) / s) + 1, math.ceil((W - k) / s) + 1)
        elif layer[0] == "flatten":
            shape = (math.prod(shape),)
        elif layer[0] == "linear":
            count = layer[1] * (shape[0] + 1)
            shape = (layer[1],)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters
