"""What word processors and browsers do when they print to PDF: notes, open tables, glyphs that two characters share."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import word
from duizhao import readers
from duizhao.errors import CopyError
from duizhao.readers.pdf import glyphs, reading
from duizhao.repairs import set_aside
from duizhao.text.chars import CELL, PAGE, ROW
from duizhao.text.doubles import PLAIN
from helpers import apply
from invented.printed import HEIGHT, SONG, Draw, drawn, new_canvas

SENTENCE = "馆方宜为第一次到馆的观众提供同等的服务并且公布意见"


def read(*pages: Draw) -> str:
    return apply(set_aside, reading.text(drawn(*pages), "copy.pdf")).replace(PAGE, "")


def put(canvas: Any, x: float, y: float, text: str, size: float = 10.5) -> float:
    """Sets a line ``y`` points below the page's upper edge; where it ends."""
    canvas.setFont(SONG, size)
    canvas.drawString(x, HEIGHT - y - size, text)
    return x + float(canvas.stringWidth(text, SONG, size))


def level(canvas: Any, y: float, x0: float = 85, x1: float = 500) -> None:
    canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)


def row(canvas: Any, y: float, *texts: str) -> None:
    for x, text in zip((90, 190, 350), texts, strict=False):
        if text:
            put(canvas, x, y, text, 9)


def cells(text: str) -> list[list[str]]:
    return [line.split(CELL) for line in text.split(ROW)[1:-1]]


# Glyphs that two characters share


@pytest.mark.parametrize(("one", "plain"), [("⽂", "文"), ("⻝", "食"), ("―", "—"), ("ﬁ", "fi"), ("文", "文")])
def test_a_radical_is_read_as_the_character_that_it_stands_for(one: str, plain: str) -> None:
    assert glyphs._sign(ord(one)) == plain


def test_what_stands_for_another_is_no_character_of_texts() -> None:
    assert not PLAIN.keys() & set(range(0x3400, 0xA000))
    assert all(0x4E00 <= ord(plain) < 0xA000 for code, plain in PLAIN.items() if 0x2E80 <= code < 0x3000)


# Footnotes


def noted(canvas: Any, foot: Sequence[str], mark: str = "1") -> None:
    for n in range(6):
        put(canvas, 85, 100 + 17 * n, f"{SENTENCE}{SENTENCE[:14]}")
    end = put(canvas, 85, 202, "年限按整年计算")
    put(canvas, put(canvas, end, 200, mark, 6), 202, "。")
    put(canvas, 85, 236, "下一段说的是别的事情。")
    level(canvas, 700, 85, 200)
    for n, text in enumerate(foot):
        put(canvas, 85, 710 + 14 * n, text, 8)


@pytest.mark.parametrize(
    ("foot", "mark"), [("1) 不满一年的不计。", "1)"), ("1 不满一年的不计。", "1"), ("①不满一年的不计。", "①")]
)
def test_a_footnote_stands_behind_the_paragraph_with_its_mark(foot: str, mark: str) -> None:
    text = read(lambda canvas: noted(canvas, [foot], mark))
    label = foot[:1]
    assert f"年限按整年计算。\n脚注{label}：不满一年的不计。\n下一段说的是别的事情。" in text


def test_a_footnote_of_two_lines_is_one_and_the_next_is_its_own() -> None:
    text = read(lambda canvas: noted(canvas, ["1) 不满一年的不计，", "满半年的也不计。", "2) 没有人指到这里。"]))
    assert "脚注1：不满一年的不计，满半年的也不计。\n" in text
    assert text.endswith("2) 没有人指到这里。\n")


def test_an_exponent_is_none() -> None:
    def draw(canvas: Any) -> None:
        put(canvas, put(canvas, put(canvas, 85, 100, "面积不小于20 m"), 98, "2", 6), 100, "的展厅。")

    assert "20 m²的展厅。" in read(draw)


def test_notes_that_differ_in_their_digits_only_are_no_running_foot() -> None:
    def page(number: int) -> Callable[[Any], None]:
        return lambda canvas: noted(canvas, [f"{number}) 见表{number}。"], f"{number})")

    text = read(page(1), page(2), page(3))
    assert all(f"脚注{n}：见表{n}。" in text for n in (1, 2, 3))


@pytest.mark.parametrize(("off", "up"), [(-5, 1), (5, 2), (11, 1)])
def test_a_mark_stays_in_its_column_where_lines_of_two_do_not_stand_on_one_height(off: int, up: int) -> None:
    def draw(canvas: Any) -> None:
        for y in range(100, 236, 17):
            put(canvas, 60, y + off, SENTENCE[:20], 9)
            if y != 151:
                put(canvas, 320, y, SENTENCE[:20], 9)
        end = put(canvas, 320, 151, "年限按整年计算", 9)
        put(canvas, put(canvas, end, 151 - up, "2", 5), 151, "，见GB/T 99719的规定。", 9)

    assert "年限按整年计算2，见GB/T 99719的规定。" in read(draw)


# Tables


def test_a_table_without_upright_lines() -> None:
    def draw(canvas: Any) -> None:
        for y in (100, 120, 190):
            level(canvas, y)
        row(canvas, 104, "项目", "要求", "办法")
        row(canvas, 124, "照明", "展柜内的照度宜保持稳定四季都不变，", "每季度测量")
        row(canvas, 137, "", "并且留下记录。")
        row(canvas, 157, "温度", "每小时记录一次。", "自动记录")
        put(canvas, 85, 210, "表后的段落不在表中。")

    text = read(draw)
    assert cells(text) == [
        ["项目", "要求", "办法"],
        ["照明", "展柜内的照度宜保持稳定四季都不变，并且留下记录。", "每季度测量"],
        ["温度", "每小时记录一次。", "自动记录"],
    ]
    assert text.endswith("表后的段落不在表中。\n")


def test_it_goes_on_over_the_page_below_its_repeated_head() -> None:
    def head(canvas: Any) -> None:
        level(canvas, 100)
        level(canvas, 120)
        row(canvas, 104, "项目", "要求", "办法")
        row(canvas, 124, "照明" if canvas.getPageNumber() == 1 else "湿度", "宜稳定。", "每季度测量")

    def last(canvas: Any) -> None:
        head(canvas)
        level(canvas, 145)

    assert cells(read(head, last)) == [
        ["项目", "要求", "办法"], ["照明", "宜稳定。", "每季度测量"], ["湿度", "宜稳定。", "每季度测量"],
    ]  # fmt: skip


def test_two_lines_about_a_paragraph_make_no_table() -> None:
    def draw(canvas: Any) -> None:
        level(canvas, 90)
        put(canvas, 90, 100, f"{SENTENCE}{SENTENCE[:10]}")
        level(canvas, 120)
        put(canvas, 90, 130, f"{SENTENCE}{SENTENCE[:10]}")

    assert ROW not in read(draw)


def test_a_ruled_table_that_no_line_closes_at_the_pages_end() -> None:
    def page(bottom: float, *texts: str) -> Callable[[Any], None]:
        def draw(canvas: Any) -> None:
            level(canvas, 100)
            level(canvas, 120)
            if bottom == 160:
                level(canvas, bottom)
            for x in (85, 180, 340, 500):
                canvas.line(x, HEIGHT - 100, x, HEIGHT - bottom)
            row(canvas, 104, "项目", "要求", "办法")
            row(canvas, 124, *texts)

        return draw

    found = cells(read(page(150, "照明", "宜稳定。", "每季度测量。"), page(160, "湿度", "宜稳定。", "每天测量。")))
    assert [line[0] for line in found] == ["项目", "照明", "湿度"]
    assert found[2] == ["湿度", "宜稳定。", "每天测量。"]


@pytest.mark.parametrize(
    ("one", "two", "parts"),
    [
        ("a) Working hours of guides", "Staff may leave early.", 2), ("a) Guides report to the", "Staff office.", 1),
        ("a) Working hours of guides", "in the halls.", 1), ("a) Read the Great Book of", "Guides every day.", 1),
    ],
)  # fmt: skip
def test_a_title_that_nearly_fills_its_cell(one: str, two: str, parts: int) -> None:
    end = 190 + canvas_width(one) + 7

    def draw(canvas: Any) -> None:
        for y in (100, 120, 160):
            level(canvas, y, 85, end)
        for x in (85, 184, end):
            canvas.line(x, HEIGHT - 100, x, HEIGHT - 160)
        row(canvas, 104, "Item", "Text")
        row(canvas, 124, "Guides", one)
        row(canvas, 138, "", two)

    assert cells(read(draw))[1][1].count("\n") == parts - 1


def canvas_width(text: str) -> float:
    return float(new_canvas(io.BytesIO()).stringWidth(text, SONG, 9))


# Tables without any lines


def plain(canvas: Any, caption: str = "表1 展厅环境", y: float = 100, step: float = 13) -> float:
    """A table as a word processor sets it: no lines, no room between rows, the cells of a row at its top."""
    if caption:
        put(canvas, 220, y - 20, caption)
    rows = [
        ("项目", "要求", "办法"),
        ("照明", "展柜内的照度宜保持稳定四季都不变，", "每季度测量"), ("", "并且留下记录。", ""),
        ("温度", "每小时记录一次。", "自动记录"), ("振动", "不应有。", "目测"),
    ]  # fmt: skip
    for n, texts in enumerate(rows):
        row(canvas, y + step * n, *texts)
    return y + step * len(rows)


WHOLE = [
    ["项目", "要求", "办法"], ["照明", "展柜内的照度宜保持稳定四季都不变，并且留下记录。", "每季度测量"],
    ["温度", "每小时记录一次。", "自动记录"], ["振动", "不应有。", "目测"],
]  # fmt: skip


@pytest.mark.parametrize(
    ("caption", "after"),
    [
        ("表1 展厅环境", "4.2 其他"), ("Table A.2 — Rooms", "短段落。"), ("续表3", "a) 第一项；"),
        ("表2（续）", f"{SENTENCE}{SENTENCE[:12]}"),
    ],
)  # fmt: skip
def test_a_table_without_any_lines(caption: str, after: str) -> None:
    def draw(canvas: Any) -> None:
        put(canvas, 90, plain(canvas, caption) + 4, after)

    text = read(draw)
    assert cells(text) == WHOLE
    assert text.endswith(f"\n{after}\n")


def test_its_cells_may_stand_at_half_the_height_of_their_rows() -> None:
    def draw(canvas: Any) -> None:
        put(canvas, 220, 80, "表1 展厅环境")
        row(canvas, 100, "项目", "要求", "办法")
        row(canvas, 113, "", "展柜内的照度宜保持稳定四季都不变，")
        row(canvas, 119.5, "照明", "", "每季度测量")
        row(canvas, 126, "", "并且留下记录。")
        row(canvas, 139, "温度", "每小时记录一次。", "自动记录")
        row(canvas, 152, "振动", "不应有。", "目测")

    assert cells(read(draw)) == WHOLE


def test_a_table_without_any_lines_goes_on_over_the_page() -> None:
    def first(canvas: Any) -> None:
        plain(canvas, y=720)
        put(canvas, 290, 810, "3")

    def second(canvas: Any) -> None:
        row(canvas, 80, "湿度", "在五成左右。", "湿度计")
        row(canvas, 93, "声音", "不应有。", "耳听")
        put(canvas, 90, 120, f"{SENTENCE}{SENTENCE[:12]}")
        put(canvas, 290, 810, "4")

    assert cells(read(first, second)) == [
        *WHOLE, ["湿度", "在五成左右。", "湿度计"], ["声音", "不应有。", "耳听"],
    ]  # fmt: skip


def in_columns(canvas: Any) -> None:
    put(canvas, 90, 80, "表1 见下一页")
    for n in range(20):
        put(canvas, 90, 100 + 13 * n, SENTENCE[: 20 - n % 3], 9)
        put(canvas, 310, 100 + 13 * n, SENTENCE[: 20 - n % 4], 9)


def listed(canvas: Any) -> None:
    put(canvas, 90, 80, "图1 展厅")
    for n, text in enumerate(("甲 目", "乙 耳", "丙 鼻", "丁 舌")):
        row(canvas, 100 + 13 * n, *text.split())


def told(canvas: Any) -> None:
    put(canvas, 90, 80, "表1给出了四项要求，各项的办法如下：")
    for n, text in enumerate(("a) 目", "b) 耳", "c) 鼻", "d) 舌")):
        row(canvas, 100 + 13 * n, *text.split())


def contents(canvas: Any) -> None:
    for n in range(5):
        put(canvas, 90, 100 + 13 * n, f"表{n + 1} 展厅的要求")
        put(canvas, 480, 100 + 13 * n, str(n + 3))


def bare(canvas: Any) -> None:
    plain(canvas, "")


@pytest.mark.parametrize("draw", [in_columns, listed, told, contents, bare])
def test_what_only_stands_in_columns_is_no_table(draw: Callable[[Any], None]) -> None:
    assert ROW not in read(draw)


# Word files and pages


def test_a_number_alone_stands_before_what_it_numbers(tmp_path: Path) -> None:
    made = tmp_path / "a.docx"
    made.write_bytes(word.of_body(word.p("3.1") + word.p("观众 visitor") + word.p("进入博物馆的人。") + word.p("3.2")))
    assert readers.read(made).text.split() == ["3.1", "观众", "visitor", "进入博物馆的人。", "3.2"]
    assert readers.read(made).text.startswith("3.1 观众 visitor\n")
    page = tmp_path / "a.html"
    page.write_text("<h3>3.1</h3><p>观众</p><p>进入博物馆的人。</p>", encoding="utf-8")
    assert readers.read(page).text == "\x1d\x1d\x1d3.1 观众\n\n进入博物馆的人。\n\n"


def test_templates_are_read_and_old_files_named(tmp_path: Path) -> None:
    template = tmp_path / "a.dotx"
    template.write_bytes(word.of_body(word.p("范围")))
    assert readers.read(template).text == "范围\n\n"
    old = tmp_path / "a.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(CopyError, match=r"old Word.*save it as a Word file"):
        readers.read(old)
    template.rename(tmp_path / "b.doc")
    with pytest.raises(CopyError, match=r"give its name the ending \.docx"):
        readers.read(tmp_path / "b.doc")
