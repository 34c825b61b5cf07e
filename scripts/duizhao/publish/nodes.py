"""A node as Markdown: a heading that the table of contents sees, and its body as one HTML block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from duizhao.model import LANGUAGES, Language
from duizhao.publish import dress, wording
from duizhao.publish.dress import both, scrolling, spoken, title
from duizhao.publish.escape import block, inline
from duizhao.publish.linking import Links
from duizhao.publish.outline import Entry
from duizhao.publish.passages import TONGUE, Part, flow, pair, paragraphs, parts
from duizhao.text import remarks
from duizhao.text.remarks import REMARK, Words, status

LOST = ("此处文本在各副本中均已缺失", "The text here is lost in every copy")
DEEPEST = 6

Heads: TypeAlias = Mapping[Language, list[str]]
"""The heads of a table's columns."""


def heading(entry: Entry, level: int) -> str:
    """The entry's heading as a line of Markdown with its permanent id; ``level`` counts from 1, beyond 6 it stays 6."""
    marks = f'#{entry.anchor} .dz-heading .dz-{entry.node.kind} data-toc-label="{inline(entry.name)}"'
    return f"{'#' * min(level, DEEPEST)} {_headline(entry)} {{: {marks} }}"


def heading_block(entry: Entry, level: int) -> str:
    """The same heading as an HTML block, which no list of contents sees."""
    name = f"h{min(level, DEEPEST)}"
    return f'<{name} id="{entry.anchor}" class="dz-heading dz-{entry.node.kind}">{_headline(entry)}</{name}>'


def _headline(entry: Entry) -> str:
    label = f"{dress.label(entry)} " if entry.node.label else ""
    titles = " ".join(_title(entry, language) for language in LANGUAGES if entry.title(language))
    if not label and not titles:
        titles = f'<span class="dz-title">{inline(entry.name)}</span>'
    number = f'<span class="dz-number">{label}{_status(entry)}{copy_link(entry)}</span>'
    return f"{number} {titles}"


def body(entry: Entry, *, headed: bool, foot: str = "", told: str | None = None) -> str:
    """The entry's text as one HTML block on one line; with its anchor and label where no heading (``headed``)
    carries them, and with ``foot``, finished HTML, at its end. Empty where there is nothing to show. ``told`` is a note
    that the page has for many entries together.
    """
    note = "" if told and entry.node.note == told else _remark(entry)
    inner = texts(entry, headed=headed) + _lost(entry) + note + foot
    if headed:
        return f'<div class="dz-node dz-{entry.node.kind}">{inner}</div>' if inner else ""
    label = f"{dress.label(entry)} " if entry.node.label else ""
    number = f'<p class="dz-number">{label}{copy_link(entry)}</p>'
    return f'<div class="dz-node dz-{entry.node.kind}" id="{entry.anchor}">{number}{inner}</div>'


def copy_link(entry: Entry) -> str:
    """The control that copies the entry's address. It is a link, so that it also works without JavaScript."""
    zh, en = wording.label(entry.node.label or "")
    zh = zh or entry.title("zh") or entry.title("en") or entry.node.id
    name = spoken(f"复制地址：{zh}", f"Copy the address: {en or entry.title('en') or zh}", "aria-label", "title")
    return f'<a class="dz-copy" href="#{entry.anchor}" {name}></a>'


def rows(
    entries: Sequence[Entry],
    feet: Mapping[str, str] = MappingProxyType({}),
    heads: Heads = MappingProxyType({}),
) -> str:
    """Rows of a table, one after another, as one HTML table: a row an entry, both languages in a cell.

    ``feet`` holds by anchor what stands at the end of an entry.
    """
    lines = "".join(_row(entry, feet.get(entry.anchor, "")) for entry in entries)
    return scrolling(("表格", "Table"), f"{_head(heads)}<tbody>{lines}</tbody>")


def heads_of(table: Entry, entries: Sequence[Entry]) -> Heads:
    """The heads of the columns of a table with such rows: the last line of its text, if it has as many cells."""
    width = max(len(_cells(text)) for row in entries for text in (row.node.text_zh, row.node.text_en))
    last: Heads = {
        language: _cells(lines[-1])
        for language in LANGUAGES
        if (lines := paragraphs(table.node.text_zh if language == "zh" else table.node.text_en))
    }
    return {language: cells for language, cells in last.items() if len(cells) == width > 1}


def without(heads: Heads, table: Entry) -> Entry:
    """The table without the heads of its columns in its text."""
    node = table.node
    zh, en = node.text_zh, node.text_en
    rest = replace(node, text_zh=_but_last(zh) if "zh" in heads else zh, text_en=_but_last(en) if "en" in heads else en)
    return replace(table, node=rest) if heads else table


def _but_last(text: str | None) -> str | None:
    return "\n".join(paragraphs(text)[:-1]) or None


def _head(heads: Heads) -> str:
    width = max(map(len, heads.values()), default=0)
    cells = "".join(f'<th scope="col">{_cell(heads, index, {})}</th>' for index in range(width))
    return f"<thead><tr><td></td>{cells}</tr></thead>" if cells else ""


def _title(entry: Entry, language: Language) -> str:
    return f'<span class="dz-title dz-{language}" lang="{TONGUE[language]}">{title(entry, language)}</span>'


def _status(entry: Entry) -> str:
    """The status of an annex in brackets behind its label, as printed: 附录A（资料性）."""
    words = status(entry.node)
    if not words:
        return ""
    chinese, english = words
    return (
        f'<span class="dz-annex-status" lang="zh-Hans">（{inline(chinese)}）</span> '
        f'<span class="dz-annex-status" lang="en">({english})</span> '
    )


def texts(entry: Entry, *, headed: bool) -> str:
    """The texts; a node without a heading has its title, if any, as the first words of its text."""
    words = pair(parts(entry.node, comment=entry.restated) + _comments(entry), entry.links)
    if headed or not (entry.title("zh") or entry.title("en")):
        return words
    titles = (Part(language, paragraphs(entry.title(language))) for language in LANGUAGES)
    return f'<div class="dz-run-in">{pair(tuple(title for title in titles if title.paragraphs))}</div>{words}'


def _comments(entry: Entry) -> tuple[Part, ...]:
    return parts(entry.plain, comment=True) if entry.plain else ()


def _lost(entry: Entry) -> str:
    if not entry.node.lost:
        return ""
    return f'<p class="dz-lost">{both(*LOST)}</p>'


def remark(words: Words) -> str:
    """A note of the import for readers."""
    return f'<p class="dz-remark"><span class="dz-tag">{both(*REMARK)}</span> {both(*words)}</p>'


def _remark(entry: Entry) -> str:
    words = remarks.remark(entry.node)
    return remark(words) if words else ""


def _row(entry: Entry, foot: str) -> str:
    node = entry.node
    words: dict[Language, list[str]] = {"zh": _cells(node.text_zh), "en": _cells(node.text_en)}
    width = max(len(cells) for cells in words.values())
    first = f'<td class="dz-number">{block(node.label or "")} {copy_link(entry)}</td>'
    cells = "".join(f"<td>{_cell(words, index, entry.links)}</td>" for index in range(width))
    line = f'<tr id="{entry.anchor}">{first}{cells}</tr>'
    extra = pair(_comments(entry), entry.links) + _lost(entry) + _remark(entry) + foot
    return line + (f'<tr class="dz-extra"><td></td><td colspan="{max(width, 1)}">{extra}</td></tr>' if extra else "")


def _cells(text: str | None) -> list[str]:
    return text.split(" | ") if text else []


def _cell(words: Heads, index: int, links: Links) -> str:
    return "".join(
        f'<div lang="{TONGUE[language]}">{flow(paragraphs(words[language][index]), links)}</div>'
        for language in LANGUAGES
        if index < len(words.get(language, ())) and words[language][index].strip()
    )
