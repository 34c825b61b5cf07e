"""The front page of a document, the terms that it defines, and the shelf of all documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from duizhao.model import Document, Edition, Language
from duizhao.publish.dress import STATUS, band, both, caption, division, entry_link, link
from duizhao.publish.escape import block, inline, one_line
from duizhao.publish.leaves import contents
from duizhao.publish.nodes import texts
from duizhao.publish.outline import Entry
from duizhao.publish.page import Page
from duizhao.publish.passages import TONGUE
from duizhao.publish.plan import Plan

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

COUNTED = (
    ("clause", "条", "clauses"), ("term", "术语", "terms"), ("item", "项", "items"), ("practice", "做法", "practices"),
    ("chapter", "章", "chapters"), ("section", "节", "sections"),
)  # fmt: skip
"""What the shelf counts of a document: kind of node, its name in both languages."""


def front_page(plan: Plan) -> Page:
    """A document's home: what it is, which edition is shown, its contents."""
    document = plan.book.document
    blocks = [
        band(plan, name=False),
        f"# {_titles(document, plan.name)} {{: #document .dz-heading .dz-front }}",
        notice(plan.book.edition),
        _facts(document),
        f"## {both('目次', 'Contents')} {{: #contents }}",
        division("contents", contents(plan, (sheet for sheet in plan.sheets if not sheet.above))),
    ]
    title = "概览 Overview"
    text = "\n\n".join(block for block in blocks if block) + "\n"
    return Page(f"{plan.folder}/index.md", title, text, caption("概览", plan), (plan.name,))


def terms_page(plan: Plan) -> Page | None:
    """All terms that a document defines, in both languages; None where it defines none."""
    terms = [entry for entry in plan.entries if entry.node.kind == "term"]
    if not terms:
        return None
    blocks = [band(plan), f"# {both('术语一览', 'Terms')} {{: #terms .dz-heading .dz-front }}", *_terms(plan, terms)]
    return Page(
        f"{plan.folder}/terms.md", "术语一览 Terms", "\n\n".join(blocks) + "\n", caption("术语一览", plan), (plan.name,)
    )


def notice(edition: Edition) -> str:
    """The words, as an HTML block, that say which edition is shown."""
    words = "".join(f'<p lang="{TONGUE[language]}">{block(text)}</p>' for language, text in NOTICE[edition].items())
    return f'<div class="dz-notice">{words}</div>'


def shelf(plans: Sequence[Plan]) -> str:
    """All documents as Markdown, a card a document."""
    if not plans:
        return "还没有文件。No document yet: `duizhao import`."
    return division("shelf", "\n\n".join("- " + "\n\n    ".join(_card(plan)) for plan in plans))


def _titles(document: Document, name: str) -> str:
    titles = []
    if document.title_zh:
        titles.append(f'<span class="dz-title dz-zh" lang="zh-Hans">{inline(document.title_zh)}</span>')
    if document.title_en:
        titles.append(f'<span class="dz-title dz-en" lang="en">{inline(document.title_en)}</span>')
    return " ".join(titles) or inline(name)


def _facts(document: Document) -> str:
    """What identifies the document, as an HTML list of names and values; empty where nothing is known."""
    facts: tuple[tuple[str, str, Language, str | None], ...] = (
        ("编号", "Number", "zh", document.number),
        ("中文名称", "Chinese title", "zh", document.title_zh),
        ("英文名称", "English title", "en", document.title_en),
        ("国际标准分类号", "ICS", "zh", document.ics),
        ("中国标准文献分类号", "CCS", "zh", document.ccs),
        ("发布日期", "Published", "zh", document.published),
        ("实施日期", "In force from", "zh", document.effective),
        ("发布机构", "Issued by", "zh", document.issuer),
        ("提出与归口", "Proposed by", "zh", document.proposer),
        ("起草单位", "Drafting organizations", "zh", "、".join(document.drafting_organizations)),
        ("起草人", "Drafters", "zh", "、".join(document.drafters)),
    )
    rows = [_fact(zh, en, language, [value]) for zh, en, language, value in facts if value and value.strip()]
    cited = [" ".join(filter(None, (reference.number, reference.title))) for reference in document.references]
    if cited:
        rows.append(_fact("规范性引用文件", "Normative references", "zh", cited))
    return f'<dl class="dz-facts">{"".join(rows)}</dl>' if rows else ""


def _fact(chinese: str, english: str, language: Language, values: Iterable[str]) -> str:
    cells = "".join(f'<dd lang="{TONGUE[language]}">{block(value)}</dd>' for value in values)
    return f"<div><dt>{both(chinese, english)}</dt>{cells}</div>"


def _terms(plan: Plan, terms: Sequence[Entry]) -> Iterator[str]:
    for entry in terms:
        yield f"## {entry_link(plan, entry)} {{: #term-{entry.anchor} .dz-term-title }}"
        text = texts(entry, headed=True)
        if text:
            yield f'<div class="dz-node dz-term">{text}</div>'


def _card(plan: Plan) -> Iterator[str]:
    document = plan.book.document
    title = one_line(document.title_zh or document.title_en or "")
    yield link(title or plan.name, f"{plan.folder}/index.md")
    if document.title_zh and document.title_en:
        yield f'<span class="dz-en" lang="en">{inline(document.title_en)}</span>'
    if document.number:
        yield f'<span class="dz-card-number">{inline(document.number)}</span>'
    chinese, english = STATUS[plan.book.edition]
    yield f'<span class="dz-status"><span lang="zh-Hans">{chinese}</span> <span lang="en">{english}</span></span>'
    yield f'<span class="dz-counts">{_counts(plan)}</span>'


def _counts(plan: Plan) -> str:
    kinds = Counter(entry.node.kind for entry in plan.entries)
    return " · ".join(both(f"{kinds[kind]} {zh}", en) for kind, zh, en in COUNTED if kinds[kind])
