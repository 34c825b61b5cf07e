"""Hand corrections: applied to parsed nodes, so that importing again loses none of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from duizhao.model import LANGUAGES, Correction, Edition, Finding, Language, Node
from duizhao.text import stamps


def of_edition(corrections: Iterable[Correction], edition: Edition) -> tuple[Correction, ...]:
    """The corrections that are meant for an edition."""
    return tuple(correction for correction in corrections if correction.edition == edition)


def apply_corrections(
    nodes: Sequence[Node], corrections: Iterable[Correction]
) -> tuple[tuple[Node, ...], tuple[Finding, ...]]:
    """The nodes with the corrections made, in their order, and a finding for each that no longer fits.

    A correction fits if its ``before`` stands exactly once in title and text of its node, in its language, or is the
    whole of the part that it names; else it is left out with a finding "correction-stale", because a guess could put
    a wrong word into a standard.
    """
    found = {node.id: node for node in nodes}
    stale: list[Finding] = []
    for correction in corrections:
        node = found.get(correction.node)
        if why := _misfit(node, correction):
            stale.append(_stale(correction, why))
        elif node is not None:
            found[node.id] = _corrected(node, correction)
    return tuple(found[node.id] for node in nodes), tuple(stale)


def _misfit(node: Node | None, correction: Correction) -> str | None:
    """Why the correction cannot be made; None if it can."""
    if node is None:
        return "there is no such node"
    if correction.part is None:
        times = _count(node, correction)
        return None if times == 1 else "it is not there" if not times else f"it stands there {times} times"
    if _whole(node, correction, correction.language) != correction.before:
        return f"the {correction.part} is another now"
    pair = (_whole(node, correction, language) for language in LANGUAGES)
    if correction.hash is not None and stamps.of_pair(*pair) != correction.hash:
        return "its counterpart in the other language has changed since"
    return None


def _whole(node: Node, correction: Correction, language: Language) -> str:
    """The part as ``text.units`` hands it out: a title that is ours is no part of the printed edition."""
    field = f"{correction.part}_{language}"
    return "" if correction.edition == "printed" and field in node.supplied else _text(node, field)


def _text(node: Node, field: str) -> str:
    return getattr(node, field) or ""


def _fields(correction: Correction) -> tuple[str, ...]:
    parts = (correction.part,) if correction.part else ("title", "text")
    return tuple(f"{part}_{correction.language}" for part in parts)


def _count(node: Node, correction: Correction) -> int:
    if not correction.before:
        return 0
    return sum(_text(node, field).count(correction.before) for field in _fields(correction))


def _corrected(node: Node, correction: Correction) -> Node:
    if correction.part:
        whole: dict[str, Any] = {_fields(correction)[0]: correction.after or None}
        return replace(node, **whole)
    changes: dict[str, Any] = {
        field: text.replace(correction.before, correction.after) or None
        for field in _fields(correction)
        if (text := _text(node, field)) and correction.before in text
    }
    return replace(node, **changes)


def _stale(correction: Correction, why: str) -> Finding:
    return Finding(
        check="correction-stale",
        severity="warning",
        message=f"A correction (by {correction.who}) no longer fits: it changes '{correction.before}', but {why}. "
        "Adjust or remove it in corrections.yaml.",
        node=correction.node,
        language=correction.language,
        suggestion=correction.after or None,
    )
