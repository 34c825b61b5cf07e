"""The site: a library laid out, and all its pages in the order of the navigation. Pure: records in, records out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from duizhao.model import Book, Concept, Library
from duizhao.publish.about import about_page
from duizhao.publish.front import front_page, shelf, terms_page
from duizhao.publish.leaves import text_pages
from duizhao.publish.page import Page
from duizhao.publish.plan import Plan, plan

SHELF = "<!-- duizhao:shelf -->"
"""Where a hand-written page wants the list of all documents."""

HOME = f"# 对照 duizhao\n\n{SHELF}\n"
"""The home page of a site that has written none."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the owner of a site sets in ``mkdocs.yml``."""


@dataclass(frozen=True, slots=True)
class Site:
    """A library laid out for the site: each book's plan, the glossary, and what the site's owner has set."""

    plans: tuple[Plan, ...] = ()
    concepts: tuple[Concept, ...] = ()
    settings: Settings = Settings()


def lay_out(library: Library, settings: Settings | None = None) -> Site:
    """The library laid out; books of one name are told apart by their id."""
    return Site(_plans(library.books), library.concepts, settings or Settings())


def pages(site: Site) -> tuple[Page, ...]:
    """All pages: for each book its home, its text in printed order, its terms, and "About this text"."""
    return tuple(page for laid in site.plans for page in _book(laid))


def attachments(site: Site) -> dict[str, bytes]:
    """The files that are no pages (data beside pages, scripts with data), by their path in the site."""
    return {}


def fill(markdown: str, site: Site) -> str:
    """A hand-written page with the list of all documents in place of its mark, if it has the mark."""
    return markdown.replace(SHELF, shelf(site.plans)) if SHELF in markdown else markdown


def _plans(books: Sequence[Book]) -> tuple[Plan, ...]:
    laid = [plan(book) for book in books]
    names = Counter(one.name for one in laid)
    return tuple(replace(one, name=f"{one.name} ({one.folder})") if names[one.name] > 1 else one for one in laid)


def _book(laid: Plan) -> tuple[Page, ...]:
    terms = terms_page(laid)
    return (front_page(laid), *text_pages(laid), *([terms] if terms else []), about_page(laid))
