"""InfoNCE: values against torch's cross-entropy, gradients along every route."""

import pytest
import torch

from dlcourse import losses
from dlcourse.diff.agree import compare
from dlcourse.tensors import DtypeError, ShapeError, generator

of = torch.nn.functional
A, B = torch.randn(2, 5, 3, generator=generator(3), dtype=torch.float64)


@pytest.mark.parametrize("tau", [0.1, 0.7, 2.0])
def test_info_nce(tau):
    S = of.normalize(A, dim=1) @ of.normalize(B, dim=1).T / tau
    peer = (of.cross_entropy(S, torch.arange(5)) + of.cross_entropy(S.T, torch.arange(5))) / 2
    torch.testing.assert_close(losses.info_nce(A, B, tau), peer)
    torch.testing.assert_close(losses.info_nce(B, A, tau), peer)
    found = compare(lambda v: losses.info_nce(v[0], v[1], tau), torch.stack([A, B]))
    assert found.ok, found
    torch.testing.assert_close(torch.stack(losses.info_nce_grad(A, B, tau)), found.routes["dual"])


def test_only_directions_count():
    torch.testing.assert_close(losses.info_nce(3 * A, 0.5 * B, 0.3), losses.info_nce(A, B, 0.3))
    g = losses.info_nce_grad(A, B, 0.3)
    torch.testing.assert_close((g.za * A).sum(1), torch.zeros(5, dtype=torch.float64))


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: losses.info_nce(A, B, 0.0), ValueError, "tau should be a positive number"),
    (lambda: losses.info_nce(A, B[:2], 0.1), ShapeError, "info_nce"),
    (lambda: losses.info_nce_grad(A, B.float(), 0.1), DtypeError, "zb should have the dtype of za"),
])
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
