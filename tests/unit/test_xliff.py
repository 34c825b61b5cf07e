"""XLIFF: units survive the way out and in; both versions of other programs are read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from duizhao.errors import CopyError
from duizhao.exchange import xliff, xliff_in
from duizhao.exchange.segments import Batch, Segment
from duizhao.model import Language, Unit
from duizhao.text import stamps
from exchanged import BATCH, CASES

SOURCES: tuple[Language, ...] = ("zh", "en")


@given(BATCH, st.sampled_from(SOURCES))
@settings(deadline=None, max_examples=50)
def test_what_is_written_comes_back(batch: Batch, source: Language) -> None:
    data = xliff.dump([batch], source)
    found = xliff_in.load(data, "x.xliff")
    assert tuple(segment.unit for segment in found) == batch.units
    assert [(s.edition, s.seen) for s in found] == [(batch.edition, stamps.of_pair(u.zh, u.en)) for u in batch.units]
    root = etree.fromstring(data)
    ids = [unit.get("id") for unit in root.iter("{*}unit")]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in ids)


def load(name: str) -> list[Segment]:
    return xliff_in.load((CASES / name).read_bytes(), name)


def test_version_1_2() -> None:
    first, second = load("v12.xlf")
    assert first.unit == Unit("unit 7", "天黑之前系泊。", "Tie up before dark.")
    assert second.unit == Unit("unit 8", "解缆。")
    assert first.seen is None


def test_version_2_in_pieces_and_in_another_order() -> None:
    first, second = load("v20.xlf")
    assert first.unit == Unit("unit u1", "敲钟。 天黑之前系泊。", "Tie up before dark. Ring the bell.")
    assert first.complete
    assert second.unit == Unit("unit u2", "解缆。", "Cast off.Go.")
    assert not second.complete


def unit(source: str, target: str, languages: str = "") -> bytes:
    inner = f"<unit id='1'><segment><source>{source}</source><target>{target}</target></segment></unit>"
    return f"<xliff version='2.1' {languages}><file id='f'>{inner}</file></xliff>".encode()


def test_languages_that_are_not_named_are_told_by_their_script() -> None:
    [found] = xliff_in.load(unit("系泊", "moor"), "x.xlf")
    assert (found.unit.zh, found.unit.en) == ("系泊", "moor")
    [found] = xliff_in.load(unit("moor", "", "srcLang='en-GB'"), "x.xlf")
    assert (found.unit.zh, found.unit.en) == ("", "moor")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (unit("moor", "amarrer", "srcLang='en' trgLang='fr'"), "its languages are en and fr"),
        (unit("moor", "繫泊", "srcLang='en' trgLang='zh-TW'"), "its languages are en and zh-TW"),
        (b"<tmx/>", "is no XLIFF file"),
        (b"<xliff", "line 1"),
        (b"<!DOCTYPE xliff [<!ENTITY % a SYSTEM 'http://example.org/a'>%a;]><xliff/>", "declares entities"),
    ],
)
def test_bad_files_are_refused_by_name(data: bytes, message: str) -> None:
    with pytest.raises(CopyError, match=r"x\.xlf") as refused:
        xliff_in.load(data, "x.xlf")
    assert message in str(refused.value)


def test_text_that_a_program_indented_is_joined_unless_the_file_keeps_space() -> None:
    broken = "tie up\n      the ship"
    [found] = xliff_in.load(unit(broken, "系泊", "srcLang='en' trgLang='zh'"), "x.xlf")
    assert found.unit.en == "tie up the ship"
    [found] = xliff_in.load(unit(broken, "系泊", "srcLang='en' trgLang='zh' xml:space='preserve'"), "x.xlf")
    assert found.unit.en == broken


def test_a_character_given_by_its_number() -> None:
    [found] = xliff_in.load(unit("a<cp hex='0041'/><cp hex='x'/>", "一", "srcLang='en' trgLang='zh'"), "x.xlf")
    assert found.unit.en == "aA"
