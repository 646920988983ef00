"""What HTML from a notebook may bring into a page: nothing that runs, and nothing that is fetched from elsewhere.

Pictures beside the notebook and a cell's attachments are put into the page itself. Everything else that a browser would
fetch becomes words that name its address. A page's own policy (`html.policy`) tells the browser the same.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString, Stylesheet
from markupsafe import Markup

from dlcourse.html.words import with_mathml

LARGEST = 5_000_000  # bytes of one picture beside the notebook
KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".svg": "svg+xml", ".webp": "webp"}
_DROPPED = ["script", "link", "meta", "base", "template", "noscript", "param", "source", "track"]
_UNWRAPPED = ["html", "head", "body", "picture"]
_FRAMES = {"iframe": "src", "frame": "src", "embed": "src", "portal": "src", "fencedframe": "src", "object": "data",
           "applet": "code"}
_FETCHED = {"srcset", "lowsrc", "dynsrc", "imagesrcset", "background", "action", "formaction", "ping", "manifest",
            "code", "codebase", "archive", "classid", "srcdoc", "longdesc", "profile", "cite", "autofocus", "nonce"}
_SHOWS = ["img", "svg", "math", "video", "audio", "table", "hr", "input", "progress", "meter"]
_AS_IT_IS = ["code", "pre", "style", "textarea", "kbd", "samp", "tt", "math", "svg", "option"]
_IGNORED = ["tex2jax_ignore", "mathjax_ignore"]
_OWN = {"dlc-place", "dlc-asked"}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_LINKS = {"http", "https", "mailto", "ftp", "tel"}
_URL = re.compile(r"""url\(\s*(?!["']?\s*(?:\#|data:))(?:"[^"]*"|'[^']*'|[^)]*)\)?""", re.IGNORECASE)
_HIDDEN = re.compile(r"\\(?:0{0,4}([46][1-9a-f]|[57][0-9a])\s?|([g-z]))", re.IGNORECASE)  # a letter by its number
_FAR = re.compile(r"(?:https?|ftp):|//", re.IGNORECASE)


def cleaned(html: str, folder: Path, attachments: Mapping | None = None) -> str:
    """The HTML of one cell or output as the page may have it, whole elements only; empty if nothing is left to see.

    Its formulas are drawn, those in `<code>`, `<pre>` and their like excepted; a formula never crosses a tag.
    `folder` is the notebook's, where its pictures lie; `attachments` are its cell's.
    """
    soup = BeautifulSoup(html, "html.parser")
    for text in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        text.extract()  # comments, and what else a browser may read in its own way
    for tag in soup.find_all(list(_FRAMES)):
        _elsewhere(soup, tag, "frame", tag.get(_FRAMES[tag.name]))
    for tag in soup.find_all(["video", "audio"]):
        _heard(soup, tag)
    for tag in soup.find_all(_DROPPED):
        if tag.parent is None or not (tag.name == "source" and tag.find_parent(["video", "audio"])):
            tag.decompose()
    for tag in soup.find_all(_UNWRAPPED):
        tag.unwrap()
    for tag in soup.find_all(["image", "feimage"]):
        _picture_in_drawing(soup, tag)
    for tag in soup.find_all("img"):
        _picture(soup, tag, folder, attachments or {})
    for tag in soup.find_all(True):
        _tidy(tag)
    _draw(soup)
    return str(soup) if soup.find(_SHOWS) or soup.get_text(strip=True) else ""


def picture(kind: str, data: str) -> str:
    """The HTML of a picture whose data are given in base64."""
    soup = BeautifulSoup("", "html.parser")
    soup.append(soup.new_tag("img", src=f"data:{kind};base64,{''.join(data.split())}"))
    return str(soup)


def words(text: str) -> str:
    """The HTML of a line of words about what is not in the page."""
    soup = BeautifulSoup("", "html.parser")
    soup.append(soup.new_tag("p", attrs={"class": "dlc-elsewhere"}, string=text))
    return str(soup)


def raw(text: str) -> str:
    """The HTML of a text as it is written."""
    soup = BeautifulSoup("", "html.parser")
    soup.append(soup.new_tag("pre", attrs={"class": "dlc-raw"}, string=text))
    return str(soup)


def css(text: str) -> str:
    """A style sheet without anything that it would fetch."""
    text = _HIDDEN.sub(lambda letter: letter[2] or chr(int(letter[1], 16)), text)
    text = re.sub(r"/\*.*?\*/|@import[^;]*;?|<(?=[a-zA-Z/!?])", "", text, flags=re.DOTALL)
    return _URL.sub("none", re.sub(r"(?:-webkit-)?image-set\([^)]*\)*", "none", text))


def _draw(soup: BeautifulSoup) -> None:
    for text in soup.find_all(string=re.compile(r"[$\\]")):
        if type(text) is not NavigableString or text.find_parent(_AS_IT_IS) or text.find_parent(class_=_IGNORED):
            continue
        escaped = str(Markup.escape(text))
        drawn = with_mathml(escaped)
        if drawn != escaped:
            text.replace_with(*BeautifulSoup(drawn, "html.parser").contents)


def _address(value: object) -> str:
    """An address as a browser reads it: without blanks and control signs that hide its beginning."""
    return re.sub(r"[\x00-\x20\x7f]+", " ", str(value or "")).strip()


def _scheme(address: str) -> str:
    found = _SCHEME.match(re.sub(r"[\x00-\x20]", "", address).lower())
    return found[1] if found else ""


def _tidy(tag: Tag) -> None:
    for name in list(tag.attrs):
        plain, value = name.lower(), tag[name]
        value = " ".join(value) if isinstance(value, list) else str(value)
        if (plain.startswith("on") or plain in _FETCHED or (plain.endswith("href") and not _leads(tag, value))
                or (plain in ("src", "poster", "data") and not value.startswith("data:"))
                or (plain == "attributename" and value.lower().endswith("href"))
                or _scheme(value) in ("javascript", "vbscript")):
            del tag[name]
        elif plain == "class":
            tag[name] = [word for word in value.split() if word not in _OWN]
        elif "url(" in value.lower() or plain == "style":
            tag[name] = css(value)
    if tag.name == "style":
        text = css("".join(tag.strings))
        tag.clear()
        tag.append(Stylesheet(text))
    elif tag.name == "title" and not tag.find_parent("svg"):
        tag.decompose()
    elif tag.name in ("form", "plaintext", "xmp", "frameset", "main"):
        tag.name = "div"


def _leads(tag: Tag, address: str) -> bool:
    """Whether a reader may follow the link; only <a> and <area> lead elsewhere."""
    if tag.name in ("a", "area"):
        scheme = _scheme(address)
        return not scheme or scheme in _LINKS
    return address.startswith(("#", "data:image/"))


def _elsewhere(soup: BeautifulSoup, tag: Tag, what: str, address: object, why: str = "", name: str = "") -> None:
    """Put words in the place of a tag: what it is, its address (as a link, if it leads anywhere), and why."""
    shown, scheme = _address(address), _scheme(_address(address))
    said = soup.new_tag("span", attrs={"class": "dlc-elsewhere"})
    said.append(f"{what}{f' “{name}”' if name else ''} left out of this page")
    if shown and scheme not in ("data", "javascript", "vbscript", "blob"):
        said.append(": ")
        if tag.find_parent("a") or (scheme and scheme not in _LINKS):
            said.append(shown)
        else:
            said.append(soup.new_tag("a", href=shown, string=shown))
    if why:
        said.append(f" ({why})")
    tag.replace_with(said)


def _heard(soup: BeautifulSoup, tag: Tag) -> None:
    """A film or a sound: kept if its data are in the notebook, else named."""
    sources = [tag.get("src"), *(source.get("src") for source in tag.find_all("source"))]
    addresses = [_address(source) for source in sources if source]
    if not any(address.startswith(("data:video/", "data:audio/")) for address in addresses):
        _elsewhere(soup, tag, "film" if tag.name == "video" else "sound", next(iter(addresses), ""))


def _picture_in_drawing(soup: BeautifulSoup, tag: Tag) -> None:
    address = _address(tag.get("href") or tag.get("xlink:href"))
    if address.startswith(("#", "data:image/")):
        return
    drawing = (tag.find_parents("svg") or [tag])[-1]
    if drawing is tag:
        _elsewhere(soup, tag, "picture", address)
        return
    mark = soup.new_tag("span")
    drawing.insert_after(mark)
    _elsewhere(soup, mark, "picture", address)
    tag.decompose()


def _picture(soup: BeautifulSoup, tag: Tag, folder: Path, attachments: Mapping) -> None:
    address, name = _address(tag.get("src")), str(tag.get("alt") or "")
    if _scheme(address) == "data":
        if not address.lower().startswith("data:image/"):
            _elsewhere(soup, tag, "picture", "", "its data are no picture", name)
        return
    if _FAR.match(address):
        _elsewhere(soup, tag, "picture", address, "", name)
        return
    try:
        tag["src"] = _attached(address, attachments) if _scheme(address) == "attachment" else _beside(address, folder)
    except ValueError as why:
        _elsewhere(soup, tag, "picture", address, str(why), name)


def _attached(address: str, attachments: Mapping) -> str:
    name = address.split(":", 1)[1]
    kinds = attachments.get(name) or attachments.get(unquote(name)) or {}
    for kind, data in sorted(kinds.items(), key=lambda item: item[0] != "image/svg+xml"):
        if kind.startswith("image/") and isinstance(data, str):
            if data.lstrip().startswith("<"):
                data = base64.b64encode(data.encode("utf-8", "replace")).decode()
            return f"data:{kind};base64,{''.join(data.split())}"
    raise ValueError("the cell has no attachment of this name; drag the picture into the cell again")


def _beside(address: str, folder: Path) -> str:
    """A picture's file as data. Raises: ValueError with the reason if there is none that a page may have."""
    plain = unquote(re.split(r"[?#]", address)[0]).replace("\\", "/")
    if not plain:
        raise ValueError("it has no address")
    if _scheme(address) or plain.startswith("/"):
        raise ValueError("only pictures beside the notebook are put into a page")
    kind = KINDS.get(Path(plain).suffix.lower())
    if kind is None:
        raise ValueError(f"a page takes {', '.join(KINDS)}")
    try:
        path = _found(plain, folder.resolve())
        size = path.stat().st_size
        if size > LARGEST:
            raise ValueError(f"it has {size / 1e6:.1f} MB, a page takes {LARGEST / 1e6:.0f} MB; make it smaller")
        return f"data:image/{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
    except OSError as error:
        raise ValueError(f"its file cannot be read: {error.strerror}") from None


def _found(plain: str, folder: Path) -> Path:
    for name in (plain, re.sub(r"^files/", "", plain)):  # old notebooks write files/ before a name
        path = (folder / name).resolve()
        if path.is_file():
            if path.is_relative_to(folder):
                return path
            raise ValueError("it lies outside the notebook's folder; put it beside the notebook")
    raise ValueError("no such file beside the notebook")
