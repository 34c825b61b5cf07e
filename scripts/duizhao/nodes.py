"""Drafts become nodes: heading and text apart, places, agreement and confidence said, losses marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from duizhao.audit import Trace
from duizhao.collate import Collated, Witness
from duizhao.model import Finding, Node, Span
from duizhao.text.draft import Body, Draft

_BRACKETS = {"(": ")", "（": "）"}
# How a text of a list or a clause ends; a title may end without: "。", ";", "…:".
_ENDED = re.compile(r"[。；;.:：!?！？)）”\"]\s*$")


def build(drafts: Sequence[Draft], collated: Collated, trace: Trace) -> tuple[Node, ...]:
    """The nodes in printed order."""
    edits = trace.edits()
    held = [d for d in drafts if d.kind != "stray"]
    last = _cut_off(held)
    return tuple(_node(d, collated, trace, edits[d.id], d.id in last) for d in held)


def _node(draft: Draft, collated: Collated, trace: Trace, edits: int, cut: bool) -> Node:
    title_zh, text_zh = _parts(draft.zh, draft.title_zh or 0)
    title_en, text_en = _parts(draft.en, draft.title_en or 0)
    witnesses = [w for language in ("zh", "en") if (w := collated.witnesses.get((draft.id, language)))]  # type: ignore[arg-type]
    agreement = _agreement(draft, witnesses)
    lost = draft.lost or cut or _broken(draft.zh.text.text) or _broken(draft.en.text.text)
    return Node(
        draft.id, draft.kind, draft.parent, draft.label, title_zh, title_en, text_zh, text_en,
        lost=lost,
        note=draft.note,
        supplied=draft.supplied,
        copies=_spans(draft, witnesses, trace),
        edits=edits,
        agreement=agreement,
        confidence=_confidence(draft, agreement, witnesses, lost),
    )  # fmt: skip


def _parts(body: Body, title: int) -> tuple[str | None, str | None]:
    text = body.text.text
    starts = [0, *sorted(p for p in body.paragraphs if p > title), len(text)]
    starts[0] = title
    paragraphs = [text[a:b].strip() for a, b in zip(starts, starts[1:], strict=False)]
    return text[:title].strip() or None, "\n".join(p for p in paragraphs if p) or None


def _agreement(draft: Draft, witnesses: Iterable[Witness]) -> float | None:
    """Share of the node's characters that a second copy has too; None where no second copy has any of them."""
    held = list(witnesses)
    letters = sum(not c.isspace() for body in (draft.zh, draft.en) for c in body.text.text)
    confirmed = sum(w.confirmed for w in held)
    return round(min(1.0, confirmed / letters), 3) if held and letters else None


def _confidence(draft: Draft, agreement: float | None, witnesses: Sequence[Witness], lost: bool) -> float:
    """1 for a text that two copies hold alike; less for one copy alone, readings that differ, restored labels, loss."""
    letters = max(1, len(draft.zh.text) + len(draft.en.text))
    differing = min(1.0, sum(w.differing for w in witnesses) / letters)
    alone = 0.05 * (1.0 - (agreement or 0.0))
    restored = 0.1 if draft.note and "restored" in draft.note else 0.0
    return round(max(0.0, 1.0 - alone - 0.5 * differing - restored - 0.3 * lost), 3)


def _spans(draft: Draft, witnesses: Iterable[Witness], trace: Trace) -> tuple[Span, ...]:
    """Where the text stands: for each copy its first and last character, the copy followed most first."""
    own = [*draft.zh.text.positions(), *draft.en.text.positions()]
    others = [p for w in witnesses for p in w.places]
    found: dict[str, list[int]] = {}
    for place in [*own, *others]:
        copy, at = trace.locate(place)
        found.setdefault(copy, []).append(at)
    return tuple(Span(copy, min(places), max(places) + 1) for copy, places in found.items())


def _broken(text: str) -> bool:
    """Whether brackets show that text is lost: one is opened and never closed, or closed and never opened."""
    open_now = 0
    for n, char in enumerate(text):
        if char in _BRACKETS:
            open_now += 1
        elif char in _BRACKETS.values() and not (n and text[n - 1].isalnum() and _is_label(text, n)):
            open_now -= 1
        if open_now < 0:
            return True
    return open_now > 0


def _is_label(text: str, at: int) -> bool:
    """Whether a bracket closes a label of a list in running text: "a)", "12)"."""
    return bool(re.search(r"(?:^|[^0-9A-Za-z])(?:[a-z]|\d{1,2})$", text[max(0, at - 3) : at]))


def _cut_off(drafts: Sequence[Draft]) -> set[str]:
    """Nodes at which all copies break off: the last of a table that ends in the middle of a sentence or a language."""
    last = next((d for d in reversed(drafts) if d.kind in ("practice", "item", "group", "row")), None)
    if last is None or not any(d.lost for d in drafts):
        return set()
    texts = [body.text.text for body in (last.zh, last.en)]
    whole = all(texts) and all(_ENDED.search(text) for text in texts)
    return set() if whole else {last.id}


def findings(nodes: Sequence[Node], document: str) -> Iterator[Finding]:
    """What a reader should know of the text that was read: losses, labels restored."""
    for node in nodes:
        if node.lost:
            yield Finding("lost", "warning", f"{node.id}: text that stood here is in none of the copies.", document, node.id)
