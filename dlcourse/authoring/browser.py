"""JupyterLab and Chromium as tests and measurements use them: a fresh learner, nothing asked of a network."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
CALM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
REMEDY = "apt-get install chromium"


class Lab(NamedTuple):
    """A running JupyterLab: its address, the folder that it shows, and the environment that it runs in."""

    url: str
    work: Path
    environment: dict[str, str]


@contextlib.contextmanager
def lab(work: Path, home: Path) -> Iterator[Lab]:
    """`dlcourse lab` on a work folder, for a learner whose data lie in `home`.

    It ends with the context; on Linux also when this process is killed. Its kernels end with it.
    Raises: RuntimeError with what the server said if it does not answer within 90 seconds.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DLCOURSE_HOME": str(home / "learner"), "JUPYTER_CONFIG_DIR": str(home / "config"),
                   "JUPYTER_DATA_DIR": str(home / "data"), "CUDA_VISIBLE_DEVICES": "", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "dlcourse", "lab", "--work", str(work), "--no-browser", f"--port={port}",
               "--allow-root", "--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True,
                                  preexec_fn=_end_with(os.getpid()) if sys.platform == "linux" else None)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(f"{url}/api/status", server, home / "log")
            yield Lab(url, work, environment)
        finally:
            _end(server)


def _end_with(parent: int) -> Callable[[], None]:
    """What a new process does so that the kernel asks it to end when the thread that started it has ended."""
    libc = ctypes.CDLL(None)  # loaded before the fork, where nothing may be loaded any more

    def begin() -> None:
        libc.prctl(1, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return begin


def _end(server: subprocess.Popen) -> None:
    """Ask a server to end, and its kernels with it; after 30 seconds it is no longer asked."""
    server.terminate()
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _wait(url: str, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError):
            return urllib.request.urlopen(url, timeout=5).close()
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not answer.\n{log.read_text()}")
