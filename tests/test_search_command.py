"""`duizhao search`: what is found and told, to people and to programs, and the index that is kept between searches."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import searched
from bases import base, files, run
from duizhao import cli, pipeline, plugin, publish, searching, store
from duizhao.model import Document, Node

KEYS = ["rank", "document", "id", "kind", "title_zh", "title_en", "snippet_zh", "snippet_en", "matched"]
STANDARD, HANDBOOK = "db99-t-0101-2031", "guan-yuan-shou-ce"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of the invented standard in both editions, and a handbook, with a glossary."""
    made = base(tmp_path_factory.mktemp("search") / "base")
    for book in (searched.sample().printed_library(), searched.sample().handbook()):
        folder = made / "content" / book.document.id
        if book.printed:
            store.save_printed(folder, book)
        store.save_plain(folder, book.plain, book.document)
    store.save_glossary(made, searched.CONCEPTS)
    return made


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A knowledge base of one provision."""
    made = base(tmp_path / "small")
    _say(made, "茶水免费。")
    return made


def _say(root: Path, text: str, title: str = "茶水") -> None:
    node = Node("4.1", "clause", None, "4.1", title, "Tea", text, "Tea is free of charge.")
    store.save_plain(root / "content" / "cha-she", (node,), Document("cha-she", title_zh="茶社"))


def hits(root: Path, *arguments: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("--root", root, "search", *arguments, "--format", "json").stdout)
    return found


# What programs get


def test_a_hit_has_the_keys_of_the_contract(root: Path) -> None:
    found = hits(root, "读者服务")
    assert found
    assert all(list(hit) == KEYS for hit in found)
    assert [hit["rank"] for hit in found] == list(range(1, len(found) + 1))
    assert {how["how"] for hit in found for how in hit["matched"]} <= {
        "exact", "word", "concept", "pinyin", "folded", "fuzzy",
    }  # fmt: skip
    assert all(list(how) == ["part", "what", "how"] for hit in found for how in hit["matched"])


@pytest.mark.parametrize(
    ("query", "how"),
    [
        ("读者服务", "exact"), ("馆员 读者", "word"), ("借阅人", "concept"), ("讀者", "folded"), ("duzhe", "pinyin"),
        ("librarin", "fuzzy"),
    ],
)  # fmt: skip
def test_each_kind_of_match_says_how(root: Path, query: str, how: str) -> None:
    assert how in {one["how"] for one in hits(root, query)[0]["matched"]}


def test_several_arguments_are_one_query(root: Path) -> None:
    assert hits(root, "visitor", "services") == hits(root, "visitor services") != []
    assert len(hits(root, "读者 -服务", "--limit", 99)) < len(hits(root, "读者", "--limit", 99))


def test_hits_are_narrowed_down_and_limited(root: Path) -> None:
    every = hits(root, "读者", "--limit", 99)
    kinds = {hit["kind"] for hit in every}
    assert len(kinds) > 1
    assert len(hits(root, "读者", "--limit", 2)) == 2
    assert hits(root, "读者", "--limit", 2)[0] == every[0]
    for kind in kinds:
        assert {hit["kind"] for hit in hits(root, "读者", "--kind", kind)} == {kind}
    assert {hit["document"] for hit in hits(root, "开馆", "--document", HANDBOOK)} == {HANDBOOK}
    assert hits(root, "visitor services", "--document", HANDBOOK) == []


def test_an_element_is_named_in_either_language(root: Path) -> None:
    factor = next(node for node in searched.sample().printed_library().printed if node.kind == "factor")
    found = hits(root, "读者", "--element", factor.title_zh)
    assert found
    assert len(found) < len(hits(root, "读者", "--limit", 99))
    assert hits(root, "读者", "--element", factor.title_en.upper()) == found


def test_nothing_found_is_an_empty_array(root: Path) -> None:
    done = run("--root", root, "search", "量子纠缠", "--format", "json")
    assert done.stdout == "[]\n"
    assert "Nothing found. Tried: 量子纠缠" in done.stderr


# What people get


def coloured(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--root", str(root), "search", *arguments], color=True)


def test_a_hit_is_told_with_both_languages_and_why(root: Path) -> None:
    text = run("--root", root, "search", "图书管理员", "--limit", 1).stdout
    first = hits(root, "图书管理员", "--limit", 1)[0]
    assert f" 1  {first['document']} {first['id']}  {first['kind']}" in text
    for key in ("title_zh", "title_en", "snippet_zh", "snippet_en"):
        assert first[key] in text
    assert "matched: 图书管理员 → 馆员 (concept)" in text
    assert text.splitlines()[-1].startswith("1 of ")


def test_a_match_that_differs_in_signs_only_is_no_other(root: Path) -> None:
    assert "matched: 6.1.1 (exact)" in run("--root", root, "search", "6.1.1").stdout


def test_the_match_is_marked_on_a_terminal_only(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = coloured(root, "读者服务").stdout
    assert "\x1b[33m\x1b[1m读者服务\x1b[0m" in text
    plain = run("--root", root, "search", "读者服务").stdout
    assert "\x1b" not in plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert coloured(root, "读者服务").stdout == plain


def test_an_empty_result_helps_on(root: Path) -> None:
    text = run("--root", root, "search", "visitorial").stdout
    assert text.startswith("Nothing found. Tried: visitorial (exact)")
    assert "Nearest: visitor" in text


def test_a_filter_that_keeps_all_out_is_told(root: Path) -> None:
    text = run("--root", root, "search", "visitor services", "--document", HANDBOOK).stdout
    assert f"With another --document: {STANDARD} (" in text
    assert "Nearest" not in text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("读者", "--document", "gb-1"), f"no document gb-1; there are: {STANDARD}, {HANDBOOK}."),
        (("读者", "--kind", "sentence"), "no kind sentence; there are: clause, "),
        (("读者", "--element", "X"), "no element X; there are: "),
        (("!?——",), "nothing to look for in “!?——”"),
        (("",), "nothing to look for in “”"),
    ],
)
def test_what_cannot_be_asked_is_told(root: Path, arguments: tuple[str, ...], told: str) -> None:
    done = run("--root", root, "search", *arguments, code=2)
    assert told in done.stderr
    assert done.stdout == ""


def test_an_empty_knowledge_base_has_no_hits(tmp_path: Path) -> None:
    made = base(tmp_path / "base")
    assert run("--root", made, "search", "茶").stdout.startswith("Nothing found")
    assert "there are: none" in run("--root", made, "search", "茶", "--kind", "clause", code=2).stderr


def test_no_text_of_a_document_commands_the_terminal(small: Path) -> None:
    _say(small, "茶水\u202e免费\u2066。\n第二行 \x9b31m 红", "茶水 \u0085 柜台")
    done = coloured(small, "茶水")
    ours = done.stdout.replace("\x1b", "")
    assert not [char for char in ours if char != "\n" and (ord(char) < 32 or char in "\x85\x9b\u202e\u2066")]


# The index between searches


def test_the_index_is_that_of_the_site(root: Path) -> None:
    run("--root", root, "search", "读者")
    built: dict[str, bytes] = {}
    site = plugin.lay_out(root, publish.Settings())
    pipeline.index(publish.shelves(site), site.concepts, built.__setitem__)
    with zipfile.ZipFile(root / searching.CACHE) as kept:
        assert {name: kept.read(name) for name in kept.namelist()} == built


def test_a_kept_index_is_used_while_nothing_changes(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = hits(small, "茶水")
    kept = (small / searching.CACHE).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "index", None)
        assert hits(small, "茶水") == first
    assert (small / searching.CACHE).read_bytes() == kept
    assert (small / searching.CACHE.parent / ".gitignore").read_text() == "*\n"
    assert len(list((small / searching.CACHE).parent.iterdir())) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda root: _say(root, "咖啡免费。"),
        lambda root: store.save_glossary(root, searched.CONCEPTS),
        lambda root: shutil.rmtree(root / "content" / "cha-she"),
    ],
    ids=["text", "glossary", "document gone"],
)
def test_a_change_makes_a_new_index(small: Path, change: Callable[[Path], None]) -> None:
    hits(small, "茶水")
    kept = (small / searching.CACHE).read_bytes()
    change(small)
    hits(small, "咖啡")
    assert (small / searching.CACHE).read_bytes() != kept


def test_what_was_written_since_is_found(small: Path) -> None:
    assert hits(small, "咖啡") == []
    _say(small, "咖啡免费。")
    assert [hit["id"] for hit in hits(small, "咖啡")] == ["4.1"]


def test_a_kept_index_that_is_no_index_is_made_anew(small: Path) -> None:
    first = hits(small, "茶水")
    (small / searching.CACHE).write_bytes(b"PK\x03\x04 cut short")
    assert hits(small, "茶水") == first


def test_a_damaged_kept_index_is_told(small: Path) -> None:
    hits(small, "茶水")
    place = small / searching.CACHE
    data = bytearray(place.read_bytes())
    data[data.index(b"duizhaoSearch") + 40] ^= 1
    place.write_bytes(data)
    assert f"{place}: is damaged" in run("--root", small, "search", "茶水", code=2).stderr


def test_a_knowledge_base_that_cannot_be_written_to_is_searched(small: Path) -> None:
    (small / ".cache").write_text("in the way")  # also where the tests run as a user who may write anywhere
    before = files(small)
    assert [hit["id"] for hit in hits(small, "茶水")][:1] == ["4.1"]
    assert files(small) == before


def test_a_malformed_file_is_told(small: Path) -> None:
    (small / "glossary" / "broken.yaml").write_text("id: [", encoding="utf-8")
    assert "broken.yaml" in run("--root", small, "search", "茶水", code=2).stderr
