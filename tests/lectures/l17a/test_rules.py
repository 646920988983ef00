"""The exercise of lecture 17a: every sentence of its text has a case that a violation fails."""

import torch

from rules import every_sentence, in_place, solution


def few_states(P):
    """Right up to four states."""
    return solution("stationary")(P[:4, :4] / P[:4, :4].sum(1, keepdim=True))


def one_state_fails(P):
    return solution("stationary")(P) + (len(P) == 1)


EXAMPLE, LEFT, SWINGS = "sun and rain", "a state that is left for ever", "a chain that swings"
SLOW = "a chain that hardly moves"
RULES = {
    "stationary": [
        ("All tensors are float64", "in_float32", EXAMPLE),
        ("seven digits are compared", "computed_in_float32", SLOW),
        ("seven digits are compared", "rounded", EXAMPLE),
        ("No argument may be changed in place", in_place("stationary", 0), EXAMPLE),
        ("A Markov chain moves between $n$ states", few_states, "six states"),
        ("from state $i$ to state $j$", "right_eigenvector", EXAMPLE),
        ("The result is one tensor", "with_eigenvalue", EXAMPLE),
        ("The result is one tensor", "as_a_list", EXAMPLE),
        ("of shape `(n,)`", "as_a_column", EXAMPLE),
        ("of shape `(n,)`", "for_each_start", EXAMPLE),
        ("the distribution that a step leaves as it is", "one_step_from_even", EXAMPLE),
        ("with $\\pi$ as a row on the left", "not_transposed", EXAMPLE),
        ("Entry $i$ belongs to state $i$", "last_state_first", EXAMPLE),
        ("The entries add up to 1", "of_length_one", EXAMPLE),
        ("The entries add up to 1", "sum_missing", EXAMPLE),
        ("the same whichever state the chain starts in", "ten_steps", EXAMPLE),
        ("Some chains swing", "many_steps", SWINGS),
        ("Some chains swing", "many_steps_from_even", SWINGS),
        ("Some hardly move", "ten_thousand_steps", SLOW),
        ("A state that is left for ever has the probability 0", "never_zero", LEFT),
        ("$n$ may be 1", one_state_fails, "one state"),
        ("the single entry 1", "single_axes_lost", "one state"),
    ],
}
test_every_sentence = every_sentence(RULES)


def test_the_text_by_hand():
    P = torch.tensor([[0.9, 0.1], [0.5, 0.5]], dtype=torch.float64)
    pi = solution("stationary")(P)
    torch.testing.assert_close(pi, torch.tensor([5 / 6, 1 / 6], dtype=torch.float64))
    torch.testing.assert_close(pi @ P, pi)
