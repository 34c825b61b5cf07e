"""The navigation as plain nested data, in printed order."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from typing import TypeAlias

from duizhao.publish.escape import one_line
from duizhao.publish.page import Page, Title

Item: TypeAlias = "str | dict[str, str | list[Item]]"
"""One line of the navigation: a path, or a title and either the path of a page or the lines below it."""

# A heading of a finished page: its level, its attributes, what stands in it. Example: <h2 id="6.1">6.1 Staff</h2>.
_HEADING = re.compile(r"<h([1-6])\b([^>]*)>(.*?)</h\1>", re.DOTALL)

# The id among the attributes of a heading. Example: id="6.1".
_ID = re.compile(r'\bid="([^"]*)"')

_QUIET = frozenset({"dz-annex-status", "dz-copy", "headerlink"})
"""Classes of what stands in a heading and is no part of its title."""


def navigation(
    pages: Iterable[Page], before: Sequence[Item] = (), after: Sequence[Item] = (), *, marked: bool = False
) -> list[Item]:
    """The navigation of ``pages``, with the site's own pages ``before`` and ``after`` them.

    Titles are entities where HTML would read markup in them, because themes print them as HTML. ``marked``: titles in
    two languages are HTML with both, of which the page shows the reader's; otherwise they are in Chinese.
    """
    items: list[Item] = []
    for page in pages:
        items_below(items, page.place, marked=marked).append({line(page.title, marked=marked): page.path})
    return [*before, *items, *after]


def items_below(items: list[Item], place: Sequence[Title], *, marked: bool = False) -> list[Item]:
    """The list that holds the lines of the section ``place``, opened where the last line is not that section."""
    for name in place:
        title = line(name, marked=marked)
        last = items[-1].get(title) if items and isinstance(items[-1], dict) else None
        if not isinstance(last, list):
            last = []
            items.append({title: last})
        items = last
    return items


def line(title: Title, *, marked: bool = True) -> str:
    """A title as a theme prints it; ``marked`` as for :func:`navigation`."""
    chinese, english = (title, "") if isinstance(title, str) else title
    zh, en = _escaped(chinese), _escaped(english)
    if not (marked and zh and en and zh != en):
        return zh or en or "…"
    return f'<span class="dz-both"><span lang="zh-Hans">{zh}</span> <span class="dz-en" lang="en">{en}</span></span>'


def heading_titles(page: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """The ids of a finished page's headings that are in both languages, with what they say in each."""
    for found in _HEADING.finditer(page):
        id_, words = _ID.search(found[2]), _Words()
        words.feed(found[3])
        words.close()
        if id_ and words.own["zh"] and words.own["en"]:
            yield html.unescape(id_[1]), (one_line("".join(words.text["zh"])), one_line("".join(words.text["en"])))


class _Words(HTMLParser):
    """The words of a heading in each language; a label that has no language of its own belongs to both."""

    def __init__(self) -> None:
        super().__init__()
        self.text: dict[str, list[str]] = {"zh": [], "en": []}
        self.own = {"zh": False, "en": False}
        self._above: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element takes the language of the one around it; what is no title has none ("-")."""
        values = dict(attrs)
        language = self._language
        if _QUIET.intersection((values.get("class") or "").split()) or tag == "button":
            language = "-"
        elif language != "-" and values.get("lang"):
            language = (values["lang"] or "")[:2]
        self._above.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        """Back to the element around it."""
        while self._above and self._above.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Text goes to its language, or to both."""
        for language, text in self.text.items():
            if self._language in {language, ""}:
                text.append(data)
        if self._language in self.own and data.strip():
            self.own[self._language] = True

    @property
    def _language(self) -> str:
        return self._above[-1][1] if self._above else ""


def _escaped(text: str) -> str:
    return html.escape(one_line(text), quote=False)
