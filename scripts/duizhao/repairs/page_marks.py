"""Page numbers with signs round them, which a recognition of print leaves in the text: "— 3 —", "第3页 共20页".

One by itself proves nothing, as it may be an item, a range or a reference. Three of one form that count up a page's
length apart are page numbers, and two that name the same number of pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import HAN, ROW

NAME = "page-marks"
WHY = "A page's number stood in the middle of the text."

AT_LEAST, PAGE_LENGTH, FURTHEST = 3, 120, 3
"""Numbers of one form that count up; the usual text between two, in characters; pages from one to the next."""
LINE = 12
"""Characters of a line, at least, that a page's end may have broken inside a sentence."""

# A line with nothing but a page number: "— 3 —", "- 3 -", "·3·"; "第3页"; "第3页 共20页", "Page 3 of 20".
_OF = r"[ \t\u3000]{0,4}[,，/／]?[ \t\u3000]{0,4}[(（]?共[ \t]?(?P<all>\d{1,3})[ \t]?页[)）]?"
_FORMS = tuple(
    re.compile(rf"(?m)^[ \t\u3000]{{0,40}}{form}[ \t\u3000]{{0,8}}$")
    for form in (
        r"(?P<sign>—{1,2}|-|–|·)[ \t]?(?P<page>\d{1,3})[ \t]?(?P=sign)",
        r"第[ \t]?(?P<page>\d{1,3})[ \t]?页",
        rf"第[ \t]?(?P<page>\d{{1,3}})[ \t]?页{_OF}",
        r"[Pp]age[ \t]{1,2}(?P<page>\d{1,3})(?:[ \t]{1,2}of[ \t]{1,2}(?P<all>\d{1,3}))?",
    )
)
_HEADING = re.compile(
    r"[ \t\u3000]{0,40}(?:第[一二三四五六七八九十\d]{1,3}[章节条]|附\s?录|[一二三四五六七八九十]{1,3}、|[表图]\s?\d)"
)


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Takes out each such line; where it stood inside a sentence, the line ends round it too."""
    if context.format not in ("txt", "md") or ROW in text:
        return
    taken = sorted((found for form in _FORMS for found in _proved(list(form.finditer(text)))), key=lambda m: m.start())
    for found in taken:
        start, end = _reach(text, *found.span())
        yield Edit(start, end, text[start:end], "", NAME, WHY, "page-number")


def _proved(found: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """Those of one form, if all of them count up as the pages of one document do."""
    steps = [int(b["page"]) - int(a["page"]) for a, b in pairwise(found)]
    if not steps or not all(0 < step <= FURTHEST for step in steps):
        return ()
    totals = {m.groupdict().get("all") for m in found}
    if len(totals) == 1 and (total := totals.pop()) and int(found[-1]["page"]) <= int(total):
        return found
    apart = median(b.start() - a.end() for a, b in pairwise(found))
    return found if len(found) >= AT_LEAST and apart >= PAGE_LENGTH else ()


def _reach(text: str, start: int, end: int) -> tuple[int, int]:
    before, after = text[max(0, start - 200) : start].rstrip(), text[end : end + 80].lstrip()
    last = before.rpartition("\n")[2]
    inside = len(last) >= LINE and re.search(f"[{HAN}，、]$", last) and re.match(f"[{HAN}]", after)
    if inside and not _HEADING.match(after) and start - len(before) <= 200:
        gap = len(text[max(0, start - 200) : start]) - len(before)
        return start - gap, end + len(text[end : end + 80]) - len(after)
    return start, min(len(text), end + 1)
