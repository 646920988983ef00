"""Kernels that are forked from one process which has imported torch and matplotlib already.

A kernel of its own costs each notebook two seconds of imports. A forked one has them, and nothing else: its names,
its folder and its environment are its own. Only what compares notebooks (nbrules) uses this; what builds them starts
a fresh kernel for each, as a student's JupyterLab does. Where a process cannot be forked, kernels are started fresh.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "forked"
POSSIBLE = "forkserver" in multiprocessing.get_all_start_methods()
HEAVY = ["torch", "matplotlib.pyplot", "matplotlib_inline.backend_inline", "ipykernel.ipkernel", "anywidget"]
BACKEND = "module://matplotlib_inline.backend_inline"  # matplotlib reads it from the environment when imported


def use() -> None:
    """Let every kernel that this process starts from now on be a forked one, where that is possible."""
    if POSSIBLE:
        group = KernelProvisionerFactory.GROUP_NAME
        KernelProvisionerFactory.provisioners[NAME] = EntryPoint(NAME, f"{__name__}:ForkedProvisioner", group)
        os.environ[KernelProvisionerFactory.default_provisioner_name_env] = NAME
        os.environ["MPLBACKEND"] = BACKEND
        multiprocessing.get_context("forkserver").set_forkserver_preload(HEAVY)


def serve(arguments: list[str], environment: Mapping[str, str], folder: str | None) -> None:
    """Be a kernel: the first thing that a forked process does."""
    os.setsid()  # an interrupt reaches this kernel and what it started
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder or ".")
    with open(os.devnull, "wb") as nowhere:  # what a kernel says of itself; outputs go through its sockets
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    sys.argv = ["ipykernel_launcher", *arguments]
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(arguments)


def stop() -> None:
    """End the process that the kernels are forked from, and wait for it: its time counts in this one's children's."""
    if POSSIBLE:
        from multiprocessing.forkserver import _forkserver

        getattr(_forkserver, "_stop", lambda: None)()


class Process:
    """What a provisioner expects of subprocess.Popen, for a forked process."""

    stdin = stdout = stderr = None

    def __init__(self, arguments: list[str], environment: Mapping[str, str], folder: str | None) -> None:
        self._own = multiprocessing.get_context("forkserver").Process(target=serve, daemon=True,
                                                                      args=(arguments, dict(environment), folder))
        self._own.start()
        self.pid = self._own.pid

    def poll(self) -> int | None:
        """Its exit status; None while it runs."""
        return self._own.exitcode

    def wait(self) -> int | None:
        """Its exit status, once it has ended."""
        self._own.join()
        return self._own.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it, whatever it does."""
        self.send_signal(signal.SIGKILL)


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel by a fork instead of a new Python."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict:
        """Fork the kernel that `cmd` (python -m ipykernel_launcher -f FILE ...) would start."""
        launcher = cmd.index("ipykernel_launcher")
        self.process = Process(cmd[launcher + 1:], kwargs.get("env", os.environ), kwargs.get("cwd"))
        self.pid = self.pgid = self.process.pid
        return self.connection_info
