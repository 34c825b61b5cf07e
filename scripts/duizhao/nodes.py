"""Drafts become nodes: heading and text apart, places, agreement and confidence said, losses marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from duizhao.model import LANGUAGES, Finding, Node, Span
from duizhao.text.draft import Body, Collated, Draft, Parsed, Witness
from duizhao.text.traced import join

_BRACKETS = {"(": ")", "（": "）"}
# How a text of a list or a clause ends; a title may end without: "。", ";", "…:".
_ENDED = re.compile(r"[。；;.:：!?！？)）”\"]\s*$")


# An item of a table, by the last part of its id: the "c" of "A.1/3/1/c".
_ITEM = re.compile(r"[a-z]")


class Places(Protocol):
    """Where the characters of the copies stand (``audit.Trace``)."""

    def locate(self, place: int) -> tuple[str, int]:
        """Copy and character of a place that is numbered through all copies."""

    def edits(self) -> Mapping[str, int]:
        """How many repairs touched each node."""


def unique(parsed: Parsed) -> Parsed:
    """The copy with each id once: an id that a copy shows again (a heading printed twice) goes on with its text."""
    held: dict[str, Draft] = {}
    strays: list[Draft] = []
    for draft in parsed.drafts:
        if draft.kind == "stray":
            strays.append(draft)
        else:
            held[draft.id] = _continued(held[draft.id], draft) if draft.id in held else draft
    return replace(parsed, drafts=(*held.values(), *strays))


def _continued(first: Draft, second: Draft) -> Draft:
    zh, en = _behind(first.zh, second.zh, ""), _behind(first.en, second.en, " ")
    title_zh = first.title_zh if first.zh else second.title_zh
    title_en = first.title_en if first.en else second.title_en
    return replace(first, zh=zh, en=en, title_zh=title_zh, title_en=title_en, matter=first.matter + second.matter)


def _behind(first: Body, second: Body, gap: str) -> Body:
    """Two texts as paragraphs of one."""
    if not first or not second:
        return first or second
    start = len(first.text) + len(gap)
    marks = ({start, *(start + n for n in found)} for found in (second.breaks, second.paragraphs))
    breaks, paragraphs = (held | found for held, found in zip((first.breaks, first.paragraphs), marks, strict=True))
    return Body(join([first.text, second.text], gap), breaks, paragraphs)


def whole(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with every parent a node before its children: one that no copy holds is a node that is lost."""
    known = {d.id: d for d in drafts if d.kind != "stray"}
    out: dict[str, Draft] = {}
    for draft in known.values():
        for one in reversed(_missing_above(draft, known, out)):
            out[one.id] = one
        out[draft.id] = draft
    return [*out.values(), *(d for d in drafts if d.kind == "stray")]


def _missing_above(draft: Draft, known: Mapping[str, Draft], done: Mapping[str, Draft]) -> list[Draft]:
    """The nodes above that do not stand before this one, the nearest first."""
    found: dict[str, Draft] = {}
    child = draft
    while child.parent is not None and child.parent not in done and child.parent not in found:
        child = known.get(child.parent) or _lost(child.parent, child)
        found[child.id] = child
    return [one for one in found.values() if one.id != draft.id]


def _lost(node: str, child: Draft) -> Draft:
    """A node of which the copies show only what stands below it: its id says where it belongs and what it is."""
    above, _, last = node.rpartition("/")
    if not above:
        kind = "clause" if node[:1].isdigit() else "table" if "." in node else "annex"
        label = f"附录{node}" if kind == "annex" else node
        return Draft(node, kind, node.rpartition(".")[0] or None, label, child.region, lost=True)
    kind = "item" if _ITEM.fullmatch(last) else "group" if "/" in above else "factor"
    return Draft(node, kind, above, f"{last})" if kind == "item" else None, child.region, lost=True)


def build(drafts: Sequence[Draft], collated: Collated, places: Places) -> tuple[Node, ...]:
    """The nodes in printed order."""
    edits = places.edits()
    held = [d for d in drafts if d.kind != "stray"]
    last = _cut_off(held)
    return tuple(_node(d, collated, places, edits.get(d.id, 0), d.id in last) for d in held)


def _node(draft: Draft, collated: Collated, places: Places, edits: int, cut: bool) -> Node:
    title_zh, text_zh = _parts(draft.zh, draft.title_zh or 0)
    title_en, text_en = _parts(draft.en, draft.title_en or 0)
    witnesses = [w for language in LANGUAGES if (w := collated.witnesses.get((draft.id, language)))]
    agreement = _agreement(draft, witnesses)
    lost = draft.lost or cut or _broken(draft.zh.text.text) or _broken(draft.en.text.text)
    return Node(
        draft.id, draft.kind, draft.parent, draft.label, title_zh, title_en, text_zh, text_en,
        lost=lost,
        note=draft.note,
        supplied=draft.supplied,
        copies=_spans(draft, witnesses, places),
        edits=edits,
        agreement=agreement,
        confidence=_confidence(draft, agreement, witnesses, lost),
    )  # fmt: skip


def _parts(body: Body, title: int) -> tuple[str | None, str | None]:
    text = body.text.text
    starts = [0, *sorted(p for p in body.paragraphs if p > title), len(text)]
    starts[0] = title
    paragraphs = [text[a:b].strip() for a, b in pairwise(starts)]
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
    return round(max(0.0, 1.0 - alone - 0.5 * differing - restored - 0.3 * lost) * draft.certainty, 3)


def _spans(draft: Draft, witnesses: Iterable[Witness], places: Places) -> tuple[Span, ...]:
    """Where the text stands: for each copy its first and last character, the copy followed most first."""
    own = [*draft.zh.text.positions(), *draft.en.text.positions()]
    others = [p for w in witnesses for p in w.places]
    found: dict[str, list[int]] = {}
    for place in [*own, *others]:
        copy, at = places.locate(place)
        found.setdefault(copy, []).append(at)
    return tuple(Span(copy, min(held), max(held) + 1) for copy, held in found.items())


# Brackets in which something stood, not those of a function: "如()、物联网", not "main()".
_EMPTIED = re.compile(r"(?<![A-Za-z0-9_])[(（]\s?[)）]")


def _broken(text: str) -> bool:
    """Whether brackets show that text is lost: they are empty, or one is opened and never closed or the reverse."""
    if _EMPTIED.search(text):
        return True
    least = most = 0  # brackets that are open: what may be a label's may close one or not, as in "2019(2)"
    for n, char in enumerate(text):
        if char in _BRACKETS:
            least, most = least + 1, most + 1
        elif char in _BRACKETS.values():
            label = n > 0 and text[n - 1].isalnum() and _is_label(text, n)
            least, most = max(0, least - 1), most if label else most - 1
        if most < 0:
            return True
    return least > 0


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
            message = f"{node.id}: text that stood here is in none of the copies."
            yield Finding("lost", "warning", message, document, node.id)
