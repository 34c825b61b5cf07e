"""The command line and the browser give the same hits in the same order, from the index that the command line keeps."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import searched
from bases import base, run
from duizhao import searching, store

pytestmark = pytest.mark.browser

ENGINE = Path(__file__).parents[2] / "scripts" / "duizhao" / "publish" / "assets" / "search-engine.js"
QUERIES = (
    "读者", "读者反馈", "visitor feedback", "借阅人", "patron", "讀者服務", "duzhe fankui", "fwlt", "6.1.1", "A.2/1",
    "GB/Z 99001", "librarin", "读者 -服务", '"visitor services"', "怎么培训新的馆员", "zyzzyva",
)  # fmt: skip
KEYS = ("document", "id", "kind", "title_zh", "title_en", "snippet_zh", "snippet_en", "matched")
ASK = "text => (window.engine = window.engine || duizhao.search.open('index/')).query(text, {limit: 30})"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = base(tmp_path_factory.mktemp("search") / "base")
    book = searched.sample().printed_library()
    store.save_printed(made / "content" / book.document.id, book)
    store.save_plain(made / "content" / book.document.id, book.plain, book.document)
    store.save_glossary(made, searched.CONCEPTS)
    return made


@pytest.fixture(scope="module")
def page(root: Path, browser: Browser, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[Page]:
    folder = root.parent / "page"
    searching.open_index(root)
    with zipfile.ZipFile(root / searching.CACHE) as kept:
        kept.extractall(folder / "index")
    script = ENGINE.read_text("utf-8")
    (folder / "page.html").write_text(f"<!doctype html><meta charset=utf-8><script>{script}</script>", "utf-8")
    context = browser.new_context()
    with serve(folder) as address:
        page = context.new_page()
        page.goto(f"{address}page.html")
        yield page
    context.close()


@pytest.mark.parametrize("text", QUERIES)
def test_hits_are_those_of_the_browser(root: Path, page: Page, text: str) -> None:
    told = json.loads(run("--root", root, "search", text, "--limit", 30, "--format", "json").stdout)
    theirs = page.evaluate(ASK, text)["hits"]
    assert [{key: hit[key] for key in KEYS} for hit in told] == [{key: hit[key] for key in KEYS} for hit in theirs]
    assert [hit["rank"] for hit in told] == list(range(1, len(theirs) + 1))
