"""A pair of texts as an exchange file holds it: the unit, and what the file says of where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from duizhao.errors import DuizhaoError
from duizhao.model import Edition, Unit
from duizhao.text import sentences, stamps

EDITIONS: tuple[Edition, ...] = ("printed", "plain")


@dataclass(frozen=True, slots=True)
class Segment:
    """A unit of a file. ``where`` names the place in the file for messages ("row 12", "unit u7").

    ``edition`` and ``seen`` (a stamp of both texts) stand in files that this project wrote; ``complete`` is False
    where only some pieces of a unit that a tool had cut up are translated.
    """

    unit: Unit
    where: str
    edition: Edition | None = None
    seen: str | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Batch:
    """What is written of one document: its units in an edition."""

    document: str
    edition: Edition
    units: tuple[Unit, ...]


def in_sentences(batch: Batch) -> Batch:
    """The batch with a unit for each sentence and its counterpart (``text.sentences``) instead of each text."""
    units = (
        replace(unit, zh="".join(bead.zh), en=" ".join(bead.en))
        for unit in batch.units
        for bead in sentences.align(unit.zh, unit.en)
    )
    return replace(batch, units=tuple(units))


# What XML 1.0 cannot hold: controls, halves of pairs, noncharacters. "\x00", "\ufffe".
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def filled(batches: Iterable[Batch]) -> list[Batch]:
    """The batches that have units.

    Raises:
        DuizhaoError: none has, or a text holds a character that no XML can hold.
    """
    found = [batch for batch in batches if batch.units]
    if not found:
        raise DuizhaoError("nothing to write: no document has text in that edition. Import copies first.")
    for batch in found:
        for unit in batch.units:
            for text in (unit.place, unit.label or "", unit.zh, unit.en):
                check_text(text, f"{batch.document}, {unit.place}")
    return found


def check_text(text: str, place: str) -> None:
    """Refuses text that XML cannot hold.

    Raises:
        DuizhaoError: there is such a character.
    """
    if bad := _NOT_XML.search(text):
        raise DuizhaoError(
            f"{place}: the text holds a character (U+{ord(bad[0]):04X}) that such a file cannot hold. Take it out."
        )


def facts(unit: Unit, edition: Edition) -> dict[str, str]:
    """What a file keeps of a unit besides its texts, under the names by which ``segment`` finds it."""
    known = {"document": unit.document, "node": unit.place, "part": unit.part, "kind": unit.kind, "label": unit.label}
    lost = {"lost": "yes"} if unit.lost else {}
    seen = {"edition": edition, "hash": stamps.of_pair(unit.zh, unit.en)}
    return {name: value for name, value in known.items() if value is not None} | lost | seen


def segment(
    kept: Mapping[str, str], texts: Mapping[Any, str], where: str, place: str, *, complete: bool = True
) -> Segment:
    """The segment of the facts that a file kept (none, where it is not ours) and its texts by language.

    ``place`` is the unit's where the file does not name a node.
    """
    unit = Unit(
        place=kept.get("node") or place, zh=texts.get("zh", ""), en=texts.get("en", ""),
        part="title" if kept.get("part") == "title" else "text", kind=kept.get("kind") or "paragraph",
        label=kept.get("label"), document=kept.get("document"), lost=kept.get("lost") == "yes",
    )  # fmt: skip
    edition = next((known for known in EDITIONS if known == kept.get("edition")), None)
    return Segment(unit, where, edition, kept.get("hash") if "node" in kept else None, complete)
