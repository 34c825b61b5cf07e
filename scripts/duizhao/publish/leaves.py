"""The pages that hold the text of a book: a page a top-level clause, an annex, a factor of its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, zip_longest
from types import MappingProxyType

from duizhao.publish import nodes
from duizhao.publish.data import data_link, page_block
from duizhao.publish.dress import band, called, caption, division, entry_link, legend, named, names
from duizhao.publish.elements import together
from duizhao.publish.outline import Entry, Sheet, depths
from duizhao.publish.page import Page, Title
from duizhao.publish.plan import Plan
from duizhao.publish.settings import Settings
from duizhao.publish.trust import feet
from duizhao.text import remarks


def text_pages(
    plan: Plan,
    settings: Settings,
    found: Mapping[str, str] = MappingProxyType({}),
    kin: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Page, ...]:
    """The pages of a book's text, in printed order; ``found``: what an entry's end says of findings, ``kin``: of
    passages in other documents, both by anchor.
    """
    trust = feet(plan)
    told = {
        anchor: _side_by_side(trust.get(anchor, ""), found.get(anchor, "")) + kin.get(anchor, "")
        for anchor in (*trust, *found, *kin)
    }
    return tuple(_page(plan, sheet, told, settings) for sheet in plan.sheets)


def _side_by_side(one: str, other: str) -> str:
    """Two quiet lines in one."""
    return f'<div class="dz-feet">{one}{other}</div>' if one and other else one + other


def contents(plan: Plan, sheets: Iterable[Sheet]) -> str:
    """Links to pages and to their own second level, as a nested Markdown list."""
    lines = (
        f"{'' if entry is sheet.root else '    '}- {entry_link(plan, entry)}"
        for sheet in sheets
        for entry in listed([sheet])
    )
    return "\n".join(lines)


def listed(sheets: Iterable[Sheet]) -> Iterator[Entry]:
    """What a list of contents names of the pages: each page's own entry and the headed entries right below it."""
    for sheet in sheets:
        deep = depths(sheet)
        yield sheet.root
        yield from (entry for entry in sheet.entries if deep[entry.anchor] == 1 and entry.headed)


def _page(plan: Plan, sheet: Sheet, told: Mapping[str, str], settings: Settings) -> Page:
    head = band(plan, sheet.above, called(sheet.root))
    end = [*legend(sheet.entries), data_link(sheet), page_block(plan, sheet, settings)]
    text = "\n\n".join([head, *_blocks(plan, sheet, told), *end]) + "\n"
    place = (plan.called, named(sheet.above[-1])) if sheet.above else (plan.called,)
    return Page(sheet.path, named(sheet.root), text, caption(_called(sheet), plan), place)


def _called(sheet: Sheet) -> Title:
    """What a browser's tab calls the page: factors of two tables may have one name, hence the table's label."""
    chinese, english = names(sheet.root)
    if not sheet.above:
        return chinese, english
    above = sheet.above[-1].node.label or sheet.above[-1].name
    return f"{chinese} · {above}", f"{english} · {above}"


def _blocks(plan: Plan, sheet: Sheet, told: Mapping[str, str]) -> Iterator[str]:
    deep, common = depths(sheet), _common_note(sheet)
    for group, heads in runs(sheet):
        if group[0].node.kind == "row" and group[0] is not sheet.root:
            yield nodes.rows(group, told, heads)
            continue
        for entry in group:
            headed = entry.headed or entry.anchor == sheet.root.anchor
            yield from [nodes.heading(entry, deep[entry.anchor] + 1)] * headed
            body = nodes.body(entry, headed=headed, foot=told.get(entry.anchor, ""), told=common)
            yield from filter(None, [together(plan, entry), body])
            if common and entry.anchor == sheet.root.anchor:
                yield nodes.remark(remarks.SHARED_NOTES[common])
            if entry.anchor in plan.inner:
                yield division("contents dz-inset", contents(plan, plan.inner[entry.anchor]))


def _common_note(sheet: Sheet) -> str | None:
    """The note that several entries of a page share, where the page can say it of all of them at once."""
    notes = Counter(entry.node.note for entry in sheet.entries)
    return next((note for note, count in notes.most_common() if count > 1 and note in remarks.SHARED_NOTES), None)


def runs(sheet: Sheet) -> Iterator[tuple[list[Entry], nodes.Heads]]:
    """The entries of a page, those rows of a table together that follow one another, with the heads of their columns,
    which then are not in the table's text any more.
    """
    groups = [
        list(group) for _, group in groupby(sheet.entries, lambda one: one.node.kind == "row" and one is not sheet.root)
    ]
    heads: nodes.Heads = {}
    for group, below in zip_longest(groups, groups[1:]):
        above, heads = heads, {}
        if below and below[0].node.kind == "row" and below[0].parent == group[-1].anchor:
            heads = nodes.heads_of(group[-1], below)
        yield [*group[:-1], nodes.without(heads, group[-1])], above
