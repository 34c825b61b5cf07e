"""Continued tables: the head 表A.1(续) and the repeated column heads at the top of each further page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import CELL, HAN, PAGE, ROW, SPACES, squeeze
from duizhao.text.tables import HEADS
from duizhao.text.tables import captions as table_captions

NAME = "continued-tables"
WHY = "A table's head is printed again on each page that it goes on to; it stands once here."

_SPACE = rf"[^\S{ROW}{CELL}]"
_LABEL = r"(?:[A-Z]\.)?\d{1,3}"
# The head of a continued table: "表A.1 (续)", "续表 A.1", "表A.1（续表）".
_HEAD = (
    rf"(?:表[{SPACES}]?(?P<label>{_LABEL})[{SPACES}]?[(（]续表?[)）]"
    rf"|续[{SPACES}]?表[{SPACES}]?(?P<label_after>{_LABEL}))"
)
# Such heads with the white space and page marks round them, which are taken whole so that no search goes through them
# twice: "\f表A.1 (续)", "表 A.1(续)\f".
_CONTINUED = re.compile(rf"(?<!{_SPACE})(?P<before>{_SPACE}*+)(?:{_HEAD}(?P<after>{_SPACE}*+))+")
_TOP = re.compile(rf"{PAGE}[^\S{PAGE}{ROW}{CELL}]*+")  # the top of a page: "\f "
# A table's caption, of which a continued head is none: "表A.1", not "表A.1（续）", "表A.12" or "续表A.1".
_CAPTION = re.compile(rf"(?<!续)(?<!续[{SPACES}])表[{SPACES}]?(?P<label>{_LABEL})(?![\d.]|[{SPACES}]?[(（]续)")
# A sentence or bracket goes on after a continued table that it only speaks of: "表A.1（续）的说明", "(见表A.1(续))".
_SPOKEN_OF = re.compile(r"[的中里内所给规列说、，,。;；)）\]”’」》]|[和与及或是为](?!\S{0,8}(?:原文|译文|英文|中文))")
# A sentence that speaks of one before it: "见", "按照".
_SPEAKS = tuple("见在和与及据按照从于对由如是即为阅")

Span = tuple[int, int]

WIDEST = 120
"""Characters after a table's caption within which its title and column heads stand."""
LONGEST = 40
"""Characters of column heads that are known only from standing on several pages."""
MOST = 50
"""Kinds of column heads, and tables, that are looked for at page tops; no document has so many."""


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Puts a page mark in the place of each continued head with the column heads that follow it."""
    if ROW in text:
        return  # its tables have been set in rows
    for start, end in _spans(text):
        yield Edit(start, end, text[start:end], PAGE, NAME, WHY, "continued-table-head", origin=(-1,))


def _spans(text: str) -> Iterator[Span]:
    """The continued heads, and the tops of pages with column heads from which the head is gone."""
    continued = list(_CONTINUED.finditer(text))
    heads = [match for match in continued if _is_head(text, match)]
    below = _Below(text, heads)
    done = -1
    for match in sorted([*continued, *_TOP.finditer(text)], key=lambda m: (m.start(), -m.end())):
        is_head = match.re is _CONTINUED and (match.start() == done or _is_head(text, match))
        end = below.end(match.end(), is_head)
        if match.start() >= done and (is_head or (match.re is _TOP and end > match.end())):
            yield match.start(), end
            done = end


class _Below:
    """What stands below continued heads: column heads, as the heads of a text and the captions of its tables show."""

    def __init__(self, text: str, heads: Sequence[re.Match[str]]) -> None:
        columns = {heads.strip() for heads in _all_column_heads(text, heads)} - {""}
        known = "|".join(map(re.escape, sorted(columns, key=lambda c: (-len(c), c))[:MOST]))
        self.text = text
        # White space and known column heads: " 年龄 价格 备注\n".
        self.known = re.compile(rf"{_SPACE}*+(?:{known}){_SPACE}*+") if known else None
        captions = [squeeze(caption.group()) for caption in islice(table_captions(text), MOST)]
        self.ends = {caption[at:] for caption in captions for at in range(len(caption))}

    def end(self, at: int, is_head: bool) -> int:
        """Where the column heads that begin at ``at`` end.

        Those of two languages may be any behind a continued head; without one they are those of a caption.
        """
        while found := (self.known and self.known.match(self.text, at)) or self._bilingual(at, is_head):
            at = found.end()
        return at

    def _bilingual(self, at: int, is_head: bool) -> re.Match[str] | None:
        heads = HEADS.match(self.text, at)
        return heads if heads and (is_head or squeeze(heads.group()) in self.ends) else None


def _all_column_heads(text: str, heads: Sequence[re.Match[str]]) -> Iterator[str]:
    """The column heads of each table that is continued."""
    captions: dict[str, int] = {}
    for match in _CAPTION.finditer(text):
        captions.setdefault(match["label"], match.end())
    places: dict[str, list[re.Match[str]]] = {}
    for match in heads:
        places.setdefault(match["label"] or match["label_after"], []).append(match)
    for label, found in places.items():
        yield _column_heads(text, captions.get(label, len(text)), found)


def _is_head(text: str, found: re.Match[str]) -> bool:
    """Whether the words stand by themselves, as a head does, and are no part of a sentence that speaks of the table."""
    if PAGE in found.group() or HEADS.match(text, found.end()):
        return True
    alone_before = "\n" in found["before"] or not found.start()
    alone_after = "\n" in found["after"] or found.end() == len(text)
    if alone_before and alone_after:
        return True
    spoken_of = _SPOKEN_OF.match(text, found.end()) and not alone_after
    return not spoken_of and text[max(0, found.start() - 1) : found.start()] not in _SPEAKS


def _column_heads(text: str, caption: int, found: Sequence[re.Match[str]]) -> str:
    """The column heads: what follows every continued head of a table and, first of all, its caption."""
    first = found[0]
    known = HEADS.match(text, first.end())
    if known or caption >= first.start():
        return known.group() if known else ""
    below = text[caption : min(caption + WIDEST, first.start())]
    common = text[first.end() : first.end() + LONGEST]
    while len(common) > 1 and not (common in below and all(text.startswith(common, m.end()) for m in found)):
        common = common[:-1]
    return common if _is_whole(common) else ""


def _is_whole(heads: str) -> bool:
    """Whether these are words, not the label with which a row happens to begin: "序号项目要求", not "1 "."""
    return bool(re.search(rf"[{HAN}A-Za-z]{{2}}", heads))
