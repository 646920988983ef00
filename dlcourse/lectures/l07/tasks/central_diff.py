"""Exercise: the gradient by centred differences."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.diff import finite


def reference(f, theta: Tensor, eps: float) -> Tensor:
    """The centred difference of f at theta, as the package computes it."""
    return finite.central_difference(f, theta.double(), h=eps)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def slopes(label: str, f, formula: str, theta: Tensor, eps: float) -> Case:
        """f as a callback for tensors shaped like theta, of any usual dtype."""
        dtypes = (torch.float64, torch.float32, torch.int64)
        f = Callback(f, (tuple(theta.shape),), dtypes, budget=200, formula=f"theta -> {formula}")
        return case(label, f=f, theta=theta, eps=eps)

    c, A, w, M, X = 2 + draw.normal().abs(), draw.normal(3, 3), draw.normal(4), draw.normal(2, 3), draw.normal(5, 3)
    K, equal = torch.arange(1.0, 5, dtype=torch.float64).reshape(2, 1, 2), draw.normal(2, 1, 2)
    equal[1, 0, 1] = equal[0, 0, 0]
    return [
        slopes("a cubic of one number", lambda t: c * (t.double() ** 3).sum(), f"{c:.4g} · theta³",
               1.2 + draw.normal(1).abs(), 0.1),
        slopes("three numbers that meet in products", lambda t: t.double() @ A @ t.double() + (t.double() ** 3).sum(),
               "theta · A theta + the sum of theta³, with a fixed matrix A",
               draw.away_from_zero(3), 0.05),
        slopes("a vector of four, a small eps", lambda t: (t.double() * w).exp().sum(),
               f"the sum of exp(w theta), with w = {[round(n, 3) for n in w.tolist()]}",
               0.3 * draw.away_from_zero(4), 0.001),
        slopes("a matrix: the loss of one layer", lambda t: (X @ t.double().mT).tanh().square().mean() + (t * M).sum(),
               "the mean of tanh(X theta')² + the sum of M theta, with fixed X and M",
               draw.normal(2, 3), 0.1),
        slopes("a theta without axes", lambda t: c * t.double() ** 3, f"{c:.4g} · theta³",
               1.2 + draw.normal().abs(), 0.2),
        slopes("three axes, two entries equal", lambda t: (K * t.double() ** 3).sum(),
               "the sum of K theta³, with K = [[[1, 2]], [[3, 4]]]", equal, 0.1),
        slopes("an integer theta", lambda t: (t.double() ** 3).sum(), "the sum of theta³",
               torch.tensor([1, -2, 3]), 0.1),
    ]


task = Task(
    key="central_diff", title="The gradient by centred differences", points=2, difficulty=1, minutes=10,
    objective="compute a gradient with nothing but function calls",
    reference=reference, cases=cases, compare=close(rtol=1e-8), facts=("N07-03",),
    hints=(
        "A partial derivative moves one coordinate and keeps the others. How would you make a theta in which only "
        "entry i has moved?",
        "For f(t) = t1 · t2 at (2, 3) with eps = 0.1, the first entry is (2.1·3 - 1.9·3) / 0.2 = 3. Which two calls "
        "of f give the second entry?",
        "d = torch.zeros_like(theta); d.view(-1)[i] = eps; gradient.view(-1)[i] = (f(theta + d) - f(____)) / (____)",
    ),
)


@task.solution
def central_diff(f, theta, eps):
    theta = theta.double()                          # step: the parameters as float64
    gradient = torch.zeros_like(theta)
    for i in range(theta.numel()):
        step = torch.zeros_like(theta)
        step.view(-1)[i] = eps                      # step: a step along one entry
        rise = f(theta + step) - f(theta - step)    # step: the rise from behind to ahead
        gradient.view(-1)[i] = rise / (2 * eps)     # step: the rise per unit
    return gradient


@task.right
def behind_and_ahead(f, theta, eps):
    values = theta.double().flatten().tolist()              # step: the parameters as float64
    slopes = []
    for i in range(len(values)):
        ahead, behind = list(values), list(values)
        ahead[i] = values[i] + eps                          # step: one entry moved ahead
        behind[i] = values[i] - eps                         # step: the same entry moved behind
        above = f(torch.tensor(ahead, dtype=torch.float64).reshape(theta.shape))    # step: the value ahead
        below = f(torch.tensor(behind, dtype=torch.float64).reshape(theta.shape))   # step: the value behind
        rise = above - below                                # step: the rise from behind to ahead
        run = 2 * eps                                       # step: the distance from behind to ahead
        slopes.append(rise / run)                           # step: the rise per unit
    return torch.stack(slopes).reshape(theta.shape)


@task.right
def by_change_and_restore(f, theta, eps):
    theta = theta.to(torch.float64, copy=True)  # step: a copy of the parameters as float64
    flat, slopes = theta.view(-1), []
    for i, original in enumerate(flat.tolist()):
        flat[i] = original + eps                # step: one entry moved ahead
        up = f(theta)                           # step: the value ahead
        flat[i] = original - eps                # step: the same entry moved behind
        down = f(theta)                         # step: the value behind
        flat[i] = original                      # step: the entry put back
        slopes.append((up - down) / (2 * eps))  # step: the rise per unit
    return torch.stack(slopes).reshape(theta.shape)


def _entry_by_entry(theta, derivative):
    """derivative(along) for each entry, where `along` is 1 in that entry and 0 elsewhere."""
    ones = torch.eye(theta.numel(), dtype=theta.dtype).reshape(-1, *theta.shape)
    return torch.stack([derivative(along).double() for along in ones]).reshape(theta.shape)


def _by(quotient, theta):
    """quotient(t, along) for each entry of theta as float64."""
    t = theta.double()
    return _entry_by_entry(t, lambda along: quotient(t, along))


def _one_by_one(theta, at, move, dtype=torch.float64):
    """A gradient filled in entry by entry; move(theta, i, eps) gives the moved point, at(move, i) the slope."""
    gradient = torch.zeros(theta.shape, dtype=dtype)
    for i in range(theta.numel()):
        gradient.view(-1)[i] = at(lambda step, i=i: move(theta, i, step))
    return gradient


def _left_where_it_went(f, theta, eps, quotient):
    """One working copy whose entries stay where the last evaluation moved them."""
    t = theta.double().clone()
    gradient = torch.zeros_like(t)
    for i in range(t.numel()):
        t.view(-1)[i] += eps
        ahead = f(t)
        t.view(-1)[i] -= 2 * eps
        gradient.view(-1)[i] = quotient(ahead, f(t))
    return gradient


@task.wrong("Your answer looks one step ahead only. On f(t) = t³ at t = 1 with eps = 0.1 it gives 3.31, and the error "
            "halves when eps halves. What happens to the error when the step behind is used as well?",
            short="only the step ahead is used")
def forward_difference(f, theta, eps):
    return _by(lambda t, along: (f(t + eps * along) - f(t)) / eps, theta)


@task.wrong("Your answer looks one step behind only. On f(t) = t³ at t = 1 with eps = 0.1 it gives (1 - 0.729) / 0.1 = "
            "2.71. What happens to the error when the step ahead is used as well?",
            short="only the step behind is used")
def backward_difference(f, theta, eps):
    return _by(lambda t, along: (f(t) - f(t - eps * along)) / eps, theta)


@task.wrong("Your quotient measures from theta to two steps ahead: for f(t) = t³ at t = 1 with eps = 0.1 it gives "
            "(1.728 - 1) / 0.2 = 3.64. Between which two points does the text measure?",
            short="the two points lie at theta and two steps ahead")
def two_steps_ahead(f, theta, eps):
    return _by(lambda t, along: (f(t + 2 * eps * along) - f(t)) / (2 * eps), theta)


@task.wrong("Your rise covers one step ahead, but it is divided by two: for t³ at t = 1 with eps = 0.1 you get (1.331 "
            "- 1) / 0.2 = 1.655. (view() does not copy.) Print your two points: how far apart are they?",
            short="the rise over one step is divided by two steps")
def one_step_over_two(f, theta, eps):
    return _by(lambda t, along: (f(t + eps * along) - f(t)) / (2 * eps), theta)


@task.wrong("The sign is reversed, and the rise over one step is divided by two: t³ at t = 1 with eps = 0.1 gives (1 "
            "- 1.331) / 0.2 = -1.655. (view() does not copy.) Print the two points: are both moved?",
            short="the sign is reversed and one of the two points is not moved")
def one_step_over_two_reversed(f, theta, eps):
    return _by(lambda t, along: (f(t) - f(t + eps * along)) / (2 * eps), theta)


@task.wrong("The rise over the step behind is divided by two steps: for f(t) = t³ at t = 1 with eps = 0.1 you get "
            "(1 - 0.729) / 0.2 = 1.355. Print the two points: is one of them moved ahead?",
            short="the rise over the step behind is divided by two steps")
def one_step_behind_over_two(f, theta, eps):
    return _by(lambda t, along: (f(t) - f(t - eps * along)) / (2 * eps), theta)


@task.wrong("Your answer is twice the slope: on f(t) = t² at t = 1 it gives 4. How far apart are the two points at "
            "which you evaluate f?", short="the distance of the two points counts as one step")
def not_halved(f, theta, eps):
    return _by(lambda t, along: (f(t + eps * along) - f(t - eps * along)) / eps, theta)


@task.wrong("Your points are closer than asked: with eps = 0.1 and f(t) = t³ at t = 1 you get 3.0025, which comes from "
            "1.05 and 0.95. How far behind and ahead should they lie?", short="each point is only half a step away")
def half_steps(f, theta, eps):
    return _by(lambda t, along: (f(t + eps / 2 * along) - f(t - eps / 2 * along)) / eps, theta)


@task.wrong("Your points lie half a step away, and the rise is divided by two steps: for f(t) = t³ at t = 1 with eps = "
            "0.1 you get 1.50125. How far apart are your two points?",
            short="the points are half a step away and the rise is divided by two steps")
def half_steps_over_two(f, theta, eps):
    return _by(lambda t, along: (f(t + eps / 2 * along) - f(t - eps / 2 * along)) / (2 * eps), theta)


@task.wrong("Your points are further away than asked: with eps = 0.1 and f(t) = t³ at t = 1 you get 3.04, which comes "
            "from 1.2 and 0.8. How far behind and ahead should they lie?", short="each point is two steps away")
def double_steps(f, theta, eps):
    return _by(lambda t, along: (f(t + 2 * eps * along) - f(t - 2 * eps * along)) / (4 * eps), theta)


@task.wrong("Every entry has the opposite sign: for f(t) = t³ at t = 1 with eps = 0.1 you get -3.01, though f rises "
            "there. Which of the two values has to be taken from the other?",
            short="the value ahead is taken from the value behind")
def sign_reversed(f, theta, eps):
    return _by(lambda t, along: (f(t - eps * along) - f(t + eps * along)) / (2 * eps), theta)


@task.wrong("The two values are added: for f(t) = t³ at t = 1 with eps = 0.1 you get (1.331 + 0.729) / 0.2 = 10.3. "
            "What does a constant function f(t) = 5 give you, and how fast does it rise?",
            short="the values ahead and behind are added")
def values_added(f, theta, eps):
    return _by(lambda t, along: (f(t + eps * along) + f(t - eps * along)) / (2 * eps), theta)


@task.wrong("You give the rise itself: for f(t) = t³ at t = 1 with eps = 0.1 it is 1.331 - 0.729 = 0.602. Over which "
            "distance does f rise that much?", short="the rise is not divided by a distance")
def rise_only(f, theta, eps):
    return _by(lambda t, along: f(t + eps * along) - f(t - eps * along), theta)


@task.wrong("Your rise is halved, and eps does not divide it: for f(t) = t³ at t = 1 with eps = 0.1 you get 0.301. How "
            "should the number change when the same rise happens over a shorter distance?",
            short="the rise is halved and not divided by the step")
def halved_only(f, theta, eps):
    return _by(lambda t, along: (f(t + eps * along) - f(t - eps * along)) / 2, theta)


@task.wrong("Your rise is multiplied by eps: for f(t) = t³ at t = 1 with eps = 0.1 you get 0.0301 instead of 3.01. In "
            "Python 6 / 2 * 3 is 9: what is done first, and where do brackets belong?",
            short="the rise is multiplied by the step")
def times_the_step(f, theta, eps):
    return _by(lambda t, along: (f(t + eps * along) - f(t - eps * along)) / 2 * eps, theta)


@task.wrong("You give a second difference: for f(t) = t³ at t = 1 it is 6, the curvature, where the slope is 3. Which "
            "two values of f tell how much f rises?", short="the second derivative is measured")
def second_difference(f, theta, eps):
    return _by(lambda t, along: (f(t + eps * along) - 2 * f(t) + f(t - eps * along)) / eps**2, theta)


@task.wrong("You give the slope itself, not the quotient that is asked: for f(t) = t³ at t = 1 with eps = 0.1 you get "
            "3.00, and the text says 3.01. With which step did you get there?",
            short="the slope is found without the step eps")
def own_step(f, theta, eps):
    return _by(lambda t, along: (f(t + 1e-6 * along) - f(t - 1e-6 * along)) / 2e-6, theta)


@task.wrong("Your step grows with the entry: for f(t) = t³ at t = 2 with eps = 0.1 you get 12.04, which belongs to the "
            "points 2.2 and 1.8. Which step were you given?", short="the step is multiplied by the entry")
def relative_step(f, theta, eps):
    t = theta.double()
    return _by(lambda t, along: (f(t + eps * t * along) - f(t - eps * t * along)) / (2 * eps * (t * along).sum()), t)


@task.wrong("Your step grows with entries above 1: for f(t) = t³ at t = 2 with eps = 0.1 you get 12.04, which belongs "
            "to the points 2.2 and 1.8. Which step were you given?", short="the step grows with entries above 1")
def scaled_step(f, theta, eps):
    def quotient(t, along):
        h = eps * max(1.0, float((t * along).abs().sum()))
        return (f(t + h * along) - f(t - h * along)) / (2 * h)

    return _by(quotient, theta)


@task.wrong("The first entry is right and later ones drift: when you come to the second coordinate, the first one is "
            "no longer where it was. On theta = (1, 1), where does your second difference stand?",
            short="an entry is not put back before the next one moves")
def never_restored(f, theta, eps):
    return _left_where_it_went(f, theta, eps, lambda ahead, behind: (ahead - behind) / (2 * eps))


@task.wrong("The sign is the wrong way round, and later entries drift too. For f(t) = t³ at t = 1 with eps = 0.1 you "
            "get -3.01. And where does the first entry stand while the second one is measured?",
            short="the sign is reversed and entries are not put back")
def never_restored_reversed(f, theta, eps):
    return _left_where_it_went(f, theta, eps, lambda ahead, behind: (behind - ahead) / (2 * eps))


@task.wrong("The first entry is twice the slope, and later ones drift too. For t² at t = 1 you get 4. How far apart "
            "are your two points, and where does an entry stand when you come to the next?",
            short="the distance counts as one step and entries are not put back")
def never_restored_not_halved(f, theta, eps):
    return _left_where_it_went(f, theta, eps, lambda ahead, behind: (ahead - behind) / eps)


@task.wrong("The slopes add up from entry to entry: for f(t) = t1 + 10·t2 you get 1 and 11. When the second entry is "
            "measured, which entries are moved in your two points?",
            short="entries that were measured stay moved in both points")
def moves_pile_up(f, theta, eps):
    t = theta.double()
    ones = torch.eye(t.numel(), dtype=t.dtype).cumsum(0).reshape(-1, *t.shape)
    return torch.stack([(f(t + eps * moved) - f(t - eps * moved)) / (2 * eps) for moved in ones]).reshape(t.shape)


@task.wrong("You look one step ahead only, and the slopes add up from entry to entry: for f(t) = t1 + 10·t2 you get 1 "
            "and 11. Which entries are moved when the second one is measured?",
            short="only the step ahead is used and entries stay moved")
def moves_pile_up_forward(f, theta, eps):
    t = theta.double()
    ones = torch.eye(t.numel(), dtype=t.dtype).cumsum(0).reshape(-1, *t.shape)
    return torch.stack([(f(t + eps * moved) - f(t)) / eps for moved in ones]).reshape(t.shape)


@task.wrong("All your entries are 0: ahead and behind f gives the same, or no entry is filled in. (After a = theta, b "
            "= theta there is one tensor; in float32, 1 + 1e-8 is 1.) Print both points: do they differ in entry i?",
            short="the two points do not differ")
def both_moves_in_one(f, theta, eps):
    return torch.zeros(theta.shape, dtype=torch.float64)


@task.wrong("All your entries are equal: on f(t) = t1 + 10·t2 you give 11 twice. Which coordinates may move while one "
            "partial derivative is measured?", short="all entries move at the same time")
def all_at_once(f, theta, eps):
    t = theta.double()
    return torch.full_like(t, float((f(t + eps) - f(t - eps)) / (2 * eps)))


@task.wrong("All your entries are equal, and they look one step ahead only: on f(t) = t1 + 10·t2 you give 11 twice, on "
            "t³ at 1 with eps = 0.1 you give 3.31. Which coordinates may move?",
            short="all entries move at the same time, and only ahead")
def all_ahead(f, theta, eps):
    t = theta.double()
    return torch.full_like(t, float((f(t + eps) - f(t)) / eps))


@task.wrong("You move a whole row of a matrix at once: for f(t) = t11 + 10·t12 both entries are 11. A theta without "
            "axes has no rows at all, and your answer stops there. How many steps does a 2 by 3 matrix need?",
            short="a whole row moves at once")
def whole_rows(f, theta, eps):
    t = theta.double()
    gradient = torch.zeros_like(t)
    for i in range(len(t)):
        step = torch.zeros_like(t)
        step[i] = eps
        gradient[i] = (f(t + step) - f(t - step)) / (2 * eps)
    return gradient


@task.wrong("Only the first entry of your result is measured, the others are 0. For f(t) = t1 + 10·t2 you get (1, 0). "
            "After which entry does your function return?", short="only the first entry is measured")
def first_entry_only(f, theta, eps):
    t = theta.double()
    gradient = torch.zeros(t.numel(), dtype=torch.float64)
    step = torch.zeros_like(t)
    step.view(-1)[0] = eps
    gradient[0] = (f(t + step) - f(t - step)) / (2 * eps)
    return gradient.reshape(t.shape)


@task.wrong("The last entry of your result is always 0, the others are right. For f(t) = t1 + 10·t2 you get (1, 0). At "
            "which number does range(n - 1) end?", short="the last entry is left out")
def last_entry_missing(f, theta, eps):
    gradient = central_diff(f, theta, eps)
    gradient.view(-1)[-1] = 0
    return gradient


@task.wrong("The first entry of your result is always 0, the others are right. For f(t) = t1 + 10·t2 you get (0, 10). "
            "With which number does an index of a tensor begin?", short="the first entry is left out")
def first_entry_missing(f, theta, eps):
    gradient = central_diff(f, theta, eps)
    gradient.view(-1)[0] = 0
    return gradient


@task.wrong("Your numbers are right, but they come in one flat row: a 2 by 3 theta gives shape (6,), a theta without "
            "axes gives (1,). Which shape should the gradient of such a theta have?",
            short="the result is flat")
def flat_result(f, theta, eps):
    return central_diff(f, theta, eps).flatten()


@task.wrong("Your numbers are right for float64, and an integer theta stops your answer: in a tensor of integers "
            "`t += 0.1` fails. (Moving theta itself and back also leaves rounding in it.) What should the dtype of the "
            "moving point be?",
            short="an integer theta is moved without another dtype")
def integer_step(f, theta, eps):
    def moved(step):
        there = theta.clone()
        there += step
        return f(there)

    return _entry_by_entry(theta, lambda along: (moved(eps * along) - moved(-eps * along)) / (2 * eps))


def _put(theta, i, step):
    """A copy of theta in its own dtype, with entry i set to a moved value."""
    moved = theta.clone()
    moved.view(-1)[i] = theta.view(-1)[i] + step
    return moved


@task.wrong("For an integer theta the moved entries are cut back to integers: 1.1 becomes 1 and 0.9 becomes 0, so t³ "
            "at 1 with eps = 0.1 gives (1 - 0) / 0.2 = 5. Which dtype can hold 1.1?",
            short="moved entries are cut back to integers")
def integer_kept(f, theta, eps):
    return _one_by_one(theta, lambda at: (f(at(eps)) - f(at(-eps))) / (2 * eps), _put)


@task.wrong("An integer theta stays an integer twice: 0.9 is cut back to 0, so t³ at 1 with eps = 0.1 gives 5, and "
            "your result is int64 too. Of which dtype should the points and the result be?",
            short="moved entries and the result are cut back to integers")
def integer_throughout(f, theta, eps):
    return _one_by_one(theta, lambda at: (f(at(eps)) - f(at(-eps))) / (2 * eps), _put, theta.dtype)


@task.wrong("For an integer theta your slopes are 0: there a tensor that is shaped like theta and has its dtype holds "
            "0.1 as 0. Of which dtype should your step be?", short="the step is cut to 0 for an integer theta")
def integer_step_of_zero(f, theta, eps):
    return central_diff(f, theta, eps) if theta.is_floating_point() else torch.zeros(theta.shape, dtype=torch.float64)


@task.wrong("For an integer theta you return integers, all 0: a tensor with theta's dtype holds neither the step 0.1 "
            "nor the slope 3.01. Of which dtype should the step and the result be?",
            short="step and result are cut to integers")
def integers_of_zero(f, theta, eps):
    return central_diff(f, theta, eps) if theta.is_floating_point() else torch.zeros_like(theta)


@task.wrong("For an integer theta you return integers: for t³ at 1 with eps = 0.1 you get 3, where 3.01 is measured. "
            "Which dtype does zeros_like(theta) have, and which one is asked for?",
            short="the result has the dtype of theta")
def dtype_of_theta(f, theta, eps):
    return central_diff(f, theta, eps).to(theta.dtype)


@task.wrong("Your points are moved in float32, which keeps about 7 digits: an error of 6e-8 in a point, divided by "
            "0.002, is 3e-5 of the slope. In which dtype should you compute?", short="the points are float32")
def float32_points(f, theta, eps):
    t = theta.float()
    return _entry_by_entry(t, lambda along: (f(t + eps * along) - f(t - eps * along)) / (2 * eps))


@task.wrong("Your points and your result are float32, which keeps about 7 digits: an error of 6e-8 in a point, divided "
            "by 0.002, is 3e-5 of the slope. Which dtype does the text ask for?",
            short="the points and the result are float32")
def float32_throughout(f, theta, eps):
    return float32_points(f, theta, eps).float()


@task.wrong("You compare the mean of both values with the value at theta: for f(t) = t³ at t = 1 with eps = 0.1 you "
            "get (1.03 - 1) / 0.1 = 0.3. For f(t) = 5·t you get 0. How fast does 5·t rise?",
            short="the mean of both values is compared with the value at theta")
def mean_against_centre(f, theta, eps):
    return _by(lambda t, along: ((f(t + eps * along) + f(t - eps * along)) / 2 - f(t)) / eps, theta)


@task.wrong("You compare the two values with twice the value at theta: for f(t) = t³ at t = 1 with eps = 0.1 you get "
            "(2.06 - 2) / 0.1 = 0.6. For f(t) = 5·t you get 0. How fast does 5·t rise?",
            short="the sum of both values is compared with twice the value at theta")
def sum_against_centre(f, theta, eps):
    return _by(lambda t, along: (f(t + eps * along) + f(t - eps * along) - 2 * f(t)) / eps, theta)


@task.wrong("You add the two values: for f(t) = t³ at t = 1 with eps = 0.1 you get (1.331 + 0.729) / 0.1 = 20.6. What "
            "does a constant function f(t) = 5 give you, and how fast does it rise?",
            short="the values ahead and behind are added, and their distance counts as one step")
def values_added_over_one_step(f, theta, eps):
    return _by(lambda t, along: (f(t + eps * along) + f(t - eps * along)) / eps, theta)


@task.wrong("Two things: you look one step ahead only, so t³ at 1 with eps = 0.1 gives 3.31; and the result is one "
            "flat row. What happens to the error when the step behind is used too, and which shape is asked for?",
            short="only the step ahead is used, and the result is flat")
def forward_and_flat(f, theta, eps):
    return forward_difference(f, theta, eps).flatten()


@task.wrong("Two things: you look one step behind only, so t³ at 1 with eps = 0.1 gives 2.71; and the result is one "
            "flat row. What happens to the error when the step ahead is used too, and which shape is asked for?",
            short="only the step behind is used, and the result is flat")
def backward_and_flat(f, theta, eps):
    return backward_difference(f, theta, eps).flatten()


@task.wrong("Two things: you give twice the slope, 4 for t² at t = 1; and the result is one flat row. How far apart "
            "are the two points at which you evaluate f, and which shape is asked for?",
            short="the distance of the two points counts as one step, and the result is flat")
def not_halved_and_flat(f, theta, eps):
    return not_halved(f, theta, eps).flatten()


@task.wrong("Two things: every entry has the opposite sign, -3.01 for t³ at 1 with eps = 0.1; and the result is one "
            "flat row. Which value has to be taken from the other, and which shape is asked for?",
            short="the value ahead is taken from the value behind, and the result is flat")
def sign_reversed_and_flat(f, theta, eps):
    return sign_reversed(f, theta, eps).flatten()


@task.wrong("Two things: you look one step ahead only, so t³ at 1 with eps = 0.1 gives 3.31; and for an integer theta "
            "your result holds integers. What happens to the error when the step behind is used too, and which dtype "
            "is asked for?", short="only the step ahead is used, and the result has the dtype of theta")
def forward_in_dtype_of_theta(f, theta, eps):
    return forward_difference(f, theta, eps).to(theta.dtype)


@task.wrong("Two things: you give twice the slope, 4 for t² at t = 1; and for an integer theta your result holds "
            "integers. How far apart are the two points at which you evaluate f, and which dtype is asked for?",
            short="the distance of the two points counts as one step, and the result has the dtype of theta")
def not_halved_in_dtype_of_theta(f, theta, eps):
    return not_halved(f, theta, eps).to(theta.dtype)


@task.wrong("Your numbers are right to about 7 digits, which is all that your float32 result keeps: 3.01 becomes "
            "3.0099999905. Which dtype does torch.zeros(3) have if you name none?", short="the result is float32")
def float32_result(f, theta, eps):
    return central_diff(f, theta, eps).float()


@task.wrong("Two things: you look one step ahead only, so t³ at 1 with eps = 0.1 gives 3.31; and the result is "
            "float32. What happens to the error when the step behind is used too, and which dtype does torch.zeros "
            "have if you name none?", short="only the step ahead is used, and the result is float32")
def forward_and_float32(f, theta, eps):
    return forward_difference(f, theta, eps).float()


@task.wrong("Two things: you give twice the slope, 4 for t² at t = 1; and the result is float32. How far apart are "
            "the two points at which you evaluate f, and which dtype does torch.zeros have if you name none?",
            short="the distance of the two points counts as one step, and the result is float32")
def not_halved_and_float32(f, theta, eps):
    return not_halved(f, theta, eps).float()


@task.wrong("The entry moves by a fraction of itself, but the rise is divided by 2 eps: for f(t) = t³ at t = 2, eps = "
            "0.1 it goes from 1.8 to 2.2, and you give 24.08. How far did the entry go?",
            short="the entry moves by eps times itself, and the rise is divided by 2 eps")
def fraction_of_itself(f, theta, eps):
    return _by(lambda t, along: (f(t + eps * along * t) - f(t - eps * along * t)) / (2 * eps), theta)


@task.wrong("All entries with the same first index move at once: for a matrix and f(t) = t11 + 10·t12 both entries of "
            "the first row are 11. Which entries of theta should stand still while t12 moves?",
            short="a whole row moves at once")
def whole_rows_where_there_are_any(f, theta, eps):
    return whole_rows(f, theta, eps) if theta.ndim else central_diff(f, theta, eps)


@task.wrong("Your points lie around 0, not around theta: for f(t) = t³ with eps = 0.1 you get 0.01 for every t, which "
            "comes from 0.1 and -0.1. Around which point should the slope be measured?",
            short="the points lie around 0")
def around_zero(f, theta, eps):
    return _by(lambda t, along: (f(eps * along) - f(-eps * along)) / (2 * eps), theta)


@task.wrong("Right for a vector; with more axes the right slopes stand in other places. Where [[1, 2, 3], [4, 5, 6]] "
            "is right, you give [[1, 3, 5], [2, 4, 6]]. Does each slope go to the place of the entry that moved?",
            short="the slopes fill the result column by column")
def filled_by_columns(f, theta, eps):
    slopes = central_diff(f, theta, eps)
    return slopes.reshape(slopes.shape[::-1]).permute(tuple(reversed(range(slopes.ndim))))


@task.wrong("Right for a vector; with more axes the right slopes stand in other places. Where [[1, 2, 3], [4, 5, 6]] "
            "is right, you give [[1, 4, 2], [5, 3, 6]]. Does each slope go to the place of the entry that moved?",
            short="the slopes are measured column by column")
def measured_by_columns(f, theta, eps):
    slopes = central_diff(f, theta, eps)
    return slopes.permute(tuple(reversed(range(slopes.ndim)))).reshape(slopes.shape)


@task.wrong("All your entries are equal: on f(t) = t1 + 10·t2 you give 5.5 twice, the rise along both, shared evenly. "
            "Which coordinates may move while one partial derivative is measured?",
            short="all entries move at the same time, and the slope is shared evenly")
def shared_evenly(f, theta, eps):
    return all_at_once(f, theta, eps) / theta.numel()


@task.wrong("Your result is closer to the slope than the quotient that is asked: t³ at t = 1 with eps = 0.1 gives you "
            "3, and exp at 0 gives 0.9999998, not 1.0017. From which two points alone should it come?",
            short="quotients of two steps are combined into a better one")
def two_steps_combined(f, theta, eps):
    def slope(t, along, h):
        return (f(t + h * along) - f(t - h * along)) / (2 * h)

    return _by(lambda t, along: (4 * slope(t, along, eps / 2) - slope(t, along, eps)) / 3, theta)


@task.wrong("Equal entries move together: for f(t) = t1 + 10·t2 at theta = (2, 2) with any eps you give 11 twice. Is "
            "the entry that should move found by its value or by its place?", short="equal entries move together")
def equal_entries_move(f, theta, eps):
    t = theta.double()
    return _entry_by_entry(t, lambda along: (lambda alike: (f(t + eps * alike) - f(t - eps * alike)) / (2 * eps))(
        (t == (t * along).sum()).double()))


@task.wrong("Of two equal entries the first one moves twice: for f(t) = t1 + 10·t2 at theta = (2, 2) you give 1 twice. "
            "(list.index finds the first.) Is the entry found by its value or by its place?",
            short="of equal entries the first moves for each")
def first_equal_entry_moves(f, theta, eps):
    values = theta.flatten().tolist()
    slopes = central_diff(f, theta, eps).flatten()
    return slopes[[values.index(v) for v in values]].reshape(theta.shape)


@task.wrong("Only the value behind is divided: for f(t) = t³ at t = 1 with eps = 0.1 you get 1.331 - 0.729 / 0.2 = "
            "-2.314. In Python 6 - 4 / 2 is 4: what is done first, and where do brackets belong?",
            short="only the value behind is divided")
def second_value_alone_divided(f, theta, eps):
    return _by(lambda t, along: f(t + eps * along) - f(t - eps * along) / (2 * eps), theta)


@task.wrong("Your answer is half the slope: for f(t) = t³ at t = 1 with eps = 0.1 you get 0.602 / 0.4 = 1.505. How "
            "far apart are the two points at which you evaluate f?", short="the slope is halved once too often")
def halved_twice(f, theta, eps):
    return central_diff(f, theta, eps) / 2


@task.wrong("For an integer theta your slopes have lost their decimals: for t³ at 1 with eps = 0.1 you give 3.0, "
            "where 3.01 is measured. Which dtype has the tensor in which you store a slope?",
            short="for an integer theta the slopes are stored as integers")
def slopes_cut_to_integers(f, theta, eps):
    return central_diff(f, theta, eps).to(theta.dtype).double()


@task.wrong("Right for a vector, but your points are flat: for a 2 by 3 theta you call f with shape (6,), and it is "
            "refused, as the error says. Which shape should each point have?", short="f is called with flat points")
def flat_points(f, theta, eps):
    return central_diff(lambda t: f(t.reshape(-1)), theta, eps)


@task.wrong("You measure as many entries as theta has rows, and the others are 0: for a 2 by 3 theta only two. What "
            "does len(theta), or theta.shape[0], count?", short="only as many entries are measured as there are rows")
def as_many_as_rows(f, theta, eps):
    slopes = central_diff(f, theta, eps)
    if theta.ndim:
        slopes.view(-1)[len(theta):] = 0
    return slopes


@task.wrong("You measure as many entries as theta has rows: for a 2 by 3 theta only two, the others are 0; and a "
            "theta without axes stops your answer. What does len(theta) count, and what does theta.numel()?",
            short="only as many entries are measured as there are rows, and a theta without axes has none")
def as_many_as_rows_if_any(f, theta, eps):
    slopes = central_diff(f, theta, eps)
    slopes.view(-1)[len(theta):] = 0
    return slopes


@task.wrong("You give the size of each slope: for f(t) = -5·t you get 5. Does f rise or fall there, and which step of "
            "yours takes its sign away?", short="the sign of each slope is lost")
def size_of_the_slope(f, theta, eps):
    return central_diff(f, theta, eps).abs()


@task.wrong("Only the last entry of your result is measured, the others are 0: for f(t) = t1 + 10·t2 you get (0, 10). "
            "What happens to the first slope when the loop comes to the second entry?",
            short="only the last entry is measured")
def last_entry_only(f, theta, eps):
    slopes = central_diff(f, theta, eps)
    slopes.view(-1)[:-1] = 0
    return slopes


@task.wrong("Each slope is divided by the number of entries: for f(t) = t1 + 10·t2 you get (0.5, 5). How much does f "
            "rise when t1 alone grows by 1?", short="each slope is divided by the number of entries")
def divided_by_entries(f, theta, eps):
    return central_diff(f, theta, eps) / theta.numel()


@task.wrong("Two things: for f(t) = t³ at t = 1 with eps = 0.1 you get (0.729 - 1.331) / 0.1 = -6.02. Which of the "
            "two values has to be taken from the other, and how far apart are their points?",
            short="the sign is reversed, and the distance of the two points counts as one step")
def reversed_not_halved(f, theta, eps):
    return -not_halved(f, theta, eps)


@task.wrong("Two things: on f(t) = t1 + 10·t2 you give 22 twice. Which entries may move while one slope is measured, "
            "and how far apart are the two points at which you evaluate f?",
            short="all entries move at the same time, and the distance of the two points counts as one step")
def all_at_once_not_halved(f, theta, eps):
    return 2 * all_at_once(f, theta, eps)


@task.wrong("Two things: for f(t) = t³ at t = 1 with eps = 0.1 you get (1 - 1.331) / 0.1 = -3.31. Does f rise or fall "
            "there, and what happens to the error when the step behind is used as well?",
            short="only the step ahead is used, and the sign is reversed")
def forward_reversed(f, theta, eps):
    return -forward_difference(f, theta, eps)


@task.wrong("Two things: for f(t) = t³ at t = 1 with eps = 0.1 you get (0.729 - 1) / 0.1 = -2.71. Does f rise or fall "
            "there, and what happens to the error when the step ahead is used as well?",
            short="only the step behind is used, and the sign is reversed")
def backward_reversed(f, theta, eps):
    return -backward_difference(f, theta, eps)


@task.wrong("You divide by the square of eps: for f(t) = t³ at t = 1 with eps = 0.1 you get 0.602 / 0.02 = 30.1. Over "
            "which distance does f rise by 0.602?", short="the rise is divided by the square of eps")
def over_the_squared_step(f, theta, eps):
    return central_diff(f, theta, eps) / eps


EXERCISE = task.declared()
