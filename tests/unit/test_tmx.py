"""TMX: units survive the way out and in; memories of other programs are read without their codes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from lxml import etree

from duizhao.errors import CopyError, DuizhaoError
from duizhao.exchange import tmx
from duizhao.exchange.segments import Batch
from duizhao.model import Unit
from duizhao.text import stamps
from exchanged import BATCH, CASES


@given(BATCH)
@settings(deadline=None, max_examples=50)
def test_what_is_written_comes_back(batch: Batch) -> None:
    data = tmx.dump([batch])
    found = tmx.load(data, "x.tmx")
    assert tuple(segment.unit for segment in found) == batch.units
    assert {segment.edition for segment in found} == {batch.edition}
    assert [segment.seen for segment in found] == [stamps.of_pair(unit.zh, unit.en) for unit in batch.units]
    with (CASES / "tmx14.dtd").open() as file:
        schema = etree.DTD(file)
    assert schema.validate(etree.fromstring(data)), schema.error_log


def test_a_memory_of_sentences() -> None:
    unit = Unit("4.1", "天黑之前系泊。解缆要两人。", "Tie up before dark. Two people cast off.", label="4.1")
    data = tmx.dump([Batch("x", "plain", (unit,))], sentences=True)
    found = [segment.unit for segment in tmx.load(data, "x.tmx")]
    assert [(one.place, one.zh, one.en) for one in found] == [
        ("4.1", "天黑之前系泊。", "Tie up before dark."),
        ("4.1", "解缆要两人。", "Two people cast off."),
    ]
    root = etree.fromstring(data)
    assert root.find("header").get("segtype") == "sentence"
    assert [one.get("tuid") for one in root.iter("tu")] == ["x/4.1#text.1", "x/4.1#text.2"]
    with (CASES / "tmx14.dtd").open() as file:
        assert etree.DTD(file).validate(root)


def test_a_memory_of_another_program() -> None:
    found = tmx.load((CASES / "agency.tmx").read_bytes(), "agency.tmx")
    assert [segment.unit for segment in found] == [
        Unit("unit a1", "天黑之前系泊。", "Tie up before dark."),
        Unit("unit 2", "解缆。", "Cast off."),
    ]
    assert [segment.seen for segment in found] == [None, None]


def test_what_it_cannot_hold_is_refused() -> None:
    with pytest.raises(DuizhaoError, match=r"x, 4\.1: the text holds a character \(U\+0001\)"):
        tmx.dump([Batch("x", "plain", (Unit("4.1", "一", "one\x01"),))])
    with pytest.raises(DuizhaoError, match="nothing to write"):
        tmx.dump([Batch("x", "plain", ())])
    with pytest.raises(CopyError, match=r"x\.tmx: is no TMX file"):
        tmx.load(b"<xliff/>", "x.tmx")
