"""Searching hyper-parameters: on a grid, by lot, in rounds, and with a Gaussian process that says where to look next.

A hyper-parameter is described by an `Interval` or by a list of its values; a space is a mapping from names to these,
and a setting is a mapping from the same names to one value each.
"""

from dlcourse.search.bayesian import bayes_opt, ei_per_cost, expected_improvement
from dlcourse.search.gaussian import Conditional, condition, draws, gp_posterior, log_evidence, rbf
from dlcourse.search.spaces import Interval, Setting, grid, log_uniform, place, random_search
from dlcourse.search.trying import Compared, Trial, best_so_far, compare_runs, guided, run

__all__ = ["Compared", "Conditional", "Interval", "Setting", "Trial", "bayes_opt", "best_so_far", "compare_runs",
           "condition", "draws", "ei_per_cost", "expected_improvement", "gp_posterior", "grid", "guided",
           "log_evidence", "log_uniform", "place", "random_search", "rbf", "run"]
