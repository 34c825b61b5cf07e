"""Finds the terms of a glossary in text: one matcher for both languages, in one pass, however many terms there are.

Text and terms are folded alike (``text.folding``), an Aho-Corasick automaton finds every folded term, and each find
must stand by itself: English at the borders of words, Chinese where no other words lie across (``text.boundaries``).
Of finds that overlap the longest wins and the others are silent; of equally long ones the first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick

from duizhao.model import LANGUAGES, Language
from duizhao.text.boundaries import stands
from duizhao.text.chars import lines
from duizhao.text.folding import Folded, fold
from duizhao.text.wordlists import FUNCTION_WORDS

K = TypeVar("K", bound=Hashable)

LONGEST = 200
"""Characters of a folded term: longer ones are no terms, and would let the work for one place grow."""

ACRONYM = 5
"""Letters up to which a word in capitals is an acronym, and "it" is not "IT"."""


class Entry(NamedTuple, Generic[K]):
    """A term to be found; ``key`` is what finds of it are told by."""

    key: K
    language: Language
    text: str


class Occurrence(NamedTuple, Generic[K]):
    """A term at a place of a text, the last character not included, and the keys of all terms that it may be."""

    start: int
    end: int
    keys: tuple[K, ...]


class _Shape(NamedTuple):
    """A term as an automaton finds it: where its words meet, one meeting that must be there, an acronym's letters."""

    key: Any
    breaks: frozenset[int]
    needed: int = 0
    capitals: int = 0


_Find = tuple[int, int, list[_Shape]]
"""A term somewhere in a folded text: its length below zero (so that the longest sorts first), its start, its shapes."""


class Matcher(Generic[K]):
    """Finds terms. Built once, used for any number of texts."""

    def __init__(self, entries: Iterable[Entry[K]]) -> None:
        """Of terms with several entries all keys are told, in the order of the entries."""
        shapes: dict[Language, dict[str, list[_Shape]]] = {language: {} for language in LANGUAGES}
        for entry in entries:
            for text, shape in _shapes(entry.key, entry.text):
                shapes[entry.language].setdefault(text, []).append(shape)
        self._automata = {language: _automaton(found) for language, found in shapes.items() if found}

    def find(self, text: str, language: Language, counts: Callable[[K], bool] | None = None) -> list[Occurrence[K]]:
        """The terms of a language in a text, in order, none over another. One whose key does not count is none."""
        found: list[Occurrence[K]] = []
        for at, line in lines(text):  # no term runs over a paragraph's end
            folded = fold(line)
            taken = bytearray(len(folded.text))
            for less, start, shapes in sorted(self._finds(folded, language)):
                end = start - less
                # What was placed before is at least as long, so that it cannot lie inside without holding an end.
                if taken[start] or taken[end - 1]:
                    continue
                if one := _checked(folded, start, end, _fitting(shapes, folded, start, end, line, counts)):
                    taken[start:end] = b"\1" * (end - start)
                    found.append(Occurrence(at + one.start, at + one.end, one.keys))
        return sorted(found)

    def present(self, text: str, language: Language) -> set[K]:
        """The keys of all terms that stand in a text, inside longer ones too."""
        found: set[K] = set()
        for _, line in lines(text):
            folded = fold(line)
            for less, start, shapes in self._finds(folded, language):
                end = start - less
                keys = _fitting(shapes, folded, start, end, line, None)
                if not found.issuperset(keys) and _checked(folded, start, end, keys):
                    found.update(keys)
        return found

    def _finds(self, folded: Folded, language: Language) -> Iterator[_Find]:
        automaton = self._automata.get(language)
        if automaton is not None:
            for last, (length, shapes) in automaton.iter(folded.text):
                yield -length, last + 1 - length, shapes


def _automaton(shapes: dict[str, list[_Shape]]) -> Any:
    automaton = ahocorasick.Automaton()
    for text, found in shapes.items():
        automaton.add_word(text, (len(text), found))
    automaton.make_automaton()
    return automaton


def _shapes(key: Any, term: str) -> Iterator[tuple[str, _Shape]]:
    """The folded texts by which a term is found: as it is, with two of its words as one, with its one word as two.

    Folding looks at the endings of words, so that it leaves "life cycle" and "lifecycle" different.
    """
    term = term.strip()
    folded = fold(term)
    if not (0 < len(folded.text) <= LONGEST and any(char.isalnum() for char in term)):
        return
    breaks = frozenset(folded.breaks(0, len(folded.text)))
    capitals = len(term) if term.isascii() and term.isalpha() and term.isupper() and len(term) <= ACRONYM else 0
    yield folded.text, _Shape(key, breaks, capitals=capitals)
    others = {(fold(joined).text, 0) for joined in _joined(term)}
    if not breaks and folded.ends[0] and not capitals:
        others |= set(_torn(term))
    yield from ((text, _Shape(key, breaks, needed)) for text, needed in sorted(others) if text != folded.text)


def _joined(term: str) -> Iterator[str]:
    """The term with one space or hyphen left out."""
    for at, sign in enumerate(term):
        if sign in " -" and 0 < at < len(term) - 1:
            yield term[:at] + term[at + 1 :]


def _torn(word: str) -> Iterator[tuple[str, int]]:
    """The word as it is folded where it is written as two, and where they meet."""
    for at in range(2, len(word) - 1):
        folded = fold(f"{word[:at]} {word[at:]}")
        if len(folded.starts) > 1:
            yield folded.text, folded.starts[1]


def _checked(folded: Folded, start: int, end: int, keys: tuple[Any, ...]) -> Occurrence[Any] | None:
    """The part of the folded line with these keys as an occurrence, if it stands there by itself."""
    place = folded.original(start, end) if keys else None
    return Occurrence(*place, keys) if place and stands(folded.text, start, end) else None


def _fitting(
    shapes: list[_Shape], folded: Folded, start: int, end: int, line: str, counts: Callable[[Any], bool] | None
) -> tuple[Any, ...]:
    """The keys of the terms that this part of the folded line may be, without any that does not count."""
    meet = [at - start for at in folded.breaks(start, end)]
    return tuple(
        dict.fromkeys(
            shape.key
            for shape in shapes
            if (not shape.capitals or _capitals(shape, folded, start, end, line))
            and (not shape.needed or shape.needed in meet)
            and all(at in shape.breaks or _may_tear(start + at, folded, line) for at in meet)
            and (counts is None or counts(shape.key))
        )
    )


def _capitals(shape: _Shape, folded: Folded, start: int, end: int, line: str) -> bool:
    """Whether an acronym has its capitals here too; a plural's -s may be small."""
    place = folded.original(start, end)
    return place is not None and line[place[0] : place[0] + shape.capitals].isupper()


def _may_tear(at: int, folded: Folded, line: str) -> bool:
    """Whether one word of a term may be two here: at a hyphen, or where both could be words of matter.

    "touch point" for "touchpoint", but not "in sight" for "insight".
    """
    piece = bisect_left(folded.starts, at)
    if not (folded.ends[piece] and folded.ends[piece - 1]):
        return True  # Chinese characters with a space between
    a, b = folded.ends[piece - 1], folded.origins[piece]
    if line[a:b] != " ":
        return True
    around = line[folded.origins[piece - 1] : a].lower(), line[b : folded.ends[piece]].lower()
    return all(len(word) > 2 and word not in FUNCTION_WORDS for word in around)
