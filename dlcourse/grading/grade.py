"""Grades a folder of submissions on several cores or machines, and writes the reports."""

from __future__ import annotations

import collections
import concurrent.futures
from collections.abc import Iterator, Sequence

from dlcourse.grading.cluster import Cluster
from dlcourse.grading.errors import GradeError
from dlcourse.grading.plan import Plan, Submission, base_fingerprint, fingerprint
from dlcourse.grading.pool import Pool
from dlcourse.grading.trusted import report
from dlcourse.grading.trusted.record import Record
from dlcourse.grading.trusted.submission import Graded
from dlcourse.grading.work import ended, grade_one, ready

_RECORD = "grades.sqlite"


class Grading:
    """A grading that goes on where an earlier one into the same folder stopped; use as a context.

    `todo` are the submissions that the record does not hold as they are now; `fresh` forgets the record first. `left`
    is how many files and folders not_graded.csv lists, once the reports are written.
    Raises: GradeError where the record cannot be used.
    """

    def __init__(self, plan: Plan, *, fresh: bool = False):
        self.plan, self.left = plan, 0
        if fresh:
            _forget(plan)
        self._record = Record(plan.out / _RECORD)
        known, base = self._record.known(), base_fingerprint(plan.settings)
        self._prints = {s.student: fingerprint(s, base) for s in plan.submissions}
        self.todo = tuple(s for s in plan.submissions if known.get(s.student) != self._prints[s.student])

    def run(self) -> Iterator[Graded]:
        """Grade `todo`, giving each result as it is kept; then write the reports.

        A submission in whose time a process died is graded once more, with nothing else at work: if it is to blame, it
        costs itself. One that ran out of time without having had a core to itself proves nothing yet: it is graded once
        more when all others are done, beside few enough others that each has one.
        Raises: GradeError where no process can do the work, or the results cannot be written.
        """
        self._record.drop_all_but({s.student for s in self.plan.submissions})
        if self.todo:
            with self._hands() as hands:
                yield from self._results(hands)
        try:
            self.left = report.write_all(self._record.results(), self.plan.out, self.plan.ignored)
        except OSError as error:
            raise GradeError(f"the reports cannot be written to {self.plan.out} ({error.strerror}). The marks are "
                             "kept: make room, or move away what stands in the way, and call again.") from None

    def _results(self, hands: Pool | Cluster) -> Iterator[Graded]:
        suspects, starved = [], []
        for submission, graded in self._done(hands, self.todo, hands.width):
            if graded is None:
                suspects.append(submission)
            elif graded.starved:
                starved.append(submission)
            else:
                yield self._kept(graded)
        for submission, graded in self._done(hands, starved, hands.calm):
            if graded is None:
                suspects.append(submission)
            else:
                yield self._kept(graded)
        if suspects:
            with self._hands(alone=True) as one:
                for submission, graded in self._done(one, suspects, 1):
                    yield self._kept(graded) if graded else self._blamed(one, submission)

    def _blamed(self, hands: Pool | Cluster, submission: Submission) -> Graded:
        """What becomes of a submission whose process died: told, and graded again when the grading is next called.

        Raises: GradeError if a process dies also without a submission.
        """
        future = hands.submit(ready, self.plan.settings)
        if _result(future, "") is None:
            raise GradeError("the processes that grade end at once, whatever they grade, perhaps for want of memory. "
                             "What has been graded is kept: call again, with fewer --workers.")
        graded = ended(self.plan.settings, submission)
        self._record.keep("", graded)
        return graded

    def _hands(self, *, alone: bool = False) -> Pool | Cluster:
        if self.plan.scheduler:
            return Cluster(self.plan.scheduler)
        return Pool(1 if alone else min(self.plan.workers, len(self.todo)))

    def _done(self, hands: Pool | Cluster, todo: Sequence[Submission], width: int
              ) -> Iterator[tuple[Submission, Graded | None]]:
        """Results as they come, None where a process died; at most `width` submissions are handed over at a time."""
        waiting, running = collections.deque(todo), {}
        while waiting or running:
            while waiting and len(running) < width:
                submission = waiting.popleft()
                running[hands.submit(grade_one, self.plan.settings, submission)] = submission
            for future in concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED).done:
                submission = running.pop(future)
                yield submission, _result(future, submission.student)

    def _kept(self, graded: Graded) -> Graded:
        self._record.keep(self._prints[graded.student], graded)
        return graded

    def __enter__(self) -> Grading:
        return self

    def __exit__(self, *_: object) -> None:
        self._record.close()


def _forget(plan: Plan) -> None:
    for end in ("", "-wal", "-shm"):
        path = plan.out / f"{_RECORD}{end}"
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise GradeError(f"the earlier record {path} cannot be removed ({error.strerror}). Remove it, or choose "
                             "another --out.") from None


def _result(future: concurrent.futures.Future, student: str) -> Graded | bool | None:
    """What a process gave back; None if it died.

    Raises: GradeError for what no submission can cause.
    """
    try:
        return future.result()
    except concurrent.futures.BrokenExecutor:
        return None
    except (Exception, concurrent.futures.CancelledError) as error:
        if type(error).__name__ == "KilledWorker":  # Dask's word for the same
            return None
        raise GradeError(f"the grading stopped at {student!a}: {type(error).__name__}: {error}. What has been graded "
                         "is kept: call again.") from None
