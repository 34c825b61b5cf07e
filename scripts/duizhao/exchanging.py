"""The work of the commands that exchange files with other programs: the glossary, and texts for translators.

Everything is read and checked before anything is written: what cannot be taken costs nothing that is there.
"""

from __future__ import annotations

import getpass
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from duizhao import store
from duizhao.corrections import apply_corrections, of_edition
from duizhao.errors import CopyError, DuizhaoError
from duizhao.exchange import (
    bilingual,
    bilingual_table,
    cells,
    glossary_table,
    opensearch,
    returned,
    sources,
    tbx,
    tbx_in,
    tmx,
    xliff,
)  # fmt: skip
from duizhao.exchange.columns import Columns
from duizhao.exchange.segments import EDITIONS, Batch
from duizhao.exchange.tbx_in import Read
from duizhao.model import Book, Concept, Correction, Edition, Language, Unit
from duizhao.text.units import units

Format = Literal["tmx", "xliff", "xlsx"]

TABLES = (".csv", ".tsv", ".xlsx")


# the glossary


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import of terms did: how many concepts were new, changed and as they had been; what was left out."""

    new: int
    changed: int
    same: int
    told: tuple[str, ...]


def read_glossary(path: Path) -> Read:
    """The concepts of a TBX, CSV or XLSX file.

    Raises:
        CopyError: it is of another format, or cannot be read.
    """
    ending = path.suffix.lower()
    if ending in TABLES:
        return glossary_table.load(cells.read(path), str(path))
    if ending in (".tbx", ".xml", ".mtf"):
        return tbx_in.load(sources.load(path), str(path))
    raise CopyError(f"{path}: a glossary is read from .tbx, {', '.join(TABLES)}. Save or export it as one of these.")


def import_glossary(root: Path, path: Path, *, overwrite: bool) -> Taken:
    """Adds the concepts of a file to the glossary; all of them or none.

    Raises:
        CopyError: the file cannot be read.
        DuizhaoError: concepts of the file are other than those of the same id, and may not ``overwrite`` them.
    """
    read = read_glossary(path)
    with store.writing(root):
        there = {concept.id: concept for concept in store.load_glossary(root)}
        new = [concept for concept in read.concepts if concept.id not in there]
        changed = [one for one in read.concepts if one.id in there and there[one.id] != one]
        if changed and not overwrite:
            raise DuizhaoError(
                f"{path}: {len(changed)} concepts are other than those of the same id in the glossary: "
                f"{', '.join(_difference(there[one.id], one) for one in changed[:20])}"
                f"{' …' if len(changed) > 20 else ''}. Nothing was written. To take the file's: --replace."
            )
        if new or changed:
            store.save_glossary(root, (there | {one.id: one for one in (*new, *changed)}).values())
    return Taken(len(new), len(changed), len(read.concepts) - len(new) - len(changed), read.told)


def _difference(ours: Concept, theirs: Concept) -> str:
    names = [name for name in Concept.__slots__ if getattr(ours, name) != getattr(theirs, name)]
    return f"{ours.id} ({', '.join(names)})"


def export_glossary(root: Path, path: Path) -> int:
    """Writes the glossary in the format that the file's ending names; returns the number of concepts.

    Raises:
        DuizhaoError: the ending names no format, or the glossary is empty or cannot be held by it.
    """
    concepts, ending = store.load_glossary(root), path.suffix.lower()
    makers: Mapping[str, Callable[[Sequence[Concept]], bytes]] = {
        ".tbx": tbx.dump,
        ".csv": lambda found: cells.csv_bytes(glossary_table.rows(found)),
        ".xlsx": lambda found: cells.xlsx_bytes(glossary_table.rows(found), "glossary", glossary_table.WIDTHS),
    }
    if ending not in makers:
        raise DuizhaoError(f"{path}: a glossary is written as {', '.join(makers)}. Give the file one of these endings.")
    write_bytes(path, makers[ending](concepts))
    return len(concepts)


# texts


def export_texts(
    books: Iterable[Book],
    path: Path,
    kind: Format,
    edition: Edition | None,
    source: Language,
    *,
    sentences: bool = False,
) -> int:
    """Writes the aligned texts of the books; returns the number of texts. ``sentences``: a memory (TMX) of sentences.

    Raises:
        DuizhaoError: there are none, or the format cannot hold one.
    """
    batches = [Batch(book.document.id, edition or book.edition, units(book, edition or book.edition)) for book in books]
    if kind == "tmx":
        data = tmx.dump(batches, sentences=sentences)
    elif kind == "xliff":
        data = xliff.dump(batches, source)
    else:
        data = cells.xlsx_bytes(bilingual_table.rows(batches), "texts", bilingual_table.WIDTHS)
    write_bytes(path, data)
    return sum(len(batch.units) for batch in batches)


def export_opensearch(
    records: Iterable[Mapping[str, Any]], concepts: Iterable[Concept], simplified: Mapping[int, str], folder: Path
) -> int:
    """Writes the index and the bulk lines of records that are searched; returns their number.

    Raises:
        DuizhaoError: there are none.
    """
    names: set[str] = set()
    number = 0
    for part, data in enumerate(opensearch.parts(records), start=1):
        names.add(f"records-{part:04}.ndjson")
        write_bytes(folder / f"records-{part:04}.ndjson", data)
        number += data.count(b"\n") // 2
    if not number:
        raise DuizhaoError("nothing to export: import a document first.")
    write_bytes(folder / "index.json", opensearch.index(concepts, simplified))
    for path in folder.glob("records-*.ndjson"):
        if path.name not in names:  # of an earlier export, which had more
            path.unlink()
    return number


def write_bytes(path: Path, data: bytes) -> None:
    """A file that is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


# texts that come back


@dataclass(frozen=True, slots=True)
class Landed:
    """What returned files did: corrections written, by document, and conflicts, with which nothing was written.

    ``unchanged`` texts were as they had been, ``empty`` ones had been left empty.
    """

    written: Mapping[str, int]
    conflicts: tuple[str, ...]
    unchanged: int
    empty: int


def take_back(root: Path, paths: Sequence[Path], who: str | None) -> Landed:
    """Writes what translators changed into ``corrections.yaml`` of each document, and into its text.

    All files or none: where one text's base has changed since its file was written, nothing is written at all.

    Raises:
        CopyError: a file cannot be read, or was not written by this project.
    """
    with store.writing(root):
        books = {book.document.id: book for book in store.load_library(root).books}
        base = _base(books.values())
        found = [_compared(path, base, who or _user()) for path in paths]
        changes = _once(change for one in found for change in one.changes)
        conflicts = tuple(line for one in found for line in one.conflicts)
        conflicts += tuple(_clashes(changes)) or tuple(_misfits(books, changes))
        written = {} if conflicts else _write(root, books, changes)
    return Landed(written, conflicts, sum(one.unchanged for one in found), sum(one.empty for one in found))


def _base(books: Iterable[Book]) -> dict[returned.Key, Unit]:
    return {
        (book.document.id, edition, unit.place, unit.part): unit
        for book in books
        for edition in EDITIONS
        for unit in units(book, edition)
    }


def _compared(path: Path, base: Mapping[returned.Key, Unit], who: str) -> returned.Returned:
    segments = bilingual.segments(path, Columns())
    if not any(segment.seen for segment in segments):
        raise CopyError(
            f"{path}: was not written by 'duizhao export' (no text has a node and a hash), so that its texts belong to "
            "no node. Give back the file that was exported, with its columns or its metadata."
        )
    found = returned.compare(segments, base, returned.Author(f"translation file {path.name}", who))
    return replace(found, conflicts=tuple(f"{path.name}, {line}" for line in found.conflicts))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in some containers
        return "unknown"


def _place(change: returned.Change) -> tuple[object, ...]:
    document, one = change
    return document, one.edition, one.node, one.part, one.language


def _once(changes: Iterable[returned.Change]) -> list[returned.Change]:
    """The changes without those that an earlier file makes as well."""
    first: dict[tuple[object, ...], returned.Change] = {}
    for change in changes:
        first.setdefault((*_place(change), change.correction.after), change)
    return list(first.values())


def _clashes(changes: Iterable[returned.Change]) -> list[str]:
    """Texts that two files change to different ones."""
    times = Counter(map(_place, changes))
    return [f"{', '.join(map(str, place))}: the files differ: choose one" for place, n in times.items() if n > 1]


def _misfits(books: Mapping[str, Book], changes: Iterable[returned.Change]) -> list[str]:
    """Corrections that would not be made when the copies are imported again."""
    found = []
    for document, corrections in _by_document(changes).items():
        book = books[document]
        for edition, nodes in (("printed", book.printed), ("plain", book.plain)):
            _, stale = apply_corrections(nodes, (one for one in corrections if one.edition == edition))
            found += [f"{document}, {finding.node}: {finding.message}" for finding in stale]
    return found


def _by_document(changes: Iterable[returned.Change]) -> dict[str, list[Correction]]:
    found: dict[str, list[Correction]] = defaultdict(list)
    for document, correction in changes:
        found[document].append(correction)
    return found


def _write(root: Path, books: Mapping[str, Book], changes: Iterable[returned.Change]) -> dict[str, int]:
    """The corrections first: from them everything else can be made again."""
    written = {}
    for document, corrections in _by_document(changes).items():
        folder, book = store.document_folder(root, document), books[document]
        added = store.add_corrections(folder, corrections)
        written[document] = len(added)
        if made := of_edition(added, "printed"):
            store.save_printed(folder, replace(book, printed=apply_corrections(book.printed, made)[0]))
        if made := of_edition(added, "plain"):
            store.save_plain(folder, apply_corrections(book.plain, made)[0], book.document)
    return {document: n for document, n in written.items() if n}
