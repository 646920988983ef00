"""A pytest plugin on top of nbval: names tests by cell, isolates learners' folders, allows no vacuous pass.

nbval never compares a cell without a stored count and outputs, and marks what follows a timeout as an expected
failure. Both become failures here.
"""

from __future__ import annotations

import os
import tempfile

import nbval.plugin
import pytest

from dlcourse.authoring import forked, questions
from dlcourse.authoring.build import FIXED_ENVIRONMENT
from dlcourse.authoring.sources import ROOT


def pytest_configure(config: pytest.Config) -> None:
    """Fork the kernels, in an environment that is the same on every machine."""
    os.environ.update(FIXED_ENVIRONMENT)
    forked.use()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Count the kernels' work with that of this run."""
    forked.stop()


def _named_cell(cls, parent, *, name, cell, **rest):
    return _cell_from_parent(cls, parent, name=cell.get("id", name), cell=cell, **rest)


def _fresh_folder_setup(self):
    self.learner_home = tempfile.TemporaryDirectory()
    os.environ["DLCOURSE_HOME"] = self.learner_home.name
    _file_setup(self)


def _run_and_prove(self):
    """Run a cell; after one that puts a question, prove that the source still gives the question as it is stored."""
    _cell_runtest(self)
    told = self.parent.nb.metadata.get("dlcourse", {})
    text = questions.proof(ROOT / told["source"], self.cell.id) if "source" in told else None
    if text is not None:
        kernel = self.parent.kernel
        sent = kernel.execute_cell_input(text, allow_stdin=False)
        reply = {}
        while reply.get("parent_header", {}).get("msg_id") != sent:
            reply = kernel.get_message("shell", timeout=60)
        reply = reply["content"]
        if reply["status"] != "ok":
            pytest.fail(f"{reply.get('ename')}: {reply.get('evalue')}", pytrace=False)


_cell_runtest = nbval.plugin.IPyNbCell.runtest
nbval.plugin.IPyNbCell.runtest = _run_and_prove
_cell_from_parent = nbval.plugin.IPyNbCell.from_parent.__func__
nbval.plugin.IPyNbCell.from_parent = classmethod(_named_cell)
_file_setup = nbval.plugin.IPyNbFile.setup
nbval.plugin.IPyNbFile.setup = _fresh_folder_setup


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Turn an expected failure, which a timeout brings about, into a failure."""
    report = yield
    if isinstance(item, nbval.plugin.IPyNbCell) and hasattr(report, "wasxfail"):
        del report.wasxfail
        report.outcome, report.longrepr = "failed", "an earlier cell of this notebook timed out or failed"
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Fail a cell without a stored run, with which nothing would be compared."""
    cell = getattr(item, "cell", None)
    if cell is not None and cell.cell_type == "code" and cell.execution_count is None:
        pytest.fail("this cell has no stored run: nbval would pass it unchecked; build the notebook", pytrace=False)
