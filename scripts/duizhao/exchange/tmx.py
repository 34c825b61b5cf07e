"""TMX 1.4b: a translation memory of the aligned texts, out and in.

A unit is one ``tu``; where it came from stands in ``prop`` elements, so that reading gives the same units back. A
unit that has text in one language only has one ``tuv``: memories ignore it, and nothing is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from duizhao import __version__
from duizhao.errors import CopyError
from duizhao.exchange import elements, segments
from duizhao.exchange.languages import TAGS, of_tag
from duizhao.exchange.segments import Batch, Segment
from duizhao.exchange.sources import parse_xml
from duizhao.model import LANGUAGES

PROP = "x-duizhao-"
"""How the types of our own properties begin (TMX 1.4b: unpublished types begin with "x-")."""

CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
"""Elements whose content is markup of the original file, not text."""


def dump(batches: Iterable[Batch], *, sentences: bool = False) -> bytes:
    """The TMX file of these units; ``sentences``: these are cut up into sentences, as translators' programs do.

    Raises:
        DuizhaoError: there are none, or one holds a character that no XML can hold.
    """
    root = etree.Element("tmx", version="1.4")
    header = {"creationtool": "duizhao", "creationtoolversion": __version__, "o-tmf": "duizhao"}
    header["segtype"] = "sentence" if sentences else "block"
    said = {"adminlang": "en", "srclang": "*all*", "datatype": "plaintext"}
    etree.SubElement(root, "header", header | said)
    body = etree.SubElement(root, "body")
    for batch in segments.filled(map(segments.in_sentences, batches) if sentences else batches):
        counts: Counter[str] = Counter()
        for unit in batch.units:
            name = f"{batch.document}/{unit.place}#{unit.part}"
            counts[name] += 1
            inner = etree.SubElement(body, "tu", tuid=f"{name}.{counts[name]}" if sentences else name)
            for name, value in segments.facts(unit, batch.edition).items():
                etree.SubElement(inner, "prop", type=PROP + name).text = value
            for language in LANGUAGES:
                if text := unit.text(language):
                    variant = etree.SubElement(inner, "tuv")
                    variant.set(elements.LANG, TAGS[language])
                    etree.SubElement(variant, "seg").text = text
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def load(data: bytes, place: str) -> list[Segment]:
    """The units of a TMX file of any program, those without Chinese and English left out.

    Raises:
        CopyError: the file is no TMX.
    """
    root = parse_xml(data, place)
    if elements.local(root) != "tmx":
        raise CopyError(f"{place}: is no TMX file (its root is '{elements.local(root)}').")
    units = (one for one in root.iter() if elements.local(one) == "tu")
    return list(_segments(units))


def _segments(units: Iterable[Any]) -> Iterator[Segment]:
    for n, unit in enumerate(units, 1):
        where = f"unit {unit.get('tuid') or n}"
        texts: dict[str, str] = {}
        for variant in elements.children(unit, "tuv"):
            language = of_tag(variant.get(elements.LANG) or variant.get("lang"))
            seg = elements.child(variant, "seg")
            if language and seg is not None:
                texts.setdefault(language, elements.text(seg, CODES))
        props = {prop.get("type", ""): elements.text(prop) for prop in elements.children(unit, "prop")}
        kept = {name.removeprefix(PROP): value for name, value in props.items() if name.startswith(PROP)}
        if texts:
            yield segments.segment(kept, texts, where, where)
