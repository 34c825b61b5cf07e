"""XLIFF in: versions 1.2 and 2.x of any program.

What no file may lack to be read truly is asked for (version, namespace, a source in each unit, the languages that the
file names); what only makes it untidy is not (a unit without an id is known by its number).
"""

from __future__ import annotations

import re
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


NAMESPACE = "urn:oasis:names:tc:xliff:document:"

# The versions that are read: "1.2", "2.0".
_VERSION = re.compile(r"1\.[0-2]|2\.[0-9]")


def load(data: bytes, place: str) -> list[Segment]:
    """The units of an XLIFF file with their texts in Chinese and English.

    Raises:
        CopyError: the file is no XLIFF, or is of other languages.
    """
    root = parse_xml(data, place)
    if elements.local(root) != "xliff":
        raise CopyError(f"{place}: is no XLIFF file (its root is '{elements.local(root)}').")
    _check_version(root, place)
    files = [one for one in root.iter() if elements.local(one) == "file"]
    second = root.get("version").startswith("2")
    several = len(files) > 1
    return [
        found
        for n, file in enumerate(files, 1)
        for found in _file(file, root if second else file, place, f"file {_name(file, n)}, " if several else "")
    ]


def _check_version(root: Any, place: str) -> None:
    version, space = root.get("version"), elements.namespace(root)
    if not version or not _VERSION.fullmatch(version):
        told = f"its version is '{version}'" if version else "its root has no attribute 'version'"
        raise CopyError(
            f"{place}: line {root.sourceline}: {told}; 1.2 and 2.x are read. Export the file as one of them."
        )
    if space and not space.startswith(f"{NAMESPACE}{version[0]}."):
        raise CopyError(
            f"{place}: line {root.sourceline}: its namespace '{space}' is not that of XLIFF {version}. "
            "Export the file again from the program that made it."
        )


def _name(file: Any, n: int) -> str:
    return str(file.get("original") or file.get("id") or n)


def _file(file: Any, named: Any, place: str, inside: str) -> Iterator[Segment]:
    second = named is not file
    tags = ("srcLang", "trgLang") if second else ("source-language", "target-language")
    kind = "unit" if second else "trans-unit"
    units = [one for one in file.iter() if elements.local(one) == kind and _is_own(one, file)]
    told = [f"unit {unit.get('id') or unit.get('resname') or n}" for n, unit in enumerate(units, 1)]
    read = [
        (unit, *(_second if second else _first)(unit, f"{place}: {inside}{where}"))
        for unit, where in zip(units, told, strict=True)
    ]
    languages = _languages([named.get(tag) for tag in tags], [(source, target) for _, source, target, _ in read], place)
    for (unit, source, target, complete), where in zip(read, told, strict=True):
        _check_languages(unit, languages, f"{place}: {inside}{where}")
        texts = dict(zip(languages, (source, target), strict=True))
        if source.strip() or target.strip():
            yield segments.segment(_facts(unit), texts, inside + where, inside + where, complete=complete)


def _is_own(element: Any, parent: Any) -> bool:
    """Whether an element is one of XLIFF's own: extensions use names such as "source" in namespaces of theirs."""
    return elements.namespace(element) == elements.namespace(parent)


def _child(element: Any, name: str) -> Any:
    return next((one for one in elements.children(element, name) if _is_own(one, element)), None)


def _source(element: Any, where: str) -> Any:
    found = _child(element, "source")
    if found is None:
        raise CopyError(
            f"{where}: line {element.sourceline}: has no source text. Export the file again, or take it out."
        )
    return found


def _check_languages(unit: Any, languages: tuple[Language, Language], where: str) -> None:
    """Refuses texts that say that they are of another language than the file's: read as these they would be wrong.

    Suggestions and notes may be of any.
    """
    pieces = [unit, *(one for one in elements.children(unit, "segment", "ignorable") if _is_own(one, unit))]
    for name, language in zip(("source", "target"), languages, strict=True):
        for text in filter(lambda one: one is not None, (_child(piece, name) for piece in pieces)):
            tag = text.get(elements.LANG)
            if tag and of_tag(tag) != language:
                raise CopyError(
                    f"{where}: line {text.sourceline}: its {name} is in '{tag}', but the file's is {NAMES[language]}. "
                    "Correct the one that is wrong (xml:lang), or take the unit out."
                )


NAMES: dict[Language, str] = {"zh": "Chinese (zh)", "en": "English (en)"}


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


def _first(unit: Any, where: str) -> tuple[str, str, bool]:
    """Source and target of a unit of version 1.2; suggestions (``alt-trans``) are no part of it."""
    return _text(_source(unit, where)), _text(_child(unit, "target")), True


def _second(unit: Any, where: str) -> tuple[str, str, bool]:
    """Source and target of a unit of version 2, which a program may have cut into segments: joined again.

    Targets may stand in another order than their sources (``order``).
    """
    pieces = [one for one in elements.children(unit, "segment", "ignorable") if _is_own(one, unit)]
    sources = [_text(_source(piece, where)) for piece in pieces]
    targets = []
    for n, piece in enumerate(pieces, 1):
        target = _child(piece, "target")
        if target is not None:
            targets.append((_order(target.get("order"), n), _text(target)))
        elif elements.local(piece) == "ignorable":
            targets.append((n, sources[n - 1]))
    units = [
        (source, piece) for piece, source in zip(pieces, sources, strict=True) if elements.local(piece) == "segment"
    ]
    there = [_text(_child(piece, "target")) for _, piece in units]
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
