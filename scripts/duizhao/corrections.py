"""Hand corrections: applied to parsed nodes, so that importing again loses none of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from duizhao.model import Correction, Finding, Node


def apply_corrections(
    nodes: Sequence[Node], corrections: Iterable[Correction]
) -> tuple[tuple[Node, ...], tuple[Finding, ...]]:
    """The nodes with the corrections made, in their order, and a finding for each that no longer fits.

    A correction fits if its ``before`` stands exactly once in title and text of its node, in its language; else it
    is left out with a finding "correction-stale", because a guess could put a wrong word into a standard.
    """
    found = {node.id: node for node in nodes}
    stale: list[Finding] = []
    for correction in corrections:
        node = found.get(correction.node)
        if node is None:
            stale.append(_stale(correction, "there is no such node"))
            continue
        times = _count(node, correction)
        if times == 1:
            found[node.id] = _corrected(node, correction)
        else:
            stale.append(_stale(correction, "it is not there" if not times else f"it stands there {times} times"))
    return tuple(found[node.id] for node in nodes), tuple(stale)


def _fields(correction: Correction) -> tuple[str, str]:
    return f"title_{correction.language}", f"text_{correction.language}"


def _count(node: Node, correction: Correction) -> int:
    if not correction.before:
        return 0
    return sum((getattr(node, field) or "").count(correction.before) for field in _fields(correction))


def _corrected(node: Node, correction: Correction) -> Node:
    changes: dict[str, Any] = {
        field: text.replace(correction.before, correction.after) or None
        for field in _fields(correction)
        if (text := getattr(node, field)) and correction.before in text
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
