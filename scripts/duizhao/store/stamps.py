"""What a knowledge base remembers of its imports: a small file for each edition of a document, and hashes of files.

The stamps lie in a folder of their own, which tells git to leave it alone. Nothing hangs on them but time: one that is
missing, damaged or of another program is as good as none, and the folder may be deleted.
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from duizhao.model import Edition
from duizhao.store import swap

FOLDER = ".duizhao"


def load_stamp(root: Path, document: str, edition: Edition) -> Mapping[str, Any] | None:
    """What was saved of a document's edition; None where there is nothing, or nothing whole."""
    try:
        held = json.loads(_place(root, document, edition).read_text("utf-8"))
        known: Mapping[str, Any] = held["stamp"]
        return known if held["sha256"] == _digest(known) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def save_stamp(root: Path, document: str, edition: Edition, stamp: Mapping[str, Any]) -> None:
    """Keeps what is to be known of a document's edition at the next import."""
    swap.refuse_link(root / FOLDER)
    swap.write_file(root / FOLDER / ".gitignore", b"# Only what saves time at the next import: may be deleted.\n*\n")
    held = {"sha256": _digest(stamp), "stamp": stamp}
    swap.write_file(_place(root, document, edition), json.dumps(held, ensure_ascii=False, indent=1).encode())


def keep_stamps(root: Path, documents: Collection[str]) -> None:
    """Removes the stamps of documents that are not among these, and what a kill left behind."""
    swap.refuse_link(root / FOLDER)
    for path in (root / FOLDER).glob("*.json*"):
        if path.name.rsplit(".", 2)[0] not in documents or not path.name.endswith(".json"):
            path.unlink()


def _place(root: Path, document: str, edition: Edition) -> Path:
    return root / FOLDER / f"{document}.{edition}.json"


def _digest(stamp: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(stamp, sort_keys=True).encode()).hexdigest()


def digest(path: Path) -> str | None:
    """The SHA-256 of a file's bytes; None for what is no regular file or cannot be read (a pipe would block)."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def written(folder: Path, edition: Edition) -> str | None:
    """A hash of all that an import wrote for an edition of a document; None where a kill left it in disorder."""
    place = folder / edition
    if not place.is_dir() or swap.leftovers(place):
        return None
    paths = [folder / "document.yaml", *sorted(place.glob("*.yaml"))]
    return hashlib.sha256(repr([(path.name, digest(path)) for path in paths]).encode()).hexdigest()
