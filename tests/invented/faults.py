"""Faults planted in the invented texts of `pairs`: what translators and editors get wrong, each kind by itself.

``plant(text, seed)`` returns the text with faults and says of each which kind it is, where it stands, and which checks
may report it. The same seed plants the same faults. No node gets two, so that what is found has one cause.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from duizhao.model import Finding, Language, Library, Node
from duizhao.text.inflection import form
from invented import faulty
from invented.faulty import Change
from invented.pairs import Text, Variant


@dataclass(frozen=True, slots=True)
class Plant:
    """A fault: its kind, its node (None for the contents), the checks that may report it, a term and its rendering.

    ``others``: nodes where a finding has the same cause (the other half of an exchange).
    """

    kind: str
    place: str | None
    checks: tuple[str, ...]
    term: str | None = None
    rendering: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Faulty:
    """A text with faults."""

    text: Text
    plants: tuple[Plant, ...]


TERMS = ("rendering-variants", "term-rendering", "avoided-term", "shared-rendering")

CHECKS: Mapping[str, tuple[str, ...]] = {
    "modal": ("modal-verb",),
    "number": ("number", "code"),
    "code": ("code", "number", "dead-reference"),
    "lost": ("sentence", "length", "missing-text", "modal-verb", "number", "code", "bracket"),
    "label": ("label",),
    "bracket": ("bracket",),
    "doubled": ("doubled-word",),
    "typing": ("spelling",),
    "characters": ("leftover-characters", "width"),
    "end": ("end-punctuation",),
}
"""The checks that may report a change, by the first word of its kind."""


class _Bed:
    """A text while faults are planted in it."""

    def __init__(self, text: Text) -> None:
        self.nodes = {node.id: node for node in text.nodes}
        self.contents = list(text.library.books[0].document.contents)
        self.taken: set[str] = set()
        self.plants: list[Plant] = []

    def free(self, rng: random.Random) -> list[Node]:
        """The paragraphs without a fault, shuffled."""
        nodes = [node for node in self.nodes.values() if node.kind == "paragraph" and node.id not in self.taken]
        rng.shuffle(nodes)
        return nodes

    def put(self, node: Node, plant: Plant) -> None:
        """The node as it now is, and the fault in it."""
        self.nodes[node.id] = node
        self.taken.update(one for one in (plant.place, *plant.others) if one)
        self.plants.append(plant)


def plant(text: Text, seed: int, count: int = 12, terms: int = 2) -> Faulty:
    """The text with ``count`` faults of different kinds at one place each, and ``terms`` terms that waver."""
    rng = random.Random(f"{text.name} {seed}")
    bed = _Bed(text)
    for variant in rng.sample(text.variants, terms):
        _waver(bed, variant, text, rng)
    kinds = [*KINDS]
    rng.shuffle(kinds)
    for kind in kinds:
        if count and KINDS[kind](bed, kind, text, rng):
            count -= 1
    return Faulty(_grown(text, bed), tuple(bed.plants))


def _grown(text: Text, bed: _Bed) -> Text:
    book = text.library.books[0]
    document = replace(book.document, contents=tuple(bed.contents))
    grown = replace(book, document=document, printed=tuple(bed.nodes.values()))
    return replace(text, library=Library((grown,), text.library.concepts))


def _waver(bed: _Bed, variant: Variant, text: Text, rng: random.Random) -> None:
    """Another word for a term at one to a quarter of the places that have it."""
    places = [node for node in bed.free(rng) if _has(node, variant)]
    other = rng.choice(variant.others)
    for node in places[: rng.randint(1, max(1, len(places) // 4))]:
        changed = replace(node, text_zh=(node.text_zh or "").replace(variant.zh, other))
        known = "with" if text.library.concepts else "without"
        bed.put(changed, Plant(f"term wavers {known} glossary", node.id, TERMS, variant.en, other))


def _has(node: Node, variant: Variant) -> bool:
    words = " ".join(form(word.strip(".,;:’'")) for word in (node.text_en or "").lower().replace("'s", "").split())
    return variant.zh in (node.text_zh or "") and " ".join(map(form, variant.en.split())) in words


Kind = Callable[[_Bed, str, Text, random.Random], bool]


def _changed(bed: _Bed, kind: str, _: Text, rng: random.Random) -> bool:
    """A change within one node's text, the first that fits anywhere."""
    changes = faulty.CHANGES[kind]
    for node in bed.free(rng):
        found = [one for change in rng.sample(changes, len(changes)) if (one := _apply(change, node))]
        if found:
            bed.put(found[0], Plant(kind, node.id, CHECKS[kind.split(maxsplit=1)[0]]))
            return True
    return False


def _apply(change: Change, node: Node) -> Node | None:
    zh, en = change(node.text_zh or "", node.text_en or "")
    same = (zh, en) == (node.text_zh, node.text_en)
    return None if same else replace(node, text_zh=zh or None, text_en=en or None)


def _avoided(bed: _Bed, kind: str, text: Text, rng: random.Random) -> bool:
    """A term that the glossary says to avoid."""
    for concept in text.library.concepts:
        word, bad = (next((t.text for t in concept.terms if t.status == s), "") for s in ("preferred", "avoid"))
        for node in bed.free(rng) if bad else ():
            if word in (node.text_zh or "") and rng.random() < 0.5:
                english = next(t.text for t in concept.terms if t.language == "en")
                changed = replace(node, text_zh=(node.text_zh or "").replace(word, bad))
                bed.put(changed, Plant(kind, node.id, TERMS, english, bad))
                return True
    return False


def _shared(bed: _Bed, kind: str, text: Text, rng: random.Random) -> bool:
    """A term rendered by the word for another one."""
    for one, other in _pairs(text.variants, rng):
        for node in bed.free(rng):
            if _has(node, one) and other.zh not in (node.text_zh or "") and not _has_english(node, other):
                changed = replace(node, text_zh=(node.text_zh or "").replace(one.zh, other.zh))
                bed.put(changed, Plant(kind, node.id, TERMS, one.en, other.zh))
                return True
    return False


def _has_english(node: Node, variant: Variant) -> bool:
    return variant.en in (node.text_en or "").lower()


def _pairs(variants: Sequence[Variant], rng: random.Random) -> Iterator[tuple[Variant, Variant]]:
    mixed = rng.sample(variants, len(variants))
    yield from zip(mixed, [*mixed[1:], mixed[0]], strict=True)


def _repeated(bed: _Bed, kind: str, _: Text, rng: random.Random) -> bool:
    """A sentence said a second time at the end of a clause, with another translation."""
    language: Language = rng.choice(("zh", "en"))
    for node in bed.free(rng):
        text = (node.text_zh if language == "zh" else node.text_en) or ""
        other = faulty.reworded(text, language)
        if other != text and len(node.text_en or "") > 20:
            again = replace(node, id=f"{node.parent}/{90 + len(bed.taken)}")
            again = replace(again, text_zh=other) if language == "zh" else replace(again, text_en=other)
            bed.put(again, Plant(kind, again.id, ("repeated-text",), others=(node.id,)))
            return True
    return False


def _exchanged(bed: _Bed, kind: str, _: Text, rng: random.Random) -> bool:
    """The translations of two sentences in each other's place."""
    for one in bed.free(rng):
        for other in bed.free(rng):
            if other.parent == one.parent and other.id != one.id and bool(faulty.WEIGHTY.search(one.text_en or "")):
                bed.put(replace(other, text_zh=one.text_zh), Plant(kind, other.id, _ANY, others=(one.id,)))
                bed.nodes[one.id] = replace(one, text_zh=other.text_zh)
                return True
    return False


_ANY = ("number", "modal-verb", "code", "length", "sentence", "label", "missing-text", "repeated-text", *TERMS)


def _contents(bed: _Bed, kind: str, text: Text, rng: random.Random) -> bool:
    """A title in the table of contents that the clause does not bear."""
    number = rng.randrange(3, len(bed.contents))
    node = [node for node in text.nodes if node.parent is None][number]
    if node.id in bed.taken:
        return False
    bed.contents[number] = bed.contents[number].replace(node.title_zh or "", f"{(node.title_zh or '')}的要点")
    bed.put(bed.nodes[node.id], Plant(kind, node.id, ("contents-title",)))
    return True


def _dead(bed: _Bed, kind: str, _: Text, rng: random.Random) -> bool:
    """A reference to a clause that there is not, in both languages."""
    for node in bed.free(rng):
        found = faulty.REFERENCE.search(node.text_en or "")
        if found and found[0] in (node.text_zh or ""):
            texts = (text.replace(found[0], "8.4") for text in (node.text_zh or "", node.text_en or ""))
            zh, en = texts
            bed.put(replace(node, text_zh=zh, text_en=en), Plant(kind, node.id, ("dead-reference",)))
            return True
    return False


def _title(bed: _Bed, kind: str, _: Text, rng: random.Random) -> bool:
    """A title that is translated in one language only."""
    nodes = [node for node in bed.nodes.values() if node.kind == "clause" and "." in node.id and node.title_en]
    node = rng.choice(nodes)
    if node.id in bed.taken:
        return False
    bed.put(replace(node, title_zh=node.title_en), Plant(kind, node.id, ("missing-text", "leftover-characters")))
    return True


def _requiring(bed: _Bed, kind: str, _: Text, rng: random.Random) -> bool:
    """A note that requires."""
    for node in bed.free(rng):
        if "shall" in (node.text_en or "") and "应" in (node.text_zh or ""):
            bed.put(replace(node, kind="note", label="注:"), Plant(kind, node.id, ("element-order",)))
            return True
    return False


def _order(bed: _Bed, kind: str, _: Text, __: random.Random) -> bool:
    """The bibliography before the last annex."""
    late = Node("bibliography", "clause", None, None, "参考文献", "Bibliography")
    nodes = [*bed.nodes.values()]
    at = next(number for number, node in enumerate(nodes) if node.kind == "annex")
    bed.nodes = {node.id: node for node in (*nodes[:at], late, *nodes[at:])}
    bed.put(late, Plant(kind, "A", ("element-order",), others=("bibliography",)))
    return True


KINDS: dict[str, Kind] = {
    **dict.fromkeys(faulty.CHANGES, _changed),
    "term avoided by the glossary": _avoided,
    "two terms, one rendering": _shared,
    "one sentence, two translations": _repeated,
    "translations exchanged": _exchanged,
    "title in the contents": _contents,
    "title untranslated": _title,
    "dead reference": _dead,
    "note that requires": _requiring,
    "order of elements": _order,
}
"""All kinds but wavering terms, which have several places."""


def finds(one: Plant, finding: Finding) -> bool:
    """Whether a finding speaks of a fault: at its place, by a check for its kind, of its term and rendering."""
    if finding.node != one.place or finding.check not in one.checks:
        return False
    return one.term is None or bool(finding.term and finding.rendering in (one.rendering, None))


def places(plants: Iterable[Plant]) -> set[str | None]:
    """All nodes where a finding has one of the faults for its cause."""
    return {place for one in plants for place in (one.place, *one.others)}
