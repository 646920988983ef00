"""A derivation's table: fractions that stand alone are in full size."""

import pytest

from dlcourse.authoring.sources import read
from dlcourse.classroom.derivation import derivation, legible


@pytest.mark.parametrize("tex, wanted", [
    (r"\frac ab", r"\dfrac ab"), (r"\tfrac12 x", r"\dfrac12 x"), (r"\dfrac{a}{b}", r"\dfrac{a}{b}"),
    (r"e^{\frac12 x}", r"e^{\frac12 x}"), (r"e^\frac12", r"e^\frac12"), (r"x_{\frac12}", r"x_{\frac12}"),
    (r"\frac{1 + \frac12}{2} + \frac12", r"\dfrac{1 + \frac12}{2} + \dfrac12"),
    (r"\left(\frac12\right)", r"\left(\dfrac12\right)"), (r"\{\frac12\}", r"\{\dfrac12\}"), ("no", "no")])
def test_a_fraction_that_stands_alone_is_in_full_size(tex, wanted):
    assert legible(tex) == wanted


def test_a_derivation_shows_them_so():
    made = derivation((r"$\frac{df}{dx} = 2x$", r"rule, with $\tfrac12$", 6.0))
    assert r"$\dfrac{df}{dx} = 2x$" in made._repr_markdown_()
    assert r"with $\dfrac12$" in made._repr_markdown_()
    assert r"$\frac{df}{dx} = 2x$" in repr(made)


def test_a_table_of_a_source_has_them_too_and_its_prose_stays(tmp_path):
    path = tmp_path / "lecture.py"
    path.write_text('# %% [markdown] id="a"\n# | $\\frac12$ | b |\n# |---|---|\n# | c | $e^{\\frac13}$ |\n#\n'
                    '# Half is $\\frac12$.\n')
    [cell] = read(path).cells
    assert cell.source == "| $\\dfrac12$ | b |\n|---|---|\n| c | $e^{\\frac13}$ |\n\nHalf is $\\frac12$."
