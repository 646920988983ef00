"""Exercise: backpropagation through time in a recurrent network of single numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task

EXAMPLE = {"w": 0.5, "u": 1.0, "a": 2.0, "c": 3.0, "x": numbers(0, 1, -1, 4), "h0": 1.0}


def reference(w: float, u: float, a: float, c: float, x: Tensor, h0: float) -> float:
    """What torch's own differentiation finds."""
    weight = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    h = torch.tensor(h0, dtype=torch.float64)
    for x_k in x[:-1]:
        h = torch.tanh(u * x_k + weight * h)
    y = a * h + c * x[-1] + 0 * weight
    return float(torch.autograd.grad(y, weight)[0])


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, t: int, **other: float) -> Case:
        given = {"w": draw.between(0.5, 1.4), "u": draw.between(0.4, 0.9), "a": -draw.between(0.6, 2),
                 "c": draw.between(0.5, 2), "x": 0.7 * draw.away_from_zero(t), "h0": draw.between(0.3, 0.9)}
        return case(label, **{**given, **other})

    return [
        case("the example of the text", **EXAMPLE),
        some("t = 2: a single step before the output", 2),
        some("t = 3, a negative w", 3, w=-draw.between(0.6, 1.3)),
        some("t = 5, a negative u", 5, u=-draw.between(0.4, 0.9)),
        some("t = 7", 7, h0=-draw.between(0.3, 0.9)),
        some("t = 4, h0 is 0", 4, h0=0.0),
        some("t = 4, w is 0", 4, w=0.0),
        some("t = 1: no step before the output", 1),
    ]


task = Task(
    key="bptt", title="Backpropagation through time, step by step", points=3, difficulty=3, minutes=25,
    objective="add up what each use of a shared weight contributes to a gradient",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward"),
    facts=("N13-06", "N13-07"),
    hints=(
        "w is used once in every step. Give each use a copy of its own: how far does the state of step k move when "
        "only the copy in step k moves? And through which steps does that movement reach the output?",
        "In the example the three slopes of tanh are 0.7864, 0.2895 and 0.7279. The copy in step 2 moves h_2 by 0.2895 "
        "· 0.4621. This reaches the output through step 3 alone. How far does h_3 move when h_2 moves by 1?",
        "back = a; for k = t - 1 down to 1: slope = 1 - ____; total += back * slope * ____; back *= ____ * slope",
    ),
)


@task.solution
def bptt(w, u, a, c, x, h0):
    states = [h0]
    for x_k in x[:-1]:
        states.append(torch.tanh(u * x_k + w * states[-1]))     # step: the next state
    total, back = 0.0, a                                        # step: y moves by a with the last state
    for k in range(len(x) - 1, 0, -1):
        slope = 1 - states[k]**2                                # step: the slope of tanh
        total = total + back * slope * states[k - 1]            # step: what the copy in step k contributes
        back = back * w * slope                                 # step: one step further back
    return total


@task.right
def every_path_by_itself(w, u, a, c, x, h0):
    t = len(x)
    h = torch.zeros(t, dtype=torch.float64)
    h[0] = h0
    for k in range(1, t):
        h[k] = torch.tanh(u * x[k - 1] + w * h[k - 1])          # step: the next state
    gradient = torch.zeros((), dtype=torch.float64)
    for k in range(1, t):
        path = a * (1 - h[k]**2) * h[k - 1]                     # step: the copy in step k moves its state
        for j in range(k + 1, t):
            path = path * w * (1 - h[j]**2)                     # step: through one later step
        gradient = gradient + path                              # step: the sum over all copies
    return gradient


@task.right
def forward_with_a_tangent(w, u, a, c, x, h0):
    import math

    h, h_dot = h0, 0.0
    for x_k in x.tolist()[:-1]:
        new = math.tanh(u * x_k + w * h)                        # step: the next state
        h_dot = (1 - new * new) * (h + w * h_dot)               # step: how far it moves with w
        h = new
    return a * h_dot


@task.right
def by_cumulative_products(w, u, a, c, x, h0):
    h = [torch.tensor(h0, dtype=torch.float64)]
    for x_k in x[:-1]:
        h.append((u * x_k + w * h[-1]).tanh())                  # step: the next state
    h = torch.stack(h)
    slopes = 1 / torch.cosh(u * x[:-1] + w * h[:-1])**2         # step: the slope of tanh
    factors = torch.cat([w * slopes[1:], torch.ones(1, dtype=torch.float64)])[:len(slopes)]
    carry = factors.flip(0).cumprod(0).flip(0)                  # step: the product of the later factors
    return float(a * (carry * slopes * h[:-1]).sum())


def _states(v: Any) -> Tensor:
    """h_0, h_1, ... in one vector."""
    h = [torch.as_tensor(v.start, dtype=torch.float64)]
    for x in v.inputs:
        h.append(v.act(v.u * x + v.w * v.seen(h)))
    return torch.stack(h)


def _behind(factors: Tensor) -> Tensor:
    """For each step the product of the factors of the steps after it."""
    return torch.cat([_with_own(factors)[1:], factors.new_ones(1)])[:len(factors)]


def _with_own(factors: Tensor) -> Tensor:
    """For each step the product of its own factor and of those after it."""
    return factors.flip(0).cumprod(0).flip(0)


def _beyond(v: Any) -> Tensor:
    """The factor of a step t, which the network of the text does not take."""
    return v.w * (1 - torch.tanh(v.u * v.x[-1] + v.w * v.h[-1])**2)


def _by_a_step(v: Any, step: float) -> Tensor:
    """The derivative from two outputs nearby."""
    ends = []
    for w in (v.w + step, v.w - step):
        h = torch.as_tensor(v.h0, dtype=torch.float64)
        for x in v.x[:-1]:
            h = torch.tanh(v.u * x + w * h)
        ends.append(v.a * h + v.c * v.x[-1])
    return (ends[0] - ends[1]) / (2 * step)


# The gradient, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "inputs": lambda v: v.x[:-1], "start": lambda v: v.h0, "act": lambda v: torch.tanh,
    "seen": lambda v: lambda h: h[-1], "h": _states,
    "before": lambda v: v.h[:-1], "after": lambda v: v.h[1:],
    "slope": lambda v: 1 - v.after**2,
    "immediate": lambda v: v.slope * v.before,
    "factor": lambda v: v.w * v.slope,
    "carry": lambda v: _behind(v.factor),
    "terms": lambda v: v.carry * v.immediate,
    "total": lambda v: v.terms.sum(),
    "front": lambda v: v.a,
    "result": lambda v: v.front * v.total,
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example": EXAMPLE,
    "In the example with t = 1, where x = (4) alone is left,": {**EXAMPLE, "x": numbers([4])},
    "In the example with h0 = 0": {**EXAMPLE, "h0": 0.0},
    "In the example with w = 0": {**EXAMPLE, "w": 0.0},
    "In the example with w = -0.5": {**EXAMPLE, "w": -0.5}}


_with = answers_by(RULES, bptt)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        given = answer(*inputs.values())
        ours = torch.as_tensor(given, dtype=torch.float64) if isinstance(given, (Tensor, float)) else None
        if ours is not None and (words := told_apart(ours, numbers(float(bptt(*inputs.values()))))):
            return f"{place} you give {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    opening = says if says.startswith("`") else f"{says[0].upper()}{says[1:]}"
    task.wrong(" ".join(filter(None, (f"{opening}.", _seen(answer), asks))), short=says)(answer)


def _first_term(change: Callable) -> Callable:
    """The contributions, of which the one of step 1 is changed."""
    return lambda v: torch.cat([change(v)[:1], (v.carry * v.immediate)[1:]])


USES = "How often is w used on the way from h0 to the output?"
BACK = "How far does h_3 move when h_2 moves by 1, and what does that do to the contribution of step 2?"
STOP = "Which is the last state that enters y_t, and how many steps lie between it and h_1?"
OWN = "Hold h_{k-1} still and move w by 1: by which number does w meet the sum in step k?"
SLOPE = "What is the slope of tanh at a place where tanh is 0.5?"
STEP = "Which two numbers does a movement of h_{k-1} meet on its way to h_k?"
OUT = "How far does y_t move when h_{t-1} moves by 1?"
DIRECT = "Does w stand in y_t = a h_{t-1} + c x_t outside h_{t-1}?"
FORWARD = "Which number comes out of step 1 of the example?"
LATER = "Through which steps does the movement of h_k reach the output: those before k or those after it?"
ONE = "What does the text ask for: one number, or one for each step?"
_wrong("one_factor_too_many_in_every_term", "every product has one factor too many, the one of its own step: the copy "
       "of w in step k is followed through step k once more", LATER, carry=lambda v: _with_own(v.factor))
_wrong("product_to_t_minus_1", "every product runs one step too far, to a state h_t that the output does not use", STOP,
       carry=lambda v: _behind(v.factor) * _beyond(v))
_wrong("last_product_to_t_minus_1", "the product of the last term, which belongs to step 1, runs one step too far, to "
       "a state h_t that the output does not use; for t = 2 it is the only term", STOP,
       terms=_first_term(lambda v: v.carry * v.immediate * _beyond(v)))
_wrong("last_product_to_t_minus_1_unless_alone", "the product of the last term, which belongs to step 1, runs one step "
       "too far, to a state h_t that the output does not use", STOP, terms=lambda v: _first_term(
           lambda v: v.carry * v.immediate * _beyond(v))(v) if len(v.x) > 2 else v.carry * v.immediate)
_wrong("one_factor_too_many_in_the_last_term", "the last term, which belongs to step 1, has the factor of its own step "
       "too", LATER, terms=_first_term(lambda v: _with_own(v.factor) * v.immediate))
_wrong("product_one_short", "every product stops one step early: the factor of step t - 1 is missing", STOP,
       carry=lambda v: torch.cat([_behind(v.factor[:-1]), v.factor.new_ones(1)])[:len(v.factor)])
_wrong("nearest_factor_missing", "every product lacks the factor of the step right after its own", LATER,
       carry=lambda v: torch.cat([_with_own(v.factor)[2:], v.factor.new_ones(2)])[:len(v.factor)])
_wrong("only_the_last_step", "only the use of w in step t - 1 counts: the state before it is taken as a constant", USES,
       total=lambda v: v.terms[-1:].sum())
_wrong("only_the_first_step", "only the use of w in step 1 counts", USES, total=lambda v: v.terms[:1].sum())
_wrong("first_step_missing", "the contribution of step 1 is missing", USES, total=lambda v: v.terms[1:].sum())
_wrong("last_step_missing", "the contribution of step t - 1 is missing", USES, total=lambda v: v.terms[:-1].sum())
_wrong("two_steps_back", "the way back is cut off after two steps", USES, total=lambda v: v.terms[-2:].sum())
_wrong("products_of_one", "every contribution counts in full: nothing is carried back through later steps", BACK,
       carry=lambda v: torch.ones_like(v.factor))
_wrong("one_factor_each", "every contribution but the last has one factor only, however many steps lie behind it", BACK,
       carry=lambda v: torch.cat([v.factor[1:], v.factor.new_ones(1)])[:len(v.factor)])
_wrong("factors_added", "the factors of the later steps are added, not multiplied", BACK, carry=lambda v: torch.cat(
    [v.factor.flip(0).cumsum(0).flip(0)[1:], v.factor.new_ones(1)])[:len(v.factor)])
_wrong("factors_before", "each contribution is multiplied by the factors of the steps before it", LATER,
       carry=lambda v: torch.cat([v.factor.new_ones(1), v.factor.cumprod(0)[:-1]])[:len(v.factor)])
_wrong("all_factors", "every contribution is multiplied by the factors of all steps", LATER,
       carry=lambda v: v.factor.prod() * torch.ones_like(v.factor))
_wrong("product_by_division", "the product of the later factors is got by a division: 0/0 is nan where w is 0", LATER,
       carry=lambda v: v.factor.cumprod(0)[-1:] / v.factor.cumprod(0))
_wrong("nothing_at_w_0", "with w = 0 the result is 0", "With w = 0, how far does the last state move when w moves by a "
       "little?", total=lambda v: v.terms.sum() if v.w else 0 * v.terms.sum())
_wrong("carry_without_w", "the factors on the way back are the slopes alone, without w", STEP,
       factor=lambda v: v.slope)
_wrong("carry_without_slope", "the factors on the way back are w alone, without the slopes", STEP,
       factor=lambda v: v.w * torch.ones_like(v.slope))
_wrong("carry_with_u", "the factors on the way back have u where w belongs", STEP, factor=lambda v: v.u * v.slope)
_wrong("carry_with_both", "the factors on the way back have w + u where w belongs", STEP,
       factor=lambda v: (v.w + v.u) * v.slope)
_wrong("carry_with_earlier_slope", "the factors on the way back have the slope of the step before", STEP,
       factor=lambda v: v.w * (1 - v.before**2))
_wrong("carry_negative", "the factors on the way back have the opposite sign", STEP, factor=lambda v: -v.w * v.slope)
_wrong("carry_with_states", "the factors on the way back are the immediate terms: they have the state where w belongs",
       STEP, factor=lambda v: v.slope * v.before)
_wrong("carry_plus_one", "the factors on the way back are 1 plus what they should be, as with a skip connection", STEP,
       factor=lambda v: 1 + v.w * v.slope)
_wrong("immediate_by_own_state", "the immediate term of step k has h_k where the state before belongs", OWN,
       immediate=lambda v: v.slope * v.after)
_wrong("immediate_without_slope", "the immediate terms have no slope of tanh", OWN, immediate=lambda v: v.before)
_wrong("immediate_without_state", "the immediate term is the slope alone: the state that w multiplies is missing", OWN,
       immediate=lambda v: v.slope)
_wrong("by_u", "it is the derivative with respect to u: x_k stands where the state before belongs", OWN,
       immediate=lambda v: v.slope * v.inputs)
_wrong("by_both", "the immediate term of step k has x_k + h_{k-1} where the state alone belongs: it moves u as well",
       OWN, immediate=lambda v: v.slope * (v.before + v.inputs))
_wrong("immediate_times_w", "the immediate term has w as one more factor", OWN,
       immediate=lambda v: v.w * v.slope * v.before)
_wrong("immediate_by_h0", "the immediate term of every step has h0 where the state before belongs", OWN,
       immediate=lambda v: v.slope * v.start)
_wrong("immediate_by_sum", "the immediate term has the whole sum u x_k + w h_{k-1} where the state before belongs", OWN,
       immediate=lambda v: v.slope * (v.u * v.inputs + v.w * v.before))
_wrong("slope_left_out", "the slopes of tanh are left out everywhere", SLOPE, slope=lambda v: torch.ones_like(v.after))
_wrong("slope_not_squared", "the slope is taken as 1 - h_k, without the square", SLOPE, slope=lambda v: 1 - v.after)
_wrong("slope_squared_alone", "the slope is taken as the square of h_k", SLOPE, slope=lambda v: v.after**2)
_wrong("slope_plus", "the slope is taken as 1 + h_k²", SLOPE, slope=lambda v: 1 + v.after**2)
_wrong("slope_of_the_sum", "the slope is taken as 1 less the square of the sum, before its tanh", SLOPE,
       slope=lambda v: 1 - torch.atanh(v.after)**2)
_wrong("slope_of_tanh_again", "the slope is taken at h_k, whose tanh is formed once more", SLOPE,
       slope=lambda v: 1 - torch.tanh(v.after)**2)
_wrong("slope_of_sigmoid", "the slope is that of a sigmoid, h_k (1 - h_k)", SLOPE,
       slope=lambda v: v.after * (1 - v.after))
_wrong("slope_of_state_before", "the slope of step k uses the state before it", SLOPE, slope=lambda v: 1 - v.before**2)
_wrong("slope_is_the_state", "the states stand where the slopes belong", SLOPE, slope=lambda v: v.after)
_wrong("slope_negative", "the slope is taken as h_k² - 1", SLOPE, slope=lambda v: v.after**2 - 1)
_wrong("slope_rooted", "the root of the slope stands where the slope belongs", SLOPE,
       slope=lambda v: (1 - v.after**2).sqrt())
_wrong("a_left_out", "a is left out: it is the derivative of the last state", OUT, front=lambda v: 1.0)
_wrong("a_twice", "a stands in the result twice", OUT, front=lambda v: v.a**2)
_wrong("a_divides", "the result is divided by a", OUT, front=lambda v: 1 / v.a)
_wrong("c_for_a", "c stands where a belongs", OUT, front=lambda v: v.c)
_wrong("a_plus_c", "a + c stands where a belongs", OUT, front=lambda v: v.a + v.c)
_wrong("a_times_c", "the result is multiplied by c", OUT, front=lambda v: v.a * v.c)
_wrong("slope_at_the_output", "the output gets a tanh and its slope as well", OUT, front=lambda v: v.a * (
    1 - torch.tanh(v.a * v.h[-1] + v.c * v.x[-1])**2))
_wrong("a_in_every_factor", "a stands in every factor on the way back, not once at its end", OUT,
       factor=lambda v: v.a * v.w * v.slope)
_wrong("a_in_the_last_term_alone", "a multiplies the contribution of step t - 1 alone", OUT, front=lambda v: 1.0,
       total=lambda v: (v.terms * torch.cat([torch.ones_like(v.terms[1:]), v.a * v.terms.new_ones(1)])
                        [:len(v.terms)]).sum())
_wrong("direct_input", "c x_t is added, as if w stood before it", DIRECT, result=lambda v: v.a * v.total
       + v.c * v.x[-1])
_wrong("direct_x", "x_t is added, as if w stood before it", DIRECT, result=lambda v: v.a * v.total + v.x[-1])
_wrong("direct_c", "c is added, as if w stood in c x_t", DIRECT, result=lambda v: v.a * v.total + v.c)
_wrong("direct_state", "the last state is added, as if w stood before it in y_t", DIRECT,
       result=lambda v: v.a * v.total + v.h[-1])
_wrong("steps_to_t", "the network takes a step t as well, and a multiplies h_t", "Which state stands in y_t?",
       inputs=lambda v: v.x)
_wrong("at_least_one_step", "for t = 1 the network takes a step all the same", "How many steps lie between h0 and y_1?",
       inputs=lambda v: v.x[:max(1, len(v.x) - 1)])
_wrong("state_at_t_1", "for t = 1 the result is a h0", "Does w stand in y_1?", result=lambda v: v.a * (
    v.total if len(v.x) > 1 else v.start))
_wrong("a_at_t_1", "for t = 1 the result is a", "Does w stand in y_1?", result=lambda v: v.a * (
    v.total if len(v.x) > 1 else 1.0))
_wrong("nan_at_t_1", "for t = 1 the result is nan", "How many terms has the sum for t = 1, and what is it then?",
       result=lambda v: v.a * (v.total if len(v.x) > 1 else math.nan))
_wrong("inputs_one_late", "the first input is skipped: step k sees x_{k+1}", "At which index of the tensor x does x_1 "
       "stand?", inputs=lambda v: v.x[1:])
_wrong("inputs_backwards", "the inputs are read from the last one backwards", "Which input does step 1 see?",
       inputs=lambda v: v.x[:-1].flip(0))
_wrong("one_step_less", "the network takes one step too few: x_{t-1} is never seen", "Which inputs do the steps 1 to "
       "t - 1 see?", inputs=lambda v: v.x[:-2])
_wrong("last_input_everywhere", "every step sees x_t", "Which input does step k see?",
       inputs=lambda v: v.x[-1].expand(len(v.x) - 1))
_wrong("start_at_zero", "the first state is taken as 0, not as h0", FORWARD, start=lambda v: 0.0)
_wrong("h0_in_every_step", "every step of the forward pass starts from h0 again", FORWARD,
       seen=lambda v: lambda h: h[0])
_wrong("linear", "the states are computed without tanh", FORWARD, act=lambda v: lambda z: z)
_wrong("linear_and_flat", "the network is taken as linear: no tanh and no slopes", FORWARD, act=lambda v: lambda z: z,
       slope=lambda v: torch.ones_like(v.after))
_wrong("sigmoid_forward", "the states are computed with a sigmoid", FORWARD, act=lambda v: torch.sigmoid)
_wrong("all_sigmoid", "states and slopes are those of a sigmoid", FORWARD, act=lambda v: torch.sigmoid,
       slope=lambda v: v.after * (1 - v.after))
_wrong("states_held", "the states before the last one are held still on the way forward: u x_k alone makes them",
       FORWARD, seen=lambda v: lambda h: 0 * h[-1])
_wrong("averaged", "the contributions are averaged, not added", USES, total=lambda v: v.terms.sum() / max(
    1, len(v.terms)))
_wrong("averaged_over_t", "the sum of the contributions is divided by t", USES,
       total=lambda v: v.terms.sum() / len(v.x))
_wrong("multiplied", "the contributions are multiplied, not added", USES, total=lambda v: v.terms.prod())
_wrong("t_times_the_last", "the contribution of step t - 1 is counted t - 1 times", USES,
       total=lambda v: len(v.terms) * v.terms[-1:].sum())
_wrong("by_h0", "it is the derivative with respect to h0", "Which quantity does the text let move?",
       total=lambda v: v.factor.prod())
_wrong("negative", "the result has the opposite sign", OUT, result=lambda v: -v.a * v.total)
_wrong("doubled", "the result is twice as large as it should be", USES, result=lambda v: 2 * v.a * v.total)
_wrong("output", "it is y_t itself, not its derivative", "What does the text ask for?",
       result=lambda v: v.a * v.h[-1] + v.c * v.x[-1])
_wrong("with_output", "two results come back, y_t and its derivative", "How many numbers does the text ask for?",
       result=lambda v: (v.a * v.h[-1] + v.c * v.x[-1], v.a * v.total))
_wrong("each_contribution", "the contributions come back one by one, not their sum", ONE,
       result=lambda v: v.a * v.terms)
_wrong("as_a_list", "the contributions come back as a list", ONE, result=lambda v: (v.a * v.terms).tolist())
_wrong("with_an_axis", "the number has an axis: its shape is (1,)", ONE,
       result=lambda v: (v.a * v.total).reshape(1))
_wrong("rounded", "the result is rounded to four decimals", "Where do you round?",
       result=lambda v: round(float(v.a * v.total), 4))
_wrong("by_a_small_step", "the derivative is approximated by a small step of w", "How many digits survive when two "
       "numbers that agree in most digits are subtracted?", result=lambda v: _by_a_step(v, 1e-6))
_wrong("through_float32", "the states go through float32", "In which of your lines does the dtype change?",
       act=lambda v: lambda z: torch.tanh(z.float()).double())


_wrong("steps_to_t_two_back", "two things: the network takes a step t as well, and the way back is cut off after two "
       "steps", f"Which state stands in y_t? {USES}", inputs=lambda v: v.x, total=lambda v: v.terms[-2:].sum())
OFTEN = {
    "one_factor_too_many_in_every_term": Mistake("every product has the factor of its own step too", LATER, {
        "carry": lambda v: _with_own(v.factor)}),
    "only_the_last_step": Mistake("only the use of w in step t - 1 counts", USES, {
        "total": lambda v: v.terms[-1:].sum()}),
    "products_of_one": Mistake("nothing is carried back through later steps", BACK, {
        "carry": lambda v: torch.ones_like(v.factor)}),
    "carry_without_w": Mistake("the factors on the way back lack w", STEP, {"factor": lambda v: v.slope}),
    "carry_with_u": Mistake("the factors on the way back have u where w belongs", STEP, {
        "factor": lambda v: v.u * v.slope}),
    "immediate_by_own_state": Mistake("the immediate term has h_k where the state before belongs", OWN, {
        "immediate": lambda v: v.slope * v.after}),
    "immediate_without_state": Mistake("the immediate term is the slope alone", OWN, {"immediate": lambda v: v.slope}),
    "by_u": Mistake("x_k stands in the immediate term where the state before belongs", OWN, {
        "immediate": lambda v: v.slope * v.inputs}),
    "slope_not_squared": Mistake("the slope is taken without the square", SLOPE, {"slope": lambda v: 1 - v.after}),
    "slope_of_sigmoid": Mistake("the slope is that of a sigmoid", SLOPE, {
        "slope": lambda v: v.after * (1 - v.after)}),
    "slope_of_tanh_again": Mistake("the slope is taken at h_k, whose tanh is formed once more", SLOPE, {
        "slope": lambda v: 1 - torch.tanh(v.after)**2}),
    "a_left_out": Mistake("a is left out", OUT, {"front": lambda v: 1.0}),
    "steps_to_t": Mistake("the network takes a step t as well", "Which state stands in y_t?", {
        "inputs": lambda v: v.x}),
    "at_least_one_step": Mistake("for t = 1 a step is taken all the same", "How many steps lie between h0 and y_1?", {
        "inputs": lambda v: v.x[:max(1, len(v.x) - 1)]}),
    "product_by_division": Mistake("the product of the later factors is got by a division", "What is 0/0?", {
        "carry": lambda v: v.factor.cumprod(0)[-1:] / v.factor.cumprod(0)}),
    "start_at_zero": Mistake("the first state is taken as 0", FORWARD, {"start": lambda v: 0.0}),
}
# the same numbers as something told above
WRITTEN = {("only_the_last_step", "products_of_one"), ("only_the_last_step", "carry_without_w"),
           ("only_the_last_step", "carry_with_u"), ("products_of_one", "carry_without_w"),
           ("products_of_one", "carry_with_u"), ("only_the_last_step", "product_by_division"),
           ("at_least_one_step", "start_at_zero"), ("carry_without_w", "product_by_division"),
           ("carry_with_u", "product_by_division")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
