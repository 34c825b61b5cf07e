"""Links within running text: where they stand, where they lead, and how a text with links becomes HTML.

Bodies are HTML blocks, which no site generator rewrites, so addresses here are a browser's: pages end in ``.html``
(:func:`web`), as the settings of every site of ours have it (``use_directory_urls: false``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from duizhao.publish.escape import block, characters


@dataclass(frozen=True, slots=True)
class Link:
    """Characters ``start`` (included) to ``end`` (excluded) of a paragraph lead to ``address``, one of our own paths.

    ``kind`` is the class that styles it, "ref" or "term"; ``title`` the name of what it leads to, if that says more.
    """

    start: int
    end: int
    address: str
    kind: str = "ref"
    title: str | None = None


Links: TypeAlias = Mapping[str, Sequence[Link]]
"""The links of a node's texts, by paragraph as :func:`duizhao.publish.passages.paragraphs` gives it."""

NONE: Links = MappingProxyType({})


def web(address: str) -> str:
    """An address of ours as a browser needs it, for a link in an HTML block, which no site generator rewrites."""
    path, mark, anchor = address.partition("#")
    return f"{path.removesuffix('.md')}.html{mark}{anchor}"


def settle(*groups: Iterable[Link]) -> tuple[Link, ...]:
    """The links that remain where several would overlap, in order: earlier groups first, then longer, then earlier."""
    kept: list[Link] = []
    taken: set[int] = set()
    for group in groups:
        for link in sorted(group, key=lambda link: (link.start - link.end, link.start)):
            places = range(link.start, link.end)
            if places and taken.isdisjoint(places):
                taken.update(places)
                kept.append(link)
    return tuple(sorted(kept, key=lambda link: link.start))


def weave(text: str, links: Sequence[Link], start: int = 0) -> str:
    """A paragraph from ``start`` on as HTML with its links, which stand in order; all else stays plain characters."""
    pieces: list[str] = []
    at = start
    for link in links:
        if at <= link.start < link.end <= len(text):
            pieces += [characters(text[at : link.start]), _anchor(text[link.start : link.end], link)]
            at = link.end
    return "".join([*pieces, characters(text[at:])])


def _anchor(words: str, link: Link) -> str:
    title = f' title="{block(link.title)}"' if link.title else ""
    return f'<a class="dz-{link.kind}" href="{block(link.address)}"{title}>{characters(words)}</a>'
