"""How each term is rendered over all documents: its readings, what the glossary says of each, and how far they drift.

What the rendering matrix and the heat map show. Pure: records in, records out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Literal, TypeAlias

from duizhao.model import Checked, Concept, Rendering, TermStatus, Unit
from duizhao.publish.escape import one_line, slug
from duizhao.publish.glossary import names
from duizhao.publish.outline import Entry
from duizhao.publish.plan import Plan
from duizhao.text import conditions
from duizhao.text.inflection import form
from duizhao.text.nouns import is_noun

Verdict: TypeAlias = "TermStatus | Literal['here', 'elsewhere', 'unknown', 'none']"
"""What the glossary says of a rendering: its status; right here by a condition; right only elsewhere; not in the
glossary; and nothing, where it lacks the term.
"""

Kind: TypeAlias = Literal["concept", "noun", "other"]
KINDS: tuple[Kind, ...] = ("concept", "noun", "other")
"""Terms of the glossary; words that name things; all other words and phrases."""

RARE = 0.25
"""Up to which share of a term's places a reading is an outlier."""

RECURRENT = 2
"""How often a guessed reading must come to count: by itself a guess shows nothing."""

Key: TypeAlias = "str | tuple[str, ...]"
"""A concept's id, or the form of a term that the glossary lacks."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a term stands."""

    plan: Plan
    entry: Entry
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A rendering of a term with its places. ``rank`` counts the different words from 0, the most frequent first.

    ``counts``: it shows how the term drifts or holds. What the glossary allows by a condition does not, nor does a
    guess that does not recur. ``outlier``: a minority that the glossary does not have as right.
    """

    text: str
    rank: int
    verdict: Verdict
    spots: tuple[Spot, ...]
    counts: bool = True
    outlier: bool = False

    @property
    def guessed(self) -> int:
        """At how many places it is guessed."""
        return sum(spot.guessed for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Row:
    """A term and its readings, the most frequent first; ``missing`` are the places where none was found.

    ``names`` in Chinese and English; ``concept`` the glossary's id where it has one. ``drift``: the entropy of the
    readings that count times their number, 0 where there is one.
    """

    anchor: str
    names: tuple[str, str]
    concept: str | None
    kind: Kind
    readings: tuple[Reading, ...]
    missing: tuple[Spot, ...]
    drift: float

    @property
    def places(self) -> int:
        """At how many places the term stands."""
        return len(self.missing) + self.rendered

    @property
    def rendered(self) -> int:
        """At how many places it has a rendering."""
        return sum(len(one.spots) for one in self.readings)

    @property
    def agreement(self) -> float:
        """The share of the commonest word among the renderings, 0 to 1."""
        counts = _counts(self.readings)
        return max(counts.values(), default=0) / max(self.rendered, 1)


def rows(plans: Iterable[Plan], concepts: Iterable[Concept], checked: Checked) -> tuple[Row, ...]:
    """The terms by kind, the worst drift first, then the most frequent."""
    shelf = {plan.book.document.id: plan for plan in plans}
    known = {concept.id: concept for concept in concepts}
    groups: dict[Key, list[Rendering]] = {}
    for one in checked.renderings:
        groups.setdefault(one.concept if one.concept in known else _form(one.term), []).append(one)
    found = [_row(key, group, known, checked.units, shelf) for key, group in groups.items()]
    ordered = sorted(
        (row for row in found if row.places),
        key=lambda row: (KINDS.index(row.kind), -row.drift, -row.places, row.names),
    )
    return tuple(_named_apart(ordered))


def drift(counts: Iterable[int]) -> float:
    """How far readings drift: the entropy of their shares in bits, times their number."""
    numbers = [count for count in counts if count]
    total = sum(numbers)
    return sum(count * log2(total / count) for count in numbers) if len(numbers) > 1 else 0.0


def _form(term: str) -> tuple[str, ...]:
    return tuple(form(word) for word in term.split())


def _row(
    key: Key,
    group: Sequence[Rendering],
    known: Mapping[str, Concept],
    units: Sequence[Unit],
    shelf: Mapping[str, Plan],
) -> Row:
    concept = known[key] if isinstance(key, str) else None
    placed = [(one, spot) for one in group if (spot := _spot(one, units[one.unit], shelf))]
    readings = _readings(placed, concept, units)
    solid = Counter({text: n for text, n in _solid(readings).items() if n})
    written = Counter(one.term for one in group)
    term = max(sorted(written), key=lambda name: written[name])
    kind: Kind = "concept" if concept else "noun" if _names_thing(term, group, units) else "other"
    return Row(
        _anchor(concept, term), names(concept) if concept else ("", one_line(term)), concept.id if concept else None,
        kind, tuple(_judged(readings, solid)), tuple(spot for one, spot in placed if one.certainty == "missing"),
        drift(solid.values()),
    )  # fmt: skip


def _spot(one: Rendering, unit: Unit, shelf: Mapping[str, Plan]) -> Spot | None:
    plan = shelf.get(unit.document or "")
    entry = plan.by_id.get(unit.place) if plan else None
    return Spot(plan, entry, one.certainty == "guessed") if plan and entry else None


def _readings(
    placed: Iterable[tuple[Rendering, Spot]], concept: Concept | None, units: Sequence[Unit]
) -> tuple[Reading, ...]:
    held: dict[tuple[str, Verdict], list[Spot]] = {}
    for one, spot in placed:
        if one.certainty != "missing":
            held.setdefault((one.text, _verdict(concept, one.text, units[one.unit])), []).append(spot)
    counts = Counter[str]()
    for (text, _), spots in held.items():
        counts[text] += len(spots)
    ranks = {text: rank for rank, text in enumerate(sorted(counts, key=lambda text: (-counts[text], text)))}
    found = [Reading(text, ranks[text], verdict, tuple(spots)) for (text, verdict), spots in held.items()]
    return tuple(sorted(found, key=lambda one: (one.rank, -len(one.spots), one.verdict)))


def _verdict(concept: Concept | None, text: str, unit: Unit) -> Verdict:
    if concept is None:
        return "none"
    term = conditions.terms([concept], "zh", unit.place, unit.zh, unit.document).get(text)
    if term is None:
        is_known = any(one.language == "zh" and one.text == text for one in concept.terms)
        return "elsewhere" if is_known else "unknown"
    return "here" if term.condition is not None and term.status != "avoid" else term.status


def _counts(readings: Iterable[Reading]) -> Counter[str]:
    counts = Counter[str]()
    for one in readings:
        counts[one.text] += len(one.spots)
    return counts


def _solid(readings: Sequence[Reading]) -> Counter[str]:
    """The readings that show drift, with their counts."""
    counts, guesses = Counter[str](), Counter[str]()
    for one in readings:
        if one.verdict != "here":
            counts[one.text] += len(one.spots)
            guesses[one.text] += one.guessed
    return Counter({text: n for text, n in counts.items() if n > guesses[text] or n >= RECURRENT})


def _judged(readings: Sequence[Reading], solid: Mapping[str, int]) -> Iterator[Reading]:
    """The readings with what is said of them by the ``solid`` ones."""
    total = sum(solid.values())
    for one in readings:
        counts = one.text in solid and one.verdict != "here"
        rare = len(solid) > 1 and counts and solid[one.text] <= RARE * total
        outlier = rare and one.verdict not in {"preferred", "admitted"}
        yield Reading(one.text, one.rank, one.verdict, one.spots, counts, outlier)


def _names_thing(term: str, group: Iterable[Rendering], units: Sequence[Unit]) -> bool:
    return " " not in term and is_noun(term, (units[one.unit].en[: one.start] for one in group))


def _anchor(concept: Concept | None, term: str) -> str:
    return f"c-{slug(concept.id.lower(), 'concept')}" if concept else f"w-{slug(term.lower(), 'word')}"


def _named_apart(found: Iterable[Row]) -> Iterator[Row]:
    """The rows with anchors of which none is another's."""
    taken: set[str] = set()
    for row in found:
        anchor = row.anchor
        while anchor in taken:
            anchor += "-x"
        taken.add(anchor)
        yield Row(anchor, row.names, row.concept, row.kind, row.readings, row.missing, row.drift)
