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
    with contextlib.ExitStack() as undo:
        undo.callback(torch.set_default_dtype, dtype)
        undo.callback(_default_device, device)
        if torch.is_inference_mode_enabled():
            undo.enter_context(torch.inference_mode(False))
        undo.enter_context(torch.enable_grad())
        if device.type != "cpu":
            undo.enter_context(torch.device("cpu"))
        torch.set_default_dtype(torch.float32)
        yield


def _default_device(device: torch.device) -> None:
    """Set back what an answer may have set; nothing is touched where it is as it was."""
    if torch.get_default_device() != device:
        torch.set_default_device(None if device.type == "cpu" else device)


def settings() -> list[str]:
    """What is set otherwise than torch sets it at first, in words."""
    dtype, device = torch.get_default_dtype(), torch.get_default_device()
    found = [f"the default dtype to {str(dtype).removeprefix('torch.')}"] * (dtype != torch.float32)
    found += [f'the default device to "{device}"'] * (device.type != "cpu")
    return found + ["gradients off"] * (torch.is_inference_mode_enabled() or not torch.is_grad_enabled())
