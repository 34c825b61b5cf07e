"""Where a heading ends and its text begins, when a copy has run the two together.

Every copy's evidence has been gathered by now: line starts that one copy shows, text that another lost behind a
heading, the same heading elsewhere in the document. Where there is none, the way in which provisions begin decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import jieba

from duizhao.text.chars import is_han
from duizhao.text.draft import Body, Draft

LONGEST = 40
"""Characters of a Chinese heading at most."""
LONGEST_PHRASE = 16
"""Characters of a phrase that is looked for elsewhere in the document."""
TITLED = ("clause", "term", "item", "group", "annex", "table", "factor", "part", "chapter", "section")
"""Kinds of nodes that may have a heading."""
SHORT_OF_FULL = 2
"""Half widths by which a line may fall short of the column and still be full: a sign may not begin a line."""

# Words with which a provision or a definition begins, and a heading seldom goes on (GB/T 1.1—2020, 7.5.1 and
# appendix C: subjects and auxiliary verbs of provisions): 通过, 在, 为了, 组织宜.
_OPENING = re.compile(
    r"(?:组织|机构|单位|企业|管理层|管理者|员工|工作人员|中心)(?:应|宜|不得|可|能|通过|以|根据)|通过|根据|按照|依据|为了|为|由于|由|在|对|将|当|从|以|不同的|具有|确定|采用|采取|"
    r"制定|建立|用于|是|本文件|下列|具备|包括|利用|针对|围绕|每|各|所有|任何|凡|一个"
)
_LENGTHS = {2: 0.0, 3: 0.5, 4: 2.0, 5: 1.0, 6: 1.5}
"""How usual headings of so many characters are: most are made of two or three words of two characters."""
# An auxiliary verb of a provision, which no heading has: 宜, 应 but not 应急.
_AUXILIARY = re.compile(r"(?<![适反响效供感呼])应(?![急用对变力激])|(?<![适便])宜(?!居)|不得")
# What a heading cannot end with and a text seldom begins with: 与, 和, 的.
_JOINING = "与和及或的、"
# The subject of a provision and its auxiliary verb: "送餐员应".
_PROVISION = re.compile(r"[\u4e00-\u9fff、]{2,14}?(?:应|宜|不得|可以|可|能)")
# Where an English heading ends: at its full stop before a capital.
_STOP = re.compile(r"[.。]\s+(?=[A-Z“\"])")
_SENTENCE = re.compile(r"[。；;！？:：,，]")
# The sign that ends a lead: "…包括:".
_COLON = re.compile(r"[:：]")
# The first word of a sentence: after a full stop.
_FIRST_WORD = re.compile(r"(?<=。)[\u4e00-\u9fff]{2,10}")


def split(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the length of every heading set, in both languages."""
    certain = _certain(drafts)
    evidence = _Evidence(certain, _phrases(drafts), _leads(drafts), _subjects(drafts), _widths(drafts), _titled(drafts))
    return [_split(d, evidence) for d in drafts]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the document shows of its headings.

    Those that are certain; how often the beginnings of its nodes and the leads of its lists stand in it; words that
    begin its sentences; the widths of its tables' Chinese columns; the parents whose other children have headings.
    """

    certain: Counter[str]
    phrases: Mapping[str, int]
    leads: Mapping[str, int]
    subjects: frozenset[str]
    widths: dict[str, int]
    titled: frozenset[str | None]


def _phrases(drafts: Sequence[Draft]) -> Counter[str]:
    """How often the beginnings of nodes, which may be headings, stand anywhere: one pass a length over the text."""
    starts = [d.zh.text.text[: LONGEST_PHRASE + 1] for d in drafts if d.title_zh is None and d.kind in TITLED]
    wanted = {start[:end] for start in starts for end in range(2, len(start) + 1)}
    found: Counter[str] = Counter()
    for length in range(2, LONGEST_PHRASE + 2):
        for draft in drafts:
            text = draft.zh.text.text
            pieces = (text[n : n + length] for n in range(len(text) - length + 1))
            found.update(piece for piece in pieces if piece in wanted)
    return found


def _leads(drafts: Iterable[Draft]) -> Counter[str]:
    """How often the ends of leads stand before the ":" of a list in a table: "…可采用的做法有:"."""
    found: Counter[str] = Counter()
    for draft in drafts:
        lead = _COLON.search(draft.zh.text.text) if draft.kind in ("item", "group") else None
        if lead and lead.end() <= 2 * LONGEST:
            found.update(draft.zh.text.text[start : lead.end()] for start in range(lead.start() - 1))
    return found


def _subjects(drafts: Sequence[Draft]) -> frozenset[str]:
    found = (next(iter(jieba.cut(m.group()))) for d in drafts for m in _FIRST_WORD.finditer(d.zh.text.text))
    return frozenset(word for word, count in Counter(found).items() if count > 1 and len(word) > 1)


def _titled(drafts: Sequence[Draft]) -> frozenset[str | None]:
    """Parents of which a child is known to have a heading: where one clause has one, its sisters do (7.2.3)."""
    return frozenset(d.parent for d in drafts if d.kind in ("clause", "term") and (d.title_zh or _by_line(d, 0)))


def _split(draft: Draft, evidence: _Evidence) -> Draft:
    if draft.kind not in TITLED:  # a figure has a caption, which its grammar knows
        return replace(draft, title_zh=draft.title_zh or 0, title_en=draft.title_en or 0)
    zh = draft.title_zh if draft.title_zh is not None else _chinese(draft, evidence)
    en = draft.title_en if draft.title_en is not None else _in_step(draft, zh)
    return replace(draft, title_zh=zh, title_en=en)


def _in_step(draft: Draft, zh: int) -> int:
    """The English heading: where both languages have as many paragraphs, one of which is the Chinese heading, the same.

    So a term's definition, which begins with a small letter, is none of its heading. A clause without a Chinese heading
    has no English one.
    """
    chinese, english = sorted(draft.zh.paragraphs), sorted(draft.en.paragraphs)
    if draft.kind in ("clause", "term") and draft.zh and draft.en:
        if not zh:
            return 0
        if chinese and len(chinese) == len(english) and chinese[0] == zh:
            return english[0]
    return _english(draft.en)


def _table(draft: Draft) -> str:
    return draft.id.split("/")[0]


def _widths(drafts: Iterable[Draft]) -> dict[str, int]:
    """The width of each table's Chinese column in half widths: nine lines of ten are no wider."""
    lines: dict[str, list[int]] = {}
    for draft in drafts:
        starts = sorted({0, *draft.zh.breaks, len(draft.zh.text)})
        for a, b in pairwise(starts[1:]):
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


def _chinese(draft: Draft, evidence: _Evidence) -> int:
    text = draft.zh.text.text
    if not text or (not _SENTENCE.search(text) and len(text) <= LONGEST):
        return len(text)
    full = evidence.widths.get(_table(draft), 0)
    return _by_line(draft, full) or _by_known(text, evidence.certain) or _by_wording(draft, evidence)


def _by_line(draft: Draft, full: int) -> int:
    """The first line end before which the line is not full, so that the print broke it on purpose."""
    text, label = draft.zh.text.text, width(draft.label or "")
    start = 0
    for end in sorted(draft.zh.breaks):
        if (
            end > LONGEST
            or "。" in text[: end - (draft.kind in ("item", "group"))]
            or _AUXILIARY.search(text[:end])
            or text[end - 1] in ":："
        ):
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


def _by_wording(draft: Draft, evidence: _Evidence) -> int:
    """The place at which most speaks for a heading's end: how the rest begins, what recurs in the document."""
    text, in_table = draft.zh.text.text, draft.kind in ("item", "group")
    stop = _SENTENCE.search(text)
    limit = min(stop.start() if stop else len(text), LONGEST)
    if in_table and (sentence := re.match(r"[^。:：]{2,16}。", text)):
        return sentence.end()
    words = {end for _, _, end in jieba.tokenize(text[: limit + 4])}
    places = [(_score(draft, end, evidence) + 3.0 * (end in words), -end) for end in range(2, limit)]
    if in_table:
        places += [(8.0, -end) for end in _lead_start(text, evidence.leads)]
    best, end = max(places, default=(0.0, 0))
    wanted = 4.0 if draft.parent in evidence.titled or in_table or draft.kind == "term" else 7.0
    return -end if best >= wanted else 0


def _lead_start(text: str, leads: Mapping[str, int]) -> Iterator[int]:
    """Where a lead begins that stands in several items."""
    lead = _COLON.search(text)
    for start in range(2, min(lead.start() - 2, LONGEST) if lead else 0):
        if lead and leads.get(text[start : lead.end()], 0) > 2:
            yield start
            return


def _score(draft: Draft, end: int, evidence: _Evidence) -> float:
    text = draft.zh.text.text
    title, rest = text[:end], text[end : end + 16]
    if not is_han(rest[0]) or title[-1] in _JOINING or _AUXILIARY.search(title):
        return -9.0
    score = 4.0 * bool(_OPENING.match(rest)) - 4.0 * (rest[0] in _JOINING) - 2.0 * (rest[0] in "应宜可能")
    score += 2.0 * bool(_PROVISION.match(rest)) + 3.0 * any(rest[:n] in evidence.subjects for n in range(2, 6))
    score += 5.0 * (title[-2:] == rest[:2]) + 2.0 * (title[:2] in rest[:8])
    # The heading as a phrase elsewhere: where it is not always followed by the same character as here.
    counted = evidence.phrases.get(title, 0) - evidence.phrases.get(title + rest[0], 0)
    elsewhere = counted if end <= LONGEST_PHRASE else 0
    longer = 0.5 if draft.kind == "term" else 0.1
    score += (1.0 + longer * end + 0.3 * min(elsewhere, 5)) * (elsewhere > 0) * (1.5 if draft.kind == "term" else 1.0)
    score -= 4.0 * any(title[-n:] in evidence.subjects for n in range(2, min(6, end)))
    return score + 6.0 * (end in draft.zh.breaks) + _LENGTHS.get(end, 1.0 - 0.3 * max(0, end - 8))


def _english(body: Body) -> int:
    """The end of an English heading: its full stop, or the line before one that begins with a capital."""
    text = body.text.text
    stop = _STOP.search(text)
    ends = [stop.end()] if stop else []
    ends += [
        b
        for b in body.breaks
        if text[b : b + 1].isupper() and not text[max(0, b - 8) : b].rstrip().endswith((",", "and", "of", "the"))
    ]
    end = min(ends, default=len(text))
    # A text that is one long sentence has no heading of its own.
    return end if end < len(text) or len(text) < 160 else 0
