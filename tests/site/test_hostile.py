"""Text from a copy can never become markup or script: in any page, by any field, in a real browser too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import markdown  # type: ignore[import-untyped]
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, ViewportSize

from bases import laid
from duizhao import publish
from duizhao.model import Book, Concept, CopyRecord, Document, Finding, Library, Mend, Node, Source, Term
from duizhao.publish import Page
from duizhao.publish.escape import one_line

FRAGMENTS = (
    "<script>", "</script>", "<b", "</div>", "<!--", "-->", "&lt;", "&#60;", "&", "{: #x .y }", "{{ x }}",
    "{% x %}", "[a](b)", "![a](b)", "`", "```", "~~~", "*", "_", "**", "==", "++", "^^", "\\", "\\(", "$$",
    ":smile:", "[^1]", "[TOC]", "# ", "- ", "1. ", "> ", "!!! note", "*[A]: b", "|", "<https://x.test>",
    "javascript:", '"', "'", "=", " ", "\n", "\t", "\r", "\u2028", "\u0085", "\x00", "\x02wzxhzdk:0\x03",
    "\x1b", "\ud800", "\ufffe", "\u202e", "译", "x", "--8<--", "[x]: y", "onload=",
)  # fmt: skip

hostile_text = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), min_size=1, max_size=8).map("".join)


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@cache
def converter() -> markdown.Markdown:
    """Markdown with the extensions of the site's own settings, and two that site owners like to add."""
    settings = yaml.safe_load(publish.mkdocs_yml("x", plugin=True))["markdown_extensions"]
    names = [next(iter(item)) if isinstance(item, dict) else item for item in settings]
    configs = {name: value for item in settings if isinstance(item, dict) for name, value in item.items()}
    return markdown.Markdown(extensions=[*names, "abbr", "footnotes"], extension_configs=configs)


def render(source: str) -> str:
    """A page's Markdown as HTML."""
    html: str = converter().reset().convert(source.partition("---\n\n")[2])
    return html


@cache
def harmless() -> tuple[list[tuple[str, tuple[str, ...]]], ...]:
    """The elements of each page of a book that holds nothing to fear."""
    return tuple(Skeleton(render(page.source)).tags for page in publish.pages(laid(book("读者"))))


def book(text: str) -> Book:
    """A book with the text in every field, after a sign that keeps it from being taken for a list label."""
    words = f"译{text}".replace("\n", " ").replace("\r", " ")
    nodes = (
        Node("1", "clause", None, words, words, words, words, words, note=words),
        Node("1/1", "practice", "1", words, words, words, words, words, lost=True, note=words),
        Node("1/t", "table", "1", words, words),
        Node("1/t/1", "row", "1/t", words, text_zh=words.replace("|", "/"), text_en=words.replace("|", "/")),
        Node("2", "term", None, words, words, words, words),
        Node("3", "clause", None, "3", None, None, words),
    )
    document = Document("doc", words, words, words, words, words, words, words, words, words, (words,), (words,))
    mends = (Mend(words, 0, 9, words, words, words, words, "1/1"), Mend(words, 1, 1, "", words, "columns", words))
    copies = (CopyRecord(words, words, words, words, 9, discarded={words: 1}),)
    return Book(document, nodes, nodes, copies, mends, (Finding(words, "info", words, node=words),))


@settings(max_examples=30)  # each is a whole book, in which the text stands in every field
@given(hostile_text)
def test_any_text_stays_text(text: str) -> None:
    for page, expected in zip(publish.pages(laid(book(text))), harmless(), strict=True):
        built = Skeleton(render(page.source))
        assert built.tags == expected, page.path
        words = one_line(f"译{text}".replace("\n", " "))
        if len(words) < 20:  # longer ones are cut in titles, and stand whole in bodies only
            assert words in re.sub(r"\s+", " ", built.text)


def concepts(text: str) -> tuple[Concept, ...]:
    """A glossary with the text in every field."""
    words = one_line(f"词{text}")
    terms = (Term("zh", words), Term("zh", f"{words}二", "avoid", words), Term("en", f"x {words}", "admitted"))
    return (
        Concept("a", terms, words, words, (Source("doc", "1"),), related=("b",), note=words),
        Concept("b", (Term("zh", f"{words}三"), Term("en", f"y {words}")), broader=("a",)),
    )


def glossary_pages(text: str) -> list[Page]:
    site = publish.lay_out(
        Library((Book(Document("doc"), plain=(Node("1", "clause", None, "1", "题"),)),), concepts(text))
    )
    return [page for page in publish.pages(site) if page.path.startswith("glossary")]


@settings(max_examples=20)
@given(hostile_text)
def test_any_text_in_the_glossary_stays_text(text: str) -> None:
    pages, sound = glossary_pages(text), glossary_pages("读者")
    assert pages
    for page, expected in zip(pages, sound, strict=True):
        assert Skeleton(render(page.source)).tags == Skeleton(render(expected.source)).tags, page.path


@settings(max_examples=30)
@given(hostile_text)
def test_any_text_keeps_front_matter_and_navigation_whole(text: str) -> None:
    pages = publish.pages(laid(book(text)))
    for page in pages:
        head = yaml.safe_load(page.source.split("---\n")[1])
        assert head.keys() - {"style"} in ({"title"}, {"title", "title_en"})
        assert "<" not in "".join(head.values())
    assert "<" not in str(publish.navigation(pages))
    text_of_settings = publish.mkdocs_yml(text, plugin=False, nav=publish.navigation(pages))
    assert list(yaml.safe_load(text_of_settings))[-1] == "nav"


@given(hostile_text, hostile_text)
def test_paths_and_anchors_never_leave_their_folder(document: str, node: str) -> None:
    for page in publish.listed(laid(Book(Document(document), plain=(Node(node, "clause", title_zh="题"),)))):
        assert re.fullmatch(r"[^/\\\s<>\"'{}]+/[^/\\\s<>\"'{}]+\.md", page.path)
        assert ".." not in page.path.split("/")
        page.path.encode()
        assert not page.path.startswith(".")


@pytest.fixture(scope="module")
def evil_site(sample: ModuleType, build: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site: Path = build([sample.hostile()], tmp_path_factory.mktemp("evil"))
    return site


@pytest.mark.browser
def test_no_page_of_a_hostile_book_does_anything(browser: Browser, evil_site: Path, sample: ModuleType) -> None:
    context = browser.new_context(viewport=ViewportSize(width=390, height=844))
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    files = sorted((evil_site / "evil").glob("*.html"))
    assert len(files) > len(sample.EVIL)
    for file in files:
        page.goto(file.as_uri())
        assert page.evaluate("window.harmed") is None, file.name
        inner = page.locator(".md-content")
        assert (
            inner.locator("script, img, b, iframe, [onclick], [onerror], [onmouseover], a[href^='javascript']").count()
            == 0
        )
    page.locator(".dz-search-open").click()
    page.locator("#dz-search-field").fill("script")
    page.locator("#dz-search .dz-hit").first.wait_for()
    assert page.locator("#dz-search .dz-hit-text :is(script, img, b, iframe)").count() == 0
    page.locator("#dz-search .dz-hit").first.click()
    page.locator("mark.dz-found").first.wait_for()
    assert page.evaluate("window.harmed") is None
    page.goto((evil_site / "evil" / "2.html").as_uri())
    assert page.locator("h1").inner_text().replace("\n", " ").count("<img src=x onerror=window.harmed=1>") >= 2
    assert page.evaluate("window.harmed") is None
    assert errors == []
    context.close()
