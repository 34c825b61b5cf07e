"""The English terms of the units: those of the glossary, and what recurs beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from duizhao.model import Concept, TermStatus, Unit
from duizhao.text.inflection import form

Form: TypeAlias = tuple[str, ...]
"""A term as the common forms of its words: ("customer", "experienc")."""

RECURRENT = 3
"""In how many units a phrase must stand to be looked at without the glossary."""

PART = 0.8
"""A phrase of which so many stand within one longer phrase is a part of it."""

LONGEST = 3
"""Words of a phrase that the glossary does not have."""

# Words that are no terms: articles, pronouns, prepositions, conjunctions, auxiliaries, and words of lists and degree.
_FUNCTION = """
    a an the of to and or in on at by for with from as is are be been being was were this that these those it its their
    they them he she we you your our us his her who whom whose which what when where why how if not no nor so than then
    there here can could may might must shall should will would do does did done have has had having also such other
    another each every any all some more most many much few both either neither own same very into onto over under out
    up down about between through during before after above below only e g i eg ie etc per via within without throughout
    however therefore thus because since while until upon among against across along around well just even still yet
    again once one two three first second least order regard regarding accord according least less
    include includes included including use uses used using
"""
FUNCTION = frozenset(_FUNCTION.split())

# Words, and what parts them. A hyphen joins two words that are looked at apart, as the glossary does.
_WORD = re.compile(r"[A-Za-z]+(?:['’]s)?|[^\sA-Za-z]")


RANK: Mapping[TermStatus, int] = {"preferred": 0, "admitted": 1, "avoid": 2}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign of a text; ``form`` is empty for a sign that parts phrases."""

    form: str
    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term at one place: the number of the unit and its characters there."""

    unit: int
    start: int
    end: int


@dataclass(slots=True)
class Found:
    """A term of the texts with its places; ``names`` counts how it is written, ``concepts`` are the glossary's, those
    first that prefer it.
    """

    form: Form
    places: list[Occurrence] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    concepts: tuple[Concept, ...] = ()

    @property
    def units(self) -> set[int]:
        """The numbers of the units with the term."""
        return {place.unit for place in self.places}


def tokens(text: str) -> list[Token]:
    """The words of an English text and the signs between them, hyphens left out."""
    found = []
    for match in _WORD.finditer(text):
        word = match.group().lower().replace("’", "'")
        if word not in "-‐‑":
            found.append(Token(form(word) if word[0].isalpha() else "", match.start(), match.end(), word))
    return found


def phrase(text: str) -> Form:
    """A term's form."""
    return tuple(token.form for token in tokens(text) if token.form)


def find(units: Sequence[Unit], concepts: Iterable[Concept]) -> list[Found]:
    """The terms of the units, in the order in which they first stand there: the glossary's, nested ones too, and
    recurrent phrases.
    """
    known = _known(concepts)
    longest = max((len(one) for one in known), default=0)
    found: dict[Form, Found] = {}
    for number, unit in enumerate(units):
        for one, place, name in _phrases(number, unit.en, known, longest):
            entry = found.setdefault(one, Found(one, concepts=known.get(one, ())))
            entry.places.append(place)
            entry.names[name] = entry.names.get(name, 0) + 1
    held = _held(found.values())
    return [one for one in found.values() if one.concepts or _recurs(one, held.get(one.form, 0))]


def _held(found: Iterable[Found]) -> dict[Form, int]:
    """For each phrase how often the longer phrase stands that holds it most often."""
    held: dict[Form, int] = {}
    for one in found:
        length = len(one.form)
        for start, end in ((s, e) for s in range(length) for e in range(s + 2, length + 1) if e - s < length):
            part = one.form[start:end]
            held[part] = max(held.get(part, 0), len(one.places))
    return held


def _recurs(one: Found, held: int) -> bool:
    """Whether a phrase that the glossary lacks recurs, and not only as a part of one longer phrase ("excellence
    culture" in "service excellence culture").
    """
    return len(one.units) >= RECURRENT and held < PART * len(one.places)


def _known(concepts: Iterable[Concept]) -> dict[Form, tuple[Concept, ...]]:
    known: dict[Form, dict[str, tuple[int, Concept]]] = {}
    for concept in concepts:
        for term in concept.terms:
            one = phrase(term.text) if term.language == "en" else ()
            if one:
                owners = known.setdefault(one, {})
                rank = min(RANK[term.status], owners.get(concept.id, (len(RANK), concept))[0])
                owners[concept.id] = rank, concept
    return {one: tuple(c for _, c in sorted(owners.values(), key=_by_rank)) for one, owners in known.items()}


def _by_rank(owner: tuple[int, Concept]) -> tuple[int, str]:
    return owner[0], owner[1].id


def _phrases(
    number: int, text: str, known: Mapping[Form, tuple[Concept, ...]], longest: int
) -> Iterator[tuple[Form, Occurrence, str]]:
    words = tokens(text)
    for start in range(len(words)):
        for length in range(1, max(longest, LONGEST) + 1):
            part = words[start : start + length]
            one = tuple(token.form for token in part)
            if len(part) < length or not all(one):
                break
            if one in known or (length <= LONGEST and _is_phrase(part)):
                yield one, Occurrence(number, part[0].start, part[-1].end), " ".join(token.word for token in part)


def _is_phrase(part: Sequence[Token]) -> bool:
    """Whether words may be a term by themselves: none is a function word, but for "of" inside."""
    inner = part[1:-1]
    if any(token.word in FUNCTION or len(token.word) < 2 for token in (part[0], part[-1])):
        return False
    return all(token.word == "of" or token.word not in FUNCTION for token in inner)
