"""Press fonts, shifted glyphs and what readers set aside: cases and laws."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.repairs import REPAIRS, press_fonts, set_aside, shifted_glyphs
from duizhao.text import glyph_numbers
from duizhao.text.chars import ASIDE
from duizhao.text.press import LETTERS, WIDE
from helpers import Repair, apply, load_cases

FOUND: dict[str, Repair] = {
    "press_fonts": press_fonts, "shifted_glyphs": shifted_glyphs, "set_aside": set_aside
}  # fmt: skip
CASES = [pytest.param(name, case, id=f"{name}: {case['name']}") for name in FOUND for case in load_cases(name)]

PRESS = {char: rare for rare, char in LETTERS.items()}
FULL = {char: wide for wide, char in WIDE.items()}

ENGLISH = (
    "The museum keeps its entrance hall free of stalls.", "Tickets should be sold online and at the entrance.",
    "Visitors with small children need somewhere to rest.", "Complaints should be answered within five days.",
)  # fmt: skip
CHINESE = ("馆方宜为观众提供同等的服务。", "展厅的人数宜保持在限度之内（含儿童）。", "见附录，共有若干种。")
CODES = ("ICS 03.200.99", "GB/T 1.1—2031", "4.2.1 ISO 99002", "CCS A 16", "DB99/T 1234—2031")


@pytest.mark.parametrize(("name", "case"), CASES)
def test_case(name: str, case: dict[str, Any]) -> None:
    wanted = case["text"] if case.get("stay") else case["repaired"]
    assert apply(FOUND[name], case["text"]) == wanted
    assert apply(FOUND[name], wanted) == wanted


def test_the_repairs_are_in_the_list() -> None:
    assert REPAIRS.index(set_aside) == 0
    assert set(FOUND.values()) <= set(REPAIRS)


def test_the_row_of_a_press_font_runs_as_ascii_does() -> None:
    """The sequence as it is seen in files of presses, letter by letter."""
    capital = "犃犅犆犇犈犉犌犎犐犑犓犔犕犖犗犘犙犚犛犜犝犞犠犡犢犣"
    small = "犪犫犮犱犲犳犵犺犻犼犽犾犿狀狅狆狇狉狊狋狌狏狑狓狔狕"
    assert "".join(LETTERS[c] for c in capital) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert "".join(LETTERS[c] for c in small) == "abcdefghijklmnopqrstuvwxyz"
    assert len(LETTERS) == len(WIDE) == 94


def pressed(text: str) -> str:
    """A text as such a font leaves it: letters in rare characters, digits and signs between them in full width."""
    return "".join(PRESS[c] if c.isalpha() and c.isascii() else FULL[c] if c in "0123456789./" else c for c in text)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from([*CODES, *CHINESE]), min_size=1, max_size=5))
def test_a_press_font_is_undone(parts: list[str]) -> None:
    text = "\n".join(["ICS 99.040 DB99/T", *parts])
    assert apply(press_fonts, pressed(text)) == text
    assert apply(press_fonts, text) == text


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.sampled_from([*ENGLISH, *CHINESE]), max_size=4),
    st.sampled_from([-3, 3, 29, 31]),
    st.booleans(),
)
def test_shifted_glyphs_are_undone(parts: list[str], shift: int, private: bool) -> None:
    text = "\n".join([*ENGLISH[:2], *parts])
    damaged = "".join(moved(c, shift, private=private) for c in text)
    assert apply(shifted_glyphs, damaged) == text
    assert apply(shifted_glyphs, text) == text


def moved(char: str, shift: int, *, private: bool) -> str:
    if not " " < char < "\x7f" and not (private and char == " "):
        return char
    if private:
        return glyph_numbers.carried(ord(char) - shift)
    code = ord(char) - shift
    return chr(code) if 0x20 < code < 0x7F else char


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from(f"{ASIDE}\n\f12ab犐犆犛狀１．\uf036\uf057中文 WKHDQG"), max_size=60))
def test_a_second_repair_changes_nothing(text: str) -> None:
    for repair in FOUND.values():
        once = apply(repair, text)
        assert apply(repair, once) == once


@pytest.mark.parametrize(("name", "text"), list(product(FOUND, [*ENGLISH, *CHINESE, *CODES])))
def test_sound_text_stays(name: str, text: str) -> None:
    assert apply(FOUND[name], text) == text
