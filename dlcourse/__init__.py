"""Reference implementations, self-checking exercises and a grader for an introductory deep-learning course.

Importing this package is light: torch and everything else arrive with the module that needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlcourse import moved

if TYPE_CHECKING:
    from dlcourse import data, tensors
    from dlcourse.classroom.decorator import exercise
    from dlcourse.questions.ask import ask

moved.install()
__version__ = "0.1.0"
__all__ = ["ask", "data", "exercise", "tensors"]


def __getattr__(name: str):
    if name == "exercise":
        from dlcourse.classroom.decorator import exercise as found
    elif name == "ask":
        from dlcourse.questions.ask import ask as found
    elif name == "data":
        import dlcourse.data as found
    elif name == "tensors":
        import dlcourse.tensors as found
    else:
        raise AttributeError(f"module 'dlcourse' has no attribute {name!r}; it offers {', '.join(__all__)}")
    return found


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
