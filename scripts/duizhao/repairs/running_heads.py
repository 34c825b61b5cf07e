"""Running heads and page numbers, which an extraction glues to the text of the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text import contents, numbers
from duizhao.text.chars import HAN, PAGE, ROW

NAME = "running-heads"
WHY = "A page's running head or number stood in the middle of the text."

_ROMAN = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
    "XVIII", "XIX", "XX",
)  # fmt: skip
# A number that stands by itself and so may be a page's: not part of a label, a date, a quantity or a standard number.
# "创新管理3注1" has one, "注1:", "2)", "A.2" and "2023年" have none.
_BARE = re.compile(r"(?<![\d.,/—–\-(（第注表图例])(?P<page>\d{1,3})(?![\d.,)）:：、%％°/—–\-年月日]|\s?[a-z])")
# What is counted, as jieba's dictionary would have it: a number before it is likely a quantity: "3个", "2 m", "5 种".
_COUNTED = re.compile(
    r"\s?(?:[个种次类级家名人位台套件条款章节页倍米元秒天周届版期步份项]|分[之钟]|小时|阶段|层次|部分|方面)"
)
# The head of a continued table, which a new page begins with: "表A.1 (续)".
_CONTINUED = re.compile(r"\s{0,4}(?:续\s?)?表\s?(?:[A-Z]\.)?\d{1,3}\s?[(（]续")
# The heading of an annex, which begins a new page: "附 录 A".
_ANNEX = re.compile(r"\s{0,4}(?:[A-Z]{1,3})?附\s?录\s?[A-Z]")
# A roman page number of the front matter, directly before Chinese text: "19I前 言", "II工业"; "II型" is a kind.
_FRONT = re.compile(rf"(?<![A-Za-z.第])(?P<page>[IVX]{{1,5}})(?=[{HAN}])(?![类型级种期阶段区组])")
# What no text of a page begins with, so that the digits before it are no page number: ".2" of a clause number.
_NO_START = re.compile(r"[.．]\d|[、)）,，%％]|\s?[年月日]")

AT_LEAST = 3
"""Heads, or page numbers that a new page's first words confirm, before any of them is taken for such."""
FURTHEST = 3
"""Pages from one head to the next: a page or two may have none."""
FRONT_PAGES = 8
"""Pages of front matter, at most, where nothing but their numbers shows them."""

Span = tuple[int, int]


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Puts a page mark in the place of each running head with its page number, or of a page number alone."""
    if ROW in text:
        return  # its pages have been joined and its tables set in rows
    for start, end in _with_heads(text) or _alone(text):
        before = text[start:end]
        discard = "page-number" if len(before) <= 4 else "running-head"
        yield Edit(start, end, before, PAGE, NAME, WHY, discard, origin=(-1,))


# -- heads with page numbers


@dataclass(frozen=True, slots=True)
class _Link:
    """The best chain of page numbers that ends with ``span`` (of the head, if any, and the number)."""

    weight: float
    span: Span
    before: _Link | None


def _spans(link: _Link | None) -> list[Span]:
    out = []
    while link:
        out.append(link.span)
        link = link.before
    return out[::-1]


def _with_heads(text: str) -> list[Span]:
    """Heads each with the page number that it carries; empty unless the numbers count up."""
    drafts = [m.span() for m in numbers.PLACEHOLDER.finditer(text)]
    heads = drafts if len(drafts) >= AT_LEAST else _own_heads(text)
    numbered = _numbered(text, heads)
    if len(numbered) < AT_LEAST:
        return []
    taken = {start for start, _ in numbered}
    bare = [head for head in drafts if head[0] not in taken]  # nothing but a head is such a number without digits
    return sorted([*numbered, *bare])


def _own_heads(text: str) -> list[Span]:
    """Where the document's own number stands as on its cover, with or without its dash and spaces."""
    found = next((n for n in numbers.find(text[:3000]) if n.year), None)
    if not found:
        return []
    prefix = r"\s?".join(map(re.escape, found.prefix.replace("/", " / ").split()))
    own = re.compile(rf"(?<![A-Za-z]){prefix}\s?{re.escape(found.body)}\s?[—–\-]{{0,2}}\s?{found.year}")
    return [m.span() for m in own.finditer(text)]


def _numbered(text: str, heads: Iterable[Span]) -> list[Span]:
    """The longest chain of heads whose page numbers count up, roman ones first."""
    best: dict[tuple[bool, int], _Link] = {}
    for start, end in heads:
        links = {}
        for arabic, page, length in _pages(text, end):
            before = _before(best, arabic, page)
            links[arabic, page] = _Link(1 + (before.weight if before else 0), (start, end + length), before)
        best |= {key: link for key, link in links.items() if key not in best or link.weight >= best[key].weight}
    return _spans(max(best.values(), key=lambda link: link.weight, default=None))


def _pages(text: str, at: int) -> Iterator[tuple[bool, int, int]]:
    """The page numbers that the text at ``at`` may begin with: whether arabic, which, and in how many characters."""
    gap = len(text[at : at + 3]) - len(text[at : at + 3].lstrip(" "))
    for size in (1, 2, 3):
        digits = text[at + gap : at + gap + size]
        if len(digits) == size and digits.isdecimal() and digits.isascii() and digits[0] != "0":
            after = text[at + gap + size : at + gap + size + 4]
            if not _NO_START.match(after):
                yield True, int(digits), gap + size + len(after[:3]) - len(after[:3].lstrip(" "))
    roman = re.match("[IVX]{1,5}", text[at + gap : at + gap + 5])
    for size in range(1, len(roman[0]) + 1) if roman else ():
        if text[at + gap : at + gap + size] in _ROMAN:
            yield False, _ROMAN.index(text[at + gap : at + gap + size]) + 1, gap + size


def _before(best: dict[tuple[bool, int], _Link], arabic: bool, page: int) -> _Link | None:
    """The best chain that this page can go on."""
    links = [best.get((arabic, page - step)) for step in range(1, FURTHEST + 1)]
    if arabic and page <= 2:  # the front matter has numbers of its own
        links += [best.get((False, number)) for number in range(1, len(_ROMAN) + 1)]
    return max((link for link in links if link), key=lambda link: link.weight, default=None)


# -- page numbers without heads


def _alone(text: str) -> list[Span]:
    """Page numbers without a head: a chain that counts up by one, confirmed by what new pages begin with."""
    listed = contents.find(text)
    found = list(_BARE.finditer(text, listed.end if listed else 0))
    chain = _best_chain(found, lambda m: int(m["page"]), lambda m: _weight(text, m))
    confirmed = sum(_starts_page(text, end) for _, end in chain)
    if confirmed < AT_LEAST:
        return []
    drafts = [m.span() for m in numbers.PLACEHOLDER.finditer(text)]
    return sorted([*drafts, *_front(text, listed.end - 1 if listed else 0, chain[0][0]), *chain])


def _front(text: str, start: int, end: int) -> list[Span]:
    """The roman page numbers before the first arabic one."""
    found = [m for m in _FRONT.finditer(text, start, end) if m["page"] in _ROMAN[:FRONT_PAGES]]
    return _best_chain(found, lambda m: _ROMAN.index(m["page"]) + 1, lambda _: 1.0)


def _starts_page(text: str, at: int) -> bool:
    return bool(_CONTINUED.match(text, at) or _ANNEX.match(text, at))


def _weight(text: str, found: re.Match[str]) -> float:
    """How much speaks for a page number: what begins a new page follows it; nothing that can be counted does."""
    if _starts_page(text, found.end()):
        return 5.0
    return -0.5 if _COUNTED.match(text, found.end()) else 1.0


Number = Callable[[re.Match[str]], int]
Weight = Callable[[re.Match[str]], float]


def _best_chain(found: Sequence[re.Match[str]], number: Number, weigh: Weight) -> list[Span]:
    """The heaviest chain that counts up by one from any number; of equals the one whose numbers stand last."""
    best: dict[int, _Link] = {}
    for match in found:
        page = number(match)
        before = best.get(page - 1)
        link = _Link(weigh(match) + (before.weight if before else 0.0), match.span("page"), before)
        if page not in best or link.weight >= best[page].weight:
            best[page] = link
    return _spans(max(best.values(), key=lambda link: link.weight, default=None))
