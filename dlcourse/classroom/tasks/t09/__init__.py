"""Exercises of lecture 09, sampling, momentum and adaptive rules, in the order of the notebook."""

ORDER = (
    "minibatch_grad", "minibatches", "accumulate", "max_stable_eta", "momentum_step", "nesterov_step", "prox_step",
    "adagrad_step", "rmsprop_step", "adam_step", "adamw_step", "train_iris")
