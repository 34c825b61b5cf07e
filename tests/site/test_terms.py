"""Terms in the text and their tips, the list of concepts and a concept's page, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from access import judged_for_form, judged_in_both_themes

pytestmark = pytest.mark.browser

Room = Any
"""A browser's window (conftest.py)."""

DOC = "db99-t-0101-2031"
EVIL = "<img src=x onerror=window.harmed=1>"
TIP = "#dz-tip"
WIDTH = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture(scope="module")
def folder(glossed_site: Path) -> Path:
    """The site of the invented standard with a glossary."""
    return glossed_site


def _open(browser: Browser, width: int, *, touch: bool = False, script: bool = True) -> Iterator[Page]:
    size = ViewportSize(width=width, height=844)
    context = browser.new_context(viewport=size, has_touch=touch, java_script_enabled=script)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
    context.close()


@pytest.fixture(params=[1440])
def page(request: pytest.FixtureRequest, disk: dict[int, Room]) -> Iterator[Page]:
    """On a wide screen, where a test does not ask for another."""
    with disk[request.param].tab() as page:
        yield page


@pytest.fixture
def touch(browser: Browser) -> Iterator[Page]:
    yield from _open(browser, 390, touch=True)


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    yield from _open(browser, 1440, script=False)


def at(folder: Path, path: str) -> str:
    return (folder / f"{path}.html").as_uri()


def test_the_tip_comes_with_the_pointer_and_with_focus_and_goes_with_escape(page: Page, folder: Path) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(at(folder, f"{DOC}/4"))
    term = page.locator("a.dz-term", has_text="读者").first
    assert not [url for url in loaded if url.endswith("glossary.js")]
    term.hover()
    expect(page.locator(TIP)).to_contain_text("读者 visitor")
    expect(page.locator(TIP)).to_contain_text("person who uses a library")
    page.locator(TIP).hover()  # a reader may move into it
    page.wait_for_timeout(400)
    expect(page.locator(TIP)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(TIP)).to_be_hidden()
    page.mouse.move(0, 0)
    term.focus()
    expect(page.locator(TIP)).to_be_visible()
    assert term.get_attribute("aria-describedby") == "dz-tip"
    page.keyboard.press("Escape")
    expect(page.locator(TIP)).to_be_hidden()
    assert term.get_attribute("aria-describedby") is None
    assert len([url for url in loaded if url.endswith("glossary.js")]) == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/reader.html")


def test_an_avoided_term_says_what_to_prefer_and_hostile_words_stay_words(page: Page, folder: Path) -> None:
    page.goto(at(folder, f"{DOC}/4"))
    page.locator("a.dz-term", has_text="书架").first.focus()
    expect(page.locator(TIP)).to_contain_text("避免使用")
    expect(page.locator(TIP)).to_contain_text(f"宜用“{EVIL}”")
    for path in ("glossary/evil", "glossary/reader", "glossary/index"):
        page.goto(at(folder, path))
        assert EVIL in page.locator("article").inner_text() or path.endswith("reader")
        assert page.locator("article img").count() == 0
        assert page.evaluate("window.harmed") is None


def test_the_tip_speaks_the_readers_language(page: Page, folder: Path) -> None:
    page.goto(at(folder, f"{DOC}/4"))
    page.locator("a.dz-term", has_text="读者").first.focus()
    expect(page.locator(TIP)).to_be_visible()
    page.evaluate("duizhao.choose('zh')")
    assert "person who" not in page.locator(TIP).inner_text()
    assert "visitor" in page.locator(TIP).inner_text()  # both terms always
    page.evaluate("duizhao.choose('en')")
    expect(page.locator(TIP)).to_be_hidden()  # the Chinese word is, too
    page.goto(at(folder, f"{DOC}/1"))
    page.locator(".dz-en a.dz-term", has_text="visitor").first.focus()
    expect(page.locator(TIP)).to_contain_text("使用图书馆的人")
    assert "使用图书馆的人" not in page.locator(TIP).inner_text()


def test_the_first_tap_shows_the_tip_and_the_second_follows(touch: Page, folder: Path) -> None:
    touch.goto(at(folder, f"{DOC}/4"))
    term = touch.locator("a.dz-term", has_text="读者").first
    term.tap()
    expect(touch.locator(f"{TIP} a")).to_have_text("词条 Entry")
    assert touch.url.endswith("/4.html")
    box = touch.locator(TIP).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    touch.locator("h1").first.tap()
    expect(touch.locator(TIP)).to_be_hidden()
    term.tap()
    expect(touch.locator(TIP)).to_be_visible()
    term.tap()
    touch.wait_for_url("**/glossary/reader.html")


def test_without_scripts_a_term_is_a_link_and_the_list_is_whole(bare: Page, folder: Path, sample: ModuleType) -> None:
    bare.goto(at(folder, f"{DOC}/4"))
    bare.locator("a.dz-term", has_text="读者").first.click()
    expect(bare).to_have_url(re.compile("/glossary/reader[.]html$"))
    bare.locator(".dz-trail a", has_text="术语表").click()
    expect(bare.locator("tr[data-pinyin]")).to_have_count(len(sample.CONCEPTS))
    bare.locator(".dz-letters a", has_text="T").click()
    expect(bare).to_have_url(re.compile("#p-t$"))


def test_no_term_is_a_link_in_headings_or_in_links(page: Page, folder: Path) -> None:
    for path in (f"{DOC}/6", f"{DOC}/a.1-1", f"{DOC}/element-6.1", f"{DOC}/print", f"{DOC}/terms"):
        page.goto(at(folder, path))
        assert page.locator(":is(h1, h2, h3, h4, h5, h6, a a) a.dz-term").count() == 0
        targets = page.eval_on_selector_all("a.dz-term", "links => links.map(link => link.href)")
        assert bool(targets) == (not path.endswith("/print"))  # paper has no use for them
        assert all((folder / "glossary" / href.partition("#")[0].rpartition("/")[2]).is_file() for href in targets)


def test_the_list_filters_and_sorts(page: Page, folder: Path, sample: ModuleType) -> None:
    page.goto(at(folder, "glossary/index"))
    shown = page.locator("tr[data-pinyin]:visible")
    expect(shown).to_have_count(len(sample.CONCEPTS))
    field = page.get_by_role("searchbox", name="筛选术语 Filter terms")
    for query in ("READER", "访客", "duzhe", "du zhe"):
        field.fill(query)
        expect(shown).to_have_count(1)
    expect(page.locator(".dz-concept-count")).to_have_text("1 / 5 条 1 of 5")
    assert page.locator(".dz-letters a").all_inner_texts() == ["D"]
    field.fill("")
    page.get_by_role("radio", name="按英文").check()
    assert page.locator(".dz-letters a").all_inner_texts() == ["#", "L", "S", "V"]
    page.get_by_role("radio", name="按用例数").check()
    assert "读者" in shown.first.inner_text()
    page.evaluate("duizhao.choose('en')")
    expect(page.get_by_role("searchbox", name="Filter terms", exact=True)).to_be_visible()


def test_a_concept_leads_to_its_uses_and_back(page: Page, folder: Path) -> None:
    page.goto(at(folder, "glossary/reader"))
    page.locator(".dz-bars a").first.click()
    line = page.locator(".dz-kwic li", has=page.locator("p:nth-of-type(2) mark")).first
    marks = line.locator("mark").all_inner_texts()
    assert len(marks) == 2
    number = line.locator("a").inner_text().split()[-1]
    line.locator("a").click()
    place = re.escape(f"#{number.lower().replace('/', '-')}")
    expect(page).to_have_url(re.compile(f"{place}|/{re.escape(number)}[.]html$"))
    page.goto(at(folder, "glossary/reader"))
    page.locator("svg a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/lending-desk.html")
    assert page.locator("svg a").count() == 2


def test_concepts_stay_out_of_the_navigation(folder: Path) -> None:
    home = (folder / "index.html").read_text("utf-8")
    assert "glossary/index.html" in home
    assert "glossary/reader.html" not in home


@pytest.mark.parametrize("page", [1440, 390], indirect=True)
def test_an_open_tip_violates_no_rule(page: Page, folder: Path) -> None:
    """As test_accessible.py judges the pages as they open."""
    page.goto(at(folder, f"{DOC}/4"))
    page.locator("a.dz-term", has_text="书架").first.focus()
    expect(page.locator(TIP)).to_be_visible()
    assert judged_in_both_themes(page, TIP) == []
    assert judged_for_form(page) == []
    assert page.evaluate(WIDTH)
    page.evaluate("duizhao.choose('zh')")
    assert judged_for_form(page, TIP) == []
