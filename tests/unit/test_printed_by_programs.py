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
from invented.printed import HEIGHT, SONG, new_canvas

SENTENCE = "馆方宜为第一次到馆的观众提供同等的服务并且公布意见"


def read(*pages: Callable[[Any], None]) -> str:
    out = io.BytesIO()
    canvas = new_canvas(out)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return apply(set_aside, reading.text(out.getvalue(), "copy.pdf")).replace(PAGE, "")


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
