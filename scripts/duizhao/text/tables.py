"""How bilingual tables are headed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duizhao.text.chars import CELL, HAN, LATIN, PAGE, ROW, squeeze

_HAN, _LATIN = re.compile(f"[{HAN}]"), re.compile(f"[{LATIN}]")  # any one character of each: 服, e
_GAP = rf"[^\S{ROW}{CELL}]{{0,8}}"
_SOURCE = r"(?:英文|外文|原文|英语|English)(?:原文|版本|版|内容|术语)?"
_TARGET = r"(?:中文|译文|汉语|汉译|Chinese)(?:译文|版本|版|内容|术语)?"
# The heads of a bilingual table's columns, run together: "因素原文译文", "类别 英文 中文", "项目中文英文".
HEADS = re.compile(
    rf"{_GAP}(?P<first>[{HAN}]{{1,8}}?){_GAP}(?:(?P<en>{_SOURCE}){_GAP}(?P<zh>{_TARGET})|(?P<zh_first>{_TARGET}){_GAP}(?P<en_last>{_SOURCE}))"
)
# The caption of a table with its column heads behind it: "表 A.1卓越…概念因素原文译文", not "表A.1给出了原文译文".
CAPTION = re.compile(
    rf"(?<!续)表\s?(?P<label>(?:[A-Z]\.)?\d{{1,3}})(?P<title>(?!\s?(?:给出|列出|收录|规定了|说明了|包括|所|的))[^。；;:：\n(（{PAGE}{ROW}{CELL}]{{2,60}}?)(?P<heads>{_GAP}(?:[{HAN}]{{1,4}}|序号)?{_GAP}(?:(?P<en>{_SOURCE}){_GAP}(?P<zh>{_TARGET})|(?P<zh_first>{_TARGET}){_GAP}(?P<en_last>{_SOURCE})))"
)
# The heads of the two languages' columns: "原文译文", "中文 英文".
_HEADS = re.compile(rf"{_SOURCE}{_GAP}{_TARGET}|{_TARGET}{_GAP}{_SOURCE}")
LONGEST = 90
"""Characters of a caption before the heads of the two languages' columns."""
# What ends a table, where no sentence speaks of it: the next annex, the bibliography, the index: "附 录 B", "参考文献".
_AFTER = re.compile(
    rf"(?<![见照据按在从于和与及、如由对])(?:附\s?录\s?[A-Z](?=[(（\s{HAN}])(?!\s?[的中和与及])|参\s?考\s?文\s?献(?![的中和与及])|(?<=[{PAGE}\n])索\s?引)"
)
LEAST = 0.05
"""Share of the letters of a bilingual table's body that are English, at least."""


@dataclass(frozen=True, slots=True)
class Table:
    """A bilingual table in a text: its column heads start at ``heads_start``, its body runs from ``body_start`` to
    ``end``. ``columns`` are the places of the three heads, ``english_first`` whether English is the second one.
    """

    label: str
    heads_start: int
    body_start: int
    end: int
    columns: tuple[tuple[int, int], ...]
    english_first: bool


def captions(text: str) -> Iterator[re.Match[str]]:
    """The captions of bilingual tables: looked for only before heads, since a text has many more words 表."""
    done = 0
    for heads in _HEADS.finditer(text):
        found = CAPTION.search(text, max(done, heads.start() - LONGEST), heads.end())
        if found:
            done = found.end()
            yield found


def find_tables(text: str) -> list[Table]:
    """The bilingual tables of a text, by their captions with column heads."""
    found = list(captions(text))
    tables = (_table(text, c, found[n + 1] if n + 1 < len(found) else None) for n, c in enumerate(found))
    return [table for table in tables if _is_bilingual(text, table)]


def _table(text: str, caption: re.Match[str], following: re.Match[str] | None) -> Table:
    english_first = caption["en"] is not None
    second, third = ("en", "zh") if english_first else ("zh_first", "en_last")
    start = _title_end(text, caption, caption.start(second))
    columns = (_stripped(text, start, caption.start(second)), caption.span(second), caption.span(third))
    end = _end(text, caption.end(), following)
    return Table(caption["label"], start, caption.end(), end, columns, english_first)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    name = text[start:end]
    return start + len(name) - len(name.lstrip()), end - len(name) + len(name.rstrip())


def _is_bilingual(text: str, table: Table) -> bool:
    """Whether the body has English at all: what only looks like column heads has Chinese text behind it.

    It may have next to no Chinese, where a copy that prints column after column breaks off in the English one.
    """
    body = text[table.body_start : table.end]
    chinese, latin = len(_HAN.findall(body)), len(_LATIN.findall(body))
    return latin > LEAST * (2 * chinese + latin)  # a Chinese character says as much as two letters


def _title_end(text: str, caption: re.Match[str], second: int) -> int:
    """Where the caption's title ends and the first column's head begins, ``second`` being where the second one's does.

    The title repeats the heading of its annex clause; where no such heading is found the first head has two signs.
    """
    label, start = caption["label"], caption.start("title")
    first = second - (len(text[start:second]) - len(text[start:second].rstrip()))
    before = squeeze(text[max(0, caption.start() - 400) : caption.start()])
    for length in range(1, 9):
        cut = first - length
        name = squeeze(text[start:cut])
        if cut > start and len(name) > 2 and (f"{label}{name}" in before or f"{name}{label}" in before):
            return cut
    return max(start + 1, first - 2)


def _end(text: str, start: int, following: re.Match[str] | None) -> int:
    limit = _heading_before(text, start, following) if following else len(text)
    after = _AFTER.search(text, start, limit)
    return after.start() if after else limit


def _heading_before(text: str, start: int, caption: re.Match[str]) -> int:
    """Where the heading of the next table's annex clause begins: its label, or its title where that stands first."""
    label, at = caption["label"], caption.start()
    if label.isdigit():
        return at  # a table of the body: no clause bears its number
    # The label as a heading, not as part of "表A.2" or "A.21": A.2
    own = [m.start() for m in re.finditer(rf"(?<!表)(?<!表\s){re.escape(label)}(?![\d.])", text[start:at])]
    if not own:
        return at
    at = start + own[-1]
    title = text[caption.start("title") : caption.end()].lstrip()
    for length in range(40, 1, -1):
        if at - length > start and title.startswith(text[at - length : at].strip()):
            return at - length
    return at
