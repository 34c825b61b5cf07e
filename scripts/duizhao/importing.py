"""The import command's work: documents built from their copies, and the YAML written from them.

Nothing is written before everything has been read and built, so that a file that cannot be imported costs nothing
else. What was built lies on a shelf meanwhile: memory holds the documents that are being built, and no more.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from duizhao import audit, identify, pipeline, store, unchanged
from duizhao.errors import CopyError
from duizhao.model import Book, Copy, Correction, Document, Edition, Finding, Grammar
from duizhao.planning import Plan, Planner, Task, by_title, known_titles
from duizhao.unchanged import Stamp, Unchanged

__all__ = ["Job", "Planner", "Result", "Unchanged", "build", "load", "worth_telling", "write", "write_audit"]


@dataclass(frozen=True, slots=True)
class Job:
    """One document to import: its id, its copies under the names that they are kept by, files to be added to them, and
    what its folder says of it: corrections, the name of a grammar. It holds all that building the document takes.
    ``parts``: all documents of those of its files that hold several.
    """

    document: str
    edition: Edition
    copies: tuple[Copy, ...]
    files: tuple[Path, ...] = ()
    corrections: tuple[Correction, ...] = ()
    grammar: Grammar | None = None
    parts: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What an import made of a document; the copies of its job without their texts. ``seen``: what each is of."""

    job: Job
    book: Book
    findings: tuple[Finding, ...]
    spans: tuple[audit.Where, ...]
    seen: Mapping[tuple[str, str], Document] = field(default_factory=dict)


def load(task: Task) -> Job:
    """The job of a task: all its copies, read.

    Raises:
        CopyError: a copy cannot be read, or lies in the folder of a document that it is not of.
    """
    sources, held = task.sources, tuple(pipeline.read(task.held).values())
    parts = [*task.parts, *(look.document for copy in held for look in _looks(copy))]
    if sources.edition == "printed":
        held = tuple(_own(held, task))
    if task.settled and sources.edition == "printed":
        _check_settled(task.folder, held)
    copies = (*held, *task.new)
    return Job(
        sources.document, sources.edition, copies, task.files, task.corrections, task.grammar, tuple(parts)
    )  # fmt: skip


def _looks(copy: Copy) -> list[pipeline.Look]:
    """What a file holds that holds several documents."""
    return pipeline.look(copy) if len(pipeline.parts(copy)) > 1 else []


def _own(copies: Iterable[Copy], task: Task) -> Iterator[Copy]:
    """The copies; of a file that holds several documents only the parts that are of this folder's."""
    folder = task.folder
    for copy in copies:
        if len(pipeline.parts(copy)) == 1:
            yield copy
        elif own := pipeline.group([copy], by_title(known_titles(task.root))).get(folder.name):
            yield from own
        else:
            raise CopyError(
                f"{folder / 'copies' / copy.name}: holds several documents, and none of them is {folder.name}. "
                f"Take it away from there and import it anew."
            )


def _check_settled(folder: Path, copies: Sequence[Copy]) -> None:
    """The folder's name says what its copies are of; a copy that bears another number lies in the wrong one."""
    for copy in copies:
        found = pipeline.recognise(copy)
        if found.number and found.id != folder.name and not folder.name.startswith(f"{found.id}-"):
            raise CopyError(
                f"{folder / 'copies' / copy.name}: is a copy of {found.number}. "
                f"Move it to {folder.parent / found.id / 'copies'}."
            )


def build(job: Job) -> Result:
    """What the copies give; no file is read or written, so that any process on any machine may do it.

    Raises:
        CopyError: the copies are not those of one document.
    """
    light = replace(job, copies=tuple(replace(copy, text="") for copy in job.copies))
    if job.edition == "plain":
        return replace(_plain(job), job=light)
    imported = pipeline.build(job.copies, job.corrections, job.document, job.grammar)
    seen = {(copy.name, copy.sha256): pipeline.recognise(copy) for copy in job.copies if not copy.whole}
    return Result(light, imported.book, imported.book.findings, imported.spans, seen)


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


def related(results: Iterable[Result]) -> dict[str, list[Finding]]:
    """What documents of one file have in common with one another, by document."""
    files: dict[str, dict[str, str]] = {}
    for result in results:
        for name in {copy.name for copy in result.job.copies if copy.whole}:
            files.setdefault(name, {})[result.job.document] = _text(result.book)
    told: dict[str, list[Finding]] = {}
    for name, texts in files.items():
        for finding in identify.related(name, texts):
            told.setdefault(finding.document or "", []).append(finding)
    return told


def _text(book: Book) -> str:
    return "".join(f"{node.title_zh or ''}{node.text_zh or ''}" for node in book.printed)


def _with(result: Result, told: Sequence[Finding]) -> Result:
    if not told or result.job.edition == "plain":
        return result
    book = replace(result.book, findings=(*result.book.findings, *told))
    return replace(result, book=book, findings=(*result.findings, *told))


def write(root: Path, plan: Plan, results: Iterable[Result]) -> Iterator[Result]:
    """Writes the YAML and keeps the copies, document by document; what ``document.yaml`` says otherwise is added to the
    findings. ``results``, one for each task of the plan, are gone through more than once.
    """
    told = related(results)
    last = {task.sources.document: n for n, task in enumerate(plan.tasks)}
    waiting: dict[str, list[tuple[Task, Stamp]]] = {}
    with store.writing(root):
        for task in plan.tasks:  # a file that a person broke stops the run before the first is written
            if task.folder.is_dir():
                store.load_document(task.folder)
        store.write_schemas(root)
        for n, (task, result) in enumerate(zip(plan.tasks, results, strict=True)):
            done = _written(root, _with(result, told.get(result.job.document, ())))
            stamps = waiting.setdefault(result.job.document, [])
            stamps.append((task, _stamp(done, task, plan)))
            if last[result.job.document] == n:  # another edition may still add to document.yaml
                _save(root, stamps)
            yield done
        store.keep_stamps(root, {folder.name for folder in store.document_folders(root)})


def _stamp(result: Result, task: Task, plan: Plan) -> Stamp:
    shared = frozenset(copy.name for copy in result.job.copies if copy.whole)
    stamp = Stamp(
        title(result.book.document), tuple(worth_telling(result.findings)), result.seen, shared, result.job.parts
    )  # fmt: skip
    return replace(stamp, company=unchanged.company(stamp, task.sources, plan.run, plan.titles))


def _save(root: Path, stamps: Iterable[tuple[Task, Stamp]]) -> None:
    for task, stamp in stamps:
        unchanged.save(root, task.sources, stamp)


def title(document: Document) -> str:
    """A document as a person knows it."""
    return " ".join(filter(None, (document.number, document.title_zh or document.title_en))) or document.id


def worth_telling(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of an import that somebody should look at; losses stand in its report already."""
    return [finding for finding in findings if finding.severity != "info" and finding.check != "lost"]


def _written(root: Path, result: Result) -> Result:
    folder = store.document_folder(root, result.job.document)
    if result.job.edition == "plain":
        differing = store.save_plain(folder, result.book.plain, result.book.document)
    else:
        for path in result.job.files:
            store.add_copy(folder, path)
        differing = store.save_printed(folder, result.book)
    return replace(result, findings=(*result.findings, *differing))


def write_audit(path: Path, results: Iterable[Result]) -> None:
    """The audit: JSON lines, one span a line (design, section 5)."""
    write_lines(path, (json.dumps(span, ensure_ascii=False) for span in _audited(results)))


def _audited(results: Iterable[Result]) -> Iterator[Mapping[str, object]]:
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
