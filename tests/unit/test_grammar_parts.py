"""Figures, formulas, tables of plain text, sources of terms, footnotes, halves in two languages; what is left over."""

from __future__ import annotations

import random
from time import perf_counter, process_time

import pytest

from duizhao import grammars, pipeline
from duizhao.errors import CopyError
from duizhao.grammars import bilingual, halves
from duizhao.model import Copy, Node
from duizhao.text import labels
from duizhao.text.chars import CELL, HEADING, ROW
from duizhao.text.traced import Traced

HEAD = """DB98/T 31—2024
竹桥看护要求
1 范围
本文件规定了竹桥的看护。
2 规范性引用文件
GB/T 1 甲书
GB/T 2 乙书
3 名词定义
3.1
竹桥 bamboo bridge; cane bridge
用竹子搭的桥。
注1：窄的只过一人。
[来源：GB/T 3—2001，3.2，有修改]
4 分类
4.1 桥分大小两类。
"""


def imported(text: str, name: str = "a.txt") -> tuple[dict[str, Node], pipeline.Imported]:
    built = pipeline.build([Copy(name, "txt", "utf-8", "0", text)])
    return {node.id: node for node in built.book.printed}, built


def test_a_term_has_its_equivalents_and_its_source() -> None:
    found, _ = imported(HEAD)
    term = found["3.1"]
    assert (term.kind, term.title_zh, term.title_en) == ("term", "竹桥", "bamboo bridge; cane bridge")
    assert term.text_zh == "用竹子搭的桥。\n[来源：GB/T 3—2001，3.2，有修改]"
    assert found["3.1/note1"].text_zh == "窄的只过一人。"
    assert (found["4"].title_zh, found["2"].text_zh) == ("分类", "GB/T 1甲书\nGB/T 2乙书")


def test_names_with_equivalents_are_terms_under_any_heading() -> None:
    text = "5 桥的各部\n5.1 桥面 deck\n走人的一层。\n5.2 桥墩 pier\n撑住桥面的柱子。\n"
    assert imported(HEAD + text)[0]["5.2"].kind == "term"
    assert imported(HEAD + text.replace("走人", "应走人"))[0]["5.2"].kind == "clause"


def test_a_figure_has_its_caption_and_key() -> None:
    text = "4.2 结构见图1。\n[▣]\n图1 桥的结构\n1——桥面；\n2——桥墩。\n图1给出了结构。\n"
    found, _ = imported(HEAD + text)
    figure = found["4.2/figure1"]
    assert (figure.label, figure.title_zh, figure.parent) == ("图1", "桥的结构", "4.2")
    assert figure.text_zh == "[▣]\n1——桥面；\n2——桥墩。"
    assert found["4.2"].text_zh == "结构见图1。\n图1给出了结构。"


def test_a_formula_is_marked_and_keeps_its_number_and_list() -> None:
    text = "4.2 载重按式（1）计算：\nW = a × b ……………（1）\n式中：\nW——载重；\na——长度。\n"
    assert imported(HEAD + text)[0]["4.2"].text_zh == (
        "载重按式（1）计算：\n⟦W=a×b⟧（1）\n式中：\nW——载重；\na——长度。"
    )


@pytest.mark.parametrize(
    "line",
    [
        "⟦η = (a - b) / a × 100 %⟧", "⟦0 ≤ k ≤ n⟧", "⟦f(x) = sqrt(x)⟧", "⟦Q = v t⟧ …… （2）", "N = 30", "a) x = y + 1",
        "key = value", "if x == y + 1",
    ],
)  # fmt: skip
def test_a_line_that_is_a_formula_is_marked_without_a_number(line: str) -> None:
    given = line if "……" in line else line.strip("⟦⟧")
    found, built = imported(f"{HEAD}4.2 载重按下式计算：\n{given}\n式中：\nx——载重。\n")
    shown = f"{found['4.2'].text_zh}{found['4.2'].text_en}".replace(" ", "")
    assert line.replace("……", "").replace(" ", "") in shown
    assert ("⟦" in shown) is ("⟦" in line)
    assert [copy.unread for copy in built.book.copies] == [0]


def test_sources_of_terms_are_among_what_a_document_cites() -> None:
    text = HEAD.replace("4 分类", "3.2\n竹子 bamboo\n空心的草。\n[SOURCE: ISO 9:2015, 3.2]\n4 分类")
    assert [one.number for one in imported(text)[1].book.document.references] == [
        "GB/T 1", "GB/T 2", "GB/T 3—2001", "ISO 9:2015",
    ]  # fmt: skip


def test_a_table_without_groups_gets_none() -> None:
    cells = (("要素", "英文", "中文"), ("清洁(Cleaning)", "a) wipe:\n1) wipe it now.", "a）擦：\n1）马上擦。"))
    rows = ROW + "".join(CELL.join(row) + ROW for row in cells)
    found, _ = imported(f"{HEAD}附录A（资料性） 要素\nA.1 要素一览\n要素见表A.1。\n表A.1 要素\n{rows}\n")
    below = {node.id: (node.kind, node.parent) for node in found.values() if node.id.startswith("A.1/")}
    assert below == {
        "A.1/1": ("factor", "A.1"), "A.1/1/a": ("item", "A.1/1"), "A.1/1/a/1": ("practice", "A.1/1/a"),
    }  # fmt: skip
    assert (found["A.1"].title_zh, found["A.1"].text_zh) == ("要素一览", "要素见表A.1。")


@pytest.mark.parametrize(
    "rows",
    ["项目  指标\n桥面  一丈\n桥墩  六尺\n", f"{ROW}项目{CELL}指标{ROW}桥面{CELL}一丈{ROW}桥墩{CELL}六尺{ROW}\n"],
)
def test_a_table_has_its_caption_its_unit_and_its_rows(rows: str) -> None:
    found, _ = imported(f"{HEAD}4.2 尺寸见表1。\n表1 尺寸\n单位为尺\n{rows}注：都是旧尺。\n")
    table = found["4.2/table1"]
    assert (table.title_zh, table.text_zh) == ("尺寸", "单位为尺\n项目 | 指标")
    assert [found[f"4.2/table1/{n}"].text_zh for n in (1, 2)] == ["桥面 | 一丈", "桥墩 | 六尺"]
    assert found["4.2/note"].text_zh == "都是旧尺。"


def test_lines_that_do_not_agree_are_no_table() -> None:
    found, _ = imported(HEAD + "4.2 见表1。\n表1 尺寸\n桥面一丈。\n桥墩 六尺 很牢\n")
    assert "4.2/table1" not in found


def test_an_annex_has_clauses_with_notes_and_a_table_of_its_own() -> None:
    rows = f"表A.1 次数\n{ROW}构件{CELL}次数{ROW}桥面{CELL}三{ROW}\n"
    text = f"附录A（规范性）敲击\nA.1 工具\n用木槌。\n示例1：半斤的。\nA.2 结果记入表A.1。\n{rows}"
    found, _ = imported(HEAD + text)
    assert (found["A.1"].title_zh, found["A.1"].text_zh) == ("工具", "用木槌。")
    assert found["A.1/example1"].text_zh == "半斤的。"
    assert found["A.2/tableA.1"].kind == "table"


@pytest.mark.parametrize(("note", "label"), [("脚注1：头年砍的。\n", "脚注1："), ("\n\n[^a]: 头年砍的。\n", "[^a]:")])
def test_a_footnote_is_a_note_of_its_node(note: str, label: str) -> None:
    marked = "4.2 用老竹子[^a]。\n" if "^" in label else "4.2 用老竹子。\n"
    found, _ = imported(HEAD + marked + note + "4.3 不上漆。\n")
    held = next(node for node in found.values() if "footnote" in node.id)
    assert (held.kind, held.parent, held.label, held.text_zh) == ("note", "4.2", label, "头年砍的。")
    assert found["4.3"].text_zh == "不上漆。"


def test_notes_as_iso_prints_them_end_with_their_paragraph() -> None:
    lines = (
        "Guidance on cane bridges", "1 Scope", "This document is about bridges.", "2 Terms and definitions", "2.1",
        "deck", "what people walk on", "Note 1 to entry: It is of cane.", "3 Care", "3.1 The deck shall be swept.",
        "NOTE Rain helps.", "It shall be dry; nobody walks on a wet deck.",
    )  # fmt: skip
    found, _ = imported("\n\n".join(lines) + "\n")
    assert (found["2.1"].kind, found["2.1"].title_en, found["2.1"].text_en) == ("term", "deck", "what people walk on")
    assert found["2.1/note1"].label == "Note 1 to entry:"
    assert (found["3.1"].title_en, found["3.1/note"].text_en) == (None, "Rain helps.")
    assert str(found["3.1"].text_en).endswith("nobody walks on a wet deck.")


ZH = "{}\n1 范围\n写竹桥。\n2 看护\n2.1 清扫\n桥面应每天扫。扫完应洒水。\n注：雨天不扫。\n3 修补\n坏了就补。\n"
EN = (
    "{}\n1 Scope\nIt is about bridges.\n2 Care\n2.1 Sweeping\nThe deck shall be swept daily. It shall be watered.\n"
    "Note: Not in rain.\n3 Mending\nWhat is broken is mended.\n"
)


@pytest.mark.parametrize("english_first", [False, True])
def test_a_text_in_one_language_and_then_the_other_is_one_in_both(english_first: bool) -> None:
    halved = [ZH.format("竹桥看护要求"), EN.format("Care of cane bridges")]
    found, built = imported("DB98/T 31—2024\n" + "".join(halved[::-1] if english_first else halved))
    assert (found["2.1"].title_zh, found["2.1"].title_en) == ("清扫", "Sweeping")
    assert found["2.1"].text_en == "The deck shall be swept daily. It shall be watered."
    assert (found["2.1/note"].text_zh, found["2.1/note"].text_en) == ("雨天不扫。", "Not in rain.")
    assert list(found) == ["1", "2", "2.1", "2.1/note", "3"]
    assert [copy.unread for copy in built.book.copies] == [0]


def test_two_texts_with_other_numbers_stay_one_after_the_other() -> None:
    text = ZH.format("竹桥") + "Summary\n" + "Cane bridges are old and many people like them. " * 8
    assert halves.cut(text) is not None
    parsed = grammars.parse(Traced(text))
    assert parsed
    assert not any(draft.en for draft in parsed.drafts if draft.id == "2.1")


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        ("甲乙丙丁戊己。\n\n庚辛壬癸。\n\n", 0.0),
        ("桥面\n桥墩\n走人的一层要结实。\n", float("inf")),
        ("甲" * 30 + "\n", None),
    ],
)
def test_how_wide_lines_are_that_the_page_broke(text: str, wrapped: float | None) -> None:
    assert bilingual.wrap(text * (1 if wrapped is not None else 9)) == (48.0 if wrapped is None else wrapped)


@pytest.mark.parametrize(
    ("text", "is_label"),
    [("3 名词定义", True), ("4 项目", True), ("4项内容", False), ("3 年", False), ("3 年度", True), ("5 分类", True)],
)
def test_a_number_before_a_word_is_no_count(text: str, is_label: bool) -> None:
    assert bool(labels.CLAUSE.search(text)) is is_label


# What is left over, and any text

JUNK = (
    "1 ", "3.1\n", "附录A（规范性）\n", "表1 甲\n", f"{ROW}甲{CELL}乙{ROW}丙{CELL}丁{ROW}\n", "图1 丙\n", "注1：戊。\n",
    "[来源：己]\n", "脚注1：庚\n", "[^1]: 辛\n", "Foreword\n", "目次\n", HEADING, "第一章 壬\n", "一、", "a)",
    "NOTE One.\n", "f = a （1）\n", "（", "[", "⟦",
)  # fmt: skip


@pytest.mark.parametrize("grammar", ["gbt", "handbook", "outline", None])
def test_nothing_is_dropped_whatever_stands_between_the_clauses(grammar: str | None) -> None:
    chance = random.Random(str(grammar))
    for _ in range(6):
        lines = (HEAD + "附录A（资料性）甲\nA.1 乙\n丙。\n参考文献\n[1] GB/T 9 丁\n").split("\n")
        for _ in range(5):
            lines.insert(chance.randrange(len(lines)), chance.choice(JUNK).rstrip("\n") * chance.choice((1, 2)))
        text = "\n".join(lines)
        try:
            built = pipeline.build([Copy("a.txt", "txt", "utf-8", "0", text)], document_id="a", grammar=grammar)  # type: ignore[arg-type]
        except CopyError:
            continue
        places = [(span.start, span.end) for span in built.spans]
        assert [start for start, _ in places] == [0, *(end for _, end in places[:-1])]
        assert places[-1][1] == len(text)
        assert [copy.unread for copy in built.book.copies] == [0]
        assert len({node.anchor for node in built.book.printed}) == len(built.book.printed)


def test_headings_of_annexes_without_a_text_are_read() -> None:
    assert grammars.parse(Traced(HEAD + "附录A\n附录A\n附录B 甲\n"), "gbt")


@pytest.mark.parametrize("piece", ["（", "”", "[", f"{HEADING}\n", "\n", " ", "[^1]: 甲\n", "1——甲\n", "=(1)"])
def test_time_is_linear_whatever_stands_in_a_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = Traced(HEAD + piece * (size // len(piece)) + "\n4.2 应牢固。\n")
        start = perf_counter()
        for name in ("gbt", "handbook", "outline"):
            grammars.parse(text, name)
        return perf_counter() - start

    # Four times the text: four times the time, sixteen where it is the square; another try where the machine was busy.
    assert any(seconds(16_000) < 9 * seconds(4_000) + 0.3 for _ in range(3))


def test_time_is_linear_in_the_entries_of_a_cell() -> None:
    def seconds(count: int) -> float:
        cells = ("甲", "a) do it; so.\n1) now;\n" * count, "a）做；这样。\n1）马上；\n" * count)
        rows = f"{ROW}要素{CELL}英文{CELL}中文{ROW}{CELL.join(cells)}{ROW}\n"
        text = Traced(f"{HEAD}附录A（资料性） 甲\nA.1 乙\n表A.1 乙\n{rows}")
        start = process_time()
        grammars.parse(text, "gbt")
        return process_time() - start

    assert any(seconds(1200) < 9 * seconds(300) + 0.1 for _ in range(3))
