"""What programs read of a page: the nodes as a JSON file beside it, and for its own scripts a block within it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from duizhao.model import Document, Edition
from duizhao.publish.citation import place, templates
from duizhao.publish.dress import both, division
from duizhao.publish.escape import block
from duizhao.publish.outline import Entry, Sheet
from duizhao.publish.plan import Plan
from duizhao.publish.settings import Settings
from duizhao.records import record

_OF_DOCUMENT = ("id", "number", "title_zh", "title_en", "published", "effective", "issuer")
_OF_PLAIN = ("title_zh", "title_en", "text_zh", "text_en")


def data_files(plans: Iterable[Plan]) -> dict[str, bytes]:
    """For each page of text the nodes on it, by the path of the file beside it ("db23-t-3405-2023/6.json")."""
    return {_beside(sheet): _file(plan, sheet) for plan in plans for sheet in plan.sheets}


def page_block(plan: Plan, sheet: Sheet, settings: Settings) -> str:
    """What the page's scripts need of its nodes: a script cannot fetch a file where pages are opened from a disk.

    JSON in an attribute, escaped as all other text: a script element would be ended by a ``</script`` within it.
    """
    editions = sorted({_edition(plan, entry) for entry in sheet.entries})
    document = plan.book.document
    held = {
        "document": plan.name,
        "report": settings.report,
        "cite": {edition: templates(document, edition) for edition in editions},
        "nodes": {entry.anchor: [entry.node.id, *place(plan, entry), _edition(plan, entry)] for entry in sheet.entries},
    }
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    return f'<div class="dz-page-data" hidden data-held="{block(text)}"></div>'


def data_link(sheet: Sheet) -> str:
    """The link at a page's end to its data, which the site generator checks."""
    name = _beside(sheet).rpartition("/")[2]
    words = both("本页数据（JSON）", "Data of this page (JSON)")
    return division("data", f'[{words}]({name}){{: rel="alternate" type="application/json" }}')


def _beside(sheet: Sheet) -> str:
    return f"{sheet.path.removesuffix('.md')}.json"


def _edition(plan: Plan, entry: Entry) -> Edition:
    return "plain" if entry.restated else plan.book.edition


def _file(plan: Plan, sheet: Sheet) -> bytes:
    held = {
        "document": _document(plan.book.document),
        "edition": plan.book.edition,
        "page": f"{sheet.path.rpartition('/')[2].removesuffix('.md')}.html",
        "nodes": [_node(plan, entry) for entry in sheet.entries],
    }
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode("utf-8", errors="replace")


def _document(document: Document) -> dict[str, str | None]:
    return {key: getattr(document, key) for key in _OF_DOCUMENT}


def _node(plan: Plan, entry: Entry) -> dict[str, Any]:
    found = record(entry.node, plan.book.document.id, _edition(plan, entry)) | {"anchor": entry.anchor}
    plain = entry.plain
    return found | {"plain": {key: getattr(plain, key) for key in _OF_PLAIN}} if plain else found
