"""Postings sorted by key in memory that does not grow: full buffers go to temporary files and are merged at the end."""

from __future__ import annotations

import heapq
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from typing import IO, Self

BUFFER = 1_000_000
"""Postings and keys held in memory, some 100 MiB."""

_READ = 1 << 16

Posting = tuple[str, list[int], list[int]]
"""A key, the records with it in a title, and those with it in a text; a record may be in both."""


class Postings:
    """Collects postings; records must come in ascending order. Use as a context, which removes the files."""

    def __init__(self, buffer: int = BUFFER) -> None:
        """``buffer``: how much is held in memory."""
        self._limit, self._held = buffer, 0
        self._found: dict[str, tuple[list[int], list[int]]] = {}
        self._runs: list[IO[bytes]] = []
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, key: str, record: int | None = None, title: bool = False) -> None:
        """Note a key, for a record where one is named, in its title or in its text."""
        place = self._found.get(key)
        if place is None:
            place = self._found[key] = ([], [])
            self._held += 2
        if record is None:
            return
        one = place[0 if title else 1]
        if not one or one[-1] != record:
            one.append(record)
            self._held += 1

    def settle(self) -> None:
        """Write the buffer out where it is full: to be called between records."""
        if self._held >= self._limit:
            self._spill()

    def merged(self) -> Iterator[Posting]:
        """All keys in ascending order, each once."""
        if not self._runs:
            yield from ((key, *self._found[key]) for key in sorted(self._found))
            return
        self._spill()
        rows = heapq.merge(*(_read(run) for run in self._runs), key=itemgetter(0))
        for key, parts in groupby(rows, key=itemgetter(0)):
            titles: list[int] = []
            texts: list[int] = []
            for _, title, text in parts:  # in the order of the runs, which is that of the records
                titles += title
                texts += text
            yield key, titles, texts

    def _spill(self) -> None:
        run = self._open.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (closed with all others)
        for key in sorted(self._found):
            titles, texts = self._found[key]
            name = key.encode()
            array("I", (len(name), len(titles), len(texts))).tofile(run)
            run.write(name)
            array("I", titles + texts).tofile(run)
        run.seek(0)
        self._runs.append(run)
        self._found, self._held = {}, 0


def _read(run: IO[bytes]) -> Iterator[Posting]:
    while head := run.read(12):
        length, titles, texts = array("I", head)
        key = run.read(length).decode()
        numbers = array("I", run.read(4 * (titles + texts))).tolist()
        yield key, numbers[:titles], numbers[titles:]
