"""Addresses for good: what was given out as an address of a node leads to the node in every later edition."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from bases import laid
from duizhao import publish
from duizhao.model import Book, Document, Node
from marks import one_edition

DOC = "db99-t-0101-2031"


def later(book: Book) -> Book:
    """The book as it may be imported again: titles and texts corrected, clauses and an item put in, one taken out, a
    group given pages of its own.
    """

    def changed(nodes: Sequence[Node]) -> tuple[Node, ...]:
        found: list[Node] = []
        for node in nodes:
            if node.id == "6.2":
                found.append(Node("6.1.3", "clause", "6.1", "6.1.3", "交接", "Handing over", "交班时当面说清。"))
            if node.id == "4.2":
                continue  # taken out
            title = node.title_zh and f"{node.title_zh}（改）"
            kind = "factor" if node.id in {"A.1/1/1", "A.2/2/1"} else node.kind
            found.append(replace(node, kind=kind, title_zh=title, text_zh=node.text_zh and f"更正：{node.text_zh}"))
        last = next(index for index, node in enumerate(found) if node.id == "A.1/1/2")
        found.insert(last, Node("A.1/1/1/z", "item", "A.1/1/1", "z)", "补充", "Addition"))
        return (Node("0.1", "clause", None, "0.1", "引言", "Introduction", "先读这里。"), *found)

    document = replace(book.document, title_zh="公共图书馆服务指南（修订）")
    printed = changed(book.printed) if book.printed else ()
    return replace(book, document=document, printed=printed, plain=changed(book.plain))


def addresses(book: Book) -> dict[str, str]:
    """The page of each node's address, by anchor, as the page's own source has it."""
    found: dict[str, str] = {}
    anchors = {entry.anchor for entry in laid(book).plans[0].entries}
    for page in publish.pages(laid(book)):
        if page.path.rpartition("/")[2].partition(".md")[0].split("-")[0] not in {"print", "element"}:
            ids = set(re.findall(r'(?:\{: #| id=")([^ "]+)', page.text)) & anchors
            found |= dict.fromkeys(ids, page.path.removesuffix(".md") + ".html")
    return found


def listed(book: Book) -> dict[str, Any]:
    """The document's list of places."""
    data = publish.attachments(laid(book))[f"{DOC}/addresses.js"].decode()
    places: dict[str, Any] = json.loads(data[data.index("{\n") :].rstrip(";\n"))
    return places


@pytest.fixture(scope="module")
def before(sample: ModuleType, edition: str) -> Book:
    book: Book = sample.printed_library() if edition == "printed" else sample.plain_library()
    return book


def test_every_address_leads_to_its_node_after_an_insertion(before: Book) -> None:
    old, new, places = addresses(before), addresses(later(before)), listed(later(before))
    assert set(old) - set(new) == {"4.2"}
    moved = {anchor for anchor in old if anchor in new and old[anchor] != new[anchor]}
    assert {"a.1-1-1-a", "a.2-2-1-a-1"} <= moved
    for anchor in old.keys() - {"4.2"}:
        assert f"{DOC}/{places[anchor][0]}" == new[anchor]
    pages = {page.path.removesuffix(".md") + ".html" for page in publish.pages(laid(later(before)))}
    assert set(old.values()) <= pages


def test_a_new_node_takes_no_address_of_another(before: Book) -> None:
    titles = {entry.anchor: entry.node.title_en for entry in laid(before).plans[0].entries}
    for entry in laid(later(before)).plans[0].entries:
        assert titles.get(entry.anchor, entry.node.title_en) == entry.node.title_en


def test_the_list_of_places_is_a_script_that_holds_data_only(sample: ModuleType) -> None:
    site = laid(sample.hostile(), Book(Document("x"), plain=(Node("1", "clause", title_zh="甲\u2028乙</script>"),)))
    for path, data in publish.attachments(site).items():
        if path.endswith("/addresses.js"):
            text = data.decode()
            assert text.startswith("(window.duizhao = window.duizhao || {}).addresses = {\n")
            assert "\u2028" not in text
            json.loads(text[text.index("{\n") :].rstrip(";\n"))


# -- in the browser


@pytest.fixture(scope="module")
def later_site(before: Book, sample: ModuleType, build: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site: Path = build([later(before), sample.handbook()], tmp_path_factory.mktemp("later"))
    return site


@pytest.fixture(scope="module", params=["http", "file"])
def home(
    request: pytest.FixtureRequest, later_site: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """The address of the later site, served and from a disk."""
    if request.param == "file":
        yield f"{later_site.as_uri()}/"
        return
    with serve(later_site) as address:
        yield address


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=ViewportSize(width=390, height=844))
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
    context.close()


@one_edition
@pytest.mark.browser
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{DOC}/index.html#6.2.1", f"{DOC}/6.html#6.2.1"),  # the short form
        (f"{DOC}/index.html#a.2-1-2-a-3", f"{DOC}/a.2-1.html#a.2-1-2-a-3"),
        (f"{DOC}/6.html#a.2-1-2-a-3", f"{DOC}/a.2-1.html#a.2-1-2-a-3"),
        (f"{DOC}/a.2-2.html#a.2-2-1-a-1", f"{DOC}/a.2-2-1.html#a.2-2-1-a-1"),  # a page of its own since
        (f"{DOC}/about.html#A.2/1/2/a/3", f"{DOC}/a.2-1.html#a.2-1-2-a-3"),  # the id itself
        (f"{DOC}/index.html#foreword", f"{DOC}/foreword.html#foreword"),
    ],
)
def test_an_old_address_leads_to_the_place(reader: Page, home: str, old: str, new: str) -> None:
    reader.goto("about:blank")
    reader.goto(home + old)
    reader.wait_for_url(home + new)
    assert reader.locator(f"[id='{new.partition('#')[2]}']").count() == 1
    assert reader.locator(".dz-gone").count() == 0


@one_edition
@pytest.mark.browser
@pytest.mark.parametrize("home", ["http"], indirect=True)  # a disk shows a folder's files, not its index
def test_a_folder_s_address_takes_a_node(reader: Page, home: str) -> None:
    reader.goto(f"{home}{DOC}/#6.2.1")
    reader.wait_for_url(f"{home}{DOC}/6.html#6.2.1")


@one_edition
@pytest.mark.browser
@pytest.mark.parametrize("home", ["http"], indirect=True)  # a disk has no page for what it does not find
def test_a_page_that_is_no_more_leads_to_the_place(reader: Page, home: str) -> None:
    reader.goto(f"{home}{DOC}/a.2-1-2.html#a.2-1-2-a-3")
    reader.wait_for_url(f"{home}{DOC}/a.2-1.html#a.2-1-2-a-3")
    reader.goto(f"{home}{DOC}/a.2-1-2.html")
    reader.wait_for_url(f"{home}{DOC}/a.2-1.html#a.2-1-2")


@one_edition
@pytest.mark.browser
def test_of_a_node_that_is_no_more_the_page_says_so(reader: Page, home: str) -> None:
    reader.goto(f"{home}{DOC}/4.html#4.2")
    gone = reader.locator(".dz-gone[role=alert]")
    gone.wait_for()
    assert "这一条已不在本版中" in gone.inner_text()
    assert "This provision is no longer in this edition" in gone.inner_text()
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390
    gone.locator("a").click()
    reader.wait_for_url(f"{home}{DOC}/4.html#4")
    assert gone.count() == 0
    reader.goto(f"{home}{DOC}/index.html#99.1")
    assert reader.locator(".dz-gone a").get_attribute("href") == "index.html"


@one_edition
@pytest.mark.browser
def test_other_names_in_an_address_are_left_alone(reader: Page, home: str) -> None:
    for path in (f"{DOC}/about.html#repair-99", f"{DOC}/index.html#contents", "index.html#6.1"):
        reader.goto(home + path)
        reader.wait_for_load_state("networkidle")
        assert reader.url == home + path
        assert reader.locator(".dz-gone").count() == 0
