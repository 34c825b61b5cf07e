"""The import command's work: which copies belong to which document, and the YAML written from them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from duizhao import pipeline, store
from duizhao.errors import CopyError
from duizhao.model import Book, Copy, Edition, Finding


@dataclass(frozen=True, slots=True)
class Job:
    """One document to import: its id, the copies and the files that they were read from."""

    document: str
    edition: Edition
    copies: tuple[Copy, ...]
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What an import made of a document."""

    edition: Edition
    book: Book
    findings: tuple[Finding, ...]
    spans: tuple[pipeline.audit.Where, ...]


def plan(root: Path, files: Sequence[Path]) -> list[Job]:
    """The documents to import; nothing has been written when this raises.

    Raises:
        CopyError: a file that cannot be read or in which no document can be recognised.
    """
    if files:
        return _printed_jobs(root, list(files))
    held = [p for folder in store.document_folders(root) for p in store.copies(folder)]
    plain = [folder / "plain.md" for folder in store.document_folders(root) if (folder / "plain.md").is_file()]
    return [*(_plain_job(p) for p in plain), *(_printed_jobs(root, held) if held else [])]


def _printed_jobs(root: Path, files: list[Path]) -> list[Job]:
    copies = pipeline.read(files)
    by_hash = {pipeline.readers.read(p).sha256: p for p in files}
    jobs = []
    for document, found in sorted(pipeline.group(copies).items()):
        folder = store.document_folder(root, document)
        known = store.copies(folder) if folder.is_dir() else []
        all_copies = {c.sha256: c for c in [*pipeline.read(known), *found]}
        new = tuple(by_hash[c.sha256] for c in found)
        jobs.append(Job(document, "printed", tuple(sorted(all_copies.values(), key=lambda c: (c.name, c.sha256))), new))
    return jobs


def _plain_job(path: Path) -> Job:
    return Job(path.parent.name, "plain", tuple(pipeline.read([path])), (path,))


def run(root: Path, job: Job) -> Result:
    """Imports one document: text first, files last, so that nothing is half-written where the text cannot be made."""
    folder = store.document_folder(root, job.document)
    corrections = store.load_corrections(folder) if job.edition == "printed" and folder.is_dir() else ()
    imported = pipeline.build(_distinct(job.copies), corrections)
    if job.edition == "plain":
        if imported.book.document.id != job.document:
            raise CopyError(f"{job.files[0]}: its heading names {imported.book.document.id}, but it lies in {job.document}. Move or mend it.")
        nodes = tuple(replace(n, copies=(), edits=0, agreement=None, confidence=1.0) for n in imported.book.printed)
        differing = store.save_plain(folder, nodes, imported.book.document)
        book = replace(imported.book, printed=(), plain=nodes, mends=(), findings=())
        return Result("plain", book, differing, imported.spans)
    folder.mkdir(parents=True, exist_ok=True)
    for path in job.files:
        store.add_copy(folder, path)
    differing = store.save_printed(folder, imported.book)
    return Result("printed", imported.book, (*imported.book.findings, *differing), imported.spans)


def _distinct(copies: Sequence[Copy]) -> list[Copy]:
    """The copies with names that differ, as the audit and the records name a copy by its file name."""
    seen: dict[str, int] = {}
    out = []
    for copy in copies:
        seen[copy.name] = seen.get(copy.name, 0) + 1
        out.append(copy if seen[copy.name] == 1 else replace(copy, name=f"{copy.name} ({seen[copy.name]})"))
    return out


def write_audit(path: Path, results: Iterable[Result]) -> None:
    """The audit: JSON lines, one span a line (design, section 5)."""
    write_lines(path, (json.dumps(asdict(span), ensure_ascii=False) for r in results for span in r.spans))


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """A text file that is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{line}\n" for line in lines)
    os.replace(partial, path)
