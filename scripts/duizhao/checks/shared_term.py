"""One term that stands for two concepts of the glossary, with nothing to tell them apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from duizhao.checks.check import Check, Material
from duizhao.model import Concept, Condition, Finding, Term
from duizhao.text import conditions
from duizhao.text.folding import fold


def _run(material: Material) -> Iterator[Finding]:
    owners: dict[tuple[str, str], list[tuple[Concept, Term]]] = {}
    for concept in material.concepts:
        for term in concept.terms:
            if term.status != "avoid":
                owners.setdefault((term.language, fold(term.text).text), []).append((concept, term))
    for shared in owners.values():
        for (first, one), (second, other) in combinations(shared, 2):
            if first.id != second.id and not told_apart(one.condition, other.condition):
                owned = f"“{other.text}” is a term of both “{first.id}” and “{second.id}”"
                message = f"{owned}, and no condition tells them apart."
                yield Finding(CHECK.id, "warning", message, language=other.language, concept=second.id)


def told_apart(one: Condition | None, other: Condition | None) -> bool:
    """Whether two conditions never hold for one place by what they name: other documents, nodes or words."""
    if one is None or other is None or Condition() in (one, other):
        return False
    shared = set(one.words) & set(other.words) or set(one.documents) & set(other.documents)
    return not shared and not any(_meet(a, b) for a in one.nodes for b in other.nodes)


def _meet(one: str, other: str) -> bool:
    """Whether one node is the other, or stands above or below it, in one document."""
    (first, short), (second, long) = sorted(map(conditions.named, (one, other)), key=lambda named: len(named[1]))
    return (first == second or None in (first, second)) and conditions.is_below(long, short)


CHECK = Check(
    id="shared-term",
    severity="warning",
    name=("两个概念用同一个术语", "Two concepts with one term"),
    what=(
        (
            "同一个词（不计大小写、单复数、全半角）是两个概念的首选或许用术语，而两处的条件没有把它们分开。要避免"
            "的词不算。"
        ),
        (
            "One word (case, number and width apart) is a preferred or admitted term of two concepts, and their "
            "conditions do not tell them apart. Words to be avoided are none."
        ),
    ),
    why=(
        "检查和链接不知道这里指哪个概念，两个都会提到。",
        "Neither checks nor links can tell which of the two is meant, and name both.",
    ),
    fix=(
        "给术语加条件（在哪些文件、哪些条款、与哪些词同现），或合并两个概念，或其中一个改用别的术语。",
        (
            "Give the terms conditions (documents, nodes, words beside them), merge the concepts, or give one of them "
            "another term."
        ),
    ),
    example=None,
    run=_run,
    whole=True,
)
