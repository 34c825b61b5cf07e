"""One YAML file of records: text of records, records of text, with errors that name file and line."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from duizhao import schema
from duizhao.errors import StoreError
from duizhao.store import convert, emit, parse, swap

Record = TypeVar("Record")

SCHEMAS = ".schemas"
"""Folder of a knowledge base with the schemas that the first lines of its files name."""


def dumps(record: Any, kind: str, folder: Path, root: Path) -> bytes:
    """The YAML file of one record; ``folder`` is where it will lie in the knowledge base ``root``."""
    return _file(convert.to_plain(record), kind, folder, root)


def dumps_all(records: Iterable[Any], kind: str, folder: Path, root: Path) -> bytes:
    """The YAML file of a list of records (or, for an index, of names)."""
    plain = [each if isinstance(each, str) else convert.to_plain(each) for each in records]
    return _file(plain, kind, folder, root)


def _file(plain: emit.Plain, kind: str, folder: Path, root: Path) -> bytes:
    return (first_line(kind, folder, root) + emit.dump(plain)).encode()


def first_line(kind: str, folder: Path, root: Path) -> str:
    """The line by which editors find the schema: a path from the file's own folder, so that a base can be moved."""
    path = os.path.relpath(root / SCHEMAS / schema.file_name(kind), folder)
    return f"# yaml-language-server: $schema={Path(path).as_posix()}\n"


def loads(data: bytes, record: type[Record], path: Path) -> Record:
    """The one record of a YAML file; ``path`` is named in errors.

    Raises:
        StoreError: the file is no YAML that we read, or does not fit the record.
    """
    try:
        return convert.from_tree(record, parse.parse(data) or parse.Pairs(1, {}, {}))
    except parse.MalformedError as error:
        raise store_error(path, error.line, error.message) from error


def loads_all(data: bytes, record: type[Record], path: Path) -> list[tuple[int, Record]]:
    """The records of a YAML file that is a list of them, each with its line; none where the file is empty.

    Raises:
        StoreError: as ``loads``.
    """
    try:
        tree = parse.parse(data) or parse.Items(1, [])
        if not isinstance(tree, parse.Items):
            raise parse.MalformedError(tree.line, "a list must stand here: each entry begins with '- '")
        return [(item.line, convert.from_tree(record, item)) for item in tree.items]
    except parse.MalformedError as error:
        raise store_error(path, error.line, error.message) from error


def keys(data: bytes, path: Path) -> frozenset[str]:
    """The keys that a YAML file sets to something.

    Raises:
        StoreError: as ``loads``.
    """
    try:
        tree = parse.parse(data)
    except parse.MalformedError as error:
        raise store_error(path, error.line, error.message) from error
    pairs = tree.pairs if isinstance(tree, parse.Pairs) else {}
    return frozenset(key for key, value in pairs.items() if not (isinstance(value, parse.Leaf) and value.text is None))


def read_one(path: Path, record: type[Record]) -> Record:
    """The record in a file.

    Raises:
        StoreError: the file is missing, cannot be read, is no YAML that we read, or does not fit the record.
    """
    return loads(read_bytes(path), record, path)


def read_all(path: Path, record: type[Record]) -> tuple[Record, ...]:
    """The records in a file that is a list of them.

    Raises:
        StoreError: as ``read_one``.
    """
    return tuple(each for _, each in loads_all(read_bytes(path), record, path))


def write_one(path: Path, record: Any, kind: str, root: Path) -> bool:
    """Writes a record into a file of the knowledge base in one step; returns whether the file had to change."""
    with swap.writing(root):
        write_schemas(root)
        return swap.write_file(path, dumps(record, kind, path.parent, root))


def write_all(path: Path, records: Iterable[Any], kind: str, root: Path) -> bool:
    """Writes a list of records into a file of the knowledge base; returns whether the file had to change."""
    with swap.writing(root):
        write_schemas(root)
        return swap.write_file(path, dumps_all(records, kind, path.parent, root))


def write_schemas(root: Path) -> None:
    """Puts the schemas where the first lines of the files look for them."""
    for kind in schema.KINDS_OF_FILES:
        swap.write_file(root / SCHEMAS / schema.file_name(kind.name), schema.text(kind).encode())


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        StoreError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}).") from error


def store_error(path: Path, line: int, message: str) -> StoreError:
    """An error that names the place as editors understand it: ``content/x/plain/6.yaml:12: …``."""
    return StoreError(f"{path}:{line}: {message}")
