"""Handbooks in chapters: 第1章 with sections 1.1, 1.2 … or 第一节 …, and running text under them.

Copies from the web often show no break at all: the numbers say where chapters and sections begin, a section's text
says where its title ends by naming its subject again, and its paragraphs are found by sense once the copies have been
compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from duizhao.grammars import bilingual, front_matter
from duizhao.model import Document
from duizhao.text import chinese, labels, outlines
from duizhao.text.chars import PAGE, has_han, squeeze
from duizhao.text.cited import named as cited
from duizhao.text.draft import Draft, Parsed, flow
from duizhao.text.numerals import ordinal
from duizhao.text.traced import Traced

NAME = "handbook"

# The number of a chapter before its title, and what stands about it where a text only speaks of a chapter:
# "第1章服务前准备", "第二章 受理", not "见第3章", "第3章的规定".
_CHAPTER = re.compile(
    r"(?<![见按在照据本由至到和与及或、《“（(])第\s?(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,5})\s?章"
    r"(?![的中所内及和与至到或规、，,。；;:：）)》”\d第])"
)
# The number of a section that is called so: "第一节 受理渠道".
_SECTION = re.compile(
    r"(?<![见按在照据本由至到和与及或、《“（(])第\s?(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,5})\s?节"
    r"(?![的中所内及和与至到或规、，,。；;:：）)》”\d第])"
)
# What may stand before a section's number: the end of a sentence, a line, a page.
_BEFORE = "。！？!?；;…”’）)》\n\t \u3000" + PAGE
# The heading of a table of contents at the start of a line: "目 录", "目次".
_CONTENTS = re.compile(r"(?m)^[ \t\u3000]*目\s{0,4}[录次]\s*")
# How a text ends that is whole.
_ENDED = re.compile(r"[。！？!?；;.…][”’」』）)\"']*\s*$")
# An English title behind a Chinese one, or a line that begins with three English words.
_ENGLISH = re.compile(r"\[[A-Za-z][^\]\n]*\][ \t]*\n|\|\s*[A-Z]|(?m:^)[ \t]*[A-Z][a-z]*(?: [A-Za-z]+){2}")
_SENTENCE = re.compile(r"[。；;，,！？!?：:]")
LONGEST_TITLE = 40
FULL = 200
"""Characters behind a chapter's number that show that the chapter itself stands there, and not its place in a list."""
# Words with which no title ends, since what they govern must follow: "每月对|库存".
_GOVERNING = "对将把的在与和及或由从按向为以是每各被让使给、"
SURE = 4
"""Characters with which a text names its title's subject again that show for sure where the title ends."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A chapter or a section: its number, its label as printed, where the label stands and where the part ends."""

    number: str
    start: int
    body: int
    end: int


def suits(text: str) -> float:
    """How sure it is that a text has this shape: by chapters that count up, with sections in them."""
    chapters = _chapters(text)
    sections = sum(len(_sections(text, chapter)) for chapter in chapters)
    return 0.95 if len(chapters) >= 2 and sections >= len(chapters) else 0.0


def parse(text: Traced) -> Parsed:
    """The handbook as drafts in printed order."""
    chapters = _chapters(text.text)
    first = chapters[0].start if chapters else len(text)
    document, drafts, discarded = _front(text[:first], text.text)
    for chapter in chapters:
        drafts += _chapter(text, chapter)
    return Parsed(document, tuple(_cut_off(drafts)), discarded)


def _chapters(text: str) -> list[_Part]:
    """The chapters: of the numbers that count up by one, those with most text behind them."""
    return _counted(list(_CHAPTER.finditer(text)), len(text), "{}")


def _counted(found: Sequence[re.Match[str]], end: int, pattern: str) -> list[_Part]:
    """The heaviest run of numbers that begins with one and counts up by one; linear in their number."""
    ends = [*(m.start() for m in found[1:]), end]
    best: dict[int, tuple[float, list[int]]] = {}
    chosen: tuple[float, list[int]] = (0.0, [])
    for n, match in enumerate(found):
        number = ordinal(match["number"])
        weight = 1.0 + min(FULL, ends[n] - match.end()) / FULL
        before = best.get(number - 1, (0.0, [])) if number > 1 else (0.0, [])
        here = (before[0] + weight, [*before[1], n])
        if (number == 1 or before[1]) and here[0] > best.get(number, (0.0, []))[0]:
            best[number] = here
            chosen = max(chosen, here, key=lambda one: one[0])
    kept = [found[n] for n in chosen[1]]
    stops = [*(m.start() for m in kept[1:]), end][: len(kept)]
    return [
        _Part(pattern.format(ordinal(m["number"])), m.start(), m.end(), stop)
        for m, stop in zip(kept, stops, strict=True)
    ]


def _sections(text: str, chapter: _Part) -> list[_Part]:
    """The sections of a chapter: 1.1, 1.2, 1.2.1 … in chapter 1, or 第一节 …"""
    found = [m for m in labels.CLAUSE.finditer(text, chapter.body, chapter.end) if _is_section(text, m, chapter)]
    kept = labels.chain(found, lambda m: 4.0)
    stops = [*(m.start() for m in kept[1:]), chapter.end][: len(kept)]
    numbered = [_Part(m["label"], m.start(), m.end(), stop) for m, stop in zip(kept, stops, strict=True)]
    named = list(_SECTION.finditer(text, chapter.body, chapter.end))
    return numbered or _counted(named, chapter.end, f"{chapter.number}.{{}}")


def _is_section(text: str, match: re.Match[str], chapter: _Part) -> bool:
    parts = match["label"].split(".")
    begins = text[match.start() - 1] in _BEFORE or parts[1:] == ["1"]
    return len(parts) > 1 and parts[0] == chapter.number and begins


# -- what stands before the first chapter


def _front(text: Traced, whole: str) -> tuple[Document, list[Draft], dict[str, list[int]]]:
    """The title, the table of contents, which is set aside, and what else stands there as paragraphs."""
    listed = _CONTENTS.search(text.text)
    contents = text[listed.start() :] if listed else text[:0]
    head = text[: listed.start()] if listed else text
    lines = [words for line in head.lines() if (words := line.strip())]
    title = next((line for line in lines if has_han(line.text)), None)
    zh, en, supplied = front_matter.title(title.text if title else "")
    document = Document(
        "", title_zh=zh, title_en=en, references=cited(whole), supplied=("title_en",) if supplied else ()
    )
    rest = [line for line in lines if line is not title or not zh]
    drafts = [
        Draft(f"0/{n}", "paragraph", None, None, "front", flow([line], english=False), title_zh=0)
        for n, line in enumerate(rest, 1)
    ]
    discarded = {"repeated-title": title.positions() if title and zh else [], "contents": contents.positions()}
    return document, drafts, discarded


# -- chapters and sections


def _chapter(text: Traced, chapter: _Part) -> Iterator[Draft]:
    sections = _sections(text.text, chapter)
    lead = sections[0].start if sections else chapter.end
    yield _draft(text, chapter, "chapter", None, lead, chapter)
    known = {chapter.number}
    for section in sections:
        above = section.number.rpartition(".")[0]
        while above not in known:
            above = above.rpartition(".")[0] or chapter.number
        known.add(section.number)
        yield _draft(text, section, "section", above, section.end, chapter)


def _draft(text: Traced, part: _Part, kind: str, parent: str | None, end: int, chapter: _Part) -> Draft:
    label = text[part.start : part.body].strip()
    zh_lines, en_lines, supplied = _languages(text[part.body : end])
    zh, en = flow(zh_lines, english=False), flow(en_lines, english=True)
    signs = tuple(p for n in bilingual.sign_places(text.text[part.body : end]) for p in _place(text, part.body + n))
    return Draft(
        part.number, kind, parent, squeeze(label.text), f"chapter {chapter.number}", zh, en,
        title_zh=named_again(zh.text.text) if not zh.breaks else None,
        title_en=len(flow(en_lines[:1], english=True).text) if supplied else None,
        supplied=("title_en",) if supplied else (),
        matter=(*text[part.start : part.body].positions(), *signs),
        # Two languages side by side are paired as they stand, section by section.
        parted=len(en_lines) <= supplied,
    )  # fmt: skip


def _languages(body: Traced) -> tuple[list[Traced], list[Traced], bool]:
    """The paragraphs by language, the title first; lines that a page's width broke are joined."""
    if _ENGLISH.search(body.text):
        return bilingual.languages(body)
    found = outlines.lines(body.text)
    title = found[0] if len(found) > 1 and not _SENTENCE.search(body.text[found[0].start : found[0].end]) else None
    start = title.end if title and title.end - title.start <= LONGEST_TITLE else 0
    full = outlines.width(body.text, found)
    spans = outlines.paragraphs(body.text, found, start, len(body), full)
    return [body[a:b] for a, b in ([(0, start)] if start else []) + spans], [], False


def _place(text: Traced, at: int) -> list[int]:
    return text[at : at + 1].positions()


def named_again(text: str) -> int | None:
    """Where a title ends that runs into its text, if the text begins by naming the title's subject again.

    "服务响应时限服务响应时限应…", "投诉处理流程投诉处理是…". None where it does not.
    """
    stop = re.search(r"[。；;，,：:]", text)
    limit = min(stop.start() if stop else len(text), LONGEST_TITLE)
    best, end = 0, 0
    for at in range(2, limit):
        size = next((n for n in range(at) if text[at + n : at + n + 1] != text[n]), at)
        if size > best and text[at - 1] not in _GOVERNING:
            best, end = size, at
    word = best > 1 and end >= SURE and text[:best] in chinese.kinds()
    return end if word or best >= max(2, min(SURE, end)) else None


def _cut_off(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts, the last one lost where its text breaks off in the middle of a sentence."""
    for n, draft in enumerate(drafts):
        text = draft.zh.text.text
        whole = n + 1 < len(drafts) or bool(draft.en) or len(text) <= LONGEST_TITLE or bool(_ENDED.search(text))
        yield draft if whole else replace(draft, lost=True)
