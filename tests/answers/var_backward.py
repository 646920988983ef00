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
