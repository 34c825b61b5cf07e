"""What the index and a query are cut into: Chinese by two characters, everything else by words. The twin of these
lines is in publish/assets/search-engine.js; tests/cases/tokens.yaml holds both together.

Folding changes character for character, so that places stay: width, case, traditional characters. A run is a stretch
of Chinese, of letters or of digits, so that "ISO30401" and "ISO 30401" are one. Signs belong to no run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from duizhao.text.chars import HAN
from duizhao.text.scripts import converter

_PAIRED = rf"{HAN}\u3040-\u30fa\u30fc-\u30ff\uac00-\ud7af"
_LETTERS = r"a-z\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f\u1e00-\u1eff\u2160-\u2188\u2460-\u24ff"

RUN = re.compile(rf"[{_PAIRED}]+|[{_LETTERS}]+|[0-9]+")
# Numbers of clauses and standards, to be found as one: "6.3.2", "a.2/1/2", "2031-03-05"; not "and/or".
CODE = re.compile(r"(?=[a-z0-9./:-]{0,64}[0-9])[a-z0-9]{1,64}(?:[./:-][a-z0-9]{1,64})+")
_CODE_SIGNS = re.compile(r"[/:-]")

LONGEST = 64
"""Characters of a word or code that the index keeps; what is longer is data."""


class Run(NamedTuple):
    """A stretch of one kind of characters, folded, and where it starts."""

    text: str
    start: int


@cache
def width_and_case() -> dict[int, str]:
    """Each character that is folded whatever the script: full width, capitals."""
    full = {0xFF01 + n: chr(0x21 + n).lower() for n in range(94)}
    codes = (*range(0x41, 0x5B), *range(0xC0, 0x2500))
    return full | {code: low for code in codes if len(low := chr(code).lower()) == 1 and low != chr(code)}


@cache
def simplified() -> dict[int, str]:
    """Traditional characters and the simplified one of each."""
    chars = [chr(code) for block in (range(0x3400, 0x4DC0), range(0x4E00, 0xA000)) for code in block]
    simple = converter("t2s").convert("\n".join(chars)).split("\n")
    return {ord(char): s for char, s in zip(chars, simple, strict=True) if char != s and len(s) == 1 and s <= "\uffff"}


@cache
def _table() -> dict[int, str]:
    return width_and_case() | simplified()


def fold(text: str) -> str:
    """The text folded, each character at its place."""
    return text.translate(_table())


def runs(text: str) -> list[Run]:
    """The runs of a text, in order."""
    return [Run(found[0], found.start()) for found in RUN.finditer(fold(text))]


def is_paired(char: str) -> bool:
    """Whether a folded character is of the kind that is indexed by pairs: Chinese, kana, hangul."""
    return char >= "\u2e80"


def joined(found: list[Run]) -> str:
    """Runs as one line, in which phrases are looked for: a space where two words meet, none beside Chinese."""
    return "".join(_gap(found[n - 1].text, run.text) + run.text if n else run.text for n, run in enumerate(found))


def squeeze(text: str) -> str:
    """The text as its runs joined."""
    return joined(runs(text))


def _gap(before: str, after: str) -> str:
    return " " if is_paired(before[-1]) == is_paired(after[0]) else ""


def run_tokens(run: str) -> Iterator[str]:
    """The tokens of a run: pairs of characters and the last by itself, or the word."""
    if is_paired(run[0]):
        yield from (run[at : at + 2] for at in range(len(run)))
    else:
        yield run[:LONGEST]


def codes(text: str) -> Iterator[str]:
    """The numbers of clauses and standards in a text, all signs in them as points: "a.2/1" is "a.2.1"."""
    return _codes(fold(text))


def _codes(folded: str) -> Iterator[str]:
    for found in CODE.finditer(folded):
        if len(found[0]) <= LONGEST:
            yield _CODE_SIGNS.sub(".", found[0])


def tokens(text: str) -> list[str]:
    """All that a text is indexed by, in order and with repetitions."""
    folded = fold(text)
    return [token for run in RUN.findall(folded) for token in run_tokens(run)] + list(_codes(folded))
