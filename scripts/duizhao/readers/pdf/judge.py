"""Whether a page has been read truly: its two witnesses compared, and what no text of any language looks like."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from duizhao.text import encodings, glyph_numbers, press
from duizhao.text.chars import is_han

FONT = "their fonts do not say which characters the signs are"
LIE = "their fonts name other characters than the page shows (two decoders read them differently, or no words come out)"
SCAN = "they are images without text"
OUTLINE = "their text is drawn as outlines, not written"
WATERMARK = "they hold nothing but a watermark or what stands on every page"

BAD, MOJIBAKE, RARE, DIFFERENT = 0.05, 0.2, 0.3, 0.1
"""Greatest shares of signs that are no characters, of the upper half of Latin-1, of rare among Chinese characters, and
of characters on which the two decoders differ. A page of French has 0.06 of the second; one of names 0.05 rare ones."""
COMMON = 0.12
"""Least share of the most frequent characters in Chinese text. Running text has 0.4 to 0.55, a list of names 0.15."""
FEW = 40
"""Chinese characters that a page must have before the shares of rare ones say anything."""
MANY = 200
CARRIED = 0.05
"""Share of glyph numbers without characters on a page from which on a shift must be found for them."""


def rubbish(counts: Mapping[str, int]) -> str | None:
    """Why these characters of a page are no text; None where they may be one."""
    total = sum(counts.values())
    if not total:
        return None
    if sum(n for char, n in counts.items() if _is_none(char)) > BAD * total:
        return FONT
    if total > FEW and sum(n for char, n in counts.items() if "\x80" <= char <= "\xff") > MOJIBAKE * total:
        return FONT
    return _no_chinese({char: n for char, n in counts.items() if is_han(char) and not press.is_press(char)})


def _is_none(char: str) -> bool:
    """No character at all; a glyph number that is carried along may yet become one."""
    if glyph_numbers.is_carried(char):
        return False
    return char == "\ufffd" or unicodedata.category(char) in {"Co", "Cn", "Cc", "Cs"}


def _no_chinese(chinese: Mapping[str, int]) -> str | None:
    total = sum(chinese.values())
    if total < FEW:
        return None
    basic = encodings.basic_chinese()
    if sum(n for char, n in chinese.items() if char not in basic) > RARE * total:
        return LIE
    frequent = encodings.languages()["gb18030"].frequent
    if total >= MANY and sum(n for char, n in chinese.items() if char in frequent) < COMMON * total:
        return LIE
    return None


def differ(one: Counter[str], two: Counter[str]) -> float:
    """The share of characters that only one of two witnesses has."""
    a, b = _folded(one), _folded(two)
    total = sum(a.values()) + sum(b.values())
    return (sum((a - b).values()) + sum((b - a).values())) / total if total else 0.0


def _folded(counts: Counter[str]) -> Counter[str]:
    """Ligatures, radicals and width counted as the plain characters, which decoders may write for them."""
    out: Counter[str] = Counter()
    for char, n in counts.items():
        for plain in unicodedata.normalize("NFKC", char):
            if not plain.isspace() and plain not in "-\u00ad\u2010\u2011":
                out[plain] += n
    return out


def carried_share(counts: Mapping[str, int]) -> float:
    """The share of glyph numbers that stand for no character yet."""
    total = sum(counts.values())
    return sum(n for char, n in counts.items() if glyph_numbers.is_carried(char)) / total if total else 0.0


def are_shifted(texts: Iterable[str]) -> bool:
    """Whether the glyph numbers in the texts are ASCII, each moved by one constant, so that a repair can undo it."""
    runs = [run for text in texts for run in glyph_numbers.RUN.findall(text) if glyph_numbers.is_carried(run[0])]
    return glyph_numbers.find_shift(runs, private=True) is not None


def numbers(pages: Sequence[int]) -> str:
    """Page numbers as words: "page 3", "pages 1, 4 to 7"."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    written = [str(r[0]) if len(r) == 1 else f"{r[0]} {'to' if len(r) > 2 else 'and'} {r[-1]}" for r in runs]
    shown = ", ".join(written[:12]) + (f" and {len(written) - 12} more" if len(written) > 12 else "")
    return f"{'page' if len(pages) == 1 else 'pages'} {shown}"
