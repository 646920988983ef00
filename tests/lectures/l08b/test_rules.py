"""The exercises of lecture 08b: every sentence of a text has a case that a violation fails."""

import torch

from rules import every_sentence, in_float32, in_place, returned_in_float32, rounded, solution


def needs_an_axis(kind, y, y_bar):
    return torch.stack([solution("backward_from_output")(kind, v, w) for v, w in zip(y, y_bar)])


def needs_an_entry(kind, y, y_bar):
    y.max()
    return solution("backward_from_output")(kind, y, y_bar)


def count_as_text(layer_sizes, batch, mode, every):
    return str(solution("peak_memory")(layer_sizes, batch, mode, every))


def nothing_for_a_large_every(layer_sizes, batch, mode, every):
    return solution("peak_memory")(layer_sizes, batch, mode, every) if not every or every < len(layer_sizes) else 0


RULES = {
    "backward_from_output": [
        ("All tensors are float64", in_float32("backward_from_output"), "exp, a batch"),
        ("Return float64 tensors", returned_in_float32("backward_from_output"), "exp, the outputs"),
        ("be off by about $10^{-10}$", rounded("backward_from_output", 8), "tanh, three axes"),
        ("Do not change the arguments in place", in_place("backward_from_output", 1), "exp, the outputs"),
        ("Do not change the arguments in place", in_place("backward_from_output", 2), "relu, the outputs"),
        ("also `()`, without axes", needs_an_axis, "exp, an output of 0 without axes"),
        ("also `()`, without axes", needs_an_axis, "tanh, without axes"),
        ("or `(0, 3)`, without entries", needs_an_entry, "relu, no entries"),
        ("or `(0, 3)`, without entries", needs_an_entry, "exp, no entries"),
        ("At an output of 0 the slope of relu is taken as 0", "relu_tiny_is_zero", "relu, tiny and large outputs"),
        ("`y_bar` is the adjoint of `y`", "relu_divides_y_bar", "relu, tiny and large outputs"),
        ("have the same shape", lambda kind, y, y_bar: solution("backward_from_output")(kind, y, y_bar).flatten(),
         "relu, a batch"),
        ("At an output of 0 the slope of relu is taken as 0", "relu_open_at_zero", "relu, the outputs"),
        ("At an output of 0 the slope of relu is taken as 0", "relu_half_at_zero", "relu, the outputs"),
        ("0 or 1 for the sigmoid", "sigmoid_by_odds", "sigmoid, the outputs 0 and 1"),
        ("$-1$ or 1 for tanh", "tanh_with_plus", "tanh, the outputs -1 and 1"),
        ("0 for exp", "exp_divides", "exp, an output of 0"),
    ],
    "peak_memory": [
        ("`batch` times $n_i$ numbers", "batch_left_out", "training, the example"),
        ("no parameters", "parameters_counted", "training, the example"),
        ("no adjoints", "train_twice", "training, the example"),
        ("the input and the output too", "train_hidden_only", "training, the example"),
        ("at least two entries", "inference_without_last_layer_fails", "inference, one layer"),
        ("its input and its output are held", "inference_one_at_a_time", "inference, the example"),
        ("largest of these counts", "inference_largest_and_neighbour", "inference, the largest activation"),
        ("and nothing else", "inference_keeps_input", "inference, the example"),
        ("Only $a_0, a_k, a_{2k}, \\ldots$ are checkpoints", "output_always_kept", "checkpoints at a0, a3 and a6"),
        ("Only $a_0, a_k, a_{2k}, \\ldots$ are checkpoints", "output_never_counted", "checkpoints at a0, a2 and a4"),
        ("All checkpoints are held until the backward pass", "later_checkpoints_freed", "checkpoints at a0, a2"),
        ("All checkpoints are held until the backward pass", "earlier_checkpoints_freed", "checkpoints at a0, a3"),
        ("those after the last checkpoint form one too", "last_segment_forgotten", "checkpoints at a0, a3 and a6"),
        ("all activations of a segment again and holds them together", "largest_of_a_segment", "checkpoints at a0, a3"),
        ("a segment again and holds them together", "segment_as_in_inference", "checkpoints at a0 and a4"),
        ("in addition to the checkpoints", "segment_alone", "checkpoints, the example"),
        ("It frees them before it turns to the next segment", "checkpoint_keeps_everything", "checkpoints, the exa"),
        ("may be larger than $N$", "last_segment_forgotten_fails", "every is larger"),
        ("may be larger than $N$", nothing_for_a_large_every, "every is larger"),
        ("then $a_0$ is the only checkpoint", "large_every_cut_too_far", "every is larger"),
        ("all other activations form one segment", "large_every_input_alone", "every is larger"),
        ("For `every = 1` all segments are empty", "empty_segment_fails", "every = 1"),
        ("only if $k$ divides $N$", "output_twice_where_every_is_N", "every is the number of layers"),
        ("$a_i$ holds $n_i$ numbers", "checkpoints_known_by_their_size", "every is the number of layers"),
        ("The layers run one after the other", "inference_without_last_of_several", "inference, the last layer holds"),
        ("without these two, form a segment", "segments_anywhere_behind_the_input",
         "checkpoints at a0, a2 and a4, the largest"),
        ("Return an int or a float", count_as_text, "training, the example"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
