"""The bilingual concordance: every place where a concept is named, in both languages, and how it is rendered there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from duizhao.model import Checked, Language, Rendering, Unit
from duizhao.publish.glossary import Glossary
from duizhao.publish.plan import Plan
from duizhao.text.folding import fold
from duizhao.text.terms import places

Place: TypeAlias = "tuple[int, int] | None"
"""First character and the one after the last of a text; None where the concept is not named in that language."""

Kind: TypeAlias = Literal["rendered", "missing", "unmatched", "zh", "en"]
"""What is known of a use: the term has a rendering; none was found for the English term; none for the Chinese one; or
the text is there in one language only.
"""


@dataclass(frozen=True, slots=True)
class Use:
    """A concept at one place: the text and its counterpart, where the concept is named in each, and how sure that is.

    ``number`` is the number of the unit. ``text`` is the Chinese word, empty where there is none.
    """

    number: int
    unit: Unit
    kind: Kind
    text: str = ""
    zh: Place = None
    en: Place = None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The uses of a concept that are alike: of one rendering (``text``), or of one kind without a rendering."""

    kind: Kind
    text: str
    uses: tuple[Use, ...]


Uses: TypeAlias = Mapping[str, Sequence[Use]]
"""All uses of each concept, by its id, in the order of the texts."""


def concordance(plans: Iterable[Plan], glossary: Glossary, checked: Checked) -> Uses:
    """Where each concept is named in the texts that were checked.

    Pairs of texts come from the renderings; Chinese words that none of them claims, and texts that are there in one
    language only, are looked through for the glossary's terms.
    """
    found: dict[str, list[Use]] = {id_: [] for id_ in glossary.concepts}
    rendered: dict[int, list[Rendering]] = {}
    for one in checked.renderings:
        if one.concept in found:
            rendered.setdefault(one.unit, []).append(one)
            found[one.concept].append(_use(checked.units[one.unit], one))
    above = {plan.book.document.id: places(plan.book.nodes) for plan in plans}
    for number, unit in enumerate(checked.units):
        place = above.get(unit.document or "", {}).get(unit.place, frozenset({unit.place}))
        for concept, use in _others(number, unit, rendered.get(number, ()), glossary, place):
            found[concept].append(use)
    return {id_: sorted(uses, key=_order) for id_, uses in found.items()}


def groups(uses: Iterable[Use]) -> tuple[Group, ...]:
    """The uses by rendering, the most frequent first; after them those without one."""
    found: dict[tuple[Kind, str], list[Use]] = {}
    for use in uses:
        key = (use.kind, fold(use.text).text if use.kind == "rendered" else "")
        found.setdefault(key, []).append(use)
    kinds: tuple[Kind, ...] = ("rendered", "missing", "unmatched", "zh", "en")
    ordered = sorted(found.items(), key=lambda item: (kinds.index(item[0][0]), -len(item[1])))
    return tuple(Group(kind, each[0].text if kind == "rendered" else "", tuple(each)) for (kind, _), each in ordered)


def _use(unit: Unit, one: Rendering) -> Use:
    english = (one.start, one.end)
    if one.certainty == "missing":
        return Use(one.unit, unit, "missing", en=english)
    return Use(
        one.unit, unit, "rendered", one.text, (one.zh_start, one.zh_end), english, guessed=one.certainty == "guessed"
    )


def _others(
    number: int, unit: Unit, rendered: Sequence[Rendering], glossary: Glossary, place: Collection[str]
) -> Iterator[tuple[str, Use]]:
    """The uses of a unit that are no rendering's: Chinese terms that none claims, and a language that is alone."""
    languages: tuple[Language, ...] = ("zh",) if unit.zh else ("en",)
    for language in languages:
        text = unit.text(language)
        for use in glossary.terms.find(text, language, place, document=unit.document):
            span = (use.start, use.end)
            concepts = dict.fromkeys(key.concept for key in use.keys)
            if any(_claims(one, span) for one in rendered if one.concept in concepts):
                continue
            kind: Kind = "unmatched" if unit.zh and unit.en else language
            word = text[use.start : use.end] if language == "zh" else ""
            zh, en = (span, None) if language == "zh" else (None, span)
            yield from ((concept, Use(number, unit, kind, word, zh, en)) for concept in concepts)


def _claims(one: Rendering, span: tuple[int, int]) -> bool:
    return one.zh_start < span[1] and span[0] < one.zh_end


def _order(use: Use) -> tuple[int, tuple[int, int]]:
    return use.number, use.en or use.zh or (0, 0)
