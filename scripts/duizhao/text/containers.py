"""ZIP containers that somebody brings (DOCX, XLSX), and whether it is safe to unpack them.

A container may unpack to more than a machine holds, say less of itself than is true, hide behind a password, or
declare entities that grow without bound. All of that is refused before a library opens it.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from duizhao.errors import CopyError

MAX_UNPACKED = 200_000_000
MAX_PARTS = 5_000
MAX_RATIO = 250
"""Most that a container may unpack to, in bytes, in parts, and against its packed size. Real sheets of text reach
about 30; the format itself allows a thousand."""
SMALL = 1_000_000
"""A part of fewer bytes may have any ratio: a few lines of blanks pack very well."""
CHUNK = 65_536

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML = (".xml", ".rels", ".vml")
# Where the root element of an XML file begins: "<w:document". Declarations begin with "<!" or "<?".
_ROOT = re.compile(rb"<[A-Za-z_]")


def check_container(data: bytes, place: str, needs: str) -> None:
    """Refuses what is no sound ZIP container with the part ``needs``, and what would unpack to too much.

    Raises:
        CopyError: as said.
    """
    if needs not in set(parts(data, place, "")):
        raise CopyError(f"{place}: is not what its name says (it has no {needs}). Check the file's ending.")


def parts(data: bytes, place: str, ending: str = ".xml .rels") -> dict[str, bytes]:
    """The parts of a container by name; only those with one of the ``ending`` are held, of others the name alone.

    Every part is unpacked once, piece by piece, and refused as soon as it grows beyond what the container says.

    Raises:
        CopyError: the container is broken, encrypted, too large, or larger than it says; a part declares a DTD.
    """
    if data.startswith(_OLE):
        raise CopyError(f"{place}: is an old or an encrypted Office file. Save it anew as .xlsx or .docx, unlocked.")
    endings = tuple(ending.split())
    with _opened(data, place) as container:
        found = container.infolist()
        _check_sizes(found, place)
        held = {}
        for part in found:
            keep = bool(endings) and part.filename.lower().endswith(endings)
            held[part.filename] = _unpacked(container, part, place, keep=keep)
        return held


@contextmanager
def _opened(data: bytes, place: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            yield container
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise CopyError(f"{place}: is broken or no such file ({str(error)[:200]}). Save or export it again.") from error


def _check_sizes(found: list[zipfile.ZipInfo], place: str) -> None:
    total = sum(part.file_size for part in found)
    if len(found) > MAX_PARTS or total > MAX_UNPACKED:
        raise CopyError(
            f"{place}: would unpack to {total / 1e6:.0f} MB in {len(found)} parts, more than is read "
            f"({MAX_UNPACKED // 1_000_000} MB, {MAX_PARTS} parts). Cut it into several files."
        )
    for part in found:
        if part.file_size > SMALL and part.file_size > MAX_RATIO * max(1, part.compress_size):
            raise CopyError(
                f"{place}: its part {part.filename} would unpack to {part.file_size / 1e6:.0f} MB from "
                f"{part.compress_size / 1e3:.0f} kB: this is a ZIP bomb, or a sheet of nothing. It is not opened."
            )


def _unpacked(container: zipfile.ZipFile, part: zipfile.ZipInfo, place: str, *, keep: bool) -> bytes:
    """The part, or "" where it is not to be kept: then it is only looked through."""
    if part.flag_bits & 1:
        raise CopyError(f"{place}: is encrypted. Save it without a password.")
    true = copy.copy(part)
    true.file_size = part.file_size + 1  # zipfile stops at the size that a part claims: one more shows a lie
    chunks, size = [], 0
    with container.open(true) as file:
        while chunk := file.read(CHUNK):
            if not size:
                _refuse_types(part.filename, chunk, place)
            size += len(chunk)
            if size > part.file_size:
                raise CopyError(f"{place}: its part {part.filename} is larger than it says: this is a ZIP bomb.")
            chunks += [chunk] if keep else []
    return b"".join(chunks)


def _refuse_types(name: str, head: bytes, place: str) -> None:
    """No part of an Office file has a document type: who puts one there means entities (ECMA-376, part 2)."""
    if not name.lower().endswith(_XML):
        return
    plain = head.replace(b"\0", b"")  # UTF-16 has a zero byte beside each ASCII character
    root = _ROOT.search(plain)
    if b"<!DOCTYPE" in plain[: root.start() if root else None]:
        raise CopyError(f"{place}: its part {name} declares a document type, which no Office file does.")
