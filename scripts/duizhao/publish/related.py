"""Passages of different documents that belong together, by the concepts that both are about.

A concept weighs more the fewer passages speak of it (inverse document frequency; K. Spärck Jones, A statistical
interpretation of term specificity, Journal of Documentation 28(1), 1972), and more where it stands in a title. Two
passages are as near as the cosine of their weighted concepts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from duizhao.model import LANGUAGES
from duizhao.publish.dress import both, names
from duizhao.publish.escape import block
from duizhao.publish.glossary import Glossary
from duizhao.publish.glossary import names as terms_of
from duizhao.publish.linking import web
from duizhao.publish.outline import Entry
from duizhao.publish.plan import Plan

IN_TITLE = 3.0
"""How much more a concept weighs in a passage whose title names it."""

NEAREST = 3
"""How many passages of other documents a passage leads to."""

LEAST = 0.25
"""How near a passage must be to be worth following."""

COMMON = 0.15
"""A concept that more than this share of all passages speak of tells none from another."""

NAMED = 3
"""How many of the concepts that two passages share the page names."""

APART = frozenset({"foreword", "bibliography", "index"})
"""Ids of parts of a document that say nothing of its subject."""

OWN = frozenset({"practice", "term"})
"""Kinds without a heading that are passages by themselves; other text belongs to the heading above it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """An entry of a document with what it is about: the weight of each concept, by id; their length is 1. ``titled``:
    the concepts in its title.
    """

    plan: Plan
    entry: Entry
    weights: Mapping[str, float]
    titled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Kin:
    """A passage of another document: how near it is (0 to 1), and the concepts shared, the weightiest first."""

    passage: Passage
    nearness: float
    concepts: tuple[str, ...]


def related(plans: Sequence[Plan], glossary: Glossary) -> dict[tuple[str, str], tuple[Kin, ...]]:
    """For each passage, by folder and anchor, the nearest of the other documents, nearest first."""
    found = _weighed(list(_passages(plans, glossary))) if len(plans) > 1 else []
    about: dict[str, list[Passage]] = {}
    for one in found:
        for concept in one.weights:
            about.setdefault(concept, []).append(one)
    pairs = ((one, _kin(one, about)) for one in found)
    return {(one.plan.folder, one.entry.anchor): kin for one, kin in pairs if kin}


def ends(plan: Plan, found: Mapping[tuple[str, str], Sequence[Kin]], glossary: Glossary) -> dict[str, str]:
    """What stands at the end of a book's entries about passages of other books: finished HTML by anchor."""
    own = ((anchor, kin) for (folder, anchor), kin in found.items() if folder == plan.folder)
    return {anchor: _line(kin, glossary) for anchor, kin in own}


def _passages(plans: Iterable[Plan], glossary: Glossary) -> Iterator[tuple[Plan, Entry, dict[str, float]]]:
    """Each passage with its concepts: 1 for one that its text is about, more for one in its title."""
    for plan in plans:
        held: dict[str, dict[str, float]] = {}
        home: dict[str, str] = {}
        for entry in plan.entries:
            alone = entry.headed or entry.node.kind in OWN
            home[entry.anchor] = entry.anchor if alone else home.get(entry.parent or "", entry.anchor)
            weights = held.setdefault(home[entry.anchor], {})
            for concept in (*entry.node.concepts, *(entry.plain.concepts if entry.plain else ())):
                weights.setdefault(concept, 1.0)
            if alone:
                weights |= dict.fromkeys(_titled(entry, glossary), IN_TITLE)
        for anchor, weights in held.items():
            if weights and plan.by_anchor[anchor].node.id not in APART:
                yield plan, plan.by_anchor[anchor], weights


def _titled(entry: Entry, glossary: Glossary) -> Iterator[str]:
    for language in LANGUAGES:
        for use in glossary.terms.find(entry.title(language) or "", language):
            yield from (one.concept for one in use.keys)


def _weighed(found: Sequence[tuple[Plan, Entry, Mapping[str, float]]]) -> list[Passage]:
    """The passages with concepts weighed by how few passages have them, those that too many have left out."""
    counts: dict[str, int] = {}
    for _, _, weights in found:
        for concept in weights:
            counts[concept] = counts.get(concept, 0) + 1
    rare = {concept: log(len(found) / count) for concept, count in counts.items() if count <= COMMON * len(found)}
    out = []
    for plan, entry, weights in found:
        own = {concept: weight * rare[concept] for concept, weight in weights.items() if concept in rare}
        length = sqrt(sum(weight * weight for weight in own.values()))
        if length:
            titled = frozenset(concept for concept in own if weights[concept] == IN_TITLE)
            out.append(Passage(plan, entry, {concept: weight / length for concept, weight in own.items()}, titled))
    return out


def _kin(one: Passage, about: Mapping[str, Sequence[Passage]]) -> tuple[Kin, ...]:
    shared: dict[tuple[str, str], tuple[Passage, dict[str, float]]] = {}
    for concept, weight in one.weights.items():
        for other in about[concept]:
            if other.plan is not one.plan:
                _, parts = shared.setdefault((other.plan.folder, other.entry.anchor), (other, {}))
                parts[concept] = weight * other.weights[concept]
    near = (
        Kin(other, sum(parts.values()), _heaviest(parts))
        for other, parts in shared.values()
        if _tells(one, other, parts)
    )
    ranked = sorted((kin for kin in near if kin.nearness >= LEAST), key=lambda kin: -kin.nearness)
    return tuple(ranked[:NEAREST])


def _tells(one: Passage, other: Passage, shared: Iterable[str]) -> bool:
    """Whether what two passages share is more than a word in passing: two concepts, or one that a title names."""
    common = set(shared)
    return len(common) > 1 or bool(common & (one.titled | other.titled))


def _heaviest(parts: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(parts, key=lambda concept: (-parts[concept], concept)))


def _line(found: Iterable[Kin], glossary: Glossary) -> str:
    items = "".join(f"<li>{_item(kin, glossary)}</li>" for kin in found)
    return (
        f'<div class="dz-kin"><p>{both("其他文件里的相关内容", "Related in other documents")}</p><ul>{items}</ul></div>'
    )


def _item(kin: Kin, glossary: Glossary) -> str:
    plan, entry = kin.passage.plan, kin.passage.entry
    address = web(f"../{plan.folder}/{plan.addresses[entry.anchor]}")
    chinese, english = names(entry)
    link = f'<a href="{block(address)}">{both(f"{plan.name} {chinese}", f"{plan.name} {english}")}</a>'
    shared = [terms_of(glossary.concepts[concept]) for concept in kin.concepts[:NAMED] if concept in glossary.concepts]
    zh, en = "、".join(one[0] or one[1] for one in shared), ", ".join(one[1] or one[0] for one in shared)
    return f'{link} <span class="dz-kin-why">{both(f"同讲：{zh}", f"both about: {en}")}</span>'
