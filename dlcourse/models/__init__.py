"""Models outside the network itself: lines, neighbours, mixtures, and the losses of models that generate."""
