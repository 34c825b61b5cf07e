"""The texts of records, some records a file. What texts say again and again is compressed once for all of them.

A sample of the records is the dictionary, a file of its own: each other file is compressed as if it came after the
dictionary, so that it may refer to all that the sample says, and is small although it can be read by itself.
"""

from __future__ import annotations

import json
import tempfile
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from duizhao.search.records import Record
from duizhao.search.tokens import simplified

RECORDS_A_FILE = 16
"""Records whose texts lie in one file."""

LARGEST, SHARE = 32_000, 16
"""Bytes of the dictionary: deflate looks no farther back; in small libraries one in so many of the text."""


class Texts:
    """Takes records in order, then gives the files. Use as a context: what waits lies in a temporary file."""

    def __init__(self) -> None:
        self._waiting = tempfile.TemporaryFile()  # noqa: SIM115 (closed by __exit__)
        self._sizes = array("I")
        self._block: list[list[str]] = []
        self._sample: list[bytes] = []
        self._every = 1
        self._count = self._size = self._sampled = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting.close()

    def add(self, record: Record) -> None:
        """Take the texts of a record."""
        texts = shown(record)
        if self._count % self._every == 0:
            self._take(_json(texts))
        self._count += 1
        self._block.append(texts)
        if len(self._block) == RECORDS_A_FILE:
            self._close()

    def _take(self, text: bytes) -> None:
        """Note a record for the dictionary. Of a sample that grew too large every other one goes, and so on."""
        self._sample.append(text)
        self._sampled += len(text)
        while self._sampled > 2 * LARGEST and len(self._sample) > 1:
            self._sample = self._sample[::2]
            self._sampled = sum(map(len, self._sample))
            self._every *= 2

    def _close(self) -> None:
        data = _json([_has_traditional(self._block), self._block])
        self._waiting.write(data)
        self._sizes.append(len(data))
        self._size += len(data)
        self._block = []

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The name of each file and its data, compressed: the dictionary, then the texts."""
        if self._block:
            self._close()
        dictionary = self._dictionary()
        yield "d", zlib.compress(dictionary, 9)
        before = zlib.compressobj(9)
        before.compress(dictionary)
        before.flush(zlib.Z_SYNC_FLUSH)
        self._waiting.seek(0)
        for number, size in enumerate(self._sizes):
            rest = before.copy()
            yield f"t{number}", rest.compress(self._waiting.read(size)) + rest.flush()

    def _dictionary(self) -> bytes:
        """Records from all parts of the library, as many as there is room for."""
        room = min(LARGEST, self._size // SHARE)
        share = min(1.0, room / max(self._sampled, 1))
        return b"".join(one for n, one in enumerate(self._sample) if int((n + 1) * share) > int(n * share))[:LARGEST]


def shown(record: Record) -> list[str]:
    """What is shown of a record and what phrases are looked for in; the end is left out where it is empty."""
    found = [record.id, record.address, record.label, *record.titles, *record.texts]
    while found and not found[-1]:
        found.pop()
    return found


def _has_traditional(texts: Iterable[Sequence[str]]) -> int:
    """Whether readers need the table of traditional characters to look for phrases in these texts."""
    return int(any(not simplified().keys().isdisjoint(map(ord, text)) for one in texts for text in one))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
