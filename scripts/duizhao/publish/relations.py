"""The relations of a concept as a small picture: broader concepts above it, narrower ones below, related ones beside.

It is drawn for the width of a phone, so that its letters stay readable there; all boxes are links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from duizhao.model import Concept
from duizhao.publish.drawing import letters, number
from duizhao.publish.dress import both
from duizhao.publish.escape import block
from duizhao.publish.glossary import Glossary, names
from duizhao.publish.lettering import Face, measure, wrap

WIDTH, RAIL = 340, 352
"""The width of the boxes together, and where the line to the related concepts runs."""

BOX, HIGH, LOW, GAP = 158, 44, 28, 8
"""A box's width and height, the height of a related concept's, and the distance between rows."""

HEAD = 20
"""The height of a caption."""

MOST = 12
"""Boxes of a group; what is more is listed below the picture."""

HAN, LATIN = Face("rel-zh", 13, 17, bold=True), Face("rel-en", 10.5, 13)

NAME = ("概念关系", "Relations")
BROADER, NARROWER, RELATED = ("上位", "Broader"), ("下位", "Narrower"), ("相关", "Related")


@dataclass(frozen=True, slots=True)
class Related:
    """The concepts that one is tied to, all of them in the glossary."""

    broader: tuple[Concept, ...] = ()
    narrower: tuple[Concept, ...] = ()
    related: tuple[Concept, ...] = ()


def relations(glossary: Glossary) -> Mapping[str, Related]:
    """The ties of each concept, both ways: narrower is what names it as broader, related whichever names the other."""
    concepts = glossary.concepts
    narrower: dict[str, list[str]] = {id_: [] for id_ in concepts}
    related: dict[str, list[str]] = {id_: [] for id_ in concepts}
    for concept in concepts.values():
        for id_ in concept.broader:
            narrower.get(id_, []).append(concept.id)
        for id_ in concept.related:
            if id_ in concepts:
                related[concept.id].append(id_)
                related[id_].append(concept.id)
    found = {}
    for id_, concept in concepts.items():
        seen = {id_}
        groups = (concept.broader, narrower[id_], related[id_])
        found[id_] = Related(*(_known(concepts, ids, seen) for ids in groups))
    return found


def _known(concepts: Mapping[str, Concept], ids: Sequence[str], seen: set[str]) -> tuple[Concept, ...]:
    """The concepts with these ids that have no closer tie, which ``seen`` holds and gets."""
    fresh = [id_ for id_ in dict.fromkeys(ids) if id_ in concepts and id_ not in seen]
    seen.update(fresh)
    return tuple(concepts[id_] for id_ in fresh)


def picture(concept: Concept, tied: Related, glossary: Glossary) -> str:
    """The picture as an HTML block; empty where the concept has no relation."""
    groups = (tied.broader, tied.narrower, tied.related)
    if not any(groups):
        return ""
    drawing = _Drawing(glossary)
    drawing.broader(tied.broader[:MOST])
    drawing.own(concept)
    drawing.narrower(tied.narrower[:MOST])
    drawing.related(tied.related[:MOST])
    rest = [one for group in groups for one in group[MOST:]]
    words = " ".join(NAME)
    svg = f'<svg viewBox="0 0 {RAIL + 4} {number(drawing.at)}">{"".join(drawing.pieces)}</svg>'
    name = f'aria-label="{words}" data-dz-zh="{NAME[0]}" data-dz-en="{NAME[1]}"'
    return f'<figure class="dz-relations" {name}>{svg}{_rest(rest, glossary)}</figure>'


def _rest(concepts: Sequence[Concept], glossary: Glossary) -> str:
    links = "、".join(f'<a href="{block(glossary.name(one.id))}.html">{both(*names(one))}</a>' for one in concepts)
    return f"<figcaption>{both('另有：', 'Also:')} {links}</figcaption>" if links else ""


@dataclass(slots=True)
class _Drawing:
    """A picture that grows downwards; ``at`` is where the next piece goes."""

    glossary: Glossary
    pieces: list[str] = field(default_factory=list)
    at: float = 0
    middle: float = 0

    def broader(self, concepts: Sequence[Concept]) -> None:
        """Boxes above, with the line that leads down to the concept's own."""
        if concepts:
            self._caption(BROADER)
            places = self._rows(concepts, BROADER)
            self._line(f"M{WIDTH / 2:g} {places[0]:g}V{self.at + GAP:g}")
            self.at += GAP

    def own(self, concept: Concept) -> None:
        """The concept itself, as wide as the picture."""
        height = 50
        zh, en = names(concept)
        self.pieces.append(f'<g class="dz-rel-own"><rect x="40" y="{self.at:g}" width="260" height="{height}" rx="3"/>')
        self._words(zh, en, 50, self.at, 240, height)
        self.pieces.append("</g>")
        self.middle = self.at + height / 2
        self.at += height

    def narrower(self, concepts: Sequence[Concept]) -> None:
        """Boxes below, on a line that comes down from the concept's own."""
        if concepts:
            start = self.at
            self._caption(NARROWER)
            places = self._rows(concepts, NARROWER)
            self._line(f"M{WIDTH / 2:g} {start:g}V{places[-1]:g}")

    def related(self, concepts: Sequence[Concept]) -> None:
        """Flat boxes below all others, on a broken line that runs beside them."""
        if not concepts:
            return
        self._caption(RELATED)
        for concept in concepts:
            self._box(concept, RELATED, 0, WIDTH, LOW)
            self._line(f"M{WIDTH} {self.at + LOW / 2:g}H{RAIL}", "dz-rel-loose")
            self.at += LOW + GAP / 2
        self._line(f"M300 {self.middle:g}H{RAIL}V{self.at - GAP / 2 - LOW / 2:g}", "dz-rel-loose")

    def _rows(self, concepts: Sequence[Concept], how: tuple[str, str]) -> list[float]:
        """Boxes in rows of two, tied to the middle; gives the heights at which they are tied. One alone stands in the
        middle.
        """
        places: list[float] = []
        for start in range(0, len(concepts), 2):
            pair = concepts[start : start + 2]
            alone = len(concepts) == 1
            for side, concept in enumerate(pair):
                x = (WIDTH - BOX) / 2 if alone else side * (WIDTH - BOX)
                self._box(concept, how, x, BOX, HIGH)
            tied = self.at + HIGH / 2
            if not alone:
                self._line(f"M{BOX} {tied:g}H{WIDTH - BOX if len(pair) > 1 else WIDTH / 2:g}")
            places.append((self.at if how is NARROWER else self.at + HIGH) if alone else tied)
            self.at += HIGH + GAP
        return places

    def _box(self, concept: Concept, how: tuple[str, str], x: float, width: float, height: float) -> None:
        zh, en = names(concept)
        name = block(f"{' '.join(filter(None, (zh, en)))}（{' '.join(how)}）")
        self.pieces.append(
            f'<a href="{block(self.glossary.name(concept.id))}.html" aria-label="{name}"><title>{name}</title>'
            f'<rect x="{x:g}" y="{self.at:g}" width="{width:g}" height="{height:g}" rx="3"/>'
        )
        self._words(zh, en, x + 8, self.at, width - 16, height)
        self.pieces.append("</a>")

    def _words(self, zh: str, en: str, x: float, y: float, room: float, height: float) -> None:
        """Both terms: in two lines where there is the height for it, else behind one another."""
        han, latin = wrap(zh, HAN, room, 1)[0], wrap(en, LATIN, room, 1)[0]
        if height < HIGH:
            indent = measure(han, HAN) + 10 if han else 0
            latin = wrap(en, LATIN, max(room - indent, 40), 1)[0]
            places = ((han, "zh", HAN, x, y + 5), (latin, "en", LATIN, x + indent, y + 8))
        else:
            top = y + (height - (HAN.leading if zh else 0) - (LATIN.leading if en else 0)) / 2
            places = ((han, "zh", HAN, x, top), (latin, "en", LATIN, x, top + (HAN.leading if zh else 0)))
        for text, language, face, left, high in places:
            drawn = letters(text, "zh" if language == "zh" else "en", face, room + 60)
            if drawn.svg:
                self.pieces.append(f'<g transform="translate({number(left)} {number(high)})">{drawn.svg}</g>')

    def _caption(self, words: tuple[str, str]) -> None:
        zh, en = words
        self.pieces.append(
            f'<text class="dz-rel-caption dz-both" x="0" y="{self.at + 14:g}"><tspan lang="zh-Hans">{zh}</tspan> '
            f'<tspan class="dz-en" lang="en">{en}</tspan></text>'
        )
        self.at += HEAD

    def _line(self, path: str, kind: str = "dz-rel-line") -> None:
        self.pieces.insert(0, f'<path class="{kind}" d="{path}"/>')
