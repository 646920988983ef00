"""Every relative link in the notebooks and pages leads to a file and a heading, here and in the student's work/."""

import re
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest

from dlcourse import workspace

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = [path for folder in ("notebooks", "exercises", "solutions")
             for path in sorted((ROOT / folder).glob("*.ipynb"))]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "notebooks").glob("*.md")]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def text_of(path):
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    return "\n\n".join(c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "markdown")


def anchors(path):
    return {title.strip().replace(" ", "-") for title in re.findall(r"^#{1,4} (.+)$", text_of(path), re.MULTILINE)}


def links(path):
    prose = re.sub(r"```.*?```|\$[^$\n]+\$|`[^`\n]+`", "", text_of(path), flags=re.DOTALL)
    return [unquote(link) for link in LINK.findall(prose) if "://" not in link]


@pytest.mark.parametrize("path", [*NOTEBOOKS, *PAGES], ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    for link in links(path):
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_what_a_student_copy_links_to_is_copied_too(tmp_path):
    workspace.fill(ROOT, tmp_path)
    for path in tmp_path.rglob("*.ipynb"):
        for link in links(path):
            name = link.partition("#")[0]
            assert (path.parent / name).exists(), (path.name, link)


def test_what_instructors_are_told_to_write_into_the_clone_is_no_part_of_the_course():
    """Else the proof would look at it, and a class could be committed by mistake."""
    told = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
    for place in ("submissions/", "results/", "course-2026/", "--output course"):
        assert place in told
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/submissions/", "/results/", "/course*/", "/course*.zip"} <= set(ignored)
