"""What pages share: links, the band that names the document, captions, small pieces of HTML."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Sequence

from duizhao.model import LANGUAGES, Document, Edition, Language
from duizhao.publish import wording
from duizhao.publish.escape import block, inline, one_line, shorten
from duizhao.publish.kinds import noun
from duizhao.publish.outline import Entry, joined
from duizhao.publish.page import Title
from duizhao.publish.plan import Plan

STATUS: dict[Edition, tuple[str, str]] = {
    "plain": (
        "白话版：本站另行撰写的复述，不是{}原文",
        "Plain edition: our own restatement, not the text of the {}",
    ),
    "printed": (
        "印本：依副本重建的原文；标有“解读”的文字为本站所写",
        "Printed text, rebuilt from copies; what is marked as plain words is ours",
    ),
}
"""What a page says of the edition that it shows; in braces the document's kind."""

TRAIL = ("当前位置", "Breadcrumb")
"""What the way to a page is called."""

SUPPLIED = ("方括号中的标题为本站所加。", "Titles in square brackets are ours; the print has none.")


BEGINNING = 48
"""How many characters of an English text name what has no title: as much as half as many Chinese ones say."""


def link(text: str, address: str) -> str:
    """A Markdown link, which the site generator checks and rewrites; ``address`` is one of our own paths."""
    return f"[{inline(text)}]({address})"


def entry_link(plan: Plan, entry: Entry) -> str:
    """A Markdown link to an entry from any page of its book, in both languages."""
    return f"[{called(entry)}]({plan.addresses[entry.anchor]})"


def called(entry: Entry) -> str:
    """An entry's label and its titles in both languages, as HTML for a Markdown line."""
    titles = halves(title(entry, "zh"), title(entry, "en"))
    return " ".join(filter(None, (label(entry), titles))) if titles else inline(entry.name)


def label(entry: Entry) -> str:
    """An entry's label as HTML, also in English where that names it otherwise; empty where it has none."""
    printed, english = wording.label(entry.node.label or "")
    words = inline(printed) if printed == english else halves(inline(printed), inline(english))
    return f'<span class="dz-label">{words}</span>' if printed else ""


def named(entry: Entry) -> Title:
    """What the navigation calls an entry, as plain text."""
    chinese, english = names(entry)
    return chinese if chinese == english else (chinese, english)


def names(entry: Entry) -> tuple[str, str]:
    """What an entry is called, as plain text in both languages: its label and title, or how its text begins."""
    text = "" if entry.title("zh") else shorten(entry.node.text_en or "", BEGINNING)
    english = one_line(entry.title("en") or "") or text
    label = wording.label(entry.node.label or "")[1]
    return entry.name, joined(label, english) if english else entry.name


def title(entry: Entry, language: Language) -> str:
    """An entry's title as HTML for a Markdown line, in brackets where it is ours; empty where it has none."""
    return bracketed(inline(entry.title(language) or ""), ours=entry.is_supplied(language))


def bracketed(text: str, *, ours: bool) -> str:
    """Finished HTML of a title, in brackets where it is ours."""
    return f'<span class="dz-supplied">&#91;{text}&#93;</span>' if text and ours else text


def document_title(document: Document, language: Language, escaped: Callable[[str], str]) -> str:
    """A document's title as HTML, in brackets where it is ours; empty where it has none."""
    text = document.title_zh if language == "zh" else document.title_en
    return bracketed(escaped(text or ""), ours=f"title_{language}" in document.supplied)


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


def colours(shares: Iterable[tuple[str, str, str]]) -> str:
    """The line that says what the colours of a bar stand for: each share's class and its name in both languages."""
    names = (f'<span class="dz-share-{key}" aria-hidden="true"></span> {both(zh, en)}' for key, zh, en in shares)
    return f'<p class="dz-colours">{"".join(f"<span>{name}</span> " for name in names)}</p>'


def division(name: str, markdown: str) -> str:
    """Markdown inside an element of the class ``dz-name``."""
    return f'<div class="dz-{name}" markdown="1">\n\n{markdown}\n\n</div>'


def band(plan: Plan, trail: Sequence[Entry] = (), here: str = "") -> str:
    """The band above a page's title: the way to it from the document's home, and which edition is shown.

    ``here`` is the page itself (HTML for a Markdown line), where the band is not that of the document's home.
    """
    home = f"[{book_name(plan)}](index.md)" if here else _here(book_name(plan))
    steps = [home, *(entry_link(plan, entry) for entry in trail), *([_here(here)] if here else [])]
    path = "\n".join(f"1. {step}" for step in steps)
    trail_list = f'<nav class="dz-trail" {spoken(*TRAIL)} markdown="1">\n\n{path}\n\n</nav>'
    words = (text.format(kind) for text, kind in zip(STATUS[plan.book.edition], noun(plan), strict=True))
    status = f'<p class="dz-status">{both(*words)}</p>'
    return f'<div class="dz-band" markdown="1">\n\n{trail_list}\n\n{status}\n\n</div>'


def book_name(plan: Plan) -> str:
    """What the site calls a book, as HTML for a Markdown line."""
    chinese, english = plan.names
    return inline(chinese) if chinese == english else halves(inline(chinese), inline(english))


def spoken(chinese: str, english: str, *attributes: str) -> str:
    """Attributes that name an element in both languages; a script (chrome.js) leaves the reader's. ``attributes`` are
    those that take the name, else its label for screen readers.
    """
    zh, en = inline(chinese), inline(english)  # headings are Markdown
    taken = " ".join(f'{name}="{zh if zh == en else f"{zh} {en}"}"' for name in attributes or ("aria-label",))
    return taken if zh == en else f'{taken} data-dz-zh="{zh}" data-dz-en="{en}"'


def _here(words: str) -> str:
    return f'<span aria-current="page">{words}</span>'


def caption(title: Title, plan: Plan) -> dict[str, str]:
    """The front matter that names a page. Themes print it as HTML, hence the entities."""
    chinese, english = (title, title) if isinstance(title, str) else title
    keys = {"title": chinese} | ({"title_en": english} if english != chinese else {})
    books = dict(zip(("title", "title_en"), plan.names, strict=True))
    if books["title"] != books["title_en"]:
        keys.setdefault("title_en", english)
    return {key: html.escape(one_line(f"{words} · {books[key]}"), quote=True) for key, words in keys.items()}


def both(chinese: str, english: str) -> str:
    """Words in both languages, as HTML of which the page shows the reader's half; in one where only that is there."""
    return halves(block(chinese), block(english))


def halves(chinese: str, english: str) -> str:
    """As :func:`both`, of finished HTML."""
    zh = f'<span lang="zh-Hans">{chinese}</span>' if chinese else ""
    en = f'<span class="dz-en" lang="en">{english}</span>' if english else ""
    return f'<span class="dz-both">{zh} {en}</span>' if zh and en else zh or en


def table(
    name: tuple[str, str], head: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]], links: int | None = None
) -> str:
    """An HTML table on one line: ``name`` and ``head`` in both languages, ``rows`` of finished HTML cells.

    ``links``: the column whose cells are Markdown lines, whose links the site generator checks and rewrites.
    """
    mark = ' markdown="1"' if links is not None else ""
    top = "".join(f'<th scope="col">{both(*words)}</th>' for words in head)
    lines = "".join(f"<tr{mark}>{''.join(_cells(row, links))}</tr>" for row in rows)
    return scrolling(name, f"<thead><tr>{top}</tr></thead><tbody{mark}>{lines}</tbody>", "dz-fit", mark=mark)


def _cells(row: Sequence[str], links: int | None) -> Iterator[str]:
    for column, cell in enumerate(row):
        yield f'<td markdown="span">{cell}</td>' if column == links else f"<td>{cell}</td>"


def scrolling(name: tuple[str, str], inner: str, *classes: str, mark: str = "") -> str:
    """A table of finished HTML, in a frame of that name that the keyboard scrolls where the table is too wide.

    The table has a class, so that the theme does not wrap it in a frame of its own, which no keyboard reaches.
    ``mark`` is the attribute that lets Markdown into it.
    """
    frame = f'class="{" ".join(("dz-table", *classes))}" role="group" tabindex="0" {spoken(*name)}'
    return f'<div {frame}{mark}><table class="dz-grid"{mark}>{inner}</table></div>'
