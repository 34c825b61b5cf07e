"""The built site as a reader sees it, in a real browser, on a wide screen and on a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from duizhao.model import Book
from marks import one_edition

pytestmark = pytest.mark.browser

DOC = "db99-t-0101-2031"
WIDE = ViewportSize(width=1440, height=900)
ColorScheme = Literal["light", "dark"]

# Where the first text in each language begins and ends, of every node that has both.
PLACES = """() => [...document.querySelectorAll('.dz-pair:not(.dz-single)')].map(pair => {
  const box = (lang) => pair.querySelector(`.dz-part[lang="${lang}"]`).getBoundingClientRect();
  const [zh, en] = [box('zh-Hans'), box('en')];
  return {zhTop: zh.top, enTop: en.top, zhBottom: zh.bottom, zhRight: zh.right, enLeft: en.left};
})"""

# The colour of the text and of what it stands on.
COLOURS = """() => [getComputedStyle(document.querySelector('.dz-main')).color,
                    getComputedStyle(document.body).backgroundColor]"""

# As PLACES, a pair of paragraphs each, of nodes whose texts have as many paragraphs in both languages.
LEVELS = """() => [...document.querySelectorAll('.dz-level')].flatMap(pair => {
  const tops = (name) => [...pair.querySelectorAll(`.dz-main.dz-${name} > p`)].map(p => p.getBoundingClientRect().top);
  const [zh, en] = [tops('zh'), tops('en')];
  return zh.map((top, index) => [top, en[index]]);
})"""


@pytest.mark.parametrize("name", [f"{DOC}/5", f"{DOC}/6", f"{DOC}/a.2-1", f"{DOC}/a.1-1"])
def test_languages_stand_level_on_a_wide_screen(desk: Page, address: str, name: str) -> None:
    desk.goto(f"{address}{name}.html")
    places = desk.evaluate(PLACES)
    assert places
    for place in places:
        assert place["zhTop"] == pytest.approx(place["enTop"], abs=1)
        assert place["zhRight"] <= place["enLeft"]
    for zh, en in desk.evaluate(LEVELS):
        assert zh == pytest.approx(en, abs=1)


def test_languages_are_stacked_on_a_phone(phone: Page, address: str) -> None:
    phone.goto(f"{address}{DOC}/a.2-1.html")
    places = phone.evaluate(PLACES)
    assert places
    assert all(place["enTop"] >= place["zhBottom"] for place in places)


def test_each_part_carries_its_language(desk: Page, address: str, edition: str) -> None:
    desk.goto(f"{address}{DOC}/6.html")
    heading = desk.locator("[id='6.2.2']")
    assert heading.locator("[lang=zh-Hans]").inner_text() == "座位"
    assert heading.locator("[lang=en]").inner_text() == "[Seats]"
    parts = desk.locator("[id='6.2.2'] + .dz-node .dz-part")
    languages = [part.get_attribute("lang") for part in parts.all()]
    assert languages == (["zh-Hans", "en"] if edition == "plain" else ["zh-Hans", "zh-Hans", "en"])


def test_printed_text_leads_and_plain_words_comment(desk: Page, address: str, edition: str) -> None:
    desk.goto(f"{address}{DOC}/6.html")
    node = desk.locator("[id='6.2.2'] + .dz-node")
    main = node.locator(".dz-main[lang=zh-Hans]").inner_text()
    status = desk.locator(".dz-band .dz-status").inner_text()
    if edition == "printed":
        assert main == "座位数宜按服务人口的千分之三设置，并留出轮椅的位置。"
        assert node.locator(".dz-comment[lang=zh-Hans]").inner_text().startswith("解读")
        assert "印本" in status
    else:
        assert main == "每千人三个座位左右，给轮椅留地方。"
        assert node.locator(".dz-comment").count() == 0
        assert "不是标准原文" in status


class Anchors(HTMLParser):
    """The ids of a page, and the addresses that its controls copy."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.copied: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"] or "")
        if "dz-copy" in (values.get("class") or "").split():
            self.copied.append((values["href"] or "").removeprefix("#"))


def test_every_node_has_its_anchor_once(site: Path, library: tuple[Book, ...]) -> None:
    for book in library:
        found: list[str] = []
        for file in sorted((site / book.document.id).glob("*.html")):
            page = Anchors(file.read_text(encoding="utf-8"))
            assert len(page.ids) == len(set(page.ids)), file.name
            assert set(page.copied) <= set(page.ids)
            found += page.copied if file.name != "print.html" else ()  # which has every node once more
        assert sorted(found) == sorted(node.anchor for node in book.nodes)


@one_edition
def test_navigation_follows_the_print(desk: Page, address: str) -> None:
    desk.goto(f"{address}guan-yuan-shou-ce/2.html")
    links = desk.locator(".md-nav--primary .md-nav__item--active a.md-nav__link").all_inner_texts()
    chapters = [text for text in links if text.startswith("第")]
    assert list(dict.fromkeys(chapters)) == [f"第{number}章 第{number}个主题" for number in range(1, 12)]


@one_edition
def test_contents_of_a_page_list_its_nodes(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/6.html")
    links = desk.locator(".md-nav--secondary a").all_inner_texts()
    assert links == ["6.1 馆员", "6.1.1 上岗", "6.1.2 轮岗", "6.2 馆舍", "6.2.1 标识", "6.2.2 座位", "6.10 数据"]


def _pasted(page: Page) -> str:
    """What the clipboard holds, by pasting it."""
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<textarea id=paste></textarea>')")
    page.locator("#paste").focus()
    page.keyboard.press("Control+V")
    text = page.locator("#paste").input_value()
    page.locator("#paste").evaluate("e => e.remove()")
    return text


@one_edition
def test_address_of_a_node_is_copied_by_mouse_and_keyboard(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/a.2-1.html")
    link = desk.locator("[id='a.2-1-1-a-2'] a.dz-copy")
    assert re.fullmatch(r"复制本条地址：表A\.2, .+, 2\) Copy the link: .+, 2\)", link.get_attribute("aria-label") or "")
    link.click()
    expect(desk.get_by_role("status")).to_have_text("已复制 Copied")
    assert _pasted(desk) == f"{address}{DOC}/a.2-1.html#a.2-1-1-a-2"
    desk.locator("[id='a.2-1-1-a'] a.dz-copy").focus()
    desk.keyboard.press("Enter")
    desk.locator("[id='a.2-1-1-a'] a.dz-copy[data-said]").wait_for()
    assert _pasted(desk) == f"{address}{DOC}/a.2-1.html#a.2-1-1-a"
    expect(desk).to_have_url(re.compile(r"#a[.]2-1-1-a$"))


@one_edition
def test_address_is_copied_without_the_clipboard_of_the_browser(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport=WIDE)
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page = context.new_page()
    page.goto((site / DOC / "6.html").as_uri())
    page.locator("[id='6.2.2'] a.dz-copy").click()
    page.locator("[id='6.2.2'] a.dz-copy[data-said]").wait_for()
    assert _pasted(page) == (site / DOC / "6.html").as_uri() + "#6.2.2"
    context.close()


def test_supplied_titles_and_losses_are_marked(desk: Page, address: str, edition: str) -> None:
    desk.goto(f"{address}{DOC}/6.html")
    assert desk.locator(".dz-legend").is_visible()
    desk.goto(f"{address}{DOC}/a.2-2.html")
    lost = desk.locator(".dz-lost")
    assert lost.count() == (1 if edition == "printed" else 0)
    if edition == "printed":
        assert "此处文本在各副本中均已缺失" in lost.inner_text()


def test_list_entries_hang_and_keep_their_characters(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/5.html")
    entries = desk.locator(".dz-main[lang=zh-Hans] .dz-entry, .dz-comment[lang=zh-Hans] .dz-entry")
    texts = [text for text in entries.evaluate_all("list => list.map(e => e.textContent)") if text.startswith("b)")]
    assert texts
    assert all(re.fullmatch(r"b\) (线上留言|网上留言)；", text) for text in texts)


@one_edition
def test_site_works_from_a_folder(browser: Browser, site: Path) -> None:
    context: BrowserContext = browser.new_context(viewport=WIDE)
    page = context.new_page()
    errors = _errors(page)
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="公共图书馆读者服务指南").first.click()
    page.get_by_role("link", name="6.2 馆舍").click()
    expect(page).to_have_url((site / DOC / "6.html").as_uri() + "#6.2")
    assert errors == []
    context.close()


def _errors(page: Page) -> list[Any]:
    errors: list[Any] = []
    page.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108 - Playwright takes no builtin
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    return errors


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> ColorScheme:
    return "dark" if request.param == "dark" else "light"


def test_both_schemes_show_the_text(desk: Page, phone: Page, address: str, edition: str, scheme: ColorScheme) -> None:
    """Text and ground differ in both schemes; pictures of them are kept for a look (test-output/site)."""
    for page, width in ((desk, 1440), (phone, 390)):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{address}{DOC}/a.2-2.html")
        ink, ground = page.evaluate(COLOURS)
        assert ink != ground
        shots = Path(__file__).parents[2] / "test-output" / "site"
        page.screenshot(path=shots / f"{edition}-{scheme}-{width}.png", full_page=True)


@one_edition
def test_an_address_that_is_not_there_leads_home(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    page.goto(f"{address}{DOC}/nowhere.html")
    assert page.locator("h1").inner_text() == "找不到这一页 Page not found"
    page.get_by_role("link", name="回到首页").click()
    expect(page).to_have_url(f"{address}index.html")
    context.close()


def test_about_speaks_of_repairs_in_both_languages(desk: Page, address: str, edition: str) -> None:
    desk.goto(f"{address}{DOC}/about.html")
    names = desk.locator(".md-content h3").all_inner_texts()
    if edition == "plain":
        assert names == []
        return
    assert names == [
        "拼音注音 Pinyin after characters 2 处 places",
        "分栏错排 Mixed columns 1 处 place",
        "英文连写 English words run together 1 处 place",
    ]
    listed = desk.locator(".md-nav--secondary a").all_inner_texts()
    assert listed == ["可靠程度", "副本", "修复", "未收入的文字", "缺失", "检查所见"]
    assert desk.locator("#findings + .dz-table tbody tr").count() == 1
    assert "A.2 › 馆员的成长 › 学习 › b) › 3)" in desk.locator("#lost + p + ul").inner_text()


@one_edition
def test_status_of_an_annex_stands_beside_its_label(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/a.html")
    assert desk.locator("h1 .dz-number").inner_text().split() == ["附录A", "（资料性）", "(informative)"]
    assert desk.locator(".dz-remark").count() == 0
