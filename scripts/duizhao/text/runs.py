"""Text cut at the change of script: English runs and Chinese runs, with labels and brackets on the right side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duizhao.text.chars import HAN, LATIN, PAGE
from duizhao.text.english import splitter

_CJK_SIGNS = "、。《》「」【】，；：？！（）"
# A stretch of one script: Chinese with its own signs, Latin letters, or what belongs to neither.
_STRETCH = re.compile(rf"(?P<zh>[{HAN}{_CJK_SIGNS}]+)|(?P<en>[{LATIN}]+)|(?P<neither>[^{HAN}{_CJK_SIGNS}{LATIN}]+)")
# What, between two scripts, ends the one before: ";", "),", ".”", "%", and digits glued to a letter stay with it.
_CLOSING = re.compile(rf"(?:[,.;:!?%°”’')\]\s{PAGE}]|(?<=[A-Za-z\-])\d+(?![\d)）]))*")
# A label whose letter is taken for English: "based on" + "e)" + 识别; group 1 is the label.
_LETTER_LABEL = re.compile(r"([a-z]\))$")
# The letters before the bracket of such a label: "basedone".
_LAST_WORD = re.compile(rf"[{LATIN}]+$")
# A number label, whose bracket closes nothing: "3)".
_NUMBER_LABEL = re.compile(r"(?<![\d(])\d{1,2}\)")
# The same without its bracket, which only a sign before it shows: "can include:a" + 领导力.
_BARE_LABEL = re.compile(r"(?:(?<=[:;.)\f])|^)([a-h]\s?)$")
# An abbreviation that stands twice, once for each column: "(KPI" + "KPIs of"; group 1 is the first.
_TWICE = re.compile(r"(\(?([A-Z]{2,6}))(?=\2(?![A-Z]))")
# An abbreviation glued to a small word at the start of a run: "MNA" + "safety)".
_FIRST = re.compile(r"([A-Z]{2,6})(?=[a-rt-z]|s[a-z]{2})")


LONGEST = 60
"""Letters before a label that show whether its letter belongs to them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters ``start`` to ``end`` of one ``script``, "zh" or "en"."""

    start: int
    end: int
    script: str


def runs(text: str, start: int, end: int) -> list[Run]:
    """The runs of ``text`` from ``start`` to ``end``: they join without gap, neighbours differ in script."""
    found = _merged(_divided(text, _merged(_plain(text, start, end))))
    return _merged(_labels(text, _merged(_abbreviations(text, found))))


def _plain(text: str, start: int, end: int) -> Iterator[Run]:
    stretches = list(_STRETCH.finditer(text, start, end))
    scripts = [m.lastgroup for m in stretches]
    for n, found in enumerate(stretches):
        if scripts[n] != "neither":
            yield Run(found.start(), found.end(), str(scripts[n]))
            continue
        left = scripts[n - 1] if n else None
        right = scripts[n + 1] if n + 1 < len(scripts) else None
        if left is None or right is None or left == right:
            yield Run(found.start(), found.end(), str(left or right or "en"))
            continue
        closing = _CLOSING.match(text, found.start(), found.end())
        cut = closing.end() if closing else found.start()
        yield Run(found.start(), cut, str(left))
        yield Run(cut, found.end(), str(right))


def _merged(parts: Iterator[Run] | list[Run]) -> list[Run]:
    out: list[Run] = []
    for part in parts:
        if part.start == part.end:
            continue
        if out and out[-1].script == part.script:
            out[-1] = Run(out[-1].start, part.end, part.script)
        else:
            out.append(part)
    return out


def _divided(text: str, parts: list[Run]) -> Iterator[Run]:
    """Runs in which an abbreviation stands twice give the first one to the Chinese column."""
    before = ""
    for part in parts:
        body = text[part.start : part.end]
        twice = _TWICE.search(body) or _leading(body, before) if part.script == "en" else None
        if twice:
            yield Run(part.start, part.start + twice.start(1), "en")
            yield Run(part.start + twice.start(1), part.start + twice.end(1), "zh")
            yield Run(part.start + twice.end(1), part.end, "en")
        else:
            yield part
        before = body if part.script == "en" else before


def _leading(body: str, before: str) -> re.Match[str] | None:
    """An abbreviation at the start of an English line that the line before it has too: the Chinese column's."""
    found = _FIRST.match(body)
    return found if found and found[1] in before else None


def _abbreviations(text: str, parts: list[Run]) -> Iterator[Run]:
    """An English run without a small letter, between Chinese, is an abbreviation in the Chinese: 使用CRM工具."""
    for n, part in enumerate(parts):
        short = part.end - part.start <= 16 and not any(c.islower() for c in text[part.start : part.end])
        inside = 0 < n < len(parts) - 1
        yield Run(part.start, part.end, "zh") if part.script == "en" and short and inside else part


def _labels(text: str, parts: list[Run]) -> Iterator[Run]:
    """A letter label before Chinese text belongs to it, not to the English before it."""
    opened, last = 0, "`"  # "`" stands before "a"
    for n, part in enumerate(parts):
        body, cut = text[part.start : part.end], part.end
        if part.script == "en":
            if n + 1 < len(parts) and (label := _label(body, last, opened)):
                cut, last = part.end - len(label), label[0]
            opened = max(0, opened + _balance(body[: cut - part.start]))
        yield Run(part.start, cut, part.script)
        yield Run(cut, part.end, "zh")


def _label(body: str, last: str, opened: int) -> str:
    """The label at the end of an English run that goes on in Chinese: the next letter of the list, or its first.

    Where an English bracket is open, the letter may be the last of a word and its bracket the closing one; the
    words decide.
    """
    bare = _BARE_LABEL.search(body)
    if bare:
        return bare[1]
    found = _LETTER_LABEL.search(body)
    if not found or body[-2] not in ("a", chr(ord(last) + 1), chr(ord(last) + 2)):
        return ""
    word = _LAST_WORD.search(body[-LONGEST:-1])
    if not word or opened + _balance(body) < 0:
        return found[1]
    glued = word.group()
    return found[1] if len(glued) == 1 or splitter().score(glued[:-1]) > splitter().score(glued) else ""


def _balance(body: str) -> int:
    """Opened less closed brackets, those of number labels left out."""
    return body.count("(") - body.count(")") + len(_NUMBER_LABEL.findall(body))
