"""The heat map of a document: its drifting terms by its parts, and in each cell the word that prevails there.

One sees at a glance that a word holds up to one part and another from the next on. An HTML table, so that a screen
reader has it too; what it shows of turns is also said in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from duizhao.model import LANGUAGES
from duizhao.publish.check_pages import FINDINGS
from duizhao.publish.dress import band, both, caption, halves, scrolling
from duizhao.publish.escape import block, shorten
from duizhao.publish.linking import web
from duizhao.publish.matrix import PATH, STYLE, head, letter
from duizhao.publish.outline import Entry
from duizhao.publish.page import Page, Title
from duizhao.publish.plan import Plan
from duizhao.publish.readings import Row

FILE = "heat.md"
NAME = ("译法分布", "Heat map of renderings")

MOST = 60
"""Rows of a map: the terms that drift most."""

FEWEST = 4
"""How often a term must stand in the document."""

MOSTLY = 2 / 3
"""From which share on a word holds most of a cell."""

TURNS = 3
"""A term whose word changes oftener wavers rather than turns."""

INTRO = (
    "一行一个译法游移的术语，一列一个部分，依文件的次序。格中是该部分用得最多的译法和处数；颜色越深越一致，底部的细条是各译法的比例。",
    (
        "A row a term whose renderings drift, a column a part, in the order of the document. A cell has the word that "
        "prevails there and its count; the stronger the colour, the more it prevails; the thin bar has all shares."
    ),
)

HOW: tuple[tuple[str, str, str], ...] = (
    ("all", "全用此译法", "always this word"),
    ("most", "三分之二以上", "two thirds or more"),
    ("split", "不到三分之二", "less than two thirds"),
)
"""How far a word prevails: class, and words in both languages."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A term in one part of a document: how often each word stands there (by rank), and where none was found."""

    counts: Mapping[int, int]
    missing: int = 0

    @property
    def total(self) -> int:
        """How many renderings there are."""
        return sum(self.counts.values())

    @property
    def prevailing(self) -> int | None:
        """The rank of the word that stands oftenest, of several the more usual one; None without any."""
        return min(self.counts, key=lambda rank: (-self.counts[rank], rank), default=None)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the map: a term, the words by rank, and a cell a column."""

    row: Row
    words: Mapping[int, str]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """A map: its columns, named after the entry that opens each part, its rows, and how many rows are left out."""

    columns: tuple[Entry, ...]
    lines: tuple[Line, ...]
    left: int = 0


def heat_pages(plans: Sequence[Plan], found: Sequence[Row]) -> tuple[Page, ...]:
    """A page for each document in which terms drift."""
    several = len(plans) > 1
    maps = ((plan, heat(plan, found)) for plan in plans)
    return tuple(_page(plan, one, several) for plan, one in maps if one.lines)


def heat(plan: Plan, found: Iterable[Row]) -> Heat:
    """The map of a document."""
    home = dict(_homes(plan))
    drifting = [(row, held) for row in found if row.drift and (held := _held(plan, row, home))]
    chosen = sorted(drifting[:MOST], key=lambda one: -one[0].drift)
    used = {anchor for _, held in chosen for anchor in held}
    columns = [anchor for anchor in dict.fromkeys(home.values()) if anchor in used]
    lines = (_line(row, held, columns) for row, held in chosen)
    return Heat(tuple(plan.by_anchor[anchor] for anchor in columns), tuple(lines), len(drifting) - len(chosen))


def turns(line: Line, columns: Sequence[Entry]) -> list[tuple[str, str, str]]:
    """The stretches in which one word prevails: first part, last part, word; parts without the term are passed over."""
    held = [(cell.prevailing, entry) for cell, entry in zip(line.cells, columns, strict=True) if cell.counts]
    found = []
    for rank, stretch in groupby(held, key=lambda one: one[0]):
        entries = [entry for _, entry in stretch]
        found.append((entries[0].node.id, entries[-1].node.id, line.words[rank or 0]))
    return found


def _homes(plan: Plan) -> Iterator[tuple[str, str]]:
    """For each entry, by anchor, the part that it belongs to: its page's, or its element's where a page has several."""
    heads = {sheet.root.anchor for sheet in plan.sheets}
    heads |= {entry.anchor for knot in plan.structure.elements for entry in knot.at}
    found: dict[str, str] = {}
    for entry in plan.entries:
        above = found.get(entry.parent or "", entry.anchor)
        found[entry.anchor] = entry.anchor if entry.anchor in heads else above
        yield entry.anchor, found[entry.anchor]


def _held(plan: Plan, row: Row, home: Mapping[str, str]) -> dict[str, Cell] | None:
    """The cells of a term by part; None where it hardly stands in the document, or with one word only."""
    counts: dict[str, Counter[int]] = {}
    missing = Counter(home[spot.entry.anchor] for spot in row.missing if spot.plan is plan)
    sure: set[int] = set()
    for one in row.readings:
        for spot in one.spots:
            if spot.plan is plan and one.counts:
                counts.setdefault(home[spot.entry.anchor], Counter())[one.rank] += 1
                sure |= set() if spot.guessed else {one.rank}
    if len(sure) < 2 or sum(sum(each.values()) for each in counts.values()) < FEWEST:
        return None
    return {anchor: Cell(counts.get(anchor, {}), missing[anchor]) for anchor in (*counts, *missing)}


def _line(row: Row, held: Mapping[str, Cell], columns: Iterable[str]) -> Line:
    words = {one.rank: one.text for one in row.readings}
    return Line(row, words, tuple(held.get(anchor, Cell({})) for anchor in columns))


def _page(plan: Plan, map_: Heat, several: bool) -> Page:
    blocks = [
        band(plan, here=both(*NAME)),
        f"# {both(*NAME)} {{: #heat .dz-heading .dz-front }}",
        f"<p>{both(*INTRO)}</p>",
        _key(),
        _table(plan, map_),
        *([f'<p class="dz-left">{both(*_left(map_.left))}</p>'] if map_.left else []),
        *_said(map_),
    ]
    title: Title = (f"{NAME[0]} · {plan.name}", f"{NAME[1]} · {plan.name}") if several else NAME
    return Page(
        f"{plan.folder}/{FILE}", title, "\n\n".join(blocks) + "\n", {**caption(NAME, plan), **STYLE}, (FINDINGS,)
    )


def _left(count: int) -> tuple[str, str]:
    return f"另有 {count} 个游移较小的术语，未列出。", f"{count} more terms, which drift less, are left out."


def _said(map_: Heat) -> Iterator[str]:
    """Where one word gives way to another, in words."""
    items = []
    for line in map_.lines:
        found = turns(line, map_.columns)
        if 1 < len(found) <= TURNS:
            steps = " ".join(_step(*one) for one in found)
            items.append(f"<li><span>{_named(line.row)}</span><span>{steps}</span></li>")
    if items:
        yield f"## {both('从哪里起换了说法', 'Where the word changes')} {{: #turns }}"
        yield f'<ul class="dz-turns">{"".join(items)}</ul>'


def _step(first: str, last: str, word: str) -> str:
    where = first if first == last else f"{first}–{last}"
    return f'<span class="dz-turn">{block(where)} <b lang="zh-Hans">{block(word)}</b></span>'


def _named(row: Row) -> str:
    return f'<a href="../{web(PATH)}#{row.anchor}">{head(row)}</a>'


def _key() -> str:
    """What letters and strength mean, as one line of HTML."""
    letters = both("A 最常用的译法，B 其次，依此类推", "A is the most used word, B the second, and so on")
    how = " ".join(f'<span class="dz-how dz-r0 dz-{name}">A</span> {both(zh, en)}' for name, zh, en in HOW)
    return f'<p class="dz-heat-key">{letters}。 {how}</p>'


def _table(plan: Plan, map_: Heat) -> str:
    top = "".join(_column(plan, entry) for entry in map_.columns)
    corner = f'<th scope="col">{both("术语", "Term")}</th>'
    lines = "".join(
        f'<tr><th scope="row">{_named(line.row)}</th>{"".join(_cell(cell, line.words) for cell in line.cells)}</tr>'
        for line in map_.lines
    )
    inner = f"<thead><tr>{corner}{top}</tr></thead><tbody>{lines}</tbody>"
    columns = f'style="--columns:{len(map_.columns)}"'
    return f"<div {columns}>{scrolling(NAME, inner, 'dz-heat')}</div>"


def _column(plan: Plan, entry: Entry) -> str:
    zh, en = (
        block(shorten(entry.title(language) or "", size)) for language, size in zip(LANGUAGES, (14, 36), strict=True)
    )
    name = f'<span class="dz-col">{halves(zh, en)}</span>' if zh or en else ""
    return f'<th scope="col"><a href="{block(web(plan.addresses[entry.anchor]))}">{block(entry.node.id)}</a>{name}</th>'


def _cell(cell: Cell, words: Mapping[int, str]) -> str:
    rank = cell.prevailing
    if rank is None:
        missing = f'<span aria-hidden="true">—</span><span class="dz-offscreen">{both("未见译法", "none found")}</span>'
        return f'<td class="dz-empty">{missing if cell.missing else ""}</td>'
    share = cell.counts[rank] / cell.total
    how = "all" if share == 1 else "most" if share >= MOSTLY else "split"
    parts = "".join(
        f'<i class="dz-r{min(each, 4)}" style="--n:{cell.counts[each]}"></i>' for each in sorted(cell.counts)
    )
    return (
        f'<td class="dz-cell dz-r{min(rank, 4)} dz-{how}"><b class="dz-rank">{letter(rank)}</b> '
        f'<span class="dz-count">{cell.counts[rank]}/{cell.total}</span>'
        f'<span class="dz-said" lang="zh-Hans">{block(words[rank])}</span><span class="dz-mix">{parts}</span></td>'
    )
