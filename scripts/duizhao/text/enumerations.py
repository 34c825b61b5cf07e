"""How many things a sentence lists, as a lower and an upper bound, and what stands in its brackets.

A comma or an "and" may part things or clauses, so that the number is never sure: two languages disagree only where the
least of one is more than the most of the other.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from duizhao.model import Language

MANY = 3
"""Things from which on a list is one."""
LONGEST_ENTRY = 5
"""Words of an entry inside an English list; longer ones are clauses."""


class Count(NamedTuple):
    """At least and at most so many."""

    least: int
    most: int


# Where a list can neither go on nor begin before: ends of sentences, brackets, and "for example", the comma of which
# parts no entries.
_LEADS = r"(?:例如|比如|譬如|诸如|如下)[，,：:]?|(?:for example|for instance|e\.g\.|i\.e\.|such as|including),?"
_PARTS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(rf"[。；;：:！？!?()（）“”\n]|{_LEADS}"),
    "en": re.compile(rf"(?:{_LEADS}|[.;:!?“”\n](?:\s|$)|[()])", re.IGNORECASE),
}
# Words that join the entries of a list: "A、B和C", "A, B and C", "A and/or B".
_JOINS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"以及|或者|[和与及或/]"),
    "en": re.compile(r"\b(?:and/or|and|or|as well as|plus)\b|&|/"),
}
_AND = re.compile(r"^(?:and|or)\b")  # an entry that begins so has a comma before the word: ", and C"
_BEFORE_AND = 3
"""Words of an entry before "and": of more it is not sure that it parts entries ("watching the state of A and B")."""


def count(text: str, language: Language) -> Count:
    """The longest list of a text: what it has at least, and what any list in it can have at most."""
    counts = [_chinese(part) if language == "zh" else _english(part) for part in _PARTS[language].split(text) if part]
    least = max((one.least for one in counts), default=0)
    return Count(least if least >= MANY else 0, max((one.most for one in counts), default=0))


def _chinese(part: str) -> Count:
    """A 、 parts entries; a comma may, as 和 may."""
    least = max(len(clause.split("、")) for clause in re.split("[，,]", part))
    return Count(least, 1 + len(re.findall("[、，,]", part)) + len(_JOINS["zh"].findall(part)))


def _english(part: str) -> Count:
    """Entries are short but for the first, which the words before the list begin, and the last."""
    entries = [entry.strip() for entry in part.split(",")]
    best = run = 0
    for number, entry in enumerate(entries[1:], start=1):
        before = _JOINS["en"].split(entry)[0].split() if number == len(entries) - 1 else entry.split()
        run = run + 1 if len(before) <= LONGEST_ENTRY else 0
        if run and _JOINS["en"].search(entry):
            own = not _AND.match(entry) and len(before) <= _BEFORE_AND
            best, run = max(best, run + 1 + own), 0
    return Count(best, len(entries) + len(_JOINS["en"].findall(part)))


# What stands in brackets, of either width: "(for example at noon)".
_BRACKET = re.compile(r"[(（]([^()（）]{1,400})[)）]?")


def brackets(text: str) -> list[str]:
    """What stands in brackets, without the ending of a plural ("benchmark(s)") and labels ("(1)", "a)")."""
    found = [match[1] for match in _BRACKET.finditer(text)]
    return [one for one in found if len(one) > 2 and not one.isdigit()]
