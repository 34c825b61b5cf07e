"""Glyph numbers in place of characters: text of a font that does not say which characters its glyphs are.

A TrueType font in which all glyphs keep their usual order has the printable ASCII characters in one run, the space
mostly as glyph 3: "Standard" is then the glyphs 54 87 68 81 71 68 85 71, each number 29 less than the character's. A
program that takes the numbers for characters shows "6WDQGDUG". Other programs write a number n as U+F000 + n, which is
how symbol fonts are coded; so do we (``carried``), since numbers below 32 would be control characters.

Whether a shift is the right one is seen from what comes out: English words, or numbers of standards and clauses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from duizhao.text.english import splitter

CARRIED = 0xF000
"""A glyph number n below 256 is carried as this code point + n (private use area)."""

LEAST_WORDS = 4
"""English words of four letters and more that must come out before a shift is believed."""
SHARE = 0.6
"""Least share of the words of four letters and more that are English once they are shifted back."""
SAMPLE = 20_000
"""Runs of characters that are looked at to find the shift."""
FARTHEST = 94
"""The greatest shift: from one end of printable ASCII to the other."""
USUAL = 29
"""The shift of fonts whose first three glyphs are the usual ones (.notdef, .null, CR) and the space the fourth."""

# A run of characters that may be shifted: "6WDQGDUG", or private ones.
RUN = re.compile(r"[!-~\uf000-\uf0ff]+")
_WORD = re.compile(r"[A-Za-z]{4,}")  # a word that can be looked up: "Standard"


def carried(number: int) -> str:
    """A glyph number as a character; one that no shift can turn into ASCII is the replacement character."""
    return chr(CARRIED + number) if 0 < number < 0x100 else "\ufffd"


def is_carried(char: str) -> bool:
    """Whether the character carries a glyph number."""
    return "\uf000" <= char <= "\uf0ff"


def code(char: str) -> int:
    """The number that a character of a run stands for."""
    return ord(char) - CARRIED if is_carried(char) else ord(char)


def shifted(run: str, shift: int) -> str:
    """The run with each number ``shift`` higher; what is no printable ASCII then is the replacement character."""
    codes = (code(char) + shift for char in run)
    return "".join(chr(value) if 0x20 <= value <= 0x7E else "\ufffd" for value in codes)


def find_shift(runs: Sequence[str], *, private: bool) -> int | None:
    """The shift that makes English of the runs that are carried (``private``) or in ASCII; None where none does.

    For runs in ASCII the shift 0, that they are English as they stand, wins whenever it can.
    """
    chosen = [run for run in runs if all(map(is_carried, run)) == private and (private or not _any_carried(run))]
    counts = Counter(chosen[:SAMPLE])
    if not counts:
        return None
    chars = _codes(counts)
    ranked = sorted(range(-FARTHEST, FARTHEST + 1), key=lambda shift: -_likeness(chars, shift))[:4]
    best = max(ranked, key=lambda shift: (_words(counts, shift)[0], -abs(shift - USUAL)))
    found, all_words = _words(counts, best)
    believed = found >= LEAST_WORDS and found >= SHARE * all_words
    return best if best and believed else None


def _any_carried(run: str) -> bool:
    return any(map(is_carried, run))


def _codes(counts: Counter[str]) -> Counter[int]:
    out: Counter[int] = Counter()
    for run, n in counts.items():
        for char in run:
            out[code(char)] += n
    return out


_FREQUENT = dict(
    zip("etaoinshrdlucmfwygpb ", (12, 9, 8, 8, 7, 7, 6, 6, 6, 4, 4, 3, 3, 2, 2, 2, 2, 2, 2, 1, 8), strict=True)
)


def _likeness(codes: Counter[int], shift: int) -> int:
    """How much the letters are those of English."""
    return sum(n * _FREQUENT.get(chr(max(0, value + shift)), 0) for value, n in codes.items())


def _words(counts: Counter[str], shift: int) -> tuple[int, int]:
    """How many words of four letters and more are English, and how many there are."""
    found = total = 0
    known = splitter()
    for run, n in counts.items():
        for word in _WORD.findall(shifted(run, shift)):
            total += n
            found += n * known.is_word(word.lower())
    return found, total
