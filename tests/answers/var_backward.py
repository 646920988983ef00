# %% right: Counts how often each variable is used and takes one when all its shares are there.
class Var:
    """A number that remembers its inputs: pairs of a Var and a function from y_bar to the share for it."""

    def __init__(self, value, inputs=()):
        self.value, self.grad, self.inputs = value, 0.0, inputs

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda yb: yb), (other, lambda yb: yb)])

    def __mul__(self, other):
        return Var(self.value * other.value, [(self, lambda yb: yb * other.value), (other, lambda yb: yb * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda yb: pull(self.value, yb))])

    def backward(self):
        uses, stack = {self: 0}, [self]
        while stack:
            for u, _ in stack.pop().inputs:
                if u not in uses:
                    uses[u] = 0
                    stack.append(u)
                uses[u] += 1
        bars, ready = {self: 1.0}, [self]
        while ready:
            y = ready.pop()
            y_bar = bars.pop(y)
            if len(y.inputs) == 0:
                y.grad += y_bar
            for u, share in y.inputs:
                bars[u] = bars.get(u, 0.0) + share(y_bar)
                uses[u] -= 1
                if uses[u] == 0:
                    ready.append(u)

# %% right: Every variable has a serial number; the youngest reached one is always taken first (a heap).
import heapq
import itertools

class Var:
    """A number that remembers its inputs: pairs of a Var and a function from y_bar to the share for it."""

    counter = itertools.count()

    def __init__(self, value, inputs=()):
        self.value, self.grad, self.inputs = value, 0.0, inputs
        self.number = next(Var.counter)

    def __add__(self, other):
        same = lambda y_bar: y_bar
        return Var(self.value + other.value, ((self, same), (other, same)))

    def __mul__(self, other):
        a, b = self.value, other.value
        return Var(a * b, ((self, lambda s: b * s), (other, lambda s: a * s)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda s: pull(self.value, s)),))

    def backward(self):
        reached = {self.number: [self, 1.0]}
        heap = [-self.number]
        while heap:
            v, v_bar = reached[-heapq.heappop(heap)]
            for u, share in v.inputs:
                if u.number not in reached:
                    reached[u.number] = [u, 0.0]
                    heapq.heappush(heap, -u.number)
                reached[u.number][1] += share(v_bar)
            if v.inputs == ():
                v.grad = v.grad + v_bar

# %% right: Depth-first with iterators on an explicit stack; adjoints on the objects, deleted afterwards; the kinds as nested defs.
class Var:
    """A number that remembers its inputs: pairs of a Var and a function from y_bar to the share for it."""

    def __init__(self, value, inputs=()):
        self.value, self.grad, self.inputs = value, 0.0, inputs

    def __add__(self, other):
        def share(y_bar):
            return y_bar

        return Var(self.value + other.value, [(self, share), (other, share)])

    def __mul__(self, other):
        def left(y_bar):
            return other.value * y_bar

        def right(y_bar):
            return self.value * y_bar

        return Var(self.value * other.value, [(self, left), (other, right)])

    def apply(self, f, pull):
        from functools import partial
        return Var(f(self.value), [(self, partial(pull, self.value))])

    def backward(self):
        order, seen = [], {self}
        stack = [(self, iter(self.inputs))]
        while stack:
            v, rest = stack[-1]
            for u, _ in rest:
                if u not in seen:
                    seen.add(u)
                    stack.append((u, iter(u.inputs)))
                    break
            else:
                order.append(v)
                stack.pop()
        for v in order:
            v.bar = 0.0
        self.bar = 1.0
        while order:
            v = order.pop()
            if v.inputs:
                for u, share in v.inputs:
                    u.bar += share(v.bar)
            else:
                v.grad += v.bar
            del v.bar

# %% wrong: Every path is followed on its own, without waiting until all shares are there: pull is called once for each path.
# told: EveryPathOnAStack
class Var:
    """A number that remembers its inputs: pairs of a Var and a function from y_bar to the share for it."""

    def __init__(self, value, inputs=()):
        self.value, self.grad, self.inputs = value, 0.0, inputs

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda yb: yb), (other, lambda yb: yb)])

    def __mul__(self, other):
        return Var(self.value * other.value, [(self, lambda yb: yb * other.value), (other, lambda yb: yb * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda yb: pull(self.value, yb))])

    def backward(self):
        todo = [(self, 1.0)]
        while todo:
            v, v_bar = todo.pop()
            if not v.inputs:
                v.grad += v_bar
            for u, share in v.inputs:
                todo.append((u, share(v_bar)))

# %% wrong: A new share replaces the one that is there already; the shares of a variable must be added.
# told: SharesReplaced
class Var:
    """A number that remembers its inputs: pairs of a Var and a function from y_bar to the share for it."""

    def __init__(self, value, inputs=()):
        self.value, self.grad, self.inputs = value, 0.0, inputs

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda yb: yb), (other, lambda yb: yb)])

    def __mul__(self, other):
        return Var(self.value * other.value, [(self, lambda yb: yb * other.value), (other, lambda yb: yb * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda yb: pull(self.value, yb))])

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                stack.extend((u, False) for u, _ in v.inputs)
        bar = {id(v): 0.0 for v in order}
        bar[id(self)] = 1.0
        for v in reversed(order):
            if not v.inputs:
                v.grad += bar[id(v)]
            for u, share in v.inputs:
                bar[id(u)] = share(bar[id(v)])

# %% wrong: The adjoints are kept in grad of the variables in between, so a second backward() starts from what the first left over.
# told: InnerKept
class Var:
    """A number that remembers its inputs: pairs of a Var and a function from y_bar to the share for it."""

    def __init__(self, value, inputs=()):
        self.value, self.grad, self.inputs = value, 0.0, inputs

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda yb: yb), (other, lambda yb: yb)])

    def __mul__(self, other):
        return Var(self.value * other.value, [(self, lambda yb: yb * other.value), (other, lambda yb: yb * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda yb: pull(self.value, yb))])

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                stack.extend((u, False) for u, _ in v.inputs)
        self.grad = 1.0
        for v in reversed(order):
            for u, share in v.inputs:
                u.grad += share(v.grad)

# %% wrong: In the product each factor gets y_bar times its own value instead of the value of the other one.
# told: OwnFactor
class Var:
    """A number that remembers its inputs: pairs of a Var and a function from y_bar to the share for it."""

    def __init__(self, value, inputs=()):
        self.value, self.grad, self.inputs = value, 0.0, inputs

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda yb: yb), (other, lambda yb: yb)])

    def __mul__(self, other):
        return Var(self.value * other.value, [(self, lambda yb: yb * self.value), (other, lambda yb: yb * other.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda yb: pull(self.value, yb))])

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                stack.extend((u, False) for u, _ in v.inputs)
        bar = {id(v): 0.0 for v in order}
        bar[id(self)] = 1.0
        for v in reversed(order):
            if not v.inputs:
                v.grad += bar[id(v)]
            for u, share in v.inputs:
                bar[id(u)] += share(bar[id(v)])

# %% wrong: pull is called with the value of the result, f(a.value), instead of a.value.
# told: PullGetsResult
class Var:
    """A number that remembers its inputs: pairs of a Var and a function from y_bar to the share for it."""

    def __init__(self, value, inputs=()):
        self.value, self.grad, self.inputs = value, 0.0, inputs

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda yb: yb), (other, lambda yb: yb)])

    def __mul__(self, other):
        return Var(self.value * other.value, [(self, lambda yb: yb * other.value), (other, lambda yb: yb * self.value)])

    def apply(self, f, pull):
        y = f(self.value)
        return Var(y, [(self, lambda yb: pull(y, yb))])

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                stack.extend((u, False) for u, _ in v.inputs)
        bar = {id(v): 0.0 for v in order}
        bar[id(self)] = 1.0
        for v in reversed(order):
            if not v.inputs:
                v.grad += bar[id(v)]
            for u, share in v.inputs:
                bar[id(u)] += share(bar[id(v)])

# %% wrong: TWO: grad of the leaves is overwritten, so a second backward() adds nothing; and the result of pull, which has y_bar in it already, is multiplied by y_bar once more.
# told: AdjointTwiceAndLeavesReset
class Var:
    """A number that remembers its inputs: pairs of a Var and a function from y_bar to the share for it."""

    def __init__(self, value, inputs=()):
        self.value, self.grad, self.inputs = value, 0.0, inputs

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda yb: yb), (other, lambda yb: yb)])

    def __mul__(self, other):
        return Var(self.value * other.value, [(self, lambda yb: yb * other.value), (other, lambda yb: yb * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda yb: yb * pull(self.value, yb))])

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                stack.extend((u, False) for u, _ in v.inputs)
        bar = {id(v): 0.0 for v in order}
        bar[id(self)] = 1.0
        for v in reversed(order):
            if not v.inputs:
                v.grad = bar[id(v)]
            for u, share in v.inputs:
                bar[id(u)] += share(bar[id(v)])

# %% wrong: The order is found by a function that calls itself: the chain of 3200 additions is too deep.
# told: OrderByRecursion
class Var:
    """A number that remembers its inputs: pairs of a Var and a function from y_bar to the share for it."""

    def __init__(self, value, inputs=()):
        self.value, self.grad, self.inputs = value, 0.0, inputs

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda yb: yb), (other, lambda yb: yb)])

    def __mul__(self, other):
        return Var(self.value * other.value, [(self, lambda yb: yb * other.value), (other, lambda yb: yb * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda yb: pull(self.value, yb))])

    def backward(self):
        order, seen = [], set()

        def visit(v):
            if id(v) not in seen:
                seen.add(id(v))
                for u, _ in v.inputs:
                    visit(u)
                order.append(v)

        visit(self)
        bar = {id(v): 0.0 for v in order}
        bar[id(self)] = 1.0
        for v in reversed(order):
            if not v.inputs:
                v.grad += bar[id(v)]
            for u, share in v.inputs:
                bar[id(u)] += share(bar[id(v)])

# %% wrong: The return stands inside the loop: backward stops at the first leaf, the others get nothing.
# told: OneLeafOnly
class Var:
    """A number that remembers its inputs: pairs of a Var and a function from y_bar to the share for it."""

    def __init__(self, value, inputs=()):
        self.value, self.grad, self.inputs = value, 0.0, inputs

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda yb: yb), (other, lambda yb: yb)])

    def __mul__(self, other):
        return Var(self.value * other.value, [(self, lambda yb: yb * other.value), (other, lambda yb: yb * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda yb: pull(self.value, yb))])

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                stack.extend((u, False) for u, _ in v.inputs)
        bar = {id(v): 0.0 for v in order}
        bar[id(self)] = 1.0
        for v in reversed(order):
            if not v.inputs:
                v.grad += bar[id(v)]
                return
            for u, share in v.inputs:
                bar[id(u)] += share(bar[id(v)])

# %% right: Every variable gets a number when it is made; a heap takes the youngest first, so all shares are there.
import heapq
import itertools

counter = itertools.count()


class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.number = next(counter)
        self.op = None

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.op = ("add", self, other)
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.op = ("mul", self, other)
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.op = ("apply", self, pull)
        return out

    def backward(self):
        bars, nodes, heap = {self.number: 1.0}, {self.number: self}, [-self.number]

        def give(var, share):
            if var.number not in bars:
                bars[var.number] = 0.0
                nodes[var.number] = var
                heapq.heappush(heap, -var.number)
            bars[var.number] += share

        while heap:
            k = -heapq.heappop(heap)
            node, bar = nodes[k], bars[k]
            if node.op is None:
                node.grad += bar
                continue
            name, a, b = node.op
            if name == "add":
                give(a, bar)
                give(b, bar)
            elif name == "mul":
                give(a, bar * b.value)
                give(b, bar * a.value)
            else:
                give(a, b(a.value, bar))

# %% right: First counts the uses of every variable, then a variable hands on when its count is down to 0 (Kahn); inner grads are reset and used.
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0.0
        self.inputs = []
        self.shares = None

    def __add__(self, other):
        new = Var(self.value + other.value)
        new.inputs = [self, other]
        new.shares = lambda g: [g, g]
        return new

    def __mul__(self, other):
        new = Var(self.value * other.value)
        new.inputs = [self, other]
        new.shares = lambda g: [g * other.value, g * self.value]
        return new

    def apply(self, f, pull):
        new = Var(f(self.value))
        new.inputs = [self]
        new.shares = lambda g: [pull(self.value, g)]
        return new

    def backward(self):
        uses = {self: 0}
        todo = [self]
        while todo:
            v = todo.pop()
            if v.inputs:
                v.grad = 0.0
            for p in v.inputs:
                if p not in uses:
                    uses[p] = 0
                    todo.append(p)
                uses[p] += 1
        self.grad = 1.0
        ready = [self]
        while ready:
            v = ready.pop()
            if not v.inputs:
                continue
            for p, share in zip(v.inputs, v.shares(v.grad)):
                p.grad += share
                uses[p] -= 1
                if uses[p] == 0:
                    ready.append(p)

# %% right: A growing tape: each variable stores its depth, and the variables are sorted by depth; add and mul are made of local slopes.
class Var:
    def __init__(self, value, depth=0, edges=()):
        self.value, self.grad = value, 0
        self.depth, self.edges = depth, edges

    @staticmethod
    def _make(value, *edges):
        return Var(value, 1 + max(p.depth for p, _, _ in edges), edges)

    def __add__(self, other):
        return Var._make(self.value + other.value, (self, 1.0, None), (other, 1.0, None))

    def __mul__(self, other):
        return Var._make(self.value * other.value, (self, other.value, None), (other, self.value, None))

    def apply(self, f, pull):
        return Var._make(f(self.value), (self, None, pull))

    def backward(self):
        found = {self}
        new = [self]
        while new:
            new = list({p for v in new for p, _, _ in v.edges} - found)
            found.update(new)
        bar = dict.fromkeys(found, 0.0)
        bar[self] = 1.0
        for v in sorted(found, key=lambda v: v.depth, reverse=True):
            for p, slope, pull in v.edges:
                if pull is not None:
                    bar[p] += pull(p.value, bar[v])
                else:
                    bar[p] += slope * bar[v]
            if v.depth == 0:
                v.grad += bar[v]

# %% wrong: The share from pull is multiplied by the adjoint of the new variable once more, though y_bar is already in it.
# told: AdjointTwice
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents  # pairs (variable, share as a function of the adjoint)

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda bar: bar), (other, lambda bar: bar)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda bar: bar * other.value), (other, lambda bar: bar * self.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda bar: bar * pull(self.value, bar)),))

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for parent, _ in node.parents:
                    stack.append((parent, False))
        bar = {id(node): 0.0 for node in order}
        bar[id(self)] = 1.0
        for node in reversed(order):
            if not node.parents:
                node.grad += bar[id(node)]
            for parent, share in node.parents:
                bar[id(parent)] += share(bar[id(node)])

# %% wrong: A new share replaces the adjoint instead of being added, so a variable that is used twice keeps only one share.
# told: SharesReplaced
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents  # pairs (variable, share as a function of the adjoint)

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda bar: bar), (other, lambda bar: bar)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda bar: bar * other.value), (other, lambda bar: bar * self.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda bar: pull(self.value, bar)),))

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for parent, _ in node.parents:
                    stack.append((parent, False))
        bar = {id(node): 0.0 for node in order}
        bar[id(self)] = 1.0
        for node in reversed(order):
            if not node.parents:
                node.grad += bar[id(node)]
            for parent, share in node.parents:
                bar[id(parent)] = share(bar[id(node)])

# %% wrong: Every share is handed on at once, as soon as it comes, instead of waiting until all shares are there: pull runs several times.
# told: EveryPathOnAStack
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents  # pairs (variable, share as a function of the adjoint)

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda bar: bar), (other, lambda bar: bar)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda bar: bar * other.value), (other, lambda bar: bar * self.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda bar: pull(self.value, bar)),))

    def backward(self):
        stack = [(self, 1.0)]
        while stack:
            node, bar = stack.pop()
            if not node.parents:
                node.grad += bar
            for parent, share in node.parents:
                stack.append((parent, share(bar)))

# %% wrong: In a * b the share for a is multiplied by a's own value instead of b's value, and the other way round.
# told: OwnFactor
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents  # pairs (variable, share as a function of the adjoint)

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda bar: bar), (other, lambda bar: bar)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda bar: bar * self.value), (other, lambda bar: bar * other.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda bar: pull(self.value, bar)),))

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for parent, _ in node.parents:
                    stack.append((parent, False))
        bar = {id(node): 0.0 for node in order}
        bar[id(self)] = 1.0
        for node in reversed(order):
            if not node.parents:
                node.grad += bar[id(node)]
            for parent, share in node.parents:
                bar[id(parent)] += share(bar[id(node)])

# %% wrong: backward() sets the grad of a leaf instead of adding to it, so a second call does not add up.
# told: LeavesReset
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents  # pairs (variable, share as a function of the adjoint)

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda bar: bar), (other, lambda bar: bar)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda bar: bar * other.value), (other, lambda bar: bar * self.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda bar: pull(self.value, bar)),))

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for parent, _ in node.parents:
                    stack.append((parent, False))
        bar = {id(node): 0.0 for node in order}
        bar[id(self)] = 1.0
        for node in reversed(order):
            if not node.parents:
                node.grad = bar[id(node)]
            for parent, share in node.parents:
                bar[id(parent)] += share(bar[id(node)])

# %% wrong: TWO: The adjoints are kept in grad of the inner variables and not cleared, so a second backward starts with old shares; and the variables are visited breadth first, so one may hand on before all its shares are there.
# told: InnerAndResultKeptTooEarly
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents  # pairs (variable, share as a function of the adjoint)

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda bar: bar), (other, lambda bar: bar)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda bar: bar * other.value), (other, lambda bar: bar * self.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda bar: pull(self.value, bar)),))

    def backward(self):
        self.grad += 1.0
        queue, seen = [self], {id(self)}
        while queue:
            node = queue.pop(0)
            for parent, share in node.parents:
                parent.grad += share(node.grad)
                if id(parent) not in seen:
                    seen.add(id(parent))
                    queue.append(parent)

# %% wrong: The order is found by a function that calls itself for every variable: too deep for a chain of 3200 additions.
# told: OrderByRecursion
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents  # pairs (variable, share as a function of the adjoint)

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda bar: bar), (other, lambda bar: bar)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda bar: bar * other.value), (other, lambda bar: bar * self.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda bar: pull(self.value, bar)),))

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if id(node) in seen:
                return
            seen.add(id(node))
            for parent, _ in node.parents:
                visit(parent)
            order.append(node)

        visit(self)
        bar = {id(node): 0.0 for node in order}
        bar[id(self)] = 1.0
        for node in reversed(order):
            if not node.parents:
                node.grad += bar[id(node)]
            for parent, share in node.parents:
                bar[id(parent)] += share(bar[id(node)])

# %% wrong: Variable mixed up: the backward pass starts with the value of y instead of the adjoint 1.
# told: ValueStarts
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents  # pairs (variable, share as a function of the adjoint)

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda bar: bar), (other, lambda bar: bar)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda bar: bar * other.value), (other, lambda bar: bar * self.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda bar: pull(self.value, bar)),))

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for parent, _ in node.parents:
                    stack.append((parent, False))
        bar = {id(node): 0.0 for node in order}
        bar[id(self)] = self.value
        for node in reversed(order):
            if not node.parents:
                node.grad += bar[id(node)]
            for parent, share in node.parents:
                bar[id(parent)] += share(bar[id(node)])

# %% right: Style: every variable gets a number when it is made; a heap always hands on from the youngest one, since its users are all younger.
import heapq
import itertools

class Var:
    _clock = itertools.count()

    def __init__(self, value):
        self.value = value
        self.grad = 0
        self._age = next(Var._clock)
        self._inputs = []
        self._shares = None

    @classmethod
    def _make(cls, value, inputs, shares):
        out = cls(value)
        out._inputs, out._shares = inputs, shares
        return out

    def __add__(self, other):
        return Var._make(self.value + other.value, [self, other], lambda g: (g, g))

    def __mul__(self, other):
        a, b = self.value, other.value
        return Var._make(a * b, [self, other], lambda g: (g * b, g * a))

    def apply(self, f, pull):
        a = self.value
        return Var._make(f(a), [self], lambda g: (pull(a, g),))

    def backward(self):
        bar, heap = {self._age: 1.0}, [(-self._age, self)]
        while heap:
            key, node = heapq.heappop(heap)
            g = bar.pop(-key)
            if not node._inputs:
                node.grad = node.grad + g
                continue
            for p, s in zip(node._inputs, node._shares(g)):
                if p._age not in bar:
                    bar[p._age] = 0.0
                    heapq.heappush(heap, (-p._age, p))
                bar[p._age] += s

# %% right: Style: first count for each variable how many shares will come, then hand on when the count is down to 0; the kind of operation is a string.
from collections import Counter

class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0.0
        self.kind, self.args, self.pull = "leaf", (), None

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.kind, out.args = "+", (self, other)
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.kind, out.args = "*", (self, other)
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.kind, out.args, out.pull = "f", (self,), pull
        return out

    def _shares(self, bar):
        if self.kind == "+":
            return [bar, bar]
        if self.kind == "*":
            a, b = self.args
            return [bar * b.value, bar * a.value]
        return [self.pull(self.args[0].value, bar)]

    def backward(self):
        waiting, seen, todo = Counter(), {self}, [self]
        while todo:
            for p in todo.pop().args:
                waiting[p] += 1
                if p not in seen:
                    seen.add(p)
                    todo.append(p)
        bar, ready = Counter({self: 1}), [self]
        while ready:
            node = ready.pop()
            if node.kind == "leaf":
                node.grad += bar[node]
                continue
            for p, s in zip(node.args, node._shares(bar[node])):
                bar[p] += s
                waiting[p] -= 1
                if waiting[p] == 0:
                    ready.append(p)

# %% right: Style: a subclass for the results of operations; depth-first order with a stack of iterators; the adjoints live in grad of the results and are cleared first.
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0.0

    def __add__(self, other):
        def back(g):
            yield self, g
            yield other, g
        return Result(self.value + other.value, (self, other), back)

    def __mul__(self, other):
        def back(g):
            yield self, other.value * g
            yield other, self.value * g
        return Result(self.value * other.value, (self, other), back)

    def apply(self, f, pull):
        def back(g):
            yield self, pull(self.value, g)
        return Result(f(self.value), (self,), back)

class Result(Var):
    def __init__(self, value, inputs, back):
        super().__init__(value)
        self.inputs, self.back = inputs, back

    def backward(self):
        order, seen = [], {id(self)}
        path = [(self, iter(self.inputs))]
        while path:
            node, rest = path[-1]
            for p in rest:
                if isinstance(p, Result) and id(p) not in seen:
                    seen.add(id(p))
                    path.append((p, iter(p.inputs)))
                    break
            else:
                order.append(node)
                path.pop()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        while order:
            node = order.pop()
            for p, share in node.back(node.grad):
                p.grad += share

# %% wrong: Every share is handed on at once, path by path: the sums are right, but pull is called once for each path instead of once for each variable.
# told: EveryPathOnAStack
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents      # pairs (variable, function from adjoint to share)

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def backward(self):
        todo = [(self, 1.0)]
        while todo:
            node, bar = todo.pop()
            if not node.parents:
                node.grad += bar
            for p, share in node.parents:
                todo.append((p, share(bar)))

# %% wrong: The share from pull is multiplied by y_bar once more, as if pull returned only the local slope; y_bar is already in it.
# told: AdjointTwice
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents      # pairs (variable, function from adjoint to share)

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: g * pull(self.value, g))])

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for p, _ in node.parents:
                    stack.append((p, False))
        return order[::-1]

    def backward(self):
        bar = {id(self): 1.0}
        for node in self._order():
            if not node.parents:
                node.grad += bar[id(node)]
            for p, share in node.parents:
                bar[id(p)] = bar.get(id(p), 0.0) + share(bar[id(node)])

# %% wrong: The order is breadth first from y, each variable once: a variable that is reached by a short and a long way hands on before the share of the long way is there.
# told: TooEarly
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents      # pairs (variable, function from adjoint to share)

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def backward(self):
        bar = {self: 1.0}
        queue = [self]
        seen = {self}
        i = 0
        while i < len(queue):
            node = queue[i]
            i += 1
            for p, share in node.parents:
                bar[p] = bar.get(p, 0.0) + share(bar[node])
                if p not in seen:
                    seen.add(p)
                    queue.append(p)
        for node in queue:
            if not node.parents:
                node.grad += bar[node]

# %% wrong: pull is called with the value of the new variable (the result of f), not with a.value.
# told: PullGetsResult
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents      # pairs (variable, function from adjoint to share)

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: pull(out.value, g))]
        return out

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for p, _ in node.parents:
                    stack.append((p, False))
        return order[::-1]

    def backward(self):
        bar = {id(self): 1.0}
        for node in self._order():
            if not node.parents:
                node.grad += bar[id(node)]
            for p, share in node.parents:
                bar[id(p)] = bar.get(id(p), 0.0) + share(bar[id(node)])

# %% wrong: The adjoints live in grad, also for the variables in between, and these are never set back to 0: a second backward() starts with the old adjoints.
# told: InnerKept
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents      # pairs (variable, function from adjoint to share)

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for p, _ in node.parents:
                    stack.append((p, False))
        return order[::-1]

    def backward(self):
        self.grad = 1.0
        for node in self._order():
            for p, share in node.parents:
                p.grad += share(node.grad)

# %% wrong: TWO: the order is found by a function that calls itself, too deep for a long chain; and the grad of a leaf is overwritten, so several calls do not add up.
# told: LeavesResetByRecursion
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents      # pairs (variable, function from adjoint to share)

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def _order(self):
        order, seen = [], set()
        def visit(node):
            if node in seen:
                return
            seen.add(node)
            for p, _ in node.parents:
                visit(p)
            order.append(node)
        visit(self)
        return order[::-1]

    def backward(self):
        bar = {self: 1.0}
        for node in self._order():
            if len(node.parents) == 0:
                node.grad = bar[node]
            for p, share in node.parents:
                bar[p] = bar.get(p, 0.0) + share(bar[node])

# %% wrong: The inputs are kept in a dictionary from variable to share: if both operands are the same variable (a + a, a * a), one of the two shares is lost.
# told: ShareOnceForTwins
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents      # pairs (variable, function from adjoint to share)

    def __add__(self, other):
        return Var(self.value + other.value, {self: lambda g: g, other: lambda g: g}.items())

    def __mul__(self, other):
        return Var(self.value * other.value,
                   {self: lambda g: g * other.value, other: lambda g: g * self.value}.items())

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for p, _ in node.parents:
                    stack.append((p, False))
        return order[::-1]

    def backward(self):
        bar = {id(self): 1.0}
        for node in self._order():
            if not node.parents:
                node.grad += bar[id(node)]
            for p, share in node.parents:
                bar[id(p)] = bar.get(id(p), 0.0) + share(bar[id(node)])

# %% wrong: The order is not turned round: the leaves come first and y last, so the shares arrive after their variables have had their turn.
# told: NothingStarts
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents      # pairs (variable, function from adjoint to share)

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for p, _ in node.parents:
                    stack.append((p, False))
        return order

    def backward(self):
        bar = {id(node): 0.0 for node in self._order()}
        bar[id(self)] = 1.0
        for node in self._order():
            if not node.parents:
                node.grad += bar[id(node)]
            for p, share in node.parents:
                bar[id(p)] += share(bar[id(node)])

# %% right: Every variable gets a running number; a heap hands out the youngest reached variable first.
import heapq
import itertools


class Var:
    _numbers = itertools.count()

    def __init__(self, value):
        self.value, self.grad = value, 0
        self._made_from = []
        self._nr = next(Var._numbers)

    def _new(self, value, made_from):
        out = Var(value)
        out._made_from = made_from
        return out

    def __add__(self, other):
        return self._new(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return self._new(self.value * other.value,
                         [(self, lambda g, o=other.value: g * o), (other, lambda g, s=self.value: g * s)])

    def apply(self, f, pull):
        return self._new(f(self.value), [(self, lambda g, v=self.value: pull(v, g))])

    def backward(self):
        reached, bars, heap = {self._nr: self}, {self._nr: 1.0}, [-self._nr]
        while heap:
            nr = -heapq.heappop(heap)
            node = reached[nr]
            if not node._made_from:
                node.grad += bars[nr]
            for parent, share in node._made_from:
                if parent._nr not in reached:
                    reached[parent._nr] = parent
                    bars[parent._nr] = 0.0
                    heapq.heappush(heap, -parent._nr)
                bars[parent._nr] += share(bars[nr])

# %% right: First count how often each variable is used below y, then hand on an adjoint when its count is down to 0.
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0.0
        self.kind = "leaf"
        self.args = ()

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.kind, out.args = "add", (self, other)
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.kind, out.args = "mul", (self, other)
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.kind, out.args, out.pull = "apply", (self,), pull
        return out

    def shares(self, bar):
        if self.kind == "add":
            return [bar, bar]
        if self.kind == "mul":
            return [bar * self.args[1].value, bar * self.args[0].value]
        if self.kind == "apply":
            return [self.pull(self.args[0].value, bar)]
        return []

    def backward(self):
        uses, stack = {self: 0}, [self]
        while stack:
            for a in stack.pop().args:
                if a not in uses:
                    uses[a] = 0
                    stack.append(a)
                uses[a] += 1
        bar = dict.fromkeys(uses, 0.0)
        bar[self] = 1.0
        ready = [self]
        while ready:
            node = ready.pop()
            if node.kind == "leaf":
                node.grad = node.grad + bar[node]
            for a, s in zip(node.args, node.shares(bar[node])):
                bar[a] += s
                uses[a] -= 1
                if uses[a] == 0:
                    ready.append(a)

# %% right: A tape: all variables stand in one list in the order of their making, and backward walks it from y to the front.
TAPE = []


class Var:
    def __init__(self, value, back=None):
        self.value = value
        self.grad = 0
        self.back = back
        self.place = len(TAPE)
        TAPE.append(self)

    def __add__(self, other):
        def back(g):
            yield self, g
            yield other, g
        return Var(self.value + other.value, back)

    def __mul__(self, other):
        def back(g):
            yield self, g * other.value
            yield other, g * self.value
        return Var(self.value * other.value, back)

    def apply(self, f, pull):
        def back(g):
            yield self, pull(self.value, g)
        return Var(f(self.value), back)

    def backward(self):
        bars = [None] * (self.place + 1)
        bars[self.place] = 1.0
        for var in reversed(TAPE[:self.place + 1]):
            g = bars[var.place]
            if g is None:
                continue
            if var.back is None:
                var.grad += g
                continue
            for source, share in var.back(g):
                old = bars[source.place]
                bars[source.place] = share if old is None else old + share

# %% wrong: A variable hands on its adjoint when it is first reached, level by level; shares that come over a longer path arrive too late and are lost.
# told: TooEarly
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def backward(self):
        bar = {self: 1.0}
        queue, seen = [self], {self}
        while queue:
            node = queue.pop(0)
            for parent, share in node.parents:
                bar[parent] = bar.get(parent, 0.0) + share(bar[node])
                if parent not in seen:
                    seen.add(parent)
                    queue.append(parent)
        for node in bar:
            if not node.parents:
                node.grad += bar[node]

# %% wrong: In a product each factor gets a share with its own value; it should be multiplied by the other one.
# told: OwnFactor
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        a, b = self.value, other.value
        return Var(a * b, ((self, lambda g: g * a), (other, lambda g: g * b)))

    def apply(self, f, pull):
        v = self.value
        out = Var(f(v))
        out.parents = ((self, lambda g: pull(v, g)),)
        return out

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                for parent, _ in node.parents:
                    stack.append((parent, False))
        return order[::-1]

    def backward(self):
        bar = {self: 1.0}
        for node in self._order():
            if not node.parents:
                node.grad += bar[node]
            for parent, share in node.parents:
                bar[parent] = bar.get(parent, 0.0) + share(bar[node])

# %% wrong: backward sets the grad of a leaf and does not add to it: a second call replaces the first.
# told: LeavesReset
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        a, b = self.value, other.value
        return Var(a * b, ((self, lambda g: g * b), (other, lambda g: g * a)))

    def apply(self, f, pull):
        v = self.value
        out = Var(f(v))
        out.parents = ((self, lambda g: pull(v, g)),)
        return out

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                for parent, _ in node.parents:
                    stack.append((parent, False))
        return order[::-1]

    def backward(self):
        bar = {self: 1.0}
        for node in self._order():
            if not node.parents:
                node.grad = bar[node]
            for parent, share in node.parents:
                bar[parent] = bar.get(parent, 0.0) + share(bar[node])

# %% wrong: pull gets the value of the new variable, f(a.value), and not a.value.
# told: PullGetsResult
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        a, b = self.value, other.value
        return Var(a * b, ((self, lambda g: g * b), (other, lambda g: g * a)))

    def apply(self, f, pull):
        v = self.value
        out = Var(f(v))
        out.parents = ((self, lambda g: pull(out.value, g)),)
        return out

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                for parent, _ in node.parents:
                    stack.append((parent, False))
        return order[::-1]

    def backward(self):
        bar = {self: 1.0}
        for node in self._order():
            if not node.parents:
                node.grad += bar[node]
            for parent, share in node.parents:
                bar[parent] = bar.get(parent, 0.0) + share(bar[node])

# %% wrong: The parents are keys of a dictionary, so in a + a and a * a the second share replaces the first.
# told: ShareOnceForTwins
class Var:
    count = 0

    def __init__(self, value, parents=None):
        self.value = value
        self.grad = 0.0
        self.parents = parents or {}
        Var.count += 1
        self.number = Var.count

    def __add__(self, other):
        return Var(self.value + other.value, {self: lambda g: g, other: lambda g: g})

    def __mul__(self, other):
        return Var(self.value * other.value,
                   {self: lambda g: g * other.value, other: lambda g: g * self.value})

    def apply(self, f, pull):
        return Var(f(self.value), {self: lambda g: pull(self.value, g)})

    def backward(self):
        bar, todo = {self: 1.0}, {self}
        while todo:
            node = max(todo, key=lambda v: v.number)
            todo.remove(node)
            if not node.parents:
                node.grad += bar[node]
            for parent, share in node.parents.items():
                bar[parent] = bar.get(parent, 0.0) + share(bar[node])
                todo.add(parent)

# %% wrong: TWO: the backward pass starts with y's value instead of 1; and what pull returns is multiplied by y_bar once more.
# told: ValueStartsAndAdjointTwice
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        a, b = self.value, other.value
        return Var(a * b, ((self, lambda g: g * b), (other, lambda g: g * a)))

    def apply(self, f, pull):
        v = self.value
        out = Var(f(v))
        out.parents = ((self, lambda g: pull(v, g) * g),)
        return out

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                for parent, _ in node.parents:
                    stack.append((parent, False))
        return order[::-1]

    def backward(self):
        bar = {self: self.value}
        for node in self._order():
            if not node.parents:
                node.grad += bar[node]
            for parent, share in node.parents:
                bar[parent] = bar.get(parent, 0.0) + share(bar[node])

# %% wrong: The adjoints of inner variables stay in their grad: right in the first backward(), too large in every later one.
# told: InnerKept
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        a, b = self.value, other.value
        return Var(a * b, ((self, lambda g: g * b), (other, lambda g: g * a)))

    def apply(self, f, pull):
        a = self.value
        return Var(f(a), ((self, lambda g: pull(a, g)),))

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend((p, False) for p, _ in node.parents)
        self.grad = 1.0
        for node in reversed(order):
            for parent, share in node.parents:
                parent.grad += share(node.grad)

# %% wrong: The order is found by a function that calls itself for every parent: too deep for the chain of 3200 additions.
# told: OrderByRecursion
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0.0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        a, b = self.value, other.value
        return Var(a * b, ((self, lambda g: g * b), (other, lambda g: g * a)))

    def apply(self, f, pull):
        a = self.value
        return Var(f(a), ((self, lambda g: pull(a, g)),))

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node in seen:
                return
            seen.add(node)
            for parent, _ in node.parents:
                visit(parent)
            order.append(node)

        visit(self)
        bar = {node: 0.0 for node in order}
        bar[self] = 1.0
        for node in reversed(order):
            if not node.parents:
                node.grad += bar[node]
            for parent, share in node.parents:
                bar[parent] += share(bar[node])

# %% right: Every variable gets a number when it is made; a heap takes the youngest first.
import heapq
import itertools

class Var:
    counter = itertools.count()

    def __init__(self, value):
        self.value, self.grad = value, 0
        self._back = None
        self._born = next(Var.counter)

    def _new(self, value, back):
        out = Var(value)
        out._back = back
        return out

    def __add__(self, other):
        return self._new(self.value + other.value, lambda g: [(self, g), (other, g)])

    def __mul__(self, other):
        return self._new(self.value * other.value,
                         lambda g: [(self, g * other.value), (other, g * self.value)])

    def apply(self, f, pull):
        return self._new(f(self.value), lambda g: [(self, pull(self.value, g))])

    def backward(self):
        bar, who = {self._born: 1.0}, {self._born: self}
        heap = [-self._born]
        while heap:
            k = -heapq.heappop(heap)
            v, g = who.pop(k), bar.pop(k)
            if v._back is None:
                v.grad += g
                continue
            for p, share in v._back(g):
                if p._born not in who:
                    who[p._born] = p
                    bar[p._born] = 0.0
                    heapq.heappush(heap, -p._born)
                bar[p._born] += share

# %% right: The uses are counted first; the adjoints of inner variables stand in their grad, which is cleared at the beginning.
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.kind = "leaf"
        self.ins = []

    def __add__(self, other):
        y = Var(self.value + other.value)
        y.kind, y.ins = "+", [self, other]
        return y

    def __mul__(self, other):
        y = Var(self.value * other.value)
        y.kind, y.ins = "*", [self, other]
        return y

    def apply(self, f, pull):
        y = Var(f(self.value))
        y.kind, y.ins, y.pull = "f", [self], pull
        return y

    def backward(self):
        nodes, todo = {self}, [self]
        while todo:
            for p in todo.pop().ins:
                if p not in nodes:
                    nodes.add(p)
                    todo.append(p)
        open_uses = {v: 0 for v in nodes}
        for v in nodes:
            if v.kind != "leaf":
                v.grad = 0
            for p in v.ins:
                open_uses[p] += 1
        self.grad = 1
        ready = [self]
        while ready:
            v = ready.pop()
            if v.kind == "+":
                shares = [v.grad, v.grad]
            elif v.kind == "*":
                shares = [v.grad * v.ins[1].value, v.grad * v.ins[0].value]
            elif v.kind == "f":
                shares = [v.pull(v.ins[0].value, v.grad)]
            else:
                shares = []
            for p, s in zip(v.ins, shares):
                p.grad += s
                open_uses[p] -= 1
                if open_uses[p] == 0:
                    ready.append(p)

# %% right: Each variable knows its depth (one more than its inputs); backward sorts by depth, deepest first.
class Var:
    def __init__(self, value, depth=0, inputs=(), rule=None):
        self.value = value
        self.grad = 0.0
        self.depth = depth
        self.inputs = inputs
        self.rule = rule

    def __add__(a, b):
        return Var(a.value + b.value, 1 + max(a.depth, b.depth), (a, b), lambda g: (g, g))

    def __mul__(a, b):
        u, v = a.value, b.value
        return Var(u * v, 1 + max(a.depth, b.depth), (a, b), lambda g: (g * v, g * u))

    def apply(self, f, pull):
        return Var(f(self.value), 1 + self.depth, (self,), lambda g: (pull(self.value, g),))

    def backward(self):
        found, frontier = {id(self): self}, [self]
        while frontier:
            nxt = []
            for v in frontier:
                for p in v.inputs:
                    if id(p) not in found:
                        found[id(p)] = p
                        nxt.append(p)
            frontier = nxt
        adj = dict.fromkeys(found, 0.0)
        adj[id(self)] = 1.0
        for v in sorted(found.values(), key=lambda v: v.depth, reverse=True):
            if v.rule is None:
                v.grad += adj[id(v)]
            else:
                for p, s in zip(v.inputs, v.rule(adj[id(v)])):
                    adj[id(p)] += s

# %% wrong: Each share is handed on as soon as it comes, path by path, in place of waiting until all shares are there: pull is called several times (and the paths double at every diamond).
# told: EveryPathOnAStack
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda g: g * other.value), (other, lambda g: g * self.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda g: pull(self.value, g)),))

    def order(self):
        seen, out, stack = set(), [], [(self, False)]
        while stack:
            v, ready = stack.pop()
            if ready:
                out.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                for p, _ in v.parents:
                    stack.append((p, False))
        return out[::-1]

    def backward(self):
        todo = [(self, 1)]
        while todo:
            v, g = todo.pop()
            if not v.parents:
                v.grad += g
            for p, share in v.parents:
                todo.append((p, share(g)))

# %% wrong: The variables are taken breadth-first from y, each once; a variable hands on its adjoint when it is first met, before the shares of a longer path have come.
# told: TooEarly
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda g: g * other.value), (other, lambda g: g * self.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda g: pull(self.value, g)),))

    def order(self):
        seen, out, stack = set(), [], [(self, False)]
        while stack:
            v, ready = stack.pop()
            if ready:
                out.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                for p, _ in v.parents:
                    stack.append((p, False))
        return out[::-1]

    def backward(self):
        bar = {id(self): 1}
        queue, met = [self], {id(self)}
        for v in queue:
            g = bar[id(v)]
            for p, share in v.parents:
                bar[id(p)] = bar.get(id(p), 0) + share(g)
                if id(p) not in met:
                    met.add(id(p))
                    queue.append(p)
        for v in queue:
            if not v.parents:
                v.grad += bar[id(v)]

# %% wrong: The product rule has the wrong factor: the share of a is y_bar * a, the share of b is y_bar * b, each its own value and not the other one.
# told: OwnFactor
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda g: g * self.value), (other, lambda g: g * other.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda g: pull(self.value, g)),))

    def order(self):
        seen, out, stack = set(), [], [(self, False)]
        while stack:
            v, ready = stack.pop()
            if ready:
                out.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                for p, _ in v.parents:
                    stack.append((p, False))
        return out[::-1]

    def backward(self):
        bar = {id(self): 1}
        for v in self.order():
            g = bar[id(v)]
            if not v.parents:
                v.grad += g
            for p, share in v.parents:
                bar[id(p)] = bar.get(id(p), 0) + share(g)

# %% wrong: The grad of a leaf is set with = and not with +=, so a second backward() replaces the first in place of adding to it.
# told: LeavesReset
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda g: g * other.value), (other, lambda g: g * self.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda g: pull(self.value, g)),))

    def order(self):
        seen, out, stack = set(), [], [(self, False)]
        while stack:
            v, ready = stack.pop()
            if ready:
                out.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                for p, _ in v.parents:
                    stack.append((p, False))
        return out[::-1]

    def backward(self):
        bar = {id(self): 1}
        for v in self.order():
            g = bar[id(v)]
            if not v.parents:
                v.grad = g
            for p, share in v.parents:
                bar[id(p)] = bar.get(id(p), 0) + share(g)

# %% wrong: The share from pull is multiplied by y_bar once more, though pull has y_bar multiplied in already.
# told: AdjointTwice
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda g: g * other.value), (other, lambda g: g * self.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda g: g * pull(self.value, g)),))

    def order(self):
        seen, out, stack = set(), [], [(self, False)]
        while stack:
            v, ready = stack.pop()
            if ready:
                out.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                for p, _ in v.parents:
                    stack.append((p, False))
        return out[::-1]

    def backward(self):
        bar = {id(self): 1}
        for v in self.order():
            g = bar[id(v)]
            if not v.parents:
                v.grad += g
            for p, share in v.parents:
                bar[id(p)] = bar.get(id(p), 0) + share(g)

# %% wrong: TWO: pull gets the value of the new variable and not a.value; and the grads of the inner variables are left standing, so a second backward() carries the first one along.
# told: clue
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda g: g * other.value), (other, lambda g: g * self.value)))

    def apply(self, f, pull):
        z = f(self.value)
        return Var(z, ((self, lambda g: pull(z, g)),))

    def order(self):
        seen, out, stack = set(), [], [(self, False)]
        while stack:
            v, ready = stack.pop()
            if ready:
                out.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                for p, _ in v.parents:
                    stack.append((p, False))
        return out[::-1]

    def backward(self):
        self.grad = 1
        for v in self.order():
            for p, share in v.parents:
                p.grad += share(v.grad)

# %% wrong: The order is found by a function that calls itself for each parent: right, but too deep for a chain of 3200 additions.
# told: OrderByRecursion
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __mul__(self, other):
        return Var(self.value * other.value,
                   ((self, lambda g: g * other.value), (other, lambda g: g * self.value)))

    def apply(self, f, pull):
        return Var(f(self.value), ((self, lambda g: pull(self.value, g)),))

    def order(self):
        seen, out, stack = set(), [], [(self, False)]
        while stack:
            v, ready = stack.pop()
            if ready:
                out.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                for p, _ in v.parents:
                    stack.append((p, False))
        return out[::-1]

    def backward(self):
        order, seen = [], set()

        def visit(v):
            if id(v) in seen:
                return
            seen.add(id(v))
            for p, _ in v.parents:
                visit(p)
            order.append(v)

        visit(self)
        bar = {id(self): 1}
        for v in reversed(order):
            g = bar[id(v)]
            if not v.parents:
                v.grad += g
            for p, share in v.parents:
                bar[id(p)] = bar.get(id(p), 0) + share(g)

# %% wrong: The parents are kept as a dictionary from parent to share, so in a + a (or a * a) the second share overwrites the first.
# told: ShareOnceForTwins
class Var:
    def __init__(self, value, shares=None):
        self.value = value
        self.grad = 0
        self.shares = shares or {}

    def __add__(self, other):
        return Var(self.value + other.value, {self: lambda g: g, other: lambda g: g})

    def __mul__(self, other):
        return Var(self.value * other.value,
                   {self: lambda g: g * other.value, other: lambda g: g * self.value})

    def apply(self, f, pull):
        return Var(f(self.value), {self: lambda g: pull(self.value, g)})

    def backward(self):
        uses, stack, seen = {}, [self], {self}
        while stack:
            v = stack.pop()
            for p in v.shares:
                uses[p] = uses.get(p, 0) + 1
                if p not in seen:
                    seen.add(p)
                    stack.append(p)
        bar, ready = {self: 1}, [self]
        while ready:
            v = ready.pop()
            if not v.shares:
                v.grad += bar[v]
            for p, share in v.shares.items():
                bar[p] = bar.get(p, 0) + share(bar[v])
                uses[p] -= 1
                if uses[p] == 0:
                    ready.append(p)

# %% right: Every variable has a number by birth; a heap always takes the youngest one that is waiting, since inputs are older.
import heapq
import itertools

class Var:
    counter = itertools.count()

    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.born = next(Var.counter)
        self.back = None

    def __add__(self, other):
        y = Var(self.value + other.value)
        y.back = lambda bar: [(self, bar), (other, bar)]
        return y

    def __mul__(self, other):
        y = Var(self.value * other.value)
        y.back = lambda bar: [(self, other.value * bar), (other, self.value * bar)]
        return y

    def apply(self, f, pull):
        y = Var(f(self.value))
        y.back = lambda bar: [(self, pull(self.value, bar))]
        return y

    def backward(self):
        waiting = {self.born: [self, 1.0]}
        heap = [-self.born]
        while heap:
            node, bar = waiting.pop(-heapq.heappop(heap))
            if node.back is None:
                node.grad = node.grad + bar
                continue
            for source, share in node.back(bar):
                if source.born in waiting:
                    waiting[source.born][1] += share
                else:
                    waiting[source.born] = [source, share]
                    heapq.heappush(heap, -source.born)

# %% right: Counts first how many shares each variable will get; it is handed on when the count is down to 0. Adjoints are kept in a scratch attribute.
class Var:
    def __init__(self, value):
        self.value, self.grad = value, 0
        self.kind, self.args = "leaf", []

    @staticmethod
    def made(value, kind, *args, pull=None):
        new = Var(value)
        new.kind, new.args, new.pull = kind, list(args), pull
        return new

    def __add__(self, other):
        return Var.made(self.value + other.value, "add", self, other)

    def __mul__(self, other):
        return Var.made(self.value * other.value, "mul", self, other)

    def apply(self, f, pull):
        return Var.made(f(self.value), "apply", self, pull=pull)

    def backward(self):
        missing = {self: 0}
        todo = [self]
        while todo:
            for a in todo.pop().args:
                if a not in missing:
                    missing[a] = 0
                    todo.append(a)
                missing[a] += 1
        for v in missing:
            v.bar = 0
        self.bar = 1
        ready = [self]
        while ready:
            v = ready.pop()
            if v.kind == "leaf":
                v.grad += v.bar
                continue
            if v.kind == "add":
                shares = [v.bar, v.bar]
            elif v.kind == "mul":
                a, b = v.args
                shares = [v.bar * b.value, v.bar * a.value]
            else:
                shares = [v.pull(v.args[0].value, v.bar)]
            for a, s in zip(v.args, shares):
                a.bar += s
                missing[a] -= 1
                if missing[a] == 0:
                    ready.append(a)

# %% right: Subclasses for sum, product and apply; every result knows its depth, backward goes from the deepest down and clears the inner grads that it used.
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.depth = 0              # 1 + the largest depth of the inputs

    def __add__(self, other):
        return Sum(self, other)

    def __mul__(self, other):
        return Product(self, other)

    def apply(self, f, pull):
        return Applied(self, f, pull)

class Op(Var):
    def start(self, value, *parts):
        Var.__init__(self, value)
        self.parts = parts
        self.depth = 1 + max(p.depth for p in parts)

    def backward(self):
        found = {id(self): self}
        stack = [self]
        while stack:
            node = stack.pop()
            for p in node.parts:
                if isinstance(p, Op) and id(p) not in found:
                    found[id(p)] = p
                    stack.append(p)
        for node in found.values():
            node.grad = 0
        self.grad = 1
        for node in sorted(found.values(), key=lambda v: -v.depth):
            node.hand_on()
            node.grad = 0

class Sum(Op):
    def __init__(self, a, b):
        self.start(a.value + b.value, a, b)

    def hand_on(self):
        for p in self.parts:
            p.grad += self.grad

class Product(Op):
    def __init__(self, a, b):
        self.start(a.value * b.value, a, b)

    def hand_on(self):
        a, b = self.parts
        a.grad += self.grad * b.value
        b.grad += self.grad * a.value

class Applied(Op):
    def __init__(self, a, f, pull):
        self.start(f(a.value), a)
        self.pull = pull

    def hand_on(self):
        (a,) = self.parts
        a.grad += self.pull(a.value, self.grad)

# %% wrong: The graph is walked level by level: a variable hands on its adjoint when it is met first, although shares over longer paths are still missing.
# told: TooEarly
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.inputs = ()
        self.shares = None          # adjoint -> one share for each input

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar, bar)
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar * other.value, bar * self.value)
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.inputs = (self,)
        out.shares = lambda bar: (pull(self.value, bar),)
        return out

    def backward(self):
        bars = {id(self): 1.0}
        order, seen = [self], {id(self)}
        for node in order:
            bar = bars[id(node)]
            if node.inputs:
                for i, share in zip(node.inputs, node.shares(bar)):
                    bars[id(i)] = bars.get(id(i), 0.0) + share
            for i in node.inputs:
                if id(i) not in seen:
                    seen.add(id(i))
                    order.append(i)
        for node in order:
            if not node.inputs:
                node.grad += bars[id(node)]

# %% wrong: The share that pull returns is multiplied by y_bar once more, although pull has already done that.
# told: AdjointTwice
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.inputs = ()
        self.shares = None          # adjoint -> one share for each input

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar, bar)
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar * other.value, bar * self.value)
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.inputs = (self,)
        out.shares = lambda bar: (pull(self.value, bar) * bar,)
        return out

    def order(self):
        """All variables below self, inputs first, without recursion."""
        done, seen, stack = [], set(), [(self, False)]
        while stack:
            node, finished = stack.pop()
            if finished:
                done.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for i in node.inputs:
                    stack.append((i, False))
        return done

    def backward(self):
        bars = {id(self): 1.0}
        for node in reversed(self.order()):
            bar = bars[id(node)]
            if not node.inputs:
                node.grad += bar
                continue
            for i, share in zip(node.inputs, node.shares(bar)):
                bars[id(i)] = bars.get(id(i), 0.0) + share

# %% wrong: The adjoints of the variables in between stay in their grad and are added to in the next backward(), so a second call adds too much.
# told: InnerKept
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.inputs = ()
        self.shares = None          # adjoint -> one share for each input

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar, bar)
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar * other.value, bar * self.value)
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.inputs = (self,)
        out.shares = lambda bar: (pull(self.value, bar),)
        return out

    def order(self):
        """All variables below self, inputs first, without recursion."""
        done, seen, stack = [], set(), [(self, False)]
        while stack:
            node, finished = stack.pop()
            if finished:
                done.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for i in node.inputs:
                    stack.append((i, False))
        return done

    def backward(self):
        self.grad = 1
        for node in reversed(self.order()):
            if node.inputs:
                for i, share in zip(node.inputs, node.shares(node.grad)):
                    i.grad = i.grad + share

# %% wrong: pull gets the value of the new variable, f(a.value), instead of a.value.
# told: PullGetsResult
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.inputs = ()
        self.shares = None          # adjoint -> one share for each input

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar, bar)
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar * other.value, bar * self.value)
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.inputs = (self,)
        out.shares = lambda y_bar: (pull(out.value, y_bar),)
        return out

    def order(self):
        """All variables below self, inputs first, without recursion."""
        done, seen, stack = [], set(), [(self, False)]
        while stack:
            node, finished = stack.pop()
            if finished:
                done.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for i in node.inputs:
                    stack.append((i, False))
        return done

    def backward(self):
        bars = {id(self): 1.0}
        for node in reversed(self.order()):
            bar = bars[id(node)]
            if not node.inputs:
                node.grad += bar
                continue
            for i, share in zip(node.inputs, node.shares(bar)):
                bars[id(i)] = bars.get(id(i), 0.0) + share

# %% wrong: In a product each factor gets its own value times the adjoint instead of the value of the other factor.
# told: OwnFactor
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.inputs = ()
        self.shares = None          # adjoint -> one share for each input

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar, bar)
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (self.value * bar, other.value * bar)
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.inputs = (self,)
        out.shares = lambda bar: (pull(self.value, bar),)
        return out

    def order(self):
        """All variables below self, inputs first, without recursion."""
        done, seen, stack = [], set(), [(self, False)]
        while stack:
            node, finished = stack.pop()
            if finished:
                done.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for i in node.inputs:
                    stack.append((i, False))
        return done

    def backward(self):
        bars = {id(self): 1.0}
        for node in reversed(self.order()):
            bar = bars[id(node)]
            if not node.inputs:
                node.grad += bar
                continue
            for i, share in zip(node.inputs, node.shares(bar)):
                bars[id(i)] = bars.get(id(i), 0.0) + share

# %% wrong: TWO: The adjoint of y starts with the value of y instead of 1; and the grad of a leaf is overwritten, so several calls of backward() do not add up.
# told: ValueStartsAndLeavesReset
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.inputs = ()
        self.shares = None          # adjoint -> one share for each input

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar, bar)
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar * other.value, bar * self.value)
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.inputs = (self,)
        out.shares = lambda bar: (pull(self.value, bar),)
        return out

    def order(self):
        """All variables below self, inputs first, without recursion."""
        done, seen, stack = [], set(), [(self, False)]
        while stack:
            node, finished = stack.pop()
            if finished:
                done.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for i in node.inputs:
                    stack.append((i, False))
        return done

    def backward(self):
        bars = {id(self): self.value}
        for node in reversed(self.order()):
            bar = bars[id(node)]
            if node.inputs == ():
                node.grad = bar
            else:
                for i, share in zip(node.inputs, node.shares(bar)):
                    bars[id(i)] = bars.get(id(i), 0) + share

# %% wrong: The order is found by a function that calls itself for each input, which is too deep for Python in a chain of 3200 additions.
# told: OrderByRecursion
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.inputs = ()
        self.shares = None          # adjoint -> one share for each input

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar, bar)
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar * other.value, bar * self.value)
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.inputs = (self,)
        out.shares = lambda bar: (pull(self.value, bar),)
        return out

    def order(self):
        done, seen = [], set()

        def visit(node):
            if id(node) in seen:
                return
            seen.add(id(node))
            for i in node.inputs:
                visit(i)
            done.append(node)

        visit(self)
        return done

    def backward(self):
        bars = {id(self): 1.0}
        for node in reversed(self.order()):
            bar = bars[id(node)]
            if not node.inputs:
                node.grad += bar
                continue
            for i, share in zip(node.inputs, node.shares(bar)):
                bars[id(i)] = bars.get(id(i), 0.0) + share

# %% wrong: At the first leaf the function returns instead of going on with the next variable, so the other leaves get nothing.
# told: OneLeafOnly
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.inputs = ()
        self.shares = None          # adjoint -> one share for each input

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar, bar)
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.inputs = (self, other)
        out.shares = lambda bar: (bar * other.value, bar * self.value)
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.inputs = (self,)
        out.shares = lambda bar: (pull(self.value, bar),)
        return out

    def order(self):
        """All variables below self, inputs first, without recursion."""
        done, seen, stack = [], set(), [(self, False)]
        while stack:
            node, finished = stack.pop()
            if finished:
                done.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                for i in node.inputs:
                    stack.append((i, False))
        return done

    def backward(self):
        bars = {id(self): 1}
        for node in reversed(self.order()):
            bar = bars[id(node)]
            if not node.inputs:
                node.grad += bar
                return
            for i, share in zip(node.inputs, node.shares(bar)):
                bars[id(i)] = bars.get(id(i), 0) + share

# %% right: Each variable gets a running number when it is made; a heap always takes the youngest one first. The adjoints live in a dict.
import heapq
import itertools

class Var:
    _count = itertools.count()

    def __init__(self, value):
        self.value = value
        self.grad = 0.0
        self._nr = next(Var._count)
        self._parts = ()
        self._shares = None

    @staticmethod
    def _make(value, parts, shares):
        v = Var(value)
        v._parts, v._shares = parts, shares
        return v

    def __add__(self, o):
        return Var._make(self.value + o.value, (self, o), lambda g: (g, g))

    def __mul__(self, o):
        return Var._make(self.value * o.value, (self, o), lambda g: (o.value * g, self.value * g))

    def apply(self, f, pull):
        return Var._make(f(self.value), (self,), lambda g: (pull(self.value, g),))

    def backward(self):
        adj = {self: 1.0}
        heap = [(-self._nr, self)]
        while heap:
            _, v = heapq.heappop(heap)
            g = adj.pop(v)
            if v._shares is None:
                v.grad += g
                continue
            for p, s in zip(v._parts, v._shares(g)):
                if p not in adj:
                    adj[p] = 0.0
                    heapq.heappush(heap, (-p._nr, p))
                adj[p] += s

# %% right: Counts first how often each variable is used below y, and sends its adjoint on when the last share has come; strings tell the operations apart.
from collections import deque

class Var:
    def __init__(self, value, op=None, args=(), pull=None):
        self.value, self.op, self.args, self.pull = value, op, args, pull
        self.grad = 0

    def __add__(a, b):
        return Var(a.value + b.value, "+", (a, b))

    def __mul__(a, b):
        return Var(a.value * b.value, "*", (a, b))

    def apply(self, f, pull):
        return Var(f(self.value), "f", (self,), pull)

    def _shares(self, bar):
        if self.op == "+":
            return [bar, bar]
        if self.op == "*":
            return [self.args[1].value * bar, self.args[0].value * bar]
        return [self.pull(self.args[0].value, bar)]

    def backward(self):
        waiting = {}
        todo, seen = [self], {self}
        while todo:
            for a in todo.pop().args:
                waiting[a] = waiting.get(a, 0) + 1
                if a not in seen:
                    seen.add(a)
                    todo.append(a)
        bar = dict.fromkeys(seen, 0)
        bar[self] = 1
        ready = deque([self])
        while ready:
            v = ready.popleft()
            if v.op is None:
                v.grad = v.grad + bar[v]
            else:
                for a, s in zip(v.args, v._shares(bar[v])):
                    bar[a] += s
                    waiting[a] -= 1
                    if waiting[a] == 0:
                        ready.append(a)

# %% right: Every variable knows its depth, one more than that of its deepest part; backward empties one depth after the other, and the grad of inner variables serves as scratch space that is cleared again.
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.depth = 0
        self.send = None

    def _from(self, depth, send):
        self.depth, self.send = depth + 1, send
        return self

    def __add__(self, other):
        a, b = self, other
        return Var(a.value + b.value)._from(max(a.depth, b.depth), lambda g: [(a, g), (b, g)])

    def __mul__(self, other):
        a, b = self, other
        return Var(a.value * b.value)._from(max(a.depth, b.depth),
                                            lambda g: [(a, g * b.value), (b, g * a.value)])

    def apply(self, f, pull):
        return Var(f(self.value))._from(self.depth, lambda g: [(self, pull(self.value, g))])

    def backward(self):
        self.grad = 1
        levels = [set() for _ in range(self.depth + 1)]
        levels[self.depth].add(self)
        for level in reversed(levels[1:]):
            for v in level:
                g, v.grad = v.grad, 0
                for p, s in v.send(g):
                    p.grad += s
                    levels[p.depth].add(p)

# %% wrong: Each share is carried on along its own path at once, before the other shares are there: the sums are right, but pull is called once for each path.
# told: EveryPathOnAStack
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.back = []

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.back = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.back = [(self, lambda g: g * other.value), (other, lambda g: g * self.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.back = [(self, lambda g: pull(self.value, g))]
        return out

    def backward(self):
        todo = [(self, 1.0)]
        while todo:
            node, g = todo.pop()
            if not node.back:
                node.grad += g
            for parent, share in node.back:
                todo.append((parent, share(g)))

# %% wrong: The variables are visited level by level from y: one that is used again further down hands on its adjoint before all its shares are there.
# told: TooEarly
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.back = []

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.back = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.back = [(self, lambda g: g * other.value), (other, lambda g: g * self.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.back = [(self, lambda g: pull(self.value, g))]
        return out

    def backward(self):
        order, seen = [self], {id(self)}
        for node in order:                 # grows while we walk
            for p, _ in node.back:
                if id(p) not in seen:
                    seen.add(id(p))
                    order.append(p)
        adj = {id(n): 0.0 for n in order}
        adj[id(self)] = 1.0
        for node in order:
            for p, share in node.back:
                adj[id(p)] += share(adj[id(node)])
        for node in order:
            if not node.back:
                node.grad += adj[id(node)]

# %% wrong: Every backward() first sets the grad of the leaves to 0 too, so several calls do not add up.
# told: LeavesReset
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.parents = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.parents = [(self, lambda g: g * other.value), (other, lambda g: g * self.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: pull(self.value, g))]
        return out

    def order(self):
        done, out, stack = set(), [], [(self, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                out.append(node)
            elif node not in done:
                done.add(node)
                stack.append((node, True))
                for p, _ in node.parents:
                    if p not in done:
                        stack.append((p, False))
        return out[::-1]

    def backward(self):
        order = self.order()
        for node in order:
            node.grad = 0
        self.grad = 1
        for node in order:
            for p, share in node.parents:
                p.grad += share(node.grad)

# %% wrong: pull gets the value of the new variable, f(a.value), in place of a.value.
# told: PullGetsResult
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.parents = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.parents = [(self, lambda g: g * other.value), (other, lambda g: g * self.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: pull(out.value, g))]
        return out

    def order(self):
        done, out, stack = set(), [], [(self, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                out.append(node)
            elif node not in done:
                done.add(node)
                stack.append((node, True))
                for p, _ in node.parents:
                    if p not in done:
                        stack.append((p, False))
        return out[::-1]

    def backward(self):
        order = self.order()
        for node in order:
            if node.parents:
                node.grad = 0
        self.grad = 1
        for node in order:
            for p, share in node.parents:
                p.grad += share(node.grad)

# %% wrong: The 1 is added to the grad of y, which is not set back: the second backward() starts with an adjoint of 2.
# told: StartAddsUp
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.parents = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.parents = [(self, lambda g: g * other.value), (other, lambda g: g * self.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: pull(self.value, g))]
        return out

    def order(self):
        done, out, stack = set(), [], [(self, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                out.append(node)
            elif node not in done:
                done.add(node)
                stack.append((node, True))
                for p, _ in node.parents:
                    if p not in done:
                        stack.append((p, False))
        return out[::-1]

    def backward(self):
        order = self.order()
        for node in order:
            if node.parents and node is not self:
                node.grad = 0
        self.grad += 1
        for node in order:
            for p, share in node.parents:
                p.grad += share(node.grad)

# %% wrong: TWO: in a product each factor gets its own value as slope, not that of the other factor; and the result of pull is multiplied by the adjoint once more.
# told: OwnFactorAndAdjointTwice
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.parents = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.parents = [(self, lambda g: g * self.value), (other, lambda g: g * other.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: g * pull(self.value, g))]
        return out

    def order(self):
        done, out, stack = set(), [], [(self, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                out.append(node)
            elif node not in done:
                done.add(node)
                stack.append((node, True))
                for p, _ in node.parents:
                    if p not in done:
                        stack.append((p, False))
        return out[::-1]

    def backward(self):
        order = self.order()
        for node in order:
            if node.parents:
                node.grad = 0
        self.grad = 1
        for node in order:
            for p, share in node.parents:
                p.grad += share(node.grad)

# %% wrong: The shares are kept in a dict with the parent as key: in a + a or a * a the second share replaces the first.
# told: ShareOnceForTwins
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.parents = {self: lambda g: g, other: lambda g: g}.items()
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.parents = {self: lambda g: g * other.value, other: lambda g: g * self.value}.items()
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: pull(self.value, g))]
        return out

    def order(self):
        done, out, stack = set(), [], [(self, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                out.append(node)
            elif node not in done:
                done.add(node)
                stack.append((node, True))
                for p, _ in node.parents:
                    if p not in done:
                        stack.append((p, False))
        return out[::-1]

    def backward(self):
        order = self.order()
        for node in order:
            if node.parents:
                node.grad = 0
        self.grad = 1
        for node in order:
            for p, share in node.parents:
                p.grad += share(node.grad)

# %% wrong: The loop over the two parts of an operation is left too early (a break from debugging): only the first part ever gets its share.
# told: LeftSideOnly
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.parents = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.parents = [(self, lambda g: g * other.value), (other, lambda g: g * self.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: pull(self.value, g))]
        return out

    def order(self):
        done, out, stack = set(), [], [(self, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                out.append(node)
            elif node not in done:
                done.add(node)
                stack.append((node, True))
                for p, _ in node.parents:
                    if p not in done:
                        stack.append((p, False))
        return out[::-1]

    def backward(self):
        order = self.order()
        for node in order:
            if node.parents:
                node.grad = 0
        self.grad = 1
        for node in order:
            for p, share in node.parents:
                p.grad += share(node.grad)
                break

# %% right: Every variable gets a running number; a heap takes the youngest first, as inputs are always older than what is made of them.
import heapq
import itertools

counter = itertools.count()


class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.number = next(counter)
        self.uses = ()          # pairs (input, function from y_bar to the share)

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.uses = ((self, lambda g: g), (other, lambda g: g))
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.uses = ((self, lambda g: g * other.value), (other, lambda g: g * self.value))
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.uses = ((self, lambda g: pull(self.value, g)),)
        return out

    def backward(self):
        bars = {self.number: 1.0}
        heap = [(-self.number, self)]
        while heap:
            _, v = heapq.heappop(heap)
            bar = bars.pop(v.number)
            if len(v.uses) == 0:
                v.grad = v.grad + bar
            for a, share in v.uses:
                if a.number not in bars:
                    bars[a.number] = 0.0
                    heapq.heappush(heap, (-a.number, a))
                bars[a.number] += share(bar)

# %% right: Counts the uses of every variable first; a variable is handled when its last share has come in. Kinds as strings, if-chains.
class Var:
    def __init__(self, value, kind="leaf", a=None, b=None, pull=None):
        self.value, self.grad = value, 0.0
        self.kind, self.a, self.b, self.pull = kind, a, b, pull

    def __add__(self, other):
        return Var(self.value + other.value, "add", self, other)

    def __mul__(self, other):
        return Var(self.value * other.value, "mul", self, other)

    def apply(self, f, pull):
        return Var(f(self.value), "apply", self, None, pull)

    def _inputs(self):
        return [p for p in (self.a, self.b) if p is not None]

    def backward(self):
        waiting = {id(self): 0}
        todo = [self]
        for v in todo:                      # the list grows while we walk over it
            for p in v._inputs():
                if id(p) not in waiting:
                    waiting[id(p)] = 0
                    todo.append(p)
                waiting[id(p)] += 1
        bar = {id(v): 0.0 for v in todo}
        bar[id(self)] = 1.0
        ready = [self]

        def give(p, share):
            bar[id(p)] += share
            waiting[id(p)] -= 1
            if waiting[id(p)] == 0:
                ready.append(p)

        while ready:
            v = ready.pop(0)
            g = bar[id(v)]
            if v.kind == "leaf":
                v.grad += g
            elif v.kind == "add":
                give(v.a, g)
                give(v.b, g)
            elif v.kind == "mul":
                give(v.a, g * v.b.value)
                give(v.b, g * v.a.value)
            else:
                give(v.a, v.pull(v.a.value, g))

# %% right: Uses grad of the inner variables as the store but sets them to 0 first; product and sum share one subclass; the order comes from an iterator stack.
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0

    inputs = ()

    def __add__(self, other):
        return Node(self.value + other.value, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        a, b = self.value, other.value
        return Node(a * b, (self, other), lambda g: (b * g, a * g))

    def apply(self, f, pull):
        return Node(f(self.value), (self,), lambda g, a=self.value: (pull(a, g),))

    def backward(self):
        finished, seen = [], {id(self)}
        stack = [(self, iter(self.inputs))]
        while stack:
            var, rest = stack[-1]
            nxt = next(rest, None)
            if nxt is None:
                finished.append(var)
                stack.pop()
            elif id(nxt) not in seen:
                seen.add(id(nxt))
                stack.append((nxt, iter(nxt.inputs)))
        inner = [v for v in finished if isinstance(v, Node)][::-1]
        for v in inner:
            v.grad = 0
        self.grad = 1
        for v in inner:
            for x, share in zip(v.inputs, v.shares(v.grad)):
                x.grad += share


class Node(Var):
    def __init__(self, value, inputs, shares):
        super().__init__(value)
        self.inputs = inputs
        self.shares = shares

# %% wrong: Each share is handed on by itself as soon as it arrives, not the sum of all shares: pull runs once per path.
# told: EveryPathOnAStack
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []
        self.share = None

    def _new(self, value, parents, share):
        out = Var(value)
        out.parents = parents
        out.share = share
        return out

    def __add__(self, other):
        return self._new(self.value + other.value, [self, other], lambda g: [g, g])

    def __mul__(self, other):
        return self._new(self.value * other.value, [self, other],
                         lambda g: [g * other.value, g * self.value])

    def apply(self, f, pull):
        return self._new(f(self.value), [self], lambda g: [pull(self.value, g)])

    def backward(self):
        todo = [(self, 1)]
        while todo:
            v, g = todo.pop()
            if not v.parents:
                v.grad += g
            else:
                todo += list(zip(v.parents, v.share(g)))

# %% wrong: backward() sets the grad of the leaves to 0 before it starts, so two calls do not add up.
# told: LeavesReset
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []
        self.share = None

    def _new(self, value, parents, share):
        out = Var(value)
        out.parents = parents
        out.share = share
        return out

    def __add__(self, other):
        return self._new(self.value + other.value, [self, other], lambda g: [g, g])

    def __mul__(self, other):
        return self._new(self.value * other.value, [self, other],
                         lambda g: [g * other.value, g * self.value])

    def apply(self, f, pull):
        return self._new(f(self.value), [self], lambda g: [pull(self.value, g)])

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                stack.append((v, True))
                for p in v.parents:
                    stack.append((p, False))
        for v in order:
            v.grad = 0
        bar = {v: 0 for v in order}
        bar[self] = 1
        for v in reversed(order):
            if not v.parents:
                v.grad += bar[v]
                continue
            for p, s in zip(v.parents, v.share(bar[v])):
                bar[p] += s

# %% wrong: In a product the share is the other factor plus the adjoint; along a path slopes are multiplied, not added.
# told: step
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []
        self.share = None

    def _new(self, value, parents, share):
        out = Var(value)
        out.parents = parents
        out.share = share
        return out

    def __add__(self, other):
        return self._new(self.value + other.value, [self, other], lambda g: [g, g])

    def __mul__(self, other):
        return self._new(self.value * other.value, [self, other],
                         lambda g: [g + other.value, g + self.value])

    def apply(self, f, pull):
        return self._new(f(self.value), [self], lambda g: [pull(self.value, g)])

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                stack.append((v, True))
                for p in v.parents:
                    stack.append((p, False))
        bar = {v: 0 for v in order}
        bar[self] = 1
        for v in reversed(order):
            if not v.parents:
                v.grad += bar[v]
                continue
            for p, s in zip(v.parents, v.share(bar[v])):
                bar[p] += s

# %% wrong: pull is called with the value of the new variable, it needs the value of a, the input of apply.
# told: PullGetsResult
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []
        self.share = None

    def _new(self, value, parents, share):
        out = Var(value)
        out.parents = parents
        out.share = share
        return out

    def __add__(self, other):
        return self._new(self.value + other.value, [self, other], lambda g: [g, g])

    def __mul__(self, other):
        return self._new(self.value * other.value, [self, other],
                         lambda g: [g * other.value, g * self.value])

    def apply(self, f, pull):
        out_value = f(self.value)
        return self._new(out_value, [self], lambda g: [pull(out_value, g)])

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                stack.append((v, True))
                for p in v.parents:
                    stack.append((p, False))
        bar = {v: 0 for v in order}
        bar[self] = 1
        for v in reversed(order):
            if not v.parents:
                v.grad += bar[v]
                continue
            for p, s in zip(v.parents, v.share(bar[v])):
                bar[p] += s

# %% wrong: The inputs are kept in a dict, so in a + a or a * a the second use overwrites the first and one share is lost.
# told: ShareOnceForTwins
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.inputs = {}

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.inputs = {self: lambda g: g, other: lambda g: g}
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.inputs = {self: lambda g: g * other.value, other: lambda g: g * self.value}
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.inputs = {self: lambda g: pull(self.value, g)}
        return out

    def backward(self):
        # count the uses, then hand on when all are done
        uses, todo = {self: 0}, [self]
        while todo:
            v = todo.pop()
            for p in v.inputs:
                if p not in uses:
                    uses[p] = 0
                    todo.append(p)
                uses[p] += 1
        bar, ready = {self: 1}, [self]
        while ready:
            v = ready.pop()
            if not v.inputs:
                v.grad += bar[v]
            for p, share in v.inputs.items():
                bar[p] = bar.get(p, 0) + share(bar[v])
                uses[p] -= 1
                if uses[p] == 0:
                    ready.append(p)

# %% wrong: TWO: each factor of a product gets its own value in place of the other's; and what pull returns is multiplied by y_bar once more.
# told: OwnFactorAndAdjointTwice
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []
        self.share = None

    def _new(self, value, parents, share):
        out = Var(value)
        out.parents = parents
        out.share = share
        return out

    def __add__(self, other):
        return self._new(self.value + other.value, [self, other], lambda g: [g, g])

    def __mul__(self, other):
        return self._new(self.value * other.value, [self, other],
                         lambda g: [g * self.value, g * other.value])

    def apply(self, f, pull):
        return self._new(f(self.value), [self], lambda g: [g * pull(self.value, g)])

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                stack.append((v, True))
                for p in v.parents:
                    stack.append((p, False))
        bar = {v: 0 for v in order}
        bar[self] = 1
        for v in reversed(order):
            if not v.parents:
                v.grad += bar[v]
                continue
            for p, s in zip(v.parents, v.share(bar[v])):
                bar[p] += s

# %% wrong: The inner grads are cleared after use, but y keeps its 1: when y is used in a later z, z.backward() starts from it.
# told: ResultKept
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []
        self.share = None

    def _new(self, value, parents, share):
        out = Var(value)
        out.parents = parents
        out.share = share
        return out

    def __add__(self, other):
        return self._new(self.value + other.value, [self, other], lambda g: [g, g])

    def __mul__(self, other):
        return self._new(self.value * other.value, [self, other],
                         lambda g: [g * other.value, g * self.value])

    def apply(self, f, pull):
        return self._new(f(self.value), [self], lambda g: [pull(self.value, g)])

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                stack.append((v, True))
                for p in v.parents:
                    stack.append((p, False))
        self.grad = 1
        for v in reversed(order):
            if v.parents:
                for p, s in zip(v.parents, v.share(v.grad)):
                    p.grad += s
                if v is not self:
                    v.grad = 0

# %% wrong: The set of visited variables is a default argument, made only once: a variable visited in one backward() is skipped in the next.
# told: SeenForEver
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []
        self.share = None

    def _new(self, value, parents, share):
        out = Var(value)
        out.parents = parents
        out.share = share
        return out

    def __add__(self, other):
        return self._new(self.value + other.value, [self, other], lambda g: [g, g])

    def __mul__(self, other):
        return self._new(self.value * other.value, [self, other],
                         lambda g: [g * other.value, g * self.value])

    def apply(self, f, pull):
        return self._new(f(self.value), [self], lambda g: [pull(self.value, g)])

    def backward(self, seen=set()):
        order, stack = [], [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                stack.append((v, True))
                for p in v.parents:
                    stack.append((p, False))
        bar = {v: 0 for v in seen}
        bar[self] = 1
        for v in reversed(order):
            if not v.parents:
                v.grad += bar[v]
                continue
            for p, s in zip(v.parents, v.share(bar[v])):
                bar[p] += s

# %% wrong: counts down the uses and never restores them: second call gets stuck
# told: CountsRunDown
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents
        self.waiting = 0
        for parent, _ in parents:
            parent.waiting += 1

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def backward(self):
        bar = {id(self): 1}
        ready = [self]
        while ready:
            node = ready.pop()
            g = bar[id(node)]
            if not node.parents:
                node.grad += g
            for parent, share in node.parents:
                bar[id(parent)] = bar.get(id(parent), 0) + share(g)
                parent.waiting -= 1
                if parent.waiting == 0:
                    ready.append(parent)

# %% wrong: marks visited variables on the object and never clears the mark
# told: SeenForEverAndMissing
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents
        self.visited = False

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def backward(self):
        order = []
        seen = set()
        stack = [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
                continue
            if node.visited:
                continue
            node.visited = True
            stack.append((node, True))
            for parent, share in node.parents:
                stack.append((parent, False))
        bar = {id(node): 0 for node in order}
        bar[id(self)] = 1
        for node in reversed(order):
            g = bar[id(node)]
            if not node.parents:
                node.grad += g
            for parent, share in node.parents:
                bar[id(parent)] += share(g)

# %% wrong: remembers seen variables by their value: equal values count as one
# told: SeenByValue
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def backward(self):
        order = []
        seen = set()
        stack = [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
                continue
            if node.value in seen:
                continue
            seen.add(node.value)
            stack.append((node, True))
            for parent, share in node.parents:
                stack.append((parent, False))
        bar = {}
        bar[id(self)] = 1
        for node in reversed(order):
            g = bar.get(id(node), 0)
            if not node.parents:
                node.grad += g
            for parent, share in node.parents:
                bar[id(parent)] = bar.get(id(parent), 0) + share(g)

# %% wrong: keeps adjoints in a dict keyed by value
# told: AdjointsByValue
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def backward(self):
        order = []
        seen = set()
        stack = [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
                continue
            if id(node) in seen:
                continue
            seen.add(id(node))
            stack.append((node, True))
            for parent, share in node.parents:
                stack.append((parent, False))
        bar = {node.value: 0 for node in order}
        bar[self.value] = 1
        for node in reversed(order):
            g = bar[node.value]
            if not node.parents:
                node.grad += g
            for parent, share in node.parents:
                bar[parent.value] += share(g)

# %% wrong: adds the sum so far to the leaf at each share
# told: LeafAddsSumSoFar
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def backward(self):
        order = []
        seen = set()
        stack = [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
                continue
            if id(node) in seen:
                continue
            seen.add(id(node))
            stack.append((node, True))
            for parent, share in node.parents:
                stack.append((parent, False))
        bar = {id(node): 0 for node in order}
        bar[id(self)] = 1
        for node in reversed(order):
            g = bar[id(node)]
            for parent, share in node.parents:
                bar[id(parent)] += share(g)
                if not parent.parents:
                    parent.grad += bar[id(parent)]

# %% wrong: product: hands the value of the product over each
# told: ProductValueHandedOn
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        out = self.value * other.value
        return Var(out, [(self, lambda g: g * out), (other, lambda g: g * out)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def backward(self):
        order = []
        seen = set()
        stack = [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
                continue
            if id(node) in seen:
                continue
            seen.add(id(node))
            stack.append((node, True))
            for parent, share in node.parents:
                stack.append((parent, False))
        bar = {id(node): 0 for node in order}
        bar[id(self)] = 1
        for node in reversed(order):
            g = bar[id(node)]
            if not node.parents:
                node.grad += g
            for parent, share in node.parents:
                bar[id(parent)] += share(g)

# %% wrong: leaf test by truth of the value: skips a value of 0
# told: ZeroValueSkipped
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g))])

    def backward(self):
        order = []
        seen = set()
        stack = [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
                continue
            if id(node) in seen:
                continue
            seen.add(id(node))
            stack.append((node, True))
            for parent, share in node.parents:
                stack.append((parent, False))
        bar = {id(node): 0 for node in order}
        bar[id(self)] = 1
        for node in reversed(order):
            g = bar[id(node)]
            if not node.parents:
                node.grad += g
            for parent, share in node.parents:
                if not parent.value:
                    continue
                bar[id(parent)] += share(g)

# %% wrong: two: pull times v_bar again, shares set not added
# told: AdjointTwiceAndSharesReplaced
class Var:
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __add__(self, other):
        return Var(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Var(self.value * other.value,
                   [(self, lambda g: g * other.value), (other, lambda g: g * self.value)])

    def apply(self, f, pull):
        return Var(f(self.value), [(self, lambda g: pull(self.value, g) * g)])

    def backward(self):
        order = []
        seen = set()
        stack = [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
                continue
            if id(node) in seen:
                continue
            seen.add(id(node))
            stack.append((node, True))
            for parent, share in node.parents:
                stack.append((parent, False))
        bar = {id(node): 0 for node in order}
        bar[id(self)] = 1
        for node in reversed(order):
            g = bar[id(node)]
            if not node.parents:
                node.grad += g
            for parent, share in node.parents:
                bar[id(parent)] = share(g)

# %% wrong: Variables are told apart by their pull, so when several variables come with the same pull only one of them hands its adjoint on.
# told: OncePerPull
class Var:
    def __init__(self, value, parents=(), shares=None):
        self.value = value
        self.grad = 0
        self.parents = parents
        self.shares = shares
        self.pull = None

    def __add__(self, other):
        return Var(self.value + other.value, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        return Var(self.value * other.value, (self, other), lambda g: (g * other.value, g * self.value))

    def apply(self, f, pull):
        out = Var(f(self.value), (self,), lambda g: (pull(self.value, g),))
        out.pull = pull
        return out

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                for p in v.parents:
                    stack.append((p, False))
        return order[::-1]

    def backward(self):
        bar = {id(self): 1}
        used = set()
        for v in self._order():
            g = bar.get(id(v), 0)
            if not v.parents:
                v.grad += g
                continue
            if v.pull is not None:
                if v.pull in used:
                    continue
                used.add(v.pull)
            for p, s in zip(v.parents, v.shares(g)):
                bar[id(p)] = bar.get(id(p), 0) + s

# %% right: Every variable gets a running number; a heap hands out the youngest one first, so all its users came before.
import heapq
import itertools

_number = itertools.count()

class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.no = next(_number)
        self.sources = None

    def _make(self, value, sources):
        out = Var(value)
        out.sources = sources
        return out

    def __add__(self, other):
        return self._make(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        a, b = self.value, other.value
        return self._make(a * b, [(self, lambda g: g * b), (other, lambda g: g * a)])

    def apply(self, f, pull):
        a = self.value
        return self._make(f(a), [(self, lambda g: pull(a, g))])

    def backward(self):
        adjoint = {self.no: 1.0}
        heap = [(-self.no, self)]
        while heap:
            _, v = heapq.heappop(heap)
            g = adjoint[v.no]
            if v.sources is None:
                v.grad += g
                continue
            for p, share in v.sources:
                if p.no not in adjoint:
                    adjoint[p.no] = 0.0
                    heapq.heappush(heap, (-p.no, p))
                adjoint[p.no] += share(g)

# %% right: First counts for each variable how many shares will come, then hands on as soon as the count is down to 0; uses grad of inner variables and clears it.
class Var:
    def __init__(self, value):
        self.value, self.grad = value, 0
        self.op, self.args, self.pull = "leaf", [], None

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.op, out.args = "+", [self, other]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.op, out.args = "*", [self, other]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.op, out.args, out.pull = "f", [self], pull
        return out

    def backward(self):
        waiting = {self: 0}
        todo = [self]
        while todo:
            for a in todo.pop().args:
                if a not in waiting:
                    waiting[a] = 0
                    todo.append(a)
                waiting[a] += 1
        for v in waiting:
            if v.op != "leaf":
                v.grad = 0
        self.grad = 1
        ready = [self]
        while ready:
            v = ready.pop()
            if v.op == "leaf":
                continue
            g = v.grad
            v.grad = 0
            if v.op == "+":
                shares = [g, g]
            elif v.op == "*":
                shares = [g * v.args[1].value, g * v.args[0].value]
            else:
                shares = [v.pull(v.args[0].value, g)]
            for a, s in zip(v.args, shares):
                a.grad = a.grad + s
                waiting[a] -= 1
                if waiting[a] == 0:
                    ready.append(a)

# %% right: A recursive depth-first order with the recursion limit raised for a while; each operation is a small subclass.
import sys

class Var:
    inputs = ()

    def __init__(self, value):
        self.value = value
        self.grad = 0.0

    def __add__(self, other):
        return _Sum(self, other)

    def __mul__(self, other):
        return _Product(self, other)

    def apply(self, f, pull):
        return _Applied(self, f, pull)

    def backward(self):
        order, seen = [], set()

        def visit(v):
            if v in seen:
                return
            seen.add(v)
            for p in v.inputs:
                visit(p)
            order.append(v)

        old = sys.getrecursionlimit()
        sys.setrecursionlimit(max(old, 50_000))
        try:
            visit(self)
        finally:
            sys.setrecursionlimit(old)
        bar = dict.fromkeys(order, 0.0)
        bar[self] = 1.0
        for v in reversed(order):
            if v.inputs:
                for p, s in zip(v.inputs, v.shares(bar[v])):
                    bar[p] += s
            else:
                v.grad += bar[v]

class _Sum(Var):
    def __init__(self, a, b):
        super().__init__(a.value + b.value)
        self.inputs = (a, b)

    def shares(self, g):
        return g, g

class _Product(Var):
    def __init__(self, a, b):
        super().__init__(a.value * b.value)
        self.inputs = (a, b)

    def shares(self, g):
        a, b = self.inputs
        return g * b.value, g * a.value

class _Applied(Var):
    def __init__(self, a, f, pull):
        super().__init__(f(a.value))
        self.inputs = (a,)
        self.pull = pull

    def shares(self, g):
        return (self.pull(self.inputs[0].value, g),)

# %% wrong: The variables are handled in the order in which a breadth-first search meets them, so one may hand on its adjoint before all its shares are there.
# told: clue
class Var:
    def __init__(self, value, parents=(), shares=None):
        self.value = value
        self.grad = 0
        self.parents = parents
        self.shares = shares

    def __add__(self, other):
        return Var(self.value + other.value, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        return Var(self.value * other.value, (self, other), lambda g: (g * other.value, g * self.value))

    def apply(self, f, pull):
        return Var(f(self.value), (self,), lambda g: (pull(self.value, g),))

    def _order(self):
        order, seen = [self], {id(self)}
        for v in order:
            for p in v.parents:
                if id(p) not in seen:
                    seen.add(id(p))
                    order.append(p)
        return order

    def backward(self):
        bar = {id(self): 1}
        for v in self._order():
            g = bar.get(id(v), 0)
            if not v.parents:
                v.grad += g
                continue
            for p, s in zip(v.parents, v.shares(g)):
                bar[id(p)] = bar.get(id(p), 0) + s

# %% wrong: Each share is handed on at once along every path instead of being summed first, so pull is called once per path and not once per variable.
# told: EveryPathOnAStack
class Var:
    def __init__(self, value, parents=(), shares=None):
        self.value = value
        self.grad = 0
        self.parents = parents
        self.shares = shares

    def __add__(self, other):
        return Var(self.value + other.value, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        return Var(self.value * other.value, (self, other), lambda g: (g * other.value, g * self.value))

    def apply(self, f, pull):
        return Var(f(self.value), (self,), lambda g: (pull(self.value, g),))

    def backward(self):
        todo = [(self, 1)]
        while todo:
            v, g = todo.pop()
            if not v.parents:
                v.grad += g
                continue
            for p, s in zip(v.parents, v.shares(g)):
                todo.append((p, s))

# %% wrong: backward() first sets the grad of all variables to 0, the leaves too, so several calls do not add up.
# told: LeavesReset
class Var:
    def __init__(self, value, parents=(), shares=None):
        self.value = value
        self.grad = 0
        self.parents = parents
        self.shares = shares

    def __add__(self, other):
        return Var(self.value + other.value, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        return Var(self.value * other.value, (self, other), lambda g: (g * other.value, g * self.value))

    def apply(self, f, pull):
        return Var(f(self.value), (self,), lambda g: (pull(self.value, g),))

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                for p in v.parents:
                    stack.append((p, False))
        return order[::-1]

    def backward(self):
        bar = {id(self): 1}
        for v in self._order():
            v.grad = 0
        for v in self._order():
            g = bar.get(id(v), 0)
            if not v.parents:
                v.grad += g
                continue
            for p, s in zip(v.parents, v.shares(g)):
                bar[id(p)] = bar.get(id(p), 0) + s

# %% wrong: pull gets the value of the new variable, f(a.value), instead of a.value.
# told: PullGetsResult
class Var:
    def __init__(self, value, parents=(), shares=None):
        self.value = value
        self.grad = 0
        self.parents = parents
        self.shares = shares

    def __add__(self, other):
        return Var(self.value + other.value, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        return Var(self.value * other.value, (self, other), lambda g: (g * other.value, g * self.value))

    def apply(self, f, pull):
        out = f(self.value)
        return Var(out, (self,), lambda g: (pull(out, g),))

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                for p in v.parents:
                    stack.append((p, False))
        return order[::-1]

    def backward(self):
        bar = {id(self): 1}
        for v in self._order():
            g = bar.get(id(v), 0)
            if not v.parents:
                v.grad += g
                continue
            for p, s in zip(v.parents, v.shares(g)):
                bar[id(p)] = bar.get(id(p), 0) + s

# %% wrong: The adjoints of inner variables are kept in grad and not set back, so a second backward() starts with the old shares.
# told: InnerKept
class Var:
    def __init__(self, value, parents=(), shares=None):
        self.value = value
        self.grad = 0
        self.parents = parents
        self.shares = shares

    def __add__(self, other):
        return Var(self.value + other.value, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        return Var(self.value * other.value, (self, other), lambda g: (g * other.value, g * self.value))

    def apply(self, f, pull):
        return Var(f(self.value), (self,), lambda g: (pull(self.value, g),))

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                for p in v.parents:
                    stack.append((p, False))
        return order[::-1]

    def backward(self):
        self.grad = 1
        for v in self._order():
            if v.parents:
                for p, s in zip(v.parents, v.shares(v.grad)):
                    p.grad += s

# %% wrong: TWO: in a product each factor gets its own value as the factor of its share, not the other's; and the grad of a leaf is overwritten instead of added to.
# told: OwnFactorAndLeavesReset
class Var:
    def __init__(self, value, parents=(), shares=None):
        self.value = value
        self.grad = 0
        self.parents = parents
        self.shares = shares

    def __add__(self, other):
        return Var(self.value + other.value, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        return Var(self.value * other.value, (self, other), lambda g: (g * self.value, g * other.value))

    def apply(self, f, pull):
        return Var(f(self.value), (self,), lambda g: (pull(self.value, g),))

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                for p in v.parents:
                    stack.append((p, False))
        return order[::-1]

    def backward(self):
        bar = {id(self): 1}
        for v in self._order():
            g = bar.get(id(v), 0)
            if not v.parents:
                v.grad = g
                continue
            for p, s in zip(v.parents, v.shares(g)):
                bar[id(p)] = bar.get(id(p), 0) + s

# %% wrong: backward() returns at the first leaf it meets instead of going on with the next variable.
# told: OneLeafOnly
class Var:
    def __init__(self, value, parents=(), shares=None):
        self.value = value
        self.grad = 0
        self.parents = parents
        self.shares = shares

    def __add__(self, other):
        return Var(self.value + other.value, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        return Var(self.value * other.value, (self, other), lambda g: (g * other.value, g * self.value))

    def apply(self, f, pull):
        return Var(f(self.value), (self,), lambda g: (pull(self.value, g),))

    def _order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                for p in v.parents:
                    stack.append((p, False))
        return order[::-1]

    def backward(self):
        bar = {id(self): 1}
        for v in self._order():
            g = bar.get(id(v), 0)
            if not v.parents:
                v.grad += g
                return
            for p, s in zip(v.parents, v.shares(g)):
                bar[id(p)] = bar.get(id(p), 0) + s

# %% right: Each variable has a running number; backward takes the youngest first from a heap, since parents are always older.
import heapq
from itertools import count

_number = count()


class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.no = next(_number)
        self.back = None

    def __add__(self, other):
        v = Var(self.value + other.value)
        v.back = lambda g: [(self, g), (other, g)]
        return v

    def __mul__(self, other):
        v = Var(self.value * other.value)
        x, y = self.value, other.value
        v.back = lambda g: [(self, y * g), (other, x * g)]
        return v

    def apply(self, f, pull):
        v = Var(f(self.value))
        v.back = lambda g: [(self, pull(self.value, g))]
        return v

    def backward(self):
        bars = {self.no: 1}
        heap = [(-self.no, self)]
        while heap:
            _, v = heapq.heappop(heap)
            bar = bars.pop(v.no)
            if v.back is None:
                v.grad = v.grad + bar
                continue
            for p, share in v.back(bar):
                if p.no in bars:
                    bars[p.no] += share
                else:
                    bars[p.no] = share
                    heapq.heappush(heap, (-p.no, p))

# %% right: Recursive order with a raised recursion limit; the grad of inner variables is used and cleared before each run.
import sys


class Var:
    def __init__(self, value, parents=(), rule=None):
        self.value = value
        self.grad = 0
        self.parents = parents
        self.rule = rule

    def __add__(self, other):
        return Var(self.value + other.value, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        return Var(self.value * other.value, (self, other), lambda g: (g * other.value, g * self.value))

    def apply(self, f, pull):
        return Var(f(self.value), (self,), lambda g: (pull(self.value, g),))

    def backward(self):
        order = []
        seen = set()

        def visit(v):
            if id(v) in seen:
                return
            seen.add(id(v))
            for p in v.parents:
                visit(p)
            if v.parents:
                v.grad = 0
            order.append(v)

        old = sys.getrecursionlimit()
        sys.setrecursionlimit(max(old, 20000))
        try:
            visit(self)
        finally:
            sys.setrecursionlimit(old)
        self.grad = 1
        for v in order[::-1]:
            if v.parents:
                for p, share in zip(v.parents, v.rule(v.grad)):
                    p.grad += share

# %% right: No sorted list: the open uses of each variable are counted first, and a variable is ready when none is left.
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.op = None
        self.args = []
        self.pull = None

    def _new(self, value, op, args, pull=None):
        v = Var(value)
        v.op, v.args, v.pull = op, args, pull
        return v

    def __add__(self, other):
        return self._new(self.value + other.value, "+", [self, other])

    def __mul__(self, other):
        return self._new(self.value * other.value, "*", [self, other])

    def apply(self, f, pull):
        return self._new(f(self.value), "f", [self], pull)

    def backward(self):
        open_uses = {self: 0}
        todo = [self]
        while todo:
            for a in todo.pop().args:
                if a not in open_uses:
                    open_uses[a] = 0
                    todo.append(a)
                open_uses[a] += 1
        bar = dict.fromkeys(open_uses, 0)
        bar[self] = 1
        ready = [self]
        while ready:
            v = ready.pop(0)
            g = bar[v]
            if v.op is None:
                v.grad += g
                continue
            if v.op == "+":
                shares = [g, g]
            elif v.op == "*":
                shares = [v.args[1].value * g, v.args[0].value * g]
            else:
                shares = [v.pull(v.args[0].value, g)]
            for a, s in zip(v.args, shares):
                bar[a] += s
                open_uses[a] -= 1
                if open_uses[a] == 0:
                    ready.append(a)

# %% wrong: The variables are handled breadth first from y, each when it is first reached; one that also has a longer way to y hands on its adjoint before all its shares are there.
# told: clue
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []    # pairs (variable, function from v_bar to its share)

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.parents = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.parents = [(self, lambda g: g * other.value), (other, lambda g: g * self.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: pull(self.value, g))]
        return out

    def backward(self):
        order, seen = [self], {self}
        for v in order:
            for p, _ in v.parents:
                if p not in seen:
                    seen.add(p)
                    order.append(p)
        bar = {v: 0 for v in order}
        bar[self] = 1
        for v in order:
            if not v.parents:
                v.grad += bar[v]
                continue
            for p, share in v.parents:
                bar[p] += share(bar[v])

# %% wrong: The result of pull is multiplied by the adjoint v_bar once more, as if pull gave only the local slope.
# told: AdjointTwice
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []    # pairs (variable, function from v_bar to its share)

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.parents = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.parents = [(self, lambda g: g * other.value), (other, lambda g: g * self.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: pull(self.value, g) * g)]
        return out

    def backward(self):
        order, seen, todo = [], set(), [(self, False)]
        while todo:
            v, done = todo.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                todo.append((v, True))
                for p, _ in v.parents:
                    todo.append((p, False))
        bar = {v: 0 for v in order}
        bar[self] = 1
        for v in reversed(order):
            if not v.parents:
                v.grad += bar[v]
                continue
            for p, share in v.parents:
                bar[p] += share(bar[v])

# %% wrong: backward() sets the grad of the leaves to 0 before it begins, so several calls do not add up.
# told: LeavesReset
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []    # pairs (variable, function from v_bar to its share)

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.parents = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.parents = [(self, lambda g: g * other.value), (other, lambda g: g * self.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: pull(self.value, g))]
        return out

    def backward(self):
        order, seen, todo = [], set(), [(self, False)]
        while todo:
            v, done = todo.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                todo.append((v, True))
                for p, _ in v.parents:
                    todo.append((p, False))
        bar = {v: 0 for v in order}
        bar[self] = 1
        for v in order:
            v.grad = 0
        for v in reversed(order):
            if not v.parents:
                v.grad += bar[v]
                continue
            for p, share in v.parents:
                bar[p] += share(bar[v])

# %% wrong: In a * b each factor gets its own value as its slope: the share of a needs the value of b, and the other way round.
# told: OwnFactor
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []    # pairs (variable, function from v_bar to its share)

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.parents = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.parents = [(self, lambda g: g * self.value), (other, lambda g: g * other.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: pull(self.value, g))]
        return out

    def backward(self):
        order, seen, todo = [], set(), [(self, False)]
        while todo:
            v, done = todo.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                todo.append((v, True))
                for p, _ in v.parents:
                    todo.append((p, False))
        bar = {v: 0 for v in order}
        bar[self] = 1
        for v in reversed(order):
            if not v.parents:
                v.grad += bar[v]
                continue
            for p, share in v.parents:
                bar[p] += share(bar[v])

# %% wrong: pull is called with the value of the new variable, f(a.value), instead of the old value a.value.
# told: PullGetsResult
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []    # pairs (variable, function from v_bar to its share)

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.parents = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.parents = [(self, lambda g: g * other.value), (other, lambda g: g * self.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: pull(out.value, g))]
        return out

    def backward(self):
        order, seen, todo = [], set(), [(self, False)]
        while todo:
            v, done = todo.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                todo.append((v, True))
                for p, _ in v.parents:
                    todo.append((p, False))
        bar = {v: 0 for v in order}
        bar[self] = 1
        for v in reversed(order):
            if not v.parents:
                v.grad += bar[v]
                continue
            for p, share in v.parents:
                bar[p] += share(bar[v])

# %% wrong: TWO: The parents of a sum are kept in a set, so a + a counts as one use of a; and pull gets its two arguments in the wrong order, (v_bar, a.value).
# told: clue
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.kind = "leaf"
        self.parents = set()

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.kind = "add"
        out.parents = {self, other}
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.kind = "mul"
        out.parents = (self, other)
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.kind = "apply"
        out.parents = (self,)
        out.pull = pull
        return out

    def backward(self):
        order, seen, todo = [], set(), [(self, False)]
        while todo:
            v, done = todo.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                todo.append((v, True))
                todo.extend((p, False) for p in v.parents)
        bar = {v: 0 for v in order}
        bar[self] = 1
        for v in reversed(order):
            if v.kind == "leaf":
                v.grad += bar[v]
            elif v.kind == "add":
                for p in v.parents:
                    bar[p] += bar[v]
            elif v.kind == "mul":
                a, b = v.parents
                bar[a] += bar[v] * b.value
                bar[b] += bar[v] * a.value
            else:
                a, = v.parents
                bar[a] += v.pull(bar[v], a.value)

# %% wrong: The grad of the inner variables is set back to 0 at the end, but not that of y: its 1 stays there and counts as a share when y is used in a later z.
# told: ResultKept
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []    # pairs (variable, function from v_bar to its share)

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.parents = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.parents = [(self, lambda g: g * other.value), (other, lambda g: g * self.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: pull(self.value, g))]
        return out

    def backward(self):
        order, seen, todo = [], set(), [(self, False)]
        while todo:
            v, done = todo.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                todo.append((v, True))
                for p, _ in v.parents:
                    todo.append((p, False))
        self.grad = 1
        for v in reversed(order):
            for p, share in v.parents:
                p.grad += share(v.grad)
        for v in order:
            if v.parents and v is not self:
                v.grad = 0

# %% wrong: return instead of continue at a leaf: the walk back ends at the first leaf that it meets, and what comes after it gets nothing.
# told: OneLeafOnly
class Var:
    def __init__(self, value):
        self.value = value
        self.grad = 0
        self.parents = []    # pairs (variable, function from v_bar to its share)

    def __add__(self, other):
        out = Var(self.value + other.value)
        out.parents = [(self, lambda g: g), (other, lambda g: g)]
        return out

    def __mul__(self, other):
        out = Var(self.value * other.value)
        out.parents = [(self, lambda g: g * other.value), (other, lambda g: g * self.value)]
        return out

    def apply(self, f, pull):
        out = Var(f(self.value))
        out.parents = [(self, lambda g: pull(self.value, g))]
        return out

    def backward(self):
        order, seen, todo = [], set(), [(self, False)]
        while todo:
            v, done = todo.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                todo.append((v, True))
                for p, _ in v.parents:
                    todo.append((p, False))
        bar = {v: 0 for v in order}
        bar[self] = 1
        for v in reversed(order):
            if not v.parents:
                v.grad += bar[v]
                return
            for p, share in v.parents:
                bar[p] += share(bar[v])
