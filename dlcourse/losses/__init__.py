"""Losses with their derived gradients, stable where the textbook formula is not."""

from dlcourse.losses.classification import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_grad,
    cross_entropy,
    cross_entropy_grad,
    hinge,
    hinge_grad,
)
from dlcourse.losses.contrastive import InfoNCEGrad, info_nce, info_nce_grad
from dlcourse.losses.distributions import (
    cross_entropy_of,
    entropy,
    initial_loss,
    initial_losses,
    kl_divergence,
    kl_divergence_grad,
)
from dlcourse.losses.fused import LossAndGrad, cross_entropy_and_grad
from dlcourse.losses.large_vocabulary import (
    Tree,
    balanced_tree,
    hierarchical_log_probs,
    leaf_log_prob,
    leaf_log_prob_grad,
    sampled_softmax,
    sampled_softmax_grad,
)
from dlcourse.losses.likelihood import gaussian_nll, gaussian_nll_grad, zero_one
from dlcourse.losses.outputs import decode_outputs
from dlcourse.losses.ranking import TripletGrad, triplet, triplet_grad
from dlcourse.losses.regression import squared_error, squared_error_grad
from dlcourse.losses.robust import absolute_error, absolute_error_grad, huber, huber_grad
from dlcourse.losses.sequences import collapse, ctc, ctc_forward, ctc_grad, ctc_occupancy, ctc_states
from dlcourse.losses.softmax import log_softmax, logsumexp, softmax, softmax_jacobian

__all__ = [
    "InfoNCEGrad", "LossAndGrad", "Tree", "TripletGrad", "absolute_error", "absolute_error_grad", "balanced_tree",
    "binary_cross_entropy_with_logits", "binary_cross_entropy_with_logits_grad", "collapse", "cross_entropy",
    "cross_entropy_and_grad", "cross_entropy_grad", "cross_entropy_of", "ctc", "ctc_forward", "ctc_grad",
    "ctc_occupancy", "ctc_states", "decode_outputs", "entropy", "gaussian_nll", "gaussian_nll_grad",
    "hierarchical_log_probs", "hinge", "hinge_grad", "huber", "huber_grad", "info_nce", "info_nce_grad",
    "initial_loss", "initial_losses", "kl_divergence", "kl_divergence_grad", "leaf_log_prob", "leaf_log_prob_grad",
    "log_softmax", "logsumexp", "sampled_softmax", "sampled_softmax_grad", "softmax", "softmax_jacobian",
    "squared_error", "squared_error_grad", "triplet", "triplet_grad", "zero_one",
]
