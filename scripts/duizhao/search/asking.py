"""A query as it was typed, cut into parts: what must be found, as a phrase or not, and what must not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice, product

from duizhao.search.tokens import CODE, Run, codes, fold, is_paired, joined, runs, width_and_case

# Quotation marks that people type, also Chinese ones, and dashes that stand for a minus.
_QUOTES = str.maketrans(dict.fromkeys("“”„«»「」『』＂", '"') | dict.fromkeys("－−", "-"))
# A phrase in quotes or a word, with a minus before it or not: -"two words", 顾客.
_PART = re.compile(r'(-?)"([^"]*)"?|(\S+)')

# What makes a question of a query, or a clause of a number, and says nothing by itself.
_ASKING = re.compile("什么是|是什么|有哪些|怎么样|为什么|怎么|怎样|如何|什么|哪些|请问|关于|的|吗|呢")
_CLAUSE = re.compile(r"第?([0-9][0-9a-z.]*)[条款章节]")
SMALL = re.compile(
    "an?|the|of|to|in|on|for|and|or|is|are|was|be|do|does|with|by|at|as|from|about|into|what|how|which|who|when|where"
    "|why|we|our|you|your|its?|their|this|that|these|those|can|should"
)
"""Words that no name is told by."""
_DIGIT = re.compile("[0-9]")
_BEFORE_NUMBERS = frozenset({"clause", "subclause", "section", "no", "nr", "条款", "章节"})

VARIANTS = 64
"""In how many forms of its words a phrase is looked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a query. ``how`` and ``meant``: it stands in for what was typed, which is ``text``.

    ``forms``: for each run the words that count as it, itself first. ``points``: so many points must stand where it is
    found, as it is a number that nothing has as such.
    """

    text: str
    runs: tuple[str, ...]
    quoted: bool = False
    how: str = ""
    meant: str = ""
    forms: tuple[tuple[str, ...], ...] = ()
    points: int = 0

    @property
    def line(self) -> str:
        """Its runs as one line."""
        return line(self.runs)

    @property
    def code(self) -> str:
        """The number that the part is, as the index has it; empty where it is none."""
        folded = fold(self.text).rstrip(".,;:!?")
        return next(codes(folded), "") if CODE.fullmatch(folded) else ""

    @property
    def is_capitals(self) -> bool:
        """Whether it is typed in capitals: an abbreviation, which is in no word of small letters."""
        return len(self.text) > 1 and self.text.isupper()

    def lines(self) -> list[str]:
        """The phrases that count as it, itself first."""
        forms = self.forms or tuple((run,) for run in self.runs)
        return [line(one) for one in islice(product(*forms), VARIANTS)]


def line(words: tuple[str, ...]) -> str:
    """Runs as one line."""
    return joined([Run(word, 0) for word in words])


def parts(text: str) -> tuple[list[Part], list[Part]]:
    """What must be found and what must not. Where all has a minus, none is meant as one."""
    found: list[Part] = []
    excluded: list[Part] = []
    for minus, phrase, word in _PART.findall(text.translate(_QUOTES)):
        out = minus or (word.startswith("-") and len(word) > 1)
        one = part(phrase or word.removeprefix("-" if out else ""), quoted=bool(phrase))
        if one.runs:
            (excluded if out else found).append(one)
    return (found, excluded) if found else (excluded, [])


def part(text: str, *, quoted: bool = False, how: str = "", meant: str = "") -> Part:
    """A part; one in traditional characters is told as folded."""
    cut = tuple(run.text for run in runs(text))
    turned = fold(text) != text.translate(width_and_case())
    return Part(text, cut, quoted, how or ("folded" if turned else ""), meant or ("".join(cut) if turned else ""))


def stand_in(given: Part, meant: str, how: str) -> Part:
    """The part as something else is read: a name by its readings, a word without its typing error."""
    return replace(part(meant), text=given.text, how=how, meant=meant, quoted=given.quoted)


def wholes(given: list[Part]) -> list[str]:
    """The phrases that a whole query is, also with no space where Chinese meets Chinese."""
    found: list[str] = []
    for choice in islice(product(*(one.lines() for one in given)), VARIANTS):
        for glue in (" ", ""):
            whole = choice[0]
            for one in choice[1:]:
                both = is_paired(whole[-1]), is_paired(one[0])
                whole += ("" if both[0] != both[1] else glue if all(both) else " ") + one
            found.append(whole)
    return list(dict.fromkeys(found))


def bare(given: list[Part]) -> list[Part]:
    """The query without what only makes a question of it; nothing where that is all, or where too little is left."""
    found: list[Part] = []
    for n, one in enumerate(given):
        folded = fold(one.text)
        number = n + 1 < len(given) and _DIGIT.match(fold(given[n + 1].text))
        if one.quoted:
            found.append(one)
        elif not SMALL.fullmatch(folded) and not (number and folded in _BEFORE_NUMBERS):
            found += [part(piece) for piece in _ASKING.sub(" ", _CLAUSE.sub(r" \1 ", folded)).split()]
    found = [one for one in found if one.runs]
    whole = [one.runs for one in found] != [one.runs for one in given]
    return found if whole and all(len(run) > 1 or not is_paired(run) for one in found for run in one.runs) else []
