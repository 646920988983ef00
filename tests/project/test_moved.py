"""What notebooks of an earlier version import is still there, under its earlier name."""

import subprocess
import sys

import pytest

EARLIER = """
from dlcourse.classic import linear, margin, penalties
from dlcourse.classic.calibration import calibration
from dlcourse.classic.linear import least_squares
from dlcourse.figures import backpropagation, calculus, descent, differentiation, history, optimisers, start
from dlcourse.figures import linear as pictures
from dlcourse.figures.differentiation import step_errors
from dlcourse import widgets
from dlcourse.widgets import Graph
from dlcourse import ask, data, exercise, optim, stopwatch, tensors
from dlcourse.diff import dual, finite, symbolic, tape
from dlcourse.nn import backprop, memory, mlp
from dlcourse.lectures.l00 import history as of_00
"""


def run(code):
    return subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True)


def test_imports_of_earlier_notebooks_work():
    done = run(EARLIER + """
from dlcourse.lectures.l07 import figures, widgets as today
from dlcourse.lectures.l00c import figures as of_00c
from dlcourse.models import linear as models
assert step_errors is figures.step_errors and linear.least_squares is models.least_squares
assert history.timeline is of_00.timeline is of_00c.timeline
assert widgets.StepSize is today.StepSize and widgets.Secant.heading
""")
    assert done.returncode == 0, done.stderr


def test_what_lecture_04_held_is_found_in_its_three_parts():
    done = run("""
from dlcourse.figures import linear
from dlcourse.lectures import l04, l04a, l04b
from dlcourse.lectures.l04 import figures, widgets
from dlcourse.lectures.l04.tasks import bce_grad, hier_logprob, log_softmax
from dlcourse.lectures.l04a.figures import probability_maps
from dlcourse.lectures.l04b.figures import class_regions
from dlcourse.lectures.l04b.widgets import Logits
assert figures.probability_maps is linear.probability_maps is probability_maps
assert figures.class_regions is linear.class_regions is class_regions
assert widgets.Logits is Logits and log_softmax.EXERCISE.key == "log_softmax"
assert (bce_grad.EXERCISE.key, hier_logprob.EXERCISE.key) == ("bce_grad", "hier_logprob")
""")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("code, words", [
    ("from dlcourse.figures import nothing", "cannot import name 'nothing'"),
    ("import dlcourse.classic.nothing", "No module named 'dlcourse.classic.nothing'"),
    ("from dlcourse import widgets; widgets.Secants", "dlcourse.widgets has no 'Secants'. It has Boundary"),
])
def test_what_never_was_is_still_missing(code, words):
    done = run(code)
    assert done.returncode == 1
    assert words in done.stderr


def test_what_copies_of_older_notebooks_show_is_still_there():
    done = run("""
import torch
from dlcourse.lectures.l00b import figures as calculus
from dlcourse.lectures.l04a import figures as two_classes
from dlcourse.lectures.l09a import figures as sampling, widgets
from dlcourse.nn import backprop
assert calculus.chain and two_classes.surprise and two_classes.probability_maps and sampling.noise and widgets.Race
sums = backprop.dag8_path_sums(torch.ones(8), torch.tensor(0.5), torch.tensor(1.0))
assert sums.z1_theta1 is sums.h1_theta1
""")
    assert done.returncode == 0, done.stderr


def test_fast_forms_are_found_where_they_lay():
    done = run("""
from dlcourse import optim
from dlcourse.nn import fast, mlp
from dlcourse.nn.fused import Step
from dlcourse.optim.fast import Flat
assert mlp.sgd_step_ is fast.sgd_step_ and Step is fast.Step and optim.Flat is Flat
""")
    assert done.returncode == 0, done.stderr


def test_the_earlier_names_cost_nothing_until_they_are_used():
    done = run("import sys, dlcourse; print(sorted(n for n in sys.modules if n.startswith('dlcourse')))")
    assert done.stdout.strip() == "['dlcourse', 'dlcourse.moved']"
