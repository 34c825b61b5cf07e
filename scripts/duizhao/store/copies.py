"""The copies of a document: which files they are, and how one is added. Their text is the readers' matter."""

from __future__ import annotations

import hashlib
from pathlib import Path

from duizhao.errors import StoreError
from duizhao.store import names, swap

FOLDER = "copies"


def copies(folder: Path) -> list[Path]:
    """The copies of a document, sorted by name; hidden files (``.gitkeep``, ``.DS_Store``) are none.

    Raises:
        StoreError: something there is no regular file. A link could publish any file of the machine, and a folder
            would be passed over in silence.
    """
    place = folder / FOLDER
    swap.refuse_link(place)
    if not place.is_dir():
        return []
    found = sorted(path for path in place.iterdir() if not path.name.startswith("."))
    for path in found:
        swap.refuse_link(path)
        if not path.is_file():
            raise StoreError(f"{path}: is not a file: put each copy directly into {place}.")
    return found


def add_copy(folder: Path, path: Path) -> Path:
    """Keeps the bytes of a file among the copies of a document; returns where.

    The same bytes twice are one copy, under the name they had first; other bytes of the same name get a suffix.

    Raises:
        StoreError: the file cannot be read or is no regular file.
    """
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file to import.")
    data = _read(path)
    have = copies(folder)
    for copy in have:
        if copy.stat().st_size == len(data) and _digest(copy.read_bytes()) == _digest(data):
            return copy
    taken = {copy.name.casefold() for copy in have}
    target = folder / FOLDER / names.numbered(names.copy_name(path.name), taken)
    swap.write_file(target, data)
    return target


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}).") from error


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
