"""Paragraph styles: what a style and those that it is based on say of numbers and headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from duizhao.readers.elements import attribute, every, is_on, number, value

# The built-in style of a heading, by its name or its id: "heading 2", "Heading2", "标题 2".
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
# The built-in style of a line of a table of contents: "toc 1", "TOC2".
_CONTENTS = re.compile(r"toc\s*[1-9]", re.IGNORECASE)

BODY_TEXT = 9
"""The outline level (from 0) that says: no heading."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it has from the styles below it. ``chain``: their ids, its own first."""

    chain: tuple[str, ...] = ()
    number_id: int | None = None
    depth: int | None = None
    outline: int | None = None
    contents: bool = False
    hidden: bool = False


PLAIN = Style()


class Styles:
    """The styles of a file."""

    def __init__(self, root: Any) -> None:
        self._elements: dict[str, Any] = {}
        self._default: str | None = None
        self._known: dict[str, Style] = {}
        for element in every(root, "style"):
            found = attribute(element, "styleId")
            if found is not None:
                self._elements.setdefault(found, element)
                if attribute(element, "default") in ("1", "true") and attribute(element, "type") == "paragraph":
                    self._default = found

    def paragraph(self, style_id: str | None) -> Style:
        """The style of a paragraph that names it, or names none."""
        wanted = style_id if style_id in self._elements else self._default
        return self.get(wanted) if wanted is not None else PLAIN

    def get(self, style_id: str) -> Style:
        """A style by its id."""
        if style_id not in self._known:
            self._known[style_id] = self._resolved(style_id)
        return self._known[style_id]

    def _resolved(self, style_id: str) -> Style:
        chain: list[str] = []
        at: str | None = style_id
        while at in self._elements and at not in chain and len(chain) < 100:
            chain.append(at)
            at = value(self._elements[at], "basedOn")
        held = [self._elements[one] for one in chain]
        names = [f"{one} {value(e, 'name') or ''}" for one, e in zip(chain, held, strict=True)]
        return Style(
            tuple(chain),
            _first(held, "pPr", "numPr", "numId"),
            _first(held, "pPr", "numPr", "ilvl"),
            _outline(held, names),
            any(_CONTENTS.search(one) for one in names),
            bool(held) and is_on(held[0], "rPr", "vanish") is True,
        )


def _first(held: list[Any], *path: str) -> int | None:
    return next((found for e in held if (found := number(value(e, *path))) is not None), None)


def _outline(held: list[Any], names: list[str]) -> int | None:
    """The outline level of the nearest style that has one, be it only by its name."""
    for element, called in zip(held, names, strict=True):
        own = number(value(element, "pPr", "outlineLvl"))
        if own is not None:
            return own
        if named := _HEADING.search(called):
            return int(named[1]) - 1
    return None
