"""Element pages: an element of the model from its clause to its concepts to its practices, part by part.

What the print keeps in three places stands together here. The texts are shown a second time, so each leads to its
permanent address, where the search finds it, and none carries one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from duizhao.model import LANGUAGES, Language
from duizhao.publish import nodes, wording
from duizhao.publish.dress import band, both, called, caption, halves, label, legend, named, names, spoken, title
from duizhao.publish.escape import block, inline, one_line
from duizhao.publish.linking import web
from duizhao.publish.outline import Entry
from duizhao.publish.page import Page, Title
from duizhao.publish.passages import TONGUE
from duizhao.publish.plan import Plan
from duizhao.publish.structure import Knot

ELEMENTS = ("要素", "Elements")
"""What the navigation calls the pages together."""

NUMERALS: dict[int, tuple[str, str]] = {2: ("两", "two"), 3: ("三", "three"), 4: ("四", "four"), 5: ("五", "five")}


def element_pages(plan: Plan) -> tuple[Page, ...]:
    """A page for each element that the document treats in more than one place."""
    return tuple(_page(plan, name, knot) for name, knot in plan.elements.items())


def together(plan: Plan, entry: Entry) -> str:
    """The link from a place to the page that reads it together with the others, as an HTML block; empty without one.

    Only elements and their parts have it: a link at every item would be a wall of links.
    """
    address = plan.together.get(entry.anchor)
    if not address or entry.node.kind == "item":
        return ""
    knot = plan.elements[address.partition("#")[0]]
    words = both(*_read_together(len(knot.at)))
    return f'<p class="dz-together"><a href="{block(web(address))}">{words}</a></p>'


def counted(knot: Knot) -> tuple[str, str]:
    """How many practices and concepts a thing has, in words of both languages; empty where it has none."""
    zh = [f"{count} {name}" for count, name in ((knot.practices, "个做法"), (knot.concepts, "个概念")) if count]
    en = [
        f"{count} {name}{'s' if count > 1 else ''}"
        for count, name in ((knot.practices, "practice"), (knot.concepts, "concept"))
        if count
    ]
    return "，".join(zh), ", ".join(en)


def _page(plan: Plan, name: str, knot: Knot) -> Page:
    shown = list(_entries(plan, knot))
    lead = knot.lead
    blocks = [
        band(plan, here=called(lead)),
        _heading(lead, 1),
        f'<p class="dz-total">{both(*counted(knot))}</p>' if any(counted(knot)) else "",
        *_places(plan, knot),
        *_inside(plan, knot, 2),
        *legend(shown),
    ]
    text = "\n\n".join(text for text in blocks if text) + "\n"
    return Page(f"{plan.folder}/{name}", named(lead), text, caption(_tab(lead), plan), (plan.called, ELEMENTS))


def _tab(entry: Entry) -> Title:
    """What a browser's tab calls the page: the clause's own page has the same name."""
    zh, en = names(entry)
    return f"{ELEMENTS[0]} {zh}", f"{ELEMENTS[1]}: {en}"


def _part(plan: Plan, knot: Knot, level: int) -> Iterator[str]:
    yield _heading(knot.lead, level)
    yield from _places(plan, knot)
    yield from _inside(plan, knot, level + 1)


def _inside(plan: Plan, knot: Knot, level: int) -> Iterator[str]:
    """The texts of a thing's places, then its parts; practices that belong to no part come last, with their place."""
    own = {entry.anchor for part in knot.below for entry in part.at}
    loose = {
        entry.anchor: [one for one in plan.below.get(entry.anchor, ()) if one.anchor not in own] for entry in knot.at
    }
    last = {anchor for anchor, ones in loose.items() if any(one.node.kind == "practice" for one in ones)}
    for entry in knot.at:
        if entry.anchor not in last:
            yield from _body_and(plan, entry, loose[entry.anchor])
    for part in knot.below:
        yield from _part(plan, part, level)
    for entry in knot.at:
        if entry.anchor in last:
            yield from _body_and(plan, entry, loose[entry.anchor])


def _heading(entry: Entry, level: int) -> str:
    """The heading of a thing, named after its first place; the id is the place's with a sign before it."""
    number = f'<span class="dz-number">{label(entry)}</span>'
    titles = " ".join(
        f'<span class="dz-title dz-{language}" lang="{TONGUE[language]}">{title(entry, language)}</span>'
        for language in LANGUAGES
        if entry.title(language)
    )
    marks = f'#e-{entry.anchor} .dz-heading .dz-{entry.node.kind} data-toc-label="{inline(entry.name)}"'
    titles = titles or f'<span class="dz-title">{inline(entry.name)}</span>'
    return f"{'#' * level} {number} {titles} {{: {marks} }}"


def _places(plan: Plan, knot: Knot) -> Iterator[str]:
    """Where the thing stands in the print, with what it is called there if that differs from the heading."""
    if len(knot.at) > 1:
        runs = groupby(knot.at, key=lambda entry: _other_names(entry, knot.lead))
        items = "".join(f"<li>{_run(plan, list(entries), names)}</li>" for names, entries in runs)
        yield f'<ul class="dz-places">{items}</ul>'


def _run(plan: Plan, entries: Sequence[Entry], names: tuple[str, str]) -> str:
    """Places of one name: links to them, and the name."""
    links = " + ".join(f"{both(*_holds(plan, entry))} {_to(plan, entry, _cited(plan, entry))}" for entry in entries)
    # Also the empty one: a reader of one language is not told how the other differs.
    tags = (f'<span lang="{TONGUE[language]}">{name}</span>' for language, name in zip(LANGUAGES, names, strict=True))
    words = " ".join(tags)
    return f'{links} <span class="dz-both">{words}</span>' if any(names) else links


def _other_names(entry: Entry, lead: Entry) -> tuple[str, str]:
    """What a place is called, as HTML, in either language in which that differs from the heading."""
    zh, en = (_bare(entry, language) for language in LANGUAGES)
    return block("" if zh == _bare(lead, "zh") else zh), block("" if en == _bare(lead, "en") else en)


def _bare(entry: Entry, language: Language) -> str:
    """A title without the full stop that some rows have."""
    return one_line(entry.title(language) or "").rstrip("。.")


def _holds(plan: Plan, entry: Entry) -> tuple[str, str]:
    """What a place holds: a provision, concepts or practices."""
    chain = [entry]
    while chain[-1].node.kind != "table" and chain[-1].parent is not None:
        chain.append(plan.by_anchor[chain[-1].parent])
    if chain[-1].node.kind != "table":
        return "条文", "Clause"
    return ("做法", "Practices") if chain[-1].anchor in plan.structure.practised else ("概念", "Concepts")


def _body_and(plan: Plan, entry: Entry, loose: Sequence[Entry]) -> Iterator[str]:
    """The text of a place, and of what stands right below it."""
    yield _body(plan, entry, _cited(plan, entry))
    for one in loose:
        yield _body(plan, one, label(one) or "→", row=True)
        yield _deeper(plan, one) if one.anchor in plan.below else ""


def _body(plan: Plan, entry: Entry, words: str, *, row: bool = False) -> str:
    """The text of a place, level in both languages, its label (``words``) leading to where it stands; empty without
    text.
    """
    texts = nodes.texts(entry, headed=not row)
    lost = f'<p class="dz-lost">{both(*nodes.LOST)}</p>' if entry.node.lost else ""
    if not texts and not lost:
        return ""
    number = f'<p class="dz-number">{_to(plan, entry, words)}</p>'
    mark = f' id="e-{entry.anchor}"' if row else ""
    return f'<div class="dz-node dz-{entry.node.kind}"{mark}>{number}{texts}{lost}</div>'


def _deeper(plan: Plan, entry: Entry) -> str:
    """The way to what stands below a place that is no part of the model, such as the rows of a table."""
    words = halves(*(block(entry.title(language) or "") for language in LANGUAGES)) or block(entry.name)
    link = f"{_to(plan, entry, _cited(plan, entry))} {words}"
    return f'<p class="dz-inset">{link}</p>'


def _to(plan: Plan, entry: Entry, words: str) -> str:
    """A link to an entry's permanent address, named by the whole way to it; ``words`` are finished HTML."""
    zh, en = _source(plan, entry)
    name = spoken(f"{zh}：到原处", f"{en}: where it stands", "title")
    return f'<a class="dz-away" href="{block(web(plan.addresses[entry.anchor]))}" {name}>{words}</a>'


def _cited(plan: Plan, entry: Entry) -> str:
    """How a place is cited, as HTML."""
    zh, en = _source(plan, entry)
    return block(zh) if zh == en else both(zh, en)


def _source(plan: Plan, entry: Entry) -> tuple[str, str]:
    """How a place is cited: "6.1.1", "A.2 a) 1)", also in English; a row without label by its table alone."""
    labels = [entry.node.label]
    while entry.node.kind not in {"clause", "chapter", "section", "table"} and entry.parent is not None:
        entry = plan.by_anchor[entry.parent]
        labels.insert(0, entry.node.label)
    words = [wording.label(one_line(one)) for one in labels if one]
    return (" ".join(zh for zh, _ in words), " ".join(en for _, en in words)) if words else names(entry)


def _entries(plan: Plan, knot: Knot) -> Iterator[Entry]:
    yield from knot.at
    for part in knot.below:
        yield from _entries(plan, part)


def _read_together(places: int) -> tuple[str, str]:
    zh, en = NUMERALS.get(places, (str(places), str(places)))
    return f"{zh}处合读", f"Read the {en} places together"
