"""The pages that hold the text of a book: a page a top-level clause, an annex, a factor of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from duizhao.publish import nodes
from duizhao.publish.dress import band, caption, division, entry_link, legend
from duizhao.publish.outline import Entry, Sheet, depths
from duizhao.publish.page import Page
from duizhao.publish.plan import Plan


def text_pages(plan: Plan) -> tuple[Page, ...]:
    """The pages of a book's text, in printed order."""
    return tuple(_page(plan, sheet) for sheet in plan.sheets)


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


def _page(plan: Plan, sheet: Sheet) -> Page:
    blocks = [band(plan, sheet.above), *_blocks(plan, sheet), *legend(sheet.entries)]
    place = (plan.name, sheet.above[-1].name) if sheet.above else (plan.name,)
    title = sheet.root.name
    return Page(sheet.path, title, "\n\n".join(blocks) + "\n", caption(_called(sheet), plan), place)


def _called(sheet: Sheet) -> str:
    """What a browser's tab calls the page: factors of two tables may have one name, hence the table's label."""
    above = sheet.above[-1] if sheet.above else None
    return f"{sheet.root.name} · {above.node.label or above.name}" if above else sheet.root.name


def _blocks(plan: Plan, sheet: Sheet) -> Iterator[str]:
    deep = depths(sheet)
    for is_row, group in groupby(sheet.entries, lambda entry: entry.node.kind == "row" and entry is not sheet.root):
        if is_row:
            yield nodes.rows(list(group))
            continue
        for entry in group:
            yield from _entry(entry, deep[entry.anchor] + 1)
            if entry.anchor in plan.inner:
                yield division("contents dz-inset", contents(plan, plan.inner[entry.anchor]))


def _entry(entry: Entry, level: int) -> Iterator[str]:
    headed = entry.headed or level == 1
    if headed:
        yield nodes.heading(entry, level)
    text = nodes.body(entry, headed=headed)
    if text:
        yield text
