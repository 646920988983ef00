"""The kernel of `dlcourse check`: a notebook's own, but it keeps what cards say, and installs and fetches nothing.

    python -m dlcourse.classroom.kernel -f CONNECTION

Each card becomes one line of JSON in the file that the environment variable DLCOURSE_CARDS names. What a cell says to
a shell (`!pip`, `%pip`, `%%bash`) does nothing, as if it had worked; a program that it starts and a host that it calls
by other ways are refused, as if this machine had neither. So a check is safe to run again and again, and the same
everywhere; it is no sandbox, which is what grading has.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from ipykernel.kernelapp import IPKernelApp

from dlcourse.classroom.inert import make_inert

if TYPE_CHECKING:
    from dlcourse.classroom.card import Card

CARDS = "DLCOURSE_CARDS"
PROGRAMS = frozenset(("os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "pty.spawn",
                      "subprocess.Popen"))
HERE = ("", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::")


def main(arguments: list[str]) -> None:
    """Serve as a kernel until it is ended."""
    app = IPKernelApp.instance()
    app.initialize(["--log-level=50", "--HistoryManager.enabled=False", *arguments])
    keep_cards(os.environ.pop(CARDS))
    make_inert(app.shell)
    sys.addaudithook(refuse)
    app.start()


def keep_cards(path: str) -> None:
    """Let every card go to the file instead of the screen; at once, so that it outlives the kernel."""
    from dlcourse.classroom import decorator

    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    decorator.display_card = lambda card: os.write(file, f"{json.dumps(told(card))}\n".encode())


def told(card: Card) -> dict[str, Any]:
    """What of a card a check reports."""
    from dlcourse.classroom.check import CORRECT, NOT_ATTEMPTED
    from dlcourse.classroom.sealed import AGREES, UNTRIED

    status, lines = card.verdict.status, [line.strip() for line in repr(card).splitlines()]
    kept = " ".join(line for line in lines if line.startswith(("[", "What this tells you")))
    passed = {CORRECT: True, AGREES: None, UNTRIED: None}.get(status, False)
    return {"key": card.verdict.exercise.key, "passed": passed, "attempted": status != NOT_ATTEMPTED,
            "text": CORRECT if passed else kept, "notes": card.notes}


def refuse(event: str, arguments: tuple) -> None:
    """An audit hook: no other program and no other machine, for whoever asks Python itself.

    Raises: PermissionError, an OSError, which callers expect where there is no such program or no network.
    """
    if event in PROGRAMS:
        raise PermissionError("dlcourse check starts no other programs; leave this cell for the notebook.")
    host = None
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):  # else this machine's own
        host = arguments[1][0]
    if host is not None and str(host) not in HERE:
        raise PermissionError(f"dlcourse check uses no network, but {host} was asked for; leave this cell for the "
                              "notebook.")


if __name__ == "__main__":
    main(sys.argv[1:])
