"""What a notebook's shell leaves undone while its answers are checked. Imports nothing of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from IPython.utils.text import SList

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

SHELL_MAGICS = ("!", "bash", "cmd", "conda", "ed", "edit", "mamba", "micromamba", "perl", "pip", "pypy", "python",
                "python2", "python3", "ruby", "sc", "script", "sh", "sx", "system", "uv")


def make_inert(shell: InteractiveShell, note: Callable[[], None] = lambda: None) -> None:
    """`!command`, `x = !command`, `%pip` and their like do nothing; `note` is called where one was left out."""

    def nothing(line: str = "", cell: str | None = None) -> None:
        note()
        shell.user_ns["_exit_code"] = 0

    def no_output(*_: object, **__: object) -> SList:
        note()
        return SList()

    for name in ("system", "system_piped", "system_raw"):
        setattr(shell, name, nothing)
    shell.getoutput = shell.getoutput_piped = no_output
    for name in SHELL_MAGICS:
        shell.register_magic_function(nothing, "line_cell", name)
