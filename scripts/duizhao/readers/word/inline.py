"""What stands in a paragraph: runs, tabs and breaks, fields, symbols, formulas, marks for pictures, tracked changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from duizhao.readers.elements import alternative, attribute, children, is_on, name, value
from duizhao.readers.formats import render
from duizhao.readers.formulas import linear
from duizhao.readers.marks import LEADER, figure, formula, raised
from duizhao.readers.word.symbols import symbol
from duizhao.text.chars import PAGE

_DROPPED = frozenset({"del", "moveFrom", "pPr", "rPr", "rt", "rubyPr", "sdtPr", "sdtEndPr", "delText", "instrText"})
# A character in a circle, which older programs draw by a field: "eq \o\ac(○,12)".
_CIRCLE = re.compile(r"eq\s*\\o\s*(?:\\ac)?\s*\(\s*[○〇◯]\s*[,;，；]\s*(\d{1,2})\s*\)", re.IGNORECASE)
_EQUATION = re.compile(r"\s*eq\b(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class Line:
    """The text of a paragraph, and the notes and text boxes whose anchors stand in it."""

    pieces: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text as it stands so far."""
        return "".join(self.pieces)

    def last(self) -> str:
        """The last character, "" where there is none."""
        return self.pieces[-1][-1] if self.pieces else ""


@dataclass(slots=True)
class _Field:
    """A field: what it says is shown once its result begins."""

    instruction: list[str] = field(default_factory=list)
    shown: bool = False


class Inline:
    """Reads paragraphs. Fields (a table of contents) may go over several of them."""

    def __init__(self, is_hidden: Callable[[str], bool]) -> None:
        self._is_hidden = is_hidden
        self._fields: list[_Field] = []
        self._signs: dict[str, Callable[[Any, Line], None]] = {
            "t": lambda e, line: self._add(line, e.text or ""),
            "tab": lambda e, line: self._add(line, "\t"),
            "ptab": lambda e, line: self._add(line, "\t"),
            "cr": lambda e, line: self._add(line, "\n"),
            "br": lambda e, line: self._add(line, PAGE if attribute(e, "type") == "page" else "\n"),
            "noBreakHyphen": lambda e, line: self._add(line, "-"),
            "sym": self._symbol,
            "r": self._run,
            "fldChar": self._field,
            "instrText": self._instruction,
            "oMath": lambda e, line: self._add(line, formula(linear(e))),
            "AlternateContent": lambda e, line: self._each(alternative(e), line),
            "drawing": self._drawing,
            "pict": self._drawing,
            "object": self._object,
            "footnoteReference": lambda e, line: self._noted("footnote", e, line),
            "endnoteReference": lambda e, line: self._noted("endnote", e, line),
        }

    def read(self, paragraph: Any, line: Line, *, contents: bool) -> None:
        """Adds what a paragraph holds to a line; in a table of contents the last tab stands for the leader."""
        first = len(line.pieces)
        self._each(paragraph, line)
        if contents:
            _lead(line.pieces, first)
        for open_field in self._fields:  # no instruction goes on into another paragraph: the file lacks its end
            open_field.shown = True

    def _each(self, elements: Iterable[Any], line: Line) -> None:
        for element in elements:
            kind = name(element)
            rule = self._signs.get(kind)
            if rule:
                rule(element, line)
            elif kind and kind not in _DROPPED:
                self._each(element, line)

    def _add(self, line: Line, text: str) -> None:
        if text and all(one.shown for one in self._fields):
            # The only form feed is a page break: one in the text itself is a control character.
            line.pieces.append(text if text == PAGE else text.replace(PAGE, " "))

    def _run(self, element: Any, line: Line) -> None:
        properties = children(element, "rPr")
        hidden = is_on(properties, "vanish")
        style = value(properties, "rStyle")
        if hidden or (hidden is None and style is not None and self._is_hidden(style)):
            return
        if value(properties, "vertAlign") == "superscript":
            inner = Line(notes=line.notes, boxes=line.boxes)
            self._each(element, inner)
            line.pieces += [raised(line.last(), inner.text)] if inner.text else []
        else:
            self._each(element, line)

    def _symbol(self, element: Any, line: Line) -> None:
        try:
            char = chr(int(attribute(element, "char") or "", 16))
        except (ValueError, OverflowError):
            char = "\ufffd"
        self._add(line, symbol(attribute(element, "font") or "", char))

    def _field(self, element: Any, line: Line) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            done = self._fields.pop()
            if not done.shown:
                self._add(line, _drawn("".join(done.instruction)))

    def _instruction(self, element: Any, line: Line) -> None:
        if self._fields:
            self._fields[-1].instruction.append(element.text or "")

    def _noted(self, kind: str, element: Any, line: Line) -> None:
        line.notes.append((kind, attribute(element, "id") or ""))

    def _drawing(self, element: Any, line: Line) -> None:
        """A text box, which follows its paragraph, or a picture: its words, or a mark where it stands in the text."""
        found = list(_boxes(element))
        line.boxes += found
        if found:
            return
        words, placed = "", children(element, "inline") is not None
        for inner in element.iter():
            kind = name(inner)
            if kind == "docPr":
                words = words or attribute(inner, "descr") or ""
            elif kind == "shape":
                words = words or attribute(inner, "alt") or ""
                floats = "absolute" in (attribute(inner, "style") or "")
                placed = placed or (not floats and children(inner, "imagedata") is not None)
        self._add(line, figure(words, placed=placed))

    def _object(self, element: Any, line: Line) -> None:
        """An embedded object: an equation of an older program, or a drawing."""
        kinds = (attribute(inner, "ProgID") or "" for inner in element.iter() if name(inner) == "OLEObject")
        is_equation = any(kind.lower().startswith("equation") for kind in kinds)
        self._add(line, formula("") if is_equation else figure("", placed=True))


def _boxes(element: Any) -> Iterable[Any]:
    """The outermost text boxes in a drawing."""
    stack = list(element)
    found = []
    while stack:
        at = stack.pop(0)
        if name(at) == "txbxContent":
            found.append(at)
        elif name(at) == "AlternateContent":
            stack[:0] = list(alternative(at))
        else:
            stack[:0] = list(at)
    return found


def _drawn(instruction: str) -> str:
    """What a field without a result draws: a number in a circle, or an equation."""
    if circle := _CIRCLE.search(instruction):
        return render(int(circle[1]), "decimalEnclosedCircle")
    equation = _EQUATION.match(instruction)
    return formula(equation[1].strip()) if equation else ""


def _lead(pieces: list[str], first: int) -> None:
    """In a line of a table of contents the leader of dots before the page's number."""
    tabs = [n for n in range(first, len(pieces)) if pieces[n] == "\t"]
    if tabs and any(piece.strip() for piece in pieces[tabs[-1] + 1 :]):
        pieces[tabs[-1]] = LEADER
