"""Finite differences, dual numbers, tape and torch.func agree on many functions; a wrong route is found."""

import ast
import itertools
import pathlib

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import dlcourse.diff
from dlcourse.diff import dual, tape
from dlcourse.diff.agree import Agreement, compare
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError


def made(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


W, A, B3, C = made(3, 4, seed=1), made(2, 3, seed=2), made(5, 4, 3, seed=3), made(4, seed=4)
LABELS = torch.tensor([2, 0])


def on(t, x):
    """A constant of the test, where x lies."""
    return t.to(x.device)


def diamond(x):
    b = x + x
    c = b + b
    return c * b


def cross_entropy(z):
    z = z - z.amax(-1, keepdim=True).detach()
    log_p = z - z.exp().sum(-1, keepdim=True).log()
    return -log_p[torch.arange(len(LABELS)), LABELS].mean()


def mlp_loss(theta):
    W1, b1, w2, b2 = theta[:12].reshape(4, 3), theta[12:16], theta[16:20], theta[20]
    X = on(A, theta)
    hidden = (X @ W1.mT + b1).tanh()
    return ((hidden @ w2 + b2 - 1) ** 2).mean()


# name -> (f, shape of x, make x positive)
FUNCTIONS = {
    "elementwise": (lambda x: x.sin() * x.cos() + x.exp() - (x * x + 1).log(), (2, 3), False),
    "functions": (lambda x: x.tanh() + x.sigmoid() - x.erf() + x.expm1() + x.square(), (3,), False),
    "roots": (lambda x: x.sqrt() + x.rsqrt() + x.log1p() + x.reciprocal(), (3,), True),
    "kinks": (lambda x: x.relu() + x.abs() + x.clamp(-0.5, 0.5) + abs(-x), (7,), False),
    "broadcast rows": (lambda x: (x * on(A, x) + x).sum(0), (3,), False),
    "broadcast with itself": (lambda x: x[:, None] * x[None, :] + x, (3,), False),
    "broadcast columns": (lambda x: on(A, x) / (x * x + 1) - x, (2, 1), False),
    "scalar stretched": (lambda x: x * on(A, x) - on(A, x) / x, (), True),
    "diamond": (diamond, (3,), False),
    "fan-out": (lambda x: x * x * x + x / (x * x + 2), (2, 2), False),
    "matrix @ x": (lambda x: on(A, x) @ x, (3, 2), False),
    "x @ matrix": (lambda x: x @ on(W, x), (2, 3), False),
    "vector @ matrix": (lambda x: x @ on(W, x), (3,), False),
    "matrix @ vector": (lambda x: on(A, x) @ x, (3,), False),
    "vector @ vector": (lambda x: x @ on(C, x) + x @ x, (4,), False),
    "x @ x": (lambda x: x @ x.mT @ x, (2, 3), False),
    "batch @ x": (lambda x: on(B3, x) @ x, (3, 2), False),
    "batch @ vector": (lambda x: on(B3, x) @ x, (3,), False),
    "x @ batch": (lambda x: x @ on(B3, x), (2, 4), False),
    "vector @ batch": (lambda x: x @ on(B3, x), (4,), False),
    "batch @ batch": (lambda x: x @ on(B3, x) @ x, (5, 3, 4), False),
    "division": (lambda x: 1 / x + x / 3 - x / (x + on(C, x)[:1] ** 2), (3,), True),
    "powers": (lambda x: x**3 + x**0.5 + 2**x + x**x + x**-1 + x.pow(2), (3,), True),
    "tensor power": (lambda x: x ** on(W, x)[0] + (on(W, x)[0] ** 2) ** x, (4,), True),
    "number on the left": (lambda x: 2 * x + 3 - x + (1 - x) * (-2), (3,), False),
    "tensor on the left": (lambda x: on(A, x) * x + (on(A, x) - x) + on(A, x) / (x * x + 1), (3,), False),
    "torch functions": (lambda x: torch.exp(x) + torch.where(x > 0, x, 2 * x) + torch.maximum(x, -x), (3,), False),
    "sums": (lambda x: x.sum(0) * x.mean() + x.mean(0, keepdim=True) - x.sum((0, 1), keepdim=True), (2, 3), False),
    "logsumexp": (lambda x: x.logsumexp(-1) + x.exp().sum(-1).log(), (2, 3), False),
    "softmax": (lambda x: x.softmax(-1) + x.log_softmax(0), (2, 3), False),
    "largest": (lambda x: x.amax(0) + x.max() - x.amin(0) + x.max(0).values + x.min(0).values, (2, 3), False),
    "smaller": (lambda x: x.minimum(-x) + x.maximum(0.1 * x), (4,), False),
    "indexing": (lambda x: x[0, :2] * x[..., 1:3] + x[:, None, [0, 0, 2]].sum(1)[:, :2], (3, 3), False),
    "gather by labels": (lambda x: x[torch.arange(2), LABELS] * x.gather(1, on(LABELS, x)[:, None])[:, 0], (2, 3),
                         False),
    "split indices": (lambda x: x[LABELS[:2], :, LABELS[:2]], (3, 2, 3), False),
    "mask": (lambda x: x[on(A, x) > 0] ** 2, (2, 3), False),
    "shapes": (lambda x: x.T.reshape(3, 2).mT.flatten() * x.unsqueeze(0).squeeze(0).permute(1, 0).reshape(-1),
               (2, 3), False),
    "expand": (lambda x: x.expand(4, 2, 3).transpose(0, 2), (2, 3), False),
    "iteration": (lambda x: sum((b - a * a) ** 2 for a, b in itertools.pairwise(x)), (4,), False),
    "cross-entropy": (cross_entropy, (2, 3), False),
    "MLP loss": (mlp_loss, (21,), False),
    "tanh of the deck": (lambda x: ((2 * x).exp() - 1) / ((2 * x).exp() + 1), (3,), False),
    "constant": (lambda x: x.new_ones(2), (3,), False),
    "identity": (lambda x: x, (2, 2), False),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_four_routes_agree(name, device):
    f, shape, positive = FUNCTIONS[name]
    x = made(*shape, seed=7).to(device)
    x = x.abs() + 0.3 if positive else x
    found = compare(f, x)
    assert found.ok, f"\n{found}"
    assert set(found.routes) == {"finite", "dual", "tape", "torch"}
    assert all(d.shape == f(x).shape + x.shape for d in found.routes.values())


@pytest.mark.parametrize("name", FUNCTIONS)
def test_forward_and_reverse_products_are_adjoint(name):
    """<u, J v> = <J'u, v>, and both products match torch."""
    f, shape, positive = FUNCTIONS[name]
    x = made(*shape, seed=8)
    x = x.abs() + 0.3 if positive else x
    v = made(*shape, seed=9)
    y, y_dot = dual.jvp(f, x, v)
    u = made(*y.shape, seed=10)
    y_tape, pullback = tape.vjp(f, x)
    torch.testing.assert_close(y, y_tape, rtol=1e-12, atol=1e-12)
    torch.testing.assert_close((u * y_dot).sum(), (pullback(u) * v).sum(), rtol=1e-11, atol=1e-11)
    J = torch.func.jacrev(f)(x)
    expected = (J * v).flatten(start_dim=y.ndim).sum(-1) if v.ndim else J * v
    torch.testing.assert_close(y_dot, expected, rtol=1e-12, atol=1e-12)


def test_ties_are_shared_as_in_torch():
    x = torch.tensor([[1.0, 1.0, 0.0]], dtype=torch.float64)
    for f in (lambda x: x.amax(-1), lambda x: x.max(), lambda x: x.maximum(x.flatten()[0] * 1.0), lambda x: x.relu(),
              lambda x: x.abs(), lambda x: x.clamp(0.0, 1.0), lambda x: x**2, lambda x: x.max(1).values):
        expected = torch.func.jacrev(f)(x)
        assert torch.equal(dual.jacobian(f, x), expected)
        assert torch.equal(tape.jacobian(f, x), expected)


def test_zero_base_and_zero_exponent_as_in_torch():
    x = torch.tensor([0.0, 2.0], dtype=torch.float64)
    power = torch.tensor([0.0, 0.0], dtype=torch.float64)
    for f in (lambda x: x**0, lambda x: x**power, lambda x: x**2, lambda x: 0.0**x, lambda x: x ** (x + 1)):
        expected = torch.func.jacrev(f)(x)
        assert torch.equal(dual.jacobian(f, x), expected)
        assert torch.equal(tape.jacobian(f, x), expected)


# --- random programs -----------------------------------------------------------------------------------

UNARY = [lambda a: a.sin(), lambda a: a.tanh(), lambda a: (a * a + 1).log(), lambda a: a.sigmoid(), lambda a: -a,
         lambda a: (0.3 * a.cos()).exp(), lambda a: (a * a + 0.5).sqrt(), lambda a: 2 - a, lambda a: a**2,
         lambda a: 1 / (a * a + 1), lambda a: a.mean(0, keepdim=True), lambda a: a - a.logsumexp(-1, keepdim=True)]
BINARY = [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b.sin(), lambda a, b: a / (b * b + 1),
          lambda a, b: (a * a + 1) ** b.tanh(), lambda a, b: (a.tanh() @ b.mT.tanh()) @ b * 0.2]
STEP = st.tuples(st.integers(0, len(UNARY) + len(BINARY) - 1), st.integers(0, 9), st.integers(0, 9))


def run_program(program, x):
    """A straight-line program: each step uses earlier results, any number of times."""
    results = [x, x * 0.5]
    for operation, i, j in program:
        a, b = results[i % len(results)], results[j % len(results)]
        binary = operation >= len(UNARY)
        results.append((BINARY[operation - len(UNARY)](a, b) if binary else UNARY[operation](a)).tanh())
    return sum(r.sum() for r in results[-3:])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(program=st.lists(STEP, min_size=1, max_size=8), seed=st.integers(0, 1000), rows=st.integers(1, 3),
       columns=st.integers(1, 3))
def test_routes_agree_on_random_programs(program, seed, rows, columns):
    found = compare(lambda x: run_program(program, x), made(rows, columns, seed=seed))
    assert found.ok, f"\n{found}"


# --- the report ----------------------------------------------------------------------------------------

GOOD = torch.tensor([[1.0, 2.0], [3.0, 4.0]], dtype=torch.float64)


@pytest.mark.parametrize("wrong", ["finite", "dual", "tape", "torch"])
@pytest.mark.parametrize("error", [1e-3, float("nan"), float("inf"), -8.0])
def test_odd_one_out_is_named(wrong, error):
    bad = GOOD.clone()
    bad[1, 0] += error
    routes = {name: bad if name == wrong else GOOD for name in ("finite", "dual", "tape", "torch")}
    found = Agreement(routes, 1e-12, 1e-6)
    assert not found.ok
    assert found.odd_one_out == wrong
    assert found.index == (1, 0)
    assert found.values["torch" if wrong != "torch" else "dual"] == 3.0
    assert f"{wrong} disagrees with the others" in repr(found)


def test_small_error_of_an_exact_route_is_not_hidden_by_finite_differences():
    found = Agreement({"finite": GOOD + 1e-9, "dual": GOOD + 1e-9, "tape": GOOD, "torch": GOOD}, 1e-12, 1e-6)
    assert found.odd_one_out == "dual"


def test_two_against_two_blames_nobody():
    found = Agreement({"finite": GOOD, "dual": 2 * GOOD, "tape": 2 * GOOD, "torch": GOOD}, 1e-12, 1e-6)
    assert not found.ok
    assert found.odd_one_out is None
    assert "no single route" in repr(found)


def test_report_is_a_table():
    text = repr(compare(lambda x: (x**3).sum(), torch.tensor([1.0, 2.0], dtype=torch.float64)))
    assert [line.split()[0] for line in text.splitlines()] == ["route", "finite", "dual", "tape", "torch", "all"]


def test_wrong_rule_of_one_route_is_found():
    def f(x):
        return x.sum() * (2 if isinstance(x, dual.Dual) else 1)

    assert compare(f, GOOD).odd_one_out == "dual"


def test_a_branch_that_where_hides_is_named():
    x = torch.tensor([-1.0, 4.0], dtype=torch.float64)
    found = compare(lambda x: torch.where(x > 0, (x + 1).sqrt(), 0 * x).sum(), x)
    assert [name for name, d in found.routes.items() if d.isnan().any()] == ["tape", "torch"]
    assert repr(found).splitlines()[-2:] == ["no single route explains the disagreement", found.hint]
    assert "where hides the branch not taken" in found.hint
    assert "Mask before the operation" in found.hint
    masked = compare(lambda x: torch.where(x > 0, torch.where(x > 0, x + 1, 1.0).sqrt(), 0 * x).sum(), x)
    assert (masked.ok, masked.hint) == (True, "")
    assert compare(lambda x: (x + 1).sqrt().sum() * 0, x).hint == ""  # a tangent is NaN there, too


def test_float32_has_its_own_tolerances():
    assert compare(lambda x: (x.tanh() * x).sum(), torch.tensor([0.5, 2.0])).ok


@pytest.mark.parametrize("x, error", [
    (torch.tensor([1, 2]), DtypeError), ([1.0], DtypeError), (torch.tensor([float("nan")]), NotANumberError),
    (torch.empty(0), ShapeError)])
def test_bad_input(x, error):
    with pytest.raises(error, match=r"^compare: x should"):
        compare(lambda x: x.sum(), x)


@pytest.mark.parametrize("route", ["finite", "symbolic", "dual", "tape"])
def test_no_route_leans_on_the_derivatives_of_torch(route):
    """That the routes do not know each other is a contract of the imports; torch's own would be no evidence either."""
    files = sorted((pathlib.Path(dlcourse.diff.__file__).parent / route).glob("*.py"))
    assert len(files) > 1
    for path in files:
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else (
                [a.name for a in node.names] if isinstance(node, ast.Import) else [])
            assert not any(name.startswith(("torch.autograd", "torch.func")) for name in names), path.name
