"""Invented standards for the benchmarks of search: as many as one likes, whose vocabulary grows as in real text.

Words and set phrases are drawn as Simon's process draws them (1955): the n-th is a new one with a probability that
falls as n grows, else one that was written before, so that frequencies follow Zipf and the vocabulary follows Heaps.
New words come from the frequency lists of both languages. How fast both grow was fitted to the only standard at hand;
``python benchmarks/generated.py 1 10`` prints what came of it, and the figures of a real text stand in README.md.
"""

from __future__ import annotations

import json
import random
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import jieba

from duizhao.model import Concept, Term
from duizhao.search import Label, Record
from duizhao.search.tokens import tokens
from duizhao.text.words import frequencies

NODES = 275
"""Nodes of a standard."""

COUNTED = 100_000
"""Tokens among which the most common ones are looked for."""

CHINESE, ENGLISH = 9, 8
"""Phrases of a text, of two words each, and little words between them: some 40 characters and 20 words."""

LITTLE_ZH = ("的", "和", "在", "应", "对", "为", "与")
LITTLE_EN = ("the", "of", "and", "to", "in", "for", "is", "with")

FIT = {"zh word": (2.1, 0.77), "zh phrase": (2.3, 0.8), "en word": (2.2, 0.78), "en phrase": (2.1, 0.8)}
"""How fast each kind grows."""


class Growing:
    """Draws from what it has drawn before, and a new thing now and then: the vocabulary is n to the power of it."""

    def __init__(self, rng: random.Random, new: Callable[[], str], first: float, power: float) -> None:
        """``first`` and ``power``: after n draws some first * n ** power different things were drawn."""
        self._rng, self._new, self._first, self._power = rng, new, first, power
        self._known: list[str] = []
        self._drawn = array("I")

    def draw(self) -> str:
        """The next one."""
        count = len(self._drawn)
        if not count or self._rng.random() < self._first * self._power * count ** (self._power - 1):
            number = len(self._known)
            self._known.append(self._new())
        else:
            number = self._drawn[int(self._rng.random() * count)]
        self._drawn.append(number)
        return self._known[number]


class Writer:
    """Writes in both languages, around the terms of a glossary that grows with the text."""

    def __init__(self, standards: int) -> None:
        """The same number of standards writes the same text."""
        rng = self.rng = random.Random(standards)  # noqa: S311 (text, not secrets)
        zh, en = _from(rng, _chinese()), _from(rng, _english())
        words_zh = Growing(rng, zh, *FIT["zh word"])
        words_en = Growing(rng, en, *FIT["en word"])
        self._zh = Growing(rng, lambda: words_zh.draw() + words_zh.draw(), *FIT["zh phrase"])
        self._en = Growing(rng, lambda: f"{words_en.draw()} {words_en.draw()}", *FIT["en phrase"])
        self.terms = [(zh() + zh(), f"{en()} {en()}") for _ in range(300 + 30 * standards)]
        self._weights = list(accumulate(1 / (n + 5) for n in range(len(self.terms))))

    def chinese(self, count: int) -> str:
        """So many Chinese phrases."""
        return "".join(self._little(LITTLE_ZH) + self._zh.draw() for _ in range(count))

    def english(self, count: int) -> str:
        """So many English phrases."""
        return " ".join(f"{self._little(LITTLE_EN)} {self._en.draw()}".strip() for _ in range(count))

    def _little(self, words: Sequence[str]) -> str:
        """A little word that stands everywhere, or none."""
        return self.rng.choices(words, weights=range(len(words), 0, -1))[0] if self.rng.random() < 0.5 else ""

    def term(self) -> tuple[str, str]:
        """A term in both languages, the first ones often."""
        return self.rng.choices(self.terms, cum_weights=self._weights)[0]

    def text(self) -> tuple[str, str]:
        """A sentence or two around a term."""
        zh, en = self.term()
        return (
            f"{self.chinese(CHINESE // 2)}，{zh}{self.chinese(CHINESE // 2)}。",
            f"{self.english(ENGLISH // 2).capitalize()} {en}, {self.english(ENGLISH // 2 + 1)}.",
        )


def _from(rng: random.Random, rows: list[tuple[float, str]]) -> Callable[[], str]:
    """Draws a word, which is new in most cases, common ones earlier."""
    words, weights = [word for _, word in rows], list(accumulate(chance for chance, _ in rows))
    return lambda: rng.choices(words, cum_weights=weights)[0]


def _chinese() -> list[tuple[float, str]]:
    with jieba.get_module_res("dict.txt") as file:
        rows = [line.split(" ") for line in file.read().decode("utf-8").splitlines()]
    return sorted(((float(count) ** 0.5, word) for word, count, *_ in rows if len(word) > 1), reverse=True)


def _english() -> list[tuple[float, str]]:
    return sorted(((10 ** (chance / 2), word) for word, chance in frequencies().items()), reverse=True)


def records(standards: int, writer: Writer) -> Iterator[Record]:
    """The nodes: eight elements a standard, below each items with four practices."""
    for number in range(1, standards + 1):
        name = f"db{number % 90 + 10}-t-{number:04d}-2031"
        document = Label(name, f"{writer.chinese(2)}指南", f"Guide to {writer.english(2)}")
        element = Label("")
        for node in range(NODES):
            if node % 35 == 0:
                zh, en = writer.term()
                element = Label(zh, zh, en)
            id_ = f"A.{node // 35 + 1}/{node // 5 % 7 + 1}/{node % 5}"
            title = writer.term() if node % 5 == 0 else ("", "")
            kind = "item" if title[0] else "practice"
            address = f"{name}/{node // 35}.html#{id_.lower()}"
            yield Record(id_, kind, document, address, "", *title, *writer.text(), element=element)


def write_texts(standards: int, path: Path) -> dict[str, Any]:
    """The records as lines, so that making them up costs nothing later; what to ask for."""
    from pypinyin import lazy_pinyin

    writer = Writer(standards)
    size = 0
    counts: Counter[str] = Counter()
    with path.open("w", encoding="utf-8") as file:
        for record in records(standards, writer):
            size += sum(len(text.encode()) for text in (*record.titles, *record.texts))
            file.write(json.dumps(_values(record), ensure_ascii=False) + "\n")
            if counts.total() < COUNTED:
                counts.update(token for text in record.texts for token in tokens(text) if len(token) > 1)
    terms = [[zh, en] for zh, en in writer.terms]
    path.with_suffix(".terms").write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
    often = [token for token, _ in counts.most_common()]
    often_zh, often_en = [one for one in often if one > "\u2e80"], [one for one in often if one < "\u2e80"]
    zh, en = next(one for one in writer.terms if len(one[0]) == 4 and len(one[1]) > 12)
    asked = {
        "term": zh,
        "English term": en,
        "common word": often_en[0],
        "two common words": " ".join(often_en[:2]),
        "two common Chinese": " ".join(often_zh[:2]),
        "reading": "".join(lazy_pinyin(zh)),
        "typing error": f"{en[:4]}{en[5:]}",
        "absent": "zyzzyvaq",
    }
    return {"text": size, "asked": asked}


def _values(one: Record) -> list[Any]:
    element = [one.element.id, one.element.zh, one.element.en] if one.element else None
    document = [one.document.id, one.document.zh, one.document.en]
    return [one.id, one.kind, document, one.address, one.label, *one.titles[:2], *one.texts[:2], element]


def read_texts(path: Path) -> Iterator[Record]:
    """The records that ``write_texts`` wrote."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            id_, kind, document, address, label, zh, en, text_zh, text_en, element = json.loads(line)
            above = Label(*element) if element else None
            yield Record(id_, kind, Label(*document), address, label, zh, en, text_zh, text_en, element=above)


def read_concepts(path: Path) -> list[Concept]:
    """The glossary: each concept with a word that is avoided for it."""
    pairs = json.loads(path.with_suffix(".terms").read_text("utf-8"))
    return [
        Concept(f"c{n}", (Term("zh", zh), Term("zh", zh[::-1], "avoid"), Term("en", en)))
        for n, (zh, en) in enumerate(pairs)
    ]


def told(texts: list[str]) -> str:
    """How rich a text is: its size, how far it can be compressed, and different pairs and words of all."""
    data = "\n".join(texts).encode()
    counts = Counter(token for text in texts for token in tokens(text))
    pairs = {key: count for key, count in counts.items() if key[0] > "\u2e80" and len(key) == 2}
    words = {key: count for key, count in counts.items() if key[0] < "\u2e80"}
    rich = " ".join(f"{len(one)} of {sum(one.values())}" for one in (pairs, words))
    return f"{len(data)} bytes, compressed {len(zlib.compress(data, 9)) / len(data):.2f}, different {rich}"


def main() -> None:
    """Print what the texts are like."""
    for standards in map(int, sys.argv[1:]):
        found = [text for one in records(standards, Writer(standards)) for text in (*one.titles, *one.texts) if text]
        print(standards, told(found))  # noqa: T201


if __name__ == "__main__":
    main()
