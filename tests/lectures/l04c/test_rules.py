"""The exercises of lecture 04c: every sentence of a text has a case that a violation fails."""

import pytest
import torch

from dlcourse.classroom import registry


def in_float32(key):
    """The solution, computed in float32 and given back in float64."""
    def answer(*inputs):
        results = registry.load(key).solution(*(_to(torch.float32, v) for v in inputs))
        return tuple(_to(torch.float64, r) for r in results) if isinstance(results, tuple) else _to(
            torch.float64, results)

    return answer


def changing(key, at):
    """The solution, which leaves its argument number `at` changed."""
    def answer(*inputs):
        results = registry.load(key).solution(*(v.clone() if isinstance(v, torch.Tensor) else v for v in inputs))
        inputs[at].add_(1)
        return results

    return answer


def _to(dtype, value):
    return value.to(dtype) if isinstance(value, torch.Tensor) and value.is_floating_point() else value


RULES = {
    "hier_logprob": [
        ("Compute in float64: ten digits are compared", in_float32("hier_logprob"), "one node"),
        ("No argument may be changed in place", changing("hier_logprob", 0), "one node"),
        ("A single number may be returned as a float or as a tensor without axes", "not_added", "one node"),
        ("you go left with the probability", "sides_exchanged", "one node, to the left"),
        ("and right with the probability", "signs_ignored", "one node, to the right"),
        ("the probability that you end at its leaf", "log_of_sum", "three nodes"),
        ("the natural logarithm of that probability", "in_bits", "one node"),
        ("At the nodes that are not in `path` no decision is taken", "all_nodes", "three nodes"),
        ("the numbers of the inner nodes on the path", "path_ignored", "three nodes"),
        ("the root first", "signs_backwards", "three nodes"),
        ("Nodes may be numbered in any order", "nodes_in_order_of_numbers", "a lopsided tree"),
        ("Nodes may be numbered in any order", "node_zero_for_the_root", "a lopsided tree"),
        ("and $-1$ where it turns right", "right_turns_free", "one node, to the right"),
        ("Logits may lie anywhere between $-1000$ and 1000. The result must be right there too", "log_of_sigma",
         "a leaf that is almost impossible"),
        ("Logits may lie anywhere between $-1000$ and 1000. The result must be right there too", "power_over_power",
         "a leaf that is almost certain"),
        ("Logits may lie anywhere between $-1000$ and 1000. The result must be right there too", "one_minus_sigma",
         "a logit of 30"),
        ("Logits may lie anywhere between $-1000$ and 1000. The result must be right there too",
         "logits_cut_off_at_seven_hundred", "a leaf that is almost impossible"),
        ("Compute in float64: ten digits are compared", "tail_is_the_logit", "logits of 17"),
        ("Compute in float64: ten digits are compared", "likely_is_free", "logits of 17"),
    ],
}


@pytest.mark.parametrize("key, sentence, answer, fails", [
    pytest.param(key, *row, id=f"{key}-{row[0][:40]}") for key, rows in RULES.items() for row in rows])
def test_every_sentence_has_a_case_that_a_violation_fails(key, sentence, answer, fails, rule_bites):
    rule_bites(key, sentence, answer, fails)
