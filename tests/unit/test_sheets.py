"""Tables: the glossary and aligned texts in CSV, XLSX and Word; formulas, bombs and other people's columns."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duizhao.errors import CopyError, DuizhaoError
from duizhao.exchange import bilingual, bilingual_table, cells, glossary_table
from duizhao.exchange.columns import Columns
from duizhao.exchange.segments import Batch
from duizhao.model import Concept, Condition, Source, Term, Unit
from duizhao.text import containers
from exchanged import BATCH, CHARACTERS

PLAIN = st.text(CHARACTERS, max_size=12).filter(lambda text: "_x" not in text and "x005F_" not in text)
WORD = PLAIN.map(str.strip).filter(bool)
TEXT = (WORD | st.sampled_from(["=1+1", "+a", "-b", "@c", "'=d", "''", "'", "a\nb", "\tx"])).filter(str.strip)
MAYBE = st.none() | TEXT
LIST = st.lists(WORD, max_size=2).map(tuple)
TERM = st.builds(
    Term, st.sampled_from(["zh", "en"]), WORD, st.sampled_from(["preferred", "admitted", "avoid"]), MAYBE, MAYBE,
    st.none() | st.builds(Condition, LIST, LIST),
)  # fmt: skip
TERMS = st.lists(TERM, min_size=1, max_size=5, unique_by=lambda term: (term.language, term.text)).map(tuple)
SOURCE = st.builds(Source, WORD.filter(lambda text: "#" not in text), st.none() | st.just("A.2/1/a"))
CONCEPT = st.builds(
    Concept, st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True), TERMS, MAYBE, MAYBE,
    st.lists(SOURCE, max_size=2).map(tuple), LIST, LIST, MAYBE,
)  # fmt: skip
GLOSSARY = st.lists(CONCEPT, min_size=1, max_size=3, unique_by=lambda concept: concept.id).map(tuple)
QUICK = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(folder: Path, name: str, rows: Sequence[Sequence[str]]) -> Path:
    path = folder / name
    data = cells.csv_bytes(rows) if name.endswith(".csv") else cells.xlsx_bytes(rows, "x", [20] * len(rows[0]))
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@given(concepts=GLOSSARY)
@QUICK
def test_a_glossary_comes_back(tmp_path: Path, ending: str, concepts: tuple[Concept, ...]) -> None:
    path = write(tmp_path, f"g.{ending}", glossary_table.rows(concepts))
    read = glossary_table.load(cells.read(path), "g")
    assert read.concepts == concepts
    assert read.told == ()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@given(batch=BATCH)
@QUICK
def test_aligned_texts_come_back(tmp_path: Path, ending: str, batch: Batch) -> None:
    try:
        path = write(tmp_path, f"t.{ending}", bilingual_table.rows([batch]))
    except DuizhaoError as error:
        assert "means a character to a spreadsheet" in str(error)  # noqa: PT017 - the strategy seldom makes one
        return
    found = bilingual.segments(path, Columns())
    assert tuple(segment.unit for segment in found) == batch.units
    assert {segment.edition for segment in found} == {batch.edition}


FORMULAS = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "plain"]


def test_a_workbook_holds_formulas_as_text(tmp_path: Path) -> None:
    path = write(tmp_path, "f.xlsx", [FORMULAS])
    [row] = openpyxl.load_workbook(path).active.iter_rows()
    assert [cell.data_type for cell in row] == ["s"] * len(FORMULAS)
    assert [cell.quotePrefix for cell in row] == [True] * 9 + [False]
    assert cells.read(path)[0].rows == [FORMULAS]


def test_a_csv_has_an_apostrophe_before_formulas(tmp_path: Path) -> None:
    path = write(tmp_path, "f.csv", [[*FORMULAS, "'=a", "''"]])
    assert path.read_text("utf-8-sig").startswith("'=HYPERLINK(1),'+1,'-1,'@SUM(A1),'\t=1,'＝1+1,'＋1")
    assert cells.read(path)[0].rows == [[*FORMULAS, "'=a", "''"]]


@pytest.mark.parametrize("name", ["f.csv", "f.xlsx"])
def test_a_formula_in_a_returned_file_is_a_text_when_it_goes_out_again(tmp_path: Path, name: str) -> None:
    """What a translator, or his spreadsheet, wrote into a cell runs nowhere, however often it goes round."""
    unit = Unit("4.1", "天黑之前系泊。", "=cmd|' /C calc'!A1", document="quay")
    path = write(tmp_path, name, bilingual_table.rows([Batch("quay", "printed", (unit,))]))
    [found] = bilingual.segments(path, Columns())
    assert found.unit == unit
    again = write(tmp_path, f"again-{name}", bilingual_table.rows([Batch("quay", "printed", (found.unit,))]))
    if name.endswith("csv"):
        assert ",'=cmd|" in again.read_text("utf-8-sig")
    else:
        sheet = openpyxl.load_workbook(again).active
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def test_only_values_of_a_workbook_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["中文", "English", "n"])
    book.active.append(["=1+1", "two", 6.0])
    book.save(tmp_path / "v.xlsx")
    assert cells.read(tmp_path / "v.xlsx")[0].rows[1] == ["", "two", "6"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_tables_of_others_in_their_encodings(tmp_path: Path, encoding: str, between: str) -> None:
    rows = [
        ("术语", "English", "出处"),
        ("系泊缆绳的长度", "length of the line", "水手"),
        ("码头的规定", "quay rules", ""),
    ]
    (tmp_path / "t.csv").write_bytes("\r\n".join(map(between.join, rows)).encode(encoding))
    read = glossary_table.load(cells.read(tmp_path / "t.csv"), "t.csv")
    assert read.concepts == (
        Concept(
            "length-of-the-line", (Term("zh", "系泊缆绳的长度"), Term("en", "length of the line")), note="出处: 水手"
        ),
        Concept("quay-rules", (Term("zh", "码头的规定"), Term("en", "quay rules"))),
    )


def test_a_translator_may_change_terms_without_touching_the_details(tmp_path: Path) -> None:
    concept = Concept("quay", (Term("zh", "码头"), Term("en", "quay"), Term("en", "wharf", "avoid", "a structure")))
    rows = [list(row) for row in glossary_table.rows([concept])]
    at = rows[0].index("English avoid")
    rows[1][at] = "pier\nwharfs"
    read = glossary_table.load(cells.read(write(tmp_path, "g.csv", rows)), "g.csv")
    assert read.concepts[0].terms == (*concept.terms[:2], Term("en", "pier", "avoid"), Term("en", "wharfs", "avoid"))
    assert read.told == ("g.csv, row 2: details of 'wharf' left out: the term is not in its row",)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["a", "b"], ["1", "2"]], "holds no terms that are found"),
        ([["id", "中文", "English"], ["a", "一", "one"], ["a", "二", "two"]], "row 3: the id 'a' stands twice"),
        ([["中文", "English", "details"], ["一", "one", "{"]], "row 2: 'details' is not as it was written"),
        ([["中文", "English", "details"], ["一", "one", "[1]"]], "row 2: 'details' is not as it was written"),
    ],
)
def test_tables_that_are_no_glossary(tmp_path: Path, rows: list[list[str]], message: str) -> None:
    with pytest.raises(CopyError, match=r"g\.csv") as refused:
        glossary_table.load(cells.read(write(tmp_path, "g.csv", rows)), "g.csv")
    assert message in str(refused.value)


PAIRS = [["天黑之前系泊。", "Tie up before dark."], ["解缆。", "Cast off."]]


@pytest.mark.parametrize(
    ("head", "order", "columns"),
    [
        (["中文", "English"], (0, 1), Columns()),
        (["English (en)", "zh-CN"], (1, 0), Columns()),
        (["source", "target"], (0, 1), Columns()),
        (["原文", "译文"], (1, 0), Columns()),
        ([], (0, 1), Columns()),
        ([], (1, 0), Columns()),
        (["First", "Second"], (1, 0), Columns(zh="second", en="First")),
        (["First", "Second"], (1, 0), Columns(zh="B", en="1")),
        (["First", "Second"], (1, 0), Columns(zh="2")),
    ],
)
def test_the_two_languages_are_found(tmp_path: Path, head: list[str], order: tuple[int, int], columns: Columns) -> None:
    rows = [["1", pair[order[0]], pair[order[1]]] for pair in PAIRS]
    rows = [["no.", *head], *rows] if head else rows
    if columns.zh in ("B", "2"):
        rows = [row[1:] for row in rows]
    found = bilingual.read(write(tmp_path, "t.csv", rows), columns)
    assert [[unit.zh, unit.en] for unit in found][-2:] == PAIRS
    assert found[-1].place == f"row {len(rows)}"


def test_columns_that_are_not_there_are_told(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", [["a", "b"], ["x y", "z"]])
    with pytest.raises(CopyError, match="no columns of Chinese and of English"):
        bilingual.read(path)
    with pytest.raises(CopyError, match="no column 'Deutsch' beside"):
        bilingual.read(path, Columns(zh="Deutsch"))
    with pytest.raises(CopyError, match="is of no bilingual format"):
        bilingual.read(tmp_path / "t.pdf")


def test_a_table_in_a_word_file(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("A letter before it.")
    table = document.add_table(rows=0, cols=2)
    for row in [["中文", "English"], *PAIRS]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(tmp_path / "t.docx"))
    found = bilingual.read(tmp_path / "t.docx")
    assert found == tuple(Unit(f"table 1, row {n}", zh, en) for n, (zh, en) in enumerate(PAIRS, 2))


def test_a_word_file_without_a_table(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "t.docx"))
    with pytest.raises(CopyError, match="has no table"):
        bilingual.read(tmp_path / "t.docx")


# files that are not what they seem


def container(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


BAD = {
    "empty": (b"", "is empty"),
    "no zip": (b"PK\x03\x04 cut off", "is broken"),
    "old": (containers._OLE + b"x" * 50, "is an old or an encrypted Office file"),
    "another": (container(a_xml=b"<a/>"), "is not what its name says"),
    "bomb": (container(xl__workbook_xml=b"<a/>", xl__b_xml=b" " * 30_000_000), "this is a ZIP bomb"),
    "entities": (
        container(xl__workbook_xml=b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>"),
        "declares a document type",
    ),
    "hollow": (container(xl__workbook_xml=b"<a/>"), "is no sound workbook"),
    "many": (container(**{f"p{n}": b"" for n in range(containers.MAX_PARTS + 1)}), "more than is read"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_bad_files_are_refused_by_name(tmp_path: Path, name: str, ending: str) -> None:
    data, message = BAD[name]
    if ending == "docx":
        data = data.replace(b"xl/workbook.xml", b"word/document.x")  # another container altogether
        message = message if b"xl/" not in BAD[name][0] or name == "bomb" else ""
    path = tmp_path / f"x.{ending}"
    path.write_bytes(data)
    with pytest.raises(CopyError, match=f"x.{ending}: ") as refused:
        bilingual.read(path)
    assert message in str(refused.value)


def test_links_and_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "d.xlsx").mkdir()
    (tmp_path / "l.xlsx").symlink_to(tmp_path / "d.xlsx")
    for name in ("d", "l", "nothing"):
        with pytest.raises(CopyError, match=f"{name}.xlsx: "):
            bilingual.read(tmp_path / f"{name}.xlsx")


@pytest.mark.parametrize(
    ("text", "message"),
    [("a" * 40_000, "a cell holds 32767"), ("_x0041_", "means a character"), ("\x07", "U\\+0007")],
)
def test_what_a_cell_cannot_hold_is_refused(text: str, message: str) -> None:
    with pytest.raises(DuizhaoError, match=message):
        cells.xlsx_bytes([[text]], "x", [1])


@given(st.binary(max_size=80))
@QUICK
def test_no_bytes_make_it_stumble(tmp_path: Path, data: bytes) -> None:
    for name in ("x.xlsx", "x.docx", "x.csv", "x.tmx", "x.xlf"):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(CopyError):
            bilingual.read(tmp_path / name)
