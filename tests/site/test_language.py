"""The reader's language: the switch, its memory, what is shown in each mode, and the words of the theme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from marks import one_edition

pytestmark = pytest.mark.browser

DOC = "db99-t-0101-2031"
PAGES = ("index", "about", f"{DOC}/index", f"{DOC}/6", f"{DOC}/a", f"{DOC}/a.2-2", f"{DOC}/terms", f"{DOC}/about")
HANDBOOK = "guan-yuan-shou-ce/1"
MODES = ("zh", "both", "en")
SIZES = (ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844))

# The pairs of words of a page of which both halves, or none, are shown.
UNDECIDED = """() => [...document.querySelectorAll('.md-content .dz-both, .md-content .dz-pair:not(.dz-single)')]
  .filter(pair => pair.getClientRects().length)
  .filter(pair => {
    const shown = (lang) => [...pair.children].some(e => e.lang === lang && e.getClientRects().length);
    return shown('zh-Hans') === shown('en');
  }).map(pair => pair.outerHTML)"""


@pytest.fixture(params=SIZES, ids=["desk", "phone"])
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of a reader who has been here never before."""
    context = browser.new_context(viewport=request.param)
    yield context.new_page()
    context.close()


def choose(page: Page, mode: str) -> None:
    page.locator(f"label[for=dz-language-{mode}]").click()
    expect(page.locator("html")).to_have_attribute("data-dz-lang", mode)


@one_edition
def test_switch_shows_one_language_or_both_and_is_remembered(reader: Page, address: str) -> None:
    reader.goto(f"{address}{DOC}/6.html")
    heading = reader.locator("[id='6.2.2']")
    chinese, english = heading.locator(".dz-title.dz-zh"), heading.locator(".dz-title.dz-en")
    assert (chinese.is_visible(), english.is_visible()) == (True, True)
    choose(reader, "en")
    assert (chinese.is_visible(), english.is_visible()) == (False, True)
    assert reader.locator("html").get_attribute("lang") == "en"
    reader.goto(f"{address}{DOC}/a.2-1.html")
    assert reader.locator("html").get_attribute("data-dz-lang") == "en"
    assert reader.locator("#dz-language-en").is_checked()
    assert not reader.locator(".dz-band [lang=zh-Hans]").first.is_visible()
    choose(reader, "zh")
    assert reader.locator("html").get_attribute("lang") == "zh-Hans"
    assert reader.evaluate("document.documentElement.scrollWidth") <= reader.evaluate("window.innerWidth")


@one_edition
def test_switch_works_from_the_keyboard(reader: Page, address: str) -> None:
    reader.goto(f"{address}{DOC}/6.html")
    reader.locator("#dz-language-both").focus()
    reader.keyboard.press("ArrowRight")
    assert reader.evaluate("document.documentElement.dataset.dzLang") == "en"
    reader.keyboard.press("ArrowLeft")
    reader.keyboard.press("ArrowLeft")
    assert reader.evaluate("document.documentElement.dataset.dzLang") == "zh"


@one_edition
def test_switching_keeps_the_place(reader: Page, address: str) -> None:
    reader.set_viewport_size(ViewportSize(width=reader.evaluate("innerWidth"), height=300))  # the page is not long
    reader.goto(f"{address}{DOC}/a.2-1.html")
    node = reader.locator("[id='a.2-1-1-b']")
    node.evaluate("e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - 70)")
    before = node.evaluate("e => e.getBoundingClientRect().top")
    for mode in ("zh", "en", "both"):
        choose(reader, mode)
        assert node.evaluate("e => e.getBoundingClientRect().top") == pytest.approx(before, abs=2), mode


def test_every_pair_follows_the_mode(desk: Page, address: str) -> None:
    for name in (*PAGES, HANDBOOK):
        desk.goto(f"{address}{name}.html")
        for mode in ("zh", "en"):
            desk.evaluate("mode => window.duizhao.choose(mode)", mode)
            assert desk.evaluate(UNDECIDED) == [], (name, mode)
            shown = desk.locator("h1").inner_text()
            assert shown.strip(), (name, mode)
    desk.evaluate("window.duizhao.choose('both')")


@one_edition
def test_what_is_there_in_one_language_only_stays_and_says_so(desk: Page, address: str) -> None:
    desk.goto(f"{address}{HANDBOOK}.html")
    desk.evaluate("window.duizhao.choose('en')")
    assert desk.locator(".dz-pair.dz-single").first.is_visible()
    status = desk.locator(".dz-band > .dz-status")  # once for a page that has no English at all
    assert "Only in Chinese" in status.evaluate("e => getComputedStyle(e, '::after').content")
    assert desk.locator("h1").inner_text().strip().startswith("Chapter 1")
    desk.evaluate("window.duizhao.choose('both')")


@one_edition
def test_without_scripts_both_languages_are_shown_and_no_switch(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{DOC}/6.html")
    heading = page.locator("[id='6.2.2']")
    assert heading.locator(".dz-title.dz-zh").is_visible()
    assert heading.locator(".dz-title.dz-en").is_visible()
    assert not page.locator(".dz-switch").is_visible()
    assert not page.locator(".dz-keys-button").is_visible()
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    context.close()


@one_edition
def test_words_of_the_theme_follow(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/a.2-2.html")
    desk.evaluate("window.duizhao.choose('en')")
    assert desk.locator(".dz-search-open").inner_text().split() == ["Search", "/"]
    assert desk.locator(".md-nav--primary").get_attribute("aria-label") == "Navigation"
    assert desk.locator(".dz-trail").get_attribute("aria-label") == "Breadcrumb"
    assert desk.title().startswith("Growth of staff") or not _is_chinese(desk.title().split(" - ")[0])
    navigation = desk.locator(".md-nav--primary .md-nav__link:visible").all_inner_texts()
    english = [text for text in navigation if text.strip() and not _is_chinese(text)]
    assert "Overview" in english
    assert len([text for text in navigation if _is_chinese(text)]) <= 1  # the handbook has no English title
    footer = desk.locator(".md-footer__link--prev").inner_text()
    assert "Previous" in footer
    assert "A.2" in footer
    assert not _is_chinese(footer)
    desk.evaluate("window.duizhao.choose('zh')")
    assert desk.locator(".dz-search-open").inner_text().split() == ["搜索", "/"]
    assert _is_chinese(desk.title())
    assert "上一页" in desk.locator(".md-footer__link--prev").inner_text()
    desk.evaluate("window.duizhao.choose('both')")


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def test_nothing_shifts_and_the_first_paint_has_the_language(browser: Browser, address: str) -> None:
    context: BrowserContext = browser.new_context(viewport=SIZES[0])
    context.add_init_script("""localStorage.setItem('duizhao-language', 'en'); window.shifts = 0;
      new PerformanceObserver(list => { for (const one of list.getEntries()) window.shifts += one.value; })
        .observe({type: 'layout-shift', buffered: true});""")
    page = context.new_page()
    for name in (f"{DOC}/6", f"{DOC}/index", "index"):
        page.goto(f"{address}{name}.html")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shifts") < 0.01, name
    context.close()


@one_edition
def test_a_line_of_chinese_has_at_most_forty_characters(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/6.html")
    desk.evaluate("window.duizhao.choose('zh')")
    part = desk.locator(".dz-main[lang=zh-Hans]").first
    width, size = part.evaluate("e => [e.clientWidth, parseFloat(getComputedStyle(e).fontSize)]")
    assert 35 <= width / size <= 40
    assert part.evaluate("e => getComputedStyle(e).lineBreak") == "strict"
    desk.evaluate("window.duizhao.choose('both')")
