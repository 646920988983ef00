"""Exercises of lecture 07, differentiation, in the order of the notebook."""

ORDER = ("central_diff", "choose_eps", "dual_number", "jacobian", "sym_diff", "var_backward")
