"""Networks by hand: backpropagation, multilayer perceptrons, what must be kept in memory, and their parts."""
