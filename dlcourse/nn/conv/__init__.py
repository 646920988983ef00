"""Layers that share weights over places: convolution in one and two dimensions, pooling, sizes and receptive fields."""

from dlcourse.nn.conv.images import ConvAdjoints, ConvCache, conv2d, conv2d_backward, flatten, flatten_backward
from dlcourse.nn.conv.pooling import (
    global_max_pool,
    global_max_pool_backward,
    max_pool2d,
    max_pool2d_backward,
    mean_pool2d,
    mean_pool2d_backward,
)
from dlcourse.nn.conv.signal import conv1d, toeplitz
from dlcourse.nn.conv.sizes import out_size, receptive_field

__all__ = ["ConvAdjoints", "ConvCache", "conv1d", "conv2d", "conv2d_backward", "flatten", "flatten_backward",
           "global_max_pool", "global_max_pool_backward", "max_pool2d", "max_pool2d_backward", "mean_pool2d",
           "mean_pool2d_backward", "out_size", "receptive_field", "toeplitz"]
