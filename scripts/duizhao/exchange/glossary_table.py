"""The glossary as a table, a row a concept: what translators sort, filter and fill in.

Terms of one status stand in one cell, a line each. What has no column of its own (a term's reason, part of speech and
condition, and the order where it is not that of the columns) stands in ``details`` as JSON; whoever changes a term in
its column need not touch it, and is told which details no longer belong to a term.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from duizhao.errors import CopyError
from duizhao.exchange.cells import Row, Sheet
from duizhao.exchange.tbx_in import Read, slugged
from duizhao.model import Concept, Language, Source, Term, TermStatus
from duizhao.text import conditions

GROUPS: dict[str, tuple[Language, TermStatus]] = {
    "中文 preferred": ("zh", "preferred"), "中文 admitted": ("zh", "admitted"), "中文 avoid": ("zh", "avoid"),
    "English preferred": ("en", "preferred"), "English admitted": ("en", "admitted"), "English avoid": ("en", "avoid"),
}  # fmt: skip
TEXTS = {"中文 definition": "definition_zh", "English definition": "definition_en", "note": "note"}
HEADINGS = ("id", *GROUPS, *TEXTS, "sources", "broader", "related", "details")
WIDTHS = (28, 18, 18, 18, 26, 26, 26, 44, 44, 30, 26, 20, 20, 20)

_OTHER_NAMES = {
    "中文 preferred": ("中文", "zh", "chinese", "zh-cn", "zh-hans", "中文术语", "汉语", "术语", "译文", "中文首选"),
    "中文 admitted": ("中文许用", "zh admitted"),
    "中文 avoid": ("中文禁用", "zh avoid", "禁用"),
    "English preferred": ("english", "en", "en-us", "en-gb", "英文", "英文术语", "英语", "term", "英文首选"),
    "English admitted": ("英文许用", "en admitted"),
    "English avoid": ("英文禁用", "en avoid"),
    "中文 definition": ("定义", "中文定义", "definition_zh"),
    "English definition": ("definition", "英文定义", "definition_en"),
    "note": ("备注", "注", "notes", "comment", "remarks"),
}
"""What other people's tables call these columns."""

_KNOWN = {name.casefold(): heading for heading in HEADINGS for name in (heading, *_OTHER_NAMES.get(heading, ()))}


def rows(concepts: Iterable[Concept]) -> list[Row]:
    """The table, its headings first; ``load`` gives the concepts back as they are."""
    return [HEADINGS, *(_row(concept) for concept in concepts)]


def _row(concept: Concept) -> Row:
    groups = ("\n".join(t.text for t in concept.terms if (t.language, t.status) == group) for group in GROUPS.values())
    texts = (getattr(concept, name) or "" for name in TEXTS.values())
    places = "\n".join(s.document if s.node is None else f"{s.document}#{s.node}" for s in concept.sources)
    return (
        concept.id, *groups, *texts, places, "\n".join(concept.broader), "\n".join(concept.related), _details(concept),
    )  # fmt: skip


def _details(concept: Concept) -> str:
    """A list with an entry a term, in order; "" where the columns tell all."""
    order = list(GROUPS.values())
    plain = sorted(concept.terms, key=lambda term: order.index((term.language, term.status)))
    entries = [_detail(term) for term in concept.terms]
    if all(len(entry) == 2 for entry in entries) and plain == list(concept.terms):
        return ""
    return json.dumps(entries, ensure_ascii=False)


def _detail(term: Term) -> dict[str, Any]:
    said = {"reason": term.reason, "part_of_speech": term.part_of_speech}
    entry: dict[str, Any] = {"language": term.language, "term": term.text}
    entry |= {name: value for name, value in said.items() if value is not None}
    if term.condition:
        entry["condition"] = conditions.written(term.condition)
    return entry


def load(sheets: Iterable[Sheet], place: str) -> Read:
    """The concepts of a table: ours, or any with a column of Chinese and one of English terms.

    Raises:
        CopyError: there are no such columns, or no concept in them.
    """
    concepts: list[Concept] = []
    told: list[str] = []
    given: set[str] = set()
    for sheet in sheets:
        columns = [_KNOWN.get(" ".join(cell.split()).casefold(), cell.strip()) for cell in sheet.rows[0]]
        if not {"中文 preferred", "English preferred"} <= set(columns):
            told.append(f"{place}: {sheet.name}: left out: it has no columns of Chinese and English terms")
            continue
        for n, row in enumerate(sheet.rows[1:], 1):
            concept = _concept(dict(_cells(columns, row)), f"{place}, {sheet.where(n)}", given, told)
            concepts += [concept] if concept else []
    if not concepts:
        raise CopyError(
            f"{place}: holds no terms that are found: the first row must have the headings '中文 preferred' and "
            "'English preferred' ('中文' and 'English' will do), and terms below them."
        )
    return Read(tuple(concepts), tuple(told))


def _cells(columns: list[str], row: Row) -> Iterator[tuple[str, str]]:
    """The filled cells by heading; where a heading stands twice, the first one with a text counts."""
    seen = set()
    for heading, text in zip(columns, row, strict=False):
        if text.strip() and heading not in seen:
            seen.add(heading)
            yield heading, text


def _concept(cells: Mapping[str, str], where: str, given: set[str], told: list[str]) -> Concept | None:
    terms = [
        Term(language, text, status)
        for heading, (language, status) in GROUPS.items()
        for text in _lines(cells.get(heading, ""))
    ]
    if not terms:
        told.extend([f"{where}: left out: it has no term"] if cells else [])
        return None
    extra = [f"{heading}: {text}" for heading, text in cells.items() if heading not in HEADINGS and heading]
    note = "\n".join([*filter(None, [cells.get("note")]), *extra])
    return Concept(
        _id(cells, terms, where, given), _with_details(terms, cells.get("details", ""), where, told),
        cells.get("中文 definition"), cells.get("English definition"),
        tuple(_source(line) for line in _lines(cells.get("sources", ""))),
        tuple(_lines(cells.get("broader", ""))), tuple(_lines(cells.get("related", ""))), note or None,
    )  # fmt: skip


def _id(cells: Mapping[str, str], terms: list[Term], where: str, given: set[str]) -> str:
    named = cells.get("id", "").strip()
    if named in given:
        raise CopyError(f"{where}: the id '{named}' stands twice: a concept has one row.")
    english = [term.text for term in terms if term.language == "en"]
    name = stem = named or next(filter(None, map(slugged, [*english, *(t.text for t in terms)])), "concept")
    times = 1
    while name in given:
        times += 1
        name = f"{stem}-{times}"
    given.add(name)
    return name


def _lines(cell: str) -> list[str]:
    lines = cell.replace("\r", "\n").split("\n")
    return [line.strip() for line in lines if line.strip()]


def _source(text: str) -> Source:
    document, sign, node = text.partition("#")
    return Source(document, node if sign else None)


def _with_details(terms: list[Term], details: str, where: str, told: list[str]) -> tuple[Term, ...]:
    """The terms with what ``details`` says of them, in its order where it has them all."""
    try:
        said = {(entry["language"], entry["term"]): _said(entry) for entry in json.loads(details or "[]")}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CopyError(
            f"{where}: 'details' is not as it was written: leave the cell as it was, or empty it."
        ) from error
    full = {(t.language, t.text): replace(t, **said.get((t.language, t.text), {})) for t in terms}
    gone = [text for language, text in said if (language, text) not in full]
    told.extend(f"{where}: details of '{text}' left out: the term is not in its row" for text in gone)
    return tuple(full[key] for key in (said if set(said) == set(full) else full))


def _said(entry: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {name: str(entry[name]) for name in ("reason", "part_of_speech") if name in entry}
    if condition := entry.get("condition"):
        found["condition"] = conditions.read(condition)
    return found
