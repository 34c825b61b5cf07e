"""The navigation as plain nested data, in printed order."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from duizhao.publish.escape import one_line
from duizhao.publish.page import Page

Item: TypeAlias = "str | dict[str, str | list[Item]]"
"""One line of the navigation: a path, or a title and either the path of a page or the lines below it."""


def navigation(pages: Iterable[Page], before: Sequence[Item] = (), after: Sequence[Item] = ()) -> list[Item]:
    """The navigation of ``pages``, with the site's own pages ``before`` and ``after`` them.

    Titles are entities where HTML would read markup in them, because themes print them as HTML.
    """
    items: list[Item] = []
    for page in pages:
        items_below(items, page.place).append({_title(page.title): page.path})
    return [*before, *items, *after]


def items_below(items: list[Item], place: Sequence[str]) -> list[Item]:
    """The list that holds the lines of the section ``place``, opened where the last line is not that section."""
    for name in place:
        title = _title(name)
        last = items[-1].get(title) if items and isinstance(items[-1], dict) else None
        if not isinstance(last, list):
            last = []
            items.append({title: last})
        items = last
    return items


def _title(text: str) -> str:
    return html.escape(one_line(text) or "…", quote=False)
