"""The kinds of YAML files, and a JSON Schema of each, made from the records in ``model``.

Editors that know YAML check a file as one types, against the schema that its first line names. The schemas are
shipped in ``schemas/``, and the store copies them into ``.schemas/`` of each knowledge base, so that the first line
can name a path that works wherever that base lies and without a network. ``python -m duizhao.schema`` writes the
shipped ones anew; a test fails where they differ from the records.

A new kind of file is one line in ``KINDS_OF_FILES``.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import types
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from duizhao import model

SHIPPED = Path(__file__).parent / "schemas"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of YAML file: the type of its records, and whether the file is a list of them."""

    name: str
    record: Any
    many: bool
    says: str


KINDS_OF_FILES = (
    FileKind("document", model.Document, False, "What identifies a document (content/<document>/document.yaml)."),
    FileKind("nodes", model.Node, True, "Nodes of an edition, in document order (plain/*.yaml, printed/*.yaml)."),
    FileKind("index", str, True, "The files of an edition, in document order (plain/index.yaml, printed/index.yaml)."),
    FileKind("copies", model.CopyRecord, True, "The copies that were imported (printed/copies.yaml)."),
    FileKind("mends", model.Mend, True, "The repairs as readers see them (printed/mends.yaml)."),
    FileKind("findings", model.Finding, True, "What the import found wrong in the copies (printed/findings.yaml)."),
    FileKind("concept", model.Concept, False, "A concept with its terms (glossary/<concept>.yaml)."),
    FileKind("waivers", model.Waiver, True, "Findings that are let stand (waivers.yaml beside mkdocs.yml)."),
    FileKind("corrections", model.Correction, True, "Corrections by hand (content/<document>/corrections.yaml)."),
)

CHOICES: Mapping[tuple[type, str], tuple[str, ...]] = {(model.Node, "kind"): model.KINDS}
"""Fields that are plain text in the record and yet take only some values."""

_SIMPLE = {str: "string", bool: "boolean", int: "integer", float: "number"}


def kind_of_file(name: str) -> FileKind:
    """The kind of that name.

    Raises:
        KeyError: there is none.
    """
    return {kind.name: kind for kind in KINDS_OF_FILES}[name]


def file_name(kind: str) -> str:
    """The name of a kind's schema file: ``nodes.schema.json``."""
    return f"{kind}.schema.json"


def schema(kind: FileKind) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of file."""
    body = _of(kind.record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"duizhao {kind.name}",
        "description": kind.says,
        **({"type": "array", "items": body} if kind.many else body | {"description": kind.says}),
    }


def text(kind: FileKind) -> str:
    """The schema as it is shipped."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


def choices(hint: Any) -> tuple[str, ...]:
    """The values that a type allows, where it names them: ``Literal["zh", "en"]``; else none."""
    return get_args(hint) if get_origin(hint) is Literal else ()


def optional(hint: Any) -> Any:
    """The type without its ``| None``, or None where the type does not allow None."""
    if get_origin(hint) not in (Union, types.UnionType):
        return None
    inner = [each for each in get_args(hint) if each is not type(None)]
    return inner[0] if len(inner) == 1 and len(get_args(hint)) == 2 else None


def _of(hint: Any) -> dict[str, Any]:
    """The schema of a field's type: scalars, ``X | None``, literals, tuples, records, counts by name."""
    if hint in _SIMPLE:
        return {"type": _SIMPLE[hint]}
    if inner := optional(hint):
        return {"anyOf": [_of(inner), {"type": "null"}]}
    if allowed := choices(hint):
        return {"enum": list(allowed)}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _of(get_args(hint)[0])}
    if get_origin(hint) is Mapping:
        return {"type": "object", "additionalProperties": _of(get_args(hint)[1])}
    if dataclasses.is_dataclass(hint):
        return _record(hint)
    raise TypeError(f"no schema for {hint}: teach duizhao.schema and duizhao.store.convert this type")


def _record(record: Any) -> dict[str, Any]:
    hints = get_type_hints(record)
    return {
        "type": "object",
        "description": inspect.cleandoc(record.__doc__ or ""),
        "properties": {f.name: _field(record, f.name, hints[f.name]) for f in dataclasses.fields(record)},
        "required": list(required(record)),
        "additionalProperties": False,
    }


def _field(record: type, name: str, hint: Any) -> dict[str, Any]:
    allowed = CHOICES.get((record, name))
    return {"enum": list(allowed)} if allowed else _of(hint)


def required(record: Any) -> tuple[str, ...]:
    """The fields of a record that have no default."""
    missing = dataclasses.MISSING
    return tuple(f.name for f in dataclasses.fields(record) if f.default is missing and f.default_factory is missing)


def write_shipped() -> None:
    """Write all schemas into the package."""
    SHIPPED.mkdir(exist_ok=True)
    for kind in KINDS_OF_FILES:
        (SHIPPED / file_name(kind.name)).write_text(text(kind), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_shipped()
