"""Sets an invented standard in printed pages and lines. Every character knows which node it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from invented.standard import Entry, Standard


class Glyph(NamedTuple):
    """A printed character: the ``at``-th of a field of a node, or of no node (cover, running head, page number)."""

    char: str
    node: str | None = None
    field: str | None = None
    at: int = 0


Glyphs = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. ``role``: what it is part of; ``label``: so many glyphs at its head were numbered by the
    word processor; ``bold``: drawn twice by some printers; ``first``, ``last``: of its paragraph."""

    glyphs: Glyphs
    role: str
    label: int = 0
    bold: bool = False
    first: bool = True
    last: bool = True
    block: int = 0
    """Counts paragraphs of the body, so that a copy can lose a paragraph as a whole."""

    @property
    def text(self) -> str:
        return plain(self.glyphs)


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands of one table row (a factor) on one page: the lines of the three columns."""

    columns: tuple[tuple[Line, ...], tuple[Line, ...], tuple[Line, ...]]


@dataclass(slots=True)
class Page:
    """A page: its number as printed and its blocks from top to bottom."""

    number: str
    blocks: list[Line | Piece] = field(default_factory=list)


def plain(glyphs: Iterable[Glyph]) -> str:
    """The characters alone."""
    return "".join(g.char for g in glyphs)


def ink(text: str, node: str | None = None, name: str | None = None, start: int = 0) -> Glyphs:
    """The text as glyphs of a field."""
    return tuple(Glyph(c, node, name, start + i) for i, c in enumerate(text))


LABEL_GAP = "\u3000"
"""Between label and title, and before a page number: an ideographic space, which copies treat in their own ways."""
NO_START = set(",。、;:!?)》”’.%°")
"""These never begin a line: they are squeezed onto the one before."""
NO_END = set("(《“‘")
WIDE = 0x2E80


def width(char: str) -> float:
    """In Chinese characters: Latin letters take half the room."""
    return 1.0 if ord(char) >= WIDE else 0.5


def break_lines(glyphs: Glyphs, room: float, indent: float = 0) -> list[Glyphs]:
    """Break a paragraph into lines: anywhere between Chinese characters, at spaces only in Latin text."""
    lines: list[Glyphs] = []
    rest = glyphs
    while rest:
        end = _fit(rest, room if lines else room - indent)
        lines.append(_strip(rest[:end]))
        rest = _strip(rest[end:])
    return lines


def _strip(glyphs: Glyphs) -> Glyphs:
    start, end = 0, len(glyphs)
    while start < end and glyphs[start].char == " ":
        start += 1
    while end > start and glyphs[end - 1].char == " ":
        end -= 1
    return glyphs[start:end]


def _fit(glyphs: Glyphs, room: float) -> int:
    """How many of the glyphs go on a line: as many as there is room for, then to the nearest lawful break."""
    used, end = 0.0, 0
    while end < len(glyphs) and (used + width(glyphs[end].char) <= room or glyphs[end].char in NO_START):
        used += width(glyphs[end].char)
        end += 1
    if end == len(glyphs):
        return end
    lawful = next((i for i in range(end, 0, -1) if _may_break(glyphs[i - 1].char, glyphs[i].char)), end)
    return max(lawful, 1)


def _may_break(left: str, right: str) -> bool:
    if right in NO_START or left in NO_END:
        return False
    latin = ord(left) < WIDE and ord(right) < WIDE and left not in "—“”" and right not in "—“”"
    return not latin or " " in (left, right)


@dataclass(slots=True)
class Press:
    """Sets pages one after another."""

    standard: Standard
    pages: list[Page] = field(default_factory=list)
    height: float = 0.0
    blocks: int = 0
    indent: int = 0
    """Characters by which a paragraph's first line is set in."""

    def page(self, number: str) -> Page:
        """Begin a new page."""
        self.pages.append(Page(number))
        self.height = 0.0
        return self.pages[-1]

    def next_page(self) -> Page:
        """Begin the page after this one, in Arabic figures."""
        last = self.pages[-1].number
        return self.page(str(int(last) + 1) if last.isdigit() else "1")

    def line(self, line: Line) -> None:
        """Set a line, on a new page where this one is full."""
        if self.height + 1 > self.standard.print.lines:
            self.next_page()
        self.pages[-1].blocks.append(line)
        self.height += 1

    def paragraph(self, glyphs: Glyphs, role: str, label: int = 0) -> None:
        """Set a paragraph; ``label``: so many glyphs at its head were numbered by the word processor."""
        self.blocks += 1
        lines = break_lines(glyphs, self.standard.print.body, self.indent)
        for n, line in enumerate(lines):
            first, last = n == 0, n == len(lines) - 1
            self.line(Line(line, role, label if first else 0, False, first, last, self.blocks))


def typeset(standard: Standard, indent: int = 0) -> list[Page]:
    """The printed pages of a standard: cover, contents, foreword, clauses, annex, bibliography.

    The contents name pages, so that the body is set first, and twice.
    """
    numbers = _page_numbers(_set(standard, {}, indent))
    return _set(standard, numbers, indent)


def _set(standard: Standard, numbers: dict[str, str], indent: int) -> list[Page]:
    press = Press(standard, indent=indent)
    press.page("").blocks.extend(_cover(standard))
    press.page("I")
    _contents(press, numbers)
    press.page("II")
    _foreword(press, standard.entry("foreword"))
    press.page("1")
    press.line(Line(ink(standard.title_zh), "title"))
    _body(press)
    press.next_page()
    _annex(press)
    press.next_page()
    _bibliography(press, standard.entry("bibliography"))
    return press.pages


def _page_numbers(pages: list[Page]) -> dict[str, str]:
    """On which page each node begins."""
    numbers: dict[str, str] = {}
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Line) and block.role not in {"contents", "cover"}:
                for glyph in block.glyphs:
                    numbers.setdefault(glyph.node or "", page.number)
    return numbers


def _cover(standard: Standard) -> Iterator[Line]:
    facts = {
        "ics": f"ICS {standard.ics}",
        "ccs": f"CCS {standard.ccs}",
        "logo": _logo(standard.number),
        "heading": standard.heading.replace(" ", LABEL_GAP),
        "number": standard.number,
        "title": standard.title_zh,
        "dates": f"{standard.published} 发布{LABEL_GAP}{standard.effective} 实施",
        "issuer": f"{standard.issuer}\u2003发{LABEL_GAP}布",
    }
    return (Line(ink(text), f"cover-{key}") for key, text in facts.items())


def _logo(number: str) -> str:
    """DB and the code of the province stand on the cover as a sign, of which the letters are a picture."""
    code = number.partition("/")[0]
    return code.removeprefix("DB") if code.startswith("DB") else ""


def _contents(press: Press, numbers: dict[str, str]) -> None:
    press.line(Line(ink(f"目{LABEL_GAP}次"), "contents"))
    for entry in press.standard.entries:
        if entry.id == "bibliography" or entry.id == "foreword" or (entry.kind == "clause" and not entry.parent):
            label, title = entry.label or "", entry.title_zh or ""
        elif entry.kind == "annex":
            label, title = "", f"附录 {entry.id}({press.standard.nature}){entry.title_zh}"
        else:
            continue
        glyphs = (*ink(label), *ink(title), *ink("…" + numbers.get(entry.id, "0")))
        press.line(Line(glyphs, "contents", len(label)))


def _foreword(press: Press, entry: Entry) -> None:
    title = entry.field("title_zh")
    spaced = (*ink(title[0], entry.id, "title_zh"), *ink(LABEL_GAP), *ink(title[1:], entry.id, "title_zh", 1))
    press.line(Line(spaced, "heading"))
    _paragraphs(press, entry, "foreword")


def _paragraphs(press: Press, entry: Entry, role: str) -> None:
    cited = {f"{number} {title}": len(number) for number, title in press.standard.references}
    at = 0
    for text in entry.field("text_zh").split("\n"):
        glyphs = ink(text, entry.id, "text_zh", at)
        if text in cited:  # between number and title of a cited standard stands an ideographic space
            gap = cited[text]
            glyphs = (*glyphs[:gap], glyphs[gap]._replace(char=LABEL_GAP), *glyphs[gap + 1 :])
        if text:
            press.paragraph(glyphs, role, _list_label(text))
        at += len(text) + 1


def _list_label(text: str) -> int:
    """Lists in a clause are numbered by the word processor: ``a) …``."""
    return 3 if len(text) > 3 and text[0].isalpha() and text[1:3] == ") " else 0


def _body(press: Press) -> None:
    for entry in press.standard.entries:
        if entry.kind in {"note", "example"}:
            label = entry.label or ""
            glyphs = (*ink(label, entry.id, "label"), *ink(entry.field("text_zh"), entry.id, "text_zh"))
            press.paragraph(glyphs, "note")
        elif entry.kind in {"clause", "term"} and entry.id[0].isdigit():
            _heading(press, entry)
            _paragraphs(press, entry, "body")


def _heading(press: Press, entry: Entry) -> None:
    label = ink(entry.label or "", entry.id, "label")
    title = ink(entry.field("title_zh"), entry.id, "title_zh")
    if entry.title_en:
        title = (*title, *ink(LABEL_GAP), *ink(entry.title_en, entry.id, "title_en"))
    if entry.kind == "term":  # a term's number stands on a line of its own
        press.line(Line(label, "heading", len(label)))
        press.line(Line(title, "heading"))
    else:
        press.line(Line((*label, *title), "heading", len(label)))


def _annex(press: Press) -> None:
    standard = press.standard
    annex = next(e for e in standard.entries if e.kind == "annex")
    for text, name in (
        (annex.label or "", "label"),
        (f"({standard.nature})", None),
        (annex.title_zh or "", "title_zh"),
    ):
        press.line(Line(ink(text, annex.id if name else None, name), f"annex-{name or 'nature'}"))
    for table in (e for e in standard.entries if e.kind == "table"):
        label = ink(table.label or "", table.id, "label")
        title = ink(table.field("title_zh"), table.id, "title_zh")
        press.line(Line((*label, *title), "heading", len(label)))
        _paragraphs(press, table, "body")
        _table(press, table)


def _table(press: Press, table: Entry) -> None:
    _head(press, table, f"表{table.id}{LABEL_GAP}{table.title_zh}")
    inside = [e for e in press.standard.entries if e.id.startswith(table.id + "/")]
    for factor in (e for e in inside if e.kind == "factor"):
        under = [factor, *(e for e in inside if e.id.startswith(factor.id + "/"))]
        _row(press, table, _columns(press, under))


def _head(press: Press, table: Entry, caption: str) -> None:
    if press.height + 6 > press.standard.print.lines:
        press.next_page()
    press.line(Line(ink(caption), "caption"))
    press.line(Line(ink("".join(press.standard.heads[table.id])), "head"))


def _row(press: Press, table: Entry, columns: list[list[Line]]) -> None:
    """Set a row, in pieces where the page ends before its longest column does."""
    while any(columns):
        room = int(press.standard.print.lines - press.height)
        if room < 2:  # a row does not begin on the last line
            press.next_page()
            _head(press, table, f"表{table.id}{LABEL_GAP}(续)")
            continue
        one, two, three = (tuple(c[:room]) for c in columns)
        press.pages[-1].blocks.append(Piece((one, two, three)))
        press.height += max(len(one), len(two), len(three))
        columns = [c[room:] for c in columns]


def _columns(press: Press, under: list[Entry]) -> list[list[Line]]:
    first, second, third = press.standard.print.columns
    factor = under[0]
    english = (Glyph("("), *ink(factor.field("title_en"), factor.id, "title_en"), Glyph(")"))
    one = break_lines(ink(factor.field("title_zh"), factor.id, "title_zh"), first) + break_lines(english, first * 1.2)
    return [
        [Line(line, "factor") for line in one],
        list(_column(under[1:], "en", second / 2)),
        list(_column(under[1:], "zh", third)),
    ]


def _column(entries: Sequence[Entry], language: str, room: float) -> Iterator[Line]:
    for entry in entries:
        label = ink(entry.label or "", entry.id, f"label_{language}")
        for name in (f"title_{language}", f"text_{language}"):
            text = ink(entry.field(name), entry.id, name)
            if not text:
                continue
            bold = entry.kind == "group" and name.startswith("title")
            for n, line in enumerate(break_lines((*label, *text), room)):
                yield Line(line, "cell", 0 if n else len(label), bold)
            label = ()


def _bibliography(press: Press, entry: Entry) -> None:
    press.line(Line(ink(entry.field("title_zh"), entry.id, "title_zh"), "heading"))
    _paragraphs(press, entry, "body")
