"""The search engine in a browser: tokens and answers are those of Python, and clear words say where files fail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

import searched
from duizhao.search import query
from duizhao.search.tokens import tokens

pytestmark = pytest.mark.browser

ASSETS = Path(__file__).parents[2] / "scripts" / "duizhao" / "publish" / "assets"
CASES = yaml.load((Path(__file__).parents[1] / "cases" / "tokens.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)

QUERIES = (
    "读者", "读者反馈", "读者 反馈", "反馈读者", "visitor", "visitors", "visitor feedback", "feedback of visitors",
    "the", "of the", "借阅人", "patron", "图书管理员", "回音", "service blueprint", "服务蓝图", "图书馆服务",
    "讀者服務", "圖書館", "Ｖｉｓｉｔｏｒ", "duzhe", "du zhe", "tushuguan", "duzhe fankui", "fwlt", "tsg",
    "6.1", "6.1.1", "A.1", "A.2/1", "A.2/1/1/a", "附录A", "GB/Z 99001", "GB/Z99001", "ISO 99002", "99001",
    "DB99/T 0101",
    "公共图书馆读者服务指南", "读者服务指南", "librarin", "visitro feedback", "trainig", "读著", "图书馆员工们", "服物",
    "培训馆员", "怎么培训新的馆员", "how to train librarians", "isitor", "eading ro", "书", "员", "a", "星期 | 时间",
    '"读者服务"', '"visitor services"', "读者 -服务", "-读者", 'visitor -"of the"', "9:00", "360°", "量子", "zyzzyva",
    "blockchain", "区块链", "馆员手册", "第1个主题", "开馆时间", "!?", "Opening hours 周一", "服务人口",
    "readers training shelf", "visitorfeedback", "什么是读者反馈", "how to train the librarians", "第6.1条",
    "clause 6.1", "6.9", "B.7", "A.9/1", "ISO 77777", "READ", "RVICE", "dúzhě", "lantu", "guan", "图书管",
    "co-visitro", "读者福利", "大读者", "trainng surveis", "服务监图", "讀者的反饋", "what is",
    "patron card index service", "librarian of the year", "training of visitors", "图书馆圆", "Opening huors",
)  # fmt: skip
"""Every kind of query, with and without answers."""

ASK = "([text, options]) => (window.engine = window.engine || duizhao.search.open('index/')).query(text, options)"
REFUSED = """text => duizhao.search.open('index/').query(text).then(
  () => null, error => [error.zh, error.en])"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with the engine, and the index of the invented library."""
    made = tmp_path_factory.mktemp("search")
    _write(made)
    return made


def _write(folder: Path) -> None:
    (folder / "index").mkdir()
    for name, data in searched.written(searched.library()).items():
        (folder / "index" / name).write_bytes(data)
    (folder / "page.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Search</title><link rel="icon" href="data:,">'
        f"<script>{(ASSETS / 'search-engine.js').read_text('utf-8')}</script>",
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def served(folder: Path, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    with serve(folder) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}page.html")
    yield page
    context.close()


def test_nothing_is_fetched_before_a_query(page: Page) -> None:
    page.evaluate("() => { duizhao.search.open('index/'); }")
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_tokens_are_those_of_python(page: Page, case: dict[str, Any]) -> None:
    table = {"讀": "读", "務": "务", "書": "书"}
    own = page.evaluate("([text, table]) => duizhao.search.tokens(text, table)", [case["text"], table])
    assert own == case["tokens"]
    assert (
        page.evaluate("([text, table]) => duizhao.search.squeeze(text, table)", [case["text"], table]) == case["line"]
    )


def test_every_character_is_folded_as_in_python(page: Page) -> None:
    """Characters of all blocks but Chinese, each between letters that show what kind it is taken for."""
    texts = [f"a{chr(code)}a" for code in (*range(0x20, 0x3400), *range(0xA000, 0xD800), *range(0xF900, 0xFFFE))]
    own = page.evaluate("texts => texts.map(text => duizhao.search.tokens(text))", texts)
    simple = {text: found for text, found in zip(texts, own, strict=True) if found != tokens(text)}
    assert simple == {}


@pytest.mark.parametrize("text", QUERIES)
def test_answers_are_those_of_python(page: Page, text: str) -> None:
    own = page.evaluate(ASK, [text, {"limit": 30}])
    told = json.loads(json.dumps(query(searched.index(), text, limit=30)))
    for mine, theirs in zip(own["hits"], told["hits"], strict=True):
        assert mine == theirs
    assert own == told


def test_filtered_answers_are_those_of_python(page: Page) -> None:
    kind = {"kind": "practice"}
    for text in ("读者", "visitor services", "反馈"):
        own = page.evaluate(ASK, [text, {"limit": 5, **kind}])
        assert own == json.loads(json.dumps(query(searched.index(), text, limit=5, filters=kind)))
        assert {hit["kind"] for hit in own["hits"]} <= {"practice"}


def test_the_first_hit_comes_before_the_others(page: Page) -> None:
    first, hits = page.evaluate(
        """async () => { let first = null;
        const told = await duizhao.search.open('index/').query('读者', {first: hit => { first = hit; }});
        return [first, told.hits]; }"""
    )
    assert first["address"] == hits[0]["address"]
    assert len(hits) == 10


def test_the_first_hit_is_the_first_of_all(page: Page) -> None:
    """Whoever waits for the first hit alone sees none that is not first in the end."""
    told = page.evaluate(
        """async queries => { const found = [], engine = duizhao.search.open('index/');
        for (const query of queries) { let first = null;
          const told = await engine.query(query, {first: hit => { first = hit; }});
          found.push([query, first, told.hits[0] || null]); }
        return found; }""",
        [*QUERIES, *(f"{one} {other}" for one in ("读者", "visitor") for other in ("反馈", "services", "the"))],
    )
    assert [query for query, first, best in told if first != best] == []


def test_a_folder_without_a_server_is_searched(browser: Browser, folder: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((folder / "page.html").as_uri())
    assert page.evaluate(ASK, ["读者", {}])["total"] == query(searched.index(), "读者")["total"]
    context.close()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data.replace(b'","eN', b'","eM', 1), "damaged"),
        (lambda data: b"/* not found */", "damaged"),
        (lambda data: data.replace(data.split(b'"')[5], b"0" * 12), "updated"),
        (None, "cannot be read"),
    ],
)
def test_a_bad_file_gives_clear_words(
    browser: Browser, tmp_path: Path, damage: Callable[[bytes], bytes] | None, told: str
) -> None:
    _write(tmp_path)
    for file in (tmp_path / "index").glob("i[0-9]*.js"):
        if damage:
            file.write_bytes(damage(file.read_bytes()))
        else:
            file.unlink()
    context = browser.new_context()
    page = context.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    zh, en = page.evaluate(REFUSED, "读者")
    assert told in en
    assert zh
    context.close()
