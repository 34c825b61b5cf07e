"""How bilingual tables are headed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from duizhao.text.chars import HAN, PAGE, squeeze

_SOURCE = r"(?:英文|外文|原文|英语|English)(?:原文|版本|版|内容|术语)?"
_TARGET = r"(?:中文|译文|汉语|汉译|Chinese)(?:译文|版本|版|内容|术语)?"
# The heads of a bilingual table's columns, run together: "因素原文译文", "类别 英文 中文", "项目中文英文".
HEADS = re.compile(
    rf"\s*(?P<first>[{HAN}]{{1,8}}?)\s*(?:(?P<en>{_SOURCE})\s*(?P<zh>{_TARGET})|(?P<zh_first>{_TARGET})\s*(?P<en_last>{_SOURCE}))"
)
# The caption of a table with its column heads behind it: "表 A.1卓越…概念因素原文译文".
CAPTION = re.compile(
    rf"表\s?(?P<label>(?:[A-Z]\.)?\d+)(?P<title>[^。；;:：\n(（]{{2,60}}?)(?P<heads>(?:[{HAN}]{{1,4}}|序号)?\s*(?:{_SOURCE}\s*{_TARGET}|{_TARGET}\s*{_SOURCE}))"
)
# What ends a table: the next annex, the bibliography, the index: "附 录 B", "参考文献".
_AFTER = re.compile(rf"附\s?录\s?[A-Z](?=[(（\s{HAN}])|参\s?考\s?文\s?献|(?<=[{PAGE}\n])索\s?引")


@dataclass(frozen=True, slots=True)
class Table:
    """A bilingual table in a text: its column heads start at ``heads_start``, its body runs from ``body_start`` to
    ``end``. ``columns`` are the places of the three heads, ``english_first`` whether English is the second one."""

    label: str
    heads_start: int
    body_start: int
    end: int
    columns: tuple[tuple[int, int], ...]
    english_first: bool


def find_tables(text: str) -> list[Table]:
    """The bilingual tables of a text, by their captions with column heads."""
    captions = list(CAPTION.finditer(text))
    return [_table(text, c, captions[n + 1] if n + 1 < len(captions) else None) for n, c in enumerate(captions)]


def _table(text: str, caption: re.Match[str], following: re.Match[str] | None) -> Table:
    title_end = _title_end(text, caption)
    heads = HEADS.match(text, title_end)
    assert heads  # the caption's pattern ends in the same heads
    english_first = heads["en"] is not None
    second, third = ("en", "zh") if english_first else ("zh_first", "en_last")
    end = _end(text, heads.end(), following)
    columns = (heads.span("first"), heads.span(second), heads.span(third))
    return Table(caption["label"], title_end, heads.end(), end, columns, english_first)


def _title_end(text: str, caption: re.Match[str]) -> int:
    """Where the caption's title ends: it repeats the heading of its annex clause, else the first head has two signs."""
    label, title = caption["label"], squeeze(caption["title"] + caption["heads"])
    heads = HEADS.search(text, caption.start("heads"))
    first = heads.start("en" if heads["en"] else "zh_first") if heads else caption.end()
    before = squeeze(text[max(0, caption.start() - 400) : caption.start()])
    for length in range(1, 9):
        cut = first - length
        name = squeeze(text[caption.start("title") : cut])
        if cut > caption.start("title") and len(name) > 2 and (f"{label}{name}" in before or f"{name}{label}" in before):
            return cut
    return max(caption.start("title") + 1, first - 2) if title else first


def _end(text: str, start: int, following: re.Match[str] | None) -> int:
    after = _AFTER.search(text, start)
    ends = [len(text), *([after.start()] if after else [])]
    if following:
        ends.append(_heading_before(text, start, following))
    return min(ends)


def _heading_before(text: str, start: int, caption: re.Match[str]) -> int:
    """Where the heading of the next table's annex clause begins: its label, or its title where that stands first."""
    label, at = caption["label"], caption.start()
    # The label as a heading, not as part of "表A.2" or "A.21": A.2
    own = [m for m in re.finditer(rf"(?<!表)(?<!表\s){re.escape(label)}(?![\d.])", text[start:at])]
    if not own:
        return at
    at = start + own[-1].start()
    title = text[caption.start("title") : caption.end()].lstrip()
    for length in range(40, 1, -1):
        if at - length > start and title.startswith(text[at - length : at].strip()):
            return at - length
    return at
