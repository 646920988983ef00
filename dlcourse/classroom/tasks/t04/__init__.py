"""Exercises of lecture 04, linear classifiers: notebook -> keys in its order."""

NOTEBOOKS = {
    "04_linear_classifiers": ("bce_grad", "log_softmax", "softmax_ce_grad", "regularized_grad", "hinge_grad",
        "hier_logprob", "initial_loss"),
}
