"""What a query may have meant that nothing holds as it was typed: names by their readings, mistakes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice, product
from typing import TYPE_CHECKING

from duizhao.search import asking, words
from duizhao.search.asking import Part, stand_in
from duizhao.search.ranks import FUZZY, PINYIN
from duizhao.search.tokens import is_paired

if TYPE_CHECKING:
    from duizhao.search.query import Search


def pinyin(search: Search, given: list[Part]) -> None:
    """Names whose readings, or initials, were typed: with spaces or without, one for all parts or one for each."""
    if all(_is_letters(one) for one in given):
        letters = "".join(run for one in given for run in one.runs)
        for name in words.read_as(search.index, letters):
            whole = Part(" ".join(one.text for one in given), given[0].runs)
            how = "pinyin" if is_paired(name[0]) else "concept"
            search.tell(whole.text, name, how)
            search.instead([stand_in(whole, name, how)], PINYIN)
    if search.found or len(given) < 2:
        return
    _replace(search, given, lambda part: _read(search, part), "pinyin", PINYIN)


def _read(search: Search, part: Part) -> list[str]:
    names = words.read_as(search.index, "".join(part.runs)) if _is_letters(part) else []
    return [name for name in names if is_paired(name[0])]


def begun(search: Search, given: list[Part]) -> None:
    """Names of which most was typed."""
    _replace(search, given, lambda part: words.begun(search.index, part.line), "concept", FUZZY)


def fuzzy(search: Search, given: list[Part]) -> None:
    """What may have been meant where a word, or a name of the glossary, was mistyped."""
    alone = sum(len(one.runs) for one in given) == 1
    _replace(search, given, lambda part: _corrections(search, part, alone), "fuzzy", FUZZY)


def _corrections(search: Search, part: Part, alone: bool) -> list[str]:
    """The part with each of its runs that is nowhere corrected."""
    if part.code:
        return []
    choices = [
        [run] if search.present(asking.part(run)) else words.corrected(search.index, run, alone=alone)
        for run in part.runs
    ]
    return [asking.line(choice) for choice in islice(product(*choices), words.FEW)]


def _replace(search: Search, given: list[Part], meant: Callable[[Part], list[str]], how: str, offset: int) -> None:
    """Ask again with other readings of the parts that are nowhere; nothing where one has none."""
    choices: list[list[Part]] = []
    for one in given:
        if search.present(one):
            choices.append([one])
            continue
        names = [] if one.quoted else meant(one)
        choices.append([stand_in(one, name, how) for name in names])
        for name in names:
            search.tell(one.text, name, how)
    if all(choices) and any(choice[0].how == how for choice in choices):
        for n in range(max(map(len, choices))):
            search.instead([choice[min(n, len(choice) - 1)] for choice in choices], offset)


def _is_letters(part: Part) -> bool:
    return all(map(words.is_reading, part.runs)) and not part.quoted
