"""Export of a notebook: one file, whole or not at all, with clear words for what cannot be exported."""

import base64
import json
import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from dlcourse.cli import main
from dlcourse.export import ExportError
from dlcourse.export.html import to_html, write
from dlcourse.questions.live import PORTABLE as QUESTION
from dlcourse.widgets.base import PORTABLE

v4 = nbformat.v4
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


@pytest.fixture
def notebook(tmp_path):
    def written(*cells):
        path = tmp_path / "some_lecture.ipynb"
        path.write_text(nbformat.writes(v4.new_notebook(cells=list(cells))))
        return path

    return written


def test_formulas_become_mathml_and_code_stays(notebook):
    text = "The slope $\\frac{dy}{dx}$, and\n\n$$y = \\sqrt x$$\n\nbut `$HOME` and `$PATH`."
    path = notebook(v4.new_markdown_cell(text))
    page = to_html(path, run=False)
    assert page.count("<math") == 2
    assert "<mfrac>" in page
    assert "<msqrt>" in page
    assert "$HOME" in page
    assert "$PATH" in page


def test_no_address_outside_the_page(notebook):
    page = to_html(notebook(v4.new_markdown_cell("# Title\n\nText.")), run=False)
    assert "<script" not in page
    assert re.findall(r"https?://", page) == []


def test_links_lead_to_pages(notebook):
    page = to_html(notebook(v4.new_markdown_cell("[next](09b_adaptive_rules.ipynb#Adam)")), run=False)
    assert 'href="09b_adaptive_rules.html#Adam"' in page


def test_a_picture_brings_its_settings_and_folded_code_is_left_out(notebook):
    cell = v4.new_code_cell("from dlcourse import ask\nask.number('2?', '2 indeed')")
    cell.metadata["jupyter"] = {"source_hidden": True}
    page = to_html(notebook(v4.new_code_cell("from dlcourse.lectures.l00b import widgets\nwidgets.Gears()"), cell))
    assert 'data-picture="0"' in page
    assert page.count("turns 2 times as fast as x, and y 1.5") >= 1
    assert "So y turns 3 · 3 = 9 times as fast" in page
    assert "ask.number" not in page
    assert "2 indeed" in page


def test_a_page_neither_shows_nor_changes_the_record_of_the_one_who_exports(notebook, tmp_path, monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path / "own"))
    (tmp_path / "own").mkdir()
    page = to_html(notebook(v4.new_code_cell("import os\nprint('home', os.environ['DLCOURSE_HOME'])"),
                            v4.new_code_cell("from dlcourse.classroom.overview import overview\noverview()")))
    assert str(tmp_path / "own") not in page
    assert "0 of 2" in page
    assert list((tmp_path / "own").iterdir()) == []


def test_a_cell_that_fails_is_named_and_nothing_is_written(notebook, tmp_path):
    path = notebook(v4.new_code_cell("1 / 0"))
    with pytest.raises(ExportError, match=r"some_lecture.ipynb does not run to its end: ZeroDivisionError.*--no-run"):
        write(path, tmp_path / "page.html")
    assert not list(tmp_path.glob("*.html"))
    assert not list(tmp_path.glob("*.tmp"))


@pytest.mark.parametrize("text, words", [(None, "cannot be read"), ("{", "is no notebook"), ("{}", "is no notebook")])
def test_what_is_no_notebook(tmp_path, text, words):
    path = tmp_path / "broken.ipynb"
    if text is not None:
        path.write_text(text)
    result = CliRunner().invoke(main, ["export", "html", str(path)])
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


def test_a_notebook_is_never_overwritten(notebook):
    path = notebook(v4.new_markdown_cell("mine"))
    before = path.read_bytes()
    result = CliRunner().invoke(main, ["export", "html", str(path), "--output", str(path)])
    assert result.exit_code == 2
    assert "ends in .html" in result.output
    assert path.read_bytes() == before


def test_the_page_stands_beside_the_notebook(notebook):
    path = notebook(v4.new_markdown_cell("# Words"))
    result = CliRunner().invoke(main, ["export", "html", str(path), "--no-run"])
    assert result.exit_code == 0
    page = path.with_suffix(".html").read_text()
    assert "Words" in page
    assert "<title>some_lecture</title>" in page


def md(text, **more):
    return v4.new_markdown_cell(text, **more)


def shown(kind="display_data", text="", **data):
    """A code cell with one output."""
    if kind == "stream":
        return v4.new_code_cell("1", outputs=[v4.new_output(kind, text=text)])
    return output(**{name.replace("_", "/"): value for name, value in data.items()})


def output(**data):
    return v4.new_code_cell("1", outputs=[v4.new_output("display_data", data)])


def main_of(page):
    return BeautifulSoup(page, "html.parser").main


# what a browser would fetch or run: nothing of it may stand in a page
FETCHES = re.compile(r"""\s(?:src|srcset|poster|data|background|action|formaction)\s*=\s*["']?\s*(?!data:)[^"'\s>]
                     |<link|<iframe|<object|<embed|<base|\son\w+\s*=|javascript:|@import|url\((?!data:|\#)""",
                     re.VERBOSE | re.IGNORECASE)

# a name, the cells, what stands in the page's text, what does not stand anywhere in the page
PAGES = [
    ("no cells", [], [], []),
    ("formula that cannot be drawn", [md("so $\\frac{$ and $x$")], ["$\\frac{$"], []),
    ("unknown command", [md("$\\nosuch{<b>}$")], ["$\\nosuch{<b>}$"], ["<b>"]),
    ("markup in a formula", [md("$\\text{<img src=x onerror=alert(1)>}$")], ["<img", "src=x"], ["<img"]),
    ("environment that is none", [md("\\begin{itemize}\\item a\\end{itemize}")], ["\\begin{itemize}"], ["<math"]),
    ("fences of waves", [md("~~~\n$x$ and $y$\n~~~")], ["$x$ and $y$"], ["<math"]),
    ("fences of backticks", [md("```bash\necho $HOME and $PATH\n```")], ["$HOME and $PATH"], ["<math"]),
    ("indented code", [md("Text\n\n    $a$ = $b$\n")], ["$a$ = $b$"], ["<math"]),
    ("inline code", [md("`$x$` and ``$y` $``")], ["$x$", "$y` $"], ["<math"]),
    ("code as HTML", [md("a <code>$x$ $y$</code>")], ["$x$ $y$"], ["<math"]),
    ("pre as HTML", [md("<pre>\n$x$ $y$\n</pre>")], ["$x$ $y$"], ["<math"]),
    ("code in HTML", [shown(text_html="<code>$x$</code><pre>$y$ <b>$z$</b>")], ["$x$", "$y$"], ["<math"]),
    ("prices", [md("$5 and $6, $1,000-$2,000, US$5 million (or AU$ 6)")], ["$5 and $6, $1,000-$2,000, US$5"],
     ["<math"]),
    ("prices in a table", [shown(text_html="<table><tr><td>$5</td><td>$6</td></tr></table>")], ["$5", "$6"], ["<math"]),
    ("the shell's variables", [md("Set $HOME and $PATH, ${HOME}/bin:${PATH}, $A_DIR/$B_DIR")], ["$HOME and $PATH"],
     ["<math"]),
    ("escaped dollars", [md("\\$x and y\\$")], ["$x and y$"], ["<math"]),
    ("ignored by MathJax", [shown(text_html='<div class="tex2jax_ignore">$x$</div>')], ["$x$"], ["<math"]),
    ("a pid", [md("`$$` is the pid, `echo $$` prints it")], ["$$", "echo $$"], ["<math"]),
    ("attachment missing", [md("![a](attachment:gone.png)")], ["attachment:gone.png", "no attachment of this name"],
     ["<img"]),
    ("picture missing", [md("![a](gone.png)")], ["gone.png", "no such file beside the notebook"], ["<img"]),
    ("picture outside", [md("![a](../../secret.png) ![b](/etc/secret.png)")], ["../../secret.png"], ["<img"]),
    ("picture of an odd kind", [md("![a](a.tiff)")], ["a.tiff", "a page takes .png"], ["<img"]),
    ("remote picture", [md("![a](https://far.example/a.png)")], ["https://far.example/a.png"], ["<img"]),
    ("remote badge", [md("[![a](//far.example/b.svg)](https://far.example/c)")], ["//far.example/b.svg"], ["<img"]),
    ("remote picture as HTML", [md('<img src="https://far.example/a.png" srcset="b 2x">')], ["far.example"], ["<img"]),
    ("remote picture in an output", [shown(text_html='<img src="http://far.example/a.png">')], ["far.example"],
     ["<img"]),
    ("frame", [shown(text_html='<iframe src="https://far.example/v"></iframe>')], ["https://far.example/v"], []),
    ("frame with its page", [shown(text_html='<iframe srcdoc="<script>alert(1)</script>"></iframe>')], ["left out"],
     ["alert"]),
    ("film", [md('<video src="https://far.example/v.mp4" poster="p.png"></video>')], ["far.example/v.mp4"], ["<video"]),
    ("film of data", [shown(text_html='<video controls src="data:video/mp4;base64,AAAA"></video>')], [], []),
    ("object", [md('<object data="https://far.example/o.pdf"><embed src="x.swf"></object>')], ["o.pdf"], ["x.swf"]),
    ("scripts", [shown(text_html="<p>a</p><script>alert(1)</script><script src='http://far.example/s.js'></script>")],
     ["a"], ["alert", "far.example"]),
    ("only a script", [shown(text_html="<div></div><script>alert(1)</script>")], ["run the notebook"], ["alert"]),
    ("a script and words", [shown(text_html="<script>alert(1)</script>", text_plain="Figure()")], ["Figure()"],
     ["alert"]),
    ("JavaScript", [shown(application_javascript="alert(1)", text_plain="<JS>")], ["<JS>"], ["alert"]),
    ("handlers", [md('<p onclick="alert(1)">a</p><svg onload="alert(1)"><text>b</text></svg>')], ["a", "b"], ["alert"]),
    ("links that run", [md("[a](javascript:alert(1)) <a href=' java\nscript:alert(2)'>b</a>"),
                        md("<a href='data:text/html,x'>c")], ["a", "b", "c"], ["alert", "text/html,x"]),
    ("style sheets", [md('<link rel="stylesheet" href="http://far.example/a.css">a'),
                      shown(text_html="<style>@import 'http://far.example/b.css';p{background:url(http://far.example)}"
                                      "@font-face{src:url(http://far.example/f)}</style>"
                                      "<p style='background:url(//far.example)'>b")],
     ["a", "b"], ["far.example"]),
    ("drawing", [shown(text_html='<svg><image href="http://far.example/i.png"/><use href="//far.example/u"/>')],
     ["http://far.example/i.png"], ["far.example/u"]),
    ("meta and base", [md('<meta http-equiv="refresh" content="0;url=http://far.example"><base href="//far.example">')],
     [], ["far.example"]),
    ("forms", [md('<form action="http://far.example"><input type="image" src="//far.example/i">a</form>')], ["a"],
     ["far.example", "<form"]),
    ("open elements", [md("<div><b>a"), md("after")], ["a", "after"], []),
    ("closed too often", [md("</div></div></main></body>a"), md("after")], ["a", "after"], []),
    ("comments", [md("<!--[if IE]><script>alert(1)</script><![endif]-->a <!-- b -->")], ["a"], ["alert"]),
    ("our own places", [md('<div class="dlc-place" data-picture="7">a</div>')], ["a"], ['"dlc-place']),
    ("a live picture of another version", [output(**{PORTABLE: {"module": "../gone"}, "text/plain": "a"})], ["a"], []),
    ("a live picture without its still", [output(**{PORTABLE: {"module": "view"}})], ["run the notebook"], []),
    ("a question without its words", [output(**{QUESTION: {}, "text/plain": "a"})], ["a"], []),
    ("widget", [output(**{"application/vnd.jupyter.widget-view+json": {}, "text/plain": "HBox()"})], ["HBox()"], []),
    ("colours", [shown("stream", text="\x1b[31mred\x1b[0m \x1b[38;5;9mx\x1b[38;5m \x1b[1;999mz")], ["red", "x", "z"],
     []),
    ("a bar of progress", [shown("stream", text="".join(f"\r{n}%" for n in range(101)) + "\n")], ["100%"], ["37%"]),
    ("huge text", [shown("stream", text="first" + "x" * 3_000_000 + "last")], ["first", "left out", "last"], []),
    ("huge HTML", [shown(text_html="<table>" + "<tr><td>1</td></tr>" * 300_000 + "</table>")], ["left out"], []),
    ("PDF", [shown(application_pdf="JVBERg==")], ["application/pdf"], []),
    ("GIF", [shown(image_gif=PNG)], [], []),
    ("LaTeX that is none", [shown(text_latex="\\begin{tabular}{l}a\\end{tabular}", text_plain="a")], [], ["<math"]),
    ("surrogates", [md("a \ud800 b")], ["a ? b"], []),
    ("raw cell", [v4.new_raw_cell("<b>$x$</b>")], ["<b>$x$</b>"], ["<math"]),
    ("raw HTML", [v4.new_raw_cell("<b>a</b><script>alert(1)</script>", metadata={"format": "text/html"})], ["a"],
     ["alert"]),
    ("deep", [md("> " * 400 + "a"), md("{" * 5000), md("$" + "{" * 2000 + "}" * 2000 + "$"), md("<div>" * 500 + "b")],
     ["a", "b"], []),
]


@pytest.mark.parametrize("cells, there, gone", [page[1:] for page in PAGES], ids=[page[0] for page in PAGES])
def test_any_notebook_becomes_a_page(tmp_path, cells, there, gone):
    path = tmp_path / "any.ipynb"
    path.write_text(json.dumps(v4.new_notebook(cells=cells)))
    target = tmp_path / "page.html"
    write(path, target, run=False)
    main_part = main_of(target.read_text(encoding="utf-8"))
    text, source = main_part.get_text(), str(main_part)
    assert all(words in text for words in there), text[:3000]
    assert not [words for words in gone if words in source]
    assert not FETCHES.search(re.sub(r">[^<]*<", "><", source))
    assert "<script" not in source


@pytest.mark.parametrize("text", [
    "$x$", "$ x $", "$x $", "$\\alpha$s", "$n$th", "($x$)", "$x_1 + y^2$", "two\n$x +\ny$ lines", "$$x$$",
    "$$\nx\n- y\n$$", "where $$\nx\n+ y\n$$", "\\begin{align}a &= b\\\\\n- c &= d\\end{align}",
    "\\begin{equation*}\\label{a} x\\end{equation*}",
    "\\\\( x \\\\)", "\\\\[ x \\\\]", "# Title $x$",
    "- $x$\n  - two", "| a |\n|---|\n| $|x|$ |\n", "<div>\n$x$\n</div>",
    "<b>$x$</b>", "a_b $x$ c_d", "$a &lt; b$", "$100 < x$", "$2$"])
def test_a_formula_is_drawn(notebook, text):
    main_part = main_of(to_html(notebook(md(text)), run=False))
    assert len(main_part.find_all("math")) == 1
    assert "$" not in main_part.get_text()
    assert "ns0" not in str(main_part)


def test_formulas_of_outputs_are_drawn(notebook):
    page = to_html(notebook(shown(text_html="<p>$x$ and <i>\\(y\\)</i></p>"), shown(text_latex="$\\displaystyle z$"),
                            shown(text_markdown="**$w$**")), run=False)
    assert page.count("<math") == 4


def test_pictures_of_the_notebook_are_in_the_page(notebook, tmp_path):
    (tmp_path / "some dir").mkdir()
    for name in ("a.png", "some dir/b c.jpg", "d.gif", "e.svg"):
        (tmp_path / name).write_bytes(b"<svg/>")
    (tmp_path / "large.png").write_bytes(b"0" * 5_000_001)
    attached = {"own pic.png": {"image/png": PNG}}
    page = main_of(to_html(notebook(
        md("![](a.png) ![](<some dir/b c.jpg>) <img src='./d.gif?raw=true'>\n\n![](files/e.svg) ![](large.png)"),
        md("![](attachment:own%20pic.png) <img src='attachment:own pic.png'>", attachments=attached),
        shown(text_html="<img src='a.png'>"), shown(image_gif=PNG), shown(image_png=PNG)), run=False))
    assert [img["src"].split(";")[0] for img in page.find_all("img")] == [
        "data:image/png", "data:image/jpeg", "data:image/gif", "data:image/svg+xml", "data:image/png", "data:image/png",
        "data:image/png", "data:image/gif", "data:image/png"]
    assert "large.png (it has 5.0 MB" in page.get_text()


def test_a_link_to_a_far_notebook_stays(notebook):
    page = to_html(notebook(md("[a](https://far.example/a.ipynb) [b](b.ipynb)")), run=False)
    assert 'href="https://far.example/a.ipynb"' in page
    assert 'href="b.html"' in page


OLD = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": "old"}, "worksheets": [{"metadata": {}, "cells": [
    {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["Old title"]},
    {"cell_type": "markdown", "source": ["slope $x$"]},
    {"cell_type": "code", "input": ["print 'hello'"], "language": "python", "collapsed": False, "prompt_number": 3,
     "outputs": [{"output_type": "stream", "stream": "stdout", "text": ["hello\\n"]},
                 {"output_type": "pyout", "prompt_number": 3, "text": ["42"]},
                 {"output_type": "display_data", "png": PNG}]}]}]}
ODD = {"cells": [
    {"cell_type": "markdown", "source": ["a ", "b"], "metadata": {"tags": 7, "jupyter": None}, "attachments": []},
    {"cell_type": "code", "source": "1", "metadata": {"collapsed": "no"}, "id": "x y", "outputs": [
        {"output_type": "stream", "text": None}, {"output_type": "error", "ename": "E", "evalue": "odd"},
        {"output_type": "display_data", "data": {"text/plain": ["c", "d"], "image/png": []}, "metadata": {"a": 3}},
        {"output_type": "no_such_kind"}, 7]},
    {"cell_type": "code"}, {"cell_type": "no such cell", "source": "e"}, 7],
    "metadata": {"kernelspec": "python", "language_info": [], "title": 3,
                 "widgets": {"application/vnd.jupyter.widget-state+json": {"a": {}}}}}
WHOLE = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}


@pytest.mark.parametrize("text, there", [
    (json.dumps(OLD), ["Old title", "slope", "hello", "42"]),
    (json.dumps(ODD), ["a b", "E: odd", "cd", "e"]),
    ("\ufeff" + json.dumps(WHOLE | ODD), ["a b"]),
    (json.dumps({"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "bare"}]}), ["bare"]),
    (json.dumps(WHOLE | {"nbformat": 5, "cells": [{"cell_type": "markdown", "source": "of tomorrow"}]}), ["tomorrow"]),
    (json.dumps(WHOLE | {"metadata": {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}},
                         "cells": [{"cell_type": "code", "source": "x <- 3 # R", "outputs": [
                             {"output_type": "stream", "name": "stdout", "text": "three"}]}]}), ["x <- 3", "three"]),
    (json.dumps(WHOLE | {"metadata": {"language_info": {"name": "no such language", "pygments_lexer": "nope"}},
                         "cells": [{"cell_type": "code", "source": "odd"}]}), ["odd"]),
], ids=["format 3", "odd shapes", "BOM", "bare", "format 5", "R", "language"])
def test_old_and_odd_notebooks(tmp_path, text, there):
    path = tmp_path / "odd.ipynb"
    path.write_text(text, encoding="utf-8")
    told = main_of(to_html(path, run=False)).get_text()
    assert not [words for words in there if words not in told]


@pytest.mark.parametrize("raw, words", [
    ('{"cells": [], "a": "\u00e4"}'.encode("latin-1"), r"is UTF-8 text, its byte 20 \(0xe4\)"),
    ("{}".encode("utf-16"), "is UTF-8 text"), (b"[" * 100_000, "is JSON, and here it is nested too deeply"),
    (b"[]", "no list of cells"), (b'{"cells": 3}', "no list of cells"), (b'{"cells": [', "a notebook is JSON"),
    (b'{"worksheets": [3]}', "is no notebook that can be read"), (b"", "a notebook is JSON")])
def test_what_is_wrong_with_a_file_is_said(tmp_path, raw, words):
    path = tmp_path / "broken.ipynb"
    path.write_bytes(raw)
    with pytest.raises(ExportError, match=words):
        to_html(path, run=False)


@pytest.mark.parametrize("metadata, words", [
    ({"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}, "the kernel R, which is not installed"),
    ({"kernelspec": {"name": "julia-1.9", "display_name": "Julia 1.9"}}, "Julia 1.9.*--no-run"),
    ({"language_info": {"name": "scala"}}, "needs the kernel scala"),
    ({"kernelspec": {"name": "python2", "display_name": "Python 2", "language": "python"}}, "Python 2, which is not")])
def test_a_kernel_that_is_not_here_is_named(tmp_path, metadata, words):
    path = tmp_path / "other.ipynb"
    path.write_text(nbformat.writes(v4.new_notebook(cells=[v4.new_code_cell("1")], metadata=metadata)))
    with pytest.raises(ExportError, match=words):
        to_html(path)
    path.write_text(nbformat.writes(v4.new_notebook(cells=[md("words")], metadata=metadata)))
    assert "words" in to_html(path)  # nothing to run


def test_python_under_another_name_runs_with_ours(tmp_path):
    kernel = {"name": "conda-env-deep-py", "display_name": "Python [conda env:deep]", "language": "python"}
    path = tmp_path / "conda.ipynb"
    path.write_text(nbformat.writes(v4.new_notebook(cells=[v4.new_code_cell("print(6 * 7)")],
                                                    metadata={"kernelspec": kernel})))
    assert "42" in main_of(to_html(path)).get_text()


def test_a_kernel_that_dies_is_told(notebook):
    with pytest.raises(ExportError, match=r"its kernel died.*--no-run"):
        to_html(notebook(v4.new_code_cell("import os\nos._exit(1)")))


def test_a_place_that_cannot_be_written_is_told(notebook, tmp_path):
    with pytest.raises(ExportError, match=r"cannot be written to .*no_such.*No such file"):
        write(notebook(md("a")), tmp_path / "no_such" / "page.html", run=False)


def test_the_cell_of_a_question_leaves_its_card_alone(notebook):
    cell = v4.new_code_cell('ask("00b/test-1")')
    page = to_html(notebook(v4.new_code_cell("from dlcourse import ask"), cell))
    assert "dlc-asked" in page
    assert 'ask("00b' not in page
    assert "&quot;00b/test-1" not in page
