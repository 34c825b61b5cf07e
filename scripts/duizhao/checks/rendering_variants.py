"""One English term, several Chinese renderings; no glossary is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from duizhao.checks.check import Check, Example, Material
from duizhao.model import Concept, Finding, Rendering, Severity
from duizhao.text import conditions
from duizhao.text.chinese import may_name
from duizhao.text.nouns import leaning

FEWEST = 4
"""How many renderings of a term there must be to speak of a habit that some of them break."""
HABIT = 0.6
"""The share of one rendering from which on a guessed one breaks a habit."""
TWO = 0.85
"""The share of all renderings that two must have to be taken for two names of one thing."""


def _run(material: Material) -> Iterator[Finding]:
    concepts = {concept.id: concept for concept in material.concepts}
    for term, found in _by_term(material.renderings).items():
        counts = Counter(one.text for one in found)
        concept = concepts.get(found[0].concept or "")
        usual = _usual(counts, concept)
        habit = counts[usual] >= max(FEWEST - 1, HABIT * len(found))
        named = concept is not None or _is_noun(found, material)
        for one in found if len(counts) > 1 and len(found) >= FEWEST else ():
            if _differs(one, usual, material, habit=habit) and not (concept and _is_told(one, concept, material)):
                firm = named and (concept is not None or _is_firm(one, usual, counts, material))
                yield _finding(material, term, one, usual, counts, "warning" if firm else "info")


def _is_firm(one: Rendering, usual: str, counts: Counter[str], material: Material) -> bool:
    """Whether two words without a glossary are one thing with two names, and not two senses of a general word: a noun
    at this place, neither word made from the other (管理, 管理层), and few other renderings beside the two.
    """
    apart = one.text not in usual and usual not in one.text
    two = counts[one.text] + counts[usual]
    return apart and two >= TWO * counts.total() and may_name(one.text) and _leaning(one, material) >= 0


def _by_term(renderings: Sequence[Rendering]) -> dict[str, list[Rendering]]:
    """The renderings by term; those of a phrase that the glossary lacks are left out: its words are looked at."""
    found: dict[str, list[Rendering]] = {}
    for one in renderings:
        if one.text and (one.concept or " " not in one.term):
            found.setdefault(one.term, []).append(one)
    return {
        term: each
        for term, each in found.items()
        if any(one.certainty == "certain" for one in each) or len(each) > FEWEST
    }


def _differs(one: Rendering, usual: str, material: Material, *, habit: bool) -> bool:
    """Whether a rendering is not the usual one; a guessed one where the usual one is a habit and missing."""
    if _bare(one.text) == _bare(usual) or one.certainty == "certain":
        return _bare(one.text) != _bare(usual)
    apart = one.text not in usual and usual not in one.text
    names = may_name(one.text) and may_name(usual)
    return habit and apart and names and usual not in material.units[one.unit].zh


def _bare(text: str) -> str:
    """A rendering without the 的 that joins its words: 卓越的服务 is 卓越服务."""
    return text.replace("的", "") or text


def _usual(counts: Mapping[str, int], concept: Concept | None) -> str:
    """The preferred term where the glossary has one and it is used, else the rendering that is used most."""
    terms = concept.terms if concept else ()
    used = [term.text for term in terms if term.status == "preferred" and term.text in counts]
    return used[0] if used else max(counts, key=lambda text: (counts[text], text))


def _is_told(one: Rendering, concept: Concept, material: Material) -> bool:
    """Whether the glossary speaks of the rendering at this place: it is to be avoided, which another check reports,
    or it is right here by a condition.
    """
    unit = material.units[one.unit]
    term = conditions.terms([concept], "zh", unit.place, unit.zh, unit.document).get(one.text)
    return term is None or term.status == "avoid" or term.condition is not None


def _is_noun(found: Sequence[Rendering], material: Material) -> bool:
    """Whether a term names a thing, as far as its neighbours show: verbs and adjectives may vary, names may not."""
    if found[0].term.endswith("ly"):
        return False
    leanings = [_leaning(one, material) for one in found]
    return sum(lean > 0 for lean in leanings) * 2 >= len([lean for lean in leanings if lean]) > 0


def _leaning(one: Rendering, material: Material) -> int:
    text = material.units[one.unit].en
    return leaning(text[: one.start], text[one.start : one.end], text[one.end :])


def _finding(
    material: Material, term: str, one: Rendering, usual: str, counts: Counter[str], severity: Severity
) -> Finding:
    shown = ", ".join(f"{text} {count}" for text, count in counts.most_common())
    message = f"“{term}” is rendered “{one.text}” here and otherwise elsewhere ({shown})."
    return CHECK.finding(
        material.units[one.unit], message, severity=severity, language="zh", suggestion=usual, concept=one.concept,
        term=term, rendering=one.text,
    )  # fmt: skip


CHECK = Check(
    id="rendering-variants",
    severity="warning",
    name=("一词多译", "One term, several renderings"),
    what=(
        "同一个英文词，各处译法不同。术语表没有的词也查：译法由词典和全文对照得出。",
        ("One English term is rendered by different words. Terms that the glossary lacks are looked at too: their "
        "renderings come from a dictionary and from the aligned text."),
    ),
    why=(
        "读者无法知道两个词说的是不是同一件事，检索也只能找到一半。",
        "Readers cannot know whether two words are one thing, and a search finds only half.",
    ),
    fix=(
        "选定一个译法，写进术语表，再改其余各处；确有区别的，在术语表里用条件分开。",
        ("Settle on one rendering, put it into the glossary and change the others; where the difference is meant, tell "
        "the two apart in the glossary by conditions."),
    ),
    example=Example(("访客先登记。参观者可寄存。", "Visitors register first. Visitors may leave bags."),
                    ("访客先登记。访客可寄存。", "Visitors register first. Visitors may leave bags.")),
    run=_run,
)  # fmt: skip
