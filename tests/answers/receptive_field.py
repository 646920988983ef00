# %% right: first and last pixel
import torch

def receptive_field(layers):
    # unit number 0 of the last layer; go back layer by layer to the outputs it sees
    first = 0
    last = 0
    for number in range(len(layers) - 1, -1, -1):
        k = layers[number][0]
        stride = layers[number][1]
        dilation = layers[number][2]
        first = first * stride
        last = last * stride + (k - 1) * dilation
    return last - first + 1

# %% right: recursion
import torch

def receptive_field(layers):
    def field(rest):
        if len(rest) == 0:
            return 1
        k, stride, dilation = rest[0]
        return (field(rest[1:]) - 1) * stride + (k - 1) * dilation + 1
    return field(list(layers))

# %% right: one line
import math
import torch

def receptive_field(layers):
    return 1 + sum((k - 1) * d * math.prod(s for _, s, _ in layers[:i]) for i, (k, _, d) in enumerate(layers))

# %% wrong: Adds (k - 1) * dilation of each layer as if its inputs always lay 1 pixel apart; the strides before it are ign
# told: no_strides
import torch

def receptive_field(layers):
    field = 1
    for k, stride, dilation in layers:
        field += (k - 1) * dilation
    return field

# %% wrong: Counts only the pixels that are really seen; asked is the length from the first to the last, gaps included.
# told: pixels_without_gaps
import torch

def receptive_field(layers):
    seen = {0}
    for k, stride, dilation in reversed(layers):
        seen = {p * stride + t * dilation for p in seen for t in range(k)}
    return len(seen)

# %% wrong: Multiplies the distance by a layer's own stride before using it; only the strides of the layers before count.
# told: own_stride_too_early
import torch

def receptive_field(layers):
    field, jump = 1, 1
    for k, stride, dilation in layers:
        jump *= stride
        field += (k - 1) * dilation * jump
    return field

# %% wrong: Multiplies the distance of neighbouring units by the dilation too; dilation does not move them apart.
# told: dilation_goes_on
import torch

def receptive_field(layers):
    field, jump = 1, 1
    for k, stride, dilation in layers:
        field += (k - 1) * dilation * jump
        jump *= stride * dilation
    return field

# %% wrong: Two mistakes: a dilated kernel is taken as k * dilation long, and only the stride of the layer just before cou
# told: stride_before_alone_with_dilation_times_k
import torch

def receptive_field(layers):
    field, jump = 1, 1
    for k, stride, dilation in layers:
        field += (k * dilation - 1) * jump
        jump = stride
    return field

# %% wrong: Begins with the first layer and fails for the empty list, which should give 1.
# told: needs_a_layer
import torch

def receptive_field(layers):
    k, jump, dilation = layers[0]
    field = (k - 1) * dilation + 1
    for k, stride, dilation in layers[1:]:
        field += (k - 1) * dilation * jump
        jump *= stride
    return field

# %% wrong: Unpacks the triple in the wrong order: stride and dilation are swapped.
# told: stride_and_dilation_exchanged
import torch

def receptive_field(layers):
    field, jump = 1, 1
    for k, dilation, stride in layers:
        field += (k - 1) * dilation * jump
        jump *= stride
    return field

# %% wrong: The formula (field - 1) * stride + length must go from the last layer to the first; here it goes from the firs
# told: later_strides
import torch

def receptive_field(layers):
    field = 1
    for k, stride, dilation in layers:
        field = (field - 1) * stride + dilation * (k - 1) + 1
    return field
