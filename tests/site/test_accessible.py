"""The pages as axe-core judges them (WCAG 2.2 A and AA, best practice), in both themes and on both screens."""

from __future__ import annotations

import importlib.util
import os
from importlib.resources import files

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

DOC = "db99-t-0101-2031"
PAGES = (
    "practices", "renderings",
    *(f"{DOC}/{name}" for name in ("index", "element-6.1", "6", "a", "a.2-2", "terms", "about", "print", "heat")),
)  # fmt: skip
SAME = ("index", "findings/index", "findings/label", "references", "bring-copies", "404", "guan-yuan-shou-ce/1")
"""Pages that are alike in both states of the site, and judged in one."""

SHAPES = (
    "practices", "guan-yuan-shou-ce/1", *(f"{DOC}/{name}" for name in ("index", "element-6.1", "6", "a.2-2", "about")),
)  # fmt: skip
SCHEMES = ("default", "slate")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Rule and place of each violation. Neither style sheets are fetched again nor selectors made for all that is in order.
RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: tags, resultTypes: ['violations'], preload: false, selectors: false});
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`));
}"""
# Colours are judged at once, not while they change.
STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, which a package carries; without the package the test is skipped, unless required."""
    if importlib.util.find_spec("axe_playwright_python") is None and os.environ.get("DUIZHAO_REQUIRE_BROWSER") != "1":
        pytest.skip("axe-playwright-python is not installed")
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def test_no_page_violates_a_rule_on_a_wide_screen(desk: Page, address: str, edition: str, axe: str) -> None:
    names = PAGES + SAME if edition == "printed" else PAGES
    found = [said for name in names for said in _judged(desk, f"{address}{name}.html", axe, *SCHEMES)]
    assert not found, "\n".join(found)


def test_no_page_violates_a_rule_on_a_phone(phone: Page, address: str, axe: str) -> None:
    """One theme and a page of each shape: the colours are those of the wide screen."""
    found = [said for name in SHAPES for said in _judged(phone, f"{address}{name}.html", axe, SCHEMES[1])]
    assert not found, "\n".join(found)


def _judged(page: Page, address: str, axe: str, *schemes: str) -> list[str]:
    page.goto(address)
    page.add_style_tag(content=STILL)
    page.evaluate(axe)
    found: list[str] = []
    for scheme in schemes:
        page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
        found += [f"{address} ({scheme}): {said}" for said in page.evaluate(RUN, TAGS)]
    return found
