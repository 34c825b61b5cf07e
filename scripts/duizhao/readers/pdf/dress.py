"""Running heads, running feet and page numbers: what recurs at one height of the pages, and numbers that count up."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from duizhao.readers.pdf.lines import Row, joined

ZONE = 0.16
"""Share of the page's height, at the top and at the bottom, in which heads and feet are looked for."""
DEEPEST = 3
"""Rows from the page's edge inwards that can belong to a head or a foot."""
NEAR = 1.8
"""Sizes of type from line to line within which two lines are of one text."""
SAME_HEIGHT = 4.0
"""Points by which the height of a head may differ from page to page."""

# A page number by itself with the signs that some put round it: "3", "- 3 -", "第3页", "III", "3 / 20".
_NUMBER = re.compile(
    r"[\s\-—–·•第]*(?P<page>\d{1,4}|[ivxlIVXL]{1,8})[\s\-—–·•页]*(?:[/／共of\s]{1,6}\d{1,4}\s?页?)?\s*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+|(?<![A-Za-z])[ivxIVX]{1,6}(?![A-Za-z])")  # what counts up in a head: "3", "IV"
# The head of a continued table, which recurs but is the table's: "表A.1（续）", "续表3".
CONTINUED = re.compile(
    r"\s*(?:表\s?(?P<label>(?:[A-Z]\.)?\d{1,3})[^。]{0,60}?[(（]\s?续\s?表?\s?\d{0,2}[)）]|续\s?表\s?(?P<after>(?:[A-Z]\.)?\d{1,3}))"
    r"[^。]{0,60}$"
)
_CAPTION = re.compile(r"\s*续?[表图]\s?(?:[A-Z]\.)?\d")  # the caption of a table or figure: "表A.1", "续表3"
# A footnote, by the mark at its head: "1) ", "①", a raised number. Notes of several pages may differ in digits only.
_NOTE = re.compile(r"\s*(?:\d{1,3}[)）]|[a-z][)）]|[①-⑳]|\*{1,3}\s|[†‡]|\x0e)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

Place = tuple[int, int]
"""A row: which page, and which of its rows."""


def is_number(text: str) -> bool:
    """Whether a row may be a page number and nothing else."""
    return bool(_NUMBER.fullmatch(text))


def find(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> set[Place]:
    """The rows that are heads, feet and page numbers, given the rows of each page from top to bottom."""
    edges = [list(_edges(number, rows, heights[number])) for number, rows in enumerate(pages)]
    texts = {place: joined(pages[place[0]][place[1]]).text for page in edges for run in page for place in run}
    middles = {place: joined(pages[place[0]][place[1]]).middle for place in texts}
    least = 2 if len(pages) <= 4 else 3
    heads = _recurring(texts, middles, least)
    numbers = _counting(texts, middles, least)
    return {place for page in edges for run in page for place in _outermost(pages, run, heads, numbers)}


def _edges(number: int, rows: Sequence[Row], height: float) -> Iterator[list[Place]]:
    """The rows in the two zones, each from the page's edge inwards."""
    top = [n for n, row in enumerate(rows[:DEEPEST]) if joined(row).bottom < ZONE * height]
    first_below = max(0, len(rows) - DEEPEST)
    bottom = [n for n, row in enumerate(rows[first_below:], first_below) if joined(row).top > (1 - ZONE) * height]
    yield [(number, n) for n in top]
    yield [(number, n) for n in reversed(bottom)]


def _outermost(
    pages: Sequence[Sequence[Row]], run: Sequence[Place], heads: set[Place], numbers: set[Place]
) -> list[Place]:
    """Those with nothing but their like between them and the edge of the page, and a gap between them and the text."""
    found = list(takewhile(lambda place: place in heads or place in numbers, run))
    while found and found[-1] not in numbers and _is_near(pages, found[-1], run):
        found.pop()
    return found


def _is_near(pages: Sequence[Sequence[Row]], place: Place, run: Sequence[Place]) -> bool:
    """Whether the row further inwards stands as near as the next line of a text."""
    page, at = place
    inwards = at + (1 if run[0][1] == 0 else -1)
    if not 0 <= inwards < len(pages[page]):
        return False
    one, two = joined(pages[page][at]), joined(pages[page][inwards])
    return abs(two.middle - one.middle) < NEAR * max(one.size, two.size)


def _recurring(texts: dict[Place, str], middles: dict[Place, float], least: int) -> set[Place]:
    """Rows whose words stand at one height on several pages, whatever their digits."""
    alike: dict[str, list[Place]] = defaultdict(list)
    for place, text in texts.items():
        if _NOTE.match(text):
            continue
        key = "".join(_DIGITS.sub("#", text).split())
        if len(key) > 1 and not _CAPTION.match(text) and key.strip("#.…-—–"):
            alike[key].append(place)
    out: set[Place] = set()
    for places in alike.values():
        for near in _levels(places, middles):
            if len({page for page, _ in near}) >= least:
                out.update(near)
    return out


def _levels(places: list[Place], middles: dict[Place, float]) -> Iterator[list[Place]]:
    """The places by height."""
    level: list[Place] = []
    for place in sorted(places, key=lambda p: (middles[p], p)):
        if level and middles[place] - middles[level[0]] > SAME_HEIGHT:
            yield level
            level = []
        level.append(place)
    yield level


def _counting(texts: dict[Place, str], middles: dict[Place, float], least: int) -> set[Place]:
    """Rows that are a number and nothing else, where the numbers count up with the pages."""
    numbers = {place: found["page"] for place, text in texts.items() if (found := _NUMBER.fullmatch(text))}
    steps = {place: (page.isdecimal(), place[0] - value(page)) for place, page in numbers.items()}
    votes = Counter(steps.values())
    sure = {place for place, step in steps.items() if votes[step] >= least}
    heights = [middles[place] for place in sure]
    return sure | {p for p in numbers if any(abs(middles[p] - height) <= SAME_HEIGHT for height in heights)}


def value(number: str) -> int:
    """What a page number says, in Arabic or Roman digits."""
    if number.isdecimal():
        return int(number)
    digits = [_ROMAN.get(char, 0) for char in number.lower()]
    return sum(-d if d < max(digits[n:]) else d for n, d in enumerate(digits))
