"""The pages that hold the text of a book: a page a top-level clause, an annex, a factor of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from duizhao.model import LANGUAGES
from duizhao.publish import nodes
from duizhao.publish.dress import band, caption, division, entry_link
from duizhao.publish.outline import Entry, Sheet, depths
from duizhao.publish.page import Page
from duizhao.publish.plan import Plan

SUPPLIED = '方括号中的标题为本站所加。 <span lang="en">Titles in square brackets are ours; the print has none.</span>'


def text_pages(plan: Plan) -> tuple[Page, ...]:
    """The pages of a book's text, in printed order."""
    return tuple(_page(plan, sheet) for sheet in plan.sheets)


def contents(plan: Plan, sheets: Iterable[Sheet]) -> str:
    """Links to pages and to their own second level, as a nested Markdown list."""
    lines: list[str] = []
    for sheet in sheets:
        deep = depths(sheet)
        lines.append(f"- {entry_link(plan, sheet.root)}")
        inner = (entry for entry in sheet.entries if deep[entry.anchor] == 1 and entry.headed)
        lines.extend(f"    - {entry_link(plan, entry)}" for entry in inner)
    return "\n".join(lines)


def _page(plan: Plan, sheet: Sheet) -> Page:
    blocks = [band(plan, sheet.above), *_blocks(plan, sheet)]
    if any(_supplied(entry) for entry in sheet.entries):
        blocks.append(f'<p class="dz-legend">{SUPPLIED}</p>')
    place = (plan.name, sheet.above[-1].name) if sheet.above else (plan.name,)
    title = sheet.root.name
    return Page(sheet.path, title, "\n\n".join(blocks) + "\n", caption(title, plan), place)


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


def _supplied(entry: Entry) -> bool:
    return entry.headed and any(entry.title(language) and entry.is_supplied(language) for language in LANGUAGES)
