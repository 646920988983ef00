"""Live pictures for JupyterLab: each computes a Scene in Python, which a small ES module draws in the browser."""

from importlib import import_module

_WHERE = {"Secant": "secant", "Gears": "gears", "Hyperplane": "hyperplane", "Logits": "logits", "StepSize": "step_size",
          "DualNumbers": "dual_numbers", "Graph": "graph", "Race": "race", "IrisCurves": "iris_curves",
          "Boundary": "boundary"}
__all__ = list(_WHERE)


def __getattr__(name: str):
    if name not in _WHERE:
        raise AttributeError(f"dlcourse.widgets has no {name!r}. It has {', '.join(_WHERE)}.")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
