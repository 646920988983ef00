"""Networks by hand: backpropagation, perceptrons, what must be kept in memory, and what a network can represent."""
