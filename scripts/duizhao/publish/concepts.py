"""The glossary's pages: one that lists all concepts, and one for each, with its terms, relations and every use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pypinyin import lazy_pinyin

from duizhao.model import LANGUAGES, Concept, Condition, Language, Source, Term
from duizhao.publish import citation, wording
from duizhao.publish.concordance import Use, Uses
from duizhao.publish.dress import TRAIL, book_name, both, halves, table
from duizhao.publish.escape import block, inline, one_line
from duizhao.publish.glossary import INDEX, Glossary, names, term, term_anchor
from duizhao.publish.kwic import Shelf, uses_block
from duizhao.publish.linking import web
from duizhao.publish.page import Page
from duizhao.publish.passages import TONGUE, Part, pair, paragraphs
from duizhao.publish.plan import Plan
from duizhao.publish.relations import Related, picture, relations
from duizhao.text.chars import has_han
from duizhao.text.conditions import named

NAME = ("术语表", "Glossary")
SCRIPT = "../assets/duizhao/concepts.js"

INTRO = (
    "全部概念的中英文术语、定义、用例和译法。点开一条，可以看到它在每一处怎样使用、怎样翻译。",
    "All concepts with their terms in both languages; each leads to its definition and to every use and rendering.",
)
EMPTY = ("各文件中没有用到。", "Not used in any document.")
UNDEFINED = ("尚无定义。", "No definition yet.")
ONLY, AVOIDED_IN, OR = ("仅用于", "only in"), ("仅在此避免：", "avoided only in"), ("或", "or in")

# A letter under which concepts are listed. Example: "G" of "gù kè".
_LETTER = re.compile(r"[A-Z]")


def glossary_page(glossary: Glossary, uses: Uses) -> Page | None:
    """The page that lists all concepts by the pinyin of their Chinese terms; None where there is none."""
    if not glossary.concepts:
        return None
    rows = sorted((_key(one), one.id) for one in glossary.concepts.values())
    groups = [(letter, list(each)) for letter, each in groupby(rows, key=lambda row: _letter(row[0]))]
    blocks = [
        f"# {both(*NAME)} {{: #glossary }}",
        f'<p class="dz-quiet">{both(*INTRO)}</p>',
        _tools([letter for letter, _ in groups]),
        _listed(groups, glossary, uses),
    ]
    text = "\n\n".join(blocks) + "\n"
    return Page(f"{glossary.folder}/{INDEX}.md", NAME, text, {"title": NAME[0], "title_en": NAME[1]})


def concept_pages(glossary: Glossary, uses: Uses, plans: Sequence[Plan]) -> tuple[Page, ...]:
    """A page for each concept."""
    tied = relations(glossary)
    shelf = Shelf({plan.book.document.id: plan for plan in plans})
    return tuple(
        _page(concept, tied[id_], uses.get(id_, ()), glossary, shelf) for id_, concept in glossary.concepts.items()
    )


def _tools(letters: Sequence[str]) -> str:
    """Links to the letters, and where the script puts the field and the orders."""
    links = "".join(f'<li><a href="#p-{block(_id(letter))}">{block(letter)}</a></li>' for letter in letters)
    return (
        f'<div class="dz-concept-tools" id="dz-concept-tools">'
        '<nav class="dz-letters" aria-label="字母 Letters" data-dz-zh="字母" data-dz-en="Letters">'
        f"<ul>{links}</ul></nav>"
        f'<script defer src="{SCRIPT}"></script></div>'
    )


def _listed(groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], glossary: Glossary, uses: Uses) -> str:
    """The table: a body a letter."""
    heads = (("中文术语", "Chinese"), ("英文术语", "English"), ("用例", "Uses"))
    top = "".join(f'<th scope="col">{both(*words)}</th>' for words in heads)
    bodies = "".join(
        f'<tbody id="p-{block(_id(letter))}"><tr class="dz-letter">'
        f'<th colspan="3" scope="rowgroup">{block(letter)}</th>'
        f"</tr>{''.join(_row(glossary, key, id_, len(uses.get(id_, ()))) for key, id_ in rows)}</tbody>"
        for letter, rows in groups
    )
    return (
        f'<div class="dz-concepts"><table class="dz-grid"><caption class="dz-offscreen">'
        f"{both(*NAME)}</caption><thead><tr>{top}</tr></thead>{bodies}</table></div>"
    )


def _row(glossary: Glossary, key: str, id_: str, count: int) -> str:
    concept = glossary.concepts[id_]
    english = block(term(concept, "en").lower())
    cells = "".join(f"<td>{_terms_of(concept, language, glossary)}</td>" for language in LANGUAGES)
    return f'<tr data-pinyin="{block(key)}" data-en="{english}" data-uses="{count}">{cells}<td>{count}</td></tr>'


def _terms_of(concept: Concept, language: Language, glossary: Glossary) -> str:
    """The terms of a concept in a language; what it is called leads to its page, the others are marked."""
    name = term(concept, language)
    label = name or (names(concept)[1] if language == "en" else "")
    first = (
        f'<a href="{block(glossary.name(concept.id))}.html" lang="{TONGUE[language]}">{block(label)}</a>'
        if label
        else ""
    )
    others = [
        f'<span class="dz-t-{one.status}"><span lang="{TONGUE[language]}">{block(one.text)}</span> '
        f'<small class="dz-mark-{one.status}">{both(*wording.TERM_STATUS[one.status])}</small></span>'
        for one in concept.terms
        if one.language == language and one_line(one.text) != name
    ]
    return " ".join(filter(None, (first, *others)))


def _key(concept: Concept) -> str:
    """What a concept is sorted by: the pinyin of its Chinese term, else its English one."""
    zh, en = names(concept)
    return " ".join(lazy_pinyin(zh)).lower() if zh else en.lower()


def _letter(key: str) -> str:
    first = key[:1].upper()
    return first if _LETTER.fullmatch(first) else "#"


def _id(letter: str) -> str:
    return letter.lower() if letter != "#" else "other"


def _page(concept: Concept, tied: Related, uses: Sequence[Use], glossary: Glossary, shelf: Shelf) -> Page:
    zh, en = names(concept)
    titles = _titles(zh, en)
    drawn = picture(concept, tied, glossary)
    facts = f'<div class="dz-concept-facts">{_definition(concept)}{_terms(concept, shelf)}{_rest(concept, shelf)}</div>'
    blocks = [
        _band(titles),
        f"# {titles} {{: #concept .dz-concept-name }}",
        f'<div class="dz-concept">{facts}{drawn}</div>',
        f"## {both('用例与译法', 'Uses and renderings')} {{: #uses }}",
        uses_block(concept, uses, shelf) if uses else f'<p class="dz-quiet">{both(*EMPTY)}</p>',
    ]
    meta = {"title": _tab(zh or en, NAME[0]), "title_en": _tab(en or zh, NAME[1])}
    return Page(
        f"{glossary.folder}/{glossary.name(concept.id)}.md", (zh or en, en or zh), "\n\n".join(blocks) + "\n", meta
    )


def _tab(name: str, where: str) -> str:
    """What a browser's tab calls the page; themes print it as HTML, hence the entities."""
    return block(f"{name} · {where}")


def _titles(chinese: str, english: str) -> str:
    """Both names of a concept for a Markdown line. They stay together in every mode: the two make the entry."""
    zh = f'<span lang="{TONGUE["zh"]}">{inline(chinese)}</span>' if chinese else ""
    en = f'<span class="dz-concept-en" lang="{TONGUE["en"]}">{inline(english)}</span>' if english else ""
    return " ".join(filter(None, (zh, en)))


def _band(here: str) -> str:
    chinese, english = TRAIL
    names_ = f'aria-label="{chinese} {english}" data-dz-zh="{chinese}" data-dz-en="{english}"'
    steps = f'<li><a href="{INDEX}.html">{both(*NAME)}</a></li><li><span aria-current="page">{here}</span></li>'
    return f'<div class="dz-band"><nav class="dz-trail" {names_}><ol>{steps}</ol></nav></div>'


def _definition(concept: Concept) -> str:
    texts: dict[Language, str | None] = {"zh": concept.definition_zh, "en": concept.definition_en}
    parts = tuple(Part(language, paragraphs(text)) for language, text in texts.items() if paragraphs(text))
    words = pair(parts) or f'<p class="dz-quiet">{both(*UNDEFINED)}</p>'
    return f'<div class="dz-concept-definition">{words}</div>'


def _terms(concept: Concept, shelf: Shelf) -> str:
    """The terms with their status, each at an anchor that links to it name."""
    head = (("术语", "Term"), ("状态", "Status"), ("说明", "Notes"))
    rows = [
        (
            f'<span id="{term_anchor(number)}" lang="{TONGUE[one.language]}">{block(one.text)}</span>',
            f'<span class="dz-mark-{one.status}">{both(*wording.TERM_STATUS[one.status])}</span>',
            "".join(f"<p>{words}</p>" for words in _told(one, shelf)),
        )
        for number, one in enumerate(concept.terms)
    ]
    return table(("术语", "Terms"), head, rows)


def _told(one: Term, shelf: Shelf) -> Iterator[str]:
    """Part of speech, conditions and the reason for the status."""
    if one.part_of_speech:
        yield both(*wording.part_of_speech(one.part_of_speech))
    if one.condition:
        yield from _conditions(one, one.condition, shelf)
    if one.reason:
        yield _spoken(one.reason)


def _conditions(term: Term, condition: Condition, shelf: Shelf) -> Iterator[str]:
    """When a term is right, in words."""
    documents = "、".join(_home(id_, shelf) for id_ in condition.documents)
    owned = groupby(condition.nodes, lambda id_: named(id_)[0])
    places = "、".join(_nodes(owner, [named(id_)[1] for id_ in ids], shelf) for owner, ids in owned)
    words = "、".join(
        f'“<span lang="{TONGUE["zh" if has_han(one) else "en"]}">{block(one)}</span>”' for one in condition.words
    )
    only = AVOIDED_IN if term.status == "avoid" else ONLY
    found = [one for one in (documents, places) if one]
    yield from (f"{both(*(only if not number else OR))} {one}" for number, one in enumerate(found))
    if words:
        along = ("或与以下词同现：", "or along with") if found else ("仅与以下词同现：", "only along with")
        yield f"{both(*along)} {words}"


def _home(id_: str, shelf: Shelf) -> str:
    """A document that a condition names: a link where the library has it."""
    plan = shelf.plans.get(id_)
    return f'<a href="{block(f"../{plan.folder}/index.html")}">{book_name(plan)}</a>' if plan else block(id_)


def _nodes(owner: str | None, ids: Sequence[str], shelf: Shelf) -> str:
    """Nodes that a condition names, of one document or of any: links where exactly one document has them."""
    before = f"{_home(owner, shelf)} " if owner else ""
    return before + "、".join(_node(owner, id_, shelf) for id_ in ids)


def _node(owner: str | None, id_: str, shelf: Shelf) -> str:
    plans = [plan for plan in shelf.plans.values() if id_ in plan.by_id and owner in {None, plan.book.document.id}]
    if len(plans) != 1:
        return block(id_)
    way = web(f"../{plans[0].folder}/{plans[0].addresses[plans[0].by_id[id_].anchor]}")
    return f'<a href="{block(way)}">{block(id_)}</a>'


def _rest(concept: Concept, shelf: Shelf) -> str:
    """Where the concept comes from, and the note."""
    sources = "".join(f"<dd>{_source(source, shelf)}</dd>" for source in concept.sources)
    rows = [f"<div><dt>{both('来源', 'Source')}</dt>{sources}</div>"] if sources else []
    if concept.note:
        rows.append(f"<div><dt>{both('备注', 'Note')}</dt><dd>{_spoken(concept.note)}</dd></div>")
    return f'<dl class="dz-cited">{"".join(rows)}</dl>' if rows else ""


def _source(source: Source, shelf: Shelf) -> str:
    plan = shelf.plans.get(source.document)
    entry = plan.by_id.get(source.node or "") if plan else None
    if not plan:
        return block(" ".join(filter(None, (source.document, source.node))))
    if not entry:
        home = _home(source.document, shelf)
        return f"{home} {block(source.node)}" if source.node else home
    place = halves(*(block(words) for words in citation.place(plan, entry)))
    return f'<a href="{block(web(f"../{plan.folder}/{plan.addresses[entry.anchor]}"))}">{book_name(plan)} {place}</a>'


def _spoken(text: str) -> str:
    """Words of the glossary that are written in one language, whichever it is."""
    return f'<span lang="{TONGUE["zh" if has_han(text) else "en"]}">{block(text)}</span>'
