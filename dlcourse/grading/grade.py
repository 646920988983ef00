"""Grades a folder of submissions on several cores or machines, and writes the reports."""

from __future__ import annotations

import concurrent.futures
import contextlib
import itertools
from collections.abc import Iterator, Sequence

from dlcourse.grading.plan import GradeError, Plan, Submission, base_fingerprint, fingerprint
from dlcourse.grading.pool import pool
from dlcourse.grading.trusted import report
from dlcourse.grading.trusted.record import Record
from dlcourse.grading.trusted.submission import Graded
from dlcourse.grading.work import grade_one

_RECORD = "grades.sqlite"
_AHEAD = 4  # tasks that wait for each process, so that none of them is ever idle


class Grading:
    """A grading that goes on where an earlier one into the same folder stopped; use as a context.

    `todo` are the submissions that the record does not hold as they are now; `fresh` forgets the record first.
    """

    def __init__(self, plan: Plan, *, fresh: bool = False):
        self.plan = plan
        if fresh:
            for end in ("", "-wal", "-shm"):
                (plan.out / f"{_RECORD}{end}").unlink(missing_ok=True)
        self._record = Record(plan.out / _RECORD)
        known, base = self._record.known(), base_fingerprint(plan.settings)
        self._prints = {s.student: fingerprint(s, base) for s in plan.submissions}
        self.todo = tuple(s for s in plan.submissions if known.get(s.student) != self._prints[s.student])

    def run(self) -> Iterator[Graded]:
        """Grade `todo`, giving each result as it is kept; then write the reports.

        A submission that ran out of time without having had a core to itself proves nothing yet: it is graded once
        more when all others are done and nothing of ours disturbs it.
        Raises: GradeError where the machines that are to do the work cannot be reached.
        """
        self._record.drop_all_but({s.student for s in self.plan.submissions})
        if self.todo:
            with self._executor() as executor:
                alone = {}
                for submission, graded in self._done(executor, self.todo, self._width):
                    if graded.starved:
                        alone[submission.student] = submission
                    else:
                        yield self._kept(graded)
                for _, graded in self._done(executor, tuple(alone.values()), 1):
                    yield self._kept(graded)
        report.write_all(self._record.results(), self.plan.out)

    @property
    def _width(self) -> int:
        return 1_000 if self.plan.scheduler else _AHEAD * self.plan.workers

    def _executor(self) -> contextlib.AbstractContextManager[concurrent.futures.Executor]:
        if self.plan.scheduler:
            return _cluster(self.plan.scheduler)
        return pool(min(self.plan.workers, len(self.todo)))

    def _done(self, executor: concurrent.futures.Executor, todo: Sequence[Submission],
              width: int) -> Iterator[tuple[Submission, Graded]]:
        """Results as they come, with at most `width` submissions handed over at a time."""
        waiting, running = iter(todo), {}
        while True:
            for submission in itertools.islice(waiting, width - len(running)):
                running[executor.submit(grade_one, self.plan.settings, submission)] = submission
            if not running:
                return
            for future in concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED).done:
                yield running.pop(future), _result(future)

    def _kept(self, graded: Graded) -> Graded:
        self._record.keep(self._prints[graded.student], graded)
        return graded

    def __enter__(self) -> Grading:
        return self

    def __exit__(self, *_: object) -> None:
        self._record.close()


def _result(future: concurrent.futures.Future) -> Graded:
    try:
        return future.result()
    except Exception as error:
        if isinstance(error, concurrent.futures.BrokenExecutor) or type(error).__name__ == "KilledWorker":
            raise GradeError("a process of the grading was ended from outside, perhaps for want of memory. What has "
                             "been graded is kept: call again, with fewer --workers.") from None
        raise


@contextlib.contextmanager
def _cluster(address: str) -> Iterator[concurrent.futures.Executor]:
    """The machines of a Dask cluster, which read the submissions under the same paths.

    A machine that is lost loses no submission: the scheduler gives it to another one, and only what came back is
    kept. Raises: GradeError where the cluster cannot be reached.
    """
    try:
        from distributed import Client
    except ImportError:
        raise GradeError("--scheduler needs Dask; install it with: pip install 'dlcourse[cluster]'") from None
    try:
        client = Client(address, timeout=10)
    except OSError as error:
        raise GradeError(f"no Dask scheduler answers at {address} ({error}).") from None
    with client, client.get_executor(pure=False, retries=3) as executor:
        yield executor
