"""Cross-references as links, and the page of the standards that are cited."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, ViewportSize

from bases import laid
from duizhao import publish
from duizhao.model import Book, Document, Node, Reference
from duizhao.publish.escape import block, one_line
from duizhao.publish.linking import Link, settle, weave
from duizhao.publish.passages import flow

KITCHEN = Document(
    "db99-t-0202-2032", "DB99/T 0202—2032", "社区厨房管理指南", "Guide to community kitchens",
    references=(Reference("GB/Z 99001", "图书馆术语"), Reference("DB99/T 0303")),
)  # fmt: skip
GARDEN = Document("db99-t-0303-2033", "DB99/T 0303—2033", "社区菜园管理指南", "Guide to community gardens")


def kitchen() -> Book:
    """A standard whose clauses refer to one another, to the garden's standard, and to some that the library lacks."""
    nodes = (
        Node("foreword", "clause", None, None, "前言", text_zh="本文件按照GB/T 1.1—2020起草，编号DB99/T 0202—2032。"),
        Node("4", "clause", None, "4", "排班", "Shifts", "见 5.2 和第5章，另见9.9。", "See 5.2 and clause 5; see 9.9."),
        Node("5", "clause", None, "5", "清洁", "Cleaning", "a) 灶台，见附录A；\nb) 地面，见表A.1。"),
        Node("5.1", "clause", "5", "5.1", "灶台", "Stoves", "按5.1的规定，参见5.2 的注1。", "As given in 5.1."),
        Node("5.2", "clause", "5", "5.2", "地面", "Floors", "见DB99/T 0303—2033、GB/Z 99001的5.1。", "ISO 99002:2031."),
        Node("5.2/note1", "note", "5.2", "注1：", text_zh="地面每日两次。"),
        Node("A", "annex", None, "附录A", "记录", "Records"),
        Node("A.1", "table", "A", "表A.1", "记录表", "Record sheet"),
        Node("A.1/1", "row", "A.1", "1", text_zh="灶台 | 见5.1", text_en="Stoves | see 5.1"),
    )  # fmt: skip
    plain = (Node("4", "clause", None, "4", "排班", "Shifts", "怎么排，看 5.1：见5.1。", "See 5.1."),)
    return Book(KITCHEN, nodes, plain)


def garden() -> Book:
    nodes = (Node("1", "clause", None, "1", "范围", "Scope", "浇水参照DB99/T 0202，剪枝见GB/T 1.10。"),)
    return Book(GARDEN, plain=nodes)


def text_of(path: str, *books: Book) -> str:
    return next(page.text for page in publish.pages(laid(*books)) if page.path == path)


def links(path: str) -> list[tuple[str, str]]:
    text = text_of(path, kitchen(), garden())
    return [
        (unescape(words), unescape(address))
        for address, words in re.findall(r'<a class="dz-ref" href="([^"]*)"[^>]*>([^<]*)</a>', text)
    ]


def test_a_clause_leads_to_its_page_in_both_languages_and_in_the_commentary() -> None:
    assert links("db99-t-0202-2032/4.md") == [
        ("5.2", "5.html#5.2"),
        ("第5章", "5.html"),
        ("5.2", "5.html#5.2"),
        ("clause 5", "5.html"),
        ("5.1", "5.html#5.1"),  # the commentary
        ("5.1", "5.html#5.1"),
    ]


def test_annexes_tables_items_notes_and_rows_lead_to_their_places() -> None:
    found = links("db99-t-0202-2032/5.md")
    assert ("附录A", "a.html") in found
    assert ("表A.1", "a.html#a.1") in found
    assert ("5.2 的注1", "5.html#5.2-note1") in found
    assert links("db99-t-0202-2032/a.md") == [("5.1", "5.html#5.1"), ("5.1", "5.html#5.1")]


def test_a_place_that_is_missing_or_the_place_itself_or_of_another_standard_is_no_link() -> None:
    found = links("db99-t-0202-2032/4.md") + links("db99-t-0202-2032/5.md")
    assert "9.9" not in [words for words, _ in found]
    assert "5.html#5.1" not in [address for _, address in links("db99-t-0202-2032/5.md")]


def test_a_standard_leads_to_the_library_or_to_its_entry() -> None:
    found = links("db99-t-0202-2032/5.md")
    assert ("DB99/T 0303—2033", "../db99-t-0303-2033/index.html") in found
    assert ("GB/Z 99001", "../references.html#gb-z-99001") in found
    assert ("ISO 99002:2031", "../references.html#iso-99002-2031") in found
    assert ("DB99/T 0202", "../db99-t-0202-2032/index.html") in links("db99-t-0303-2033/1.md")
    assert [words for words, _ in links("db99-t-0202-2032/foreword.md")] == ["GB/T 1.1—2020"]


def test_the_home_of_a_document_leads_to_the_entries_of_its_references() -> None:
    assert ("GB/Z 99001", "../references.html#gb-z-99001") in links("db99-t-0202-2032/index.md")


def test_entries_of_cited_standards_tell_what_the_documents_tell() -> None:
    text = text_of("references.md", kitchen(), garden())
    anchors = re.findall(r"^## .*?\{: #([^ ]+)", text, re.MULTILINE)
    assert anchors == [
        "db99-t-0202", "db99-t-0303", "db99-t-0303-2033", "gb-t-1.1-2020", "gb-t-1.10", "gb-z-99001", "iso-99002-2031",
    ]  # fmt: skip
    entries = dict(zip(anchors, re.split(r"^## ", text, flags=re.MULTILINE)[1:], strict=True))
    assert "图书馆术语" in entries["gb-z-99001"]
    assert "db99-t-0202-2032/5.html#5.2" in entries["gb-z-99001"]
    assert "未收入" in entries["gb-z-99001"]
    assert 'href="db99-t-0303-2033/index.html"' in entries["db99-t-0303"]
    assert "Normative reference of" in entries["db99-t-0303"]
    assert "Normative reference of" not in entries["gb-t-1.10"]
    assert 'lang="en">English</span>' in entries["iso-99002-2031"]
    assert "中文" not in entries["iso-99002-2031"].partition("<li>")[2]


def test_no_page_where_nothing_is_cited() -> None:
    alone = Book(replace(GARDEN, number=None), plain=(Node("1", "clause", text_zh="浇水。"),))
    assert "references.md" not in [page.path for page in publish.pages(laid(alone))]


def test_a_later_edition_stands_in_for_a_number_without_a_year() -> None:
    later = Book(replace(GARDEN, id="db99-t-0303-2040", number="DB99/T 0303—2040"), plain=garden().plain)
    citing = Book(KITCHEN, plain=(Node("1", "clause", text_zh="见DB99/T 0303和DB99/T 0303—2033。"),))
    text = text_of("db99-t-0202-2032/1.md", citing, later, garden())
    assert re.findall(r"\.\./(db99-t-0303-\d+)/", text) == ["db99-t-0303-2040", "db99-t-0303-2033"]


def test_text_behind_a_list_label_keeps_its_places() -> None:
    text = "a) 见 5.2、5.3"
    html = flow((text,), {text: (Link(5, 8, "5.html#5.2"), Link(9, 12, "5.html#5.3"))})
    assert html.endswith(
        '</span> 见 <a class="dz-ref" href="5.html#5.2">5.2</a>、<a class="dz-ref" href="5.html#5.3">5.3</a></p>'
    )


hostile = st.text(st.sampled_from("<>&\"'{}`\\[]!ab见5.2 译\n\u2028"), max_size=30)
spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Link(*ends, 'x"><b>', title="<i>")))


@given(hostile, spans, spans)
def test_links_never_overlap_and_never_let_text_through(text: str, first: list[Link], second: list[Link]) -> None:
    line = one_line(text)
    links = settle(first, second)
    assert all(one.end <= other.start for one, other in pairwise(links))
    html = weave(line, links)
    plain = re.sub(r'<a class="dz-ref" href="x&#34;&#62;&#60;b&#62;" title="&#60;i&#62;">|</a>', "", html)
    assert plain == block(line)


def test_earlier_links_come_first_and_longer_before_shorter() -> None:
    reference, long, short = Link(4, 8, "r"), Link(6, 20, "t"), Link(10, 12, "s")
    assert settle([reference], [long, short]) == (reference, short)
    assert settle([short, long]) == (long,)


class Links(HTMLParser):
    """The ids of a page and the addresses that its main part links to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.hrefs: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.ids |= {names["id"] or ""} if "id" in names else set()
        if tag == "a" and names.get("href"):
            self.hrefs.append(names["href"] or "")


@pytest.fixture(scope="module")
def linked_site(build: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site: Path = build([kitchen(), garden()], tmp_path_factory.mktemp("linked"))
    return site


def test_every_link_of_the_built_site_leads_somewhere(linked_site: Path) -> None:
    pages = {file: Links(file.read_text("utf-8")) for file in linked_site.rglob("*.html")}
    for file, page in pages.items():
        for href in page.hrefs:
            parts = urlsplit(href)
            if parts.scheme or not (parts.path.endswith(".html") or not parts.path) or file.name == "404.html":
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            assert target in pages, (file.name, href)
            assert not parts.fragment or unquote(parts.fragment) in pages[target].ids, (file.name, href)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_a_reader_follows_references_from_a_disk(browser: Browser, linked_site: Path, width: int) -> None:
    context = browser.new_context(viewport=ViewportSize(width=width, height=844))
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((linked_site / "db99-t-0202-2032" / "4.html").as_uri())
    page.locator(".dz-main.dz-zh a.dz-ref", has_text="5.2").click()
    page.wait_for_url("**/5.html#5.2")
    page.locator("a.dz-ref", has_text="GB/Z 99001").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/references.html#gb-z-99001")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".dz-cited a[href$='5.html#5.2']").first.click()
    page.wait_for_url("**/db99-t-0202-2032/5.html#5.2")
    assert errors == []
    context.close()
