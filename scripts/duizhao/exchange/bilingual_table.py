"""Tables of aligned texts: the columns of our own, and how the two languages are found in anybody's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from duizhao.errors import CopyError
from duizhao.exchange import languages, segments
from duizhao.exchange.cells import Row, Sheet
from duizhao.exchange.columns import Columns
from duizhao.exchange.segments import Batch, Segment
from duizhao.model import LANGUAGES, Language

FACTS = ("document", "edition", "node", "part", "kind", "label", "lost")
HEADINGS = (*FACTS, "中文", "English", "hash")
WIDTHS = (18, 9, 14, 7, 10, 9, 6, 60, 60, 14)

HEAD_ROWS = 5
"""Rows in which headings are looked for: some tables have a title above them."""

_ROLES = frozenset(
    ("source", "target", "src", "tgt", "trg", "原文", "译文", "source text", "target text", "translation")
)


def rows(batches: Iterable[Batch]) -> list[Row]:
    """The table of these units, its headings first.

    Raises:
        DuizhaoError: there are none, or one holds a character that no such file can hold.
    """
    out: list[Row] = [HEADINGS]
    for batch in segments.filled(batches):
        for unit in batch.units:
            kept = segments.facts(unit, batch.edition)
            out.append((*(kept.get(name, "") for name in FACTS), unit.zh, unit.en, kept["hash"]))
    return out


def load(sheets: Sequence[Sheet], place: str, columns: Columns) -> list[Segment]:
    """The pairs in the sheets' rows; a sheet without two languages is left out.

    Raises:
        CopyError: no sheet has columns of both languages, or none with the names given.
    """
    found: list[Segment] = []
    for sheet in sheets:
        if at := _languages(sheet, columns):
            found += _segments(sheet, *at)
    if not found:
        heads = "; ".join(" | ".join(filter(None, sheet.rows[0])) for sheet in sheets[:3])
        named = " and ".join(f"'{name}'" for name in (columns.zh, columns.en) if name)
        why = f"no column {named} beside one of the other language" if named else "no columns of Chinese and of English"
        raise CopyError(
            f"{place}: {why} found (its first row: {heads[:200] or 'empty'}). "
            "Name both columns by heading, letter or number: --zh COLUMN --en COLUMN."
        )
    return found


def _languages(sheet: Sheet, columns: Columns) -> tuple[dict[Language, int], int, dict[str, int]] | None:
    """The column of each language, the number of rows above the texts, and the columns of our own facts."""
    head, at, found = _headings(sheet, columns)
    rest = [row for row in sheet.rows[head:] if any(row)]
    missing = [language for language in LANGUAGES if language not in found]
    if missing and not any(columns.named(language) for language in missing):
        found = _by_script(rest, found, _roles(sheet, head))
    if len(found) < len(LANGUAGES) or found["zh"] == found["en"]:
        return None
    return found, head, at


def _headings(sheet: Sheet, columns: Columns) -> tuple[int, dict[str, int], dict[Language, int]]:
    """The row below the headings, the columns by heading, and those of a language that a heading or a person names."""
    head, at, found = 0, dict[str, int](), dict[Language, int]()
    for n, row in enumerate(sheet.rows[:HEAD_ROWS]):
        here = {cell.strip().casefold(): i for i, cell in reversed(list(enumerate(row))) if cell.strip()}
        named = {language: i for i, cell in reversed(list(enumerate(row))) if (language := languages.of_heading(cell))}
        given = {each: here[key] for each in LANGUAGES if (key := _key(columns.named(each))) in here}
        if len(named | given) > len(found) or (not head and _ROLES & here.keys()):
            head, at, found = n + 1, here, named | given
    for language in LANGUAGES:
        name = columns.named(language)
        if name is not None and _key(name) not in at:  # no heading: a letter, a number, or nothing that is there
            found.pop(language, None)
            number = _number(name)
            found |= {} if number is None else {language: number}
    return head, at, found


def _key(name: str | None) -> str:
    return (name or "").strip().casefold()


def _number(name: str | None) -> int | None:
    """The column that a letter or a number means, from 0: "A" and "1" are 0, "AB" is 27."""
    name = (name or "").strip().upper()
    if name.isascii() and name.isdecimal():
        return int(name) - 1 if 0 < int(name) < 1000 else None
    if not (name.isascii() and name.isalpha() and len(name) <= 2):
        return None
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _roles(sheet: Sheet, head: int) -> frozenset[int]:
    """The columns that are called source or target, where there are two of them."""
    row = sheet.rows[head - 1] if head else []
    found = frozenset(i for i, cell in enumerate(row) if cell.strip().casefold() in _ROLES)
    return found if len(found) == 2 else frozenset()


def _by_script(rest: list[list[str]], found: Mapping[Language, int], only: frozenset[int]) -> dict[Language, int]:
    """The column with most text of each language, by its script."""
    amounts: dict[Language, dict[int, int]] = {"zh": {}, "en": {}}
    for row in rest:
        for i, cell in enumerate(row):
            language = languages.of_text(cell)
            if language and i not in found.values() and (not only or i in only):
                amounts[language][i] = amounts[language].get(i, 0) + len(cell)
    chosen = dict(found)
    for language in LANGUAGES:
        free = {i: n for i, n in amounts[language].items() if i not in chosen.values()}
        if language not in chosen and free:
            chosen[language] = max(free, key=lambda i: (free[i], -i))
    return chosen


def _segments(sheet: Sheet, found: dict[Language, int], head: int, at: Mapping[str, int]) -> Iterator[Segment]:
    ours = {"node", "hash"} <= at.keys()
    for n, row in enumerate(sheet.rows):
        texts = {language: row[i] if i < len(row) else "" for language, i in found.items()}
        if n >= head and any(text.strip() for text in texts.values()):
            kept = {name: row[at[name]] for name in (*FACTS, "hash") if name in at and at[name] < len(row)}
            facts = {name: text for name, text in kept.items() if text} if ours else {}
            yield segments.segment(facts, texts, sheet.where(n), sheet.where(n))
