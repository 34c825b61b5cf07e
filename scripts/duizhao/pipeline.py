"""The whole way, in order: read → repair → parse → collate → align → nodes, and from what was stored: link.

A damaged line enters at ``read`` and leaves as part of a node; the second half, ``finish``, adds what follows from all
documents and the glossary together and is never stored. Every character keeps the number of its place: the
copies of a document are numbered through, one after the other, so that one number says which character of which copy
it is, from the first repair to the audit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from duizhao import (
    align,
    audit,
    checks,
    collate,
    collection,
    grammars,
    headings,
    identify,
    link,
    nodes,
    paragraphs,
    readers,
    renderings,
    repairs,
    search,
)
from duizhao.checks import waivers
from duizhao.corrections import apply_corrections
from duizhao.errors import CopyError
from duizhao.model import (
    Book,
    Checked,
    Concept,
    Copy,
    Correction,
    Document,
    Edit,
    Edition,
    Grammar,
    Library,
    Rendering,
    Unit,
    Waiver,
)
from duizhao.repairs.context import Context
from duizhao.text import factors, runs, tables, units, words
from duizhao.text.draft import Parsed
from duizhao.text.traced import Pass, Traced, replay


@dataclass(frozen=True, slots=True)
class Reading:
    """A copy on its way: its text numbered through from ``base``, what the repairs did, what a grammar made of it."""

    copy: Copy
    base: int
    text: Traced
    passes: tuple[Pass, ...] = ()
    parsed: Parsed | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a copy, or a part of one, is of; the ``mended`` text only where its file holds several documents."""

    copy: Copy
    document: Document
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """A document rebuilt from its copies: the book as the store keeps it, and where every character went."""

    book: Book
    spans: tuple[audit.Where, ...]


def read(paths: Iterable[Path]) -> dict[Path, Copy]:
    """The copies by the file that each was read from, by name and content, of files with the same bytes the first.

    The order does not depend on how the files were named on the command line.

    Raises:
        CopyError: one or more of the files cannot be read truly; the message names each.
    """
    found: list[tuple[Path, Copy]] = []
    errors: list[str] = []
    for path in paths:
        try:
            found.append((path, readers.read(path)))
        except CopyError as error:
            errors.append(str(error))
    if errors:
        raise CopyError("\n".join(errors))
    ordered = sorted(found, key=lambda pair: (pair[1].name, pair[1].sha256, str(pair[0])))
    first = {copy.sha256: path for path, copy in reversed(ordered)}
    return {path: copy for path, copy in ordered if first[copy.sha256] == path}


def group(copies: Iterable[Copy], known: Mapping[str, str] | None = None) -> dict[str, list[Copy]]:
    """The copies by the id of the document that they are of; ``known`` holds ids by the titles of other documents.

    A file that holds several documents gives a copy for each of them.

    Raises:
        CopyError: copies in which no document can be recognised; the message names each.
    """
    found: list[Look] = []
    errors: list[str] = []
    for copy in copies:
        try:
            found += look(copy)
        except CopyError as error:
            errors.append(str(error))
    if errors:
        raise CopyError("\n".join(errors))
    return gather(found, known or {})


def look(copy: Copy) -> list[Look]:
    """What a copy is of, for each document that its file holds.

    Raises:
        CopyError: none can be recognised.
    """
    return [Look(part, recognise(part), _mended(part) if part.whole else "") for part in parts(copy)]


def gather(found: Sequence[Look], known: Mapping[str, str]) -> dict[str, list[Copy]]:
    """The copies by the id of the document that they are of; their texts are not looked at again."""
    documents = [one.document for one in found]
    named = identify.sisters([one.copy.name for one in found], documents, identify.same(documents, known))
    whole = [(name, one.mended) for name, one in zip(named, found, strict=True) if one.copy.whole]
    variants = identify.variants(whole)
    out: dict[str, list[Copy]] = {}
    for one, document_id in zip(found, named, strict=True):
        settled = next(variants) if one.copy.whole else document_id
        out.setdefault(settled, []).append(one.copy)
    return out


@lru_cache(maxsize=16)
def parts(copy: Copy) -> tuple[Copy, ...]:
    """The documents that a file holds, each as a copy of its own; the copy itself where it is one document."""
    text = first_pass(Reading(copy, 0, Traced(copy.text))).text
    starts = collection.starts(text.text)
    if len(starts) < 2:
        return (copy,)
    places = [0, *(next(iter(text[start:].positions())) for start in starts[1:]), len(copy.text)]
    return tuple(replace(copy, text=copy.text[a:b], start=a, whole=len(copy.text)) for a, b in pairwise(places))


def _mended(copy: Copy) -> str:
    return first_pass(Reading(copy, 0, Traced(copy.text))).text.text


@lru_cache(maxsize=64)
def recognise(copy: Copy) -> Document:
    """The document that a copy is of.

    Raises:
        CopyError: none can be recognised.
    """
    parsed = _parsed(copy, first_pass(Reading(copy, 0, Traced(copy.text))).text)
    return identify.document(parsed.document, copy)


def _parsed(copy: Copy, text: Traced, grammar: Grammar | None = None) -> Parsed:
    parsed = grammars.parse(text, grammar)
    if parsed is None or not any(d.kind != "stray" for d in parsed.drafts):
        raise CopyError(
            f"{copy.name}: nothing in this file reads like a standard (no clause numbers, no table of contents) "
            "or like another document (no title, no outline). "
            "Check that it is the right file and that its text is complete."
        )
    return nodes.unique(parsed)


def build(
    copies: Sequence[Copy],
    corrections: Iterable[Correction] = (),
    document_id: str | None = None,
    grammar: Grammar | None = None,
) -> Imported:
    """One document out of its copies; ``document_id`` is its id where that is settled already.

    ``grammar`` names the shape that its text is read in; without it each copy's text decides.

    Raises:
        CopyError: copies that bear one number and have no text in common, or in which nothing can be recognised.
    """
    readings = structure(mend(number(copies)), grammar)
    parsed = [r.parsed for r in readings if r.parsed]
    document = identify.merge([identify.document(r.parsed.document, r.copy) for r in readings if r.parsed], document_id)
    document = replace(document, id=document_id or document.id, grammar=grammar)
    _same_document(document, readings)
    collated = collate.collate(parsed)
    drafts, collated = paragraphs.split(headings.split(nodes.whole(collated.drafts)), collated)
    where = audit.trace([(r.copy, r.base, r.passes, r.parsed) for r in readings if r.parsed], drafts, collated)
    found, corrected = apply_corrections(nodes.build(drafts, collated, where), corrections)
    told = (*nodes.findings(found, document.id), *identify.shares([(r.copy, r.parsed) for r in readings if r.parsed]))
    findings = (*corrected, *align.unpaired(found, document.id), *told)
    book = Book(
        document, printed=found, copies=where.records(), mends=where.mends(),
        findings=tuple(replace(f, document=document.id) for f in findings),
    )  # fmt: skip
    return Imported(book, tuple(where.spans()))


def number(copies: Sequence[Copy]) -> list[Reading]:
    """The copies with their characters numbered through, in an order that the caller's does not change."""
    out, base = [], 0
    for copy in sorted(copies, key=lambda c: (c.name, c.sha256, c.start)):
        out.append(Reading(copy, base, Traced(copy.text, range(base, base + len(copy.text)))))
        base += len(copy.text)
    return out


def mend(readings: Sequence[Reading]) -> list[Reading]:
    """Repairs: first each copy by itself, then with what all of them show of the document's words and names."""
    first = [first_pass(r) for r in readings]
    known = _knowledge([r.text for r in first])
    return [_apply(r, repairs.STRUCTURE, replace(known, format=r.copy.format)) for r in first]


def first_pass(reading: Reading) -> Reading:
    """The repairs that look at a copy by itself."""
    text, passes = reading.text, []
    for edits in _character_edits(reading.copy.text, reading.copy.format):
        passes.append((text, edits))
        text = replay(text, edits)
    return replace(reading, text=text, passes=tuple(passes))


@lru_cache(maxsize=64)
def _character_edits(text: str, kind: str) -> tuple[tuple[Edit, ...], ...]:
    """What the repairs of a copy by itself do: asked twice, to find out which document a copy is of and to build it."""
    _, passes = repairs.apply(Traced(text), repairs.CHARACTERS, Context(format=kind))
    return tuple(edits for _, edits in passes)


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


def structure(readings: Sequence[Reading], grammar: Grammar | None = None) -> list[Reading]:
    """Each copy as a grammar reads it: the one named, else the one that suits it best.

    Raises:
        CopyError: a copy in which nothing can be recognised.
    """
    return [replace(r, parsed=_parsed(r.copy, r.text, grammar)) for r in readings]


def _same_document(document: Document, readings: Sequence[Reading]) -> None:
    """Copies of one document share text: those that do not are other documents under its number.

    Raises:
        CopyError: there are such copies.
    """
    strangers = identify.strangers([r.parsed for r in readings if r.parsed])
    if strangers:
        named = ", ".join(readings[n].copy.name for n in strangers)
        others = ", ".join(r.copy.name for n, r in enumerate(readings) if n not in strangers)
        raise CopyError(
            f"{named}: called {document.number or document.title_zh or document.id}, but with almost no text in common "
            f"with {others or 'each other'}. Import only files that are copies of one document."
        )


def finish(library: Library) -> Library:
    """A library as the site and the exports need it, from one as it was loaded: load → link → publish."""
    return link.link(library)


def index(
    shelves: Iterable[tuple[Book, str, Mapping[str, str]]],
    concepts: Sequence[Concept],
    sink: Callable[[str, bytes], None],
) -> None:
    """Write the search index of a linked library: each book with the addresses of its home and of its nodes by id.

    ``sink`` takes each file's name and bytes.
    """
    search.build(search.of_books(shelves), concepts, sink)


def check(
    library: Library, edition: Edition | None = None, waived: Iterable[Waiver] = (), today: date = date.min
) -> Checked:
    """The library, linked, as the checks see it: each document by itself, the glossary over all of them.

    What a waiver lets stand ``today`` is left out.
    """
    parts, whole = materials(library, edition)
    single, overall = ([c for c in checks.CHECKS if c.whole == is_whole] for is_whole in (False, True))
    found = [finding for part in parts for finding in checks.run(part, single)]
    findings = waivers.waive(checks.worst_first([*found, *checks.run(whole, overall)]), waived, today)
    notes = (*(one.notes for one in checks.CHECKS), waivers.NOTES)
    return Checked(whole.units, whole.renderings, checks.worst_first(findings), notes)


def materials(library: Library, edition: Edition | None = None) -> tuple[list[checks.Material], checks.Material]:
    """What the checks look at: each document by itself, and all of them together."""
    parts = [material(units.units(book, edition), library.concepts, (book,)) for book in library.books]
    return parts, _joined(parts, library)


def material(found: tuple[Unit, ...], concepts: tuple[Concept, ...], books: tuple[Book, ...] = ()) -> checks.Material:
    """What the checks look at: units, and how the terms in them are rendered."""
    return checks.Material(found, concepts, renderings.find(found, concepts), books)


def _joined(parts: Sequence[checks.Material], library: Library) -> checks.Material:
    found: list[Unit] = []
    rendered: list[Rendering] = []
    for part in parts:
        rendered += [replace(one, unit=one.unit + len(found)) for one in part.renderings]
        found += part.units
    return checks.Material(tuple(found), library.concepts, tuple(rendered), library.books)
