"""Exercises of lecture 07, differentiation: notebook -> keys in its order."""

NOTEBOOKS = {
    "07_differentiation": ("central_diff", "choose_eps", "dual_number", "jacobian", "sym_diff", "var_backward"),
}
