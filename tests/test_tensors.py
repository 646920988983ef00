"""Guards, generators and display."""

import math

import pytest
import torch
from jaxtyping import Bool, Float, Int, Num, Shaped
from torch import Tensor

from dlcourse import tensors
from dlcourse.tensors import DeviceError, DtypeError, NotANumberError, ShapeError, Value, guard


@guard
def affine(x: Float[Tensor, "batch n"], W: Float[Tensor, "m n"], b: Float[Tensor, " m"] | None = None,
           *, scale: float = 1.0) -> Float[Tensor, "batch m"]:
    """An affine map."""
    z = scale * x @ W.mT
    return z if b is None else z + b


X, W = torch.ones(3, 2), torch.ones(4, 2)


def test_a_fitting_call_passes_through():
    assert affine(X, W, torch.ones(4), scale=2.0).tolist() == [[5.0] * 4] * 3
    assert affine(x=X, W=W, b=None).shape == (3, 4)
    assert affine.__name__ == "affine"
    assert affine.__doc__ == "An affine map."


@pytest.mark.parametrize(("arguments", "error", "words"), [
    ((X.long(), W), DtypeError, r"affine: x should be a floating-point tensor of shape \(batch, n\), but is an int64 "
                                r"tensor of shape \(3, 2\). Convert it first: x.double\(\)."),
    (([[1.0]], W), DtypeError, r"affine: x should .* but is a list. Make it a tensor first"),
    ((X[0], W), ShapeError, "It needs 2 axes, not 1"),
    ((X, W[:, :1]), ShapeError, "W should .* Axis 'n' is 2 elsewhere in this call and 1 here"),
    ((X, W, torch.ones(3)), ShapeError, "Axis 'm' is 4 elsewhere in this call and 3 here"),
    ((torch.ones(0, 2), W), ShapeError, "it is empty. Pass at least one entry"),
    ((X * math.nan, W), NotANumberError, "x should .* without NaN, but it contains NaN. Look for 0/0"),
    ((X, W, torch.tensor([0, 0, math.nan, 0])), NotANumberError, "b should"),
])
def test_a_wrong_argument_is_named_with_the_remedy(arguments, error, words):
    with pytest.raises(error, match=words):
        affine(*arguments)
    with pytest.raises(error, match=words):
        affine(**dict(zip(("x", "W", "b"), arguments, strict=False)))


def test_infinities_pass():
    assert affine(X * math.inf, W).isinf().all()


def test_tensors_on_two_devices_are_named():
    with pytest.raises(DeviceError, match=r"affine: all tensors .* x on cpu, W on meta.*x.to\('cpu'\)"):
        affine(X, W.to("meta"))


def test_a_cpu_tensor_beside_a_cuda_one(device):
    if device.type == "cpu":
        pytest.skip("needs a second device")
    with pytest.raises(DeviceError, match="W on cuda"):
        affine(X, W.to(device))


@guard
def kinds(i: Int[Tensor, " n"], b: Bool[Tensor, " n"], k: Num[Tensor, "*shape"], s: Shaped[Tensor, "2 _"]) -> int:
    return len(i)


def test_kinds_of_numbers():
    i, b, s = torch.tensor([1]), torch.tensor([True]), torch.tensor([[True], [False]])
    assert kinds(i, b, i, s) == 1
    for wrong in ((i.float(), b, i, s), (b, b, i, s), (i, i, i, s), (i, b, b, s)):
        with pytest.raises(DtypeError):
            kinds(*wrong)
    with pytest.raises(ShapeError, match="Axis '2' is 2"):
        kinds(i, b, i, s[:1])


@guard
def last_axis(x: Float[Value, "*batch classes"], y: Int[Tensor, "*batch"]) -> int:
    return x.shape[-1]


def test_a_number_that_carries_a_derivative_is_an_array_too():
    from dlcourse.diff.dual import Dual

    z = torch.ones(2, 3, dtype=torch.float64)
    assert last_axis(Dual(z, torch.zeros_like(z)), torch.tensor([0, 1])) == 3
    with pytest.raises(NotANumberError):
        last_axis(Dual(z * math.nan, torch.zeros_like(z)), torch.tensor([0, 1]))
    with pytest.raises(ShapeError, match="at least 1 ax"):
        last_axis(torch.tensor(1.0), torch.tensor(0))


@guard
def alike(x: Float[Tensor, "*shape"], y: Float[Tensor, "*shape"]) -> int:
    return x.dim()


def test_axes_under_one_name_are_equal_and_nothing_is_broadcast():
    assert alike(X, X) == 2
    with pytest.raises(ShapeError, match=r"y should .* Axes 'shape' are \(3, 2\) elsewhere in this call and \(3, 1\)"):
        alike(X, X[:, :1])


def test_guards_work_inside_vmap():
    doubled = torch.vmap(lambda x: affine(x, W))(torch.ones(5, 3, 2))
    assert doubled.shape == (5, 3, 4)


def test_pick_device_prefers_cuda_then_mps(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    assert tensors.pick_device().type == "mps"
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert tensors.pick_device().type == "cuda"
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    assert tensors.pick_device().type == "cpu"


def test_a_generator_leaves_the_global_one_alone():
    before = torch.random.get_rng_state()
    first = torch.rand(3, generator=tensors.generator(7))
    assert torch.equal(first, torch.rand(3, generator=tensors.generator(7)))
    assert not torch.equal(first, torch.rand(3, generator=tensors.generator(8)))
    assert torch.equal(before, torch.random.get_rng_state())


def test_rounded_never_shows_a_negative_zero():
    nested = {"a": [torch.tensor([-1e-9, 2 / 3]), (-0.0, 1)], "b": "text"}
    assert repr(tensors.rounded(nested, 3)) == "{'a': [[0.0, 0.667], (0.0, 1)], 'b': 'text'}"


def test_show_aligns():
    shown = tensors.show(digits=2, a=1 / 3, longer=torch.tensor([1.0, -0.001]))
    assert repr(shown) == "a       0.33\nlonger  [1.0, 0.0]"
