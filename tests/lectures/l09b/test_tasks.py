"""The exercises of lecture 09b: every sentence of a text has a case that a violation fails."""

import pytest


def needs_an_axis(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / (cache.sqrt() + eps) if x.ndim == 1 else x, cache


RULES = {
    "adagrad_step": [
        ("any shape", needs_an_axis, "parameters in a matrix"),
        ("with the present one", "stale_cache", "three steps"),
        ("no argument may be changed in place", lambda x, cache, g, eta, eps: (
            x.sub_(eta * g / ((cache + g**2).sqrt() + eps)), cache + g**2), "one step"),
    ],
}


@pytest.mark.parametrize("key, sentence, answer, fails", [
    pytest.param(key, *row, id=f"{key}-{row[0][:40]}") for key, rows in RULES.items() for row in rows])
def test_every_sentence_has_a_case_that_a_violation_fails(key, sentence, answer, fails, rule_bites):
    rule_bites(key, sentence, answer, fails)
