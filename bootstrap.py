"""Set the course up on a fresh machine, then study or test. Standard library only.

    python bootstrap.py lab [ARGS ...]     make .venv with what studying needs, then open the course in JupyterLab
    python bootstrap.py setup              add what building and testing need
    python bootstrap.py test [ARGS ...]    the same, then run every test
    python bootstrap.py bench [ARGS ...]   the same and the packages to compare with, then measure
    python bootstrap.py nbgrader           make .venv-nbgrader, which holds nbgrader and uses the course's Python

The set-up runs once. While what is installed stays the same (constraints.txt and, in pyproject.toml, the project and
how it is built), later calls need no network.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMPS = {part: VENV / f"installed_{part}.txt" for part in ("lab", "test", "bench")}  # what was installed, and when
SIZES = {"lab": "about 1.5 GB", "test": "about 600 MB more", "bench": "about 100 MB more"}
NBGRADER = ROOT / ".venv-nbgrader"


def fingerprint() -> str:
    """Hash of what decides what is installed: the pins, the project and how it is built; not the rules of lint."""
    import tomllib  # not in a Python that is too old, which is told so first

    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    decides = [said["project"], said["build-system"], said["tool"]["setuptools"]]
    parts = (json.dumps(decides, sort_keys=True).encode(), (ROOT / "constraints.txt").read_bytes())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def torch_pin() -> str:
    """The line of constraints.txt that pins torch."""
    match = re.search(r"^torch==\S+$", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
    if match is None:
        sys.exit("constraints.txt should pin torch as 'torch==VERSION'; restore the file from the repository.")
    return match[0]


def setup(*parts: str) -> None:
    """Make .venv and install these parts of pyproject.toml, unless that has been done for these very pins."""
    if sys.version_info < (3, 11):  # noqa: UP036 - said to whoever starts this with an older Python
        sys.exit(f"The course needs Python 3.11 or newer; this is {sys.version.split()[0]}. "
                 "Call bootstrap.py with a newer one, or `make lab PYTHON=python3.12`.")
    for part in parts:
        if PYTHON.exists() and STAMPS[part].exists() and STAMPS[part].read_text() == fingerprint():
            continue
        print(f"Setting up .venv for {part} (once; {SIZES[part]}) ...", flush=True)
        if not PYTHON.exists():
            venv.create(VENV, with_pip=True, clear=VENV.exists())
        if part == parts[0]:  # torch goes first and alone: with the rest, another build of it could be chosen
            _pip(torch_pin())
        _pip("-c", str(ROOT / "constraints.txt"), "-e", f"{ROOT}[{part}]")
        STAMPS[part].write_text(fingerprint())


def setup_nbgrader() -> bool:
    """Make .venv-nbgrader, unless that has been done for these very pins; whether it is there.

    nbgrader has an environment of its own because it would show itself in the students' JupyterLab. Its notebooks
    run with .venv's Python, so that torch is installed once.
    """
    python = NBGRADER / PYTHON.relative_to(VENV)
    stamp, pins = NBGRADER / "installed.txt", (ROOT / "constraints-nbgrader.txt", ROOT / "constraints.txt")
    wanted = hashlib.sha256(b"\0".join([path.read_bytes() for path in pins] + [bytes(PYTHON)])).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return True
    print("Setting up .venv-nbgrader (once; about 350 MB) ...", flush=True)
    venv.create(NBGRADER, with_pip=True, clear=NBGRADER.exists() and not python.exists())
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(pins[0]),
               "-c", str(pins[1])]
    kernel = [str(PYTHON), "-m", "ipykernel", "install", "--prefix", str(NBGRADER), "--name", "python3"]
    for command, said in ((install, None), (kernel, subprocess.DEVNULL)):  # the kernel's warning concerns .venv
        if subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=said).returncode:
            print("nbgrader could not be installed. Check the network, then: python bootstrap.py nbgrader")
            return False
    stamp.write_text(wanted)
    return True


def _pip(*what: str) -> None:
    if subprocess.run([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what],
                      cwd=ROOT).returncode:
        sys.exit("The installation stopped (see pip's message above). Check the network and disk space, "
                 "then run the same command again: it continues where it stopped.")


def main() -> int:
    command, arguments = (sys.argv[1:2] or ["help"])[0], sys.argv[2:]
    modules = {"lab": ["-m", "dlcourse", "lab"], "test": ["-m", "dlcourse.authoring.proof"],
               "bench": ["-m", "benchmarks"], "nbgrader": None, "setup": None}
    if command not in modules:
        print(__doc__)
        return 0 if command in ("help", "-h", "--help") else 2
    setup("lab", *(("test",) if command != "lab" else ()), *(("bench",) if command == "bench" else ()))
    if command == "nbgrader" or (command == "test" and "--lecture" not in arguments):
        there = setup_nbgrader()  # without it the tests of the export skip and say so
        if command == "nbgrader":
            return 0 if there else 1
    if modules[command] is None:
        return 0
    return subprocess.run([str(PYTHON), *modules[command], *arguments], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
