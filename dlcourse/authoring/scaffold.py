"""A new exercise to begin with: a small one that runs and obeys all rules, to be replaced part by part."""

from __future__ import annotations

import re
from pathlib import Path

from dlcourse.classroom import registry


class ScaffoldError(ValueError):
    """A key or notebook that cannot be used; the message says why."""


DECLARATION = '''"""Exercise: TITLE."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.exercise import Case, Exercise, Misconception


def reference(x: Tensor, w: Tensor) -> Tensor:
    """The right answer; "module:name" of a function of the package may stand in its place below."""
    return (w * x).sum() / w.sum()


def cases(rng: torch.Generator) -> list[Case]:
    """Inputs, the simplest first; drawn anew for every seed."""

    def case(label: str, n: int) -> Case:
        x, w = torch.randn(n, generator=rng, dtype=torch.float64), torch.rand(n, generator=rng, dtype=torch.float64)
        return Case(label, {"x": x, "w": w + 0.1})

    two = {"x": torch.tensor([1.0, 4.0], dtype=torch.float64), "w": torch.tensor([1.0, 2.0], dtype=torch.float64)}
    return [Case("two numbers", two), case("five numbers", 5), case("a single number", 1)]


# --- wrong answers that students give: each runs, and each gets a message of its own ---


def unweighted(x, w):
    return x.mean()


def not_divided(x, w):
    return (w * x).sum()


def divided_by_count(x, w):
    return (w * x).mean()


# --- right answers in other styles: all must pass ---


def by_product(x, w):
    return w @ x / w.sum()


def by_loop(x, w):
    total = sum(float(a) * float(b) for a, b in zip(x, w))
    return torch.tensor(total / float(w.sum()), dtype=x.dtype)


EXERCISE = Exercise(
    key="KEY", lecture=LECTURE, points=1, difficulty=1, minutes=10,
    title="TITLE",
    objective="OBJECTIVE",
    reference=reference, cases=cases,
    misconceptions=(
        Misconception(unweighted, "For x = (1, 4) you give 2.5, whatever w is. Which of the two counts twice for "
                      "w = (1, 2)?"),
        Misconception(not_divided, "For x = (1, 4) and w = (1, 2) you give 9, which is larger than both numbers. Can a "
                      "mean be?"),
        Misconception(divided_by_count, "For x = (1, 4) and w = (1, 2) you divide 9 by 2. What do the weights add up "
                      "to?"),
    ),
    alternatives=(by_product, by_loop),
    hints=(
        "Take x = (1, 4) and w = (1, 2). Write 4 twice: what is the mean of 1, 4, 4?",
        "Above the line each number times its weight. And below?",
        "return (w * x).sum() / ____",
    ),
)
'''

CELLS = '''
# %% [markdown] id="task-KEY"
# ## NUMBER. TITLE
#
# Difficulty ●○○ · 10 minutes · objective: OBJECTIVE
#
# Write `KEY(x, w)`: the mean of the entries of `x` (shape $(n,)$), in which entry $i$ counts $w_i$ times.
# `w` has the same shape and positive entries. Return a tensor of shape $()$.
#
# By hand: $x = (1, 4)$ and $w = (1, 2)$ give $(1 + 2\\cdot 4)/3 = 3$.

# %% id="answer-KEY"
@exercise("KEY")
def KEY(x, w):
    """Weighted mean of x (n,) with weights w (n,)."""
    ### BEGIN ANSWER
    return (w * x).sum() / w.sum()
    ### END ANSWER
'''

TEST = '''"""The exercise KEY by hand: numbers that were worked out on paper."""

import torch

from dlcourse.classroom import registry


def test_the_case_of_the_text():
    answer = registry.load("KEY").resolve_reference()
    x, w = torch.tensor([1.0, 4.0], dtype=torch.float64), torch.tensor([1.0, 2.0], dtype=torch.float64)
    torch.testing.assert_close(answer(x, w), torch.tensor(3.0, dtype=torch.float64))
'''


def new_exercise(root: Path, key: str, notebook: str, *, title: str = "", objective: str = "") -> list[Path]:
    """Write the declaration, the cells and a test for a new exercise at the end of a notebook; the files written.

    Nothing that exists is overwritten: the notebook's source and the list of its keys are only added to.
    Raises: ScaffoldError for a key that is no name or is taken, or a notebook that does not exist.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,39}", key):
        raise ScaffoldError(f"KEY should be a name of small letters, digits and _ such as weighted_mean, not {key!r}.")
    if key in registry.places():
        raise ScaffoldError(f"the exercise {key!r} exists already, in {registry.places()[key]}. Choose another key.")
    if notebook not in registry.notebooks():
        raise ScaffoldError(f"--notebook should be one of {', '.join(registry.notebooks())}, not {notebook!r}.")
    folder = root / "dlcourse" / "classroom" / "tasks" / f"t{notebook[:2]}"
    source = root / "authoring" / "exercises" / f"{notebook}.py"
    declaration, test = folder / f"{key}.py", root / "tests" / "classroom" / f"test_{key}.py"
    for path in (declaration, test):
        if path.exists():
            raise ScaffoldError(f"{path} exists already; it is not overwritten. Choose another key or move it away.")
    words = {"KEY": key, "LECTURE": str(int(notebook[:2])), "TITLE": title or key.replace("_", " ").capitalize(),
             "OBJECTIVE": objective or "say what the student can do afterwards",
             "NUMBER": str(len(registry.notebooks()[notebook]) + 1)}
    declaration.write_text(_filled(DECLARATION, words))
    test.write_text(_filled(TEST, words))
    source.write_text(source.read_text().rstrip("\n") + "\n" + _filled(CELLS, words))
    _list_key(folder / "__init__.py", notebook, key)
    return [declaration, source, folder / "__init__.py", test]


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"\b(" + "|".join(words) + r")\b", lambda m: words[m[1]], text)


def _list_key(path: Path, notebook: str, key: str) -> None:
    """Add a key at the end of a notebook's list."""
    text = path.read_text()
    start = text.index(f'"{notebook}": (')
    end = text.index(")", start)
    inside = text[start:end].rstrip().rstrip(",")
    path.write_text(f'{text[:start]}{inside},\n        "{key}"{text[end:]}')
