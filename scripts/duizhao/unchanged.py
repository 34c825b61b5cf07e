"""What has not changed since it was imported: it is neither read nor built nor written again.

Of each edition of a document a stamp is kept: a hash of all that it is made of (the program and the libraries that it
reads with, the names and bytes of its copies, corrections, grammar), and one of all that was written. Documents of a
file that holds several are told what they have in common, and found by the titles of all others; their stamps hold
hashes of these too. Where all of it still holds, importing again would write the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from duizhao import store
from duizhao.model import Document, Edition, Finding
from duizhao.text.chars import squeeze

LIBRARIES = (
    "jieba", "lxml", "opencc", "pdfminer.six", "pdfplumber", "pyahocorasick", "pypdfium2", "pypinyin", "pyyaml",
    "symspellpy",
)  # fmt: skip
"""What copies are read and repaired with: another release may read them otherwise."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What an edition of a document is made of: the SHA-256 of its files by name, and hashes of what else counts."""

    document: str
    edition: Edition
    files: Mapping[str, str]
    rest: tuple[str | None, ...] = ()

    @property
    def key(self) -> str:
        """A hash of all of it and of the program."""
        return _hash(program(), self.document, self.edition, sorted(self.files.items()), self.rest)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the last import kept of an edition; ``seen``: what each copy is of, by name and SHA-256.

    ``shared`` names its files that hold several documents, ``parts`` are all documents of these, and ``company`` is the
    hash of what else of the knowledge base they hang on.
    """

    title: str
    told: tuple[Finding, ...]
    seen: Mapping[tuple[str, str], Document]
    shared: frozenset[str] = frozenset()
    parts: tuple[Document, ...] = ()
    company: str | None = None
    key: str = ""
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An edition of a document that is as it was imported, and what that import had to tell."""

    document: str
    edition: Edition
    title: str
    findings: tuple[Finding, ...]


@cache
def program() -> str:
    """A hash of this program's own files and of the releases of what it reads with."""
    here = Path(__file__).parent
    paths = sorted(path for path in here.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    own = [(path.relative_to(here).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths]
    return _hash(own, platform.python_version(), [(name, _release(name)) for name in LIBRARIES])


def _release(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def load(root: Path, document: str, edition: Edition) -> Stamp | None:
    """The stamp of an edition; None where there is none of this program."""
    held = store.load_stamp(root, document, edition)
    if held is None or held.get("program") != program():
        return None
    return Stamp(
        title=held["title"],
        told=tuple(Finding("import", severity, message) for severity, message in held["told"]),
        seen={(name, sha256): Document(*known) for name, sha256, known in held["seen"]},
        shared=frozenset(held["shared"]),
        parts=tuple(Document(*known) for known in held["parts"]),
        company=held["company"],
        key=held["key"],
        written=held["written"],
    )


def save(root: Path, sources: Sources, stamp: Stamp) -> None:
    """Keeps the stamp of an edition that was just written."""
    held: Mapping[str, Any] = {
        "program": program(),
        "key": sources.key,
        "written": store.written(store.document_folder(root, sources.document), sources.edition),
        "shared": sorted(stamp.shared),
        "parts": sorted({_known(part) for part in stamp.parts}, key=str),
        "company": stamp.company,
        "title": stamp.title,
        "told": [[finding.severity, finding.message] for finding in stamp.told],
        "seen": [[*place, _known(known)] for place, known in sorted(stamp.seen.items())],
    }
    store.save_stamp(root, sources.document, sources.edition, held)


def _known(document: Document) -> tuple[str, str | None, str | None]:
    """What of a document says whether two are the same."""
    return document.id, document.number, document.title_zh


def holds(root: Path, sources: Sources, stamp: Stamp | None) -> bool:
    """Whether what an edition is made of, and what was written, are as they were; says nothing of its company."""
    if stamp is None or stamp.key != sources.key or stamp.written is None:
        return False
    return stamp.written == store.written(store.document_folder(root, sources.document), sources.edition)


def company(stamp: Stamp, sources: Sources, run: Iterable[Sources], titles: Mapping[str, str]) -> str | None:
    """A hash of the documents that files of a document hold besides, and of others (titles by id) that could be taken
    for one of them: by its title, or by its number with a year.
    """
    if not stamp.shared:
        return None
    members = {one.document: one.key for one in _members(sources, stamp.shared, run)}
    alike = {squeeze(part.title_zh or "") for part in stamp.parts}
    begun = tuple(f"{part.id}-" for part in stamp.parts)
    others = [
        [document, title] for document, title in sorted(titles.items())
        if document not in members and (squeeze(title) in alike or document.startswith(begun))
    ]  # fmt: skip
    return _hash(sorted(members.items()), others)


def settled(run: Sequence[Sources], stamps: Mapping[str, Stamp], titles: Mapping[str, str]) -> set[str]:
    """Of the documents with stamps that hold those that need not be built: all of their company hold too."""
    by_id = {one.document: one for one in run}
    left = {
        document for document, stamp in stamps.items()
        if stamp.company == company(stamp, by_id[document], run, titles)
    }  # fmt: skip
    while True:
        out = {
            document for document in left
            if any(one.document not in left for one in _members(by_id[document], stamps[document].shared, run))
        }  # fmt: skip
        if not out:
            return left
        left -= out


def _members(sources: Sources, shared: frozenset[str], run: Iterable[Sources]) -> Iterator[Sources]:
    if shared:
        yield from (one for one in run if not shared.isdisjoint(one.files) or one.document == sources.document)


def _hash(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
