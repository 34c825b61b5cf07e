"""Sentences of a text, and which of them say the same in the other language.

Sentences are aligned by their lengths (W. A. Gale and K. W. Church, A Program for Aligning Sentences in Bilingual
Corpora, Computational Linguistics 19(1), 1993); what both languages write alike (numbers, acronyms) serves as anchors.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from duizhao.model import Language
from duizhao.text.chars import HAN

# Where a Chinese sentence ends, with the quotes and brackets that close behind it: "他说：“好。” 然后".
_END_ZH = re.compile(r"[。！？!?；;][”’」』）)\"']*|\n+|(?<=[\u4e00-\u9fff])\.(?=\s|$)")
# Where an English sentence ends: a stop before a space and a word that may begin one; a semicolon does too, since
# Chinese puts a stop or a semicolon there as it likes. "Ask first. Then go; or stay."
_END_EN = re.compile(r"[.!?。！？]+[”’)\"']*(?=\s+[“‘(\"'\[]*[A-Z0-9\u4e00-\u9fff]|\s*$)|[;；]|\n+")
# Abbreviations whose stop ends nothing: "e.g. The Times", "Co. Ltd".
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|approx|No|Nos|Fig|Figs|Co|Inc|Mr|Mrs|Ms|Dr|St|p|pp|vol|ed)|\b[A-Z])\.$"
)
# Nothing but signs. "”。"
_SIGNS = re.compile(r"[\W_]*")

_HAN = re.compile(f"[{HAN}]")  # one Chinese character
_ANCHOR = re.compile(r"\d+(?:\.\d+)*|[A-Z]{2,}")
"""What both languages write alike: "2023", "KPI"."""

WEIGHT = 4.0
"""English characters, with their spaces, to a Chinese one where nothing is known of a text."""

VARIANCE = 3.0
"""How much the English length of a Chinese character varies (Gale and Church's s², for Chinese as source)."""

# How likely it is that so many sentences stand for so many, as costs (minus logarithms): Gale and Church's table.
_COST = {(1, 1): 0.0, (1, 0): 4.6, (0, 1): 4.6, (2, 1): 2.3, (1, 2): 2.3, (3, 1): 4.6, (1, 3): 4.6, (2, 2): 4.4}
_ANCHORED = 2.5
"""What an anchor that both sides share is worth."""

LONGEST = 200
"""Sentences of a text up to which they are aligned; longer ones are one piece."""


class Bead(NamedTuple):
    """Sentences that say the same; one side may be empty."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


def split(text: str, language: Language) -> list[str]:
    """The sentences of a text, without the spaces round them; semicolons part sentences too."""
    end = _END_ZH if language == "zh" else _END_EN
    found, start = [], 0
    for match in end.finditer(text):
        if (
            language == "en"
            and match[0] == "."
            and _ABBREVIATED.search(text[max(start, match.end() - 10) : match.end()])
        ):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    found.append(text[start:].strip())
    return _joined(found)


def _joined(pieces: list[str]) -> list[str]:
    """The pieces without empty ones; what is only signs, or stands inside a bracket, belongs to what is before it."""
    found: list[str] = []
    for piece in pieces:
        open_bracket = found and sum(map(found[-1].count, "(（")) > sum(map(found[-1].count, ")）"))
        if found and (_SIGNS.fullmatch(piece) or open_bracket):
            found[-1] = f"{found[-1]} {piece}".strip()
        elif not _SIGNS.fullmatch(piece):
            found.append(piece)
    return found


@lru_cache(maxsize=20_000)
def align(zh: str, en: str) -> tuple[Bead, ...]:
    """The sentences of two texts that say the same, in order."""
    left, right = split(zh, "zh"), split(en, "en")
    if max(len(left), len(right)) > LONGEST:
        return (Bead(tuple(left), tuple(right)),)
    if not left or not right or len(left) == len(right) == 1:
        return (Bead(tuple(left), tuple(right)),) if left or right else ()
    scale = _length(right, "en") / max(1.0, _length(left, "zh"))
    return _best(left, right, min(max(scale, WEIGHT / 1.8), WEIGHT * 1.8))


def _best(left: list[str], right: list[str], scale: float) -> tuple[Bead, ...]:
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            ways = [
                (best[i - a, j - b][0] + cost + _cost(left[i - a : i], right[j - b : j], scale), (a, b))
                for (a, b), cost in _COST.items()
                if (i - a, j - b) in best
            ]
            if ways and (i or j):
                best[i, j] = min(ways)
    return _beads(left, right, best)


def _beads(
    left: list[str], right: list[str], best: dict[tuple[int, int], tuple[float, tuple[int, int]]]
) -> tuple[Bead, ...]:
    beads, i, j = [], len(left), len(right)
    while i or j:
        a, b = best[i, j][1]
        beads.append(Bead(tuple(left[i - a : i]), tuple(right[j - b : j])))
        i, j = i - a, j - b
    return tuple(beads[::-1])


def _cost(left: Sequence[str], right: Sequence[str], scale: float) -> float:
    """Minus the logarithm of how likely the lengths are, less what anchors are worth."""
    if not left or not right:
        return 0.0
    zh, en = _length(left, "zh") * scale, _length(right, "en")
    delta = (en - zh) / math.sqrt(max(1.0, (zh + en) / 2) * VARIANCE * scale)
    shared = set(_anchors(left)) & set(_anchors(right))
    return -math.log(max(1e-12, math.erfc(abs(delta) / math.sqrt(2)))) - _ANCHORED * len(shared)


def weigh(text: str, language: Language) -> float:
    """Characters of a text; those of a Chinese text that are not Chinese count by their weight in English."""
    han = len(_HAN.findall(text)) if language == "zh" else 0
    return han + (len(text) - han) / WEIGHT if language == "zh" else float(len(text))


def _length(sentences: Sequence[str], language: Language) -> float:
    return sum(weigh(one, language) for one in sentences)


def _anchors(sentences: Sequence[str]) -> list[str]:
    return [found for one in sentences for found in _ANCHOR.findall(one)]
