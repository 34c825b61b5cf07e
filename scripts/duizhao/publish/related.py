"""Passages of different documents that belong together, by the concepts that both are about.

A concept weighs more the fewer passages speak of it (inverse document frequency; K. Spärck Jones, A statistical
interpretation of term specificity, Journal of Documentation 28(1), 1972), and more where it stands in a title. What the
glossary ties to a concept counts in part, so that a clause on service recovery leads to a section on complaints. Two
passages are as near as the cosine of their weighted concepts; each is taken to say something more than the glossary
knows, so that one everyday word never makes two passages alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log, sqrt
from typing import TypeAlias

from duizhao.model import LANGUAGES
from duizhao.publish.dress import both, names
from duizhao.publish.escape import block, one_line
from duizhao.publish.glossary import Glossary
from duizhao.publish.glossary import names as terms_of
from duizhao.publish.linking import web
from duizhao.publish.outline import Entry
from duizhao.publish.plan import Plan
from duizhao.text.remarks import Words

IN_TITLE = 3.0
"""How much more a concept weighs in a passage whose title names it."""

MOST = 400
"""How many passages are looked at for one concept, those first that it weighs most in: time stays in proportion."""

NEAREST, OF_ONE = 4, 2
"""How many passages of other documents a passage leads to, and of one document."""

RESTATED = 1.3
"""How much nearer a passage is that is there in plain words of both languages, for what a reader has of it."""

TIED = 0.4
"""How much of a concept's weight goes to each that the glossary ties to it: broader ones and related ones."""

UNSAID = 0.6
"""What a passage says beyond the glossary: its weight, where that of a concept in one passage alone is 1."""

LEAST = 0.1
"""How near a passage must be to be worth following."""

COMMON = 0.15
"""A concept that more than this share of all passages speak of tells none from another."""

NAMED = 3
"""How many of the concepts that two passages share the page names."""

APART = frozenset({"foreword", "bibliography", "index"})
"""Ids of parts of a document that say nothing of its subject."""

OWN = frozenset({"practice", "term"})
"""Kinds without a heading that are passages by themselves; other text belongs to the heading above it."""


Tie: TypeAlias = "tuple[str, str]"
"""Why two passages belong together: a concept of the one and one of the other, mostly the same."""


@dataclass(frozen=True, slots=True)
class Passage:
    """An entry of a document with what it is about: the weight of each concept, by id; their length is 1 at most.

    ``sources``: for each of them the concept that stands in the passage: the same, or one that the glossary ties to it.
    ``titled``: the concepts in its title.
    """

    plan: Plan
    entry: Entry
    weights: Mapping[str, float]
    sources: Mapping[str, str]
    titled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Kin:
    """A passage of another document: how near it is, and by which concepts, the weightiest first."""

    passage: Passage
    nearness: float
    ties: tuple[Tie, ...]


def related(plans: Sequence[Plan], glossary: Glossary) -> dict[tuple[str, str], tuple[Kin, ...]]:
    """For each passage, by folder and anchor, the nearest of the other documents, nearest first."""
    found = _weighed(list(_passages(plans, glossary)), neighbours(glossary)) if len(plans) > 1 else []
    about: dict[str, list[Passage]] = {}
    for one in found:
        for concept in one.weights:
            about.setdefault(concept, []).append(one)
    for concept, passages in about.items():
        passages.sort(key=lambda one: -one.weights[concept])
        del passages[MOST:]
    pairs = ((one, _kin(one, about)) for one in found)
    return {(one.plan.folder, one.entry.anchor): kin for one, kin in pairs if kin}


def ends(plan: Plan, found: Mapping[tuple[str, str], Sequence[Kin]], glossary: Glossary) -> dict[str, str]:
    """What stands at the end of a book's passages about those of other books: finished HTML by the anchor of the
    passage's last entry.
    """
    last = {home: anchor for anchor, home in _homes(plan).items()}
    own = ((anchor, kin) for (folder, anchor), kin in found.items() if folder == plan.folder)
    return {last[anchor]: _line(kin, glossary) for anchor, kin in own}


def _passages(plans: Iterable[Plan], glossary: Glossary) -> Iterator[tuple[Plan, Entry, dict[str, float]]]:
    """Each passage with its concepts: 1 for one that its text is about, more for one in its title."""
    for plan in plans:
        held: dict[str, dict[str, float]] = {}
        homes = _homes(plan)
        for entry in plan.entries:
            weights = held.setdefault(homes[entry.anchor], {})
            for concept in (*entry.node.concepts, *(entry.plain.concepts if entry.plain else ())):
                weights.setdefault(concept, 1.0)
            if homes[entry.anchor] == entry.anchor:
                weights |= dict.fromkeys(_titled(plan, entry, glossary), IN_TITLE)
        for anchor, weights in held.items():
            if weights and plan.by_anchor[anchor].node.id not in APART:
                yield plan, plan.by_anchor[anchor], weights


def _homes(plan: Plan) -> dict[str, str]:
    """The passage that each entry belongs to, by anchor: its own, or that of the heading above it."""
    homes: dict[str, str] = {}
    for entry in plan.entries:
        alone = entry.headed or entry.node.kind in OWN
        homes[entry.anchor] = entry.anchor if alone else homes.get(entry.parent or "", entry.anchor)
    return homes


def _titled(plan: Plan, entry: Entry, glossary: Glossary) -> Iterator[str]:
    for language in LANGUAGES:
        for use in glossary.terms.find(entry.title(language) or "", language, document=plan.book.document.id):
            yield from (one.concept for one in use.keys)


def neighbours(glossary: Glossary) -> Mapping[str, frozenset[str]]:
    """The concepts that the glossary ties to each: the broader ones, and the related ones, which are so both ways."""
    found: dict[str, set[str]] = {}
    for concept in glossary.concepts.values():
        found.setdefault(concept.id, set()).update(concept.broader)
        for other in concept.related:
            found[concept.id].add(other)
            found.setdefault(other, set()).add(concept.id)
    return {concept: frozenset(others - {concept}) for concept, others in found.items()}


def _weighed(
    found: Sequence[tuple[Plan, Entry, Mapping[str, float]]], tied: Mapping[str, frozenset[str]]
) -> list[Passage]:
    """The passages with concepts weighed by how few passages have them, those that too many have left out."""
    counts = Counter(concept for _, _, weights in found for concept in weights)
    most = log(len(found) or 1) or 1
    rare = {
        concept: (log(len(found) / count) / most) ** 2
        for concept, count in counts.items()
        if count <= COMMON * len(found)
    }
    return [_passage(plan, entry, weights, rare, tied) for plan, entry, weights in found]


def _passage(
    plan: Plan,
    entry: Entry,
    said: Mapping[str, float],
    rare: Mapping[str, float],
    tied: Mapping[str, frozenset[str]],
) -> Passage:
    own = {concept: weight * rare[concept] for concept, weight in said.items() if concept in rare}
    sources = {concept: concept for concept in own}
    for concept in sorted(own, key=lambda one: (-own[one], one)):
        for other in sorted(tied.get(concept, ())):
            if other in rare and other not in sources:
                sources[other] = concept
    weights = own | {
        other: TIED * sqrt(said[concept]) * min(rare[concept], rare[other])
        for other, concept in sources.items()
        if other not in own
    }
    length = sqrt(sum(weight * weight for weight in weights.values()) + UNSAID**2)
    titled = frozenset(concept for concept in own if said[concept] == IN_TITLE)
    return Passage(plan, entry, {one: weight / length for one, weight in weights.items()}, sources, titled)


def _kin(one: Passage, about: Mapping[str, Sequence[Passage]]) -> tuple[Kin, ...]:
    shared: dict[tuple[str, str], tuple[Passage, dict[Tie, float]]] = {}
    for concept, weight in one.weights.items():
        for other in about[concept]:
            tie = one.sources[concept], other.sources[concept]
            if other.plan is not one.plan and concept in tie:  # a third concept that both are tied to says too little
                _, parts = shared.setdefault((other.plan.folder, other.entry.anchor), (other, {}))
                parts[tie] = parts.get(tie, 0.0) + weight * other.weights[concept]
    near = (
        Kin(
            other,
            sum(parts.values()) * (RESTATED if other.plan.book.plain else 1.0),
            tuple(sorted(parts, key=lambda tie: (-parts[tie], tie))),
        )
        for other, parts in shared.values()
        if _tells(one, other, parts)
    )
    ranked = sorted((kin for kin in near if kin.nearness >= LEAST), key=lambda kin: -kin.nearness)
    return tuple(islice(_spread(ranked), NEAREST))


def _spread(ranked: Iterable[Kin]) -> Iterator[Kin]:
    """Not all of one document."""
    counts: Counter[str] = Counter()
    for kin in ranked:
        counts[kin.passage.plan.folder] += 1
        if counts[kin.passage.plan.folder] <= OF_ONE:
            yield kin


def _tells(one: Passage, other: Passage, shared: Iterable[Tie]) -> bool:
    """Whether what two passages share is more than a word in passing: two concepts, or one that a title names."""
    ties = list(shared)
    return len(ties) > 1 or any(here in one.titled or there in other.titled for here, there in ties)


def _line(found: Iterable[Kin], glossary: Glossary) -> str:
    items = "".join(f"<li>{_item(kin, glossary)}</li>" for kin in found)
    return (
        f'<div class="dz-kin"><p>{both("其他文件里的相关内容", "Related in other documents")}</p><ul>{items}</ul></div>'
    )


def _item(kin: Kin, glossary: Glossary) -> str:
    plan, entry = kin.passage.plan, kin.passage.entry
    address = web(f"../{plan.folder}/{plan.addresses[entry.anchor]}")
    zh, en = names(entry)
    if zh == en and len(set(plan.names)) > 1:  # a text in Chinese only: the English half does not say it again
        en = one_line(entry.node.label or "") or zh
    called = (f"{book} › {name}" for book, name in zip(plan.names, (zh, en), strict=True))
    link = f'<a href="{block(address)}">{_both(*called)}</a>'
    why = list(islice(_why(kin.ties, glossary), NAMED))
    zh, en = "、".join(words for words, _ in why), ", ".join(words for _, words in why)
    return f'{link} <span class="dz-kin-why">{both(f"同讲：{zh}", f"both about: {en}")}</span>'


def _why(ties: Iterable[Tie], glossary: Glossary) -> Iterator[Words]:
    """The concepts by which two passages belong together, each named once, as far as the page has room."""
    told: set[str] = set()
    for tie in ties:
        if glossary.concepts.keys() >= set(tie) and told.isdisjoint(tie):
            told.update(tie)
            yield _tie(*(terms_of(glossary.concepts[concept]) for concept in tie))


def _tie(here: Words, there: Words) -> Words:
    """One concept in both languages, or two that the glossary ties together."""
    zh, en = ((here[n] or here[1 - n], there[n] or there[1 - n]) for n in (0, 1))
    return "—".join(dict.fromkeys(zh)), " — ".join(dict.fromkeys(en))


def _both(chinese: str, english: str) -> str:
    """What a place is called: once where that is the same in both languages."""
    return block(chinese) if chinese == english else both(chinese, english)
