"""The table of lectures in the README says what the sources say."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_of_lectures_is_that_of_the_sources():
    row = r"^\| \[(\w+) .*?\]\(notebooks/(\w+)\.ipynb\) \| (\d+) \| (?:\[(\d+)\]\(exercises/(\w+)\.ipynb\))? ?\|$"
    table = re.findall(row,
                       (ROOT / "README.md").read_text(), re.M)
    expected = []
    for source in sorted((ROOT / "authoring" / "lectures").glob("*.py")):
        minutes = re.search(r"^# \*\*(\d+) minutes\*\*", source.read_text(), re.M)[1]
        exercises = ROOT / "authoring" / "exercises" / source.name
        keys = set(re.findall(r'^@exercise\("(\w+)"', exercises.read_text(), re.M)) if exercises.exists() else set()
        expected.append((source.stem.split("_")[0], source.stem, minutes, str(len(keys)) if keys else "",
                         source.stem if keys else ""))
    assert table == expected
