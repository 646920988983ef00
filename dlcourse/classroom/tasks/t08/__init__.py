"""Exercises of lecture 08, backpropagation, in the order of the notebook."""

ORDER = ("neuron_backward", "mlp2_backward", "dag8_grad", "backward_from_output", "peak_memory")
