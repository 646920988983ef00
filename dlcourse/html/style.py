"""Every colour, box and space of the course's HTML, named once; templates read them as `style.NAME`.

Cards carry their styles inline, because a notebook's sanitizer removes <style>. `var(--jp-...)` follows JupyterLab's
theme; what stands behind its comma is for a page without one.
"""

GREEN, AMBER, RED, GREY, BLUE = "#1a7f37", "#9a4a00", "#b42318", "#57606a", "#1f5fa8"  # each 4.5:1 and more on white
INK, PAPER, LINE = "#1f2328", "#fff", "#8c8c8c"
NIGHT, NIGHT_CARD, NIGHT_INK, NIGHT_LINE = "#16191d", "#20252b", "#e6e8eb", "#6b737c"  # a page for readers in the dark
NIGHT_AMBER, NIGHT_BLUE = "#f0a35e", "#7fb2f0"  # each 4.5:1 and more on NIGHT
WIDTH = "46em"  # of a text to read

# a page, which has no theme of JupyterLab: its cards' colours are said here for readers in the dark
NIGHT_THEME = (f"--jp-ui-font-color1:{NIGHT_INK};--jp-layout-color1:{NIGHT_CARD};"
               f"--jp-border-color2:{NIGHT_LINE}")

# a card
BOX = (f"border:1px solid var(--jp-border-color2,{LINE});border-radius:6px;padding:8px 14px;max-width:{WIDTH};"
       f"color:var(--jp-ui-font-color1,{INK});background:var(--jp-layout-color1,{PAPER});"
       "font-family:var(--jp-ui-font-family,system-ui)")
EDGE = "border-left:6px solid"  # and a colour: what kind of card it is
BADGE = f"display:inline-block;min-width:1.5em;text-align:center;border-radius:50%;color:{PAPER}"
TITLE, COUNT = "margin:0;font-weight:600", "font-weight:400"
WORDS, LEAD = "margin:6px 0", "margin:6px 0 2px"
NAME = "text-align:right;vertical-align:top"  # of a case: its inputs, what came out
VALUE = "text-align:left;white-space:pre-wrap"
DRAWER, HANDLE = "margin:2px 0", "cursor:pointer"
HINT = "margin-left:1em"
SOURCE = "margin:2px 0;padding:4px 8px;overflow-x:auto;white-space:pre-wrap"

# a question
QUESTION, ADVICE = "margin:0 0 4px;font-weight:600", "margin:0 0 4px"
OPTIONS = "margin:0 0 4px;padding-left:1.4em"
ANSWER = "margin:2px 0 6px 1em;white-space:pre-wrap"

# a figure, the overview
TEXT = f"max-width:{WIDTH}"
CELL = "padding:2px 12px 2px 0;text-align:left"
ITEMS = f"list-style:none;max-width:{WIDTH}"
