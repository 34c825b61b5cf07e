"""The tools of a provision in a real browser: its menu, what is copied, its data, and how far to trust it."""

from __future__ import annotations

import html
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from access import judged_for_form, judged_in_both_themes
from marks import one_edition

pytestmark = pytest.mark.browser

DOC = "db99-t-0101-2031"
TARGET = "https://x.test/new?title={document}%20{node}&body={address}"
NODE = "a.2-1-1-a-2"


def pasted(page: Page) -> str:
    """What the clipboard holds, by pasting it."""
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<textarea id=paste></textarea>')")
    page.locator("#paste").focus()
    page.keyboard.press("Control+V")
    text = page.locator("#paste").input_value()
    page.locator("#paste").evaluate("e => e.remove()")
    return text


def copied(page: Page, anchor: str, item: str) -> str:
    """What an entry of a provision's menu copies."""
    more(page, anchor).click()
    page.get_by_role("menuitem", name=item).click()
    page.locator(".dz-menu").wait_for(state="detached")
    return pasted(page)


def more(page: Page, anchor: str) -> Any:
    """The button that opens a provision's menu."""
    return page.locator(f"[id='{anchor}'] .dz-more")


@one_edition
def test_the_menu_is_used_by_keyboard(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/a.2-1.html")
    button = more(desk, NODE)
    assert desk.locator(".dz-menu").count() == 0
    desk.locator(f"[id='{NODE}'] a.dz-copy").focus()
    desk.keyboard.press("Tab")
    assert button.evaluate("e => e === document.activeElement")
    desk.keyboard.press("Enter")
    focused = "document.activeElement.textContent"
    first = desk.evaluate(focused)
    assert "GB/T 7714" in first
    assert button.get_attribute("aria-expanded") == "true"
    desk.keyboard.press("ArrowUp")
    assert "JSON" in desk.evaluate(focused)
    desk.keyboard.press("ArrowDown")
    assert desk.evaluate(focused) == first
    desk.keyboard.press("End")
    assert "JSON" in desk.evaluate(focused)
    desk.keyboard.press("Escape")
    assert desk.locator(".dz-menu").count() == 0
    assert button.evaluate("e => e === document.activeElement")
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    desk.locator("h1").click()
    assert desk.locator(".dz-menu").count() == 0


def test_citations_hold_place_day_and_address(desk: Page, address: str, edition: str) -> None:
    desk.goto(f"{address}{DOC}/a.2-1.html")
    chinese, english = copied(desk, NODE, "GB/T 7714"), copied(desk, NODE, "ISO 690")
    here = f"{address}{DOC}/a.2-1.html#{NODE}"
    day = datetime.now().astimezone().date().isoformat()
    assert f"[{day}]. {here}." in chinese
    assert english.endswith(f"[viewed {day}]. Available from: {here}")
    assert re.search(r"表A\.2, .+, a\), 2\)\[", chinese)
    assert re.search(r"Table A\.2, .+, a\), 2\) \[", english)
    said = "白话版复述(非原文)[EB/OL]" if edition == "plain" else "DB99/T 0101—2031[S/OL]. 2031: 表A.2"
    assert said in chinese
    assert ("plain-language restatement" in english) == (edition == "plain")


def test_a_text_is_copied_in_one_language_without_commentary(desk: Page, address: str, edition: str) -> None:
    desk.goto(f"{address}{DOC}/6.html")
    assert copied(desk, "6.1", "中文") == "6.1 馆员"
    text = copied(desk, "6.2.2", "中文")
    own = (
        "座位数宜按服务人口的千分之三设置，并留出轮椅的位置。"
        if edition == "printed"
        else "每千人三个座位左右，给轮椅留地方。"
    )
    assert text == f"6.2.2 座位\n{own}"
    desk.goto(f"{address}{DOC}/a.2-1.html")
    text = copied(desk, NODE, "English")
    assert text.startswith("2)\n")
    assert not re.search("[\u4e00-\u9fff]", text)


@one_edition
def test_a_row_of_a_table_is_copied(desk: Page, address: str) -> None:
    desk.goto(f"{address}guan-yuan-shou-ce/1.html")
    assert copied(desk, "1.2-2", "English") == "Monday\n9:00–17:00"


def test_data_lie_beside_the_page(desk: Page, address: str, site: Path) -> None:
    desk.goto(f"{address}{DOC}/6.html")
    more(desk, "6.2.2").click()
    link = desk.get_by_role("menuitem", name="JSON").get_attribute("href")
    assert link == f"{address}{DOC}/6.json"
    held = desk.request.get(link).json()
    assert held["page"] == "6.html"
    anchors = {node["anchor"] for node in held["nodes"]}
    assert anchors == set(desk.evaluate("[...document.querySelectorAll('.dz-copy')].map(e => e.hash.slice(1))"))
    assert held == json.loads((site / DOC / "6.json").read_text(encoding="utf-8"))


@one_edition
def test_pages_from_a_disk_have_their_menu_and_data(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport=ViewportSize(width=1440, height=900))
    page = context.new_page()
    page.goto((site / DOC / "6.html").as_uri())
    assert f"{DOC}/6.html#6.2.2" in copied(page, "6.2.2", "ISO 690")
    page.locator(".dz-data a").click()
    page.wait_for_url("**/6.json")
    assert "座位" in page.locator("body").inner_text()
    context.close()


@one_edition
def test_without_scripts_nothing_is_offered_that_does_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{DOC}/6.html")
    assert page.locator(".dz-more").count() == 0
    assert page.locator(".dz-data a[href='6.json']").is_visible()
    page.locator("[id='6.2.2'] a.dz-copy").click()
    expect(page).to_have_url(re.compile(r"6[.]html#6[.]2[.]2$"))
    context.close()


def with_target(page: Page) -> None:
    """As where the site's owner has set a target for reports."""

    def answer(route: Route) -> None:
        body = route.fetch().text()
        none, some = (f"&#34;report&#34;:{html.escape(json.dumps(target))}" for target in (None, TARGET))
        assert body.count(none) == 1
        route.fulfill(body=body.replace(none, some), content_type="text/html")

    page.route("**/6.html", answer)


@one_edition
def test_a_fault_is_reported_where_the_site_has_a_target(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/6.html")
    more(desk, "6.2.2").click()
    assert desk.get_by_role("menuitem", name="Report").count() == 0
    with_target(desk)
    desk.reload()
    more(desk, "6.2.2").click()
    link = desk.get_by_role("menuitem", name="Report").get_attribute("href")
    here = "".join(f"%{ord(char):02X}" if char in ":/#" else char for char in f"{address}{DOC}/6.html#6.2.2")
    assert link == f"https://x.test/new?title=DB99%2FT%200101%E2%80%942031%206.2.2&body={here}"


def test_trust_is_told_at_each_printed_node(desk: Page, address: str, edition: str) -> None:
    desk.goto(f"{address}{DOC}/6.html")
    lines = desk.locator(".dz-trust:not(.dz-checked)")
    if edition == "plain":
        assert lines.count() == 0
        return
    assert lines.count() == desk.locator(".dz-copy").count()
    line = desk.locator("[id='6.1.1'] ~ .dz-node .dz-trust").first
    assert "修复 1 处" in line.locator("summary").inner_text()
    changes = line.locator(".dz-changes")
    assert not changes.is_visible()
    line.locator("summary").focus()
    desk.keyboard.press("Enter")
    assert changes.inner_text().replace("\n", " ") == "館(guǎn)員 → 館員"


def test_the_picture_leads_to_the_pages(desk: Page, address: str, edition: str) -> None:
    desk.goto(f"{address}{DOC}/about.html")
    rows = desk.locator("#certainty ~ .dz-table").first.locator("tbody tr")
    if edition == "plain":
        assert desk.locator("#certainty").count() == 0
        return
    last = rows.filter(has_text="全文")
    assert last.count() == 1
    for share in desk.locator("#certainty ~ .dz-table").first.locator(".dz-shares").all():
        widths = share.locator("span").evaluate_all("all => all.map(e => parseFloat(e.style.width))")
        assert sum(widths) == pytest.approx(100, abs=0.1)
    rows.filter(has_text="馆舍").or_(rows.first).first.get_by_role("link").last.click()
    expect(desk).not_to_have_url(re.compile("/about[.]html"))
    expect(desk.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("width", [1440, 390])
def test_open_menus_and_lines_are_accessible(desk: Page, phone: Page, address: str, width: int) -> None:
    """As test_accessible.py judges the pages as they open."""
    page = desk if width == 1440 else phone
    page.goto(f"{address}{DOC}/6.html")
    page.evaluate("document.querySelectorAll('details.dz-trust').forEach(line => { line.open = true; })")
    more(page, "6.2.2").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = [said for part in (".dz-menu", ".dz-trust") for said in judged_in_both_themes(page, part)]
    assert found + judged_for_form(page) == []


@one_edition
def test_controls_speak_the_language_of_the_reader(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/6.html")
    button, link = more(desk, "6.2.2"), desk.locator("[id='6.2.2'] a.dz-copy")
    for mode, names in (
        ("en", ("Cite, copy, data: clause 6.2.2", "Copy the link: clause 6.2.2")),
        ("zh", ("引用、复制、数据：第6.2.2条", "复制本条地址：第6.2.2条")),
    ):
        desk.evaluate("mode => window.duizhao.choose(mode)", mode)
        assert (button.get_attribute("aria-label"), link.get_attribute("aria-label")) == names
    button.click()
    assert desk.get_by_role("menuitem").all_inner_texts()[-1] == "数据（JSON）"
    desk.evaluate("window.duizhao.choose('both')")
    assert desk.locator(".dz-menu").count() == 0
