"""The standards that running text cites, with the titles that it gives them: 《…》(GB/T 1.1—2020)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.model import Reference
from duizhao.text import references

# A title before a number in brackets, or right behind a number: "《服务规范》(GB/T …", "ISO 9001:2015《质量…》".
_BEFORE = re.compile(r"《(?P<title>[^《》\n]{2,80})》\s?[(（]\s?$")
_BEHIND = re.compile(r"\s?《(?P<title>[^《》\n]{2,80})》")
# A title that holds its number: "《ISO 20000-1:2018 服务…》".
_OPEN = re.compile(r"《[^《》\n]{0,80}$")
_REST = re.compile(r"(?P<title>[^《》\n]{0,80})》")
# Where a term was taken from: "[来源：GB/T 19000—2016，3.2.4，有修改]", "[SOURCE: ISO 9000:2015, 3.2.4]".
SOURCE = r"[\[［【][ \t]*(?:来源|源自|SOURCE|Source)[ \t]*[:：][^\n\]］】]{1,300}[\]］】]"
_SOURCE = re.compile(SOURCE)


def sources(text: str) -> Iterator[str]:
    """What a text says of where its terms were taken from (GB/T 20001.1—2024, 6.9; ISO 10241-1, 6.6)."""
    return (found[0] for found in _SOURCE.finditer(text))


def named(text: str) -> tuple[Reference, ...]:
    """The standards cited, each with each of its titles once, in the order in which the text names them first."""
    found: dict[tuple[str, str | None], None] = {}
    for one in references.find(text):
        if one.kind == "standard":
            found.setdefault((one.target, _title(text, one.start, one.end)))
    titled = {number for number, title in found if title}
    return tuple(Reference(number, title) for number, title in found if title or number not in titled)


def _title(text: str, start: int, end: int) -> str | None:
    before = text[max(0, start - 100) : start]
    around = _OPEN.search(before)
    if around:
        rest = _REST.match(text, end, end + 100)
        return _clean(around[0][1:] + rest["title"]) if rest else None
    match = _BEFORE.search(before) or _BEHIND.match(text, end, end + 100)
    return _clean(match["title"]) if match else None


def _clean(title: str) -> str | None:
    return " ".join(title.split()) or None
