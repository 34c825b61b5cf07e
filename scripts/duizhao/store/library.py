"""The layout of a knowledge base: where documents lie, how each is loaded and saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TypeVar

from duizhao.errors import StoreError
from duizhao.model import Book, CopyRecord, Correction, Document, Finding, Library, Mend, Node, Reference, Waiver
from duizhao.store import edition, files, names, swap
from duizhao.store.glossary import load_glossary

Record = TypeVar("Record")

CONTENT = "content"
DOCUMENT = "document.yaml"
CORRECTIONS = "corrections.yaml"
WAIVERS = "waivers.yaml"
SOURCE = "plain.md"
_MARKS = (DOCUMENT, SOURCE, "plain", "printed", "copies")


def find_root(start: Path) -> Path:
    """The knowledge base that a folder belongs to: the nearest folder upwards with ``mkdocs.yml``.

    Raises:
        StoreError: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise StoreError(
        f"{start}: is in no knowledge base (no mkdocs.yml here or above). "
        "Go to one, name one with --root DIR, or make one with 'duizhao init DIR'."
    )


def document_folder(root: Path, document_id: str) -> Path:
    """The folder of a document, whether it is there or not.

    Raises:
        StoreError: the id cannot be a folder's name.
    """
    return root / CONTENT / names.check_document_id(document_id)


def document_folders(root: Path) -> list[Path]:
    """The folders of all documents, sorted by id: those in ``content/`` with anything of a document in them.

    Raises:
        StoreError: a document's folder has a name that is no document's id.
    """
    content = root / CONTENT
    if not content.is_dir():
        return []
    found = sorted(folder for folder in content.iterdir() if _is_document(folder))
    for folder in found:
        names.check_document_id(folder.name)
    return found


def _is_document(folder: Path) -> bool:
    return not folder.name.startswith(".") and any((folder / mark).exists() for mark in _MARKS)


def load_library(root: Path) -> Library:
    """All books and concepts of a knowledge base, each sorted by id.

    Raises:
        StoreError: as ``load_book`` and ``load_glossary``.
    """
    return Library(tuple(load_book(folder) for folder in document_folders(root)), load_glossary(root))


def load_book(folder: Path) -> Book:
    """A document with both its editions, as the files have them; what is not there is empty.

    Raises:
        StoreError: a file is malformed, does not fit its schema, or contradicts another.
    """
    printed_files = swap.read_folder(folder / "printed")
    return Book(
        document=load_document(folder),
        printed=edition.from_files(printed_files, folder / "printed"),
        plain=edition.from_files(swap.read_folder(folder / "plain"), folder / "plain"),
        copies=_records(printed_files, "copies.yaml", CopyRecord, folder),
        mends=_records(printed_files, "mends.yaml", Mend, folder),
        findings=_records(printed_files, "findings.yaml", Finding, folder),
    )


def _records(found: dict[str, bytes], name: str, record: type[Record], folder: Path) -> tuple[Record, ...]:
    return tuple(each for _, each in files.loads_all(found.get(name, b""), record, folder / "printed" / name))


def load_document(folder: Path) -> Document:
    """What ``document.yaml`` says; only the id where there is no such file.

    Raises:
        StoreError: the file is malformed, or its id is not the folder's name.
    """
    path = folder / DOCUMENT
    if not path.is_file():
        return Document(id=names.check_document_id(folder.name))
    document = files.read_one(path, Document)
    if document.id != folder.name:
        raise StoreError(
            f"{path}: the id '{document.id}' is not the folder's name '{folder.name}': make them the same."
        )
    return document


def load_corrections(folder: Path) -> tuple[Correction, ...]:
    """The hand corrections of a document; none where there is no ``corrections.yaml``.

    Raises:
        StoreError: the file is malformed.
    """
    path = folder / CORRECTIONS
    return files.read_all(path, Correction) if path.is_file() else ()


def load_waivers(root: Path) -> tuple[Waiver, ...]:
    """The findings of a knowledge base that are let stand; none where there is no ``waivers.yaml``.

    Raises:
        StoreError: the file is malformed.
    """
    path = root / WAIVERS
    return files.read_all(path, Waiver) if path.is_file() else ()


def save_printed(folder: Path, book: Book) -> tuple[Finding, ...]:
    """Writes the printed edition with its copies, mends and findings, all or nothing, and what ``document.yaml`` lacks.

    Returns what ``document.yaml`` says otherwise than the book (check "document-differs"); these findings are
    saved with the book's own.

    Raises:
        StoreError: the nodes contradict one another, another run is writing, or the folder is no document's.
    """
    place, root = folder / "printed", _root(folder, book.document)
    with swap.writing(root):
        found = edition.to_files(book.printed, place, root)
        differs = _save_document(folder, root, book.document)
        findings = dict.fromkeys((*book.findings, *differs))
        for kind, records in (("copies", book.copies), ("mends", book.mends), ("findings", findings)):
            if records:
                found[f"{kind}.yaml"] = files.dumps_all(records, kind, place, root)
        files.write_schemas(root)
        swap.swap_folder(place, found)
    return differs


def save_plain(folder: Path, nodes: Sequence[Node], document: Document) -> tuple[Finding, ...]:
    """Writes the plain edition, all or nothing, and what ``document.yaml`` lacks; returns what that says otherwise.

    Raises:
        StoreError: as ``save_printed``.
    """
    place, root = folder / "plain", _root(folder, document)
    with swap.writing(root):
        found = edition.to_files(nodes, place, root)
        differs = _save_document(folder, root, document)
        files.write_schemas(root)
        swap.swap_folder(place, found)
    return differs


def _root(folder: Path, document: Document) -> Path:
    names.check_document_id(document.id)
    if folder.name != document.id or folder.parent.name != CONTENT:
        raise StoreError(f"{folder}: is not the folder of '{document.id}'; it would be {CONTENT}/{document.id}.")
    refuse_links(folder)
    return folder.parent.parent


def refuse_links(folder: Path) -> None:
    """Refuses a document's folder that is reached by a link or holds one: we write and delete there, and only there.

    Raises:
        StoreError: there is a link.
    """
    ours = (DOCUMENT, CORRECTIONS, SOURCE, "copies", "printed", "plain")
    above = (folder.parent.parent / files.SCHEMAS, folder.parent, folder)
    for path in (*above, *(folder / name for name in ours)):
        swap.refuse_link(path)


def _save_document(folder: Path, root: Path, document: Document) -> tuple[Finding, ...]:
    """Adds what ``document.yaml`` lacks; what a person wrote there stands, and where it differs a finding says so."""
    path = folder / DOCUMENT
    if not path.is_file():
        swap.write_file(path, files.dumps(document, "document", folder, root))
        return ()
    there, data = load_document(folder), files.read_bytes(path)
    written = files.keys(data, path)
    missing = [f.name for f in fields(Document) if f.name not in written and getattr(document, f.name) != f.default]
    merged = replace(there, **{name: getattr(document, name) for name in missing})
    if merged != there:
        swap.write_file(path, _with_added(path, data, document, missing, merged, root))
    return tuple(
        _differs(document, name, getattr(there, name))
        for name in sorted(written - {"id"})
        if getattr(document, name) and getattr(document, name) != getattr(there, name)
    )


def _with_added(path: Path, data: bytes, document: Document, missing: list[str], merged: Document, root: Path) -> bytes:
    """The file with the missing keys below what a person wrote, comments and all; written anew if that cannot be."""
    blank = Document(id="-")
    added = replace(blank, **{name: getattr(document, name) for name in missing})
    tail = files.dumps(added, "document", path.parent, root).split(b"\n", 2)[2]  # without first line and id
    joined = data.rstrip(b"\n") + b"\n" + tail
    try:
        if files.loads(joined, Document, path) == merged:
            return joined
    except StoreError:
        pass
    return files.dumps(merged, "document", path.parent, root)


def _differs(document: Document, name: str, there: object) -> Finding:
    ours, theirs = _entries(there), _entries(getattr(document, name))
    only = [", ".join(one for one in each if one not in other) for each, other in ((ours, theirs), (theirs, ours))]
    told = only if len(ours) + len(theirs) > 2 and any(only) else [", ".join(ours), ", ".join(theirs)]
    here, copies = (_short(each) if each else "nothing more" for each in told)
    return Finding(
        check="document-differs",
        severity="warning",
        message=f"document.yaml has {name}: {here}; the copies have {copies}. The file counts: correct it there, "
        "or leave it.",
        document=document.id,
    )


def _entries(value: object) -> list[str]:
    """What a field of a document says, in words: a list's entries one by one."""
    if isinstance(value, Reference):
        return [f"{value.number} ({value.title})" if value.title else value.number]
    return [words for one in value for words in _entries(one)] if isinstance(value, tuple) else [str(value)]


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:119] + "…"
