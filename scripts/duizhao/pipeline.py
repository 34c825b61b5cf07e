"""The whole way, in order: read → repair → parse → collate → align → nodes.

A damaged line enters at ``read`` and leaves as part of a node. Every character keeps the number of its place: the
copies of a document are numbered through, one after the other, so that one number says which character of which copy
it is, from the first repair to the audit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from duizhao import align, audit, collate, grammars, headings, identify, nodes, readers, repairs
from duizhao.corrections import apply_corrections
from duizhao.errors import CopyError
from duizhao.model import Book, Copy, Correction, Document, Finding
from duizhao.repairs.context import Context
from duizhao.text import factors, runs, tables, words
from duizhao.text.draft import Parsed
from duizhao.text.traced import Traced


@dataclass(frozen=True, slots=True)
class Reading:
    """A copy on its way: its text numbered through from ``base``, what the repairs did, what a grammar made of it."""

    copy: Copy
    base: int
    text: Traced
    passes: tuple[repairs.Pass, ...] = ()
    parsed: Parsed | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """A document rebuilt from its copies: the book as the store keeps it, and where every character went."""

    book: Book
    spans: tuple[audit.Where, ...]


def read(paths: Iterable[Path]) -> list[Copy]:
    """The copies, in an order that does not depend on how they were named on the command line; twins once."""
    copies = {copy.sha256: copy for copy in sorted((readers.read(p) for p in paths), key=lambda c: (c.name, c.sha256), reverse=True)}
    return sorted(copies.values(), key=lambda c: (c.name, c.sha256))


def group(copies: Sequence[Copy]) -> dict[str, list[Copy]]:
    """The copies by the document that they are of.

    Raises:
        CopyError: a copy in which no document can be recognised.
    """
    out: dict[str, list[Copy]] = {}
    for copy in copies:
        out.setdefault(_document_of(copy), []).append(copy)
    return out


def _document_of(copy: Copy) -> str:
    text, _ = repairs.apply(Traced(copy.text), repairs.CHARACTERS, Context(format=copy.format))
    parsed = grammars.parse(text)
    if parsed is None or not any(d.kind != "stray" for d in parsed.drafts):
        raise CopyError(
            f"{copy.name}: nothing in this file reads like a standard, guide or handbook (no clause numbers, no table of "
            "contents). If it is one, name the file after its number and send the first page with an issue."
        )
    return identify.document(parsed.document, copy).id


def build(copies: Sequence[Copy], corrections: Iterable[Correction] = ()) -> Imported:
    """One document out of its copies.

    Raises:
        CopyError: copies that bear one number and have no text in common.
    """
    readings = structure(mend(number(copies)))
    parsed = [r.parsed for r in readings if r.parsed]
    document = identify.merge([identify.document(r.parsed.document, r.copy) for r in readings if r.parsed])
    collated = collate.collate(parsed)
    _same_document(document, readings, collated)
    drafts = headings.split(collated.drafts)
    where = audit.trace([(r.copy, r.base, r.passes, r.parsed) for r in readings if r.parsed], drafts, collated)
    found, corrected = apply_corrections(nodes.build(drafts, collated, where), corrections)
    findings = (*corrected, *align.unpaired(found, document.id), *nodes.findings(found, document.id))
    book = Book(
        document, printed=found, copies=where.records(), mends=where.mends(),
        findings=tuple(replace(f, document=document.id) for f in findings),
    )  # fmt: skip
    return Imported(book, tuple(where.spans()))


def number(copies: Sequence[Copy]) -> list[Reading]:
    """The copies with their characters numbered through."""
    out, base = [], 0
    for copy in copies:
        out.append(Reading(copy, base, Traced(copy.text, range(base, base + len(copy.text)))))
        base += len(copy.text)
    return out


def mend(readings: Sequence[Reading]) -> list[Reading]:
    """Repairs: first each copy by itself, then with what all of them show of the document's words and names."""
    first = [_apply(r, repairs.CHARACTERS, Context(format=r.copy.format)) for r in readings]
    known = _knowledge([r.text for r in first])
    return [_apply(r, repairs.STRUCTURE, replace(known, format=r.copy.format)) for r in first]


def _apply(reading: Reading, steps: Sequence[repairs.Repair], context: Context) -> Reading:
    text, passes = repairs.apply(reading.text, steps, context)
    return replace(reading, text=text, passes=(*reading.passes, *passes))


def _knowledge(texts: Sequence[Traced]) -> Context:
    """The words that stand cleanly spaced in a copy, and the bilingual names that stand whole in a table."""
    names: dict[tuple[str, str], None] = {}
    for text in texts:
        for table in tables.find_tables(text.text):
            scripts = runs.runs(text.text, table.body_start, table.end)
            names |= dict.fromkeys(factors.known_titles(text.text, scripts))
    return Context(words=words.vocabulary([t.text for t in texts]), titles=tuple(sorted(names)))


def structure(readings: Sequence[Reading]) -> list[Reading]:
    """Each copy as a grammar reads it."""
    return [replace(r, parsed=grammars.parse(r.text)) for r in readings]


def _same_document(document: Document, readings: Sequence[Reading], collated: collate.Collated) -> None:
    """Copies of one document share text: two that do not are two documents under one number."""
    confirmed = sum(w.confirmed for w in collated.witnesses.values())
    smallest = min((sum(len(d.zh.text) + len(d.en.text) for d in r.parsed.drafts) for r in readings if r.parsed), default=0)
    if len(readings) > 1 and 10 * confirmed < smallest:
        names = ", ".join(r.copy.name for r in readings)
        raise CopyError(
            f"{names}: these files all call themselves {document.number or document.title_zh}, but they have almost no text "
            "in common. Import only those that are copies of it; nothing was written."
        )


def findings_of(imported: Imported) -> tuple[Finding, ...]:
    """What the import found to report."""
    return imported.book.findings
