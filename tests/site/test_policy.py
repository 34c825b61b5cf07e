"""The site under a strict Content-Security-Policy: no script but its own files, nothing from another host."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from marks import one_edition

pytestmark = pytest.mark.browser

DOC = "db99-t-0101-2031"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Widths of bars and numbers of rows are attributes of style; nothing else is inline."""

PAGES = (
    *("index", "about", "practices", "renderings", "search", "glossary/index", "findings/index", "references"),
    *(f"{DOC}/{name}" for name in ("index", "6", "a.2-2", "about", "print", "heat")),
)


class Strict(SimpleHTTPRequestHandler):
    """Serves a folder under the policy, and says nothing on standard error."""

    def end_headers(self) -> None:
        """The headers, with the policy among them."""
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        """Nothing."""


@pytest.fixture(scope="module")
def strict(site: Path) -> Iterator[str]:
    """Where the site is served under the policy."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, strict: str) -> Iterator[Page]:
    """A page that is under the policy, and what it says on the console at the end: nothing."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    said: list[str] = []
    context.on("console", lambda one: said.append(f"{one.text} ({one.page and one.page.url})"))
    context.on("weberror", lambda one: said.append(str(one.error)))
    yield context.new_page()
    context.close()
    assert said == []


@one_edition
def test_every_kind_of_page_is_quiet(page: Page, strict: str, site: Path) -> None:
    for name in (name for name in PAGES if (site / f"{name}.html").exists()):
        page.goto(f"{strict}{name}.html", wait_until="load")


@one_edition
def test_the_switches_work(page: Page, strict: str) -> None:
    page.goto(f"{strict}{DOC}/6.html")
    page.keyboard.press("l")
    expect(page.locator("html")).not_to_have_attribute("data-dz-lang", "both")
    page.locator("label[for=__palette_1]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(f"{strict}index.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@one_edition
def test_the_finder_filters(page: Page, strict: str) -> None:
    page.goto(f"{strict}practices.html")
    expect(page.locator(".dz-finder-table")).to_be_visible()


def test_no_page_holds_a_script(site: Path) -> None:
    held = [path.name for path in site.rglob("*.html") if "<script>" in path.read_text(encoding="utf-8")]
    assert held == []


@one_edition
def test_colours_are_there_before_anything_is_painted(browser: Browser, strict: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{strict}index.html")
    page.locator("label[for=__palette_1]").click()
    context.add_init_script(
        "requestAnimationFrame(function look() {"
        " if (!document.body) { return requestAnimationFrame(look); }"
        " window.seen = document.body.dataset.mdColorScheme; })"
    )
    page.goto(f"{strict}{DOC}/6.html")
    assert page.evaluate("window.seen") == "slate"
    context.close()
