"""The site: a library laid out, and all its pages in the order of the navigation. Pure: records in, records out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from duizhao.model import Book, Checked, Concept, Library
from duizhao.publish.about import about_page
from duizhao.publish.addresses import address_files
from duizhao.publish.concepts import concept_pages, glossary_page
from duizhao.publish.concordance import Uses, concordance
from duizhao.publish.data import data_files
from duizhao.publish.elements import element_pages
from duizhao.publish.escape import slug
from duizhao.publish.finder import finder_data, finder_link, finder_page
from duizhao.publish.finding_marks import addresses, marks
from duizhao.publish.findings import finding_pages, folder_of
from duizhao.publish.front import front_page, home_map, terms_page
from duizhao.publish.glossary import Glossary
from duizhao.publish.heatmap import heat_pages
from duizhao.publish.leaves import text_pages
from duizhao.publish.matrix import matrix_page
from duizhao.publish.page import Page
from duizhao.publish.plan import Plan, plan
from duizhao.publish.printing import print_page
from duizhao.publish.readings import rows
from duizhao.publish.references import references_page
from duizhao.publish.related import ends, related
from duizhao.publish.search_page import search_page
from duizhao.publish.settings import Settings
from duizhao.publish.shelf import FEW, OTHERS, is_other, ordered, shelf
from duizhao.publish.targets import shelved
from duizhao.publish.tips import tips_data

SHELF = "<!-- duizhao:shelf -->"
"""Where a hand-written page wants the list of all documents."""

MAP = "<!-- duizhao:map -->"
"""Where the home page wants the map of the document, where the site is about one."""

FINDER = "<!-- duizhao:finder -->"
"""Where the home page wants the line that leads to the practice finder, where the site has one."""

HOME = f"# 对照 duizhao\n\n{SHELF}\n\n{FINDER}\n\n{MAP}\n"
"""The home page of a site that has written none."""


@dataclass(frozen=True, slots=True)
class Site:
    """A library laid out for the site: each book's plan, the glossary, what the site's owner has set, how terms are
    rendered and what the checks found (``checked``), where concepts have their pages, and every use of each.
    """

    plans: tuple[Plan, ...] = ()
    concepts: tuple[Concept, ...] = ()
    settings: Settings = field(default_factory=Settings)
    checked: Checked = field(default_factory=Checked)
    glossary: Glossary = field(default_factory=Glossary)
    uses: Uses = field(default_factory=dict)


def lay_out(library: Library, settings: Settings | None = None, checked: Checked | None = None) -> Site:
    """The library laid out; books of one name are told apart by their id."""
    glossary = Glossary(library.concepts, {slug(book.document.id, "document") for book in library.books})
    plans, checked = _plans(library.books, glossary), checked or Checked()
    uses = concordance(plans, glossary, checked)
    return Site(plans, library.concepts, settings or Settings(), checked, glossary, uses)


def pages(site: Site) -> tuple[Page, ...]:
    """All pages: those that the navigation lists, then the others."""
    return (*listed(site), *unlisted(site))


def listed(site: Site) -> tuple[Page, ...]:
    """The pages of the navigation: the practice finder, then for each book its home, its text in printed order, its
    terms, and "About this text"; at the end the glossary, the standards that the books refer to, what the checks
    found, and how terms are rendered.
    """
    finder = finder_page(site.plans)
    shown, folder = addresses(site.checked), folder_of(site.plans)
    kin = related(site.plans, site.glossary)
    books = (
        page
        for laid in site.plans
        for page in _shelved(
            laid,
            site.plans,
            _book(laid, site.settings, ends(laid, kin, site.glossary), marks(laid, site.checked, shown, folder)),
        )
    )
    last = (glossary_page(site.glossary, site.uses), references_page(site.plans))
    findings = finding_pages(site.plans, site.glossary, site.checked)
    checks = (*findings[:1], *_renderings(site), *findings[1:])
    return (*([finder] if finder else []), *books, *(page for page in last if page), *checks)


def _shelved(laid: Plan, plans: Sequence[Plan], pages: Iterable[Page]) -> Iterator[Page]:
    """The pages of a book, in a section of the navigation with others in print only where there are many documents."""
    together = len(plans) > FEW and is_other(laid) and not all(is_other(one) for one in plans)
    for page in pages:
        yield replace(page, place=(OTHERS, *page.place)) if together else page


def _renderings(site: Site) -> tuple[Page, ...]:
    """How terms are rendered: all of them in a table, and a map of each document in which some drift."""
    found = rows(site.plans, site.concepts, site.checked)
    maps = heat_pages(site.plans, found)
    matrix = matrix_page(site.plans, site.glossary, found, maps)
    return (*([matrix] if matrix else []), *maps)


def unlisted(site: Site) -> tuple[Page, ...]:
    """The pages that others lead to: what was searched, and, too many for a navigation, one a concept."""
    return (search_page(site.plans, site.glossary), *concept_pages(site.glossary, site.uses, site.plans))


def attachments(site: Site) -> dict[str, bytes]:
    """The files that are no pages (data beside pages, scripts with data), by their path in the site."""
    own = data_files(site.plans) | address_files(site.plans)
    return finder_data(site.plans, site.concepts) | tips_data(site.glossary) | own


def fill(markdown: str, site: Site) -> str:
    """A hand-written page with the map, the way to the practice finder and the list of all documents in place of their
    marks, where it has them.
    """
    for mark, drawn in ((MAP, home_map), (FINDER, finder_link), (SHELF, shelf)):
        if mark in markdown:
            markdown = markdown.replace(mark, drawn(site.plans))
    return markdown


def _plans(books: Sequence[Book], glossary: Glossary) -> tuple[Plan, ...]:
    held = shelved(books)
    laid = [plan(book, held, glossary) for book in ordered(books)]
    names = Counter(one.name for one in laid)
    return tuple(replace(one, name=f"{one.name} ({one.folder})") if names[one.name] > 1 else one for one in laid)


def _book(laid: Plan, settings: Settings, kin: Mapping[str, str], found: Mapping[str, str]) -> tuple[Page, ...]:
    """The pages of a book; ``kin`` and ``found``: what stands at the end of its entries, by anchor."""
    terms = terms_page(laid)
    end = (*([terms] if terms else []), about_page(laid), print_page(laid))
    return (front_page(laid), *element_pages(laid), *text_pages(laid, settings, found, kin), *end)
