"""The front page of a document, the terms that it defines, and the shelf of all documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from duizhao.model import LANGUAGES, Document, Edition, Language, Reference
from duizhao.publish.dress import band, both, caption, division, document_title, halves, legend, link, title
from duizhao.publish.escape import block, inline
from duizhao.publish.leaves import contents, listed
from duizhao.publish.linking import web
from duizhao.publish.map import LISTED, has_map, on_home, site_map
from duizhao.publish.nodes import texts
from duizhao.publish.outline import Entry, Sheet
from duizhao.publish.page import Page
from duizhao.publish.passages import TONGUE
from duizhao.publish.plan import Plan
from duizhao.publish.targets import REFERENCES, is_own, standard_anchor

NOTICE: dict[Edition, dict[Language, str]] = {
    "plain": {
        "zh": (
            "这里读到的是白话版：编号、标题和术语照原文件，每一条的内容由本站用自己的话另行写成，供理解和查找之用。"
            "它不是原文，不能代替原文；要读原文，请把您持有的副本导入本站。"
        ),
        "en": (
            "What you read here is the plain edition. Numbers, titles and terms are the document's; what each "
            "provision says is restated in our own words, to be understood and found. It is not the text and does not "
            "replace it. To read the text itself, import the copies that you hold."
        ),
    },
    "printed": {
        "zh": (
            "这里读到的是印本：原文由副本重建，损坏之处已修复，出处和修复见“关于本文本”。"
            "标有“解读”的文字是本站的白话版，不是原文。"
        ),
        "en": (
            "What you read here is the printed text, rebuilt from copies; where it stands in them and what was "
            "repaired is told in “About this text”. What is marked “Plain words” is our restatement, not the text."
        ),
    },
}
"""What a document's home says of the edition that is shown."""

OVERVIEW, TERMS, MAP = ("概览", "Overview"), ("术语一览", "Terms"), ("结构图", "Map")
"""What the pages, and a part of the first of them, are called."""

CONCEPT = ("词条：用例与译法", "Entry: uses and renderings")
"""What leads from a term to its concept in the glossary."""


def front_page(plan: Plan) -> Page:
    """A document's home: what it is, which edition is shown, its contents."""
    document = plan.book.document
    listing = _contents(plan)
    blocks = [
        band(plan),
        f"# {document_titles(plan)} {{: #document .dz-heading .dz-front }}",
        notice(plan.book.edition),
        facts(document),
        *_map(plan),
        *listing,
        *legend(_listed(plan) if listing else (), ours=bool(document.title_en and "title_en" in document.supplied)),
    ]
    text = "\n\n".join(block for block in blocks if block) + "\n"
    return Page(f"{plan.folder}/index.md", OVERVIEW, text, caption(OVERVIEW, plan), (plan.called,))


def _contents(plan: Plan) -> list[str]:
    """The list of contents; none where the map above it has all that the list would have."""
    if has_map(plan) and _drawn(plan).issuperset(entry.anchor for entry in _listed(plan)):
        return []
    return [f"## {both('目次', 'Contents')} {{: #contents }}", division("contents", contents(plan, _pages(plan)))]


def _drawn(plan: Plan) -> set[str]:
    """The anchors of what the map shows."""
    divisions = plan.structure.divisions
    parts = {entry.anchor for one in divisions for knot in one.knots[:LISTED] for entry in knot.at}
    return parts | {one.root.anchor for one in divisions}


def _pages(plan: Plan) -> list[Sheet]:
    return [sheet for sheet in plan.sheets if not sheet.above]


def _listed(plan: Plan) -> list[Entry]:
    return list(listed(_pages(plan)))


def home_map(plans: Sequence[Plan]) -> str:
    """The map for the site's home, as Markdown; empty where no one document is the site's."""
    plan = on_home(plans)
    if not plan:
        return ""
    titles = halves(*(document_title(plan.book.document, language, inline) for language in LANGUAGES))
    head = f"## [{titles or inline(plan.name)}]({plan.folder}/index.md) {{: #map .dz-map-of }}"
    return f"{head}\n\n{site_map(plan, prefix=plan.folder + '/')}"


def terms_page(plan: Plan) -> Page | None:
    """All terms that a document defines, in both languages; None where it defines none."""
    terms = [entry for entry in plan.entries if entry.node.kind == "term"]
    if not terms:
        return None
    head = f"# {both(*TERMS)} {{: #terms .dz-heading .dz-front }}"
    text = "\n\n".join([band(plan, here=both(*TERMS)), head, *_terms(plan, terms), *legend(terms)]) + "\n"
    return Page(f"{plan.folder}/terms.md", TERMS, text, caption(TERMS, plan), (plan.called,))


def notice(edition: Edition) -> str:
    """The words, as an HTML block, that say which edition is shown."""
    words = "".join(f'<p lang="{TONGUE[language]}">{block(text)}</p>' for language, text in NOTICE[edition].items())
    return f'<div class="dz-notice">{words}</div>'


def _map(plan: Plan) -> list[str]:
    return [f"## {both(*MAP)} {{: #map }}", site_map(plan)] if has_map(plan) else []


def document_titles(plan: Plan) -> str:
    """The titles of a document for a Markdown heading, or its short name where it has none."""
    document, titles = plan.book.document, []
    for language in LANGUAGES:
        text = document_title(document, language, inline)
        if text:
            titles.append(f'<span class="dz-title dz-{language}" lang="{TONGUE[language]}">{text}</span>')
    return " ".join(titles) or inline(plan.name)


def facts(document: Document) -> str:
    """What identifies the document, as an HTML list of names and values; empty where nothing is known."""
    facts: tuple[tuple[str, str, Language, str], ...] = (
        ("编号", "Number", "zh", block(document.number or "")),
        ("中文名称", "Chinese title", "zh", document_title(document, "zh", block)),
        ("英文名称", "English title", "en", document_title(document, "en", block)),
        ("国际标准分类号", "ICS", "zh", block(document.ics or "")),
        ("中国标准文献分类号", "CCS", "zh", block(document.ccs or "")),
        ("发布日期", "Published", "zh", block(document.published or "")),
        ("实施日期", "In force from", "zh", block(document.effective or "")),
        ("发布机构", "Issued by", "zh", block(document.issuer or "")),
        ("提出与归口", "Proposed by", "zh", block(document.proposer or "")),
        ("起草单位", "Drafting organizations", "zh", block("、".join(document.drafting_organizations))),
        ("起草人", "Drafters", "zh", block("、".join(document.drafters))),
    )
    rows = [_fact(zh, en, language, [value]) for zh, en, language, value in facts if value]
    cited = [_reference(document, reference) for reference in document.references]
    if cited:
        rows.append(_fact("规范性引用文件", "Normative references", "zh", cited))
    return f'<dl class="dz-facts">{"".join(rows)}</dl>' if rows else ""


def _reference(document: Document, reference: Reference) -> str:
    """A normative reference, its number leading to what the page of cited standards says of it."""
    number, title = block(reference.number), block(reference.title or "")
    if number and not is_own(document, reference.number):
        address = web(f"../{REFERENCES}#{standard_anchor(reference.number)}")
        number = f'<a class="dz-ref" href="{block(address)}">{number}</a>'
    return " ".join(filter(None, (number, title)))


def _fact(chinese: str, english: str, language: Language, values: Iterable[str]) -> str:
    """A name and its values, which are finished HTML."""
    cells = "".join(f'<dd lang="{TONGUE[language]}">{value}</dd>' for value in values)
    return f"<div><dt>{both(chinese, english)}</dt>{cells}</div>"


def _terms(plan: Plan, terms: Sequence[Entry]) -> Iterator[str]:
    for entry in terms:
        yield _term(plan, entry)
        text = texts(entry, headed=True)
        if text:
            yield f'<div class="dz-node dz-term">{text}</div>'
        if entry.anchor in plan.concepts:
            way = block(plan.concepts[entry.anchor])
            yield f'<p class="dz-together"><a href="{way}">{both(*CONCEPT)}</a></p>'


def _term(plan: Plan, entry: Entry) -> str:
    """A term's heading, laid out as on its clause's page; the label, or else the first title, leads there."""
    address = plan.addresses[entry.anchor]
    label = f'<span class="dz-number">{link(entry.node.label, address)}</span>' if entry.node.label else ""
    titles = [
        f'<span class="dz-title dz-{language}" lang="{TONGUE[language]}">{title(entry, language)}</span>'
        for language in LANGUAGES
        if entry.title(language)
    ]
    words = " ".join([label or f'<span class="dz-number">{link("→", address)}</span>', *titles])
    return f'## {words} {{: #term-{entry.anchor} .dz-heading data-toc-label="{inline(entry.name)}" }}'
