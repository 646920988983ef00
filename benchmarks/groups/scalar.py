"""Derivatives of a long chain of operations on single numbers: what an operation costs when it computes nothing."""

from __future__ import annotations

import gc
import sys

from benchmarks.harness import Comparison
from dlcourse.diff.fast.dual import QuickDual
from dlcourse.diff.fast.tape import QuickTape

START, FACTOR, STEP = 0.37, 1.0007, 0.01


def chain(x, operations: int):
    """So many operations on x: times a constant, plus a constant, relu, times x, and again."""
    y = x
    for _ in range(operations // 4):
        y = ((y * FACTOR + STEP).relu()) * x
    return y


def by_dual(operations: int) -> tuple[float, float]:
    """Value and derivative in one pass forward."""
    y = chain(QuickDual(START, 1.0), operations)
    return y.value, y.dot


def by_tape(operations: int) -> tuple[float, float]:
    """Value and derivative by recording and one walk back."""
    tape = QuickTape()
    x = tape.variable(START)
    y = chain(x, operations)
    return y.value, tape.adjoints(y, 1.0)[x.index]


def comparisons(device: str) -> list[Comparison]:
    """Numbers live on the processor: nothing for CUDA."""
    return [_chain(), _growth()] if device == "cpu" else []


def _chain() -> Comparison:
    import torch
    from autograd import value_and_grad
    from autograd.numpy import maximum
    from micrograd.engine import Value

    def micrograd():
        x = Value(START)
        y = chain(x, 1000)
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(20_000)  # it walks its graph by recursion
        y.backward()
        sys.setrecursionlimit(limit)
        return y.data, x.grad

    def autograd():
        x = torch.tensor(START, dtype=torch.float64, requires_grad=True)
        y = chain(x, 1000)
        return y, torch.autograd.grad(y, x)[0]

    def hips_chain(x):
        y = x
        for _ in range(250):
            y = maximum(y * FACTOR + STEP, 0.0) * x
        return y

    hips = value_and_grad(hips_chain)
    return Comparison(group="scalar", name="chain of 1000 operations", tolerance=1e-12, ours={
        "dual": lambda: by_dual(1000), "tape": lambda: by_tape(1000),
    }, peers={"micrograd": micrograd, "torch autograd": autograd, "HIPS autograd": lambda: hips(START)})


def _growth() -> Comparison:
    """Linear time: one chain of 100,000 operations beside a hundred of 1000, with the garbage collector on."""
    def collecting(run):
        gc.enable()
        try:
            return [run()[0] * 0]  # the chains' values differ; that they end is what counts here
        finally:
            gc.disable()

    return Comparison(group="scalar", name="chain of 100000 operations, collector on", ours={
        "dual": lambda: collecting(lambda: by_dual(100_000)), "tape": lambda: collecting(lambda: by_tape(100_000)),
    }, peers={"100 tapes of 1000": lambda: collecting(lambda: max(by_tape(1000) for _ in range(100)))})
