"""The exercises of lecture 01a: every sentence of a text has a case that a violation fails."""

import math

import torch

from dlcourse.classroom.check import NOT_ALLOWED
from rules import every_sentence, solution


def step_by_autograd(theta, x, y, eta):
    leaf = theta.clone().requires_grad_()
    loss = (leaf[0] * torch.exp(-leaf[1] * x) - y).square().mean()
    (g,) = torch.autograd.grad(loss, leaf)
    return loss.detach(), g, theta - eta * g


def step_by_backward(theta, x, y, eta):
    leaf = theta.clone().requires_grad_()
    loss = (leaf[0] * torch.exp(-leaf[1] * x) - y).square().mean()
    loss.backward()
    return loss.detach(), leaf.grad, theta - eta * leaf.grad


def step_by_func(theta, x, y, eta):
    def loss(t):
        return (t[0] * torch.exp(-t[1] * x) - y).square().mean()

    g = torch.func.grad(loss)(theta)
    return loss(theta), g, theta - eta * g


def step_by_differences(theta, x, y, eta):
    def loss(t):
        return float((t[0] * torch.exp(-t[1] * x) - y).square().mean())

    h = 1e-4 * torch.eye(2, dtype=torch.float64)
    g = torch.tensor([(loss(theta + row) - loss(theta - row)) / 2e-4 for row in h], dtype=torch.float64)
    return loss(theta), g, theta - eta * g


def size_of(name):
    def answer(**inputs):
        return solution("recipe_step")(**{**inputs, name: inputs[name].abs()})

    return lambda theta, x, y, eta: answer(theta=theta, x=x, y=y, eta=eta)


def size_of_parameter(i):
    def answer(theta, x, y, eta):
        changed = theta.clone()
        changed[i] = changed[i].abs()
        loss, g, new = solution("recipe_step")(changed, x, y, eta)
        return loss, g, new

    return answer


def divided_by_k(theta, x, y, eta):
    loss, g, new = solution("recipe_step")(theta, x, y, eta)
    return loss, g * theta[1] / theta[1], new


def divided_by_x(theta, x, y, eta):
    a, k = theta
    miss = a * torch.exp(-k * x) - y
    share = (-k * x).exp() * x / x
    g = torch.stack([(2 * miss * share).mean(), (2 * miss * -x * a * share).mean()])
    return (miss**2).mean(), g, theta - eta * g


def needs_two(theta, x, y, eta):
    loss, g, new = solution("recipe_step")(theta, x, y, eta)
    return (loss, g, new) if len(x) > 1 else (loss, 0 * g, theta)


def in_place(theta, x, y, eta):
    loss, g, new = solution("recipe_step")(theta, x, y, eta)
    theta.copy_(new)
    return loss, g, new


def step_to(shown):
    """The right answer, shown in another way."""
    def answer(theta, g, eta, region):
        return shown(solution("projected_step")(theta, g, eta, region))

    return answer


def with_region(changed):
    """The right answer for another region."""
    def answer(theta, g, eta, region):
        return solution("projected_step")(theta, g, eta, changed(region))

    return answer


def no_open_sides(region):
    if region[0] == "ball":
        return region
    return ("box", region[1].clamp(min=-4.0), region[2].clamp(max=4.0))


def fixed_is_free(theta, g, eta, region):
    moved = theta - eta * g
    result = solution("projected_step")(theta, g, eta, region)
    return result if region[0] == "ball" else torch.where(region[1] == region[2], moved, result)


def zero_radius_is_free(theta, g, eta, region):
    if region[0] == "ball" and region[2] == 0:
        return theta - eta * g
    return solution("projected_step")(theta, g, eta, region)


def no_step_no_projection(theta, g, eta, region):
    return theta.clone() if eta == 0 else solution("projected_step")(theta, g, eta, region)


def starts_inside(theta, g, eta, region):
    return solution("projected_step")(solution("projected_step")(theta, g, 0.0, region), g, eta, region)


def first_two_axes(theta, g, eta, region):
    if region[0] == "box":
        return solution("projected_step")(theta, g, eta, region)
    away = theta - eta * g - region[1]
    distance = math.hypot(*away[:2].tolist())
    return region[1] + away * min(1.0, region[2] / distance if distance else 1.0)


def projected_in_place(theta, g, eta, region):
    theta.copy_(solution("projected_step")(theta, g, eta, region))
    return theta


RULES = {
    "recipe_step": [
        ("it is $\\hat y = a\\,e^{-kx}$ degrees warmer", "growing", "the example"),
        ("the **mean** of the squared misses $\\hat y_i - y_i$", "summed", "five examples"),
        ("the **mean** of the squared misses $\\hat y_i - y_i$", "loss_summed", "five examples"),
        ("the **mean** of the squared misses $\\hat y_i - y_i$", "half_squares", "a single example"),
        ("the **mean** of the squared misses $\\hat y_i - y_i$", "root_of_loss", "five examples"),
        ("the **mean** of the squared misses $\\hat y_i - y_i$", "size_as_loss", "five examples"),
        ("the **mean** of the squared misses $\\hat y_i - y_i$", "miss_reversed", "five examples"),
        ("holds `a` and `k`, in this order", lambda theta, x, y, eta: solution("recipe_step")(theta.flip(0), x, y, eta),
         "five examples"),
        ("`x` and `y` have shape `(n,)`", "first_example", "five examples"),
        ("`x` and `y` have shape `(n,)`", needs_two, "a single example"),
        ("`eta` is a positive float", lambda theta, x, y, eta: solution("recipe_step")(theta, x, y, min(eta, 1.0)),
         "a long step"),
        ("Return three results, `(loss, gradient, new_theta)`",
         lambda theta, x, y, eta: solution("recipe_step")(theta, x, y, eta)[::-1], "the example"),
        ("Return three results, `(loss, gradient, new_theta)`",
         lambda theta, x, y, eta: solution("recipe_step")(theta, x, y, eta)[:2], "the example"),
        ("`loss` is a single number",
         lambda theta, x, y, eta: (solution("recipe_step")(theta, x, y, eta)[0][None],
                                   *solution("recipe_step")(theta, x, y, eta)[1:]), "the example"),
        ("`gradient` has shape `(2,)`",
         lambda theta, x, y, eta: (solution("recipe_step")(theta, x, y, eta)[0],
                                   tuple(solution("recipe_step")(theta, x, y, eta)[1]),
                                   solution("recipe_step")(theta, x, y, eta)[2]), "the example"),
        ("with respect to `a`, then the one with respect to `k`", "exchanged", "five examples"),
        ("Both belong to the **old** `theta`", "one_after_the_other", "five examples"),
        ("Both belong to the **old** `theta`", "loss_after", "five examples"),
        ("after one step of gradient descent with the rate `eta`", "uphill", "five examples"),
        ("after one step of gradient descent with the rate `eta`", "whole_gradient", "five examples"),
        ("after one step of gradient descent with the rate `eta`", "only_the_change", "five examples"),
        ("may be negative or 0", size_of("x"), "negative x"),
        ("may be negative or 0", size_of("y"), "negative x"),
        ("may be negative or 0", size_of_parameter(0), "a is negative"),
        ("may be negative or 0", size_of_parameter(1), "k is negative"),
        ("may be negative or 0", "divided_by_a", "a is 0"),
        ("may be negative or 0", divided_by_k, "k is 0"),
        ("may be negative or 0", divided_by_x, "the example"),
        ("use neither `torch.autograd`", step_by_autograd, NOT_ALLOWED),
        ("nor `torch.func`", step_by_func, NOT_ALLOWED),
        ("and no `.backward()`", step_by_backward, NOT_ALLOWED),
        ("ten digits are compared", step_by_differences, "five examples"),
        ("No argument may be changed in place", in_place, "the example"),
        ("All tensors are float64",
         lambda theta, x, y, eta: tuple(t.float() for t in solution("recipe_step")(theta, x, y, eta)), "five examples"),
    ],
    "projected_step": [
        ("takes a step of gradient descent", "uphill", "the box"),
        ("takes a step of gradient descent", "whole_gradient", "the box"),
        ("then goes to the point of the allowed region", "no_walls", "the box"),
        ("then goes to the point of the allowed region", "region_first", "the box"),
        ("then goes to the point of the allowed region", "rejected", "the box"),
        ("**nearest** to where the step has ended", "stops_at_the_wall", "a ball, outside"),
        ("**nearest** to where the step has ended", "mirrored", "a ball, outside"),
        ("**nearest** to where the step has ended", "to_the_centre", "a ball, outside"),
        ("**nearest** to where the step has ended", "far_end", "a box, out"),
        ("both of shape `(d,)`", first_two_axes, "a ball, far outside, five axes"),
        ("`eta` is a float, positive or 0", no_step_no_projection, "eta is 0, the start is outside a box"),
        ("`eta` is a float, positive or 0", no_step_no_projection, "eta is 0, the start is outside a ball"),
        ("a string that says which kind it is", "ball_not_looked_at", "the ball"),
        ("a string that says which kind it is", "box_not_looked_at", "the box"),
        ("lies between its own two bounds", "one_interval", "a box, out"),
        ("lies between its own two bounds", "only_high", "a box, out"),
        ("lies between its own two bounds", "only_low", "a box, out"),
        ("A bound may be `-inf` or `inf`: then this side is open", with_region(no_open_sides), "a box with open sides"),
        ("Two equal bounds fix the entry", fixed_is_free, "a box that fixes"),
        ("`centre` has shape `(d,)`", "centre_ignored", "a ball, outside"),
        ("`radius` is a float, positive or 0", zero_radius_is_free, "a ball of radius 0"),
        ("if its distance from the centre is at most `radius`", "unit_ball", "a ball, outside"),
        ("The distance is the length of the straight way", "sum_of_sizes", "a ball, outside"),
        ("The distance is the length of the straight way", "no_root", "a ball, far"),
        ("The distance is the length of the straight way", "ball_as_box", "a ball, far"),
        ("is returned as it is, if it is allowed", "always_on_the_surface", "a ball, inside"),
        ("is returned as it is, if it is allowed", "minimum_of_low", "a box, all inside"),
        ("is returned as it is, if it is allowed", "nan_at_the_centre", "a ball, the step ends at the centre"),
        ("The step still starts at `theta`", starts_inside, "the start is outside a box"),
        ("With `eta = 0` it ends there", no_step_no_projection, "eta is 0"),
        ("The result is a tensor of shape `(d,)`", step_to(lambda t: t.tolist()), "the box"),
        ("The result is a tensor of shape `(d,)`", step_to(lambda t: t[None]), "the box"),
        ("it may have a single entry", step_to(lambda t: t.squeeze()), "a ball, outside, one axis"),
        ("No argument may be changed in place", projected_in_place, "the box"),
        ("All tensors are float64", step_to(lambda t: t.float()), "a ball, outside"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
