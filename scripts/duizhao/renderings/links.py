"""Each term at each place tied to the words that render it there: the strongest claims first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from duizhao.model import Concept, Rendering, TermStatus, Unit
from duizhao.renderings import association, dictionary
from duizhao.renderings.families import trunk
from duizhao.renderings.resemblance import alike
from duizhao.renderings.stand_ins import accounted, ending_at, frame, is_inside, stand_ins
from duizhao.renderings.terms import Form, Found, Occurrence, phrase
from duizhao.renderings.terms import find as find_terms
from duizhao.text import conditions
from duizhao.text.chinese import likelihoods

Certainty: TypeAlias = Literal["certain", "guessed"]

GLOSSARY: Mapping[TermStatus, float] = {"preferred": 5.2, "admitted": 4.6, "avoid": 4.0}
KNOWN = min(GLOSSARY.values())
SENSE, RELATIVE, COMPANION = 3.0, 2.0, 1.0
"""How strong a claim is: the glossary has the rendering, a dictionary has it, it has it for a word of the same
family, or the two keep company in this document. Steps are larger than what the places of the two may take away, so
that of two terms side by side each gets its own word.
"""

PART = 2.5
"""How much weaker the claim of a string is that stands inside a longer rendering of the same term."""

CLOSE = 0.8
"""How close company must be for a string to be taken for a known rendering with an ending."""


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

    Units that have one language only have no renderings. Four rounds: what is known or keeps a term company; what
    keeps company with the occurrences that are left over; what looks like a term's other renderings; what stands in
    their place.
    """
    whole = [unit if unit.zh and unit.en else Unit(unit.place) for unit in units]
    terms = find_terms(whole, concepts)
    held = _Held(len(whole))
    senses = dictionary.lookup(unit.zh for unit in whole)
    families = _families(senses)
    held.settle(_claims(terms, _candidates(terms, whole, senses, families), whole, held))
    rest = [replace(unit, zh=held.rest(number, unit.zh)) for number, unit in enumerate(whole)]
    held.settle(_claims(terms, _left_over(terms, rest, held), rest, held))
    held.settle(_resembling(terms, whole, held, senses))
    held.settle(_standing_in(terms, whole, held, senses, families))
    held.complete(whole)
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

    def complete(self, units: Sequence[Unit]) -> None:
        """Give back to strings that no dictionary has for their term the ending that was cut off: 利益相关|者."""
        for number, claims in enumerate(self.claims):
            taken = {at for claim in claims for at in range(claim.start, claim.end)}
            for n, claim in enumerate(claims):
                ending = ending_at(units[number].zh, claim.end) if claim.candidate.weight < SENSE else ""
                if ending and claim.end not in taken:
                    whole = replace(claim.candidate, text=claim.candidate.text + ending)
                    claims[n] = self.by_place[claim.term.form, claim.place] = replace(claim, candidate=whole)

    def rest(self, number: int, chinese: str, place: Occurrence | None = None) -> str:
        """The Chinese of a unit with stops in place of what is claimed, but for guesses at terms round the place."""
        claims = (
            one
            for one in self.claims[number]
            if place is None or one.candidate.certainty == "certain" or _apart(one.place, place)
        )
        return blanked(chinese, ((claim.start, claim.end) for claim in claims))


def blanked(chinese: str, spans: Iterable[tuple[int, int]]) -> str:
    """The Chinese with stops in place of the spans."""
    signs = list(chinese)
    for start, end in spans:
        signs[start:end] = "，" * (end - start)
    return "".join(signs)


def _families(senses: Mapping[Form, frozenset[str]]) -> defaultdict[str, set[str]]:
    """What a dictionary has for the words of each family."""
    families: defaultdict[str, set[str]] = defaultdict(set)
    for form, words in senses.items():
        if len(form) == 1:
            families[trunk(form[0])].update(words)
    return families


def _candidates(
    terms: Sequence[Found],
    units: Sequence[Unit],
    senses: Mapping[Form, frozenset[str]],
    families: Mapping[str, set[str]],
) -> dict[Form, list[Candidate]]:
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
    named = set() if glossary else yielded & (senses.get(term.form, frozenset()) | relatives)
    for string, close in company.items():
        if string not in yielded and close >= CLOSE and any(_is_grown(string, one) for one in named):
            yield Candidate(string, SENSE + close, "certain")
        elif string not in yielded:
            yield Candidate(string, COMPANION * close, "guessed")


def _is_grown(string: str, known: str) -> bool:
    """Whether a string is a known rendering with an ending: 调度员 where a dictionary has 调度."""
    return len(string) == len(known) + 1 and string.startswith(known) and string in likelihoods()


def _claims(
    terms: Iterable[Found], known: Mapping[Form, Iterable[Candidate]], units: Sequence[Unit], held: _Held
) -> Iterator[Claim]:
    for term in terms:
        for place in term.places:
            if held.at(term, place) is None:
                found = [one for each in known.get(term.form, ()) for one in _at(term, place, each, units[place.unit])]
                for one in found:
                    part = any(_is_part(one, other) for other in found)
                    yield replace(one, score=one.score - PART) if part else one


def _is_part(one: Claim, other: Claim) -> bool:
    """Whether the glossary has a longer rendering of the term round that one: 价值 in 价值观."""
    longer = other.end - other.start > one.end - one.start
    return longer and other.start <= one.start and one.end <= other.end and other.candidate.weight >= KNOWN


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


def _resembling(
    terms: Iterable[Found], units: Sequence[Unit], held: _Held, senses: Mapping[Form, frozenset[str]]
) -> Iterator[Claim]:
    def known_to(form: Form) -> Collection[str]:
        return senses.get(form, frozenset())

    for term in terms:
        claims = [claim for place in term.places if (claim := held.at(term, place))]
        known = {claim.candidate.text for claim in claims if len(claim.candidate.text) > 1}
        for place in term.places if known else ():
            unit = units[place.unit]
            if held.at(term, place) is None and not is_inside(unit, place, known_to):
                rest = blanked(held.rest(place.unit, unit.zh, place), accounted(unit, place, known_to))
                for word, how in alike(unit.zh, rest, known):
                    yield from _at(term, place, Candidate(word, how, "guessed"), unit)


def _standing_in(
    terms: Iterable[Found],
    units: Sequence[Unit],
    held: _Held,
    senses: Mapping[Form, frozenset[str]],
    families: Mapping[str, set[str]],
) -> Iterator[Claim]:
    def known(form: Form) -> Collection[str]:
        return senses.get(form, frozenset()) | (families.get(trunk(form[0]), set()) if len(form) == 1 else set())

    for term in terms:
        claims = [claim for place in term.places if (claim := held.at(term, place))]
        counts = Counter(claim.candidate.text for claim in claims)
        one = frame(counts, len(term.places), (units[claim.place.unit].zh for claim in claims))
        for place in term.places if one and len(claims) < len(term.places) else ():
            unit = units[place.unit]
            missing = held.at(term, place) is None and not is_inside(unit, place, known)
            if one and missing and one.usual not in unit.zh:
                rest = blanked(held.rest(place.unit, unit.zh, place), accounted(unit, place, known))
                for word, start, likely in stand_ins(place, unit, rest, one, known=bool(term.concepts)):
                    yield Claim(likely, term, place, Candidate(word, likely, "guessed"), start)


def _score(place: Occurrence, candidate: Candidate, start: int, unit: Unit) -> float:
    """The claim's weight, more for a longer string, less the farther the two stand apart within their sentences."""
    middle = (place.start + place.end) / 2 / len(unit.en), (start + len(candidate.text) / 2) / len(unit.zh)
    return candidate.weight + 0.1 * len(candidate.text) - 0.5 * abs(middle[0] - middle[1])


def _conflict(one: Claim, other: Claim) -> bool:
    overlap = one.start < other.end and other.start < one.end
    return overlap and _apart(one.place, other.place)


def _apart(one: Occurrence, other: Occurrence) -> bool:
    return one.end <= other.start or other.end <= one.start


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
        if any(phrase(t) == term.form for t in conditions.terms([c], "en", unit.place, unit.en, unit.document))
    ]
    having = [c for c in here if rendering in conditions.terms([c], "zh", unit.place, unit.zh, unit.document)]
    return (having or here)[0].id if here else None
