"""How far to trust a node: a quiet line at its end, which opens to its copies and to what was repaired.

Only the printed edition has such lines. Where the site has the plain edition alone, the band above each page says so
once for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import floor

from duizhao.model import Mend, Node
from duizhao.publish import wording
from duizhao.publish.changes import change, distinct
from duizhao.publish.dress import both
from duizhao.publish.escape import block
from duizhao.publish.outline import Entry
from duizhao.publish.plan import Plan
from duizhao.text.remarks import Words

SURE = 0.8
"""A node that is surer than this has no word on it: a single witness alone (0.95) is said otherwise."""

RESTATED = ("白话版：各副本均无此条", "Plain edition: no copy has it")
"""What is said of a place that only the plain edition has."""

SHOWN = 60
"""How many different changes of a node are listed: many times what a sound copy asks for."""


def feet(plan: Plan) -> dict[str, str]:
    """The lines of a book's entries, finished HTML by anchor; none for a book in plain words only."""
    if plan.book.edition == "plain":
        return {}
    mends = by_node(plan.book.mends)
    return {entry.anchor: foot(entry, mends.get(entry.node.id, ())) for entry in plan.entries}


def by_node(mends: Iterable[Mend]) -> Mapping[str, list[Mend]]:
    """The repairs of each node; those that touched none are left out."""
    found: dict[str, list[Mend]] = {}
    for mend in mends:
        if mend.node is not None:
            found.setdefault(mend.node, []).append(mend)
    return found


def foot(entry: Entry, mends: Sequence[Mend]) -> str:
    """The line of one entry of the printed edition, on one line of HTML."""
    if entry.restated:
        return f'<p class="dz-trust dz-is-plain">{both(*RESTATED)}</p>'
    node = entry.node
    facts = list(_facts(node, len(mends) or node.edits))
    line = both(" · ".join(zh for zh, _ in facts), " · ".join(en for _, en in facts))
    inside = _copies(node) + "".join(_repairs(mends))
    marks = f'class="dz-trust dz-is-{state(node, mends)}"'
    return f"<details {marks}><summary>{line}</summary>{inside}</details>" if inside else f"<p {marks}>{line}</p>"


def state(node: Node, mends: Sequence[Mend]) -> str:
    """What a node is called in short: "lost", "mended" or "certain"."""
    if node.lost:
        return "lost"
    return "mended" if mends or node.edits else "certain"


def _facts(node: Node, repairs: int) -> Iterator[Words]:
    yield "印本", "Printed"
    yield from _witnesses(node)
    if repairs:
        yield f"修复 {repairs} 处", f"{repairs} {'repair' if repairs == 1 else 'repairs'}"
    if node.lost:
        yield "有缺失", "text lost"
    if node.confidence < SURE:
        share = floor(node.confidence * 100)
        yield f"可信度 {share}%", f"confidence {share}%"


def _witnesses(node: Node) -> Iterator[Words]:
    """Which copies have the node and whether they agree. Part of the text may stand in one of them only."""
    count = len({span.copy for span in node.copies})
    if count == 1:
        yield "只见于一份副本", "in one copy only"
    elif count and node.agreement is None:
        yield f"见于 {count} 份副本", f"in {count} copies"
    elif count and node.agreement == 1:
        yield f"{count} 份副本一致", f"{count} copies agree"
    elif count:
        share = floor((node.agreement or 0) * 100)
        yield (
            f"见于 {count} 份副本，{share}% 的字相互印证",
            f"in {count} copies, {share}% of the text in more than one",
        )


def _copies(node: Node) -> str:
    if not node.copies:
        return ""
    places = ((block(span.copy), f"{span.start:,}–{span.end:,}") for span in node.copies)
    items = "".join(f'<li class="dz-file">{copy} <span class="dz-span">{where}</span></li>' for copy, where in places)
    return f"<p>{both('副本与字符位置', 'Copies, and where in them')}</p><ul>{items}</ul>"


def _repairs(mends: Sequence[Mend]) -> Iterator[str]:
    """The repairs by kind, different changes of each; the commonest kind first."""
    ordered = sorted(mends, key=lambda mend: mend.repair)
    kinds = [(kind, list(held)) for kind, held in groupby(ordered, lambda mend: mend.repair)]
    left = SHOWN
    for kind, held in sorted(kinds, key=lambda item: (-len(item[1]), item[0])):
        changes = distinct(held)
        items = "".join(f"<li>{change(mend)}{_times(count)}</li>" for mend, count in changes[:left])
        hidden = len(changes) - min(len(changes), left)
        left -= len(changes) - hidden
        more = f"<li>{both(f'另有 {hidden} 种改动', f'{hidden} more changes')}</li>" if hidden else ""
        name = both(*wording.repair(kind).name)
        yield f'<p>{name} <span class="dz-count">{len(held)}</span></p><ul class="dz-changes">{items}{more}</ul>'


def _times(count: int) -> str:
    return f' <span class="dz-count">×{count}</span>' if count > 1 else ""
