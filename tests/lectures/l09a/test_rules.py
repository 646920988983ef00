"""The exercises of lecture 09a: every sentence of a text has a case that a violation fails."""

import torch

from rules import every_sentence

RULES = {
    "minibatch_grad": [
        ("The loss is a **sum** over $m$ samples", "batch_mean", "8 samples"),
        ("must be exactly the full gradient", "plain_sum", "8 samples"),
        ("in any order", lambda per_sample, idx, m: (
            m / len(idx) * sum(per_sample(i) for i in idx if i >= idx[0])), "6 samples, 4 drawn"),
        ("Then it counts twice", "twice_drawn_added_once", "6 samples, 4 drawn"),
        ("and $B$ counts it twice too", "twice_drawn_not_in_the_size", "6 samples, 4 drawn"),
        ("with $1 \\leq B", "degrees_of_freedom", "7 samples, one drawn"),
        ("or nothing if $\\theta$ is a single number", "along_axis_one", "a single number"),
        ("The argument must be an int64 tensor, not a Python number", "python_numbers", "8 samples"),
        ("Ask `per_sample` only for samples in `idx`", lambda per_sample, idx, m: (
            m / len(idx) * per_sample(torch.arange(m))[idx].sum(0)), "8 samples"),
        ("The result has the shape `(...)` of one gradient", "rows_kept", "8 samples"),
        ("and so are the results", lambda per_sample, idx, m: (
            m / len(idx) * per_sample(idx).sum(0)).float(), "8 samples"),
        ("All tensors are float64", lambda per_sample, idx, m: (
            m / len(idx) * per_sample(idx).float().sum(0)).double(), "12 samples"),
        ("No argument may be changed in place", lambda per_sample, idx, m: (
            idx.copy_(idx.sort().values), m / len(idx) * per_sample(idx).sum(0))[1], "20 samples"),
    ],
    "accumulate": [
        ("each gives the **mean** gradient of its own samples", "means_taken_for_sums", "two micro-batches"),
        ("the mean gradient over all samples of the large batch", "never_divided", "two micro-batches"),
        ("with $K \\geq 1$", lambda grad_means, sizes: (
            sum(n * g for g, n in zip(grad_means[1:], sizes[1:])) / sizes[1:].sum()), "a single micro-batch"),
        ("`(p, q)`", "vectors_only", "parameters in a matrix"),
        ("If the parameter is a single number, one gradient has no axes", "vectors_only", "a single number"),
        ("The sizes may differ", "mean_of_means", "the last one is shorter"),
        ("how many samples each micro-batch holds", lambda grad_means, sizes: torch.tensordot(
            sizes.to(torch.int8).double(), grad_means, dims=1) / sizes.sum(), "the last one is shorter"),
        ("The result has the shape `(...)` of one gradient", "squeezed", "two micro-batches"),
        ("and so are the results", lambda grad_means, sizes: torch.tensordot(
            sizes / sizes.sum(), grad_means.float(), dims=1), "parameters in a matrix"),
        ("convert the sizes to float64 first", lambda grad_means, sizes: torch.tensordot(
            (sizes / sizes.sum()).double(), grad_means, dims=1), "parameters in a matrix"),
        ("No argument may be changed in place", lambda grad_means, sizes: (
            grad_means.mul_((sizes.double() / sizes.sum()).reshape(-1, *[1] * (grad_means.ndim - 1))).sum(0)),
         "two micro-batches"),
    ],
    "max_stable_eta": [
        ("from every start", "power_iteration_from_ones", "the steepest direction is (1, -1)"),
        ("With every $\\eta$ above it", "with_a_margin", "two directions along the axes"),
        ("returns the limit of $\\eta$", "never_above_one", "one direction only"),
        ("do not round", lambda H: round(float(2 / torch.linalg.eigvalsh(H).max()), 8), "three directions"),
        ("returns the limit of $\\eta$", lambda H: 2 / (torch.linalg.eigvalsh(H).max() + 1e-12), "one direction only"),
        ("In general `H` is not diagonal", "by_diagonal", "two directions that are tilted"),
        ("No argument may be changed in place", lambda H: (2 / torch.linalg.eigvalsh(H).max(), H.zero_())[0],
         "two directions along the axes"),
    ],
    "momentum_step": [
        ("It may be any shape, also that of a tensor without axes", "needs_an_axis", "a tensor without axes"),
        ("It may be any shape", "flattens", "parameters in a matrix"),
        ("it keeps the share $\\mu$ of its velocity", "friction", "three steps"),
        ("the slope adds $-\\eta g$ to it", "climbs", "one step from rest"),
        ("it keeps the share $\\mu$ of its velocity", "waits_without_a_gradient", "a single entry"),
        ("it keeps the share $\\mu$ of its velocity", "stops_without_a_gradient", "a single entry"),
        ("`eta` > 0", lambda x, v, g, eta, mu: (
            x + mu * v - min(eta, 1) * g, mu * v - min(eta, 1) * g), "a single entry"),
        ("The new velocity then moves the ball", "moves_first", "one step from rest"),
        ("0 ≤ `mu` < 1", "zero_mu_replaced_by_0_9", "three steps with mu = 0"),
        ("`(x, v)`", "exchanged", "three steps"),
        ("nothing multiplies the new gradient by $1 - \\mu$", "averages", "one step from rest"),
        ("No argument may be changed in place", lambda x, v, g, eta, mu: (
            x + v.mul_(mu).sub_(eta * g), v), "one step from rest"),
    ],
    "nesterov_step": [
        ("Nesterov takes the slope $g$ at this point ahead", "gradient_at_x", "f(x) = x²/2 from 1, three steps"),
        ("to $x + \\mu v$", "looks_a_full_step", "f(x) = x²/2 from 1, three steps"),
        ("The rest is as with momentum", "waits_without_a_slope", "level ground"),
        ("it moves the ball from $x$", "moves_from_the_lookahead", "f(x) = x²/2 from 1, three steps"),
        ("the new position and the new velocity `(x, v)`", "exchanged", "f(x) = x²/2 from 1, one step"),
        ("It may be any shape, also that of a tensor without axes", "needs_an_axis", "a tensor without axes"),
        ("It may be any shape", "flattens", "parameters in a matrix"),
        ("Nesterov takes the slope $g$ at this point ahead", "tiny_slopes_skipped", "parameters in a matrix"),
        ("both have the shape of `x`", "one_entry_at_a_time", "a tilted bowl"),
        ("Give it a whole point", "one_entry_ahead_at_a_time", "a tilted bowl"),
        ("0 ≤ `mu` < 1", "zero_mu_replaced_by_0_9", "three steps with mu = 0"),
        ("`x` is the ball itself", "returns_the_point_ahead", "f(x) = x²/2 from 1, one step"),
        ("No argument may be changed in place", lambda x, v, grad, eta, mu: (
            x + v.mul_(mu).sub_(eta * grad(x + v * mu)), v), "f(x) = x²/2 from 1, one step"),
    ],
    "minibatches": [
        ("returns the batches of one epoch as a list", "yields", "12 samples in batches"),
        ("Each batch is an int64 tensor", "not_int64", "12 samples in batches"),
        ("$n \\geq 1$", lambda n, B, seed, epoch: [
            batch for batch in _order(n, seed, epoch).split(B) if len(batch) > 1 or n > B], "a single sample"),
        ("$\\text{seed} \\geq 0$", "seed_times_next_epoch", "10 samples in batches of 6"),
        ("Every index from 0 to $n-1$", "counted_from_one", "12 samples in batches"),
        ("comes exactly once", "with_replacement", "12 samples in batches"),
        ("comes exactly once", "last_batch_lost", "10 samples in batches of 3"),
        ("but never none", "single_last_one_lost", "a single sample"),
        ("Every batch holds `B` indices", "nearly_even_by_chunk", "10 samples in batches of 6"),
        ("Only the last one may hold fewer", "short_first", "10 samples in batches of 3"),
        ("but never none", "empty_at_the_end", "12 samples in batches"),
        ("If $B > n$, there is one batch with all $n$", "reshaped", "8 samples, the batch size"),
        ("The samples are shuffled, not only the batches", "blocks", "12 samples in batches"),
        ("a fresh random order of all $n$ indices is drawn and then cut", "same_partners", "12 samples in batches"),
        ("The order depends on the pair `(seed, epoch)`", "same_order", "12 samples in batches"),
        ("The order depends on the pair `(seed, epoch)`", "seed_ignored", "12 samples in batches"),
        ("The same pair always gives the same batches", "unrepeatable", "12 samples in batches"),
        ("The same pair always gives the same batches", "unrepeatable_at_epoch_0", "12 samples in batches"),
        ("The same pair always gives the same batches", "unrepeatable_with_seed_0", "10 samples in batches of 6"),
        ("a fresh random order of all $n$ indices", "one_stays", "12 samples in batches"),
        ("a fresh random order of all $n$ indices", "parts_shuffled_apart", "12 samples in batches"),
        ("a fresh random order of all $n$ indices", "few_swaps", "40 samples in batches"),
        ("and for `(1, 11)` and `(11, 1)`", "digits_glued", "12 samples in batches"),
        ("and for `(1, 11)` and `(11, 1)`", "digits_glued_epoch_first", "12 samples in batches"),
        ("Two different pairs give two orders", "epochs_come_round", "12 samples in batches"),
        ("Two different pairs give two orders", "seeds_come_round", "12 samples in batches"),
        ("Two different pairs give two orders", "late_epochs_share_an_order", "12 samples in batches"),
        ("two orders that are drawn independently", "reversed_order", "12 samples in batches"),
        ("two orders that are drawn independently", "seed_times_epoch", "12 samples in batches"),
        ("two orders that are drawn independently", "same_permutation_again", "12 samples in batches"),
        ("Two different pairs give two orders", "meets_the_next_seed", "12 samples in batches"),
        ("Two different pairs give two orders", "meets_a_higher_seed", "12 samples in batches"),
        ("That holds for `(0, 1)` and `(1, 0)` too", "seed_plus_epoch", "12 samples in batches"),
        ("a call must not change which numbers `torch.rand` gives next", "global_generator", "12 samples in batches"),
    ],
}


def _order(n, seed, epoch):
    return torch.randperm(n, generator=torch.Generator().manual_seed(1_000_003 * seed + epoch))


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
