"""What pages share: links, the band that names the document, captions, small pieces of HTML."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from duizhao.model import LANGUAGES, Edition, Language
from duizhao.publish.escape import block, inline, one_line
from duizhao.publish.outline import Entry
from duizhao.publish.plan import Plan

STATUS: dict[Edition, tuple[str, str]] = {
    "plain": (
        "白话版：本站另行撰写的复述，不是标准原文",
        "Plain edition: our own restatement, not the text of the standard",
    ),
    "printed": (
        "印本：依副本重建的原文；标有“解读”的文字为本站所写",
        "Printed text, rebuilt from copies; what is marked as plain words is ours",
    ),
}
"""What a page says of the edition that it shows."""

SUPPLIED = ("方括号中的标题为本站所加。", "Titles in square brackets are ours; the print has none.")


def link(text: str, address: str) -> str:
    """A Markdown link, which the site generator checks and rewrites; ``address`` is one of our own paths."""
    return f"[{inline(text)}]({address})"


def entry_link(plan: Plan, entry: Entry) -> str:
    """A Markdown link to an entry from any page of its book, its English title beside it."""
    english = title(entry, "en") if entry.title("zh") else ""
    also = f' <span class="dz-en" lang="en">{english}</span>' if english else ""
    return link(entry.name, plan.addresses[entry.anchor]) + also


def title(entry: Entry, language: Language) -> str:
    """An entry's title as HTML for a Markdown line, in brackets where it is ours; empty where it has none."""
    return bracketed(inline(entry.title(language) or ""), ours=entry.is_supplied(language))


def bracketed(text: str, *, ours: bool) -> str:
    """Finished HTML of a title, in brackets where it is ours."""
    return f'<span class="dz-supplied">&#91;{text}&#93;</span>' if text and ours else text


def legend(entries: Iterable[Entry], *, ours: bool = False) -> list[str]:
    """The line that explains the brackets, where ``ours`` or a title of the entries stands in brackets."""
    shown = ours or any(
        entry.headed and entry.title(language) and entry.is_supplied(language)
        for entry in entries
        for language in LANGUAGES
    )
    return [f'<p class="dz-legend">{both(*SUPPLIED)}</p>'] if shown else []


def bullets(items: Iterable[str]) -> str:
    """A Markdown list of Markdown lines."""
    return "\n".join(f"- {item}" for item in items)


def division(name: str, markdown: str) -> str:
    """Markdown inside an element of the class ``dz-name``."""
    return f'<div class="dz-{name}" markdown="1">\n\n{markdown}\n\n</div>'


def band(plan: Plan, trail: Sequence[Entry] = (), *, name: bool = True) -> str:
    """The band above a page's title: which document (with its title where ``name``), where in it, which edition."""
    links = [link(plan.name, "index.md"), *(link(entry.name, plan.addresses[entry.anchor]) for entry in trail)]
    document = plan.book.document
    title = document.title_zh if document.number and name and not trail else None
    called = f' <span class="dz-band-title" lang="zh-Hans">{inline(title)}</span>' if title else ""
    chinese, english = STATUS[plan.book.edition]
    status = f'<span class="dz-status"><span lang="zh-Hans">{chinese}</span> <span lang="en">{english}</span></span>'
    path = ' <span class="dz-path">›</span> '.join(links)
    return f'<div class="dz-band" data-search-exclude markdown="1">\n\n{path}{called}\n\n{status}\n\n</div>'


def caption(title: str, plan: Plan) -> dict[str, str]:
    """The front matter that names a page. Themes print it as HTML, hence the entities."""
    return {"title": html.escape(one_line(f"{title} · {plan.name}"), quote=True)}


def both(chinese: str, english: str) -> str:
    """Words of our own in both languages, as HTML."""
    other = f' <span class="dz-en" lang="en">{block(english)}</span>' if english else ""
    return f'<span lang="zh-Hans">{block(chinese)}</span>{other}'


def table(name: tuple[str, str], head: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]]) -> str:
    """An HTML table on one line: ``name`` and ``head`` in both languages, ``rows`` of finished HTML cells."""
    top = "".join(f'<th scope="col">{both(*words)}</th>' for words in head)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return scrolling(" ".join(name), f"<thead><tr>{top}</tr></thead><tbody>{lines}</tbody>", "dz-fit")


def scrolling(name: str, inner: str, *classes: str) -> str:
    """A table of finished HTML, in a frame of that name that the keyboard scrolls where the table is too wide.

    The table has a class, so that the theme does not wrap it in a frame of its own, which no keyboard reaches.
    """
    frame = f'class="{" ".join(("dz-table", *classes))}" role="group" tabindex="0" aria-label="{block(name)}"'
    return f'<div {frame}><table class="dz-grid">{inner}</table></div>'
