"""The markers of a list's entries: what a browser sets before each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from duizhao.readers.formats import render

_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand", "trad-chinese-informal": "chineseCountingThousand",
    "cjk-decimal": "ideographDigital", "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac", "simp-chinese-formal": "chineseLegalSimplified",
}  # fmt: skip
_BULLETS = "•◦▪"
# What a style says of markers: "list-style: lower-alpha inside", "list-style-type:none".
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]{1,60})", re.IGNORECASE)
# A label that an entry's own text begins with: "a) ", "1. ", "（一）", "——", "① ".
_LABELLED = re.compile(
    r"[（(]?(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,5}|[A-Za-z]|[一二三四五六七八九十百]{1,5})[)）.、．:：]|[——•●◆·①-⑳]"
)


@dataclass(slots=True)
class Entries:
    """A list while it is read. ``kind``: a format of numbers, "bullet" or "none"; ``next``: the next entry's number."""

    kind: str
    sign: str = ""
    next: int = 1
    step: int = 1

    def marker(self, value: str | None) -> str:
        """The marker of the next entry, which may name its own number."""
        number = int(value) if value and re.fullmatch(r"-?\d{1,6}", value.strip()) else self.next
        self.next = number + self.step
        if self.kind in ("none", "bullet"):
            return self.sign
        written = render(number, self.kind)
        return f"{written}、" if written[:1] > "\u2fff" else f"{written}. "


def entries(tag: str, attributes: Mapping[str, str], depth: int, count: int) -> Entries:
    """A list by its element, how many lists it stands in, and how many entries it has."""
    kind = _kind(attributes)
    if kind == "none":
        return Entries("none")
    if tag == "ol" or kind:
        backwards = "reversed" in attributes
        start = attributes.get("start", "").strip()
        first = int(start) if re.fullmatch(r"-?\d{1,6}", start) else count if backwards else 1
        return Entries(kind or "decimal", next=first, step=-1 if backwards else 1)
    return Entries("bullet", f"{_BULLETS[min(depth, 2)]} ")


def marked(marker: str, text: str) -> str:
    """The entry with its marker, without it where the text brings its own."""
    own = _LABELLED.match(text)
    return text if own and marker else f"{marker}{text}"


def _kind(attributes: Mapping[str, str]) -> str | None:
    words = {word.lower() for found in _STYLE.findall(attributes.get("style", "")) for word in found.split()}
    if "none" in words:
        return "none"
    styled = next((_STYLES[word] for word in sorted(words) if word in _STYLES), None)
    return styled or _TYPES.get(attributes.get("type", "").strip())
