"""Neutral yardsticks, written anew: what others' converters and menders must leave alone, and what standards allow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

import word
from duizhao import readers
from duizhao.errors import CopyError
from duizhao.exchange import tbx_in, xliff_in
from duizhao.repairs import REPAIRS
from duizhao.repairs.context import Context
from helpers import apply, load_cases

FORMATS = ("txt", "md", "html", "docx", "pdf")


def named(case: dict[str, Any]) -> str:
    return str(case["name"])


@pytest.mark.parametrize("case", load_cases("yardsticks/xliff"), ids=named)
def test_xliff(case: dict[str, Any]) -> None:
    data = f"<?xml version='1.0'?>{case['file']}".encode()
    if "refused" in case:
        with pytest.raises(CopyError) as refused:
            xliff_in.load(data, "x.xlf")
        assert str(refused.value).startswith("x.xlf: ")
        assert case["refused"] in str(refused.value)
        return
    found = xliff_in.load(data, "x.xlf")
    assert [[one.unit.place, one.unit.zh, one.unit.en] for one in found] == [unit[:3] for unit in case["units"]]
    assert [one.complete for one in found] == [len(unit) == 3 for unit in case["units"]]


TBX = (
    "<tbx style='{}' type='TBX-Basic' xml:lang='en' xmlns='urn:iso:std:iso:30042:ed-2' xmlns:min="
    "'http://www.tbxinfo.net/ns/min' xmlns:basic='http://www.tbxinfo.net/ns/basic'><text><body>{}</body></text></tbx>"
)


@pytest.mark.parametrize("case", load_cases("yardsticks/tbx"), ids=named)
def test_tbx(case: dict[str, Any]) -> None:
    data = (case.get("file") or TBX.format(case["style"], case["body"])).encode()
    if "refused" in case:
        with pytest.raises(CopyError) as refused:
            tbx_in.load(data, "x.tbx")
        assert str(refused.value).startswith("x.tbx: ")
        assert case["refused"] in str(refused.value)
        return
    read = tbx_in.load(data, "x.tbx")
    terms = [[one.id, term.language, term.text, term.status] for one in read.concepts for term in one.terms]
    assert sorted(terms) == sorted(case["terms"])
    assert all(any(part in (one.note or "") for one in read.concepts) for part in case.get("notes", ()))
    told = case.get("told", [])
    assert len(read.told) == len(told)
    assert all(any(part in line for line in read.told) for part in told)


# Text that is true


def mended(text: str, kind: str) -> str:
    """The text after all repairs, each as it stands in the list."""
    for repair in REPAIRS:
        text = apply(repair, text, Context(format=kind))
    return text


@pytest.mark.parametrize("case", load_cases("yardsticks/scripts"), ids=named)
def test_scripts(case: dict[str, Any]) -> None:
    text = case.get("text") or case["stay"]
    wanted = case.get("repaired") or case["stay"]
    assert mended(text, "txt") == wanted
    assert mended(wanted, "txt") == wanted


@pytest.mark.parametrize("case", load_cases("yardsticks/true_text"), ids=named)
def test_true_text_stays(case: dict[str, Any]) -> None:
    for kind in case.get("formats", FORMATS):
        for text in (case["text"], f"{case['text']}\n" * 3):
            assert mended(text, kind) == text, kind


def test_true_text_stays_in_one_document() -> None:
    """All of it together, as the paragraphs of a standard: what repairs ask of the whole text they ask here too."""
    paragraphs = [case["text"] for case in load_cases("yardsticks/true_text") if "formats" not in case]
    paragraphs += [case["stay"] for case in load_cases("yardsticks/scripts") if "stay" in case]
    text = "DB97/T 65—2024\n茶馆读写指南\n1 范围\n" + "\n".join(paragraphs) + "\n2 其他\n本章为空。\n"
    for kind in FORMATS:
        assert mended(text, kind).split("\n") == text.split("\n")


# Automatic numbers of Word


@pytest.mark.parametrize("case", load_cases("yardsticks/docx_numbers"), ids=named)
def test_numbers_of_word(case: dict[str, Any], tmp_path: Path) -> None:
    document = docx.Document()
    word.number(document, case["lists"], case["nums"])
    for spec in case.get("styles", ()):
        made = word.style(document, spec["name"], num=spec.get("num"), based=spec.get("based"))
        case["paragraphs"] = [
            [text, properties.replace(f"{{{spec['name']}}}", f'<w:pStyle w:val="{made}"/>')]
            for text, properties in case["paragraphs"]
        ]
    for text, properties in case["paragraphs"]:
        xml = word.p(text, properties=properties).replace("<w:p>", f"<w:p {word.NAMES}>", 1)
        document.element.body.append(parse_xml(xml))
    path = tmp_path / "x.docx"
    path.write_bytes(word.saved(document))
    assert readers.read(path).text.split("\n\n")[:-1] == case["shown"]
