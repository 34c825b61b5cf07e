"""The search in the site: its box, its page of results, and arriving from a hit."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import run
from types import ModuleType

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, Route, ViewportSize, expect

from access import judged_for_form, judged_in_both_themes
from duizhao import pipeline, publish
from duizhao.model import Library

pytestmark = pytest.mark.browser

DOC = "db99-t-0101-2031"
WIDE, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
SEEN = "e => { const b = e.getBoundingClientRect(); return b.top >= 48 && b.bottom <= innerHeight && b.height > 0; }"
# Hits that answer what stands in the field, not those of the question before.
HITS = "#dz-search-list[aria-busy=false] .dz-hit"
NARROW = "document.documentElement.scrollWidth <= window.innerWidth"

WATCH = """() => {
    const list = document.getElementById("dz-search-list");
    window.seen = [];
    new MutationObserver(() => {
        const hits = list.querySelectorAll(".dz-hit").length;
        if (hits) { window.seen.push([hits, list.ariaBusy]); }
    }).observe(list, { childList: true });
}"""


@pytest.fixture(scope="module")
def home(glossed_site: Path, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """Where the printed standard, the handbook and a glossary are served."""
    with serve(glossed_site) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A wide screen of a reader who was never here, and whose pages throw nothing."""
    context = browser.new_context(viewport=WIDE)
    errors: list[str] = []
    context.on("weberror", lambda event: errors.append(str(event.error)))
    yield context
    context.close()
    assert errors == []


@pytest.fixture
def page(context: BrowserContext, home: str) -> Page:
    """A page of the standard."""
    page = context.new_page()
    page.goto(f"{home}{DOC}/5.html")
    return page


@pytest.fixture
def handheld(browser: Browser, home: str) -> Iterator[Page]:
    """The same on a phone."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{home}{DOC}/5.html")
    yield page
    context.close()


def ask(page: Page, words: str) -> Locator:
    """Opens the box, types the words, and gives the hits once they are there."""
    page.locator(".dz-search-open[role=button]").wait_for()  # the script, without which no key opens anything
    page.keyboard.press("Control+k")
    field = page.locator("#dz-search-field")
    expect(field).to_be_focused()
    field.fill(words)
    hits = page.locator(HITS)
    hits.first.wait_for()
    return hits


def box(page: Page) -> Locator:
    return page.locator("#dz-search")


def test_search_finds_in_both_editions(desk: Page, address: str) -> None:
    desk.goto(address)
    for words, node in (("轮椅", "6.2.2"), ("wheelchairs", "6.2.2"), ("记录", "6.10"), ("lending records", "6.10")):
        ask(desk, words)
        expect(desk.locator(f"#dz-search .dz-hit[href*='/{DOC}/6.html?'][href$='#{node}']")).to_be_visible()


def test_nothing_is_fetched_before_somebody_searches(context: BrowserContext, home: str) -> None:
    asked: list[Request] = []
    page = context.new_page()
    page.on("request", lambda one: asked.append(one))  # noqa: PLW0108 - Playwright takes no builtin
    page.goto(f"{home}{DOC}/5.html", wait_until="networkidle")
    assert not [one.url for one in asked if "search-engine" in one.url or "assets/search/" in one.url]
    ask(page, "读者")
    fetched = [one.url for one in asked if "search-engine" in one.url or "assets/search/" in one.url]
    assert {one.rpartition("/")[2] for one in fetched[:2]} == {"search-engine.js", "index.js"}
    assert all(one.url.startswith(home) for one in asked)


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_keys_open_the_box_and_close_it(page: Page, key: str) -> None:
    page.locator(".dz-search-open").focus()
    page.keyboard.press(key)
    expect(page.locator("#dz-search-field")).to_be_focused()
    page.keyboard.type("jkl?/")  # keys of the page do nothing here
    assert page.locator("#dz-search-field").input_value() == "jkl?/"
    page.keyboard.press("Escape")
    expect(box(page)).to_be_hidden()
    expect(page.locator(".dz-search-open")).to_be_focused()


def test_the_button_opens_the_box_and_a_click_beside_closes_it(page: Page) -> None:
    opener = page.get_by_role("button", name="搜索 Search", exact=True)
    opener.click()
    expect(box(page)).to_be_visible()
    page.mouse.click(10, 700)
    expect(box(page)).to_be_hidden()
    opener.press("Space")
    expect(box(page)).to_be_visible()
    page.get_by_role("button", name="关闭搜索 Close the search").click()
    expect(box(page)).to_be_hidden()


def test_hits_show_both_languages_and_mark_both(page: Page) -> None:
    hit = ask(page, "读者").first
    assert {mark.lower() for mark in hit.locator("[lang=zh-Hans] mark").all_inner_texts()} >= {"读者"}
    assert {mark.lower() for mark in hit.locator("[lang=en] mark").all_inner_texts()} & {"reader", "visitor"}
    hit = ask(page, "wheelchairs").first
    assert hit.locator("mark").all_inner_texts() == ["wheelchairs"]
    assert hit.locator(".dz-hit-text[lang=zh-Hans]").inner_text()


def test_the_first_hit_does_not_wait_for_the_others(page: Page) -> None:
    page.keyboard.press("/")
    page.evaluate(WATCH)
    hits = ask(page, "读者").count()
    seen = page.evaluate("window.seen")
    assert seen[0] == [1, "true"]
    assert seen[-1] == [hits, "false"]
    assert hits > 1


def test_the_concept_that_a_question_names_is_one_click_away(page: Page) -> None:
    ask(page, "读者")
    link = page.locator("#dz-search .dz-search-terms a")
    assert {one.strip() for one in link.locator("[lang]").all_inner_texts()} == {"读者", "visitor"}
    link.click()
    expect(page).to_have_url(re.compile(r"/glossary/reader\.html$"))
    page.go_back()
    ask(page, "轮椅")
    expect(page.locator("#dz-search .dz-search-terms")).to_have_count(0)


def test_the_last_question_counts(page: Page) -> None:
    held: list[Route] = []
    page.route("**/assets/search/index.js", lambda one: held.append(one))  # noqa: PLW0108 - Playwright takes no builtin
    page.keyboard.press("/")
    page.keyboard.type("轮椅")
    page.wait_for_timeout(150)
    page.locator("#dz-search-field").fill("借阅台")
    page.wait_for_timeout(150)
    for one in held:
        one.continue_()
    expect(page.locator(HITS).first).to_contain_text("借阅台")
    page.wait_for_timeout(150)
    expect(page.locator(HITS).first).to_contain_text("借阅台")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("访客", r"同义 synonym: "), ("duzhe", "拼音 pinyin: 读者"), ("wheelchiars", "近似 similar: wheelchairs"),
        ("讀者", "写法 form: 读者"), ("wheelchair", "写法 form: wheelchairs"),
    ],
)  # fmt: skip
def test_a_hit_says_why_it_matched(page: Page, words: str, reason: str) -> None:
    expect(ask(page, words).first.locator(".dz-hit-why").first).to_contain_text(reason)


def test_a_literal_hit_says_nothing_of_it(page: Page) -> None:
    assert ask(page, "读者").first.locator(".dz-hit-why").count() == 0
    ask(page, "wheelchiars")
    expect(page.locator(".dz-search-note")).to_contain_text("wheelchiars")


def test_filters_have_counts_and_are_toggles(page: Page) -> None:
    ask(page, "读者")
    group = page.get_by_role("group", name="类型 Kind")
    toggle = group.get_by_role("button", name="条款 Clause")
    count = toggle.locator(".dz-facet-count").inner_text()
    toggle.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".dz-search-count")).to_have_text(re.compile(rf"^{count} 条结果 {count} results?$"))
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(toggle).to_be_focused()
    assert set(page.locator("#dz-search .dz-hit-kind").all_inner_texts()) == {"条款 Clause"}
    assert "kind=clause" in str(page.locator(".dz-search-all").get_attribute("href"))
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "false")
    ask(page, "开馆")
    documents = page.get_by_role("group", name="文件 Document").get_by_role("button")
    expect(documents).to_have_count(2)
    documents.nth(1).click()
    expect(page.locator(HITS).first).to_have_attribute("href", re.compile("guan-yuan-shou-ce"))


def test_the_whole_box_works_by_keys(page: Page) -> None:
    ask(page, "读者")
    field, options = page.get_by_role("combobox", name="搜索 Search"), page.get_by_role("option")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-controls") == page.get_by_role("listbox").get_attribute("id")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    for _ in range(20):
        page.keyboard.press("ArrowDown")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(options.last).to_be_in_viewport()
    for _ in range(30):
        page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="清空 Clear")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#dz-search') !== null")
    field.focus()
    page.keyboard.press("ArrowDown")
    target = str(options.first.get_attribute("href"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{re.split('[?#]', target)[0]}**")


def test_enter_opens_the_first_hit_even_before_it_is_there(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("轮椅")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{DOC}/6.html**")
    expect(page.locator("mark.dz-found").first).to_have_text("轮椅")


def test_the_count_is_announced_in_the_readers_language(page: Page) -> None:
    ask(page, "wheelchairs")
    status = page.locator("#dz-search [role=status]")
    expect(status).to_have_text(re.compile(r"^1 条结果 1 result$"))
    page.evaluate("duizhao.choose('en')")
    expect(status).to_have_text("1 result")
    expect(page.locator("#dz-search-field")).to_have_attribute("aria-label", "Search")
    assert page.locator("#dz-search .dz-hit-text").evaluate_all("list => list.map(e => e.lang)") == ["en"]
    page.evaluate("duizhao.choose('zh')")
    expect(status).to_have_text("1 条结果")
    # What was asked is in English: a reader of Chinese sees the text that has it, too.
    assert page.locator("#dz-search .dz-hit-text").evaluate_all("list => list.map(e => e.lang)") == ["zh-Hans", "en"]


def test_recent_searches_are_offered_and_can_be_forgotten(page: Page, home: str) -> None:
    ask(page, "轮椅").first.click()
    page.wait_for_url("**/6.html**")
    page.keyboard.press("/")
    recent = page.get_by_role("option", name="轮椅")
    expect(recent).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#dz-search-field")).to_have_value("轮椅")
    page.locator(HITS).first.wait_for()
    page.get_by_role("button", name="清空 Clear").click()
    page.get_by_role("button", name="清除 Clear").click()
    expect(recent).to_have_count(0)
    page.goto(f"{home}index.html")
    page.keyboard.press("/")
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_question_can_be_sent_to_others(page: Page, context: BrowserContext) -> None:
    ask(page, "读者 -反馈")
    page.wait_for_url(f"**/{DOC}/5.html?q=**")
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("#dz-search-field")).to_have_value("读者 -反馈")
    other.locator(HITS).first.wait_for()
    other.keyboard.press("Escape")
    other.wait_for_url(f"**/{DOC}/5.html")
    other.reload()
    expect(box(other)).to_have_count(0)


def test_going_back_leads_to_the_results(page: Page) -> None:
    ask(page, "轮椅").first.click()
    page.wait_for_url("**/6.html**")
    page.go_back()
    expect(page.locator(HITS).first).to_be_visible()


def test_long_lists_have_a_page(page: Page, home: str) -> None:
    ask(page, "读者")
    total = int(page.locator(".dz-search-count").inner_text().split()[0])
    page.locator(".dz-search-all").click()
    page.wait_for_url(f"{home}search.html?q=**")
    hits = page.locator("#dz-results .dz-hits > li > a")
    expect(hits).to_have_count(min(20, total))
    assert total > 20
    page.get_by_role("button", name="更多结果 More results").click()
    expect(hits).to_have_count(min(40, total))
    page.get_by_role("group", name="类型 Kind").get_by_role("button", name="条款 Clause").click()
    page.wait_for_url("**/search.html?q=**&kind=clause")
    expect(page.locator("#dz-results [aria-pressed=true]")).to_have_count(1)
    page.reload()
    expect(page.locator("#dz-results [aria-pressed=true]")).to_have_count(1)
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("#dz-results-field")).to_be_focused()
    page.keyboard.type("轮椅")
    page.wait_for_url(re.compile(r"q=%E8%BD%AE%E6%A4%85"))
    hits.filter(has_text="wheelchairs").first.click()
    expect(page.locator("mark.dz-found").first).to_be_visible()


def test_where_nothing_is_found_the_reader_is_helped(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("借台")
    none = page.locator("#dz-search .dz-search-none")
    expect(none).to_contain_text("没有找到“借台” Nothing found for “借台”")
    expect(none).to_contain_text("拼音")
    near = none.locator(".dz-search-near button")
    words = near.first.inner_text()
    near.first.click()
    expect(page.locator("#dz-search-field")).to_have_value(words)
    expect(page.locator(HITS).first).to_be_visible()
    page.locator("#dz-search-field").fill("zyzzyva")
    none.get_by_role("link").click()
    page.wait_for_url("**/search.html#lists")
    expect(page.locator("h2#lists")).to_be_visible()


def test_a_damaged_index_says_so(page: Page) -> None:
    page.route("**/assets/search/index.js", lambda route: route.fulfill(body="duizhaoSearch('1','index','x','!');"))
    page.keyboard.press("/")
    page.keyboard.type("读者")
    told = page.locator("#dz-search").get_by_role("alert")
    expect(told).to_contain_text("The search index is damaged")
    expect(told).to_contain_text("搜索索引损坏")
    page.unroute("**/assets/search/index.js")
    page.locator("#dz-search-field").fill("轮椅")  # what failed is tried again
    expect(page.locator(HITS).first).to_be_visible()


def test_an_index_of_another_build_or_none_says_so(page: Page) -> None:
    def older(route: Route) -> None:
        body = route.fetch().text()
        route.fulfill(body=re.sub(r'("t0",")\w+', r"\g<1>000000000000", body))

    page.route("**/assets/search/t0.js*", older)
    page.keyboard.press("/")
    page.keyboard.type("读者")
    expect(page.get_by_role("alert")).to_contain_text("The site has been updated")
    with page.expect_navigation():
        page.get_by_role("button", name="重新载入 Load again").click()
    page.unroute("**/assets/search/t0.js*")
    page.route("**/search-engine.js", lambda route: route.abort())
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("The search cannot be fetched")


def test_without_scripts_the_button_leads_to_the_lists(browser: Browser, home: str) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}{DOC}/5.html")
    page.get_by_role("link", name="搜索 Search").click()
    page.wait_for_url(f"{home}search.html")
    expect(page.get_by_text("The search needs JavaScript")).to_be_visible()
    page.locator(".dz-shelf a").first.click()
    page.wait_for_url(f"**/{DOC}/index.html")
    context.close()


def test_the_match_is_marked_in_view_on_the_page_and_taken_away(page: Page, edition: str, address: str) -> None:
    page.goto(address)
    ask(page, "借阅记录" if edition == "printed" else "records").first.click()
    page.wait_for_url(f"{address}{DOC}/**")
    marks = page.locator("mark.dz-found")
    marks.first.wait_for()
    assert "?" not in page.url  # the address is the provision's own
    anchor = page.url.split("#")[1]
    page.wait_for_function("scrollY > 0")
    assert marks.first.evaluate(SEEN)
    text = page.locator(f"[id='{anchor}']").inner_text()
    expect(page.locator(".dz-marks")).to_contain_text(re.compile(r"标出 \d+ 处 \d+ marked"))
    page.keyboard.press("Escape")
    expect(marks).to_have_count(0)
    expect(page.locator(".dz-marks")).to_have_count(0)
    assert page.locator(f"[id='{anchor}']").inner_text() == text


def test_both_languages_are_marked_on_the_page_and_only_in_the_provision(page: Page, home: str) -> None:
    page.goto(f"{home}{DOC}/6.html?h=轮椅&h=the#6.2.2")
    marks = page.locator("mark.dz-found")
    marks.first.wait_for()
    assert {one.lower() for one in marks.all_inner_texts()} == {"轮椅", "the"}
    places = marks.evaluate_all("""list => list.map(mark => {
      const all = [...document.querySelectorAll('.dz-heading[id], .dz-node[id]')];
      return all.filter(e => e.contains(mark) || e.compareDocumentPosition(mark) & 4).pop().id;
    })""")
    assert set(places) == {"6.2.2"}
    page.get_by_role("button", name="去掉标记 Remove the marks").click()
    expect(marks).to_have_count(0)


def test_what_an_address_carries_is_text(page: Page, home: str) -> None:
    page.goto(f"{home}{DOC}/6.html?h=" + "%3Cimg src=x onerror=window.harmed=1%3E&h=(.*&q=%3Czyzzyva%3E(*")
    expect(page.locator("#dz-search .dz-search-none")).to_contain_text("<zyzzyva>(*")
    expect(page.locator("mark.dz-found")).to_have_count(0)
    assert page.evaluate("window.harmed") is None


def test_a_phone_has_the_whole_screen_for_it(handheld: Page) -> None:
    handheld.get_by_role("button", name="搜索 Search").click()
    handheld.keyboard.type("读者")
    handheld.locator(HITS).first.wait_for()
    size = handheld.locator("#dz-search").bounding_box()
    assert size == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert handheld.evaluate("document.querySelector('.dz-search-body').scrollWidth <= 390")
    assert handheld.evaluate(NARROW)
    toggle = handheld.get_by_role("button", name="条款 Clause")
    expect(toggle).to_be_hidden()
    handheld.locator("#dz-search summary").click()
    toggle.click()
    expect(handheld.locator("#dz-search summary")).to_contain_text("(1)")
    handheld.locator(HITS).first.click()
    expect(handheld.locator("mark.dz-found").first).to_be_visible()
    assert handheld.evaluate(NARROW)


def test_no_state_of_it_violates_a_rule(page: Page, handheld: Page, home: str) -> None:
    found: list[str] = []
    for one in (page, handheld):
        judge = judged_in_both_themes if one is page else judged_for_form
        for words in ("读者", "借台"):
            one.goto(f"{home}{DOC}/5.html?q={words}")
            one.locator("#dz-search-list[aria-busy=false]").wait_for(state="attached")
            one.keyboard.press("ArrowDown")
            found += judge(one)
            one.goto(f"{home}search.html?q={words}")
            one.locator("#dz-results :is(.dz-hit, .dz-search-none)").first.wait_for()
            found += judge(one)
    page.goto(f"{home}{DOC}/6.html?h=轮椅#6.2.2")
    page.locator(".dz-marks").wait_for()
    ask(page, "轮椅").first.click()
    page.locator(".dz-marks").wait_for()
    found += judged_in_both_themes(page)
    page.keyboard.press("/")
    page.locator(".dz-recent").wait_for()
    found += judged_in_both_themes(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_no_tool_of_the_header_moves_when_another_arrives(browser: Browser, home: str, size: ViewportSize) -> None:
    context = browser.new_context(viewport=size)
    page = context.new_page()
    page.goto(f"{home}{DOC}/5.html")
    places = "[...document.querySelectorAll('.dz-tools > *')].map(e => e.getBoundingClientRect().left)"
    whole = page.evaluate(places)
    for count in (2, 1):
        page.evaluate("document.querySelector('.dz-tools').lastElementChild.remove()")
        assert page.evaluate(places) == whole[:count]
    context.close()


def test_a_folder_is_searched_without_a_server(context: BrowserContext, glossed_site: Path) -> None:
    page = context.new_page()
    page.goto((glossed_site / "index.html").as_uri())
    ask(page, "轮椅").first.click()
    expect(page.locator("mark.dz-found").first).to_have_text("轮椅")
    assert page.url == (glossed_site / DOC / "6.html").as_uri() + "#6.2.2"
    page.goto((glossed_site / "search.html").as_uri() + "?q=读者")
    expect(page.locator("#dz-results .dz-hit").first).to_be_visible()


def test_an_export_has_it_without_this_project(
    context: BrowserContext, sample: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = publish.lay_out(pipeline.finish(Library((sample.plain_library(),), sample.CONCEPTS)))
    index: dict[str, bytes] = {}
    pipeline.index(publish.shelves(site), site.concepts, index.__setitem__)
    publish.write_site(site, tmp_path, index=index)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"], cwd=tmp_path, check=True, timeout=300)
    assert not (tmp_path / "site" / "search").exists()
    page = context.new_page()
    page.goto((tmp_path / "site" / "index.html").as_uri())
    ask(page, "wheelchairs").first.click()
    expect(page.locator("mark.dz-found").first).to_have_text("wheelchairs")
