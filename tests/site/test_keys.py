"""Keys, the way through the document, and the reader's place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from marks import one_edition

pytestmark = pytest.mark.browser

DOC = "db99-t-0101-2031"
CURRENT = "document.querySelector('.dz-current')?.id"


@one_edition
def test_keys_go_through_the_provisions(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/6.html")
    entries = desk.evaluate("history.length")
    for expected in ("6.1", "6.1.1", "6.1.2"):
        desk.keyboard.press("j")
        assert desk.evaluate(CURRENT) == expected
    expect(desk).to_have_url(re.compile(r"#6[.]1[.]2$"))
    assert desk.evaluate("history.length") == entries
    edge = desk.locator(".md-header").evaluate("e => e.getBoundingClientRect().bottom")
    top = desk.locator(".dz-current").evaluate("e => e.getBoundingClientRect().top")
    assert top >= edge
    desk.keyboard.press("k")
    assert desk.evaluate(CURRENT) == "6.1.1"
    desk.keyboard.press("Control+j")
    assert desk.evaluate(CURRENT) == "6.1.1"


@one_edition
def test_keys_reach_the_last_provision_of_a_page_and_stop(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/a.2-1.html")
    ids = desk.evaluate("[...document.querySelectorAll('.dz-heading[id], .dz-node[id]')].map(e => e.id)")
    seen = []
    for _ in ids:
        desk.keyboard.press("j")
        seen.append(desk.evaluate(CURRENT))
    assert seen == [*ids[1:], ids[-1]]


@one_edition
def test_language_key_and_search_key(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/6.html")
    modes = []
    for _ in range(3):
        desk.keyboard.press("l")
        modes.append(desk.evaluate("window.duizhao.language()"))
    assert modes == ["en", "zh", "both"]
    desk.keyboard.press("/")
    expect(desk.locator("#dz-search-field")).to_be_focused()
    desk.keyboard.type("jkl?")
    assert desk.locator("#dz-search-field").input_value() == "jkl?"
    assert desk.evaluate("window.duizhao.language()") == "both"
    assert desk.evaluate(CURRENT) is None


@one_edition
def test_list_of_keys_opens_closes_and_turns_keys_off(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/6.html")
    desk.keyboard.press("?")
    dialog = desk.get_by_role("dialog", name="键盘快捷键 Keyboard")
    expect(dialog).to_be_visible()
    desk.keyboard.press("j")
    assert desk.evaluate(CURRENT) is None
    desk.get_by_role("checkbox", name="启用单键快捷键").uncheck()
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    desk.keyboard.press("j")
    desk.keyboard.press("/")
    assert desk.evaluate(CURRENT) is None
    assert desk.locator("#dz-search").count() == 0
    desk.locator(".dz-keys-button").click()
    desk.get_by_role("checkbox", name="启用单键快捷键").check()
    desk.get_by_role("button", name="关闭").click()
    desk.keyboard.press("k")
    assert desk.evaluate(CURRENT)


@one_edition
def test_trail_leads_from_the_document_to_the_page(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/a.2-1.html")
    trail = desk.locator("nav.dz-trail > ol > li")
    assert trail.count() == 4
    assert trail.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))") == [
        "index.html", "a.html", "a.html#a.2",
    ]  # fmt: skip
    assert desk.locator(".dz-trail [aria-current=page]").count() == 1
    desk.goto(f"{address}{DOC}/index.html")
    assert desk.locator("nav.dz-trail a").count() == 0


@one_edition
def test_neighbours_say_in_which_table_they_stand(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/a.2-1.html")
    before, after = (desk.locator(f".md-footer__link--{side}") for side in ("prev", "next"))
    assert "A.1" in before.locator(".md-footer__direction").inner_text()
    assert "A.2" in after.locator(".md-footer__direction").inner_text()
    after.click()
    expect(desk).to_have_url(re.compile(r"/a[.]2-2[.]html$"))


@one_edition
@pytest.mark.parametrize("width", [1440, 390])
def test_place_is_shown_and_found_again(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport=ViewportSize(width=width, height=600))
    page = context.new_page()
    page.goto(f"{address}{DOC}/index.html")
    assert page.locator(".dz-continue").count() == 0
    page.goto(f"{address}{DOC}/6.html")
    page.locator("[id='6.2.1']").evaluate("e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - 60)")
    expect(page.locator(".dz-reading")).to_have_text("6.2.1 标识 · 5/7")
    if width > 1000:
        active = page.locator(".md-nav--secondary .md-nav__link--active").last
        assert active.get_attribute("href") == "#6.2.1"
    for home in (f"{DOC}/index.html", "index.html"):
        page.goto(f"{address}{home}")
        offer = page.locator(".dz-continue a")
        expect(offer).to_have_text("继续阅读 Continue reading：6.2.1 标识")
        assert offer.get_attribute("href") == f"{address}{DOC}/6.html#6.2.1"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"{address}guan-yuan-shou-ce/index.html")
    assert page.locator(".dz-continue").count() == 0
    context.close()
