"""Exercises of lecture 08, backpropagation: notebook -> keys in its order."""

NOTEBOOKS = {
    "08_backpropagation": ("neuron_backward", "mlp2_backward", "dag8_grad", "backward_from_output", "peak_memory"),
}
