"""Every fast form does what the readable form beside it does."""

import collections
import gc
import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.utils._python_dispatch import TorchDispatchMode

from dlcourse.diff import dual, finite
from dlcourse.diff.dual import Dual
from dlcourse.diff.fast import dual as fast_dual
from dlcourse.diff.fast import finite as fast_finite
from dlcourse.diff.fast import layers
from dlcourse.diff.fast.dual import QuickDual
from dlcourse.diff.fast.tape import QuickTape
from dlcourse.diff.tape import Tape
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

double = torch.float64
numbers = st.floats(-50, 50).filter(lambda v: v == 0 or abs(v) > 1e-6)
steps = st.lists(st.tuples(st.sampled_from(["add", "radd", "sub", "mul", "rmul", "relu", "square", "twice"]),
                           numbers | st.integers(-5, 5)), max_size=12)


def rng(seed=0):
    return torch.Generator().manual_seed(seed)


def run(x, program):
    """The steps on x: readable and quick numbers run the same program."""
    y = x
    for name, c in program:
        if name == "relu":
            y = y.relu()
        elif name in ("square", "twice"):
            y = y * x if name == "square" else y + x
        else:
            y = {"add": lambda y, c: y + c, "radd": lambda y, c: c + y, "sub": lambda y, c: y - c,
                 "mul": lambda y, c: y * c, "rmul": lambda y, c: c * y}[name](y, c)
    return y


@given(numbers, steps)
def test_quick_dual_numbers_are_the_readable_ones(start, program):
    quick, slow = (run(made(start, 1.0), program) for made in (QuickDual, Dual))
    assert (type(quick), type(slow)) == (QuickDual, Dual)
    assert (quick.value, quick.dot) == (slow.value, slow.dot)


@given(numbers, steps)
def test_a_quick_tape_is_the_readable_one(start, program):
    found = []
    for t in (QuickTape(), Tape()):
        x = t.variable(start)
        y = run(x, program)
        found.append((y.value, t.adjoints(y, 1.0), [(line.name, line.arguments) for line in t.lines()]))
        if isinstance(t, QuickTape):
            for keep in (True, False):  # a whole number as y_bar takes the way back of tensors
                assert t.adjoints(y, 1.0, keep=keep) == t.adjoints(y, 1, keep=keep)
    assert found[0] == found[1]


def test_a_quick_dual_is_frozen_and_shown_like_any_other():
    y = QuickDual(2.0, 1.0) * 3.0 + 1.0
    assert repr(y) == "QuickDual(value=7.0, dot=3.0)"
    with pytest.raises(AttributeError):
        y.value = 0.0
    with pytest.raises(ValueError, match="one tape"):
        QuickTape().variable(1.0) + QuickTape().variable(2.0)


def test_quick_numbers_leave_tensors_to_the_rules():
    x = torch.tensor([1.0, -2.0], dtype=double)
    y = QuickDual(2.0, 1.0) * x + 1.0
    assert torch.equal(y.dot, x)
    t = QuickTape()
    a = t.variable(2.0)
    assert t.adjoints((a * x).sum(), torch.ones((), dtype=double))[a.index] == -1.0


def test_what_y_does_not_use_has_no_adjoint_and_what_is_used_up_is_freed():
    t = QuickTape()
    a, b = t.variable(1.0), t.variable(2.0)
    unused = a * b
    y = a * 3
    assert t.adjoints(y, 1.0) == [3.0, None, None, 1.0]
    assert t.adjoints(y, 1.0, keep=False) == [3.0, None, None, None]
    assert unused.value == 2.0


def test_a_chain_of_a_hundred_thousand_is_walked_without_recursion():
    t = QuickTape()
    x = y = t.variable(0.5)
    for _ in range(50_000):
        y = y * 0.9999 + 1e-5
    assert t.adjoints(y, 1.0, keep=False)[0] == pytest.approx(0.9999**50_000, rel=1e-9)
    assert len(t) == 100_001
    assert x.index == 0


def test_no_fast_form_replaces_a_readable_one():
    """Importing a fast form changes no class: the readable methods are those of their own modules."""
    for cls in (Dual, type(Tape().variable(1.0))):
        for name in ("__add__", "__radd__", "__sub__", "__mul__", "__rmul__", "relu"):
            method = getattr(cls, name)
            assert method.__module__ == cls.__module__


# --- forward mode on tensors ---

X3 = torch.tensor([0.3, -1.2, 2.0], dtype=double)
W32 = torch.tensor([[1.0, 2.0], [0.5, -1.0], [-2.0, 3.0]], dtype=double)


def two_layers(x):
    return ((x @ W32).tanh() @ W32.mT).sigmoid() * x


@pytest.mark.parametrize("chunk", [1, 2, 3, 100])
@pytest.mark.parametrize("f", [two_layers, lambda x: W32.mT @ x, lambda x: x @ W32,
                               lambda x: x @ W32 + W32.mT @ (x * x), lambda x: torch.matmul(W32.T, x),
                               lambda x: x[:, None] @ x[None, :], lambda x: x, lambda x: (x[:2, None] + x).tanh(),
                               lambda x: (x + W32.mT).tanh() @ W32 + 1, lambda x: W32.mT + x.tanh()])
def test_unwritten_unit_tangents_change_nothing(f, chunk):
    torch.testing.assert_close(fast_dual.jacobian(f, X3, chunk=chunk), dual.jacobian(f, X3), rtol=1e-13, atol=1e-13)
    torch.testing.assert_close(fast_dual.jvp(f, X3, X3.flip(0)), dual.jvp(f, X3, X3.flip(0)), rtol=0, atol=0)


def test_the_seed_is_written_out_only_where_needed():
    seen = []

    def f(x):
        y = x @ W32
        seen.append(x.written)
        return y + x.sum()

    fast_dual.jacobian(f, X3)
    assert seen == [None]


# --- the network's operations ---


def readable_linear(x, W, b): return x @ W.mT + b
def readable_linear_relu(x, W, b): return (x @ W.mT + b).relu()


def readable_cross_entropy(z, labels):
    return (z.logsumexp(1) - z.gather(1, labels[:, None]).squeeze(1)).mean()


@settings(deadline=None)
@given(st.integers(1, 5), st.integers(1, 4), st.integers(1, 4), st.integers(0, 1000), st.booleans())
def test_fused_layers_and_loss_are_the_readable_ones(batch, inputs, classes, seed, frozen_input):
    make = rng(seed)
    X, W, b, V, c = (torch.randn(*shape, generator=make, dtype=double) for shape in (
        (batch, inputs), (3, inputs), (3,), (classes, 3), (classes,)))
    labels = torch.randint(classes, (batch,), generator=make)

    def loss(linear_relu, linear, cross_entropy):
        def f(X_, W, b, V, c):
            a = linear_relu(X if frozen_input else X_, W, b)
            return cross_entropy(linear(a, V, c), labels) + (W * W).sum()  # W fans out
        return f

    fused = layers.value_and_gradients(loss(layers.linear_relu, layers.linear, layers.cross_entropy), X, W, b, V, c)
    plain = loss(readable_linear_relu, readable_linear, readable_cross_entropy)
    torch.testing.assert_close(fused, layers.value_and_gradients(plain, X, W, b, V, c), rtol=1e-12, atol=1e-13)
    exact = torch.func.grad(plain, argnums=(0, 1, 2, 3, 4))(X, W, b, V, c)
    torch.testing.assert_close(fused[1], exact, rtol=1e-11, atol=1e-12)


def test_fused_operations_leave_what_they_are_given_and_run_on_tensors():
    X, W, b = torch.tensor([[1.0, -2.0]]), torch.tensor([[1.0, 1.0]]), torch.zeros(1)
    before = [t.clone() for t in (X, W, b)]
    assert layers.linear(X, W, b).tolist() == [[-1.0]]
    assert layers.linear_relu(X, W, b).tolist() == [[0.0]]
    assert layers.cross_entropy(torch.zeros(1, 2), torch.tensor([1])).item() == pytest.approx(math.log(2))
    for t in (Tape(), QuickTape()):
        y = layers.linear_relu(t.variable(X), W, b)
        assert t.adjoints(y, torch.ones(1, 1))[0].tolist() == [[0.0, 0.0]]
    assert all(torch.equal(t, u) for t, u in zip((X, W, b), before))


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, text", [
    (lambda: layers.linear(torch.ones(2, 3), torch.ones(4, 2), torch.ones(4)), ShapeError,
     r"\(2, 3\), \(4, 2\), \(4,\)"),
    (lambda: layers.linear(torch.ones(2, 3), torch.ones(4, 3), torch.ones(1)), ShapeError, "b should have one entry"),
    (lambda: layers.cross_entropy(torch.ones(2, 3), torch.ones(2)), DtypeError, r"labels\.long"),
    (lambda: layers.cross_entropy(torch.ones(2, 3), torch.tensor([0])), ShapeError, "one label for each row"),
    (lambda: layers.cross_entropy(torch.ones(1, 3), torch.tensor([3])), IndexError, "out of bounds"),
    (lambda: layers.cross_entropy(torch.ones(1, 3), torch.tensor([-1])), IndexError, "out of bounds"),
    (lambda: layers.linear(Tape().variable(torch.ones(1, 1)), Tape().variable(torch.ones(1, 1)), torch.ones(1)),
     ValueError, "linear: all variables"),
    (lambda: layers.value_and_gradients(lambda x: x, torch.tensor([1])), DtypeError, "input 0 should be a floating"),
    (lambda: layers.value_and_gradients(lambda x: x, 1.0), DtypeError, "but is of type float"),
    (lambda: layers.value_and_gradients(lambda: 1.0), ValueError, "at least one"),
    (lambda: layers.value_and_gradients(lambda x: x, torch.ones(2)), ShapeError,
     r"^value_and_gradients: f\(x\) should be a scalar of shape \(\), but has shape \(2,\)"),
    (lambda: layers.value_and_gradients(lambda x, y: (x * y).sum(), torch.ones(2), torch.tensor([1.0, math.nan])),
     NotANumberError, "input 1"),
    (lambda: Tape().variable(torch.tensor([math.nan])), NotANumberError, "variable: value"),
])
def test_errors_say_what_was_expected(call, error, text):
    with pytest.raises(error, match=text):
        call()


def test_infinities_of_both_signs_are_not_taken_for_nan():
    x = torch.tensor([math.inf, -math.inf, 1.0])
    assert Tape().variable(x).value is x


def test_value_and_gradients_of_what_does_not_matter_are_zero_and_can_be_repeated():
    x, unused = torch.tensor([1.0, 2.0], dtype=double, requires_grad=True), torch.ones(3)
    for _ in range(2):
        y, (x_bar, unused_bar) = layers.value_and_gradients(lambda x, u: (x * x).sum(), x, unused)
        assert (y.item(), x_bar.tolist(), unused_bar.tolist()) == (5.0, [2.0, 4.0], [0.0] * 3)
    assert layers.value_and_gradients(lambda x: 3.0, x)[1][0].tolist() == [0.0, 0.0]


def test_the_collector_rests_while_recording_also_where_f_fails():
    seen = []

    def fails(x):
        seen.append(gc.isenabled())
        raise ZeroDivisionError
    for start in (True, False):
        (gc.enable if start else gc.disable)()
        try:
            with pytest.raises(ZeroDivisionError):
                layers.value_and_gradients(fails, torch.ones(1))
            assert gc.isenabled() is start
        finally:
            gc.enable()
    assert seen == [False, False]


def test_the_gradients_come_in_the_dtypes_of_the_inputs():
    x, c = torch.tensor([[1.0, 2.0]]), torch.tensor([0.5, 3.0], dtype=double)
    W = torch.tensor([[1.0, -1.0]])
    _, (x_bar, W_bar) = layers.value_and_gradients(lambda x, W: ((x @ W.mT) * c).sum(), x, W)
    assert (x_bar.dtype, W_bar.dtype) == (torch.float32, torch.float32)
    assert (x_bar.tolist(), W_bar.tolist()) == ([[3.5, -3.5]], [[3.5, 7.0]])


# --- finite differences of many points at once ---


def wavy(x):
    return (x.sin() * x.roll(1, 0)).sum() + (x * x).mean()


@settings(deadline=None, max_examples=25)
@given(st.sampled_from([(16,), (40,), (6, 5), (300,)]), st.integers(0, 100))
def test_vectorised_differences_are_those_one_by_one(shape, seed):
    x = torch.randn(*shape, generator=rng(seed), dtype=double)
    assert fast_finite.central_vectorised("", wavy, x, 1e-5) is not None
    torch.testing.assert_close(fast_finite.gradient(wavy, x), finite.central_difference(wavy, x), rtol=0, atol=1e-8)


def writes(x):
    x.mul_(2)
    return (x * x).sum()


@pytest.mark.parametrize("f", [
    writes, lambda x: float((x * x).sum()), lambda x: (x * x).sum() if x.sum() > 0 else -(x * x).sum(),
    lambda x: torch.from_numpy(x.numpy() ** 2).sum()])
def test_what_cannot_be_vectorised_is_called_point_by_point(f):
    x = torch.randn(20, generator=rng(), dtype=double)
    before = x.clone()
    torch.testing.assert_close(fast_finite.gradient(f, x), finite.central_difference(f, x), rtol=0, atol=1e-9)
    assert torch.equal(x, before)


def test_few_inputs_are_not_vectorised_and_errors_are_f_s_own():
    calls = []
    fast_finite.gradient(lambda x: calls.append(1) or (x * x).sum(), torch.ones(15, dtype=double))
    assert len(calls) == 30

    def fails(x):
        raise KeyError("mine")
    with pytest.raises(KeyError, match="mine"):
        fast_finite.gradient(fails, torch.ones(20, dtype=double))
    with pytest.raises(ShapeError, match="should be a scalar"):
        fast_finite.gradient(lambda x: x, torch.ones(20, dtype=double))


# --- checks along random directions ---


@pytest.mark.parametrize("batched", [None, lambda p: (p.sin() * p.roll(1, 1)).sum(1) + (p * p).mean(1)])
@pytest.mark.parametrize("n", [3, 50])
def test_directions_accept_the_gradient_and_notice_one_wrong_entry(n, batched):
    x = torch.randn(n, generator=rng(1), dtype=double)
    exact = torch.func.grad(wavy)(x)
    f = None if batched else wavy
    assert fast_finite.check_directions(f, exact, x, rng=rng(), batched=batched).ok
    for i in (0, n - 1):
        wrong = exact.clone()
        wrong[i] += 1e-4
        found = fast_finite.check_directions(f, lambda x, wrong=wrong: wrong, x, rng=rng(), batched=batched)
        assert not found.ok
        assert found.difference == pytest.approx(1e-4 * abs(found.direction[i].item()), rel=1e-2)
        assert found.difference > found.tolerance
        assert found.claimed == pytest.approx((wrong @ found.direction).item())


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.sampled_from([torch.float32, torch.float64]))
def test_directions_raise_no_false_alarm(seed, dtype):
    x = torch.randn(4, 5, generator=rng(seed), dtype=dtype)
    assert fast_finite.check_directions(wavy, torch.func.grad(wavy), x, rng=rng(seed)).ok


def test_directions_cost_the_same_for_any_number_of_inputs():
    for n in (2, 2000):
        calls = []
        fast_finite.check_directions(lambda x, calls=calls: calls.append(1) or float((x * x).sum()), lambda x: 2 * x,
                                torch.ones(n, dtype=double), rng=rng(), directions=3)
        assert len(calls) == 13  # one in vain to vectorise it, and four for each direction


@pytest.mark.refuses
@pytest.mark.parametrize("directions, error", [(0, ValueError), (-1, ValueError), (True, TypeError), (1.0, TypeError)])
def test_directions_are_counted(directions, error):
    with pytest.raises(error, match=r"^check_directions: directions should be an integer of at least 1"):
        fast_finite.check_directions(wavy, lambda x: x, torch.ones(3, dtype=double), rng=rng(), directions=directions)


def test_a_claim_of_nan_is_never_ok():
    claimed = torch.tensor([math.nan, 0.0], dtype=double)
    assert not fast_finite.check_directions(wavy, claimed, torch.ones(2, dtype=double), rng=rng()).ok


# --- adjoint buffers ---


class Calls(TorchDispatchMode):
    """Counts torch's operations by name."""

    def __init__(self):
        super().__init__()
        self.count = collections.Counter()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        self.count[func.overloadpacket.__name__] += 1
        return func(*args, **(kwargs or {}))


def sequence(W, X):
    """A recurrent layer: the same weights at every step."""
    h = X[0]
    for x in X:
        h = (W @ h + x).tanh()
    return h.sum()


def test_weights_used_at_every_step_gather_their_adjoint_in_one_buffer():
    W = torch.randn(4, 4, generator=rng(0), dtype=torch.float64)
    X = torch.randn(12, 4, generator=rng(1), dtype=torch.float64)
    recorded = QuickTape()
    end = sequence(recorded.variable(W), X)
    with Calls() as calls:
        bars = recorded.adjoints(end, torch.ones((), dtype=torch.float64))
    assert (calls.count["add"], calls.count["add_"]) == (1, 10)  # twelve parts
    leaf = W.clone().requires_grad_()
    sequence(leaf, X).backward()
    torch.testing.assert_close(bars[0], leaf.grad)


def test_a_buffer_belongs_to_one_adjoint():
    """Sums hand the very adjoint they get to their arguments; gathering in one must not show in another."""
    recorded = QuickTape()
    x = recorded.variable(torch.tensor([2.0, 3.0]))
    y = recorded.variable(torch.tensor([5.0, 7.0]))
    both = x + y
    z = (both * 2 + both * both + both * 3 + x + x + y).sum()
    kept = recorded.adjoints(z, torch.tensor(1.0))
    slope = 5 + 2 * (x.value + y.value)
    torch.testing.assert_close(kept[x.index], slope + 2)
    torch.testing.assert_close(kept[y.index], slope + 1)
    torch.testing.assert_close(kept[both.index], slope)
    torch.testing.assert_close(recorded.adjoints(z, torch.tensor(1.0))[x.index], slope + 2)
