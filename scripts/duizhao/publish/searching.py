"""Where the search index finds each node in the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from duizhao.model import Book
from duizhao.publish.library import Site
from duizhao.publish.linking import web

INDEX = "assets/search"
"""The folder of the index in the site, beside the scripts: no document can be called so."""

Shelf = tuple[Book, str, Mapping[str, str]]
"""A book, the address of its home page and those of its nodes by id, as seen from the root of the site."""


def shelves(site: Site) -> Iterator[Shelf]:
    """The books of the site with the addresses that hits lead to."""
    for plan in site.plans:
        places = {
            entry.node.id: f"{plan.folder}/{web(plan.addresses[entry.anchor])}" for entry in reversed(plan.entries)
        }
        yield plan.book, f"{plan.folder}/index.html", places
