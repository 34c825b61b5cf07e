"""Terms in the text and their tips, the list of concepts and a concept's page, in a real browser."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from duizhao import plugin, publish
from duizhao.model import Concept, Condition, Library, Source, Term

pytestmark = pytest.mark.browser

DOC = "db99-t-0101-2031"
EVIL = "<img src=x onerror=window.harmed=1>"
CONCEPTS = (
    Concept(
        "reader",
        (
            Term("zh", "读者"),
            Term("zh", "访客", "avoid", "只说到馆的人"),
            Term("en", "visitor"),
            Term("en", "reader", "admitted"),
        ),
        "使用图书馆的人",
        "person who uses a library",
        (Source(DOC, "3.1"),),
        related=("lending-desk", "evil"),
        note="See the clause on terms.",
    ),
    Concept(
        "lending-desk",
        (Term("zh", "借阅台", condition=Condition(("4", "6"), ("借书",))), Term("en", "lending desk")),
        "借还书的地方",
        "place where books go out and come back",
        broader=("service-point",),
    ),
    Concept("service-point", (Term("zh", "服务点"), Term("en", "service point"))),
    Concept("library", (Term("zh", "图书馆"), Term("en", "library")), broader=("service-point",)),
    Concept("evil", (Term("zh", EVIL), Term("zh", "书架", "avoid", EVIL), Term("en", EVIL)), EVIL, EVIL, note=EVIL),
)  # fmt: skip
TIP = "#dz-tip"
WIDTH = "document.documentElement.scrollWidth <= window.innerWidth"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: tags, resultTypes: ['violations'], preload: false, selectors: false});
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`));
}"""
STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"


@pytest.fixture(scope="module")
def folder(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the invented standard with a glossary."""
    root = tmp_path_factory.mktemp("terms")
    (root / "content").mkdir()
    (root / "mkdocs.yml").write_text(publish.mkdocs_yml("对照 duizhao", plugin=True), encoding="utf-8")
    library = Library((sample.printed_library(), sample.handbook()), tuple(sorted(CONCEPTS, key=lambda one: one.id)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plugin, "load_library", lambda _root: library)
        return plugin.build(root)


@pytest.fixture(scope="module", params=[1440, 390])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def _open(browser: Browser, width: int, *, touch: bool = False, script: bool = True) -> Iterator[Page]:
    size = ViewportSize(width=width, height=844)
    context = browser.new_context(viewport=size, has_touch=touch, java_script_enabled=script)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    yield from _open(browser, 1440)


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


def test_without_scripts_a_term_is_a_link_and_the_list_is_whole(bare: Page, folder: Path) -> None:
    bare.goto(at(folder, f"{DOC}/4"))
    bare.locator("a.dz-term", has_text="读者").first.click()
    assert bare.url.endswith("/glossary/reader.html")
    bare.locator(".dz-trail a", has_text="术语表").click()
    assert bare.locator("tr[data-pinyin]").count() == len(CONCEPTS)
    bare.locator(".dz-letters a", has_text="T").click()
    assert bare.url.endswith("#p-t")


def test_no_term_is_a_link_in_headings_or_in_links(page: Page, folder: Path) -> None:
    for path in (f"{DOC}/6", f"{DOC}/a.1-1", f"{DOC}/element-6.1", f"{DOC}/print", f"{DOC}/terms"):
        page.goto(at(folder, path))
        assert page.locator(":is(h1, h2, h3, h4, h5, h6, a a) a.dz-term").count() == 0
        targets = page.eval_on_selector_all("a.dz-term", "links => links.map(link => link.href)")
        assert bool(targets) == (not path.endswith("/print"))  # paper has no use for them
        assert all((folder / "glossary" / href.partition("#")[0].rpartition("/")[2]).is_file() for href in targets)


def test_the_list_filters_and_sorts(page: Page, folder: Path) -> None:
    page.goto(at(folder, "glossary/index"))
    shown = page.locator("tr[data-pinyin]:visible")
    expect(shown).to_have_count(len(CONCEPTS))
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
    assert f"#{number.lower().replace('/', '-')}" in page.url or page.url.endswith(f"/{number}.html")
    page.goto(at(folder, "glossary/reader"))
    page.locator("svg a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/lending-desk.html")
    assert page.locator("svg a").count() == 2


def test_concepts_are_found_by_their_terms_and_stay_out_of_the_navigation(folder: Path) -> None:
    index = (folder / "search" / "search_index.js").read_text("utf-8")
    assert "glossary/reader.html" in index
    assert "glossary/reader.html#uses" not in index
    home = (folder / "index.html").read_text("utf-8")
    assert "glossary/index.html" in home
    assert "glossary/reader.html" not in home


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, which a package carries; without the package the test is skipped, unless required."""
    if importlib.util.find_spec("axe_playwright_python") is None and os.environ.get("DUIZHAO_REQUIRE_BROWSER") != "1":
        pytest.skip("axe-playwright-python is not installed")
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def test_no_page_violates_a_rule(browser: Browser, folder: Path, width: int, axe: str) -> None:
    found: list[str] = []
    for page in _open(browser, width):
        for path in ("glossary/index", "glossary/reader", f"{DOC}/4"):
            page.goto(at(folder, path))
            assert page.evaluate(WIDTH)
            page.add_style_tag(content=STILL)
            page.evaluate(axe)
            if path.endswith("4"):
                page.locator("a.dz-term", has_text="书架").first.focus()
                expect(page.locator(TIP)).to_be_visible()
            for mode, scheme in (("zh", "default"), ("both", "slate"), ("en", "default")):
                page.evaluate("mode => duizhao.choose(mode)", mode)
                page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
                found += [f"{path} {mode} {scheme}: {said}" for said in page.evaluate(RUN, TAGS)]
            page.evaluate("duizhao.choose('both')")
    assert not found, "\n".join(found)
