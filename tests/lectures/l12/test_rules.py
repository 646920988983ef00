"""The exercises of lecture 12: every sentence of a text has a case that a violation fails."""

import torch

from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, in_float32, in_place, solution


def shared_by_torch(a, b1, b2, c, d, x1, x2):
    a = a.clone().requires_grad_()
    torch.tanh(c[0] * torch.tanh(a @ x1 + b1) + c[1] * torch.tanh(a @ x2 + b2) + d).backward()
    return a.grad


def more_than_one_entry(a, *rest):
    return solution("shared_grad")(a, *rest) if len(a) > 1 else 0 * a


def same_piece_once(a, b1, b2, c, d, x1, x2):
    found = solution("shared_grad")(a, b1, b2, c, d, x1, x2)
    return found / 2 if x1.equal(x2) else found


def nothing_where_c_is_zero(a, b1, b2, c, *rest):
    return solution("shared_grad")(a, b1, b2, c, *rest) * (c != 0).all()


def nothing_where_a_is_zero(a, *rest):
    return solution("shared_grad")(a, *rest) * (a != 0).any()


def conv1d_of_torch(x, a, b):
    return torch.nn.functional.conv1d(x[None, None], a[None, None], a.new_tensor([b]))[0, 0]


def conv1d_of_numpy(x, a, b):
    import numpy as np

    return torch.from_numpy(np.correlate(x.numpy(), a.numpy(), "valid") + b)


def shorter_kernels_only(x, a, b):
    return solution("conv1d")(x, a, b) if len(a) < len(x) else x.new_zeros(0)


def longer_kernels_only(x, a, b):
    return solution("conv1d")(x, a, b) if len(a) > 1 else x + b


def conv2d_of_torch(X, W, b, stride, padding, dilation):
    return torch.nn.functional.conv2d(X, W, b, stride, padding, dilation)


def conv2d_by_three_dimensions(X, W, b, stride, padding, dilation):
    return torch.conv3d(X[:, :, None], W[:, :, None], b, (1, stride, stride), (0, padding, padding),
                        (1, dilation, dilation))[:, :, 0]


def square_kernels_only(X, W, *rest):
    Z = solution("conv2d")(X, W, *rest)
    return Z if W.shape[2] == W.shape[3] else Z.mT


def square_images_only(X, W, *rest):
    Z = solution("conv2d")(X, W, *rest)
    return Z if X.shape[2] == X.shape[3] else Z * 0


def several_places_only(X, W, *rest):
    Z = solution("conv2d")(X, W, *rest)
    return Z if Z.shape[2] * Z.shape[3] > 1 else Z[:, :, 0, 0]


def back_by_torch(X, W, Z_bar, stride, padding):
    X, W = X.clone().requires_grad_(), W.clone().requires_grad_()
    windows = torch.nn.functional.unfold(X, W.shape[2:], padding=padding, stride=stride)
    (torch.einsum("ok,nkp->nop", W.flatten(1), windows) * Z_bar.flatten(2)).sum().backward()
    return X.grad, W.grad, Z_bar.sum((0, 2, 3))


def back_by_convolutions_of_torch(X, W, Z_bar, stride, padding):
    X_bar, W_bar, b_bar = solution("conv2d_backward")(X, W, Z_bar, stride, padding)
    torch.nn.functional.conv_transpose2d(Z_bar, W, stride=stride, padding=padding)
    return X_bar, W_bar, b_bar


def back_by_gradients_of_torch(X, W, Z_bar, stride, padding):
    return (torch.nn.grad.conv2d_input(X.shape, W, Z_bar, stride, padding),
            torch.nn.grad.conv2d_weight(X, W.shape, Z_bar, stride, padding), Z_bar.sum((0, 2, 3)))


def unseen_pixels_as_they_are(X, W, Z_bar, stride, padding):
    X_bar, *others = solution("conv2d_backward")(X, W, Z_bar, stride, padding)
    return torch.where(X_bar == 0, X, X_bar), *others


def square_kernels_back(X, W, *rest):
    X_bar, W_bar, b_bar = solution("conv2d_backward")(X, W, *rest)
    return X_bar, W_bar if W.shape[2] == W.shape[3] else W_bar.mT, b_bar


MANY = "two images, three channels"
RULES = {
    "shared_grad": [
        ("ten digits are compared", "in_float32", "the example"),
        ("All tensors are float64", "returned_in_float32", "the example"),
        *(("No argument may be changed in place", in_place("shared_grad", at), "the example") for at in (0, 3, 5, 6)),
        ("They share their weights $a$", "as_a_pair", "the example"),
        ("They share their weights $a$", "first_alone", "the example"),
        ("each has a bias of its own", "first_bias_for_both", "the example"),
        ("each has a bias of its own", "no_inner_biases", "the example"),
        ("All three use $f = \\tanh$", "neurons_without_tanh", "the example"),
        ("All three use $f = \\tanh$", "sigmoid_for_tanh", "the example"),
        ("y = f(c\\cdot z + d)", "no_outer_bias", "the example"),
        ("y = f(c\\cdot z + d)", "no_outer_slope", "the example"),
        ("the gradient of $y$ with respect to the shared weights $a$", "by_c", "the example"),
        ("the gradient of $y$ with respect to the shared weights $a$", "weights_for_pieces", "the example"),
        ("with $n$ at least 1", more_than_one_entry, "pieces of one number"),
        ("The result is one tensor of shape `(n,)`", "as_a_row", "the example"),
        ("The result is one tensor of shape `(n,)`", "as_a_list", "the example"),
        ("The result is one tensor of shape `(n,)`", "with_value", "the example"),
        ("it moves in both neurons at once", "averaged", "the example"),
        ("Any of the numbers may be negative or 0", nothing_where_c_is_zero, "the first entry of c is 0"),
        ("Any of the numbers may be negative or 0", nothing_where_a_is_zero, "a is 0 everywhere"),
        ("The two pieces may be the same", same_piece_once, "the same piece twice"),
        ("nothing of `torch.autograd` or `torch.func`", shared_by_torch, NOT_ALLOWED),
        ("Its slope at $u$ is $1 - \\tanh^2 u$", "not_squared", "the example"),
    ],
    "conv1d": [
        ("ten digits are compared", in_float32("conv1d"), "ten numbers"),
        ("All tensors are float64", "returned_in_float32", "the example"),
        *(("No argument may be changed in place", in_place("conv1d", at), "the example") for at in (0, 1)),
        ("always with the same weights", "signal_reversed", "the example"),
        ("with $h$ at least 1 and at most $n$", shorter_kernels_only, "a kernel as long"),
        ("`b` is a float, the bias", "no_bias", "the example"),
        ("+ a_{h-1}\\,x_{i+h-1} + b$", "last_weight_missing", "the example"),
        ("+ a_{h-1}\\,x_{i+h-1} + b$", "bias_for_each_weight", "the example"),
        ("the first entry of the kernel meets the first number of the window", "mirrored", "the example"),
        ("Only those places count at which the whole kernel lies on the signal", "every_overlap", "the example"),
        ("There are $n - h + 1$ of them", "one_place_missing", "the example"),
        ("nothing is added at the ends", "as_long_as_the_signal", "the example"),
        ("The result is one tensor of shape `(n - h + 1,)`", "with_two_axes_more", "the example"),
        ("The result is one tensor of shape `(n - h + 1,)`", "single_axis_lost", "a kernel as long"),
        ("The result is one tensor of shape `(n - h + 1,)`", "as_a_list", "the example"),
        ("the places in their order", "result_reversed", "the example"),
        ("No function stands around the sum", "activation_tanh", "the example"),
        ("No function stands around the sum", "activation_relu", "ten numbers"),
        ("or a single number", longer_kernels_only, "a kernel of one number"),
        ("The convolutions of torch and numpy are not allowed", conv1d_of_torch, NOT_ALLOWED),
        ("The convolutions of torch and numpy are not allowed", conv1d_of_numpy, NOT_ALLOWED),
    ],
    "conv2d": [
        ("ten digits are compared", in_float32("conv2d"), MANY),
        ("All tensors are float64", "returned_in_float32", "the example"),
        *(("No argument may be changed in place", in_place("conv2d", at), "the example") for at in range(3)),
        ("$N$ images with $C$ channels", "images_summed", MANY),
        ("$N$ images with $C$ channels", "first_image_for_all", MANY),
        ("Output channel $o$ has the kernel `W[o]`", "first_kernel_for_all", MANY),
        ("one bias for each output channel", "first_bias_for_all", MANY),
        ("hold for rows and columns alike", "stride_down_alone", "the example with stride 2"),
        ("hold for rows and columns alike", "dilation_right_alone", "dilation 2"),
        ("hold for rows and columns alike", "padding_above_and_below", "the example with stride 2"),
        ("A frame of zeros is laid around each image", "frame_of_ones", "the example with stride 2"),
        ("A frame of zeros is laid around each image", "frame_of_the_edge", "the example with stride 2"),
        ("`padding` thick on all four sides", "padding_in_front", "the example with stride 2"),
        ("`padding` thick on all four sides", "padding_of_one", "padding 2"),
        ("The result has shape `(N, O, rows, cols)`", "channels_last", "the example"),
        ("The result has shape `(N, O, rows, cols)`", "as_lists", "the example"),
        ("Z_{n,o,i,j} = b_o +", "bias_for_each_channel", "the example"),
        ("\\sum_{c,u,v} W_{o,c,u,v}", "channel_by_channel", "the example"),
        ("\\sum_{c,u,v} W_{o,c,u,v}", "channels_averaged", "the example"),
        ("a new window begins every $s$ rows and columns", "stride_ignored", "the example with stride 2"),
        ("The rows that one kernel sees lie $d$ apart", "dilation_ignored", "dilation 2"),
        ("with $d = 1$ they are neighbours", "dilation_one_more", "the example"),
        ("The kernel is not turned round", "mirrored", "the example"),
        ("Only windows that lie within $P$ as a whole count", "filled_up_behind", "stride 2, and a row"),
        ("What is left over below or on the right plays no part", "rounded_up", "stride 2, and a row"),
        ("So `rows` is", "one_place_missing", "the example"),
        ("So `rows` is", "span_of_dilation_times_kernel", "dilation 2"),
        ("$V$ and $kw$ take the places of $H$ and $kh$", "width_from_the_kernels_height", MANY),
        ("Images and kernels need not be square", square_kernels_only, MANY),
        ("Images and kernels need not be square", square_images_only, "the example"),
        ("Each axis may have length 1", "single_axes_lost", "the example"),
        ("The kernel always fits at one place at least", several_places_only, "kernels as large"),
        ("The convolutions of torch are not allowed", conv2d_of_torch, NOT_ALLOWED),
        ("The convolutions of torch are not allowed", conv2d_by_three_dimensions, NOT_ALLOWED),
    ],
    "conv2d_backward": [
        ("ten digits are compared", "in_float32", MANY),
        ("All tensors are float64", "all_in_float32", "the example"),
        *(("No argument may be changed in place", in_place("conv2d_backward", at), "the example") for at in range(3)),
        ("the derivative of the loss with respect to each entry of its result $Z$", "x_bar_without_z_bar",
         "the example"),
        ("the derivative of the loss with respect to each entry of its result $Z$", "w_bar_without_z_bar",
         "the example"),
        ("It returns three tensors, `(X_bar, W_bar, b_bar)`", "first_two_exchanged", "the example"),
        ("It returns three tensors, `(X_bar, W_bar, b_bar)`", "without_b_bar", "the example"),
        ("It returns three tensors, `(X_bar, W_bar, b_bar)`", "as_lists", "the example"),
        ("With stride $s$", "no_stride", "stride 2, and a row"),
        ("the images $P$ in their frame of zeros", "w_bar_with_frame_behind", "padding 1"),
        ("W_{o,c,u,v}\\,P_{n,c,\\;i s + u,\\;j s + v}", "mirrored_again", "the example"),
        ("W_{o,c,u,v}\\,P_{n,c,\\;i s + u,\\;j s + v}", "w_bar_mirrored", "the example"),
        ("`X_bar` has the shape of `X`", "x_bar_of_the_reached_part", "stride 2, and a row"),
        ("`W_bar` has the shape of `W`", "w_bar_for_each_image", MANY),
        ("and `b_bar` has shape `(O,)`", "b_bar_with_axes", "the example"),
        ("and `b_bar` has shape `(O,)`", "b_bar_of_one_number", MANY),
        ("The frame is not a part of `X`", "with_frame", "padding 1"),
        ("The frame is not a part of `X`", "cut_behind", "padding 1"),
        ("Every weight is used in all images", "w_bar_of_first_image", MANY),
        ("and at all places", "w_bar_of_last_place", "the example"),
        ("A pixel is used in every window that it lies in", "set_anew", "the example"),
        ("and in every output channel", "first_output_alone", MANY),
        ("its gradients add up", "averaged_over_windows", "the example"),
        ("Their entry in `X_bar` is 0", unseen_pixels_as_they_are, "stride 2, and a row"),
        ("Their entry in `X_bar` is 0", "back_without_stride", "stride 3"),
        ("nothing is divided by $N$", "three_averaged", MANY),
        ("or by the number of places", "w_bar_over_places_averaged", "the example"),
        ("Images and kernels need not be square", square_kernels_back, MANY),
        ("Each axis may have length 1", "single_axes_lost", "the example"),
        ("nothing of `torch.autograd` or `torch.func`", back_by_torch, NOT_ALLOWED),
        ("The convolutions of torch are not allowed either", back_by_convolutions_of_torch, NOT_ALLOWED),
        ("nor is what torch offers for their gradients", back_by_gradients_of_torch, NOT_ALLOWED),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
