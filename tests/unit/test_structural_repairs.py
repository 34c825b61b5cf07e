"""The repairs of pages, tables and the site's dress: cases, laws on sound and on any text, and time on hostile text."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao import repairs
from duizhao.repairs import (
    columns,
    continued_tables,
    doubled_headings,
    lost_signs,
    page_chunks,
    running_heads,
    site_dress,
    stray_fragments,
)
from duizhao.repairs.context import Context
from duizhao.text.chars import CELL, PAGE, ROW
from duizhao.text.traced import NEW, Traced, replay
from helpers import Repair, apply, load_cases
from invented.copies import continued
from invented.make import make
from invented.standard import NAMES
from invented.typeset import Line, Piece

REPAIRS: dict[str, Repair] = {
    "site_dress": site_dress, "page_chunks": page_chunks, "lost_signs": lost_signs, "running_heads": running_heads,
    "continued_tables": continued_tables, "columns": columns, "doubled_headings": doubled_headings,
    "stray_fragments": stray_fragments,
}  # fmt: skip
CASES = [pytest.param(name, case, id=f"{name}: {case['name']}") for name in REPAIRS for case in load_cases(name)]
MARKS = str.maketrans({"␞": ROW, "␟": CELL, "␌": PAGE})


def context(case: dict[str, Any]) -> Context:
    return Context(format=case.get("format", "txt"), titles=tuple((zh, en) for zh, en in case.get("titles", ())))


@pytest.mark.parametrize(("name", "case"), CASES)
def test_case(name: str, case: dict[str, Any]) -> None:
    text = case["text"].translate(MARKS)
    wanted = text if case.get("stay") else case["repaired"].translate(MARKS)
    assert apply(REPAIRS[name], text, context(case)) == wanted
    assert apply(REPAIRS[name], wanted, context(case)) == wanted


# -- laws


def chain(text: str) -> Traced:
    """The text after all repairs, in their order."""
    first, _ = repairs.apply(Traced(text), repairs.CHARACTERS, Context())
    return repairs.apply(first, repairs.STRUCTURE, Context())[0]


def keeps_the_laws(repair: Repair, text: str) -> None:
    """Edits ascend, fit the text, take no character twice, and a second time there are none."""
    edits = list(repair.edits(text, Context()))
    after = replay(Traced(text), edits)
    origins = [place for place in after.origin if place != NEW]
    assert len(set(origins)) == len(origins)
    assert all(after.text[i] == text[place] for i, place in enumerate(after.origin) if place != NEW)
    assert [e for e in edits if (e.before, e.origin) == (e.after, None)] == []
    assert apply(repair, after.text) == after.text


WORDS = (
    "表A.1", "表 2", "(续)", "（续）", "续表A.1", "服务概念", "因素原文译文", "项目 中文 英文", "原文译文",
    "开放时间", "(Opening hours)", "(Opening", "hours)", "Good hours for all.", "every visitor", "好的时间。",
    "研究研究", "员工参与", "a)", "1)", "1", "2", "3", "12", "I", "II", "\n", "\n\n", " ", "1、", "2、", "3、",
    "\n\n4、", PAGE, ROW, CELL, "DB99/T 1234—2025", "DB99/T XXXXXXXX", "GB/T 1.12020", "附录B", "附 录 C",
    "参考文献", "目次", "前言", "下载", "上传人:甲", "资源描述", "猜你喜欢", "第3页 / 共9页", "©2020", "见", "的",
    "ships.", "年龄 价格", "表1 门票年龄 价格", "表1(续)", "friend\nb)", "answer.", "CRM", "、", "。", ";", ")", "(",
    "2025-03-18 发布", "x", "茶",
)  # fmt: skip
MIXED = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)


@pytest.mark.parametrize("name", REPAIRS)
@settings(max_examples=150)
@given(text=MIXED)
def test_any_text_keeps_the_laws(name: str, text: str) -> None:
    keeps_the_laws(REPAIRS[name], text)


HEADED = st.tuples(st.sampled_from(["表A.1概念因素原文译文", "表1服务用语项目中文英文"]), MIXED).map("".join)


@settings(max_examples=150)
@given(text=HEADED)
def test_any_table_keeps_the_laws(text: str) -> None:
    for repair in REPAIRS.values():
        keeps_the_laws(repair, text)


def in_order(text: str) -> str:
    for repair in REPAIRS.values():
        text = apply(repair, text)
    return text


RAW = st.lists(st.sampled_from([w for w in WORDS if w not in (PAGE, ROW, CELL)]), max_size=60).map("".join)
"""Text as a reader gives it: our marks stand in no copy."""


@settings(max_examples=300)
@given(text=RAW, start=st.sampled_from(["", "表A.1概念因素原文译文"]))
def test_all_together_do_nothing_twice(text: str, start: str) -> None:
    once = in_order(start + text)
    assert in_order(once) == once


@pytest.mark.parametrize("format_", ["clean", "z", "r"])
@pytest.mark.parametrize("name", NAMES)
def test_invented_copies_keep_the_laws(name: str, format_: str) -> None:
    text = clean(name) if format_ == "clean" else getattr(make(name, 1), format_).text
    for repair in REPAIRS.values():
        keeps_the_laws(repair, text)
        text = apply(repair, text)


@cache
def clean(name: str) -> str:
    """The print of an invented standard without its pages' furniture, a paragraph of a cell a line."""
    parts: list[str] = []
    for page in make(name, 0).pages:
        for block in page.blocks:
            if isinstance(block, Piece):
                parts += [CELL + "\n".join(line.text for line in column) for column in block.columns]
            elif not continued(block) and block.role not in {"heads", "columns"}:
                parts.append(block.text)
    return "\n".join(parts)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("repair", [name for name in REPAIRS if name != "columns"])
def test_clean_text_stays(repair: str, name: str) -> None:
    text = "\n".join(line.text for line in body(name))
    assert apply(REPAIRS[repair], text) == text


@pytest.mark.parametrize("name", NAMES)
def test_clean_clauses_stay_in_all_repairs(name: str) -> None:
    text = "\n".join(line.text for line in body(name) if not re.search("[a-z]{2}", line.text))
    assert chain(text).text == text


def body(name: str) -> Sequence[Line]:
    """The lines of the clauses, before the annex."""
    found = [b for page in make(name, 0).pages for b in page.blocks if isinstance(b, Line)]
    end = next(n for n, line in enumerate(found) if line.role == "annex-label")
    return found[:end]


@pytest.mark.parametrize("copy", ["z", "r"])
@pytest.mark.parametrize("name", NAMES)
def test_the_chain_does_nothing_twice(name: str, copy: str) -> None:
    once = chain(getattr(make(name, 0), copy).text).text
    assert chain(once).text == once


# -- hostile and long text

UNITS = (
    "表", "表1", "(", "7", "1.", "\n", " ", "\n ", PAGE, "研", "研究", "研a", f"{CELL}研究方法", "a", "表A.1(续)",
    "表A.1(续) \n", "表1字字原文译文", "表A.1 概念因素原文译文ab中文", "\n1、", "1、", "1 2 3 ",
    "DB99/T XXXXXXXX1", "DB99/T 1234—2025 1", "ab.cd.\n", "abc\nA ", "(Ab 字", "服务(Ab",
    "服务文化(Service culture)Good words here好的文字", "目次", "目次前言....", "GB/T 1.1.1.1", "I前", "ba)字",
    "下载\n", "- 下载\n", "1附录A", "服务(Service", "(aaaaaaaaa)的", "的的(Aa的",
)  # fmt: skip
STARTS = ("", "表A.1 概念因素原文译文", CELL, "目次前言")


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_time_is_linear(unit: str) -> None:
    for start in STARTS:
        for repair in REPAIRS.values():
            short, long = (start + unit * (length // len(unit)) for length in (4_000, 40_000))
            # A machine at other work can stretch one measure; what is not linear is slow each time.
            times = ((seconds(repair, short), seconds(repair, long)) for _ in range(3))
            assert any(slow < 25 * max(quick, 0.03) for quick, slow in times), (start, repair.NAME)


def seconds(repair: Repair, text: str) -> float:
    begun = time.process_time()
    for _ in repair.edits(text, Context()):
        pass
    return time.process_time() - begun


@pytest.mark.slow
def test_a_long_line_is_read() -> None:
    line = "馆方在每个展厅的入口放一张小桌,桌上有导览图(Map)和意见卡,每隔1小时看2次。" * 20_000
    for repair in REPAIRS.values():
        assert apply(repair, line) == line


@pytest.mark.slow
@pytest.mark.parametrize("copy", ["z", "r"])
def test_long_copies_take_linear_time(copy: str) -> None:
    text = str(getattr(make("museum", 0), copy).text)
    short, long = (sum(seconds(repair, text * times) for repair in REPAIRS.values()) for times in (2, 20))
    assert long < 20 * short
