# %% right: match
def shape_trace(layers, shape):
    shapes, params = [], []
    for layer in layers:
        match layer:
            case ("conv", o, k, s, p, d):
                params.append(o * shape[0] * k ** 2 + o)
                shape = (o,) + tuple(int((n + 2 * p - d * (k - 1) - 1) / s + 1) for n in shape[1:])
            case ("pool", k, s):
                params.append(0)
                shape = (shape[0],) + tuple((n - k) // s + 1 for n in shape[1:])
            case ("relu",):
                params.append(0)
            case ("flatten",):
                params.append(0)
                n = 1
                for m in shape:
                    n *= m
                shape = (n,)
            case ("linear", o):
                params.append(shape[0] * o + o)
                shape = (o,)
        shapes.append(shape)
    return shapes, params

# %% wrong: k for dilation, channel update first
# told: conv_channels_behind
def shape_trace(layers, shape):
    shapes, params = [], []
    C, H, W = shape
    cur = shape
    for layer in layers:
        n = 0
        if layer[0] == "conv":
            _, C, k, s, p, d = layer
            H = (H + 2 * p - d * (k - 1) - 1) // s + 1
            W = (W + 2 * p - d * (k - 1) - 1) // s + 1
            n = C * (C * k * k + 1)
            cur = (C, H, W)
        elif layer[0] == "pool":
            H, W = (H - layer[1]) // layer[2] + 1, (W - layer[1]) // layer[2] + 1
            cur = (C, H, W)
        elif layer[0] == "flatten":
            cur = (C * H * W,)
        elif layer[0] == "linear":
            n = layer[1] * (cur[0] + 1)
            cur = (layer[1],)
        shapes.append(cur)
        params.append(n)
    return shapes, params

# %% wrong: no dilation, no bias
# told: slip
def shape_trace(layers, shape):
    shapes, params = [], []
    for name, *a in layers:
        n = 0
        if name == "conv":
            o, k, s, p, d = a
            n = o * shape[0] * k * k
            shape = (o, (shape[1] + 2 * p - k) // s + 1, (shape[2] + 2 * p - k) // s + 1)
        elif name == "pool":
            shape = (shape[0], (shape[1] - a[0]) // a[1] + 1, (shape[2] - a[0]) // a[1] + 1)
        elif name == "flatten":
            t = 1
            for m in shape:
                t *= m
            shape = (t,)
        elif name == "linear":
            n = a[0] * shape[0]
            shape = (a[0],)
        shapes.append(shape)
        params.append(n)
    return shapes, params

# %% wrong: both biases missing
# told: conv_no_biases_with_linear_no_biases
def shape_trace(layers, shape):
    shapes, params = [], []
    for name, *a in layers:
        n = 0
        if name == "conv":
            o, k, s, p, d = a
            n = o * shape[0] * k * k
            shape = (o, (shape[1] + 2 * p - d * (k - 1) - 1) // s + 1, (shape[2] + 2 * p - d * (k - 1) - 1) // s + 1)
        elif name == "pool":
            shape = (shape[0], (shape[1] - a[0]) // a[1] + 1, (shape[2] - a[0]) // a[1] + 1)
        elif name == "flatten":
            t = 1
            for m in shape:
                t *= m
            shape = (t,)
        elif name == "linear":
            n = a[0] * shape[0]
            shape = (a[0],)
        shapes.append(shape)
        params.append(n)
    return shapes, params

# %% wrong: flatten with C*H*W unpack
# told: flat_unpacks
def shape_trace(layers, shape):
    shapes, params = [], []
    for name, *a in layers:
        n = 0
        if name == "conv":
            o, k, s, p, d = a
            C, H, W = shape
            n = o * C * k * k + o
            shape = (o, (H + 2 * p - d * (k - 1) - 1) // s + 1, (W + 2 * p - d * (k - 1) - 1) // s + 1)
        elif name == "pool":
            C, H, W = shape
            shape = (C, (H - a[0]) // a[1] + 1, (W - a[0]) // a[1] + 1)
        elif name == "flatten":
            C, H, W = shape
            shape = (C * H * W,)
        elif name == "linear":
            n = a[0] * shape[0] + a[0]
            shape = (a[0],)
        shapes.append(shape)
        params.append(n)
    return shapes, params

# %% wrong: pool n // stride, params with image size
# told: linear_bias_for_each_input
def shape_trace(layers, shape):
    shapes, params = [], []
    for name, *a in layers:
        n = 0
        if name == "conv":
            o, k, s, p, d = a
            C, H, W = shape
            n = o * C * k * k + o
            shape = (o, (H + 2 * p - d * (k - 1) - 1) // s + 1, (W + 2 * p - d * (k - 1) - 1) // s + 1)
        elif name == "pool":
            C, H, W = shape
            shape = (C, H // a[1], W // a[1])
        elif name == "flatten":
            shape = (int(__import__("math").prod(shape)),)
        elif name == "linear":
            n = (a[0] + 1) * shape[0]
            shape = (a[0],)
        shapes.append(shape)
        params.append(n)
    return shapes, params

# %% wrong: linear inputs shape in (1, out) and conv bias one
# told: conv_one_bias_with_linear_one_bias
def shape_trace(layers, shape):
    shapes, params = [], []
    for name, *a in layers:
        n = 0
        if name == "conv":
            o, k, s, p, d = a
            C, H, W = shape
            n = o * (C * k * k) + 1
            shape = (o, (H + 2 * p - d * (k - 1) - 1) // s + 1, (W + 2 * p - d * (k - 1) - 1) // s + 1)
        elif name == "pool":
            C, H, W = shape
            shape = (C, (H - a[0]) // a[1] + 1, (W - a[0]) // a[1] + 1)
        elif name == "flatten":
            shape = (int(__import__("math").prod(shape)),)
        elif name == "linear":
            n = a[0] * shape[0] + 1
            shape = (a[0],)
        shapes.append(shape)
        params.append(n)
    return shapes, params

# %% wrong: dilated length k + d - 1, ceil pool
# told: clue
def shape_trace(layers, shape):
    import math
    shapes, params = [], []
    for name, *a in layers:
        n = 0
        if name == "conv":
            o, k, s, p, d = a
            C, H, W = shape
            n = o * (C * k * k + 1)
            f = lambda m: (m + 2 * p - (k - 1) * d + 1) // s
            shape = (o, f(H), f(W))
        elif name == "pool":
            C, H, W = shape
            shape = (C, math.ceil((H - a[0]) / a[1] + 1), math.ceil((W - a[0]) / a[1] + 1))
        elif name == "flatten":
            shape = (math.prod(shape),)
        elif name == "linear":
            n = a[0] * (shape[0] + 1)
            shape = (a[0],)
        shapes.append(shape)
        params.append(n)
    return shapes, params

# %% wrong: only C after flatten; append before update
# told: before_each_layer
def shape_trace(layers, shape):
    import math
    shapes, params = [], []
    for name, *a in layers:
        n = 0
        shapes.append(shape)
        if name == "conv":
            o, k, s, p, d = a
            C, H, W = shape
            n = o * (C * k * k + 1)
            f = lambda m: (m + 2 * p - (k - 1) * d - 1) // s + 1
            shape = (o, f(H), f(W))
        elif name == "pool":
            C, H, W = shape
            shape = (C, (H - a[0]) // a[1] + 1, (W - a[0]) // a[1] + 1)
        elif name == "flatten":
            shape = (math.prod(shape),)
        elif name == "linear":
            n = a[0] * (shape[0] + 1)
            shape = (a[0],)
        params.append(n)
    return shapes, params

# %% wrong: linear weights square & pooling params
# told: conv_padding_once_with_pool_learns_a_window
def shape_trace(layers, shape):
    import math
    shapes, params = [], []
    for name, *a in layers:
        n = 0
        if name == "conv":
            o, k, s, p, d = a
            C, H, W = shape
            n = o * (C * k * k + 1)
            f = lambda m: (m + p - (k - 1) * d - 1) // s + 1
            shape = (o, f(H), f(W))
        elif name == "pool":
            C, H, W = shape
            n = a[0] * a[0]
            shape = (C, (H - a[0]) // a[1] + 1, (W - a[0]) // a[1] + 1)
        elif name == "flatten":
            shape = (math.prod(shape),)
        elif name == "linear":
            n = a[0] * (shape[0] + 1)
            shape = (a[0],)
        shapes.append(shape)
        params.append(n)
    return shapes, params

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

# %% right: Places are counted one by one.
def shape_trace(layers, shape):
    def places(n, k, stride, padding=0, dilation=1):
        count, begin = 0, 0
        while begin + dilation * (k - 1) < n + 2 * padding:
            count, begin = count + 1, begin + stride
        return count

    shapes, parameters = [], []
    for kind, *rest in layers:
        learned = 0
        if kind == "conv":
            out, k, stride, padding, dilation = rest
            learned = out * (shape[0] * k * k + 1)
            shape = (out, places(shape[1], k, stride, padding, dilation), places(shape[2], k, stride, padding, dilation))
        elif kind == "pool":
            shape = (shape[0], places(shape[1], *rest), places(shape[2], *rest))
        elif kind == "flatten":
            n = 1
            for size in shape:
                n = n * size
            shape = (n,)
        elif kind == "linear":
            learned = rest[0] * shape[0] + rest[0]
            shape = (rest[0],)
        shapes.append(tuple(shape))
        parameters.append(learned)
    return shapes, parameters

# %% right: A function that says what one layer does.
def shape_trace(layers, shape):
    def behind(layer, shape):
        kind = layer[0]
        if kind == "conv":
            _, out, k, s, p, d = layer
            return (out, *((n + 2 * p - d * (k - 1) - 1) // s + 1 for n in shape[1:])), out * shape[0] * k**2 + out
        if kind == "pool":
            return (shape[0], *((n - layer[1]) // layer[2] + 1 for n in shape[1:])), 0
        if kind == "linear":
            return (layer[1],), layer[1] * (shape[0] + 1)
        if kind == "flatten" and len(shape) == 3:
            return (shape[0] * shape[1] * shape[2],), 0
        return tuple(shape), 0

    shapes, parameters, now = [], [], shape
    for layer in layers:
        now, more = behind(layer, now)
        shapes.append(now)
        parameters.append(more)
    return shapes, parameters

# %% right: table of functions
import math

import torch


def fits(length, k, stride, padding, dilation):
    return (length + 2 * padding - (dilation * (k - 1) + 1)) // stride + 1


def conv(shape, out, k, stride, padding, dilation):
    behind = (out,) + tuple(fits(length, k, stride, padding, dilation) for length in shape[1:])
    return behind, out * (k ** 2 * shape[0] + 1)


RULES = {
    "conv": conv,
    "pool": lambda shape, k, stride: ((shape[0],) + tuple(fits(m, k, stride, 0, 1) for m in shape[1:]), 0),
    "relu": lambda shape: (shape, 0),
    "flatten": lambda shape: ((math.prod(shape),), 0),
    "linear": lambda shape, out: ((out,), out * (shape[0] + 1)),
}


def shape_trace(layers, shape):
    shapes, parameters = [], []
    current = tuple(shape)
    for name, *numbers in layers:
        current, learned = RULES[name](current, *numbers)
        shapes.append(current)
        parameters.append(learned)
    return shapes, parameters

# %% right: counts one by one
import torch


def count_places(length, k, stride, padding, dilation):
    framed = length + 2 * padding
    number = 0
    start = 0
    while start + dilation * (k - 1) <= framed - 1:
        number += 1
        start += stride
    return number


def shape_trace(layers, shape):
    shapes = []
    parameters = []
    now = tuple(shape)
    for layer in layers:
        kind = layer[0]
        learned = 0
        if kind == "conv":
            out, k, stride, padding, dilation = layer[1:]
            for kernel in range(out):
                for channel in range(now[0]):
                    learned += k * k
                learned += 1
            height = count_places(now[1], k, stride, padding, dilation)
            width = count_places(now[2], k, stride, padding, dilation)
            now = (out, height, width)
        if kind == "pool":
            height = count_places(now[1], layer[1], layer[2], 0, 1)
            width = count_places(now[2], layer[1], layer[2], 0, 1)
            now = (now[0], height, width)
        if kind == "flatten":
            n = 1
            for length in now:
                n *= length
            now = (n,)
        if kind == "linear":
            for unit in range(layer[1]):
                learned += now[0]
                learned += 1
            now = (layer[1],)
        shapes.append(now)
        parameters.append(learned)
    return shapes, parameters

# %% right: recursion
import torch


def shape_trace(layers, shape):
    if not layers:
        return [], []
    (kind, *args), shape, learned = layers[0], tuple(shape), 0
    if kind in ("conv", "pool"):
        # a pooling is counted like a convolution without padding, with as many channels as before
        out, k, stride, padding, dilation = args if kind == "conv" else (shape[0], *args, 0, 1)
        learned = (shape[0] * k * k + 1) * out if kind == "conv" else 0
        behind = (out, *(len(range(0, m + 2 * padding - dilation * (k - 1), stride)) for m in shape[1:]))
    elif kind == "linear":
        behind, learned = (args[0],), args[0] + args[0] * shape[0]
    elif kind == "flatten" and len(shape) == 3:
        behind = (shape[0] * shape[1] * shape[2],)
    else:
        behind = shape
    shapes, parameters = shape_trace(layers[1:], behind)
    return [behind] + shapes, [learned] + parameters

# %% wrong: A convolution is given a bias of its own at every place of its result; the bias of a kernel is shared like its
# told: conv_bias_for_each_place
import math

import torch


def shape_trace(layers, shape):
    shapes, parameters = [], []
    shape = tuple(shape)
    for layer in layers:
        count = 0
        if layer[0] == "conv":
            _, out, k, stride, padding, dilation = layer
            C, H, W = shape
            length = dilation * (k - 1) + 1
            H2 = (H + 2 * padding - length) // stride + 1
            W2 = (W + 2 * padding - length) // stride + 1
            shape = (out, H2, W2)
            count = out * C * k * k + out * H2 * W2
        elif layer[0] == "pool":
            _, k, stride = layer
            C, H, W = shape
            shape = (C, (H - k) // stride + 1, (W - k) // stride + 1)
        elif layer[0] == "flatten":
            shape = (math.prod(shape),)
        elif layer[0] == "linear":
            count = layer[1] * (shape[0] + 1)
            shape = (layer[1],)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters

# %% wrong: Each kernel is a flat k x k stencil that is laid over every channel apart: so there are C * out channels behin
# told: kernels_on_each_channel
import math

import torch


def shape_trace(layers, shape):
    shapes, parameters = [], []
    shape = tuple(shape)
    for layer in layers:
        count = 0
        if layer[0] == "conv":
            _, out, k, stride, padding, dilation = layer
            C, H, W = shape
            length = dilation * (k - 1) + 1
            H2 = (H + 2 * padding - length) // stride + 1
            W2 = (W + 2 * padding - length) // stride + 1
            shape = (C * out, H2, W2)
            count = out * (k * k + 1)
        elif layer[0] == "pool":
            _, k, stride = layer
            C, H, W = shape
            shape = (C, (H - k) // stride + 1, (W - k) // stride + 1)
        elif layer[0] == "flatten":
            shape = (math.prod(shape),)
        elif layer[0] == "linear":
            count = layer[1] * (shape[0] + 1)
            shape = (layer[1],)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters

# %% wrong: A linear layer is given a single bias for all its units: out * n + 1 instead of out * (n + 1).
# told: linear_one_bias
import math

import torch


def places(length, k, stride, padding=0, dilation=1):
    return (length + 2 * padding - dilation * (k - 1) - 1) // stride + 1


def shape_trace(layers, shape):
    shapes, parameters = [], []
    shape = tuple(shape)
    for name, *rest in layers:
        count = 0
        if name == "conv":
            out, k, stride, padding, dilation = rest
            count = out * (shape[0] * k * k + 1)
            shape = (out, places(shape[1], k, stride, padding, dilation), places(shape[2], k, stride, padding, dilation))
        elif name == "pool":
            k, stride = rest
            shape = (shape[0], places(shape[1], k, stride), places(shape[2], k, stride))
        elif name == "flatten":
            shape = (math.prod(shape),)
        elif name == "linear":
            out = rest[0]
            count = out * shape[0] + 1
            shape = (out,)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters

# %% wrong: The number of places is rounded to the nearest whole number with round() instead of down: 5/3 becomes 2, so a 
# told: all_rounded
import math

import torch


def places(length, k, stride, padding=0, dilation=1):
    return round((length + 2 * padding - dilation * (k - 1) - 1) / stride) + 1


def shape_trace(layers, shape):
    shapes, parameters = [], []
    shape = tuple(shape)
    for name, *rest in layers:
        count = 0
        if name == "conv":
            out, k, stride, padding, dilation = rest
            count = out * (shape[0] * k * k + 1)
            shape = (out, places(shape[1], k, stride, padding, dilation), places(shape[2], k, stride, padding, dilation))
        elif name == "pool":
            k, stride = rest
            shape = (shape[0], places(shape[1], k, stride), places(shape[2], k, stride))
        elif name == "flatten":
            shape = (math.prod(shape),)
        elif name == "linear":
            out = rest[0]
            count = out * (shape[0] + 1)
            shape = (out,)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters

# %% wrong: Two mistakes: the count is not set back to 0, so relu, pool and flatten repeat the number of the layer before,
# told: count_not_set_back_pool_by_k
import math

import torch


def shape_trace(layers, shape):
    shapes, parameters = [], []
    shape = tuple(shape)
    count = 0
    for layer in layers:
        if layer[0] == "conv":
            _, out, k, stride, padding, dilation = layer
            C, H, W = shape
            length = dilation * (k - 1) + 1
            shape = (out, (H + 2 * padding - length) // stride + 1, (W + 2 * padding - length) // stride + 1)
            count = out * (C * k * k + 1)
        elif layer[0] == "pool":
            k = layer[1]
            C, H, W = shape
            shape = (C, H // k, W // k)
        elif layer[0] == "flatten":
            shape = (math.prod(shape),)
        elif layer[0] == "linear":
            count = layer[1] * (shape[0] + 1)
            shape = (layer[1],)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters

# %% wrong: A flatten behind a single axis changes nothing and is skipped altogether: it gets no entry, and both lists are
# told: needless_flatten_left_out
import math

import torch


def shape_trace(layers, shape):
    shapes, parameters = [], []
    shape = tuple(shape)
    for layer in layers:
        count = 0
        if layer[0] == "conv":
            _, out, k, stride, padding, dilation = layer
            C, H, W = shape
            length = dilation * (k - 1) + 1
            shape = (out, (H + 2 * padding - length) // stride + 1, (W + 2 * padding - length) // stride + 1)
            count = out * (C * k * k + 1)
        elif layer[0] == "pool":
            _, k, stride = layer
            C, H, W = shape
            shape = (C, (H - k) // stride + 1, (W - k) // stride + 1)
        elif layer[0] == "flatten":
            if len(shape) == 1:
                continue
            shape = (math.prod(shape),)
        elif layer[0] == "linear":
            count = layer[1] * (shape[0] + 1)
            shape = (layer[1],)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters

# %% wrong: Height and width are carried on, but C stays the number of channels of the image: a pooling or a second convol
# told: channels_never_updated
import math

import torch


def shape_trace(layers, shape):
    shapes, parameters = [], []
    C, H, W = shape
    current = (C, H, W)
    for layer in layers:
        count = 0
        if layer[0] == "conv":
            _, out, k, stride, padding, dilation = layer
            length = dilation * (k - 1) + 1
            H = (H + 2 * padding - length) // stride + 1
            W = (W + 2 * padding - length) // stride + 1
            current = (out, H, W)
            count = out * (C * k * k + 1)
        elif layer[0] == "pool":
            _, k, stride = layer
            H = (H - k) // stride + 1
            W = (W - k) // stride + 1
            current = (C, H, W)
        elif layer[0] == "flatten":
            current = (math.prod(current),)
        elif layer[0] == "linear":
            count = layer[1] * (current[0] + 1)
            current = (layer[1],)
        shapes.append(current)
        parameters.append(count)
    return shapes, parameters

# %% wrong: The results are right, but each layer is taken out of the list with pop: the argument is changed in place and 
# told: changed
import math

import torch


def shape_trace(layers, shape):
    shapes, parameters = [], []
    shape = tuple(shape)
    while layers:
        layer = layers.pop(0)
        count = 0
        if layer[0] == "conv":
            _, out, k, stride, padding, dilation = layer
            C, H, W = shape
            length = dilation * (k - 1) + 1
            shape = (out, (H + 2 * padding - length) // stride + 1, (W + 2 * padding - length) // stride + 1)
            count = out * (C * k * k + 1)
        elif layer[0] == "pool":
            _, k, stride = layer
            C, H, W = shape
            shape = (C, (H - k) // stride + 1, (W - k) // stride + 1)
        elif layer[0] == "flatten":
            shape = (math.prod(shape),)
        elif layer[0] == "linear":
            count = layer[1] * (shape[0] + 1)
            shape = (layer[1],)
        shapes.append(shape)
        parameters.append(count)
    return shapes, parameters
