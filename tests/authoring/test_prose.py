"""Words, sentences and lines of formulas are counted as a reader meets them."""

import pytest

from dlcourse.authoring import prose


def counted(text):
    return [(found.text, found.words) for found in prose.sentences(text)]


@pytest.mark.parametrize("text, words", [
    ("One two three. Four five.", [3, 2]),
    ("Is it? It is! Good…", [2, 2, 1]),
    # a formula and a piece of code are one word each, whatever stands in them
    (r"Take $x = 1.5. Then y$ and go.", [4]),
    (r"So $\frac{a}{b} \leq c$. Then stop.", [2, 2]),
    ("Call `a.b(c). D` once. Then stop.", [3, 2]),
    ("Write ``a `b` c`` here.", [3]),
    ("It costs \\$5. That is much.", [3, 3]),
    # abbreviations, numbers, initials and ellipses end nothing
    ("Small steps, e.g. Newton's, i.e. $h$, cf. Gauss vs. Euler.", [10]),
    ("See Fig. 3, Eq. (2) and p. 7. Then go on.", [8, 3]),
    ("Is it so? No. Then go.", [3, 1, 2]),
    ("Words, symbols, etc. are read. Words, etc. Then stop.", [5, 2, 2]),
    ("It is 0.5 or 1.25 long.", [6]),
    ("J. S. Bach wrote it. Proposal A. Proposal B.", [5, 2, 2]),
    ("Well ... it goes on... and on. Stop.", [6, 1]),
    # a small letter may begin a sentence, but not after a mark inside quotes or brackets
    ("A call fails. torch adds. `eval()` stays.", [3, 2, 2]),
    ('Ask "Why? What for?" aloud, then go on.', [2, 6]),
    ("He said (really?) nothing. (Nothing at all.) So be it.", [4, 3, 3]),
    ("The card shows ! error and ? unsure.", [6]),
    # markup is not read
    ("**Bold end.** *Then* a [link](http://a.b/c.html). See <https://a.b/c>.", [2, 3, 2]),
    ("<b>Two words.</b> <!-- not. read. --> Two more.", [2, 2]),
    # an item of a list is by itself; entries that a dot parts too, but a dot between numbers multiplies
    ("Three ways:\n\n- one way\n- another. And more\n1. the third\n   and last", [2, 2, 1, 2, 4]),
    ("**loss** how wrong · **step** how far · $\\eta$", [3, 4]),
    ("It holds 10 · (3 + 5), or 2 · 3 in all.", [10]),
    # headings, tables, code blocks and lone formulas are not sentences
    ("# Title one. Two\n\nText.\n\n| a. b | c |\n|---|---|\n| d. e | f |\n\n```\ncode. more\n```\n\n$$x$$", [1]),
    ("Text one.\n\n---\n\nText two.", [2, 2]),
    ("> Quoted text\n> goes on. Here.", [4, 1]),
    # a display belongs to the sentence around it
    ("The loss is\n\n$$L = y.$$\n\nThen stop.", [4, 2]),
    ("The loss is\n\n$$L = y,$$\n\nwhere $y$ is given.", [8]),
    ("The loss is\n\n$$L = y$$\n\nNow go.", [4, 2]),
    ("The loss is\n\n$$L = y$$\n- an item", [4, 2]),
    ("A paragraph\n\nand another", [2, 2]),
    ("One line\nand its second.", [5]),
    ("", []),
])
def test_the_words_of_each_sentence(text, words):
    assert [n for _, n in counted(text)] == words, counted(text)


def test_a_sentence_is_shown_with_its_formulas_left_out():
    assert counted("Let $x$ be `y`.") == [("Let $…$ be `…`.", 4)]


@pytest.mark.parametrize("text, ended", [
    ("It ends.", True), ('"It ends?"', True), ("It goes on:", True), ("an entry", False), ("See $x$", False)])
def test_an_entry_of_a_list_has_no_mark(text, ended):
    assert [found.ended for found in prose.sentences(text)] == [ended]


@pytest.mark.parametrize("text, words, lines", [
    ("## Two words\n\nThree more words.", 5, 0),
    ("Take $x$, `y` = 2 and – go.", 6, 0),
    ("| a word | here |\n|---|---|\n| two words | $x$ |", 3, 1),
    ("| a word | here |\n|---|---|\n| two words | more |", 6, 0),
    ("Then\n\n$$a = b$$\n\nfollows.", 2, 1),
    (r"$$a = b \\ c = d \\$$", 0, 2),
    (r"$$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} x \\ y$$", 0, 2),
    ("```\n$$a$$\n```", 0, 0),
])
def test_words_and_formula_lines(text, words, lines):
    assert (prose.words(text), prose.lines(text)) == (words, lines)


def test_a_table_to_look_up_counts_by_its_words():
    assert prose.words("| $x$ | the input |", look_up=True) == 3


def test_bold_is_told_from_what_stands_between_two_bold_words():
    assert prose.bold("**One** slide **two\nlines** and `**x, **y`.") == ["One", "two\nlines"]
