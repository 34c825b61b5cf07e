"""A bilingual table whose columns an extraction ran together becomes rows of cells again.

Two ways of running together are seen. A copy may print column after column, page by page: the factor with its
English name in brackets, the whole English, the whole Chinese. Or it may read the page line by line across the
columns, so that a few words of each take turns. In both, script tells English from Chinese, and within each
column the order is kept; only the first column, which holds both scripts, has to be found: its pieces stand
before the other columns' text of the same line, at the end of a Chinese run or the start of an English one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    places: list[int | str] = [ROW]
    for n, (start, end) in enumerate(table.columns):
        places += [CELL] * (n > 0) + list(range(start, end))
    for n, row in enumerate(_rows(scripts, [f.start for f in factors])):
        name = _name(text, factors[n - 1]) if n else []
        en, zh = (_lines(text, [(r.start, r.end) for r in row if r.script == script], first) for script in ("en", "zh"))
        if n or en or zh:
            places += [
                ROW,
                *name,
                CELL,
                *(en if table.english_first else zh),
                CELL,
                *(zh if table.english_first else en),
            ]
    return [*places, ROW, "\n"]


def _rows(scripts: Sequence[Run], starts: Sequence[int]) -> list[list[Run]]:
    """The runs before the first start, from it to the second, and so on; a run across a start is cut there."""
    rows: list[list[Run]] = [[]]
    for run in scripts:
        at = run.start
        while len(rows) <= len(starts) and starts[len(rows) - 1] < run.end:
            cut = max(starts[len(rows) - 1], at)
            rows[-1] += [Run(at, cut, run.script)] * (at < cut)
            rows.append([])
            at = cut
        rows[-1].append(Run(at, run.end, run.script))
    return rows + [[] for _ in range(len(starts) + 1 - len(rows))]


def _name(text: str, factor: Factor) -> list[int | str]:
    """The pieces of a name as lines, those joined of which a word was broken between two."""
    out: list[int | str] = []
    broken = broken_words(text, factor.pieces)
    for n, piece in enumerate(factor.pieces):
        out += ["\n"] * (n > 0 and n not in broken) + _lines(text, (piece,), set())
    return out


def _lines(text: str, spans: tuple[tuple[int, int], ...] | list[tuple[int, int]], taken: set[int]) -> list[int | str]:
    """The spans as lines; page marks and what the first column has taken are left out."""
    out: list[int | str] = []
    for start, end in spans:
        line = [p for p in range(start, end) if p not in taken and text[p] != PAGE]
        if line:
            out += [*["\n"][: len(out)], *line]
    return out
