"""The schemas: shipped as generated, true of what is written, and where the first line of each file says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from duizhao import model, schema, store
from duizhao.model import Book, CopyRecord, Correction, Document, Finding, Mend, Node, Reference, Span

BOOK = Book(
    Document("x-1", number="X 1", published="2023-12-01", drafters=("甲",), references=(Reference("6.10", "no"),)),
    printed=(
        Node("1", "clause", label="1", title_zh="范围", title_en="Scope", text_zh="甲\n乙", text_en="yes", lost=True),
        Node("6.10", "note", note="null", supplied=("title_en",), copies=(Span("a", 1, 2),), agreement=0.5),
    ),
    copies=(CopyRecord("a.txt", "00", "txt", "utf-8", 100, 90, {"glued": 3}, {"page-number": 7}),),
    mends=(Mend("a.txt", 1, 2, "1:30", "0x1F", "glued", "why", "1"),),
    findings=(Finding("loss", "warning", "文字缺失", language="zh"),),
)

KINDS = [kind.name for kind in schema.KINDS_OF_FILES]


@pytest.mark.parametrize("kind", schema.KINDS_OF_FILES, ids=KINDS)
def test_shipped_schemas_are_those_of_the_records(kind: schema.FileKind) -> None:
    shipped = (schema.SHIPPED / schema.file_name(kind.name)).read_text("utf-8")
    assert shipped == schema.text(kind), "run: python -m duizhao.schema"
    jsonschema.Draft202012Validator.check_schema(json.loads(shipped))


def test_no_other_schema_is_shipped() -> None:
    assert {path.name for path in schema.SHIPPED.iterdir()} == {schema.file_name(name) for name in KINDS}


def test_regenerating_writes_what_is_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = schema.SHIPPED
    monkeypatch.setattr(schema, "SHIPPED", tmp_path / "schemas")
    schema.write_shipped()
    for path in shipped.iterdir():
        assert (tmp_path / "schemas" / path.name).read_bytes() == path.read_bytes()


def test_written_files_fit_the_schema_that_their_first_line_names(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    folder = store.document_folder(tmp_path, "x-1")
    store.save_printed(folder, BOOK)
    store.save_plain(folder, BOOK.printed[:1], BOOK.document)
    store.write_all(folder / "corrections.yaml", [Correction("1", "zh", "a", "b", "c", "d")], "corrections", tmp_path)
    written = sorted(folder.rglob("*.yaml"))
    assert len(written) == 10
    for path in written:
        first, _, _ = path.read_text("utf-8").partition("\n")
        named = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        jsonschema.validate(yaml.safe_load(path.read_text("utf-8")), json.loads(named.read_text("utf-8")))


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("nodes", [{"id": "1"}]),
        ("nodes", [{"id": "1", "kind": "klause"}]),
        ("nodes", [{"id": "1", "kind": "clause", "titel_zh": "x"}]),
        ("nodes", {"id": "1", "kind": "clause"}),
        ("nodes", [{"id": 1, "kind": "clause"}]),
        ("document", {"number": "X"}),
        ("document", {"id": "x", "references": [{"title": "no number"}]}),
        ("corrections", [{"node": "1", "language": "fr", "before": "", "after": "", "why": "", "who": ""}]),
        ("copies", [{"name": "a"}]),
        ("index", [1]),
    ],
)
def test_schemas_refuse_what_the_store_refuses(kind: str, wrong: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema.schema(schema.kind_of_file(kind)))


def test_every_field_is_in_its_schema() -> None:
    items = schema.schema(schema.kind_of_file("nodes"))["items"]
    assert list(items["properties"]) == [name for name in model.Node.__slots__ if not name.startswith("_")]
    assert items["required"] == ["id", "kind"]


def test_a_type_without_a_schema_says_so() -> None:
    with pytest.raises(TypeError, match="teach duizhao"):
        schema.schema(schema.FileKind("x", complex, False, ""))
