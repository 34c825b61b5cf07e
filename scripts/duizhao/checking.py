"""A run of the checks, over a knowledge base or over the bilingual files that a translator brings."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path

from duizhao import checks, exchange, pipeline, publish, store
from duizhao.checks import glossary_candidates, waivers
from duizhao.checks.glossary_candidates import Candidate
from duizhao.errors import DuizhaoError
from duizhao.exchange import findings as findings_out
from duizhao.exchange.columns import Columns
from duizhao.model import Book, Checked, Edition, Finding, Severity, Unit


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the findings is wanted: of one edition, of one document, only of some checks (ids); all by default."""

    edition: Edition | None = None
    document: str | None = None
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the checks: what they were given, by the names of documents or files, which they were, what they found.

    ``books`` is empty for a translator's files.
    """

    names: tuple[str, ...] = ()
    checked: Checked = field(default_factory=Checked)
    books: tuple[Book, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, the worst first."""
        return self.checked.findings


def of_library(root: Path, choice: Choice, today: date) -> Run:
    """What is found in a knowledge base, without what a waiver lets stand.

    Raises:
        DuizhaoError: a file is malformed, or there is no such document or check.
    """
    library = pipeline.finish(store.load_library(root))
    books = _books(root, library.books, choice.document)
    checked = pipeline.check(library, choice.edition, store.load_waivers(root), today)
    names = tuple(book.document.number or book.document.id for book in books)
    return Run(names, _chosen(checked, choice), books)


def _books(root: Path, books: Iterable[Book], document: str | None) -> tuple[Book, ...]:
    held = tuple(books)
    chosen = tuple(book for book in held if document in (None, book.document.id))
    if document and not chosen:
        known = ", ".join(book.document.id for book in held) or "none"
        raise DuizhaoError(f"{root}: no document {document}; there are: {known}.")
    return chosen


def of_files(root: Path, files: Sequence[Path], choice: Choice, columns: Columns | None = None) -> Run:
    """What is found in bilingual files, each by itself, with the glossary of a knowledge base.

    A unit that names no document counts to one with the file's name. ``columns``: those of a table, where named.

    Raises:
        DuizhaoError: a file cannot be read; the message says why.
    """
    concepts = store.load_glossary(root)
    ran = [one for one in checks.CHECKS if not one.whole]
    found: list[Finding] = []
    units: list[Unit] = []
    for file in files:
        held = tuple(replace(unit, document=unit.document or file.name) for unit in exchange.read(file, columns))
        found += checks.run(pipeline.material(held, concepts), ran)
        units += held
    checked = Checked(tuple(units), (), tuple(found), tuple(one.notes for one in ran))
    return Run(tuple(file.name for file in files), _chosen(checked, choice))


def _chosen(checked: Checked, choice: Choice) -> Checked:
    """What is wanted of a run."""
    known = {check.id for check in checks.CHECKS} | {waivers.CHECK}
    unknown = [name for name in choice.checks if name not in known]
    if unknown:
        raise DuizhaoError(f"no check {', '.join(unknown)}; there are: {', '.join(sorted(known))}.")
    ran = tuple(one for one in checked.checks if not choice.checks or one.id in choice.checks)
    names = {one.id for one in ran}
    wanted = (one for one in checked.findings if one.check in names and choice.document in (None, one.document))
    units = tuple(one for one in checked.units if choice.document in (None, one.document))
    return Checked(units, (), checks.worst_first(wanted), ran)


def candidates(root: Path, choice: Choice) -> list[Candidate]:
    """Recurrent terms that the glossary of a knowledge base lacks, those first that stand in the most texts.

    Raises:
        DuizhaoError: a file is malformed, or there is no such document.
    """
    library = pipeline.finish(store.load_library(root))
    library = replace(library, books=_books(root, library.books, choice.document))
    _, whole = pipeline.materials(library, choice.edition)
    return sorted(glossary_candidates.candidates(whole), key=lambda one: (-one.units, -one.count, one.term))


def told(found: Iterable[Candidate], form: str) -> list[str]:
    """Candidates as lines: a line each for a person, or one JSON array."""
    rows = list(found)
    if form == "json":
        return json.dumps([asdict(one) for one in rows], ensure_ascii=False, indent=1).splitlines()
    lines = [_line(one) for one in rows]
    return [*lines, f"{len(rows)} terms that the glossary lacks"]


def _line(one: Candidate) -> str:
    renderings = ", ".join(f"{text} {count}" for text, count in one.renderings)
    places = ", ".join(node for _, node in one.places)
    return (
        f"{one.units:>4} texts  {one.language}  {one.term}"
        + (f"  → {renderings}" if renderings else "")
        + f"  ({places})"
    )


def known_already(path: Path) -> frozenset[str]:
    """The fingerprints of a baseline.

    Raises:
        DuizhaoError: the file is no baseline.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return frozenset(str(one) for one in held["findings"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DuizhaoError(f"{path}: no baseline ({error}). Write one with --write-baseline {path}") from error


def baseline(findings: Iterable[Finding]) -> str:
    """A baseline of the findings, as the file holds it."""
    held = sorted({waivers.fingerprint(finding) for finding in findings})
    return json.dumps({"duizhao": "baseline 1", "findings": held}, indent=1) + "\n"


def without(run: Run, held: Collection[str]) -> Run:
    """The run without the findings that a baseline holds."""
    return replace(run, checked=replace(run.checked, findings=tuple(waivers.new(run.findings, held))))


def report(run: Run, form: str, today: date) -> list[str]:
    """The findings as lines, in a form of the command line ("text", "json", "github", "html")."""
    if form == "json":
        return findings_out.as_json(run.findings).splitlines()
    if form == "github":
        return list(findings_out.as_github(run.findings))
    if form == "html":
        return publish.report(run.checked, run.names, today, run.books).splitlines()
    return list(findings_out.as_text(run.findings))


def fails(findings: Iterable[Finding], at: Severity) -> bool:
    """Whether any finding is as grave as ``at`` or graver."""
    return any(checks.GRAVITY[finding.severity] <= checks.GRAVITY[at] for finding in findings)
