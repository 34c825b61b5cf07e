"""Byte damage: a web site marked readings in text written as GBK, blind to where its characters begin.

What the site did, as all runs of this kind in two real copies confirm (``damage`` does the same): the text was made
traditional and written as GBK bytes, a character that GBK lacks as A3 BF; every byte pair A3 BF became ``??``; for
each marked character, in ascending order of its code, the reading was put in after every occurrence of its byte
pair. Neither looked whether a pair was one character or the halves of two. Then the bytes were read as GBK again.
So ``當(dāng)?shù)墓ぞ邔?shí)`` is 當的工具實: 數 (94 B5) stands across 當 (AE 94) and 的 (B5 C4), its mark parted
them, and what follows is shifted by one byte up to the next such accident.

The repair reads such a run as bytes with some unknown, tries what they can have been, ranks what comes out by how
likely it is as Chinese, and believes a candidate only where ``damage`` turns it back into exactly the same run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from duizhao.model import Edit
from duizhao.repairs.byte_candidates import MARK, START, TAIL, Candidate, Window, window_at
from duizhao.repairs.byte_search import Effort, best, different
from duizhao.repairs.context import Context
from duizhao.repairs.gbk_process import char_of, damage
from duizhao.repairs.likelihood import Copy, vocabulary
from duizhao.repairs.pinyin_marks import reads
from duizhao.repairs.traditional import simplify
from duizhao.text.chars import SENTENCE_END, is_han
from duizhao.text.scripts import is_traditional_form

__all__ = ["NAME", "WHY", "damage", "edits"]

NAME = "byte-damage"
WHY = "The web site cut characters in two by inserting bytes; the characters are put together again."

_SEARCHES, _CANDIDATES, _CANDIDATES_EACH = 2000, 2_000_000, 5
"""Runs looked at in one text, and candidates: in all, and more for each character. Real copies have about one run in
5000 characters and take 20 000 candidates for one; a text that has more is not damaged in this way."""

_FEW, _FEW_EACH = 300_000, 500
"""The same for a short text: a page of nothing but question marks shall not take what a whole copy may."""


def edits(text: str, context: Context) -> Iterator[Edit]:
    """One edit for each run that can be put right; the characters come back in traditional form, without marks.

    Question marks that stand for one whole character, 局??发布, become ？ or a space where that is clear. All other
    question marks stay, and so does a run for which no candidate is both likely and turned back by ``damage``.
    """
    marks = _learned(text)
    starts = [found.start() for found in islice(START.finditer(text), _SEARCHES)]
    strays = list(_strays(text, marks))
    if starts and (marks or _HALF_MARK.search(text)):
        runs = list(_runs(Copy(marks, vocabulary(MARK.sub("", text[:_READ_AT_MOST]))), text, starts))
        taken = {at for run in runs for at in range(run.start, run.end + 1)}
        strays = [*runs, *(stray for stray in strays if stray.start not in taken)]
    yield from sorted(strays, key=lambda edit: edit.start)


_READ_AT_MOST = 400_000
"""Characters of the copy from which its own vocabulary is learned: enough for any, and the same time for all."""


def _runs(copy: Copy, text: str, starts: Sequence[int]) -> Iterator[Edit]:
    allowed = min(_CANDIDATES, _FEW + _FEW_EACH * len(text)) + _CANDIDATES_EACH * len(text)
    effort, floor = Effort(allowed), 0
    for start in starts:
        if start >= floor:
            for edit in _repaired(copy, text, floor, start, effort):
                yield edit
                floor = edit.end


# A mark of a pair that nobody wrote, across a character and a sign that is still in place: 念A(yù), EE 41 being 預.
_STRAY = re.compile(rf"[^\x00-\x7f][@-~](?P<mark>{MARK.pattern})")


def _strays(text: str, marks: Mapping[str, str]) -> Iterator[Edit]:
    """Edits that take out marks after a Latin letter or sign. Near a question mark such a letter is half a character:
    ``_runs`` knows better there.
    """
    for found in _STRAY.finditer(text):
        pair = found.group()[0].encode("gbk", "ignore")[1:] + found.group()[1].encode()
        char, at = char_of(pair) if len(pair) > 1 else "", found.start("mark")
        fits = marks.get(char) == found["reading"] or (is_traditional_form(char) and reads(char, found["reading"]))
        if fits and "?" not in text[max(0, at - 60) : at]:
            yield Edit(at, found.end(), found["mark"], "", NAME, WHY)


# A mark whose character was cut in two, so that nothing or a letter stands before it: ?shù), r(shí).
_HALF_MARK = re.compile(rf"\?{TAIL.pattern}|[A-Za-z]{MARK.pattern.replace('(?P<reading>', '(?:')}")


def _learned(text: str) -> dict[str, str]:
    """The marked characters and their readings, from the places where character and mark agree."""
    found: dict[str, str] = {}
    for mark in MARK.finditer(text, 1):
        char = text[mark.start() - 1]
        if char not in found and is_traditional_form(char) and reads(char, mark["reading"]):
            found[char] = mark["reading"]
    return found


def _repaired(copy: Copy, text: str, floor: int, at: int, effort: Effort) -> Iterator[Edit]:
    window = window_at(text, floor, at)
    found = best(copy, window, effort)
    if found:
        yield from _differences(text, window, found)


def _differences(text: str, window: Window, found: Candidate) -> Iterator[Edit]:
    """Edits for the stretches between two places in step in which the window differs from what was found."""
    for rank in different(window, found):
        step, after = found.steps[rank : rank + 2]
        start, end, sound = window.starts[step.token], window.starts[after.token], found.out[step.out : after.out]
        if sound == "？":
            yield from _whole(text, start)
        else:
            yield Edit(start, end, text[start:end], sound, NAME, WHY)


# Words that make a sentence a question, simplified: 是否, 怎么, 吗 at the end.
_ASKS = re.compile("[吗呢谁哪]|什么|如何|是否|为何|怎|多少|几[个种时]|能否|可否|有没有|是不是")


def _whole(text: str, at: int) -> Iterator[Edit]:
    """``??`` in step: one character that GBK lacks, or a full-width question mark."""
    sentence = MARK.sub("", text[max(0, at - 120) : at])
    sentence = simplify(re.split(f"[{SENTENCE_END}\n]", sentence)[-1])
    before, after = sentence[-1:], text[at + 2 : at + 3]
    if _ASKS.search(sentence):
        yield Edit(at, at + 2, "??", "？", NAME, WHY)
    elif before and is_han(before) and after and is_han(after):
        # Chinese with nothing missing on either side: a space of a kind that GBK lacks, as on covers.
        yield Edit(at, at + 2, "??", " ", NAME, WHY)
