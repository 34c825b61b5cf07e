"""A bilingual table whose columns an extraction ran together becomes rows of cells again.

Two ways of running together are seen. A copy may print column after column, page by page: the factor with its
English name in brackets, the whole English, the whole Chinese. Or it may read the page line by line across the
columns, so that a few words of each take turns. In both, script tells English from Chinese, and within each
column the order is kept; only the first column, which holds both scripts, has to be found: its pieces stand
before the other columns' text of the same line, at the end of a Chinese run or the start of an English one.
"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import CELL, PAGE, ROW
from duizhao.text.factors import Factor, broken_words, find_factors
from duizhao.text.runs import Run, runs
from duizhao.text.tables import Table, find_tables

NAME = "columns"
WHY = "The columns of the table had been read across, line by line or page by page; each cell is whole again."


def edits(text: str, context: Context) -> Iterator[Edit]:
    """One edit a table: its body in rows and cells, each character with the place that it came from."""
    if ROW in text:
        return
    for table in find_tables(text):
        places = _rearranged(text, table, context)
        after = "".join(text[p] if isinstance(p, int) else p for p in places)
        origin = tuple(p if isinstance(p, int) else -1 for p in places)
        yield Edit(table.heads_start, table.end, text[table.heads_start : table.end], after, NAME, WHY, origin=origin)


def _rearranged(text: str, table: Table, context: Context) -> list[int | str]:
    """The table as positions in the text and new marks."""
    scripts = runs(text, table.body_start, table.end)
    factors = find_factors(text, scripts, context.titles)
    first = {p for factor in factors for start, end in factor.pieces for p in range(start, end)}
    bounds = [table.body_start, *(f.start for f in factors), table.end]
    places: list[int | str] = [ROW]
    for n, (start, end) in enumerate(table.columns):
        places += [CELL] * (n > 0) + list(range(start, end))
    for n, (start, end) in enumerate(zip(bounds, bounds[1:], strict=False)):
        name = _name(text, factors[n - 1]) if n else []
        en = _lines(text, _within(scripts, "en", start, end), first)
        zh = _lines(text, _within(scripts, "zh", start, end), first)
        if n or en or zh:
            places += [ROW, *name, CELL, *(en if table.english_first else zh), CELL, *(zh if table.english_first else en)]
    return [*places, ROW, "\n"]


def _name(text: str, factor: Factor) -> list[int | str]:
    """The pieces of a name as lines, those joined of which a word was broken between two."""
    out: list[int | str] = []
    broken = broken_words(text, factor.pieces)
    for n, piece in enumerate(factor.pieces):
        out += ["\n"] * (n > 0 and n not in broken) + _lines(text, (piece,), set())
    return out


def _within(scripts: list[Run], script: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = ((max(r.start, start), min(r.end, end)) for r in scripts if r.script == script)
    return [(a, b) for a, b in spans if a < b]


def _lines(text: str, spans: tuple[tuple[int, int], ...] | list[tuple[int, int]], taken: set[int]) -> list[int | str]:
    """The spans as lines; page marks and what the first column has taken are left out."""
    out: list[int | str] = []
    for start, end in spans:
        line = [p for p in range(start, end) if p not in taken and text[p] != PAGE]
        if line:
            out += ["\n"] * bool(out) + line
    return out
