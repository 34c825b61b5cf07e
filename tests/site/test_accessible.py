"""Every kind of page as axe-core judges it (see access.py): in both themes, on both screens, in each language. Also
that it is quiet, asks no other host, has one heading of its own and never scrolls sideways.

The one place where whole pages are judged. What opens on a page is judged where it is tested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize

from access import DARK, judged, judged_for_form, judged_for_layout, judged_in_both_themes, put_on

pytestmark = pytest.mark.browser

Serve = Callable[[Path], AbstractContextManager[str]]

DOC = "db99-t-0101-2031"
PAGES = (
    *("index", "practices", "renderings", "references", "bring-copies", "404", "search"),
    *("glossary/index", "glossary/reader"),
    *("findings/index", "findings/concepts", "findings/term-rendering", "findings/code"),
    *(f"{DOC}/{name}" for name in ("index", "element-6.1", "6", "a", "a.2-2", "terms", "about", "heat")),
    *(f"{DOC}/print", "guan-yuan-shou-ce/index", "guan-yuan-shou-ce/1"),
)  # fmt: skip
"""One page of each kind, of the printed standard with a glossary."""

PLAIN = (f"{DOC}/index", f"{DOC}/6", f"{DOC}/a.2-2", f"{DOC}/about")
"""Pages that look otherwise where only the plain edition is there."""

LAID_OUT_ANEW = (
    *("practices", "renderings", "glossary/index", "glossary/reader", "findings/term-rendering"),
    *(f"{DOC}/{name}" for name in ("index", "element-6.1", "6", "a.2-2", "about")),
)  # fmt: skip
"""Pages that a phone shows in another form, so that their colours may meet otherwise."""

IN_ONE_LANGUAGE = (
    *("index", "bring-copies", "glossary/index", f"{DOC}/a", f"{DOC}/terms", f"{DOC}/heat", "guan-yuan-shou-ce/1"),
    *LAID_OUT_ANEW,
)  # fmt: skip
"""Pages on which names and headings follow the reader's language."""

PARTS = {"clause": r"\d+|foreword", "table": r"[a-z]\.\d+-\d+", "element": "element-.+"}
"""Pages of a part of a document by their names."""

NARROW = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture(scope="module")
def home(glossed_site: Path, serve: Serve) -> Iterator[str]:
    """Where the site is served: from a disk, the page for what is not found has no styles."""
    with serve(glossed_site) as address:
        yield address


@pytest.fixture(params=[1440, 390])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def page(width: int, home: str, room: Callable[[str, ViewportSize], Any]) -> Iterator[Page]:
    """A page that must stay quiet and ask no other host."""
    with room(home, ViewportSize(width=width, height=900)) as window, window.tab() as page:
        yield page


def kind(name: str) -> str:
    """What pages of the same make have in common."""
    folder, _, page = name.rpartition("/")
    if folder in {"findings", "glossary"}:
        return f"{folder} {page if page in {'index', 'concepts'} else 'one'}"
    if not folder:
        return "by hand" if page in {"about", "bring-copies"} else page
    return next((name for name, pattern in PARTS.items() if re.fullmatch(pattern, page)), page)


def test_a_page_of_every_kind_is_judged(glossed_site: Path) -> None:
    made = (path.relative_to(glossed_site).with_suffix("").as_posix() for path in glossed_site.rglob("*.html"))
    assert set(map(kind, made)) == set(map(kind, PAGES))


def test_no_page_violates_a_rule(page: Page, width: int, home: str) -> None:
    found: list[str] = []
    for name in PAGES:
        _show(page, f"{home}{name}.html")
        found += _on_a_desk(page, name) if width > 1000 else _on_a_phone(page, name)
    assert not found, "\n".join(found)


def _on_a_desk(page: Page, name: str) -> list[str]:
    found = judged_in_both_themes(page)
    if name in IN_ONE_LANGUAGE:
        mode = ("zh", "en")[IN_ONE_LANGUAGE.index(name) % 2]  # by turns: all pages hide the other one in the same way
        page.evaluate("mode => duizhao.choose(mode)", mode)
        found += [f"{mode}: {said}" for said in judged_for_form(page)]
        page.evaluate("duizhao.choose('both')")
    return found


def _on_a_phone(page: Page, name: str) -> list[str]:
    put_on(page, DARK)
    return judged(page) if name in LAID_OUT_ANEW else judged_for_layout(page)


@pytest.mark.parametrize("edition", ["plain"], indirect=True)
def test_no_page_of_the_plain_edition_violates_a_rule(desk: Page, phone: Page, address: str) -> None:
    found: list[str] = []
    for name in PLAIN:
        _show(desk, f"{address}{name}.html")
        found += judged_in_both_themes(desk)
        _show(phone, f"{address}{name}.html")
        found += judged_for_layout(phone)
    assert not found, "\n".join(found)


def _show(page: Page, address: str) -> None:
    """Of a whole document, two parts: the others have the same make."""
    page.goto(address + ("?only=6,a.2-2" if address.endswith("/print.html") else ""))
    assert page.locator("h1").count() == 1, address
    assert page.evaluate(NARROW), address
