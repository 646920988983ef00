"""The exercises of lecture 05a: every sentence of a text has a case that a violation fails."""

import torch

from rules import every_sentence, in_float32, solution


def changing(key, change):
    """The solution, which leaves an argument changed."""
    def answer(*inputs):
        results = solution(key)(*(fresh(v) for v in inputs))
        change(inputs)
        return results

    return answer


def fresh(value):
    return [fresh(v) for v in value] if isinstance(value, list) else value.clone() if hasattr(value, "clone") else value


def shapes(change):
    """The solution of network_shapes with other inputs, or another result where those do not fit."""
    return lambda sizes, batch: change(solution("network_shapes"), sizes, batch)


def forward(change):
    return lambda *inputs: change(solution("mlp_forward"), *inputs)


def bends(change):
    """The solution of activation with its results changed."""
    return lambda name, x: change(name, x, *solution("activation")(name, x))


def lists_as_tuples_of_lists(right, sizes, batch):
    Ws, *others = right(sizes, batch)
    return torch.tensor(Ws), *others


def one_layer_is_not_enough(right, sizes, batch):
    return ([], [], [], 0, 0) if len(sizes) == 2 else right(sizes, batch)


def softmax_for_each_number_alone(right, X, Ws, bs, activations):
    names = ["sigmoid" if name == "softmax" else name for name in activations]
    return right(X, Ws, bs, names)


def one_layer_for_all(right, X, Ws, bs, activations):
    return right(X, Ws[:1], bs[:1], activations[:1])


def a_single_example_loses_its_axis(right, *inputs):
    found = right(*inputs)
    return found[0] if len(found) == 1 else found


RULES = {
    "network_shapes": [
        ("No argument may be changed in place", changing("network_shapes", lambda v: v[0].append(1)), "the example"),
        ("`sizes` is a list of at least two integers", shapes(one_layer_is_not_enough), "a single layer"),
        ("each at least 1", shapes(lambda right, sizes, batch: right([max(n, 2) for n in sizes], batch)), "one input"),
        ("`batch` is an integer, at least 1", shapes(lambda right, sizes, batch: right(sizes, max(batch, 2))),
         "a batch of one"),
        ("a list with the shape of each layer's weights, first layer first", "layers_backwards", "three layers"),
        ("A shape is a tuple, such as `(3, 2)`", "weights_counted", "the example"),
        ("a list with the shape of each layer's weights", shapes(lists_as_tuples_of_lists), "the example"),
        ("weights `W` of shape `(out, in)`, one row for each unit", "weights_transposed", "the example"),
        ("A shape with one axis is a tuple, too: `(3,)`", "biases_as_numbers", "the example"),
        ("biases `b` of shape `(out,)`", "biases_of_the_input", "the example"),
        ("the shape of each layer's output, the last layer included", "hidden_outputs_alone", "the example"),
        ("The input `X` is not among them", "outputs_with_input", "the example"),
        ("how many weights and biases the network learns", "biases_not_counted", "the example"),
        ("how many products of two numbers all the `a @ W.mT` need for the batch", "batch_forgotten", "the example"),
        ("Adding a bias needs no product", "biases_multiplied", "the example"),
        ("which returns `(Ws, bs, outputs, parameters, multiplications)`", "counts_exchanged", "the example"),
    ],
    "mlp_forward": [
        ("Compute in float64: ten digits are compared", in_float32("mlp_forward"), "two layers"),
        ("No argument may be changed in place", changing("mlp_forward", lambda v: v[0].add_(1)), "one layer, identity"),
        ("No argument may be changed in place", changing("mlp_forward", lambda v: v[1][0].add_(1)), "one layer, relu"),
        ("No argument may be changed in place", changing("mlp_forward", lambda v: v[2][0].add_(1)), "one layer, relu"),
        ("takes a weighted sum, adds its bias, and then applies its activation", "bias_after_bend", "one layer, relu"),
        ("What comes out goes into the next layer", "bent_before", "one layer, relu"),
        ("which returns the output of the last layer", "outputs_of_all_layers", "the example"),
        ("one example in each row", "transposed_at_the_end", "two layers"),
        ("one tensor for each layer, first layer first", "layers_backwards", "two layers"),
        ("Their shapes are `(out, in)`", "not_transposed", "all sizes alike"),
        ("one tensor of shape `(out,)` for each layer", "bias_forgotten", "one layer, identity"),
        ("`activations` is a list of names, one for each layer", "first_name_for_all", "two layers"),
        ("The last layer has a name, too", "last_without_activation", "three layers"),
        ("`\"softmax\"` turns each row into probabilities that add up to 1", "softmax_over_examples", "softmax in"),
        ("`\"softmax\"` turns each row into probabilities that add up to 1", forward(softmax_for_each_number_alone),
         "softmax in"),
        ("Axes of size 1 stay", "squeezed", "a single output"),
        ("Axes of size 1 stay", forward(a_single_example_loses_its_axis), "a single example"),
        ("There is at least one layer", forward(one_layer_for_all), "two layers"),
        ("The result is a tensor of shape `(B, n_L)`", "as_a_list", "the example"),
    ],
    "activation": [
        ("Compute in float64: ten digits are compared", in_float32("activation"), "sigmoid, numbers"),
        ("No argument may be changed in place", changing("activation", lambda v: v[1].add_(1)), "tanh, numbers"),
        ("which returns the pair `(f, df)`", "results_exchanged", "sigmoid, the example"),
        ("the activation's values at `x`, and its slopes there", "f_alone", "sigmoid, the example"),
        ("`x` has any number of axes, also none", bends(lambda name, x, f, df: (
            f.reshape(-1), df.reshape(-1)) if x.ndim == 2 else (f, df)), "a table of numbers"),
        ("`x` has any number of axes, also none", bends(lambda name, x, f, df: (
            f.reshape(-1), df.reshape(-1)) if x.ndim == 0 else (f, df)), "a single number"),
        ("`f` and `df` are tensors shaped like `x`", "slopes_added", "sigmoid, the example"),
        ("| `\"step\"` | 0 for $x < 0$, 1 for $x \\ge 0$ |", "step_zero_at_zero", "step at 0"),
        ("| `\"elu\"` | $x$ for $x > 0$, $e^x - 1$ for $x \\le 0$ |", "elu_without_minus_one", "elu, numbers"),
        ("| `\"gcu\"` | $x \\cos x$ |", "gcu_of_sine", "gcu, numbers"),
        ("| `\"gaussian\"` | $e^{-x^2}$ |", "gaussian_half", "gaussian, numbers"),
        ("| `\"relu\"` | $\\max(0, x)$ |", "relu_is_absolute", "relu, numbers"),
        ("| `\"softplus\"` | $\\log(1 + e^x)$ |", "softplus_of_minus_x", "softplus, numbers"),
        ("| `\"identity\"` | $x$ |", "identity_slope_zero", "identity, numbers"),
        ("| `\"sigmoid\"` | $1/(1 + e^{-x})$ |", "sigmoid_mirrored", "sigmoid, numbers"),
        ("| `\"tanh\"` | $(e^x - e^{-x})/(e^x + e^{-x})$ |", "tanh_slope_plus", "tanh, numbers"),
        ("| `\"gelu\"` | $x\\,\\Phi(x)$ |", "gelu_is_the_share", "gelu, numbers"),
        ("Use the exact $\\Phi$, with `torch.erf`", "gelu_by_tanh", "gelu, numbers"),
        ("`step` has the slope 0 everywhere, also at 0", "step_slope_one_at_zero", "step at 0"),
        ("`relu` has the slope 0 at 0", "relu_slope_one_at_zero", "relu at 0"),
        ("`x` may hold any numbers from $-800$ to 800", "tanh_overflows", "tanh at -800"),
        ("There, too, `f` and `df` hold neither `nan` nor `inf`", "softplus_overflows", "softplus at -800"),
        ("There, too, `f` and `df` hold neither `nan` nor `inf`", "sigmoid_slope_overflows", "sigmoid at -800"),
        ("Find the slopes yourself: no `.backward()`", lambda name, x: (x.requires_grad_().sum().backward(), x.grad),
         "not allowed"),
        ("no `torch.autograd.grad`", lambda name, x: torch.autograd.grad(x.sum(), x), "not allowed"),
        ("no `torch.func.grad`", lambda name, x: (x, torch.func.grad(torch.sum)(x)), "not allowed"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
