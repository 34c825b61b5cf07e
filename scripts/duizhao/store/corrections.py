"""The file of hand corrections: people write it, and corrections that come back from translators are added to it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from duizhao.errors import StoreError
from duizhao.model import Correction
from duizhao.store import files, swap
from duizhao.store.library import CORRECTIONS, load_corrections


def add_corrections(folder: Path, corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Adds to a document's ``corrections.yaml`` those that it lacks, below what a person wrote; returns what it added.

    Raises:
        StoreError: the file is malformed, or another run is writing.
    """
    path, root = folder / CORRECTIONS, folder.parent.parent
    with swap.writing(root):
        there = load_corrections(folder)
        new = tuple(one for one in dict.fromkeys(corrections) if one not in there)
        if new:
            files.write_schemas(root)
            swap.write_file(path, _with_added(path, there, new, root))
    return new


def _with_added(path: Path, there: tuple[Correction, ...], new: tuple[Correction, ...], root: Path) -> bytes:
    """The file with the new ones at its end, comments and all; written anew if that cannot be."""
    whole = files.dumps_all([*there, *new], "corrections", path.parent, root)
    if not there:
        return whole
    tail = files.dumps_all(new, "corrections", path.parent, root).split(b"\n", 1)[1]  # without the first line
    joined = files.read_bytes(path).rstrip(b"\n") + b"\n" + tail
    try:
        if tuple(one for _, one in files.loads_all(joined, Correction, path)) == (*there, *new):
            return joined
    except StoreError:
        pass
    return whole
