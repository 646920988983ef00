"""Reference implementations, self-checking exercises and a grader for an introductory deep-learning course.

Importing this package is light: torch and everything else arrive with the module that needs them.
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["ask", "data", "exercise", "tensors"]

_HOMES = {
    "exercise": ("dlcourse.classroom.decorator", "exercise"),
    "ask": ("dlcourse.classroom.ask", None),
    "data": ("dlcourse.data", None),
    "tensors": ("dlcourse.tensors", None),
}


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"module 'dlcourse' has no attribute {name!r}; it offers {', '.join(__all__)}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    value = import_module(module)
    return getattr(value, attribute) if attribute else value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
