"""XLIFF in: versions 1.2 and 2.x of any program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from duizhao.errors import CopyError
from duizhao.exchange import elements, segments
from duizhao.exchange.languages import of_tag, of_text
from duizhao.exchange.segments import Segment
from duizhao.exchange.sources import parse_xml
from duizhao.exchange.xliff import CATEGORY
from duizhao.model import Language

CODES = frozenset({"bpt", "ept", "ph", "it", "sub", "x", "bx", "ex"})
"""Elements of version 1.2 whose content is markup; those of version 2 are empty."""


def load(data: bytes, place: str) -> list[Segment]:
    """The units of an XLIFF file with their texts in Chinese and English.

    Raises:
        CopyError: the file is no XLIFF, or is of other languages.
    """
    root = parse_xml(data, place)
    if elements.local(root) != "xliff":
        raise CopyError(f"{place}: is no XLIFF file (its root is '{elements.local(root)}').")
    files = [one for one in root.iter() if elements.local(one) == "file"]
    second = (root.get("version") or "").startswith("2")
    return [found for file in files for found in _file(file, root if second else file, place, second=second)]


def _file(file: Any, named: Any, place: str, *, second: bool) -> Iterator[Segment]:
    tags = ("srcLang", "trgLang") if second else ("source-language", "target-language")
    kind = "unit" if second else "trans-unit"
    units = [one for one in file.iter() if elements.local(one) == kind]
    read = [(unit, *(_second(unit) if second else _first(unit))) for unit in units]
    languages = _languages([named.get(tag) for tag in tags], [(source, target) for _, source, target, _ in read], place)
    for n, (unit, source, target, complete) in enumerate(read, 1):
        where = f"unit {unit.get('id') or unit.get('resname') or n}"
        texts = dict(zip(languages, (source, target), strict=True))
        if source.strip() or target.strip():
            yield segments.segment(_facts(unit), texts, where, where, complete=complete)


def _languages(tags: list[str | None], pairs: Iterable[tuple[str, str]], place: str) -> tuple[Language, Language]:
    """Which language is the source and which the target: as the file says, else by the script of the texts."""
    pairs = list(pairs)
    found = [of_tag(tag) for tag in tags]
    for n in (0, 1):
        if tags[n] is None:
            found[n] = of_text(" ".join(pair[n] for pair in pairs)) or (_other(found[1 - n]))
    source, target = found
    if source is None or target is None or source == target:
        told = " and ".join(tag or "an unnamed one" for tag in tags)
        raise CopyError(f"{place}: its languages are {told}. What is read is Chinese (zh) and English (en).")
    return source, target


def _other(language: Language | None) -> Language | None:
    return {"zh": "en", "en": "zh"}.get(language or "")  # type: ignore[return-value]


def _first(unit: Any) -> tuple[str, str, bool]:
    """Source and target of a unit of version 1.2; suggestions (``alt-trans``) are no part of it."""
    source, target = (elements.child(unit, name) for name in ("source", "target"))
    return _text(source), _text(target), True


def _second(unit: Any) -> tuple[str, str, bool]:
    """Source and target of a unit of version 2, which a program may have cut into segments: joined again.

    Targets may stand in another order than their sources (``order``).
    """
    pieces = elements.children(unit, "segment", "ignorable")
    sources = [_text(elements.child(piece, "source")) for piece in pieces]
    targets = []
    for n, piece in enumerate(pieces, 1):
        target = elements.child(piece, "target")
        if target is not None:
            targets.append((_order(target.get("order"), n), _text(target)))
        elif elements.local(piece) == "ignorable":
            targets.append((n, sources[n - 1]))
    units = [
        (source, piece) for piece, source in zip(pieces, sources, strict=True) if elements.local(piece) == "segment"
    ]
    there = [_text(elements.child(piece, "target")) for _, piece in units]
    missing = any(source.strip() and not target for (source, _), target in zip(units, there, strict=True))
    text = "".join(text for _, text in sorted(targets, key=lambda pair: pair[0])) if any(there) else ""
    return "".join(sources), text, not (text and missing)


def _order(number: str | None, otherwise: int) -> int:
    return int(number) if number and number.isdecimal() and number.isascii() else otherwise


def _text(element: Any) -> str:
    if element is None:
        return ""
    text = elements.text(element, CODES)
    return text if elements.keeps_space(element) else elements.joined(text)


def _facts(unit: Any) -> dict[str, str]:
    """What our own export wrote of a unit; empty in files of others."""
    groups = (one for one in unit.iter() if elements.local(one) == "metaGroup" and one.get("category") == CATEGORY)
    group = next(groups, None)
    if group is None:
        return {}
    return {one.get("type", ""): elements.text(one) for one in elements.children(group, "meta")}
