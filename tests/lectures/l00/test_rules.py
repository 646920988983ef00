"""The exercises of lecture 00: every sentence of a text has a case that a violation fails."""

import pytest
import torch


def in_float32(p, q):
    return -torch.special.xlogy(p.float(), q.float()).sum()


RULES = {
    "cross_entropy": [
        ("class $i$ comes up as often as $p_i$ says", "exchanged", "a fair coin"),
        ("It is measured in nats", "in_bits", "a fair coin"),
        ("with at least one class", lambda p, q: -torch.special.xlogy(p, q).sum() if len(p) > 1 else 1.0,
         "a single class"),
        ("Change neither of them in place", lambda p, q: -p.mul_(q.log()).nansum(), "a fair coin"),
        ("a float or a tensor without axes", lambda p, q: -torch.special.xlogy(p, q).sum(0, keepdim=True),
         "a fair coin"),
        ("Compute in float64: ten digits are compared", in_float32, "three classes"),
        ("Compute in float64: ten digits are compared", "cut_at_eight_digits", "a class that happens although q = 0"),
        ("A class with $p_i = 0$ counts 0", "unweighted_over_all", "a class with p = 0"),
        ("even if $q_i = 0$", "nan_at_zero", "a class with p = 0 and q = 0"),
        ("even if $q_i = 0$", "inf_wherever_q_is_zero", "a class with p = 0 and q = 0"),
        ("the result is `inf`", "impossible_costs_nothing", "a class that happens although q = 0"),
        ("the result is `inf`", "softened", "a class that happens although q = 0"),
        ("the result is `inf`", "impossible_costs_nothing_beside_zero", "a class that happens although q = 0, another"),
        ("the less it expected the class, the larger its surprise", "tiny_q_cut_off", "a rare class"),
        ("the less it expected the class, the larger its surprise", "tiny_q_is_zero", "a rare class"),
        ("comes up as often as $p_i$ says", "rare_classes_left_out", "a rare class"),
        ("the result is `inf`", "rarest_classes_left_out", "a class that hardly ever happens"),
        ("When class $i$ comes up, the model is surprised by $-\\log q_i$",
         lambda p, q: -torch.special.xlogy(p, q).sum() if (p < 1).all() else 0.0, "twelve classes"),
    ],
}


@pytest.mark.parametrize("key, sentence, answer, fails", [
    pytest.param(key, *row, id=f"{key}-{row[0][:40]}") for key, rows in RULES.items() for row in rows])
def test_every_sentence_has_a_case_that_a_violation_fails(key, sentence, answer, fails, rule_bites):
    rule_bites(key, sentence, answer, fails)
