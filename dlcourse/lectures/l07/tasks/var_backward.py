"""Exercise: reverse mode with variables that remember what they were computed from."""

from __future__ import annotations

import heapq
import itertools
import math
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback, RefusedError
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.diff import tape

CHAIN, TOWER = 3_200, 6  # a chain longer than any limit on recursion that a kernel sets (1000, in some 3000)


class Numbers(Callback):
    """A callback that takes plain numbers, or tensors without axes."""

    def _admit(self, args: tuple) -> None:
        if len(args) != len(self.shapes):
            raise RefusedError(f"{self.name} takes {len(self.shapes)} number(s), you called it with {len(args)}")
        if self.calls >= self.budget:
            raise RefusedError(f"{self.name} has been called {self.calls} times, which is far too often")
        for value in args:
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if not number and not (isinstance(value, Tensor) and value.ndim == 0 and value.is_floating_point()):
                raise RefusedError(f"{self.name} takes numbers, you called it with a {type(value).__name__}")
            if not abs(value) < 1e300:
                raise RefusedError(f"{self.name} takes finite numbers, you called it with {value}")


# Each program gets sin and its leaves, and returns the results to call backward() on, in turn.

def diamond(sin, a):
    b = a + a
    return [b + b]


def early_and_late(sin, a, b):
    c = a * b
    return [c * sin(c)]


def first_and_last(sin, a, b):
    c = a * b
    return [sin(sin(c)) * c]


def side_branch(sin, a, b, c):
    y = a * b
    sin(y * c)
    return [y]


def twice(sin, a):
    b = sin(a)
    y = b * b
    return [y, y]


def two_results(sin, a, b):
    c = a * b
    d = c * c
    return [d * a, sin(d)]


def used_later(sin, a, b):
    y = sin(a) * b
    yield y
    z = y * sin(y)
    yield z
    yield y


def set_back(sin, a):
    y = sin(a) * a
    yield y
    a.grad = 0.0
    yield y


def larger_then_inner(sin, a, b):
    c = sin(a * b)
    d = c + a
    z = d * c
    return [z, d, z, c, z]


def tower(sin, a):
    y = a
    for _ in range(TOWER):
        z = sin(y)
        y = z + z
    return [y]


def chain(sin, a, b):
    y = a
    for _ in range(CHAIN):
        y = y + b
    return [y]


PROGRAMS = {
    "y = a * b + c": (lambda sin, a, b, c: [a * b + c], "nothing is used twice"),
    "y = sin(a * b) * c": (lambda sin, a, b, c: [sin(a * b) * c], "a function inside a product"),
    "y = a * a": (lambda sin, a: [a * a], "the same factor twice"),
    "y = a * b + sin(a)": (lambda sin, a, b: [a * b + sin(a)], "a goes two ways"),
    "b = a + a; y = b + b": (diamond, "the diamond"),
    "c = a * b; y = c * sin(c)": (early_and_late, "c is used early and late"),
    "c = a * b; y = sin(sin(c)) * c": (first_and_last, "c is used first and last"),
    "y = a * b; z = sin(y * c)": (side_branch, "z has no part in y"),
    "b = sin(a); y = b * b": (twice, "a second y.backward() adds to grad"),
    "c = a * b; d = c * c; y = d * a; z = sin(d)": (two_results, "y.backward(), then z.backward()"),
    "y = sin(a) * b; y.backward(); z = y * sin(y); z.backward(); y.backward()": (
        used_later, "z is made of y after y.backward()"),
    "c = sin(a * b); d = c + a; z = d * c; backward() of z, d, z, c, z": (
        larger_then_inner, "z.backward(), then those of its parts"),
    "y = sin(a) * a; y.backward(); a.grad = 0; y.backward()": (set_back, "a.grad = 0 between two calls"),
    "y = a * b": (lambda sin, a, b: [a * b], "two equal values", (0.7, 0.7)),
    "y = a * b * c": (lambda sin, a, b, c: [a * b * c], "a product with a factor 0", (0.0, -1.3)),
    "y = sin(a * b) + a": (lambda sin, a, b: [sin(a * b) + a], "a sum that is 0", (0.0, 0.0)),
    f"y = a; {TOWER} times: z = sin(y), y = z + z": (tower, f"a tower; count the calls of pull, {TOWER} are enough"),
    f"y = a; {CHAIN} times: y = y + b": (chain, "a long chain"),
}


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def program(text: str) -> Case:
        """A program with a number for each of its leaves."""
        run, label, *fixed = PROGRAMS[text]
        leaves = {name: draw.between(0.6, 1.4) for name in "abc"[:run.__code__.co_argcount - 1]}
        return case(label, program=text, **leaves | dict(zip("abc", *fixed, strict=False) if fixed else ()))

    return [program(text) for text in PROGRAMS]


def drive(answer, program: str, **leaves: float) -> dict[str, Any]:
    """Run a program on the answer's variables and pull its results back."""
    run = PROGRAMS[program][0]
    sine = Numbers(math.sin, ((),), name="f")
    pull = Numbers(lambda x, y_bar: math.cos(x) * y_bar, ((), ()), budget=2_000, name="pull")
    made = {name: answer(value) for name, value in leaves.items()}
    results = []
    for result in run(lambda x: x.apply(sine, pull), *made.values()):
        results.append(result)
        result.backward()
    found = {"value": results[0].value, **{f"{name}.grad": leaf.grad for name, leaf in made.items()}}
    return {**found, "calls of pull": pull.calls} if run is tower else found


class Taped:
    """The package's tape behind the names of the exercise; all leaves are made before the first operation."""

    tape, leaves = tape.Tape(), []

    def __init__(self, value):
        if len(Taped.tape) > len(Taped.leaves):  # operations have been recorded: a new program begins
            Taped.tape, Taped.leaves = tape.Tape(), []
        self._stand_for(Taped.tape.variable(value))
        Taped.leaves.append(self)

    def _stand_for(self, line):
        self.line, self.value, self.grad = line, line.value, 0.0
        return self

    def _new(self, line):
        return object.__new__(Taped)._stand_for(line)

    def __add__(self, other):
        return self._new(self.line + other.line)

    def __mul__(self, other):
        return self._new(self.line * other.line)

    def apply(self, f, pull):
        x, index = self.value, self.line.index
        return self._new(Taped.tape.append("apply", f(x), (index, lambda y_bar: pull(x, y_bar))))

    def backward(self):
        for leaf, x_bar in zip(Taped.leaves, Taped.tape.adjoints(self.line, 1.0), strict=False):
            leaf.grad += x_bar or 0.0


task = Task(
    key="var_backward", title="Reverse mode with variables that remember", points=4, difficulty=3, minutes=30,
    objective="collect a gradient backwards over a graph, in the right order",
    reference=Taped, cases=cases, drive=drive, facts=("N07-06",),
    hints=(
        "In b = a + a, y = b + b both shares of b must be there before b hands anything on. In which order would you "
        "write y, b and a down, so that each stands behind all that use it?",
        "Write the order of making: a, b, y. Read it backwards: y has 1; b gets 1 + 1 = 2; a gets 2 + 2 = 4. Which "
        "shares does a get in y = a·a at a = 3?",
        "bar[self] = 1.0; for node in reversed(order): for u, share in node.inputs: bar[u] += ____(____); "
        "if not node.inputs: node.grad += bar[node]",
    ),
)


@task.solution
class Var:
    def __init__(self, value, inputs=()):
        self.value, self.grad, self.inputs = value, 0.0, inputs

    def __add__(self, other):
        # step: a sum, whose adjoint both inputs get whole
        return Var(self.value + other.value, [(self, lambda y_bar: y_bar), (other, lambda y_bar: y_bar)])

    def __mul__(self, other):
        # step: a product, whose adjoint each input gets times the other
        return Var(self.value * other.value,
                   [(self, lambda y_bar: y_bar * other.value), (other, lambda y_bar: y_bar * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda y_bar: pull(self.value, y_bar))])  # step: a function and its pull

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:  # step: an order in which each variable stands after its inputs
            node, inputs_done = stack.pop()
            if inputs_done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((u, False) for u, _ in node.inputs)
        bar = dict.fromkeys(order, 0.0)
        bar[self] = 1.0  # step: the adjoint of the result
        for node in reversed(order):  # step: each variable hands on when all its shares are there
            for u, share in node.inputs:
                bar[u] += share(bar[node])  # step: the shares add up
            if not node.inputs:
                node.grad += bar[node]  # step: the leaves keep their adjoints


@task.right
class ByConsumers:
    """A variable is ready when all its consumers on the way to the result have handed on their share."""

    def __init__(self, value, uses=()):
        self.value, self.grad, self.uses = value, 0, tuple(uses)

    def __add__(self, other):
        # step: a sum of two variables
        return ByConsumers(self.value + other.value, [(self, "whole", 0), (other, "whole", 0)])

    def __mul__(self, other):
        # step: a product, in which each side remembers the other side's value
        return ByConsumers(self.value * other.value, [(self, "times", other.value), (other, "times", self.value)])

    def apply(self, f, pull):
        return ByConsumers(f(self.value), [(self, "pull", pull)])   # step: a function of a variable, and its pull

    def backward(self):
        waiting, seen, stack = {self: 0}, {self}, [self]
        while stack:
            for u, _, _ in stack.pop().uses:
                waiting[u] = waiting.get(u, 0) + 1      # step: the number of shares that a variable waits for
                if u not in seen:
                    seen.add(u)
                    stack.append(u)
        bar, ready = dict.fromkeys(seen, 0.0), [self]
        bar[self] = 1.0                                 # step: the adjoint of the result
        while ready:
            node = ready.pop()
            y_bar = bar[node]                           # step: an adjoint whose shares are all there
            if not node.uses:
                node.grad += y_bar                      # step: what a leaf adds to its grad
            for u, kind, what in node.uses:
                if kind == "whole":
                    share = y_bar                       # step: the share of a summand
                elif kind == "times":
                    share = y_bar * what                # step: the share of a factor
                else:
                    share = what(u.value, y_bar)        # step: the share of the inside of a function
                bar[u] += share                         # step: the sum of the shares
                waiting[u] -= 1                         # step: one share less to wait for
                if waiting[u] == 0:
                    ready.append(u)


@task.right
class ByAge:
    """The youngest first: what uses a variable is always younger than it. Slopes are found on the way forward."""

    births = itertools.count()

    def __init__(self, value, *inputs):
        self.value, self.grad, self.inputs, self.birth = value, torch.zeros(()).double(), inputs, next(self.births)

    def __add__(self, other):
        return ByAge(self.value + other.value, (self, 1.0), (other, 1.0))       # step: the slopes of a sum

    def __mul__(self, other):
        # step: the slopes of a product
        return ByAge(self.value * other.value, (self, other.value), (other, self.value))

    def apply(self, f, pull):
        return ByAge(f(self.value), (self, pull(self.value, 1.0)))              # step: the slope of a function

    def backward(self):
        bars, heap = {self.birth: 1.0}, [(-self.birth, self)]       # step: the adjoint of the result
        while heap:
            _, node = heapq.heappop(heap)
            y_bar = bars.pop(node.birth)                            # step: the adjoint of the youngest
            for u, slope in node.inputs:
                if u.birth not in bars:
                    heapq.heappush(heap, (-u.birth, u))
                bars[u.birth] = bars.get(u.birth, 0.0) + y_bar * slope          # step: the sum of the shares
            if not node.inputs:
                node.grad = node.grad + y_bar                       # step: what a leaf adds to its grad


class _Var(Var):
    """The solution in parts, for wrong answers to change one of: an order, a walk along it, what becomes of a share."""

    def _alike(self, made):
        return type(self)(made.value, made.inputs)

    def __add__(self, other):
        return self._alike(super().__add__(other))

    def __mul__(self, other):
        return self._alike(super().__mul__(other))

    def apply(self, f, pull):
        return self._alike(super().apply(f, pull))

    def order(self):
        found, seen, stack = [], set(), [(self, False)]
        while stack:
            node, inputs_done = stack.pop()
            if inputs_done:
                found.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((u, False) for u, _ in node.inputs)
        return found[::-1]

    def arrives(self, share):
        self.grad += share

    def backward(self):
        order = self.order()
        bar = dict.fromkeys(order, 0.0) | {self: 1.0}
        for node in order:
            for u, share in node.inputs:
                bar[u] += share(bar[node])
        for node in order:
            if not node.inputs:
                node.arrives(bar[node])


@task.wrong("Where two variables come with the same pull, only one of them hands its adjoint on: for y = sin(sin(c)) "
            "c gets nothing by this way. How often may one and the same function be applied in a program?",
            short="of several variables with one pull only one hands on")
class OncePerPull(_Var):
    by = None

    def apply(self, f, pull):
        made = super().apply(f, pull)
        made.by = id(pull)
        return made

    def backward(self):
        order, used = self.order(), set()
        bar = dict.fromkeys(order, 0.0) | {self: 1.0}
        for node in order:
            first = node.by is None or node.by not in used
            used.add(node.by)
            for u, share in node.inputs if first else ():
                bar[u] += share(bar[node])
            if not node.inputs:
                node.arrives(bar[node])


@task.wrong("In a product each factor gets its own value: for y = a·b at a = 2, b = 5 you give a.grad = 2, but when a "
            "rises by 0.1, y rises by 0.5. Whose value says how much a counts?",
            short="each factor of a product gets its own value")
class OwnFactor(_Var):
    def __mul__(self, other):
        return type(self)(self.value * other.value, [(self, lambda y_bar: y_bar * self.value),
                                                     (other, lambda y_bar: y_bar * other.value)])


@task.wrong("Each operation hands on its own slope, whatever arrives: for y = (a + b)·c at c = 5 you give a.grad = 1, "
            "but when a rises by 0.1, y rises by 0.5. With what should the slope of a + b be multiplied?",
            short="the arriving adjoint is not multiplied in")
class ArrivingAdjointDropped(_Var):
    def backward(self):
        for node in self.order():
            for u, share in node.inputs:
                if not u.inputs:
                    u.arrives(share(1.0))


@task.wrong("A first backward is right, a second one is not: for b = 2·a, y = b·1 the first adds 2 to a.grad and the "
            "second 4, because b still holds its 1. Which adjoints are the caller's, and which belong to one walk?",
            short="variables in between keep the adjoint of an earlier backward")
class InnerKept(_Var):
    def backward(self):
        self.grad = 1.0
        for node in self.order():
            for u, share in node.inputs:
                u.arrives(share(node.grad))


@task.wrong("When a variable is used twice, only one of its paths is left: for y = a·a at a = 3 you give 3, but "
            "3.1·3.1 - 3·3 is 0.61. What should happen to the share that has arrived already when the next one comes?",
            short="a new share replaces the one that is there")
class LastPathOnly(InnerKept):
    def arrives(self, share):
        self.grad = share


@task.wrong("A second backward wipes out what the first one found: for y = 2·a called twice a.grad should be 4, and "
            "you have 2. Who decides when a.grad starts from 0 again?",
            short="a second backward replaces the grad of the leaves")
class LeavesReset(InnerKept):
    def backward(self):
        for node in self.order():
            node.grad = 0.0
        super().backward()


@task.wrong("The order is right, but it is found by a recursion: Python allows about 1000 calls inside one another, "
            "and the chain has 3200 variables. Which list of your own could remember where to go on?",
            short="the order is found by a recursion")
class OrderByRecursion(_Var):
    def order(self):
        found, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for u, _ in node.inputs:
                    visit(u)
                found.append(node)

        visit(self)
        return found[::-1]


@task.wrong("A second backward hands on what the first one left in the inner variables: for b = 2·a, y = b·1 it adds "
            "4 to a.grad, not 2. (The recursion is too deep for 3200 steps.) Which adjoints belong to one walk only?",
            short="variables in between keep an earlier adjoint, and the order is found by a recursion")
class InnerKeptByRecursion(InnerKept):
    order = OrderByRecursion.order


@task.wrong("On the diamond b = a + a, y = b + b you give 8 instead of 4: b hands its whole adjoint on once for each "
            "of its two uses. How often may a variable hand on, and when is its adjoint complete?",
            short="a variable hands its whole adjoint on once for each use")
class HandedOnTooOften(_Var):
    def backward(self):
        self.grad = 1.0
        self.hand_on()

    def hand_on(self):
        for u, share in self.inputs:
            u.arrives(share(self.grad))
        for u, _ in self.inputs:
            u.hand_on()


@task.wrong("On the diamond b = a + a, y = b + b you give 6 instead of 4: b hands on 1 after its first share, and then "
            "all of 2 after the second. How long should b wait before it hands anything on?",
            short="a variable hands on before all its shares are there, and then again")
class HandedOnUnfinished(HandedOnTooOften):
    def hand_on(self):
        for u, share in self.inputs:
            u.arrives(share(self.grad))
            u.hand_on()


@task.wrong("Each variable hands on once, but you go level by level from y: in c = a·b, y = c·sin(c) the variable c "
            "stands right below y and hands on before the share through sin(c) arrives. Who should come before c?",
            short="a variable hands on before all its shares are there, level by level")
class TooEarly(_Var):
    def order(self):
        found, seen = [self], {self}
        for node in found:
            for u, _ in node.inputs:
                if u not in seen:
                    seen.add(u)
                    found.append(u)
        return found


@task.wrong("Each variable hands on once, but not in a good order: in c = a·b, y = c·sin(c) the share of c through "
            "sin(c) is lost, and in y = sin(c)·c it is not. When do y, sin(c) and c hand on?",
            short="a variable hands on at the first visit")
class TooEarlyInDepth(_Var):
    def order(self):
        found, stack = {}, [self]
        while stack:
            node = stack.pop()
            if node not in found:
                found[node] = True
                stack += [u for u, _ in reversed(node.inputs)]
        return list(found)


@task.wrong("Your numbers are right, but a recursion follows every path: a tower of 6 floors calls pull 126 times, "
            "and 3200 steps are too deep. How many calls would be enough if each variable waited for all its shares?",
            short="every path is followed by a recursion")
class EveryPath(_Var):
    def backward(self, y_bar=1.0):
        if not self.inputs:
            self.arrives(y_bar)
        for u, share in self.inputs:
            u.backward(share(y_bar))


@task.wrong("When a variable is used twice, only the last path is left: for y = a·a at a = 3 you give 3 instead of 6. "
            "(The recursion is too deep for 3200 steps.) What should happen to a share that is there already?",
            short="a new share replaces the old one, in a recursion")
class LastPathByRecursion(EveryPath):
    arrives = LastPathOnly.arrives


@task.wrong("Your numbers are right, but you walk along every path: a tower of 6 floors calls pull 126 times, one of "
            "30 floors two thousand million times. How many calls would be enough if each variable waited for all its "
            "shares?", short="every path is followed")
class EveryPathOnAStack(_Var):
    def backward(self):
        stack = [(self, 1.0)]
        while stack:
            node, y_bar = stack.pop()
            if not node.inputs:
                node.arrives(y_bar)
            stack += [(u, share(y_bar)) for u, share in node.inputs]


@task.wrong("In a product each factor gets the adjoint as it arrives: for y = a·b at a = 2, b = 5 you give a.grad = "
            "1, but when a rises by 0.1, y rises by 0.5. How much does a count in a·b?",
            short="a product hands the adjoint on as a sum does")
class ProductLikeSum(_Var):
    def __mul__(self, other):
        return type(self)(self.value * other.value, [(self, lambda y_bar: y_bar), (other, lambda y_bar: y_bar)])


@task.wrong("A product hands on the other factor alone, whatever adjoint arrives: for y = (a·b)·c at b = 2, c = 5 "
            "you give a.grad = 2, but when a rises by 0.1, y rises by 1. With what is the 2 multiplied?",
            short="a product does not multiply the arriving adjoint in")
class ProductAdjointDropped(_Var):
    def __mul__(self, other):
        return type(self)(self.value * other.value, [(self, lambda y_bar: other.value),
            (other, lambda y_bar: self.value)])


@task.wrong("A sum hands on 1, whatever adjoint arrives: for y = (a + b)·c at c = 5 you give a.grad = 1, but when a "
            "rises by 0.1, y rises by 0.5. Which adjoint arrives at a + b?",
            short="a sum hands on one, whatever arrives")
class SumAdjointDropped(_Var):
    def __add__(self, other):
        return type(self)(self.value + other.value, [(self, lambda y_bar: 1.0), (other, lambda y_bar: 1.0)])


@task.wrong("A sum hands its adjoint on as a product does: for y = a + b at b = 5 you give a.grad = 5, but when a "
            "rises by 0.1, so does y. Does the value of b matter there?",
            short="a sum hands the adjoint on as a product does")
class SumLikeProduct(_Var):
    def __add__(self, other):
        return type(self)(self.value + other.value, [(self, lambda y_bar: y_bar * other.value),
            (other, lambda y_bar: y_bar * self.value)])


@task.wrong("Only the left side of a sum or product gets a share: for y = a·b at a = 2, b = 5 you give b.grad = 0, "
            "but when b rises by 0.1, y rises by 0.2. How many variables does y remember?",
            short="only the left side of a sum or product gets a share")
class LeftSideOnly(_Var):
    def _alike(self, made):
        return type(self)(made.value, made.inputs[:1])


@task.wrong("When both sides are the same variable, one of its two shares is lost: for y = a + a you give a.grad = "
            "1, for y = a·a at 3 you give 3. What happens in a dict when one key gets two values?",
            short="two shares from one operation count once")
class ShareOnceForTwins(_Var):
    def _alike(self, made):
        return type(self)(made.value, list(dict(made.inputs).items()))


@task.wrong("pull gets the value of the result instead of the value of a: for y = a.apply(f, pull) with f(a) = a² at "
            "a = 3 it should get 3, and it gets 9. At which place is the slope of f taken?",
            short="pull gets the value of the result")
class PullGetsResult(_Var):
    def apply(self, f, pull):
        value = f(self.value)
        return type(self)(value, [(self, lambda y_bar: pull(value, y_bar))])


@task.wrong("pull gets 1 instead of the adjoint that arrives, or its result is not multiplied by it: for y = "
            "sin(a)·5 at a = 0 you give a.grad = 1, but when a rises by 0.1, y rises by 0.5. Which adjoint arrives "
            "at sin(a)?", short="pull does not get the arriving adjoint")
class PullGetsOne(_Var):
    def apply(self, f, pull):
        return type(self)(f(self.value), [(self, lambda y_bar: pull(self.value, 1.0))])


@task.wrong("Behind apply the adjoint counts twice: for y = sin(a)·5 at a = 0 you give a.grad = 25, but when a rises "
            "by 0.1, y rises by 0.5. Is y_bar in the result of pull already?",
            short="the adjoint is multiplied in twice behind apply")
class AdjointTwice(_Var):
    def apply(self, f, pull):
        return type(self)(f(self.value), [(self, lambda y_bar: y_bar * pull(self.value, y_bar))])


@task.wrong("Behind apply nothing arrives: for y = sin(a) at a = 0 you give a.grad = 0, but when a rises by 0.1, so "
            "does y. Which variable does the result of apply remember?", short="nothing arrives behind apply")
class ApplyCutsOff(_Var):
    def apply(self, f, pull):
        return type(self)(f(self.value), [(type(self)(self.value), lambda y_bar: pull(self.value, y_bar))])


@task.wrong("pull gets its two numbers in the wrong order: for y = sin(a) at a = 0 the call is pull(1, 0), which is "
            "cos(1)·0 = 0. What comes first, a.value or y_bar?", short="the two numbers for pull are exchanged")
class PullArgumentsExchanged(_Var):
    def apply(self, f, pull):
        return type(self)(f(self.value), [(self, lambda y_bar: pull(y_bar, self.value))])


@task.wrong("Every grad stays 0: for y = 2·a nothing of the 1 that y begins with arrives at a. With which adjoint does "
            "your walk begin, and at which variable?", short="the walk begins with an adjoint of zero")
class NothingStarts(_Var):
    def backward(self):
        for node in self.order():
            for _, share in node.inputs:
                share(0.0)


@task.wrong("The walk begins with the value of y as its adjoint: for y = a + b at a = 2, b = 5 you give a.grad = 7, "
            "but when a rises by 0.1, so does y. Which adjoint has y itself?",
            short="the walk begins with the value of the result")
class ValueStarts(_Var):
    first = staticmethod(lambda y: y.value)

    def backward(self):
        order = self.order()
        bar = dict.fromkeys(order, 0.0) | {self: self.first(self)}
        for node in order:
            for u, share in node.inputs:
                bar[u] += share(bar[node])
            if not node.inputs:
                node.arrives(bar[node])


@task.wrong("A new share replaces the one that is there: for y = a·a at a = 3 you give 3, but 3.1·3.1 - 3·3 is 0.61. "
            "What should happen to the share that has arrived already when the next one comes?",
            short="a new share replaces the one that is there already")
class SharesReplaced(_Var):
    def backward(self):
        order = self.order()
        bar = dict.fromkeys(order, 0.0) | {self: 1.0}
        for node in order:
            for u, share in node.inputs:
                bar[u] = share(bar[node])
        for node in order:
            if not node.inputs:
                node.arrives(bar[node])


@task.wrong("Only one leaf gets its adjoint, the others keep 0: for y = a·b at a = 2, b = 5 one of the grads 5 and 2 "
            "is missing. Where does your loop stop, and which line makes it stop?",
            short="the walk stops at the first leaf")
class OneLeafOnly(_Var):
    def backward(self):
        order = self.order()
        bar = dict.fromkeys(order, 0.0) | {self: 1.0}
        for node in order:
            if not node.inputs:
                node.arrives(bar[node])
                return
            for u, share in node.inputs:
                bar[u] += share(bar[node])


@task.wrong("Only one leaf gets its adjoint, and the recursion for the order is too deep for 3200 steps. For y = a·b "
            "at a = 2, b = 5 one of the grads 5 and 2 is missing: where does your loop stop?",
            short="the walk stops at the first leaf, and the order is found by a recursion")
class OneLeafOnlyByRecursion(OneLeafOnly):
    order = OrderByRecursion.order


@task.wrong("You walk from the leaves to y: only what y uses directly gets a share, since the others come before "
            "anything arrives. In b = a + a, y = b + b, which of the three should be first?",
            short="the walk goes from the leaves to the result")
class FirstInputsFirst(_Var):
    def backward(self):
        order = self.order()
        bar = dict.fromkeys(order, 0.0) | {self: 1.0}
        for node in order[::-1]:
            for u, share in node.inputs:
                bar[u] += share(bar[node])
        for node in order:
            if not node.inputs:
                node.arrives(bar[node])


@task.wrong("You go one step back from y and no further: for b = a + a, y = b + b the grad of a stays 0. What should "
            "b do with the 2 that has arrived?", short="only one step is taken back")
class DirectLeavesOnly(_Var):
    def backward(self):
        for u, share in self.inputs:
            if not u.inputs:
                u.arrives(share(1.0))


@task.wrong("A second backward does not reach what the first one visited: for y = b·b with y.backward() twice a.grad "
            "grows once. What does the first call mark or use up "
            "that the second one needs?",
            short="what a first backward visited stays marked")
class SeenForEver(_Var):
    seen = False

    def order(self):
        found, stack = [], [(self, False)]
        while stack:
            node, inputs_done = stack.pop()
            if inputs_done:
                found.append(node)
            elif not node.seen:
                node.seen = True
                stack.append((node, True))
                stack.extend((u, False) for u, _ in node.inputs)
        return found[::-1]

    def backward(self):
        order, bar = self.order(), {self: 1.0}
        for node in order:
            for u, share in node.inputs:
                bar[u] = bar.get(u, 0.0) + share(bar.get(node, 0.0))
        for node in order:
            if not node.inputs:
                node.arrives(bar[node])


@task.wrong("A variable hands on the first share that arrives and ignores later ones: for b = a + a, y = b + b you "
            "give 2 instead of 4. How long should b wait? (And the recursion is too deep for 3200 steps.)",
            short="only the first share is handed on, in a recursion")
class FirstVisitOnly(_Var):
    def backward(self):
        visited = set()

        def hand_on(node, y_bar):
            if not node.inputs:
                node.arrives(y_bar)
            if node in visited:
                return
            visited.add(node)
            for u, share in node.inputs:
                hand_on(u, share(y_bar))

        hand_on(self, 1.0)


@task.wrong("Each variable takes the first share that arrives and no other, leaves too: for y = a·a at a = 3 you "
            "give 3, but 3.1·3.1 - 3·3 is 0.61. Where do later shares go? (And the recursion is too deep for 3200 "
            "steps.)", short="only the first share of each variable counts, in a recursion")
class FirstShareOnly(_Var):
    def backward(self):
        visited = set()

        def hand_on(node, y_bar):
            if node in visited:
                return
            visited.add(node)
            if not node.inputs:
                node.arrives(y_bar)
            for u, share in node.inputs:
                hand_on(u, share(y_bar))

        hand_on(self, 1.0)


@task.wrong("Two things. Behind apply the adjoint counts twice: for y = sin(a)·5 at a = 0 you give 25 instead of 5. "
            "And a second backward wipes out what the first one found. Is y_bar in the result of pull already?",
            short="the adjoint counts twice behind apply, and a second backward replaces the grads")
class AdjointTwiceAndLeavesReset(LeavesReset):
    apply = AdjointTwice.apply


@task.wrong("In a product each factor gets its own value: for y = a·b at a = 2, b = 5 you give a.grad = 2 instead of "
            "5. (The recursion is too deep for 3200 steps.) Whose value says how much a counts?",
            short="each factor of a product gets its own value, and the order is found by a recursion")
class OwnFactorByRecursion(OwnFactor):
    order = OrderByRecursion.order


@task.wrong("A new share replaces the one that is there: for y = a·a at a = 3 you give 3 instead of 6. (The recursion "
            "is too deep for 3200 steps.) What should become of the earlier share when the next one comes?",
            short="a new share replaces the one that is there already, and the order is found by a recursion")
class SharesReplacedByRecursion(SharesReplaced):
    order = OrderByRecursion.order


@task.wrong("A second backward wipes out what the first one found: for y = 2·a called twice a.grad should be 4, and "
            "you have 2. (The recursion is too deep for 3200 steps.) Who decides when it starts from 0 again?",
            short="a second backward replaces the grad of the leaves, and the order is found by a recursion")
class LeavesResetByRecursion(LeavesReset):
    order = OrderByRecursion.order


@task.wrong("pull gets the value of the result instead of the value of a: with f(a) = a² at a = 3 it gets 9. (The "
            "recursion is too deep for 3200 steps.) At which place is the slope of f taken?",
            short="pull gets the value of the result, and the order is found by a recursion")
class PullGetsResultByRecursion(PullGetsResult):
    order = OrderByRecursion.order


@task.wrong("In a product each factor gets the adjoint as it arrives: for y = a·b at a = 2, b = 5 you give a.grad = "
            "1. (The recursion is too deep for 3200 steps.) When a rises by 0.1, how much does y rise?",
            short="a product hands the adjoint on as a sum does, and the order is found by a recursion")
class ProductLikeSumByRecursion(ProductLikeSum):
    order = OrderByRecursion.order


@task.wrong("A second backward starts with more than 1 at the result: for y = 2·a the first adds 2 to a.grad and the "
            "second 4, because y still holds its 1. Which adjoints are the caller's, and which belong to one walk?",
            short="the result and variables in between keep an earlier adjoint")
class InnerAndResultKept(InnerKept):
    def backward(self):
        self.grad += 1.0
        for node in self.order():
            for u, share in node.inputs:
                u.arrives(share(node.grad))


@task.wrong("A second backward starts with more than 1 at the result: for y = 2·a it adds 4 to a.grad, not 2, because "
            "y still holds its 1. (The recursion is too deep for 3200 steps.) Which adjoints belong to one walk only?",
            short="the result and variables in between keep an earlier adjoint, and the order is found by a recursion")
class InnerAndResultKeptByRecursion(InnerAndResultKept):
    order = OrderByRecursion.order


@task.wrong("Two things. In c = a·b, y = c·sin(c) the variable c hands on before the share through sin(c) arrives. "
            "For y = 2·a a second backward adds 4, since y keeps its 1. When is c ready, and which adjoints belong to "
            "one walk?",
            short="variables hand on level by level, and the result and variables in between keep an earlier adjoint")
class InnerAndResultKeptTooEarly(InnerAndResultKept):
    order = TooEarly.order


@task.wrong("Two things. In c = a·b, y = c·sin(c) the variable c hands on before the share through sin(c) arrives. "
            "For b = 2·a, y = b·1 a second backward adds 4, since b keeps its 1. When is c ready, and which adjoints "
            "last?", short="variables hand on level by level, and those in between keep an earlier adjoint")
class InnerKeptTooEarly(InnerKept):
    order = TooEarly.order


@task.wrong("Two things. In c = a·b, y = c·sin(c) the variable c hands on before the share through sin(c) arrives. "
            "For y = 2·a called twice a.grad is 2, not 4. When is c ready, and who may set a.grad to 0?",
            short="variables hand on level by level, and a second backward replaces the grad of the leaves")
class LeavesResetTooEarly(LeavesReset):
    order = TooEarly.order


@task.wrong("Two things. Going in depth, in c = a·b, y = c·sin(c) the variable c hands on before sin(c). For b = 2·a, "
            "y = b·1 a second backward adds 4, since b keeps its 1. When is c ready, and which adjoints last?",
            short="variables hand on at the first visit, and those in between keep an earlier adjoint")
class InnerKeptTooEarlyInDepth(InnerKept):
    order = TooEarlyInDepth.order


@task.wrong("Two things. Each factor gets its own value: y = a·b at a = 2, b = 5 gives a.grad = 2. For b = a + a, y = "
            "b + b a second backward adds 8. Whose value counts, and which adjoints last?",
            short="each factor of a product gets its own value, and variables in between keep an earlier adjoint")
class OwnFactorAndInnerKept(InnerKept):
    __mul__ = OwnFactor.__mul__


@task.wrong("A variable waits for all its uses, also for those that have no part in y: for c = a·2, y = c·3, z = c·5 "
            "you give a.grad = 0 after y.backward(), as c waits for z. For which shares should c wait?",
            short="a variable waits for uses that have no part in the result")
class UsesOutsideCount(_Var):
    def __init__(self, value, inputs=()):
        super().__init__(value, inputs)
        self.uses = 0
        for u, _ in inputs:
            u.uses += 1

    def backward(self):
        bar, arrived, ready = {self: 1.0}, {}, [self]
        while ready:
            node = ready.pop()
            if not node.inputs:
                node.arrives(bar[node])
            for u, share in node.inputs:
                bar[u] = bar.get(u, 0.0) + share(bar[node])
                arrived[u] = arrived.get(u, 0) + 1
                if arrived[u] == u.uses:
                    ready.append(u)


@task.wrong("Every variable keeps its adjoint from an earlier backward, leaves too: for y = 2·a the first backward "
            "adds 2 to a.grad and the second 4, since the adjoint of a starts at 2 there. With which adjoint should a "
            "begin each walk?", short="all variables but the result keep an earlier adjoint, leaves too")
class AdjointsKept(_Var):
    def __init__(self, value, inputs=()):
        super().__init__(value, inputs)
        self.bar = 0.0

    def backward(self):
        self.bar = 1.0
        for node in self.order():
            for u, share in node.inputs:
                u.bar += share(node.bar)
            if not node.inputs:
                node.arrives(node.bar)


@task.wrong("Behind apply the adjoint counts twice: for y = sin(a)·5 at a = 0 you give a.grad = 25, but when a rises "
            "by 0.1, y rises by 0.5. (The recursion is too deep for 3200 steps.) Is y_bar in the result of pull "
            "already?", short="the adjoint counts twice behind apply, and the order is found by a recursion")
class AdjointTwiceByRecursion(AdjointTwice):
    order = OrderByRecursion.order


@task.wrong("Every variable keeps its adjoint from an earlier backward, leaves too: for y = 2·a the second backward "
            "adds 4 to a.grad, not 2. (The recursion is too deep for 3200 steps.) With which adjoint should a begin "
            "each walk?",
            short="all variables but the result keep an earlier adjoint, and the order is found by a recursion")
class AdjointsKeptByRecursion(AdjointsKept):
    order = OrderByRecursion.order


@task.wrong("Two things. The walk begins with the value of y: y = a + b at 2 and 5 gives a.grad = 7. Behind apply "
            "the adjoint counts twice. Which adjoint has y, and is y_bar in the result of pull already?",
            short="the walk begins with the value of the result, and the adjoint counts twice behind apply")
class ValueStartsAndAdjointTwice(ValueStarts):
    apply = AdjointTwice.apply


@task.wrong("Two things. The walk begins with the value of y: y = a + b at 2 and 5 gives a.grad = 7. Each factor of "
            "a product gets its own value. Which adjoint has y, and whose value counts?",
            short="the walk begins with the value of the result, and each factor of a product gets its own value")
class ValueStartsAndOwnFactor(ValueStarts):
    __mul__ = OwnFactor.__mul__


@task.wrong("Two things. The walk begins with the value of y: y = a + b at 2 and 5 gives a.grad = 7. And pull gets "
            "the value of its result. Which adjoint has y, and where is a slope taken?",
            short="the walk begins with the value of the result, and pull gets the value of the result")
class ValueStartsAndPullGetsResult(ValueStarts):
    apply = PullGetsResult.apply


@task.wrong("The walk begins with the value of y as its adjoint: y = a + b at 2 and 5 gives a.grad = 7. (The "
            "recursion is too deep for 3200 steps.) When a rises by 0.1, how much does y rise?",
            short="the walk begins with the value of the result, and the order is found by a recursion")
class ValueStartsByRecursion(ValueStarts):
    order = OrderByRecursion.order


@task.wrong("Two things. Behind apply the adjoint counts twice: y = sin(a)·5 at a = 0 gives 25, not 5. For b = 2·a, "
            "y = b·1 a second backward adds 4. Is y_bar in pull's result already, and which adjoints last?",
            short="the adjoint counts twice behind apply, and variables in between keep an earlier one")
class AdjointTwiceAndInnerKept(InnerKept):
    apply = AdjointTwice.apply


@task.wrong("Two things. Each factor gets its own value: y = a·b at a = 2, b = 5 gives a.grad = 2. And behind apply "
            "the adjoint counts twice. Whose value counts, and is y_bar in the result of pull already?",
            short="each factor of a product gets its own value, and the adjoint counts twice behind apply")
class OwnFactorAndAdjointTwice(OwnFactor):
    apply = AdjointTwice.apply


def _replacing(backward):
    """A backward() that starts all grads from 0."""
    def replacing(self):
        for node in self.order():
            node.grad = 0.0
        backward(self)

    return replacing


@task.wrong("Two things. The walk begins with the value of y: y = a + b at 2 and 5 gives a.grad = 7. And a second "
            "backward leaves it at 7. Which adjoint has y, and who may set a.grad to 0?",
            short="the walk begins with the value of the result, and a second backward replaces the grads")
class ValueStartsAndLeavesReset(ValueStarts):
    backward = _replacing(ValueStarts.backward)


@task.wrong("Two things. Each factor gets its own value: y = a·b at a = 2, b = 5 gives a.grad = 2. And a second "
            "backward leaves it at 2. Whose value counts, and who may set a.grad to 0?",
            short="each factor of a product gets its own value, and a second backward replaces the grads")
class OwnFactorAndLeavesReset(OwnFactor):
    backward = _replacing(OwnFactor.backward)


@task.wrong("Two things. pull gets the value of its result instead of a.value. And a second backward replaces what the "
            "first found: for y = 2·a you have 2, not 4. Where is a slope taken, and who may set a.grad to 0?",
            short="pull gets the value of the result, and a second backward replaces the grads")
class PullGetsResultAndLeavesReset(PullGetsResult):
    backward = _replacing(PullGetsResult.backward)


@task.wrong("Two things. A product hands the adjoint on as a sum does: y = a·b at 2 and 5 gives a.grad = 1. And a "
            "second backward leaves it at 1. What is a multiplied by, and who sets a.grad to 0?",
            short="a product hands the adjoint on as a sum does, and a second backward replaces the grads")
class ProductLikeSumAndLeavesReset(ProductLikeSum):
    backward = _replacing(ProductLikeSum.backward)


@task.wrong("A first backward is right; a second one on the same result adds twice as much: for y = a + a, a.grad is 2 "
            "and then 6, not 4. With which adjoint does y itself begin the second time?",
            short="the result begins a second backward with the adjoint 2")
class StartAddsUp(_Var):
    def backward(self):
        order = self.order()
        for node in order:
            if node.inputs and node is not self:
                node.grad = 0.0
        self.grad += 1.0
        for node in order:
            for u, share in node.inputs:
                u.arrives(share(node.grad))


@task.wrong("The result keeps its 1: with y = 2·a, y.backward(), then z = y·3 and z.backward(), y "
            "has the adjoint 1 + 3 in the second walk, and a.grad grows by 8, not 6. What should "
            "y begin with there?",
            short="the result keeps its adjoint, also when it is used later")
class ResultKept(_Var):
    def backward(self):
        self.grad = 1.0
        for node in self.order():
            for u, share in node.inputs:
                u.arrives(share(node.grad))
            if node.inputs and node is not self:
                node.grad = 0.0


@task.wrong("The result keeps its 1: with y = 2·a, y.backward(), then z = y·3 and z.backward(), a.grad grows by 8, not "
            "6. (The recursion is too deep for 3200 steps.) What should y begin with there?",
            short="the result keeps its adjoint, and the order is found by a recursion")
class ResultKeptByRecursion(ResultKept):
    order = OrderByRecursion.order


@task.wrong("What pull returned once is used for ever: with y = sin(a) at a = 0, y.backward(), then z = y·3 and "
            "z.backward(), a.grad grows by 1, not 3. On what else does the share for a depend?",
            short="what pull returned in the first backward is used again in later ones")
class PullRemembered(_Var):
    def apply(self, f, pull):
        found = []

        def share(y_bar):
            if not found:
                found.append(pull(self.value, y_bar))
            return found[0]

        return type(self)(f(self.value), [(self, share)])


@task.wrong("A share in a product divides by the value of the factor: for y = a·b at a = 0, b = 2 it divides by 0, but "
            "when a rises by 0.1, y rises by 0.2. Which value says how much a counts?",
            short="a share in a product divides by the value of the factor")
class ProductDivides(_Var):
    def __mul__(self, other):
        y = self.value * other.value
        return type(self)(y, [(self, lambda y_bar: y_bar * y / self.value),
                              (other, lambda y_bar: y_bar * y / other.value)])


@task.wrong("Variables with the same value are taken for one: with y = sin(a·b) + a and a = b = 0, a and b share an "
            "adjoint. Do two variables with equal values have equal derivatives?",
            short="variables with the same value are taken for one")
class ByValue(_Var):
    def __eq__(self, other):
        return self.value == other.value

    def __hash__(self):
        return hash(self.value)


@task.wrong("a.grad is not added to but written from a sum kept elsewhere: for y = 2·a, y.backward(), a.grad = 0 and "
            "y.backward() again, a.grad is 4, not 2. What is in a.grad when the second call begins?",
            short="the grad of a leaf is written from a sum kept elsewhere")
class SumsOnTheSide(_Var):
    def arrives(self, share):
        self.total = getattr(self, "total", 0.0) + share
        self.grad = self.total


@task.wrong("Counts of uses run down in a first backward and stay down: for y = a·a and y.backward() twice, a.grad "
            "grows once. From which number does a second walk have to count?",
            short="the counts of uses run down and are not restored")
class CountsRunDown(_Var):
    def __init__(self, value, inputs=()):
        super().__init__(value, inputs)
        self.waiting = 0
        for u, _ in inputs:
            u.waiting += 1

    def backward(self):
        bar, ready = {self: 1.0}, [self]
        while ready:
            node = ready.pop()
            if not node.inputs:
                node.arrives(bar[node])
            for u, share in node.inputs:
                bar[u] = bar.get(u, 0.0) + share(bar[node])
                u.waiting -= 1
                if u.waiting == 0:
                    ready.append(u)


@task.wrong("A variable waits for all its uses, also outside of y, and its count goes on into a later backward: for c "
            "= a·2, y = c·3, z = c·5 y.backward() leaves a.grad at 0. For which shares should c wait?",
            short="a variable waits for uses that have no part in the result, and keeps its count")
class UsesOutsideCountOn(_Var):
    def __init__(self, value, inputs=()):
        super().__init__(value, inputs)
        self.uses = self.arrived = 0
        for u, _ in inputs:
            u.uses += 1

    def backward(self):
        bar, ready = {self: 1.0}, [self]
        while ready:
            node = ready.pop()
            if not node.inputs:
                node.arrives(bar[node])
            for u, share in node.inputs:
                bar[u] = bar.get(u, 0.0) + share(bar[node])
                u.arrived += 1
                if u.arrived == u.uses:
                    u.arrived = 0
                    ready.append(u)


@task.wrong("A second backward does not go where the first one was: for y = a·a called twice a.grad grows once, and a "
            "later z made of y stops with an error. How long may a mark of having been visited hold?",
            short="what a first backward visited stays marked, and a later walk stops there")
class SeenForEverAndMissing(SeenForEver):
    def backward(self):
        order = self.order()
        bar = dict.fromkeys(order, 0.0) | {self: 1.0}
        for node in order:
            for u, share in node.inputs:
                bar[u] += share(bar[node])
            if not node.inputs:
                node.arrives(bar[node])


@task.wrong("Adjoints are kept by value, so that variables with equal values share one: with y = sin(a·b) + a and a = "
            "b = 0, a·b, a and b get the same adjoint. What tells two such variables apart?",
            short="adjoints are kept by value")
class AdjointsByValue(_Var):
    def backward(self):
        order = self.order()
        bar = dict.fromkeys((node.value for node in order), 0.0) | {self.value: 1.0}
        for node in order:
            if not node.inputs:
                node.arrives(bar[node.value])
            y_bar = bar[node.value]
            for u, share in node.inputs:
                bar[u.value] += share(y_bar)


@task.wrong("The variables hand on by the size of their values, the largest first: in y = a·b at a = 2, b = 0.5 the "
            "value of y is 1, so a comes before y and gets nothing. Which variables should come before a?",
            short="variables hand on by the size of their values")
class OrderByValue(_Var):
    def backward(self):
        inputs_first = list(reversed(self.order()))
        order = sorted(inputs_first, key=lambda node: -node.value)
        bar = dict.fromkeys(order, 0.0) | {self: 1.0}
        for node in order:
            if not node.inputs:
                node.arrives(bar[node])
            for u, share in node.inputs:
                bar[u] += share(bar[node])


@task.wrong("A leaf gets its sum so far with each share: for y = a·a at a = 3 you add 3 and then 6, so a.grad is 9, "
            "but 3.1·3.1 - 3·3 is 0.61. How much of the second 6 is new?",
            short="a leaf adds its sum so far with each share")
class LeafAddsSumSoFar(_Var):
    def backward(self):
        order = self.order()
        bar = dict.fromkeys(order, 0.0) | {self: 1.0}
        for node in order:
            for u, share in node.inputs:
                bar[u] += share(bar[node])
                if not u.inputs:
                    u.arrives(bar[u])


@task.wrong("In a sum of a variable with itself one of the two shares is lost: for y = a + a you give a.grad = 1, "
            "while a·a is right. What happens in a dict when one key gets two values?",
            short="two shares from one sum count once")
class ShareOnceInSums(_Var):
    def __add__(self, other):
        y = super().__add__(other)
        return type(self)(y.value, list(dict(y.inputs).items()))


@task.wrong("In a product of a variable with itself one of the two shares is lost: for y = a·a at 3 you give a.grad = "
            "3, while a + a is right. What happens in a dict when one key gets two values?",
            short="two shares from one product count once")
class ShareOnceInProducts(_Var):
    def __mul__(self, other):
        y = super().__mul__(other)
        return type(self)(y.value, list(dict(y.inputs).items()))


@task.wrong("A product hands on its own value: for y = a·b at a = 2, b = 5 you give a.grad = 10, but when a rises by "
            "0.1, y rises by 0.5. Which value says how much a counts?",
            short="each factor of a product gets the value of the product")
class ProductValueHandedOn(_Var):
    def __mul__(self, other):
        y = self.value * other.value
        return type(self)(y, [(self, lambda y_bar: y_bar * y), (other, lambda y_bar: y_bar * y)])


@task.wrong("A variable whose value is 0 gets no share: for y = a·b at a = 0, b = 2 you give a.grad = 0, but when a "
            "rises by 0.1, y rises by 0.2. What is 0 there, the value or the adjoint?",
            short="a variable whose value is 0 gets no share")
class ZeroValueSkipped(_Var):
    def backward(self):
        order = self.order()
        bar = dict.fromkeys(order, 0.0) | {self: 1.0}
        for node in order:
            for u, share in node.inputs:
                bar[u] += share(bar[node]) if u.value else 0.0
            if not node.inputs:
                node.arrives(bar[node])


@task.wrong("The adjoint of y grows by 1 with each y.backward() and is never cleared, while the others are: for y = a "
            "+ a, a.grad is 2 and then 6, not 4. With which adjoint should y begin each time?",
            short="the result adds 1 to an earlier adjoint of its own")
class StartAddsUpAndStays(_Var):
    def backward(self):
        self.grad += 1.0
        for node in self.order():
            for u, share in node.inputs:
                u.arrives(share(node.grad))
            if node.inputs and node is not self:
                node.grad = 0.0


@task.wrong("Two things. Behind apply the adjoint counts twice: y = sin(a)·5 at a = 0 gives 25, not 5. And a new "
            "share replaces the earlier: y = a + a gives 1. What comes whole from pull, and what becomes of earlier "
            "shares?",
            short="the adjoint counts twice behind apply, and a new share replaces the one that is there")
class AdjointTwiceAndSharesReplaced(SharesReplaced):
    apply = AdjointTwice.apply


@task.wrong("A variable is passed over if one with the same value has been visited: for y = a·b at a = b = 3 only one "
            "of the two grads becomes 3, the other stays 0. What tells two variables of equal value apart?",
            short="a variable with a value that was visited is passed over")
class SeenByValue(_Var):
    def order(self):
        found, seen, stack = [], set(), [(self, False)]
        while stack:
            node, inputs_done = stack.pop()
            if inputs_done:
                found.append(node)
            elif node.value not in seen:
                seen.add(node.value)
                stack.append((node, True))
                stack.extend((u, False) for u, _ in node.inputs)
        return found[::-1]

    def backward(self):
        order, bar = self.order(), {self: 1.0}
        for node in order:
            if not node.inputs:
                node.arrives(bar.get(node, 0.0))
            for u, share in node.inputs:
                bar[u] = bar.get(u, 0.0) + share(bar.get(node, 0.0))


EXERCISE = task.declared()
