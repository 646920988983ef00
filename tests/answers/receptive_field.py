# %% right: r
def receptive_field(layers):
    r = 1
    j = 1
    for i in range(len(layers)):
        r = r + ((layers[i][0] - 1) * layers[i][2]) * j
        j = j * layers[i][1]
    return r

# %% wrong: stride first
# told: own_stride_too_early
def receptive_field(layers):
    r = j = 1
    for k, s, d in layers:
        j *= s
        r += (k - 1) * d * j
    return r

# %% wrong: effective kernel k+(k-1)*d, 
# told: dilation_counts_gaps
def receptive_field(layers):
    r = j = 1
    for k, s, d in layers:
        r += (k + (k - 1) * d - 1) * j
        j *= s
    return r

# %% wrong: j += s
# told: strides_added_to_one
def receptive_field(layers):
    r = j = 1
    for k, s, d in layers:
        r += (k - 1) * d * j
        j += s
    return r

# %% wrong: j *= s*d
# told: dilation_goes_on
def receptive_field(layers):
    r = j = 1
    for k, s, d in layers:
        r += (k - 1) * d * j
        j *= s * d
    return r

# %% wrong: forward recursion r*s+k
# told: field_times_stride_first
def receptive_field(layers):
    r = 1
    for k, s, d in layers:
        r = r * s + d * (k - 1)
    return r

# %% wrong: (r-1)*s+k forward
# told: later_strides_with_no_dilations
def receptive_field(layers):
    r = 1
    for k, s, d in layers:
        r = (r - 1) * s + k
    return r

# %% wrong: backward without dilation
# told: no_dilations
def receptive_field(layers):
    r = 1
    for k, s, d in reversed(layers):
        r = (r - 1) * s + k
    return r

# %% wrong: initial 0
# told: sum_of_lengths_but_one_without_layers
def receptive_field(layers):
    if not layers:
        return 1
    r, j = 0, 1
    for k, s, d in layers:
        r += ((k - 1) * d + 1) * j
        j *= s
    return r

# %% wrong: reduce
# told: own_stride_alone
def receptive_field(layers):
    r = 1
    for k, s, d in layers:
        r += (k - 1) * d * s
    return r

# %% wrong: early return
# told: first_layer_alone
def receptive_field(layers):
    r = j = 1
    for k, s, d in layers:
        r += (k - 1) * d * j
        j *= s
        return r
    return r

# %% wrong: multiply r
# told: product_of_long_kernels
def receptive_field(layers):
    r = 1
    for k, s, d in layers:
        r = r * ((k - 1) * d + 1)
    return r

# %% wrong: j without dilation, own stride & no dilation
# told: own_stride_too_early_with_no_dilations
def receptive_field(layers):
    r = j = 1
    for k, s, d in layers:
        j *= s
        r += (k - 1) * j
    return r

# %% wrong: start k0 without minus
# told: from_zero
def receptive_field(layers):
    r = 0
    j = 1
    for k, s, d in layers:
        r += (k - 1) * d * j
        j *= s
    return r

# %% wrong: no return for empty
# told: first_kernel_without_gaps_needs_a_layer
def receptive_field(layers):
    r, j = layers[0][0], layers[0][1]
    for k, s, d in layers[1:]:
        r += (k - 1) * d * j
        j *= s
    return r

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

# %% right: The positions that one entry reaches, layer by layer from the last.
def receptive_field(layers):
    places = {0}
    for k, stride, dilation in reversed(layers):
        places = {place * stride + dilation * tap for place in places for tap in range(k)}
    return max(places) - min(places) + 1

# %% right: From the last layer: as long as the entries that are needed.
def receptive_field(layers):
    needed = 1
    for k, stride, dilation in layers[::-1]:
        needed = (needed - 1) * stride + dilation * (k - 1) + 1
    return needed

# %% right: from the last layer down
import torch


def receptive_field(layers):
    # How long a stretch of this layer's outputs is needed? At the end: one unit.
    needed = 1
    for k, stride, dilation in reversed(list(layers)):
        first = 0
        last = (needed - 1) * stride + dilation * (k - 1)
        needed = last - first + 1
    return needed

# %% right: recursion first and last pixel
import torch


def last_pixel(layers, place):
    if len(layers) == 0:
        return place
    k, stride, dilation = layers[-1]
    return last_pixel(layers[:-1], place * stride + (k - 1) * dilation)


def first_pixel(layers, place):
    if len(layers) == 0:
        return place
    k, stride, dilation = layers[-1]
    return first_pixel(layers[:-1], place * stride)


def receptive_field(layers):
    place = 7
    return last_pixel(layers, place) - first_pixel(layers, place) + 1

# %% right: one sum
import math

import torch


def receptive_field(layers):
    return 1 + sum((k - 1) * d * math.prod(t[1] for t in layers[:m]) for m, (k, _, d) in enumerate(layers))

# %% wrong: Counts the pixels that are really read, without the gaps: (3, 1, 2) gives 3 instead of 5.
# told: pixels_without_gaps
import torch


def receptive_field(layers):
    seen = {0}
    for k, stride, dilation in reversed(layers):
        seen = {q * stride + m * dilation for q in seen for m in range(k)}
    return len(seen)

# %% wrong: Dilation is treated like a stride that also spreads all later layers; it moves only the entries of its own ker
# told: dilation_goes_on
import torch


def receptive_field(layers):
    field = 1
    apart = 1
    for k, stride, dilation in layers:
        field += (k - 1) * dilation * apart
        apart *= stride * dilation
    return field

# %% wrong: The steps of the layers are added up instead of multiplied: after two layers with stride 2 the outputs are sai
# told: strides_less_one_added
import torch


def receptive_field(layers):
    field = 1
    apart = 1
    for k, stride, dilation in layers:
        field += (k - 1) * dilation * apart
        apart += stride - 1
    return field

# %% wrong: Only the stride of the layer just before counts; the strides of all layers further down are forgotten.
# told: stride_before_alone
import torch


def receptive_field(layers):
    field = 1
    previous_stride = 1
    for k, stride, dilation in layers:
        field += (k - 1) * dilation * previous_stride
        previous_stride = stride
    return field

# %% wrong: Two mistakes: the layers are gone through from the last one as if it met the image, and the field starts at 0,
# told: from_zero_with_later_strides
import torch


def receptive_field(layers):
    field = 0
    apart = 1
    for k, stride, dilation in layers[::-1]:
        field += (k - 1) * dilation * apart
        apart *= stride
    return field

# %% wrong: Starts from the first layer, layers[0]; the empty list has none, so there is an IndexError instead of 1.
# told: needs_a_layer
import torch


def receptive_field(layers):
    k, apart, dilation = layers[0]
    field = (k - 1) * dilation + 1
    for k, stride, dilation in layers[1:]:
        field += (k - 1) * dilation * apart
        apart *= stride
    return field

# %% wrong: The triple is unpacked in the wrong order: stride and dilation change places.
# told: stride_and_dilation_exchanged
import torch


def receptive_field(layers):
    field = 1
    apart = 1
    for k, dilation, stride in layers:
        field += (k - 1) * dilation * apart
        apart *= stride
    return field

# %% wrong: Layers with k = 1 are skipped because they add nothing themselves; but their stride still moves the inputs of 
# told: kernels_of_one_skipped
import torch


def receptive_field(layers):
    field = 1
    apart = 1
    for k, stride, dilation in layers:
        if k == 1:
            continue
        field += (k - 1) * dilation * apart
        apart *= stride
    return field
