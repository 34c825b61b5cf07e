"""Each term at each place tied to the words that render it there: the strongest claims first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from duizhao.model import Concept, Rendering, TermStatus, Unit
from duizhao.renderings import association, dictionary
from duizhao.renderings.families import trunk
from duizhao.renderings.resemblance import alike
from duizhao.renderings.terms import Form, Found, Occurrence, phrase
from duizhao.renderings.terms import find as find_terms
from duizhao.text import conditions

Certainty: TypeAlias = Literal["certain", "guessed"]

GLOSSARY: Mapping[TermStatus, float] = {"preferred": 5.2, "admitted": 4.6, "avoid": 4.0}
SENSE, RELATIVE, COMPANION = 3.0, 2.0, 1.0
"""How strong a claim is: the glossary has the rendering, a dictionary has it, it has it for a word of the same
family, or the two keep company in this document. Steps are larger than what the places of the two may take away, so
that of two terms side by side each gets its own word.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A string that may render a term, and how strong the claim is."""

    text: str
    weight: float
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Claim:
    """A candidate at one place beside one occurrence of a term."""

    score: float
    term: Found
    place: Occurrence
    candidate: Candidate
    start: int

    @property
    def end(self) -> int:
        """Where the claimed Chinese ends."""
        return self.start + len(self.candidate.text)


def find(units: Sequence[Unit], concepts: Iterable[Concept] = ()) -> tuple[Rendering, ...]:
    """The renderings of all terms of the units, by unit and place; an occurrence without any is ``missing``.

    Units that have one language only have no renderings. Three rounds: what is known or keeps a term company; what
    keeps company with the occurrences that are left over; what looks like a term's other renderings.
    """
    whole = [unit if unit.zh and unit.en else Unit(unit.place) for unit in units]
    terms = find_terms(whole, concepts)
    held = _Held(len(whole))
    held.settle(_claims(terms, _candidates(terms, whole), whole, held))
    rest = [replace(unit, zh=held.rest(number, unit.zh)) for number, unit in enumerate(whole)]
    held.settle(_claims(terms, _left_over(terms, rest, held), rest, held))
    held.settle(_resembling(terms, whole, held))
    found = (
        _rendering(term, place, whole[place.unit], held.at(term, place)) for term in terms for place in term.places
    )
    return tuple(sorted(found, key=lambda one: (one.unit, one.start, one.end, one.concept or "")))


class _Held:
    """The claims that hold so far, by unit."""

    def __init__(self, units: int) -> None:
        self.claims: list[list[Claim]] = [[] for _ in range(units)]
        self.by_place: dict[tuple[Form, Occurrence], Claim] = {}

    def at(self, term: Found, place: Occurrence) -> Claim | None:
        """The claim of a term at a place."""
        return self.by_place.get((term.form, place))

    def settle(self, claims: Iterable[Claim]) -> None:
        """Let the strongest of the claims hold that the others allow: a term at a place has one, and so has a stretch
        of Chinese, but where one of the terms lies within the other ("customer" in "customer experience").
        """
        for claim in sorted(claims, key=lambda one: (-one.score, one.place.start, one.start, one.term.form)):
            here = self.claims[claim.place.unit]
            if self.at(claim.term, claim.place) is None and not any(_conflict(claim, other) for other in here):
                self.by_place[claim.term.form, claim.place] = claim
                here.append(claim)

    def rest(self, number: int, chinese: str) -> str:
        """The Chinese of a unit with stops in place of what is claimed."""
        signs = list(chinese)
        for claim in self.claims[number]:
            signs[claim.start : claim.end] = "，" * (claim.end - claim.start)
        return "".join(signs)


def _candidates(terms: Sequence[Found], units: Sequence[Unit]) -> dict[Form, list[Candidate]]:
    senses = dictionary.lookup(unit.zh for unit in units)
    families: dict[str, set[str]] = {}
    for form, words in senses.items():
        if len(form) == 1:
            families.setdefault(trunk(form[0]), set()).update(words)
    company = association.companions(terms, units)
    return {term.form: list(_known(term, senses, families, company.get(term.form, {}))) for term in terms}


def _known(
    term: Found,
    senses: Mapping[Form, frozenset[str]],
    families: Mapping[str, set[str]],
    company: Mapping[str, float],
) -> Iterator[Candidate]:
    """The candidates of a term, each once, with its strongest claim."""
    yielded: set[str] = set()
    relatives = families.get(trunk(term.form[0]), set()) if len(term.form) == 1 else set()
    glossary: dict[TermStatus, list[str]] = {}
    for one in (t for concept in term.concepts for t in concept.terms if t.language == "zh"):
        glossary.setdefault(one.status, []).append(one.text)
    ranks: tuple[tuple[float, Certainty, Iterable[str]], ...] = (
        *((weight, "certain", glossary.get(status, ())) for status, weight in GLOSSARY.items()),
        (SENSE, "certain", senses.get(term.form, frozenset())),
        (RELATIVE, "certain", relatives),
    )
    for weight, certainty, strings in ranks:
        for string in sorted(set(strings) - yielded):
            yielded.add(string)
            yield Candidate(string, weight + company.get(string, 0.0), certainty)
    for string, close in company.items():
        if string not in yielded:
            yield Candidate(string, COMPANION * close, "guessed")


def _claims(
    terms: Iterable[Found], known: Mapping[Form, Iterable[Candidate]], units: Sequence[Unit], held: _Held
) -> Iterator[Claim]:
    for term in terms:
        for place in term.places:
            if held.at(term, place) is None:
                for candidate in known.get(term.form, ()):
                    yield from _at(term, place, candidate, units[place.unit])


def _at(term: Found, place: Occurrence, candidate: Candidate, unit: Unit) -> Iterator[Claim]:
    start = unit.zh.find(candidate.text)
    while start >= 0:
        yield Claim(_score(place, candidate, start, unit), term, place, candidate, start)
        start = unit.zh.find(candidate.text, start + 1)


def _left_over(terms: Iterable[Found], rest: Sequence[Unit], held: _Held) -> dict[Form, list[Candidate]]:
    """What keeps company with the occurrences of a term that have no rendering yet."""
    left = [replace(term, places=[place for place in term.places if held.at(term, place) is None]) for term in terms]
    company = association.companions(left, rest)
    return {form: [Candidate(s, COMPANION * d, "guessed") for s, d in each.items()] for form, each in company.items()}


def _resembling(terms: Iterable[Found], units: Sequence[Unit], held: _Held) -> Iterator[Claim]:
    for term in terms:
        claims = [claim for place in term.places if (claim := held.at(term, place))]
        known = {claim.candidate.text for claim in claims if len(claim.candidate.text) > 1}
        for place in term.places if known else ():
            if held.at(term, place) is None:
                unit = units[place.unit]
                for word, how in alike(held.rest(place.unit, unit.zh), known):
                    yield from _at(term, place, Candidate(word, how, "guessed"), unit)


def _score(place: Occurrence, candidate: Candidate, start: int, unit: Unit) -> float:
    """The claim's weight, more for a longer string, less the farther the two stand apart within their sentences."""
    middle = (place.start + place.end) / 2 / len(unit.en), (start + len(candidate.text) / 2) / len(unit.zh)
    return candidate.weight + 0.1 * len(candidate.text) - 0.5 * abs(middle[0] - middle[1])


def _conflict(one: Claim, other: Claim) -> bool:
    apart = one.place.end <= other.place.start or other.place.end <= one.place.start
    overlap = one.start < other.end and other.start < one.end
    return apart and overlap


def _rendering(term: Found, place: Occurrence, unit: Unit, claim: Claim | None) -> Rendering:
    name = max(sorted(term.names), key=lambda name: term.names[name])
    concept = _concept(term, place, unit, claim.candidate.text if claim else "")
    if claim is None:
        return Rendering(place.unit, name, place.start, place.end, concept=concept)
    return Rendering(
        place.unit, name, place.start, place.end, claim.candidate.text, claim.start, claim.end, concept,
        claim.candidate.certainty,
    )  # fmt: skip


def _concept(term: Found, place: Occurrence, unit: Unit, rendering: str) -> str | None:
    """The concept that a term stands for at a place: of those whose term is right there the one that has the
    rendering, else the one that prefers the term.
    """
    here = [
        c
        for c in term.concepts
        if any(phrase(t) == term.form for t in conditions.terms([c], "en", unit.place, unit.en))
    ]
    having = [c for c in here if rendering in conditions.terms([c], "zh", unit.place, unit.zh)]
    return (having or here)[0].id if here else None
