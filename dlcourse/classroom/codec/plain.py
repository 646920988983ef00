"""torch as it starts, whatever a notebook has set: an answer is used and checked under the same settings everywhere."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import torch


@contextlib.contextmanager
def plain_torch() -> Iterator[None]:
    """float32 and the CPU as defaults, gradients recorded, no inference mode; afterwards all is as it was before.

    >>> torch.set_default_dtype(torch.float16)
    >>> with plain_torch():
    ...     torch.get_default_dtype()
    torch.float32
    >>> torch.get_default_dtype()
    torch.float16
    >>> torch.set_default_dtype(torch.float32)
    """
    dtype, device = torch.get_default_dtype(), torch.get_default_device()
    usual = (dtype == torch.float32 and device.type == "cpu" and torch.is_grad_enabled()
             and not torch.is_inference_mode_enabled())
    with _as_it_was(dtype, device), contextlib.nullcontext() if usual else _set_plain(device):
        yield


@contextlib.contextmanager
def _set_plain(device: torch.device) -> Iterator[None]:
    with contextlib.ExitStack() as undo:
        if torch.is_inference_mode_enabled():
            undo.enter_context(torch.inference_mode(False))
        undo.enter_context(torch.enable_grad())
        if device.type != "cpu":
            undo.enter_context(torch.device("cpu"))
        torch.set_default_dtype(torch.float32)
        yield


@contextlib.contextmanager
def _as_it_was(dtype: torch.dtype, device: torch.device) -> Iterator[None]:
    """Set back what an answer may have set; nothing is touched where it is as it was."""
    grad = torch.is_grad_enabled()
    try:
        yield
    finally:
        if torch.is_grad_enabled() != grad:
            torch.set_grad_enabled(grad)
        if torch.get_default_device() != device:
            torch.set_default_device(None if device.type == "cpu" else device)
        if torch.get_default_dtype() != dtype:
            torch.set_default_dtype(dtype)


def settings() -> list[str]:
    """What is set otherwise than torch sets it at first, in words."""
    dtype, device = torch.get_default_dtype(), torch.get_default_device()
    found = [f"the default dtype to {str(dtype).removeprefix('torch.')}"] * (dtype != torch.float32)
    found += [f'the default device to "{device}"'] * (device.type != "cpu")
    return found + ["gradients off"] * (torch.is_inference_mode_enabled() or not torch.is_grad_enabled())
