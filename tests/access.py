"""Pages as axe-core judges them: WCAG 2.2 A and AA, and best practice.

A run costs about a second, most of it for colours. So each kind of page is judged whole in one place
(``site/test_accessible.py``), and elsewhere what opens on a page is judged by itself.
"""

from __future__ import annotations

import importlib.util
import os
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page

LIGHT, DARK = "default", "slate"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that a theme can break."""
LAYOUT = ["target-size", "scrollable-region-focusable", "css-orientation-lock"]
"""The rules that the width of a screen can break, where a page shows the same on every screen."""

# What is one of many of one make is not judged: of a table whose rows are many eight are, where the whole page is; of
# each list of a map, whose letters cost the most of all, two.
EXCLUDED = [["tbody tr:nth-child(n + 9)"], [".dz-map [role=listitem]:nth-child(n + 3)"]]

# Rule and place of each violation. Neither style sheets are fetched again nor selectors made for all that is in order.
RUN = """async ([part, rules, excluded]) => {
  const options = {...rules, resultTypes: ['violations'], preload: false, selectors: false, iframes: false};
  const within = part === 'html' ? {exclude: excluded} : {include: [[part]]};
  const found = await axe.run(within, options);
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`));
}"""
# Colours are judged at once, not while they change.
STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"


@cache
def script() -> str:
    """The script of axe-core, which a package carries; without the package the test is skipped, unless required."""
    if importlib.util.find_spec("axe_playwright_python") is None and os.environ.get("DUIZHAO_REQUIRE_BROWSER") != "1":
        pytest.skip("axe-playwright-python is not installed")
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def judged(page: Page, part: str = "html") -> list[str]:
    """What breaks a rule in what a selector finds, or on the whole page."""
    return _run(page, part, {"runOnly": TAGS})


def judged_for_form(page: Page, part: str = "html") -> list[str]:
    """As ``judged``, without the rules on colours: for a state in which the colours are those judged already."""
    return _run(page, part, {"runOnly": TAGS, "rules": {name: {"enabled": False} for name in COLOURS}})


def judged_for_colours(page: Page, part: str = "html") -> list[str]:
    """As ``judged``, with the rules on colours only: for a state that differs in nothing else."""
    return _run(page, part, {"runOnly": {"type": "rule", "values": COLOURS}})


def judged_for_layout(page: Page, part: str = "html") -> list[str]:
    """As ``judged``, with the rules on layout only: for another width of a page that shows the same there."""
    return _run(page, part, {"runOnly": {"type": "rule", "values": LAYOUT}})


def judged_in_both_themes(page: Page, part: str = "html") -> list[str]:
    """As ``judged`` in the light theme, and the rules on colours in the dark one, which changes nothing else."""
    put_on(page, LIGHT)
    found = judged(page, part)
    put_on(page, DARK)
    return found + judged_for_colours(page, part)


def put_on(page: Page, theme: str) -> None:
    """Show the page in a theme."""
    page.evaluate("theme => document.body.setAttribute('data-md-color-scheme', theme)", theme)


def _run(page: Page, part: str, rules: dict[str, Any]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.add_style_tag(content=STILL)
        page.evaluate(script())
    assert page.locator(part).count(), f"{part} is not on {page.url}"
    theme = page.evaluate("document.body.dataset.mdColorScheme")
    return [f"{page.url} ({theme}) {said}" for said in page.evaluate(RUN, [part, rules, EXCLUDED])]
