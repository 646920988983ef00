"""Exercises of lecture 12 on pooling and shapes: every sentence of a text has a case that a violation fails."""

import torch

from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, in_float32, in_place, returned_in_float32, solution


def back_by_torch(X, k, s, Y_bar):
    X = X.clone().requires_grad_()
    Y = X.unfold(2, k, s).unfold(3, k, s).flatten(-2).max(-1)[0]
    (Y * Y_bar).sum().backward()
    return X.grad


def back_by_max_pooling_of_torch(X, k, s, Y_bar):
    at = torch.nn.functional.max_pool2d(X, k, s, return_indices=True)[1]
    return torch.zeros_like(X).flatten(2).scatter_add(2, at.flatten(2), Y_bar.flatten(2)).reshape(X.shape)


def needs_two_windows(X, k, s, Y_bar):
    return solution("max_pool2d_backward")(X, k, s, Y_bar) * (Y_bar[0, 0].numel() > 1)


def single_entries_get_nothing(X, k, s, Y_bar):
    return solution("max_pool2d_backward")(X, k, s, Y_bar) * (k > 1)


def rest_gets_the_nearest(X, k, s, Y_bar):
    """What is left over gets the Y_bar of the window beside it."""
    X_bar, (rows, columns) = solution("max_pool2d_backward")(X, k, s, Y_bar), Y_bar.shape[2:]
    X_bar[:, :, (rows - 1) * s + k:] = Y_bar[:, :, -1:, :1]
    X_bar[..., (columns - 1) * s + k:] = Y_bar[:, :, :1, -1:]
    return X_bar


def gaps_get_something(X, k, s, Y_bar):
    X_bar = solution("max_pool2d_backward")(X, k, s, Y_bar)
    if s > k:
        X_bar[:, :, k] += 1
    return X_bar


def large_steps_as_k(X, k, s, Y_bar):
    return solution("max_pool2d_backward")(X, k, min(s, k), Y_bar)


def edges_cut_off(layers):
    return min(solution("receptive_field")(layers), 20)


def stride_one_for_pixels(layers):
    return solution("receptive_field")([layer for layer in layers if layer[0] > 1])


def shapes_as_texts(layers, shape):
    shapes, parameters = solution("shape_trace")(layers, shape)
    return [str(one) for one in shapes], parameters


def needs_a_layer(layers, shape):
    shapes, parameters = solution("shape_trace")(layers, shape)
    return (shapes, parameters) if layers else (shapes, [0])


def by_layers_of_torch(layers, shape):
    shapes, parameters, a = [], [], torch.zeros(1, *shape)
    for name, *sizes in layers:
        module = {"conv": lambda *n, C=a.shape[1]: torch.nn.Conv2d(C, *n), "pool": torch.nn.MaxPool2d,
                  "relu": torch.nn.ReLU, "flatten": torch.nn.Flatten,
                  "linear": lambda n, C=a.shape[1]: torch.nn.Linear(C, n)}[name](*sizes)
        a = module(a)
        shapes.append(tuple(a.shape[1:]))
        parameters.append(sum(p.numel() for p in module.parameters()))
    return shapes, parameters


def last_layer_in_the_list(layers, shape):
    return tuple(part[-1:] for part in solution("shape_trace")(layers, shape))


def starts_off_the_edge(layers, shape):
    """Where a kernel moves by more than 1, it begins one row below the edge, so that one place is lost."""
    shapes, parameters = solution("shape_trace")(layers, shape)
    return [(one[0], one[1] - 1, one[2]) if layer[0] == "conv" and layer[3] > 1 else one
            for one, layer in zip(shapes, layers, strict=True)], parameters


EXAMPLE = "the example of the text"
RULES = {
    "max_pool2d_backward": [
        ("ten digits are compared", in_float32("max_pool2d_backward"), "windows side by side"),
        ("All tensors are float64", returned_in_float32("max_pool2d_backward"), EXAMPLE),
        ("No argument may be changed in place", in_place("max_pool2d_backward", 0), EXAMPLE),
        ("No argument may be changed in place", in_place("max_pool2d_backward", 3), EXAMPLE),
        ("Each window gives its largest entry", "smallest", EXAMPLE),
        ("the derivative of the loss with respect to each of these results", "only_ones", EXAMPLE),
        ("It returns the derivative of the loss", "with_pooled", EXAMPLE),
        ("$N$ images with $C$ channels", "first_image_alone", "windows side by side"),
        ("$N$ images with $C$ channels", "first_channel_alone", "windows side by side"),
        ("Each channel of each image has windows of its own", "place_of_the_first_channel", "windows side by side"),
        ("Each channel of each image has windows of its own", "place_of_the_first_image", "windows side by side"),
        ("Each channel of each image has windows of its own", "largest_of_all_channels", "windows side by side"),
        ("A window has $k$ rows and $k$ columns", "windows_of_two", "windows that overlap"),
        ("A window has $k$ rows and $k$ columns", "windows_of_s", EXAMPLE),
        ("begins at row $s\\,i$ and column $s\\,j$", "step_of_one", "windows side by side"),
        ("begins at row $s\\,i$ and column $s\\,j$", "step_of_k", EXAMPLE),
        ("begins at row $s\\,i$ and column $s\\,j$", "rows_and_columns_exchanged", EXAMPLE),
        ("whole numbers, at least 1", single_entries_get_nothing, "windows of one entry"),
        ("No window stands out over an edge", "from_the_lower_right", "the largest entries are left over"),
        ("lies in no window", rest_gets_the_nearest, "the largest entries are left over"),
        ("It gets 0", rest_gets_the_nearest, "the largest entries are left over"),
        ("`Y_bar` has shape `(N, C, rows, columns)`", "as_many_rows_as_columns", EXAMPLE),
        ("$\\lfloor (H - k)/s \\rfloor + 1$", "last_row_missing", EXAMPLE),
        ("$\\lfloor (W - k)/s \\rfloor + 1$", "last_column_missing", EXAMPLE),
        ("There is at least one window", needs_two_windows, "a single window"),
        ("goes to its largest entry", "spread_evenly", EXAMPLE),
        ("all of it goes to the first of them", "ties_share", "many equal entries"),
        ("all of it goes to the first of them", "ties_all", "an image of zeros"),
        ("all of it goes to the first of them", "last_of_equals", "an image of zeros"),
        ("row by row, from left to right", "first_by_columns", "many equal entries"),
        ("row by row, from left to right", "first_by_columns", "equal entries, windows side by side"),
        ("gets the sum", "overwritten", EXAMPLE),
        ("gets the sum", "overlap_averaged", "windows that overlap"),
        ("If $s$ is larger than $k$, entries between", large_steps_as_k, "gaps between the windows"),
        ("entries between the windows get 0", gaps_get_something, "gaps between the windows"),
        ("The entries of `X` may be negative", "positive_alone", "every entry is negative"),
        ("The entries of `X` may be negative", "negative_alone_goes_first", "every entry is negative"),
        ("and so may those of `Y_bar`", "only_sizes", "windows side by side"),
        ("The result has the shape of `X`", "rest_cut_off", "the largest entries are left over"),
        ("The result has the shape of `X`", "single_axes_lost", EXAMPLE),
        ("nothing of `torch.autograd` or `torch.func`", back_by_torch, NOT_ALLOWED),
        ("The max pooling of torch is not allowed either", back_by_max_pooling_of_torch, NOT_ALLOWED),
    ],
    "receptive_field": [
        ("one direction is enough", "height_and_width", EXAMPLE),
        ("one direction is enough", "squared", EXAMPLE),
        ("a list of triples `(k, stride, dilation)`", "stride_and_dilation_exchanged", EXAMPLE),
        ("The first triple belongs to the layer that meets the image", "later_strides", "three strides that differ"),
        ("whole and at least 1", stride_one_for_pixels, "kernels of one place"),
        ("sees `k` outputs of the layer before", "k_for_k_less_one", "one layer"),
        ("They lie `dilation` places apart", "no_dilations", "one layer with a dilation"),
        ("They lie `dilation` places apart", "dilation_without_distance", "a dilation behind a stride"),
        ("Neighbouring units begin `stride` places apart", "no_strides", EXAMPLE),
        ("Neighbouring units begin `stride` places apart", "own_stride_too_early", "one layer with a stride"),
        ("A pooling counts as a kernel", "poolings_not_counted", EXAMPLE),
        ("as a whole number", "as_text", EXAMPLE),
        ("of the last layer", "last_layer_missing", EXAMPLE),
        ("of the last layer", "after_each_layer", EXAMPLE),
        ("gaps included", "pixels_without_gaps", "one layer with a dilation"),
        ("gaps included", "pixels_without_gaps", "a stride larger than the kernel"),
        ("The edges of the image play no part", edges_cut_off, "strides and dilations"),
        ("The empty list gives 1", "nothing_without_layers", "no layer"),
        ("The empty list gives 1", "needs_a_layer", "no layer"),
    ],
    "shape_trace": [
        ("It returns two lists, `(shapes, parameters)`", "exchanged", EXAMPLE),
        ("It returns two lists, `(shapes, parameters)`", "in_pairs", EXAMPLE),
        ("channels, height, width", "channels_last", EXAMPLE),
        ("There is no axis for a batch", "with_batch", EXAMPLE),
        ("first layer first", "reversed_lists", EXAMPLE),
        ("The list may be empty", needs_a_layer, "no layer"),
        ("the shape behind each layer", last_layer_in_the_list, EXAMPLE),
        ("the shape behind each layer", "before_each_layer", EXAMPLE),
        ("as a tuple of whole numbers", "flat_as_a_number", "flatten alone"),
        ("as a tuple of whole numbers", "conv_as_a_fraction", EXAMPLE),
        ("as a tuple of whole numbers", shapes_as_texts, EXAMPLE),
        ("The shape of the image is not among them", "with_the_image", EXAMPLE),
        ("weights and biases of each layer", "parameters_added_up", EXAMPLE),
        ("It is 0 where a layer learns nothing", "nothing_learned_left_out", EXAMPLE),
        ("It is 0 where a layer learns nothing", "pool_learns", EXAMPLE),
        ("rounds down", "conv_rounded_up", EXAMPLE),
        ("kernels of $k \\times k$ pixels, each with a bias", "conv_one_bias", EXAMPLE),
        ("kernels of $k \\times k$ pixels, each with a bias", "conv_k_not_squared", EXAMPLE),
        ("windows of $k \\times k$, without padding", "pool_by_stride_rounded_up", EXAMPLE),
        ("`(C, H', W')`", "pool_channels_too", EXAMPLE),
        ("`(out, H', W')`", "conv_keeps_the_channels", EXAMPLE),
        ("it looks at each number by itself", "relu_learns_everywhere", EXAMPLE),
        ("it lays all numbers in one row", "flat_without_channels", EXAMPLE),
        ("units, each with a bias", "linear_no_biases", EXAMPLE),
        ("`(out,)`", "linear_as_a_column", EXAMPLE),
        ("A kernel sees all channels of its input", "conv_flat_kernels", EXAMPLE),
        ("A kernel sees all channels of its input", "conv_channels_of_the_image", "one channel"),
        ("on each of the four sides", "conv_padding_once", EXAMPLE),
        ("it is $d(k - 1) + 1$ pixels long", "conv_dilation_times_k", "a convolution with a dilation"),
        ("the number of places at which it fits", "conv_without_one", "a convolution"),
        ("Neighbouring places are `stride` pixels apart", "conv_no_stride", EXAMPLE),
        ("and the first one is at the edge", starts_off_the_edge, "a convolution with a stride"),
        ("$W'$ follows from $W$ in the same way", "conv_square", EXAMPLE),
        ("$H' = \\lfloor (H - k)/\\mathrm{stride} \\rfloor + 1$", "pool_by_k", "a pooling with windows that overlap"),
        ("A window that would stand out over the edge does not count", "pool_rounded_up", EXAMPLE),
        ("`relu` and `flatten` may stand anywhere", "relu_needs_an_image", "three linear layers"),
        ("Behind a single axis `flatten` changes nothing", "flat_needs_an_image", "flatten twice"),
        ("Every kernel and every window fits at least once", "conv_without_one", "a convolution that leaves one pixel"),
        ("the layers of `torch.nn` are not allowed", by_layers_of_torch, NOT_ALLOWED),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
