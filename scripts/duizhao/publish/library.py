"""All pages of a library, in the order of the navigation. Pure: books in, plain records out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from duizhao.model import Book
from duizhao.publish.about import about_page
from duizhao.publish.front import front_page, shelf, terms_page
from duizhao.publish.leaves import text_pages
from duizhao.publish.page import Page
from duizhao.publish.plan import Plan, plan

SHELF = "<!-- duizhao:shelf -->"
"""Where a hand-written page wants the list of all documents."""

HOME = f"# 对照 duizhao\n\n{SHELF}\n"
"""The home page of a site that has written none."""


def pages(books: Sequence[Book]) -> tuple[Page, ...]:
    """All pages of the books: for each its home, its text in printed order, its terms, and "About this text"."""
    return tuple(page for laid in plans(books) for page in _book(laid))


def plans(books: Sequence[Book]) -> tuple[Plan, ...]:
    """The books laid out; those of one name are told apart by their id."""
    laid = [plan(book) for book in books]
    names = Counter(one.name for one in laid)
    return tuple(replace(one, name=f"{one.name} ({one.folder})") if names[one.name] > 1 else one for one in laid)


def fill(markdown: str, books: Sequence[Book]) -> str:
    """A hand-written page with the list of all documents in place of its mark, if it has the mark."""
    return markdown.replace(SHELF, shelf(plans(books))) if SHELF in markdown else markdown


def _book(laid: Plan) -> tuple[Page, ...]:
    terms = terms_page(laid)
    return (front_page(laid), *text_pages(laid), *([terms] if terms else []), about_page(laid))
