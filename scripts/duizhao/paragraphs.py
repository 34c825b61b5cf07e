"""The paragraphs of a handbook's sections as nodes of their own.

It is done once the copies have been compared, so that all of them are cut at the same places: where a copy shows line
breaks, these; where none does, by sense, and then each paragraph says how sure its limits are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from duizhao.model import Language
from duizhao.text import senses
from duizhao.text.draft import EMPTY, Body, Collated, Draft, Witness

BY_SENSE = "paragraph found by sense"
"""The note of a paragraph of which no copy shows the limits."""

Key = tuple[str, Language]


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    certainty: float
    by_sense: bool


def split(drafts: Sequence[Draft], collated: Collated) -> tuple[list[Draft], Collated]:
    """The drafts, the texts of those that are to be parted in drafts of their own, and the witnesses of each."""
    out: list[Draft] = []
    witnesses = dict(collated.witnesses)
    for draft in drafts:
        pieces = _pieces(draft) if draft.parted else []
        if pieces:
            out += _parted(draft, pieces, witnesses)
        else:
            out.append(draft)
    return out, replace(collated, witnesses=witnesses)


def _pieces(draft: Draft) -> list[_Piece]:
    text, start = draft.zh.text.text, draft.title_zh or 0
    if not text[start:].strip():
        return []
    shown = sorted(p for p in draft.zh.paragraphs if p > start)
    if shown:
        limits = [start, *shown, len(text)]
        return [_Piece(a, b, 1.0, by_sense=False) for a, b in pairwise(limits)]
    subject = text[:start] if start else ""
    cuts = senses.paragraphs(text[start:], subject)
    limits = [start, *(start + cut.at for cut in cuts), len(text)]
    sure = [1.0, *(cut.certainty for cut in cuts), 1.0]
    by_sense = len(limits) > 2
    return [_Piece(a, b, min(x, y), by_sense) for (a, b), (x, y) in zip(pairwise(limits), pairwise(sure), strict=True)]


def _parted(draft: Draft, pieces: Sequence[_Piece], witnesses: dict[Key, Witness]) -> Iterator[Draft]:
    """The draft with its heading only, and a draft for each paragraph; the last one is lost where the text was."""
    title = draft.title_zh or 0
    witness = witnesses.pop((draft.id, "zh"), None)
    whole = len(draft.zh.text)
    yield replace(draft, zh=_body(draft.zh, 0, title) if title else EMPTY, lost=draft.lost and not pieces, parted=False)
    if witness and title:
        witnesses[draft.id, "zh"] = _share(witness, 0, title, whole)
    for n, piece in enumerate(pieces, 1):
        node = f"{draft.id}/{n}"
        if witness:
            witnesses[node, "zh"] = _share(witness, piece.start, piece.end, whole)
        yield Draft(
            node, "paragraph", draft.id, None, draft.region, _body(draft.zh, piece.start, piece.end), title_zh=0,
            title_en=0, lost=draft.lost and n == len(pieces), note=BY_SENSE if piece.by_sense else None,
            certainty=piece.certainty,
        )  # fmt: skip


def _body(body: Body, start: int, end: int) -> Body:
    breaks, paragraphs = (
        frozenset(at - start for at in held if start < at < end) for held in (body.breaks, body.paragraphs)
    )
    return Body(body.text[start:end], breaks, paragraphs)


def _share(witness: Witness, start: int, end: int, whole: int) -> Witness:
    """What a witness of the whole text says of a part of it: its places in order, its counts by length."""
    share = (end - start) / whole
    places = witness.places[len(witness.places) * start // whole : len(witness.places) * end // whole]
    return Witness(round(witness.confirmed * share), round(witness.differing * share), places)
