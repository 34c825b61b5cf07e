"""Whatever is handed in ends in a result or in an error of ours: every repair, grammar, stored file, exchange file.

The readers' own tests do the same with changed files of their formats. Longer searches found what is here as a case.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import word
from duizhao import pipeline, readers, store
from duizhao.errors import CopyError, DuizhaoError
from duizhao.exchange import bilingual, cells, glossary_table, tbx_in
from duizhao.exchange.columns import Columns
from duizhao.model import Copy, Grammar
from duizhao.repairs import REPAIRS
from duizhao.repairs.context import Context
from duizhao.text import encodings
from duizhao.text.chars import ASIDE, CELL, HEADING, PAGE, ROW
from duizhao.text.traced import Traced, replay
from exchanged import CASES

PIECES = (
    "1 范围\n", "2.1 茶室\n", "第一章 总则\n", "一、目的\n", "（一）", "附录A(资料性)", "表A.1 概念\n", "因素原文译文",
    "a)", "注1:", "目次\n", "1 范围……1\n", "DB99/T 12—2024", "DB99/T XXXX—XXXX 3", "術(shù)", "??", "\n12、", "犐犆犛",
    "the serviceshall be", "宜按时开门。", "# 标题\n", "| a | b |\n|---|---|\n", "- item\n", "<b>", "\u202e", "𠮷", " ",
    "\n", f"{HEADING}1 范围\n", f"{HEADING * 2}做法\n",
    f"{ROW}甲{CELL}乙{ROW}丙{CELL}Tea is made.{ROW}\n", ROW, CELL, PAGE,
    f"{ASIDE}茶室\n", f"{ASIDE * 2}样张\n",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30).map("".join)
FRAME = "DB99/T 12—2024\n茶室要点\n1 范围\n甲乙丙。\n2 做法\n{}\n3 其他\n庚辛壬。\n"
FORMATS = st.sampled_from(["txt", "md", "html", "docx", "pdf"])
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(TEXT, FORMATS)
def test_the_edits_of_every_repair_fit_any_text(text: str, kind: str) -> None:
    context = Context(format=kind, words={"service": 3, "shall": 2}, titles=(("服务文化", "Service culture"),))
    for repair in REPAIRS:
        edits = list(repair.edits(text, context))
        assert all(text[edit.start : edit.end] == edit.before for edit in edits), repair.NAME
        assert [edit.start for edit in edits] == sorted(edit.start for edit in edits)
        replay(Traced(text), edits)  # fails where they overlap


@pytest.mark.parametrize("grammar", [None, *get_args(Grammar)])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXT, FORMATS)
def test_every_grammar_accounts_for_any_text(grammar: Grammar | None, text: str, kind: str) -> None:
    marks = str.maketrans(dict.fromkeys((HEADING, ROW, CELL, PAGE, ASIDE), ""))
    sound = text if kind in ("docx", "pdf", "html") else text.translate(marks)
    copy = Copy("any", kind, "utf-8", "any", FRAME.format(sound.replace("\ufeff", " ")))
    try:
        built = pipeline.build([copy], grammar=grammar)
    except CopyError:
        return
    (record,) = built.book.copies
    parts = (record.in_nodes, *record.in_edits.values(), *record.discarded.values(), record.unread)
    assert sum(parts) == record.characters == len(copy.text)
    assert [span.start for span in built.spans] == [0, *(span.end for span in built.spans[:-1])]


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@QUICK
@given(text=TEXT)
def test_any_text_is_read_or_refused(suffix: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(text.encode("utf-8", "replace"))
    try:
        found = readers.read(path).text
    except CopyError as error:
        assert str(path) in str(error)  # noqa: PT017 - only some texts are none
        return
    marks = {HEADING, ROW, CELL, PAGE, ASIDE}
    assert encodings.tidy("".join(char for char in found if char not in marks)).strip()
    assert suffix == ".html" or not marks & set(found)


# What a person may break in a knowledge base

FILES = {
    "glossary/quay.yaml": "terms:\n- language: zh\n  text: 码头\n- language: en\n  text: quay\n  status: avoid\n",
    "content/d/document.yaml": "id: d\nnumber: DB97/T 1—2020\ntitle_zh: 茶室\ndrafters:\n- 甲\ngrammar: gbt\n",
    "content/d/corrections.yaml": "corrections:\n- node: '1'\n  language: zh\n  before: a\n  after: b\n  why: w\n",
    "content/d/plain/1.yaml": "nodes:\n- id: '1'\n  kind: clause\n  title_zh: 范围\n  lost: true\n  edits: 3\n",
    "waivers.yaml": "waivers:\n- check: a\n  node: '1'\n  why: x\n  who: y\n  until: '2030-01-01'\n",
}
YAML = st.sampled_from(
    ["&a ", "*a", "!!python/object:os.system x", "- ", "? ", ": ", "[", "{", "}", "|", "'", '"', "---\n", "%YAML 9\n",
     "\t", "<<: ", "\x07", "\ud800", "\u202e", "terms: x\n", "nodes:\n", "- - -", "null", "1e999", "../..", "\n"]
)  # fmt: skip
CHANGES = st.lists(st.tuples(st.floats(0, 1), YAML, st.integers(0, 6)), min_size=1, max_size=4)


@pytest.mark.parametrize("name", FILES)
@QUICK
@given(changes=CHANGES)
def test_a_broken_file_of_a_base_is_read_or_refused(
    name: str, changes: list[tuple[float, str, int]], tmp_path: Path
) -> None:
    for each, text in FILES.items():
        path = tmp_path / each
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / name).write_bytes(changed(FILES[name], changes).encode("utf-8", "surrogatepass"))
    try:
        store.load_library(tmp_path)
        store.load_corrections(tmp_path / "content" / "d")
        store.load_waivers(tmp_path)
    except DuizhaoError as error:
        assert str(tmp_path) in str(error)  # noqa: PT017 - only some changes break the file


def changed(text: str, changes: list[tuple[float, str, int]]) -> str:
    for share, new, gone in changes:
        at = int(share * len(text))
        text = text[:at] + new + text[at + gone :]
    return text


# Exchange files

XML = ("", "-1", "999999999999", "zh-TW", "x", "²", "\u202e")
# The value of an attribute, and the text of an element: what stands in 'id="u1"' and in '<note>text</note>'.
VALUE, BODY = re.compile('(?<==")[^"<]*(?=")'), re.compile("(?<=>)[^<>]+(?=<)")
NAMES = sorted(path.name for path in CASES.iterdir() if path.suffix in (".tmx", ".xlf", ".tbx"))


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_file_of_others_is_read_or_refused(name: str, tmp_path: Path) -> None:
    sound, chance = (CASES / name).read_text("utf-8"), random.Random(name)
    for _ in range(60):
        read_or_refused(tmp_path / f"x{Path(name).suffix}", rearranged(sound, chance).encode("utf-8", "replace"))


def test_a_changed_workbook_is_read_or_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [["id", "中文", "English", "details"], ["a", "一", "one", ""], ["b", "=二", "two\nzwei", "[]"]]
    parts, chance = word.unpacked(cells.xlsx_bytes(rows, "x", [20] * 4)), random.Random(1)
    for _ in range(30):
        name = chance.choice([part for part in parts if part.endswith(".xml")])
        spoiled = parts | {name: rearranged(parts[name].decode(), chance).encode("utf-8", "replace")}
        read_or_refused(tmp_path / "x.xlsx", word.packed(spoiled))
    assert capsys.readouterr().out == ""  # a report goes there


def rearranged(text: str, chance: random.Random) -> str:
    """The XML with some values, texts and elements changed, doubled or gone."""
    for _ in range(chance.randint(1, 4)):
        found = list(chance.choice((VALUE, BODY, re.compile("<[^<>]+/>"), re.compile("</?[a-zA-Z]+"))).finditer(text))
        if found:
            one, other = chance.choice(found), chance.choice(found)
            new = chance.choice((other[0], one[0] * 2, chance.choice(XML)))
            text = text[: one.start()] + new + text[one.end() :]
    return text


def read_or_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        if path.suffix == ".tbx":
            tbx_in.load(data, str(path))
        else:
            bilingual.segments(path, Columns())
        if path.suffix == ".xlsx":
            glossary_table.load(cells.read(path), str(path))
    except CopyError as error:
        assert str(path) in str(error)  # noqa: PT017 - only some changes break the file
