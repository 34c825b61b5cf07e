"""Chinese and English of one node set side by side.

Within a standard the two languages carry the same numbers, so that nodes pair by their ids. What is left without
a partner in a node whose sisters have one is reported, never filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from duizhao.model import Finding, Node

PAIRED = ("factor", "group", "item", "practice")


def unpaired(nodes: Sequence[Node], document: str) -> Iterator[Finding]:
    """Nodes of a bilingual table that have text in one language only."""
    for node in nodes:
        if node.kind in PAIRED and not node.lost:
            for language, missing in (("zh", _empty(node, "zh")), ("en", _empty(node, "en"))):
                if missing:
                    name = "Chinese" if language == "zh" else "English"
                    message = (
                        f"{node.id} has no {name} text: the copies hold only the other language. Compare the print."
                    )
                    yield Finding("unpaired", "warning", message, document, node.id, language)  # type: ignore[arg-type]


def _empty(node: Node, language: str) -> bool:
    return not (getattr(node, f"title_{language}") or getattr(node, f"text_{language}"))


def languages(nodes: Iterable[Node]) -> set[str]:
    """The languages that any node has text in."""
    held = list(nodes)
    return {language for language in ("zh", "en") if any(not _empty(n, language) for n in held)}
