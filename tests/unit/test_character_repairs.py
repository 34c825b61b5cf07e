"""Byte damage, pinyin marks, traditional characters: cases, laws, and the real copies where they are present."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.repairs import byte_candidates, byte_damage, pinyin_marks, traditional
from duizhao.repairs.context import Context
from duizhao.repairs.gbk_process import damage
from duizhao.text.scripts import script_counts
from helpers import Repair, apply, load_cases

REPAIRS: dict[str, Repair] = {"byte_damage": byte_damage, "pinyin_marks": pinyin_marks, "traditional": traditional}
CASES = [pytest.param(name, case, id=f"{name}: {case['name']}") for name in REPAIRS for case in load_cases(name)]

MARKS = {
    "務": "wù", "實": "shí", "應": "yīng", "數": "shù", "當": "dāng", "時": "shí", "學": "xué", "標": "biāo",
    "獨": "dú", "對": "duì", "個": "gè", "館": "guǎn", "園": "yuán", "預": "yù", "業": "yè", "發": "fā", "進": "jìn",
}  # fmt: skip
WHO = ("茶館", "圖書館", "農業隊", "船長", "學校", "園丁", "老師", "廚房")
DOES = ("應當確保", "必須及時檢查", "每天記錄", "按時準備好", "用適當的工具測量", "不應忘記", "可以改進", "負責說明")
WHAT = ("考場的燈光", "科學課的材料", "水深和風向", "菜單上的價格", "展品的位置", "新書的標籤", "學生的作業")
END = ("。", ",不能遲到。", ",再向大家報告。", ",時間另定。")
SENTENCES = st.tuples(*map(st.sampled_from, (WHO, DOES, WHAT, END))).map("".join)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=4).map(lambda parts: "學校應當實測每個數。" + "".join(parts))


@pytest.mark.parametrize(("name", "case"), CASES)
def test_case(name: str, case: dict[str, Any]) -> None:
    wanted = case["text"] if case.get("stay") else case["repaired"]
    assert apply(REPAIRS[name], case["text"]) == wanted
    assert apply(REPAIRS[name], wanted) == wanted


def in_order(text: str) -> str:
    for repair in REPAIRS.values():
        text = apply(repair, text)
    return text


@settings(deadline=None, derandomize=True, max_examples=10)  # each is a search for what the damage hides
@given(TEXTS)
def test_damage_is_undone(text: str) -> None:
    damaged = damage(text, MARKS)
    sound = apply(byte_damage, damaged)
    assert apply(pinyin_marks, sound) == text
    assert apply(byte_damage, sound) == sound
    assert in_order(damaged) == traditional.simplify(text)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(TEXTS)
def test_sound_text_stays(text: str) -> None:
    simplified = traditional.simplify(text)
    assert in_order(simplified) == simplified
    assert apply(byte_damage, text) == text
    assert apply(pinyin_marks, text) == text


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.text(alphabet="學校應務实验(shùshí)（）?？a1 \n。,腿说淖ぞ\x80€\U00020000"))
def test_any_text_comes_through(text: str) -> None:
    for repair in REPAIRS.values():
        once = apply(repair, text)
        assert apply(repair, once) == once


def test_process_is_as_in_real_copies() -> None:
    marks = {"當": "dāng", "數": "shù", "實": "shí", "時": "shí"}
    assert damage("適當的工具實現", marks) == "適當(dāng)?shù)墓ぞ邔?shí)現"
    assert damage("確保客戶能夠及時", marks) == "確??蛻裟軌蚣皶r(shí)"
    assert damage("驗證—歸檔", {"獨": "dú"}) == "驗證—?dú)w檔"
    assert damage("嗎？•", {}) == "嗎????"


def test_an_edit_says_what_it_does() -> None:
    text = "船長用適當(dāng)?shù)墓ぞ邔?shí)測水深,再把數(shù)據記下。"
    (edit,) = byte_damage.edits(text, Context())
    assert (edit.before, edit.after) == ("?shù)墓ぞ邔?shí)", "的工具實")
    assert (edit.repair, edit.why) == (byte_damage.NAME, byte_damage.WHY)


@pytest.mark.parametrize(
    "text",
    [
        "?" * 300_000,
        "??" + "?shù)" * 30_000,
        "學(xué)確??腿" * 2_000,
        "學(xué)? ?? " * 30_000,
        "(" * 300_000,
        "學(shù" * 60_000,
    ],
    ids=["marks only", "tails", "runs", "spaced", "brackets", "open"],
)
def test_hostile_text_takes_bounded_time(text: str) -> None:
    start = time.perf_counter()
    for repair in REPAIRS.values():
        apply(repair, text)
    assert time.perf_counter() - start < 60


ORIGINALS = Path(__file__).parents[3] / "shared" / "originals"
RUNS = {"000_38905fa730164e5c.txt": 5, "002_29a49e8c88f373f7.txt": 6}


@pytest.mark.originals
@pytest.mark.parametrize("name", RUNS)
def test_real_copies(name: str) -> None:
    if not (ORIGINALS / name).exists():
        pytest.skip(f"{name} is not here: real copies are no part of the project")
    text = (ORIGINALS / name).read_text(encoding="utf-8")
    edits = list(byte_damage.edits(text, Context()))
    assert len(edits) == RUNS[name]
    assert "?" not in apply(byte_damage, text)
    assert all(simulates(text, edit.start, edit.end, edit.after) for edit in edits if edit.after not in {" ", ""})
    repaired = in_order(text)
    assert not byte_candidates.MARK.search(repaired)
    assert script_counts(repaired)[0] == 0


def simulates(text: str, start: int, end: int, after: str) -> bool:
    """Whether the process makes the damaged place of the repaired one, with three sound characters on both sides."""
    marks = {"獨": "dú", "爲": "wèi"}  # marked only where they stand across two characters
    for mark in byte_candidates.MARK.finditer(text):
        char = text[mark.start() - 1]
        if pinyin_marks.reads(char, mark["reading"]):
            marks[char] = mark["reading"]
    before = byte_candidates.MARK.sub("", text[start - 40 : start])[-3:]
    following = byte_candidates.MARK.sub("", text[end : end + 40])[:3]
    return text[start:end] in damage(before + after + following, marks)


def test_simplify_keeps_length_and_signs() -> None:
    text = "「學」（術）：①１，二噁英\U00020000。"
    after = traditional.simplify(text)
    assert len(after) == len(text)
    assert after[0] == "「"
    assert "噁" in after
