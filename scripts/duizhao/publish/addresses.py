"""Where every node of a book stands today, for addresses that were given when it stood elsewhere.

One small script a document, which assets/moved.js loads only where an address names a place that its page does not
have: "db23-t-3405-2023/#6.3.2", or a node that has moved to another page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from duizhao.model import LANGUAGES, Language
from duizhao.publish.escape import one_line, shorten
from duizhao.publish.linking import web
from duizhao.publish.outline import Entry
from duizhao.publish.plan import Plan

NAME = "addresses.js"
LENGTH = 60
"""How long the name of a place may be in the list."""

# Line ends to JavaScript before ES2019, which JSON leaves as they are.
_BREAKS = {0x2028: "\\u2028", 0x2029: "\\u2029"}


def address_files(plans: Iterable[Plan]) -> dict[str, bytes]:
    """The lists of all documents, by their path in the site."""
    return {f"{plan.folder}/{NAME}": _script(plan).encode() for plan in plans}


def _script(plan: Plan) -> str:
    """A line a node: its anchor, its page, and what it is called in both languages where it has a heading."""
    lines = (f"{_json(entry.anchor)}:{_json(_place(plan, entry))}" for entry in plan.entries)
    listed = ",\n".join(lines).translate(_BREAKS)
    return f"(window.duizhao = window.duizhao || {{}}).addresses = {{\n{listed}\n}};\n"


def _place(plan: Plan, entry: Entry) -> list[str]:
    page = web(plan.addresses[entry.anchor].partition("#")[0])
    if not entry.headed:
        return [page]
    label = one_line(entry.node.label or "")
    return [page, *(" ".join(filter(None, (label, _title(entry, language)))) for language in LANGUAGES)]


def _title(entry: Entry, language: Language) -> str:
    """The title as plain text, in brackets where it is ours, as everywhere."""
    title = shorten(entry.title(language) or "", LENGTH)
    return f"[{title}]" if title and entry.is_supplied(language) else title


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
