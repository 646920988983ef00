"""The exercises of lecture 09a: every sentence of a text has a case that a violation fails."""

import pytest
import torch

RULES = {
    "minibatch_grad": [
        ("A sample may be drawn twice", lambda per_sample, idx, m: (
            m / len(idx.unique()) * sum(per_sample(i) for i in idx.unique())), "6 samples, 4 drawn"),
    ],
    "accumulate": [
        ("No argument may be changed in place", lambda grad_means, sizes: (
            grad_means.mul_((sizes / sizes.sum()).double().reshape(-1, *[1] * (grad_means.ndim - 1))).sum(0)),
         "two micro-batches"),
    ],
    "max_stable_eta": [
        ("from any start", "power_iteration_from_ones", "the steepest direction is (1, -1)"),
        ("With every $\\eta$ above it", "with_a_margin", "two directions along the axes"),
        ("In general `H` is not diagonal", "by_diagonal", "two directions that are tilted"),
        ("No argument may be changed in place", lambda H: (2 / torch.linalg.eigvalsh(H).max(), H.zero_())[0],
         "two directions along the axes"),
    ],
    "momentum_step": [
        ("It may be any shape, also that of a tensor without axes", "needs_an_axis", "a tensor without axes"),
        ("It may be any shape", "flattens", "parameters in a matrix"),
        ("it keeps the share $\\mu$ of its velocity", "friction", "three steps"),
        ("the slope adds $-\\eta g$ to it", "climbs", "one step from rest"),
        ("The new velocity then moves the ball", "moves_first", "one step from rest"),
        ("`(x, v)`", "exchanged", "three steps"),
        ("nothing multiplies the new gradient by $1 - \\mu$", "averages", "one step from rest"),
        ("No argument may be changed in place", lambda x, v, g, eta, mu: (
            x + v.mul_(mu).sub_(eta * g), v), "one step from rest"),
    ],
    "nesterov_step": [
        ("Give it a whole point", "one_entry_ahead_at_a_time", "a tilted bowl"),
        ("`x` is the ball itself", "returns_the_point_ahead", "f(x) = x²/2 from 1, one step"),
        ("No argument may be changed in place", lambda x, v, grad, eta, mu: (
            x + v.mul_(mu).sub_(eta * grad(x + v * mu)), v), "f(x) = x²/2 from 1, one step"),
    ],
    "minibatches": [
        ("Every index from 0 to $n-1$ comes exactly once", lambda n, B, seed, epoch: torch.randint(
            n, (n,), generator=torch.Generator().manual_seed(seed * 1000 + epoch)).split(B), "12 samples"),
        ("Every batch holds `B` indices", lambda n, B, seed, epoch: list(torch.randperm(
            n, generator=torch.Generator().manual_seed(seed * 1000 + epoch)).chunk(max(1, -(-n // B)))), ""),
        ("a call must not change which numbers `torch.rand` gives next", lambda n, B, seed, epoch: (
            torch.manual_seed(seed * 1000 + epoch), torch.randperm(n).split(B))[1], ""),
        ("The same pair always gives the same batches", lambda n, B, seed, epoch: torch.randperm(
            n, generator=torch.Generator().manual_seed(torch.Generator().seed() % 2**31)).split(B), ""),
        ("That holds for `(0, 1)` and `(1, 0)` too", lambda n, B, seed, epoch: torch.randperm(
            n, generator=torch.Generator().manual_seed(seed + epoch)).split(B), ""),
    ],
}


@pytest.mark.parametrize("key, sentence, answer, fails", [
    pytest.param(key, *row, id=f"{key}-{row[0][:40]}") for key, rows in RULES.items() for row in rows])
def test_every_sentence_has_a_case_that_a_violation_fails(key, sentence, answer, fails, rule_bites):
    rule_bites(key, sentence, answer, fails)
