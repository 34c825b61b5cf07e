"""A document on paper: the page that picks its parts, and what a printed page holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from marks import one_edition

pytestmark = pytest.mark.browser

DOC = "db99-t-0101-2031"


def _shown(page: Page) -> list[str]:
    parts = page.locator(".dz-print-part")
    names: list[str] = parts.evaluate_all("list => list.filter(e => e.checkVisibility()).map(e => e.dataset.part)")
    return names


def _box(page: Page, name: str) -> None:
    page.locator(f'.dz-print-panel input[value="{name}"]').click()


def test_the_whole_document_stands_on_one_page(desk: Page, address: str, edition: str) -> None:
    desk.goto(f"{address}{DOC}/print.html")
    assert _shown(desk)[:4] == ["foreword", "1", "2", "3"]
    assert desk.locator("[id='6.2.2']").count() == 1
    assert desk.locator("[id='a.2-1-1-a-2']").count() == 1
    assert (desk.locator(".dz-comment").count() > 0) == (edition == "printed")


@one_edition
def test_a_reader_picks_parts_and_the_address_keeps_them(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/print.html")
    desk.get_by_role("button", name="全不选").click()
    assert _shown(desk) == []
    assert desk.get_by_role("button", name="打印").is_disabled()
    _box(desk, "6")
    _box(desk, "a.2-1")
    expect(desk).to_have_url(re.compile(r"[?]only=6,a[.]2-1$"))
    assert _shown(desk) == ["6", "a.2-1"]
    desk.reload()
    assert _shown(desk) == ["6", "a.2-1"]
    desk.get_by_role("button", name="全选", exact=False).first.click()
    assert len(_shown(desk)) > 2
    expect(desk).not_to_have_url(re.compile("[?]"))


@one_edition
def test_the_button_prints(desk: Page, address: str) -> None:
    desk.add_init_script("window.print = () => { window.printed = true; }")
    desk.goto(f"{address}{DOC}/print.html")
    desk.locator('[data-print="go"]').click()
    assert desk.evaluate("window.printed") is True


@one_edition
def test_a_phone_shows_the_panel_without_scrolling_sideways(phone: Page, address: str) -> None:
    phone.goto(f"{address}{DOC}/print.html?only=6")
    assert _shown(phone) == ["6"]
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def paper(desk: Page) -> Iterator[Page]:
    """A page as it is printed, from a dark screen."""
    desk.emulate_media(media="print", color_scheme="dark")
    yield desk
    desk.emulate_media(media="screen")


@one_edition
def test_paper_has_the_text_and_its_addresses_and_no_chrome(paper: Page, address: str) -> None:
    paper.goto(f"{address}{DOC}/6.html")
    for name in (".md-header", ".md-sidebar--primary", ".md-footer", ".dz-copy"):
        assert not paper.locator(name).first.is_visible(), name
    node = "document.querySelector(\"[id='6.2.2']\")"
    assert (
        paper.evaluate(f"getComputedStyle({node}, '::after').content") == '"#" attr(id)'
        or paper.evaluate(f"getComputedStyle({node}, '::after').content") == '"#6.2.2"'
    )
    paper.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert paper.locator(".dz-source").inner_text().startswith(f"{address}{DOC}/6.html · ")
    assert paper.evaluate("getComputedStyle(document.body).getPropertyValue('--md-default-bg-color')").strip() == "#fff"


def test_both_languages_stand_level_on_paper(paper: Page, address: str, edition: str) -> None:
    paper.goto(f"{address}{DOC}/a.2-1.html")
    pair = paper.locator("[id='a.2-1-1-a-2'] .dz-main")
    chinese, english = (pair.nth(n).bounding_box() for n in (0, 1))
    assert chinese
    assert english
    assert abs(chinese["y"] - english["y"]) < 2
    assert english["x"] > chinese["x"] + chinese["width"] - 2


@one_edition
def test_without_scripts_the_whole_document_is_printed(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / DOC / "print.html").as_uri())
    assert not page.locator(".dz-print-panel").is_visible()
    assert page.locator(".dz-print-part").last.is_visible()
    context.close()


def test_a_pdf_is_made_from_a_disk(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / DOC / "print.html").as_uri() + "?only=1,2")
    data = page.pdf(prefer_css_page_size=True)
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") <= 4
    context.close()
