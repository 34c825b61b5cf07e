"""What a page costs a reader: bytes, and nothing that moves once it is shown."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser

from marks import one_edition

pytestmark = pytest.mark.browser

DOC = "db99-t-0101-2031"
BUDGET = 150_000
"""Bytes of a page compressed, with its styles and scripts; a search fetches more."""

PAGES = (
    *("index", "practices", "renderings"),
    *(f"{DOC}/{name}" for name in ("index", "6", "a.2-2", "about", "print", "heat")),
)  # fmt: skip

SHIFTS = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.hadRecentInput ? 0 : e.value; }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => resolve(sum), 300);
})"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light(site: Path, name: str) -> None:
    page = site / f"{name}.html"
    weights = {path: len(gzip.compress(path.read_bytes(), 9)) for path in [page, *_fetched(page, site)]}
    assert sum(weights.values()) <= BUDGET, weights


def _fetched(page: Path, site: Path) -> set[Path]:
    """The style sheets and scripts that a page loads when it is shown."""
    html = page.read_text(encoding="utf-8")
    found = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html) + re.findall(r'<script[^>]* src="([^"]+)"', html)
    base = "http://x/" + page.relative_to(site).as_posix()
    return {site / urlsplit(urljoin(base, address)).path.lstrip("/") for address in found}


@one_edition
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_nothing_moves_once_it_is_shown(browser: Browser, address: str, width: int, height: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script("try { localStorage.setItem('duizhao-language', 'en'); } catch (error) { /* none */ }")
    for name in PAGES:
        page = context.new_page()
        page.goto(f"{address}{name}.html")
        assert page.evaluate(SHIFTS) < 0.01, name
        page.close()
    context.close()
