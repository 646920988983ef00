"""Fixtures shared by all tests."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
import torch

torch.set_num_threads(1)

collect_ignore = ["answers"]  # answers to exercises, read by a test as text


def pytest_addoption(parser):
    """What this project adds to pytest's own options."""
    parser.addoption("--every-seed", action="store_true",
                     help="tell wrong answers apart on twenty seeds, not on two, and name every pair")
    parser.addoption("--renew-told", action="store_true", help="write down what each answer is told now")


@pytest.fixture(params=["cpu", "cuda"])
def device(request):
    """Each device in turn; CUDA is skipped where there is none."""
    if request.param == "cuda" and not torch.cuda.is_available():
        pytest.skip("no CUDA device here")
    return torch.device(request.param)


@pytest.fixture
def rng():
    """A generator with a fixed seed."""
    return torch.Generator().manual_seed(20)
