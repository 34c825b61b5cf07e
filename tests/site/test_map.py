"""The map and the element pages in a browser: what is shown, where it leads, what a screen reader hears."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from marks import one_edition

pytestmark = pytest.mark.browser

DOC = "db99-t-0101-2031"
ELEMENT = f"{DOC}/element-6.1.html"

EVIL = "</text></svg><img src=x onerror=window.harmed=1>{: #x }{{ %s }}</script><b>"
"""Words that would do something if a picture took them for markup."""

# The names of the links that are shown, in order.
NAMES = """() => [...document.querySelectorAll('.dz-map a')].filter(a => a.checkVisibility())
  .map(a => a.getAttribute('aria-label'))"""

# Words of the map that stand out of the link that they belong to, or out of the window.
OUTSIDE = """() => [...document.querySelectorAll('.dz-map a')].filter(a => a.checkVisibility()).flatMap(a => {
  const frame = a.querySelector('rect').getBoundingClientRect();
  return [...a.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    const right = Math.min(frame.right, innerWidth);
    return box.left < frame.left - 1 || box.right > right + 1 || box.bottom > frame.bottom + 2;
  }).map(text => text.textContent);
})"""

# The smallest type of the map as it is shown, in pixels of the screen.
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.dz-map text')].filter(text => text.checkVisibility())
  .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""

# Whether what is drawn differs from its ground: words from the page or plate, dots from the plate.
COLOURS = """() => ['text.dz-map-name', '.dz-map-dot', '.dz-map-plate', 'text.dz-map-also'].map(one => {
  const style = getComputedStyle([...document.querySelectorAll('.dz-map ' + one)].find(e => e.checkVisibility()));
  return style.stroke === 'none' ? style.fill : style.stroke;
})"""


def read_in(page: Page, language: str) -> None:
    page.evaluate("language => { document.documentElement.dataset.dzLang = language; }", language)


@one_edition
@pytest.mark.parametrize("home", ["index.html", f"{DOC}/index.html"])
def test_map_leads_to_the_parts_with_their_counts(desk: Page, address: str, home: str) -> None:
    desk.goto(address + home)
    names = desk.evaluate(NAMES)
    assert names[:3] == ["4 原则 Principles", "4.1 人人可用 Open to all", "4.2 少走弯路 No detours"]
    assert "6.1 馆员，6 个做法，2 个概念 Staff, 6 practices, 2 concepts" in names
    assert "学习，6 个做法，2 个概念 Learning, 6 practices, 2 concepts" in names
    desk.get_by_role("link", name="6.1 馆员，6 个做法").click()
    expect(desk).to_have_url(address + ELEMENT)
    assert desk.locator("h1").inner_text().split() == ["6.1", "馆员", *desk.locator("h1 .dz-en").inner_text().split()]


@one_edition
def test_map_is_a_list_of_links_to_a_screen_reader(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/index.html")
    picture = desk.get_by_role("group", name="结构图 Map")
    assert picture.count() == 1
    assert picture.get_by_role("listitem").count() == 2 + 2 + 4 + 2 + 3 + 2
    assert picture.get_by_role("link").count() == len(desk.evaluate(NAMES))


@one_edition
def test_map_says_only_the_language_that_is_read(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/index.html")
    read_in(desk, "zh")
    names = desk.evaluate(NAMES)
    assert "6.1 馆员，6 个做法，2 个概念" in names
    assert not [name for name in names if re.search("[a-z]{2}", name)]
    read_in(desk, "en")
    names = desk.evaluate(NAMES)
    assert "6.1 Staff, 6 practices, 2 concepts" in names
    assert not [name for name in names if re.search("[一-鿿]", name)]


@one_edition
def test_map_fits_a_wide_screen_in_every_language(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/index.html")
    for language in ("both", "zh", "en"):
        read_in(desk, language)
        assert desk.locator(".dz-map-wide:visible").count() == 1
        assert desk.evaluate(OUTSIDE) == []
        assert desk.evaluate(SMALLEST) >= 11


@one_edition
def test_map_fits_a_phone_without_zoom_in_every_language(phone: Page, address: str) -> None:
    phone.goto(f"{address}index.html")
    for language in ("both", "zh", "en"):
        read_in(phone, language)
        assert phone.locator(".dz-map-narrow:visible").count() == 1
        assert phone.locator(".dz-map-wide:visible").count() == 0
        assert phone.evaluate(OUTSIDE) == []
        assert phone.evaluate(SMALLEST) >= 11
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.get_by_role("link", name="6.1 Staff, 6 practices").click()
    expect(phone).to_have_url(address + ELEMENT)


def test_map_reads_well_in_both_themes(desk: Page, address: str, edition: str) -> None:
    """Pictures of both are kept for a look (test-output/site)."""
    desk.goto(f"{address}{DOC}/index.html")
    seen = []
    for scheme in ("default", "slate"):
        desk.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
        name, dot, plate, also = desk.evaluate(COLOURS)
        assert len({name, dot, plate, also}) == 4
        seen.append((name, dot, plate, also))
        shots = Path(__file__).parents[2] / "test-output" / "site"
        desk.locator(".dz-map").screenshot(path=shots / f"map-{edition}-{scheme}.png")
    assert all(one != other for one, other in zip(*seen, strict=True))


@one_edition
def test_keyboard_walks_the_map_with_a_visible_focus(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DOC}/index.html")
    desk.locator(".dz-map-both .dz-map-wide a").first.focus()
    named = []
    for _ in range(3):
        desk.keyboard.press("Tab")
        label, stroke = desk.evaluate(
            "() => { const a = document.activeElement;"
            " return [a.getAttribute('aria-label'), getComputedStyle(a.querySelector('rect')).stroke]; }"
        )
        named.append(label)
        assert stroke != "none"
    assert named == ["4.1 人人可用 Open to all", "4.2 少走弯路 No detours", "5 流程 Process"]
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"{address}{DOC}/5.html")


def test_element_page_sets_the_places_together(desk: Page, address: str, edition: str) -> None:
    desk.goto(address + ELEMENT)
    assert desk.locator(".dz-places").first.inner_text().split()[:3] == ["条文", "Clause", "6.1"]
    headings = desk.locator("h2").evaluate_all("list => list.map(one => one.id)")
    assert headings == ["e-6.1.1", "e-6.1.2", "e-a.1-2-1"]
    item = desk.locator("[id='e-a.1-2-1-b'] ~ .dz-node")
    labels = item.locator(".dz-away").evaluate_all("list => list.map(one => one.textContent)")
    assert labels == ["A.1 b)", "1)", "2)", "3)"]
    assert desk.locator(".dz-lost").count() == (1 if edition == "printed" else 0)
    desk.locator("[id='e-a.2-2-1-b-2'] .dz-away").click()
    expect(desk).to_have_url(f"{address}{DOC}/a.2-2.html#a.2-2-1-b-2")


def test_all_links_of_element_pages_and_maps_lead_somewhere(site: Path) -> None:
    for path in (
        "index.html",
        f"{DOC}/index.html",
        ELEMENT,
        f"{DOC}/element-a.1-1.html",
        "guan-yuan-shou-ce/index.html",
    ):
        html = (site / path).read_text(encoding="utf-8")
        found = re.findall(r'<a (?:class="dz-away" )?href="([^"#]*)#?([^"]*)" (?:aria-label|title)', html)
        assert found
        for page, anchor in found:
            target = (site / path).parent / page
            assert target.is_file(), (path, page)
            assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"), (path, page, anchor)


@one_edition
@pytest.mark.parametrize(("page", "entry"), [("6", "6.1"), ("a.1-2", "a.1-2"), ("a.2-2", "a.2-2-1")])
def test_the_places_lead_to_the_element_page(desk: Page, address: str, page: str, entry: str) -> None:
    desk.goto(f"{address}{DOC}/{page}.html")
    desk.locator(f"[id='{entry}'] + .dz-together a").click()
    expect(desk).to_have_url(re.compile(re.escape(address + ELEMENT)))


@one_edition
def test_a_handbook_has_a_map_of_its_chapters(desk: Page, address: str) -> None:
    desk.goto(f"{address}guan-yuan-shou-ce/index.html")
    names = desk.evaluate(NAMES)
    assert names[:3] == ["第1章 第1个主题", "1.1 开馆", "第2章 第2个主题"]
    assert desk.evaluate(OUTSIDE) == []


def test_a_hostile_book_draws_no_more_than_words(
    sample: ModuleType, build: Any, browser: Browser, tmp_path: Path
) -> None:
    book = sample.plain_library()
    titles = (EVIL % "zh", EVIL % "en")
    evil = [
        replace(node, title_zh=f"{node.title_zh}{titles[0]}", title_en=titles[1]) if node.title_zh else node
        for node in book.plain
    ]
    site = build([replace(book, plain=tuple(evil))], tmp_path)
    page = browser.new_page()
    for file in [site / "index.html", site / DOC / "index.html", *sorted((site / DOC).glob("element-*.html"))]:
        page.goto(file.as_uri())
        assert page.evaluate("window.harmed") is None
        assert page.locator(".md-content :is(img, b, iframe, [onclick], [onerror], [onmouseover])").count() == 0
        assert "</svg><imgsrc=x" in "".join((page.locator(".md-content").text_content() or "").split())
    page.close()
