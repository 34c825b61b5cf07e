"""The practice finder: one page for all practices, with their data in a script beside it.

The page itself holds a list of elements, groups and items with the number of practices in each, for browsers without
JavaScript; with it, the list gives way to a table that filters (assets/finder*.js).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from duizhao.model import Concept, Language
from duizhao.publish.dress import both, halves
from duizhao.publish.escape import inline, one_line
from duizhao.publish.outline import Entry
from duizhao.publish.page import Page
from duizhao.publish.passages import paragraphs
from duizhao.publish.plan import Plan
from duizhao.text.terms import broader

PATH = "practices.md"
DATA = "practices.js"
NAME = ("做法查找", "Practice finder")

SCRIPTS = (DATA, *(f"assets/duizhao/{name}.js" for name in ("finder", "xlsx", "finder-table", "finder-page")))
"""The scripts of this page only. Its data are a script too, for a page opened from a disk may fetch nothing."""

FEWEST = 2
"""How many practices a tag needs: one that names a single practice filters nothing that its text would not."""

INTRO = (
    "边输入边筛选，中英文皆可；网址可以发给同事，结果可以下载。",
    "Filters as you type, in Chinese or English; send the address to a colleague, download the result.",
)


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice and where it stands: ``above`` is its page's entry (the element) and what lies between, outermost
    first; the last of them is its item. ``page`` is the page's path.
    """

    plan: Plan
    entry: Entry
    page: str
    above: tuple[Entry, ...]

    @property
    def group(self) -> Entry | None:
        """What stands between element and item, if anything."""
        return self.above[1] if len(self.above) > 2 else None


def practices(plans: Iterable[Plan]) -> tuple[Practice, ...]:
    """All practices in document order."""
    return tuple(
        Practice(plan, entry, sheet.path, _above(plan, entry, sheet.root))
        for plan in plans
        for sheet in plan.sheets
        for entry in sheet.entries
        if entry.node.kind == "practice"
    )


def finder_page(plans: Sequence[Plan]) -> Page | None:
    """The page; None where no document has a practice."""
    found = practices(plans)
    if not found:
        return None
    blocks = [
        f"# {both(*NAME)} {{: #finder }}",
        f'<p class="dz-finder-intro">{both(*INTRO)}</p>',
        _shell(),
        _listed(found),
    ]
    return Page(PATH, NAME, "\n\n".join(blocks) + "\n", {"title": NAME[0], "title_en": NAME[1], "style": "finder.css"})


def finder_link(plans: Sequence[Plan]) -> str:
    """A line that leads to the page from the home page, as Markdown; empty where there is no practice."""
    count = len(practices(plans))
    words = both(f"按关键词查找全部 {count} 个做法", f"Find any of the {count} practices by keyword")
    return f"[{words}]({PATH})" if count else ""


def finder_data(plans: Sequence[Plan], concepts: Sequence[Concept]) -> dict[str, bytes]:
    """The script with the data of the page, by its path; nothing where there is no practice."""
    found = practices(plans)
    if not found:
        return {}
    text = json.dumps(table(found, concepts), ensure_ascii=False, separators=(",", ":"))
    # No "<" for an HTML parser and no line end for an older JavaScript, should the data ever stand in a page.
    for sign in "<>\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return {DATA: f"window.duizhao=window.duizhao||{{}};duizhao.practices={text};\n".encode()}


def table(found: Sequence[Practice], concepts: Sequence[Concept]) -> dict[str, Any]:
    """The practices as columns, with lists of what they share; rows name a line of a list by its number."""
    documents = _numbered((one, one.plan.folder) for one in found)
    elements = _numbered((one, one.above[0]) for one in found)
    groups = _numbered((one, one.group) for one in found if one.group)
    items = _numbered((one, one.above[-1]) for one in found)
    several = len(documents.first) > 1
    tags, tagged = _tags(found, concepts)
    return {
        "documents": [_document(one.plan) for one in documents.first],
        "elements": [
            {
                **_named(one, one.above[0], several),
                "document": documents.number(one, one.plan.folder),
                "page": _built(one.page),
            }
            for one in elements.first
        ],
        "groups": [_named(one, one.group or one.above[0], several) for one in groups.first],
        "items": [
            {
                **_named(one, one.above[-1], several),
                "element": elements.number(one, one.above[0]),
                "group": groups.number(one, one.group) if one.group else -1,
            }
            for one in items.first
        ],
        "tags": tags,
        "rows": {
            "item": [items.number(one, one.above[-1]) for one in found],
            "number": [one_line(one.entry.node.id) for one in found],
            "anchor": [one.entry.anchor for one in found],
            "tags": tagged,
            **_texts(found),
        },
    }


def _above(plan: Plan, entry: Entry, root: Entry) -> tuple[Entry, ...]:
    """From the page's own entry down to what holds the practice; the practice itself where it has a page of its own."""
    chain: list[Entry] = []
    while entry is not root and entry.parent is not None:
        entry = plan.by_anchor[entry.parent]
        chain.insert(0, entry)
    return tuple(chain) or (root,)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A list of the table: the first practice of each line, and the line of each key."""

    first: tuple[Practice, ...]
    lines: Mapping[tuple[str, str], int]

    def number(self, one: Practice, what: Entry | str) -> int:
        """The line of ``what`` in the practice's document."""
        return self.lines[_key(one, what)]


def _numbered(pairs: Iterable[tuple[Practice, Entry | str]]) -> _Numbered:
    first: dict[tuple[str, str], Practice] = {}
    for one, what in pairs:
        first.setdefault(_key(one, what), one)
    return _Numbered(tuple(first.values()), {key: number for number, key in enumerate(first)})


def _key(one: Practice, what: Entry | str) -> tuple[str, str]:
    return one.plan.folder, what if isinstance(what, str) else what.anchor


def _named(one: Practice, entry: Entry, several: bool) -> dict[str, Any]:
    """Names and the id that stands in addresses: the anchor, behind its document's id where there are several."""
    return {"id": f"{one.plan.folder}/{entry.anchor}" if several else entry.anchor, **_names(entry)}


def _names(entry: Entry) -> dict[str, str]:
    titles = {language: one_line(entry.title(language) or "") for language in ("zh", "en")}
    label = one_line(entry.node.label or "")
    if not any(titles.values()):
        return {"label": "", "zh": entry.name, "en": ""}
    return {"label": label, **titles}


def _document(plan: Plan) -> dict[str, str]:
    document = plan.book.document
    titles = {"zh": one_line(document.title_zh or ""), "en": one_line(document.title_en or "")}
    return {"id": plan.folder, "name": plan.name, **titles}


def _built(path: str) -> str:
    """The address of a page as the site's settings make it."""
    return path.removesuffix(".md") + ".html"


def _texts(found: Sequence[Practice]) -> dict[str, Any]:
    """The main edition's text and, where the print leads, the plain edition's; numbers of rows whose text is lost."""
    main = [None if one.entry.restated else one.entry.node for one in found]
    plain = [one.entry.node if one.entry.restated else one.entry.plain for one in found]
    columns: dict[str, Any] = {
        "zh": [_text(node.text_zh if node else None) for node in main],
        "en": [_text(node.text_en if node else None) for node in main],
        "lost": [number for number, node in enumerate(main) if node and node.lost],
    }
    if any(plain):
        columns["plain_zh"] = [_text(node.text_zh if node else None) for node in plain]
        columns["plain_en"] = [_text(node.text_en if node else None) for node in plain]
    return columns


def _text(text: str | None) -> str:
    return "\n".join(paragraphs(text))


def _tags(found: Sequence[Practice], concepts: Sequence[Concept]) -> tuple[list[dict[str, str]], list[list[int]]]:
    """The concepts that practices share, the most frequent first, and for each practice the numbers of its own."""
    above = broader(concepts)
    own = [_concepts(one.entry, above) for one in found]
    counts = Counter(id_ for ids in own for id_ in ids)
    chosen = sorted(
        (concept for concept in concepts if counts[concept.id] >= FEWEST), key=lambda one: (-counts[one.id], one.id)
    )
    numbers = {concept.id: number for number, concept in enumerate(chosen)}
    tags = [{"id": one.id, "zh": _term(one, "zh"), "en": _term(one, "en")} for one in chosen]
    return tags, [sorted(numbers[id_] for id_ in ids if id_ in numbers) for ids in own]


def _concepts(entry: Entry, above: Mapping[str, tuple[str, ...]]) -> set[str]:
    linked = (*entry.node.concepts, *(entry.plain.concepts if entry.plain else ()))
    return {id_ for concept in linked for id_ in above.get(concept, ())}


def _term(concept: Concept, language: Language) -> str:
    terms = [term for term in concept.terms if term.language == language and term.status != "avoid"]
    best = sorted(terms, key=lambda term: term.status != "preferred")
    return one_line(best[0].text) if best else ""


def _shell() -> str:
    """Where the scripts build the table, as one HTML block."""
    scripts = "".join(f'<script defer src="{path}"></script>' for path in SCRIPTS)
    return (
        f'<div class="dz-finder" id="dz-finder"><script src="assets/duizhao/finder-early.js"></script>{scripts}</div>'
    )


def _listed(found: Sequence[Practice]) -> str:
    """The list for browsers without JavaScript."""
    lines = "\n".join(_lines(found))
    return f'<div class="dz-finder-plain" markdown="1">\n\n{lines}\n\n</div>'


def _lines(found: Sequence[Practice]) -> Iterator[str]:
    """Documents, elements, groups and items as a nested Markdown list of links with the number of practices in each."""
    several = len({one.plan.folder for one in found}) > 1
    for _, of_book in groupby(found, lambda one: one.plan.folder):
        rows = list(of_book)
        plan = rows[0].plan
        if several:
            yield f"- {_line(inline(plan.name), f'{plan.folder}/index.md', len(rows))}"
        yield from _tree(plan, rows, "    " if several else "")


def _tree(plan: Plan, rows: Sequence[Practice], indent: str) -> Iterator[str]:
    counts = Counter(entry.anchor for one in rows for entry in one.above)
    for anchor, depth in dict.fromkeys((entry.anchor, depth) for one in rows for depth, entry in enumerate(one.above)):
        names = _names(plan.by_anchor[anchor])
        words = halves(inline(f"{names['label']} {names['zh']}" if names["zh"] else ""), inline(names["en"]))
        yield f"{indent}{'    ' * depth}- {_line(words, f'{plan.folder}/{plan.addresses[anchor]}', counts[anchor])}"


def _line(words: str, address: str, count: int) -> str:
    return f'[{words}]({address}) <span class="dz-count">{count}</span>'
