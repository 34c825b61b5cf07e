"""The page that puts a whole document, or the parts that a reader picks, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from duizhao.publish import nodes
from duizhao.publish.dress import both, caption, label, legend
from duizhao.publish.front import document_titles, facts, notice
from duizhao.publish.leaves import runs
from duizhao.publish.outline import Entry, Sheet, depths
from duizhao.publish.page import Page
from duizhao.publish.plan import Plan

NAME = "print"
"""The page's name below a document's folder."""

PRINT = ("打印", "Print")
"""What the page is called."""

LONG = 6
"""A part of so many nodes begins a sheet of paper of its own."""


def print_page(plan: Plan) -> Page:
    """All pages of a document's text one after another, with a panel in which a reader picks those to print.

    Without JavaScript the panel is not shown and the whole document is printed.
    """
    text = "\n\n".join([*_front(plan), *(_part(sheet) for sheet in plan.sheets), *legend(plan.entries)]) + "\n"
    return Page(f"{plan.folder}/{NAME}.md", PRINT, text, caption(PRINT, plan), (plan.called,))


def _front(plan: Plan) -> Iterator[str]:
    yield f"# {document_titles(plan)} {{: #print .dz-heading .dz-front }}"
    yield _panel(plan)
    yield notice(plan.book.edition)
    yield facts(plan.book.document)


def _panel(plan: Plan) -> str:
    """What to print: a box a page, those of a table's factors below the table's name."""
    boxes = "".join(_box(sheet) for sheet in plan.sheets)
    name = f"<legend>{both('选择要打印的部分', 'Parts to print')}</legend>"
    buttons = "".join(
        f'<button type="button" class="md-button" data-print="{what}">{both(*words)}</button>'
        for what, words in (("all", ("全选", "All")), ("none", ("全不选", "None")), ("go", ("打印", "Print")))
    )
    return f'<form class="dz-print-panel" autocomplete="off"><fieldset>{name}{boxes}</fieldset><p>{buttons}</p></form>'


def _box(sheet: Sheet) -> str:
    name = _name(sheet)
    deep = " dz-deep" if sheet.above else ""
    return (
        f'<label class="dz-print-box{deep}"><input type="checkbox" name="part" value="{name}" checked>'
        f" {_called(sheet)}</label>"
    )


def _called(sheet: Sheet) -> str:
    """A page's name in both languages; factors of two tables may have one name, hence the table's label."""
    entry = sheet.root
    name = label(entry) or (label(sheet.above[-1]) if sheet.above else "")
    words = both(entry.title("zh") or entry.title("en") or entry.name, entry.title("en") or "")
    return f"{name} {words}" if name else words


def _part(sheet: Sheet) -> str:
    long = " dz-print-long" if len(sheet.entries) >= LONG else ""
    inner = "".join(_blocks(sheet))
    return f'<section class="dz-print-part{long}" data-part="{_name(sheet)}">{inner}</section>'


def _blocks(sheet: Sheet) -> Iterator[str]:
    """A page's text as HTML: its headings stand in no list of contents, which would be as long as the document."""
    deep = depths(sheet)
    for group, heads in runs(sheet):
        if group[0].node.kind == "row" and group[0] is not sheet.root:
            yield nodes.rows([_on_paper(entry) for entry in group], heads=heads)
            continue
        for entry in map(_on_paper, group):
            headed = entry.headed or entry.anchor == sheet.root.anchor
            yield nodes.heading_block(entry, deep[entry.anchor] + 2) if headed else ""
            yield nodes.body(entry, headed=headed)


def _on_paper(entry: Entry) -> Entry:
    """The entry without the links of its terms, which say nothing on paper and are a fifth of a long page."""
    links = {text: [link for link in held if link.kind != "term"] for text, held in entry.links.items()}
    return replace(entry, links=links)


def _name(sheet: Sheet) -> str:
    return sheet.path.rpartition("/")[2].removesuffix(".md")
