"""The page of all standards that the documents refer to: which they are, and where each is cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from duizhao.model import LANGUAGES, Language
from duizhao.publish.dress import book_name, both, called
from duizhao.publish.escape import block, inline, one_line
from duizhao.publish.linking import web
from duizhao.publish.outline import Entry
from duizhao.publish.page import Page
from duizhao.publish.passages import TONGUE
from duizhao.publish.plan import Plan
from duizhao.publish.targets import REFERENCES, is_own, shelved, standard_anchor, standard_of, texts_of
from duizhao.text import cited as citations
from duizhao.text.chars import has_han
from duizhao.text.references import find

NAME = ("引用文件", "Standards referred to")
INTRO = (
    "各文件引用或提到的标准，按编号排列；每一处都可以点开。名称只取自引用它的文件。",
    "The standards that the documents cite, by number, with every place. Titles are as the citing documents give them.",
)
NORMATIVE = ("规范性引用文件", "Normative references")
TONGUES: dict[Language, str] = {"zh": "中文", "en": "English"}


@dataclass(frozen=True, slots=True)
class Place:
    """A node that cites a standard, and in which languages its texts do."""

    plan: Plan
    entry: Entry
    languages: tuple[Language, ...]


@dataclass(slots=True)
class Cited:
    """A standard as it is cited: its number, the titles given with it, whose normative reference it is, and where."""

    number: str
    titles: list[str] = field(default_factory=list)
    normative: list[Plan] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


def references_page(plans: Sequence[Plan]) -> Page | None:
    """The page; None where no document refers to a standard."""
    found = cited(plans)
    if not found:
        return None
    shelf = shelved(plan.book for plan in plans)
    names = {plan.folder: book_name(plan) for plan in plans}
    blocks = [f"# {both(*NAME)} {{: #references .dz-heading .dz-front }}", f"<p>{both(*INTRO)}</p>"]
    for one in found:
        folder = shelf.get(one.number)
        blocks += [_heading(one), _facts(one, (folder, names[folder]) if folder else None)]
    return Page(REFERENCES, NAME, "\n\n".join(blocks) + "\n", {"title": NAME[0], "title_en": NAME[1]})


def cited(plans: Iterable[Plan]) -> list[Cited]:
    """All standards that are cited, by number. A document that names its own number does not cite itself."""
    found: dict[str, Cited] = {}
    for plan in plans:
        informative = _informative(plan)
        for reference in plan.book.document.references:
            number = standard_of(reference.number) or one_line(reference.number)
            if number and not is_own(plan.book.document, number):
                one = found.setdefault(number, Cited(number))
                _entitled(one, reference.title)
                if number not in informative and plan not in one.normative:
                    one.normative.append(plan)
        for entry in plan.entries:
            for number, languages in _numbers(plan, entry).items():
                found.setdefault(number, Cited(number)).places.append(Place(plan, entry, tuple(languages)))
    return sorted(found.values(), key=lambda one: _rank(one.number))


def _entitled(one: Cited, title: str | None) -> None:
    if title and title.strip() and title not in one.titles:
        one.titles.append(title)


def _informative(plan: Plan) -> set[str]:
    """The standards that a document cites and does not list as normative references.

    With a clause of these, they are those that terms were taken from; without one, all that a text cites.
    """
    listing = {entry.anchor for entry in plan.entries if {entry.node.title_zh, entry.node.title_en} & {*NORMATIVE}}
    if not listing:
        return {number for entry in plan.entries for number in _numbers(plan, entry)}
    below = [entry for entry in plan.entries if {entry.anchor, entry.parent} & listing]
    texts = (text for entry in plan.entries for _, text in texts_of(entry))
    taken = (one for text in texts for source in citations.sources(text) for one in find(source))
    listed = {number for entry in below for number in _numbers(plan, entry)}
    return {one.target for one in taken if one.kind == "standard"} - listed


def _numbers(plan: Plan, entry: Entry) -> dict[str, list[Language]]:
    """The standards that an entry cites, each with the languages whose text does."""
    found: dict[str, list[Language]] = {}
    for language, paragraph in texts_of(entry):
        for one in find(paragraph):
            if one.kind == "standard" and not is_own(plan.book.document, one.target):
                languages = found.setdefault(one.target, [])
                if language not in languages:
                    languages.append(language)
    return {number: sorted(languages, key=LANGUAGES.index) for number, languages in found.items()}


def _rank(number: str) -> list[tuple[int, int | str]]:
    """Numbers in the order of their figures: GB/T 1.1 before GB/T 1.10 before GB/T 19001."""
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in re.split(r"(\d+)", number)]


def _heading(one: Cited) -> str:
    number = inline(one.number)
    return f'## {number} {{: #{standard_anchor(one.number)} data-toc-label="{number}" }}'


def _facts(one: Cited, held: tuple[str, str] | None) -> str:
    """What is known of a standard, as an HTML list of names and values; ``held``: folder and name in the library."""
    library = _link(f"{held[0]}/index.md", held[1]) if held else both("未收入", "Not held")
    rows = [
        _fact("名称", "Title", [_title(title) for title in one.titles]),
        _fact("本站", "In this library", [library]),
        _fact("规范性引用它的文件", "Normative reference of", [_home(plan) for plan in one.normative]),
        _fact("引用之处", "Cited in", _places(one.places)),
    ]
    return f'<dl class="dz-cited">{"".join(rows)}</dl>'


def _fact(chinese: str, english: str, values: Iterable[str]) -> str:
    """A name and its values, which are finished HTML; empty without a value."""
    cells = "".join(f"<dd>{value}</dd>" for value in values)
    return f"<div><dt>{both(chinese, english)}</dt>{cells}</div>" if cells else ""


def _title(title: str) -> str:
    return f'<span lang="{TONGUE["zh" if has_han(title) else "en"]}">{block(title)}</span>'


def _places(places: Sequence[Place]) -> Iterator[str]:
    """The places, document by document, in document order."""
    for plan in dict.fromkeys(place.plan.folder for place in places):
        own = [place for place in places if place.plan.folder == plan]
        items = "".join(f"<li>{_place(place)}</li>" for place in own)
        yield f"{_home(own[0].plan)}<ul>{items}</ul>"


def _home(plan: Plan) -> str:
    return _link(f"{plan.folder}/index.md", book_name(plan))


def _place(place: Place) -> str:
    plan = place.plan
    link = _link(f"{plan.folder}/{plan.addresses[place.entry.anchor]}", _way(plan, place.entry))
    tongues = " · ".join(f'<span lang="{TONGUE[one]}">{TONGUES[one]}</span>' for one in place.languages)
    return f'{link} <span class="dz-tongues">{tongues}</span>'


def _way(plan: Plan, entry: Entry) -> str:
    """What a place is called; text without a heading is called after what it stands in, too."""
    above = plan.by_anchor.get(entry.parent or "")
    return called(entry) if entry.headed or above is None else f"{called(above)} › {called(entry)}"


def _link(address: str, words: str) -> str:
    return f'<a href="{block(web(address))}">{words}</a>'
