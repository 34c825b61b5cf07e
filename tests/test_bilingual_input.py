"""Documents that are parallel already: tables of two columns, pairs of paragraphs, two files of one language each."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import docx
import pytest

from bases import base, records, run
from duizhao import pipeline
from duizhao.exchange import jsonl
from duizhao.repairs import parallel_labels, parallel_tables
from duizhao.text import sentences, units
from duizhao.text.chars import CELL, HEADING, ROW
from helpers import apply
from invented import standard, wordfile

# A small invented standard in both languages, paragraph by paragraph.
PAIRS = (
    ("云麓省地方标准", ""),
    ("DB97/T 64—2024", ""),
    ("村口晒谷场使用要点", "Guide to the village drying ground"),
    ("前言", "Foreword"),
    ("本文件由云麓省农业农村厅提出并归口。", "This document was proposed by the department of agriculture of Yunlu."),
    ("1 范围", "1 Scope"),
    ("本文件给出了晒谷场轮流使用和保养的要点。本文件适用于村级晒谷场。",
     "This document gives guidance on the use and the upkeep of drying grounds. It applies to village grounds."),
    ("2 规范性引用文件", "2 Normative references"),
    ("本文件没有规范性引用文件。", "There are no normative references in this document."),
    ("3 术语和定义", "3 Terms and definitions"),
    ("3.1 晒谷场", "3.1 drying ground"),
    ("村里用来摊晒粮食的平地。", "level ground in a village on which grain is spread to dry"),
    ("4 轮流使用", "4 Shared use"),
    ("4.1 排期", "4.1 Schedule"),
    ("村委会宜在收割之前一周贴出排期，雨天顺延：",
     "The committee should post the schedule one week before the harvest:"),
    ("a) 先到的先晒；", "a) first come, first served;"),
    ("b) 老人优先。", "b) elderly people go first."),
    ("注：雨天以村里的雨量筒为准。", "Note: Rain is what the village gauge shows."),
    ("4.2 交接", "4.2 Handing over"),
    ("用完的人家应扫净场地。", "The household that has finished shall sweep the ground."),
    ("附录A（资料性）排期表", "Annex A (informative) Schedule form"),
    ("排期表写明户名和日期。", "The form gives the name of the household and the dates."),
)  # fmt: skip
WANTED = {
    "foreword": (PAIRS[3], PAIRS[4]),
    "1": (("范围", "Scope"), ("本文件给出了晒谷场轮流使用和保养的要点。\n本文件适用于村级晒谷场。", PAIRS[6][1])),
    "2": (("规范性引用文件", "Normative references"), PAIRS[8]),
    "3": (("术语和定义", "Terms and definitions"), ("", "")),
    "3.1": (("晒谷场", "drying ground"), PAIRS[11]),
    "4": (("轮流使用", "Shared use"), ("", "")),
    "4.1": (("排期", "Schedule"), tuple("\n".join(pair[n] for pair in PAIRS[14:17]) for n in range(2))),
    "4.1/note": (("", ""), ("雨天以村里的雨量筒为准。", "Rain is what the village gauge shows.")),
    "4.2": (("交接", "Handing over"), PAIRS[19]),
    "A": (("排期表", "Schedule form"), ("", "")),
    "A/1": (("", ""), PAIRS[21]),
}


def paragraphs(texts: Any, path: Path) -> Path:
    document = docx.Document()
    for text in filter(None, texts):
        document.add_paragraph(text)
    document.save(str(path))
    return path


def table(rows: list[list[str]], path: Path) -> Path:
    document = docx.Document()
    made = document.add_table(len(rows), len(rows[0]))
    for cell, text in zip(made._cells, itertools.chain(*rows), strict=True):
        cell.text = text
    document.save(str(path))
    return path


def numbered(pair: tuple[str, str]) -> list[str]:
    """A row with the clause number in a column of its own."""
    number, _, zh = pair[0].rpartition(" ") if pair[0][0].isdigit() else ("", "", pair[0])
    return [number, zh, pair[1].removeprefix(number).strip()]


def page(body: str, path: Path) -> Path:
    path.write_text(f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>', "utf-8")
    return path


def html_table(rows: Any) -> str:
    return "<table>" + "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows) + "</table>"


FORMS = {
    "pairs of paragraphs": lambda d: [paragraphs((t for pair in PAIRS for t in pair), d / "a.docx")],
    "English first": lambda d: [paragraphs((t for pair in PAIRS for t in pair[::-1]), d / "a.docx")],
    "two columns": lambda d: [table([list(pair) for pair in PAIRS], d / "a.docx")],
    "two columns with heads": lambda d: [table([["中文", "English"], *map(list, PAIRS)], d / "a.docx")],
    "two columns, English first": lambda d: [table([list(pair[::-1]) for pair in PAIRS], d / "a.docx")],
    "numbers in a column": lambda d: [table([["编号", "中文", "英文"], *map(numbered, PAIRS)], d / "a.docx")],
    "two columns of a page": lambda d: [page(html_table(PAIRS), d / "a.html")],
    "paragraphs of a page by language": lambda d: [
        page("".join(f"<p lang=zh>{a}</p><p lang=en>{b}</p>" for a, b in PAIRS), d / "a.html")
    ],
    "two files": lambda d: [
        paragraphs((zh for zh, _ in PAIRS), d / "zh.docx"),
        paragraphs(("DB97/T 64—2024", *(en for _, en in PAIRS)), d / "en.docx"),
    ],
    "two files named by language": lambda d: [
        paragraphs((zh for zh, _ in PAIRS), d / "晒谷场-zh.docx"),
        paragraphs((en for _, en in PAIRS), d / "晒谷场-en.docx"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_both_languages_of_every_node(tmp_path: Path, form: str) -> None:
    copies = pipeline.read(FORMS[form](tmp_path)).values()
    groups = pipeline.group(copies)
    assert list(groups) == ["db97-t-64-2024"]
    book = pipeline.build(groups["db97-t-64-2024"], document_id="db97-t-64-2024").book
    got = {
        r["id"]: tuple(tuple((r[f"{f}_{k}"] or "").replace(") ", ")") for k in ("zh", "en")) for f in ("title", "text"))
        for r in jsonl.records(book)
    }
    want = {i: tuple(tuple(t.replace(") ", ")") for t in pair) for pair in pairs) for i, pairs in WANTED.items()}
    assert got == want
    assert [copy.unread for copy in book.copies] == [0] * len(book.copies)
    assert not [finding for finding in book.findings if finding.severity != "info"]
    assert book.document.title_zh == "村口晒谷场使用要点"


def test_sentences_of_a_node_pair(tmp_path: Path) -> None:
    copies = list(pipeline.read(FORMS["two files"](tmp_path)).values())
    found = {unit.place: unit for unit in units.units(pipeline.build(copies).book) if unit.part == "text"}
    beads = sentences.align(found["1"].zh, found["1"].en)
    assert [(len(bead.zh), len(bead.en)) for bead in beads] == [(1, 1), (1, 1)]
    assert beads[1].en == ("It applies to village grounds.",)


def test_two_files_through_the_command(tmp_path: Path) -> None:
    root = base(tmp_path / "base")
    run("--root", root, "import", *FORMS["two files"](tmp_path))
    found = {r["id"]: r for r in records(root)}
    assert found["4.2"]["text_zh"] == PAIRS[19][0]
    assert found["4.2"]["text_en"] == PAIRS[19][1]
    assert {span["copy"] for span in found["4.2"]["copies"]} == {"zh.docx", "en.docx"}


def test_files_of_two_languages_that_are_no_translations_are_told(tmp_path: Path) -> None:
    other = ["DB97/T 64—2024", *(f"{n} Clause of another book" for n in (11, 12, 13, 14, 15, 16))]
    files = [FORMS["two files"](tmp_path)[0], paragraphs(other, tmp_path / "other.docx")]
    copies = list(pipeline.read(files).values())
    with pytest.raises(Exception, match="almost no text in common"):
        pipeline.build(copies)


# What is no parallel document stays

LONG = f"{'正文很长。' * 40}\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{ROW}因素{CELL}原文{CELL}译文{ROW}领导{CELL}Leadership{CELL}领导力{ROW}文化{CELL}Culture{CELL}文化{ROW}\n",
        f"{'正文很长。' * 40}\n{ROW}观众{CELL}visitor{ROW}讲解{CELL}guided tour{ROW}票务{CELL}ticketing{ROW}\n",
        f"{ROW}1{CELL}票价{CELL}10{ROW}2{CELL}时长{CELL}20{ROW}3{CELL}人数{CELL}30{ROW}\n",
        f"{ROW}1 甲{CELL}1 one{ROW}\n",
        f"附录A\n表A.1 术语\n{ROW}序号{CELL}中文{CELL}英文{ROW}1{CELL}观众{CELL}visitor{ROW}2{CELL}票{CELL}fee{ROW}\n",
        f"表1 用词\nTable 1 Words\n{ROW}1{CELL}灯{CELL}lamp{ROW}2{CELL}导览{CELL}tour{ROW}3{CELL}票{CELL}fee{ROW}\n",
        f"{LONG}{ROW}1{CELL}观众{CELL}visitor{ROW}2{CELL}导览{CELL}tour{ROW}3{CELL}票{CELL}fee{ROW}\n",
        f"表2 条文\n{ROW}4.1{CELL}观众{CELL}Visitors{ROW}4.2{CELL}讲解{CELL}Tours{ROW}4.3{CELL}票{CELL}Tickets{ROW}\n",
        f"{ROW}{CELL}{ROW}{ROW}\n",
        "4.1 排期\n村委会宜贴出排期。\n4.2 Handing over\n",
        "10 分钟之后，第二户开始。\n10 minutes later, the second one begins.\n",
        "1 范围\n1 总则\n",
        "a) 甲\na) one\n",
    ],
)
def test_other_texts_stay(text: str) -> None:
    assert apply(parallel_tables, text) == text
    assert apply(parallel_labels, text) == text


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}{ROW}4.1{CELL}观众{CELL}Visitors{ROW}4.2{CELL}讲解{CELL}Tours{ROW}4.3{CELL}票{CELL}Tickets{ROW}\n",
        f"{LONG}{ROW}1 观众{CELL}1 Visitors{ROW}2 讲解{CELL}2 Tours{ROW}3 票{CELL}3 Tickets{ROW}\n",
        f"内容见表1。\n{ROW}序号{CELL}中文{CELL}英文{ROW}1{CELL}观众{CELL}Visitors{ROW}2{CELL}讲解{CELL}Tours{ROW}\n",
        f"{LONG}表演\n{ROW}4.1{CELL}灯{CELL}Lamp{ROW}4.2{CELL}讲解{CELL}Tours{ROW}4.3{CELL}票{CELL}Fee{ROW}\n",
    ],
)
def test_a_parallel_layout_without_a_caption_is_undone(text: str) -> None:
    assert CELL not in apply(parallel_tables, text)


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("4.1 排期\n\n4.1 Schedule\n", "4.1 排期\n\nSchedule\n"),
        (f"{HEADING}4 排期\n{HEADING}4 Schedule\n", f"{HEADING}4 排期\nSchedule\n"),
        ("4.1 排期\n宜贴出。\n4.1 Schedule\nPost it.\n", "4.1 排期\n宜贴出。\nSchedule\nPost it.\n"),
        ("A.2 General\nA.2 总则\n", "A.2 General\n总则\n"),
    ],
)
def test_a_number_that_stands_twice_stands_once(text: str, repaired: str) -> None:
    assert apply(parallel_labels, text) == repaired
    assert apply(parallel_labels, repaired) == repaired


# A whole standard in Word: what comes out is what went in

FOLD = str.maketrans("：（）", ":()")


def folded(value: Any) -> Any:
    """Without spaces, which running text sets in its own way, and with one kind of colon."""
    return "".join(value.split()).translate(FOLD) if isinstance(value, str) else value


@pytest.mark.parametrize("name", standard.NAMES)
def test_a_word_standard_comes_out_as_it_went_in(tmp_path: Path, name: str) -> None:
    book = standard.load(name)
    path = tmp_path / "standard.docx"
    path.write_bytes(wordfile.made(book))
    copy = next(iter(pipeline.read([path]).values()))
    built = pipeline.build([copy]).book
    got = [{key: folded(record[key]) for key in KEYS} for record in jsonl.records(built)]
    assert got == [{key: folded(record[key]) for key in KEYS} for record in wordfile.records(book)]
    assert [one.unread for one in built.copies] == [0]
    facts = built.document
    assert (facts.number, facts.title_zh, facts.title_en) == (book.number, book.title_zh, book.title_en)
    assert (facts.ics, facts.published, facts.effective) == (book.ics, book.published, book.effective)


KEYS = ("id", "kind", "parent", "label", "title_zh", "title_en", "text_zh", "text_en")
