"""Traditional characters in copies of mainland standards: a web site turned the text traditional, we turn it back.

The tables are those of OpenCC (package ``opencc``, Apache-2.0), by characters and by phrases ("t2s"). The sites turn
text character by character without looking at words, so that two mappings need more than OpenCC does for text that
was written in traditional characters: 瞭 for every 了, and 著 for every 着.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import is_han
from duizhao.text.scripts import converter, encodes, script_counts

NAME = "traditional"
WHY = "The web site turned the text into traditional characters; the standard is printed in simplified ones."

DOMINANT = 0.8
"""Least share of traditional-only forms among the characters that differ between the scripts. Turned copies have
over 0.99 (what is left are forms that the site's table lacks); a simplified text that quotes old words has few."""

# 瞭 stands for 了 everywhere (為瞭) but in the words for looking out from a height: 瞭望, 瞭哨.
_LE = re.compile("瞭(?![望哨])")

# 著 stands for 着 as a verb's ending and in these words, in simplified form: 随著, 著手. 显著, 著作 and 编著 keep it.
_ZHE = re.compile(
    "(?<=[随接沿朝本跟有对为向带看走试执沉附穿伴味在绕含存抱怀借])著(?![作名者录述称])|著(?=[手重力眼想陆装急落火实色])"
)

# Japanese letters: ひ, カ, ー. Their sentences keep their characters (国 and 國 are both Japanese).
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff]")

# A sentence, ended by a full stop or the line's end, with its end: 先登記。
_SENTENCE = re.compile("[^。！？\n]*[。！？\n]?")


def edits(text: str, context: Context) -> Iterator[Edit]:
    """One edit for each run of characters that change, in a text that is mostly traditional."""
    if not is_traditional(text):
        return
    after = simplify(text)
    for sentence in _SENTENCE.finditer(text):
        if not _is_japanese(sentence.group()):
            yield from _changes(text, after, sentence.start(), sentence.end())


def _changes(text: str, after: str, start: int, end: int) -> Iterator[Edit]:
    changed = (i for i in range(start, end) if text[i] != after[i])
    # Neighbouring places have the same distance to their rank.
    for _, run in groupby(enumerate(changed), key=lambda pair: pair[1] - pair[0]):
        places = [place for _, place in run]
        a, b = places[0], places[-1] + 1
        yield Edit(a, b, text[a:b], after[a:b], NAME, WHY)


def is_traditional(text: str) -> bool:
    """Whether the text is mostly in traditional characters: see ``DOMINANT``. A text in which no character differs
    between the scripts is not.
    """
    traditional, simplified = script_counts(text)
    return traditional > 0 and traditional >= DOMINANT * (traditional + simplified)


def simplify(text: str) -> str:
    """The text in simplified characters, of the same length; only Chinese characters change.

    A character that a phrase would turn into one outside GBK stays: mainland copies were written as GBK.
    """
    after = _same_length(text)
    chars = [new if new == old or _may_become(old, new) else old for old, new in zip(text, after, strict=True)]
    return _ZHE.sub("着", _LE.sub("了", "".join(chars)))


def _same_length(text: str) -> str:
    """OpenCC's answer, by lines or even characters where phrases would change the length."""
    after: str = converter("t2s").convert(text)
    if len(after) == len(text):
        return after
    parts = text.splitlines(keepends=True)
    if len(parts) < 2:
        parts = list(text)
    if len(parts) < 2:
        return text
    return "".join(map(_same_length, parts))


@cache
def _may_become(old: str, new: str) -> bool:
    return is_han(old) and encodes(new, "gbk")


def _is_japanese(sentence: str) -> bool:
    """Whether kana make up a quarter of the sentence. Byte damage leaves one or two of them in a Chinese one."""
    kana = len(_KANA.findall(sentence))
    return kana > 2 and 4 * kana >= kana + sum(map(is_han, sentence))
