"""Built sites and a browser, shared by the tests of the site."""

from __future__ import annotations

import importlib.util
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    Request,
    sync_playwright,
)

from duizhao import plugin, publish
from duizhao.model import Book

Builder = Callable[[Sequence[Book], Path], Path]

HERE = Path(__file__).parent
CONTENT = HERE.parents[1] / "content"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
REQUIRED = os.environ.get("DUIZHAO_REQUIRE_BROWSER") == "1"
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The invented books (sample.py). A folder named like Python's own module ``site`` cannot be imported by name."""
    spec = importlib.util.spec_from_file_location("duizhao_sample", HERE / "sample.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def build() -> Builder:
    """Builds the site of books in a folder, with the project's own hand-written pages."""

    def run(books: Sequence[Book], folder: Path) -> Path:
        (folder / "content").mkdir(parents=True, exist_ok=True)
        for page in CONTENT.glob("*.md"):
            shutil.copy(page, folder / "content")
        (folder / "mkdocs.yml").write_text(publish.mkdocs_yml("对照 duizhao", plugin=True), encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(plugin, "load_library", lambda _root: tuple(books))
            return plugin.build(folder)

    return run


@pytest.fixture(scope="session", params=["plain", "printed"])
def edition(request: pytest.FixtureRequest) -> str:
    """Both states of a site: with the plain edition only, and with copies imported."""
    return str(request.param)


@pytest.fixture(scope="session")
def library(sample: ModuleType, edition: str) -> tuple[Book, ...]:
    """The invented bilingual standard in the state of ``edition``, and a handbook."""
    book: Book = sample.printed_library() if edition == "printed" else sample.plain_library()
    return book, sample.handbook()


@pytest.fixture(scope="session")
def site(library: tuple[Book, ...], build: Builder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of ``library``."""
    return build(library, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where ``site`` is served."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the system's, else Playwright's own. Without either the test is skipped, unless it is required."""
    with sync_playwright() as tools:
        try:
            chromium = _launch(tools)
        except Error as error:
            if REQUIRED:
                raise
            pytest.skip(f"no browser: {error.message.splitlines()[0]}")
        yield chromium
        chromium.close()


def _launch(tools: Playwright) -> Browser:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    return tools.chromium.launch(executable_path=found, args=ARGUMENTS)


class Watch:
    """What a page did that it must not do: errors on the console, requests to other hosts."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.errors: list[str] = []
        self.strangers: list[str] = []
        self.home = home
        context.on("console", self._console)
        context.on("weberror", lambda event: self.errors.append(str(event.error)))
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.strangers.append(request.url)


@contextmanager
def watching(browser: Browser, home: str, viewport: dict[str, int], scheme: str = "light") -> Iterator[Page]:
    """A page of the given size; at the end it must have been quiet (see Watch)."""
    context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    watch = Watch(context, home)
    try:
        yield context.new_page()
    finally:
        context.close()
    assert watch.errors == []
    assert watch.strangers == []


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    """A page on a wide screen, at the site's home."""
    with watching(browser, address, WIDE) as page:
        page.goto(address)
        yield page


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A page on a phone, at the site's home."""
    with watching(browser, address, PHONE) as page:
        page.goto(address)
        yield page


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the tests look at what the browser saw."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
