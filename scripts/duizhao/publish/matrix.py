"""The rendering matrix: every term that recurs, with the words that render it, how often and where.

The worst drift comes first. The table is whole without JavaScript; assets/matrix.js adds the filter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from duizhao.publish.check_pages import FINDINGS
from duizhao.publish.dress import both, halves, scrolling
from duizhao.publish.escape import block, inline
from duizhao.publish.glossary import Glossary
from duizhao.publish.linking import web
from duizhao.publish.page import Page, Title
from duizhao.publish.plan import Plan
from duizhao.publish.readings import KINDS, Kind, Reading, Row, Spot, Verdict

PATH = "renderings.md"
NAME = ("译法对照", "Renderings")

MOST = 400
"""Rows of a table. The rest, which drifts least, is left out and the page says how much that is."""

LINKS = 3000
"""Links to places on the whole page."""

CAPS = (10_000, 60, 30, 15, 8, 4, 2, 1)
"""How many places a reading lists at most: the first of these numbers that keeps the page within LINKS."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

INTRO = (
    "一个英文术语一行，后面是正文里出现过的各种中文译法：横条越长，用得越多；点开可见每一处。游移最大的排在最前。",
    (
        "A row an English term, with every Chinese word that renders it: the longer the bar, the more often. Open a "
        "block for its places. What drifts most comes first."
    ),
)

PARTS: Mapping[Kind, tuple[str, tuple[str, str], tuple[str, str]]] = {
    "concept": ("in-glossary", ("术语表中的术语", "Terms of the glossary"), ("术语", "terms")),
    "noun": ("nouns", ("术语表未收的名词", "Nouns that the glossary lacks"), ("名词", "nouns")),
    "other": ("words", ("其他词语", "Other words and phrases"), ("词语", "words and phrases")),
}
"""The parts of the page: anchor, heading, and what is counted."""

VERDICTS: Mapping[Verdict, tuple[str, str, str]] = {
    "preferred": ("✓", "首选", "preferred"),
    "admitted": ("○", "许用", "admitted"),
    "here": ("◐", "此处许用", "admitted here"),
    "elsewhere": ("△", "只许用于别处", "only right elsewhere"),
    "avoid": ("✗", "避用", "avoid"),
    "unknown": ("?", "术语表未收", "not in the glossary"),
}
"""What the glossary says of a rendering: a mark, and words in both languages."""

OUTLIER = ("⚑", "少数", "outlier")
STYLE = {"style": "matrix.css"}
"""The front matter that names a style sheet of the pages with renderings; the template puts it in the head."""

GUESSED = ("≈", "推测", "guessed")
MISSING = ("—", "未见译法", "none found")

KEY: tuple[tuple[tuple[str, str, str], str, str], ...] = (
    (OUTLIER, "少数：不超过四分之一，术语表也未许用", "outlier: up to a quarter, not allowed by the glossary"),
    (GUESSED, "推测：术语表和词典都没有，由全文对照得出", "guessed from all pairs; no glossary or dictionary has it"),
    (MISSING, "未见译法：英文有此词，中文里没有找到", "none found: nothing in the Chinese renders the term"),
    (VERDICTS["here"], "此处许用：合乎术语表的条件，不算游移", "admitted here by a condition: no drift"),
)  # fmt: skip
"""Marks that need a sentence."""


def matrix_page(
    plans: Sequence[Plan], glossary: Glossary, found: Sequence[Row], maps: Sequence[Page] = ()
) -> Page | None:
    """The page; None where nothing is rendered. ``maps``: the pages of the heat maps."""
    if not found:
        return None
    cap = _cap(found)
    blocks = [
        f"# {both(*NAME)} {{: #renderings .dz-heading .dz-front }}",
        f"<p>{both(*INTRO)}</p>",
        _summary(found),
    ]
    if maps:
        blocks.append(_maps(maps))
    blocks += [_key(), _tools()]
    for kind in KINDS:
        blocks += _part(kind, [row for row in found if row.kind == kind], plans, glossary, cap)
    return Page(PATH, NAME, "\n\n".join(blocks) + "\n", {"title": NAME[0], "title_en": NAME[1], **STYLE}, (FINDINGS,))


def letter(rank: int) -> str:
    """The letter of a reading, the same here and on the heat map."""
    return LETTERS[rank] if rank < len(LETTERS) else "…"


def head(row: Row) -> str:
    """A term in both languages, as HTML: the translator needs both, whatever the reader's language."""
    zh, en = (block(name) for name in row.names)
    english = f'<span class="dz-term-en" lang="en">{en}</span>' if en else ""
    return f'{english} <span class="dz-term-zh" lang="zh-Hans">{zh}</span>' if zh else english


def percent(share: float) -> str:
    """A share in whole percent, 100 only where it is all."""
    return f"{min(round(share * 100), 99) if share < 1 else 100}%"


def _summary(found: Sequence[Row]) -> str:
    straying = [row for row in found if row.drift]
    outliers = sum(len(one.spots) for row in straying for one in row.readings if one.outlier)
    words = both(
        f"{len(found)} 个词语，{len(straying)} 个译法游移，{outliers} 处用了少数译法。",
        f"{len(found)} terms, {len(straying)} of them with renderings that drift; {outliers} places with an outlier.",
    )
    return f'<p class="dz-matrix-sum">{words}</p>'


def _maps(maps: Sequence[Page]) -> str:
    """The way to the heat maps, as a Markdown line."""
    links = " · ".join(f"[{_titled(page.title)}]({page.path})" for page in maps)
    return f"{both('哪个部分用哪个译法：', 'Which part uses which word:')} {links}"


def _titled(title: Title) -> str:
    return inline(title) if isinstance(title, str) else halves(*(inline(words) for words in title))


def _key() -> str:
    """What the marks mean, as an HTML list behind a control."""
    letters = both("A、B、C：第一、第二、第三常用的译法", "A, B, C: the most used word, the second, the third")
    items = [
        f'<li><b class="dz-rank dz-r0">A</b><b class="dz-rank dz-r1">B</b><b class="dz-rank dz-r2">C</b> {letters}</li>'
    ]
    items += [
        f'<li><span class="dz-sign" aria-hidden="true">{mark[0]}</span> {both(zh, en)}</li>' for mark, zh, en in KEY
    ]
    name = both("符号说明", "What the marks mean")
    lines = f"<summary>{name}</summary><ul>{''.join(items)}</ul>"
    return f'<details class="dz-matrix-key">{lines}</details>'


TOOLS = (
    f'<label for="dz-matrix-find">{both("筛选", "Filter")}</label>'
    '<input type="search" id="dz-matrix-find" autocomplete="off" maxlength="100">'
    f'<label><input type="checkbox" id="dz-matrix-drift"> {both("只看译法游移的", "Only what drifts")}</label>'
    '<output class="dz-matrix-count" for="dz-matrix-find dz-matrix-drift"></output>'
    '<script defer src="assets/duizhao/matrix.js"></script>'
)
"""The filter, which only a page with scripts shows."""


def _tools() -> str:
    return f'<div class="dz-matrix-tools" role="group" aria-label="筛选 Filter">{TOOLS}</div>'


def _part(kind: Kind, found: Sequence[Row], plans: Sequence[Plan], glossary: Glossary, cap: int) -> Iterator[str]:
    """A heading and a table; nothing where there are no rows."""
    if not found:
        return
    anchor, title, what = PARTS[kind]
    yield f"## {both(*title)} {{: #{anchor} }}"
    lines = "".join(_line(row, plans, glossary, cap) for row in found[:MOST])
    top = (
        f'<th scope="col">{both("术语", "Term")}</th><th scope="col">{both("译法与处数", "Renderings and places")}</th>'
    )
    inner = f"<thead><tr>{top}</tr></thead><tbody>{lines}</tbody>"
    yield scrolling(title, inner, "dz-matrix", "dz-fit")
    if left := len(found) - MOST:
        words = both(
            f"另有 {left} 个{what[0]}译法较为一致，未列出。", f"{left} more {what[1]}, which drift less, are left out."
        )
        yield f'<p class="dz-left">{words}</p>' if left > 0 else ""


def _line(row: Row, plans: Sequence[Plan], glossary: Glossary, cap: int) -> str:
    """A row of the table."""
    name = head(row)
    if row.concept:
        name = f'<a href="{glossary.folder}/{block(glossary.name(row.concept))}.html">{name}</a>'
    facts = both(f"{row.places} 处", _places(row.places))
    share = (
        f'<span class="dz-share">{both("最常用占 ", "commonest")} {percent(row.agreement)}</span>' if row.drift else ""
    )
    cells = "".join(_reading(one, row.places, plans, cap) for one in row.readings)
    cells += _missing(row.missing, row.places, plans, cap)
    mark = ' data-drift=""' if row.drift else ""
    return (
        f'<tr id="{row.anchor}"{mark}><th scope="row">{name}<span class="dz-facts-small">{facts} {share}</span></th>'
        f'<td><div class="dz-variants">{cells}</div></td></tr>'
    )


def _places(count: int) -> str:
    return f"{count} place{'s' if count != 1 else ''}"


def _reading(one: Reading, total: int, plans: Sequence[Plan], cap: int) -> str:
    sure = len(one.spots) - one.guessed
    signs = [_sign(*VERDICTS[one.verdict], one.verdict)] if one.verdict in VERDICTS else []
    if one.outlier:
        signs.append(_sign(*OUTLIER, "outlier"))
    if one.guessed:
        signs.append(_sign(*GUESSED, "guess", f" {one.guessed}" if sure else ""))
    said = f'<b class="dz-rank">{letter(one.rank)}</b><span class="dz-said" lang="zh-Hans">{block(one.text)}</span>'
    kind = f"dz-r{min(one.rank, 4)}" + ("" if sure else " dz-guessed")
    return _opening(said, "".join(signs), kind, total, one.spots, plans, cap)


def _missing(spots: Sequence[Spot], total: int, plans: Sequence[Plan], cap: int) -> str:
    return _opening(_sign(*MISSING, "missing"), "", "dz-none", total, spots, plans, cap) if spots else ""


def _sign(mark: str, zh: str, en: str, name: str, more: str = "") -> str:
    words = both(zh, en) + more
    return f'<span class="dz-verdict dz-v-{name}"><span aria-hidden="true">{mark}</span> {words}</span>'


def _opening(
    said: str, signs: str, kind: str, total: int, spots: Sequence[Spot], plans: Sequence[Plan], cap: int
) -> str:
    """A block with a bar as long as its share of the row's places, which opens to the list of its own."""
    lists = "".join(_listed(spots[:cap], plans))
    left = len(spots) - cap
    line = f'<span class="dz-signs">{signs}</span>' if signs else ""
    rest = f"<p>{both(f'另有 {left} 处', f'and {left} more')}</p>" if left > 0 else ""
    top = f'{said}<span class="dz-n">{len(spots)}</span>{line}<i style="width:{len(spots) / total:.0%}"></i>'
    return f'<details class="dz-variant {kind}"><summary>{top}</summary>{lists}{rest}</details>'


def _listed(spots: Iterable[Spot], plans: Sequence[Plan]) -> Iterator[str]:
    """The places as lists of links, one a document, each place once."""
    held: dict[str, Counter[str]] = {}
    for spot in spots:
        held.setdefault(spot.plan.folder, Counter())[spot.entry.anchor] += 1
    for plan in plans:
        if plan.folder in held:
            name = f"<p>{block(plan.name)}</p>" if len(plans) > 1 else ""
            yield f"{name}<ul>{''.join(_place(plan, anchor, n) for anchor, n in held[plan.folder].items())}</ul>"


def _place(plan: Plan, anchor: str, count: int) -> str:
    address = f"{plan.folder}/{web(plan.addresses[anchor])}"
    times = f" ×{count}" if count > 1 else ""
    return f'<li><a href="{block(address)}">{block(plan.by_anchor[anchor].node.id) or "…"}</a>{times}</li>'


def _cap(found: Iterable[Row]) -> int:
    """How many places a reading may list."""
    counts = [len(spots) for row in found for spots in (row.missing, *(one.spots for one in row.readings))]
    return next((cap for cap in CAPS if sum(min(count, cap) for count in counts) <= LINKS), CAPS[-1])
