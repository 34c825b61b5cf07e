"""A walk through the elements of a page: what is shown becomes blocks. It never recurses, however deep they nest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from lxml import etree

from duizhao.readers.blocks import Block, Page, Paragraph
from duizhao.readers.elements import name, number
from duizhao.readers.formulas import linear
from duizhao.readers.marks import LONGEST, figure, formula, raised
from duizhao.readers.web.lists import Entries, entries, marked
from duizhao.readers.web.tables import MAX_SPAN, Cell, Grid
from duizhao.text.chars import HAN, PAGE, has_han

_LEFT_OUT = frozenset({
    "script", "style", "noscript", "template", "head", "nav", "footer", "select", "button", "textarea", "input",
    "datalist", "iframe", "object", "embed", "audio", "video", "canvas", "svg", "map", "rt", "rp", "rtc", "del",
    "progress", "meter",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "main", "menu", "ol", "p", "pre", "search", "section", "summary", "table", "caption", "tbody",
    "thead", "tfoot", "tr", "td", "th", "ul",
})  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_NEW_PAGE = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page|left|right)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_LATIN = re.compile("[A-Za-z]{2}")
# The picture of a formula, by its class: "mwe-math-fallback-image", "tex", "equation"; by its description: "公式".
_EQUATION = re.compile(r"(?i)(?:^|[\s_-])(?:math|formula|equation|latex|tex|katex)(?:$|[\s_-])")
_FORMULA = re.compile(r"(?i)(?:公式|formula|equation)\s?(?:[(（]?\d{0,3}[)）]?)")
# The number or mark that opens a paragraph, with the gap that a word processor keeps open by hard spaces: "1   范围".
_NUMBER = re.compile(
    rf"^((?:\d{{1,2}}|[A-Z]\.\d{{1,3}})(?:\.\d{{1,3}}){{0,5}}|[a-z\d]{{1,2}}[)）])[ \u00a0]{{2,12}}(?=[{HAN}A-Za-z])"
)


def blocks(root: Any) -> list[Block]:
    """The blocks of a page in document order."""
    walk = _Walk()
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "start" and not walk.start(element):
            events.skip_subtree()
        elif event == "end":
            walk.end(element)
    return walk.done()


class _Walk:
    """Blocks as they come about; inside a cell those of the cell, which go into its table when it ends."""

    def __init__(self) -> None:
        self._out: list[Block] = []
        self._outer: list[list[Block]] = []
        self._pieces: list[tuple[str, str]] = []
        self._level = 0
        self._marker = ""
        self._preformatted = 0
        self._languages: list[str] = [""]
        self._block_languages: list[str] = [""]
        self._raised: list[int] = []
        self._lists: list[Entries] = []
        self._grids: list[Grid] = []
        self._starts: dict[str, Callable[[Any], None]] = {
            "br": lambda e: self._add("\n"),
            "q": lambda e: self._add("“"),
            "sup": lambda e: self._raised.append(len(self._pieces)),
            "ol": self._list,
            "ul": self._list,
            "li": self._entry,
            "table": self._table,
            "tr": lambda e: self._grids[-1].row() if self._grids else None,
            "td": self._cell,
            "th": self._cell,
            "caption": self._cell,
        }
        self._ends: dict[str, Callable[[Any], None]] = {
            "q": lambda e: self._add("”"),
            "sup": self._end_raised,
            "ol": lambda e: self._end_list(),
            "ul": lambda e: self._end_list(),
            "li": lambda e: self._unmarked(),
            "table": lambda e: self._end_table(),
            "td": self._end_cell,
            "th": self._end_cell,
            "caption": self._end_cell,
        }

    def start(self, element: Any) -> bool:
        """An element begins: whether what is in it is shown as it stands."""
        kind = name(element).lower()
        if self._is_left_out(kind, element):
            return False
        if kind in _BLOCKS:
            self._flush()
        if _NEW_PAGE.search(element.get("style", "")):
            self._flush()
            self._out.append(Page())
        self._enter(kind, element)
        if rule := self._starts.get(kind):
            rule(element)
        self._text(element.text)
        return True

    def end(self, element: Any) -> None:
        """An element ends, or has been left out; the text behind it follows."""
        kind = name(element).lower()
        if not self._is_left_out(kind, element, told=True):
            if rule := self._ends.get(kind):
                rule(element)
            if kind in _BLOCKS:
                self._flush()
            self._leave(kind)
        self._text(element.tail)

    def done(self) -> list[Block]:
        """All blocks."""
        self._flush()
        return self._out

    def _is_left_out(self, kind: str, element: Any, *, told: bool = False) -> bool:
        """Whether an element is not shown as text; formulas and pictures are put in as what they are, once."""
        if "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
            return True
        if kind in ("math", "img") or (kind == "script" and element.get("type", "").startswith("math/")):
            if not told:
                self._add(_drawn(kind, element))
            return True
        return kind in _LEFT_OUT or not kind

    def _enter(self, kind: str, element: Any) -> None:
        language = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang")
        self._languages.append(language.lower()[:2] if language else self._languages[-1])
        if kind in _BLOCKS:
            self._block_languages.append(self._languages[-1])
        self._preformatted += kind == "pre"
        level = _HEADING.fullmatch(kind)
        if level:
            self._level = int(level[1])
        elif element.get("role") == "heading":
            self._level = max(1, min(9, number(element.get("aria-level", "2")) or 2))

    def _leave(self, kind: str) -> None:
        self._languages.pop()
        if kind in _BLOCKS:
            self._block_languages.pop()
            self._level = 0
        self._preformatted -= kind == "pre"

    # -- text

    def _text(self, text: str | None) -> None:
        if text:
            plain = text.replace(PAGE, " ")
            self._add(plain if self._preformatted else _SPACE.sub(" ", plain))

    def _add(self, text: str) -> None:
        if text:
            self._pieces.append((text, self._languages[-1]))

    def _flush(self) -> None:
        """The text so far as a paragraph, or one a language where each stands in an element of its own."""
        pieces, self._pieces = self._pieces, []
        self._raised = []
        for n, text in enumerate(_by_language(pieces, self._block_languages[-1])):
            words = text.strip("\n") if self._preformatted else _trimmed(text)
            if words.strip():
                marker, self._marker = self._marker, ""
                self._out.append(Paragraph(marked(marker, words), 0 if n else self._level))

    def _end_raised(self, element: Any) -> None:
        if not self._raised:
            return
        at = self._raised.pop()
        text = "".join(piece for piece, _ in self._pieces[at:])
        before = self._pieces[at - 1][0][-1:] if at else ""
        if text:
            self._pieces[at:] = [(raised(before, text), self._languages[-1])]

    # -- lists

    def _list(self, element: Any) -> None:
        count = sum(name(child) == "li" for child in element) if "reversed" in element.attrib else 0
        self._lists.append(entries(name(element).lower(), element.attrib, len(self._lists), count))

    def _entry(self, element: Any) -> None:
        self._marker = self._lists[-1].marker(element.get("value")) if self._lists else "• "

    def _unmarked(self) -> None:
        self._flush()
        self._marker = ""

    def _end_list(self) -> None:
        self._flush()
        self._lists.pop()

    # -- tables

    def _table(self, element: Any) -> None:
        grid = Grid(layout=element.get("role") in ("presentation", "none"))
        self._grids.append(grid)

    def _cell(self, element: Any) -> None:
        self._outer.append(self._out)
        self._out = []
        if self._grids and name(element).lower() in ("th", "caption"):
            self._grids[-1].data = True

    def _end_cell(self, element: Any) -> None:
        self._flush()
        held, self._out = self._out, self._outer.pop()
        if not self._grids:
            self._out += held
        elif name(element).lower() == "caption":
            self._grids[-1].captions += held
        else:
            self._grids[-1].cell(
                Cell(tuple(held), _span(element, "rowspan", 65_534), _span(element, "colspan", MAX_SPAN))
            )

    def _end_table(self) -> None:
        self._flush()
        self._out += self._grids.pop().blocks()


def _drawn(kind: str, element: Any) -> str:
    if kind == "img":
        described = element.get("alt", "")
        if _EQUATION.search(element.get("class", "")) or _FORMULA.fullmatch(described.strip()):
            return formula("" if _FORMULA.fullmatch(described.strip()) else described[:LONGEST])
        return figure(element.get("alt", ""), placed=False)
    return formula(linear(element) if kind == "math" else element.text or "")


def _span(element: Any, wanted: str, most: int) -> int:
    """How many rows or columns a cell spans; rowspan 0 is all that follow."""
    found = number(element.get(wanted))
    if found == 0 and wanted == "rowspan":
        return most
    return min(max(found or 1, 1), most)


def _trimmed(text: str) -> str:
    """The lines of a paragraph, each without white space at its ends and with single spaces within."""
    lines = (re.sub(" {2,}", " ", line).strip(" ") for line in text.split("\n"))
    return _NUMBER.sub(r"\1 ", "\n".join(lines).strip("\n"))


def _by_language(pieces: list[tuple[str, str]], block: str) -> Iterator[str]:
    """The text of a block, cut once where elements of one language are followed by those of the other."""
    told = [language if language in ("zh", "en") else "" for _, language in pieces]
    shown = [n for n, (text, _) in enumerate(pieces) if text.strip()]
    turns = [n for a, n in pairwise(shown) if told[a] != told[n]]
    if len(turns) == 1 and any(language != block for _, language in pieces):
        first, second = ("".join(text for text, _ in part) for part in (pieces[: turns[0]], pieces[turns[0] :]))
        if _other_scripts(first, second):
            yield from (first, second)
            return
    yield "".join(text for text, _ in pieces)


def _other_scripts(first: str, second: str) -> bool:
    """Whether one text is Chinese and the other English throughout."""
    zh, en = (first, second) if has_han(first) else (second, first)
    return has_han(zh) and not has_han(en) and bool(_LATIN.search(en))
