"""Chunk numbers: a site cuts a document into pieces of equal length and numbers them, inside words and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from duizhao.model import Edit
from duizhao.repairs.context import Context

NAME = "page-chunks"
WHY = "The web site cut the text into numbered pieces; the pieces are joined again."

# A number with its comma at the start of a line, and the white space before it, taken whole so that no search goes
# through it twice: "\n\n12、".
_CHUNK = re.compile(r"(?<!\s)(?P<gap>\s*+)(?P<number>\d{1,4})、")

AT_LEAST = 3
SHORTEST = 60
"""Characters: a numbered list in a document has shorter entries, or entries that end in a full stop."""
EVEN = 0.1
"""By how much of the usual length a piece may differ from it and still be as long as the others."""

Span = tuple[int, int]


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Takes out chunk numbers that count up from 1, mostly cut a sentence and are followed by pieces of one length."""
    for start, end in max(_chains(text), key=len, default=[]):
        yield Edit(start, end, text[start:end], "", NAME, WHY, "chunk-number")


def _chains(text: str) -> Iterator[list[Span]]:
    """The chains that cut the text into pieces: a site writes equally many line breaks before each number."""
    found = [m for m in _CHUNK.finditer(text) if not m.start() or "\n" in m["gap"]]
    for breaks in {m["gap"].count("\n") for m in found}:
        chain = _chain(found, breaks)
        if len(chain) >= AT_LEAST and _cuts_sentences(text, chain):
            yield chain


def _chain(found: list[re.Match[str]], breaks: int) -> list[Span]:
    chain: list[Span] = []
    for match in found:
        alike = match["gap"].count("\n") == breaks or not (chain or match.start())
        if int(match["number"]) == len(chain) + 1 and alike:
            line_end = match["gap"].find("\n")  # spaces before the line end may be the space between two words
            chain.append((match.start() + max(line_end, 0), match.end()))
    return chain


def _cuts_sentences(text: str, chain: list[Span]) -> bool:
    ends = [text[max(0, start - 40) : start].rstrip()[-1:] for start, _ in chain[1:]]
    cut = sum(end not in "。；;！？.:：" for end in ends)
    lengths = [after[0] - before[1] for before, after in pairwise(chain)]
    usual = median(lengths)
    even = sum(abs(length - usual) <= EVEN * usual for length in lengths)
    return usual >= SHORTEST and 2 * cut > len(ends) and (3 * even > 2 * len(lengths) or 5 * cut > 4 * len(ends))
