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

VARIANTS = 64
"""In how many forms of its words a phrase is looked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a query. ``how`` and ``meant``: it stands in for what was typed, which is ``text``.

    ``forms``: for each run the words that count as it, itself first.
    """

    text: str
    runs: tuple[str, ...]
    quoted: bool = False
    how: str = ""
    meant: str = ""
    forms: tuple[tuple[str, ...], ...] = ()

    @property
    def line(self) -> str:
        """Its runs as one line."""
        return line(self.runs)

    @property
    def code(self) -> str:
        """The number that the part is, as the index has it; empty where it is none."""
        folded = fold(self.text).rstrip(".,;:!?")
        return next(codes(folded), "") if CODE.fullmatch(folded) else ""

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
