"""Records as plain values and back, by the types of their fields.

YAML gives only strings; the record says which of them are numbers or truths. Fields that have their default are
left out of the file, so that what a person reads there is what is particular.
"""

from __future__ import annotations

import dataclasses
import difflib
import math
import re
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from duizhao import model, schema
from duizhao.store.emit import Flow, Plain
from duizhao.store.parse import Items, Leaf, MalformedError, Pairs, Tree

Record = TypeVar("Record")
_Reader = Callable[[Tree], Any]

ON_ONE_LINE = (model.Span, model.Mend)
"""Records that stand by the dozen and are easier to scan one a line."""

# A whole number in ASCII digits, small enough for any program that reads the file after us. "-12".
_INTEGER = re.compile(r"-?[0-9]{1,18}")


def to_plain(record: Any) -> Mapping[str, Plain]:
    """A record as a mapping, in the order of its fields, fields that have their default left out."""
    if isinstance(record, ON_ONE_LINE):
        return Flow(_particular(record))
    return {name: _plain(value) for name, value in _particular(record)}


def _particular(record: Any) -> list[tuple[str, Any]]:
    found = []
    kind: Any = type(record)
    for name, default in _defaults(kind):
        value = getattr(record, name)
        if default is dataclasses.MISSING or value != default:
            found.append((name, value))
    return found


@cache
def _defaults(record: Hashable) -> tuple[tuple[str, Any], ...]:
    """Each field's name and default (MISSING where it has none)."""
    return tuple(
        (f.name, f.default if f.default_factory is dataclasses.MISSING else f.default_factory())
        for f in dataclasses.fields(record)  # type: ignore[arg-type]
    )


def _plain(value: Any) -> Plain:
    if dataclasses.is_dataclass(value):
        return to_plain(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    scalar: str | bool | int | float = value
    return scalar


def from_tree(record: type[Record], tree: Tree) -> Record:
    """The record (or scalar) of that type that the tree holds.

    Raises:
        MalformedError: an unknown or missing key, or a value of another type; with its line.
    """
    hint: Any = record
    value: Record = _reader(hint)(tree)
    return value


@cache
def _reader(hint: Hashable) -> _Reader:
    """What reads a value of that type."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    if inner := schema.optional(hint):
        return _reader(inner)
    if allowed := schema.choices(hint):
        return _one_of(allowed)
    if get_origin(hint) is tuple:
        return _tuple_of(_reader(get_args(hint)[0]))
    if get_origin(hint) is Mapping:
        return _mapping_of(_reader(get_args(hint)[1]))
    if dataclasses.is_dataclass(hint):
        return _record_of(hint)
    raise TypeError(f"no reader for {hint}: teach duizhao.store.convert and duizhao.schema this type")


def _str(tree: Tree) -> str:
    if not isinstance(tree, Leaf):
        raise MalformedError(
            tree.line, "a text must stand here, not a list or keys; put it in quotes if it is meant so"
        )
    if tree.text is None:
        raise MalformedError(tree.line, "a text must stand here: write '' for an empty one")
    return tree.text


def _bool(tree: Tree) -> bool:
    text = _str(tree).lower()
    if text not in ("true", "false"):
        raise MalformedError(tree.line, f"'{text}' is neither true nor false")
    return text == "true"


def _int(tree: Tree) -> int:
    text = _str(tree)
    if not _INTEGER.fullmatch(text):
        raise MalformedError(tree.line, f"'{text}' is no whole number")
    return int(text)


def _float(tree: Tree) -> float:
    text = _str(tree)
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise MalformedError(tree.line, f"'{text}' is no number")
    return number


_SCALARS: dict[Any, _Reader] = {str: _str, bool: _bool, int: _int, float: _float}


def _one_of(allowed: tuple[str, ...]) -> _Reader:
    def read(tree: Tree) -> str:
        text = _str(tree)
        if text not in allowed:
            raise MalformedError(tree.line, f"'{text}' is not one of: {', '.join(allowed)}")
        return text

    return read


def _tuple_of(read: _Reader) -> _Reader:
    def read_all(tree: Tree) -> tuple[Any, ...]:
        if not isinstance(tree, Items):
            raise MalformedError(tree.line, "a list must stand here: one entry a line, each after '- '")
        return tuple(read(item) for item in tree.items)

    return read_all


def _mapping_of(read: _Reader) -> _Reader:
    def read_all(tree: Tree) -> dict[str, Any]:
        if not isinstance(tree, Pairs):
            raise MalformedError(tree.line, "keys and values must stand here: one 'key: value' a line")
        return {key: read(value) for key, value in tree.pairs.items()}

    return read_all


def _record_of(record: Any) -> _Reader:
    readers = {name: _field_reader(record, name, hint) for name, hint in get_type_hints(record).items()}
    required = schema.required(record)

    def read(tree: Tree) -> Any:
        if not isinstance(tree, Pairs):
            raise MalformedError(tree.line, f"keys and values must stand here, such as '{next(iter(readers))}: …'")
        values = {}
        for key, value in tree.pairs.items():
            if key not in readers:
                raise MalformedError(tree.lines[key], _unknown(key, readers))
            if not (isinstance(value, Leaf) and value.text is None):  # nothing after the key: the default
                values[key] = readers[key](value)
        for key in required:
            if key not in values:
                raise MalformedError(tree.line, f"the key '{key}' is missing: add '{key}: …'")
        return record(**values)

    return read


def _field_reader(record: type, name: str, hint: Any) -> _Reader:
    allowed = schema.CHOICES.get((record, name))
    return _one_of(allowed) if allowed else _reader(hint)


def _unknown(key: str, readers: Mapping[str, _Reader]) -> str:
    near = difflib.get_close_matches(key, readers, n=1)
    guess = f"did you mean '{near[0]}'? " if near else ""
    return f"the key '{key}' is not known: {guess}What may stand here: {', '.join(readers)}"
