"""Chunk numbers: a site cuts a document into pieces of equal length and numbers them, inside words and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.model import Edit
from duizhao.repairs.context import Context

NAME = "page-chunks"
WHY = "The web site cut the text into numbered pieces; the pieces are joined again."

# A chunk number at the start of a line, with the line breaks before it: "\n\n12、".
_CHUNK = re.compile(r"(?:^|\n)\s*(\d{1,4})、")

AT_LEAST = 3
SHORTEST = 60
"""Characters: a numbered list in a document has shorter entries, or entries that end in a full stop."""


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Takes out chunk numbers that count up from 1 and mostly stand in the middle of a sentence."""
    chain = _chain(text)
    if len(chain) < AT_LEAST or not _cuts_sentences(text, chain):
        return
    for found in chain:
        yield Edit(found.start(), found.end(), found.group(), "", NAME, WHY, "chunk-number")


def _chain(text: str) -> list[re.Match[str]]:
    chain: list[re.Match[str]] = []
    for found in _CHUNK.finditer(text):
        if int(found[1]) == len(chain) + 1:
            chain.append(found)
    return chain


def _cuts_sentences(text: str, chain: list[re.Match[str]]) -> bool:
    ends = [text[max(0, found.start() - 40) : found.start()].rstrip()[-1:] for found in chain[1:]]
    cut = sum(end not in "。；;！？.:：" for end in ends)
    lengths = [b.start() - a.end() for a, b in zip(chain, chain[1:], strict=False)]
    return 2 * cut > len(ends) and sorted(lengths)[len(lengths) // 2] >= SHORTEST

