"""The import command's work: which copies belong to which document, and the YAML written from them.

Nothing is written before everything has been read and built: a file that cannot be imported costs nothing else.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from duizhao import audit, identify, pipeline, store
from duizhao.corrections import of_edition
from duizhao.errors import CopyError, StoreError
from duizhao.model import Book, Copy, Correction, Edition, Finding, Grammar
from duizhao.store import names


@dataclass(frozen=True, slots=True)
class Job:
    """One document to import: its id, its copies under the names that they are kept by, files to be added to them, and
    what its folder says of it: corrections, the name of a grammar. It holds all that building the document takes.
    """

    document: str
    edition: Edition
    copies: tuple[Copy, ...]
    files: tuple[Path, ...] = ()
    corrections: tuple[Correction, ...] = ()
    grammar: Grammar | None = None


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
    return [_settings(root, job) for job in _jobs(root, files)]


def _settings(root: Path, job: Job) -> Job:
    """The job with what the document's folder says of it."""
    folder = store.document_folder(root, job.document)
    if not folder.is_dir():
        return job
    corrections = of_edition(store.load_corrections(folder), job.edition)
    return replace(job, corrections=tuple(corrections), grammar=store.load_document(folder).grammar)


def _jobs(root: Path, files: Sequence[Path]) -> list[Job]:
    folders = store.document_folders(root)
    ours = {(folder / "plain.md").resolve(): folder / "plain.md" for folder in folders}
    if not files:
        plain = [_plain_job(path) for path in ours.values() if path.is_file()]
        return [*plain, *_jobs_of_copies(folders, _titles(root))]
    plain = [_plain_job(path) for path in dict.fromkeys(file.resolve() for file in files) if path in ours]
    copies = [file for file in files if file.resolve() not in ours]
    return [*plain, *(_jobs_of_files(root, copies) if copies else ())]


def _jobs_of_files(root: Path, files: Sequence[Path]) -> Iterator[Job]:
    """The documents that files named on the command line are copies of, with the copies held already."""
    read = pipeline.read(files)
    paths = {copy.sha256: path for path, copy in read.items()}
    titles = _titles(root)
    for document, copies in sorted(pipeline.group(read.values(), titles).items()):
        folder = _folder(root, document, copies)
        held = store.copies(folder)
        known = list(pipeline.read(held).values())
        hashes = {copy.sha256 for copy in known}
        new = [copy for copy in copies if copy.sha256 not in hashes]
        kept = _named(new, taken={path.name.casefold() for path in held})
        added = dict.fromkeys(copy.sha256 for copy in new)
        yield Job(document, "printed", (*_own(known, folder, titles), *kept), tuple(paths[sha256] for sha256 in added))


def _titles(root: Path) -> dict[str, str]:
    """The ids of the documents that the knowledge base has, by their titles."""
    documents = (store.load_document(folder) for folder in store.document_folders(root))
    return {document.title_zh or document.id: document.id for document in documents}


def _own(copies: Iterable[Copy], folder: Path, titles: Mapping[str, str]) -> Iterator[Copy]:
    """The copies; of a file that holds several documents only the parts that are of this folder's."""
    for copy in copies:
        if len(pipeline.parts(copy)) == 1:
            yield copy
        elif own := pipeline.group([copy], titles).get(folder.name):
            yield from own
        else:
            raise CopyError(
                f"{folder / 'copies' / copy.name}: holds several documents, and none of them is {folder.name}. "
                f"Take it away from there and import it anew."
            )


def _folder(root: Path, document: str, copies: Iterable[Copy]) -> Path:
    try:
        return store.document_folder(root, document)
    except StoreError as error:
        raise CopyError(f"{', '.join(copy.name for copy in copies)}: {error}") from error


def _named(copies: Iterable[Copy], taken: set[str]) -> Iterator[Copy]:
    """New copies under the names that the store will keep them by, so that importing again finds the same names."""
    by_file: dict[str, str] = {}
    for copy in copies:
        if copy.sha256 not in by_file:
            by_file[copy.sha256] = names.numbered(names.copy_name(copy.name), taken)
            taken.add(by_file[copy.sha256].casefold())
        yield replace(copy, name=by_file[copy.sha256])


def _jobs_of_copies(folders: Iterable[Path], titles: Mapping[str, str]) -> Iterator[Job]:
    for folder in folders:
        copies = tuple(_own(pipeline.read(store.copies(folder)).values(), folder, titles))
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


def build(job: Job) -> Result:
    """What the copies give; no file is read or written, so that any process on any machine may do it.

    Raises:
        CopyError: the copies are not those of one document.
    """
    if job.edition == "plain":
        return _plain(job)
    imported = pipeline.build(job.copies, job.corrections, job.document, job.grammar)
    return Result(job, imported.book, imported.book.findings, imported.spans)


def _plain(job: Job) -> Result:
    """Our own restatement: it has no copies to compare and no damage to tell of, but corrections may no longer fit."""
    imported = pipeline.build(job.copies, job.corrections, grammar=job.grammar)
    found = imported.book.document.id
    if found != job.document:
        raise CopyError(
            f"content/{job.document}/plain.md: its heading names {found}, but it lies in {job.document}. "
            "Move or mend it."
        )
    nodes = tuple(replace(n, copies=(), edits=0, agreement=None, confidence=1.0) for n in imported.book.printed)
    book = replace(imported.book, printed=(), plain=nodes, mends=(), findings=())
    stale = tuple(finding for finding in imported.book.findings if finding.check == "correction-stale")
    return Result(job, book, stale, imported.spans)


def related(results: Sequence[Result]) -> list[Result]:
    """The results, those of one file told what they have in common with the others."""
    files: dict[str, dict[str, Result]] = {}
    for result in results:
        for copy in result.job.copies:
            if copy.whole:
                files.setdefault(copy.name, {})[result.job.document] = result
    told = [
        finding
        for name, held in files.items()
        for finding in identify.related(name, {document: _text(result.book) for document, result in held.items()})
    ]
    return [_with(result, [one for one in told if one.document == result.job.document]) for result in results]


def _text(book: Book) -> str:
    return "".join(f"{node.title_zh or ''}{node.text_zh or ''}" for node in book.printed)


def _with(result: Result, told: Sequence[Finding]) -> Result:
    if not told or result.job.edition == "plain":
        return result
    book = replace(result.book, findings=(*result.book.findings, *told))
    return replace(result, book=book, findings=(*result.findings, *told))


def write(root: Path, results: Iterable[Result]) -> list[Result]:
    """Writes the YAML and keeps the copies; what ``document.yaml`` says otherwise is added to the findings."""
    results = related(list(results))
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
    """The spans; copies of several documents that have one name are told apart by their documents' ids.

    A file that holds several documents is told as one file, each span with the document that it belongs to.
    """
    count = Counter(name for result in results for name in {copy.name for copy in result.job.copies})
    shared: dict[tuple[str, str], list[tuple[Result, audit.Where]]] = {}
    for result in results:
        files = {copy.name: copy for copy in result.job.copies}
        for span in result.spans:
            copy = files[span.copy]
            if copy.whole:
                shared.setdefault((copy.sha256, copy.name), []).append((result, span))
                continue
            name = span.copy if count[span.copy] == 1 else f"{result.job.document}/{span.copy}"
            yield asdict(span) | {"copy": name}
    for (_, name), held in shared.items():
        yield from _joined(name, held)


def _joined(name: str, held: Sequence[tuple[Result, audit.Where]]) -> Iterator[Mapping[str, object]]:
    """The spans of a file over all its documents, those between them that were not imported set aside."""
    whole = next(copy.whole for copy in held[0][0].job.copies if copy.name == name)
    end = 0
    for result, span in sorted(held, key=lambda pair: pair[1].start):
        if span.start > end:
            yield {"copy": name, "start": end, "end": span.start, "to": "discard:other-document"}
        yield asdict(span) | {"document": result.job.document}
        end = span.end
    if end < whole:
        yield {"copy": name, "start": end, "end": whole, "to": "discard:other-document"}


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
