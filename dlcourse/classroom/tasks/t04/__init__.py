"""Exercises of lecture 04, linear classifiers, in the order of the notebook."""

ORDER = (
    "bce_grad", "log_softmax", "softmax_ce_grad", "regularized_grad", "hinge_grad", "hier_logprob", "initial_loss")
