"""Every fast form does what the readable form beside it does."""

import collections
import gc
import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.utils._python_dispatch import TorchDispatchMode

from dlcourse.diff import finite, tape
from dlcourse.diff.dual import Dual
from dlcourse.diff.finite import points as finite_points
from dlcourse.diff.tape import Tape
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError

double = torch.float64
numbers = st.floats(-50, 50).filter(lambda v: v == 0 or abs(v) > 1e-6)
steps = st.lists(st.tuples(st.sampled_from(["add", "radd", "sub", "mul", "rmul", "relu", "square", "twice"]),
                           numbers | st.integers(-5, 5)), max_size=12)


def rng(seed=0):
    return torch.Generator().manual_seed(seed)


def readable(cls, name):
    method = getattr(cls, name)
    return getattr(method, "__wrapped__", method)


def run(x, program, method):
    """The steps on x by the given way to a method, so that quick and readable operators run the same program."""
    y = x
    for name, c in program:
        if name == "relu":
            y = method(type(x), "relu")(y)
        elif name in ("square", "twice"):
            y = method(type(x), "__mul__" if name == "square" else "__add__")(y, x)
        else:
            y = method(type(x), f"__{name}__")(y, c)
    return y


@given(numbers, steps)
def test_scalar_operators_of_dual_numbers_are_the_readable_ones(start, program):
    quick, slow = (run(Dual(start, 1.0), program, method) for method in (getattr, readable))
    assert type(quick) is Dual
    assert (quick.value, quick.dot) == (slow.value, slow.dot)


@given(numbers, steps)
def test_scalar_operators_on_a_tape_are_the_readable_ones(start, program):
    found = []
    for method in (getattr, readable):
        t = Tape()
        x = t.variable(start)
        y = run(x, program, method)
        found.append((y.value, t.adjoints(y, 1.0)[x.index], [line.name for line in t.lines()]))
        for keep in (True, False):  # a whole number as y_bar takes the readable way back
            assert t.adjoints(y, 1.0, keep=keep) == t.adjoints(y, 1, keep=keep)
    assert found[0] == found[1]


def test_a_quick_dual_is_frozen_and_shown_like_any_other():
    y = Dual(2.0, 1.0) * 3.0 + 1.0
    assert repr(y) == "Dual(value=7.0, dot=3.0)"
    with pytest.raises(AttributeError):
        y.value = 0.0
    with pytest.raises(ValueError, match="one tape"):
        Tape().variable(1.0) + Tape().variable(2.0)


def test_quick_operators_leave_tensors_to_the_readable_ones():
    x = torch.tensor([1.0, -2.0], dtype=double)
    y = Dual(2.0, 1.0) * x + 1.0
    assert torch.equal(y.dot, x)
    t = Tape()
    a = t.variable(2.0)
    assert t.adjoints((a * x).sum(), torch.ones((), dtype=double))[a.index] == -1.0


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

    fused = tape.value_and_gradients(loss(tape.linear_relu, tape.linear, tape.cross_entropy), X, W, b, V, c)
    plain = loss(readable_linear_relu, readable_linear, readable_cross_entropy)
    torch.testing.assert_close(fused, tape.value_and_gradients(plain, X, W, b, V, c), rtol=1e-12, atol=1e-13)
    exact = torch.func.grad(plain, argnums=(0, 1, 2, 3, 4))(X, W, b, V, c)
    torch.testing.assert_close(fused[1], exact, rtol=1e-11, atol=1e-12)


def test_fused_operations_leave_what_they_are_given_and_run_on_tensors():
    X, W, b = torch.tensor([[1.0, -2.0]]), torch.tensor([[1.0, 1.0]]), torch.zeros(1)
    before = [t.clone() for t in (X, W, b)]
    assert tape.linear(X, W, b).tolist() == [[-1.0]]
    assert tape.linear_relu(X, W, b).tolist() == [[0.0]]
    assert tape.cross_entropy(torch.zeros(1, 2), torch.tensor([1])).item() == pytest.approx(math.log(2))
    t = Tape()
    y = tape.linear_relu(t.variable(X), W, b)
    assert t.adjoints(y, torch.ones(1, 1))[0].tolist() == [[0.0, 0.0]]
    assert all(torch.equal(t, u) for t, u in zip((X, W, b), before))


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, text", [
    (lambda: tape.linear(torch.ones(2, 3), torch.ones(4, 2), torch.ones(4)), ShapeError, r"\(2, 3\), \(4, 2\), \(4,\)"),
    (lambda: tape.linear(torch.ones(2, 3), torch.ones(4, 3), torch.ones(1)), ShapeError, "b should have one entry"),
    (lambda: tape.cross_entropy(torch.ones(2, 3), torch.ones(2)), DtypeError, r"labels\.long"),
    (lambda: tape.cross_entropy(torch.ones(2, 3), torch.tensor([0])), ShapeError, "one label for each row"),
    (lambda: tape.cross_entropy(torch.ones(1, 3), torch.tensor([3])), IndexError, "out of bounds"),
    (lambda: tape.cross_entropy(torch.ones(1, 3), torch.tensor([-1])), IndexError, "out of bounds"),
    (lambda: tape.linear(Tape().variable(torch.ones(1, 1)), Tape().variable(torch.ones(1, 1)), torch.ones(1)),
     ValueError, "linear: all variables"),
    (lambda: tape.value_and_gradients(lambda x: x, torch.tensor([1])), DtypeError, "input 0 should be a floating"),
    (lambda: tape.value_and_gradients(lambda x: x, 1.0), DtypeError, "but is of type float"),
    (lambda: tape.value_and_gradients(lambda: 1.0), ValueError, "at least one"),
    (lambda: tape.value_and_gradients(lambda x: x, torch.ones(2)), ShapeError,
     r"^value_and_gradients: f\(x\) should be a scalar of shape \(\), but has shape \(2,\)"),
    (lambda: tape.value_and_gradients(lambda x, y: (x * y).sum(), torch.ones(2), torch.tensor([1.0, math.nan])),
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
        y, (x_bar, unused_bar) = tape.value_and_gradients(lambda x, u: (x * x).sum(), x, unused)
        assert (y.item(), x_bar.tolist(), unused_bar.tolist()) == (5.0, [2.0, 4.0], [0.0] * 3)
    assert tape.value_and_gradients(lambda x: 3.0, x)[1][0].tolist() == [0.0, 0.0]


def test_the_collector_rests_while_recording_also_where_f_fails():
    seen = []

    def fails(x):
        seen.append(gc.isenabled())
        raise ZeroDivisionError
    for start in (True, False):
        (gc.enable if start else gc.disable)()
        try:
            with pytest.raises(ZeroDivisionError):
                tape.value_and_gradients(fails, torch.ones(1))
            assert gc.isenabled() is start
        finally:
            gc.enable()
    assert seen == [False, False]


# --- finite differences of many points at once ---


def wavy(x):
    return (x.sin() * x.roll(1, 0)).sum() + (x * x).mean()


@settings(deadline=None, max_examples=25)
@given(st.sampled_from([(16,), (40,), (6, 5), (300,)]), st.integers(0, 100))
def test_vectorised_differences_are_those_one_by_one(shape, seed):
    x = torch.randn(*shape, generator=rng(seed), dtype=double)
    assert finite_points.central_vectorised("", wavy, x, 1e-5) is not None
    torch.testing.assert_close(finite.gradient(wavy, x), finite.central_difference(wavy, x), rtol=0, atol=1e-8)


def writes(x):
    x.mul_(2)
    return (x * x).sum()


@pytest.mark.parametrize("f", [
    writes, lambda x: float((x * x).sum()), lambda x: (x * x).sum() if x.sum() > 0 else -(x * x).sum(),
    lambda x: torch.from_numpy(x.numpy() ** 2).sum()])
def test_what_cannot_be_vectorised_is_called_point_by_point(f):
    x = torch.randn(20, generator=rng(), dtype=double)
    before = x.clone()
    torch.testing.assert_close(finite.gradient(f, x), finite.central_difference(f, x), rtol=0, atol=1e-9)
    assert torch.equal(x, before)


def test_few_inputs_are_not_vectorised_and_errors_are_f_s_own():
    calls = []
    finite.gradient(lambda x: calls.append(1) or (x * x).sum(), torch.ones(15, dtype=double))
    assert len(calls) == 30

    def fails(x):
        raise KeyError("mine")
    with pytest.raises(KeyError, match="mine"):
        finite.gradient(fails, torch.ones(20, dtype=double))
    with pytest.raises(ShapeError, match="should be a scalar"):
        finite.gradient(lambda x: x, torch.ones(20, dtype=double))


# --- checks along random directions ---


@pytest.mark.parametrize("batched", [None, lambda p: (p.sin() * p.roll(1, 1)).sum(1) + (p * p).mean(1)])
@pytest.mark.parametrize("n", [3, 50])
def test_directions_accept_the_gradient_and_notice_one_wrong_entry(n, batched):
    x = torch.randn(n, generator=rng(1), dtype=double)
    exact = torch.func.grad(wavy)(x)
    f = None if batched else wavy
    assert finite.check_directions(f, exact, x, rng=rng(), batched=batched).ok
    for i in (0, n - 1):
        wrong = exact.clone()
        wrong[i] += 1e-4
        found = finite.check_directions(f, lambda x, wrong=wrong: wrong, x, rng=rng(), batched=batched)
        assert not found.ok
        assert found.difference == pytest.approx(1e-4 * abs(found.direction[i].item()), rel=1e-2)
        assert found.difference > found.tolerance
        assert found.claimed == pytest.approx((wrong @ found.direction).item())


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.sampled_from([torch.float32, torch.float64]))
def test_directions_raise_no_false_alarm(seed, dtype):
    x = torch.randn(4, 5, generator=rng(seed), dtype=dtype)
    assert finite.check_directions(wavy, torch.func.grad(wavy), x, rng=rng(seed)).ok


def test_directions_cost_the_same_for_any_number_of_inputs():
    for n in (2, 2000):
        calls = []
        finite.check_directions(lambda x, calls=calls: calls.append(1) or float((x * x).sum()), lambda x: 2 * x,
                                torch.ones(n, dtype=double), rng=rng(), directions=3)
        assert len(calls) == 13  # one in vain to vectorise it, and four for each direction


@pytest.mark.refuses
@pytest.mark.parametrize("directions, error", [(0, ValueError), (-1, ValueError), (True, TypeError), (1.0, TypeError)])
def test_directions_are_counted(directions, error):
    with pytest.raises(error, match=r"^check_directions: directions should be an integer of at least 1"):
        finite.check_directions(wavy, lambda x: x, torch.ones(3, dtype=double), rng=rng(), directions=directions)


def test_a_claim_of_nan_is_never_ok():
    claimed = torch.tensor([math.nan, 0.0], dtype=double)
    assert not finite.check_directions(wavy, claimed, torch.ones(2, dtype=double), rng=rng()).ok


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
    recorded = tape.Tape()
    end = sequence(recorded.variable(W), X)
    with Calls() as calls:
        bars = recorded.adjoints(end, torch.ones((), dtype=torch.float64))
    assert (calls.count["add"], calls.count["add_"]) == (1, 10)  # twelve parts
    leaf = W.clone().requires_grad_()
    sequence(leaf, X).backward()
    torch.testing.assert_close(bars[0], leaf.grad)


def test_a_buffer_belongs_to_one_adjoint():
    """Sums hand the very adjoint they get to their arguments; gathering in one must not show in another."""
    recorded = tape.Tape()
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
