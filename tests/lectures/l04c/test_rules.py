"""The exercises of lecture 04c: every sentence of a text has a case that a violation fails."""

from rules import every_sentence, in_float32, in_place

RULES = {
    "hier_logprob": [
        ("Compute in float64: ten digits are compared", in_float32("hier_logprob"), "one node"),
        ("No argument may be changed in place", in_place("hier_logprob", 0), "one node"),
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


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
