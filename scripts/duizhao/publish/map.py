"""The map of a document: its model as a picture in which every part is a link, drawn at build time.

It is drawn for a wide and for a narrow screen, and for each way of reading (both languages, Chinese, English), so
that nothing is squeezed or left empty; the style sheet shows one of the six, and a screen reader meets one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from duizhao.model import LANGUAGES, Language
from duizhao.publish.drawing import (
    DOT,
    PITCH,
    Cell,
    Drawn,
    Frame,
    arrow,
    arrow_first,
    bar,
    below,
    dots,
    down,
    grid,
    hair,
    letters,
    moved,
    number,
    plate,
    plate_top,
    scale,
)  # fmt: skip
from duizhao.publish.elements import counted
from duizhao.publish.escape import block, one_line
from duizhao.publish.lettering import Face, measure
from duizhao.publish.linking import web
from duizhao.publish.outline import Entry
from duizhao.publish.passages import TONGUE
from duizhao.publish.plan import Plan
from duizhao.publish.structure import Division, Knot

MODES: dict[str, tuple[Language, ...]] = {"both": LANGUAGES, "zh": ("zh",), "en": ("en",)}
"""The ways of reading, with the languages that each shows."""

WIDE, NARROW = 1120, 358
"""How wide a picture is, about in pixels of the screens that it is for."""

MARGIN, GUTTER, PAD = 148, 26, 14
"""The column of the clauses' titles, the space between columns, and the space within a frame."""

DOTS = 60
"""How many dots a part may have before one dot stands for several practices."""

GLYPH, GLYPHS = 30, 16
"""How many dots a heap of the small map may have, and how many heaps it has."""

LISTED = 12
"""How many parts of a card are drawn; the rest is told as a number."""

MOST = 60
"""A document of more divisions is better listed than drawn."""

NUMBER = Face("quiet", 12, 20)
COUNT = Face("quiet", 12, 15)
PLAIN = Face("name", 14, 20, bold=True)
ALSO = Face("also", 12, 15.5)
CARD = Face("title", 17, 24, bold=True)
BAND = Face("title", 18, 25, bold=True)
FIGURE, SMALL_FIGURE = Face("figure", 30, 36), Face("figure", 20, 25)


def has_map(plan: Plan) -> bool:
    """Whether there is anything to draw."""
    return 1 < len(_cards(plan)) <= MOST or plan.structure.is_model


def site_map(plan: Plan, *, prefix: str = "") -> str:
    """The map as an HTML block on one line, empty where there is nothing to draw; ``prefix`` leads to the book."""
    if not has_map(plan):
        return ""
    views = "".join(_view(plan, prefix, mode) for mode in MODES)
    return f'<section class="dz-map">{views}</section>'


def on_home(plans: Sequence[Plan]) -> Plan | None:
    """The document whose map the site's home shows: the only one, or the only one whose model has elements."""
    drawn = [plan for plan in plans if has_map(plan)]
    models = [plan for plan in drawn if plan.structure.elements]
    return next((found[0] for found in (plans, models) if len(found) == 1 and found[0] in drawn), None)


def glyph(plan: Plan) -> str:
    """The map in small, without words: a heap of dots an element or chapter. Empty without a map."""
    if not has_map(plan):
        return ""
    knots = plan.structure.elements or _cards(plan)
    heaps = [knot.practices for knot in knots if knot.practices] or [len(knot.below) or 1 for knot in knots]
    each = scale(max(heaps), GLYPH)
    stacks = [dots(-(-count // each), PITCH * 3, "dot", upright=True) for count in heaps[:GLYPHS]]
    height = max(stack.height for stack in stacks)
    inner = "".join(moved(stack, at * PITCH * 4, height - stack.height).svg for at, stack in enumerate(stacks))
    width = len(stacks) * PITCH * 4 - PITCH
    size = f'viewBox="0 0 {number(width)} {number(height)}" width="{number(width)}" height="{number(height)}"'
    return f'<svg class="dz-map-glyph" {size} aria-hidden="true">{inner}</svg>'


@dataclass(frozen=True, slots=True)
class _Pen:
    """What all parts of one picture share: the book, where it is, the languages, the width, what a dot stands for."""

    plan: Plan
    prefix: str
    languages: tuple[Language, ...]
    wide: bool
    unit: int

    @property
    def width(self) -> float:
        return WIDE if self.wide else NARROW

    def address(self, entry: Entry) -> str:
        """Where an entry's part of the picture leads: to the page that reads its places together, or to itself."""
        plan = self.plan
        return self.prefix + web(plan.together.get(entry.anchor, plan.addresses[entry.anchor]))


def _view(plan: Plan, prefix: str, mode: str) -> str:
    parts = [part for knot in plan.structure.elements for part in (knot.below or (knot,))]
    each = scale(max((max(part.practices, part.concepts) for part in parts), default=1), DOTS)
    pens = [_Pen(plan, prefix, MODES[mode], wide, each) for wide in (True, False)]
    group = f'role="group" aria-label="{_say(pens[0], "结构图", "Map")}"'
    return f'<div class="dz-map-view dz-map-{mode}" {group}>{"".join(_picture(pen) for pen in pens)}</div>'


def _picture(pen: _Pen) -> str:
    if pen.plan.structure.is_model:
        bands = [_band(pen, division) for division in pen.plan.structure.divisions]
        drawn = below(*_ruled(pen, bands), _legend(pen), gap=30 if pen.wide else 26)
    else:
        drawn = _list(grid([_card(pen, knot) for knot in _cards(pen.plan)], pen.width, 4 if pen.wide else 1, 20))
    size = f'viewBox="0 0 {pen.width} {number(drawn.height + 2)}" width="{pen.width}"'
    shape = "wide" if pen.wide else "narrow"
    return f'<svg class="dz-map-{shape}" {size}>{drawn.svg}</svg>'


def _band(pen: _Pen, division: Division) -> Drawn:
    """A main clause: its title, in the margin where there is one, and what it consists of."""
    draw = {"process": _chain, "elements": _elements}.get(division.role, _boxes)
    if not pen.wide:
        return below(_heading(pen, division.root, pen.width), draw(pen, division.knots, pen.width), gap=12)
    heading = _heading(pen, division.root, MARGIN)
    room = pen.width - MARGIN - GUTTER
    body = moved(draw(pen, division.knots, room), MARGIN + GUTTER, 0)
    return Drawn(heading.svg + body.svg, max(heading.height, body.height))


def _ruled(pen: _Pen, bands: Sequence[Drawn]) -> list[Drawn]:
    """The bands with a line above each but the first."""
    line = f'<path class="dz-map-line" d="M0 0h{pen.width}"/>'
    return [bands[0], *(Drawn(line + moved(band, 0, 26).svg, band.height + 26) for band in bands[1:])]


def _heading(pen: _Pen, entry: Entry, room: float) -> Drawn:
    """The title of a main clause: below its number where it stands in the margin, else beside it."""
    label = one_line(entry.node.label or "")
    if pen.wide:
        figure = letters(label, "zh", FIGURE, room) if measure(label, FIGURE) < room else Drawn()
        inside = below(figure, _titles(pen, entry, BAND, room), gap=2)
    else:
        indent = measure(label, BAND) + 12 if label else 0
        titles = moved(_titles(pen, entry, BAND, room - indent), indent, 0)
        inside = Drawn(letters(label, "zh", SMALL_FIGURE, room).svg + titles.svg, titles.height)
    return _link(pen, entry, inside, room)


def _boxes(pen: _Pen, knots: Sequence[Knot], room: float) -> Drawn:
    """Parts side by side, each below a line."""
    if pen.wide:
        return _list(grid([_cell(pen, knot, _named, bar, PAD / 2) for knot in knots], room, 5, 18))
    return _list(grid([_cell(pen, knot, _beside, hair) for knot in knots], room, 1, 0, 4))


def _chain(pen: _Pen, knots: Sequence[Knot], room: float) -> Drawn:
    """Steps one after the other, each an arrow that points to the next."""
    if pen.wide:
        frames = [arrow_first, *[arrow] * (len(knots) - 1)]
        cells = [_cell(pen, knot, _named, frame, 24, 12) for knot, frame in zip(knots, frames, strict=True)]
        return _list(grid(cells, room, 5, -4))
    frames = [*[down] * (len(knots) - 1), plate]
    cells = [_cell(pen, knot, _beside, frame, PAD, 12) for knot, frame in zip(knots, frames, strict=True)]
    return _list(grid(cells, room, 1, 0, 14))


def _elements(pen: _Pen, knots: Sequence[Knot], room: float) -> Drawn:
    return _list(grid([_card(pen, knot) for knot in knots], room, 4 if pen.wide else 1, 22, 24))


def _cell(pen: _Pen, knot: Knot, words: _Words, frame: Frame, pad: float = 0, foot: float = 8) -> Cell:
    """A part as a link in a frame; words at the sides of a frame with a ground keep a distance ``pad``."""
    left = pad if frame not in {bar, hair} else 0

    def cell(width: float) -> Callable[[float, float], Drawn]:
        inside = moved(words(pen, knot.lead, width - 2 * pad), left, max(foot, 10))

        def draw(_head: float, height: float) -> Drawn:
            high = max(height, inside.height + foot)
            link = _link(pen, knot.lead, inside, width, high, knot=knot)
            return Drawn(f'<g role="listitem">{frame(width, high)}{link.svg}</g>', high)

        return draw

    return cell


def _card(pen: _Pen, knot: Knot) -> Cell:
    """An element or chapter: its title and counts, then its parts."""

    def cell(width: float) -> Callable[[float, float], Drawn]:
        parts = _parts(pen, knot, width)

        def draw(head: float, height: float) -> Drawn:
            title = _card_head(pen, knot, width, head)
            inside = below(title, parts)
            high = max(height, inside.height + 4)
            return Drawn(f'<g role="listitem">{plate_top(width, high)}{inside.svg}</g>', high, title.height)

        return draw

    return cell


def _card_head(pen: _Pen, knot: Knot, width: float, height: float) -> Drawn:
    room = width - 2 * PAD
    label = letters(_places(pen, knot), "zh", NUMBER, room)
    counts = [letters(_counts(knot)[language], language, COUNT, room) for language in pen.languages]
    inside = below(label, below(_titles(pen, knot.lead, CARD, room), below(*counts), gap=5))
    return _link(pen, knot.lead, moved(inside, PAD, 12), width, max(height, inside.height + 24), knot=knot)


def _parts(pen: _Pen, knot: Knot, width: float) -> Drawn:
    rows = [_part(pen, part, width) for part in knot.below[:LISTED]]
    rest = len(knot.below) - LISTED
    if rest > 0:
        rows.append(moved(letters(f"＋{rest}", "zh", COUNT, width, PAD), 0, 6))
    return _list(below(*rows))


def _part(pen: _Pen, knot: Knot, width: float) -> Drawn:
    """A part of an element: its title, and its practices and concepts as dots."""
    line = f'<path class="dz-map-line" d="M{PAD} 0h{number(width - 2 * PAD)}"/>'
    room = width - 2 * PAD
    words = _beside(pen, knot.lead, room)
    indent = _indent(knot.lead)
    tallies = [
        moved(_tally(count, pen.unit, room - indent, kind), indent, 0)
        for count, kind in ((knot.practices, "dot"), (knot.concepts, "ring"))
        if count
    ]
    inside = below(words, below(*tallies, gap=1), gap=5)
    high = inside.height + 18
    link = _link(pen, knot.lead, moved(inside, PAD, 9), width, high, 2, knot=knot)
    return Drawn(f'<g role="listitem">{line}{link.svg}</g>', high)


def _tally(count: int, unit: int, room: float, kind: str) -> Drawn:
    """Dots for a number, and the number behind them."""
    many = -(-count // unit)
    each = max(int((room - 20) // PITCH), 1)
    drawn = dots(many, each * PITCH, kind)
    behind = (many - 1) % each * PITCH + 2 * DOT + 7
    text = moved(letters(str(count), "en", COUNT, 60, behind), 0, drawn.height - 14)
    return Drawn(drawn.svg + text.svg, drawn.height)


def _titles(pen: _Pen, entry: Entry, face: Face, room: float) -> Drawn:
    """The titles of an entry, the first large; where the language that is read has none, the other one."""
    shown = [(language, entry.title(language) or "") for language in pen.languages if entry.title(language)]
    if not shown:
        other = next((language for language in LANGUAGES if entry.title(language)), None)
        shown = [(other, entry.title(other) or "")] if other else [("zh", entry.name)]
    first, *rest = shown
    if first[0] == "en":
        face = Face(face.name, face.size * 0.94, face.leading * 0.9, face.bold)
    return below(letters(first[1], first[0], face, room), *(letters(text, lang, ALSO, room) for lang, text in rest),
                 gap=1)  # fmt: skip


def _named(pen: _Pen, entry: Entry, room: float) -> Drawn:
    """A number and the titles below it."""
    label = letters(one_line(entry.node.label or ""), "zh", NUMBER, room)
    return below(label, _titles(pen, entry, PLAIN, room))


def _beside(pen: _Pen, entry: Entry, room: float) -> Drawn:
    """A number and the titles beside it."""
    indent = _indent(entry)
    label = letters(one_line(entry.node.label or ""), "zh", NUMBER, room)
    titles = moved(_titles(pen, entry, PLAIN, room - indent), indent, 0)
    return Drawn(label.svg + titles.svg, max(titles.height, label.height))


def _indent(entry: Entry) -> float:
    label = one_line(entry.node.label or "")
    return max(measure(label, NUMBER) + 9, 38) if label else 0


def _counts(knot: Knot) -> dict[Language, str]:
    return dict(zip(LANGUAGES, counted(knot), strict=True))


def _spoken(pen: _Pen, entry: Entry, knot: Knot | None) -> str:
    """The name of a link: label, title and counts, in the languages that are read."""
    label = one_line(entry.node.label or "")
    found = []
    for language in pen.languages:
        title = one_line(entry.title(language) or "")
        counts = _counts(knot)[language] if knot else ""
        found.append(("，" if language == "zh" else ", ").join(filter(None, (title, counts))))
    words = " ".join(filter(None, (label, *found)))
    return words or one_line(entry.name)


def _say(pen: _Pen, chinese: str, english: str) -> str:
    words: dict[Language, str] = {"zh": chinese, "en": english}
    return " ".join(words[language] for language in pen.languages)


def _legend(pen: _Pen) -> Drawn:
    """What a dot and a ring stand for, where there are any."""
    knots, each = pen.plan.structure.elements, pen.unit
    one = each == 1
    practice = ("一点一个做法" if one else f"一点 {each} 个做法", "a practice" if one else f"{each} practices")
    concept = ("一圈一个概念" if one else f"一圈 {each} 个概念", "a concept" if one else f"{each} concepts")
    svg, x = "", float(MARGIN + GUTTER if pen.wide else 0)
    for kind, words, shown in (
        ("dot", practice, any(knot.practices for knot in knots)),
        ("ring", concept, any(knot.concepts for knot in knots)),
    ):
        if shown:
            drawn, width = _key(pen, kind, words)
            svg += moved(drawn, x, 0).svg
            x += width + 26
    return Drawn(svg, 15 if svg else 0)


def _key(pen: _Pen, kind: str, words: tuple[str, str]) -> tuple[Drawn, float]:
    """One sign with what it stands for, and how wide that is."""
    svg, x = moved(dots(1, PITCH, kind), 0, 1).svg, 13.0
    for language, text in zip(LANGUAGES, words, strict=True):
        if language in pen.languages:
            svg += letters(text, language, COUNT, NARROW, x).svg
            x += measure(text, COUNT) + 5
    return Drawn(svg, 15), x


def _places(pen: _Pen, knot: Knot) -> str:
    """The labels of the places that a thing has: its own, and of a row of a table the table's."""
    labels = []
    for entry in knot.at:
        above = pen.plan.by_anchor.get(entry.parent or "")
        table = above.node.label if above and entry.node.kind == "factor" else None
        labels.append(one_line(entry.node.label or table or ""))
    return " + ".join(filter(None, labels))


def _link(
    pen: _Pen,
    entry: Entry,
    inside: Drawn,
    width: float,
    height: float = 0,
    inset: float = 0,
    *,
    knot: Knot | None = None,
) -> Drawn:
    """A link over the whole of its part: what it holds, above a frame that shows hover and focus.

    Without a ``height`` the frame goes a little beyond what it holds; with an ``inset`` it keeps within its neighbours.
    """
    out = -inset if height else 5
    high = height or inside.height
    size = f'width="{number(width + 2 * out)}" height="{number(high + 2 * out)}"'
    hit = f'<rect class="dz-map-hit" x="{number(-out)}" y="{number(-out)}" {size} rx="3"/>'
    name = f'aria-label="{block(_spoken(pen, entry, knot))}" lang="{TONGUE[pen.languages[0]]}"'
    return Drawn(f'<a href="{block(pen.address(entry))}" {name}>{hit}{inside.svg}</a>', high)


def _list(drawn: Drawn) -> Drawn:
    return Drawn(f'<g role="list">{drawn.svg}</g>', drawn.height) if drawn.svg else drawn


_Words: TypeAlias = Callable[["_Pen", Entry, float], Drawn]
"""Sets the words of an entry in a width."""


def _cards(plan: Plan) -> list[Knot]:
    return [Knot((division.root,), division.knots) for division in plan.structure.divisions]
