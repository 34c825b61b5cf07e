"""The shelf of all documents: what each is, what it holds, which editions of it there are, what it shares with others.

Documents that somebody has worked on (numbered, restated or in English) come first, as cards; what is there in print
only follows in short lines, a long shelf altogether so. Texts of which one file held several say how much they share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from duizhao.model import Book
from duizhao.publish.dress import book_name, both, division, document_title, halves
from duizhao.publish.escape import inline
from duizhao.publish.kinds import kind
from duizhao.publish.map import glyph, has_map, on_home
from duizhao.publish.plan import Plan
from duizhao.text import variants

CARDS = 24
"""How many documents a page shows as cards; more are lines."""

FEW = 6
"""How many documents a navigation lists one below another, whatever they are."""

OTHERS = ("其他文件", "Other documents")
"""What the documents in print only are called together."""

EMPTY = "还没有文件。No document yet: `duizhao import`."

COUNTED: tuple[tuple[str, str, str], ...] = (
    ("clause", "条", "clauses"), ("term", "术语", "terms"), ("item", "项", "items"), ("practice", "做法", "practices"),
    ("chapter", "章", "chapters"), ("section", "节", "sections"), ("paragraph", "段", "paragraphs"),
)  # fmt: skip
"""What the shelf counts of a document: kind of node, its name in both languages."""

PLAIN, PRINTED, BOTH = (
    ("白话版", "Plain edition"),
    ("印本", "Printed text"),
    ("印本和解读", "Print and plain words"),
)
"""Which editions of a document there are."""


def ordered(books: Iterable[Book]) -> list[Book]:
    """Books as the site shows them: standards, what is restated, all others; each by id."""
    return sorted(books, key=lambda book: (_rank(book), book.document.id))


def is_other(plan: Plan) -> bool:
    """Whether a document stands among those in print only."""
    return _rank(plan.book) == len(_RANKS)


def shelf(plans: Sequence[Plan]) -> str:
    """All documents as Markdown: cards, then lines."""
    if not plans:
        return EMPTY
    others = [plan for plan in plans if is_other(plan)]
    main = [plan for plan in plans if not is_other(plan)]
    if not main or not others or len(plans) <= FEW:
        return _part(plans, plans)
    head = f"## {both(*OTHERS)} {{: #other-documents }}"
    return "\n\n".join([_part(main, plans), head, _lines(others, plans)])


_RANKS: tuple[Callable[[Book], bool], ...] = (
    lambda book: bool(book.document.number),
    lambda book: bool(book.plain),
    lambda book: bool(book.document.title_en and "title_en" not in book.document.supplied),
)


def _rank(book: Book) -> int:
    return next((n for n, test in enumerate(_RANKS) if test(book)), len(_RANKS))


def _part(part: Sequence[Plan], plans: Sequence[Plan]) -> str:
    if len(part) > CARDS:
        return _lines(part, plans)
    shown = on_home(plans)
    return division(
        "shelf", "\n\n".join("- " + "\n\n    ".join(_card(plan, plan is not shown, plans)) for plan in part)
    )


def _lines(part: Sequence[Plan], plans: Sequence[Plan]) -> str:
    return division("shelf dz-lines", "\n\n".join("- " + "\n\n    ".join(_line(plan, plans)) for plan in part))


def _card(plan: Plan, small_map: bool, plans: Sequence[Plan]) -> Iterator[str]:
    """What the shelf says of a document, with its map in small where the page does not show it at full size."""
    yield f'<span class="dz-card-kind">{_what(plan)}</span>'
    yield _title(plan)
    yield f'<span class="dz-counts">{_counts(plan)}</span>'
    yield f'<span class="dz-status">{" · ".join(_status(plan))}</span>'
    yield from _shared(plan, plans)
    if has_map(plan):
        yield f'<span class="dz-card-map">[{both("结构图", "Map")}]({plan.folder}/index.md#map)</span>'
        if small_map:
            yield glyph(plan)


def _line(plan: Plan, plans: Sequence[Plan]) -> Iterator[str]:
    yield _title(plan)
    facts = (_what(plan), *_status(plan), _counts(plan))
    yield f'<span class="dz-counts">{" · ".join(filter(None, facts))}</span>'
    yield from _shared(plan, plans)


def _title(plan: Plan) -> str:
    document = plan.book.document
    titles = halves(document_title(document, "zh", inline), document_title(document, "en", inline))
    return f"[{titles or inline(plan.name)}]({plan.folder}/index.md)"


def _what(plan: Plan) -> str:
    """What a document is, and its number."""
    number = plan.book.document.number
    return both(*kind(plan)) + (f' <span class="dz-card-number">{inline(number)}</span>' if number else "")


def _counts(plan: Plan) -> str:
    """What a document holds; paragraphs only where it has little else."""
    kinds = Counter(entry.node.kind for entry in plan.entries)
    named = [(kinds[kind], zh, en) for kind, zh, en in COUNTED if kinds[kind]]
    shown = [one for one in named if one[1] != "段"] if len(named) > 1 else named
    counts = (f"{count} {both(zh, en.removesuffix('s') if count == 1 else en)}" for count, zh, en in shown)
    return " · ".join(f'<span class="dz-count">{count}</span>' for count in counts)


def _status(plan: Plan) -> Iterator[str]:
    book = plan.book
    yield both(*(PLAIN if book.edition == "plain" else BOTH if book.plain else PRINTED))
    lost = sum(entry.node.lost for entry in plan.entries)
    if lost:
        yield both(f"缺失 {lost} 处", f"{lost} {'place' if lost == 1 else 'places'} lost")


def _shared(plan: Plan, plans: Sequence[Plan]) -> Iterator[str]:
    """What the document shares with others of the file that it came in: with copies of itself, and with neighbours."""
    found = [told for one in plan.book.findings if (told := variants.read(one))]
    own = [one.share for one in found if one.other is None]
    if own:
        low, high = min(own), max(own)
        shares = f"{high}%" if low == high else f"{low}–{high}%"
        words = f"同一文件里有几种文本，互有 {shares} 相同", f"several texts of it in one file, {shares} the same"
        yield f'<span class="dz-shared">{both(*words)}</span>'
    names = {one.book.document.id: one for one in plans}
    for one in found:
        if one.other in names:
            words = f"文字有 {one.share}% 同于", f"{one.share}% of the text also in"
            link = f"[{book_name(names[one.other])}]({names[one.other].folder}/index.md)"
            yield f'<span class="dz-shared">{both(*words)} {link}</span>'
