"""The content of a Word file, block by block in document order.

What is printed is what counts: tracked changes are taken as accepted, hidden text, comments, headers and footers are
left out, of readings above characters (ruby) the characters stay. Notes follow the paragraph that they belong to, and
so do text boxes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from duizhao.errors import CopyError
from duizhao.readers.blocks import Block, Page, Paragraph, Table, inside
from duizhao.readers.elements import alternative, attribute, children, every, is_on, name, number, value
from duizhao.readers.word.inline import Inline, Line
from duizhao.readers.word.numbering import DEPTHS, Numbering
from duizhao.readers.word.package import AGAIN, Package
from duizhao.readers.word.styles import BODY_TEXT, Style, Styles
from duizhao.text.chars import PAGE, has_han

MAX_SPAN = 100
"""Columns that a cell may span: more is no table that can be printed."""

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice"})
_NOTES = {"footnote": ("脚注", "Footnote "), "endnote": ("尾注", "Endnote ")}


def blocks(package: Package, place: str) -> Iterator[Block]:
    """The blocks of the document's body."""
    yield from _Story(package, place).blocks(children(package.document, "body"))


@dataclass(slots=True)
class _Held:
    """Text of a paragraph whose end was deleted: the next paragraph goes on with it."""

    line: Line = field(default_factory=Line)


class _Story:
    """A walk through the document: its lists count on from block to block, wherever these stand."""

    def __init__(self, package: Package, place: str) -> None:
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, lambda style: self._styles.get(style).number_id)
        self._place = place
        self._inline = Inline(lambda style: self._styles.get(style).hidden)
        self._notes = {"footnote": _by_id(package.footnotes), "endnote": _by_id(package.endnotes)}
        self._noted = {"footnote": 0, "endnote": 0}

    def blocks(self, container: Any) -> Iterator[Block]:
        """The blocks in a container: the body, a cell, a note, a text box."""
        held = _Held()
        for element in _unwrapped(container):
            kind = name(element)
            if kind == "p":
                yield from self._paragraph(element, held)
            elif kind == "tbl":
                yield from self._ended(held)
                yield from self._table(element)
            elif kind == "altChunk":
                raise CopyError(f"{self._place}: holds a part in another format (altChunk). {AGAIN}.")
        yield from self._ended(held)

    def _ended(self, held: _Held) -> Iterator[Block]:
        line, held.line = held.line, Line()
        yield from self._written(line, "", 0)

    def _paragraph(self, element: Any, held: _Held) -> Iterator[Block]:
        properties = children(element, "pPr")
        style = self._styles.paragraph(value(properties, "pStyle"))
        line, held.line = held.line, Line()
        self._inline.read(element, line, contents=style.contents)
        if children(properties, "rPr", "del") is not None or children(properties, "rPr", "moveFrom") is not None:
            held.line = line
            return
        hidden = is_on(properties, "rPr", "vanish") and not line.text.strip()
        label = "" if hidden else self._label(properties, style)
        if is_on(properties, "pageBreakBefore"):
            yield Page()
        yield from self._written(line, label, _level(properties, style))
        section = children(properties, "sectPr")
        if section is not None and value(section, "type") not in ("continuous", "nextColumn"):
            yield Page()

    def _written(self, line: Line, label: str, level: int) -> Iterator[Block]:
        """A paragraph with the pages that end before and after it, then its notes and text boxes."""
        text = line.text
        inner = text.strip(PAGE)
        yield from [Page()] * (len(text) - len(text.lstrip(PAGE)))
        if inner.strip() or label.strip("•●■◆▪ "):
            yield Paragraph(f"{label}{inner}", level)
        for kind, note in line.notes:
            yield from self._note(kind, note)
        for box in line.boxes:
            yield from self.blocks(box)
        if inner:
            yield from [Page()] * (len(text) - len(text.rstrip(PAGE)))

    def _label(self, properties: Any, style: Style) -> str:
        """The automatic number: by the paragraph's own word, else by its style's; number 0 takes it away."""
        direct = number(value(properties, "numPr", "numId"))
        found = style.number_id if direct is None else direct
        if not found:
            return ""
        own = number(value(properties, "numPr", "ilvl"))
        depth = own if own is not None else self._style_depth(found, style) if found == style.number_id else 0
        return self._numbering.label(found, min(max(depth, 0), DEPTHS - 1))

    def _style_depth(self, number_id: int, style: Style) -> int:
        tied = self._numbering.depth(number_id, style.chain)
        return tied if tied is not None else style.depth or 0

    def _note(self, kind: str, note_id: str) -> Iterator[Block]:
        element = self._notes[kind].pop(note_id, None)  # once: a note cannot hold itself
        if element is None:
            return
        self._noted[kind] += 1
        zh, en = _NOTES[kind]
        text = inside(self.blocks(element))
        if text:
            label = f"{zh}{self._noted[kind]}：" if has_han(text) else f"{en}{self._noted[kind]}: "
            yield Paragraph(f"{label}{text.strip()}")

    # -- tables

    def _table(self, element: Any) -> Iterator[Block]:
        rows = [row for row in _unwrapped(element) if name(row) == "tr" and not _is_deleted(row)]
        cells = [list(self._cells(row)) for row in rows]
        if len(cells) == 1 and len(cells[0]) == 1:  # a frame about some paragraphs
            yield from cells[0][0][1]
        elif cells:
            yield Table(tuple(tuple(_spread(row, line)) for row, line in zip(rows, cells, strict=True)))

    def _cells(self, row: Any) -> Iterator[tuple[int, list[Block]]]:
        for cell in _unwrapped(row):
            properties = children(cell, "tcPr")
            if name(cell) == "tc" and children(properties, "cellDel") is None:
                yield _span(value(properties, "gridSpan")), list(self.blocks(cell))


def _spread(row: Any, cells: Iterable[tuple[int, list[Block]]]) -> Iterator[str]:
    """The texts of a row's cells, those that span columns followed by empty ones."""
    skipped = number(value(row, "trPr", "gridBefore"))
    yield from [""] * (_span(str(skipped)) if skipped else 0)
    for span, held in cells:
        yield inside(held)
        yield from [""] * (span - 1)


def _span(text: str | None) -> int:
    return min(max(number(text) or 1, 1), MAX_SPAN)


def _is_deleted(row: Any) -> bool:
    return children(row, "trPr", "del") is not None


def _level(properties: Any, style: Style) -> int:
    own = number(value(properties, "outlineLvl"))
    outline = own if own is not None else style.outline
    return outline + 1 if outline is not None and 0 <= outline < BODY_TEXT else 0


def _by_id(root: Any) -> dict[str, Any]:
    notes = (*every(root, "footnote"), *every(root, "endnote"))
    plain = (note for note in notes if attribute(note, "type") in (None, "normal"))
    return {attribute(note, "id") or "": note for note in plain}


def _unwrapped(container: Any) -> Iterator[Any]:
    """The blocks of a container, also those that controls, custom XML and tracked changes are wrapped round."""
    for child in container:
        kind = name(child)
        if kind == "AlternateContent":
            yield from _unwrapped(alternative(child))
        elif kind in _WRAPPERS:
            yield from _unwrapped(child)
        elif kind:
            yield child
