"""How an exercise is written down: answers stand next to what is said about them.

    task = Task(key="halve", title="Halve a tensor", points=1, difficulty=1, minutes=5, objective="divide by two",
                reference=half, cases=cases, hints=("...", "...", "..."))

    @task.solution
    def halve(x):
        return x / 2                      # step: the division

    @task.right
    def by_product(x): ...

    @task.wrong("You subtract 2: 10 gives you 8. What is half of 10?")
    def less_two(x): ...

    EXERCISE = task.declared()
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from dlcourse.classroom.compare import Compare, close
from dlcourse.classroom.exercise import Cases, Drive, Exercise, Judge, Misconception, call

A = TypeVar("A", bound=Callable)


class TaskError(ValueError):
    """An exercise is declared in a way that cannot be meant; the message names it and says what to do."""


class Task:
    """Collects an exercise's answers while its module is read; `declared()` gives the frozen Exercise.

    The arguments are the fields of `Exercise`; what has a default there may be left out. Without a `reference` the
    solution serves as one, for instance where a judge accepts many different outputs.
    """

    def __init__(self, *, key: str, title: str, points: int, difficulty: int, minutes: int, objective: str,
                 cases: Cases, hints: tuple[str, ...], reference: str | Callable | None = None, drive: Drive = call,
                 compare: Compare | None = None, judge: Judge | None = None, parts: Mapping[str, int] | None = None,
                 forbids: tuple[str, ...] = (), faults: Mapping[str, str] | None = None, constant: bool = False,
                 facts: tuple[str, ...] = (), was: tuple[str, ...] = (), retired: bool = False):
        self.key = key
        self._fields: dict[str, Any] = {
            "key": key, "title": title, "points": points, "difficulty": difficulty, "minutes": minutes,
            "objective": objective, "reference": reference, "cases": cases, "hints": hints, "drive": drive,
            "compare": compare or close(), "judge": judge, "parts": parts or {}, "forbids": forbids,
            "faults": faults or {}, "constant": constant, "facts": facts, "was": was,
            "retired": retired}
        self._solution: Callable | None = None
        self._right: list[Callable] = []
        self._wrong: list[Misconception] = []

    def solution(self, answer: A) -> A:
        """The answer that solved notebooks and cards show. Its lines carry "# step:" comments.

        Raises: TaskError for a second one.
        """
        if self._solution is not None:
            raise TaskError(f"{self.key}: @task.solution should stand above one answer, but stands above "
                            f"{self._solution.__name__} and {answer.__name__}. Other right answers get @task.right.")
        self._solution = self._named_once(answer)
        return answer

    def right(self, answer: A) -> A:
        """A correct answer in another style; at least one derives the result the long way where there is one."""
        self._right.append(self._named_once(answer))
        return answer

    def wrong(self, message: str, *, part: str = "", short: str = "") -> Callable[[A], A]:
        """A wrong answer that can be run, below what a learner is told whose answer behaves the same.

        `short` says the mistake in a few words without numbers, for where it is one of two.
        """
        def noted(answer: A) -> A:
            self._wrong.append(Misconception(self._named_once(answer), message, part, short))
            return answer

        return noted

    def declared(self) -> Exercise:
        """The exercise as everything else uses it.

        Raises: TaskError without a solution.
        """
        if self._solution is None:
            raise TaskError(f"{self.key}: one answer should carry @task.solution, but none does. It is what solved "
                            "notebooks show.")
        fields = {**self._fields, "reference": self._fields["reference"] or self._solution}
        return Exercise(solution=self._solution, alternatives=tuple(self._right), misconceptions=tuple(self._wrong),
                        **fields)

    def _named_once(self, answer: A) -> A:
        taken = [self._solution, *self._right, *(m.answer for m in self._wrong)]
        if answer.__name__ in [other.__name__ for other in taken if other is not None]:
            raise TaskError(f"{self.key}: two answers are called {answer.__name__}. Names tell answers apart; choose "
                            "another one.")
        return answer
