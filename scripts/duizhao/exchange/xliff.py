"""XLIFF 2.1 out: a file a document, a unit a text of a node, for a translator's program.

The translator's notes are the node's kind and label; what brings a changed text back to its place (document, node,
part, edition, and a stamp of both texts as he saw them) stands in the metadata module, which programs keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from duizhao.exchange import elements, segments
from duizhao.exchange.languages import TAGS
from duizhao.exchange.segments import Batch
from duizhao.model import Edition, Language, Unit

CORE = "urn:oasis:names:tc:xliff:document:2.0"
META = "urn:oasis:names:tc:xliff:metadata:2.0"
CATEGORY = "duizhao"

# What an XML name token cannot hold: the "/" in the node id "A.2/1/2/a".
_NOT_TOKEN = re.compile(r"[^A-Za-z0-9._-]")


def dump(batches: Iterable[Batch], source: Language) -> bytes:
    """The XLIFF file of these units; ``source`` is the language that is translated from.

    Raises:
        DuizhaoError: there are none, or one holds a character that no XML can hold.
    """
    target: Language = "en" if source == "zh" else "zh"
    root = etree.Element(
        f"{{{CORE}}}xliff", nsmap={None: CORE, "mda": META}, version="2.1", srcLang=TAGS[source], trgLang=TAGS[target]
    )
    root.set(elements.SPACE, "preserve")
    for batch in segments.filled(batches):
        file = _add(root, "file", id=_token(batch.document), original=batch.document)
        given: set[str] = set()
        for unit in batch.units:
            _unit(file, unit, batch.edition, (source, target), given)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def _add(parent: Any, tag: str, text: str | None = None, /, space: str = CORE, **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{space}}}{tag}", attributes)
    element.text = text
    return element


def _token(name: str) -> str:
    return _NOT_TOKEN.sub("_", name) or "_"


def _unit(file: Any, unit: Unit, edition: Edition, languages: tuple[Language, Language], given: set[str]) -> None:
    stem = name = f"{_token(unit.place)}.{unit.part}"
    while name in given:  # two ids that differ only in what a token cannot hold
        name = f"{stem}.{len(given)}"
    given.add(name)
    inner = _add(file, "unit", id=name, name=unit.place)
    group = _add(_add(inner, "metadata", space=META), "metaGroup", space=META, category=CATEGORY)
    for key, value in segments.facts(unit, edition).items():
        _add(group, "meta", value, space=META, type=key)
    notes = _add(inner, "notes")
    _add(notes, "note", " ".join(filter(None, (unit.kind, unit.part, unit.label))), category="place")
    if unit.lost:
        _add(notes, "note", "The copies have lost text here: leave the gap.", category="lost")
    source, target = (unit.text(language) for language in languages)
    segment = _add(inner, "segment", state="translated" if source and target else "initial")
    _add(segment, "source", source)
    if target:
        _add(segment, "target", target)
