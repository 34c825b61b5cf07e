"""Names of folders and files: hostile or careless names never become a path.

A document's id comes from the number that a copy prints, and a copy's name from whoever made the file; both are
checked here before they touch the disk. The rules are those of the strictest system, so that a knowledge base can
be cloned on any.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from pathlib import PurePosixPath

from duizhao.errors import StoreError

MAX_ID = 120
MAX_COPY_NAME = 180
"""Bytes of a copy's name: file systems take 255, and a suffix must fit."""

# A document's id: lower case letters, digits, dots and hyphens, with a letter or digit at both ends, so that neither
# ".." nor "-rf" nor a hidden folder can come of it. "db23-t-3405-2023", "gb-t-1.1-2020".
_DOCUMENT_ID = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")

# A concept's id: words of lower case letters and digits with hyphens between. "voice-of-the-customer", "5w1h".
_CONCEPT_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# Names that Windows keeps for devices, whatever follows the first dot. "con", "NUL.txt", "com1".
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)

# What may not stand in a file name on some system, or would not be seen there: controls, separators, wildcards,
# zero width and direction marks. "a/b", "a:b", "a\u202eb".
_UNSAFE = re.compile('[\x00-\x1f\x7f-\x9f<>:"/\\\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]')

# What of a node id does not go into a file name as it is: all but ASCII letters, digits, dots, hyphens. "A.2/1".
_NOT_IN_FILE_NAME = re.compile(r"[^A-Za-z0-9.-]+")


def check_document_id(document_id: str) -> str:
    """The id, if it can be a folder's name on every system.

    Raises:
        StoreError: it cannot.
    """
    fits = _DOCUMENT_ID.fullmatch(document_id) and len(document_id) <= MAX_ID and ".." not in document_id
    if not fits or _DEVICE.fullmatch(document_id):
        raise StoreError(
            f"{document_id!r} cannot be a document's id, which is also its folder: use up to {MAX_ID} lower case "
            "letters, digits, dots and hyphens, a letter or digit first and last, as in 'gb-t-1.1-2020'."
        )
    return document_id


def concept_id_fault(concept_id: str) -> str | None:
    """Why this cannot be a concept's id, which is also its file; None if it can."""
    if _CONCEPT_ID.fullmatch(concept_id) and len(concept_id) <= MAX_ID and not _DEVICE.fullmatch(concept_id):
        return None
    return (
        f"{concept_id!r} cannot be a concept's id, which is also its file: use up to {MAX_ID} lower case ASCII letters "
        "and digits, with single hyphens between words, as in 'voice-of-the-customer'."
    )


def copy_name(name: str) -> str:
    """A name under which a copy can be kept on any system: separators and the like become ``_``, its ending stays."""
    whole = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).rstrip(" .")
    ending = PurePosixPath(whole).suffix
    safe = whole.strip(" .") if whole.removesuffix(ending).strip(" .") else f"copy{ending}"  # "..txt" has an ending
    if not safe or _DEVICE.fullmatch(safe):
        safe = f"copy_{safe}".rstrip("_")
    stem, dot, ending = safe.rpartition(".")
    if not stem or len(ending) > 8:
        stem, dot, ending = safe, "", ""
    kept = stem.encode()[: MAX_COPY_NAME - len((dot + ending).encode())].decode(errors="ignore")
    return kept.rstrip(" .") + dot + ending


def numbered(name: str, taken: Container[str]) -> str:
    """The name, or the name with ``-2``, ``-3`` … before its ending, so that it differs from those taken.

    ``taken`` holds names in small letters (``casefold``): ``A.yaml`` and ``a.yaml`` are one file on some systems.
    """
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    candidate, n = name, 1
    while candidate.casefold() in taken:
        n += 1
        candidate = f"{stem}-{n}{dot}{ending}"
    return candidate


def node_file(node_id: str) -> str:
    """The file that begins with a node: ``6.yaml``, ``A.2-1.yaml``."""
    stem = _NOT_IN_FILE_NAME.sub("-", node_id).strip(".-")[:80].rstrip(".-") or "node"
    return f"{stem}_.yaml" if _DEVICE.fullmatch(stem) else f"{stem}.yaml"


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that puts 9 before 10, numbers before letters, the front matter first and the bibliography last."""
    # Runs of digits, or runs of anything else: "A.10" is "A.", "10".
    parts = re.findall(r"\d+|\D+", name.casefold())
    place = {"foreword": -2, "intro": -1, "bibliography": 1}.get(name.casefold().removesuffix(".yaml"), 0)
    return ((place, 0, ""), *((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts))
