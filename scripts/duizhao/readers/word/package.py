"""The parts of a Word file, found by their relations: nothing outside the file is ever followed."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Any

from lxml import etree

from duizhao.errors import CopyError
from duizhao.readers.elements import attribute, children
from duizhao.text import containers

MAX_SIGNS = 8_000_000
"""Tags of one part at most, which bounds the memory of its tree: a book of a thousand pages has a fifth of them."""

AGAIN = "Open it in a word processor, save it again as a Word file (.docx) and import that"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts that hold text, or say how it is numbered; None where the file has no such part."""

    document: Any
    styles: Any = None
    numbering: Any = None
    footnotes: Any = None
    endnotes: Any = None


def read(data: bytes, place: str) -> Package:
    """The parts of a Word file.

    Raises:
        CopyError: the file is broken, encrypted, a bomb, or no Word file.
    """
    parts = containers.parts(data, place)
    names = {name.lower(): name for name in parts}
    main = _main(parts, names, place)
    found = {"document": _tree(parts[main], f"{place}: {main}")}
    for kind, target in _relations(parts, names, main, place):
        if kind in ("styles", "numbering", "footnotes", "endnotes") and target:
            found.setdefault(kind, _tree(parts[target], f"{place}: {target}"))
    if children(found["document"], "body") is None:
        raise CopyError(f"{place}: is a container without a Word document in it. Check the file's ending.")
    return Package(**found)


def _main(parts: dict[str, bytes], names: dict[str, str], place: str) -> str:
    """The part with the document, which the container's own relations name."""
    related = [target for kind, target in _relations(parts, names, "", place) if kind == "officeDocument" and target]
    main = related[0] if related else names.get("word/document.xml")
    if main is None:
        raise CopyError(
            f"{place}: is a ZIP container, but no Word file. Check the file's ending; unpack an archive and import "
            "what is in it."
        )
    return main


def _relations(parts: dict[str, bytes], names: dict[str, str], part: str, place: str) -> list[tuple[str, str | None]]:
    """Kind and target of the relations of a part that lead to another part of the file."""
    folder, name = posixpath.split(part)
    listed = names.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
    if listed is None:
        return []
    out = []
    for relation in _tree(parts[listed], f"{place}: {listed}"):
        target = attribute(relation, "Target") or ""
        if isinstance(relation.tag, str) and attribute(relation, "TargetMode") != "External":
            full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = (attribute(relation, "Type") or "").rpartition("/")[2]
            out.append((kind, names.get(full.lower())))
    return out


def _tree(data: bytes, place: str) -> Any:
    if data.count(b"<") > MAX_SIGNS:
        raise CopyError(f"{place}: holds more than a machine can keep. Cut the file into one for each document.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise CopyError(f"{place}: is broken or nested too deep ({error}). {AGAIN}.") from error
