"""Outlines of any kind: 第一章, 一、, (一), 1., 1.1, (1), a), ①, ◆, headings by the copy's own style, plain paragraphs.

The last grammar that is asked: what no other one takes arrives here, at least as paragraphs under its nearest heading.
Numbers stay as they are printed, also where one stands twice, is skipped or is lost; the node's note says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from duizhao.grammars import front_matter
from duizhao.model import Document
from duizhao.text import chinese, outlines, titles
from duizhao.text.chars import HEADING, PAGE, has_han, is_han, squeeze
from duizhao.text.cited import named as cited
from duizhao.text.draft import EMPTY, Draft, Parsed, flow
from duizhao.text.outlines import Entry, Line
from duizhao.text.traced import Traced

NAME = "outline"
HEADINGS = True
"""It reads the marks of headings by style (``chars.HEADING``); other grammars are given the text without them."""

REPEATED = "label repeated in the print"
LOST = "number lost in the copy"
MISPRINTED = "counted by the numbers below it"

_KINDS = {
    "chapter": "chapter", "stage": "section", "part": "section", "article": "clause", "cn": "section",
    "(cn)": "section", "cn)": "section", "decimal": "clause", "num": "clause", "plain": "clause", "lost": "clause",
    "heading": "section",
}  # fmt: skip
"""What an entry is by the style of its label; any other is a paragraph."""

# What a line of text has and a heading has not: the signs of sentences and clauses.
_SENTENCE = re.compile(r"[。；;！!？?，,:：]")
# A line that announces a table of contents.
_CONTENTS = re.compile(r"目\s{0,4}[录次]")
# Stamps of document mills, which no document has: "Document number:WTUT-…", "Revised as of 23 November 2020".
_STAMP = re.compile(
    r"(?i)[^\u4e00-\u9fff]{0,40}\b(?:(?:company )?(?:document )?number|revised (?:as of|by|on))\b"
    r"[^\u4e00-\u9fff]{0,80}"
)
# An English title of ours behind a Chinese one, and an English word: "范围 [Scope]".
_OURS = re.compile(r"(?<=[\u4e00-\u9fff”」）)])\s?\[(?P<title>[A-Za-z][^\[\]]*)\]\s*$")
_WORD = re.compile(r"[A-Za-z]{2,}")
_ENDED = re.compile(r"[。；;：:！？!?….][”’」』）)\"']*$")
LONGEST_TITLE = 40
SHORT = 12
MOST_TITLES = 6
"""How often a title is taken to stand above the text."""
LONG = 40
"""Characters of a last paragraph from which on it must end a sentence, or it is cut off."""


def suits(text: str) -> float:
    """How sure it is that a text has this shape: by its entries, else by a title above paragraphs."""
    found = outlines.lines(text)
    if len(outlines.entries(text, found)) > 2:
        return 0.5
    titled = len(found) > 1 and any(front_matter.title(text[found[0].start : found[0].end])[:2])
    return 0.2 if titled or HEADING in text else 0.0


def parse(text: Traced) -> Parsed:
    """The entries as drafts in printed order, what stands before them as paragraphs."""
    found = outlines.lines(text.text)
    discarded: dict[str, list[int]] = {}
    document, start = _head(text, found, discarded)
    start = _contents(text, found, start, discarded)
    entries = outlines.entries(text.text, found, start) or outlines.headings(text.text, found, start)
    first = entries[0].start if entries else len(text)
    drafts = [*_front(text, found, start, first), *_Nodes(text, found, entries).drafts()]
    return Parsed(document, tuple(_cut_off(drafts)), discarded)


# -- title and table of contents


def _head(text: Traced, found: Sequence[Line], discarded: dict[str, list[int]]) -> tuple[Document, int]:
    """The title and where the text begins behind it: lines that only say it again, and stamps, are set aside."""
    if not found:
        return Document(""), 0
    line = text.text[found[0].start : found[0].end]
    first_line = text.text[found[0].start :].split("\n", 1)[0]
    zh, en, supplied = front_matter.title(titles.clean(first_line if "[" in first_line or "|" in first_line else line))
    labelled = outlines.entries(text.text, found[:1])
    labelled_only = labelled and not found[0].level and not _again(text.text, found, titles.clean(line))
    if (zh is None and en is None) or labelled_only:
        return Document("", references=cited(text.text)), 0
    if zh and _again(text.text, found, zh):
        zh = titles.bare(zh)  # a number that the file's name begins with, and the title does not
    document = Document(
        "", title_zh=zh, title_en=en, references=cited(text.text), supplied=("title_en",) if supplied else ()
    )
    end = found[0].start + len(first_line) if en else found[0].end
    discarded["repeated-title"] = text[:end].positions()
    return document, _repeats(text, found, end, zh or en or "", discarded)


def _again(text: str, found: Sequence[Line], title: str) -> bool:
    """Whether the lines below begin with the title, or with most of it."""
    below = squeeze(text[found[1].start : found[1].start + 2 * len(title) + 10]) if len(found) > 1 else ""
    wanted = squeeze(titles.bare(title))
    return len(wanted) > 3 and below.startswith(wanted)


def _repeats(text: Traced, found: Sequence[Line], at: int, title: str, discarded: dict[str, list[int]]) -> int:
    """Where the text begins behind what repeats the title, in one line or two, and behind stamps."""
    wanted = titles.bare(title)
    for _ in range(MOST_TITLES):
        before = at
        again = re.compile(r"\s{0,4}".join(map(re.escape, squeeze(wanted)))).match(text.text, _skip(text.text, at))
        if again and len(wanted) > 3:
            end = titles.ending(text.text, again.end())
            line = next((one for one in found[: 2 * MOST_TITLES] if one.start <= end <= one.end), None)
            if line and 0 < len(text.text[end : line.end].strip()) < SHORT:
                return at  # another title, which begins with this one
            discarded["repeated-title"] += text[at:end].positions()
            at = end
        stamp = _STAMP.match(text.text, _skip(text.text, at), at + 200)
        if stamp and stamp.end() > at:
            discarded.setdefault("stamp", []).extend(text[at : stamp.end()].positions())
            at = stamp.end()
        if at == before:
            break
    return at


def _skip(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] == PAGE):
        at += 1
    return at


def _contents(text: Traced, found: Sequence[Line], start: int, discarded: dict[str, list[int]]) -> int:
    """Where the text begins behind a table of contents: where its first entry stands again."""
    listed = next((n for n, line in enumerate(found) if line.start >= start), len(found))
    for n in range(listed, min(listed + 4, len(found) - 1)):
        if _CONTENTS.fullmatch(text.text[found[n].start : found[n].end].strip()):
            first = squeeze(text.text[found[n + 1].start : found[n + 1].end])
            again = next((x for x in found[n + 2 :] if squeeze(text.text[x.start : x.end]).startswith(first)), None)
            if again and len(first) > 2:
                discarded["contents"] = text[found[n].start : again.start].positions()
                return again.start if n == listed else start
    return start


def _front(text: Traced, found: Sequence[Line], start: int, end: int) -> Iterator[Draft]:
    """Paragraphs before the first entry."""
    full, english = outlines.width(text.text, found), not has_han(text.text)
    for n, (a, b) in enumerate(outlines.paragraphs(text.text, found, start, end, full), 1):
        held = flow([text[a:b]], english=english)
        zh, en = (EMPTY, held) if english else (held, EMPTY)
        yield Draft(f"0/{n}", "paragraph", None, None, "0", zh, en, title_zh=0, title_en=0)


# -- entries


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry stands among those under the same one: the how manieth, also of its style, and what is before."""

    number: int
    of_style: int
    before: Entry | None


class _Nodes:
    """The entries as drafts: each with an id that no other has."""

    def __init__(self, text: Traced, found: Sequence[Line], entries: Sequence[Entry]) -> None:
        self.text, self.found, self.entries = text, found, entries
        self.full = outlines.width(text.text, found)
        self.english = not has_han(text.text)
        self.places = dict(_places(entries))
        self.ids: dict[int, str] = {}
        self.notes: dict[int, str] = {}
        self.taken: Counter[str] = Counter()

    def drafts(self) -> Iterator[Draft]:
        ends = [*(entry.start for entry in self.entries[1:]), len(self.text)][: len(self.entries)]
        for entry, end in zip(self.entries, ends, strict=True):
            self.ids[id(entry)] = self._id(entry)
            yield self._draft(entry, end)

    def _id(self, entry: Entry) -> str:
        wanted = self._wanted(entry)
        self.taken[wanted] += 1
        if self.taken[wanted] == 1:
            return wanted
        if entry.numbers:
            self.notes[id(entry)] = REPEATED
        return f"{wanted}_{self.taken[wanted]}"

    def _wanted(self, entry: Entry) -> str:
        above = self.ids[id(entry.parent)] if entry.parent else ""
        if entry.depth:
            return self._decimal(entry, above)
        number = self._number(entry)
        return f"{above}/{number}" if above else number

    def _number(self, entry: Entry) -> str:
        if entry.style == "lost":
            self.notes[id(entry)] = LOST
            return str(self.places[id(entry)].of_style)
        if not entry.numbers:
            return str(self.places[id(entry)].number)
        if entry.style == "code":
            return entry.label
        return chr(96 + entry.numbers[0]) if entry.style == "letter" else str(entry.numbers[0])

    def _decimal(self, entry: Entry, above: str) -> str:
        if entry.depth == 1 and (right := self._by_children(entry)):
            self.notes[id(entry)] = MISPRINTED
            return str(right)
        parent, numbers = entry.parent, entry.numbers
        if parent and parent.depth and parent.numbers == numbers[: parent.depth]:
            return ".".join([above, *map(str, numbers[parent.depth :])])
        return ".".join(map(str, numbers))

    def _by_children(self, entry: Entry) -> int | None:
        """The number that all entries below give, where the printed one does not count on and theirs does."""
        below = {child.numbers[0] for child in entry.children if child.style == "decimal"}
        before = self.places[id(entry)].before
        right = (before.numbers[0] if before else 0) + 1
        return right if below == {right} and entry.numbers != (right,) else None

    def _draft(self, entry: Entry, end: int) -> Draft:
        node = self.ids[id(entry)]
        first, rest = self._title(entry, end)
        pieces = [self.text[a:b] for a, b in ([first] if first else []) + rest]
        zh, en, signs, supplied = ([], pieces, [], False) if self.english else _languages(pieces)
        kind = _KINDS.get(entry.style, "paragraph")
        headed = (first is not None or supplied) and kind != "paragraph"
        return Draft(
            node, kind, self.ids[id(entry.parent)] if entry.parent else None,
            squeeze(entry.label) or None, f"entry {re.split('[/.]', node)[0]}",
            flow(zh, english=False), flow(en, english=True),
            len(flow(zh[:1], english=False).text) if headed and not self.english else 0,
            len(flow(en[:1], english=True).text) if supplied or (headed and self.english) else 0,
            lost=bool(pieces) and _breaks_off(pieces[-1].text, self.full),
            note=self.notes.get(id(entry)), supplied=("title_en",) if supplied else (),
            matter=(*self.text[entry.start : entry.body].positions(), *signs),
        )  # fmt: skip

    def _title(self, entry: Entry, stop: int) -> tuple[Span | None, list[Span]]:
        """The heading of an entry: its first line, where it is one and something stands below it."""
        parts = outlines.paragraphs(self.text.text, self.found, entry.body, stop, self.full)
        line = bisect_right(self.found, entry.body, key=lambda one: one.end)
        if not parts or line == len(self.found):
            return None, parts
        end = min(self.found[line].end, parts[0][1])
        words, goes_on = self.text.text[entry.body : end].strip(), self.text.text[end : parts[0][1]].strip()
        if not entry.level and (goes_on or not self._heads(entry, words, len(parts) > 1)):
            return None, parts
        rest = [(end, parts[0][1])] if goes_on else []
        return (entry.body, end), [*rest, *parts[1:]]

    def _heads(self, entry: Entry, words: str, more: bool) -> bool:
        """Whether a first line is a heading: no sentence, and something stands below it."""
        titled = entry.style in _KINDS
        below = (titled and (more or entry.parent is None)) or bool(entry.children)
        stopped = words.endswith("。") and more and len(words) <= 2 * SHORT
        bare = words[:-1] if stopped or words.endswith((":", "：")) else words
        return below and 1 < len(words) <= LONGEST_TITLE and not _SENTENCE.search(bare)


Span = tuple[int, int]


def _places(entries: Sequence[Entry]) -> Iterator[tuple[int, _Place]]:
    """Each entry's place among those under the same one."""
    numbers: Counter[int] = Counter()
    styles: Counter[tuple[int, str]] = Counter()
    before: dict[int, Entry] = {}
    for entry in entries:
        above = id(entry.parent)
        numbers[above] += 1
        styles[above, entry.style] += 1
        yield id(entry), _Place(numbers[above], styles[above, entry.style], before.get(above))
        if entry.depth == 1:
            before[above] = entry


def _languages(pieces: list[Traced]) -> tuple[list[Traced], list[Traced], list[int], bool]:
    """The paragraphs by language; the brackets about an English title of ours behind the first, and whether it has one.

    Only whole sentences in English are taken for the other language: a Chinese text has English names too.
    """
    english = {n for n, piece in enumerate(pieces) if not has_han(piece.text) and len(_WORD.findall(piece.text)) > 5}
    zh = [piece for n, piece in enumerate(pieces) if n not in english]
    en = [piece for n, piece in enumerate(pieces) if n in english]
    ours = _OURS.search(pieces[0].text) if pieces and 0 not in english else None
    if not ours:
        return zh, en, [], False
    first = zh[0]
    signs = [*first[ours.start() : ours.start("title")].positions(), *first[ours.end("title") :].positions()]
    return [first[: ours.start()], *zh[1:]], [first[ours.start("title") : ours.end("title")], *en], signs, True


def _cut_off(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts, the last one lost where its text breaks off in the middle of a sentence."""
    for n, draft in enumerate(drafts):
        last = draft.zh.text.text[max(draft.zh.paragraphs, default=0) :]
        whole = n + 1 < len(drafts) or len(last) < LONG or bool(_ENDED.search(last)) or bool(draft.en)
        yield draft if whole else replace(draft, lost=True)


def _breaks_off(text: str, full: int) -> bool:
    """Whether a line as wide as the page ends in the middle of a word, so that what stood on the next one is lost."""
    last = text.rsplit("\n", 1)[-1].strip()
    if len(last) < full or len(last) > outlines.WIDEST or not is_han(last[-1]):
        return False
    return len(chinese.cut(last[-6:])[-1]) == 1 and last[-2] in "的地得和与及或之"
