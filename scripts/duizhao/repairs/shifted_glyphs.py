"""Shifted glyphs: each letter stands for another one, at a constant distance (``text.glyph_numbers`` says why).

Two forms are seen: glyph numbers in the private use area (U+F036 for S), and such numbers taken for characters of
ASCII ("6WDQGDUG" for "Standard"). That a text is shifted shows only in what comes out, so words must come out that a
dictionary has, several of them, and of the words that the repair would make most must be English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text import glyph_numbers
from duizhao.text.english import splitter
from duizhao.text.glyph_numbers import RUN, is_carried, shifted

NAME = "shifted-glyphs"
WHY = "The font numbers its glyphs in an order of its own, by a constant away from the letters that the page shows."

MOST = 0.5
"""Least share of the words of a line that are English once shifted, before all of the line is."""
_WORD = re.compile(r"[A-Za-z]{3,}")  # a word that can be looked up: "for"
# Numbers as the page shows them, in another font than the shifted words: "6.1.2", "(2)".
_NUMBER = re.compile(r"[(\[]?\d+(?:[.,:/\-]\d+)*[)\].,;:]?")
_SIGNS = ".,;:"
_LINE = re.compile(r"[^\n\f\x1c-\x1f]+")  # a line, a cell


def edits(text: str, context: Context) -> Iterator[Edit]:
    """One edit for each run that is shifted back."""
    runs = [found.group() for found in RUN.finditer(text)]
    private = glyph_numbers.find_shift(runs, private=True)
    plain = glyph_numbers.find_shift([run for run in runs if not _is_english(run)], private=False)
    if private is None and plain is None:
        return
    for line in _LINE.finditer(text):
        yield from _line(text, line.start(), line.end(), private, plain)


def _line(text: str, start: int, end: int, private: int | None, plain: int | None) -> Iterator[Edit]:
    found = list(RUN.finditer(text, start, end))
    whole = plain is not None and _is_shifted([run.group() for run in found], plain)
    for run in found:
        if is_carried(run.group()[0]):
            after = _carried(run.group(), private)
        else:
            after = _plain(run.group(), plain, whole=whole)
        if after != run.group():
            yield Edit(run.start(), run.end(), run.group(), after, NAME, WHY)


def _carried(run: str, shift: int | None) -> str:
    """A run of glyph numbers in ASCII; what no shift makes a character of stays as it is."""
    if shift is None:
        return run
    return "".join(old if new == "\ufffd" else new for old, new in zip(run, shifted(run, shift), strict=True))


def _plain(run: str, shift: int | None, *, whole: bool) -> str:
    if shift is None or any(map(is_carried, run)) or _NUMBER.fullmatch(run):
        return run
    core = run.rstrip(_SIGNS)
    if core != run and _is_all_english(shifted(core, shift)) and not _is_all_english(shifted(run, shift)):
        return shifted(core, shift) + run[len(core) :]  # the sign is of another font
    after = shifted(run, shift)
    if "\ufffd" in after:
        return run
    good = _is_all_english(after)
    if whole:
        return after if good or not _is_english(run) else run
    return after if good and not _is_english(run) else run


def _is_shifted(runs: Sequence[str], shift: int) -> bool:
    """Whether most words of a line are English only once they are shifted back."""
    words = [word for run in runs for word in _WORD.findall(shifted(run, shift))]
    good = sum(map(splitter().is_word, words))
    as_is = sum(splitter().is_word(word) for run in runs for word in _WORD.findall(run))
    return bool(words) and good >= MOST * len(words) and good > as_is


def _is_all_english(text: str) -> bool:
    words = _WORD.findall(text)
    return bool(words) and "\ufffd" not in text and all(map(splitter().is_word, words))


def _is_english(run: str) -> bool:
    """Whether a run has a word of the language as it stands."""
    return any(len(word) > 3 and splitter().is_word(word) for word in _WORD.findall(run))
