"""Where a new paragraph begins in running text that shows no breaks, by its sense.

A paragraph is about one thing and says so first: a sentence that names the section's subject again, counts up
("首先", "其次") or speaks of the next step opens one; a sentence that gives the source, an example or a consequence
("根据《…》", "例如", "因此") goes on with the one before. Where sentences say neither, what they share in words and how
long the paragraphs would be decide.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

# Where a sentence ends, with the quotes and brackets that close behind it: "他说:“好。”然后".
_END = re.compile(r"[。！？!?][”’」』）)\"']*")
# What opens a paragraph: the next of several points, the next step of a course: "首先", "在制定阶段", "验证阶段".
_OPENS = re.compile(
    r"首先|其次|再次|最后|第[一二三四五六七八九十]|[一二三四五六]是|另一方面|此外|另外|除此之外"
    r"|在?[\u4e00-\u9fff]{2,10}(?:阶段|方面|过程中|环节)(?!的)|对于|关于|针对"
)
# What goes on with the sentence before it: its source, an example, a consequence, a word that points back.
_GOES_ON = re.compile(
    r"根据|依据|按照|据|参照|例如|比如|譬如|如(?!何|需|遇|发)|研究(?:表明|显示|发现)|数据(?:表明|显示)|实践证明|经验表明|因此|因而|所以|从而|由此|"
    r"这|该|其(?!次|他|它|中一)|此(?!外)|上述|以上|同时|并且|而且|但|然而|不过|否则|即|也|还|总之|换言之|具体"
)
# Advice, which may be a point of its own or the end of one.
_ADVISES = re.compile(r"建议|推荐|必要时|可(?:以|采用|通过)")

USUAL, SPREAD = 95, 60
"""Characters of a paragraph as such texts have them, and by how many most differ from that."""
LONGEST = 12
"""Sentences of a paragraph at most."""
_SHARED = 4
"""Characters of the section's subject that a sentence must begin with to name it again."""


class Cut(NamedTuple):
    """A paragraph begins at ``at``; ``certainty`` (0.5 to 1) says how sure that is."""

    at: int
    certainty: float


def paragraphs(text: str, subject: str = "") -> list[Cut]:
    """Where the second and each further paragraph of a section begins; ``subject`` is the section's title.

    Time is linear in the length of the text.
    """
    end = len(text.rstrip())
    starts = [0, *(m.end() for m in _END.finditer(text) if m.end() < end)]
    sentences = [text[a:b] for a, b in pairwise([*starts, len(text)])]
    if len(sentences) < 2:
        return []
    scores = [0.0, *(_opens(before, one, subject or text) for before, one in pairwise(sentences))]
    chosen = _best([len(one) for one in sentences], scores)
    return [Cut(starts[n], _certainty(scores[n])) for n in chosen]


def _opens(before: str, sentence: str, subject: str) -> float:
    """How much speaks for a paragraph that begins with this sentence; below 0 it rather goes on."""
    if _GOES_ON.match(sentence):
        return -2.5
    score = 1.0 if _OPENS.match(sentence) else 0.0
    score += 1.5 * (_common(sentence, subject) >= min(_SHARED, len(subject))) + 0.5 * (sentence[:2] in subject[:40])
    score -= 0.8 * bool(_ADVISES.match(sentence))
    return score + 0.6 - 2.0 * _overlap(before, sentence, subject)


def _common(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _overlap(before: str, sentence: str, subject: str) -> float:
    """Share of a sentence's pairs of characters that the one before has too, those of the subject left out."""
    known = set(_pairs(subject[:40]))
    own = set(_pairs(sentence)) - known
    return len(own & set(_pairs(before))) / len(own) if own else 0.0


def _pairs(text: str) -> Iterator[str]:
    return (text[n : n + 2] for n in range(len(text) - 1))


def _best(lengths: Sequence[int], scores: Sequence[float]) -> list[int]:
    """The sentences that begin the second and the further paragraphs: the best sum of scores and likely lengths."""
    best, back = [0.0] + [-math.inf] * len(lengths), [0] * (len(lengths) + 1)
    for end in range(1, len(lengths) + 1):
        size = 0
        for start in range(end - 1, max(-1, end - 1 - LONGEST), -1):
            size += lengths[start]
            value = best[start] + scores[start] - 0.5 * min(4.0, ((size - USUAL) / SPREAD) ** 2)
            if value > best[end]:
                best[end], back[end] = value, start
    found, at = [], len(lengths)
    while at:
        at = back[at]
        found.append(at)
    return found[-2::-1] if len(found) > 1 else []


def _certainty(score: float) -> float:
    return round(min(0.95, max(0.5, 1 / (1 + math.exp(-score)))), 2)
