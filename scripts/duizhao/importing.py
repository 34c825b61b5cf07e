"""The import command's work: which copies belong to which document, and the YAML written from them.

Nothing is written before everything has been read and built: a file that cannot be imported costs nothing else.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from duizhao import audit, pipeline, store
from duizhao.corrections import of_edition
from duizhao.errors import CopyError, StoreError
from duizhao.model import Book, Copy, Edition, Finding
from duizhao.store import names


@dataclass(frozen=True, slots=True)
class Job:
    """One document to import: its id, its copies under the names that they are kept by, files to be added to them."""

    document: str
    edition: Edition
    copies: tuple[Copy, ...]
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What an import made of a document."""

    job: Job
    book: Book
    findings: tuple[Finding, ...]
    spans: tuple[audit.Where, ...]


def plan(root: Path, files: Sequence[Path]) -> list[Job]:
    """The documents to import: those of the files, or where none is named all that the knowledge base holds.

    Raises:
        CopyError: files that cannot be read or in which no document can be recognised.
        StoreError: the knowledge base holds something that it cannot hold.
    """
    folders = store.document_folders(root)
    ours = {(folder / "plain.md").resolve(): folder / "plain.md" for folder in folders}
    if not files:
        plain = [_plain_job(path) for path in ours.values() if path.is_file()]
        return [*plain, *_jobs_of_copies(folders)]
    plain = [_plain_job(path) for path in dict.fromkeys(file.resolve() for file in files) if path in ours]
    copies = [file for file in files if file.resolve() not in ours]
    return [*plain, *(_jobs_of_files(root, copies) if copies else ())]


def _jobs_of_files(root: Path, files: Sequence[Path]) -> Iterator[Job]:
    """The documents that files named on the command line are copies of, with the copies held already."""
    read = pipeline.read(files)
    paths = {copy.sha256: path for path, copy in read.items()}
    documents = (store.load_document(folder) for folder in store.document_folders(root))
    groups = pipeline.group(read.values(), {d.title_zh or d.id: d.id for d in documents})
    for document, copies in sorted(groups.items()):
        folder = _folder(root, document, copies)
        held = store.copies(folder)
        known = pipeline.read(held)
        hashes = {copy.sha256 for copy in known.values()}
        new = [copy for copy in copies if copy.sha256 not in hashes]
        kept = tuple(_named(new, taken={path.name.casefold() for path in held}))
        yield Job(document, "printed", (*known.values(), *kept), tuple(paths[copy.sha256] for copy in new))


def _folder(root: Path, document: str, copies: Iterable[Copy]) -> Path:
    try:
        return store.document_folder(root, document)
    except StoreError as error:
        raise CopyError(f"{', '.join(copy.name for copy in copies)}: {error}") from error


def _named(copies: Iterable[Copy], taken: set[str]) -> Iterator[Copy]:
    """New copies under the names that the store will keep them by, so that importing again finds the same names."""
    for copy in copies:
        name = names.numbered(names.copy_name(copy.name), taken)
        taken.add(name.casefold())
        yield replace(copy, name=name)


def _jobs_of_copies(folders: Iterable[Path]) -> Iterator[Job]:
    for folder in folders:
        copies = tuple(pipeline.read(store.copies(folder)).values())
        if copies:
            yield Job(_settled(folder, copies), "printed", copies)


def _settled(folder: Path, copies: Sequence[Copy]) -> str:
    """The folder's name, which says what its copies are of; a copy that bears another number lies in the wrong one."""
    for copy in copies:
        found = pipeline.recognise(copy)
        if found.number and found.id != folder.name and not folder.name.startswith(f"{found.id}-"):
            raise CopyError(
                f"{folder / 'copies' / copy.name}: is a copy of {found.number}. "
                f"Move it to {folder.parent / found.id / 'copies'}."
            )
    return folder.name


def _plain_job(path: Path) -> Job:
    return Job(path.parent.name, "plain", tuple(pipeline.read([path]).values()))


def build(root: Path, job: Job) -> Result:
    """What the copies give; nothing is written.

    Raises:
        CopyError: the copies are not those of one document.
        StoreError: what stands already in the document's folder cannot be read.
    """
    folder = store.document_folder(root, job.document)
    if job.edition == "plain":
        return _plain(folder, job)
    corrections = store.load_corrections(folder) if folder.is_dir() else ()
    imported = pipeline.build(job.copies, of_edition(corrections, "printed"), job.document)
    return Result(job, imported.book, imported.book.findings, imported.spans)


def _plain(folder: Path, job: Job) -> Result:
    """Our own restatement: it has no copies to compare and no damage to tell of, but corrections may no longer fit."""
    corrections = store.load_corrections(folder) if folder.is_dir() else ()
    imported = pipeline.build(job.copies, of_edition(corrections, "plain"))
    found = imported.book.document.id
    if found != job.document:
        raise CopyError(
            f"{folder / 'plain.md'}: its heading names {found}, but it lies in {job.document}. Move or mend it."
        )
    nodes = tuple(replace(n, copies=(), edits=0, agreement=None, confidence=1.0) for n in imported.book.printed)
    book = replace(imported.book, printed=(), plain=nodes, mends=(), findings=())
    stale = tuple(finding for finding in imported.book.findings if finding.check == "correction-stale")
    return Result(job, book, stale, imported.spans)


def write(root: Path, results: Iterable[Result]) -> list[Result]:
    """Writes the YAML and keeps the copies; what ``document.yaml`` says otherwise is added to the findings."""
    results = list(results)
    with store.writing(root):
        for result in results:  # a file that a person broke stops the run before the first is written
            folder = store.document_folder(root, result.job.document)
            if folder.is_dir():
                store.load_document(folder)
        return [_written(root, result) for result in results]


def _written(root: Path, result: Result) -> Result:
    folder = store.document_folder(root, result.job.document)
    if result.job.edition == "plain":
        differing = store.save_plain(folder, result.book.plain, result.book.document)
    else:
        for path in result.job.files:
            store.add_copy(folder, path)
        differing = store.save_printed(folder, result.book)
    return replace(result, findings=(*result.findings, *differing))


def write_audit(path: Path, results: Sequence[Result]) -> None:
    """The audit: JSON lines, one span a line (design, section 5)."""
    write_lines(path, (json.dumps(span, ensure_ascii=False) for span in _audited(results)))


def _audited(results: Sequence[Result]) -> Iterator[Mapping[str, object]]:
    """The spans; copies of several documents that have one name are told apart by their documents' ids."""
    count = Counter(copy.name for result in results for copy in result.job.copies)
    for result in results:
        for span in result.spans:
            name = span.copy if count[span.copy] == 1 else f"{result.job.document}/{span.copy}"
            yield asdict(span) | {"copy": name}


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """A text file that is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(f"{line}\n" for line in lines)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
