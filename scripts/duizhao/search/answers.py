"""Hits as a reader gets them: in order, with snippets, marks and the reason of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from duizhao.search import words
from duizhao.search.asking import Part
from duizhao.search.facts import facts_of
from duizhao.search.judging import SEEN, TEXTS, TITLES, Judged
from duizhao.search.lines import Line, Place, joined_places, snippet
from duizhao.search.query import WALKED, Found, Search
from duizhao.search.tokens import squeeze
from duizhao.search.words import Unit

NEAREST = 5
TERMS = 3


def answer(search: Search, asked: Sequence[Part]) -> dict[str, Any]:
    """The hits that were found and pass the filters, and what is to be said about them."""
    hits: list[dict[str, Any]] = []
    search.files.clear()
    for record in sorted(search.found, key=lambda one: (search.found[one].rank, one)):
        if len(hits) >= search.limit:
            break
        if not search.passes(record):
            continue
        one = search.found[record]
        judged = search.look(record, one.reading) if one.sure or len(search.files) < WALKED else None
        if judged is None and one.sure:
            judged = Judged(0, [])
        if judged is None:
            del search.found[record]
        else:
            hits.append(_hit(search, record, one, judged))
    return {
        "hits": hits,
        "total": sum(map(search.passes, search.found)),
        "more": search.more,
        "facets": _facets(search),
        "terms": [_concept(search.index.concept(number)) for number in list(dict.fromkeys(search.meant))[:TERMS]],
        "tried": search.tried if hits else _tried(asked, search),
        "nearest": [] if hits else _nearest(search, asked),
    }


def _concept(told: Sequence[Any]) -> dict[str, str]:
    """A concept by its first preferred terms."""
    found = {"id": told[0], "zh": "", "en": ""}
    for language, text, status in told[1:]:
        found[language] = found[language] or (text if status == "preferred" else "")
    return found


def _hit(search: Search, record: int, found: Found, judged: Judged) -> dict[str, Any]:
    lines = search.lines[record]
    facts = facts_of(search.index, record)
    told = _concepts(search, found.reading.units, lines, judged, some=found.reading.some)
    if found.reading.by_concept:
        judged.matched = told
    elif not judged.matched:
        judged.matched = [
            {"part": one.text, "what": one.meant or one.line, "how": one.how or "exact"} for one in found.reading.parts
        ]
    texts = [line.text for line in lines]
    hit: dict[str, Any] = {
        "id": texts[0], "address": texts[1], "label": texts[2], "document": facts["document"][0],
        "element": facts["element"][0], "kind": facts["kind"][0],
        "rank": found.rank, "matched": judged.matched, "marks": {},
    }  # fmt: skip
    for n, language in enumerate(("zh", "en")):
        title = _chosen(judged, texts, (TITLES[n], TITLES[n + 2]))
        text = _chosen(judged, texts, (TEXTS[n], TEXTS[n + 2]))
        hit[f"title_{language}"], hit["marks"][f"title_{language}"] = texts[title], _marks(lines, judged, title)
        cut = snippet(texts[text], _marks(lines, judged, text), language)
        hit[f"snippet_{language}"], hit["marks"][f"snippet_{language}"] = cut
    return hit


def _chosen(judged: Judged, texts: Sequence[str], places: tuple[int, int]) -> int:
    """The main edition's text, or the other's where only that has the match, or any."""
    first, other = places
    return (
        other
        if texts[other] and (not texts[first] or (judged.marks.get(other) and not judged.marks.get(first)))
        else first
    )


def _marks(lines: Sequence[Line], judged: Judged, at: int) -> list[list[int]]:
    return joined_places(lines[at].original(place) for place in judged.marks.get(at, ()))


def _concepts(
    search: Search, units: Sequence[Unit], lines: Sequence[Line], judged: Judged, *, some: bool
) -> list[dict[str, str]]:
    """Mark the terms of the query's concepts in both languages; tell by which of them each unit was found."""
    told = []
    for unit in units:
        seen = _seen(lines, unit.part.lines(), judged, inflected=False)
        if seen:
            told.append({"part": unit.part.text, "what": seen[0], "how": "word"})
        terms = [term[1] for number in unit.concepts for term in search.index.concept(number)[1:]]
        others = _seen(lines, [squeeze(term) for term in terms], judged, inflected=True)
        names = [term for term in terms if squeeze(term) in others] or ([] if some else terms)
        if not seen and unit.concepts and names:
            told.append({"part": unit.part.text, "what": names[0], "how": "concept"})
    return told


def _seen(lines: Sequence[Line], phrases: Sequence[str], judged: Judged, *, inflected: bool) -> list[str]:
    found = []
    for phrase in phrases:
        for at in SEEN:
            places: list[Place] = list(lines[at].find(phrase, inflected=inflected)) if phrase else []
            if places:
                judged.marks.setdefault(at, []).extend(places)
                found.append(phrase)
    return found


def _facets(search: Search) -> dict[str, list[dict[str, Any]]]:
    """How many hits each document, element and kind has, if that filter were not set."""
    counts: dict[str, dict[str, list[Any]]] = {"document": {}, "element": {}, "kind": {}}
    for record in search.found:
        facts = facts_of(search.index, record)
        for name, (value, *names) in facts.items():
            if value and _others(facts, search.filters, name):
                one = counts[name].setdefault(value, [0, *names])
                one[0] += 1
    return {
        name: [
            {
                "value": value,
                "zh": one[1] if len(one) > 1 else "",
                "en": one[2] if len(one) > 2 else "",
                "count": one[0],
            }
            for value, one in sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
        ]
        for name, found in counts.items()
    }


def _others(facts: Mapping[str, Sequence[str]], filters: Mapping[str, str], name: str) -> bool:
    return all(facts[other][0] == value for other, value in filters.items() if other != name)


def _tried(asked: Sequence[Part], search: Search) -> list[dict[str, str]]:
    """What was looked for in vain: each part as typed, then what it might have stood for."""
    return [{"part": one.text, "what": one.line, "how": "exact"} for one in asked] + search.tried


def _nearest(search: Search, asked: Sequence[Part]) -> list[str]:
    """Names and words that resemble what was typed, the most alike first."""
    found: dict[str, float] = {}
    for one in asked:
        for run in one.runs:
            bound = max(1, len(run) // 2)
            for name in words.resembling(search.index, run):
                far = words.distance(run, name, bound)
                if far <= bound:
                    found[name] = min(found.get(name, 9.0), far / max(len(run), len(name)))
    return sorted(found, key=lambda name: (found[name], name))[:NEAREST]
