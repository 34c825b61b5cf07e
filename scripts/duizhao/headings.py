"""Where a heading ends and its text begins, when a copy has run the two together.

Every copy's evidence has been gathered by now: line starts that one copy shows, text that another lost behind a
heading, the same heading elsewhere in the document. Where there is none, the way in which provisions begin decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import jieba

from duizhao.text.chars import is_han
from duizhao.text.draft import Body, Draft

LONGEST = 40
"""Characters of a Chinese heading at most."""
SHORT_OF_FULL = 2
"""Half widths by which a line may fall short of the column and still be full: a sign may not begin a line."""

# Words with which a provision or a definition begins, and a heading seldom goes on (GB/T 1.1—2020, 7.5.1 and
# appendix C: subjects and auxiliary verbs of provisions): 组织宜, 通过, 在, 应.
_OPENING = re.compile(
    r"(?:组织|管理层|管理者|企业|机构|单位|中心|各级|最高管理者|工作人员|员工|服务人员)(?:应|宜|可|能|通过|根据|以|需)|"
    r"通过|应|宜|根据|按照|依据|为了|为|由于|由|在|对|将|与|当|从|以|不同的|具有|确定|采用|采取|制定|建立|用于|指|是|本文件|下列|"
    r"具备|能够|包括|利用|针对|围绕|每|各|所有|任何|凡"
)
# Where an English heading ends: at its full stop before a capital.
_STOP = re.compile(r"[.。]\s+(?=[A-Z“\"])")
_SENTENCE = re.compile(r"[。；;！？:：,，]")


def split(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the length of every heading set, in both languages."""
    certain = _certain(drafts)
    corpus = "\n".join(d.zh.text.text for d in drafts)
    widths = _widths(drafts)
    return [_split(d, certain, corpus, widths) for d in drafts]


def _split(draft: Draft, certain: Counter[str], corpus: str, widths: dict[str, int]) -> Draft:
    if draft.kind in ("note", "example", "practice", "paragraph", "row", "stray"):
        return replace(draft, title_zh=0, title_en=0)
    zh = draft.title_zh if draft.title_zh is not None else _chinese(draft, certain, corpus, widths)
    en = draft.title_en if draft.title_en is not None else _english(draft.en)
    return replace(draft, title_zh=zh, title_en=en)


def _table(draft: Draft) -> str:
    return draft.id.split("/")[0]


def _widths(drafts: Iterable[Draft]) -> dict[str, int]:
    """The width of each table's Chinese column in half widths: nine lines of ten are no wider."""
    lines: dict[str, list[int]] = {}
    for draft in drafts:
        starts = sorted({0, *draft.zh.breaks, len(draft.zh.text)})
        for a, b in zip(starts[1:], starts[2:], strict=False):
            lines.setdefault(_table(draft), []).append(width(draft.zh.text.text[a:b]))
    return {table: sorted(found)[len(found) * 8 // 10] for table, found in lines.items() if len(found) > 9}


def width(text: str) -> int:
    """Half widths that a text takes up in Chinese print: signs are as wide as characters, letters and digits half."""
    return sum(1 if c.isascii() and (c.isalnum() or c in "().") else 2 for c in text)


def _certain(drafts: Iterable[Draft]) -> Counter[str]:
    """Headings that the copies show beyond doubt, with how often."""
    out: Counter[str] = Counter()
    for draft in drafts:
        if draft.title_zh:
            out[draft.zh.text.text[: draft.title_zh].rstrip("。")] += 1
        elif draft.zh.breaks and draft.kind in ("item", "group"):
            first = min(draft.zh.breaks)
            if 2 < first <= 12 and not _SENTENCE.search(draft.zh.text.text[:first]):
                out[draft.zh.text.text[:first]] += 1
    return out


def _chinese(draft: Draft, certain: Counter[str], corpus: str, widths: dict[str, int]) -> int:
    text = draft.zh.text.text
    if not _SENTENCE.search(text) and len(text) <= LONGEST or not text:
        return len(text)
    full = widths.get(_table(draft), 0)
    return (
        _by_line(draft, full)
        or _by_known(text, certain)
        or _by_wording(text, draft.zh, corpus, term=draft.kind == "term")
    )


def _by_line(draft: Draft, full: int) -> int:
    """The first line end before which the line is not full, so that the print broke it on purpose."""
    text, label = draft.zh.text.text, width(draft.label or "")
    start = 0
    for end in sorted(draft.zh.breaks):
        if end > LONGEST or "。" in text[: end - 1]:
            return 0
        here = width(text[start:end]) + (label if not start else 0)
        if not full or here < full - SHORT_OF_FULL or text[end - 1] == "。":
            return end
        start = end
    return 0


def _by_known(text: str, certain: Counter[str]) -> int:
    """The longest heading known from elsewhere with which the text begins."""
    for end in range(min(LONGEST, len(text)), 2, -1):
        if text[:end] in certain:
            return end + (text[end : end + 1] == "。")
    return 0


def _by_wording(text: str, body: Body, corpus: str, term: bool) -> int:
    """The place at which most speaks for a heading's end: how the rest begins, what recurs in the document."""
    stop = _SENTENCE.search(text)
    limit = min(stop.start() if stop else len(text), LONGEST)
    words = {0}
    for _, _, end in jieba.tokenize(text[: limit + 4]):
        words.add(end)
    best, place = 0.0, 0
    for end in range(2, limit):
        score = _score(text, end, corpus, term) + 3.0 * (end in words) + 6.0 * (end in body.breaks)
        if score > best:
            best, place = score, end
    return place if best > 4.0 else 0


def _score(text: str, end: int, corpus: str, term: bool) -> float:
    title, rest = text[:end], text[end : end + 12]
    if not is_han(rest[0]):
        return -9.0
    score = 4.0 * bool(_OPENING.match(rest))
    score += 2.0 * (end >= 4 and title[:3] in rest)
    elsewhere = corpus.count(title) - 1
    score += (1.0 + 0.1 * end) * (elsewhere > 0) * (3.0 if term else 1.0)
    return score - 0.1 * abs(end - 7)


def _english(body: Body) -> int:
    """The end of an English heading: its full stop, or the line before one that begins with a capital."""
    text = body.text.text
    stop = _STOP.search(text)
    ends = [stop.end()] if stop else []
    ends += [b for b in body.breaks if text[b : b + 1].isupper() and not text[:b].rstrip().endswith((",", "and", "of", "the"))]
    end = min(ends, default=len(text))
    # A text that is one long sentence has no heading of its own.
    return end if end < len(text) or len(text) < 160 else 0
