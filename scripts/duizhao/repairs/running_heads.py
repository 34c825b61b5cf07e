"""Running heads and page numbers, which an extraction glues to the text of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text import contents, numbers
from duizhao.text.chars import HAN, PAGE

NAME = "running-heads"
WHY = "A page's running head or number stood in the middle of the text."

_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()
# A number that stands by itself and so may be a page's: not part of a label, a date, a quantity or a standard number.
# "创新管理3注1" has one, "注1:", "2)", "A.2" and "2023年" have none.
_BARE = re.compile(rf"(?<![\d.,/—–\-(（第注表图例])(?P<page>\d{{1,3}})(?![\d.,)）:：、%％°/—–\-年月日]|\s?[a-z])")
# The head of a continued table, which a new page begins with: "表A.1 (续)".
_CONTINUED = re.compile(r"\s*表\s?(?:[A-Z]\.)?\d+\s?[(（]续[)）]")
# The heading of an annex, which begins a new page: "附 录 A".
_ANNEX = re.compile(r"\s*(?:[A-Z]{1,3})?附\s?录\s?[A-Z]")
# A roman page number of the front matter, directly before Chinese text: "19I前 言", "II工业".
_FRONT = re.compile(rf"(?<![A-Za-z.])(?P<page>[IVX]{{1,5}})(?=[{HAN}])")

AT_LEAST = 3
"""Heads, or page numbers that a new page's first words confirm, before any of them is taken for such."""


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Puts a page mark in the place of each running head with its page number, or of a page number alone."""
    for start, end in _with_heads(text) or _alone(text):
        before = text[start:end]
        discard = "page-number" if len(before) <= 4 else "running-head"
        yield Edit(start, end, before, PAGE, NAME, WHY, discard, origin=(-1,))


def _heads(text: str) -> list[tuple[int, int]]:
    """Places where the running head may stand: the document's number, or its form with X for digits."""
    drafts = [m.span() for m in numbers.PLACEHOLDER.finditer(text)]
    if len(drafts) >= AT_LEAST:
        return drafts
    own = _own_number(text)
    return [m.span() for m in own.finditer(text)] if own else []


def _own_number(text: str) -> re.Pattern[str] | None:
    """The document's own number as it stands on its cover, with or without its dash and spaces."""
    found = next((n for n in numbers.find(text[:3000]) if n.year), None)
    if not found:
        return None
    prefix = r"\s?".join(map(re.escape, found.prefix.replace("/", " / ").split()))
    return re.compile(rf"(?<![A-Za-z]){prefix}\s?{re.escape(found.body)}\s?[—–\-]{{0,2}}\s?{found.year}")


def _with_heads(text: str) -> list[tuple[int, int]]:
    """Heads each with the page number that it carries; empty unless the numbers count up."""
    spans: list[tuple[int, int]] = []
    page, arabic, counted = 0, False, 0
    for start, end in _heads(text):
        number, now_arabic = _next_page(text[end : end + 8], page, arabic)
        if number:
            page, arabic, counted = number, now_arabic, counted + 1
            end += len(str(number) if arabic else _ROMAN[number - 1]) + _space(text, end)
            spans.append((start, end))
        elif numbers.PLACEHOLDER.fullmatch(text[start:end]):
            spans.append((start, end))
    return spans if counted >= AT_LEAST else []


def _space(text: str, at: int) -> int:
    return len(text[at : at + 3]) - len(text[at : at + 3].lstrip(" "))


def _next_page(after: str, page: int, arabic: bool) -> tuple[int, bool]:
    """The page number that ``after`` begins with, if it can follow ``page``; a page or two may have no head."""
    after = after.lstrip(" ")
    for step in (1, 2, 3):
        if after.startswith(str(page + step)) and (arabic or page + step > 1):
            return page + step, True
    if not arabic:
        roman = re.match("[IVX]+", after)
        if roman and roman[0] in _ROMAN and _ROMAN.index(roman[0]) + 1 > page:
            return _ROMAN.index(roman[0]) + 1, False
        if re.match(r"[12](?!\d)", after) or after[:1] == "1":
            return int(after[0]), True
    return 0, arabic


def _alone(text: str) -> list[tuple[int, int]]:
    """Page numbers without a head: a chain that counts up by one, confirmed by what new pages begin with."""
    chain = _best_chain(text)
    confirmed = sum(_starts_page(text, m.end()) for m in chain)
    if confirmed < AT_LEAST:
        return []
    first = contents.find(text)
    front = _FRONT.finditer(text, first.end - 1 if first else 0, chain[0].start())
    drafts = [m.span() for m in numbers.PLACEHOLDER.finditer(text)]
    return sorted([*drafts, *(m.span("page") for m in front if m["page"] in _ROMAN[:8]), *(m.span("page") for m in chain)])


def _starts_page(text: str, at: int) -> bool:
    return bool(_CONTINUED.match(text, at) or _ANNEX.match(text, at))


def _best_chain(text: str) -> list[re.Match[str]]:
    """The heaviest chain 1, 2, 3 … (from any start) of bare numbers; one that a page's first words follow weighs more."""
    best: dict[int, tuple[float, list[re.Match[str]]]] = {}
    listed = contents.find(text)
    for found in _BARE.finditer(text, listed.end if listed else 0):
        page = int(found["page"])
        weight, chain = best.get(page - 1, (0.0, []))
        weight += 5.0 if _starts_page(text, found.end()) else 1.0
        if page not in best or weight >= best[page][0]:
            best[page] = (weight, [*chain, found])
    return max(best.values(), key=lambda entry: entry[0], default=(0.0, []))[1]
