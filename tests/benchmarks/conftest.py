"""The benchmarks are not part of the package: they are imported from the repository's root."""

import os
import sys
from pathlib import Path

_before = dict(os.environ)
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import benchmarks  # noqa: E402, F401 - asks for one thread, which is not meant for the other tests' processes

os.environ.clear()
os.environ.update(_before)
