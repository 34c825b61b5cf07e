"""The bytes of a file that somebody brings, and whether it is safe to read.

Such files come from strangers: XML may name entities that grow without bound or files to be fetched. That is refused
before anything is parsed; ZIP containers (XLSX, DOCX) are looked through by ``text.containers``.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Any

from lxml import etree

from duizhao.errors import CopyError

MAX_BYTES = 50_000_000
"""Longest file that is read: a translation memory of some 100 000 units."""

# Where the root element of an XML file begins: "<tmx", "<xliff". Declarations begin with "<!" or "<?".
_ROOT = re.compile(rb"<[A-Za-z_]")


def load(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        CopyError: there is no such regular file, or it is empty or too long.
    """
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            raise CopyError(f"{path}: is no regular file (a link, a folder or a device): name the file itself.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CopyError(f"{path}: cannot be read ({reason}). Check the name of the file and your rights.") from error
    if not data:
        raise CopyError(f"{path}: is empty. Save or export the file again.")
    if len(data) > MAX_BYTES:
        raise CopyError(f"{path}: has more than {MAX_BYTES // 1_000_000} MB. Cut it into several files.")
    return data


def parse_xml(data: bytes, place: str) -> Any:
    """The root element. Nothing is fetched: an external DTD may be named, but is not read.

    Raises:
        CopyError: no well-formed XML, or XML that declares or uses entities of its own.
    """
    _refuse_entities(data, place)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, attribute_defaults=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise CopyError(
            f"{place}: line {error.lineno}: this is no well-formed XML ({error.msg}). Save or export the file again."
        ) from error
    except (LookupError, ValueError) as error:
        raise CopyError(f"{place}: cannot be read as XML ({error}). Save the file as UTF-8.") from error
    for entity in root.iter(etree.Entity):
        raise CopyError(
            f"{place}: line {entity.sourceline}: uses the entity {entity.text}, which no XML knows by itself. "
            "Replace it by the character that is meant."
        )
    return root


def _refuse_entities(data: bytes, place: str) -> None:
    plain = data.replace(b"\0", b"")  # UTF-16 has a zero byte beside each ASCII character
    root = _ROOT.search(plain)
    if b"<!ENTITY" in plain[: root.start() if root else None]:
        raise CopyError(
            f"{place}: declares entities (<!ENTITY), which are not read: a few lines of them can fill a machine or "
            "fetch its files. Remove the declaration, or export the file again without it."
        )
