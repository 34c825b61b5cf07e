"""The bytes of a file that somebody brings, and whether it is safe to read.

Such files come from strangers: XML may name entities that grow without bound or files to be fetched, and a ZIP
container (XLSX, DOCX) may unpack to more than a machine holds. Both are refused before anything is parsed.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from pathlib import Path
from typing import Any

from lxml import etree

from duizhao.errors import CopyError

MAX_BYTES = 50_000_000
"""Longest file that is read: a translation memory of some 100 000 units."""

MAX_UNPACKED = 200_000_000
MAX_PARTS = 5_000
MAX_RATIO = 250
"""Most that a container may unpack to, in bytes, in parts, and against its packed size. Real sheets of text reach
about 30; the format itself allows a thousand."""
SMALL = 1_000_000
"""A part of fewer bytes may have any ratio: a few lines of blanks pack very well."""

# Where the root element of an XML file begins: "<tmx", "<xliff". Declarations begin with "<!" or "<?".
_ROOT = re.compile(rb"<[A-Za-z_]")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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


def check_container(data: bytes, place: str, needs: str) -> None:
    """Refuses what is no sound ZIP container with the part ``needs``, and what would unpack to too much.

    Raises:
        CopyError: as said.
    """
    if data.startswith(_OLE):
        raise CopyError(f"{place}: is an old or an encrypted Office file. Save it anew as .xlsx or .docx, unlocked.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            parts = container.infolist()
            _check_sizes(parts, place)
            if needs not in container.namelist():
                raise CopyError(f"{place}: is not what its name says (it has no {needs}). Check the file's ending.")
            for part in parts:
                _check_part(container, part, place)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise CopyError(f"{place}: is broken or no such file ({error}). Save or export it again.") from error


def _check_sizes(parts: list[zipfile.ZipInfo], place: str) -> None:
    total = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or total > MAX_UNPACKED:
        raise CopyError(
            f"{place}: would unpack to {total / 1e6:.0f} MB in {len(parts)} parts, more than is read "
            f"({MAX_UNPACKED // 1_000_000} MB, {MAX_PARTS} parts). Cut it into several files."
        )
    for part in parts:
        if part.file_size > SMALL and part.file_size > MAX_RATIO * max(1, part.compress_size):
            raise CopyError(
                f"{place}: its part {part.filename} would unpack to {part.file_size / 1e6:.0f} MB from "
                f"{part.compress_size / 1e3:.0f} kB: this is a ZIP bomb, or a sheet of nothing. It is not opened."
            )


def _check_part(container: zipfile.ZipFile, part: zipfile.ZipInfo, place: str) -> None:
    """No part of an Office file has a document type: who puts one there means entities (ECMA-376, part 2)."""
    if part.flag_bits & 1:
        raise CopyError(f"{place}: is encrypted. Save it without a password.")
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return
    with container.open(part) as file:
        head = file.read(65_536).replace(b"\0", b"")
    root = _ROOT.search(head)
    if b"<!DOCTYPE" in head[: root.start() if root else None]:
        raise CopyError(f"{place}: its part {part.filename} declares a document type, which no Office file does.")
