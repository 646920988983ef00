"""Runs a notebook before it becomes a page; what goes wrong is told in one sentence."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from nbformat import NotebookNode

from dlcourse.export import ExportError

_ESCAPE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def execute(notebook: NotebookNode, source: Path) -> None:
    """Run the cells in place, in the notebook's folder.

    Raises: ExportError if the kernel is not installed, or the notebook does not run to its end.
    """
    with tempfile.TemporaryDirectory() as home:  # a page is for others: it neither shows nor changes one's own record
        _run(notebook, source, {**os.environ, "DLCOURSE_PORTABLE": "1", "DLCOURSE_QUIET": "1", "DLCOURSE_HOME": home})


def _run(notebook: NotebookNode, source: Path, environment: Mapping[str, str]) -> None:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    client = NotebookClient(notebook, timeout=600, kernel_name=_kernel(notebook, source),
                            resources={"metadata": {"path": str(source.resolve().parent)}},
                            extra_arguments=["--log-level=40"])
    instead = "or export the stored outputs with --no-run."
    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        why = _ESCAPE.sub("", f"{error.ename}: {error.evalue}")
        why = why if len(why) < 600 else why[:600] + " ..."
        raise ExportError(f"{source.name} does not run to its end: {why}. Repair the cell, {instead}") from None
    except CellTimeoutError:
        raise ExportError(f"{source.name} does not run to its end: one of its cells takes more than {client.timeout} "
                          f"seconds. Make it faster, {instead}") from None
    except DeadKernelError:
        raise ExportError(f"{source.name} does not run to its end: its kernel died, perhaps for want of memory. Find "
                          f"the cell in JupyterLab, {instead}") from None
    except Exception as error:  # a kernel that does not start or answer fails in many ways
        raise ExportError(f"{source.name} cannot be run ({type(error).__name__}: {str(error)[:300]}). Try it in "
                          f"JupyterLab, {instead}") from None


def _kernel(notebook: NotebookNode, source: Path) -> str:
    """The kernel to run with: the notebook's own, or ours for one of Python under another name."""
    from jupyter_client.kernelspec import KernelSpecManager

    asked, language = notebook.metadata.get("kernelspec", {}), notebook.metadata.get("language_info", {})
    name, spoken = asked.get("name", "python3"), language.get("name", asked.get("language", "")).lower()
    called = f"{name} {asked.get('display_name', '')}".lower()
    if name in KernelSpecManager().find_kernel_specs():
        if asked or spoken in ("", "python", "ipython"):
            return name
    elif re.search(r"\bpython\b", spoken or called) and not (
            re.search(r"python ?2", called) or language.get("version", "3").startswith("2")):
        return "python3"
    raise ExportError(f"{source.name} needs the kernel {asked.get('display_name') or spoken}, which is not "
                      "installed here. Install that kernel, or export the stored outputs with --no-run.")
