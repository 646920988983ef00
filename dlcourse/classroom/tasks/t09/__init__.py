"""Exercises of lecture 09, sampling, momentum and adaptive rules: notebook -> keys in its order."""

NOTEBOOKS = {
    "09a_sampling_and_momentum": ("minibatch_grad", "minibatches", "accumulate", "max_stable_eta", "momentum_step",
        "nesterov_step"),
    "09b_adaptive_rules": ("prox_step", "adagrad_step", "rmsprop_step", "adam_step", "adamw_step", "train_iris"),
}
