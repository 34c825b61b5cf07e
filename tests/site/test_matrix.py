"""The rendering matrix and the heat map in a real browser: filter, places, keyboard, phone, rules of accessibility."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from access import judged_for_form, judged_in_both_themes
from duizhao import plugin, publish
from duizhao.model import Book, Concept, Condition, Document, Library, Node, Term

pytestmark = pytest.mark.browser

Room = Any
"""A browser's window (conftest.py)."""

DOC = "db88-5-2030"
FIND, DRIFT, COUNT = "#dz-matrix-find", "#dz-matrix-drift", ".dz-matrix-count"
SHOWN = ".dz-matrix tbody tr:not([hidden])"
NARROW = "document.documentElement.scrollWidth <= window.innerWidth"

CONCEPTS = (
    Concept("guest", (Term("zh", "旅客"), Term("zh", "乘客", "avoid"), Term("en", "guest"))),
    Concept(
        "ferry",
        (Term("zh", "渡船"), Term("zh", "轮渡", "admitted", None, None, Condition(("5",))), Term("en", "ferry")),
    ),
)
PARTS = 12
"""So many that the heat map is wider than a phone."""


def _book() -> Book:
    """A standard whose word for guests changes in the middle, with a place without any."""
    nodes = []
    for number in range(1, PARTS + 1):
        guest = "旅客" if number < PARTS // 2 else "乘客"
        ferry = "轮渡" if number == 5 else "渡船"
        texts = [
            (f"{guest}先登记。", "Guests register first."),
            (f"请{guest}排好队，票价贴在墙上。", "Guests line up. The price is on the wall."),
            (f"{ferry}靠岸。", "The ferry lands."),
        ]
        if number == 7:
            texts += [("用户下船。", "Guests leave."), ("今天休息。", "No guests today.")]
        nodes.append(Node(f"{number}", "clause", None, f"{number}", f"第{number}部分", f"Part {number}"))
        nodes += [
            Node(f"{number}/{n}", "paragraph", f"{number}", text_zh=zh, text_en=en)
            for n, (zh, en) in enumerate(texts, start=1)
        ]
    return Book(Document(DOC, "DB88 5—2030", "渡口", "Ferries"), plain=tuple(nodes))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, opened from a disk: it must do without a server."""
    root = tmp_path_factory.mktemp("matrix")
    (root / "content").mkdir()
    (root / "mkdocs.yml").write_text(publish.mkdocs_yml("对照 duizhao", plugin=True), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plugin, "load_library", lambda _root: Library((_book(),), CONCEPTS))
        return plugin.build(root)


@pytest.fixture(scope="module")
def matrix(folder: Path) -> str:
    return (folder / "renderings.html").as_uri()


@pytest.fixture(scope="module")
def heat(folder: Path) -> str:
    return (folder / DOC / "heat.html").as_uri()


@pytest.fixture(params=[1440, 390])
def page(request: pytest.FixtureRequest, disk: dict[int, Room]) -> Iterator[Page]:
    """A page on a wide screen and on a phone, which must stay quiet and ask nobody."""
    with disk[request.param].tab() as page:
        yield page


def test_the_filter_finds_terms_and_renderings(page: Page, matrix: str) -> None:
    page.goto(matrix)
    all_rows = page.locator(SHOWN).count()
    expect(page.locator(COUNT)).to_contain_text(f"{all_rows} / {all_rows}")
    page.fill(FIND, "乘客")
    expect(page.locator(SHOWN)).to_have_count(1)
    expect(page.locator(SHOWN)).to_contain_text("guest")
    page.fill(FIND, "FERRY")
    expect(page.locator("#c-ferry")).to_be_visible()
    expect(page.locator("#c-guest")).to_be_hidden()
    page.fill(FIND, "nothing of the kind")
    expect(page.locator(SHOWN)).to_have_count(0)
    expect(page.locator("#in-glossary")).to_be_hidden()


def test_only_what_drifts(page: Page, matrix: str) -> None:
    page.goto(matrix)
    page.check(DRIFT)
    expect(page.locator(SHOWN)).to_have_count(1)
    expect(page.locator("#c-guest")).to_be_visible()
    page.evaluate("location.hash = 'c-ferry'")
    expect(page.locator("#c-ferry")).to_be_visible()
    expect(page.locator(DRIFT)).not_to_be_checked()


def test_the_count_is_in_the_readers_language(page: Page, matrix: str) -> None:
    page.goto(matrix)
    page.evaluate("window.duizhao.choose('en')")
    expect(page.locator(COUNT)).not_to_contain_text("显示")
    page.evaluate("window.duizhao.choose('zh')")
    expect(page.locator(COUNT)).not_to_contain_text("shown")


def test_a_rendering_opens_by_the_keyboard_and_leads_to_its_places(page: Page, matrix: str) -> None:
    page.goto(matrix)
    stray = page.locator("#c-guest details", has_text="乘客")
    stray.locator("summary").focus()
    page.keyboard.press("Enter")
    link = stray.get_by_role("link", name="7/1", exact=True)
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url(f"**/{DOC}/7.html#7-1")
    expect(page.locator(":target")).to_contain_text("乘客先登记")


def test_verdicts_are_said_in_words(page: Page, matrix: str) -> None:
    page.goto(matrix)
    row = page.locator("#c-guest")
    expect(row.locator(".dz-v-avoid")).to_contain_text("避用")
    expect(row.locator(".dz-v-preferred")).to_contain_text("首选")
    expect(row.locator(".dz-none")).to_contain_text("未见译法")
    expect(page.locator("#c-ferry .dz-v-here")).to_contain_text("此处许用")


def test_the_matrix_is_whole_without_scripts(browser: Browser, matrix: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(matrix)
    expect(page.locator(FIND)).to_be_hidden()
    page.locator("#c-guest summary").first.click()
    expect(page.locator("#c-guest").get_by_role("link", name="7/1", exact=True)).to_be_visible()
    context.close()


def test_the_map_shows_the_turn_and_leads_to_the_term(page: Page, heat: str) -> None:
    page.goto(heat)
    cells = page.locator(".dz-heat tbody tr", has_text="guest").locator("td")
    assert [text.split()[0] for text in cells.all_inner_texts()] == ["B"] * 5 + ["A"] * 7
    expect(page.locator(".dz-turns")).to_contain_text("1–5 旅客")
    page.locator(".dz-heat tbody th a").first.click()
    page.wait_for_url("**/renderings.html#c-guest")


def test_the_keyboard_scrolls_the_map_and_terms_stay_in_sight(page: Page, heat: str) -> None:
    page.goto(heat)
    assert page.evaluate(NARROW)
    frame = page.locator(".dz-heat")
    if frame.evaluate("one => one.scrollWidth - one.clientWidth") < 60:
        return  # nearly all of it is in sight
    frame.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.dz-heat').scrollLeft > 20")
    left = page.locator(".dz-heat tbody th").first.evaluate("one => one.getBoundingClientRect().left")
    assert left == pytest.approx(frame.evaluate("one => one.getBoundingClientRect().left"), abs=4)


def test_open_renderings_and_a_map_with_turns_violate_no_rule(page: Page, matrix: str, heat: str) -> None:
    """As test_accessible.py judges the pages as they open."""
    for address, part in ((matrix, ".dz-matrix"), (heat, ".dz-heat")):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = judged_for_form(page)
        if page.evaluate("innerWidth") > 1000:
            found += judged_in_both_themes(page, part)
        assert page.evaluate(NARROW)
        assert not found, "\n".join(found)
