"""References that lead nowhere, and what nothing refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from duizhao.checks import editions
from duizhao.checks.check import Check, Material
from duizhao.model import LANGUAGES, Book, Finding, Language, Node, Severity
from duizhao.text import cited as citations
from duizhao.text.references import CrossReference, find, formulas, named, undated

# A caption that is no node of its own but a paragraph: "表1 开放时间", "Figure A.2 — Layout".
_CAPTION = re.compile(
    r"^(?:(?P<table>表|Table)|(?P<figure>图|Figure))\s?(?P<number>(?:[A-Z]\.)?\d{1,3})(?=[\s—–:：]|$)", re.MULTILINE
)
# Between two references that are a range: "表1～表3", "Tables 1 to 3".
_RANGE = re.compile(r"\s?(?:[~～—–-]|至|到|to|through)\s?")

NAMES: Mapping[str, str] = {"table": "Table", "figure": "Figure", "annex": "Annex"}
PICTURES = ("figure", "formula")
NORMATIVE = ("规范性引用文件", "Normative references")
SOURCES = ("参考文献", "Bibliography")
FRONT = ("前言", "引言", "Foreword", "Introduction")
"""Titles of the elements in which documents are listed, and of those that cite without making a rule of it."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A reference with the node and the language that it stands in."""

    node: Node
    language: Language
    words: str
    reference: CrossReference


def _run(material: Material) -> Iterator[Finding]:
    for book in material.books:
        nodes = editions.nodes(material, book)
        spoken = [one for node in nodes for one in _spoken(node)]
        lost = any(node.lost for node in nodes)
        yield from _dead(book, nodes, spoken, lost=lost)
        yield from _unused(book, nodes, spoken)
        yield from _listed(book, nodes, spoken)


def _spoken(node: Node) -> Iterator[_Spoken]:
    for language in LANGUAGES:
        text = (node.text_zh if language == "zh" else node.text_en) or ""
        for one in find(text):
            yield _Spoken(node, language, text[one.start : one.end], one)


def _dead(book: Book, nodes: Sequence[Node], spoken: Sequence[_Spoken], *, lost: bool) -> Iterator[Finding]:
    known = _known(nodes)
    by_id = {node.id: node for node in nodes}
    told: set[tuple[str, str]] = set()
    for one in spoken:
        reference = one.reference
        here = (one.node.id, reference.target)
        if reference.kind == "standard" or reference.of or here in told:
            continue
        if reference.kind in PICTURES and not any(kind == reference.kind for kind, _ in known):
            continue  # these may be no text: the copies do not show whether there are any
        if not _leads(reference, one.node, known, by_id):
            told.add(here)
            severity: Severity = "info" if lost else "warning"
            why = "; the copies have lost text" if lost else ""
            message = f"“{one.words}” leads nowhere: there is no such {reference.kind}{why}."
            yield Finding(CHECK.id, severity, message, book.document.id, one.node.id, one.language)


def _known(nodes: Sequence[Node]) -> set[tuple[str, str]]:
    """What can be referred to, by kind and number."""
    known: set[tuple[str, str]] = set()
    for node in nodes:
        kind, label = named(node.id, node.kind, node.label)
        for number in (node.id, label or node.id):
            known |= {(kind, number.casefold())} | ({("clause", number.casefold())} if kind != "figure" else set())
        for text in (node.text_zh, node.text_en):
            known |= {("formula", number.casefold()) for number in formulas(text)}
            for caption in _CAPTION.finditer(text or ""):
                known.add(("table" if caption["table"] else "figure", caption["number"].casefold()))
    return known


def _leads(one: CrossReference, node: Node, known: set[tuple[str, str]], by_id: Mapping[str, Node]) -> bool:
    if one.kind not in {"item", "note"}:
        return (one.kind, one.target.casefold()) in known
    place, _, inner = one.target.partition("/")
    if place:
        return ("clause", place.casefold()) in known and _has(place, inner, known, by_id)
    above, seen = node.id, set[str]()
    while above and above not in seen:
        if _has(above, inner, known, by_id):
            return True
        seen.add(above)
        above = (by_id[above].parent if above in by_id else None) or ""
    return False


def _has(place: str, inner: str, known: set[tuple[str, str]], by_id: Mapping[str, Node]) -> bool:
    """Whether a place has an item or a note, as a node or in its text; the only note may be called the first."""
    names = {f"{place}/{inner}", f"{place}/{inner}1"} | ({f"{place}/note"} if inner == "note1" else set())
    if any(("clause", name.casefold()) in known for name in names):
        return True
    node = by_id.get(place)
    if node is None or inner.startswith("note"):
        return False
    label = re.compile(rf"(?:^|[\s;；。:：]){re.escape(inner.partition('/')[0])}[)）]", re.MULTILINE)
    return any(label.search(text or "") for text in (node.text_zh, node.text_en))


def _unused(book: Book, nodes: Sequence[Node], spoken: Sequence[_Spoken]) -> Iterator[Finding]:
    """Tables and annexes that no text refers to; a place of an annex from outside it stands for the annex."""
    used = {
        target for one in _with_ranges(spoken) for target in [(one.reference.kind, one.reference.target.casefold())]
    }
    places = {one.reference.target.partition("/")[0] for one in spoken if one.node.id[0] != one.reference.target[:1]}
    for node in nodes:
        if node.kind not in {"table", "annex"} or "/" in node.id:
            continue
        _, label = named(node.id, node.kind, node.label or node.id)
        numbers = {node.id.casefold(), (label or node.id).casefold()}
        below = node.kind == "annex" and any(place.startswith(f"{node.id}.") for place in places)
        if not below and not any((kind, number) in used for kind in (node.kind, "clause") for number in numbers):
            message = f"No text refers to {NAMES[node.kind]} {node.id}."
            yield Finding(CHECK.id, "info", message, book.document.id, node.id)


def _with_ranges(spoken: Sequence[_Spoken]) -> Iterator[_Spoken]:
    """The references, and those that a range leaves out: of "Tables 1 to 3" the second."""
    for before, one in zip([None, *spoken], spoken, strict=False):
        yield one
        if before is None or before.node is not one.node or before.reference.kind != one.reference.kind:
            continue
        text = (one.node.text_zh if one.language == "zh" else one.node.text_en) or ""
        first, last = before.reference, one.reference
        stems = [re.fullmatch(r"(?P<stem>(?:[A-Z]\.)?)(?P<last>\d{1,3})", each.target) for each in (first, last)]
        if stems[0] and stems[1] and _RANGE.fullmatch(text, first.end, last.start):
            for number in range(int(stems[0]["last"]) + 1, int(stems[1]["last"])):
                inner = CrossReference(first.start, last.end, first.kind, f"{stems[0]['stem']}{number}")
                yield _Spoken(one.node, one.language, one.words, inner)


def _listed(book: Book, nodes: Sequence[Node], spoken: Sequence[_Spoken]) -> Iterator[Finding]:
    """The list of normative references against the standards that the text cites (GB/T 1.1—2020, 9.5)."""
    titles = _titles_above(nodes)
    clause = next((node for node in nodes if _is_called(node, NORMATIVE)), None)
    cited = [one for one in spoken if one.reference.kind == "standard"]
    listed = {one.reference.target for one in cited if clause and titles[one.node.id] & set(NORMATIVE)}
    taken = _taken_from(nodes)
    numbers = (one for each in book.document.references for one in find(each.number))
    listed |= {one.target for one in numbers if one.kind == "standard" and one.target not in taken}
    sources = {one.reference.target for one in cited if titles[one.node.id] & set(SOURCES)}
    own = {undated(found.target) for found in find(book.document.number or "") if found.kind == "standard"}
    rules = [one for one in cited if not titles[one.node.id] & {*NORMATIVE, *SOURCES, *FRONT} and not _is_source(one)]
    if clause is None:
        return
    used = {undated(one.reference.target) for one in rules}
    for number in sorted(listed):
        if undated(number) not in used:
            message = f"{number} is a normative reference, and no clause cites it."
            yield Finding(CHECK.id, "info", message, book.document.id, clause.id)
    told: set[str] = set()
    for one in rules:
        target = one.reference.target
        if one.node.kind not in {"note", "example"} and undated(target) not in own and target not in told:
            told.add(target)
            why = _listing(target, listed, sources)
            if why:
                yield Finding(CHECK.id, "info", why, book.document.id, one.node.id, one.language)


def _taken_from(nodes: Sequence[Node]) -> set[str]:
    """The standards that terms were taken from, which makes none of them a normative reference."""
    texts = (text for node in nodes for text in (node.text_zh, node.text_en) if text)
    found = (one for text in texts for source in citations.sources(text) for one in find(source))
    return {one.target for one in found if one.kind == "standard"}


def _is_source(one: _Spoken) -> bool:
    """Whether a standard is named as where a term was taken from."""
    text = (one.node.text_zh if one.language == "zh" else one.node.text_en) or ""
    line = text[text.rfind("\n", 0, one.reference.start) + 1 : one.reference.end]
    return any(source.startswith(line.strip()) for source in citations.sources(text))


def _listing(target: str, listed: set[str], sources: set[str]) -> str | None:
    """What is wrong with how a cited standard is listed: a dated citation needs the dated entry, and the other way."""
    if target in listed | sources:
        return None
    other = next((number for number in sorted(listed | sources) if undated(number) == undated(target)), None)
    if other is None:
        return f"{target} is cited and is not among the normative references."
    return f"{target} is cited, and {other} is listed: one is dated, or by another year."


def _titles_above(nodes: Sequence[Node]) -> dict[str, set[str]]:
    """For each node its own titles and those of all nodes above it."""
    found: dict[str, set[str]] = {}
    for node in nodes:
        own = {title.strip() for title in (node.title_zh, node.title_en) if title}
        found[node.id] = own | found.get(node.parent or "", set())
    return found


def _is_called(node: Node, titles: Sequence[str]) -> bool:
    return any(title in titles for title in (node.title_zh, node.title_en))


CHECK = Check(
    id="dead-reference",
    severity="warning",
    name=("无效的引用", "References that lead nowhere"),
    what=(
        (
            "文中提及的章条、表、附录、列项、注在本文件里不存在：警告。没有任何文字提及的表和附录、文中从未引"
            "用的规范性引用文件、引用了"
            "却没有列入规范性引用文件（或年份不一致）的标准：提示。别的文件的章条不查；抄本有缺失时都只作提示。"
        ),
        (
            "Warnings: a clause, table, annex, list entry or note that a text names and the document does "
            "not have. Notes: "
            "tables and annexes that nothing refers to, normative references that no clause cites, cited "
            "standards that are "
            "not among the normative references or are listed by another year. Places in other documents are "
            "not looked at; "
            "where the copies have lost text, all is told as a note only."
        ),
    ),
    why=("引用指错了地方，要求就落空了。", "A requirement that refers to nothing requires nothing."),
    fix=("改成正确的编号；确实应有的内容缺了，就补上。", "Put the number right, or add what is missing."),
    example=None,
    run=_run,
)
