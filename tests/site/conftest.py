"""Built sites and a browser, shared by the tests of the site."""

from __future__ import annotations

import importlib.util
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
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
    ViewportSize,
    sync_playwright,
)

from duizhao import plugin, publish
from duizhao.model import Book, Concept, Library

Builder = Callable[..., Path]
Once = Callable[[str, Callable[[Path], Path]], Path]

HERE = Path(__file__).parent
CONTENT = HERE.parents[1] / "content"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
REQUIRED = os.environ.get("DUIZHAO_REQUIRE_BROWSER") == "1"
EPOCH = "1900000000"
"""The day of every build, which the site map holds."""
PATIENCE = 300
"""Seconds until what another process builds is given up."""

# What a site remembers of a reader is not handed on to the next test.
FORGET = "() => { try { localStorage.clear(); sessionStorage.clear(); } catch (error) { /* nothing was opened */ } }"
WIDE, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)


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
    """Builds the site of books, and of a glossary, in a folder, with the project's own hand-written pages."""

    def run(books: Sequence[Book], folder: Path, concepts: Sequence[Concept] = ()) -> Path:
        (folder / "content").mkdir(parents=True, exist_ok=True)
        for page in CONTENT.glob("*.md"):
            shutil.copy(page, folder / "content")
        (folder / "mkdocs.yml").write_text(publish.mkdocs_yml("对照 duizhao", plugin=True), encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(plugin, "load_library", lambda _root: Library(tuple(books), tuple(concepts)))
            patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
            return plugin.build(folder)

    return run


@pytest.fixture(scope="session", params=["plain", "printed"])
def edition(request: pytest.FixtureRequest) -> str:
    """Both states of a site: with the plain edition only, and with copies imported."""
    return str(request.param)


@pytest.fixture(scope="session")
def library(sample: ModuleType, edition: str) -> tuple[Book, ...]:
    """The invented bilingual standard in the state of ``edition``, and a handbook."""
    return _library(sample, edition)


def _library(sample: ModuleType, edition: str) -> tuple[Book, ...]:
    book: Book = sample.printed_library() if edition == "printed" else sample.plain_library()
    return book, sample.handbook()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Gives what is made in a folder of a name: made by the first of all processes that test side by side."""
    place = tmp_path_factory.getbasetemp()
    common = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place

    def run(name: str, make: Callable[[Path], Path]) -> Path:
        folder, made = common / f"once-{name}", common / f"once-{name}.made"
        try:
            folder.mkdir()
        except FileExistsError:
            return _waited_for(made)
        where = ""
        try:
            result = make(folder)
            where = str(result)
        finally:  # even of a failure, for which the others would wait in vain
            (whole := made.with_suffix(".part")).write_text(where, encoding="utf-8")
            whole.replace(made)
        return result

    return run


@pytest.fixture(scope="session")
def site(library: tuple[Book, ...], edition: str, build: Builder, once: Once) -> Path:
    """The built site of ``library``, which no test may change."""
    return once(edition, partial(build, library))


@pytest.fixture(scope="session")
def plain_site(sample: ModuleType, build: Builder, once: Once) -> Path:
    """``site`` with the plain edition only."""
    return once("plain", partial(build, _library(sample, "plain")))


@pytest.fixture(scope="session")
def glossed_site(sample: ModuleType, build: Builder, once: Once) -> Path:
    """The built site of the printed standard and the handbook with a glossary, which no test may change."""
    books = (sample.printed_library(), sample.handbook())
    return once("glossed", partial(build, books, concepts=sample.CONCEPTS))


def _waited_for(made: Path) -> Path:
    """What another process makes; a file says where it is."""
    end = time.monotonic() + PATIENCE
    while not made.exists():
        assert time.monotonic() < end, f"{made.name} does not come"
        time.sleep(0.1)
    where = made.read_text(encoding="utf-8")
    assert where, f"{made.name}: making it failed in another test"
    return Path(where)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where ``site`` is served."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves another folder than ``site`` for a while."""
    return serving


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


@dataclass(frozen=True)
class Room:
    """A browser's window of one size, shared by tests so that it keeps the theme's scripts; each opens its own tab."""

    context: BrowserContext
    watch: Watch

    @contextmanager
    def tab(self) -> Iterator[Page]:
        """A page, nothing opened yet; at the end it, and pages beside it, must have been quiet (see Watch)."""
        opened = self.context.new_page()
        yield opened
        if not opened.is_closed():
            opened.evaluate(FORGET)
        for page in self.context.pages:
            page.close()
        seen = self.watch.errors[:], self.watch.strangers[:]
        self.watch.errors.clear()
        self.watch.strangers.clear()
        assert seen == ([], [])


@contextmanager
def _room(browser: Browser, home: str, viewport: ViewportSize) -> Iterator[Room]:
    context = browser.new_context(viewport=viewport)
    yield Room(context, Watch(context, home))
    context.close()


@pytest.fixture(scope="session")
def room(browser: Browser) -> Callable[[str, ViewportSize], AbstractContextManager[Room]]:
    """Opens a window for what is served at an address."""
    return partial(_room, browser)


@pytest.fixture(scope="session")
def wide_room(browser: Browser, address: str) -> Iterator[Room]:
    """A wide screen."""
    with _room(browser, address, WIDE) as room:
        yield room


@pytest.fixture(scope="session")
def phone_room(browser: Browser, address: str) -> Iterator[Room]:
    """A phone."""
    with _room(browser, address, PHONE) as room:
        yield room


@pytest.fixture(scope="session")
def disk(browser: Browser) -> Iterator[dict[int, Room]]:
    """A wide screen and a phone, by their widths, for sites opened from a disk: without a server."""
    with _room(browser, "file:", WIDE) as wide, _room(browser, "file:", PHONE) as narrow:
        yield {WIDE["width"]: wide, PHONE["width"]: narrow}


@pytest.fixture
def desk(wide_room: Room) -> Iterator[Page]:
    """A page on a wide screen, nothing opened yet."""
    with wide_room.tab() as page:
        yield page


@pytest.fixture
def phone(phone_room: Room) -> Iterator[Page]:
    """A page on a phone, nothing opened yet."""
    with phone_room.tab() as page:
        yield page


class _Quiet(SimpleHTTPRequestHandler):
    def send_error(self, code: int, *rest: str | None) -> None:
        """As a host of static sites does: the site's own page where nothing is found."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, *rest)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

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
